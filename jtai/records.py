"""How records are built from plain values, and refused with every fault at once.

Law: a record's annotations say what each field is. Values that are exactly that are taken at once;
anything else is converted (see `conversion`), or refused with its path. No refusal shows a value.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from operator import attrgetter
from types import UnionType
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

import attrs

from jtai.conversion import faults_of, is_collection, plain_converter
from jtai.errors import Fault, InvalidRecordError
from jtai.pydantic_fields import core_schema_of

__all__ = ["Record", "hidden"]


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
    itself. A record can be a field of a pydantic model.

    Raises:
        InvalidRecordError: If a field cannot be what it is given as, or the fields contradict
            each other; the error holds every fault with its path.
    """

    __slots__ = ()

    def __attrs_post_init__(self) -> None:
        kind = type(self)
        shape = _SHAPES.get(kind) or _shape(kind)
        values = shape.get(self)
        if tuple(map(type, values)) not in shape.met and not _meets(shape, values):
            _convert(self, shape, values)
        else:
            for position, fits in shape.checks:
                value = values[position]
                if value and not fits(value):
                    _convert(self, shape, values)
                    break
        faults = tuple(self._impossible())
        if faults:
            raise InvalidRecordError(faults)

    def _impossible(self) -> Iterable[Fault]:
        """Yield what contradicts itself."""
        return ()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        return core_schema_of(cls)


@attrs.frozen
class _Shape:
    """What is known of a record class.

    Attributes:
        names: The names of its fields.
        hints: What each is annotated as.
        get: Gives the values of a record.
        allowed: For each field, the types that fit exactly.
        checks: What else must hold for a field's value to fit exactly.
        met: Rows of types that were found to fit.
    """

    names: tuple[str, ...]
    hints: tuple[Any, ...]
    get: Callable[[Any], tuple[Any, ...]]
    allowed: tuple[frozenset[type], ...]
    checks: tuple[tuple[int, Callable[[Any], bool]], ...]
    met: set[tuple[type, ...]] = attrs.field(factory=set)


_SHAPES: Final[dict[type, _Shape]] = {}
# Rows of types differ only in which optional fields are filled, yet there may be many.
_MOST_MET: Final = 512


def _shape(kind: type) -> _Shape:
    names = tuple(field.name for field in attrs.fields(kind) if field.init)
    all_hints = get_type_hints(kind)
    hints = tuple(all_hints[name] for name in names)
    getter = attrgetter(*names)
    # Equal, whichever thread comes first.
    return _SHAPES.setdefault(
        kind,
        _Shape(
            names=names,
            hints=hints,
            get=getter if len(names) > 1 else lambda record: (getter(record),),
            allowed=tuple(map(_exact_types, hints)),
            checks=tuple(
                (position, check)
                for position, hint in enumerate(hints)
                for part in _parts(hint)
                if (check := _further_check(part)) is not None
            ),
        ),
    )


def _parts(hint: Any) -> tuple[Any, ...]:
    """Give the choices of a union, or the hint itself."""
    return get_args(hint) if get_origin(hint) in {Union, UnionType} else (hint,)


def _exact_types(hint: Any) -> frozenset[type]:
    return frozenset(get_origin(part) or part for part in _parts(hint))


def _further_check(part: Any) -> Callable[[Any], bool] | None:
    if part is dt.datetime:
        return _is_aware
    if part is dt.time:
        return _is_plain
    if not is_collection(part):
        return None
    (item, *_) = get_args(part)
    if any(_further_check(inner) is not None for inner in _parts(item)):
        return _never  # what is inside of the items is looked at one by one
    kinds = _exact_types(item)
    return lambda items: kinds.issuperset(map(type, items))


def _is_aware(moment: dt.datetime) -> bool:
    return moment.utcoffset() is not None


def _is_plain(time: dt.time) -> bool:
    return time.tzinfo is None


def _never(_: object) -> bool:
    return False


def _meets(shape: _Shape, values: tuple[Any, ...]) -> bool:
    types = tuple(map(type, values))
    fits = all(kind in allowed for kind, allowed in zip(types, shape.allowed, strict=True))
    if fits and len(shape.met) < _MOST_MET:
        shape.met.add(types)
    return fits


def _convert(record: Record, shape: _Shape, values: tuple[Any, ...]) -> None:
    converter = plain_converter()
    faults: list[Fault] = []
    for name, hint, value in zip(shape.names, shape.hints, values, strict=True):
        try:
            object.__setattr__(record, name, converter.structure(value, hint))
        except Exception as error:  # noqa: BLE001 - whatever it is, it is reported as a fault
            faults += faults_of(error, name)
    if faults:
        # Out of the except block: the causes may hold values.
        raise InvalidRecordError(faults)
