from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import attrs
import pytest

from jtai.core.answers import Answer
from jtai.core.validation import LONDON
from jtai.errors import CoverageError, DateTypeError, InvalidRecordError, InvalidValueError
from jtai.guidance.agencies import LOCAL_AGENCIES
from jtai.guidance.information import ON_REQUEST, information_item
from jtai.guidance.milestones import MILESTONES
from jtai.guidance.terms import Agency, Inspectorate, Responsibility
from jtai.inspection.engagement import Engagement, EngagementResponse, Participant
from jtai.inspection.inspection import Inspection
from jtai.inspection.inspectorate_requests import STEPS, InspectorateRequest
from jtai.inspection.joint_evaluation import AgencyEvaluation, JointEvaluation
from jtai.inspection.preparedness import area_preparedness
from jtai.inspection.readiness import Readiness, ReadinessRow, ReadinessState
from jtai.inspection.requests import Request, RequestState, case_document_requests
from jtai.timetable.timetable import Timetable, require_guidance_milestones
from tests.inspection.inspections import EMPTY, IDS, SELECTED, at

DONE, OUTSTANDING = ReadinessState.DONE, ReadinessState.OUTSTANDING
OVERDUE, NOT_DUE_YET = ReadinessState.OVERDUE, ReadinessState.NOT_DUE_YET
OPTIONAL, UNKNOWN = ReadinessState.OPTIONAL, ReadinessState.UNKNOWN
LOCAL_AUTHORITY, POLICE, HEALTH = Agency.LOCAL_AUTHORITY, Agency.POLICE, Agency.HEALTH
YOT = Agency.YOT
MARKED = ("child_lists", "meeting_details", "activity_lists", "joint_evaluations")


def row(readiness: Readiness, agency: Agency | None, key: str) -> ReadinessRow:
    """Return the row with this key, of an agency or (None) of the agencies jointly."""
    (found,) = (r for r in readiness.rows if r.key == key and r.agency is agency)
    return found


def texts(readiness: Readiness, agency: Agency | None, key: str) -> list[str]:
    """Return the texts of what is outstanding in a row."""
    return [thing.text for thing in row(readiness, agency, key).outstanding]


def finished() -> Inspection:
    """Return an inspection in which everything is done by 19 September 2019."""
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
    for milestone in (*MARKED, "printed_documents"):
        made = made.with_done(milestone, at(12, 8))
    return made


def talking(*asked: int | None, **fields: Any) -> Inspection:
    """Return an inspection with a conversation for each day of September 2019, or unknown day."""
    talks = [
        Engagement(
            child=name,
            participant=Participant.CHILD,
            requested_on=None if day is None else date(2019, 9, day),
            **fields,
        )
        for name, day in zip(IDS, asked, strict=False)
    ]
    return SELECTED.with_engagement(*talks)


OWN, JOINT, CONTRIBUTION = Responsibility
JOINTLY_DUE = [
    "meeting_details",
    "case_documents",
    "joint_evaluations",
    "engagement_arrangements",
    "printed_documents",
]


@pytest.mark.guidance("para 30", "para 32", "para 44", "para 46")
def test_an_agency_has_own_obligations_contributions_and_joint_ones() -> None:
    """An agency has its own obligations, its contributions and the joint obligations."""
    readiness = EMPTY.readiness(as_of=at(10))

    def keys(agency: Agency, part: Responsibility) -> list[str]:
        rows = readiness.of_agency(agency).rows
        return [each.key for each in rows if each.responsibility is part]

    assert keys(LOCAL_AUTHORITY, OWN) == [
        "child_lists",
        "contextual_issues",
        "activity_lists",
        "supporting_information",
        "own_evaluations",
    ]
    assert keys(POLICE, OWN) == ["supporting_information", "own_evaluations"]
    assert keys(YOT, OWN) == ["supporting_information", "own_evaluations", "yot_cases"]
    assert keys(HEALTH, OWN) == ["supporting_information", "own_evaluations", "cqc_documents"]
    # Para 48 does not ask schools for any item.
    assert keys(Agency.SCHOOLS, OWN) == ["own_evaluations"]
    assert keys(YOT, CONTRIBUTION) == ["child_lists"]
    assert keys(HEALTH, CONTRIBUTION) == ["child_lists", "safeguarding_information"]
    for agency in (LOCAL_AUTHORITY, POLICE):
        assert keys(agency, CONTRIBUTION) == ["safeguarding_information"]
    for agency in LOCAL_AGENCIES:
        assert keys(agency, JOINT) == JOINTLY_DUE
    assert readiness.of_agency(Agency.NATIONAL_PROBATION_SERVICE).rows == ()
    assert EMPTY.readiness(as_of=at(10), agency=POLICE) == readiness.of_agency(POLICE)


def test_a_joint_obligation_counts_once() -> None:
    """The area's totals count a joint obligation once and do not count contributions."""
    readiness = SELECTED.readiness(as_of=at(18))
    owed = [each for each in readiness.rows if each.responsibility is not CONTRIBUTION]
    assert sum(readiness.counts().values()) == len(owed)
    assert [each.key for each in readiness.rows if each.agency is None] == JOINTLY_DUE
    assert len(texts(readiness, None, "case_documents")) == 45
    overdue = [each.key for each in readiness.overdue]
    assert overdue.count("case_documents") == 1


@pytest.mark.guidance("item 3.1", "item 3.2", "item 3.3")
def test_safeguarding_items_are_contributions_of_three_agencies() -> None:
    """The partners owe items 3.1 to 3.3; the authority, police and health only contribute."""
    key, partners = "safeguarding_information", Agency.SAFEGUARDING_PARTNERS
    late = EMPTY.readiness(as_of=at(18))
    assert row(late, partners, "supporting_information").state is OVERDUE
    seen = row(late, POLICE, key)
    assert (seen.state, seen.milestone.key) == (OUTSTANDING, "supporting_information")
    assert [each.text for each in seen.outstanding] == [
        "contribute; multi-agency safeguarding partners provide it"
    ]
    assert "section 16E of the Children Act 2004" in (seen.assumed or "")
    assert str(seen.reference) == "guidance 190035, para 48, items 3.1 to 3.3"
    assert late.of_agency(POLICE).counts()[OUTSTANDING] == sum(
        each.state is OUTSTANDING and each.key != key for each in late.of_agency(POLICE).rows
    )
    assert row(EMPTY.readiness(as_of=at(9, 8)), HEALTH, key).state is NOT_DUE_YET
    done = EMPTY.with_done("supporting_information", at(16), agency=partners)
    found = row(done.readiness(as_of=at(18)), LOCAL_AUTHORITY, key)
    assert (found.state, found.outstanding) == (DONE, ())


