"""A plot of a timetable: who owes what to whom, and on which day.

Invariant: the plot shows the milestones of the timetable and computes no dates. Each milestone has
a separate row, so that those on one day never overlap. Anything special about a milestone is shown
in words and by the shape of its mark.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import groupby
from typing import Final

import attrs

from jtai.core.english_dates import MONTHS, day_name, short_date
from jtai.formats.paper.words import restored
from jtai.formats.plots.canvas import (
    ACCENT,
    ALARM,
    BAND,
    FAINT,
    INK,
    PAPER,
    QUIET,
    SMALL,
    WIDTH,
    Canvas,
    day_number,
    fitted,
    width_of,
)
from jtai.timetable.bank_holidays import Holiday
from jtai.timetable.milestone import Milestone
from jtai.timetable.parties import short_party_words
from jtai.timetable.selected import Selected
from jtai.timetable.timetable import Timetable

_LANE: Final = 142.0
"""The width of the column for the parties, in points."""
_TITLE: Final = 232.0
"""The width of the column for the title."""
_GAP: Final = 9.0
_WHO: Final = 9.5
_NARROWEST: Final = 22.0
"""The least width for the number of a day."""
_HALF: Final = 0.5
_LINE: Final = 0.56
"""The height of a line of text, in rows."""
_SATURDAY: Final = 5
_MOST_NAMES: Final = 3
"""The most lines for names of days off."""
_NOTES: Final = 4
"""The most lines for notes, and for the calendar."""

_ON_ITS_DAY: Final = "o"
_DISPLACED: Final = "D"


def draw_timetable(canvas: Canvas, timetable: Timetable, selected: Selected | None = None) -> None:
    """Draw a timetable.

    Args:
        canvas: The canvas; x is in matplotlib's day numbers, y in rows from the top.
        timetable: The timetable.
        selected: The milestones to draw; by default all.
    """
    chart = _Chart(canvas, timetable, selected)
    canvas.title(" ".join(str(selected or timetable).partition("\n\n")[0].split()))
    chart.days()
    chart.holidays()
    for row, milestone in enumerate(chart.rows):
        chart.milestone(row, milestone)
    chart.lanes()
    bottom = chart.notes()
    canvas.frame(chart.left, chart.end + _HALF, bottom, chart.top)
    canvas.count_days()


def _parties(milestone: Milestone) -> tuple[str, str]:
    return short_party_words(
        (*milestone.by, *milestone.contributors)
    ), f"to {short_party_words(milestone.to)}"


class _Chart:
    """The layout of the plot of one timetable."""

    def __init__(self, canvas: Canvas, timetable: Timetable, selected: Selected | None) -> None:
        self.canvas = canvas
        self.timetable = timetable
        self.shown = selected or timetable
        # Grouped by parties, in the order of their first milestones.
        lanes: dict[tuple[str, str], list[Milestone]] = {}
        for milestone in self.shown:
            lanes.setdefault(_parties(milestone), []).append(milestone)
        self.rows = [milestone for lane in lanes.values() for milestone in lane]
        dates = [day for milestone in self.shown for day in (milestone.date, milestone.named_date)]
        self.first, self.last = min(dates), max(dates)
        self.start, self.end = day_number(self.first), day_number(self.last)
        self.day_width = (WIDTH - _LANE - _TITLE) / (self.end - self.start + 1)
        self.left = self.start - _HALF - (_LANE + _TITLE) / self.day_width
        calendar = timetable.calendar
        found = calendar.holidays(max(self.first, calendar.first), min(self.last, calendar.last))
        self.off = {day_number(holiday.date): holiday for holiday in found}
        self.names = self._name_levels()
        levels = 1 + max((level for _, _, level in self.names), default=-1)
        self.top = -_HALF - _LINE * (1.6 + levels)

    @property
    def foot(self) -> float:
        """The lower end of the last row."""
        return len(self.rows) - _HALF

    def across(self, points: float) -> float:
        """Return a width in points as days."""
        return points / self.day_width

    def days(self) -> None:
        """Draw weekends and days off as bands, and number the days below and above."""
        calendar, canvas = self.timetable.calendar, self.canvas
        shown_last = self.start - 2 * self.across(_NARROWEST)
        for day in range(self.start, self.end + 1):
            date = self.first + dt.timedelta(day - self.start)
            holiday = self.off.get(day)
            weekend = date.weekday() >= _SATURDAY
            if weekend or holiday is not None:
                canvas.tile(
                    day - _HALF,
                    -_HALF,
                    1,
                    len(self.rows),
                    fill=BAND,
                    edge=FAINT if holiday else BAND,
                    line=0.5,
                    hatch="////" if holiday else "",
                    name=f"{'weekend' if weekend else 'holiday'} {date}",
                    zorder=0,
                )
            if (day - shown_last) * self.day_width < _NARROWEST:
                continue
            colour = QUIET if weekend or holiday else INK
            below = [day_name(date)[:3], str(date.day)]
            if date.day == 1 or shown_last < self.start:
                below.append(MONTHS[date.month - 1][:3])
            shown_last = day
            canvas.write(
                day,
                self.foot + 0.15,
                "\n".join(below),
                size=SMALL,
                colour=colour,
                align="center",
                valign="top",
                name=f"day {date}",
            )
            if not (weekend or holiday) and calendar.covers(date):
                number = calendar.count(self.timetable.notification, date)
                canvas.write(
                    day,
                    -_HALF - 0.15,
                    f"+{number}" if number > 0 else str(number),
                    size=SMALL,
                    align="center",
                    valign="bottom",
                    name=f"working day {date}",
                )
        canvas.write(
            self.start - _HALF - self.across(_GAP),
            -_HALF - 0.15,
            "working days after notification",
            size=SMALL,
            colour=QUIET,
            align="right",
            valign="bottom",
        )

    def _name_levels(self) -> list[tuple[Holiday, float, int]]:
        """Return the start and level of the name of each day off, above its band."""
        right = self.end + _HALF
        taken: list[list[tuple[float, float]]] = []
        placed = []
        # From last to first, with each name to the right of its band, so that no line to a band
        # crosses another name.
        for holiday in reversed(self._named_off()):
            width = self.across(width_of(_name(holiday), size=SMALL) + _GAP)
            begin = min(day_number(holiday.date) - _HALF, right - width)
            level = next(
                (
                    level
                    for level, spans in enumerate(taken)
                    if all(begin + width <= left or begin >= end for left, end in spans)
                ),
                len(taken),
            )
            taken[level:] = taken[level:] or [[]]
            taken[level].append((begin, begin + width))
            placed.append((holiday, begin, level))
        self.unnamed = sum(level >= _MOST_NAMES for _, _, level in placed)
        return [place for place in placed if place[2] < _MOST_NAMES]

    def _named_off(self) -> list[Holiday]:
        """Return the days off; of consecutive ones with the same name, only the first."""
        calendar = self.timetable.calendar
        named: list[Holiday] = []
        before: Holiday | None = None
        for holiday in self.off.values():
            if (
                before is None
                or before.name != holiday.name
                or calendar.count(before.date, holiday.date)
            ):
                named.append(holiday)
            before = holiday
        return named

    def holidays(self) -> None:
        """Write the names of days off above their bands."""
        for holiday, begin, level in self.names:
            day = day_number(holiday.date)
            y = -_HALF - _LINE * (1.75 + level)
            self.canvas.line(
                [day - _HALF] * 2, [-_HALF, y - 0.2], width=0.5, name=f"line {holiday.date}"
            )
            self.canvas.write(
                begin + self.across(2),
                y,
                _name(holiday),
                size=SMALL,
                colour=INK,
                paper=True,
                name=f"name {holiday.date}",
            )

    def milestone(self, row: int, milestone: Milestone) -> None:
        """Draw a milestone in its row: its title, its mark, and its date and time."""
        canvas, day, named = (
            self.canvas,
            day_number(milestone.date),
            day_number(milestone.named_date),
        )
        begin = self.start - _HALF
        canvas.write(
            begin - self.across(_TITLE - 4),
            row,
            fitted(milestone.title, _TITLE - _GAP, lines=2),
            name=f"title {milestone.key}",
        )
        canvas.line([begin, day], [row, row], width=0.6, style=":")
        colour = ALARM if milestone.displaced else ACCENT
        if milestone.displaced:
            canvas.line([named, day], [row, row], colour=colour, width=1.4)
            canvas.mark(named, row, "|", size=9, colour=colour, name=f"named {milestone.key}")
        draw_mark(
            canvas,
            day,
            row,
            displaced=milestone.displaced,
            optional=milestone.optional,
            assumed=milestone.assumed is not None,
            provisional=milestone.provisional,
            name=milestone.key,
        )
        lines = [f"{short_date(milestone.date)}, {milestone.when}"]
        if milestone.marks:
            lines.append("; ".join(milestone.marks))
        width = self.across(max(map(width_of, lines)))
        gap = self.across(_GAP + 3)
        if (left := max(day, named) + gap) + width <= self.end + _HALF:
            x, align = left, "left"
        elif (left := min(day, named) - gap - width) >= self.start - _HALF:
            x, align = left + width, "right"
        else:
            left = (day + named - width) / 2
            x, align = left + width / 2, "center"
        canvas.write(
            x,
            row,
            "\n".join(lines),
            align=align,
            # A white background where a pattern, a bar or a line would be behind the words.
            paper=align != "left"
            or any(left < band + _HALF and left + width > band - _HALF for band in self.off),
            name=f"when {milestone.key}",
        )

    def lanes(self) -> None:
        """Write the parties on the left, with a line between the lanes."""
        canvas, row = self.canvas, 0
        right = self.end + _HALF
        for parties, members in groupby(self.rows, _parties):
            number = len([*members])
            canvas.line([self.left, right], [row - _HALF] * 2, width=0.9, zorder=6)
            by, to = (
                fitted(words, _LANE - 2, size=_WHO, bold=not at) for at, words in enumerate(parties)
            )
            middle = row + (number - 1) / 2
            x = self.left + self.across(2)
            canvas.write(x, middle - 0.23, by, size=_WHO, bold=True, name=f"by {row}")
            canvas.write(x, middle + 0.24, to, size=_WHO, colour=QUIET, name=f"to {row}")
            row += number
        canvas.line([self.left, right], [self.foot] * 2, width=0.9, zorder=6)

    def notes(self) -> float:
        """Write the legend and the assumptions; return the lower end of the plot."""
        canvas = self.canvas
        y = self.foot + 0.15 + 3.3 * _LINE
        x = self.left + self.across(8)
        for mark, words in _legend(self.timetable):
            draw_mark(canvas, x, y, **attrs.asdict(mark))
            canvas.write(x + self.across(_GAP + 2), y, words, size=SMALL)
            x += self.across(width_of(words, size=SMALL) + 4 * _GAP)
        general = [
            str(assumption)
            for assumption in self.shown.assumptions
            if len(assumption.milestones) != 1
        ]
        unnamed = [f"Days off not named above: {self.unnamed}."] if self.unnamed else []
        notes = [f"{words}." for words in restored(self.timetable)]
        notes += [*unnamed, *(f"Assumed: {text}." for text in general)]
        calendar = f"Calendar: {self.timetable.calendar.label}. Source: {self.timetable.document}."
        lines = "\n".join(
            fitted(words, WIDTH - _GAP, size=SMALL, lines=_NOTES)
            for words in (" ".join(notes), calendar)
            if words
        )
        y += 0.45
        canvas.write(self.left + self.across(2), y, lines, size=SMALL, colour=QUIET, valign="top")
        return y + _LINE * (lines.count("\n") + 1)


@attrs.frozen(kw_only=True)
class _Mark:
    displaced: bool = False
    optional: bool = False
    assumed: bool = False
    provisional: bool = False


def draw_mark(
    canvas: Canvas,
    x: float,
    y: float,
    *,
    displaced: bool,
    optional: bool,
    assumed: bool,
    provisional: bool,
    name: str | None = None,
) -> None:
    """Draw the mark of a milestone, whose shape shows what is special about it."""
    colour = ALARM if displaced else ACCENT
    shape, size = (_DISPLACED, 7.0) if displaced else (_ON_ITS_DAY, 8.0)
    canvas.mark(
        x, y, shape, size=size, colour=colour, inside=PAPER if optional else None, name=name
    )
    if assumed:
        frame = f"assumed {name}" if name else None
        canvas.mark(x, y, "s", size=14, colour=colour, inside="none", width=1.0, name=frame)
    if provisional:
        bar = f"provisional {name}" if name else None
        canvas.mark(x, y, "_", size=20, colour=INK, width=1.6, name=bar)


def _legend(timetable: Timetable) -> Iterator[tuple[_Mark, str]]:
    """Yield the marks in use and their meaning."""
    yield _Mark(), "on its named day"
    if timetable.displaced:
        yield _Mark(displaced=True), "on another day; the bar marks the named weekday"
    yield _Mark(optional=True), "hollow: optional"
    yield _Mark(assumed=True), "framed: the day is assumed"
    if timetable.provisional:
        yield _Mark(provisional=True), "barred: provisional"


def _name(holiday: Holiday) -> str:
    return fitted(holiday.name, 260, size=SMALL)
