from __future__ import annotations

import pytest

from jtai.guidance.case_documents import CASE_DOCUMENTS, CHRONOLOGY_EVENTS
from jtai.guidance.terms import DocumentCondition


@pytest.mark.guidance("para 44", "footnote 16", "every document")
def test_kinds() -> None:
    """Nine kinds of document are asked for, in the order of paragraph 44."""
    assert [row.key for row in CASE_DOCUMENTS] == [
        "referral",
        "assessment",
        "strategy_discussion",
        "section_47",
        "plan",
        "return_home_interview",
        "meeting_minutes",
        "pre_sentence_report",
        "chronology",
    ]


@pytest.mark.guidance("para 44", "footnote 16", "every document")
def test_conditions() -> None:
    """Every kind of document depends on recent examples, and three have a further condition."""
    assert {row.conditions[0] for row in CASE_DOCUMENTS} == {DocumentCondition.IF_RECENT}
    assert {row.key: row.conditions[1:] for row in CASE_DOCUMENTS if row.conditions[1:]} == {
        "referral": (DocumentCondition.IF_APPLICABLE,),
        "return_home_interview": (DocumentCondition.IF_APPROPRIATE,),
        "pre_sentence_report": (DocumentCondition.IF_APPLICABLE,),
    }


@pytest.mark.guidance("every document")
def test_most_recent() -> None:
    """For four kinds of document, only the most recent one is requested."""
    assert [row.key for row in CASE_DOCUMENTS if row.most_recent] == [
        "assessment",
        "plan",
        "return_home_interview",
        "pre_sentence_report",
    ]


@pytest.mark.guidance("document chronology")
def test_chronology() -> None:
    """Only the chronology covers a period, which is six months."""
    months = {row.key: row.months for row in CASE_DOCUMENTS if row.months is not None}
    assert months == {"chronology": 6}


@pytest.mark.guidance("para 44")
def test_chronology_events() -> None:
    """The chronology may include two kinds of event, and earlier events for context."""
    assert [(row.key, row.earlier) for row in CHRONOLOGY_EVENTS] == [
        ("missing", False),
        ("police_contact", False),
        ("earlier", True),
    ]


@pytest.mark.guidance("every document")
def test_milestone() -> None:
    """Every document is due at the milestone `case_documents`."""
    assert {row.milestone for row in CASE_DOCUMENTS} == {"case_documents"}
