# ruff: noqa: DTZ001 - spreadsheets hold moments without a zone

from __future__ import annotations

import datetime as dt
import time
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from math import inf, nan
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904, from_excel

from jtai.core.answers import Answer
from jtai.guidance import codes
from jtai.guidance.columns import AUGUST_2019
from jtai.guidance.entries.list_entries import CellKind, CodeSet, ColumnEntry
from jtai.lists.reading import cells, column_reading
from jtai.lists.reading.cells import (
    UNREAD,
    DateOrder,
    date_order,
    fold,
    is_blank,
    is_error,
    is_placeholder,
    read_code,
    read_date,
    read_identifier,
    read_number,
    read_text,
    says_nothing,
    spelt_alike,
)
from jtai.lists.reading.sheets import RawSheet
from jtai.lists.submission import Submission
from tests.lists.reading.one_column import read_column

LONDON = ZoneInfo("Europe/London")
DAY = dt.date(2019, 7, 9)


def column(kind: CellKind, key: str = "") -> ColumnEntry:
    """Return the first column of a kind, or the first with this key."""
    return next(
        one
        for layout in AUGUST_2019.lists
        for one in layout.columns
        if one.kind is kind and key in {"", one.key}
    )


BLANKS = ("", " ", "\t\n", "\u00a0", "\u200b", "\ufeff", "\u3000", "\u200b\u2003\u200b\u2003\u2060")


@pytest.mark.parametrize("cell", [None, *BLANKS])
def test_invisible_cells_are_blank(cell: object) -> None:
    """A cell without visible characters is blank for every reader."""
    assert is_blank(cell)
    for read in (read_date, read_number, read_text, read_identifier):
        assert read(cell) is None
    assert read_code(cell, codes.GENDER) is None


def test_cells_of_many_spaces_are_blank() -> None:
    """A cell that a database filled with spaces is blank; so many other signs are not ignored."""
    assert is_blank(" \u00a0" * 500)
    assert not is_blank("\u200b" * 500)
    assert read_text(f"{' ' * 400}A1\u200b{' ' * 400}") == "A1"


@pytest.mark.promise("exhaustion")
@pytest.mark.parametrize(
    "text", ["\U000e01ef" * 32_766 + "x", " " * 32_766 + "x", "\ufdfa" * 290, "1" * 32_767]
)
def test_a_long_text_in_many_cells_takes_little_time(text: str) -> None:
    """A small workbook with one long text in many cells does not keep the check busy."""
    layout = AUGUST_2019.lists[3]
    titles = [one.title for one in layout.columns]
    sheet = RawSheet(
        name=layout.sheet,
        rows=[*([[text] * 60] * 29), titles, *([[text] * len(titles)] * 200)],
    )
    begun = time.process_time()
    Submission.from_sheets([sheet]).check(as_of=DAY)
    assert time.process_time() - begun < 5


@pytest.mark.promise("exhaustion")
def test_many_marks_on_one_letter_are_not_put_in_order() -> None:
    """Only up to 30 marks on one letter are put in order, as it takes quadratic time.

    No text in a language has more: https://www.unicode.org/reports/tr15/#Stream_Safe_Text_Format
    """
    above, below = "\u0301", "\u0323"
    # In order, marks below a letter come before those above it, and the first joins the letter.
    assert fold("A" + above * 15 + below * 15) == "\u1ea1" + below * 14 + above * 15
    many = above * 16 + below * 15
    assert fold("A" + many) == "a" + many
    assert read_identifier("\uff21" + many) == "\uff21" + many


@pytest.mark.parametrize("cell", ["-", "N/A", "None", "NULL", "0", 0, False, nan, "#N/A"])
def test_words_for_nothing_are_not_blank(cell: object) -> None:
    """Values such as "N/A", "None" and 0 are not blank."""
    assert not is_blank(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "NULL",
        " null ",
        "(NULL)",
        "NaN",
        "nan",
        "NaT",
        "None",
        "<NA>",
        "NA",
        "N/A",
        "(blank)",
        r"\N",
    ],
)
def test_words_that_programs_write_for_nothing(cell: str) -> None:
    """What programs write for no value is known in any case; only NA can be a child's initials."""
    assert says_nothing(cell)
    assert read_identifier(cell) == ("NA" if cell == "NA" else UNREAD)


