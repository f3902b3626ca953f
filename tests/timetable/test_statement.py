from __future__ import annotations

import json
import pickle
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import pytest

from jtai.errors import CoverageError, DateTypeError
from jtai.timetable.statement import written_statement_due
from jtai.timetable.working_days import WorkingCalendar
from tests.timetable.official_feed import days_off


@pytest.mark.parametrize(
    "received",
    # Weekdays, a Saturday, and Good Friday; across Christmas, Easter and the jubilee.
    [date(2016, 5, 5), date(2019, 11, 29), date(2019, 11, 30), date(2022, 4, 15), date(2022, 3, 1)],
)
def test_seventy_working_days_by_an_independent_count(received: date) -> None:
    """A written statement is due on the seventieth working day after receipt (SI 2015/1792)."""
    off = days_off()
    day, counted = received, 0
    while counted < 70:
        day += timedelta(days=1)
        counted += day.weekday() < 5 and day not in off
    deadline = written_statement_due(received)
    assert deadline.date == day
    assert np.datetime64(day) == np.busday_offset(
        np.datetime64(received), 70, roll="backward", holidays=sorted(off)
    )


def test_a_published_deadline_is_computed() -> None:
    """A report received on 6 May 2016 leads to the published deadline of 15 August 2016."""
    assert written_statement_due(date(2016, 5, 6)).date == date(2016, 8, 15)


def test_a_deadline_states_its_assumption_and_source() -> None:
    """A deadline gives its date of receipt, the holidays passed over, its assumption and source."""
    deadline = written_statement_due(datetime(2019, 11, 28, 23, 0, tzinfo=UTC))
    assert deadline.received == date(2019, 11, 28)
    assert deadline.working_days == 70
    assert [holiday.name for holiday in deadline.passed_over] == [
        "Christmas Day",
        "Boxing Day",
        "New Year’s Day",
    ]
    assert "the next working day is treated as day 1" in deadline.assumed
    assert str(deadline.reference).startswith("SI 2015/1792, regulation 4")
    assert not deadline.provisional
    assert "Assumed: " in deadline.explain()


def test_a_deadline_in_an_unproclaimed_year_is_provisional() -> None:
    """A deadline in a year whose bank holidays are not all known is provisional, and says so."""
    deadline = written_statement_due(date(2028, 11, 1))
    assert deadline.provisional
    assert "Provisional: not all bank holidays of this period are known yet." in deadline.explain()


def test_without_bank_holidays_it_is_fourteen_weeks() -> None:
    """Seventy working days without a day off are fourteen weeks."""
    calendar = WorkingCalendar(
        name="Test", first=date(2019, 1, 1), last=date(2019, 12, 31), bank_holidays=()
    )
    deadline = written_statement_due(date(2019, 3, 1), calendar=calendar)
    assert deadline.date == date(2019, 3, 1) + timedelta(weeks=14)
    assert "No bank holiday is passed over." in deadline.explain()


@pytest.mark.parametrize("received", ["2019-11-29", None, True])
def test_a_receipt_is_a_date(received: Any) -> None:
    """A date of receipt that is not a date is refused."""
    with pytest.raises(DateTypeError, match="^received: "):
        written_statement_due(received)


def test_beyond_the_calendar_there_is_no_deadline() -> None:
    """A deadline beyond the dates of the calendar is refused."""
    with pytest.raises(CoverageError):
        written_statement_due(date(2050, 12, 1))


def test_a_deadline_is_a_readable_value() -> None:
    """A deadline has HTML and a record, and can be hashed and pickled."""
    deadline = written_statement_due(date(2019, 11, 29))
    assert "Wednesday 11 March 2020,</span> end of day" in deadline._repr_html_()
    record = deadline.to_record()
    assert record["passed_over"][0] == "Wednesday 25 December 2019 (Christmas Day)"
    assert json.dumps(record, default=str)
    assert pickle.loads(pickle.dumps(deadline)) == deadline  # noqa: S301
    assert hash(deadline) == hash(written_statement_due(date(2019, 11, 29)))


def test_the_day_of_receipt_is_not_passed_over() -> None:
    """A bank holiday on the day of receipt is not on the way: that day never counts."""
    deadline = written_statement_due(date(2022, 4, 15))  # Good Friday
    assert deadline.passed_over[0].date == date(2022, 4, 18)


def test_a_bank_holiday_that_is_worked_is_named() -> None:
    """A deadline names the bank holidays that its calendar counts, unless receipt was on one."""
    worked = WorkingCalendar.england().without({date(2020, 1, 1): "worked"})
    deadline = written_statement_due(date(2019, 11, 29), calendar=worked)
    assert deadline.date == date(2020, 3, 10)  # 11 March without that day
    assert [holiday.date for holiday in deadline.restored] == [date(2020, 1, 1)]
    words = "Counted as working days: Wednesday 1 January 2020 (New Year’s Day: worked)."
    assert f"Thursday 26 December 2019 (Boxing Day). {words} Assumed:" in deadline.explain()
    on_it = written_statement_due(date(2020, 1, 1), calendar=worked)
    assert on_it.restored == ()
    assert "Counted as working days" not in on_it.explain()


def test_no_bank_holiday_is_denied_where_one_is_worked() -> None:
    """A deadline says that no bank holiday is passed over only if none is on the way."""
    worked = WorkingCalendar.england().without({date(2022, 8, 29), date(2022, 9, 19)})
    text = written_statement_due(date(2022, 6, 6), calendar=worked).explain()
    assert "Counted as working days: Monday 29 August 2022 (Summer" in text
    assert "No bank holiday" not in text
