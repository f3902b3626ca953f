"""How dates are written.

Invariant: in English and in one way, whatever the locale.
"""

from __future__ import annotations

from datetime import date

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
"""The months in English, in their order."""


def day_name(day: date) -> str:
    """Name the weekday in English, whatever the locale.

    Examples:
        >>> day_name(date(2019, 9, 9))
        'Monday'
    """
    return _WEEKDAYS[day.weekday()]


def long_date(day: date) -> str:
    """Write a date in full in English, whatever the locale.

    Examples:
        >>> long_date(date(2019, 9, 9))
        'Monday 9 September 2019'
    """
    return f"{day_name(day)} {day.day} {MONTHS[day.month - 1]} {day.year}"


def short_date(day: date) -> str:
    """Write a date briefly in English, whatever the locale.

    Examples:
        >>> short_date(date(2019, 9, 9))
        'Mon 9 Sep 2019'
    """
    return f"{short_day(day)} {day.year}"


def short_day(day: date) -> str:
    """Write a date briefly in English, without its year, where that is said elsewhere.

    Examples:
        >>> short_day(date(2019, 9, 9))
        'Mon 9 Sep'
    """
    return f"{day_name(day)[:3]} {day.day} {MONTHS[day.month - 1][:3]}"
