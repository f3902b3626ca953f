from __future__ import annotations

import itertools
from typing import Any

import pytest

from jtai.children.mental_health import CamhsPathway, CamhsStatus, MentalHealth
from jtai.children.records import Child
from jtai.core.answers import Answer
from jtai.guidance.terms import FormOfIllHealth, Identification, RelatedCondition

YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN


@pytest.mark.guidance("para 34")
@pytest.mark.parametrize(
    ("answers", "pathway", "contradictions"),
    [
        # referred, receiving, waiting, not accepted
        ((NO, NO, NO, NO), CamhsPathway.NOT_REFERRED, 0),
        ((NO, UNKNOWN, UNKNOWN, UNKNOWN), CamhsPathway.NOT_REFERRED, 0),
        ((YES, NO, YES, NO), CamhsPathway.WAITING, 0),
        ((YES, YES, NO, NO), CamhsPathway.RECEIVING, 0),
        ((UNKNOWN, YES, NO, NO), CamhsPathway.RECEIVING, 0),
        ((YES, NO, NO, YES), CamhsPathway.NOT_ACCEPTED, 0),
        ((UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN), CamhsPathway.UNCLEAR, 0),
        ((YES, UNKNOWN, NO, NO), CamhsPathway.UNCLEAR, 0),
        ((YES, NO, NO, NO), CamhsPathway.NO_CURRENT_SERVICE, 0),  # discharged
        ((NO, YES, NO, NO), CamhsPathway.RECEIVING, 0),  # seen without a referral
        ((NO, NO, YES, NO), CamhsPathway.WAITING, 0),  # a self-referral
        ((YES, YES, YES, NO), CamhsPathway.RECEIVING, 0),  # one service, waiting for another
        ((YES, YES, NO, YES), CamhsPathway.RECEIVING, 0),  # after an earlier refusal
        ((YES, NO, YES, YES), CamhsPathway.WAITING, 0),
        ((YES, YES, YES, YES), CamhsPathway.RECEIVING, 0),
        ((UNKNOWN, NO, NO, YES), CamhsPathway.NOT_ACCEPTED, 0),
        ((YES, UNKNOWN, UNKNOWN, YES), CamhsPathway.UNCLEAR, 0),  # perhaps accepted since then
        ((YES, NO, UNKNOWN, YES), CamhsPathway.UNCLEAR, 0),
        ((YES, UNKNOWN, YES, NO), CamhsPathway.WAITING, 0),
        ((YES, NO, NO, UNKNOWN), CamhsPathway.UNCLEAR, 0),
        ((NO, NO, NO, YES), CamhsPathway.UNCLEAR, 1),  # the one contradiction
        ((NO, UNKNOWN, UNKNOWN, YES), CamhsPathway.UNCLEAR, 1),
        ((NO, YES, NO, YES), CamhsPathway.RECEIVING, 1),  # what happens now is not in doubt
        ((NO, YES, YES, YES), CamhsPathway.RECEIVING, 1),
    ],
)
def test_four_camhs_answers_mean_one_pathway(
    answers: tuple[Answer, ...], pathway: CamhsPathway, contradictions: int
) -> None:
    """The four CAMHS answers of para 34 give one pathway, which may be unclear."""
    status = CamhsStatus(
        referred=answers[0], receiving=answers[1], waiting=answers[2], not_accepted=answers[3]
    )
    assert status.pathway is pathway
    assert len(status.contradictions) == contradictions


def test_contradictions_are_reported_and_not_resolved() -> None:
    """Contradictory answers are kept, and the contradiction names their fields and paragraph."""
    status = CamhsStatus(referred=NO, not_accepted=YES)
    (contradiction,) = status.contradictions
    assert (status.referred, status.not_accepted) == (NO, YES)
    assert contradiction.facts == ("referred", "not_accepted")
    assert str(contradiction) == (
        "a referral was not accepted, but the child was never referred (guidance 190035, para 34)"
    )


@pytest.mark.parametrize("answers", [*itertools.product((YES, NO, UNKNOWN), repeat=4)])
def test_a_camhs_refusal_without_a_referral_is_a_contradiction(answers: tuple[Answer, ...]) -> None:
    """A refusal without a referral is a contradiction; a service or wait without one is a note."""
    referred, receiving, waiting, not_accepted = answers
    status = CamhsStatus(
        referred=referred, receiving=receiving, waiting=waiting, not_accepted=not_accepted
    )
    assert len(status.contradictions) == (referred is NO and not_accepted is YES)
    assert len(status.notes) == (referred is NO and YES in {receiving, waiting})


