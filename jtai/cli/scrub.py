"""A copy of a file for a bug report: its structure and oddities, without its children.

Each cell keeps its length and the class of each character. Only what is published is kept: titles,
codes, answers. Dates become other dates of the same form, since a date that does not exist would be
read differently. Every replacement is drawn from a set that many originals share, so that comparing
several copies of a file does not reveal them.

Codes and answers together can identify a child (GDPR, recital 26), so the cells of each column
change rows, independently of other columns. How often a code is used is random as well.
"""

from __future__ import annotations

import codecs
import datetime as dt
import os
import random
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from typing import Final, Generic, TypeVar

from jtai.core.english_dates import MONTHS
from jtai.formats.reading.csv import DELIMITERS
from jtai.formats.reading.limits import Limits, exceeded
from jtai.formats.reading.one_byte_encodings import encoding_of_one_byte
from jtai.guidance.columns import AUGUST_2019
from jtai.lists.reading.cells import NOTHING, is_at_23, is_error
from jtai.lists.reading.folding import fold, is_blank, level
from jtai.lists.reading.other_rows import looks_like_no_child
from jtai.lists.reading.sheets import OWN_SHEET
from jtai.lists.reading.titles import titles_of

LIMITS: Final = Limits(unpacked_bytes=2**28, cells=2_000_000, elements=5_000_000)
"""How large a file may be: all of it is in memory, up to 200 bytes for each XML element of a
workbook, and up to 500 for each cell of a CSV file."""

_RANDOM: Final = random.SystemRandom()
_MONTHS: Final = tuple(map(str.lower, MONTHS))
_SHORT: Final = tuple(name[:3] for name in _MONTHS)
_NAMES: Final = frozenset(_MONTHS + _SHORT)
_NOTHING: Final = NOTHING | {"total", "grand total"}
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
_TEN_YEARS: Final = 3_500  # days; the range above is twenty times as long
_READ_ALIKE: Final = (range(1, 10), range(10, 13), range(13, 32))
_EVERY_MONTH: Final = range(1, 29)
_JOINED: Final = 4  # digits from which on a number has the same replacement everywhere


def _titles() -> frozenset[str]:
    """Return published titles of columns, in the form in which they are compared."""
    return frozenset(title for layout in AUGUST_2019.lists for title in titles_of(layout, {}))


def _codes() -> frozenset[str]:
    """Return published codes and answers, in the form in which they are compared."""
    columns = (column for layout in AUGUST_2019.lists for column in layout.columns)
    words = set()
    for code in (code for column in columns if column.codes for code in column.codes.codes):
        plain = code.text.removeprefix(code.prefix)
        forms = (code.text, plain, code.code, code.label, *code.aliases)
        words |= {level(form) for form in (*forms, f"{code.prefix} {code.label}")}
    return frozenset(word for word in words if re.search("[a-z]", word))


_TITLES: Final = _titles()
_CODES: Final = _codes()
# Of a whole sheet: the title of a list, and the mark in the sheets that jtai adds.
_OF_SHEETS: Final = frozenset(map(fold, (OWN_SHEET, *(each.title for each in AUGUST_2019.lists))))


@lru_cache(maxsize=50_000)
def _is_title(text: str) -> bool:
    return fold(text) in _TITLES


@lru_cache(maxsize=50_000)
def _is_code(text: str) -> bool:
    return fold(text) in _CODES or level(text) in _CODES


@lru_cache(maxsize=50_000)
def is_published(text: str) -> bool:
    """Return whether a cell is published words or nothing, and so not a child's data."""
    if _is_title(text) or _is_code(text) or is_blank(text) or is_error(text):
        return True
    return fold(text) in _OF_SHEETS or level(text) in _NOTHING


