from __future__ import annotations

import pickle

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
    assert table.outside == {(3, 2): "List 7: Child protection", (4, 3): "made up"}


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
