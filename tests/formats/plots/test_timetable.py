from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import matplotlib as mpl
import pytest
from hypothesis import given, settings
from matplotlib import dates
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import same_color

import jtai
from jtai.formats.plots.plot import plot
from jtai.timetable.working_days import WorkingCalendar
from tests.formats.pictures import (
    SLIDE,
    blank,
    day_of,
    every_word,
    marks,
    misplaced_texts,
    number_of,
    texts,
    tiles,
)
from tests.timetable.fixed_days import FIXED
from tests.timetable.strategies import calendars, mondays
from tests.timetable.worked_examples import ENGLAND, OFFSETS, as_dates

pytestmark = pytest.mark.pictures

# The milestones of each working day in `FIXED`.
ON = {
    0: ["notification"],
    3: ["child_lists", "contextual_issues", "meeting_details", "activity_lists"],
    4: ["case_selection", "selection_call"],
    6: ["case_documents", "supporting_information"],
    8: ["joint_evaluations"],
    9: ["cqc_documents_request", "engagement_arrangements"],
    10: ["fieldwork_start", "printed_documents"],
    14: ["fieldwork_end"],
}
EASTER = date(2020, 4, 6)
CHRISTMAS = date(2019, 12, 16)
ORDINARY = date(2019, 9, 9)


def drawn(notification: date, *, ax: Axes | None = None, **how: object) -> Axes:
    """Return a plot of the timetable for a notification day, with milestones on fixed days."""
    timetable = jtai.Timetable.from_notification(notification, milestones=FIXED, **how)  # type: ignore[arg-type]
    return plot(timetable, ax=ax or blank())


def forget_epoch() -> None:
    """Reset the first day of matplotlib's dates, so that its setting applies again."""
    reset: Any = vars(dates)["_reset_epoch_test_example"]
    reset()


def place(ax: Axes, key: str) -> tuple[date, float]:
    """Return the day and the row of a mark."""
    mark = marks(ax)[key]
    return day_of(mark), float(mark.get_ydata()[0])


def is_hollow(mark: Any) -> bool:
    """Return whether the background is visible through a mark."""
    fill = mark.get_markerfacecolor()
    return fill == "none" or same_color(fill, "w")


@pytest.mark.parametrize("monday", ENGLAND)
def test_each_milestone_is_drawn_on_its_day(monday: str) -> None:
    """The mark of each milestone is on its day in the worked examples."""
    ax = drawn(date.fromisoformat(monday))
    days = dict(zip(OFFSETS, as_dates(ENGLAND[monday]), strict=True))
    for offset, keys in ON.items():
        expected = days.get(offset, date.fromisoformat(monday))
        assert [place(ax, key)[0] for key in keys] == [expected] * len(keys)


def test_each_milestone_has_a_separate_row() -> None:
    """Each milestone has a separate row, with its title and its date in the same row."""
    ax = drawn(EASTER)
    keys = [key for keys in ON.values() for key in keys]
    rows = {key: place(ax, key)[1] for key in keys}
    assert sorted(rows.values()) == [*range(15)]
    heights = {str(text.get_gid()): text.get_position()[1] for text in ax.texts}
    for key, row in rows.items():
        assert heights[f"title {key}"] == heights[f"when {key}"] == row


def test_a_selection_has_only_its_milestones_and_says_so() -> None:
    """A plot of a selection has only its milestones, and its title says so."""
    timetable = jtai.Timetable.from_notification(EASTER)
    ax = plot(timetable, ax=blank(), only=["police"])
    assert set(marks(ax)) & {key for keys in ON.values() for key in keys} == {
        milestone.key for milestone in timetable.only("police")
    }
    assert "only police force: 10 of 15 milestones" in " ".join(ax.get_title(loc="left").split())
    assert not misplaced_texts(ax)
    assert not misplaced_texts(plot(timetable, ax=blank(), only=["notification"]))
    with pytest.raises(jtai.errors.InvalidValueError, match="only: this applies only to a timet"):
        plot(jtai.plan_year(2027), only=["police"])


