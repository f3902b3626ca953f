from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pandas as pd
import pytest

import jtai
from jtai.children.mental_health import MentalHealth
from jtai.children.records import Child, Plan
from jtai.core.answers import Answer
from jtai.core.fault_paths import faults_of
from jtai.core.json_schema import plain_schema, schema_and_definitions
from jtai.core.records import Record, hidden
from jtai.errors import InvalidRecordError
from jtai.guidance.terms import Agency, PlanKind
from jtai.timetable.timetable import Timetable

make: Any = SimpleNamespace(child=Child, plan=Plan)  # untyped, to accept plain values


@attrs.frozen(kw_only=True)
class Call(Record):
    """A record with fields for moments, a time of day and a timetable."""

    at: dt.datetime = hidden()
    until: dt.time | None = None
    moments: tuple[dt.datetime, ...] = ()
    timetable: Timetable | None = None


@attrs.frozen(kw_only=True)
class Word(Record):
    text: str


def faults(kind: Any, **given: Any) -> list[str]:
    """Return the errors in the fields of a record."""
    with pytest.raises(InvalidRecordError) as caught:
        kind(**given)
    assert caught.value.__context__ is None
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("given", "where"),
    [
        ({"id": 5}, "id"),
        ({"id": True}, "id"),
        ({"id": "A", "at_risk": True}, "at_risk"),
        ({"id": "A", "at_risk": "maybe"}, "at_risk"),
        ({"id": "A", "at_risk": Agency.POLICE}, "at_risk"),
        ({"id": "A", "agencies": {"schools", "lunch"}}, "agencies[0]"),
        ({"id": "A", "agencies": "schools"}, "agencies"),
        ({"id": "A", "individual_needs": ("a", 5)}, "individual_needs[1]"),
        ({"id": "A", "plans": [{"kind": "looked after"}]}, "plans[0].start"),
        ({"id": "A", "plans": [{"start": "May", "kind": "looked after"}]}, "plans[0].start"),
        ({"id": "A", "mental_health": {"camhs": {"seen": "yes"}}}, "mental_health.camhs.seen"),
        ({"id": "A", "mental_health": 5}, "mental_health"),
    ],
)
def test_an_invalid_value_is_refused_with_its_path(given: Any, where: str) -> None:
    """A value of the wrong type, or an unknown value, is refused with its path."""
    (fault,) = faults(make.child, **given)
    assert fault.startswith(f"{where}: ")


def test_constructors_convert_plain_values() -> None:
    """Constructors convert published strings, lists, sets and mappings to the field types."""
    child = make.child(
        id="A",
        at_risk="yes",
        agencies={"schools"},
        plans=[{"kind": "looked after", "start": dt.date(2019, 1, 1)}],
    )
    assert child.at_risk is Answer.YES
    assert child.agencies == {Agency.SCHOOLS}
    assert child.plans[0] == make.plan(kind="looked after", start=dt.date(2019, 1, 1))
    assert make.child(id="A", agencies=["schools", "schools"]).agencies == {Agency.SCHOOLS}


def test_moments_need_a_time_zone_and_times_have_none() -> None:
    """A moment needs a time zone, a time of day has none, and a Timestamp becomes a datetime."""
    moment = dt.datetime(2019, 10, 27, 1, 30, tzinfo=ZoneInfo("Europe/London"), fold=1)
    assert Call(at=moment, until=dt.time(9)).at is moment
    taken = Call(at=pd.Timestamp(moment)).at
    assert type(taken) is dt.datetime
    assert taken.isoformat() == moment.isoformat()
    naive = dt.datetime(2019, 9, 9)  # noqa: DTZ001 - what is refused
    assert faults(Call, at=naive)[0].startswith("at: a datetime without a time zone")
    assert faults(Call, at=moment, until=dt.time(9, tzinfo=dt.UTC))[0].startswith("until: ")
    assert faults(Call, at=moment, moments=(moment, naive))[0].startswith("moments[1]: ")
    assert Call(at=moment, moments=(moment,)).moments == (moment,)


def test_a_timetable_in_a_record_stays_the_same_object() -> None:
    """A timetable stays the same object even if another field has to be converted."""
    timetable = jtai.Timetable.from_notification(dt.date(2019, 9, 9))
    call: Any = Call
    at = dt.datetime(2019, 9, 9, tzinfo=dt.UTC)
    made = call(at=at, until=dt.time(9), timetable=timetable, moments=[at])
    assert made.timetable is timetable
    assert made.until == dt.time(9)


def test_a_record_may_have_one_field() -> None:
    """A record can have a single field, which is checked like any other."""
    assert Word(text="a").text == "a"
    assert faults(Word, text=None) == ["text: expected a string, got NoneType"]


