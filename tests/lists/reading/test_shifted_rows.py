from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from jtai.guidance.columns import AUGUST_2019
from jtai.lists.reading.headers import tables_of
from jtai.lists.reading.sheets import RawSheet, cell_name
from jtai.lists.reading.shifted_rows import shifted_rows
from jtai.lists.reading.table import ListTable
from jtai.lists.submission import Submission
from tests.lists.areas import LAYOUTS
from tests.lists.reading.contact import ROW, TITLES
from tests.lists.rules.correct_area import area, sheets

AS_OF = dt.date(2019, 9, 9)
COLUMNS = dict(enumerate(AUGUST_2019.lists[0].columns))


def shifts(*rows: list[object]) -> dict[int, int]:
    """Return the shifted rows of list 1, with the number of columns they are shifted by."""
    return shifted_rows(rows, COLUMNS, date_1904=False)


@pytest.mark.parametrize(
    ("row", "shift"),
    [
        ([*ROW[:2], "stray", *ROW[2:-1]], 1),
        (["A1", "x", *ROW[1:-1]], 1),
        (["A1", "x", "y", *ROW[1:-2]], 2),
        ([*ROW[:1], *ROW[2:], None], -1),
        ([*ROW[:1], *ROW[2:], " "], -1),
        (["A1", "F", "Mixed", " other", "01/05/2007", "12", "03/06/2019"], 1),
        # The gender is wrong as well.
        (["A1", "?", "Mixed", " other", "01/05/2007", "12", "03/06/2019"], 1),
    ],
)
def test_a_row_is_shifted_if_its_cells_fit_the_next_columns(row: list[object], shift: int) -> None:
    """A row is shifted if an extra or missing cell moved the cells after it."""
    assert shifts(ROW, row, ROW) == {1: shift}


@pytest.mark.parametrize(
    "row",
    [
        ROW,
        [None] * 7,
        ["A1", "x", "y", "z", "?", "?", "?"],
        ["A1", "b) Female", "a) WBRI", "9/7/19", "12 years", "3/6/19", "Police?"],
        [*ROW[:4], "x", *ROW[4:-1]],  # only two cells do not fit their columns
        ["A1", "x", *ROW[1:5], "?"],  # one cell fits neither column
        [
            *ROW[:1],
            *ROW[2:],
            "q) 6: Police",
        ],  # a cell was deleted, but the last one is in its place
        ["A1", "b) Female", *ROW[3:5], "a) WBRI", *ROW[5:]],  # two columns swapped
    ],
)
def test_a_row_with_errors_is_left_to_the_rules_for_cells(row: list[object]) -> None:
    """A row is not treated as shifted if its cells could simply be wrong."""
    assert shifts(ROW, row) == {}


def test_the_first_cell_of_a_row_may_be_the_missing_one() -> None:
    """A row without the cell of its first column is shifted, if that column is not of text."""
    columns = dict(enumerate(COLUMNS[at] for at in sorted(COLUMNS, reverse=True)))
    row = [*ROW[-2::-1], None]  # the contact, age, birth, ethnicity, gender and identifier
    row[3:5] = [None, None]
    assert shifted_rows([ROW[::-1], row], columns, date_1904=False) == {1: -1}


def test_words_for_nothing_do_not_hide_a_shift() -> None:
    """What an export writes for no value fits any column, as a blank cell does."""
    assert shifts(["A1", "stray", *ROW[1:4], "NULL", ROW[5]]) == {0: 1}
    assert shifts([*ROW[:3], "NULL", "NULL", "NULL", "NULL"]) == {}
    without_birth = [*ROW[:3], "NULL", *ROW[4:]]
    assert shifts(*[without_birth] * 10_001, ["A1", "x", *ROW[1:-1]]) == {10_001: 1}


def test_without_columns_of_dates_nothing_is_shifted() -> None:
    """Without a column of dates, no row is treated as shifted."""
    columns = {at: COLUMNS[at] for at in (0, 1, 2, 4, 6)}
    assert shifted_rows([["A1", "x", *ROW[1:-1]]], columns, date_1904=False) == {}
    assert shifted_rows([], COLUMNS, date_1904=False) == {}


def test_without_a_code_before_the_team_a_wrong_answer_is_not_a_shift() -> None:
    """Without a code or answer before the columns of text, a wrong answer is not a shift."""
    layout = LAYOUTS[4].columns
    columns = {0: layout[0], 1: layout[10], 2: layout[12]}
    assert shifted_rows([["A1", "East", "Unclear"]], columns, date_1904=False) == {}
    # With an unknown column before the worker.
    layout = LAYOUTS[6].columns
    columns = {0: layout[0], 1: layout[11], 3: layout[13], 4: layout[14]}
    row = ["A1", "c) Child in need plan", "?", "East", "Unclear"]
    assert shifted_rows([row], columns, date_1904=False) == {}