@pytest.mark.guidance("para 32")
def test_contributors_are_not_overdue_with_the_lists() -> None:
    """If the lists are late, only the local authority is overdue, not the contributors."""
    late = EMPTY.readiness(as_of=at(12, 9, 1))
    assert row(late, LOCAL_AUTHORITY, "child_lists").state is OVERDUE
    for agency in (YOT, HEALTH):
        contribution = row(late, agency, "child_lists")
        assert contribution.state is OUTSTANDING
        assert [each.text for each in contribution.outstanding] == [
            "contribute; local authority provides it"
        ]
        assert late.of_agency(agency).ready is Answer.UNKNOWN
    given = EMPTY.with_done("child_lists", at(11), agency=LOCAL_AUTHORITY).readiness(as_of=at(12))
    assert row(given, HEALTH, "child_lists").state is DONE
    part = EMPTY.with_done("child_lists", at(11), agency=HEALTH).readiness(as_of=at(12))
    assert row(part, HEALTH, "child_lists").state is DONE
    assert row(part, YOT, "child_lists").state is OUTSTANDING
    assert texts(part, LOCAL_AUTHORITY, "child_lists") == [
        "not marked as done; done in part by: health partners"
    ]
    assert row(EMPTY.readiness(as_of=at(9, 8)), HEALTH, "child_lists").state is NOT_DUE_YET


def _asked(day: int, **fields: Any) -> InspectorateRequest:
    return InspectorateRequest(
        inspectorate=Inspectorate.HMI_PROBATION, requested_on=date(2019, 9, day), **fields
    )


@pytest.mark.guidance("item 5.5")
def test_yot_cases_are_owed_once_requested() -> None:
    """The YOT owes cases to sample only once HMI Probation has asked for them."""
    made = finished()
    expected = made.readiness(as_of=at(24), agency=YOT)
    assert row(expected, YOT, "yot_cases").state is ReadinessState.EXPECTED
    assert row(expected, YOT, "yot_cases").milestone.date == date(2019, 9, 23)
    assert expected.ready is Answer.YES
    asked = made.with_inspectorate_request(_asked(24))
    assert row(asked.readiness(as_of=at(23)), YOT, "yot_cases").state is ReadinessState.EXPECTED
    waiting = asked.readiness(as_of=at(24), agency=YOT)
    assert row(waiting, YOT, "yot_cases").state is OUTSTANDING
    assert waiting.ready is Answer.UNKNOWN
    late = asked.readiness(as_of=at(28), agency=YOT)
    assert (row(late, YOT, "yot_cases").state, late.ready) == (OVERDUE, Answer.NO)
    assert "no deadline is stated" in (row(late, YOT, "yot_cases").assumed or "")
    named = asked.with_inspectorate_request(
        _asked(24, answered_on=date(2019, 9, 25), cases=("A1",))
    )
    assert len(named.inspectorate_requests) == 1
    assert named.readiness(as_of=at(26), agency=YOT).ready is Answer.YES


@pytest.mark.guidance("item 5.5")
def test_yot_cases_have_one_assumed_deadline() -> None:
    """Cases are due on the first day of fieldwork, or by its last day if requested later."""
    item = information_item("5.5")
    assert (item.milestone, STEPS[Inspectorate.HMI_PROBATION].milestone) == (
        "fieldwork_start",
        "fieldwork_start",
    )
    made = finished()
    early = made.with_inspectorate_request(_asked(20))
    cases = row(early.readiness(as_of=at(23)), YOT, "yot_cases")
    assert (cases.state, cases.milestone.key, cases.due_in) == (OUTSTANDING, "fieldwork_start", 0)
    assert cases.assumed == item.assumed
    assert row(early.readiness(as_of=at(24)), YOT, "yot_cases").state is OVERDUE
    later = row(
        made.with_inspectorate_request(_asked(25)).readiness(as_of=at(26)), YOT, "yot_cases"
    )
    assert (later.state, later.milestone.key) == (OUTSTANDING, "fieldwork_end")
    both = early.with_inspectorate_request(_asked(25))
    assert row(both.readiness(as_of=at(26)), YOT, "yot_cases").state is OVERDUE


@pytest.mark.guidance("item 5.5")
def test_a_request_of_an_inspectorate_counts_once() -> None:
    """The same request from an inspectorate cannot be recorded twice."""
    with pytest.raises(InvalidRecordError) as caught:
        attrs.evolve(EMPTY, inspectorate_requests=(_asked(20), _asked(20)))
    assert [fault.where for fault in caught.value.faults] == ["inspectorate_requests[1]"]


@pytest.mark.guidance("para 45")
def test_health_documents_are_owed_once_requested() -> None:
    """Health partners owe documents only once the CQC has asked for them."""
    made = finished()
    key = "cqc_documents"
    assert row(made.readiness(as_of=at(24)), HEALTH, key).state is ReadinessState.EXPECTED
    asked = made.with_inspectorate_request(
        InspectorateRequest(
            inspectorate=Inspectorate.CQC, requested_on=date(2019, 9, 20), children=frozenset(IDS)
        )
    )
    assert row(asked.readiness(as_of=at(24)), HEALTH, key).state is OUTSTANDING
    assert texts(asked.readiness(as_of=at(24)), HEALTH, key) == ["requested, but not answered"]


@pytest.mark.guidance("item 2.3", "item 3.3")
def test_sub_group_minutes_are_owed_once_requested() -> None:
    """Item 3.3 is owed once requested: by Tuesday, or by the end of fieldwork if asked later."""
    partners = Agency.SAFEGUARDING_PARTNERS
    made = EMPTY
    for item in ("3.1", "3.2"):
        made = made.with_request(
            Request(item=item, agency=partners, state=RequestState.SENT, sent_on=date(2019, 9, 16))
        )
    key = "supporting_information"
    before = row(made.readiness(as_of=at(16)), partners, key)
    assert before.state is OUTSTANDING
    assert [each.text for each in before.outstanding] == [
        "item 3.3, once the lead inspector asks: not started"
    ]
    assert before.assumed is not None
    assert "with everything else or later" in before.assumed
    assert row(made.readiness(as_of=at(18)), partners, key).state is ReadinessState.EXPECTED
    asked = made.with_request(Request(item="3.3", agency=partners, requested_on=date(2019, 9, 17)))
    late = row(asked.readiness(as_of=at(18)), partners, key)
    assert late.state is OVERDUE
    assert [each.text for each in late.outstanding] == ["item 3.3: not started"]
    assert row(made.readiness(as_of=at(18)), POLICE, key).assumed is None
    # An item requested after Tuesday is not due on that Tuesday.
    asked = made.with_request(Request(item="3.3", agency=partners, requested_on=date(2019, 9, 18)))
    owed = row(asked.readiness(as_of=at(18)), partners, key)
    assert (owed.state, owed.milestone.key, owed.key) == (OUTSTANDING, "fieldwork_end", key)
    assert row(asked.readiness(as_of=at(28)), partners, key).state is OVERDUE


