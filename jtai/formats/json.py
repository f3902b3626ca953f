"""JSON, and its schema.

Invariant: what is written can be read back and is equal to the original, except for children's data
that was left out. Reading is strict: anything other than what `to_json` writes is refused, with
every fault reported together, each with its JSON Pointer (RFC 6901) and without any value. The
format has a version, which every document carries. `core.pydantic_support` and `core.derived`
define which classes have a JSON representation, and what it contains in addition to their fields.
"""

from __future__ import annotations

import json as json_library
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any, Final, NoReturn, TypeVar, get_args, get_origin

from jtai import children, core, guidance, inspection, lists, timetable
from jtai.core.conversion import ISO_VALUES, interchange_converter, make_converter
from jtai.core.fault_paths import faults_of, is_field_name, pointer
from jtai.core.json_schema import schema_and_definitions
from jtai.core.pydantic_support import JsonForm
from jtai.core.records import exact_hook
from jtai.core.validation import flag, has_unpaired_surrogate, whole
from jtai.errors import Fault, InvalidRecordError, InvalidValueError, JtaiError

JSON_VERSION: Final = 2
"""The version of the format; a document of any other version is refused.

It increases when the format changes, or the meaning of a field.

1: `Answer.of` turned strings and numbers into yes, and two gate answers of no ruled a child out
   whatever CAMHS said, so stored answers may be wrong.
2: answers come only from True, False, None or published strings.
"""

_Model = TypeVar("_Model")
_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_KEYS: Final = ("jtai", "type", "value")
_MOST_LEVELS: Final = 100
_MOST_SPACES: Final = 16
_ENCODER: Final = json_library.JSONEncoder(
    ensure_ascii=False, check_circular=False, allow_nan=False, separators=(",", ":")
)


# Writing


def to_json(
    obj: object, *, values: bool = False, envelope: bool = True, indent: int | None = None
) -> str:
    """Write a model or a result, or a list or tuple of one kind of these, as JSON.

    Keys are the names of the attributes: first the fields, in the order in which the class declares
    them, including those that are None; then what follows from them, such as the milestones of a
    timetable. Dates, times and timestamps are ISO 8601, sets are sorted, and non-ASCII letters are
    not escaped. The same value gives the same text in every process.

    A record is written with everything you put into it, including children's data. A result, such
    as a `Report`, is written without children's data.

    Args:
        obj: A record such as `Child`, a `WorkingCalendar`, a result such as `Timetable`,
            `Milestone`, `Decision`, `Readiness`, `Report` or `YearPlan`, an entry of the guidance,
            or a list or tuple of one kind of these.
        values: Whether to include children's data in results: cell contents and identifiers.
        envelope: Whether to write version and type around the value, as `from_json` expects.
        indent: How many spaces to indent by, up to 16; by default, everything is on one line.

    Raises:
        InvalidRecordError: If a string contains an unpaired surrogate, which is not valid Unicode.
        InvalidValueError: If it cannot be written, or the items are of different kinds.

    Examples:
        >>> from jtai.children.records import Plan
        >>> plan = Plan(kind="looked after", start=date(2019, 1, 7))
        >>> print(to_json(plan, indent=2))
        {
          "jtai": 2,
          "type": "Plan",
          "value": {
            "kind": "looked after",
            "start": "2019-01-07",
            "end": null,
            "need_code": null,
            "abuse_category": null,
            "legal_status": null,
            "placement_type": null
          }
        }
    """
    envelope = flag(envelope, "envelope")
    if indent is not None:
        indent = whole(indent, "indent", least=0, most=_MOST_SPACES)
    value, name = _plain(obj, values=flag(values, "values"))
    document = dict(zip(_KEYS, (JSON_VERSION, name, value), strict=True)) if envelope else value
    if indent is None:
        text = _ENCODER.encode(document)
    else:
        text = json_library.dumps(document, ensure_ascii=False, allow_nan=False, indent=indent)
    if has_unpaired_surrogate(text):
        raise InvalidRecordError(
            "a string contains an unpaired surrogate", expected="valid Unicode"
        )
    return text


