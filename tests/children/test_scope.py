"""Scope decisions, compared with truth tables made from paras 8, 12, 16, 19, 21 and 32 to 34."""

from __future__ import annotations

import itertools
import re
from datetime import date
from typing import Any

import attrs
import pytest

from jtai.children.departures import Departure
from jtai.children.front_door import front_door_sample
from jtai.children.mental_health import MentalHealth
from jtai.children.records import Child, Plan
from jtai.children.scope import deep_dive, follow_up_fields_wanted, gate_fields_wanted, on_list
from jtai.core.answers import Answer
from jtai.core.citation import Reference
from jtai.errors import DateTypeError, InvalidValueError
from jtai.guidance.terms import PlanKind, RelatedCondition
from jtai.timetable.ages import LeapBirthday

AS_OF = date(2019, 9, 9)
YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN

# Each fact, with whether it alone puts a child in scope: True, False or None.
BIRTHS: list[tuple[date | None, bool | None]] = [
    (date(2009, 9, 10), False),  # ten tomorrow
    (date(2009, 9, 9), True),  # ten today
    (date(2006, 1, 1), True),
    (date(2003, 9, 10), True),  # sixteen tomorrow
    (date(2003, 9, 9), False),  # sixteen today
    (date(2019, 12, 1), False),  # not born yet
    (date(2020, 7, 6), False),  # as far ahead as a pregnancy lasts, 301 days
    (date(2020, 7, 7), None),  # further ahead: a mistyped year
    (date(2107, 5, 1), None),
    (date(1993, 9, 10), False),  # twenty-five, as a care leaver may be
    (date(1993, 9, 9), None),  # twenty-six: a mistyped year as well
    (date(1907, 5, 1), None),
    (None, None),
]
HEALTH: list[tuple[MentalHealth, bool | None]] = [
    (MentalHealth(concern=YES), True),
    (MentalHealth(needs_support=YES, concern=NO), True),
    (MentalHealth(related=frozenset({RelatedCondition.SELF_HARM})), True),
    (MentalHealth(concern=NO, needs_support=NO), False),
    (MentalHealth(concern=NO), None),
    (MentalHealth(related=frozenset({RelatedCondition.AUTISM})), None),
    (MentalHealth(), None),
]


def _ended(end: date | None, kind: PlanKind = PlanKind.CHILD_IN_NEED) -> tuple[Plan, ...]:
    return (Plan(kind=kind, start=date(2018, 1, 1), end=end),)


PLANS: list[tuple[tuple[Plan, ...] | None, bool | None]] = [
    (_ended(None), True),
    (_ended(None, PlanKind.CHILD_PROTECTION), True),
    (_ended(None, PlanKind.LOOKED_AFTER), True),
    (_ended(date(2019, 9, 9)), True),  # ends today
    (_ended(date(2019, 3, 9)), True),  # ended six months ago to the day
    (_ended(date(2019, 3, 8)), False),  # a day earlier
    ((Plan(kind=PlanKind.CHILD_IN_NEED, start=date(2019, 9, 10)),), False),  # begins tomorrow
    ((), False),
    (None, None),
]


def _age_says(
    birth: tuple[date | None, bool | None],
    plans: tuple[Plan, ...] | None,
    health: bool | None = None,  # noqa: FBT001
) -> tuple[bool | None, str]:
    """Return whether the age is in scope, and what is missing if that is unknown.

    A plan from 1 January 2018 cannot be that of a child born more than 301 days later, and a child
    with mental ill health was born.
    """
    born, says = birth
    early = any(plan.start == date(2018, 1, 1) for plan in plans or ())
    if early and born is not None and says is not None and born > date(2018, 10, 29):
        return None, "date_of_birth or plans.start"
    if says is False and born is not None and born > AS_OF and health:
        return None, "date_of_birth"
    return says, "date_of_birth"


def _together(facts: tuple[bool | None, ...]) -> bool | None:
    if False in facts:
        return False
    return None if None in facts else True


