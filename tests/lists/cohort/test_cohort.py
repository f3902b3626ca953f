from __future__ import annotations

import pickle
from datetime import date, datetime
from typing import Any

import pytest

from jtai.children.scope import deep_dive, on_list
from jtai.core.answers import Answer, all_of
from jtai.core.results import AsTable
from jtai.errors import DateTypeError, InvalidValueError, UnknownKeyError
from jtai.formats.csv import to_csv
from jtai.formats.frames.pandas import to_pandas
from jtai.formats.json import from_json, to_json
from jtai.guidance.lists import FOLLOW_UP_FIELDS
from jtai.guidance.terms import PlanKind
from jtai.inspection.selection import SelectionCheck, check_selection
from jtai.lists.cohort.cohort import Cohort
from jtai.lists.cohort.groups import Judged
from jtai.lists.submission import Submission
from jtai.timetable.ages import LeapBirthday
from tests.lists.listed import AS_OF, SIX_MONTHS_BEFORE, care, cohort, need, protection, submission

CARE = "a) Looked after child"
CLOSED = "e) Closed episode"


_GATES = "mental_health.concern or mental_health.needs_support"


def cells(shown: object) -> list[str]:
    """Return the lines of a table with runs of spaces collapsed."""
    return [" ".join(line.split()) for line in str(shown).splitlines()]


def words(shown: AsTable) -> str:
    """Return a table as one line of text, with each reason whole."""
    return " ".join(shown.to_text(width=300).split())


def ids(judged: tuple[Judged, ...]) -> list[str | None]:
    return [one.child_id for one in judged]


def test_a_child_on_two_lists_is_one_child() -> None:
    """Rows with the same identifier on several lists are one child."""
    found = cohort([need(case_status=CARE), need("B1")], [], [care()])
    assert (len(found), [child.id for child in found]) == (2, ["A1", "B1"])
    assert found.children == tuple(found)
    assert found["A1"] is found.children[0]
    assert "A1" in found
    assert "C1" not in found
    assert ["A1"] not in found


@pytest.mark.parametrize("ask", ["__getitem__", "plans_shown", "contradictions_of"])
def test_an_unknown_identifier_is_refused(ask: str) -> None:
    """An unknown identifier is refused, and the error does not show it."""
    with pytest.raises(UnknownKeyError) as caught:
        getattr(cohort([need()]), ask)("Secret")
    assert "Secret" not in str(caught.value)


@pytest.mark.guidance("para 28")
def test_submission_cohort_equals_cohort_from_lists() -> None:
    """`Submission.cohort` and `Cohort.from_lists` return equal cohorts."""
    lists = submission({6: [need()], 7: [], 8: []})
    one = lists.cohort(as_of=AS_OF, closed_episodes="no plan")
    assert one == Cohort.from_lists(lists, as_of=AS_OF, closed_episodes="no plan")
    assert one == Cohort.from_lists(lists.tables, as_of=AS_OF, closed_episodes="no plan")


def test_an_invalid_day_or_reading_is_refused() -> None:
    """A day that is not a date, and an unknown reading of closed episodes, are refused."""
    lists = submission({6: [need()]})
    with pytest.raises(DateTypeError, match="as_of"):
        lists.cohort(as_of="2019-09-09")  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match="closed_episodes"):
        lists.cohort(as_of=AS_OF, closed_episodes="plan")
    with pytest.raises(DateTypeError, match="as_of"):
        lists.cohort(as_of=AS_OF).deep_dive(as_of=datetime(2019, 9, 9, 9))  # noqa: DTZ001 - refused


def test_a_cohort_survives_pickling() -> None:
    """A pickled copy of a cohort is equal to it and has the same hash."""
    found = cohort([need(), need("B1", case_status=None)])
    again = pickle.loads(pickle.dumps(found))  # noqa: S301 - pickled here
    assert again == found
    assert hash(again) == hash(found)
    assert again["B1"] == found["B1"]


def test_the_contradictions_of_a_child_are_found_by_its_identifier() -> None:
    """Contradictions are found by the child's identifier; those without one belong to no child."""
    found = cohort([need("B1", case_status=None), need("C1"), need(child_id=None)])
    assert len(found.contradictions) == 2
    assert len(found.contradictions_of("B1")) == 1
    assert found.contradictions_of("C1") == ()


def test_the_deep_dive_groups_as_the_rule_decides() -> None:
    """A child's group and decision are those that `deep_dive` returns for that child."""
    six = [
        need("A1", concern="Y"),
        need("B1", concern="N"),
        need("C1", concern="N", needs_support="N"),
        need("D1", concern="Y", date_of_birth=None),
        need("E1", concern="Y", case_status=CLOSED, cin_end=date(2019, 6, 3)),
        need("F1", date_of_birth=date(2019, 12, 1), cin_start=date(2019, 8, 1)),
    ]
    found = cohort(six)
    groups = found.deep_dive()
    assert ids(groups.in_scope) == ["A1"]
    assert ids(groups.unknown) == ["B1", "D1", "E1"]
    assert ids(groups.not_in_scope) == ["C1", "F1"]
    assert groups.missing == {
        "mental_health.needs_support": 1,
        "date_of_birth": 1,
        "plans": 1,
    }
    assert [judged.missing for judged in groups.unknown] == [
        ("mental_health.needs_support",),
        ("date_of_birth",),
        ("plans",),
    ]
    for judged in (*groups.in_scope, *groups.unknown, *groups.not_in_scope):
        assert judged.decision == deep_dive(found[str(judged.child_id)], as_of=AS_OF)


