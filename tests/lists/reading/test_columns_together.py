from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jtai.core.answers import Answer
from jtai.guidance.columns import AUGUST_2019
from jtai.guidance.entries.list_entries import CellKind, ColumnEntry
from jtai.lists.reading import column_reading
from jtai.lists.reading.cells import UNREAD
from jtai.lists.reading.column_reading import read_columns
from jtai.lists.reading.sheets import RawSheet
from jtai.lists.submission import Submission
from tests.lists.reading.one_column import read_column

LIST_8 = AUGUST_2019.lists[-1]
SOME_CELLS: tuple[object, ...] = (
    None,
    "",
    True,
    False,
    0,
    1,
    1.0,
    12.5,
    "Y",
    "a) Yes",
    "A1",
    "#N/A",
    dt.date(2019, 9, 9),
    dt.datetime(2019, 9, 9, 8, 30),  # noqa: DTZ001 - as a sheet has it
    "09/09/2019",
)


def alone(cell: object, column: ColumnEntry) -> Any:
    """Return the value of one cell that is read by itself."""
    return column_reading._reader(column, date_1904=False)(cell)


@given(st.lists(st.sampled_from(SOME_CELLS), max_size=700))
@settings(max_examples=25)
def test_cells_are_read_alike_alone_and_together(cells: list[object]) -> None:
    """The value of a cell does not depend on the cells around it."""
    read = read_columns(
        [[cell] * len(LIST_8.columns) for cell in cells], dict(enumerate(LIST_8.columns))
    )
    for column, (values, unread, different) in zip(LIST_8.columns, read, strict=True):
        expected = [alone(cell, column) for cell in cells]
        assert [(type(value), value) for value in values] == [
            (type(value), value) for value in expected
        ]
        assert unread == tuple(at for at, value in enumerate(expected) if value is UNREAD)
        assert read_column(cells, column) == (values, unread)
        assert different is None or set(map(type, different.values())) == set(map(type, expected))


@pytest.mark.parametrize("cells", [[1, True], [True, 1], [0, False], [False, 0.0]])
def test_true_and_one_in_a_column_are_read_differently(cells: list[object]) -> None:
    """True and 1 are read differently, whichever comes first in a column."""
    number = next(column for column in LIST_8.columns if column.kind is CellKind.NUMBER)
    answer = next(column for column in LIST_8.columns if column.kind is CellKind.ANSWER)
    for column in (number, answer):
        assert read_column(cells, column)[0] == [alone(cell, column) for cell in cells]
    truth = next(cell for cell in cells if isinstance(cell, bool))
    assert alone(truth, number) is UNREAD
    assert alone(truth, answer) is (Answer.YES if truth else Answer.NO)


def test_more_different_cells_than_the_cache_contains_are_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A column is read to its end even if it has more different cells than are cached."""
    monkeypatch.setattr(column_reading, "_MOST_KEPT", 5)
    text = next(column for column in LIST_8.columns if column.kind is CellKind.TEXT)
    cells = [*(f"Team {number}" for number in range(9)), "#REF!"]
    assert read_column(cells, text) == ([*cells[:-1], UNREAD], (9,))


@pytest.mark.promise("exhaustion")
@pytest.mark.parametrize("kind", [CellKind.IDENTIFIER, CellKind.TEXT])
def test_equal_long_texts_are_read_as_one_object(
    kind: CellKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A long text that many cells of a small workbook share is not copied for each of them."""
    monkeypatch.setattr(column_reading, "_MOST_KEPT", 5)
    column = next(column for column in LIST_8.columns if column.kind is kind)
    shared = " " + "a" * 400
    values, unread = read_column([*map(str, range(1, 10)), *[shared] * 600], column)
    assert values == [*map(str, range(1, 10)), *["a" * 400] * 600]
    assert len({*map(id, values[9:])}) == 1
    assert unread == ()


@pytest.mark.parametrize("number", [0, 1, 255, 256, 257, 600])
def test_rows_are_read_whatever_their_number(number: int) -> None:
    """Lists of any length are read in full, and short rows are blank at their end."""
    titles = ["Child Unique ID", "Gender", "Age"]
    rows: list[list[object]] = [[f"a{at}", "b) Female", at][: 2 + at % 2] for at in range(number)]
    lists = Submission.from_sheets([RawSheet(name="List_1", rows=[titles, *rows])])
    assert list(lists[1].raw["child_id"]) == [row[0] for row in rows]
    assert lists[1].raw["child_id"][1:3] == [row[0] for row in rows[1:3]]
    assert lists[1].values("age") == [at if at % 2 else None for at in range(number)]
    assert lists[1].values("child_id") == [row[0] for row in rows]
