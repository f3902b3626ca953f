from __future__ import annotations

import copy
import itertools
import pickle
from datetime import UTC, date, datetime
from typing import Any

import attrs
import pytest

import jtai
from jtai.children.mental_health import CamhsStatus, MentalHealth
from jtai.children.records import Child, Plan
from jtai.core.answers import Answer
from jtai.core.notebook import Table
from jtai.errors import DateTypeError, InvalidRecordError
from jtai.guidance.terms import Agency, FormOfIllHealth, PlanKind
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
        ((date(2019, 1, 1), date(2019, 2, 2)), (date(2019, 2, 1), None), True),
        ((date(2019, 1, 1), date(2019, 2, 1)), (date(2019, 2, 1), None), False),
        ((date(2019, 1, 1), date(2019, 1, 31)), (date(2019, 2, 1), None), False),
        ((date(2019, 2, 1), date(2019, 2, 1)), (date(2019, 2, 1), None), False),
        ((date(2019, 2, 1), date(2019, 2, 1)), (date(2019, 1, 1), None), True),
        ((date(2019, 1, 1), date(2019, 2, 1)), (date(2019, 1, 1), date(2019, 2, 1)), True),
        ((date(2019, 1, 1), None), (date(2019, 2, 1), None), True),
        ((date(2019, 3, 1), date(2019, 4, 1)), (date(2019, 1, 1), date(2019, 5, 1)), True),
    ],
)
def test_plans_overlap_if_one_begins_before_the_other_ends(
    one: tuple[date, date | None], other: tuple[date, date | None], *, overlap: bool
) -> None:
    """Two plans overlap if each begins before the other ends, whichever is asked about the other.

    A change of placement or legal status ends one episode and begins the next on the same day.
    """
    assert _plan(*one).overlaps(_plan(*other)) is overlap
    assert _plan(*other).overlaps(_plan(*one)) is overlap


def test_a_plan_cannot_end_before_it_starts() -> None:
    """A plan may end on its first day, but not earlier."""
    assert _plan(date(2019, 4, 1), date(2019, 4, 1)).end == date(2019, 4, 1)
    with pytest.raises(InvalidRecordError, match="^end: the plan ends before it starts") as caught:
        _plan(date(2019, 4, 1), date(2019, 3, 31))
    (fault,) = caught.value.faults
    assert str(fault.reference) == "Annex A workbook, lists 6, 7 and 8, dates of start and end"


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
    cited = {str(each.reference) for each in child.contradictions}
    assert cited <= {"Annex A workbook, lists 6, 7 and 8, Date of Birth"}


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


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        ((None, None), (date(2019, 1, 1), None), True),
        ((None, None), (None, date(2019, 1, 1)), None),  # it may begin after the other's end
        ((None, date(2019, 1, 1)), (date(2019, 1, 1), None), False),
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
    one = _plan(date(2019, 1, 1), date(2019, 6, 2))
    again = _plan(date(2019, 6, 1))
    care = _plan(date(2019, 1, 1), kind=PlanKind.LOOKED_AFTER)
    child = Child(id="A1", plans=(one, again, care))
    assert child.overlapping_plans == ((one, again),)
    (contradiction,) = child.contradictions
    assert str(contradiction) == (
        "two plans of the kind child in need are in force at the same time "
        "(Annex A workbook, lists 6, 7 and 8, whom each list covers)"
    )
    assert Child(id="A1", plans=(one, care)).contradictions == ()


@pytest.mark.guidance("para 34")
@pytest.mark.parametrize(
    ("health", "agencies", "field"),
    [
        ({"known_to_yot": "no"}, ["YOT"], "known_to_yot"),
        ({"known_to_yot": "no"}, ["schools"], None),
        ({"known_to_yot": "yes"}, ["schools"], None),  # the agencies may be incomplete
        ({"known_to_yot": "unknown"}, ["YOT"], None),
        ({"multi_agency": "no"}, ["schools", "police"], "multi_agency"),
        ({"multi_agency": "no"}, ["multi-agency safeguarding partners"], "multi_agency"),
        ({"multi_agency": "no"}, ["schools"], None),
        ({"multi_agency": "yes"}, ["schools"], None),
    ],
)
def test_an_answer_of_no_about_an_agency_that_is_involved_is_a_contradiction(
    health: dict[str, str], agencies: list[str], field: str | None
) -> None:
    """An answer of no contradicts the agencies that are recorded as involved with the child."""
    child = Child.from_plain({"id": "A1", "mental_health": health, "agencies": agencies})
    expected = [(f"mental_health.{field}", "agencies")] if field else []
    assert [each.facts for each in child.contradictions] == expected


def test_an_episode_can_begin_on_the_day_on_which_the_last_one_ends() -> None:
    """Two plans that share only the day of the change do not contradict each other."""
    before = _plan(date(2019, 1, 1), date(2019, 5, 3), kind=PlanKind.LOOKED_AFTER)
    after = _plan(date(2019, 5, 3), kind=PlanKind.LOOKED_AFTER)
    child = Child(id="A1", plans=(after, before))
    assert child.overlapping_plans == ()
    assert child.contradictions == ()
    assert child.current_plans(date(2019, 5, 3)) == (after, before)


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
