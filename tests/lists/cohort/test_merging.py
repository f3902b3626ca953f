from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import attrs
import pytest

from jtai.children.mental_health import CamhsPathway
from jtai.children.records import Child, Plan
from jtai.children.scope import deep_dive
from jtai.core.answers import Answer
from jtai.guidance.columns import AUGUST_2019
from jtai.guidance.lists import ASSESSMENT_FIELD
from jtai.guidance.terms import PlanKind
from jtai.lists.cohort.cohort import Cohort
from jtai.lists.cohort.members import ContradictionKind, ListContradiction
from jtai.lists.reading.sheets import RawSheet
from jtai.lists.submission import Submission
from tests.lists.areas import LAYOUTS
from tests.lists.listed import (
    AS_OF,
    SIX_MONTHS_BEFORE,
    Rows,
    care,
    cohort,
    need,
    protection,
    submission,
)

CIN, CPP, CLA = PlanKind.CHILD_IN_NEED, PlanKind.CHILD_PROTECTION, PlanKind.LOOKED_AFTER
A, B, C, D, E = (
    "a) Looked after child",
    "b) Child Protection plan",
    "c) Child in need plan",
    "d) Open assessment",
    "e) Closed episode",
)

SIBLINGS = "; if these are different children, enter each child's own identifier"


def kinds(plans: tuple[Plan, ...] | None) -> list[PlanKind]:
    assert plans is not None
    return [plan.kind for plan in plans]


def only(contradictions: tuple[ListContradiction, ...]) -> ListContradiction:
    (contradiction,) = contradictions
    return contradiction


def test_a_child_in_need_plan_is_read_from_list_6() -> None:
    """A row of list 6 with the status "child in need plan" becomes a plan with its need."""
    found = cohort([need(primary_need="N4 - Family in acute stress")])
    plan = Plan(kind=CIN, start=date(2019, 1, 7), need_code="N4")
    assert found["A1"].plans == (plan,)
    assert found.contradictions == ()


def test_the_plans_of_lists_7_and_8_are_read() -> None:
    """Plans on lists 7 and 8 are read with their dates, latest category, status and placement."""
    found = cohort(
        [need(case_status=A)],
        [protection(latest_category="a) Neglect", initial_category="b) Physical abuse")],
        [
            care(
                legal_status="C2: FCO",
                placement_type="d) U4: Foster placement - long term",
                care_end=AS_OF + timedelta(days=1),
            )
        ],
    )
    assert found["A1"].plans == (
        Plan(kind=CPP, start=date(2019, 2, 4), abuse_category="Neglect"),
        Plan(
            kind=CLA,
            start=date(2018, 6, 4),
            end=date(2019, 9, 10),
            legal_status="C2",
            placement_type="U4",
        ),
    )
    assert found.contradictions == ()


def test_an_unread_code_leaves_the_plan() -> None:
    """A plan is kept if its code cannot be read, and the code is unknown."""
    found = cohort([need(case_status=B)], [protection(latest_category="something")])
    assert found["A1"].plans == (Plan(kind=CPP, start=date(2019, 2, 4)),)


@pytest.mark.parametrize("status", [A, B, D])
def test_other_statuses_on_list_6_are_not_a_child_in_need_plan(status: str) -> None:
    """Other open statuses on list 6 are not a child in need plan."""
    seven = [protection()] if status == B else []
    eight = [care()] if status == A else []
    found = cohort([need(case_status=status)], seven, eight)
    assert CIN not in kinds(found["A1"].plans)
    assert found.contradictions == ()


def test_an_open_assessment_is_not_a_plan() -> None:
    """A child on list 6 with an open assessment has no plan."""
    assert cohort([need(case_status=D)])["A1"].plans == ()


@pytest.mark.parametrize(
    ("reading", "plans"),
    [
        ("unknown", None),
        ("no plan", ()),
        ("child in need plan", (Plan(kind=CIN, start=date(2019, 1, 7), end=date(2019, 6, 3)),)),
    ],
)
def test_the_caller_chooses_how_closed_episodes_count(
    reading: str, plans: tuple[Plan, ...] | None
) -> None:
    """A closed episode is unknown, no plan or a child in need plan, as the caller chooses."""
    rows = [need(case_status=E, cin_end=date(2019, 6, 3))]
    found = cohort(rows, closed_episodes=reading)
    assert found["A1"].plans == plans
    assert found.contradictions == ()
    assert any("closed episode on list 6" in text for text in found.assumptions)
    assert found.closed_episodes == reading


def test_without_closed_episodes_there_is_no_assumption() -> None:
    """The assumption about closed episodes is stated only if there is a closed episode."""
    assert not any("closed episode" in text for text in cohort([need()]).assumptions)


@pytest.mark.parametrize("status", [A, B, C, D])
def test_a_closure_date_contradicts_an_open_status(status: str) -> None:
    """An open status with a closure date is a contradiction, so the plans are unknown."""
    seven = [protection()] if status == B else []
    eight = [care()] if status == A else []
    found = cohort([need(case_status=status, cin_end=date(2019, 6, 3))], seven, eight)
    contradiction = only(found.contradictions)
    assert not found["A1"].plans_complete
    assert (contradiction.kind, contradiction.fields) == (
        ContradictionKind.STATUS,
        ("case_status", "cin_end"),
    )
    assert "contradict" in contradiction.text


def test_a_closed_episode_without_an_end_contradicts_itself() -> None:
    """A closed status without a closure date is a contradiction, so the plans are unknown."""
    found = cohort([need(case_status=E)], closed_episodes="no plan")
    assert not found["A1"].plans_complete
    assert "contradict" in only(found.contradictions).text


