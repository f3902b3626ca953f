"""Errors for refused dates: they name the argument, the source and what to do instead."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

import jtai
from jtai.core.citation import Reference
from jtai.errors import CalendarError, NotificationError

ENGLAND = jtai.WorkingCalendar.england()
UNTYPED: Any = ENGLAND  # for calls that a type checker would refuse
DATES: Any = jtai.timetable_dates


def refused(error: type[jtai.JtaiError], make: Callable[[], object]) -> jtai.errors.Fault:
    """Return the only detail of the error that a call raises."""
    with pytest.raises(error) as caught:
        make()
    (fault,) = caught.value.faults
    return fault


def test_fieldwork_on_a_bank_holiday_is_refused() -> None:
    """Christmas Day cannot be the first day of fieldwork (paras 23, 29)."""
    fault = refused(NotificationError, lambda: jtai.Timetable.from_fieldwork(date(2019, 12, 25)))
    assert fault.where == "fieldwork_start"
    assert fault.expected == "a working day"
    assert fault.reference == Reference.para(23, 29)


@pytest.mark.parametrize(
    ("fieldwork", "needed", "before", "after"),
    [
        # Good Friday and Easter Monday are 10 and 13 April 2020.
        (
            date(2020, 4, 20),
            "Thursday 2 April",
            "Wednesday 15 April 2020 (notification on Monday 30 March 2020)",
            "Wednesday 22 April 2020 (notification on Monday 6 April 2020)",
        ),
        (
            date(2020, 4, 28),
            "Tuesday 14 April",
            "Wednesday 22 April 2020 (notification on Monday 6 April 2020)",
            "Monday 4 May 2020 (notification on Monday 20 April 2020)",
        ),
        # Easter Monday, 22 April 2019, is between the days needed and is never suggested.
        (
            date(2019, 5, 3),
            "Wednesday 17 April",
            "Wednesday 1 May 2019 (notification on Monday 15 April 2019)",
            "Tuesday 14 May 2019 (notification on Monday 29 April 2019)",
        ),
        (
            date(2019, 5, 9),
            "Wednesday 24 April",
            "Wednesday 1 May 2019 (notification on Monday 15 April 2019)",
            "Tuesday 14 May 2019 (notification on Monday 29 April 2019)",
        ),
    ],
    ids=lambda value: str(value) if isinstance(value, date) else "",
)
def test_fieldwork_to_which_no_monday_leads_is_refused(
    fieldwork: date, needed: str, before: str, after: str
) -> None:
    """If no Monday leads to a fieldwork date, the error names the working Mondays around it."""
    fault = refused(NotificationError, lambda: jtai.Timetable.from_fieldwork(fieldwork))
    assert fault.where == "fieldwork_start"
    assert fault.reference == Reference.para(23, 29)
    assert f"would mean notification on {needed}" in fault.message
    assert before in fault.remedy
    assert after in fault.remedy
    assert fault.remedy.count("(notification on ") == 2


@pytest.mark.parametrize("any_weekday", [False, True])
def test_notification_on_a_bank_holiday_is_refused(any_weekday: bool) -> None:  # noqa: FBT001
    """Easter Monday cannot be the day of notification."""
    fault = refused(
        NotificationError,
        lambda: jtai.Timetable.from_notification(date(2020, 4, 13), any_weekday=any_weekday),
    )
    assert fault.where == "notification"
    assert "(Easter Monday)" in fault.message


def test_a_saturday_is_named_without_a_holiday() -> None:
    """The error for a Saturday does not name a holiday."""
    fault = refused(NotificationError, lambda: jtai.Timetable.from_notification(date(2019, 9, 7)))
    assert "(" not in fault.message


def test_errors_about_closures_and_removals_name_their_arguments() -> None:
    """An error about a closure or a removed bank holiday names the argument with the day."""
    fault = refused(CalendarError, lambda: ENGLAND.with_closures({date(1900, 1, 1): "too early"}))
    assert fault.where.startswith("closures")
    fault = refused(CalendarError, lambda: ENGLAND.without([date(2019, 9, 10)]))
    assert fault.where.startswith("days")
    assert "bank_holidays" in fault.remedy


def test_a_removed_bank_holiday_has_a_default_reason() -> None:
    """A bank holiday that is removed without a reason is described as not observed."""
    calendar = ENGLAND.without([date(2020, 5, 8)])
    (restored,) = calendar.restored
    assert restored.name.endswith(": not observed")


def test_a_calendar_names_its_division_and_its_source() -> None:
    """A calendar made from GOV.UK's feed names its division and the feed."""
    events = [{"title": "Boxing Day", "date": "2019-12-26", "notes": "", "bunting": False}]
    feed = {"scotland": {"division": "scotland", "events": events}}
    calendar = jtai.WorkingCalendar.from_govuk(feed, division="scotland")
    assert calendar.name == "Scotland"
    assert calendar.source == "GOV.UK bank holidays feed"


def test_the_source_of_a_package_is_named() -> None:
    """A calendar made from the holidays package names the package."""
    calendar = jtai.WorkingCalendar.from_holidays(first_year=2019, last_year=2020)
    assert calendar.source.startswith("holidays ")


@pytest.mark.parametrize(
    ("call", "where"),
    [
        (lambda: UNTYPED.covers("2019-09-09"), "day"),
        (lambda: UNTYPED.add(date(2019, 9, 9), 1.5), "working_days"),
        (lambda: UNTYPED.without("2019-09-09"), "days"),
        (lambda: DATES([date(2019, 9, 9)], reading="monday"), "reading"),
    ],
)
def test_an_argument_that_cannot_be_used_is_named(call: Callable[[], object], where: str) -> None:
    """An error names the argument whose value cannot be used."""
    assert refused(jtai.JtaiError, call).where == where
