from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from typing import Any

import attrs
import pytest

from jtai.errors import InvalidRecordError
from jtai.guidance.agencies import LOCAL_AGENCIES, responsibility
from jtai.guidance.meetings import MEETINGS
from jtai.guidance.milestones import MILESTONES
from jtai.guidance.terms import Agency, MeetingKind, Responsibility
from jtai.inspection.facts import Meeting, MilestoneDone
from jtai.inspection.inspection import Inspection
from jtai.inspection.requests import Request
from tests.inspection.inspections import EMPTY, SELECTED, TIMETABLE, at


def faults(make: Any, **fields: Any) -> dict[str, str]:
    """Return the error messages for a record, by path."""
    with pytest.raises(InvalidRecordError) as caught:
        make(**fields)
    return {fault.where: fault.message for fault in caught.value.faults}


def record_faults(**fields: Any) -> dict[str, str]:
    """Return the error messages for an inspection, by path."""
    return faults(Inspection, **{"local_area": "Anywhere", "timetable": TIMETABLE, **fields})


@pytest.mark.guidance("para 40")
def test_the_kinds_of_meeting_are_those_of_the_guidance() -> None:
    """A meeting can be of each kind in para 40, in the order of the table of meetings."""
    assert [kind.name.lower().replace("_", " ") for kind in MeetingKind] == [
        "initial child protection conference",
        "review child protection conference",
        "looked after review",
        "strategy discussion",
        "planning or review",
    ]
    assert [entry.kind for entry in MEETINGS] == [*MeetingKind]


@pytest.mark.guidance("para 30", "para 32", "para 44", "para 46")
def test_each_local_milestone_is_owned_joint_or_contributed_to() -> None:
    """The local authority owes the lists; whatever schools owe, all agencies owe jointly."""
    parts = {
        milestone.key: {
            agency: responsibility(agency, milestone.by, milestone.contributors)
            for agency in LOCAL_AGENCIES
        }
        for milestone in MILESTONES
    }
    own, joint, contribution = Responsibility
    nobody = dict.fromkeys(LOCAL_AGENCIES)
    inspectors = {
        "notification",
        "case_selection",
        "selection_call",
        "cqc_documents_request",
        "fieldwork_start",
        "fieldwork_end",
    }
    assert {key for key, found in parts.items() if found == nobody} == inspectors
    assert parts["child_lists"] == {
        **nobody,
        Agency.LOCAL_AUTHORITY: own,
        Agency.YOT: contribution,
        Agency.HEALTH: contribution,
    }
    for key in ("contextual_issues", "activity_lists"):
        assert parts[key] == {**nobody, Agency.LOCAL_AUTHORITY: own}
    for key, found in parts.items():
        if found[Agency.SCHOOLS] is not None:
            assert found == dict.fromkeys(LOCAL_AGENCIES, joint), key
    for agency in (Agency.NATIONAL_PROBATION_SERVICE, Agency.COMMUNITY_REHABILITATION_COMPANIES):
        assert all(
            responsibility(agency, each.by, each.contributors) is None for each in MILESTONES
        )


@pytest.mark.guidance("para 40")
def test_the_time_of_a_meeting_is_local_time() -> None:
    """The time of a meeting is local time in England, so a time zone is refused."""
    made = Meeting(kind="strategy discussion", date=date(2019, 9, 24), time=time(9))  # type: ignore[arg-type]
    assert made.time == time(9)
    fields: dict[str, Any] = {
        "kind": MeetingKind.STRATEGY_DISCUSSION,
        "date": date(2019, 9, 24),
    }
    assert {*faults(Meeting, **fields, time=time(9, tzinfo=UTC))} == {"time"}
    assert {*faults(Meeting, **fields, time="9", children="A1")} == {"time", "children"}
    assert {*faults(Meeting, **fields, place=" ", chair="")} == {"place", "chair"}
    full = Meeting(**fields, place="SECRET hall", chair="SECRET name")
    assert "SECRET" not in repr(full)


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"milestone": "lunch"}, {"done[0].milestone"}),
        ({"milestone": "Lunch time"}, {"done[0].milestone"}),
        ({"milestone": "child_lists", "agency": "police force"}, {"done[0].agency"}),
        ({"milestone": "case_selection", "agency": "police force"}, {"done[0].agency"}),
        ({"milestone": "child_lists", "at": datetime(2019, 9, 9)}, {"done[0].at"}),  # noqa: DTZ001
        ({"milestone": "child_lists", "at": "noon"}, {"done[0].at"}),
    ],
)
def test_an_impossible_mark_is_refused(fields: dict[str, Any], where: set[str]) -> None:
    """A mark needs a known milestone, an agency with a part in it, and a time with a time zone."""
    assert {*record_faults(done=[{"at": at(12), **fields}])} == where


