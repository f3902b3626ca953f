"""The models and lists in other forms, one module a form.

Law: no other room imports this one, and no model knows a form. Each module opens when it is first
asked for, as in ``jtai.formats.json.to_json``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jtai.formats import (
        cell_writing,
        csv,
        csv_reading,
        csv_text,
        csv_writing,
        drawing,
        files,
        frame_columns,
        frame_reading,
        html,
        ical,
        json,
        limits,
        list_reading,
        list_sheets,
        list_writing,
        marked,
        packed,
        pandas_frames,
        plot,
        plot_readiness,
        plot_report,
        plot_timetable,
        plot_year,
        polars_frames,
        report_json,
        sheet_scanning,
        targets,
        template,
        timetable_page,
        timetable_words,
        timetable_workbook,
        workbook_reading,
        workbook_writing,
    )

__all__ = [
    "cell_writing",
    "csv",
    "csv_reading",
    "csv_text",
    "csv_writing",
    "drawing",
    "files",
    "frame_columns",
    "frame_reading",
    "html",
    "ical",
    "json",
    "limits",
    "list_reading",
    "list_sheets",
    "list_writing",
    "marked",
    "packed",
    "pandas_frames",
    "plot",
    "plot_readiness",
    "plot_report",
    "plot_timetable",
    "plot_year",
    "polars_frames",
    "report_json",
    "sheet_scanning",
    "targets",
    "template",
    "timetable_page",
    "timetable_words",
    "timetable_workbook",
    "workbook_reading",
    "workbook_writing",
]


def __getattr__(name: str) -> Any:
    if name in __all__:
        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
