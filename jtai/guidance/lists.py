"""Lists 1 to 8 of children, and the fields that this inspection adds (paras 32 to 34, 41, 42).

Field titles are exactly as published, without the answers in brackets after them. The other columns
of the lists are in `columns`.
"""

from __future__ import annotations

from typing import Final

from jtai.core.citation import Reference
from jtai.core.notebook import Table
from jtai.guidance.definitions import PLAN_KINDS
from jtai.guidance.entries.request_entries import ChildListEntry, FieldEntry

_AGES = "for children aged 10 to 15"
_GATED = "for children aged 10 to 15 with yes in either or both of the two fields before"

GATE_FIELDS: tuple[FieldEntry, ...] = Table.of(
    FieldEntry(
        key="concern",
        title="Is there a concern about the child\u2019s mental health?",
        asked_when=_AGES,
        reference=Reference.para(33),
    ),
    FieldEntry(
        key="needs_support",
        title="Have they been identified as needing support as a result of their mental health?",
        asked_when=_AGES,
        reference=Reference.para(33),
    ),
)
"""The two fields that decide whether the others are required, on lists 6, 7 and 8."""

FOLLOW_UP_FIELDS: tuple[FieldEntry, ...] = Table.of(
    FieldEntry(
        key="camhs_referred",
        title="Has the child been referred to CAMHS?",
        asked_when=_GATED,
        reference=Reference.para(34),
    ),
    FieldEntry(
        key="camhs_receiving",
        title="Is the child receiving a service from CAMHS?",
        asked_when=_GATED,
        reference=Reference.para(34),
    ),
    FieldEntry(
        key="camhs_waiting",
        title="Is the child on a waiting list for CAMHS?",
        asked_when=_GATED,
        reference=Reference.para(34),
    ),
    FieldEntry(
        key="camhs_not_accepted",
        title="Has the child been referred and the referral not accepted by CAMHS?",
        asked_when=_GATED,
        reference=Reference.para(34),
    ),
    FieldEntry(
        key="support_recent",
        title=(
            "Is the child currently receiving intervention and support or has been in the last "
            "six months in relation to their mental health?"
        ),
        asked_when=_GATED,
        reference=Reference.para(34),
    ),
    FieldEntry(
        key="multi_agency",
        title="Is there multi-agency involvement?",
        asked_when=_GATED,
        reference=Reference.para(34),
    ),
    FieldEntry(
        key="known_to_yot",
        title="Is the child or young person known to the YOT?",
        asked_when=_GATED,
        reference=Reference.para(34),
    ),
    FieldEntry(
        key="police_or_criminal",
        title="Is there a current police investigation or any criminal proceedings?",
        asked_when=_GATED,
        reference=Reference.para(34),
    ),
)
"""The eight fields that follow on lists 6, 7 and 8 if either of the first two is yes."""

ASSESSMENT_FIELD = FieldEntry(
    key="mental_ill_health_identified",
    title="if assessment has been completed, has mental ill health been identified?",
    asked_when="for completed assessments",
    assumed="no answers are published for this field; those of the other fields are assumed",
    reference=Reference.para(42),
)
"""The field that is added to list 4. Its published title begins with a lower-case letter."""

CHILD_LISTS: tuple[ChildListEntry, ...] = Table.of(
    ChildListEntry(
        number=1,
        title="Contacts received",
        milestone="activity_lists",
        reference=Reference.para(41, 42),
    ),
    ChildListEntry(
        number=2,
        title="Early help",
        asked_for=False,
        why_not="the guidance names lists 1 and 3 to 8 only",
        months=None,
        milestone=None,
        reference=Reference.para(42, 33),
    ),
    ChildListEntry(
        number=3,
        title="Referrals received",
        milestone="activity_lists",
        reference=Reference.para(41, 42),
    ),
    ChildListEntry(
        number=4,
        title="Statutory assessments under section 17 or 47 of the Children Act 1989",
        fields=(ASSESSMENT_FIELD,),
        milestone="activity_lists",
        reference=Reference.para(41, 42),
    ),
    ChildListEntry(
        number=5,
        title="Section 47 enquiries",
        milestone="activity_lists",
        reference=Reference.para(41, 42),
    ),
    ChildListEntry(
        number=6,
        title="Children in need",
        current=True,
        fields=(*GATE_FIELDS, *FOLLOW_UP_FIELDS),
        milestone="child_lists",
        reference=Reference.para(32, 33, 34),
    ),
    ChildListEntry(
        number=7,
        title="Children with a child protection plan",
        current=True,
        fields=(*GATE_FIELDS, *FOLLOW_UP_FIELDS),
        milestone="child_lists",
        reference=Reference.para(32, 33, 34),
    ),
    ChildListEntry(
        number=8,
        title="Children in care",
        current=True,
        fields=(*GATE_FIELDS, *FOLLOW_UP_FIELDS),
        milestone="child_lists",
        reference=Reference.para(32, 33, 34),
    ),
)
"""The lists by number."""

NEED, PROTECTION, CARE = (entry.list_number for entry in PLAN_KINDS)
"""The numbers of the lists of children with each kind of plan."""

PLAN_MONTHS: Final = next(entry for entry in CHILD_LISTS if entry.number == NEED).months or 0
"""How many months before the inspection these lists cover."""
