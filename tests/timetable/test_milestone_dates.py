from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import attrs
import pytest

from jtai.errors import (
    CoverageError,
    DateTypeError,
    InvalidValueError,
    JtaiError,
    NotificationError,
)
from jtai.guidance.entries.time_entries import Basis
from jtai.guidance.milestones import MILESTONES
from jtai.timetable.milestone_dates import (
    Reading,
    milestone_dates,
    milestone_table,
    named_date,
    notification_before_fieldwork,
    timetable_dates,
)
from jtai.timetable.timetable import Timetable
from jtai.timetable.working_days import WorkingCalendar
from tests.timetable.fixed_days import FIXED
from tests.timetable.worked_examples import (
    BEFORE_PROCLAMATION,
    ENGLAND,
    FUNERAL,
    NAMED,
    NAMED_KEYS,
    OFFSETS,
    as_dates,
)

CALENDAR = WorkingCalendar.england()
ROWS = {row.key: row for row in MILESTONES}


@pytest.mark.parametrize(("notification", "days"), ENGLAND.items())
def test_worked_examples(notification: str, days: str) -> None:
    """Every milestone has the date of the worked example in the working-days reading."""
    expected = dict(zip(OFFSETS, as_dates(days), strict=True))
    expected[0] = date.fromisoformat(notification)
    dates = milestone_dates(expected[0], CALENDAR, Reading.WORKING_DAYS)
    assert list(dates) == [expected[row.offset] for row in MILESTONES]


@pytest.mark.parametrize(("notification", "days"), BEFORE_PROCLAMATION.items())
def test_worked_example_before_the_proclamation(notification: str, days: str) -> None:
    """Without the bank holiday of 19 September 2022, dates are as before it was proclaimed."""
    expected = dict(zip(OFFSETS, as_dates(days), strict=True))
    expected[0] = date.fromisoformat(notification)
    dates = milestone_dates(expected[0], CALENDAR.without({FUNERAL}), Reading.WORKING_DAYS)
    assert list(dates) == [expected[row.offset] for row in MILESTONES]


@pytest.mark.parametrize(("notification", "days"), NAMED.items())
def test_worked_examples_in_named_days(notification: str, days: str) -> None:
    """Milestones have the dates of the worked examples in the named-days reading."""
    dates = milestone_dates(date.fromisoformat(notification), CALENDAR, Reading.NAMED_DAYS)
    found = dict(zip(ROWS, dates, strict=True))
    assert [found[key] for key in NAMED_KEYS] == as_dates(days)


def test_named_days_over_easter() -> None:
    """In the named-days reading, Good Friday's milestones move, and those of week two do not."""
    dates = dict(
        zip(ROWS, milestone_dates(date(2020, 4, 6), CALENDAR, Reading.NAMED_DAYS), strict=True)
    )
    assert dates == {
        "notification": date(2020, 4, 6),
        "child_lists": date(2020, 4, 9),
        "contextual_issues": date(2020, 4, 9),
        "meeting_details": date(2020, 4, 9),
        "activity_lists": date(2020, 4, 9),
        "case_selection": date(2020, 4, 14),
        "selection_call": date(2020, 4, 14),
        "case_documents": date(2020, 4, 14),
        "supporting_information": date(2020, 4, 14),
        "joint_evaluations": date(2020, 4, 16),
        "cqc_documents_request": date(2020, 4, 17),
        "engagement_arrangements": date(2020, 4, 17),
        "fieldwork_start": date(2020, 4, 22),
        "printed_documents": date(2020, 4, 22),
        "fieldwork_end": date(2020, 4, 28),
    }


@pytest.mark.parametrize("reading", Reading)
def test_a_bank_holiday_monday_is_refused(reading: Reading) -> None:
    """Notification on a bank holiday is refused; the next working day and Monday are suggested."""
    with pytest.raises(NotificationError) as caught:
        milestone_dates(date(2019, 8, 26), CALENDAR, reading)
    message = str(caught.value)
    assert "Monday 26 August 2019 is not a working day (Summer bank holiday)" in message
    assert "the next working day is Tuesday 27 August 2019" in message
    assert "the next working Monday is Monday 2 September 2019" in message
    assert "any_weekday=True" in message
    assert message.endswith("(guidance 190035, paras 23, 29)")