@pytest.mark.guidance("para 8", "para 21")
@pytest.mark.parametrize(("birth", "health", "plans"), [*itertools.product(BIRTHS, HEALTH, PLANS)])
def test_the_deep_dive_truth_table(
    birth: tuple[date | None, bool | None],
    health: tuple[MentalHealth, bool | None],
    plans: tuple[tuple[Plan, ...] | None, bool | None],
) -> None:
    """The deep dive is about children aged 10 to 15 with mental ill health and a plan or care."""
    child = Child(id="A1", date_of_birth=birth[0], mental_health=health[0], plans=plans[0])
    decision = deep_dive(child, as_of=AS_OF)
    age, birth_name = _age_says(birth, plans[0], health[1])
    facts = (age, health[1], plans[1])
    assert decision.in_scope is _together(facts)
    assert tuple(reason.answer.known for reason in decision.reasons) == facts
    if decision.in_scope is None:
        blank = health[0].blank_gates
        gate = " or ".join(blank)
        names = (birth_name, gate, "plans")
        assert decision.missing == tuple(
            name for name, fact in zip(names, facts, strict=True) if fact is None
        )
    else:
        assert decision.missing == ()


IN_SCOPE: dict[str, Any] = {
    "id": "A1",
    "date_of_birth": date(2007, 5, 1),
    "mental_health": MentalHealth(concern=YES),
}


def test_every_reason_is_cited() -> None:
    """Each of the three reasons for the deep dive cites its paragraph."""
    decision = deep_dive(Child(**IN_SCOPE, plans=_ended(None)), as_of=AS_OF)
    assert [reason.reference.paragraph for reason in decision.reasons] == [8, 12, 8]
    assert decision.reasons[0].assumed is None


@pytest.mark.guidance("para 33")
@pytest.mark.parametrize(
    ("born", "answer", "crosses"),
    [
        (date(2009, 9, 9), Answer.YES, False),
        (date(2009, 9, 10), Answer.NO, True),
        (date(2009, 10, 7), Answer.NO, True),
        (date(2009, 10, 8), Answer.NO, False),
        (date(2003, 9, 9), Answer.NO, False),
        (date(2003, 9, 10), Answer.YES, True),
        (date(2003, 10, 7), Answer.YES, True),
        (date(2003, 10, 8), Answer.YES, False),
    ],
)
def test_an_age_that_changes_during_the_inspection_is_assumed(
    born: date,
    answer: Answer,
    crosses: bool,  # noqa: FBT001
) -> None:
    """An age that changes in the next four weeks is an assumption: paras 8 and 33 name no day."""
    child = Child(**{**IN_SCOPE, "date_of_birth": born}, plans=_ended(None))
    for decide in (gate_fields_wanted, deep_dive):
        decision = decide(child, as_of=AS_OF)
        assert decision.answer is answer
        assert (
            any("in the following four weeks" in text for text in decision.assumptions) is crosses
        )


@pytest.mark.parametrize(
    ("expected", "gate", "door"),
    [
        (date(2020, 7, 6), Answer.UNKNOWN, Answer.YES),  # unborn, but with a mental health need
        (date(2020, 7, 7), Answer.UNKNOWN, Answer.UNKNOWN),
        (date(2019, 9, 9), Answer.NO, Answer.YES),
        (date(2019, 9, 5), Answer.NO, Answer.YES),
        (date(2015, 9, 5), Answer.NO, Answer.YES),
        (date(2010, 7, 8), Answer.NO, Answer.YES),
        (date(2010, 7, 7), Answer.UNKNOWN, Answer.YES),  # ten today, if born 301 days early
        (date(2009, 1, 5), Answer.UNKNOWN, Answer.YES),
        (date(2002, 7, 8), Answer.UNKNOWN, Answer.YES),
        (date(2002, 7, 7), Answer.UNKNOWN, Answer.UNKNOWN),  # eighteen today, if born as early
        (date(1999, 9, 5), Answer.UNKNOWN, Answer.UNKNOWN),
    ],
)
def test_a_recent_expected_birth_can_decide_an_age_limit(
    expected: date, gate: Answer, door: Answer
) -> None:
    """An expected birth decides an age limit only if a child born early would be under it too."""
    facts = {**IN_SCOPE, "date_of_birth": None, "expected_birth": expected}
    child = Child(**facts, plans=(Plan(kind=PlanKind.CHILD_IN_NEED, start=AS_OF),))
    assert gate_fields_wanted(child, as_of=AS_OF).answer is gate
    assert front_door_sample(child, as_of=AS_OF).answer is door


