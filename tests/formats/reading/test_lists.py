"""Reading lists from files, and checking a file in parts."""

from __future__ import annotations

import datetime as dt
import io
import os
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import attrs
import openpyxl
import pytest

import jtai
from jtai.errors import LimitError, UnreadableFileError
from jtai.formats.reading.limits import Limits
from jtai.formats.reading.lists import check_in_parts
from jtai.guidance.columns import AUGUST_2019
from jtai.lists.rules.rule import Span
from jtai.testing import synthetic_lists

AS_OF = dt.date(2019, 9, 9)
SEVENTH = next(layout for layout in AUGUST_2019.lists if layout.number == 7)
TITLES: list[object] = [column.title for column in SEVENTH.columns]
ROW: dict[str, Any] = {
    "child_id": "SYN-01",
    "gender": "b) Female",
    "ethnicity": "a) WBRI",
    "date_of_birth": "01/05/2007",
    "age": 12,
    "disability": "b) No",
    "plan_start": "01/04/2019",
    "initial_category": "a) Neglect",
    "latest_category": "a) Neglect",
    "last_visit": "02/09/2019",
    "seen_alone": "a) Yes",
    "latest_review": "01/07/2019",
    "emergency_protection": "b) No",
    "previous_plans": 0,
    "allocated_team": "Team A",
    "allocated_worker": "Worker A",
    "concern": "N",
    "needs_support": "N",
}
# Spreadsheets store a date with a time.
BORN = dt.datetime(2007, 5, 1)  # noqa: DTZ001
KEYS = [column.key for column in SEVENTH.columns]


def line(**changes: object) -> list[object]:
    """Return the cells of a row in published order."""
    row = ROW | changes
    return [row.get(key) for key in KEYS]


def text(rows: list[list[object]], separator: str = ",") -> str:
    """Return rows as CSV."""
    return "".join(
        separator.join("" if cell is None else f'"{cell}"' for cell in row) + "\n" for row in rows
    )


