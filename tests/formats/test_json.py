from __future__ import annotations

import copy
import datetime as dt
import json
import pickle
import subprocess
import sys
import traceback
import warnings
from collections.abc import Callable, Iterator
from typing import Any, cast
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import jtai
from jtai.children.records import Child, Plan
from jtai.core.answers import Answer
from jtai.core.records import Record, exact_hook, hidden
from jtai.errors import InvalidRecordError, InvalidValueError, JtaiError
from jtai.formats.json import _quick, from_json, json_schema, to_json
from jtai.guidance.terms import PlanKind
from jtai.timetable.timetable import Timetable
from jtai.timetable.working_days import WorkingCalendar
from tests.little_time import is_below
from tests.record_strategies import MODELS, drawn, records, without_contradictions, written

SECRETS = ("Canary", "2009-11-23", "23 November", "2009, 11, 23", "919191")
every_model = pytest.mark.parametrize("kind", MODELS, ids=lambda kind: kind.__name__)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


@attrs.frozen(kw_only=True)
class Visit(Record):
    """A record with a field of every kind."""

    at: dt.datetime = hidden()
    until: dt.time | None = None
    count: int = 0
    done: bool = False
    days: frozenset[dt.date] = frozenset()
    words: tuple[str, ...] = ()
    before: tuple[Visit, ...] = ()


def refused(cls: Any, text: Any, **how: Any) -> InvalidRecordError:
    """Return the error with which a document is refused."""
    with pytest.raises(InvalidRecordError) as caught:
        from_json(cls, text, **how)
    assert caught.value.__context__ is None
    assert caught.value.__cause__ is None
    return caught.value


def places(error: InvalidRecordError) -> list[str]:
    """Return where each fault is."""
    return [fault.where for fault in error.faults]


# Both ways


@pytest.mark.no_cover
@every_model
@settings(max_examples=25)
@given(data=st.data())
def test_a_record_is_read_back_from_json(kind: type[Record], data: st.DataObject) -> None:
    """A record read back from its JSON is equal to the original, and its schema accepts it."""
    record = data.draw(records(kind))
    text = to_json(record)
    again = from_json(kind, text)
    assert again == record
    assert hash(again) == hash(record)
    assert to_json(again) == text
    assert pickle.loads(pickle.dumps(again)) == record  # noqa: S301 - written just now
    assert from_json(tuple[kind, ...], to_json([record, record])) == (record, record)  # type: ignore[valid-type]
    Draft202012Validator(json_schema(kind)).validate(json.loads(text))


@settings(max_examples=25)
@given(drawn(Timetable))
def test_a_timetable_keeps_its_calendar(timetable: Timetable) -> None:
    """A timetable read back from JSON has the calendar that it was computed with."""
    again = from_json(Timetable, to_json(timetable))
    assert again == timetable
    assert again.calendar.source == timetable.calendar.source
    assert from_json(WorkingCalendar, to_json(timetable.calendar)) == timetable.calendar
    Draft202012Validator(json_schema(Timetable)).validate(json.loads(to_json(timetable)))


@pytest.mark.exhaustive
@settings(max_examples=50)
@given(drawn(Visit))
def test_every_kind_of_field_keeps_its_value(visit: Visit) -> None:
    """Datetimes, times, numbers, booleans, sets and nested records keep their values in JSON."""
    assert from_json(Visit, to_json(visit)) == visit
    Draft202012Validator(json_schema(Visit)).validate(json.loads(to_json(visit)))


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (dt.datetime(2019, 9, 9, 9, tzinfo=ZoneInfo("Europe/London")), "2019-09-09T09:00:00+01:00"),
        (dt.datetime(2019, 9, 9, 9, tzinfo=dt.UTC), "2019-09-09T09:00:00+00:00"),
        (dt.datetime(1840, 1, 1, tzinfo=ZoneInfo("Europe/London")), "1840-01-01T00:01:15+00:00"),
    ],
)
def test_a_moment_keeps_its_offset(moment: dt.datetime, text: str) -> None:
    """A datetime has its UTC offset, or is written in UTC if that offset is not whole minutes."""
    assert json.loads(to_json(Visit(at=moment)))["value"]["at"] == text
    assert from_json(Visit, to_json(Visit(at=moment))).at == moment