def test_an_incomplete_set_of_plans_can_only_mean_yes() -> None:
    """If other plans may exist, a current plan still means yes, but no plan does not mean no."""
    ended = Child(**IN_SCOPE, plans=_ended(date(2019, 3, 8)), plans_complete=False)
    current = Child(**IN_SCOPE, plans=_ended(None), plans_complete=False)
    assert deep_dive(ended, as_of=AS_OF).missing == ("plans",)
    assert deep_dive(current, as_of=AS_OF).in_scope is True
    assert (ended.current_plans(AS_OF), current.current_plans(AS_OF)) == (None, None)
    assert [on_list(ended, number, as_of=AS_OF).missing for number in (6, 7)] == [("plans",)] * 2
    assert [on_list(current, n, as_of=AS_OF).in_scope for n in (6, 7)] == [True, None]


@pytest.mark.parametrize("born", [date(2009, 10, 8), date(2003, 9, 9)])
def test_exclusion_by_age_is_assumed_for_the_deep_dive_only(born: date) -> None:
    """Exclusion by age is assumed for the deep dive (para 8), but not for gate fields (para 33)."""
    facts = {**IN_SCOPE, "date_of_birth": born}
    child = Child(**facts, plans=_ended(None))
    excluded = deep_dive(child, as_of=AS_OF)
    assert excluded.in_scope is False
    assert excluded.reasons[0].assumed is not None
    assert [reason.assumed for reason in gate_fields_wanted(child, as_of=AS_OF).reasons] == [
        None,
        None,
    ]


def test_a_plan_that_ended_counts_unless_the_caller_says_otherwise() -> None:
    """By default, a plan that ended in the last six months counts, which is marked as assumed."""
    child = Child(**IN_SCOPE, plans=_ended(date(2019, 6, 1)))
    wide = deep_dive(child, as_of=AS_OF)
    assert wide.in_scope is True
    assert wide.reasons[2].assumed is not None
    narrow = deep_dive(child, as_of=AS_OF, recent_plans=False)
    assert narrow.in_scope is False
    assert narrow.reasons[2].assumed is not None
    current = Child(**IN_SCOPE, plans=_ended(None))
    assert deep_dive(current, as_of=AS_OF, recent_plans=False).in_scope is True
    assert deep_dive(current, as_of=AS_OF).reasons[2].assumed is None


def test_a_leap_birthday_counts_on_1_march() -> None:
    """A child born on 29 February is ten on 1 March of a common year, unless chosen otherwise."""
    child = Child(
        id="A1",
        date_of_birth=date(2008, 2, 29),
        mental_health=MentalHealth(concern=YES),
        plans=_ended(None),
    )
    assert deep_dive(child, as_of=date(2018, 2, 28)).in_scope is False
    assert deep_dive(child, as_of=date(2018, 3, 1)).in_scope is True
    early = deep_dive(child, as_of=date(2018, 2, 28), leap_birthday=LeapBirthday.FEBRUARY_28)
    assert early.in_scope is True