def workbook(path: Path, sheet: str, rows: list[list[object]]) -> Path:
    """Write rows to a workbook and return its path."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for row in rows:
        page.append(row)
    book.save(path)
    return path


def found(report: jtai.Report) -> Counter[tuple[str, str | None]]:
    """Return the rules and columns of the problems on list 7."""
    return Counter((one.rule, one.key) for one in report.problems if one.list == SEVENTH.number)


@pytest.mark.guidance("para 35", "para 43")
def test_a_workbook_and_csv_give_the_same_problems(tmp_path: Path) -> None:
    """A workbook, a folder of CSV files and a single CSV file give the same problems."""
    rows: list[list[object]] = [
        TITLES,
        line(plan_end="31/03/2019"),
        line(child_id="SYN-02", age=11),
    ]
    book = workbook(tmp_path / "lists.xlsx", "List_7", [[SEVENTH.title], *rows])
    folder = tmp_path / "lists"
    folder.mkdir()
    (folder / "List 7.csv").write_text(text(rows, ";"), encoding="cp1252")
    single = tmp_path / "list7.csv"
    single.write_text(text(rows, "\t"), encoding="utf-8-sig")
    reports = [jtai.read_lists(path).check(as_of=AS_OF) for path in (book, folder, single)]
    assert [found(report) for report in reports] == [
        Counter(
            [
                ("end-before-start", "plan_end"),
                ("visit-after-end", "last_visit"),
                ("review-after-end", "latest_review"),
                ("age-differs", "age"),
            ]
        )
    ] * 3
    places = [
        next(one.place for one in report.problems if one.rule == "age-differs")
        for report in reports
    ]
    assert places == [
        "List_7!E4",
        "List 7!E3",
        "list7!E3",
    ]


def test_dates_and_numbers_of_a_workbook_are_read(tmp_path: Path) -> None:
    """Dates, numbers, codes and booleans in a workbook are read by the kind of their column."""
    rows: list[list[object]] = [
        TITLES,
        line(date_of_birth=BORN, age=12.0, child_id=1234.0, concern=True),
    ]
    lists = jtai.read_lists(workbook(tmp_path / "lists.xlsx", "CP", rows))
    row = lists[7][0]
    assert (row.child_id, row.date_of_birth, row.age) == ("1234", dt.date(2007, 5, 1), 12)
    assert row.concern is jtai.Answer.YES
    assert row.gender is not None
    assert row.gender.label == "Female"
    assert row.not_read == ()


def test_the_callers_titles_and_sheet_names_are_recognised(tmp_path: Path) -> None:
    """Titles and sheet names that the caller adds are recognised like published ones."""
    path = tmp_path / "protection extract.csv"
    path.write_text("Person;Plan from\nSYN-01;01/04/2019\n", encoding="utf-8")
    assert jtai.read_lists(path).numbers == ()
    lists = jtai.read_lists(
        path,
        aliases={7: {"person": "child_id", "plan  FROM": "plan_start"}},
        sheet_names={"Protection_Extract": 7},
    )
    assert lists[7][0].plan_start == dt.date(2019, 4, 1)


def test_a_remark_about_a_file_is_reported(tmp_path: Path) -> None:
    """A remark about a file becomes a problem in the report."""
    (tmp_path / "List_7.csv").write_text(text([TITLES, line()]), encoding="utf-8")
    (tmp_path / "notes.txt").write_text("nothing", encoding="utf-8")
    report = jtai.read_lists(tmp_path).check(as_of=AS_OF)
    assert [one.message for one in report.problems if one.rule == "file-not-read"] == [
        "notes.txt was not read, because only CSV files are read from a folder"
    ]


@pytest.mark.parametrize(("encoding", "times"), [("mac_roman", 1), ("cp1252", 0), ("utf-8", 0)])
def test_an_assumed_encoding_is_reported(tmp_path: Path, encoding: str, times: int) -> None:
    """If a file is assumed to be in Mac Roman, reports say so once, even for a check in parts."""
    path = tmp_path / "List_7.csv"
    rows = [TITLES, line(allocated_worker="Andr\u00e9e"), line(child_id="SYN-02")]
    path.write_bytes(text(rows).encode(encoding))
    lists = jtai.read_lists(path)
    assert lists[7][0].allocated_worker == "Andr\u00e9e"
    reports = (lists.check(as_of=AS_OF), *check_in_parts(path, as_of=AS_OF, rows=2))
    for found in (reports[:1], reports[1:]):
        remarks = [
            one for report in found for one in report.problems if one.rule == "file-encoding"
        ]
        assert [one.sheet for one in remarks] == ["List_7"] * times
        assert all("Mac Roman" in one.message for one in remarks)


def test_limits_are_enforced(tmp_path: Path) -> None:
    """A file that exceeds a limit is refused, and the caller can raise the limit."""
    path = tmp_path / "List_7.csv"
    path.write_text(text([TITLES, line(), line()]), encoding="utf-8")
    with pytest.raises(jtai.errors.LimitError, match=r"Limits\(rows=3\)"):
        jtai.read_lists(path, limits=Limits(rows=2))
    assert len(jtai.read_lists(path, limits=Limits(rows=3))[7]) == 2


def in_rows(report: jtai.Report) -> list[tuple[str, int | None, str | None]]:
    """Return the problems of single rows."""
    return [(one.rule, one.row, one.cell) for one in report.problems if one.index is not None]


@pytest.mark.parametrize("rows", [1, 2, 3, 7, 100])
@pytest.mark.parametrize("head", [[TITLES], [[SEVENTH.title], TITLES], [[], [], TITLES]])
def test_parts_give_the_same_problems_as_the_whole(
    tmp_path: Path, rows: int, head: list[list[object]]
) -> None:
    """Rules about single rows find the same problems in parts of any size as in the whole file."""
    if rows < len(head):
        pytest.skip("the titles must be in the first part")
    path = tmp_path / "List_7.csv"
    lines = [line(child_id=f"SYN-{at}", age=12 - at % 2, plan_end=None) for at in range(9)]
    lines[5] = line(child_id="SYN-5", plan_start="31/02/2019")
    path.write_text(text([*head, *lines]), encoding="utf-8")
    alone = [rule for rule in jtai.LIST_RULES if rule.span in {Span.ROW, Span.READING}]
    whole = jtai.read_lists(path).check(as_of=AS_OF, rules=alone)
    parts = list(check_in_parts(path, as_of=AS_OF, rows=rows))
    assert [entry for part in parts for entry in in_rows(part)] == in_rows(whole)
    assert sum(number for part in parts for _, number in part.rows) == len(lines)
    assert [one.rule for part in parts for one in part.problems if one.index is None] == [
        one.rule for one in whole.problems if one.index is None and one.rule != "list-missing"
    ]
    assert [entry.rows for part in parts for entry in part.not_checked if entry.rows] == [
        entry.rows for entry in whole.not_checked if entry.rows
    ]


def test_words_for_no_value_are_reported_in_every_part(tmp_path: Path) -> None:
    """NULL in a column is one problem of each part that has it, with the number of its cells."""
    path = tmp_path / "List_7.csv"
    lines = [line(child_id=f"SYN-{at}", plan_end="NULL") for at in range(5)]
    path.write_text(text([TITLES, *lines]), encoding="utf-8")
    parts = check_in_parts(path, as_of=AS_OF, rows=3)
    found = [one for part in parts for one in part.problems if one.rule == "blank-in-words"]
    assert [(one.row, one.message[:7]) for one in found] == [(2, "2 cells"), (4, "3 cells")]


def test_a_row_that_is_too_wide_is_reported_once_in_parts(tmp_path: Path) -> None:
    """A row with an unquoted comma is reported once, whatever the size of the parts."""
    path = tmp_path / "List_7.csv"
    lines = [line(child_id=f"SYN-{at}") for at in range(6)]
    lines[4].append("more")
    path.write_text(text([TITLES, *lines]), encoding="utf-8")
    for rows in (2, 3, 100):
        parts = [*check_in_parts(path, as_of=AS_OF, rows=rows)]
        remarks = [one for part in parts for one in part.problems if one.rule == "row-too-wide"]
        assert [(one.row, one.severity) for one in remarks] == [(6, jtai.Severity.ERROR)]


def test_rows_below_other_titles_are_not_read_in_parts(tmp_path: Path) -> None:
    """Rows below titles in a different order are not read, and the last report says so."""
    path = tmp_path / "List_7.csv"
    lines = [line(child_id=f"SYN-{at}") for at in range(9)]
    path.write_text(text([TITLES, *lines[:4], TITLES[::-1], *lines[4:]]), encoding="utf-8")
    for rows, off in ((2, 0), (3, 0), (4, 2), (100, 5)):
        *_, last = check_in_parts(path, as_of=AS_OF, rows=rows)
        (problem,) = [one for one in last.problems if one.rule == "rows-off-titles"]
        assert (problem.row, problem.severity) == (6, jtai.Severity.ERROR)
        remarks = [one.rows for one in last.not_checked if one.rule == "rows-off-titles"]
        assert remarks == [off] * (off > 0) + [None] * (off < 5)


def test_rules_that_need_the_whole_file_are_reported_once(tmp_path: Path) -> None:
    """A rule that needs more than one row is reported as not checked, in the first part only."""
    path = tmp_path / "List_7.csv"
    path.write_text(text([TITLES, line(), line()]), encoding="utf-8")
    first, second = check_in_parts(path, as_of=AS_OF, rows=2)
    whole = {rule.id for rule in jtai.LIST_RULES if rule.span in {Span.LIST, Span.ALL}}
    on_seven = {rule.id for rule in jtai.LIST_RULES if 7 in rule.lists}
    remarks = {entry.rule for entry in first.not_checked if "in parts" in entry.reason}
    assert remarks == whole & on_seven
    assert not first.is_clear
    assert not second.not_checked


@pytest.mark.parametrize("span", [Span.ROW, Span.LIST])
def test_a_rule_that_could_never_run_is_refused_in_parts(tmp_path: Path, span: Span) -> None:
    """A rule for a column that is not in the edition is refused, whatever its span."""
    path = tmp_path / "List_7.csv"
    path.write_text(text([TITLES, line()]), encoding="utf-8")
    own = attrs.evolve(jtai.LIST_RULES[-1], id="mine", span=span, columns=[(7, ["plan_strat"])])
    with pytest.raises(jtai.errors.InvalidValueError, match="did you mean plan_start"):
        check_in_parts(path, as_of=AS_OF, rules=[own])


def test_a_column_without_a_title_is_reported_in_the_part_that_fills_it(tmp_path: Path) -> None:
    """A column without a title is reported once, by its title's cell, wherever it has data."""
    path = tmp_path / "List_7.csv"
    lines = [line(child_id=f"SYN-{at}") for at in range(9)]
    filled = ["more" if at in {5, 6, 8} else None for at in range(10)]
    rows = [
        [row[0], more, *row[1:], more] for row, more in zip([TITLES, *lines], filled, strict=True)
    ]
    path.write_text(text([[SEVENTH.title], *rows]), encoding="utf-8")
    whole = jtai.read_lists(path).check(as_of=AS_OF)
    cells = [one.cell for one in whole.problems if one.rule == "column-not-recognised"]
    assert cells == ["B2", "AC2"]
    for size in (2, 3, 4, 100):
        parts = [*check_in_parts(path, as_of=AS_OF, rows=size)]
        problems = [one for part in parts for one in part.problems]
        assert [one.cell for one in problems if one.rule == "column-not-recognised"] == cells
        assert not [one for one in problems if one.rule in {"row-too-wide", "list-empty"}]