def test_the_layout_of_a_document() -> None:
    """A document has version, type and value, fields as declared, sorted sets, and nulls."""
    visit = Visit(
        at=dt.datetime(2019, 9, 9, tzinfo=dt.UTC),
        days=frozenset({dt.date(2019, 9, 9), dt.date(2019, 9, 2)}),
        words=("né",),
    )
    assert to_json(visit) == (
        '{"jtai":2,"type":"Visit","value":{"at":"2019-09-09T00:00:00+00:00","until":null,"count":0,'
        '"done":false,"days":["2019-09-02","2019-09-09"],"words":["né"],"before":[]}}'
    )
    assert json.loads(to_json(visit, indent=1)) == json.loads(to_json(visit))
    assert to_json([], envelope=False) == "[]"


def test_records_of_one_kind_share_a_document() -> None:
    """Records of one kind share one document, and an empty list can be read as any kind."""
    plans = [Plan(kind=PlanKind.LOOKED_AFTER, start=dt.date(2019, 1, 1))]
    assert from_json(list[Plan], to_json(plans)) == plans
    assert from_json(list[Plan], to_json([])) == []
    validator = Draft202012Validator(json_schema(list[Plan]))
    validator.validate(json.loads(to_json(plans)))
    validator.validate(json.loads(to_json(())))
    assert places(refused(list[Plan], '{"jtai":2,"type":"[]","value":[1]}')) == ["/type"]
    assert places(refused(list[Plan], '{"jtai":2,"type":"[]","value":{}}')) == ["/value"]
    assert places(refused(tuple[Plan, ...], "[1]", envelope=False)) == ["/0"]


@pytest.mark.parametrize("seed", ["0", "1", "2"])
def test_the_text_does_not_depend_on_the_hash_seed(seed: str) -> None:
    """JSON, schemas and error messages do not depend on the hash seed."""
    code = (
        "import jtai, json\n"
        "from jtai.children.records import Child\n"
        "agencies = ['schools', 'police force', 'health partners', 'youth offending team']\n"
        "child = Child(id='A', agencies=agencies, mental_health={'related': ['self-harm']})\n"
        "print(jtai.to_json(child), json.dumps(jtai.json_schema(Child)))\n"
        'try: jtai.from_json(Child, \'{"z":1,"y":2,"x":3}\', envelope=False)\n'
        "except jtai.JtaiError as error: print(error)\n"
        "try: Child(id='A', agencies={'b', 'a', 'schools'})\n"
        "except jtai.JtaiError as error: print(error)\n"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": each},
        ).stdout
        for each in (seed, "99")
    }
    assert len(outputs) == 1


@attrs.frozen(kw_only=True)
class Note(Record):
    """A record that only stores its fields."""

    words: tuple[str, ...] = ()
    text: str = "a"


class Undecorated(Note):
    pass


@attrs.frozen(kw_only=True)
class Initialised(Note):
    def __init__(self, *, text: str) -> None:
        self.__attrs_init__(text=text * 2)  # type: ignore[attr-defined]


@attrs.frozen(kw_only=True)
class Prepared(Note):
    def __attrs_pre_init__(self) -> None:
        object.__setattr__(self, "words", ())


@attrs.frozen(kw_only=True)
class Counted(Note):
    length: int = attrs.field(init=False, default=0)

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        object.__setattr__(self, "length", len(self.text))


@attrs.frozen(kw_only=True)
class Derived(Note):
    length: int = attrs.field(init=False, default=5)


@attrs.frozen(kw_only=True, slots=False)
class Unslotted(Note):
    more: str = "b"


def upper(text: str) -> str:
    return text.upper()


@attrs.frozen(kw_only=True)
class Converted(Note):
    text: str = attrs.field(converter=upper)


@attrs.frozen(kw_only=True)
class Validated(Note):
    text: str = attrs.field(validator=attrs.validators.max_len(3))


