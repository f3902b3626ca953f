"""Three-valued answers, and decisions with their reasons.

Unknown is not no. An answer or a decision has no truth value: ``if answer`` raises an error,
because it would silently turn unknown into yes or no. Nor is an answer ever made from the truth
value of something else: 1, 0, NaN and strings such as ``"N"`` mean different things in different
data. Answers combine as in Kleene's three-valued logic
(https://en.wikipedia.org/wiki/Three-valued_logic).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum
from typing import ClassVar, Final, NoReturn

import attrs

from jtai.core.citation import Reference
from jtai.core.english_dates import long_date
from jtai.core.errors import InvalidValueError
from jtai.core.notebook import Table
from jtai.core.results import Column, Result, Results
from jtai.core.tables import wrapped
from jtai.core.validation import (
    NONE_IF_MISSING,
    is_missing,
    is_numpy_bool,
    several,
    type_name,
)


def _no_truth(self: object) -> NoReturn:
    raise TypeError(
        f"{type(self).__name__} is yes, no or unknown and has no truth value; compare it, "
        "as in `answer is Answer.YES` or `decision.in_scope is True`"
    )


_NO_ORDER: Final = "Answer is yes, no or unknown and has no order"


class Answer(StrEnum):
    """Yes, no or unknown, without a truth value and without an order.

    Examples:
        >>> Answer.UNKNOWN is Answer.NO
        False
        >>> if Answer.UNKNOWN: ...
        Traceback (most recent call last):
        ...
        TypeError: Answer is yes, no or unknown and has no truth value; ...
    """

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"

    __bool__ = _no_truth

    def __lt__(self, other: object, /) -> NoReturn:
        raise TypeError(_NO_ORDER)

    def __le__(self, other: object, /) -> NoReturn:
        raise TypeError(_NO_ORDER)

    def __gt__(self, other: object, /) -> NoReturn:
        raise TypeError(_NO_ORDER)

    def __ge__(self, other: object, /) -> NoReturn:
        raise TypeError(_NO_ORDER)

    @classmethod
    def of(cls, value: bool | None) -> Answer:  # noqa: FBT001 - the value itself is the argument
        """Return the answer that True, False or None stands for.

        For strings from a database or file, such as ``"Y"``, use `from_text`.

        Raises:
            InvalidValueError: If the value is anything else. The error names only its type.

        Examples:
            >>> Answer.of(None)
            <Answer.UNKNOWN: 'unknown'>
            >>> Answer.of(0)
            Traceback (most recent call last):
            ...
            jtai.errors.InvalidValueError: expected True, False or None, got int; use
            Answer.from_text for strings such as "Y", or a mapping such as {1: True, 0: False} for
            numbers
        """
        for truth, answer in _TRUTHS:
            if value is truth:
                return answer
        if is_numpy_bool(value):
            return cls.YES if value else cls.NO
        raise InvalidValueError(
            f"expected True, False or None, got {type_name(value)}",
            remedy=NONE_IF_MISSING
            if is_missing(value)
            else (
                'use Answer.from_text for strings such as "Y", or a mapping such as '
                "{1: True, 0: False} for numbers"
            ),
        )

    @classmethod
    def from_text(cls, text: str | None) -> Answer:
        """Return the answer that a string stands for.

        Accepted strings are yes, no and unknown, ``Y``, ``N`` and ``U``, and those of the
        child-level lists (``a) Yes``, ``b) No``, ``c) Unknown``), in any case. A blank string or
        None means unknown, like a blank cell in the lists.

        Raises:
            InvalidValueError: If it is any other string, or not a string. The error does not show
                it.

        Examples:
            >>> [str(Answer.from_text(text)) for text in ("Y", "b) No", "Unknown", "")]
            ['yes', 'no', 'unknown', 'unknown']
            >>> Answer.from_text("perhaps")
            Traceback (most recent call last):
            ...
            jtai.errors.InvalidValueError: not a recognised answer; expected one of yes, no,
            unknown, y, n, u, a) yes, b) no, c) unknown, in any case
        """
        if text is None:
            return cls.UNKNOWN
        if not isinstance(text, str):
            raise InvalidValueError(
                f"expected a string, got {type_name(text)}",
                remedy="use Answer.of for True, False and None",
            )
        words = " ".join(text.split()).casefold()
        if not words:
            return cls.UNKNOWN
        if words not in _TEXTS:
            raise InvalidValueError(
                "not a recognised answer", expected=f"one of {', '.join(_TEXTS)}, in any case"
            )
        return _TEXTS[words]

    @property
    def known(self) -> bool | None:
        """True, False or None.

        Examples:
            >>> Answer.YES.known, Answer.UNKNOWN.known
            (True, None)
        """
        return None if self is Answer.UNKNOWN else self is Answer.YES


# Compared by identity: 1 == True.
_TRUTHS: Final = ((True, Answer.YES), (False, Answer.NO), (None, Answer.UNKNOWN))
_TEXTS: Final = {
    text: answer
    for texts in (
        ("yes", "no", "unknown"),
        ("y", "n", "u"),
        ("a) yes", "b) no", "c) unknown"),
    )
    for text, answer in zip(texts, Answer, strict=True)
}


def any_of(answers: Iterable[Answer]) -> Answer:
    """Return yes if any answer is yes, no if all are no, and otherwise unknown.

    Raises:
        InvalidValueError: If it is not a list, or a value is not an `Answer`.

    Examples:
        >>> any_of([Answer.NO, Answer.UNKNOWN])
        <Answer.UNKNOWN: 'unknown'>
    """
    return _settled(answers, by=Answer.YES, otherwise=Answer.NO)


def all_of(answers: Iterable[Answer]) -> Answer:
    """Return no if any answer is no, yes if all are yes, and otherwise unknown.

    Raises:
        InvalidValueError: If it is not a list, or a value is not an `Answer`.

    Examples:
        >>> all_of([Answer.NO, Answer.UNKNOWN])
        <Answer.NO: 'no'>
    """
    return _settled(answers, by=Answer.NO, otherwise=Answer.YES)


def _settled(answers: Iterable[Answer], *, by: Answer, otherwise: Answer) -> Answer:
    # By identity: hashing an enum member would take most of the time here.
    known = otherwise
    for answer in several(answers, "answers"):
        if answer is by:
            return by
        if answer is Answer.UNKNOWN:
            known = answer
        elif answer is not otherwise:
            raise InvalidValueError(
                f"expected an Answer, got {type_name(answer)}",
                remedy="use Answer.of or Answer.from_text",
            )
    return known


@attrs.frozen(kw_only=True, cache_hash=True)
class Reason(Result):
    """One of the reasons for a decision.

    Attributes:
        answer: The answer to this part of the question.
        text: Why, without any identifier or date of the child.
        missing: The fact that would settle it, or replace an assumption, such as
            ``"date_of_birth"``; empty if nothing is missing.
        contradicted: Whether that fact is given, but impossible or at odds with another, so that it
            has to be confirmed.
        assumed: How the guidance was interpreted where it leaves the matter open, or None.
        reference: The source in the guidance.

    Examples:
        >>> import jtai
        >>> decision = jtai.deep_dive(jtai.Child(id="SYN-01"), as_of=date(2019, 9, 9))
        >>> print(decision.reasons[0].answer, decision.reasons[0].reference, sep="; ")
        unknown; guidance 190035, paras 8, 33
    """

    answer: Answer
    text: str
    missing: str = ""
    contradicted: bool = False
    assumed: str | None = None
    reference: Reference

    _columns: ClassVar = (
        Column("answer", "Answer"),
        Column("text", "Reason"),
        Column("missing", "Fact needed", lambda reason: reason.needed),
        Column("assumed", "Assumed"),
        Column("reference", "Source"),
    )

    @property
    def needed(self) -> str:
        """The fact that is needed, and whether it is missing or has to be confirmed.

        Examples:
            >>> import jtai
            >>> health = jtai.MentalHealth(concern="no", needs_support="no", recent_support="yes")
            >>> health.ill_health_reason.needed
            'to be confirmed: mental_health.concern or mental_health.needs_support or ...'
        """
        if not self.missing:
            return ""
        return f"{'to be confirmed' if self.contradicted else 'missing'}: {self.missing}"

    @property
    def why(self) -> str:
        """The text, and the fact that is needed."""
        return f"{self.text} ({self.needed})" if self.missing else self.text

    def __str__(self) -> str:
        words = f"{self.answer}: {self.why}"
        if self.assumed is not None:
            words += f" (assumed: {self.assumed})"
        return f"{words} ({self.reference})"


@attrs.frozen(kw_only=True)
class Decision(Results):
    """An answer to a question about scope, with its reasons.

    A decision has no truth value: use `in_scope`.

    Attributes:
        question: The question.
        in_scope: True, False, or None if facts are missing.
        reasons: The reasons, each with its paragraph.
        as_of: The day for which it was decided, or None if it depends on no day.

    Raises:
        InvalidValueError: If it has no reasons.

    Examples:
        >>> import jtai
        >>> decision = jtai.deep_dive(jtai.Child(id="SYN-01"), as_of=date(2019, 9, 9))
        >>> print(decision.in_scope, [reason.missing for reason in decision.reasons])
        None ['date_of_birth', 'mental_health.concern or mental_health.needs_support', 'plans']
        >>> print(str(decision).splitlines()[0])
        In the scope of the deep dive? unknown (on Monday 9 September 2019)
    """

    question: str
    in_scope: bool | None
    reasons: tuple[Reason, ...]
    as_of: dt.date | None = None

    _kind: ClassVar = Reason
    _keys: ClassVar = (Column("question"), Column("as_of"))
    _derived: ClassVar = ("answer", "missing", "assumptions")
    _reworded: ClassVar = ("assumptions",)

    __bool__ = _no_truth

    def __attrs_post_init__(self) -> None:
        if not self.reasons:
            raise InvalidValueError(
                "a decision without reasons", where="reasons", expected="one or more reasons"
            )

    @property
    def answer(self) -> Answer:
        """`in_scope` as an `Answer`."""
        return Answer.of(self.in_scope)

    @property
    def missing(self) -> tuple[str, ...]:
        """The unknown facts that would settle the decision, or confirm an assumed yes.

        It is empty if the answer is no. An entry can name two fields, either of which can settle
        it, as in ``"mental_health.concern or mental_health.needs_support"``.
        """
        if self.in_scope is False:
            return ()
        return tuple(dict.fromkeys(one.missing for one in self.reasons if one.missing))

    @property
    def assumptions(self) -> tuple[str, ...]:
        """What its reasons assume."""
        assumed = dict.fromkeys(reason.assumed for reason in self.reasons)
        return tuple(words for words in assumed if words is not None)

    def _results(self) -> tuple[Reason, ...]:
        return self.reasons

    @property
    def _title(self) -> str:
        day = "" if self.as_of is None else f" (on {long_date(self.as_of)})"
        return f"{self.question} {self.answer}{day}"

    def _text(self, width: int) -> str:
        lines = (self._title, *(f"- {reason}" for reason in self.reasons))
        return "\n".join(wrapped(line, width) for line in lines)


def assumed_together(assumed: Iterable[str | None]) -> str | None:
    """Return several assumptions as one text, each once, or None if there are none.

    Examples:
        >>> assumed_together(["the age", None, "the day", "the age"]), assumed_together([None])
        ('the age; the day', None)
    """
    return "; ".join(dict.fromkeys(filter(None, assumed))) or None


def decide(question: str, reasons: Iterable[Reason], *, as_of: dt.date | None = None) -> Decision:
    """Return the decision that follows from reasons that must all be met.

    Args:
        question: The question.
        reasons: The reasons.
        as_of: The day for which it is decided, or None if it depends on no day.

    Examples:
        >>> reason = Reason(answer=Answer.NO, text="too young", reference=Reference.para(8))
        >>> decide("In the deep dive?", [reason]).in_scope
        False
    """
    given = Table(reasons)
    return Decision(
        question=question,
        in_scope=all_of(reason.answer for reason in given).known,
        reasons=given,
        as_of=as_of,
    )
