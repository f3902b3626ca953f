"""What JSON contains in addition to a class's fields, and what it contains once for several values.

Programs that read JSON may not be able to compute dates, so the JSON of a timetable contains the
dates of its milestones as well as the values they are computed from. `conversion` writes such
values, and checks them when it reads them.

Nothing here is specific to one class. Classes name such attributes in `_derived`, `_reworded`,
`_shares` and `_shareable` (see `pydantic_support.JsonForm`); columns of results follow from
`results.Column`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache, reduce
from typing import Any, Final, get_args, get_origin, get_type_hints

import attrs


def is_childs_data(field: attrs.Attribute[Any]) -> bool:
    """Return whether a field of a result contains children's data, written only on request."""
    return CHILDS_DATA in field.metadata


CHILDS_DATA: Final = "jtai: a child's data"
"""The key in a field's metadata that `is_childs_data` looks for."""


@attrs.frozen
class Derived:
    """A value that JSON contains in addition to the fields, and that follows from them.

    Attributes:
        name: Its key.
        path: The attribute that has it; dots lead to attributes of attributes.
        hint: Its annotation.
        columns: For several results whose fields would repeat the owner's: the columns to write for
            each.
        reworded: Whether it is in the library's own words, which may differ between versions.
    """

    name: str
    path: str
    hint: Any
    columns: tuple[Derived, ...] = ()
    reworded: bool = False


@cache
def derived_of(kind: Any) -> tuple[Derived, ...]:
    """Return what JSON contains in addition to a class's fields.

    A class names such attributes in `_derived`, and in `_reworded` those of them that are in the
    library's own words. Columns of a result that are not fields are derived
    too, so that no reader of the JSON needs to compute them.
    """
    names = getattr(kind, "_derived", ())
    hints = {name: annotation_of(kind, name) for name in names}
    named = [
        Derived(
            name,
            name,
            hint,
            columns=_columns(get_args(hint)[0]) if get_origin(hint) is tuple else (),
            reworded=name in getattr(kind, "_reworded", ()),
        )
        for name, hint in hints.items()
    ]
    fields = attrs.fields_dict(kind)
    return (*named, *(column for column in _columns(kind) if column.name not in fields))


def _columns(kind: Any) -> tuple[Derived, ...]:
    return tuple(
        Derived(column.name, column.path, annotation_of(kind, column.path))
        for column in getattr(kind, "_columns", ())
        if not column.child
    )


def annotation_of(kind: Any, path: str) -> Any:
    """Return the annotation of an attribute or property; dots lead to attributes of attributes.

    Examples:
        >>> import jtai
        >>> annotation_of(jtai.Milestone, "entry.offset")
        <class 'int'>
    """
    return reduce(_annotation, path.split("."), kind)


def _annotation(owner: Any, name: str) -> Any:
    found = getattr(owner, name, None)
    if isinstance(found, property):
        return get_type_hints(found.fget)["return"]
    return get_type_hints(owner)[name]


def shared_of(kind: Any) -> tuple[str, str, tuple[str, ...]] | None:
    """Return the fields that all items of a class share, and that JSON therefore contains once.

    Returns:
        The field that contains the items, the field of each item that has a value, and the shared
        fields of that value; None if nothing is shared.
    """
    path: tuple[str, str] | None = getattr(kind, "_shares", None)
    if path is None:
        return None
    owner = annotation_of(get_args(annotation_of(kind, path[0]))[0], path[1])
    return (*path, shareable(owner))


def shareable(kind: Any) -> tuple[str, ...]:
    """Return the fields of a class that JSON may contain once for several of its values."""
    names: tuple[str, ...] = getattr(kind, "_shareable", ())
    return names


def handed_out(
    fields: dict[str, Any],
    items: str,
    inner: str,
    names: Iterable[str],
    take: Callable[[str, Any], Any],
) -> dict[str, Any]:
    """Return the fields of a class, with what its items share copied back into each item."""
    common = {name: take(name, fields.pop(name)) for name in names if name in fields}

    def whole(item: Any) -> Any:
        if not isinstance(item, Mapping) or not isinstance(item.get(inner), Mapping):
            return item
        return {**item, inner: {**common, **item[inner]}}

    if isinstance(fields.get(items), list):
        fields[items] = [whole(item) for item in fields[items]]
    return fields


def shared_once(
    fields: dict[str, Any], items: str, inner: str, names: Iterable[str]
) -> dict[str, Any]:
    """Return the fields of a class, with what its items share moved out of the items."""
    values = [item[inner] for item in fields[items]]
    common = {name: values[0][name] for name in names} if values else {}
    for value in values:
        for name, one in common.items():
            # A value that differs stays in its item, and takes precedence when read.
            if value[name] == one:
                del value[name]
    rest = {items: fields.pop(items)}
    return {**fields, **common, **rest}
