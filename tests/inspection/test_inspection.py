from __future__ import annotations

import pickle
import traceback
from datetime import date, datetime, time
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import jtai
from jtai.children.records import Child, Plan
from jtai.children.scope import deep_dive
from jtai.core.answers import Answer, all_of
from jtai.core.validation import LONDON
from jtai.errors import InvalidRecordError, InvalidValueError, JtaiError, UnknownKeyError
from jtai.guidance.milestones import MILESTONES
from jtai.guidance.terms import Agency, MeetingKind, PlanKind
from jtai.inspection.engagement import Engagement, EngagementResponse, Participant
from jtai.inspection.evidence import criteria_evidence
from jtai.inspection.facts import Meeting
from jtai.inspection.inspection import Inspection
from jtai.inspection.preparedness import area_preparedness
from jtai.inspection.requests import Request, RequestState
from jtai.inspection.sampling import SamplingRecord
from tests.inspection.inspections import EMPTY, NOTIFIED, SELECTED, TIMETABLE, at, fitting

SECRET = "S3CRET"  # noqa: S105 - a marker, not a password
SECRET_DAY = date(2019, 11, 29)


@pytest.mark.guidance("para 36")
def test_a_change_returns_a_new_value() -> None:
    """Changing an inspection returns a new value and leaves the original unchanged."""
    changed = EMPTY.with_child(fitting("A1")).with_contextual_issue("a new service")
    assert EMPTY.children == ()
    assert EMPTY.contextual_issues == ()
    assert [child.id for child in changed.children] == ["A1"]
    assert changed.contextual_issues == ("a new service",)
    assert type(changed) is Inspection


def test_a_newer_value_replaces_the_one_with_the_same_key() -> None:
    """A newer child, request, conversation or mark replaces the one with the same key."""
    made = SELECTED.with_child(Child(id="A1")).with_requests()
    assert made.children[1] == Child(id="A1")
    first = attrs.evolve(made.requests[0], state=RequestState.IN_HAND)
    assert made.with_request(first).requests == (first, *made.requests[1:])
    talk = Engagement(child="A1", participant=Participant.CHILD)
    agreed = attrs.evolve(talk, response=EngagementResponse.AGREED)
    other = attrs.evolve(talk, who="another")
    talks = made.with_engagement(talk).with_engagement(other).with_engagement(agreed)
    assert talks.engagements_of("A1") == (agreed, other)
    marks = made.with_done("child_lists", at(11)).with_done("child_lists", at(12))
    assert [mark.at for mark in marks.done] == [at(12)]


def test_an_allocated_request_replaces_an_unallocated_one() -> None:
    """A document request that names an agency replaces the request that names none."""
    made = SELECTED.with_requests()
    plan = Request(document="plan", child="A1", agency=Agency.HEALTH)
    changed = made.with_request(plan)
    assert len(changed.requests) == len(made.requests)
    assert plan in changed.requests_of(child="A1")
    both = changed.with_request(attrs.evolve(plan, agency=Agency.POLICE))
    assert len(both.requests) == len(made.requests) + 1


def test_only_missing_requests_are_added() -> None:
    """`with_requests` adds the requests that are missing and keeps those that exist."""
    sent = Request(
        item="2.1", agency=Agency.HEALTH, state=RequestState.SENT, sent_on=date(2019, 9, 16)
    )
    made = EMPTY.with_request(sent).with_requests()
    assert len(made.requests) == 38
    assert made.requests_of(state=RequestState.SENT) == (sent,)
    selected = made.with_child(fitting("A1")).with_selection(["A1"]).with_requests()
    assert len(selected.requests) == 38 + 9
    assert selected.with_requests() == selected


