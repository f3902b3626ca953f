from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest

import jtai
from jtai.core.validation import LONDON, aware_moment, member, plain_date, whole
from jtai.errors import DateTypeError, InvalidValueError


class _OwnDate(date):
    """A subclass of date, as another library may define it."""


class _NoOffset(tzinfo):
    """A time zone without an offset."""

    def utcoffset(self, _: datetime | None, /) -> timedelta | None:
        return None

    def dst(self, _: datetime | None, /) -> timedelta | None:
        return None

    def tzname(self, _: datetime | None, /) -> str | None:
        return None


def test_a_plain_date_is_returned_unchanged() -> None:
    """A plain date is returned unchanged."""
    day = date(2019, 9, 9)
    assert plain_date(day, "day") is day


def test_a_date_of_another_class_becomes_plain() -> None:
    """A subclass of date becomes a plain date of the same day."""
    taken = plain_date(_OwnDate(2019, 9, 9), "day")
    assert taken == date(2019, 9, 9)
    assert type(taken) is date


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        # In summer London is an hour ahead of UTC.
        (datetime(2019, 9, 8, 23, 30, tzinfo=UTC), date(2019, 9, 9)),
        (datetime(2019, 9, 8, 22, 30, tzinfo=UTC), date(2019, 9, 8)),
        # In winter it is not.
        (datetime(2019, 12, 8, 23, 30, tzinfo=UTC), date(2019, 12, 8)),
        (datetime(2019, 9, 9, 0, 30, tzinfo=LONDON), date(2019, 9, 9)),
        (datetime(2019, 9, 9, 0, 30, tzinfo=timezone(timedelta(hours=9))), date(2019, 9, 8)),
        (pd.Timestamp("2019-09-08T23:30Z"), date(2019, 9, 9)),
    ],
)
def test_an_aware_datetime_counts_as_its_day_in_london(moment: datetime, day: date) -> None:
    """An aware datetime becomes the date in London at that moment."""
    taken = plain_date(moment, "day")
    assert taken == day
    assert type(taken) is date


@pytest.mark.parametrize(
    "value",
    [
        "2019-09-09",
        20190909,
        True,
        None,
        1.5,
        (2019, 9, 9),
        pd.NaT,
        np.datetime64("2019-09-09"),
        np.datetime64("NaT", "D"),
        datetime(2019, 9, 9, 9),  # noqa: DTZ001
        datetime(2019, 9, 9, 9, tzinfo=_NoOffset()),
        datetime(2019, 9, 9, 0, 0, 0, 1),  # noqa: DTZ001
        pd.Timestamp("2019-09-09 09:00"),
        pd.Timestamp("2019-09-09") + pd.Timedelta(1, "ns"),
    ],
)
def test_values_that_are_not_dates_are_refused(value: Any) -> None:
    """Strings, numbers, missing values and naive datetimes with a time are refused as dates."""
    with pytest.raises(DateTypeError, match="^day: .*expected a date"):
        plain_date(value, "day")


@pytest.mark.parametrize(
    "value",
    [
        datetime(2019, 9, 9),  # noqa: DTZ001
        datetime(2019, 9, 9, fold=1),  # noqa: DTZ001
        datetime(2019, 9, 9, tzinfo=_NoOffset()),
        pd.Timestamp("2019-09-09"),
        pd.to_datetime(pd.Series(["2019-09-09"]))[0],
        pd.Timestamp(np.datetime64("2019-09-09", "s")),
    ],
)
def test_a_naive_midnight_is_its_day(value: datetime) -> None:
    """A naive datetime at midnight, as databases and pandas store dates, becomes its date."""
    taken = plain_date(value, "day")
    assert taken == date(2019, 9, 9)
    assert type(taken) is date