def _plain(obj: object, *, values: bool) -> tuple[Any, str]:
    """Return a value as JSON can hold it, and the name of its kind."""
    unstructure = interchange_converter(values=values).unstructure
    if not isinstance(obj, list | tuple):
        kind = type(obj)
        return unstructure(obj, _known(kind)), kind.__name__
    kinds = {type(each) for each in obj}
    if len(kinds) > 1:
        raise InvalidValueError(
            "the items are of different kinds", where="obj", expected="one kind"
        )
    name = "".join(_known(kind).__name__ for kind in kinds)
    return [unstructure(each, type(each)) for each in obj], f"{name}[]"


def _known(kind: Any) -> Any:
    if _has_form(kind):
        return kind
    if isinstance(kind, str | bytes) or _has_form(type(kind)):
        raise InvalidValueError(
            "the first argument is not a class",
            where="cls",
            remedy="pass the class first, as in from_json(Child, text) or json_schema(Child)",
        )
    raise InvalidValueError(
        f"{getattr(kind, '__name__', type(kind).__name__)} has no JSON representation",
        expected=(
            "a record such as Child, a result such as Timetable, Decision or Report, a "
            "WorkingCalendar, an entry of the guidance, or a list or tuple of one kind of them"
        ),
    )


def _has_form(kind: Any) -> bool:
    known: Any = kind
    return isinstance(kind, type) and issubclass(kind, JsonForm) and _is_describable(known)


@cache
def _is_describable(kind: Any) -> bool:
    """Return whether every field of a class can be described; a rule, for one, has a function."""
    try:
        schema_and_definitions(kind)
    except TypeError:
        return False
    return True


def _name(cls: Any) -> str:
    if get_origin(cls) in {list, tuple}:
        item, *rest = get_args(cls)
        if rest == ([...] if get_origin(cls) is tuple else []):
            return f"{_known(item).__name__}[]"
    return str(_known(cls).__name__)


# Reading


def from_json(cls: type[_Model], text: str | bytes, *, envelope: bool = True) -> _Model:
    """Read what `to_json` wrote.

    It refuses unknown and duplicate keys, missing fields, numbers for strings, strings for lists,
    fractions and booleans for whole numbers, dates that are not ``YYYY-MM-DD``, timestamps without
    an offset, unknown values, a duplicate in a set, NaN and Infinity, and what the constructors
    refuse. Fields with defaults and derived values may be left out; a derived value that is present
    must agree with the fields. A byte-order mark is ignored. A datetime comes back with its offset
    from UTC, but without the name of its time zone.

    Args:
        cls: The class, or ``list[...]`` or ``tuple[..., ...]`` of it.
        text: The JSON; bytes are UTF-8.
        envelope: Whether the value is in an envelope with its version and type.

    Raises:
        InvalidRecordError: If it is refused; the error has every fault with the JSON Pointer of
            its place, and never a value.
        InvalidValueError: If the class has no JSON representation.

    Examples:
        >>> from jtai.children.records import Child, Plan
        >>> child = Child(id="A1", plans=[Plan(kind="looked after", start=date(2019, 1, 7))])
        >>> from_json(Child, to_json(child)) == child
        True
        >>> from_json(Plan, '{"kind": "care", "start": 2019}', envelope=False)
        Traceback (most recent call last):
        ...
        jtai.errors.InvalidRecordError: 2 errors:
        - /kind: not an accepted string; expected one of child in need, child protection,
        looked after
        - /start: expected a date as YYYY-MM-DD, got int
    """
    envelope = flag(envelope, "envelope")
    name = _name(cls)
    for made in _read_at_once(cls, text, name, envelope=envelope):
        return made
    document, twice = _parsed(text)
    _refuse_depth(document)
    faults = list(_doubled(document)) if twice else []
    where = ""
    if envelope:
        faults += _envelope_faults(document, name)
        where = "/value"
        whole = isinstance(document, dict) and "value" in document
        if not whole or any(not fault.where.startswith(where) for fault in faults):
            raise InvalidRecordError(faults)
        document = document["value"]
    elif isinstance(document, dict) and document.keys() == {*_KEYS}:
        raise InvalidRecordError("this has an envelope", remedy="leave out envelope=False")
    if not faults:
        for made in _quickly(cls, document):
            return made
    faults += _value_faults(cls, document, where)
    raise InvalidRecordError(faults)


