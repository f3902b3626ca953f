from __future__ import annotations

import itertools

import pytest

from jtai.core.answers import Answer, Decision, Reason, all_of, any_of, decide
from jtai.core.citation import Reference

YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN


def _reason(answer: Answer, missing: str = "") -> Reason:
    return Reason(answer=answer, text="so it is", missing=missing, reference=Reference.para(8))


@pytest.mark.parametrize(("value", "answer"), [(True, YES), (False, NO), (None, UNKNOWN)])
def test_answers_have_three_values(value: bool | None, answer: Answer) -> None:  # noqa: FBT001
    """Yes, no and unknown stand for True, False and None, both ways."""
    assert Answer.of(value) is answer
    assert answer.known is value


@pytest.mark.parametrize("answer", Answer)
def test_an_answer_has_no_truth_of_its_own(answer: Answer) -> None:
    """Asking `if answer` would turn unknown into yes or no in silence, and is refused."""
    with pytest.raises(TypeError, match="is yes, no or unknown and has no truth of its own"):
        bool(answer)


def test_all_and_any_follow_three_valued_logic() -> None:
    """One no decides `all`, one yes decides `any`; else a single unknown leaves it open."""
    for answers in itertools.product(Answer, repeat=3):
        known = [answer.known for answer in answers]
        together = False if False in known else None if None in known else True
        either = True if True in known else None if None in known else False
        assert all_of(answers).known is together
        assert any_of(answers).known is either
    assert all_of([]) is YES
    assert any_of([]) is NO


def test_a_decision_names_what_is_missing() -> None:
    """An open decision names the facts that would settle it; a settled one needs none."""
    open_one = decide("Asked?", [_reason(YES), _reason(UNKNOWN, "plans")])
    assert (open_one.in_scope, open_one.answer, open_one.missing) == (None, UNKNOWN, ("plans",))
    settled = decide("Asked?", [_reason(NO), _reason(UNKNOWN, "plans")])
    assert (settled.in_scope, settled.missing) == (False, ())
    assert decide("Asked?", [_reason(YES)]).in_scope is True


def test_a_decision_has_no_truth_of_its_own() -> None:
    """`if decision` would be true for a no, and is refused."""
    with pytest.raises(TypeError, match=r"decision\.in_scope is True"):
        bool(decide("Asked?", [_reason(NO)]))


def test_a_decision_shows_its_reasons() -> None:
    """Text, HTML and records show each reason with its source."""
    reason = Reason(
        answer=UNKNOWN,
        text="nobody knows",
        missing="plans",
        assumed="it is read so",
        reference=Reference.para(8),
    )
    decision = Decision(question="Asked?", in_scope=None, reasons=(reason,))
    assert str(decision) == (
        "Asked? unknown\n"
        "- unknown: nobody knows (missing: plans) (assumed: it is read so) "
        "(guidance 190035, para 8)"
    )
    assert "nobody knows" in decision._repr_html_()
    assert decision.to_records() == [
        {
            "question": "Asked?",
            "answer": "unknown",
            "text": "nobody knows",
            "missing": "plans",
            "assumed": "it is read so",
            "reference": "guidance 190035, para 8",
        }
    ]