def test_a_known_plan_decides_the_scope_without_list_8() -> None:
    """If list 8 is missing, a plan on list 7 still puts the child in scope."""
    rows = [protection("A1", concern="Y"), protection("B1", concern="Y", plan_end=date(2019, 6, 3))]
    found = submission({6: [], 7: rows}).cohort(as_of=AS_OF)
    assert ids(found.deep_dive().in_scope) == ["A1", "B1"]
    for child in found:
        assert deep_dive(child, as_of=AS_OF).in_scope is True
        assert on_list(child, 7, as_of=AS_OF).in_scope is True
        assert on_list(child, 8, as_of=AS_OF).in_scope is None
    now = found.deep_dive(recent_plans=False)
    assert ids(now.in_scope) == ["A1"]
    assert ids(now.unknown) == ["B1"]
    assert now.unknown[0].missing == ("plans",)


def test_a_known_plan_is_not_named_as_missing() -> None:
    """If a plan is known, only the unknown mental health is named as missing."""
    found = submission({6: [], 7: [protection("A1")]}).cohort(as_of=AS_OF)
    assert found.deep_dive().unknown[0].missing == (
        "mental_health.concern or mental_health.needs_support",
    )


def test_a_missing_list_excludes_nobody() -> None:
    """If list 8 is missing, a child without a plan on lists 6 and 7 is unknown, not excluded."""
    rows = [need("A1", concern="Y", case_status="d) Open assessment")]
    found = submission({6: rows, 7: []}).cohort(as_of=AS_OF)
    assert ids(found.deep_dive().unknown) == ["A1"]
    assert cohort(rows).deep_dive().unknown == ()


def test_another_day_can_be_used() -> None:
    """Results use the cohort's day unless another is given, and say which day they used."""
    rows = [protection(plan_end=SIX_MONTHS_BEFORE, plan_start=date(2018, 1, 8), concern="Y")]
    found = cohort([], rows)
    assert found.deep_dive().as_of == AS_OF
    later = found.deep_dive(as_of=date(2019, 9, 10))
    assert (later.as_of, len(later.not_in_scope)) == (date(2019, 9, 10), 1)
    assert found.gate_missing(as_of=date(2019, 9, 10)).missing == ()
    assert ids(found.gate_missing().missing) == ["A1"]


def test_the_caller_chooses_the_leap_day_convention() -> None:
    """The caller chooses when a child born on 29 February has a birthday in a common year."""
    born = date(2008, 2, 29)
    row = need(date_of_birth=born, concern="Y", cin_start=date(2018, 1, 8))
    rows = {6: [row], 7: [], 8: []}
    found = submission(rows).cohort(as_of=date(2018, 2, 28))
    assert ids(found.deep_dive().not_in_scope) == ["A1"]
    assert ids(found.deep_dive(leap_birthday=LeapBirthday.FEBRUARY_28).in_scope) == ["A1"]
    assert found.gate_missing().missing == ()
    assert ids(found.gate_missing(leap_birthday=LeapBirthday.FEBRUARY_28).missing) == ["A1"]
    early = found.candidates(youngest=10, leap_birthday=LeapBirthday.FEBRUARY_28)
    assert ids(early.candidates) == ["A1"]


def test_missing_gate_fields_are_named() -> None:
    """For a child aged 10 to 15 on the lists, the unanswered gate fields are missing."""
    six = [
        need("A1", concern="Y"),
        need("B1", concern="N", needs_support="Unknown"),
        need("C1", concern="Y", needs_support="N"),
        need("D1", date_of_birth=date(2012, 5, 1)),
        need("E1", date_of_birth=None),
    ]
    found = cohort(six).gate_missing()
    assert [(one.child_id, one.fields) for one in found.missing] == [
        ("A1", ("needs_support",)),
        ("B1", ("needs_support",)),
    ]
    assert [(one.child_id, one.missing) for one in found.unknown] == [("E1", ("date_of_birth",))]
    assert found.fields == {"needs_support": 2}