def test_an_unread_closure_date_leaves_the_plans_unknown() -> None:
    """If a closure date cannot be read, the plans are unknown."""
    found = cohort([need(cin_end="soon")])
    assert not found["A1"].plans_complete
    assert "closure date could not be read" in only(found.contradictions).text
    closed = cohort([need(case_status=E, cin_end="soon")], closed_episodes="child in need plan")
    assert not closed["A1"].plans_complete
    assert only(closed.contradictions).kind is ContradictionKind.PLAN


@pytest.mark.parametrize("status", [None, "whatever"])
def test_without_a_status_the_plans_are_unknown(status: str | None) -> None:
    """If the status on list 6 is blank or cannot be read, the plans are unknown."""
    found = cohort([need(case_status=status)], [], [care()])
    assert not found["A1"].plans_complete
    assert kinds(found.plans_shown("A1")) == [CLA]
    assert "blank or could not be read" in only(found.contradictions).text


def test_a_status_that_another_list_contradicts_is_reported() -> None:
    """If list 7 or 8 contradicts the status on list 6, the plans are unknown."""
    six = [
        need("A1", case_status=C),
        need("B1", case_status=A),
        need("C1", case_status=B),
        need("D1", case_status=A),
        need("E1", case_status=E, cin_end=date(2019, 6, 3)),
    ]
    found = cohort(
        six,
        [protection("A1"), protection("B1")],
        [care("C1"), care("D1", care_end=date(2019, 6, 3)), care("E1")],
        closed_episodes="child in need plan",
    )
    assert not any(child.plans_complete for child in found)
    assert [kinds(found.plans_shown(child.id)) for child in found] == [[], [CPP], [], [], []]
    assert [one.lists for one in found.contradictions] == [
        (6, 7),
        (6,),
        (6, 8),
        (6, 8),
        (6, 8),
    ]
    assert [one.fields for one in found.contradictions[:2]] == [
        ("case_status", "child_id"),
        ("case_status",),
    ]
    assert found.contradictions[0].cells == ("List_6!L2", "List_7!A2")
    assert "list 8 does not confirm" in found.contradictions[1].text


@pytest.mark.parametrize("status", [A, E])
def test_on_its_last_day_care_may_be_open_or_closed(status: str) -> None:
    """On the last day of care, both an open and a closed status are consistent."""
    end = AS_OF if status == E else None
    six = [need(case_status=status, cin_end=end)]
    found = cohort(six, [], [care(care_end=AS_OF)], closed_episodes="no plan")
    assert kinds(found["A1"].plans) == [CLA]
    assert found.contradictions == ()


def test_a_child_on_7_and_not_on_6_is_reported() -> None:
    """A child with a current plan on list 7 must also be on list 6, or it is reported."""
    found = cohort([], [protection()])
    assert kinds(found["A1"].plans) == [CPP]
    contradiction = only(found.contradictions)
    assert (contradiction.kind, contradiction.cells) == (ContradictionKind.STATUS, ("List_7!A2",))


def test_an_ended_plan_needs_no_row_on_list_6() -> None:
    """A child whose plan has ended need not be on list 6."""
    found = cohort([], [protection(plan_end=date(2019, 6, 3))])
    assert found.contradictions == ()
    assert kinds(found["A1"].plans) == [CPP]


@pytest.mark.parametrize("missing", [6, 7, 8])
def test_a_list_that_was_not_read_leaves_plans_unknown(missing: int) -> None:
    """If one of lists 6, 7 and 8 was not read, plans are unknown and the result says so."""
    rows = {6: [need("A1", case_status=D)], 7: [], 8: []}
    if missing == 6:
        rows = {7: [protection("A1")], 8: []}
    else:
        del rows[missing]
    found = submission(rows).cohort(as_of=AS_OF)
    assert not found["A1"].plans_complete
    assert found.contradictions == ()
    assert missing not in found.lists_read
    assert any(text.startswith(f"list {missing} was not read") for text in found.assumptions)


def test_a_status_without_its_list_is_not_a_contradiction() -> None:
    """A status is not a contradiction if the list that would confirm it was not read."""
    lists = submission({6: [need("A1", case_status=A), need("B1", case_status=B)]})
    found = lists.cohort(as_of=AS_OF)
    assert [child.plans for child in found] == [None, None]
    assert found.contradictions == ()


@pytest.mark.parametrize(
    ("number", "column"), [(6, "case_status"), (7, "plan_end"), (8, "care_start"), (8, "child_id")]
)
def test_a_missing_column_of_plans_leaves_them_unknown(number: int, column: str) -> None:
    """If a list lacks a column that plans need, plans are unknown; this is reported once."""
    rows = {
        6: [need("A1", case_status=D), need("B1", case_status=D, concern="Y")],
        7: [protection("C1", plan_end=date(2019, 6, 3)), protection("D1", plan_end=AS_OF)],
        8: [care("E1", care_end=date(2019, 6, 3))],
    }
    found = submission(rows, without={number: [column]}).cohort(as_of=AS_OF)
    assert not any(child.plans_complete for child in found)
    missing = [c for c in found.contradictions if c.kind is ContradictionKind.COLUMN]
    assert [(c.lists, c.cells, c.fields) for c in missing] == [((number,), (), (column,))]
    assert str(missing[0]).startswith(f"list {number}: ")


