from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest

import jtai
from jtai.core.citation import Reference
from jtai.errors import DateTypeError, InvalidValueError
from jtai.timetable.ages import (
    LeapBirthday,
    Period,
    completed_years,
    is_possible_birth,
    latest_birth,
    lookback,
)


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        (date(2009, 9, 9), date(2019, 9, 8), 9),  # the day before the tenth birthday
        (date(2009, 9, 9), date(2019, 9, 9), 10),  # on the tenth birthday
        (date(2003, 9, 10), date(2019, 9, 9), 15),  # the day before the sixteenth birthday
        (date(2003, 9, 9), date(2019, 9, 9), 16),  # on the sixteenth birthday
        (date(2019, 9, 9), date(2019, 9, 9), 0),  # on the day of birth
        (date(2019, 9, 10), date(2019, 9, 9), -1),  # expected tomorrow
        (date(2021, 1, 1), date(2019, 9, 9), -1),  # expected much later is still unborn
        (date(2008, 2, 29), date(2018, 2, 28), 9),  # born on 29 February, common year
        (date(2008, 2, 29), date(2018, 3, 1), 10),
        (date(2008, 2, 29), date(2020, 2, 28), 11),  # leap year: the birthday is the 29th
        (date(2008, 2, 29), date(2020, 2, 29), 12),
    ],
)
def test_age_is_completed_years(born: date, on: date, age: int) -> None:
    """An age is the number of completed years, and -1 for an unborn child as in the workbook."""
    assert completed_years(born, on) == age


@pytest.mark.parametrize(
    ("on", "age"),
    [
        (date(2018, 2, 27), 9),
        (date(2018, 2, 28), 10),
        (date(2020, 2, 28), 11),
        (date(2020, 2, 29), 12),
        (date(2024, 2, 28), 15),
        (date(2024, 2, 29), 16),
        (date(2100, 2, 27), 91),  # 2100 is not a leap year
        (date(2100, 2, 28), 92),
        (date(2000 + 400, 2, 28), 391),  # 2400 is one
    ],
)
def test_the_leap_birthday_can_be_28_february(on: date, age: int) -> None:
    """Optionally, a child born on 29 February has a birthday on 28 February in common years."""
    born = date(2008, 2, 29)
    assert completed_years(born, on, leap_birthday=LeapBirthday.FEBRUARY_28) == age


def test_the_convention_matters_on_one_day_only() -> None:
    """The leap-birthday convention does not affect a child born on 1 March."""
    born = date(2008, 3, 1)
    assert completed_years(born, date(2018, 2, 28), leap_birthday=LeapBirthday.FEBRUARY_28) == 9


def test_an_unknown_convention_is_refused() -> None:
    """A leap-birthday convention other than 1 March and 28 February is refused."""
    with pytest.raises(InvalidValueError, match="leap_birthday: .*1 March, 28 February"):
        completed_years(date(2008, 2, 29), date(2018, 2, 28), leap_birthday="x")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("born", "on"), [("2009-09-09", date(2019, 9, 9)), (date(2009, 9, 9), None)]
)
def test_ages_need_dates(born: Any, on: Any) -> None:
    """An age is computed from two dates; other values are refused and not shown."""
    with pytest.raises(DateTypeError) as caught:
        completed_years(born, on)
    assert "2009" not in str(caught.value)


@pytest.mark.parametrize("age", [-1, True, 10.0, "10", None, 3000])
def test_an_invalid_age_to_reach_is_refused(age: Any) -> None:
    """An age that is not a whole number, or that nobody can have, is refused."""
    with pytest.raises(InvalidValueError, match="^age: "):
        latest_birth(age, date(2019, 9, 9))


@pytest.mark.parametrize(
    ("end", "months", "start", "clipped"),
    [
        (date(2019, 9, 9), 6, date(2019, 3, 9), False),
        (date(2019, 8, 31), 6, date(2019, 2, 28), True),
        (date(2020, 8, 31), 6, date(2020, 2, 29), True),
        (date(2019, 12, 31), 6, date(2019, 6, 30), True),
        (date(2020, 2, 29), 12, date(2019, 2, 28), True),
        (date(2020, 1, 6), 12, date(2019, 1, 6), False),
    ],
)
def test_a_lookback_starts_at_most_on_the_last_day_of_the_month(
    end: date, months: int, start: date, *, clipped: bool
) -> None:
    """A look-back starts on the same day of an earlier month, or on the last day of that month."""
    period = lookback(end, months=months)
    assert (period.start, period.end, period.months) == (start, end, months)
    assert period.clipped is clipped


def test_a_period_includes_its_first_and_last_day() -> None:
    """A period includes its first and its last day, and no day before or after."""
    period = lookback(date(2019, 9, 9), months=6)
    assert date(2019, 3, 9) in period
    assert date(2019, 9, 9) in period
    assert date(2019, 3, 8) not in period
    assert date(2019, 9, 10) not in period
    assert str(period) == "Sat 9 Mar 2019 to Mon 9 Sep 2019"


def test_the_periods_of_the_guidance_are_cited() -> None:
    """Look-backs of six and twelve months cite the guidance; other lengths have no reference."""
    assert lookback(date(2019, 9, 9), months=6).reference == Reference.para(32, 34, 38, 41, 44, 48)
    assert str(lookback(date(2019, 9, 9), months=12).reference).endswith("items 2.2 and 3.2")
    assert lookback(date(2019, 9, 9), months=3).reference is None


@pytest.mark.parametrize("months", [0, -6, 6.0, True, "6", None])
def test_months_are_whole_and_positive(months: Any) -> None:
    """The length of a look-back is a whole number of months, at least 1."""
    with pytest.raises(InvalidValueError, match="^months: "):
        lookback(date(2019, 9, 9), months=months)


@pytest.mark.parametrize("months", [12 * 2019, 10**9, 10**30])
def test_a_lookback_before_the_year_1_is_refused(months: int) -> None:
    """A period that would begin before the year 1 is refused."""
    with pytest.raises(InvalidValueError, match="before the year 1"):
        lookback(date(2019, 9, 9), months=months)


def test_a_period_is_a_value() -> None:
    """Periods with the same dates are equal and have the same hash."""
    one = Period(start=date(2019, 1, 1), end=date(2019, 2, 1), months=1)
    assert one == lookback(date(2019, 2, 1), months=1)
    assert hash(one) == hash(lookback(date(2019, 2, 1), months=1))


def test_a_date_of_birth_is_possible_up_to_age_25() -> None:
    """A date of birth is possible up to age 25, by the chosen leap-birthday convention."""
    born, on = date(1992, 2, 29), date(2018, 2, 28)
    assert is_possible_birth(born, on, leap_birthday=LeapBirthday.MARCH_1)
    assert not is_possible_birth(born, on, leap_birthday=LeapBirthday.FEBRUARY_28)


def test_the_months_of_a_period_are_a_plain_integer() -> None:
    """A number of months from numpy is stored as an `int`, as JSON needs."""
    months: Any = np.int64(6)
    assert type(lookback(date(2019, 9, 9), months=months).months) is int


def test_a_period_is_a_record() -> None:
    """A period is exported as a record of plain values, and makes a frame with others."""
    period = lookback(date(2019, 9, 9), months=6)
    assert period.to_record()["start"] == date(2019, 3, 9)
    assert len(jtai.to_pandas([period, lookback(date(2019, 9, 9), months=12)])) == 2
