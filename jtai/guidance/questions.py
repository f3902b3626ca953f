"""The form on which inspectors record what tracking a child shows (Annex B).

Labels are exactly as published, because people exchange records that use them. Each question is
split into its separate points, in the library's own words.
"""

from __future__ import annotations

from jtai.core.citation import Reference
from jtai.core.notebook import Table
from jtai.guidance.entries.request_entries import HeaderFieldEntry, QuestionEntry, QuestionPart
from jtai.guidance.lookup import look_up
from jtai.guidance.terms import QuestionSection

_ANNEX_B = Reference(part="Annex B")

SECTION_LABELS = {
    QuestionSection.LOCAL_AREA: "Evaluation by the local area",
    QuestionSection.INSPECTOR: (
        "Inspector\u2019s evaluation: Evaluative summary of child/young person\u2019s experience"
    ),
}
"""The headings above the questions; the second has two, one below the other on the form."""

HEADER_FIELDS: tuple[HeaderFieldEntry, ...] = Table.of(
    HeaderFieldEntry(key="inspector", label="Inspector", reference=_ANNEX_B),
    HeaderFieldEntry(key="inspectorate", label="Inspectorate", reference=_ANNEX_B),
    HeaderFieldEntry(key="case_number", label="Case number", reference=_ANNEX_B),
    HeaderFieldEntry(key="age", label="Age of child/young person", reference=_ANNEX_B),
    HeaderFieldEntry(
        key="individual_needs",
        label=(
            "Does the child have any individual needs relating to their circumstances? "
            "(for example, their ethnicity or a disability)"
        ),
        reference=_ANNEX_B,
    ),
)
"""The five fields at the head of the form."""

QUESTIONS: tuple[QuestionEntry, ...] = Table.of(
    QuestionEntry(
        key="evaluation_accurate",
        label=(
            "Does the joint evaluation by the local partnership accurately evaluate the "
            "experiences of the child? (where an evaluation has taken place)"
        ),
        section=QuestionSection.LOCAL_AREA,
        parts=(
            QuestionPart(
                key="accurate",
                text="whether the joint evaluation is accurate about the child's experiences",
            ),
        ),
        condition="only where an evaluation has taken place",
        reference=_ANNEX_B,
    ),
    QuestionEntry(
        key="referral_timely",
        label="Was referral for action timely for the child?",
        section=QuestionSection.INSPECTOR,
        parts=(QuestionPart(key="timely", text="whether the referral came in time for the child"),),
        reference=_ANNEX_B,
    ),
    QuestionEntry(
        key="risk_understood",
        label=("Is risk identified, understood and prioritised? Does the child appear to be safe?"),
        section=QuestionSection.INSPECTOR,
        parts=(
            QuestionPart(key="identified", text="whether risk is identified"),
            QuestionPart(key="understood", text="whether risk is understood"),
            QuestionPart(key="prioritised", text="whether risk is prioritised"),
            QuestionPart(key="safe", text="whether the child seems safe"),
        ),
        reference=_ANNEX_B,
    ),
    QuestionEntry(
        key="needs_identified",
        label=(
            "Have the child\u2019s mental health needs been identified, prioritised and understood?"
        ),
        section=QuestionSection.INSPECTOR,
        parts=(
            QuestionPart(key="identified", text="whether mental health needs are identified"),
            QuestionPart(key="prioritised", text="whether they are prioritised"),
            QuestionPart(key="understood", text="whether they are understood"),
        ),
        reference=_ANNEX_B,
    ),
    QuestionEntry(
        key="decisions_match",
        label="Has decision-making matched the priority risks and needs?",
        section=QuestionSection.INSPECTOR,
        parts=(
            QuestionPart(key="risks", text="whether decisions fit the risks that come first"),
            QuestionPart(key="needs", text="whether decisions fit the needs that come first"),
        ),
        reference=_ANNEX_B,
    ),
    QuestionEntry(
        key="assessment_clear",
        label=(
            "If an assessment has been completed, are risks, needs (including mental health "
            "needs) and strengths clear?"
        ),
        section=QuestionSection.INSPECTOR,
        parts=(
            QuestionPart(key="risks", text="whether the assessment makes risks clear"),
            QuestionPart(
                key="needs", text="whether it makes needs clear, including mental health needs"
            ),
            QuestionPart(key="strengths", text="whether it makes strengths clear"),
        ),
        condition="only where an assessment has been completed",
        reference=_ANNEX_B,
    ),
    QuestionEntry(
        key="plan_effective",
        label=(
            "Is there a plan? Is it sufficient to address risk and need? Is it making a difference?"
        ),
        section=QuestionSection.INSPECTOR,
        parts=(
            QuestionPart(key="exists", text="whether there is a plan"),
            QuestionPart(key="risk", text="whether the plan is enough to address risk"),
            QuestionPart(key="need", text="whether the plan is enough to address need"),
            QuestionPart(key="difference", text="whether the plan makes a difference"),
        ),
        reference=_ANNEX_B,
    ),
    QuestionEntry(
        key="child_involved",
        label=(
            "Has the child been involved/engaged at all stages? Have family/carers been involved "
            "at all stages?"
        ),
        section=QuestionSection.INSPECTOR,
        parts=(
            QuestionPart(key="child", text="whether the child was involved or engaged throughout"),
            QuestionPart(key="family", text="whether family or carers were involved throughout"),
        ),
        reference=_ANNEX_B,
    ),
    QuestionEntry(
        key="individual_needs",
        label="Have individual needs and circumstances been taken into account?",
        section=QuestionSection.INSPECTOR,
        parts=(
            QuestionPart(key="needs", text="whether individual needs were considered"),
            QuestionPart(
                key="circumstances", text="whether individual circumstances were considered"
            ),
        ),
        reference=_ANNEX_B,
    ),
    QuestionEntry(
        key="protect_together",
        label="Do agencies work together effectively to protect the child?",
        section=QuestionSection.INSPECTOR,
        parts=(
            QuestionPart(key="protect", text="whether joint work protects the child effectively"),
        ),
        reference=_ANNEX_B,
    ),
    QuestionEntry(
        key="support_together",
        label=(
            "Do agencies work together effectively to support the child with their mental health "
            "needs?"
        ),
        section=QuestionSection.INSPECTOR,
        parts=(
            QuestionPart(
                key="support",
                text="whether joint work supports the child's mental health needs effectively",
            ),
        ),
        reference=_ANNEX_B,
    ),
)
"""The question on the local area's own evaluation, then the ten in the inspector's evaluation."""

_BY_KEY = {row.key: row for row in QUESTIONS}


def question(key: str) -> QuestionEntry:
    """Return the question with a key.

    Raises:
        UnknownKeyError: If there is no such question; the error lists the keys.

    Examples:
        >>> question("plan_effective").label
        'Is there a plan? Is it sufficient to address risk and need? Is it making a difference?'
    """
    return look_up(
        _BY_KEY,
        key,
        str,
        what="question",
        expected=f"one of {', '.join(_BY_KEY)}",
        reference=_ANNEX_B,
    )
