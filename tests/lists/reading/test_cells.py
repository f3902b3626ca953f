# ruff: noqa: DTZ001 - spreadsheets hold moments without a zone

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from math import inf, nan
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904, from_excel

from jtai.core.answers import Answer
from jtai.guidance import codes
from jtai.guidance.columns import AUGUST_2019
from jtai.guidance.entries.list_entries import CellKind, ColumnEntry
from jtai.lists.reading import cells, code_cells, column_reading
from jtai.lists.reading.cells import (
    UNREAD,
    DateOrder,
    date_order,
    is_error,
    read_date,
    read_number,
    read_text,
    says_nothing,
)
from jtai.lists.reading.code_cells import read_code
from jtai.lists.reading.folding import fold, is_blank
from jtai.lists.reading.identifiers import read_identifier
from jtai.lists.reading.sheets import RawSheet
from jtai.lists.submission import Submission
from tests.lists.reading.one_column import column, read_column
from tests.little_time import is_below, little_time

LONDON = ZoneInfo("Europe/London")
DAY = dt.date(2019, 7, 9)


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
    with little_time():
        Submission.from_sheets([sheet]).check(as_of=DAY)


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
        # As PostgreSQL and SQL Server write a moment with its offset.
        "2019-07-08 23:00:00+00",
        "2019-07-09 00:00:00 +01:00",
        "2019-07-09 00:00:00.000 +01:00",
        "2019-07-08 23:00:00.0000000 +00:00",
        "2019-07-09T00:00+01",
        "9th July 2019",
        "9TH JULY 2019 10:00",
        "July 9th, 2019",
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
        "9 th July 2019",
        "9th/7/2019",
        "2019-07-09 00:00:00 01:00",
        "2019-07-09 00:00:00 -",
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
    """Serial numbers are read from 18 May 1927 to the end of 2199; a year is not one of them."""
    assert read_date(10_000) == dt.date(1927, 5, 18)
    for number in (9_999, 2_019, 201_908, 12, 0, -1):
        assert read_date(number) is UNREAD
        assert read_date(number - 1462, date_1904=True) is UNREAD
    assert read_date(109_574) == dt.date(2199, 12, 31)
    assert read_date(10_000 - 1462, date_1904=True) == dt.date(1927, 5, 18)
    assert read_date(109_574 - 1462, date_1904=True) == dt.date(2199, 12, 31)
    assert read_date(109_575 - 1462, date_1904=True) is UNREAD


@given(st.integers(10_000, 109_574), st.floats(0, 0.99))
def test_serial_numbers_agree_with_an_oracle(serial: int, time: float) -> None:
    """Serial numbers are read as openpyxl reads them, in both date systems."""
    expected = from_excel(serial)
    assert isinstance(expected, dt.datetime)
    assert read_date(serial + time) == expected.date()
    since = serial - 1462
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
    st.sampled_from(
        ["Y", "No", "a) Male", "12", "09/07/2019", "#N/A", "1A", "TRUE", "", " ", "\u200b"]
    ),
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


def _last_code(text: str) -> object:
    return code_cells.code_with_words(text, codes.ETHNICITY)


def _without_clock(text: str) -> object:
    return cells._CLOCK.sub("", text)


@pytest.mark.promise("exhaustion")
@pytest.mark.parametrize(
    ("read", "piece"),
    [
        (_last_code, "a"),
        (_last_code, "a ("),
        (_last_code, "(A1"),
        (code_cells._words, "."),
        (code_cells._words, "("),
        (code_cells._words, "- "),
        (_without_clock, " "),
        (_without_clock, "t1:00"),
    ],
)
def test_a_cell_is_read_in_linear_time(read: Callable[[str], object], piece: str) -> None:
    """The time to read a text as a code or date grows in proportion to the text."""

    def reading(pieces: int) -> Callable[[], object]:
        text = "a" + piece * pieces + "!"
        return lambda: [read(text) for _ in range(100_000 // pieces)]

    # As many pieces in longer texts take the same time if it is linear; eight times if quadratic.
    assert is_below(reading(4_000), 3, reading(500))


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
        ("2019-13-01", "day after the year"),
        ("2019/01/13", "month after the year"),
        ("2019-01-12 00:00:00", "either after the year"),
        ("2019-12-12", None),
        ("2019-13-14", None),
        ("2019-13-00", None),
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


@pytest.mark.parametrize(
    ("cell", "at_23"),
    [
        (dt.datetime(2019, 6, 30, 23), True),
        (dt.datetime(2019, 6, 30, 22, 59, 59, 700_000), True),
        (dt.datetime(2019, 6, 30, 23, 0, 0, 300_000), True),
        (dt.datetime(2019, 6, 30, 22, 59, 59), False),
        (dt.datetime(2019, 6, 30, 23, tzinfo=dt.UTC), False),
        (43_646 + 23 / 24, True),
        (Decimal("43646.958333"), True),
        (43_646, False),
        (True, False),
        (None, False),
        (inf, False),
        (nan, False),
        (Decimal("NaN"), False),
        (dt.date(2019, 6, 30), False),
    ],
)
def test_a_time_is_23_to_the_nearest_second(cell: object, *, at_23: bool) -> None:
    """A time of 23:00 that lost a fraction of a second in a spreadsheet is one of 23:00."""
    assert cells.is_at_23(cell) is at_23
