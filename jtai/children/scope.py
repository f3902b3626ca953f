"""Who is in scope, and why (paras 8, 12, 21, 32 to 34).

Each decision combines reasons, each with its paragraph. If a fact is missing, the decision is
unknown and names the fact. Dates and limits come from the tables. Reasons show no identifier, date
or age of a child.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Final

from jtai.children.age_reasons import ByAge, age_reason, by_age
from jtai.children.departures import departure_reasons
from jtai.children.records import Child
from jtai.core.answers import Answer, Decision, Reason, decide
from jtai.core.citation import Reference
from jtai.core.validation import flag, instance, member, plain_date, plain_integer, whole
from jtai.errors import InvalidValueError
from jtai.guidance.definitions import DEEP_DIVE, PLAN_KINDS
from jtai.guidance.lists import PLAN_MONTHS
from jtai.guidance.terms import PlanKind
from jtai.timetable.ages import LeapBirthday, Period, lookback

_AGES = Reference.para(8, 33)
_PLANS = Reference.para(8, 21, 32)
_ON_LISTS = {entry.list_number: entry for entry in PLAN_KINDS}

AGES: Final = (DEEP_DIVE.youngest, DEEP_DIVE.oldest)
"""The ages on which the deep dive focuses, both included (para 8)."""

# The reasons contain no child's data, so they are built once, and decisions share them.
_PLAN_NOW = Reason(
    answer=Answer.YES,
    text="the child has a child in need or child protection plan, or is looked after",
    reference=_PLANS,
)
_PLAN_BEFORE = Reason(
    answer=Answer.YES,
    text=(
        "the child had a child in need or child protection plan, or was looked after, in the "
        f"{PLAN_MONTHS} months before"
    ),
    assumed=(
        "the deep dive is about children who have a plan, and children are selected from lists "
        "that also include those whose plan ended in those months (paras 28 and 32); these count"
    ),
    reference=_PLANS,
)
_PLAN_BEFORE_ONLY = Reason(
    answer=Answer.NO,
    text=(
        "a child in need or child protection plan, or being looked after, ended before the "
        "inspection"
    ),
    assumed="only plans in force on the day of the inspection count (recent_plans=False)",
    reference=_PLANS,
)
_NO_PLAN = Reason(
    answer=Answer.NO,
    text=(
        "the child had no child in need or child protection plan and was not looked after on the "
        f"day of the inspection or in the {PLAN_MONTHS} months before"
    ),
    reference=_PLANS,
)
_START_UNKNOWN = Reason(
    answer=Answer.UNKNOWN,
    text="a plan, or being looked after, may be in force, but its first day is unknown",
    missing="plans.start",
    reference=_PLANS,
)
_PLANS_UNKNOWN = Reason(
    answer=Answer.UNKNOWN,
    text="it is unknown whether the child has a plan or is looked after",
    missing="plans",
    reference=_PLANS,
)


_OTHER_PLANS = Reason(
    answer=Answer.UNKNOWN,
    text="the plans that are known do not settle it, and the child may have, or have had, others",
    missing="plans",
    reference=_PLANS,
)


@lru_cache(maxsize=4096)
def _decide(question: str, reasons: tuple[Reason, ...], as_of: dt.date) -> Decision:
    return decide(question, reasons, as_of=as_of)


def _checked_ages(ages: tuple[int, int]) -> tuple[int, int]:
    """Return a youngest and an oldest age as whole numbers, or refuse anything else."""
    if ages is AGES:
        return ages
    if not isinstance(ages, tuple | list) or len(ages) != len(AGES):
        raise InvalidValueError(
            "not a youngest and an oldest age",
            where="ages",
            expected="two numbers, such as (10, 17)",
        )
    youngest = whole(ages[0], "ages[0]", least=0)
    return youngest, whole(ages[1], "ages[1]", least=youngest)


def deep_dive(
    child: Child,
    *,
    as_of: dt.date,
    ages: tuple[int, int] = AGES,
    recent_plans: bool = True,
    leap_birthday: LeapBirthday = LeapBirthday.MARCH_1,
) -> Decision:
    """Return whether a child is in the scope of the deep dive, with reasons (paras 8, 12, 21, 32).

    Three things must be true: the child is aged 10 to 15, lives with mental ill health, and has a
    child in need plan or a child protection plan or is looked after. It is unknown for a child who
    died or was found to be an adult (`Child.departed`), so that nobody is contacted unchecked.

    Args:
        child: The child.
        as_of: The date of the inspection; `Timetable.lookback` says which dates that can be.
        ages: The youngest and the oldest age in scope, both included. The guidance focuses on 10
            to 15; another choice is marked as assumed.
        recent_plans: Whether a plan that ended in the six months before counts.
        leap_birthday: The birthday, in a common year, of a child born on 29 February.

    Raises:
        DateTypeError: If `as_of` is not a date.
        InvalidValueError: If `ages` is not two whole numbers, youngest first.

    Examples:
        >>> from jtai.children.records import Child, Plan
        >>> child = Child(
        ...     id="A1",
        ...     date_of_birth=date(2007, 5, 1),
        ...     plans=[Plan(kind="child in need", start=date(2019, 1, 7))],
        ... )
        >>> decision = deep_dive(child, as_of=date(2019, 9, 9))
        >>> print(decision.in_scope, decision.missing)
        None ('mental_health.concern or mental_health.needs_support',)
    """
    child = instance(Child, child, "child", expected="a Child")
    return deep_dive_of(
        as_of=as_of, ages=ages, recent_plans=recent_plans, leap_birthday=leap_birthday
    )(child)


def deep_dive_of(
    *,
    as_of: dt.date,
    ages: tuple[int, int],
    recent_plans: bool,
    leap_birthday: LeapBirthday,
) -> Callable[[Child], Decision]:
    """Return `deep_dive` as a function of the child, with its other arguments checked once."""
    period = _six_months(plain_date(as_of, "as_of"))
    chosen = _checked_ages(ages)
    birthday = member(LeapBirthday, leap_birthday, "leap_birthday")
    recent = flag(recent_plans, "recent_plans")
    reasons = _deep_dive_ages(chosen)
    return lambda child: _decide(
        "In the scope of the deep dive?",
        (
            age_reason(child, period.end, birthday, ages=chosen, reasons=reasons),
            child.mental_health.ill_health_reason,
            _plan_reason(child, period, recent=recent),
            *departure_reasons(child.departed),
        ),
        period.end,
    )


@lru_cache(maxsize=64)
def _deep_dive_ages(ages: tuple[int, int]) -> ByAge:
    """Return the reasons of the deep dive; the guidance's ages are assumed where they exclude."""
    if ages == AGES:
        return by_age(ages, reference=_AGES, outside=DEEP_DIVE.assumed)
    chosen = (
        f"the ages {ages[0]} to {ages[1]} were chosen; para 8 focuses on {AGES[0]} to {AGES[1]}"
    )
    return by_age(ages, reference=_AGES, fits=chosen, outside=chosen)


