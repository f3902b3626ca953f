from __future__ import annotations

from datetime import date, timedelta

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from jtai.timetable.working_days import WorkingCalendar
from tests.timetable.strategies import calendars, covered_days, inner_days, weekdays

steps = st.integers(-150, 150)


@given(calendars, inner_days, steps)
def test_count_undoes_add(calendar: WorkingCalendar, day: date, number: int) -> None:
    """The count to the n-th working day after or before any day is n."""
    assert calendar.count(day, calendar.add(day, number)) == number


@given(calendars, inner_days, steps)
def test_subtracting_undoes_adding(calendar: WorkingCalendar, day: date, number: int) -> None:
    """Adding and then subtracting a number of working days leads back to the same working day."""
    assume(calendar.is_working_day(day))
    assert calendar.add(calendar.add(day, number), -number) == day


@given(calendars, inner_days, st.lists(steps, min_size=2, max_size=2))
def test_more_working_days_never_lead_to_an_earlier_date(
    calendar: WorkingCalendar, day: date, numbers: list[int]
) -> None:
    """More working days never lead to an earlier date."""
    fewer, more = sorted(numbers)
    assert calendar.add(day, fewer) <= calendar.add(day, more)


@given(calendars, inner_days, st.integers(1, 150))
def test_adding_leads_to_a_working_day(calendar: WorkingCalendar, day: date, number: int) -> None:
    """Adding working days leads to a working day after the start."""
    answer = calendar.add(day, number)
    assert calendar.is_working_day(answer)
    assert answer > day


@given(calendars, covered_days, covered_days)
def test_count_agrees_with_numpy(calendar: WorkingCalendar, start: date, end: date) -> None:
    """Numpy's count is the same a day later, because it includes the first day and not the last."""
    off = [np.datetime64(holiday.date) for holiday in calendar.bank_holidays]
    one_day = timedelta(days=1)
    if start <= end:
        expected = np.busday_count(start + one_day, end + one_day, holidays=off)
    else:
        expected = -np.busday_count(end, start, holidays=off)
    assert calendar.count(start, end) == expected


@given(calendars, inner_days, st.integers(0, 100), weekdays)
def test_a_day_off_never_makes_a_date_earlier(
    calendar: WorkingCalendar, day: date, number: int, closed: date
) -> None:
    """An extra day off never moves a date earlier, and moves it only if it lies on the way."""
    assume(number > 0)
    before = calendar.add(day, number)
    after = calendar.with_closures({closed: "Shut"}).add(day, number)
    assert after >= before
    if not day < closed <= before:
        assert after == before


@given(calendars, weekdays)
def test_removing_undoes_closing(calendar: WorkingCalendar, closed: date) -> None:
    """Closing a working day and removing the closure restores the days of the calendar."""
    assume(calendar.is_working_day(closed))
    opened = calendar.with_closures({closed: "Shut"}).without({closed})
    assert opened.bank_holidays == calendar.bank_holidays
    assert opened.is_working_day(closed)


@given(calendars, inner_days, st.integers(1, 60))
def test_a_run_is_every_working_day_in_a_row(
    calendar: WorkingCalendar, day: date, length: int
) -> None:
    """A run is every working day from its first to its last day."""
    run = calendar.run(day, length)
    span = [run[0] + timedelta(days=n) for n in range((run[-1] - run[0]).days + 1)]
    assert list(run) == [each for each in span if calendar.is_working_day(each)]
    assert run[0] == calendar.on_or_after(day)