@pytest.mark.guidance("para 19")
@pytest.mark.parametrize(
    ("facts", "early"),
    [
        ({"date_of_birth": date(2004, 2, 29)}, False),
        # 301 days before the expected birth was 29 February 2004.
        ({"expected_birth": date(2004, 12, 26)}, None),
    ],
)
def test_a_leap_birthday_ends_childhood_on_1_march(
    facts: dict[str, Any],
    early: bool | None,  # noqa: FBT001
) -> None:
    """A person born on 29 February is 18 on 1 March of a common year, unless chosen otherwise."""
    child = Child(id="A1", mental_health=MentalHealth(concern=YES), **facts)
    day, other = date(2022, 2, 28), LeapBirthday.FEBRUARY_28
    assert front_door_sample(child, as_of=day).in_scope is True
    assert front_door_sample(child, as_of=day, leap_birthday=other).in_scope is early
    assert front_door_sample(child, as_of=date(2022, 3, 1)).in_scope is early


def test_an_unborn_child_is_too_young() -> None:
    """An unborn child is outside the deep dive, even if nothing else is known."""
    child = Child(id="A1", expected_birth=date(2019, 12, 1))
    assert deep_dive(child, as_of=AS_OF).in_scope is False


def test_decisions_show_nothing_of_a_child() -> None:
    """A decision contains no data of a child: children with the same answers share one decision."""
    one = Child(**IN_SCOPE, plans=_ended(None))
    other = Child(
        id="B2",
        date_of_birth=date(2008, 8, 8),
        mental_health=MentalHealth(needs_support=YES),
        plans=_ended(None, PlanKind.LOOKED_AFTER),
    )
    assert deep_dive(one, as_of=AS_OF) is deep_dive(other, as_of=AS_OF)


@pytest.mark.parametrize("as_of", ["2019-09-09", None, True])
def test_scope_needs_a_date(as_of: Any) -> None:
    """A decision about scope needs a date, and refuses any other value."""
    child = Child(id="A1")
    for question in (deep_dive, gate_fields_wanted, follow_up_fields_wanted):
        with pytest.raises(DateTypeError, match="^as_of: "):
            question(child, as_of=as_of)
    with pytest.raises(DateTypeError, match="^as_of: "):
        on_list(child, 6, as_of=as_of)


# Lists


@pytest.mark.guidance("para 32")
@pytest.mark.parametrize(
    ("kind", "lists"),
    [
        (PlanKind.CHILD_IN_NEED, (True, False, False)),
        (PlanKind.CHILD_PROTECTION, (True, True, False)),
        (PlanKind.LOOKED_AFTER, (True, False, True)),
    ],
)
def test_each_kind_of_plan_is_on_its_list_and_on_list_6(
    kind: PlanKind, lists: tuple[bool, ...]
) -> None:
    """List 7 has protection plans, list 8 children in care, list 6 both and children in need."""
    for plans in (_ended(None, kind), _ended(date(2019, 3, 9), kind)):
        child = Child(id="A1", plans=plans)
        assert tuple(on_list(child, n, as_of=AS_OF).in_scope for n in (6, 7, 8)) == lists
    late = Child(id="A1", plans=_ended(date(2019, 3, 8), kind))
    assert all(on_list(late, n, as_of=AS_OF).in_scope is False for n in (6, 7, 8))


def test_reasons_for_a_list_differ_by_plan_and_are_cited() -> None:
    """Reasons differ for current, recent, no and unknown plans, and list 6 cites the workbook."""
    unknown = on_list(Child(id="A1"), 7, as_of=AS_OF)
    assert (unknown.in_scope, unknown.missing) == (None, ("plans",))
    none = on_list(Child(id="A1", plans=()), 6, as_of=AS_OF)
    assert none.reasons[0].assumed is not None
    assert "open assessment" in none.reasons[0].assumed
    assert str(none.reasons[0].reference).startswith("Annex A workbook")
    assert on_list(Child(id="A1", plans=()), 8, as_of=AS_OF).reasons[0].assumed is None
    before = on_list(Child(id="A1", plans=_ended(date(2019, 6, 1))), 6, as_of=AS_OF)
    assert "in the 6 months before" in before.reasons[0].text
    current = on_list(Child(id="A1", plans=_ended(None)), 6, as_of=AS_OF)
    assert current.reasons[0].text == "the child has a plan or care of any kind"


