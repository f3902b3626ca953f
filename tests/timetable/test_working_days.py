from __future__ import annotations

import copy
import json
import os
import pickle
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from importlib.metadata import version
from typing import Any

import attrs
import holidays as holidays_library
import pytest

from jtai.errors import CalendarError, CoverageError, DateTypeError, InvalidValueError
from jtai.timetable.bank_holidays import Holiday
from jtai.timetable.working_days import WorkingCalendar
from tests.timetable.official_feed import days_off, feed

ENGLAND = WorkingCalendar.england()
FIRST, LAST = date(2012, 1, 1), date(2050, 12, 31)


def test_england_is_built_once() -> None:
    """`WorkingCalendar.england()` always returns the same object, which covers 2012 to 2050."""
    assert WorkingCalendar.england() is ENGLAND
    assert (ENGLAND.name, ENGLAND.first, ENGLAND.last) == ("England", FIRST, LAST)


def test_england_agrees_with_govuk_day_by_day() -> None:
    """The calendar of England agrees with GOV.UK on every day that the feed covers."""
    off = days_off()
    day = date(2012, 1, 1)
    while day.year <= max(off).year:
        assert ENGLAND.is_working_day(day) is (day.weekday() < 5 and day not in off), day
        day += timedelta(days=1)


@pytest.mark.parametrize(
    ("start", "number", "end"),
    [
        (date(2020, 4, 9), 1, date(2020, 4, 14)),  # over Easter
        (date(2020, 4, 10), 1, date(2020, 4, 14)),  # from Good Friday
        (date(2020, 4, 14), -1, date(2020, 4, 9)),
        (date(2020, 4, 11), -1, date(2020, 4, 9)),  # from a Saturday
        (date(2020, 4, 14), 0, date(2020, 4, 14)),
        (date(2020, 4, 11), 0, date(2020, 4, 11)),  # zero days on is the day itself
        (date(2019, 12, 16), 8, date(2019, 12, 30)),
        (date(2019, 12, 30), -8, date(2019, 12, 16)),
    ],
)
def test_add_counts_working_days(start: date, number: int, end: date) -> None:
    """`add` returns the n-th working day after or before a day, without counting the day itself."""
    assert ENGLAND.add(start, number) == end


@pytest.mark.parametrize(
    ("start", "end", "number"),
    [
        (date(2020, 4, 9), date(2020, 4, 14), 1),
        (date(2020, 4, 14), date(2020, 4, 9), -1),
        (date(2020, 4, 9), date(2020, 4, 13), 0),
        (date(2020, 4, 10), date(2020, 4, 10), 0),
        (date(2019, 9, 9), date(2019, 9, 9), 0),
        (date(2019, 9, 9), date(2019, 9, 23), 10),
        (date(2019, 9, 14), date(2019, 9, 13), -1),
    ],
)
def test_count_is_signed(start: date, end: date, number: int) -> None:
    """`count` does not count the first day, and is negative if the second day is earlier."""
    assert ENGLAND.count(start, end) == number


def test_on_or_after_goes_forward_over_days_off() -> None:
    """`on_or_after` returns a working day itself, or the next one after a day off."""
    assert ENGLAND.on_or_after(date(2019, 8, 23)) == date(2019, 8, 23)
    assert ENGLAND.on_or_after(date(2019, 8, 24)) == date(2019, 8, 27)
    assert ENGLAND.on_or_after(date(2019, 8, 26)) == date(2019, 8, 27)


def test_a_run_is_consecutive_working_days() -> None:
    """A run starts on the given day or the next working day, and skips days off."""
    assert ENGLAND.run(date(2020, 4, 10), 2) == (date(2020, 4, 14), date(2020, 4, 15))


@pytest.mark.parametrize("length", [0, -1, True, 1.0, "2", None])
def test_a_run_has_a_whole_length(length: Any) -> None:
    """The length of a run is a whole number, at least 1."""
    with pytest.raises(InvalidValueError, match="^length: "):
        ENGLAND.run(date(2020, 4, 9), length)


