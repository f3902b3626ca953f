"""Which Mondays of a year can be notification days, and what comes of each.

Invariant: one timetable a Monday, judged; no date is computed here.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar, Final

import attrs

from jtai.core.citation import Reference
from jtai.core.notebook import Table
from jtai.core.results import Column, Result, Results
from jtai.core.validation import member, whole
from jtai.errors import CoverageError, NotificationError
from jtai.timetable.milestone_dates import NOTIFICATION, Reading, why_off
from jtai.timetable.timetable import Timetable
from jtai.timetable.working_days import LONGER_CALENDAR, WorkingCalendar, calendar_or_england


@attrs.frozen(kw_only=True)
class PlannedMonday(Result):
    """One Monday as a possible notification day (para 23).

    Attributes:
        monday: The day.
        usable: Whether it can be a notification day; None where the calendar does not reach far
            enough to say.
        why: Why it cannot, or what to know about its timetable; may be empty.
        fieldwork_start: The first day of fieldwork, None where there is no timetable.
        fieldwork_end: The last day of the fieldwork week, likewise.
        displaced: How many milestones leave the weekday that the guidance names, likewise.
        provisional: Whether a bank holiday that is not known yet could still move a milestone,
            likewise.
        reference: Where the guidance speaks of notification.

    Examples:
        >>> monday = plan_year(2020).mondays[13]
        >>> print(monday.monday, monday.usable, monday.fieldwork_start, monday.displaced)
        2020-04-06 True 2020-04-22 10
    """

    monday: date
    usable: bool | None
    why: str
    fieldwork_start: date | None = None
    fieldwork_end: date | None = None
    displaced: int | None = None
    provisional: bool | None = None
    reference: Reference

    _columns: ClassVar = (
        Column("monday", "Notification"),
        Column("usable", "Usable", lambda monday: _USABLE[monday.usable]),
        Column("fieldwork_start", "Fieldwork starts"),
        Column("fieldwork_end"),
        Column("displaced", "Displaced"),
        Column("why", "Remarks", lambda monday: monday.remarks),
        Column("provisional"),
        Column("reference"),
    )

    @property
    def remarks(self) -> str:
        """What to know about the day, in words; may be empty."""
        return "; ".join(filter(None, (self.why, "provisional" if self.provisional else "")))


@attrs.frozen(kw_only=True, repr=False)
class YearPlan(Results):
    """Every Monday of a year as a possible notification day (para 23).

    Iterate over it or ask for its length; print it, or show it in a notebook.

    Attributes:
        year: The year.
        calendar: The working days that were counted.
        reading: How weekdays and counts are read where they disagree.
        mondays: The Mondays in order.

    Examples:
        >>> plan = plan_year(2020)
        >>> len(plan), sum(monday.usable for monday in plan)
        (52, 48)
    """

    year: int
    calendar: WorkingCalendar
    reading: Reading
    mondays: tuple[PlannedMonday, ...]

    _kind: ClassVar = PlannedMonday

    def __iter__(self) -> Iterator[PlannedMonday]:
        return iter(self.mondays)

    def __len__(self) -> int:
        return len(self.mondays)

    @property
    def usable(self) -> tuple[PlannedMonday, ...]:
        """The Mondays that can be notification days."""
        return Table(monday for monday in self.mondays if monday.usable)

    def _results(self) -> tuple[PlannedMonday, ...]:
        return self.mondays

    @property
    def _title(self) -> str:
        return (
            f"Notification Mondays of {self.year} ({self.reading}, {self.calendar.name}): "
            f"{len(self.usable)} of {len(self.mondays)} usable{self._beyond}"
        )

    @property
    def _beyond(self) -> str:
        number = sum(monday.usable is None for monday in self.mondays)
        return f", {number} beyond the calendar" if number else ""

    def __repr__(self) -> str:
        return f"<YearPlan {self.year}, {self.reading}, {len(self.usable)} usable Mondays>"

    @property
    def _notes(self) -> list[str]:
        ends = [monday.fieldwork_end for monday in self.mondays if monday.fieldwork_end]
        first, last = date(self.year, 1, 1), max([date(self.year, 12, 31), *ends])
        restored = [day for day in self.calendar.restored if first <= day.date <= last]
        notes = []
        if restored:
            notes.append(f"counted as working days: {'; '.join(map(str, restored))}")
        if any(monday.provisional for monday in self.mondays):
            notes.append(
                f"provisional: {self.calendar.source} does not know all bank holidays of this "
                "time yet; a proclamation can still move dates"
            )
        return notes


_USABLE: Final[dict[bool | None, str]] = {True: "yes", False: "no", None: "unknown"}


def plan_year(
    year: int,
    *,
    calendar: WorkingCalendar | None = None,
    reading: Reading = Reading.WORKING_DAYS,
) -> YearPlan:
    """Look at every Monday of a year as a possible notification day (para 23).

    Args:
        year: The year.
        calendar: The working days; England's by default.
        reading: How weekdays and counts are read where they disagree.

    Returns:
        The plan; a Monday that is a bank holiday, or whose timetable would reach beyond the
        calendar, is in it with the reason.

    Raises:
        CoverageError: If the calendar covers no day of the year.
        InvalidValueError: If the year is no whole number, or there is no such reading.

    Examples:
        >>> plan = plan_year(2027)
        >>> len(plan), len(plan.usable)
        (52, 47)
        >>> print(plan.mondays[12].monday, plan.mondays[12].why)
        2027-03-29 Monday 29 March 2027 is no working day (Easter Monday)
    """
    whole(year, "year", least=1)
    calendar = calendar_or_england(calendar)
    reading = member(Reading, reading, "reading")
    if not calendar.first.year <= year <= calendar.last.year:
        raise CoverageError(
            f"the calendar covers no day of {year}",
            where="year",
            expected=f"{calendar.first.year} to {calendar.last.year} ({calendar.name})",
            remedy=LONGER_CALENDAR,
        )
    return YearPlan(
        year=year,
        calendar=calendar,
        reading=reading,
        mondays=tuple(_planned(day, calendar, reading) for day in _mondays(year)),
    )


def _mondays(year: int) -> Iterator[date]:
    first, last = date(year, 1, 1), date(year, 12, 31)
    for number in range(first.toordinal() + -first.weekday() % 7, last.toordinal() + 1, 7):
        yield date.fromordinal(number)


def _planned(monday: date, calendar: WorkingCalendar, reading: Reading) -> PlannedMonday:
    try:
        timetable = Timetable.from_notification(monday, calendar=calendar, reading=reading)
    except NotificationError as error:
        return _without_timetable(monday, usable=False, why=error.faults[0].message)
    except CoverageError as error:
        # A day off is one wherever the calendar ends.
        if calendar.covers(monday) and not calendar.is_working_day(monday):
            return _without_timetable(monday, usable=False, why=why_off(monday, calendar))
        return _without_timetable(monday, usable=None, why=error.faults[0].message)
    passed = timetable["fieldwork_end"].passed_over
    return PlannedMonday(
        monday=monday,
        usable=True,
        why="; ".join(str(holiday) for holiday in passed),
        fieldwork_start=timetable.fieldwork_start,
        fieldwork_end=timetable.fieldwork_end,
        displaced=len(timetable.displaced),
        provisional=timetable.provisional,
        reference=NOTIFICATION.reference,
    )


def _without_timetable(monday: date, *, usable: bool | None, why: str) -> PlannedMonday:
    return PlannedMonday(monday=monday, usable=usable, why=why, reference=NOTIFICATION.reference)
