"""The nineteen evaluation criteria of the deep dive, ESN 23 to 41 (para 26).

The entries are in the library's own words. `jtai.guidance.wording` attaches the official text from
the caller's own copy.
"""

from __future__ import annotations

from jtai.core.citation import Reference
from jtai.core.notebook import Table
from jtai.core.validation import did_you_mean
from jtai.errors import InvalidValueError, UnknownKeyError
from jtai.guidance.agencies import LOCAL_AGENCIES
from jtai.guidance.entries.request_entries import CriterionEntry, FootnoteEntry
from jtai.guidance.lookup import look_up
from jtai.guidance.terms import Agency

CRITERIA: tuple[CriterionEntry, ...] = Table.of(
    CriterionEntry(
        number=23,
        title="Staff with the training and confidence to notice need",
        summary=(
            "Professionals and support staff have the training, knowledge, skill and confidence "
            "to talk with children about emotional health and well-being, and so to notice who "
            "may need mental health support. Professionals give it where appropriate, and know "
            "where to find advice and, if needed, where to refer a child."
        ),
        aspects=(
            "training, confidence and knowledge",
            "skill in talking with children about emotional health and well-being",
            "noticing children who may need mental health support",
            "giving support where appropriate",
            "knowing where to find advice",
            "knowing where to refer children who require support",
        ),
        agencies=LOCAL_AGENCIES,
        people="professionals and support staff",
        footnote=FootnoteEntry(
            number=8,
            text=(
                "Includes workers in early help, social work and family support, the police, "
                "health, schools and youth offending teams, and their support staff"
            ),
            reference=Reference.para(26, part="footnote 8"),
        ),
        reference=Reference.para(26, part="ESN 23"),
    ),
    CriterionEntry(
        number=24,
        title="Sharing information and identifying children together",
        summary=(
            "Agencies effectively share what they know and work together to identify children "
            "with signs of mental ill health, provide the right help in good time, and check what "
            "difference it makes, so that children's needs are met."
        ),
        aspects=(
            "effective sharing of information",
            "identifying children with signs of mental ill health together",
            "intervening with the right help in time",
            "monitoring the impact of interventions, so that needs are met",
        ),
        agencies=LOCAL_AGENCIES,
        people="agencies together",
        reference=Reference.para(26, part="ESN 24"),
    ),
    CriterionEntry(
        number=25,
        title="Help and protection through suitable thresholds",
        summary=(
            "Children living with mental ill health who are at risk, whether of harm through that "
            "ill health or of abuse, neglect or exploitation, get the right help, and protection "
            "where appropriate, because suitable thresholds for support, protection and "
            "intervention are applied."
        ),
        aspects=(
            "the right help for children whose mental ill health puts them at risk of harm",
            (
                "the right help for children with mental ill health at risk of abuse, neglect or "
                "exploitation"
            ),
            "protection where appropriate",
            "suitable thresholds for support, protection and intervention",
        ),
        agencies=LOCAL_AGENCIES,
        people="agencies together",
        footnote=FootnoteEntry(
            number=10,
            text=(
                "Covers every threshold from early help and child in need to child protection and "
                "becoming looked after, and those for mental health support and intervention"
            ),
            reference=Reference.para(26, part="footnote 10"),
        ),
        reference=Reference.para(26, part="ESN 25"),
    ),
    CriterionEntry(
        number=26,
        title="Access to a sufficient range of local services",
        summary=(
            "Mental ill health affects children less because they and their families can use a "
            "wide enough choice of services in the area, including specialist therapeutic help "
            "that makes children safer and improves their emotional well-being."
        ),
        aspects=(
            "less impact of mental ill health on children",
            "a sufficient range of local services",
            "access for children and families",
            "specialist therapeutic help",
            "improved emotional well-being and safety",
        ),
        agencies=LOCAL_AGENCIES,
        people="agencies together",
        reference=Reference.para(26, part="ESN 26"),
    ),
    CriterionEntry(
        number=27,
        title="A child-centred approach and holistic assessment",
        summary=(
            "Children with mental ill health find that all professionals start from the child: "
            "they assess risks and needs effectively and as a whole, and respond appropriately. "
            "Assessments see the ill health in the light of the child's own story, the family's "
            "history and wider systems, and consider resilience and positive factors as well as "
            "the risks, concerns and needs of child and family. The child's views are recorded "
            "clearly and guide the work with the family."
        ),
        aspects=(
            "child-centred approach from all professionals",
            "holistic and effective assessment of risks and needs",
            "appropriate response",
            "mental ill health seen alongside the child's story, family history and wider systems",
            (
                "resilience and positive factors as well as risks, concerns and needs of child "
                "and family"
            ),
            "a clear record of the child's views, which are central to the work with the family",
        ),
        agencies=LOCAL_AGENCIES,
        people="professionals",
        footnote=FootnoteEntry(
            number=11,
            text=(
                "Wider concerns or needs may lie within the family or outside it, for example "
                "among peers, at school or in the neighbourhood"
            ),
            reference=Reference.para(26, part="footnote 11"),
        ),
        reference=Reference.para(26, part="ESN 27"),
    ),
    CriterionEntry(
        number=28,
        title="Comprehensive planning, regularly reviewed",
        summary=(
            "Planning brings together everything that a child needs, including for mental health, "
            "and plans are reviewed at regular intervals."
        ),
        aspects=(
            "comprehensive and integrated planning",
            "all needs covered, including mental health",
            "regular reviews",
        ),
        agencies=LOCAL_AGENCIES,
        people="agencies together",
        reference=Reference.para(26, part="ESN 28"),
    ),
    CriterionEntry(
        number=29,
        title="Everyone who supports the child contributes to the plan",
        summary=(
            "Those who support children with mental ill health take part in multi-agency plans "
            "for their care and treatment: health and care staff, and also voluntary and "
            "community organisations that are commissioned for children's mental health services."
        ),
        aspects=(
            "contribution to multi-agency plans for care and treatment",
            "health and care staff",
            (
                "voluntary and community organisations commissioned for children's mental health "
                "services"
            ),
        ),
        agencies=LOCAL_AGENCIES,
        people="professionals who support children with mental ill health",
        reference=Reference.para(26, part="ESN 29"),
    ),
    CriterionEntry(
        number=30,
        title="Understanding parents' behaviour and the family",
        summary=(
            "All professionals understand clearly how the behaviour of parents and carers affects "
            "children, and weigh strengths and risks in parenting, the wider family and the "
            "surroundings. They recognise when parents need support to meet the needs of a child "
            "with mental ill health, and when a change in the behaviour of parents or carers, or "
            "a risk around the child, calls for a different approach. The child's needs set the "
            "time for change, and progress is followed closely."
        ),
        aspects=(
            "clear understanding of the effect of parents' and carers' behaviour on children",
            "strengths and risks in parenting and in the wider family",
            "strengths and risks in the child's surroundings",
            "when parents need support to meet the needs of a child with mental ill health",
            "a different approach when the behaviour of parents or carers changes",
            "a different approach when there are risks in the child's surroundings",
            "timescales for change set by the child's needs",
            "progress monitored closely",
        ),
        agencies=LOCAL_AGENCIES,
        people="professionals",
        reference=Reference.para(26, part="ESN 30"),
    ),
    CriterionEntry(
        number=31,
        title="Timely support for families and carers",
        summary=(
            "Families and carers, including foster families and staff at residential placements, "
            "get support in good time so that they can safely help children who have mental ill "
            "health."
        ),
        aspects=(
            "timely support for families and carers",
            "helping children with mental ill health safely",
            "foster families",
            "staff at residential placements",
        ),
        agencies=LOCAL_AGENCIES,
        people="agencies together",
        reference=Reference.para(26, part="ESN 31"),
    ),
    CriterionEntry(
        number=32,
        title="Professional challenge and supervision",
        summary=(
            "Professionals question each other's work appropriately to keep practice good, and "
            "have access to reflective and, where appropriate, clinical supervision."
        ),
        aspects=(
            "appropriate challenge between professionals, to ensure good practice",
            "access to reflective supervision",
            "access to clinical supervision where appropriate",
        ),
        agencies=LOCAL_AGENCIES,
        people="professionals",
        reference=Reference.para(26, part="ESN 32"),
    ),
    CriterionEntry(
        number=33,
        title="Children and families who are heard",
        summary=(
            "Children and families find that people listen to them, and that the help and support "
            "that they get improve as a result."
        ),
        aspects=(
            "views of children and families heard",
            "better help and support as a result",
        ),
        agencies=LOCAL_AGENCIES,
        people="agencies together",
        reference=Reference.para(26, part="ESN 33"),
    ),
    CriterionEntry(
        number=34,
        title="Police identifying and referring children",
        summary=(
            "In partnership with other agencies, the police identify children with mental ill "
            "health appropriately and refer them to suitable services and professionals; because "
            "specialist advice and support are available, children's mental health is assessed "
            "well and in good time."
        ),
        aspects=(
            "partnership with other agencies",
            "identifying children with mental ill health appropriately",
            "referring to suitable services and professionals",
            "specialist advice and support available",
            "timely and effective mental health assessments",
        ),
        agencies=(Agency.POLICE,),
        people="police",
        reference=Reference.para(26, part="ESN 34"),
    ),
    CriterionEntry(
        number=35,
        title="Police decisions",
        summary=(
            "Police decisions are appropriate and rest on a full understanding of risks and "
            "needs, including when a child is suspected of an offence."
        ),
        aspects=(
            "appropriate decisions",
            "decisions that rest on a full understanding of risk and needs",
            "children suspected of an offence",
        ),
        agencies=(Agency.POLICE,),
        people="police",
        reference=Reference.para(26, part="ESN 35"),
    ),
    CriterionEntry(
        number=36,
        title="Youth offending services responding to need",
        summary=(
            "Together with partners, youth offending services assess children with mental ill "
            "health and respond to their needs appropriately; they have specialist advice and "
            "support and a clear way to refer to the relevant services, also for children who are "
            "vulnerable, at high risk of seriously harming others, or both."
        ),
        aspects=(
            "partnership in assessing and responding to needs appropriately",
            "specialist advice and support available",
            "clear referral pathway to relevant services",
            "vulnerable children",
            "children at high risk of seriously harming others",
        ),
        agencies=(Agency.YOT,),
        people="youth offending services",
        reference=Reference.para(26, part="ESN 36"),
    ),
    CriterionEntry(
        number=37,
        title="Schools identifying, referring and supporting children",
        summary=(
            "Schools have systems that help them to notice children whose mental health may be "
            "getting worse or who have mental ill health. They refer in time: to early help or "
            "mental health specialists, and where appropriate to children's social care. Children "
            "get support within the school, from outside it or both, which meets their needs."
        ),
        aspects=(
            (
                "systems that help to identify mental ill health, and mental health that may be "
                "worsening"
            ),
            "referring in time to early help or to mental health specialists",
            "referring to children's social care where appropriate",
            "support in school, from external agencies or both, to meet children's needs",
        ),
        agencies=(Agency.SCHOOLS,),
        people="schools",
        reference=Reference.para(26, part="ESN 37"),
    ),
    CriterionEntry(
        number=38,
        title="Schools contributing to inter-agency work",
        summary=(
            "Schools take part in work between agencies to improve outcomes for children with "
            "mental health needs who have a child in need or child protection plan or are in "
            "care, and in coordinated planning between agencies for the whole range of their "
            "risks and needs."
        ),
        aspects=(
            "inter-agency work that improves outcomes",
            "children with a plan or in care who have mental health needs",
            "coordinated inter-agency planning for the range of risks and needs",
        ),
        agencies=(Agency.SCHOOLS,),
        people="schools",
        reference=Reference.para(26, part="ESN 38"),
    ),
    CriterionEntry(
        number=39,
        title="Leaders who know local need and commission for it",
        summary=(
            "Leaders and managers know and understand children's mental health needs in their "
            "area, and so commission and evaluate services effectively, including early help, so "
            "that children's needs are met and children and families get better help and support."
        ),
        aspects=(
            "knowing and understanding children's mental health needs in the area",
            "effective commissioning and evaluation",
            "including early help to meet children's needs",
            "better help and support for children and families",
        ),
        agencies=LOCAL_AGENCIES,
        people="leaders and managers",
        footnote=FootnoteEntry(
            number=12,
            text=(
                "Includes leaders and managers of health services, the police and the local "
                "authority"
            ),
            reference=Reference.para(26, part="footnote 12"),
        ),
        reference=Reference.para(26, part="ESN 39"),
    ),
    CriterionEntry(
        number=40,
        title="Leaders who support and challenge practice",
        summary=(
            "Leaders and managers recognise how hard it is to respond to children's mental health "
            "needs, support, train and challenge practitioners effectively, and keep services "
            "improving."
        ),
        aspects=(
            "recognising the challenges of responding to children's mental health needs",
            "effective support for practitioners",
            "effective training for practitioners",
            "effective challenge to practitioners",
            "continuous improvement of services",
        ),
        agencies=LOCAL_AGENCIES,
        people="leaders and managers",
        reference=Reference.para(26, part="ESN 40"),
    ),
    CriterionEntry(
        number=41,
        title="Support staff with clear roles, trained and supported",
        summary=(
            "Support staff have identified roles and responsibilities, and the training and "
            "support that they get meet their needs and improve the quality of the service."
        ),
        aspects=(
            "identified roles and responsibilities",
            "training and support that meet the needs of support staff",
            "better quality of services as a result",
        ),
        agencies=LOCAL_AGENCIES,
        people="support staff",
        reference=Reference.para(26, part="ESN 41"),
    ),
)
"""The criteria in the order of their numbers."""

