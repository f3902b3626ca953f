"""Ages in completed years, and periods that look back from a day.

This is calendar arithmetic on whole days; working days and bank holidays play no part. In England
and Wales a person reaches an age at the start of the birthday (section 9 of
https://www.legislation.gov.uk/ukpga/1969/46). A child born on 29 February has a birthday on 1 March
in a common year; other places use 28 February, so the caller can choose. Months that look back end
at the last day of a shorter month, as `dateutil.relativedelta` does. This is the only importer of
`dateutil`.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import Final

import attrs
from dateutil.relativedelta import relativedelta

from jtai.core.citation import Reference
from jtai.core.english_dates import short_date
from jtai.core.results import Result
from jtai.core.validation import member, plain_date, whole
from jtai.errors import InvalidValueError
from jtai.guidance.milestones import LOOKBACKS

BEFORE_BIRTH: Final = timedelta(days=301)
"""How long before birth a child can be known: as long as a pregnancy lasts, with days to spare."""

OLDEST_KNOWN: Final = 25
"""The greatest age at which children's services know a person: that of a care leaver."""


class LeapBirthday(StrEnum):
    """On which day of a common year a child born on 29 February becomes a year older (paras 8, 33).

    Examples:
        >>> born, day = date(2008, 2, 29), date(2018, 2, 28)
        >>> [completed_years(born, day, leap_birthday=convention) for convention in LeapBirthday]
        [9, 10]
    """

    MARCH_1 = "1 March"
    """The convention in England and Wales, and the default."""
    FEBRUARY_28 = "28 February"
    """The convention of some other places and systems."""


def completed_years(
    born: date, on: date, *, leap_birthday: LeapBirthday = LeapBirthday.MARCH_1
) -> int:
    """Return an age in completed years on a day (paras 8, 33).

    Args:
        born: The date of birth.
        on: The day to which the age applies.
        leap_birthday: The birthday, in a common year, of a child born on 29 February.

    Returns:
        Completed years; -1 before birth, as in the child-level lists.

    Raises:
        DateTypeError: If one of the dates is not a date.
        InvalidValueError: If there is no such convention.

    Examples:
        >>> completed_years(date(2009, 9, 10), date(2019, 9, 9))
        9
        >>> completed_years(date(2009, 9, 9), date(2019, 9, 9))
        10
        >>> completed_years(date(2008, 2, 29), date(2019, 2, 28))
        10
        >>> completed_years(
        ...     date(2008, 2, 29), date(2019, 2, 28), leap_birthday=LeapBirthday.FEBRUARY_28
        ... )
        11
    """
    born, on = plain_date(born, "born"), plain_date(on, "on")
    leap_birthday = member(LeapBirthday, leap_birthday, "leap_birthday")
    if born > on:
        return -1
    birthday = (born.month, born.day)
    if leap_birthday is LeapBirthday.FEBRUARY_28 and birthday == (2, 29):
        # In a leap year the birthday is the 29th itself; only a common year moves it.
        birthday = (2, 29) if _is_leap(on.year) else (2, 28)
    return on.year - born.year - ((on.month, on.day) < birthday)


def is_possible_birth(
    born: date, on: date, *, leap_birthday: LeapBirthday = LeapBirthday.MARCH_1
) -> bool:
    """Return whether a date of birth is plausible for a child known to services on a day.

    A birth is expected at most `BEFORE_BIRTH` ahead, and nobody is older than `OLDEST_KNOWN`. Any
    other year is probably mistyped, so no age can be computed from it.

    Examples:
        >>> day = date(2019, 9, 9)
        >>> [is_possible_birth(date(year, 5, 1), day) for year in (1907, 2007, 2020, 2107)]
        [False, True, True, False]
    """
    if born > on:
        return born - on <= BEFORE_BIRTH
    return completed_years(born, on, leap_birthday=leap_birthday) <= OLDEST_KNOWN


def latest_birth(age: int, on: date, *, leap_birthday: LeapBirthday = LeapBirthday.MARCH_1) -> date:
    """Return the latest date of birth of a person who has reached an age on a day.

    Raises:
        DateTypeError: If `on` is not a date.
        InvalidValueError: If `age` is not a whole number from 0, there is no such convention, or
            the answer is before the year 1.

    Examples:
        >>> latest_birth(10, date(2019, 9, 9))
        datetime.date(2009, 9, 9)
        >>> latest_birth(10, date(2018, 2, 28)), latest_birth(10, date(2020, 2, 29))
        (datetime.date(2008, 2, 28), datetime.date(2010, 2, 28))
    """
    on = plain_date(on, "on")
    leap_birthday = member(LeapBirthday, leap_birthday, "leap_birthday")
    year = on.year - whole(age, "age", least=0)
    if year < 1:
        raise InvalidValueError(
            "the date of birth would be before the year 1", where="age", expected="fewer years"
        )
    month_and_day = (on.month, on.day)
    if month_and_day == (2, 29) and not _is_leap(year):
        return date(year, 2, 28)
    if month_and_day == (2, 28) and not _is_leap(on.year) and _is_leap(year):
        # A person born on the 29th has had a birthday by now only with the 28 February convention.
        return date(year, 2, 29 if leap_birthday is LeapBirthday.FEBRUARY_28 else 28)
    return on.replace(year=year)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


@attrs.frozen(kw_only=True)
class Period(Result):
    """A period of days, both ends included (paras 32, 38, 41).

    Attributes:
        start: Its first day.
        end: Its last day, from which it looks back.
        months: How many calendar months it covers.
        inspection_date: What the last day is, such as ``"notification"``; empty for any other date.
        reference: Where the guidance asks for such a period, or None.

    Examples:
        >>> period = lookback(date(2019, 8, 31), months=6)
        >>> date(2019, 2, 28) in period, date(2019, 2, 27) in period
        (True, False)
    """

    start: date
    end: date
    months: int
    inspection_date: str = ""
    reference: Reference | None = None

    @property
    def clipped(self) -> bool:
        """Whether the first day was moved to the end of a shorter month."""
        return self.start.day != self.end.day

    def __contains__(self, day: date) -> bool:
        return self.start <= plain_date(day, "day") <= self.end

    def __str__(self) -> str:
        return f"{short_date(self.start)} to {short_date(self.end)}"


def lookback(end: date, *, months: int, inspection_date: str = "") -> Period:
    """Return the calendar months before a day; the start is clipped to the end of its month.

    Source: paras 32, 34, 38, 41, 44, 48.

    Args:
        end: The day to look back from.
        months: Calendar months, 1 or more.
        inspection_date: What the day is; kept on the result.

    Raises:
        DateTypeError: If `end` is not a date.
        InvalidValueError: If `months` is not a whole number from 1, or the period begins before
            the year 1.

    Examples:
        >>> print(lookback(date(2019, 9, 9), months=6))
        Sat 9 Mar 2019 to Mon 9 Sep 2019
        >>> print(lookback(date(2020, 8, 31), months=6))
        Sat 29 Feb 2020 to Mon 31 Aug 2020
    """
    end = plain_date(end, "end")
    months = whole(months, "months", least=1)
    try:
        start = end - relativedelta(months=months)
    except (OverflowError, ValueError):
        raise InvalidValueError(
            "the period would begin before the year 1", where="months", expected="fewer months"
        ) from None
    rows = {row.months: row.reference for row in LOOKBACKS}
    return Period(
        start=start,
        end=end,
        months=months,
        inspection_date=inspection_date,
        reference=rows.get(months),
    )
