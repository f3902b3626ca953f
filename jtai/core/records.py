"""How records are built from plain values, or refused with every fault reported.

A record's annotations say what each field is. Values of exactly these types are stored as they are;
others are converted (see `conversion`) or refused with their path. No error shows a value.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter
from types import MemberDescriptorType, UnionType
from typing import Any, Final, Self, Union, get_args, get_origin, get_type_hints

import attrs

from jtai.core.conversion import Take, is_collection, is_enumeration, is_model, plain_converter
from jtai.core.errors import Fault, InvalidRecordError
from jtai.core.fault_paths import faults_of
from jtai.core.notebook import Displayable, Table
from jtai.core.pydantic_support import JsonForm


def hidden(default: Any = attrs.NOTHING) -> Any:
    """Declare a field whose value `repr` never shows, such as an identifier, a date or free text.

    Examples:
        >>> @attrs.frozen(kw_only=True)
        ... class Note(Record):
        ...     text: str = hidden("")
        >>> Note(text="private")
        Note()
    """
    return attrs.field(default=default, repr=False)


class Record(Displayable, JsonForm):
    """A frozen value of the domain, built from plain values.

    Subclasses are ``attrs.frozen(kw_only=True)`` and yield contradictions from `_impossible`. A
    record can be a field of a pydantic model.

    Raises:
        InvalidRecordError: If a field's value is not accepted, or the fields contradict each
            other; the error has every fault with its path.
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
        for name in shape.tables:
            object.__setattr__(self, name, _as_table(getattr(self, name)))
        self._refuse_impossible()

    def _refuse_impossible(self) -> None:
        faults = tuple(self._impossible())
        if faults:
            raise InvalidRecordError(faults)

    def _impossible(self) -> Iterable[Fault]:
        """Yield a fault for each contradiction."""
        return ()

    @classmethod
    def from_plain(cls, values: Mapping[str, Any]) -> Self:
        """Return a record built from plain values, such as a row of a database or parsed JSON.

        Enumeration members may be passed as their published strings, nested records as mappings,
        and tuples and sets as lists. Answers may be True, False or None, and any string that
        `Answer.from_text` reads, such as ``"Y"``; a blank one is unknown. Type checkers check the
        constructor's arguments exactly, but not these.

        Raises:
            InvalidRecordError: If a value is not accepted, a field is missing or unknown, or the
                fields contradict each other. The error has every fault with its path.

        Examples:
            >>> import jtai
            >>> child = jtai.Child.from_plain(
            ...     {"id": "A1", "plans": [{"kind": "looked after", "start": date(2019, 1, 7)}]}
            ... )
            >>> child.plans[0].kind
            <PlanKind.LOOKED_AFTER: 'looked after'>
        """
        try:
            made: Self = plain_converter(other_answers=True).structure(values, cls)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is reported with its path
            faults = tuple(faults_of(error, ""))
        else:
            return made
        # Outside the except block, so that no cause is chained: causes may contain values.
        raise InvalidRecordError(faults)


@attrs.frozen
class _Shape:
    """What is known about a record class.

    Attributes:
        names: The names of its fields.
        hints: Their annotations.
        get: Returns the values of a record.
        allowed: For each field, the types that need no conversion.
        checks: What else must be true of a value that needs no conversion.
        tables: The names of the fields that a notebook shows as tables.
        met: Combinations of types that passed before.
    """

    names: tuple[str, ...]
    hints: tuple[Any, ...]
    get: Callable[[Any], tuple[Any, ...]]
    allowed: tuple[frozenset[type], ...]
    checks: tuple[tuple[int, Callable[[Any], bool]], ...]
    tables: tuple[str, ...]
    met: set[tuple[type, ...]] = attrs.field(factory=set)


_SHAPES: Final[dict[type, _Shape]] = {}
# Shared: many fields of a record are empty.
_EMPTY_TABLE: Final[Table[Any]] = Table()
# Combinations differ only in which optional fields are filled, yet there may be many.
_MOST_MET: Final = 512


