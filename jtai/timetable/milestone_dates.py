"""From a notification day to the date of every milestone.

The guidance states most deadlines as a weekday of week one or two, and the start of fieldwork as
ten working days after notification (paras 23, 29 to 47). In weeks without bank holidays both lead
to the same dates. With a bank holiday they differ, and the guidance does not say which one wins. So
each entry of the table has both an offset in working days and a named day, and a reading chooses:

- `Reading.WORKING_DAYS`, the default, uses the offset everywhere. Day 0 is the notification day.
- `Reading.NAMED_DAYS` uses the named day, or the next working day if that is a day off. Where the
  guidance itself counts (`Basis.WORKING_DAYS`), it counts too. The end of a week is its last
  working day, or the last one before it, so that it never moves into the next week.

With the milestones of guidance 190035, a named day is never later than the counted day: a weekday
absorbs the bank holidays before it, whereas a count adds them. So a counted date may be later than
the guidance means; `Milestone.later_than` shows where.

No offset, weekday or clock time is stated here: those are in `jtai.guidance.milestones`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, time, timedelta
from enum import StrEnum
from functools import lru_cache
from operator import itemgetter
from typing import Final

import attrs

from jtai.core.english_dates import long_date
from jtai.core.errors import moved
from jtai.core.notebook import Table
from jtai.core.validation import flag, instances, member, plain_date, several
from jtai.errors import Fault, InvalidValueError, JtaiError, NotificationError
from jtai.guidance.entries.time_entries import Basis, MilestoneEntry, NamedDay
from jtai.guidance.milestones import MILESTONES
from jtai.timetable.working_days import WorkingCalendar, calendar_or_england

_MONDAY: Final = 0
_WEEK: Final = timedelta(weeks=1)
_DAY: Final = timedelta(days=1)


@attrs.frozen(eq=False)
class MilestoneTable:
    """A table of milestones, checked and indexed once.

    Attributes:
        entries: The entries in their order.
        positions: The place of each key.
        span: How many working days it covers, including day 0.
        in_order: Whether the entries are in order of time where days are counted.
        pick: Picks the date of each entry from consecutive working days.
    """

    entries: tuple[MilestoneEntry, ...]
    positions: Mapping[str, int]
    span: int
    in_order: bool
    pick: Callable[[tuple[date, ...]], tuple[date, ...]]

    @property
    def notification(self) -> MilestoneEntry:
        """The entry of notification, from which all others are counted."""
        return self.entries[self.positions["notification"]]

    @property
    def fieldwork(self) -> MilestoneEntry:
        """The entry of the first day of fieldwork."""
        return self.entries[self.positions["fieldwork_start"]]


_NEEDED: Final = ("notification", "fieldwork_start", "fieldwork_end")


def _table(entries: tuple[MilestoneEntry, ...]) -> MilestoneTable:
    positions: dict[str, int] = {}
    faults = []
    for position, entry in enumerate(entries):
        if positions.setdefault(entry.key, position) != position:
            faults.append(
                Fault(
                    message="duplicate key",
                    where=f"milestones[{position}].key",
                    expected="each key once",
                )
            )
    missing = [key for key in _NEEDED if key not in positions]
    if missing:
        word = "entry" if len(missing) == 1 else "entries"
        faults.append(
            Fault(
                message=f"missing {word}: {', '.join(missing)}",
                where="milestones",
                expected=f"{', '.join(_NEEDED)}, and any others",
            )
        )
    if not faults and (offset := entries[positions["notification"]].offset):
        faults.append(
            Fault(
                message=f"notification has the offset {offset}",
                where=f"milestones[{positions['notification']}].offset",
                expected="0, because working days are counted from notification",
            )
        )
    if not faults:
        start, end = (entries[positions[key]].offset for key in _NEEDED[1:])
        if end < start:
            faults.append(
                Fault(
                    message=f"fieldwork ends on working day {end}, before it begins",
                    where=f"milestones[{positions['fieldwork_end']}].offset",
                    expected=f"{start} or more, the offset of fieldwork_start",
                )
            )
        faults += _misnamed(entries, entries[positions["notification"]])
    if faults:
        raise InvalidValueError(faults)
    offsets = [entry.offset for entry in entries]
    # Within a day, timed entries come first, in order, then the others.
    order = [(entry.offset, entry.time is None, entry.time or time.min) for entry in entries]
    return MilestoneTable(
        entries=entries,
        positions=positions,
        span=max(offsets) + 1,
        in_order=order == sorted(order),
        pick=itemgetter(*offsets),
    )


def _misnamed(entries: Iterable[MilestoneEntry], notification: MilestoneEntry) -> Iterator[Fault]:
    """Yield entries whose count and named day differ without a bank holiday: one is mistyped."""
    working_days = list(NamedDay)
    first = working_days.index(notification.named_day or NamedDay.MONDAY_WEEK_ONE)
    for position, entry in enumerate(entries):
        if entry.named_day is None:
            continue
        offset = working_days.index(entry.named_day) - first
        if entry.offset != offset:
            yield Fault(
                message=(
                    f"the offset {entry.offset} and {entry.named_day!s} are different days in "
                    "weeks without bank holidays"
                ),
                where=f"milestones[{position}].named_day",
                expected=f"the offset {offset} with {entry.named_day!s}, or another named day",
            )


_DEFAULT: Final = _table(MILESTONES)
_cached: Final = lru_cache(maxsize=16)(_table)


def milestone_table(milestones: Iterable[MilestoneEntry]) -> MilestoneTable:
    """Return the checked table of some entries. That of guidance 190035 is built on import.

    Raises:
        InvalidValueError: If it is not a collection of `MilestoneEntry`, a key is duplicated, the
            entry `notification`, `fieldwork_start` or `fieldwork_end` is missing, or an offset and
            a named day differ in weeks without bank holidays.

    Examples:
        >>> milestone_table(MILESTONES).fieldwork.offset
        10
    """
    if milestones is MILESTONES:
        return _DEFAULT
    entries = instances(MilestoneEntry, milestones, "milestones", expected="a MilestoneEntry")
    return _DEFAULT if entries == MILESTONES else _cached(Table(entries))


class Reading(StrEnum):
    """How to read guidance that gives both weekdays and numbers of working days.

    Source: paras 23, 29, 47.

    The two agree unless a bank holiday falls between notification and the milestone; the guidance
    does not say which one then counts. By the table of guidance 190035, named days are never the
    later ones.

    Examples:
        >>> Reading("named-days") is Reading.NAMED_DAYS
        True
    """

    WORKING_DAYS = "working-days"
    """Every milestone is a number of working days after notification. The default."""
    NAMED_DAYS = "named-days"
    """A milestone falls on the weekday that the guidance names, or on the next working day if that
    is a day off; the end of a week is its last working day; what the guidance states in working
    days stays counted."""

    @property
    def other(self) -> Reading:
        """The other of the two readings.

        Examples:
            >>> print(Reading.WORKING_DAYS.other)
            named-days
        """
        return Reading.NAMED_DAYS if self is Reading.WORKING_DAYS else Reading.WORKING_DAYS


def named_date(notification: date, entry: MilestoneEntry, calendar: WorkingCalendar) -> date | None:
    """Return the date of an entry's named day; week one is the notification's week.

    The end of a week is its last working day, or its Friday if it has none (`week_is_off`). None
    where the entry has no named day.

    Examples:
        >>> entries = {entry.key: entry for entry in MILESTONES}
        >>> england = WorkingCalendar.england()
        >>> named_date(date(2020, 4, 6), entries["case_selection"], england)
        datetime.date(2020, 4, 10)
        >>> named_date(date(2022, 5, 23), entries["engagement_arrangements"], england)
        datetime.date(2022, 6, 1)
    """
    day = _weekday(notification, entry)
    if day is None or entry.basis is not Basis.END_OF_WEEK:
        return day
    last = _last_working_day(day, calendar)
    return last if last > day - _WEEK else day


def week_is_off(notification: date, entry: MilestoneEntry, calendar: WorkingCalendar) -> bool:
    """Return whether an entry is due at the end of a week that has no working day.

    Examples:
        >>> days = {date(2023, 12, day): "Council closed" for day in (27, 28, 29)}
        >>> closed = WorkingCalendar.england().with_closures(days)
        >>> [entry.key for entry in MILESTONES if week_is_off(date(2023, 12, 18), entry, closed)]
        ['engagement_arrangements']
    """
    if entry.basis is not Basis.END_OF_WEEK:
        return False
    named = named_date(notification, entry, calendar)
    return named is not None and not calendar.is_working_day(named)


def _weekday(notification: date, entry: MilestoneEntry) -> date | None:
    """Return the date of an entry's weekday, working day or not."""
    if entry.named_day is None:
        return None
    return notification + timedelta(days=entry.named_day.days_after_monday - notification.weekday())


