"""How records are built from plain values, and refused with every fault at once.

Law: a record's annotations say what each field is. Values that are exactly that are taken at once;
anything else is converted only where nothing can be lost (a published string for an enumeration, a
list for a tuple, a mapping for a record), or refused with its path. No refusal shows a value. The
only importer of `cattrs`, which is loaded when something has to be converted.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cache, partial
from itertools import product
from operator import attrgetter, is_
from types import UnionType
from typing import TYPE_CHECKING, Any, Final, TypeVar, Union, get_args, get_origin, get_type_hints

import attrs

from jtai.edge import aware_moment, plain_date
from jtai.errors import Fault, InvalidRecordError, JtaiError

if TYPE_CHECKING:
    from cattrs import Converter

__all__ = ["Record", "faults_of", "hidden", "make_converter"]

_Value = TypeVar("_Value")
_KEY: Final = re.compile(r"[a-z][a-z0-9_]{0,30}")


def hidden(default: Any = attrs.NOTHING) -> Any:
    """Declare a field whose value no representation shows: an identifier, a date, a text.

    Examples:
        >>> @attrs.frozen(kw_only=True)
        ... class Note(Record):
        ...     text: str = hidden("")
        >>> Note(text="private")
        Note()
    """
    return attrs.field(default=default, repr=False)


class Record:
    """A frozen value of the domain, built from plain values.

    Subclasses are ``attrs.frozen(kw_only=True)`` and yield from `_impossible` what contradicts
    itself.

    Raises:
        InvalidRecordError: If a field cannot be what it is given as, or the fields contradict
            each other; the error holds every fault with its path.
    """

    __slots__ = ()

    def __attrs_post_init__(self) -> None:
        kind = type(self)
        shape = _SHAPES.get(kind) or _shape(kind)
        values = shape.get(self)
        if tuple(map(type, values)) not in shape.exact or not all(
            type(item) in kinds
            for position, kinds in shape.items
            for item in values[position] or ()
        ):
            _convert(self, shape, values)
        faults = tuple(self._impossible())
        if faults:
            raise InvalidRecordError(faults)

    def _impossible(self) -> Iterable[Fault]:
        """Yield what contradicts itself."""
        return ()


@attrs.frozen
class _Shape:
    """What is known of a record class: field names, annotations, and exactly fitting types."""

    names: tuple[str, ...]
    hints: tuple[Any, ...]
    get: Callable[[Any], tuple[Any, ...]]
    exact: frozenset[tuple[type, ...]]
    items: tuple[tuple[int, frozenset[type]], ...]


_SHAPES: Final[dict[type, _Shape]] = {}


def _shape(kind: type) -> _Shape:
    names = tuple(field.name for field in attrs.fields(kind) if field.init)
    all_hints = get_type_hints(kind)
    hints = tuple(all_hints[name] for name in names)
    outer = [_exact_types(hint) for hint in hints]
    items = (
        (position, frozenset(_exact_types(get_args(part)[0])))
        for position, hint in enumerate(hints)
        for part in (hint, *get_args(hint))
        if _is_collection(part)
    )
    getter = attrgetter(*names)
    # Equal, whichever thread comes first.
    return _SHAPES.setdefault(
        kind,
        _Shape(
            names=names,
            hints=hints,
            get=getter if len(names) > 1 else lambda record: (getter(record),),
            exact=frozenset(product(*outer)),
            items=tuple(items),
        ),
    )


def _exact_types(hint: Any) -> tuple[type, ...]:
    if get_origin(hint) in {Union, UnionType}:
        return tuple(kind for part in get_args(hint) for kind in _exact_types(part))
    origin = get_origin(hint) or hint
    return (origin,)


def _convert(record: Record, shape: _Shape, values: tuple[Any, ...]) -> None:
    converter = _plain_converter()
    faults: list[Fault] = []
    for name, hint, value in zip(shape.names, shape.hints, values, strict=True):
        try:
            object.__setattr__(record, name, converter.structure(value, hint))
        except Exception as error:  # noqa: BLE001 - whatever it is, it is reported as a fault
            faults += faults_of(error, name)
    if faults:
        # None, as the causes may hold values.
        raise InvalidRecordError(faults) from None


# Converting


def _refuse(value: object, expected: str) -> InvalidRecordError:
    return InvalidRecordError(f"{type(value).__name__} does not fit", expected=expected)


def _exactly(kind: type[_Value], expected: str) -> Callable[[Any, Any], _Value]:
    def take(value: Any, _: Any) -> _Value:
        if type(value) is not kind:
            raise _refuse(value, expected)
        return value

    return take


def take_date(value: Any, _: Any) -> dt.date:
    """Take a date for a field."""
    return plain_date(value, "")


def _take_moment(value: Any, _: Any) -> dt.datetime:
    return aware_moment(value, "")


def take_member(value: Any, kind: Any) -> Any:
    """Take a member of an enumeration, or the published string of one."""
    if type(value) is kind:
        return value
    # Asked by text only, so that no other value can stand for a member.
    plain = {str(each): each for each in kind}
    if type(value) is not str or value not in plain:
        what = "unknown text" if isinstance(value, str) else type(value).__name__
        raise InvalidRecordError(f"{what} does not fit", expected=f"one of {', '.join(plain)}")
    return plain[value]


_PLAIN: Final = (str, bool, int)


def _take_plain(take: Callable[[Any, Any], Any], value: Any, kind: Any) -> Any:
    """Take a plain value, or a member of an enumeration, which is a kind of text."""
    return take_member(value, kind) if _is_enumeration(kind) else take(value, kind)


def make_converter(scalars: Mapping[Any, Callable[[Any, Any], Any]]) -> Converter:
    """Make a strict converter: unknown fields, wrong types and texts for lists are refused.

    Args:
        scalars: How to take each type that is written differently in different forms, such as
            dates.
    """
    # Deferred: most records are built from exactly fitting values and need no conversion.
    from cattrs import Converter  # noqa: PLC0415
    from cattrs.gen import make_dict_structure_fn  # noqa: PLC0415

    converter = Converter(forbid_extra_keys=True, detailed_validation=True)
    takes: dict[Any, Callable[[Any, Any], Any]] = {
        str: _exactly(str, "a text"),
        bool: _exactly(bool, "true or false"),
        int: _exactly(int, "a whole number"),
        **scalars,
    }
    for kind, take in takes.items():
        if kind in _PLAIN:
            # Hooks for these classes come before all others, and hold for classes made of them.
            converter.register_structure_hook(kind, partial(_take_plain, take))
        else:
            # By identity: a moment is a kind of date.
            converter.register_structure_hook_func(partial(is_, kind), take)
    converter.register_structure_hook_func(_is_enumeration, take_member)

    @converter.register_structure_hook_factory(_is_record)
    def _of_record(kind: Any) -> Callable[[Any, Any], Any]:
        from_mapping = make_dict_structure_fn(kind, converter)

        def take(value: Any, _: Any) -> Any:
            if isinstance(value, kind):
                return value
            if not isinstance(value, Mapping):
                raise _refuse(value, f"a {kind.__name__}, or a mapping of its fields")
            return from_mapping(value, kind)

        return take

    @converter.register_structure_hook_factory(_is_collection)
    def _of_items(kind: Any) -> Callable[[Any, Any], Any]:
        build, item = get_origin(kind), get_args(kind)[0]
        items = list[item]  # type: ignore[valid-type]

        def take(value: Any, _: Any) -> Any:
            if not isinstance(value, list | tuple | set | frozenset):
                raise _refuse(value, "a list")
            return build(converter.structure(list(value), items))

        return take

    return converter


@cache
def _plain_converter() -> Converter:
    converter = make_converter(
        {
            dt.date: take_date,
            dt.datetime: _take_moment,
            dt.time: _exactly(dt.time, "a datetime.time"),
        }
    )
    converter.register_structure_hook_func(_is_other_value, _take_made)
    return converter


def _is_other_value(kind: Any) -> bool:
    """Tell whether values of a class are taken as they were made: a timetable, a reference."""
    return isinstance(kind, type) and attrs.has(kind) and not issubclass(kind, Record)


def _take_made(value: Any, kind: Any) -> Any:
    if not isinstance(value, kind):
        raise _refuse(value, f"a {kind.__name__}")
    return value


def _is_enumeration(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, StrEnum)


def _is_record(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Record)


def _is_collection(kind: Any) -> bool:
    return get_origin(kind) in {tuple, frozenset}


# Reporting


def faults_of(
    error: BaseException, where: str, join: Callable[[str, str | int], str] | None = None
) -> Iterator[Fault]:
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
        # The path names the field already.
        yield Fault(message="it is missing", where=where)
    elif hasattr(error, "extra_fields"):
        known = ", ".join(field.name for field in attrs.fields(error.cl))  # type: ignore[attr-defined]
        for key in sorted(map(_safe_key, error.extra_fields)):
            yield Fault(
                message="there is no such field", where=join(where, key), expected=f"one of {known}"
            )
    else:
        yield Fault(message=f"it cannot be read ({type(error).__name__})", where=where)


def _deeper(error: BaseException, where: str, join: Callable[[str, str | int], str]) -> str:
    """Follow the note that says in which field or at which index an error arose."""
    for note in getattr(error, "__notes__", ()):
        # Not `getattr`: a note is a text, and every text has an `index`.
        known = getattr(note, "__dict__", {})
        step = known.get("name", known.get("index"))
        if step is not None:
            return join(where, step)
    return where


def _dotted(where: str, step: str | int) -> str:
    if isinstance(step, int):
        return f"{where}[{step}]"
    return f"{where}.{step}" if where else step


def _safe_key(key: object) -> str:
    """Name a key only if it looks like a field's name: a wrong key may hold anything."""
    return key if isinstance(key, str) and _KEY.fullmatch(key) else "(an unknown key)"
