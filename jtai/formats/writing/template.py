"""A blank workbook in the official layout, with a sheet that says how to fill it in.

Invariant: what it says comes from the tables of the guidance and of the columns, in the library's
words; titles and codes are as published. It names the milestone with which a list is due, not a
date.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from os import PathLike
from typing import Final

from jtai.core.progress import SILENT
from jtai.core.validation import flag
from jtai.formats.writing.atomic_files import check_target, is_workbook, write_file, write_folder
from jtai.formats.writing.csv import list_file
from jtai.formats.writing.official_layout import (
    CODES_SHEET,
    Codes,
    codes_of,
    rows_of,
    source_of,
    write_codes,
    write_list,
)
from jtai.formats.writing.xlsx import Book, Page, Sheet, Style, write_book
from jtai.guidance.columns import AUGUST_2019
from jtai.guidance.entries.list_entries import ColumnEntry, ListEdition, ListLayout
from jtai.guidance.entries.request_entries import FieldEntry
from jtai.guidance.milestones import MILESTONES
from jtai.lists.reading.sheets import OWN_SHEET, column_letters
from jtai.lists.reading.titles import check_edition

GUIDANCE_SHEET: Final = "Guidance"
"""The first sheet of a template."""

_WIDTHS: Final = (9, 40, 15, 46, 30, 44, 34)
_ABOUT: Final = (
    (
        "This workbook has a sheet for each child-level list that the inspection requires. "
        "Column titles are exactly as published; enter each list from row 3 of its sheet."
    ),
    (
        "Columns with italic titles on yellow are those that this inspection adds to the published "
        "workbook. Answer them with Y or N; a blank cell is not an answer."
    ),
    (
        f"Drop-downs offer the published codes, which are listed on the sheet {CODES_SHEET}. "
        "Excel warns about other text, but keeps it."
    ),
    "Write the day first in dates, as in 09/07/2019. Identifiers are text, so leading zeros stay.",
    (
        "A completed copy contains children's data. Keep it where few people can open it, and "
        "send it only by secure means."
    ),
)
_SOURCE: Final = (
    "{}, under the Open Government Licence v3.0. The other words on this sheet are jtai's."
)
# With more, a cell says where the codes are instead of naming them.
_MOST_CODES: Final = 4


def write_template(
    path: str | PathLike[str], *, edition: ListEdition = AUGUST_2019, overwrite: bool = False
) -> None:
    """Write blank lists, ready to be filled in (paras 35, 43).

    Args:
        path: A file that ends in ``.xlsx``: a workbook with a sheet for each list, a first sheet
            that says how to fill it in, and a last one with the codes. Or a folder, a path without
            an extension: a CSV file for each list, with the titles only.
        edition: The lists and their columns.
        overwrite: Whether existing files may be replaced.

    Raises:
        InvalidValueError: If the path has another extension.
        MissingExtraError: If it is a workbook and the package that writes them is not installed.
        TargetError: If it cannot be written there, or exists already.

    Examples:
        >>> import tempfile
        >>> from pathlib import Path
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     write_template(Path(folder) / "blank")
        ...     len(list(Path(folder, "blank").iterdir()))
        7
    """
    overwrite = flag(overwrite, "overwrite")
    check_edition(edition)
    check_target(path)
    if is_workbook(path):
        write = partial(
            write_book,
            fill=partial(_fill, edition),
            title=f"Child-level lists, {edition.name}, blank",
            subject=", ".join(layout.title for layout in edition.lists),
            source=source_of(edition),
        )
        write_file(path, write, overwrite=overwrite)
        return
    files = [list_file(layout, _blank(layout), SILENT) for layout in edition.lists]
    write_folder(path, files, overwrite=overwrite)


def _blank(layout: ListLayout) -> list[Sequence[object]]:
    return [()] * len(layout.columns)


def _fill(edition: ListEdition, book: Book) -> None:
    codes = codes_of(edition.lists)
    _write_guidance(book.sheet(GUIDANCE_SHEET), edition, codes)
    for layout in edition.lists:
        write_list(book, layout, _blank(layout), codes)
    write_codes(book, codes)


def _write_guidance(sheet: Sheet, edition: ListEdition, codes: Codes) -> None:
    page = Page(sheet, _WIDTHS)
    sheet.print_on(columns=len(_WIDTHS))
    sheet.height(1, 1, per_line=20)
    page.words("Child-level lists for a joint targeted area inspection", Style.TITLE)
    page.words(OWN_SHEET)
    page.section("What this file is")
    for text in (*_ABOUT, _SOURCE.format(source_of(edition))):
        page.words(text)
    _write_lists(page, edition)
    _write_added(page, edition)
    for layout in edition.lists:
        _write_columns(page, layout, codes)


def _write_lists(page: Page, edition: ListEdition) -> None:
    page.section("The lists, and the milestone with which each is due")
    page.line(
        "Sheet",
        "List",
        "Months back",
        "Whom it covers",
        "Due with",
        "What is due there",
        "Reference",
        style=Style.HEAD,
    )
    due = {entry.key: entry for entry in MILESTONES}
    for layout in edition.lists:
        asked = layout.request
        milestone = due[str(asked.milestone)]
        page.line(
            layout.sheet,
            layout.title,
            f"{layout.months}{', and current' if asked.current else ''}",
            _sentence(layout.covers),
            milestone.key,
            milestone.title,
            str(asked.reference),
        )


def _write_added(page: Page, edition: ListEdition) -> None:
    page.section("Fields that this inspection adds, and for whom they are required")
    page.line(
        "Lists",
        "Title",
        "Answers",
        "Asked",
        "Name in jtai",
        "What jtai assumes",
        "Reference",
        style=Style.HEAD,
    )
    lists: dict[FieldEntry, list[str]] = {}
    for layout in edition.lists:
        for field in layout.request.fields:
            lists.setdefault(field, []).append(str(layout.number))
    for field, on in lists.items():
        page.line(
            ", ".join(on),
            field.title,
            " or ".join(field.answers),
            _sentence(field.asked_when),
            field.key,
            _sentence(field.assumed or ""),
            str(field.reference),
        )


def _write_columns(page: Page, layout: ListLayout, codes: Codes) -> None:
    page.section(f"{layout.title} (sheet {layout.sheet})")
    page.line(
        "Column",
        "Title",
        "Kind",
        "What to enter",
        "Leave blank",
        "Codes",
        "Reference",
        style=Style.HEAD,
    )
    for at, column in enumerate(layout.columns, start=1):
        page.line(
            column_letters(at),
            column.title,
            f"{column.kind}, added" if column.added else str(column.kind),
            column.note,
            _stays_blank(column),
            _codes(column, codes),
            str(column.reference),
        )


def _stays_blank(column: ColumnEntry) -> str:
    if column.added:
        return "Where it is not required"
    if column.required:
        return "Never"
    return _sentence(column.blank_when)


def _codes(column: ColumnEntry, codes: Codes) -> str:
    if column.codes is None:
        return ""
    texts = [code.text for code in column.codes.codes]
    other = "; other text is allowed" if column.codes.is_open else ""
    if len(texts) <= _MOST_CODES:
        return f"{', '.join(texts)}{other}"
    first, last = rows_of(codes, column.codes)
    return f"{len(texts)} codes: sheet {CODES_SHEET}, rows {first} to {last}{other}"


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
