"""A copy of a file for a bug report: its structure and oddities, and none of its children's data.

Each cell keeps its length and the class of each character. Only what is published is kept: titles,
codes, answers. Dates become other dates of the same form, since a date that does not exist would be
read differently. CSV files are written in their own encoding. Parts of a workbook are edited at the
byte offsets that the XML parser reports, so that everything else in them stays as it is.
"""

from __future__ import annotations

import codecs
import datetime as dt
import os
import random
import re
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from typing import Final

from jtai.formats.reading.csv import DELIMITERS
from jtai.guidance.columns import AUGUST_2019
from jtai.lists.reading.cells import fold, is_blank, is_error, level

_RANDOM: Final = random.SystemRandom()
_MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_SHORT: Final = tuple(name[:3] for name in _MONTHS)
_NAMES: Final = frozenset(_MONTHS + _SHORT)
_NOTHING: Final = ("n/a", "na", "nan", "nat", "none", "null", "<na>", "total", "grand total")
_TOKEN: Final = re.compile(
    # Control characters as workbooks write them: ECMA-376 part 1, 22.9.2.19
    r"(?P<control>_x00(?:[01][0-9A-F]|5F)_)"
    r"|(?<![0-9])(?P<date>[0-9]{1,2}(?P<s>[/. -])(?:[0-9]{1,2}|[A-Za-z]{3,9})(?P=s)"
    r"(?:[0-9]{4}|[0-9]{2})|[0-9]{4}(?P<s2>[/.-])[0-9]{1,2}(?P=s2)[0-9]{1,2})(?![0-9])"
    r"|(?P<clock>(?<=[0-9])T(?=[0-9]{2}:)|(?:(?<=:[0-9]{2})"
    r"|(?<=:[0-9]{2}\.[0-9]{3})|(?<=:[0-9]{2}\.[0-9]{6}))(?:Z| ?[AaPp][Mm])\b)"
    r"|(?<![0-9])(?P<time>[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)(?![0-9])"
    r"|(?P<digits>[0-9]+)|(?P<sign>\w|[^\x00-\x7f])"
)
_NUMBER: Final = re.compile(r"(\s*[+-]?)([0-9]+)((?:\.[0-9]*)?)((?:[eE][+-]?[0-9]+)?\s*)")
_SERIALS: Final = range(10_000, 80_000)
_READ_ALIKE: Final = (range(1, 10), range(10, 13), range(13, 32))
_EVERY_MONTH: Final = range(1, 29)
_JOINED: Final = 4  # digits from which on a number has the same replacement everywhere


def _vocabulary() -> frozenset[str]:
    """Return published titles, codes and answers, in the form in which they are compared."""
    words = set(_NOTHING)
    for layout in AUGUST_2019.lists:
        words.add(fold(layout.title))
        for column in layout.columns:
            words |= {fold(title) for title in (column.title, *column.aliases)}
            for code in column.codes.codes if column.codes else ():
                plain = code.text.removeprefix(code.prefix)
                forms = (code.text, plain, code.code, code.label, *code.aliases)
                words |= {level(form) for form in (*forms, f"{code.prefix} {code.label}")}
    return frozenset(word for word in words if re.search("[a-z]", word))


_PUBLISHED: Final = _vocabulary()


@lru_cache(maxsize=50_000)
def is_published(text: str) -> bool:
    """Return whether a cell is published words or nothing, and so not a child's data."""
    known = fold(text) in _PUBLISHED or level(text) in _PUBLISHED
    return known or is_blank(text) or is_error(text)


class Scrubber:
    """Replaces each text with another of the same form.

    A date or long number is replaced in the same way throughout the file.

    Args:
        taken: Dates and long numbers of the file, which are not used as replacements.
    """

    def __init__(self, taken: set[str]) -> None:
        self._taken = taken
        self._known: dict[str, str] = {}

    def text(self, text: str) -> str:
        """Return text of the same length without a child's data."""
        return text if is_published(text) else _TOKEN.sub(self._token, text)

    def number(self, text: str) -> str:
        """Return a number of a workbook as another; a day between 1927 and 2119 as another day."""
        found = _NUMBER.fullmatch(text)
        if found is None:
            return self.text(text)
        sign, whole, fraction, exponent = found.groups()
        day = not exponent.strip() and len(whole) == len("43717") and int(whole) in _SERIALS
        new = self._once(whole, _other_day if day else _other_digits)
        if fraction.strip(".0") and not (day and _is_whole_hour(fraction)):
            fraction = "." + _other_digits(fraction[1:])
        return f"{sign}{new}{fraction}{exponent}"

    def _token(self, found: re.Match[str]) -> str:
        kind, text = found.lastgroup, found[0]
        if found["date"]:
            return self._once(text, _other_date)
        if kind in {"control", "clock"}:
            return text
        if kind == "time":
            return _other_time(text)
        return self._once(text, _other_digits) if kind == "digits" else _other_sign(text)

    def _once(self, text: str, make: Callable[[str], str]) -> str:
        """Return the replacement of a number or date, the same one if it is long."""
        if len(text) < _JOINED:
            return make(text)
        if text not in self._known:
            new = make(text)
            for _ in range(99):  # unless all numbers of this length are in the file
                if new not in self._taken:
                    break
                new = make(text)
            self._taken.add(new)
            self._known[text] = new
        return self._known[text]


_INVISIBLE: Final = frozenset({"Zs", "Zl", "Zp", "Cf", "Cc"})


