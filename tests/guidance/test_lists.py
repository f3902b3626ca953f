from __future__ import annotations

import pytest

from jtai.guidance.lists import ASSESSMENT_FIELD, CHILD_LISTS, FOLLOW_UP_FIELDS, GATE_FIELDS


@pytest.mark.guidance("para 33")
def test_gate_fields() -> None:
    """The two gate fields have their published titles (para 33)."""
    assert [(row.key, row.title) for row in GATE_FIELDS] == [
        ("concern", "Is there a concern about the child\u2019s mental health?"),
        (
            "needs_support",
            "Have they been identified as needing support as a result of their mental health?",
        ),
    ]


@pytest.mark.guidance("para 34")
def test_follow_up_fields() -> None:
    """The eight follow-up fields have their published titles, in order (para 34)."""
    assert [(row.key, row.title) for row in FOLLOW_UP_FIELDS] == [
        ("camhs_referred", "Has the child been referred to CAMHS?"),
        ("camhs_receiving", "Is the child receiving a service from CAMHS?"),
        ("camhs_waiting", "Is the child on a waiting list for CAMHS?"),
        (
            "camhs_not_accepted",
            "Has the child been referred and the referral not accepted by CAMHS?",
        ),
        (
            "support_recent",
            (
                "Is the child currently receiving intervention and support or has been in the "
                "last six months in relation to their mental health?"
            ),
        ),
        ("multi_agency", "Is there multi-agency involvement?"),
        ("known_to_yot", "Is the child or young person known to the YOT?"),
        (
            "police_or_criminal",
            "Is there a current police investigation or any criminal proceedings?",
        ),
    ]


@pytest.mark.guidance("para 42")
def test_assessment_field() -> None:
    """The field added to list 4 has its published title, in lower case (para 42)."""
    assert ASSESSMENT_FIELD.key == "mental_ill_health_identified"
    assert ASSESSMENT_FIELD.title == (
        "if assessment has been completed, has mental ill health been identified?"
    )


def test_answers() -> None:
    """Every added field is answered Y or N; for the field of list 4, this is assumed."""
    assert {row.answers for row in (*GATE_FIELDS, *FOLLOW_UP_FIELDS, ASSESSMENT_FIELD)} == {
        ("Y", "N")
    }
    assert ASSESSMENT_FIELD.assumed
    assert all(row.assumed is None for row in (*GATE_FIELDS, *FOLLOW_UP_FIELDS))


@pytest.mark.guidance("para 42", "every list")
def test_requested_lists() -> None:
    """Lists 1 to 8 are requested, except list 2 on early help (paras 33, 42)."""
    assert {row.number: row.asked_for for row in CHILD_LISTS} == {
        1: True,
        2: False,
        3: True,
        4: True,
        5: True,
        6: True,
        7: True,
        8: True,
    }
    assert [row.number for row in CHILD_LISTS if row.why_not is not None] == [2]


@pytest.mark.guidance("para 32", "para 41", "every list")
def test_periods() -> None:
    """Requested lists cover six months; 6, 7 and 8 also include current children (paras 32, 41)."""
    assert [(row.months, row.current) for row in CHILD_LISTS] == [
        (6, False),
        (None, False),
        (6, False),
        (6, False),
        (6, False),
        (6, True),
        (6, True),
        (6, True),
    ]


@pytest.mark.guidance(
    "para 32", "para 41", "list 1", "list 3", "list 4", "list 5", "list 6", "list 7", "list 8"
)
def test_milestones() -> None:
    """Lists 6 to 8 are due at the milestone `child_lists`, and the rest at `activity_lists`."""
    assert [row.milestone for row in CHILD_LISTS] == [
        "activity_lists",
        None,
        "activity_lists",
        "activity_lists",
        "activity_lists",
        "child_lists",
        "child_lists",
        "child_lists",
    ]


@pytest.mark.guidance("list 4", "list 6", "list 7", "list 8")
def test_fields_of_lists() -> None:
    """Lists 6, 7 and 8 have ten added fields, list 4 has one, and the others have none."""
    assert {row.number: row.fields for row in CHILD_LISTS if row.fields} == {
        4: (ASSESSMENT_FIELD,),
        6: (*GATE_FIELDS, *FOLLOW_UP_FIELDS),
        7: (*GATE_FIELDS, *FOLLOW_UP_FIELDS),
        8: (*GATE_FIELDS, *FOLLOW_UP_FIELDS),
    }


def test_a_request_for_a_list_reads_as_its_title() -> None:
    """As text, what is requested for a list is the list's title."""
    assert [str(entry) for entry in CHILD_LISTS] == [entry.title for entry in CHILD_LISTS]
