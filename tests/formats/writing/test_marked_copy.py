from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import attrs
import pytest
from openpyxl.utils import get_column_letter

import jtai
from jtai.core.citation import Reference
from jtai.core.progress import Progress
from jtai.errors import InvalidValueError, TargetError
from jtai.formats.writing import marked_copy as marked
from jtai.formats.writing.marked_copy import PROBLEMS_SHEET, write_marked
from jtai.lists.problem import NotChecked, Problem
from jtai.lists.reading.sheets import RawSheet
from jtai.lists.report import Report
from jtai.lists.rules.rule import Severity
from jtai.lists.submission import Submission
from tests.formats.lists import AS_OF, everything, opened, placed
from tests.formats.writing.test_lists import sheets_of
from tests.lists.areas import submission


def mark(lists: Submission, path: Path, report: Report | None = None, **options: Any) -> Any:
    """Write a marked copy and open it with openpyxl."""
    write_marked(lists, report or lists.check(as_of=AS_OF), path, **options)
    return opened(path)


def listed(book: Any) -> list[tuple[Any, ...]]:
    """Return the rows of the sheet of problems below its titles."""
    sheet = book[PROBLEMS_SHEET]
    start = next(row[0].row for row in sheet.iter_rows() if row[0].value == "Severity")
    return list(sheet.iter_rows(min_row=start + 1, max_col=7))


def text_above_table(book: Any) -> str:
    """Return the text above the table of problems."""
    texts = [row[0] for row in book[PROBLEMS_SHEET].iter_rows(values_only=True)]
    return "\n".join(str(text) for text in texts[: texts.index("Severity")])


def test_every_cell_is_copied_unchanged_to_its_place(tmp_path: Path) -> None:
    """A copy has all titles and cells, recognised or not, unchanged in their original places."""
    lists = placed()
    sheet = mark(lists, tmp_path / "a.xlsx").worksheets[1]
    cells = {cell.coordinate: cell.value for row in sheet for cell in row if cell.value is not None}
    assert cells == {
        "C2": "List 7: Child protection",
        "C3": "child unique id",
        "D3": "My own",
        "E3": "AGE",
        "C4": "A1",
        "D4": "x",
        "E4": "many",
        "C6": "A2",
        "D6": 4.5,
        "E6": 300,
        "F6": "below no title",
    }
    assert sheet.freeze_panes == "D4"


@pytest.mark.parametrize("first", [1, 2])
def test_a_heading_that_was_merged_is_not_a_child_of_the_copy(tmp_path: Path, first: int) -> None:
    """A row that only had a text merged across columns is not read from the copy as a child."""
    titles = ["Child unique ID", "Gender", "Date of birth", "Age", "My own"]
    rows: list[list[Any]] = [titles, ["A1", "a) Male"], ["North team"], ["A2", "b) Female"]]
    rows[2] = [*[None] * (first - 1), "North team"]
    sheet = RawSheet(name="List_7", rows=rows, merged_areas=[(3, first, 3, 16_384)])
    lists = Submission.from_sheets([sheet])
    assert lists[7].values("child_id") == ["A1", "A2"]
    for copy in ("a.xlsx", "b.xlsx"):
        write_marked(lists, lists.check(as_of=AS_OF), tmp_path / copy)
        lists = jtai.read_lists(tmp_path / copy)
        assert lists[7].values("child_id") == ["A1", "A2"]
    assert [one.row for one in lists.remarks if one.rule == "not-a-child"] == [3]


def test_a_child_whose_other_cells_are_merged_is_one(tmp_path: Path) -> None:
    """An identifier beside cells that are merged with others is a child's if any is not."""
    rows: list[list[Any]] = [["Child unique ID", "Gender", "Date of birth", "Age"]]
    rows += [["A1", "a) Male", "1/5/2007", 12], ["Ann", None, None, 3], ["Bob", None]]
    areas = [(2, 2, 3, 2), (2, 3, 3, 3), (3, 2, 4, 2)]
    lists = Submission.from_sheets([RawSheet(name="List_7", rows=rows, merged_areas=areas)])
    write_marked(lists, lists.check(as_of=AS_OF), tmp_path / "a.xlsx")
    copy = jtai.read_lists(tmp_path / "a.xlsx")
    assert copy[7].values("child_id") == lists[7].values("child_id") == ["A1", "Ann", "Bob"]


