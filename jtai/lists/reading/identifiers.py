"""What a raw cell says about whom a row is about.

Invariant: a cell that several children can have names nobody. Identifiers that differ in spelling
stay different; that they are alike is only reported.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from jtai.lists.reading.cells import UNREAD, Unread, read_text, says_nothing, whole_number
from jtai.lists.reading.folding import INVISIBLE, LONGEST, PLAIN_SIGNS, UNSEEN, compatible


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
    number = whole_number(cell)
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
    if len(text) > LONGEST:  # nobody reads it as a number
        return text
    plain = text.translate(INVISIBLE).strip(UNSEEN)
    # Digits of full width are the same digits.
    if not plain.isascii():
        plain = compatible(plain)
    if found := _AS_TEXT.fullmatch(plain):
        plain = (found[1] or found[2] or "").strip(UNSEEN)
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
        *("confidential", "restricted", "sensitive", "deleted", "removed"),
        *("noid", "noidyet", "noidentifier", "nonumber", "noreference"),
        *("notonsystem", "notallocated", "notassigned", "notissued", "unallocated", "unassigned"),
        *("notfound", "nomatch", "nomatchfound", "nodata"),
        *("ditto", "asabove", "sameasabove", "seeabove"),
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
    if len(text) > LONGEST:
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
_STYLE: Final = {sign: plain for sign, plain in PLAIN_SIGNS.items() if sign != ord("_")}


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
    if text.isalnum() or len(text) > LONGEST:
        return text.lstrip("0")
    text = text.replace("`", "'") if text.isascii() else text.translate(_STYLE)
    return _SPELLING.sub("", text.strip(_AROUND)).lstrip("0")
