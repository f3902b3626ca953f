from __future__ import annotations

import pytest

from jtai.errors import UnknownKeyError
from jtai.guidance.questions import HEADER_FIELDS, QUESTIONS, question
from jtai.guidance.terms import QuestionSection

# As published in Annex B, white space folded.
HEADER_LABELS = {
    "inspector": "Inspector",
    "inspectorate": "Inspectorate",
    "case_number": "Case number",
    "age": "Age of child/young person",
    "individual_needs": "Does the child have any individual needs relating to their circumstances? "
    "(for example, their ethnicity or a disability)",
}
LABELS = {
    "evaluation_accurate": "Does the joint evaluation by the local partnership accurately "
    "evaluate the experiences of the child? (where an evaluation has taken place)",
    "referral_timely": "Was referral for action timely for the child?",
    "risk_understood": "Is risk identified, understood and prioritised? Does the child appear to "
    "be safe?",
    "needs_identified": "Have the child\u2019s mental health needs been identified, prioritised "
    "and understood?",
    "decisions_match": "Has decision-making matched the priority risks and needs?",
    "assessment_clear": "If an assessment has been completed, are risks, needs (including mental "
    "health needs) and strengths clear?",
    "plan_effective": "Is there a plan? Is it sufficient to address risk and need? Is it making a "
    "difference?",
    "child_involved": "Has the child been involved/engaged at all stages? Have family/carers been "
    "involved at all stages?",
    "individual_needs": "Have individual needs and circumstances been taken into account?",
    "protect_together": "Do agencies work together effectively to protect the child?",
    "support_together": "Do agencies work together effectively to support the child with their "
    "mental health needs?",
}


@pytest.mark.guidance("Annex B")
def test_header() -> None:
    """The form begins with five fields, which have the published labels in order."""
    assert [(row.key, row.label) for row in HEADER_FIELDS] == list(HEADER_LABELS.items())


@pytest.mark.guidance("Annex B", "every question")
def test_labels() -> None:
    """The eleven questions have the published labels, in order."""
    assert [(row.key, row.label) for row in QUESTIONS] == list(LABELS.items())


@pytest.mark.guidance("every question")
def test_sections() -> None:
    """The first question is about the local area's evaluation, and ten are for the inspector."""
    local, *inspector = (row.section for row in QUESTIONS)
    assert local is QuestionSection.LOCAL_AREA
    assert inspector == [QuestionSection.INSPECTOR] * 10


@pytest.mark.guidance("question evaluation_accurate", "question assessment_clear")
def test_conditions() -> None:
    """Two questions have a condition: an evaluation took place, or an assessment was completed."""
    assert {row.key: row.condition for row in QUESTIONS if row.condition is not None} == {
        "evaluation_accurate": "only where an evaluation has taken place",
        "assessment_clear": "only where an assessment has been completed",
    }


@pytest.mark.guidance("every question")
def test_parts() -> None:
    """A question has a separate part for each thing that it asks."""
    assert {row.key: [part.key for part in row.parts] for row in QUESTIONS} == {
        "evaluation_accurate": ["accurate"],
        "referral_timely": ["timely"],
        "risk_understood": ["identified", "understood", "prioritised", "safe"],
        "needs_identified": ["identified", "prioritised", "understood"],
        "decisions_match": ["risks", "needs"],
        "assessment_clear": ["risks", "needs", "strengths"],
        "plan_effective": ["exists", "risk", "need", "difference"],
        "child_involved": ["child", "family"],
        "individual_needs": ["needs", "circumstances"],
        "protect_together": ["protect"],
        "support_together": ["support"],
    }


@pytest.mark.parametrize("key", LABELS)
def test_look_up(key: str) -> None:
    """Each question is found by its key and cites Annex B."""
    assert question(key).label == LABELS[key]
    assert str(question(key).reference) == "guidance 190035, Annex B"


@pytest.mark.parametrize("key", ["case_number", "", None, 1, ["referral_timely"]])
def test_unknown_key(key: object) -> None:
    """An unknown key is refused, and the error lists the keys."""
    with pytest.raises(UnknownKeyError, match="xpected one of evaluation_accurate, referral_time"):
        question(key)  # type: ignore[arg-type]
