"""The columns of data frames, named and typed, for any library.

Invariant: columns follow from annotations and tables, so they are the same whatever the rows
contain, even if there are none. An answer is a category of three values and never true or false. A
child's data is left out unless the caller requests it. No data frame library is imported here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum, StrEnum
from functools import cache
from itertools import chain
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, Final, Union, get_args, get_origin

import attrs

from jtai.core.answers import Answer
from jtai.core.derived import annotation_of
from jtai.core.ordered import Ordered
from jtai.core.results import Column, Result, columns_of, foreign_records, results_of, text_of
from jtai.core.validation import aware_moment, flag
from jtai.errors import InvalidValueError
from jtai.guidance.entries.list_entries import CellKind, ColumnEntry, ListLayout
from jtai.lists.reading.cells import UNREAD
from jtai.lists.reading.plain_cells import NOT_FOUND, NOT_READ
from jtai.lists.reading.table import ListTable
from jtai.lists.submission import Submission

EPOCH: Final = dt.date(1970, 1, 1).toordinal()
"""The day from which data frame libraries count."""

DAYS: Final = range(dt.date.min.toordinal() - EPOCH + 1, dt.date.max.toordinal() - EPOCH)
"""The days, counted from then, that both they and Python support in every time zone."""

A_DAY: Final = {
    "s": 86_400,
    "ms": 86_400_000,
    "us": 86_400_000_000,
    "ns": 86_400_000_000_000,
}
"""The length of a day in each unit that they use for moments."""

# The range of whole numbers in either library's columns.
_LEAST, _MOST = -(2**63), 2**63 - 1


# For each size of float in bytes, the first whole number it cannot distinguish from the next.
_MIXED_UP: Final = {2: 2**11, 4: 2**24}


class ColumnType(StrEnum):
    """What a column's cells contain; any of them may be missing."""

    TEXT = "text"
    CATEGORY = "category"
    WHOLE_NUMBER = "whole number"
    NUMBER = "number"
    TRUTH = "true or false"
    DATE = "date"
    TIME = "time"
    MOMENT = "moment"
    TEXTS = "texts"
    """Several strings in a cell."""
    WHOLE_NUMBERS = "whole numbers"
    """Several whole numbers in a cell."""


@attrs.frozen(kw_only=True)
class ColumnLayout:
    """The name and the type of a column.

    Attributes:
        name: The name of the attribute that it shows.
        type: What its cells contain.
        categories: The strings that it may contain, if it is a category.
        ordered: Whether these are ordered, from the lowest.
    """

    name: str
    type: ColumnType
    categories: tuple[str, ...] = ()
    ordered: bool = False


@attrs.frozen(kw_only=True)
class FrameColumn:
    """A column with its cells.

    Attributes:
        layout: Its name and type.
        cells: Plain values of that type; for a category, its index among the categories; None where
            there is none.
    """

    layout: ColumnLayout
    cells: Sequence[Any] = attrs.field(repr=False)


def in_library(
    library: str, make: Callable[[Any, FrameColumn], Any], module: Any, column: FrameColumn
) -> Any:
    """Return a column as a data frame library makes it.

    Args:
        library: Its name.
        make: The function that makes the column.
        module: The library.
        column: The column.

    Raises:
        InvalidValueError: If the library does not accept a string in it.
    """
    try:
        return make(module, column)
    except UnicodeEncodeError:
        # The error contains the string.
        pass
    raise InvalidValueError(
        f"a string contains an unpaired surrogate, which {library} does not accept",
        where=column.layout.name,
        expected="valid Unicode",
    )


def exact(cells: list[Any], size: int) -> list[Any]:
    """Mark numbers that a float cannot distinguish from others as unread.

    Args:
        cells: The numbers, None where one is missing.
        size: How many bytes each of them had. Those of eight bytes are returned unchanged.

    Examples:
        >>> exact([12.0, None, 123456792.0], 4)
        [12.0, None, <Unread.UNREAD: 'unread'>]
    """
    most = _MIXED_UP.get(size)
    if most is None:
        return cells
    return [UNREAD if cell is not None and abs(cell) >= most else cell for cell in cells]


def frame_columns(x: object, *, values: bool = False) -> tuple[FrameColumn, ...]:
    """Return the columns of a data frame.

    Args:
        x: What `jtai.to_pandas` accepts.
        values: Whether to include children's data.

    Raises:
        InvalidValueError: If it cannot become a data frame, or a column has unsupported values.
    """
    values = flag(values, "values")
    if isinstance(x, ListTable):
        return _columns_of_list(x)
    if isinstance(x, Submission):
        raise InvalidValueError(
            "a Submission has several lists, each with a separate frame",
            where="x",
            remedy="choose one by its number, such as lists[6]",
        )
    found = results_of(x)
    if found is None:
        return _inferred(foreign_records(x, values=values))
    return _columns_of_results(*found, values=values)


