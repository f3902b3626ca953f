"""JSON Schema (2020-12) of the models, from their annotations and docstrings.

Invariant: nothing is written by hand for one model. What a schema refuses, the decoder refuses; the
decoder may refuse more.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from inspect import cleandoc
from types import UnionType
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

import attrs

from jtai.core.conversion import (
    DATE,
    MOMENT,
    TIME,
    interchange_converter,
    is_collection,
    is_enumeration,
    is_model,
)

Schema = dict[str, Any]
Refer = Callable[[Any], Schema]

_SCALARS: Final[dict[Any, Schema]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    type(None): {"type": "null"},
    dt.date: {"type": "string", "format": "date", "pattern": DATE},
    dt.datetime: {"type": "string", "format": "date-time", "pattern": MOMENT},
    # Not the format "time", which asks for an offset.
    dt.time: {"type": "string", "pattern": TIME},
}


def schema_and_definitions(kind: Any) -> tuple[Schema, dict[str, Schema]]:
    """Give the schema of an annotation, and the definitions it refers to under ``#/$defs``."""
    kinds: dict[str, Any] = {}
    definitions: dict[str, Schema] = {}

    def refer(hint: Any) -> Schema:
        name = hint.__name__
        if kinds.setdefault(name, hint) is not hint:
            raise TypeError(f"two classes have the name {name}")
        if name not in definitions:
            definitions[name] = {}  # holds the place, as a class may hold itself
            definitions[name] = _definition(hint, refer)
        return {"$ref": f"#/$defs/{name}"}

    schema = _schema(kind, refer)
    return schema, dict(sorted(definitions.items()))


def plain_schema(kind: Any) -> Schema:
    """Give the schema of an annotation in one piece, with nothing to refer to."""

    def inline(hint: Any) -> Schema:
        return _definition(hint, inline)

    return _schema(kind, inline)


def _schema(hint: Any, refer: Refer) -> Schema:
    if hint in _SCALARS:
        return dict(_SCALARS[hint])
    if get_origin(hint) in {Union, UnionType}:
        return {"anyOf": [_schema(part, refer) for part in get_args(hint)]}
    if is_collection(hint):
        items = {"type": "array", "items": _schema(get_args(hint)[0], refer)}
        return items | {"uniqueItems": True} if get_origin(hint) is frozenset else items
    return refer(hint)


def _definition(kind: Any, refer: Refer) -> Schema:
    doc = cleandoc(kind.__doc__ or "")
    summary = " ".join(doc.partition("\n\n")[0].split())
    named: Schema = {"title": kind.__name__, "description": summary}
    if is_enumeration(kind):
        return {**named, "type": "string", "enum": [str(member) for member in kind]}
    if not is_model(kind):
        raise TypeError(f"{kind.__name__} has no form in JSON")
    hints, words = get_type_hints(kind), _words_of_attributes(doc)
    fields = [field for field in attrs.fields(kind) if field.init]
    return {
        **named,
        "type": "object",
        "properties": {
            field.name: _property(field, hints[field.name], words, refer) for field in fields
        },
        "required": [field.name for field in fields if field.default is attrs.NOTHING],
        "additionalProperties": False,
    }


def _property(
    field: attrs.Attribute[Any], hint: Any, words: dict[str, str], refer: Refer
) -> Schema:
    schema = _schema(hint, refer)
    if field.name in words:
        schema["description"] = words[field.name]
    # A default that is made anew, such as a calendar, is too long to be told.
    if field.default is not attrs.NOTHING and not isinstance(field.default, attrs.Factory):  # type: ignore[arg-type]
        schema["default"] = interchange_converter().unstructure(field.default, hint)
    return schema


def _words_of_attributes(doc: str) -> dict[str, str]:
    """Read what a docstring says of each attribute."""
    section = re.search(r"^Attributes:\n((?: .*\n?|\n)+)", doc, re.MULTILINE)
    if section is None:
        return {}
    entries = re.findall(r"^    (\w+): ((?:.*)(?:\n {5,}.*)*)", section[1], re.MULTILINE)
    return {name: " ".join(text.split()) for name, text in entries}