@pytest.mark.guidance("para 33")
@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        ({"case_status": "d) Open assessment"}, True),
        ({"case_status": CLOSED, "cin_end": SIX_MONTHS_BEFORE}, True),
        ({"case_status": CLOSED, "cin_end": date(2019, 3, 8)}, None),
        # An episode may last one day, and cannot end before it starts.
        (
            {"case_status": CLOSED, "cin_start": date(2019, 6, 3), "cin_end": date(2019, 6, 3)},
            True,
        ),
        (
            {"case_status": CLOSED, "cin_start": date(2019, 6, 3), "cin_end": date(2019, 6, 2)},
            None,
        ),
        ({"case_status": "d) Open assessment", "cin_start": None}, None),
        ({"case_status": "d) Open assessment", "cin_start": date(2019, 9, 10)}, None),
        ({"case_status": "d) Open assessment", "cin_end": "soon"}, None),
    ],
)
def test_gate_fields_are_required_for_everybody_on_list_6(
    row: dict[str, object],
    wanted: bool | None,  # noqa: FBT001
) -> None:
    """Gate fields are required for children on list 6 with or without a plan (para 33)."""
    found = cohort([need("A1", **row)])
    groups = found.gate_missing()
    assert ids(groups.missing) == (["A1"] if wanted else [])
    assert ids(groups.unknown) == (["A1"] if wanted is None else [])
    twice = cohort([need("A1", case_status="d) Open assessment") for _ in range(2)])
    assert twice.gate_missing().missing == ()


@pytest.mark.guidance("para 42")
def test_an_assessment_on_list_4_contradicts_two_gate_answers_of_no() -> None:
    """If an assessment found mental ill health, two gate answers of no leave the scope unknown."""
    no = {"concern": "N", "needs_support": "N"}
    assessed: list[dict[str, object]] = [
        {"child_id": "A1", "mental_ill_health_identified": "N"},
        {"child_id": "A1", "mental_ill_health_identified": "Y"},
        {"child_id": "B1", "mental_ill_health_identified": "N"},
        {"child_id": None, "mental_ill_health_identified": "Y"},
    ]
    found = cohort([need("A1", **no), need("B1", **no)], more={4: assessed})
    groups = found.deep_dive()
    assert (ids(groups.unknown), ids(groups.not_in_scope)) == (["A1"], ["B1"])
    assert "an assessment" not in str(found.contradictions)
    assert "completed assessment identified" in groups.unknown[0].decision.reasons[1].text
    assert ids(cohort([need("A1", **no)], more={4: [{"child_id": "A1"}]}).deep_dive().not_in_scope)
    two_columns = Submission.from_rows({6: [need("A1", **no)], 4: assessed[:2]}).cohort(as_of=AS_OF)
    assert two_columns["A1"].mental_health.found_in_assessment is Answer.YES


def test_missing_follow_up_fields_are_named() -> None:
    """If a gate answer is yes, the unanswered ones of the eight further fields are missing."""
    answered = {field.key: "N" for field in FOLLOW_UP_FIELDS}
    six = [
        need("A1", concern="Y", **{**answered, "known_to_yot": None, "camhs_waiting": "?"}),
        need("B1", concern="Y", **answered),
        need("C1", concern="N", needs_support="N"),
        need("D1", concern="N"),
    ]
    found = cohort(six).follow_up_missing()
    assert [(one.child_id, one.fields) for one in found.missing] == [
        ("A1", ("camhs_waiting", "known_to_yot"))
    ]
    assert ids(found.unknown) == ["D1"]
    assert len(found.unknown[0].fields) == 8


def test_gate_answers_that_differ_count_as_missing() -> None:
    """A gate answer that differs between two lists counts as missing."""
    found = cohort(
        [need(case_status=CARE, concern="Y", needs_support="N")], [], [care(concern="N")]
    )
    assert found.gate_missing().missing[0].fields == ("concern",)
    assert found["A1"].mental_health.concern is Answer.UNKNOWN


def test_a_cohort_counts_children_whose_plans_are_known() -> None:
    """Children whose plans are fully known are counted apart from the others."""
    closed = {"case_status": CLOSED, "cin_end": date(2019, 6, 3)}
    found = cohort([need("A1"), need("B1"), need("C1", **closed)])
    assert "plans known 2" in cells(found)
    assert "plans not fully known 1" in cells(found)


def test_an_unborn_child_has_a_known_birth_date() -> None:
    """A child who is not born yet is not counted among those whose date of birth is unknown."""
    unborn = {"date_of_birth": date(2019, 12, 1), "age": -1, "gender": None}
    unknown = need("B1", date_of_birth=None, age=None)
    found = cohort([need("A1", **unborn), unknown, need("C1")])
    assert "unborn 1" in cells(found)
    assert "birth date unknown 1" in cells(found)


@pytest.mark.promise("shown values")
def test_a_cohort_shows_counts_only() -> None:
    """A cohort and its groups show no identifier or date of birth."""
    found = cohort(
        [need("Secret", concern="Y"), need("Secret2", date_of_birth=None), need(child_id=None)],
        more={1: [{"child_id": "Secret3"}]},
    )
    things: list[Any] = [found, found.deep_dive(), found.gate_missing(), found.follow_up_missing()]
    for thing in (*things, *found.members, *found.deep_dive().in_scope):
        assert "Secret" not in repr(thing)
    for thing in things:
        for shown in (str(thing), thing._repr_html_()):
            assert "Secret" not in shown
            assert "2007" not in shown
    assert "on other lists only 1" in cells(found)
    assert "birth date unknown 1" in cells(found)
    assert "contradictions: no identifier 1" in cells(found)
    assert "Assumed: " in str(found)
    assert "<p>Assumed: " in found._repr_html_()


