"""Working days: Monday to Friday, less the bank holidays of one part of the United Kingdom.

A calendar is an immutable value with an explicit covered range. Outside it, any question raises an
error: the deadlines depend on bank holidays, and a date that was computed without knowing them
would look like any other.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from functools import cache, partial
from itertools import accumulate, compress
from operator import attrgetter
from typing import Any, Final, final

import attrs

from jtai.core.english import counted
from jtai.core.english_dates import long_date
from jtai.core.notebook import Displayable, Table
from jtai.core.pydantic_support import JsonForm
from jtai.core.validation import instance, instances, plain_date, several, whole
from jtai.errors import CalendarError, CoverageError, Fault
from jtai.timetable.bank_holidays import (
    DIVISIONS,
    FEWEST_A_YEAR,
    SUBDIVISIONS,
    Holiday,
    day_faults,
    feed_days,
    library_days,
)

LONGER_CALENDAR: Final = (
    "in Python, build a longer calendar with WorkingCalendar.from_holidays(first_year=, last_year=)"
)
"""What to do about a date outside a calendar's range."""

_FIRST_YEAR: Final = 2012
_LAST_YEAR: Final = 2050
# The last year that https://www.gov.uk/bank-holidays.json lists so far. Later bank holidays follow
# from statute, but a proclamation can still add or move one (section 1 of
# https://www.legislation.gov.uk/ukpga/1971/80).
_LAST_PROCLAIMED_YEAR: Final = 2028
_WEEKEND: Final = 5
_MOST_YEARS: Final = 200