def _read_at_once(
    cls: type[_Model], text: str | bytes, name: str, *, envelope: bool
) -> tuple[_Model, ...]:
    """Read a valid document, or return nothing: faults are found later."""
    if type(text) is not str:
        return ()
    try:
        document = _STRICT.decode(text)
    except (ValueError, RecursionError, JtaiError):
        return ()
    if envelope:
        sealed = type(document) is dict and tuple(document) == _KEYS
        if not sealed or document["type"] != name or type(document["jtai"]) is not int:
            return ()
        if document["jtai"] != JSON_VERSION:
            return ()
        document = document["value"]
    return _quickly(cls, document)


@cache
def _quick() -> Any:
    return make_converter(ISO_VALUES, quick=exact_hook, doubles=False)


@cache
def _thorough() -> Any:
    return make_converter(ISO_VALUES, doubles=False)


def _quickly(cls: type[_Model], value: Any) -> tuple[_Model, ...]:
    """Convert a valid value, or return nothing."""
    try:
        return (_quick().structure(value, cls),)
    except Exception:  # noqa: BLE001 - the thorough converter says what it is
        return ()


def _value_faults(cls: Any, value: Any, where: str) -> tuple[Fault, ...]:
    """Find every fault of a value."""
    try:
        _thorough().structure(value, cls)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is reported as a fault
        return tuple(faults_of(error, where, pointer))
    return ()


def _envelope_faults(document: Any, name: str) -> Iterator[Fault]:
    if not isinstance(document, dict):
        yield Fault(message=f"expected an object, got {type(document).__name__}")
        return
    if document.keys().isdisjoint(_KEYS):
        cls = f"list[{name.removesuffix('[]')}]" if name.endswith("[]") else name
        yield Fault(
            message="there is no envelope",
            expected=f"an object with the keys {', '.join(_KEYS)}",
            remedy=(
                f"to read a value without an envelope, use from_json({cls}, text, envelope=False)"
            ),
        )
        return
    for key in _KEYS:
        if key not in document:
            yield Fault(message="missing", where=f"/{key}")
    for key in sorted(document.keys() - {*_KEYS}):
        yield Fault(
            message="unknown key",
            where=f"/{key}" if is_field_name(key) else "",
            expected=f"one of {', '.join(_KEYS)}",
        )
    version = document.get("jtai", JSON_VERSION)
    if type(version) is not int or version < 1:
        yield Fault(message="not a valid version", where="/jtai", expected=f"{JSON_VERSION}")
    elif version < JSON_VERSION:
        yield Fault(
            message=f"an earlier version of jtai wrote this (format {version})",
            where="/jtai",
            expected=f"{JSON_VERSION}",
            remedy=(
                "rebuild the value from its source, because the meaning of some answers has changed"
            ),
        )
    elif version > JSON_VERSION:
        yield Fault(
            message="a newer version of jtai wrote this",
            where="/jtai",
            expected=f"{JSON_VERSION}",
            remedy="update jtai",
        )
    kind = document.get("type", name)
    # An empty list does not say what it is a list of.
    if kind != name and not (kind == "[]" and name.endswith("[]") and not document.get("value")):
        what = f"the type {kind}" if _is_public(kind) else "another type"
        yield Fault(message=f"a document of {what}", where="/type", expected=name)


def _is_public(kind: object) -> bool:
    """Return whether a text from a file names a type of this library, so that it may be shown."""
    packages = (children, core, guidance, inspection, lists, timetable)
    return isinstance(kind, str) and any(
        kind.removesuffix("[]") in package.__all__ for package in packages
    )


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError
    return made


class _Doubled(dict[str, Any]):
    """An object with duplicate keys."""

    keys_twice: tuple[str, ...] = ()


