from __future__ import annotations

from datetime import date

import attrs
import pytest
from matplotlib.colors import to_rgb

import jtai
from jtai.formats.plots.plot import plot
from jtai.timetable.milestone_dates import Reading
from tests.formats.pictures import SLIDE, blank, every_word, misplaced_texts, texts, tiles
from tests.timetable.fixed_days import FIXED
from tests.timetable.official_feed import days_off

pytestmark = pytest.mark.pictures

PLAN = jtai.plan_year(2027, milestones=FIXED)


def lightness(colour: object) -> float:
    """Return the lightness of a colour in greyscale."""
    red, green, blue = to_rgb(colour)  # type: ignore[arg-type]
    return 0.299 * red + 0.587 * green + 0.114 * blue


def test_each_monday_has_a_tile() -> None:
    """Each of the 52 Mondays of 2027 has a tile, and those of a month are in order in one row."""
    found = tiles(plot(PLAN, ax=blank()))
    days = {date.fromisoformat(name.split()[-1]): tile for name, tile in found.items()}
    assert len(days) == 52
    assert all(day.weekday() == 0 for day in days)
    for day, tile in days.items():
        before = days.get(date.fromordinal(day.toordinal() - 7))
        if before is not None and before.get_y() == tile.get_y():
            assert before.get_x() < tile.get_x()
        assert (before is None or before.get_y() != tile.get_y()) is (day.day <= 7)


def test_mondays_that_are_bank_holidays_are_hatched_and_named() -> None:
    """Mondays that are bank holidays are hatched, named and marked as not usable."""
    ax = plot(PLAN, ax=blank())
    hatched = {name for name, tile in tiles(ax).items() if tile.get_hatch()}
    mondays = sorted(day for day in days_off() if day.year == 2027 and day.weekday() == 0)
    assert hatched == {f"not usable {day}" for day in mondays}
    found = texts(ax)
    assert {found[f"state {day}"] for day in mondays} == {"not usable"}
    assert found["remarks 2027-03-29"] == "Easter Monday"
    assert found["day 2027-03-29"] == "Mon 29 Mar"


def test_a_tile_shows_fieldwork_days_off_and_displaced_milestones() -> None:
    """A tile has the start of fieldwork, the days off and the number of displaced milestones."""
    found = texts(plot(PLAN, ax=blank()))
    assert found["state 2027-03-22"] == "10 displaced"
    assert found["remarks 2027-03-22"] == "fieldwork Wed 7 Apr Good Friday, Easter Monday"
    # After 8 March they are during fieldwork, which they make longer.
    assert found["remarks 2027-03-08"] == "fieldwork Mon 22 Mar Good Friday, Easter Monday"
    assert found["state 2027-01-04"] == "all as named"
    assert found["remarks 2027-01-04"] == "fieldwork Mon 18 Jan"


def test_each_tile_names_the_days_off_until_fieldwork_ends() -> None:
    """Each tile names or dates the official days off until fieldwork ends."""
    found = texts(plot(PLAN, ax=blank()))
    for planned in PLAN:
        if planned.usable and planned.fieldwork_end is not None:
            passed = sorted(
                day for day in days_off() if planned.monday < day <= planned.fieldwork_end
            )
            names = ", ".join(
                str(PLAN.calendar.holiday(day)).split("(", 1)[1][:-1] for day in passed
            )
            _, _, shown = found[f"remarks {planned.monday}"].partition(" ")
            shown = " ".join(shown.split()[3:])
            days = ", ".join(f"{day.day} {day:%b}" for day in passed)
            assert shown in {names, days}
            assert bool(shown) is bool(names)
    # The three names over the turn of the year do not fit; their dates are shown instead.
    assert found["remarks 2027-12-20"] == "fieldwork Thu 6 Jan 27 Dec, 28 Dec, 3 Jan"


def test_darker_tiles_have_more_displaced_milestones() -> None:
    """In greyscale, tiles with more displaced milestones are never lighter."""
    found = tiles(plot(jtai.plan_year(2022), ax=blank()))
    plan = [planned for planned in jtai.plan_year(2022) if planned.usable]
    shades = sorted(
        (planned.displaced or 0, -lightness(found[f"usable {planned.monday}"].get_facecolor()[:3]))
        for planned in plan
    )
    assert [shade for _, shade in shades] == sorted(shade for _, shade in shades)
    assert len({shade for _, shade in shades}) == 4