def test_a_marked_copy_has_the_same_problems_as_the_lists(tmp_path: Path) -> None:
    """Reading and checking a marked copy finds the same problems as in the original lists."""
    lists = everything()
    report = lists.check(as_of=AS_OF)
    write_marked(lists, report, tmp_path / "a.xlsx")
    # The titles of lists made in memory are the keys of columns.
    read = Submission.from_sheets(sheets_of(tmp_path / "a.xlsx"))
    again = read.check(as_of=AS_OF)
    assert [str(one) for one in again.problems if one.rule != "names-not-published"] == [
        str(problem) for problem in report.problems
    ]


FILLS = {"error": "FFFFC7CE", "warning": "FFFFE9A8", "note": "FFDDEBF7"}


def test_each_offending_cell_is_marked_by_its_worst_problem(tmp_path: Path) -> None:
    """A cell has the style of its worst problem, and a note with all of its problems."""
    lists = everything()
    report = lists.check(as_of=AS_OF)
    book = mark(lists, tmp_path / "a.xlsx", report)
    places: dict[tuple[str, str], list[Problem]] = {}
    for problem in report.problems:
        if problem.cell is not None and problem.sheet is not None:
            places.setdefault((problem.sheet, problem.cell), []).append(problem)
    assert len(places) > 5
    order = list(Severity)
    for (sheet, name), problems in places.items():
        cell = book[sheet][name]
        worst = min((problem.severity for problem in problems), key=order.index)
        assert cell.fill.fgColor.rgb == FILLS[worst]
        assert (cell.font.bold, cell.font.italic) == (worst == "error", worst == "warning")
        for problem in problems:
            words = (problem.message, problem.remedy, str(problem.reference), problem.rule)
            assert all(word in cell.comment.text for word in words)
            assert problem.severity.upper() in cell.comment.text
    unmarked = [
        cell
        for sheet in ("List_6", "List_8")
        for row in book[sheet].iter_rows(min_row=2)
        for cell in row
        if (sheet, cell.coordinate) not in places
    ]
    assert not [
        cell for cell in unmarked if cell.comment or cell.fill.fgColor.rgb in FILLS.values()
    ]


def test_the_first_sheet_lists_every_problem(tmp_path: Path) -> None:
    """The first sheet lists every problem, and links to its cell if it has one."""
    lists = everything()
    report = lists.check(as_of=AS_OF)
    book = mark(lists, tmp_path / "a.xlsx", report)
    assert book.sheetnames == [PROBLEMS_SHEET, "List_6", "List_8"]
    rows = listed(book)[: len(report.problems)]
    for row, problem in zip(rows, report.problems, strict=True):
        assert [cell.value or "" for cell in row] == [
            problem.severity,
            problem.place,
            (problem.column or "").strip(),
            problem.message,
            problem.remedy,
            str(problem.reference),
            problem.rule,
        ]
        linked = problem.cell is not None
        assert (row[1].hyperlink is not None) is linked
        if linked:
            assert row[1].hyperlink.location == f"'{problem.sheet}'!{problem.cell}"
    assert "as of Monday 9 September 2019, edition August 2019" in text_above_table(book)
    above = book[PROBLEMS_SHEET].iter_rows(max_row=rows[0][0].row - 2)
    legend = {row[0].value: row[0].fill.fgColor.rgb for row in above}
    assert FILLS.items() <= legend.items()
    for text in report.assumptions:
        assert text in text_above_table(book)
    sheet, first = book[PROBLEMS_SHEET], rows[0][0].row
    assert sheet["A1"].value == "Problems in the lists"
    assert sheet.freeze_panes == f"A{first}"
    assert sheet.auto_filter.ref == f"A{first - 1}:G{sheet.max_row}"


def test_a_list_with_many_columns_is_printed_on_a_large_page(tmp_path: Path) -> None:
    """A list with 24 columns is printed on A3, in landscape, and one with a few on A4."""
    book = mark(submission(), tmp_path / "a.xlsx")
    few = Submission.from_rows({6: [{"child_id": "A1", "age": 12}]})
    one = mark(few, tmp_path / "b.xlsx")["List_6"]
    sizes = [sheet.page_setup.paperSize for sheet in (book["List_6"], one)]
    assert sizes == [8, 9]
    assert one.page_setup.orientation == "landscape"