def test_invalid_arguments_are_refused_before_the_first_part(tmp_path: Path) -> None:
    """A check in parts refuses invalid arguments when it is called."""
    path = tmp_path / "List_7.csv"
    wrong: list[dict[str, Any]] = [
        {"as_of": "2019-09-09"},
        {"drawn_on": dt.date(2018, 1, 1)},
        {"skip": ["lunch"]},
        {"aliases": {7: {"Person": "lunch"}}},
        {"limits": 5},
        {"rows": 0},
    ]
    for arguments in wrong:
        with pytest.raises(jtai.errors.JtaiError):
            check_in_parts(path, **({"as_of": AS_OF} | arguments))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"aliases": [1]}, "aliases: expected a mapping of titles by list number, got list"),
        ({"aliases": {6: ["x"]}}, r"aliases\[6\]: expected a mapping of keys of columns by title"),
        ({"sheet_names": ["x"]}, "sheet_names: expected a mapping of list numbers by the names"),
        ({"sheet_names": {5: 6}}, "sheet_names: the name is not text"),
        ({"sheet_names": {"x": [6]}}, "no such list"),
        ({"edition": "x"}, "edition: expected a jtai.guidance.ListEdition, got str"),
        ({"limits": 5}, "limits: expected a jtai.Limits, got int"),
    ],
)
def test_arguments_of_another_type_are_refused(
    tmp_path: Path, arguments: dict[str, Any], message: str
) -> None:
    """An argument of another type is refused by name, before the file is read."""
    with pytest.raises(jtai.errors.InvalidValueError, match=message):
        jtai.read_lists(tmp_path / "none.csv", **arguments)


