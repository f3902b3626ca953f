from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import BaseModel, TypeAdapter, ValidationError

import jtai
from jtai.core.citation import DOCUMENTS, Document, Reference
from jtai.core.conversion import interchange_converter
from jtai.core.derived import is_childs_data
from jtai.core.records import Record
from jtai.core.results import Result, Results, columns_of
from jtai.errors import InvalidRecordError, InvalidValueError
from jtai.formats.json import JSON_VERSION, from_json, json_schema, to_json
from jtai.inspection import Outstanding, check_selection, criteria_evidence
from jtai.lists.problem import NotChecked, Problem
from tests.formats.lists import AS_OF, everything, some
from tests.record_strategies import drawn
from tests.timetable.fixed_days import FIXED
from tests.timetable.strategies import calendars

TIMETABLE = jtai.Timetable.from_notification(dt.date(2020, 4, 6), milestones=FIXED)
INSPECTION = jtai.Inspection(local_area="Anytown", timetable=TIMETABLE)

timetables = drawn(jtai.Timetable)
moments = st.datetimes(dt.datetime(2019, 12, 1), dt.datetime(2020, 6, 1)).map(  # noqa: DTZ001
    lambda naive: naive.replace(tzinfo=dt.UTC)
)
decisions = st.builds(
    jtai.deep_dive,
    drawn(jtai.Child),
    as_of=st.dates(dt.date(2012, 1, 1), dt.date(2030, 1, 1)),
)
cells = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.decimals(allow_nan=False)
    | st.dates()
    | st.datetimes()
    | st.times()
    | st.timedeltas()
    | st.text(max_size=5)
)
problems = st.builds(
    Problem,
    rule=st.text(max_size=5),
    severity=st.sampled_from(jtai.Severity),
    list=st.none() | st.integers(1, 8),
    sheet=st.none() | st.text(max_size=5),
    cell=st.none(),
    column=st.none(),
    message=st.text(max_size=5),
    remedy=st.text(max_size=5),
    reference=st.just(Reference.para(32)),
    row=st.none() | st.integers(1, 9),
    child_id=st.none() | st.text(max_size=5),
    value=cells,
)
reports = st.builds(
    jtai.Report,
    as_of=st.dates(),
    edition=st.text(max_size=5),
    rows=st.just(((6, 2), (8, 1))),
    problems=st.lists(problems, max_size=3).map(tuple),
    not_checked=st.just((NotChecked(rule="a", list=6, reason="b", columns=("c",), rows=2),)),
    assumptions=st.just(("d",)),
)
RESULTS: dict[type, st.SearchStrategy[Any]] = {
    jtai.Timetable: timetables,
    jtai.Milestone: timetables.map(tuple).flatmap(st.sampled_from),
    jtai.Decision: decisions,
    jtai.Readiness: moments.map(lambda moment: INSPECTION.readiness(as_of=moment)),
    jtai.Report: reports,
    jtai.YearPlan: st.builds(
        jtai.plan_year, st.integers(2012, 2049), reading=st.sampled_from(jtai.Reading)
    ),
    jtai.WorkingCalendar: calendars,
}
every_result = pytest.mark.parametrize("kind", RESULTS, ids=lambda kind: kind.__name__)


@every_result
@settings(max_examples=10)
@given(data=st.data())
def test_results_are_read_back_from_json(kind: Any, data: st.DataObject) -> None:
    """A result read back from its full JSON is equal to the original, and its schema accepts it."""
    result = data.draw(RESULTS[kind])
    text = to_json(result, values=True)
    document = json.loads(text)
    assert (document["jtai"], document["type"]) == (JSON_VERSION, kind.__name__)
    again = from_json(kind, text)
    assert again == result
    assert to_json(again, values=True) == text
    Draft202012Validator(json_schema(kind)).validate(document)
    assert from_json(tuple[kind, ...], to_json([result], values=True)) == (result,)


