"""The Python code and the files of `examples/browser`; `.ci/in_chromium.mjs` tests the page."""

from __future__ import annotations

import json
import re
import runpy
import tomllib
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

import jtai
from tests.project.test_examples import EXAMPLES

BROWSER = EXAMPLES / "browser"
DAY = "2019-09-09"


@pytest.fixture(scope="module")
def page() -> dict[str, Any]:
    """Return the functions that the page calls."""
    return runpy.run_path(str(BROWSER / "check_lists.py"))


def checked(page: dict[str, Any], folder: Path, lists: str = "") -> tuple[str, str]:
    """Return the report on the lists in a folder, and its problems as CSV."""
    shown, problems = page["check"](str(folder), DAY, lists, lambda *_: None)
    return str(shown), str(problems)


def report_of(page: dict[str, Any], folder: Path) -> str:
    """Return the report that the page shows on the lists in a folder."""
    return checked(page, folder)[0]


def test_the_synthetic_lists_show_their_errors(page: dict[str, Any], tmp_path: Path) -> None:
    """The report on the synthetic lists of the page shows both planted errors and no identifier."""
    page["try_out"](str(tmp_path), DAY)
    shown = report_of(page, tmp_path)
    assert "<td" in shown
    assert "end-before-start" in shown
    assert "adult" in shown
    assert "SYN-" not in shown


def test_progress_reaches_the_page(page: dict[str, Any], tmp_path: Path) -> None:
    """A check reports progress as plain values for each step, up to the last rule."""
    steps: list[tuple[object, ...]] = []
    page["try_out"](str(tmp_path), DAY)
    page["check"](str(tmp_path), DAY, "", lambda *step: steps.append(step))
    rules = len(jtai.LIST_RULES)
    assert steps[-1] == ("Checking", rules, rules)
    assert {step for step, _, _ in steps} == {"Reading", "Checking"}


def test_files_are_deleted_after_a_check(page: dict[str, Any], tmp_path: Path) -> None:
    """The files are deleted after a check, even if the check fails."""
    (tmp_path / "List_6.csv").write_text("Child Unique ID,Date of Birth\nSYN-01,soon\n")
    shown = report_of(page, tmp_path)
    assert "not-a-date" in shown
    assert "SYN-01" not in shown
    assert "soon" not in shown
    assert not [*tmp_path.iterdir()]
    (tmp_path / "lists.xlsx").write_text("SYN-01")
    assert "Not checked" in report_of(page, tmp_path)
    assert not [*tmp_path.iterdir()]


def test_a_refusal_says_why(page: dict[str, Any], tmp_path: Path) -> None:
    """Without files, or with a day that is not a Monday, the page says why it shows no result."""
    assert "no CSV file" in report_of(page, tmp_path)
    assert "Thu 12 Sep 2019" in page["deadlines"](DAY)
    assert "No timetable" in page["deadlines"]("2019-09-10")


def test_every_problem_is_shown_and_can_be_saved(page: dict[str, Any], tmp_path: Path) -> None:
    """The page and the CSV file have all sixty problems, without identifiers or cell values."""
    rows = "".join(f"SYN-{number:03},soon\n" for number in range(60))
    (tmp_path / "List_6.csv").write_text(f"Child Unique ID,Date of Birth\n{rows}")
    shown, saved = checked(page, tmp_path)
    assert "<td>B2:B61</td>" in shown
    assert saved.count("not-a-date,") == 60
    assert "are shown" not in shown
    assert saved.startswith("rule,severity,")
    assert "SYN-" not in shown + saved
    assert "soon" not in shown + saved


def test_a_refusal_has_no_csv_file(page: dict[str, Any], tmp_path: Path) -> None:
    """If nothing was checked, there is no CSV file, because an empty one could look like a pass."""
    assert checked(page, tmp_path)[1] == ""


