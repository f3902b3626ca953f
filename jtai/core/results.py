"""The columns of results: each is described once, and every table follows from it.

Records, tables in text and in HTML, CSV, the keys of JSON and data frames all read the same
`Column` values. The type of a column in a data frame follows from the annotation of its attribute.
"""

# ruff: noqa: SLF001 - the classes of this module share these names
from __future__ import annotations

import datetime as dt
from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from functools import cache
from inspect import signature
from operator import attrgetter
from typing import Any, ClassVar, Final

import attrs

from jtai.core.citation import Reference
from jtai.core.derived import CHILDS_DATA
from jtai.core.errors import InvalidValueError
from jtai.core.notebook import Displayable, cell_of
from jtai.core.pydantic_support import JsonForm
from jtai.core.tables import NOTHING_TO_REPORT, html_table, text_table, wrapped
from jtai.core.validation import flag, type_name, whole


def of_a_child(default: Any) -> Any:
    """Declare a field of a result that contains a child's data, shown only on request."""
    return attrs.field(default=default, repr=False, metadata={CHILDS_DATA: True})


def _name(column: Column) -> str:
    return column.name


@attrs.frozen
class Column:
    """One column of a result.

    Attributes:
        name: Its key in records, CSV, JSON and data frames.
        title: Its heading in tables, or None if tables leave it out.
        show: The function that writes a result's cell in tables; by default the value in words.
        path: The attribute that it shows; dots lead to attributes of attributes.
        wide: Whether only HTML tables have space for it.
        child: Whether it contains a child's data and is included only on request. It may have the
            same name as another column, which it then replaces.
    """

    name: str
    title: str | None = None
    show: Callable[[Any], str] | None = None
    path: str = attrs.field(default=attrs.Factory(_name, takes_self=True), kw_only=True)
    wide: bool = attrs.field(default=False, kw_only=True)
    child: bool = attrs.field(default=False, kw_only=True)

    def words(self, result: Any) -> str:
        """Return a result's cell in words."""
        return cell_of(attrgetter(self.path)(result)) if self.show is None else self.show(result)


class Result(Displayable, JsonForm):
    """A value that is one row of a table. Its class lists its columns in `_columns`.

    Without `_columns` each attribute is a column.
    """

    __slots__ = ()
    _columns: ClassVar[tuple[Column, ...]] = ()

    def to_record(self, *, values: bool = False) -> dict[str, Any]:
        """Return its columns as plain values: strings, numbers, dates, and lists of strings.

        `json.dumps` does not accept dates and times; for JSON, use `jtai.to_json`.

        Args:
            values: Whether to include children's data.
        """
        kind: type = type(self)
        columns = columns_of(kind, values=flag(values, "values"))
        return {column.name: _plain(attrgetter(column.path)(self)) for column in columns}

    @classmethod
    def _shown_columns(cls) -> Iterator[tuple[str, Callable[[Any], str]]]:
        titled = [(each.title, each.words) for each in cls._columns if each.title is not None]
        yield from titled or super()._shown_columns()


class AsTable:
    """A value that shows as a table in text and in notebooks."""

    __slots__ = ()

    @abstractmethod
    def _described(self) -> Sequence[Column]:
        """Return the columns."""

    @abstractmethod
    def _shown(self) -> Sequence[Any]:
        """Return what the rows show, in their order."""

    def _in_text(self) -> Sequence[Any]:
        """Return what the rows show in text, which may be fewer than in HTML."""
        return self._shown()

    @property
    def _below(self) -> Sequence[str]:
        """Lines between the table and the notes in text."""
        return ()

    @property
    @abstractmethod
    def _title(self) -> str:
        """What the table shows, including the answer."""

    @property
    def _notes(self) -> Sequence[str]:
        """What to know when reading the table."""
        return ()

    @property
    def _legend(self) -> str:
        """What the marks in the cells mean."""
        return ""

    @property
    def _nothing(self) -> str:
        """What it means that there are no rows."""
        return NOTHING_TO_REPORT

    def to_text(self, *, width: int = 80) -> str:
        """Return it as text that wraps between words: the answer, the table and the notes.

        Args:
            width: The number of characters per line.
        """
        return self._text(whole(width, "width", least=1))

    def _text(self, width: int) -> str:
        columns = [column for column in self._described() if not column.wide]
        blocks = [wrapped(self._title, width)]
        if shown := self._in_text():
            blocks.append(text_table(*table_of(columns, shown), width=width))
        else:
            blocks.append(wrapped(self._nothing, width))
        notes = [f"* {note}" for note in filter(None, [self._legend, *self._notes])]
        blocks += [
            "\n".join(wrapped(line, width, indent="  ") for line in lines)
            for lines in (self._below, notes)
        ]
        return "\n\n".join(filter(None, blocks))

    def __str__(self) -> str:
        return self.to_text()

    def _repr_html_(self) -> str:
        return html_table(
            self._title,
            *table_of(self._described(), self._shown()),
            notes=self._notes,
            legend=self._legend,
            nothing=self._nothing,
        )


class Results(AsTable, JsonForm):
    """A value that has several results of the class in `_kind`, and shows them as a table.

    `_keys` has the columns that distinguish it from others of its kind in one table, or None if its
    results already do.
    """

    __slots__ = ()
    _kind: ClassVar[type[Result]]
    _keys: ClassVar[tuple[Column, ...] | None] = ()

    @abstractmethod
    def _results(self) -> Sequence[Result]:
        """Return the results."""

    def to_records(self, *, values: bool = False) -> list[dict[str, Any]]:
        """Return plain values, one mapping for each result.

        They are strings, numbers, dates, times, and lists. `json.dumps` does not accept dates and
        times; for JSON, use `jtai.to_json`.

        Args:
            values: Whether to include children's data.
        """
        shown = flag(values, "values")
        return [result.to_record(values=shown) for result in self._results()]

    def _described(self) -> Sequence[Column]:
        return self._kind._columns

    def _shown(self) -> Sequence[Any]:
        return self._results()


