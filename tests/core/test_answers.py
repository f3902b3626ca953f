from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import pytest

from jtai.children.records import Child
from jtai.core.answers import Answer, Decision, Reason, all_of, any_of, decide
from jtai.core.citation import Reference
from jtai.core.errors import InvalidRecordError, InvalidValueError
from jtai.core.validation import type_name

YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN


def _reason(answer: Answer, missing: str = "") -> Reason:
    return Reason(answer=answer, text="so it is", missing=missing, reference=Reference.para(8))


@pytest.mark.parametrize(("value", "answer"), [(True, YES), (False, NO), (None, UNKNOWN)])
def test_answers_have_three_values(value: bool | None, answer: Answer) -> None:  # noqa: FBT001
    """True, False and None become yes, no and unknown, and `known` returns them again."""
    assert Answer.of(value) is answer
    assert answer.known is value


def test_numpy_booleans_become_answers() -> None:
    """The True and False of numpy, as in rows of a data frame, become yes and no."""
    assert Answer.of(np.bool_(1)) is YES  # type: ignore[arg-type]
    assert Answer.of(np.bool_(0)) is NO  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "value",
    [1, 0, 1.0, math.nan, "N", "no", "unknown", "Y", "", [], pd.NA, np.int64(1), NO],
    ids=lambda value: type(value).__name__,
)
def test_other_values_do_not_become_answers(value: Any) -> None:
    """`Answer.of` refuses any value but True, False and None, and the error names its type."""
    with pytest.raises(InvalidValueError) as refused:
        Answer.of(value)
    assert str(refused.value).startswith(f"expected True, False or None, got {type_name(value)};")


@pytest.mark.parametrize(
    ("texts", "answer"),
    [
        (("Y", "y", "yes", "Yes", "YES", " yes ", "a) Yes", "A)  yes"), YES),
        (("N", "n", "no", "No", "NO", "b) No", "\tno\n"), NO),
        (("U", "unknown", "Unknown", "UNKNOWN", "c) Unknown", "", "  ", None), UNKNOWN),
    ],
)
def test_published_texts_are_read_as_answers(texts: Sequence[str | None], answer: Answer) -> None:
    """Published answers are read in upper or lower case, and a blank means unknown."""
    for text in texts:
        assert Answer.from_text(text) is answer


@pytest.mark.parametrize("text", ["perhaps", "1", "0", "true", "None", "nan", "a) no", "yes?", "b"])
def test_other_texts_are_refused_without_being_shown(text: str) -> None:
    """Text that is not a published answer is refused and not shown, as it may be a child's data."""
    with pytest.raises(
        InvalidValueError, match="^not a recognised answer; expected one of"
    ) as refused:
        Answer.from_text(text)
    assert f"{text!r}" not in str(refused.value)


@pytest.mark.parametrize("value", [True, False, 1, math.nan, b"Y"])
def test_from_text_refuses_other_types(value: Any) -> None:
    """`Answer.from_text` refuses a value that is not a string, and names its type."""
    with pytest.raises(InvalidValueError, match=f"expected a string, got {type(value).__name__}"):
        Answer.from_text(value)


@pytest.mark.parametrize("value", [True, False, None, "yes", "no", 1])
def test_only_answers_are_combined(value: Any) -> None:
    """`any_of` and `all_of` refuse anything but an `Answer`: ignoring it could hide a yes."""
    for combine in (any_of, all_of):
        with pytest.raises(
            InvalidValueError, match=f"expected an Answer, got {type(value).__name__}"
        ):
            combine([UNKNOWN, value])


@pytest.mark.parametrize("answer", Answer)
def test_an_answer_has_no_truth_value(answer: Answer) -> None:
    """`if answer` raises an error, because it would silently turn unknown into yes or no."""
    with pytest.raises(TypeError, match="is yes, no or unknown and has no truth value"):
        bool(answer)


def test_all_and_any_follow_three_valued_logic() -> None:
    """One no settles `all_of` and one yes settles `any_of`; otherwise any unknown gives unknown."""
    for answers in itertools.product(Answer, repeat=3):
        known = [answer.known for answer in answers]
        together = False if False in known else None if None in known else True
        either = True if True in known else None if None in known else False
        assert all_of(answers).known is together
        assert any_of(answers).known is either
    assert all_of([]) is YES
    assert any_of([]) is NO


def test_a_decision_names_what_is_missing() -> None:
    """An unknown decision names the facts that would settle it; a negative one names none."""
    open_one = decide("Asked?", [_reason(YES), _reason(UNKNOWN, "plans")])
    assert (open_one.in_scope, open_one.answer, open_one.missing) == (None, UNKNOWN, ("plans",))
    settled = decide("Asked?", [_reason(NO), _reason(UNKNOWN, "plans")])
    assert (settled.in_scope, settled.missing) == (False, ())
    assert decide("Asked?", [_reason(YES)]).in_scope is True


def test_a_decision_has_no_truth_value() -> None:
    """`if decision` raises an error, because a decision of no would count as true."""
    with pytest.raises(TypeError, match=r"decision\.in_scope is True"):
        bool(decide("Asked?", [_reason(NO)]))


def test_a_contradicted_fact_must_be_confirmed() -> None:
    """A fact that contradicts another is described as to be confirmed, not as missing."""
    reason = Reason(
        answer=UNKNOWN,
        text="they disagree",
        missing="plans",
        contradicted=True,
        reference=Reference.para(8),
    )
    assert str(reason) == (
        "unknown: they disagree (to be confirmed: plans) (guidance 190035, para 8)"
    )
    decision = decide("Asked?", [reason])
    assert decision.missing == ("plans",)
    assert "to be confirmed: plans" in decision._repr_html_()
    assert _reason(YES).needed == ""


def test_a_decision_shows_its_reasons() -> None:
    """A decision shows its reasons in its text, its HTML and its records."""
    reason = Reason(
        answer=UNKNOWN,
        text="nobody knows",
        missing="plans",
        assumed="it is read so",
        reference=Reference.para(8),
    )
    decision = Decision(question="Asked?", in_scope=None, reasons=(reason,))
    assert decision.to_text(width=100) == (
        "Asked? unknown\n"
        "- unknown: nobody knows (missing: plans) (assumed: it is read so) "
        "(guidance 190035, para 8)"
    )
    assert "nobody knows" in decision._repr_html_()
    assert decision.to_records() == [
        {
            "answer": "unknown",
            "text": "nobody knows",
            "missing": "plans",
            "assumed": "it is read so",
            "reference": "guidance 190035, para 8",
        }
    ]


@pytest.mark.parametrize("missing", [float("nan"), np.float64("nan"), pd.NA, pd.NaT])
def test_a_missing_value_of_a_frame_is_refused_with_the_way_out(missing: Any) -> None:
    """A missing value of numpy or pandas is refused everywhere; the error says to use None."""
    plain = {"id": missing, "plans": missing, "mental_health": {"concern": missing}}
    with pytest.raises(InvalidRecordError) as caught:
        Child.from_plain(plain)
    assert {fault.where: fault.remedy for fault in caught.value.faults} == dict.fromkeys(
        ("id", "mental_health.concern", "plans"), "use None for a missing value"
    )
    assert Child.from_plain({"id": "A1", "mental_health": {"concern": None}}).id == "A1"


def test_a_decision_has_reasons() -> None:
    """A decision without reasons is refused."""
    with pytest.raises(InvalidValueError, match="reasons: a decision without reasons"):
        Decision(question="Asked?", in_scope=True, reasons=())
