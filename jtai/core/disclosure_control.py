"""Counts that may be published: small ones are hidden, with whatever would give them away.

Invariant: numbers only; what they count is the caller's. The convention is that of the Department
for Education's statistics: a count from 1 to 5 becomes "c", and so do further counts, until what is
shown says no more of it than that. A zero stays a zero, as it is nobody. Hidden counts are not in
the result, and nothing in it says which of them are small.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from heapq import heappop, heappush
from operator import itemgetter
from typing import Final, TypeAlias

import attrs

from jtai.core.errors import InvalidValueError
from jtai.core.tables import html_table
from jtai.core.validation import whole

SMALLEST_SHOWN: Final = 6
"""The smallest count that is shown unless the caller says otherwise."""

HIDDEN: Final = "c"
"""What stands in place of a hidden count."""

_Place: TypeAlias = tuple[int, int]
_Ring: TypeAlias = tuple[tuple[int, int], dict[_Place, bool]]
"""What it costs to hide a ring of counts, and its places, with whether each of them grows."""

# With this threshold only 1 is small, so that a small count cannot be another small one.
_ONLY_1: Final = 2


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
    `also`. Then more are hidden, small ones by preference, until two things hold:

    - Whoever knows all that is shown, and that a hidden count is at least 1, finds that a small
      one may be any number below the threshold. (A small total is at least as large as there are
      counts in it.)
    - Whoever knows which of the hidden counts are small as well finds at least two numbers for
      each, if few. Where not even hiding everything could do as much, as with five ones in a row,
      that is left out of account.

    It is for tables that people read. One of thirty rows and thirty columns takes a second, one of
    sixty and sixty half a minute.

    Args:
        counts: The counts, as many in each row.
        below: The smallest count that is shown; None shows small ones as well.
        also: Further places to hide, whatever `below` is, by row and column from 0. One past the
            last row or column is that of the totals. A zero is never hidden.

    Raises:
        InvalidValueError: If a count is no whole number from 0, the rows are not of one length,
            `below` is no whole number from 1, or a place of `also` is not in the table.

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
    places = [(at, place) for at, row in enumerate(table) for place, _ in enumerate(row)]
    if not all(place in places for place in also):
        raise InvalidValueError(
            "there is no such place in the table",
            where="also",
            expected=f"pairs of a row from 0 to {len(table) - 1} and a column from 0 to "
            f"{len(table[0]) - 1}, the last of which are those of the totals",
        )
    least = 1 if below is None else whole(below, "below", least=1)
    hidden = {
        (at, place)
        for at, place in places
        if 0 < table[at][place] < least or (table[at][place] and (at, place) in also)
    }
    for cell in _in_order(table, hidden):
        count = table[cell[0]][cell[1]]
        if count < least:
            hidden |= _room(table, hidden, cell, least - 1 - count, grows=True)
            hidden |= _room(table, hidden, cell, count - 1, grows=False)
    safe: set[_Place] = set()
    while guessable := hidden - safe:
        cell = _in_order(table, guessable)[0]
        ring, sheltered = _least_ring(table, hidden, cell, least)
        hidden |= ring
        safe |= ring if sheltered else {cell}
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
# along one cell and back to another row along the next; every other one grows by 1, and those
# between shrink. (A total stands on the other side of its sum, and does the opposite.) What makes
# up for one another is safe together. Whoever knows which counts are small knows that they stay
# so, and that no other becomes it. Without that there always is a ring: a count and its totals can
# all grow.


def _in_order(table: Sequence[Sequence[int]], places: Collection[_Place]) -> list[_Place]:
    """Put the smallest first, as they are what others make up for."""
    return sorted(places, key=lambda cell: (table[cell[0]][cell[1]], cell))


def _least_ring(
    table: Sequence[Sequence[int]], hidden: Collection[_Place], cell: _Place, least: int
) -> tuple[set[_Place], bool]:
    """Find the ring of a cell that hides the least more, be it that the cell grows or shrinks.

    Also tell whether it holds against those who know which counts are small.
    """

    def rings(small: int) -> list[_Ring]:
        both = (_ring(table, hidden, cell, small=small, grows=grows) for grows in (True, False))
        return [ring for ring in both if ring is not None]

    sheltered = rings(least) if least > _ONLY_1 else []
    return {*min(sheltered or rings(0), key=itemgetter(0))[1]}, bool(sheltered)


def _room(
    table: Sequence[Sequence[int]],
    hidden: set[_Place],
    cell: _Place,
    by: int,
    *,
    grows: bool,
) -> set[_Place]:
    """Find what to hide so that a cell could be larger or smaller by a number, ring after ring."""
    other = [[*row] for row in table]
    found: set[_Place] = set()
    while by > 0:
        ring = _ring(other, hidden | found, cell, small=0, grows=grows)
        if ring is None:  # a total shrinks no further than there are counts in it
            break
        shrinking = (place for place, up in ring[1].items() if not up)
        step = min([by, *(other[at][place] - 1 for at, place in shrinking)])
        for (at, place), up in ring[1].items():
            other[at][place] += step if up else -step
        found |= {*ring[1]}
        by -= step
    return found


def _is_total(table: Sequence[Sequence[int]], cell: _Place) -> bool:
    """Tell whether a cell is the total of a row or a column; that of all is neither."""
    return (cell[0] == len(table) - 1) != (cell[1] == len(table[0]) - 1)


def _crossing(table: Sequence[Sequence[int]], line: int) -> Iterator[tuple[int, _Place]]:
    """Give each line that crosses a line, and the place where it does."""
    height, width = len(table), len(table[0])
    if line < height:
        yield from ((height + column, (line, column)) for column in range(width))
    else:
        yield from ((row, (row, line - height)) for row in range(height))


def _may_change(count: int, *, small: int, grows: bool) -> bool:
    """Tell whether a count that is no zero can be one more or less, and small or not as before."""
    return count > 0 and count != small - 1 if grows else count > 1 and count != small


def _ring(
    table: Sequence[Sequence[int]],
    hidden: Collection[_Place],
    cell: _Place,
    *,
    small: int,
    grows: bool,
) -> _Ring | None:
    """Find the ring in which a cell grows or shrinks that hides the least, by Dijkstra's algorithm.

    It is a way between the two lines that cross in the cell. Lines are numbered: first rows, then
    columns.
    """
    if not _may_change(table[cell[0]][cell[1]], small=small, grows=grows):
        return None
    here, there = len(table) + cell[1], cell[0]
    if _is_total(table, cell):
        here, there = there, here
    # The cost of a way: the counts that it hides, and its length.
    best: dict[int, tuple[int, int]] = {here: (0, 0)}
    came: dict[int, tuple[int, _Place, bool]] = {}
    waiting = [((0, 0), here)]
    while waiting:
        cost, at = heappop(waiting)
        if at == there:
            break
        if cost > best[at]:
            continue
        for reached, step in _crossing(table, at):
            count = table[step[0]][step[1]]
            up = ((at < len(table)) is not _is_total(table, step)) is grows
            if step == cell or not _may_change(count, small=small, grows=up):
                continue
            price = cost[0] + (0 if step in hidden else count), cost[1] + 1
            if reached not in best or price < best[reached]:
                best[reached], came[reached] = price, (at, step, up)
                heappush(waiting, (price, reached))
    if there not in came:
        return None
    return best[there], {cell: grows, **dict(_way(came, here, there))}


def _way(
    came: Mapping[int, tuple[int, _Place, bool]], here: int, there: int
) -> Iterator[tuple[_Place, bool]]:
    """Go back from one line to another, along the places that were found."""
    while there != here:
        there, step, up = came[there]
        yield step, up