def _shape(kind: type) -> _Shape:
    names = tuple(field.name for field in attrs.fields(kind) if field.init)
    all_hints = get_type_hints(kind)
    hints = tuple(all_hints[name] for name in names)
    getter = attrgetter(*names)
    # Threads may race here; their values are equal.
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
            tables=tuple(name for name, hint in zip(names, hints, strict=True) if _is_table(hint)),
        ),
    )


def _parts(hint: Any) -> tuple[Any, ...]:
    """Return the choices of a union, or the annotation itself."""
    return get_args(hint) if get_origin(hint) in {Union, UnionType} else (hint,)


def _exact_types(hint: Any) -> frozenset[type]:
    parts = _parts(hint)
    exact = frozenset(get_origin(part) or part for part in parts)
    return exact | {Table} if _is_table(hint) else exact


def _is_table(hint: Any) -> bool:
    """Return whether a field contains several models, which a notebook shows as a table."""
    return any(get_origin(part) is tuple and is_model(get_args(part)[0]) for part in _parts(hint))


def _as_table(value: Any) -> Any:
    """Return the contents of such a field as a table; None stays None."""
    if type(value) is not tuple:
        return value
    return Table(value) if value else _EMPTY_TABLE


def _further_check(part: Any) -> Callable[[Any], bool] | None:
    if part is dt.datetime:
        return _is_aware
    if part is dt.time:
        return _is_plain
    if not is_collection(part):
        return None
    (item, *_) = get_args(part)
    if any(_further_check(inner) is not None for inner in _parts(item)):
        return _never  # the converter checks the contents of each item
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
        # Outside the except block, so that no cause is chained: causes may contain values.
        raise InvalidRecordError(faults)


# Building from what a converter read


def exact_hook(converter: Any, kind: Any) -> Take | None:
    """Return a fast hook that builds a record from a mapping, or None if its class does more.

    What the converter returns for a field has exactly the annotated type, so the record need not
    check it again. Any fault raises an error, but the error does not say what is wrong.
    """
    if not _only_stores(kind):
        return None
    fields, hints = attrs.fields(kind), get_type_hints(kind)
    readers = {field.name: _reader(converter, hints[field.name]) for field in fields}
    # Slot descriptors bypass the frozen __setattr__, as the constructor of attrs does.
    stores = {field.name: getattr(kind, field.name).__set__ for field in fields}
    ways = {name: (stores[name], read) for name, read in readers.items()}
    defaults = {field.name: field.default for field in fields if field.default is not attrs.NOTHING}
    make = kind.__new__

    def take(given: Any, _: Any) -> Any:
        made = make(kind)
        for name, value in given.items():
            store, read = ways[name]
            store(made, read(value))
        if len(given) == len(ways):
            made._refuse_impossible()  # noqa: SLF001 - it is a record
        else:
            for name in ways.keys() - given.keys():
                stores[name](made, defaults[name])
            # The defaults are not checked yet.
            made.__attrs_post_init__()
        return made

    return take


def _reader(converter: Any, hint: Any) -> Callable[[Any], Any]:
    # The input has strings where enum members are expected, never members.
    if is_enumeration(hint):
        return {str(member): member for member in hint}.__getitem__
    hook = converter.get_structure_hook(hint)
    if _is_table(hint):
        return lambda value: _as_table(hook(value, hint))
    return lambda value: hook(value, hint)


# Present where attrs did not write the constructor, or it fills more than fields.
_MORE_THAN_FIELDS: Final = ("__attrs_init__", "__attrs_pre_init__", "_attrs_cached_hash")


def _only_stores(kind: Any) -> bool:
    """Return whether a constructor only stores its arguments in slots and then checks them."""
    return (
        getattr(kind, "__attrs_post_init__", None) is Record.__attrs_post_init__
        and "__attrs_attrs__" in vars(kind)
        and not any(hasattr(kind, name) for name in _MORE_THAN_FIELDS)
        and all(
            field.init
            and isinstance(getattr(kind, field.name, None), MemberDescriptorType)
            and field.converter is field.validator is None
            and not hasattr(field.default, "factory")
            for field in attrs.fields(kind)
        )
    )
