"""Records and results as types of pydantic, and so of FastAPI.

Invariant: pydantic is not required, and imported only when it calls. It uses the library's own
conversion, with every fault at its place; its errors show no value.
"""

from __future__ import annotations

from typing import Any, ClassVar

from jtai.core.conversion import faults_of, interchange_converter
from jtai.core.errors import Fault
from jtai.core.json_schema import plain_schema


class JsonForm:
    """A class that has a form in JSON: `jtai.to_json` writes it, and pydantic accepts it as a type.

    `_derived` names attributes that JSON has beside the fields. `_shares` names a field with items
    and a field of these whose value has `_shareable` fields, which JSON then has once.
    """

    __slots__ = ()
    _derived: ClassVar[tuple[str, ...]] = ()
    _shares: ClassVar[tuple[str, str] | None] = None
    _shareable: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        return core_schema_of(cls)


def core_schema_of(kind: type) -> Any:
    """Return pydantic's core schema of a class.

    Values are instances, or mappings of their fields with dates as dates or as ISO 8601 text.
    """
    from pydantic_core import core_schema  # noqa: PLC0415

    def validate(value: Any) -> Any:
        faults: tuple[Fault, ...] = ()
        try:
            return interchange_converter().structure(value, kind)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is reported as a fault
            faults = tuple(faults_of(error, "", _spaced))
        # Out of the except block: the causes may hold values.
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
    """Return the path as words separated by spaces, which no name contains."""
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
            input=None,
        )
        for fault in faults
    ]
    return ValidationError.from_exception_data(title, details)


def _words(fault: Fault) -> str:
    return f"{fault.message}; expected {fault.expected}" if fault.expected else fault.message