def test_the_tables_of_answers_have_their_counts() -> None:
    """Tables show the number of children in each group and for each reason."""
    found = cohort([need("A1", concern="Y"), need("B1", concern="Y"), need("C1")])
    assert "in scope 2" in cells(found.deep_dive())
    unknown = "unknown: whether the child lives with mental ill health"
    assert f"{unknown} (missing: {_GATES}) 1" in words(found.deep_dive())
    assert "needs_support 3" in cells(found.gate_missing())
    assert "required and missing 3" in cells(found.gate_missing())


@pytest.mark.guidance("para 34")
def test_contradictory_answers_are_not_called_missing() -> None:
    """Two answers of no that recent support contradicts must be confirmed; they are not missing."""
    found = cohort([need("A1", concern="N", needs_support="N", support_recent="Y")])
    groups = found.deep_dive()
    assert "these contradict each other (to be confirmed: mental_health.concern" in words(groups)
    assert "missing: " not in words(groups)
    assert groups.unknown[0].missing[0].startswith("mental_health.concern or ")


def test_facts_that_differ_between_lists_must_be_confirmed() -> None:
    """A fact that lists give differently must be confirmed; it is not missing."""
    six = need("A1", case_status=CARE, concern="Y", needs_support="N")
    unsure = [
        (care(date_of_birth="1/6/2007"), "date_of_birth"),
        (care(concern="N"), "mental_health.concern"),
        (care(care_start="2/9/2019", care_end="1/9/2019"), "plans"),
    ]
    for eight, fact in unsure:
        groups = cohort([six], [], [eight]).deep_dive()
        assert f"(to be confirmed: {fact})" in words(groups)
        assert "missing: " not in words(groups)


def test_children_with_unknown_fields_say_why() -> None:
    """If it is unknown whether fields are required, the table shows the reason."""
    found = cohort([need("A1", date_of_birth=None)]).gate_missing()
    assert "unknown: the age is unknown (missing: date_of_birth) 1" in words(found)


def test_a_large_cohort_can_be_merged_and_searched() -> None:
    """A cohort of 3,000 children is merged, grouped and searched."""
    many = range(3000)
    six = [need(f"C{n}", case_status=CARE, concern="Y") for n in many]
    found = cohort(six, [], [care(f"C{n}") for n in many])
    assert len(found.deep_dive().in_scope) == len(many)
    assert all(found[f"C{n}"].plans for n in many)


@pytest.mark.guidance("para 28")
def test_candidates_are_in_scope_and_meet_the_criteria() -> None:
    """Candidates are in scope and meet the criteria; unknown children are listed separately."""
    answers = {"concern": "Y", "multi_agency": "Y"}
    six = [
        need("A1", **answers),
        need("B1", concern="Y", multi_agency="N"),
        need("C1", concern="Y"),
        need("D1", **{**answers, "concern": None}),
        need("E1", **{**answers, "concern": "N", "needs_support": "N"}),
    ]
    found = cohort(six).candidates(multi_agency="yes")
    assert ids(found.candidates) == ["A1"]
    assert len(found) == len([*found]) == len(six)
    assert [(one.child_id, one.missing) for one in found.unknown] == [
        ("D1", (_GATES,)),
        ("C1", ("mental_health.multi_agency",)),
    ]
    assert ids(found.others) == ["E1", "B1"]
    assert found.asked == ("multi_agency is yes",)
    shown = cells(found)
    assert "others: not in scope, or a criterion not met 2" in shown
    assert "others: the child does not meet the criterion: multi_agency is yes 1" in shown
    unknown = "unknown: whether the child lives with mental ill health"
    assert f"{unknown} (missing: {_GATES}) 1" in words(found)
    assert "Fewer than five" not in str(found)
    assert "Fewer than 5 children are known" in str(found)
    assert "The lead inspector decides who is selected (para 37)." in str(found)


@pytest.mark.guidance("para 37")
def test_five_candidates_are_enough_for_a_selection() -> None:
    """With five candidates or more, there is no warning that they are too few."""
    found = cohort([need(f"A{n}", concern="Y") for n in range(5)]).candidates()
    assert len(found.candidates) == 5
    assert "Fewer than" not in str(found)
    assert "The lead inspector decides" in str(found)


