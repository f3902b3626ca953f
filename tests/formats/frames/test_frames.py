"""The columns and types of a data frame do not depend on its contents."""

from __future__ import annotations

import csv
import datetime as dt
import io
import sys
from typing import Any

import attrs
import pandas as pd
import polars as pl
import pytest
from hypothesis import given

import jtai
from jtai.formats.frames.columns import (
    ColumnType,
    FrameColumn,
    frame_columns,
    layout_of,
    layout_of_list,
)
from jtai.formats.frames.pandas import to_pandas
from jtai.formats.frames.polars import to_polars
from jtai.guidance.codes import GENDER
from jtai.guidance.columns import AUGUST_2019
from jtai.guidance.lists import CHILD_LISTS
from jtai.inspection.readiness import Outstanding, Readiness, ReadinessRow, ReadinessState
from jtai.inspection.selection import SelectionCheck, SelectionReport, SelectionResult
from jtai.lists.report import Report
from jtai.timetable.year_plan import PlannedMonday
from tests.timetable.fixed_days import FIXED
from tests.timetable.strategies import calendars, mondays

AS_OF = dt.date(2019, 9, 9)
TIMETABLE = jtai.Timetable.from_notification(dt.date(2020, 4, 6), milestones=FIXED)
REPORT = jtai.Submission.from_rows(
    {6: [{"child_id": "SECRET", "age": "thirteen", "gender": "a) Male"}]}
).check(as_of=dt.date(2019, 9, 9))
READINESS = Readiness(
    as_of=TIMETABLE["notification"].due,
    local_area="Somewhere",
    rows=(
        ReadinessRow(
            key="child_lists",
            agency=jtai.Agency.LOCAL_AUTHORITY,
            responsibility=jtai.guidance.Responsibility.OWN,
            title="Lists",
            reference=jtai.Reference.para(32),
            milestone=TIMETABLE["child_lists"],
            state=ReadinessState.OUTSTANDING,
            outstanding=(
                Outstanding(text="one thing", child="SECRET", reference=jtai.Reference.para(32)),
                Outstanding(text="another", reference=jtai.Reference.para(32)),
            ),
            due_in=3,
        ),
    ),
)
SELECTION = SelectionReport(
    as_of=dt.date(2019, 9, 9),
    checks=(
        SelectionResult(
            check=next(iter(SelectionCheck)),
            where="selected[0]",
            child="SECRET",
            reason=jtai.core.Reason(
                answer=jtai.Answer.UNKNOWN,
                text="nothing is known",
                missing="concern",
                reference=jtai.Reference.para(8),
            ),
        ),
    ),
)
IN_PANDAS = {
    ColumnType.TEXT: "string",
    ColumnType.CATEGORY: "category",
    ColumnType.WHOLE_NUMBER: "Int64",
    ColumnType.NUMBER: "Float64",
    ColumnType.TRUTH: "boolean",
    ColumnType.DATE: "datetime64[s]",
    ColumnType.TIME: "object",
    ColumnType.MOMENT: "datetime64[us, Europe/London]",
    ColumnType.TEXTS: "object",
    ColumnType.WHOLE_NUMBERS: "object",
}
IN_POLARS = {
    ColumnType.TEXT: pl.String,
    ColumnType.CATEGORY: pl.Enum,
    ColumnType.WHOLE_NUMBER: pl.Int64,
    ColumnType.NUMBER: pl.Float64,
    ColumnType.TRUTH: pl.Boolean,
    ColumnType.DATE: pl.Date,
    ColumnType.TIME: pl.Time,
    ColumnType.MOMENT: pl.Datetime("us", "Europe/London"),
    ColumnType.TEXTS: pl.List(pl.String),
    ColumnType.WHOLE_NUMBERS: pl.List(pl.Int64),
}


class Other:
    """A result of another library with given records."""

    def __init__(self, *records: Any) -> None:
        self.records = [*records]

    def to_records(self) -> list[dict[str, Any]]:
        """Return the records."""
        return self.records


class Nothing:
    """A result whose `to_records` returns nothing."""

    def to_records(self) -> None:
        """Return nothing."""


def empty(whole: Any, **changes: Any) -> Any:
    """Return a copy without rows, made by these changes."""
    return attrs.evolve(whole, **changes)


