"""Every working Monday of GOV.UK's feed, against a plain day-by-day count and against numpy."""

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

# Read from the guidance by a second reader: working days after notification, and calendar days
# from the Monday of week one to the weekday named, where a weekday is what the text states.
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
    "engagement_arrangements": (9, 11),
    "fieldwork_start": (10, None),
    "printed_evaluations": (10, None),
    "fieldwork_end": (14, None),
}


def _works(day: date) -> bool:
    return day.weekday() < 5 and day not in OFF


def _counted(day: date, number: int) -> date:
    """Walk day by day until so many working days have passed."""
    while number:
        day += timedelta(days=1)
        number -= _works(day)
    return day


def _rolled(day: date) -> date:
    while not _works(day):
        day += timedelta(days=1)
    return day


def _by_hand(monday: date, reading: Reading) -> tuple[date, ...]:
    return tuple(
        _counted(monday, offset)
        if named is None or reading is Reading.WORKING_DAYS
        else _rolled(monday + timedelta(days=named))
        for offset, named in STATED.values()
    )


def test_the_oracle_covers_what_it_says() -> None:
    """The feed has 802 working Mondays from 2012 to 2028; all but the last few have a timetable."""
    assert len(working_mondays()) == 802
    assert len(MONDAYS) == 799
    assert list(STATED) == [row.key for row in MILESTONES]


@pytest.mark.parametrize("reading", Reading)
def test_every_monday_agrees_with_a_count_by_hand(reading: Reading) -> None:
    """In both readings every milestone of every Monday is where counting day by day leads."""
    expected = [_by_hand(monday, reading) for monday in MONDAYS]
    assert timetable_dates(MONDAYS, reading=reading) == expected
    official = WorkingCalendar.from_govuk(feed())
    assert timetable_dates(MONDAYS, reading=reading, calendar=official) == expected
    for monday, dates in zip(MONDAYS, expected, strict=True):
        timetable = Timetable.from_notification(monday, reading=reading)
        assert timetable.dates == dates
        assert [milestone.date for milestone in timetable] == list(dates)


def test_numpy_agrees_on_every_offset() -> None:
    """Numpy's business-day functions, given GOV.UK's days, find the same dates."""
    off = sorted(np.datetime64(day) for day in OFF)
    mondays = np.array(MONDAYS, dtype="datetime64[D]")
    rows = np.array(timetable_dates(MONDAYS), dtype="datetime64[D]")
    for column, (offset, _) in enumerate(STATED.values()):
        expected = np.busday_offset(mondays, offset, roll="raise", holidays=off)
        assert (rows[:, column] == expected).all()


def test_how_often_it_matters() -> None:
    """The figures that the documentation quotes.

    Of 802 working Mondays from 2012 to 2028, in 173 the tenth working day is no Monday, so that
    weekdays and counts disagree; in 101 the two readings give different dates. New Year's Day
    2029, on which the last one rests, is a bank holiday by statute.
    """
    mondays = working_mondays()
    fieldwork = [_counted_with_2029(monday, 10) for monday in mondays]
    assert sum(day.weekday() != 0 for day in fieldwork) == 173
    counted = timetable_dates(mondays)
    named = timetable_dates(mondays, reading=Reading.NAMED_DAYS)
    assert [row[list(STATED).index("fieldwork_start")] for row in counted] == fieldwork
    assert sum(one != other for one, other in zip(counted, named, strict=True)) == 101


def _counted_with_2029(day: date, number: int) -> date:
    while number:
        day += timedelta(days=1)
        number -= _works(day) and day != date(2029, 1, 1)
    return day