# Mental health


@pytest.mark.guidance("para 33")
@pytest.mark.parametrize(
    ("concern", "needs_support", "gate"),
    [
        (YES, NO, YES),
        (NO, YES, YES),
        (YES, UNKNOWN, YES),
        (NO, NO, NO),
        (NO, UNKNOWN, UNKNOWN),
        (UNKNOWN, UNKNOWN, UNKNOWN),
    ],
)
def test_one_gate_answer_of_yes_is_enough(
    concern: Answer, needs_support: Answer, gate: Answer
) -> None:
    """One yes makes the gate yes, two answers of no make it no, and otherwise it is unknown."""
    health = MentalHealth(concern=concern, needs_support=needs_support)
    assert health.gate is gate
    assert health.ill_health is gate


@pytest.mark.guidance("para 12", "para 13", "para 16", "footnote 1")
@pytest.mark.parametrize(
    "signs",
    [
        {"identification": Identification.EARLY_SIGNS},
        {"identification": Identification.IDENTIFIED},
        {"identification": Identification.DIAGNOSED},
        {"forms": {FormOfIllHealth.ANXIETY}},
        {"related": {RelatedCondition.SELF_HARM}},
    ],
)
def test_every_level_of_identification_counts(signs: dict[str, Any]) -> None:
    """Any identification (footnote 1), a disorder, or self-harm (para 16) is mental ill health."""
    assert MentalHealth(**signs).ill_health is YES
    against = MentalHealth(concern=NO, needs_support=NO, **signs)
    assert against.ill_health is YES
    (contradiction,) = against.contradictions
    assert "both gate answers are no" in contradiction.text


@pytest.mark.guidance("para 17")
@pytest.mark.parametrize(
    "condition", [RelatedCondition.ADHD, RelatedCondition.ADD, RelatedCondition.AUTISM]
)
def test_childhood_disorders_are_not_mental_ill_health(condition: RelatedCondition) -> None:
    """ADHD, ADD and autism alone say nothing about mental ill health (para 17)."""
    assert MentalHealth(related={condition}).ill_health is UNKNOWN  # type: ignore[arg-type]
    assert MentalHealth(related={condition}, concern=NO, needs_support=NO).ill_health is NO  # type: ignore[arg-type]


def test_an_answer_is_unknown_until_it_is_given() -> None:
    """An answer that is not given is unknown, and never no."""
    health = MentalHealth()
    for name in ("concern", "needs_support", "recent_support", "multi_agency", "known_to_yot"):
        assert getattr(health, name) is UNKNOWN
    assert health.police_or_criminal is UNKNOWN
    assert health.camhs == CamhsStatus(
        referred=UNKNOWN, receiving=UNKNOWN, waiting=UNKNOWN, not_accepted=UNKNOWN
    )
    assert health.contradictions == ()
    assert Child(id="A1").at_risk is UNKNOWN
    assert Child(id="A1").plans is None


@pytest.mark.parametrize(
    ("given", "contradictions", "notes", "missing"),
    [
        ({}, 0, 0, ""),
        ({"recent_support": YES}, 1, 0, "recent_support"),
        ({"camhs": CamhsStatus(receiving=YES)}, 0, 1, "needs_support"),
        ({"camhs": CamhsStatus(referred=YES)}, 0, 1, "needs_support"),
        ({"camhs": CamhsStatus(referred=NO, waiting=YES)}, 0, 2, "needs_support"),
        ({"camhs": CamhsStatus(receiving=YES), "recent_support": YES}, 1, 0, "recent_support"),
    ],
)
def test_recent_support_contradicts_two_gate_answers_of_no(
    given: dict[str, Any], contradictions: int, notes: int, missing: str
) -> None:
    """If both gate answers are no, recent support contradicts them, but CAMHS is only a note."""
    health = MentalHealth(concern=NO, needs_support=NO, **given)
    assert health.ill_health is (UNKNOWN if given else NO)
    assert health.ill_health_reason.missing.endswith(missing)
    assert health.ill_health_reason.contradicted is bool(given)
    assert len(health.contradictions) == contradictions
    assert len(health.notes) == notes
    if given and not contradictions:
        assert "may be for ADHD or autism" in health.ill_health_reason.text
    if contradictions:
        assert "contradict each other" in health.ill_health_reason.text


