from __future__ import annotations

from datetime import date

from jtai.core.english_dates import day_name, long_date, short_date, short_day


def test_dates_are_written_in_english() -> None:
    """Dates are written with English names of days and months in four formats."""
    day = date(2022, 9, 19)
    assert day_name(day) == "Monday"
    assert long_date(day) == "Monday 19 September 2022"
    assert short_date(day) == "Mon 19 Sep 2022"
    assert short_day(day) == "Mon 19 Sep"


def test_every_weekday_and_month_has_its_name() -> None:
    """Weekday and month names agree with the standard library in the C locale."""
    for month in range(1, 13):
        day = date(2019, month, month)
        assert long_date(day) == f"{day:%A} {day.day} {day:%B} {day.year}"
    assert [day_name(date(2019, 9, 9 + n))[:3] for n in range(7)] == [
        "Mon",
        "Tue",
        "Wed",
        "Thu",
        "Fri",
        "Sat",
        "Sun",
    ]
