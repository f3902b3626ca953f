# ruff: noqa: DTZ001 - data frames hold moments without a zone

from __future__ import annotations

import datetime as dt
import pickle
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import numpy as np
import pandas as pd
import pytest

import jtai
from jtai.core.answers import Answer
from jtai.errors import InvalidValueError, JtaiError, UnknownKeyError
from jtai.guidance.codes import GENDER
from jtai.lists.cohort.cohort import Cohort
from jtai.lists.from_children import lists_from
from jtai.lists.reading.cells import UNREAD
from jtai.lists.reading.sheets import RawSheet, Remark
from jtai.lists.submission import Submission
from tests.lists.areas import AS_OF, area, submission
from tests.lists.small import SMALL


def one(key: str, cell: object, number: int = 6) -> Any:
    """Read one cell of a row, and return its value."""
    table: Any = Submission.from_rows({number: [{"child_id": "A1", key: cell}]})[number]
    return table.values(key)[0]


def test_lists_by_number() -> None:
    """Lists are found by number and are in the order of the edition."""
    lists = Submission.from_sheets(reversed(area()))
    assert lists.numbers == (1, 3, 4, 5, 6, 7, 8)
    assert len(lists) == 7
    assert [table.number for table in lists] == list(lists.numbers)
    assert 6 in lists
    assert 2 not in lists
    assert lists[8].number == 8


def test_the_error_for_an_unread_list_names_the_others() -> None:
    """The error for a list that was not read names the lists that were."""
    with pytest.raises(UnknownKeyError, match="expected one of 6"):
        Submission.from_rows({6: []})[7]
    with pytest.raises(UnknownKeyError, match="expected one of none"):
        Submission.from_rows({})[7]


def test_a_remark_about_the_file_is_reported() -> None:
    """A remark about the file becomes a problem in the report."""
    remark = Remark(rule="file-macros", message="there are macros", sheet=None)
    lists = Submission.from_sheets(area(), remarks=[remark])
    assert [found.rule for found in lists.remarks] == ["file-macros"]
    (problem,) = lists.check(as_of=AS_OF).problems
    assert (problem.rule, problem.message, problem.place) == ("file-macros", "there are macros", "")


def test_rows_by_title_or_key() -> None:
    """Rows can name columns by title, alias or key, and need not have all of them."""
    lists = Submission.from_rows(
        {
            6: [
                {"Child Unique ID": "A1", "Case Status": "e) Closed episode"},
                {"child_id": "B2", "AGE": 12},
                {},
            ]
        }
    )
    table = lists[6]
    assert [found.rule for found in lists.remarks if found.cell] == ["column-repeated"]
    assert table.values("child_id") == ["A1", None]
    assert list(table.row_numbers) == [2, 3]
    keyed = Submission.from_rows({6: [{"child_id": "A1", "cin_start": "1/5/2019", "notes": 1}]})
    assert keyed[6][0].cin_start == dt.date(2019, 5, 1)
    assert [column.title for column in keyed[6].unplaced] == ["notes"]


def test_rows_need_only_one_column() -> None:
    """Rows given in Python need only one column, which need not be known."""
    lists = Submission.from_rows({6: [{"gender": "F"}], 7: [{"x": "Gender", "y": "Age"}], 8: []})
    assert [len(table) for table in lists] == [1, 1, 0]
    assert lists[6].values("gender") == [GENDER.codes[1]]
    assert [one.title for one in lists[7].unplaced] == ["x", "y"]
    found = [one.rule for one in lists.remarks if one.list == 8]
    assert found == ["list-empty"]


def test_a_sheet_name_can_differ_from_the_title_of_its_list() -> None:
    """A list can be read from rows even if its sheet's name differs from its title."""
    layout = attrs.evolve(SMALL.lists[0], sheet="Beds")
    edition = attrs.evolve(SMALL, lists=(layout,))
    lists = Submission.from_rows({20: [{"child_id": "A"}]}, edition=edition)
    assert lists.numbers == (20,)


