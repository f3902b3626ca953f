"""Which Mondays of a year can be notification days, and what follows from each.

Every Monday gets a `Timetable`; no date is computed here.
"""

# ruff: noqa: SLF001 - what shows a part of a plan uses its words
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar, Final

import attrs

from jtai.core.citation import Document, Reference
from jtai.core.english_dates import long_date, short_day
from jtai.core.notebook import Table
from jtai.core.results import AsTable, Column, Result, Results
from jtai.core.validation import is_line, key_text, mapping, member, plain_date, whole
from jtai.errors import (
    CoverageError,
    Fault,
    InvalidValueError,
    NotificationError,
    UnknownKeyError,
)
from jtai.guidance.entries.time_entries import MilestoneEntry
from jtai.guidance.milestones import MILESTONES
from jtai.timetable.bank_holidays import Holiday
from jtai.timetable.milestone_dates import MilestoneTable, Reading, milestone_table, why_off
from jtai.timetable.timetable import Timetable
from jtai.timetable.working_days import LONGER_CALENDAR, WorkingCalendar, calendar_or_england

_Period = tuple[date, date]


@attrs.frozen(kw_only=True)
class PlannedMonday(Result):
    """One Monday as a possible notification day (para 23).

    Attributes:
        monday: The day.
        usable: Whether it can be a notification day; None where the calendar does not reach every
            day of its timetable.
        why: Why it cannot, or what to know about its timetable; may be empty.
        fieldwork_start: The first day of fieldwork, or None if there is no timetable.
        fieldwork_end: The last day of the fieldwork week, likewise.
        passed_over: The bank holidays and closures that its milestones pass over.
        displaced: How many milestones do not fall on their named day, likewise.
        provisional: Whether a bank holiday that is not yet known could still move a milestone,
            likewise.
        school_holidays: Names of the caller's school holidays on any day from notification to the
            last milestone, or on the Monday itself if there is no timetable; they move nothing.
        reading: How weekdays and counts were read where they disagree.
        reference: Where the guidance describes notification.

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
    passed_over: tuple[Holiday, ...] = ()
    displaced: int | None = None
    provisional: bool | None = None
    school_holidays: tuple[str, ...] = ()
    reading: Reading
    reference: Reference

    _columns: ClassVar = (
        Column("monday", "Notification"),
        Column("usable", "Usable", lambda monday: _USABLE[monday.usable]),
        Column("fieldwork_start", "Fieldwork starts"),
        Column("fieldwork_end"),
        Column("displaced", "Displaced"),
        Column("why", "Remarks", lambda monday: monday.remarks),
        *map(Column, ("passed_over", "school_holidays", "provisional", "reading", "reference")),
    )

    @property
    def remarks(self) -> str:
        """What to know about the day, as text; may be empty."""
        provisional = "provisional" if self.provisional else ""
        return "; ".join(filter(None, (self.why, *self.school_holidays, provisional)))


@attrs.frozen(kw_only=True, repr=False)
class YearPlan(Results):
    """Every Monday of a year as a possible notification day (para 23).

    It is a sequence: iterate over it, take its length, or get a Monday by its place or its date.
    Print it, or show it in a notebook.

    Attributes:
        year: The year.
        calendar: The working days that were counted.
        reading: How weekdays and counts are read where they disagree.
        entries: The table of milestones.
        mondays: The Mondays in order.

    Examples:
        >>> plan = plan_year(2020)
        >>> len(plan), sum(monday.usable for monday in plan)
        (52, 48)
        >>> plan[0].monday, plan[date(2020, 4, 6)].fieldwork_start
        (datetime.date(2020, 1, 6), datetime.date(2020, 4, 22))
    """

    year: int
    calendar: WorkingCalendar
    reading: Reading
    entries: tuple[MilestoneEntry, ...] = MILESTONES
    mondays: tuple[PlannedMonday, ...]

    _kind: ClassVar = PlannedMonday
    _keys: ClassVar = None

    def __attrs_post_init__(self) -> None:
        milestone_table(self.entries)
        _check_year(self.year, self.calendar)
        if not {planned.monday for planned in self.mondays} <= {*_mondays(self.year)}:
            raise InvalidValueError(f"not Mondays of {self.year}", where="mondays")

    def __iter__(self) -> Iterator[PlannedMonday]:
        return iter(self.mondays)

    def __len__(self) -> int:
        return len(self.mondays)

    @property
    def document(self) -> Document:
        """The guidance that sets the milestones, cited by the entry of the notification.

        Examples:
            >>> print(plan_year(2027).document)
            guidance 190035
        """
        return milestone_table(self.entries).notification.reference.document

    def __getitem__(self, key: int | date) -> PlannedMonday:
        """Return the Monday at a place, or with a date.

        Raises:
            IndexError: If there is no such place.
            UnknownKeyError: If the date is not a Monday of the year.
        """
        if isinstance(key, int):
            return self.mondays[key]
        day = plain_date(key, "key")
        for monday in self.mondays:
            if monday.monday == day:
                return monday
        raise UnknownKeyError(
            f"{long_date(day)} is not in the plan", expected=f"a Monday of {self.year}"
        )

    def timetable(self, monday: PlannedMonday | date) -> Timetable:
        """Return the timetable of a Monday, with the calendar, reading and table of the plan.

        Raises:
            CoverageError: If the calendar does not reach to the last milestone.
            NotificationError: If an area cannot be notified on it.

        Examples:
            >>> plan = plan_year(2020)
            >>> plan.timetable(plan.usable[0]).fieldwork_start
            datetime.date(2020, 1, 20)
        """
        return Timetable.from_notification(
            monday.monday if isinstance(monday, PlannedMonday) else monday,
            calendar=self.calendar,
            reading=self.reading,
            milestones=self.entries,
        )

    @property
    def usable(self) -> tuple[PlannedMonday, ...]:
        """The Mondays that can be notification days."""
        return Table(monday for monday in self.mondays if monday.usable)

    @property
    def affected(self) -> tuple[PlannedMonday, ...]:
        """The Mondays with something to know: not usable, or with days off or school holidays.

        Examples:
            >>> print(*(monday.monday for monday in plan_year(2027).affected[:3]))
            2027-03-08 2027-03-15 2027-03-22
        """
        return Table(monday for monday in self.mondays if monday.why or monday.school_holidays)

    def _results(self) -> tuple[PlannedMonday, ...]:
        return self.mondays

    @property
    def _title(self) -> str:
        return (
            f"Notification Mondays of {self.year} ({self.reading}, {self.calendar.label}): "
            f"{len(self.usable)} of {len(self.mondays)} usable{self._beyond}"
        )

    @property
    def _beyond(self) -> str:
        number = sum(monday.usable is None for monday in self.mondays)
        return f", {number} beyond the calendar" if number else ""

    def __repr__(self) -> str:
        return f"<YearPlan {self.year}, {self.reading}, {len(self.usable)} usable Mondays>"

    @property
    def _legend(self) -> str:
        words = ["displaced: how many milestones do not fall on their named day"]
        if any(monday.usable is None for monday in self.mondays):
            words.append("unknown: the calendar does not reach every day of the timetable")
        return "; ".join(words)

    @property
    def _notes(self) -> list[str]:
        ends = [monday.fieldwork_end for monday in self.mondays if monday.fieldwork_end]
        first, last = date(self.year, 1, 1), max([date(self.year, 12, 31), *ends])
        restored = [day for day in self.calendar.restored if first <= day.date <= last]
        document = self.document
        notes = [document.scope or f"milestones of {document}"]
        if document.first_day is not None and first < document.first_day:
            notes.append(
                f"{document} was published in {document.published}; no date before then follows it"
            )
        if restored:
            notes.append(f"counted as working days: {'; '.join(map(str, restored))}")
        if any(monday.provisional for monday in self.mondays):
            notes.append(
                f"provisional: {self.calendar.source} may not yet include every bank holiday of "
                "this period; a new one could still move dates"
            )
        return notes


@attrs.frozen(kw_only=True, repr=False)
class AffectedMondays(AsTable):
    """The affected Mondays of a plan, to be displayed.

    Examples:
        >>> print(AffectedMondays(plan=plan_year(2027))._title)
        Notification Mondays of 2027 (working-days, England): 47 of 52 usable; only the 16 affected
    """

    plan: YearPlan

    def _described(self) -> Sequence[Column]:
        return self.plan._described()

    def _shown(self) -> Sequence[PlannedMonday]:
        return self.plan.affected

    @property
    def _title(self) -> str:
        return f"{self.plan._title}; only the {len(self.plan.affected)} affected"

    @property
    def _notes(self) -> Sequence[str]:
        return self.plan._notes

    @property
    def _legend(self) -> str:
        return self.plan._legend


_USABLE: Final[dict[bool | None, str]] = {True: "yes", False: "no", None: "unknown"}


def plan_year(
    year: int,
    *,
    calendar: WorkingCalendar | None = None,
    reading: Reading = Reading.WORKING_DAYS,
    milestones: Iterable[MilestoneEntry] = MILESTONES,
    school_holidays: Mapping[str, _Period | Sequence[_Period]] | None = None,
) -> YearPlan:
    """Return every Monday of a year as a possible notification day (para 23).

    Args:
        year: The year.
        calendar: The working days; England's by default.
        reading: How weekdays and counts are read where they disagree.
        milestones: The table of milestones. Each theme's guidance has its own.
        school_holidays: Periods to show beside the Mondays that they affect, as inspectors contact
            schools (para 25): each name with its first and last day, or with several such pairs.
            They remain working days; `WorkingCalendar.with_closures` makes days off.

    Returns:
        The plan. A Monday that is a bank holiday, or whose timetable would extend beyond the
        calendar, is included with the reason.

    Raises:
        CoverageError: If the calendar does not cover any day of the year.
        DateTypeError: If an end of a school holiday is not a date.
        InvalidValueError: If the year is not a whole number, there is no such reading, the table
            is not valid, the school holidays are not a mapping, or one of them has no name or ends
            before it begins.

    Examples:
        >>> easter = {"Easter holiday": (date(2027, 3, 29), date(2027, 4, 9))}
        >>> plan = plan_year(2027, school_holidays=easter)
        >>> len(plan), len(plan.usable)
        (52, 47)
        >>> print(plan.mondays[12].monday, plan.mondays[12].why)
        2027-03-29 Monday 29 March 2027 is not a working day (Easter Monday)
        >>> print(plan.mondays[11].monday, plan.mondays[11].school_holidays)
        2027-03-22 ('Easter holiday (Mon 29 Mar to Fri 9 Apr)',)
    """
    year = whole(year, "year", least=1)
    calendar = calendar_or_england(calendar)
    reading = member(Reading, reading, "reading")
    table = milestone_table(milestones)
    closed = _periods({} if school_holidays is None else school_holidays)
    _check_year(year, calendar)
    return YearPlan(
        year=year,
        calendar=calendar,
        reading=reading,
        entries=table.entries,
        mondays=tuple(_planned(day, calendar, reading, table, closed) for day in _mondays(year)),
    )


_Periods = list[tuple[str, date, date]]


def _periods(given: Mapping[str, _Period | Sequence[_Period]]) -> _Periods:
    school_holidays: _Periods = []
    faults = []
    for name, ends in _pairs(
        mapping(given, "school_holidays", of="names with first and last days")
    ):
        if not is_line(name) or not isinstance(ends, tuple | list) or len(ends) != 2:  # noqa: PLR2004
            faults.append(
                Fault(
                    message="not a school holiday",
                    where="school_holidays",
                    expected="a name with its first and last day, or with several such pairs",
                )
            )
            continue
        first, last = (plain_date(day, f"school_holidays[{name!r}]") for day in ends)
        if first > last:
            message = f"ends on {long_date(last)}, before it begins on {long_date(first)}"
            faults.append(Fault(message=message, where=f"school_holidays[{name!r}]"))
        school_holidays.append((name, first, last))
    if faults:
        raise InvalidValueError(faults)
    return school_holidays


def _pairs(given: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield each name with each of its periods."""
    for name, ends in given.items():
        several = isinstance(ends, list | tuple) and any(
            isinstance(end, list | tuple) for end in ends
        )
        for period in ends if several else [ends]:
            yield name, period