def test_children_meetings_and_requests_can_be_looked_up() -> None:
    """Children, meetings and requests can be looked up, and unknown values are refused."""
    meeting = Meeting(
        kind=MeetingKind.LOOKED_AFTER_REVIEW, date=date(2019, 9, 24), children=frozenset({"A1"})
    )
    made = SELECTED.with_requests().with_meeting(meeting).with_selection(["A1", "B1", "A0"])
    assert made.child("A1").id == "A1"
    assert [child.id for child in made.selected_children] == ["A1", "A0"]
    assert made.meetings_of("A1") == (meeting,)
    assert made.meetings_of("A2") == ()
    assert len(made.requests_of(agency=Agency.POLICE)) == 9
    assert len(made.requests_of(child="A1")) == 9
    assert made.requests_of(child="A1", state=RequestState.SENT) == ()
    assert len(made.requests_of()) == len(made.requests)
    with pytest.raises(UnknownKeyError):
        made.child("B1")
    for ask in (made.meetings_of, made.engagements_of):
        with pytest.raises(InvalidValueError, match="child: expected an identifier as a string"):
            ask(5)  # type: ignore[arg-type]
    for wrong in ({"agency": "lunch"}, {"state": "lunch"}, {"child": 5}):
        with pytest.raises(InvalidValueError):
            made.requests_of(**wrong)
    with pytest.raises(InvalidValueError):
        made.selection_report(inspection_date="lunch")  # type: ignore[arg-type]


@pytest.mark.guidance("para 37")
def test_the_confirmed_selection_replaces_children() -> None:
    """Requests not started for a child no longer selected go; others need the child to be known."""
    first = EMPTY.with_selection(["B1", "B2"]).with_requests()
    changed = first.with_selection(["B1", "B3"]).with_requests()
    assert [len(changed.requests_of(child=name)) for name in ("B1", "B2", "B3")] == [9, 0, 9]
    assert changed == changed.with_selection(["B1", "B3"])
    begun = first.with_request(
        Request(document="plan", child="B2", agency=Agency.HEALTH, state=RequestState.IN_HAND)
    )
    with pytest.raises(InvalidRecordError, match="no such child; .* with_child") as caught:
        begun.with_selection(["B1"])
    assert len(caught.value.faults) == 1
    kept = begun.with_child(Child(id="B2")).with_selection(["B1"])
    assert [each.document for each in kept.requests_of(child="B2")] == ["plan"]


def test_several_values_can_be_added_together() -> None:
    """Adding several values is the same as adding each in turn."""
    plan = Request(document="plan", child="A1", agency=Agency.HEALTH)
    chronology = Request(document="chronology", child="A1", agency=Agency.HEALTH)
    made = SELECTED.with_requests()
    one_by_one = made.with_request(plan).with_request(chronology)
    assert made.with_request(plan, chronology) == one_by_one
    assert EMPTY.with_child(Child(id="A1"), Child(id="A2"), fitting("A1")) == EMPTY.with_child(
        fitting("A1")
    ).with_child(Child(id="A2"))
    assert EMPTY.with_contextual_issue("one", "two").contextual_issues == ("one", "two")


def test_other_guidance_has_no_requests_and_no_rules_for_a_selection() -> None:
    """Requests and the check of a selection are refused if the milestones are of other guidance."""
    fewer = tuple(entry for entry in MILESTONES if entry.key != "meeting_details")
    other = attrs.evolve(EMPTY, timetable=attrs.evolve(TIMETABLE, entries=fewer))
    for ask in (other.with_requests, other.selection_report):
        with pytest.raises(InvalidValueError, match=r"^timetable: .*\(different: meeting_details"):
            ask()