@pytest.mark.promise("shown values")
def test_groups_show_assumptions_and_identifiers_on_request() -> None:
    """Text and records show assumptions; records show identifiers only on request."""
    found = cohort(
        [
            need("Secret1", concern="N", camhs_receiving="Y"),
            need("Secret2", concern="Y", date_of_birth=date(2003, 9, 9)),
            need("Secret3"),
        ]
    )
    for groups in (found.deep_dive(), found.candidates(), found.gate_missing()):
        assert groups.assumptions == found.assumptions
        text = str(groups).replace("\n  ", " ")
        assert "case status" in text
        assert "Secret" not in f"{text}{groups!r}{groups._repr_html_()}{groups.to_records()}"
        named = groups.to_records(values=True)
        assert {record["child"] for record in named} <= {"Secret1", "Secret2", "Secret3"}
        assert to_csv(groups).startswith("group,answer,as_of,")
        frame = to_pandas(groups, values=True)
        assert list(frame["child"]) == [record["child"] for record in named]
        # The column contains text, not tuples.
        assert frame["reasons"].dtype == "string"
        assert frame["reasons"].str.contains("yes: the child is aged 10 to 15").any()
    scope = found.deep_dive()
    assert "Assumed for 1 child: a service from CAMHS" in str(scope)
    first, second, third = scope.to_records(values=True)
    assert (first["group"], first["child"], first["missing"]) == (
        "in scope",
        "Secret1",
        ["mental_health.needs_support"],
    )
    assert first["assumed"][0].startswith("a service from CAMHS")
    assert (second["group"], third["group"]) == ("unknown", "not in scope")
    assert third["as_of"] == AS_OF
    assert found.candidates().to_records(values=True)[-1]["group"] == "other"
    assert found.gate_missing().to_records()[0]["fields"] == ["needs_support"]


@pytest.mark.promise("shown values")
def test_groups_can_be_searched_by_identifier() -> None:
    """Groups can be searched by identifier; the error for an unknown one does not show it."""
    found = cohort(
        [
            need("Secret1", concern="Y", needs_support="Y"),
            need("Secret2", concern="Y", date_of_birth=date(2003, 9, 9)),
        ]
    )
    scope, fields = found.deep_dive(), found.gate_missing()
    assert [one.child_id for one in scope] == ["Secret1", "Secret2"]
    assert scope["Secret1"] == scope.in_scope[0]
    assert (scope["Secret1"].group, scope["Secret2"].group) == ("in scope", "not in scope")
    assert "older than 15" in str(scope["Secret2"].decision)
    assert found.candidates()["Secret1"].group == "candidate"
    for groups in (scope, fields):
        assert "Secret3" not in groups
        with pytest.raises(UnknownKeyError) as caught:
            groups["Secret3"]
        assert "none of the groups" in str(caught.value)
        assert "Secret" not in str(caught.value)
    assert "Secret1" in scope
    assert "Secret1" not in fields


def test_the_ages_can_be_chosen_for_a_cohort() -> None:
    """The caller can choose the ages in scope, which the result then states."""
    found = cohort([need("A1", concern="Y", date_of_birth=date(2002, 9, 9))])
    assert ids(found.deep_dive().not_in_scope) == ["A1"]
    chosen = found.deep_dive(ages=(10, 17))
    assert ids(chosen.in_scope) == ["A1"]
    assert "the ages 10 to 17 were chosen" in str(chosen).replace("\n  ", " ")
    assert ids(found.candidates(ages=(10, 17)).candidates) == ["A1"]
    with pytest.raises(InvalidValueError, match="ages"):
        cohort([]).deep_dive(ages=(17, 10))
    with pytest.raises(InvalidValueError, match="ages"):
        cohort([]).candidates(ages=(17, 10))


@pytest.mark.guidance("para 34")
@pytest.mark.parametrize(
    ("answers", "wanted", "group"),
    [
        # One service while waiting for another is ordinary, so a blank is not a no.
        ({"camhs_waiting": "Y"}, "receiving a service", "unknown"),
        ({"camhs_waiting": "Y"}, "on a waiting list", "candidate"),
        ({"camhs_waiting": "Y", "camhs_receiving": "N"}, "receiving a service", "other"),
        ({"camhs_referred": "N"}, "receiving a service", "unknown"),
        ({"camhs_receiving": "Y"}, "on a waiting list", "unknown"),
        ({"camhs_receiving": "Y", "camhs_waiting": "Y"}, "on a waiting list", "candidate"),
        # After a refusal, a child may wait for a service, or receive one.
        (
            {"camhs_referred": "Y", "camhs_not_accepted": "Y", "camhs_waiting": "Y"},
            "referral not accepted",
            "candidate",
        ),
        ({"camhs_receiving": "Y", "camhs_not_accepted": "N"}, "referral not accepted", "other"),
        ({"camhs_not_accepted": "Y", "camhs_referred": "N"}, "not referred", "unknown"),
        ({"camhs_not_accepted": "Y", "camhs_referred": "N"}, "referral not accepted", "unknown"),
        # A missing answer is not assumed to contradict "not referred".
        (
            {"camhs_referred": "N", "camhs_receiving": "N", "camhs_waiting": "N"},
            "unclear",
            "other",
        ),
        (
            {"camhs_referred": "Y", "camhs_receiving": "N", "camhs_waiting": "N"},
            ["referral not accepted", "referred, without a current service"],
            "candidate",
        ),
    ],
)
def test_a_pathway_that_is_still_possible_is_unknown(
    answers: dict[str, str], wanted: Any, group: str
) -> None:
    """A child fails a pathway criterion only if no missing answer could change that."""
    found = cohort([need("A1", concern="Y", **answers)]).candidates(camhs=wanted)
    assert [record["group"] for record in found.to_records()] == [group]