def test_a_workbook_is_checked_alone(page: dict[str, Any], tmp_path: Path) -> None:
    """A workbook together with CSV files or another workbook is refused."""
    for others in (["List_6.csv", "lists.xlsx"], ["lists.xlsx", "more.xlsm"]):
        for name in others:
            (tmp_path / name).touch()
        shown = report_of(page, tmp_path)
        assert "class=refused" in shown
        assert "Choose one workbook, or CSV files only." in shown
        assert "folder" not in shown


def test_the_report_begins_with_the_checked_lists(page: dict[str, Any], tmp_path: Path) -> None:
    """The report begins with the lists that were checked, and those that were not and why."""
    list_6 = tmp_path / "List_6.csv"
    list_6.write_text("Child Unique ID,Date of Birth\nSYN-01,1/5/2007\n")
    shown, saved = checked(page, tmp_path)
    assert shown.startswith(
        "<p>Checked: list 6. Not checked: lists 1, 3, 4, 5, 7 and 8, not found."
    )
    assert saved.count("list-missing") == 6
    list_6.write_text("Child Unique ID,Date of Birth\nSYN-01,1/5/2007\n")
    shown, saved = checked(page, tmp_path, "6,7,8")
    assert shown.startswith(
        "<p>Checked: list 6. Not checked: lists 7 and 8, not found; lists 1, 3, 4 and 5, "
        "not asked for. The table under Not checked says what else could not be checked.</p>"
    )
    assert saved.count("list-missing") == 2
    (tmp_path / "other.csv").write_text("a,b\n1,2\n")
    assert report_of(page, tmp_path).startswith("<p>Checked: no list. Not checked: lists 1, 3,")
    page["try_out"](str(tmp_path), DAY)
    assert report_of(page, tmp_path).startswith("<p>Checked: lists 1, 3, 4, 5, 6, 7 and 8.")


def test_the_form_offers_the_lists_that_are_due_first() -> None:
    """The form checks all lists by default, and offers to check only lists 6, 7 and 8."""
    form = (BROWSER / "index.html").read_text(encoding="utf-8")
    assert re.findall('<option value="([0-9,]*)">', form) == ["", "6,7,8"]


def test_only_a_refusal_has_the_class_refused(page: dict[str, Any], tmp_path: Path) -> None:
    """Only a refusal has the class `refused`, by which the page recognises it."""
    assert "class=refused" in report_of(page, tmp_path)
    page["try_out"](str(tmp_path), DAY)
    assert "refused" not in report_of(page, tmp_path)
    assert '".refused"' in (BROWSER / "page.mjs").read_text(encoding="utf-8")


def test_checks_do_not_overlap(page: dict[str, Any], tmp_path: Path) -> None:
    """The worker reads all files, empties the folder and checks, without waiting in between."""
    program = (BROWSER / "worker.mjs").read_text(encoding="utf-8")
    read, emptied, checked = map(
        program.index, ("file.arrayBuffer()", "program.empty(", "program.check(")
    )
    assert read < emptied < checked
    assert "await" not in program[emptied:checked]
    (tmp_path / "List_6.csv").write_text("of another area")
    page["empty"](str(tmp_path))
    assert not [*tmp_path.iterdir()]


def test_a_file_name_is_escaped(page: dict[str, Any], tmp_path: Path) -> None:
    """The name of a file is escaped in HTML."""
    (tmp_path / "<img src=x>.xlsx").write_text("")
    shown = report_of(page, tmp_path)
    assert "<img" not in shown
    assert "&lt;img" in shown


def policy_of(text: str) -> dict[str, str]:
    """Return the directives of a content security policy."""
    directives = (directive.strip().partition(" ") for directive in text.split(";"))
    return {name: sources for name, _, sources in directives}


