"""Lists that are written and read again say the same, whatever is in their cells."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import jtai
from jtai.errors import InvalidValueError
from jtai.guidance.entries.list_entries import CellKind, ColumnEntry
from jtai.lists.submission import Submission
from tests.formats.lists import AS_OF, LAYOUTS

UTC = dt.UTC
# Cells that any column may have.
ANY: tuple[Any, ...] = (
    None,
    " ",
    "NULL",
    "#N/A",
    "soon",
    "=1+1",
    True,
    12.5,
    1001.5,
    Decimal("7.5"),
    1e15,
    dt.time(8, 30),
    dt.timedelta(days=2),
)
DATES: tuple[Any, ...] = (
    dt.date(2019, 2, 7),
    dt.date(2019, 5, 5),
    dt.date(2019, 7, 2),
    dt.date(2019, 5, 13),
    dt.date(1850, 3, 4),
    dt.datetime(2019, 6, 30, 23),  # noqa: DTZ001 - as spreadsheets have it
    dt.datetime(2019, 7, 1, 9, 30),  # noqa: DTZ001 - likewise
    dt.datetime(2019, 6, 30, 23, tzinfo=UTC),
    43503,
    43646.9583333,
    40,
    "07/02/2019",
    "2/7/2019 00:00:00",
    "05/05/2019",
    "13/05/2019",
    "05/13/2019",
    "31/02/2019",
    "7/2/19",
    "2019-02-07",
    "30 June 2019 23:00",
    "2019-06-30 23:00:00",
    "2019-06-30T23:00:00Z",
    "06/07/2019 11:00 pm",
)
IDENTIFIERS = ("A1", "a1 ", "1001", 1001, 1001.0, '="1001"', "'1001", "0012", "Unknown", 12345)
OF_KIND: dict[CellKind, tuple[Any, ...]] = {
    CellKind.DATE: DATES,
    CellKind.IDENTIFIER: IDENTIFIERS,
    CellKind.NUMBER: (12, 12.0, "12", "-1", -1, "12.0", "twelve", 10**9),
    CellKind.TEXT: ("Team A", "12.50", "+44", "'quoted", "13/05/2019", dt.date(2019, 2, 7), 7),
    CellKind.ANSWER: ("Y", "no", "Unknown", "y?", "a) Yes", 1),
    CellKind.CODE: ("WBRI - White, English", "1A", "a) Male", "a)", 4),
}


def cells(column: ColumnEntry) -> st.SearchStrategy[Any]:
    """Return cells for a column: mostly those of its kind, and others."""
    return st.sampled_from((*OF_KIND[column.kind] * 3, *ANY))


KEYS = {number: [column.key for column in LAYOUTS[number].columns] for number in (1, 6, 7)}
ROWS = {
    number: st.lists(st.tuples(*map(cells, LAYOUTS[number].columns)), min_size=1, max_size=5)
    for number in KEYS
}
# These say how a cell is written, or that a row is not about a child, which writing corrects.
CORRECTED = {"identifier-spelling", "code-with-words", "not-a-child"}


def problems(lists: Submission) -> Counter[tuple[object, ...]]:
    """Return the problems of lists without the places of cells."""
    return Counter(
        (one.rule, one.list, one.key, one.index, one.message)
        for one in lists.check(as_of=AS_OF).problems
        if one.rule not in CORRECTED
    )


def values(lists: Submission) -> dict[tuple[int, str], list[Any]]:
    """Return the values of every column."""
    return {(table.number, key): table.values(key) for table in lists for key in table.raw}


def round_trip(lists: Submission, name: str) -> None:
    """Check that written lists are refused, or say the same when they are read."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        try:
            jtai.write_lists(lists, path)
        except InvalidValueError as refusal:
            assert "written file" in str(refusal)  # noqa: PT017 - most are not refused
            return
        again = jtai.read_lists(path)
    assert values(again) == values(lists)
    assert problems(again) == problems(lists)


@pytest.mark.parametrize("name", ["a.xlsx", "a"])
@pytest.mark.parametrize("number", KEYS)
@given(data=st.data())
def test_what_is_written_says_what_was_read(number: int, name: str, data: st.DataObject) -> None:
    """Written lists are refused, or have the same values and problems when they are read."""
    rows = [dict(zip(KEYS[number], row, strict=True)) for row in data.draw(ROWS[number])]
    round_trip(Submission.from_rows({number: rows}), name)


# What the dates of one column can be, so that many columns have one order.
POOLS = (
    (None, *DATES),
    (None, dt.date(2019, 2, 7), dt.date(2019, 7, 2)),
    ("05/13/2019", "05/05/2019"),
    ("07/02/2019", "02/03/2019", "2019-03-02", None),
    ("13/05/2019", "07/02/2019"),
    # As Excel with US settings reads dates.
    (
        *(dt.date(2019, month, month + 1) for month in range(1, 6)),
        *(f"{day}/05/2019" for day in range(13, 19)),
    ),
)
ROWS_OF_DATES = 12
A_COLUMN = st.sampled_from(POOLS).flatmap(
    lambda pool: st.lists(st.sampled_from(pool), min_size=ROWS_OF_DATES, max_size=ROWS_OF_DATES)
)


@pytest.mark.parametrize("name", ["a.xlsx", "a"])
@given(columns=st.tuples(*[A_COLUMN] * 4))
def test_what_is_in_doubt_stays_in_doubt(name: str, columns: tuple[list[object], ...]) -> None:
    """No problem of a date is lost because the lists were written, in whatever order dates are."""
    keys = ("date_of_birth", "cin_start", "last_seen", "cin_end")
    rows = [
        dict.fromkeys(KEYS[6]) | {"child_id": f"A{at}", **dict(zip(keys, cells, strict=True))}
        for at, cells in enumerate(zip(*columns, strict=True))
    ]
    round_trip(Submission.from_rows({6: rows}), name)