def test_a_mistyped_milestone_suggests_the_nearest() -> None:
    """The error about a mark of an unknown milestone suggests a similar key, or lists them."""
    for key, rest in (("child_list", "did you mean child_lists?"), ("lunch", "expected one of no")):
        with pytest.raises(InvalidRecordError, match=f"no such milestone; {re.escape(rest)}"):
            Inspection(
                local_area="Anywhere",
                timetable=TIMETABLE,
                done=({"milestone": key, "at": at(12)},),  # type: ignore[arg-type]
            )


def test_all_faults_of_an_inspection_have_their_paths() -> None:
    """All errors in an inspection are reported together, each with its path."""
    found = record_faults(
        local_area=1,
        timetable="September",
        children=[
            {"id": "A1"},
            {"id": " "},
            {"id": "A2", "plans": [{"kind": "looked after", "start": date(2019, 1, 2), "end": 3}]},
        ],
        meetings=[{"kind": "lunch", "date": date(2019, 9, 24)}],
    )
    assert {*found} == {
        "local_area",
        "timetable",
        "children[1].id",
        "children[2].plans[0].end",
        "meetings[0].kind",
    }


def test_duplicates_and_unknown_children_are_refused() -> None:
    """Duplicates and references to unknown children are refused."""
    request = {"item": "1.1", "agency": "local authority"}
    talk = {"child": "A1", "participant": "child"}
    mark = {"milestone": "child_lists", "at": at(12)}
    found = record_faults(
        local_area=" ",
        children=[{"id": "A1"}, {"id": "A2"}, {"id": "A1"}],
        selected=["A1", "A1", ""],
        requests=[request, request, {"document": "plan", "child": "B1"}],
        engagements=[talk, {**talk, "who": "another"}, talk, {**talk, "child": "B1"}],
        evaluations=[{"child": "A1"}, {"child": "A1"}, {"child": "B1"}],
        inspectorate_requests=[
            {"inspectorate": "CQC", "requested_on": date(2019, 9, 20), "children": ["A1"]},
            {"inspectorate": "CQC", "requested_on": date(2019, 9, 23), "children": ["A1", "B1"]},
        ],
        done=[mark, {**mark, "agency": "youth offending team"}, mark],
    )
    assert {*found} == {
        "local_area",
        "children[2].id",
        "selected[1]",
        "selected[2]",
        "requests[1]",
        "requests[2].child",
        "engagements[2]",
        "engagements[3].child",
        "evaluations[1].child",
        "evaluations[2].child",
        "inspectorate_requests[1].children",
        "done[2]",
    }
    assert found["children[2].id"] == "duplicate of children[0].id"


@pytest.mark.parametrize("name", ["", "Any\ntown", "Any\ttown", "Any\x1b[2Jtown", "\u202enwotynA"])
def test_the_name_of_an_area_is_one_line(name: str) -> None:
    """The name of an area must be one line without control characters, and not empty."""
    assert record_faults(local_area=name) == {"local_area": "not a valid area name"}


def test_a_selected_child_need_not_be_recorded() -> None:
    """Documents can be requested for a selected child about whom nothing else is recorded."""
    made = attrs.evolve(EMPTY, selected=("B1",)).with_requests()
    assert made.requests[-1].child == "B1"


def test_contradictory_facts_are_reported_with_their_paths() -> None:
    """Facts that contradict each other or the timetable are reported with their paths."""
    record = Inspection(
        local_area="Anywhere",
        timetable=TIMETABLE,
        children=[
            {"id": "A1", "mental_health": {"camhs": {"referred": "no", "not_accepted": "yes"}}}
        ],  # type: ignore[arg-type]
        meetings=tuple(
            Meeting(kind=MeetingKind.STRATEGY_DISCUSSION, date=date(2019, 9, day))
            for day in (22, 23, 27, 28)
        ),
        engagements=[
            {
                "child": "A1",
                "participant": "child",
                "response": "agreed",
                "understood": "no",
                "recorded": "yes",
            }
        ],  # type: ignore[arg-type]
        requests=(
            Request(item="5.1", agency=Agency.YOT, state="sent", sent_on=date(2019, 9, 9)),  # type: ignore[arg-type]
            Request(item="4.1", agency=Agency.POLICE, state="sent", sent_on=date(2019, 9, 8)),  # type: ignore[arg-type]
            Request(item="5.1", agency=Agency.POLICE),
            Request(item="3.1", agency=Agency.HEALTH),  # section 3 names no agency
            Request(document="chronology", child="A1", agency=Agency.SCHOOLS),
        ),
        done=(
            MilestoneDone(milestone="meeting_details", at=datetime(2019, 9, 8, 23, 30, tzinfo=UTC)),
            MilestoneDone(milestone="child_lists", at=datetime(2019, 9, 8, 22, 30, tzinfo=UTC)),
        ),
    )
    assert [c.facts for c in record.contradictions] == [
        (
            "children[0].mental_health.camhs.referred",
            "children[0].mental_health.camhs.not_accepted",
        ),
        ("meetings[0].date",),
        ("meetings[3].date",),
        ("engagements[0].recorded", "engagements[0].understood"),
        ("requests[2].item", "requests[2].agency"),
        ("requests[1].sent_on",),
        ("done[1].at",),
    ]
    assert str(record.contradictions[1].reference) == "guidance 190035, para 40"
    assert SELECTED.contradictions == ()


