"""Who is in scope, and why (paras 8, 12, 19, 21, 32 to 34).

Invariant: each decision joins reasons, each with its paragraph; a missing fact leaves it open and
is named. Dates and limits come from the tables. Reasons show no identifier, date or age of a child.
"""

from __future__ import annotations

import datetime as dt
from functools import cache, lru_cache

import attrs

from jtai.children.records import Child, MentalHealth, Plan
from jtai.core.answers import Answer, Decision, Reason, decide
from jtai.core.citation import WORKBOOK, Reference
from jtai.core.validation import plain_date
from jtai.errors import InvalidValueError
from jtai.guidance.definitions import DEEP_DIVE, FRONT_DOOR_SAMPLE, PLAN_KINDS
from jtai.guidance.lists import CHILD_LISTS
from jtai.guidance.terms import PlanKind
from jtai.timetable.ages import (
    BEFORE_BIRTH,
    OLDEST_KNOWN,
    LeapBirthday,
    Period,
    latest_birth,
    lookback,
)

_AGES = Reference.para(8, 33)
_HEALTH = Reference.para(12, 8, 16, 19, part="footnote 1")
_PLANS = Reference.para(8, 21, 32)
_ON_LISTS = {row.list_number: row for row in PLAN_KINDS}
_MONTHS = next(row for row in CHILD_LISTS if row.number == min(_ON_LISTS)).months
_LIMITS = f"{DEEP_DIVE.youngest} to {DEEP_DIVE.oldest}"

# Every reason there is. None of them holds anything of a child, so that they are made once, and
# with them every decision.
_AGE_FITS = Reason(
    answer=Answer.YES,
    text=f"the child is aged {_LIMITS}",
    assumed=DEEP_DIVE.assumed,
    reference=_AGES,
)
_TOO_YOUNG = Reason(
    answer=Answer.NO, text=f"the child is younger than {DEEP_DIVE.youngest}", reference=_AGES
)
_TOO_OLD = Reason(
    answer=Answer.NO, text=f"the child is older than {DEEP_DIVE.oldest}", reference=_AGES
)
_NO_AGE = Reason(
    answer=Answer.UNKNOWN,
    text="the age is not known",
    missing="date_of_birth",
    reference=_AGES,
)
_NO_SUCH_BIRTH = Reason(
    answer=Answer.UNKNOWN,
    text="the age is not known, as nobody can be born on the date of birth; check its year",
    missing="date_of_birth",
    assumed=(
        f"a birth is expected at most {BEFORE_BIRTH.days} days ahead, and nobody older than "
        f"{OLDEST_KNOWN} is known to children's services"
    ),
    reference=_AGES,
)
_ILL = Reason(answer=Answer.YES, text="the child lives with mental ill health", reference=_HEALTH)
_WELL = Reason(
    answer=Answer.NO,
    text="there is no concern about mental health and no need of support was identified",
    reference=_HEALTH,
)
_NO_HEALTH = Reason(
    answer=Answer.UNKNOWN,
    text="it is not known whether the child lives with mental ill health",
    missing="mental_health",
    reference=_HEALTH,
)
_PLAN_NOW = Reason(
    answer=Answer.YES,
    text="the child has a child in need or child protection plan or is looked after",
    reference=_PLANS,
)
_PLAN_BEFORE = Reason(
    answer=Answer.YES,
    text=f"the child had such a plan, or was looked after, in the {_MONTHS} months before",
    assumed=(
        "the deep dive is about children who have a plan, and children are selected from lists "
        "that also hold those whose plan ended in the time before (paras 28 and 32); these count"
    ),
    reference=_PLANS,
)
_PLAN_BEFORE_ONLY = Reason(
    answer=Answer.NO,
    text="such a plan, or being looked after, ended before the inspection",
    assumed="only plans that hold on the day of the inspection count, as the caller asked",
    reference=_PLANS,
)
_NO_PLAN = Reason(
    answer=Answer.NO,
    text="the child has no such plan and is not looked after, nor was in the time before",
    reference=_PLANS,
)
_PLANS_UNKNOWN = Reason(
    answer=Answer.UNKNOWN,
    text="it is not known whether the child has a plan or is looked after",
    missing="plans",
    reference=_PLANS,
)

_decide = lru_cache(maxsize=None)(decide)