@pytest.mark.parametrize("cell", ["", None, "#N/A", "NULL1", "no", "-", "0", 0, nan, "x" * 400])
def test_other_cells_are_not_words_for_nothing(cell: object) -> None:
    """A blank cell, a formula error and a longer word are not words for no value."""
    assert not says_nothing(cell)


@pytest.mark.parametrize(
    "cell",
    [
        *("#N/A", " #n/a ", "#DIV/0!", "#REF!", "#NAME?", "#SPILL!"),
        *("Err:508", "ERR:522", "#ERROR!", "#Error", "#Deleted", "#Func!", "#Type!"),
        *("Loading...", "Loading\u2026"),
    ],
)
def test_failed_formulas_are_unread(cell: str) -> None:
    """The error value of a formula is unreadable for every reader."""
    assert is_error(cell)
    for read in (read_date, read_number, read_text, read_identifier):
        assert read(cell) is UNREAD
    assert read_code(cell, codes.PLACEMENT_AUTHORITY) is UNREAD


def test_other_texts_are_not_failed_formulas() -> None:
    """Only a program's own error values count as failed formulas."""
    others = (
        "N/A",
        "#1",
        "",
        None,
        12,
        "# N/A",
        "Err:12",
        "Err: 508",
        "Error",
        "#Team!",
        "Loading",
    )
    assert not any(map(is_error, others))


@pytest.mark.parametrize(
    "cell",
    [
        DAY,
        dt.datetime(2019, 7, 9),
        dt.datetime(2019, 7, 9, 23, 59, 59, 999999),
        dt.datetime(2019, 7, 9, 23, 30, tzinfo=LONDON),
        dt.datetime(2019, 7, 8, 23, 0, tzinfo=dt.UTC),
        43655,
        43655.0,
        43655.999,
        Decimal(43655),
        "09/07/2019",
        "9/7/2019",
        "9-7-2019",
        "9.7.2019",
        "2019-07-09",
        "2019/7/9",
        "9 July 2019",
        "9-Jul-2019",
        "09 JULY 2019",
        "  09/07/2019\u00a0",
        "\u200b09/07/2019\u2060",
        "9\u00a0July\u00a02019",
        "9\u20117\u20112019",
        "\u0660\u0669/\u0660\u0667/\u0662\u0660\u0661\u0669",
        "\uff10\uff19/07/2019",
        "09/07/2019 00:00",
        "09/07/2019  9:05:07.5",
        "2019-07-09T00:00:00",
        "2019-07-09 23:59:59",
        "July 9 2019",
        "JUL 9, 2019",
        "Jul-9-2019",
        "Jul  9 2019 12:00AM",
        "Jul  9 2019 12:00:00:000AM",
        "09/07/2019 9:05:07 p.m.",
        "9 July 2019 9:05pm",
        "2019-07-08T23:00:00Z",
        "2019-07-08T23:00:00.000z",
        "2019-07-09T00:00:00+01:00",
        "2019-07-09 22:59:59+0000",
    ],
)
def test_dates_that_are_read(cell: object) -> None:
    """A date in any accepted form is read as its day in London."""
    assert read_date(cell) == DAY


