"""The information that supports the inspection, items 1.1 to 6.6 (paras 47, 48).

The entries are in the library's own words. Who has sent what is recorded in `jtai.inspection`.
"""

from __future__ import annotations

from functools import partial
from typing import Final

from jtai.core.citation import Reference
from jtai.core.notebook import Table
from jtai.guidance.entries.request_entries import InformationEntry
from jtai.guidance.lookup import look_up
from jtai.guidance.parties import Party
from jtai.guidance.terms import Agency

# What the items of a section have in common.
_local_authority = partial(
    InformationEntry,
    section=1,
    section_title="Local authority",
    agencies=(Agency.LOCAL_AUTHORITY,),
)
_mental_health = partial(
    InformationEntry,
    section=2,
    section_title="Multi-agency arrangements for children's mental health",
    agencies=(Agency.LOCAL_AUTHORITY, Agency.HEALTH),
    assumed=(
        "the guidance does not say which agency provides the items of section 2; the local "
        "authority and health partners, which commission the services, are assumed"
    ),
)
_safeguarding = partial(
    InformationEntry,
    section=3,
    section_title="Multi-agency safeguarding arrangements",
    agencies=(Agency.SAFEGUARDING_PARTNERS,),
    assumed=(
        "the guidance does not say which agency provides the items of section 3; the "
        "multi-agency safeguarding partners, whose arrangements they describe, are assumed"
    ),
)
_police = partial(
    InformationEntry, section=4, section_title="Police force", agencies=(Agency.POLICE,)
)
_yot = partial(
    InformationEntry, section=5, section_title="Youth offending team", agencies=(Agency.YOT,)
)
_health = partial(
    InformationEntry, section=6, section_title="Health partners", agencies=(Agency.HEALTH,)
)