def test_a_code_before_a_single_column_of_text_shows_a_shift() -> None:
    """A code in a single column of text is found, and so is an answer in a column of answers."""
    layout = LAYOUTS[6].columns
    columns = {0: layout[0], 1: layout[11], 2: layout[13], 3: layout[14]}
    assert [column.key for column in columns.values()][1:] == [
        "case_status",
        "allocated_worker",
        "concern",
    ]
    row = ["A1", "x", "c) Child in need plan", "East"]
    assert shifted_rows([row], columns, date_1904=False) == {0: 1}


def test_dates_in_an_unknown_form_are_not_shifts() -> None:
    """If more than 10,000 rows have unreadable dates, none is treated as shifted."""
    row: list[object] = ["A1", "x", *ROW[1:-1]]
    assert len(shifts(*[row] * 10_000)) == 10_000
    assert shifts(*[row] * 10_001) == {}


def test_a_shifted_row_is_one_error_and_not_used() -> None:
    """A shifted row is one error, its cells are kept, and it is not checked."""
    row: list[object] = ["A2", "stray", *ROW[1:-1]]
    lists = Submission.from_sheets([RawSheet(name="List_1", rows=[TITLES, ROW, row])])
    table = lists[1]
    assert table.set_aside == {1: "row-shifted"}
    assert (table[1].child_id, table.cells_outside(3)[2]) == (None, "stray")
    report = lists.check(as_of=AS_OF)
    (problem,) = [one for one in report.problems if one.row == 3]
    assert (problem.rule, problem.cell, problem.severity) == ("row-shifted", "A3", "error")
    assert "one column too far to the right" in problem.message
    (left,) = [one for one in report.not_checked if one.rule == "row-shifted"]
    assert left.row_numbers == (3,)
    two: list[object] = ["A2", "x", "y", *ROW[1:-2]]
    _, found = tables_of([RawSheet(name="List_1", rows=[TITLES, two])], AUGUST_2019, {}, {})
    (shifts_found,) = [one.message for one in found if one.rule == "row-shifted"]
    assert "2 columns too far to the right" in shifts_found


def test_only_the_shifted_row_is_reported() -> None:
    """If a row is shifted, only that row is reported, with the right direction."""
    found = 0
    for sheet in sheets(area()):
        titles, *rows = sheet.rows
        for at, row in enumerate(rows):
            place = 1 + at % (len(row) - 1)
            right = [*row[:place], "stray", *row[place:-1]]
            left = [*row[:place], *row[place + 1 :], None]
            for changed, word in ((right, "to the right"), (left, "to the left")):
                given = RawSheet(
                    name=sheet.name, rows=[titles, *rows[:at], changed, *rows[at + 1 :]]
                )
                remarks = Submission.from_sheets([given]).remarks
                shifts_found = [one for one in remarks if one.rule == "row-shifted"]
                assert all(one.row == at + 2 and word in one.message for one in shifts_found)
                assert len(shifts_found) <= 1
                found += len(shifts_found)
    assert found > 30


def of_list(number: int) -> tuple[Any, ...]:
    """Return the titles of a list and two correct rows, whose cells are all filled at the end."""
    sheet = next(sheet for sheet in sheets(area()) if sheet.name == f"List_{number}")
    titles, *rows = sheet.rows
    some = [[*row] for row in rows if None not in row[-10:]]
    assert len(titles) == len(some[0]) == len(some[1])
    return [*titles], some[0], some[1]


def directions(number: int, *rows: list[object], **more: Any) -> list[tuple[int | None, str]]:
    """Return the row of each remark on a shifted row, and how far its cells are shifted."""
    lists = Submission.from_sheets([RawSheet(name=f"List_{number}", rows=rows, **more)])
    return [
        (one.row, one.message.split(";")[0].removeprefix("cells of the row are "))
        for one in lists.remarks
        if one.rule == "row-shifted"
    ]


ONE_RIGHT = "one column too far to the right"
TWO_RIGHT = "2 columns too far to the right"
ONE_LEFT = "one column too far to the left"


def told(
    number: int, *rows: list[object], **more: Any
) -> tuple[ListTable[Any], list[tuple[str, str | None]]]:
    """Return a list of one sheet, and the rule and cell of each remark that is about a cell."""
    lists = Submission.from_sheets([RawSheet(name=f"List_{number}", rows=rows, **more)])
    return lists[number], [(one.rule, one.cell) for one in lists.remarks if one.cell is not None]