@pytest.mark.parametrize(
    "cell",
    [
        "9/7/19",
        "07/13/2019",
        "2019.07.09",
        "2019 07 09",
        "July 9 19",
        "Juli 9 2019",
        "July 32 2019",
        "July 9 - 2019",
        "09/07/2019 9:05 XM",
        "AM",
        "31/02/2019",
        "29/02/2019",
        "00/01/2019",
        "2019-13-01",
        "01/01/0000",
        "20190709",
        "43655",
        "9/7-2019",
        "9 Juli 2019",
        "09/07/2019 24:00",
        "09/07/2019 10:60",
        "09/07/2019 10",
        "2019-07-08T23:00:00+99:99",
        "2019-07-08T99:00:00Z",
        "0001-01-01T00:00:00+14:00",
        "09/07/2019 23:00Z",
        "\uff10\uff19\uff0f07\uff0f2019",
        "today",
        "N/A",
        "-",
        "None",
        "NULL",
        True,
        False,
        0,
        1,
        59,
        60,
        -1,
        109_575,
        20_190_709,
        1e20,
        inf,
        -inf,
        nan,
        Decimal("NaN"),
        Decimal("Infinity"),
        dt.time(0, 0),
        dt.timedelta(days=43655),
        object(),
        [DAY],
    ],
)
def test_dates_that_are_not_read(cell: object) -> None:
    """A value that is not a date, or could be another date, is unreadable."""
    assert read_date(cell) is UNREAD


@pytest.mark.parametrize(("year", "month", "day_", "hours"), [(1, 1, 1, 14), (9999, 12, 31, -14)])
def test_a_moment_outside_the_calendar_in_london_is_not_read(
    year: int, month: int, day_: int, hours: int
) -> None:
    """A moment with no date on a London clock is unreadable."""
    zone = dt.timezone(dt.timedelta(hours=hours))
    moment = dt.datetime(year, month, day_, 12, tzinfo=zone)
    for read in (read_date, read_text):
        assert read(moment) is UNREAD


def test_the_day_in_london_around_midnight() -> None:
    """A moment with a time zone is read as its day in London, in winter and summer."""
    winter = dt.datetime(2019, 1, 8, 23, 30, tzinfo=dt.UTC)
    assert read_date(winter) == dt.date(2019, 1, 8)
    assert read_date("2019-01-08T23:30:00Z") == dt.date(2019, 1, 8)
    summer = dt.datetime(2019, 7, 8, 23, 30, tzinfo=dt.UTC)
    assert read_date(summer) == DAY
    assert read_date("2019-07-08T23:30:00Z") == DAY


def test_leap_days() -> None:
    """29 February is read in leap years only."""
    assert read_date("29/02/2020") == dt.date(2020, 2, 29)
    assert read_date("29/02/1900") is UNREAD


def test_the_range_of_serial_numbers() -> None:
    """Serial numbers are read from 1 March 1900 or 1 January 1904 to the end of 2199."""
    assert read_date(61) == dt.date(1900, 3, 1)
    assert read_date(109_574) == dt.date(2199, 12, 31)
    assert read_date(0, date_1904=True) == dt.date(1904, 1, 1)
    assert read_date(-1402, date_1904=True) is UNREAD
    assert read_date(109_574 - 1462, date_1904=True) == dt.date(2199, 12, 31)
    assert read_date(109_575 - 1462, date_1904=True) is UNREAD


@given(st.integers(61, 109_574), st.floats(0, 0.99))
def test_serial_numbers_agree_with_an_oracle(serial: int, time: float) -> None:
    """Serial numbers are read as openpyxl reads them, in both date systems."""
    expected = from_excel(serial)
    assert isinstance(expected, dt.datetime)
    assert read_date(serial + time) == expected.date()
    since = serial - 1462
    if since > 0:
        oracle = from_excel(since, CALENDAR_MAC_1904)
        assert isinstance(oracle, dt.datetime)
        assert read_date(since, date_1904=True) == oracle.date()