@pytest.mark.parametrize(
    "x",
    [
        TIMETABLE,
        jtai.plan_year(2019),
        empty(jtai.plan_year(2019), mondays=()),
        TIMETABLE.compare(TIMETABLE),
        REPORT,
        Report(as_of=dt.date(2019, 9, 9), edition="any"),
        READINESS,
        empty(READINESS, rows=()),
        SELECTION,
        empty(SELECTION, checks=()),
        jtai.inspection.criteria_evidence([]),
        jtai.MILESTONES,
        [*jtai.CRITERIA],
        jtai.INFORMATION_ITEMS,
        jtai.CASE_DOCUMENTS,
        jtai.QUESTIONS,
        jtai.guidance.AGENCIES,
        jtai.guidance.INSPECTORATES,
        jtai.LIST_RULES,
        jtai.guidance.PREVALENCE,
        CHILD_LISTS,
        GENDER.codes,
        jtai.plan_year(2019).usable,
        jtai.Submission.from_rows({6: []})[6],
        jtai.Submission.from_rows({8: [{"child_id": "A1", "age": "?"}]})[8],
        Other(),
        Other({"a": None, "b": 1, "c": 1.5, "d": True, "e": dt.time(9)}, {"c": 1, "f": ("x", "y")}),
        Other({"a": TIMETABLE["child_lists"].due, "b": dt.date(2019, 9, 9)}),
    ],
)
def test_columns_have_the_documented_types(x: object) -> None:
    """Each kind of column has one type in each library, with or without rows."""
    columns = frame_columns(x)
    in_pandas, in_polars = to_pandas(x), to_polars(x)
    names = [column.layout.name for column in columns]
    assert [*in_pandas.columns] == [*in_polars.columns] == names
    for column in columns:
        layout = column.layout
        series = in_pandas[layout.name]
        assert series.dtype == IN_PANDAS[layout.type]
        assert in_polars[layout.name].dtype == (
            pl.Enum(layout.categories)
            if layout.type is ColumnType.CATEGORY
            else IN_POLARS[layout.type]
        )
        if layout.type is ColumnType.CATEGORY:
            assert tuple(series.cat.categories) == layout.categories
            assert series.cat.ordered is layout.ordered
        lists = layout.type in {ColumnType.TEXTS, ColumnType.WHOLE_NUMBERS}
        assert [cell if isinstance(cell, tuple) or pd.notna(cell) else None for cell in series] == [
            tuple(cell) if lists and cell is not None else cell for cell in plain(shown(column))
        ]
        assert in_polars[layout.name].to_list() == shown(column)


def shown(column: FrameColumn) -> list[Any]:
    """Return the cells of a column, with categories as text."""
    if column.layout.type is not ColumnType.CATEGORY:
        return [*column.cells]
    texts = column.layout.categories
    return [None if place is None else texts[place] for place in column.cells]


def plain(cells: Any) -> list[Any]:
    """Return dates as timestamps of pandas, and other cells unchanged."""
    return [pd.Timestamp(cell) if type(cell) is dt.date else cell for cell in cells]


@given(mondays, calendars)
def test_a_timetable_frame_is_the_milestones(monday: dt.date, calendar: Any) -> None:
    """The frame of a timetable has the same values as the records of its milestones."""
    try:
        timetable = jtai.Timetable.from_notification(monday, calendar=calendar)
    except jtai.JtaiError:
        return
    in_pandas, in_polars = to_pandas(timetable), to_polars(timetable)
    records = timetable.to_records()
    owners = ("by", "contributors", "to")
    joined = [{**row, **{owner: "; ".join(row[owner]) for owner in owners}} for row in records]
    assert in_polars.to_dicts() == joined
    assert [day.date() for day in in_pandas["date"]] == [row["date"] for row in records]
    assert [*in_pandas["due"]] == [row["due"] for row in records]
    assert [*in_pandas["working_day"]] == [row["working_day"] for row in records]
    assert [*in_pandas["time"]] == [row["time"] for row in records]
    assert [*map(list, in_pandas["passed_over"])] == [row["passed_over"] for row in records]


