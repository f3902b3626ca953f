"""How dates are written: in English and always the same way, whatever the locale.

`strftime` is not used, because its day and month names follow the locale.
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
"""The months in English."""


def day_name(day: date) -> str:
    """Return the English name of the weekday.

    Examples:
        >>> day_name(date(2019, 9, 9))
        'Monday'
    """
    return _WEEKDAYS[day.weekday()]


def long_date(day: date) -> str:
    """Return a date in full, in English.

    Examples:
        >>> long_date(date(2019, 9, 9))
        'Monday 9 September 2019'
    """
    return f"{day_name(day)} {day.day} {MONTHS[day.month - 1]} {day.year}"


def short_date(day: date) -> str:
    """Return a date in short form, in English.

    Examples:
        >>> short_date(date(2019, 9, 9))
        'Mon 9 Sep 2019'
    """
    return f"{short_day(day)} {day.year}"


def short_day(day: date) -> str:
    """Return a date in short form without its year, for where the year is clear.

    Examples:
        >>> short_day(date(2019, 9, 9))
        'Mon 9 Sep'
    """
    return f"{day_name(day)[:3]} {day.day} {MONTHS[day.month - 1][:3]}"