def test_the_advice_in_a_date_error_works() -> None:
    """A date or moment that is changed as the error advises is accepted."""
    naive = datetime(2019, 9, 9, 9)  # noqa: DTZ001
    with pytest.raises(DateTypeError, match=r"use \.date\(\), or set tzinfo=ZoneInfo"):
        plain_date(naive, "day")
    assert plain_date(naive.date(), "day") == date(2019, 9, 9)
    assert plain_date(naive.replace(tzinfo=ZoneInfo("Europe/London")), "day") == date(2019, 9, 9)
    for stamped in (np.datetime64("2019-09-09"), np.datetime64("2019-09-09", "ns")):
        with pytest.raises(
            DateTypeError, match=r"\.astype\('datetime64\[D\]'\)\.item\(\) for a numpy"
        ):
            plain_date(stamped, "day")
        assert plain_date(stamped.astype("datetime64[D]").item(), "day") == date(2019, 9, 9)
    with pytest.raises(DateTypeError) as required:
        plain_date(None, "day")
    assert "None if" not in str(required.value)
    stamp = pd.Timestamp("2019-09-09 09:00")
    for moment in (naive, stamp):
        with pytest.raises(DateTypeError) as caught:
            aware_moment(moment, "at")
        assert ".date()" not in str(caught.value)
        assert "replace(tzinfo=ZoneInfo('Europe/London'))" in str(caught.value)
        assert "tz_localize('Europe/London')" in str(caught.value)
    aware_moment(naive.replace(tzinfo=ZoneInfo("Europe/London")), "at")
    aware_moment(stamp.tz_localize("Europe/London"), "at")


@pytest.mark.parametrize(
    "value", [pd.NaT, pd.Timestamp("2019-09-09 09:00"), np.datetime64("NaT", "D")]
)
def test_errors_use_the_public_names_of_pandas_types(value: Any) -> None:
    """An error does not name the private module in which pandas defines a type."""
    with pytest.raises(DateTypeError) as caught:
        plain_date(value, "day")
    assert "tslibs" not in str(caught.value)


def test_dates_of_pandas_are_accepted_where_dates_are() -> None:
    """Timetables, records, scope, closures and checks accept a pandas Timestamp as a date."""
    day = pd.Timestamp("2019-09-09")
    timetable = jtai.Timetable.from_notification(day)
    assert timetable == jtai.Timetable.from_notification(date(2019, 9, 9))
    assert type(timetable.notification) is date
    child = jtai.Child(id="SYN-01", date_of_birth=pd.Timestamp("2007-05-01"))
    assert type(child.date_of_birth) is date
    decision = jtai.deep_dive(child, as_of=day)
    assert decision == jtai.deep_dive(child, as_of=date(2019, 9, 9))
    assert not jtai.WorkingCalendar.england().with_closures({day: "flood"}).is_working_day(day)
    inspection = jtai.Inspection(local_area="Anytown", timetable=timetable)
    assert inspection.readiness(as_of=day) == inspection.readiness(as_of=date(2019, 9, 9))
    assert jtai.Submission.from_rows({6: []}).check(as_of=day).as_of == date(2019, 9, 9)


def test_numpy_integers_are_accepted_everywhere() -> None:
    """A numpy integer is accepted as an `int` in arguments, look-ups and records."""
    three: Any = np.int64(3)
    assert jtai.criterion(three + 20) is jtai.criterion(23)
    plan = jtai.plan_year(three + 2016)
    assert type(plan.year) is int
    calendar = jtai.WorkingCalendar.england()
    assert len(calendar.run(date(2019, 9, 9), three)) == 3
    assert calendar.add(date(2019, 9, 9), three) == date(2019, 9, 12)
    record = jtai.TrackingRecord(age=three)
    assert type(record.age) is int


def test_a_refused_value_is_not_shown() -> None:
    """The error names the type of a refused date and not its value, which may be a child's."""
    with pytest.raises(DateTypeError) as caught:
        plain_date("SECRET", "born")
    assert "SECRET" not in str(caught.value)
    assert "expected a date, got str" in str(caught.value)


@pytest.mark.parametrize("value", ["09:00", None, date(2019, 9, 9), pd.NaT])
def test_values_that_are_not_moments_are_refused(value: Any) -> None:
    """A string, None, date or missing timestamp is not accepted as a moment."""
    with pytest.raises(DateTypeError, match="expected an aware datetime, got"):
        aware_moment(value, "at")


