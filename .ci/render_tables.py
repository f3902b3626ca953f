"""Write the tables of the docs from the tables of the library.

Usage:
    python .ci/render_tables.py            rewrites what is stale
    python .ci/render_tables.py --check    exits 1 if a page is stale, and changes nothing

It also writes the JSON Schema of every model to ``docs/reference/schemas``.

A page holds a table between two comments, ``<!-- begin NAME -->`` and ``<!-- end NAME -->``.
NAME is a key of `TABLES`: to add a table, write a function in the module of `rendering` that it is
like, name it in that module's `__all__`, and add the two comments to a page.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from rendering import (
    conformance_tables,
    definition_tables,
    guidance_tables,
    home_tables,
    list_tables,
    model_tables,
    ssd_tables,
)
from rendering.schemas import schema_files

ROOT = Path(__file__).parent.parent
_MARKED = re.compile(
    r"(?P<begin><!-- begin (?P<name>[a-z-]+) -->\n).*?(?P<end><!-- end (?P=name) -->)", re.DOTALL
)
_BEGINNING = re.compile(r"<!-- begin ([a-z-]+) -->")

TABLES: dict[str, Callable[[], str]] = {
    name.replace("_", "-"): getattr(module, name)
    for module in (
        home_tables,
        guidance_tables,
        definition_tables,
        list_tables,
        model_tables,
        conformance_tables,
        ssd_tables,
    )
    for name in module.__all__
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
    pages = {path: rendered(path.read_text(encoding="utf-8")) for path in root.glob("docs/**/*.md")}
    listed = any("begin json-schemas" in page for page in pages.values())
    schemas = schema_files(root) if listed else {}
    for path, fresh in sorted({**pages, **schemas}.items()):
        if path.exists() and path.read_text(encoding="utf-8") == fresh:
            continue
        if arguments:
            print(f"{path.relative_to(root)} is stale; run python .ci/render_tables.py")
            status = 1
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(fresh, encoding="utf-8", newline="\n")
            print(f"{path.relative_to(root)} rewritten")
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