def test_options_apply_to_parts(tmp_path: Path) -> None:
    """Aliases, sheet names, severities and skipped rules also apply to checks in parts."""
    path = tmp_path / "extract.csv"
    path.write_text("Person,Age,Born\nSYN-01,11,01/05/2007\n", encoding="utf-8")
    reports = list(
        check_in_parts(
            path,
            as_of=AS_OF,
            aliases={7: {"Person": "child_id", "Born": "date_of_birth"}},
            sheet_names={"extract": 7},
            skip=["adult", "child-repeated"],
            severities={"age-differs": "note", "child-differs": "note"},
            drawn_on=AS_OF - dt.timedelta(5),
        )
    )
    (report,) = reports
    assert report.drawn_on == AS_OF - dt.timedelta(5)
    assert [one.severity for one in report.problems if one.rule == "age-differs"] == ["note"]
    assert {entry.rule for entry in report.not_checked if "skipped" in entry.reason} == {
        "adult",
        "child-repeated",
    }
    with pytest.raises(jtai.errors.InvalidValueError, match="unknown rule"):
        check_in_parts(path, as_of=AS_OF, skip=["lunch"])


def test_a_file_that_is_not_a_list_gives_one_report(tmp_path: Path) -> None:
    """A file that is not recognised as a list gives one report, which says so."""
    path = tmp_path / "lunch.csv"
    path.write_text("Menu,Price\nSoup,3\nSalad,4\n", encoding="utf-8")
    (report,) = check_in_parts(path, as_of=AS_OF, rows=1)
    assert [one.rule for one in report.problems] == ["sheet-not-recognised"]


