"""The sheets of a synthetic area while defects are planted in them.

Invariant: this module lays out facts as sheets, changes cells and records where. The other modules
of this package define the defects.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

import attrs

from jtai.core.answers import Answer
from jtai.core.notebook import Displayable
from jtai.guidance.entries.list_entries import CellKind, Code, ColumnEntry, ListEdition, ListLayout
from jtai.lists.reading.sheets import RawSheet
from jtai.testing.synthetic_children import FactRow, rows_of_children


class Place(NamedTuple):
    """Where a defect was planted: the index of the row and the key of the column, or None."""

    number: int | None
    row: int | None = None
    key: str | None = None


Row = dict[str, Any]
Apply = Callable[["Area"], Iterable[Place]]


@attrs.frozen(kw_only=True)
class Defect(Displayable):
    """A kind of defect that real lists have.

    Attributes:
        name: Its name, by which it is requested.
        summary: What it is, in one line.
        rules: The rules that must report it, and no others; empty if it is read without a problem.
    """

    name: str
    summary: str
    rules: tuple[str, ...] = ()
    _apply: Apply = attrs.field(repr=False, eq=False)

    @property
    def silent(self) -> bool:
        """Whether it makes no difference to reading, so that nothing has to be reported."""
        return not self.rules


class Page:
    """A sheet that is still being written, with the key of each column as well as its title."""

    def __init__(self, layout: ListLayout) -> None:
        self.layout: ListLayout = layout
        self.name: str = layout.sheet
        self.hidden: bool = False
        self.above: list[list[object]] = [[layout.title]]
        self.columns: dict[str, ColumnEntry] = {column.key: column for column in layout.columns}
        self.titles: list[str] = [column.title for column in layout.columns]
        self.keys: list[str | None] = [column.key for column in layout.columns]
        self.rows: list[list[object]] = []

    def sheet(self) -> RawSheet:
        """Return the sheet as it would be in a file."""
        rows: list[list[object]] = [*self.above]
        if self.titles:
            rows.append([title or None for title in self.titles])
        return RawSheet(name=self.name, rows=[*rows, *self.rows], hidden=self.hidden)

    def row(self, at: int) -> Row:
        """Return the cells of a row by the keys of their columns."""
        return {key: cell for key, cell in zip(self.keys, self.rows[at], strict=True) if key}

    def put(self, at: int, key: str, fact: Any) -> None:
        """Write a fact into a cell of a row."""
        self.rows[at][self.keys.index(key)] = _cell(fact, self.columns[key])

    def insert(self, at: int, title: str, key: str | None, cells: Iterable[object]) -> None:
        """Insert a column."""
        self.titles.insert(at, title)
        self.keys.insert(at, key)
        for row, cell in zip(self.rows, cells, strict=True):
            row.insert(at, cell)

    def take(self, at: int) -> tuple[str, str | None, list[object]]:
        """Remove a column."""
        return self.titles.pop(at), self.keys.pop(at), [row.pop(at) for row in self.rows]

    def map(self, kinds: Iterable[CellKind], change: Callable[[Any, ColumnEntry], object]) -> None:
        """Change each filled cell in columns of certain kinds."""
        for at, key in enumerate(self.keys):
            if key is not None and self.columns[key].kind in kinds:
                column = self.columns[key]
                for row in self.rows:
                    if row[at] is not None:
                        row[at] = change(row[at], column)


def _cell(fact: Any, column: ColumnEntry) -> object:
    """Write a fact into a cell: a code or an answer in the column's form."""
    name = fact.value if isinstance(fact, Answer) else fact.code if isinstance(fact, Code) else None
    if name is None or column.codes is None:
        return fact
    texts = {code.code: code.text for code in column.codes.codes}
    # A code may be missing from another edition.
    return texts.get(name) or next(iter(texts.values()))


def _laid_out(row: FactRow, layout: ListLayout, as_of: dt.date) -> list[object]:
    return [
        _cell(row[column.key], column) if column.key in row else _filler(column, as_of)
        for column in layout.columns
    ]


def _filler(column: ColumnEntry, as_of: dt.date) -> object:
    """Fill a column of another edition that has no synthetic value, only if it is required."""
    if not column.required:
        return None
    if column.codes is not None:
        return column.codes.codes[0].text
    if column.kind is CellKind.DATE:
        return as_of
    return column.minimum or 0 if column.kind is CellKind.NUMBER else "Synthetic"


class Area:
    """The sheets of an area while defects are planted in them."""

    def __init__(self, children: int, seed: int, as_of: dt.date, edition: ListEdition) -> None:
        self.as_of: dt.date = as_of
        self.with_defect: set[object] = set()
        facts = rows_of_children(children, seed=seed, as_of=as_of)
        self.pages: list[Page] = []
        # Sheets that are not lists.
        self.others: list[RawSheet] = []
        for layout in edition.lists:
            page = Page(layout)
            rows = facts.get(layout.number, [])
            page.rows = [_laid_out(row, layout, as_of) for row in rows]
            self.pages.append(page)

    def page(self, number: int) -> Page:
        """Return the sheet of a list, or raise LookupError."""
        for page in self.pages:
            if page.layout.number == number:
                return page
        raise LookupError

    def of(self, child: object) -> Iterator[tuple[int, Page, int]]:
        """Return the list, sheet and index of each of a child's rows."""
        for page in self.pages:
            at_child = page.keys.index("child_id")
            for at, row in enumerate(page.rows):
                if row[at_child] == child:
                    yield page.layout.number, page, at

    def lists_of(self, child: object) -> list[int]:
        """Return the list number of each of a child's rows."""
        return [number for number, _, _ in self.of(child)]

    def pick(self, number: int, fits: Callable[[Row], bool]) -> int:
        """Return the index of a suitable row of a child without defects, or raise LookupError."""
        page = self.page(number)
        for at in range(len(page.rows)):
            row = page.row(at)
            if row["child_id"] not in self.with_defect and fits(row):
                self.with_defect.add(row["child_id"])
                return at
        raise LookupError
