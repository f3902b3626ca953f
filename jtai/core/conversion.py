"""Conversion from plain values to the types in annotations, and back.

A value is converted only where nothing can be lost (a published string to an enumeration, a list to
a tuple, a mapping to a record); anything else is refused with its path and without its value.
Nothing here is specific to one record class. This is the only importer of `cattrs`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from decimal import Decimal
from enum import StrEnum
from functools import cache, partial
from math import isfinite
from operator import attrgetter, is_
from types import NoneType
from typing import TYPE_CHECKING, Any, Final, TypeVar, get_args, get_origin, get_type_hints

import attrs

from jtai.core.citation import DOCUMENTS, Document
from jtai.core.derived import (
    Derived,
    annotation_of,
    derived_of,
    handed_out,
    is_childs_data,
    shared_of,
    shared_once,
)
from jtai.core.errors import Fault, InvalidRecordError
from jtai.core.fault_paths import MOST_FAULTS, faults_of
from jtai.core.validation import (
    NONE_IF_MISSING,
    aware_moment,
    did_you_mean,
    has_unpaired_surrogate,
    is_missing,
    is_numpy_bool,
    listed,
    plain_date,
    plain_integer,
    type_name,
)

if TYPE_CHECKING:
    from cattrs import Converter

_Value = TypeVar("_Value")
Take = Callable[[Any, Any], Any]
Quick = Callable[[Any, Any], Take | None]

_DAY: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_HOUR: Final = r"([01][0-9]|2[0-3]):[0-5][0-9]"
_SECOND: Final = r":[0-5][0-9](\.[0-9]{1,6})?"

DATE: Final = f"^{_DAY}$"
"""The pattern of a date."""
TIME: Final = f"^{_HOUR}({_SECOND})?$"
"""The pattern of a clock time, which has no offset."""
MOMENT: Final = f"^{_DAY}T{_HOUR}{_SECOND}(Z|[+-]{_HOUR})$"
"""The pattern of a moment, which includes its offset from UTC."""


# What annotations name


def is_enumeration(kind: Any) -> bool:
    """Return whether an annotation names an enumeration of published strings."""
    return isinstance(kind, type) and issubclass(kind, StrEnum)


def is_model(kind: Any) -> bool:
    """Return whether an annotation names a class with fields."""
    return isinstance(kind, type) and attrs.has(kind)


def is_collection(kind: Any) -> bool:
    """Return whether an annotation names a tuple, set or list of items of one type."""
    return get_origin(kind) in {tuple, frozenset, list}


def length_of(kind: Any) -> int | None:
    """Return the length of a tuple whose annotation fixes it, such as ``tuple[int, int]``."""
    arguments = get_args(kind)
    fixed = get_origin(kind) is tuple and arguments[1:] != (...,)
    return len(arguments) if fixed else None


# Reading one value


_LISTS: Final = (list, tuple, set, frozenset)
_WITH_NONE: Final = 2


def _refuse(value: object, expected: str, remedy: str = "") -> InvalidRecordError:
    if is_missing(value):
        remedy = NONE_IF_MISSING
    return InvalidRecordError(f"expected {expected}, got {type_name(value)}", remedy=remedy)


def _text(value: Any, kind: Any, *, members: Callable[[Any], Take]) -> str:
    if kind is not str:
        # A StrEnum is a str, and cattrs chooses the hook by class.
        member: str = members(kind)(value, kind)
        return member
    if type(value) is not str:
        raise _refuse(value, "a string")
    return _whole_text(value)


def _whole_text(value: str) -> str:
    """Return a text, or refuse one that could not be written as UTF-8."""
    if has_unpaired_surrogate(value):
        raise InvalidRecordError("contains an unpaired surrogate", expected="valid Unicode")
    return value


def _truth(value: Any, _: Any) -> bool:
    if type(value) is bool or is_numpy_bool(value):
        return bool(value)
    raise _refuse(value, "true or false")


def _number(value: Any, _: Any) -> float:
    if type(value) not in {int, float} or not isfinite(value):
        raise _refuse(value, "a number")
    return float(value)


def _whole_number(value: Any, _: Any) -> int:
    plain = plain_integer(value)
    if type(plain) is not int:
        raise _refuse(value, "a whole number")
    return plain


def take_date(value: Any, _: Any) -> dt.date:
    """Return the date for a field."""
    return plain_date(value, "")


def take_moment(value: Any, _: Any) -> dt.datetime:
    """Return the moment for a field, which must have a time zone, as a plain `datetime`."""
    moment = aware_moment(value, "")
    if type(moment) is dt.datetime:
        return moment
    plain = dt.datetime.combine(moment.date(), moment.timetz())
    return plain.replace(fold=moment.fold)


def take_time(value: Any, _: Any) -> dt.time:
    """Return the clock time for a field, without a time zone: its offset depends on the day."""
    if type(value) is not dt.time or value.tzinfo is not None:
        raise _refuse(value, "a datetime.time without a time zone")
    return value


def _iso(kind: type[_Value], pattern: str, expected: str) -> Callable[[Any, Any], _Value]:
    written = re.compile(pattern).fullmatch
    read = kind.fromisoformat  # type: ignore[attr-defined]

    def take(value: Any, _: Any) -> Any:
        if type(value) is not str:
            raise _refuse(value, expected)
        # The error of 31 February would contain the text.
        with suppress(ValueError):
            if written(value):
                return read(value)
        raise InvalidRecordError("not an accepted value", expected=expected)

    return take


_DURATION: Final = re.compile(r"(-?)PT([0-9]+(?:\.[0-9]{1,6})?)S")
_MICROSECOND: Final = dt.timedelta(microseconds=1)


def _duration_to_text(span: dt.timedelta) -> str:
    """Return a duration exactly, as seconds in ISO 8601."""
    seconds = Decimal(abs(span) // _MICROSECOND).scaleb(-6).normalize()
    return f"{'-' if span < dt.timedelta() else ''}PT{seconds:f}S"


def _duration_from_text(text: str) -> dt.timedelta:
    written = _DURATION.fullmatch(text)
    if written is None:
        raise ValueError("not a duration in seconds")
    span = int(Decimal(written[2]).scaleb(6)) * _MICROSECOND
    return -span if written[1] else span


# The other types of cell, by the name of each in JSON.
_CELLS: Final[Mapping[str, tuple[type, Callable[[Any], str], Callable[[str], Any]]]] = {
    "datetime": (dt.datetime, dt.datetime.isoformat, dt.datetime.fromisoformat),
    "date": (dt.date, dt.date.isoformat, dt.date.fromisoformat),
    "time": (dt.time, dt.time.isoformat, dt.time.fromisoformat),
    "duration": (dt.timedelta, _duration_to_text, _duration_from_text),
    "decimal": (Decimal, str, Decimal),
    "float": (float, repr, float),
}
CELL_TYPES: Final = tuple(_CELLS)
"""The types of cell that JSON has no type for."""


def is_cell(kind: Any) -> bool:
    """Return whether an annotation means the contents of a cell, which can be anything."""
    return kind is object


def _cell_to_json(cell: Any) -> Any:
    if cell is None or isinstance(cell, str | int) or (isinstance(cell, float) and isfinite(cell)):
        return cell
    for name, (kind, write, _) in _CELLS.items():
        if isinstance(cell, kind):
            return {"type": name, "text": write(cell)}
    raise InvalidRecordError(
        f"JSON cannot hold a cell of the type {type_name(cell)}",
        expected=f"text, a number, a boolean, None, or one of {', '.join(CELL_TYPES)}",
    )


def _cell_from_json(value: Any, _: Any) -> Any:
    if isinstance(value, str):
        return _whole_text(value)
    if not isinstance(value, dict | list):
        return value
    if isinstance(value, dict) and value.keys() == {"type", "text"}:
        kind, text = value["type"], value["text"]
        # That error would contain the text.
        with suppress(KeyError, TypeError, ValueError, ArithmeticError):
            if isinstance(text, str):
                return _CELLS[kind][2](text)
    raise _refuse(value, f"a cell: plain JSON, or a type ({', '.join(CELL_TYPES)}) and its text")


ISO_VALUES: Final[Mapping[Any, Take]] = {
    dt.date: _iso(dt.date, DATE, "a date as YYYY-MM-DD"),
    dt.datetime: _iso(
        dt.datetime, MOMENT, "a date and time as YYYY-MM-DDTHH:MM:SS with an offset, such as +01:00"
    ),
    dt.time: _iso(dt.time, TIME, "a time as HH:MM or HH:MM:SS"),
}
"""How dates, moments and times are read from ISO 8601 text."""

_PLAIN_VALUES: Final[Mapping[Any, Take]] = {
    dt.date: take_date,
    dt.datetime: take_moment,
    dt.time: take_time,
}


def _either(kind: type) -> Take:
    plain, iso = _PLAIN_VALUES[kind], ISO_VALUES[kind]
    return lambda value, hint: (iso if isinstance(value, str) else plain)(value, hint)


@cache
def _of_members(kind: Any, remedy: str = "") -> Take:
    # Looked up by text only, so that no other value can mean a member.
    plain = {str(each): each for each in kind}
    expected = f"one of {listed(plain)}"

    def take(value: Any, _: Any) -> Any:
        if type(value) is str and value in plain:
            return plain[value]
        if type(value) is kind:
            return value
        if isinstance(value, str):
            raise InvalidRecordError(
                "not an accepted string",
                expected=expected,
                remedy=remedy or did_you_mean(value, plain),
            )
        raise _refuse(value, expected, remedy)

    return take


@cache
def _of_members_and_short_names(kind: Any) -> Take:
    """Return how to read a member in Python, also by another name that its class reads."""
    exact = _of_members(kind, _OTHER_ANSWERS if hasattr(kind, "from_text") else "")

    def take(value: Any, _: Any) -> Any:
        # JSON has the published strings only, as its schema says.
        other = kind._missing_(value) if type(value) is str else None
        return exact(value, kind) if other is None else other

    return take


_OTHER_ANSWERS: Final = (
    'use Answer.from_text for strings such as "Y" and Answer.of for True, False and None, or make '
    "the whole record with from_plain"
)


def _of_members_and_other_answers(kind: Any) -> Take:
    """Return how to read a member; of answers, also what `Answer.of` and `Answer.from_text` do."""
    if not hasattr(kind, "from_text"):
        return _of_members_and_short_names(kind)
    return lambda value, _: (kind.from_text if isinstance(value, str) else kind.of)(value)


# Converters


def make_converter(
    scalars: Mapping[Any, Take],
    *,
    quick: Quick | None = None,
    doubles: bool = True,
    values: bool = False,
    members: Callable[[Any], Take] = _of_members,
) -> Converter:
    """Return a strict converter, which refuses unknown fields, wrong types and strings for lists.

    It unstructures to what JSON can represent: ISO 8601 strings, and sets as sorted lists.

    Args:
        scalars: How to read the types that have different forms in Python and JSON, such as dates.
        quick: Returns the fast hook for a model, if it has one. With it, the converter stops at
            the first fault; without it, it collects every fault.
        doubles: Whether a list for a set may contain duplicates.
        values: Whether to include children's data in results.
        members: Returns how the members of an enumeration are read.
    """
    # Deferred: most records are built from values of the right types and need no conversion.
    from cattrs import Converter  # noqa: PLC0415

    thorough = quick is None
    converter = Converter(forbid_extra_keys=True, detailed_validation=thorough)
    takes: dict[Any, Take] = {
        str: partial(_text, members=members),
        bool: _truth,
        int: _whole_number,
        float: _number,
        **scalars,
    }
    for kind, take in takes.items():
        # Registered by class: cattrs has lenient hooks for classes, which it tries before
        # predicates.
        converter.register_structure_hook(kind, take)
    # Once for each model: any registration clears the converter's caches.
    converter.register_structure_hook_factory(
        is_model, cache(partial(_model_hook, converter, quick=quick, members=members))
    )
    converter.register_structure_hook_factory(
        is_collection, partial(_items_hook, converter, thorough=thorough, doubles=doubles)
    )
    converter.register_structure_hook_factory(_is_optional, partial(_optional_hook, converter))
    converter.register_structure_hook(Document, partial(_take_document, converter))
    converter.register_structure_hook_func(is_cell, _cell_from_json)
    _register_ways_back(converter, values=values)
    return converter


def _take_document(converter: Converter, value: Any, kind: Any) -> Document:
    if isinstance(value, str):
        if value not in DOCUMENTS:
            known = ", ".join(DOCUMENTS)
            raise InvalidRecordError(
                "unknown document", expected=f"one of {known}, or an object with its fields"
            )
        return DOCUMENTS[value]
    document: Document = _model_hook(converter, kind, quick=None)(value, kind)
    return document


def _is_optional(kind: Any) -> bool:
    parts = get_args(kind)
    return len(parts) == _WITH_NONE and NoneType in parts and not is_collection(kind)


def _optional_hook(converter: Converter, kind: Any) -> Take:
    (inner,) = (part for part in get_args(kind) if part is not NoneType)
    hook: Any = None

    def take(value: Any, _: Any) -> Any:
        nonlocal hook
        if value is None:
            return None
        # Looked up once; cattrs would look it up for every value.
        hook = hook or converter.get_structure_hook(inner)
        return hook(value, inner)

    return take


def _model_hook(
    converter: Converter,
    kind: Any,
    *,
    quick: Quick | None,
    members: Callable[[Any], Take] = _of_members,
) -> Take:
    from cattrs.gen import make_dict_structure_fn  # noqa: PLC0415

    for enumeration in _enumerations(get_type_hints(kind).values()):
        # Faster than the hook for strings.
        converter.register_structure_hook(enumeration, members(enumeration))
    from_mapping = (quick and quick(converter, kind)) or make_dict_structure_fn(kind, converter)
    if derived_of(kind) or shared_of(kind):
        from_mapping = _with_derived(converter, kind, from_mapping)

    def take(value: Any, _: Any) -> Any:
        if type(value) is dict:
            return from_mapping(value, kind)
        if isinstance(value, kind):
            return value
        if not isinstance(value, Mapping):
            remedy = "leave it out if nothing is known" if value is None else ""
            raise _refuse(value, f"a {kind.__name__}, or a mapping of its fields", remedy)
        return from_mapping(value, kind)

    return take


def _with_derived(converter: Converter, kind: Any, from_mapping: Take) -> Take:
    """Read a mapping that may contain derived values, and refuse those that do not follow.

    A date that another version of the library computed differently is reported, not ignored.
    """
    derived, shared = derived_of(kind), shared_of(kind)
    names = {each.name for each in derived}

    def take(given: Any, _: Any) -> Any:
        fields = {name: value for name, value in given.items() if name not in names}
        if shared is not None:
            fields = handed_out(fields, *shared, partial(_take_shared, converter, kind))
        made = from_mapping(fields, kind)
        faults: list[Fault] = []
        for each in derived:
            if each.name not in given:
                continue
            try:
                value = _given_value(converter, each, given[each.name], each.name)
            except InvalidRecordError as error:
                faults += error.faults
                continue
            if not each.reworded and value != _own_value(each, made):
                faults.append(
                    Fault(
                        message="does not follow from the other fields",
                        where=each.name,
                        remedy="leave it out, and compare it with what this version computes",
                    )
                )
        if faults:
            raise InvalidRecordError(faults)
        return made

    return take


def _take_shared(converter: Converter, kind: Any, name: str, value: Any) -> Any:
    """Read the values that items share, so that a calendar is built only once for them."""
    items, inner, _ = shared_of(kind) or ("", "", ())
    owner = annotation_of(get_args(annotation_of(kind, items))[0], inner)
    hint = annotation_of(owner, name)
    return _structured(converter, name, value, hint) if is_model(hint) else value


def _structured(converter: Converter, name: str, value: Any, hint: Any) -> Any:
    try:
        return converter.structure(value, hint)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is reported with its path
        faults = tuple(faults_of(error, name))
    # Outside the except block, so that no cause is chained: causes may contain values.
    raise InvalidRecordError(faults)


def _given_value(converter: Converter, derived: Derived, given: Any, where: str) -> Any:
    """Read a derived value, which may be a Python object or parsed JSON."""
    if not derived.columns:
        return _structured(converter, where, given, derived.hint)
    names = {column.name for column in derived.columns}
    if not isinstance(given, _LISTS) or not all(
        isinstance(item, Mapping) and item.keys() == names for item in given
    ):
        return given  # it differs from what follows
    return [
        {
            column.name: _given_value(
                converter, column, item[column.name], f"{where}[{position}].{column.name}"
            )
            for column in derived.columns
        }
        for position, item in enumerate(given)
    ]


def _own_value(derived: Derived, owner: Any) -> Any:
    """Return a derived value in the form in which `_given_value` reads it."""
    value = attrgetter(derived.path)(owner)
    if not derived.columns:
        return value
    return [{column.name: _own_value(column, item) for column in derived.columns} for item in value]


def _derived_hook(converter: Converter, derived: Derived) -> Callable[[Any], Any]:
    """Return a function that writes a derived value of its owner."""
    value_of = attrgetter(derived.path)
    if not derived.columns:
        write = converter.get_unstructure_hook(derived.hint)
        return lambda owner: write(value_of(owner))
    columns = [(column.name, _derived_hook(converter, column)) for column in derived.columns]
    return lambda owner: [
        {name: write(item) for name, write in columns} for item in value_of(owner)
    ]


def _enumerations(hints: Iterable[Any]) -> Iterator[Any]:
    for hint in hints:
        if is_enumeration(hint):
            yield hint
        else:
            yield from _enumerations(get_args(hint))


def _items_hook(converter: Converter, kind: Any, *, thorough: bool, doubles: bool) -> Take:
    build, item = get_origin(kind), get_args(kind)[0]
    unique, length = build is frozenset and not doubles, length_of(kind)
    hook: Any = None

    def take(value: Any, _: Any) -> Any:
        nonlocal hook
        if not isinstance(value, _LISTS):
            raise _refuse(value, "a list")
        if length is not None and len(value) != length:
            raise InvalidRecordError("wrong number of items", expected=f"{length} items")
        if not value:
            return build()
        # Looked up late, because a class may contain itself.
        hook = hook or converter.get_structure_hook(item)
        if isinstance(value, set | frozenset):
            # A set has no order: sort its items, so that the result is always the same.
            value = sorted(value, key=str)
        if thorough:
            made = build(_each(hook, item, value))
        else:
            made = build([hook(each, item) for each in value])
        if unique and len(made) != len(value):
            raise InvalidRecordError("duplicate item", expected="each item once")
        return made

    return take


def _each(hook: Take, item: Any, values: Collection[Any]) -> list[Any]:
    """Convert each item, or raise the errors together, up to a thousand."""
    from cattrs import IterableValidationError, IterableValidationNote  # noqa: PLC0415

    taken: list[Any] = []
    errors: list[Exception] = []
    for index, value in enumerate(values):
        if len(errors) == MOST_FAULTS:
            errors.append(InvalidRecordError(f"{len(values) - index} more items were not read"))
            break
        try:
            taken.append(hook(value, item))
        except Exception as error:  # noqa: BLE001 - reported with its place
            error.add_note(IterableValidationNote("an item", index, item))
            errors.append(error)
    if errors:
        raise IterableValidationError("items", errors, list)
    return taken


def _register_ways_back(converter: Converter, *, values: bool) -> None:
    from cattrs.fns import identity  # noqa: PLC0415

    converter.register_unstructure_hook_factory(
        _has_more_than_fields, partial(_result_hook, converter, values=values)
    )
    converter.register_unstructure_hook_factory(
        partial(is_, Document), partial(_document_hook, converter)
    )
    converter.register_unstructure_hook_func(is_cell, _cell_to_json)

    for kind in (str, bool, int, float):
        converter.register_unstructure_hook_func(partial(is_, kind), identity)
    # A member of these enumerations is its published string already.
    converter.register_unstructure_hook_func(is_enumeration, identity)
    converter.register_unstructure_hook_func(partial(is_, dt.date), dt.date.isoformat)
    converter.register_unstructure_hook_func(partial(is_, dt.time), dt.time.isoformat)
    converter.register_unstructure_hook_func(partial(is_, dt.datetime), _moment_text)
    converter.register_unstructure_hook_factory(is_collection, partial(_list_hook, converter))


def _has_more_than_fields(kind: Any) -> bool:
    """Return whether JSON has more, or less, of a class than its fields."""
    return is_model(kind) and bool(
        derived_of(kind) or shared_of(kind) or any(map(is_childs_data, attrs.fields(kind)))
    )


def _result_hook(converter: Converter, kind: Any, *, values: bool) -> Callable[[Any], Any]:
    from cattrs.gen import make_dict_unstructure_fn, override  # noqa: PLC0415

    left_out: dict[str, Any] = {
        field.name: override(omit=True)
        for field in attrs.fields(kind)
        if is_childs_data(field) and not values
    }
    fields_of = make_dict_unstructure_fn(kind, converter, **left_out)
    derived, shared = derived_of(kind), shared_of(kind)

    hooks: dict[str, Callable[[Any], Any]] = {}

    def give(owner: Any) -> dict[str, Any]:
        fields = fields_of(owner)
        if shared is not None:
            fields = shared_once(fields, *shared)
        if not hooks:  # looked up late, because a class may contain itself
            hooks.update((each.name, _derived_hook(converter, each)) for each in derived)
        for name, write in hooks.items():
            fields[name] = write(owner)
        return fields

    return give


def _document_hook(converter: Converter, kind: Any) -> Callable[[Document], Any]:
    from cattrs.gen import make_dict_unstructure_fn  # noqa: PLC0415

    fields_of = make_dict_unstructure_fn(kind, converter)

    def give(document: Document) -> Any:
        known = DOCUMENTS.get(document.key) == document
        return document.key if known else fields_of(document)

    return give


def _moment_text(moment: dt.datetime) -> str:
    offset = moment.utcoffset()
    if offset is None or offset % dt.timedelta(minutes=1):
        # Historic local mean times have seconds in their offset; RFC 3339 cannot express them:
        # https://www.rfc-editor.org/rfc/rfc3339#section-4.1
        moment = moment.astimezone(dt.UTC)
    return moment.isoformat()


def _list_hook(converter: Converter, kind: Any) -> Callable[[Any], list[Any]]:
    item = get_args(kind)[0]
    arrange: Any = sorted if get_origin(kind) is frozenset else list
    hook: Any = None

    def give(value: Any) -> list[Any]:
        nonlocal hook
        if not value:
            return []
        hook = hook or converter.get_unstructure_hook(item)
        given: list[Any] = arrange(map(hook, value))
        return given

    return give


@cache
def plain_converter(*, other_answers: bool = False) -> Converter:
    """Return the converter for Python values.

    Args:
        other_answers: Whether True, False, None, and strings such as ``"Y"`` are answers, as in a
            database.
    """
    members = _of_members_and_other_answers if other_answers else _of_members_and_short_names
    return make_converter(_PLAIN_VALUES, members=members)


@cache
def interchange_converter(*, values: bool = False) -> Converter:
    """Return the converter for values that may be Python objects or parsed JSON.

    Args:
        values: Whether to include children's data in results.
    """
    scalars = {kind: _either(kind) for kind in ISO_VALUES}
    return make_converter(scalars, doubles=False, values=values)