def _check_year(year: int, calendar: WorkingCalendar) -> None:
    if not calendar.first.year <= year <= calendar.last.year:
        raise CoverageError(
            f"the calendar does not cover any day of {key_text(year)}",
            where="year",
            expected=f"{calendar.first.year} to {calendar.last.year} ({calendar.name})",
            remedy=LONGER_CALENDAR,
        )


def _mondays(year: int) -> Iterator[date]:
    first, last = date(year, 1, 1), date(year, 12, 31)
    for number in range(first.toordinal() + -first.weekday() % 7, last.toordinal() + 1, 7):
        yield date.fromordinal(number)


def _planned(
    monday: date,
    calendar: WorkingCalendar,
    reading: Reading,
    table: MilestoneTable,
    school_holidays: _Periods,
) -> PlannedMonday:
    made: dict[str, Any] = {
        "monday": monday,
        "reading": reading,
        "reference": table.notification.reference,
        "school_holidays": _touching(school_holidays, monday, monday),
    }
    try:
        timetable = Timetable.from_notification(
            monday, calendar=calendar, reading=reading, milestones=table.entries
        )
    except NotificationError as error:
        return PlannedMonday(usable=False, why=error.faults[0].message, **made)
    except CoverageError as error:
        # A day off stays a day off, wherever the calendar ends.
        if calendar.covers(monday) and not calendar.is_working_day(monday):
            return PlannedMonday(usable=False, why=why_off(monday, calendar), **made)
        return PlannedMonday(usable=None, why=error.faults[0].message, **made)
    made["school_holidays"] = _touching(school_holidays, monday, max(timetable.dates))
    return PlannedMonday(
        usable=True,
        why="; ".join(map(str, timetable.passed_over)),
        passed_over=timetable.passed_over,
        fieldwork_start=timetable.fieldwork_start,
        fieldwork_end=timetable.fieldwork_end,
        displaced=len(timetable.displaced),
        provisional=timetable.provisional,
        **made,
    )


def _touching(school_holidays: _Periods, first: date, last: date) -> tuple[str, ...]:
    """Return the school holidays on any of these days, in words."""
    return tuple(
        f"{name} ({short_day(begin)} to {short_day(end)})"
        for name, begin, end in school_holidays
        if begin <= last and end >= first
    )
