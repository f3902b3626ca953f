"""Workbooks of sheets, pages and styled cells.

Invariant: this is the only module that imports `xlsxwriter`, and only when a workbook is written.
Text stays text: it never becomes a formula, a link or a number. The same sheets give the same
bytes, whenever and wherever they are written.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from textwrap import wrap
from types import MappingProxyType
from typing import Any, Final

import attrs

from jtai.core.errors import extra
from jtai.core.progress import SILENT, ProgressCounter
from jtai.errors import JtaiError
from jtai.formats.writing.cells import NOT_XML, in_excel, looks_like_markup
from jtai.lists.reading.sheets import column_letters

EXCEL_ROWS: Final = 1_048_576
"""How many rows a sheet has."""

_SHOWN: Final = {
    "text": "@",
    "number": "General",
    "date": "dd/mm/yyyy",
    "moment": "dd/mm/yyyy hh:mm:ss",
    "time": "hh:mm:ss",
    "duration": "[h]:mm:ss",
}
_LEFT: Final = frozenset(("date", "moment"))
# Any fixed moment would do for equal bytes; this is the month of the workbook.
_CREATED: Final = dt.datetime(2019, 8, 1)  # noqa: DTZ001 - the file has no time zones
_ATTRIBUTION: Final = "{}, Open Government Licence v3.0. Written by jtai."
_A4: Final = 9
_A3: Final = 8
# Wider lists would be too small to read on A4.
_MOST_ON_A4: Final = 16
_FONT: Final = {"font_name": "Calibri", "font_size": 11, "valign": "top"}
_TITLE: Final = {"bold": True, "font_size": 14, "valign": "vcenter", "font_color": "#1F3864"}
_HEAD: Final = {"bold": True, "text_wrap": True, "border": 1, "border_color": "#8EA9DB"}


class Style:
    """The styles of cells, as xlsxwriter describes them."""

    PLAIN: Final[Mapping[str, Any]] = {}
    LINE: Final[Mapping[str, Any]] = {"text_wrap": True, "bottom": 1, "bottom_color": "#C9D3E6"}
    FIRST: Final[Mapping[str, Any]] = {**LINE, "top": 1, "top_color": "#1F3864"}
    STRONG: Final[Mapping[str, Any]] = {"bold": True, "text_wrap": True}
    TITLE: Final[Mapping[str, Any]] = _TITLE
    # Italic as well as black on yellow, because colour alone must not carry meaning (WCAG 1.4.1).
    HEAD: Final[Mapping[str, Any]] = {**_HEAD, "bg_color": "#1F3864", "font_color": "#FFFFFF"}
    ADDED: Final[Mapping[str, Any]] = {
        **_HEAD,
        "bg_color": "#FFE699",
        "font_color": "#000000",
        "italic": True,
    }
    SECTION: Final[Mapping[str, Any]] = {
        "bold": True,
        "font_size": 12,
        "bg_color": "#D9E2F3",
        "font_color": "#1F3864",
    }
    LINK: Final[Mapping[str, Any]] = {"font_color": "#0563C1", "underline": 1, "text_wrap": True}
    ERROR: Final[Mapping[str, Any]] = {
        "bg_color": "#FFC7CE",
        "font_color": "#7A0010",
        "bold": True,
        "border": 2,
        "border_color": "#7A0010",
    }
    WARNING: Final[Mapping[str, Any]] = {
        "bg_color": "#FFE9A8",
        "font_color": "#5C3A00",
        "italic": True,
        "border": 1,
        "border_color": "#5C3A00",
    }
    NOTE: Final[Mapping[str, Any]] = {
        "bg_color": "#DDEBF7",
        "font_color": "#1F3864",
        "border": 4,
        "border_color": "#1F3864",
    }


@lru_cache(maxsize=10_000)
def lines_of(text: str, width: float) -> int:
    """Return roughly how many lines text needs in a column, erring on the high side.

    Examples:
        >>> lines_of("Age of Child (Years)", 14), lines_of("Age", 14), lines_of("", 12)
        (2, 1, 1)
    """
    return sum(_lines_of_one(line, width) for line in text.split("\n"))


def _lines_of_one(text: str, width: float) -> int:
    most, lines, used = max(int(width) - 1, 1), 1, 0
    for word in text.split():
        length = len(word)
        if used and used + 1 + length > most:
            lines, used = lines + 1, 0
        used += length + bool(used)
        lines += (used - 1) // most if used > most else 0
        used = min(used, most)
    return lines


# Halves of characters. A cell can contain all others, as xlsxwriter escapes them there; links and
# notes can contain only what XML can.
_HALF: Final = re.compile("[\ud800-\udfff]")
_APART: Final = re.compile(r"(?<=\A<)|(?<=\A<r)|(?<=_)(?=x[0-9a-fA-F]{4}_)")


class _Exact(float):
    """A number that xlsxwriter writes with all its digits, rather than with 16 of them."""

    __slots__ = ()

    def __format__(self, form: str) -> str:
        text = super().__format__(form)
        return text if float(text) == self else repr(float(self))


@attrs.frozen
class Sheet:
    """A sheet being written, from its first row to its last.

    Attributes:
        name: Its name.
    """

    name: str
    _book: Book = attrs.field(repr=False)
    _sheet: Any = attrs.field(repr=False)

    def put(
        self, row: int, column: int, cell: object, style: Mapping[str, Any] = Style.PLAIN
    ) -> None:
        """Write a cell; rows and columns count from 1. None and an empty text are blank."""
        if cell is None or cell == "":
            _taken(self._sheet.write_blank(row - 1, column - 1, None, self._book.look(style)))
            return
        value, shown = in_excel(cell, date_1904=self._book.date_1904)
        self._write(row - 1, column - 1, value, self._book.look(style, shown))

    def across(self, row: int, columns: int, text: str, style: Mapping[str, Any]) -> None:
        """Write words that wrap in one cell across columns."""
        look = self._book.look({**style, "text_wrap": True, "valign": "top"})
        _taken(self._sheet.merge_range(row - 1, 0, row - 1, columns - 1, "", look))
        self._write(row - 1, 0, text, look)

    def lines(
        self,
        lines: Iterable[tuple[int, Iterable[tuple[int, object]]]],
        styles: Mapping[tuple[int, int], Mapping[str, Any]] = MappingProxyType({}),
    ) -> None:
        """Write rows of cells.

        Args:
            lines: The number of each row, from the first down, and its cells with the numbers of
                their columns.
            styles: The styles of cells that have a special one, by row and column.
        """
        looks = {shown: self._book.look(Style.PLAIN, shown) for shown in _SHOWN}
        styled = {row for row, _ in styles}
        for row, line in self._book.counter.over(lines):
            for column, cell in line:
                if row in styled and (row, column) in styles:
                    self.put(row, column, cell, styles[row, column])
                elif cell is not None and cell != "":
                    value, shown = in_excel(cell, date_1904=self._book.date_1904)
                    self._write(row - 1, column - 1, value, looks[shown])

    def _write(self, row: int, column: int, value: object, look: Any) -> None:
        if isinstance(value, str):
            text = value if value.isascii() else _HALF.sub("\ufffd", value)
            if looks_like_markup(text):
                self._write_apart(row, column, text, look)
            else:
                _taken(self._sheet.write_string(row, column, text, look))
        elif isinstance(value, bool):
            _taken(self._sheet.write_boolean(row, column, value, look))
        else:
            number = _Exact(value) if isinstance(value, float) else value
            _taken(self._sheet.write_number(row, column, number, look))

    def _write_apart(self, row: int, column: int, text: str, look: Any) -> None:
        """Write a text in runs, none of which xlsxwriter changes."""
        # It would escape control characters twice; in the cells of lists, these are refused before.
        text = NOT_XML.sub("\ufffd", text)
        # A text that is rich to xlsxwriter has at least three runs, none of them empty.
        runs = filter(None, _APART.split(text))
        _taken(self._sheet.write_rich_string(row, column, *runs, look))

    def link(self, row: int, column: int, sheet: str, cell: str, text: str) -> None:
        """Write a link to a cell of this workbook."""
        quoted = sheet.replace("'", "''")
        look = self._book.look(Style.LINK)
        place = f"internal:'{quoted}'!{cell}"
        _taken(self._sheet.write_url(row - 1, column - 1, place, look, NOT_XML.sub("\ufffd", text)))

    def comment(self, row: int, column: int, text: str) -> None:
        """Add a note to a cell, in a box of its size; before the cells below are written."""
        text = NOT_XML.sub("\ufffd", text)
        size = {"width": 360, "height": min(24 + 17 * lines_of(text, 48), 560), "font_size": 9}
        _taken(self._sheet.write_comment(row - 1, column - 1, text, {"author": "jtai", **size}))

    def width(self, column: int, width: float, *, shown: str = "") -> None:
        """Set how wide a column is, and how its blank cells show what is typed into them."""
        look = self._book.look(Style.PLAIN, shown) if shown else None
        self._sheet.set_column(column - 1, column - 1, width, look)

    def height(self, row: int, lines: int, *, per_line: float = 15.0) -> None:
        """Make a row high enough for lines of text; before its cells are written."""
        _taken(self._sheet.set_row(row - 1, min(lines * per_line + 3, 400)))

    def hide_other_rows(self) -> None:
        """Hide the rows in which nothing is written."""
        self._sheet.set_default_row(hide_unused_rows=True)

    def freeze(self, row: int, column: int) -> None:
        """Keep what is above a row and left of a column in view."""
        self._sheet.freeze_panes(row - 1, column - 1)

    def filter(self, first_row: int, last_row: int, columns: int) -> None:
        """Put filters over the titles of columns."""
        self._sheet.autofilter(first_row - 1, 0, last_row - 1, columns - 1)

    def print_on(
        self, *, columns: int, repeat: tuple[int, int] | None = None, pages: int = 0
    ) -> None:
        """Set up printing: landscape, as wide as the paper, with name and page number.

        Args:
            columns: How many columns there are; for many, the paper is larger.
            repeat: The first and the last of the rows that are repeated on each page.
            pages: On how many pages it must fit; 0 for as many as it needs.
        """
        self._sheet.set_landscape()
        self._sheet.set_paper(_A4 if columns <= _MOST_ON_A4 else _A3)
        self._sheet.fit_to_pages(1, pages)
        self._sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.7)
        self._sheet.set_footer("&L&A&RPage &P of &N")
        if repeat is not None:
            self._sheet.repeat_rows(repeat[0] - 1, repeat[1] - 1)

    def ask(self, first_row: int, column: int, options: Mapping[str, Any]) -> None:
        """Make Excel warn about other entries in a column, but keep them."""
        at = column - 1
        self._sheet.data_validation(
            first_row - 1,
            at,
            EXCEL_ROWS - 1,
            at,
            {"ignore_blank": True, "error_type": "warning", **options},
        )

    def texts_of_digits(self, first_row: int, columns: Iterable[int]) -> None:
        """Turn off Excel's warnings that text in columns could be numbers."""
        areas = [
            f"{letters}{first_row}:{letters}{EXCEL_ROWS}"
            for letters in map(column_letters, columns)
        ]
        self._sheet.ignore_errors({"number_stored_as_text": " ".join(areas)})


