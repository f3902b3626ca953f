from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import attrs
import pytest

from jtai.children.records import Child, Plan
from jtai.errors import DateTypeError, InvalidValueError
from jtai.formats.reading.lists import read_lists
from jtai.formats.writing.lists import write_lists
from jtai.guidance.codes import CLOSED, IN_CARE, IN_NEED, PROTECTED
from jtai.guidance.terms import PlanKind
from jtai.lists.from_children import WrittenLists, lists_from
from jtai.lists.reading.rows import ChildInNeedRow
from tests.lists.listed import AS_OF, SIX_MONTHS_BEFORE

DAY = timedelta(days=1)
CIN, CPP, CLA = "child in need", "child protection", "looked after"


def plan(kind: str, start: date, end: date | None = None, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "start": start, "end": end, **more}


def made(*plans: dict[str, Any], **facts: Any) -> Child:
    """Return a child with these plans, aged 12 by default."""
    facts = {"id": "A1", "date_of_birth": date(2007, 5, 1), **facts}
    return Child(plans=plans, **facts)  # type: ignore[arg-type]


def written(child: Child) -> WrittenLists:
    return lists_from([child], as_of=AS_OF)


def need_row(child: Child) -> ChildInNeedRow:
    row: ChildInNeedRow = written(child).submission[6][0]
    return row


def left(child: Child) -> list[tuple[str, ...]]:
    return [one.fields for one in written(child).left_out]


EARLY, LATE = date(2018, 1, 8), date(2019, 7, 1)


@pytest.mark.parametrize(
    ("plans", "numbers"),
    [
        ([plan(CIN, EARLY)], (6,)),
        ([plan(CPP, EARLY)], (6, 7)),
        ([plan(CLA, EARLY)], (6, 8)),
        ([plan(CLA, EARLY), plan(CPP, LATE)], (6, 7, 8)),
        ([plan(CPP, EARLY, SIX_MONTHS_BEFORE)], (6, 7)),
        ([plan(CPP, EARLY, SIX_MONTHS_BEFORE - DAY)], ()),
        ([plan(CPP, AS_OF + DAY)], ()),
        ([], ()),
    ],
)
def test_a_child_is_on_the_lists_of_its_plans(
    plans: list[dict[str, Any]], numbers: tuple[int, ...]
) -> None:
    """A child is on the list of each plan that counts, and then also on list 6."""
    lists = written(made(*plans)).submission
    assert lists.numbers == (6, 7, 8)
    assert tuple(number for number in (6, 7, 8) if len(lists[number])) == numbers


@pytest.mark.parametrize(
    ("plans", "status"),
    [
        ([plan(CLA, EARLY), plan(CPP, EARLY), plan(CIN, EARLY)], IN_CARE),
        ([plan(CPP, EARLY), plan(CIN, EARLY)], PROTECTED),
        ([plan(CPP, EARLY, AS_OF), plan(CIN, EARLY)], PROTECTED),
        ([plan(CIN, EARLY), plan(CLA, EARLY, LATE)], IN_NEED),
        ([plan(CIN, EARLY, AS_OF + DAY)], IN_NEED),
        ([plan(CIN, EARLY, AS_OF)], CLOSED),
        ([plan(CIN, EARLY, LATE)], CLOSED),
        ([plan(CIN, EARLY, LATE), plan(CPP, EARLY, LATE)], CLOSED),
        ([plan(CIN, EARLY, LATE), plan(CPP, EARLY, LATE + DAY)], None),
        ([plan(CPP, EARLY, LATE)], None),
    ],
)
def test_the_case_status_is_the_first_that_applies(
    plans: list[dict[str, Any]], status: object
) -> None:
    """The case status is the first that applies, or blank if the plans do not decide it."""
    assert need_row(made(*plans)).case_status == status


def test_a_child_in_need_plan_fills_list_6() -> None:
    """List 6 has the plan's start, end and need; columns without a fact stay blank."""
    row = need_row(made(plan(CIN, EARLY, LATE, need_code="N4")))
    assert (row.cin_start, row.cin_end) == (EARLY, LATE)
    assert row.primary_need is not None
    assert row.primary_need.code == "N4"
    assert (row.gender, row.closure_reason, row.last_seen, row.allocated_team) == (None,) * 4
    assert row.not_read == ()


