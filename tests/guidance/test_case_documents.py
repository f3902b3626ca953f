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
    """All depend on recent examples; a referral and two reports on something more."""
    assert {row.conditions[0] for row in CASE_DOCUMENTS} == {DocumentCondition.IF_RECENT}
    assert {row.key: row.conditions[1:] for row in CASE_DOCUMENTS if row.conditions[1:]} == {
        "referral": (DocumentCondition.IF_APPLICABLE,),
        "return_home_interview": (DocumentCondition.IF_APPROPRIATE,),
        "pre_sentence_report": (DocumentCondition.IF_APPLICABLE,),
    }


@pytest.mark.guidance("every document")
def test_most_recent() -> None:
    """Of four kinds, only the latest is asked for."""
    assert [row.key for row in CASE_DOCUMENTS if row.most_recent] == [
        "assessment",
        "plan",
        "return_home_interview",
        "pre_sentence_report",
    ]


@pytest.mark.guidance("document chronology")
def test_chronology() -> None:
    """The chronology alone has a period: the six months before the inspection."""
    months = {row.key: row.months for row in CASE_DOCUMENTS if row.months is not None}
    assert months == {"chronology": 6}


@pytest.mark.guidance("para 44")
def test_chronology_events() -> None:
    """It may name two kinds of event, as examples, and earlier ones where they give context."""
    assert [(row.key, row.earlier) for row in CHRONOLOGY_EVENTS] == [
        ("missing", False),
        ("police_contact", False),
        ("earlier", True),
    ]


@pytest.mark.guidance("every document")
def test_milestone() -> None:
    """All are due with the case-file documents."""
    assert {row.milestone for row in CASE_DOCUMENTS} == {"case_documents"}