class Page:
    """A sheet of words and tables, written from its first row down.

    Attributes:
        sheet: The sheet.
        row: The number of the row that is written next.
    """

    def __init__(self, sheet: Sheet, widths: Sequence[float]) -> None:
        self.sheet = sheet
        self.row: int = 1
        self._widths = widths
        # Excel measures widths in digits, which are wider than most letters.
        self._across = int(sum(widths) * 1.1)
        for at, width in enumerate(widths, start=1):
            sheet.width(at, width)

    def words(self, text: str, style: Mapping[str, Any] = Style.PLAIN) -> None:
        """Write words across the page, in one row that is as high as they need."""
        lines = len(wrap(text, self._across, break_on_hyphens=False))
        if lines > 1:
            self.sheet.height(self.row, lines)
            self.sheet.across(self.row, len(self._widths), text, style)
        else:
            self.sheet.put(self.row, 1, text, style)
        self.row += 1

    def section(self, text: str) -> None:
        """Begin a section."""
        self.row += 1
        self.sheet.height(self.row, 1, per_line=18)
        for at in range(1, len(self._widths) + 1):
            self.sheet.put(self.row, at, text if at == 1 else None, Style.SECTION)
        self.row += 1

    def line(
        self,
        *cells: object,
        style: Mapping[str, Any] | Sequence[Mapping[str, Any]] = Style.LINE,
    ) -> None:
        """Write a row of a table.

        Args:
            cells: Its cells.
            style: The look of all of them, or of each.
        """
        styles = [style] * len(cells) if isinstance(style, Mapping) else style
        texts = [cell if isinstance(cell, str) else "" for cell in cells]
        self.sheet.height(self.row, max(map(lines_of, texts, self._widths)))
        for at, (cell, look) in enumerate(zip(cells, styles, strict=True), start=1):
            self.sheet.put(self.row, at, cell, look)
        self.row += 1


