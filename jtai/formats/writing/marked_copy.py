"""A copy of the lists as they were read, with every problem marked in place.

Invariant: people correct their lists with the copy. Each cell keeps its value and its place,
apart from values that a workbook cannot contain, which become text (see `write_marked`). Marks
are colours, fonts and notes, and say nothing about a child. The first sheet lists the problems,
including those without a cell, and what was not checked. If there are more notes than spreadsheet
programs can handle well, that sheet says how many were left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from heapq import merge
from itertools import chain
from operator import itemgetter
from os import PathLike
from typing import Any, Final, TypeAlias

import attrs

from jtai.core.english import counted
from jtai.core.progress import OnProgress, ProgressCounter
from jtai.core.validation import flag, instance
from jtai.errors import Fault, InvalidValueError
from jtai.formats.writing.atomic_files import check_target, shielded, write_file
from jtai.formats.writing.cells import EXCEL_TEXT, check_texts
from jtai.formats.writing.official_layout import source_of
from jtai.formats.writing.xlsx import EXCEL_ROWS, Book, Sheet, Style, lines_of, write_book
from jtai.lists.problem import Problem, title_shown
from jtai.lists.reading.folding import is_blank
from jtai.lists.reading.rows import ListRow
from jtai.lists.reading.sheets import OWN_SHEET, cell_place
from jtai.lists.reading.table import ListTable
from jtai.lists.report import Report
from jtai.lists.rules.rule import Severity
from jtai.lists.submission import Submission

PROBLEMS_SHEET: Final = "Problems"
"""The first sheet of a marked copy."""

MOST_NOTES: Final = 2_000
"""How many cells of each list have a note; spreadsheets slow down with many. All are coloured."""

MOST_LINKS: Final = 5_000
"""How many rows of the sheet of problems link to their cell; all of them name it."""

_WIDTH: Final = 18
_MOST_IN_A_NOTE: Final = 8
_MOST_ROWS: Final = EXCEL_ROWS - 100
_STYLES: Final = {
    Severity.ERROR: Style.ERROR,
    Severity.WARNING: Style.WARNING,
    Severity.NOTE: Style.NOTE,
}
# The sheet and cell that a row of the sheet of problems links to, and the text of its cells.
_Line: TypeAlias = tuple[tuple[str, str] | None, tuple[str, ...]]
_Marks: TypeAlias = dict[tuple[int, int], list[Problem]]
# The number of a column, and the numbers and cells of its rows.
_Column: TypeAlias = tuple[int, Sequence[int], Sequence[object]]


@attrs.frozen
class _Part:
    """What is written of a list: all rows, or those requested."""

    table: ListTable[ListRow]
    wanted: set[int] | None
    columns: Sequence[_Column] = attrs.field(init=False)

    @columns.default
    def _all_columns(self) -> list[_Column]:
        """Return the columns of raw cells by their place, including unrecognised ones."""
        table, wanted = self.table, self.wanted
        columns: list[tuple[int, Sequence[object]]] = [
            (table.places[key], cells) for key, cells in table.raw.items()
        ]
        columns += [(each.number, each.cells) for each in table.unplaced]
        columns.sort(key=itemgetter(0))
        if wanted is None:
            return [(place, table.row_numbers, cells) for place, cells in columns]
        at = [index for index, row in enumerate(table.row_numbers) if row in wanted]
        rows = [table.row_numbers[index] for index in at]
        return [(place, rows, [cells[index] for index in at]) for place, cells in columns]


def write_marked(
    submission: Submission,
    report: Report,
    path: str | PathLike[str],
    *,
    overwrite: bool = False,
    only_problems: bool = False,
    progress: OnProgress | None = None,
) -> None:
    """Write an Excel copy of lists as they were read, with the problems in a report marked.

    Source: paras 32 to 34, 41, 42.

    Every cell, title, row and column is in its place, including unrecognised columns and rows that
    are not about a child. A cell with a problem has a colour and a font that show the worst
    severity, and a note that says what is wrong, how to fix it and where the guidance requires it.
    The first sheet lists every problem, and what was not checked. Reading a marked copy ignores
    that sheet.

    No cells are merged in the copy: a blank cell that was merged with a value is ``#MERGED!``. A
    workbook cannot contain some values. Dates before 1 March 1900 (or 2 January 1904), negative
    durations and infinity are written as text. Rows whose cells contain only spaces are left out.

    Args:
        submission: The lists.
        report: What a check of these lists found. A report that was read from JSON without
            children's data says less, so a report on other lists may not be noticed.
        path: A file that ends in ``.xlsx``.
        overwrite: Whether an existing file may be replaced.
        only_problems: Whether to write only the rows with problems. They keep their numbers, and
            the rows between them are hidden. This is much faster for long lists with few problems,
            but the copy is not a list to send.
        progress: Called with a `Progress` at most once for every 1,000 rows.

    Raises:
        InvalidValueError: If the path has another extension, there is no list, the report is about
            other lists, or a workbook cannot contain the value of a cell.
        MissingExtraError: If the package that writes workbooks is not installed.
        TargetError: If the file cannot be written, or exists already and `overwrite` is false.

    Examples:
        >>> import tempfile
        >>> from pathlib import Path
        >>> lists = Submission.from_rows({7: [{"child_id": "A1", "age": "twelve"}]})
        >>> report = lists.check(as_of=date(2019, 9, 9))
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     write_marked(lists, report, Path(folder) / "marked.xlsx")
    """
    overwrite = flag(overwrite, "overwrite")
    only_problems = flag(only_problems, "only_problems")
    check_target(path, folder=False)
    instance(Submission, submission, "submission", expected="a jtai.Submission")
    instance(Report, report, "report", expected="a jtai.Report")
    if not submission.tables:
        raise InvalidValueError(
            "there is no list to mark", where="submission", expected="at least one list"
        )
    if (
        # A check of chosen lists has only their rows.
        not {*report.rows} <= {(table.number, len(table)) for table in submission}
        or report.edition != submission.edition.name
        or not all(_is_there(problem, submission) for problem in report.problems)
    ):
        raise InvalidValueError(
            "the report is about other lists",
            where="report",
            remedy="check these lists, and pass that report",
        )
    parts = [
        _Part(table, _with_problems(table, report) if only_problems else None)
        for table in submission
    ]
    count = sum(len(_row_numbers(part)) for part in parts)
    with shielded(progress) as call:
        total = count + min(len(report.problems) + len(report.not_checked), _MOST_ROWS)
        counter = ProgressCounter(call, "writing", total=total)
        _check(parts)
        write = partial(
            write_book,
            fill=partial(_fill, submission, report, parts),
            title="Child-level lists with their problems marked",
            subject=f"Checked as of {report.as_of}",
            source=source_of(submission.edition),
            # A file counts its days in one way, and the lists come from one file.
            date_1904=all(table.date_1904 for table in submission),
            counter=counter,
        )
        write_file(path, write, overwrite=overwrite)
        counter.end()


def _is_there(problem: Problem, submission: Submission) -> bool:
    """Return whether a problem's cell matches everything that the problem records about it.

    A report that was read from JSON may know neither the cell's contents nor the child.
    """
    at, key, number = problem.index, problem.key, problem.list
    if at is None or key is None or number is None or number not in submission:
        return True
    table = submission[number]
    if key not in table.raw or at >= len(table):
        return False
    said, is_in = (problem.sheet, problem.row, problem.cell), table.row_numbers[at]
    if said != (table.sheet, is_in, table.place(at, key)):
        return False
    cell, child, value = table.raw[key][at], problem.child_id, problem.value
    return (
        is_blank(cell) is problem.blank
        and (child is None or child == table.values("child_id")[at])
        and (value is None or value == cell)
    )


def _with_problems(table: ListTable[ListRow], report: Report) -> set[int]:
    """Return the numbers of the rows of a list that have problems."""
    return {
        problem.row
        for problem in report.problems
        if problem.row is not None and (problem.list, problem.sheet) == (table.number, table.sheet)
    }


def _row_numbers(part: _Part) -> set[int]:
    """Return the numbers of the rows to write below the titles."""
    table, wanted = part.table, part.wanted
    rows = {*table.row_numbers, *table.outside}
    rows = {row for row in rows if row > table.title_row}
    return rows if wanted is None else rows & wanted


def _check(parts: Sequence[_Part]) -> None:
    faults = [
        Fault(
            message="the list has more rows than a sheet can hold",
            where=f"list {table.number}",
            expected=f"at most {EXCEL_ROWS:,}",
        )
        for table in (part.table for part in parts)
        if max([table.title_row, *table.row_numbers[-1:]]) > EXCEL_ROWS
    ]
    if faults:
        raise InvalidValueError(faults)
    check_texts(chain.from_iterable(map(_texts, parts)), most=EXCEL_TEXT)


def _texts(part: _Part) -> Iterator[tuple[str, int, Sequence[int], Sequence[object]]]:
    """Yield the cells to write: those of columns, those outside of them, and the titles."""
    table = part.table
    yield from ((table.sheet, *entry) for entry in part.columns)
    for row in table.outside:
        for column, cell in table.cells_outside(row).items():
            yield table.sheet, column, (row,), (cell,)
    for column, title in _titles(table).items():
        yield table.sheet, column, (table.title_row,), (title,)


def _titles(table: ListTable[ListRow]) -> dict[int, str]:
    """Return the titles as read, by the numbers of their columns."""
    titles = {table.places[key]: table.titles.get(key, "") for key in table.raw}
    return titles | {each.number: each.title for each in table.unplaced}


def _fill(submission: Submission, report: Report, parts: Sequence[_Part], book: Book) -> None:
    names = _sheet_names(submission)
    marks = {table.number: _marks(table, report) for table in submission}
    lines = list(_lines(submission, report, names))
    about = _about(report, marks, len(lines))
    if any(part.wanted is not None for part in parts):
        about.append("Only rows with problems are in this copy; the rows between them are hidden.")
    if any(remark.rule in {"rows-hidden", "columns-hidden"} for remark in submission.remarks):
        about.append(
            "Rows and columns that are hidden in the original are not hidden in this copy."
        )
    _write_problems(book, lines, about)
    for part in parts:
        number = part.table.number
        _write_table(book.sheet(names[number]), part, marks[number])


_NOT_IN_A_NAME: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LONGEST_NAME: Final = 31


def _sheet_names(submission: Submission) -> dict[int, str]:
    """Return the name of the sheet that each list came from, as far as Excel allows it."""
    taken = {PROBLEMS_SHEET.casefold(), "history"}
    names: dict[int, str] = {}
    for table in submission:
        base = _NOT_IN_A_NAME.sub("_", table.sheet).strip("' ") or table.layout.sheet
        name, again = _cut(base, _LONGEST_NAME).rstrip("' "), 2
        while name.casefold() in taken:
            name = f"{_cut(base, _LONGEST_NAME - 5)} ({again})"
            again += 1
        taken.add(name.casefold())
        names[table.number] = name
    return names


def _cut(text: str, most: int) -> str:
    """Cut a text at a length that counts characters beyond U+FFFF twice, as Excel does."""
    return text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore")


def _marks(table: ListTable[ListRow], report: Report) -> _Marks:
    """Return the problems of each cell of a list, by the numbers of its row and column."""
    marks: _Marks = {}
    for problem in report.problems:
        if problem.list == table.number and problem.sheet == table.sheet:
            place = cell_place(problem.cell)
            if place is not None:
                marks.setdefault(place, []).append(problem)
    return marks


def _worst(problems: Sequence[Problem]) -> Severity:
    return max(problem.severity for problem in problems)


def _write_table(sheet: Sheet, part: _Part, marks: _Marks) -> None:
    table = part.table
    styles: dict[tuple[int, int], Mapping[str, Any]] = {
        place: _STYLES[_worst(problems)] for place, problems in marks.items()
    }
    titles = _titles(table)
    for place in titles:
        sheet.width(place, _WIDTH)
    sheet.freeze(table.title_row + 1, min(titles, default=0) + 1)
    sheet.print_on(columns=max(len(titles), 1), repeat=(table.title_row, table.title_row))
    if part.wanted is not None:
        sheet.hide_other_rows()
    high = max((lines_of(title, _WIDTH) for title in titles.values()), default=0)
    for (row, column), problems in sorted(marks.items(), key=itemgetter(0))[:MOST_NOTES]:
        sheet.comment(row, column, _note(problems))
    for row in sorted(row for row in table.outside if row < table.title_row):
        for column, cell in table.cells_outside(row).items():
            sheet.put(row, column, cell)
    sheet.height(table.title_row, high + 1)
    for place, title in sorted(titles.items()):
        sheet.put(table.title_row, place, title, styles.get((table.title_row, place), Style.HEAD))
    sheet.lines(_body(part), styles)


def _body(part: _Part) -> Iterator[tuple[int, Iterable[tuple[int, object]]]]:
    """Yield the number of each row below the titles, and its cells by column.

    The cells of rows that are not about a child, or were too wide, are outside the columns.
    """
    table, wanted, columns = part.table, part.wanted, part.columns
    places = [place for place, _, _ in columns]
    outside = {row for row in table.outside if row > table.title_row}
    if wanted is not None:
        outside &= wanted
    blank = dict.fromkeys(places)
    cells_of_rows = zip(*(cells for _, _, cells in columns), strict=True)
    # Rows without any column have no cells.
    lines = zip(columns[0][1] if columns else (), cells_of_rows, strict=True)
    return merge(
        (
            (row, zip(places, line, strict=True))
            for row, line in lines
            if row > table.title_row and row not in outside
        ),
        (
            (row, sorted((blank | table.cells_outside(row)).items(), key=itemgetter(0)))
            for row in sorted(outside)
        ),
        key=itemgetter(0),
    )


def _note(problems: Sequence[Problem]) -> str:
    parts = [
        f"{problem.severity.upper()}: {problem.message}\nHow to fix it: {problem.remedy}\n"
        f"Source: {problem.reference}\nRule: {problem.rule}"
        for problem in problems[:_MOST_IN_A_NOTE]
    ]
    left = len(problems) - _MOST_IN_A_NOTE
    if left > 0:
        parts.append(f"{left} more for this cell on the sheet {PROBLEMS_SHEET}")
    return "\n\n".join(parts)


_TITLES: Final = (
    ("Severity", 13),
    ("Where", 16),
    ("Column", 32),
    ("What is wrong", 50),
    ("How to fix it", 50),
    ("Reference", 36),
    ("Rule", 26),
)


def _write_problems(book: Book, lines: Sequence[_Line], about: Sequence[str]) -> None:
    sheet = book.sheet(PROBLEMS_SHEET)
    for at, (_, width) in enumerate(_TITLES, start=1):
        sheet.width(at, width)
    sheet.height(1, 1, per_line=20)
    sheet.put(1, 1, "Problems in the lists", Style.TITLE)
    sheet.put(2, 1, OWN_SHEET)
    row = 3
    for text in about:
        sheet.put(row, 1, text)
        row += 1
    for severity, style in _STYLES.items():
        sheet.put(row, 1, severity, style)
        sheet.put(row, 2, _MEANS[severity])
        row += 1
    row += 1
    sheet.freeze(row + 1, 1)
    sheet.filter(row, row + max(min(len(lines), _MOST_ROWS), 1), len(_TITLES))
    sheet.print_on(columns=len(_TITLES), repeat=(row, row))
    for at, (title, _) in enumerate(_TITLES, start=1):
        sheet.put(row, at, title, Style.HEAD)
    links = 0
    for target, cells in book.counter.over(lines[:_MOST_ROWS]):
        row += 1
        linked = target is not None and links < MOST_LINKS
        links += linked
        _write_line(sheet, row, cells, target if linked else None)


def _write_line(
    sheet: Sheet, row: int, cells: Sequence[str], target: tuple[str, str] | None
) -> None:
    widths = (width for _, width in _TITLES)
    sheet.height(row, max(map(lines_of, cells, widths)))
    for at, text in enumerate(cells, start=1):
        if at == 1:
            sheet.put(row, at, text, _BY_NAME.get(text, Style.STRONG))
        elif at == _WHERE and target is not None:
            sheet.link(row, at, *target, text)
        else:
            sheet.put(row, at, text, Style.LINE)


_WHERE: Final = 2
_BY_NAME: Final = {str(severity): style for severity, style in _STYLES.items()}
_MEANS: Final = {
    Severity.ERROR: "It does not meet a requirement of the workbook or the guidance.",
    Severity.WARNING: "It may be right, but someone should look at it.",
    Severity.NOTE: "For information; nothing needs to change.",
}


def _about(report: Report, marks: Mapping[int, _Marks], lines: int) -> list[str]:
    """Return what the sheet shows, and how much it leaves out."""
    by = Counter(problem.severity for problem in report.problems)
    counts = ", ".join(f"{severity}: {by[severity]:,}" for severity in Severity)
    checked = (
        f"Checked {report.days_in_words}, edition {report.edition}: {counts}. Rules that failed: "
        f"{len(report.crashed):,}. Not checked: {len(report.not_checked):,} entries, listed "
        "below the problems; they have not passed."
    )
    texts = [checked, *report.assumptions]
    without = sum(max(len(each) - MOST_NOTES, 0) for each in marks.values())
    if without:
        texts.append(
            f"{without:,} marked {'cell has' if without == 1 else 'cells have'} a colour but no "
            f"note: only the first {MOST_NOTES:,} in each list have notes."
        )
    if lines > _MOST_ROWS:
        left = lines - _MOST_ROWS
        texts.append(f"{left:,} {'row does' if left == 1 else 'rows do'} not fit on this sheet.")
    if lines > MOST_LINKS:
        texts.append(f"The first {MOST_LINKS:,} problems link to their cells.")
    return texts


def _lines(submission: Submission, report: Report, names: Mapping[int, str]) -> Iterator[_Line]:
    """Yield the rows of the sheet of problems: the problems, then what was not checked."""
    sheets = {(table.number, table.sheet): names[table.number] for table in submission}
    titles = {
        (table.number, column.key): column.title.strip()
        for table in submission
        for column in table.layout.columns
    }
    for problem in report.problems:
        sheet = sheets.get((problem.list or 0, problem.sheet or ""))
        target = (sheet, problem.cell) if sheet is not None and problem.cell is not None else None
        yield (
            target,
            (
                str(problem.severity),
                problem.place,
                title_shown(problem),
                problem.message,
                problem.remedy,
                str(problem.reference),
                problem.rule,
            ),
        )
    for entry in report.not_checked:
        columns = [titles.get((entry.list or 0, key), key) for key in entry.columns]
        rows = "" if entry.rows is None else f"{counted(entry.rows, 'row')}: "
        yield (
            None,
            (
                "not checked",
                _of(entry.list),
                ", ".join(columns),
                f"{rows}{entry.reason}",
                "",
                "",
                entry.rule,
            ),
        )


def _of(number: int | None) -> str:
    return "all lists" if number is None else f"list {number}"