def deep_dive(
    child: Child,
    *,
    as_of: dt.date,
    recent_plans: bool = True,
    leap_birthday: LeapBirthday = LeapBirthday.MARCH_1,
) -> Decision:
    """Decide whether a child is in the scope of the deep dive (paras 8, 12, 21 and 32).

    Three things must hold: the child is aged 10 to 15, lives with mental ill health, and has a
    child in need plan or a child protection plan or is looked after.

    Args:
        child: The child.
        as_of: The date of the inspection; see `Timetable.lookback` on what that may be.
        recent_plans: Whether a plan that ended in the six months before counts.
        leap_birthday: When somebody born on 29 February has a birthday in a common year.

    Raises:
        DateTypeError: If `as_of` is no date.

    Examples:
        >>> from jtai.children.records import Child, MentalHealth, Plan
        >>> child = Child(
        ...     id="A1",
        ...     date_of_birth=date(2007, 5, 1),
        ...     plans=[Plan(kind="child in need", start=date(2019, 1, 7))],
        ... )
        >>> decision = deep_dive(child, as_of=date(2019, 9, 9))
        >>> print(decision.in_scope, decision.missing)
        None ('mental_health',)
    """
    period = _six_months(plain_date(as_of, "as_of"))
    return _decide(
        "In the scope of the deep dive?",
        (
            _age_reason(child, period.end, leap_birthday),
            _health_reason(child.mental_health),
            _plan_reason(child.plans, period, recent=recent_plans),
        ),
    )


def _age_reason(child: Child, on: dt.date, leap_birthday: LeapBirthday) -> Reason:
    born = child.date_of_birth
    if born is None:
        return _NO_AGE if child.age(on) is None else _TOO_YOUNG
    # Few comparisons a child: thousands are decided for one day.
    last, youngest, too_old, doubtful = _births(on, leap_birthday)
    if born > youngest:
        return _TOO_YOUNG if born <= last else _NO_SUCH_BIRTH
    if born > too_old:
        return _AGE_FITS
    return _TOO_OLD if born > doubtful else _NO_SUCH_BIRTH


@lru_cache(maxsize=64)
def _births(on: dt.date, leap_birthday: LeapBirthday) -> tuple[dt.date, dt.date, dt.date, dt.date]:
    """Give the last possible birth, and the latest of who is old enough, too old, past belief."""
    ages = (DEEP_DIVE.youngest, DEEP_DIVE.oldest + 1, OLDEST_KNOWN + 1)
    youngest, too_old, doubtful = (
        latest_birth(age, on, leap_birthday=leap_birthday) for age in ages
    )
    last = on + min(BEFORE_BIRTH, dt.date.max - on)
    return last, youngest, too_old, doubtful


def _health_reason(health: MentalHealth) -> Reason:
    answer = health.ill_health
    if answer is Answer.UNKNOWN:
        return _NO_HEALTH
    return _ILL if answer is Answer.YES else _WELL


def _plan_reason(plans: tuple[Plan, ...] | None, period: Period, *, recent: bool) -> Reason:
    if plans is None:
        return _PLANS_UNKNOWN
    found = _NO_PLAN
    for plan in plans:
        if plan.is_active(period):
            if plan.end is None or plan.end >= period.end:
                return _PLAN_NOW
            found = _PLAN_BEFORE if recent else _PLAN_BEFORE_ONLY
    return found


@lru_cache(maxsize=64)
def _six_months(end: dt.date) -> Period:
    return lookback(end, months=_MONTHS or 0)


@attrs.frozen(kw_only=True)
class FrontDoorDecision(Decision):
    """Whether a child belongs in the sample at the front door, and in which category.

    Attributes:
        category: The key of the category in `FRONT_DOOR_SAMPLE`, None where the child is in none
            or it is not known whether the child is at risk.
    """

    category: str | None = None


_AT_RISK = Reference.para(19)
_RISK_REASONS = {
    Answer.YES: Reason(
        answer=Answer.YES,
        text="the child was identified as at risk of abuse, neglect or exploitation",
        reference=_AT_RISK,
    ),
    Answer.NO: Reason(
        answer=Answer.YES,
        text="the child was not identified as at risk, and belongs in the sample all the same",
        reference=_AT_RISK,
    ),
    Answer.UNKNOWN: Reason(
        answer=Answer.YES,
        text="the child belongs in the sample whether at risk or not; the category stays open",
        missing="at_risk",
        reference=_AT_RISK,
    ),
}
_CATEGORIES = {Answer.of(row.at_risk): row.key for row in FRONT_DOOR_SAMPLE}


def front_door_sample(child: Child) -> FrontDoorDecision:
    """Decide whether a child belongs in the front-door sample, and in which category (para 19).

    Examples:
        >>> from jtai.children.records import Child
        >>> child = Child(id="A1", mental_health={"concern": "yes"}, at_risk="no")
        >>> front_door_sample(child).category
        'not_at_risk'
    """
    health = _health_reason(child.mental_health)
    in_sample = health.answer is Answer.YES
    return FrontDoorDecision(
        question="In the sample at the front door?",
        in_scope=health.answer.known,
        reasons=(health, _RISK_REASONS[child.at_risk]) if in_sample else (health,),
        category=_CATEGORIES.get(child.at_risk) if in_sample else None,
    )


_LIST_6 = Reference(document=WORKBOOK, part="guidance on list 6")