def test_aliases_of_rows() -> None:
    """The caller's aliases take precedence over titles, and invalid aliases are refused."""
    aliases = {6: {"Number": "child_id", "AGE": "gender"}}
    lists = Submission.from_rows({6: [{"Number": "A1", "age": "M"}]}, aliases=aliases)
    assert lists[6][0].child_id == "A1"
    assert lists[6][0].gender == GENDER.codes[0]
    with pytest.raises(InvalidValueError, match="no such list"):
        Submission.from_rows({}, aliases={9: {}})
    with pytest.raises(InvalidValueError, match="no such column"):
        Submission.from_sheets([], aliases={6: {"a": "b"}})


def test_the_number_of_a_list_as_text_is_named() -> None:
    """Keys of JSON are text, so an error about the number "6" says that it is text."""
    said = "the number of the list is text; .*; write 6, without quotation marks"
    lists = Submission.from_rows({6: [{"child_id": "A1"}]})
    wrong: Any = "6"
    for call in (
        lambda: Submission.from_rows({wrong: []}),
        lambda: Submission.from_rows({}, aliases={wrong: {}}),
        lambda: Submission.from_sheets([], sheet_names={"a": wrong}),
        lambda: lists.check(as_of=AS_OF, lists=[wrong]),
    ):
        with pytest.raises(InvalidValueError, match=said):
            call()


class _Parts:
    """Compares like a numpy array: element by element, without a single truth value."""

    __hash__ = None  # type: ignore[assignment]

    def __eq__(self, other: object) -> Any:
        raise ValueError(other)


@pytest.mark.parametrize("wrong", [True, [6], _Parts()])
def test_other_values_are_not_the_number_of_a_list(wrong: Any) -> None:
    """A boolean, a list, or a value that compares by element is not the number of a list."""
    lists = Submission.from_rows({6: [{"child_id": "A1"}]})
    with pytest.raises(InvalidValueError, match="no such list"):
        Submission.from_sheets([], sheet_names={"a": wrong})
    with pytest.raises(InvalidValueError, match="no such list"):
        lists.check(as_of=AS_OF, lists=[wrong])


DAY = dt.date(2019, 7, 9)


@pytest.mark.parametrize(
    "cell",
    [
        DAY,
        dt.datetime(2019, 7, 9, 12),
        "09/07/2019",
        43655.0,
        np.float64(43655),
        np.int64(43655),
        np.datetime64("2019-07-09"),
        np.datetime64("2019-07-09T12:00", "ns"),
        np.datetime64("2019-07-09T12:00", "s"),
        pd.Timestamp("2019-07-09 12:00:00.123456789"),
        pd.Timestamp("2019-07-08 23:30", tz="UTC"),
    ],
)
def test_dates_of_any_library(cell: object) -> None:
    """The same date as a Python, NumPy or pandas value is read as the same day."""
    assert one("cin_start", cell) == DAY


@pytest.mark.parametrize(
    "cell",
    [
        None,
        "",
        float("nan"),
        np.nan,
        np.float32("nan"),
        pd.NA,
        pd.NaT,
        Decimal("NaN"),
        np.datetime64("NaT", "s"),
        np.datetime64("NaT", "ns"),
        np.timedelta64("NaT", "s"),
    ],
)
@pytest.mark.parametrize("key", ["cin_start", "age", "allocated_team", "gender", "concern"])
def test_missing_values_are_blank(cell: object, key: str) -> None:
    """A missing value of Python, NumPy or pandas is a blank cell."""
    assert one(key, cell) is None


def test_words_for_missing_values_stay_texts() -> None:
    """A text such as "NaT" stays a text, whatever the cell beside it contains."""
    for beside in ("x", float("nan")):
        lists = Submission.from_rows(
            {6: [{"child_id": "A1", "allocated_team": "NaT", "allocated_worker": beside}]}
        )
        assert lists[6].values("allocated_team") == ["NaT"]
    assert one("allocated_team", np.str_("<NA>")) == "<NA>"


