"""The rows of a worksheet, and the texts that its cells share.

Cells and rows say where they are, or follow the one before (ECMA-376, part 1, 18.3.1). A place that
is already taken, comes before the last one or is outside the limits is refused: a value is never
put in another cell than the one that Excel shows it in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final, NoReturn

import attrs

from jtai.formats.reading.limits import Limits, exceeded
from jtai.formats.reading.xlsx_values import CellValue, ImproperValueError, Tables, unescaped
from jtai.formats.reading.xlsx_xml import PartReader, main_names
from jtai.lists.reading.sheets import NOT_CALCULATED, cell_name

# Characters of an ordinary text: no markup, no entity, none that XML forbids or changes.
_LONGEST: Final = 32_767
_PLAIN: Final = r"[^<&\x00-\x08\x0b-\x1f\ufffe\uffff]{{{least},32767}}"
_ANY: Final = _PLAIN.format(least=0)
_SOME: Final = _PLAIN.format(least=1)
_SPACE: Final = r'(?: xml:space="preserve")?'
_FORMULA: Final = r"<f[^<>&]*(?:/>|>[^<]*</f>)"
_KIND: Final = r'(?: s="[0-9]{1,5}")?(?: t="[a-zA-Z]{1,9}")?'
_CELL: Final = (
    rf'<c r="[A-Z]{{1,3}}\1"{_KIND}(?:/>|>(?:<v>{_ANY}</v>|{_FORMULA}<v>{_SOME}</v>'
    rf"|<is><t{_SPACE}>{_ANY}</t></is>)</c>)"
)
# Possessive quantifiers: a row that does not match is rejected in linear time.
_ROW: Final = re.compile(
    r'<row r="([1-9][0-9]{0,6})"((?: [A-Za-z0-9:]+="[^"<>&]*")*+)'
    rf"(?:/>|>((?:{_CELL})*+)</row>)\s*"
)
_CELLS: Final = re.compile(
    rf'<c r="([A-Z]{{1,3}})[0-9]+"({_KIND})>(?:{_FORMULA})?<(?:v|is><t{_SPACE})>([^<]+)<'
)
_NUMBER_OF_ROW: Final = re.compile(r"[0-9]{1,7}")
_PLACE: Final = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_AREA: Final = re.compile(rf"{_PLACE.pattern}:{_PLACE.pattern}")
# Links, formatting rules and the like; each takes time, and no real sheet has so many.
_MOST_OTHERS: Final = 1_000_000
_MOST_OF_TEXTS: Final = 5_000_000
_DEEPEST: Final = 100
_TRUE: Final = frozenset({"1", "true"})
_TEXT_TYPES: Final = frozenset({"str", "inlineStr"})

_RUN_OF_TEXTS: Final = re.compile(rf"(?:<si(?:/>|><t{_SPACE}>{_ANY}</t></si>)\s*)++")
_TEXT: Final = re.compile(r"<(?:si/|t[^<>]*)>([^<]*)")


@attrs.define(kw_only=True)
class Budget:
    """How many cells the sheets of a file may still have."""

    limits: Limits
    cells: int = 0

    def take(self, cells: int, where: str) -> None:
        """Count cells.

        Raises:
            LimitError: If they are too many.
        """
        self.cells += cells
        if self.cells > self.limits.cells:
            raise exceeded(self.limits, "cells", found=self.cells, where=where, least=True)


class _Columns(dict[str, int]):
    """The index of each column by its letters, as `column_letters` names it."""

    def __missing__(self, letters: str) -> int:
        number = 0
        for letter in letters.upper():
            number = number * 26 + ord(letter) - ord("A") + 1
        self[letters] = number - 1
        return number - 1


@attrs.define(kw_only=True)
class SheetReader(PartReader):
    """Reads the cells of a worksheet.

    Attributes:
        limits: How much is read.
        tables: The values of cells.
        budget: The cells that the whole file may have.
        rows: The rows, each to its last cell that is not blank.
        hidden_rows: The numbers of hidden rows with a cell that is not blank.
        hidden_columns: The first and last numbers of hidden columns.
        merged: The first and the last cell of the merged area that reaches furthest down, each by
            its row and column.
        has_formulas: Whether a cell has a formula.
    """

    item: str = "</row>"
    limits: Limits
    tables: Tables
    budget: Budget
    rows: list[tuple[CellValue, ...]] = attrs.field(factory=list, repr=False)
    hidden_rows: list[int] = attrs.field(factory=list)
    hidden_columns: list[tuple[int, int]] = attrs.field(factory=list)
    merged: tuple[tuple[int, int], tuple[int, int]] | None = None
    has_formulas: bool = False
    _columns: _Columns = attrs.field(factory=_Columns, repr=False)
    _line: list[CellValue] = attrs.field(factory=list, repr=False)
    _others: int = 0
    _row: int = 0
    _column: int = 0
    _hidden: bool = False
    _in_data: bool = False
    _in_row: bool = False
    _in_cell: bool = False
    _style: str = ""
    _type: str = "n"
    _formula: bool = False
    _has_value: bool = False
    _phonetic: bool = False
    _kept: list[str] | None = None
    _kept_length: int = 0
    _texts: list[str] = attrs.field(factory=list, repr=False)

    # What expat reports

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Note what an element that begins means."""
        handler = _STARTS.get(name)
        if handler is not None:
            handler(self, attributes)
            return
        self._others += 1
        if self._others > _MOST_OTHERS:
            self.improper("the sheet has too many elements that are not cells")

    def end(self, name: str) -> None:
        """Note what an element that ends means."""
        handler = _ENDS.get(name)
        if handler is not None:
            handler(self)

    def characters(self, text: str) -> None:
        """Keep the text of a value."""
        if self._kept is not None:
            self._kept.append(text)
            self._kept_length += len(text)
            self._check_length(self._kept_length)

    def _start_data(self, _: Mapping[str, str]) -> None:
        self._in_data = True

    def _end_data(self) -> None:
        self._in_data = False

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        if not self._in_data or self._in_row:
            self.improper("a row is not where it should be")
        place = attributes.get("r")
        if place is not None and _NUMBER_OF_ROW.fullmatch(place) is None:
            self.improper("a row has an invalid row number")
        self._begin(self._row + 1 if place is None else int(place))
        self._hidden = attributes.get("hidden") in _TRUE
        self._in_row = True

    def _end_row(self) -> None:
        self._finish(self._line)
        self._line = []
        self._in_row = False
        self.closed_item()

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        if not self._in_row or self._in_cell:
            self.improper("a cell is not where it should be")
        self._in_cell, self._formula, self._has_value, self._texts = True, False, False, []
        self._style, self._type = attributes.get("s", ""), attributes.get("t", "n")
        place = attributes.get("r")
        if place is None:
            self._column += 1
            return
        found = _PLACE.fullmatch(place)
        if found is None or int(found[2]) != self._row:
            self.improper(f"a cell in row {self._row} has a reference that is not in that row")
        column = self._columns[found[1]] + 1
        if column <= self._column:
            self._out_of_order(column)
        self._column = column

    def _end_cell(self) -> None:
        self._in_cell = False
        value = self._value("".join(self._texts))
        if value is None:
            self._improper_value(self._column)
        if value != "":
            self._check_column(self._column)
            self._line += ("",) * (self._column - 1 - len(self._line))
            self._line.append(value)

    def _value(self, text: str) -> CellValue | None:
        """Return the value of the cell that ends, None if it is not of the cell's type."""
        if not text:
            is_empty_text = self._has_value and self._type in _TEXT_TYPES
            return NOT_CALCULATED if self._formula and not is_empty_text else ""
        try:
            return self.tables.of(self._style, self._type)[text]
        except ImproperValueError:
            return None

    def _start_formula(self, _: Mapping[str, str]) -> None:
        self._formula = self.has_formulas = True

    def _start_text(self, _: Mapping[str, str]) -> None:
        if self._in_cell and not self._phonetic:
            self._has_value = True
            self._kept, self._kept_length = [], 0

    def _end_text(self) -> None:
        if self._kept is not None:
            self._texts += self._kept
            self._kept = None
            self._check_length(sum(map(len, self._texts)))

    def _start_phonetic(self, _: Mapping[str, str]) -> None:
        self._phonetic = True

    def _end_phonetic(self) -> None:
        self._phonetic = False

    def _start_columns(self, attributes: Mapping[str, str]) -> None:
        if attributes.get("hidden") in _TRUE:
            first, last = (attributes.get(key, "") for key in ("min", "max"))
            if first.isascii() and first.isdigit() and last.isascii() and last.isdigit():
                self.hidden_columns.append((int(first[:9]), int(last[:9])))

    def _start_merged(self, attributes: Mapping[str, str]) -> None:
        found = _AREA.fullmatch(attributes.get("ref", ""))
        if found is None:
            return
        first, last = (
            (int(row), self._columns[letters] + 1)
            for letters, row in (found.group(1, 2), found.group(3, 4))
        )
        if self.merged is None or last > self.merged[1]:
            self.merged = first, last

    # What rows become

    def take_usual(self, text: str, at: int) -> int:
        """Read items of the usual form from a place in the text, and return where they end."""
        match, find = _ROW.match, _CELLS.findall
        columns, tables, improper = self._columns, self.tables, 0
        if self.limits.cell_length < _LONGEST:
            return at
        while found := match(text, at):
            self._begin(int(found[1]))
            self._hidden = ' hidden="1"' in found[2] or ' hidden="true"' in found[2]
            line: list[CellValue] = []
            start, end = found.span(3)
            if start < end:
                for letters, kind, value in find(text, start, end):
                    gap = columns[letters] - len(line)
                    if gap:
                        if gap < 0:
                            self._out_of_order(columns[letters] + 1)
                        line += ("",) * gap
                    try:
                        line.append(tables[kind][value])
                    except ImproperValueError:
                        improper = len(line) + 1
                        break
                self.has_formulas = self.has_formulas or text.find("<f", start, end) >= 0
            if improper:
                self._improper_value(improper)
            self._finish(line)
            at = found.end()
        return at

    def _begin(self, number: int) -> None:
        if number <= self._row:
            self.improper(f"row {number} comes after row {self._row}")
        if number > self.limits.rows:
            where = f"{self.where}, row {number}"
            raise exceeded(self.limits, "rows", found=number, where=where)
        self._row, self._column = number, 0

    def _finish(self, line: list[CellValue]) -> None:
        if not line:
            return
        self._check_column(len(line))
        number = self._row
        blank = number - 1 - len(self.rows)
        self.budget.take(blank + len(line), self.where)
        if blank:
            self.rows += ((),) * blank
        self.rows.append(tuple(line))
        if self._hidden:
            self.hidden_rows.append(number)

    def _check_column(self, column: int) -> None:
        if column > self.limits.columns:
            where = f"{self.where}, cell {cell_name(self._row, column)}"
            raise exceeded(self.limits, "columns", found=column, where=where)

    def _check_length(self, length: int) -> None:
        if length > self.limits.cell_length:
            where = f"{self.where}, cell {cell_name(self._row, self._column)}"
            raise exceeded(self.limits, "cell_length", found=length, where=where, least=True)

    def _out_of_order(self, column: int) -> NoReturn:
        self.improper(f"cell {cell_name(self._row, column)} appears twice, or after a later cell")

    def _improper_value(self, column: int) -> NoReturn:
        self.improper(f"cell {cell_name(self._row, column)} does not contain a value of its type")


