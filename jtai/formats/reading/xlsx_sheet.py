"""The rows of a worksheet, and the strings that its cells share.

Cells and rows say where they are, or follow the one before (ECMA-376, part 1, 18.3.1). A place that
is already taken, comes before the last one or is outside the limits is refused: a value is never
put in a cell other than the one in which Excel shows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final, NoReturn

import attrs

from jtai.formats.reading.limits import exceeded
from jtai.formats.reading.xlsx_values import (
    NEXT_RUN,
    CellValue,
    ImproperValueError,
    Tables,
    is_true,
    number_of,
    unescaped,
)
from jtai.formats.reading.xlsx_xml import Tree, TreeReader, tree
from jtai.lists.reading.sheets import NOT_CALCULATED, cell_name, column_number

# Texts are in `v` and in `t`, but not in those of phonetic guides (`rPh`).
_TEXTS_BELOW: Final = {"r": "t rPh", "rPh": "t r"}
_EXTRA: Final = "rPr phoneticPr extLst"
_SHEET: Final = tree(
    {
        "": "worksheet",
        "worksheet": "sheetFormatPr cols sheetData mergeCells",
        "cols": "col",
        "sheetData": "row",
        "row": "c",
        "c": "f v is",
        "is": "t r rPh",
        **_TEXTS_BELOW,
        "mergeCells": "mergeCell",
    },
    closed="sheetData row c f v is r t",
    once="sheetData mergeCells",
    unread="rPh",
    extra=_EXTRA,
    elsewhere="f",
)
_SHARED_TEXTS: Final = tree(
    {"": "sst", "sst": "si", "si": "t r rPh", **_TEXTS_BELOW},
    closed="sst si r t",
    unread="rPh",
    extra=_EXTRA,
)
_TEXTS: Final = frozenset({"v", "t"})
_RUNS: Final = frozenset({"t", "r"})
# Characters of an ordinary text: no markup, no entity, none that XML forbids or changes. It forbids
# `>` after `]]`, and programs escape it anyway.
_LONGEST: Final = 32_767
_PLAIN: Final = r"[^<>&\x00-\x08\x0b-\x1f\ufffe\uffff]"
_ANY: Final = rf"{_PLAIN}{{0,32767}}"
_SOME: Final = rf"{_PLAIN}{{1,32767}}"
_SPACE: Final = r'(?: xml:space="preserve")?'
_BETWEEN: Final = r"[ \t\r\n]*"
# Expat checks the attributes of a row the first time; rows with the same ones are then usual.
_ATTRIBUTES: Final = r'((?: [A-Za-z0-9:]{1,99}="[^"<>&]{0,99}"){0,20}+)'
_OF_FORMULA: Final = "|".join(
    rf' {name}="[A-Za-z0-9:$]*"(?![^<>]* {name}=)' for name in ("t", "ref", "si", "ca", "aca")
)
_FORMULA: Final = (
    rf"<f(?:{_OF_FORMULA})*+"
    rf"(?:/>|>{_PLAIN}*+(?:&(?:amp|lt|gt|quot|apos);{_PLAIN}*+)*+</f>)"
)
_STYLE: Final = r'(?: s="[0-9]{1,5}")?'
_KIND: Final = rf'{_STYLE}(?: t="[a-zA-Z]{{1,9}}")?'
# `inlineStr` is the only type that begins with an i, and its text is never in `v`. A cell with an
# error is never blank.
_CELL: Final = (
    rf'<c r="[A-Z]{{1,3}}\1"{_STYLE}(?: t="inlineStr"(?:/>|><is><t{_SPACE}>{_ANY}</t></is></c>)'
    rf'| t="e">(?:{_FORMULA})?<v>{_SOME}</v></c>'
    r'|(?: t="(?!e")[a-hj-zA-Z][a-zA-Z]{0,8}")?'
    rf"(?:/>|>(?:<v>{_ANY}</v>|{_FORMULA}<v>{_SOME}</v>)</c>))"
)
# Possessive quantifiers: a row that does not match is rejected in linear time.
_ROW: Final = re.compile(
    rf'<row r="([1-9][0-9]{{0,6}})"{_ATTRIBUTES}(?:/>|>((?:{_CELL})*+)</row>){_BETWEEN}'
)
_CELLS: Final = re.compile(
    rf'<c r="([A-Z]{{1,3}})[0-9]+"({_KIND})'
    rf"(?:>(?:<f[^>]*>(?:[^<]*</f>)?)?<(?:v|is><t{_SPACE})>([^<]*)<|/>)"
)
_FORMULAS: Final = re.compile(r'<c r="([A-Z]{1,3})[0-9]+"[^>]*><f([^>]*?)(?:/>|>([^<]*)<)')
_NUMBER_OF_ROW: Final = re.compile(r"[0-9]{1,7}")
_PLACE: Final = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_AREA: Final = re.compile(rf"{_PLACE.pattern}:{_PLACE.pattern}")
_TEXT_TYPES: Final = frozenset({"str", "inlineStr"})
# The size of a pixel: rows are measured in points, columns in characters of Excel's usual font.
_PIXEL: Final = {"ht": 0.75, "width": 1 / 7}
_WHOLE: Final = re.compile(r"\s*\+?([0-9]{1,10})\s*")
# Functions whose result depends on when it is calculated; `_xlfn.` marks those of newer versions.
_VOLATILE: Final = re.compile(r"(?<![\w.])(?:_xlfn\.)?(?:TODAY|NOW|RAND(?:BETWEEN|ARRAY)?)\(")
_VOLATILE_WORDS: Final = ("TODAY(", "NOW(", "RAND")
_QUOTED: Final = re.compile(r'"[^"]*"')
_SHARED_INDEX: Final = re.compile(r'\bsi="([0-9]{1,10})"')
# Titles are among the first 30 rows, so that some of these are below them.
_ROWS_WITH_VOLATILE: Final = 40
# Excel allows no longer one.
_LONGEST_FORMULA: Final = 8_192
_MOST_COLUMNS: Final = 16_384
_MOST_AREAS: Final = 1_000_000

_RUN_OF_TEXTS: Final = re.compile(rf"(?:<si(?:/>|><t{_SPACE}>{_ANY}</t></si>){_BETWEEN})++")
_TEXT: Final = re.compile("<si/>|<t[^<>]*>([^<]*)")
# A small file could have other attributes in every row.
_MOST_ATTRIBUTES: Final = 1_000


class _Columns(dict[str, int]):
    """The index of each column by its letters, as `column_letters` names it."""

    def __missing__(self, letters: str) -> int:
        self[letters] = column_number(letters) - 1
        return self[letters]


@attrs.define(kw_only=True)
class _TextReader(TreeReader):
    """Reads a part with texts, each of limited length."""

    texts_of_one: list[str] = attrs.field(factory=list, repr=False)
    _length: int = 0
    _has_text: bool = False

    def begin_text(self) -> None:
        """Begin to collect the text of a cell or of an item."""
        self.texts_of_one, self._length, self._has_text = [], 0, False

    def begin_run(self, name: str) -> None:
        """Refuse a text after another: programs read the first, the last or both."""
        if name == "t" and self._has_text:
            self.misplaced(name)
        if self.texts_of_one:
            self.texts_of_one.append(NEXT_RUN)
        self._has_text = name == "t"

    def end_run(self) -> None:
        """Note that formatted text has ended, after which there is no plain text."""
        self._has_text = True

    def characters(self, text: str) -> None:
        """Keep the text of a value."""
        if self.inside[-1] not in _TEXTS:
            is_text = text.strip(" \t\r\n") and not self._left_out
            if is_text and self.inside[-1] in self.tree.closed:
                self.improper("text is not where it should be")
            return
        self.texts_of_one.append(text)
        self._length += len(text)
        if self._length > self.budget.limits.cell_length:
            where, found = self.where_now(), self._length
            raise exceeded(self.budget.limits, "cell_length", found=found, where=where, least=True)

    def where_now(self) -> str:
        """Return how messages name the place that is read."""
        return self.where


@attrs.define(kw_only=True)
class SheetReader(_TextReader):
    """Reads the cells of a worksheet.

    Attributes:
        tables: The values of cells.
        rows: The rows, each to its last cell that is not blank.
        hidden_rows: The numbers of hidden rows with a cell that is not blank.
        struck_rows: The numbers of rows with a cell that is struck through and not blank.
        hidden_columns: The first and last numbers of hidden columns.
        merged: The first and the last cell of the merged area that reaches furthest down, each by
            its row and column.
        covered_rows: The numbers of the rows with values that a merged area covers: those in its
            cells other than the first.
        merged_areas: The merged areas of several cells whose first cell has a value, each by its
            first row, first column, last row and last column.
        shown_otherwise: For the number of each column with numbers that their format shows as
            something else, such as 00012 or SYN-12, the number of the first such row.
        volatile: For the number of each column with formulas that depend on the current date, the
            time or chance, the numbers of the first rows with one.
        has_formulas: Whether a cell has a formula.
    """

    item: str = "</row>"
    tree: Tree = _SHEET
    tables: Tables
    rows: list[tuple[CellValue, ...]] = attrs.field(factory=list, repr=False)
    hidden_rows: list[int] = attrs.field(factory=list)
    struck_rows: set[int] = attrs.field(factory=set)
    hidden_columns: list[tuple[int, int]] = attrs.field(factory=list)
    merged: tuple[tuple[int, int], tuple[int, int]] | None = None
    covered_rows: set[int] = attrs.field(factory=set)
    merged_areas: list[tuple[int, int, int, int]] = attrs.field(factory=list)
    shown_otherwise: dict[int, int] = attrs.field(factory=dict)
    volatile: dict[int, list[int]] = attrs.field(factory=dict)
    has_formulas: bool = False
    _volatile_shared: set[str] = attrs.field(factory=set, repr=False)
    _formula_text: str = attrs.field(default="", repr=False)
    _formula_shared: str = ""
    _columns: _Columns = attrs.field(factory=_Columns, repr=False)
    _line: list[CellValue] = attrs.field(factory=list, repr=False)
    _row: int = 0
    _column: int = 0
    _filled: int = 0
    _widest: int = 0
    _merged_cells: int = 0
    _default_height: str = ""
    _default_width: str = ""
    _next_defined: int = 1
    _counted: int = 0
    _hidden: bool = False
    _hides: dict[str, bool] = attrs.field(factory={"": False}.copy, repr=False)
    """Whether a row with these attributes is hidden, for those that expat has checked."""
    _unknown: str | None = attrs.field(default=None, repr=False)
    """The attributes of the next row, if expat has not checked them yet."""
    _style: str = ""
    _type: str = "n"
    _formula: bool = False
    _value_in: str = ""

    # What expat reports

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        """Note what an element that begins means."""
        if name == "c":
            self._start_cell(attributes)
        elif name in {"v", "is"}:
            self._start_value(name)
        elif name == "f":
            self._formula = self.has_formulas = True
            self._formula_text, self._formula_shared = "", attributes.get("si", "")
        elif name == "row":
            self._start_row(attributes)
        elif name == "sheetFormatPr":
            self._start_defaults(attributes)
        elif name == "col":
            self._start_columns(attributes)
        elif name == "sheetData":
            self._define_columns(_MOST_COLUMNS + 1, _MOST_COLUMNS)
        elif name == "mergeCell":
            self._start_merged(attributes)
        elif name in _RUNS:
            self.begin_run(name)

    def closed(self, name: str) -> None:
        """Note what an element that ends means."""
        if name == "c":
            self._end_cell()
        elif name == "f":
            self._note_formula(self._column, self._formula_shared, self._formula_text)
        elif name == "row":
            self._finish(self._line)
            self._line = []
            self.closed_item()
        elif name == "r":
            self.end_run()

    def characters(self, text: str) -> None:
        """Keep the text of a value or of a formula."""
        if self.inside[-1] == "f":
            if len(self._formula_text) < _LONGEST_FORMULA:
                self._formula_text += text
        else:
            super().characters(text)

    def where_now(self) -> str:
        """Return how messages name the cell that is read."""
        return f"{self.where}, cell {cell_name(self._row, self._column)}"

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        place = attributes.get("r")
        if place is not None and _NUMBER_OF_ROW.fullmatch(place) is None:
            self.improper("a row has an invalid row number")
        self._begin(self._row + 1 if place is None else int(place))
        self._hidden = _is_hidden(attributes, "ht", self._default_height)
        if self._unknown is not None and len(self._hides) < _MOST_ATTRIBUTES:
            self._hides[self._unknown] = self._hidden
        self._unknown = None

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        self._formula, self._value_in = False, ""
        self.begin_text()
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
        value = self._value("".join(self.texts_of_one))
        if value is None:
            self._improper_value(self._column)
        if value != "":
            self._check_column(self._column)
            self._line += ("",) * (self._column - 1 - len(self._line))
            self._line.append(value)
            if self.tables.is_other(self._style, self._type):
                self.shown_otherwise.setdefault(self._column, self._row)
            if self.tables.is_struck(self._style):
                self.struck_rows.add(self._row)

    def _value(self, text: str) -> CellValue | None:
        """Return the value of the cell that ends, None if it is not of the cell's type."""
        if not text:
            is_empty_text = self._value_in and self._type in _TEXT_TYPES
            if self._type != "e" and (is_empty_text or not self._formula):
                return ""
        elif self._value_in == "v" and self._type == "inlineStr":
            return None
        try:
            table = self.tables.of(self._style, self._type)
            return table[text] if text else NOT_CALCULATED
        except ImproperValueError:
            return None

    def _start_value(self, name: str) -> None:
        # Excel reads only one of two values, and `is` only where the type says so.
        if self._value_in or (name == "is" and self._type != "inlineStr"):
            self._improper_value(self._column)
        self._value_in = name

    def _start_defaults(self, attributes: Mapping[str, str]) -> None:
        self._default_width = attributes.get("defaultColWidth", "")
        # Otherwise, rows are as high as their text, even if some programs write 0.
        if is_true(attributes.get("customHeight", "")):
            self._default_height = attributes.get("defaultRowHeight", "")

    def _start_columns(self, attributes: Mapping[str, str]) -> None:
        first, last = (_WHOLE.fullmatch(attributes.get(key, "")) for key in ("min", "max"))
        if first is not None and last is not None:
            self._define_columns(int(first[1]), int(last[1]))
            if _is_hidden(attributes, "width"):
                self._hide_columns(int(first[1]), int(last[1]))

    def _define_columns(self, first: int, last: int) -> None:
        """Hide the columns before these that are not defined, if the default width hides them."""
        if first > self._next_defined and _is_invisible("width", self._default_width):
            self._hide_columns(self._next_defined, first - 1)
        self._next_defined = max(self._next_defined, last + 1)

    def _hide_columns(self, first: int, last: int) -> None:
        self.hidden_columns.append((first, last))
        if len(self.hidden_columns) > _MOST_COLUMNS:
            self.improper("the part defines more columns than a sheet can have")

    def _start_merged(self, attributes: Mapping[str, str]) -> None:
        # What an area covers is known only after the rows, where the area has to be.
        if "sheetData" not in self.met:
            self.misplaced("mergeCells")
        found = _AREA.fullmatch(attributes.get("ref", ""))
        if found is None:
            return
        top, bottom = sorted((int(found[2]), int(found[4])))
        left, right = sorted((self._columns[found[1]] + 1, self._columns[found[3]] + 1))
        if self.merged is None or (bottom, right) > self.merged[1]:
            self.merged = (top, left), (bottom, right)
        self._note_covered(top, bottom, left=left, right=min(right, self._widest))

    def _note_covered(self, top: int, bottom: int, *, left: int, right: int) -> None:
        """Note the rows of a merged area with values in other cells than its first."""
        if left > right:
            return
        top = max(top, 1)
        rows = self.rows[top - 1 : bottom]
        self._merged_cells += len(rows) * (right - left + 1)
        if self._merged_cells > len(self.rows) * self._widest:
            self.improper("merged areas overlap")
        last = top + len(rows) - 1
        has_value = bool(rows) and any(cell != "" for cell in rows[0][left - 1 : left])
        if has_value and (top, left) != (last, right):
            self.merged_areas.append((top, left, last, right))
            if len(self.merged_areas) > _MOST_AREAS:
                self.improper(f"the part has more than {_MOST_AREAS:,} merged areas")
        for number, row in enumerate(rows, top):
            cells = row[left - (number > top) : right]
            if cells.count("") < len(cells):
                self.covered_rows.add(number)

    # What rows become

    def take_usual(self, text: str, at: int) -> int:
        """Read items of the usual form from a place in the text, and return where they end."""
        if self.budget.limits.cell_length < _LONGEST:
            return at
        while found := _ROW.match(text, at):
            hidden = self._hides.get(found[2])
            if hidden is None:
                self._unknown = found[2]
                break
            self._begin(int(found[1]))
            self._hidden = hidden
            start, end = found.span(3)
            self._finish(self._usual_line(text, start, end) if start < end else [])
            at = found.end()
        return at

    def _usual_line(self, text: str, start: int, end: int) -> list[CellValue]:
        columns, tables, improper = self._columns, self.tables, 0
        line: list[CellValue] = []
        found = _CELLS.findall(text, start, end)
        # `least` is after the last blank cell, and `following` -1 between it and a value.
        following = least = 0
        for letters, kind, value in found:
            column = columns[letters]
            if column != following:
                if column < least or column < len(line):
                    self._out_of_order(column + 1)
                if value:
                    line += ("",) * (column - len(line))
            if not value:
                least, following = column + 1, -1
                continue
            try:
                line.append(tables[kind][value])
            except ImproperValueError:
                improper = column + 1
                break
            following = column + 1
        if improper:
            self._improper_value(improper)
        self._note_formulas(text, start, end)
        if tables.others:
            self._note_others(found)
        struck = tables.struck
        if struck and any(kind in struck and value for _, kind, value in found):
            self.struck_rows.add(self._row)
        return line

    def _note_others(self, cells: Iterable[tuple[str, str, str]]) -> None:
        for letters, kind, value in cells:
            if value and kind in self.tables.others:
                self.shown_otherwise.setdefault(self._columns[letters] + 1, self._row)

    def _note_formulas(self, text: str, start: int, end: int) -> None:
        if text.find("<f", start, end) < 0:
            return
        self.has_formulas = True
        # Most formulas are not volatile, and searching a row for a few words is much faster.
        words = _VOLATILE_WORDS if not self._volatile_shared else (*_VOLATILE_WORDS, "si=")
        if all(text.find(word, start, end) < 0 for word in words):
            return
        for letters, attributes, formula in _FORMULAS.findall(text, start, end):
            column = self._columns[letters] + 1
            if "si=" in attributes:
                shared = _SHARED_INDEX.search(attributes)
                self._note_formula(column, shared[1] if shared else "", formula)
            elif len(self.volatile.get(column, ())) < _ROWS_WITH_VOLATILE:
                self._note_formula(column, "", formula)

    def _note_formula(self, column: int, shared: str, formula: str) -> None:
        """Note a formula that is volatile; cells that share one have its text only once."""
        if formula:
            volatile = _is_volatile(formula)
            if volatile and shared:
                self._volatile_shared.add(shared)
        else:
            volatile = shared in self._volatile_shared
        if volatile:
            rows = self.volatile.setdefault(column, [])
            if len(rows) < _ROWS_WITH_VOLATILE:
                rows.append(self._row)

    def _begin(self, number: int) -> None:
        if number <= self._row:
            self.improper(f"row {number} comes after row {self._row}")
        if number > self.budget.limits.rows:
            where = f"{self.where}, row {number}"
            raise exceeded(self.budget.limits, "rows", found=number, where=where)
        self._row, self._column = number, 0

    def _finish(self, line: list[CellValue]) -> None:
        if not line:
            return
        self._check_column(len(line))
        number = self._row
        blank = number - 1 - len(self.rows)
        # A list has rows of equal width, so that one wide row makes all others as wide.
        self._filled += 1
        self._widest = max(self._widest, len(line))
        cells = self._filled * self._widest + number - self._filled
        self.budget.take("cells", cells - self._counted, self.where)
        self._counted = cells
        if blank:
            self.rows += ((),) * blank
        self.rows.append(tuple(line))
        if self._hidden:
            self.hidden_rows.append(number)

    def _check_column(self, column: int) -> None:
        if column > self.budget.limits.columns:
            where = f"{self.where}, cell {cell_name(self._row, column)}"
            raise exceeded(self.budget.limits, "columns", found=column, where=where)

    def _out_of_order(self, column: int) -> NoReturn:
        self.improper(f"cell {cell_name(self._row, column)} appears twice, or after a later cell")

    def _improper_value(self, column: int) -> NoReturn:
        self.improper(f"cell {cell_name(self._row, column)} does not contain a value of its type")