@pytest.mark.parametrize("number", [1, 3, 4, 5, 6, 7, 8])
@pytest.mark.parametrize("where", [(1, 2), (2,)], ids=["in all rows", "in one row"])
def test_a_note_beside_the_titles_of_a_workbook_is_an_untitled_column(
    number: int, where: tuple[int, ...]
) -> None:
    """A note to the right of the titled columns of a workbook costs no row, in one row or all."""
    rows = [*of_list(number)]
    plain, _ = told(number, *rows)
    for at in where:
        rows[at] = [*rows[at], "SW to check"]
    table, found = told(number, *rows)
    width = len(rows[0])
    assert found == [("column-not-recognised", cell_name(1, width + 1))]
    assert [*table] == [*plain]
    assert table.set_aside == {}
    (column,) = table.unplaced
    assert (column.title, column.number) == ("", width + 1)
    assert [cell is not None for cell in column.cells] == [at in where for at in (1, 2)]


def test_notes_at_different_distances_cost_no_row() -> None:
    """A workbook's rows are all as wide as the widest; blank cells after a note do not count."""
    titles, first, second = of_list(6)
    table, _ = told(6, titles, [*first, "checked", None, None], [*second, None, None, "late"])
    assert table.set_aside == {}


def test_a_pivot_far_to_the_right_costs_no_row() -> None:
    """Each untitled column of a pivot is reported; its own rows are not about a child."""
    titles, first, second = of_list(6)
    gap = [None] * 3
    below: list[object] = [None] * len(titles)
    pivot: list[object] = ["N", 2]
    table, found = told(
        6,
        titles,
        [*first, *gap, "Row labels", "Count"],
        [*second, *gap, "Y", 53],
        [*below, *gap, *pivot],
        [*below, *gap, "Grand total", 55],
    )
    assert found == [
        ("not-a-child", "A4"),
        ("column-not-recognised", "AB1"),
        ("column-not-recognised", "AC1"),
    ]
    assert [row.child_id for row in table] == [first[0], second[0]]
    assert [tuple(column.cells) for column in table.unplaced] == [
        ("Row labels", "Y"),
        ("Count", 53),
    ]
    assert (table.cells_outside(4)[28], table.cells_outside(5)[29]) == ("N", 55)


@pytest.mark.parametrize("number", [4, 6])
def test_an_answer_beside_columns_of_answers_may_be_shifted(number: int) -> None:
    """A row of a workbook is not used if what is beyond the titles fits the last column."""
    titles, first, second = of_list(number)
    table, found = told(number, titles, [*first, "Y"], second)
    assert found == [("row-too-wide", "A2")]
    assert table.set_aside == {0: "row-too-wide"}


@pytest.mark.parametrize("note", [[], ["checked"], [None, "checked", 3]])
@pytest.mark.parametrize("number", [4, 6, 7, 8])
def test_a_comma_before_the_answers_of_a_workbook_is_found(number: int, note: list[object]) -> None:
    """Answers shifted by a comma are never read as others, also with notes beside them."""
    titles, first, second = of_list(number)
    worker = titles.index("Allocated Worker")
    shifted = [*first[:worker], "Synthetic", " worker", *first[worker + 1 :], *note]
    table, found = told(number, titles, shifted, second)
    assert ("row-too-wide", "A2") in found
    assert table.set_aside == {0: "row-too-wide"}
    assert table[1].child_id == second[0]


@pytest.mark.parametrize("number", [6, 7, 8])
def test_two_commas_before_a_blank_last_answer_are_found(number: int) -> None:
    """With a blank last cell, a row shifted by two is found by the last but one."""
    titles, first, second = of_list(number)
    worker = titles.index("Allocated Worker")
    shifted = [*first[:worker], "Synthetic", " b", " c", *first[worker + 1 : -1], None]
    table, _ = told(number, titles, shifted, second)
    assert table.set_aside == {0: "row-too-wide"}


def test_a_shift_of_the_whole_row_is_found_beside_a_blank_last_cell() -> None:
    """Where nothing is beyond the titles but a note, cells that fit the next columns are found."""
    titles, first, second = of_list(6)
    for note in ([], ["checked"]):
        shifted = ["A1", "x", *first[1:-1], None, *note]
        table, found = told(6, titles, shifted, [*second, None, *note])
        assert ("row-shifted", "A2") in found
        assert table.set_aside == {0: "row-shifted"}


def test_a_date_pushed_beyond_a_code_is_found() -> None:
    """A row is not used if a cell is unread and the last but one fits what is beyond the titles."""
    titles, first, second = of_list(1)
    shifted = [*first[:2], "Mixed", " any", " other", *first[3:6], None]
    table, _ = told(1, titles, shifted, second)
    assert table.set_aside == {0: "row-too-wide"}