def test_each_mark_has_its_date_time_and_status_beside_it() -> None:
    """Beside its mark, each milestone has its date, its time and any special status in words."""
    found = texts(drawn(EASTER))
    assert {key.removeprefix("when "): words for key, words in found.items() if "when" in key} == {
        "notification": "Mon 6 Apr 2020, at 09:00",
        "child_lists": "Thu 9 Apr 2020, by 09:00",
        "contextual_issues": "Thu 9 Apr 2020, by 09:00 optional; assumed",
        "meeting_details": "Thu 9 Apr 2020, end of day",
        "activity_lists": "Thu 9 Apr 2020, end of day assumed",
        "case_selection": "Tue 14 Apr 2020, by 10:00 not Friday, week one",
        "selection_call": "Tue 14 Apr 2020, before 12:00 optional; not Friday, week one",
        "case_documents": "Thu 16 Apr 2020, end of day named-days reading: Tue 14 Apr",
        "supporting_information": "Thu 16 Apr 2020, end of day named-days reading: Tue 14 Apr",
        "joint_evaluations": "Mon 20 Apr 2020, end of day named-days reading: Thu 16 Apr",
        "cqc_documents_request": "Tue 21 Apr 2020, that day named-days reading: Fri 17 Apr",
        "engagement_arrangements": (
            "Tue 21 Apr 2020, end of day assumed; named-days reading: Fri 17 Apr"
        ),
        "fieldwork_start": "Wed 22 Apr 2020, that day not Monday, week three",
        "printed_documents": "Wed 22 Apr 2020, on arrival assumed; not Monday, week three",
        "fieldwork_end": "Tue 28 Apr 2020, end of day assumed; not Friday, week three",
    }
    assert found["title child_lists"] == (
        "Child-level lists 6, 7 and 8 with the extra mental health fields"
    )


def test_marks_have_shapes_for_their_status() -> None:
    """Displaced milestones are diamonds, optional ones are hollow, and assumed ones are framed."""
    found = marks(drawn(EASTER))
    hollow = {key for key, mark in found.items() if is_hollow(mark)}
    frames = {
        "assumed contextual_issues",
        "assumed activity_lists",
        "assumed engagement_arrangements",
        "assumed printed_documents",
        "assumed fieldwork_end",
    }
    assert hollow == {"contextual_issues", "selection_call"} | frames
    diamonds = {key for key, mark in found.items() if mark.get_marker() == "D"}
    assert diamonds == {key for offset, keys in ON.items() if offset > 3 for key in keys}
    assert {key for key in found if key.startswith("assumed")} == frames
    assert found["assumed fieldwork_end"].get_marker() == "s"
    assert not any(key.startswith("provisional") for key in found)
    named = {key for key in found if key.startswith("named")}
    assert named == {f"named {key}" for key in diamonds}
    assert day_of(found["named joint_evaluations"]) == date(2020, 4, 16)


def test_the_end_of_a_week_without_a_working_day_is_on_another_day() -> None:
    """If week two is off, what is due at its end is a diamond, and the bar marks its Friday."""
    closed = jtai.WorkingCalendar.england().with_closures(
        {date(2023, 12, day): "Council closed" for day in (27, 28, 29)}
    )
    found = marks(drawn(date(2023, 12, 18), calendar=closed, reading="named-days"))
    assert found["engagement_arrangements"].get_marker() == "D"
    assert day_of(found["engagement_arrangements"]) == date(2023, 12, 22)
    assert day_of(found["named engagement_arrangements"]) == date(2023, 12, 29)


def test_the_legend_has_the_marks_of_the_milestones() -> None:
    """Each entry of the legend has the marks of the milestones that it explains."""
    for monday, expected in (
        (
            EASTER,
            {
                "on its named day": {("o", "full")},
                "on another day; the bar marks the named weekday": {("D", "full")},
                "hollow: optional": {("o", "hollow")},
                "framed: the day is assumed": {("o", "full"), ("s", "hollow")},
            },
        ),
        (date(2031, 12, 15), {"barred: provisional": {("o", "full"), ("_", "full")}}),
    ):
        ax = drawn(monday)
        for words, shapes in expected.items():
            (text,) = (text for text in ax.texts if text.get_text() == words)
            x, y = text.get_position()
            lines: list[Any] = [*ax.lines]
            before = [
                line for line in lines if line.get_ydata()[0] == y and line.get_xdata()[0] < x
            ]
            nearest = max(line.get_xdata()[0] for line in before)
            assert {
                (line.get_marker(), "hollow" if is_hollow(line) else "full")
                for line in before
                if line.get_xdata()[0] == nearest
            } == shapes


def test_dates_beyond_the_proclaimed_holidays_are_provisional() -> None:
    """Beyond the proclaimed bank holidays, each milestone is barred and called provisional."""
    ax = drawn(date(2031, 12, 15))
    found = marks(ax)
    for keys in ON.values():
        for key in keys:
            assert found[f"provisional {key}"].get_marker() == "_"
            assert "provisional" in texts(ax)[f"when {key}"]
    assert "may not yet include every bank holiday of this period" in every_word(ax).replace(
        "\n", " "
    )