@attrs.frozen(kw_only=True)
class Made(Note):
    words: tuple[str, ...] = attrs.field(factory=lambda: ("b",))


@attrs.frozen(kw_only=True)
class Lax(Note):
    answer: Answer = "no"  # type: ignore[assignment]


@attrs.frozen(kw_only=True, cache_hash=True)
class Hashed(Note):
    pass


@pytest.mark.parametrize(
    "kind",
    [
        Note,
        Undecorated,
        Initialised,
        Prepared,
        Counted,
        Derived,
        Unslotted,
        Converted,
        Validated,
        Made,
        Lax,
        Hashed,
    ],
)
def test_a_record_that_is_read_equals_a_constructed_one(kind: Any) -> None:
    """A record read from JSON equals one that its constructor makes, however it is customised."""
    made, read = kind(text="abc"), from_json(kind, '{"text":"abc"}', envelope=False)
    assert type(read) is kind
    assert repr(read) == repr(made)
    assert read == made
    assert hash(read) == hash(made)
    assert (exact_hook(_quick(), kind) is not None) is (kind in {Note, Lax})


def test_validators_apply_to_values_read_from_json() -> None:
    """The validators of a class also apply to values read from JSON."""
    assert places(refused(Validated, '{"text":"abcd"}', envelope=False)) == [""]


# Refusals


@pytest.mark.parametrize(
    ("document", "where"),
    [
        ({"id": 1}, "/id"),
        ({}, "/id"),
        ({"id": "A", "name": "B"}, "/name"),
        ({"id": "A", "Not a name": "B"}, ""),
        ({"id": "A", "s1234567": "B"}, ""),
        ({"id": "A", "individual_needs": "abc"}, "/individual_needs"),
        ({"id": "A", "individual_needs": {}}, "/individual_needs"),
        ({"id": "A", "date_of_birth": "20190101"}, "/date_of_birth"),
        ({"id": "A", "date_of_birth": "2019-W01-1"}, "/date_of_birth"),
        ({"id": "A", "date_of_birth": "2019-02-30"}, "/date_of_birth"),
        ({"id": "A", "date_of_birth": "2019-01-01T00:00:00"}, "/date_of_birth"),
        ({"id": "A", "date_of_birth": 20190101}, "/date_of_birth"),
        ({"id": "A", "at_risk": True}, "/at_risk"),
        ({"id": "A", "at_risk": "YES"}, "/at_risk"),
        ({"id": "A", "agencies": ["schools", "schools"]}, "/agencies"),
        ({"id": "A", "plans": [{"kind": "looked after"}]}, "/plans/0/start"),
        ({"id": "A", "mental_health": {"camhs": []}}, "/mental_health/camhs"),
        ({"id": "A", "mental_health": None}, "/mental_health"),
        ({"id": "\ud800"}, "/id"),
    ],
)
def test_values_in_another_form_are_refused(document: Any, where: str) -> None:
    """A value is refused unless it has exactly the form that `to_json` writes."""
    assert places(refused(Child, json.dumps(document), envelope=False)) == [where]


@pytest.mark.parametrize(
    ("document", "where"),
    [
        ({"at": "2019-09-09T09:00:00"}, "/at"),
        ({"at": "2019-09-09 09:00:00Z"}, "/at"),
        ({"at": "2019-09-09T09:00:00Z", "count": True}, "/count"),
        ({"at": "2019-09-09T09:00:00Z", "count": 1.0}, "/count"),
        ({"at": "2019-09-09T09:00:00Z", "count": "1"}, "/count"),
        ({"at": "2019-09-09T09:00:00Z", "done": 1}, "/done"),
        ({"at": "2019-09-09T09:00:00Z", "until": "09:00+01:00"}, "/until"),
        ({"at": "2019-09-09T09:00:00Z", "until": "24:00"}, "/until"),
    ],
)
def test_datetimes_times_and_numbers_are_read_strictly(document: Any, where: str) -> None:
    """Datetimes need an offset, times must not have one, and numbers must be whole."""
    assert places(refused(Visit, json.dumps(document), envelope=False)) == [where]