def test_holidays_include_the_first_and_last_day() -> None:
    """`holidays` includes bank holidays on the first and on the last day."""
    named = ENGLAND.holidays(date(2019, 12, 25), date(2020, 1, 1))
    assert [(holiday.date, holiday.name) for holiday in named] == [
        (date(2019, 12, 25), "Christmas Day"),
        (date(2019, 12, 26), "Boxing Day"),
        (date(2020, 1, 1), "New Year’s Day"),
    ]
    assert ENGLAND.holidays(date(2019, 12, 27), date(2019, 12, 31)) == ()
    assert ENGLAND.holidays(date(2020, 1, 1), date(2019, 12, 25)) == ()


def test_holidays_use_the_date_of_a_moment() -> None:
    """`holidays` uses the date of an aware datetime."""
    start = datetime(2019, 12, 25, 12, tzinfo=UTC)
    assert [h.name for h in ENGLAND.holidays(start, start)] == ["Christmas Day"]


def test_substitute_days_replace_holidays_on_weekends() -> None:
    """The calendar has the substitute day of a bank holiday, and not the weekend day."""
    assert ENGLAND.holiday(date(2021, 12, 25)) is None
    substitute = ENGLAND.holiday(date(2021, 12, 27))
    assert substitute is not None
    assert "Christmas Day" in substitute.name


# Covered range


@pytest.mark.parametrize(
    "day", [FIRST - timedelta(days=1), LAST + timedelta(days=1), date.min, date.max]
)
def test_days_outside_the_range_are_refused(day: date) -> None:
    """Every question about a day before or after the calendar's range is refused."""
    assert not ENGLAND.covers(day)
    questions: list[Callable[[], object]] = [
        lambda: ENGLAND.is_working_day(day),
        lambda: ENGLAND.holiday(day),
        lambda: ENGLAND.add(day, 1),
        lambda: ENGLAND.add(day, 0),
        lambda: ENGLAND.add(day, -1),
        lambda: ENGLAND.count(day, date(2019, 9, 9)),
        lambda: ENGLAND.count(date(2019, 9, 9), day),
        lambda: ENGLAND.on_or_after(day),
        lambda: ENGLAND.run(day, 1),
        lambda: ENGLAND.holidays(day, date(2019, 9, 9)),
        lambda: ENGLAND.holidays(date(2019, 9, 9), day),
        lambda: ENGLAND.restored_between(day, day),
        lambda: ENGLAND.is_provisional(day, date(2019, 9, 9)),
    ]
    for question in questions:
        with pytest.raises(CoverageError, match="outside the dates that this calendar covers"):
            question()


def test_the_first_and_last_day_are_covered() -> None:
    """The first and the last day of the range are covered."""
    assert ENGLAND.covers(FIRST)
    assert ENGLAND.covers(LAST)
    assert ENGLAND.is_working_day(FIRST) is False  # a Sunday
    assert ENGLAND.is_working_day(LAST) is False  # a Saturday


def test_counting_beyond_the_range_is_refused() -> None:
    """Counting beyond either end of the range is refused, and does not go on at the other end."""
    first_working, last_working = date(2012, 1, 3), date(2050, 12, 30)
    assert ENGLAND.add(date(2012, 1, 4), -1) == first_working
    assert ENGLAND.add(date(2050, 12, 29), 1) == last_working
    for refused in (
        lambda: ENGLAND.add(first_working, -1),
        lambda: ENGLAND.add(FIRST, -1),
        lambda: ENGLAND.add(last_working, 1),
        lambda: ENGLAND.add(LAST, 1),
        lambda: ENGLAND.add(date(2019, 9, 9), 10**9),
        lambda: ENGLAND.add(date(2019, 9, 9), -(10**9)),
        lambda: ENGLAND.on_or_after(LAST),
        lambda: ENGLAND.run(last_working, 2),
    ):
        with pytest.raises(CoverageError):
            refused()
    assert ENGLAND.run(last_working, 1) == (last_working,)
    assert ENGLAND.count(FIRST, first_working) == 1
    assert ENGLAND.count(LAST, LAST) == 0


def test_a_refusal_says_what_is_covered() -> None:
    """The error for a day outside the range gives the range and how to extend it."""
    with pytest.raises(CoverageError) as caught:
        ENGLAND.add(date(2500, 1, 1), 1)
    message = str(caught.value)
    assert "Sunday 1 January 2012 to Saturday 31 December 2050" in message
    assert "first_year" in message


