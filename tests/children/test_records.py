from __future__ import annotations

import copy
import itertools
import pickle
from datetime import UTC, date, datetime
from typing import Any

import attrs
import pytest

import jtai
from jtai.children.records import CamhsPathway, CamhsStatus, Child, MentalHealth, Plan
from jtai.core.answers import Answer
from jtai.core.notebook import Table
from jtai.errors import DateTypeError, InvalidRecordError
from jtai.guidance.terms import Agency, FormOfIllHealth, Identification, PlanKind, RelatedCondition
from jtai.timetable.ages import LeapBirthday, lookback

YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN
SIX_MONTHS = lookback(date(2019, 9, 9), months=6)
KINDS = list(PlanKind)


def _plan(start: date, end: date | None = None, kind: PlanKind = PlanKind.CHILD_IN_NEED) -> Plan:
    return Plan(kind=kind, start=start, end=end)


# Plans


@pytest.mark.guidance("para 21")
@pytest.mark.parametrize(
    ("day", "current"),
    [
        (date(2019, 3, 31), False),
        (date(2019, 4, 1), True),
        (date(2019, 6, 30), True),
        (date(2019, 7, 1), False),
    ],
)
def test_a_plan_is_current_from_its_first_to_its_last_day(day: date, *, current: bool) -> None:
    """A plan is current from its first to its last day, and without an end it stays current."""
    plan = _plan(date(2019, 4, 1), date(2019, 6, 30))
    assert plan.is_current(day) is current
    assert _plan(date(2019, 4, 1)).is_current(day) is (day >= date(2019, 4, 1))
    assert not plan.is_open
    assert _plan(date(2019, 4, 1)).is_open


@pytest.mark.parametrize(
    ("start", "end", "active"),
    [
        (date(2018, 1, 1), date(2019, 3, 8), False),  # ended a day before the six months
        (date(2018, 1, 1), date(2019, 3, 9), True),  # ended on their first day
        (date(2019, 5, 1), date(2019, 6, 1), True),  # within
        (date(2019, 9, 9), None, True),  # began on the day itself
        (date(2019, 9, 10), None, False),  # begins tomorrow
        (date(2018, 1, 1), None, True),
    ],
)
def test_a_plan_is_active_in_a_lookback(start: date, end: date | None, *, active: bool) -> None:
    """A plan is active in a look-back if it was in force on any day of it (para 32)."""
    assert _plan(start, end).is_active(SIX_MONTHS) is active


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        ((date(2019, 1, 1), date(2019, 2, 1)), (date(2019, 2, 1), None), True),
        ((date(2019, 1, 1), date(2019, 1, 31)), (date(2019, 2, 1), None), False),
        ((date(2019, 1, 1), None), (date(2019, 2, 1), None), True),
        ((date(2019, 3, 1), date(2019, 4, 1)), (date(2019, 1, 1), date(2019, 5, 1)), True),
    ],
)
def test_plans_overlap_if_they_share_a_day(
    one: tuple[date, date | None], other: tuple[date, date | None], *, overlap: bool
) -> None:
    """Two plans overlap if they share at least one day, whichever is compared with the other."""
    assert _plan(*one).overlaps(_plan(*other)) is overlap
    assert _plan(*other).overlaps(_plan(*one)) is overlap


def test_a_plan_cannot_end_before_it_starts() -> None:
    """A plan may end on its first day, but not earlier."""
    assert _plan(date(2019, 4, 1), date(2019, 4, 1)).end == date(2019, 4, 1)
    with pytest.raises(InvalidRecordError, match="^end: the plan ends before it starts"):
        _plan(date(2019, 4, 1), date(2019, 3, 31))


FIELDS = {
    "need_code": PlanKind.CHILD_IN_NEED,
    "abuse_category": PlanKind.CHILD_PROTECTION,
    "legal_status": PlanKind.LOOKED_AFTER,
    "placement_type": PlanKind.LOOKED_AFTER,
}


@pytest.mark.parametrize(("field", "kind"), [*itertools.product(FIELDS, KINDS)])
def test_each_kind_of_plan_has_its_own_fields(field: str, kind: PlanKind) -> None:
    """A field such as the category of abuse is accepted for one kind of plan only."""
    values: dict[str, Any] = {"kind": kind, "start": date(2019, 4, 1), field: "N1"}
    if FIELDS[field] is kind:
        assert getattr(Plan(**values), field) == "N1"
    else:
        with pytest.raises(InvalidRecordError, match=f"^{field}: a plan of the kind"):
            Plan(**values)


