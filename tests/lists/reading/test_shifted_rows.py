from __future__ import annotations

import datetime as dt

import pytest

from jtai.guidance.columns import AUGUST_2019
from jtai.lists.reading.headers import tables_of
from jtai.lists.reading.sheets import RawSheet
from jtai.lists.reading.shifted_rows import shifted_rows
from jtai.lists.submission import Submission
from tests.lists.rules.correct_area import area, sheets

AS_OF = dt.date(2019, 9, 9)
COLUMNS = dict(enumerate(AUGUST_2019.lists[0].columns))
TITLES = [column.title for column in COLUMNS.values()]
ROW: list[object] = [
    "A1",
    "b) Female",
    "a) WBRI",
    dt.date(2007, 5, 1),
    12,
    dt.date(2019, 6, 3),
    "q) 6: Police",
]


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


def test_without_columns_of_dates_nothing_is_shifted() -> None:
    """Without a column of dates, no row is treated as shifted."""
    columns = {at: COLUMNS[at] for at in (0, 1, 2, 4, 6)}
    assert shifted_rows([["A1", "x", *ROW[1:-1]]], columns, date_1904=False) == {}
    assert shifted_rows([], COLUMNS, date_1904=False) == {}


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
    assert (table[1].child_id, table.above[3, 2]) == (None, "stray")
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