@pytest.mark.parametrize("value", ["2019-09-09", 20190909, None, True])
def test_values_that_are_not_dates_are_refused(value: Any) -> None:
    """A calendar refuses a day that is not a date."""
    with pytest.raises(DateTypeError, match="^day: "):
        ENGLAND.is_working_day(value)
    with pytest.raises(DateTypeError, match="^day: "):
        ENGLAND.covers(value)


@pytest.mark.parametrize("number", [1.0, "1", None, True])
def test_add_needs_a_whole_number(number: Any) -> None:
    """`add` refuses a number of working days that is a float, string, boolean or None."""
    with pytest.raises(InvalidValueError, match="^working_days: "):
        ENGLAND.add(date(2019, 9, 9), number)


# Provisional years


def test_later_years_are_provisional() -> None:
    """Years after the last one that GOV.UK lists are provisional."""
    last = max(days_off()).year
    assert ENGLAND.provisional_years == frozenset(range(last + 1, 2051))
    assert not ENGLAND.is_provisional(date(last, 1, 1), date(last, 12, 31))
    assert ENGLAND.is_provisional(date(last, 12, 31), date(last + 1, 1, 1))
    assert ENGLAND.is_provisional(date(last + 1, 1, 1), date(last, 12, 31))
    assert ENGLAND.is_provisional(date(2019, 1, 1), date(2050, 1, 1))


def test_an_unknown_year_between_makes_days_provisional() -> None:
    """Days from one known year to another are provisional if a year between them is."""
    calendar = attrs.evolve(ENGLAND, provisional_years=frozenset({2020}))
    assert calendar.is_provisional(date(2019, 12, 1), date(2021, 1, 5))
    assert not calendar.is_provisional(date(2021, 1, 1), date(2022, 1, 5))


def test_provisional_years_are_covered_ones() -> None:
    """The provisional years of a calendar are only years that it covers."""
    far = WorkingCalendar.from_holidays(first_year=2040, last_year=2041)
    assert far.provisional_years == {2040, 2041}


def test_a_year_with_too_few_holidays_is_provisional() -> None:
    """A year for which a feed has too few bank holidays is provisional."""
    official = feed()
    events = official["england-and-wales"]["events"]
    calendar = WorkingCalendar.from_govuk(official)
    assert calendar.provisional_years == frozenset()
    official["england-and-wales"]["events"] = [
        event for event in events if event["date"] < "2028-05-01"
    ]
    assert WorkingCalendar.from_govuk(official).provisional_years == {2028}
    official["england-and-wales"]["events"] = [
        event for event in events if not event["date"].startswith("2020")
    ]
    calendar = WorkingCalendar.from_govuk(official)
    assert calendar.provisional_years == {2020}
    assert calendar.is_provisional(date(2019, 12, 31), date(2020, 1, 2))
    assert not calendar.is_provisional(date(2021, 1, 4), date(2022, 12, 30))
    assert not calendar.is_provisional(date(2018, 1, 4), date(2019, 12, 30))


def test_england_is_the_default_part() -> None:
    """`from_holidays` uses England by default."""
    assert WorkingCalendar.from_holidays() == WorkingCalendar.from_holidays(subdiv="ENG")


# Sources


def test_govuk_gives_the_same_days_as_the_default() -> None:
    """A calendar from GOV.UK's feed has the same days off as the default calendar of England."""
    calendar = WorkingCalendar.from_govuk(json.dumps(feed()))
    assert (calendar.first, calendar.last) == (date(2012, 1, 1), date(2028, 12, 31))
    assert {holiday.date for holiday in calendar.bank_holidays} == {
        holiday.date for holiday in ENGLAND.bank_holidays if holiday.date.year <= 2028
    }


@pytest.mark.parametrize("division", ["scotland", "northern-ireland"])
def test_other_divisions_come_from_the_same_feed(division: str) -> None:
    """A calendar from another division of the feed has that division's bank holidays."""
    calendar = WorkingCalendar.from_govuk(feed(), division=division)
    assert {holiday.date for holiday in calendar.bank_holidays} == {
        day for day in days_off(division) if day.weekday() < 5
    }


def test_scotland_works_on_another_calendar() -> None:
    """2 January is a bank holiday in Scotland and Easter Monday is not."""
    scotland = WorkingCalendar.from_holidays(subdiv="SCT")
    assert not scotland.is_working_day(date(2019, 1, 2))
    assert scotland.is_working_day(date(2019, 4, 22))
    assert not ENGLAND.is_working_day(date(2019, 4, 22))


