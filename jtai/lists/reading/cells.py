"""What a raw cell says: a date, number, code, answer or text (Annex A workbook).

Invariant: a cell is read in one of the ways defined here, or it is unread; nothing is guessed. A
blank cell says nothing and is not an answer. The raw cell is always kept.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from decimal import Decimal
from enum import Enum
from functools import cache, lru_cache
from math import isfinite
from typing import Final, TypeAlias

from jtai.core.answers import Answer
from jtai.core.english_dates import MONTHS
from jtai.core.validation import LONDON
from jtai.guidance.entries.list_entries import Code, CodeSet
from jtai.lists.reading.sheets import NOT_CALCULATED


class Unread(Enum):
    """The value of a cell that could not be read."""

    UNREAD = "unread"


UNREAD: Final = Unread.UNREAD

Value: TypeAlias = str | int | dt.date | Answer | Code | Unread | None
"""What a cell was read as, or None if it is blank."""

# Characters without width: soft hyphens, joiners, variation selectors, direction marks, byte order
# marks, fillers and tags. https://www.unicode.org/reports/tr36/#Invisible_Characters
_INVISIBLE: Final[dict[int, str]] = dict.fromkeys(
    (
        *(0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x3164, 0xFEFF, 0xFFA0),
        *range(0x180B, 0x1810),
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        *range(0xFE00, 0xFE10),
        *range(0xE0000, 0xE01F0),
    ),
    "",
)
# Quotes and dashes that programs use instead of the plain ones, and characters that look blank.
_PLAIN = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u201b": "'",
        "\u0060": "'",
        "\u00b4": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u2010": "-",
        "\u2011": "-",
        "\u2012": "-",
        "\u2013": "-",
        "\u2014": "-",
        "\u2212": "-",
        "\u00a0": " ",
        "_": " ",
    }
    | {chr(sign): "" for sign in _INVISIBLE}
)
_SPACE = re.compile(r"\s+")
# No title or code has half as many characters; comparing longer text from a hostile file would take
# too long.
_LONGEST: Final = 300


def fold(text: str) -> str:
    """Return a title or name in the form in which it is compared.

    Case, the style of quotes and dashes, underscores, repeated spaces, and a question mark, colon,
    ``(Y/N)`` or ``[Yes/No]`` at the end make no difference.

    Examples:
        >>> fold("  Is there multi-agency  involvement? (Y/N)")
        'is there multi-agency involvement'
        >>> fold("Child\u2019s_Legal Status") == fold("child's legal status")
        True
    """
    text = level(text).rstrip(_AFTER_A_TITLE)
    while "/" in text[-_YES_OR_NO_LENGTH:] and len(text) <= _LONGEST:
        found = _YES_OR_NO.search(text)
        if found is None:
            break
        text = text[: found.start()].rstrip(_AFTER_A_TITLE)
    return text


_AFTER_A_TITLE: Final = " ?.:*"
# Some systems write the closing bracket twice, or cut it off.
_YES_OR_NO: Final = re.compile(r"[(\[] ?y(?:es)? ?/ ?no? ?[)\]]*\Z")
_YES_OR_NO_LENGTH: Final = len("/ no ]]]")


def level(text: str) -> str:
    """Return a code in the form in which it is compared.

    This is like `fold`, but the end is kept: a question mark after an answer means doubt. Text that
    is too long to be a title or a code is returned unchanged.

    Examples:
        >>> level(" A)  Yes"), level("Y?")
        ('a) yes', 'y?')
    """
    if len(text) > _LONGEST:
        return text
    if text.isascii():  # as most are, so that only these steps change anything
        return " ".join(text.replace("_", " ").replace("`", "'").casefold().split())
    return _level_with_signs(text)


# Cells that share a text in a workbook can be many more than its bytes.
@lru_cache(maxsize=4_096)
def _level_with_signs(text: str) -> str:
    # Levelled before compatibility normalisation (NFKC), in which an acute accent becomes a space
    # and a mark, and again after it, because a full-width underscore becomes a plain one.
    plain = _compatible(text.translate(_PLAIN))
    if len(plain) > _LONGEST:  # one character can become eighteen
        return text
    plain = plain.translate(_PLAIN)
    return _SPACE.sub(" ", _compatible(plain.casefold())).strip()


def _compatible(text: str) -> str:
    return text if _MANY_MARKS.search(text) else unicodedata.normalize("NFKC", text)


# Marks on one letter, which are put in order in quadratic time. No text in a language has more
# than 30: https://www.unicode.org/reports/tr15/#Stream_Safe_Text_Format
_MANY_MARKS: Final = re.compile(r"[^\w\s\x00-\x7f]{31}")


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


def says_nothing(cell: object) -> bool:
    """Return whether a raw cell is a word that programs write where there is no value.

    The case makes no difference. Such a cell is not blank: someone may have typed it.

    Examples:
        >>> says_nothing("NULL"), says_nothing("NULL 1"), says_nothing("")
        (True, False, False)
    """
    return isinstance(cell, str) and level(cell) in NOTHING


# What cannot be seen: every kind of space, and characters without width.
_NOTHING: Final = "".join(filter(str.isspace, map(chr, range(0x3001)))) + "".join(
    map(chr, _INVISIBLE)
)


def is_blank(cell: object) -> bool:
    """Return whether a raw cell is empty, or contains nothing visible."""
    if isinstance(cell, str):
        return not cell or cell.isspace() or not (cell.isascii() or _visible(cell))
    return cell is None


def _visible(text: str) -> str:
    """Return text without what cannot be seen at its ends; from a long one, only spaces.

    Removing characters without width takes milliseconds from a long text, and a small workbook can
    have the same one in a million cells.
    """
    text = text.strip()
    return text if text.isascii() or len(text) > _LONGEST else text.strip(_NOTHING)


def is_error(cell: object) -> bool:
    """Return whether a raw cell shows a formula error."""
    return (
        isinstance(cell, str) and len(cell := cell.strip()) <= _LONGEST and cell.upper() in _ERRORS
    )


_EPOCH: Final = dt.date(1899, 12, 30)
_EPOCH_1904: Final = dt.date(1904, 1, 1)
# Serial numbers of 1 March 1900 (those before fall on other days in different programs) and of
# 31 December 2199.
_FIRST_SERIAL: Final = 61
_LAST_SERIAL: Final = 109_574

_DAY_FIRST = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})([/-])(\d{1,2})\2(\d{1,2})")
_NAMED = re.compile(r"(\d{1,2})[ -]([a-z]{3,9})[ -](\d{4})")
# As SQL Server casts a date: May 23 2019 12:00AM.
_NAME_FIRST = re.compile(r"([a-z]{3,9})(?: +|-)(\d{1,2})(?:,? +|-)(\d{4})")
# A run of spaces is tried from its first one alone, because the time would be quadratic otherwise.
_CLOCK = re.compile(
    r"(?:t|(?<!\s)\s++)(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:[.:]\d+)?)?(?:\s*[ap]\.?m\.?)?$"
)
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[t ]\d{2}:.*(?:z|[+-]\d{2}:?\d{2})")
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
    number = _whole(cell, cut=True)
    if number is None:
        return UNREAD
    if date_1904:
        number += (_EPOCH_1904 - _EPOCH).days
    if not _FIRST_SERIAL <= number <= _LAST_SERIAL:
        return UNREAD
    return _EPOCH + dt.timedelta(days=number)


def _date_of_text(text: str) -> dt.date | Unread:
    if len(text) > _LONGEST:
        return UNREAD
    plain = _plain_date(text)
    try:
        if _MOMENT.fullmatch(plain):
            return _in_london(dt.datetime.fromisoformat(plain.upper())).date()
        return _date_of_words(_CLOCK.sub("", plain))
    except (OverflowError, ValueError):
        return UNREAD


def is_no_date(cell: object) -> bool:
    """Return whether a cell has text in the form of a date, but of a day that does not exist.

    Examples:
        >>> [is_no_date(text) for text in ("31/02/2019", "2019-13-01", "28/02/2019", "soon")]
        [True, True, False, False]
    """
    if not isinstance(cell, str) or len(cell) > _LONGEST:
        return False
    try:
        _date_of_words(_CLOCK.sub("", _plain_date(cell)))
    except ValueError:
        return True
    return False


def _plain_date(text: str) -> str:
    return text.translate(_PLAIN).strip().casefold()


class DateOrder(Enum):
    """Whether the day or the month is first in a date of three numbers."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"
    EITHER = "either"


