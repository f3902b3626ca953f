"""What models a place of the guidance: a milestone, rows of a table, a field, a question asked.

Invariant: shapes only; what stands where is in `paragraphs`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import attrs

__all__ = ["ROWS", "Model", "Place", "computed", "dates", "decided", "recorded", "rows", "written"]


class How(StrEnum):
    """In which way something is modelled."""

    DATES = "dates"
    ROWS = "rows"
    RECORDED = "recorded"
    DECIDED = "decided"
    COMPUTED = "computed"
    WRITTEN = "read and written"


@attrs.frozen
class Model:
    """Something that models a place of the guidance.

    Attributes:
        how: In which way.
        name: The key of a milestone; a table of `jtai.guidance`; or the home of a name, as in
            ``scope.deep_dive`` or ``children.MentalHealth:forms``.
    """

    how: How
    name: str


@attrs.frozen(kw_only=True)
class Place:
    """A paragraph, footnote or annex of the guidance, with what models it or why nothing does.

    Attributes:
        number: Its number, or 0 for what has none.
        about: What it is about, in the library's own words.
        models: What models it.
        left_out: What of it is not modelled, and why; empty where it is modelled whole.
        tests: The tests of which at least one has to fail for each model that breaks.
        part: What a reference calls it where it is no paragraph.
    """

    number: int
    about: str
    models: tuple[Model, ...] = ()
    left_out: str = ""
    tests: tuple[str, ...] = ()
    part: str = ""


def dates(*names: str) -> tuple[Model, ...]:
    """Milestones of the timetable."""
    return tuple(Model(How.DATES, name) for name in names)


def rows(*names: str) -> tuple[Model, ...]:
    """Tables of `jtai.guidance` with a row that cites the place."""
    return tuple(Model(How.ROWS, name) for name in names)


def recorded(*names: str) -> tuple[Model, ...]:
    """Records and fields that hold it."""
    return tuple(Model(How.RECORDED, name) for name in names)


def decided(*names: str) -> tuple[Model, ...]:
    """What answers the question, with reasons."""
    return tuple(Model(How.DECIDED, name) for name in names)


def computed(*names: str) -> tuple[Model, ...]:
    """What gives dates, periods or counts."""
    return tuple(Model(How.COMPUTED, name) for name in names)


def written(*names: str) -> tuple[Model, ...]:
    """What reads or writes it."""
    return tuple(Model(How.WRITTEN, name) for name in names)


ROWS: Final = {
    "agencies.AGENCIES": "definitions.md#who-is-inspected",
    "agencies.INSPECTORATES": "definitions.md#who-inspects",
    "case_documents.CASE_DOCUMENTS": "case-documents.md",
    "case_documents.CHRONOLOGY_EVENTS": "case-documents.md#the-chronology",
    "codes.Y_N": "list-columns.md#codes-y_n",
    "columns.AUGUST_2019.lists": "list-columns.md",
    "criteria.CRITERIA": "criteria.md",
    "definitions.CLASSIFICATIONS": "definitions.md#classifications",
    "definitions.DEEP_DIVE": "definitions.md#the-deep-dive",
    "definitions.DISORDER_GROUPS": "definitions.md#forms",
    "definitions.FORMS_OF_ILL_HEALTH": "definitions.md#forms",
    "definitions.FRONT_DOOR": "definitions.md#the-front-door",
    "definitions.FRONT_DOOR_SAMPLE": "definitions.md#the-front-door",
    "definitions.IDENTIFICATION_LEVELS": "definitions.md#living-with-mental-ill-health",
    "definitions.PLAN_KINDS": "definitions.md#kinds-of-plan",
    "definitions.RELATED_CONDITIONS": "definitions.md#what-goes-with-it",
    "definitions.TRACKED_CHILDREN": "definitions.md#tracked-children",
    "information.INFORMATION_ITEMS": "information.md",
    "lists.ASSESSMENT_FIELD": "child-lists.md#one-field-on-list-4",
    "lists.CHILD_LISTS": "child-lists.md",
    "lists.FOLLOW_UP_FIELDS": "child-lists.md#eight-further-fields",
    "lists.GATE_FIELDS": "child-lists.md#two-gate-fields",
    "meetings.MEETINGS": "definitions.md#meetings",
    "meetings.SCHOOL_CONTACT": "definitions.md#whom-inspectors-speak-to",
    "meetings.STAFF_MEETINGS": "definitions.md#whom-inspectors-speak-to",
    "milestones.LOOKBACKS": "milestones.md#looking-back",
    "programme.PREVALENCE": "figures.md#how-common-mental-ill-health-is",
    "questions.HEADER_FIELDS": "questions.md#the-head-of-the-form",
    "questions.QUESTIONS": "questions.md",
}
"""Where the reference shows the rows of a table."""
