"""One milestone of one timetable.

A milestone has its entry, its date, and what the date was computed from. Everything else is derived
when it is needed.
"""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, Final

import attrs

from jtai.core.answers import assumed_together
from jtai.core.citation import Reference
from jtai.core.english_dates import long_date, short_date, short_day
from jtai.core.results import Column, Result
from jtai.core.tables import html_table, unbroken
from jtai.core.validation import LONDON, aware_moment
from jtai.guidance.entries.time_entries import Basis, MilestoneEntry, NamedDay, Qualifier
from jtai.timetable.bank_holidays import Holiday
from jtai.timetable.explanation import SAFER, explain, week_off_words, when_words
from jtai.timetable.milestone_dates import (
    Reading,
    counted_from,
    named_date,
    placed_date,
    week_is_off,
)
from jtai.timetable.parties import party_words, short_party_words
from jtai.timetable.working_days import WorkingCalendar

# Where the guidance states no clock time, the whole day counts.
_END_OF_DAY: Final = dt.time(23, 59, 59)


def _signed(days: int) -> str:
    return f"+{days}" if days else "0"


def _marked_title(milestone: Milestone) -> str:
    marks = milestone.marks
    return f"{milestone.title} ({'; '.join(marks)})" if marks else milestone.title


@attrs.frozen(repr=False)
class Milestone(Result):
    """One milestone of one timetable, with its reasons (paras 23, 29 to 50).

    Attributes:
        entry: The entry of the table that sets it.
        date: The day on which it falls.
        notification: The notification day, working day 0.
        calendar: The working days that were counted.
        reading: How weekdays and counts are read where they disagree.

    Examples:
        >>> import jtai
        >>> milestone = jtai.Timetable.from_notification(date(2019, 9, 9))["child_lists"]
        >>> milestone.date, milestone.due.isoformat()
        (datetime.date(2019, 9, 12), '2019-09-12T09:00:00+01:00')
    """

    # Positional arguments are faster, and a timetable makes all its milestones at once.
    entry: MilestoneEntry
    date: dt.date
    notification: dt.date
    calendar: WorkingCalendar
    reading: Reading

    _shareable: ClassVar = ("notification", "calendar", "reading")
    _columns: ClassVar = (
        # Which timetable it belongs to, as a table may have those of several.
        *map(Column, ("notification", "reading", "key")),
        Column("date", "Date"),
        Column("time", "When", lambda milestone: unbroken(milestone.when)),
        Column("working_day", "Day", lambda milestone: _signed(milestone.working_day)),
        Column("title", "What is due", _marked_title),
        Column(
            "by", "From", lambda milestone: short_party_words(milestone.by, milestone.contributors)
        ),
        Column("to", "To", lambda milestone: short_party_words(milestone.to)),
        Column("passed_over", "Passed over", wide=True),
        Column("reference", "Source", wide=True),
        *map(Column, ("contributors", "due", "qualifier", "named_day", "named_date", "displaced")),
        *map(Column, ("later_than", "assumed", "optional", "provisional")),
    )

    @property
    def key(self) -> str:
        """Its stable key, such as ``"child_lists"``."""
        return self.entry.key

    @property
    def title(self) -> str:
        """What is due, in the library's own words."""
        return self.entry.title

    @property
    def time(self) -> dt.time | None:
        """The clock time in England, or None where the whole day counts."""
        return self.entry.time

    @property
    def due(self) -> dt.datetime:
        """The moment in Europe/London; 23:59:59 where the whole day counts."""
        return dt.datetime.combine(self.date, self.entry.time or _END_OF_DAY, LONDON)

    @property
    def qualifier(self) -> Qualifier:
        """How the milestone relates to its time: by, before, at, on, end of day, on arrival."""
        return self.entry.qualifier

    @property
    def working_day(self) -> int:
        """Working days after notification, which is day 0."""
        return self.calendar.count(self.notification, self.date)

    @property
    def named_day(self) -> NamedDay | None:
        """The weekday and week in which the table places it, or None where it only counts."""
        return self.entry.named_day

    @property
    def named_date(self) -> dt.date:
        """The date of the milestone's named day, or its own date where no day is named.

        Week one is the week of the notification; the end of a week is its last working day, or its
        Friday if it has none.
        """
        return named_date(self.notification, self.entry, self.calendar) or self.date

    @property
    def displaced(self) -> bool:
        """Whether it does not fall on its named day."""
        return self.date != self.named_date

    @property
    def later_than(self) -> dt.date | None:
        """The date in the named-days reading if this one is later, else None.

        Examples:
            >>> import jtai
            >>> timetable = jtai.Timetable.from_notification(date(2020, 4, 6))
            >>> timetable["case_documents"].date, timetable["case_documents"].later_than
            (datetime.date(2020, 4, 16), datetime.date(2020, 4, 14))
        """
        if self.reading is Reading.NAMED_DAYS:
            return None
        # A day before notification cannot be the deadline, and the calendar may not cover it.
        if self.named_date <= self.notification:
            return None
        placed = placed_date(self.notification, self.entry, self.calendar)
        return placed if placed is not None and self.notification < placed < self.date else None

    @property
    def passed_over(self) -> tuple[Holiday, ...]:
        """The bank holidays and closures that were skipped on the way to its date."""
        start = counted_from(self.notification, self.entry, self.reading)
        # The end of a week is found by going back from its Friday.
        return self.calendar.holidays(min(start, self.date), max(start, self.date))

    @property
    def assumed(self) -> str | None:
        """Why the day is the library's assumption, or None where the guidance states it.

        Examples:
            >>> import jtai
            >>> timetable = jtai.Timetable.from_notification(date(2020, 4, 6))
            >>> print(timetable["engagement_arrangements"].assumed)
            the guidance names no weekday, only the end of week two, ...; Tuesday 21 April 2020 is
            after the end of week two, whose last working day is Friday 17 April 2020; the earlier
            day is the safe one
        """
        entry, assumed = self.entry, [self.entry.assumed]
        off = week_is_off(self.notification, entry, self.calendar)
        if entry.basis is Basis.END_OF_WEEK and (earlier := self.later_than) is not None:
            after = f"{long_date(self.date)} is after {entry.named_words}"
            if off:
                assumed += [after, week_off_words(entry, earlier), SAFER]
            else:
                assumed += [f"{after}, whose last working day is {long_date(earlier)}", SAFER]
        elif off and self.reading is Reading.NAMED_DAYS:
            assumed.append(week_off_words(entry, self.date))
        return assumed_together(assumed)

    @property
    def optional(self) -> bool:
        """Whether it may happen, but need not."""
        return self.entry.optional

    @property
    def provisional(self) -> bool:
        """Whether a bank holiday that is not yet known could still move it."""
        return self.calendar.is_provisional(self.notification, self.date)

    @property
    def by(self) -> tuple[str, ...]:
        """Who acts."""
        return self.entry.by

    @property
    def contributors(self) -> tuple[str, ...]:
        """Parties that work on it with `by`; they do not owe it themselves."""
        return self.entry.contributors

    @property
    def to(self) -> tuple[str, ...]:
        """Who receives."""
        return self.entry.to

    @property
    def reference(self) -> Reference:
        """Where the guidance sets it."""
        return self.entry.reference

    @property
    def marks(self) -> tuple[str, ...]:
        """What to know about its day, in a few words each; often empty.

        Examples:
            >>> import jtai
            >>> timetable = jtai.Timetable.from_notification(date(2020, 4, 6))
            >>> timetable["selection_call"].marks
            ('optional', 'not Friday, week one')
            >>> timetable["case_documents"].marks
            ('named-days reading: Tue 14 Apr',)
        """
        return tuple(self._marks)

    @property
    def marks_explained(self) -> tuple[str, ...]:
        """What each of its marks means."""
        return tuple(self._marks.values())

    @property
    def _marks(self) -> dict[str, str]:
        """Each of its marks, and what it means."""
        marks = {}
        if self.optional:
            marks["optional"] = "optional: may happen, but need not"
        if self.assumed is not None:
            marks["assumed"] = (
                "assumed: the guidance does not state the day; the assumptions say why"
            )
        if later := self.later_than:
            marks[f"named-days reading: {short_day(later)}"] = (
                "named-days reading: the earlier day that this reading gives"
            )
        elif self.displaced:
            marks[f"not {self.entry.named_words}"] = "not (day): it is normally on that day"
        if self.provisional:
            marks["provisional"] = (
                "provisional: a bank holiday that is not yet known could still move it"
            )
        return marks

    @property
    def when(self) -> str:
        """The time of day in words.

        Examples:
            >>> import jtai
            >>> [m.when for m in jtai.Timetable.from_notification(date(2019, 9, 9))][5:8]
            ['by 10:00', 'before 12:00', 'end of day']
        """
        return when_words(self.entry)

    def is_past(self, at: dt.datetime) -> bool:
        """Return whether its moment has passed.

        A deadline of "before 12:00" has passed at 12:00, one of "by 09:00" immediately after 09:00,
        and one at the end of the day once the next day begins.

        Args:
            at: A datetime with a time zone.

        Raises:
            DateTypeError: If `at` is not a datetime with a time zone.
        """
        moment = aware_moment(at, "at").astimezone(LONDON)
        if self.entry.time is None:
            return moment.date() > self.date
        if self.qualifier is Qualifier.BEFORE:
            return moment >= self.due
        return moment > self.due

    def explain(self) -> str:
        """Return in plain English what is due, when and from whom, why then, and what is assumed.

        Examples:
            >>> import jtai
            >>> timetable = jtai.Timetable.from_notification(date(2020, 4, 6))
            >>> print(timetable["case_selection"].explain())
            Selection of five to seven children to evaluate jointly and to track: by 10:00 on
            Tuesday 14 April 2020, from the lead inspector to the local agencies. This is 4
            working days after notification on Monday 6 April 2020, which is day 0: Tue 7 Apr
            2020 (1), Wed 8 Apr 2020 (2), Thu 9 Apr 2020 (3), Tue 14 Apr 2020 (4). The guidance
            names Friday, week one, which is Friday 10 April 2020; that is not a working day, so
            the next one counts. Passed over: Friday 10 April 2020 (Good Friday); Monday 13 April
            2020 (Easter Monday). Source: guidance 190035, para 37.
        """
        return explain(
            self.entry,
            self.date,
            notification=self.notification,
            calendar=self.calendar,
            reading=self.reading,
        )

    def __str__(self) -> str:
        return f"{self.title}: {short_date(self.date)}, {self.when}"

    def __repr__(self) -> str:
        return f"<Milestone {self.key} {self.date} {self.when}>"

    def _repr_html_(self) -> str:
        facts = [
            ("Due", f"{long_date(self.date)}, {self.when}"),
            ("From", party_words(self.by)),
            *([("With", party_words(self.contributors))] if self.contributors else []),
            ("To", party_words(self.to)),
            ("Why", self.explain()),
        ]
        return html_table(self.title, ("Fact", "Value"), facts)