INFORMATION_ITEMS: tuple[InformationEntry, ...] = Table.of(
    _local_authority(
        number="1.1",
        title="Structure charts that show who reports and is accountable to whom",
        reference=Reference.para(48, part="item 1.1"),
    ),
    _local_authority(
        number="1.2",
        title="Management information reports on the children in scope",
        includes=("local level", "agency level"),
        reference=Reference.para(48, part="item 1.2"),
    ),
    _local_authority(
        number="1.3",
        title=(
            "Assessment criteria and thresholds for helping families and protecting the children "
            "identified"
        ),
        reference=Reference.para(48, part="item 1.3"),
    ),
    _local_authority(
        number="1.4",
        title="Practice audits on the focus of the inspection, with the plans that followed",
        includes=("multi-agency audits", "improvement or action plans"),
        months=6,
        reference=Reference.para(48, part="item 1.4"),
    ),
    _local_authority(
        number="1.5",
        title=(
            "Details of services for children's mental health and emotional well-being that the "
            "community or voluntary sector is commissioned to provide"
        ),
        reference=Reference.para(48, part="item 1.5"),
    ),
    _local_authority(
        number="1.6",
        title=(
            "Minutes of multi-agency meetings on children's mental health and emotional well-being"
        ),
        reference=Reference.para(48, part="item 1.6"),
    ),
    _local_authority(
        number="1.7",
        title="Terms of reference of the multi-agency safeguarding hub, or of its equivalent",
        reference=Reference.para(48, part="item 1.7"),
    ),
    _local_authority(
        number="1.8",
        title=(
            "Analysis of need, strategies and action plans for children's mental health and "
            "emotional well-being"
        ),
        includes=("success criteria", "analysis of impact"),
        reference=Reference.para(48, part="item 1.8"),
    ),
    _local_authority(
        number="1.9",
        title="Processes by which the authority assesses and intervenes",
        reference=Reference.para(48, part="item 1.9"),
    ),
    _mental_health(
        number="2.1",
        title=(
            "Structure charts that show who answers for commissioning and monitoring children's "
            "emotional and mental health services in the area"
        ),
        reference=Reference.para(48, part="item 2.1"),
    ),
    _mental_health(
        number="2.2",
        title="Minutes of the health and well-being board",
        months=12,
        reference=Reference.para(48, part="item 2.2"),
    ),
    _mental_health(
        number="2.3",
        title="Minutes of sub-groups relevant to the scope; the item does not say whose",
        asked_by=Party.LEAD_INSPECTOR,
        reference=Reference.para(48, part="item 2.3"),
    ),
    _mental_health(
        number="2.4",
        title=(
            "Local plans to commission, and to answer national directives and local need, in "
            "building and running pathways for emotional health and children's mental health"
        ),
        includes=(
            (
                "work across a wider area than the local authority's, such as that of "
                "sustainability and transformation partnerships or integrated care systems "
                "(footnote 17)"
            ),
        ),
        reference=Reference.para(48, part="item 2.4"),
    ),
    _safeguarding(
        number="3.1",
        title="Structure charts that show who reports and is accountable to whom",
        reference=Reference.para(48, part="item 3.1"),
    ),
    _safeguarding(
        number="3.2",
        title="Minutes of meetings of the local safeguarding partners",
        includes=("executive board meetings, if there are any",),
        months=12,
        reference=Reference.para(48, part="item 3.2"),
    ),
    _safeguarding(
        number="3.3",
        title="Minutes of sub-groups relevant to the scope; the item does not say whose",
        asked_by=Party.LEAD_INSPECTOR,
        reference=Reference.para(48, part="item 3.3"),
    ),
    _police(
        number="4.1",
        title="Structure charts that show who reports and is accountable to whom",
        reference=Reference.para(48, part="item 4.1"),
    ),
    _police(
        number="4.2",
        title=(
            "How the force assesses children who are or may be at risk of mental ill health or "
            "have another risk or vulnerability"
        ),
        includes=("children suspected of a crime",),
        reference=Reference.para(48, part="item 4.2"),
    ),
    _police(
        number="4.3",
        title=(
            "Learning and development on vulnerability, on children who are or may be at risk of "
            "mental ill health, and on child protection"
        ),
        includes=(
            (
                "training of frontline or custody staff on the risk that children suspected of a "
                "crime are vulnerable to mental ill health"
            ),
        ),
        reference=Reference.para(48, part="item 4.3"),
    ),
    _police(
        number="4.4",
        title="The document used for child protection referrals",
        includes=(
            (
                "number of referrals of children suspected of a crime, in custody, who are or may "
                "also be at risk of mental ill health"
            ),
            "number of such referrals where the child attends a police station voluntarily",
        ),
        reference=Reference.para(48, part="item 4.4"),
    ),
    _police(
        number="4.5",
        title=(
            "Strategy, policies and guidance on children who are or may be at risk of mental ill "
            "health"
        ),
        includes=(
            (
                "arrangements of the force and its partners to support children dealt with under "
                "section 136 of the Mental Health Act 1983"
            ),
        ),
        reference=Reference.para(48, part="item 4.5"),
    ),
    _police(
        number="4.6",
        title=(
            "Any problem profile or other data on how the force understands the children it "
            "engages with who are or may have been at risk of mental ill health"
        ),
        includes=(
            (
                "data on children suspected of a crime who are or may also be at risk of "
                "mental ill health"
            ),
        ),
        reference=Reference.para(48, part="item 4.6"),
    ),
    _police(
        number="4.7",
        title=(
            "Minutes of any strategic governance meetings of the force about children who are or "
            "may be at risk of mental ill health"
        ),
        most_recent=3,
        reference=Reference.para(48, part="item 4.7"),
    ),
    _police(
        number="4.8",
        title=(
            "Any audits and action plans on children who are or may be at risk of mental ill health"
        ),
        reference=Reference.para(48, part="item 4.8"),
    ),
    _police(
        number="4.9",
        title=(
            "Performance management information or data on children who are or may be at risk of "
            "mental ill health"
        ),
        reference=Reference.para(48, part="item 4.9"),
    ),
    _yot(
        number="5.1",
        title="Structure charts that show who reports and is accountable to whom",
        reference=Reference.para(48, part="item 5.1"),
    ),
    _yot(
        number="5.2",
        title="Policy or procedures on child protection and safeguarding",
        reference=Reference.para(48, part="item 5.2"),
    ),
    _yot(
        number="5.3",
        title="Policy or procedures on managing risk of harm to others",
        reference=Reference.para(48, part="item 5.3"),
    ),
    _yot(
        number="5.4",
        title=(
            "Any policy, procedures or protocols on identifying the mental health needs of "
            "children who have offended, and responding to them"
        ),
        reference=Reference.para(48, part="item 5.4"),
    ),
    # The text may mean that cases are requested during fieldwork, or that cases are requested, at
    # an unstated time, to be sampled during fieldwork. The first day of fieldwork fits both: on the
    # first reading nobody asks earlier, and on the second a later day is too late.
    _yot(
        number="5.5",
        title="Cases to sample during fieldwork",
        asked_by=Party.HMI_PROBATION_LEAD,
        is_document=False,
        milestone="fieldwork_start",
        assumed=(
            "no deadline is stated; cases are sampled during fieldwork, so its first day is "
            "assumed, or its last for a request that is made later"
        ),
        reference=Reference.para(48, part="item 5.5"),
    ),
    _health(
        number="6.1",
        title="Structure charts that show who reports and is accountable to whom",
        includes=("details of local health commissioning or provider services, or both",),
        reference=Reference.para(48, part="item 6.1"),
    ),
    _health(
        number="6.2",
        title="Details of who provides commissioned services, from the CCG and providers",
        includes=(
            "urgent care units of emergency departments",
            "CAMHS",
            "substance misuse service for young people",
            "GPs",
            "specialist service for looked after children",
        ),
        reference=Reference.para(48, part="item 6.2"),
    ),
    _health(
        number="6.3",
        title="Details of mental health services for children in the area, put together by the CCG",
        includes=("commissioning arrangements",),
        reference=Reference.para(48, part="item 6.3"),
    ),
    _health(
        number="6.4",
        title="Annual safeguarding and child protection reports of the CCG and providers",
        includes=("children in care",),
        reference=Reference.para(48, part="item 6.4"),
    ),
    _health(
        number="6.5",
        title="Providers' protocols and pathways for children with mental ill health",
        includes=("local primary care",),
        reference=Reference.para(48, part="item 6.5"),
    ),
    _health(
        number="6.6",
        title=(
            "Any audits and action plans of commissioners or providers on children and mental ill "
            "health"
        ),
        reference=Reference.para(48, part="item 6.6"),
    ),
)
"""The thirty-six items in the order in which agencies are asked to provide them."""

