from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import jtai
from jtai.core.answers import Answer
from jtai.errors import DateTypeError, InvalidRecordError, InvalidValueError
from jtai.guidance.information import INFORMATION_ITEMS, ON_REQUEST
from jtai.guidance.terms import Agency
from jtai.inspection.preparedness import (
    Holding,
    HoldingState,
    Preparedness,
    PreparednessRow,
    area_preparedness,
)
from jtai.inspection.requests import Request

AS_OF = date(2019, 9, 2)
LOCAL_AUTHORITY, POLICE, HEALTH = Agency.LOCAL_AUTHORITY, Agency.POLICE, Agency.HEALTH
YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN


def held(item: str, agency: Agency, **fields: Any) -> Holding:
    """Return a holding of an item that the agency has."""
    return Holding(item=item, agency=agency, **{"held": YES, **fields})


def prepared(*holdings: Holding, **arguments: Any) -> Preparedness:
    """Return the preparedness of an area with these holdings."""
    return area_preparedness(holdings, **{"local_area": "Anywhere", "as_of": AS_OF, **arguments})


def row(found: Preparedness, item: str) -> PreparednessRow:
    """Return the row of an item."""
    (one,) = (each for each in found.rows if each.item == item)
    return one


@pytest.mark.guidance("para 48")
def test_every_item_to_send_is_at_first_unknown() -> None:
    """All 35 items to send have a row, which is at first unknown, or expected if on request."""
    found = prepared()
    assert [each.item for each in found.rows] == [
        entry.number for entry in INFORMATION_ITEMS if entry.number != "5.5"
    ]
    assert [each.item for each in found.in_state(HoldingState.EXPECTED)] == ["2.3", "3.3"]
    assert len(found.in_state(HoldingState.UNKNOWN)) == 33
    assert found.ready is UNKNOWN
    assert found.missing == found.out_of_date == ()


@pytest.mark.guidance("item 1.4", "item 2.2", "item 3.2")
@pytest.mark.parametrize(
    ("item", "agency", "latest", "state"),
    [
        ("1.4", LOCAL_AUTHORITY, date(2019, 3, 2), HoldingState.HELD),  # six months to the day
        ("1.4", LOCAL_AUTHORITY, date(2019, 3, 1), HoldingState.OUT_OF_DATE),
        ("2.2", HEALTH, date(2018, 9, 2), HoldingState.HELD),  # twelve months to the day
        ("2.2", HEALTH, date(2018, 9, 1), HoldingState.OUT_OF_DATE),
        ("3.2", Agency.SAFEGUARDING_PARTNERS, None, HoldingState.UNKNOWN),
        ("1.1", LOCAL_AUTHORITY, None, HoldingState.HELD),  # has no window
    ],
)
def test_an_item_older_than_its_window_is_out_of_date(
    item: str, agency: Agency, latest: date | None, state: HoldingState
) -> None:
    """An item dated before its window of six or twelve months is out of date."""
    assert row(prepared(held(item, agency, latest=latest)), item).state is state


def test_a_window_ends_at_the_notification_of_the_timetable() -> None:
    """With a timetable, an item's window reaches back from the notification date."""
    timetable = jtai.Timetable.from_notification(date(2019, 9, 9))
    audits = held("1.4", LOCAL_AUTHORITY, latest=date(2019, 3, 5), working_days=1)
    assert row(prepared(audits), "1.4").state is HoldingState.HELD
    assert row(prepared(audits, timetable=timetable), "1.4").state is HoldingState.OUT_OF_DATE


@pytest.mark.parametrize("item", ["1.1", "1.4"])
def test_a_date_after_the_check_makes_an_item_unknown(item: str) -> None:
    """If an item is dated after the day of the check, it is unknown whether it is held."""
    timetable = jtai.Timetable.from_notification(date(2019, 9, 9))
    mistaken = held(item, LOCAL_AUTHORITY, latest=date(2019, 9, 3))
    found = prepared(mistaken, timetable=timetable)
    assert row(found, item).state is HoldingState.UNKNOWN
    (shown,) = row(found, item).contradictions
    assert found.contradictions == (shown,)
    assert shown.facts == ("holdings[0].latest",)
    assert shown.text == (
        f"the newest part of item {item} is dated Tuesday 3 September 2019, after the day of the "
        "check"
    )
    assert row(prepared(mistaken, as_of=date(2019, 9, 3)), item).state is HoldingState.HELD


