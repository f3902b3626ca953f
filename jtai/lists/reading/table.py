"""One child-level list as it was read, with what its cells say.

Invariant: the raw cells are kept unchanged, each in its place; reading them adds nothing and
removes nothing. Rows are stored as they are and read by column, so that even a list for the whole
country is read quickly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import compress
from typing import Any, ClassVar, Final, Generic, TypeVar, cast, overload

import attrs

from jtai.core.notebook import Displayable
from jtai.core.tables import html_table
from jtai.core.validation import did_you_mean, flag
from jtai.errors import UnknownKeyError
from jtai.guidance.entries.list_entries import CellKind, ColumnEntry, ListLayout
from jtai.lists.reading.cells import UNREAD, Value
from jtai.lists.reading.code_cells import is_code_with_words
from jtai.lists.reading.column_reading import (
    ColumnRead,
    read_columns,
    without_swapped_dates,
)
from jtai.lists.reading.folding import is_blank
from jtai.lists.reading.rows import ListRow, row_class
from jtai.lists.reading.sheets import RawColumn, cell_name, column_letters

_Row_co = TypeVar("_Row_co", bound=ListRow, covariant=True)
_TITLES = ("Column", "Where", "Filled", "Blank", "Not read")


@attrs.frozen(kw_only=True)
class UnrecognisedColumn(Displayable):
    """A column that the list does not have; its cells are kept.

    Attributes:
        title: Its title as in the file, empty if it has none.
        number: Its number in the sheet, 1 for the first.
        cells: Its raw cells.
    """

    title: str
    number: int
    cells: Sequence[object] = attrs.field(repr=False, eq=False)


@attrs.frozen(kw_only=True)
class Cell(Displayable):
    """One cell: its value, its raw contents, and where it is.

    Attributes:
        value: What it was read as: None if it is blank, `UNREAD` if it could not be read.
        raw: Its contents.
        sheet: The name of its sheet.
        name: Its name in the sheet, such as ``"F12"``.
        column: The column of the edition that it belongs to.
        with_words: Whether it was read as the published code at its start, which other words
            follow.
    """

    value: Value = attrs.field(repr=False)
    raw: object = attrs.field(repr=False)
    sheet: str
    name: str
    column: ColumnEntry = attrs.field(repr=False)
    with_words: bool = attrs.field(default=False, repr=False)


class RawColumns(Mapping[str, RawColumn]):
    """The raw columns of a list by their keys.

    Args:
        rows: The raw cells of each row; every row has the same number.
        at: For each column key, the index of its cells in a row.
    """

    __slots__ = ("at", "rows")

    def __init__(self, rows: Sequence[Sequence[object]], at: Mapping[str, int]) -> None:
        self.rows: Sequence[Sequence[object]] = rows
        self.at: Mapping[str, int] = at

    def __getitem__(self, key: str) -> RawColumn:
        return RawColumn(self.rows, self.at[key])

    def __iter__(self) -> Iterator[str]:
        return iter(self.at)

    def __len__(self) -> int:
        return len(self.at)


INSTEAD_OF_RECORDS: Final = (
    "use jtai.write_lists for files to send, or jtai.to_pandas(lists[6]).to_csv()"
)
"""What errors advise where something would write lists as records."""


@attrs.frozen(kw_only=True, eq=False)
class ListTable(Generic[_Row_co]):
    """A child-level list: its columns of raw cells, and what they say.

    It is a sequence of typed rows (see `jtai.lists.reading.rows`), made when they are needed.

    Attributes:
        layout: Which list it is, and its columns.
        sheet: The name of the sheet or file that it came from.
        raw: The raw cells of each column that was found, by the column's key; a blank one that is
            merged with a value is ``#MERGED!``.
        places: The number of each of these columns in the sheet, 1 for the first.
        row_numbers: The number of each row in the sheet, as a spreadsheet counts.
        unplaced: The unrecognised columns.
        date_1904: Whether date serial numbers count from 1904.
        set_aside: The indexes of the rows none of whose cells are used, each with the name of the
            rule that says why.
        title_row: The number of the row of titles in the sheet.
        titles: The title of each column that was found, as in the file, by the column's key.
        outside: The raw cells of the rows above the titles, and of those that are not about a child
            or were set aside, by their numbers.
        first_column: The number of the column of the first of these cells, 1 for column A.
        shows_others: Whether a number format shows identifiers that differ from those stored.
        repeats: The names of other sheets or files of the list, which were not read, each with the
            number of its rows.
    """

    layout: ListLayout = attrs.field(repr=lambda layout: repr(layout.title))
    sheet: str
    raw: RawColumns = attrs.field(repr=False)
    places: Mapping[str, int] = attrs.field(repr=False)
    row_numbers: Sequence[int] = attrs.field(repr=False)
    unplaced: tuple[UnrecognisedColumn, ...] = attrs.field(default=(), repr=False)
    date_1904: bool = attrs.field(default=False, repr=False)
    set_aside: Mapping[int, str] = attrs.field(factory=dict, repr=False)
    title_row: int = attrs.field(default=1, repr=False)
    titles: Mapping[str, str] = attrs.field(factory=dict, repr=False)
    outside: Mapping[int, Sequence[object]] = attrs.field(factory=dict, repr=False)
    first_column: int = attrs.field(default=1, repr=False)
    shows_others: bool = attrs.field(default=False, repr=False)
    repeats: tuple[tuple[str, int], ...] = attrs.field(default=(), repr=False)
    _read: dict[str, ColumnRead] = attrs.field(factory=dict, init=False, repr=False)

    _instead_of_records: ClassVar = INSTEAD_OF_RECORDS

    @property
    def number(self) -> int:
        """The number of the list."""
        return self.layout.number

    def __len__(self) -> int:
        return len(self.row_numbers)

    def __iter__(self) -> Iterator[_Row_co]:
        return map(self._row, range(len(self)))

    @overload
    def __getitem__(self, index: int) -> _Row_co: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[_Row_co, ...]: ...
    def __getitem__(self, index: int | slice) -> _Row_co | tuple[_Row_co, ...]:
        """Return a row by its index, 0 for the first, or several by a slice."""
        if isinstance(index, slice):
            return tuple(map(self._row, range(len(self))[index]))
        return self._row(index)

    def _row(self, index: int) -> _Row_co:
        # A negative index counts from the end, as elsewhere.
        at = range(len(self))[index]
        values: dict[str, Any] = {}
        not_read = []
        for column in self.layout.columns:
            used = column.key in self.raw and at not in self.set_aside
            value = self._column_read(column).values[at] if used else UNREAD
            values[column.key] = None if value is UNREAD else value
            if value is UNREAD:
                not_read.append(column.key)
        return cast("_Row_co", row_class(self.layout)(**values, not_read=tuple(not_read)))

    def column(self, key: str) -> ColumnEntry:
        """Return a column of the edition by its key.

        Raises:
            UnknownKeyError: If the list has no such column in this edition.
        """
        for column in self.layout.columns:
            if column.key == key:
                return column
        raise UnknownKeyError(
            f"list {self.number} has no such column",
            where="key",
            expected=f"one of {', '.join(column.key for column in self.layout.columns)}",
            remedy=did_you_mean(key, (column.key for column in self.layout.columns)),
            reference=self.layout.reference,
        )

    def values(self, key: str) -> list[Any]:
        """Return a column's values: None for a blank cell, `UNREAD` for one that could not be read.

        Args:
            key: The key of the column.

        Raises:
            UnknownKeyError: If the list or the sheet does not have this column.
        """
        column = self.column(key)
        if key not in self.raw:
            raise UnknownKeyError(
                f"list {self.number} does not have this column in this sheet",
                where="key",
                expected=f"one of {', '.join(self.raw)}",
                remedy=f"the column {column.title!r} was not found",
                reference=column.reference,
            )
        return self._column_read(column).values

    def unread(self, key: str) -> tuple[int, ...]:
        """Return the indexes of the rows whose cell of a column could not be read.

        Args:
            key: The key of the column.

        Raises:
            UnknownKeyError: If the list or the sheet does not have this column.
        """
        self.values(key)
        return self._read[key].unread

    def different(self, key: str) -> Mapping[Any, Any]:
        """Return what each different cell of a column was read as, `UNREAD` if it could not be.

        Args:
            key: The key of the column.

        Raises:
            UnknownKeyError: If the list or the sheet does not have this column.
        """
        values = self.values(key)
        different = self._read[key].different
        return dict(zip(self.raw[key], values, strict=True)) if different is None else different

    def rows_where(
        self, key: str, accepts: Callable[[Any], bool], *, raw: bool = False
    ) -> Sequence[int]:
        """Return the indexes of the rows whose value of a column is accepted.

        Columns repeat few values many times, so each different one is passed to `accepts` once.

        Args:
            key: The key of the column.
            accepts: Whether to return the rows with a value: None for a blank cell, `UNREAD` for
                one that could not be read.
            raw: Whether to pass the raw cell instead of the value.

        Raises:
            UnknownKeyError: If the list or the sheet does not have this column.
        """
        raw = flag(raw, "raw")
        values, cells = self.values(key), self.raw[key]
        different = self._read[key].different
        if different is None:
            return [at for at, cell in enumerate(cells if raw else values) if accepts(cell)]
        accepted = {cell for cell, value in different.items() if accepts(cell if raw else value)}
        if not accepted:
            return ()
        return list(compress(range(len(values)), map(accepted.__contains__, cells)))

    def _column_read(self, column: ColumnEntry) -> ColumnRead:
        """Read all columns together, once; two threads would get the same result."""
        if column.key not in self._read:
            columns = {at: self.column(key) for key, at in self.raw.at.items()}
            read = read_columns(self.raw.rows, columns, date_1904=self.date_1904)
            found = dict(zip(self.raw, read, strict=True))
            dates = {
                key: (found[key], cells)
                for key, cells in self.raw.items()
                if self.column(key).kind is CellKind.DATE
            }
            self._read.update(found | without_swapped_dates(dates))
        return self._read[column.key]

    def cell(self, index: int, key: str) -> Cell:
        """Return a cell by the index of its row and the key of its column.

        Raises:
            UnknownKeyError: If there is no such row or column.
        """
        values = self.values(key)
        if not isinstance(index, int) or not -len(self) <= index < len(self):
            raise UnknownKeyError("no such row", where="index", expected=f"0 to {len(self) - 1}")
        column = self.column(key)
        return Cell(
            value=values[index],
            raw=self.raw[key][index],
            sheet=self.sheet,
            name=self.place(index, key),
            column=column,
            with_words=column.codes is not None
            and column.kind is CellKind.CODE
            and is_code_with_words(self.raw[key][index], values[index], column.codes),
        )

    def cells_outside(self, row: int) -> dict[int, object]:
        """Return the cells of a row of `outside` that are not blank, by their columns' numbers.

        Args:
            row: The number of the row. Any other row has no such cells.
        """
        cells = enumerate(self.outside.get(row, ()), self.first_column)
        return {place: cell for place, cell in cells if not is_blank(cell)}

    def place(self, index: int, key: str) -> str:
        """Return a cell's name, as in a spreadsheet, from its row index and column key."""
        return cell_name(self.row_numbers[index], self.places[key])

    def _repr_html_(self) -> str:
        caption = f"{self.layout.title}, sheet {self.sheet}: {len(self):,} rows"
        columns = self.layout.columns
        rows = ((column.title.strip(), *self._filling(column.key)) for column in columns)
        return html_table(caption, _TITLES, rows)

    def _filling(self, key: str) -> tuple[str, ...]:
        """Return where a column is and how full it is; its cells' contents are children's data."""
        if key not in self.raw:
            return ("not found", *["-"] * 3)
        blank, unread = self.values(key).count(None), len(self.unread(key))
        counts = (len(self) - blank - unread, blank, unread)
        return (column_letters(self.places[key]), *(f"{count:,}" for count in counts))

    def __getstate__(self) -> tuple[object, ...]:
        """Leave out what was read, which is read again when it is needed."""
        return tuple(getattr(self, field.name) for field in attrs.fields(type(self)) if field.init)

    def __setstate__(self, state: tuple[object, ...]) -> None:
        fields = [field.name for field in attrs.fields(type(self)) if field.init]
        for name, value in zip(fields, state, strict=True):
            object.__setattr__(self, name, value)
        object.__setattr__(self, "_read", {})


def shown_differently(tables: Iterable[ListTable[ListRow]]) -> bool:
    """Return whether some lists show identifiers that differ from those stored, and others not."""
    return len({table.shows_others for table in tables}) > 1