def test_a_saturday_is_refused() -> None:
    """Notification on a Saturday is refused, and the following Monday is suggested."""
    with pytest.raises(NotificationError) as caught:
        milestone_dates(date(2019, 9, 7), CALENDAR, Reading.WORKING_DAYS)
    message = str(caught.value)
    assert "Saturday 7 September 2019 is not a working day" in message
    assert "the next working day is Monday 9 September 2019 (" in message
    assert "any_weekday" not in message


def test_a_tuesday_is_refused_unless_any_weekday_is_set() -> None:
    """Notification on a Tuesday is refused unless `any_weekday` is set."""
    with pytest.raises(NotificationError) as caught:
        milestone_dates(date(2019, 9, 10), CALENDAR, Reading.WORKING_DAYS)
    message = str(caught.value)
    assert "Tuesday 10 September 2019 is not a Monday; expected a working Monday" in message
    assert "the next working Monday is Monday 16 September 2019" in message
    dates = milestone_dates(date(2019, 9, 10), CALENDAR, Reading.WORKING_DAYS, any_weekday=True)
    assert dates[0] == date(2019, 9, 10)
    assert dates[-1] == date(2019, 9, 30)


def test_any_weekday_does_not_allow_bank_holidays() -> None:
    """A bank holiday is refused even with `any_weekday`, which is then not suggested."""
    with pytest.raises(NotificationError) as caught:
        milestone_dates(date(2019, 8, 26), CALENDAR, Reading.WORKING_DAYS, any_weekday=True)
    message = str(caught.value)
    assert "expected a working day;" in message
    assert "any_weekday" not in message
    assert "Tuesday 27 August 2019" in message


def test_the_next_working_monday_skips_bank_holidays() -> None:
    """The next working Monday after Easter Saturday is not Easter Monday."""
    with pytest.raises(NotificationError, match="next working Monday is Monday 20 April 2020"):
        milestone_dates(date(2020, 4, 11), CALENDAR, Reading.WORKING_DAYS)


def test_named_days_after_a_bank_holiday_monday() -> None:
    """After notification on a Tuesday, week one is that week, so lists are due on its Thursday."""
    dates = milestone_dates(
        date(2019, 8, 27),
        CALENDAR,
        Reading.NAMED_DAYS,
        any_weekday=True,
        table=milestone_table(FIXED),
    )
    assert dates[0] == date(2019, 8, 27)
    assert dates[1] == date(2019, 8, 29)
    assert dates[12] == date(2019, 9, 10)


@pytest.mark.parametrize("day", [12, 13])
def test_named_days_need_a_notification_before_thursday(day: int) -> None:
    """The named-days reading refuses a notification that is not before Thursday of week one."""
    with pytest.raises(NotificationError) as caught:
        milestone_dates(
            date(2019, 9, day),
            CALENDAR,
            Reading.NAMED_DAYS,
            any_weekday=True,
            table=milestone_table(FIXED),
        )
    message = str(caught.value)
    assert "child_lists is due on Thursday, week one, which is not after notification" in message
    assert "use the working-days reading" in message
    assert message.endswith("(guidance 190035, paras 30, 32 to 35)")


def test_a_refused_end_of_a_week_names_the_days_off() -> None:
    """If no day until the end of week two is a working day, the refusal names the days off."""
    days = [*range(19, 23), 27, 28, 29]
    calendar = CALENDAR.with_closures({date(2023, 12, day): "Council closed" for day in days})
    with pytest.raises(NotificationError) as caught:
        milestone_dates(date(2023, 12, 18), calendar, Reading.NAMED_DAYS)
    message = str(caught.value)
    assert (
        "engagement_arrangements is due at the end of week two, but no working day is between "
        "notification on Monday 18 December 2023 and then: Tuesday 19 December 2023 (Council closed"
    ) in message
    assert "; Monday 25 December 2023 (Christmas Day); " in message
    assert "Friday 29 December 2023 (Council closed)" in message
    assert "an earlier day of the week" not in message
    assert "Friday, week two" not in message
    assert "use the working-days reading" in message


def test_named_days_from_a_wednesday_are_possible() -> None:
    """In the named-days reading, lists are due on the day after notification on a Wednesday."""
    dates = milestone_dates(date(2019, 9, 11), CALENDAR, Reading.NAMED_DAYS, any_weekday=True)
    assert dates[1] == date(2019, 9, 12)


