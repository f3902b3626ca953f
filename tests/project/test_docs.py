"""The docs have every public name, option, page and table, and are up to date."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

import doc_tables
import jtai
import render_docs
from jtai.__main__ import main
from jtai.guidance import CriterionEntry

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PACKAGE = ROOT / "jtai"
PAGES = sorted(DOCS.rglob("*.md"))
# ` { .python }` shows a whole file, which has its own tests.
KNOWN_FENCES = {"python", "pycon", "console", "sh", "text", "html", "js", " { .python }"}


def test_every_public_name_is_in_the_reference_once() -> None:
    """The API pages show each public name of the packages exactly once, and nothing else."""
    shown = [
        name
        for page in (DOCS / "reference" / "api").glob("*.md")
        for name in re.findall(r"^::: (jtai\.[\w.]+)$", page.read_text("utf-8"), re.MULTILINE)
    ]
    packages = [value for name in dir(jtai) if isinstance(value := getattr(jtai, name), ModuleType)]
    public = [
        f"{package.__name__}.{name}"
        for package in (*packages, jtai.guidance.wording)
        for name in package.__all__
        if not isinstance(getattr(package, name), ModuleType)
    ]
    assert Counter(shown) == Counter([*public, "jtai.__version__"])


def test_every_top_level_name_is_a_name_of_a_package() -> None:
    """Every name of `jtai` is also a name of one of its packages."""
    values = [value for name in dir(jtai) if isinstance(value := getattr(jtai, name), ModuleType)]
    of_packages = {name for package in values for name in package.__all__}
    at_top = {name for name in dir(jtai) if not isinstance(getattr(jtai, name), ModuleType)}
    assert at_top <= of_packages | {"__version__"}


@pytest.mark.parametrize("command", ["timetable", "plan"])
def test_every_option_is_in_the_reference(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The command-line page names every option that `--help` shows."""
    with pytest.raises(SystemExit):
        main([command, "--help"])
    options = set(re.findall(r"--[a-z-]+", capsys.readouterr().out))
    page = (DOCS / "reference" / "command-line.md").read_text(encoding="utf-8")
    assert options <= set(re.findall(r"--[a-z-]+", page))


def test_every_column_is_in_the_reference() -> None:
    """The command-line page explains every key of a milestone's record."""
    page = (DOCS / "reference" / "command-line.md").read_text(encoding="utf-8")
    rows = page.partition("| Key | Meaning |")[2]
    named = {
        key for line in rows.splitlines() for key in re.findall(r"`(\w+)`", line.split(" | ")[0])
    }
    timetable = jtai.Timetable.from_notification(date(2019, 9, 9))
    assert named >= {*timetable.to_records()[0], "explanation"}


def test_every_page_is_in_the_navigation() -> None:
    """The navigation lists every page exactly once, and no page that does not exist."""
    navigation = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:")[2]
    listed = re.findall(r"([\w/-]+\.md)$", navigation, re.MULTILINE)
    assert Counter(listed) == Counter(str(page.relative_to(DOCS).as_posix()) for page in PAGES)


def test_both_builders_have_every_plugin() -> None:
    """The docs use only plugins that Zensical also has; it would silently ignore others."""
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    plugins = settings.partition("\nplugins:\n")[2].partition("\n\n")[0]
    named = re.findall(r"^  - (\w+)", plugins, re.MULTILINE)
    assert named == ["search", "autorefs", "mkdocstrings"]


