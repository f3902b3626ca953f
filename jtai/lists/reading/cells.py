"""What a raw cell says: a date, a number or text (Annex A workbook).

Invariant: a cell is read in one of the ways defined here, or it is unread; nothing is guessed. A
blank cell says nothing and is not an answer. The raw cell is always kept.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from decimal import Decimal
from enum import Enum
from math import isfinite
from typing import Final, TypeAlias

from jtai.core.answers import Answer
from jtai.core.english_dates import MONTHS
from jtai.core.validation import LONDON
from jtai.guidance.entries.list_entries import Code
from jtai.lists.reading.folding import (
    LONGEST,
    is_blank,
    level,
    with_plain_signs,
    without_unseen,
)
from jtai.lists.reading.sheets import MERGED, NOT_CALCULATED


class Unread(Enum):
    """The value of a cell that could not be read."""

    UNREAD = "unread"


UNREAD: Final = Unread.UNREAD

Value: TypeAlias = str | int | dt.date | Answer | Code | Unread | None
"""What a cell was read as, or None if it is blank."""

# What spreadsheets, databases and reports show where a formula failed.
_ERRORS = frozenset(
    (
        "#BLOCKED!",
        "#BUSY!",
        "#CALC!",
        "#CONNECT!",
        "#DELETED",
        "#DIV/0!",
        "#ERROR",
        "#ERROR!",
        "#EXTERNAL!",
        "#FIELD!",
        "#FUNC!",
        "#GETTING_DATA",
        "#N/A",
        "#NAME?",
        "#NULL!",
        "#NUM!",
        "#PYTHON!",
        "#REF!",
        "#SIZE!",
        "#SPILL!",
        "#TIMEOUT!",
        "#TYPE!",
        "#UNKNOWN!",
        "#VALUE!",
        MERGED,
        NOT_CALCULATED,
        "LOADING...",
        "LOADING\u2026",
        # The errors of LibreOffice that have no other name.
        *(f"ERR:{number}" for number in range(501, 541)),
    )
)


NOTHING: Final = frozenset(
    ("(blank)", "(null)", "<na>", "\\n", "n/a", "na", "nan", "nat", "none", "null")
)
"""What databases, pandas, R and pivot tables write where there is no value, in lower case."""


_LONGEST_WORD: Final = 20


def says_nothing(cell: object) -> bool:
    """Return whether a raw cell is a word that programs write where there is no value.

    The case makes no difference. Such a cell is not blank: someone may have typed it.

    Examples:
        >>> says_nothing("NULL"), says_nothing("NULL 1"), says_nothing("")
        (True, False, False)
    """
    if not isinstance(cell, str):
        return False
    # Levelling each long text that could not be read would take long.
    word = cell.strip()
    return len(word) <= _LONGEST_WORD and level(word) in NOTHING


def is_error(cell: object) -> bool:
    """Return whether a raw cell shows a formula error."""
    return (
        isinstance(cell, str) and len(cell := cell.strip()) <= LONGEST and cell.upper() in _ERRORS
    )


_EPOCH: Final = dt.date(1899, 12, 30)
_EPOCH_1904: Final = dt.date(1904, 1, 1)
FIRST_SERIAL: Final = 10_000
"""The first serial number that is read, of 18 May 1927; smaller ones are years, counts or ages."""
# Of 31 December 2199.
_LAST_SERIAL: Final = 109_574

_DAY_FIRST = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})([/-])(\d{1,2})\2(\d{1,2})")
_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3,9})[ -](\d{4})")
# As SQL Server casts a date: May 23 2019 12:00AM.
_NAME_FIRST = re.compile(r"([a-z]{3,9})(?: +|-)(\d{1,2})(?:st|nd|rd|th)?(?:,? +|-)(\d{4})")
# A run of spaces is tried from its first one alone, because the time would be quadratic otherwise.
_CLOCK = re.compile(
    r"(?:t|(?<!\s)\s++)(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:[.:]\d+)?)?(?:\s*[ap]\.?m\.?)?$"
)
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2}[t ]\d{2}:\S*) ?(z|[+-]\d{2}(?::?\d{2})?)")
_MONTHS = {
    name[:length].casefold(): number
    for number, name in enumerate(MONTHS, start=1)
    for length in (3, len(name))
} | {"sept": 9}


def read_date(  # noqa: PLR0911 - a line for each kind of cell
    cell: object, *, date_1904: bool = False
) -> dt.date | Unread | None:
    """Read a date: a date, text with the day first or in ISO form, or a serial number.

    A time of day is ignored, but if it has an offset from UTC, the date is the day in London. A
    two-digit year is not read, because its century would be a guess, and neither is a month before
    the day, unless it is named.

    Args:
        cell: The raw cell.
        date_1904: Whether serial numbers count from 1904.

    Examples:
        >>> read_date("09/07/2019"), read_date("2019-07-09 00:00:00"), read_date(43655.0)
        (datetime.date(2019, 7, 9), datetime.date(2019, 7, 9), datetime.date(2019, 7, 9))
        >>> read_date("9/7/19"), read_date("07/13/2019"), read_date(" ")
        (<Unread.UNREAD: 'unread'>, <Unread.UNREAD: 'unread'>, None)
    """
    if isinstance(cell, dt.datetime):
        return _date_of_moment(cell)
    if isinstance(cell, dt.date):
        return cell
    if isinstance(cell, str):
        return _date_of_text(cell) if not is_blank(cell) else None
    if cell is None:
        return None
    number = whole_number(cell, cut=True)
    if number is None:
        return UNREAD
    if date_1904:
        number += (_EPOCH_1904 - _EPOCH).days
    if not FIRST_SERIAL <= number <= _LAST_SERIAL:
        return UNREAD
    return _EPOCH + dt.timedelta(days=number)


def _date_of_text(text: str) -> dt.date | Unread:
    if len(text) > LONGEST:
        return UNREAD
    plain = _plain_date(text)
    try:
        if found := _MOMENT.fullmatch(plain):
            moment = dt.datetime.fromisoformat("".join(found.groups()).upper())
            return _in_london(moment).date()
        return _date_of_words(_CLOCK.sub("", plain))
    except (OverflowError, ValueError):
        return UNREAD


def is_no_date(cell: object) -> bool:
    """Return whether a cell has text in the form of a date, but of a day that does not exist.

    Examples:
        >>> [is_no_date(text) for text in ("31/02/2019", "2019-13-01", "28/02/2019", "soon")]
        [True, True, False, False]
    """
    if not isinstance(cell, str) or len(cell) > LONGEST:
        return False
    try:
        _date_of_words(_CLOCK.sub("", _plain_date(cell)))
    except ValueError:
        return True
    return False


def _plain_date(text: str) -> str:
    return with_plain_signs(text).strip().casefold()


class DateOrder(Enum):
    """Which of day and month is first in a date of three numbers, before or after the year."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"
    EITHER = "either"
    YEAR_MONTH = "month after the year"
    YEAR_DAY = "day after the year"
    YEAR_EITHER = "either after the year"


