"""A sheet as it is in a file, before it is known which list it contains.

Invariant: cells are unchanged and in their places; nothing is trimmed, converted or left out.
`headers` decides which list a sheet contains and which column a title means.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from operator import itemgetter
from types import MappingProxyType
from typing import Final, overload

import attrs

from jtai.core.notebook import Displayable
from jtai.core.validation import flag

OWN_SHEET: Final = "jtai wrote this sheet beside the lists; nothing is read from it."
"""A mark below the heading of a sheet of guidance, codes or problems, so that it is not read."""

NOT_CALCULATED: Final = "#NOT CALCULATED!"
"""What is read from a formula cell whose result is not stored in the file, or an unknown error."""

MERGED: Final = "#MERGED!"
"""What is read, in a row about a child, from a blank cell that Excel shows with another's value."""

# A heading, the mark, and as many rows again for lines that people add.
_ROWS_MARKED: Final = 4


@attrs.frozen(kw_only=True)
class RawSheet:
    """A sheet of a workbook, or a CSV file, as rows of raw cells.

    Attributes:
        name: The sheet's name, or the file's name without its extension.
        rows: The cells by row; None or an empty string is a blank cell.
        first_row: The number of the first of these rows, as a spreadsheet counts.
        first_column: The number of the first of these columns, 1 for column A.
        hidden: Whether the sheet is hidden in its workbook.
        hidden_rows: The numbers of the hidden rows that are not blank.
        struck_rows: The numbers of the rows with a cell that is struck through.
        hidden_columns: The numbers of the first and the last column of each hidden block.
        merged: The first and the last cell of the merged area that reaches furthest down, each by
            the numbers of its row and column.
        covered_rows: The numbers of the rows with values in merged cells other than the first of
            their area.
        merged_areas: The merged areas of several cells whose first cell has a value, each by the
            numbers of its first row, first column, last row and last column.
        shown_otherwise: For the number of each column with numbers that are shown as something
            else, such as 12 as ``SYN-0012``, the number of the first such row.
        volatile: For the number of each column with formulas that depend on the current date, the
            time or chance, such as ``TODAY()``, the numbers of the first rows with one.
        date_1904: Whether date serial numbers count from 1904 rather than 1900.
        titled: Whether the first row is known to contain the column titles, so that they need not
            be found.
        guessed: The name of the encoding of a CSV file, if it was guessed among several that are
            possible, None otherwise.
        padded: Whether NUL characters at the ends of cells were left out.
        delimited: Whether a character separated the cells, as in a CSV file, so that a comma in a
            text may have shifted them.
        beside: Whether it is in a file beside the CSV files of a folder. It is not read as a list,
            but rows of a list in it are counted.
    """

    name: str
    rows: Sequence[Sequence[object]] = attrs.field(repr=False)
    first_row: int = 1
    first_column: int = 1
    hidden: bool = False
    hidden_rows: Collection[int] = ()
    struck_rows: Collection[int] = ()
    hidden_columns: Sequence[tuple[int, int]] = ()
    merged: tuple[tuple[int, int], tuple[int, int]] | None = None
    covered_rows: Collection[int] = ()
    merged_areas: Sequence[tuple[int, int, int, int]] = ()
    shown_otherwise: Mapping[int, int] = MappingProxyType({})
    volatile: Mapping[int, Sequence[int]] = MappingProxyType({})
    date_1904: bool = False
    titled: bool = False
    guessed: str | None = None
    padded: bool = False
    delimited: bool = False
    beside: bool = False

    def __attrs_post_init__(self) -> None:
        for name in ("hidden", "date_1904", "titled", "padded", "delimited", "beside"):
            flag(getattr(self, name), name)


class RawColumn(Sequence[object]):
    """The raw cells of one column, looked up in the rows when they are needed.

    Args:
        rows: The raw cells of each row.
        at: The index of the column's cell in each.
    """

    __slots__ = ("at", "rows")

    def __init__(self, rows: Sequence[Sequence[object]], at: int) -> None:
        self.rows: Sequence[Sequence[object]] = rows
        self.at: int = at

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, index: int) -> object: ...
    @overload
    def __getitem__(self, index: slice) -> list[object]: ...
    def __getitem__(self, index: int | slice) -> object:
        if isinstance(index, slice):
            return [row[self.at] for row in self.rows[index]]
        return self.rows[index][self.at]

    def __iter__(self) -> Iterator[object]:
        return map(itemgetter(self.at), self.rows)


