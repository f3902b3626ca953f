"""One milestone, and the facts that it rests on.

Invariant: a milestone holds its schedule and its place in the table and nothing else; whatever it
says is derived from these two, so that nothing about it can contradict its timetable. Milestones
and moments are made when asked for; only the dates are computed at once, as they are cheap and
prove that the schedule is possible.
"""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, Final

import attrs

from jtai.core.citation import Reference
from jtai.core.english_dates import long_date, short_date
from jtai.core.notebook import Displayable
from jtai.core.results import Column, Result
from jtai.core.tables import html_table, unbroken
from jtai.core.validation import LONDON, aware_moment, member
from jtai.guidance.entries.time_entries import MilestoneEntry, NamedDay, Qualifier
from jtai.guidance.milestones import MILESTONES
from jtai.guidance.parties import Party
from jtai.timetable.bank_holidays import Holiday
from jtai.timetable.explanation import explain, party_words, short_party_words, when_words
from jtai.timetable.milestone_dates import Reading, counted_from, milestone_dates, named_date
from jtai.timetable.working_days import WorkingCalendar, a_calendar

# The whole day counts where the guidance gives no clock time.
_END_OF_DAY: Final = dt.time(23, 59, 59)
_combine: Final = dt.datetime.combine
_CLOCKS: Final = tuple((row.time or _END_OF_DAY).replace(tzinfo=LONDON) for row in MILESTONES)


@attrs.frozen(kw_only=True, repr=False)
class Schedule(Displayable):
    """The facts that every milestone of a timetable rests on; `jtai.Timetable` is made of them.

    Source: paras 23, 29 to 50.

    Attributes:
        notification: The notification day, working day 0.
        calendar: The working days that were counted.
        reading: How weekdays and counts are read where they disagree.
        any_weekday: Whether the notification may be another day than a Monday.
        dates: The date of each milestone, in the order of `jtai.MILESTONES`.

    Raises:
        CoverageError: If the calendar does not reach from notification to the last milestone.
        DateTypeError: If the notification is no date.
        NotificationError: If it is no day on which an area can be notified.

    Examples:
        >>> import jtai
        >>> england = jtai.WorkingCalendar.england()
        >>> schedule = Schedule(notification=date(2019, 9, 9), calendar=england)
        >>> print(schedule.dates[0], schedule.dates[-1])
        2019-09-09 2019-09-27
    """

    notification: dt.date
    calendar: WorkingCalendar = attrs.field(factory=WorkingCalendar.england)
    reading: Reading = Reading.WORKING_DAYS
    any_weekday: bool = False
    dates: tuple[dt.date, ...] = attrs.field(init=False, eq=False)

    def __attrs_post_init__(self) -> None:
        a_calendar(self.calendar)
        if type(self.reading) is not Reading:
            object.__setattr__(self, "reading", member(Reading, self.reading, "reading"))
        dates = milestone_dates(
            self.notification, self.calendar, self.reading, any_weekday=self.any_weekday
        )
        object.__setattr__(self, "dates", dates)
        if self.notification is not dates[0]:
            # The first milestone is the notification, by now a plain date.
            object.__setattr__(self, "notification", dates[0])


def _signed(days: int) -> str:
    return f"+{days}" if days else "0"


def _marked_title(milestone: Milestone) -> str:
    marks = milestone.marks
    return f"{milestone.title} ({'; '.join(marks)})" if marks else milestone.title