def test_a_naive_moment_is_refused() -> None:
    """A datetime without a time zone is not accepted as a moment, because it is ambiguous."""
    with pytest.raises(DateTypeError, match="without a time zone"):
        aware_moment(datetime(2019, 9, 9), "at")  # noqa: DTZ001


AHEAD, BEHIND = (timezone(timedelta(hours=hours)) for hours in (5, -5))


@pytest.mark.parametrize(
    "moment",
    [
        datetime.max.replace(tzinfo=BEHIND),
        datetime.min.replace(tzinfo=AHEAD),
        # Before there were time zones, London was a minute and a quarter behind universal time.
        datetime.min.replace(tzinfo=UTC),
    ],
)
def test_a_moment_beyond_the_calendar_is_refused(moment: datetime) -> None:
    """A moment that is outside the years 1 to 9999 in England is refused."""
    for taken in (aware_moment, plain_date):
        with pytest.raises(
            DateTypeError, match="^at: this moment is outside the years 1 to 9999 in"
        ):
            taken(moment, "at")


@pytest.mark.parametrize(
    "moment",
    [
        datetime.max.replace(tzinfo=UTC),
        datetime.max.replace(tzinfo=AHEAD),
        datetime(1, 1, 1, 0, 2, tzinfo=UTC),
        datetime.min.replace(tzinfo=BEHIND),
    ],
)
def test_the_first_and_last_moments_of_the_calendar_are_accepted(moment: datetime) -> None:
    """Moments in England on the first day of year 1 and the last day of 9999 are accepted."""
    assert aware_moment(moment, "at") is moment
    assert plain_date(moment, "at") in {date.min, date.max}


@pytest.mark.parametrize("value", [True, False, 1.0, "1", None])
def test_values_that_are_not_whole_numbers_are_refused(value: Any) -> None:
    """Booleans, floats, strings and None are not accepted as whole numbers."""
    with pytest.raises(InvalidValueError, match="expected a whole number, got"):
        whole(value, "n")


def test_a_number_below_the_minimum_is_refused() -> None:
    """The minimum is accepted; a smaller number is refused, and the error names the minimum."""
    assert whole(1, "n", least=1) == 1
    with pytest.raises(InvalidValueError, match="n: 0 is too small; expected a whole number, 1 or"):
        whole(0, "n", least=1)


def test_a_number_above_the_maximum_is_refused() -> None:
    """The maximum is accepted; a larger number is refused, and the error names the maximum."""
    assert whole(9, "n", least=1, most=9) == 9
    with pytest.raises(
        InvalidValueError,
        match=r"^n: 10 is too large; expected a whole number, 1 or more, 9 or less$",
    ):
        whole(10, "n", least=1, most=9)


@pytest.mark.parametrize(("sign", "words"), [(-1, "small"), (1, "large")])
def test_a_number_with_very_many_digits_is_not_shown(sign: int, words: str) -> None:
    """The error for a number with very many digits does not show the number."""
    with pytest.raises(
        InvalidValueError, match=f"n: a number with too many digits to show is too {words}; exp"
    ):
        whole(sign * 10**9999, "n", least=1, most=9)


class _Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


def test_a_choice_can_be_a_member_or_its_value() -> None:
    """An enum argument can be a member or its published value."""
    assert member(_Colour, _Colour.RED, "colour") is _Colour.RED
    assert member(_Colour, "red", "colour") is _Colour.RED


@pytest.mark.parametrize("value", ["green", 1, None, []])
def test_an_unknown_choice_is_refused(value: Any) -> None:
    """A value that is not one of the choices is refused, and the error lists the choices."""
    with pytest.raises(InvalidValueError, match="colour: unknown value; expected one of red, blue"):
        member(_Colour, value, "colour")


def test_numpy_integers_become_int_and_numpy_booleans_are_refused() -> None:
    """A numpy integer becomes an `int`, and a numpy boolean is refused."""
    number = whole(np.int64(3), "n")
    assert (number, type(number)) == (3, int)
    with pytest.raises(InvalidValueError, match="n: "):
        whole(np.bool_(True), "n")