def test_unknown_items_are_not_listed_as_missing() -> None:
    """The assurance lists items about which nothing is known separately from missing items."""
    (reason,) = prepared().of_agency(Agency.SAFEGUARDING_PARTNERS).assurance.reasons
    assert reason.why == (
        "multi-agency safeguarding partners: nothing is missing; unknown: 3.1, 3.2"
    )


@pytest.mark.guidance("item 4.7")
@pytest.mark.parametrize(
    ("sets", "state"),
    [(3, HoldingState.HELD), (2, HoldingState.TOO_FEW), (None, HoldingState.UNKNOWN)],
)
def test_three_sets_of_minutes_are_required(sets: int | None, state: HoldingState) -> None:
    """Item 4.7 needs three sets of minutes; two are too few, and without a number it is unknown."""
    assert row(prepared(held("4.7", POLICE, sets=sets)), "4.7").state is state


def test_one_agency_is_enough_for_a_shared_item() -> None:
    """A shared item is held if one of its agencies has it, and missing only if neither has."""
    no = Holding(item="2.1", agency=LOCAL_AUTHORITY, held=NO)
    assert row(prepared(no), "2.1").state is HoldingState.UNKNOWN
    both = row(prepared(no, held("2.1", HEALTH)), "2.1")
    assert (both.state, both.held_by) == (HoldingState.HELD, HEALTH)
    neither = prepared(no, Holding(item="2.1", agency=HEALTH, held=NO))
    assert [each.item for each in neither.missing] == ["2.1"]
    other = row(prepared(held("1.5", Agency.VOLUNTARY_SECTOR)), "1.5")
    assert other.agencies == (LOCAL_AUTHORITY, Agency.VOLUNTARY_SECTOR)


@pytest.mark.guidance("para 47", "item 4.6", "item 4.8", "item 6.6")
@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"held": NO}, HoldingState.MISSING),
        ({"held": NO, "reason": "SECRET"}, HoldingState.NOT_HELD),
        # The group met only twice.
        ({"held": YES, "sets": 2, "reason": "SECRET"}, HoldingState.HELD),
        ({"held": YES, "sets": 0, "reason": "SECRET"}, HoldingState.NOT_HELD),
        ({"held": YES, "sets": 2}, HoldingState.TOO_FEW),
    ],
)
def test_a_reason_explains_missing_minutes(fields: dict[str, Any], state: HoldingState) -> None:
    """With a reason, having no minutes is accepted, and having fewer than three sets is enough."""
    timetable = jtai.Timetable.from_notification(date(2019, 9, 9))
    found = prepared(Holding(item="4.7", agency=POLICE, **fields), timetable=timetable)
    assert row(found, "4.7").state is state
    assert (row(found, "4.7").in_time is YES) is (state is HoldingState.NOT_HELD)
    assert "SECRET" not in repr(found) + str(found) + str(found.to_records())
    (record,) = (each for each in found.to_records(values=True) if each["item"] == "4.7")
    assert record["reason"] == fields.get("reason", "")


@pytest.mark.guidance("item 1.4")
def test_an_old_item_with_a_reason_is_not_held() -> None:
    """An item older than its window is not held, rather than out of date, if there is a reason."""
    old = held("1.4", LOCAL_AUTHORITY, latest=date(2019, 1, 7), reason="no audit since")
    assert row(prepared(old), "1.4").state is HoldingState.NOT_HELD


def test_the_assurance_names_items_not_held() -> None:
    """An agency with a reason for each item it does not hold is ready, and those are named."""
    items = [entry.number for entry in INFORMATION_ITEMS if entry.section == 4]
    every = [
        held(item, POLICE, sets=3 if item == "4.7" else None)
        for item in items
        if item not in {"4.6", "4.8"}
    ]
    none = [
        Holding(item=item, agency=POLICE, held=NO, reason="never made") for item in ("4.6", "4.8")
    ]
    found = prepared(*every, *none).of_agency(POLICE)
    assert found.ready is YES
    assert found.assurance.reasons[0].text == (
        "police force: everything is held, or not held for a reason: 4.6, 4.8"
    )
    assert "not held: there is none to send" in str(found)


