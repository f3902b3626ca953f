"""Children, their plans and their mental health (paras 3, 12 to 19, 32 to 34).

Invariant: a value holds what is known and says what follows from it alone; every answer is unknown
until given. Contradictions between answers are reported, never resolved. Whether a child is in
scope is decided in `scope`. No representation shows an identifier, a date or a text of a child.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum
from itertools import combinations
from operator import attrgetter

import attrs

from jtai.core.answers import Answer, any_of
from jtai.core.citation import Reference
from jtai.core.notebook import Rows, Shown
from jtai.core.records import Record, hidden
from jtai.core.validation import plain_date
from jtai.errors import Fault
from jtai.guidance.terms import Agency, FormOfIllHealth, Identification, PlanKind, RelatedCondition
from jtai.timetable.ages import BEFORE_BIRTH, LeapBirthday, Period, completed_years


@attrs.frozen(kw_only=True)
class Contradiction(Shown):
    """Facts that do not fit together. Which of them is wrong is for people to find out.

    Attributes:
        facts: The fields that do not fit together.
        text: Why they do not.
        reference: Where the guidance says so.

    Examples:
        >>> print(*CamhsStatus(receiving="yes", waiting="yes").contradictions)
        the child receives a service and at the same time is on a waiting list (guidance 190035,
        para 34)
    """

    facts: tuple[str, ...]
    text: str
    reference: Reference

    def __str__(self) -> str:
        return f"{self.text} ({self.reference})"


# Which fields go with one kind of plan only.
_FIELDS_OF_KIND = {
    "need_code": PlanKind.CHILD_IN_NEED,
    "abuse_category": PlanKind.CHILD_PROTECTION,
    "legal_status": PlanKind.LOOKED_AFTER,
    "placement_type": PlanKind.LOOKED_AFTER,
}
_fields_of_kind = attrgetter(*_FIELDS_OF_KIND)
_NONE_GIVEN = (None,) * len(_FIELDS_OF_KIND)


@attrs.frozen(kw_only=True)
class Plan(Record):
    """A period with a child in need plan, with a child protection plan, or of being looked after.

    Source: paras 21, 32.

    Attributes:
        kind: Which of the three.
        start: Its first day.
        end: Its last day, None while it is open.
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
    start: dt.date = hidden()
    end: dt.date | None = hidden(None)
    need_code: str | None = hidden(None)
    abuse_category: str | None = hidden(None)
    legal_status: str | None = hidden(None)
    placement_type: str | None = hidden(None)

    def _impossible(self) -> Iterator[Fault]:
        if self.end is not None and self.end < self.start:
            yield Fault(
                message="the plan ends before it starts",
                where="end",
                expected="the start or a later day",
                reference=Reference.para(32),
            )
        given = _fields_of_kind(self)
        if given == _NONE_GIVEN:
            return
        for value, (name, kind) in zip(given, _FIELDS_OF_KIND.items(), strict=True):
            if kind is not self.kind and value is not None:
                yield Fault(
                    message=f"this kind of plan ({self.kind}) has no such field",
                    where=name,
                    expected=f"a plan of the kind {kind}",
                    reference=Reference.para(8, 21),
                )

    @property
    def is_open(self) -> bool:
        """Whether it has no end."""
        return self.end is None

    def is_current(self, on: dt.date) -> bool:
        """Tell whether it holds on a day, its first and last day included.

        Raises:
            DateTypeError: If the day is no date.
        """
        day = plain_date(on, "on")
        return self.start <= day and (self.end is None or day <= self.end)

    def is_active(self, period: Period) -> bool:
        """Tell whether it holds on at least one day of a period, such as a look-back.

        Examples:
            >>> import jtai
            >>> six_months = jtai.lookback(date(2019, 9, 9), months=6)
            >>> ended = Plan(kind="looked after", start=date(2018, 1, 1), end=date(2019, 3, 9))
            >>> ended.is_active(six_months)
            True
        """
        return self.start <= period.end and (self.end is None or period.start <= self.end)

    def overlaps(self, other: Plan) -> bool:
        """Tell whether the two share a day."""
        return (other.end is None or self.start <= other.end) and (
            self.end is None or other.start <= self.end
        )


class CamhsPathway(StrEnum):
    """What the four answers about CAMHS mean together (para 34).

    Examples:
        >>> CamhsStatus(referred="yes", receiving="no", waiting="yes").pathway
        <CamhsPathway.WAITING: 'referred and waiting'>
    """

    NOT_REFERRED = "not referred"
    WAITING = "referred and waiting"
    RECEIVING = "receiving a service"
    NOT_ACCEPTED = "referral not accepted"
    UNCLEAR = "unclear"
    """Answers are missing, or do not fit together."""