@every_result
@settings(max_examples=10)
@given(data=st.data())
def test_results_work_as_pydantic_types(kind: Any, data: st.DataObject) -> None:
    """A class of results works as a pydantic type, with the library's JSON and a schema."""
    result = data.draw(RESULTS[kind])
    adapter: TypeAdapter[Any] = TypeAdapter(kind)
    text = adapter.dump_json(result)
    assert json.loads(text) == json.loads(to_json(result, envelope=False))
    assert adapter.validate_python(result) is result
    assert adapter.dump_json(adapter.validate_json(text)) == text
    Draft202012Validator(adapter.json_schema()).validate(json.loads(text))
    with pytest.raises(ValidationError) as caught:
        adapter.validate_python({"notification": "Canary", "first": "Canary"})
    assert "Canary" not in str(caught.value)


def test_a_pydantic_model_can_have_results_as_fields() -> None:
    """A pydantic model can have results as fields, without registering anything."""

    class Letter(BaseModel):
        timetable: jtai.Timetable
        readiness: jtai.Readiness | None = None

    letter = Letter.model_validate({"timetable": {"notification": "2019-09-09"}})
    assert letter.timetable.fieldwork_start == dt.date(2019, 9, 23)
    assert Letter.model_validate_json(letter.model_dump_json()) == letter


@pytest.mark.parametrize(
    "result",
    [
        jtai.Timetable.from_notification(dt.date(2019, 9, 9)).compare(
            jtai.Timetable.from_notification(dt.date(2019, 9, 16))
        ),
        criteria_evidence([]),
        check_selection(["SYN-01"], [jtai.Child(id="SYN-01")], as_of=AS_OF),
    ],
    ids=lambda result: type(result).__name__,
)
def test_comparisons_evidence_and_selections_are_read_back(result: Any) -> None:
    """A comparison, evidence and a selection report are read back from JSON unchanged."""
    assert isinstance(result, Results)
    assert from_json(type(result), to_json(result, values=True)) == result


def test_guidance_entries_are_read_back() -> None:
    """Every guidance table of results is read back from JSON unchanged and matches its schema."""
    tables = {
        name: table
        for name in dir(jtai.guidance)
        if isinstance(table := getattr(jtai.guidance, name), tuple) and isinstance(table[0], Result)
    }
    assert {"CRITERIA", "PREVALENCE", "QUESTIONS", "INFORMATION_ITEMS"} <= set(tables)
    for table in tables.values():
        kind: Any = tuple[type(table[0]), ...]  # type: ignore[misc]
        assert from_json(kind, to_json(table)) == table
        Draft202012Validator(json_schema(kind)).validate(json.loads(to_json(table)))


# What is written


def test_the_json_of_a_timetable_has_its_computed_dates() -> None:
    """The JSON of a timetable includes its computed milestones and its assumptions."""
    value = json.loads(to_json(TIMETABLE, envelope=False))
    assert value["fieldwork_start"] == "2020-04-22"
    assert value["provisional"] is False
    milestones = {each["key"]: each for each in value["milestones"]}
    # Good Friday and Easter Monday are passed over: working day 4 is Tuesday 14 April.
    assert milestones["case_selection"]["date"] == "2020-04-14"
    assert milestones["case_selection"]["due"] == "2020-04-14T10:00:00+01:00"
    assert milestones["case_selection"]["working_day"] == 4
    assert milestones["case_selection"]["displaced"] is True
    assert [each["text"] for each in value["assumptions"]] == [
        a.text for a in TIMETABLE.assumptions
    ]
    assert "calendar" not in milestones["case_selection"]


def test_what_is_written_does_not_depend_on_what_was_written_before() -> None:
    """A new converter writes the same as the one that is kept."""
    timetable = jtai.Timetable.from_notification(dt.date(2019, 9, 9))
    decision = jtai.deep_dive(jtai.Child(id="SYN-01"), as_of=dt.date(2019, 9, 9))
    for result in (timetable, decision):
        new = interchange_converter.__wrapped__()
        assert new.unstructure(result) == interchange_converter().unstructure(result)