_FORMS = (
    "{0.day:02}/{0.month:02}/{0.year:04} 12:00:00 AM",
    "{0:%B} {0.day}, {0.year:04}",
    "{0:%b} {0.day:2} {0.year:04} 12:00AM",
    "{0.day}/{0.month}/{0.year:04}",
    "{0.day:02}/{0.month:02}/{0.year:04}",
    "{0.day:02}.{0.month:02}.{0.year:04}",
    "{0.day:02}-{0.month:02}-{0.year:04}",
    "{0.year:04}-{0.month:02}-{0.day:02}",
    "{0.year:04}/{0.month}/{0.day}",
    "{0.year:04}-{0.month:02}-{0.day:02}T00:00:00",
    "{0.day} {0:%B} {0.year:04}",
    "{0.day:02}-{0:%b}-{0.year:04} 00:00",
)


@given(st.dates(), st.sampled_from(_FORMS))
def test_a_date_reads_back_as_itself(day: dt.date, form: str) -> None:
    """A date written in any accepted form is read as the same date."""
    assert read_date(form.format(day)) == day
    assert read_date(f" {form.format(day).upper()}\u00a0") == day


@given(st.datetimes(dt.datetime(1950, 1, 1), dt.datetime(2100, 1, 1), timezones=st.timezones()))
def test_a_moment_reads_as_its_text(moment: dt.datetime) -> None:
    """A moment and its ISO text are read as the same day."""
    offset = moment.utcoffset()
    assert offset is not None
    if offset.seconds % 60 == 0:
        assert read_date(moment.isoformat()) == read_date(moment)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (0, 0),
        (12, 12),
        (12.0, 12),
        (-1, -1),
        (Decimal("12.00"), 12),
        ("12", 12),
        (" 12 ", 12),
        ("12.0", 12),
        ("12.", 12),
        ("+3", 3),
        ("-1", -1),
        ("\u22121", -1),
        ("007", 7),
        ("\u0661\u0662", 12),
        ("\uff11\uff12", 12),
        ("1\u200b2", 12),
    ],
)
def test_numbers_that_are_read(cell: object, number: int) -> None:
    """A whole number is read from a number or from digits."""
    assert read_number(cell) == number
    assert type(read_number(cell)) is int


@pytest.mark.parametrize(
    "cell",
    [
        12.5,
        "12.5",
        "1,000",
        "1e3",
        "twelve",
        "N/A",
        "-",
        "None",
        "NULL",
        "1234567890",
        10**9,
        -(10**9),
        True,
        False,
        inf,
        nan,
        Decimal("1.5"),
        Decimal("Infinity"),
        DAY,
        dt.time(1),
        [1],
    ],
)
def test_numbers_that_are_not_read(cell: object) -> None:
    """A boolean, or a value that is not a whole number, is unreadable as a number."""
    assert read_number(cell) is UNREAD


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (" Team A\u00a0", "Team A"),
        ("\u200bTeam\u200b", "Team"),
        ("N/A", "N/A"),
        ("-", "-"),
        (1234.0, "1234"),
        (1234, "1234"),
        (12.5, "12.5"),
        (Decimal("12.50"), "12.50"),
        (Decimal("12.00"), "12"),
        (True, "TRUE"),
        (False, "FALSE"),
        (DAY, "2019-07-09"),
        (dt.datetime(2019, 7, 9), "2019-07-09"),
        (dt.datetime(2019, 7, 9, 9, 30), "2019-07-09T09:30:00"),
        (dt.datetime(2019, 7, 8, 23, tzinfo=dt.UTC), "2019-07-09"),
        (dt.datetime(2019, 7, 9, 8, 30, tzinfo=dt.UTC), "2019-07-09T09:30:00+01:00"),
    ],
)
def test_texts_that_are_read(cell: object, text: str) -> None:
    """Text is read without spaces and invisible characters around it; other values become text."""
    assert read_text(cell) == text


@pytest.mark.parametrize("cell", [inf, nan, Decimal("NaN"), dt.time(1), dt.timedelta(1), b"a", []])
def test_texts_that_are_not_read(cell: object) -> None:
    """A value that is not a text, number, date or answer is unreadable as text."""
    assert read_text(cell) is UNREAD


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
        dt.datetime(2019, 7, 9),
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
        "Unborn",
        "Unborn baby",
        "* = unborn",
        "No ID",
        "No identifier",
        "Awaiting ID",
        "Anonymous",
        "Pending",
        "None recorded",
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


