"""The date of every milestone, as plain dates.

Invariant: this room joins a notification day, a calendar and the milestone table, and refuses what
is no notification day. It names no offset, no weekday and no clock time: those are in the table.
Everything else about a timetable is derived from what it gives.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum
from operator import itemgetter
from typing import Final

from jtai.core.english_dates import long_date
from jtai.core.validation import member, plain_date, several
from jtai.errors import NotificationError
from jtai.guidance.entries.time_entries import Basis, MilestoneEntry
from jtai.guidance.milestones import MILESTONES
from jtai.timetable.working_days import WorkingCalendar, calendar_or_england

_MONDAY: Final = 0
_WEEK: Final = timedelta(weeks=1)
_OFFSETS: Final = tuple(row.offset for row in MILESTONES)
_SPAN: Final = max(_OFFSETS) + 1
_pick = itemgetter(*_OFFSETS)
_ROWS: Final = {row.key: row for row in MILESTONES}
NOTIFICATION: Final = _ROWS["notification"]
"""The row of the day from which all others count."""
_FIELDWORK: Final = _ROWS["fieldwork_start"]


class Reading(StrEnum):
    """How to read a guidance that gives both weekdays and numbers of working days.

    Source: paras 23, 29, 47.

    The two agree unless a bank holiday falls in between, and the guidance does not say which
    one wins.

    Examples:
        >>> Reading("named-days") is Reading.NAMED_DAYS
        True
    """

    WORKING_DAYS = "working-days"
    """Every milestone stands its number of working days after notification. The default."""
    NAMED_DAYS = "named-days"
    """A milestone stands on the weekday that the guidance names, or on the next working day if
    that one is none; what the guidance states in working days stays counted."""


def named_date(notification: date, row: MilestoneEntry) -> date:
    """Give the date of the weekday that a row names; week one is the notification's week.

    Examples:
        >>> named_date(date(2020, 4, 6), _ROWS["case_selection"])
        datetime.date(2020, 4, 10)
    """
    return notification + timedelta(days=row.named_day.days_after_monday - notification.weekday())


def is_counted(row: MilestoneEntry, reading: Reading) -> bool:
    """Tell whether a reading counts working days to a row, rather than take its named day.

    Examples:
        >>> is_counted(_FIELDWORK, Reading.NAMED_DAYS)
        True
    """
    return reading is Reading.WORKING_DAYS or row.basis is Basis.WORKING_DAYS


def counted_from(notification: date, row: MilestoneEntry, reading: Reading) -> date:
    """Give the day from which a reading goes on to the next working days to reach a row's date.

    Examples:
        >>> counted_from(date(2020, 4, 6), _ROWS["case_selection"], Reading.NAMED_DAYS)
        datetime.date(2020, 4, 10)
    """
    return notification if is_counted(row, reading) else named_date(notification, row)


def milestone_dates(
    notification: date,
    calendar: WorkingCalendar,
    reading: Reading,
    *,
    any_weekday: bool = False,
) -> tuple[date, ...]:
    """Give the date of each milestone, in the order of the table, which is never descending.

    Raises:
        CoverageError: If the calendar does not reach from the notification to the last milestone.
        DateTypeError: If the notification is no date.
        NotificationError: If it is no day on which an area can be notified.

    Examples:
        >>> dates = milestone_dates(
        ...     date(2019, 9, 9), WorkingCalendar.england(), Reading.WORKING_DAYS
        ... )
        >>> dates[1], dates[-1]
        (datetime.date(2019, 9, 12), datetime.date(2019, 9, 27))
    """
    if type(notification) is not date:
        notification = plain_date(notification, "notification")
    run = calendar.run(notification, _SPAN)
    if run[0] != notification or (not any_weekday and notification.weekday() != _MONDAY):
        raise _no_notification(notification, calendar, any_weekday=any_weekday)
    if reading is Reading.WORKING_DAYS:
        dates: tuple[date, ...] = _pick(run)
        return dates
    return tuple(
        run[row.offset]
        if is_counted(row, reading)
        else calendar.on_or_after(_after(notification, row))
        for row in MILESTONES
    )


_SEVERAL: Final = (tuple, list)


def timetable_dates(
    mondays: Iterable[date],
    *,
    calendar: WorkingCalendar | None = None,
    reading: Reading = Reading.WORKING_DAYS,
    any_weekday: bool = False,
) -> list[tuple[date, ...]]:
    """Give the milestone dates of many notification days at once, for bulk work.

    Source: paras 23, 29 to 50.

    Args:
        mondays: Notification days, in any order, repeated or not.
        calendar: The working days; England's by default.
        reading: How weekdays and counts are read where they disagree.
        any_weekday: Whether another working day than a Monday will do.

    Returns:
        One row a day, in the order given; within a row, one date a milestone, in the order of
        `jtai.MILESTONES`. Equal days share one row.

    Raises:
        CoverageError: If the calendar does not reach far enough for one of the days.
        DateTypeError: If one of them is no date.
        NotificationError: If one of them is no day on which an area can be notified.

    Examples:
        >>> rows = timetable_dates([date(2019, 9, 9), date(2019, 11, 4)])
        >>> [row[-1].isoformat() for row in rows]
        ['2019-09-27', '2019-11-22']
    """
    # Checks that take longer than the dates of one Monday are for what is not plainly right.
    if type(calendar) is not WorkingCalendar:
        calendar = calendar_or_england(calendar)
    if not isinstance(mondays, _SEVERAL):
        mondays = several(mondays, "mondays")
    reading = member(Reading, reading, "reading")
    known: dict[date, tuple[date, ...]] = {}
    rows = []
    for day in mondays:
        # Inspections share weeks, so that most days of a long list were met before. A datetime
        # never equals a date, so that it cannot be mistaken for one here.
        row = known.get(day) if type(day) is date else None
        if row is None:
            row = milestone_dates(day, calendar, reading, any_weekday=any_weekday)
            known[row[0]] = row
        rows.append(row)
    return rows


def notification_before_fieldwork(
    fieldwork_start: date, calendar: WorkingCalendar, *, any_weekday: bool = False
) -> date:
    """Go back from the first day of fieldwork to the notification day.

    Raises:
        CoverageError: If the calendar does not reach back or forward far enough.
        DateTypeError: If the first day of fieldwork is no date.
        NotificationError: If it is no working day, or no Monday leads to it.

    Examples:
        >>> notification_before_fieldwork(date(2019, 9, 23), WorkingCalendar.england())
        datetime.date(2019, 9, 9)
    """
    start = plain_date(fieldwork_start, "fieldwork_start")
    if not calendar.is_working_day(start):
        raise NotificationError(
            f"{why_off(start, calendar)}, and fieldwork cannot begin then",
            where="fieldwork_start",
            expected="a working day",
            remedy=f"the next working day is {long_date(calendar.on_or_after(start))}",
            reference=_FIELDWORK.reference,
        )
    notification = calendar.add(start, -_FIELDWORK.offset)
    if notification.weekday() == _MONDAY or any_weekday:
        return notification
    monday = notification - timedelta(days=notification.weekday())
    nearest = [
        f"{long_date(day)} leads to {long_date(calendar.add(day, _FIELDWORK.offset))}"
        for day in (
            _working_monday(monday, calendar, -_WEEK),
            _working_monday(monday + _WEEK, calendar, _WEEK),
        )
    ]
    raise NotificationError(
        f"fieldwork on {long_date(start)} would need notification on {long_date(notification)}",
        where="fieldwork_start",
        expected="a day that a Monday leads to",
        remedy=(
            f"notification on {' and on '.join(nearest)}; any_weekday=True (--any-weekday) "
            "admits other days"
        ),
        reference=_FIELDWORK.reference,
    )


def _after(notification: date, row: MilestoneEntry) -> date:
    """Give the named date of a row, which must come after the notification."""
    day = named_date(notification, row)
    if day <= notification:
        raise NotificationError(
            f"after notification on {long_date(notification)} there is no {row.named_day} left "
            f"for {row.key}",
            where="notification",
            expected="an earlier day of the week for the named-days reading",
            remedy="take the working-days reading",
            reference=row.reference,
        )
    return day


def _no_notification(
    day: date, calendar: WorkingCalendar, *, any_weekday: bool
) -> NotificationError:
    """Say why a day is no notification day, and which days nearby are."""
    next_day = calendar.on_or_after(day)
    next_monday = _working_monday(day + timedelta(days=-day.weekday() % 7), calendar, _WEEK)
    if day != next_day:
        problem = why_off(day, calendar)
        remedy = f"the next working day is {long_date(next_day)}"
        if next_monday != next_day:
            remedy += f", and the next working Monday is {long_date(next_monday)}"
        if not any_weekday and next_day.weekday() != _MONDAY:
            remedy += "; any_weekday=True (--any-weekday) admits a working day that is no Monday"
    else:
        problem = f"{long_date(day)} is no Monday"
        remedy = (
            f"the next working Monday is {long_date(next_monday)}; any_weekday=True "
            "(--any-weekday) admits this day"
        )
    return NotificationError(
        problem,
        where="notification",
        expected="a working day" if any_weekday else "a working Monday",
        remedy=remedy,
        reference=NOTIFICATION.reference,
    )


def why_off(day: date, calendar: WorkingCalendar) -> str:
    """Say that a covered day is no working day, and why."""
    holiday = calendar.holiday(day)
    name = f" ({holiday.name})" if holiday else ""
    return f"{long_date(day)} is no working day{name}"


def _working_monday(monday: date, calendar: WorkingCalendar, step: timedelta) -> date:
    """Go from Monday to Monday until one is a working day."""
    while not calendar.is_working_day(monday):
        monday += step
    return monday