def test_what_was_not_checked_is_listed(tmp_path: Path) -> None:
    """Entries that were not checked are listed with the reason and the titles of their columns."""
    lists = everything()
    report = attrs.evolve(
        lists.check(as_of=AS_OF),
        problems=(),
        not_checked=(
            NotChecked(rule="z", list=6, reason="the rule failed with KeyError", error="KeyError"),
            NotChecked(rule="x", list=6, reason="of this", columns=("cin_start", "odd"), rows=3),
            NotChecked(rule="y", list=None, reason="of that", rows=1),
        ),
    )
    book = mark(lists, tmp_path / "a.xlsx", report)
    rows = [tuple(cell.value for cell in row) for row in listed(book)]
    assert rows == [
        ("not checked", "list 6", None, "the rule failed with KeyError", None, None, "z"),
        ("not checked", "list 6", "CIN Start Date, odd", "3 rows: of this", None, None, "x"),
        ("not checked", "all lists", None, "1 row: of that", None, None, "y"),
    ]
    assert "failed: 1. Not checked: 3 entries" in text_above_table(book)


def problems(number: int, **changes: Any) -> tuple[Problem, ...]:
    """Return synthetic problems of the cell C4."""
    one = Problem(
        rule="made-up",
        severity=Severity.NOTE,
        list=7,
        sheet="it's [all]: of them",
        cell="C4",
        column="Made up",
        message="something",
        remedy="nothing",
        reference=Reference.para(1),
    )
    return tuple(attrs.evolve(one, **changes) for _ in range(number))


def test_the_worst_problem_of_a_cell_need_not_come_first(tmp_path: Path) -> None:
    """A cell has the colour of its worst problem, even if a note about it comes first."""
    lists = placed()
    found = (*problems(1), *problems(1, severity=Severity.ERROR), *problems(1))
    report = attrs.evolve(lists.check(as_of=AS_OF), problems=found, not_checked=())
    sheet = mark(lists, tmp_path / "a.xlsx", report).worksheets[1]
    assert sheet["C4"].fill.fgColor.rgb == FILLS["error"]


def test_a_note_has_all_problems_of_a_cell_up_to_eight(tmp_path: Path) -> None:
    """A note with eight problems separates them by blank lines and does not say that more exist."""
    lists = placed()
    report = attrs.evolve(lists.check(as_of=AS_OF), problems=problems(8), not_checked=())
    text = mark(lists, tmp_path / "a.xlsx", report).worksheets[1]["C4"].comment.text
    parts = text.split("\n\n")
    assert [part.splitlines()[-1] for part in parts] == ["Rule: made-up"] * 8


def test_a_note_says_how_many_more_problems_there_are(tmp_path: Path) -> None:
    """With nine problems, a note has eight of them and says where the ninth is."""
    lists = placed()
    report = attrs.evolve(lists.check(as_of=AS_OF), problems=problems(9), not_checked=())
    text = mark(lists, tmp_path / "a.xlsx", report).worksheets[1]["C4"].comment.text
    assert text.count("Rule: made-up") == 8
    assert text.endswith(f"1 more for this cell on the sheet {PROBLEMS_SHEET}")


def test_a_copy_is_laid_out_for_reading_and_printing(tmp_path: Path) -> None:
    """Columns are wide enough for words, titles repeat on each page, and rows are high enough."""
    book = mark(everything(), tmp_path / "a.xlsx")
    sheet, row = book[PROBLEMS_SHEET], listed(book)[0][0].row
    assert [sheet.column_dimensions[letter].width > 12 for letter in "ABCDEFG"] == [True] * 7
    assert sheet.print_title_rows == f"${row - 1}:${row - 1}"
    for cells in listed(book):
        lines = max(len(str(cell.value)) / 50 for cell in cells[3:5])
        assert sheet.row_dimensions[cells[0].row].height > min(
            15 * lines, 399
        )  # Excel's limit is 409
    copied = book["List_6"]
    assert copied.column_dimensions["A"].width > 12
    assert copied.print_title_rows == "$1:$1"
    assert copied.row_dimensions[1].height > 30  # a title of two lines