@pytest.mark.parametrize(
    ("holdings", "state"),
    [
        ([(LOCAL_AUTHORITY, "none")], HoldingState.UNKNOWN),  # health has not said
        ([(LOCAL_AUTHORITY, "none"), (HEALTH, "none")], HoldingState.NOT_HELD),
        ([(LOCAL_AUTHORITY, "none"), (HEALTH, None)], HoldingState.MISSING),
        ([(Agency.VOLUNTARY_SECTOR, "none")], HoldingState.UNKNOWN),
        ([(LOCAL_AUTHORITY, "none"), (Agency.VOLUNTARY_SECTOR, "none")], HoldingState.UNKNOWN),
    ],
)
def test_a_shared_item_is_not_held_only_if_each_agency_says_so(
    holdings: list[tuple[Agency, str | None]], state: HoldingState
) -> None:
    """A shared item is not held only if every agency that is asked for it gives a reason."""
    given = [
        Holding(item="2.1", agency=agency, held=NO, reason=reason) for agency, reason in holdings
    ]
    assert row(prepared(*given), "2.1").state is state


@pytest.mark.guidance("item 2.3", "item 3.3")
def test_items_on_request_do_not_affect_readiness() -> None:
    """Items 2.3 and 3.3 do not affect an agency's readiness before they are requested."""
    partners = Agency.SAFEGUARDING_PARTNERS
    rest = [held("3.1", partners), held("3.2", partners, latest=AS_OF)]
    found = prepared(*rest).of_agency(partners)
    assert found.ready is YES
    assert row(found, "3.3").state is HoldingState.EXPECTED
    assert "with everything else or later" in (row(found, "3.3").assumed or "")
    assert "expected: an inspector may request it, but has not; it is not owed" in " ".join(
        str(found).split()
    )
    gone = prepared(*rest, Holding(item="3.3", agency=partners, held=NO)).of_agency(partners)
    assert [each.item for each in gone.missing] == ["3.3"]
    assert gone.ready is YES
    only = prepared(held("2.3", Agency.VOLUNTARY_SECTOR)).of_agency(Agency.VOLUNTARY_SECTOR)
    assert only.ready is UNKNOWN


@pytest.mark.guidance("item 2.1", "item 2.3", "item 3.3")
def test_an_answer_of_no_shows_who_is_assumed_to_provide_the_item() -> None:
    """If nobody holds item 2.1, the reasons say that the guidance does not say who provides it."""
    none = [Holding(item="2.1", agency=agency, held=NO) for agency in (LOCAL_AUTHORITY, HEALTH)]
    found = prepared(*none)
    assert [each.item for each in found.missing] == ["2.1"]
    assert found.assurance.assumptions == (row(found, "2.1").assumed,)
    for number, first in (("2.3", "2.1"), ("3.3", "3.1")):
        assert row(found, number).assumed == f"{row(found, first).assumed}; {ON_REQUEST}"


@pytest.mark.guidance("para 47")
@pytest.mark.parametrize(
    ("monday", "days", "in_time"),
    [
        (date(2019, 9, 9), 6, YES),  # due on Tuesday of week two, six working days on
        (date(2019, 9, 9), 7, NO),
        (date(2020, 4, 6), 6, YES),  # Good Friday and Easter Monday do not count
        (date(2019, 9, 9), None, UNKNOWN),
    ],
)
def test_an_item_is_too_late_if_it_needs_too_many_days(
    monday: date, days: int | None, in_time: Answer
) -> None:
    """An item is too late if it needs more working days than remain before its deadline."""
    timetable = jtai.Timetable.from_notification(monday)
    found = prepared(held("4.1", POLICE, working_days=days), timetable=timetable)
    assert row(found, "4.1").available == 6
    assert row(found, "4.1").due == timetable["supporting_information"].date
    assert row(found, "4.1").in_time is in_time
    assert [each.item for each in found.too_late or ()] == (["4.1"] if in_time is NO else [])
    assert row(prepared(held("4.1", POLICE, working_days=days)), "4.1").in_time is UNKNOWN


