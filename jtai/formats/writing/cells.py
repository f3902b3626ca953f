"""What is written in a list's cells: what was read, in the form that the column requires.

Invariant: reading a written cell gives the value that it had. What could not be read is written
unchanged, nothing is blanked, and dates that may mean another day are written so that a check still
says so. A value that a file cannot contain is refused before anything is written, by the name of
its cell and without the value.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from math import isfinite
from typing import Any, Final

import attrs

from jtai.core.answers import Answer
from jtai.core.validation import has_unpaired_surrogate
from jtai.errors import Fault, InvalidValueError
from jtai.guidance.entries.list_entries import CellKind, Code, ColumnEntry
from jtai.lists.reading.cells import UNREAD, are_cells
from jtai.lists.reading.doubtful_dates import Doubt, Doubts, doubts_of, with_month_first
from jtai.lists.reading.rows import ListRow
from jtai.lists.reading.sheets import cell_name, column_letters
from jtai.lists.reading.table import ListTable, RawColumns
from jtai.lists.submission import Submission

EXCEL_TEXT: Final = 32_767
"""How many characters fit in an Excel cell; a character beyond U+FFFF counts as two."""

NOT_XML: Final = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML cannot contain."""

# Of two escapes that share a sign, as in _x0041_x0042_, xlsxwriter protects only the first.
_LIKE_MARKUP: Final = re.compile(r"\A<r>.*</r>\Z|_x[0-9a-fA-F]{4}_x[0-9a-fA-F]{4}_", re.DOTALL)


def looks_like_markup(text: str) -> bool:
    """Return whether xlsxwriter would write a text as XML or change its escapes.

    Examples:
        >>> looks_like_markup("<r>A</r>"), looks_like_markup("A_x0041_")
        (True, False)
    """
    return ("_x" in text or text.startswith("<r>")) and _LIKE_MARKUP.search(text) is not None


def written_columns(table: ListTable[ListRow]) -> Iterator[tuple[ColumnEntry, Sequence[object]]]:
    """Yield every column of a list's layout with its cells as they are written.

    Args:
        table: The list. A column that it does not have is blank.

    Returns:
        The columns in published order. A cell is None, a text, a number, a date, or whatever the
        raw cell was where it could not be read.
    """
    doubts = doubts_of(table)
    for column in table.layout.columns:
        if column.key in table.raw:
            yield column, _written(table, column, doubts)
        else:
            yield column, (None,) * len(table)


def _written(table: ListTable[ListRow], column: ColumnEntry, doubts: Doubts) -> list[object]:
    values = table.values(column.key)
    spelt = _spelt(column)
    raw_cells = table.raw[column.key]
    written = [
        raw if value is UNREAD else spelt(value, raw)
        for value, raw in zip(values, raw_cells, strict=True)
    ]
    # What is in doubt stays so.
    for at in doubts.get((column.key, Doubt.AT_23), ()):
        written[at] = dt.datetime.combine(values[at], _ELEVEN)
    if column.kind is CellKind.DATE and not _LATER_ARE_TEXT.isdisjoint(why for _, why in doubts):
        written = [
            raw if isinstance(raw, str) else cell
            for raw, cell in zip(raw_cells, written, strict=True)
        ]
    return written


_ELEVEN: Final = dt.time(23)
_LATER_ARE_TEXT: Final = frozenset((Doubt.LATER_ARE_TEXT, Doubt.LATER_ARE_TEXT_ELSEWHERE))


def _spelt(column: ColumnEntry) -> Callable[[Any, object], object]:
    """Return a function that turns a value of a column into what is written."""
    answers: dict[object, str] = {}
    if column.codes is not None:
        answers = {code.code: code.text for code in column.codes.codes}
        if not column.added:
            # Some published columns list only yes and no; other columns have this text for unknown.
            answers.setdefault(Answer.UNKNOWN.value, "c) Unknown")

    def spell(value: Any, raw: object) -> object:
        if isinstance(value, Answer):
            return answers.get(value.value, raw)
        return value.text if isinstance(value, Code) else value

    return spell


def day_text(day: dt.date) -> str:
    """Return a day as the workbook requires it.

    Examples:
        >>> day_text(date(2019, 9, 9))
        '09/09/2019'
    """
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


_MORE_THAN_EXCEL_KEEPS: Final = 10**15


