from __future__ import annotations

import json
import sys
from datetime import date
from typing import Any

import pytest

from jtai.errors import CalendarError, InvalidValueError
from jtai.timetable.bank_holidays import DIVISIONS, Holiday, feed_days, library_days
from tests.timetable.official_feed import days_off, feed

# Scotland's extra day for the World Cup was proclaimed after the feed in the package was taken.
PROCLAIMED_LATE: dict[str, set[date]] = {
    "ENG": set(),
    "WLS": set(),
    "SCT": {date(2026, 6, 15)},
    "NIR": set(),
}


def _feed(*events: object) -> dict[str, Any]:
    return {"england-and-wales": {"division": "england-and-wales", "events": list(events)}}


@pytest.mark.parametrize(
    ("subdiv", "division"),
    [
        ("ENG", "england-and-wales"),
        ("WLS", "england-and-wales"),
        ("SCT", "scotland"),
        ("NIR", "northern-ireland"),
    ],
)
def test_the_library_agrees_with_govuk(subdiv: str, division: str) -> None:
    """Both sources have the same bank holidays on weekdays in every year that GOV.UK lists."""
    official = days_off(division)
    days, _ = library_days(subdiv, min(official).year, max(official).year)
    assert {day for day in days if day.weekday() < 5} - PROCLAIMED_LATE[subdiv] == {
        day for day in official if day.weekday() < 5
    }


@pytest.mark.parametrize("subdiv", ["UK", "GB", "eng", "", None, 1])
def test_a_part_of_the_uk_is_required(subdiv: Any) -> None:
    """The code of a part of the UK is required; the UK as a whole is refused."""
    with pytest.raises(InvalidValueError, match="expected one of ENG, NIR, SCT, WLS"):
        library_days(subdiv, 2019, 2019)


@pytest.mark.parametrize(
    ("first", "last", "where"),
    [(1979, 2019, "first_year"), (2019, 2018, "last_year"), (2019, 2101, "last_year")],
)
def test_years_outside_1980_to_2100_are_refused(first: int, last: int, where: str) -> None:
    """Years must be from 1980 to 2100, and the first must not be after the last."""
    with pytest.raises(InvalidValueError, match=where):
        library_days("ENG", first, last)


def test_the_first_and_last_supported_years_are_accepted() -> None:
    """The first and the last supported year, 1980 and 2100, are accepted."""
    days, source = library_days("ENG", 1980, 2100)
    assert min(days).year == 1980
    assert max(days).year == 2100
    assert source.startswith("holidays 0.")


def test_the_feed_is_read_whole() -> None:
    """Every event of the published feed is read from an object, a string or bytes."""
    official = feed()
    for division in DIVISIONS:
        days = feed_days(official, division)
        assert set(days) == days_off(division)
        assert feed_days(json.dumps(official), division) == days
        assert feed_days(json.dumps(official).encode(), division) == days


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_a_feed_may_begin_with_a_byte_order_mark(encoding: str) -> None:
    """A feed that begins with a byte-order mark is read alike as text and as bytes."""
    text = "\ufeff" + json.dumps(feed())
    for given in (text, text.encode(encoding)):
        assert set(feed_days(given, "scotland")) == days_off("scotland")


NESTED = pytest.param(
    "[" * 100_000,
    marks=pytest.mark.skipif(sys.platform == "emscripten", reason="this ends Pyodide"),
)


@pytest.mark.parametrize("text", ["", "{", NESTED, b"\xff", "NaN x"])
def test_text_that_is_not_json_is_refused(text: str | bytes) -> None:
    """Text that is not JSON is refused, without the error of the JSON parser as its cause."""
    with pytest.raises(CalendarError, match="the feed is not JSON") as caught:
        feed_days(text, "scotland")
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


@pytest.mark.parametrize(
    "broken", ["[]", "null", "{}", '{"scotland": []}', '{"england-and-wales": {}}', 5]
)
def test_a_missing_division_is_named(broken: Any) -> None:
    """A feed without the requested division is refused, and the error names the division."""
    with pytest.raises(CalendarError, match="^scotland: this division is missing from the feed"):
        feed_days(broken, "scotland")


@pytest.mark.parametrize("events", [None, [], {}, "x"])
def test_missing_events_are_named(events: Any) -> None:
    """A division is refused if its events are missing, empty or not a list."""
    with pytest.raises(CalendarError, match=r"^scotland\.events: not a list of events"):
        feed_days({"scotland": {"events": events}}, "scotland")


def test_an_unknown_division_is_refused() -> None:
    """A division other than those of the feed is refused."""
    with pytest.raises(InvalidValueError, match="expected one of england-and-wales, "):
        feed_days(feed(), "wales")


def test_all_faulty_events_are_reported_together() -> None:
    """All faults of a feed are reported together, each with its place."""
    good = {"title": "Good", "date": "2019-08-26"}
    broken = _feed(
        good,
        {"title": "No date"},
        {"title": "", "date": "2019-08-27"},
        "not an event",
        {"title": "Other form", "date": "27/08/2019"},
        {"title": "No such day", "date": "2019-02-30"},
        {"title": "Week date", "date": "2019-W35-1"},
        {"title": "A number", "date": 20190826},
        {"title": "Twice", "date": "2019-08-26"},
        {"title": 7, "date": "2019-08-28"},
    )
    with pytest.raises(CalendarError) as caught:
        feed_days(broken, "england-and-wales")
    assert [(fault.where, fault.message) for fault in caught.value.faults] == [
        ("england-and-wales.events[1].date", "not a date"),
        ("england-and-wales.events[2].title", "not a title"),
        ("england-and-wales.events[3].title", "not a title"),
        ("england-and-wales.events[3].date", "not a date"),
        ("england-and-wales.events[4].date", "not a date"),
        ("england-and-wales.events[5].date", "not a date"),
        ("england-and-wales.events[6].date", "not a date"),
        ("england-and-wales.events[7].date", "not a date"),
        ("england-and-wales.events[8].date", "Monday 26 August 2019 is listed twice"),
        ("england-and-wales.events[9].title", "not a title"),
    ]


def test_is_weekend_is_true_on_saturday_and_sunday() -> None:
    """A holiday is on a weekend if it is a Saturday or Sunday."""
    weekend = [Holiday(date=date(2019, 9, day), name="x").on_weekend for day in (13, 14, 15, 16)]
    assert weekend == [False, True, True, False]


def test_england_has_the_names_of_govuk() -> None:
    """Bank holidays in England and Northern Ireland have GOV.UK's titles and notes."""
    for subdivision, division in (("ENG", "england-and-wales"), ("NIR", "northern-ireland")):
        days, _ = library_days(subdivision, 2012, 2028)
        marks = {"Substitute day": " (substitute day)"}
        titles = {
            date.fromisoformat(event["date"]): event["title"] + marks.get(event["notes"], "")
            for event in feed()[division]["events"]
        }
        assert feed_days(feed(), division) == titles
        # Moved for a jubilee. Only GOV.UK's notes on England call it a substitute day.
        titles[date(2012, 6, 4)] = "Spring bank holiday"
        assert {day: name for day, name in days.items() if day.weekday() < 5} == titles
