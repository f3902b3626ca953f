from __future__ import annotations

from datetime import UTC, date, datetime

import attrs
import pytest

from jtai.core.answers import Answer
from jtai.core.validation import LONDON
from jtai.errors import CoverageError, DateTypeError, InvalidValueError
from jtai.guidance.terms import Agency
from jtai.inspection.engagement import Engagement, EngagementResponse, Participant
from jtai.inspection.inspection import Inspection
from jtai.inspection.readiness import Readiness, ReadinessRow, ReadinessState
from jtai.inspection.requests import Request, RequestState
from tests.inspection.inspections import EMPTY, IDS, SELECTED, at

DONE, OUTSTANDING = ReadinessState.DONE, ReadinessState.OUTSTANDING
OVERDUE, NOT_DUE_YET = ReadinessState.OVERDUE, ReadinessState.NOT_DUE_YET
LOCAL_AUTHORITY, POLICE, HEALTH = Agency.LOCAL_AUTHORITY, Agency.POLICE, Agency.HEALTH
MARKED = ("child_lists", "meeting_details", "activity_lists", "joint_evaluations")


def row(readiness: Readiness, agency: Agency, milestone: str) -> ReadinessRow:
    """Find a row."""
    (found,) = (r for r in readiness.of_agency(agency).rows if r.milestone.key == milestone)
    return found


def texts(readiness: Readiness, agency: Agency, milestone: str) -> list[str]:
    """Give what an agency has still to do for a milestone."""
    return [thing.text for thing in row(readiness, agency, milestone).outstanding]


def finished() -> Inspection:
    """Make an inspection for which all was done by 19 September."""
    made = SELECTED.with_requests()
    for request in made.requests:
        made = made.with_request(
            attrs.evolve(request, state=RequestState.SENT, sent_on=date(2019, 9, 17))
        )
    for name in IDS:
        made = made.with_engagement(
            Engagement(
                child=name,
                participant=Participant.CHILD,
                response=EngagementResponse.AGREED,
                confirmed_on=date(2019, 9, 19),
            )
        )
    for milestone in (*MARKED, "printed_evaluations"):
        made = made.with_done(milestone, at(12, 8))
    return made


def test_each_agency_has_a_row_for_what_it_owes() -> None:
    """Milestones of the local agencies are owed by all, others by the parties that they name."""
    readiness = EMPTY.readiness(as_of=at(10))
    owed = {
        agency: [r.milestone.key for r in readiness.of_agency(agency).rows]
        for agency in (LOCAL_AUTHORITY, POLICE, Agency.SCHOOLS, Agency.NATIONAL_PROBATION_SERVICE)
    }
    joint = ["joint_evaluations", "engagement_arrangements", "printed_evaluations"]
    asked = ["case_documents", "supporting_information"]
    assert owed[LOCAL_AUTHORITY] == [
        "child_lists",
        "contextual_issues",
        "meeting_details",
        "activity_lists",
        *asked,
        *joint,
    ]
    assert owed[POLICE] == ["meeting_details", *asked, *joint]
    # Schools are asked for no item of information, and the probation service for nothing.
    assert owed[Agency.SCHOOLS] == ["meeting_details", "case_documents", *joint]
    assert owed[Agency.NATIONAL_PROBATION_SERVICE] == []


def test_an_item_given_to_another_agency_is_owed_by_it() -> None:
    """The area may have another agency send an item."""
    made = EMPTY.with_request(Request(item="1.5", agency=Agency.VOLUNTARY_SECTOR))
    readiness = made.readiness(as_of=at(10))
    wanted = ["item 1.5: not started"]
    assert texts(readiness, Agency.VOLUNTARY_SECTOR, "supporting_information") == wanted
    assert wanted[0] not in texts(readiness, LOCAL_AUTHORITY, "supporting_information")


@pytest.mark.parametrize(
    ("moment", "state"),
    [
        (at(9, 8, 59), NOT_DUE_YET),
        (at(9, 9), OUTSTANDING),
        (at(12, 9), OUTSTANDING),
        (at(12, 9, 1), OVERDUE),
    ],
)
def test_lists_are_overdue_after_nine_on_thursday(moment: datetime, state: ReadinessState) -> None:
    """Lists 6, 7 and 8 are asked for on Monday at 9am and due by 9am on Thursday (paras 29, 32)."""
    assert row(EMPTY.readiness(as_of=moment), HEALTH, "child_lists").state is state