def test_a_frame_of_problems_is_their_records() -> None:
    """The frame of problems has the same values as their records, including missing ones."""
    report = jtai.Submission.from_rows(
        {6: [{"child_id": "A1", "age": "thirteen", "Mine": "x"}, {"child_id": "A1"}], 8: []}
    ).check(as_of=dt.date(2019, 9, 9))
    records = report.to_records(values=True)
    assert {None} < {record["cell"] for record in records}
    assert len({record["severity"] for record in records}) > 1
    frame = to_polars(report, values=True)
    assert frame.to_dicts() == records
    assert to_pandas(report, values=True).astype(object).replace({pd.NA: None}).to_dict(
        "records"
    ) == [*records]


def test_deadlines_are_in_london_time() -> None:
    """Deadlines are shown in London time, in winter and in summer."""
    for monday in (dt.date(2019, 9, 9), dt.date(2019, 12, 2)):
        timetable = jtai.Timetable.from_notification(monday, milestones=FIXED)
        assert to_pandas(timetable)["due"].dt.hour[1] == 9
        assert to_polars(timetable)["due"].dt.hour()[1] == 9


def test_dates_and_severities_can_be_computed_with() -> None:
    """Dates can be subtracted and have weekdays, and severities can be compared."""
    frame = to_pandas(TIMETABLE)
    assert (frame["date"] - frame["named_date"]).max() == pd.Timedelta(days=4)
    assert to_polars(TIMETABLE).filter(pl.col("displaced"))["date"].dt.weekday().max() == 4
    severe = to_pandas(REPORT)["severity"] >= "warning"
    assert severe.any()
    assert to_polars(REPORT).filter(pl.col("severity") >= "warning").height == severe.sum()


@pytest.mark.promise("exports")
@pytest.mark.parametrize("to", [to_pandas, to_polars])
def test_a_frame_has_childrens_data_only_on_request(to: Any) -> None:
    """A frame has children's identifiers and cell contents only with `values=True`."""
    for x in (REPORT, READINESS, SELECTION, REPORT.problems):
        assert "SECRET" not in repr(to(x).to_dict())
        assert "SECRET" in repr(to(x, values=True).to_dict())
    frame = to(REPORT, values=True)
    assert "thirteen" in [*map(str, frame["value"])]
    assert [*frame.columns][-2:] == ["child_id", "value"]
    assert [*to(READINESS, values=True)["outstanding"][0]] == ["one thing (SECRET)", "another"]


def test_cells_of_any_type_are_texts_in_a_report() -> None:
    """Cell contents of any type are shown as text, and dates in ISO form."""
    cells = [dt.date(2040, 1, 2), 12, 1.5, True, None, " A "]
    found = [attrs.evolve(REPORT.problems[0], value=cell) for cell in cells]
    shown = ["2040-01-02", "12", "1.5", "True", None, " A "]
    assert to_polars(found, values=True)["value"].to_list() == shown


@pytest.mark.parametrize("to", [to_pandas, to_polars])
def test_answers_are_three_categories(to: Any) -> None:
    """Yes, no and unknown are separate categories, and none of them is a blank cell."""
    answers = ["Y", "N", "c) Unknown", None, "?"]
    lists = jtai.Submission.from_rows({6: [{"concern": cell, "age": 1} for cell in answers]})
    frame = to(lists[6])
    cells = [cell if isinstance(cell, str) else None for cell in frame["concern"]]
    assert cells == ["yes", "no", "unknown", None, None]
    assert ["concern" in names for names in frame["not_read"]] == [*[False] * 4, True]


@pytest.mark.parametrize("to", [to_pandas, to_polars])
def test_a_frame_names_missing_columns_and_unread_cells(to: Any) -> None:
    """A frame names the columns that are missing and the cells that could not be read."""
    rows = [{"child_id": "A1", "age": 10**30}, {"age": 5, "date_of_birth": "1/2/07"}]
    lists = jtai.Submission.from_rows({1: rows})
    frame = to(lists[1])
    missing = ["gender", "ethnicity", "contact_date", "contact_source"]
    assert [[*names] for names in frame["not_read"]] == [["age"], ["date_of_birth"]]
    assert [[*names] for names in frame["not_found"]] == [missing, missing]
    assert {*lists[1][1].not_read} == {*missing, "date_of_birth"}
    assert frame["age"][1] == 5


def test_other_texts_in_a_column_of_codes_are_kept() -> None:
    """A column that allows text other than its codes is a text column and keeps that text."""
    rows = [{"placement_authority": cell} for cell in ("Elsewhere", None, "x")]
    lists = jtai.Submission.from_rows({8: [{**row, "child_id": "A"} for row in rows]})
    assert to_polars(lists[8])["placement_authority"].to_list() == ["Elsewhere", None, "x"]


