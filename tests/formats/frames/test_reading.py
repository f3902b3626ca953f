"""Lists are read from data frames, column by column."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import jtai
from jtai.formats.frames.pandas import to_pandas
from jtai.formats.frames.polars import to_polars
from jtai.formats.frames.reading import lists_from_frames
from jtai.guidance.columns import AUGUST_2019
from jtai.guidance.entries.list_entries import CellKind, ColumnEntry
from jtai.lists.reading.cells import UNREAD

AS_OF = dt.date(2019, 9, 9)
LAYOUTS = {layout.number: layout for layout in AUGUST_2019.lists}
BOTH = pytest.mark.parametrize("to", [to_pandas, to_polars])


def raw(series: Any, key: str = "child_id") -> list[object]:
    """Return the raw cells that are read from a column."""
    if isinstance(series, pl.Series):
        return [*lists_from_frames({6: pl.DataFrame({key: series, "age": 1})})[6].raw[key]]
    frame = pd.DataFrame({key: series})
    frame["age"] = 1
    return [*lists_from_frames({6: frame})[6].raw[key]]


def _arrow(values: list[Any], kind: pa.DataType) -> Any:
    return pd.Series(values, dtype=pd.ArrowDtype(kind))


def _zoned(texts: list[str | None], zone: str | None = None) -> pd.Series[Any]:
    moments = pd.Series(pd.to_datetime(texts))
    return moments if zone is None else moments.dt.tz_localize(zone)


_NO_KEYS = r"frames\[6\]\['not_\w+'\]: a cell lists something other than columns of the list; ex"
_LAST = dt.datetime(9999, 12, 31, 23)  # noqa: DTZ001 - on a clock
_MAY, _JANUARY = dt.date(2007, 5, 1), dt.date(2007, 1, 15)


def problems(lists: jtai.Submission) -> list[tuple[object, ...]]:
    """Return the problems that a check finds, without the contents of cells."""
    report = lists.check(as_of=AS_OF)
    assert not report.crashed
    return [
        (one.rule, one.place, one.message, one.row, one.index, one.key, one.child_id)
        for one in report.problems
    ]


def cells(column: ColumnEntry) -> st.SearchStrategy[object]:
    """Draw cells for a column: valid, blank and unreadable ones."""
    if column.codes is not None:
        right: Any = st.sampled_from([code.text for code in column.codes.codes])
    else:
        right = {
            CellKind.DATE: st.dates(dt.date(2000, 1, 1), dt.date(2020, 1, 1)),
            CellKind.NUMBER: st.integers(-5, 30),
        }.get(column.kind, st.sampled_from(["A1", "A2", "B3"]))
    return st.one_of(right, right, st.none(), st.just("#N/A"))


def rows(number: int) -> st.SearchStrategy[list[dict[str, object]]]:
    """Draw rows of a list that has only some of its columns, in published order."""
    columns = LAYOUTS[number].columns

    def of(chosen: list[ColumnEntry]) -> st.SearchStrategy[list[dict[str, object]]]:
        keys = [column.key for column in columns if column in chosen]
        row = st.tuples(*(cells(column) for column in columns if column in chosen))
        rows = st.lists(row.filter(lambda row: {*row} != {None}), min_size=1, max_size=5)
        return rows.map(lambda rows: [dict(zip(keys, row, strict=True)) for row in rows])

    return st.lists(st.sampled_from(columns), min_size=2, max_size=9, unique=True).flatmap(of)


@pytest.mark.exhaustive
@given(
    st.dictionaries(st.sampled_from([*LAYOUTS]), st.none(), min_size=1).flatmap(
        lambda numbers: st.fixed_dictionaries({number: rows(number) for number in numbers})
    )
)
@settings(max_examples=40)
def test_a_list_is_read_back_unchanged_from_a_frame(
    given_rows: dict[int, list[dict[str, object]]],
) -> None:
    """A list that becomes a frame and is read again has the same rows and problems.

    A frame does not say what an unread cell contained, so whether there was a value is unknown.
    """
    lists = jtai.Submission.from_rows(given_rows)
    unread = {
        (table.sheet, table.row_numbers[at])
        for table in lists
        for key in table.raw
        for at in table.unread(key)
    }
    before = shown(problems(lists))
    for to in (to_pandas, to_polars):
        again = lists_from_frames({table.number: to(table) for table in lists})
        assert [[*table] for table in again] == [[*table] for table in lists]
        found = shown(problems(again))
        assert found <= before
        assert {(str(one[1]).partition("!")[0], one[3]) for one in before - found} <= unread


def test_whether_an_unread_cell_of_a_frame_had_a_value_is_unknown() -> None:
    """A formula error may stand for a blank, also once a frame only says that it was not read."""
    for cell in ("#N/A", "?"):
        row = {"child_id": "A1", "date_of_birth": cell, "age": None}
        lists = jtai.Submission.from_rows({3: [row]})
        report = lists_from_frames({3: to_pandas(lists[3])}).check(as_of=AS_OF)
        assert "age-missing" not in {one.rule for one in report.problems}
        assert "age-missing" in {one.rule for one in report.not_checked if one.rows}


def shown(found: list[tuple[object, ...]]) -> set[tuple[object, ...]]:
    """Return the problems, except those that name the error in an unread cell."""
    return {one for one in found if one[0] not in ERROR_RULES}


ERROR_RULES = {"cell-error", "not-a-text", "not-a-date", "not-a-number", "unknown-code"}


@BOTH
def test_cells_corrected_in_the_frame_are_read(to: Any) -> None:
    """A cell that was corrected in the frame is read, though its row still names it as unread."""
    lists = jtai.Submission.from_rows({6: [{"age": "x"}, {"age": "y"}]})
    frame = to(lists[6])
    if to is to_pandas:
        frame.loc[0, "age"] = 7
    else:
        frame = frame.with_columns(age=pl.Series([7, None]))
    again = lists_from_frames({6: frame})
    assert again[6].values("age") == [7, UNREAD]


def test_names_of_unread_columns_may_be_one_text() -> None:
    """If `not_read` is text, as after a CSV file, the cells that it names are still unread."""
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
def test_cells_become_plain_python_values(series: Any, expected: list[object]) -> None:
    """Cells of pandas and polars become values of plain Python types."""
    found = raw(series)
    assert found == expected
    assert [*map(type, found)] == [*map(type, expected)]


def test_a_named_index_is_a_column() -> None:
    """An index with a name is read as a column, and one without a name is ignored."""
    frame = pd.DataFrame({"Age": [12]}, index=pd.Index(["A1"]))
    assert "child_id" not in lists_from_frames({6: frame})[6].raw
    frame.index.name = "Child Unique ID"
    assert lists_from_frames({6: frame})[6][0].child_id == "A1"
    two = pd.DataFrame({"age": [1]}, index=pd.MultiIndex.from_tuples([("A1", 2)]))
    two.index.names = ["child_id", None]
    assert lists_from_frames({6: two})[6][0].child_id == "A1"


def test_a_duplicate_title_is_reported() -> None:
    """A duplicate title is a problem, and the first column is read."""
    frame = pd.DataFrame([["A1", "B1", 5]], columns=["Child Unique ID", "Child Unique ID", "Age"])
    lists = lists_from_frames({6: frame})
    assert lists[6][0].child_id == "A1"
    assert [*lists[6].unplaced[0].cells] == ["B1"]
    assert "column-repeated" in {one.rule for one in lists.check(as_of=AS_OF).problems}


def test_aliases_and_keys_are_titles() -> None:
    """A column may be named by its key or by an alias from the caller."""
    frame = pl.DataFrame({"Person": ["A1"], "age": [3], "other": [1]})
    lists = lists_from_frames({6: frame}, aliases={6: {"Person": "child_id"}})
    assert lists[6][0].child_id == "A1"
    assert lists[6][0].age == 3
    assert [column.title for column in lists[6].unplaced] == ["other"]


@pytest.mark.parametrize("frame", [pd.DataFrame(), pl.DataFrame(), to_pandas, to_polars])
def test_a_frame_without_rows_is_an_empty_list(frame: Any) -> None:
    """A frame without rows becomes an empty list, and is not an error."""
    if callable(frame):
        frame = frame(jtai.Submission.from_rows({6: [{"age": 1}]})[6])[:0]
    lists = lists_from_frames({6: frame})
    assert len(lists[6]) == 0
    assert "list-empty" in {one.rule for one in lists.remarks}


def test_rows_are_numbered_as_in_a_sheet() -> None:
    """The first row of a frame is row 2, as in a sheet, and blank rows are counted."""
    lists = lists_from_frames({6: pd.DataFrame({"child_id": [None, "A1"], "age": [None, 300]})})
    assert [*lists[6].row_numbers] == [3]


@pytest.mark.parametrize(
    ("frame", "words"),
    [
        ([{"age": 1}], r"frames\[6\]: expected a pandas or polars DataFrame, got list"),
        (pl.LazyFrame({"age": [1]}), r"use .collect\(\) on a LazyFrame"),
        (
            pd.DataFrame({1: ["SECRET"]}),
            r"frames\[6\], column 0: expected a string as the title, got int",
        ),
        (
            pd.DataFrame({"age": [1]}, index=pd.Index(["SECRET"], name=1)),
            r"frames\[6\], level 0 of the index: expected a string as the title, got int",
        ),
        (
            pd.DataFrame({"not_read": pd.Series([10**12], dtype="int64").astype("datetime64[s]")}),
            r"frames\[6\]\['not_read'\]: the column contains dates or times outside the years",
        ),
        (pd.DataFrame({"not_read": ["agee SECRET"]}), _NO_KEYS),
        (pd.DataFrame({"not_found": ["('age', 'SECRET')"]}), _NO_KEYS),
        (pd.DataFrame({"not_read": [["SECRET"]]}), _NO_KEYS),
        (pd.DataFrame({"not_read": [[["age"]]]}), _NO_KEYS),
        (pl.DataFrame({"not_read": [True]}), _NO_KEYS),
        (
            pd.DataFrame({"age": _arrow([_LAST], pa.timestamp("us"))}),
            "dates or times outside the years 1 to 9999",
        ),
        (
            pd.DataFrame([[1]], columns=pd.MultiIndex.from_tuples([("a", "b")])),
            "several levels; expected .*; keep one",
        ),
        (
            pd.DataFrame({"age": [["SECRET"], ["SECRET"]]}),
            r"\['age'\]: unsupported cell value \(list\)",
        ),
        (pd.DataFrame({"age": [{"SECRET": 1}]}), r"unsupported cell value \(dict\)"),
        (pd.DataFrame({"age": [b"SECRET"]}), r"unsupported cell value \(bytes\)"),
        (pl.DataFrame({"age": [["SECRET"]]}), r"unsupported cell value"),
        (pl.DataFrame({"age": [b"SECRET"]}), r"unsupported cell value \(bytes\)"),
        (
            pd.DataFrame({"age": pd.Series([10**12], dtype="int64").astype("datetime64[s]")}),
            r"frames\[6\]\['age'\]: the column contains dates or times outside the years 1 to 9999",
        ),
        (
            pl.DataFrame({"age": pl.Series([10**8]).cast(pl.Int32).cast(pl.Date)}),
            "dates or times outside the years 1 to 9999",
        ),
        (
            pl.DataFrame({"age": pl.Series([10**18]).cast(pl.Datetime("us", "UTC"))}),
            "dates or times outside the years 1 to 9999",
        ),
    ],
)
def test_an_invalid_frame_is_refused_without_values(frame: object, words: str) -> None:
    """The error for a value that is not a frame, or for invalid titles or cells, shows no value."""
    with pytest.raises(jtai.errors.InvalidValueError, match=words) as caught:
        lists_from_frames({6: frame})
    assert len(caught.value.faults) == 1
    assert "SECRET" not in repr(caught.value)
    assert caught.value.__cause__ is None


def test_all_faults_are_reported_together() -> None:
    """An unknown list and a title that is not a string are reported in one error."""
    good = pd.DataFrame({"age": [1]})
    frames: dict[int, object] = {99: good, 6: pd.DataFrame({1: [1]}), 7: good}
    with pytest.raises(
        jtai.errors.InvalidValueError, match=r"frames\[99\]: no such list"
    ) as caught:
        lists_from_frames(frames)
    assert len(caught.value.faults) == 2


@pytest.mark.parametrize("frames", [pd.DataFrame({"a": [1]}), [pd.DataFrame({"a": [1]})]])
def test_a_frame_needs_a_list_number(frames: Any) -> None:
    """A frame without a list number is refused, and the error shows the expected form."""
    with pytest.raises(jtai.errors.InvalidValueError, match=r"for example \{6: frame\}") as caught:
        jtai.lists_from_frames(frames)
    assert len(caught.value.faults) == 1


def test_a_list_number_must_be_a_number() -> None:
    """A list number that is a string is refused, and the error says so."""
    said = "the number of the list is text; expected a list number: one of 1"
    with pytest.raises(jtai.errors.InvalidValueError, match=said):
        jtai.lists_from_frames({"6": pd.DataFrame({"a": [1]})})  # type: ignore[dict-item]


@pytest.mark.parametrize(
    ("series", "expected"),
    [
        (_zoned(["2007-05-01", None], "Europe/London"), [_MAY, None]),
        (_zoned(["2007-01-15T00:00:00+01:00"]), [_JANUARY]),
        (_zoned(["2007-05-01"], "Europe/Paris"), [_MAY]),
        (_zoned(["2007-01-15", "2007-05-01"], "Asia/Kolkata"), [_JANUARY, _MAY]),
        (_zoned(["2007-05-01"], "UTC"), [_MAY]),
        # Midnight in London, as a server stores it in UTC.
        (_zoned(["2007-04-30T23:00", "2007-01-15T00:00"], "UTC"), [_MAY, _JANUARY]),
        (
            _zoned(["2007-05-01T00:00", "2007-05-01T09:30"], "Europe/Paris"),
            [dt.datetime(2007, 4, 30, 23), dt.datetime(2007, 5, 1, 8, 30)],  # noqa: DTZ001 - on a clock
        ),
    ],
)
@pytest.mark.parametrize("kept_by", ["numpy", "pyarrow", "polars"])
def test_midnight_is_a_date_in_its_own_zone_or_in_london(
    series: pd.Series[Any], kept_by: str, expected: list[object]
) -> None:
    """A date of birth stored as midnight, in its own time zone or in London, is that date."""
    if kept_by == "pyarrow":
        zone = str(series.dt.tz)
        arrow = pa.timestamp("us", tz="+01:00" if "+01:00" in zone else zone)
        assert raw(series.astype(pd.ArrowDtype(arrow)), "date_of_birth") == expected
    elif kept_by == "polars":
        if "+01:00" in str(series.dt.tz):
            pytest.skip("polars has no such zones")
        assert raw(pl.from_pandas(series), "date_of_birth") == expected
    else:
        assert raw(series, "date_of_birth") == expected


@pytest.mark.parametrize(
    ("series", "expected"),
    [
        (_arrow([_MAY, None], pa.date32()), [_MAY, None]),
        (_arrow([_MAY, None], pa.date64()), [_MAY, None]),
        (_arrow([dt.datetime(2007, 5, 1), None], pa.timestamp("ms")), [_MAY, None]),  # noqa: DTZ001
        (_arrow(["a", None], pa.large_string()), ["a", None]),
        (_arrow(["a", None], pa.dictionary(pa.int8(), pa.string())), ["a", None]),
        (_arrow([True, None], pa.bool_()), [True, None]),
        (_arrow([Decimal("1.5"), None], pa.decimal128(5, 1)), [Decimal("1.5"), None]),
        (_arrow([dt.time(9, 30), None], pa.time64("us")), [dt.time(9, 30), None]),
        (pl.Series([Decimal("1.5"), None]), [Decimal("1.5"), None]),
        (pl.Series(["a", None], dtype=pl.Enum(["a"])), ["a", None]),
    ],
)
def test_other_types_of_frames_become_plain(series: Any, expected: list[object]) -> None:
    """Values of Arrow and polars types become plain dates, times, numbers and text."""
    assert raw(series, "concern") == expected


@pytest.mark.parametrize(
    ("unit", "moment"),
    # The year 33658; and more seconds than there are microseconds in 64 bits.
    [("s", 10**12), ("us", 10**18), ("s", 10**15)],
)
@pytest.mark.parametrize("zone", [None, "UTC", "+01:00", "Europe/London", "Asia/Kolkata"])
def test_an_arrow_timestamp_after_the_year_9999_is_refused(
    unit: str, moment: int, zone: str | None
) -> None:
    """A timestamp after the year 9999 is refused in every time zone."""
    kind = pa.timestamp(unit, zone)
    cells = pd.array(pa.array([moment, None], pa.int64()).cast(kind), dtype=pd.ArrowDtype(kind))
    with pytest.raises(
        jtai.errors.InvalidValueError, match="dates or times outside the years 1 to 9999"
    ):
        raw(pd.Series(cells), "date_of_birth")


@BOTH
def test_a_frame_with_arrow_types_is_read_unchanged(to: Any) -> None:
    """A list is read unchanged from a frame with Arrow types, and unread cells stay unread."""
    lists = jtai.Submission.from_rows(
        {6: [{"child_id": "A1", "date_of_birth": _MAY, "age": "x"}, {"child_id": "B2", "age": 12}]}
    )
    frame = to(lists[6])
    if to is to_polars:
        frame = frame.to_pandas(use_pyarrow_extension_array=True)
    else:
        frame = frame.convert_dtypes(dtype_backend="pyarrow")
    again = lists_from_frames({6: frame})
    assert again[6].values("date_of_birth") == [_MAY, None]
    assert again[6].values("age") == [UNREAD, 12]


@pytest.mark.parametrize("sign", [";", ",", "list"])
def test_unread_cells_stay_unread_through_csv(sign: str) -> None:
    """Unread cells stay unread after a frame is saved as CSV and read again."""
    lists = jtai.Submission.from_rows({6: [{"child_id": "A1", "date_of_birth": "y", "age": "x"}]})
    frame = to_pandas(lists[6]).astype({"not_read": "object"})
    if sign != "list":
        for name in ("not_read", "not_found"):
            frame[name] = [f"{sign} ".join(keys) for keys in frame[name]]
    again = lists_from_frames({6: pd.read_csv(io.StringIO(frame.to_csv(index=False)))})
    assert again[6].values("age") == again[6].values("date_of_birth") == [UNREAD]
    assert problems(again) == problems(lists)


def test_a_column_named_as_missing_keeps_its_values() -> None:
    """A column is missing only if all its cells are blank and every row names it as not found."""
    frame = pd.DataFrame(
        {
            "child_id": ["A1", "B2"],
            "age": [3, 4],
            "gender": [None, None],
            "ethnicity": [None, None],
            "not_found": ["age; gender", "age; gender; ethnicity"],
        }
    )
    lists = lists_from_frames({6: frame})
    assert lists[6].values("age") == [3, 4]
    assert "gender" not in lists[6].raw
    assert "ethnicity" in lists[6].raw


@pytest.mark.parametrize(
    ("series", "unread"),
    [
        (pd.Series([123456789, 123456790], dtype="float32"), True),
        (pd.Series([123456789, 123456790], dtype="Float32"), True),
        (_arrow([123456789.0, 123456790.0], pa.float32()), True),
        (pl.Series([123456789, 123456790], dtype=pl.Float32), True),
        (pd.Series([4097, 4099], dtype="float16"), True),
        (pd.Series([123456789, 123456790], dtype=pd.SparseDtype("float32")), True),
        (pd.Series([123456789, 123456790], dtype=pd.SparseDtype("float64")), False),
        (pd.Series([123456789, 123456790], dtype="float64"), False),
        (pl.Series([123456789, 123456790], dtype=pl.Float64), False),
        (pd.Series([16777215, None], dtype="float32"), False),
        (pd.Series([16777216, None], dtype="float32"), True),
        (pl.Series([16777216, None], dtype=pl.Float32), True),
    ],
)
def test_numbers_too_large_for_their_float_type_are_not_read(series: Any, unread: bool) -> None:  # noqa: FBT001
    """Numbers too large for their float type are not read, as two identifiers could become equal.

    A float of 32 bits has 24 for its digits, so this begins at 16777216.
    """
    assert (raw(series)[0] is UNREAD) is unread


@pytest.mark.parametrize("moment", [pd.Timestamp.max, pd.Timestamp.min])
def test_the_first_and_last_nanoseconds_have_a_time_zone(moment: Any) -> None:
    """A moment near the limits of nanoseconds is read, also if London's clocks are outside them."""
    (cell,) = raw(pd.Series([moment.tz_localize("UTC")]), "date_of_birth")
    assert isinstance(cell, dt.datetime)
    assert cell.year == moment.year


