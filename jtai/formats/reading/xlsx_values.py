"""The values of a workbook's cells: text, numbers, dates and booleans.

A date is a number that a number format shows as a date (ECMA-376, part 1, 18.8.30 and 18.17.4).
Each table below maps the text of a cell's value to the value and remembers it, because values
repeat: equal cells share one object.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from math import floor, isfinite
from typing import Final, TypeAlias

from jtai.formats.reading.limits import LONG_TEXT
from jtai.formats.reading.xlsx_xml import Element
from jtai.lists.reading.cells import is_error
from jtai.lists.reading.sheets import NOT_CALCULATED

CellValue: TypeAlias = str | float | bool | dt.date | dt.time | dt.timedelta
"""A cell's value; a blank cell is an empty string."""

_NUMBER: Final = re.compile(
    r"\s*([+-]?(?:[0-9]{1,400}(?:\.[0-9]{0,400})?|\.[0-9]{1,400})(?:[Ee][+-]?[0-9]{1,4})?)\s*"
)
_INDEX: Final = re.compile(r"\s*\+?[0-9]{1,10}\s*")
_TRUTH: Final = {"1": True, "true": True, "0": False, "false": False}
_ESCAPE: Final = re.compile("_x([0-9A-Fa-f]{4})_")
NEXT_RUN: Final = "\0"
"""What is between the runs of a formatted text until escapes are undone; XML cannot contain it."""
_MOST_REMEMBERED: Final = 100_000

_EPOCH: Final = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet has no time zones
_EPOCH_1904: Final = dt.datetime(1904, 1, 1)  # noqa: DTZ001
# Excel counts a 29 February 1900 that never existed, so days before it have another number:
# https://learn.microsoft.com/office/troubleshoot/excel/wrongly-assumes-1900-is-leap-year
_LEAP_1900: Final = 60
_DAY: Final = dt.timedelta(days=1)

# Number formats that need no definition, including those of East Asian versions (18.8.30).
_DATE_IDS: Final = frozenset({*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)})
_DURATION_ID: Final = 46
_NOT_SHOWN: Final = re.compile(r'"[^"]*"|\\.|[_*].')
_ELAPSED: Final = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_BRACKETS: Final = re.compile(r"\[[^\]]*\]")
_DATE_LETTER: Final = re.compile("[dmyhs]", re.IGNORECASE)
# Excel allows no longer one.
_LONGEST_FORMAT: Final = 255
# Percentages, powers of ten and fractions.
_OTHER_IDS: Final = frozenset({*range(9, 14), 48})
# A format that shows a whole number as its digits; what colours or aligns them does not count. A
# currency, which can be any text, does.
_PLAIN_FORMAT: Final = re.compile(
    r"(?=[^;]|$)(?:general|@|[#?,]*0?(?:\.[0#?]*)?)(?:;.*)?", re.IGNORECASE | re.DOTALL
)
_LOOKS: Final = re.compile(r"\[(?![<>=]|\$[^-\]])[^\]]*\]|[_*\\]?\s|[_*].", re.DOTALL)


class ImproperValueError(Exception):
    """The text of a cell is not a value of its type; it is refused where the cell is known."""


def unescaped(text: str) -> str:
    """Undo the escapes of characters that XML cannot hold, such as ``_x000D_``.

    Examples:
        >>> unescaped("caf_x00E9_ _x005F_x0041_")
        'café _x0041_'
    """
    if "_x" not in text:
        return text.replace(NEXT_RUN, "")
    runs = text.split(NEXT_RUN)  # no escape begins in one run and ends in another
    plain = "".join(_ESCAPE.sub(lambda found: chr(int(found[1], 16)), run) for run in runs)
    # Two escapes may be a surrogate pair; one surrogate alone is not a character.
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def is_true(text: str) -> bool:
    """Return whether an attribute has one of the forms of true (XML Schema, part 2, 3.2.2)."""
    return text.strip() in {"1", "true"}


class _Remembered(dict[str, CellValue]):
    def __missing__(self, text: str) -> CellValue:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        value = self[text] = self.value(text)
        return value

    def value(self, text: str) -> CellValue:
        """Return the value that text stands for."""
        raise NotImplementedError  # pragma: no cover - each table has its own