def _code(key: str, text: str) -> Any:
    code_set = next(
        value for value in vars(codes).values() if isinstance(value, CodeSet) and value.key == key
    )
    return read_code(text, code_set)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("a) 1A: Individual", "a) 1A: Individual"),
        ("1A", "a) 1A: Individual"),
        (" 1a ", "a) 1A: Individual"),
        ("1A: Individual", "a) 1A: Individual"),
        ("1A - Individual", "a) 1A: Individual"),
        ("1A:Individual", "a) 1A: Individual"),
        ("1A-Individual", "a) 1A: Individual"),
        ("a) 1A", "a) 1A: Individual"),
        (4, "m) 4: Housing"),
        (4.0, "m) 4: Housing"),
        ("housing", "m) 4: Housing"),
        ("Unknown", "u) 10: Unknown"),
        (10, "u) 10: Unknown"),
    ],
)
def test_codes_of_sources(cell: object, text: str) -> None:
    """A code is read from its full text, its label, its letters or its number."""
    found = read_code(cell, codes.SOURCE)
    assert str(found) == text


@pytest.mark.parametrize(
    "cell",
    [
        "Individual",
        "Health services",
        "LA services",
        "a)",
        "1",
        "11",
        4.5,
        "a) 1B: Individual",
        "Housing estate",
        "4 Housing x",
        DAY,
        dt.time(1),
        True,
        "N/A",
    ],
)
def test_codes_that_are_ambiguous_or_unknown(cell: object) -> None:
    """A label that several codes share, or a text that only resembles a code, is unreadable."""
    assert read_code(cell, codes.SOURCE) is UNREAD


@pytest.mark.parametrize(
    ("key", "cell", "text"),
    [
        ("ethnicity", "s) REFU", "s) REFU"),
        ("ethnicity", "s) NOBT", "s) NOBT"),
        ("ethnicity", "nobt", "s) NOBT"),
        ("ethnicity", "s) Refused", "s) REFU"),
        ("ethnicity", "White British", "a) WBRI"),
        ("gender", "M", "a) Male"),
        ("gender", "f", "b) Female"),
        ("gender", "c) Not stated/recorded (or unborn)", "c) Not stated/recorded"),
        ("case-status", "A) LOOKED AFTER CHILD", "a) Looked after child"),
        ("case-status", "Closed", "e) Closed episode"),
        ("primary-need", "N3 - Parental illness or disability", None),
        ("primary-need", "N2 - Child's disability", "N2 - Child\u2019s disability"),
        ("primary-need", "N2 \u2013 Child\u00b4s disability", "N2 - Child\u2019s disability"),
        ("primary-need", "n0", "N0 - Not stated"),
        ("category-of-need", "N3 - Parental disability or illness", None),
        ("ceased-reason", "E4A", None),
        ("legal-status", "c2", "C2: FCO"),
    ],
)
def test_codes_by_every_form(key: str, cell: str, text: str | None) -> None:
    """Codes are read by text, label, code or alias, in any case and style of quotes."""
    found = _code(key.replace("-", "_"), cell)
    assert found is not UNREAD
    assert found is not None
    assert text is None or str(found) == text


def test_the_letter_s_alone_is_not_an_ethnicity() -> None:
    """The letter "s" is not read as an ethnicity, because two codes begin with it."""
    assert read_code("s)", codes.ETHNICITY) is UNREAD
    assert read_code("s", codes.ETHNICITY) is UNREAD