def test_all_faults_are_reported_with_their_pointers() -> None:
    """All faults of a document are reported in one error, each with its JSON Pointer."""
    text = (
        '{"jtai":2,"type":"Child","value":{"id":5,"id":"A","plans":[{"kind":"looked after","start":'
        '"2019-01-02","end":"2019-01-01"},{"kind":"x","start":1,"kind":"y"}],'
        '"Odd key":{"a":1,"a":2}}}'
    )
    assert places(refused(Child, text)) == [
        "/value/id",
        "/value/plans/1/kind",
        "/value/a",
        "/value/plans/0/end",
        "/value/plans/1/kind",
        "/value/plans/1/start",
        "/value",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"jtai":3,"type":"Plan","value":{}}', "/jtai: a newer version of jtai wrote this"),
        (
            '{"jtai":1,"type":"Plan","value":{}}',
            "/jtai: an earlier version of jtai wrote this (format 1); expected 2; rebuild",
        ),
        ('{"kind":"looked after"}', "there is no envelope; expected an object with the keys jtai"),
        (
            '{"kind":"looked after"}',
            "to read a value without an envelope, use from_json(Plan, text, envelope=False)",
        ),
        ('{"jtai":true,"type":"Plan","value":{}}', "/jtai: not a valid version"),
        ('{"jtai":0,"type":"Plan","value":{}}', "/jtai: not a valid version"),
        (
            '{"jtai":2,"type":"Child","value":{}}',
            "/type: a document of the type Child; expected Plan",
        ),
        (
            '{"jtai":2,"type":"Readiness[]","value":[]}',
            "/type: a document of the type Readiness[]; expected Plan",
        ),
        (
            '{"jtai":2,"type":"Jo Smith","value":{}}',  # a text from a file may be a name
            "/type: a document of another type; expected Plan",
        ),
        (
            '{"jtai":2,"type":["Plan"],"value":{}}',
            "/type: a document of another type; expected Plan",
        ),
        ('{"jtai":2,"type":"Plan"}', "/value: missing"),
        ('{"jtai":2,"type":"Plan","value":{},"more":1}', "/more: unknown key"),
        ('{"jtai":2,"type":"Plan","value":{},"M o":1}', "unknown key"),
        ("[]", "expected an object, got list"),
        ("", "not valid JSON from line 1, column 1"),
        ('{"a" 1}', "not valid JSON from line 1, column 6"),
        (b"\xff", "not valid UTF-8"),
        (5, "expected text or bytes, got int"),
        pytest.param(
            "[" * 200_000,
            "nested too deeply",
            marks=pytest.mark.skipif(sys.platform == "emscripten", reason="this ends Pyodide"),
        ),
        ("[NaN]", "a number is NaN, Infinity or too long"),
        ("[-Infinity]", "a number is NaN, Infinity or too long"),
        ("9" * 5000, "a number is NaN, Infinity or too long"),
    ],
)
def test_input_that_is_not_a_document_is_refused(text: Any, message: str) -> None:
    """Input that is not valid JSON in a valid envelope is refused with the reason."""
    assert message in str(refused(Plan, text))


def test_an_envelope_that_is_not_expected_is_named() -> None:
    """A document in an envelope, read without one, is refused with the way to read it."""
    error = refused(Child, to_json(Child(id="A1")), envelope=False)
    assert str(error) == "this has an envelope; leave out envelope=False"


def test_a_date_in_another_form_is_not_called_a_wrong_type() -> None:
    """For a text that is not a date as JSON has it, the error shows the form, not a type."""
    error = refused(Child, '{"id":"A1","date_of_birth":"01/05/2007"}', envelope=False)
    assert str(error) == "/date_of_birth: not an accepted value; expected a date as YYYY-MM-DD"


def test_an_instance_is_not_a_class() -> None:
    """A schema is of a class; if an instance is given, the error says so."""
    with pytest.raises(InvalidValueError, match="cls: the first argument is not a class; pass"):
        json_schema(Child(id="A1"))  # type: ignore[arg-type]