@cache
def _list_reason(number: int, case: str) -> Reason:
    row = _ON_LISTS[number]
    wide = row.kind is PlanKind.CHILD_IN_NEED
    what = "a plan or care of any kind" if wide else f"the status of this list ({row.kind})"
    reference = _LIST_6 if wide else row.reference
    if case == "unknown":
        return Reason(
            answer=Answer.UNKNOWN,
            text=f"it is not known whether the child has {what}",
            missing="plans",
            reference=reference,
        )
    if case == "none":
        return Reason(
            answer=Answer.NO,
            text=f"the child does not have {what}, nor had it in the {_MONTHS} months before",
            assumed=(
                "a child under an open assessment belongs on this list as well, which a record "
                "of plans does not show"
                if wide
                else None
            ),
            reference=reference,
        )
    when = "has" if case == "current" else f"had, in the {_MONTHS} months before,"
    return Reason(answer=Answer.YES, text=f"the child {when} {what}", reference=reference)


def on_list(child: Child, number: int, *, as_of: dt.date) -> Decision:
    """Decide whether a child belongs on child-level list 6, 7 or 8 (paras 32 and 33).

    A child is on a list at the point of inspection and for six months after the status ended. List
    6 also holds children with a child protection plan and looked after children, as the workbook
    asks.

    Args:
        child: The child.
        number: 6 (child in need), 7 (child protection plan) or 8 (in care).
        as_of: The date of the inspection.

    Raises:
        DateTypeError: If `as_of` is no date.
        InvalidValueError: If the list is another one.

    Examples:
        >>> from jtai.children.records import Child, Plan
        >>> child = Child(id="A1", plans=[Plan(kind="looked after", start=date(2019, 1, 7))])
        >>> [on_list(child, number, as_of=date(2019, 9, 9)).in_scope for number in (6, 7, 8)]
        [True, False, True]
    """
    if type(number) is not int or number not in _ON_LISTS:
        raise InvalidValueError(
            "no list of children with a plan",
            where="number",
            expected=f"one of {', '.join(map(str, _ON_LISTS))}",
            reference=Reference.para(33),
        )
    period = _six_months(plain_date(as_of, "as_of"))
    return _decide(
        f"On child-level list {number}?", (_list_reason(number, _list_case(child, number, period)),)
    )


def _list_case(child: Child, number: int, period: Period) -> str:
    if child.plans is None:
        return "unknown"
    kind = _ON_LISTS[number].kind
    wanted = [plan for plan in child.plans if kind in {PlanKind.CHILD_IN_NEED, plan.kind}]
    if any(plan.is_current(period.end) for plan in wanted):
        return "current"
    return "before" if any(plan.is_active(period) for plan in wanted) else "none"


_GATES = {
    Answer.YES: Reason(
        answer=Answer.YES,
        text="at least one of the two gate answers is yes",
        reference=Reference.para(34),
    ),
    Answer.NO: Reason(
        answer=Answer.NO, text="both gate answers are no", reference=Reference.para(34)
    ),
    Answer.UNKNOWN: Reason(
        answer=Answer.UNKNOWN,
        text="a gate answer is missing and none is yes",
        missing="mental_health.concern or mental_health.needs_support",
        reference=Reference.para(34),
    ),
}


def gate_fields_wanted(
    child: Child, *, as_of: dt.date, leap_birthday: LeapBirthday = LeapBirthday.MARCH_1
) -> Decision:
    """Decide whether the two gate fields are wanted: on lists 6 to 8, aged 10 to 15 (para 33).

    Raises:
        DateTypeError: If `as_of` is no date.

    Examples:
        >>> from jtai.children.records import Child, Plan
        >>> plans = [Plan(kind="looked after", start=date(2019, 1, 7))]
        >>> child = Child(id="A1", date_of_birth=date(2012, 5, 1), plans=plans)
        >>> gate_fields_wanted(child, as_of=date(2019, 9, 9)).in_scope
        False
    """
    return _decide("Are the two gate fields wanted?", _gate_reasons(child, as_of, leap_birthday))


def _gate_reasons(child: Child, as_of: dt.date, leap_birthday: LeapBirthday) -> tuple[Reason, ...]:
    period = _six_months(plain_date(as_of, "as_of"))
    # List 6 holds the children of lists 7 and 8 too.
    return (
        _list_reason(6, _list_case(child, 6, period)),
        _age_reason(child, period.end, leap_birthday),
    )


def follow_up_fields_wanted(
    child: Child, *, as_of: dt.date, leap_birthday: LeapBirthday = LeapBirthday.MARCH_1
) -> Decision:
    """Decide whether the eight further fields are wanted: if a gate answer is yes (para 34).

    Raises:
        DateTypeError: If `as_of` is no date.

    Examples:
        >>> from jtai.children.records import Child, Plan
        >>> plans = [Plan(kind="looked after", start=date(2019, 1, 7))]
        >>> child = Child(id="A1", date_of_birth=date(2007, 5, 1), plans=plans)
        >>> follow_up_fields_wanted(child, as_of=date(2019, 9, 9)).missing
        ('mental_health.concern or mental_health.needs_support',)
    """
    reasons = _gate_reasons(child, as_of, leap_birthday)
    return _decide(
        "Are the eight further fields wanted?", (*reasons, _GATES[child.mental_health.gate])
    )
