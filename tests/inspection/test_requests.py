from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from jtai.errors import InvalidRecordError
from jtai.guidance.case_documents import CASE_DOCUMENTS
from jtai.guidance.information import INFORMATION_ITEMS, information_item
from jtai.guidance.terms import Agency
from jtai.inspection.requests import (
    Request,
    RequestState,
    case_document_requests,
    information_requests,
)

POLICE = Agency.POLICE
SENT = RequestState.SENT


def faults(**fields: Any) -> dict[str, str]:
    """Return the error messages for a request, by field."""
    with pytest.raises(InvalidRecordError) as caught:
        Request(**fields)
    return {fault.where: fault.message for fault in caught.value.faults}


@pytest.mark.guidance("para 48")
def test_thirty_five_documents_are_requested() -> None:
    """Every item of para 48 is requested except 5.5, which is not a document."""
    requests = information_requests()
    numbers = [request.item for request in requests]
    assert set(numbers) == {row.number for row in INFORMATION_ITEMS} - {"5.5"}
    assert len(set(numbers)) == 35
    assert [r.agency for r in requests if r.item == "2.1"] == [
        Agency.LOCAL_AUTHORITY,
        Agency.HEALTH,
    ]
    assert {r.agency for r in requests if str(r.item).startswith("4.")} == {POLICE}
    assert {r.state for r in requests} == {RequestState.NOT_STARTED}


@pytest.mark.guidance("para 44")
def test_nine_documents_are_requested_for_a_child() -> None:
    """Nine documents are requested for each child, from the agencies jointly."""
    requests = case_document_requests("A1")
    assert [r.document for r in requests] == [row.key for row in CASE_DOCUMENTS]
    assert {(r.child, r.agency) for r in requests} == {("A1", None)}


def test_a_request_has_the_title_and_milestone_of_its_entry() -> None:
    """A request has the title, milestone and paragraph of its table entry."""
    item = Request(item="1.4", agency="local authority")  # type: ignore[arg-type]
    assert item.entry == information_item("1.4")
    assert (item.title, item.milestone) == (item.entry.title, "supporting_information")
    document = Request(document="chronology", child="A1")
    assert (document.entry, document.milestone) == (CASE_DOCUMENTS[-1], "case_documents")
    assert str(document.reference) == "guidance 190035, para 44"
    assert document.topic == (None, "chronology", "A1")


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({}, {"item"}),
        ({"item": "1.1", "document": "plan", "agency": POLICE, "child": "A"}, {"item", "child"}),
        ({"item": "7.1", "agency": POLICE}, {"item"}),
        ({"item": "5.5", "agency": Agency.YOT}, {"item"}),
        ({"item": "1.1"}, {"agency"}),
        ({"item": "1.1", "agency": POLICE, "child": "A"}, {"child"}),
        ({"document": "diary", "child": "A"}, {"document"}),
        ({"document": "plan"}, {"child"}),
        ({"document": "plan", "child": " "}, {"child"}),
        ({"item": "1.1", "agency": Agency.NATIONAL_PROBATION_SERVICE}, {"agency"}),
        ({"item": "1.1", "agency": POLICE, "state": "not held"}, {"reason"}),
        ({"item": "1.1", "agency": POLICE, "state": "not held", "reason": " "}, {"reason"}),
        ({"item": "1.1", "agency": POLICE, "reason": "lost"}, {"reason"}),
        ({"item": "1.1", "agency": POLICE, "state": "sent"}, {"sent_on"}),
        ({"item": "1.1", "agency": POLICE, "sent_on": date(2019, 9, 9)}, {"sent_on"}),
        ({"item": 1.1, "agency": "lunch", "state": "eaten"}, {"item", "agency", "state"}),
    ],
)
def test_impossible_requests_are_refused(fields: dict[str, Any], where: set[str]) -> None:
    """A request with missing, unknown or contradictory fields is refused, naming all of them."""
    assert {*faults(**fields)} == where


def test_a_request_is_settled_once_it_is_sent_or_not_held() -> None:
    """A request is settled from the day it is sent, or if the document is not held."""
    day = date(2019, 9, 17)
    sent = Request(item="4.1", agency=POLICE, state=SENT, sent_on=day)
    assert [sent.settled(on) for on in (date(2019, 9, 16), day)] == [False, True]
    held = Request(item="4.1", agency=POLICE, state=RequestState.NOT_HELD, reason="none made")
    assert held.settled(day)
    for state in (RequestState.NOT_STARTED, RequestState.IN_HAND, RequestState.READY):
        assert not Request(item="4.1", agency=POLICE, state=state).settled(day)


@pytest.mark.guidance("item 2.3", "item 3.3")
def test_only_items_on_request_and_documents_have_a_request_date() -> None:
    """Item 2.3 and a case document can have their own request date, but item 1.1 cannot."""
    day = date(2019, 9, 12)
    asked = Request(item="2.3", agency=Agency.HEALTH, requested_on=day)
    assert (asked.was_asked(date(2019, 9, 11)), asked.was_asked(day)) == (False, True)
    assert Request(item="1.1", agency=Agency.LOCAL_AUTHORITY).was_asked(day)
    assert Request(document="plan", child="A1", requested_on=day).requested_on == day
    with pytest.raises(
        InvalidRecordError, match="^requested_on: this is requested with everything else"
    ):
        Request(item="1.1", agency=Agency.LOCAL_AUTHORITY, requested_on=day)
