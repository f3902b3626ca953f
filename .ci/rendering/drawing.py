"""How a table of the docs is drawn, and how its cells are worded.

Invariant: Markdown only; what stands in the tables is in the modules beside this one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from jtai.core.citation import GUIDANCE, Reference
from jtai.guidance.agencies import LOCAL_AGENCIES
from jtai.guidance.parties import Party
from jtai.guidance.terms import Agency

__all__ = [
    "agency_names",
    "bullets",
    "cited",
    "facts",
    "lists_named",
    "once",
    "parties",
    "placed",
    "table",
    "with_parts",
    "yes_no",
]


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Draw a Markdown table; a vertical bar in a cell is escaped."""
    lines = [columns, ["---"] * len(columns), *rows]
    cells = [[cell.replace("|", r"\|") for cell in line] for line in lines]
    return "\n".join(f"| {' | '.join(line)} |" for line in cells)


def parties(acting: Iterable[Party]) -> str:
    """Name parties as tables do."""
    return ", ".join(party.short for party in acting)


def cited(reference: Reference) -> str:
    """Name a place; the guidance itself goes without saying."""
    if reference.document is not GUIDANCE:
        return str(reference)
    return str(reference).removeprefix(f"{GUIDANCE}, ")


def agency_names(agencies: tuple[Agency, ...]) -> str:
    """Name agencies, or say that it is all of them."""
    return "all agencies" if agencies == LOCAL_AGENCIES else ", ".join(agencies)


def bullets(items: Iterable[str]) -> str:
    """Draw a list."""
    return "\n".join(f"- {item}" for item in items)


def with_parts(title: str, includes: Iterable[str]) -> str:
    """A title, and below it what belongs to it."""
    parts = "; ".join(includes)
    return f"{title}<br>*Includes* {parts}" if parts else title


def yes_no(value: bool) -> str:  # noqa: FBT001 - it is what is written
    """Say what a truth value means."""
    return "yes" if value else "no"


def once(texts: Iterable[str | None]) -> list[str]:
    """Give each text once, in order, and no blank one."""
    return list(dict.fromkeys(text for text in texts if text))


def facts(*facts: tuple[str, str]) -> str:
    """Draw a list of named facts."""
    return bullets(f"**{name}:** {fact}" for name, fact in facts)


def lists_named(numbers: Iterable[int]) -> str:
    """Name lists by their numbers."""
    return ", ".join(map(str, numbers))


def placed(anchor: str, text: str) -> str:
    """Give a text in a table a place that a link can lead to."""
    return f'<span id="{anchor}">{text}</span>'
