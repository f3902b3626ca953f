"""What type checkers must see of the front door. Checked by mypy, never run."""

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
    assert_type(milestone.by, tuple[jtai.Party, ...])
    assert_type(milestone.reference, jtai.Reference)
    assert_type(milestone.passed_over, tuple[jtai.timetable.Holiday, ...])


def calendars(day: date, days: Sequence[date]) -> None:
    """Calendars answer with dates and numbers."""
    calendar = jtai.WorkingCalendar.england()
    assert_type(calendar.add(day, 3), date)
    assert_type(calendar.count(day, day), int)
    assert_type(calendar.holidays(day, day), tuple[jtai.timetable.Holiday, ...])
    assert_type(calendar.with_closures({day: "Shut"}), jtai.WorkingCalendar)
    assert_type(jtai.timetable_dates(days), list[tuple[date, ...]])
    assert_type(jtai.plan_year(2027).mondays, tuple[jtai.timetable.PlannedMonday, ...])
    assert_type(jtai.written_statement_due(day).date, date)
    assert_type(jtai.MILESTONES, tuple[jtai.guidance.MilestoneEntry, ...])


def pictures(day: date) -> None:
    """A picture is axes of matplotlib, whatever it is of."""
    assert_type(jtai.plot(jtai.Timetable.from_notification(day)), Axes)
    assert_type(jtai.plot(jtai.plan_year(2027), ax=Figure().add_subplot()), Axes)
    jtai.plot(jtai.MILESTONES)  # type: ignore[arg-type]


def refusals(day: date) -> None:
    """Wrong types are seen before the program runs."""
    jtai.Timetable.from_notification("2019-09-09")  # type: ignore[arg-type]
    jtai.Timetable.from_notification(day, reading="both")  # type: ignore[arg-type]
    jtai.WorkingCalendar.england().add(day, "3")  # type: ignore[arg-type]
