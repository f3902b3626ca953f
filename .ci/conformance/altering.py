"""Altering one thing of the library, wherever it has been imported to, and putting it back.

Invariant: nothing here knows tests. In a process that has not yet opened the library, an alteration
comes before everything that is made from the thing; in one that has, it changes the thing and
leaves what was made from it. So the second may miss something and can never invent it.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from functools import partial
from importlib import import_module
from typing import Any, Final, NoReturn

import attrs

from jtai.core.citation import GUIDANCE, Reference

__all__ = [
    "alter_cited",
    "alter_fact",
    "break_name",
    "facts_of",
    "let_be",
    "let_pass",
    "let_show",
    "put_back",
    "rows_of",
]


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


_PRESENCE: Final = frozenset({"assumed", "condition"})
"""Attributes of which only matters to others that they are there."""


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


Undo = list[Callable[[], None]]
"""What puts everything back."""


def put_back(undo: Undo) -> None:
    """Undo an alteration."""
    for one in undo:
        one()


HOLDERS: list[dict[Any, Any]] = []
"""Further dictionaries to look into, such as the parameters of tests that were collected."""


def _put(old: Any, new: Any) -> Undo:
    """Put a thing in the place of another wherever a module or a dictionary of one has it."""
    ours = [
        vars(module)
        for name, module in list(sys.modules.items())
        if name.partition(".")[0] in ("jtai", "tests")
    ]
    inner = [
        value
        for names in ours
        for name, value in names.items()
        if isinstance(value, dict) and not name.startswith("__")
    ]
    undo: Undo = []
    for holder in (*ours, *inner, *HOLDERS):
        for key in [key for key, value in holder.items() if value is old]:
            holder[key] = new
            undo.append(partial(holder.__setitem__, key, old))
    return undo


def _replace(name: str, rows: tuple[Any, ...]) -> Undo:
    """Put other rows in the place of a table's, and in look-ups by key."""
    module, table, inner = _split(name)
    undo: Undo = []
    for old, new in zip(rows_of(name), rows, strict=True):
        undo += _put(old, new) if old is not new else ()
    whole = getattr(import_module(module), table)
    if inner:
        return undo + _put(whole, attrs.evolve(whole, **{inner: rows}))
    return undo + _put(whole, rows) if isinstance(whole, tuple) else undo


def _with_altered(row: Any, facts: Iterable[str]) -> Any:
    return attrs.evolve(
        row,
        **{fact: None if fact in _PRESENCE else _altered(getattr(row, fact)) for fact in facts},
    )


def alter_fact(name: str, key: str, row_key: str, facts: tuple[str, ...]) -> Undo:
    """Alter facts of one row of a table, the row found by what its key attribute says."""
    return _replace(
        name,
        tuple(
            _with_altered(row, facts) if str(getattr(row, key)) == row_key else row
            for row in rows_of(name)
        ),
    )


def alter_cited(name: str, paragraph: int, part: str) -> Undo:
    """Alter the rows of a table that cite a place; all of them where they cite another document.

    Raises:
        LookupError: If no row cites it.
    """
    rows = rows_of(name)
    ours = any(row.reference.document is GUIDANCE for row in rows)
    fresh = tuple(_where_cited(row, paragraph, part) if ours else _all_altered(row) for row in rows)
    if fresh == rows:
        raise LookupError(f"no row of {name} cites para {paragraph} {part}")
    return _replace(name, fresh)


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


def break_name(name: str) -> Undo:
    """Make a function, class, method, property or field fail as soon as it is used.

    Args:
        name: Module and name, as in ``scope.deep_dive`` or ``children.MentalHealth:forms``.
    """
    path, _, member = name.partition(":")
    home, _, attribute = path.rpartition(".")
    owner = getattr(import_module(f"jtai.{home}"), attribute)
    if not member and not isinstance(owner, type):
        return _put(owner, _fail)
    member = member or "__init__"
    inner = vars(owner)[member]
    broken: Any = _fail
    if isinstance(inner, property):
        broken = property(_fail)
    elif isinstance(inner, classmethod):
        broken = classmethod(_fail)
    elif not callable(inner):
        broken = _Broken(inner)
    setattr(owner, member, broken)
    return [partial(setattr, owner, member, inner)]


def let_show(name: str) -> Undo:
    """Make the representation of a class show every field, the hidden ones too.

    Args:
        name: Module and name, as in ``children.Child``.
    """
    home, _, attribute = name.rpartition(".")
    kind = getattr(import_module(f"jtai.{home}"), attribute)

    def shown(self: Any) -> str:
        return f"{attribute}({[getattr(self, field.name) for field in attrs.fields(kind)]})"

    before = vars(kind)["__repr__"]
    kind.__repr__ = shown
    return [partial(setattr, kind, "__repr__", before)]


def let_pass(name: str) -> Undo:
    """Make a guard give back what it is given.

    Args:
        name: Module and name, as in ``formats.csv_text.guarded``.
    """
    home, _, attribute = name.rpartition(".")
    guard = getattr(import_module(f"jtai.{home}"), attribute)
    return _put(guard, lambda given, *_others, **_named: given)


def let_be(name: str, value: Any) -> Undo:
    """Set a constant of one module, wherever else its value stands.

    Args:
        name: Module and name, as in ``formats.targets._PRIVATE``.
        value: What it is to be.
    """
    home, _, attribute = name.rpartition(".")
    module = import_module(f"jtai.{home}")
    before = getattr(module, attribute)
    setattr(module, attribute, value)
    return [partial(setattr, module, attribute, before)]
