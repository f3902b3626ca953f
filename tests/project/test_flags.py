"""Every public argument that is True or False refuses anything else.

``"no"`` is true in Python: converted by its truth value, it would show what it was meant to hide.
"""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

import numpy as np
import pytest

import jtai
from jtai.errors import InvalidValueError
from jtai.lists import Candidates, RawSheet

PACKAGES: Final = (
    "jtai",
    "jtai.core",
    "jtai.guidance",
    "jtai.guidance.wording",
    "jtai.timetable",
    "jtai.children",
    "jtai.inspection",
    "jtai.lists",
    "jtai.formats",
    "jtai.testing",
)
DAY: Final = date(2019, 9, 9)
TIMETABLE: Any = jtai.Timetable.from_notification(DAY)
RECORD: Any = jtai.TrackingRecord()
CHILD: Any = jtai.Child(id="SYN-01")
LISTS: Any = jtai.Submission.from_rows({6: [{"child_id": "SYN-01"}]})
REPORT: Any = LISTS.check(as_of=DAY)
COHORT: Any = LISTS.cohort(as_of=DAY)
INSPECTION: Any = jtai.Inspection(local_area="Anytown", timetable=TIMETABLE)
TABLE: Any = LISTS[6]
# Nothing is written: the arguments are refused before that.
FILE: Final = Path("never written.xlsx")
# Untyped, because the calls are wrong and type checkers would refuse them.
ANYTHING: Any = jtai
INSPECTIONS: Any = importlib.import_module("jtai.inspection")

CALLS: Final[dict[tuple[str, str], Callable[..., object]]] = {
    ("AsTimetable", "any_weekday"): partial(ANYTHING.Timetable, notification=DAY),
    ("AsRawSheet", "hidden"): partial(RawSheet, name="List 6", rows=[]),
    ("AsRawSheet", "date_1904"): partial(RawSheet, name="List 6", rows=[]),
    ("AsRawSheet", "titled"): partial(RawSheet, name="List 6", rows=[]),
    ("Cohort.candidates", "recent_plans"): COHORT.candidates,
    ("Cohort.deep_dive", "recent_plans"): COHORT.deep_dive,
    ("Inspection.selection_report", "recent_plans"): INSPECTION.selection_report,
    ("ListTable.rows_where", "raw"): partial(TABLE.rows_where, "child_id", bool),
    ("Report.to_records", "values"): REPORT.to_records,
    ("Result.to_record", "values"): TIMETABLE["notification"].to_record,
    ("Results.to_records", "values"): TIMETABLE.to_records,
    ("Timetable.from_fieldwork", "any_weekday"): partial(
        ANYTHING.Timetable.from_fieldwork, date(2019, 9, 23)
    ),
    ("Timetable.from_notification", "any_weekday"): partial(
        ANYTHING.Timetable.from_notification, DAY
    ),
    ("Timetable.only", "provides"): partial(TIMETABLE.only, "police"),
    ("TrackingRecord.to_html", "identifiers"): RECORD.to_html,
    ("TrackingRecord.to_html", "texts"): RECORD.to_html,
    ("TrackingRecord.to_text", "identifiers"): RECORD.to_text,
    ("TrackingRecord.to_text", "texts"): RECORD.to_text,
    ("check_selection", "recent_plans"): partial(INSPECTIONS.check_selection, [], [], as_of=DAY),
    ("criteria_evidence", "children"): partial(INSPECTIONS.criteria_evidence, []),
    ("deep_dive", "recent_plans"): partial(ANYTHING.deep_dive, CHILD, as_of=DAY),
    ("from_json", "envelope"): partial(ANYTHING.from_json, jtai.Child, jtai.to_json(CHILD)),
    ("json_schema", "envelope"): partial(ANYTHING.json_schema, jtai.Child),
    ("outline_letter", "children"): partial(ANYTHING.outline_letter, []),
    ("plot", "hide_small"): partial(ANYTHING.plot, REPORT),
    ("plot", "provides"): partial(ANYTHING.plot, TIMETABLE, only=["police"]),
    ("timetable_dates", "any_weekday"): partial(ANYTHING.timetable_dates, []),
    ("to_csv", "values"): partial(ANYTHING.to_csv, REPORT),
    ("to_html", "provides"): partial(ANYTHING.to_html, REPORT),
    ("to_html", "values"): partial(ANYTHING.to_html, REPORT),
    ("to_ics", "provides"): partial(
        ANYTHING.to_ics,
        TIMETABLE,
        key="test",
        stamp=datetime(2019, 9, 9, tzinfo=UTC),
        only=["police"],
    ),
    ("to_json", "envelope"): partial(ANYTHING.to_json, REPORT),
    ("to_json", "values"): partial(ANYTHING.to_json, REPORT),
    ("to_pandas", "values"): partial(ANYTHING.to_pandas, REPORT),
    ("to_polars", "values"): partial(ANYTHING.to_polars, REPORT),
    ("write_lists", "leave_out_unrecognised"): partial(ANYTHING.write_lists, LISTS, FILE),
    ("write_lists", "overwrite"): partial(ANYTHING.write_lists, LISTS, FILE),
    ("write_marked", "only_problems"): partial(ANYTHING.write_marked, LISTS, REPORT, FILE),
    ("write_marked", "overwrite"): partial(ANYTHING.write_marked, LISTS, REPORT, FILE),
    ("write_template", "overwrite"): partial(ANYTHING.write_template, FILE),
    ("write_timetable", "overwrite"): partial(ANYTHING.write_timetable, TIMETABLE, FILE),
    ("write_timetable", "provides"): partial(ANYTHING.write_timetable, TIMETABLE, FILE),
}
# Constructors, which the search below leaves out: most make results, which callers do not.
CONSTRUCTORS: Final = frozenset(key for key in CALLS if key[0].startswith("As"))


