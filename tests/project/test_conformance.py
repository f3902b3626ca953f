"""The conformance page covers every paragraph of the guidance, and the tests cover the page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import render_docs
from jtai.core.citation import GUIDANCE
from jtai.guidance import (
    CASE_DOCUMENTS,
    CHILD_LISTS,
    CRITERIA,
    INFORMATION_ITEMS,
    MILESTONES,
    QUESTIONS,
)
from tests.guidance.test_tables import TABLES

ROOT = Path(__file__).parents[2]
PLACES = [
    *(f"para {number}" for number in range(1, 52)),
    "Annex B",
    *(f"footnote {number}" for number in range(1, 18)),
]
ENTRIES = {
    "milestone": [entry.key for entry in MILESTONES],
    "ESN": [str(entry.number) for entry in CRITERIA],
    "question": [entry.key for entry in QUESTIONS],
    "item": [entry.number for entry in INFORMATION_ITEMS],
    "document": [entry.key for entry in CASE_DOCUMENTS],
    "list": [str(entry.number) for entry in CHILD_LISTS],
}
EVERY = {"ESN": "every criterion"}


def rows(page: str) -> dict[str, list[str]]:
    """Return the other cells of each row in the tables of tested places, by its first cell."""
    found = {}
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    for block in re.findall(r"<!-- begin tested -->\n(.*?)<!-- end tested -->", text, re.DOTALL):
        for line in block.strip().splitlines()[2:]:
            place, *cells = line.removeprefix("| ").removesuffix(" |").split(" | ")
            found[re.sub(r"<[^>]+>", "", place)] = cells
    return found


PAGE = rows("reference/conformance.md")
PROMISES = rows("explanation/security-and-privacy.md")
MARKED = render_docs.marked()


def test_every_place_is_on_the_page_in_order() -> None:
    """The page has one row each for paragraphs 1 to 51, Annex B and footnotes 1 to 17, in order."""
    assert [*PAGE] == PLACES


@pytest.mark.parametrize("place", PLACES)
def test_every_place_is_tested_or_left_out_with_a_reason(place: str) -> None:
    """Each place is either marked by a test or described as left out."""
    about, modelled, _ = PAGE[place]
    assert about
    assert modelled
    only_left_out = modelled.startswith("*Left out:* ")
    assert (place in MARKED) is not only_left_out


@pytest.mark.parametrize("kind", ENTRIES)
def test_every_entry_is_tested(kind: str) -> None:
    """Each milestone, criterion, question, item, document and list is marked by a test."""
    every = EVERY.get(kind, f"every {kind}") in MARKED
    assert [key for key in ENTRIES[kind] if not every and f"{kind} {key}" not in MARKED] == []


@pytest.mark.parametrize("promise", PROMISES)
def test_every_promise_is_tested(promise: str) -> None:
    """Each promise about children's data is marked by a test."""
    assert promise in MARKED


def test_every_marker_names_a_place_that_exists() -> None:
    """Markers of tests name only places, promises and entries that exist."""
    known = {
        *PLACES,
        *PROMISES,
        *(EVERY.get(kind, f"every {kind}") for kind in ENTRIES),
        *(f"{kind} {key}" for kind, keys in ENTRIES.items() for key in keys),
    }
    assert {*MARKED} - known == set()


def test_a_marker_is_read_from_the_test_below_it() -> None:
    """A test is listed under the paragraph that its marker names."""
    assert "timetable/test_timetable.py::test_worked_examples" in MARKED["para 23"]


def test_every_cited_paragraph_is_modelled() -> None:
    """No paragraph that an entry cites is described as left out."""
    cited = {
        f"para {entry.reference.paragraph}"
        for entries in TABLES.values()
        for entry in entries
        if entry.reference.document is GUIDANCE and entry.reference.paragraph
    }
    assert {place for place in cited if PAGE[place][1].startswith("*Left out")} == set()
    assert len(cited) > 20


def test_every_milestone_is_on_the_page() -> None:
    """The page links to every milestone, and to no others."""
    modelled = " ".join(cells[1] for cells in PAGE.values())
    assert {*re.findall(r"#milestone-(\w+)", modelled)} == {entry.key for entry in MILESTONES}