def test_without_a_timetable_time_is_not_shown() -> None:
    """Without a timetable, preparedness does not show whether items can be sent in time."""
    found = prepared(held("4.1", POLICE, working_days=1))
    assert found.too_late is None
    assert "In time" not in found.to_text(width=200)
    assert "In time" not in found._repr_html_()
    assert "1 working day needed" in found._repr_html_()


def test_text_has_a_table_of_items_that_need_work() -> None:
    """As text, only items that are missing, too old or too late are a table; the rest are lines."""
    found = prepared(
        held("4.1", POLICE, working_days=1),
        held("4.2", POLICE, working_days=9),
        held("4.6", POLICE, held=NO),
        held("5.1", Agency.YOT),
        timetable=jtai.Timetable.from_notification(date(2019, 9, 9)),
    )
    text = " ".join(found.to_text().split())
    table, rest = text.split("held: ")
    assert [number for number in ("4.1", "4.2", "4.6", "5.1") if number in table] == ["4.2", "4.6"]
    assert rest.startswith("police force 4.1; youth offending team 5.1 unknown: local authority ")
    assert "local authority 1.1 to 1.9; " in rest
    assert len(found.to_text().splitlines()) < 40


def test_without_anything_to_do_there_is_no_table() -> None:
    """If nothing is missing, too old or too late, the text is the verdict and the other items."""
    assert "Item" not in prepared(held("4.1", POLICE)).to_text()


@pytest.mark.guidance("para 47")
@pytest.mark.parametrize(("days", "late"), [(None, ["4.1"]), (6, []), (7, ["4.1"])])
def test_a_missing_item_is_late_unless_enough_days_are_given(
    days: int | None, late: list[str]
) -> None:
    """A missing item is too late unless it can be produced in the working days available."""
    timetable = jtai.Timetable.from_notification(date(2019, 9, 9))
    gone = Holding(item="4.1", agency=POLICE, held=NO, working_days=days)
    found = prepared(gone, timetable=timetable)
    assert found.too_late is not None
    assert [each.item for each in found.too_late] == late
    shown = "4.1 missing; 4.1 not in time" if days == 7 else "4.1 missing"
    assert found.of_agency(POLICE).assurance.reasons[0].text == f"police force: {shown}"


@pytest.mark.guidance("item 5.1", "item 3.1")
def test_a_holding_of_another_agency_is_a_contradiction() -> None:
    """A holding of item 5.1 by the police contradicts the guidance, which asks the YOT for it."""
    found = prepared(held("3.1", POLICE), held("5.1", POLICE), held("2.1", POLICE))
    (shown,) = found.contradictions
    assert shown.text == (
        "item 5.1 is requested from the youth offending team, not the police force"
    )
    assert shown.facts == ("holdings[1].agency",)
    assert row(found, "5.1").to_record()["contradictions"] == [shown.text]
    table = " ".join(found.to_text().split())
    assert "Check" in table
    assert "requested from the youth offending team" in " ".join(found._repr_html_().split())
    right = prepared(held("5.1", Agency.YOT), Holding(item="4.1", agency=POLICE, held=NO))
    assert right.contradictions == ()
    assert "Check" not in right.to_text()


@pytest.mark.guidance("item 5.1")
@pytest.mark.parametrize("answer", [YES, NO, UNKNOWN])
def test_a_holding_of_another_agency_decides_nothing(answer: Answer) -> None:
    """What the police say about an item asked of the YOT does not decide its state."""
    police = Holding(item="5.1", agency=POLICE, held=answer)
    found = prepared(police)
    alone = row(found, "5.1")
    assert (alone.state, alone.held_by) == (HoldingState.UNKNOWN, None)
    assert alone.agencies == (Agency.YOT, POLICE)
    assert len(found.contradictions) == 1
    every = [
        held(f"4.{number}", POLICE, sets=3 if number == 7 else None) for number in range(1, 10)
    ]
    assert [r.answer for r in prepared(police, *every).assurance.reasons if "police" in r.text] == [
        YES
    ]
    yot = Holding(item="5.1", agency=Agency.YOT, held=NO)
    assert [each.item for each in prepared(police, yot).missing] == ["5.1"]