def _plan_reason(child: Child, period: Period, *, recent: bool) -> Reason:
    if child.plans is None:
        return _PLANS_UNKNOWN
    found = _NO_PLAN
    unknown = False
    for plan in child.plans:
        active = plan.is_active(period)
        if active:
            current = plan.is_current(period.end)
            if current:
                return _PLAN_NOW
            found = _PLAN_BEFORE if recent else _PLAN_BEFORE_ONLY
        unknown = unknown or active is None
    if found.answer is Answer.YES:
        return found
    if unknown:
        return _START_UNKNOWN
    return found if child.plans_complete else _OTHER_PLANS


# Para 33 states the ages for the gate fields, so nothing is assumed about them.
_GATE_AGES = by_age(AGES, reference=Reference.para(33))


@lru_cache(maxsize=64)
def _six_months(end: dt.date) -> Period:
    return lookback(end, months=PLAN_MONTHS)


_LIST_6 = Reference.workbook("guidance on list 6")


@cache
def _list_reason(number: int, case: str) -> Reason:
    entry = _ON_LISTS[number]
    wide = entry.kind is PlanKind.CHILD_IN_NEED
    what = "a plan or care of any kind" if wide else f"the status of this list ({entry.kind})"
    reference = _LIST_6 if wide else entry.reference
    if case in {"unknown", "start unknown"}:
        start = case == "start unknown"
        return Reason(
            answer=Answer.UNKNOWN,
            text=f"it is unknown whether the child has {what}"
            + (", because the first day of a plan is unknown" if start else ""),
            missing="plans.start" if start else "plans",
            reference=reference,
        )
    if case == "none":
        return Reason(
            answer=Answer.NO,
            text=(
                f"the child does not have {what}, and did not have it in the {PLAN_MONTHS} months "
                "before"
            ),
            assumed=(
                "a child in need without a plan, or with an open assessment, also belongs on this "
                "list, but plans do not show that"
                if wide
                else None
            ),
            reference=reference,
        )
    when = "has" if case == "current" else f"had, in the {PLAN_MONTHS} months before,"
    return Reason(answer=Answer.YES, text=f"the child {when} {what}", reference=reference)