def test_an_empty_file_is_not_clear(tmp_path: Path) -> None:
    """An empty file is reported as having no titles, so it is not clear."""
    path = tmp_path / "List_6.csv"
    path.write_text("", encoding="utf-8")
    (report,) = check_in_parts(path, as_of=AS_OF)
    assert [one.rule for one in report.problems] == ["titles-missing"]
    assert not report.is_clear


def test_of_two_files_of_a_list_the_published_one_is_read(tmp_path: Path) -> None:
    """In a folder, a file with the published name goes before others, unless one is named."""
    for name, child in (("Child Protection", "SYN-01"), ("List_7", "SYN-02")):
        path = tmp_path / f"{name}.csv"
        path.write_text(text([TITLES, line(child_id=child)]), encoding="utf-8")
    lists = jtai.read_lists(tmp_path)
    assert (lists[7].sheet, lists[7][0].child_id) == ("List_7", "SYN-02")
    assert lists[7].repeats == (("Child Protection", 1),)
    lists = jtai.read_lists(tmp_path, sheet_names={"child protection": 7})
    assert (lists[7].sheet, lists[7].repeats) == ("Child Protection", (("List_7", 1),))


@pytest.mark.parametrize("name", ["List 6 (2)", "CIN part 2", "Closed cases"])
def test_rows_on_a_sheet_of_another_name_are_not_lost(tmp_path: Path, name: str) -> None:
    """Rows of a list on a sheet of another name count as not read wherever the list is used."""
    path = tmp_path / "lists.xlsx"
    jtai.write_lists(synthetic_lists(40, seed=3), path)
    whole = jtai.read_lists(path)
    book = openpyxl.load_workbook(path)
    first, second = book["List_6"], book.copy_worksheet(book["List_6"])
    second.title = name
    second.delete_rows(1)  # the list's title
    first.delete_rows(18, 99)
    second.delete_rows(2, 15)
    book.save(path)
    lists = jtai.read_lists(path)
    # Below the titles in row 2, rows 3 to 17 stay.
    rest = len(whole[6]) - 15
    assert rest > 0
    assert lists[6].repeats == ((name, rest),)
    cohort = lists.cohort(as_of=AS_OF)
    assert cohort.unattributed == ((6, rest),)
    assert f"{rest} rows of the list in {name!r} were not read" in str(cohort.contradictions)
    report = lists.check(as_of=AS_OF)
    assert {one.rule for one in report.problems} == {"list-repeated"}
    assert {"not-on-list-6", "open-assessment-not-on-list-6"} <= {
        one.rule for one in report.not_checked
    }
    with pytest.raises(jtai.errors.InvalidValueError, match="would be lost"):
        jtai.write_lists(lists, tmp_path / "out")


def beside_list_7(tmp_path: Path, name: str, *rows: list[object]) -> jtai.Submission:
    """Return what is read from a folder with list 7 in CSV and another file."""
    (tmp_path / "List_7.csv").write_text(text([TITLES, line()]), encoding="utf-8")
    path = tmp_path / name
    if path.suffix == ".xlsx":
        workbook(path, "List_7", list(rows))
    else:
        path.write_text(text(list(rows), separator="\t"), encoding="utf-8")
    return jtai.read_lists(tmp_path)


@pytest.mark.parametrize(
    ("name", "sheet"),
    [
        ("more.xlsx", "more.xlsx: List_7"),
        ("List_7.tsv", "List_7.tsv"),
        ("LIST_7.TXT", "LIST_7.TXT"),
        ("List_7_part2.csv", "List_7_part2"),
    ],
)
def test_rows_in_another_file_of_a_folder_are_not_lost(
    tmp_path: Path, name: str, sheet: str
) -> None:
    """Rows of a list in another file beside its CSV file count as not read."""
    second = line(child_id="SYN-02", date_of_birth="02/05/2007")
    lists = beside_list_7(tmp_path, name, TITLES, second, second)
    assert [row.child_id for row in lists[7]] == ["SYN-01"]
    assert lists[7].repeats == ((sheet, 2),)
    assert lists.cohort(as_of=AS_OF).unattributed == ((7, 2),)
    rules = {"list-repeated"} | ({"file-not-read"} if not name.endswith(".csv") else set())
    assert {one.rule for one in lists.remarks} - {"list-missing"} == rules


