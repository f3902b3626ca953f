"""Altering one thing of the library before anything else sees it.

Law: a home module is opened, the thing replaced, and only then do other modules import it. That
works in a process that has not yet opened the library.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from enum import StrEnum
from importlib import import_module
from typing import Any, Final, NoReturn

import attrs

from jtai.citation import GUIDANCE, Reference

__all__ = ["alter_cited", "alter_fact", "break_name", "facts_of", "rows_of"]


_PROSE: Final = frozenset(
    {
        "asked_for",
        "asked_when",
        "aspects",
        "assumed",
        "bodies",
        "condition",
        "covers",
        "includes",
        "name",
        "needs",
        "population",
        "role",
        "section_title",
        "source",
        "statement",
        "summary",
        "tasks",
        "text",
        "title",
        "topics",
        "why_not",
    }
)
"""Attributes in the library's own words, or that tell where words come from."""


def _split(name: str) -> tuple[str, str, str]:
    """Split the name of a table: its module, its name, and the attribute that holds the rows."""
    module, table, inner = (*name.split("."), "")[:3]
    return f"jtai.guidance.{module}", table, inner


def rows_of(name: str) -> tuple[Any, ...]:
    """Give the rows of a table; a row that stands alone counts as a table of one."""
    module, table, inner = _split(name)
    value = getattr(import_module(module), table)
    value = getattr(value, inner) if inner else value
    return value if isinstance(value, tuple) else (value,)


def facts_of(row: Any, prose: frozenset[str]) -> Iterator[str]:
    """Name the attributes of a row that say something which a test can hold against the source."""
    for field in attrs.fields(type(row)):
        if field.name not in prose and getattr(row, field.name) not in (None, (), ""):
            yield field.name


def _elsewhere(value: Reference) -> Reference:
    """Point to another paragraph, or to another part where there is none."""
    if not value.paragraphs:
        return attrs.evolve(value, part=f"{value.part} altered")
    first, *rest = value.paragraphs
    return attrs.evolve(value, paragraphs=(first % GUIDANCE.paragraphs + 1, *rest))


def _altered(value: Any) -> Any:
    """Give another value of the same kind."""
    if isinstance(value, bool):
        return not value
    other = value
    match value:
        case int() | float():
            other = value + 1
        case dt.time():
            other = value.replace(hour=value.hour + 1)
        case StrEnum():
            members = list(type(value))
            other = members[(members.index(value) + 1) % len(members)]
        case str():
            other = f"{value} altered"
        case Reference():
            other = _elsewhere(value)
        case tuple():
            other = value[:-1]
        case _ if attrs.has(type(value)):
            name = attrs.fields(type(value))[0].name
            other = attrs.evolve(value, **{name: _altered(getattr(value, name))})
    if other == value:
        raise TypeError(f"no way to alter {type(value).__name__}")
    return other


def _replace(name: str, rows: tuple[Any, ...]) -> None:
    """Put other rows in the place of a table's."""
    module_name, table, inner = _split(name)
    module = import_module(module_name)
    whole = getattr(module, table)
    if inner:
        setattr(module, table, attrs.evolve(whole, **{inner: rows}))
    else:
        setattr(module, table, rows if isinstance(whole, tuple) else rows[0])


def _with_altered(row: Any, facts: Iterable[str]) -> Any:
    return attrs.evolve(row, **{fact: _altered(getattr(row, fact)) for fact in facts})


def alter_fact(name: str, key: str, row_key: str, facts: tuple[str, ...]) -> None:
    """Alter facts of one row of a table, the row found by what its key attribute says."""
    _replace(
        name,
        tuple(
            _with_altered(row, facts) if str(getattr(row, key)) == row_key else row
            for row in rows_of(name)
        ),
    )


def alter_cited(name: str, paragraph: int, part: str) -> None:
    """Alter the rows of a table that cite a place; all of them where they cite another document.

    Raises:
        LookupError: If no row cites it.
    """
    rows = rows_of(name)
    ours = any(row.reference.document is GUIDANCE for row in rows)
    fresh = tuple(_where_cited(row, paragraph, part) if ours else _all_altered(row) for row in rows)
    if fresh == rows:
        raise LookupError(f"no row of {name} cites para {paragraph} {part}")
    _replace(name, fresh)


def _all_altered(row: Any) -> Any:
    return _with_altered(row, facts_of(row, _PROSE))


def _where_cited(row: Any, paragraph: int, part: str) -> Any:
    note = getattr(row, "footnote", None)
    if note is not None and part and note.reference.part == part:
        return attrs.evolve(row, footnote=_with_altered(note, ("number",)))
    cited = row.reference
    here = part in cited.part if part else paragraph in cited.paragraphs
    return _all_altered(row) if here else row


class _Broken:
    """A field that can be filled and not be read."""

    def __init__(self, slot: Any) -> None:
        self._slot = slot

    def __set__(self, instance: Any, value: Any) -> None:
        self._slot.__set__(instance, value)

    def __get__(self, instance: Any, owner: Any) -> NoReturn:
        _fail()


def _fail(*_arguments: Any, **_named: Any) -> NoReturn:
    raise RuntimeError("broken on purpose")


def break_name(name: str) -> None:
    """Make a function, class, method, property or field fail as soon as it is used.

    Args:
        name: Module and name, as in ``scope.deep_dive`` or ``children.MentalHealth:forms``.
    """
    path, _, member = name.partition(":")
    home, _, attribute = path.rpartition(".")
    module = import_module(f"jtai.{home}")
    if not member:
        value = getattr(module, attribute)
        if isinstance(value, type):
            value.__init__ = _fail  # type: ignore[misc]
        else:
            setattr(module, attribute, _fail)
        return
    owner = getattr(module, attribute)
    inner = vars(owner)[member]
    broken: Any = _fail
    if isinstance(inner, property):
        broken = property(_fail)
    elif isinstance(inner, classmethod):
        broken = classmethod(_fail)
    elif not callable(inner):
        broken = _Broken(inner)
    setattr(owner, member, broken)