def plain_text(cell: object) -> str:
    """Return the value of a cell as text, for CSV files and for values without a type in Excel.

    Examples:
        >>> plain_text(date(1850, 1, 2)), plain_text(12.0), plain_text(12.5), plain_text(True)
        ('02/01/1850', '12', '12.5', 'TRUE')
    """
    if isinstance(cell, dt.datetime):
        return f"{day_text(cell)} {cell.timetz().isoformat()}"
    if isinstance(cell, dt.date):
        return day_text(cell)
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _MORE_THAN_EXCEL_KEEPS:
        return str(int(cell))
    return str(cell)


_EPOCH: Final = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet has no time zones
_EPOCH_1904: Final = dt.datetime(1904, 1, 1)  # noqa: DTZ001 - likewise
# Excel and other programs number earlier days differently, because of 29 February 1900.
_FIRST: Final = dt.date(1900, 3, 1)
_FIRST_1904: Final = dt.date(1904, 1, 2)
_DAY: Final = dt.timedelta(days=1)


def in_excel(cell: object, *, date_1904: bool = False) -> tuple[str | bool | int | float, str]:
    """Return the value of a cell as Excel stores it, and the name of its format.

    Args:
        cell: Anything but None.
        date_1904: Whether days count from 1904.

    Returns:
        A text, yes or no, or a number; and ``"text"``, ``"number"``, ``"date"``, ``"moment"``,
        ``"time"`` or ``"duration"``. What Excel would round, or has no number for, is returned as
        text.

    Examples:
        >>> in_excel(date(2019, 7, 9)), in_excel(date(1850, 1, 2)), in_excel(10**20)
        ((43655, 'date'), ('02/01/1850', 'text'), ('100000000000000000000', 'text'))
    """
    if isinstance(cell, str):
        return cell, "text"
    if isinstance(cell, bool):
        return cell, "number"
    if isinstance(cell, int | float | Decimal):
        return _number(cell)
    found = _time_number(cell, _EPOCH_1904 if date_1904 else _EPOCH, date_1904=date_1904)
    return (plain_text(cell), "text") if found is None else found


def _number(cell: float | Decimal) -> tuple[str | int | float, str]:
    if isinstance(cell, Decimal):
        near = float(cell)
        fits = isfinite(near) and Decimal(repr(near)) == cell
        return (near, "number") if fits else (str(cell), "text")
    # Not a number and infinities compare as false here.
    if abs(cell) < _MORE_THAN_EXCEL_KEEPS or (isinstance(cell, float) and cell.is_integer()):
        return cell, "number"
    return plain_text(cell), "text"


def _time_number(
    cell: object, epoch: dt.datetime, *, date_1904: bool
) -> tuple[int | float, str] | None:
    if isinstance(cell, dt.timedelta):
        return (cell / _DAY, "duration") if cell >= dt.timedelta() else None
    if isinstance(cell, dt.time):
        if cell.tzinfo is not None:
            return None
        return (dt.datetime.combine(epoch, cell) - epoch) / _DAY, "time"
    first = _FIRST_1904 if date_1904 else _FIRST
    if isinstance(cell, dt.datetime):
        early = cell.tzinfo is not None or cell.date() < first
        return None if early else ((cell - epoch) / _DAY, "moment")
    if isinstance(cell, dt.date) and cell >= first:
        return (cell - epoch.date()).days, "date"
    return None


def check_texts(
    columns: Iterable[tuple[str, int, Sequence[int], Sequence[object]]], *, most: int | None
) -> None:
    """Refuse text and numbers that a file cannot contain, so that they can be read again.

    Args:
        columns: For each column the sheet, the number of the column, the numbers of its rows, and
            its cells.
        most: How many characters a text may have, or None in CSV files, which have no such limit.

    Raises:
        InvalidValueError: With each such cell by its name.
    """
    faults = [
        Fault(message=message, where=f"{sheet}!{cell_name(row, column)}", expected=expected)
        for sheet, column, rows, cells in columns
        for row, cell in zip(rows, cells, strict=True)
        if isinstance(cell, str) or (isinstance(cell, int) and cell.bit_length() > _MOST_BITS)
        for message, expected in _wrong(cell, most)
    ]
    if faults:
        raise InvalidValueError(faults)


# Python refuses to write an integer with thousands of digits.
_MOST_DIGITS: Final = 600
_MOST_BITS: Final = (10**_MOST_DIGITS).bit_length()