def table_of(
    columns: Sequence[Column], results: Sequence[Any]
) -> tuple[list[str], list[list[str]]]:
    """Return the titles of the columns that have one, and the cells of each result in them."""
    shown = {column.title: column for column in columns if column.title is not None}
    return [*shown], [[column.words(result) for column in shown.values()] for result in results]


@cache
def columns_of(kind: type, *, values: bool = False) -> tuple[Column, ...]:
    """Return the columns of a result class.

    Args:
        kind: The class.
        values: Whether to include children's data.
    """
    every = _every_column(kind)
    return tuple({c.name: c for c in every if values or not c.child}.values())


def _every_column(kind: type) -> tuple[Column, ...]:
    described: tuple[Column, ...] = kind._columns if issubclass(kind, Result) else ()
    return described or tuple(Column(name) for name in attrs.fields_dict(kind))


@cache
def _kind_of_several(kind: Any) -> Any:
    """Return a class for one table of several values: each row with its owner.

    Its first column is the index of what it belongs to, 0 for the first.
    """
    fields = {"result": int, "owner": kind, "row": kind._kind}
    made: Any = attrs.make_class(
        f"{kind._kind.__name__}OfSeveral",
        {name: attrs.field(type=type_) for name, type_ in fields.items()},
        bases=(Result,),
        frozen=True,
    )
    made.__annotations__ = fields  # attrs 23.2 does not set them
    made._columns = (
        Column("result"),
        *(attrs.evolve(key, path=f"owner.{key.path}") for key in kind._keys or ()),
        *(attrs.evolve(each, path=f"row.{each.path}") for each in _every_column(kind._kind)),
    )
    return made


_EMPTY: Final = (
    "pass the result itself, such as report instead of report.problems: it has its columns even if "
    "it has no rows"
)
_EXPECTED: Final = (
    "a result with a table, or a list of several of one kind; entries of the guidance, such as "
    "jtai.CRITERIA; or an object with a to_records() method"
)


def results_of(x: object) -> tuple[type, Sequence[Result]] | None:
    """Return the class of the results that a value contains, and the results.

    Args:
        x: A result, something that has results, or a tuple or list of either.

    Returns:
        None if it is anything else.

    Raises:
        InvalidValueError: If a tuple or list has several kinds, or none.
    """
    if isinstance(x, Result):
        return type(x), (x,)
    if isinstance(x, Results):
        return x._kind, x._results()
    if not isinstance(x, tuple | list):
        return None
    kinds = set(map(type, x))
    if len(kinds) != 1:
        raise InvalidValueError(
            "the values are of different kinds" if kinds else "an empty list has no columns",
            where="x",
            expected=_EXPECTED,
            remedy="" if kinds else _EMPTY,
        )
    kind: Any = kinds.pop()
    if issubclass(kind, Result):
        return kind, x
    if issubclass(kind, Results):
        if kind._keys is None:
            return kind._kind, [result for several in x for result in several._results()]
        made = _kind_of_several(kind)
        return made, [made(at, one, row) for at, one in enumerate(x) for row in one._results()]
    raise _no_records(x[0])


def foreign_records(x: Any, *, values: bool) -> list[Mapping[str, Any]]:
    """Return the records of anything else that has a ``to_records`` method.

    Args:
        x: The object.
        values: Passed on, if the method has an argument of this name.

    Raises:
        InvalidValueError: If it has no such method, or the method returns something else.
    """
    ask = getattr(x, "to_records", None)
    if not callable(ask) or isinstance(x, type):
        raise _no_records(x)
    given = ask(values=values) if "values" in signature(ask).parameters else ask()
    records: list[Any] = list(given) if isinstance(given, Iterable) else [None]
    if not all(
        isinstance(record, Mapping) and all(isinstance(name, str) for name in record)
        for record in records
    ):
        raise InvalidValueError(
            f"to_records() of {type_name(x)} did not return records",
            where="x",
            expected="a list of mappings whose keys are column names",
        )
    return records


def _no_records(x: object) -> InvalidValueError:
    # Lists, which are in a package above this one, say what to use instead.
    instead: str = getattr(type(x), "_instead_of_records", "")
    if instead:
        words = f"{type_name(x)} is children's data throughout"
        return InvalidValueError(words, where="x", remedy=instead)
    return InvalidValueError(f"{type_name(x)} has no table", where="x", expected=_EXPECTED)


def text_of(value: object) -> str:
    """Return a value as a string: an entry as its key or its text, anything else by `str`.

    Examples:
        >>> text_of(Reference.para(8)), text_of(date(2019, 9, 9))
        ('guidance 190035, para 8', '2019-09-09')
    """
    if isinstance(value, str | Reference):
        # Members of a string enumeration are instances of their own class.
        return str(value)
    for name in ("key", "text"):
        if hasattr(value, name):
            return str(getattr(value, name))
    return str(value)


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple | frozenset):
        return [item if isinstance(item, int) else text_of(item) for item in value]
    if value is None or isinstance(value, str | int | float | dt.date | dt.time):
        return value
    return text_of(value)
