"""Rows below the titles that are not about a child: totals, report lines, hints, repeated titles.

Invariant: a row is set aside only if nothing in it is about a child. A row with a date of birth, a
gender or an ethnicity is kept, whatever else it says, as is a row with only an identifier. A row of
hints on what to enter can say so of these columns too.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from jtai.lists.reading.cells import fold, is_blank, read_date

_ABOUT_A_CHILD: Final = ("date_of_birth", "gender", "ethnicity")
# Words that totals, counts and report lines start with.
_BEGINNING: Final = re.compile(
    r"(?:(?:grand|sub)[ -]?)?totals?\b.*"
    r"|(?:notes?|key|legend|source|data|page|report|printed|run|end|filters?)\b(?:\W.*)?"
    r"|(?:row )?counts?\b.*|\(?\d+ (?:rows?|records?|children)\b.*",
    re.IGNORECASE | re.DOTALL,
)
# What a template says below its titles about what to enter.
_HINT: Final = re.compile(
    r"\W*(?:(?:e\.?g|for example|enter|select|choose|format)\b.*"
    r"|dd?\W?mm?\W?yy(?:yy)?|yyyy\W?mm?\W?dd?|y(?:es)? ?/ ?no?"
    r"|(?:free )?text|codes?|date|integer|numeric|(?:whole )?number|drop[- ]?down)\W*",
    re.IGNORECASE | re.DOTALL,
)
# sqlcmd and other programs draw a line below the titles.
_LINE: Final = re.compile(r"[-=_*~.\s\u2013\u2014]+")
_NUMBER: Final = re.compile(r" *[0-9][0-9,]{0,12}(?:\.[0-9]{1,6})? *%? *")
_WORD: Final = re.compile(r"[^\W\d_]{2,}")


def looks_like_no_child(text: str) -> bool:
    """Return whether an identifier is really a word from a total, a note or a report."""
    return _BEGINNING.fullmatch(text) is not None


def other_rows(
    rows: Sequence[Sequence[object]], titles: Sequence[str | None], at: Mapping[str, int]
) -> Iterator[int]:
    """Return the indexes of the rows that are not about a child.

    Args:
        rows: The rows below the titles.
        titles: The titles, None where a cell is blank.
        at: The index of each recognised column by its key.
    """
    name = at.get("child_id")
    personal = [at[key] for key in _ABOUT_A_CHILD if key in at]
    if name is None or not personal:
        return
    folded = [None if title is None else fold(title) for title in titles]
    for index, row in enumerate(rows):
        cell = row[name] if name < len(row) else None
        # Nearly every identifier is a number, or text without spaces that ends in a digit.
        if isinstance(cell, int | float) or (
            isinstance(cell, str) and cell[-1:].isdecimal() and " " not in cell
        ):
            continue
        if _is_other(row, folded, name, personal):
            yield index


def _is_personal(cell: object) -> bool:
    """Return whether a cell can be a birth date, a gender or an ethnicity, and not a total."""
    if isinstance(cell, str) and _NUMBER.fullmatch(cell):
        # In a CSV file, every number is text.
        cell = float(cell.replace(",", "").rstrip("% "))
    if isinstance(cell, int | float):
        return cell >= _FEWEST_DAYS
    return not is_blank(cell) and not (isinstance(cell, str) and looks_like_no_child(cell))


# Smaller numbers are counts; as date serial numbers, they would be before 1927.
_FEWEST_DAYS: Final = 10_000


def _is_hint(text: str) -> bool:
    return len(text) <= _LONGEST_HINT and _HINT.fullmatch(text) is not None


_LONGEST_HINT: Final = 100


def _is_other(
    row: Sequence[object], titles: Sequence[str | None], name: int, personal: Sequence[int]
) -> bool:
    filled = [(place, cell) for place, cell in enumerate(row) if not is_blank(cell)]
    texts = [cell for _, cell in filled if isinstance(cell, str)]
    if not texts:
        return False
    if len(texts) == len(filled) and all(map(_LINE.fullmatch, texts)):
        return True

    def is_said(place: int) -> bool:
        """Return whether a cell has the column's title, or a hint."""
        cell = row[place] if place < len(row) else None
        title = titles[place] if place < len(titles) else None
        return isinstance(cell, str) and (fold(cell) == title or _is_hint(cell))

    if is_said(name) and sum(is_said(place) for place, _ in filled) * 2 > len(filled):
        return personal[0] >= len(row) or not isinstance(read_date(row[personal[0]]), dt.date)
    if any(place < len(row) and _is_personal(row[place]) for place in personal):
        return False
    first = filled[0][1]
    if isinstance(first, str) and _BEGINNING.fullmatch(first.strip(" *-=#")):
        return True
    # A line of text that is alone in its row; an identifier is one word.
    return len(filled) == 1 and len(_WORD.findall(texts[0])) > 1
