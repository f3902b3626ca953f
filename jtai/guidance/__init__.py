"""What the guidance says, as data.

Law: module-level tuples of frozen rows in document order, each with a `Reference`, and look-up by
key. No dates, no calculation, no children: those are in the rooms to the right. What the published
words are is read from the user's own copy.

Each table opens when it is first asked for, as in ``jtai.guidance.milestones.MILESTONES``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jtai.guidance import (
        agencies,
        case_documents,
        codes,
        columns,
        criteria,
        definitions,
        edition,
        fingerprints,
        information,
        list_rows,
        lists,
        lookup,
        meetings,
        milestones,
        parties,
        programme,
        questions,
        request_rows,
        rows,
        term_rows,
        terms,
        wording,
    )

__all__ = [
    "agencies",
    "case_documents",
    "codes",
    "columns",
    "criteria",
    "definitions",
    "edition",
    "fingerprints",
    "information",
    "list_rows",
    "lists",
    "lookup",
    "meetings",
    "milestones",
    "parties",
    "programme",
    "questions",
    "request_rows",
    "rows",
    "term_rows",
    "terms",
    "wording",
]


def __getattr__(name: str) -> Any:
    if name in __all__:
        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