_CAMHS = Reference.para(34)
_CURRENT_STATES = ("receiving", "waiting", "not_accepted")


@attrs.frozen(kw_only=True)
class CamhsStatus(Record):
    """Where a child stands with child and adolescent mental health services (para 34).

    Attributes:
        referred: Whether the child was referred.
        receiving: Whether the child receives a service.
        waiting: Whether the child is on a waiting list.
        not_accepted: Whether a referral was made and not accepted.

    Examples:
        >>> CamhsStatus(referred="yes", receiving="no", waiting="yes", not_accepted="no").pathway
        <CamhsPathway.WAITING: 'referred and waiting'>
        >>> CamhsStatus(referred="no", waiting="yes").pathway
        <CamhsPathway.UNCLEAR: 'unclear'>
    """

    referred: Answer = Answer.UNKNOWN
    receiving: Answer = Answer.UNKNOWN
    waiting: Answer = Answer.UNKNOWN
    not_accepted: Answer = Answer.UNKNOWN

    @property
    def pathway(self) -> CamhsPathway:
        """What the answers mean together; unclear where some are missing or contradict others."""
        if self.contradictions:
            return CamhsPathway.UNCLEAR
        if self.receiving is Answer.YES:
            return CamhsPathway.RECEIVING
        if self.waiting is Answer.YES:
            return CamhsPathway.WAITING
        if self.not_accepted is Answer.YES:
            return CamhsPathway.NOT_ACCEPTED
        if self.referred is Answer.NO:
            return CamhsPathway.NOT_REFERRED
        return CamhsPathway.UNCLEAR

    @property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """The answers that do not fit together, in pairs."""
        return Rows(self._contradictions())

    def _contradictions(self) -> Iterator[Contradiction]:
        said = [name for name in _CURRENT_STATES if getattr(self, name) is Answer.YES]
        if self.referred is Answer.NO:
            for name in said:
                yield Contradiction(
                    facts=("referred", name),
                    text=f"the child {_STATES[name]}, but was never referred",
                    reference=_CAMHS,
                )
        for one, other in combinations(said, 2):
            yield Contradiction(
                facts=(one, other),
                text=f"the child {_STATES[one]} and at the same time {_STATES[other]}",
                reference=_CAMHS,
            )
        if self.referred is Answer.YES and all(
            getattr(self, name) is Answer.NO for name in _CURRENT_STATES
        ):
            yield Contradiction(
                facts=("referred", *_CURRENT_STATES),
                text=(
                    "the child was referred, but neither receives a service nor waits nor was "
                    "refused; the service may have ended"
                ),
                reference=_CAMHS,
            )


_STATES = {
    "receiving": "receives a service",
    "waiting": "is on a waiting list",
    "not_accepted": "had a referral that was not accepted",
}


@attrs.frozen(kw_only=True)
class MentalHealth(Record):
    """What agencies know of a child's mental health (paras 12 to 17, 33, 34).

    Attributes:
        concern: Whether there is a concern about the child's mental health (first gate field).
        needs_support: Whether the child was identified as needing support for it (second).
        identification: How far mental ill health is established, None if unknown.
        forms: Forms that are known, of those that the guidance names.
        related: Self-harm, and childhood disorders that are no mental ill health.
        camhs: Where the child stands with CAMHS.
        recent_support: Whether the child has support, or had in the last six months.
        multi_agency: Whether several agencies are involved.
        known_to_yot: Whether the youth offending team knows the child.
        police_or_criminal: Whether there is a current police investigation or criminal proceeding.

    Examples:
        >>> health = MentalHealth(concern="yes")
        >>> health.gate, health.needs_support
        (<Answer.YES: 'yes'>, <Answer.UNKNOWN: 'unknown'>)
    """

    concern: Answer = Answer.UNKNOWN
    needs_support: Answer = Answer.UNKNOWN
    identification: Identification | None = None
    forms: frozenset[FormOfIllHealth] = frozenset()
    related: frozenset[RelatedCondition] = frozenset()
    camhs: CamhsStatus = CamhsStatus()
    recent_support: Answer = Answer.UNKNOWN
    multi_agency: Answer = Answer.UNKNOWN
    known_to_yot: Answer = Answer.UNKNOWN
    police_or_criminal: Answer = Answer.UNKNOWN

    @property
    def gate(self) -> Answer:
        """Whether one of the two gate answers is yes, so that the others are asked (para 34)."""
        return any_of((self.concern, self.needs_support))

    @property
    def ill_health(self) -> Answer:
        """Whether the child lives with mental ill health, as the guidance means it.

        Early signs, identification by professionals and a diagnosis all count (footnote 1), and
        self-harm does too (para 16). It is no only where both gate answers are no and nothing
        else says yes.
        """
        return Answer.YES if self._signs else self.gate

    @property
    def _signs(self) -> tuple[str, ...]:
        """The facts other than the gate answers that show mental ill health."""
        signs = []
        if self.identification is not None:
            signs.append("identification")
        if self.forms:
            signs.append("forms")
        if self.related and RelatedCondition.SELF_HARM in self.related:
            signs.append("related")
        return tuple(signs)

    @property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """Answers that do not fit together, those about CAMHS among them."""
        found = list(self.camhs.contradictions)
        if self.gate is Answer.NO and self._signs:
            found.append(
                Contradiction(
                    facts=("concern", "needs_support", *self._signs),
                    text="both gate answers are no, but other facts show mental ill health",
                    reference=Reference.para(33, 12, 16),
                )
            )
        return Rows(found)


