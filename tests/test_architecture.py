"""The rooms stand in one order, and no import goes against it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "jtai"

ORDER = (
    "tables",
    "dates",
    "display",
    "citation",
    "errors",
    "edge",
    "small_numbers",
    "guidance.terms",
    "guidance.parties",
    "guidance.lookup",
    "guidance.rows",
    "guidance.term_rows",
    "guidance.request_rows",
    "guidance.milestones",
    "guidance.agencies",
    "guidance.definitions",
    "guidance.programme",
    "guidance.criteria",
    "guidance.lists",
    "guidance.list_rows",
    "guidance.codes",
    "guidance.columns",
    "guidance.case_documents",
    "guidance.information",
    "guidance.meetings",
    "guidance.questions",
    "guidance.edition",
    "guidance.fingerprints",
    "guidance.copies.words",
    "guidance.copies.pages",
    "guidance.copies.rows",
    "guidance.copies.numbered",
    "guidance.copies.unnumbered",
    "guidance.copies",
    "guidance.wording",
    "guidance",
    "bank_holidays",
    "working_days",
    "ages",
    "milestone_dates",
    "explanation",
    "comparison",
    "milestone",
    "timetable",
    "planner",
    "statement",
    "answers",
    "conversion",
    "schema",
    "pydantic_fields",
    "records",
    "children",
    "scope",
    "joint_evaluation",
    "completeness",
    "tracking",
    "findings",
    "criterion_coverage",
    "letter",
    "requests",
    "engagement",
    "selection",
    "inspection_record",
    "readiness",
    "inspection",
    "lists.sheets",
    "lists.found",
    "lists.cells",
    "lists.rows",
    "lists.table",
    "lists.headers",
    "lists.rule",
    "lists.rules_of_cells",
    "lists.rules_of_dates",
    "lists.rules_of_pairs",
    "lists.rules_of_answers",
    "lists.rules_of_rows",
    "lists.rules_across",
    "lists.catalogue",
    "lists.report",
    "lists.checking",
    "lists.members",
    "lists.merging",
    "lists.groups",
    "lists.candidates",
    "lists.cohort",
    "lists.submission",
    "lists.from_children",
    "lists",
    "formats.limits",
    "formats.sheet_scanning",
    "formats.packed",
    "formats.workbook_reading",
    "formats.csv_text",
    "formats.csv_reading",
    "formats.files",
    "formats.list_reading",
    "formats.csv",
    "formats.timetable_words",
    "formats.timetable_page",
    "formats.html",
    "fictitious",
    "dirt.area",
    "dirt.in_one_row",
    "dirt.in_several_rows",
    "dirt.in_all_cells",
    "dirt.in_sheets",
    "dirt",
    "testing",
    "formats.frame_columns",
    "formats.pandas_frames",
    "formats.polars_frames",
    "formats.frame_reading",
    "formats.json",
    "formats.report_json",
    "formats.cell_writing",
    "formats.targets",
    "formats.csv_writing",
    "formats.workbook_writing",
    "formats.timetable_workbook",
    "formats.list_sheets",
    "formats.list_writing",
    "formats.template",
    "formats.marked",
    "formats.ical",
    "formats.drawing",
    "formats.plot_timetable",
    "formats.plot_year",
    "formats.plot_readiness",
    "formats.plot_report",
    "formats.plot",
    "formats",
    "jtai",
    "command_line.arguments",
    "command_line.delivery",
    "command_line.timetable_commands",
    "command_line.list_commands",
    "command_line",
    "__main__",
)
"""Every module, by its name within the package. A package itself is the door to its modules and
comes after them: `guidance` to its tables, `lists` and `formats` to their parts, `jtai` to all
rooms."""

DOORS = {"formats", "guidance", "jtai", "lists"}
"""Those that open a module by name, when it is first asked for."""

SOLE_IMPORTERS = {
    "cattrs": {"conversion"},
    "dateutil": {"ages"},
    "holidays": {"bank_holidays"},
    "icalendar": {"formats.ical"},
    "matplotlib": {"formats.drawing"},
    "pandas": {"formats.pandas_frames"},
    "polars": {"formats.polars_frames"},
    "pydantic_core": {"pydantic_fields"},
    "python_calamine": {"formats.workbook_reading"},
    "xlsxwriter": {"formats.workbook_writing"},
}
"""Third-party packages that only one room may import."""


def path_of(module: str) -> Path:
    """Give the file of a module."""
    stem = PACKAGE.joinpath(*module.removeprefix("jtai").split("."))
    return stem / "__init__.py" if stem.is_dir() else stem.with_suffix(".py")


@cache
def imported(module: str, *, source: str | None = None) -> set[str]:
    """Give the full names of all modules that a module imports, wherever the import stands."""
    tree = ast.parse(path_of(module).read_text(encoding="utf-8") if source is None else source)
    return {name for node in ast.walk(tree) for name in _names(node)}


def _names(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        if node.level:
            yield "."  # A relative import hides where it goes.
        elif node.module is not None:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner.removeprefix("jtai.") in ORDER else node.module


def rooms(names: set[str]) -> set[str]:
    """Keep the rooms of the package among imported modules, by their names within it."""
    return {
        name.removeprefix("jtai.") for name in names if name == "jtai" or name.startswith("jtai.")
    }


def test_every_module_has_its_place() -> None:
    """The order names every module of the package once, and no other."""
    found = {
        ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")
        for path in PACKAGE.rglob("*.py")
    }
    assert len(set(ORDER)) == len(ORDER)
    assert {"jtai" if name == "__init__" else name for name in found} == set(ORDER)


@pytest.mark.parametrize("module", ORDER)
def test_imports_go_one_way(module: str) -> None:
    """A module imports only rooms before it, in functions and under TYPE_CHECKING too."""
    names = imported(module)
    assert "." not in names
    assert rooms(names) <= set(ORDER[: ORDER.index(module)])


@pytest.mark.parametrize("door", sorted(DOORS))
def test_a_door_opens_no_room_by_itself(door: str) -> None:
    """Importing a package imports none of its modules: those imports are for type checkers."""
    tree = ast.parse(path_of(door).read_text(encoding="utf-8"))
    run = [
        node
        for node in tree.body
        if not (
            isinstance(node, ast.If)
            and isinstance(node.test, ast.Name)
            and node.test.id == "TYPE_CHECKING"
        )
    ]
    names = {name for part in run for node in ast.walk(part) for name in _names(node)}
    assert not rooms(names)


@pytest.mark.parametrize("module", [module for module in ORDER if module not in DOORS])
def test_no_room_imports_by_a_computed_name(module: str) -> None:
    """Only a door imports by name at run time, so that the order cannot be evaded."""
    source = path_of(module).read_text(encoding="utf-8")
    assert "importlib" not in {name.partition(".")[0] for name in imported(module)}
    assert "__import__" not in source


@pytest.mark.parametrize(("package", "allowed"), SOLE_IMPORTERS.items())
def test_one_room_knows_a_foreign_package(package: str, allowed: set[str]) -> None:
    """Bank holidays come through one room, and calendar months through another."""
    users = {
        module
        for module in ORDER
        if package in {name.partition(".")[0] for name in imported(module)}
    }
    assert users == allowed


def test_the_architecture_page_has_the_same_order() -> None:
    """ARCHITECTURE.md lists every module, in the order that is checked here."""
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    section = page.partition("## The rooms")[2].partition("\n## ")[0]
    assert tuple(re.findall(r"^\| `([\w.]+)` \|", section, re.MULTILINE)) == ORDER


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import jtai.ages", {"ages"}),
        ("from jtai import ages", {"ages"}),
        ("from jtai import Timetable", {"jtai"}),
        ("from jtai.guidance import milestones", {"guidance.milestones"}),
        ("def f():\n    from jtai.ages import lookback", {"ages"}),
        ("if TYPE_CHECKING:\n    from jtai.ages import Period", {"ages"}),
        ("import holidays", set()),
    ],
)
def test_imports_are_found_wherever_they_stand(source: str, found: set[str]) -> None:
    """The check itself sees every way to write an import."""
    assert rooms(imported("ages", source=source)) == found
