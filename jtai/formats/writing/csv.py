"""Lists as CSV files, one for each list.

Invariant: a list is written as text below its published titles, dates with the day first, and no
text can run as a formula in a spreadsheet. The files start with a byte order mark, so that Excel
recognises UTF-8.
"""

from __future__ import annotations

import csv as csv_library
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from jtai.core.progress import ProgressCounter
from jtai.formats.formula_guard import guarded
from jtai.formats.writing.cells import plain_text
from jtai.guidance.entries.list_entries import ListLayout


def file_name(layout: ListLayout) -> str:
    """Return the name of a list's CSV file, which is the name of its sheet.

    Examples:
        >>> from jtai.guidance.columns import AUGUST_2019
        >>> file_name(AUGUST_2019.lists[0])
        'List_1.csv'
    """
    return f"{layout.sheet}.csv"


def list_file(
    layout: ListLayout, columns: Sequence[Sequence[object]], counter: ProgressCounter
) -> tuple[str, Callable[[Path], None]]:
    """Return the name of a list's file, and the function that writes it.

    Args:
        layout: The list.
        columns: The cells of each of its columns.
        counter: Counts the rows that are written.
    """
    return file_name(layout), partial(_write, layout, columns, counter)


def _write(
    layout: ListLayout, columns: Sequence[Sequence[object]], counter: ProgressCounter, path: Path
) -> None:
    rows = zip(*(map(_text, cells) for cells in columns), strict=True)
    with path.open("x", encoding="utf-8-sig", newline="") as sink:
        writer = csv_library.writer(sink, lineterminator="\r\n")
        writer.writerow([guarded(column.title) for column in layout.columns])
        writer.writerows(counter.over(rows))


def _text(cell: object) -> str:
    if isinstance(cell, str):
        return guarded(cell)
    return "" if cell is None else plain_text(cell)