@pytest.mark.parametrize("key", ["concern", "disability", "no_further_action"])
@pytest.mark.parametrize(
    ("cell", "answer"),
    [
        *((cell, Answer.YES) for cell in ("Y", "y", "Yes", "YES", "a) Yes", True, "TRUE", "true ")),
        *((cell, Answer.NO) for cell in ("N", "No", "b) No", " no\u00a0", False, "FALSE")),
        *((cell, Answer.UNKNOWN) for cell in ("c) Unknown", "Unknown", "U")),
        *((cell, None) for cell in (None, "", " ")),
        *((cell, UNREAD) for cell in (1, 0, "1", "maybe", "a) No", "c) Yes", DAY, "#N/A", "-")),
    ],
)
def test_answers(key: str, cell: object, answer: object) -> None:
    """Both styles of answers are read in every column of answers, and numbers are not."""
    values, unread = read_column([cell], column(CellKind.ANSWER, key))
    assert values == [answer]
    assert unread == ((0,) if answer is UNREAD else ())


def test_other_texts_are_kept_if_a_column_allows_them() -> None:
    """If a column allows other texts, a code is read as a code and other text as text."""
    where = column(CellKind.CODE, "placement_authority")
    values, unread = read_column(["wal", "Kent ", None, "#N/A", 12.0, dt.time(1)], where)
    assert values == [codes.PLACEMENT_AUTHORITY.codes[1], "Kent", None, UNREAD, "12", UNREAD]
    assert unread == (3, 5)


def test_serial_numbers_depend_on_the_date_system() -> None:
    """Serial numbers depend on the workbook's date system, and dates as text do not."""
    born = column(CellKind.DATE)
    assert read_column([43655 - 1462, "09/07/2019"], born, date_1904=True) == ([DAY, DAY], ())
    assert read_column([43655], born) == ([DAY], ())
    assert read_column([12], column(CellKind.NUMBER), date_1904=True) == ([12], ())


_CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-2, 50_000),
    st.floats(),
    st.decimals(allow_nan=False),
    st.sampled_from(["Y", "No", "a) Male", "12", "09/07/2019", "#N/A", "1A", "TRUE", *BLANKS]),
    st.sampled_from([1, 1.0, True, 0, 0.0, -0.0, False, Decimal("1.50"), 1.5, Decimal(1)]),
    st.text(max_size=5),
    st.dates(),
    st.datetimes(),
    st.datetimes(timezones=st.sampled_from([dt.UTC, LONDON, ZoneInfo("Asia/Tokyo")])).filter(
        lambda moment: 1 < moment.year < 9999
    ),
    st.times(),
    st.timedeltas(),
)


@given(
    st.lists(_CELLS, max_size=12),
    st.sampled_from([one for layout in AUGUST_2019.lists for one in layout.columns]),
)
def test_a_column_reads_as_its_cells(raw: list[object], where: ColumnEntry) -> None:
    """A column is read as its cells would be read one by one."""
    values, unread = read_column(raw, where)
    alone = [read_column([cell], where)[0][0] for cell in raw]
    assert values == alone
    assert list(map(type, values)) == list(map(type, alone))
    assert unread == tuple(at for at, value in enumerate(values) if value is UNREAD)


def test_true_and_one_are_read_differently() -> None:
    """True and 1 are read differently, whichever comes first."""
    where = column(CellKind.ANSWER)
    for raw in ([True, 1, 1.0], [1, True, 1.0], [1.0, 1, True]):
        expected = [Answer.YES if cell is True else UNREAD for cell in raw]
        assert read_column(raw, where)[0] == expected