@pytest.mark.guidance("para 8", "para 37")
@pytest.mark.parametrize(
    ("six", "eight", "group", "words"),
    [
        ({"closure_reason": "RC2 - Died"}, {}, "unknown", "the child died"),
        ({}, {"care_end_reason": "c) E2: Died"}, "unknown", "the child died"),
        (
            {},
            {"care_end_reason": "r) E15: Age assessment determined child was 18 or over"},
            "unknown",
            "to be an adult",
        ),
        ({"closure_reason": "RC1 - Adopted"}, {}, "candidate", "was adopted"),
        ({}, {"care_end_reason": "d) E3: Care taken by another LA"}, "candidate", "transferred"),
        ({}, {"care_end_reason": "s) E16: Child moved abroad"}, "candidate", "moved abroad"),
        ({"closure_reason": "RC4 - Special guardianship order"}, {}, "candidate", ""),
    ],
)
def test_a_child_who_may_have_left_is_not_a_candidate(
    six: dict[str, str], eight: dict[str, str], group: str, words: str
) -> None:
    """A child who died or is an adult is unknown, not a candidate; other endings are noted."""
    ended = {"care_end": date(2019, 6, 3), **eight}
    found = cohort(
        [need(case_status=CLOSED, cin_end=date(2019, 6, 3), concern="Y", multi_agency="Y", **six)],
        [],
        [care(concern="Y", multi_agency="Y", **ended)],
    )
    (record,) = found.candidates().to_records()
    assert record["group"] == group
    said = [record["reasons"], *record["assumed"]]
    assert any(words in text for text in said)
    assert any("it is recorded" in text for text in said) is bool(words)
    groups = found.deep_dive()
    assert ids(groups.unknown if group == "unknown" else groups.in_scope) == ["A1"]
    # The children of the cohort keep the fact, so that a selection of them is judged alike.
    report = check_selection(["A1"], found.children, as_of=found.as_of)
    scope = [one.answer for one in report.about("A1") if one.check is SelectionCheck.SCOPE]
    assert all_of(scope) is groups["A1"].decision.answer


@pytest.mark.parametrize(
    ("asked", "cited"),
    [
        # Where the guidance speaks of the ages, plans, CAMHS status and other facts.
        ({"youngest": 12}, (8, 33)),
        ({"plans": "child in need"}, (8, 21, 32)),
        ({"camhs": "unclear"}, (34,)),
        ({"multi_agency": "yes"}, (34, 37)),
        ({"recent_support": "yes"}, (34, 37)),
        ({"known_to_yot": "yes"}, (34,)),
        ({"police_or_criminal": "yes"}, (34,)),
    ],
)
def test_a_criterion_cites_the_guidance(asked: dict[str, object], cited: tuple[int, ...]) -> None:
    """A reason cites the paragraphs about the fact that the criterion is about."""
    found = cohort([need("A1")]).candidates(**asked)  # type: ignore[arg-type]
    assert {*found["A1"].decision.reasons[-1].reference.paragraphs} == {*cited}


def test_without_a_filter_candidates_are_those_in_scope() -> None:
    """Without criteria, the candidates are the children in scope."""
    found = cohort([need("A1", concern="Y"), need("B1")])
    named = found.candidates()
    assert ids(named.candidates) == ids(found.deep_dive().in_scope)
    assert ids(named.unknown) == ids(found.deep_dive().unknown)


@pytest.mark.parametrize(
    ("asked", "fit", "opened"),
    [
        ({"youngest": 12}, ["A1", "C1"], []),
        ({"oldest": 11}, ["B1"], []),
        ({"youngest": 11, "oldest": 11}, ["B1"], []),
        ({"youngest": 0, "oldest": 0}, [], []),
        ({"plans": "child in need"}, ["A1"], ["C1"]),
        ({"plans": [PlanKind.CHILD_PROTECTION, "looked after"]}, ["B1", "C1"], []),
        # B1 may receive a service without a referral.
        ({"camhs": "receiving a service"}, ["A1"], ["B1", "C1"]),
        ({"camhs": ["unclear", "not referred"]}, ["B1", "C1"], []),
        ({"recent_support": "yes"}, ["A1"], ["C1"]),
        ({"recent_support": "unknown"}, ["C1"], []),
        ({"known_to_yot": "no"}, ["B1"], ["C1"]),
        ({"police_or_criminal": Answer.YES}, ["B1"], ["C1"]),
        ({"youngest": 12, "camhs": "unclear"}, ["C1"], []),
    ],
)
def test_each_fact_can_be_a_criterion(
    asked: dict[str, object], fit: list[str], opened: list[str]
) -> None:
    """Criteria can use age, plan, pathway and answers; an unknown fact makes a child unknown."""
    camhs = {
        "camhs_referred": "Y",
        "camhs_receiving": "Y",
        "camhs_waiting": "N",
        "camhs_not_accepted": "N",
    }
    six = [
        need("A1", concern="Y", known_to_yot="Y", police_or_criminal="N", **camhs),
        need(
            "B1",
            concern="Y",
            case_status=CARE,
            date_of_birth=date(2007, 9, 10),
            camhs_referred="N",
            support_recent="N",
            known_to_yot="N",
            police_or_criminal="Y",
        ),
        need("C1", concern="Y", case_status=CLOSED, cin_end=date(2019, 6, 3)),
    ]
    found = cohort(
        six,
        [protection("C1", plan_end=date(2019, 6, 3))],
        [care("B1", date_of_birth=date(2007, 9, 10))],
    ).candidates(order_by=(), **asked)  # type: ignore[arg-type]
    assert ids(found.candidates) == fit
    assert ids(found.unknown) == opened
    key = next(iter(asked))
    missing = key if key == "plans" else f"mental_health.{key}"
    assert {one.missing for one in found.unknown} <= {(missing,)}