def test_a_list_is_not_read_from_another_file_of_a_folder(tmp_path: Path) -> None:
    """A workbook beside CSV files is never read, even if it has the only sheet of a list."""
    (tmp_path / "List_6.csv").write_text("Child Unique ID,Age\nSYN-01,12\n", encoding="utf-8")
    workbook(tmp_path / "a.xlsx", "List_7", [["List 7"], TITLES, line()])
    workbook(tmp_path / "b.xlsx", "List_6", [["Child Unique ID"], ["words"]])
    workbook(tmp_path / "c.xlsx", "Guidance", [["words"]])
    workbook(tmp_path / "d.xlsx", "Children", [TITLES[:5], line()[:5]])
    lists = jtai.read_lists(tmp_path)
    assert lists.numbers == (6,)
    assert lists[6].repeats == ()
    rules = Counter(one.rule for one in lists.remarks if one.list is None)
    assert rules == {"file-not-read": 4}


def test_another_file_of_a_folder_need_not_be_readable(tmp_path: Path) -> None:
    """A file beside CSV files that cannot be read is only reported."""
    lists = beside_list_7(tmp_path, "notes.txt", ["A"])
    (tmp_path / "notes.xlsx").write_bytes(b"PK")
    (tmp_path / "folder.xlsx").mkdir()
    lists = jtai.read_lists(tmp_path)
    assert lists[7].repeats == ()
    assert [one.rule for one in lists.remarks if one.list is None] == ["file-not-read"] * 3


def test_a_note_beside_a_list_costs_no_child(tmp_path: Path) -> None:
    """Notes right of the titles of a workbook, as people add them, leave a cohort as it was."""
    path = tmp_path / "lists.xlsx"
    jtai.write_lists(synthetic_lists(150, seed=5), path)
    before = jtai.read_lists(path).cohort(as_of=AS_OF).deep_dive()
    book = openpyxl.load_workbook(path)
    sheet = book["List_6"]
    width = sheet.max_column
    for row in range(3, sheet.max_row + 1):
        sheet.cell(row, width + 1, "checked")
    sheet.cell(3, width + 5, 7)
    book.save(path)
    lists = jtai.read_lists(path)
    assert [(one.rule, one.cell) for one in lists.remarks] == [
        ("column-not-recognised", "Y2"),
        ("column-not-recognised", "AC2"),
    ]
    assert lists.cohort(as_of=AS_OF).deep_dive() == before


def test_a_note_beside_the_titles_of_a_csv_file_is_a_row_that_is_too_wide(tmp_path: Path) -> None:
    """In a CSV file, any cell beyond the titles may be due to an unquoted comma."""
    path = tmp_path / "List_7.csv"
    path.write_text(text([TITLES, line(), [*line(), "checked"]]), encoding="utf-8")
    assert jtai.read_lists(path)[7].set_aside == {1: "row-too-wide"}


class Queue(io.BytesIO):
    """A file without contents yet, as the system describes an empty queue, or one that fails."""

    error: OSError | None = None

    def read(self, _: int | None = -1, /) -> Any:
        """Fail, or return that nothing is there yet."""
        if self.error is not None:
            raise self.error
        return None


@pytest.mark.parametrize("error", [None, OSError(5, "Input/output error")])
def test_a_file_that_cannot_be_read_is_refused_in_parts_too(
    error: OSError | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that opens but cannot be read is refused when it is checked in parts."""
    path = tmp_path / "List_6.csv"
    path.write_text("Child Unique ID\nA1\n")
    queue = Queue()
    queue.error = error
    monkeypatch.setattr(os, "fdopen", lambda *_: queue)
    with pytest.raises(UnreadableFileError, match="^List_6.csv: the file could not be read to"):
        list(check_in_parts(path, as_of=dt.date(2019, 9, 9)))


@pytest.mark.skipif(sys.platform == "emscripten", reason="this ends Pyodide")
def test_a_line_without_end_is_refused_early(tmp_path: Path) -> None:
    """A line longer than the limits allow is refused without reading the rest of the file."""
    path = tmp_path / "List_6.csv"
    with path.open("wb") as file:
        file.write(b"Child Unique ID\n")
        file.truncate(2**40)
    limits = Limits(columns=2, cell_length=1_000_000)
    with pytest.raises(LimitError, match="line 2: at least"):
        list(check_in_parts(path, as_of=dt.date(2019, 9, 9), limits=limits))