@pytest.mark.guidance("para 46")
def test_evaluations_are_joint_and_own_ones_optional() -> None:
    """The joint evaluations are one obligation; an agency's own evaluations are optional."""
    assert row(SELECTED.readiness(as_of=at(20)), POLICE, "own_evaluations").state is OPTIONAL
    made = SELECTED
    for position, name in enumerate(IDS):
        own = AgencyEvaluation(agency=POLICE, received=date(2019, 9, 18))
        received = date(2019, 9, 19) if position else None
        made = made.with_evaluation(JointEvaluation(child=name, received=received, own=(own,)))
    readiness = made.readiness(as_of=at(19))
    assert texts(readiness, None, "joint_evaluations") == [
        "joint evaluation of selected[0]: not received"
    ]
    assert row(readiness, POLICE, "own_evaluations").state is DONE
    assert row(readiness, HEALTH, "own_evaluations").state is OPTIONAL
    assert len(texts(made.readiness(as_of=at(18)), None, "joint_evaluations")) == 5
    marked = SELECTED.with_done("joint_evaluations", at(19), agency=HEALTH)
    assert row(marked.readiness(as_of=at(20)), HEALTH, "own_evaluations").state is DONE
    assert row(marked.readiness(as_of=at(20)), None, "joint_evaluations").state is OVERDUE


@pytest.mark.guidance("para 46")
def test_a_mark_counts_from_its_moment_for_its_agency() -> None:
    """A mark counts from its own moment, and only for its own milestone and agency."""
    marked = SELECTED.with_done("joint_evaluations", at(19), agency=POLICE)
    assert row(marked.readiness(as_of=at(19)), POLICE, "own_evaluations").state is DONE
    assert row(marked.readiness(as_of=at(19)), HEALTH, "own_evaluations").state is OPTIONAL
    other = SELECTED.with_done("meeting_details", at(19), agency=POLICE)
    assert row(other.readiness(as_of=at(19)), POLICE, "own_evaluations").state is OPTIONAL
    together = SELECTED.with_done("meeting_details", at(12)).readiness(as_of=at(12))
    assert row(together, None, "meeting_details").state is DONE
    own = AgencyEvaluation(agency=POLICE, received=date(2019, 9, 19))
    dated = SELECTED
    for name in dated.selected:
        dated = dated.with_evaluation(JointEvaluation(child=name, own=(own,)))
    assert row(dated.readiness(as_of=at(19)), POLICE, "own_evaluations").state is DONE
    mixed = SELECTED.with_evaluation(JointEvaluation(child="A0"))
    mixed = mixed.with_done("joint_evaluations", at(19))
    assert texts(mixed.readiness(as_of=at(20)), None, "joint_evaluations") == [
        "joint evaluation of selected[0]: not received"
    ]


def test_an_item_assigned_to_another_agency_is_owed_as_the_guidance_says() -> None:
    """If another agency is to send an item, only the agency that is asked for it owes it."""
    made = EMPTY.with_request(Request(item="1.5", agency=Agency.VOLUNTARY_SECTOR))
    readiness = made.readiness(as_of=at(10))
    others = {each.agency for each in readiness.rows if each.key == "supporting_information"}
    assert Agency.VOLUNTARY_SECTOR not in others
    assert "item 1.5: not started" in texts(readiness, LOCAL_AUTHORITY, "supporting_information")
    assert len(made.contradictions) == 1


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
    """Lists 6, 7 and 8 are outstanding from Monday 09:00 and overdue after Thursday 09:00."""
    assert row(EMPTY.readiness(as_of=moment), LOCAL_AUTHORITY, "child_lists").state is state


def test_obligations_about_selected_children_wait_for_a_selection() -> None:
    """Until a selection is recorded, obligations about selected children are never overdue."""
    keys = ("case_documents", "joint_evaluations", "engagement_arrangements", "printed_documents")
    before, after, long_after = (
        EMPTY.readiness(as_of=moment) for moment in (at(13, 10), at(13, 10, 1), at(28))
    )
    for key in keys:
        assert row(before, None, key).state is NOT_DUE_YET
        assert row(after, None, key).state is row(long_after, None, key).state is UNKNOWN
        assert texts(after, None, key)[0] == "no selection is recorded"
    marked = EMPTY.with_done("meeting_details", at(12)).readiness(as_of=at(28))
    reason = marked.assurance.reasons[-1]
    assert reason.answer is Answer.UNKNOWN
    assert reason.text == (
        "local agencies jointly: nothing is overdue, but no selection is recorded"
    )
    assert {row(marked, None, key) for key in keys}.isdisjoint(marked.overdue)
    assert row(marked, None, "case_documents") not in marked.upcoming
    assert row(after, None, "case_documents") in after.upcoming
    assert marked.counts()[UNKNOWN] == 4
    assert "4 unknown" in str(marked)
    done = EMPTY.with_done("case_documents", at(17)).readiness(as_of=at(18))
    assert row(done, None, "case_documents").state is DONE


@pytest.mark.guidance("para 37", "para 44")
@pytest.mark.parametrize("number", [4, 8])
def test_agencies_owe_documents_for_any_number_of_children(number: int) -> None:
    """Agencies owe documents for every selected child, even if too few or too many are selected."""
    names = tuple(f"A{position}" for position in range(number))
    made = SELECTED.with_selection(names).with_requests()
    assert len(texts(made.readiness(as_of=at(17)), None, "case_documents")) == 9 * number
    for request in made.requests:
        made = made.with_request(
            attrs.evolve(request, state=RequestState.SENT, sent_on=date(2019, 9, 17))
        )
    sent = made.readiness(as_of=at(18))
    assert row(sent, None, "case_documents").state is DONE
    assert "selected" not in str(sent.assurance.reasons[-1])
    assert made.selection_report().checks[0].answer is Answer.NO


@pytest.mark.guidance("para 37", "para 39")
def test_a_late_selection_does_not_make_documents_late() -> None:
    """If children are selected after documents were due, the end of fieldwork is the deadline."""
    late = SELECTED.with_done("case_selection", at(18, 9))
    documents = row(late.readiness(as_of=at(18)), None, "case_documents")
    assert (documents.state, documents.milestone.key) == (OUTSTANDING, "fieldwork_end")
    assert documents.key == "case_documents"
    assert documents.assumed is not None
    assert "after this was due" in documents.assumed
    assert row(late.readiness(as_of=at(28)), None, "case_documents").state is OVERDUE
    evaluations = row(late.readiness(as_of=at(18)), None, "joint_evaluations")
    assert evaluations.milestone.key == "joint_evaluations"
    in_time = SELECTED.with_done("case_selection", at(13, 9))
    assert row(in_time.readiness(as_of=at(18)), None, "case_documents").state is OVERDUE