@pytest.mark.parametrize("number", [3, 5])
def test_beside_free_text_a_row_is_shifted_if_a_cell_is_unread(number: int) -> None:
    """Beside free text, where anything fits, a row counts as shifted if a typed cell is unread."""
    titles, first, second = of_list(number)
    named = [*first[:-1], "Synthetic", " worker"]
    table, found = told(number, titles, named, second)
    assert found == [("column-not-recognised", cell_name(1, len(titles) + 1))]
    assert [row.child_id for row in table] == [first[0], second[0]]
    # An answer or a number, and a number, before the two columns of text.
    shifted = [*first[:-4], "Synthetic", " in part", *first[-3:]]
    table, found = told(number, titles, shifted, second)
    assert ("row-too-wide", "A2") in found
    assert table.set_aside == {0: "row-too-wide"}


def test_a_row_of_a_csv_file_with_content_beyond_the_titles_is_not_used() -> None:
    """In a CSV file, a row with content beyond the titles is not used, whatever it is."""
    for number in (3, 6):
        titles, first, second = of_list(number)
        for more in ("SW to check", "Y"):
            table, found = told(number, titles, [*first, more], second, second, delimited=True)
            assert found == [("row-too-wide", "A2")]
            assert table.set_aside == {0: "row-too-wide"}


def without(row: list[object], title: str, titles: list[object]) -> list[object]:
    """Return a row without the cell below a title."""
    at = titles.index(title)
    return [*row[:at], *row[at + 1 :]]


@pytest.mark.parametrize("title", ["Allocated Team", "Allocated Worker"])
@pytest.mark.parametrize("number", [4, 6, 7, 8])
def test_an_answer_below_the_worker_shows_that_a_cell_is_missing(number: int, title: str) -> None:
    """A row whose worker is an answer, and whose last cell is blank, is shifted to the left."""
    titles, first, second = of_list(number)
    for delimited in (False, True):
        for short in ([*without(first, title, titles), None], without(first, title, titles)):
            table, found = told(number, titles, short, second, delimited=delimited)
            assert found == [("row-shifted", "A2")]
            assert table.set_aside == {0: "row-shifted"}
            assert table[1].child_id == second[0]
            assert directions(number, titles, short, second) == [(2, ONE_LEFT)]


def test_an_answer_below_the_worker_may_be_written_in_full() -> None:
    """A worker "a) Yes" is an answer."""
    titles, first, second = of_list(6)
    concern = titles.index("Allocated Worker") + 1
    answered = [*first[:concern], "a) Yes", *first[concern + 1 :]]
    short = [*without(answered, "Allocated Team", titles), None]
    assert directions(6, titles, short, second) == [(2, ONE_LEFT)]


@pytest.mark.parametrize(
    ("number", "before"),
    [
        (4, "needs_social_care"),
        (6, "primary_need"),
        (6, "case_status"),
        (7, "plan_end"),
        (8, "placement_provider"),
    ],
)
@pytest.mark.parametrize("cell", [None, "x"])
def test_a_cell_inserted_before_the_team_is_found_beside_a_blank_last_cell(
    number: int, before: str, cell: object
) -> None:
    """A row is shifted if the code before the team is in its place, and the worker is an answer."""
    titles, first, second = of_list(number)
    keys = [column.key for column in LAYOUTS[number].columns]
    at = keys.index(before)
    shifted = [*first[:at], cell, *first[at:-1]]
    table, found = told(number, titles, shifted, second)
    assert table.set_aside == {0: "row-shifted"}
    assert found == [("row-shifted", "A2")]
    assert directions(number, titles, shifted, second) == [(2, ONE_RIGHT)]


def test_a_worker_who_is_a_number_shows_a_shift_as_a_name_does() -> None:
    """A number in the column after the worker counts as a text there."""
    titles, first, second = of_list(6)
    team = titles.index("Allocated Team")
    shifted = [*first[: team - 1], "x", first[team - 1], "East", 1234, *first[team + 2 : -1]]
    shifted[-1] = None
    assert directions(6, titles, shifted, second) == [(2, ONE_RIGHT)]


