"""Entry classes for who and what the guidance means.

They are frozen values with a required `Reference`, and contain no dates or children's data.
"""

from __future__ import annotations

import attrs

from jtai.core.citation import Reference
from jtai.core.results import Result
from jtai.guidance.parties import Party
from jtai.guidance.terms import (
    Agency,
    Classification,
    DisorderGroup,
    FormOfIllHealth,
    Identification,
    Inspectorate,
    PlanKind,
    RelatedCondition,
)


@attrs.frozen(kw_only=True)
class InspectorateEntry(Result):
    """One of the inspectorates.

    Attributes:
        inspectorate: Which one; its value is the usual short name.
        name: Its name in full.
        role: What it does separately from the others, or None.
        assumed: What the library assumes that the guidance does not say, or None.
        reference: The source.
    """

    inspectorate: Inspectorate
    name: str
    role: str | None = None
    assumed: str | None = None
    reference: Reference


@attrs.frozen(kw_only=True)
class AgencyEntry(Result):
    """One kind of agency in the area.

    Attributes:
        agency: Which one.
        parties: The parties that it acts as in milestones.
        in_scope: Whether the inspection covers it.
        notified: Whether it is notified of an inspection.
        assumed: What the library assumes that the guidance does not say, or None.
        reference: The source.
    """

    agency: Agency
    parties: tuple[Party, ...]
    in_scope: bool = True
    notified: bool = True
    assumed: str | None = None
    reference: Reference


@attrs.frozen(kw_only=True)
class IdentificationEntry(Result):
    """A level at which mental ill health is established; each is in scope.

    Attributes:
        level: Which one.
        summary: What it requires, in the library's own words.
        reference: The source.
    """

    level: Identification
    summary: str
    reference: Reference


@attrs.frozen(kw_only=True)
class DisorderGroupEntry(Result):
    """A group of forms of mental ill health.

    Attributes:
        group: Which one.
        summary: What is said about it, in the library's own words.
        reference: The source.
    """

    group: DisorderGroup
    summary: str
    reference: Reference


@attrs.frozen(kw_only=True)
class FormEntry(Result):
    """A form of mental ill health that the guidance names.

    Attributes:
        form: Which one.
        group: The group to which it belongs.
        abbreviation: Its abbreviation in the guidance, or None.
        reference: The source.
    """

    form: FormOfIllHealth
    group: DisorderGroup
    abbreviation: str | None = None
    reference: Reference


@attrs.frozen(kw_only=True)
class RelatedConditionEntry(Result):
    """A condition that occurs with mental ill health without being a form of it.

    Attributes:
        condition: Which one.
        abbreviations: Its abbreviations in the guidance.
        in_scope: Whether it brings a child into scope on its own.
        childhood_disorder: Whether it is a pre-existing childhood disorder.
        summary: What is said about it, in the library's own words.
        reference: The source.
    """

    condition: RelatedCondition
    abbreviations: tuple[str, ...] = ()
    in_scope: bool
    childhood_disorder: bool
    summary: str
    reference: Reference


@attrs.frozen(kw_only=True)
class ClassificationEntry(Result):
    """A classification of disorders.

    Attributes:
        classification: Which classification; its value is the abbreviation.
        name: Its name in full.
        reference: The source.
    """

    classification: Classification
    name: str
    reference: Reference


@attrs.frozen(kw_only=True)
class FrontDoorEntry(Result):
    """What the front door is.

    Attributes:
        title: What it is, in the library's own words.
        tasks: What happens there.
        includes: What else counts as a front door in this inspection.
        reference: The source.
    """

    title: str
    tasks: tuple[str, ...]
    includes: tuple[str, ...]
    reference: Reference


@attrs.frozen(kw_only=True)
class FrontDoorSampleEntry(Result):
    """A category of children in the front-door sample.

    Attributes:
        key: Stable name.
        title: Who they are, in the library's own words.
        at_risk: Whether they are also known to be at risk of abuse, neglect or exploitation.
        reference: The source.
    """

    key: str
    title: str
    at_risk: bool
    reference: Reference


@attrs.frozen(kw_only=True)
class PlanKindEntry(Result):
    """A status that brings a child into the deep dive, and the list of these children.

    Attributes:
        kind: Which one.
        list_number: The number of the child-level list.
        title: Who is on it, in the library's own words.
        reference: The source.
    """

    kind: PlanKind
    list_number: int
    title: str
    reference: Reference


@attrs.frozen(kw_only=True)
class DeepDiveEntry(Result):
    """Which children the deep dive is about: their age, plan and mental ill health.

    Attributes:
        title: Who they are, in the library's own words.
        youngest: The lowest age in completed years.
        oldest: The highest age in completed years.
        plans: The kinds of plan, one of which is required.
        identification: The levels of mental ill health, one of which is required.
        assumed: What the library assumes that the guidance does not say.
        reference: The source.
    """

    title: str
    youngest: int
    oldest: int
    plans: tuple[PlanKind, ...]
    identification: tuple[Identification, ...]
    assumed: str
    reference: Reference


@attrs.frozen(kw_only=True)
class TrackedChildrenEntry(Result):
    """How many children are tracked, and what the selection has to ensure.

    Attributes:
        title: What it is, in the library's own words.
        least: The lowest number of children.
        most: The highest number of children.
        needs: What must be true of the selection.
        assumed: What the library assumes that the guidance does not say.
        reference: The source.
    """

    title: str
    least: int
    most: int
    needs: tuple[str, ...]
    assumed: str
    reference: Reference


@attrs.frozen(kw_only=True)
class ProgrammeEntry(Result):
    """One fact about the programme of inspections.

    Attributes:
        key: Stable name.
        statement: What is said, in the library's own words.
        count: The number in it, or None.
        when: The date in it, as precisely as the source gives it, or None.
        reference: The source.
    """

    key: str
    statement: str
    count: int | None = None
    when: str | None = None
    reference: Reference


@attrs.frozen(kw_only=True)
class PrevalenceEntry(Result):
    """One figure about children's mental ill health, as a document reports it.

    Attributes:
        key: Stable name.
        statement: What is said, in the library's own words.
        value: The figure as reported.
        share: The figure as a share of the population, or None if it is not one.
        count: The figure as a number of cases, or None if it is not one.
        population: Whom it is about.
        year: The year that it is about, or None if the document does not say.
        source: Whose figure it is.
        conflict: What contradicts it, or None.
        reference: Which document reports it, and where.
    """

    key: str
    statement: str
    value: str
    share: float | None = None
    count: int | None = None
    population: str
    year: str | None
    source: str
    conflict: str | None = None
    reference: Reference
