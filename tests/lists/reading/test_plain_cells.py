# ruff: noqa: DTZ001 - spreadsheets hold moments without a zone

"""Cell values from other libraries are converted to plain values or refused."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from enum import Enum

import numpy as np
import pandas as pd
import pytest

import jtai
from jtai.lists.reading.sheets import RawSheet


def raw(cell: object, beside: object) -> object:
    """Return the stored value of a cell that has another cell beside it."""
    lists = jtai.Submission.from_rows({6: [{"child_id": cell, "age": beside}]})
    return lists[6].cell(0, "child_id").raw


def test_titles_and_cells_can_be_members_of_an_enumeration() -> None:
    """A member of an enumeration of texts is its text, as a title and as a cell."""

    class Text(str, Enum):  # noqa: UP042 - its text is that of the member's name
        TITLE = "Child Unique ID"
        CELL = "A1"

    assert jtai.Submission.from_rows({6: [{Text.TITLE: Text.CELL}]})[6].values("child_id") == ["A1"]


@pytest.mark.parametrize("text", ["NaT", "<NA>"])
@pytest.mark.parametrize("beside", [12, np.int64(12)])
def test_a_text_stays_a_text_beside_other_types(text: str, beside: object) -> None:
    """A text such as "NaT" stays a text, whatever type the cell beside it has."""
    assert raw(text, beside) == text


@pytest.mark.parametrize("cell", [np.array([1, 2]), np.array([1]), [1, 2], b"A1"])
def test_several_values_in_a_cell_are_refused(cell: object) -> None:
    """An array, list or bytes is refused as a cell, even with a single value."""
    with pytest.raises(jtai.errors.InvalidValueError, match=r"rows\[6\]\[0\].*cell value \(\w+\)"):
        raw(cell, 12)


@pytest.mark.parametrize(
    "cell", [float("nan"), np.float64("nan"), np.ma.masked, Decimal("sNaN"), None]
)
def test_a_missing_value_is_blank(cell: object) -> None:
    """A missing value of Python or NumPy is a blank cell."""
    assert raw(cell, 12) is None


class _Sex(str, Enum):  # noqa: UP042 - likewise
    MALE = "a) Male"


class _Whole(int, Enum):
    TWELVE = 12


class _Number(float, Enum):
    HALF = 0.5


class _Day(dt.date, Enum):
    FIRST = 2019, 7, 1


class _Hostile(str):
    __slots__ = ()

    def __str__(self) -> str:
        return "another"


class _Raising:
    def __getattr__(self, name: str) -> object:
        raise RuntimeError("Canary")


class _NoOffset(dt.tzinfo):
    """A time zone with an error in its code, of the given kind."""

    def __init__(self, error: type[Exception] = RuntimeError) -> None:
        self._error = error

    def utcoffset(self, _: dt.datetime | None) -> dt.timedelta:
        raise self._error("Canary")

    tzname = dst = utcoffset  # type: ignore[assignment]


class _OffsetOnce(dt.tzinfo):
    """A time zone two hours before UTC, which fails if asked again."""

    asked = False

    def utcoffset(self, _: dt.datetime | None) -> dt.timedelta:
        if self.asked:
            raise RuntimeError("Canary")
        self.asked = True
        return dt.timedelta(hours=-2)

    tzname = dst = utcoffset  # type: ignore[assignment]


class _NoText(str):
    __slots__ = ()

    def __ne__(self, other: object) -> bool:
        raise TypeError("Canary")

    __hash__ = str.__hash__


class _NoDecimal(Decimal):
    def is_finite(self) -> bool:
        raise RuntimeError("Canary")

    __str__ = __lt__ = is_finite  # type: ignore[assignment]


class _NoClock(dt.time):
    def isoformat(self, _: str = "auto") -> str:
        raise RuntimeError("Canary")

    __str__ = utcoffset = isoformat  # type: ignore[assignment]


class _Disguised:
    __class__ = float  # type: ignore[assignment]


NINE = dt.datetime(2019, 7, 9, 9)
HOUR = dt.timedelta(hours=1)

# A cell and its stored value, or `...` if it is refused.
_CELLS: list[tuple[object, object]] = [
    ([1], ...),
    ({}, ...),
    ({1}, ...),
    ((1, [2]), ...),
    (b"A1", ...),
    (bytearray(b"A1"), ...),
    (1j, ...),
    (object(), ...),
    (np.array([1, 2]), ...),
    (pd.Series([1, 2]), ...),
    (pd.DataFrame({"a": [1]}), ...),
    (Decimal("sNaN"), None),
    (Decimal("NaN"), None),
    (float("nan"), None),
    (np.float64("nan"), None),
    (np.datetime64("NaT", "ns"), None),
    (pd.NA, None),
    (pd.NaT, None),
    (np.int64(5), 5),
    (np.bool_(True), True),
    (np.str_("A1"), "A1"),
    (np.datetime64("2019-07-09", "ns"), dt.datetime(2019, 7, 9)),
    (np.timedelta64("NaT", "ns"), None),
    (np.timedelta64(12, "D"), dt.timedelta(12)),
    (np.timedelta64(12, "ns"), ...),
    (np.timedelta64(12, "Y"), ...),
    (pd.Timedelta(days=12), dt.timedelta(12)),
    (pd.Timedelta(np.timedelta64(2**50, "s")), ...),
    (pd.Timestamp("2019-07-09"), dt.datetime(2019, 7, 9)),
    (10**5000, 10**5000),
    ("NaT", "NaT"),
    (_Sex.MALE, "a) Male"),
    (_Whole.TWELVE, 12),
    (_Number.HALF, 0.5),
    (_Day.FIRST, dt.date(2019, 7, 1)),
    (_Hostile("A1"), "A1"),
    (_Raising(), ...),
    (_NoText("A1"), ...),
    (_NoDecimal("1.5"), Decimal("1.5")),
    (_NoClock(9), dt.time(9)),
    (NINE.replace(tzinfo=_NoOffset()), ...),
    (NINE.replace(tzinfo=_NoOffset(TypeError)), ...),
    (NINE.timetz().replace(tzinfo=_NoOffset()), ...),
    (NINE.replace(tzinfo=_OffsetOnce()), NINE.replace(tzinfo=dt.timezone(-2 * HOUR))),
    (_Disguised(), ...),
]


@pytest.mark.parametrize(("cell", "kept"), _CELLS, ids=lambda value: type(value).__name__)
def test_cells_of_sheets_are_converted(cell: object, kept: object) -> None:
    """A cell of a sheet made in Python is converted, blank, or refused by its place."""
    sheet = RawSheet(name="List_6", rows=[["Child Unique ID", "Gender"], ["A1", cell]], first_row=3)
    if kept is ...:
        with pytest.raises(jtai.errors.InvalidValueError, match=r"List_6, cell B4: unsupported"):
            jtai.Submission.from_sheets([sheet])
        return
    lists = jtai.Submission.from_sheets([sheet])
    found = lists[6].cell(0, "gender").raw
    assert (found, type(found)) == (kept, type(kept))
    assert not lists.check(as_of=dt.date(2019, 9, 9)).crashed


@pytest.mark.parametrize("key", ["child_id", "cin_start", "allocated_team"])
def test_a_date_whose_time_zone_fails_is_refused_by_its_place(key: str) -> None:
    """A cell with a time zone that raises errors is refused, in rows and in data frames."""
    cell = NINE.replace(tzinfo=_NoOffset())
    with pytest.raises(jtai.errors.InvalidValueError, match=rf"^rows\[6\]\[0\]\['{key}'\]: unsup"):
        jtai.Submission.from_rows({6: [{key: cell}]})
    frame = pd.DataFrame({key: pd.Series([cell], dtype=object)})
    with pytest.raises(jtai.errors.InvalidValueError, match=rf"^frames\[6\]\['{key}'\]: unsup"):
        jtai.lists_from_frames({6: frame})


def titled(cell: object) -> jtai.Submission:
    """Read list 6 with this cell as its fourth title."""
    rows = [["Child Unique ID", "Gender", "Ethnicity", cell], ["A1", "M", "WBRI", 1]]
    return jtai.Submission.from_sheets([RawSheet(name="List_6", rows=rows)])


@pytest.mark.parametrize("cell", [pd.NA, None, 7, 10**5000], ids=["NA", "None", "int", "long"])
def test_a_title_that_is_blank_or_a_number_is_unknown(cell: object) -> None:
    """A title that is blank or a number is not a title of the list, and the list is read."""
    lists = titled(cell)
    assert len(lists[6]) == 1
    assert lists[6].values("child_id") == ["A1"]


@pytest.mark.parametrize("cell", [np.array([1, 2]), b"Age", [1]], ids=["array", "bytes", "list"])
def test_a_title_of_an_unsupported_type_is_refused(cell: object) -> None:
    """A title of a type that no cell can have is refused by its place."""
    with pytest.raises(jtai.errors.InvalidValueError, match=r"List_6, cell D1: unsupported"):
        titled(cell)