@pytest.mark.parametrize(
    ("number", "key", "first_text"),
    [
        (6, "allocated_team", "allocated_team"),
        (6, "allocated_worker", "allocated_team"),
        (8, "placement_postcode", "placement_postcode"),
    ],
)
def test_a_text_split_at_a_comma_is_found_beside_a_blank_last_cell(
    number: int, key: str, first_text: str
) -> None:
    """A row is shifted if a part of a text that begins with a space is in the next column."""
    titles, first, second = of_list(number)
    keys = [column.key for column in LAYOUTS[number].columns]
    at, start = keys.index(key), keys.index(first_text)
    shifted = [*first[:at], "East", " North", *first[at + 1 : -1]]
    assert directions(number, titles, shifted, second) == [(2, ONE_RIGHT)]
    # Cells further away from the two columns of text may begin with a space as well.
    spaced = [
        f" {cell}" if isinstance(cell, str) and not start - 1 <= place < start + 4 else cell
        for place, cell in enumerate(shifted)
    ]
    assert directions(number, titles, spaced, second) == [(2, ONE_RIGHT)]
    padded = [f" {cell}" if isinstance(cell, str) else cell for cell in shifted]
    table, _ = told(number, titles, padded, second)
    assert table.set_aside == {}


@pytest.mark.parametrize(
    ("number", "changes"),
    [
        (6, {"concern": "Unclear"}),
        (6, {"concern": "Unclear", "allocated_team": "N"}),
        (7, {"concern": "Unclear", "allocated_team": "1"}),
        (
            6,
            {"concern": "Unclear", "allocated_team": "c) Child in need plan", "multi_agency": "?!"},
        ),
        (
            6,
            {"concern": "Unclear", "allocated_team": "c) Child in need plan", "needs_support": "?"},
        ),
        (6, {"concern": "Unclear", "case_status": " c) Child in need plan"}),
        (6, {"concern": "Unclear", "needs_support": " Y"}),
        (6, {"concern": "NULL", "allocated_worker": " Ann"}),
    ],
)
def test_a_wrong_word_beside_the_worker_is_not_a_shift(
    number: int, changes: dict[str, str]
) -> None:
    """A row with a wrong answer, and a team that may be one, is left to the rules for cells."""
    titles, first, second = of_list(number)
    keys = [column.key for column in LAYOUTS[number].columns]
    row = [changes.get(key, cell) for key, cell in zip(keys, first, strict=True)]
    for last in (row[-1], None):
        table, _ = told(number, titles, [*row[:-1], last], second)
        assert table.set_aside == {}


def test_a_shift_does_not_make_a_space_in_another_row_one() -> None:
    """Beside a shifted row, one whose worker begins with a space is used."""
    titles, first, second = of_list(6)
    worker = titles.index("Allocated Worker")
    shifted = [*first[:worker], "Smith", " Ann", *first[worker + 1 : -1]]
    spaced = [*second[:worker], " Ann", *second[worker + 1 : -1], None]
    assert directions(6, titles, [*shifted[:-1], None], spaced) == [(2, ONE_RIGHT)]


@pytest.mark.parametrize("worker", ["N", "NULL", "Worker"])
def test_an_answer_below_the_worker_is_kept_if_nothing_is_missing(worker: str) -> None:
    """A row whose worker is an answer is used if its last cell is filled or others do not fit."""
    titles, first, second = of_list(6)
    at = titles.index("Allocated Worker")
    filled = [*first[:at], worker, *first[at + 1 :]]
    table, _ = told(6, titles, filled, second)
    assert table.set_aside == {}
    wrong = [*first[:at], worker, first[at + 1], "?", *first[at + 3 : -1], None]
    table, _ = told(6, titles, wrong, second)
    assert table.set_aside == {}


@pytest.mark.parametrize("worker", ["", "NULL", "Unknown"])
def test_a_row_without_a_worker_and_last_answer_is_used(worker: str) -> None:
    """A blank or unknown worker is not an answer that belongs in the next column."""
    titles, first, second = of_list(6)
    at = titles.index("Allocated Worker")
    row = [*first[:at], worker, *first[at + 1 : -1], ""]
    assert lines_of(row, second, titles=titles) == ({}, [])


def lines_of(*rows: list[object], titles: list[object]) -> tuple[dict[int, str], list[str | None]]:
    """Return the rows of list 6 that were not used, and the cells of remarks, from a CSV file."""
    table, found = told(6, titles, *rows, delimited=True)
    return dict(table.set_aside), [cell for _, cell in found]


def test_the_only_line_that_is_shorter_than_all_others_is_shifted() -> None:
    """A line of a CSV file is shifted if it alone is shorter, by one or two cells."""
    titles, first, second = of_list(6)
    others = [second] * 3
    assert lines_of(first[:-1], *others, titles=titles) == ({0: "row-shifted"}, ["A2"])
    assert lines_of(first[:-2], *others, titles=titles) == ({0: "row-shifted"}, ["A2"])
    assert lines_of(first[:-8], *others, titles=titles) == ({}, [])
    assert lines_of(first[:-1], first[:-1], *others, titles=titles) == ({}, [])
    assert lines_of(first[:-1], second, titles=titles) == ({}, [])
    assert lines_of(first[:-1], *[second[:-8]] * 3, second, titles=titles) == ({}, [])
    table, _ = told(6, titles, first[:-1], *others)
    assert table.set_aside == {}