def test_the_calendar_must_reach_to_the_last_milestone() -> None:
    """A timetable that would go beyond the dates of its calendar is refused."""
    with pytest.raises(
        CoverageError, match="the last of 15 working days from Monday 19 December 2050 is outside"
    ):
        milestone_dates(date(2050, 12, 19), CALENDAR, Reading.WORKING_DAYS)
    with pytest.raises(CoverageError, match="Monday 26 December 2011 is outside"):
        milestone_dates(date(2011, 12, 26), CALENDAR, Reading.WORKING_DAYS)


def test_the_last_possible_monday() -> None:
    """A timetable may end on the last working day that its calendar covers."""
    calendar = WorkingCalendar.from_holidays("ENG", first_year=2019, last_year=2019)
    # 31 December 2019 is the fourteenth working day after 9 December.
    assert milestone_dates(date(2019, 12, 9), calendar, Reading.WORKING_DAYS)[-1] == date(
        2019, 12, 31
    )
    with pytest.raises(CoverageError):
        milestone_dates(date(2019, 12, 16), calendar, Reading.WORKING_DAYS)


def test_week_one_is_the_week_of_the_notification() -> None:
    """Named days are counted from the Monday of the notification's week."""
    row = ROWS["case_documents"]
    expected = date(2019, 9, 17)
    assert {named_date(date(2019, 9, day), row, CALENDAR) for day in range(9, 14)} == {expected}


# Bulk


def test_bulk_rows_keep_order_and_repeats() -> None:
    """`timetable_dates` returns a row for each day in the given order, including repeated days."""
    days = [date(2019, 11, 4), date(2019, 9, 9), date(2019, 11, 4)]
    rows = timetable_dates(days)
    assert [row[0] for row in rows] == days
    assert rows[0] == milestone_dates(days[0], CALENDAR, Reading.WORKING_DAYS)
    assert rows[1] == milestone_dates(days[1], CALENDAR, Reading.WORKING_DAYS)


def test_bulk_accepts_any_iterable() -> None:
    """`timetable_dates` accepts a generator of days, and an empty list."""

    def days() -> Iterator[date]:
        yield date(2019, 9, 9)

    assert len(timetable_dates(days())) == 1
    assert timetable_dates([]) == []


@pytest.mark.parametrize("wrong", ["2019-11-04", date(2019, 11, 5), date(2050, 12, 19)])
def test_a_wrong_day_of_many_is_named_by_its_position(wrong: Any) -> None:
    """The error about one of many days says which of them it is."""
    with pytest.raises(JtaiError) as caught:
        timetable_dates([date(2019, 9, 9), date(2019, 9, 9), wrong])
    assert [fault.where for fault in caught.value.faults] == ["mondays[2]"]


def test_bulk_uses_the_london_date_of_moments() -> None:
    """`timetable_dates` uses the London date of an aware datetime, also if the date is repeated."""
    moment = datetime(2019, 9, 8, 23, 30, tzinfo=UTC)
    rows = timetable_dates([moment, date(2019, 9, 9), moment])
    assert {row[0] for row in rows} == {date(2019, 9, 9)}
    assert all(type(day) is date for row in rows for day in row)


def test_bulk_uses_the_given_calendar() -> None:
    """A closure in the caller's calendar also moves the dates of `timetable_dates`."""
    closed = CALENDAR.with_closures({date(2019, 9, 12): "Shut"})
    (row,) = timetable_dates([date(2019, 9, 9)], calendar=closed)
    assert row[1] == date(2019, 9, 13)


def test_bulk_has_both_readings_and_other_days() -> None:
    """`timetable_dates` uses the reading and `any_weekday` as a single timetable does."""
    (row,) = timetable_dates([date(2020, 4, 6)], reading=Reading.NAMED_DAYS)
    assert row == milestone_dates(date(2020, 4, 6), CALENDAR, Reading.NAMED_DAYS)
    assert timetable_dates([date(2020, 4, 6)], reading="named-days") == [row]  # type: ignore[arg-type]
    (other,) = timetable_dates([date(2019, 9, 10)], any_weekday=True)
    assert other[-1] == date(2019, 9, 30)
    with pytest.raises(NotificationError):
        timetable_dates([date(2019, 9, 9), date(2019, 9, 10)])


