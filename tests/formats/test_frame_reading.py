"""Lists are read out of data frames by column."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import jtai
from jtai.formats.frame_reading import lists_from_frames
from jtai.formats.pandas_frames import to_pandas
from jtai.formats.polars_frames import to_polars
from jtai.guidance.columns import AUGUST_2019
from jtai.guidance.list_rows import CellKind, ColumnRow
from jtai.lists.cells import UNREAD

AS_OF = dt.date(2019, 9, 9)
LAYOUTS = {layout.number: layout for layout in AUGUST_2019.lists}
BOTH = pytest.mark.parametrize("to", [to_pandas, to_polars])


def raw(series: Any, key: str = "child_id") -> list[object]:
    """Give the raw cells that a column becomes."""
    if isinstance(series, pl.Series):
        return [*lists_from_frames({6: pl.DataFrame({key: series, "age": 1})})[6].raw[key]]
    frame = pd.DataFrame({key: series})
    frame["age"] = 1
    return [*lists_from_frames({6: frame})[6].raw[key]]


def problems(lists: jtai.Submission) -> list[tuple[object, ...]]:
    """Give what a check says, without what stands in the cells."""
    report = lists.check(as_of=AS_OF)
    assert not report.crashed
    return [
        (one.rule, one.place, one.message, one.row, one.index, one.key, one.child_id)
        for one in report.problems
    ]


def cells(column: ColumnRow) -> st.SearchStrategy[object]:
    """Draw cells for a column: right ones, blank ones, and ones that cannot be read."""
    if column.codes is not None:
        right: Any = st.sampled_from([code.text for code in column.codes.codes])
    else:
        right = {
            CellKind.DATE: st.dates(dt.date(2000, 1, 1), dt.date(2020, 1, 1)),
            CellKind.NUMBER: st.integers(-5, 30),
        }.get(column.kind, st.sampled_from(["A1", "A2", "B3"]))
    return st.one_of(right, right, st.none(), st.just("#N/A"))


def rows(number: int) -> st.SearchStrategy[list[dict[str, object]]]:
    """Draw the rows of a list, some of its columns missing, in published order."""
    columns = LAYOUTS[number].columns

    def of(chosen: list[ColumnRow]) -> st.SearchStrategy[list[dict[str, object]]]:
        keys = [column.key for column in columns if column in chosen]
        row = st.tuples(*(cells(column) for column in columns if column in chosen))
        rows = st.lists(row.filter(lambda row: {*row} != {None}), min_size=1, max_size=5)
        return rows.map(lambda rows: [dict(zip(keys, row, strict=True)) for row in rows])

    return st.lists(st.sampled_from(columns), min_size=2, max_size=9, unique=True).flatmap(of)


@pytest.mark.slow
@given(
    st.dictionaries(st.sampled_from([*LAYOUTS]), st.none(), min_size=1).flatmap(
        lambda numbers: st.fixed_dictionaries({number: rows(number) for number in numbers})
    )
)
@settings(max_examples=40)
def test_a_list_comes_back_as_it_was(given_rows: dict[int, list[dict[str, object]]]) -> None:
    """From a list to a frame and back the rows and the problems are the same, unread cells too."""
    lists = jtai.Submission.from_rows(given_rows)
    for to in (to_pandas, to_polars):
        again = lists_from_frames({table.number: to(table) for table in lists})
        assert [[*table] for table in again] == [[*table] for table in lists]
        assert shown(problems(again)) == shown(problems(lists))


def shown(found: list[tuple[object, ...]]) -> set[tuple[object, ...]]:
    """Leave out what names the error in an unread cell."""
    return {one for one in found if one[0] not in ERROR_RULES}


ERROR_RULES = {"cell-error", "not-a-text", "not-a-date", "not-a-number", "unknown-code"}


@BOTH
def test_mended_cells_count(to: Any) -> None:
    """A cell that was mended in the frame is read, though its row still names it as unread."""
    lists = jtai.Submission.from_rows({6: [{"age": "x"}, {"age": "y"}]})
    frame = to(lists[6])
    if to is to_pandas:
        frame.loc[0, "age"] = 7
    else:
        frame = frame.with_columns(age=pl.Series([7, None]))
    again = lists_from_frames({6: frame})
    assert again[6].values("age") == [7, UNREAD]


def test_names_of_unread_columns_may_be_a_text() -> None:
    """A frame that went through a CSV file still tells what was not read, by title too."""
    frame = pd.DataFrame(
        {
            "Child Unique ID": ["A1", None, None],
            "Age": [None, 3, 4],
            "not_read": ["age; gender", "child_id", None],
        }
    )
    lists = lists_from_frames({6: frame})
    assert lists[6].values("age") == [UNREAD, 3, 4]
    assert lists[6].values("child_id") == ["A1", UNREAD, None]
    assert not lists[6].unplaced


@pytest.mark.parametrize(
    ("series", "expected"),
    [
        (pd.Series(["a", None], dtype="string"), ["a", None]),
        (pd.Series(["a", None], dtype="category"), ["a", None]),
        (pd.Series([dt.date(2019, 1, 1), None], dtype="category"), [dt.date(2019, 1, 1), None]),
        (pd.Series(["a", float("nan")], dtype="object"), ["a", None]),
        (pd.Series(["a", pd.NA], dtype="object"), ["a", None]),
        (pd.Series(["NaT", "<NA>"], dtype="object"), ["NaT", "<NA>"]),
        (pd.Series([1.5, None]), [1.5, None]),
        (pd.Series([1, None], dtype="Int64"), [1, None]),
        (pd.Series([1, 2]), [1, 2]),
        (pd.Series([True, None], dtype="boolean"), [True, None]),
        (pd.Series(pd.to_datetime(["2019-01-02", None])), [dt.date(2019, 1, 2), None]),
        (
            pd.Series(pd.to_datetime(["2019-01-02", "2019-01-03 09:30"], format="ISO8601")),
            [dt.datetime(2019, 1, 2), dt.datetime(2019, 1, 3, 9, 30)],  # noqa: DTZ001 - on a clock
        ),
        (
            pd.Series(pd.to_datetime(["2019-07-01 23:00", None]).tz_localize("UTC")),
            [dt.date(2019, 7, 2), None],
        ),
        (
            pd.Series([pd.Timestamp("2019-01-02 09:00"), pd.NaT, "x"], dtype="object"),
            [dt.datetime(2019, 1, 2, 9), None, "x"],  # noqa: DTZ001 - on a clock
        ),
        (pd.Series([Decimal("1.5"), None], dtype="object"), [Decimal("1.5"), None]),
        (pl.Series(["a", None]), ["a", None]),
        (pl.Series(["a", None], dtype=pl.Enum(["a"])), ["a", None]),
        (pl.Series(["a", None], dtype=pl.Categorical), ["a", None]),
        (pl.Series([1.5, float("nan"), None]), [1.5, None, None]),
        (pl.Series([True, None]), [True, None]),
        (pl.Series([dt.date(2019, 1, 2), None]), [dt.date(2019, 1, 2), None]),
        (pl.Series([None, None], dtype=pl.Date), [None, None]),
        (
            pl.Series([dt.datetime(2019, 1, 2), None]),  # noqa: DTZ001 - on a clock
            [dt.date(2019, 1, 2), None],
        ),
        (
            pl.Series([dt.datetime(2019, 1, 2, 9), None]),  # noqa: DTZ001 - on a clock
            [dt.datetime(2019, 1, 2, 9), None],  # noqa: DTZ001 - on a clock
        ),
        (
            pl.Series([dt.datetime(2019, 7, 1, 23, tzinfo=dt.UTC)]),
            [dt.date(2019, 7, 2)],
        ),
        (pl.Series([dt.timedelta(days=1)]), [dt.timedelta(days=1)]),
    ],
)
def test_cells_become_plain(series: Any, expected: list[object]) -> None:
    """A cell of any library is the plain value that it stands for, and of the plain type."""
    found = raw(series)
    assert found == expected
    assert [*map(type, found)] == [*map(type, expected)]


def test_a_named_index_is_a_column() -> None:
    """An index is left aside, unless it has a name: then it holds cells like a column."""
    frame = pd.DataFrame({"Age": [12]}, index=pd.Index(["A1"]))
    assert "child_id" not in lists_from_frames({6: frame})[6].raw
    frame.index.name = "Child Unique ID"
    assert lists_from_frames({6: frame})[6][0].child_id == "A1"
    two = pd.DataFrame({"age": [1]}, index=pd.MultiIndex.from_tuples([("A1", 2)]))
    two.index.names = ["child_id", None]
    assert lists_from_frames({6: two})[6][0].child_id == "A1"


def test_two_columns_of_one_title_are_reported() -> None:
    """A title that stands twice is a problem, and the first column is read."""
    frame = pd.DataFrame([["A1", "B1", 5]], columns=["Child Unique ID", "Child Unique ID", "Age"])
    lists = lists_from_frames({6: frame})
    assert lists[6][0].child_id == "A1"
    assert [*lists[6].unplaced[0].cells] == ["B1"]
    assert "column-doubled" in {one.rule for one in lists.check(as_of=AS_OF).problems}


def test_aliases_and_keys_are_titles() -> None:
    """A column may have the caller's own title, a published one, or a key."""
    frame = pl.DataFrame({"Person": ["A1"], "age": [3], "other": [1]})
    lists = lists_from_frames({6: frame}, aliases={6: {"Person": "child_id"}})
    assert lists[6][0].child_id == "A1"
    assert lists[6][0].age == 3
    assert [column.title for column in lists[6].unplaced] == ["other"]