def test_a_line_is_not_shifted_if_its_last_cell_would_not_fit_the_next_column() -> None:
    """A line that only lacks a blank last cell is used; beside text, if its cells fit."""
    for number in (1, 3, 4, 5):
        titles, first, second = of_list(number)
        others = [second] * 3
        table, _ = told(number, titles, first[:-1], *others, delimited=True)
        assert table.set_aside == {}
    titles, first, second = of_list(5)
    short = [*first[:-3], *first[-2:]]
    table, _ = told(5, titles, short, second, second, delimited=True)
    assert table.set_aside == {0: "row-shifted"}


def test_shorter_lines_are_shifted_if_others_end_in_blank_cells() -> None:
    """A program that writes blank cells at the ends of lines writes all of them."""
    titles, first, second = of_list(6)
    others = [[*second[:-1], None]] * 20
    table, found = told(6, titles, first[:-1], *others, first[:-1], delimited=True)
    assert table.set_aside == {0: "row-shifted", 21: "row-shifted"}
    assert found == [("row-shifted", "A2"), ("row-shifted", "A23")]
    # Too many for chance.
    assert lines_of(*[first[:-1]] * 2, *others[:19], titles=titles) == ({}, [])
    assert lines_of(*[first[:-1]] * 3, *others, titles=titles) == ({}, [])
    # Only another line has a blank cell at its end.
    full = [second] * 20
    assert lines_of(*[first[:-1]] * 2, *full, [*second, ""], titles=titles) == ({}, [])
    # With a separator at the end of each line.
    ended = [[*second, None]] * 3
    assert lines_of([*first[:-1], None], *ended, titles=titles) == ({0: "row-shifted"}, ["A2"])
    assert lines_of(first, *ended, titles=titles) == ({}, [])
    assert lines_of([*first[:1], "?", *first[2:]], *ended, titles=titles) == ({}, [])


def test_excel_shortens_lines_in_blocks_of_sixteen() -> None:
    """A line is not shifted if all lines that Excel writes together with it are as short."""
    titles, first, second = of_list(6)
    blank = [*first[:-1], None]
    rows = [[*second[:-1], None]] * 15 + [blank[:-1]] * 16 + [second] * 200
    assert lines_of(*rows, titles=titles) == ({}, [])
    rows[20] = second
    assert len(lines_of(*rows, titles=titles)[0]) == 15


def test_an_extra_blank_cell_costs_no_row() -> None:
    """A line of a CSV file with one more blank cell at its end than others is used."""
    titles, first, second = of_list(6)
    for rows in ([first, [*second, ""]], [[*first, ""], second, [*second, "", "", ""]]):
        assert lines_of(*rows, titles=titles) == ({}, [])
    wrong = [*first[:1], "?", *first[2:], ""]
    assert lines_of(wrong, second, titles=titles) == ({}, [])
    unread = [[*first[:-1], "?", ""]] * 15
    assert lines_of(*unread, *[second] * 16, titles=titles) == ({}, [])


@pytest.mark.parametrize("number", [6, 7, 8])
@pytest.mark.parametrize("ends", [0, 1, 2])
def test_a_longer_line_is_shifted_if_a_text_was_split(number: int, ends: int) -> None:
    """A comma in a text is found beside blank last cells, however many separators end the lines."""
    titles, first, second = of_list(number)
    end: list[object] = [""] * ends
    team, worker = titles.index("Allocated Team"), titles.index("Allocated Worker")
    blank = [*first[:-8], *[""] * 8]
    for changed in (
        [*blank[:team], "A", " North", *blank[team + 1 :]],
        [*blank[:worker], "Smith", " N", *blank[worker + 1 :]],
        [*blank[:worker], "Smith", "", *blank[worker + 1 :]],
        [*blank[: worker + 2], "not yet", *blank[worker + 2 :]],
        [*blank[:team], "A", " North", " East", *blank[team + 1 :]],
    ):
        rows = [[*changed, *end], [*second, *end], [*second, *end]]
        table, found = told(number, titles, *rows, delimited=True)
        assert found == [("row-shifted", "A2")]
        assert table.set_aside == {0: "row-shifted"}
        by = TWO_RIGHT if len(changed) == len(first) + 2 else ONE_RIGHT
        assert directions(number, titles, *rows, delimited=True) == [(2, by)]
        if ends == 0:  # in a file whose other lines end before the blank cells
            rows[1:] = [second[:-2], second[:-2]]
            assert directions(number, titles, *rows, delimited=True) == [(2, by)]


