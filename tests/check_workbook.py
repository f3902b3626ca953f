"""Check the titles of the library's lists against a copy of the official workbook.

    python -m tests.check_workbook FILE...

For each file, this prints which lists have every title in its place, and which titles differ, are
missing or are extra. The exit status is 0 if every list of every file is as in the library, 1 if
not, and 2 if a file cannot be read. The files are workbooks (.xlsx). The fields that the inspection
adds are not part of them, so they are not checked.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from jtai.guidance.columns import AUGUST_2019
from jtai.guidance.entries.list_entries import ListEdition, ListLayout
from jtai.lists.reading.sheets import cell_name


def differences(layout: ListLayout, rows: Sequence[Sequence[object]]) -> Iterator[str]:
    """Yield each difference from the library, in the title in row 1 or the columns in row 2."""
    first, second = rows[0] if rows else (), rows[1] if len(rows) > 1 else ()
    title = first[0] if first else None
    if title != layout.title:
        yield f"A1: {title!r} instead of {layout.title!r}"
    found = list(second)
    while found and found[-1] is None:
        found.pop()
    titles = [column.title for column in layout.columns if not column.added]
    for number, (there, here) in enumerate(zip_longest(found, titles), start=1):
        if there != here:
            yield f"{cell_name(2, number)}: {there!r} instead of {here!r}"


def report(sheets: dict[str, Sequence[Sequence[object]]], edition: ListEdition) -> list[str]:
    """Return lines on each list; a line that begins with ! is about a difference."""
    lines = []
    for layout in edition.lists:
        if layout.sheet not in sheets:
            lines.append(f"! {layout.sheet}: no such sheet")
            continue
        faults = list(differences(layout, sheets[layout.sheet]))
        number = sum(not column.added for column in layout.columns)
        lines += [f"! {layout.sheet} {fault}" for fault in faults]
        lines += [] if faults else [f"  {layout.sheet}: {number} titles, every one in its place"]
    return lines


def _sheets(file: Path) -> dict[str, Sequence[Sequence[Any]]]:
    workbook = load_workbook(file, read_only=True, data_only=True)
    try:
        return {
            sheet.title: list(sheet.iter_rows(max_row=2, values_only=True))
            for sheet in workbook.worksheets
        }
    finally:
        workbook.close()


def main(arguments: Sequence[str] | None = None, *, edition: ListEdition = AUGUST_2019) -> int:
    """Check the files, print the result and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.check_workbook", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    files: list[Path] = parser.parse_args(arguments).files
    lines: list[str] = []
    for file in files:
        try:
            sheets = _sheets(file)
        except (OSError, BadZipFile, InvalidFileException, KeyError) as error:
            sys.stderr.write(f"{file}: {type(error).__name__}\n")
            return 2
        lines += [f"{file}: compared with the edition of {edition.name}", *report(sheets, edition)]
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if any(line.startswith("!") for line in lines) else 0


if __name__ == "__main__":
    sys.exit(main())
