"""How a notebook displays values: one by its attributes, several as a table.

Invariant: a field that `repr` hides is hidden in a notebook too, which says only whether it has a
value. Words are in English, and in the same order whatever the locale and hash seed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sized
from enum import Enum
from functools import partial
from types import NoneType
from typing import Any, ClassVar, Final, SupportsIndex, TypeVar, overload

import attrs

from jtai.core.english_dates import short_date
from jtai.core.tables import html_table, unbroken

NOTHING: Final = "-"
"""How a missing value is shown."""

NONE: Final = "none"
"""How an empty collection is shown in a field in which None means unknown."""

_MOST_NAMED: Final = 12
_MOST_SHOWN: Final = 100

_CAPITAL: Final = re.compile(r"(?<=[a-z])[A-Z]")


class Displayable:
    """An attrs class whose values a notebook displays as a table of their attributes.

    A subclass lists in `_in_tables` the attributes to show in a table of several values; by default
    all.

    Examples:
        >>> from jtai.timetable.ages import Period
        >>> period = Period(start=date(2019, 3, 9), end=date(2019, 9, 9), months=6)
        >>> "Sat 9 Mar 2019" in period._repr_html_()
        True
    """

    __slots__ = ()
    _in_tables: ClassVar[tuple[str, ...]] = ()

    def _repr_html_(self) -> str:
        return html_table(name_of(type(self)), ("Attribute", "Value"), _attributes(self))

    @classmethod
    def _shown_columns(cls) -> Iterator[tuple[str, Callable[[Any], str]]]:
        """Yield each column's title, and the function for its cells, in a table of several."""
        for name in cls._in_tables or _names(cls):
            yield name, partial(_words_in, name=name)


_Value = TypeVar("_Value", bound=Displayable)
_Value_co = TypeVar("_Value_co", bound=Displayable, covariant=True)


class Table(tuple[_Value_co, ...]):
    """A tuple of values of one kind, which a notebook displays as a table; a slice is a table too.

    As text, each value is on a new line. A notebook shows only the first 100, and the `repr` of a
    longer table is a count, because a notebook stores both in its file.

    Examples:
        >>> import jtai
        >>> isinstance(jtai.CRITERIA, tuple), "<table" in jtai.CRITERIA._repr_html_()
        (True, True)
        >>> print(jtai.Timetable.from_notification(date(2020, 4, 6)).passed_over)
        Friday 10 April 2020 (Good Friday)
        Monday 13 April 2020 (Easter Monday)
    """

    __slots__ = ()

    @staticmethod
    def of(*values: _Value) -> Table[_Value]:
        """Return a table of the given values."""
        return Table(values)

    @overload
    def __getitem__(self, at: SupportsIndex) -> _Value_co: ...
    @overload
    def __getitem__(self, at: slice) -> Table[_Value_co]: ...
    def __getitem__(self, at: SupportsIndex | slice) -> _Value_co | Table[_Value_co]:
        if isinstance(at, slice):
            return Table(super().__getitem__(at))
        return super().__getitem__(at)

    @property
    def _counted(self) -> str:
        kinds = sorted(map(name_of, {*map(type, self)}))
        return f"{', '.join(kinds)}: {len(self):,}" if kinds else "No entries"

    def __repr__(self) -> str:
        return super().__repr__() if len(self) <= _MOST_SHOWN else f"<{self._counted}>"

    def __str__(self) -> str:
        return "\n".join(map(str, self)) or self._counted

    def _repr_html_(self) -> str:
        shown = self[:_MOST_SHOWN]
        more = f", of which the first {_MOST_SHOWN} are shown" if len(self) > len(shown) else ""
        columns = [*type(self[0])._shown_columns()] if self else []  # noqa: SLF001 - same module
        cells = ([words(value) for _, words in columns] for value in shown)
        return html_table(self._counted + more, [title for title, _ in columns], cells)


def name_of(kind: type) -> str:
    """Return the name of a class in words.

    Examples:
        >>> from jtai.guidance.entries.request_entries import CaseDocumentEntry
        >>> name_of(CaseDocumentEntry)
        'Case document'
    """
    return _CAPITAL.sub(lambda found: f" {found[0].lower()}", kind.__name__.removesuffix("Entry"))


def number_of(entries: Sized) -> str:
    """Return the number of entries, for the `repr` of a field that may have many.

    Examples:
        >>> number_of(("a", "b"))
        '<2>'
    """
    return f"<{len(entries)}>"


def words_of(value: object) -> str:
    """Return a plain value in words.

    Examples:
        >>> words_of(True), words_of(date(2019, 9, 9)), words_of(("a", "b")), words_of(None)
        ('yes', 'Mon 9 Sep 2019', 'a; b', '-')
    """
    for kind, put in _WORDS:
        if isinstance(value, kind):
            return put(value) or NOTHING
    if _has_attributes_only(value):
        return name_of(type(value))
    words = str(value) or NOTHING
    # A value that prints as a table is named by its `repr`.
    return repr(value) if "\n" in words else words


def cell_of(value: object) -> str:
    """Return a plain value in words for a table's cell, where dates and times never wrap."""
    words = words_of(value)
    return unbroken(words) if isinstance(value, dt.date | dt.time) else words


def _several(values: Collection[object]) -> str:
    if len(values) > _MOST_NAMED or any(map(_has_attributes_only, values)):
        return f"{len(values):,}"
    return "; ".join(map(words_of, values))


def _moment(moment: dt.datetime) -> str:
    return f"{short_date(moment)} {moment:%H:%M} {moment.tzname() or ''}".strip()


# The first match counts: a boolean is a number, and a datetime is a date.
_WORDS: Final[tuple[tuple[type, Callable[[Any], str]], ...]] = (
    (NoneType, lambda _: NOTHING),
    (bool, lambda truth: "yes" if truth else "no"),
    (Enum, lambda member: str(member.value)),
    (dt.datetime, _moment),
    (dt.date, short_date),
    (dt.time, lambda time: f"{time:%H:%M}"),
    (Mapping, lambda mapping: f"{len(mapping):,}"),
    (frozenset, lambda values: _several(sorted(values))),
    (tuple, _several),
)


def _has_attributes_only(value: object) -> bool:
    """Return whether a value can only be shown by its attributes."""
    return attrs.has(type(value)) and type(value).__str__ is object.__str__


def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in attrs.fields(kind) if not field.name.startswith("_"))


def _words_in(owner: Any, name: str) -> str:
    """Return an attribute in words; for a hidden one, only whether it has a value."""
    value = getattr(owner, name)
    field = attrs.fields_dict(type(owner)).get(name)
    if isinstance(value, tuple | frozenset) and not value and field and field.default is None:
        return NONE
    if field is None or field.repr is True:
        return cell_of(value)
    if callable(field.repr):
        return field.repr(value)
    nothing = value is None or (isinstance(value, Sized) and not len(value))
    return NOTHING if nothing else "recorded, not shown"


def _attributes(owner: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield the path and the words of each attribute, including those of nested values."""
    for name in _names(type(owner)):
        inner = getattr(owner, name)
        if _has_attributes_only(inner) and attrs.fields_dict(type(owner))[name].repr:
            yield from _attributes(inner, f"{path}{name}.")
        else:
            yield f"{path}{name}", _words_in(owner, name)