@pytest.mark.parametrize("value", ["2019-09-09", None, True, [], 20190909])
def test_bulk_refuses_other_values_than_dates(value: Any) -> None:
    """`timetable_dates` refuses a value that is not a date."""
    with pytest.raises(DateTypeError, match=r"^mondays\[1\]: "):
        timetable_dates([date(2019, 9, 9), value])


def test_an_unknown_reading_is_refused() -> None:
    """A reading other than working-days and named-days is refused."""
    with pytest.raises(InvalidValueError, match="expected one of working-days, named-days"):
        timetable_dates([], reading="both")  # type: ignore[arg-type]


# Back from fieldwork


@pytest.mark.parametrize(
    ("fieldwork", "notification"),
    [
        (date(2019, 9, 23), date(2019, 9, 9)),
        (date(2019, 11, 18), date(2019, 11, 4)),
        (date(2020, 1, 2), date(2019, 12, 16)),
        (date(2020, 4, 22), date(2020, 4, 6)),
        (date(2022, 9, 20), date(2022, 9, 5)),
    ],
)
def test_fieldwork_leads_back_to_notification(fieldwork: date, notification: date) -> None:
    """Notification is ten working days before fieldwork (para 23)."""
    assert notification_before_fieldwork(fieldwork, CALENDAR) == notification


def test_another_weekday_before_fieldwork_can_be_allowed() -> None:
    """With `any_weekday`, notification can be on any weekday ten working days before fieldwork."""
    assert notification_before_fieldwork(date(2020, 4, 20), CALENDAR, any_weekday=True) == date(
        2020, 4, 2
    )


def test_fieldwork_begins_on_a_working_day() -> None:
    """Fieldwork cannot begin on a bank holiday, and the error names the next working day."""
    with pytest.raises(NotificationError) as caught:
        notification_before_fieldwork(date(2020, 4, 13), CALENDAR, any_weekday=True)
    assert "not a working day (Easter Monday), so fieldwork cannot begin then" in str(caught.value)
    assert "the next working day is Tuesday 14 April 2020" in str(caught.value)
    assert str(caught.value).endswith("(guidance 190035, paras 23, 29)")


_NAMED_TABLE = tuple(
    attrs.evolve(entry, basis=Basis.NAMED_DAY) if entry.key == "fieldwork_start" else entry
    for entry in MILESTONES
)


@pytest.mark.parametrize("any_weekday", [False, True])
def test_named_fieldwork_leads_back_to_its_monday(any_weekday: bool) -> None:  # noqa: FBT001
    """If fieldwork is on a named day, its timetable begins on the Monday of week one."""
    for monday in (date(2019, 9, 9), date(2020, 3, 30), date(2020, 4, 6), date(2022, 5, 16)):
        made = Timetable.from_notification(
            monday, reading=Reading.NAMED_DAYS, milestones=_NAMED_TABLE
        )
        again = Timetable.from_fieldwork(
            made.fieldwork_start,
            reading=Reading.NAMED_DAYS,
            any_weekday=any_weekday,
            milestones=_NAMED_TABLE,
        )
        assert (again.notification, again.fieldwork_start) == (monday, made.fieldwork_start)


def test_fieldwork_on_another_day_than_the_named_one_is_refused() -> None:
    """If fieldwork is named as a Monday, an ordinary Tuesday is refused with the Mondays nearby."""
    with pytest.raises(NotificationError) as caught:
        Timetable.from_fieldwork(
            date(2019, 9, 24),
            reading=Reading.NAMED_DAYS,
            any_weekday=True,
            milestones=_NAMED_TABLE,
        )
    text = str(caught.value)
    assert "Tuesday 24 September 2019 does not follow from any notification day" in text
    assert "Monday 23 September 2019 (notification on Monday 9 September 2019)" in text
    assert "Monday 30 September 2019 (notification on Monday 16 September 2019)" in text


def test_a_bank_holiday_monday_leads_to_no_named_fieldwork() -> None:
    """A Monday that is a bank holiday is not a notification day on the way to named fieldwork."""
    with pytest.raises(NotificationError, match="does not follow from any notification day"):
        Timetable.from_fieldwork(
            date(2020, 4, 21),  # the search passes Easter Monday, 13 April
            reading=Reading.NAMED_DAYS,
            milestones=_NAMED_TABLE,
        )