def is_counted(entry: MilestoneEntry, reading: Reading) -> bool:
    """Return whether a reading counts working days to an entry instead of using its named day.

    Examples:
        >>> is_counted(milestone_table(MILESTONES).fieldwork, Reading.NAMED_DAYS)
        True
    """
    return (
        reading is Reading.WORKING_DAYS
        or entry.basis is Basis.WORKING_DAYS
        or entry.named_day is None
        or not entry.offset  # the notification, from which the weeks are numbered
    )


def counted_from(notification: date, entry: MilestoneEntry, reading: Reading) -> date:
    """Return the named weekday of an entry, or notification where the reading counts from it.

    Examples:
        >>> entries = {entry.key: entry for entry in MILESTONES}
        >>> counted_from(date(2020, 4, 6), entries["case_selection"], Reading.NAMED_DAYS)
        datetime.date(2020, 4, 10)
    """
    named = None if is_counted(entry, reading) else _weekday(notification, entry)
    return named or notification


def placed_date(
    notification: date, entry: MilestoneEntry, calendar: WorkingCalendar
) -> date | None:
    """Return the date of an entry in the named-days reading, or None where that reading counts.

    The end of a week without a working day is the last one before it.

    Examples:
        >>> entries = {entry.key: entry for entry in MILESTONES}
        >>> england = WorkingCalendar.england()
        >>> placed_date(date(2020, 4, 6), entries["case_selection"], england)
        datetime.date(2020, 4, 14)
    """
    if is_counted(entry, Reading.NAMED_DAYS):
        return None
    day = _weekday(notification, entry)
    if day is None or entry.basis is not Basis.END_OF_WEEK:
        return day and calendar.on_or_after(day)
    return _last_working_day(day, calendar)