@pytest.mark.parametrize(
    ("key", "cell", "value"),
    [
        ("age", np.int8(12), 12),
        ("age", np.float64(12.0), 12),
        ("age", Decimal(12), 12),
        ("age", np.float64("inf"), UNREAD),
        ("age", np.array(12), 12),
        ("child_id", np.float64(123.0), "123"),
        ("child_id", np.str_("A1"), "A1"),
        ("concern", np.bool_(True), Answer.YES),
        ("concern", False, Answer.NO),
        ("concern", Answer.UNKNOWN, Answer.UNKNOWN),
        ("gender", GENDER.codes[1], GENDER.codes[1]),
        ("allocated_team", dt.time(9), UNREAD),
        ("cin_start", dt.timedelta(1), UNREAD),
    ],
)
def test_scalars_of_any_library(key: str, cell: object, value: object) -> None:
    """Scalars of other libraries are read like the Python values they match."""
    table: Any = Submission.from_rows({6: [{"multi_agency": "Y", key: cell}]})[6]
    assert table.values(key) == [value]


def test_a_data_frame() -> None:
    """The records of a data frame can be passed as rows."""
    frame = pd.DataFrame(
        {
            "child_id": ["A1", None],
            "date_of_birth": pd.to_datetime(["2007-05-01", None]),
            "age": pd.array([12, None], dtype="Int64"),
            "concern": pd.array([True, None], dtype="boolean"),
        }
    )
    lists = Submission.from_rows({6: frame.to_dict("records")})
    first, *rest = lists[6]
    assert (first.child_id, first.date_of_birth, first.age) == ("A1", dt.date(2007, 5, 1), 12)
    assert first.concern is Answer.YES
    assert rest == []


@pytest.mark.promise("refused values")
def test_refused_rows() -> None:
    """All invalid rows and cells are refused together, by path and without their values."""
    given: Any = {
        2: [],
        "6": [],
        6: [
            {"child_id": "SECRET1"},
            "SECRET2",
            {"child_id": {"SECRET3"}, "age": ["SECRET4"], "gender": np.array(["SECRET5", "b"])},
            {1: "SECRET6"},
            {"child_id": b"SECRET7", "age": Decimal("sNaN"), "concern": object()},
            {"child_id": pd.Series(["SECRET8", "SECRET9"])},
        ],
    }
    with pytest.raises(InvalidValueError) as caught:
        Submission.from_rows(given)
    assert [fault.where for fault in caught.value.faults] == [
        "rows[2]",
        "rows",
        "rows[6][1]",
        "rows[6][3]",
        "rows[6][2]['child_id']",
        "rows[6][2]['age']",
        "rows[6][2]['gender']",
        "rows[6][4]['child_id']",
        "rows[6][4]['concern']",
        "rows[6][5]['child_id']",
    ]
    assert "SECRET" not in str(caught.value)


@pytest.mark.parametrize("given", [None, 5, "SECRET", b"SECRET", {"child_id": "SECRET"}])
def test_rows_that_are_not_rows_are_refused(given: Any) -> None:
    """A text, a single row or None is refused as the rows of a list."""
    with pytest.raises(InvalidValueError) as caught:
        Submission.from_rows({6: given, 7: given})
    assert [fault.where for fault in caught.value.faults] == ["rows[6]", "rows[7]"]
    assert "an empty list for no rows" in str(caught.value)
    assert "SECRET" not in str(caught.value)


@pytest.mark.parametrize("given", [None, [{"child_id": "SECRET"}], "SECRET", 6])
def test_rows_without_the_number_of_a_list_are_refused(given: Any) -> None:
    """Rows must be given by the number of their list."""
    with pytest.raises(InvalidValueError, match="rows: not a mapping of list numbers") as caught:
        Submission.from_rows(given)
    assert "SECRET" not in str(caught.value)