def date_order(cell: object) -> DateOrder | None:
    """Return which of day and month is first in text such as 13/07/2019.

    None if the text is another form of date, or means the same day in either order.

    Examples:
        >>> [date_order(text) for text in ("07/13/2019", "07/02/2019", "13 July 2019")]
        [<DateOrder.MONTH_FIRST: 'month first'>, <DateOrder.EITHER: 'either'>, None]
        >>> date_order("2019-13-07")
        <DateOrder.YEAR_DAY: 'day after the year'>
    """
    if not isinstance(cell, str) or len(cell) > LONGEST:
        return None
    plain = _CLOCK.sub("", _plain_date(cell))
    if found := _DAY_FIRST.fullmatch(plain):
        first, second, orders = int(found[1]), int(found[3]), _ORDERS
    elif found := _YEAR_FIRST.fullmatch(plain):
        first, second, orders = int(found[3]), int(found[4]), _ORDERS_AFTER_YEAR
    else:
        return None
    if first == second or not (0 < first <= _LAST_DAY and 0 < second <= _LAST_DAY):
        return None
    return orders.get((first <= len(MONTHS), second <= len(MONTHS)))


def are_cells(titles: Iterable[str]) -> bool:
    """Return whether unknown titles may be a child's cells, as one of them is a date.

    Such titles are not shown.

    Examples:
        >>> are_cells(["Notes", "A1"]), are_cells(["A1", "01/05/2007"])
        (False, True)
    """
    return any(isinstance(read_date(title), dt.date) for title in titles)