def test_an_unknown_age_makes_the_child_unknown() -> None:
    """If a child's age is unknown, a criterion on age makes the child unknown."""
    found = cohort([need(concern="Y", date_of_birth=None)]).candidates(oldest=12)
    assert found.asked == ("aged 12 or younger",)
    assert found.unknown[0].missing == ("date_of_birth",)
    assert "unknown: the age is unknown (missing: date_of_birth) 1" in words(found)


def test_an_impossible_birth_does_not_rule_out_a_child() -> None:
    """A date of birth in 1907 makes the age unknown, so the child is not ruled out by age."""
    row = need("A1", concern="Y", date_of_birth=date(1907, 5, 1))
    found = cohort([row]).candidates(youngest=12)
    assert found.asked == ("aged 12 or older",)
    assert ids(found.unknown) == ["A1"]
    assert found.unknown[0].missing == ("date_of_birth",)


def test_only_plans_that_count_meet_a_criterion() -> None:
    """A criterion on plans ignores ended plans if recent plans do not count."""
    rows = [
        protection("A1", concern="Y", plan_end=date(2019, 6, 3)),
        protection("B1", concern="Y"),
        protection("C1", concern="Y", plan_end=date(2019, 6, 3)),
    ]
    found = cohort([need("C1", concern="Y")], rows)
    asked = {"plans": "child protection"}
    assert ids(found.candidates(**asked).candidates) == ["A1", "B1", "C1"]  # type: ignore[arg-type]
    now = found.candidates(recent_plans=False, **asked)  # type: ignore[arg-type]
    assert (ids(now.candidates), ids(now.others)) == (["B1"], ["A1", "C1"])
    assert {one.decision.as_of for one in (*now.candidates, *now.others)} == {AS_OF}
    assert ids(found.candidates(recent_plans=False).candidates) == ["B1", "C1"]


@pytest.mark.parametrize(
    ("order_by", "expected"),
    [
        (("multi_agency", "recent_support"), ["D1", "B1", "A1", "C1"]),
        ((), ["A1", "B1", "C1", "D1"]),
        ("age", ["C1", "A1", "B1", "D1"]),
        (("plan",), ["D1", "C1", "A1", "B1"]),
        (("camhs",), ["B1", "A1", "C1", "D1"]),
        (("known_to_yot",), ["D1", "B1", "C1", "A1"]),
        (("police_or_criminal", "age"), ["C1", "A1", "B1", "D1"]),
    ],
)
def test_candidates_are_sorted_as_requested(order_by: object, expected: list[str]) -> None:
    """Candidates are sorted as requested: yes, then unknown, then no, then by identifier."""
    protected = "b) Child Protection plan"
    six = [
        need("D1", case_status=CARE, concern="Y", multi_agency="Y", known_to_yot="Y"),
        need("C1", case_status=protected, concern="Y", date_of_birth=date(2008, 5, 1)),
        need("B1", concern="Y", multi_agency="Y", support_recent="N", camhs_referred="N"),
        need("A1", concern="Y", known_to_yot="N"),
    ]
    six[1]["multi_agency"] = "N"
    seven = [protection("C1", date_of_birth=date(2008, 5, 1))]
    found = cohort(six, seven, [care("D1")])
    asked = found.candidates(order_by=order_by)  # type: ignore[arg-type]
    assert ids(asked.candidates) == expected


def test_a_child_with_two_plans_is_sorted_by_the_first_kind() -> None:
    """A child in care who also has a protection plan is sorted as a child in care."""
    protected = "b) Child Protection plan"
    six = [
        need("A1", case_status=protected, concern="Y"),
        need("B1", case_status=CARE, concern="Y"),
    ]
    found = cohort(six, [protection("A1"), protection("B1")], [care("B1")])
    assert ids(found.candidates(order_by="plan").candidates) == ["B1", "A1"]


def test_children_with_unknown_age_or_plans_are_last() -> None:
    """Children whose age or plans are unknown are sorted last."""
    six = [
        need("A1", concern="Y", date_of_birth=None, case_status=None),
        need("B1", date_of_birth=date(2004, 5, 1)),
    ]
    for key in ("age", "plan"):
        assert ids(cohort(six).candidates(order_by=key).unknown) == ["B1", "A1"]


