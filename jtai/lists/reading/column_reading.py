"""What the raw cells of whole columns say, read together.

Invariant: each cell is read as it would be alone; what is remembered changes no value. Only
`without_swapped_dates` compares cells, and it leaves some unread.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Any, Final, NamedTuple

from jtai.guidance.entries.list_entries import CellKind, Code, CodeSet, ColumnEntry
from jtai.lists.reading.cells import (
    UNREAD,
    DateOrder,
    Unread,
    date_order,
    has_day_after_year,
    has_month_first,
    read_date,
    read_number,
    read_text,
)
from jtai.lists.reading.code_cells import read_answer, read_code
from jtai.lists.reading.identifiers import read_identifier
from jtai.lists.reading.sheets import RawColumn

_READERS: Final[dict[CellKind, Callable[[Any], Any]]] = {
    CellKind.IDENTIFIER: read_identifier,
    CellKind.TEXT: read_text,
    CellKind.DATE: read_date,
    CellKind.NUMBER: read_number,
}


def _reader(column: ColumnEntry, *, date_1904: bool) -> Callable[[Any], Any]:
    if column.codes is not None:
        read = read_answer if column.kind is CellKind.ANSWER else read_code
        if column.codes.is_open:
            return partial(_read_open, codes=column.codes)
        return partial(read, codes=column.codes)
    if date_1904 and column.kind is CellKind.DATE:
        return partial(read_date, date_1904=True)
    return _READERS[column.kind]


def _read_open(cell: object, codes: CodeSet) -> Code | str | Unread | None:
    """Read a code, or keep the text if other text is allowed."""
    code = read_code(cell, codes)
    return read_text(cell) if code is UNREAD else code


class _Memo(dict[Any, Any]):
    """What each distinct cell was read as; most columns repeat a few values many times."""

    def __init__(self, read: Callable[[Any], Any]) -> None:
        super().__init__()
        self.read = read

    def __missing__(self, cell: Any) -> Any:
        value = self.read(cell)
        # Free text hardly ever repeats, so keeping all of it would only use memory. But cells can
        # share a long text, and reading each would copy it.
        if len(self) < _MOST_KEPT or (isinstance(cell, str) and len(cell) > _LONG):
            self[cell] = value
        return value


_MOST_KEPT: Final = 50_000
_LONG: Final = 300


def _sharing(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return a function that reads a cell, and remembers only long texts."""
    memo = _Memo(read)

    def look_up(cell: Any) -> Any:
        return memo[cell] if isinstance(cell, str) and len(cell) > _LONG else read(cell)

    return look_up


class ColumnRead(NamedTuple):
    """What the cells of a column were read as.

    Attributes:
        values: What each cell says: None if it is blank, `UNREAD` if it could not be read.
        unread: The indexes of cells that could not be read.
        different: What each different cell was read as; None where there are too many of them.
    """

    values: list[Any]
    unread: tuple[int, ...]
    different: Mapping[Any, Any] | None


def read_columns(
    rows: Sequence[Sequence[object]],
    columns: Mapping[int, ColumnEntry],
    *,
    date_1904: bool = False,
) -> list[ColumnRead]:
    """Read several columns together, which is faster than one after another.

    Args:
        rows: The raw cells of each row; every row has the same number.
        columns: The columns, by the index of their cells in a row.
        date_1904: Whether serial numbers of dates count from 1904.

    Returns:
        What the cells of each column say, in this order.
    """
    readings = [(at, _Reading(column, date_1904=date_1904)) for at, column in columns.items()]
    # Rows are read in batches that fit in the processor's cache, which is several times faster than
    # transposing all rows at once.
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        part = [*zip(*rows[start : start + _ROWS_AT_ONCE], strict=True)]
        for at, reading in readings:
            reading.take(part[at])
    return [reading.result(RawColumn(rows, at)) for at, reading in readings]


_ROWS_AT_ONCE: Final = 256