def test_an_area_is_prepared_once_every_item_is_held() -> None:
    """An area is prepared if every item is held, and not if one is missing; otherwise unknown."""
    every = [
        held(
            entry.number,
            entry.agencies[0],
            latest=AS_OF,
            sets=entry.most_recent,
            working_days=2,
        )
        for entry in INFORMATION_ITEMS
        if entry.number != "5.5"
    ]
    assert prepared(*every).ready is YES
    timetable = jtai.Timetable.from_notification(date(2019, 9, 9))
    assert prepared(*every, timetable=timetable).ready is YES
    assert prepared(*every[1:]).ready is UNKNOWN
    gone = prepared(Holding(item="1.1", agency=LOCAL_AUTHORITY, held=NO), *every[1:])
    assert gone.ready is NO
    assert gone.assurance.reasons[0].text == "local authority: 1.1 missing"
    assert gone.of_agency(POLICE).ready is YES
    assert prepared(*every).of_agency(Agency.SCHOOLS).ready is UNKNOWN
    cited = {str(r.reference) for each in (gone, prepared(*every)) for r in each.assurance.reasons}
    assert cited == {"guidance 190035, paras 47, 48"}


def test_preparedness_is_available_as_text_records_and_html() -> None:
    """Preparedness is available as text, records and an HTML page."""
    timetable = jtai.Timetable.from_notification(date(2019, 9, 9))
    found = prepared(held("4.1", POLICE, latest=AS_OF, working_days=7), timetable=timetable)
    text = str(found)
    assert text.startswith("Is Anywhere prepared on Monday 2 September 2019, if notified on Monday")
    assert "? no (1 held, 32 unknown, 2 expected)" in " ".join(text.split())
    assert "Assumed: " in text
    assert max(map(len, text.splitlines())) <= 80
    page = jtai.to_html(found)
    assert page.startswith("<!doctype html>")
    assert "7 working days needed, 6 available" in page
    (record,) = (each for each in found.to_records() if each["item"] == "4.1")
    assert (record["held_by"], record["in_time"]) == ("police force", "no")
    assert "4.1" in str(prepared(held("4.1", POLICE, working_days=2)))
    with pytest.raises(InvalidValueError):
        found.in_state("lunch")


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"item": "5.5"}, "item"),
        ({"item": "9.9"}, "item"),
        ({"agency": "National Probation Service"}, "agency"),
        ({"sets": -1}, "sets"),
        ({"sets": 2}, "sets"),
        ({"working_days": -1}, "working_days"),
        ({"held": "no", "reason": " "}, "reason"),
        ({"held": "no", "latest": AS_OF}, "latest"),
        ({"reason": "never made"}, "reason"),
        ({"held": "yes", "reason": "never made"}, "reason"),
    ],
)
def test_an_impossible_holding_is_refused(fields: dict[str, Any], where: str) -> None:
    """A holding is refused if its item, agency, numbers, date or reason cannot be right."""
    with pytest.raises(InvalidRecordError) as caught:
        Holding(**{"item": "5.1", "agency": "youth offending team", **fields})
    assert [fault.where for fault in caught.value.faults] == [where]


@pytest.mark.guidance("item 5.5")
@pytest.mark.parametrize("kind", [Holding, Request])
def test_what_is_not_sent_names_the_record_for_it(kind: type) -> None:
    """Item 5.5 is asked for by HMI Probation, so the error names `InspectorateRequest`."""
    with pytest.raises(InvalidRecordError) as caught:
        kind(item="5.5", agency=Agency.YOT)
    assert "HMI Probation lead inspector asks for it: record an InspectorateRequest" in str(
        caught.value
    )


def test_wrong_arguments_are_refused() -> None:
    """Invalid or duplicate holdings, an invalid date and an invalid area name are refused."""
    with pytest.raises(InvalidValueError, match=r"holdings\[0\]"):
        prepared("4.1")  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match="duplicate"):
        prepared(held("4.1", POLICE), held("4.1", POLICE))
    with pytest.raises(DateTypeError):
        prepared(as_of="2019-09-02")
    with pytest.raises(InvalidValueError):
        prepared(local_area="Any\ntown")