def date_order(cell: object) -> DateOrder | None:
    """Return which of day and month is first in text such as 13/07/2019.

    None if the text is another form of date, or means the same day in either order.

    Examples:
        >>> [date_order(text) for text in ("07/13/2019", "07/02/2019", "2019-07-13")]
        [<DateOrder.MONTH_FIRST: 'month first'>, <DateOrder.EITHER: 'either'>, None]
    """
    if not isinstance(cell, str) or len(cell) > _LONGEST:
        return None
    found = _DAY_FIRST.fullmatch(_CLOCK.sub("", _plain_date(cell)))
    if found is None:
        return None
    first, second = int(found[1]), int(found[3])
    if first == second or not (0 < first <= _LAST_DAY and 0 < second <= _LAST_DAY):
        return None
    return _ORDERS.get((first <= len(MONTHS), second <= len(MONTHS)))


_LAST_DAY: Final = 31
# By whether each of the two numbers can be a month.
_ORDERS: Final = {
    (True, True): DateOrder.EITHER,
    (False, True): DateOrder.DAY_FIRST,
    (True, False): DateOrder.MONTH_FIRST,
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


def _whole(cell: object, *, cut: bool = False) -> int | None:
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
        plain = _visible(cell)
        if len(plain) > _LONGEST:
            return UNREAD
        plain = plain.translate(_PLAIN).strip()
        return int(plain.partition(".")[0]) if _NUMBER.fullmatch(plain) else UNREAD
    number = _whole(cell)
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
        return UNREAD if is_error(cell) else _visible(cell)
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
    number = _whole(cell)
    if number is not None:
        return str(number)
    is_number = isinstance(cell, Decimal) and cell.is_finite()
    return str(cell) if is_number or (isinstance(cell, float) and isfinite(cell)) else UNREAD


def read_identifier(cell: object) -> str | Unread | None:
    """Read an identifier: text, or a whole number.

    What programs and people write for a missing value, such as ``NULL`` and ``Unknown``, identifies
    no one: otherwise, all children without an identifier would become one child. A number with more
    digits than a spreadsheet keeps has lost its last digits, and could be another child's.

    Examples:
        >>> read_identifier(" A1 "), read_identifier(1234.0), read_identifier(12.5)
        ('A1', '1234', <Unread.UNREAD: 'unread'>)
        >>> read_identifier("1001.0"), read_identifier('="1001"'), read_identifier("'1001")
        ('1001', '1001', '1001')
        >>> read_identifier("NULL"), read_identifier("N/K"), read_identifier(1e15)
        (<Unread.UNREAD: 'unread'>, <Unread.UNREAD: 'unread'>, <Unread.UNREAD: 'unread'>)
    """
    # Most start with a letter or digit and end with a digit, so there is nothing to remove.
    if (
        isinstance(cell, str)
        and cell[:1].isalnum()
        and cell[-1:].isdecimal()
        and cell.isascii()
        # With one of these, it may really be a number or an error.
        and "." not in cell
        and "+" not in cell
        and ":" not in cell
    ):
        return cell if cell.strip("0") else UNREAD
    if isinstance(cell, str | None):
        text = read_text(cell)
        if not isinstance(text, str):
            return text
        text = _plain_identifier(text)
        return UNREAD if _names_nobody(text) or _SHORTENED.fullmatch(text) else text
    number = _whole(cell)
    if not number or (isinstance(cell, float) and abs(number) >= _MOST_EXACT):
        return UNREAD
    return str(number)


def is_placeholder(cell: object) -> bool:
    """Return whether a raw cell is a word or sign that several children can have as identifier.

    Examples:
        >>> is_placeholder("N/K"), is_placeholder("000"), is_placeholder("NK1234")
        (True, True, False)
    """
    text = read_text(cell)
    return isinstance(text, str) and _names_nobody(_plain_identifier(text))


# How programs stop a spreadsheet from reading an identifier as a number: ="1001" or '1001.
_AS_TEXT: Final = re.compile(r"""=\s*"(.*)"|'+(.*)""", re.DOTALL)
# How an identifier is written from a column of floating-point numbers: 1001.0.
_FLOAT: Final = re.compile(r"(\d{1,15})\.0*")


def _plain_identifier(text: str) -> str:
    """Remove from an identifier what programs add to it and people do not see."""
    if len(text) > _LONGEST:  # nobody reads it as a number
        return text
    plain = text.translate(_INVISIBLE).strip(_NOTHING)
    # Digits of full width are the same digits.
    if not plain.isascii():
        plain = _compatible(plain)
    if found := _AS_TEXT.fullmatch(plain):
        plain = (found[1] or found[2] or "").strip(_NOTHING)
    found = _FLOAT.fullmatch(plain)
    return plain if found is None else found[1]


# What programs write to CSV for a long number, whose last digits are lost.
_SHORTENED: Final = re.compile(r"\s*(?:\d+(?:[.,]\d+)?[eE]\+\d+|\d{16,}\.0+)\s*")
# A spreadsheet keeps fifteen digits of a number.
_MOST_EXACT: Final = 10**15


# How programs write a number that is too large for them, or divided by zero.
_INFINITE: Final = frozenset(("inf", "-inf", "infinity", "-infinity"))
# What people write where a child has no identifier, in lower case, without spaces and signs.
_PLACEHOLDERS: Final = frozenset(
    (
        *("unknown", "unk", "notknown", "nk", "notyetknown", "anonymous", "anon"),
        *("unborn", "unbornbaby", "unbornchild"),
        *("none", "nil", "nonerecorded", "notrecorded", "notstated", "notgiven", "notprovided"),
        *("notapplicable", "notavailable", "missing", "blank", "withheld", "redacted"),
        *("noid", "noidyet", "noidentifier", "nonumber", "noreference"),
        *("notonsystem", "notallocated", "notassigned", "notissued"),
        *("awaited", "awaiting", "awaitingid", "awaitingidentifier", "awaitingnumber"),
        *("pending", "tba", "tbc", "tbd", "tobeconfirmed", "tobeallocated"),
    )
)
_DIGITS: Final = frozenset("123456789")
_SIGNS_AND_SPACES: Final = re.compile(r"[\W_]+")


def _names_nobody(text: str) -> bool:
    if not _DIGITS.isdisjoint(text):  # as nearly all identifiers
        return False
    word = text.casefold()
    # NA, which R writes, can also be a child's initials.
    nothing = word in _INFINITE or (says_nothing(text) and word != "na")
    if nothing or not any(map(str.isalnum, text)):
        return True
    if len(text) > _LONGEST:
        return False
    word = _SIGNS_AND_SPACES.sub("", word)
    return word in _PLACEHOLDERS or not (word.strip("0") and word.strip("x"))


SPELLING: Final = "case, spaces, leading zeros or punctuation"
"""In what identifiers of one child may differ, for messages."""
# A sign between a letter and a digit, or a comma between thousands; another sign between two digits
# can distinguish siblings.
_SPELLING: Final = re.compile(
    r"[\W_](?:(?<=[^\W\d_].)[\W_]*(?=\d)|(?<=\s)\s*|(?<=\d,)(?=\d{3}(?!\d)))", re.DOTALL
)
_AROUND: Final = "\"'{}[]()"
_STYLE: Final = {sign: plain for sign, plain in _PLAIN.items() if sign != ord("_")}


def spelt_alike(identifiers: Iterable[str]) -> frozenset[str]:
    """Return the identifiers that differ from another only in spelling.

    That is in what `without_spelling` leaves out.

    Examples:
        >>> sorted(spelt_alike(["LL 123", "ll-123", "LL124", "12-1", "1-21"]))
        ['LL 123', 'll-123']
    """
    plain = {identifier: without_spelling(identifier) for identifier in identifiers}
    times = Counter(plain.values())
    if len(times) == len(plain):
        return frozenset()
    return frozenset(identifier for identifier, text in plain.items() if times[text] > 1)


def without_spelling(identifier: str) -> str:
    """Return an identifier without what other programs or people write differently.

    That is case, spaces, leading zeros, quotation marks and brackets around it, the style of quotes
    and dashes, signs between a letter and a digit, and commas between thousands.

    Examples:
        >>> without_spelling("{0AB 12}"), without_spelling("1,001"), without_spelling("12\u20131")
        ('ab12', '1001', '12-1')
    """
    text = identifier.casefold()
    if text.isalnum() or len(text) > _LONGEST:
        return text.lstrip("0")
    text = text.replace("`", "'") if text.isascii() else text.translate(_STYLE)
    return _SPELLING.sub("", text.strip(_AROUND)).lstrip("0")


@cache
def _forms(codes: CodeSet) -> dict[str, Code]:
    """Return every text that means exactly one code of a set, in folded form."""
    return _of_one_code(codes, level) | {level(code.text): code for code in codes.codes}


@cache
def _forms_of_words(codes: CodeSet) -> dict[str, Code]:
    """Return every text that means one code of a set, and no other, by its words."""
    return _of_one_code(codes, _words)


def _of_one_code(codes: CodeSet, fold_form: Callable[[str], str]) -> dict[str, Code]:
    forms: dict[str, set[Code]] = {}
    for code in codes.codes:
        for form in _texts(code):
            forms.setdefault(fold_form(form), set()).add(code)
    return {form: found.pop() for form, found in forms.items() if len(found) == 1}


def _texts(code: Code) -> Iterable[str]:
    yield from (code.text, code.label, code.code, *code.aliases)
    yield code.text.removeprefix(code.prefix)
    yield from (f"{code.code}{sign}{code.label}" for sign in (": ", " - ", " ", ":", "-"))
    if code.prefix:
        yield f"{code.prefix} {code.code}"
        yield f"{code.prefix} {code.label}"


_AND: Final = re.compile(r"\s*[&+]\s*")
# Tried only from the first sign of a run, as the spaces before a time of day.
_BETWEEN_WORDS: Final = re.compile(r"(?<![\s/:>,;()\[\].-])(?:[\s/:>,;()\[\]-]|\.(?!\w))++(?=\w)")


def _words(text: str) -> str:
    """Bring a code to its words, as areas set off the parts of one text by different signs.

    A question mark, colon or asterisk at the end stays: it is a doubt.

    Examples:
        >>> _words("Mixed / White & Asian"), _words("White > British"), _words("White (British)")
        ('mixed white and asian', 'white british', 'white british')
        >>> _words("Y?"), _words("NO:")
        ('y?', 'no:')
    """
    return _BETWEEN_WORDS.sub(" ", _AND.sub(" and ", level(text))).strip(" ()[].,;-")


def _code_of_words(text: str, codes: CodeSet) -> Code | None:
    """Return the code that text means by its folded form, or else by its words."""
    return _forms(codes).get(level(text)) or _forms_of_words(codes).get(_words(text))


def read_code(cell: object, codes: CodeSet) -> Code | Unread | None:
    """Read a code: its published text, a unique part of that text, or an alias.

    Punctuation between the words makes no difference.

    Args:
        cell: The raw cell.
        codes: The codes that the column may contain.

    Examples:
        >>> from jtai.guidance.codes import ETHNICITY, SOURCE
        >>> read_code("a) 1A: Individual", SOURCE) is read_code("1a", SOURCE)
        True
        >>> read_code("White - British", ETHNICITY).code
        'WBRI'
        >>> read_code("Individual", SOURCE)  # four codes have this label
        <Unread.UNREAD: 'unread'>
    """
    text = read_text(cell)
    if text is None or text is UNREAD:
        return text
    if len(text) > _LONGEST:
        return UNREAD
    return _code_of_text(text, codes) or UNREAD


# Columns share sets of codes, and are read in batches of rows.
@lru_cache(maxsize=4_096)
def _code_of_text(text: str, codes: CodeSet) -> Code | None:
    return _code_of_words(text, codes) or code_with_words(text, codes)


_WITH_WORDS: Final = re.compile(
    r"(?:(?P<prefix>[A-Za-z]{1,2})\)\s*)?"
    r"(?P<open>\[)?(?P<code>[A-Za-z]{0,4}\d{0,2}[A-Za-z]?)(?(open)\])"
    r"(?P<sign>\s*[-:(/,]\s*|\s+)(?P<words>\S.*)"
)
_WORDS_WITH: Final = re.compile(
    r"(?P<words>\W*\w.*?)\s*[\[(](?P<code>[A-Z]{0,4}\d{0,2}[A-Z]?)[\])]"
)
# Ethnicity codes of national censuses, and areas' variants of them, such as A1, A.A15) or A4.2.
# Their meaning differs from one census to the next, so the words decide.
_LOCAL: Final = re.compile(
    r"\(?(?:[A-Z]\.)?[A-Z]{1,2}\d{1,2}(?:\.\d{1,2})?\)?\s*[-:>]?\s*(?P<words>[^\W\d].*)"
    r"|(?P<before>\W*\w.*?)\s*\([A-Z]\d\)"
)


def code_with_words(text: str, codes: CodeSet) -> Code | None:
    """Return the code that text starts or ends with, unless its words point to another code.

    Single-character codes are not looked for, and a code made only of digits needs a punctuation
    mark after it: both occur in ordinary text. Lower-case codes without a digit, such as "both",
    are not looked for either. A code at the end needs brackets.

    Args:
        text: The text of the cell.
        codes: The codes that the column may contain.

    Examples:
        >>> from jtai.guidance.codes import ETHNICITY
        >>> code_with_words("WBRI - White - British", ETHNICITY).code
        'WBRI'
        >>> code_with_words("Irish [WIRI]", ETHNICITY).code
        'WIRI'
        >>> code_with_words("WBRI - Pakistani", ETHNICITY), code_with_words("Both", ETHNICITY)
        (None, None)
    """
    plain = _SPACE.sub(" ", text.translate(_PLAIN)).strip()
    found = _WITH_WORDS.fullmatch(plain)
    if found is not None and found["code"].isdecimal() and found["sign"].isspace():
        return None
    for match in filter(None, (found, _WORDS_WITH.fullmatch(plain))):
        code = _published(match["code"], codes)
        if code is not None:
            prefix = match["prefix"] if match is found else None
            same = prefix is None or f"{level(prefix)})" == code.prefix
            return code if same and not _speak_against(match["words"], code, codes) else None
    local = _LOCAL.fullmatch(plain) if codes.has_other_codes else None
    return None if local is None else _code_of_words(local["words"] or local["before"], codes)


_SHORTEST_CODE: Final = 2
_WORD: Final = re.compile(r"\w+")


def _published(name: str, codes: CodeSet) -> Code | None:
    """Return the code with a name; lower-case letters are allowed if there is also a digit."""
    if len(name) < _SHORTEST_CODE or (name.isalpha() and not name.isupper()):
        return None
    return next((code for code in codes.codes if code.code == name.upper()), None)


def _speak_against(text: str, code: Code, codes: CodeSet) -> bool:
    """Return whether words after a code are, name or describe another code of its set."""
    words = level(text).strip(" )")
    other = _code_of_words(words, codes)
    if other is not None:
        return other != code
    said = set(_WORD.findall(words))
    others = {each.code.casefold() for each in codes.codes if len(each.code) >= _SHORTEST_CODE}
    # "both" is an English word as well as a code.
    if not said.isdisjoint(others - {code.code.casefold(), "both"}):
        return True
    stems = _stems(words)
    own = _stems_of(code)
    return stems.isdisjoint(own) and any(
        not stems.isdisjoint(_stems_of(each)) for each in codes.codes
    )


@cache
def _stems_of(code: Code) -> frozenset[str]:
    return frozenset().union(*map(_stems, (code.label, code.group, *code.aliases)))


def _stems(text: str) -> frozenset[str]:
    """Return the beginnings of the words in text, without words that any label may have."""
    words = _WORD.findall(level(text))
    return frozenset(word[:_STEM] for word in words if len(word) >= _STEM or not word.isalpha()) - (
        _IN_ANY_LABEL
    )


_STEM: Final = 4
_IN_ANY_LABEL: Final = frozenset(
    ("chil", "from", "incl", "need", "orde", "othe", "plac", "prov", "reas", "serv", "unde", "with")
)


def is_code_with_words(cell: object, codes: CodeSet) -> bool:
    """Return whether a cell was read as the code that it begins or ends with, with other words."""
    text = read_text(cell)
    return (
        isinstance(text, str)
        and len(text) <= _LONGEST
        and _code_of_words(text, codes) is None
        and code_with_words(text, codes) is not None
    )


def read_answer(cell: object, codes: CodeSet) -> Answer | Unread | None:
    """Read an answer: a code, true or false, or words that mean unknown."""
    if isinstance(cell, bool):
        return Answer.YES if cell else Answer.NO
    # How spreadsheets write true and false when they are saved as text.
    if isinstance(cell, str) and (truth := _visible(cell)[:_LONGEST].upper()) in _TRUTHS:
        return _TRUTHS[truth]
    code = read_code(cell, codes)
    if isinstance(code, Code):
        return Answer(code.code)
    # Some columns allow only yes or no, but "not known" is still what the cell says.
    text = read_text(cell)
    return _UNKNOWN.get(level(text), UNREAD) if isinstance(text, str) else text


_TRUTHS: Final = {"TRUE": Answer.YES, "FALSE": Answer.NO}
_UNKNOWN = dict.fromkeys(map(level, ("c) Unknown", "Unknown", "Not known", "U")), Answer.UNKNOWN)