def documents_of(*names: str, **fields: Any) -> list[Request]:
    """Return a request for each case document of some children."""
    return [
        attrs.evolve(request, **fields)
        for name in names
        for request in case_document_requests(name)
    ]


def replaced(**fields: Any) -> Inspection:
    """Return an inspection whose fifth child was chosen later, with all else sent on 17 September.

    The other children's documents were requested and sent in time.
    """
    others = documents_of(*IDS[:4], state=RequestState.SENT, sent_on=date(2019, 9, 17))
    made = SELECTED.with_selection([*IDS[:4], "A9"]).with_done("case_selection", at(13, 9))
    return made.with_request(*others, *documents_of("A9", **fields))


@pytest.mark.guidance("para 37", "para 39", "para 44")
@pytest.mark.parametrize(
    ("requested", "moment", "state", "due"),
    [
        # Requested in time, or on an unknown day: the planned day counts.
        (17, 17, OUTSTANDING, "case_documents"),
        (17, 18, OVERDUE, "case_documents"),
        (None, 18, OVERDUE, "case_documents"),
        # Requested after that day: no deadline is stated, so the end of fieldwork is assumed.
        (18, 18, OUTSTANDING, "fieldwork_end"),
        (18, 27, OUTSTANDING, "fieldwork_end"),
        (18, 28, OVERDUE, "fieldwork_end"),
    ],
)
def test_documents_of_a_child_chosen_later_are_not_late_at_once(
    requested: int | None, moment: int, state: ReadinessState, due: str
) -> None:
    """Documents requested after the planned day are due by the end of fieldwork."""
    day = None if requested is None else date(2019, 9, requested)
    made = replaced(requested_on=day)
    found = row(made.readiness(as_of=at(moment)), None, "case_documents")
    assert (found.key, found.state, found.milestone.key) == ("case_documents", state, due)
    assert len(found.outstanding) == 9
    assumed = "asked for what is still to do, after this was due" in (found.assumed or "")
    assert assumed is (due == "fieldwork_end")


@pytest.mark.guidance("para 37", "para 44")
def test_a_child_chosen_later_does_not_excuse_the_others() -> None:
    """If documents of another child are late, the row is overdue and says what was asked later."""
    late = replaced(requested_on=date(2019, 9, 18)).with_request(*documents_of("A0"))
    found = row(late.readiness(as_of=at(18)), None, "case_documents")
    assert (found.state, found.milestone.key) == (OVERDUE, "case_documents")
    assert found.outstanding[0].text == "referral of selected[0]: not started"
    assert {each.text.partition(": ")[2] for each in found.outstanding if each.child == "A9"} == {
        "not started, requested after this was due"
    }
    assert found.assumed is None


@pytest.mark.guidance("para 37", "para 44")
def test_the_day_of_one_request_about_a_child_counts_for_the_others() -> None:
    """Agencies owe documents for children whom they are asked to evaluate, so one day is enough."""
    plan = Request(document="plan", child="A9", requested_on=date(2019, 9, 18))
    for made in (
        replaced().with_request(plan),
        replaced().with_evaluation(JointEvaluation(child="A9", requested_on=date(2019, 9, 18))),
    ):
        found = row(made.readiness(as_of=at(18)), None, "case_documents")
        assert (found.state, found.milestone.key) == (OUTSTANDING, "fieldwork_end")
        assert len(found.outstanding) == 9


@pytest.mark.guidance("para 37", "para 46")
def test_the_evaluation_of_a_child_chosen_later_is_not_late_at_once() -> None:
    """An evaluation requested after its planned day is due by the end of fieldwork."""
    received = [JointEvaluation(child=name, received=date(2019, 9, 19)) for name in IDS[:4]]
    for evaluation, requests in (
        (JointEvaluation(child="A9", requested_on=date(2019, 9, 20)), []),
        (JointEvaluation(child="A9"), documents_of("A9", requested_on=date(2019, 9, 20))),
    ):
        made = replaced().with_request(*requests).with_evaluation(*received, evaluation)
        found = row(made.readiness(as_of=at(20)), None, "joint_evaluations")
        assert (found.state, found.milestone.key) == (OUTSTANDING, "fieldwork_end")
        assert [each.child for each in found.outstanding] == ["A9"]
    undated = replaced().with_evaluation(*received, JointEvaluation(child="A9"))
    assert row(undated.readiness(as_of=at(20)), None, "joint_evaluations").state is OVERDUE


@pytest.mark.guidance("para 37", "para 39")
def test_what_was_done_after_a_late_selection_is_not_late() -> None:
    """Documents that are provided after the planned day are not late if the selection was."""
    for selected, late_by in ((13, 2), (18, None)):
        made = SELECTED.with_done("case_selection", at(selected, 9))
        made = made.with_done("case_documents", at(19))
        found = row(made.readiness(as_of=at(20)), None, "case_documents")
        assert (found.state, found.late_by) == (DONE, late_by)


@pytest.mark.guidance("para 37", "para 44")
def test_what_was_done_about_a_child_chosen_later_is_not_late() -> None:
    """A mark covers all children, so it is not late if one of them was named after the deadline."""
    sent = {"state": RequestState.SENT, "sent_on": date(2019, 9, 19)}
    for requested, late_by in ((17, 2), (18, None)):
        made = replaced(requested_on=date(2019, 9, requested), **sent)
        made = made.with_done("case_documents", at(19))
        found = row(made.readiness(as_of=at(20)), None, "case_documents")
        assert (found.state, found.late_by) == (DONE, late_by)


@pytest.mark.guidance("para 49", "para 50")
def test_what_was_arranged_after_a_late_request_is_not_late() -> None:
    """Conversations requested after the usual deadline are not late if arranged in fieldwork."""
    agreed = {"response": EngagementResponse.AGREED, "confirmed_on": date(2019, 9, 24)}
    for requested, late_by in ((20, 2), (23, None)):
        made = talking(requested, **agreed).with_done("engagement_arrangements", at(24))
        found = row(made.readiness(as_of=at(25)), None, "engagement_arrangements")
        assert (found.state, found.late_by) == (DONE, late_by)


