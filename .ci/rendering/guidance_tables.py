"""Tables of what is due, asked for and evaluated (paras 26, 29 to 50, Annex B)."""

from __future__ import annotations

from collections.abc import Iterable

from jtai.guidance.case_documents import CASE_DOCUMENTS, CHRONOLOGY_EVENTS
from jtai.guidance.criteria import CRITERIA
from jtai.guidance.entries.request_entries import InformationEntry
from jtai.guidance.information import INFORMATION_ITEMS
from jtai.guidance.milestones import LOOKBACKS, MILESTONES
from jtai.guidance.questions import HEADER_FIELDS, QUESTIONS
from jtai.guidance.terms import QuestionSection
from jtai.timetable.explanation import when_words
from rendering.drawing import (
    agency_names,
    bullets,
    cited,
    once,
    parties,
    placed,
    table,
    with_parts,
)

__all__ = [
    "case_documents",
    "chronology_events",
    "criteria",
    "criteria_in_full",
    "information",
    "inspector_questions",
    "local_area_question",
    "lookbacks",
    "milestone_assumptions",
    "milestones",
    "tracking_form_header",
]


def milestones() -> str:
    """Every milestone in the order of the guidance's table."""
    return table(
        ("Milestone", "Day", "Named day", "When", "From → to", "Source"),
        (
            (
                placed(f"milestone-{row.key}", f"`{row.key}`")
                + f"<br>{row.title}{' (optional)' if row.optional else ''}",
                f"{row.offset:+d}" if row.offset else "0",
                row.named_day,
                when_words(row) + (" (assumed)" if row.assumed else ""),
                f"{parties(row.by)} → {parties(row.to)}",
                cited(row.reference),
            )
            for row in MILESTONES
        ),
    )


def milestone_assumptions() -> str:
    """The milestones whose day the guidance does not state, with the reason."""
    return table(
        ("Milestone", "What is assumed, and why", "Source"),
        ((f"`{row.key}`", row.assumed, str(row.reference)) for row in MILESTONES if row.assumed),
    )


def lookbacks() -> str:
    """How far back the guidance looks."""
    return table(
        ("Months", "Asked for", "Source"),
        ((str(row.months), row.asked_for, str(row.reference)) for row in LOOKBACKS),
    )


def criteria() -> str:
    """The criteria at a glance."""
    return table(
        ("ESN", "Title", "Addresses"),
        (
            (f"[{row.number}](#esn-{row.number})", row.title, agency_names(row.agencies))
            for row in CRITERIA
        ),
    )


def criteria_in_full() -> str:
    """A section for each criterion."""
    return "\n\n".join(
        "\n\n".join(
            [
                f"### ESN {row.number}: {row.title} {{#esn-{row.number}}}",
                row.summary,
                bullets(row.aspects),
                f"**Addresses:** {agency_names(row.agencies)} ({row.people}).",
                *(
                    [f"**Footnote {row.footnote.number}.** {row.footnote.text}."]
                    if row.footnote
                    else []
                ),
                f"**Source:** {cited(row.reference)}",
            ]
        )
        for row in CRITERIA
    )


def tracking_form_header() -> str:
    """The fields at the head of the tracking form."""
    return table(
        ("Key", "Label on the form"), ((f"`{row.key}`", row.label) for row in HEADER_FIELDS)
    )


def _questions(section: QuestionSection) -> str:
    return "\n\n".join(
        "\n\n".join(
            [
                f"### `{row.key}`",
                f"> {row.label}",
                *([f"**Asked:** {row.condition}."] if row.condition else []),
                table(
                    ("Part", "What it asks"), ((f"`{part.key}`", part.text) for part in row.parts)
                ),
            ]
        )
        for row in QUESTIONS
        if row.section is section
    )


def local_area_question() -> str:
    """The question on the local area's own evaluation."""
    return _questions(QuestionSection.LOCAL_AREA)


def inspector_questions() -> str:
    """The questions of the inspector's evaluation."""
    return _questions(QuestionSection.INSPECTOR)


def information() -> str:
    """The items of information, a table for each section."""
    sections: dict[int, list[InformationEntry]] = {}
    for row in INFORMATION_ITEMS:
        sections.setdefault(row.section, []).append(row)
    return "\n\n".join(
        "\n\n".join(
            [
                f"### {number}. {rows[0].section_title} {{#section-{number}}}",
                f"**Provided by:** {agency_names(rows[0].agencies)}.",
                f"**Due at:** `{rows[0].milestone}`.",
                table(
                    ("Item", "What is asked for", "Note"),
                    (
                        (
                            placed(f"item-{row.number.replace('.', '-')}", row.number),
                            with_parts(row.title, row.includes),
                            _note(row, rows[0]),
                        )
                        for row in rows
                    ),
                ),
                *(
                    f"**Assumed for {_numbers(rows, text)}:** {text}."
                    for text in once(row.assumed for row in rows)
                ),
            ]
        )
        for number, rows in sections.items()
    )


def _note(row: InformationEntry, first: InformationEntry) -> str:
    notes = [
        row.months is not None and f"the {row.months} months before",
        row.most_recent is not None and f"the latest {row.most_recent} sets",
        row.asked_by is not None and f"asked for by the {row.asked_by}",
        not row.is_document and "no document to send",
        row.milestone != first.milestone and f"due at `{row.milestone}`",
    ]
    return "; ".join(note for note in notes if note)


def _numbers(rows: Iterable[InformationEntry], assumed: str) -> str:
    return ", ".join(row.number for row in rows if row.assumed == assumed)


def case_documents() -> str:
    """The documents from a child's case file."""
    return table(
        ("Document", "Asked for", "Which"),
        (
            (
                placed(f"document-{row.key}", f"`{row.key}`")
                + f"<br>{with_parts(row.title, row.includes)}",
                ", ".join(row.conditions),
                f"{row.months} months before"
                if row.months is not None
                else "the latest"
                if row.most_recent
                else "",
            )
            for row in CASE_DOCUMENTS
        ),
    )


def chronology_events() -> str:
    """What a chronology may hold."""
    return table(
        ("Event", "When"),
        (
            (
                f"`{row.key}`<br>{with_parts(row.title, row.includes)}",
                "before the six months" if row.earlier else "in the six months",
            )
            for row in CHRONOLOGY_EVENTS
        ),
    )