@pytest.mark.parametrize(
    "ask",
    [
        deep_dive,
        front_door_sample,
        gate_fields_wanted,
        follow_up_fields_wanted,
        lambda child, as_of: on_list(child, 6, as_of=as_of),
    ],
)
def test_a_decision_needs_a_child(ask: Any) -> None:
    """A decision about anything but a child is refused, without showing it."""
    for wrong in ("SECRET", {"id": "SECRET"}, None, 5):
        with pytest.raises(InvalidValueError) as refused:
            ask(wrong, as_of=AS_OF)
        assert [fault.where for fault in refused.value.faults] == ["child"]
        assert "SECRET" not in str(refused.value)


@pytest.mark.parametrize("ask", [deep_dive, front_door_sample, gate_fields_wanted])
def test_a_leap_birthday_is_one_of_two(ask: Any) -> None:
    """The birthday of a child born on 29 February is one of two days, also as text."""
    for wrong in ("SECRET", ["SECRET"], None):
        with pytest.raises(InvalidValueError, match="leap_birthday: unknown value"):
            ask(Child(id="A1"), as_of=AS_OF, leap_birthday=wrong)
    february = ask(Child(id="A1"), as_of=AS_OF, leap_birthday="28 February")
    assert february == ask(Child(id="A1"), as_of=AS_OF, leap_birthday=LeapBirthday.FEBRUARY_28)


def test_a_list_number_may_be_an_integer_of_numpy() -> None:
    """An integer of numpy is a list number, as it is any other whole number."""
    number: Any = pytest.importorskip("numpy").int64(6)
    child = Child(id="A1", plans=())
    assert on_list(child, number, as_of=AS_OF) == on_list(child, 6, as_of=AS_OF)


@pytest.mark.parametrize("number", [1, 2, 5, 9, 0, "6", 6.0, True, None])
def test_on_list_refuses_other_lists_than_6_to_8(number: Any) -> None:
    """`on_list` refuses any list number other than 6, 7 and 8."""
    with pytest.raises(InvalidValueError, match="expected one of 6, 7, 8"):
        on_list(Child(id="A1"), number, as_of=AS_OF)


@pytest.mark.guidance("para 33")
@pytest.mark.parametrize(("birth", "plans"), [*itertools.product(BIRTHS, PLANS)])
def test_gate_fields_are_required_for_ages_10_to_15_on_the_lists(
    birth: tuple[date | None, bool | None], plans: tuple[tuple[Plan, ...] | None, bool | None]
) -> None:
    """The two gate fields are for children aged 10 to 15 on lists 6, 7 and 8 (para 33)."""
    child = Child(id="A1", date_of_birth=birth[0], plans=plans[0])
    expected = _together((_age_says(birth, plans[0])[0], plans[1]))
    assert gate_fields_wanted(child, as_of=AS_OF).in_scope is expected


@pytest.mark.guidance("para 34")
@pytest.mark.parametrize(
    ("concern", "needs_support", "wanted"),
    [(YES, NO, True), (NO, YES, True), (NO, NO, False), (NO, UNKNOWN, None), (YES, UNKNOWN, True)],
)
def test_a_gate_answer_of_yes_requires_the_eight_fields(
    concern: Answer,
    needs_support: Answer,
    wanted: bool | None,  # noqa: FBT001
) -> None:
    """One gate answer of yes makes the eight follow-up fields required (para 34)."""
    child = Child(
        id="A1",
        date_of_birth=date(2007, 5, 1),
        plans=_ended(None),
        mental_health=MentalHealth(concern=concern, needs_support=needs_support),
    )
    assert follow_up_fields_wanted(child, as_of=AS_OF).in_scope is wanted
    assert follow_up_fields_wanted(Child(id="A1", plans=()), as_of=AS_OF).in_scope is False