@pytest.mark.parametrize(
    ("cells", "fields"),
    [
        ({"plan_end": date(2019, 2, 3)}, ("plan_start", "plan_end")),
        ({"plan_start": None}, ("plan_start",)),
        ({"plan_start": "in spring"}, ("plan_start",)),
        ({"plan_end": "in autumn"}, ("plan_end",)),
        ({"plan_start": AS_OF + timedelta(days=1)}, ("plan_start",)),
        (
            {"plan_start": date(2019, 12, 1), "plan_end": date(2019, 12, 31)},
            ("plan_start",),
        ),
    ],
)
def test_dates_that_cannot_be_a_plan_are_reported(
    cells: dict[str, object], fields: tuple[str, ...]
) -> None:
    """If a row's dates cannot be those of a plan, the plans are unknown, not none."""
    found = cohort([need(case_status=B)], [protection(**cells)])
    contradiction = only(found.contradictions)
    assert not found["A1"].plans_complete
    assert found.plans_shown("A1") == ()
    assert (contradiction.kind, contradiction.fields) == (ContradictionKind.PLAN, fields)
    cited = "Annex A workbook, lists 6, 7 and 8, dates of start and end"
    assert str(contradiction.reference) == cited


def test_an_impossible_child_in_need_plan_is_left_out() -> None:
    """A child in need plan without a start date is left out, and the plans are unknown."""
    found = cohort([need(cin_start=None)])
    assert not found["A1"].plans_complete
    assert only(found.contradictions).cells == ("List_6!G2",)


@pytest.mark.parametrize("number", [6, 7, 8])
@pytest.mark.parametrize(("days", "group"), [(0, "in scope"), (1, "unknown"), (83, "unknown")])
def test_a_start_after_the_day_never_rules_a_child_out(number: int, days: int, group: str) -> None:
    """A plan that begins after the day leaves the scope unknown, as it may hide an earlier one."""
    row_of, key = {
        6: (need, "cin_start"),
        7: (protection, "plan_start"),
        8: (care, "care_start"),
    }[number]
    row = row_of(concern="Y", **{key: AS_OF + timedelta(days=days)})
    found = cohort(more={number: [row]})
    assert found.deep_dive()["A1"].group == group
    assert found.candidates()["A1"].decision.answer is (Answer.UNKNOWN if days else Answer.YES)
    late = [one for one in found.contradictions if one.kind is ContradictionKind.PLAN]
    assert [one.lists for one in late] == [(number,)] * (days > 0)


@pytest.mark.guidance("para 32")
@pytest.mark.parametrize(
    ("start", "complete"),
    [
        (date(2019, 8, 20), False),
        (date(2019, 3, 10), False),
        (date(2019, 3, 9), False),  # the earlier one may have ended on that day
        (date(2019, 3, 8), True),
        (date(2018, 1, 8), True),
        (None, False),
    ],
)
def test_an_open_assessment_may_follow_an_earlier_plan(
    start: date | None,
    complete: bool,  # noqa: FBT001
) -> None:
    """An open assessment begun in the last six months may follow an episode with a plan."""
    found = cohort([need(case_status=D, cin_start=start)])
    assert found["A1"].plans_complete is complete
    assert any("earlier episode" in text for text in found.assumptions) is not complete
    assert deep_dive(found["A1"], as_of=AS_OF).reasons[-1].answer is (
        Answer.NO if complete else Answer.UNKNOWN
    )


def test_a_plan_can_last_one_day() -> None:
    """A plan may end on the day on which it starts."""
    day = date(2019, 6, 3)
    found = cohort([], [protection(plan_start=day, plan_end=day)])
    assert found["A1"].plans == (Plan(kind=CPP, start=day, end=day),)


def test_two_rows_of_a_child_that_differ_leave_plans_unknown() -> None:
    """If a child has two different rows on list 7, the plans are unknown."""
    rows = [protection(plan_end=date(2019, 6, 3)), protection(plan_start=date(2019, 7, 1))]
    found = cohort([], rows)
    contradiction = only(found.contradictions)
    assert not found["A1"].plans_complete
    assert found.plans_shown("A1") == ()
    assert contradiction.kind is ContradictionKind.ROWS
    assert contradiction.cells == ("List_7!A2", "List_7!A3")


def test_equal_rows_are_one_plan() -> None:
    """Repeated rows are reported, and their plan counts once."""
    found = cohort([need(case_status=B)], [protection(), protection()])
    assert kinds(found["A1"].plans) == [CPP]
    assert only(found.contradictions).kind is ContradictionKind.ROWS


def test_two_statuses_on_list_6_leave_the_plans_unknown() -> None:
    """Rows of list 6 with different statuses leave plans unknown, but list 7 is still read."""
    found = cohort([need(), need(case_status=D)], [protection()])
    assert not found["A1"].plans_complete
    assert only(found.contradictions).kind is ContradictionKind.ROWS
    # The plan on list 7 is still read.
    assert kinds(found.plans_shown("A1")) == [CPP]


def test_other_birth_dates_leave_the_age_unknown() -> None:
    """If lists differ in a date of birth, the age is unknown, and the cells are reported."""
    found = cohort([need(case_status=A)], [], [care(date_of_birth=date(2008, 5, 1))])
    contradiction = only(found.contradictions)
    assert found["A1"].age(AS_OF) is None
    assert (contradiction.kind, contradiction.lists) == (ContradictionKind.BIRTH, (6, 8))
    assert contradiction.cells == ("List_6!D2", "List_8!D2")


def test_a_birth_date_on_one_list_is_enough() -> None:
    """A blank date of birth on one list does not contradict the date on another."""
    found = cohort([need(case_status=A, date_of_birth=None)], [], [care()])
    assert found["A1"].date_of_birth == date(2007, 5, 1)
    assert found.contradictions == ()