def test_every_code_has_a_unique_text() -> None:
    """No two codes of a column have the same text, so each has a category."""
    for layout in AUGUST_2019.lists:
        for column in layout_of_list(layout):
            assert len({*column.categories}) == len(column.categories)


def test_the_columns_are_the_attributes() -> None:
    """The columns of a frame are the keys of the result's records."""
    assert [column.name for column in layout_of(jtai.Milestone)] == [*TIMETABLE.to_records()[0]]
    assert [column.name for column in layout_of(ReadinessRow)] == [*READINESS.to_records()[0]]
    assert [column.name for column in layout_of(PlannedMonday)] == [
        *jtai.plan_year(2019).to_records()[0]
    ]
    names = [column.name for column in layout_of(jtai.Problem, values=True)]
    assert names == [*REPORT.to_records(values=True)[0]]


def test_a_decision_gives_its_reasons() -> None:
    """The frame of a decision has the answers of its reasons."""
    decision = jtai.Decision(question="?", in_scope=None, reasons=(SELECTION.checks[0].reason,))
    assert to_polars(decision)["answer"].to_list() == ["unknown"]


def test_values_is_passed_to_to_records() -> None:
    """`values` is passed on to a `to_records` method that accepts it."""

    class Telling:
        def to_records(self, *, values: bool = False) -> list[dict[str, Any]]:
            return [{"child": "SECRET" if values else None}]

    assert to_polars(Telling())["child"].to_list() == [None]
    assert to_polars(Telling(), values=True)["child"].to_list() == ["SECRET"]


@pytest.mark.parametrize(
    ("x", "words"),
    [
        (12, "int has no table; expected a result with a table"),
        ((), "an empty list has no columns; expected a result"),
        ((jtai.CRITERIA[0], jtai.MILESTONES[0]), "different kinds"),
        ((jtai.Child(id="SECRET"),), "Child has no table"),
        (["SECRET"], "str has no table"),
        (Other({"a": {"SECRET": 1}}), "a: the column has unsupported values"),
        (Other({"a": 1}, {"a": "SECRET"}), "a: the column has unsupported values"),
        (Other({"a": dt.datetime(2019, 9, 9)}), "aware datetimes"),  # noqa: DTZ001 - refused
        (Other({"a": 10**30}), "a: the column has unsupported values"),
        (Other({"a": 2**63}), "a: the column has unsupported values"),
        (jtai.Timetable, "type has no table"),
        (
            pd.DataFrame({"a": ["SECRET"]}),
            r"to_records\(\) of pandas\.DataFrame did not return records",
        ),
        (Other(None), "did not return records"),
        (Other({5: "SECRET"}), "did not return records"),
        (Nothing(), r"of tests.Nothing did not return records"),
    ],
)
@pytest.mark.parametrize("to", [to_pandas, to_polars])
def test_values_that_cannot_be_a_frame_are_refused(to: Any, x: object, words: str) -> None:
    """A value without columns, or with mixed types in a column, is refused without showing it."""
    with pytest.raises(jtai.errors.InvalidValueError, match=words) as caught:
        to(x)
    assert "SECRET" not in repr(caught.value)


@pytest.mark.parametrize("to", [to_pandas, to_polars])
def test_an_unpaired_surrogate_is_refused(to: Any) -> None:
    """Text with an unpaired surrogate is refused, unless the library can store it."""
    if to is to_pandas and pd.array([], dtype="string").dtype.storage == "python":
        assert to(Other({"a": "SECRET\ud800"}))["a"].tolist() == ["SECRET\ud800"]
        return
    with pytest.raises(
        jtai.errors.InvalidValueError, match="a: a string contains an unpaired surrogate"
    ) as caught:
        to(Other({"a": "SECRET\ud800"}))
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


@pytest.mark.parametrize("to", [to_pandas, to_polars])
def test_a_moment_beyond_the_calendar_is_refused(to: Any) -> None:
    """The error for a datetime that is after the year 9999 in London names its column."""
    last = dt.datetime.max.replace(tzinfo=dt.timezone(-dt.timedelta(hours=5)))
    with pytest.raises(jtai.errors.DateTypeError, match="^a: this moment is outside the years"):
        to(Other({"a": last}))