@pytest.mark.guidance("para 8")
@pytest.mark.parametrize(
    ("born", "ages", "in_scope", "assumed"),
    [
        (date(2002, 9, 9), (10, 15), False, True),  # seventeen
        (date(2002, 9, 9), (10, 17), True, True),
        (date(2001, 9, 9), (10, 17), False, True),  # eighteen
        (date(2007, 5, 1), (10, 17), True, True),
        (date(2007, 5, 1), [10, 15], True, False),
        (date(2009, 9, 10), (10, 17), False, True),  # ten tomorrow
        (date(2001, 9, 10), (10, 17), True, True),  # eighteen tomorrow
        (date(2012, 5, 1), (5, 15), True, True),
        (date(2019, 5, 1), (0, 15), True, True),  # a few months old
        (date(1991, 9, 9), (10, 28), True, True),  # twenty-eight, so no mistyped year
    ],
)
def test_the_caller_can_choose_the_ages(
    born: date,
    ages: Any,
    in_scope: bool,  # noqa: FBT001
    assumed: bool,  # noqa: FBT001
) -> None:
    """The caller can choose other ages than 10 to 15 (para 8), which shows as an assumption."""
    plans = (Plan(kind=PlanKind.CHILD_IN_NEED, start=date(2019, 1, 7)),)
    child = Child(**{**IN_SCOPE, "date_of_birth": born}, plans=plans)
    decision = deep_dive(child, as_of=AS_OF, ages=ages)
    assert decision.in_scope is in_scope
    assert (decision.reasons[0].assumed is not None) is assumed
    if tuple(ages) != (10, 15):
        assert f"the ages {ages[0]} to {ages[1]} were chosen" in decision.assumptions[0]


@pytest.mark.parametrize(
    ("ages", "where"),
    [
        ((17, 10), "ages[1]"),
        ((10, 15.5), "ages[1]"),
        ((-1, 15), "ages[0]"),
        ((10,), "ages"),
        (10, "ages"),
        ("10", "ages"),
        (None, "ages"),
    ],
)
def test_invalid_ages_are_refused(ages: Any, where: str) -> None:
    """Ages that are not two whole numbers, youngest first, are refused, naming the invalid one."""
    with pytest.raises(InvalidValueError, match=f"^{re.escape(where)}: "):
        deep_dive(Child(**IN_SCOPE), as_of=AS_OF, ages=ages)


def _unknown_start(end: date | None, kind: PlanKind = PlanKind.CHILD_IN_NEED) -> Plan:
    return Plan(kind=kind, start=None, end=end)


@pytest.mark.guidance("para 21", "para 32")
@pytest.mark.parametrize(
    ("plans", "in_scope", "on_list_6", "strict"),
    [
        ((_unknown_start(None),), None, None, None),
        ((_unknown_start(date(2019, 9, 10)),), None, None, None),  # it may begin tomorrow
        ((_unknown_start(date(2019, 9, 9)),), True, True, True),  # its last day is today
        ((_unknown_start(date(2019, 9, 8)),), True, True, False),
        ((_unknown_start(date(2019, 3, 8)),), False, False, False),
        ((_unknown_start(None), *_ended(date(2019, 9, 8))), True, True, None),
        ((_unknown_start(None), *_ended(None)), True, True, True),
    ],
)
def test_a_plan_with_an_unknown_start_makes_the_decision_unknown(
    plans: tuple[Plan, ...],
    in_scope: bool | None,  # noqa: FBT001
    on_list_6: bool | None,  # noqa: FBT001
    strict: bool | None,  # noqa: FBT001
) -> None:
    """A plan that may be in force makes the decision unknown, and names the start as missing."""
    child = Child(**IN_SCOPE, plans=plans)
    decision = deep_dive(child, as_of=AS_OF)
    assert decision.in_scope is in_scope
    assert decision.missing == (("plans.start",) if in_scope is None else ())
    listed = on_list(child, 6, as_of=AS_OF)
    assert listed.in_scope is on_list_6
    assert listed.missing == (("plans.start",) if on_list_6 is None else ())
    assert deep_dive(child, as_of=AS_OF, recent_plans=False).in_scope is strict
    assert gate_fields_wanted(child, as_of=AS_OF).in_scope is on_list_6