SAYS: Final = {
    "list-missing": "the list was not found",
    "list-repeated": "the list is on more than one sheet",
    "list-not-asked": "this inspection does not ask for the list",
    "list-empty": "the list has column titles but no rows",
    "titles-missing": "the column titles were not found",
    "sheet-not-recognised": "the sheet was not recognised as one of the lists",
    "sheet-contradicted": "the sheet's name and its title refer to different lists",
    "sheet-by-title": "the sheet was recognised by its title, not by its name",
    "sheet-without-list": "the sheet belongs to the published workbook but is not one of its lists",
    "sheet-hidden": "the sheet is hidden; it was read",
    "rows-hidden": "hidden or filtered rows were read",
    "rows-struck": "rows with cells that are struck through were read",
    "columns-hidden": "hidden columns were read",
    "identifiers-shown-otherwise": (
        "from this cell on, the number format shows identifiers that differ from those stored;"
        " the stored identifiers were read"
    ),
    "formulas-volatile": (
        "from this cell on, formulas depend on when they are calculated; the results of the "
        "last save were read"
    ),
    "cells-merged": "cells are merged; Excel shows only the first of them",
    "column-missing": "the column was not found",
    "column-repeated": "the column appears more than once",
    "column-not-recognised": "the column was not recognised",
    "rows-off-titles": "rows are above or beside the column titles, or below other titles",
    "row-too-wide": "the row has more cells than there are column titles; none of them were used",
    "row-shifted": "cells of the row are in the columns beside their own",
    "columns-reordered": "the columns are not in the published order; they were read anyway",
    "names-not-published": (
        "the name of the sheet or file, or column titles, are not the published ones"
    ),
    "file-macros": "the workbook has macros; they were not run",
    "file-external-links": (
        "the workbook refers to other workbooks; the last saved values were read"
    ),
    "file-formulas-pending": (
        "the workbook recalculates its formulas when it is opened; the last saved results were read"
    ),
    "file-encoding": "the file does not state its encoding, which was guessed",
    "cells-padded": "cells end in NUL characters, which were left out",
    "file-not-read": "the file was not read",
}
"""What each rule that is checked in reading says, unless a remark has more exact words."""


@attrs.frozen(kw_only=True)
class Remark(Displayable):
    """Something noticed about a file while it was read; a check reports it as a problem.

    Attributes:
        rule: The name of the rule in the catalogue.
        message: What was noticed, without any value.
        list: The number of the list, None if it is about the whole file.
        sheet: The name of the sheet or file, None if it is about the whole file.
        cell: The name of the cell, None if it is not about a single cell.
        column: The title of the column, None if it is not about a single column.
        row: The number of the row, None if it is not about a single row.
        remedy: How to fix it, empty if that is what the rule says.
    """

    rule: str
    message: str = attrs.field(
        default=attrs.Factory(lambda own: SAYS.get(own.rule, own.rule), takes_self=True)
    )
    list: int | None = None
    sheet: str | None = None
    cell: str | None = None
    column: str | None = None
    row: int | None = None
    remedy: str = ""


@cache
def column_letters(number: int) -> str:
    """Return a column's letters, as in a spreadsheet.

    Args:
        number: Its number, 1 for the first.

    Examples:
        >>> column_letters(1), column_letters(26), column_letters(27), column_letters(702)
        ('A', 'Z', 'AA', 'ZZ')
    """
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@lru_cache(maxsize=20_000)
def column_number(letters: str) -> int:
    """Return a column's number from its letters, which a file may have in lower case.

    Examples:
        >>> column_number("A"), column_number("Z"), column_number("aa"), column_number("ZZ")
        (1, 26, 27, 702)
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def cell_name(row: int, column: int) -> str:
    """Return a cell's name, as in a spreadsheet, from the numbers of its row and column.

    Examples:
        >>> cell_name(12, 6)
        'F12'
    """
    return f"{column_letters(column)}{row}"


_CELL: Final = re.compile(r"([A-Z]+)(\d+)")


def cell_place(name: str | None) -> tuple[int, int] | None:
    """Return the numbers of a cell's row and column from its name; None if it is not one.

    Examples:
        >>> cell_place("F12"), cell_place("twelve"), cell_place(None)
        ((12, 6), None, None)
    """
    found = _CELL.fullmatch(name or "")
    return None if found is None else (int(found[2]), column_number(found[1]))


_ROWS_NAMED: Final = 5


def named_rows(rows: Sequence[int]) -> str:
    """Return the numbers of the first few rows, and how many more there are.

    Examples:
        >>> named_rows([4]), named_rows([4, 5]), named_rows([3, 4, 5, 6, 7, 9, 12])
        ('row 4', 'rows 4, 5', 'rows 3, 4, 5, 6, 7 and 2 more')
    """
    more = f" and {len(rows) - _ROWS_NAMED:,} more" if len(rows) > _ROWS_NAMED else ""
    return f"{'row' if len(rows) == 1 else 'rows'} {', '.join(map(str, rows[:_ROWS_NAMED]))}{more}"


def is_own(sheet: RawSheet) -> bool:
    """Return whether jtai wrote this sheet beside the lists, according to the mark in it."""
    return any(OWN_SHEET in row for row in sheet.rows[:_ROWS_MARKED])