def test_the_page_loads_only_its_worker() -> None:
    """The page may load a worker from its own server, and may not connect to any server."""
    html = (BROWSER / "index.html").read_text(encoding="utf-8")
    program = (BROWSER / "page.mjs").read_text(encoding="utf-8")
    first = re.search(r'Content-Security-Policy" content="([^"]+)"', html)
    then = re.search(r'policy\.content =\s+"([^"]+)"', program)
    assert first is not None
    assert then is not None
    for policy in map(policy_of, (first[1], then[1])):
        assert policy["default-src"] == "'none'"
        assert policy["worker-src"] == "'self'"
        assert "connect-src" not in policy
    assert policy_of(first[1])["script-src"] == "'self'"
    assert "script-src" not in policy_of(then[1])
    # Neither the page nor a script names another server.
    for name in ("index.html", "page.mjs", "worker.mjs"):
        assert "://" not in (BROWSER / name).read_text(encoding="utf-8")


def test_the_worker_is_closed_before_it_accepts_files() -> None:
    """The worker accepts files only after it can no longer load anything."""
    program = (BROWSER / "worker.mjs").read_text(encoding="utf-8")
    removed, python, calendar, closed, accepts = map(
        program.index,
        ("delete owner[name]", "import(", "later.push(", "loaded = true;", "self.onmessage"),
    )
    assert removed < python < calendar < closed < accepts
    assert "fetch" not in program[closed:]
    assert "read(" not in program[closed:]


def test_emscripten_has_its_own_dependencies(tmp_path: Path) -> None:
    """The dependencies for Emscripten include tzdata, and leave out those of extras."""
    wheel = tmp_path / "jtai-0-py3-none-any.whl"
    root = EXAMPLES.parent
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [f"Requires-Dist: {line}" for line in project["dependencies"]]
    lines += [
        f"Requires-Dist: {line}; extra == 'excel'"
        for line in project["optional-dependencies"]["excel"]
    ]
    with ZipFile(wheel, "w") as archive:
        archive.writestr("jtai-0.dist-info/METADATA", "\n".join(lines))
    needed = runpy.run_path(str(BROWSER / "assemble.py"))["needed"]
    names = [re.split(r"[<>=]", line)[0] for line in needed(wheel)]
    assert names == ["attrs", "cattrs", "holidays", "python-dateutil", "tzdata"]


def test_the_folder_is_assembled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The assembled folder has the page, Pyodide, the wheels and a list of the wheels."""
    assemble = runpy.run_path(str(BROWSER / "assemble.py"))
    pyodide, site = tmp_path / "pyodide", tmp_path / "site"
    pyodide.mkdir()
    for name in ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip"):
        (pyodide / name).touch()
    info = {"info": {"python": "3.14.2", "abi_version": "2026_0"}}
    (pyodide / "pyodide-lock.json").write_text(json.dumps(info))
    asked: list[tuple[str, ...]] = []

    def pip(*arguments: str) -> None:
        asked.append(arguments)
        wheels = site / "wheels"
        assert str(wheels) in arguments
        name = "jtai" if arguments[0] == "wheel" else "attrs"
        with ZipFile(wheels / f"{name}-1-py3-none-any.whl", "w") as archive:
            archive.writestr("jtai-1.dist-info/METADATA", "Requires-Dist: attrs>=23.2\n")

    monkeypatch.setitem(assemble["add_wheels"].__globals__, "pip", pip)
    assemble["assemble"](site, pyodide)
    assert {*assemble["PAGE"], "pyodide", "wheels"} == {path.name for path in site.iterdir()}
    assert json.loads((site / "wheels" / "wheels.json").read_text()) == [
        "attrs-1-py3-none-any.whl",
        "jtai-1-py3-none-any.whl",
    ]
    first, second = asked
    assert first[-1] == str(EXAMPLES.parent)
    assert second[-1] == "attrs>=23.2"
    assert "pyemscripten_2026_0_wasm32" in second
    assert "3.14" in second

    given = site / "wheels" / "jtai-1-py3-none-any.whl"
    site = tmp_path / "again"
    assemble["assemble"](site, pyodide, wheel=given)
    assert len(asked) == 3
    assert (site / "wheels" / given.name).read_bytes() == given.read_bytes()
