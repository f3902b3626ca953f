"""The official layout: a sheet for each list, with its title, its columns and their drop-downs.

Invariant: sheet names, titles and codes are exactly as published, and columns are in published
order. Excel warns about an entry that is not a code, date or number, but keeps it, because the
workbook is flexible about codes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from jtai.formats.writing.xlsx import Book, Sheet, Style, lines_of
from jtai.guidance.entries.list_entries import (
    CellKind,
    CodeSet,
    ColumnEntry,
    ListEdition,
    ListLayout,
)
from jtai.lists.reading.sheets import OWN_SHEET

CODES_SHEET: Final = "Codes"
"""The sheet behind the drop-downs, after the lists."""

TITLES_ROW: Final = 2
"""The row of the column titles, as published."""

Codes = Mapping[str, tuple[int, CodeSet]]
"""The first row of each set of codes on the sheet of codes, by the key of the set."""

_FIRST_ROW: Final = TITLES_ROW + 1
_CODES_FROM: Final = 5
_WIDTHS: Final = {
    CellKind.IDENTIFIER: 18.0,
    CellKind.TEXT: 22.0,
    CellKind.DATE: 13.0,
    CellKind.NUMBER: 12.0,
}
_NARROWEST, _WIDEST = 13, 26
_SHOWN: Final = {
    CellKind.IDENTIFIER: "text",
    CellKind.TEXT: "text",
    CellKind.DATE: "date",
    CellKind.NUMBER: "number",
    CellKind.CODE: "text",
    CellKind.ANSWER: "text",
}
_CODES_TITLES: Final = (("Meaning", 52), ("Code", 56), ("Stands for", 50), ("Group", 26))
_FIRST_DAY, _LAST_DAY = dt.date(1900, 3, 1), dt.date(2199, 12, 31)


def source_of(edition: ListEdition) -> str:
    """Return where an edition's columns and codes were published, by whom and when.

    Examples:
        >>> from jtai.guidance.columns import AUGUST_2019
        >>> source_of(AUGUST_2019)
        'Columns and codes: Annex A workbook, Ofsted, August 2019'
    """
    document = edition.reference.document
    return f"Columns and codes: {document.label}, {document.publisher}, {document.published}"


def codes_of(layouts: Iterable[ListLayout]) -> Codes:
    """Return the place of every set of codes on the sheet of codes."""
    codes: dict[str, tuple[int, CodeSet]] = {}
    row = _CODES_FROM
    for layout in layouts:
        for column in layout.columns:
            if column.codes is not None and column.codes.key not in codes:
                codes[column.codes.key] = row, column.codes
                row += len(column.codes.codes)
    return codes


def rows_of(codes: Codes, entry: CodeSet) -> tuple[int, int]:
    """Return the first and the last row of a set on the sheet of codes."""
    first, _ = codes[entry.key]
    return first, first + len(entry.codes) - 1


def write_codes(book: Book, codes: Codes) -> None:
    """Write the sheet of codes, one set after the other."""
    sheet = book.sheet(CODES_SHEET)
    for at, (_, width) in enumerate(_CODES_TITLES, start=1):
        sheet.width(at, width)
    sheet.freeze(_CODES_FROM, 1)
    sheet.print_on(columns=len(_CODES_TITLES), repeat=(_CODES_FROM - 1, _CODES_FROM - 1))
    sheet.height(1, 1, per_line=20)
    sheet.put(1, 1, "Codes in the drop-downs of the lists, as published", Style.TITLE)
    sheet.put(2, 1, OWN_SHEET)
    for at, (title, _) in enumerate(_CODES_TITLES, start=1):
        sheet.put(_CODES_FROM - 1, at, title, Style.HEAD)
    for first, entry in codes.values():
        other = "; other text is allowed" if entry.is_open else ""
        for row, code in enumerate(entry.codes, start=first):
            texts = (f"{entry.title[:1].upper()}{entry.title[1:]}{other}", code.text, code.label)
            for at, text in enumerate((*texts, code.group), start=1):
                sheet.put(row, at, text, Style.LINE if row > first else Style.FIRST)


def _fitting(texts: Iterable[str]) -> float:
    return float(min(max([_NARROWEST, *(len(text) + 2 for text in texts)]), _WIDEST))


def write_list(
    book: Book, layout: ListLayout, columns: Sequence[Sequence[object]], codes: Codes
) -> Sheet:
    """Write the sheet of a list.

    Args:
        book: The workbook.
        layout: The list.
        columns: The cells of each of its columns, in its order.
        codes: Where its codes are.
    """
    sheet = book.sheet(layout.sheet)
    widths = [_width(column) for column in layout.columns]
    rows = len(columns[0])
    for at, (column, width) in enumerate(zip(layout.columns, widths, strict=True), start=1):
        sheet.width(at, width, shown=_SHOWN[column.kind])
        options = _asked(column, codes)
        if options is not None:
            sheet.ask(_FIRST_ROW, at, options)
    sheet.texts_of_digits(
        _FIRST_ROW,
        [at for at, column in enumerate(layout.columns, start=1) if _SHOWN[column.kind] == "text"],
    )
    sheet.freeze(_FIRST_ROW, 2)
    sheet.filter(TITLES_ROW, max(TITLES_ROW + rows, _FIRST_ROW), len(widths))
    sheet.print_on(columns=len(widths), repeat=(1, TITLES_ROW))
    sheet.height(1, 1, per_line=20)
    sheet.put(1, 1, layout.title, Style.TITLE)
    titles = (column.title for column in layout.columns)
    sheet.height(TITLES_ROW, max(map(lines_of, titles, widths)))
    for at, column in enumerate(layout.columns, start=1):
        sheet.put(TITLES_ROW, at, column.title, Style.ADDED if column.added else Style.HEAD)
    lines = zip(*columns, strict=True)
    sheet.lines((row, enumerate(line, start=1)) for row, line in enumerate(lines, _FIRST_ROW))
    return sheet


def _width(column: ColumnEntry) -> float:
    if column.added:
        return 22.0
    if column.codes is not None:
        return _fitting(code.text for code in column.codes.codes)
    return _WIDTHS[column.kind]


def _asked(column: ColumnEntry, codes: Codes) -> dict[str, Any] | None:
    """Return how Excel checks entries in a column, or None if any text is allowed."""
    if column.codes is not None:
        first, last = rows_of(codes, column.codes)
        return {
            "validate": "list",
            # A list in the rule itself is limited to 255 characters, without commas in codes.
            "source": f"={CODES_SHEET}!$B${first}:$B${last}",
            "show_error": not column.codes.is_open,
            "error_title": "Not one of the codes",
            "error_message": (
                "The codes for this column are on the sheet Codes. You can keep other text, but "
                "a check will report it."
            ),
        }
    if column.kind is CellKind.DATE:
        return {
            "validate": "date",
            "criteria": "between",
            "minimum": _FIRST_DAY,
            "maximum": _LAST_DAY,
            "error_title": "Not a date",
            "error_message": "This column is for dates, such as 09/07/2019.",
        }
    if column.kind is CellKind.NUMBER:
        least = column.minimum or 0
        return {
            "validate": "integer",
            "criteria": ">=",
            "value": least,
            "error_title": "Not a whole number",
            "error_message": f"This column is for whole numbers from {least}.",
        }
    return None