@pytest.mark.guidance("para 37", "para 39", "para 46")
def test_an_evaluation_by_one_agency_is_not_a_joint_one() -> None:
    """A joint evaluation is done once it is received, unless only one agency took part."""
    day, both = date(2019, 9, 19), {LOCAL_AUTHORITY, POLICE}
    took_part: tuple[set[Agency] | None, ...]
    took_part = (both, None, {LOCAL_AUTHORITY}, {Agency.SAFEGUARDING_PARTNERS}, set())
    made = SELECTED.with_evaluation(
        *(
            JointEvaluation(
                child=name, received=day, agencies=None if who is None else frozenset(who)
            )
            for name, who in zip(IDS, took_part, strict=True)
        )
    )
    key = "joint_evaluations"
    for changed in (made, made.with_done(key, at(19))):
        found = row(changed.readiness(as_of=at(20)), None, key)
        assert found.state is OVERDUE
        assert [each.text for each in found.outstanding] == [
            f"joint evaluation of selected[{position}]: received, but not from several agencies"
            for position in (2, 4)
        ]
    assert texts(made.readiness(as_of=at(18)), None, key)[2] == (
        "joint evaluation of selected[2]: not received"
    )


@pytest.mark.guidance("para 37", "para 44")
def test_a_later_mark_does_not_change_an_earlier_moment() -> None:
    """Readiness at a moment is the same whatever was marked as done after it."""
    late = SELECTED.with_done("case_selection", at(18, 9))
    late = late.with_done("joint_evaluations", at(19), agency=POLICE)
    late = late.with_done("meeting_details", at(19), agency=HEALTH)
    for moment in (at(11), at(13, 12), at(17), at(18, 8)):
        assert late.readiness(as_of=moment) == EMPTY.readiness(as_of=moment)
    marked = SELECTED.with_done("meeting_details", at(19), agency=HEALTH)
    for moment, words in (
        (at(18), "not marked as done"),
        (at(19), "not marked as done; done in part by: health partners"),
    ):
        assert texts(marked.readiness(as_of=moment), None, "meeting_details") == [words]


@pytest.mark.guidance("para 49", "para 50")
def test_conversations_are_arranged_if_the_lead_inspector_asks() -> None:
    """Arrangements are unknown until a request is recorded and, once they are late, its day."""
    key = "engagement_arrangements"
    for day in (16, 20, 21, 28):
        nothing = row(SELECTED.readiness(as_of=at(day)), None, key)
        assert nothing.state is UNKNOWN
        assert [each.text for each in nothing.outstanding] == [
            "it is not recorded whether the lead inspector asked for conversations",
            *(f"no request recorded for selected[{position}]" for position in range(5)),
        ]
        assert {str(each.reference) for each in nothing.outstanding} == {"guidance 190035, para 49"}
        assert nothing.assumed is not None
        assert "the lead inspector may ask" in nothing.assumed
    assert row(SELECTED.readiness(as_of=at(9, 8)), None, key).state is NOT_DUE_YET
    # Nothing is known of the other children once the only requested conversation is arranged.
    arranged = talking(18, response=EngagementResponse.AGREED, confirmed_on=date(2019, 9, 19))
    assert row(arranged.readiness(as_of=at(18)), None, key).state is OUTSTANDING
    assert row(arranged.readiness(as_of=at(19)), None, key).state is UNKNOWN
    assert row(talking(None).readiness(as_of=at(20)), None, key).state is OUTSTANDING
    undated = row(talking(None).readiness(as_of=at(21)), None, key)
    assert (undated.state, undated.milestone.key) == (UNKNOWN, key)
    assert [each.text for each in undated.outstanding[:2]] == [
        "it is not recorded when the lead inspector asked for conversations",
        "child of selected[0]: ask whether they want to talk",
    ]


@pytest.mark.guidance("para 49", "para 50")
@pytest.mark.parametrize(
    ("asked", "moment", "state", "due"),
    [
        # By the end of week two if the lead inspector asks in time.
        ((18,), 20, OUTSTANDING, "engagement_arrangements"),
        ((18,), 21, OVERDUE, "engagement_arrangements"),
        ((20,), 21, OVERDUE, "engagement_arrangements"),
        # No deadline is stated for a later request: the end of fieldwork is assumed.
        ((23,), 24, OUTSTANDING, "fieldwork_end"),
        ((23,), 27, OUTSTANDING, "fieldwork_end"),
        ((23,), 28, OVERDUE, "fieldwork_end"),
        # Nothing is known of a request before its day.
        ((23,), 21, UNKNOWN, "engagement_arrangements"),
        ((18, 23), 24, OVERDUE, "engagement_arrangements"),
        ((None, 18), 24, OVERDUE, "engagement_arrangements"),
        ((None, 23), 24, UNKNOWN, "engagement_arrangements"),
        # Whenever they were requested, both deadlines have passed.
        ((None, 23), 28, OVERDUE, "engagement_arrangements"),
        ((None,), 28, OVERDUE, "engagement_arrangements"),
    ],
)
def test_arrangements_are_due_by_when_they_were_requested(
    asked: tuple[int | None, ...], moment: int, state: ReadinessState, due: str
) -> None:
    """Arrangements are due by the end of week two, or of fieldwork if requested after that."""
    found = row(talking(*asked).readiness(as_of=at(moment)), None, "engagement_arrangements")
    assert (found.state, found.milestone.key) == (state, due)
    assert "so the last day of fieldwork is assumed" in (found.assumed or "")


@pytest.mark.guidance("para 49")
@pytest.mark.parametrize("asked", [None, 18, 23])
@pytest.mark.parametrize("day", [24, 28])
def test_telling_the_lead_inspector_is_never_overdue(asked: int | None, day: int) -> None:
    """A refusal that the lead inspector must be told of is outstanding, however late it is."""
    declined = talking(asked, response=EngagementResponse.DECLINED, asked_by="a worker")
    readiness = declined.with_done("engagement_arrangements", at(20)).readiness(as_of=at(day))
    found = row(readiness, None, "engagement_arrangements")
    assert (found.state, found.milestone.key) == (OUTSTANDING, "fieldwork_end")
    assert [each.text for each in found.outstanding] == [
        "child of selected[0]: tell the lead inspector"
    ]
    assert "which is never overdue" in (found.assumed or "")
    # The end of week two still applies to what was requested before it, and to nothing else.
    mixed = declined.with_engagement(
        Engagement(child="A1", participant=Participant.CHILD, requested_on=date(2019, 9, 18))
    )
    other = row(mixed.readiness(as_of=at(18)), None, "engagement_arrangements")
    assert (other.state, other.milestone.key) == (OUTSTANDING, "engagement_arrangements")
    assert row(mixed.readiness(as_of=at(day)), None, "engagement_arrangements").state is OVERDUE


@pytest.mark.guidance("para 49")
def test_a_conversation_that_arises_in_fieldwork_makes_nobody_late() -> None:
    """A request or a refusal on the second day of fieldwork does not make the area unready."""
    made = finished()
    assert made.readiness(as_of=at(24)).ready is Answer.YES
    cases: tuple[dict[str, Any], ...] = (
        {},
        {"requested_on": date(2019, 9, 24)},
        {"response": "declined", "asked_by": "a worker"},
    )
    for fields in cases:
        talk = Engagement(child="A0", participant=Participant.PARENT, **fields)
        readiness = made.with_engagement(talk).readiness(as_of=at(24))
        assert (readiness.ready, readiness.overdue) == (Answer.UNKNOWN, ())