def test_without_a_child_in_need_plan_the_episode_is_blank() -> None:
    """Without a child in need plan, the dates and need on list 6 are blank."""
    row = need_row(made(plan(CLA, EARLY)))
    assert (row.cin_start, row.cin_end, row.primary_need) == (None, None, None)


def test_a_child_in_need_plan_alongside_care_is_reported() -> None:
    """A child in need plan alongside care gives the start date and is reported as not shown."""
    child = made(plan(CIN, EARLY), plan(CLA, LATE))
    assert need_row(child).cin_start == EARLY
    assert left(child) == [("plans[0]",)]
    assert "so the list does not show the plan" in written(child).left_out[0].text


def test_an_ended_child_in_need_plan_is_left_out_in_care() -> None:
    """An ended child in need plan is left out if the child is in care."""
    child = made(plan(CIN, EARLY, LATE), plan(CLA, LATE))
    row = need_row(child)
    assert (row.cin_start, row.cin_end) == (None, None)
    assert left(child) == [("plans[0]",)]


def test_plans_fill_lists_7_and_8() -> None:
    """Lists 7 and 8 have the plan's dates, category, legal status and placement."""
    lists = written(
        made(
            plan(CPP, EARLY, LATE, abuse_category="Neglect"),
            plan(CLA, LATE, legal_status="C2", placement_type="U4"),
        )
    ).submission
    protected, looked_after = lists[7][0], lists[8][0]
    assert (protected.plan_start, protected.plan_end) == (EARLY, LATE)
    assert protected.latest_category is not None
    assert protected.latest_category.text == "a) Neglect"
    assert protected.initial_category is None
    assert (looked_after.care_start, looked_after.care_end) == (LATE, None)
    assert looked_after.legal_status is not None
    assert looked_after.legal_status.text == "C2: FCO"
    assert looked_after.placement_type is not None
    assert looked_after.placement_type.code == "U4"


def test_an_unknown_code_is_written_unchanged() -> None:
    """An unknown code is written unchanged, not blanked."""
    table = written(made(plan(CLA, EARLY, legal_status="ZZ"))).submission[8]
    assert [*table.raw["legal_status"]] == ["ZZ"]


@pytest.mark.parametrize(
    ("facts", "born", "age"),
    [
        ({}, date(2007, 5, 1), 12),
        ({"date_of_birth": None}, None, None),
        ({"date_of_birth": None, "expected_birth": AS_OF + DAY}, AS_OF + DAY, -1),
        ({"date_of_birth": None, "expected_birth": AS_OF}, None, None),
    ],
)
def test_birth_and_age(facts: dict[str, Any], born: date | None, age: int | None) -> None:
    """The lists have the date of birth or expected date, and the age on the day."""
    row = need_row(made(plan(CIN, EARLY), **facts))
    assert (row.date_of_birth, row.age) == (born, age)


def test_an_expected_date_that_has_passed_is_reported() -> None:
    """An expected date of birth that has passed is left out and reported."""
    child = made(plan(CIN, EARLY), date_of_birth=None, expected_birth=AS_OF)
    assert left(child) == [("expected_birth",)]


def test_known_answers_are_written_where_required() -> None:
    """Known answers are written as Y or N, and unknown answers are blank."""
    health = {"concern": "yes", "camhs": {"waiting": "no"}, "recent_support": "yes"}
    table = written(made(plan(CIN, EARLY), mental_health=health)).submission[6]
    assert [*table.raw["concern"]] == ["Y"]
    assert [*table.raw["needs_support"]] == [None]
    assert [*table.raw["camhs_waiting"]] == ["N"]
    assert [*table.raw["support_recent"]] == ["Y"]
    assert [*table.raw["camhs_referred"]] == [None]


def test_answers_that_are_not_required_are_reported() -> None:
    """Answers that the lists do not require for this child are left out and reported."""
    health = {"concern": "no", "needs_support": "no", "known_to_yot": "no"}
    child = made(plan(CIN, EARLY), mental_health=health)
    assert left(child) == [("mental_health.known_to_yot",)]
    young = made(plan(CIN, EARLY), date_of_birth=date(2012, 5, 1), mental_health={"concern": "yes"})
    assert need_row(young).concern is None
    assert left(young) == [("mental_health.concern",)]