def _last_working_day(day: date, calendar: WorkingCalendar) -> date:
    """Return a day if it is a working day, otherwise the last one before it."""
    return calendar.add(day + _DAY, -1)


def milestone_dates(
    notification: date,
    calendar: WorkingCalendar,
    reading: Reading,
    *,
    any_weekday: bool = False,
    table: MilestoneTable = _DEFAULT,
) -> tuple[date, ...]:
    """Return the date of each milestone, in the order of the table.

    Raises:
        CoverageError: If the calendar does not reach from the notification to the last milestone.
        DateTypeError: If the notification is not a date.
        NotificationError: If an area cannot be notified on that day.

    Examples:
        >>> dates = milestone_dates(
        ...     date(2019, 9, 9), WorkingCalendar.england(), Reading.WORKING_DAYS
        ... )
        >>> dates[1], dates[-1]
        (datetime.date(2019, 9, 12), datetime.date(2019, 9, 27))
    """
    if type(notification) is not date:
        notification = plain_date(notification, "notification")
    run = calendar.run(notification, table.span)
    if run[0] != notification or (not any_weekday and notification.weekday() != _MONDAY):
        raise _no_notification(notification, calendar, table, any_weekday=any_weekday)
    if reading is Reading.WORKING_DAYS:
        return table.pick(run)
    return tuple(
        run[entry.offset]
        if (day := placed_date(notification, entry, calendar)) is None
        else _after(notification, entry, day, calendar)
        for entry in table.entries
    )


_SEVERAL: Final = (tuple, list)