# Parties are joined into one string, by which people can filter and group.
_OWNERS: Final = ("agencies", "by", "contributors", "to")
_TYPES: Final[Mapping[Any, ColumnType]] = {
    str: ColumnType.TEXT,
    bool: ColumnType.TRUTH,
    int: ColumnType.WHOLE_NUMBER,
    float: ColumnType.NUMBER,
    dt.date: ColumnType.DATE,
    dt.time: ColumnType.TIME,
    dt.datetime: ColumnType.MOMENT,
}


@cache
def layout_of(row_class: type, *, values: bool = False) -> tuple[ColumnLayout, ...]:
    """Return the columns of a class of results, from its annotations.

    Args:
        row_class: The class, such as `jtai.Milestone`.
        values: Whether to include children's data.
    """
    return tuple(
        _layout(column.name, annotation_of(row_class, column.path))
        for column in columns_of(row_class, values=values)
    )


def _without_none(annotation: Any) -> Any:
    if get_origin(annotation) in {Union, UnionType}:
        (annotation,) = (part for part in get_args(annotation) if part is not NoneType)
    return annotation


def _layout(name: str, annotation: Any) -> ColumnLayout:
    annotation = _without_none(annotation)
    if get_origin(annotation) is tuple and name not in _OWNERS:
        whole = get_args(annotation)[0] is int
        return ColumnLayout(name=name, type=ColumnType.WHOLE_NUMBERS if whole else ColumnType.TEXTS)
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        if issubclass(annotation, Ordered):
            return _category(name, (one.value for one in sorted(annotation)), ordered=True)
        return _category(name, (member.value for member in annotation))
    # Anything else, such as a reference, is shown as text.
    return ColumnLayout(name=name, type=_TYPES.get(annotation, ColumnType.TEXT))


def _category(name: str, texts: Iterable[str], *, ordered: bool = False) -> ColumnLayout:
    return ColumnLayout(
        name=name, type=ColumnType.CATEGORY, categories=tuple(texts), ordered=ordered
    )


def _columns_of_results(
    kind: type, results: Sequence[Result], *, values: bool
) -> tuple[FrameColumn, ...]:
    columns = columns_of(kind, values=values)
    # One pass for all columns, because a report may have very many problems.
    get = attrgetter(*(column.path for column in columns))
    cells = [*zip(*map(get, results), strict=True)] or [()] * len(columns)
    return tuple(
        FrameColumn(layout=layout, cells=_plain_cells(kind, column, layout, given))
        for layout, column, given in zip(
            layout_of(kind, values=values), columns, cells, strict=True
        )
    )


def _plain_cells(
    kind: type, column: Column, layout: ColumnLayout, cells: Sequence[Any]
) -> Sequence[Any]:
    if layout.type is ColumnType.CATEGORY:
        return _made(cells, _placing(layout))
    make = _MAKERS.get(layout.type)
    if layout.type is ColumnType.TEXT:
        annotation = _without_none(annotation_of(kind, column.path))
        if annotation is str:
            return cells
        if get_origin(annotation) is tuple:
            make = _joined
    return cells if make is None else _made(cells, make)


def _made(cells: Sequence[Any], make: Callable[[Any], Any]) -> list[Any]:
    """Make the cells of a column: once for each object, because rows share most of them."""
    # By identity, as equal values of different types may be written differently, and hashing costs
    # more than making. The cells are alive meanwhile, so no identity is used twice.
    identities = [id(cell) for cell in cells]
    made = {
        identity: None if cell is None else make(cell)
        for identity, cell in dict(zip(identities, cells, strict=True)).items()
    }
    return [made[identity] for identity in identities]


def _texts(values: Iterable[Any]) -> list[str]:
    return list(map(text_of, values))


def _joined(values: Iterable[Any]) -> str:
    """Return several strings as one, as in CSV."""
    return "; ".join(map(text_of, values))


def _placing(layout: ColumnLayout) -> Callable[[Any], int]:
    """Return a function that finds the index of a value among a column's categories."""
    places = {text: place for place, text in enumerate(layout.categories)}
    return lambda value: places[text_of(value)]


_MAKERS: Final[Mapping[ColumnType, Callable[[Any], Any]]] = {
    ColumnType.TEXT: text_of,
    ColumnType.TEXTS: _texts,
    ColumnType.WHOLE_NUMBERS: list,
}


# --- lists -----------------------------------------------------------------------------------