def test_limits_on_notes_links_and_rows_are_stated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Limits on notes, links and rows are stated when they apply, and do not affect colours."""
    monkeypatch.setattr(marked, "MOST_NOTES", 1)
    monkeypatch.setattr(marked, "MOST_LINKS", 2)
    monkeypatch.setattr(marked, "_MOST_ROWS", 12)
    lists = placed()
    found = (*problems(11), *problems(1, cell="E6", severity=Severity.ERROR), *problems(1))
    report = attrs.evolve(lists.check(as_of=AS_OF), problems=found, not_checked=())
    book = mark(lists, tmp_path / "a.xlsx", report)
    text = text_above_table(book)
    assert "1 marked cell has a colour but no note" in text
    assert "1 row does not fit on this sheet" in text
    assert "The first 2 problems link to their cells." in text
    rows = listed(book)
    assert len(rows) == 12
    assert [row[1].hyperlink is not None for row in rows] == [True, True, *[False] * 10]
    sheet = book.worksheets[1]
    assert sheet["C4"].comment.text.endswith("4 more for this cell on the sheet Problems")
    assert sheet["C4"].comment.text.count("Rule: made-up") == 8
    assert sheet["E6"].comment is None
    assert sheet["E6"].fill.fgColor.rgb == FILLS["error"]


def test_problems_of_other_sheets_and_odd_cells_mark_nothing(tmp_path: Path) -> None:
    """A problem on an unknown sheet or on several cells is listed, but marks no cell."""
    lists = placed()
    found = (*problems(1, sheet="Other"), *problems(1, cell="C4:D4"), *problems(1, cell="AB900"))
    report = attrs.evolve(lists.check(as_of=AS_OF), problems=found)
    book = mark(lists, tmp_path / "a.xlsx", report)
    assert book.worksheets[1]["C4"].comment is None
    assert book.worksheets[1][f"{get_column_letter(28)}900"].comment is not None
    assert listed(book)[0][1].hyperlink is None


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("it's [all]: of them", "it's _all__ of them"),
        ("Problems", "Problems (2)"),
        ("History", "History (2)"),
        ("'", "List_7"),
        ("x" * 40, "x" * 31),
        ("x" * 30 + "'s", "x" * 30),
    ],
)
def test_a_sheet_has_its_name_as_far_as_excel_allows(given: str, name: str, tmp_path: Path) -> None:
    """A sheet keeps its name as far as Excel allows, and links use the name it has."""
    lists = Submission.from_sheets([attrs.evolve(sheet(), name=given)])
    book = mark(lists, tmp_path / "a.xlsx")
    assert book.sheetnames[1] == name
    links = [row[1].hyperlink.location for row in listed(book) if row[1].hyperlink is not None]
    quoted = name.replace("'", "''")
    assert links
    assert all(link.startswith(f"'{quoted}'!") for link in links)


def sheet() -> RawSheet:
    """Return list 7, which is recognised by the heading above its titles."""
    rows = [("List 7: Child protection",), ("Child Unique ID", "Gender"), ("A1", "purple")]
    return RawSheet(name="x", rows=rows)


def test_invalid_xml_characters_are_encoded(tmp_path: Path) -> None:
    """Characters that XML does not allow are encoded, so that a copy can be read again."""
    for name in ("a\x1b[2J", "a\ufffe", "\U0001f600" * 31, "a\x7f", "a\udce9"):
        title = "Q\x1b\uffff\x0bq"
        titles = ["Child Unique ID", "Age of Child (Years)", title]
        rows = [["List 7"], titles, ["A1", "x", "\ufffe"]]
        lists = Submission.from_sheets([RawSheet(name=name, rows=rows)])
        mark(lists, tmp_path / "a.xlsx", overwrite=True)
        (table,) = jtai.read_lists(tmp_path / "a.xlsx")
        assert table.raw["child_id"][0] == "A1"
        (other,) = table.unplaced
        assert (other.title, *other.cells) == (title, "\ufffe")


def test_a_copy_says_that_hidden_rows_are_shown(tmp_path: Path) -> None:
    """If the original has hidden rows, the first sheet says that the copy shows them."""
    words = "Rows and columns that are hidden in the original are not hidden in this copy."
    lists = Submission.from_sheets([sheet()])
    assert words not in text_above_table(mark(lists, tmp_path / "a.xlsx"))
    hidden = RawSheet(name="x", rows=sheet().rows, hidden_rows={3})
    assert words in text_above_table(mark(Submission.from_sheets([hidden]), tmp_path / "b.xlsx"))


def test_numbers_keep_all_their_digits(tmp_path: Path) -> None:
    """Numbers keep up to 17 digits in a copy, and infinity becomes text."""
    numbers = [0.1 + 0.2, 1.2345678901234568e17, 5e-324, 1e300, 4.5, -0.0, float("inf")]
    rows: list[list[object]] = [["Child Unique ID", "Age of Child (Years)", "Own"]]
    rows += [["A1", 12, number] for number in numbers]
    lists = Submission.from_sheets([RawSheet(name="List 7", rows=rows)])
    mark(lists, tmp_path / "a.xlsx")
    (other,) = jtai.read_lists(tmp_path / "a.xlsx").tables[0].unplaced
    assert [*other.cells] == [*numbers[:-1], "inf"]


def test_sheets_with_the_same_name_are_numbered(tmp_path: Path) -> None:
    """Two sheets whose names become the same in Excel are distinguished by a number."""
    other = RawSheet(
        name="y?", rows=[("List 6: Children in Need",), ("Child Unique ID", "Gender"), ("A1", "M")]
    )
    lists = Submission.from_sheets([attrs.evolve(sheet(), name="Y*"), other])
    assert mark(lists, tmp_path / "a.xlsx").sheetnames[1:] == ["y_", "Y_ (2)"]
    long = "List 6 with a name of 31 letter"
    assert len(long) == 31
    lists = Submission.from_sheets(
        [attrs.evolve(sheet(), name=f"{long}s"), attrs.evolve(other, name=f"{long}x")]
    )
    assert mark(lists, tmp_path / "b.xlsx").sheetnames[1:] == [long, f"{long[:26]} (2)"]


def test_raw_cells_keep_their_types(tmp_path: Path) -> None:
    """Numbers, dates, times, booleans and text keep their types in a copy."""
    cells = (12.0, 12.5, True, dt.date(2019, 7, 9), dt.time(9, 30), "=1+1", "http://example.org", 0)
    titles = [f"Mine {at}" for at in range(len(cells))]
    rows: list[tuple[object, ...]] = [
        ("Child Unique ID", "Gender", *titles),
        ("A1", "M", *cells),
        ("A2", "", *[None] * len(cells)),
    ]
    lists = Submission.from_sheets([RawSheet(name="List 7", rows=rows)])
    mark(lists, tmp_path / "a.xlsx")
    read = next(one for one in sheets_of(tmp_path / "a.xlsx") if one.name == "List 7")
    assert list(read.rows[1]) == ["A1", "M", *cells]


def test_a_copy_uses_the_date_system_of_its_lists(tmp_path: Path) -> None:
    """A copy of lists in the 1904 date system uses that system too."""
    rows = [("Child Unique ID", "Date of Birth", "Gender"), ("A1", 37000, dt.date(2019, 7, 9))]
    lists = Submission.from_sheets([RawSheet(name="List 7", rows=rows, date_1904=True)])
    book = mark(lists, tmp_path / "a.xlsx")
    assert book.epoch.year == 1904
    assert book["List 7"]["B2"].value == 37000
    assert book["List 7"]["C2"].value.date() == dt.date(2019, 7, 9)


def test_a_report_on_other_lists_is_refused(tmp_path: Path) -> None:
    """A report about other lists is refused, and no copy is written."""
    report = everything().check(as_of=AS_OF)
    path = tmp_path / "a.xlsx"
    with pytest.raises(InvalidValueError, match="report is about other lists"):
        write_marked(placed(), report, path)
    with pytest.raises(InvalidValueError, match="report is about other lists"):
        write_marked(everything(), attrs.evolve(report, edition="x"), path)
    with pytest.raises(InvalidValueError, match="no list to mark"):
        write_marked(Submission.from_rows({}), report, path)
    with pytest.raises(InvalidValueError, match=r"ends in \.xlsx"):
        write_marked(everything(), report, tmp_path / "a")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("only_problems", [False, True])
def test_a_report_on_chosen_lists_marks_those(tmp_path: Path, *, only_problems: bool) -> None:
    """After a check of some lists, the copy has them all, and says which were checked."""
    rows = [{"child_id": "A1", "age": "twelve"}]
    lists = Submission.from_rows({6: rows, 7: rows})
    report = lists.check(as_of=AS_OF, lists=[7])
    write_marked(lists, report, tmp_path / "a.xlsx", only_problems=only_problems)
    book = opened(tmp_path / "a.xlsx")
    assert book.sheetnames == ["Problems", "List_6", "List_7"]
    assert "Only list 7 was checked." in {cell.value for cell in book["Problems"]["A"]}
    marked = {
        name: [cell.coordinate for line in book[name] for cell in line if cell.comment]
        for name in book.sheetnames
    }
    assert marked["List_6"] == []
    assert "B2" in marked["List_7"]


@pytest.mark.parametrize(
    "other",
    [
        {"child_id": "A2", "age": "twelve", "gender": None},
        {"child_id": "A1", "age": "ten", "gender": None},
        {"child_id": "A1", "age": 300, "gender": None},
        {"child_id": "A1", "gender": None},
        {"child_id": "A1", "age": None, "gender": None},
        {"gender": None, "child_id": "A1", "age": "twelve"},
    ],
)
def test_a_report_on_other_cells_is_refused(tmp_path: Path, other: dict[str, object]) -> None:
    """A report is about other lists if a marked cell has other contents, child or place."""
    rows = [{"child_id": "A1", "age": "twelve", "gender": None}]
    report = Submission.from_rows({7: rows}).check(as_of=AS_OF)
    lists = Submission.from_rows({7: [other]})
    with pytest.raises(InvalidValueError, match="report is about other lists"):
        write_marked(lists, report, tmp_path / "a.xlsx")
    far = [attrs.evolve(one, index=one.index and one.index + 1) for one in report.problems]
    with pytest.raises(InvalidValueError, match="report is about other lists"):
        write_marked(lists, attrs.evolve(report, problems=far), tmp_path / "a.xlsx")


@pytest.mark.parametrize("values", [False, True])
def test_a_report_from_json_is_about_its_lists(tmp_path: Path, *, values: bool) -> None:
    """A report that was written as JSON and read back can be marked in its lists."""
    days = [{"child_id": "A1", "cin_start": dt.datetime(2030, 1, 1), "age": 300}]  # noqa: DTZ001
    for lists in (everything(), placed(), Submission.from_rows({6: days})):
        text = jtai.to_json(lists.check(as_of=AS_OF), values=values)
        mark(lists, tmp_path / "a.xlsx", jtai.from_json(Report, text), overwrite=True)


def test_a_copy_is_replaced_only_with_overwrite(tmp_path: Path) -> None:
    """An existing copy is replaced only with `overwrite=True`."""
    mark(placed(), tmp_path / "a.xlsx")
    with pytest.raises(TargetError, match="already"):
        mark(placed(), tmp_path / "a.xlsx")
    mark(placed(), tmp_path / "a.xlsx", overwrite=True)


def test_text_that_a_workbook_cannot_contain_is_refused_by_its_cell(tmp_path: Path) -> None:
    """The error for invalid text in a cell, in a title or above the titles names its cell."""
    rows: list[tuple[object, ...]] = [
        ("\ud800",),
        ("Child Unique ID", "Gender", "\ud801"),
        ("A1", "\ud802", "x"),
    ]
    lists = Submission.from_sheets([RawSheet(name="List 7", rows=rows)])
    report = attrs.evolve(lists.check(as_of=AS_OF), problems=())
    with pytest.raises(InvalidValueError) as caught:
        write_marked(lists, report, tmp_path / "a.xlsx")
    assert {fault.where for fault in caught.value.faults} == {
        "List 7!A1",
        "List 7!C2",
        "List 7!B3",
    }


def test_rows_beyond_the_last_row_of_a_sheet_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A list with rows beyond the last row of an Excel sheet is refused."""
    monkeypatch.setattr(marked, "EXCEL_ROWS", 5)
    with pytest.raises(InvalidValueError, match="^list 7: .*more rows than a sheet"):
        mark(placed(), tmp_path / "a.xlsx")


