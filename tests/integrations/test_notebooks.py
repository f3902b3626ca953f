"""The notebooks of the docs run, and their pages show the results."""

from __future__ import annotations

import re
import runpy
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "notebooks"
SOURCES = sorted(FOLDER.glob("*.py"))

# What the page of each notebook must show, from the guidance, a calendar and its scenario.
SHOWN = {
    "check_a_submission": [
        "age-differs",
        "camhs-contradiction",
        "gate-missing",
        "not-a-date",
        "0 errors, 0 warnings, 0 notes",
        "```text\nTrue\n```",
    ],
    "deadlines_of_a_year": [
        "Thursday 22 April 2027",  # eight working days after 12 April, no bank holiday between
        "Mon 3 May 2027",  # the first Monday of May
        "47 of 52 usable",
        "Tue 20 Sep 2022",  # fieldwork after 19 September 2022 was proclaimed
        "15 events",
    ],
    "from_notification_to_findings": [
        "SYN-03 no",  # sixteen on the day
        "SYN-06 yes",  # ten on the day
        "SYN-07 unknown",
        "recorded, not shown",
        "ESN 34",
        "talk with the child? no",
    ],
}


def test_every_notebook_has_expected_results() -> None:
    """Every notebook has expected results here."""
    assert {source.stem for source in SOURCES} == {*SHOWN}


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_a_page_has_its_results_and_pictures(source: Path) -> None:
    """A page has the expected results, and each of its pictures has a file and alternative text."""
    page = source.with_suffix(".md").read_text(encoding="utf-8")
    assert not [words for words in SHOWN[source.stem] if words not in page]
    pictures = dict(re.findall(r"^!\[(.*)\]\((.*)\)$", page, re.MULTILINE))
    assert pictures
    assert all(pictures)
    assert {*pictures.values()} == {file.name for file in FOLDER.glob(f"{source.stem}-*.svg")}


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_a_notebook_says_what_to_install(source: Path) -> None:
    """The first cell and the page on Jupyter have the same command that installs everything."""
    needed = 'pip install ".[all]" jupyterlab'
    first = source.read_text(encoding="utf-8").split("# %%")[1]
    assert f"`{needed}`" in first
    assert f"\n{needed}\n" in (ROOT / "docs/how-to/jupyter.md").read_text(encoding="utf-8")


@pytest.mark.exhaustive
def test_the_notebooks_run_and_their_pages_are_fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each notebook runs without a warning, and its page is up to date."""
    script = runpy.run_path(str(ROOT / ".ci" / "render_notebooks.py"))
    monkeypatch.setattr(sys, "argv", ["render_notebooks.py", "--check"])
    assert script["main"]() == 0
