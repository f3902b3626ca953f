from __future__ import annotations

import pickle
import tracemalloc

import pytest

from jtai.lists.reading.sheets import OWN_SHEET, RawSheet
from jtai.lists.submission import Submission


def sheet(*rows: tuple[object, ...], name: str = "List_7") -> RawSheet:
    """Return a sheet that begins in cell B3."""
    return RawSheet(name=name, rows=rows, first_row=3, first_column=2)


def test_titles_and_the_cells_above_them_are_kept() -> None:
    """A list keeps its titles as written, their row, and the cells above them."""
    lists = Submission.from_sheets(
        [
            sheet(
                ("List 7: Child protection", None, ""),
                (None, "made up", None),
                (" child unique id ", "Mine", "AGE"),
                ("A1", "x", 12),
            )
        ]
    )
    table = pickle.loads(pickle.dumps(lists[7]))  # noqa: S301 - it was pickled here
    assert table.title_row == 5
    assert table.titles == {"child_id": " child unique id ", "age": "AGE"}
    assert [*table.outside] == [3, 4]
    assert table.cells_outside(3) == {2: "List 7: Child protection"}
    assert table.cells_outside(4) == {3: "made up"}
    assert table.cells_outside(5) == table.cells_outside(6) == {}


@pytest.mark.promise("exhaustion")
def test_cells_outside_the_list_take_no_more_memory_than_those_in_it() -> None:
    """The cells of a row that was not used are not stored a second time."""
    titles = ["Child Unique ID", "Gender", "Age", *map(str, range(97))]
    other = [*titles[1:3], titles[0]]
    rows = [titles, other, *(tuple("1" * 100) for _ in range(300))]
    tracemalloc.start()
    try:
        lists = Submission.from_sheets([RawSheet(name="List_7", rows=rows)])
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert len(lists[7].set_aside) == 300
    assert lists[7].cells_outside(302) == dict.fromkeys(range(1, 101), "1")
    # With two numbers and an entry for each cell, it would be more than 100 bytes.
    assert peak < 300 * 100 * 50


def test_a_sheet_that_jtai_added_is_skipped() -> None:
    """A sheet with jtai's mark below its heading is skipped, even if it names a list."""
    lists = Submission.from_sheets(
        [
            sheet(("Guidance",), (OWN_SHEET,), ("List 6: Children in Need",), name="Guidance"),
            sheet(("Child Unique ID", "Age of Child (Years)"), ("A1", 12)),
        ]
    )
    assert lists.numbers == (7,)
    assert not [found for found in lists.remarks if found.sheet == "Guidance"]
    assert next(found for found in lists.remarks if found.list == 6).rule == "list-missing"


def test_a_mark_among_the_rows_does_not_hide_a_list() -> None:
    """A list with jtai's mark among its rows is still read as a list."""
    rows = [("Child Unique ID", "Age of Child (Years)"), ("A1", 1), ("A2", 2), ("A3", 3)]
    lists = Submission.from_sheets([sheet(*rows, (OWN_SHEET, 4))])
    assert len(lists[7]) == 4