class _Texts(_Remembered):
    def value(self, text: str) -> CellValue:
        return unescaped(text)


class _Errors(_Texts):
    def value(self, text: str) -> CellValue:
        return text if is_error(text) else NOT_CALCULATED


def number_of(text: str) -> float:
    """Return a number in one of its forms (XML Schema, part 2, 3.2.5).

    Raises:
        ImproperValueError: If it is not one, or is not finite.
    """
    if _NUMBER.fullmatch(text) is None or not isfinite(number := float(text)):
        raise ImproperValueError
    return number


def _span(days: float) -> dt.timedelta:
    # Excel keeps thousandths of a second, and rounds a half up.
    return dt.timedelta(milliseconds=floor(days * 86_400_000 + 0.5))


class _Numbers(_Remembered):
    def value(self, text: str) -> CellValue:
        return number_of(text)


class _Durations(_Remembered):
    def value(self, text: str) -> CellValue:
        number = number_of(text)
        try:
            return _span(number)
        except OverflowError:
            return number


class _Dates(_Remembered):
    def __init__(self, *, date_1904: bool) -> None:
        super().__init__()
        self._date_1904: bool = date_1904

    def value(self, text: str) -> CellValue:
        number = number_of(text)
        try:
            span = _span(number)
            if span < dt.timedelta():
                return number
            if span < _DAY:
                return (_EPOCH + span).time()
            moment = self._epoch(span) + span
        except OverflowError:
            return number
        return moment.date() if moment.time() == dt.time() else moment

    def _epoch(self, span: dt.timedelta) -> dt.datetime:
        if self._date_1904:
            return _EPOCH_1904
        return _EPOCH + _DAY if span.days < _LEAP_1900 else _EPOCH


class _Truths(_Remembered):
    def value(self, text: str) -> CellValue:
        value = _TRUTH.get(text.strip().lower())
        if value is None:
            raise ImproperValueError
        return value


class _Moments(_Remembered):
    """Dates in ISO form, which strict workbooks use."""

    def value(self, text: str) -> CellValue:
        try:
            moment = dt.datetime.fromisoformat(text.strip())
        except ValueError:
            return text
        return moment.date() if moment.timetz() == dt.time() else moment


class _Shared(_Remembered):
    """The strings that cells share, by their index as text."""

    def __init__(self, texts: Sequence[str], count: Callable[[int], None]) -> None:
        super().__init__()
        self.texts: Sequence[str] = texts
        self._count: Callable[[int], None] = count

    def __missing__(self, text: str) -> CellValue:
        value = super().__missing__(text)
        # A long one is not remembered, so that each cell with it comes here: checking and writing
        # it takes time for each, and a small file can have it in a million cells.
        if isinstance(value, str) and len(value) > LONG_TEXT:
            del self[text]
            self._count(len(value))
        return value

    def value(self, text: str) -> CellValue:
        if _INDEX.fullmatch(text) is None or int(text) >= len(self.texts):
            raise ImproperValueError
        return self.texts[int(text)]


