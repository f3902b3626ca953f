from __future__ import annotations

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from hypothesis import assume, given
from hypothesis import strategies as st

from jtai.timetable.ages import LeapBirthday, completed_years, latest_birth, lookback

days = st.dates(date(1990, 1, 1), date(2060, 12, 31))
LEAP_DAYS = [date(year, 2, day) for year in range(2000, 2030, 2) for day in (27, 28)] + [
    date(year, 2, 29) for year in range(2000, 2030, 4)
]


@given(days, days)
def test_ages_agree_with_dateutil_except_for_leap_birthdays(born: date, on: date) -> None:
    """Except for births on 29 February, an age is the same as dateutil's difference in years."""
    assume(born <= on)
    assume((born.month, born.day) != (2, 29))
    assert completed_years(born, on) == relativedelta(on, born).years


@given(st.integers(1992, 2020).filter(lambda year: year % 4 == 0), days)
def test_dateutil_uses_the_28_february_convention(year: int, on: date) -> None:
    """For births on 29 February, dateutil agrees with the convention of 28 February."""
    born = date(year, 2, 29)
    assume(born <= on)
    age = completed_years(born, on, leap_birthday=LeapBirthday.FEBRUARY_28)
    assert age == relativedelta(on, born).years
    assert age - completed_years(born, on) == ((on.month, on.day) == (2, 28) and on.year % 4 != 0)


@given(st.integers(0, 40), days | st.sampled_from(LEAP_DAYS), st.sampled_from(LeapBirthday))
def test_the_latest_birth_date_just_reaches_the_age(
    age: int, on: date, convention: LeapBirthday
) -> None:
    """A child born on the latest birth date has reached the age; one born a day later has not."""
    born = latest_birth(age, on, leap_birthday=convention)
    assert completed_years(born, on, leap_birthday=convention) >= age
    tomorrow = born + timedelta(days=1)
    assert completed_years(tomorrow, on, leap_birthday=convention) < age


@given(days, days)
def test_an_age_grows_by_at_most_one_in_a_day(born: date, on: date) -> None:
    """From one day to the next, an age stays the same or grows by one."""
    assume(born <= on)
    tomorrow = completed_years(born, on + timedelta(days=1))
    assert tomorrow - completed_years(born, on) in {0, 1}


@given(days, st.integers(1, 24))
def test_a_lookback_keeps_the_day_of_the_month(end: date, months: int) -> None:
    """A look-back starts the given months earlier, on the same day or the last of the month."""
    start = lookback(end, months=months).start
    assert (end.year - start.year) * 12 + end.month - start.month == months
    if start.day != end.day:
        assert start.day < end.day
        assert (start + timedelta(days=1)).day == 1