@pytest.mark.parametrize("levels", [101, 1_000, 5_000])
@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"plans":', "}")])
def test_deep_nesting_is_refused(levels: int, opening: str, closing: str) -> None:
    """JSON with more than 100 levels is refused, as interpreters differ in what they can read."""
    text = opening * levels + "1" + closing * levels
    assert "nested too deeply" in str(refused(Child, text, envelope=False))


@pytest.mark.exhaustive
def test_the_time_for_duplicate_keys_is_proportional_to_their_number() -> None:
    """The time to report duplicate keys grows roughly in proportion to their number."""

    def duplicates(pairs: int) -> Callable[[], object]:
        text = "{" + ",".join(f'"k{number}":1,"k{number}":2' for number in range(pairs)) + "}"
        return lambda: refused(Child, text, envelope=False)

    assert is_below(duplicates(20_000), 40, duplicates(2_000))


def test_faults_of_many_items_are_counted() -> None:
    """A thousand items with faults are reported, with how many more items were not read."""
    plans = ",".join(['{"kind":"z"}'] * 1_500)
    error = refused(Child, f'{{"id":"A1","plans":[{plans}]}}', envelope=False)
    # Each plan has a wrong kind and lacks a start.
    assert len(error.faults) == 2_001
    assert (error.faults[-1].where, error.faults[-1].message) == (
        "/plans",
        "500 more items were not read",
    )
    lines = str(error).splitlines()
    assert lines[0] == "2001 errors:"
    assert len(lines) == 102
    assert lines[-1] == "and 1901 more, in the attribute faults"


def test_many_unknown_keys_are_counted() -> None:
    """A thousand unknown keys are reported, with how many more there are."""
    keys = ",".join(f'"k{number}":1' for number in range(1_500))
    error = refused(Child, f'{{"id":"A1",{keys}}}', envelope=False)
    assert len(error.faults) == 1_001
    assert error.faults[-1].message == "500 more unknown fields"


def test_a_duplicate_key_is_refused() -> None:
    """A duplicate key is refused even if the rest of the document is valid."""
    assert places(refused(Child, '{"id":"A","id":"A"}', envelope=False)) == ["/id"]


def test_bytes_and_byte_order_marks() -> None:
    """Bytes are read as UTF-8, and a byte order mark is ignored."""
    plan = Plan(kind=PlanKind.LOOKED_AFTER, start=dt.date(2019, 1, 1), legal_status="né")
    text = to_json(plan)
    assert from_json(Plan, text.encode()) == plan
    assert from_json(Plan, b"\xef\xbb\xbf" + text.encode()) == plan
    assert from_json(Plan, "\ufeff" + text) == plan


@pytest.mark.parametrize(
    "thing", [5, {}, object(), [1], jtai.Reference.para(8), jtai.formats.Limits()]
)
def test_only_records_and_results_can_be_written(thing: object) -> None:
    """A value that is not a record or result cannot be written, and its class has no schema."""
    with pytest.raises(InvalidValueError, match="no JSON representation"):
        to_json(thing)
    with pytest.raises(InvalidValueError, match="no JSON representation"):
        json_schema(type(thing))


def test_values_that_cannot_be_written_are_refused() -> None:
    """Items of different kinds, tuples of fixed length and unpaired surrogates are refused."""
    plan = Plan(kind=PlanKind.LOOKED_AFTER, start=dt.date(2019, 1, 1))
    with pytest.raises(InvalidValueError, match="different kinds"):
        to_json([plan, Child(id="A")])
    with pytest.raises(InvalidValueError, match="no JSON representation"):
        from_json(tuple[Plan, Plan], "[]")
    broken = attrs.evolve(plan, legal_status="x")
    object.__setattr__(broken, "legal_status", "\ud800")
    with pytest.raises(InvalidRecordError, match="unpaired surrogate"):
        to_json(broken)