def test_days_off_are_bands_with_their_names() -> None:
    """Weekends and bank holidays are bands, and bank holidays are hatched and named."""
    ax = drawn(EASTER)
    found = tiles(ax)
    assert {name for name in found if name.startswith("holiday")} == {
        "holiday 2020-04-10",
        "holiday 2020-04-13",
    }
    weekends = [date(2020, 4, day) for day in (11, 12, 18, 19, 25, 26)]
    assert {name for name in found if name.startswith("weekend")} == {
        f"weekend {day}" for day in weekends
    }
    for name, band in found.items():
        day = number_of(date.fromisoformat(name.split()[1]))
        assert (band.get_x(), band.get_width()) == (day - 0.5, 1)
        assert bool(band.get_hatch()) is name.startswith("holiday")
    assert texts(ax)["name 2020-04-10"] == "Good Friday"
    assert texts(ax)["name 2020-04-13"] == "Easter Monday"
    for off in (date(2020, 4, 10), date(2020, 4, 13)):
        line = marks(ax)[f"line {off}"]
        band = found[f"holiday {off}"]
        (words,) = (text for text in ax.texts if text.get_gid() == f"name {off}")
        # The line goes along the band's left side to its name, which begins there.
        assert [*line.get_xdata()] == [band.get_x()] * 2
        assert max(line.get_ydata()) == band.get_y()
        assert min(line.get_ydata()) == pytest.approx(words.get_position()[1], abs=0.3)
        assert band.get_x() < words.get_position()[0] < number_of(off)


def test_working_days_are_counted_and_days_are_named() -> None:
    """Each working day has its number above it, and each day its weekday and date below."""
    found = texts(drawn(CHRISTMAS))
    numbers = {
        key.removeprefix("working day "): words
        for key, words in found.items()
        if key.startswith("working day")
    }
    assert numbers["2019-12-16"] == "0"
    assert numbers["2019-12-24"] == "+6"
    assert numbers["2019-12-27"] == "+7"
    assert numbers["2020-01-08"] == "+14"
    assert not {"2019-12-25", "2019-12-26", "2019-12-28", "2020-01-01"} & {*numbers}
    assert found["day 2019-12-16"] == "Mon 16 Dec"
    assert found["day 2019-12-25"] == "Wed 25"
    assert found["day 2020-01-01"] == "Wed 1 Jan"


def test_milestones_are_grouped_by_parties() -> None:
    """Milestones of the same parties are grouped, with the parties beside them."""
    found = texts(drawn(ORDINARY))
    lanes = [(found[key], found[key.replace("by", "to")]) for key in found if key.startswith("by ")]
    assert lanes == [
        ("lead inspector", "to local agencies"),
        ("LA, CCG, CAMHS, YOT", "to lead inspector"),
        ("DCS", "to lead inspector"),
        ("local agencies", "to lead inspector"),
        ("LA", "to lead inspector"),
        ("lead inspector", "to LA, CCG, CAMHS, YOT"),
        ("CQC", "to health agencies"),
        ("inspectors", "to local agencies"),
        ("local agencies", "to inspectors"),
    ]


def test_the_plot_states_its_reading_calendar_and_source() -> None:
    """The plot states its reading, calendar and source, and where the readings differ."""
    ax = drawn(EASTER, reading=jtai.Reading.NAMED_DAYS)
    assert ax.get_title(loc="left") == (
        "Timetable for notification on Monday 6 April 2020 (named-days, England)"
    )
    words = every_word(ax).replace("\n", " ")
    assert "5 milestones would fall 2 to 4 days later in the working-days reading" in words
    assert "Source: guidance 190035." in words
    assert "would fall" not in every_word(drawn(ORDINARY))


def test_a_removed_bank_holiday_is_named() -> None:
    """The plot names a bank holiday that the caller makes a working day."""
    calendar = WorkingCalendar.england().without({date(2020, 4, 10): "worked"})
    ax = drawn(EASTER, calendar=calendar)
    words = every_word(ax).replace("\n", " ")
    assert "Friday 10 April 2020 (Good Friday: worked): counted as a working day." in words
    assert f"Calendar: {calendar.label}." in words
    assert "holiday 2020-04-10" not in tiles(ax)
    assert misplaced_texts(ax) == []
    assert "counted as a working day" not in every_word(drawn(EASTER))
    assert "Calendar: England." in every_word(drawn(EASTER)).replace("\n", " ")


@pytest.mark.no_cover
@pytest.mark.parametrize("notification", [ORDINARY, CHRISTMAS, EASTER])
@pytest.mark.parametrize("size", [SLIDE, (9, 7)])
def test_no_text_covers_another(notification: date, size: tuple[float, float]) -> None:
    """No text overlaps another or is cut off, on a slide and in a notebook."""
    ax = drawn(notification, ax=blank(*size))
    assert misplaced_texts(ax) == []


