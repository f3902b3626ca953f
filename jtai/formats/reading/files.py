"""The files that a path names: a workbook, a CSV or text file, or a folder of CSV files.

Invariant: the extension of a file decides how it is read, never its content. Messages name files
without their folders.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from os import PathLike
from pathlib import Path
from typing import Final

import attrs

from jtai.core.progress import OnProgress, Progress, check_function
from jtai.core.validation import file_path
from jtai.errors import UnreadableFileError
from jtai.formats.reading.csv import Known, read_csv
from jtai.formats.reading.limits import Limits
from jtai.formats.reading.regular_files import is_folder, nearest_name, printable_name
from jtai.formats.reading.xlsx import RawBook, read_workbook
from jtai.lists.reading.sheets import RawSheet, Remark, is_own

_CSV: Final = ".csv"
_WORKBOOKS: Final = (".xlsx", ".xlsm")
# Spreadsheets of other kinds, and the program that saves each as .xlsx.
_OTHER_WORKBOOKS: Final = {
    ".xls": "Excel",
    ".xlsb": "Excel",
    ".ods": "Excel or LibreOffice",
    ".numbers": "Numbers",
}
# How Excel names text with tabs. In a folder, where notes may end so, only their rows are counted.
_TEXTS: Final = (".tsv", ".txt")
READABLE: Final = frozenset({_CSV, *_WORKBOOKS, *_TEXTS})
"""The extensions of files that may contain rows of a list."""
_LOCK: Final = "~$"
# The names that jtai.formats.writing.atomic_files gives to what it moves into a folder.
_WORKSPACE: Final = ".jtai-"
_DEFAULT: Final = Limits()
_IF_CORRECTED: Final = (
    "move it out of the folder, unless rows were corrected in it: then check it instead of the "
    "folder"
)
_IN_MEMORY: Final = (
    "read bytes or an open file with jtai.formats.read_csv or jtai.formats.read_workbook, and "
    "pass the sheets to Submission.from_sheets"
)


def read_files(
    path: str | PathLike[str],
    *,
    limits: Limits = _DEFAULT,
    known: Known | None = None,
    progress: OnProgress | None = None,
) -> RawBook:
    """Read a workbook, a CSV or text file, or all CSV files of a folder.

    Args:
        path: Where it is. In a folder, the CSV files directly in it are read in name order. A
            remark lists anything else, except hidden files and lock files; workbooks and texts
            among these are sheets with `RawSheet.beside`.
        limits: How much of each file is read.
        known: Returns whether text is a column title, as in `read_csv`.
        progress: Called with a `Progress` at most once for every 1,000 rows.

    Returns:
        The sheets, and remarks on what was not read or is unusual.

    Raises:
        InvalidValueError: If it is not a path.
        LimitError: If a file is larger than the limits allow.
        UnreadableFileError: If it does not exist or cannot be read.
    """
    check_function(progress)
    place = file_path(path, "path", remedy=_IN_MEMORY)
    entries = _entries(place)
    if entries is not None:
        return _folder(place, entries, limits=limits, known=known, progress=progress)
    if is_folder(place):
        raise UnreadableFileError(
            "the folder cannot be read",
            where=printable_name(place),
            remedy="ask for permission to read it",
        )
    if place.name.startswith(_LOCK):
        raise UnreadableFileError(
            "a temporary file made by Excel or Word, not a list",
            where=printable_name(place),
            remedy=f"use {place.name.removeprefix(_LOCK)} instead",
        )
    ending = place.suffix.lower()
    if ending in (_CSV, *_TEXTS):
        return RawBook(sheets=(read_csv(place, limits=limits, known=known, progress=progress),))
    if ending in _WORKBOOKS:
        return read_workbook(place, limits=limits, progress=progress)
    expected = (
        f"a folder, or a file that ends in {', '.join(_TEXTS)}, {_CSV}, {' or '.join(_WORKBOOKS)}"
    )
    if _is_missing(place):
        raise UnreadableFileError(
            "there is no such file",
            where=printable_name(place),
            expected=expected,
            remedy=nearest_name(place),
        )
    what = f"{ending} files" if ending in _OTHER_WORKBOOKS else "a file with this extension"
    raise UnreadableFileError(
        f"cannot read {what}",
        where=printable_name(place),
        expected=expected,
        remedy=save_as_xlsx(ending),
    )


def save_as_xlsx(ending: str) -> str:
    """Return how to make a readable file of a spreadsheet of another kind, by its extension.

    Examples:
        >>> save_as_xlsx(".xls"), save_as_xlsx(".pdf")
        ('open the file in Excel and save it as .xlsx', '')
    """
    program = _OTHER_WORKBOOKS.get(ending)
    return "" if program is None else f"open the file in {program} and save it as .xlsx"


def _entries(place: Path) -> list[Path] | None:
    """Return the entries of a folder by name, or None if it is not a readable folder."""
    try:
        return sorted(place.iterdir(), key=lambda entry: entry.name)
    except (OSError, ValueError):
        return None


def _is_missing(place: Path) -> bool:
    try:
        return not place.exists()
    except (OSError, ValueError):
        return True


def _folder(
    place: Path,
    entries: list[Path],
    *,
    limits: Limits,
    known: Known | None,
    progress: OnProgress | None,
) -> RawBook:
    sheets: list[RawSheet] = []
    beside: list[RawSheet] = []
    remarks: list[Remark] = []

    def onwards(one: Progress) -> None:
        if progress is not None:
            before = sum(len(sheet.rows) for sheet in (*sheets, *beside))
            progress(attrs.evolve(one, done=one.done + before))

    for entry in entries:
        if entry.name.startswith(_WORKSPACE):
            message = (
                f"{printable_name(entry)} is left over from an interrupted write, so the lists may "
                "be from different days"
            )
            remarks.append(Remark(rule="file-not-read", message=message))
        if entry.name.startswith((".", _LOCK)):
            continue
        if entry.suffix.lower() == _CSV and not is_folder(entry):
            sheets.append(read_csv(entry, limits=limits, known=known, progress=onwards))
            continue
        more = [*_beside(entry, limits=limits, known=known, progress=onwards)]
        beside += more
        name, is_ours = printable_name(entry), any(map(is_own, more))
        by = ", which jtai wrote," if is_ours else ""
        message = f"{name}{by} was not read, because only CSV files are read from a folder"
        remedy = _IF_CORRECTED if is_ours else ""
        remarks.append(Remark(rule="file-not-read", message=message, remedy=remedy))
    if not sheets:
        raise UnreadableFileError(
            "there is no CSV file in this folder",
            where=printable_name(place),
            remedy="to read a workbook or another text file, give the path of the file",
        )
    return RawBook(sheets=(*sheets, *beside), remarks=tuple(remarks))


def _beside(
    entry: Path, *, limits: Limits, known: Known | None, progress: OnProgress
) -> Iterator[RawSheet]:
    """Yield the sheets of a file beside CSV files, so that rows of their lists can be counted.

    There are none if it is of another kind or cannot be read.
    """
    ending, name = entry.suffix.lower(), printable_name(entry)
    with suppress(UnreadableFileError):
        if ending in _TEXTS:
            sheet = read_csv(entry, name=name, limits=limits, known=known, progress=progress)
            yield attrs.evolve(sheet, beside=True)
        if ending in _WORKBOOKS:
            for sheet in read_workbook(entry, limits=limits, progress=progress).sheets:
                yield attrs.evolve(sheet, name=f"{name}: {sheet.name}", beside=True)
