"""Cells with extreme values are read or reported, and no rule fails on them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jtai.errors import InvalidValueError, JtaiError
from jtai.guidance.columns import AUGUST_2019
from jtai.guidance.entries.list_entries import CellKind
from jtai.lists.submission import Submission

AS_OF = dt.date(2019, 9, 9)


class Text(str):
    """A subclass of `str`, as some libraries use."""

    __slots__ = ()


ENDS = tuple(
    day + dt.timedelta(step)
    for day, steps in ((dt.date.min, (0, 1, 300)), (dt.date.max, (0, -1, -300)))
    for step in steps
)
ZONES = (None, dt.UTC, ZoneInfo("Asia/Tokyo"), dt.timezone(dt.timedelta(hours=-12)))
MOMENTS = tuple(
    dt.datetime.combine(day, time, zone)
    for day in ENDS
    for time in (dt.time.min, dt.time.max)
    for zone in ZONES
)
DATES: tuple[Any, ...] = (
    None,
    *ENDS,
    *MOMENTS,
    "0001-01-01",
    "9999-12-31T23:59:59Z",
    "0001-01-01T00:00:00+14:00",
    AS_OF,
    AS_OF - dt.timedelta(100),
    AS_OF - dt.timedelta(4_000),
)
ODD: tuple[Any, ...] = (
    float("nan"),
    float("inf"),
    -0.0,
    1e308,
    10**5_000,
    -(10**5_000),
    Decimal("NaN"),
    Decimal("sNaN"),
    Decimal("Infinity"),
    Decimal("1E+999999"),
    Text("a) Male"),
    True,
    dt.time.max,
    dt.timedelta.max,
    "\ud800",
    "\0",
    "9" * 5_000,
)
REFUSED: tuple[Any, ...] = (1j, b"1001", bytearray(b"1"), Fraction(1, 3), [], {}, object(), str)


def cells(kind: CellKind, codes: list[str]) -> st.SearchStrategy[Any]:
    """Return cells for a column: mostly extreme dates, and codes of the column."""
    if kind is CellKind.DATE:
        return st.sampled_from(DATES)
    if kind is CellKind.IDENTIFIER:
        return st.sampled_from(("1001", "1002"))
    if codes:
        return st.sampled_from(codes)
    return st.sampled_from((None, 0, 1, 12, -1))


ROWS = {
    layout.number: st.lists(
        st.fixed_dictionaries(
            {
                column.key: cells(
                    column.kind, [code.text for code in column.codes.codes] if column.codes else []
                )
                for column in layout.columns
            }
        ),
        min_size=1,
        max_size=3,
    )
    for layout in AUGUST_2019.lists
}


def checked(rows: dict[int, Any]) -> None:
    """Check these rows and make a cohort of them; no rule may fail."""
    lists = Submission.from_rows(rows)
    assert lists.check(as_of=AS_OF).crashed == ()
    cohort = lists.cohort(as_of=AS_OF)
    for grouped in (cohort.deep_dive(), cohort.gate_missing(), cohort.candidates(), cohort):
        assert str(grouped)


@pytest.mark.no_cover
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.fixed_dictionaries(ROWS))
def test_no_rule_fails_on_extreme_dates(rows: dict[int, Any]) -> None:
    """No rule fails on a date in the year 1 or 9999, in any column."""
    checked(rows)


@pytest.mark.parametrize("at", range(len(ODD)))
def test_odd_cells_are_read_or_reported(at: int) -> None:
    """No rule fails on infinite, missing or huge numbers, or on odd texts, in any column."""
    checked(
        {
            layout.number: [
                {column.key: ODD[at] for column in layout.columns},
                {column.key: ODD[at] for column in layout.columns} | {"child_id": "1001"},
            ]
            for layout in AUGUST_2019.lists
        }
    )


@pytest.mark.parametrize("at", range(len(REFUSED)))
def test_unsupported_cell_values_are_refused(at: int) -> None:
    """A value of an unsupported type, such as bytes, is refused with the place of the cell."""
    for layout in AUGUST_2019.lists:
        for column in layout.columns:
            with pytest.raises(JtaiError, match=rf"rows\[{layout.number}\]\[0\]\['{column.key}'\]"):
                Submission.from_rows({layout.number: [{column.key: REFUSED[at]}]})


def test_a_check_in_the_year_1_is_refused() -> None:
    """A check on the first day of the calendar is refused, because it cannot look back."""
    with pytest.raises(
        InvalidValueError, match="as_of: the date is too early for a look-back period"
    ):
        Submission.from_rows({6: []}).check(as_of=dt.date(1, 1, 1))
