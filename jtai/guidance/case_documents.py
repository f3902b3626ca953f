"""The documents from the case file of each selected child (para 44).

The entries are in the library's own words. Which documents exist, and for whom, is recorded in
`jtai.inspection`.
"""

from __future__ import annotations

from jtai.core.citation import Reference
from jtai.core.notebook import Table
from jtai.guidance.entries.request_entries import CaseDocumentEntry, ChronologyEventEntry
from jtai.guidance.terms import DocumentCondition

CASE_DOCUMENTS: tuple[CaseDocumentEntry, ...] = Table.of(
    CaseDocumentEntry(
        key="referral",
        title="First referral, contact or notification",
        conditions=(DocumentCondition.IF_RECENT, DocumentCondition.IF_APPLICABLE),
        reference=Reference.para(44),
    ),
    CaseDocumentEntry(
        key="assessment",
        title="Latest assessment",
        includes=("common assessment", "early help assessment"),
        most_recent=True,
        reference=Reference.para(44),
    ),
    CaseDocumentEntry(
        key="strategy_discussion",
        title="Strategy discussion, another multi-agency discussion, or an equivalent",
        reference=Reference.para(44),
    ),
    CaseDocumentEntry(
        key="section_47",
        title="Papers from the section 47 investigation or the initial conference",
        includes=(
            "section 47 investigation documentation",
            "minutes of the initial child protection conference",
        ),
        reference=Reference.para(44),
    ),
    CaseDocumentEntry(
        key="plan",
        title="Latest plan for the child, the latest review of it, or both",
        includes=("review of the plan", "health care plans"),
        most_recent=True,
        reference=Reference.para(44),
    ),
    CaseDocumentEntry(
        key="return_home_interview",
        title="Latest return home interview and any risk assessments that followed",
        includes=("later risk assessments",),
        conditions=(DocumentCondition.IF_RECENT, DocumentCondition.IF_APPROPRIATE),
        most_recent=True,
        reference=Reference.para(44),
    ),
    CaseDocumentEntry(
        key="meeting_minutes",
        title="Minutes of multi-agency meetings about the child",
        includes=(
            "early help meetings",
            "child protection meetings",
            "meetings about children in care",
            "further meetings about the child's mental ill health",
        ),
        reference=Reference.para(44, part="footnote 16"),
    ),
    CaseDocumentEntry(
        key="pre_sentence_report",
        title="Latest pre-sentence report on the child or any relevant adult",
        conditions=(DocumentCondition.IF_RECENT, DocumentCondition.IF_APPLICABLE),
        most_recent=True,
        reference=Reference.para(44),
    ),
    CaseDocumentEntry(
        key="chronology",
        title="Chronology of significant events",
        months=6,
        reference=Reference.para(44),
    ),
)
"""The nine kinds of document."""

CHRONOLOGY_EVENTS: tuple[ChronologyEventEntry, ...] = Table.of(
    ChronologyEventEntry(
        key="missing",
        title="Times when the child was missing",
        includes=("from home", "from care", "from education"),
        reference=Reference.para(44),
    ),
    ChronologyEventEntry(
        key="police_contact",
        title="Any police contact with the child or relevant adults, as victim or suspect",
        includes=(
            "as a victim",
            "as a suspect",
            "reported incidents",
            "crimes and investigations",
            "reports that the child is missing or absent",
        ),
        reference=Reference.para(44),
    ),
    ChronologyEventEntry(
        key="earlier",
        title="Earlier events, where they are needed to put the child's experience in context",
        earlier=True,
        reference=Reference.para(44),
    ),
)
"""What the chronology may contain: two examples of significant events, and earlier events."""