def test_answers_are_written_if_the_age_is_unknown() -> None:
    """If a child's age is unknown, known answers are written."""
    health = {"concern": "yes", "known_to_yot": "no"}
    row = need_row(made(plan(CIN, EARLY), date_of_birth=None, mental_health=health))
    assert (row.concern, row.known_to_yot) == ("yes", "no")


def test_circumstances_are_written_in_their_columns() -> None:
    """Ethnic origin and disability are written, and other needs are reported."""
    needs = ["Pakistani", "disability", "speaks Welsh"]
    row = need_row(made(plan(CIN, EARLY), individual_needs=needs))
    assert row.ethnicity is not None
    assert (row.ethnicity.code, row.disability) == ("APKN", "yes")
    assert left(made(plan(CIN, EARLY), individual_needs=needs)) == [("individual_needs",)]
    two = made(plan(CIN, EARLY), individual_needs=["Pakistani", "Indian"])
    assert need_row(two).ethnicity is None
    assert left(two) == [("individual_needs",)]
    assert left(made(plan(CIN, EARLY), individual_needs=["Refused"])) == [("individual_needs",)]


@pytest.mark.parametrize(
    ("plans", "fields", "text"),
    [
        ([plan(CPP, LATE), plan(CPP, EARLY, LATE - DAY)], "plans[1]", "latest plan of each kind"),
        ([plan(CPP, LATE, LATE), plan(CPP, EARLY)], "plans[0]", "latest plan of each kind"),
        ([plan(CPP, EARLY), plan(CPP, EARLY)], "plans[1]", "latest plan of each kind"),
        ([plan(CPP, AS_OF, AS_OF), plan(CPP, AS_OF)], "plans[0]", "latest plan of each kind"),
        ([plan(CPP, AS_OF + DAY), plan(CPP, EARLY)], "plans[0]", "starts after the day"),
        ([plan(CPP, EARLY, EARLY), plan(CPP, EARLY)], "plans[0]", "more than 6 months before"),
        ([plan(CIN, EARLY, AS_OF + DAY)], "plans[0].end", "current on the day"),
    ],
)
def test_plans_without_a_row_are_reported(
    plans: list[dict[str, Any]], fields: str, text: str
) -> None:
    """A plan that the list has no row for is reported with the reason."""
    (one,) = written(made(*plans)).left_out
    assert one.fields == (fields,)
    assert text in str(one)


def test_a_repeated_plan_is_written_once() -> None:
    """A plan that a child has twice is written once, and the repetition is reported."""
    same = Plan(kind=PlanKind.CHILD_PROTECTION, start=EARLY)
    assert left(Child(id="A1", plans=(same, same))) == [("plans[1]",)]


def test_a_child_without_a_list_is_reported() -> None:
    """A child whose plans are unknown or do not count is on no list, and is reported."""
    unknown, none = Child(id="A1"), Child(id="B1", plans=())
    found = lists_from([unknown, none], as_of=AS_OF)
    assert [(one.child, one.fields) for one in found.left_out] == [("A1", ("id",)), ("B1", ("id",))]
    assert "is unknown" in found.left_out[0].text
    assert "any of the lists" in found.left_out[1].text


def test_facts_without_a_column_are_reported() -> None:
    """Facts for which the lists have no column are reported."""
    child = made(
        plan(CIN, EARLY),
        agencies=["police force"],
        at_risk="no",
        mental_health={"forms": ["anxiety"], "related": ["self-harm"], "identification": None},
    )
    assert left(child) == [("mental_health.forms", "mental_health.related", "agencies", "at_risk")]


def test_identifiers_must_be_distinct_cells() -> None:
    """Identifiers that would be the same cell, or cannot be a cell, are refused."""
    given = [Child(id="Secret"), Child(id=" Secret "), Child(id="#N/A"), Child(id="B1")]
    with pytest.raises(InvalidValueError) as caught:
        lists_from(given, as_of=AS_OF)
    assert [fault.where for fault in caught.value.faults] == ["children[1].id", "children[2].id"]
    assert "Secret" not in str(caught.value)
    with pytest.raises(DateTypeError, match="as_of"):
        lists_from([], as_of="today")  # type: ignore[arg-type]


def test_without_children_the_lists_are_empty() -> None:
    """Without children, there are three empty lists with every column."""
    lists = lists_from([], as_of=AS_OF).submission
    assert [len(table) for table in lists] == [0, 0, 0]
    assert all(len(table.raw) == len(table.layout.columns) for table in lists)