def test_the_language_setting_changes_nothing() -> None:
    """The language of the environment does not change the days or names of a calendar."""
    code = (
        "from jtai.timetable.working_days import WorkingCalendar as C\n"
        "c = C.england()\n"
        "print(c.fingerprint, c.bank_holidays[1].name)\n"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "LANGUAGE": language, "LANG": f"{language}.UTF-8"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for language in ("en_US", "th", "uk")
    }
    assert printed == {f"{ENGLAND.fingerprint} {ENGLAND.bank_holidays[1].name}\n"}


def test_changing_the_source_does_not_change_a_calendar() -> None:
    """Changing an object of the holidays library does not change any calendar."""
    before = WorkingCalendar.from_holidays("ENG", first_year=2019, last_year=2019)
    theirs = holidays_library.country_holidays("GB", subdiv="ENG", years=2019)
    theirs[date(2019, 9, 12)] = "Not ours"
    after = WorkingCalendar.from_holidays("ENG", first_year=2019, last_year=2019)
    assert after == before
    assert after.is_working_day(date(2019, 9, 12))


# Changes


def test_a_late_bank_holiday_can_be_added() -> None:
    """`with_closures` returns a new calendar with a day off, named by its reason."""
    day = date(2019, 9, 12)
    closed = ENGLAND.with_closures({day: "Proclaimed late"})
    assert not closed.is_working_day(day)
    assert closed.holiday(day) == Holiday(date=day, name="Proclaimed late")
    assert ENGLAND.is_working_day(day)
    assert closed != ENGLAND
    assert "with 1 closure," in closed.version


def test_a_closure_on_a_bank_holiday_keeps_both_names() -> None:
    """A closure on a bank holiday adds its reason to the name, once."""
    day = date(2019, 8, 26)
    closed = ENGLAND.with_closures({day: "Office shut"})
    holiday = closed.holiday(day)
    assert holiday is not None
    assert holiday.name == "Summer bank holiday; Office shut"
    assert closed.count(date(2019, 8, 23), date(2019, 8, 27)) == 1
    same = ENGLAND.with_closures({day: "Summer bank holiday"})
    assert same == ENGLAND
    assert closed.with_closures({day: "Office shut"}) == closed


def test_a_closure_on_a_weekend_is_refused() -> None:
    """Closures on weekends are refused, and all of them are reported together."""
    with pytest.raises(CalendarError) as caught:
        ENGLAND.with_closures({date(2019, 9, 15): "Shut", date(2019, 9, 14): "Shut"})
    assert [fault.message for fault in caught.value.faults] == [
        "Saturday 14 September 2019 is not a working day anyway",
        "Sunday 15 September 2019 is not a working day anyway",
    ]


@pytest.mark.parametrize("reason", ["", "  ", None, 5])
def test_a_closure_needs_a_reason(reason: Any) -> None:
    """A closure must have a reason, because explanations show it."""
    with pytest.raises(CalendarError, match="has no reason"):
        ENGLAND.with_closures({date(2019, 9, 12): reason})


@pytest.mark.parametrize("reason", ["a\nb", "a\x07", "a\u202e", "a\ud800", "a\u00a0b", "a\x85"])
def test_an_unprintable_reason_is_refused(reason: str) -> None:
    """A reason with unprintable characters, such as line breaks, is refused."""
    with pytest.raises(CalendarError, match="a reason that contains unprintable characters"):
        ENGLAND.with_closures({date(2019, 9, 12): reason})


def test_a_closure_outside_the_range_is_refused() -> None:
    """A closure outside the dates of the calendar is refused."""
    with pytest.raises(CalendarError, match="outside the dates that the calendar covers"):
        ENGLAND.with_closures({date(2060, 9, 13): "Shut"})


def test_closures_must_be_a_mapping() -> None:
    """Closures must be a mapping of dates to reasons; a list or a day as a string is refused."""
    with pytest.raises(CalendarError, match="a mapping of date to reason"):
        ENGLAND.with_closures([date(2019, 9, 12)])  # type: ignore[arg-type]
    with pytest.raises(DateTypeError, match="^closures: "):
        ENGLAND.with_closures({"2019-09-12": "Shut"})  # type: ignore[dict-item]