class Scrubber:
    """Replaces each text with another of the same form.

    A date or long number is replaced in the same way throughout a list, but not in other lists:
    otherwise, an identifier would show on which lists a child is.

    Args:
        taken: Dates and long numbers of the file, which are not used as replacements. It is added
            to.
        doubtful: Signs that may be letters because the encoding is not certain.
    """

    def __init__(self, taken: set[str], *, doubtful: frozenset[str] = frozenset()) -> None:
        self._taken, self._doubtful = taken, doubtful
        self._known: dict[str, str] = {}

    def text(self, text: str) -> str:
        """Return text of the same length without a child's data."""
        return text if self.keeps(text) else _TOKEN.sub(self._token, text)

    def keeps(self, text: str) -> bool:
        """Return whether a text stays as it is."""
        # Within a code a doubtful sign is a dash or an apostrophe; beside it, it may be an initial.
        beside = {*text.strip(" ")[:1], *text.strip(" ")[-1:]} & self._doubtful
        return is_published(text) and not (beside and not _is_title(text))

    def number(self, text: str) -> str:
        """Return a number of a workbook as another; a day between 1927 and 2119 as another day."""
        found = _NUMBER.fullmatch(text)
        if found is None:
            return self.text(text)
        sign, whole, fraction, exponent = found.groups()
        day = not exponent.strip() and len(whole) == len("43717") and int(whole) in _SERIALS
        new = self._once(whole, _other_day if day else _other_digits)
        if fraction.strip(".0") and not (day and is_at_23(float(fraction))):
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
        if kind == "digits":
            return self._once(text, _other_digits)
        return "\u00e9" if text in self._doubtful else _other_sign(text)

    def _once(self, text: str, make: Callable[[str], str]) -> str:
        """Return the replacement of a number or date, the same one if it is long."""
        if len(text) < _JOINED:
            return make(text)
        if text not in self._known:
            new = make(text)
            for _ in range(300):  # unless all numbers of this length are in the file
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


_DIGITS: Final = bytes(b"0123456789"[byte % 10] for byte in range(256))


def _other_digits(digits: str) -> str:
    """Return random digits, but keep a leading zero, and a run of zeros."""
    if not digits.strip("0"):
        return digits
    first = "0" if digits[0] == "0" else f"{_RANDOM.randint(1, 9)}"
    return first + os.urandom(len(digits) - 1).translate(_DIGITS).decode()


def _other_day(serial: str) -> str:
    """Return another day of about the same ten years."""
    first = _SERIALS.start
    return str(int(serial) - (int(serial) - first) % _TEN_YEARS + _RANDOM.randrange(_TEN_YEARS))


def _other_time(time: str) -> str:
    """Keep 00 and 23, the hours of dates that a time zone moved."""
    hour, _, rest = time.partition(":")
    new = hour if hour in {"0", "00", "23"} else "12"[-len(hour) :]
    return f"{new}:{re.sub('[1-9]', '1', rest)}"


def _other_date(text: str) -> str:
    """Return a date of the same form and decade; of one that does not exist, the year changes."""
    first, one, second, other, third = re.split(r"([/. -])", text)
    year_first = len(first) == len("2019")
    year, month, day = (first, second, third) if year_first else (third, second, first)
    if month.isalpha() and month.lower() not in _NAMES:  # such as 12 Main 34
        return re.sub(r"[0-9]+|\w", lambda found: _other_word(found[0]), text)
    number = int(month) if month.isdigit() else _SHORT.index(month[:3].lower()) + 1
    decade = [f"{year[:-1]}{last}" for last in range(10)]
    if _exists(year, number, int(day)):
        day = _other_part(day)
        month = _other_part(month) if month.isdigit() else _other_name(month)
    else:  # such as 29 February
        decade = [year for year in decade if not _exists(year, number, int(day))]
    year = _RANDOM.choice(decade)
    parts = (year, month, day) if year_first else (day, month, year)
    return f"{parts[0]}{one}{parts[1]}{other}{parts[2]}"


def _other_word(word: str) -> str:
    return _other_digits(word) if word.isdigit() else _other_sign(word)


def _exists(year: str, one: int, other: int) -> bool:
    """Return whether there is a date with the month first or the day first."""
    for month, day in ((one, other), (other, one)):
        with suppress(ValueError):
            return bool(dt.date(int(year) or 2000, month, day))
    return False


def _other_part(part: str) -> str:
    """Return a day or month of as many digits that could be read in the same ways."""
    numbers = next(each for each in _READ_ALIKE if int(part) in each)
    like = [each for each in numbers if each in _EVERY_MONTH]
    return f"{_RANDOM.choice(like):0{len(part)}}"