def test_what_needs_a_selection_waits_for_it() -> None:
    """Case documents, evaluations and talks cannot be given before children are selected."""
    keys = ("case_documents", "joint_evaluations", "engagement_arrangements")
    before, after = (EMPTY.readiness(as_of=at(13, 10, minute)) for minute in (0, 1))
    for key in (*keys, "printed_evaluations"):
        assert row(before, POLICE, key).state is NOT_DUE_YET
        assert row(after, POLICE, key).state is OUTSTANDING
        assert texts(after, POLICE, key)[0] == "the selection is not complete: 0, not 5 to 7"
    few = SELECTED.with_selection(["A1"]).readiness(as_of=at(13, 9))
    assert row(few, POLICE, "case_documents").state is OUTSTANDING
    assert texts(few, POLICE, "case_documents")[0].startswith("the selection is not complete: 1")


def test_context_is_optional() -> None:
    """The director of children's services can advise of it, and need not (para 36)."""
    late = EMPTY.readiness(as_of=at(20))
    assert row(late, LOCAL_AUTHORITY, "contextual_issues").state is ReadinessState.OPTIONAL
    given = EMPTY.with_done("contextual_issues", at(12, 8)).readiness(as_of=at(20))
    assert row(given, LOCAL_AUTHORITY, "contextual_issues").state is DONE


def test_working_days_until_it_is_due() -> None:
    """Weekends do not count; after the day the number is negative."""
    made = EMPTY.readiness(as_of=at(12))
    assert row(made, POLICE, "meeting_details").due_in == 0
    assert row(made, POLICE, "case_documents").due_in == 3
    assert row(EMPTY.readiness(as_of=at(18)), POLICE, "case_documents").due_in == -1
    with pytest.raises(CoverageError):
        EMPTY.readiness(as_of=date(1900, 1, 1))


@pytest.mark.guidance("para 47")
def test_information_is_outstanding_until_it_is_sent() -> None:
    """What has no request yet counts as not started; what is sent later is not sent yet."""
    start = EMPTY.readiness(as_of=at(16))
    assert texts(start, POLICE, "supporting_information") == [
        f"item 4.{number}: not started" for number in range(1, 10)
    ]
    assert "item 2.3, if the lead inspector asks: not started" in texts(
        start, HEALTH, "supporting_information"
    )
    made = EMPTY.with_request(
        Request(item="4.1", agency=POLICE, state=RequestState.SENT, sent_on=date(2019, 9, 17))
    ).with_request(Request(item="4.2", agency=POLICE, state=RequestState.READY))
    made = made.with_request(
        Request(item="4.3", agency=POLICE, state=RequestState.NOT_HELD, reason="never made")
    )
    before = texts(made.readiness(as_of=at(16)), POLICE, "supporting_information")
    assert before[:3] == ["item 4.1: not sent", "item 4.2: ready", "item 4.4: not started"]
    on_day = texts(made.readiness(as_of=at(17)), POLICE, "supporting_information")
    assert on_day[0] == "item 4.2: ready"
    # A mark stands for what is not recorded, and does not hide what is.
    marked = made.with_done("supporting_information", at(17, 11))
    readiness = marked.readiness(as_of=at(18))
    assert texts(readiness, POLICE, "supporting_information") == ["item 4.2: ready"]
    assert row(readiness, POLICE, "supporting_information").state is OVERDUE
    assert row(readiness, Agency.YOT, "supporting_information").state is DONE


def test_one_agency_is_enough_for_a_shared_item() -> None:
    """The guidance does not say who sends section 2; once one has, the other need not."""
    sent = Request(item="2.1", agency=HEALTH, state=RequestState.SENT, sent_on=date(2019, 9, 16))
    made = EMPTY.with_requests().with_request(sent)
    both = made.readiness(as_of=at(16))
    for agency in (LOCAL_AUTHORITY, HEALTH):
        found = texts(both, agency, "supporting_information")
        assert "item 2.1: not started" not in found
        assert "item 2.2: not started" in found


@pytest.mark.guidance("para 44")
def test_case_documents_are_owed_by_all_until_one_is_named() -> None:
    """The agencies owe nine documents for each selected child together (para 44)."""
    start = SELECTED.readiness(as_of=at(13))
    assert len(texts(start, POLICE, "case_documents")) == 45
    made = SELECTED.with_request(
        Request(document="plan", child="A0", agency=HEALTH, state=RequestState.IN_HAND)
    )
    readiness = made.readiness(as_of=at(13))
    assert "plan of selected[0]: in hand" in texts(readiness, HEALTH, "case_documents")
    assert len(texts(readiness, POLICE, "case_documents")) == 44
    marked = made.with_done("case_documents", at(17)).readiness(as_of=at(18))
    assert texts(marked, HEALTH, "case_documents") == ["plan of selected[0]: in hand"]
    assert row(marked, POLICE, "case_documents").state is DONE