def test_an_unread_birth_date_contradicts_another() -> None:
    """A date of birth that cannot be read contradicts the date on another list."""
    found = cohort([need(case_status=A, date_of_birth="1/5/07")], [], [care()])
    assert found["A1"].date_of_birth is None
    assert only(found.contradictions).kind is ContradictionKind.BIRTH


def test_an_unread_birth_date_alone_is_unknown() -> None:
    """A date of birth that cannot be read is unknown, and is not a contradiction by itself."""
    found = cohort([need(date_of_birth="1/5/07")])
    assert (found["A1"].date_of_birth, found["A1"].expected_birth) == (None, None)
    assert found.contradictions == ()


@pytest.mark.parametrize(("days", "age"), [(0, 0), (1, -1)])
def test_a_birth_date_after_the_day_is_an_expected_birth(days: int, age: int) -> None:
    """A date of birth after the day of the cohort is an expected birth."""
    day = AS_OF + timedelta(days=days)
    child = cohort([need(date_of_birth=day)])["A1"]
    assert child.age(AS_OF) == age
    assert (child.expected_birth == day) is (days == 1)


def test_answers_are_read_into_their_fields() -> None:
    """Each of the ten answers is read into its own field."""
    yes = (
        "concern",
        "camhs_referred",
        "camhs_waiting",
        "support_recent",
        "known_to_yot",
    )
    no = (
        "needs_support",
        "camhs_receiving",
        "camhs_not_accepted",
        "multi_agency",
        "police_or_criminal",
    )
    answers = dict.fromkeys(yes, "Y") | dict.fromkeys(no, "N")
    health = cohort([need(**answers)])["A1"].mental_health
    assert health.camhs.pathway is CamhsPathway.WAITING
    assert (health.concern, health.needs_support) == (Answer.YES, Answer.NO)
    assert (health.recent_support, health.multi_agency) == (Answer.YES, Answer.NO)
    assert (health.known_to_yot, health.police_or_criminal) == (Answer.YES, Answer.NO)
    assert (health.camhs.receiving, health.camhs.not_accepted) == (Answer.NO, Answer.NO)


@pytest.mark.parametrize("cell", [None, "", "maybe", "Unknown"])
def test_blank_unreadable_and_unknown_answers_are_unknown(cell: str | None) -> None:
    """A blank, unreadable or unknown answer is unknown, not no."""
    found = cohort([need(concern=cell)])
    assert found["A1"].mental_health.concern is Answer.UNKNOWN
    assert found.contradictions == ()


@pytest.mark.parametrize(("one", "other"), [("Y", "N"), ("N", "Unknown"), ("N", "perhaps")])
def test_answers_that_differ_are_unknown(one: str, other: str) -> None:
    """If two lists give different answers, the answer is unknown and both cells are reported."""
    found = cohort([need(case_status=A, concern=one)], [], [care(concern=other)])
    contradiction = only(found.contradictions)
    assert found["A1"].mental_health.concern is Answer.UNKNOWN
    assert (contradiction.kind, contradiction.fields) == (ContradictionKind.ANSWER, ("concern",))
    assert contradiction.lists == (6, 8)


def test_an_answer_on_one_list_is_enough() -> None:
    """A blank cell or missing column does not contradict an answer on another list."""
    rows = {6: [need(case_status=A)], 7: [], 8: [care(concern="N")]}
    for without in ({}, {6: ["concern"]}):
        found = submission(rows, without=without).cohort(as_of=AS_OF)
        assert found["A1"].mental_health.concern is Answer.NO
        assert found.contradictions == ()


def test_circumstances_become_individual_needs() -> None:
    """Ethnic origin and disability become individual needs, unless refused, unknown or no."""
    six = [
        need("A1", ethnicity="k) APKN", disability="a) Yes"),
        need("B1", ethnicity="s) REFU", disability="b) No"),
        need("C1", ethnicity="s) NOBT", disability="c) Unknown"),
    ]
    found = cohort(six)
    assert [child.individual_needs for child in found] == [("Pakistani", "disability"), (), ()]


def test_other_circumstances_are_unknown() -> None:
    """If rows differ in ethnic origin or disability, neither becomes an individual need."""
    six = [need(case_status=A, ethnicity="AIND", disability="a) Yes")]
    found = cohort(six, [], [care(ethnicity="APKN", disability="b) No")])
    assert found["A1"].individual_needs == ()
    assert [one.kind for one in found.contradictions] == [ContradictionKind.NEED] * 2


@pytest.mark.parametrize("unknown", ["s) NOBT", "s) REFU"])
@pytest.mark.parametrize("first", [True, False])
def test_unknown_circumstances_contradict_nothing(unknown: str, *, first: bool) -> None:
    """An ethnic origin or disability on one list is known, though another list says unknown."""
    known = {"ethnicity": "k) APKN", "disability": "a) Yes"}
    other = {"ethnicity": unknown, "disability": "c) Unknown"}
    six, eight = (known, other) if first else (other, known)
    found = cohort([need(case_status=A, **six)], [], [care(**eight)])
    assert found["A1"].individual_needs == ("Pakistani", "disability")
    assert found.contradictions == ()


def test_an_unknown_circumstance_hides_no_difference() -> None:
    """Two lists differ even if a list between them says that the ethnicity is unknown."""
    found = cohort(
        [need(case_status=A, ethnicity="a) WBRI")],
        [protection(ethnicity="s) NOBT")],
        [care(ethnicity="b) WIRI")],
    )
    assert [one.kind for one in found.contradictions] == [ContradictionKind.NEED]
    assert found["A1"].individual_needs == ()


