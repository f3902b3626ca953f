"""Why a milestone falls on its day, in plain English.

Invariant: words only. Every fact comes from the row, the calendar and the dates given; nothing is
decided here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from jtai.core.english_dates import long_date, short_date
from jtai.guidance.entries.time_entries import Basis, MilestoneEntry, Qualifier
from jtai.guidance.parties import Party
from jtai.timetable.milestone_dates import Reading, counted_from, is_counted, named_date
from jtai.timetable.working_days import WorkingCalendar


def party_words(parties: Iterable[Party]) -> str:
    """Join parties as a sentence names them.

    Examples:
        >>> party_words([Party.LOCAL_AUTHORITY, Party.CCG, Party.YOT])
        'local authority, clinical commissioning group and youth offending team'
    """
    *others, last = parties
    return f"{', '.join(others)} and {last}" if others else str(last)


def short_party_words(parties: Iterable[Party]) -> str:
    """Join the short names of parties, for the cells of a table.

    Examples:
        >>> short_party_words([Party.LOCAL_AUTHORITY, Party.CCG, Party.YOT])
        'LA, CCG, YOT'
    """
    return ", ".join(party.short for party in parties)


def when_words(row: MilestoneEntry) -> str:
    """Say the time of day in words.

    Examples:
        >>> from jtai.guidance.milestones import MILESTONES
        >>> [when_words(row) for row in MILESTONES[5:8]]
        ['by 10:00', 'before 12:00', 'end of day']
    """
    if row.time is not None:
        return f"{row.qualifier} {row.time:%H:%M}"
    return "that day" if row.qualifier is Qualifier.ON else str(row.qualifier)


def explain(
    row: MilestoneEntry,
    day: date,
    *,
    notification: date,
    calendar: WorkingCalendar,
    reading: Reading,
) -> str:
    """Say what is due, when, from whom, why on that day, what was passed over and what is open.

    Args:
        row: The milestone's row.
        day: The date on which it falls.
        notification: The notification day.
        calendar: The working days that were counted.
        reading: The reading that was taken.

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
        week one, which is Friday 10 April 2020; that is no working day, so that the next one
        counts. Passed over: Friday 10 April 2020 (Good Friday); Monday 13 April 2020 (Easter
        Monday). It is 4 working days after notification. Source: guidance 190035, para 37.
    """
    facts = _Facts(row, day, notification, calendar, reading)
    return " ".join([*facts.what(), *facts.why(), *facts.passed_over(), *facts.open_points()])


class _Facts:
    """The facts that the sentences share."""

    def __init__(
        self,
        row: MilestoneEntry,
        day: date,
        notification: date,
        calendar: WorkingCalendar,
        reading: Reading,
    ) -> None:
        self.row = row
        self.day = day
        self.notification = notification
        self.calendar = calendar
        self.reading = reading
        self.named = named_date(notification, row)
        self.counted = is_counted(row, reading)
        self.start = counted_from(notification, row, reading)
        self.number = calendar.count(notification, day)

    def what(self) -> Iterator[str]:
        row = self.row
        moment = long_date(self.day)
        if row.time is not None:
            moment = f"{when_words(row)} on {moment}"
        elif row.qualifier is Qualifier.END_OF_DAY:
            moment = f"by the end of {moment}"
        else:
            moment = f"{row.qualifier} {'on ' if row.qualifier is not Qualifier.ON else ''}{moment}"
        yield (
            f"{row.title}: {moment}, from the {party_words(row.by)} to the {party_words(row.to)}."
        )
        if row.optional:
            yield "This is optional."

    def why(self) -> Iterator[str]:
        if self.number == 0:
            yield "This is day 0, from which working days are counted."
        elif self.counted:
            days = self.calendar.run(self.notification, self.number + 1)[1:]
            counted = ", ".join(
                f"{short_date(day)} ({number})" for number, day in enumerate(days, start=1)
            )
            yield (
                f"This is {_working_days(self.number)} after notification on "
                f"{long_date(self.notification)}, which is day 0: {counted}."
            )
        if self.row.basis is Basis.WORKING_DAYS:
            if self.day != self.named:
                yield (
                    f"In an ordinary run of weeks this is {self.row.named_day}, here "
                    f"{long_date(self.named)}; the guidance counts working days, and the count "
                    "decides."
                )
        elif self.counted and self.day == self.named:
            yield f"The guidance names {self.row.named_day}, the same day."
        elif self.counted:
            yield (
                f"The guidance names {self.row.named_day}, which is {long_date(self.named)}; "
                "here the count decides."
            )
        elif self.day == self.named:
            yield f"The guidance names {self.row.named_day}, which is this day."
        else:
            yield (
                f"The guidance names {self.row.named_day}, which is {long_date(self.named)}; that "
                "is no working day, so that the next one counts."
            )

    def passed_over(self) -> Iterator[str]:
        holidays = self.calendar.holidays(self.start, self.day)
        restored = self.calendar.restored_between(self.start, self.day)
        if holidays:
            yield f"Passed over: {'; '.join(map(str, holidays))}."
        elif self.number and self.counted and not restored:
            yield "No bank holiday falls in between."
        if restored:
            yield f"Counted as working days: {'; '.join(map(str, restored))}."
        if not self.counted:
            yield f"It is {_working_days(self.number)} after notification."

    def open_points(self) -> Iterator[str]:
        if self.row.assumed is not None:
            yield f"Assumed: {self.row.assumed}."
        if self.calendar.is_provisional(self.notification, self.day):
            yield (
                "Provisional: the bank holidays of this time are not all known yet "
                f"({self.calendar.source})."
            )
        yield f"Source: {self.row.reference}."


def _working_days(number: int) -> str:
    return f"{number} working day{'' if number == 1 else 's'}"
