"""A child's mental health, and the child and CAMHS (paras 12 to 19, 33, 34).

Every answer is unknown until it is set. Contradictions between answers are reported, never
resolved. Whether a child lives with mental ill health is decided here, once for models and for the
rules of lists.
"""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

import attrs

from jtai.children.contradictions import Contradiction, contradictions_in
from jtai.core.answers import Answer, Reason, any_of
from jtai.core.citation import Reference
from jtai.core.notebook import Table
from jtai.core.records import Record
from jtai.guidance.definitions import RELATED_CONDITIONS
from jtai.guidance.terms import FormOfIllHealth, Identification, RelatedCondition


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

        What happens now takes precedence: a service, then a waiting list, then earlier events. A
        refusal, and a referral that led to nothing, are the pathway only if the child is known to
        have neither a service nor a place on a waiting list.
        """
        nothing_now = self.receiving is self.waiting is Answer.NO
        refused = self.not_accepted
        states = {
            CamhsPathway.RECEIVING: self.receiving is Answer.YES,
            CamhsPathway.WAITING: self.waiting is Answer.YES,
            CamhsPathway.UNCLEAR: bool(self.contradictions),
            CamhsPathway.NOT_ACCEPTED: refused is Answer.YES and nothing_now,
            CamhsPathway.NOT_REFERRED: self.referred is Answer.NO,
            CamhsPathway.NO_CURRENT_SERVICE: (
                self.referred is Answer.YES and refused is Answer.NO and nothing_now
            ),
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
    # Thousands are decided, and CAMHS knows few of them.
    if Answer.YES not in (camhs.referred, camhs.receiving, camhs.waiting, camhs.not_accepted):
        return ""
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
        blank: The gate answers that are missing; the others are no.
        supported: Whether there is or was support in relation to mental health.
        assessed: Whether an assessment identified mental ill health.
        served: Whether the child receives or awaits a service from CAMHS.
        camhs: What CAMHS has to do with the child, in words; empty if nothing is known.
        disorder: Whether ADHD, ADD or autism is recorded, for which CAMHS may see the child.
    """

    blank: tuple[str, ...]
    supported: bool
    assessed: bool
    served: bool
    camhs: str
    disorder: bool

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
def _health_reason(facts: _Facts) -> Reason:
    """Return what follows where no gate answer is yes and no other fact shows ill health."""
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
        return _health_reason(
            _Facts(
                blank=self.blank_gates,
                supported=self.recent_support is Answer.YES,
                assessed=self.found_in_assessment is Answer.YES,
                served=camhs.receiving is Answer.YES or camhs.waiting is Answer.YES,
                camhs=camhs_words(camhs),
                disorder=not self.related.isdisjoint(_CHILDHOOD_DISORDERS),
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
