"""Records and results as types for pydantic, and so for FastAPI.

The library does not need pydantic, and imports it only when pydantic asks for a schema. Pydantic
then uses the library's own conversion: it reports every fault with its location, and no error shows
a value. See
https://docs.pydantic.dev/latest/concepts/types/#customizing-validation-with-__get_pydantic_core_schema__
"""

from __future__ import annotations

from typing import Any, ClassVar

from jtai.core.conversion import interchange_converter
from jtai.core.errors import Fault
from jtai.core.fault_paths import UNSAFE_KEY, faults_of
from jtai.core.json_schema import plain_schema


class JsonForm:
    """A class that `jtai.to_json` can write and that pydantic accepts as a type.

    `_derived` names attributes that JSON contains in addition to the fields, and `_reworded` those
    of them that are in the library's own words and may differ between versions. `_shares` names a
    field with items, and a field of each item whose value has `_shareable` fields; JSON contains
    these once.
    """

    __slots__ = ()
    _derived: ClassVar[tuple[str, ...]] = ()
    _reworded: ClassVar[tuple[str, ...]] = ()
    _shares: ClassVar[tuple[str, str] | None] = None
    _shareable: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        return core_schema_of(cls)


def core_schema_of(kind: type) -> Any:
    """Return pydantic's core schema for a class.

    Accepted values are records, or mappings of their fields with dates as dates or ISO 8601 text.
    The class is a record's, or another class that can be written as JSON, such as a timetable.
    """
    from pydantic_core import core_schema  # noqa: PLC0415

    def validate(value: Any) -> Any:
        faults: tuple[Fault, ...] = ()
        try:
            return interchange_converter().structure(value, kind)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is reported as a fault
            faults = tuple(faults_of(error, "", _spaced))
        # Outside the except block, so that no cause is chained: causes may contain values.
        raise _refusal(kind.__name__, faults)

    def describe(_: Any, __: Any) -> dict[str, Any]:
        return plain_schema(kind)

    return core_schema.no_info_plain_validator_function(
        validate,
        serialization=core_schema.plain_serializer_function_ser_schema(
            lambda record: interchange_converter().unstructure(record, kind), when_used="json"
        ),
        metadata={"pydantic_js_functions": [describe]},
    )


def _spaced(where: str, step: str | int) -> str:
    """Return the path with spaces between its steps, because no name contains a space.

    A key that cannot be shown is left out, as in a JSON Pointer: the path is that of its object.
    """
    if step == UNSAFE_KEY:
        return where
    words = str(step).replace(".", " ").replace("[", " ").replace("]", "")
    return f"{where} {words}".strip()


def _refusal(title: str, faults: tuple[Fault, ...]) -> Exception:
    from pydantic_core import InitErrorDetails, PydanticCustomError, ValidationError  # noqa: PLC0415

    details = [
        InitErrorDetails(
            type=PydanticCustomError("jtai", "{fault}", {"fault": _words(fault)}),
            loc=tuple(int(step) if step.isdecimal() else step for step in fault.where.split(" "))
            if fault.where
            else (),
            # None would look as if the caller had sent null.
            input="(not shown)",
        )
        for fault in faults
    ]
    return ValidationError.from_exception_data(title, details)


def _words(fault: Fault) -> str:
    return f"{fault.message}; expected {fault.expected}" if fault.expected else fault.message