@pytest.mark.promise("HTML")
def test_lists_show_columns_but_no_values() -> None:
    """The lists show their columns and unrecognised titles, but no values, and HTML is escaped."""
    lists = Submission.from_rows({6: [{"child_id": "SECRET", "<b>": "SECRET", "gender": "M"}]})
    shown = str(lists)
    assert "List 6: Children in Need" in shown
    assert "2 of 24" in shown
    assert "<b>" in shown
    html = lists._repr_html_()
    assert "&lt;b&gt;" in html
    assert "SECRET" not in shown + html + repr(lists)
    untitled = Submission.from_sheets(
        [RawSheet(name="6", rows=[["Gender", "Age", None], ["M", 1, "loose"]])]
    )
    assert "(no title)" in str(untitled)
    assert str(Submission.from_rows({})).endswith("No list was read.")


def test_pickled_lists_give_the_same_report() -> None:
    """Pickled lists give the same report, whether pickled before or after the check."""
    lists = submission(6, {"age": "twelve", "concern": None})
    before = pickle.loads(pickle.dumps(lists))  # noqa: S301 - pickled here
    report = lists.check(as_of=AS_OF)
    after = pickle.loads(pickle.dumps(lists))  # noqa: S301 - pickled here
    assert before.check(as_of=AS_OF) == report == after.check(as_of=AS_OF)
    assert pickle.loads(pickle.dumps(report)) == report  # noqa: S301 - pickled here


@pytest.mark.parametrize("sheets", [None, 5, "text", b"bytes", RawSheet(name="List_6", rows=[])])
def test_sheets_are_a_list(sheets: Any) -> None:
    """Anything but a list of sheets is refused, with what is expected."""
    with pytest.raises(InvalidValueError, match="^sheets: not a list of sheets .*; expected"):
        Submission.from_sheets(sheets)


@pytest.mark.parametrize(
    "sheet",
    [
        None,
        "List_6",
        {"name": "List_6", "rows": []},
        RawSheet(name=None, rows=[]),  # type: ignore[arg-type]
        RawSheet(name="List_6", rows=5),  # type: ignore[arg-type]
        RawSheet(name="List_6", rows="S3CRET"),
        RawSheet(name="List_6", rows=[["a"], 5]),  # type: ignore[list-item]
        RawSheet(name="List_6", rows=["S3CRET"]),
    ],
)
def test_a_sheet_is_a_name_and_rows_of_cells(sheet: Any) -> None:
    """Every sheet that has no name or rows is refused by its position, without its contents."""
    with pytest.raises(InvalidValueError, match="not a sheet of rows") as refused:
        Submission.from_sheets([RawSheet(name="List_7", rows=[]), sheet, sheet])
    assert [fault.where for fault in refused.value.faults] == ["sheets[1]", "sheets[2]"]
    assert "S3CRET" not in str(refused.value)


def test_arguments_of_another_type_are_refused(tmp_path: Path) -> None:
    """Whatever is not the expected kind of value is refused with an error of the library."""
    lists: Any = Submission.from_rows({7: [{"child_id": "A1", "age": 12}]})
    cohort = lists.cohort(as_of=AS_OF)
    wrong: Any = "x"
    calls: list[Callable[[], object]] = [
        lambda: jtai.write_lists(wrong, tmp_path / "lists"),
        lambda: jtai.write_marked(wrong, lists.check(as_of=AS_OF), tmp_path / "a.xlsx"),
        lambda: jtai.write_marked(lists, wrong, tmp_path / "a.xlsx"),
        lambda: jtai.write_template(tmp_path / "blank", edition=wrong),
        lambda: lists_from([wrong], as_of=AS_OF),
        lambda: lists_from(cohort["A1"], as_of=AS_OF),
        lambda: Cohort.from_lists([wrong], as_of=AS_OF),
        lambda: cohort.candidates(as_of=AS_OF, order_by=5),
        lambda: cohort.candidates(as_of=AS_OF, order_by=[["age"]]),
        lambda: cohort[["A1"]],
        lambda: Submission.from_rows({7: []}, edition=wrong),
        lambda: Submission.from_rows({7: []}, aliases=wrong),
    ]
    for call in calls:
        with pytest.raises(jtai.errors.JtaiError):
            call()
    assert ["A1"] not in cohort