_STARTS: Final[Mapping[str, Callable[[SheetReader, Mapping[str, str]], None]]] = {
    full: getattr(SheetReader, f"_start_{part}")
    for name, part in (
        ("sheetData", "data"),
        ("row", "row"),
        ("c", "cell"),
        ("f", "formula"),
        ("v", "text"),
        ("t", "text"),
        ("rPh", "phonetic"),
        ("col", "columns"),
        ("mergeCell", "merged"),
    )
    for full in main_names(name)
}
_ENDS: Final[Mapping[str, Callable[[SheetReader], None]]] = {
    full: getattr(SheetReader, f"_end_{part}")
    for name, part in (
        ("sheetData", "data"),
        ("row", "row"),
        ("c", "cell"),
        ("v", "text"),
        ("t", "text"),
        ("rPh", "phonetic"),
    )
    for full in main_names(name)
}


@attrs.define(kw_only=True)
class SharedTextReader(PartReader):
    """Reads the texts that the cells of a workbook share; phonetic guides are left out.

    Attributes:
        limits: How much is read.
        texts: The texts.
    """

    item: str = "</si>"
    limits: Limits
    texts: list[str] = attrs.field(factory=list, repr=False)
    _elements: int = 0
    _depth: int = 0
    _parts: list[str] = attrs.field(factory=list, repr=False)
    _length: int = 0
    _in_text: bool = False
    _phonetic: bool = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:  # noqa: ARG002 - as its base
        """Note what an element that begins means."""
        part = _SHARED.get(name)
        self._elements += 1
        self._depth += 1
        if self._elements > _MOST_OF_TEXTS or self._depth > _DEEPEST:
            self.improper("the shared strings have too many elements")
        if part == "si":
            self._parts, self._length = [], 0
        elif part == "rPh":
            self._phonetic = True
        elif part == "t":
            self._in_text = not self._phonetic

    def end(self, name: str) -> None:
        """Note what an element that ends means."""
        part = _SHARED.get(name)
        self._depth -= 1
        if part == "si":
            self.texts.append(unescaped("".join(self._parts)))
            self.closed_item()
        elif part == "rPh":
            self._phonetic = False
        elif part == "t":
            self._in_text = False

    def characters(self, text: str) -> None:
        """Keep the text of a value."""
        if not self._in_text:
            return
        self._parts.append(text)
        self._length += len(text)
        if self._length > self.limits.cell_length:
            raise exceeded(
                self.limits, "cell_length", found=self._length, where=self.where, least=True
            )

    def take_usual(self, text: str, at: int) -> int:
        """Read items of the usual form from a place in the text, and return where they end."""
        run = _RUN_OF_TEXTS.match(text, at)
        if run is None or self.limits.cell_length < _LONGEST:
            return at
        self.texts += map(unescaped, _TEXT.findall(text, at, run.end()))
        return run.end()


_SHARED: Final = main_names("si", "t", "rPh")