def test_unknown_circumstances_are_not_among_those_that_differ() -> None:
    """If two lists differ and a third says unknown, only the cells of the two are reported."""
    six = need(case_status=A, ethnicity="s) NOBT")
    found = cohort([six], [protection(ethnicity="AIND")], [care(ethnicity="APKN")])
    (differ,) = (one for one in found.contradictions if one.kind is ContradictionKind.NEED)
    assert differ.lists == (7, 8)


def test_rows_without_identifier_are_reported() -> None:
    """A row whose identifier is blank or cannot be read is reported, and makes no child."""
    found = cohort([need(), need(child_id=None), need(child_id=12.5)])
    assert found.unattributed == ((6, 2),)
    assert len(found) == 1
    assert [one.cells for one in found.contradictions] == [
        ("List_6!A3",),
        ("List_6!A4",),
    ]
    assert {(one.kind, one.child, one.text) for one in found.contradictions} == {
        (
            ContradictionKind.IDENTIFIER,
            "",
            "the row has no readable identifier, so it may be about any child",
        )
    }


def test_rows_of_a_second_sheet_of_a_list_are_reported() -> None:
    """A cohort says how many rows were not read, because they are on another sheet of a list."""
    layout = AUGUST_2019.lists[4]
    titles = [column.title for column in layout.columns]
    rows = [[child, *[None] * (len(titles) - 1)] for child in ("SYN-8", "SYN-9")]
    found = Submission.from_sheets(
        [
            RawSheet(name="List_6", rows=[titles, rows[0]]),
            RawSheet(name="CIN", rows=[titles, *rows]),
        ]
    ).cohort(as_of=AS_OF)
    assert [child.id for child in found] == ["SYN-8"]
    (contradiction,) = [one for one in found.contradictions if one.kind is ContradictionKind.SHEET]
    assert contradiction.lists == (6,)
    assert contradiction.text.startswith("2 rows of the list in 'CIN' were not read")
    assert "contradictions: sheet not read" in str(found)
    assert found.unattributed == ((6, 2),)


def with_unused(unused: Mapping[int, Rows], lists: Mapping[int, Rows] | None = None) -> Cohort:
    """Return the cohort of lists with rows that are not used: they have a cell too many."""
    sheets = []
    for number, rows in {6: (), 7: (), 8: (), **(lists or {})}.items():
        keys = [column.key for column in LAYOUTS[number].columns]
        titles = [column.title for column in LAYOUTS[number].columns]
        used = [[*map(row.get, keys)] for row in rows]
        wide = [
            [row["child_id"], "stray", *map(row.get, keys[1:-1]), "N", "N"]
            for row in unused.get(number, ())
        ]
        sheets.append(RawSheet(name=f"List_{number}", rows=[titles, *used, *wide]))
    return Submission.from_sheets(sheets).cohort(as_of=AS_OF)


@pytest.mark.parametrize("number", [6, 7, 8])
def test_a_row_that_was_not_used_leaves_the_plans_of_its_child_unknown(number: int) -> None:
    """If a row about a child was not used, no plan is ruled out, and the reason is named."""
    row = {6: need("B1"), 7: protection("B1"), 8: care("B1")}[number]
    used: dict[int, Rows] = {6: [need("A1", case_status=D), need("B1", case_status=D)]}
    if number == 6:
        ended = protection("B1", plan_end=date(2019, 2, 5))
        used = {6: [need("A1", case_status=D)], 7: [ended]}
    found = with_unused({number: [row]}, used)
    assert found["A1"].plans_complete
    assert not found["B1"].plans_complete
    assert found.unattributed == ()
    contradiction = only(found.contradictions)
    assert (contradiction.kind, contradiction.child) == (ContradictionKind.UNUSED, "B1")
    assert contradiction.text == "the row was not used, so the child may have other plans"
    plans = found.deep_dive()["B1"].decision.reasons[-1]
    assert plans.answer is Answer.UNKNOWN
    assert plans.text.endswith(f"; a row of list {number} about the child was not used")


def test_a_child_on_unused_rows_only_is_a_child() -> None:
    """A child who is only on rows that were not used is in the cohort, with nothing known."""
    found = with_unused({6: [need("B1")], 8: [care("B1"), care("B1")]})
    assert found.children == (Child(id="B1", plans=None, plans_complete=False),)
    plans = found.deep_dive()["B1"].decision.reasons[-1]
    assert plans.text.endswith(
        "; a row of list 6 and a row of list 8 about the child were not used"
    )


def test_plans_on_rows_that_were_used_count_beside_an_unused_row() -> None:
    """A plan on a row that was used counts, even if another row of the child was not used."""
    found = with_unused({6: [need("B1")]}, {8: [care("B1")]})
    assert kinds(found["B1"].plans) == [CLA]


def test_a_status_is_not_contradicted_by_a_list_with_an_unused_row() -> None:
    """A status is not a contradiction if the row that would confirm it was not used."""
    found = with_unused({8: [care("B1")]}, {6: [need("B1", case_status=A)]})
    assert [one.kind for one in found.contradictions] == [ContradictionKind.UNUSED]
    assert found["B1"].plans is None


@pytest.mark.parametrize("child", ["B1", None])
def test_a_child_is_not_missing_from_a_list_with_unused_rows(child: str | None) -> None:
    """A child with a plan is not missing from list 6 if a row there may be the child's."""
    found = with_unused({6: [need(child)]}, {7: [protection("B1")]})
    assert [one.kind for one in found.contradictions] == [ContradictionKind.UNUSED]