@pytest.mark.parametrize(("leap_birthday", "number"), [("1 March", 0), ("28 February", 1)])
def test_the_leap_birthday_decides_whether_an_age_is_possible(
    leap_birthday: Any, number: int
) -> None:
    """Aged 26 by one convention, a date of birth is impossible, and a criterion of age unknown."""
    row = {"child_id": "A1", "date_of_birth": "29/02/1992", "plan_start": "01/01/2017"}
    day = dt.date(2018, 2, 28)
    cohort = Submission.from_rows({7: [row]}).cohort(as_of=day)
    chosen = cohort.candidates(as_of=day, oldest=25, leap_birthday=leap_birthday)
    assert len(chosen.unknown) == number


def test_a_list_is_in_a_submission_once() -> None:
    """Two lists of one number are refused, as no check would use both."""
    a, b = (Submission.from_rows({6: rows}) for rows in ([{"age": 11}], [{"age": 12}, {"age": 13}]))
    seven = Submission.from_rows({7: []})[7]
    with pytest.raises(InvalidValueError, match="tables: list 6 is there 2 times") as caught:
        Submission(tables=(a[6], seven, b[6]))
    assert "Cohort.from_lists([*a, *b], as_of=...)" in str(caught.value)
    both = Submission(tables=(a[6], seven))
    assert both.numbers == (6, 7)


def test_the_repr_of_lists_counts_their_rows() -> None:
    """The repr names the lists and how many rows each has, without their cells."""
    assert repr(Submission.from_rows({6: [{"child_id": "SECRET"}], 7: []})) == (
        "Submission(tables=list 6 (1 row), list 7 (0 rows))"
    )


def test_rows_of_a_list_by_slice() -> None:
    """A slice of a list is a tuple of its rows."""
    table: Any = Submission.from_rows({6: [{"age": age} for age in (11, 12, 13)]})[6]
    assert [row.age for row in table[1:]] == [12, 13]
    assert [row.age for row in table[::-2]] == [13, 11]
    assert table[-1].age == 13


def test_a_frame_is_not_rows() -> None:
    """A frame, or the records of one that the library made, is refused once, with the way out."""
    frame = jtai.to_pandas(submission(6, {"age": "twelve"})[6])
    for rows in (frame, frame.to_dict("records")):
        with pytest.raises(
            InvalidValueError, match=r"rows\[6\]: .*jtai.lists_from_frames"
        ) as caught:
            Submission.from_rows({6: rows})
        assert len(caught.value.faults) == 1


HUGE: Any = 10**5000


@pytest.mark.parametrize(
    "make",
    [
        lambda: Submission.from_rows({HUGE: []}),
        lambda: Submission.from_rows({7: []}, aliases={HUGE: {}}),
        lambda: Submission.from_rows({7: []}, aliases={7: {"Age": HUGE}}),
        lambda: Submission.from_rows({7: []}, aliases={7: {HUGE: "age"}}),
        lambda: Submission.from_sheets([], sheet_names={HUGE: 7}),
        lambda: Submission.from_rows({7: []})[HUGE],
    ],
)
def test_a_number_too_long_to_write_is_refused(make: Any) -> None:
    """A number of thousands of digits, which Python does not write, is refused as an argument."""
    with pytest.raises(JtaiError):
        make()


def test_a_problem_describes_a_number_too_long_to_write() -> None:
    """A report on a cell with a number of thousands of digits can be written in every format."""
    report = Submission.from_rows({6: [{"age": HUGE}]}).check(as_of=dt.date(2019, 9, 9))
    (value,) = {each.value for each in report.problems if each.key == "age"}
    assert value == "an integer of more than 100 digits"
    for write in (jtai.to_json, jtai.to_csv, jtai.to_html):
        assert value in write(report, values=True)
