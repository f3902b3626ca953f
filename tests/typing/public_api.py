"""The types of the public API, as type checkers see them.

Checked by mypy and pyright, and never run.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import assert_type

from matplotlib.axes import Axes
from matplotlib.figure import Figure

import jtai


def timetables(day: date, moment: datetime) -> None:
    """Timetables, milestones and their parts have exact types."""
    timetable = jtai.Timetable.from_notification(day, reading=jtai.Reading.NAMED_DAYS)
    assert_type(timetable, jtai.Timetable)
    assert_type(timetable["child_lists"], jtai.Milestone)
    assert_type(timetable.milestones, tuple[jtai.Milestone, ...])
    assert_type(timetable.next_due(moment), jtai.Milestone | None)
    assert_type(timetable.overdue(moment), tuple[jtai.Milestone, ...])
    assert_type(timetable.lookback(months=6), jtai.timetable.Period)
    assert_type(timetable.compare(timetable), jtai.timetable.Comparison)
    milestone = timetable["child_lists"]
    assert_type(milestone.date, date)
    assert_type(milestone.time, time | None)
    assert_type(milestone.due, datetime)
    assert_type(milestone.assumed, str | None)
    assert_type(milestone.by, tuple[str, ...])
    assert_type(milestone.reference, jtai.Reference)
    assert_type(milestone.passed_over, tuple[jtai.timetable.Holiday, ...])


def calendars(day: date, days: Sequence[date]) -> None:
    """Calendars return dates and numbers."""
    calendar = jtai.WorkingCalendar.england()
    assert_type(calendar.add(day, 3), date)
    assert_type(calendar.count(day, day), int)
    assert_type(calendar.holidays(day, day), tuple[jtai.timetable.Holiday, ...])
    assert_type(calendar.with_closures({day: "Shut"}), jtai.WorkingCalendar)
    assert_type(jtai.timetable_dates(days), list[tuple[date, ...]])
    assert_type(jtai.plan_year(2027).mondays, tuple[jtai.timetable.PlannedMonday, ...])
    assert_type(jtai.written_statement_due(day).date, date)
    assert_type(jtai.MILESTONES, tuple[jtai.guidance.MilestoneEntry, ...])


def models(day: date, moment: datetime) -> None:
    """Models are built from values of exact types, or from plain values with `from_plain`."""
    plan = jtai.Plan(kind=jtai.PlanKind.LOOKED_AFTER, start=day)
    health = jtai.MentalHealth(
        concern=jtai.Answer.from_text("Y"),
        needs_support=jtai.Answer.of(None),
        identification=jtai.guidance.Identification.DIAGNOSED,
        forms=frozenset({jtai.guidance.FormOfIllHealth.DEPRESSION}),
        camhs=jtai.CamhsStatus(referred=jtai.Answer.YES),
    )
    child = jtai.Child(
        id="SYN-01",
        date_of_birth=day,
        plans=(plan,),
        mental_health=health,
        agencies=frozenset({jtai.Agency.POLICE}),
        at_risk=jtai.Answer.NO,
    )
    assert_type(child.plans, tuple[jtai.Plan, ...] | None)
    plain = {"id": "SYN-01", "plans": [{"kind": "looked after", "start": day}]}
    assert_type(jtai.Child.from_plain(plain), jtai.Child)
    record = jtai.TrackingRecord(
        inspectorate=jtai.guidance.Inspectorate.CQC,
        summaries=(jtai.inspection.Summary(question="referral_timely", text="In time."),),
        parts=(
            jtai.inspection.PartAnswer(
                question="risk_understood", part="identified", answer=jtai.Answer.YES
            ),
        ),
    )
    assert_type(record.completeness, jtai.inspection.Completeness)
    inspection = jtai.Inspection(
        local_area="Exampleshire",
        timetable=jtai.Timetable.from_notification(day),
        children=(child,),
        selected=("SYN-01",),
        meetings=(
            jtai.inspection.Meeting(kind=jtai.guidance.MeetingKind.STRATEGY_DISCUSSION, date=day),
        ),
        requests=(
            jtai.inspection.Request(
                item="5.1",
                agency=jtai.Agency.YOT,
                state=jtai.inspection.RequestState.SENT,
                sent_on=day,
            ),
        ),
        evaluations=(
            jtai.inspection.JointEvaluation(
                child="SYN-01", agencies=frozenset({jtai.Agency.POLICE}), received=day
            ),
        ),
        engagements=(
            jtai.inspection.Engagement(
                child="SYN-01",
                participant=jtai.inspection.Participant.PARENT,
                response=jtai.inspection.EngagementResponse.AGREED,
            ),
        ),
    )
    assert_type(inspection.readiness(as_of=moment), jtai.Readiness)
    evaluation = jtai.inspection.AgencyEvaluation(
        agency=jtai.Agency.SCHOOLS, text="Refers early.", received=day
    )
    joint = jtai.inspection.JointEvaluation(child="SYN-01", own=(evaluation,))
    assert_type(joint.own, tuple[jtai.inspection.AgencyEvaluation, ...] | None)
    holding = jtai.inspection.Holding(
        item="1.4", agency=jtai.Agency.LOCAL_AUTHORITY, held=jtai.Answer.YES, latest=day, sets=None
    )
    request = jtai.inspection.InspectorateRequest(
        inspectorate=jtai.guidance.Inspectorate.CQC,
        requested_on=day,
        children=frozenset({"SYN-01"}),
        cases=("SYN-01",),
    )
    done = jtai.inspection.MilestoneDone(
        milestone="child_lists", at=moment, agency=jtai.Agency.LOCAL_AUTHORITY
    )
    sample = jtai.inspection.SamplingRecord(child="SYN-01", points=("Seen soon.",))
    assert_type((holding.latest, request.requested_on, done.at), tuple[date | None, date, datetime])
    assert_type(sample.points, tuple[str, ...])
    entry = jtai.guidance.MilestoneEntry(
        key="play_list",
        title="List of playgrounds",
        offset=3,
        time=time(17),
        by=("play workers",),
        to=("lead inspector",),
        reference=jtai.Reference(part="Annex"),
    )
    own = jtai.Timetable.from_notification(day, milestones=(entry,))
    assert_type(own["play_list"], jtai.Milestone)
    finding = jtai.Finding(
        text="Schools often refer late.",
        esn=(24, 37),
        kind=jtai.inspection.FindingKind.AREA_FOR_IMPROVEMENT,
        agencies=frozenset({jtai.Agency.SCHOOLS}),
    )
    assert_type(jtai.from_json(jtai.Finding, jtai.to_json(finding)), jtai.Finding)


def pictures(day: date) -> None:
    """A plot is matplotlib axes, whatever it shows."""
    assert_type(jtai.plot(jtai.Timetable.from_notification(day)), Axes)
    assert_type(jtai.plot(jtai.plan_year(2027), ax=Figure().add_subplot()), Axes)
    jtai.plot(jtai.MILESTONES)  # type: ignore[arg-type]


def refusals(day: date) -> None:
    """Arguments of wrong types are reported before the program runs."""
    jtai.Timetable.from_notification("2019-09-09")  # type: ignore[arg-type]
    jtai.Timetable.from_notification(day, reading="both")  # type: ignore[arg-type]
    jtai.WorkingCalendar.england().add(day, "3")  # type: ignore[arg-type]
