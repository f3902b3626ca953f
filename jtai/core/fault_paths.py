"""Errors of a conversion as error details, each with the path of its place and without a value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

import attrs

from jtai.core.errors import Fault, JtaiError
from jtai.core.validation import did_you_mean

Join = Callable[[str, str | int], str]

MOST_FAULTS: Final = 1_000
"""How many faults are found in one list or record: nobody reads more, and each takes time."""

# Without digits: an identifier is not a field name.
_KEY: Final = re.compile(r"[a-z][a-z_]{0,30}")


def faults_of(error: BaseException, where: str, join: Join | None = None) -> Iterator[Fault]:
    """Yield faults, with their paths and without values, for what a conversion raised.

    Args:
        error: What was raised, which may be a tree of errors.
        where: The path of the converted value.
        join: How to write a step of the path; ``plans[0].end`` by default.
    """
    join = join or _dotted
    if isinstance(error, BaseExceptionGroup):
        for inner in error.exceptions:
            yield from faults_of(inner, _deeper(inner, where, join), join)
    elif isinstance(error, JtaiError):
        for fault in error.faults:
            yield attrs.evolve(fault, where=join(where, fault.where) if fault.where else where)
    elif isinstance(error, KeyError):
        # The path already includes the field, from the note.
        yield Fault(message="missing", where=where)
    elif hasattr(error, "extra_fields"):
        known = [field.name for field in attrs.fields(error.cl) if field.init]  # type: ignore[attr-defined]
        keys = sorted(map(_safe_key, error.extra_fields))
        for at, key in enumerate(keys[:MOST_FAULTS]):
            yield Fault(
                message="unknown field",
                where=join(where, key),
                # A row of a database can have many other columns.
                expected="" if at else f"one of {', '.join(known)}",
                remedy=did_you_mean(key, known),
            )
        if len(keys) > MOST_FAULTS:
            yield Fault(message=f"{len(keys) - MOST_FAULTS} more unknown fields", where=where)
    else:
        yield Fault(message=f"cannot be read ({type(error).__name__})", where=where)


def _deeper(error: BaseException, where: str, join: Join) -> str:
    """Follow the note that says in which field or at which index an error arose."""
    for note in getattr(error, "__notes__", ()):
        # A note is also a str, which has a method `index`.
        step = getattr(note, "name", None) or getattr(note, "index", None)
        if isinstance(step, str | int):
            return join(where, step)
    return where


def _dotted(where: str, step: str | int) -> str:
    if isinstance(step, int):
        return f"{where}[{step}]"
    return f"{where}.{step}" if where else step


def pointer(where: str, step: str | int) -> str:
    """Write a step of a path as a JSON Pointer (RFC 6901).

    The pointer ends at the object if one of its keys cannot be shown.

    Examples:
        >>> pointer("/value", "plans[0].end")
        '/value/plans/0/end'
    """
    if step == UNSAFE_KEY:
        return where
    return f"{where}/{re.sub(r'[.[]', '/', str(step)).replace(']', '')}"


UNSAFE_KEY: Final = "(an unknown key)"
"""What a path shows instead of a key that may contain anything."""


def is_field_name(key: object) -> bool:
    """Return whether a key looks like a field name; an unknown key may contain anything."""
    return isinstance(key, str) and _KEY.fullmatch(key) is not None


def _safe_key(key: Any) -> str:
    return key if is_field_name(key) else UNSAFE_KEY