@pytest.mark.parametrize("frame", [pd.DataFrame(), pl.DataFrame(), to_pandas, to_polars])
def test_a_frame_without_rows_is_an_empty_list(frame: Any) -> None:
    """No rows make a list that is empty, no error."""
    if callable(frame):
        frame = frame(jtai.Submission.from_rows({6: [{"age": 1}]})[6])[:0]
    lists = lists_from_frames({6: frame})
    assert len(lists[6]) == 0
    assert "list-empty" in {one.rule for one in lists.found}


def test_rows_are_numbered_as_in_a_sheet() -> None:
    """The first row of a frame is row 2, rows that are blank throughout included."""
    lists = lists_from_frames({6: pd.DataFrame({"child_id": [None, "A1"], "age": [None, 300]})})
    assert [*lists[6].row_numbers] == [3]


@pytest.mark.parametrize(
    ("frame", "words"),
    [
        ([{"age": 1}], r"frames\[6\]: this is no data frame \(list\)"),
        (pl.LazyFrame({"age": [1]}), "to be collected first"),
        (pd.DataFrame({1: ["SECRET"]}), r"frames\[6\], column 0: the title is no text \(int\)"),
        (
            pd.DataFrame([[1]], columns=pd.MultiIndex.from_tuples([("a", "b")])),
            "several levels; expected .*; keep one",
        ),
        (pd.DataFrame({"age": [["SECRET"], ["SECRET"]]}), r"\['age'\]: the cell holds .*\(list\)"),
        (pd.DataFrame({"age": [{"SECRET": 1}]}), r"what no cell can hold \(dict\)"),
        (pd.DataFrame({"age": [b"SECRET"]}), r"what no cell can hold \(bytes\)"),
        (pl.DataFrame({"age": [["SECRET"]]}), r"what no cell can hold"),
        (pl.DataFrame({"age": [b"SECRET"]}), r"what no cell can hold \(bytes\)"),
        (
            pd.DataFrame({"age": pd.Series([10**12], dtype="int64").astype("datetime64[s]")}),
            r"frames\[6\]\['age'\]: the column holds moments that no calendar has",
        ),
        (
            pl.DataFrame({"age": pl.Series([10**8]).cast(pl.Int32).cast(pl.Date)}),
            "moments that no calendar has",
        ),
        (
            pl.DataFrame({"age": pl.Series([10**18]).cast(pl.Datetime("us", "UTC"))}),
            "dates of the years 1 to 9999",
        ),
    ],
)
def test_what_is_no_list_is_refused(frame: object, words: str) -> None:
    """What is no frame, or holds what no cell can hold, is refused without its value."""
    with pytest.raises(jtai.InvalidValueError, match=words) as caught:
        lists_from_frames({6: frame})
    assert len(caught.value.faults) == 1
    assert "SECRET" not in repr(caught.value)
    assert caught.value.__cause__ is None


def test_every_fault_is_told_at_once() -> None:
    """A list that does not exist and a title that is no text are both named."""
    good = pd.DataFrame({"age": [1]})
    frames: dict[int, object] = {99: good, 6: pd.DataFrame({1: [1]}), 7: good}
    with pytest.raises(jtai.InvalidValueError, match=r"frames\[99\]: no such list") as caught:
        lists_from_frames(frames)
    assert len(caught.value.faults) == 2


@pytest.mark.parametrize("frames", [pd.DataFrame({"a": [1]}), [pd.DataFrame({"a": [1]})]])
def test_a_frame_says_which_list_it_is(frames: Any) -> None:
    """A frame alone, without the number of its list, is refused once with the form to give."""
    with pytest.raises(jtai.InvalidValueError, match=r"as in \{6: frame\}") as caught:
        jtai.lists_from_frames(frames)
    assert len(caught.value.faults) == 1


def test_a_list_goes_by_its_number() -> None:
    """A text in place of the number is refused, and the numbers are named as numbers."""
    with pytest.raises(jtai.InvalidValueError, match="no such list; expected its number, one of 1"):
        jtai.lists_from_frames({"6": pd.DataFrame({"a": [1]})})  # type: ignore[dict-item]