def test_context_is_optional() -> None:
    """Contextual issues stay optional after their date, and are done once marked."""
    late = EMPTY.readiness(as_of=at(20))
    assert row(late, LOCAL_AUTHORITY, "contextual_issues").state is ReadinessState.OPTIONAL
    given = EMPTY.with_done("contextual_issues", at(12, 8)).readiness(as_of=at(20))
    assert row(given, LOCAL_AUTHORITY, "contextual_issues").state is DONE


def test_working_days_until_it_is_due() -> None:
    """`due_in` counts working days, and is negative once the date has passed."""
    made = EMPTY.readiness(as_of=at(12))
    assert row(made, None, "meeting_details").due_in == 0
    assert row(made, None, "case_documents").due_in == 3
    assert row(EMPTY.readiness(as_of=at(18)), None, "case_documents").due_in == -1
    with pytest.raises(CoverageError):
        EMPTY.readiness(as_of=date(1900, 1, 1))


@pytest.mark.guidance("para 47")
def test_an_item_is_outstanding_until_it_is_sent() -> None:
    """An item is outstanding until the day it is sent, and not started if it has no request."""
    start = EMPTY.readiness(as_of=at(16))
    assert texts(start, POLICE, "supporting_information") == [
        f"item 4.{number}: not started" for number in range(1, 10)
    ]
    assert "item 2.3, once the lead inspector asks: not started" in texts(
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
    # A mark covers items without a record, and does not override a recorded state.
    marked = made.with_done("supporting_information", at(17, 11))
    readiness = marked.readiness(as_of=at(18))
    assert texts(readiness, POLICE, "supporting_information") == ["item 4.2: ready"]
    assert row(readiness, POLICE, "supporting_information").state is OVERDUE
    assert row(readiness, Agency.YOT, "supporting_information").state is DONE


def test_one_agency_is_enough_for_a_shared_item() -> None:
    """Once one agency has sent a shared item, the other agency no longer owes it."""
    sent = Request(item="2.1", agency=HEALTH, state=RequestState.SENT, sent_on=date(2019, 9, 16))
    made = EMPTY.with_requests().with_request(sent)
    both = made.readiness(as_of=at(16))
    for agency in (LOCAL_AUTHORITY, HEALTH):
        found = texts(both, agency, "supporting_information")
        assert "item 2.1: not started" not in found
        assert "item 2.2: not started" in found


@pytest.mark.guidance("para 44")
def test_case_documents_are_one_joint_obligation() -> None:
    """The local agencies jointly owe nine documents for each selected child."""
    start = SELECTED.readiness(as_of=at(13))
    assert len(texts(start, None, "case_documents")) == 45
    made = SELECTED.with_request(
        Request(document="plan", child="A0", agency=HEALTH, state=RequestState.IN_HAND)
    )
    readiness = made.readiness(as_of=at(13))
    found = texts(readiness, None, "case_documents")
    assert "plan of selected[0] from health partners: in hand" in found
    assert len(found) == 45
    marked = made.with_done("case_documents", at(17)).readiness(as_of=at(18))
    assert texts(marked, None, "case_documents") == [
        "plan of selected[0] from health partners: in hand"
    ]


def test_conversations_are_outstanding_until_settled() -> None:
    """Agreements must be confirmed in writing, and refusals reported to the lead inspector."""
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
    before = texts(made.readiness(as_of=at(19)), None, key)
    assert before == [
        "parent of selected[0]: confirm the arrangement in writing",
        "child of selected[1]: tell the lead inspector",
        *(f"no request recorded for selected[{position}]" for position in (2, 3, 4)),
    ]
    after = made.with_done(key, at(20)).readiness(as_of=at(21))
    assert texts(after, None, key) == ["child of selected[1]: tell the lead inspector"]


def test_an_area_is_ready_once_everything_is_done() -> None:
    """Readiness is yes if everything is done, unknown if anything is left, no if it is overdue."""
    made = finished()
    assert made.readiness(as_of=at(19)).ready is Answer.YES
    assert made.readiness(as_of=at(18)).ready is Answer.UNKNOWN
    assert EMPTY.readiness(as_of=at(13)).ready is Answer.NO
    assurance = EMPTY.readiness(as_of=at(12, 10)).assurance
    assert [reason.answer for reason in assurance.reasons[:2]] == [Answer.NO, Answer.UNKNOWN]
    assert assurance.reasons[0].text == "local authority: overdue: child_lists"
    assert assurance.reasons[1].missing == "supporting_information"
    assert assurance.reasons[-1].text.startswith("local agencies jointly: nothing is overdue")
    # A reason cites the paragraphs of what is overdue or left.
    assert [str(reason.reference) for reason in assurance.reasons[:2]] == [
        "guidance 190035, paras 30, 32 to 35",
        "guidance 190035, paras 47, 48",
    ]
    late = EMPTY.readiness(as_of=at(13)).assurance
    assert str(late.reasons[0].reference) == "guidance 190035, paras 30, 32 to 35, 40 to 42"
    assert str(late.reasons[-1].reference) == "guidance 190035, para 40"
    yes = made.readiness(as_of=at(19)).assurance
    assert {reason.text.partition(": ")[2] for reason in yes.reasons} == {"everything is done"}
    assert len(yes.reasons) == 8
    assert str(yes.reasons[2].reference) == "guidance 190035, paras 39, 46 to 48, item 5.5"


@pytest.mark.guidance("para 41")
def test_an_answer_of_no_shows_what_its_deadlines_assume() -> None:
    """If an assumed deadline makes an agency unready, the reason and the decision say so."""
    late = EMPTY.with_done("child_lists", at(12, 8)).with_done("meeting_details", at(12, 8))
    assurance = late.readiness(as_of=at(13, 9)).assurance
    lists = row(late.readiness(as_of=at(13, 9)), LOCAL_AUTHORITY, "activity_lists")
    assert lists.assumed is not None
    assert lists.assumed.startswith("no deadline is stated for these lists")
    assert assurance.reasons[0].assumed == lists.assumed
    assert assurance.assumptions == (lists.assumed,)
    # Para 32 states the deadline of lists 6, 7 and 8.
    stated = EMPTY.readiness(as_of=at(12, 10)).assurance
    assert (stated.answer, stated.assumptions) == (Answer.NO, ())


@pytest.mark.guidance("item 5.5")
def test_overdue_cases_of_the_yot_show_the_assumed_deadline() -> None:
    """If the cases of item 5.5 are overdue, the reason says that no deadline is stated."""
    late = finished().with_inspectorate_request(_asked(20)).readiness(as_of=at(24), agency=YOT)
    assert (late.ready, late.assurance.assumptions) == (
        Answer.NO,
        (information_item("5.5").assumed,),
    )


@pytest.mark.guidance("item 2.1", "item 2.3", "item 3.1", "item 3.3")
@pytest.mark.parametrize(
    ("agency", "number"),
    [(LOCAL_AUTHORITY, "2.1"), (HEALTH, "2.1"), (Agency.SAFEGUARDING_PARTNERS, "3.1")],
)
def test_overdue_items_show_who_is_assumed_to_provide_them(agency: Agency, number: str) -> None:
    """The row and the reason say that the guidance does not say who provides sections 2 and 3."""
    late = EMPTY.readiness(as_of=at(18), agency=agency)
    assumed = row(late, agency, "supporting_information").assumed or ""
    of_section = information_item(number).assumed
    assert of_section is not None
    assert assumed == f"{of_section}; {ON_REQUEST}"
    assert assumed in (late.assurance.reasons[0].assumed or "")


def test_the_readiness_of_an_agency_that_owes_nothing_is_unknown() -> None:
    """The readiness of an agency that owes nothing (para 22) is unknown."""
    nobody = finished().readiness(as_of=at(19)).of_agency(Agency.NATIONAL_PROBATION_SERVICE)
    assert (nobody.rows, nobody.ready) == ((), Answer.UNKNOWN)
    assert str(nobody.assurance.reasons[0].reference) == "guidance 190035, para 22"


def test_next_due_and_overdue() -> None:
    """`next_due` is the soonest of what is left; `overdue` is everything that is late."""
    readiness = EMPTY.readiness(as_of=at(12, 10))
    assert [r.key for r in readiness.overdue] == ["child_lists"]
    assert {r.key for r in readiness.next_due} == {"meeting_details", "activity_lists"}
    assert [r.key for r in readiness.upcoming][:2] == ["activity_lists", "meeting_details"]
    assert finished().readiness(as_of=at(19)).next_due == ()
    assert readiness.in_state(ReadinessState.OVERDUE) == readiness.overdue
    with pytest.raises(InvalidValueError):
        readiness.in_state("lunch")
    with pytest.raises(InvalidValueError):
        readiness.of_agency("lunch")  # type: ignore[arg-type]


def test_a_date_is_the_beginning_of_its_day_in_london() -> None:
    """A date means the beginning of that day in London, and the result says so."""
    day = EMPTY.readiness(as_of=date(2019, 9, 12))
    assert day.as_of == datetime(2019, 9, 12, tzinfo=LONDON)
    assert day.assumed == "the date means the beginning of that day in London"
    assert row(day, HEALTH, "child_lists").state is OUTSTANDING
    assert f"Assumed: {day.assumed}." in str(day)
    assert day.assumed in day._repr_html_()
    moment = EMPTY.readiness(as_of=datetime(2019, 9, 11, 23, tzinfo=UTC))
    assert (moment.as_of, moment.assumed) == (day.as_of, None)
    assert "the date is read" not in str(moment)
    for wrong in ("2019-09-12", datetime(2019, 9, 12, 9)):  # noqa: DTZ001
        with pytest.raises(DateTypeError):
            EMPTY.readiness(as_of=wrong)  # type: ignore[arg-type]


def test_tables_and_records() -> None:
    """Text names the area and shortens long lists; records name children only on request."""
    readiness = SELECTED.readiness(as_of=at(17))
    assert str(readiness).startswith("Is Anywhere ready on Tue 17 Sep 2019, 12:00? no\n")
    assert "and 43 more" in readiness.to_text(width=300)
    assert '<th scope="col"' in readiness._repr_html_()
    police = readiness.of_agency(POLICE)
    (record,) = (each for each in police.to_records() if each["key"] == "case_documents")
    assert (record["agency"], record["responsibility"]) == (None, "joint")
    assert (record["due_in"], record["state"]) == (0, "outstanding")
    assert record["reference"] == "guidance 190035, paras 39, 44"
    assert record["outstanding"][0] == "referral of selected[0]: not started"
    named = police.to_records(values=True)
    (record,) = (each for each in named if each["key"] == "case_documents")
    assert record["outstanding"][0] == "referral of selected[0]: not started (A0)"
    thing = row(readiness, None, "case_documents").outstanding[0]
    assert str(thing) == "referral of selected[0]: not started (guidance 190035, para 44)"


def test_the_text_has_the_verdict_then_a_table_for_each_agency() -> None:
    """Text has the verdict, what is overdue and what is next, then a table for each agency."""
    readiness = EMPTY.readiness(as_of=datetime(2019, 9, 12, 9, 1, tzinfo=LONDON))
    for width in (60, 80):
        lines = readiness.to_text(width=width).splitlines()
        assert max(map(len, lines)) <= width
        assert lines[1].startswith("Not ready: 1 overdue, 7 outstanding, 4 not due yet")
        assert (
            "4 not due yet (contributions are not counted) Overdue: Child-level lists 6, 7 and 8 "
            "with the extra mental"
        ) in " ".join(" ".join(lines).split())
        assert any(line.startswith("Next: Child-level lists 1, 3, 4 and 5") for line in lines)
        who = [line for line in lines if line in {*Agency, "local agencies jointly"}]
        assert who == [str(agency) for agency in LOCAL_AGENCIES] + ["local agencies jointly"]
    assert "not counted" not in str(readiness.of_agency(Agency.SCHOOLS))
    # Optional obligations are not in the table.
    schools = readiness.to_text().partition("\nschools\n")[2].splitlines()[0]
    assert schools == "Not owed: The agency's own evaluations, if possible (optional)"
    calm = EMPTY.readiness(as_of=datetime(2019, 9, 9, 10, tzinfo=LONDON)).to_text()
    assert "\nNothing is overdue: " in calm
    assert "\nOverdue: " not in calm
    nobody = readiness.of_agency(Agency.NATIONAL_PROBATION_SERVICE).to_text()
    assert nobody.splitlines()[2:] == ["Nothing to report: nothing is due from these agencies."]
    assert row(readiness, None, "case_documents").due == EMPTY.timetable["case_documents"].due


def test_the_text_for_an_agency_has_its_obligations_and_dates() -> None:
    """For one agency, the text shows its own and the joint obligations, with their dates."""
    text = str(SELECTED.readiness(as_of=at(16), agency="police force"))  # type: ignore[arg-type]
    assert "police force" in text
    assert "Tue 17 Sep" in text
    assert "local agencies" in text
    assert "health partners" not in text
    with pytest.raises(InvalidValueError):
        SELECTED.readiness(as_of=at(16), agency="lunch")  # type: ignore[arg-type]


def test_a_page_starts_with_the_same_summary_as_the_text() -> None:
    """HTML has the verdict, what is overdue and what is next, before the table."""
    readiness = EMPTY.readiness(as_of=datetime(2019, 9, 12, 9, 1, tzinfo=LONDON))
    before = readiness._repr_html_().partition("<table")[0]
    places = [before.find(f"<p>{word}: ") for word in ("Not ready", "Overdue", "Next")]
    assert places[0] == 0
    assert places == sorted(places)
    assert "(local authority, Thu 12 Sep 2019, by 09:00)" in before


@pytest.mark.guidance("item 4.1", "item 2.3")
def test_items_are_shown_by_number_in_text_and_by_title_in_a_page() -> None:
    """Text shows items as ranges of numbers; HTML shows each item with its title."""
    readiness = EMPTY.readiness(as_of=at(17))
    text = " ".join(readiness.of_agency(POLICE).to_text(width=300).split())
    assert "items 4.1 to 4.9: not started" in text
    sent = EMPTY.with_request(
        Request(item="4.3", agency=POLICE, state="sent", sent_on=date(2019, 9, 16))  # type: ignore[arg-type]
    ).readiness(as_of=at(17), agency=POLICE)
    shown = " ".join(sent.to_text(width=300).split())
    assert "items 4.1, 4.2, 4.4 to 4.9: not started" in shown
    assert "4.2 (" in sent._repr_html_()
    assert "4.3 (" not in sent._repr_html_()
    health = texts(readiness, HEALTH, "supporting_information")
    assert [words.partition(":")[0] for words in health][:3] == [
        "item 2.1",
        "item 2.2",
        "item 2.3, once the lead inspector asks",
    ]


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "one"), (2, "one; two"), (3, "one; two; and 1 more"), (4, "one; two; and 2 more")],
)
def test_two_things_to_do_are_named_and_the_others_are_counted(number: int, words: str) -> None:
    """What is still to do names two things, and counts the others only if there are any."""
    documents = row(EMPTY.readiness(as_of=at(9, 13)), None, "case_documents")
    (thing,) = documents.outstanding
    things = [attrs.evolve(thing, text=text) for text in ("one", "two", "three", "four")]
    only = attrs.evolve(documents, outstanding=things[:number])
    cells = Readiness(as_of=at(9, 13), local_area="x", rows=(only,)).to_text(width=200)
    assert [line.rpartition("  ")[2] for line in cells.splitlines() if "one" in line] == [words]