@settings(max_examples=150)
@given(st.text() | st.binary() | anything.map(json.dumps), st.booleans())
def test_any_text_is_read_or_refused_with_a_library_error(text: Any, envelope: bool) -> None:  # noqa: FBT001
    """Reading any text returns a record or raises an error of the library."""
    try:
        from_json(Child, text, envelope=envelope)
    except JtaiError as error:
        assert error.faults  # noqa: PT017


# The schema


@every_model
def test_the_schema_is_valid(kind: type[Record]) -> None:
    """Each schema is valid JSON Schema 2020-12 and describes every class and field."""
    for envelope in (True, False):
        Draft202012Validator.check_schema(json_schema(kind, envelope=envelope))
    for definition in json_schema(kind)["$defs"].values():
        assert definition["description"]
    own = json_schema(kind)["$defs"][kind.__name__]
    assert own["additionalProperties"] is False
    assert all("description" in field for field in own["properties"].values())


@pytest.mark.exhaustive
@every_model
@settings(max_examples=40)
@given(data=st.data())
def test_documents_that_the_schema_refuses_are_refused(
    kind: type[Record], data: st.DataObject
) -> None:
    """After a random change, a document that its schema refuses is also refused when read."""
    document = json.loads(to_json(data.draw(records(kind)), envelope=False))
    spots = list(_spots(document))
    holder, key = data.draw(st.sampled_from(spots))
    change = data.draw(st.sampled_from(["replace", "remove", "add"]))
    if change == "remove":
        del holder[key]
    elif change == "replace":
        holder[key] = data.draw(anything)
    elif isinstance(holder, dict):
        holder[data.draw(st.text(max_size=5))] = data.draw(anything)
    else:
        holder.append(data.draw(anything))
    if Draft202012Validator(json_schema(kind, envelope=False)).is_valid(document):
        return
    refused(kind, json.dumps(document), envelope=False)


def _spots(document: Any) -> Iterator[tuple[Any, Any]]:
    keys = document if isinstance(document, dict) else range(len(document))
    for key in keys:
        yield document, key
        if isinstance(document[key], dict | list):
            yield from _spots(document[key])


# A child's data is not shown


def _mutations(document: Any) -> Iterator[Callable[[Any], None]]:
    wrong: list[Any] = [
        "Canary",
        919191,
        ["Canary"],
        {"Canary x": "Canary"},
        "2009-11-23",
        919191.5,
    ]
    for index in range(len(list(_spots(document)))):
        for value in wrong:

            def change(copied: Any, index: int = index, value: Any = value) -> None:
                holder, key = list(_spots(copied))[index]
                holder[key] = value

            yield change


def _seen(error: BaseException) -> str:
    chain: list[BaseException | None] = [error, error.__cause__, error.__context__]
    parts = [part for each in chain for part in (str(each), repr(each))]
    notes = getattr(error, "__notes__", [])
    return "".join([*parts, *notes, *traceback.format_exception(error)])


@pytest.mark.no_cover
@pytest.mark.promise("refused values")
@every_model
def test_no_value_of_a_record_is_shown(kind: type[Record]) -> None:
    """No text, identifier or date of a record is shown in its repr, display, errors or warnings."""
    base = without_contradictions(kind, written(kind, "Canary", "2009-11-23"))
    names = [*attrs.fields_dict(cast("Any", kind))]
    for change in [lambda _: None, *_mutations(base)]:
        document = copy.deepcopy(base)
        change(document)
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            try:
                made = from_json(kind, json.dumps(document), envelope=False)
                seen = repr(made) + str(made) + made._repr_html_()
            except JtaiError as error:
                seen = _seen(error)
            try:
                seen += repr(kind(**{name: document.get(name) for name in names}))
            except JtaiError as error:
                seen += _seen(error)
        seen += "".join(str(each.message) for each in warned)
        # A refused notification day is named in words: it is the inspection's, not a child's.
        own_day = document.get("timetable") != base.get("timetable")
        secrets = {*SECRETS} - ({"23 November"} if own_day else set())
        # Tracebacks quote lines of source, so the lines above must not contain the secrets.
        assert not [secret for secret in secrets if secret in seen]
