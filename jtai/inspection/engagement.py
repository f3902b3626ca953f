"""Conversations between inspectors and children, parents and carers (paras 49 to 51).

Taking part is voluntary, and a conversation follows an order: people are asked, a practitioner
explains the inspection, and the inspector checks that the explanation was understood and records
that it was. A record that contradicts this order is refused; where the order is unknown, that is
reported. No `repr` shows a person, a date or a text.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum

import attrs

from jtai.children.contradictions import Contradiction
from jtai.core.answers import Answer, Reason, all_of
from jtai.core.citation import Reference
from jtai.core.notebook import Displayable, Table
from jtai.core.records import Record, hidden
from jtai.core.validation import blank
from jtai.errors import Fault

_ASKING = Reference.para(49)
_CONFIRMING = Reference.para(50)
_TALKING = Reference.para(51)


class Participant(StrEnum):
    """Whom an inspector may talk to about a tracked child (para 49)."""

    CHILD = "child"
    PARENT = "parent"
    CARER = "carer"


class EngagementResponse(StrEnum):
    """The response to a request to talk (para 49)."""

    NOT_ASKED = "not asked"
    """Not asked yet."""
    AGREED = "agreed"
    DECLINED = "declined"
    NOT_APPROPRIATE = "not appropriate"
    """The agencies think that inspectors should not speak with this child or family."""


@attrs.frozen(kw_only=True)
class Notice(Displayable):
    """What the agencies must tell the lead inspector if a conversation will not take place.

    Attributes:
        text: What to report, without identifying the child.
        reason: The reason in the agencies' own words, if there is one.
        reference: Where the guidance requires it.
    """

    text: str
    reason: str | None = attrs.field(default=None, repr=False)
    reference: Reference

    def __str__(self) -> str:
        return f"{self.text} ({self.reference})"


@attrs.frozen(kw_only=True)
class Engagement(Record):
    """A request by inspectors to talk to one child, parent or carer, and its outcome.

    Source: paras 49 to 51.

    Attributes:
        child: The identifier of the tracked child.
        participant: Whether the conversation is with the child, a parent or a carer.
        who: Distinguishes two parents or two carers, in the caller's own terms; may be empty.
        asked_by: The practitioner who asked this person, or None if unknown or not asked yet.
        requested_on: The day on which the lead inspector asked the agencies for the conversation,
            or None if unknown.
        response: The response.
        reason: Why a conversation is not appropriate; for a refusal, the reason, if one was stated.
        confirmed_on: The day on which the arrangement was confirmed in writing.
        explained: Whether a practitioner explained the inspection first.
        understood: Whether the inspector checked that the person understood what taking part means.
        recorded: Whether the inspector noted that in the record of the conversation.
        reported: Whether the agencies reported what they must; see `must_tell`.

    Raises:
        InvalidRecordError: If steps contradict their order or the response.

    Examples:
        >>> conversation = Engagement(child="A1", participant="parent", response="agreed")
        >>> conversation.may_proceed
        <Answer.UNKNOWN: 'unknown'>
        >>> attrs.evolve(conversation, explained="no").may_proceed
        <Answer.NO: 'no'>
    """

    child: str = hidden()
    participant: Participant
    who: str = hidden("")
    asked_by: str | None = hidden(None)
    requested_on: dt.date | None = hidden(None)
    response: EngagementResponse = EngagementResponse.NOT_ASKED
    reason: str | None = hidden(None)
    confirmed_on: dt.date | None = hidden(None)
    explained: Answer = Answer.UNKNOWN
    understood: Answer = Answer.UNKNOWN
    recorded: Answer = Answer.UNKNOWN
    reported: Answer = Answer.UNKNOWN

    def _impossible(self) -> Iterator[Fault]:
        response = self.response
        yield from blank(self.child, "child")
        if response is EngagementResponse.NOT_ASKED and self.asked_by is not None:
            yield Fault(
                message="a practitioner is named, but the response is that no one asked",
                where="asked_by",
                expected="None, or another response",
                reference=_ASKING,
            )
        if response is EngagementResponse.NOT_APPROPRIATE and not (self.reason or "").strip():
            yield Fault(
                message="a conversation is not appropriate, but no reason is given",
                where="reason",
                expected="the reason why it is not appropriate",
                remedy="state the reason: the lead inspector must be told it",
                reference=_ASKING,
            )
        if self.reason is not None and response not in _NO_CONVERSATION:
            yield Fault(
                message=f"a reason does not apply to the response '{response}'",
                where="reason",
                expected=f"None, or the response {' or '.join(map(_quoted, _NO_CONVERSATION))}",
                reference=_ASKING,
            )
        if self.confirmed_on is not None and response is not EngagementResponse.AGREED:
            yield Fault(
                message=f"only the response '{EngagementResponse.AGREED}' can be confirmed",
                where="confirmed_on",
                expected=f"None, or the response '{EngagementResponse.AGREED}'",
                reference=_CONFIRMING,
            )
        yield from self._out_of_order()

    def _out_of_order(self) -> Iterator[Fault]:
        asked, confirmed = self.requested_on, self.confirmed_on
        if asked is not None and confirmed is not None and confirmed < asked:
            yield Fault(
                message="the arrangement is confirmed before it is requested",
                where="confirmed_on",
                expected="the day on which it was requested, or a later day",
                reference=_CONFIRMING,
            )
        if self.understood is Answer.YES and self.explained is Answer.NO:
            yield Fault(
                message="the answer is yes, but the inspection was not explained",
                where="understood",
                expected="an explanation by a practitioner first",
                reference=_TALKING,
            )
        for name in ("understood", "recorded"):
            if getattr(self, name) is Answer.YES and self.response in _NO_MEETING:
                yield Fault(
                    message=f"this cannot be yes if the response is '{self.response}'",
                    where=name,
                    expected="another response, or no or unknown here",
                    reference=_TALKING,
                )

    @property
    def may_proceed(self) -> Answer:
        """Whether the conversation may begin.

        The person has agreed, has had the inspection explained, and has understood it.
        """
        agreed = Answer.of(self.response is EngagementResponse.AGREED)
        return all_of((agreed, self.explained, self.understood))

    @property
    def must_tell(self) -> Notice | None:
        """What the agencies must report to the lead inspector, or None.

        They must report a refusal, and the reasons why a conversation is not appropriate.

        Examples:
            >>> print(Engagement(child="A1", participant="child", response="declined").must_tell)
            the child does not want to speak with an inspector (guidance 190035, para 49)
        """
        if self.response is EngagementResponse.DECLINED:
            text = f"the {self.participant} does not want to speak with an inspector"
        elif self.response is EngagementResponse.NOT_APPROPRIATE:
            text = (
                f"the agencies do not think it appropriate to speak with the {self.participant}, "
                "for the reasons given"
            )
        else:
            return None
        return Notice(text=text, reason=self.reason, reference=_ASKING)

    def to_do(self, on: dt.date) -> str:
        """Return what the agencies still have to do at the end of a day; empty if nothing.

        Examples:
            >>> Engagement(child="A1", participant="child").to_do(date(2019, 9, 18))
            'ask whether they want to talk'
        """
        if self.response is EngagementResponse.NOT_ASKED:
            return "ask whether they want to talk"
        if self.response is EngagementResponse.AGREED:
            done = self.confirmed_on is not None and self.confirmed_on <= on
            return "" if done else "confirm the arrangement in writing"
        return "" if self.reported is Answer.YES else "tell the lead inspector"

    @property
    def missing(self) -> tuple[Reason, ...]:
        """The steps that are not recorded, although a later one is.

        Examples:
            >>> print(*Engagement(child="A1", participant="child", response="agreed").missing)
            unknown: there is a response, but it is unknown which practitioner asked (missing:
            asked_by) (guidance 190035, para 51)
        """
        return Table(self._missing())

    def _missing(self) -> Iterator[Reason]:
        asked = self.response in {EngagementResponse.AGREED, EngagementResponse.DECLINED}
        if asked and self.asked_by is None:
            yield _unknown(
                "asked_by", "there is a response, but it is unknown which practitioner asked"
            )
        for later, earlier in (("understood", "explained"), ("recorded", "understood")):
            if getattr(self, later) is Answer.YES and getattr(self, earlier) is Answer.UNKNOWN:
                yield _unknown(
                    earlier, f"it was {later}, but it is unknown whether it was {earlier} first"
                )

    @property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """Steps that cannot both be as recorded."""
        return Table(self._contradictions())

    def _contradictions(self) -> Iterator[Contradiction]:
        if self.recorded is Answer.YES and self.understood is Answer.NO:
            yield Contradiction(
                facts=("recorded", "understood"),
                text="it was recorded as understood, but was not understood",
                reference=_TALKING,
            )


def _unknown(missing: str, text: str) -> Reason:
    return Reason(answer=Answer.UNKNOWN, text=text, missing=missing, reference=_TALKING)


def _quoted(text: str) -> str:
    return f"'{text}'"


_NO_CONVERSATION = (EngagementResponse.DECLINED, EngagementResponse.NOT_APPROPRIATE)
_NO_MEETING = (EngagementResponse.NOT_ASKED, EngagementResponse.NOT_APPROPRIATE)