def _parsed(text: str | bytes) -> tuple[Any, bool]:
    """Parse JSON, and return with it whether any object has duplicate keys."""
    twice: list[_Doubled] = []

    def gather(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) == len(pairs):
            return made
        times = Counter(key for key, _ in pairs)
        doubled = _Doubled(made)
        doubled.keys_twice = tuple(key for key in made if times[key] > 1)
        twice.append(doubled)
        return doubled

    fault = ""
    try:
        return json_library.loads(
            _decoded(text), object_pairs_hook=gather, parse_constant=_no_number
        ), bool(twice)
    except InvalidRecordError as error:
        raise error from None
    except UnicodeDecodeError:
        fault = "not valid UTF-8"
    except json_library.JSONDecodeError as error:
        fault = f"not valid JSON from line {error.lineno}, column {error.colno}"
    except RecursionError:
        fault = "nested too deeply"
    except ValueError:
        fault = "a number is NaN, Infinity or too long"
    # Outside the except blocks, because the causes contain the text.
    raise InvalidRecordError(fault, expected="JSON (RFC 8259)")


def _refuse_depth(document: Any) -> None:
    """Refuse a document that is nested more deeply than any of the library's values.

    Converters are recursive, and interpreters differ in how deep that may go.
    """
    level = [document]
    for _ in range(_MOST_LEVELS):
        level = [
            inner
            for value in level
            if isinstance(value, dict | list)
            for inner in (value.values() if isinstance(value, dict) else value)
        ]
        if not level:
            return
    raise InvalidRecordError("nested too deeply", expected=f"at most {_MOST_LEVELS} levels")


def _decoded(text: Any) -> str:
    if isinstance(text, bytes | bytearray):
        return text.decode("utf-8-sig")
    if isinstance(text, str):
        return text.removeprefix("\ufeff")
    raise InvalidRecordError(f"expected text or bytes, got {type(text).__name__}")


def _no_number(_: str) -> NoReturn:
    raise ValueError


_STRICT: Final = json_library.JSONDecoder(object_pairs_hook=_unique, parse_constant=_no_number)


def _doubled(value: Any, where: str = "") -> Iterator[Fault]:
    """Find the duplicate keys."""
    if isinstance(value, _Doubled):
        for key in value.keys_twice:
            yield Fault(message="duplicate key", where=_inside(where, key))
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _doubled(inner, _inside(where, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _doubled(inner, pointer(where, index))


def _inside(where: str, key: str) -> str:
    return pointer(where, key) if is_field_name(key) else where


# Describing


def json_schema(cls: type, *, envelope: bool = True) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of what `from_json` reads.

    What the schema refuses, `from_json` refuses. Beyond it, `from_json` refuses dates that do
    not exist, whole numbers written as fractions (``1.0``), duplicate keys, unpaired surrogates,
    derived values (marked ``readOnly``) that do not agree with the fields, and what the
    constructors refuse, such as a plan that ends before it starts.

    Descriptions are the docstrings of the classes. Under ``python -OO`` there are none, as Python
    removes docstrings; nothing else changes.

    Args:
        cls: The class, or ``list[...]`` or ``tuple[..., ...]`` of it.
        envelope: Whether the value is in an envelope with its version and type.

    Raises:
        InvalidValueError: If the class has no JSON representation.

    Examples:
        >>> from jtai.children.records import Child
        >>> schema = json_schema(Child, envelope=False)
        >>> schema["$ref"], sorted(schema["$defs"])[:3]
        ('#/$defs/Child', ['Agency', 'Answer', 'CamhsStatus'])
    """
    name = _name(cls)
    schema, definitions = schema_and_definitions(cls)
    if not flag(envelope, "envelope"):
        return {"$schema": _DIALECT, "title": name, **schema, "$defs": definitions}
    sealed = _sealed(name, schema)
    if name.endswith("[]"):
        nothing: dict[str, Any] = {"type": "array", "maxItems": 0}
        sealed = {"anyOf": [sealed, _sealed("[]", nothing)]}
    return {"$schema": _DIALECT, "title": name, **sealed, "$defs": definitions}


def _sealed(name: str, value: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {
            "jtai": {"type": "integer", "const": JSON_VERSION},
            "type": {"const": name},
            "value": value,
        },
        "required": list(_KEYS),
        "additionalProperties": False,
    }