def test_the_caption_explains_the_states_in_the_table() -> None:
    """The caption of the HTML table explains the states that occur, and no others."""
    readiness = EMPTY.readiness(as_of=date(2019, 9, 13))
    caption = readiness._repr_html_().partition("<caption")[2].partition("</caption>")[0]
    assert "overdue: still to do, and the deadline has passed" in caption
    assert "joint: owed by the local agencies together, and counted once" in caption
    for state in ReadinessState:
        assert (f"{state}: " in caption) is bool(readiness.in_state(state) and state != "done")
    nobody = attrs.evolve(readiness, rows=())
    assert "Nothing to report: nothing is due from these agencies." in nobody._repr_html_()


def test_readiness_needs_the_milestones_of_this_guidance() -> None:
    """Readiness is refused if the timetable lacks a milestone of this guidance."""
    fewer = tuple(entry for entry in MILESTONES if entry.key != "meeting_details")
    moved = tuple(
        attrs.evolve(entry, offset=4, named_day=None) if entry.key == "meeting_details" else entry
        for entry in MILESTONES
    )
    monday = date(2019, 9, 9)
    other = Timetable.from_notification(monday, milestones=fewer)
    with pytest.raises(InvalidValueError, match=r"timetable: .*\(different: meeting_details\)"):
        Inspection(local_area="Anytown", timetable=other).readiness(as_of=monday)
    with pytest.raises(InvalidValueError, match=r"timetable: .*\(different: meeting_details\)"):
        area_preparedness([], local_area="Anytown", as_of=monday, timetable=other)
    same = Timetable.from_notification(monday, milestones=moved)
    assert Inspection(local_area="Anytown", timetable=same).readiness(as_of=monday).rows