def test_a_reference_names_its_document_by_key_or_in_full() -> None:
    """A reference has the key of a known document, and all the details of any other document."""
    own = Document(key="mine", label="Mine", title="Mine", publisher="Me", published="2027")
    item = jtai.guidance.CRITERIA[0]
    value = json.loads(to_json(item, envelope=False))["reference"]
    assert value["document"] == "guidance"
    assert value["words"] == str(item.reference)
    foreign = attrs.evolve(item, reference=Reference(document=own, part="step 1"))
    text = to_json(foreign)
    assert json.loads(text)["value"]["reference"]["document"]["label"] == "Mine"
    assert from_json(type(item), text) == foreign
    altered = attrs.evolve(DOCUMENTS["guidance"], title="Another")
    foreign = attrs.evolve(item, reference=Reference(document=altered, part="step 1"))
    assert from_json(type(item), to_json(foreign)) == foreign


def test_the_json_of_readiness_has_its_calendar_once() -> None:
    """The JSON of readiness has the calendar once, and not in each of its milestones."""
    readiness = INSPECTION.readiness(as_of=AS_OF)
    value = json.loads(to_json(readiness, envelope=False))
    assert value["notification"] == "2020-04-06"
    assert "calendar" in value
    assert all("calendar" not in row["milestone"] for row in value["rows"])
    assert value["rows"][0]["due"] == "2020-04-09T09:00:00+01:00"
    empty = attrs.evolve(readiness, rows=())
    assert from_json(jtai.Readiness, to_json(empty)) == empty
    # Only a caller can combine the rows of two timetables.
    other = jtai.Inspection(
        local_area="Anytown",
        timetable=jtai.Timetable.from_notification(
            dt.date(2020, 4, 6), reading=jtai.Reading.NAMED_DAYS
        ),
    ).readiness(as_of=AS_OF)
    mixed = attrs.evolve(readiness, rows=(*readiness.rows, *other.rows))
    assert from_json(jtai.Readiness, to_json(mixed)) == mixed


# A child's data


@pytest.mark.promise("exports")
def test_a_childs_data_is_written_only_on_request() -> None:
    """JSON, with or without pydantic, omits identifiers and cell contents unless requested."""
    report = some(gender="zz").check(as_of=AS_OF)
    for text in (to_json(report), TypeAdapter(jtai.Report).dump_json(report).decode()):
        assert "Canary" not in text
        assert "zz" not in text
    full = json.loads(to_json(report, values=True, envelope=False))["problems"]
    mine = next(problem for problem in full if problem["key"] == "gender")
    assert (mine["value"], mine["child_id"]) == ("zz", "Canary")
    readiness = INSPECTION.readiness(as_of=AS_OF)
    outstanding = Outstanding(text="a", child="Canary", reference=Reference.para(32))
    row = attrs.evolve(readiness.rows[0], outstanding=(outstanding,))
    readiness = attrs.evolve(readiness, rows=(row,))
    assert "Canary" not in to_json(readiness)
    assert from_json(jtai.Readiness, to_json(readiness, values=True)) == readiness
    without = from_json(jtai.Readiness, to_json(readiness))
    assert without.rows[0].outstanding[0].child == ""


@pytest.mark.promise("exports")
def test_fields_hidden_in_repr_are_marked_as_a_childs_data() -> None:
    """Every field that `repr` hides is marked as a child's data, except two that have none."""
    hidden = {
        (kind.__name__, field.name)
        for kind in _results()
        for field in attrs.fields(kind)
        # The JSON of a record is complete.
        if field.repr is False and not is_childs_data(field) and not issubclass(kind, Record)
    }
    assert hidden == {("Report", "assumptions"), ("Rule", "find")}


