"""From a notification day to every milestone, explained.

Invariant: a timetable joins a notification, a calendar and a reading, and answers questions about
the milestones that follow. It names no offset, no weekday and no clock time: those are in the
table.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from enum import StrEnum
from itertools import repeat
from typing import ClassVar, Final

import attrs

from jtai.core.citation import Reference
from jtai.core.english_dates import long_date
from jtai.core.notebook import Table
from jtai.core.results import Result, Results
from jtai.core.validation import aware_moment, did_you_mean, instance, member
from jtai.errors import NotificationError, UnknownKeyError
from jtai.guidance.milestones import MILESTONES
from jtai.timetable.ages import Period, lookback
from jtai.timetable.bank_holidays import Holiday
from jtai.timetable.comparison import Comparison, Move
from jtai.timetable.milestone import Milestone, Schedule
from jtai.timetable.milestone_dates import (
    Reading,
    counted_from,
    is_counted,
    notification_before_fieldwork,
)
from jtai.timetable.working_days import WorkingCalendar, calendar_or_england

_POSITIONS: Final = {row.key: position for position, row in enumerate(MILESTONES)}


class InspectionDate(StrEnum):
    """What "the inspection" is, where the guidance looks back from it without saying.

    Source: paras 32, 38, 41, 44, 48.

    Examples:
        >>> timetable = Timetable.from_notification(date(2019, 9, 9))
        >>> print(timetable.lookback(months=6, inspection_date=InspectionDate.FIELDWORK_START).end)
        2019-09-23
    """

    NOTIFICATION = "notification"
    """The notification day. The default."""
    FIELDWORK_START = "fieldwork_start"
    """The first day of fieldwork."""


@attrs.frozen(kw_only=True)
class Assumption(Result):
    """Something that a timetable takes for granted and the caller may see otherwise.

    Attributes:
        text: What is taken for granted, and why.
        milestones: Keys of the milestones that rest on it; empty where all do.
        reference: Where the guidance leaves it open.

    Examples:
        >>> timetable = Timetable.from_notification(date(2019, 9, 9))
        >>> for made in timetable.assumptions:
        ...     print(*made.milestones, made.reference, sep="; ")
        activity_lists; guidance 190035, paras 40 to 42
        fieldwork_end; guidance 190035, para 40
    """

    text: str
    milestones: tuple[str, ...] = ()
    reference: Reference

    def __str__(self) -> str:
        return f"{self.text} ({self.reference})"


@attrs.frozen(kw_only=True, repr=False)
class Timetable(Results, Schedule):
    """Every milestone of one inspection, from its notification day (paras 23, 29 to 50).

    Make one with `from_notification` or `from_fieldwork`. It can be iterated over, asked for a
    milestone by key, and shown: ``print(timetable)`` in a terminal, or alone in a notebook cell.

    Attributes:
        notification: The notification day, working day 0.
        calendar: The working days that were counted.
        reading: How weekdays and counts are read where they disagree.
        any_weekday: Whether the notification may be another day than a Monday.
        dates: The date of each milestone, in the order of `jtai.MILESTONES`.

    Raises:
        CoverageError: If the calendar does not reach from notification to the last milestone.
        DateTypeError: If the notification is no date.
        NotificationError: If it is no working Monday.

    Examples:
        >>> timetable = Timetable.from_notification(date(2019, 9, 9))
        >>> timetable.fieldwork_start
        datetime.date(2019, 9, 23)
        >>> timetable["joint_evaluations"]
        <Milestone joint_evaluations 2019-09-19 end of day>
    """

    _kind: ClassVar = Milestone

    # Ways in

    @classmethod
    def from_notification(
        cls,
        notification: dt.date,
        *,
        calendar: WorkingCalendar | None = None,
        reading: Reading = Reading.WORKING_DAYS,
        any_weekday: bool = False,
    ) -> Timetable:
        """Make the timetable that begins with a notification Monday.

        Args:
            notification: The Monday of week one.
            calendar: The working days; England's by default.
            reading: How weekdays and counts are read where they disagree.
            any_weekday: Whether another working day than a Monday will do (para 23 says
                "usually").

        Raises:
            CoverageError: If the calendar does not reach from that day to the last milestone.
            DateTypeError: If it is no date.
            NotificationError: If an area cannot be notified on it; the error names days nearby.

        Examples:
            >>> Timetable.from_notification(date(2019, 8, 26))
            Traceback (most recent call last):
            ...
            jtai.errors.NotificationError: notification: Monday 26 August 2019 is no working day
            (Late Summer Bank Holiday); expected a working Monday; the next working day is Tuesday
            27 August 2019, and the next working Monday is Monday 2 September 2019;
            any_weekday=True (--any-weekday) admits a working day that is no Monday (guidance
            190035, paras 23, 29)
        """
        return cls(
            notification=notification,
            calendar=calendar_or_england(calendar),
            reading=reading,
            any_weekday=any_weekday,
        )

    @classmethod
    def from_fieldwork(
        cls,
        fieldwork_start: dt.date,
        *,
        calendar: WorkingCalendar | None = None,
        reading: Reading = Reading.WORKING_DAYS,
        any_weekday: bool = False,
    ) -> Timetable:
        """Make the timetable whose fieldwork begins on a day, ten working days after notification.

        Args:
            fieldwork_start: The first day of fieldwork.
            calendar: The working days; England's by default.
            reading: How weekdays and counts are read where they disagree.
            any_weekday: Whether a notification on another day than a Monday will do; its
                milestone is then flagged as displaced.

        Raises:
            CoverageError: If the calendar does not reach far enough.
            DateTypeError: If it is no date.
            NotificationError: If it is no working day, or no Monday leads to it; the error says
                where the nearest Mondays lead.

        Examples:
            >>> Timetable.from_fieldwork(date(2019, 9, 23)).notification
            datetime.date(2019, 9, 9)
        """
        calendar = calendar_or_england(calendar)
        notification = notification_before_fieldwork(
            fieldwork_start, calendar, any_weekday=any_weekday
        )
        return cls(
            notification=notification, calendar=calendar, reading=reading, any_weekday=any_weekday
        )

    # Milestones

    @property
    def milestones(self) -> tuple[Milestone, ...]:
        """Every milestone in the order of time: by date, then by the clock, then untimed."""
        made = Table(map(Milestone, repeat(self), range(len(self.dates))))
        if self.reading is Reading.WORKING_DAYS:
            return made  # The order of the table is the order of time here.
        return Table(sorted(made, key=lambda milestone: (milestone.due, milestone.time is None)))

    def __iter__(self) -> Iterator[Milestone]:
        return iter(self.milestones)

    def __len__(self) -> int:
        return len(self.dates)

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and key in _POSITIONS

    def __getitem__(self, key: str) -> Milestone:
        """Look a milestone up by its key.

        Raises:
            UnknownKeyError: If there is no such milestone; the error lists the keys.
        """
        if not isinstance(key, str) or key not in _POSITIONS:
            raise UnknownKeyError(
                "no such milestone",
                expected=f"one of {', '.join(_POSITIONS)}",
                remedy=did_you_mean(key, _POSITIONS),
            )
        return Milestone(self, _POSITIONS[key])

    def _ipython_key_completions_(self) -> list[str]:
        return list(_POSITIONS)

    @property
    def fieldwork_start(self) -> dt.date:
        """The first day of fieldwork."""
        return self["fieldwork_start"].date

    @property
    def fieldwork_end(self) -> dt.date:
        """The last day of the fieldwork week, which is assumed to have five working days."""
        return self["fieldwork_end"].date

    @property
    def displaced(self) -> tuple[Milestone, ...]:
        """The milestones that fall on another day than the guidance names."""
        return Table(milestone for milestone in self if milestone.displaced)

    @property
    def passed_over(self) -> tuple[Holiday, ...]:
        """The bank holidays and closures that any milestone passes over, in order.

        Examples:
            >>> print(*Timetable.from_notification(date(2020, 4, 6)).passed_over, sep="; ")
            Friday 10 April 2020 (Good Friday); Monday 13 April 2020 (Easter Monday)
        """
        days = {holiday for milestone in self for holiday in milestone.passed_over}
        return Table(sorted(days, key=lambda holiday: holiday.date))

    @property
    def restored(self) -> tuple[Holiday, ...]:
        """The bank holidays that the calendar counts as working days, up to the last milestone.

        Examples:
            >>> worked = WorkingCalendar.england().without({date(2020, 4, 10): "worked"})
            >>> print(*Timetable.from_notification(date(2020, 4, 6), calendar=worked).restored)
            Friday 10 April 2020 (Good Friday: worked)
        """
        return Table(self.calendar.restored_between(self.dates[0], max(self.dates)))

    @property
    def provisional(self) -> bool:
        """Whether a bank holiday that is not known yet could still move a milestone."""
        return self.calendar.is_provisional(self.dates[0], self.dates[-1])

    @property
    def assumptions(self) -> tuple[Assumption, ...]:
        """Everything that the timetable takes for granted, with where the guidance leaves it open.

        Examples:
            >>> [a.milestones for a in Timetable.from_notification(date(2019, 9, 9)).assumptions]
            [('activity_lists',), ('fieldwork_end',)]
        """
        return Table(_assumptions(self))

    # Questions

    def lookback(
        self,
        *,
        months: int,
        inspection_date: InspectionDate = InspectionDate.NOTIFICATION,
    ) -> Period:
        """Give the calendar months before the inspection, both ends included.

        The guidance looks back from "the inspection" and never says whether that is notification
        or fieldwork (paras 32, 38, 41 and 44, items 2.2 and 3.2). The result says which was taken.

        Args:
            months: Calendar months; the guidance asks for 6 and 12.
            inspection_date: What the inspection's date is.

        Raises:
            InvalidValueError: If `months` is no whole number from 1, or there is no such date.

        Examples:
            >>> period = Timetable.from_notification(date(2019, 9, 9)).lookback(months=6)
            >>> period.start, period.end, period.inspection_date
            (datetime.date(2019, 3, 9), datetime.date(2019, 9, 9), 'notification')
        """
        key = member(InspectionDate, inspection_date, "inspection_date")
        return lookback(self[key].date, months=months, inspection_date=str(key))

    def upcoming(self, at: dt.datetime) -> tuple[Milestone, ...]:
        """Give the milestones whose moment is still to come, soonest first.

        Raises:
            DateTypeError: If `at` is no aware moment.

        Examples:
            >>> timetable = Timetable.from_notification(date(2019, 9, 9))
            >>> at = datetime(2019, 9, 24, 12, tzinfo=london)
            >>> [milestone.key for milestone in timetable.upcoming(at)]
            ['fieldwork_end']
        """
        moment = aware_moment(at, "at")
        return Table(milestone for milestone in self if not milestone.is_past(moment))

    def next_due(self, at: dt.datetime) -> Milestone | None:
        """Give the milestone that comes next, or None when all have gone by.

        Others may share its moment: `upcoming` lists them all.

        Raises:
            DateTypeError: If `at` is no aware moment.

        Examples:
            >>> timetable = Timetable.from_notification(date(2019, 9, 9))
            >>> timetable.next_due(datetime(2019, 9, 13, 12, tzinfo=london))
            <Milestone case_documents 2019-09-17 end of day>
        """
        upcoming = self.upcoming(at)
        return upcoming[0] if upcoming else None

    def overdue(self, at: dt.datetime, *, done: Collection[str] = ()) -> tuple[Milestone, ...]:
        """Give the milestones whose moment has gone by and that are not done, in order of time.

        The timetable cannot know what was done: say so by key, or all that went by is listed.

        Args:
            at: An aware moment.
            done: Keys of milestones that were met.

        Raises:
            DateTypeError: If `at` is no aware moment.
            UnknownKeyError: If a key of `done` is none.

        Examples:
            >>> timetable = Timetable.from_notification(date(2019, 9, 9))
            >>> at = datetime(2019, 9, 12, 9, 30, tzinfo=london)
            >>> timetable.overdue(at, done={"notification", "contextual_issues"})
            (<Milestone child_lists 2019-09-12 by 09:00>,)
        """
        moment = aware_moment(at, "at")
        met = {self[key].key for key in done}
        return Table(m for m in self if m.is_past(moment) and m.key not in met)

    def compare(self, other: Timetable) -> Comparison:
        """List what moves from this timetable to another one, from where, to where, and why.

        A reason is what moved that very milestone: a day off that its date does not pass over is
        none, nor is a reading that would give the same day. Where only one of the calendars
        reaches a day off, the reason says so.

        Args:
            other: A timetable with another reading, calendar or notification day.

        Raises:
            InvalidValueError: If it is no timetable.

        Examples:
            >>> counted = Timetable.from_notification(date(2020, 4, 6))
            >>> named = Timetable.from_notification(date(2020, 4, 6), reading=Reading.NAMED_DAYS)
            >>> [move.key for move in counted.compare(named)]
            ['case_documents', 'supporting_information', 'joint_evaluations',
             'cqc_documents_request', 'engagement_arrangements']
        """
        checked_timetable(other, "other")
        moves = tuple(
            Move(
                key=before.key,
                title=before.title,
                before=before.date,
                after=after.date,
                why=tuple(_reasons(before, after)),
                reference=before.reference,
            )
            for before in self
            if (after := other[before.key]).date != before.date
        )
        return Comparison(before=_origin(self), after=_origin(other), moves=moves)

    # Display

    def _results(self) -> tuple[Milestone, ...]:
        return self.milestones

    def explain(self) -> str:
        """Explain every milestone, one paragraph each."""
        return "\n\n".join(milestone.explain() for milestone in self)

    def __repr__(self) -> str:
        return f"<Timetable {self.notification} to {self.fieldwork_end}, {self.reading}>"

    @property
    def _title(self) -> str:
        return (
            f"Timetable for notification on {long_date(self.notification)} "
            f"({self.reading}, {self.calendar.name})"
        )

    @property
    def _notes(self) -> list[str]:
        passed, restored = ("; ".join(map(str, days)) for days in (self.passed_over, self.restored))
        return [
            *([f"passed over: {passed}"] if passed else []),
            *([f"counted as working days: {restored}"] if restored else []),
            *map(str, self.assumptions),
        ]


def checked_timetable(value: object, name: str) -> Timetable:
    """Give back a timetable, or refuse anything else by its type.

    Args:
        value: What the caller gave.
        name: The argument's name, for the error.

    Raises:
        InvalidValueError: If it is no timetable.

    Examples:
        >>> timetable = Timetable.from_notification(date(2019, 9, 9))
        >>> checked_timetable(timetable, "timetable") is timetable
        True
    """
    return instance(
        Timetable,
        value,
        name,
        what="timetable",
        expected="a Timetable, as Timetable.from_notification makes it",
    )


def _origin(timetable: Timetable) -> str:
    return (
        f"notification on {long_date(timetable.notification)} ({timetable.reading}, "
        f"{timetable.calendar.name} by {timetable.calendar.source})"
    )


def _assumptions(timetable: Timetable) -> Iterator[Assumption]:
    """Say what is open: the notification day, the reading, single rows, future bank holidays."""
    notification = timetable["notification"]
    if notification.displaced:
        yield Assumption(
            text=(
                f"notification is on {long_date(notification.date)} instead of a Monday; week "
                "one is taken to be the week of that day"
            ),
            reference=notification.reference,
        )
    other, differing = _other_reading(timetable)
    if differing:
        yield Assumption(
            text=(
                f"{len(differing)} milestones would fall on another day in the {other} reading; "
                "the guidance does not say whether weekdays or working days win, and the "
                f"{timetable.reading} reading is taken"
            ),
            milestones=differing,
            reference=notification.reference,
        )
    for milestone in timetable:
        if milestone.assumed is not None:
            yield Assumption(
                text=f"{milestone.key}: {milestone.assumed}",
                milestones=(milestone.key,),
                reference=milestone.reference,
            )
    if timetable.provisional:
        yield Assumption(
            text=(
                f"{timetable.calendar.source} does not know all bank holidays of this time yet; "
                "a proclamation can still move dates"
            ),
            milestones=tuple(milestone.key for milestone in timetable if milestone.provisional),
            reference=notification.reference,
        )


def _other_reading(timetable: Timetable) -> tuple[Reading, tuple[str, ...]]:
    """Give the reading that was not taken, and the milestones that it would move."""
    counted = timetable.reading is Reading.WORKING_DAYS
    other = Reading.NAMED_DAYS if counted else Reading.WORKING_DAYS
    try:
        moved = timetable.compare(attrs.evolve(timetable, reading=other))
    except NotificationError:  # no weekday of week one is left after the notification
        return other, ()
    return other, tuple(move.key for move in moved)


def _reasons(before: Milestone, after: Milestone) -> Iterator[str]:
    """Say what moved a milestone; what else differs between its timetables is no reason.

    There is always one: with equal readings and beginnings, the day that is the earlier answer is
    off, or was, on the way to the later one.
    """
    one, other = before.schedule, after.schedule
    if any(
        counted_from(one.notification, before.row, reading)
        != counted_from(other.notification, before.row, reading)
        for reading in (one.reading, other.reading)
    ):
        yield (
            f"Notification is on {long_date(other.notification)} instead of "
            f"{long_date(one.notification)}."
        )
    if one.reading is not other.reading and (_reading_decides(before) or _reading_decides(after)):
        yield f"The reading is {other.reading} instead of {one.reading}."
    for holiday in after.passed_over:
        if not one.calendar.covers(holiday.date):
            yield f"{holiday} is no working day, and the calendar before does not reach it."
        elif one.calendar.holiday(holiday.date) is None:
            yield f"{holiday} is no working day any more."
    for holiday in before.passed_over:
        if not other.calendar.covers(holiday.date):
            yield f"{holiday} was no working day, and the calendar now does not reach it."
        elif other.calendar.holiday(holiday.date) is None:
            yield f"{holiday} is a working day now."


def _reading_decides(milestone: Milestone) -> bool:
    """Tell whether the other reading would give a milestone another day, or none."""
    row, schedule = milestone.row, milestone.schedule
    if is_counted(row, Reading.NAMED_DAYS):
        return False  # so that it is in either reading
    if schedule.reading is Reading.NAMED_DAYS:
        return milestone.working_day != row.offset
    named = milestone.named_date
    return named <= schedule.notification or schedule.calendar.on_or_after(named) != milestone.date
