"""Hypothesis strategies for the property tests of the timetable."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from jtai.timetable.bank_holidays import Holiday
from jtai.timetable.working_days import WorkingCalendar

FIRST, LAST = date(2018, 1, 1), date(2021, 12, 31)
_WEEKDAYS = [
    day
    for number in range((LAST - FIRST).days + 1)
    if (day := FIRST + timedelta(days=number)).weekday() < 5
]


def _calendar(days: frozenset[date]) -> WorkingCalendar:
    return WorkingCalendar(
        name="Drawn",
        first=FIRST,
        last=LAST,
        bank_holidays=tuple(Holiday(date=day, name="Off") for day in sorted(days)),
    )


covered_days = st.dates(FIRST, LAST)
inner_days = st.dates(FIRST + timedelta(days=400), LAST - timedelta(days=400))
weekdays = st.sampled_from(_WEEKDAYS)
days_off = st.frozensets(weekdays, max_size=40)
calendars = days_off.map(_calendar)
mondays = st.sampled_from(
    [day for day in _WEEKDAYS if day.weekday() == 0 and day < LAST - timedelta(days=120)]
)
