"""Render into the docs what the library and its tests know: tables, tests of places, schemas.

Tables can also be downloaded from their pages, as CSV and JSON.

Usage:
    python .ci/render_docs.py            rewrites what is stale
    python .ci/render_docs.py --check    names what is stale, changes nothing, and exits 1

A page has a table of `doc_tables` between ``<!-- begin NAME -->`` and ``<!-- end NAME -->``. The
tables between ``<!-- begin tested -->`` and ``<!-- end tested -->`` are written by hand, but for
their last column: the tests with a marker that names the first cell, such as
``@pytest.mark.guidance("para 32")``.
"""

from __future__ import annotations

import ast
import json
import re
import sys
from collections.abc import Iterator
from importlib import import_module
from itertools import groupby
from pathlib import Path
from pkgutil import walk_packages

import attrs

import doc_tables
import jtai
from jtai import guidance
from jtai.core.records import Record
from jtai.core.results import Results
from jtai.timetable.milestone import Milestone
from jtai.timetable.working_days import WorkingCalendar

ROOT = Path(__file__).parent.parent
MARKERS = ("guidance", "promise")
_BLOCK = re.compile(r"(<!-- begin (\S+)(.*?) -->\n)(.*?)(<!-- end \2 -->)", re.DOTALL)


def marked() -> dict[str, list[str]]:
    """Return the tests of each place or promise that a marker names, as ``file::test``."""
    tests: dict[str, list[str]] = {}
    for file in sorted(ROOT.glob("tests/**/test_*.py")):
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef):
                name = f"{file.relative_to(ROOT / 'tests').as_posix()}::{node.name}"
                for place in _places(node):
                    tests.setdefault(place, []).append(name)
    return tests


def _places(test: ast.FunctionDef) -> Iterator[str]:
    for decorator in test.decorator_list:
        match decorator:
            case ast.Call(func=ast.Attribute(attr=name), args=places) if name in MARKERS:
                yield from (ast.literal_eval(place) for place in places)


def named(tests: list[str]) -> str:
    """Return how a cell names tests, those of a file together."""
    files = groupby((test.split("::") for test in tests), key=lambda test: test[0])
    return "<br>".join(
        f"`{file}` " + ", ".join(f"`{name}`" for _, name in names) for file, names in files
    )


def _with_tests(rows: str) -> str:
    """Fill the last cell of each row of a table whose first cell names a place."""
    tests = marked()
    head, rule, *body = (line.split(" | ") for line in rows.strip().splitlines())
    for cells in body:
        place = re.sub(r"<[^>]+>", "", cells[0].removeprefix("| "))
        cells[-1] = f"{named(tests.get(place, [])) or 'not applicable'} |"
    return "\n".join(" | ".join(cells) for cells in (head, rule, *body))


def tested_entries() -> str:
    """Return which tests are about single entries, such as a milestone or an item."""
    kinds = ("milestone", "criterion", "ESN", "question", "item", "document", "list")
    places = marked()
    found = sorted(
        (place for place in places if kinds_of(place) in kinds),
        key=lambda place: (kinds.index(kinds_of(place)), not place.startswith("every"), place),
    )
    rows = [f"| {place} | {named(places[place])} |" for place in found]
    return "\n".join(["| Entry | Tested by |", "| --- | --- |", *rows])


def kinds_of(place: str) -> str:
    """Return the kind of entry that a marker names: ``"item"`` for ``"every item"``."""
    first, _, rest = place.partition(" ")
    return rest if first == "every" else first