def test_what_is_left_out_shows_no_identifier() -> None:
    """What was left out is shown without the child's identifier."""
    found = lists_from([Child(id="Secret")], as_of=AS_OF)
    assert "Secret" not in f"{found!r} {found.left_out!r} {found.left_out[0]}"


@attrs.frozen(kw_only=True)
class ChildWithMore(Child):
    """A child with a field that the lists have no column for."""

    school: str | None = None


@attrs.frozen(kw_only=True)
class PlanWithMore(Plan):
    """A plan with a field that the lists have no column for."""

    reviewed_by: str | None = None


def test_a_field_without_a_column_is_reported() -> None:
    """A field of a subclass of `Child` or `Plan` is reported as having no column."""
    plan = PlanWithMore(kind=PlanKind.LOOKED_AFTER, start=EARLY, reviewed_by="somebody")
    child = ChildWithMore(id="A1", plans=(plan,), school="somewhere")
    (about_plan, about_child) = lists_from([child], as_of=AS_OF).left_out
    assert str(about_plan).startswith("plans[0].reviewed_by: the list has no column for it (")
    assert about_plan.fields == ("plans[0].reviewed_by",)
    assert about_child.fields == ("school",)
    nothing = ChildWithMore(id="A1", plans=(attrs.evolve(plan, reviewed_by=None),))
    assert lists_from([nothing], as_of=AS_OF).left_out == ()


@pytest.mark.parametrize("kind", [CIN, CPP, CLA])
def test_a_plan_whose_start_is_not_known_may_not_have_begun(kind: str) -> None:
    """If a plan's start is unknown, the child is not written, and this is reported."""
    alone = written(made({"kind": kind, "start": None, "end": None}))
    assert len(alone.submission[6]) == 0
    (text,) = map(str, alone.left_out)
    assert text.startswith("a child: it is unknown whether the child belongs on the lists (")


@pytest.mark.parametrize(
    ("kind", "known", "status"),
    [
        (CLA, plan(CIN, EARLY), None),
        (CPP, plan(CLA, EARLY), "a) Looked after child"),
        (CPP, plan(CIN, EARLY), None),
        (CIN, plan(CPP, EARLY, LATE), None),
        (CIN, plan(CPP, EARLY), "b) Child Protection plan"),
    ],
)
def test_a_plan_that_may_be_in_force_leaves_the_status_blank(
    kind: str, known: dict[str, Any], status: str | None
) -> None:
    """A plan without a start is reported, and the status is blank if the plan could decide it."""
    child = made(known, {"kind": kind, "start": None, "end": None})
    row = need_row(child)
    assert (row.case_status and row.case_status.text) == status
    reported = [str(one) for one in written(child).left_out]
    assert any(text.startswith("plans[1]: it is unknown whether the plan has") for text in reported)


def test_facts_without_a_column_are_reported_in_one_line() -> None:
    """All facts of a child that have no column are reported in one line."""
    child = made(plan(CIN, EARLY), agencies=["police force"], at_risk="yes")
    (text,) = map(str, written(child).left_out)
    assert text.startswith("agencies, at_risk: the lists have no columns for them (")


def test_a_departure_is_reported_as_left_out() -> None:
    """That a child died or left is left out and reported, as several reasons can mean it."""
    (text,) = map(str, written(made(plan(CIN, EARLY), departed=["adopted"])).left_out)
    assert text.startswith("departed: several reasons")


def test_the_repr_counts_rows_and_entries() -> None:
    """The `repr` shows how many rows each list has and how much was left out."""
    lists = written(made(plan(CLA, EARLY), plan(CLA, LATE)))
    assert repr(lists) == "WrittenLists(rows={6: 1, 7: 0, 8: 1}, left_out=1)"


def test_problems_name_the_cells_of_the_written_workbook(tmp_path: Path) -> None:
    """A problem has the same cell in the lists and in the workbook written from them."""
    lists = written(made(plan(CLA, EARLY))).submission
    write_lists(lists, tmp_path / "lists.xlsx")
    read = read_lists(tmp_path / "lists.xlsx")
    cells = [
        {(one.sheet, one.cell) for one in each.check(as_of=AS_OF).problems if one.row}
        for each in (lists, read)
    ]
    assert ("List_6", "B3") in cells[0]
    assert cells[0] == cells[1]
