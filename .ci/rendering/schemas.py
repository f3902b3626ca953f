"""The models that have a form in JSON, and the files of their schemas."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path

import jtai
from jtai.core.records import Record
from jtai.inspection.facts import InspectionRecord
from jtai.timetable.timetable import Timetable
from jtai.timetable.working_days import WorkingCalendar

__all__ = ["models", "schema_files"]


def models() -> list[type]:
    """Every model that has a form in JSON, by name."""
    for room in jtai._ROOMS:  # noqa: SLF001 - a model is known once its room is open
        import_module(f"jtai.{room}")
    found: list[type] = [Timetable, WorkingCalendar]
    waiting: list[type] = [Record]
    while waiting:
        inner: list[type] = waiting.pop().__subclasses__()
        waiting += inner
        found += filter(_is_current, inner)
    return sorted({*found} - {InspectionRecord}, key=lambda kind: kind.__name__)


def _is_current(kind: type) -> bool:
    # attrs leaves behind the class that it was given; the module has the one it made. Others may
    # have models of their own.
    ours = kind.__module__.startswith("jtai.")
    return ours and vars(sys.modules[kind.__module__]).get(kind.__name__) is kind


def schema_files(root: Path) -> dict[Path, str]:
    """The text of each published schema, by its file."""
    folder = root / "docs" / "reference" / "schemas"
    return {
        folder / f"{kind.__name__}.json": json.dumps(jtai.json_schema(kind), indent=2) + "\n"
        for kind in models()
    }