def models() -> list[type]:
    """Return every class that has a JSON schema, by name."""
    for module in walk_packages(jtai.__path__, "jtai."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    kinds: list[type] = [Milestone, WorkingCalendar]
    waiting: list[type] = [Record, Results]
    while waiting:
        inner: list[type] = waiting.pop().__subclasses__()
        waiting += inner
        # attrs replaces the class it is given by one with slots; the module has the latter.
        kinds += (kind for kind in inner if getattr(_module(kind), kind.__name__, None) is kind)
    return sorted(filter(attrs.has, {*kinds}), key=lambda kind: kind.__name__)


def _module(kind: type) -> object:
    return sys.modules.get(kind.__module__) if kind.__module__.startswith("jtai.") else None


def json_schemas() -> str:
    """Return the table of models and their schemas."""
    rows = (
        f"| `{kind.__name__}` | {(kind.__doc__ or '').splitlines()[0]} | "
        f"[{kind.__name__}.json](schemas/{kind.__name__}.json) |"
        for kind in models()
    )
    return "\n".join(["| Model | What it is | Schema |", "| --- | --- | --- |", *rows])


TABLES = {
    **doc_tables.TABLES,
    "json-schemas": json_schemas,
    "tested-entries": tested_entries,
}


def rendered(page: str) -> str:
    """Return a page with its tables as they should be.

    Raises:
        ValueError: If a table begins and does not end, or its name is unknown.
    """
    if re.findall(r"<!-- begin (\S+)", page) != [match[2] for match in _BLOCK.finditer(page)]:
        raise ValueError("a table begins and does not end")
    return _BLOCK.sub(lambda m: f"{m[1]}\n{_content(m[2], m[3], m[4])}\n\n{m[5]}", page)


def _content(name: str, template: str, content: str) -> str:
    if name == "tested":
        return _with_tests(content)
    if template:
        columns = " ".join(template.split()).removeprefix("| ")
        return f"{doc_tables.of_guidance(name, columns)}\n\n{_links(_file_name(name))}"
    if name not in TABLES:
        raise ValueError(f"unknown table {name!r}; known are {', '.join(sorted(TABLES))}")
    table = TABLES[name]()
    return f"{table}\n\n{_links(name)}" if name in doc_tables.DOWNLOADS else table


def _file_name(name: str) -> str:
    return name.lower().replace("_", "-")


def _links(name: str) -> str:
    return f"Download: [CSV](tables/{name}.csv) or [JSON](tables/{name}.json)"


def downloads() -> dict[str, str]:
    """Return the text of each file that pages offer, by its name: the tables as CSV and JSON."""
    pages = [path.read_text(encoding="utf-8") for path in ROOT.glob("docs/**/*.md")]
    names = {name for page in pages for name in re.findall(r"<!-- begin ([A-Z_]+) \|", page)}
    tables = {_file_name(name): getattr(guidance, name) for name in names}
    texts: dict[str, str] = {}
    for name, table in {**tables, **doc_tables.DOWNLOADS}.items():
        texts[f"{name}.csv"] = jtai.to_csv(table).replace("\r\n", "\n")
        if isinstance(table, doc_tables.Records):
            texts[f"{name}.json"] = json.dumps(table.to_records(), indent=2, ensure_ascii=False)
        else:
            texts[f"{name}.json"] = jtai.to_json(table, envelope=False, indent=2)
    return {name: text.rstrip("\n") + "\n" for name, text in texts.items()}


def files(root: Path) -> dict[Path, str]:
    """Return each rendered file of the docs with the text it should have."""
    pages = {path: path.read_text(encoding="utf-8") for path in root.glob("docs/**/*.md")}
    fresh = {path: rendered(page) for path, page in pages.items() if "<!-- begin " in page}
    for kind in models() if root == ROOT else ():
        path = root / "docs" / "reference" / "schemas" / f"{kind.__name__}.json"
        fresh[path] = json.dumps(jtai.json_schema(kind), indent=2) + "\n"
    for name, text in downloads().items() if root == ROOT else ():
        fresh[root / "docs" / "reference" / "tables" / name] = text
    return fresh


def main(arguments: list[str], root: Path = ROOT) -> int:
    """Rewrite what is stale, or with ``--check`` only name it, and return the exit status."""
    if arguments not in ([], ["--check"]):
        print(__doc__, file=sys.stderr)
        return 2
    stale = {
        path: text
        for path, text in files(root).items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    }
    for path, text in stale.items():
        print(f"{path.relative_to(root)} is stale{'' if arguments else ', rewritten'}")
        if not arguments:
            path.write_text(text, encoding="utf-8", newline="\n")
    return 1 if arguments and stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