@attrs.frozen(kw_only=True)
class Child(Record):
    """A child as a case-management system knows it (paras 8, 21, 32 to 34).

    Attributes:
        id: The identifier in the caller's system.
        date_of_birth: The date of birth, None if unknown or still to come.
        expected_birth: For an unborn child, the expected date.
        individual_needs: Needs from the child's circumstances, such as ethnicity or a disability.
        plans: Child in need plans, child protection plans and periods of being looked after; an
            empty tuple if there are none, None if that is not known.
        mental_health: What is known of the child's mental health.
        agencies: The agencies that are involved.
        at_risk: Whether the child was identified as at risk of abuse, neglect or exploitation.

    Raises:
        InvalidRecordError: If the identifier is blank, or there are both a date of birth and an
            expected one. Every fault is reported at once, with a path such as ``plans[0].end``.

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
    mental_health: MentalHealth = MentalHealth()
    agencies: frozenset[Agency] = frozenset()
    at_risk: Answer = Answer.UNKNOWN

    def _impossible(self) -> Iterator[Fault]:
        if not self.id.strip():
            yield Fault(message="the identifier is blank", where="id", expected="a text")
        if self.date_of_birth is not None and self.expected_birth is not None:
            yield Fault(
                message="there are both a date of birth and an expected one",
                where="expected_birth",
                expected="one of the two",
            )

    def age(self, on: dt.date, *, leap_birthday: LeapBirthday = LeapBirthday.MARCH_1) -> int | None:
        """Give the age in completed years on a day, -1 before birth, None if it is unknown.

        An expected birth that is further ahead than a pregnancy lasts tells nothing.

        Raises:
            DateTypeError: If the day is no date.
        """
        if self.date_of_birth is not None:
            return completed_years(self.date_of_birth, on, leap_birthday=leap_birthday)
        day = plain_date(on, "on")
        expected = self.expected_birth
        return -1 if expected is not None and day < expected <= day + BEFORE_BIRTH else None

    def current_plans(self, on: dt.date) -> tuple[Plan, ...]:
        """Give the plans that hold on a day."""
        return Rows(plan for plan in self.plans or () if plan.is_current(on))

    def active_plans(self, period: Period) -> tuple[Plan, ...]:
        """Give the plans that hold on at least one day of a period."""
        return Rows(plan for plan in self.plans or () if plan.is_active(period))

    @property
    def overlapping_plans(self) -> tuple[tuple[Plan, Plan], ...]:
        """The pairs of plans of one kind that share a day; at most one kind at a time is usual.

        Plans of different kinds may hold at the same time.
        """
        return tuple(
            (one, other)
            for one, other in combinations(self.plans or (), 2)
            if one.kind is other.kind and one.overlaps(other)
        )

    @property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """Facts that do not fit together: answers, and plans of one kind that overlap."""
        found = list(self.mental_health.contradictions)
        kinds = sorted({one.kind for one, _ in self.overlapping_plans})
        found += [
            Contradiction(
                facts=("plans",),
                text=f"two plans of the kind {kind} hold at the same time",
                reference=Reference.para(32),
            )
            for kind in kinds
        ]
        return Rows(found)