class Tables(dict[str, _Remembered]):
    """Tables of values by a cell's attributes of style and type, such as ``' s="1" t="n"'``.

    Args:
        texts: The shared texts.
        count: Called with the length of a long one for each cell that has it.
        styles: How each style shows numbers; see `format_kind`.
        struck: The styles whose font is struck through.
        date_1904: Whether dates count from 1904.
    """

    def __init__(
        self,
        *,
        texts: Sequence[str],
        count: Callable[[int], None],
        styles: Sequence[str | None],
        struck: Collection[str],
        date_1904: bool,
    ) -> None:
        super().__init__()
        self._styles: Sequence[str | None] = styles
        self._struck: Collection[str] = struck
        plain = _Texts()
        self._by_type: Mapping[str, _Remembered] = {
            "s": _Shared(texts, count),
            "str": plain,
            "inlineStr": plain,
            "e": _Errors(),
            "b": _Truths(),
            "d": _Moments(),
        }
        numbers = _Numbers()
        self._by_kind: Mapping[str | None, _Remembered] = {
            "date": _Dates(date_1904=date_1904),
            "duration": _Durations(),
            "other": numbers,
            None: numbers,
        }
        self.others: set[str] = set()
        """The attributes of cells whose number is shown as something else."""
        self.struck: set[str] = set()
        """The attributes of cells that are struck through."""

    def __missing__(self, attributes: str) -> _Remembered:
        words = dict(word.split("=", 1) for word in attributes.split())
        style, kind = words.get("s", "").strip('"'), words.get("t", "n").strip('"')
        table = self[attributes] = self.of(style, kind)
        if self.is_other(style, kind):
            self.others.add(attributes)
        if self.is_struck(style):
            self.struck.add(attributes)
        return table

    def of(self, style: str, kind: str) -> _Remembered:
        """Return the table for the style and the type of a cell.

        Raises:
            ImproperValueError: If there is no such type.
        """
        if kind in self._by_type:
            return self._by_type[kind]
        if kind != "n":
            raise ImproperValueError
        return self._by_kind[self._style(style)]

    def is_other(self, style: str, kind: str) -> bool:
        """Return whether a cell of a style and a type shows its number as something else."""
        return kind == "n" and self._style(style) == "other"

    def is_struck(self, style: str) -> bool:
        """Return whether a cell of a style is struck through."""
        return style in self._struck

    def _style(self, style: str) -> str | None:
        if not style:
            return None
        if _INDEX.fullmatch(style) is None:
            raise ImproperValueError
        return self._styles[int(style)] if int(style) < len(self._styles) else None


def style_kinds(found: Iterable[Element]) -> list[str | None]:
    """Return for each style of cells how it shows numbers; see `format_kind`.

    Args:
        found: The elements of the styles, among others ``numFmt`` and ``xf``.
    """
    formats: dict[str, str] = {}
    kinds: list[str | None] = []
    for element in found:
        attributes = element.attributes
        if element.name == "numFmt":
            formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif element.name == "xf":
            kinds.append(_format_kind(attributes.get("numFmtId", ""), formats))
    return kinds


def struck_styles(found: Iterable[Element]) -> frozenset[str]:
    """Return the styles of cells whose font is struck through, by their numbers.

    Args:
        found: The elements of the styles, among others ``font``, ``strike`` and ``xf``.
    """
    fonts: list[bool] = []
    styles: list[str] = []
    for element in found:
        if element.name == "font":
            fonts.append(False)
        elif element.name == "strike":
            fonts[-1] = is_true(element.attributes.get("val", "1"))
        elif element.name == "xf":
            styles.append(element.attributes.get("fontId", "").strip())
    struck = {str(font) for font, is_struck in enumerate(fonts) if is_struck}
    return frozenset(str(style) for style, font in enumerate(styles) if font in struck)


def _format_kind(number: str, formats: Mapping[str, str]) -> str | None:
    if number in formats:
        return format_kind(formats[number])
    if not _INDEX.fullmatch(number):
        return None
    if int(number) == _DURATION_ID:
        return "duration"
    if int(number) in _OTHER_IDS:
        return "other"
    return "date" if int(number) in _DATE_IDS else None


# Many styles can share a format that takes long.
@lru_cache(maxsize=1_000)
def format_kind(code: str) -> str | None:
    """Return whether a number format shows a date, a duration, something else, or the number.

    Examples:
        >>> format_kind("dd/mm/yyyy"), format_kind("[h]:mm"), format_kind("#,##0.00")
        ('date', 'duration', None)
        >>> format_kind("00000"), format_kind('"SYN-"0')
        ('other', 'other')
    """
    closed, bracket, rest = code[:_LONGEST_FORMAT].rpartition("]")
    # The patterns would search for the end of every bracket that is never closed.
    code = closed + bracket + rest.replace("[", "(")
    shown = _NOT_SHOWN.sub("", code).partition(";")[0]
    if _ELAPSED.search(shown):
        return "duration"
    if _DATE_LETTER.search(_BRACKETS.sub("", shown)):
        return "date"
    return None if _PLAIN_FORMAT.fullmatch(_LOOKS.sub("", code)) else "other"
