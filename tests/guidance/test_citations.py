"""The source of each entry, as read from the guidance itself and not from the code."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from jtai.core.citation import GUIDANCE, WORKBOOK
from jtai.guidance.case_documents import CASE_DOCUMENTS, CHRONOLOGY_EVENTS
from jtai.guidance.columns import AUGUST_2019
from jtai.guidance.criteria import CRITERIA
from jtai.guidance.definitions import DISORDER_GROUPS, FORMS_OF_ILL_HEALTH, FRONT_DOOR
from jtai.guidance.information import INFORMATION_ITEMS
from jtai.guidance.lists import ASSESSMENT_FIELD, CHILD_LISTS, FOLLOW_UP_FIELDS, GATE_FIELDS
from jtai.guidance.milestones import LOOKBACKS
from jtai.guidance.questions import HEADER_FIELDS, QUESTIONS

Cited = tuple[tuple[int, ...], str]


def cited(rows: Iterable[Any]) -> list[Cited]:
    """Return the paragraphs and the part that each entry of the guidance cites."""
    references = [row.reference for row in rows]
    assert {reference.document for reference in references} == {GUIDANCE}
    return [(reference.paragraphs, reference.part) for reference in references]


@pytest.mark.guidance("every criterion")
def test_criteria() -> None:
    """Each criterion cites paragraph 26 and its ESN number."""
    assert cited(CRITERIA) == [((26,), f"ESN {number}") for number in range(23, 42)]


@pytest.mark.guidance("every item")
def test_items_of_information() -> None:
    """Each item of information cites paragraph 48 and its number."""
    counts = enumerate((9, 4, 3, 9, 5, 6), start=1)
    numbers = [f"{section}.{item + 1}" for section, count in counts for item in range(count)]
    assert cited(INFORMATION_ITEMS) == [((48,), f"item {number}") for number in numbers]


@pytest.mark.guidance("every document")
def test_case_documents() -> None:
    """Case documents and events cite paragraph 44, and meeting minutes also footnote 16."""
    assert {
        row.key: where for row, where in zip(CASE_DOCUMENTS, cited(CASE_DOCUMENTS), strict=True)
    } == {
        row.key: ((44,), "footnote 16" if row.key == "meeting_minutes" else "")
        for row in CASE_DOCUMENTS
    }
    assert {*cited(CHRONOLOGY_EVENTS)} == {((44,), "")}


@pytest.mark.guidance("every question")
def test_the_form() -> None:
    """The fields and questions of the form cite Annex B, which has no paragraph numbers."""
    assert {*cited((*HEADER_FIELDS, *QUESTIONS))} == {((), "Annex B")}


@pytest.mark.parametrize(
    ("rows", "paragraph"), [(GATE_FIELDS, 33), (FOLLOW_UP_FIELDS, 34), ((ASSESSMENT_FIELD,), 42)]
)
def test_added_fields(rows: tuple[Any, ...], paragraph: int) -> None:
    """Added fields cite paragraph 33 (gate), 34 (follow-up) or 42 (assessment)."""
    assert {*cited(rows)} == {((paragraph,), "")}


@pytest.mark.guidance("every list")
def test_child_lists() -> None:
    """Lists 1, 3, 4 and 5 cite paragraph 41, lists 6 to 8 paragraph 32, and list 2 paragraph 42."""
    first = {row.number: row.reference.paragraph for row in CHILD_LISTS}
    assert first == {1: 41, 2: 42, 3: 41, 4: 41, 5: 41, 6: 32, 7: 32, 8: 32}


def test_layouts() -> None:
    """The layout of each list cites that list in the Annex A workbook."""
    for layout in AUGUST_2019.lists:
        assert layout.reference.document is WORKBOOK
        assert layout.reference.part == f"list {layout.number}"


def test_lookbacks() -> None:
    """The look-back of six months cites six paragraphs, and that of twelve cites two items."""
    assert cited(LOOKBACKS) == [((32, 34, 38, 41, 44, 48), ""), ((48,), "items 2.2 and 3.2")]


@pytest.mark.guidance("para 15", "para 19", "footnote 7")
def test_forms_and_the_front_door() -> None:
    """Forms of ill health and their groups cite paragraph 15, and the front door footnote 7."""
    assert {*cited((*DISORDER_GROUPS, *FORMS_OF_ILL_HEALTH))} == {((15,), "")}
    assert cited([FRONT_DOOR]) == [((19,), "footnote 7")]
