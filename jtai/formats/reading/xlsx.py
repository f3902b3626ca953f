"""Excel workbooks, as sheets of raw cells.

Invariant: the only importer of `python_calamine`, and only when a workbook is read. A file is read
once; the bytes that were checked are the bytes that are parsed. Whatever the parser says stays
unsaid, as it may quote a cell.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from functools import partial
from os import PathLike
from types import ModuleType
from typing import TYPE_CHECKING, BinaryIO, Final, TypeVar

import attrs

from jtai.errors import MissingExtraError, UnreadableFileError
from jtai.formats.reading.limits import Limits, exceeded
from jtai.formats.reading.regular_files import file_bytes
from jtai.formats.reading.sheet_scanning import check_area
from jtai.formats.reading.xlsx_checks import check_workbook
from jtai.lists.reading.sheets import RawSheet, Remark, cell_name

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

_DEFAULT: Final = Limits()
_BLANK: Final = ("", None)
_T = TypeVar("_T")


@attrs.frozen(kw_only=True)
class RawBook:
    """The sheets of a file or folder, and what was noticed in reading them.

    Attributes:
        sheets: The sheets, in their order.
        remarks: What was noticed that stops nobody from reading it.
    """

    sheets: tuple[RawSheet, ...] = ()
    remarks: tuple[Remark, ...] = ()


def read_workbook(
    source: str | PathLike[str] | bytes | BinaryIO, *, limits: Limits = _DEFAULT
) -> RawBook:
    """Read all sheets of an Excel workbook (.xlsx, .xlsm).

    The cells are what Excel last showed of them; formulas are not computed and macros not run.

    ============================  =====================================================
    In Excel                      Here
    ============================  =====================================================
    blank, also if formatted      an empty text
    text, rich text               a `str`, untrimmed; phonetic guides are left out
    number, whole or not          a `float`
    yes or no                     a `bool`
    date, date with time          a `datetime.date`, a naive `datetime.datetime`
    time of day, date of day 0    a `datetime.time`
    duration                      a `datetime.timedelta`
    error                         its text, such as ``#N/A`` or ``#REF!``
    formula                       its last result, or an empty text if it has none
    ============================  =====================================================

    A merged area has its text in its first cell and blank cells elsewhere. Rows after the last
    cell with content are left out. Hidden sheets are read and marked; chart sheets and such have
    no cells and are only remarked on.

    Args:
        source: A path, the bytes of a file, or a file that is open for reading bytes.
        limits: How much is taken in.

    Returns:
        The sheets, in the order of the workbook, and remarks on what is unusual about it.

    Raises:
        DateTypeError: If the source is none of these.
        LimitError: If it is larger than the limits allow.
        MissingExtraError: If the package that reads workbooks is not installed.
        UnreadableFileError: If it is no Excel workbook, or a damaged or protected one.
    """
    data, name = file_bytes(source, limits=limits)
    parser = _parser()
    checked = check_workbook(data, name=name, limits=limits)
    file = io.BytesIO(checked.data)
    book = _parsed(partial(parser.CalamineWorkbook.from_filelike, file), name)
    sheets, remarks = [], list(checked.remarks)
    for place, meta in enumerate(book.sheets_metadata):
        if meta.typ != parser.SheetTypeEnum.WorkSheet:
            message = "a sheet without cells, such as a chart, was left out"
            remarks.append(Remark(rule="file-not-read", message=message, sheet=meta.name))
            continue
        where = f"{name}, sheet {meta.name!r}"
        sheet = _parsed(partial(book.get_sheet_by_index, place), where)
        # Older releases of the parser do not know of merged cells.
        if getattr(sheet, "merged_cell_ranges", None):
            message = "cells are merged; only the first of them has the content"
            remarks.append(Remark(rule="file-merged-cells", message=message, sheet=meta.name))
        hidden = meta.visible != parser.SheetVisibleEnum.Visible
        raw = _raw(sheet, where=where, limits=limits)
        sheets.append(attrs.evolve(raw, hidden=hidden, date_1904=checked.date_1904))
    return RawBook(sheets=tuple(sheets), remarks=tuple(remarks))


def _parser() -> ModuleType:
    try:
        # Deferred, as only workbooks need it.
        import python_calamine  # noqa: PLC0415
    except ImportError:
        raise MissingExtraError(
            "reading Excel workbooks needs python-calamine",
            remedy='install it with: pip install "jtai[excel]"',
        ) from None
    return python_calamine


def _parsed(step: Callable[[], _T], where: str) -> _T:
    """Take a step of the parser, and refuse the file if it fails in whatever way."""
    try:
        return step()
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # noqa: BLE001, S110 - the parser's panics are no exceptions
        pass
    # Out here, as the parser's error may quote a cell, and would be the context of this one.
    raise UnreadableFileError(
        "the parser found something in it that Excel does not write",
        where=where,
        remedy="open it in Excel, look for damage and save it again",
    )


def _raw(sheet: CalamineSheet, *, where: str, limits: Limits) -> RawSheet:
    start, end = sheet.start or (0, 0), sheet.end or (0, 0)
    check_area(end[0] + 1, end[1] + 1, limits=limits, where=where)
    # What is skipped is the blank area above and to the left, which the numbers say again.
    rows: Sequence[Sequence[object]] = _parsed(sheet.to_python, where)
    _check_lengths(rows, start, where=where, limits=limits)
    return RawSheet(
        name=sheet.name,
        rows=_without_blank_end(rows),
        first_row=start[0] + 1,
        first_column=start[1] + 1,
    )


def _check_lengths(
    rows: Sequence[Sequence[object]], start: tuple[int, int], *, where: str, limits: Limits
) -> None:
    most = limits.cell_length
    for number, row in enumerate(rows, start[0] + 1):
        for value in row:
            if type(value) is str and len(value) > most:
                place = f"{where}, cell {cell_name(number, start[1] + row.index(value) + 1)}"
                raise exceeded(limits, "cell_length", found=len(value), where=place)


def _without_blank_end(rows: Sequence[Sequence[object]]) -> Sequence[Sequence[object]]:
    last = len(rows)
    while last and all(value in _BLANK for value in rows[last - 1]):
        last -= 1
    return rows[:last]