@pytest.mark.parametrize(("known", "children"), [("B1", ["B1"]), ("C1", [])])
def test_a_row_off_the_titles_is_about_a_child_of_any_list(known: str, children: list[str]) -> None:
    """The identifier of a row below other titles counts only if it is on another row."""
    titles = [column.title for column in LAYOUTS[8].columns]
    row = ["B1", *map(care("B1").get, [column.key for column in LAYOUTS[8].columns[1:]])]
    sheets = [
        RawSheet(name="List_1", rows=[titles[:2], [known, "b) Female"]]),
        RawSheet(name="List_8", rows=[titles, [titles[0], *titles[:0:-1]], row]),
    ]
    found = Submission.from_sheets(sheets).cohort(as_of=AS_OF)
    assert [child.id for child in found] == children
    assert found.unattributed == (() if children else ((8, 1),))
    assert only(found.contradictions[-1:]).kind is ContradictionKind.UNUSED


def test_children_are_the_same_if_their_identifiers_are_the_same_text() -> None:
    """The identifiers 1234 and "1234" are the same child; "a1" and "A1" are not."""
    found = cohort([need(1234, case_status=A), need("a1")], [], [care("1234"), care("A1")])
    assert [child.id for child in found] == ["1234", "a1", "A1"]
    assert kinds(found["1234"].plans) == [CLA]


@pytest.mark.parametrize("other", ["LL123", "ll 123", "LL-123"])
def test_identifiers_that_may_be_one_childs_rule_nobody_out(other: str) -> None:
    """Children whose identifiers are alike are not merged, nor ruled out for lack of a plan."""
    six = [need("LL 123", case_status=D, concern="Y"), need("B1", case_status=D, concern="Y")]
    found = cohort(six, [protection(other, plan_start=date(2018, 1, 8), plan_end=AS_OF)])
    assert [child.id for child in found] == ["LL 123", "B1", other]
    groups = found.deep_dive()
    assert (groups["LL 123"].group, groups["B1"].group) == ("unknown", "not in scope")
    alike = [one for one in found.contradictions if one.kind is ContradictionKind.ALIKE]
    assert [(one.child, one.cells) for one in alike] == [
        ("LL 123", ("List_6!A2",)),
        (other, ("List_7!A2",)),
    ]
    assert kinds(found[other].plans) == [CPP]


@pytest.mark.guidance("para 42")
@pytest.mark.parametrize(
    ("other", "answers", "group", "fields"),
    [
        ("LL 123", ("N", "N"), "unknown", []),
        ("ll-123", ("N", "N"), "unknown", [("concern", "needs_support")]),
        ("ll-123", ("N", None), "unknown", []),
        ("ll-123", ("Y", "N"), "in scope", []),
        ("LL124", ("N", "N"), "not in scope", []),
    ],
)
def test_an_assessment_under_an_identifier_alike_rules_nobody_out(
    other: str, answers: tuple[str | None, str | None], group: str, fields: list[tuple[str, ...]]
) -> None:
    """An assessment that may be the child's makes two answers of no unknown, but never yes."""
    found = cohort(
        [need("LL 123", concern=answers[0], needs_support=answers[1])],
        more={4: [{"child_id": other, ASSESSMENT_FIELD.key: "Y"}]},
    )
    assert found.deep_dive()["LL 123"].group == group
    assert found["LL 123"].mental_health.found_in_assessment is Answer.of(
        True if other == "LL 123" else None
    )
    alike = [one for one in found.contradictions if one.kind is ContradictionKind.ALIKE]
    assert [one.fields for one in alike] == fields


@pytest.mark.parametrize(("age", "agrees"), [(-1, True), (0, True), (1, False)])
def test_an_unborn_child_is_at_most_0_years_old(age: int, *, agrees: bool) -> None:
    """An age of 1 contradicts a birth in the future; 0 may be how a list states an unborn child."""
    born = date(2019, 12, 1)
    found = cohort([need(date_of_birth=born, age=age, gender=None)])
    assert found["A1"].expected_birth == (born if agrees else None)
    assert [one.kind for one in found.contradictions] == [ContradictionKind.AGE] * (not agrees)


def test_an_impossible_birth_is_not_called_a_contradiction() -> None:
    """A birth in 1907 is for the rules to report; the cohort has it as the list states it."""
    found = cohort([need("A1", date_of_birth=date(1907, 5, 1))])
    assert found["A1"].date_of_birth == date(1907, 5, 1)
    assert found.contradictions == ()


def test_an_assessment_agrees_with_a_birth_in_the_past() -> None:
    """A child who was born and assessed has the date of birth of the lists."""
    found = cohort([need("A1")], more={4: [{"child_id": "A1", ASSESSMENT_FIELD.key: "Y"}]})
    assert found["A1"].date_of_birth == date(2007, 5, 1)
    assert found.contradictions == ()


def test_a_closed_episode_may_have_no_start() -> None:
    """An episode of need whose start is blank is known by its end."""
    found = cohort([need(case_status=E, cin_start=None, cin_end=date(2019, 6, 3))])
    assert found.members[0].episode == Plan(kind=CIN, start=None, end=date(2019, 6, 3))


def test_only_the_answers_of_no_are_named_as_doubtful() -> None:
    """Of a child on two lists, the cells that an assessment puts in doubt are those with a no."""
    found = cohort(
        [need("LL 123", concern="N", needs_support="N")],
        [protection("LL 123", concern="N")],
        more={4: [{"child_id": "ll-123", ASSESSMENT_FIELD.key: "Y"}]},
    )
    (alike,) = [one for one in found.contradictions if one.kind is ContradictionKind.ALIKE]
    # The added columns follow the 14 of list 6 and the 17 of list 7.
    assert alike.cells == ("List_6!O2", "List_7!R2", "List_6!P2")
    assert str(alike).startswith("List_6!O2, List_7!R2, List_6!P2: an assessment of a child")


