"""Sheets of plain cells from rows and sheets in memory, whose cells may be of any library's types.

Invariant: a cell becomes a plain value that means the same, a missing value becomes None, and an
unsupported one is refused by its place and without its value.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from decimal import Decimal
from operator import ne
from typing import Any, Final
from zoneinfo import ZoneInfo

import attrs

from jtai.core.validation import is_missing
from jtai.errors import Fault, InvalidValueError
from jtai.guidance.entries.list_entries import Code, ListLayout
from jtai.lists.reading.sheets import RawSheet, cell_name


def plain_sheets(sheets: Any) -> list[RawSheet]:
    """Return sheets with plain cells, after refusing unsupported ones by their places."""
    if isinstance(sheets, str | bytes) or not isinstance(sheets, Iterable):
        raise InvalidValueError(
            f"not a list of sheets ({type(sheets).__name__})",
            where="sheets",
            expected="a list of RawSheet, such as the `sheets` of what `read_workbook` returns",
        )
    faults: list[Fault] = []
    plain = []
    for at, sheet in enumerate(sheets):
        if not (isinstance(sheet, RawSheet) and isinstance(sheet.name, str) and _has_rows(sheet)):
            faults.append(
                Fault(
                    message=f"not a sheet of rows ({type(sheet).__name__})",
                    where=f"sheets[{at}]",
                    expected="a RawSheet with a name and a list of rows, each a list of cells",
                )
            )
            continue
        rows = [
            row
            if _is_plain(row)
            else [
                plain_cell(cell, f"{sheet.name}, cell {cell_name(number, column)}", faults)
                for column, cell in enumerate(row, sheet.first_column)
            ]
            for number, row in enumerate(sheet.rows, sheet.first_row)
        ]
        plain.append(attrs.evolve(sheet, name=str.__str__(sheet.name), rows=rows))
    if faults:
        raise InvalidValueError(faults)
    return plain


def _has_rows(sheet: RawSheet) -> bool:
    if isinstance(sheet.rows, str | bytes) or not isinstance(sheet.rows, Sequence):
        return False
    kinds = set(map(type, sheet.rows))
    return all(issubclass(kind, Sequence) and not issubclass(kind, str | bytes) for kind in kinds)


def _is_plain(row: Sequence[object]) -> bool:
    kinds = set(map(type, row))
    # Only floats can be NaN, a missing value, which differs from itself.
    return (
        kinds <= _PLAIN
        and (float not in kinds or not any(map(ne, row, row)))
        and (kinds.isdisjoint(_TIMES) or not has_other_zones(row))
    )


def has_other_zones(cells: Iterable[Any]) -> bool:
    """Return whether a cell has a time zone whose methods could do or raise anything."""
    return not {type(cell.tzinfo) for cell in cells if type(cell) in _TIMES} <= _ZONES


# Types of cells that need no conversion.
_PLAIN = frozenset((str, int, float, bool, dt.date, dt.datetime, dt.time, dt.timedelta, type(None)))

_TIMES = frozenset((dt.datetime, dt.time))
_ZONES = frozenset((type(None), dt.timezone, ZoneInfo))

NOT_READ: Final = "not_read"
"""The frame column that lists, for each row, the columns whose cell could not be read."""

NOT_FOUND: Final = "not_found"
"""The frame column that lists the columns that the sheet does not have."""


def sheet_of_rows(
    layout: ListLayout, rows: Iterable[Mapping[str, object]], where: str, faults: list[Fault]
) -> RawSheet:
    """Return rows as a sheet, with their keys as its titles; with no rows, assume every column."""
    given: dict[int, Mapping[str, object]] = {}
    is_frame = type(rows).__name__ == "DataFrame"
    # A string, a single row or a data frame is iterable too, and would become many invalid rows.
    if is_frame or isinstance(rows, str | bytes | Mapping) or not isinstance(rows, Iterable):
        faults.append(
            Fault(
                message=f"not a list of rows ({type(rows).__name__})",
                where=where,
                expected="a list of mappings of titles to cells; an empty list for no rows",
                remedy="use jtai.lists_from_frames for data frames" if is_frame else "",
            )
        )
        rows = ()
    for at, row in enumerate(rows):
        if isinstance(row, Mapping) and all(isinstance(title, str) for title in row):
            given[at] = row
        else:
            faults.append(
                Fault(
                    message="the row is not a mapping of titles to cells",
                    where=f"{where}[{at}]",
                    expected="a mapping whose keys are titles or keys of columns",
                )
            )
    titles = tuple(dict.fromkeys(str.__str__(title) for row in given.values() for title in row))
    if added := {NOT_READ, NOT_FOUND}.intersection(titles):
        faults.append(
            Fault(
                message=f"columns of a data frame that jtai made: {', '.join(sorted(added))}",
                where=where,
                remedy="pass the frame itself to jtai.lists_from_frames, which reads them",
            )
        )
        titles = tuple(title for title in titles if title not in added)
    if not given:
        titles = tuple(column.title for column in layout.columns)
    cells: list[Sequence[object]] = [titles]
    for at, row in given.items():
        line = tuple(map(row.get, titles))
        if not _is_plain(line):
            line = tuple(
                plain_cell(cell, f"{where}[{at}][{title!r}]", faults)
                for title, cell in zip(titles, line, strict=True)
            )
        cells.append(line)
    return RawSheet(name=layout.sheet, rows=cells, titled=True)


def plain_cell(cell: object, where: str, faults: list[Fault]) -> object:
    """Return a cell of any library's type as a plain value, and a missing value as None.

    Args:
        cell: The cell.
        where: Its place, for an error.
        faults: The list to which an error is added if the value is unsupported.
    """
    try:
        plain = _scalar(cell)
        # A masked cell of numpy becomes zero, and pandas.NA has no truth value.
        if is_missing(cell) or _is_missing(plain):
            return None
        plain = _exact(plain)
    except Exception:  # noqa: BLE001 - methods of other types can raise anything
        plain = ...
    # By its type, as its class and its methods can be others, such as those of an enumeration.
    if type(plain) in _KINDS:
        return plain
    faults.append(
        Fault(
            message=f"unsupported cell value ({type(cell).__name__})",
            where=where,
            expected="a string, number, date, boolean or None",
        )
    )
    return None


def _is_missing(plain: Any) -> bool:
    if type(plain) in _PLAIN and type(plain) is not float:
        return False
    try:
        return bool(plain != plain)  # noqa: PLR0124 - true only of NaN and NaT
    except ArithmeticError:  # a NaN of Decimal that signals
        return True


# How values of other types become plain ones, without the methods of these types.
_EXACT: Final[Mapping[type, Callable[[Any], object]]] = {
    str: str.__str__,
    int: int.__int__,
    float: float.__float__,
    Decimal: Decimal,
    dt.datetime: lambda cell: dt.datetime.combine(dt.datetime.date(cell), dt.datetime.timetz(cell)),
    dt.date: lambda cell: dt.date.fromordinal(dt.date.toordinal(cell)),
    dt.time: lambda cell: dt.datetime.combine(dt.date.min, cell).timetz(),
}
_KINDS = _PLAIN | {Decimal}


def _exact(plain: Any) -> object:
    """Return a value of a subclass as one of its plain class, with a plain time zone."""
    kind = type(plain)
    if kind not in _KINDS:
        exact = (make for base, make in _EXACT.items() if issubclass(kind, base))
        plain = next(exact, lambda other: other)(plain)
    if has_other_zones([plain]):
        offset = plain.utcoffset()
        return plain.replace(tzinfo=offset if offset is None else dt.timezone(offset))
    return plain


def _scalar(cell: object) -> object:
    """Return a scalar of numpy or a similar library as a plain value, and a code as its text."""
    if isinstance(cell, Code):
        return cell.text
    if isinstance(cell, dt.timedelta):
        with suppress(OverflowError):  # pandas.Timedelta can be longer than Python's
            return dt.timedelta(cell.days, cell.seconds, cell.microseconds)
    # A value with a non-empty shape is an array; it is refused by the caller.
    if not hasattr(cell, "item") or getattr(cell, "shape", False):
        return cell
    # `item` returns an int for nanoseconds, which datetime and timedelta do not have.
    kind = getattr(getattr(cell, "dtype", None), "kind", "")
    if kind == "M":
        return _moment(cell)
    plain = cell.item()
    return cell if kind == "m" and isinstance(plain, int) else plain


def _moment(cell: Any) -> object:
    """Return a datetime64 as a plain value, or unchanged if Python has no such year."""
    # Very fine units have no factor to years, and reach no other years.
    fine = str(cell.dtype) in {"datetime64[fs]", "datetime64[as]"}
    year = None if fine else cell.astype("datetime64[Y]").item()
    try:
        # `item` returns years outside the range of Python as numbers.
        moment = cell if isinstance(year, int) else cell.astype("datetime64[us]").item()
    except OverflowError:
        return cell
    # The first nanoseconds that numpy can count become others in some of its releases.
    return cell if year is not None and moment is not cell and moment.year != year.year else moment