def _wrong(text: str | int, most: int | None) -> Iterator[tuple[str, str]]:
    if isinstance(text, int):
        yield "the number is too long", f"at most {_MOST_DIGITS} digits"
        return
    if most is not None and len(text) > most // 2 and _length(text) > most:
        yield "the text is too long for an Excel cell", f"at most {most:,} characters"
    if most is None and "\0" in text:
        yield "the text contains a NUL character", "text that a CSV file can contain"
    if has_unpaired_surrogate(text):
        yield "the text contains an unpaired surrogate", "valid Unicode"
    elif most is not None and looks_like_markup(text) and NOT_XML.search(text):
        yield (
            "the text has control characters beside what looks like XML or an escape",
            "text without control characters",
        )


def _length(text: str) -> int:
    """Count characters as Excel does: those beyond 65,536 are two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def refuse_misread(
    tables: Sequence[tuple[ListTable[ListRow], Sequence[Sequence[object]]]], *, workbook: bool
) -> None:
    """Refuse cells of which the file would say something else, such as a date as an identifier.

    Only columns with an unread cell, and dates where some may mean another day, are read again, as
    they would be written.

    Args:
        tables: Each list, with the cells of each column of its layout as they are written.
        workbook: Whether the file is a workbook.

    Raises:
        InvalidValueError: With each such cell by its name.
    """
    faults = [
        Fault(
            message=f"{column.title.strip()!r} {problem}",
            where=f"{table.sheet}!{table.place(at, column.key)}",
            remedy=f"correct the cell{'' if workbook else ', or write a workbook (.xlsx)'}",
            reference=column.reference,
        )
        for table, columns in tables
        for column, at, problem in _misread(table, columns, workbook=workbook)
    ]
    if faults:
        raise InvalidValueError(faults)


# By whether the cell is unread.
_SAYS_ELSE: Final = {
    True: "could not be read, but would be read as a value from the written file",
    False: "would not be read as the same value from the written file",
}
_HIDDEN: Final = "may mean another day (see check), which the written file would not show"


def _misread(
    table: ListTable[ListRow], columns: Sequence[Sequence[object]], *, workbook: bool
) -> Iterator[tuple[ColumnEntry, int, str]]:
    """Yield each cell that the file would misread: its column, row and what is wrong."""
    doubts = doubts_of(table)
    dates_too = bool(doubts or with_month_first(table))
    pairs = [
        (column, [_in_file(cell, workbook=workbook) for cell in cells])
        for column, cells in zip(table.layout.columns, columns, strict=True)
        if column.key in table.raw
        and (table.unread(column.key) or (dates_too and column.kind is CellKind.DATE))
    ]
    rows = [*zip(*(cells for _, cells in pairs), strict=True)]
    places = {column.key: at for at, (column, _) in enumerate(pairs)}
    again = attrs.evolve(table, raw=RawColumns(rows, places), date_1904=False)
    for column, _ in pairs:
        both = zip(table.values(column.key), again.values(column.key), strict=True)
        for at, (was, now) in enumerate(both):
            if was != now:
                yield column, at, _SAYS_ELSE[was is UNREAD]
    shown = doubts_of(again) if doubts else {}
    for (key, doubt), found in doubts.items():
        # A date that would be unread is a problem already.
        if (key, doubt) not in shown and again.unread(key) == table.unread(key):
            yield table.column(key), found[0], _HIDDEN


def _in_file(cell: object, *, workbook: bool) -> object:
    """Return what is read from a cell that was written."""
    if cell is None or isinstance(cell, str):
        return cell
    if not workbook:
        return plain_text(cell)
    value, kind = in_excel(cell)
    return value if kind in {"text", "number"} else cell


def refuse_unrecognised(submission: Submission) -> None:
    """Refuse lists with columns that the official layout does not have.

    Raises:
        InvalidValueError: With the title of each.
    """
    faults = [
        Fault(
            message=f"the official layout does not have {named}",
            where=f"list {table.number}",
            remedy=(
                "map its title to a column in aliases, or leave it out with "
                "leave_out_unrecognised=True"
            ),
            reference=table.layout.reference,
        )
        for table in submission
        for named in _unplaced(table)
    ]
    if faults:
        raise InvalidValueError(faults)


def _unplaced(table: ListTable[ListRow]) -> Iterator[str]:
    hidden = are_cells(column.title for column in table.unplaced)
    for column in table.unplaced:
        title = f"{column.title!r}" if column.title else "which has no title"
        place = f"column {column_letters(column.number)}"
        yield place if hidden else f"{place}, {title}"