_BY_NUMBER = {row.number: row for row in CRITERIA}


def criterion(number: int) -> CriterionEntry:
    """Return the criterion with an evaluation schedule number (ESN) (para 26).

    Raises:
        UnknownKeyError: If it is not a whole number from 23 to 41.

    Examples:
        >>> criterion(36).title
        'Youth offending services responding to need'
        >>> criterion(22)
        Traceback (most recent call last):
        ...
        jtai.errors.UnknownKeyError: no such criterion; expected a whole number from 23 to 41
        (guidance 190035, para 26)
    """
    return look_up(
        _BY_NUMBER,
        number,
        int,
        what="criterion",
        expected=f"a whole number from {CRITERIA[0].number} to {CRITERIA[-1].number}",
        reference=Reference.para(26),
    )


def criteria_for(agency: Agency | str) -> tuple[CriterionEntry, ...]:
    """Return the criteria that apply to an agency, on its own or with others (paras 22, 26).

    Args:
        agency: The agency or its name, such as police; one that the inspection does not cover has
            no criteria.

    Raises:
        UnknownKeyError: If there is no such kind of agency.

    Examples:
        >>> [row.number for row in criteria_for(Agency.POLICE) if len(row.agencies) == 1]
        [34, 35]
    """
    try:
        wanted = Agency(agency)
    except ValueError:
        raise UnknownKeyError(
            "no such agency",
            expected=f"one of {', '.join(Agency)}",
            remedy=did_you_mean(agency, Agency),
            reference=Reference.para(26),
        ) from None
    return Table(row for row in CRITERIA if wanted in row.agencies)


def find_criteria(words: str) -> tuple[CriterionEntry, ...]:
    """Return the criteria whose title, summary or aspects contain all the words (para 26).

    Case is ignored, and part of a word is enough. The search covers the library's own words, not
    those of the guidance.

    Args:
        words: Words, separated by spaces.

    Raises:
        InvalidValueError: If there are no words.

    Examples:
        >>> [row.number for row in find_criteria("clinical supervision")]
        [32]
    """
    wanted = words.casefold().split() if isinstance(words, str) else []
    if not wanted:
        raise InvalidValueError(
            "nothing to search for", where="words", expected="text with at least one word"
        )
    return Table(row for row in CRITERIA if all(word in _text(row) for word in wanted))


def _text(row: CriterionEntry) -> str:
    return "\n".join((row.title, row.summary, *row.aspects)).casefold()