def test_code_blocks_use_known_languages() -> None:
    """Code blocks use known languages only, because a mistyped one would not be tested."""
    for page in [ROOT / "README.md", *PAGES]:
        fences = re.findall(r"^ *```(.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
        assert {*fences[::2]} <= KNOWN_FENCES, page
        assert {*fences[1::2]} <= {""}, page


def test_generated_parts_are_up_to_date() -> None:
    """The generated parts of the docs are up to date, and each table is on one page."""
    stale = [path for path, text in render_docs.files().items() if path.read_text("utf-8") != text]
    assert stale == []
    begun = [
        name
        for page in PAGES
        for name in re.findall(r"<!-- begin ([a-z-]+) -->", page.read_text(encoding="utf-8"))
    ]
    assert Counter(name for name in begun if name != "tested") == Counter([*render_docs.TABLES])


def test_every_schema_is_of_a_model() -> None:
    """There is a JSON Schema file for each model, and no other."""
    files = {path.stem for path in (DOCS / "reference" / "schemas").glob("*.json")}
    assert files == {kind.__name__ for kind in render_docs.models()}


def test_every_table_can_be_downloaded() -> None:
    """Each table can be downloaded as CSV and JSON from the docs, with the library's entries."""
    folder = DOCS / "reference" / "tables"
    links = {
        name
        for page in PAGES
        for name in re.findall(
            r"\((?:\.\./reference/)?tables/([\w.-]+)\)", page.read_text(encoding="utf-8")
        )
    }
    assert {path.name for path in folder.iterdir()} == links == {*render_docs.downloads()}
    rows = csv.DictReader((folder / "milestones.csv").read_text(encoding="utf-8").splitlines())
    assert [row["key"] for row in rows] == [entry.key for entry in jtai.MILESTONES]
    text = (folder / "criteria.json").read_text(encoding="utf-8")
    assert jtai.from_json(tuple[CriterionEntry, ...], text, envelope=False) == jtai.CRITERIA
    columns = json.loads((folder / "list-columns.json").read_text(encoding="utf-8"))
    assert {one["list"] for one in columns} == {1, 3, 4, 5, 6, 7, 8}


def test_a_stale_table_is_named_and_rewritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--check` reports an outdated page; without it, the table on the page is rewritten."""
    monkeypatch.setattr(render_docs, "ROOT", tmp_path)
    page = tmp_path / "docs" / "page.md"
    page.parent.mkdir()
    columns = "LOOKBACKS | Months: {months} |\nSource: {reference}"
    stale = f"Above\n\n<!-- begin {columns} -->\nold\n<!-- end LOOKBACKS -->\n\nBelow\n"
    page.write_text(stale, encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["render_docs.py", "--check"])
    assert render_docs.main() == 1
    assert "page.md: out of date" in capsys.readouterr().out
    assert page.read_text(encoding="utf-8") == stale
    monkeypatch.setattr(sys, "argv", ["render_docs.py"])
    assert render_docs.main() == 0
    fresh = page.read_text(encoding="utf-8")
    assert fresh.startswith("Above\n")
    assert fresh.endswith("\nBelow\n")
    assert "old" not in fresh
    assert "| 12 | para 48, items 2.2 and 3.2 |" in fresh
    assert render_docs.main() == 0
    assert page.read_text(encoding="utf-8") == fresh


def test_only_the_last_cell_of_a_row_is_generated() -> None:
    """Only the last cell of a row is generated: its tests, or "not applicable"."""
    begin, end = "<!-- begin tested -->\n", "\n<!-- end tested -->"
    head = "| Place | In the library | Tested by |\n| --- | --- | --- |\n"
    by_hand = "| para 23 | dates | ? |\n| para 999 | none | ? |"
    page = render_docs.rendered(begin + head + by_hand + end)
    tested, untested = page.splitlines()[4:6]
    assert tested.startswith("| para 23 | dates | `guidance/test_milestones.py` `test_")
    assert untested == "| para 999 | none | not applicable |"


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ("<!-- begin nonsense -->\n<!-- end nonsense -->", "unknown table 'nonsense'"),
        ("<!-- begin defects -->\n", "begins and does not end"),
    ],
)
def test_a_mistake_in_a_marker_is_refused(page: str, message: str) -> None:
    """A comment that begins an unknown table, or a table without an end, is an error."""
    with pytest.raises(ValueError, match=message):
        render_docs.rendered(page)


def test_a_bar_in_a_cell_is_escaped() -> None:
    """A vertical bar in a cell is escaped."""
    assert r"| a \| b |" in doc_tables.table(["a | b"], "Title: {self}")


@pytest.mark.parametrize(
    "name", ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "CHANGELOG.md", "SECURITY.md"]
)
def test_links_on_top_level_pages_point_to_files(name: str) -> None:
    """Relative links on the project's top-level pages point to existing files."""
    page = (ROOT / name).read_text(encoding="utf-8")
    for link in re.findall(r"\]\(([^)\s]+)\)", page):
        target = link.partition("#")[0]
        assert target.startswith("https://") or (ROOT / target).exists(), link


def test_every_path_in_the_architecture_exists() -> None:
    """ARCHITECTURE.md names only paths that exist, and has at most 900 words."""
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    paths = {path for path in re.findall(r"`([\w./]+/[\w./]+)`", page) if "x/" not in path}
    assert [path for path in paths if not any((at / path).exists() for at in (ROOT, PACKAGE))] == []
    assert len(page.split()) <= 900
