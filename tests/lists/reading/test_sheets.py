from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from jtai.lists.reading.sheets import RawSheet, cell_name, column_letters


@given(st.integers(1, 18_278), st.integers(1, 1_048_576))
def test_cells_are_named_as_spreadsheets_name_them(column: int, row: int) -> None:
    """Cells have the names that openpyxl gives them."""
    assert column_letters(column) == get_column_letter(column)
    assert cell_name(row, column) == f"{get_column_letter(column)}{row}"


@pytest.mark.parametrize(("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (703, "AAA")])
def test_column_letters_after_z(number: int, letters: str) -> None:
    """Column letters go from Z to AA and from ZZ to AAA."""
    assert column_letters(number) == letters


def test_the_repr_of_a_sheet_shows_no_cell() -> None:
    """The `repr` of a sheet shows no cell."""
    assert "secret" not in repr(RawSheet(name="List_6", rows=[["secret"]]))
