from __future__ import annotations

import datetime as dt
import pickle
from collections import Counter
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jtai.errors import DateTypeError, InvalidValueError
from jtai.guidance.codes import GENDER, SOURCE, YES_NO
from jtai.guidance.columns import AUGUST_2019
from jtai.guidance.entries.list_entries import CellKind, CodeSet, ColumnEntry, ListEdition
from jtai.lists.submission import Submission
from jtai.testing.areas import DEFECTS, synthetic_lists, synthetic_rows, synthetic_sheets

AS_OF = dt.date(2019, 9, 9)


@pytest.mark.exhaustive
@given(
    seed=st.integers(),
    children=st.integers(25, 80),
    as_of=st.dates(dt.date(1930, 1, 1), dt.date(2190, 12, 31)),
)
@settings(max_examples=40)
def test_lists_without_defects_have_no_problem(seed: int, children: int, as_of: dt.date) -> None:
    """Lists without defects have no problems, and every rule can check them."""
    report = synthetic_lists(children, seed=seed, as_of=as_of).check(as_of=as_of)
    assert (report.problems, report.not_checked) == ((), ())
    assert all(rows for _, rows in report.rows)


@pytest.mark.parametrize(
    "as_of", [dt.date(2020, 2, 29), dt.date(2019, 2, 28), dt.date(2019, 8, 31)]
)
def test_lists_at_the_end_of_a_month_have_no_problem(as_of: dt.date) -> None:
    """Lists without defects have no problems if they are as of the end of a month."""
    report = synthetic_lists(2000, as_of=as_of).check(as_of=as_of)
    assert report.problems == ()


def test_lists_without_defects_have_no_contradiction() -> None:
    """Lists without defects do not contradict themselves about a child, born or not."""
    lists = synthetic_lists(2000)
    assert -1 in lists[6].values("age")
    assert lists.cohort(as_of=AS_OF).contradictions == ()


def test_without_children_lists_have_titles_and_no_rows() -> None:
    """With no children, every list has its titles and no rows."""
    lists = synthetic_lists(0)
    assert lists.numbers == (1, 3, 4, 5, 6, 7, 8)
    assert set(map(len, lists)) == {0}
    assert lists.check(as_of=AS_OF).counts("rule") == {"list-empty": 7}
    assert synthetic_rows(0) == {number: [] for number in lists.numbers}


def test_cells_are_in_published_form() -> None:
    """Codes are published texts, dates are dates, and answers follow their column's convention."""
    rows = synthetic_rows(100)
    row = next(row for row in rows[8] if row["concern"] is not None)
    assert type(row["care_start"]) is dt.date
    assert row["gender"] in {code.text for code in GENDER.codes}
    assert row["concern"] in {"Y", "N"}
    assert row["unaccompanied"] in {"a) Yes", "b) No"}
    assert type(row["age"]) is int


def test_sheets_have_the_published_layout() -> None:
    """A sheet has the published title, the published column titles in order, and its rows."""
    for sheet, layout in zip(synthetic_sheets(30), AUGUST_2019.lists, strict=True):
        assert sheet.name == layout.sheet
        assert sheet.rows[0] == [layout.title]
        assert sheet.rows[1] == [column.title for column in layout.columns]
        assert {len(row) for row in sheet.rows[1:]} == {len(layout.columns)}


def test_rows_and_sheets_make_the_same_lists() -> None:
    """Synthetic rows and synthetic sheets of one seed make the same lists."""
    from_rows = Submission.from_rows(synthetic_rows(60, seed=3))
    for table in synthetic_lists(60, seed=3):
        assert list(from_rows[table.number]) == list(table)


def test_rows_have_the_defects_that_rows_can_have() -> None:
    """Rows have the defects of columns, but not those of other sheets."""
    defects = ("extra-column", "doubled-column", "list-twice", "early-help", "blank-rows")
    rows = synthetic_rows(60, defects=defects)
    assert list(rows) == [1, 3, 4, 5, 6, 7, 8]
    found = Submission.from_rows(rows).check(as_of=AS_OF).counts("rule")
    assert found == {"column-not-recognised": 1, "column-repeated": 1}