def test_the_check_of_text_finds_an_overlap() -> None:
    """The check of a plot's text finds overlapping text and text that is cut off."""
    ax = drawn(ORDINARY)
    first = ax.texts[0]
    ax.text(*first.get_position(), "upon it", va="top", ha="center")
    assert misplaced_texts(ax)
    far = drawn(ORDINARY)
    far.text(0, 1, "far away", transform=far.transAxes, ha="right")
    far.texts[-1].set_x(-1)
    assert misplaced_texts(far) == [("far away", "is cut off")]


def crowded(reason: str = "Closed") -> WorkingCalendar:
    """Return a calendar with many closures around Easter."""
    start = date(2020, 4, 7)
    days = (0, 1, 2, 7, 8, 9, 10, 13, 14, 15, 16, 20)
    return WorkingCalendar.england().with_closures(
        {start + timedelta(days=day): f"{reason} {day // 7 * 7}" for day in days}
    )


def test_a_crowded_calendar_is_readable() -> None:
    """Consecutive closures share a name, long names are cut, and a note counts unnamed days."""
    ax = drawn(
        EASTER,
        calendar=crowded("A reason that $somebody$ wrote down at very great length, indeed, "),
    )
    assert misplaced_texts(ax) == []
    found = texts(ax)
    assert found["name 2020-04-14"].startswith("A reason that $somebody$ wrote")
    assert found["name 2020-04-14"].endswith("…")
    assert "name 2020-04-15" not in found
    assert "day 2020-04-07" not in found
    assert "day 2020-04-08" in found
    assert "Days off not named above: 1." in every_word(ax)
    assert [key for key in found if key.startswith("when")] == [
        f"when {milestone.key}"
        for milestone in sorted(
            jtai.Timetable.from_notification(EASTER, calendar=crowded(), milestones=FIXED),
            key=lambda milestone: place(ax, milestone.key)[1],
        )
    ]


def test_a_notification_in_the_week_begins_with_its_monday() -> None:
    """For a midweek notification, the plot begins on the Monday that the guidance names."""
    ax = drawn(date(2022, 5, 25), any_weekday=True)
    assert day_of(marks(ax)["named notification"]) == date(2022, 5, 23)
    assert texts(ax)["working day 2022-05-23"] == "-2"
    assert misplaced_texts(ax) == []


def test_a_first_day_before_the_calendar_has_no_number() -> None:
    """A day before the start of the calendar is shown without the number of a working day."""
    calendar = WorkingCalendar(
        name="Short", first=date(2019, 9, 11), last=date(2019, 10, 31), bank_holidays=()
    )
    ax = drawn(date(2019, 9, 11), calendar=calendar, any_weekday=True)
    assert texts(ax)["day 2019-09-09"] == "Mon 9 Sep"
    assert "working day 2019-09-09" not in texts(ax)
    assert texts(ax)["working day 2019-09-11"] == "0"


def test_the_axis_uses_date_numbers() -> None:
    """The axis uses matplotlib's numbers for dates, so a caller can add a day to the plot."""
    ax = drawn(ORDINARY)
    mine: Any = ax
    line = mine.axvline(date(2019, 9, 18))
    assert mine.convert_xunits(line.get_xdata()[0]) == number_of(date(2019, 9, 18))
    assert marks(ax)["case_documents"].get_xdata()[0] == number_of(date(2019, 9, 17))


@settings(max_examples=10, deadline=None)
@given(mondays, calendars)
def test_a_plot_agrees_with_its_timetable(monday: date, calendar: WorkingCalendar) -> None:
    """Marks are on the dates of milestones and bands on days off, in every calendar."""
    try:
        timetable = jtai.Timetable.from_notification(monday, calendar=calendar)
    except jtai.JtaiError:
        return
    ax = plot(timetable, ax=blank())
    for milestone in timetable:
        assert place(ax, milestone.key)[0] == milestone.date
    first, last = timetable.dates[0], max(timetable.dates)
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    off = {str(day) for day in days if not calendar.is_working_day(day)}
    assert {name.split()[1] for name in tiles(ax)} == off


@pytest.mark.parametrize(
    "setting", [{}, {"date.converter": "concise"}, {"date.epoch": "2000-01-01"}]
)
def test_the_callers_date_settings_do_not_matter(setting: Any) -> None:
    """Under any setting for dates, the plot and its axis show the right days.

    https://github.com/matplotlib/matplotlib/pull/17022
    """
    lists = date(2019, 9, 12)
    forget_epoch()
    try:
        with mpl.rc_context(setting):
            ax = drawn(ORDINARY)
            figure: Any = ax.figure
            canvas: Any = FigureCanvasAgg(figure)
            canvas.draw()
            mark = float(marks(ax)["child_lists"].get_xdata()[0])
            untyped: Any = dates
            assert untyped.num2date(mark).date() == lists
            assert ax.format_xdata(mark) == "2019-09-12"
    finally:
        forget_epoch()
