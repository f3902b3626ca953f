"""Where the titles of a sheet are: the row with the most recognised ones, or two rows together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise, zip_longest
from typing import Final

import attrs

from jtai.lists.reading.folding import fold, is_blank
from jtai.lists.reading.sheets import RawSheet

# Above the titles there may be the list's name, blank rows, and a line or two of text.
ROWS_SEARCHED: Final = 30
# A row with fewer titles is not a title row, but text that happens to contain a title.
FEWEST_TITLES: Final = 2


@attrs.frozen
class Head:
    """Where a sheet's titles are.

    Attributes:
        at: The index of their row.
        titles: The titles, None where a cell is blank.
        keys: The key of the column that each title means, None where it means none.
    """

    at: int
    titles: tuple[str | None, ...]
    keys: tuple[str | None, ...]

    @property
    def places(self) -> dict[str, int]:
        """The index of the first column of each key."""
        return {key: self.keys.index(key) for key in self.keys if key is not None}

    @property
    def unknown(self) -> dict[int, str]:
        """The titles that mean no column, by their index."""
        pairs = enumerate(zip(self.titles, self.keys, strict=True))
        return {at: title for at, (title, key) in pairs if title is not None and key is None}

    @property
    def width(self) -> int:
        """The number of columns up to the last title."""
        return max((at for at, title in enumerate(self.titles, 1) if title is not None), default=0)


def words_in(cell: object) -> str | None:
    """Return the text of a cell, or None if it is blank."""
    if is_blank(cell):
        return None
    try:
        return str(cell).strip()
    except ValueError:  # Python does not write an integer of thousands of digits
        return "a long number"


def find_head(sheet: RawSheet, known: Mapping[str, str]) -> Head | None:
    """Find the title row: among the first rows, the one with the most recognised titles."""
    best: Head | None = None
    # If the first row is known to contain the titles, only that row is examined.
    searched, most = (1, -1) if sheet.titled else (ROWS_SEARCHED, FEWEST_TITLES - 1)
    for at, row in enumerate(sheet.rows[:searched]):
        if len(row) <= most:  # it cannot have more titles
            continue
        head = head_of(at, row, known)
        placed = len(set(head.keys) - {None})
        if placed > most:
            best, most = head, placed
    if best is None or sheet.titled or sheet.delimited:
        return best
    rows = sheet.rows[max(best.at - 1, 0) : best.at + 2]
    heads = [head_of(at, row, known) for at, row in enumerate(rows, max(best.at - 1, 0))]
    joined = (_joined(upper, lower) for upper, lower in pairwise(heads))
    return next((head for head in joined if head is not None), best)


def _joined(upper: Head, lower: Head) -> Head | None:
    """Return two rows of titles as one, or None if they are not that.

    The titles of some columns are in the lower row, below the heading of a group, and those of the
    others in the upper row, usually merged with the blank cells below them.
    """
    above, below = (frozenset(head.keys) - {None} for head in (upper, lower))
    if len(below) < FEWEST_TITLES or above & below:
        return None
    # What a report was filtered by can be a title or two, above columns without titles.
    if "child_id" not in above and len(above) <= FEWEST_TITLES:
        return None
    rows = zip_longest(upper.titles, upper.keys, lower.titles, lower.keys)
    titles: list[str | None] = []
    keys: list[str | None] = []
    for title, key, title_below, key_below in rows:
        if key is not None and title_below is not None:
            return None
        titles.append(title if title_below is None else title_below)
        keys.append(key if title_below is None else key_below)
    return Head(lower.at, tuple(titles), tuple(keys))


def head_of(
    at: int,
    row: Sequence[object],
    known: Mapping[str, str],
    folded: Callable[[str], str] = fold,
) -> Head:
    """Return a row as titles, with the columns that they mean."""
    titles = tuple(map(words_in, row))
    # Keys of columns are titles where a data frame was saved; "concern" alone may mean anything.
    saved = frozenset(known.values()) if "child_id" in titles else frozenset[str]()
    keys = tuple(
        None if title is None else known.get(folded(title), title if title in saved else None)
        for title in titles
    )
    return Head(at, titles, keys)
