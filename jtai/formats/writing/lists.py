"""Write lists to a workbook in the official layout, or to a folder of CSV files.

Invariant: everything in the lists is written, or nothing is and the error says what does not fit.
Nothing is left out unless the caller says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from os import PathLike
from typing import Final, TypeAlias

from jtai.core.english import counted
from jtai.core.progress import OnProgress, ProgressCounter
from jtai.core.validation import flag, instance
from jtai.errors import Fault, InvalidValueError
from jtai.formats.writing.atomic_files import (
    check_target,
    is_workbook,
    shielded,
    write_file,
    write_folder,
)
from jtai.formats.writing.cells import (
    EXCEL_TEXT,
    check_texts,
    refuse_misread,
    refuse_unrecognised,
    written_columns,
)
from jtai.formats.writing.csv import file_name, list_file
from jtai.formats.writing.official_layout import (
    TITLES_ROW,
    codes_of,
    source_of,
    write_codes,
    write_list,
)
from jtai.formats.writing.xlsx import EXCEL_ROWS, Book, write_book
from jtai.guidance.entries.list_entries import ListLayout
from jtai.lists.reading.sheets import named_rows
from jtai.lists.submission import Submission

_Laid: TypeAlias = tuple[ListLayout, list[Sequence[object]]]
_ROOM: Final = EXCEL_ROWS - TITLES_ROW


def write_lists(
    submission: Submission,
    path: str | PathLike[str],
    *,
    overwrite: bool = False,
    leave_out_unrecognised: bool = False,
    progress: OnProgress | None = None,
) -> None:
    """Write lists in the official layout of their edition (paras 35, 43).

    Codes are written as published, answers as their column requires them, dates as dates. Cells
    that could not be read are written unchanged, and dates that may mean another day so that a
    check still says so. A missing column is written blank, with its title. In CSV, a text that a
    spreadsheet could run as a formula gets an apostrophe in front, which reading removes. The same
    lists give the same bytes. Only the owner can read what is written.

    Args:
        submission: The lists.
        path: A file that ends in ``.xlsx``, or a folder for CSV files: a path without an extension.
            The drop-downs of a workbook use a sheet ``Codes`` after the lists.
        overwrite: Whether existing files may be replaced. They are replaced once everything new has
            been written, and are kept if that fails or is interrupted.
        leave_out_unrecognised: Whether to leave out unrecognised columns, which the official layout
            does not have.
        progress: Called with a `Progress` at most once for every 1,000 rows.

    Raises:
        InvalidValueError: If the path has another extension, there is no list, a column is
            unrecognised, rows or a sheet that may be a list were not read or not used when the
            lists were read, or the file cannot contain the value of a cell, or would say something
            else. In CSV, that can be a date or a long number in a column of identifiers, which
            would become a child.
        MissingExtraError: If it is a workbook and the package that writes them is not installed.
        TargetError: If it cannot be written there, or exists already.

    Examples:
        >>> import tempfile
        >>> from pathlib import Path
        >>> lists = Submission.from_rows({7: [{"child_id": "A1", "age": 12}]})
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     write_lists(lists, Path(folder) / "lists")
        ...     sorted(file.name for file in Path(folder, "lists").iterdir())
        ['List_7.csv']
    """
    overwrite = flag(overwrite, "overwrite")
    check_target(path)
    instance(Submission, submission, "submission", expected="a jtai.Submission")
    if not submission.tables:
        raise InvalidValueError(
            "there is no list to write",
            where="submission",
            expected="at least one list",
            remedy="to write blank lists, use write_template",
        )
    if not flag(leave_out_unrecognised, "leave_out_unrecognised"):
        refuse_unrecognised(submission)
    _refuse_set_aside(submission)
    with shielded(progress) as call:
        counter = ProgressCounter(call, "writing", total=sum(len(table) for table in submission))
        _write(submission, path, overwrite=overwrite, counter=counter)
        counter.end()


def _write(
    submission: Submission, path: str | PathLike[str], *, overwrite: bool, counter: ProgressCounter
) -> None:
    workbook = is_workbook(path)
    laid = [(table.layout, [cells for _, cells in written_columns(table)]) for table in submission]
    _check(submission, laid, workbook=workbook)
    if workbook:
        write = partial(
            write_book,
            fill=partial(_fill, laid),
            title=f"Child-level lists, {submission.edition.name}",
            subject=_subject(laid),
            source=source_of(submission.edition),
            counter=counter,
        )
        write_file(path, write, overwrite=overwrite)
        return
    write_folder(
        path,
        [list_file(layout, columns, counter) for layout, columns in laid],
        overwrite=overwrite,
        # A list that stays in the folder would be read as one of these.
        never_beside=[file_name(layout) for layout in submission.edition.lists],
    )


def _refuse_set_aside(submission: Submission) -> None:
    """Refuse lists and rows that were not read or not used: children would be missing."""
    faults = [
        Fault(
            message=f"{named_rows(rows)} would be lost, because the cells were not used",
            where=f"list {table.number}",
            expected="rows whose cells are below their column titles",
            remedy="correct them in the file that was read (see check), and read it again",
            reference=table.layout.reference,
        )
        for table in submission
        if (rows := [table.row_numbers[at] for at in sorted(table.set_aside)])
    ]
    faults += [
        Fault(
            message=f"{counted(rows, 'row')} in {name!r} would be lost, because it was not read",
            where=f"list {table.number}",
            expected="all rows of the list on one sheet or in one file",
            remedy="put them there, or remove a sheet or file that is a copy, and read it again",
            reference=table.layout.reference,
        )
        for table in submission
        for name, rows in table.repeats
    ]
    faults += [
        Fault(
            message=f"the list would be lost: {remark.sheet!r} may contain it, but was not read",
            where=f"list {remark.list}",
            expected="a sheet or file named after its list, with its column titles",
            remedy="name it so, or remove it if it is not the list, and read it again",
            reference=submission.edition.reference,
        )
        for remark in submission.remarks
        if remark.rule == "list-missing" and remark.sheet is not None
    ]
    if faults:
        raise InvalidValueError(faults)


def _check(submission: Submission, laid: Sequence[_Laid], *, workbook: bool) -> None:
    """Refuse what the file cannot contain, by the cells as they were read."""
    long = [table for table in submission if workbook and len(table) > _ROOM]
    if long:
        raise InvalidValueError(
            [
                Fault(
                    message="the list has more rows than a sheet can hold",
                    where=f"list {table.number}",
                    expected=f"at most {_ROOM:,}",
                    remedy="write CSV files instead",
                )
                for table in long
            ]
        )
    check_texts(
        [
            (table.sheet, table.places[column.key], table.row_numbers, cells)
            for table, (layout, columns) in zip(submission, laid, strict=True)
            for column, cells in zip(layout.columns, columns, strict=True)
            if column.key in table.places
        ],
        most=EXCEL_TEXT if workbook else None,
    )
    tables = [(table, columns) for table, (_, columns) in zip(submission, laid, strict=True)]
    refuse_misread(tables, workbook=workbook)


def _subject(laid: Sequence[_Laid]) -> str:
    return ", ".join(layout.title for layout, _ in laid)


def _fill(laid: Sequence[_Laid], book: Book) -> None:
    codes = codes_of(layout for layout, _ in laid)
    for layout, columns in laid:
        write_list(book, layout, columns, codes)
    write_codes(book, codes)
