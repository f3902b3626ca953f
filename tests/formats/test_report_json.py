from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal

import attrs
import pytest

from jtai.errors import InvalidRecordError
from jtai.formats.json import JSON_VERSION
from jtai.formats.report_json import report_to_json
from jtai.lists.report import NotChecked, Report
from tests.formats.lists import AS_OF, everything, some


def report() -> Report:
    """Give a report with something of everything."""
    made = everything().check(as_of=AS_OF)
    failed = NotChecked(rule="mine", list=6, reason="the rule failed", error="KeyError")
    return attrs.evolve(made, not_checked=(failed, *made.not_checked))


def test_a_report_says_all_of_itself() -> None:
    """Everything of a report is there, and what no problem has is counted as none."""
    made = report()
    document = json.loads(report_to_json(made))
    assert (document["jtai"], document["type"]) == (JSON_VERSION, "Report")
    value = document["value"]
    assert value["as_of"] == "2019-09-09"
    assert value["edition"] == made.edition
    assert value["is_clear"] is False
    assert value["rows"] == {"6": 2, "8": 1}
    assert list(value["counts"]) == ["error", "warning", "note"]
    assert sum(value["counts"].values()) == len(made.problems) == len(value["problems"])
    assert value["problems"] == made.to_records()
    assert len(value["not_checked"]) == len(made.not_checked) > 0
    assert value["not_checked"][0]["error"] == "KeyError"
    assert value["assumptions"] == list(made.assumptions)
    assert json.loads(report_to_json(made, envelope=False, indent=2)) == value
    assert "\n  " in report_to_json(made, indent=2)
    empty = json.loads(report_to_json(Report(as_of=AS_OF, edition="x"), envelope=False))
    assert empty["counts"] == {"error": 0, "warning": 0, "note": 0}


@pytest.mark.promise("exports")
@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("zz", "zz"),
        (12.5, 12.5),
        (7, 7),
        (float("inf"), "inf"),
        (Decimal("0.5"), "0.5"),
        (dt.date(2019, 7, 9), "2019-07-09"),
        (dt.time(9), "09:00:00"),
    ],
)
def test_a_childs_data_is_there_only_if_asked_for(given: object, written: object) -> None:
    """Values and identifiers are left out by default, and any kind of cell can be written."""
    made = some(gender=given).check(as_of=AS_OF)
    without = json.loads(report_to_json(made, envelope=False))["problems"]
    assert not [entry for entry in without if "value" in entry or "child_id" in entry]
    problems = json.loads(report_to_json(made, values=True, envelope=False))["problems"]
    mine = next(entry for entry in problems if entry["key"] == "gender")
    assert (mine["value"], mine["child_id"]) == (written, "Canary")


def test_half_a_character_is_refused() -> None:
    """A text that is no Unicode is refused without being shown."""
    made = some(gender="Canary\ud800").check(as_of=AS_OF)
    report_to_json(made)
    with pytest.raises(InvalidRecordError) as caught:
        report_to_json(made, values=True)
    assert "Canary" not in str(caught.value)
