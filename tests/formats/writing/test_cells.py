from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from jtai.errors import InvalidValueError
from jtai.formats.writing.cells import (
    EXCEL_TEXT,
    check_texts,
    in_excel,
    plain_text,
    refuse_unrecognised,
    written_columns,
)
from jtai.lists.submission import Submission
from tests.formats.lists import everything, placed, some
from tests.little_time import is_below


def cell(key: str, given: object) -> object:
    """Return a cell of list 6 as it is written."""
    table = some(**{key: given})[6]
    return next(cells[0] for column, cells in written_columns(table) if column.key == key)


@pytest.mark.parametrize(
    ("key", "given", "written"),
    [
        ("gender", "female", "b) Female"),
        ("ethnicity", "wbri", "a) WBRI"),
        ("disability", "Y", "a) Yes"),
        ("disability", False, "b) No"),
        ("disability", "u", "c) Unknown"),
        ("concern", "a) Yes", "Y"),
        ("concern", False, "N"),
        ("concern", "Not known", "Not known"),
        ("age", "12", 12),
        ("age", 12.0, 12),
        ("age", "-1", -1),
        ("cin_start", "2019-07-09", dt.date(2019, 7, 9)),
        ("cin_start", 43655.0, dt.date(2019, 7, 9)),
        ("cin_start", "07/13/2019", "07/13/2019"),
        ("cin_start", "9/7/19", "9/7/19"),
        ("ethnicity", "purple", "purple"),
        ("age", 12.5, 12.5),
        ("allocated_team", "=1", "=1"),
        ("allocated_team", 12.0, "12"),
        ("allocated_team", "#N/A", "#N/A"),
        ("allocated_team", " ", None),
        ("allocated_team", None, None),
    ],
)
def test_cells_are_written_in_published_form(key: str, given: object, written: object) -> None:
    """A cell that was read is written in published form; one that was not read is unchanged."""
    made = cell(key, given)
    assert made == written
    assert type(made) is type(written)


def test_unknown_answers_are_written_even_if_not_published() -> None:
    """An unknown answer is written as such even if the published column does not offer it."""
    table = everything()[8]
    columns = {column.key: column for column in table.layout.columns}
    two = next(
        key
        for key, column in columns.items()
        if column.codes is not None and column.codes.key == "yes_no"
    )
    lists = type(everything()).from_rows({8: [{"child_id": "A1", two: "unknown"}]})
    written = {column.key: cells[0] for column, cells in written_columns(lists[8])}
    assert written[two] == "c) Unknown"


def test_a_missing_column_is_blank() -> None:
    """Every column of the layout is written in published order, and a missing one is blank."""
    table = everything()[6]
    written = list(written_columns(table))
    assert [column for column, _ in written] == list(table.layout.columns)
    assert {column.key: cells for column, cells in written}["cin_start"] == (None, None)


ZONE = dt.timezone(dt.timedelta(hours=1))
NOON = dt.datetime(2019, 7, 9, 12)  # noqa: DTZ001 - a cell has no time zones


@pytest.mark.parametrize(
    ("given", "value", "shown"),
    [
        ("=1", "=1", "text"),
        (True, True, "number"),
        (12, 12, "number"),
        (12.5, 12.5, "number"),
        (1e20, 1e20, "number"),
        (10**15, "1000000000000000", "text"),
        (float("inf"), "inf", "text"),
        (float("nan"), "nan", "text"),
        (Decimal("0.1"), 0.1, "number"),
        (Decimal("0.1234567890123456789"), "0.1234567890123456789", "text"),
        (dt.date(1900, 3, 1), 61, "date"),
        (dt.date(1900, 2, 28), "28/02/1900", "text"),
        (dt.date(845, 2, 8), "08/02/0845", "text"),
        (NOON, 43655.5, "moment"),
        (NOON.replace(year=1900, month=3, day=1), 61.5, "moment"),
        (NOON.replace(year=1899, minute=1), "09/07/1899 12:01:00", "text"),
        (dt.datetime(2019, 7, 9, 12, tzinfo=ZONE), "09/07/2019 12:00:00+01:00", "text"),
        (dt.time(6), 0.25, "time"),
        (dt.time(6, tzinfo=ZONE), "06:00:00+01:00", "text"),
        (dt.timedelta(), 0.0, "duration"),
        (dt.timedelta(hours=36), 1.5, "duration"),
        (dt.timedelta(hours=-12), "-1 day, 12:00:00", "text"),
    ],
)
def test_values_that_excel_cannot_store_are_written_as_text(
    given: object, value: object, shown: str
) -> None:
    """A value that Excel would round or cannot store as a number is written as text."""
    made = in_excel(given)
    assert made == (value, shown)
    assert type(made[0]) is type(value)