def test_a_signalling_nan_is_missing() -> None:
    """A signalling NaN in a pandas column is a missing value, like NaN."""
    column = pd.Series([Decimal("sNaN"), Decimal(7), Decimal("NaN"), None], dtype=object)
    assert raw(column) == [None, Decimal(7), None, None]


@pytest.mark.parametrize("unit", ["s", "Y", "D"])
def test_a_numpy_moment_outside_the_calendar_is_refused(unit: str) -> None:
    """A numpy moment outside the years 1 to 9999 is refused, never read as another date."""
    numpy = pytest.importorskip("numpy")
    moment = numpy.datetime64(2**60, unit)
    with pytest.raises(jtai.errors.InvalidValueError, match="unsupported cell value"):
        jtai.Submission.from_rows({6: [{"age": moment}]})


def test_the_first_numpy_nanosecond_is_read_or_refused() -> None:
    """The first nanosecond of numpy, which some releases cannot convert, is never another day."""
    numpy = pytest.importorskip("numpy")
    moment = numpy.datetime64(-(2**63) + 1, "ns")
    try:
        lists = jtai.Submission.from_rows({6: [{"age": moment}]})
    except jtai.errors.InvalidValueError as error:
        assert "unsupported cell value" in str(error)  # noqa: PT017 - some releases raise nothing
    else:
        cell = lists[6].raw["age"][0]
        assert isinstance(cell, dt.datetime)
        assert cell.date() == dt.date(1677, 9, 21)


def test_the_number_of_a_frame_may_be_too_long_to_write() -> None:
    """A list number of thousands of digits is refused, like any other list that does not exist."""
    with pytest.raises(jtai.errors.InvalidValueError, match="too many digits to show"):
        lists_from_frames({10**5000: pd.DataFrame()})


def test_dates_of_a_sparse_column_are_read() -> None:
    """A pandas column that stores only its filled cells is read like any other."""
    moments = pd.to_datetime(["2019-09-09", None])
    frame = pd.DataFrame({"child_id": ["A1", "A2"], "cin_start": pd.arrays.SparseArray(moments)})
    lists = lists_from_frames({6: frame})
    assert lists[6].values("cin_start") == [dt.date(2019, 9, 9), None]
