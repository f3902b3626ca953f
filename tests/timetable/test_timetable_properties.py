from __future__ import annotations

from datetime import date, timedelta

import attrs
from hypothesis import assume, given
from hypothesis import strategies as st

from jtai.guidance.milestones import MILESTONES
from jtai.timetable.milestone_dates import Reading
from jtai.timetable.timetable import Timetable
from jtai.timetable.working_days import WorkingCalendar
from tests.timetable.strategies import FIRST, LAST, calendars, mondays, weekdays

readings = st.sampled_from(Reading)
NO_HOLIDAYS = WorkingCalendar(name="None", first=FIRST, last=LAST, bank_holidays=())


def _timetable(monday: date, calendar: WorkingCalendar, reading: Reading) -> Timetable:
    assume(calendar.is_working_day(monday))
    return Timetable.from_notification(monday, calendar=calendar, reading=reading)


@given(mondays, calendars, readings)
def test_milestones_are_in_order_of_time(
    monday: date, calendar: WorkingCalendar, reading: Reading
) -> None:
    """Milestones are in order of time, and counted dates are also in the order of the table.

    Named days need not be: if Friday of week two is a day off, the request on that Friday moves
    to the next week, but what is due by the end of week two moves back to Thursday.
    """
    timetable = _timetable(monday, calendar, reading)
    if reading is Reading.WORKING_DAYS:
        assert list(timetable.dates) == sorted(timetable.dates)
    dues = [(milestone.due, milestone.time is None) for milestone in timetable]
    assert dues == sorted(dues)


@given(mondays, calendars, readings)
def test_every_date_is_a_working_day(
    monday: date, calendar: WorkingCalendar, reading: Reading
) -> None:
    """No milestone is on a weekend or a day off."""
    assert all(calendar.is_working_day(day) for day in _timetable(monday, calendar, reading).dates)


@given(mondays, calendars)
def test_named_days_are_never_later(monday: date, calendar: WorkingCalendar) -> None:
    """No milestone is later in the named-days reading than in the working-days reading."""
    named = _timetable(monday, calendar, Reading.NAMED_DAYS)
    counted = attrs.evolve(named, reading=Reading.WORKING_DAYS)
    assert all(one <= other for one, other in zip(named.dates, counted.dates, strict=True))


@given(mondays, calendars, readings, weekdays)
def test_an_extra_day_off_moves_no_date_earlier(
    monday: date, calendar: WorkingCalendar, reading: Reading, closed: date
) -> None:
    """An extra day off moves no date earlier, except the last working day of a week.

    A comparison gives it as a reason.
    """
    assume(closed != monday)
    before = _timetable(monday, calendar, reading)
    after = _timetable(monday, calendar.with_closures({closed: "Late"}), reading)
    comparison = before.compare(after)
    # If the end of a week is named, it is the last working day that is left in it.
    back = {"engagement_arrangements"} if reading is Reading.NAMED_DAYS else set()
    assert all((move.days or 0) > 0 or move.key in back for move in comparison)
    assert {move.key for move in comparison} == {
        row.key
        for row, one, other in zip(MILESTONES, before.dates, after.dates, strict=True)
        if one != other
    }
    assert all("Late" in " ".join(move.why) for move in comparison)


@given(mondays, st.sampled_from((0, 0, 1)), calendars, calendars, readings, readings)
def test_a_reason_changes_the_date(  # noqa: PLR0917 - hypothesis draws them
    monday: date,
    weeks: int,
    calendar: WorkingCalendar,
    other: WorkingCalendar,
    reading: Reading,
    another: Reading,
) -> None:
    """Every move has a reason, and without a day off or reading that it names the date differs."""
    before = _timetable(monday, calendar, reading)
    after = _timetable(monday + timedelta(weeks=weeks), other, another)
    for move in before.compare(after):
        assert move.why
        for why in move.why:
            holiday = str(why).partition(" (")[0]
            if why.startswith("Notification"):
                assert weeks
            elif why.startswith("The reading"):
                assert any(
                    attrs.evolve(one, reading=taken)[move.key].date != one[move.key].date
                    for one, taken in ((before, another), (after, reading))
                )
            else:
                stands, falls = (
                    (after, before) if why.endswith("no longer a working day.") else (before, after)
                )
                (day,) = [
                    off.date
                    for off in stands.calendar.bank_holidays
                    if str(off).partition(" (")[0] == holiday
                ]
                assert falls.calendar.is_working_day(day)
                without = attrs.evolve(stands, calendar=stands.calendar.without({day}))
                assert without[move.key].date != stands[move.key].date


@given(mondays, readings)
def test_without_holidays_a_week_later_is_seven_days_later(monday: date, reading: Reading) -> None:
    """Without bank holidays, a notification a week later moves every date by exactly a week."""
    timetable = _timetable(monday, NO_HOLIDAYS, reading)
    later = _timetable(monday + timedelta(weeks=1), NO_HOLIDAYS, reading)
    week = timedelta(weeks=1)
    assert later.dates == tuple(day + week for day in timetable.dates)
    assert timetable.displaced == ()


@given(mondays, calendars, readings)
def test_fieldwork_leads_back(monday: date, calendar: WorkingCalendar, reading: Reading) -> None:
    """A timetable that is made from its start of fieldwork is the same."""
    timetable = _timetable(monday, calendar, reading)
    assert (
        Timetable.from_fieldwork(timetable.fieldwork_start, calendar=calendar, reading=reading)
        == timetable
    )


@given(mondays, calendars, readings)
def test_a_displaced_milestone_has_its_reason(
    monday: date, calendar: WorkingCalendar, reading: Reading
) -> None:
    """A displaced milestone is later than its named day, and there is a day off in between.

    What is due at the end of a week without a working day may be earlier.
    """
    for milestone in _timetable(monday, calendar, reading):
        if milestone.displaced:
            assert milestone.passed_over
            assert milestone.date > milestone.named_date or (
                milestone.key == "engagement_arrangements"
                and not calendar.is_working_day(milestone.named_date)
            )
        for holiday in milestone.passed_over:
            assert holiday.name in milestone.explain()