@pytest.mark.guidance("item 5.1")
def test_an_item_from_another_agency_settles_nothing() -> None:
    """If the police send the YOT's item 5.1, the YOT still owes it."""
    police = Request(item="5.1", agency=POLICE, state=RequestState.SENT, sent_on=date(2019, 9, 12))
    for made in (EMPTY, EMPTY.with_requests(), EMPTY.with_request(police).with_requests()):
        inspection = made.with_request(police)
        found = row(inspection.readiness(as_of=at(13)), YOT, "supporting_information")
        assert [each.item for each in found.outstanding] == ["5.1", "5.2", "5.3", "5.4"]
        assert len(inspection.contradictions) == 1
        asked = EMPTY.with_request(Request(item="5.1", agency=POLICE)).readiness(as_of=at(13))
        owed = row(asked, POLICE, "supporting_information").outstanding
        assert [each.item for each in owed] == [f"4.{number}" for number in range(1, 10)]
    both = EMPTY.with_request(police).with_requests()
    assert len(both.requests) == len(EMPTY.with_requests().requests) + 1


def test_readiness_refuses_milestones_with_other_parties() -> None:
    """Readiness refuses a table whose milestones other parties owe: no agency would owe them."""
    entries = tuple(
        attrs.evolve(entry, by=("head teachers",)) if entry.key == "case_documents" else entry
        for entry in MILESTONES
    )
    other = Timetable.from_notification(date(2019, 9, 9), milestones=entries)
    with pytest.raises(InvalidValueError, match=r"\(different: case_documents\)"):
        require_guidance_milestones(other)
    turned = tuple(attrs.evolve(entry, by=entry.by[::-1]) for entry in MILESTONES)
    require_guidance_milestones(Timetable.from_notification(date(2019, 9, 9), milestones=turned))


@pytest.mark.guidance("para 32")
@pytest.mark.parametrize(
    ("done", "late_by", "words"),
    [
        (at(12, 9), None, "done"),
        (at(12, 9, 1), 0, "done, late"),
        (at(13), 1, "done, 1 working day late"),
        (at(16), 2, "done, 2 working days late"),  # over a weekend
    ],
)
def test_what_was_done_late_says_so(done: datetime, late_by: int | None, words: str) -> None:
    """Lists that were provided after Thursday 09:00 are done, and late by working days."""
    made = EMPTY.with_done("child_lists", done)
    readiness = made.readiness(as_of=at(17))
    lists = row(readiness, LOCAL_AUTHORITY, "child_lists")
    assert (lists.state, lists.late_by, lists.state_words) == (DONE, late_by, words)
    assert words in " ".join(readiness.of_agency(LOCAL_AUTHORITY)._repr_html_().split())
    assert row(made.readiness(as_of=at(10)), LOCAL_AUTHORITY, "child_lists").late_by is None
