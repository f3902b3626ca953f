"""A plot of a year plan: a row for each month, a tile for each Monday.

Invariant: the plot shows in words what the plan says about each Monday. The darker a tile, the more
milestones are not on their named day.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from jtai.core.english_dates import MONTHS, short_day
from jtai.formats.plots.canvas import (
    BAND,
    HEIGHT,
    PAPER,
    QUIET,
    SMALL,
    WIDTH,
    Canvas,
    fitted,
    width_of,
)
from jtai.timetable.year_plan import PlannedMonday, YearPlan

_MONTH: Final = 150.0
"""The width of the column of months, in points."""
_TOP: Final = 5.0
_FOOT: Final = 36.0
_MOST_IN_A_MONTH: Final = 5
_LINES: Final = 3
_GAP: Final = 3.0
_PAD: Final = 6.0
_HEAD: Final = 8.5
"""The middle of the first line of a tile, from its top."""
# From white to a blue on which text has a contrast of 10:1, by the share of displaced milestones.
_FILLS: Final = (PAPER, "#e6f0f8", "#cfe2f1", "#b8d4ea")


def draw_year(canvas: Canvas, plan: YearPlan) -> None:
    """Draw a year plan.

    Args:
        canvas: The canvas, in points from the upper left corner.
        plan: The plan.
    """
    canvas.title(str(plan).partition("\n")[0])
    if not plan.mondays:
        canvas.message("The plan has no Mondays.")
        return
    canvas.frame(0, WIDTH, HEIGHT, 0)
    months = [
        (month, [*mondays])
        for month, mondays in groupby(plan, lambda planned: planned.monday.month)
    ]
    height = (HEIGHT - _TOP - _FOOT) / len(months)
    width = (WIDTH - _MONTH) / _MOST_IN_A_MONTH
    for row, (month, mondays) in enumerate(months):
        y = _TOP + row * height
        _month(canvas, plan, month, y, height - _GAP)
        for column, planned in enumerate(mondays):
            x = _MONTH + column * width
            _tile(canvas, plan, planned, (x, y, width - _GAP, height - _GAP))
    _foot(canvas, plan)


def _tile(
    canvas: Canvas,
    plan: YearPlan,
    planned: PlannedMonday,
    box: tuple[float, float, float, float],
) -> None:
    x, y, width, _ = box
    day = planned.monday
    if planned.usable is None:
        canvas.tile(*box, fill=PAPER, hatch="..", name=f"unknown {day}")
    elif planned.usable:
        step = -(-(planned.displaced or 0) * (len(_FILLS) - 1) // len(plan.entries))
        canvas.tile(*box, fill=_FILLS[step], name=f"usable {day}")
    else:
        canvas.tile(*box, fill=BAND, hatch="////", name=f"not usable {day}")
    canvas.write(
        x + _PAD, y + _HEAD, short_day(day), bold=True, paper=not planned.usable, name=f"day {day}"
    )
    canvas.write(
        x + width - _PAD,
        y + _HEAD,
        _state(planned),
        size=SMALL,
        align="right",
        paper=not planned.usable,
        name=f"state {day}",
    )
    canvas.write(
        x + _PAD,
        y + _HEAD + 7,
        "\n".join(
            fitted(words, width - 2 * _PAD, size=SMALL, lines=lines)
            for words, lines in _remarks(plan, planned, width - 2 * _PAD)
        ),
        size=SMALL,
        valign="top",
        paper=not planned.usable,
        name=f"remarks {day}",
    )


def _state(planned: PlannedMonday) -> str:
    if planned.usable is None:
        return "unknown"
    if not planned.usable:
        return "not usable"
    return f"{planned.displaced} displaced" if planned.displaced else "all as named"


def _remarks(plan: YearPlan, planned: PlannedMonday, width: float) -> Iterator[tuple[str, int]]:
    """Yield when fieldwork begins and which days off are passed over, or why it is not usable.

    Days off are named if there is space, else dated, else counted, so that none is cut off. Their
    names are beside the months too.
    """
    calendar = plan.calendar
    if planned.fieldwork_start is None or planned.fieldwork_end is None:
        off = calendar.holiday(planned.monday) if calendar.covers(planned.monday) else None
        yield (
            "its timetable goes beyond the calendar" if off is None else off.name,
            2,
        )
        return
    yield f"fieldwork {short_day(planned.fieldwork_start)}", 1
    passed = planned.passed_over
    marks = ["provisional"] if planned.provisional else []
    names = [off.name for off in passed]
    dates = [short_day(off.date).partition(" ")[2] for off in passed]
    notes = [", ".join([*marks, *words]) for words in (names, dates, [f"{len(passed)} days off"])]
    if passed or marks:
        yield next((n for n in notes if width_of(n, size=SMALL) <= width), notes[-1]), 1


def _month(canvas: Canvas, plan: YearPlan, month: int, y: float, height: float) -> None:
    """Write the month, and the bank holidays and closures on its weekdays."""
    off = [
        f"{day.date.day} {day.name}"
        for day in plan.calendar.bank_holidays
        if (day.date.year, day.date.month) == (plan.year, month)
    ]
    name = MONTHS[month - 1]
    if not off:
        canvas.write(0, y + height / 2, name, bold=True, name=f"month {month}")
        return
    canvas.write(0, y + _HEAD, name, bold=True, name=f"month {month}")
    lines = off if len(off) < _LINES else [off[0], "; ".join(off[1:])]
    canvas.write(
        0,
        y + _HEAD + 7,
        "\n".join(fitted(line, _MONTH - _PAD, size=SMALL) for line in lines),
        size=SMALL,
        valign="top",
        name=f"holidays {month}",
    )


def _is_open(plan: YearPlan) -> bool:
    return any(planned.usable is None for planned in plan)


def _foot(canvas: Canvas, plan: YearPlan) -> None:
    x, y = 2.0, HEIGHT - _FOOT + 10
    for fill, hatch, words in (
        (PAPER, "", "all as named: every milestone is on its named day"),
        (_FILLS[-1], "", "displaced: this many are not; the darker, the more"),
        (BAND, "////", "not a notification day"),
        *([(PAPER, "..", "unknown: beyond the calendar")] if _is_open(plan) else []),
    ):
        canvas.tile(x, y - 5, 16, 10, fill=fill, hatch=hatch)
        canvas.write(x + 21, y, words, size=SMALL)
        x += 21 + width_of(words, size=SMALL) + 24
    note = (
        "In each tile: the first day of fieldwork, and the days off that are not counted, up to "
        f"the end of fieldwork ({plan.calendar.source}). Source: {plan.document}."
    )
    canvas.write(2, y + 10, fitted(note, WIDTH, size=SMALL), size=SMALL, colour=QUIET, valign="top")
