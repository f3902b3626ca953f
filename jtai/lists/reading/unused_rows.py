"""Rows that are not among those of any child, and whose they may be.

Invariant: the cells of a row that was not used may be in the wrong columns. Its identifier counts
only if no extra cell can be before it, or if it is that of a child on another row.
"""

from __future__ import annotations

from collections.abc import Callable

from jtai.lists.reading.identifiers import read_identifier
from jtai.lists.reading.rows import ListRow
from jtai.lists.reading.table import ListTable

ANYONE = ""
"""Stands for the identifier of a row that may be about any child."""


def unused_rows(table: ListTable[ListRow], is_known: Callable[[str], bool]) -> dict[int, str]:
    """Return the rows that were not used, or whose identifier is blank or could not be read.

    Args:
        table: A list with a column of identifiers.
        is_known: Whether an identifier is that of a child on another row.

    Returns:
        For the index of each such row, the identifier of the child whom it is about, or `ANYONE`.
    """
    children = table.values("child_id")
    if None not in children and not table.unread("child_id"):
        return {}
    return {
        at: _child_of(table, at, is_known) if at in table.set_aside else ANYONE
        for at, child in enumerate(children)
        if not isinstance(child, str)
    }


def _child_of(table: ListTable[ListRow], at: int, is_known: Callable[[str], bool]) -> str:
    place = table.places["child_id"]
    child = read_identifier(table.cells_outside(table.row_numbers[at]).get(place))
    if not isinstance(child, str):
        return ANYONE
    places = (*table.places.values(), *(column.number for column in table.unplaced))
    in_place = table.set_aside[at] == "row-too-wide" and place == min(places)
    return child if in_place or is_known(child) else ANYONE