@pytest.mark.parametrize(
    "change",
    [
        lambda made, wrong: made.with_child(wrong),
        lambda made, wrong: made.with_request(wrong),
        lambda made, wrong: made.with_meeting(wrong),
        lambda made, wrong: made.with_engagement(wrong),
        lambda made, wrong: made.with_evaluation(wrong),
        lambda made, wrong: made.with_inspectorate_request(wrong),
        lambda made, wrong: made.with_sample(wrong),
        lambda made, wrong: made.with_done(wrong, at(12)),
        lambda made, wrong: made.selection_report(leap_birthday=wrong),
        lambda _, wrong: area_preparedness(wrong, local_area="Anytown", as_of=NOTIFIED),
        lambda _, wrong: Plan(kind=PlanKind.LOOKED_AFTER, start=None).overlaps(wrong),
        lambda _, wrong: Plan(kind=PlanKind.LOOKED_AFTER, start=None).is_active(wrong),
        lambda _, wrong: all_of(wrong),
        lambda made, wrong: made.readiness(as_of=NOTIFIED).to_text(width=wrong),
        lambda made, wrong: made.selection_report().to_text(width=wrong),
        lambda _, wrong: criteria_evidence([]).to_text(width=wrong),
        lambda made, wrong: deep_dive(made.children[0], as_of=NOTIFIED).to_text(width=wrong),
    ],
)
def test_a_wrong_argument_is_refused_as_one(change: Any) -> None:
    """An argument of another type is refused with an error of the library."""
    for wrong in ("SECRET", 5.5, {"SECRET": 1}, [["SECRET"]], None):
        with pytest.raises(JtaiError) as refused:
            change(SELECTED, wrong)
        assert "SECRET" not in str(refused.value)


def test_a_string_is_refused_as_a_selection() -> None:
    """A string is refused as a selection, not split into letters."""
    with pytest.raises(InvalidRecordError) as caught:
        SELECTED.with_selection("A1")
    assert [fault.where for fault in caught.value.faults] == ["selected"]


@given(st.permutations(range(5)))
def test_the_order_of_changes_does_not_matter(order: list[int]) -> None:
    """The order in which requests are recorded as sent does not change the inspection."""
    made = ordered = EMPTY.with_requests()
    sent = [
        attrs.evolve(request, state=RequestState.SENT, sent_on=date(2019, 9, 16))
        for request in made.requests[:5]
    ]
    for position, request in zip(order, sent, strict=True):
        made, ordered = made.with_request(sent[position]), ordered.with_request(request)
    assert made == ordered
    assert made.requests_of(state=RequestState.SENT) == tuple(sent)


def secret_inspection() -> Inspection:
    """Return an inspection with a secret in every identifier, date and text about a child."""
    return Inspection(
        local_area="Anytown",
        timetable=TIMETABLE,
        children=(Child(id=SECRET, date_of_birth=SECRET_DAY, individual_needs=(SECRET,)),),
        selected=(SECRET,),
        contextual_issues=(SECRET,),
        meetings=(
            Meeting(
                kind=MeetingKind.STRATEGY_DISCUSSION,
                date=SECRET_DAY,
                time=time(11, 29),
                children=frozenset({SECRET}),
            ),
        ),
        requests=(
            Request(document="plan", child=SECRET, state=RequestState.SENT, sent_on=SECRET_DAY),
            Request(item="1.1", agency=Agency.POLICE, state=RequestState.NOT_HELD, reason=SECRET),
        ),
        engagements=(
            Engagement(
                child=SECRET,
                participant=Participant.CHILD,
                who=SECRET,
                asked_by=SECRET,
                requested_on=SECRET_DAY,
                response=EngagementResponse.AGREED,
                confirmed_on=SECRET_DAY,
                understood=Answer.YES,
            ),
            Engagement(
                child=SECRET,
                participant=Participant.PARENT,
                response=EngagementResponse.NOT_APPROPRIATE,
                reason=SECRET,
            ),
        ),
    ).with_done("child_lists", datetime(2019, 11, 29, 11, 29, tzinfo=LONDON))


def assert_silent(shown: str) -> None:
    """Check that what is shown contains no secret."""
    for secret in (SECRET, "2019-11-29", "2019, 11, 29", "29 Nov", "11:29", "(11, 29"):
        assert secret not in shown


def test_the_name_of_the_area_is_shown() -> None:
    """An inspection and its readiness show the name of the area."""
    for value in (SELECTED, SELECTED.readiness(as_of=at(18))):
        assert "Anywhere" in repr(value)
    assert "Anywhere" in SELECTED._repr_html_()


