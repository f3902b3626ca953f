"""Why a milestone falls on its day, in plain English.

This only writes sentences. Every fact comes from the entry, the calendar and the dates; nothing is
decided here, and nothing is attributed to the guidance that it does not state.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from jtai.core.english import counted
from jtai.core.english_dates import long_date, short_date
from jtai.guidance.entries.time_entries import Basis, MilestoneEntry, Qualifier
from jtai.timetable.milestone_dates import (
    Reading,
    counted_from,
    is_counted,
    named_date,
    placed_date,
    week_is_off,
    why_off,
)
from jtai.timetable.parties import party_words
from jtai.timetable.working_days import WorkingCalendar

SAFER: Final = "the earlier day is the safe one"
"""The advice where a count leads past the end of a week that the guidance gives."""


def when_words(entry: MilestoneEntry) -> str:
    """Return the time of day in words.

    Examples:
        >>> from jtai.guidance.milestones import MILESTONES
        >>> [when_words(entry) for entry in MILESTONES[5:8]]
        ['by 10:00', 'before 12:00', 'end of day']
    """
    if entry.time is not None:
        return f"{entry.qualifier} {entry.time:%H:%M}"
    return "that day" if entry.qualifier is Qualifier.ON else str(entry.qualifier)


def week_off_words(entry: MilestoneEntry, last: date) -> str:
    """Return in words that the week at whose end something is due has no working day.

    Args:
        entry: The entry, which is due at the end of that week.
        last: The last working day before it.

    Examples:
        >>> from jtai.guidance.milestones import milestone
        >>> week_off_words(milestone("engagement_arrangements"), date(2023, 12, 22))
        'week two has no working day; the last one before it is Friday 22 December 2023'
    """
    week = entry.named_words.removeprefix("the end of ")
    return f"{week} has no working day; the last one before it is {long_date(last)}"


def explain(
    entry: MilestoneEntry,
    day: date,
    *,
    notification: date,
    calendar: WorkingCalendar,
    reading: Reading,
) -> str:
    """Return what is due, when and from whom, why on that day, and what is assumed.

    Args:
        entry: The milestone's entry.
        day: The date on which it falls.
        notification: The notification day.
        calendar: The working days that were counted.
        reading: The reading that was used.

    Examples:
        >>> from jtai.guidance.milestones import MILESTONES
        >>> print(explain(
        ...     MILESTONES[5],
        ...     date(2020, 4, 14),
        ...     notification=date(2020, 4, 6),
        ...     calendar=WorkingCalendar.england(),
        ...     reading=Reading.NAMED_DAYS,
        ... ))
        Selection of five to seven children to evaluate jointly and to track: by 10:00 on Tuesday
        14 April 2020, from the lead inspector to the local agencies. The guidance names Friday,
        week one, which is Friday 10 April 2020; that is not a working day, so the next one
        counts. Passed over: Friday 10 April 2020 (Good Friday); Monday 13 April 2020 (Easter
        Monday). It is 4 working days after notification. Source: guidance 190035, para 37.
    """
    facts = _Facts(entry, day, notification, calendar, reading)
    return " ".join([*facts.what(), *facts.why(), *facts.passed_over(), *facts.assumed()])


class _Facts:
    """The facts that the sentences share."""

    def __init__(
        self,
        entry: MilestoneEntry,
        day: date,
        notification: date,
        calendar: WorkingCalendar,
        reading: Reading,
    ) -> None:
        self.entry = entry
        self.day = day
        self.notification = notification
        self.calendar = calendar
        self.reading = reading
        self.named = named_date(notification, entry, calendar)
        self.counted = is_counted(entry, reading)
        # The end of a week is found by going back from its Friday.
        self.start, self.end = sorted((counted_from(notification, entry, reading), day))
        self.number = calendar.count(notification, day)

    def what(self) -> Iterator[str]:
        entry = self.entry
        moment = long_date(self.day)
        if entry.time is not None:
            moment = f"{when_words(entry)} on {moment}"
        elif entry.qualifier is Qualifier.END_OF_DAY:
            moment = f"by the end of {moment}"
        elif entry.qualifier is Qualifier.ON:
            moment = f"on {moment}"
        else:
            moment = f"{entry.qualifier} on {moment}"
        helpers = party_words(entry.contributors) if entry.contributors else ""
        working_with = f", working with the {helpers}," if helpers else ""
        yield (
            f"{entry.title}: {moment}, from the {party_words(entry.by)}{working_with} to the "
            f"{party_words(entry.to)}."
        )
        if entry.optional:
            yield "It is optional."

    def why(self) -> Iterator[str]:
        if self.number == 0:
            yield "This is day 0, from which working days are counted."
        elif self.counted:
            days = self.calendar.run(self.notification, self.number + 1)[1:]
            steps = ", ".join(
                f"{short_date(day)} ({number})" for number, day in enumerate(days, start=1)
            )
            yield (
                f"This is {counted(self.number, 'working day')} after notification on "
                f"{long_date(self.notification)}, which is day 0: {steps}."
            )
        if self.named is not None:
            yield from self._named(self.named)

    def _named(self, named: date) -> Iterator[str]:
        """Compare the date with the named day."""
        entry = self.entry
        same = self.day == named
        if self.number == 0 and not same:
            weekday = str(entry.named_day).partition(",")[0]
            yield f"Normally this is a {weekday}; notification was given on this day."
            if self.calendar.covers(named) and self.calendar.holiday(named):
                yield f"{why_off(named, self.calendar)}."
        elif entry.basis is Basis.NAMED_DAY:
            text = f"The guidance names {entry.named_day}"
            if same:
                yield f"{text}, {'which is the same day' if self.counted else 'which is this day'}."
            elif self.counted and (
                # The calendar may not cover a day before notification.
                named <= self.notification or self.calendar.on_or_after(named) != self.day
            ):
                yield f"{text}, which is {long_date(named)}; here the count decides."
            else:  # the two readings agree
                yield (
                    f"{text}, which is {long_date(named)}; that is not a working day, so the next "
                    "one counts."
                )
        elif entry.basis is Basis.END_OF_WEEK:
            yield f"The guidance says {entry.named_words}, without naming a weekday."
            yield (
                "This is the last working day of that week."
                if same
                else self._off_the_end_of_week(named)
            )
        elif not same:
            ordinary = f"Normally this is {entry.named_day}, which here is"
            yield (
                f"{ordinary} {long_date(named)}; the count of working days decides."
                if self.counted
                else f"{ordinary} {long_date(named)}; that is not a working day, so the next one "
                "counts."
            )

    def _off_the_end_of_week(self, named: date) -> str:
        """Return why the date is not the last working day of the week at whose end it is due."""
        last = placed_date(self.notification, self.entry, self.calendar)
        if last is None or last <= self.notification:
            return "No working day is between notification and then; here the count decides."
        if week_is_off(self.notification, self.entry, self.calendar):
            words = week_off_words(self.entry, last)
            words = words[:1].upper() + words[1:]
        else:
            words = f"The last working day of that week is {long_date(named)}"
        if not self.counted:
            return f"{words}."
        return (
            f"{words}, but the count of {counted(self.number, 'working day')}, which this reading "
            f"uses, leads to a later date; {SAFER}."
        )

    def passed_over(self) -> Iterator[str]:
        holidays = self.calendar.holidays(self.start, self.end)
        restored = self.calendar.restored_between(self.start, self.end)
        if holidays:
            yield f"Passed over: {'; '.join(map(str, holidays))}."
        elif self.number and self.counted and not restored:
            yield "No bank holiday falls between notification and this date."
        if restored:
            yield f"Counted as working days: {'; '.join(map(str, restored))}."
        if not self.counted:
            yield f"It is {counted(self.number, 'working day')} after notification."

    def assumed(self) -> Iterator[str]:
        if self.entry.assumed is not None:
            yield f"Assumed: {self.entry.assumed}."
        if self.calendar.is_provisional(self.notification, self.day):
            yield (
                "Provisional: not all bank holidays of this period are known yet "
                f"({self.calendar.source})."
            )
        yield f"Source: {self.entry.reference}."