def evolved(number: int, *columns: ColumnEntry) -> ListEdition:
    """Return the edition with other columns on one list."""
    return attrs.evolve(
        AUGUST_2019,
        lists=tuple(
            attrs.evolve(layout, columns=columns) if layout.number == number else layout
            for layout in AUGUST_2019.lists
        ),
    )


def column(key: str, kind: CellKind, codes: CodeSet | None = None, **more: Any) -> ColumnEntry:
    """Return a column that no edition has."""
    reference = AUGUST_2019.reference
    return attrs.evolve(
        ColumnEntry(key=key, title=key, kind=kind, codes=codes, reference=reference), **more
    )


def test_required_columns_of_another_edition_are_filled() -> None:
    """Required columns that the generator does not know get a value of their kind."""
    new = (
        column("new_optional", CellKind.TEXT),
        column("new_code", CellKind.CODE, SOURCE, required=True),
        column("new_answer", CellKind.ANSWER, YES_NO, required=True),
        column("new_date", CellKind.DATE, required=True),
        column("new_number", CellKind.NUMBER, required=True),
        column("new_count", CellKind.NUMBER, minimum=1, required=True),
        column("new_text", CellKind.TEXT, required=True),
    )
    rows = synthetic_rows(30, edition=evolved(1, *AUGUST_2019.lists[0].columns, *new))
    assert {key: rows[1][0][key] for key in (entry.key for entry in new)} == {
        "new_optional": None,
        "new_code": "a) 1A: Individual",
        "new_answer": "a) Yes",
        "new_date": AS_OF,
        "new_number": 0,
        "new_count": 1,
        "new_text": "Synthetic",
    }


def test_another_edition_has_its_own_codes() -> None:
    """Codes are written as in the edition, and a code that it does not have is replaced."""
    codes = CodeSet(
        key="gender",
        title="the sex of a child",
        codes=tuple(attrs.evolve(code, text=f"new {code.code}") for code in GENDER.codes[1:]),
        reference=GENDER.reference,
    )
    child_id, gender, *others = AUGUST_2019.lists[0].columns
    edition = evolved(1, child_id, attrs.evolve(gender, codes=codes), *others)
    texts = {row["gender"] for row in synthetic_rows(100, edition=edition)[1]}
    assert texts <= {"new b", "new c", "new d"}
    assert "new b" in texts


def test_a_list_with_an_unknown_number_has_no_rows() -> None:
    """A list with an unknown number has its titles and no rows."""
    first = AUGUST_2019.lists[0]
    request = attrs.evolve(first.request, number=12)
    odd = attrs.evolve(first, number=12, title="List 12: New", sheet="List_12", request=request)
    edition = attrs.evolve(AUGUST_2019, lists=(*AUGUST_2019.lists, odd))
    lists = synthetic_lists(30, edition=edition)
    assert len(lists[12]) == 0
    assert lists.check(as_of=AS_OF).counts("rule") == {"list-empty": 1}


def test_a_defect_in_a_missing_column_is_refused() -> None:
    """A defect in a column or list that the edition does not have is refused."""
    short = evolved(1, *AUGUST_2019.lists[0].columns[:5])
    without = attrs.evolve(AUGUST_2019, lists=AUGUST_2019.lists[1:])
    for edition in (short, without):
        with pytest.raises(InvalidValueError, match="hash-n-a"):
            synthetic_lists(60, defects=["hash-n-a"], edition=edition)


def test_unknown_defects_are_refused_with_all_names() -> None:
    """Every unknown defect is reported with the valid names, and a single string is one name."""
    with pytest.raises(InvalidValueError) as caught:
        synthetic_lists(30, defects=["typo", "age-wrong", "other"])
    assert [fault.where for fault in caught.value.faults] == ["defects[0]", "defects[2]"]
    assert all(name in caught.value.faults[0].expected for name in DEFECTS)
    assert synthetic_rows(30, defects="age-wrong") == synthetic_rows(30, defects=["age-wrong"])