_WELL = {"concern": "no", "needs_support": "no"}


@pytest.mark.guidance("para 4", "para 19")
@pytest.mark.parametrize(
    ("sample", "child", "facts"),
    [
        # Para 19: at risk or not, each with mental ill health.
        ({"category": "at_risk"}, {"at_risk": "no"}, ("category", "at_risk")),
        ({"category": "not_at_risk"}, {"at_risk": "yes"}, ("category", "at_risk")),
        ({"category": "at_risk"}, {"at_risk": "yes"}, None),
        ({"category": "not_at_risk"}, {"at_risk": "no"}, None),
        ({"category": "not_at_risk"}, {"at_risk": "unknown"}, None),
        ({}, {"at_risk": "yes"}, None),
        ({"category": "at_risk"}, {"mental_health": _WELL}, ("category", "mental_health")),
        ({"category": "at_risk"}, {"mental_health": {"concern": "no"}}, None),
        ({}, {"mental_health": _WELL}, None),
        # Para 4: one agency or several.
        (
            {"involvement": "multi-agency"},
            {"mental_health": {"multi_agency": "no"}},
            ("involvement", "mental_health.multi_agency"),
        ),
        (
            {"involvement": "single-agency"},
            {"mental_health": {"multi_agency": "yes"}},
            ("involvement", "mental_health.multi_agency"),
        ),
        (
            {"involvement": "single-agency"},
            {"agencies": ["schools", "police"]},
            ("involvement", "agencies"),
        ),
        ({"involvement": "single-agency"}, {"mental_health": {"multi_agency": "no"}}, None),
        ({"involvement": "multi-agency"}, {"agencies": ["schools", "police"]}, None),
        ({"involvement": "multi-agency"}, {"agencies": ["schools"]}, None),
        # The answer no is itself in doubt.
        (
            {"involvement": "multi-agency"},
            {"mental_health": {"multi_agency": "no", "known_to_yot": "yes"}},
            None,
        ),
        ({}, {"mental_health": {"multi_agency": "yes"}}, None),
    ],
)
def test_a_sampling_record_and_a_child_who_differ_are_a_contradiction(
    sample: dict[str, Any], child: dict[str, Any], facts: tuple[str, str] | None
) -> None:
    """A sampling record contradicts what is recorded as the opposite about the same child."""
    made = attrs.evolve(
        EMPTY,
        children=[{"id": "A0"}, {"id": "A1", **child}],  # type: ignore[arg-type]
        samples=[{"child": "B1", **sample}, {"child": "A1", **sample}],  # type: ignore[arg-type]
    )
    expected = [] if facts is None else [(f"samples[1].{facts[0]}", f"children[1].{facts[1]}")]
    assert [each.facts for each in made.contradictions] == expected


@pytest.mark.guidance("para 29")
def test_nothing_happens_before_notification() -> None:
    """Whatever was requested, received, confirmed, sent or done before notification is reported."""
    sunday, monday = date(2019, 9, 8), date(2019, 9, 9)

    def facts(day: date) -> dict[str, Any]:
        return {
            "requests": [
                {"item": "2.3", "agency": "local authority", "requested_on": day},
                {"item": "4.1", "agency": "police force", "state": "sent", "sent_on": day},
            ],
            "inspectorate_requests": [{"inspectorate": "CQC", "requested_on": day}],
            "evaluations": [
                {
                    "child": "A0",
                    "requested_on": day,
                    "received": day,
                    "own": [{"agency": "police force", "received": day}],
                }
            ],
            "engagements": [
                {
                    "child": "A0",
                    "participant": "child",
                    "response": "agreed",
                    "asked_by": "a worker",
                    "requested_on": day,
                    "confirmed_on": day,
                }
            ],
            "done": [{"milestone": "child_lists", "at": at(day.day)}],
        }

    found = attrs.evolve(SELECTED, **facts(sunday)).contradictions
    assert {fact for each in found for fact in each.facts} == {
        "requests[0].requested_on",
        "requests[1].sent_on",
        "inspectorate_requests[0].requested_on",
        "evaluations[0].requested_on",
        "evaluations[0].received",
        "evaluations[0].own[0].received",
        "engagements[0].requested_on",
        "engagements[0].confirmed_on",
        "done[0].at",
    }
    assert all(each.text.endswith("before the area was notified") for each in found)
    assert all(29 in each.reference.paragraphs for each in found)
    assert attrs.evolve(SELECTED, **facts(monday)).contradictions == ()
