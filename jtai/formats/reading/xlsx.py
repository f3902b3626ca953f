"""Excel workbooks, as sheets of raw cells.

A workbook is a zip archive of XML parts, and both are read by the standard library: `xlsx_package`
finds the parts, `xlsx_xml` reads their XML, `xlsx_sheet` the rows and `xlsx_values` the values.
There is no native parser that a damaged or hostile file could crash, and no check beside the
parser that could understand a file differently.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from os import PathLike
from typing import BinaryIO, Final

import attrs

from jtai.core.progress import OnProgress, ProgressCounter
from jtai.formats.reading.limits import Limits
from jtai.formats.reading.regular_files import file_bytes
from jtai.formats.reading.xlsx_package import (
    MACRO_SHEETS,
    OFFICE,
    Package,
    Relationship,
    corrupt,
    open_package,
)
from jtai.formats.reading.xlsx_sheet import SharedTextReader, SheetReader
from jtai.formats.reading.xlsx_values import Tables, is_true, struck_styles, style_kinds
from jtai.formats.reading.xlsx_xml import STYLES, WORKBOOK, Element
from jtai.lists.reading.sheets import RawSheet, Remark

WITHOUT_CELLS: Final = MACRO_SHEETS | {"chartsheet", "dialogsheet"}
"""The kinds of sheets that are not read."""

_DEFAULT: Final = Limits()
_LONGEST_NAME: Final = 255  # Excel allows 31; each problem repeats the name
_RELATION: Final = [f"{space}}}id" for space in OFFICE]


@attrs.frozen(kw_only=True)
class RawBook:
    """The sheets of a file or folder, and what was noticed in reading them.

    Attributes:
        sheets: The sheets, in their order.
        remarks: What was noticed, but did not prevent reading them.
    """

    sheets: tuple[RawSheet, ...] = ()
    remarks: tuple[Remark, ...] = ()


def read_workbook(
    source: str | PathLike[str] | bytes | BinaryIO,
    *,
    limits: Limits = _DEFAULT,
    progress: OnProgress | None = None,
) -> RawBook:
    """Read all sheets of an Excel workbook (.xlsx, .xlsm).

    Cells have the values that Excel last saved; formulas are not calculated and macros are not run.

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
    formula                       its stored result; ``#NOT CALCULATED!`` if it has none
    ============================  =====================================================

    A row ends at its last cell that is not blank, and the sheet at its last such row. Hidden
    sheets, rows and columns are read and marked, and so are rows with cells that are struck
    through, and values in merged cells other than the first, which Excel does not show. Chart
    sheets and the like have no cells, and a remark lists them.

    Args:
        source: A path, the bytes of a file, or a file that is open for reading bytes.
        limits: How much is read.
        progress: Called with a `Progress` at most once for every 1,000 rows.

    Returns:
        The sheets, in the order of the workbook, and remarks on what is unusual about it.

    Raises:
        DateTypeError: If the source is none of these.
        LimitError: If it is larger than the limits allow.
        UnreadableFileError: If it is not an Excel workbook, or is damaged or protected.
    """
    data, name = file_bytes(source, limits=limits)
    package = open_package(data, name=name, limits=limits)
    book = package.workbook()
    found = package.elements(book, WORKBOOK)
    related = package.relationships(book)
    date_1904 = _counts_from_1904(found, name)
    styles = _styles(package, book, related)
    tables = Tables(
        texts=_shared_texts(package, book, related),
        count=package.count_shared,
        styles=style_kinds(styles),
        struck=struck_styles(styles),
        date_1904=date_1904,
    )
    sheets: list[RawSheet] = []
    remarks = _remarks(package)
    seen: set[str] = set()
    has_formulas = False
    counter = ProgressCounter(progress, "reading")
    for element in found:
        if element.name != "sheet":
            continue
        sheet_name = element.attributes.get("name", "")
        if len(sheet_name) > _LONGEST_NAME:
            message = f"the name of a sheet has more than {_LONGEST_NAME} characters"
            raise corrupt(name, message)
        keys = {element.attributes[key] for key in _RELATION if key in element.attributes}
        if len(keys) > 1:
            raise corrupt(name, "a sheet has two relationships")
        target = related.get(next(iter(keys), ""))
        if target is None or target.target not in package.parts:
            raise corrupt(name, "a sheet that the workbook lists is missing")
        if target.kind not in {"worksheet", *WITHOUT_CELLS}:
            raise corrupt(name, "a sheet is of a kind that Excel does not have")
        if target.kind != "worksheet":
            message = "a sheet without cells, such as a chart, was left out"
            remarks.append(Remark(rule="file-not-read", message=message, sheet=sheet_name))
            continue
        if target.target in seen:
            raise corrupt(name, "two sheets are the same part of the file")
        seen.add(target.target)
        where = f"{name}, sheet {sheet_name!r}"
        reader = SheetReader(where=where, budget=package.budget, tables=tables)
        before = sum(len(sheet.rows) for sheet in sheets)
        reader.read(_counted(package.chunks(target.target), reader, counter, before))
        counter.reach(before + len(reader.rows))
        has_formulas = has_formulas or reader.has_formulas
        sheets.append(
            RawSheet(
                name=sheet_name,
                rows=reader.rows,
                hidden=element.attributes.get("state", "visible") != "visible",
                hidden_rows=frozenset(reader.hidden_rows),
                struck_rows=frozenset(reader.struck_rows),
                hidden_columns=tuple(reader.hidden_columns),
                merged=reader.merged,
                covered_rows=frozenset(reader.covered_rows),
                merged_areas=reader.merged_areas,
                shown_otherwise=reader.shown_otherwise,
                volatile=reader.volatile,
                date_1904=date_1904,
            )
        )
    counter.end()
    # Excel recalculates where it is asked to, and where nothing says that a program calculated.
    calculated = [one.attributes for one in found if one.name == "calcPr"]
    if has_formulas and all(is_true(one.get("fullCalcOnLoad", "")) for one in calculated):
        remarks.append(Remark(rule="file-formulas-pending"))
    return RawBook(sheets=tuple(sheets), remarks=tuple(remarks))


def _counts_from_1904(found: Iterable[Element], name: str) -> bool:
    """Return whether dates count from 1904, which programs do not agree on for other words."""
    properties = (one.attributes for one in found if one.name == "workbookPr")
    system = next(properties, {}).get("date1904", "0")
    if not is_true(system) and system.strip() not in {"0", "false"}:
        raise corrupt(name, "the workbook does not say whether dates count from 1900 or from 1904")
    return is_true(system)


def _counted(
    chunks: Iterable[bytes], reader: SheetReader, counter: ProgressCounter, before: int
) -> Iterator[bytes]:
    """Yield the chunks of a sheet, and count the rows that its reader makes from each."""
    for chunk in chunks:
        yield chunk
        counter.reach(before + len(reader.rows))


def _shared_texts(package: Package, book: str, related: Mapping[str, Relationship]) -> list[str]:
    part = _part(package, book, related, "sharedStrings")
    if part is None:
        return []
    reader = SharedTextReader(where=package.where(part), budget=package.budget)
    reader.read(package.chunks(part))
    return reader.texts


def _styles(package: Package, book: str, related: Mapping[str, Relationship]) -> list[Element]:
    part = _part(package, book, related, "styles")
    return package.elements(part, STYLES) if part is not None else []


def _part(
    package: Package, book: str, related: Mapping[str, Relationship], kind: str
) -> str | None:
    # Some programs leave out the relationship and use the usual name.
    usual = f"{posixpath.dirname(book)}/{kind}.xml"
    return package.of_purpose(related.values(), kind, f".{kind.lower()}+xml", usual.lstrip("/"))


def _remarks(package: Package) -> list[Remark]:
    remarks = []
    if any(part.endswith("vbaproject.bin") for part in package.parts):
        remarks.append(Remark(rule="file-macros"))
    if any("/externallinks/" in part for part in package.parts):
        remarks.append(Remark(rule="file-external-links"))
    return remarks