@pytest.mark.parametrize(
    ("asked", "where"),
    [
        ({"order_by": "height"}, "order_by"),
        ({"plans": "plan"}, "plans"),
        ({"camhs": ["waiting"]}, "camhs"),
        ({"multi_agency": "Y"}, "multi_agency"),
        ({"youngest": 1.5}, "youngest"),
        ({"youngest": -1}, "youngest"),
        ({"oldest": -1}, "oldest"),
        ({"youngest": 12, "oldest": 11}, "oldest"),
    ],
)
def test_impossible_criteria_are_refused(asked: dict[str, object], where: str) -> None:
    """A criterion with an unknown value or an impossible age is refused by name."""
    with pytest.raises(InvalidValueError, match=f"^{where}"):
        cohort([need()]).candidates(**asked)  # type: ignore[arg-type]


def test_the_table_of_candidates_says_who_decides() -> None:
    """The table of candidates shows the criteria, the order, and who decides the selection."""
    found = cohort([need("Secret", concern="Y")]).candidates(youngest=11, oldest=14)
    for shown in (" ".join(str(found).split()), found._repr_html_()):
        assert "Secret" not in shown
        assert "aged 11 or older and 14 or younger" in shown
        assert "multi_agency, recent_support, identifier" in shown
        assert "The lead inspector decides" in shown
    assert "Secret" not in repr(found)
    assert "Criteria: in scope." in str(cohort([need()]).candidates())


def test_a_date_of_birth_too_far_ahead_makes_the_age_unknown() -> None:
    """A date of birth too far ahead for a pregnancy makes the age unknown."""
    rows: list[dict[str, object]] = [
        {"child_id": "A1", "date_of_birth": date(2107, 5, 1)},
        {"child_id": "A2", "date_of_birth": date(2019, 12, 1)},
    ]
    found = Submission.from_rows({6: rows}).cohort(as_of=date(2019, 9, 9))
    assert [child.expected_birth for child in found.children] == [None, date(2019, 12, 1)]
    assert found.deep_dive().missing["date_of_birth"] == 1


def test_a_result_without_children_has_no_assumptions() -> None:
    """A result with no child says nothing about how the lists were read."""
    nobody = str(cohort([]).gate_missing())
    assert "Assumed" not in nobody
    assert "to_records" not in nobody


def test_results_say_that_children_may_be_missing() -> None:
    """Results say how many rows are about unknown children, even if nobody is in them."""
    one = "1 row of list 6 was not used or has no readable identifier; its child may be missing"
    two = "2 rows of list 8 were not used or have no readable identifier; their children may be"
    found = cohort([need(None)], [], [care(None), care("#N/A"), care("B1")])
    nobody = cohort([need(None)], [], [care(None), care("#N/A")])
    for each in (found, nobody):
        assert each.unattributed == ((6, 1), (8, 2))
        for result in (
            each,
            each.deep_dive(),
            each.candidates(),
            each.gate_missing(),
            each.follow_up_missing(),
        ):
            for shown in (str(result), result._repr_html_()):
                words = " ".join(shown.split())
                assert one in words
                assert two in words


def test_what_is_to_be_confirmed_is_explained() -> None:
    """A result with a fact to be confirmed says how that differs from a missing one."""
    explained = "one to be confirmed is there, but something speaks against it"
    doubted = need(concern="Y", age=3)
    assert explained in " ".join(str(cohort([doubted]).deep_dive()).replace("\n", " ").split())
    assert explained not in " ".join(str(cohort([need()]).deep_dive()).replace("\n", " ").split())


@pytest.mark.parametrize("values", [True, False])
def test_groups_are_written_like_other_results(*, values: bool) -> None:
    """JSON, CSV and records of groups contain who the children are only on request."""
    row = {"child_id": "Secret1", "concern": "Y", "needs_support": None}
    found = Submission.from_rows({7: [row]}).cohort(as_of=AS_OF)
    for groups in (
        found.deep_dive(),
        found.gate_missing(as_of=AS_OF),
        found.candidates(as_of=AS_OF),
    ):
        text = to_json(groups, values=values)
        again = from_json(type(groups), text)
        assert (again == groups) is (values or not tuple(groups))
        assert [one.decision for one in again] == [one.decision for one in groups]
        assert ("Secret1" in again) is (values and "Secret1" in groups)
        for written in (text, to_csv(groups, values=values)):
            assert ("Secret1" in written) is (values and "Secret1" in groups)
        assert all(("child" in one) is values for one in groups.to_records(values=values))
        empty = Submission.from_rows({7: []}).cohort(as_of=AS_OF).deep_dive()
        assert to_csv(empty).startswith("group,answer,")


@pytest.mark.parametrize("ask", ["deep_dive", "candidates", "gate_missing", "follow_up_missing"])
def test_an_unknown_convention_is_refused_even_without_children(ask: str) -> None:
    """A convention that does not exist is refused whether or not it would be used."""
    cohort = Submission.from_rows({7: []}).cohort(as_of=date(2019, 9, 9))
    with pytest.raises(InvalidValueError, match="leap_birthday: unknown value"):
        getattr(cohort, ask)(leap_birthday="29 February")