def test_very_long_columns_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cells beyond the limit of the cache are read, and counted if unreadable."""
    monkeypatch.setattr(column_reading, "_MOST_KEPT", 4)
    raw = [*map(str, range(1, 11)), "N/A"]
    values, unread = read_column(raw, column(CellKind.IDENTIFIER))
    assert values == [*map(str, range(1, 11)), UNREAD]
    assert unread == (10,)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Child Unique ID", " child_unique  id "),
        ("Child\u2019s Legal Status", "Child's legal status"),
        ("Child\u00b4s Legal Status", "Child`s legal status"),
        ("Referral NFA?", "referral nfa"),
        ("Is there multi-agency involvement?", "Is there multi\u2011agency involvement (Y/N)?"),
        ("Date Ceased to be Looked After ", "Date Ceased to be Looked After"),
        ("Is it (Y/N)?", "Is it ( Y / N )"),
        ("Age*", "age :"),
        *(
            ("Is it (Y/N)?", f"Is it{end}")
            for end in ("? (Yes/No)", " [Y/N]", "? [ Yes / No ]", "? (Y/N", "?(Y/N))", " [Y/N]?")
        ),
        ("Child\uff3fUnique\u3000ID", "Child Unique ID"),
        ("\u200eGender\u200b", "GEN\u00adDER"),
        ("Stra\u00dfe", "STRASSE"),
    ],
)
def test_fold_ignores_style(one: str, other: str) -> None:
    """Folding ignores case, quotes, dashes, spaces, invisible characters and final signs."""
    assert fold(one) == fold(other)


def test_fold_keeps_different_words_different() -> None:
    """Folding keeps different words, numbers and inner signs different."""
    assert len(set(map(fold, ("a) Yes", "a Yes", "a) yes 2", "(Y/N) a", "a/b", "a-b")))) == 6
    assert fold("Is it y/n") == "is it y/n"


@given(st.text(max_size=30))
def test_fold_is_idempotent(text: str) -> None:
    """Folding a text twice changes nothing, and its Unicode composition does not matter."""
    assert fold(fold(text)) == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize("doubt", ["Y?", "N?", "yes ?", "NO:", "Y*", "a) Yes?", "Y (Y/N)"])
def test_a_doubtful_answer_is_unreadable(doubt: str) -> None:
    """An answer followed by a question mark or other sign is unreadable."""
    where = column(CellKind.ANSWER)
    assert read_column([doubt], where)[0] == [UNREAD]


@pytest.mark.parametrize("shortened", ["1.23457E+11", " 1E+06", "1,5e+10 "])
def test_a_number_in_scientific_notation_is_not_an_identifier(shortened: str) -> None:
    """A number in scientific notation is not an identifier, because digits are lost."""
    assert read_identifier(shortened) is UNREAD
    assert read_identifier("E+1") == "E+1"


# Cells that areas send, with their code, or None if it is not certain.
WITH_WORDS: tuple[tuple[CodeSet, str, str | None], ...] = (
    (codes.ETHNICITY, "WBRI - White - British", "WBRI"),
    (codes.ETHNICITY, "a) WBRI - White British", "WBRI"),
    (codes.ETHNICITY, "WBRI: White, English", "WBRI"),
    (codes.ETHNICITY, "WOTH (Polish)", "WOTH"),
    (codes.ETHNICITY, "MWBC White and Black Caribbean", "MWBC"),
    (codes.ETHNICITY, "BOTH - Any other Black background", "BOTH"),
    (codes.ETHNICITY, "s) NOBT - not yet asked", "NOBT"),
    (codes.ETHNICITY, "MWBC - White and Black African", None),
    (codes.ETHNICITY, "WBRI / WIRI", None),
    (codes.ETHNICITY, "b) WBRI - White British", None),
    (codes.ETHNICITY, "Both parents", None),
    (codes.ETHNICITY, "wbri white", None),
    (codes.PRIMARY_NEED, "N2 Disability", "N2"),
    (codes.PRIMARY_NEED, "N1 - Abuse or neglect (both)", "N1"),
    (codes.PRIMARY_NEED, "N1, N2", None),
    (codes.PRIMARY_NEED, "N9 - Child's disability", None),
    (codes.PLACEMENT_PROVIDER, "e) PR4 - Private provision", "PR4"),
    (codes.PLACEMENT_PROVIDER, "PR4 - Own provision", None),
    (codes.LEGAL_STATUS, "V2 - single period of accommodation", "V2"),
    (codes.SOURCE, "10 - unknown person", "10"),
    (codes.SOURCE, "10 unknown people", None),
    (codes.SOURCE, "6 - Police force", None),
    (codes.GENDER, "b - girl", None),
)


@pytest.mark.parametrize(("code_set", "text", "code"), WITH_WORDS)
def test_words_after_a_code_are_ignored(code_set: CodeSet, text: str, code: str | None) -> None:
    """Words after a code are ignored, unless they name another code."""
    read = cells.read_code(text, code_set)
    assert (None if read is UNREAD else read.code) == code  # type: ignore[union-attr]


def test_a_published_text_is_not_marked() -> None:
    """Only a code followed by words that are not published is marked as such."""
    assert cells.is_code_with_words("WBRI - White, English", codes.ETHNICITY)
    for cell in ("a) WBRI", "WBRI", "WBRI - White - British", None, 5):
        assert not cells.is_code_with_words(cell, codes.ETHNICITY)


def _last_code(text: str) -> object:
    return cells.code_with_words(text, codes.ETHNICITY)


def _without_clock(text: str) -> object:
    return cells._CLOCK.sub("", text)


@pytest.mark.promise("exhaustion")
@pytest.mark.parametrize(
    ("read", "piece"),
    [
        (_last_code, "a"),
        (_last_code, "a ("),
        (_last_code, "(A1"),
        (cells._words, "."),
        (cells._words, "("),
        (cells._words, "- "),
        (_without_clock, " "),
        (_without_clock, "t1:00"),
    ],
)
def test_a_cell_is_read_in_linear_time(read: Callable[[str], object], piece: str) -> None:
    """The time to read a text as a code or date grows in proportion to the text."""

    def seconds(pieces: int) -> float:
        text = "a" + piece * pieces + "!"
        begun = time.process_time()
        for _ in range(100_000 // pieces):
            read(text)
        return time.process_time() - begun

    # As many pieces in longer texts take the same time if it is linear; eight times if quadratic.
    assert min(seconds(4_000) for _ in range(3)) < 3 * min(seconds(500) for _ in range(3))


def test_very_long_texts_are_read() -> None:
    """Texts with 200,000 repetitions are folded and read; quadratic time would make this hang."""
    many = 200_000
    assert fold("Involvement" + " (Y/N)" * 40) == "involvement"
    assert fold("Involvement" + " (Y/N)" * 40 + "x").endswith("x")
    for text in ("(Y/N) " * many, "a" + "?" * many + "x", "a" + "\u0301\u0323" * many):
        assert fold(text) == text.rstrip(" ?")
        assert read_code(text, codes.ETHNICITY) is UNREAD
    assert read_date("1" + " " * many + "x") is UNREAD


@pytest.mark.parametrize(
    "cell", ["12\u202c", "\u061c12", "1\u180e2", "12\ufe0f", "\u316412", "\uff11\uff12", "12."]
)
def test_identifiers_that_look_alike_are_one_child(cell: str) -> None:
    """Invisible characters and full-width digits do not make a different identifier."""
    assert read_identifier(cell) == "12"


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("31/12/2019", "day first"),
        ("13/01/2019", "day first"),
        ("12/31/2019", "month first"),
        ("1-13-2019 12:00AM", "month first"),
        ("12.11.2019", "either"),
        ("01/12/2019", "either"),
        ("12/12/2019", None),  # the same day in either order
        ("13/14/2019", None),
        ("32/01/2019", None),
        ("01/32/2019", None),
        ("00/13/2019", None),
        ("13/00/2019", None),
        ("2019-13-01", None),
        ("7/13/19", None),
        (dt.date(2019, 7, 13), None),
        ("1" * 301, None),
    ],
)
def test_the_order_of_day_and_month_follows_from_what_they_can_be(
    text: object, order: str | None
) -> None:
    """A number above 12 is a day, and a date that no order makes possible has none."""
    assert date_order(text) is (None if order is None else DateOrder(order))