@pytest.mark.parametrize("to", [to_pandas, to_polars])
def test_the_largest_64_bit_number_is_kept(to: Any) -> None:
    """The largest whole number of 64 bits is kept exactly."""
    assert [*to(Other({"a": 2**63 - 1}))["a"]] == [2**63 - 1]


@pytest.mark.parametrize("to", [to_pandas, to_polars])
def test_a_number_of_more_than_64_bits_counts_as_unread(to: Any) -> None:
    """A whole number of more than 64 bits is missing in a frame and is named as not read."""
    lists = jtai.Submission.from_rows({6: [{"age": 999_999_999}, {"age": 2**63}, {"age": -1}]})
    frame = to(lists[6])
    ages = [None if age is pd.NA else age for age in frame["age"]]
    assert ages == [999_999_999, None, -1]
    assert ["age" in names for names in frame["not_read"]] == [False, True, False]


@pytest.mark.parametrize("to", [to_pandas, to_polars])
def test_an_unknown_category_raises_an_error(to: Any) -> None:
    """A value that is not a category of its column raises an error instead of becoming missing."""
    state: Any = "no state"
    row = attrs.evolve(READINESS.rows[0], state=state)
    with pytest.raises(KeyError, match="no state"):
        to([row])


@pytest.mark.parametrize(("to", "name"), [(to_pandas, "pandas"), (to_polars, "polars")])
def test_without_a_library_the_error_says_what_to_install(
    to: Any, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If pandas or polars is not installed, the error says what to install."""
    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(jtai.errors.MissingExtraError, match=f"pip install {name}"):
        to(TIMETABLE)


def test_assumptions_become_a_frame() -> None:
    """The frame of assumptions has a list of milestones for each assumption."""
    timetable = jtai.Timetable.from_notification(dt.date(2019, 9, 9), milestones=FIXED)
    frame = jtai.to_polars(timetable.assumptions)
    assert frame["milestones"].to_list() == [
        ["contextual_issues"],
        ["activity_lists"],
        ["engagement_arrangements"],
        ["printed_documents"],
        ["fieldwork_end"],
    ]


def test_owners_are_plain_text() -> None:
    """The parties of a milestone are one text, in timetables and in the guidance's entries."""
    timetable = jtai.Timetable.from_notification(dt.date(2019, 9, 9))
    row = {"by": "local authority", "to": "lead inspector"}
    contributors = (
        "clinical commissioning group; child and adolescent mental health services; "
        "youth offending team"
    )
    for x in (timetable, jtai.MILESTONES):
        frame = to_pandas(x).set_index("key")
        assert frame[["by", "contributors", "to"]].dtypes.astype(str).tolist() == ["string"] * 3
        assert frame.loc["child_lists", ["by", "to"]].to_dict() == row
        assert frame.loc["child_lists", "contributors"] == contributors
        assert to_polars(x).schema["by"] == pl.String
    assert to_pandas(jtai.CRITERIA)["agencies"].dtype == "string"


def test_several_timetables_are_distinguished_by_notification() -> None:
    """A frame of several timetables has a column with the notification day."""
    days = [dt.date(2019, 9, 9), dt.date(2019, 9, 16)]
    timetables = [jtai.Timetable.from_notification(day) for day in days]
    frame = to_pandas(timetables)
    assert [day.date() for day in frame["notification"].drop_duplicates()] == days
    assert len(frame) == 30


def test_two_readings_of_one_monday_are_distinguished() -> None:
    """A table of several timetables or year plans has a column with the reading."""
    readings = [*jtai.Reading]
    monday = dt.date(2020, 4, 6)
    timetables = [jtai.Timetable.from_notification(monday, reading=each) for each in readings]
    frame = to_pandas(timetables)
    assert frame.groupby("reading", observed=True).size().to_dict() == dict.fromkeys(readings, 15)
    plans = [jtai.plan_year(2027, reading=each) for each in readings]
    rows = csv.DictReader(io.StringIO(jtai.to_csv(plans)))
    assert {row["reading"] for row in rows} == {"working-days", "named-days"}


def test_a_submission_is_refused_with_advice() -> None:
    """A submission is refused, and the error says how to choose one of its lists."""
    with pytest.raises(jtai.errors.InvalidValueError, match=r"choose one .* such as lists\[6\]"):
        to_pandas(jtai.Submission.from_rows({6: []}))


def test_an_empty_tuple_is_refused_with_advice() -> None:
    """An empty tuple is refused, and the error says to pass the result itself."""
    with pytest.raises(
        jtai.errors.InvalidValueError, match="pass the result itself, such as report instead"
    ):
        to_pandas(())


SEVERAL: list[tuple[Any, list[str]]] = [
    (READINESS, ["local_area", "as_of"]),
    (SELECTION, ["as_of", "inspection_date"]),
    (REPORT, ["as_of", "drawn_on"]),
    (jtai.deep_dive(jtai.Child(id="SECRET"), as_of=AS_OF), ["question", "as_of"]),
    (TIMETABLE.compare(jtai.Timetable.from_notification(AS_OF)), ["first", "second"]),
    (jtai.TrackingRecord().completeness, []),
]


@pytest.mark.parametrize(("result", "keys"), SEVERAL)
def test_several_results_are_distinguished(result: Any, keys: list[str]) -> None:
    """A table of several results says which one each row is of, and what distinguishes it."""
    alone = to_pandas(result)
    frame = to_pandas([result, result])
    assert [*frame] == ["result", *keys, *alone]
    assert frame["result"].tolist() == [0] * len(alone) + [1] * len(alone)
    pd.testing.assert_frame_equal(frame[[*alone]].iloc[: len(alone)], alone)
    assert "SECRET" not in frame.to_csv() + jtai.to_csv((result,))
    assert jtai.to_csv([result, result]).splitlines()[0] == ",".join([*frame])


def test_key_columns_have_types() -> None:
    """The columns that distinguish several results have the types of other columns."""
    frame = to_polars([READINESS])
    assert dict(zip(frame.columns, frame.dtypes, strict=True)) | {
        "result": pl.Int64,
        "local_area": pl.String,
        "as_of": pl.Datetime("us", "Europe/London"),
    } == dict(zip(frame.columns, frame.dtypes, strict=True))
    assert frame["as_of"].to_list() == [READINESS.as_of]


@pytest.mark.parametrize(
    ("part", "columns", "private"),
    [
        (
            jtai.inspection.Request.from_plain(
                {"document": "chronology", "child": "SECRET", "agency": "police force"}
            ),
            ["item", "document", "agency", "state", "sent_on", "requested_on"],
            {"child", "reason"},
        ),
        (
            jtai.Finding.from_plain(
                {"text": "SECRET", "esn": [34], "kind": "strength", "child": "SECRET"}
            ),
            ["esn", "kind", "source", "agencies"],
            {"text", "child", "case_number"},
        ),
        (
            jtai.inspection.Holding.from_plain(
                {"item": "1.4", "agency": "local authority", "held": "yes"}
            ),
            ["item", "agency", "held", "latest", "sets", "working_days"],
            {"reason"},
        ),
        (
            jtai.lists.ListContradiction(
                kind=jtai.lists.ContradictionKind.AGE,
                child="SECRET",
                lists=(6,),
                cells=("List_6!A2",),
                fields=("age",),
                text="too young",
                reference=jtai.Reference.para(32),
            ),
            ["kind", "lists", "cells", "fields", "text", "reference"],
            {"child"},
        ),
        (jtai.timetable.Holiday(date=AS_OF, name="a day"), ["date", "name"], set()),
        (
            *jtai.CamhsStatus.from_plain({"referred": "no", "not_accepted": "yes"}).contradictions,
            ["facts", "text", "reference"],
            set(),
        ),
    ],
)
def test_parts_of_results_are_frames(part: Any, columns: list[str], private: set[str]) -> None:
    """Several requests, findings or contradictions are a frame, with no child's data unasked."""
    frame = to_pandas((part, part))
    assert [*frame] == columns
    assert len(frame) == 2
    assert "SECRET" not in frame.to_csv() + jtai.to_csv([part])
    assert {*to_polars([part], values=True).columns} == {*columns} | private


def test_agencies_of_a_finding_are_in_order() -> None:
    """The agencies of a finding are one string, in the order of the guidance."""
    agencies = ["youth offending team", "police force", "local authority"]
    plain = {"text": "x", "esn": [34], "kind": "strength", "agencies": agencies}
    finding = jtai.Finding.from_plain(plain)
    words = "local authority; police force; youth offending team"
    assert to_pandas([finding])["agencies"].tolist() == [words]
    assert words in jtai.to_csv(finding)
