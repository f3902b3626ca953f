"""Counts that may be published: small ones are hidden, with whatever would give them away.

Law: numbers only; what they count is the caller's. The convention is that of the Department for
Education's statistics: a count from 1 to 5 becomes "c", and so do further counts, until none that
is hidden can be worked out from what is shown. A zero stays a zero, as it is nobody. Hidden
counts are not in the result, and nothing in it says which of them are small.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from heapq import heappop, heappush
from operator import itemgetter
from typing import Final, TypeAlias

import attrs

from jtai.edge import whole
from jtai.errors import InvalidValueError
from jtai.tables import html_table

__all__ = ["HIDDEN", "SMALLEST_SHOWN", "PublishedTable", "publish"]

SMALLEST_SHOWN: Final = 6
"""The smallest count that is shown unless the caller says otherwise."""

HIDDEN: Final = "c"
"""What stands in place of a hidden count."""

_Place: TypeAlias = tuple[int, int]


@attrs.frozen(kw_only=True)
class PublishedTable:
    """A table of counts with its totals, as it may be published; None stands for a hidden count.

    Attributes:
        cells: The counts, row by row.
        row_totals: The total of each row.
        column_totals: The total of each column.
        total: The total of all.
    """

    cells: tuple[tuple[int | None, ...], ...]
    row_totals: tuple[int | None, ...]
    column_totals: tuple[int | None, ...]
    total: int | None

    def _repr_html_(self) -> str:
        titles = ("", *(str(place) for place, _ in enumerate(self.column_totals)), "total")
        lines = (*zip(self.cells, self.row_totals, strict=True), (self.column_totals, self.total))
        rows = (
            (str(at) if at < len(self.cells) else "total", *map(_shown, (*cells, total)))
            for at, (cells, total) in enumerate(lines)
        )
        return html_table("Counts as published; c: hidden", titles, rows)

    @property
    def hides(self) -> bool:
        """Whether any count or total is hidden."""
        every = (*self.cells, self.row_totals, self.column_totals, (self.total,))
        return any(cell is None for row in every for cell in row)


def _shown(count: int | None) -> str:
    return HIDDEN if count is None else f"{count:,}"


def publish(
    counts: Sequence[Sequence[int]],
    *,
    below: int | None = SMALLEST_SHOWN,
    also: Collection[_Place] = (),
) -> PublishedTable:
    """Add totals to a table of counts, and hide what must not be published.

    First, every count and total from 1 to one less than `below` is hidden, and every one in
    `also`. Then more are hidden, small ones by preference, until each hidden count could be
    another one as well: somebody who knows all that is shown, and that a hidden count is at least
    1, finds at least two numbers that it may be. That does not keep them from narrowing it down.

    Args:
        counts: The counts, as many in each row.
        below: The smallest count that is shown; None shows every count.
        also: Further places to hide, by row and column from 0. One past the last row or column is
            that of the totals. A zero is never hidden.

    Raises:
        InvalidValueError: If a count is no whole number from 0, the rows are not of one length,
            or `below` is no whole number from 1.

    Examples:
        >>> table = publish([[3, 20, 40], [9, 30, 0]])
        >>> table.cells
        ((None, None, 40), (None, None, 0))
        >>> table.row_totals, table.column_totals, table.total
        ((63, 39), (12, 50, 40), 102)
    """
    rows = [
        [whole(count, f"counts[{at}][{place}]", least=0) for place, count in enumerate(row)]
        for at, row in enumerate(counts)
    ]
    if len({*map(len, rows)}) > 1:
        raise InvalidValueError(
            "the rows are not of one length", where="counts", expected="as many counts in each row"
        )
    totals = [sum(column) for column in zip(*rows, strict=True)]
    table = [[*row, sum(row)] for row in [*rows, totals]]
    hidden: set[_Place] = set()
    if below is not None:
        whole(below, "below", least=1)
        hidden = {
            (at, place)
            for at, row in enumerate(table)
            for place, count in enumerate(row)
            if 0 < count < below or (count and (at, place) in also)
        }
        for cell in sorted(hidden):
            hidden |= min(_ways(table, hidden, cell), key=itemgetter(0))[1]
    shown = [
        tuple(None if (at, place) in hidden else count for place, count in enumerate(row))
        for at, row in enumerate(table)
    ]
    return PublishedTable(
        cells=tuple(row[:-1] for row in shown[:-1]),
        row_totals=tuple(row[-1] for row in shown[:-1]),
        column_totals=shown[-1][:-1],
        total=shown[-1][-1],
    )


# A hidden count could be another one if hidden counts around it can make up for the difference,
# so that no row and no column gives it away. Such a ring of counts goes from a row to a column
# along one cell and back to another row along the next, and adds 1 to every other one. (A total
# counts the other way round.) Where there is no ring of hidden counts, the one is taken that
# hides the least more. There always is one: a count and its three totals can all grow by 1.


def _ways(
    table: Sequence[Sequence[int]], hidden: Collection[_Place], cell: _Place
) -> Iterator[tuple[tuple[int, int], set[_Place]]]:
    """Find what to hide so that a hidden cell could be another: the cost and the cells."""
    row, column = cell[0], len(table) + cell[1]
    for source, target, grows in ((column, row, True), (row, column, False)):
        if _may_change(table, cell, grows=grows):
            ring = _cheapest(table, hidden, cell, source, target)
            if ring is not None:
                yield ring


def _may_change(table: Sequence[Sequence[int]], cell: _Place, *, grows: bool) -> bool:
    """Tell whether a cell can grow or shrink by 1 as a ring goes along it, and stay above 0."""
    row, column = cell
    is_total = (row == len(table) - 1) != (column == len(table[0]) - 1)
    least = 1 if grows is not is_total else 2
    return table[row][column] >= least


def _cheapest(
    table: Sequence[Sequence[int]],
    hidden: Collection[_Place],
    without: _Place,
    source: int,
    target: int,
) -> tuple[tuple[int, int], set[_Place]] | None:
    """Find the way between two lines of the table that hides the least, by Dijkstra's algorithm.

    Lines are numbered: first rows, then columns.
    """
    height, width = len(table), len(table[0])
    waiting: list[tuple[tuple[int, int], int, list[_Place]]] = [((0, 0), source, [])]
    done: set[int] = set()
    while waiting:
        cost, line, way = heappop(waiting)
        if line == target:
            return cost, {*way}
        if line in done:
            continue
        done.add(line)
        from_row = line < height
        for other in range(width if from_row else height):
            cell = (line, other) if from_row else (other, line - height)
            if cell != without and _may_change(table, cell, grows=from_row):
                price = 0 if cell in hidden else table[cell[0]][cell[1]]
                step = (cost[0] + price, cost[1] + 1)
                heappush(waiting, (step, other + height if from_row else other, [*way, cell]))
    return None