def _other_name(month: str) -> str:
    new = _RANDOM.choice([name for name in _NAMES if len(name) == len(month)])
    return new.upper() if month.isupper() else new if month.islower() else new.capitalize()


def joined_texts(text: str) -> set[str]:
    """Return the dates and long numbers in text."""
    found = (one for one in _TOKEN.finditer(text) if one["date"] or one["digits"])
    return {one[0] for one in found if len(one[0]) >= _JOINED}


# Rows

_Cell = TypeVar("_Cell")
_FEWEST: Final = 6
_FEWEST_TITLES: Final = 2  # as in reading


class Rows(Generic[_Cell]):
    """The rows of a list, whose cells change rows within their columns.

    Titles, totals and rows with one cell stay where they are. Rows below other titles are other
    columns, and so another block.

    Args:
        is_kept: Whether a cell is the same in the copy, as codes and answers are.
        emptied: Returns a blank cell for one that is kept, for columns with few rows: shuffling
            five rows hides nobody.
        gaps: Whether a row can have a cell where it had none, as in a workbook.
    """

    def __init__(
        self, is_kept: Callable[[_Cell], bool], emptied: Callable[[_Cell], _Cell], *, gaps: bool
    ) -> None:
        self._is_kept, self._emptied, self._gaps = is_kept, emptied, gaps
        self._blocks: list[list[dict[int, _Cell]]] = [[]]
        self._begun = False

    def stays(self, texts: Iterable[str]) -> bool:
        """Return whether the next row stays as it is, from the texts of its cells."""
        filled = [text for text in texts if not is_blank(text)]
        if len(filled) < 2:  # noqa: PLR2004 - one cell says nothing about another
            return True
        codes, titles = sum(map(_is_code, filled)), sum(map(_is_title, filled))
        # The first row is titles, even if none is known, unless it has a code or a digit.
        is_first = not (self._begun or codes or any(map(str.isdigit, "".join(filled))))
        self._begun = True
        if is_first or (titles >= _FEWEST_TITLES and titles > codes):
            self._blocks.append([])
            return True
        return not codes and looks_like_no_child(filled[0].strip())

    def add(self, row: dict[int, _Cell]) -> None:
        """Add a row that does not stay as it is: its cells by the numbers of their columns."""
        self._blocks[-1].append(row)

    def mix(self) -> None:
        """Change the rows."""
        for block in self._blocks:
            columns: dict[int, list[_Cell]] = defaultdict(list)
            with_cell: dict[int, list[dict[int, _Cell]]] = defaultdict(list)
            for row in block:
                for place, cell in row.items():
                    columns[place].append(cell)
                    with_cell[place].append(row)
            if self._gaps:
                with_cell = dict.fromkeys(columns, block)
            for row in block:
                row.clear()
            for place, cells in columns.items():
                rows = with_cell[place]
                new = self._new(cells, few=len(rows) < _FEWEST)
                for row, cell in zip(_RANDOM.sample(rows, len(new)), new, strict=True):
                    row[place] = cell

    def _new(self, cells: list[_Cell], *, few: bool) -> list[_Cell]:
        """Return the cells of a column: each code at least once, the number of each is random."""
        kept = [cell for cell in cells if self._is_kept(cell)]
        if few:
            codes = [self._emptied(cell) for cell in kept]
        else:
            codes = [*dict.fromkeys(kept)]
            codes += _RANDOM.choices(codes, k=len(kept) - len(codes)) if codes else []
        return [*(cell for cell in cells if not self._is_kept(cell)), *codes]


# CSV

_OF_ONE_BYTE: Final = ("cp1252", "mac_roman", "latin-1")
_WIDE: Final = ("utf-16-le", "utf-16-be")
BYTE_ORDER_MARKS: Final = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_SEPARATOR: Final = re.compile(r"\ufeff?sep=([^\r\n])[\r\n]+", re.IGNORECASE)
_SAMPLE: Final = 20_000
_LINE_ENDS: Final = frozenset(("\r\n", "\r", "\n", ""))


