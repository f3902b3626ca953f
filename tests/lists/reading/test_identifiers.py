"""Tests of what identifiers are read as."""

import datetime as dt
from decimal import Decimal
from math import inf, nan

import pytest

from jtai.lists.reading.cells import (
    UNREAD,
)
from jtai.lists.reading.identifiers import is_placeholder, read_identifier, spelt_alike

DAY = dt.date(2019, 7, 9)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("A1", "A1"),
        (" A1\u00a0", "A1"),
        ("00123", "00123"),
        ("123", "123"),
        (123, "123"),
        (123.0, "123"),
        (Decimal(123), "123"),
        (999_999_999_999_999.0, "999999999999999"),
        (10**20, "1" + "0" * 20),
        ("NA", "NA"),
        ("1001.0", "1001"),
        ("1001.", "1001"),
        ('="1001"', "1001"),
        ('= "00123"', "00123"),
        ("'1001", "1001"),
        ('=" 1001\u200b"', "1001"),
        ("\u200b\ufeff1001\u2060", "1001"),
        ("10\u200b01", "1001"),
        ("\ufeff1001 ", "1001"),
        ("1001.5", "1001.5"),
        ("A-1.0", "A-1.0"),
        ("O'Neil-7", "O'Neil-7"),
    ],
)
def test_identifiers_that_are_read(cell: object, text: str) -> None:
    """An identifier is a text or whole number, and 123, 123.0 and "123" are the same."""
    assert read_identifier(cell) == text


@pytest.mark.parametrize(
    "cell",
    [
        12.5,
        1000000000000000.0,
        1e20,
        -1e20,
        inf,
        nan,
        True,
        DAY,
        dt.datetime(2019, 7, 9),  # noqa: DTZ001 - a spreadsheet has no time zones
        dt.time(1),
        "N/A",
        "n/a",
        "None",
        "NULL",
        "nan",
        "NaT",
        "<NA>",
        "inf",
        "-inf",
        "Inf",
        "Infinity",
        "-Infinity",
        "-",
        "--",
        "?",
        "#N/A",
        "Err:508",
        "#Error",
        "1234567890123456.0",
    ],
)
def test_identifiers_that_are_not_read(cell: object) -> None:
    """A placeholder, a date or a number that lost digits is not an identifier."""
    assert read_identifier(cell) is UNREAD


@pytest.mark.parametrize(
    "cell",
    [
        "Unknown",
        " UNKNOWN? ",
        "(unknown)",
        "Not known",
        "not_known",
        "Not-Known",
        "N/K",
        "NK",
        "n.k.",
        "TBC",
        "T.B.C.",
        "*** RESTRICTED ***",
        "Confidential",
        "Sensitive",
        "Deleted",
        "removed",
        "Unborn",
        "Unborn baby",
        "* = unborn",
        "No ID",
        "No identifier",
        "Awaiting ID",
        "Anonymous",
        "Pending",
        "None recorded",
        "Not found",
        "No match",
        "Unassigned",
        "No data",
        "As above",
        "ditto",
        "none",
        "N/A",
        '="TBC"',
        "\uff34\uff22\uff23",  # TBC in full width
        "x",
        "XX",
        "xxx-xxx",
        "0",
        "000",
        "0.0",
        0,
        0.0,
        "-",
        "?",
        ".",
        "()",
        "\u00a7 *",
        "\u00a7" * 400,
    ],
)
def test_placeholders_name_no_child(cell: object) -> None:
    """What people write where a child has no identifier is not one: it would join children."""
    assert is_placeholder(cell)
    assert read_identifier(cell) is UNREAD


@pytest.mark.parametrize(
    "cell",
    [
        "X1",
        "0012",
        "100",
        "NK1234",
        "1NK",
        "TBC-7",
        "Unknown 3",
        "X-0-1",
        "X0",
        "NA",
        "NKX",
        "AX",
        "Tbcson",
        "\u0661",  # an Arabic 1
        7,
        -1,
    ],
)
def test_genuine_identifiers_are_not_placeholders(cell: object) -> None:
    """An identifier with a digit other than 0, or with other letters, is a child's."""
    assert not is_placeholder(cell)
    assert read_identifier(cell) == str(cell)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("LL 123", "LL-123", True),
        ("LL 123", "ll123", True),
        ("LL/0123", "LL0123", True),
        ("943 476 5919", "9434765919", True),
        ("0012", "12", True),
        ("1,001", "1001", True),
        ("1,001,001", "1001001", True),
        ("12\u20131", "12-1", True),
        ("O\u2019B1", "O'B1", True),
        ("{0AB1-C2}", "0ab1-c2", True),
        ('"1001"', "1001", True),
        ("\u201c1001\u201d", "1001", True),
        ("12-1", "1-21", False),
        ("1,01", "101", False),
        ("12,3456", "123456", False),
        ("12_1", "121", False),
        ("O'B1", "OB1", False),
        ("12/1", "121", False),
        ("LL123-1", "LL1231", False),
        ("LL0123", "LL123", False),
    ],
)
def test_spellings_of_an_identifier(one: str, other: str, *, same: bool) -> None:
    """Case, spaces, leading zeros, style and outer signs are spelling; other signs are not."""
    assert spelt_alike([one, other, "7"]) == ({one, other} if same else set())


@pytest.mark.parametrize("cell", ["", None, 12.5, DAY, "#N/A", inf, "x" * 400])
def test_other_cells_are_not_placeholders(cell: object) -> None:
    """A blank cell, an error, and a number or date that cannot be an identifier are not one."""
    assert not is_placeholder(cell)


@pytest.mark.parametrize("shortened", ["1.23457E+11", "1E+06", " 1E+06", "1,5e+10 "])
def test_a_number_in_scientific_notation_is_not_an_identifier(shortened: str) -> None:
    """A number in scientific notation is not an identifier, because digits are lost."""
    assert read_identifier(shortened) is UNREAD
    assert read_identifier("E+1") == "E+1"


@pytest.mark.parametrize(
    "cell", ["12\u202c", "\u061c12", "1\u180e2", "12\ufe0f", "\u316412", "\uff11\uff12", "12."]
)
def test_identifiers_that_look_alike_are_one_child(cell: str) -> None:
    """Invisible characters and full-width digits do not make a different identifier."""
    assert read_identifier(cell) == "12"