def timetable_dates(
    mondays: Iterable[date],
    *,
    calendar: WorkingCalendar | None = None,
    reading: Reading = Reading.WORKING_DAYS,
    any_weekday: bool = False,
    milestones: Iterable[MilestoneEntry] = MILESTONES,
) -> list[tuple[date, ...]]:
    """Return the milestone dates of many notification days, for bulk work.

    Source: paras 23, 29 to 50.

    Args:
        mondays: Notification days, in any order, repeated or not.
        calendar: The working days; England's by default.
        reading: How weekdays and counts are read where they disagree.
        any_weekday: Whether to allow notification on a working day other than Monday.
        milestones: The table of milestones; that of guidance 190035 by default.

    Returns:
        One row for each day, in the order given; within a row, one date for each milestone, in the
        order of `milestones`. Equal days share one row.

    Raises:
        CoverageError: If the calendar does not reach far enough for one of the days.
        DateTypeError: If one of them is not a date.
        InvalidValueError: If the table of milestones is not valid.
        NotificationError: If an area cannot be notified on one of the days.

    Examples:
        >>> rows = timetable_dates([date(2019, 9, 9), date(2019, 11, 4)])
        >>> [row[-1].isoformat() for row in rows]
        ['2019-09-27', '2019-11-22']
    """
    calendar = calendar_or_england(calendar)
    if not isinstance(mondays, _SEVERAL):  # the check of other types takes as long as the dates
        mondays = several(mondays, "mondays")
    reading = member(Reading, reading, "reading")
    any_weekday = flag(any_weekday, "any_weekday")
    table = milestone_table(milestones)
    known: dict[date, tuple[date, ...]] = {}
    rows: list[tuple[date, ...]] = []
    for day in mondays:
        # A long list repeats most of its days. A datetime never equals a date, so it cannot be
        # mistaken for one here.
        row = known.get(day) if type(day) is date else None
        if row is None:
            try:
                row = milestone_dates(day, calendar, reading, any_weekday=any_weekday, table=table)
            except JtaiError as error:
                raise moved(error, lambda _: f"mondays[{len(rows)}]") from None
            known[row[table.positions["notification"]]] = row
        rows.append(row)
    return rows


def notification_before_fieldwork(
    fieldwork_start: date,
    calendar: WorkingCalendar,
    reading: Reading = Reading.WORKING_DAYS,
    *,
    any_weekday: bool = False,
    table: MilestoneTable = _DEFAULT,
) -> date:
    """Return the notification day that leads to a first day of fieldwork.

    Raises:
        CoverageError: If the calendar does not reach back or forward far enough.
        DateTypeError: If the first day of fieldwork is not a date.
        NotificationError: If it is not a working day, or no Monday leads to it.

    Examples:
        >>> notification_before_fieldwork(date(2019, 9, 23), WorkingCalendar.england())
        datetime.date(2019, 9, 9)
    """
    fieldwork = table.fieldwork
    start = plain_date(fieldwork_start, "fieldwork_start")
    if not calendar.is_working_day(start):
        raise NotificationError(
            f"{why_off(start, calendar)}, so fieldwork cannot begin then",
            where="fieldwork_start",
            expected="a working day",
            remedy=f"the next working day is {long_date(calendar.on_or_after(start))}",
            reference=fieldwork.reference,
        )
    notification = calendar.add(start, -fieldwork.offset)
    would_be = f"would mean notification on {long_date(notification)}, which is not a Monday"
    if not is_counted(fieldwork, reading):
        would_be = f"does not follow from any notification day in the {reading} reading"
        notification = next(
            (
                day
                for day in _week_starts(notification, start, calendar, any_weekday=any_weekday)
                if _fieldwork(day, calendar, fieldwork, reading) == start
            ),
            notification,
        )
    if _fieldwork(notification, calendar, fieldwork, reading) == start and (
        any_weekday or notification.weekday() == _MONDAY
    ):
        return notification
    monday = notification - timedelta(days=notification.weekday())
    nearest = [
        f"{long_date(_fieldwork(day, calendar, fieldwork, reading))} "
        f"(notification on {long_date(day)})"
        for day in (
            _working_monday(monday, calendar, -_WEEK),
            _working_monday(monday + _WEEK, calendar, _WEEK),
        )
    ]
    raise NotificationError(
        f"fieldwork on {long_date(start)} {would_be}",
        where="fieldwork_start",
        remedy=(
            f"the nearest possible first days of fieldwork are {' and '.join(nearest)}; "
            "any_weekday=True (--any-weekday) allows other days"
        ),
        reference=fieldwork.reference,
    )


