from __future__ import annotations

from collections.abc import Sequence

import pytest

from jtai.lists.reading.sheets import RawSheet
from jtai.lists.reading.unused_rows import ANYONE, unused_rows
from jtai.lists.submission import Submission
from tests.lists.reading.contact import ROW, TITLES

WIDE = ["A2", "stray", *ROW[1:]]
SHIFTED = ["A2", "stray", *ROW[1:-1]]


def unused(*rows: Sequence[object], known: str = "") -> dict[int, str]:
    """Return the unused rows of list 1; the first of the given rows is that of the titles."""
    (table,) = Submission.from_sheets([RawSheet(name="List_1", rows=rows)])
    return unused_rows(table, known.split().__contains__)


def test_no_row_is_unused_if_all_have_identifiers() -> None:
    """A row that was used and has an identifier is not among the unused rows."""
    assert unused(TITLES, ROW, ROW) == {}


@pytest.mark.parametrize("child", [None, "#N/A", 12.5])
def test_a_row_without_a_readable_identifier_may_be_about_anyone(child: object) -> None:
    """A row whose identifier is blank or unread may be about any child."""
    assert unused(TITLES, ROW, [child, *ROW[1:]]) == {1: ANYONE}


def test_the_first_cell_of_a_row_that_is_too_wide_is_its_identifier() -> None:
    """The identifier of a row that is too wide is known if no cell can be before it."""
    assert unused(TITLES, ROW, WIDE) == {1: "A2"}
    assert unused(TITLES, ROW, [None, *WIDE[1:]]) == {1: ANYONE}


@pytest.mark.parametrize("first", ["Name", TITLES[1]])
def test_an_identifier_behind_other_cells_may_be_another_cell(first: str) -> None:
    """Behind another column, the cell is the identifier only if another row has it."""
    titles = [first, TITLES[0], *(title for title in TITLES[2:] if title != first)]
    row = ["x", "A1", *ROW[2:]]
    wide = ["x", "A2", "stray", *ROW[2:]]
    assert unused(titles, row, wide) == {1: ANYONE}
    assert unused(titles, row, wide, known="A1 A2") == {1: "A2"}


def test_the_identifier_of_a_shifted_row_counts_if_another_row_has_it() -> None:
    """The identifier of a shifted row counts only if it is that of a child on another row."""
    assert unused(TITLES, ROW, SHIFTED) == {1: ANYONE}
    assert unused(TITLES, ROW, SHIFTED, known="A1 A2") == {1: "A2"}


def test_rows_off_the_titles_count_in_the_same_way() -> None:
    """A row below other titles is about a known child, or about anyone."""
    below: list[Sequence[object]] = [TITLES[::-1], ROW[::-1], ["A2", *ROW[-2:0:-1], "A2"]]
    assert unused(TITLES, ROW, *below, known="A1 A2") == {1: ANYONE, 2: "A2"}