@pytest.mark.promise("exports")
def test_fields_hidden_in_records_are_in_frames_only_on_request() -> None:
    """A field of a record that `repr` hides is in frames only on request, except two days."""
    shown = {
        (kind.__name__, field.name)
        for kind in _results()
        for field in attrs.fields(kind)
        if issubclass(kind, Record) and field.repr is False
        if field.name in {column.name for column in columns_of(kind)}
    }
    assert shown == {("Request", "sent_on"), ("Request", "requested_on")}


def _results() -> list[Any]:
    """Return every class of results in the library."""
    waiting: list[Any] = [Result, Results]
    found = []
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        known = getattr(sys.modules.get(kind.__module__), kind.__name__, None) is kind
        if known and attrs.has(kind) and kind.__module__.startswith("jtai."):
            found.append(kind)
    return found


def test_a_report_without_values_is_read_back() -> None:
    """A report written without values is read back with the defaults of those fields."""
    report = everything().check(as_of=AS_OF)
    again = from_json(jtai.Report, to_json(report))
    blank = [attrs.evolve(problem, child_id=None, value=None) for problem in report.problems]
    assert again == attrs.evolve(report, problems=tuple(blank))
    assert again.is_clear is False
    # Rules about blank cells come last, even if the cells were not written.
    assert str(again) == str(report)


def test_the_json_of_a_report_has_its_verdict() -> None:
    """The JSON of a report has its verdict and counts, and an altered verdict is refused."""
    report = everything().check(as_of=AS_OF)
    text = to_json(report)
    value = json.loads(text)["value"]
    by = report.counts("severity")
    assert value["fit_to_send"] == "no"
    counts = [value[f"{severity}_count"] for severity in jtai.Severity]
    assert counts == [by.get(severity, 0) for severity in jtai.Severity]
    wrong = text.replace('"fit_to_send":"no"', '"fit_to_send":"yes"')
    assert wrong != text
    with pytest.raises(InvalidRecordError, match="fit_to_send: does not follow"):
        from_json(jtai.Report, wrong)


def problem_with(cell: object) -> Problem:
    """Return a problem about a cell."""
    return Problem(
        rule="a",
        severity=jtai.Severity.ERROR,
        list=None,
        sheet=None,
        cell=None,
        column=None,
        message="b",
        remedy="c",
        reference=Reference.para(32),
        value=cell,
    )


@pytest.mark.promise("exports")
@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("zz", "zz"),
        (12.5, 12.5),
        (7, 7),
        (True, True),
        (float("inf"), {"type": "float", "text": "inf"}),
        (Decimal("0.5"), {"type": "decimal", "text": "0.5"}),
        (dt.date(2019, 7, 9), {"type": "date", "text": "2019-07-09"}),
        (dt.time(9), {"type": "time", "text": "09:00:00"}),
        (dt.datetime(2019, 7, 9, 9), {"type": "datetime", "text": "2019-07-09T09:00:00"}),  # noqa: DTZ001
        (dt.timedelta(1), {"type": "duration", "text": "PT86400S"}),
        (dt.timedelta(0), {"type": "duration", "text": "PT0S"}),
        (dt.timedelta(seconds=-1.5), {"type": "duration", "text": "-PT1.5S"}),
        (dt.timedelta.max, {"type": "duration", "text": "PT86399999999999.999999S"}),
    ],
)
def test_a_cell_keeps_its_type(cell: object, written: object) -> None:
    """A cell value keeps its type in JSON."""
    problem = problem_with(cell)
    text = to_json(problem, values=True, envelope=False)
    assert json.loads(text)["value"] == written
    again = from_json(Problem, text, envelope=False).value
    assert again == (cell if isinstance(written, dict) else written)
    assert type(again) is type(cell)