def _fieldwork(
    notification: date, calendar: WorkingCalendar, entry: MilestoneEntry, reading: Reading
) -> date:
    """Return the first day of fieldwork after a notification day."""
    placed = placed_date(notification, entry, calendar) if reading is Reading.NAMED_DAYS else None
    return calendar.add(notification, entry.offset) if placed is None else placed


def _week_starts(
    first: date, last: date, calendar: WorkingCalendar, *, any_weekday: bool
) -> Iterator[date]:
    """Yield the working Monday of each week, or any working day that begins it.

    A named day absorbs the days off before it. So notification is never earlier than a count back
    from the named day, but it may be some weeks later.
    """
    monday = first - timedelta(days=first.weekday())
    while monday <= last:
        day = calendar.on_or_after(monday)
        if any_weekday or day == monday:
            yield day
        monday += _WEEK


def _after(notification: date, entry: MilestoneEntry, day: date, calendar: WorkingCalendar) -> date:
    """Return the date of a named day, which must come after the notification."""
    # The notification is a working day, so a weekday up to it never leads to a day after it.
    if day > notification:
        return day
    weekday = _weekday(notification, entry)
    if weekday is not None and weekday > notification:
        off = "; ".join(map(str, calendar.holidays(notification, weekday)))
        message = (
            f"{entry.key} is due at {entry.named_words}, but no working day is between "
            f"notification on {long_date(notification)} and then: {off}"
        )
        expected = "a working day after notification in the named-days reading"
    else:
        preposition = "at" if entry.basis is Basis.END_OF_WEEK else "on"
        message = (
            f"{entry.key} is due {preposition} {entry.named_words}, which is not after "
            f"notification on {long_date(notification)}"
        )
        expected = "an earlier day of the week for the named-days reading"
    raise NotificationError(
        message,
        where="notification",
        expected=expected,
        remedy="use the working-days reading",
        reference=entry.reference,
    )


def _no_notification(
    day: date, calendar: WorkingCalendar, table: MilestoneTable, *, any_weekday: bool
) -> NotificationError:
    """Return an error that says why an area cannot be notified on a day, and names nearby days."""
    next_day = calendar.on_or_after(day)
    next_monday = _working_monday(day + timedelta(days=-day.weekday() % 7), calendar, _WEEK)
    if day != next_day:
        problem = why_off(day, calendar)
        remedy = f"the next working day is {long_date(next_day)}"
        if next_monday != next_day:
            remedy += f", and the next working Monday is {long_date(next_monday)}"
        if not any_weekday and next_day.weekday() != _MONDAY:
            remedy += "; any_weekday=True (--any-weekday) allows a working day other than Monday"
    else:
        problem = f"{long_date(day)} is not a Monday"
        remedy = (
            f"the next working Monday is {long_date(next_monday)}; any_weekday=True "
            "(--any-weekday) allows this day"
        )
    return NotificationError(
        problem,
        where="notification",
        expected="a working day" if any_weekday else "a working Monday",
        remedy=remedy,
        reference=table.notification.reference,
    )


def why_off(day: date, calendar: WorkingCalendar) -> str:
    """Return a sentence that says why a covered day is not a working day."""
    holiday = calendar.holiday(day)
    name = f" ({holiday.name})" if holiday else ""
    return f"{long_date(day)} is not a working day{name}"


def _working_monday(monday: date, calendar: WorkingCalendar, step: timedelta) -> date:
    """Return the next Monday, in steps of a week, that is a working day."""
    while not calendar.is_working_day(monday):
        monday += step
    return monday
