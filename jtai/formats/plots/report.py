"""A plot of the problems in child-level lists: a row for each rule and a column for each list.

It shows counts only, never a child. On request, counts of 1 to 5 are hidden, and every total and
bar with them, because the hidden counts could be worked out from these (secondary suppression).
The rules are then in the order of their names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from jtai.core.english import counted
from jtai.formats.plots.canvas import (
    ACCENT,
    ALARM,
    BAND,
    HEIGHT,
    QUIET,
    SMALL,
    WIDTH,
    Canvas,
    fitted,
)
from jtai.lists.report import Report, used_rows
from jtai.lists.rules.rule import Severity

_RULE: Final = 262.0
"""The width of the column of rules, in points."""
_SEVERITY: Final = 76.0
_COUNT: Final = 54.0
_HEAD: Final = 26.0
_FOOT: Final = 58.0
_TALLEST: Final = 30.0
_PAD: Final = 4.0
_MOST: Final = 14
"""The most rules that are shown."""
_NOT_CHECKED: Final = "x"
_HIDDEN: Final = "c"
# The smallest count that is shown, as in the statistics of the Department for Education.
_SMALLEST_SHOWN: Final = 6
_INKS: Final = {Severity.ERROR: ALARM, Severity.WARNING: ACCENT, Severity.NOTE: QUIET}
_SHAPES: Final = {Severity.ERROR: "s", Severity.WARNING: "^", Severity.NOTE: "o"}

_Rule = tuple[Severity, str]


@attrs.frozen(kw_only=True)
class _Row:
    """A row of the plot: a rule, or None for all rules without a separate row."""

    rule: _Rule | None
    words: str
    cells: tuple[int | None, ...]
    total: int | None


def draw_report(canvas: Canvas, report: Report, *, hide_small: bool) -> None:
    """Draw the numbers of problems.

    Args:
        canvas: The canvas, in points from the upper left corner.
        report: The report.
        hide_small: Whether to hide counts of 1 to 5 and every total.
    """
    tally = _Tally(report, hide_small=hide_small)
    canvas.title(f"Problems by list and rule {report.days_in_words}")
    if not report.problems:
        canvas.message(" ".join(_nothing(report)))
        return
    canvas.frame(0, WIDTH, HEIGHT, 0)
    _Grid(canvas, report, tally.lists, tally.rows(), tally.row("All rules", tally.rules)).draw()
    notes = [*tally.notes()]
    if unchecked := [*_open(report)]:
        notes += [" ".join([*unchecked, f"{_NOT_CHECKED}: not checked."])]
    canvas.write(
        2,
        HEIGHT - _FOOT + 8,
        "\n".join(fitted(note, WIDTH, size=SMALL) for note in notes),
        size=SMALL,
        colour=QUIET,
        valign="top",
        name="notes",
    )


def _nothing(report: Report) -> Iterator[str]:
    if not used_rows(report):
        yield "No rows were checked."
    yield "No problems were found."
    yield from _open(report)


def _open(report: Report) -> Iterator[str]:
    rules = {entry.rule for entry in report.not_checked}
    if rules:
        yield (
            f"{counted(len(rules), 'rule')} could not check everything; "
            "what was not checked has not passed."
        )


class _Tally:
    """The problems of a report, counted by rule and list."""

    def __init__(self, report: Report, *, hide_small: bool) -> None:
        self.hide_small = hide_small
        self.counts = Counter(
            ((problem.severity, problem.rule), problem.list) for problem in report.problems
        )
        numbers = {number for number, _ in report.rows} | {number for _, number in self.counts}
        self.lists: tuple[int | None, ...] = tuple(
            sorted(numbers, key=lambda number: (number is None, number or 0))
        )
        sizes = Counter((problem.severity, problem.rule) for problem in report.problems)
        # Sorting by size would reveal something about the hidden counts.
        self.rules = sorted(
            sizes, key=lambda rule: (-rule[0].rank, 0 if hide_small else -sizes[rule], rule[1])
        )

    def row(self, words: str, rules: Sequence[_Rule]) -> _Row:
        counts = [sum(self.counts[rule, number] for rule in rules) for number in self.lists]
        small = range(1, _SMALLEST_SHOWN) if self.hide_small else ()
        # The row for all rules contains only totals.
        hidden = self.hide_small and rules is self.rules
        return _Row(
            rule=rules[0] if len(rules) == 1 else None,
            words=words,
            cells=tuple(None if hidden or count in small else count for count in counts),
            total=None if self.hide_small else sum(counts),
        )

    def rows(self) -> list[_Row]:
        """Return the rows in order, with those that do not fit combined into one."""
        own = self.rules if len(self.rules) <= _MOST else self.rules[: _MOST - 1]
        rows = [self.row(rule[1], [rule]) for rule in own]
        if rest := self.rules[len(own) :]:
            rows.append(self.row(f"{len(rest)} more rules", rest))
        return rows

    def notes(self) -> Iterator[str]:
        """Yield what to know when reading the plot."""
        if self.hide_small:
            yield (
                f"{_HIDDEN}: a count from 1 to {_SMALLEST_SHOWN - 1}, or a total. This alone does "
                "not make the plot fit for publication."
            )
        else:
            yield "Every count is shown, including small ones: not for publication."
        if len(self.rules) > _MOST:
            yield f"{_MOST - 1} of {len(self.rules)} rules have a separate row, errors first."


class _Grid:
    """The table of counts with a bar for each row."""

    def __init__(
        self,
        canvas: Canvas,
        report: Report,
        lists: Sequence[int | None],
        rows: Sequence[_Row],
        every: _Row,
    ) -> None:
        self.canvas = canvas
        self.lists = lists
        self.rows = rows
        self.every = every
        self.not_checked = {
            (entry.rule, entry.list) for entry in report.not_checked if entry.rows is None
        }
        self.height = min((HEIGHT - _HEAD - _FOOT) / (len(rows) + 1), _TALLEST)
        self.width = min(_COUNT, (WIDTH - _RULE - _SEVERITY) * 0.8 / (len(lists) + 1))
        self.bars = _RULE + _SEVERITY + self.width * (len(lists) + 1) + 10
        self.longest = max((row.total for row in rows if row.total is not None), default=1)

    def draw(self) -> None:
        canvas = self.canvas
        titles = ["no list" if number is None else f"list {number}" for number in self.lists]
        for column, title in enumerate([*titles, "total"]):
            self._number(column, _HEAD / 2, title, bold=True, name=f"column {title}")
        canvas.write(0, _HEAD / 2, "Rule", bold=True)
        canvas.write(_RULE, _HEAD / 2, "Severity", bold=True)
        for at, row in enumerate(self.rows):
            y = _HEAD + at * self.height
            canvas.line([0, WIDTH], [y, y], width=0.5)
            middle = y + self.height / 2
            name = row.words if row.rule is None else f"{row.words} {row.rule[0]}"
            canvas.write(0, middle, fitted(row.words, _RULE - 8), name=f"rule {name}")
            self._counts(y, row.cells, row.total, name, row.rule)
            if row.rule is not None:
                severity = row.rule[0]
                colour = _INKS[severity]
                canvas.mark(_RULE + 6, middle, _SHAPES[severity], size=7, colour=colour)
                canvas.write(_RULE + 16, middle, str(severity), name=f"severity {name}")
            self._bar(y, row, name)
        y = _HEAD + len(self.rows) * self.height
        canvas.line([0, WIDTH], [y, y], width=1.2)
        canvas.write(0, y + self.height / 2, "All rules", bold=True)
        self._counts(y, self.every.cells, self.every.total, "all rules", None)

    def _counts(
        self,
        y: float,
        cells: Sequence[int | None],
        total: int | None,
        name: str,
        rule: _Rule | None,
    ) -> None:
        middle = y + self.height / 2
        for column, count in enumerate([*cells, total]):
            number = self.lists[column] if column < len(cells) else "total"
            called = f"count {name} {number}"
            if count is None:
                x, width = self._left(column) + 8, self.width - 10
                self._hidden(x, y, width)
                self.canvas.write(
                    x + width / 2, middle, _HIDDEN, align="center", paper=True, name=called
                )
                continue
            unseen = count == 0 and rule is not None and not self._seen(rule[1], number)
            words = _NOT_CHECKED if unseen else f"{count:,}"
            self._number(column, middle, words, bold=rule is None or number == "total", name=called)

    def _seen(self, rule: str, number: object) -> bool:
        return number == "total" or self.not_checked.isdisjoint({(rule, number), (rule, None)})

    def _left(self, column: int) -> float:
        return _RULE + _SEVERITY + column * self.width

    def _number(self, column: int, y: float, words: str, *, bold: bool, name: str) -> None:
        self.canvas.write(
            self._left(column) + self.width - 4, y, words, bold=bold, align="right", name=name
        )

    def _hidden(self, x: float, y: float, width: float) -> None:
        self.canvas.tile(x, y + _PAD, width, self.height - 2 * _PAD, fill=BAND, hatch="////")

    def _bar(self, y: float, row: _Row, name: str) -> None:
        space = WIDTH - self.bars
        if row.total is None:
            return
        ink = QUIET if row.rule is None else _INKS[row.rule[0]]
        width = max(space * row.total / self.longest, 0.8)
        self.canvas.tile(
            self.bars,
            y + _PAD,
            width,
            self.height - 2 * _PAD,
            fill=ink,
            edge=ink,
            name=f"bar {name}",
        )
