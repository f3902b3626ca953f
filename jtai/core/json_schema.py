"""JSON Schema (2020-12) of models and results, from their annotations and docstrings.

No schema is written by hand. Whatever a schema refuses, the decoder refuses too; the decoder may
refuse more. See https://json-schema.org/draft/2020-12.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from inspect import cleandoc
from types import UnionType
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

import attrs

from jtai.core.citation import DOCUMENTS, Document
from jtai.core.conversion import (
    CELL_TYPES,
    DATE,
    MOMENT,
    TIME,
    interchange_converter,
    is_cell,
    is_collection,
    is_enumeration,
    is_model,
    length_of,
)
from jtai.core.derived import Derived, annotation_of, derived_of, shareable, shared_of

Schema = dict[str, Any]
Refer = Callable[[Any], Schema]

_SCALARS: Final[dict[Any, Schema]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    type(None): {"type": "null"},
    dt.date: {"type": "string", "format": "date", "pattern": DATE},
    dt.datetime: {"type": "string", "format": "date-time", "pattern": MOMENT},
    # Not the format "time", which requires an offset (RFC 3339, section 5.6).
    dt.time: {"type": "string", "pattern": TIME},
}


_CELL: Final[Schema] = {
    "anyOf": [
        {"type": ["string", "number", "boolean", "null"]},
        {
            "type": "object",
            "properties": {"type": {"enum": list(CELL_TYPES)}, "text": {"type": "string"}},
            "required": ["type", "text"],
            "additionalProperties": False,
        },
    ]
}


def schema_and_definitions(kind: Any) -> tuple[Schema, dict[str, Schema]]:
    """Return the schema of an annotation, and the definitions it refers to under ``#/$defs``."""
    kinds: dict[str, Any] = {}
    definitions: dict[str, Schema] = {}

    def refer(hint: Any) -> Schema:
        name = hint.__name__
        if kinds.setdefault(name, hint) is not hint:
            raise TypeError(f"two classes are named {name}")
        if name not in definitions:
            definitions[name] = {}  # a class may contain itself
            definitions[name] = _definition(hint, refer)
        return {"$ref": f"#/$defs/{name}"}

    schema = _schema(kind, refer)
    return schema, dict(sorted(definitions.items()))


def plain_schema(kind: Any) -> Schema:
    """Return the schema of an annotation as a single object, without references."""

    def inline(hint: Any) -> Schema:
        return _definition(hint, inline)

    return _schema(kind, inline)


def _schema(hint: Any, refer: Refer) -> Schema:
    if is_cell(hint):
        return _CELL
    if hint in _SCALARS:
        return dict(_SCALARS[hint])
    if get_origin(hint) in {Union, UnionType}:
        return {"anyOf": [_schema(part, refer) for part in get_args(hint)]}
    if is_collection(hint):
        items: Schema = {"type": "array", "items": _schema(get_args(hint)[0], refer)}
        if (length := length_of(hint)) is not None:
            items |= {"minItems": length, "maxItems": length}
        return items | {"uniqueItems": True} if get_origin(hint) is frozenset else items
    return refer(hint)


def _definition(kind: Any, refer: Refer) -> Schema:
    doc = cleandoc(kind.__doc__ or "")
    summary = " ".join(doc.partition("\n\n")[0].split())
    named: Schema = {"title": kind.__name__, "description": summary}
    if is_enumeration(kind):
        return {**named, "type": "string", "enum": [str(member) for member in kind]}
    if not is_model(kind):
        raise TypeError(f"{kind.__name__} has no JSON representation")
    hints, words = get_type_hints(kind), _words_of_attributes(doc)
    fields = [field for field in attrs.fields(kind) if field.init]
    schema: Schema = {
        **named,
        "type": "object",
        "properties": {
            **{field.name: _property(field, hints[field.name], words, refer) for field in fields},
            **{
                derived.name: _derived_property(kind, derived, refer)
                for derived in derived_of(kind)
            },
        },
        "required": [
            field.name
            for field in fields
            if field.default is attrs.NOTHING and field.name not in shareable(kind)
        ],
        "additionalProperties": False,
    }
    if (shared := shared_of(kind)) is not None:
        schema["properties"] |= _shared_properties(kind, shared, refer)
    if kind is Document:
        return {**named, "anyOf": [{"enum": [*DOCUMENTS]}, schema]}
    return schema


def _derived_property(kind: Any, derived: Derived, refer: Refer) -> Schema:
    """Return the schema of a derived value, which may be left out."""
    found = getattr(kind, derived.path, None)
    words = cleandoc(getattr(found, "__doc__", None) or "").partition("\n\n")[0]
    schema = (
        _by_columns(derived.columns, refer) if derived.columns else _schema(derived.hint, refer)
    )
    if isinstance(found, property) and words:
        schema["description"] = " ".join(words.split())
    return {**schema, "readOnly": True}


def _by_columns(columns: tuple[Derived, ...], refer: Refer) -> Schema:
    return {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {column.name: _schema(column.hint, refer) for column in columns},
            "required": [column.name for column in columns],
            "additionalProperties": False,
        },
    }


def _shared_properties(
    kind: Any, shared: tuple[str, str, tuple[str, ...]], refer: Refer
) -> dict[str, Schema]:
    """Return the schemas of the fields that a class's items share, which JSON contains once."""
    items, inner, names = shared
    owner = annotation_of(get_args(annotation_of(kind, items))[0], inner)
    return {name: _schema(annotation_of(owner, name), refer) for name in names}


def _property(
    field: attrs.Attribute[Any], hint: Any, words: dict[str, str], refer: Refer
) -> Schema:
    schema = _schema(hint, refer)
    if field.name in words:
        schema["description"] = words[field.name]
    # A default from a factory, such as a calendar, would be too long.
    if field.default is not attrs.NOTHING and not isinstance(field.default, attrs.Factory):  # type: ignore[arg-type]
        schema["default"] = interchange_converter().unstructure(field.default, hint)
    return schema


def _words_of_attributes(doc: str) -> dict[str, str]:
    """Return what a docstring says about each attribute."""
    section = re.search(r"^Attributes:\n((?: .*\n?|\n)+)", doc, re.MULTILINE)
    if section is None:
        return {}
    entries = re.findall(r"^    (\w+): ((?:.*)(?:\n {5,}.*)*)", section[1], re.MULTILINE)
    return {name: " ".join(text.split()) for name, text in entries}
