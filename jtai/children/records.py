"""Children, their plans and their mental health (paras 3, 12 to 19, 32 to 34).

A record contains what is known, and answers only what follows from it; every answer is unknown
until it is set. Contradictions between answers are reported, never resolved. Whether a child lives
with mental ill health is decided here, once for models and for the rules of lists; who is in scope
is decided in `scope`. No `repr` shows an identifier, a date or a text of a child.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from functools import lru_cache
from itertools import combinations
from operator import attrgetter
from typing import NamedTuple

import attrs

from jtai.core.answers import Answer, Reason, any_of
from jtai.core.citation import Reference
from jtai.core.notebook import Table
from jtai.core.records import Record, hidden
from jtai.core.results import Result
from jtai.core.validation import instance, plain_date
from jtai.errors import Fault
from jtai.guidance.definitions import RELATED_CONDITIONS
from jtai.guidance.terms import Agency, FormOfIllHealth, Identification, PlanKind, RelatedCondition
from jtai.timetable.ages import BEFORE_BIRTH, LeapBirthday, Period, completed_years


@attrs.frozen(kw_only=True)
class Contradiction(Result):
    """Facts that cannot all be true. People have to find out which of them is wrong.

    Attributes:
        facts: The fields that contradict each other.
        text: How they contradict each other.
        reference: Where the guidance says so.

    Examples:
        >>> print(*CamhsStatus(referred="no", not_accepted="yes").contradictions)
        a referral was not accepted, but the child was never referred (guidance 190035, para 34)
    """

    facts: tuple[str, ...]
    text: str
    reference: Reference

    def __str__(self) -> str:
        return f"{self.text} ({self.reference})"


def contradictions_in(where: str, found: Iterable[Contradiction]) -> Iterator[Contradiction]:
    """Yield the contradictions of an inner value, with paths to their fields.

    Args:
        where: The path of the inner value, such as ``"children[0]"``.
        found: The contradictions of the inner value.
    """
    for each in found:
        yield attrs.evolve(each, facts=tuple(f"{where}.{fact}" for fact in each.facts))


# Fields that belong to one kind of plan only.
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
                reference=Reference.para(32),
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
        """Return whether the two share a day; None if that depends on an unknown first day."""
        instance(Plan, other, "other", expected="a Plan")
        apart = False
        for one, two in ((self, other), (other, self)):
            if one.end is None:
                continue
            if two.start is not None and two.start > one.end:
                return False
            apart = apart or two.start is None
        return None if apart else True


class CamhsPathway(StrEnum):
    """What the four answers about CAMHS mean together (para 34).

    Examples:
        >>> CamhsStatus(referred="yes", receiving="no", waiting="yes").pathway
        <CamhsPathway.WAITING: 'on a waiting list'>
    """

    NOT_REFERRED = "not referred"
    WAITING = "on a waiting list"
    RECEIVING = "receiving a service"
    NOT_ACCEPTED = "referral not accepted"
    NO_CURRENT_SERVICE = "referred, without a current service"
    """Referred, but neither receiving, waiting nor refused: the service may have ended."""
    UNCLEAR = "unclear"
    """Answers are missing, or contradict each other."""


@attrs.frozen(kw_only=True)
class CamhsStatus(Record):
    """What is known about a child and child and adolescent mental health services (para 34).

    The four answers are independent, and some refer to no particular time. A child can receive a
    service after an earlier referral was not accepted, receive one while waiting for another, come
    without a referral, or be referred and discharged. Only one pair is a contradiction; see
    `contradictions`.

    Attributes:
        referred: Whether the child was referred.
        receiving: Whether the child receives a service.
        waiting: Whether the child is on a waiting list.
        not_accepted: Whether a referral was made and not accepted.

    Examples:
        >>> CamhsStatus(referred="yes", receiving="yes", not_accepted="yes").pathway
        <CamhsPathway.RECEIVING: 'receiving a service'>
        >>> CamhsStatus(referred="no", receiving="no", waiting="no", not_accepted="yes").pathway
        <CamhsPathway.UNCLEAR: 'unclear'>
    """

    referred: Answer = Answer.UNKNOWN
    receiving: Answer = Answer.UNKNOWN
    waiting: Answer = Answer.UNKNOWN
    not_accepted: Answer = Answer.UNKNOWN

    @property
    def pathway(self) -> CamhsPathway:
        """What the answers mean together, or unclear.

        What happens now takes precedence: a service, then a waiting list, then earlier events.
        """
        ended = self.receiving is self.waiting is self.not_accepted is Answer.NO
        states = {
            CamhsPathway.RECEIVING: self.receiving is Answer.YES,
            CamhsPathway.WAITING: self.waiting is Answer.YES,
            CamhsPathway.UNCLEAR: bool(self.contradictions),
            CamhsPathway.NOT_ACCEPTED: self.not_accepted is Answer.YES,
            CamhsPathway.NOT_REFERRED: self.referred is Answer.NO,
            CamhsPathway.NO_CURRENT_SERVICE: self.referred is Answer.YES and ended,
        }
        return next((state for state, holds in states.items() if holds), CamhsPathway.UNCLEAR)

    @property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """The contradiction of a referral that was not accepted and a child never referred."""
        if self.not_accepted is Answer.YES and self.referred is Answer.NO:
            return Table((_NOT_ACCEPTED_UNREFERRED,))
        return Table()

    @property
    def notes(self) -> tuple[str, ...]:
        """Combinations of answers that are possible, but may be a mistake.

        Examples:
            >>> CamhsStatus(referred="no", waiting="yes").notes
            ('the child waits for or receives a service without a referral; ...',)
        """
        now = Answer.YES in {self.receiving, self.waiting}
        return (_WITHOUT_REFERRAL,) if self.referred is Answer.NO and now else ()


_NOT_ACCEPTED_UNREFERRED = Contradiction(
    facts=("referred", "not_accepted"),
    text="a referral was not accepted, but the child was never referred",
    reference=Reference.para(34),
)
_WITHOUT_REFERRAL = (
    "the child waits for or receives a service without a referral; check that this is right, for "
    "example after a self-referral, or for a service in a school or hospital"
)


def camhs_words(camhs: CamhsStatus) -> str:
    """Return what CAMHS has to do with a child, or an empty text if no answer is yes."""
    words = {
        "the child receives a service from CAMHS": camhs.receiving,
        "the child is on a waiting list for CAMHS": camhs.waiting,
        "CAMHS did not accept a referral of the child": camhs.not_accepted,
    }
    found = " and ".join(each for each, answer in words.items() if answer is Answer.YES)
    # A referral goes without saying where something came of it.
    referred = "the child was referred to CAMHS" if camhs.referred is Answer.YES else ""
    return found or referred


# The reasons for or against mental ill health. They contain no child's data.
_HEALTH = Reference.para(12, 8, 16, 19, part="footnote 1")
_SERVED = Reference.para(34, 12, 17, 33, part="footnote 1")
_FOUND = Reference.para(42, 12, 33, part="footnote 1")
_GATES = ("mental_health.concern", "mental_health.needs_support")
_ILL = Reason(answer=Answer.YES, text="the child lives with mental ill health", reference=_HEALTH)
_WELL = Reason(
    answer=Answer.NO,
    text="there is no concern about mental health and no need for support was identified",
    reference=_HEALTH,
)
_NOT_KNOWN = Reason(
    answer=Answer.UNKNOWN,
    text="it is unknown whether the child lives with mental ill health",
    missing=" or ".join(_GATES),
    reference=_HEALTH,
)
_CHILDHOOD_DISORDERS = frozenset(
    entry.condition for entry in RELATED_CONDITIONS if entry.childhood_disorder
)


class _Facts(NamedTuple):
    """What decides about mental ill health where no gate answer is yes and nothing shows it.

    Attributes:
        no_concern: Whether the first gate answer is no; otherwise it is missing.
        no_need: The same of the second.
        supported: Whether there is or was support in relation to mental health.
        assessed: Whether an assessment identified mental ill health.
        referred: Whether the child was referred to CAMHS.
        receiving: Whether the child receives a service from CAMHS.
        waiting: Whether the child is on its waiting list.
        not_accepted: Whether it did not accept a referral.
        disorder: Whether ADHD, ADD or autism is recorded, for which CAMHS may see the child.
    """

    no_concern: bool
    no_need: bool
    supported: bool
    assessed: bool
    referred: bool
    receiving: bool
    waiting: bool
    not_accepted: bool
    disorder: bool

    @property
    def blank(self) -> tuple[str, ...]:
        """The gate answers that are missing."""
        return tuple(path for path, no in zip(_GATES, self[: len(_GATES)], strict=True) if not no)

    @property
    def camhs(self) -> str:
        """What CAMHS has to do with the child, in words."""
        return camhs_words(
            CamhsStatus(
                referred=Answer.of(self.referred),
                receiving=Answer.of(self.receiving),
                waiting=Answer.of(self.waiting),
                not_accepted=Answer.of(self.not_accepted),
            )
        )

    @property
    def served(self) -> bool:
        """Whether the child receives or awaits a service from CAMHS."""
        return self.receiving or self.waiting

    @property
    def gates(self) -> str:
        """The gate answers in words."""
        if not self.blank:
            return "both gate answers are no"
        if len(self.blank) == len(_GATES):
            return "both gate answers are missing"
        return f"one gate answer is no, and the other ({self.blank[0]}) is missing"

    @property
    def perhaps(self) -> str:
        """For what else CAMHS may see the child (para 17)."""
        if self.disorder:
            return "that may be for the ADHD, ADD or autism that is recorded"
        return "that may be for ADHD or autism"


_ASSESSED = "a completed assessment identified mental ill health"
_SUPPORT = "the child has or had support in relation to mental health"


@lru_cache(maxsize=1024)
def _health_reason(answers: tuple[bool, ...]) -> Reason:
    """Return what follows where no gate answer is yes and no other fact shows ill health.

    Args:
        answers: The values of `_Facts`; a plain tuple, as making it takes most of the time here.
    """
    facts = _Facts(*answers)
    if facts.blank:
        shown = facts.supported or facts.assessed or facts.served
        return _assumed_yes(facts) if shown else _not_settled(facts)
    if not facts.supported and not facts.assessed and not facts.camhs:
        return _WELL
    gates = " or ".join(_GATES)
    if facts.supported:
        text = f"{facts.gates}, but {_SUPPORT}; these contradict each other"
        missing, reference = f"{gates} or mental_health.recent_support", _SERVED
    elif facts.assessed:
        text = (
            f"{facts.gates}, but {_ASSESSED}; check the gate answers, and that the assessment "
            "identified it in the child"
        )
        missing, reference = f"{gates} or mental_health.found_in_assessment", _FOUND
    else:
        text = f"{facts.gates}, but {facts.camhs}; {facts.perhaps}, or a gate answer is wrong"
        missing, reference = gates, _SERVED
    return Reason(
        answer=Answer.UNKNOWN, text=text, missing=missing, contradicted=True, reference=reference
    )


def _assumed_yes(facts: _Facts) -> Reason:
    """Return the yes that another fact is assumed to show, where a gate answer is missing."""
    if facts.supported:
        text = f"{facts.gates}, but {_SUPPORT}"
        what = "support in the last six months"
    elif facts.assessed:
        text = f"{facts.gates}, but {_ASSESSED}"
        what = "the finding of the assessment"
    else:
        text = f"{facts.gates}, but {facts.camhs}; {facts.perhaps}"
        what = "a service from CAMHS, or a place on its waiting list,"
    return Reason(
        answer=Answer.YES,
        text=text,
        missing=" or ".join(facts.blank),
        assumed=f"{what} is assumed to show mental ill health",
        reference=_FOUND if facts.assessed and not facts.supported else _SERVED,
    )


def _not_settled(facts: _Facts) -> Reason:
    """Return the unknown where a gate answer is missing and nothing else decides."""
    if facts.camhs:
        text = f"{facts.gates}; {facts.camhs}, which does not settle it: {facts.perhaps}"
    elif len(facts.blank) < len(_GATES):
        text = f"{_NOT_KNOWN.text}: {facts.gates}"
    else:
        return _NOT_KNOWN
    return Reason(
        answer=Answer.UNKNOWN,
        text=text,
        missing=" or ".join(facts.blank),
        reference=_SERVED if facts.camhs else _HEALTH,
    )


@attrs.frozen(kw_only=True)
class MentalHealth(Record):
    """What agencies know about a child's mental health (paras 12 to 17, 33, 34).

    Attributes:
        concern: Whether there is a concern about the child's mental health (first gate field).
        needs_support: Whether the child was identified as needing support for it (second).
        identification: How far mental ill health is established, or None if unknown.
        forms: The known forms, of those that the guidance names.
        related: Self-harm, and childhood disorders that are not mental ill health.
        camhs: What is known about the child and CAMHS.
        recent_support: Whether the child has support, or had it in the last six months.
        found_in_assessment: Whether a completed assessment identified mental ill health (para 42).
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
    found_in_assessment: Answer = Answer.UNKNOWN
    multi_agency: Answer = Answer.UNKNOWN
    known_to_yot: Answer = Answer.UNKNOWN
    police_or_criminal: Answer = Answer.UNKNOWN

    @property
    def gate(self) -> Answer:
        """Whether one of the two gate answers is yes, so that the others are required (para 34)."""
        return any_of((self.concern, self.needs_support))

    @property
    def blank_gates(self) -> tuple[str, ...]:
        """The paths of the gate answers that are missing.

        Examples:
            >>> MentalHealth(concern="no").blank_gates
            ('mental_health.needs_support',)
        """
        answers = (self.concern, self.needs_support)
        return tuple(
            path for path, answer in zip(_GATES, answers, strict=True) if answer is Answer.UNKNOWN
        )

    @property
    def ill_health(self) -> Answer:
        """Whether the child lives with mental ill health in the sense of the guidance.

        `ill_health_reason` says why.
        """
        return self.ill_health_reason.answer

    @property
    def ill_health_reason(self) -> Reason:
        """Why the child does or does not live with mental ill health, or why that is unknown.

        Early signs, identification by professionals and a diagnosis all count (footnote 1), and so
        does self-harm (para 16). Two gate answers of no are not enough if CAMHS knows the child or
        there is recent support, or if an assessment identified mental ill health: that is unknown,
        never no. If a gate answer is missing, each of these but a mere referral is assumed to mean
        yes, and the reason names that gate answer. CAMHS may see a child for ADHD or autism (para
        17), and the reason says so.

        Examples:
            >>> print(MentalHealth(concern="no", needs_support="no").ill_health_reason.answer)
            no
            >>> print(MentalHealth(concern="no", needs_support="no",
            ...                    camhs={"receiving": "yes"}).ill_health_reason.answer)
            unknown
            >>> MentalHealth(recent_support="yes").ill_health_reason.assumed
            'support in the last six months is assumed to show mental ill health'
        """
        if self.gate is Answer.YES or self._signs:
            return _ILL
        camhs = self.camhs
        # Identities are compared, as thousands are decided, and hashing an answer is slow.
        return _health_reason(
            (
                self.concern is Answer.NO,
                self.needs_support is Answer.NO,
                self.recent_support is Answer.YES,
                self.found_in_assessment is Answer.YES,
                camhs.referred is Answer.YES,
                camhs.receiving is Answer.YES,
                camhs.waiting is Answer.YES,
                camhs.not_accepted is Answer.YES,
                bool(self.related) and not self.related.isdisjoint(_CHILDHOOD_DISORDERS),
            )
        )

    @property
    def _signs(self) -> tuple[str, ...]:
        """The facts, other than answers, that show mental ill health."""
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
        """Answers that contradict each other, including those about CAMHS."""
        found = list(contradictions_in("camhs", self.camhs.contradictions))
        if self.gate is Answer.NO and self._signs:
            found.append(
                Contradiction(
                    facts=("concern", "needs_support", *self._signs),
                    text="both gate answers are no, but other facts show mental ill health",
                    reference=Reference.para(33, 12, 16),
                )
            )
        if self.gate is Answer.NO and self.recent_support is Answer.YES:
            found.append(_SUPPORT_CONTRADICTION)
        return Table(found)

    @property
    def notes(self) -> tuple[str, ...]:
        """Combinations of answers that are possible, but may be a mistake."""
        notes = [*self.camhs.notes]
        known = bool(camhs_words(self.camhs)) or self.found_in_assessment is Answer.YES
        supported = self.recent_support is Answer.YES
        if self.gate is Answer.NO and known and not supported and not self._signs:
            notes.append(self.ill_health_reason.text)
        if self.needs_support is Answer.NO and self.concern is not Answer.NO and supported:
            notes.append(_SUPPORT_WITHOUT_NEED)
        return tuple(notes)


_SUPPORT_WITHOUT_NEED = (
    "no need for support was identified, but the child has or had support in relation to mental "
    "health; check that this is right, for example after a need that has ended"
)
_SUPPORT_CONTRADICTION = Contradiction(
    facts=("concern", "needs_support", "recent_support"),
    text=(
        "both gate answers are no, but the child has or had support in relation to mental health"
    ),
    reference=Reference.para(34, 33),
)


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

    def _impossible(self) -> Iterator[Fault]:
        if not self.id.strip():
            yield Fault(
                message="the identifier is blank", where="id", expected="a non-blank string"
            )
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
        """The pairs of plans of one kind that share a day; usually none.

        Plans of different kinds may be in force at the same time.
        """
        return tuple(
            (one, other)
            for one, other in combinations(self.plans or (), 2)
            if one.kind is other.kind and one.overlaps(other) is True
        )

    @property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """Facts that contradict each other: answers, dates, and overlapping plans of one kind.

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
                reference=Reference.para(32),
            )
            for kind in kinds
        ]
        return Table(found)


_BEFORE_BIRTH = Contradiction(
    facts=("date_of_birth", "plans"),
    text="a plan begins further before the birth than a pregnancy lasts",
    reference=Reference.para(32),
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