_BY_NUMBER = {row.number: row for row in INFORMATION_ITEMS}


def information_item(number: str) -> InformationEntry:
    """Return the item with a number (para 48).

    Args:
        number: The number as text, because the decimals 1.1 and 1.10 would be equal.

    Raises:
        UnknownKeyError: If there is no such item.

    Examples:
        >>> information_item("4.7").most_recent
        3
        >>> print(information_item("5.5").reference)
        guidance 190035, para 48, item 5.5
    """
    return look_up(
        _BY_NUMBER,
        number,
        str,
        what="item of information",
        expected=f"text from {INFORMATION_ITEMS[0].number!r} to {INFORMATION_ITEMS[-1].number!r}",
        reference=Reference.para(48),
    )


ON_REQUEST: Final = (
    "the lead inspector requests items 2.3 and 3.3, either with everything else or later and "
    "separately; the guidance does not say which, so they should be ready by this moment, and are "
    "owed once a request is recorded, or by the end of fieldwork if that is made later"
)
"""What is assumed about the items that the lead inspector requests."""
EXPECTED: Final = "an inspector may request it, but has not; it is not owed"
"""What it means that an item is expected."""

# The guidance does not say which agency provides the items of these sections.
_OF_SEVERAL: Final = frozenset({2, 3})


def wrong_agency(entry: InformationEntry, agency: Agency) -> str:
    """Return in words that an item is not requested from an agency; an empty text if it may be.

    Examples:
        >>> wrong_agency(_BY_NUMBER["5.1"], Agency.POLICE)
        'item 5.1 is requested from the youth offending team, not the police force'
        >>> wrong_agency(_BY_NUMBER["3.1"], Agency.POLICE)
        ''
    """
    if entry.section in _OF_SEVERAL or agency in entry.agencies:
        return ""
    asked = " or the ".join(entry.agencies)
    return f"item {entry.number} is requested from the {asked}, not the {agency}"