# CAMHS


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
    ("given", "facts"),
    [
        # A pregnancy lasts at most 301 days, with some days to spare.
        ({"date_of_birth": date(2010, 10, 29), "start": date(2010, 1, 1)}, None),
        (
            {"date_of_birth": date(2010, 10, 30), "start": date(2010, 1, 1)},
            ("date_of_birth", "plans"),
        ),
        (
            {"expected_birth": date(2019, 12, 1), "start": date(2010, 1, 1)},
            ("expected_birth", "plans"),
        ),
        (
            {"date_of_birth": date(2010, 10, 30), "start": None, "end": date(2010, 1, 1)},
            ("date_of_birth", "plans"),
        ),
        ({"date_of_birth": date(2010, 10, 30), "start": None}, None),
        ({"start": date(2010, 1, 1)}, None),
        ({"date_of_birth": date.min, "start": date.min}, None),
    ],
)
def test_a_plan_long_before_birth_contradicts_it(
    given: dict[str, Any], facts: tuple[str, ...] | None
) -> None:
    """A plan that starts longer before the birth than a pregnancy lasts is a contradiction."""
    births = {key: value for key, value in given.items() if "birth" in key}
    days = {key: value for key, value in given.items() if "birth" not in key}
    child = Child(id="A1", plans=(Plan(kind=PlanKind.LOOKED_AFTER, **days),), **births)
    assert [each.facts for each in child.contradictions] == ([] if facts is None else [facts])


def test_camhs_contradictions_are_reported_for_the_child() -> None:
    """A contradiction about CAMHS is also reported for the child, with its path."""
    camhs = CamhsStatus(referred=NO, not_accepted=YES)
    child = Child(id="A1", mental_health=MentalHealth(camhs=camhs))
    assert [each.facts for each in child.mental_health.contradictions] == [
        ("camhs.referred", "camhs.not_accepted")
    ]
    assert [each.facts for each in child.contradictions] == [
        ("mental_health.camhs.referred", "mental_health.camhs.not_accepted")
    ]


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


SERVICES: dict[str, Any] = {
    "receives a service": {"camhs": CamhsStatus(receiving=YES)},
    "waiting list": {"camhs": CamhsStatus(waiting=YES)},
    "support": {"recent_support": YES},
}


@pytest.mark.guidance("para 33", "para 34")
@pytest.mark.parametrize("words", SERVICES)
@pytest.mark.parametrize(
    ("blank", "other"), [("concern", "needs_support"), ("needs_support", "concern")]
)
def test_an_assumed_yes_names_the_gate_answer_that_is_blank(
    words: str, blank: str, other: str
) -> None:
    """If one gate answer is no and the other is blank, an assumed yes names the blank one."""
    given: dict[str, Any] = {other: NO, **SERVICES[words]}
    health = MentalHealth(**given)
    reason = health.ill_health_reason
    assert (reason.answer, reason.missing) == (YES, f"mental_health.{blank}")
    assert f"one gate answer is no, and the other (mental_health.{blank}) is missing" in reason.text
    assert words in reason.text
    assert reason.assumed is not None
    decision = jtai.deep_dive(
        Child(
            id="A1",
            date_of_birth=date(2007, 5, 1),
            plans=(_plan(date(2019, 1, 1)),),
            mental_health=health,
        ),
        as_of=date(2019, 9, 9),
    )
    assert (decision.in_scope, decision.missing) == (True, (f"mental_health.{blank}",))


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


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        ((None, None), (date(2019, 1, 1), None), True),
        ((None, None), (None, date(2019, 1, 1)), None),  # it may begin after the other's end
        ((None, date(2019, 1, 1)), (date(2019, 1, 2), None), False),
        ((None, date(2019, 1, 1)), (date(2018, 1, 1), None), True),
    ],
)
def test_plans_overlap_unless_an_unknown_start_matters(
    one: tuple[date | None, date | None],
    other: tuple[date | None, date | None],
    overlap: bool | None,  # noqa: FBT001
) -> None:
    """It is unknown whether two plans overlap only if that depends on an unknown start."""
    first, second = (
        Plan(kind=PlanKind.LOOKED_AFTER, start=start, end=end) for start, end in (one, other)
    )
    assert first.overlaps(second) is second.overlaps(first) is overlap
    child = Child(id="A1", plans=(first, second))
    assert bool(child.overlapping_plans) is (overlap is True)