_NUMBERS_OF_DAY = re.compile(
    r"(?<![\d/.-])(\d{1,2}) ?(?:([/.-]) ?(\d{1,2}) ?\2 ?\d{4}|/ ?(\d{1,2}) ?/ ?\d{2})(?!\d)"
)


def has_day_after_year(cell: object) -> bool:
    """Return whether text is a date such as 2019-13-07, with the day between year and month."""
    return date_order(cell) is DateOrder.YEAR_DAY


def has_month_first(cell: object) -> bool:
    """Return whether text has a date with the month first, also in a form that is not read.

    Examples:
        >>> [has_month_first(text) for text in ("7/13/19", "Sat 07/13/2019", "13/07/2019")]
        [True, True, False]
    """
    if not isinstance(cell, str) or len(cell) > LONGEST:
        return False
    found = _NUMBERS_OF_DAY.search(_plain_date(cell))
    if found is None:
        return False
    first, second = int(found[1]), int(found[3] or found[4])
    return 0 < first <= len(MONTHS) < second <= _LAST_DAY


_LAST_DAY: Final = 31
# By whether each of the two numbers can be a month.
_ORDERS: Final = {
    (True, True): DateOrder.EITHER,
    (False, True): DateOrder.DAY_FIRST,
    (True, False): DateOrder.MONTH_FIRST,
}
_ORDERS_AFTER_YEAR: Final = {
    (True, True): DateOrder.YEAR_EITHER,
    (False, True): DateOrder.YEAR_DAY,
    (True, False): DateOrder.YEAR_MONTH,
}


def _date_of_words(plain: str) -> dt.date | Unread:
    if found := _DAY_FIRST.fullmatch(plain):
        day, month, year = int(found[1]), int(found[3]), int(found[4])
    elif found := _YEAR_FIRST.fullmatch(plain):
        year, month, day = int(found[1]), int(found[3]), int(found[4])
    elif (found := _NAMED.fullmatch(plain)) and found[2] in _MONTHS:
        day, month, year = int(found[1]), _MONTHS[found[2]], int(found[3])
    elif (found := _NAME_FIRST.fullmatch(plain)) and found[1] in _MONTHS:
        day, month, year = int(found[2]), _MONTHS[found[1]], int(found[3])
    else:
        return UNREAD
    return dt.date(year, month, day)


_LAST_HOUR: Final = re.compile(
    r".*[T ](?:23:00(?::00(?:[.:]0+)?)?|11:00(?::00(?:[.:]0+)?)?\s*p\.?m\.?)\s*", re.IGNORECASE
)
_DAY: Final = 86_400
_AT_23: Final = 23 * 3_600


def is_at_23(cell: object) -> bool:
    """Return whether a cell is a date at 23:00, to the second, with no offset from UTC.

    Examples:
        >>> [is_at_23(cell) for cell in ("2019-06-30 23:00", 43646.9583333, 43646.0, "23:30")]
        [True, True, False, False]
    """
    if isinstance(cell, str):
        return ":00" in cell and _LAST_HOUR.fullmatch(cell) is not None
    if isinstance(cell, dt.datetime):
        of_day = dt.timedelta(hours=cell.hour, minutes=cell.minute, seconds=cell.second)
        seconds = of_day.seconds + cell.microsecond / 1_000_000
        return cell.tzinfo is None and round(seconds) == _AT_23
    # A serial number.
    if not isinstance(cell, float | Decimal) or not isfinite(cell):
        return False
    return round(float(cell) % 1 * _DAY) == _AT_23


