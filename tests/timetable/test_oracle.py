"""Dates for every working Monday of GOV.UK's feed, compared with plain counts and with numpy."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from jtai.guidance.milestones import MILESTONES
from jtai.timetable.milestone_dates import Reading, timetable_dates
from jtai.timetable.timetable import Timetable
from jtai.timetable.working_days import WorkingCalendar
from tests.timetable.official_feed import days_off, feed, working_mondays

OFF = days_off()
LAST_COVERED = date(max(OFF).year, 12, 31)
MONDAYS = [day for day in working_mondays() if day + timedelta(days=30) <= LAST_COVERED]

# Para 50 says the end of week two, without a weekday: the last working day of that week.
END_OF_WEEK_TWO = -1

# Read from the guidance by a second reader: working days after notification, and calendar days
# from the Monday of week one to the named weekday, or None if the text counts working days.
STATED: dict[str, tuple[int, int | None]] = {
    "notification": (0, None),
    "child_lists": (3, 3),
    "contextual_issues": (3, 3),
    "meeting_details": (3, 3),
    "activity_lists": (3, 3),
    "case_selection": (4, 4),
    "selection_call": (4, 4),
    "case_documents": (6, 8),
    "supporting_information": (6, 8),
    "joint_evaluations": (8, 10),
    "cqc_documents_request": (9, 11),
    "engagement_arrangements": (9, END_OF_WEEK_TWO),
    "fieldwork_start": (10, None),
    "printed_documents": (10, None),
    "fieldwork_end": (14, None),
}


def _works(day: date) -> bool:
    return day.weekday() < 5 and day not in OFF


def _counted(day: date, number: int) -> date:
    """Go forward day by day until the given number of working days has passed."""
    while number:
        day += timedelta(days=1)
        number -= _works(day)
    return day


def _rolled(day: date) -> date:
    while not _works(day):
        day += timedelta(days=1)
    return day


def _last_of_week_two(monday: date) -> date:
    day = monday + timedelta(days=11)
    while not _works(day):
        day -= timedelta(days=1)
    return day


def _by_hand(monday: date, reading: Reading) -> tuple[date, ...]:
    return tuple(
        _counted(monday, offset)
        if named is None or reading is Reading.WORKING_DAYS
        else _last_of_week_two(monday)
        if named == END_OF_WEEK_TWO
        else _rolled(monday + timedelta(days=named))
        for offset, named in STATED.values()
    )


def test_the_oracle_covers_802_mondays() -> None:
    """The feed has 802 working Mondays from 2012 to 2028, and all but the last three are tested."""
    assert len(working_mondays()) == 802
    assert len(MONDAYS) == 799
    assert list(STATED) == [row.key for row in MILESTONES]


@pytest.mark.no_cover
@pytest.mark.parametrize("reading", Reading)
def test_every_monday_agrees_with_a_count_by_hand(reading: Reading) -> None:
    """In both readings, every milestone of every Monday has the date of a day-by-day count."""
    expected = [_by_hand(monday, reading) for monday in MONDAYS]
    assert timetable_dates(MONDAYS, reading=reading) == expected
    official = WorkingCalendar.from_govuk(feed())
    assert timetable_dates(MONDAYS, reading=reading, calendar=official) == expected
    for monday, dates in zip(MONDAYS, expected, strict=True):
        timetable = Timetable.from_notification(monday, reading=reading)
        assert timetable.dates == dates
        assert [milestone.date for milestone in timetable] == sorted(dates)


def test_named_days_are_never_later() -> None:
    """For every milestone of every Monday, the named day is the counted day or an earlier one."""
    counted = timetable_dates(MONDAYS)
    named = timetable_dates(MONDAYS, reading=Reading.NAMED_DAYS)
    for one, other in zip(counted, named, strict=True):
        assert all(early <= late for early, late in zip(other, one, strict=True))


def test_each_later_date_is_marked_with_its_named_day() -> None:
    """In a working-days timetable, `later_than` is set exactly where the named day is earlier."""
    for monday in MONDAYS:
        named = _by_hand(monday, Reading.NAMED_DAYS)
        timetable = Timetable.from_notification(monday)
        early = {
            key: day
            for key, day, late in zip(STATED, named, timetable.dates, strict=True)
            if day != late
        }
        assert {m.key: m.later_than for m in timetable if m.later_than} == early


def test_the_end_of_week_two_is_in_week_two() -> None:
    """In the named-days reading, engagement arrangements are always due in week two (para 50)."""
    for monday in MONDAYS:
        timetable = Timetable.from_notification(monday, reading=Reading.NAMED_DAYS)
        day = timetable["engagement_arrangements"].date
        assert monday + timedelta(days=7) <= day <= monday + timedelta(days=11)


def test_numpy_agrees_on_every_offset() -> None:
    """Numpy's business-day functions give the same dates with GOV.UK's bank holidays."""
    off = sorted(np.datetime64(day) for day in OFF)
    mondays = np.array(MONDAYS, dtype="datetime64[D]")
    rows = np.array(timetable_dates(MONDAYS), dtype="datetime64[D]")
    for column, (offset, _) in enumerate(STATED.values()):
        expected = np.busday_offset(mondays, offset, roll="raise", holidays=off)
        assert (rows[:, column] == expected).all()


def test_the_documented_figures_are_right() -> None:
    """The figures that the documentation quotes are right.

    For 173 of the 802 working Mondays from 2012 to 2028, the tenth working day is not a Monday;
    for 122, the two readings give different dates. The last of them depends on New Year's Day
    2029, which is a bank holiday by statute.
    """
    mondays = working_mondays()
    fieldwork = [_counted_with_2029(monday, 10) for monday in mondays]
    assert sum(day.weekday() != 0 for day in fieldwork) == 173
    counted = timetable_dates(mondays)
    named = timetable_dates(mondays, reading=Reading.NAMED_DAYS)
    assert [row[list(STATED).index("fieldwork_start")] for row in counted] == fieldwork
    assert sum(one != other for one, other in zip(counted, named, strict=True)) == 122
    # The count by hand leaves out the last three Mondays, which need 2029. Of these, only the
    # readings of 18 December 2028 differ: Christmas and New Year's Day 2029 are in between.
    by_hand = [{_by_hand(monday, reading) for reading in Reading} for monday in MONDAYS]
    assert sum(len(dates) > 1 for dates in by_hand) == 121
    assert [one != other for one, other in zip(counted[-3:], named[-3:], strict=True)] == [
        False,
        False,
        True,
    ]


def _counted_with_2029(day: date, number: int) -> date:
    while number:
        day += timedelta(days=1)
        number -= _works(day) and day != date(2029, 1, 1)
    return day