def test_a_bank_holiday_can_be_removed() -> None:
    """A removed bank holiday is a working day, and the calendar records the reason."""
    day = date(2022, 9, 19)
    before = ENGLAND.without({day: "not proclaimed until 9 September 2022"})
    assert before.is_working_day(day)
    assert before.holiday(day) is None
    (restored,) = before.restored_between(day, day)
    assert str(restored) == (
        "Monday 19 September 2022 (Bank Holiday for the State Funeral of Queen Elizabeth II: "
        "not proclaimed until 9 September 2022)"
    )
    assert before.restored_between(day + timedelta(days=1), LAST) == ()
    assert "without 1 bank holiday," in before.version


def test_days_without_a_reason_share_one() -> None:
    """Bank holidays that are removed as a list share one reason."""
    days = [date(2022, 9, 19), date(2022, 6, 3)]
    calendar = ENGLAND.without(days, reason="local decision")
    assert [holiday.date for holiday in calendar.restored] == sorted(days)
    assert all(holiday.name.endswith(": local decision") for holiday in calendar.restored)
    assert "without 2 bank holidays" in calendar.version


def test_removing_a_day_that_is_not_a_holiday_is_refused() -> None:
    """Removing days that are not bank holidays is refused, and the error names each of them."""
    with pytest.raises(CalendarError) as caught:
        ENGLAND.without({date(2022, 9, 20), date(2022, 9, 19), date(2022, 9, 13)})
    assert [fault.message for fault in caught.value.faults] == [
        "Tuesday 13 September 2022 is not a bank holiday in this calendar",
        "Tuesday 20 September 2022 is not a bank holiday in this calendar",
    ]
    with pytest.raises(CalendarError, match="not a working day anyway"):
        ENGLAND.without({date(2022, 9, 18)})
    with pytest.raises(CalendarError, match="has no reason"):
        ENGLAND.without({date(2022, 9, 19)}, reason="")


def test_closing_a_removed_day_cancels_the_removal() -> None:
    """Closing a removed bank holiday makes it a day off again, and cancels the removal."""
    day = date(2022, 9, 19)
    again = ENGLAND.without({day}).with_closures({day: "State funeral"})
    assert not again.is_working_day(day)
    assert again.restored == ()


def test_a_closure_on_another_day_keeps_removed_holidays() -> None:
    """A removed bank holiday stays recorded when another day is closed."""
    removed, closed = date(2022, 9, 19), date(2022, 9, 20)
    calendar = ENGLAND.without({removed: "we work"}).with_closures({closed: "Training"})
    assert [day.date for day in calendar.restored] == [removed]
    assert calendar.is_working_day(removed)
    assert not calendar.is_working_day(closed)


@pytest.mark.parametrize("days", [date(2022, 9, 19), "2022-09-19", 5])
def test_without_refuses_a_single_day(days: Any) -> None:
    """`without` refuses a single day, a string or a number instead of a list."""
    with pytest.raises(InvalidValueError, match="days: expected a list, got "):
        ENGLAND.without(days)


@pytest.mark.parametrize("day", ["2022-09-19", 5, [date(2022, 9, 19)]])
def test_days_to_remove_are_dates(day: Any) -> None:
    """`without` refuses a list with a value that is not a date."""
    with pytest.raises(DateTypeError, match="^days: "):
        ENGLAND.without([day])


def test_a_calendar_refuses_invalid_days() -> None:
    """A calendar refuses days that are duplicate, unordered, outside its range or on a weekend."""
    with pytest.raises(CalendarError) as caught:
        WorkingCalendar(
            name="Test",
            first=date(2019, 1, 1),
            last=date(2019, 12, 31),
            bank_holidays=(
                Holiday(date=date(2019, 8, 26), name="Summer"),
                Holiday(date=date(2019, 8, 26), name="Again"),
                Holiday(date=date(2019, 5, 6), name="Earlier"),
                Holiday(date=date(2020, 1, 1), name="Outside"),
            ),
            restored=(Holiday(date=date(2019, 9, 14), name="Saturday"),),
        )
    assert [fault.message for fault in caught.value.faults] == [
        "Monday 26 August 2019 is a duplicate or out of order",
        "Monday 6 May 2019 is a duplicate or out of order",
        "Wednesday 1 January 2020 is outside the dates that the calendar covers",
        "Saturday 14 September 2019 is not a working day anyway",
    ]
    with pytest.raises(CalendarError, match="ends before it begins"):
        WorkingCalendar(
            name="Test", first=date(2019, 1, 2), last=date(2019, 1, 1), bank_holidays=()
        )