def shown_differently(lists: Mapping[int, Rows], *numbers: int) -> Cohort:
    """Return the cohort of lists, on some of which number formats change identifiers."""
    tables = [
        attrs.evolve(table, shows_others=table.number in numbers) for table in submission(lists)
    ]
    return Cohort.from_lists(tables, as_of=AS_OF)


def test_identifiers_that_one_list_shows_differently_rule_nobody_out() -> None:
    """Where only some lists show other identifiers than are stored, no plan is called missing.

    Excel shows 1234567 as 123-4567 on list 7, and that is the text on list 6.
    """
    lists = {
        6: [need("123-4567", case_status=D), need("B1", case_status=D, concern="Y")],
        7: [protection(1234567), protection("B1", plan_start=date(2018, 1, 8), plan_end=AS_OF)],
    }
    found = shown_differently({**lists, 8: []}, 7)
    assert [child.id for child in found] == ["123-4567", "B1", "1234567"]
    complete = {child.id: child.plans_complete for child in found}
    assert complete == {"123-4567": False, "B1": True, "1234567": False}
    told = only(found.contradictions)
    assert (told.kind, told.child, told.lists) == (ContradictionKind.ALIKE, "", (7,))
    groups = found.deep_dive()
    assert (groups["123-4567"].group, groups["B1"].group) == ("unknown", "in scope")


@pytest.mark.parametrize("numbers", [(), (6, 7)])
def test_identifiers_that_all_lists_show_alike_are_compared_as_stored(
    numbers: tuple[int, ...],
) -> None:
    """Where every list with rows shows identifiers as stored, or none does, all children differ."""
    lists = {6: [need("123-4567", case_status=D)], 7: [protection(1234567)], 8: []}
    found = shown_differently(lists, *numbers)
    assert found["123-4567"].plans_complete
    assert [one.kind for one in found.contradictions] == [ContradictionKind.STATUS]


@pytest.mark.guidance("para 42")
@pytest.mark.parametrize(
    ("numbers", "group"), [((), "not in scope"), ((4,), "unknown"), ((4, 6), "not in scope")]
)
def test_an_assessment_under_an_identifier_shown_differently_rules_nobody_out(
    numbers: tuple[int, ...], group: str
) -> None:
    """An assessment whose identifier another list may show differently makes two noes unknown."""
    denied = need("123-4567", concern="N", needs_support="N")
    assessed = {"child_id": 1234567, ASSESSMENT_FIELD.key: "Y"}
    found = shown_differently({4: [assessed], 6: [denied], 7: [], 8: []}, *numbers)
    assert found.deep_dive()["123-4567"].group == group


def test_an_assessment_of_a_child_on_the_lists_is_nobody_elses() -> None:
    """If lists show identifiers differently, a known child's assessment doubts no other's no."""
    lists: dict[int, Rows] = {
        4: [{"child_id": "A1", ASSESSMENT_FIELD.key: "Y"}],
        6: [need("A1", concern="Y"), need("B1", concern="N", needs_support="N")],
    }
    found = shown_differently({**lists, 7: [], 8: []}, 4)
    assert found.deep_dive()["B1"].group == "not in scope"


def test_plans_are_disputed_only_if_every_list_of_plans_was_read() -> None:
    """Plans are in dispute after a contradiction, but missing if there is no list 8."""
    both = {6: [need(case_status=B)], 7: [protection(plan_start=None)]}
    disputed = [
        Cohort.from_lists(submission(lists), as_of=AS_OF).members[0].disputed
        for lists in (both, {**both, 8: []})
    ]
    assert disputed == [frozenset(), {"plans"}]
    apart = {6: [need("123-4567", case_status=D)], 7: [protection(1234567)], 8: []}
    assert "plans" in shown_differently(apart, 7).members[0].disputed


@pytest.mark.parametrize("key", ["concern", "needs_support"])
def test_one_of_two_answers_in_dispute_has_to_be_confirmed(key: str) -> None:
    """A reason that lacks two answers is contradicted if the lists differ on one of them."""
    found = cohort([need(case_status=B, **{key: "Y"})], [protection(**{key: "N"})])
    (reason,) = (
        one for one in found.deep_dive()["A1"].decision.reasons if "concern" in one.missing
    )
    assert reason.missing == "mental_health.concern or mental_health.needs_support"
    assert reason.contradicted


def test_an_unused_row_with_an_identifier_alike_is_reported_as_unused() -> None:
    """A child who is only on unused rows has no cell that shows an identifier alike."""
    found = with_unused({6: [need("b1")]}, {6: [need("B1")]})
    kinds_of = {one: [each.kind for each in found.contradictions_of(one)] for one in ("B1", "b1")}
    assert kinds_of == {"B1": [ContradictionKind.ALIKE], "b1": [ContradictionKind.UNUSED]}


def test_lists_of_events_add_no_children() -> None:
    """Children who are only on lists 1, 3, 4 and 5 are counted but not added."""
    more: dict[int, Rows] = {
        4: [{"child_id": "A1"}, {"child_id": "B1"}, {"child_id": None}],
        5: [{"child_id": "B1"}],
    }
    found = cohort([need()], more=more)
    assert (len(found), found.elsewhere) == (1, 1)
    bare = submission({6: [need()], 4: [{"child_id": "B1"}]}, without={4: ["child_id"]})
    assert bare.cohort(as_of=AS_OF).elsewhere == 0