@final
@attrs.frozen(kw_only=True, cache_hash=True, repr=False)
class WorkingCalendar(Displayable, JsonForm):
    """The working days of a part of the United Kingdom over a covered range of dates (para 23).

    Make one with `england`, `from_holidays` or `from_govuk`; change one with `with_closures` and
    `without`, which return a new calendar. It has no subclasses. Two calendars are equal if they
    cover the same dates with the same days off by the same names, and the same years are
    provisional, whatever source they were built from.

    Attributes:
        name: The part of the United Kingdom.
        first: The first covered day.
        last: The last covered day.
        bank_holidays: Weekdays that are not working days, in order. A bank holiday that falls on
            a weekend is left out, as it is not a working day anyway.
        restored: Days that a caller made working days again, each with its reason, in order.
        closures: Days that a caller added, of those that were working days, in order.
        provisional_years: Years whose bank holidays are not all known yet.
        source: The data that it was built from.

    Raises:
        CalendarError: If days are out of order, duplicated, on a weekend or outside the range, or
            the range is longer than 200 years.
        DateTypeError: If an end of the range or a closure is not a date.
        InvalidValueError: If another argument has a wrong type.

    Examples:
        >>> calendar = WorkingCalendar.england()
        >>> calendar.add(date(2019, 12, 16), 8)
        datetime.date(2019, 12, 30)
        >>> calendar.count(date(2019, 12, 16), date(2019, 12, 30))
        8
    """

    name: str
    first: dt.date
    last: dt.date
    # Plain tuples, because every milestone searches them.
    bank_holidays: tuple[Holiday, ...]
    restored: tuple[Holiday, ...] = ()
    # Not compared: a day added by hand equals the same day in newer data.
    closures: tuple[dt.date, ...] = attrs.field(default=(), eq=False)
    provisional_years: frozenset[int] = frozenset()
    source: str = attrs.field(default="given by the caller", eq=False)
    # Derived once: the working days in order, and for each covered day (and one past the last)
    # how many working days come before it. Every question below is a look-up in these two.
    _days: tuple[dt.date, ...] = attrs.field(init=False, eq=False)
    _before: tuple[int, ...] = attrs.field(init=False, eq=False)
    _names: Mapping[dt.date, str] = attrs.field(init=False, eq=False)
    _origin: int = attrs.field(init=False, eq=False)

    def __init_subclass__(cls, **_: Any) -> None:
        # Dates come from tables made once, so an overridden `is_working_day` would be ignored.
        raise TypeError(
            "WorkingCalendar has no subclasses; use with_closures({day: reason}) for more days "
            "off, and without({day: reason}) for fewer"
        )

    def __attrs_post_init__(self) -> None:
        for name, given in (
            ("name", instance(str, self.name, "name", expected="a text")),
            ("source", instance(str, self.source, "source", expected="a text")),
            ("first", plain_date(self.first, "first")),
            ("last", plain_date(self.last, "last")),
            (
                "bank_holidays",
                instances(Holiday, self.bank_holidays, "bank_holidays", expected="a Holiday"),
            ),
            ("restored", instances(Holiday, self.restored, "restored", expected="a Holiday")),
            (
                "closures",
                tuple(plain_date(d, "closures") for d in several(self.closures, "closures")),
            ),
            (
                "provisional_years",
                frozenset(
                    whole(y, "provisional_years")
                    for y in several(self.provisional_years, "provisional_years")
                ),
            ),
        ):
            object.__setattr__(self, name, given)
        faults = [
            *day_faults(self.bank_holidays, "bank_holidays", self.first, self.last),
            *day_faults(self.restored, "restored", self.first, self.last),
        ]
        if self.first > self.last:
            faults.insert(0, Fault(message="the covered range ends before it begins"))
        if self.last.year - self.first.year >= _MOST_YEARS:
            # Tables of all days are made, and a short document could ask for millions.
            expected = f"at most {_MOST_YEARS}, counting the first and the last"
            faults.insert(
                0,
                Fault(
                    message=f"the calendar covers more than {_MOST_YEARS} years",
                    where="last",
                    expected=expected,
                ),
            )
        if faults:
            raise CalendarError(faults)
        names = {holiday.date: holiday.name for holiday in self.bank_holidays}
        origin = self.first.toordinal()
        ordinals = range(origin, self.last.toordinal() + 1)
        working = [(ordinal - 1) % 7 < _WEEKEND for ordinal in ordinals]  # 1 was a Monday
        for day in names:
            working[day.toordinal() - origin] = False
        derived = {
            "_days": tuple(map(dt.date.fromordinal, compress(ordinals, working))),
            "_before": tuple(accumulate(working, initial=0)),
            "_names": names,
            "_origin": origin,
        }
        for attribute, value in derived.items():
            object.__setattr__(self, attribute, value)

    def __reduce__(self) -> tuple[Any, ...]:
        # Pickle the arguments only; derived values are computed again.
        fields = attrs.fields(WorkingCalendar)
        given = {field.name: getattr(self, field.name) for field in fields if field.init}
        return partial(WorkingCalendar, **given), ()

    @property
    def label(self) -> str:
        """Its name, and whether days were added or taken away, for titles.

        Examples:
            >>> closed = {date(2019, 9, 12): "Local closure"}
            >>> WorkingCalendar.england().with_closures(closed).label
            'England, with closures'
        """
        added = "with closures" if self.closures else ""
        removed = "without some bank holidays" if self.restored else ""
        return ", ".join(filter(None, (self.name, added, removed)))

    # Sources

    @classmethod
    def england(cls) -> WorkingCalendar:
        """Return England's calendar for 2012 to 2050, the default everywhere.

        It is built once. Days after 2028, the last year that GOV.UK lists, are provisional.

        Examples:
            >>> WorkingCalendar.england().is_working_day(date(2022, 9, 19))
            False
        """
        return _england()

    @classmethod
    def from_holidays(
        cls, subdiv: str = "ENG", *, first_year: int = _FIRST_YEAR, last_year: int = _LAST_YEAR
    ) -> WorkingCalendar:
        """Build a calendar from the `holidays` library.

        Args:
            subdiv: ``"ENG"``, ``"WLS"``, ``"SCT"`` or ``"NIR"``.
            first_year: The first covered year, 1980 or later.
            last_year: The last covered year, 2100 or earlier.

        Raises:
            InvalidValueError: If `subdiv` is unknown, or the years are not a valid range.

        Examples:
            >>> scotland = WorkingCalendar.from_holidays(subdiv="SCT")
            >>> print(scotland.holiday(date(2019, 1, 2)))
            Wednesday 2 January 2019 (2nd January)
        """
        days, source = library_days(subdiv, first_year, last_year)
        return cls(
            name=SUBDIVISIONS[subdiv],
            first=dt.date(first_year, 1, 1),
            last=dt.date(last_year, 12, 31),
            bank_holidays=_on_weekdays(days),
            provisional_years=frozenset(
                range(max(first_year, _LAST_PROCLAIMED_YEAR + 1), last_year + 1)
            ),
            source=source,
        )

    @classmethod
    def from_govuk(
        cls, feed: Mapping[str, Any] | str | bytes, *, division: str = "england-and-wales"
    ) -> WorkingCalendar:
        """Build a calendar from GOV.UK's bank-holiday feed, which the caller has fetched.

        It covers the whole years from the feed's first event to its last. A year with fewer events
        than the division always has (8 in England and Wales, 9 in Scotland, 10 in Northern Ireland)
        is provisional: the feed is incomplete there.

        Args:
            feed: The official JSON, as text or already parsed.
            division: ``"england-and-wales"``, ``"scotland"`` or ``"northern-ireland"``.

        Raises:
            CalendarError: If the feed does not have the official form; every fault is reported.
            InvalidValueError: If there is no such division.

        Examples:
            >>> feed = {"england-and-wales": {"division": "england-and-wales", "events": [
            ...     {"title": "Late holiday", "date": "2022-09-19", "notes": "", "bunting": False},
            ... ]}}
            >>> calendar = WorkingCalendar.from_govuk(feed)
            >>> calendar.is_working_day(date(2022, 9, 19)), sorted(calendar.provisional_years)
            (False, [2022])
        """
        days = feed_days(feed, division)
        years = [day.year for day in days]
        first_year, last_year = min(years), max(years)
        return cls(
            name=DIVISIONS[division],
            first=dt.date(first_year, 1, 1),
            last=dt.date(last_year, 12, 31),
            bank_holidays=_on_weekdays(days),
            provisional_years=frozenset(
                year
                for year in range(first_year, last_year + 1)
                if years.count(year) < FEWEST_A_YEAR[division]
            ),
            source="GOV.UK bank holidays feed",
        )

    # Changes

    def with_closures(self, closures: Mapping[dt.date, str]) -> WorkingCalendar:
        """Return a calendar with more days off, such as a bank holiday proclaimed late.

        A day that is already off keeps its name, and a new reason is added to it. A script
        therefore still works once the published data includes the day, or if it runs twice.

        Args:
            closures: Each day with the reason, which explanations will show.

        Raises:
            CalendarError: If a day is on a weekend (probably a mistyped year), outside of
                the range, or has no reason.

        Examples:
            >>> closed = WorkingCalendar.england().with_closures(
            ...     {date(2019, 9, 12): "Local closure"}
            ... )
            >>> closed.is_working_day(date(2019, 9, 12))
            False
        """
        added = _reasoned(closures, "closures")
        self._refuse(added, "closures")
        names = dict(self._names)
        for day, reason in added.items():
            known = names[day].split("; ") if day in names else []
            names[day] = "; ".join(dict.fromkeys([*known, *reason.split("; ")]))
        kept = tuple(holiday for holiday in self.restored if holiday.date not in added)
        closed = tuple(sorted({*self.closures, *(added.keys() - self._names.keys())}))
        return self._with_names(names, kept, closed, f"with {counted(len(added), 'closure')}")

    def without(
        self, days: Mapping[dt.date, str] | Iterable[dt.date], *, reason: str = "not observed"
    ) -> WorkingCalendar:
        """Return a calendar in which some bank holidays are working days.

        Args:
            days: The days, or each day with its own reason.
            reason: The reason for days that come without one; explanations will show it.

        Raises:
            CalendarError: If one of the days is not a bank holiday.
            DateTypeError: If one of them is not a date.
            InvalidValueError: If `days` is a single day instead of a list.

        Examples:
            >>> before = WorkingCalendar.england().without(
            ...     {date(2022, 9, 19)}, reason="not yet proclaimed"
            ... )
            >>> before.is_working_day(date(2022, 9, 19))
            True
        """
        if not isinstance(days, Mapping):
            days = {plain_date(day, "days"): reason for day in several(days, "days")}
        removed = _reasoned(days, "days")
        self._refuse(removed, "days", off=True)
        names = {day: name for day, name in self._names.items() if day not in removed}
        restored = (
            *self.restored,
            *(Holiday(date=day, name=f"{self._names[day]}: {why}") for day, why in removed.items()),
        )
        ordered = tuple(sorted(restored, key=lambda holiday: holiday.date))
        closures = tuple(day for day in self.closures if day not in removed)
        return self._with_names(
            names, ordered, closures, f"without {counted(len(removed), 'bank holiday')}"
        )

    def _with_names(
        self,
        names: Mapping[dt.date, str],
        restored: tuple[Holiday, ...],
        closures: tuple[dt.date, ...],
        change: str,
    ) -> WorkingCalendar:
        return attrs.evolve(
            self,
            bank_holidays=_on_weekdays(names),
            restored=restored,
            closures=closures,
            source=f"{self.source}, {change}",
        )

    def _refuse(self, days: Mapping[dt.date, str], where: str, *, off: bool = False) -> None:
        """Refuse days that cannot be changed; with `off`, they must be days off now."""
        faults = [
            *day_faults(
                (Holiday(date=day, name=name) for day, name in sorted(days.items())),
                where,
                self.first,
                self.last,
            )
        ]
        if off and not faults:
            faults = [
                Fault(
                    message=f"{long_date(day)} is not a bank holiday in this calendar",
                    where=where,
                    remedy="see bank_holidays for the days that can be removed",
                )
                for day in sorted(days)
                if day not in self._names
            ]
        if faults:
            raise CalendarError(faults)

    # Questions

    def covers(self, day: dt.date) -> bool:
        """Return whether a day is within the covered range.

        Examples:
            >>> WorkingCalendar.england().covers(date(2500, 1, 1))
            False
        """
        return self.first <= plain_date(day, "day") <= self.last

    def is_working_day(self, day: dt.date) -> bool:
        """Return whether a day is a working day.

        Raises:
            CoverageError: If the day is outside the covered range.
            DateTypeError: If it is not a date.

        Examples:
            >>> WorkingCalendar.england().is_working_day(date(2019, 8, 26))
            False
        """
        position = self._position(day)
        return self._before[position] != self._before[position + 1]

    def holiday(self, day: dt.date) -> Holiday | None:
        """Return the bank holiday or closure on a day, or None; weekends have none.

        Raises:
            CoverageError: If the day is outside the covered range.

        Examples:
            >>> WorkingCalendar.england().holiday(date(2019, 8, 27)) is None
            True
        """
        day = self._covered(day)
        name = self._names.get(day)
        return None if name is None else Holiday(date=day, name=name)

    def add(self, day: dt.date, working_days: int) -> dt.date:
        """Return the day that many working days after `day`, or before it if negative.

        The day itself never counts, and need not be a working day. Zero working days after a day
        is that day itself.

        Raises:
            CoverageError: If the day or the answer is outside the covered range.
            DateTypeError: If the day is not a date.
            InvalidValueError: If the number is not a whole number.

        Examples:
            >>> calendar = WorkingCalendar.england()
            >>> calendar.add(date(2020, 4, 9), 1), calendar.add(date(2020, 4, 14), -1)
            (datetime.date(2020, 4, 14), datetime.date(2020, 4, 9))
        """
        position = self._position(day)
        number = whole(working_days, "working_days")
        if number > 0:
            return self._nth(self._before[position + 1] + number - 1)
        if number < 0:
            return self._nth(self._before[position] + number)
        return self._covered(day)

    def count(self, start: dt.date, end: dt.date) -> int:
        """Return the number of working days from one day to another, without the first day.

        It is the inverse of `add`: going forward, working days after `start` up to and including
        `end`; going back, those before `start` down to and including `end`, as a negative number.

        Raises:
            CoverageError: If one of the days is outside the covered range.
            DateTypeError: If one of them is not a date.

        Examples:
            >>> calendar = WorkingCalendar.england()
            >>> calendar.count(date(2020, 4, 9), date(2020, 4, 14))
            1
            >>> calendar.count(date(2020, 4, 14), date(2020, 4, 9))
            -1
        """
        here, there = self._position(start), self._position(end)
        if there >= here:
            return self._before[there + 1] - self._before[here + 1]
        return self._before[there] - self._before[here]

    def on_or_after(self, day: dt.date) -> dt.date:
        """Return the day itself if it is a working day, else the next one.

        Raises:
            CoverageError: If the day or the answer is outside the covered range.

        Examples:
            >>> WorkingCalendar.england().on_or_after(date(2019, 8, 24))
            datetime.date(2019, 8, 27)
        """
        return self._nth(self._before[self._position(day)])

    def run(self, day: dt.date, length: int) -> tuple[dt.date, ...]:
        """Return consecutive working days, from a day or the next working day on.

        Raises:
            CoverageError: If the day or the run reaches outside the covered range.
            InvalidValueError: If the length is not a whole number from 1.

        Examples:
            >>> [day.day for day in WorkingCalendar.england().run(date(2020, 4, 9), 3)]
            [9, 14, 15]
        """
        start = self._before[self._position(day)]
        if type(length) is not int or length < 1:
            length = whole(length, "length", least=1)
        days = self._days[start : start + length]
        if len(days) != length:
            raise self._beyond(f"the last of {length} working days from {long_date(day)}")
        return days

    def holidays(self, start: dt.date, end: dt.date) -> tuple[Holiday, ...]:
        """Return the bank holidays and closures between two days, both included, in order.

        Raises:
            CoverageError: If one of the days is outside the covered range.

        Examples:
            >>> calendar = WorkingCalendar.england()
            >>> for holiday in calendar.holidays(date(2019, 12, 16), date(2019, 12, 30)):
            ...     print(holiday)
            Wednesday 25 December 2019 (Christmas Day)
            Thursday 26 December 2019 (Boxing Day)
        """
        return Table(self._between(self.bank_holidays, start, end))

    def restored_between(self, start: dt.date, end: dt.date) -> tuple[Holiday, ...]:
        """Return the bank holidays made working days between two days, both included, in order.

        Raises:
            CoverageError: If one of the days is outside the covered range.

        Examples:
            >>> calendar = WorkingCalendar.england().without({date(2022, 6, 3)})
            >>> print(*calendar.restored_between(date(2022, 6, 1), date(2022, 6, 30)))
            Friday 3 June 2022 (Platinum Jubilee bank holiday: not observed)
        """
        return Table(self._between(self.restored, start, end))

    def is_provisional(self, start: dt.date, end: dt.date) -> bool:
        """Return whether a period includes a day of a provisional year.

        Raises:
            CoverageError: If one of the days is outside the covered range.

        Examples:
            >>> calendar = WorkingCalendar.england()
            >>> calendar.is_provisional(date(2028, 12, 18), date(2029, 1, 3))
            True
        """
        first, last = sorted((self._covered(start).year, self._covered(end).year))
        years = range(first, last + 1)
        return not self.provisional_years.isdisjoint(years)

    @property
    def fingerprint(self) -> str:
        """Twelve hexadecimal digits that are the same for equal calendars, and for no others.

        Examples:
            >>> calendar = WorkingCalendar.england()
            >>> calendar.fingerprint == WorkingCalendar.from_holidays("ENG").fingerprint
            True
        """
        content = [
            self.name,
            f"{self.first} {self.last}",
            *(f"{holiday.date} off {holiday.name}" for holiday in self.bank_holidays),
            *(f"{holiday.date} on {holiday.name}" for holiday in self.restored),
            *(f"{year} provisional" for year in sorted(self.provisional_years)),
        ]
        from hashlib import sha256  # noqa: PLC0415 - rarely needed, and start-up counts

        return sha256("\n".join(map(repr, content)).encode()).hexdigest()[:12]

    @property
    def version(self) -> str:
        """One line that says which data the calendar was built from.

        Examples:
            >>> WorkingCalendar.england().version.startswith("England 2012-01-01 to 2050-12-31")
            True
        """
        days = counted(len(self.bank_holidays), "weekday") + " off"
        return (
            f"{self.name} {self.first} to {self.last}, {days}, {self.source}, "
            f"content {self.fingerprint}"
        )

    def __repr__(self) -> str:
        return f"<WorkingCalendar {self.name} {self.first} to {self.last}>"

    # The two look-ups that check the range

    def _position(self, day: dt.date) -> int:
        """Return the index of a covered day; a negative one would silently count from the end."""
        if type(day) is not dt.date:
            day = plain_date(day, "day")
        position = day.toordinal() - self._origin
        if not 0 <= position < len(self._before) - 1:
            raise self._beyond(long_date(day))
        return position

    def _covered(self, day: dt.date) -> dt.date:
        """Return a covered day as a plain date."""
        position = self._position(day)
        return day if type(day) is dt.date else self.first + dt.timedelta(days=position)

    def _nth(self, number: int) -> dt.date:
        if not 0 <= number < len(self._days):
            raise self._beyond("the requested day")
        return self._days[number]

    def _beyond(self, what: str) -> CoverageError:
        return CoverageError(
            f"{what} is outside the dates that this calendar covers",
            expected=f"{long_date(self.first)} to {long_date(self.last)} ({self.name})",
            remedy=LONGER_CALENDAR,
        )

    def _between(
        self, holidays: tuple[Holiday, ...], start: dt.date, end: dt.date
    ) -> tuple[Holiday, ...]:
        first, last = self._covered(start), self._covered(end)
        return holidays[
            bisect_left(holidays, first, key=_day_of) : bisect_right(holidays, last, key=_day_of)
        ]


