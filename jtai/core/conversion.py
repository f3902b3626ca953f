"""From plain values to the types that annotations name, and back.

Invariant: a value is converted only where nothing can be lost (a published string for an
enumeration, a list for a tuple, a mapping for a record), or refused with its path. No refusal shows
a value. It knows no record by name, and is the only importer of `cattrs`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cache, partial
from operator import is_
from types import NoneType
from typing import TYPE_CHECKING, Any, Final, TypeVar, get_args, get_origin, get_type_hints

import attrs

from jtai.core.errors import Fault, InvalidRecordError, JtaiError
from jtai.core.validation import aware_moment, plain_date, plain_integer

if TYPE_CHECKING:
    from cattrs import Converter

_Value = TypeVar("_Value")
Take = Callable[[Any, Any], Any]
Quick = Callable[[Any, Any], Take | None]
Join = Callable[[str, str | int], str]

_KEY: Final = re.compile(r"[a-z][a-z0-9_]{0,30}")
_DAY: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_HOUR: Final = r"([01][0-9]|2[0-3]):[0-5][0-9]"
_SECOND: Final = r":[0-5][0-9](\.[0-9]{1,6})?"

DATE: Final = f"^{_DAY}$"
"""How a date is written, as a pattern."""
TIME: Final = f"^{_HOUR}({_SECOND})?$"
"""How a clock time is written, as a pattern; it has no offset."""
MOMENT: Final = f"^{_DAY}T{_HOUR}{_SECOND}(Z|[+-]{_HOUR})$"
"""How a moment is written, as a pattern; it has its offset from UTC."""


# What annotations name


def is_enumeration(kind: Any) -> bool:
    """Tell whether an annotation names an enumeration of published strings."""
    return isinstance(kind, type) and issubclass(kind, StrEnum)


def is_model(kind: Any) -> bool:
    """Tell whether an annotation names a class of fields."""
    return isinstance(kind, type) and attrs.has(kind)


def is_collection(kind: Any) -> bool:
    """Tell whether an annotation names a tuple, set or list of one kind of items."""
    return get_origin(kind) in {tuple, frozenset, list}


# Taking one value


_LISTS: Final = (list, tuple, set, frozenset)
_WITH_NONE: Final = 2


def _refuse(value: object, expected: str) -> InvalidRecordError:
    return InvalidRecordError(f"{type(value).__name__} does not fit", expected=expected)


def _exactly(kind: type[_Value], expected: str) -> Callable[[Any, Any], _Value]:
    def take(value: Any, _: Any) -> _Value:
        if type(value) is not kind:
            raise _refuse(value, expected)
        return value

    return take


def _text(value: Any, kind: Any) -> str:
    if kind is not str:
        # An enumeration is a kind of text, and cattrs asks by class.
        member: str = take_member(value, kind)
        return member
    if type(value) is not str:
        raise _refuse(value, "a text")
    # Half of a surrogate pair is no character, and no file could hold it.
    if not value.isascii() and any("\ud800" <= letter <= "\udfff" for letter in value):
        raise InvalidRecordError("the text has half a character", expected="valid Unicode")
    return value


def _whole_number(value: Any, _: Any) -> int:
    plain = plain_integer(value)
    if type(plain) is not int:
        raise _refuse(value, "a whole number")
    return plain


def take_date(value: Any, _: Any) -> dt.date:
    """Take a date for a field."""
    return plain_date(value, "")


def take_moment(value: Any, _: Any) -> dt.datetime:
    """Take a moment with a time zone for a field, as a plain `datetime`."""
    moment = aware_moment(value, "")
    if type(moment) is dt.datetime:
        return moment
    plain = dt.datetime.combine(moment.date(), moment.timetz())
    return plain.replace(fold=moment.fold)


def take_time(value: Any, _: Any) -> dt.time:
    """Take a clock time for a field; it has no time zone, as the day decides its offset."""
    if type(value) is not dt.time or value.tzinfo is not None:
        raise _refuse(value, "a datetime.time without a time zone")
    return value


def _iso(kind: type[_Value], pattern: str, expected: str) -> Callable[[Any, Any], _Value]:
    written = re.compile(pattern).fullmatch
    read = kind.fromisoformat  # type: ignore[attr-defined]

    def take(value: Any, _: Any) -> Any:
        if type(value) is str and written(value):
            try:
                return read(value)
            except ValueError:
                pass  # such as 31 February; the error would hold the text
        what = "such a text" if type(value) is str else type(value).__name__
        raise InvalidRecordError(f"{what} does not fit", expected=expected)

    return take


ISO_VALUES: Final[Mapping[Any, Take]] = {
    dt.date: _iso(dt.date, DATE, "a date as YYYY-MM-DD"),
    dt.datetime: _iso(
        dt.datetime, MOMENT, "a moment as YYYY-MM-DDTHH:MM:SS with its offset, such as +01:00"
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


def take_member(value: Any, kind: Any) -> Any:
    """Take a member of an enumeration, or the published string of one."""
    return _of_members(kind)(value, kind)


@cache
def _of_members(kind: Any) -> Take:
    # Asked by text only, so that no other value can stand for a member.
    plain = {str(each): each for each in kind}
    expected = f"one of {', '.join(plain)}"

    def take(value: Any, _: Any) -> Any:
        if type(value) is str and value in plain:
            return plain[value]
        if type(value) is kind:
            return value
        what = "unknown text" if isinstance(value, str) else type(value).__name__
        raise InvalidRecordError(f"{what} does not fit", expected=expected)

    return take


# Converters


def make_converter(
    scalars: Mapping[Any, Take], *, quick: Quick | None = None, doubles: bool = True
) -> Converter:
    """Make a strict converter: unknown fields, wrong types and texts for lists are refused.

    Its way back gives what JSON can hold: ISO 8601 texts, and sets as sorted lists.

    Args:
        scalars: How to take each type that is written differently in different forms, such as
            dates.
        quick: Gives for a model the quick way from a mapping, if it has one. With it, the converter
            stops at the first fault; without it, every fault is looked for.
        doubles: Whether a list for a set may have an item twice.
    """
    # Deferred: most records are built from exactly fitting values and need no conversion.
    from cattrs import Converter  # noqa: PLC0415

    thorough = quick is None
    converter = Converter(forbid_extra_keys=True, detailed_validation=thorough)
    takes: dict[Any, Take] = {
        str: _text,
        bool: _exactly(bool, "true or false"),
        int: _whole_number,
        **scalars,
    }
    for kind, take in takes.items():
        # By class, as cattrs has lax ways for classes, which come before those for predicates.
        converter.register_structure_hook(kind, take)
    # Made once for each model: registering anything makes the converter forget what it found.
    converter.register_structure_hook_factory(
        is_model, cache(partial(_model_hook, converter, quick=quick))
    )
    converter.register_structure_hook_factory(
        is_collection, partial(_items_hook, converter, thorough=thorough, doubles=doubles)
    )
    converter.register_structure_hook_factory(_is_optional, partial(_optional_hook, converter))
    _register_ways_back(converter)
    return converter


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
        # Found once; cattrs would look for it at every value.
        hook = hook or converter.get_structure_hook(inner)
        return hook(value, inner)

    return take


def _model_hook(converter: Converter, kind: Any, *, quick: Quick | None) -> Take:
    from cattrs.gen import make_dict_structure_fn  # noqa: PLC0415

    for enumeration in _enumerations(get_type_hints(kind).values()):
        # A shorter way than by the hook for texts.
        converter.register_structure_hook(enumeration, _of_members(enumeration))
    from_mapping = (quick and quick(converter, kind)) or make_dict_structure_fn(kind, converter)

    def take(value: Any, _: Any) -> Any:
        if type(value) is dict:
            return from_mapping(value, kind)
        if isinstance(value, kind):
            return value
        if not isinstance(value, Mapping):
            raise _refuse(value, f"a {kind.__name__}, or a mapping of its fields")
        return from_mapping(value, kind)

    return take


def _enumerations(hints: Iterable[Any]) -> Iterator[Any]:
    for hint in hints:
        if is_enumeration(hint):
            yield hint
        else:
            yield from _enumerations(get_args(hint))


def _items_hook(converter: Converter, kind: Any, *, thorough: bool, doubles: bool) -> Take:
    build, item = get_origin(kind), get_args(kind)[0]
    unique = build is frozenset and not doubles
    hook: Any = None

    def take(value: Any, _: Any) -> Any:
        nonlocal hook
        if not isinstance(value, _LISTS):
            raise _refuse(value, "a list")
        if not value:
            return build()
        # Only now, as a class may hold itself.
        hook = hook or converter.get_structure_hook(item)
        if isinstance(value, set | frozenset):
            # A set has no order: its items are taken in one that is always the same.
            value = sorted(value, key=str)
        if thorough:
            made = build(_each(hook, item, value))
        else:
            made = build([hook(each, item) for each in value])
        if unique and len(made) != len(value):
            raise InvalidRecordError("an item is there twice", expected="each item once")
        return made

    return take


def _each(hook: Take, item: Any, values: Iterable[Any]) -> list[Any]:
    """Take each item, or raise all that is wrong with any of them."""
    from cattrs import IterableValidationError, IterableValidationNote  # noqa: PLC0415

    taken, errors = [], []
    for index, value in enumerate(values):
        try:
            taken.append(hook(value, item))
        except Exception as error:  # noqa: BLE001 - reported with its place
            error.add_note(IterableValidationNote("an item", index, item))
            errors.append(error)
    if errors:
        raise IterableValidationError("items", errors, list)
    return taken


def _register_ways_back(converter: Converter) -> None:
    from cattrs.fns import identity  # noqa: PLC0415

    for kind in (str, bool, int):
        converter.register_unstructure_hook_func(partial(is_, kind), identity)
    # A member of these enumerations is its published string.
    converter.register_unstructure_hook_func(is_enumeration, identity)
    converter.register_unstructure_hook_func(partial(is_, dt.date), dt.date.isoformat)
    converter.register_unstructure_hook_func(partial(is_, dt.time), dt.time.isoformat)
    converter.register_unstructure_hook_func(partial(is_, dt.datetime), _moment_text)
    converter.register_unstructure_hook_factory(is_collection, partial(_list_hook, converter))


def _moment_text(moment: dt.datetime) -> str:
    offset = moment.utcoffset()
    if offset is None or offset % dt.timedelta(minutes=1):
        # Local mean times of old have seconds in their offset, which no standard can write.
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
def plain_converter() -> Converter:
    """Give the converter for values of Python."""
    return make_converter(_PLAIN_VALUES)


@cache
def interchange_converter() -> Converter:
    """Give the converter for values that are partly of Python and partly of JSON."""
    return make_converter({kind: _either(kind) for kind in ISO_VALUES}, doubles=False)


# Reporting


def faults_of(error: BaseException, where: str, join: Join | None = None) -> Iterator[Fault]:
    """Turn whatever a conversion raised into faults with their paths and without values.

    Args:
        error: What was raised; may be a tree of errors.
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
        # The note has led to the field already.
        yield Fault(message="it is missing", where=where)
    elif hasattr(error, "extra_fields"):
        known = ", ".join(field.name for field in attrs.fields(error.cl) if field.init)  # type: ignore[attr-defined]
        for key in sorted(map(_safe_key, error.extra_fields)):
            yield Fault(
                message="there is no such field", where=join(where, key), expected=f"one of {known}"
            )
    else:
        yield Fault(message=f"it cannot be read ({type(error).__name__})", where=where)


def _deeper(error: BaseException, where: str, join: Join) -> str:
    """Follow the note that says in which field or at which index an error arose."""
    for note in getattr(error, "__notes__", ()):
        # A note is a text as well, which has a method `index`.
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

    A key that cannot be named ends the pointer at its object.

    Examples:
        >>> pointer("/value", "plans[0].end")
        '/value/plans/0/end'
    """
    if step == _UNSAFE:
        return where
    return f"{where}/{re.sub(r'[.[]', '/', str(step)).replace(']', '')}"


_UNSAFE: Final = "(an unknown key)"


def is_field_name(key: object) -> bool:
    """Tell whether a key looks like a field's name: a wrong key may hold anything."""
    return isinstance(key, str) and _KEY.fullmatch(key) is not None


def _safe_key(key: Any) -> str:
    return key if is_field_name(key) else _UNSAFE