@pytest.mark.promise("exports")
@pytest.mark.parametrize("cell", [b"Canary", ("Canary",), object(), 1j])
def test_a_cell_that_json_cannot_hold_is_refused(cell: object) -> None:
    """A cell value that could not be read back is refused, without showing it."""
    problem = problem_with(cell)
    with pytest.raises(InvalidRecordError, match="JSON cannot hold a cell of the type") as caught:
        to_json(problem, values=True)
    assert "Canary" not in str(caught.value)
    assert "value" not in json.loads(to_json(problem, envelope=False))


# Refusals


def refused(kind: Any, value: Any) -> list[str]:
    """Return where a value is refused."""
    with pytest.raises(InvalidRecordError) as caught:
        from_json(kind, json.dumps(value), envelope=False)
    assert caught.value.__context__ is None
    assert "Canary" not in str(caught.value)
    return [fault.where for fault in caught.value.faults]


def test_a_computed_date_that_does_not_follow_is_refused() -> None:
    """A computed date that does not follow from the other fields is refused; it may be omitted."""
    value = json.loads(to_json(TIMETABLE, envelope=False))
    value["milestones"][3]["date"] = "2020-04-10"
    value["fieldwork_start"] = "2020-04-20"
    assert refused(jtai.Timetable, value) == ["/fieldwork_start", "/milestones"]
    with pytest.raises(InvalidRecordError, match="does not follow from the other fields; leave it"):
        from_json(jtai.Timetable, json.dumps(value), envelope=False)
    value["provisional"] = 0  # equal to False in Python, but not in JSON
    value["fieldwork_start"], value["milestones"][3]["date"] = "Canary", "Canary"
    assert refused(jtai.Timetable, value) == [
        "/fieldwork_start",
        "/provisional",
        "/milestones/3/date",
    ]
    for wrong in ("Canary", ["Canary"], [{"key": "Canary"}]):
        assert refused(jtai.Timetable, {**value, "milestones": wrong})[-1] == "/milestones"
    del value["milestones"], value["fieldwork_start"], value["provisional"]
    assert from_json(jtai.Timetable, json.dumps(value), envelope=False) == TIMETABLE


def test_an_assumption_in_other_words_is_accepted() -> None:
    """An assumption in other words is accepted, but not a value that is not text."""
    value = json.loads(to_json(TIMETABLE, envelope=False))
    value["assumptions"][0]["text"] = "worded otherwise"
    assert from_json(jtai.Timetable, json.dumps(value), envelope=False) == TIMETABLE
    value["assumptions"][0]["text"] = 5
    assert refused(jtai.Timetable, value) == ["/assumptions/0/text"]


def test_faults_in_shared_values_have_their_place() -> None:
    """A fault in a calendar or in a row is reported at its own place."""
    value = json.loads(to_json(INSPECTION.readiness(as_of=AS_OF), envelope=False))
    assert refused(jtai.Readiness, {**value, "calendar": {**value["calendar"], "name": 5}}) == [
        "/calendar/name"
    ]
    assert refused(jtai.Readiness, {**value, "rows": "Canary"}) == ["/rows"]
    assert "/rows/0" in refused(jtai.Readiness, {**value, "rows": ["Canary"]})[0]
    assert refused(jtai.Report, {"as_of": "2019-09-09", "edition": "a", "rows": [[6]]}) == [
        "/rows/0"
    ]


@pytest.mark.parametrize(
    "cell",
    [
        ["Canary"],
        {"type": "date", "text": "Canary"},
        {"type": "date", "text": 5},
        {"type": ["Canary"], "text": "a"},
        {"type": "Canary", "text": "a"},
        {"type": "decimal", "text": "Canary"},
        {"type": "duration", "text": "Canary"},
        {"type": "duration", "text": "PT99999999999999S"},
        {"text": "Canary"},
        {"type": "decimal", "text": 5},
        {"type": "decimal", "text": [0, [1], 2]},
        {"type": "float", "text": True},
        "Canary \ud800",
    ],
)
def test_an_invalid_cell_value_is_refused(cell: Any) -> None:
    """A cell value must be plain JSON, or an object with a known type and valid text."""
    report = some(gender="zz").check(as_of=AS_OF)
    value = json.loads(to_json(report, envelope=False))
    value["problems"][0]["value"] = cell
    assert refused(jtai.Report, value) == ["/problems/0/value"]