def a_calendar(value: object) -> WorkingCalendar:
    """Return a calendar, or refuse anything else.

    Raises:
        InvalidValueError: If it is not a `WorkingCalendar`.

    Examples:
        >>> a_calendar(WorkingCalendar.england())
        <WorkingCalendar England 2012-01-01 to 2050-12-31>
    """
    return instance(
        WorkingCalendar,
        value,
        "calendar",
        expected="a WorkingCalendar, such as WorkingCalendar.england()",
    )


def calendar_or_england(value: object) -> WorkingCalendar:
    """Return the calendar, or England's if it is None; refuse anything else.

    Raises:
        InvalidValueError: If it is neither a `WorkingCalendar` nor None.

    Examples:
        >>> calendar_or_england(None) is WorkingCalendar.england()
        True
    """
    return _england() if value is None else a_calendar(value)


_day_of: Final = attrgetter("date")


@cache
def _england() -> WorkingCalendar:
    return WorkingCalendar.from_holidays("ENG")


def _on_weekdays(days: Mapping[dt.date, str]) -> tuple[Holiday, ...]:
    """Return the weekdays in order: a bank holiday on a weekend removes no working day."""
    named = (Holiday(date=day, name=name) for day, name in sorted(days.items()))
    return tuple(holiday for holiday in named if not holiday.on_weekend)


def _reasoned(days: Mapping[dt.date, str], where: str) -> dict[dt.date, str]:
    """Return the days with their reasons, as plain dates."""
    if not isinstance(days, Mapping):
        raise CalendarError(
            "each day needs a reason", where=where, expected="a mapping of date to reason"
        )
    return {plain_date(day, where): reason for day, reason in days.items()}