def other_rows() -> Submission:
    """Return list 7 with a row that is too wide, a blank row and a page number."""
    rows: list[list[object]] = [
        ["Child Unique ID", "Age of Child (Years)"],
        ["SYN-1", 12],
        ["SYN-2", 13, "too", "wide"],
        [],
        ["SYN-3", "many"],
        ["Page 1 of 2"],
        ["SYN-4", 14],
    ]
    return Submission.from_sheets([RawSheet(name="List_7", rows=rows, delimited=True)])


def test_rows_that_are_not_used_are_copied_too(tmp_path: Path) -> None:
    """A row that is too wide and a page number are copied to their original places."""
    sheet = mark(other_rows(), tmp_path / "a.xlsx")["List_7"]
    found = [[cell.value for cell in row if cell.value is not None] for row in sheet]
    assert found[1:] == [
        ["SYN-1", 12],
        ["SYN-2", 13, "too", "wide"],
        [],
        ["SYN-3", "many"],
        ["Page 1 of 2"],
        ["SYN-4", 14],
    ]
    assert sheet["A3"].comment.text.count("row-too-wide") == 1


def test_rows_with_problems_can_be_copied_alone(tmp_path: Path) -> None:
    """With `only_problems`, only rows with problems are copied, in their original places."""
    lists = other_rows()
    report = lists.check(as_of=AS_OF, skip=[each.id for each in jtai.LIST_RULES if each.find])
    report = attrs.evolve(report, problems=(*report.problems, *problems(1, sheet="List_7", row=5)))
    assert {problem.row for problem in report.problems} == {None, 3, 5}
    book = mark(lists, tmp_path / "a.xlsx", report, only_problems=True)
    sheet = book["List_7"]
    found = {cell.coordinate: cell.value for row in sheet for cell in row if cell.value is not None}
    assert found == {
        "A1": "Child Unique ID",
        "B1": "Age of Child (Years)",
        "A3": "SYN-2",
        "B3": 13,
        "C3": "too",
        "D3": "wide",
        "A5": "SYN-3",
        "B5": "many",
    }
    assert sheet.sheet_format.zeroHeight
    assert "Only rows with problems are in this copy" in text_above_table(book)
    places = [row[1].value for row in listed(book)]
    assert "List_7!A3" in places