def test_a_service_without_gate_answers_is_an_assumed_yes() -> None:
    """If gate answers are missing, a service, a wait or support is a yes marked as assumed."""
    for given in (
        {"recent_support": YES},
        {"camhs": CamhsStatus(receiving=YES)},
        {"camhs": CamhsStatus(waiting=YES)},
    ):
        health = MentalHealth(**given)
        assert health.ill_health is YES
        assert health.ill_health_reason.assumed is not None
        assert health.contradictions == ()
    assert MentalHealth(camhs=CamhsStatus(referred=YES)).ill_health is UNKNOWN


@pytest.mark.guidance("para 17", "para 34")
@pytest.mark.parametrize(
    "condition", [RelatedCondition.ADHD, RelatedCondition.ADD, RelatedCondition.AUTISM]
)
@pytest.mark.parametrize(
    ("gates", "answer"),
    [({}, YES), ({"concern": NO}, YES), ({"concern": NO, "needs_support": NO}, UNKNOWN)],
)
def test_a_recorded_childhood_disorder_may_explain_camhs(
    condition: RelatedCondition, gates: dict[str, Any], answer: Answer
) -> None:
    """If ADHD, ADD or autism is recorded, the reason says that CAMHS may be for that (para 17)."""
    health = MentalHealth(**gates, related=frozenset({condition}), camhs=CamhsStatus(receiving=YES))
    reason = health.ill_health_reason
    assert reason.answer is answer
    assert "may be for the ADHD, ADD or autism that is recorded" in reason.text
    assert 17 in reason.reference.paragraphs


@pytest.mark.guidance("para 42")
@pytest.mark.parametrize(
    ("gates", "answer", "words"),
    [
        (
            {"concern": NO, "needs_support": NO},
            UNKNOWN,
            "both gate answers are no, but a completed",
        ),
        ({"concern": NO}, YES, "(mental_health.needs_support) is missing, but a completed"),
        ({}, YES, "both gate answers are missing, but a completed assessment"),
        ({"concern": YES}, YES, "lives with mental ill health"),
    ],
)
def test_an_assessment_finding_contradicts_two_gate_answers_of_no(
    gates: dict[str, Any], answer: Answer, words: str
) -> None:
    """If an assessment identified mental ill health, two gate answers of no mean unknown."""
    health = MentalHealth(**gates, found_in_assessment=YES)
    reason = health.ill_health_reason
    assert reason.answer is answer
    assert words in reason.text
    assert bool(health.notes) is (answer is UNKNOWN)
    assert reason.reference.paragraph == (12 if gates == {"concern": YES} else 42)
    assert health.contradictions == ()
    none = MentalHealth(concern=NO, needs_support=NO, found_in_assessment=NO)
    assert none.ill_health is NO


@pytest.mark.guidance("para 34")
def test_a_camhs_refusal_is_named_if_a_gate_answer_is_blank() -> None:
    """If a gate answer is blank, the reason names it and what became of the CAMHS referral."""
    reason = MentalHealth(
        concern=NO, camhs=CamhsStatus(referred=YES, receiving=NO, waiting=NO, not_accepted=YES)
    ).ill_health_reason
    assert reason.answer is UNKNOWN
    assert reason.missing == "mental_health.needs_support"
    assert "(mental_health.needs_support) is missing" in reason.text
    assert "CAMHS did not accept a referral of the child" in reason.text
    referred = MentalHealth(camhs=CamhsStatus(referred=YES)).ill_health_reason
    assert "both gate answers are missing; the child was referred to CAMHS" in referred.text
    assert referred.missing == "mental_health.concern or mental_health.needs_support"


@pytest.mark.parametrize(("concern", "note"), [(YES, True), (UNKNOWN, True), (NO, False)])
def test_support_without_an_identified_need_is_a_note(concern: Answer, *, note: bool) -> None:
    """Support without an identified need is a note, or a contradiction if there is no concern."""
    health = MentalHealth(concern=concern, needs_support=NO, recent_support=YES)
    assert any("no need for support was identified" in text for text in health.notes) is note
    assert bool(health.contradictions) is not note


def test_a_yes_from_a_gate_answer_is_not_assumed() -> None:
    """A yes that follows from a gate answer is not marked as assumed."""
    assert MentalHealth(concern=YES).ill_health_reason.assumed is None