class _Reading:
    """The reading of one column, part by part."""

    def __init__(self, column: ColumnEntry, *, date_1904: bool) -> None:
        self.read = _reader(column, date_1904=date_1904)
        # Nearly every identifier is different, so remembering how they were read gains nothing.
        self.memo = None if column.kind is CellKind.IDENTIFIER else _Memo(self.read)
        self.look_up = _sharing(self.read) if self.memo is None else self.memo.__getitem__
        self.values: list[Any] = []
        # The cell types, if they are likely to be needed in the end.
        self.kinds: set[type] | None = set() if column.kind is CellKind.NUMBER else None

    def take(self, cells: Sequence[object]) -> None:
        """Read the next cells."""
        if self.kinds is not None:
            self.kinds.update(map(type, cells))
        self.values.extend(map(self.look_up, cells))

    def result(self, cells: Sequence[object]) -> ColumnRead:
        """Return the values, which of them could not be read, and the different cells.

        Args:
            cells: All cells that were read.
        """
        memo, values = self.memo, self.values
        if memo is not None and not _NUMBERS.isdisjoint(map(type, memo)):
            # True equals 1, and Decimal("1.50") equals 1.5, so one may have been read as the other.
            kinds = set(map(type, cells)) if self.kinds is None else self.kinds
            if not _MEMORABLE.issuperset(kinds):
                memo, values = None, list(map(self.read, cells))
        if memo is None or len(memo) >= _MOST_KEPT:
            return ColumnRead(values, _where_unread(values), None)
        # The memo has seen every cell.
        unread = _where_unread(values) if UNREAD in memo.values() else ()
        return ColumnRead(values, unread, memo)


def without_swapped_dates(
    columns: Mapping[str, tuple[ColumnRead, Sequence[object]]],
) -> dict[str, ColumnRead]:
    """Leave unread the dates of a sheet whose day and month may be swapped.

    They may be if another date of their column can only have the month first, such as 07/13/2019
    or 7/13/19, and none can only have the day first; and those with the year first, if another can
    only have the day second, such as 2019-13-07, and none the month. If no date of the column can
    have only one order, those of all columns decide.

    Args:
        columns: What the cells of each column of dates were read as, and the cells, by its key.

    Returns:
        The columns, by their keys.
    """
    read = {key: each for key, (each, _) in columns.items()}
    for swap in (_MONTH_FIRST, _DAY_AFTER_YEAR):
        both = {key: (each, columns[key][1]) for key, each in read.items()}
        read |= _without_swapped(both, swap)
    return read


class _Swap(NamedTuple):
    """A form of date with day and month swapped.

    Attributes:
        is_swapped: Whether an unread cell is such a date.
        order: The order of such a date.
        usual: The usual order of these dates.
        either: The order of a date that can have both.
    """

    is_swapped: Callable[[object], bool]
    order: DateOrder
    usual: DateOrder
    either: DateOrder


_MONTH_FIRST: Final = _Swap(
    has_month_first, DateOrder.MONTH_FIRST, DateOrder.DAY_FIRST, DateOrder.EITHER
)
_DAY_AFTER_YEAR: Final = _Swap(
    has_day_after_year, DateOrder.YEAR_DAY, DateOrder.YEAR_MONTH, DateOrder.YEAR_EITHER
)


def _without_swapped(
    columns: Mapping[str, tuple[ColumnRead, Sequence[object]]], swap: _Swap
) -> dict[str, ColumnRead]:
    """Return the columns of which some dates of one form are left unread, by their keys."""
    # A date with day and month swapped is unread, and most sheets have no such cell.
    swapped = {
        key for key, column in columns.items() if any(map(swap.is_swapped, _unread_cells(*column)))
    }
    if not swapped:
        return {}
    orders = {
        key: {
            cell: date_order(cell) for cell in (cells if read.different is None else read.different)
        }
        for key, (read, cells) in columns.items()
    }
    evidence = {
        key: {swap.order, swap.usual}.intersection(
            (*found.values(), *((swap.order,) if key in swapped else ()))
        )
        for key, found in orders.items()
    }
    together = set().union(*evidence.values())
    return {
        key: _without(
            read, cells, [cell for cell, order in orders[key].items() if order is swap.either]
        )
        for key, (read, cells) in columns.items()
        if (evidence[key] or together) == {swap.order}
    }


def _without(read: ColumnRead, cells: Sequence[object], left_out: Iterable[object]) -> ColumnRead:
    """Leave some cells of a column unread."""
    unread = dict.fromkeys(left_out, UNREAD)
    values = [
        UNREAD if cell in unread else value for cell, value in zip(cells, read.values, strict=True)
    ]
    memo = None if read.different is None else {**read.different, **unread}
    return ColumnRead(values, _where_unread(values), memo)


def _unread_cells(read: ColumnRead, cells: Sequence[object]) -> Collection[object]:
    """Return the different cells that could not be read."""
    if not read.unread or read.different is None:
        return {cells[at] for at in read.unread}
    return [cell for cell, value in read.different.items() if value is UNREAD]


def _where_unread(values: Sequence[Any]) -> tuple[int, ...]:
    return tuple(index for index, value in enumerate(values) if value is UNREAD)


_NUMBERS: Final = frozenset((bool, int, float, Decimal))
_MEMORABLE: Final = frozenset((str, int, float, dt.date, dt.datetime, type(None)))
