"""Cells of other libraries become plain, or are refused."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest

import jtai


def raw(cell: object, beside: object) -> object:
    """Return what a cell is kept as, with another one in its row."""
    lists = jtai.Submission.from_rows({6: [{"child_id": cell, "age": beside}]})
    return lists[6].cell(0, "child_id").raw


@pytest.mark.parametrize("text", ["NaT", "<NA>"])
@pytest.mark.parametrize("beside", [12, np.int64(12)])
def test_a_text_is_a_text_whatever_stands_beside_it(text: str, beside: object) -> None:
    """A text that reads like a library's sign for nothing is kept, in any company."""
    assert raw(text, beside) == text


@pytest.mark.parametrize("cell", [np.array([1, 2]), np.array([1]), [1, 2], b"A1"])
def test_several_values_in_a_cell_are_refused(cell: object) -> None:
    """An array or a list is not a cell, even if it has a single value."""
    with pytest.raises(jtai.errors.InvalidValueError, match=r"rows\[6\]\[0\].*cell value \(\w+\)"):
        raw(cell, 12)


@pytest.mark.parametrize("cell", [float("nan"), np.float64("nan"), Decimal("sNaN"), None])
def test_what_is_no_value_is_blank(cell: object) -> None:
    """What is missing in another library's terms is a blank cell."""
    assert raw(cell, 12) is None
