"""What the guidance means by its terms (paras 3, 8, 12 to 21, 32, 33, 37, footnotes 1, 2, 7).

The entries are in the library's own words. Whether a child meets a definition is decided in
`jtai.children`.
"""

from __future__ import annotations

from typing import Final

from jtai.core.citation import Reference
from jtai.core.notebook import Table
from jtai.guidance.entries.term_entries import (
    ClassificationEntry,
    DeepDiveEntry,
    DisorderGroupEntry,
    FormEntry,
    FrontDoorEntry,
    FrontDoorSampleEntry,
    IdentificationEntry,
    PlanKindEntry,
    RelatedConditionEntry,
    TrackedChildrenEntry,
)
from jtai.guidance.terms import (
    Classification,
    DisorderGroup,
    FormOfIllHealth,
    Identification,
    PlanKind,
    RelatedCondition,
)

ADULT: Final = 18
"""The age at which a person is no longer a child (Children Act 1989, section 105(1))."""

IDENTIFICATION_LEVELS: tuple[IdentificationEntry, ...] = Table.of(
    IdentificationEntry(
        level=Identification.EARLY_SIGNS,
        summary="Professionals are concerned and the child may show early signs",
        reference=Reference.para(12, part="footnote 1"),
    ),
    IdentificationEntry(
        level=Identification.IDENTIFIED,
        summary="Professionals have found that the child lives with mental ill health",
        reference=Reference.para(12, part="footnote 1"),
    ),
    IdentificationEntry(
        level=Identification.DIAGNOSED,
        summary=(
            "The child has a formal diagnosis, which requires symptoms that seriously affect "
            "everyday life"
        ),
        reference=Reference.para(12, 13, part="footnote 1"),
    ),
)
"""The levels at which a child counts as living with mental ill health."""

DISORDER_GROUPS: tuple[DisorderGroupEntry, ...] = Table.of(
    DisorderGroupEntry(
        group=DisorderGroup.EMOTIONAL,
        summary="The most common problems, above all anxiety and depression",
        reference=Reference.para(15),
    ),
    DisorderGroupEntry(
        group=DisorderGroup.BEHAVIOURAL,
        summary="Including oppositional defiant disorder and conduct disorder",
        reference=Reference.para(15),
    ),
    DisorderGroupEntry(
        group=DisorderGroup.PSYCHOTIC,
        summary="Rare, but with long-lasting effects",
        reference=Reference.para(15),
    ),
)
"""The groups of commonly recognised forms."""

FORMS_OF_ILL_HEALTH: tuple[FormEntry, ...] = Table.of(
    FormEntry(
        form=FormOfIllHealth.ANXIETY,
        group=DisorderGroup.EMOTIONAL,
        reference=Reference.para(15),
    ),
    FormEntry(
        form=FormOfIllHealth.DEPRESSION,
        group=DisorderGroup.EMOTIONAL,
        reference=Reference.para(15),
    ),
    FormEntry(
        form=FormOfIllHealth.OCD,
        group=DisorderGroup.EMOTIONAL,
        abbreviation="OCD",
        reference=Reference.para(15),
    ),
    FormEntry(
        form=FormOfIllHealth.PTSD,
        group=DisorderGroup.EMOTIONAL,
        abbreviation="PTSD",
        reference=Reference.para(15),
    ),
    FormEntry(
        form=FormOfIllHealth.EATING_DISORDER,
        group=DisorderGroup.EMOTIONAL,
        reference=Reference.para(15),
    ),
    FormEntry(
        form=FormOfIllHealth.OPPOSITIONAL_DEFIANT_DISORDER,
        group=DisorderGroup.BEHAVIOURAL,
        reference=Reference.para(15),
    ),
    FormEntry(
        form=FormOfIllHealth.CONDUCT_DISORDER,
        group=DisorderGroup.BEHAVIOURAL,
        reference=Reference.para(15),
    ),
    FormEntry(
        form=FormOfIllHealth.SCHIZOPHRENIA,
        group=DisorderGroup.PSYCHOTIC,
        reference=Reference.para(15),
    ),
    FormEntry(
        form=FormOfIllHealth.BIPOLAR_DISORDER,
        group=DisorderGroup.PSYCHOTIC,
        reference=Reference.para(15),
    ),
)
"""The nine forms that the guidance names. A child may have several (para 16), or another form."""

