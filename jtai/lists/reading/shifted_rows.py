"""Rows whose cells are in the columns beside their own, after an unquoted comma or a deleted cell.

Invariant: a row counts as shifted only if several of its cells do not fit their columns, and these
and all others to their right fit the columns that many places aside. A row with single errors is
left to the rules for cells. A row that goes beyond the titles counts as shifted unless what is
there cannot come from the last columns.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Final

from jtai.guidance.entries.list_entries import CellKind, ColumnEntry
from jtai.lists.reading.cells import is_blank, says_nothing
from jtai.lists.reading.column_reading import read_columns

# One or two extra commas, or a cell too few.
_SHIFTS: Final = (1, -1, 2)
# Fewer cells that fit the next columns may be chance.
_FEWEST: Final = 3
# In more rows, dates are written in a form that is not read; looking at all would take long.
_MOST: Final = 10_000
_TYPED: Final = frozenset((CellKind.DATE, CellKind.NUMBER, CellKind.CODE, CellKind.ANSWER))


def shifted_rows(
    rows: Sequence[Sequence[object]], columns: Mapping[int, ColumnEntry], *, date_1904: bool
) -> dict[int, int]:
    """Return by how many columns rows are shifted, to the right or (negative) left, by their index.

    Args:
        rows: The raw cells of each row; every row has the same number.
        columns: The recognised columns, by the index of their cells in a row.
        date_1904: Whether serial numbers of dates count from 1904.
    """
    typed = _typed(columns)
    dates = {at: column for at, column in typed.items() if column.kind is CellKind.DATE}
    some = _without_a_date(rows, dates, date_1904=date_1904)
    shifted: dict[int, int] = {}
    misplaced = _unread([rows[at] for at in some], typed, date_1904=date_1904)
    some, misfits = (
        [at for at, found in zip(some, misplaced, strict=True) if len(found) >= _FEWEST],
        [found for found in misplaced if len(found) >= _FEWEST],
    )
    for shift in _SHIFTS:
        aside = {
            at + shift: column
            for at, column in typed.items()
            if rows and 0 <= at + shift < len(rows[0])
        }
        unfit = _unread([rows[at] for at in some], aside, date_1904=date_1904)
        for at, before, after in zip(some, misfits, unfit, strict=True):
            if at not in shifted and _is_shifted(
                rows[at], before, after, typed=typed, aside=aside, shift=shift
            ):
                shifted[at] = shift
    return shifted


def shifted_beyond(
    rows: Mapping[int, Sequence[object]],
    columns: Mapping[int, ColumnEntry],
    width: int,
    *,
    date_1904: bool,
) -> set[int]:
    """Return the indexes of the rows whose cells beyond the titles may be shifted ones.

    The furthest cell of such a row fits the last column, which free text always does. Where notes
    are beside the shifted cells, or the last cell is blank, the first cell beyond the titles fits
    one of the last two columns. A text that was split is then in a column that it does not fit.

    Args:
        rows: The rows of a workbook that have content beyond the titles, by their indexes.
        columns: The recognised columns, by the index of their cells in a row.
        width: The number of titles.
        date_1904: Whether serial numbers of dates count from 1904.
    """
    typed = _typed(columns)
    doubted, shifted = set(rows), set[int]()
    if width - 1 in typed:
        furthest = {
            at: next(cell for cell in reversed(row) if not is_blank(cell))
            for at, row in rows.items()
        }
        shifted = _fitting(furthest, typed[width - 1], date_1904=date_1904)
        first = {at: row[width] for at, row in rows.items() if not is_blank(row[width])}
        last_two = [typed[at] for at in (width - 1, width - 2) if at in typed]
        doubted = set().union(
            *(_fitting(first, column, date_1904=date_1904) for column in last_two)
        )
    some = sorted(doubted - shifted)
    unread = _unread([rows[at][:width] for at in some], typed, date_1904=date_1904)
    return shifted | {at for at, found in zip(some, unread, strict=True) if found}


def _fitting(cells: Mapping[int, object], column: ColumnEntry, *, date_1904: bool) -> set[int]:
    """Return the keys of the cells that a column can contain."""
    (read,) = read_columns([(cell,) for cell in cells.values()], {0: column}, date_1904=date_1904)
    keys = [*cells]
    return set(keys) - {keys[index] for index in read.unread}


def _typed(columns: Mapping[int, ColumnEntry]) -> dict[int, ColumnEntry]:
    """Return the columns that do not accept any text."""
    return {
        at: column
        for at, column in columns.items()
        if column.kind in _TYPED and not (column.codes is not None and column.codes.is_open)
    }


def _without_a_date(
    rows: Sequence[Sequence[object]], dates: Mapping[int, ColumnEntry], *, date_1904: bool
) -> list[int]:
    """Return the rows in which a cell of a column of dates is not a date.

    This has to be fast, because nearly all rows are right: each different cell is read once.
    """
    if not dates:
        return []
    cells = itemgetter(*dates, next(iter(dates)))  # at least two, for which it returns a tuple
    different = [(cell,) for cell in set().union(*map(cells, rows))]
    column = next(iter(dates.values()))
    (read,) = read_columns(different, {0: column}, date_1904=date_1904)
    wrong = {cell for index in read.unread if not says_nothing(cell := different[index][0])}
    if not wrong:
        return []
    found = [index for index, row in enumerate(rows) if not wrong.isdisjoint(cells(row))]
    return found if len(found) <= _MOST else []


def _unread(
    rows: Sequence[Sequence[object]], columns: Mapping[int, ColumnEntry], *, date_1904: bool
) -> list[set[int]]:
    """Return for each row the places of the cells that their columns cannot contain.

    What programs write for no value fits any column, as a blank cell does.
    """
    unread: list[set[int]] = [set() for _ in rows]
    for at, read in zip(columns, read_columns(rows, columns, date_1904=date_1904), strict=True):
        for index in read.unread:
            if not says_nothing(rows[index][at]):
                unread[index].add(at)
    return unread


def _is_shifted(
    row: Sequence[object],
    before: set[int],
    after: set[int],
    *,
    typed: Mapping[int, ColumnEntry],
    aside: Mapping[int, ColumnEntry],
    shift: int,
) -> bool:
    """Return whether a row's cells fit the columns aside, and not their own.

    Args:
        row: The row.
        before: The places of the cells that do not fit their own columns.
        after: The places of those that do not fit the columns aside.
        typed: The columns that do not accept any text, by the places of the cells.
        aside: Such columns that many places aside, by the places of the cells.
        shift: How many columns the cells may be too far right.
    """
    first = max(min(before), max(after, default=-1) + 1)
    # The two parts of a text with a comma may not fit any column.
    parts = shift + 1 if shift > 0 else 0
    if first - min(before) > parts or not all(map(is_blank, row[len(row) + min(shift, 0) :])):
        return False
    fitting = [at for at in before if at >= first and at in aside]
    kinds = {aside[at].kind for at in fitting} | {typed[at].kind for at in fitting}
    return len(fitting) >= _FEWEST and CellKind.DATE in kinds
