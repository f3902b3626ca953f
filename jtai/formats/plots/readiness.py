"""A plot of readiness: a row for each milestone and a column for each agency.

Invariant: it shows only states and times. It does not count what is left to do: with five to seven
tracked children, the number of conversations still to have could identify a child.
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
from jtai.guidance.terms import Responsibility
from jtai.inspection.readiness import Readiness, ReadinessRow, ReadinessState

_TITLE: Final = 258.0
"""The width of the column that says what is due, in points."""
_HEAD: Final = 38.0
_FOOT: Final = 40.0
_TALLEST: Final = 60.0
_WIDEST: Final = 200.0
_ROOMY: Final = 36.0
"""The height of a row from which a title has two lines."""
_GAP: Final = 3.0
_PAD: Final = 4.0
_NOT_ASKED: Final = "-"
_CONTRIBUTES: Final = "\n(contributes)"


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
    ReadinessState.UNKNOWN: _Look(edge=QUIET, hatch="--"),
    ReadinessState.EXPECTED: _Look(edge=QUIET, style="-.", line=1.0),
    ReadinessState.OPTIONAL: _Look(edge=QUIET, style="--", line=1.0),
}
_SAID: Final = {
    ReadinessState.DONE: "nothing is left",
    ReadinessState.OUTSTANDING: "there is time",
    ReadinessState.OVERDUE: "late",
    ReadinessState.NOT_DUE_YET: "too early",
    ReadinessState.UNKNOWN: "not recorded",
    ReadinessState.EXPECTED: "may be requested",
    ReadinessState.OPTIONAL: "not required",
}


def draw_readiness(canvas: Canvas, readiness: Readiness) -> None:
    """Draw the readiness of agencies.

    Args:
        canvas: The canvas, in points from the upper left corner.
        readiness: The readiness.
    """
    canvas.title(readiness._title)  # noqa: SLF001 - the title of its tables, not wrapped
    if not readiness.rows:
        canvas.message("Nothing is due from these agencies, so readiness is unknown.")
        return
    canvas.frame(0, WIDTH, HEIGHT, 0)
    first: dict[str, ReadinessRow] = {}
    # One agency may have been asked later than the others.
    for row in sorted(readiness.rows, key=lambda row: row.milestone.due):
        first.setdefault(row.key, row)
    due = [*first.values()]
    agencies = [*dict.fromkeys(row.who for row in readiness.rows)]
    found = {(row.key, row.who): row for row in readiness.rows}
    width = min((WIDTH - _TITLE) / len(agencies), _WIDEST)
    height = min((HEIGHT - _HEAD - _FOOT) / len(due), _TALLEST)
    for column, agency in enumerate(agencies):
        canvas.write(
            _TITLE + (column + 0.5) * width,
            _HEAD / 2,
            fitted(agency, width - _PAD, bold=True, lines=3),
            bold=True,
            align="center",
            name=f"agency {agency}",
        )
    for position, one in enumerate(due):
        y = _HEAD + position * height
        _what(canvas, one, y + height / 2, lines=2 if height >= _ROOMY else 1)
        for column, agency in enumerate(agencies):
            cell = found.get((one.key, agency))
            x = _TITLE + column * width
            middle = x + (width - _GAP) / 2, y + (height - _GAP) / 2
            name = f"{one.key} {agency}"
            if cell is None:
                canvas.write(
                    *middle, _NOT_ASKED, colour=QUIET, align="center", name=f"state {name}"
                )
                continue
            words = _CONTRIBUTES if cell.responsibility is Responsibility.CONTRIBUTION else ""
            box = (x, y, width - _GAP, height - _GAP)
            _state(canvas, cell.state, box, middle, name, words=words)
    _foot(canvas, readiness)


def _what(canvas: Canvas, row: ReadinessRow, middle: float, *, lines: int) -> None:
    words = fitted(row.title, _TITLE - 24, lines=lines)
    when = f"{short_date(row.milestone.date)}, {row.milestone.when}"
    if row.assumed is not None:
        when += " (assumed)"
    down = 6.5 * (1 + words.count("\n"))
    canvas.write(0, middle - 6.5, words, name=f"title {row.key}")
    canvas.write(
        0, middle - 6.5 + down + 6.5, when, size=SMALL, colour=QUIET, name=f"when {row.key}"
    )


def _state(
    canvas: Canvas,
    state: ReadinessState,
    box: tuple[float, float, float, float],
    middle: tuple[float, float],
    name: str | None,
    *,
    words: str = "",
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
            f"{state}{words}",
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
    notes = [f"{_NOT_ASKED}: not required of this agency.", f"Source: {GUIDANCE}."]
    if readiness.assumed is not None:
        notes.insert(1, f"Assumed: {readiness.assumed}.")
    canvas.write(2, y + 10, " ".join(notes), size=SMALL, colour=QUIET, valign="top")