RELATED_CONDITIONS: tuple[RelatedConditionEntry, ...] = Table.of(
    RelatedConditionEntry(
        condition=RelatedCondition.SELF_HARM,
        in_scope=True,
        childhood_disorder=False,
        summary="Not a disorder, but may occur with any; children who harm themselves are in scope",
        reference=Reference.para(16),
    ),
    RelatedConditionEntry(
        condition=RelatedCondition.ADHD,
        abbreviations=("ADHD",),
        in_scope=False,
        childhood_disorder=True,
        summary="Not mental ill health, but makes mental ill health more likely",
        reference=Reference.para(17),
    ),
    RelatedConditionEntry(
        condition=RelatedCondition.ADD,
        abbreviations=("ADD",),
        in_scope=False,
        childhood_disorder=True,
        summary="Not mental ill health, but makes mental ill health more likely",
        reference=Reference.para(17),
    ),
    RelatedConditionEntry(
        condition=RelatedCondition.AUTISM,
        abbreviations=("ASC", "ASD"),
        in_scope=False,
        childhood_disorder=True,
        summary="Not mental ill health, but makes mental ill health more likely",
        reference=Reference.para(17),
    ),
)
"""Conditions that occur with mental ill health without being a form of it."""

CLASSIFICATIONS: tuple[ClassificationEntry, ...] = Table.of(
    ClassificationEntry(
        classification=Classification.ICD,
        name="International Classification of Diseases",
        reference=Reference.para(14),
    ),
    ClassificationEntry(
        classification=Classification.DSM,
        # The guidance writes "Diagnostical"; this is the manual's own name.
        name="Diagnostic and Statistical Manual of Mental Disorders",
        reference=Reference.para(14),
    ),
)
"""The two most widely used classifications; they differ in places."""

FRONT_DOOR = FrontDoorEntry(
    title="How a local authority responds to a first contact from someone concerned about a child",
    tasks=("giving advice", "deciding what to do about the information"),
    includes=("police custody suite",),
    reference=Reference.para(19, part="footnote 7"),
)
"""The front door of services."""

FRONT_DOOR_SAMPLE: tuple[FrontDoorSampleEntry, ...] = Table.of(
    FrontDoorSampleEntry(
        key="at_risk",
        title=(
            "Children with early signs of mental ill health or living with it who are also known "
            "to be at risk of abuse, neglect or exploitation"
        ),
        at_risk=True,
        reference=Reference.para(19),
    ),
    FrontDoorSampleEntry(
        key="not_at_risk",
        title=(
            "Children with early signs of mental ill health or living with it who are not known "
            "to be at risk of abuse, neglect or exploitation"
        ),
        at_risk=False,
        reference=Reference.para(19),
    ),
)
"""Both kinds of children belong in the sample at the front door."""

PLAN_KINDS: tuple[PlanKindEntry, ...] = Table.of(
    PlanKindEntry(
        kind=PlanKind.CHILD_IN_NEED,
        list_number=6,
        title="Children who receive services as children in need",
        reference=Reference.para(32, 8, 21, 33),
    ),
    PlanKindEntry(
        kind=PlanKind.CHILD_PROTECTION,
        list_number=7,
        title="Children with a child protection plan",
        reference=Reference.para(32, 8, 21, 33),
    ),
    PlanKindEntry(
        kind=PlanKind.LOOKED_AFTER,
        list_number=8,
        title="Children in care",
        reference=Reference.para(32, 8, 21, 33),
    ),
)
"""The three kinds of plan, each with the child-level list of its children."""

DEEP_DIVE = DeepDiveEntry(
    title=(
        "Children who live with mental ill health and have a child in need plan or a child "
        "protection plan, or are looked after"
    ),
    youngest=10,
    oldest=15,
    plans=(PlanKind.CHILD_IN_NEED, PlanKind.CHILD_PROTECTION, PlanKind.LOOKED_AFTER),
    identification=(
        Identification.EARLY_SIGNS,
        Identification.IDENTIFIED,
        Identification.DIAGNOSED,
    ),
    assumed=(
        "these ages are limits, because the guidance says that the deep dive focuses on them, and "
        "requests the extra fields only for them"
    ),
    reference=Reference.para(8, 1, 12, 21, 33, part="footnotes 1 and 2"),
)
"""The children the deep dive is about."""

TRACKED_CHILDREN = TrackedChildrenEntry(
    title="Children whose experiences agencies evaluate jointly and inspectors track",
    least=5,
    most=7,
    needs=(
        "mental ill health",
        "multi-agency involvement",
        "current or recent work on mental health concerns",
    ),
    assumed=(
        "para 37 asks that the selection includes current or recent work, without saying for how "
        "many children; the selection meets this if every child has such work, does not if none "
        "has, and otherwise the answer is unknown"
    ),
    reference=Reference.para(37, 3),
)
"""How many children are tracked."""
