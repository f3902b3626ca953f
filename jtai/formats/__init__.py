"""The models and lists in other forms, one module a form.

Law: no other room imports this one, and no model knows a form. Each module opens when it is first
asked for, as in ``jtai.formats.json.to_json``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jtai.formats import (
        csv_reading,
        csv_text,
        files,
        frame_columns,
        frame_reading,
        json,
        limits,
        list_reading,
        packed,
        pandas_frames,
        polars_frames,
        sheet_scanning,
        workbook_reading,
    )

__all__ = [
    "csv_reading",
    "csv_text",
    "files",
    "frame_columns",
    "frame_reading",
    "json",
    "limits",
    "list_reading",
    "packed",
    "pandas_frames",
    "polars_frames",
    "sheet_scanning",
    "workbook_reading",
]


def __getattr__(name: str) -> Any:
    if name in __all__:
        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