@attrs.frozen(repr=False)
class Milestone(Result):
    """One milestone of one timetable, with its reasons (paras 23, 29 to 50). A timetable makes it.

    Attributes:
        schedule: The timetable it belongs to.
        position: Its place in `jtai.MILESTONES`.

    Examples:
        >>> import jtai
        >>> milestone = jtai.Timetable.from_notification(date(2019, 9, 9))["child_lists"]
        >>> milestone.date, milestone.due.isoformat()
        (datetime.date(2019, 9, 12), '2019-09-12T09:00:00+01:00')
    """

    # Positional and only two: fifteen of these are made at a time, and whatever can be derived
    # from the timetable cannot contradict it.
    schedule: Schedule
    position: int

    _columns: ClassVar = (
        Column("notification"),
        Column("key"),
        Column("date", "Date"),
        Column("time", "When", lambda milestone: unbroken(milestone.when)),
        Column("working_day", "Day", lambda milestone: _signed(milestone.working_day)),
        Column("title", "What is due", _marked_title),
        Column("by", "From", lambda milestone: short_party_words(milestone.by)),
        Column("to", "To", lambda milestone: short_party_words(milestone.to)),
        Column("passed_over", "Passed over", wide=True),
        Column("reference", "Source", wide=True),
        *map(Column, ("due", "qualifier", "named_day", "named_date", "displaced")),
        *map(Column, ("assumed", "optional", "provisional")),
    )

    @property
    def row(self) -> MilestoneEntry:
        """The row of the guidance that sets it."""
        return MILESTONES[self.position]

    @property
    def notification(self) -> dt.date:
        """The notification day of its timetable, working day 0."""
        return self.schedule.notification

    @property
    def key(self) -> str:
        """Its stable key, such as ``"child_lists"``."""
        return self.row.key

    @property
    def title(self) -> str:
        """What is due, in the library's own words."""
        return self.row.title

    @property
    def date(self) -> dt.date:
        """The day on which it falls."""
        return self.schedule.dates[self.position]

    @property
    def time(self) -> dt.time | None:
        """The clock time in England, or None where the whole day counts."""
        return self.row.time

    @property
    def due(self) -> dt.datetime:
        """The moment in Europe/London; 23:59:59 where the whole day counts."""
        return _combine(self.schedule.dates[self.position], _CLOCKS[self.position])

    @property
    def qualifier(self) -> Qualifier:
        """How it relates to that moment: by, before, at, on, end of day, on arrival."""
        return self.row.qualifier

    @property
    def working_day(self) -> int:
        """Working days after notification, which is day 0."""
        return self.schedule.calendar.count(self.schedule.notification, self.date)

    @property
    def named_day(self) -> NamedDay:
        """The weekday and week that the guidance names or implies."""
        return self.row.named_day

    @property
    def named_date(self) -> dt.date:
        """The date of that weekday; week one is the week of the notification."""
        return named_date(self.schedule.notification, self.row)

    @property
    def displaced(self) -> bool:
        """Whether it falls on another day than the guidance names."""
        return self.date != self.named_date

    @property
    def passed_over(self) -> tuple[Holiday, ...]:
        """The bank holidays and closures that were skipped on the way to its date."""
        schedule = self.schedule
        start = counted_from(schedule.notification, self.row, schedule.reading)
        return schedule.calendar.holidays(start, self.date)

    @property
    def assumed(self) -> str | None:
        """Why the day is a reading of the library, or None where the guidance states it."""
        return self.row.assumed

    @property
    def optional(self) -> bool:
        """Whether it happens only if somebody wants it."""
        return self.row.optional

    @property
    def provisional(self) -> bool:
        """Whether a bank holiday that is not known yet could still move it."""
        schedule = self.schedule
        return schedule.calendar.is_provisional(schedule.notification, self.date)

    @property
    def by(self) -> tuple[Party, ...]:
        """Who acts."""
        return self.row.by

    @property
    def to(self) -> tuple[Party, ...]:
        """Who receives."""
        return self.row.to

    @property
    def reference(self) -> Reference:
        """Where the guidance sets it."""
        return self.row.reference

    @property
    def marks(self) -> tuple[str, ...]:
        """What to know of its day, in a few words each; often nothing.

        Examples:
            >>> import jtai
            >>> timetable = jtai.Timetable.from_notification(date(2020, 4, 6))
            >>> timetable["selection_call"].marks
            ('optional', 'not Friday, week one')
        """
        marks = {
            "optional": self.optional,
            "assumed": self.assumed is not None,
            f"not {self.named_day}": self.displaced,
            "provisional": self.provisional,
        }
        return tuple(mark for mark, applies in marks.items() if applies)

    @property
    def when(self) -> str:
        """The time of day in words.

        Examples:
            >>> import jtai
            >>> [m.when for m in jtai.Timetable.from_notification(date(2019, 9, 9))][5:8]
            ['by 10:00', 'before 12:00', 'end of day']
        """
        return when_words(self.row)

    def is_past(self, at: dt.datetime) -> bool:
        """Tell whether its moment has gone by.

        A deadline before noon has gone by at noon, one by 09:00 after 09:00, one at the end of
        the day when the next day begins.

        Args:
            at: An aware moment.

        Raises:
            DateTypeError: If it is none.
        """
        moment = aware_moment(at, "at").astimezone(LONDON)
        if self.row.time is None:
            return moment.date() > self.date
        if self.qualifier is Qualifier.BEFORE:
            return moment >= self.due
        return moment > self.due

    def explain(self) -> str:
        """Say in plain English what is due, when, from whom, why that day, and what is open.

        Examples:
            >>> import jtai
            >>> timetable = jtai.Timetable.from_notification(date(2020, 4, 6))
            >>> print(timetable["case_selection"].explain())
            Selection of five to seven children to evaluate jointly and to track: by 10:00 on
            Tuesday 14 April 2020, from the lead inspector to the local agencies. This is 4
            working days after notification on Monday 6 April 2020, which is day 0: Tue 7 Apr
            2020 (1), Wed 8 Apr 2020 (2), Thu 9 Apr 2020 (3), Tue 14 Apr 2020 (4). The guidance
            names Friday, week one, which is Friday 10 April 2020; here the count decides. Passed
            over: Friday 10 April 2020 (Good Friday); Monday 13 April 2020 (Easter Monday).
            Source: guidance 190035, para 37.
        """
        schedule = self.schedule
        return explain(
            self.row,
            self.date,
            notification=schedule.notification,
            calendar=schedule.calendar,
            reading=schedule.reading,
        )

    def __str__(self) -> str:
        return f"{self.title}: {short_date(self.date)}, {self.when}"

    def __repr__(self) -> str:
        return f"<Milestone {self.key} {self.date} {self.when}>"

    def _repr_html_(self) -> str:
        facts = [
            ("Due", f"{long_date(self.date)}, {self.when}"),
            ("From", party_words(self.by)),
            ("To", party_words(self.to)),
            ("Why", self.explain()),
        ]
        return html_table(self.title, ("Fact", "Value"), facts)
