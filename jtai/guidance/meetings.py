"""Meetings that inspectors want to know about, and people they speak to (paras 24, 25, 40).

The entries are in the library's own words. Meetings of an inspection are in `jtai.inspection`.
"""

from __future__ import annotations

from jtai.core.citation import Reference
from jtai.core.notebook import Table
from jtai.guidance.entries.request_entries import MeetingEntry, StaffMeetingEntry
from jtai.guidance.terms import MeetingKind

MEETINGS: tuple[MeetingEntry, ...] = Table.of(
    MeetingEntry(
        key="initial_child_protection_conference",
        kind=MeetingKind.INITIAL_CHILD_PROTECTION_CONFERENCE,
        title="Initial child protection conference",
        reference=Reference.para(40),
    ),
    MeetingEntry(
        key="review_child_protection_conference",
        kind=MeetingKind.REVIEW_CHILD_PROTECTION_CONFERENCE,
        title="Review child protection conference",
        reference=Reference.para(40),
    ),
    MeetingEntry(
        key="looked_after_review",
        kind=MeetingKind.LOOKED_AFTER_REVIEW,
        title="Review of a looked after child",
        reference=Reference.para(40),
    ),
    MeetingEntry(
        key="strategy_discussion",
        kind=MeetingKind.STRATEGY_DISCUSSION,
        title="Strategy discussion",
        reference=Reference.para(40),
    ),
    MeetingEntry(
        key="planning_or_review",
        kind=MeetingKind.PLANNING_OR_REVIEW,
        title="Other planning or review meeting",
        condition="about children supported or referred for mental ill health",
        reference=Reference.para(40),
    ),
)
"""The five kinds of multi-agency meeting that the guidance names; others may count too."""

STAFF_MEETINGS: tuple[StaffMeetingEntry, ...] = Table.of(
    StaffMeetingEntry(
        key="voluntary_sector",
        title="Voluntary and community sector organisations commissioned for these children",
        reference=Reference.para(24),
    ),
    StaffMeetingEntry(
        key="health_and_wellbeing_board",
        title="Health and well-being board",
        reference=Reference.para(24),
    ),
    StaffMeetingEntry(
        key="safeguarding_partners",
        title="Local safeguarding partners",
        reference=Reference.para(24),
    ),
    StaffMeetingEntry(
        key="commissioners",
        title="Those who commission children's mental health services",
        bodies=(
            "public health",
            "local authority",
            "clinical commissioning group",
            "schools",
        ),
        reference=Reference.para(24),
    ),
    StaffMeetingEntry(
        key="child_protection_leads",
        title="Designated leads for child protection, or headteachers",
        reference=Reference.para(24),
    ),
    StaffMeetingEntry(
        key="school_safeguarding_leads",
        title="Safeguarding leads of the local authority who support schools",
        reference=Reference.para(24),
    ),
)
"""The people inspectors may speak to for this theme, in addition to those in the framework."""

SCHOOL_CONTACT = StaffMeetingEntry(
    key="schools",
    title="Staff at the schools of the tracked children",
    topics=(
        "support that the school gives the child",
        "the school's part in multi-agency planning and support",
    ),
    by="education inspector",
    optional=False,
    reference=Reference.para(25),
)
"""How inspectors contact the schools of the tracked children."""
