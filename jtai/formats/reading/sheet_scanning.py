"""How large a worksheet says that it is, and what a parser would lose of it.

Invariant: bytes of XML only, as they are unpacked, in pieces that cut no tag. A parser holds a
sheet as a dense area, so that one cell far away is enough to exhaust the memory; here is found
where cells are before there is any area. No text of a cell leaves this room.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import attrs

from jtai.errors import UnreadableFileError
from jtai.formats.reading.limits import Limits, exceeded
from jtai.lists.reading.sheets import cell_name

# Cells as every common program writes them, no further than column AZ and row 999,999. One search
# for anything else is the whole price that an ordinary list pays.
_UNUSUAL: Final = re.compile(
    rb'<c(?! r="A?[A-Z][0-9]{1,6}"(?: s="[0-9]+")?(?: t="(?:s|n|b|e|str|inlineStr)")?/?>)[\s/>]'
)
_PREFIXED: Final = re.compile(rb":c[\s/>]")
_USUAL_AREA: Final = 52 * 999_999
_TOLERANCE: Final = 2
"""By how much the area of usual cells may exceed the limit. The parser's own count is exact."""

_TAG: Final = re.compile(
    rb"<(?:[^\s<>/:]+:)?(c|row)(?=[\s/>])([^>]*)>"
    rb"(?:\s*<(?:[^\s<>/:]+:)?v>\s*([0-9]+)\s*</|\s*(</))?"
)
_PLACE: Final = re.compile(rb"""(?<![^\s"'])r\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_CELL: Final = re.compile(rb"([A-Za-z]{1,3})([0-9]{1,7})")
_ROW: Final = re.compile(rb"[0-9]{1,7}")
_ERROR: Final = re.compile(
    rb"""(<(?:[^\s<>/:]+:)?c(?=\s)(?:[^<>]*[\s"'])?t\s*=\s*)(?:"e"|'e')(?=[^<>]*>)"""
)
_LEAST_PIECE: Final = 2**20
_BYTES_A_CHARACTER: Final = 10
"""The longest usual way to write a character in XML, as in ``&#1114111;``."""


def whole_tags(chunks: Iterable[bytes], *, limits: Limits, where: str) -> Iterator[bytes]:
    """Cut a part again, so that no piece ends within a tag or, as a rule, within a cell.

    Raises:
        LimitError: If a text goes on for longer than that of any cell could.
    """
    longest = max(_LEAST_PIECE, _BYTES_A_CHARACTER * limits.cell_length)
    rest = b""
    for chunk in chunks:
        piece = rest + chunk
        cut = piece.rfind(b"<c")
        if cut < 1:
            cut = max(piece.rfind(b"<"), 0)
        rest = piece[cut:]
        if len(rest) > longest + len(chunk):
            raise exceeded(limits, "cell_length", found=len(rest), where=where, least=True)
        yield piece[:cut]
    yield rest


def is_usual(piece: bytes, limits: Limits) -> bool:
    """Tell whether a piece has nothing but usual cells, none of them far away."""
    return (
        limits.cells * _TOLERANCE >= _USUAL_AREA
        and _UNUSUAL.search(piece) is None
        and _PREFIXED.search(piece) is None
    )


def with_error_texts(piece: bytes) -> bytes:
    """Turn error cells into text cells, as the parser shows the text and blanks the error.

    Examples:
        >>> with_error_texts(b'<c r="A1" t="e"><v>#N/A</v></c>')
        b'<c r="A1" t="str"><v>#N/A</v></c>'
    """
    return _ERROR.sub(rb'\1"str"', piece)


@attrs.define(kw_only=True)
class Walk:
    """Goes through the cells of a sheet in the way in which the parser counts them.

    Attributes:
        limits: What the sheet must keep.
        where: The part that it is.
        text_bytes: How long each shared text is, and at the end the longest.
        has_errors: Whether a cell shows an error.
        shared_bytes: How much text its cells take from the shared ones.
    """

    limits: Limits
    where: str
    text_bytes: Sequence[int]
    has_errors: bool = False
    shared_bytes: int = 0
    _row: int = 0
    _column: int = 0
    _last_row: int = 1
    _last_column: int = 1

    def take(self, piece: bytes) -> None:
        """Go through a piece that was cut by `whole_tags`.

        Raises:
            LimitError: If a cell lies outside of the limits.
            UnreadableFileError: If a tag is no proper one.
        """
        for found in _TAG.finditer(piece):
            kind, tag, number, end = found.groups()
            place = self._place(tag)
            if kind == b"row":
                self._row = self._row + 1 if place is None else self._row_number(place)
                self._column = 0
                continue
            row, self._column = (
                (self._row, self._column + 1) if place is None else self._cell(place)
            )
            if tag.endswith(b"/") or end:
                continue
            self._reach(row, self._column)
            self.has_errors = self.has_errors or b'"e"' in tag or b"'e'" in tag
            if b'"s"' in tag or b"'s'" in tag:
                self._share(number)

    def _place(self, tag: bytes) -> bytes | None:
        if tag.count(b'"') % 2 or tag.count(b"'") % 2:
            raise self._improper()
        places = _PLACE.findall(tag)
        if len(places) > 1:
            raise self._improper()
        return places[0][0] or places[0][1] if places else None

    def _row_number(self, place: bytes) -> int:
        if _ROW.fullmatch(place) is None:
            raise self._improper()
        return int(place)

    def _cell(self, place: bytes) -> tuple[int, int]:
        parts = _CELL.fullmatch(place)
        if parts is None:
            raise self._improper()
        column = 0
        for letter in parts[1].upper():
            column = column * 26 + letter - ord("A") + 1
        return int(parts[2]), column

    def _improper(self) -> UnreadableFileError:
        return UnreadableFileError(
            "a row or cell has no place that a spreadsheet has",
            where=self.where,
            remedy="open it in Excel and save it again",
        )

    def _reach(self, row: int, column: int) -> None:
        if row <= self._last_row and column <= self._last_column:
            return
        self._last_row = max(self._last_row, row)
        self._last_column = max(self._last_column, column)
        check_area(
            self._last_row,
            self._last_column,
            limits=self.limits,
            where=f"{self.where}, cell {cell_name(row, column)}",
        )

    def _share(self, number: bytes | None) -> None:
        # What is not understood counts as the longest.
        index = -1 if number is None else min(int(number[:10]), len(self.text_bytes) - 1)
        self.shared_bytes += self.text_bytes[index]
        if self.shared_bytes > self.limits.unpacked_bytes:
            raise exceeded(
                self.limits, "unpacked_bytes", found=self.shared_bytes, where=self.where, least=True
            )


def check_area(rows: int, columns: int, *, limits: Limits, where: str) -> None:
    """Refuse an area that is larger than the limits allow.

    Args:
        rows: The number of its last row.
        columns: The number of its last column.
        limits: The limits.
        where: The sheet, or its last cell.

    Raises:
        LimitError: If one of the limits is exceeded; it names the first.
    """
    for field, found in (("rows", rows), ("columns", columns), ("cells", rows * columns)):
        if found > getattr(limits, field):
            raise exceeded(limits, field, found=found, where=where)