def test_an_inspection_prints_as_the_numbers_of_what_is_recorded() -> None:
    """An inspection of many requests prints as one line with the number of what is recorded."""
    assert repr(EMPTY) == "<Inspection of Anywhere, 2019-09-09>"
    assert str(EMPTY.with_requests().with_child(fitting("A1"))) == (
        "<Inspection of Anywhere, 2019-09-09, children: 1, requests: 39>"
    )


@pytest.mark.guidance("para 3")
@pytest.mark.promise("shown values")
def test_nothing_shows_a_secret() -> None:
    """No representation or table shows an identifier, date or text about a child."""
    made = secret_inspection()
    report = made.selection_report()
    assert_silent(f"{made!r}{made}{made.contradictions}")
    assert_silent(f"{report!r}{report}{report._repr_html_()}{report.to_records()}")
    readiness = made.readiness(as_of=at(18))
    assert_silent(f"{readiness!r}{readiness.to_records()}{readiness.assurance}")
    assert_silent(f"{readiness}{readiness._repr_html_()}")
    assert_silent(f"{[talk.must_tell for talk in made.engagements]}")


@pytest.mark.promise("refused values")
@pytest.mark.parametrize(
    "wrong",
    [
        lambda made: made.with_selection([SECRET, SECRET]),
        lambda made: made.with_selection(SECRET),
        lambda made: attrs.evolve(made, children=made.children * 2, requests=made.requests * 2),
        lambda made: attrs.evolve(made, engagements=made.engagements * 2, done=made.done * 2),
        lambda made: made.child(f"{SECRET}!"),
        lambda made: made.requests_of(state=SECRET),
        lambda made: made.with_done(SECRET, at(12)),
        lambda made: made.with_done("child_lists", SECRET),
        lambda made: made.with_request(Request(document=SECRET, child=SECRET)),
        lambda made: attrs.evolve(made, requests=[{SECRET: SECRET, "item": SECRET}]),
        lambda made: attrs.evolve(made, timetable=SECRET, meetings=[{"kind": SECRET}]),
        lambda made: attrs.evolve(made, engagements=[{"child": SECRET, "response": SECRET}]),
        lambda made: made.with_request(
            Request(document="plan", child=f"{SECRET}!", reason=SECRET, sent_on=SECRET_DAY)
        ),
        lambda made: made.readiness(as_of=SECRET),
        lambda made: made.selection_report(inspection_date=SECRET),
    ],
)
def test_no_refusal_shows_a_secret(wrong: Any, recwarn: pytest.WarningsRecorder) -> None:
    """No error, cause, context, note, traceback or warning contains a child's data."""
    made = secret_inspection()
    with pytest.raises(JtaiError) as caught:
        wrong(made)
    error: BaseException | None = caught.value
    while error is not None:
        assert_silent(f"{error!r}{error}{getattr(error, '__notes__', ())}")
        assert error.__suppress_context__ or error.__cause__ is None
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    # The traceback quotes lines of this file, which contain no secret.
    assert_silent("".join(traceback.format_exception(caught.value)))
    assert not recwarn.list


def test_inspections_and_reports_are_values() -> None:
    """Inspections, readiness and selection reports can be compared, hashed and pickled."""
    made, same = secret_inspection(), secret_inspection()
    assert made == same
    assert hash(made) == hash(same)
    assert made != made.with_selection([])
    assert pickle.loads(pickle.dumps(made)) == made  # noqa: S301
    readiness = made.readiness(as_of=at(18))
    assert pickle.loads(pickle.dumps(readiness)) == readiness  # noqa: S301
    assert len({readiness, same.readiness(as_of=at(18))}) == 1
    report = made.selection_report()
    assert pickle.loads(pickle.dumps(report)) == report  # noqa: S301
    assert hash(report) == hash(same.selection_report())
    assert jtai.Inspection is Inspection


@pytest.mark.guidance("para 4")
def test_samples_are_kept_in_order() -> None:
    """Samples stay in order, and sampled children need not be among the recorded children."""
    made = EMPTY.with_sample(SamplingRecord(child="B1")).with_sample(SamplingRecord(child="B2"))
    assert [sample.child for sample in made.samples] == ["B1", "B2"]