def _taken(result: int) -> None:
    """Raise an error if the writer left out a cell, which it reports by a number only."""
    if result:
        raise JtaiError("xlsxwriter did not write a cell")


class Book:
    """A workbook being written."""

    def __init__(self, book: Any, *, date_1904: bool, counter: ProgressCounter = SILENT) -> None:
        self._book = book
        self.date_1904 = date_1904
        self.counter = counter
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        # Each is kept with its style, so that no other style can get the same identity.
        self._looks: dict[tuple[int, str], tuple[Mapping[str, Any], Any]] = {}

    def sheet(self, name: str) -> Sheet:
        """Add a sheet after the others."""
        return Sheet(name, self, self._book.add_worksheet(name))

    def look(self, style: Mapping[str, Any], shown: str = "") -> Any:
        """Return a look, creating it only once."""
        if (id(style), shown) in self._looks:
            return self._looks[id(style), shown][1]
        wanted = {**_FONT, **style}
        if shown:
            wanted.setdefault("num_format", _SHOWN[shown])
        if shown in _LEFT:
            # A date aligned right would touch the text in the next column.
            wanted["align"] = "left"
        key = tuple(wanted.items())
        if key not in self._formats:
            self._formats[key] = self._book.add_format(wanted)
        self._looks[id(style), shown] = style, self._formats[key]
        return self._formats[key]