@pytest.mark.promise("exhaustion")
@pytest.mark.parametrize(
    ("last", "refused"),
    [(date(2199, 12, 31), False), (date(2200, 1, 1), True), (date.max, True)],
)
def test_a_calendar_covers_at_most_200_years(last: date, *, refused: bool) -> None:
    """A calendar covers at most 200 years, so that a short document cannot take much memory."""
    given: dict[str, Any] = {"name": "Test", "first": date(2000, 1, 1), "last": last}
    given["bank_holidays"] = ()
    if not refused:
        assert WorkingCalendar(**given).covers(last)
        return
    tracemalloc.start()
    try:
        with pytest.raises(CalendarError, match="more than 200 years"):
            WorkingCalendar(**given)
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


def test_a_calendar_of_one_day_is_possible() -> None:
    """A calendar can cover a single day."""
    day = date(2019, 9, 9)
    calendar = WorkingCalendar(name="Test", first=day, last=day, bank_holidays=())
    assert calendar.is_working_day(day)
    assert calendar.count(day, day) == 0
    with pytest.raises(CoverageError):
        calendar.add(day, 1)


# Values


def test_calendars_are_equal_by_content() -> None:
    """Calendars of equal content are equal, with equal hashes and fingerprints."""
    again = WorkingCalendar.from_holidays("ENG")
    assert again == ENGLAND
    assert again is not ENGLAND
    assert hash(again) == hash(ENGLAND)
    assert again.fingerprint == ENGLAND.fingerprint
    assert attrs.evolve(again, source="elsewhere") == ENGLAND
    assert len({again, ENGLAND}) == 1


def test_other_content_has_another_fingerprint() -> None:
    """A different day, reason, name, range or provisional year changes the fingerprint."""
    day = date(2022, 9, 19)
    variants = [
        ENGLAND,
        ENGLAND.without({day}),
        ENGLAND.without({day}, reason="another"),
        ENGLAND.with_closures({day: "another name"}),
        attrs.evolve(ENGLAND, name="Test"),
        attrs.evolve(ENGLAND, provisional_years=frozenset()),
        WorkingCalendar.from_holidays("ENG", last_year=2049),
        WorkingCalendar.from_holidays("ENG", first_year=2013),
    ]
    assert len({calendar.fingerprint for calendar in variants}) == len(variants)
    assert len(set(variants)) == len(variants)


def test_a_calendar_survives_pickling_and_copying() -> None:
    """A pickled or copied calendar is equal to the original."""
    changed = ENGLAND.without({date(2022, 9, 19)})
    for calendar in (ENGLAND, changed):
        data = pickle.dumps(calendar)
        assert len(data) < 50_000
        again = pickle.loads(data)  # noqa: S301
        assert again == calendar
        assert hash(again) == hash(calendar)
        assert again.source == calendar.source
        assert again.add(date(2022, 9, 16), 1) == calendar.add(date(2022, 9, 16), 1)
        assert copy.deepcopy(calendar) == calendar


def test_a_calendar_cannot_be_changed() -> None:
    """The attributes of a calendar cannot be set."""
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        ENGLAND.name = "Wales"  # type: ignore[misc]


def test_threads_can_share_a_calendar() -> None:
    """Threads that make and use a calendar at the same time get the same answers."""
    days = [date(2019, 1, 1) + timedelta(days=number) for number in range(365)]
    expected = [ENGLAND.is_working_day(day) for day in days]

    def ask(_: int) -> list[bool]:
        calendar = WorkingCalendar.from_holidays("ENG", first_year=2019, last_year=2019)
        return [calendar.is_working_day(day) for day in days]

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(ask, range(32)))
    finally:
        sys.setswitchinterval(interval)
    assert all(answer == expected for answer in answers)


def test_the_version_of_a_calendar_names_its_source() -> None:
    """The version of a calendar names its source and the fingerprint of its content."""
    assert repr(ENGLAND) == "<WorkingCalendar England 2012-01-01 to 2050-12-31>"
    assert f"holidays {version('holidays')}" in ENGLAND.version
    assert ENGLAND.version.endswith(f"content {ENGLAND.fingerprint}")
    assert "GOV.UK" in WorkingCalendar.from_govuk(feed()).version


