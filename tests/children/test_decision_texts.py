"""The question and the day that a decision about scope names, and a refused list number."""

from __future__ import annotations

from datetime import date

import pytest

import jtai
from jtai.core.citation import Reference

MONDAY = date(2019, 9, 9)
CHILD = jtai.Child(id="SYN-01")


@pytest.mark.parametrize(
    ("decision", "question"),
    [
        (jtai.deep_dive(CHILD, as_of=MONDAY), "In the scope of the deep dive?"),
        (jtai.on_list(CHILD, 7, as_of=MONDAY), "On child-level list 7?"),
        (jtai.gate_fields_wanted(CHILD, as_of=MONDAY), "Are the two gate fields required?"),
        (
            jtai.follow_up_fields_wanted(CHILD, as_of=MONDAY),
            "Are the eight further fields required?",
        ),
    ],
)
def test_a_decision_names_its_question_and_day(decision: jtai.Decision, question: str) -> None:
    """Each decision about a child names its question and its day."""
    assert decision.question == question
    assert decision.as_of == MONDAY
    assert str(decision).startswith(f"{question} unknown (on Monday 9 September 2019)\n")
    assert "(on Monday 9 September 2019)" in decision._repr_html_()


def test_a_printed_decision_shows_its_day() -> None:
    """A decision names the day for which it was made, and JSON keeps it."""
    decision = jtai.front_door_sample(CHILD, as_of=MONDAY)
    assert "(on Monday 9 September 2019)" in " ".join(str(decision).split())
    assert "(on " not in str(jtai.front_door_sample(CHILD))
    assert (
        jtai.from_json(jtai.Decision, jtai.to_json(jtai.deep_dive(CHILD, as_of=MONDAY))).as_of
        == MONDAY
    )


def test_the_front_door_question_asks_whom_the_sample_includes() -> None:
    """The front-door question asks whom the sample will include, as para 19 does."""
    decision = jtai.front_door_sample(CHILD)
    assert decision.question == "Among the children whom the front-door sample will include?"


def test_a_list_without_plans_is_refused_with_its_source() -> None:
    """A list other than 6, 7 and 8 is not about plans, and is refused (para 33)."""
    with pytest.raises(
        jtai.JtaiError, match="not one of the lists of children with a plan or in care"
    ) as caught:
        jtai.on_list(CHILD, 4, as_of=MONDAY)
    (fault,) = caught.value.faults
    assert fault.where == "number"
    assert fault.reference == Reference.para(33)
