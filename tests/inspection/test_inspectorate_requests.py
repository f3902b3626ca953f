from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from jtai.errors import DateTypeError, InvalidRecordError
from jtai.guidance.terms import Agency, Inspectorate
from jtai.inspection.inspectorate_requests import InspectorateRequest

ASKED = date(2019, 9, 23)


@pytest.mark.guidance("item 5.5", "para 45")
def test_two_inspectorates_make_separate_requests() -> None:
    """HMI Probation asks the YOT (item 5.5), and the CQC asks health partners (para 45)."""
    probation = InspectorateRequest(inspectorate=Inspectorate.HMI_PROBATION, requested_on=ASKED)
    cqc = InspectorateRequest(inspectorate=Inspectorate.CQC, requested_on=date(2019, 9, 20))
    assert (probation.agency, cqc.agency) == (Agency.YOT, Agency.HEALTH)
    assert str(probation.reference) == "guidance 190035, para 48, item 5.5"
    assert str(cqc.reference) == "guidance 190035, para 45"
    assert probation.title != cqc.title


def test_a_request_is_open_until_it_is_answered() -> None:
    """A request is open from the day it is made until the day it is answered."""
    made = InspectorateRequest(
        inspectorate=Inspectorate.HMI_PROBATION,
        requested_on=ASKED,
        answered_on=date(2019, 9, 25),
        cases=("A1",),
    )
    assert [made.is_open(date(2019, 9, day)) for day in (22, 23, 24, 25)] == [
        False,
        True,
        True,
        False,
    ]
    with pytest.raises(DateTypeError):
        made.is_open("2019-09-23")  # type: ignore[arg-type]


@pytest.mark.guidance("item 5.5")
def test_a_yot_can_say_that_it_has_no_case() -> None:
    """A YOT can answer that it has no case to sample, with a reason that is not shown."""
    none = InspectorateRequest(
        inspectorate=Inspectorate.HMI_PROBATION,
        requested_on=ASKED,
        answered_on=date(2019, 9, 24),
        reason="SECRET",
    )
    assert not none.is_open(date(2019, 9, 24))
    assert "SECRET" not in repr(none)


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"inspectorate": "Ofsted"}, "inspectorate"),
        ({"answered_on": date(2019, 9, 22), "cases": ["A1"]}, "answered_on"),
        ({"answered_on": date(2019, 9, 24)}, "cases"),
        ({"answered_on": date(2019, 9, 24), "reason": " "}, "cases"),
        ({"reason": "no case is open"}, "reason"),
        ({"answered_on": ASKED, "cases": ["A1"], "reason": "no case is open"}, "reason"),
        ({"children": ["A1"]}, "children"),
        ({"cases": [" "]}, "cases"),
        ({"inspectorate": "CQC", "cases": ["A1"]}, "cases"),
        ({"inspectorate": "CQC", "children": [""]}, "children"),
    ],
)
def test_an_impossible_request_is_refused(fields: dict[str, Any], where: str) -> None:
    """Contradictory dates, and fields that do not apply to the request, are refused."""
    with pytest.raises(InvalidRecordError) as caught:
        InspectorateRequest(**{"inspectorate": "HMI Probation", "requested_on": ASKED, **fields})
    assert [fault.where for fault in caught.value.faults] == [where]


def test_a_request_shows_nothing_of_a_child() -> None:
    """A request does not show identifiers or texts, and its `repr` shows no dates."""
    made = InspectorateRequest(
        inspectorate=Inspectorate.CQC,
        requested_on=ASKED,
        asked="SECRET trust",
        children=frozenset({"SECRET"}),
        text="SECRET",
    )
    assert "SECRET" not in f"{made!r}{made._repr_html_()}"
    assert "2019" not in repr(made)
