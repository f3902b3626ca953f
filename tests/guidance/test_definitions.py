from __future__ import annotations

import pytest

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
from jtai.guidance.lists import CARE, CHILD_LISTS, NEED, PLAN_MONTHS, PROTECTION
from jtai.guidance.terms import DisorderGroup, FormOfIllHealth, Identification, PlanKind


@pytest.mark.guidance("para 12", "para 13", "footnote 1")
def test_identification() -> None:
    """Early signs, identification and diagnosis all count as mental ill health (footnote 1)."""
    assert [str(row.level) for row in IDENTIFICATION_LEVELS] == [
        "early signs",
        "identified by professionals",
        "formally diagnosed",
    ]


@pytest.mark.guidance("para 15")
def test_forms() -> None:
    """Five emotional, two behavioural and two psychotic forms are named (para 15)."""
    groups = {
        row.group: [form.form for form in FORMS_OF_ILL_HEALTH if form.group is row.group]
        for row in DISORDER_GROUPS
    }
    assert groups == {
        DisorderGroup.EMOTIONAL: [
            FormOfIllHealth.ANXIETY,
            FormOfIllHealth.DEPRESSION,
            FormOfIllHealth.OCD,
            FormOfIllHealth.PTSD,
            FormOfIllHealth.EATING_DISORDER,
        ],
        DisorderGroup.BEHAVIOURAL: [
            FormOfIllHealth.OPPOSITIONAL_DEFIANT_DISORDER,
            FormOfIllHealth.CONDUCT_DISORDER,
        ],
        DisorderGroup.PSYCHOTIC: [
            FormOfIllHealth.SCHIZOPHRENIA,
            FormOfIllHealth.BIPOLAR_DISORDER,
        ],
    }
    assert [row.abbreviation for row in FORMS_OF_ILL_HEALTH if row.abbreviation] == ["OCD", "PTSD"]


@pytest.mark.guidance("para 16", "para 17")
def test_self_harm_and_childhood_disorders() -> None:
    """Self-harm is in scope without being a disorder; childhood disorders alone are not."""
    facts = {
        str(row.condition): (row.abbreviations, row.in_scope, row.childhood_disorder)
        for row in RELATED_CONDITIONS
    }
    assert facts == {
        "self-harm": ((), True, False),
        "attention deficit hyperactivity disorder": (("ADHD",), False, True),
        "attention deficit disorder": (("ADD",), False, True),
        "autism spectrum condition or disorder": (("ASC", "ASD"), False, True),
    }


@pytest.mark.guidance("para 14")
def test_classifications() -> None:
    """Diagnoses are classified by the ICD and the DSM (para 14)."""
    assert [str(row.classification) for row in CLASSIFICATIONS] == ["ICD", "DSM"]


def test_front_door() -> None:
    """The police custody suite counts as a front door (footnote 7)."""
    assert FRONT_DOOR.includes == ("police custody suite",)
    assert FRONT_DOOR.reference.part == "footnote 7"


@pytest.mark.guidance("para 19")
def test_front_door_sample() -> None:
    """The sample includes children at risk of abuse, and children who are not (para 19)."""
    assert [row.at_risk for row in FRONT_DOOR_SAMPLE] == [True, False]


@pytest.mark.guidance("para 21", "para 32")
def test_plan_kinds() -> None:
    """Lists 6, 7 and 8 each have one of the three kinds of plan, in this order (paras 32, 33)."""
    assert [(row.kind, row.list_number) for row in PLAN_KINDS] == [
        ("child in need", 6),
        ("child protection", 7),
        ("looked after", 8),
    ]


@pytest.mark.guidance("list 6", "list 7", "list 8")
def test_lists_of_plans_include_current_children() -> None:
    """The lists of plans, 6 to 8, are those that include everyone current, and six months."""
    current = [row for row in CHILD_LISTS if row.current]
    assert [row.number for row in current] == [NEED, PROTECTION, CARE] == [6, 7, 8]
    assert {row.months for row in current} == {PLAN_MONTHS} == {6}


@pytest.mark.guidance("para 1", "para 8", "para 21", "footnote 2")
def test_deep_dive() -> None:
    """The deep dive covers ages 10 to 15, any level of ill health, and any of the three plans."""
    assert (DEEP_DIVE.youngest, DEEP_DIVE.oldest) == (10, 15)
    assert DEEP_DIVE.plans == tuple(PlanKind)
    assert DEEP_DIVE.identification == tuple(Identification)
    assert DEEP_DIVE.assumed


@pytest.mark.guidance("para 3", "para 37")
def test_tracked_children() -> None:
    """Between five and seven children are tracked; how many need recent work is assumed."""
    assert (TRACKED_CHILDREN.least, TRACKED_CHILDREN.most) == (5, 7)
    assert TRACKED_CHILDREN.reference.paragraphs == (37, 3)
    assert TRACKED_CHILDREN.assumed