@pytest.mark.parametrize(
    ("division", "each_year"), [("northern-ireland", 10), ("scotland", 9), ("england-and-wales", 8)]
)
def test_each_division_has_its_own_least_number_of_holidays(division: str, each_year: int) -> None:
    """A year with one bank holiday fewer than the division always has is provisional."""
    events = [event for event in feed()[division]["events"] if event["date"].startswith("2019")]
    assert len(events) == each_year
    complete = {division: {"events": events}}
    assert not WorkingCalendar.from_govuk(complete, division=division).provisional_years
    short = {division: {"events": events[1:]}}
    assert WorkingCalendar.from_govuk(short, division=division).provisional_years == {2019}


def test_a_calendar_stores_plain_values() -> None:
    """A calendar from lists and midnights equals the one from tuples and dates."""
    midnight = datetime(2019, 8, 26)  # noqa: DTZ001 - as databases return dates
    given: dict[str, Any] = {
        "bank_holidays": [Holiday(date=midnight, name="Summer")],
        "restored": [],
        "closures": [midnight],
        "provisional_years": [2019],
    }
    loose = WorkingCalendar(
        name="Test",
        first=datetime(2019, 1, 1),  # noqa: DTZ001
        last=date(2019, 12, 31),
        **given,
    )
    strict = WorkingCalendar(
        name="Test",
        first=date(2019, 1, 1),
        last=date(2019, 12, 31),
        bank_holidays=(Holiday(date=date(2019, 8, 26), name="Summer"),),
        provisional_years=frozenset({2019}),
    )
    assert loose == strict
    assert hash(loose) == hash(strict)
    assert type(loose.first) is type(loose.closures[0]) is date


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"first": "2019-01-01"}, "first"),
        ({"last": 2019}, "last"),
        ({"bank_holidays": [date(2019, 8, 26)]}, "bank_holidays[0]"),
        ({"bank_holidays": None}, "bank_holidays"),
        ({"restored": "none"}, "restored"),
        ({"closures": ["2019-09-12"]}, "closures"),
        ({"provisional_years": ["2019"]}, "provisional_years"),
        ({"name": 7}, "name"),
        ({"source": None}, "source"),
    ],
)
def test_a_calendar_refuses_other_types(change: dict[str, Any], where: str) -> None:
    """A calendar refuses an argument of a wrong type by its name."""
    given: dict[str, Any] = {
        "name": "Test",
        "first": date(2019, 1, 1),
        "last": date(2019, 12, 31),
        "bank_holidays": (),
    }
    with pytest.raises((DateTypeError, InvalidValueError)) as caught:
        WorkingCalendar(**given | change)
    assert caught.value.faults[0].where == where


def test_a_closure_with_several_reasons_is_added_once() -> None:
    """Adding the same closures twice changes nothing, even with a semicolon in a reason."""
    closures = {date(2019, 9, 12): "Storm; no power", date(2019, 8, 26): "Storm; no power"}
    once = ENGLAND.with_closures(closures)
    assert once.with_closures(closures) == once
    assert str(once.holiday(date(2019, 8, 26))).endswith("(Summer bank holiday; Storm; no power)")


@pytest.mark.parametrize("part", [["ENG"], None, {"SCT"}])
def test_parts_and_divisions_are_texts(part: Any) -> None:
    """A part of the United Kingdom that is not a text is refused like an unknown one."""
    with pytest.raises(InvalidValueError, match="unknown part of the United Kingdom"):
        WorkingCalendar.from_holidays(part)
    with pytest.raises(InvalidValueError, match="unknown division"):
        WorkingCalendar.from_govuk(feed(), division=part)


def test_a_calendar_has_no_subclasses() -> None:
    """A subclass is refused, as dates would ignore its `is_working_day`."""
    with pytest.raises(TypeError, match=r"no subclasses; use with_closures\("):
        type("Local", (WorkingCalendar,), {"is_working_day": lambda *_: True})


def test_a_label_names_changes() -> None:
    """The label of a calendar says whether days were added or taken away."""
    england = WorkingCalendar.england()
    closed = england.with_closures({date(2019, 9, 12): "Local closure"})
    assert england.label == england.name == closed.name == "England"
    assert closed.label == "England, with closures"
    both = closed.without({date(2020, 4, 10): "worked"})
    assert both.label == "England, with closures, without some bank holidays"