def layout_of_list(layout: ListLayout) -> tuple[ColumnLayout, ...]:
    """Return the columns of a list's frame: those of the edition, `not_read` and `not_found`.

    Args:
        layout: The list.
    """
    names = (ColumnLayout(name=name, type=ColumnType.TEXTS) for name in (NOT_READ, NOT_FOUND))
    return (*map(_layout_of_column, layout.columns), *names)


def _layout_of_column(column: ColumnEntry) -> ColumnLayout:
    if column.kind is CellKind.ANSWER:
        return _category(column.key, (answer.value for answer in Answer))
    if column.kind is CellKind.CODE and column.codes is not None and not column.codes.is_open:
        return _category(column.key, (code.text for code in column.codes.codes))
    return ColumnLayout(name=column.key, type=_TYPES_OF_CELLS[column.kind])


_TYPES_OF_CELLS: Final = {
    CellKind.IDENTIFIER: ColumnType.TEXT,
    CellKind.TEXT: ColumnType.TEXT,
    CellKind.DATE: ColumnType.DATE,
    CellKind.NUMBER: ColumnType.WHOLE_NUMBER,
    CellKind.CODE: ColumnType.TEXT,
    CellKind.ANSWER: ColumnType.CATEGORY,
}


def _columns_of_list(table: ListTable[Any]) -> tuple[FrameColumn, ...]:
    *layouts, not_read, not_found = layout_of_list(table.layout)
    missing = [layout.name for layout in layouts if layout.name not in table.raw]
    unread: dict[int, list[str]] = {}
    columns = []
    for layout in layouts:
        if layout.name in table.raw:
            cells, rows = _cells_of_column(table, layout)
        else:
            cells, rows = [None] * len(table), ()
        for row in rows:
            unread.setdefault(row, []).append(layout.name)
        columns.append(FrameColumn(layout=layout, cells=cells))
    nothing: list[str] = []
    return (
        *columns,
        FrameColumn(layout=not_read, cells=[unread.get(row, nothing) for row in range(len(table))]),
        FrameColumn(layout=not_found, cells=[missing] * len(table)),
    )


def _cells_of_column(
    table: ListTable[Any], layout: ColumnLayout
) -> tuple[list[Any], Iterable[int]]:
    """Return the cells of a column, and the rows whose cell is missing because it was not read."""
    cells, rows = table.values(layout.name), set(table.unread(layout.name))
    if layout.type is ColumnType.WHOLE_NUMBER:
        # No number column accepts twenty digits, and no such number describes a child.
        rows.update(
            at
            for at, cell in enumerate(cells)
            if cell is not None and cell is not UNREAD and not _LEAST <= cell <= _MOST
        )
    if rows:
        cells = [None if at in rows else cell for at, cell in enumerate(cells)]
    if layout.type is ColumnType.CATEGORY:
        cells = _made(cells, _placing(layout))
    elif layout.type is ColumnType.TEXT and table.column(layout.name).codes is not None:
        # A cell may contain a code or other text.
        cells = _made(cells, text_of)
    return cells, rows


# --- anything else ---------------------------------------------------------------------------


def _inferred(records: Sequence[Mapping[str, Any]]) -> tuple[FrameColumn, ...]:
    names = dict.fromkeys(chain.from_iterable(records))
    columns = []
    for name in names:
        cells = [record.get(name) for record in records]
        type_ = _inferred_type(name, cells)
        if type_ is ColumnType.MOMENT:
            cells = [None if cell is None else aware_moment(cell, name) for cell in cells]
        make = _MAKERS.get(type_)
        columns.append(
            FrameColumn(
                layout=ColumnLayout(name=name, type=type_),
                cells=cells if make is None else _made(cells, make),
            )
        )
    return tuple(columns)


def _inferred_type(name: str, cells: Iterable[object]) -> ColumnType:
    """Infer the type of a column from its cells, which must all be of one type."""
    kinds = {_kind(cell) for cell in cells if cell is not None}
    if kinds == {ColumnType.WHOLE_NUMBER, ColumnType.NUMBER}:
        return ColumnType.NUMBER
    if len(kinds) > 1 or None in kinds:
        raise InvalidValueError(
            "the column has unsupported values",
            where=name,
            expected=(
                "strings, numbers, dates, times, aware datetimes, true or false, or lists of "
                "strings, all of one kind"
            ),
        )
    return next((kind for kind in kinds if kind is not None), ColumnType.TEXT)


def _kind(cell: object) -> ColumnType | None:
    if isinstance(cell, str):
        return ColumnType.TEXT
    if isinstance(cell, dt.datetime):
        return None if cell.tzinfo is None else ColumnType.MOMENT
    if isinstance(cell, list | tuple):
        return ColumnType.TEXTS
    if type(cell) is int and not _LEAST <= cell <= _MOST:
        return None
    return _TYPES.get(type(cell))
