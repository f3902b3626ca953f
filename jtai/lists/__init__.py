"""The child-level lists: their rows, reading cells into them, checks, and the way to the models.

Law: raw cells are kept beside what was read from them; nothing is blanked, guessed or dropped. A
rule that cannot run, or crashes, says so and is no pass. Each module opens when it is first asked
for, as in ``jtai.lists.sheets.RawSheet``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jtai.lists import (
        candidates,
        catalogue,
        cells,
        checking,
        cohort,
        found,
        from_children,
        groups,
        headers,
        members,
        merging,
        report,
        rows,
        rule,
        rules_across,
        rules_of_answers,
        rules_of_cells,
        rules_of_dates,
        rules_of_pairs,
        rules_of_rows,
        sheets,
        submission,
        table,
    )

__all__ = [
    "candidates",
    "catalogue",
    "cells",
    "checking",
    "cohort",
    "found",
    "from_children",
    "groups",
    "headers",
    "members",
    "merging",
    "report",
    "rows",
    "rule",
    "rules_across",
    "rules_of_answers",
    "rules_of_cells",
    "rules_of_dates",
    "rules_of_pairs",
    "rules_of_rows",
    "sheets",
    "submission",
    "table",
]


def __getattr__(name: str) -> Any:
    if name in __all__:
        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