def test_defects_without_a_suitable_row_are_refused() -> None:
    """Defects for which there is no suitable row are refused, and all of them are named."""
    with pytest.raises(InvalidValueError, match="more children") as caught:
        synthetic_lists(0, defects=["age-wrong", "text-dates", "child-twice", "us-settings"])
    assert [fault.where for fault in caught.value.faults] == [
        "defects['age-wrong']",
        "defects['child-twice']",
        "defects['us-settings']",
    ]


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"children": -1}, InvalidValueError),
        ({"children": True}, InvalidValueError),
        ({"children": 1_000_001}, InvalidValueError),
        ({"children": 10**30}, InvalidValueError),
        ({"seed": "1"}, InvalidValueError),
        ({"seed": 10**5_000}, InvalidValueError),
        ({"seed": -(10**5_000)}, InvalidValueError),
        ({"as_of": "2019-09-09"}, DateTypeError),
        ({"as_of": dt.date(1929, 12, 31)}, InvalidValueError),
        ({"as_of": dt.date(2191, 1, 1)}, InvalidValueError),
    ],
)
def test_invalid_arguments_are_refused(arguments: dict[str, object], error: type) -> None:
    """An invalid number, seed or date is refused, and the error names the argument."""
    with pytest.raises(error, match=next(iter(arguments))):
        synthetic_lists(**arguments)  # type: ignore[arg-type]


def test_the_order_of_names_makes_no_difference() -> None:
    """The order in which defects are named, and repeated names, make no difference."""
    names = ["text-dates", "end-before-start", "blank-rows", "age-wrong"]
    assert synthetic_rows(60, defects=names) == synthetic_rows(60, defects=[*names[::-1], *names])


def test_a_defect_has_a_name_summary_and_rules() -> None:
    """A defect has a name, a summary of one line and its rules, and its `repr` is short."""
    for name, entry in DEFECTS.items():
        assert entry.name == name
        assert entry.summary
        assert "\n" not in entry.summary
        assert entry.silent is not bool(entry.rules)
    assert repr(DEFECTS["age-wrong"]) == (
        "Defect(name='age-wrong', summary='an age that does not agree with the date of birth', "
        "rules=('age-differs',))"
    )


def test_defects_can_be_combined() -> None:
    """All defects in cells can be combined, and each is still reported by all of its rules."""
    names = [name for name, entry in DEFECTS.items() if entry.rules and not changes_sheets(name)]
    # Answers in other words leave cells that are not answers.
    report = synthetic_lists(500, defects=[*names, "yes-no-words"]).check(as_of=AS_OF)
    assert set(report.counts("rule")) == {rule for name in names for rule in DEFECTS[name].rules}


def changes_sheets(name: str) -> bool:
    """Return whether a defect is about sheets and columns, and not about cells."""
    order = list(DEFECTS)
    return order.index(name) >= order.index("case-of-titles")


@pytest.mark.parametrize(
    "name", [name for name, entry in DEFECTS.items() if changes_sheets(name) or not entry.rules]
)
def test_a_defect_alone_is_reported_by_its_rules(name: str) -> None:
    """A defect in sheets is reported by its rules; what rules accept is read without a problem."""
    report = synthetic_lists(100, defects=[name]).check(as_of=AS_OF)
    assert {*report.counts("rule")} == {*DEFECTS[name].rules}


def test_lists_survive_pickling() -> None:
    """Synthetic lists can be pickled, and are checked with the same result."""
    lists = pickle.loads(pickle.dumps(synthetic_lists(30, defects=["age-wrong"])))  # noqa: S301 - our own
    rules = Counter(problem.rule for problem in lists.check(as_of=AS_OF).problems)
    assert rules == {"age-differs": 1}