def write_book(
    path: Path,
    aside: Path,
    fill: Callable[[Book], None],
    *,
    title: str,
    subject: str,
    source: str,
    date_1904: bool = False,
    counter: ProgressCounter = SILENT,
) -> None:
    """Write a workbook.

    Args:
        path: Where.
        aside: A private folder for temporary files.
        fill: Adds the sheets and fills them.
        title: The title of the document.
        subject: What it is about.
        source: What in it was published, by whom and when.
        date_1904: Whether its days count from 1904.
        counter: Counts the rows that are written.

    Raises:
        MissingExtraError: If the package that writes workbooks is not installed.
        OSError: If it cannot be written there.
    """
    writer = _writer()
    book = writer.Workbook(
        str(path),
        {
            # Rows are written to the disk as they come, so that a long list needs little memory.
            "constant_memory": True,
            "tmpdir": str(aside),
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "date_1904": date_1904,
        },
    )
    book.use_zip64()  # for sheets of more than 4 GB
    book.set_properties(
        {
            "title": title,
            "subject": subject,
            "author": "jtai",
            "comments": _ATTRIBUTION.format(source),
            "created": _CREATED,
        }
    )
    problem: OSError | None = None
    try:
        fill(Book(book, date_1904=date_1904, counter=counter))
        book.close()
    except writer.exceptions.FileCreateError as error:
        problem = error.args[0]
    finally:
        _close(book.worksheets())
    if problem is not None:
        raise problem


def _close(sheets: Iterable[Any]) -> None:
    """Close what a writer that failed left open, so that it can be removed."""
    for sheet in sheets:
        with suppress(OSError):  # what it has not written yet does not matter
            sheet.row_data_fh.close()


def _writer() -> Any:
    with extra("excel", package="xlsxwriter", needed="writing Excel workbooks needs xlsxwriter"):
        # Deferred, because only workbooks need it.
        import xlsxwriter  # noqa: PLC0415
        import xlsxwriter.exceptions  # noqa: PLC0415
    return xlsxwriter
