"""Children and their plans (paras 8, 21, 32).

A record contains what is known, and answers only what follows from it; every answer is unknown
until it is set. Contradictions between facts are reported, never resolved. Who is in scope is
decided in `scope`. No `repr` shows an identifier, a date or a text of a child.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from itertools import combinations
from operator import attrgetter

import attrs

from jtai.children.contradictions import Contradiction, contradictions_in
from jtai.children.departures import Departure
from jtai.children.mental_health import MentalHealth
from jtai.core.answers import Answer
from jtai.core.citation import Reference
from jtai.core.notebook import Table
from jtai.core.records import Record, hidden
from jtai.core.validation import blank, instance, plain_date
from jtai.errors import Fault
from jtai.guidance.agencies import are_several
from jtai.guidance.terms import Agency, PlanKind
from jtai.timetable.ages import BEFORE_BIRTH, LeapBirthday, Period, completed_years

# Fields that belong to one kind of plan only.
_FIELDS_OF_KIND = {
    "need_code": PlanKind.CHILD_IN_NEED,
    "abuse_category": PlanKind.CHILD_PROTECTION,
    "legal_status": PlanKind.LOOKED_AFTER,
    "placement_type": PlanKind.LOOKED_AFTER,
}
_fields_of_kind = attrgetter(*_FIELDS_OF_KIND)
_NONE_GIVEN = (None,) * len(_FIELDS_OF_KIND)

DATES_OF_PLANS = Reference.workbook("lists 6, 7 and 8, dates of start and end")
"""Where the start and the end of a plan are described."""
ONE_AT_A_TIME = Reference.workbook("lists 6, 7 and 8, whom each list covers")
"""Where it says that a child has a single entry, of the latest plan or period."""


@attrs.frozen(kw_only=True)
class Plan(Record):
    """A period with a child in need plan, with a child protection plan, or of being looked after.

    Source: paras 21, 32.

    Attributes:
        kind: Which of the three.
        start: Its first day, or None if it is unknown.
        end: Its last day, or None while it is open.
        need_code: For a child in need, the primary need (``"N1"`` and so on), if known.
        abuse_category: For a child protection plan, the category of abuse, if known.
        legal_status: For a looked after child, the code of the legal status, if known.
        placement_type: For a looked after child, the code of the placement, if known.

    Raises:
        InvalidRecordError: If it ends before it starts, or has a field of another kind.

    Examples:
        >>> plan = Plan(kind="child protection", start=date(2019, 4, 1))
        >>> plan.is_open, plan.is_current(date(2019, 3, 31)), plan.is_current(date(2019, 4, 1))
        (True, False, True)
    """

    kind: PlanKind
    start: dt.date | None = hidden()
    end: dt.date | None = hidden(None)
    need_code: str | None = hidden(None)
    abuse_category: str | None = hidden(None)
    legal_status: str | None = hidden(None)
    placement_type: str | None = hidden(None)

    def _impossible(self) -> Iterator[Fault]:
        if self.start is not None and self.end is not None and self.end < self.start:
            yield Fault(
                message="the plan ends before it starts",
                where="end",
                expected="the start or a later day",
                reference=DATES_OF_PLANS,
            )
        given = _fields_of_kind(self)
        if given == _NONE_GIVEN:
            return
        for value, (name, kind) in zip(given, _FIELDS_OF_KIND.items(), strict=True):
            if kind is not self.kind and value is not None:
                yield Fault(
                    message=f"a plan of the kind {self.kind} does not have this field",
                    where=name,
                    expected=f"a plan of the kind {kind}",
                    reference=Reference.para(8, 21),
                )

    @property
    def is_open(self) -> bool:
        """Whether it has no end date."""
        return self.end is None

    def is_current(self, on: dt.date) -> bool | None:
        """Return whether it is in force on a day, its first and last day included.

        None if that depends on a first day that is unknown: it does on days before its last.

        Raises:
            DateTypeError: If the day is not a date.

        Examples:
            >>> plan = Plan(kind="looked after", start=None, end=date(2019, 9, 9))
            >>> [plan.is_current(date(2019, 9, day)) for day in (8, 9, 10)]
            [None, True, False]
        """
        day = plain_date(on, "on")
        if self.end is not None and self.end <= day:
            return self.end == day
        return None if self.start is None else self.start <= day

    def is_active(self, period: Period) -> bool | None:
        """Return whether it is in force on at least one day of a period, such as a look-back.

        None if that depends on a first day that is unknown: it does if it ends after the period.

        Examples:
            >>> import jtai
            >>> six_months = jtai.lookback(date(2019, 9, 9), months=6)
            >>> ended = Plan(kind="looked after", start=date(2018, 1, 1), end=date(2019, 3, 9))
            >>> ended.is_active(six_months)
            True
        """
        instance(Period, period, "period", expected="a Period, such as a look-back")
        if self.end is not None and self.end <= period.end:
            return period.start <= self.end
        return None if self.start is None else self.start <= period.end

    def overlaps(self, other: Plan) -> bool | None:
        """Return whether each begins before the other ends.

        None if that depends on an unknown first day. A change of placement or legal status ends one
        episode and begins the next on the same day (code X1 of the SSDA903 return, which list 8
        uses), so that day alone is not an overlap.

        Examples:
            >>> may_3 = date(2019, 5, 3)
            >>> before = Plan(kind="looked after", start=date(2019, 1, 7), end=may_3)
            >>> before.overlaps(Plan(kind="looked after", start=may_3))
            False
        """
        instance(Plan, other, "other", expected="a Plan")
        apart = False
        for one, two in ((self, other), (other, self)):
            if one.end is None:
                continue
            if two.start is not None and two.start >= one.end:
                return False
            apart = apart or two.start is None
        return None if apart else True


@attrs.frozen(kw_only=True)
class Child(Record):
    """A child as a case-management system knows it (paras 8, 21, 32 to 34).

    Attributes:
        id: The identifier in the caller's system.
        date_of_birth: The date of birth, or None if unknown or unborn.
        expected_birth: For an unborn child, the expected date.
        individual_needs: Needs from the child's circumstances, such as ethnicity or a disability.
        plans: Child in need plans, child protection plans and periods of being looked after; an
            empty tuple if there are none, or None if that is unknown.
        plans_complete: False if there may be other plans. Questions that the known plans cannot
            answer then have the answer unknown.
        mental_health: What is known about the child's mental health.
        agencies: The agencies that are involved.
        at_risk: Whether the child was identified as at risk of abuse, neglect or exploitation.
        departed: What is recorded of a child who left or died, such as ``{"died"}``.

    Raises:
        InvalidRecordError: If the identifier is blank, or there is both a date of birth and an
            expected one. It reports every fault, with a path such as ``plans[0].end``.

    Examples:
        >>> child = Child(
        ...     id="A1",
        ...     date_of_birth=date(2007, 5, 1),
        ...     plans=[{"kind": "child in need", "start": date(2019, 1, 7)}],
        ...     mental_health={"concern": "yes"},
        ... )
        >>> child.age(date(2019, 9, 9))
        12
        >>> child
        Child(plans=(Plan(kind=<PlanKind.CHILD_IN_NEED: 'child in need'>),), ...)
    """

    id: str = hidden()
    date_of_birth: dt.date | None = hidden(None)
    expected_birth: dt.date | None = hidden(None)
    individual_needs: tuple[str, ...] = hidden(())
    plans: tuple[Plan, ...] | None = None
    plans_complete: bool = True
    mental_health: MentalHealth = MentalHealth()
    agencies: frozenset[Agency] = frozenset()
    at_risk: Answer = Answer.UNKNOWN
    departed: frozenset[Departure] = hidden(frozenset())

    def _impossible(self) -> Iterator[Fault]:
        yield from blank(self.id, "id")
        if self.date_of_birth is not None and self.expected_birth is not None:
            yield Fault(
                message="there is both a date of birth and an expected one",
                where="expected_birth",
                expected="one of the two",
            )

    def age(self, on: dt.date, *, leap_birthday: LeapBirthday = LeapBirthday.MARCH_1) -> int | None:
        """Return the age in completed years on a day: -1 before birth, None if it is unknown.

        It is unknown if the expected birth is further ahead than a pregnancy lasts.

        Raises:
            DateTypeError: If the day is not a date.
        """
        if self.date_of_birth is not None:
            return completed_years(self.date_of_birth, on, leap_birthday=leap_birthday)
        day = plain_date(on, "on")
        expected = self.expected_birth
        return -1 if expected is not None and day < expected <= day + BEFORE_BIRTH else None

    def current_plans(self, on: dt.date) -> tuple[Plan, ...] | None:
        """Return the plans in force on a day, or None if they are not all known."""
        return self._known(lambda plan: plan.is_current(on))

    def active_plans(self, period: Period) -> tuple[Plan, ...] | None:
        """Return the plans in force on any day of a period, or None if they are not all known."""
        return self._known(lambda plan: plan.is_active(period))

    def _known(self, there: Callable[[Plan], bool | None]) -> tuple[Plan, ...] | None:
        if self.plans is None or not self.plans_complete:
            return None
        found = [(plan, there(plan)) for plan in self.plans]
        if any(answer is None for _, answer in found):
            return None
        return Table(plan for plan, answer in found if answer)

    @property
    def overlapping_plans(self) -> tuple[tuple[Plan, Plan], ...]:
        """The pairs of plans of one kind that overlap; usually none.

        Plans of different kinds may be in force at the same time.
        """
        return tuple(
            (one, other)
            for one, other in combinations(self.plans or (), 2)
            if one.kind is other.kind and one.overlaps(other) is True
        )

    @property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """Facts that contradict each other: answers, dates, agencies, and plans of one kind.

        Examples:
            >>> plan = Plan(kind="looked after", start=date(2006, 5, 1))
            >>> child = Child(id="A1", date_of_birth=date(2007, 5, 1), plans=[plan])
            >>> print(child.contradictions[0].text)
            a plan begins further before the birth than a pregnancy lasts
        """
        found = list(contradictions_in("mental_health", self.mental_health.contradictions))
        if has_plan_long_before_birth(self):
            birth = "expected_birth" if self.date_of_birth is None else "date_of_birth"
            found.append(attrs.evolve(_BEFORE_BIRTH, facts=(birth, "plans")))
        kinds = sorted({one.kind for one, _ in self.overlapping_plans})
        found += [
            Contradiction(
                facts=("plans",),
                text=f"two plans of the kind {kind} are in force at the same time",
                reference=ONE_AT_A_TIME,
            )
            for kind in kinds
        ]
        if is_protected_without_risk(self):
            found.append(_PROTECTED_WITHOUT_RISK)
        health = self.mental_health
        if health.known_to_yot is Answer.NO and Agency.YOT in self.agencies:
            found.append(_YOT_UNKNOWN)
        if health.multi_agency is Answer.NO and are_several(self.agencies):
            found.append(_SEVERAL_AGENCIES)
        return Table(found)


_BEFORE_BIRTH = Contradiction(
    facts=("date_of_birth", "plans"),
    text="a plan begins further before the birth than a pregnancy lasts",
    reference=Reference.workbook("lists 6, 7 and 8, Date of Birth"),
)


_PROTECTED_WITHOUT_RISK = Contradiction(
    facts=("at_risk", "plans"),
    text="a child protection plan is in force, but the child is recorded as not at risk",
    reference=Reference.para(19),
)

_YOT_UNKNOWN = Contradiction(
    facts=("mental_health.known_to_yot", "agencies"),
    text="the YOT is involved, but the answer is that it does not know the child",
    reference=Reference.para(34),
)

_SEVERAL_AGENCIES = Contradiction(
    facts=("mental_health.multi_agency", "agencies"),
    text="several agencies are involved, but the answer on multi-agency involvement is no",
    reference=Reference.para(3, 34),
)


def is_protected_without_risk(child: Child, on: dt.date | None = None) -> bool:
    """Return whether a child may be on a child protection plan, but is recorded as not at risk.

    Args:
        child: The child.
        on: The day; without one, only a plan without an end counts.
    """
    return child.at_risk is Answer.NO and any(
        plan.is_open if on is None else plan.is_current(on) is not False
        for plan in child.plans or ()
        if plan.kind is PlanKind.CHILD_PROTECTION
    )


def has_plan_long_before_birth(child: Child) -> bool:
    """Return whether a plan begins, or ends, further before the birth than a pregnancy lasts.

    Then a plan's date or the date of birth is wrong.
    """
    born = child.date_of_birth or child.expected_birth
    if born is None or not child.plans:
        return False
    earliest = earliest_known(born)
    for plan in child.plans:
        first = plan.start or plan.end
        if first is not None and first < earliest:
            return True
    return False


def earliest_known(born: dt.date) -> dt.date:
    """Return the earliest day on which services know a child who is born, or expected, on a day."""
    return born - min(BEFORE_BIRTH, born - dt.date.min)
