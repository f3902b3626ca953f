"""Problems of child-level lists as a picture: a row a rule, a column a list, in counts.

Invariant: counts only, and small ones hidden unless the caller says otherwise. A problem stands on
the row of a child, and its rule says something of that child; a count is therefore hidden where few
problems or few children are behind it, whichever it is, as one child can have many. Rows without an
identifier may be of one child, and of one that is known from other rows; identifiers that differ
only in how they are spelt are one child's. Neither a length nor an order tells what a number does
not.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from jtai.core.disclosure_control import HIDDEN, PublishedTable, publish
from jtai.core.english_dates import long_date
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
from jtai.lists.reading.cells import without_spelling
from jtai.lists.report import Report
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
_INKS: Final = {Severity.ERROR: ALARM, Severity.WARNING: ACCENT, Severity.NOTE: QUIET}
_SHAPES: Final = {Severity.ERROR: "s", Severity.WARNING: "^", Severity.NOTE: "o"}

_Rule = tuple[Severity, str]


@attrs.frozen(kw_only=True)
class _Row:
    """A row of the picture: a rule, or None for all that have no row of their own."""

    rule: _Rule | None
    words: str
    cells: tuple[int | None, ...]
    total: int | None


def draw_report(canvas: Canvas, report: Report, *, suppress_below: int | None) -> None:
    """Draw how many problems there are.

    Args:
        canvas: Where. Its numbers are points from the upper left corner.
        report: The problems.
        suppress_below: The smallest count that is shown; None shows every count.
    """
    tally = _Tally(report, suppress_below)
    canvas.title(f"Problems by list and rule as of {long_date(report.as_of)}")
    if not report.problems:
        canvas.message(" ".join(_nothing(report)))
        return
    canvas.frame(0, WIDTH, HEIGHT, 0)
    rows, table = tally.rows()
    _Grid(canvas, report, tally.lists, rows, table).draw()
    notes = [*tally.notes(table)]
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
    if not sum(number for _, number in report.rows):
        yield "No row was checked."
    yield "No problem was found."
    yield from _open(report)


def _open(report: Report) -> Iterator[str]:
    rules = {entry.rule for entry in report.not_checked}
    if rules:
        yield (
            f"{len(rules)} {'rule' if len(rules) == 1 else 'rules'} could not look at everything, "
            "which is no pass."
        )


class _Tally:
    """The problems of a report, counted, with the children behind each count."""

    def __init__(self, report: Report, below: int | None) -> None:
        self.below = below
        self.counts: Counter[tuple[_Rule, int | None]] = Counter()
        # None is whoever has no identifier.
        self.children: defaultdict[tuple[_Rule, int | None], set[str | None]] = defaultdict(set)
        for problem in report.problems:
            place = (problem.severity, problem.rule), problem.list
            self.counts[place] += 1
            if problem.row is not None or problem.child_id is not None:
                child = problem.child_id
                self.children[place].add(None if child is None else without_spelling(child))
        numbers = {number for number, _ in report.rows} | {number for _, number in self.counts}
        self.lists: tuple[int | None, ...] = tuple(
            sorted(numbers, key=lambda number: (number is None, number or 0))
        )

    def count(self, rules: Sequence[_Rule], lists: Sequence[int | None]) -> int:
        return sum(self.counts[rule, number] for rule in rules for number in lists)

    def few(self, rules: Sequence[_Rule], lists: Sequence[int | None]) -> bool:
        """Tell whether a count may be of few children. One of no child, as of a file, is not."""
        if self.below is None:
            return False
        places = ((rule, number) for rule in rules for number in lists)
        behind = set().union(*(self.children.get(place, ()) for place in places))
        # Who has no identifier may be any of the others.
        return 0 < len(behind - {None} or behind) < self.below

    def rows(self) -> tuple[list[_Row], PublishedTable]:
        """Give the rows in the order in which they are shown, and the table with its totals."""
        groups = [*self._groups()]
        spans = [*((number,) for number in self.lists), self.lists]
        every = [rule for group in groups for rule in group]
        hidden = {
            (at, place)
            for at, group in enumerate([*groups, every])
            for place, span in enumerate(spans)
            if self.few(group, span)
        }
        counts = [[self.count(group, span) for span in spans[:-1]] for group in groups]
        table = publish(counts, below=self.below, also=hidden)
        rows = [
            _Row(
                rule=group[0] if len(group) == 1 else None,
                words=group[0][1] if len(group) == 1 else f"{len(group)} more rules",
                cells=cells,
                total=total,
            )
            for group, cells, total in zip(groups, table.cells, table.row_totals, strict=True)
        ]
        # By what is shown: an order by what is hidden would tell of it.
        rows.sort(key=_order)
        return rows, table

    def _groups(self) -> Iterator[list[_Rule]]:
        """Give the rules that have a row of their own, and the others together."""
        rules = {rule for rule, _ in self.counts}
        sized = {rule: self.count([rule], self.lists) for rule in rules}
        for rule, number in sized.items():
            if self.below is not None and (number < self.below or self.few([rule], self.lists)):
                sized[rule] = 0
        ordered = sorted(rules, key=lambda rule: (-rule[0].rank, -sized[rule], rule[1]))
        own = ordered if len(ordered) <= _MOST else ordered[: _MOST - 1]
        yield from ([rule] for rule in own)
        if rest := ordered[len(own) :]:
            yield rest

    def notes(self, table: PublishedTable) -> Iterator[str]:
        """Say what the picture takes for granted."""
        if self.below is None:
            yield "Every count is shown, small ones too: not for publication."
        elif table.hides:
            yield (
                f"{HIDDEN}: fewer than {self.below} problems, or problems that may be of fewer "
                f"than {self.below} children; or a count that would give one of these away. A "
                "hatched bar has no length of its own."
            )
        else:
            yield (
                f"No count but 0 is smaller than {self.below}, or of fewer than {self.below} "
                "children."
            )
        rules = len({rule for rule, _ in self.counts})
        if rules > _MOST:
            yield f"{_MOST - 1} of {rules} rules have a row of their own, errors first."


def _order(row: _Row) -> tuple[bool, int, bool, int, str]:
    rank = 0 if row.rule is None else -row.rule[0].rank
    return row.rule is None, rank, row.total is None, -(row.total or 0), row.words


class _Grid:
    """The table of counts with a bar for each row."""

    def __init__(
        self,
        canvas: Canvas,
        report: Report,
        lists: Sequence[int | None],
        rows: Sequence[_Row],
        table: PublishedTable,
    ) -> None:
        self.canvas = canvas
        self.lists = lists
        self.rows = rows
        self.table = table
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
        self._counts(y, self.table.column_totals, self.table.total, "all rules", None)

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
                    x + width / 2, middle, HIDDEN, align="center", paper=True, name=called
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

    def _hidden(self, x: float, y: float, width: float, name: str | None = None) -> None:
        self.canvas.tile(
            x, y + _PAD, width, self.height - 2 * _PAD, fill=BAND, hatch="////", name=name
        )

    def _bar(self, y: float, row: _Row, name: str) -> None:
        room = WIDTH - self.bars
        if row.total is None:
            self._hidden(self.bars, y, room * 0.12, f"bar {name}")
            return
        ink = QUIET if row.rule is None else _INKS[row.rule[0]]
        width = max(room * row.total / self.longest, 0.8)
        self.canvas.tile(
            self.bars,
            y + _PAD,
            width,
            self.height - 2 * _PAD,
            fill=ink,
            edge=ink,
            name=f"bar {name}",
        )
