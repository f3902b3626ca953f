from __future__ import annotations

import pytest

from jtai.guidance.meetings import MEETINGS, SCHOOL_CONTACT, STAFF_MEETINGS


@pytest.mark.guidance("para 40")
def test_meetings() -> None:
    """Five kinds of multi-agency meeting are named; only the last has a condition (para 40)."""
    assert [(row.key, row.condition is None) for row in MEETINGS] == [
        ("initial_child_protection_conference", True),
        ("review_child_protection_conference", True),
        ("looked_after_review", True),
        ("strategy_discussion", True),
        ("planning_or_review", False),
    ]
    assert {row.milestone for row in MEETINGS} == {"meeting_details"}


@pytest.mark.guidance("para 24")
def test_staff_meetings() -> None:
    """Inspectors may also speak to six kinds of people (para 24)."""
    assert [row.key for row in STAFF_MEETINGS] == [
        "voluntary_sector",
        "health_and_wellbeing_board",
        "safeguarding_partners",
        "commissioners",
        "child_protection_leads",
        "school_safeguarding_leads",
    ]
    assert {(row.by, row.optional) for row in STAFF_MEETINGS} == {("inspectors", True)}


def test_commissioners() -> None:
    """Commissioners are those of public health, the authority, the CCG and schools (para 24)."""
    assert {row.key: row.bodies for row in STAFF_MEETINGS if row.bodies} == {
        "commissioners": (
            "public health",
            "local authority",
            "clinical commissioning group",
            "schools",
        )
    }


@pytest.mark.guidance("para 25")
def test_schools() -> None:
    """An education inspector contacts schools about two topics (para 25)."""
    assert (SCHOOL_CONTACT.by, SCHOOL_CONTACT.optional) == ("education inspector", False)
    assert len(SCHOOL_CONTACT.topics) == 2
    assert str(SCHOOL_CONTACT.reference) == "guidance 190035, para 25"
