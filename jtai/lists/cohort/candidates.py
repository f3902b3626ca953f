"""Who could be selected: children in scope, by facts that the guidance names (paras 34 and 37).

Invariant: no one is selected here. The lead inspector selects; this only filters and sorts as
requested, and says how. An unknown fact neither meets a criterion nor fails it: such children are
in a separate group, each with what is missing. No representation shows an identifier.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, partial
from itertools import product
from typing import Any, ClassVar, Final, TypeVar, cast

import attrs

from jtai.children.mental_health import CamhsPathway, CamhsStatus
from jtai.children.records import Child
from jtai.children.scope import deep_dive_of
from jtai.core.answers import Answer, Decision, Reason, any_of, decide
from jtai.core.citation import Reference
from jtai.core.english_dates import long_date
from jtai.core.notebook import Table, number_of
from jtai.core.validation import member as choice
from jtai.core.validation import several, whole
from jtai.errors import InvalidValueError
from jtai.guidance.definitions import TRACKED_CHILDREN
from jtai.guidance.lists import PLAN_MONTHS
from jtai.guidance.terms import PlanKind
from jtai.inspection.selection import multi_agency_reason, recent_work_reason
from jtai.lists.cohort.groups import Groups, Judged, why_unknown
from jtai.lists.cohort.members import Member
from jtai.timetable.ages import LeapBirthday, Period, is_possible_birth, lookback

_Choice = TypeVar("_Choice", PlanKind, CamhsPathway)


@attrs.frozen(kw_only=True)
class Candidates(Groups):
    """Children from whom the lead inspector may select (para 37). No one is selected here.

    Attributes:
        as_of: The day on which ages and plans were judged.
        asked: The criteria, in words.
        order: The facts by which the children are sorted; ties are sorted by identifier, as text.
        candidates: The children who are in scope and meet the criteria.
        unknown: The children for whom that is unknown, with the facts that are missing.
        others: The other children, each with the reason: not in scope, or a criterion that is not
            met.
        assumptions: How the lists were read.
        unattributed: How many rows may be about any child, for each list with any. They were not
            used or have no readable identifier, and change no decision.
    """

    _groups: ClassVar = {
        True: ("candidates", "candidate"),
        None: ("unknown", "unknown"),
        False: ("others", "other"),
    }

    as_of: dt.date
    asked: tuple[str, ...]
    order: tuple[str, ...]
    candidates: tuple[Judged, ...] = attrs.field(converter=Table[Judged], repr=number_of)
    unknown: tuple[Judged, ...] = attrs.field(converter=Table[Judged], repr=number_of)
    others: tuple[Judged, ...] = attrs.field(converter=Table[Judged], repr=number_of)
    assumptions: tuple[str, ...] = attrs.field(default=(), repr=number_of)
    unattributed: tuple[tuple[int, int], ...] = ()

    def _shown(self) -> list[tuple[str, int]]:
        # A child can have several reasons.
        why = Counter(
            reason.text
            for one in self.others
            for reason in one.decision.reasons
            if reason.answer is Answer.NO
        )
        return [
            ("in scope and meet the criteria", len(self.candidates)),
            ("unknown", len(self.unknown)),
            *why_unknown(self.unknown),
            ("others: not in scope, or a criterion not met", len(self.others)),
            *((f"others: {words}", number) for words, number in why.items()),
        ]

    @property
    def _title(self) -> str:
        return f"Candidates for the selection on {long_date(self.as_of)}"

    @property
    def _notes(self) -> list[str]:
        least, most = TRACKED_CHILDREN.least, TRACKED_CHILDREN.most
        few = (
            f"Fewer than {least} children are known to be in scope and meet the criteria; {least} "
            f"to {most} are selected."
        )
        return [
            f"Criteria: in scope{''.join(f'; {one}' for one in self.asked)}.",
            f"Order: {', '.join((*self.order, 'identifier'))}.",
            *([few] if len(self.candidates) < least else []),
            "The lead inspector decides who is selected (para 37).",
            *super()._notes,
        ]


_FACTS = Reference.para(34)
_AGES = Reference.para(8, 33)
_PLANS = Reference.para(8, 21, 32)

# Unknown comes between yes and no, so that it is not treated as no.
_RANKS: Final = {
    answer: rank for rank, answer in enumerate((Answer.YES, Answer.UNKNOWN, Answer.NO))
}
_PATHWAYS: Final = {pathway: rank for rank, pathway in enumerate(CamhsPathway)}
# In the order of the case status on list 6: the first that applies.
_KINDS: Final = {
    kind: rank
    for rank, kind in enumerate(
        (PlanKind.LOOKED_AFTER, PlanKind.CHILD_PROTECTION, PlanKind.CHILD_IN_NEED)
    )
}


def _multi_agency(child: Child) -> Answer:
    return multi_agency_reason(child).answer


def _recent_support(child: Child) -> Answer:
    return recent_work_reason(child).answer


_ANSWERS: Final[dict[str, tuple[Callable[[Child], Answer], Reference]]] = {
    "multi_agency": (_multi_agency, Reference.para(37, 34)),
    "recent_support": (_recent_support, Reference.para(37, 34)),
    "known_to_yot": (lambda child: child.mental_health.known_to_yot, _FACTS),
    "police_or_criminal": (lambda child: child.mental_health.police_or_criminal, _FACTS),
}


@attrs.frozen(kw_only=True)
class Day:
    """How scope, plans and ages are judged on a day; the arguments are those of `deep_dive_of`."""

    as_of: dt.date
    ages: tuple[int, int]
    recent_plans: bool
    leap_birthday: LeapBirthday
    scope: Callable[[Child], Decision] = attrs.field(init=False)
    period: Period = attrs.field(init=False)

    @scope.default
    def _deep_dive(self) -> Callable[[Child], Decision]:
        return deep_dive_of(
            as_of=self.as_of,
            ages=self.ages,
            recent_plans=self.recent_plans,
            leap_birthday=self.leap_birthday,
        )

    @period.default
    def _six_months(self) -> Period:
        return lookback(self.as_of, months=PLAN_MONTHS)

    def age(self, child: Child) -> int | None:
        """Return the age; None if it is unknown, or the date of birth is impossible."""
        born = child.date_of_birth
        if born is not None and not is_possible_birth(
            born, self.as_of, leap_birthday=self.leap_birthday
        ):
            return None
        return child.age(self.as_of, leap_birthday=self.leap_birthday)

    def kinds(self, member: Member) -> set[PlanKind]:
        """Return the kinds of the plans that count."""
        return {
            plan.kind
            for plan in member.child.plans or ()
            if (plan.is_active(self.period) if self.recent_plans else plan.is_current(self.as_of))
        }

    def rank(self, member: Member, key: str) -> int:
        """Return the sort key of a child for one fact."""
        child = member.child
        if key == "age":
            age = self.age(child)
            return _LAST if age is None else age
        if key == "plan":
            return min((_KINDS[kind] for kind in self.kinds(member)), default=_LAST)
        if key == "camhs":
            return _PATHWAYS[child.mental_health.camhs.pathway]
        return _RANKS[_ANSWERS[key][0](child)]


_LAST: Final = 999
ORDERS: Final = ("age", "plan", "camhs", *_ANSWERS)
"""The facts by which candidates can be ordered."""


@lru_cache(maxsize=256)
def _reason(asked: str, answer: Answer, missing: str, reference: Reference) -> Reason:
    """Return the reason for a filter's answer, which contains no child's data."""
    said = {
        Answer.YES: "the child meets the criterion",
        Answer.NO: "the child does not meet the criterion",
        Answer.UNKNOWN: "it is unknown whether the child meets the criterion",
    }
    return Reason(
        answer=answer,
        text=f"{said[answer]}: {asked}",
        missing=missing if answer is Answer.UNKNOWN else "",
        reference=reference,
    )


@attrs.frozen(kw_only=True)
class Filter:
    """A criterion that the caller set."""

    asked: str
    fits: Callable[[Member], Answer]
    missing: str
    reference: Reference

    def reason(self, member: Member) -> Reason:
        """Return whether a child meets it."""
        return _reason(self.asked, self.fits(member), self.missing, self.reference)


def filters_of(
    day: Day,
    *,
    youngest: int | None,
    oldest: int | None,
    plans: PlanKind | str | Iterable[PlanKind | str],
    camhs: CamhsPathway | str | Iterable[CamhsPathway | str],
    answers: dict[str, Answer | str | None],
) -> list[Filter]:
    """Return the criteria that arguments of `Cohort.candidates` set, after checking them."""
    return [
        *_age_filters(day, youngest, oldest),
        *_plan_filters(day, _choices(PlanKind, plans, "plans")),
        *_camhs_filters(_choices(CamhsPathway, camhs, "camhs")),
        *_answer_filters(answers),
    ]


def candidates_of(
    members: Iterable[Member],
    day: Day,
    filters: Sequence[Filter],
    order_by: Sequence[str],
    *,
    assumptions: tuple[str, ...],
    unattributed: tuple[tuple[int, int], ...],
) -> Candidates:
    """Return the children in scope who meet the criteria; see `Cohort.candidates`."""
    order = _orders(order_by)
    ranked = []
    for member in members:
        decision = member.ask(day.scope)
        if filters:
            reasons = (*decision.reasons, *(asked.reason(member) for asked in filters))
            decision = decide("In scope and meeting the criteria?", reasons, as_of=day.as_of)
        ranks = tuple(day.rank(member, key) for key in order)
        ranked.append((ranks, member.child.id, (member.child, decision, ())))
    ranked.sort(key=lambda item: item[:2])
    return Candidates.of(
        (decided for *_, decided in ranked),
        as_of=day.as_of,
        asked=tuple(asked.asked for asked in filters),
        order=order,
        assumptions=assumptions,
        unattributed=unattributed,
    )


def _orders(order_by: Sequence[str]) -> tuple[str, ...]:
    order = (order_by,) if isinstance(order_by, str) else tuple(several(order_by, "order_by"))
    if any(key not in ORDERS for key in order):
        raise InvalidValueError(
            "unknown sort key", where="order_by", expected=f"any of {', '.join(ORDERS)}"
        )
    return order


def _choices(
    kind: type[_Choice], given: _Choice | str | Iterable[_Choice | str], name: str
) -> tuple[_Choice, ...]:
    values = (given,) if isinstance(given, str) else several(given, name)
    return tuple(dict.fromkeys(choice(kind, value, name) for value in values))


def _age_filters(day: Day, youngest: int | None, oldest: int | None) -> Iterable[Filter]:
    least = None if youngest is None else whole(youngest, "youngest", least=0)
    most = None if oldest is None else whole(oldest, "oldest", least=least or 0)
    if least is None and most is None:
        return

    def fits(member: Member) -> Answer:
        age = day.age(member.child)
        if age is None:
            return Answer.UNKNOWN
        return Answer.of((least is None or age >= least) and (most is None or age <= most))

    words = [
        *(() if least is None else (f"{least} or older",)),
        *(() if most is None else (f"{most} or younger",)),
    ]
    yield Filter(
        asked=f"aged {' and '.join(words)}", fits=fits, missing="date_of_birth", reference=_AGES
    )


def _plan_filters(day: Day, wanted: tuple[PlanKind, ...]) -> Iterable[Filter]:
    def fits(member: Member) -> Answer:
        if not day.kinds(member).isdisjoint(wanted):
            return Answer.YES
        return Answer.NO if member.child.plans_complete else Answer.UNKNOWN

    if wanted:
        yield Filter(asked=" or ".join(wanted), fits=fits, missing="plans", reference=_PLANS)


@lru_cache(maxsize=256)
def _possible_pathways(camhs: CamhsStatus) -> tuple[CamhsPathway, frozenset[CamhsPathway]]:
    """Return the pathway as known, and those that it can be once the missing answers are known.

    A child on a waiting list may also receive a service: unless that is answered, it is unknown.
    """
    pathway = camhs.pathway
    if camhs.contradictions:
        return pathway, frozenset(CamhsPathway)
    answers = attrs.asdict(camhs)
    open_ones = [name for name, answer in answers.items() if answer is Answer.UNKNOWN]
    known = (Answer.YES, Answer.NO)
    completed = (
        attrs.evolve(camhs, **dict(zip(open_ones, chosen, strict=True)))
        for chosen in product(known, repeat=len(open_ones))
    )
    return pathway, frozenset(one.pathway for one in completed if not one.contradictions)


# Pathways that one answer gives. Several can hold: after a refusal, a child may wait for a service.
_BY_ANSWER: Final = {
    CamhsPathway.RECEIVING: "receiving",
    CamhsPathway.WAITING: "waiting",
    CamhsPathway.NOT_ACCEPTED: "not_accepted",
}


def _on_pathway(camhs: CamhsStatus, wanted: CamhsPathway) -> Answer:
    if wanted in _BY_ANSWER and not camhs.contradictions:
        return cast("Answer", getattr(camhs, _BY_ANSWER[wanted]))
    pathway, possible = _possible_pathways(camhs)
    if pathway is wanted:
        return Answer.YES
    return Answer.UNKNOWN if wanted in possible else Answer.NO


def _camhs_filters(wanted: tuple[CamhsPathway, ...]) -> Iterable[Filter]:
    def fits(member: Member) -> Answer:
        camhs = member.child.mental_health.camhs
        if _possible_pathways(camhs)[1].issubset(wanted):
            return Answer.YES
        return any_of(_on_pathway(camhs, pathway) for pathway in wanted)

    if wanted:
        yield Filter(
            asked=f"CAMHS pathway {' or '.join(wanted)}",
            fits=fits,
            missing="mental_health.camhs",
            reference=_FACTS,
        )


def _answer_filters(answers: dict[str, Answer | str | None]) -> Iterable[Filter]:
    for key, given in answers.items():
        if given is not None:
            wanted: Any = choice(Answer, given, key)
            fits, reference = _ANSWERS[key]
            yield Filter(
                asked=f"{key} is {wanted}",
                fits=partial(_same, fits, wanted),
                missing=f"mental_health.{key}",
                reference=reference,
            )


def _same(fact: Callable[[Child], Answer], wanted: Answer, member: Member) -> Answer:
    """Return whether an answer is the required one; unknown can be required too."""
    said = fact(member.child)
    if wanted is Answer.UNKNOWN or said is not Answer.UNKNOWN:
        return Answer.of(said is wanted)
    return Answer.UNKNOWN