def test_an_impossible_birth_makes_the_decision_unknown() -> None:
    """A mistyped year of birth makes the decision unknown, and the reason says what to check."""
    child = Child(
        id="A1",
        date_of_birth=date(2107, 5, 1),
        plans=_ended(None),
        mental_health=MentalHealth(concern=YES),
    )
    decision = deep_dive(child, as_of=AS_OF)
    assert decision.in_scope is None
    assert decision.missing == ("date_of_birth",)
    assert "to be confirmed: date_of_birth" in str(decision)
    assert "2107" not in str(decision)


@pytest.mark.parametrize("born", [None, date(2009, 9, 9), date(2015, 1, 1), date(1990, 1, 1)])
@pytest.mark.parametrize("plans", [None, (), _ended(None)])
@pytest.mark.parametrize("answer", Answer)
def test_reasons_cite_the_paragraphs_for_age_and_plans(
    born: date | None, plans: Any, answer: Answer
) -> None:
    """Reasons cite paras 8 and 33 for the age, and 8, 21 and 32 for plans."""
    child = Child(
        id="A1",
        date_of_birth=born,
        plans=plans,
        mental_health=MentalHealth(concern=answer, needs_support=answer),
    )
    age, _, plan = (reason.reference for reason in deep_dive(child, as_of=AS_OF).reasons)
    assert str(age) == "guidance 190035, paras 8, 33"
    assert str(plan) == "guidance 190035, paras 8, 21, 32"


@pytest.mark.guidance("para 32", "para 33", "para 34")
@pytest.mark.parametrize("plans", [None, (), _ended(None), _ended(date(2019, 9, 1))])
def test_decisions_about_lists_and_fields_cite_their_source(plans: Any) -> None:
    """List 6 cites the workbook, lists 7 and 8 para 32, and added fields paras 33 and 34."""
    child = Child(id="A1", date_of_birth=date(2007, 5, 1), plans=plans)
    six, seven, eight = (on_list(child, number, as_of=AS_OF).reasons for number in (6, 7, 8))
    assert {str(one.reference) for one in six} == {"Annex A workbook, guidance on list 6"}
    for reasons in (seven, eight):
        assert all(32 in one.reference.paragraphs for one in reasons)
    gate = gate_fields_wanted(child, as_of=AS_OF).reasons
    asked = follow_up_fields_wanted(child, as_of=AS_OF).reasons
    assert [one.reference for one in gate] == [six[0].reference, Reference.para(33)]
    assert [one.reference for one in asked][:2] == [one.reference for one in gate]
    assert {one.reference for one in asked[2:]} <= {Reference.para(34)}


@pytest.mark.guidance("para 8")
@pytest.mark.parametrize(
    ("born", "start", "disputed"),
    [
        (date(2007, 5, 1), date(2006, 7, 4), False),  # 301 days before
        (date(2007, 5, 1), date(2006, 7, 3), True),
        (date(2001, 5, 1), date(1990, 1, 1), True),  # too old, if the date of birth is right
        (date(2014, 5, 1), date(2009, 1, 1), True),  # too young, if it is right
    ],
)
def test_an_age_that_a_plan_contradicts_must_be_confirmed(
    born: date,
    start: date,
    disputed: bool,  # noqa: FBT001
) -> None:
    """If a plan begins long before the birth, decisions that need the age are unknown."""
    child = Child(
        id="A1",
        date_of_birth=born,
        plans=(Plan(kind=PlanKind.LOOKED_AFTER, start=start),),
        mental_health=MentalHealth(concern=Answer.YES),
    )
    decisions = (
        deep_dive(child, as_of=AS_OF),
        gate_fields_wanted(child, as_of=AS_OF),
        front_door_sample(child, as_of=AS_OF),
    )
    for decision in decisions:
        needed = [reason.needed for reason in decision.reasons]
        confirm = "to be confirmed: date_of_birth or plans.start"
        assert (confirm in needed, decision.in_scope is None) == (disputed, disputed)


