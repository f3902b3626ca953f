"""What follows from a child's age for a question with a youngest and an oldest age (paras 8, 33).

An age can be unknown, impossible, or in doubt because another fact contradicts the date of birth.
Reasons show no date or age of a child, so they are built once for each pair of ages.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache, partial
from typing import Final, NamedTuple

import attrs

from jtai.children.records import Child, earliest_known, has_plan_long_before_birth
from jtai.core.answers import Answer, Reason, assumed_together
from jtai.core.citation import Reference
from jtai.timetable.ages import BEFORE_BIRTH, OLDEST_KNOWN, LeapBirthday, latest_birth


class ByAge(NamedTuple):
    """The reasons that follow from an age."""

    fits: Reason
    too_young: Reason
    too_old: Reason
    unknown: Reason
    impossible: Reason
    disputed: Reason
    unborn: Reason
    soon_old_enough: Reason
    soon_too_old: Reason


# An inspection takes three weeks, or four with bank holidays, and the guidance does not say on
# which day the age counts.
_SOON: Final = dt.timedelta(weeks=4)
_ON_THIS_DAY: Final = (
    "the guidance does not say on which day the age counts, so the age on the day of the decision "
    "is used; the child passes this limit on a birthday in the following four weeks"
)


DISPUTED: Final = (
    "the age is not certain, because a plan begins further before the birth than a pregnancy lasts"
)
BIRTH_OR_PLAN: Final = "date_of_birth or plans.start"
PREGNANCY: Final = f"a child is known to services at most {BEFORE_BIRTH.days} days before birth"


def by_age(
    ages: tuple[int, int],
    *,
    reference: Reference,
    fits: str | None = None,
    outside: str | None = None,
) -> ByAge:
    """Return the reasons of a question about ages.

    Args:
        ages: The youngest and the oldest age, both included.
        reference: Where the guidance states them.
        fits: What is assumed of a child of these ages, if anything.
        outside: What is assumed of any other child, if anything.
    """
    youngest, oldest = ages
    yes, no, unknown = (
        partial(Reason, answer=answer, reference=reference)
        for answer in (Answer.YES, Answer.NO, Answer.UNKNOWN)
    )
    inside = yes(text=f"the child is aged {youngest} to {oldest}", assumed=fits)
    too_young = no(text=f"the child is younger than {youngest}", assumed=outside)
    return ByAge(
        fits=inside,
        too_young=too_young,
        too_old=no(text=f"the child is older than {oldest}", assumed=outside),
        unknown=unknown(text="the age is unknown", missing="date_of_birth"),
        impossible=unknown(
            text="the age is unknown, because the date of birth is impossible; check its year",
            missing="date_of_birth",
            contradicted=True,
            assumed=(
                f"a birth is expected at most {BEFORE_BIRTH.days} days ahead, and children's "
                f"services do not know anyone older than {OLDEST_KNOWN}"
            ),
        ),
        disputed=unknown(
            text=DISPUTED, missing=BIRTH_OR_PLAN, contradicted=True, assumed=PREGNANCY
        ),
        unborn=unknown(
            text="the age is not certain, because a child with a mental health need was born",
            missing="date_of_birth",
            contradicted=True,
        ),
        soon_old_enough=attrs.evolve(too_young, assumed=assumed_together((outside, _ON_THIS_DAY))),
        soon_too_old=attrs.evolve(inside, assumed=assumed_together((fits, _ON_THIS_DAY))),
    )


def age_reason(
    child: Child,
    on: dt.date,
    leap_birthday: LeapBirthday,
    *,
    ages: tuple[int, int],
    reasons: ByAge,
) -> Reason:
    """Return the reason that follows from a child's age on a day."""
    born = child.date_of_birth
    # Few comparisons for each child, as thousands are decided for one day.
    limits = _births(on, leap_birthday, ages)
    doubt = _doubt(child, on, limits, reasons)
    if doubt is not None:
        return doubt
    if born is None:
        return _before_birth(child.expected_birth, on, limits, reasons)
    if born > limits.old_enough:
        if born > limits.last:
            return reasons.impossible
        return reasons.too_young if born > limits.soon_old_enough else reasons.soon_old_enough
    if born > limits.too_old:
        return reasons.fits if born > limits.soon_too_old else reasons.soon_too_old
    return reasons.too_old if born > limits.implausible else reasons.impossible


def _doubt(child: Child, on: dt.date, limits: _Births, reasons: ByAge) -> Reason | None:
    """Return the reason if another fact about the child contradicts the date of birth."""
    born = child.date_of_birth
    possible = born is None or limits.implausible < born <= limits.last
    if possible and has_plan_long_before_birth(child):
        return reasons.disputed
    expected = born or child.expected_birth
    if expected is None or not on < expected <= limits.last:
        return None
    return reasons.unborn if child.mental_health.ill_health is Answer.YES else None


def _before_birth(expected: dt.date | None, on: dt.date, limits: _Births, reasons: ByAge) -> Reason:
    """Return the reason for a child of whom only the expected date of birth is known."""
    if expected is None or expected > limits.last:
        return reasons.unknown
    young = expected > on or earliest_known(expected) > limits.old_enough
    return reasons.too_young if young else reasons.unknown


class _Births(NamedTuple):
    """The latest days of birth: that are possible, and for each limit of age."""

    last: dt.date
    old_enough: dt.date
    soon_old_enough: dt.date
    too_old: dt.date
    soon_too_old: dt.date
    implausible: dt.date


@lru_cache(maxsize=64)
def _births(on: dt.date, leap_birthday: LeapBirthday, ages: tuple[int, int]) -> _Births:
    soon = on + min(_SOON, dt.date.max - on)
    youngest, old, oldest = ages[0], ages[1] + 1, OLDEST_KNOWN + 1
    return _Births(
        on + min(BEFORE_BIRTH, dt.date.max - on),
        *(
            latest_birth(age, day, leap_birthday=leap_birthday)
            for age, day in ((youngest, on), (youngest, soon), (old, on), (old, soon), (oldest, on))
        ),
    )