def _is_volatile(formula: str) -> bool:
    """Return whether a formula depends on when it is calculated, apart from its literal texts."""
    return bool(
        _VOLATILE.search(formula)
        and _VOLATILE.search(_QUOTED.sub("", formula.replace("&quot;", '"')))
    )


def _is_hidden(attributes: Mapping[str, str], size: str, default: str = "") -> bool:
    """Return whether a row or column is hidden, or smaller than a pixel."""
    return is_true(attributes.get("hidden", "")) or _is_invisible(
        size, attributes.get(size, default)
    )


def _is_invisible(size: str, value: str) -> bool:
    """Return whether a height or width is less than a pixel."""
    try:
        return 0 <= number_of(value) < _PIXEL[size]
    except ImproperValueError:
        return False


@attrs.define(kw_only=True)
class SharedTextReader(_TextReader):
    """Reads the strings that a workbook's cells share; phonetic guides are left out.

    Attributes:
        texts: The texts.
    """

    item: str = "</si>"
    tree: Tree = _SHARED_TEXTS
    texts: list[str] = attrs.field(factory=list, repr=False)

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:  # noqa: ARG002
        """Note what an element that begins means."""
        if name == "si":
            self.begin_text()
        elif name in _RUNS:
            self.begin_run(name)

    def closed(self, name: str) -> None:
        """Note what an element that ends means."""
        if name == "si":
            self.texts.append(unescaped("".join(self.texts_of_one)))
            self._check_count()
            self.closed_item()
        elif name == "r":
            self.end_run()

    def take_usual(self, text: str, at: int) -> int:
        """Read items of the usual form from a place in the text, and return where they end."""
        run = _RUN_OF_TEXTS.match(text, at)
        if run is None or self.budget.limits.cell_length < _LONGEST:
            return at
        found = _TEXT.findall(text, at, run.end())
        # Equal texts are one object, as a small file can repeat one a hundred million times.
        once = {each: unescaped(each) for each in {*found}}
        self.texts += map(once.__getitem__, found)
        self._check_count()
        return run.end()

    def _check_count(self) -> None:
        """Refuse more texts than there may be cells."""
        if (found := len(self.texts)) > self.budget.limits.cells:
            raise exceeded(self.budget.limits, "cells", found=found, where=self.where, least=True)