UNKNOWN_CODE = [rule for rule in jtai.LIST_RULES if rule.id == "unknown-code"]


@pytest.mark.parametrize(
    "result",
    [
        TIMETABLE,
        TIMETABLE.calendar,
        INSPECTION.readiness(as_of=AS_OF),
        some(gender="zz").check(as_of=AS_OF, rules=UNKNOWN_CODE),
        jtai.deep_dive(jtai.Child(id="A1"), as_of=dt.date(2019, 9, 9)),
    ],
    ids=lambda result: type(result).__name__,
)
def test_a_text_that_could_not_be_written_is_refused_by_its_place(result: Any) -> None:
    """A text with an unpaired surrogate is refused by a place, in each field of a result."""
    value = json.loads(to_json(result, values=True, envelope=False))
    for holder, key in {fields: place for fields, *place in texts_of(value)}.values():
        text, holder[key] = holder[key], "\udfff"
        assert refused(type(result), value)[0].startswith("/")
        holder[key] = text


def texts_of(value: Any, fields: tuple[object, ...] = ()) -> Iterator[tuple[Any, Any, Any]]:
    """Yield the fields that lead to each text in JSON, the object or list it is in, and its key."""
    is_object = isinstance(value, dict)
    for key, each in value.items() if is_object else enumerate(value):
        path = (*fields, key if is_object else list)
        if isinstance(each, str):
            yield path, value, key
        elif isinstance(each, dict | list):
            yield from texts_of(each, path)


def test_an_unknown_document_is_refused() -> None:
    """The document of a reference must be a known key or an object."""
    value = json.loads(to_json(jtai.guidance.CRITERIA[0], envelope=False))
    value["reference"]["document"] = "Canary"
    kind = type(jtai.guidance.CRITERIA[0])
    assert refused(kind, value) == ["/reference/document"]
    value["reference"]["document"] = 5
    assert refused(kind, value) == ["/reference/document"]


@pytest.mark.parametrize("number", [True, "5", [5]])
def test_a_share_that_is_not_a_number_is_refused(number: Any) -> None:
    """A share that is not a number is refused."""
    entry = next(entry for entry in jtai.guidance.PREVALENCE if entry.share is not None)
    value = json.loads(to_json(entry, envelope=False))
    assert refused(type(entry), {**value, "share": number}) == ["/share"]


def test_the_error_for_a_missing_envelope_gives_the_call_to_use() -> None:
    """The error for a missing envelope shows the call that reads a value without one."""
    with pytest.raises(InvalidRecordError) as caught:
        from_json(list[jtai.Child], "{}")
    assert "use from_json(list[Child], text, envelope=False)" in str(caught.value)


def test_swapped_arguments_are_reported() -> None:
    """If the arguments are swapped, the error says that the class comes first."""
    swapped: Any = "{}"
    with pytest.raises(InvalidValueError, match=r"class first, as in from_json\(Child, text\)"):
        from_json(swapped, jtai.Child)  # type: ignore[arg-type]


def test_a_rule_cannot_be_written_as_json() -> None:
    """A rule contains a function, so it cannot be written as JSON."""
    with pytest.raises(
        InvalidValueError, match="Rule has no JSON representation; expected a record such"
    ):
        to_json(jtai.LIST_RULES)


def test_parts_of_results_are_written_and_read() -> None:
    """A look-back period, bank holidays and contradictions are written as JSON and read back."""
    period = jtai.lookback(dt.date(2019, 8, 31), months=6)
    holidays = jtai.WorkingCalendar.england().bank_holidays
    assert from_json(type(period), to_json(period)) == period
    assert tuple(from_json(list[jtai.timetable.Holiday], to_json(holidays))) == holidays
