"""A stated age, or an answer, that speaks against the date of birth."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from jtai.core.answers import Answer
from jtai.lists.cohort.members import ContradictionKind
from tests.lists.listed import AS_OF, care, cohort, need, protection

YES = {"concern": "Y", "needs_support": "Y"}
NEXT_SPRING = date(2020, 4, 1)  # within 301 days of the day of the cohort


def unborn(**cells: object) -> dict[str, object]:
    return need(date_of_birth=AS_OF + timedelta(days=200), **cells)


@pytest.mark.parametrize(
    ("born", "stated"),
    [
        (NEXT_SPRING, 10),
        (NEXT_SPRING, 3),
        (date(2019, 4, 1), 12),
        (date(2010, 5, 1), 10),  # 9 by the date
        (date(2009, 5, 1), 9),  # 10 by the date
        (date(2003, 5, 1), 15),  # 16 by the date
        (date(2004, 5, 1), 16),  # 15 by the date
        (date(2001, 5, 1), 17),  # 18 by the date
        (date(2007, 5, 1), -1),
    ],
)
def test_an_age_that_contradicts_the_birth_makes_the_decision_unknown(
    born: date, stated: int
) -> None:
    """A date of birth that the age contradicts at a limit of age is to be confirmed."""
    found = cohort([need(date_of_birth=born, age=stated, **YES)])
    (contradiction,) = found.contradictions_of("A1")
    assert contradiction.kind is ContradictionKind.AGE
    assert contradiction.fields[:2] == ("date_of_birth", "age")
    assert contradiction.cells[:2] == ("List_6!D2", "List_6!E2")
    assert (found["A1"].date_of_birth, found["A1"].expected_birth) == (None, None)
    decision = found.deep_dive()["A1"].decision
    assert (decision.answer, decision.missing) == (Answer.UNKNOWN, ("date_of_birth",))
    assert decision.reasons[0].contradicted
    assert found.candidates(youngest=10)["A1"].decision.answer is Answer.UNKNOWN


@pytest.mark.parametrize(
    ("born", "stated"),
    [
        (date(2009, 10, 1), 10),  # 10 within a month
        (date(2009, 8, 20), 9),  # was 9 within a month
        (date(2003, 9, 9), 15),  # 16 today
        (date(2007, 5, 1), 13),  # 12 by the date; fields are required at both
        (date(2016, 5, 1), 2),  # 3 by the date
        (NEXT_SPRING, -1),
        (NEXT_SPRING, 0),
        (date(2007, 5, 1), None),
        (date(2007, 5, 1), "twelve"),
    ],
)
def test_an_age_that_changes_nothing_is_not_a_contradiction(born: date, stated: object) -> None:
    """An age that is right on a day near, or leads to the same decision, is left to the check."""
    found = cohort([need(date_of_birth=born, age=stated)])
    assert found.contradictions == ()
    assert (found["A1"].date_of_birth or found["A1"].expected_birth) == born


@pytest.mark.parametrize(
    "key",
    ["concern", "needs_support", "camhs_referred", "camhs_not_accepted", "support_recent"],
)
def test_a_mental_health_need_contradicts_an_expected_birth(key: str) -> None:
    """A child with a mental health need was born, so an expected birth is to be confirmed."""
    found = cohort([unborn(age=-1, **{key: "Y"})])
    (contradiction,) = found.contradictions_of("A1")
    assert contradiction.fields == ("date_of_birth", key)
    assert found.deep_dive()["A1"].group == "unknown"


def test_a_contradiction_about_a_birth_says_what_speaks_against_it() -> None:
    """The text names the age, or that the date of birth is in the future."""
    for row, words in (
        (need(date_of_birth=date(2012, 5, 1), age=12), "the age and the date of birth disagree"),
        (unborn(age=-1, concern="Y"), "the date of birth is in the future"),
    ):
        assert cohort([row]).contradictions_of("A1")[0].text.startswith(words)


def test_a_child_born_on_the_day_was_born() -> None:
    """A need does not contradict a birth on the day of the lists, which is not in the future."""
    assert cohort([need(date_of_birth=AS_OF, age=0, concern="Y")]).contradictions == ()


def test_ill_health_in_an_assessment_contradicts_an_expected_birth() -> None:
    """A child in whom an assessment identified mental ill health was born."""
    row = {"child_id": "A1", "mental_ill_health_identified": "Y"}
    found = cohort([unborn()], more={4: [row]})
    assert found.contradictions_of("A1")[0].fields == ("date_of_birth",)
    assert found.deep_dive()["A1"].group == "unknown"


@pytest.mark.parametrize(
    ("rows", "field"),
    [
        ({8: [care(age=-1, date_of_birth=NEXT_SPRING, care_start=AS_OF)]}, "care_start"),
        ({7: [protection(age=-1, date_of_birth=NEXT_SPRING, seen_alone="Yes")]}, "seen_alone"),
    ],
)
def test_a_child_who_is_in_care_or_was_seen_was_born(
    rows: dict[int, list[dict[str, object]]], field: str
) -> None:
    """A child who is in care, or was seen, was born, so an expected birth is to be confirmed."""
    found = cohort([], more=rows)
    fields = [one.fields for one in found.contradictions_of("A1")]
    assert ("date_of_birth", field) in fields
    assert found.deep_dive()["A1"].group == "unknown"


def test_care_from_birth_on_agrees_with_an_expected_birth() -> None:
    """Care that is to begin at a birth in the future does not contradict that birth."""
    found = cohort([], [], [care(date_of_birth=NEXT_SPRING, care_start=NEXT_SPRING)])
    assert not [one for one in found.contradictions if one.kind is ContradictionKind.AGE]


def test_no_need_agrees_with_an_expected_birth() -> None:
    """An unborn child without a mental health need is younger than 10."""
    found = cohort([unborn(age=-1, concern="N", needs_support="N", known_to_yot="N")])
    assert found.contradictions == ()
    assert found.deep_dive()["A1"].group == "not in scope"


@pytest.mark.parametrize("number", [7, 8])
def test_the_age_on_another_list_contradicts_too(number: int) -> None:
    """An age on one list contradicts the date of birth that the lists agree on."""
    young = date(2012, 5, 1)
    row = {7: protection, 8: care}[number](date_of_birth=young, age=12)
    found = cohort([need(date_of_birth=young, age=7)], more={number: [row]})
    (contradiction,) = (
        one for one in found.contradictions_of("A1") if one.kind is ContradictionKind.AGE
    )
    assert contradiction.lists == (6, number)
    assert found["A1"].date_of_birth is None


def test_the_gate_fields_of_a_doubtful_age_are_not_said_to_be_unnecessary() -> None:
    """It is unknown whether the gate fields are required while the date of birth is in doubt."""
    found = cohort([need(date_of_birth=date(2012, 5, 1), age=12)])
    assert found.gate_missing()["A1"].group == "unknown"
    assert found.follow_up_missing()["A1"].group == "unknown"


def test_an_impossible_birth_is_one_contradiction() -> None:
    """An impossible date of birth is unknown for its own reason, whatever the age."""
    found = cohort([need(date_of_birth=date(2107, 5, 1), age=12)])
    assert found.contradictions == ()
    assert found.deep_dive()["A1"].group == "unknown"