def test_bank_holidays_are_beside_their_months() -> None:
    """Each bank holiday on a weekday is beside its month, with its day of the month."""
    found = texts(plot(jtai.plan_year(2019), ax=blank()))
    shown = [
        (int(key.split()[1]), words) for key, words in found.items() if key.startswith("holidays")
    ]
    assert shown == [
        (1, "1 New Year’s Day"),
        (4, "19 Good Friday 22 Easter Monday"),
        (5, "6 Early May bank holiday 27 Spring bank holiday"),
        (8, "26 Summer bank holiday"),
        (12, "25 Christmas Day 26 Boxing Day"),
    ]
    assert {date(2019, month, int(words.split()[0])) for month, words in shown} <= days_off()


def test_names_of_many_days_off_are_cut() -> None:
    """If a month has more closures than fit, their names are cut with an ellipsis."""
    calendar = jtai.WorkingCalendar.england().with_closures(
        {date(2027, 6, day): "A closure" for day in (7, 8, 9, 10, 11)}
    )
    ax = plot(jtai.plan_year(2027, calendar=calendar), ax=blank())
    words = texts(ax)["holidays 6"]
    assert words.startswith("7 A closure 8 A closure; 9 A")
    assert words.endswith("…")
    assert misplaced_texts(ax) == []


def test_a_tile_says_if_it_goes_beyond_the_calendar() -> None:
    """A tile says if its timetable goes beyond the calendar or is provisional."""
    found = texts(plot(jtai.plan_year(2050), ax=blank()))
    assert found["remarks 2050-12-19"] == "its timetable goes beyond the calendar"
    assert found["remarks 2050-01-10"] == "fieldwork Mon 24 Jan provisional"
    short = jtai.WorkingCalendar(
        name="Short", first=date(2027, 3, 1), last=date(2027, 12, 31), bank_holidays=()
    )
    found = texts(plot(jtai.plan_year(2027, calendar=short), ax=blank()))
    assert found["state 2027-01-04"] == "unknown"


@pytest.mark.parametrize("year", [2027, 2031, 2049])
def test_days_off_are_named_dated_or_counted(year: int) -> None:
    """The days off in a tile are named, dated or counted, and are never cut."""
    closures = {date(2027, 9, day): f"A rather long reason {day}" for day in range(14, 25)}
    plan = jtai.plan_year(
        year,
        calendar=jtai.WorkingCalendar.england().with_closures(
            {day: why for day, why in closures.items() if day.weekday() < 5}
        ),
    )
    found = texts(plot(plan, ax=blank()))
    remarks = {key: words for key, words in found.items() if key.startswith("remarks")}
    assert not [key for key, words in remarks.items() if "…" in words]
    if year == 2031:
        # 25 and 26 December and New Year’s Day, after the years that are announced.
        assert remarks["remarks 2031-12-22"].endswith("provisional, 3 days off")
    if year == 2027:
        # Nine weekdays are closed from the 14th to the end of fieldwork on 8 October.
        assert remarks["remarks 2027-09-13"].endswith("9 days off")


@pytest.mark.no_cover
@pytest.mark.parametrize("year", [2019, 2022, 2050])
@pytest.mark.parametrize("size", [SLIDE, (9, 7)])
def test_no_text_covers_another(year: int, size: tuple[float, float]) -> None:
    """No text overlaps another or is cut off, on a slide and in a notebook."""
    assert misplaced_texts(plot(jtai.plan_year(year), ax=blank(*size))) == []


def test_the_title_names_year_reading_and_calendar() -> None:
    """The title has the year, the reading and the calendar, and the source is stated below."""
    ax = plot(jtai.plan_year(2027, reading=Reading.NAMED_DAYS), ax=blank())
    assert ax.get_title(loc="left") == (
        "Notification Mondays of 2027 (named-days, England): 47 of 52 usable"
    )
    assert "Source: guidance 190035." in every_word(ax)


def test_a_plan_without_mondays_says_so() -> None:
    """A plan without Mondays is shown as a message."""
    ax = plot(attrs.evolve(PLAN, mondays=()), ax=blank())
    assert [text.get_text() for text in ax.texts] == ["The plan has no Mondays."]
    assert misplaced_texts(ax) == []


def test_a_monday_beyond_the_calendar_is_unknown() -> None:
    """If a timetable goes beyond the calendar, its Monday is unknown rather than not usable."""
    ax = plot(jtai.plan_year(2050), ax=blank())
    said = texts(ax)
    assert said["state 2050-12-12"] == said["state 2050-12-19"] == "unknown"
    assert said["state 2050-12-26"] == "not usable"
    assert {name for name in tiles(ax) if name.startswith("unknown")} == {
        "unknown 2050-12-12",
        "unknown 2050-12-19",
    }
    assert "unknown: beyond the calendar" in every_word(ax)
    assert "beyond the calendar" not in every_word(plot(PLAN, ax=blank()))
    assert misplaced_texts(ax) == []
