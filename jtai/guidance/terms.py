"""Enumerations of the guidance's terms (paras 1, 8, 12 to 17, 21, 22, 40, 44, 48).

These are names only. What the guidance says about each of them is in the tables that use it.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Inspectorate(StrEnum):
    """One of the four inspectorates that inspect together (para 1).

    Examples:
        >>> [inspectorate.value for inspectorate in Inspectorate]
        ['Ofsted', 'CQC', 'HMICFRS', 'HMI Probation']
    """

    OFSTED = "Ofsted"
    CQC = "CQC"
    HMICFRS = "HMICFRS"
    HMI_PROBATION = "HMI Probation"


class Agency(StrEnum):
    """A kind of agency in the area, whether the inspection covers it or not (paras 22, 30, 48).

    Examples:
        >>> import jtai
        >>> [row.agency.value for row in jtai.guidance.AGENCIES if not row.in_scope]
        ['National Probation Service', 'Community Rehabilitation Companies']

    The constructor also reads the usual short names, in any case; fields of records, options and
    arguments do too:

        >>> Agency("police"), Agency("YOS")
        (<Agency.POLICE: 'police force'>, <Agency.YOT: 'youth offending team'>)
    """

    LOCAL_AUTHORITY = "local authority"
    POLICE = "police force"
    YOT = "youth offending team"
    HEALTH = "health partners"
    """The clinical commissioning group, CAMHS and other health providers."""
    SCHOOLS = "schools"
    SAFEGUARDING_PARTNERS = "multi-agency safeguarding partners"
    VOLUNTARY_SECTOR = "voluntary and community sector"
    NATIONAL_PROBATION_SERVICE = "National Probation Service"
    """Not covered (para 22)."""
    COMMUNITY_REHABILITATION_COMPANIES = "Community Rehabilitation Companies"
    """Not covered (para 22)."""

    @classmethod
    def _missing_(cls, value: object) -> Agency | None:
        """Return the agency that a short name means."""
        if not isinstance(value, str):
            return None
        name = " ".join(value.split()).casefold()
        named = {agency.casefold(): agency for agency in cls}
        return named.get(name) or _AGENCY_NAMES.get(name)


# Each means one agency only: "health" and "probation" do not.
_AGENCY_NAMES: Final = {
    **dict.fromkeys(
        ("la", "council", "dcs", "director of children's services"), Agency.LOCAL_AUTHORITY
    ),
    **dict.fromkeys(("police", "police service", "constabulary"), Agency.POLICE),
    **dict.fromkeys(
        ("yot", "yos", "yjs", "youth offending", "youth offending service"), Agency.YOT
    ),
    **dict.fromkeys(("youth justice", "youth justice service"), Agency.YOT),
    **dict.fromkeys(("ccg", "clinical commissioning group", "health agencies"), Agency.HEALTH),
    **dict.fromkeys(("camhs", "child and adolescent mental health services"), Agency.HEALTH),
    "school": Agency.SCHOOLS,
    **dict.fromkeys(
        ("safeguarding partners", "safeguarding partnership"), Agency.SAFEGUARDING_PARTNERS
    ),
    **dict.fromkeys(("voluntary sector", "vcs"), Agency.VOLUNTARY_SECTOR),
    "nps": Agency.NATIONAL_PROBATION_SERVICE,
    **dict.fromkeys(("crc", "crcs"), Agency.COMMUNITY_REHABILITATION_COMPANIES),
}


class Responsibility(StrEnum):
    """How an agency takes part in what is provided (paras 30, 32, 44, 46).

    Examples:
        >>> [each.value for each in Responsibility]
        ['own', 'joint', 'contribution']
    """

    OWN = "own"
    """The agency provides it."""
    JOINT = "joint"
    """The local agencies provide it together; it is one obligation, not one for each."""
    CONTRIBUTION = "contribution"
    """Another agency provides it, working with this one."""


class PlanKind(StrEnum):
    """A status that brings a child into the deep dive (paras 8, 21).

    Examples:
        >>> [kind.value for kind in PlanKind]
        ['child in need', 'child protection', 'looked after']
    """

    CHILD_IN_NEED = "child in need"
    CHILD_PROTECTION = "child protection"
    LOOKED_AFTER = "looked after"


class Identification(StrEnum):
    """How far a child's mental ill health is established (para 12, footnote 1).

    Examples:
        >>> [level.value for level in Identification]
        ['early signs', 'identified by professionals', 'formally diagnosed']
    """

    EARLY_SIGNS = "early signs"
    IDENTIFIED = "identified by professionals"
    DIAGNOSED = "formally diagnosed"


class DisorderGroup(StrEnum):
    """A group of forms of mental ill health (para 15)."""

    EMOTIONAL = "emotional"
    BEHAVIOURAL = "behavioural"
    PSYCHOTIC = "psychotic"


class FormOfIllHealth(StrEnum):
    """A form that the guidance names as commonly recognised in children (para 15).

    The list is not closed: a child may have another form, or several.

    Examples:
        >>> FormOfIllHealth("anxiety")
        <FormOfIllHealth.ANXIETY: 'anxiety'>
    """

    ANXIETY = "anxiety"
    DEPRESSION = "depression"
    OCD = "obsessive compulsive disorder"
    PTSD = "post-traumatic stress disorder"
    EATING_DISORDER = "eating disorder"
    OPPOSITIONAL_DEFIANT_DISORDER = "oppositional defiant disorder"
    CONDUCT_DISORDER = "conduct disorder"
    SCHIZOPHRENIA = "schizophrenia"
    BIPOLAR_DISORDER = "bipolar disorder"


class RelatedCondition(StrEnum):
    """A condition that occurs with mental ill health without being a form of it (paras 16, 17).

    Examples:
        >>> import jtai
        >>> jtai.MentalHealth(related=[RelatedCondition.SELF_HARM]).ill_health
        <Answer.YES: 'yes'>
        >>> jtai.MentalHealth(related=[RelatedCondition.ADHD]).ill_health
        <Answer.UNKNOWN: 'unknown'>
    """

    SELF_HARM = "self-harm"
    ADHD = "attention deficit hyperactivity disorder"
    ADD = "attention deficit disorder"
    AUTISM = "autism spectrum condition or disorder"


class Classification(StrEnum):
    """A classification that a formal diagnosis is based on (para 14)."""

    ICD = "ICD"
    DSM = "DSM"


class DocumentCondition(StrEnum):
    """A condition under which a case-file document is required (para 44)."""

    IF_RECENT = "if recent examples exist"
    """Applies to every kind of document."""
    IF_APPLICABLE = "if applicable"
    IF_APPROPRIATE = "if appropriate"


class MeetingKind(StrEnum):
    """A kind of multi-agency meeting in the fieldwork week (para 40).

    Examples:
        >>> import jtai
        >>> jtai.inspection.Meeting(kind="strategy discussion", date=date(2019, 9, 24)).kind
        <MeetingKind.STRATEGY_DISCUSSION: 'strategy discussion'>
    """

    INITIAL_CHILD_PROTECTION_CONFERENCE = "initial child protection conference"
    REVIEW_CHILD_PROTECTION_CONFERENCE = "review child protection conference"
    LOOKED_AFTER_REVIEW = "looked after child review"
    STRATEGY_DISCUSSION = "strategy discussion"
    PLANNING_OR_REVIEW = "other planning or review meeting"
    """About children supported or referred for mental ill health."""


class QuestionSection(StrEnum):
    """A part of the tracking form after its header (Annex B)."""

    LOCAL_AREA = "local area"
    """What inspectors think of the local area's own evaluation."""
    INSPECTOR = "inspector"
    """The inspector's evaluation, an evaluative summary for each question."""
