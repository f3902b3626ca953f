"""Write the tables of the docs from the tables of the library.

Usage:
    python .ci/render_tables.py            rewrites what is stale
    python .ci/render_tables.py --check    exits 1 if a page is stale, and changes nothing

A page holds a table between two comments, ``<!-- begin NAME -->`` and ``<!-- end NAME -->``.
NAME is a key of `TABLES`: to add a table, add an entry there and the two comments to a page.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from jtai.explanation import when_words
from jtai.guidance.milestones import LOOKBACKS, MILESTONES
from jtai.guidance.parties import Party

ROOT = Path(__file__).parent.parent
_MARKED = re.compile(
    r"(?P<begin><!-- begin (?P<name>[a-z-]+) -->\n).*?(?P<end><!-- end (?P=name) -->)", re.DOTALL
)
_BEGINNING = re.compile(r"<!-- begin ([a-z-]+) -->")


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Draw a Markdown table; a vertical bar in a cell is escaped."""
    lines = [columns, ["---"] * len(columns), *rows]
    cells = [[cell.replace("|", r"\|") for cell in line] for line in lines]
    return "\n".join(f"| {' | '.join(line)} |" for line in cells)


def _parties(parties: Iterable[Party]) -> str:
    return ", ".join(party.short for party in parties)


def milestones() -> str:
    """Every milestone in the order of the guidance's table."""
    return table(
        ("Milestone", "Day", "Named day", "When", "From → to", "Source"),
        (
            (
                f"`{row.key}`<br>{row.title}{' (optional)' if row.optional else ''}",
                f"{row.offset:+d}" if row.offset else "0",
                row.named_day,
                when_words(row) + (" (assumed)" if row.assumed else ""),
                f"{_parties(row.by)} → {_parties(row.to)}",
                str(row.reference).removeprefix(f"{row.reference.document}, "),
            )
            for row in MILESTONES
        ),
    )


def milestone_assumptions() -> str:
    """The milestones whose day the guidance does not state, with the reason."""
    return table(
        ("Milestone", "What is assumed, and why", "Source"),
        ((f"`{row.key}`", row.assumed, str(row.reference)) for row in MILESTONES if row.assumed),
    )


def lookbacks() -> str:
    """How far back the guidance looks."""
    return table(
        ("Months", "Asked for", "Source"),
        ((str(row.months), row.asked_for, str(row.reference)) for row in LOOKBACKS),
    )


TABLES: dict[str, Callable[[], str]] = {
    "milestones": milestones,
    "milestone-assumptions": milestone_assumptions,
    "lookbacks": lookbacks,
}


def rendered(page: str) -> str:
    """Give a page with every table as the library has it now.

    Raises:
        ValueError: If a table is begun and not ended, or is none of `TABLES`.
    """
    begun = _BEGINNING.findall(page)
    whole = [match["name"] for match in _MARKED.finditer(page)]
    for name in begun:
        if name not in TABLES:
            raise ValueError(f"there is no table {name!r}, only {', '.join(TABLES)}")
        if name not in whole:
            raise ValueError(f"the table {name!r} is begun and not ended")
    return _MARKED.sub(
        lambda match: f"{match['begin']}\n{TABLES[match['name']]()}\n\n{match['end']}", page
    )


def main(arguments: Sequence[str], root: Path = ROOT) -> int:
    """Rewrite the pages, or with ``--check`` name those that are stale.

    Returns:
        0 if all is well or was mended, 1 if a page is stale, 2 if the words are not understood.
    """
    if [*arguments] not in ([], ["--check"]):
        print(__doc__, file=sys.stderr)
        return 2
    status = 0
    for path in sorted(root.glob("docs/**/*.md")):
        page = path.read_text(encoding="utf-8")
        fresh = rendered(page)
        if fresh == page:
            continue
        if arguments:
            print(f"{path.relative_to(root)} is stale; run python .ci/render_tables.py")
            status = 1
        else:
            path.write_text(fresh, encoding="utf-8", newline="\n")
            print(f"{path.relative_to(root)} rewritten")
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