def test_plans_in_force_are_unknown_if_a_start_is_unknown() -> None:
    """If the start of a plan is unknown, current and active plans are None instead of a list."""
    ended = _plan(date(2018, 1, 1), date(2019, 6, 1))
    child = Child(id="A1", plans=(ended, Plan(kind=PlanKind.LOOKED_AFTER, start=None)))
    assert child.current_plans(date(2019, 9, 9)) is child.active_plans(SIX_MONTHS) is None


# Children


def test_ages_are_known_unborn_or_unknown() -> None:
    """An age is in completed years, -1 before an expected birth, and None if it is unknown."""
    on = date(2019, 9, 9)
    assert Child(id="A1", date_of_birth=date(2009, 9, 9)).age(on) == 10
    assert Child(id="A1", date_of_birth=date(2019, 9, 10)).age(on) == -1
    assert Child(id="A1", expected_birth=date(2019, 12, 1)).age(on) == -1
    assert Child(id="A1", expected_birth=date(2019, 9, 9)).age(on) is None
    assert Child(id="A1").age(on) is None
    leap = Child(id="A1", date_of_birth=date(2008, 2, 29))
    assert leap.age(date(2018, 2, 28)) == 9
    assert leap.age(date(2018, 2, 28), leap_birthday=LeapBirthday.FEBRUARY_28) == 10
    with pytest.raises(DateTypeError):
        Child(id="A1").age("2019-09-09")  # type: ignore[arg-type]


def test_plans_are_looked_up_by_day_or_period() -> None:
    """A child's plans are found by day or by period, and are None if they are unknown."""
    ended = _plan(date(2018, 1, 1), date(2019, 4, 1))
    held = _plan(date(2019, 5, 1), kind=PlanKind.LOOKED_AFTER)
    child = Child(id="A1", plans=(ended, held))
    assert child.current_plans(date(2019, 9, 9)) == (held,)
    assert child.active_plans(SIX_MONTHS) == (ended, held)
    without = Child(id="A1", plans=())
    assert without.current_plans(date(2019, 9, 9)) == without.active_plans(SIX_MONTHS) == ()
    unknown = Child(id="A1")
    assert unknown.current_plans(date(2019, 9, 9)) is unknown.active_plans(SIX_MONTHS) is None


def test_no_plans_and_unknown_plans_look_different() -> None:
    """A child without plans and one with unknown plans have a different `repr` and HTML."""
    without, unknown = Child(id="A1", plans=()), Child(id="A1")
    assert repr(without) != repr(unknown)
    assert without._repr_html_() != unknown._repr_html_()
    assert Table((without,))._repr_html_() != Table((unknown,))._repr_html_()


def test_overlaps_of_one_kind_are_reported() -> None:
    """Overlapping plans are reported if they are of the same kind, and allowed otherwise."""
    one = _plan(date(2019, 1, 1), date(2019, 6, 1))
    again = _plan(date(2019, 6, 1))
    care = _plan(date(2019, 1, 1), kind=PlanKind.LOOKED_AFTER)
    child = Child(id="A1", plans=(one, again, care))
    assert child.overlapping_plans == ((one, again),)
    (contradiction,) = child.contradictions
    assert contradiction.text == "two plans of the kind child in need are in force at the same time"
    assert Child(id="A1", plans=(one, care)).contradictions == ()


@pytest.mark.guidance("para 15")
def test_a_child_can_be_made_from_plain_values() -> None:
    """A child can be made from published strings, lists and mappings."""
    child = Child(
        id="A1",
        date_of_birth=datetime(2009, 9, 8, 23, 30, tzinfo=UTC),
        plans=[{"kind": "looked after", "start": date(2019, 1, 1)}],  # type: ignore[arg-type]
        mental_health={  # type: ignore[arg-type]
            "concern": "yes",
            "forms": ["anxiety"],
            "camhs": {"referred": "no"},
        },
        agencies=["police force"],  # type: ignore[arg-type]
        individual_needs=["hearing impairment"],  # type: ignore[arg-type]
    )
    assert child == Child(
        id="A1",
        date_of_birth=date(2009, 9, 9),
        plans=(_plan(date(2019, 1, 1), kind=PlanKind.LOOKED_AFTER),),
        mental_health=MentalHealth(
            concern=YES,
            forms=frozenset({FormOfIllHealth.ANXIETY}),
            camhs=CamhsStatus(referred=NO),
        ),
        agencies=frozenset({Agency.POLICE}),
        individual_needs=("hearing impairment",),
    )
    assert type(child.date_of_birth) is date