def test_a_row_is_copied_for_problems_of_its_own_list_alone(tmp_path: Path) -> None:
    """With `only_problems`, a problem on one list copies no row of the same number on another."""
    lists = everything()
    report = lists.check(as_of=AS_OF)
    one = [each for each in report.problems if each.list == 6 and each.row == 2]
    book = mark(lists, tmp_path / "a.xlsx", attrs.evolve(report, problems=one), only_problems=True)
    assert (book["List_6"].max_row, book["List_8"].max_row) == (2, 1)


def test_a_copy_of_problems_alone_has_the_problems_of_the_whole(tmp_path: Path) -> None:
    """With `only_problems`, the list of problems and the marked cells are as in a full copy."""
    lists = everything()
    report = lists.check(as_of=AS_OF)
    whole = mark(lists, tmp_path / "a.xlsx", report)
    alone = mark(lists, tmp_path / "b.xlsx", report, only_problems=True)
    assert [[cell.value for cell in row] for row in listed(alone)] == [
        [cell.value for cell in row] for row in listed(whole)
    ]
    for problem in report.problems:
        if problem.cell is not None and problem.sheet is not None:
            one, other = whole[problem.sheet][problem.cell], alone[problem.sheet][problem.cell]
            assert (one.value, one.fill.fgColor.rgb) == (other.value, other.fill.fgColor.rgb)


@pytest.mark.parametrize("only_problems", [True, False])
def test_progress_counts_rows_and_problems(*, only_problems: bool, tmp_path: Path) -> None:
    """The last progress report has counted every row of the lists and of the problems."""
    reports: list[Progress] = []
    lists = other_rows()
    report = lists.check(as_of=AS_OF)
    mark(lists, tmp_path / "a.xlsx", report, only_problems=only_problems, progress=reports.append)
    first, last = reports
    assert (first.step, first.done, first.unit) == ("writing", 0, "rows")
    listed_rows = len(report.problems) + len(report.not_checked)
    rows = len({problem.row for problem in report.problems} - {None}) if only_problems else 5
    assert first.total == last.total == last.done == rows + listed_rows


def test_a_list_without_columns_is_written(tmp_path: Path) -> None:
    """A list whose rows have no cells, and so no columns, has an empty sheet in the copy."""
    for only_problems in (True, False):
        lists = jtai.Submission.from_rows({6: [{}]})
        report = lists.check(as_of=dt.date(2019, 9, 9))
        path = tmp_path / f"{only_problems}.xlsx"
        jtai.write_marked(lists, report, path, only_problems=only_problems)
        assert path.is_file()