@pytest.mark.parametrize("number", [6, 7, 8])
def test_a_part_of_a_name_is_never_read_as_the_last_answer(number: int) -> None:
    """A longer line is shifted if its last content begins with a space, as after a comma."""
    titles, first, second = of_list(number)
    worker = titles.index("Allocated Worker")
    split = [*first[:worker], "Smith", " N", *[""] * (len(first) - worker - 1)]
    assert directions(number, titles, split, second, second, delimited=True) == [(2, ONE_RIGHT)]


@pytest.mark.parametrize("number", [6, 7, 8])
@pytest.mark.parametrize("initial", ["N", "y"])
def test_an_initial_is_not_the_only_answer_of_a_longer_line(number: int, initial: str) -> None:
    """In a longer line, a letter after the worker without any other answer is that of a name."""
    titles, first, second = of_list(number)
    worker = titles.index("Allocated Worker")
    blank: list[object] = [""] * (len(first) - worker - 1)
    split = [*first[:worker], "Smith", initial, *blank]
    assert directions(number, titles, split, second, second, delimited=True) == [(2, ONE_RIGHT)]
    # The same answer in a line of the usual length, and an answer in words.
    assert directions(number, titles, split[:-1], second, second, delimited=True) == []
    split[worker + 1] = "No"
    assert directions(number, titles, split, second, second, delimited=True) == []


@pytest.mark.parametrize("number", [6, 7, 8])
@pytest.mark.parametrize("inserted", [None, "East"])
@pytest.mark.parametrize("column", ["Allocated Team", "Allocated Worker"])
def test_the_worker_of_another_row_below_an_answer_is_a_shift(
    number: int, inserted: object, column: str
) -> None:
    """A row is shifted if a cell of its first column of answers is the worker of another row."""
    titles, first, second = of_list(number)
    at = titles.index(column)
    row = [*first[:at], inserted, *first[at:-2], None]
    assert directions(number, titles, row, second, second) == [(2, ONE_RIGHT)]
    # Nobody else has this worker.
    worker = titles.index("Allocated Worker")
    others = [*second[:worker], "Another", *second[worker + 1 :]]
    assert directions(number, titles, row, others) == []
    # An answer is in the place of another, so the row is not shifted as a whole.
    wrong = [*row[:-3], "?", *row[-2:]]
    assert directions(number, titles, wrong, second) == []


@pytest.mark.parametrize("number", [6, 7, 8])
def test_a_text_among_workers_is_no_shift_where_the_worker_has_other_rows(number: int) -> None:
    """A text in an answer does not shift a row whose worker is in place, if another row has it."""
    titles, first, second = of_list(number)
    worker = titles.index("Allocated Worker")
    row = [*first[: worker + 1], "see notes", *first[worker + 2 :]]
    unclear = [*second[:worker], "see notes", *second[worker + 1 :]]
    same = [*second[:worker], first[worker], *second[worker + 1 :]]
    assert directions(number, titles, row, unclear, same) == []


@pytest.mark.parametrize("number", [6, 7, 8])
@pytest.mark.parametrize("said", ["#N/A", "?", "TBC", "n/k", "12.5", "31/02/2019"])
def test_a_cell_that_names_nobody_is_no_worker(number: int, said: str) -> None:
    """A sign, number or placeholder in an answer is no worker, even if another row has it."""
    titles, first, second = of_list(number)
    worker = titles.index("Allocated Worker")
    row = [*first[: worker + 1], said, *first[worker + 2 :]]
    other = [*second[:worker], said, *second[worker + 1 :]]
    assert directions(number, titles, row, other) == []


def test_two_deleted_cells_are_a_shift() -> None:
    """A row is shifted if all cells from some place on are two columns too far to the left."""
    two_left = "2 columns too far to the left"
    for number in (3, 5):
        titles, first, second = of_list(number)
        row = [first[0], *first[3:], None, None]
        assert directions(number, titles, row, second) == [(2, two_left)]
        assert directions(number, titles, [*row[:-1], first[-1]], second) == []


def test_each_line_is_shifted_by_its_own_length() -> None:
    """Of two longer lines, each is shifted by as many columns as it has cells too many."""
    titles, first, second = of_list(6)
    team, blank = titles.index("Allocated Team"), [""] * 10
    one: list[object] = [*first[:team], "East", "North", "Smith", *blank]
    two: list[object] = [*first[:team], "East", "North", "West", "Smith", *blank]
    found = [(2, ONE_RIGHT), (4, TWO_RIGHT)]
    assert directions(6, titles, one, second, two, second, delimited=True) == found


