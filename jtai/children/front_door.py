"""Whom the sample at the front door will include, and why (paras 4 and 19).

Each decision combines reasons, each with its paragraph. If a fact is missing, the decision is
unknown and names the fact. Reasons show no identifier, date or age of a child.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

import attrs

from jtai.children.age_reasons import BIRTH_OR_PLAN, DISPUTED, PREGNANCY
from jtai.children.departures import departure_reasons
from jtai.children.records import (
    Child,
    earliest_known,
    has_plan_long_before_birth,
    is_protected_without_risk,
)
from jtai.core.answers import Answer, Decision, Reason, all_of
from jtai.core.citation import CHILDREN_ACT, Reference
from jtai.core.validation import instance, member, plain_date
from jtai.guidance.definitions import ADULT, FRONT_DOOR_SAMPLE
from jtai.timetable.ages import BEFORE_BIRTH, LeapBirthday, latest_birth


@attrs.frozen(kw_only=True)
class FrontDoorDecision(Decision):
    """Whether para 19 includes a child in the sample at the front door, and in which category.

    Attributes:
        category: The key of the category in `FRONT_DOOR_SAMPLE`; None if the child is in neither,
            or it is unknown whether the child is at risk.
    """

    category: str | None = None


_SAMPLE = Reference.para(19, 4)
_IN_SAMPLE = {
    Answer.YES: Reason(
        answer=Answer.YES,
        text="the child was identified as at risk of abuse, neglect or exploitation",
        reference=_SAMPLE,
    ),
    Answer.NO: Reason(
        answer=Answer.YES,
        text="the sample also includes children who were not identified as at risk",
        reference=_SAMPLE,
    ),
    Answer.UNKNOWN: Reason(
        answer=Answer.YES,
        text="the sample includes the child whether at risk or not; the category is unknown",
        missing="at_risk",
        reference=_SAMPLE,
    ),
}
# Para 19 says whom the sample will include, and that inspectors evaluate responses to all forms of
# abuse, neglect and exploitation. It does not say who is left out, so being at risk without mental
# ill health is unknown, not no.
_NOT_NAMED = {
    Answer.YES: Reason(
        answer=Answer.UNKNOWN,
        text=(
            "the child was identified as at risk; responses to all abuse, neglect and exploitation "
            "are evaluated, so inspectors may look at this child too"
        ),
        reference=_SAMPLE,
    ),
    Answer.NO: Reason(
        answer=Answer.NO,
        text="the child was not identified as at risk of abuse, neglect or exploitation",
        reference=_SAMPLE,
    ),
    Answer.UNKNOWN: Reason(
        answer=Answer.UNKNOWN,
        text=(
            "it is unknown whether the child is at risk; responses to all abuse, neglect and "
            "exploitation are evaluated"
        ),
        missing="at_risk",
        reference=_SAMPLE,
    ),
}
_BY_RISK = {Answer.YES: _IN_SAMPLE, Answer.NO: _NOT_NAMED}
_CATEGORIES = {Answer.of(entry.at_risk): entry.key for entry in FRONT_DOOR_SAMPLE}


_CHILD = Reference(document=CHILDREN_ACT, part="section 105(1)")
# Adults are seen at the front door too, as it includes the police custody suite (footnote 7). Only
# from this age on is a date of birth taken for one of the wrong century.
_OLDEST_PERSON: Final = 100
_AGE_NOT_CHECKED = Reason(
    answer=Answer.YES,
    text="the age was not checked, because no day was given",
    assumed=f"the person is assumed to be a child, younger than {ADULT}; as_of= checks the age",
    reference=_CHILD,
)
_CHILDHOOD = {
    answer: Reason(
        answer=answer,
        text=text,
        missing="date_of_birth" if answer is Answer.UNKNOWN else "",
        reference=_CHILD,
    )
    for answer, text in (
        (Answer.YES, f"the child is younger than {ADULT}"),
        (Answer.NO, f"the person is {ADULT} or older, and not a child"),
        (Answer.UNKNOWN, "the age is unknown, or the date of birth is impossible"),
    )
}


def front_door_sample(
    child: Child,
    *,
    as_of: dt.date | None = None,
    leap_birthday: LeapBirthday = LeapBirthday.MARCH_1,
) -> FrontDoorDecision:
    """Return whether para 19 includes a child in the front-door sample, and in which category.

    Yes: the child lives with mental ill health. No: the child has no mental ill health and is not
    at risk, or is an adult. Unknown: facts are missing, a child protection plan is in force for a
    child recorded as not at risk, the child died or was found to be an adult (`Child.departed`), or
    is at risk without mental ill health. Inspectors evaluate responses to all harm, and the
    guidance does not say that a child at risk is left out.

    Args:
        child: The child.
        as_of: The date of the inspection, on which the child must be younger than 18; if None, that
            is assumed, and the decision says so.
        leap_birthday: The birthday, in a common year, of a child born on 29 February.

    Raises:
        DateTypeError: If `as_of` is neither a date nor None.

    Examples:
        >>> from jtai.children.records import Child
        >>> child = Child(id="A1", mental_health={"concern": "yes"}, at_risk="no")
        >>> decision = front_door_sample(child)
        >>> decision.category, decision.assumptions
        ('not_at_risk', ('the person is assumed to be a child, younger than 18; ...',))
        >>> grown = Child(id="A1", date_of_birth=date(2001, 9, 9), mental_health={"concern": "yes"})
        >>> front_door_sample(grown, as_of=date(2019, 9, 9)).in_scope
        False
        >>> well = {"concern": "no", "needs_support": "no"}
        >>> print(front_door_sample(Child(id="A1", mental_health=well, at_risk="yes")).in_scope)
        None
    """
    child = instance(Child, child, "child", expected="a Child")
    leap_birthday = member(LeapBirthday, leap_birthday, "leap_birthday")
    day = None if as_of is None else plain_date(as_of, "as_of")
    age = _AGE_NOT_CHECKED if day is None else _childhood_reason(child, day, leap_birthday)
    health = child.mental_health.ill_health_reason
    # A recorded no puts a child into a category, but keeps no child on such a plan out.
    doubted = health.answer is Answer.NO and is_protected_without_risk(child, day)
    at_risk = Answer.UNKNOWN if doubted else child.at_risk
    by_risk = _BY_RISK.get(health.answer, {}).get(at_risk)
    found = health if by_risk is None else by_risk
    # Having left the area excludes nobody who was at the front door.
    left = [one for one in departure_reasons(child.departed) if one.answer is Answer.UNKNOWN]
    answer = all_of((age.answer, found.answer, *(one.answer for one in left)))
    named = health.answer is Answer.YES and answer is not Answer.NO
    reasons = (health, *(() if by_risk is None else (by_risk,)), *left)
    # Without a day, the age is an assumption that only matters where it does not exclude.
    return FrontDoorDecision(
        question="Among the children whom the front-door sample will include?",
        in_scope=answer.known,
        reasons=reasons if day is None and answer is Answer.NO else (*reasons, age),
        as_of=day,
        category=_CATEGORIES.get(child.at_risk) if named else None,
    )


_CHILDHOOD_DISPUTED = Reason(
    answer=Answer.UNKNOWN,
    text=DISPUTED,
    missing=BIRTH_OR_PLAN,
    contradicted=True,
    assumed=PREGNANCY,
    reference=_CHILD,
)


def _childhood_reason(child: Child, on: dt.date, leap_birthday: LeapBirthday) -> Reason:
    if has_plan_long_before_birth(child):
        return _CHILDHOOD_DISPUTED
    age = child.age(on, leap_birthday=leap_birthday)
    born, expected = child.date_of_birth, child.expected_birth
    if expected is not None and expected <= on:
        young = earliest_known(expected) > latest_birth(ADULT, on, leap_birthday=leap_birthday)
        return _CHILDHOOD[Answer.YES if young else Answer.UNKNOWN]
    if age is None or age >= _OLDEST_PERSON or (born is not None and born - on > BEFORE_BIRTH):
        return _CHILDHOOD[Answer.UNKNOWN]
    return _CHILDHOOD[Answer.of(age < ADULT)]
