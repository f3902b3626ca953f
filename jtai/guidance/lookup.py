"""Finding one entry of a table by its exact key; nothing is guessed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from jtai.core.citation import Reference
from jtai.core.validation import did_you_mean, plain_integer
from jtai.errors import UnknownKeyError

_Key = TypeVar("_Key")
_Row = TypeVar("_Row")


def look_up(
    rows: Mapping[_Key, _Row],
    key: _Key,
    kind: type[_Key],
    *,
    what: str,
    expected: str,
    reference: Reference,
) -> _Row:
    """Return the entry with a key of exactly this type; a numpy integer counts as an `int`.

    The type matters because ``True`` equals 1 and 23.0 equals 23, and neither is an entry's number.

    Args:
        rows: The entries by key.
        key: The argument.
        kind: The type of the keys.
        what: What is looked up, for the error.
        expected: The valid keys, for the error.
        reference: Where the table comes from, for the error.

    Raises:
        UnknownKeyError: If there is no such entry.
    """
    key = plain_integer(key)  # type: ignore[assignment]
    if type(key) is not kind or key not in rows:
        raise UnknownKeyError(
            f"no such {what}",
            expected=expected,
            remedy=did_you_mean(key, rows),
            reference=reference,
        )
    return rows[key]