def test_a_plan_that_ended_exactly_six_months_before_counts() -> None:
    """The deep dive counts a plan that ended exactly six months before, and none earlier."""
    rows = [
        protection("A1", plan_end=SIX_MONTHS_BEFORE, plan_start=date(2018, 1, 8), concern="Y"),
        protection(
            "B1",
            plan_end=SIX_MONTHS_BEFORE - timedelta(days=1),
            plan_start=date(2018, 1, 8),
            concern="Y",
        ),
    ]
    groups = cohort([], rows).deep_dive()
    assert [judged.child_id for judged in groups.in_scope] == ["A1"]
    assert [judged.child_id for judged in groups.not_in_scope] == ["B1"]


def test_no_report_shows_a_value() -> None:
    """Contradictions show no identifier, date or cell value."""
    found = cohort(
        [need("Secret-1", concern="Y", case_status=A), need("Secret-2", case_status="Secret-3")],
        [protection("Secret-1", plan_end=date(2001, 1, 1))],
        [care("Secret-1", date_of_birth=date(2011, 11, 11), concern="N")],
    )
    shown = " ".join(
        [*map(repr, found.contradictions), *map(str, found.contradictions), repr(found)]
    )
    assert len(found.contradictions) == 4
    assert "Secret" not in shown
    assert "2001" not in shown
    assert "2011" not in shown


def test_a_child_from_lists_equals_a_record() -> None:
    """A child read from list 6 equals a `Child` made in Python."""
    assert cohort([need()])["A1"] == Child(
        id="A1",
        date_of_birth=date(2007, 5, 1),
        plans=(Plan(kind=CIN, start=date(2019, 1, 7)),),
    )


@pytest.mark.parametrize(
    "other",
    [
        {"cin_start": date(2019, 2, 7)},
        {"cin_end": date(2019, 8, 1)},
        {"primary_need": "N4 - Family in acute stress"},
        {"case_status": D},
    ],
)
def test_different_rows_on_list_6_leave_the_plans_unknown(other: dict[str, object]) -> None:
    """If two rows of a child on list 6 differ, the plans are unknown and both cells are named."""
    found = cohort([need(), need(**other)])
    assert not found["A1"].plans_complete
    contradiction = only(found.contradictions)
    assert contradiction.kind is ContradictionKind.ROWS
    assert (contradiction.child, contradiction.lists) == ("A1", (6,))
    assert len(set(contradiction.cells)) == 2
    assert contradiction.fields == ("child_id",)
    assert "the rows differ, so the plans are treated as unknown" in contradiction.text
    assert "whom each list covers" in str(contradiction.reference)


def test_equal_rows_on_list_6_are_one_plan() -> None:
    """Two equal rows on list 6 are one plan, and the repetition is reported."""
    found = cohort([need(), need()])
    assert found["A1"].plans is not None
    assert only(found.contradictions).text == f"the child is on the list more than once{SIBLINGS}"


@pytest.mark.parametrize(
    ("key", "value", "kind", "what", "reference"),
    [
        ("date_of_birth", date(2008, 5, 1), "BIRTH", "the date of birth", "Date of Birth"),
        ("ethnicity", "k) APKN", "NEED", "the ethnic origin", "Ethnicity"),
        ("disability", "b) No", "NEED", "the disability", "Does the Child have a Disability"),
        ("concern", "N", "ANSWER", "the answer on concern", "para 33"),
        ("camhs_waiting", "N", "ANSWER", "the answer on camhs_waiting", "para 34"),
    ],
)
def test_a_contradiction_names_the_fact_cells_and_source(
    key: str, value: object, kind: str, what: str, reference: str
) -> None:
    """A contradiction names its child, the fact, the cells that state it, and its source."""
    first = {
        "date_of_birth": date(2007, 5, 1),
        "ethnicity": "a) WBRI",
        "disability": "a) Yes",
        "concern": "Y",
        "camhs_waiting": "Y",
    }
    lists = {
        6: [need(case_status=B, **({} if key == "date_of_birth" else {key: first[key]}))],
        7: [protection(**{key: value})],
        8: [care(**{key: first[key]}, case_status=A)],
    }
    without = submission(lists, without={8: [key]})
    found = only(
        tuple(
            one
            for one in without.cohort(as_of=AS_OF).contradictions
            if one.kind is not ContradictionKind.STATUS
        )
    )
    assert (found.kind, found.child) == (ContradictionKind[kind], "A1")
    text = f"rows of one child differ in {what}, which is treated as unknown"
    assert found.text.removesuffix(SIBLINGS) == text
    assert found.text.endswith(SIBLINGS) is (found.kind is ContradictionKind.BIRTH)
    # List 8 lacks the column here, so it states nothing.
    assert (found.lists, found.fields, len(found.cells)) == ((6, 7), (key,), 2)
    assert str(found.reference).endswith(reference)


def test_the_episode_of_need_is_that_of_list_6() -> None:
    """A child's episode of need is the row on list 6, whatever other lists the child is on."""
    found = cohort([need(case_status=B)], [protection()])
    assert found.members[0].episode == Plan(kind=CIN, start=date(2019, 1, 7))
    twice = cohort([need(case_status=B), need(case_status=B, cin_start=date(2019, 2, 1))])
    assert twice.members[0].episode is None


def test_a_child_who_is_not_on_list_6_is_named_with_the_reason() -> None:
    """If a child with a plan is not on list 6, the error cites whom that list covers."""
    found = only(cohort([], [protection()]).contradictions)
    assert (found.kind, found.child) == (ContradictionKind.STATUS, "A1")
    assert found.text == "the child has a plan or is in care, but is not on list 6"
    assert str(found.reference) == "Annex A workbook, list 6, whom the list covers"