def test_talks_are_outstanding_until_they_are_settled() -> None:
    """Arrangements are confirmed in writing, refusals and reasons told (paras 49, 50)."""
    key = "engagement_arrangements"
    made = SELECTED.with_engagement(
        Engagement(
            child="A0",
            participant=Participant.PARENT,
            response=EngagementResponse.AGREED,
            confirmed_on=date(2019, 9, 20),
        )
    ).with_engagement(
        Engagement(child="A1", participant=Participant.CHILD, response=EngagementResponse.DECLINED)
    )
    before = texts(made.readiness(as_of=at(19)), POLICE, key)
    assert before == [
        "parent of selected[0]: confirm the arrangement in writing",
        "child of selected[1]: tell the lead inspector",
        *(f"nothing arranged for selected[{position}]" for position in (2, 3, 4)),
    ]
    after = made.with_done(key, at(20)).readiness(as_of=at(21))
    assert texts(after, POLICE, key) == ["child of selected[1]: tell the lead inspector"]


def test_an_area_is_ready_once_everything_is_done() -> None:
    """Overdue is no, still to do is unknown, all done is yes (area report, section 4)."""
    made = finished()
    assert made.readiness(as_of=at(19)).ready is Answer.YES
    assert made.readiness(as_of=at(18)).ready is Answer.UNKNOWN
    assert EMPTY.readiness(as_of=at(13)).ready is Answer.NO
    assurance = EMPTY.readiness(as_of=at(12, 10)).assurance
    assert [reason.answer for reason in assurance.reasons[:2]] == [Answer.NO, Answer.UNKNOWN]
    assert assurance.reasons[0].text == "local authority: overdue: child_lists"
    assert assurance.reasons[1].missing.split(", ")[0] == "meeting_details"
    assert str(assurance.reasons[0].reference).endswith("section 4")
    yes = made.readiness(as_of=at(19)).assurance
    assert {reason.text.partition(": ")[2] for reason in yes.reasons} == {"everything is done"}
    assert len(yes.reasons) == 7


def test_whoever_owes_nothing_is_not_said_to_be_ready() -> None:
    """Agencies outside of the inspection (para 22) owe nothing, which is no readiness."""
    nobody = finished().readiness(as_of=at(19)).of_agency(Agency.NATIONAL_PROBATION_SERVICE)
    assert (nobody.rows, nobody.ready) == ((), Answer.UNKNOWN)


def test_next_due_and_overdue() -> None:
    """The soonest of what is left, and everything that is late."""
    readiness = EMPTY.readiness(as_of=at(12, 10))
    assert {r.milestone.key for r in readiness.overdue} == {"child_lists"}
    assert {r.milestone.key for r in readiness.next_due} == {"meeting_details", "activity_lists"}
    assert finished().readiness(as_of=at(19)).next_due == ()
    assert readiness.in_state(ReadinessState.OVERDUE) == readiness.overdue
    with pytest.raises(InvalidValueError):
        readiness.in_state("lunch")  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError):
        readiness.of_agency("lunch")  # type: ignore[arg-type]


def test_a_date_is_the_beginning_of_its_day_in_london() -> None:
    """A date is read as its beginning in London, and the result says so."""
    day = EMPTY.readiness(as_of=date(2019, 9, 12))
    assert day.as_of == datetime(2019, 9, 12, tzinfo=LONDON)
    assert day.assumed == "the date is read as the beginning of that day in London"
    assert row(day, HEALTH, "child_lists").state is OUTSTANDING
    assert f"* {day.assumed}" in str(day)
    assert day.assumed in day._repr_html_()
    moment = EMPTY.readiness(as_of=datetime(2019, 9, 11, 23, tzinfo=UTC))
    assert (moment.as_of, moment.assumed) == (day.as_of, None)
    assert "*" not in str(moment)
    for wrong in ("2019-09-12", datetime(2019, 9, 12)):  # noqa: DTZ001
        with pytest.raises(DateTypeError):
            EMPTY.readiness(as_of=wrong)  # type: ignore[arg-type]


def test_tables_and_records() -> None:
    """The table names the area, shows a little of what is left, and counts the rest."""
    readiness = SELECTED.readiness(as_of=at(17))
    assert str(readiness).startswith("Readiness of Anywhere on Tue 17 Sep 2019, 12:00: no\n")
    assert "and 43 more" in str(readiness).replace("\n", " ")
    assert '<th scope="col"' in readiness._repr_html_()
    record = readiness.of_agency(POLICE).to_records()[1]
    assert record["milestone"] == "case_documents"
    assert (record["due_in"], record["state"]) == (0, "outstanding")
    assert record["reference"] == "guidance 190035, paras 39, 44"
    assert record["outstanding"][0] == "referral of selected[0]: not started"
    named = readiness.of_agency(POLICE).to_records(identifiers=True)[1]
    assert named["outstanding"][0] == "referral of selected[0]: not started (A0)"
    thing = row(readiness, POLICE, "case_documents").outstanding[0]
    assert str(thing) == "referral of selected[0]: not started (guidance 190035, para 44)"