def test_the_only_line_of_a_block_may_be_shifted() -> None:
    """A longer line is shifted also where it is alone in the last block that Excel writes."""
    titles, first, second = of_list(6)
    worker = titles.index("Allocated Worker")
    split = [*first[:worker], "Smith", "", *[""] * (len(first) - worker - 1)]
    split[worker + 2] = "N"
    rows = [*[second] * 15, split]
    assert directions(6, titles, *rows, delimited=True) == [(17, ONE_RIGHT)]


def test_content_below_a_blank_title_of_a_csv_file_may_be_shifted() -> None:
    """If all lines end in a separator, an answer in the column after the last title is an error."""
    titles, first, second = of_list(6)
    worker = titles.index("Allocated Worker")
    shifted = [*first[:worker], "Smith", " Ann", *first[worker + 1 :]]
    rows = [[*second, ""], shifted, [*second, ""]]
    assert lines_of(*rows, titles=[*titles, ""]) == ({1: "row-too-wide"}, ["A3"])
    # A column that lacks its title.
    named: list[list[object]] = [[*second, "Y"]] * 3
    assert lines_of(*named, titles=[*titles, ""]) == ({}, ["Y1"])
    named[0] = [*second, ""]
    assert lines_of(*named, titles=[*titles, ""]) == ({}, ["Y1"])


def test_the_advice_on_a_wide_row_fits_the_kind_of_file() -> None:
    """For a workbook, the advice is about the column; for a CSV file, about commas and quotes."""
    titles, first, second = of_list(6)
    said = {}
    for delimited in (False, True):
        sheet = RawSheet(name="List_6", rows=[titles, [*first, "Y"], second], delimited=delimited)
        report = Submission.from_sheets([sheet]).check(as_of=AS_OF)
        (problem,) = [one for one in report.problems if one.rule == "row-too-wide"]
        said[delimited] = problem
    assert "right of the last titled column" in said[False].message
    assert "title" in said[False].remedy
    assert "shifted" in said[False].remedy
    assert "comma" not in said[False].remedy
    assert "more cells than there are column titles" in said[True].message
    assert "comma" in said[True].remedy


@pytest.mark.parametrize("number", [1, 3, 4, 5, 6, 7, 8])
def test_the_parts_of_a_row_broken_over_lines_are_not_used(number: int) -> None:
    """A line break without quotation marks makes two lines of a row, and no second child."""
    titles, first, second = of_list(number)
    for at in range(1, len(titles) - 1):
        parts = [*first[:at], "Ab"], ["Cd", *first[at + 1 :]]
        for lines_between in (0, 1):
            rows = [second, parts[0], *[[]] * lines_between, parts[1], second]
            table, found = told(number, titles, *rows, delimited=True)
            assert table.set_aside == {1: "row-shifted", 2: "row-shifted"}
            assert found == [("row-shifted", "A3")]
            assert table.values("child_id") == [second[0], None, None, second[0]]
            assert "Cd" in table.cells_outside(4 + lines_between).values()


def test_a_row_can_be_broken_over_several_lines() -> None:
    """The lines are named, each time a row is broken."""
    titles, first, second = of_list(6)
    broken = [first[:4], [None, "x"], [None, *first[5:]]]
    rows = [titles, *broken, second, *broken, second, ["Total: 4"]]
    lists = Submission.from_sheets([RawSheet(name="List_6", rows=rows, delimited=True)])
    first_told, second_told = (one for one in lists.remarks if one.rule == "row-shifted")
    assert first_told.message == (
        "a line break without quotation marks divides the row into rows 2, 3, 4; none of its cells "
        "were used"
    )
    assert "rows 6, 7, 8" in second_told.message
    identifiers = [None] * 3 + [second[0]]
    assert lists[6].values("child_id") == identifiers * 2


def test_lines_without_blank_cells_at_their_ends_are_not_broken() -> None:
    """Short lines are parts of rows only if all of them are, and make up whole rows."""
    titles, first, second = of_list(6)
    width = len(titles)
    parts = first[:9], ["A9", *second[1 : width - 8]]
    assert len(parts[0]) + len(parts[1]) == width + 1
    for rows in (
        [second, *parts, first[:10], second],
        [second, *parts, second],  # the second begins with an identifier
        [parts[0], second, parts[1]],
        [*parts],
        [second, parts[0], second],
        [second, ["North team"], second, second],
        [second, first[:20], first[:20], second],
    ):
        table, _ = told(6, titles, *rows, delimited=True)
        assert table.set_aside == {}
    table, _ = told(6, titles, second, *parts, second)
    assert table.set_aside == {}
