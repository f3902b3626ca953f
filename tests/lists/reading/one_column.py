"""Reading the cells of one column."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jtai.guidance.columns import AUGUST_2019
from jtai.guidance.entries.list_entries import CellKind, ColumnEntry
from jtai.lists.reading.column_reading import read_columns


def column(kind: CellKind, key: str = "") -> ColumnEntry:
    """Return the first column of a kind, or the first with this key."""
    return next(
        one
        for layout in AUGUST_2019.lists
        for one in layout.columns
        if one.kind is kind and key in {"", one.key}
    )


def read_column(
    cells: Sequence[object], column: ColumnEntry, *, date_1904: bool = False
) -> tuple[list[Any], tuple[int, ...]]:
    """Return the values of cells, and the indexes of those that could not be read."""
    (read,) = read_columns([(cell,) for cell in cells], {0: column}, date_1904=date_1904)
    return read.values, read.unread