def test_an_unexpected_error_becomes_a_fault() -> None:
    """An unexpected error becomes a fault that names its class and does not show its text."""
    group = ExceptionGroup("secret", [ValueError("secret")])
    assert [str(fault) for fault in faults_of(group, "here")] == [
        "here: cannot be read (ValueError)"
    ]
    error = ValueError("secret")
    error.add_note("secret")
    assert [str(fault) for fault in faults_of(ExceptionGroup("", [error]), "here")] == [
        "here: cannot be read (ValueError)"
    ]


def test_a_schema_needs_classes_with_fields_and_unique_names() -> None:
    """A type without a JSON representation is refused, and so are two classes of the same name."""
    with pytest.raises(TypeError, match="no JSON representation"):
        plain_schema(bytes)
    other = attrs.make_class("Word", {})
    with pytest.raises(TypeError, match="two classes are named Word"):
        schema_and_definitions(Word | other)
    assert plain_schema(Word)["title"] == "Word"


def test_from_plain_makes_the_same_record_as_the_constructor() -> None:
    """`from_plain` makes the same record from plain values as the constructor from exact types."""
    exact = Child(
        id="A1",
        plans=(Plan(kind=PlanKind.LOOKED_AFTER, start=dt.date(2019, 1, 7)),),
        mental_health=MentalHealth(concern=Answer.YES),
        agencies=frozenset({Agency.POLICE}),
    )
    plain = {
        "id": "A1",
        "plans": [{"kind": "looked after", "start": dt.date(2019, 1, 7)}],
        "mental_health": {"concern": "yes"},
        "agencies": ["police force"],
    }
    assert Child.from_plain(plain) == exact


def test_plain_answers_are_true_false_and_none() -> None:
    """`from_plain` reads True, False and None as answers, but not 1 or an unknown string."""
    plain = {
        "id": "A1",
        "mental_health": {"concern": True, "needs_support": None},
        "at_risk": False,
    }
    child = Child.from_plain(plain)
    assert child.mental_health == MentalHealth(concern=Answer.YES)
    assert child.at_risk is Answer.NO
    for value, way in (("?", "one of yes, no"), (1, "expected True, False or None, got int")):
        with pytest.raises(InvalidRecordError, match=way) as refused:
            MentalHealth.from_plain({"concern": value})
        assert refused.value.faults[0].where == "concern"


@pytest.mark.parametrize("text", ["Y", "n", "U", "YES", "b) No", "Unknown", "", " "])
def test_plain_answers_are_read_as_in_the_lists(text: str) -> None:
    """`from_plain` reads answers from the same strings as `Answer.from_text`."""
    made = Child.from_plain({"id": "A1", "at_risk": text, "mental_health": {"concern": text}})
    assert made.at_risk is made.mental_health.concern is Answer.from_text(text)


@pytest.mark.parametrize("value", ["Y", "perhaps", True, None])
def test_a_refused_answer_names_the_functions_that_read_it(value: Any) -> None:
    """If a constructor refuses an answer, the error names the functions that read other values."""
    with pytest.raises(InvalidRecordError, match=r"Answer\.from_text .* Answer\.of .* from_plain"):
        MentalHealth(concern=value)


@pytest.mark.parametrize(
    ("values", "places"),
    [
        ({"id": 1, "plans": [{"kind": "care"}]}, {"id", "plans[0].kind", "plans[0].start"}),
        ({"id": "A1", "name": "Alex"}, {"name"}),
        ({}, {"id"}),
        (["id", "A1"], {""}),
        ({"id": " "}, {"id"}),
    ],
)
def test_from_plain_reports_every_invalid_value_with_its_place(
    values: Any, places: set[str]
) -> None:
    """`from_plain` reports every fault at once, with its place and without its value."""
    with pytest.raises(InvalidRecordError) as refused:
        Child.from_plain(values)
    assert {fault.where for fault in refused.value.faults} == places
    assert "Alex" not in str(refused.value)


def test_many_unknown_fields_list_the_known_ones_once() -> None:
    """The known fields are listed once, and the closest is suggested for each unknown one."""
    with pytest.raises(InvalidRecordError) as caught:
        Child.from_plain({"id": "A1", "date_of_brith": None, "plan": None, "zzz": 1})
    faults = caught.value.faults
    assert [fault.where for fault in faults] == ["date_of_brith", "plan", "zzz"]
    assert [bool(fault.expected) for fault in faults] == [True, False, False]
    assert [fault.remedy for fault in faults] == [
        "did you mean date_of_birth?",
        "did you mean plans?",
        "",
    ]


def test_a_record_that_is_none_is_refused_with_what_to_do() -> None:
    """A record that is None, as from a database, is refused with how to say that it is unknown."""
    with pytest.raises(InvalidRecordError, match="leave it out if nothing is known"):
        Child.from_plain({"id": "A1", "mental_health": None})
