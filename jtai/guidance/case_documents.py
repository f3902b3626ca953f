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
        title="Strategy discussion or another multi-agency discussion like it",
        reference=Reference.para(44),
    ),
    CaseDocumentEntry(
        key="section_47",
        title="Papers of the section 47 investigation or of the initial conference",
        includes=(
            "section 47 investigation documentation",
            "minutes of the initial child protection conference",
        ),
        reference=Reference.para(44),
    ),
    CaseDocumentEntry(
        key="plan",
        title="Latest plan for the child or its review",
        includes=("review of the plan", "health care plans"),
        most_recent=True,
        reference=Reference.para(44),
    ),
    CaseDocumentEntry(
        key="return_home_interview",
        title="Latest return home interview and the risk assessments that followed",
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
            "meetings on children in care",
            "further meetings on the child's mental ill health",
        ),
        reference=Reference.para(44, part="footnote 16"),
    ),
    CaseDocumentEntry(
        key="pre_sentence_report",
        title="Latest pre-sentence report on the child or an adult who matters to the case",
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
        title="Police contact of the child or of relevant adults, as victim or suspect",
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
        title="What happened before that time, where the child's experience needs it as context",
        earlier=True,
        reference=Reference.para(44),
    ),
)
"""What the chronology may contain: two kinds of significant event, and what came before."""
