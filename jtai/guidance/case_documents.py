"""The documents from the case file of each selected child (para 44).

Law: rows in the library's own words. Whose documents, and which of them exist, is in the rooms to
the right.
"""

from __future__ import annotations

from jtai.citation import Reference
from jtai.display import Rows
from jtai.guidance.request_rows import CaseDocumentRow, ChronologyEventRow
from jtai.guidance.terms import DocumentCondition

__all__ = ["CASE_DOCUMENTS", "CHRONOLOGY_EVENTS"]

CASE_DOCUMENTS: tuple[CaseDocumentRow, ...] = Rows.of(
    CaseDocumentRow(
        key="referral",
        title="First referral, contact or notification",
        conditions=(DocumentCondition.IF_RECENT, DocumentCondition.IF_APPLICABLE),
        reference=Reference.para(44),
    ),
    CaseDocumentRow(
        key="assessment",
        title="Latest assessment",
        includes=("common assessment", "early help assessment"),
        most_recent=True,
        reference=Reference.para(44),
    ),
    CaseDocumentRow(
        key="strategy_discussion",
        title="Strategy discussion or another multi-agency discussion like it",
        reference=Reference.para(44),
    ),
    CaseDocumentRow(
        key="section_47",
        title="Papers of the section 47 investigation or of the initial conference",
        includes=(
            "section 47 investigation documentation",
            "minutes of the initial child protection conference",
        ),
        reference=Reference.para(44),
    ),
    CaseDocumentRow(
        key="plan",
        title="Latest plan for the child or its review",
        includes=("review of the plan", "health care plans"),
        most_recent=True,
        reference=Reference.para(44),
    ),
    CaseDocumentRow(
        key="return_home_interview",
        title="Latest return home interview and the risk assessments that followed",
        includes=("later risk assessments",),
        conditions=(DocumentCondition.IF_RECENT, DocumentCondition.IF_APPROPRIATE),
        most_recent=True,
        reference=Reference.para(44),
    ),
    CaseDocumentRow(
        key="meeting_minutes",
        title="Minutes of multi-agency meetings about the child",
        includes=(
            "early help meetings",
            "child protection meetings",
            "meetings on children in care",
            "further meetings on the child's mental ill health",
        ),
        reference=Reference.para(44, part="footnote 16"),
    ),
    CaseDocumentRow(
        key="pre_sentence_report",
        title="Latest pre-sentence report on the child or an adult who matters to the case",
        conditions=(DocumentCondition.IF_RECENT, DocumentCondition.IF_APPLICABLE),
        most_recent=True,
        reference=Reference.para(44),
    ),
    CaseDocumentRow(
        key="chronology",
        title="Chronology of significant events",
        months=6,
        reference=Reference.para(44),
    ),
)
"""The nine kinds of document."""

CHRONOLOGY_EVENTS: tuple[ChronologyEventRow, ...] = Rows.of(
    ChronologyEventRow(
        key="missing",
        title="Times when the child was missing",
        includes=("from home", "from care", "from education"),
        reference=Reference.para(44),
    ),
    ChronologyEventRow(
        key="police_contact",
        title="Police contact of the child or of adults who matter to the case, in any role",
        includes=(
            "as a victim",
            "as a suspect",
            "reported incidents",
            "crimes and investigations",
            "reports that the child is missing or absent",
        ),
        reference=Reference.para(44),
    ),
    ChronologyEventRow(
        key="earlier",
        title="What happened before that time, where the child's experience needs it as context",
        earlier=True,
        reference=Reference.para(44),
    ),
)
"""What the chronology may hold: two kinds of significant event, and what came before."""