def on_list(child: Child, number: int, *, as_of: dt.date) -> Decision:
    """Return whether a child belongs on child-level list 6, 7 or 8 (paras 32 and 33).

    A child is on a list at the point of inspection and for six months after the status ended. As
    the workbook requires, list 6 also includes children with a child protection plan and looked
    after children.

    Args:
        child: The child.
        number: 6 (child in need), 7 (child protection plan) or 8 (in care).
        as_of: The date of the inspection.

    Raises:
        DateTypeError: If `as_of` is not a date.
        InvalidValueError: If the list is not one of these.

    Examples:
        >>> from jtai.children.records import Child, Plan
        >>> child = Child(id="A1", plans=[Plan(kind="looked after", start=date(2019, 1, 7))])
        >>> [on_list(child, number, as_of=date(2019, 9, 9)).in_scope for number in (6, 7, 8)]
        [True, False, True]
    """
    child = instance(Child, child, "child", expected="a Child")
    plain = plain_integer(number)
    if type(plain) is not int or plain not in _ON_LISTS:
        raise InvalidValueError(
            "not one of the lists of children with a plan or in care",
            where="number",
            expected=f"one of {', '.join(map(str, _ON_LISTS))}",
            reference=Reference.para(33),
        )
    period = _six_months(plain_date(as_of, "as_of"))
    return _decide(
        f"On child-level list {plain}?",
        (_list_reason(plain, _list_case(child, plain, period)),),
        period.end,
    )


def _list_case(child: Child, number: int, period: Period) -> str:
    if child.plans is None:
        return "unknown"
    kind = _ON_LISTS[number].kind
    wanted = [plan for plan in child.plans if kind in {PlanKind.CHILD_IN_NEED, plan.kind}]
    if any(plan.is_current(period.end) for plan in wanted):
        return "current"
    active = [plan.is_active(period) for plan in wanted]
    if any(active):
        return "before"
    if None in active:
        return "start unknown"
    return "none" if child.plans_complete else "unknown"


_GATES = {
    Answer.YES: Reason(
        answer=Answer.YES,
        text="at least one of the two gate answers is yes",
        reference=Reference.para(34),
    ),
    Answer.NO: Reason(
        answer=Answer.NO, text="both gate answers are no", reference=Reference.para(34)
    ),
}


@cache
def _gate_missing(*missing: str) -> Reason:
    return Reason(
        answer=Answer.UNKNOWN,
        text="a gate answer is missing and neither is yes",
        missing=" or ".join(missing),
        reference=Reference.para(34),
    )


def gate_fields_wanted(
    child: Child, *, as_of: dt.date, leap_birthday: LeapBirthday = LeapBirthday.MARCH_1
) -> Decision:
    """Return whether the two gate fields are required: on lists 6 to 8, aged 10 to 15 (para 33).

    Raises:
        DateTypeError: If `as_of` is not a date.

    Examples:
        >>> from jtai.children.records import Child, Plan
        >>> plans = [Plan(kind="looked after", start=date(2019, 1, 7))]
        >>> child = Child(id="A1", date_of_birth=date(2012, 5, 1), plans=plans)
        >>> gate_fields_wanted(child, as_of=date(2019, 9, 9)).in_scope
        False
    """
    reasons = _gate_reasons(child, as_of, leap_birthday)
    return _decide("Are the two gate fields required?", reasons, plain_date(as_of, "as_of"))


def _gate_reasons(child: Child, as_of: dt.date, leap_birthday: LeapBirthday) -> tuple[Reason, ...]:
    child = instance(Child, child, "child", expected="a Child")
    leap_birthday = member(LeapBirthday, leap_birthday, "leap_birthday")
    period = _six_months(plain_date(as_of, "as_of"))
    # List 6 includes the children of lists 7 and 8.
    return (
        _list_reason(6, _list_case(child, 6, period)),
        age_reason(child, period.end, leap_birthday, ages=AGES, reasons=_GATE_AGES),
    )


def follow_up_fields_wanted(
    child: Child, *, as_of: dt.date, leap_birthday: LeapBirthday = LeapBirthday.MARCH_1
) -> Decision:
    """Return whether the eight further fields are required: if a gate answer is yes (para 34).

    Raises:
        DateTypeError: If `as_of` is not a date.

    Examples:
        >>> from jtai.children.records import Child, Plan
        >>> plans = [Plan(kind="looked after", start=date(2019, 1, 7))]
        >>> child = Child(id="A1", date_of_birth=date(2007, 5, 1), plans=plans)
        >>> follow_up_fields_wanted(child, as_of=date(2019, 9, 9)).missing
        ('mental_health.concern or mental_health.needs_support',)
    """
    reasons = _gate_reasons(child, as_of, leap_birthday)
    health = child.mental_health
    gate = health.gate
    blank = health.blank_gates
    return _decide(
        "Are the eight further fields required?",
        (
            *reasons,
            _gate_missing(*blank) if gate is Answer.UNKNOWN else _GATES[gate],
        ),
        plain_date(as_of, "as_of"),
    )