def test_dates_can_be_written_in_the_1904_date_system() -> None:
    """In the 1904 date system, dates are written as days since 1904."""
    assert in_excel(dt.date(2019, 7, 9), date_1904=True) == (42193, "date")
    assert in_excel(NOON.replace(hour=0), date_1904=True) == (42193, "moment")
    assert in_excel(dt.date(1904, 1, 1), date_1904=True) == ("01/01/1904", "text")


@pytest.mark.parametrize(
    ("given", "text"),
    [(1e15, "1000000000000000.0"), (-3.0, "-3"), (False, "FALSE"), (7, "7")],
)
def test_numbers_are_written_as_text(given: object, text: str) -> None:
    """As text, whole numbers below 10^15 have no decimal part, and booleans are in capitals."""
    assert plain_text(given) == text


def wrong(*cells: Any, most: int | None = EXCEL_TEXT) -> list[tuple[str, str]]:
    """Return where and why texts in column B, from row 3 on, are refused."""
    with pytest.raises(InvalidValueError) as caught:
        check_texts([("List_6", 2, range(3, 3 + len(cells)), cells)], most=most)
    assert "Canary" not in str(caught.value)
    return [(fault.where, fault.message) for fault in caught.value.faults]


def test_text_that_no_file_can_contain_is_refused_by_its_cell() -> None:
    """The error for text that is too long or broken names its cell and does not show the text."""
    long = "Canary" * 6_000
    fine = ("a", None, 12, long[:EXCEL_TEXT], "\U0001f600" * 16_383, "\uffff" * EXCEL_TEXT)
    check_texts([("List_6", 2, range(3, 9), fine)], most=EXCEL_TEXT)
    assert wrong(long, "\U0001f600" * 16_384, "Canary\ud800") == [
        ("List_6!B3", "the text is too long for an Excel cell"),
        ("List_6!B4", "the text is too long for an Excel cell"),
        ("List_6!B5", "the text contains an unpaired surrogate"),
    ]
    assert wrong(long, "\udc00", most=None) == [
        ("List_6!B4", "the text contains an unpaired surrogate")
    ]


@pytest.mark.promise("exhaustion")
def test_long_texts_in_many_cells_take_little_time() -> None:
    """Long texts are measured in a fraction of the time that looking at each character takes."""
    cells = ["\u00e9" * EXCEL_TEXT] * 200

    def check() -> None:
        check_texts([("List_6", 2, range(200), cells)], most=EXCEL_TEXT)

    assert is_below(check, 0.5, lambda: [sum(sign > "\uffff" for sign in cell) for cell in cells])


def test_columns_outside_the_layout_are_refused_by_their_titles() -> None:
    """The error for columns that the official layout does not have names each by its title."""
    refuse_unrecognised(some())
    with pytest.raises(InvalidValueError) as caught:
        refuse_unrecognised(placed())
    assert [fault.message for fault in caught.value.faults] == [
        "the official layout does not have column D, 'My own'",
        "the official layout does not have column F, which has no title",
    ]
    assert {fault.where for fault in caught.value.faults} == {"list 7"}


def test_a_childs_cells_among_titles_are_not_shown() -> None:
    """The error shows no unknown title if one of them is a date, only its column."""
    row = {"child_id": "A1", "Smith": "x", "01/05/2007": "y"}
    with pytest.raises(InvalidValueError) as caught:
        refuse_unrecognised(Submission.from_rows({7: [row]}))
    assert [fault.message for fault in caught.value.faults] == [
        "the official layout does not have column B",
        "the official layout does not have column C",
    ]