def scrub_csv(data: bytes, name: str, limits: Limits) -> bytes:
    """Return a CSV file in its own encoding, without its children's data.

    Raises:
        LimitError: If it has more cells than the limits allow.
    """
    mark = BYTE_ORDER_MARKS.get(data[:2])
    likely, guessed = encoding_of_one_byte(data)
    narrow = dict.fromkeys((likely, *_OF_ONE_BYTE, *(("cp850",) if guessed else ())))
    readings = []
    for codec in (mark,) if mark else ("utf-8", *narrow, *_WIDE):
        with suppress(UnicodeDecodeError):
            # UTF-16 that ends within a character is read with a replacement for it.
            text = data.decode(codec, "replace" if mark else "strict")
            separator = _SEPARATOR.match(text)
            signs = separator[1] if separator else DELIMITERS
            start = separator.end() if separator else 0
            readings += [(codec, text, start, _cells(sign)) for sign in signs]
    # Codes do not decide the encoding: in the wrong one, an accented letter in a child's data is
    # perhaps a sign that does not matter in a code, and the cell would be kept.
    codec = max(readings, key=lambda reading: _count(_is_title, *reading[1:]))[0]
    readings = [reading for reading in readings if reading[0] == codec]
    _, text, start, cells = max(readings, key=lambda reading: _count(is_published, *reading[1:]))
    scrubber = Scrubber(joined_texts(text), doubtful=_doubtful(codec, narrow))
    found = cells.finditer(text, start)
    return (text[:start] + _mixed(_counted(found, name, limits), scrubber)).encode(codec)


def _doubtful(codec: str, narrow: Collection[str]) -> frozenset[str]:
    """Return the signs of an encoding that are letters in others of one byte a character."""
    signs = set()
    for byte in range(0x80, 0x100) if codec in narrow else ():
        sign, *others = (bytes([byte]).decode(each, "replace") for each in (codec, *narrow))
        if not sign.isalpha() and any(map(str.isalpha, others)):
            signs.add(sign)
    return frozenset(signs)


def _counted(cells: Iterable[re.Match[str]], name: str, limits: Limits) -> Iterator[re.Match[str]]:
    for number, cell in enumerate(cells, 1):
        if number > limits.cells:
            raise exceeded(limits, "cells", found=number, where=name, least=True)
        yield cell


def _mixed(cells: Iterable[re.Match[str]], scrubber: Scrubber) -> str:
    rows = Rows[tuple[str, bool]](lambda cell: cell[1], lambda _: ("", False), gaps=False)
    lines: list[tuple[dict[int, tuple[str, bool]], list[str]]] = []
    line: list[str] = []
    ends: list[str] = []
    for found in cells:
        line.append(found[1])
        ends.append(found[2])
        if found[2] in _LINE_ENDS:
            new = [_other_cell(cell, scrubber) for cell in line]
            row = dict(enumerate(new))
            if not rows.stays(map(_plain, line)):
                rows.add(row)
            lines.append((row, ends))
            line, ends = [], []
    rows.mix()
    return "".join(row[at][0] + end for row, ends in lines for at, end in enumerate(ends))


def _cells(separator: str) -> re.Pattern[str]:
    sign = re.escape(separator)
    quoted = rf'"(?:[^"]|""){{0,40000}}"(?=[{sign}\r\n]|\Z)'
    return re.compile(rf"({quoted}|[^{sign}\r\n]*)({sign}|\r\n|\r|\n|\Z)")


def _count(is_known: Callable[[str], bool], text: str, start: int, cells: re.Pattern[str]) -> int:
    found = (_plain(cell[1]) for cell in cells.finditer(text[:_SAMPLE], start))
    return sum(is_known(cell) and not is_blank(cell) for cell in found)


def _plain(cell: str) -> str:
    return cell[1:-1].replace('""', '"') if cell[:1] == '"' == cell[-1:] else cell


def _other_cell(cell: str, scrubber: Scrubber) -> tuple[str, bool]:
    """Return a cell without a child's data, and whether it is the same as before."""
    plain = _plain(cell)
    new = cell if scrubber.keeps(plain) else scrubber.text(cell)
    return new, new == cell and not is_blank(plain)
