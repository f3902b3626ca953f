"""Answers of three values, and decisions with their reasons.

Invariant: unknown is not no. An answer or a decision has no truth of its own: asking ``if answer``
is refused, as it would turn what nobody knows into yes or no in silence.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, NoReturn

import attrs

from jtai.core.citation import Reference
from jtai.core.notebook import Rows, Shown
from jtai.core.tables import html_table


def _no_truth(self: object) -> NoReturn:
    raise TypeError(
        f"{type(self).__name__} is yes, no or unknown and has no truth of its own; compare it, "
        "as in `answer is Answer.YES` or `decision.in_scope is True`"
    )


class Answer(StrEnum):
    """Yes, no or unknown.

    Examples:
        >>> Answer.UNKNOWN is Answer.NO
        False
        >>> if Answer.UNKNOWN: ...
        Traceback (most recent call last):
        ...
        TypeError: Answer is yes, no or unknown and has no truth of its own; ...
    """

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"

    __bool__ = _no_truth

    @classmethod
    def of(cls, value: bool | None) -> Answer:  # noqa: FBT001 - the value is what is asked
        """Turn True, False or None into an answer.

        Examples:
            >>> Answer.of(None)
            <Answer.UNKNOWN: 'unknown'>
        """
        return cls.UNKNOWN if value is None else cls.YES if value else cls.NO

    @property
    def known(self) -> bool | None:
        """True, False or None.

        Examples:
            >>> Answer.YES.known, Answer.UNKNOWN.known
            (True, None)
        """
        return None if self is Answer.UNKNOWN else self is Answer.YES


def any_of(answers: Iterable[Answer]) -> Answer:
    """Yes if one is yes, no if all are no, else unknown.

    Examples:
        >>> any_of([Answer.NO, Answer.UNKNOWN])
        <Answer.UNKNOWN: 'unknown'>
    """
    return _settled(answers, by=Answer.YES, otherwise=Answer.NO)


def all_of(answers: Iterable[Answer]) -> Answer:
    """No if one is no, yes if all are yes, else unknown.

    Examples:
        >>> all_of([Answer.NO, Answer.UNKNOWN])
        <Answer.NO: 'no'>
    """
    return _settled(answers, by=Answer.NO, otherwise=Answer.YES)


def _settled(answers: Iterable[Answer], *, by: Answer, otherwise: Answer) -> Answer:
    """One answer settles it; else an unknown leaves it open."""
    # By identity: hashing a member of an enumeration costs more than all else here.
    known = otherwise
    for answer in answers:
        if answer is by:
            return by
        if answer is Answer.UNKNOWN:
            known = answer
    return known


@attrs.frozen(kw_only=True, cache_hash=True)
class Reason(Shown):
    """One thing that a decision rests on.

    Attributes:
        answer: What it says for itself.
        text: Why, without any identifier or date of the child.
        missing: The fact that would settle it, such as ``"date_of_birth"``; empty where it is
            settled.
        assumed: What the guidance leaves open and how it was read, or None.
        reference: Where the guidance says so.

    Examples:
        >>> import jtai
        >>> decision = jtai.deep_dive(jtai.Child(id="SYN-01"), as_of=date(2019, 9, 9))
        >>> print(decision.reasons[0].answer, decision.reasons[0].reference, sep="; ")
        unknown; guidance 190035, paras 8, 33
    """

    answer: Answer
    text: str
    missing: str = ""
    assumed: str | None = None
    reference: Reference

    def __str__(self) -> str:
        words = f"{self.answer}: {self.text}"
        if self.missing:
            words += f" (missing: {self.missing})"
        if self.assumed is not None:
            words += f" (assumed: {self.assumed})"
        return f"{words} ({self.reference})"


@attrs.frozen(kw_only=True)
class Decision:
    """An answer to a question about scope, with its reasons.

    It has no truth of its own: ask for `in_scope`.

    Attributes:
        question: What was asked.
        in_scope: True, False, or None where facts are missing.
        reasons: What it rests on, each with its paragraph.

    Examples:
        >>> import jtai
        >>> decision = jtai.deep_dive(jtai.Child(id="SYN-01"), as_of=date(2019, 9, 9))
        >>> print(decision.in_scope, [reason.missing for reason in decision.reasons])
        None ['date_of_birth', 'mental_health', 'plans']
    """

    question: str
    in_scope: bool | None
    reasons: tuple[Reason, ...]

    __bool__ = _no_truth

    @property
    def answer(self) -> Answer:
        """The same as `in_scope`, as an answer."""
        return Answer.of(self.in_scope)

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts that would settle it; empty where it is settled."""
        if self.in_scope is not None:
            return ()
        return tuple(reason.missing for reason in self.reasons if reason.missing)

    def to_records(self) -> list[dict[str, Any]]:
        """Give the reasons as plain values, one mapping each."""
        return [
            {
                "question": self.question,
                "answer": str(reason.answer),
                "text": reason.text,
                "missing": reason.missing,
                "assumed": reason.assumed,
                "reference": str(reason.reference),
            }
            for reason in self.reasons
        ]

    def __str__(self) -> str:
        return "\n".join([f"{self.question} {self.answer}", *(f"- {r}" for r in self.reasons)])

    def _repr_html_(self) -> str:
        rows = (
            (str(r.answer), r.text, r.missing, r.assumed or "", str(r.reference))
            for r in self.reasons
        )
        columns = ("Answer", "Reason", "Missing fact", "Assumed", "Source")
        return html_table(f"{self.question} {self.answer}", columns, rows)


def decide(question: str, reasons: Iterable[Reason]) -> Decision:
    """Join reasons that must all hold.

    Examples:
        >>> reason = Reason(answer=Answer.NO, text="too young", reference=Reference.para(8))
        >>> decide("In the deep dive?", [reason]).in_scope
        False
    """
    given = Rows(reasons)
    return Decision(
        question=question,
        in_scope=all_of(reason.answer for reason in given).known,
        reasons=given,
    )