def _in_london(moment: dt.datetime) -> dt.datetime:
    """Return a moment in London time; one without a time zone is unchanged."""
    return moment if moment.tzinfo is None else moment.astimezone(LONDON)


def _date_of_moment(moment: dt.datetime) -> dt.date | Unread:
    try:
        return _in_london(moment).date()
    except OverflowError:  # the first and last moments of the calendar are outside it in London
        return UNREAD


def whole_number(cell: object, *, cut: bool = False) -> int | None:
    """Return a whole number, or None if it is not one; `cut` drops a fraction."""
    if isinstance(cell, bool) or not isinstance(cell, int | float | Decimal):
        return None
    if isinstance(cell, Decimal):
        is_finite = cell.is_finite()
    else:
        is_finite = isinstance(cell, int) or isfinite(cell)
    # Python refuses to write a number with thousands of digits, and no column can mean one.
    if not is_finite or not -_GREATEST < cell < _GREATEST:
        return None
    if isinstance(cell, int):
        return cell
    number = int(cell)
    return number if cut or number == cell else None


_GREATEST: Final = 10**100


def as_written(cell: object) -> object:
    """Return a cell unchanged, or words for an integer too long for Python to write.

    Examples:
        >>> as_written(12), as_written(10**5000)
        (12, 'an integer of more than 100 digits')
    """
    if isinstance(cell, int) and not -_GREATEST < cell < _GREATEST:
        return "an integer of more than 100 digits"
    return cell


_LEAST_UNREAD: Final = 10**9
_NUMBER = re.compile(r"[+-]?\d{1,9}(?:\.0*)?")


def read_number(cell: object) -> int | Unread | None:
    """Read a whole number of at most nine digits: a number, or text made of digits.

    Examples:
        >>> read_number(12.0), read_number(" 12 "), read_number("\u22121"), read_number("")
        (12, 12, -1, None)
        >>> read_number(12.5), read_number("twelve"), read_number(True)
        (<Unread.UNREAD: 'unread'>, <Unread.UNREAD: 'unread'>, <Unread.UNREAD: 'unread'>)
    """
    if is_blank(cell):
        return None
    if isinstance(cell, str):
        plain = without_unseen(cell)
        if len(plain) > LONGEST:
            return UNREAD
        plain = with_plain_signs(plain).strip()
        return int(plain.partition(".")[0]) if _NUMBER.fullmatch(plain) else UNREAD
    number = whole_number(cell)
    return UNREAD if number is None or abs(number) >= _LEAST_UNREAD else number


def read_text(  # noqa: PLR0911 - a line for each kind of cell
    cell: object,
) -> str | Unread | None:
    """Read text. A number becomes its digits, without a decimal part that is zero.

    Examples:
        >>> read_text(" Team A "), read_text(1234.0), read_text("")
        ('Team A', '1234', None)
    """
    if isinstance(cell, str):
        if is_blank(cell):
            return None
        return UNREAD if is_error(cell) else without_unseen(cell)
    if cell is None:
        return None
    if isinstance(cell, dt.datetime):
        if _date_of_moment(cell) is UNREAD:
            return UNREAD
        moment = _in_london(cell)
        return (moment.date() if moment.time() == dt.time() else moment).isoformat()
    if isinstance(cell, dt.date):
        return cell.isoformat()
    if isinstance(cell, bool):
        return str(cell).upper()
    number = whole_number(cell)
    if number is not None:
        return str(number)
    is_number = isinstance(cell, Decimal) and cell.is_finite()
    return str(cell) if is_number or (isinstance(cell, float) and isfinite(cell)) else UNREAD