def _other_sign(sign: str) -> str:
    if sign.isdecimal():  # of another script
        return chr(ord(sign) - unicodedata.decimal(sign) + 1)
    if sign.isascii() and not sign.isalpha():
        return sign
    # Spaces and invisible signs of any kind are oddities that a bug can depend on.
    if unicodedata.category(sign) in _INVISIBLE or "\u2010" <= sign <= "\u203a":
        return sign
    if sign.isascii():
        return "X" if sign.isupper() else "x"
    return "\u00c9" if sign.isupper() else "\u00e9"  # in every encoding of Western Europe


def _other_digits(digits: str) -> str:
    """Replace every digit except a leading zero; return a run of zeros unchanged."""
    if not digits.strip("0"):
        return digits
    steps = os.urandom(len(digits))
    old = [*map(int, digits)]
    new = [(digit + 1 + step % 9) % 10 for digit, step in zip(old, steps, strict=True)]
    new[0] = (old[0] + steps[0] % 8) % 9 + 1 if old[0] else 0
    return "".join(map(str, new))


def _other_day(serial: str) -> str:
    """Return another day, up to nine years earlier."""
    earlier = int(serial) - _RANDOM.randint(1, 9 * 365)
    return str(earlier if earlier in _SERIALS else int(serial) + 9 * 365)


def _is_whole_hour(fraction: str) -> bool:
    hours = float(fraction) * 24
    return round(hours, 3).is_integer()


def _other_time(time: str) -> str:
    """Keep 00 and 23, the hours of dates that a time zone moved."""
    hour, _, rest = time.partition(":")
    new = hour if hour in {"0", "00", "23"} else "12"[-len(hour) :]
    return f"{new}:{re.sub('[1-9]', '1', rest)}"


def _other_date(text: str) -> str:
    """Return another date of the same form; of one that does not exist, only the year changes."""
    first, one, second, other, third = re.split(r"([/. -])", text)
    year_first = len(first) == len("2019")
    year, month, day = (first, second, third) if year_first else (third, second, first)
    if month.isalpha() and month.lower() not in _NAMES:  # such as 12 Main 34
        return re.sub(r"[0-9]+|\w", lambda found: _other_word(found[0]), text)
    number = int(month) if month.isdigit() else _SHORT.index(month[:3].lower()) + 1
    if _exists(year, number, int(day)) or _exists(year, int(day), number):
        day = _other_part(day)
        month = _other_part(month) if month.isdigit() else _other_name(month)
    new = int(year) - _RANDOM.randint(1, 9)
    year = f"{new % 10 ** len(year):0{len(year)}}"
    parts = (year, month, day) if year_first else (day, month, year)
    return f"{parts[0]}{one}{parts[1]}{other}{parts[2]}"


def _other_word(word: str) -> str:
    return _other_digits(word) if word.isdigit() else _other_sign(word)


def _exists(year: str, month: int, day: int) -> bool:
    with suppress(ValueError):
        return bool(dt.date(int(year) or 2000, month, day))
    return False


def _other_part(part: str) -> str:
    """Return another day or month of as many digits that could be read in the same ways."""
    numbers = next(each for each in _READ_ALIKE if int(part) in each)
    like = [each for each in numbers if each in _EVERY_MONTH and each != int(part)]
    return f"{_RANDOM.choice(like):0{len(part)}}"


def _other_name(month: str) -> str:
    like = [name for name in _NAMES if len(name) == len(month) and name != month.lower()]
    new = _RANDOM.choice(like or [month.lower()])
    return new.upper() if month.isupper() else new if month.islower() else new.capitalize()


def joined_texts(text: str) -> set[str]:
    """Return the dates and long numbers in text."""
    found = (one for one in _TOKEN.finditer(text) if one["date"] or one["digits"])
    return {one[0] for one in found if len(one[0]) >= _JOINED}


# CSV

_CODECS: Final = ("utf-8", "cp1252", "mac_roman", "latin-1", "utf-16-le", "utf-16-be")
BYTE_ORDER_MARKS: Final = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_SEPARATOR: Final = re.compile(r"\ufeff?sep=([^\r\n])[\r\n]+", re.IGNORECASE)
_SAMPLE: Final = 20_000


def scrub_csv(data: bytes) -> bytes:
    """Return a CSV file in its own encoding, without its children's data."""
    mark = BYTE_ORDER_MARKS.get(data[:2])
    readings = []
    for codec in (mark,) if mark else _CODECS:
        with suppress(UnicodeDecodeError):
            # UTF-16 that ends within a character is read with a replacement for it.
            text = data.decode(codec, "replace" if mark else "strict")
            separator = _SEPARATOR.match(text)
            signs = separator[1] if separator else DELIMITERS
            start = separator.end() if separator else 0
            readings += [(codec, text, start, _cells(sign)) for sign in signs]
    # The reading that finds the most titles and codes; the first of several.
    codec, text, start, cells = max(readings, key=lambda reading: _known(*reading[1:]))
    scrubber = Scrubber(joined_texts(text))
    new = cells.sub(lambda cell: _quoted(cell[0], scrubber), text[start:])
    return (text[:start] + new).encode(codec)


def _cells(separator: str) -> re.Pattern[str]:
    sign = re.escape(separator)
    quoted = rf'"(?:[^"]|""){{0,40000}}"(?=[{sign}\r\n]|$)'
    return re.compile(rf"{quoted}|[^{sign}\r\n]+")


def _known(text: str, start: int, cells: re.Pattern[str]) -> int:
    found = (_plain(cell) for cell in cells.findall(text[:_SAMPLE], start))
    return sum(is_published(cell) and not is_blank(cell) for cell in found)


def _plain(cell: str) -> str:
    return cell[1:-1].replace('""', '"') if cell[:1] == '"' == cell[-1:] else cell


def _quoted(cell: str, scrubber: Scrubber) -> str:
    return cell if is_published(_plain(cell)) else scrubber.text(cell)