def test_all_faults_are_reported_with_their_paths() -> None:
    """A refused record reports every fault with its path, and shows no value."""
    with pytest.raises(InvalidRecordError) as caught:
        Child(
            id=7,  # type: ignore[arg-type]
            date_of_birth="1 May 2009",  # type: ignore[arg-type]
            plans=[  # type: ignore[arg-type]
                {"kind": "looked after", "start": date(2019, 1, 1)},
                {"kind": "in care", "start": date(2019, 1, 1), "end": "soon"},
                {"kind": "looked after", "start": date(2019, 2, 1), "end": date(2019, 1, 1)},
                {"kind": "looked after", "begin": date(2019, 1, 1)},
                5,
            ],
            mental_health={"concern": True, "camhs": {"referred": "perhaps"}},  # type: ignore[arg-type]
            individual_needs="deaf",  # type: ignore[arg-type]
            at_risk=None,  # type: ignore[arg-type]
        )
    assert [fault.where for fault in caught.value.faults] == [
        "id",
        "date_of_birth",
        "individual_needs",
        "plans[1].kind",
        "plans[1].end",
        "plans[2].end",
        "plans[3].start",
        "plans[3].begin",
        "plans[4]",
        "mental_health.concern",
        "mental_health.camhs.referred",
        "at_risk",
    ]
    assert caught.value.__context__ is None
    assert caught.value.__cause__ is None
    text = str(caught.value)
    for secret in ("1 May", "soon", "in care", "perhaps", "deaf"):
        assert secret not in text


@pytest.mark.parametrize("blank", ["", "  "])
def test_a_blank_identifier_is_refused(blank: str) -> None:
    """A blank identifier is refused."""
    with pytest.raises(InvalidRecordError, match="^id: the identifier is blank"):
        Child(id=blank)


def test_a_child_cannot_be_both_born_and_expected() -> None:
    """A child cannot have both a date of birth and an expected date of birth."""
    with pytest.raises(InvalidRecordError, match="^expected_birth: there is both"):
        Child(id="A1", date_of_birth=date(2019, 1, 1), expected_birth=date(2019, 1, 2))


@pytest.mark.promise("shown values")
def test_representations_show_nothing_of_a_child() -> None:
    """No `repr` or string of a child or plan shows an identifier, a date or a text."""
    child = Child(
        id="SECRET-ID",
        date_of_birth=date(2009, 9, 9),
        individual_needs=("SECRET-NEED",),
        plans=(
            Plan(
                kind=PlanKind.LOOKED_AFTER,
                start=date(2019, 3, 4),
                legal_status="SECRET-STATUS",
            ),
        ),
    )
    for shown in (repr(child), str(child), f"{child}", repr([child]), repr(child.plans)):
        assert "SECRET" not in shown
        assert "2009" not in shown
        assert "2019" not in shown


@pytest.mark.parametrize(
    "value",
    [
        _plan(date(2019, 1, 1)),
        CamhsStatus(referred=YES),
        MentalHealth(concern=YES, forms=frozenset({FormOfIllHealth.OCD})),
        Child(id="A1", plans=(_plan(date(2019, 1, 1)),)),
        Child(id="A1", plans=(_plan(date(2019, 1, 1)),)).contradictions,
    ],
)
def test_records_are_values(value: Any) -> None:
    """Records are equal by content, and can be hashed, pickled and copied."""
    assert pickle.loads(pickle.dumps(value)) == value  # noqa: S301
    assert copy.deepcopy(value) == value
    assert isinstance(hash(value), int)


def test_a_changed_copy_is_checked() -> None:
    """A changed copy is checked like a new record, and the original cannot be changed."""
    plan = _plan(date(2019, 4, 1))
    assert attrs.evolve(plan, end=date(2019, 5, 1)).end == date(2019, 5, 1)
    with pytest.raises(InvalidRecordError):
        attrs.evolve(plan, end=date(2019, 3, 1))
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        plan.end = None  # type: ignore[misc]


def test_an_expected_birth_too_far_ahead_makes_the_age_unknown() -> None:
    """If a birth is expected further ahead than a pregnancy lasts, the age is unknown."""
    day = date(2019, 9, 9)
    assert Child(id="A1", expected_birth=date(2020, 7, 6)).age(day) == -1
    assert Child(id="A1", expected_birth=date(2020, 7, 7)).age(day) is None