def test_only_an_impossible_birth_must_be_confirmed() -> None:
    """An impossible date of birth is to be confirmed alone, even if a plan contradicts it."""
    child = Child(
        id="A1",
        date_of_birth=date(2107, 5, 1),
        plans=(Plan(kind=PlanKind.LOOKED_AFTER, start=date(2019, 1, 7)),),
    )
    reason = deep_dive(child, as_of=AS_OF).reasons[0]
    assert reason.needed == "to be confirmed: date_of_birth"
    unborn = attrs.evolve(child, date_of_birth=None, expected_birth=date(2019, 10, 1))
    assert deep_dive(unborn, as_of=AS_OF).reasons[0].answer is Answer.NO
    early = attrs.evolve(unborn, plans=(Plan(kind=PlanKind.LOOKED_AFTER, start=date(2018, 1, 7)),))
    assert deep_dive(early, as_of=AS_OF).reasons[0].answer is Answer.UNKNOWN


@pytest.mark.parametrize("field", ["date_of_birth", "expected_birth"])
@pytest.mark.parametrize(
    "health",
    [MentalHealth(concern=YES), MentalHealth(needs_support=YES), MentalHealth(recent_support=YES)],
)
def test_a_mental_health_need_contradicts_a_birth_in_the_future(
    field: str, health: MentalHealth
) -> None:
    """A child with a mental health need was born, so the age is unknown, not too young."""
    born: dict[str, Any] = {field: date(2020, 4, 1)}
    plan = Plan(kind=PlanKind.LOOKED_AFTER, start=date(2019, 9, 1))
    child = Child(id="A1", plans=(plan,), mental_health=health, **born)
    for question in (deep_dive, gate_fields_wanted):
        decision = question(child, as_of=AS_OF)
        assert (decision.in_scope, decision.missing[0]) == (None, "date_of_birth")
        assert any(reason.contradicted for reason in decision.reasons)


@pytest.mark.guidance("para 8", "para 37")
@pytest.mark.parametrize(
    ("departed", "answer", "at_front_door", "words"),
    [
        ("died", UNKNOWN, UNKNOWN, "make sure before anybody is contacted"),
        ("found to be an adult by an age assessment", UNKNOWN, UNKNOWN, "age assessment"),
        ("adopted", YES, YES, "excludes nobody"),
        ("transferred to another local authority", YES, YES, "excludes nobody"),
        ("moved abroad", YES, YES, "excludes nobody"),
    ],
)
def test_a_child_who_died_or_is_an_adult_is_never_in_scope_unchecked(
    departed: str, answer: Answer, at_front_door: Answer, words: str
) -> None:
    """A child who died or was found to be an adult is unknown; one who left is an assumed yes."""
    child = Child(
        id="A1",
        date_of_birth=date(2007, 5, 1),
        mental_health=MentalHealth(concern=YES),
        plans=_ended(None),
        departed=frozenset({Departure(departed)}),
    )
    decision = deep_dive(child, as_of=AS_OF)
    assert decision.answer is answer
    (reason,) = [one for one in decision.reasons if words in one.text]
    assert reason.contradicted is (answer is UNKNOWN)
    assert (reason.assumed is None) is (answer is UNKNOWN)
    # No paragraph speaks of children who died.
    assert (reason.reference.document.key == "annex-a-workbook") is (answer is UNKNOWN)
    assert front_door_sample(child, as_of=AS_OF).answer is at_front_door
    assert departed not in repr(child)
    too_old = attrs.evolve(child, date_of_birth=date(2001, 5, 1))
    assert deep_dive(too_old, as_of=AS_OF).answer is NO
