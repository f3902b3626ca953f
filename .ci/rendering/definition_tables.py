"""Tables of what is meant, who is meant, and of the figures behind it."""

from __future__ import annotations

from jtai.guidance.agencies import AGENCIES, INSPECTORATES
from jtai.guidance.definitions import (
    CLASSIFICATIONS,
    DEEP_DIVE,
    DISORDER_GROUPS,
    FORMS_OF_ILL_HEALTH,
    FRONT_DOOR,
    FRONT_DOOR_SAMPLE,
    IDENTIFICATION_LEVELS,
    PLAN_KINDS,
    RELATED_CONDITIONS,
    TRACKED_CHILDREN,
)
from jtai.guidance.meetings import MEETINGS, SCHOOL_CONTACT, STAFF_MEETINGS
from jtai.guidance.programme import PREVALENCE, PROGRAMME
from rendering.drawing import (
    bullets,
    cited,
    facts,
    once,
    table,
    with_parts,
    yes_no,
)

__all__ = [
    "agencies",
    "agency_assumptions",
    "classifications",
    "deep_dive",
    "disorder_groups",
    "front_door",
    "front_door_sample",
    "identification",
    "inspectorates",
    "meetings",
    "plan_kinds",
    "prevalence",
    "prevalence_conflicts",
    "prevalence_sources",
    "programme",
    "related_conditions",
    "staff_meetings",
    "tracked_children",
]


def identification() -> str:
    """How far mental ill health may be established."""
    return table(
        ("Level", "What it takes", "Source"),
        ((row.level, row.summary, cited(row.reference)) for row in IDENTIFICATION_LEVELS),
    )


def disorder_groups() -> str:
    """The groups of forms, each with its forms."""
    return table(
        ("Group", "Forms that are named", "What is said"),
        (
            (
                row.group,
                ", ".join(
                    f"{form.form} ({form.abbreviation})" if form.abbreviation else form.form
                    for form in FORMS_OF_ILL_HEALTH
                    if form.group is row.group
                ),
                row.summary,
            )
            for row in DISORDER_GROUPS
        ),
    )


def related_conditions() -> str:
    """What goes with mental ill health."""
    return table(
        ("Condition", "In scope by itself", "Childhood disorder", "What is said", "Source"),
        (
            (
                row.condition + (f" ({', '.join(row.abbreviations)})" if row.abbreviations else ""),
                yes_no(row.in_scope),
                yes_no(row.childhood_disorder),
                row.summary,
                cited(row.reference),
            )
            for row in RELATED_CONDITIONS
        ),
    )


def classifications() -> str:
    """The classifications of disorders."""
    return table(
        ("Short", "Name", "Source"),
        ((row.classification, row.name, cited(row.reference)) for row in CLASSIFICATIONS),
    )


def front_door() -> str:
    """What the front door is."""
    return facts(
        ("What it is", FRONT_DOOR.title),
        ("What happens there", "; ".join(FRONT_DOOR.tasks)),
        ("Counts as one too", "; ".join(FRONT_DOOR.includes)),
        ("Source", cited(FRONT_DOOR.reference)),
    )


def front_door_sample() -> str:
    """Which children belong in the sample at the front door."""
    return table(
        ("Category", "Who they are", "Source"),
        ((f"`{row.key}`", row.title, cited(row.reference)) for row in FRONT_DOOR_SAMPLE),
    )


def deep_dive() -> str:
    """Whom the deep dive is about."""
    return facts(
        ("Who", DEEP_DIVE.title),
        ("Age", f"{DEEP_DIVE.youngest} to {DEEP_DIVE.oldest} completed years"),
        ("One of these", ", ".join(DEEP_DIVE.plans)),
        ("Mental ill health at any of these levels", ", ".join(DEEP_DIVE.identification)),
        ("Assumed", DEEP_DIVE.assumed),
        ("Source", cited(DEEP_DIVE.reference)),
    )


def tracked_children() -> str:
    """How many children are tracked, and what each needs."""
    return facts(
        ("Who", TRACKED_CHILDREN.title),
        ("How many", f"{TRACKED_CHILDREN.least} to {TRACKED_CHILDREN.most}"),
        ("What the selection ensures for each", "; ".join(TRACKED_CHILDREN.needs)),
        ("Source", cited(TRACKED_CHILDREN.reference)),
    )


def plan_kinds() -> str:
    """The kinds of plan, each with its list."""
    return table(
        ("Kind", "Who", "List", "Source"),
        ((row.kind, row.title, str(row.list_number), cited(row.reference)) for row in PLAN_KINDS),
    )


def inspectorates() -> str:
    """Who inspects."""
    return table(
        ("Inspectorate", "In a step of its own", "Source"),
        (
            (
                f"**{row.inspectorate}**<br>{row.name}",
                (row.role or "") + (f"<br>*Assumed:* {row.assumed}" if row.assumed else ""),
                cited(row.reference),
            )
            for row in INSPECTORATES
        ),
    )


def agencies() -> str:
    """Who is inspected, and who is not."""
    return table(
        ("Agency", "Covered", "Notified", "Source"),
        (
            (
                row.agency,
                yes_no(row.in_scope),
                yes_no(row.notified) + (" (assumed)" if row.assumed else ""),
                cited(row.reference),
            )
            for row in AGENCIES
        ),
    )


def agency_assumptions() -> str:
    """What is assumed about agencies, once for all of them."""
    return bullets(f"**Assumed:** {text}." for text in once(row.assumed for row in AGENCIES))


def meetings() -> str:
    """Which meetings of the fieldwork week inspectors ask about."""
    return table(
        ("Meeting", "Which of them count", "Source"),
        (
            (f"`{row.key}`<br>{row.title}", row.condition or "all", cited(row.reference))
            for row in MEETINGS
        ),
    )


def staff_meetings() -> str:
    """Whom inspectors speak to."""
    return table(
        ("Who", "By whom", "Source"),
        (
            (
                f"`{row.key}`<br>{with_parts(row.title, (*row.bodies, *row.topics))}",
                row.by + (" (may)" if row.optional else ""),
                cited(row.reference),
            )
            for row in (*STAFF_MEETINGS, SCHOOL_CONTACT)
        ),
    )


def programme() -> str:
    """What the inspectorates announced."""
    return table(
        ("What", "Source"),
        ((f"`{row.key}`<br>{row.statement}", cited(row.reference)) for row in PROGRAMME),
    )


def prevalence() -> str:
    """The figures, those in conflict marked."""
    return table(
        ("Figure", "What", "Whom it is about", "Year", "Reported in"),
        (
            (
                f"**{row.value}**" + (" (in conflict)" if row.conflict else ""),
                f"`{row.key}`<br>{row.statement}",
                row.population,
                row.year or "not said",
                cited(row.reference),
            )
            for row in PREVALENCE
        ),
    )


def prevalence_conflicts() -> str:
    """Which figures contradict each other, and how."""
    conflicts = once(row.conflict for row in PREVALENCE)
    return table(
        ("Figures", "What contradicts"),
        (
            (", ".join(f"`{row.key}`" for row in PREVALENCE if row.conflict == text), text)
            for text in conflicts
        ),
    )


def prevalence_sources() -> str:
    """Whose figures they are."""
    return table(
        ("Whose figures", "Which"),
        (
            (source, ", ".join(f"`{row.key}`" for row in PREVALENCE if row.source == source))
            for source in once(row.source for row in PREVALENCE)
        ),
    )
