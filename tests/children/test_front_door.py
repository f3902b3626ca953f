"""The front-door sample: who is in it, and as at risk or not (para 19)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from jtai.children.front_door import front_door_sample
from jtai.children.mental_health import MentalHealth
from jtai.children.records import Child
from jtai.core.answers import Answer
from jtai.errors import DateTypeError

AS_OF = date(2019, 9, 9)
YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN


@pytest.mark.guidance("para 19")
@pytest.mark.parametrize("as_of", [None, AS_OF])
@pytest.mark.parametrize("well", [True, False])
def test_a_child_protection_plan_contradicts_no_risk(as_of: date | None, *, well: bool) -> None:
    """A child on a child protection plan who is recorded as not at risk may be at risk."""
    health = {"concern": "no", "needs_support": "no"} if well else {"concern": "yes"}
    plan = {"kind": "child protection", "start": date(2019, 4, 1)}
    known = {"id": "A1", "date_of_birth": date(2007, 5, 1), "mental_health": health}
    child = Child.from_plain({**known, "at_risk": "no", "plans": [plan]})
    decision = front_door_sample(child, as_of=as_of)
    assert decision.answer is (UNKNOWN if well else YES)
    assert decision.category == (None if well else "not_at_risk")
    assert decision.missing == (("at_risk",) if well else ())
    (contradiction,) = child.contradictions
    assert contradiction.facts == ("at_risk", "plans")
    unknown = {**plan, "start": None, "end": date(2019, 12, 1)}
    maybe = Child.from_plain({**known, "at_risk": "no", "plans": [unknown]})
    assert front_door_sample(maybe, as_of=AS_OF).answer is (UNKNOWN if well else YES)
    for other in ({**plan, "end": date(2019, 8, 1)}, {**plan, "kind": "child in need"}):
        without = Child.from_plain({**known, "at_risk": "no", "plans": [other]})
        assert front_door_sample(without, as_of=as_of).answer is (NO if well else YES)
        assert without.contradictions == ()


@pytest.mark.guidance("para 19")
@pytest.mark.parametrize(
    ("at_risk", "category"), [(YES, "at_risk"), (NO, "not_at_risk"), (UNKNOWN, None)]
)
def test_the_front_door_sample_has_two_categories(at_risk: Answer, category: str | None) -> None:
    """A child with mental ill health is in the front-door sample, at risk or not (para 19)."""
    child = Child(id="A1", mental_health=MentalHealth(concern=YES), at_risk=at_risk)
    decision = front_door_sample(child)
    assert decision.in_scope is True
    assert decision.category == category
    assert len(decision.reasons) == 3


WELL = MentalHealth(concern=NO, needs_support=NO)


@pytest.mark.parametrize(
    ("health", "at_risk", "in_sample", "missing"),
    [
        (WELL, NO, False, ()),
        (WELL, YES, None, ()),  # responses to all harm are evaluated (para 19)
        (WELL, UNKNOWN, None, ("at_risk",)),
        (MentalHealth(), NO, None, ("mental_health.concern or mental_health.needs_support",)),
        (MentalHealth(), YES, None, ("mental_health.concern or mental_health.needs_support",)),
    ],
)
def test_a_child_with_neither_ill_health_nor_risk_is_outside_the_sample(
    health: MentalHealth,
    at_risk: Answer,
    in_sample: bool | None,  # noqa: FBT001
    missing: tuple[str, ...],
) -> None:
    """Only a child with neither mental ill health nor risk is outside the front-door sample."""
    decision = front_door_sample(Child(id="A1", mental_health=health, at_risk=at_risk))
    assert decision.in_scope is in_sample
    assert decision.missing == missing
    assert decision.category is None


@pytest.mark.guidance("para 19")
@pytest.mark.parametrize(
    ("facts", "in_sample", "missing"),
    [
        ({"date_of_birth": date(2001, 9, 10)}, True, ()),  # eighteen tomorrow
        ({"date_of_birth": date(2001, 9, 9)}, False, ()),  # eighteen today
        ({"date_of_birth": date(1980, 1, 1)}, False, ()),  # in a custody suite (footnote 7)
        ({"date_of_birth": date(1919, 9, 10)}, False, ()),  # a hundred tomorrow
        ({"date_of_birth": date(1919, 9, 9)}, None, ("date_of_birth",)),  # a wrong century
        ({"date_of_birth": date(2020, 7, 6)}, True, ()),  # as far ahead as a pregnancy lasts
        ({"date_of_birth": date(2020, 7, 7)}, None, ("date_of_birth",)),
        ({"expected_birth": date(2019, 12, 1)}, True, ()),
        ({}, None, ("date_of_birth",)),
    ],
)
def test_an_adult_is_not_in_the_front_door_sample(
    facts: dict[str, Any],
    in_sample: bool | None,  # noqa: FBT001
    missing: tuple[str, ...],
) -> None:
    """A person of 18 or over is not in the front-door sample (Children Act 1989, s. 105)."""
    person = Child(id="A1", mental_health=MentalHealth(concern=YES), at_risk=NO, **facts)
    decision = front_door_sample(person, as_of=AS_OF)
    assert (decision.in_scope, decision.missing, decision.as_of) == (in_sample, missing, AS_OF)
    assert decision.category == (None if in_sample is False else "not_at_risk")
    assert str(decision.reasons[-1].reference) == "Children Act 1989, section 105(1)"
    assert decision.assumptions == ()


def test_without_a_day_the_age_is_not_checked() -> None:
    """Without a day, a front-door decision assumes a child, and says that no age was checked."""
    grown = Child(
        id="A1",
        date_of_birth=date(1990, 1, 1),
        mental_health=MentalHealth(concern=YES),
        at_risk=YES,
    )
    decision = front_door_sample(grown)
    assert decision.in_scope is True
    (assumed,) = decision.assumptions
    assert "assumed to be a child, younger than 18" in assumed
    assert "the age was not checked" in str(decision).replace("\n", " ")
    assert front_door_sample(Child(id="A1", mental_health=WELL, at_risk=NO)).assumptions == ()
    with pytest.raises(DateTypeError, match="^as_of: "):
        front_door_sample(grown, as_of="2019-09-09")  # type: ignore[arg-type]


@pytest.mark.parametrize("born", [None, date(2009, 9, 9), date(2015, 1, 1), date(1990, 1, 1)])
@pytest.mark.parametrize("answer", Answer)
def test_reasons_cite_para_19_and_the_act(born: date | None, answer: Answer) -> None:
    """Reasons cite paras 4 and 19, and the Children Act 1989 for the age."""
    health = MentalHealth(concern=answer, needs_support=answer)
    child = Child(id="A1", date_of_birth=born, mental_health=health, at_risk=YES)
    assert {str(reason.reference) for reason in front_door_sample(child).reasons[1:]} <= {
        "guidance 190035, paras 4, 19",
        "Children Act 1989, section 105(1)",
    }
