"""Generate the parts of the docs that come from the library and its tests.

    python .ci/render_docs.py            # rewrite what is out of date
    python .ci/render_docs.py --check    # only report it

These are tables, lists of tests and JSON Schemas. Tables of `doc_tables` are between ``<!-- begin
NAME -->`` and ``<!-- end NAME -->``. Tables between ``<!-- begin tested -->`` and ``<!-- end tested
-->`` are written by hand, except for the last column: the tests whose marker names the first cell,
such as ``@pytest.mark.guidance("para 32")``.
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
from types import SimpleNamespace

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
    """Return the tests of each place or promise that markers name, as ``file::test``."""
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
    """Return the text of a cell that names tests, grouped by file."""
    files = groupby((test.split("::") for test in tests), key=lambda test: test[0])
    return "<br>".join(
        f"`{file}` " + ", ".join(f"`{name}`" for _, name in names) for file, names in files
    )


def _with_tests(rows: str) -> str:
    """Fill the last cell of each row with the tests of the place in its first cell."""
    tests = marked()
    head, rule, *body = (line.split(" | ") for line in rows.strip().splitlines())
    for cells in body:
        place = re.sub(r"<[^>]+>", "", cells[0].removeprefix("| "))
        cells[-1] = f"{named(tests.get(place, [])) or 'not applicable'} |"
    return "\n".join(" | ".join(cells) for cells in (head, rule, *body))


def tested_entries() -> str:
    """Return the tests of single entries, such as a milestone or an item."""
    kinds = ("milestone", "criterion", "ESN", "question", "item", "document", "list")
    places = marked()
    in_order = sorted(places, key=lambda place: (not place.startswith("every "), place))
    rows = [
        f"| {place} | {named(places[place])} |"
        for kind in kinds
        for place in in_order
        if re.match(f"every {kind}$|{kind} ", place)
    ]
    return "\n".join(["| Entry | Tested by |", "| --- | --- |", *rows])


def models() -> list[type]:
    """Return every class that has a JSON Schema, by name."""
    names = [module.name for module in walk_packages(jtai.__path__, "jtai.")]
    modules = [import_module(name) for name in names if not name.endswith("__main__")]
    values = [value for module in modules for value in vars(module).values()]
    kinds = {value for value in values if isinstance(value, type) and attrs.has(value)}
    with_schema = {kind for kind in kinds if issubclass(kind, Record | Results)}
    return sorted({*with_schema, Milestone, WorkingCalendar}, key=lambda kind: kind.__name__)


TABLES = {
    **doc_tables.TABLES,
    "json-schemas": lambda: doc_tables.table(
        models(),
        "Model: `{__name__}` | What it is: {summary_} | "
        "Schema: [{__name__}.json](schemas/{__name__}.json)",
    ),
    "tested-entries": tested_entries,
}


def rendered(page: str) -> str:
    """Return a page with its tables up to date.

    Raises:
        ValueError: If a table does not end, or its name is unknown.
    """
    if re.findall(r"<!-- begin (\S+)", page) != [match[2] for match in _BLOCK.finditer(page)]:
        raise ValueError("a table begins and does not end")
    return _BLOCK.sub(lambda m: f"{m[1]}\n{_content(m[2], m[3], m[4])}\n\n{m[5]}", page)


def _content(name: str, template: str, content: str) -> str:
    if name == "tested":
        return _with_tests(content)
    if template:
        columns = " ".join(template.split()).removeprefix("| ")
        table = doc_tables.of_guidance(name, columns)
    elif name in TABLES:
        table = TABLES[name]()
    else:
        raise ValueError(f"unknown table {name!r}; known are {', '.join(sorted(TABLES))}")
    if not template and name not in doc_tables.DOWNLOADS:
        return table
    file = f"tables/{_file_name(name)}"
    return f"{table}\n\nDownload: [CSV]({file}.csv) or [JSON]({file}.json)"


def _file_name(name: str) -> str:
    return name.lower().replace("_", "-")


def downloads() -> dict[str, str]:
    """Return the contents of each file to download, by name: tables as CSV and JSON."""
    pages = [path.read_text(encoding="utf-8") for path in ROOT.glob("docs/**/*.md")]
    names = {name for page in pages for name in re.findall(r"<!-- begin ([A-Z_]+) \|", page)}
    tables = {_file_name(name): getattr(guidance, name) for name in names}
    texts: dict[str, str] = {}
    for name, table in {**tables, **doc_tables.DOWNLOADS}.items():
        if isinstance(table, list):
            texts[f"{name}.csv"] = jtai.to_csv(SimpleNamespace(to_records=lambda rows=table: rows))
            texts[f"{name}.json"] = json.dumps(table, indent=2, ensure_ascii=False)
        else:
            texts[f"{name}.csv"] = jtai.to_csv(table)
            texts[f"{name}.json"] = jtai.to_json(table, envelope=False, indent=2)
    return {name: text.replace("\r\n", "\n").rstrip("\n") + "\n" for name, text in texts.items()}


def files() -> dict[Path, str]:
    """Return every generated file of the docs with its correct contents."""
    docs = ROOT / "docs"
    pages = {path: path.read_text(encoding="utf-8") for path in docs.glob("**/*.md")}
    fresh = {path: rendered(page) for path, page in pages.items() if "<!-- begin " in page}
    for kind in models():
        schema = json.dumps(jtai.json_schema(kind), indent=2) + "\n"
        fresh[docs / "reference" / "schemas" / f"{kind.__name__}.json"] = schema
    for name, text in downloads().items():
        fresh[docs / "reference" / "tables" / name] = text
    return fresh


def main() -> int:
    """Rewrite outdated files, or with ``--check`` only name them, and return the exit status."""
    stale = False
    for path, text in files().items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale = True
            print(f"{path.relative_to(ROOT)}: out of date")
            if "--check" not in sys.argv:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8", newline="\n")
    return int(stale and "--check" in sys.argv)


if __name__ == "__main__":
    sys.exit(main())