def public_callables() -> Iterator[tuple[str, Any]]:
    """Yield every public function, and every public method of a public class."""
    for package in map(importlib.import_module, PACKAGES):
        for name in package.__all__:
            value = getattr(package, name)
            if inspect.isclass(value):
                for method in dir(value):
                    if not method.startswith("_") and inspect.isroutine(getattr(value, method)):
                        yield method, getattr(value, method)
            elif inspect.isroutine(value):
                yield name, value


def flags() -> set[tuple[str, str]]:
    """Return the functions that have such an argument, with its name."""
    return {
        (function.__qualname__, argument.name)
        for _, function in public_callables()
        if getattr(function, "__module__", None) and function.__module__.startswith("jtai")
        for argument in inspect.signature(function).parameters.values()
        if argument.annotation in {"bool", bool}
    }


def test_every_flag_is_in_the_table() -> None:
    """The table above has every public argument that is True or False."""
    assert flags() == CALLS.keys() - CONSTRUCTORS


@pytest.mark.parametrize(
    ("name", "argument"),
    [
        pytest.param(*key, marks=[pytest.mark.needs("polars")] if key[0] == "to_polars" else [])
        for key in CALLS
    ],
)
@pytest.mark.parametrize("value", ["no", 0, None])
def test_a_flag_is_true_or_false(name: str, argument: str, value: object) -> None:
    """An argument that is True or False refuses anything else, and its error names it."""
    with pytest.raises(InvalidValueError) as refused:
        CALLS[name, argument](**{argument: value})
    (fault,) = refused.value.faults
    assert (fault.where, fault.message) == (
        argument,
        f"expected True or False, got {type(value).__name__}",
    )
    assert not FILE.exists()


def test_a_boolean_of_numpy_is_accepted() -> None:
    """A boolean of numpy, such as a cell of a data frame, means the same as Python's."""
    shown = ANYTHING.to_csv(REPORT, values=np.True_)
    assert shown == jtai.to_csv(REPORT, values=True)
    assert ANYTHING.to_csv(REPORT, values=np.False_) == jtai.to_csv(REPORT)
    timetable = ANYTHING.Timetable.from_notification(date(2019, 9, 10), any_weekday=np.True_)
    assert timetable.any_weekday is True
    assert ANYTHING.Child(id="SYN-01", plans_complete=np.False_).plans_complete is False
    assert isinstance(COHORT.candidates(recent_plans=np.True_), Candidates)
