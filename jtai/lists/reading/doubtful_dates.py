"""Which dates were read, but may mean another day.

Invariant: nothing here changes what was read. The cells of a sheet alone say which dates are in
doubt, so that they still are once they have been written.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Final, TypeAlias

from jtai.guidance.entries.list_entries import CellKind
from jtai.lists.reading.cells import UNREAD, DateOrder, date_order, has_month_first, is_at_23
from jtai.lists.reading.rows import ListRow
from jtai.lists.reading.table import ListTable


class Doubt(Enum):
    """Why dates of a column may mean another day."""

    AT_23 = "they are at 23:00, which in summer can be midnight of the next day"
    MONTH_FIRST = "dates of the column have the month first"
    MONTH_FIRST_ELSEWHERE = "dates of other columns of the sheet have the month first"
    LATER_ARE_TEXT = "days after the 12th are all text"
    LATER_ARE_TEXT_ELSEWHERE = "days after the 12th are all text in other columns of the sheet"


Doubts: TypeAlias = Mapping[tuple[str, Doubt], Sequence[int]]
"""The rows to report, by the key of the column and why."""

FEWEST_DATES: Final = 4
"""How many different dates of each kind show that the day decides which are text.

Two days in five are up to the 12th. If something else decides it, eight dates fit by chance in one
of 300 columns with both kinds: 0.4**4 * 0.6**4.
"""
_MONTHS: Final = 12


def doubts_of(table: ListTable[ListRow]) -> Doubts:
    """Return the dates of a list that were read, but may mean another day."""
    keys = _date_columns(table)
    doubts = {(key, Doubt.AT_23): _at_23(table, key) for key in keys}
    if month_first := with_month_first(table):
        doubts |= {
            (key, Doubt.MONTH_FIRST): month_first[key]
            for key in keys
            if key in month_first and _swappable(table, key)
        }
        doubts |= {
            (key, Doubt.MONTH_FIRST_ELSEWHERE): _swappable(table, key)
            for key in keys
            if key not in month_first and not table.rows_where(key, _is_late)
        }
    strong = {key for key in keys if _later_are_text(table, key, FEWEST_DATES)}
    if strong:
        doubts |= {(key, Doubt.LATER_ARE_TEXT): _swappable(table, key) for key in strong}
        doubts |= {
            (key, Doubt.LATER_ARE_TEXT_ELSEWHERE): _swappable(table, key)
            for key in keys
            if key not in strong and _later_are_text(table, key, 0)
        }
    return {doubt: rows for doubt, rows in doubts.items() if rows}


def with_month_first(table: ListTable[ListRow]) -> Mapping[str, Sequence[int]]:
    """Return the rows whose date has the month first, by the keys of their columns."""
    found = {
        key: table.rows_where(key, has_month_first, raw=True)
        for key in _date_columns(table)
        if table.unread(key)  # as a date with the month first is
    }
    return {key: rows for key, rows in found.items() if rows}


def _date_columns(table: ListTable[ListRow]) -> Sequence[str]:
    columns = table.layout.columns
    return [one.key for one in columns if one.kind is CellKind.DATE and one.key in table.raw]


def _at_23(table: ListTable[ListRow], key: str) -> Sequence[int]:
    values = table.values(key)
    rows = table.rows_where(key, is_at_23, raw=True)
    return [at for at in rows if values[at] is not UNREAD]


def _is_late(value: object) -> bool:
    return isinstance(value, dt.date) and value.day > _MONTHS


def _swappable(table: ListTable[ListRow], key: str) -> Sequence[int]:
    return table.rows_where(key, _can_be_swapped)


def _can_be_swapped(value: object) -> bool:
    return isinstance(value, dt.date) and value.day <= _MONTHS and value.day != value.month


def _later_are_text(table: ListTable[ListRow], key: str, fewest: int) -> bool:
    """Return whether a column has days up to 12 as spreadsheet dates, and later ones only as text.

    Excel with US settings reads 05/04/2019 as 4 May, but leaves 23/05/2019 as text.
    """
    read = table.different(key)
    dates = {
        value
        for cell, value in read.items()
        if isinstance(value, dt.date) and not isinstance(cell, str)
    }
    if len(dates) < fewest or any(map(_is_late, dates)):
        return False
    texts = {
        cell: order
        for cell, value in read.items()
        if isinstance(cell, str)
        and ((order := date_order(cell)) is not None or isinstance(value, dt.date))
    }
    is_after_the_12th = {DateOrder.DAY_FIRST}.issuperset(texts.values())
    return is_after_the_12th and len({read[cell] for cell in texts}) >= fewest
