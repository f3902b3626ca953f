"""Readiness as a picture: a row a milestone, a column an agency, and how each stands.

Invariant: states and moments only. What is still to do is not counted here: of five to seven
tracked children, a number of talks that are open would tell too much.
"""

from __future__ import annotations

from typing import Final

import attrs

from jtai.core.citation import GUIDANCE
from jtai.core.english_dates import short_date
from jtai.formats.plots.canvas import (
    ACCENT,
    ALARM,
    BAND,
    FAINT,
    HEIGHT,
    INK,
    PAPER,
    QUIET,
    SMALL,
    WIDTH,
    Canvas,
    fitted,
    width_of,
)
from jtai.inspection.readiness import Readiness, ReadinessState
from jtai.timetable.milestone import Milestone

_TITLE: Final = 258.0
"""The width of the column that says what is due, in points."""
_HEAD: Final = 38.0
_FOOT: Final = 40.0
_TALLEST: Final = 60.0
_WIDEST: Final = 200.0
_GAP: Final = 3.0
_PAD: Final = 4.0
_NOT_ASKED: Final = "-"


@attrs.frozen(kw_only=True)
class _Look:
    fill: str = PAPER
    ink: str = INK
    edge: str = FAINT
    line: float = 0.8
    style: str = "-"
    hatch: str = ""
    bold: bool = False


_LOOKS: Final = {
    ReadinessState.DONE: _Look(fill=ACCENT, ink=PAPER, edge=ACCENT),
    ReadinessState.OUTSTANDING: _Look(edge=INK, line=1.2),
    ReadinessState.OVERDUE: _Look(edge=ALARM, ink=ALARM, line=2.4, hatch="////", bold=True),
    ReadinessState.NOT_DUE_YET: _Look(fill=BAND, edge=FAINT, style=":", line=1.0),
    ReadinessState.OPTIONAL: _Look(edge=QUIET, style="--", line=1.0),
}
_SAID: Final = {
    ReadinessState.DONE: "nothing is left",
    ReadinessState.OUTSTANDING: "there is time",
    ReadinessState.OVERDUE: "its moment has gone by",
    ReadinessState.NOT_DUE_YET: "cannot be given yet",
    ReadinessState.OPTIONAL: "need not be given",
}


def draw_readiness(canvas: Canvas, readiness: Readiness) -> None:
    """Draw how agencies stand.

    Args:
        canvas: Where. Its numbers are points from the upper left corner.
        readiness: How they stand.
    """
    canvas.title(str(readiness).partition("\n")[0])
    if not readiness.rows:
        canvas.message("No milestone is owed here, which is no readiness.")
        return
    canvas.frame(0, WIDTH, HEIGHT, 0)
    milestones = sorted(
        {row.milestone for row in readiness.rows},
        key=lambda milestone: (milestone.due, milestone.position),
    )
    agencies = [*dict.fromkeys(row.agency for row in readiness.rows)]
    states = {(row.milestone, row.agency): row.state for row in readiness.rows}
    width = min((WIDTH - _TITLE) / len(agencies), _WIDEST)
    height = min((HEIGHT - _HEAD - _FOOT) / len(milestones), _TALLEST)
    for column, agency in enumerate(agencies):
        canvas.write(
            _TITLE + (column + 0.5) * width,
            _HEAD / 2,
            fitted(agency, width - _PAD, bold=True, lines=3),
            bold=True,
            align="center",
            name=f"agency {agency}",
        )
    for row, milestone in enumerate(milestones):
        y = _HEAD + row * height
        _what(canvas, milestone, y + height / 2)
        for column, agency in enumerate(agencies):
            state = states.get((milestone, agency))
            x = _TITLE + column * width
            middle = x + (width - _GAP) / 2, y + (height - _GAP) / 2
            name = f"{milestone.key} {agency}"
            if state is None:
                canvas.write(
                    *middle, _NOT_ASKED, colour=QUIET, align="center", name=f"state {name}"
                )
                continue
            _state(canvas, state, (x, y, width - _GAP, height - _GAP), middle, name)
    _foot(canvas, readiness)


def _what(canvas: Canvas, milestone: Milestone, middle: float) -> None:
    words = fitted(milestone.title, _TITLE - 24, lines=2)
    when = f"{short_date(milestone.date)}, {milestone.when}"
    if milestone.assumed is not None:
        when += " (assumed)"
    down = 6.5 * (1 + words.count("\n"))
    canvas.write(0, middle - 6.5, words, name=f"title {milestone.key}")
    canvas.write(
        0, middle - 6.5 + down + 6.5, when, size=SMALL, colour=QUIET, name=f"when {milestone.key}"
    )


def _state(
    canvas: Canvas,
    state: ReadinessState,
    box: tuple[float, float, float, float],
    middle: tuple[float, float],
    name: str | None,
) -> None:
    look = _LOOKS[state]
    canvas.tile(
        *box,
        fill=look.fill,
        edge=look.edge,
        line=look.line,
        style=look.style,
        hatch=look.hatch,
        name=name and f"tile {name}",
    )
    if name is not None:
        canvas.write(
            *middle,
            str(state),
            colour=look.ink,
            bold=look.bold,
            align="center",
            paper=bool(look.hatch),
            name=f"state {name}",
        )


def _foot(canvas: Canvas, readiness: Readiness) -> None:
    x, y = 2.0, HEIGHT - _FOOT + 10
    for state, meaning in _SAID.items():
        _state(canvas, state, (x, y - 5, 16, 10), (x, y), None)
        words = f"{state}: {meaning}"
        canvas.write(x + 20, y, words, size=SMALL)
        x += 20 + width_of(words, size=SMALL) + 14
    notes = [f"{_NOT_ASKED}: not asked of this agency.", f"Source: {GUIDANCE}."]
    if readiness.assumed is not None:
        notes.insert(1, f"Assumed: {readiness.assumed}.")
    canvas.write(2, y + 10, " ".join(notes), size=SMALL, colour=QUIET, valign="top")
