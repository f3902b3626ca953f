from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys

import pytest
from jsonschema import Draft202012Validator
from pydantic import BaseModel, TypeAdapter, ValidationError

from jtai.children.records import Child, Plan
from jtai.formats.json import to_json
from jtai.guidance.terms import PlanKind
from jtai.timetable.timetable import Timetable


class Case(BaseModel):
    """A caller's pydantic model."""

    child: Child
    plans: list[Plan] = []


CHILD = Child(
    id="A1",
    date_of_birth=dt.date(2007, 5, 1),
    plans=(Plan(kind=PlanKind.LOOKED_AFTER, start=dt.date(2019, 1, 7)),),
)
DOCUMENT = {
    "id": "A1",
    "date_of_birth": "2007-05-01",
    "plans": [{"kind": "looked after", "start": "2019-01-07"}],
}


def test_a_model_accepts_a_record_a_mapping_or_json() -> None:
    """A pydantic model accepts a record, a mapping with dates or ISO dates, and JSON."""
    assert Case(child=CHILD).child is CHILD
    assert Case.model_validate({"child": DOCUMENT}).child == CHILD
    dated = {**DOCUMENT, "date_of_birth": dt.date(2007, 5, 1)}
    assert Case.model_validate({"child": dated}).child == CHILD
    assert Case.model_validate_json(json.dumps({"child": DOCUMENT})).child == CHILD


def test_a_model_accepts_derived_values_as_python_objects() -> None:
    """A derived value of a mapping may be a Python object, such as a date, as a field may be."""
    timetable = Timetable.from_notification(dt.date(2019, 9, 9))
    read = TypeAdapter(Timetable).validate_python
    given = {"notification": dt.date(2019, 9, 9), "calendar": timetable.calendar}
    assert read({**given, "fieldwork_start": dt.date(2019, 9, 23)}) == timetable
    assert read({**given, "fieldwork_start": "2019-09-23"}) == timetable
    milestones = json.loads(to_json(timetable, envelope=False))["milestones"]
    for milestone in milestones:
        milestone["date"] = dt.date.fromisoformat(milestone["date"])
    assert read({**given, "milestones": tuple(milestones)}) == timetable
    with pytest.raises(ValidationError, match="does not follow from the other fields"):
        read({**given, "fieldwork_start": dt.date(2019, 9, 24)})


def test_a_model_writes_a_record_as_json() -> None:
    """A pydantic model writes a record as the library's JSON, and `model_dump` keeps the record."""
    case = Case(child=CHILD)
    assert json.loads(case.model_dump_json())["child"] == json.loads(to_json(CHILD, envelope=False))
    assert case.model_dump()["child"] is CHILD
    assert Case.model_validate_json(case.model_dump_json()) == case


def test_each_fault_has_its_location_and_no_input() -> None:
    """Pydantic reports each fault at its location, without the input."""
    wrong = {
        "child": {"id": 919191, "plans": [{"kind": "Canary", "start": "2009-11-23", "end": "x"}]},
        "plans": [{"kind": "looked after", "start": "2009-11-23", "end": "2009-11-22"}, "Canary"],
    }
    with pytest.raises(ValidationError) as caught:
        Case.model_validate(wrong)
    assert [error["loc"] for error in caught.value.errors()] == [
        ("child", "id"),
        ("child", "plans", 0, "kind"),
        ("child", "plans", 0, "end"),
        ("plans", 0, "end"),
        ("plans", 1),
    ]
    shown = str(caught.value) + caught.value.json()
    assert not [each for each in ("919191", "Canary", "2009-11", "23 Nov") if each in shown]
    assert caught.value.__context__ is None


def test_an_unknown_key_is_reported_at_its_object() -> None:
    """An unknown key is reported at its object, and named only if it looks like a field name."""
    with pytest.raises(ValidationError) as caught:
        Case.model_validate({"child": {"id": "A1", "Anna Canary": 1, "agency": 2}})
    errors = caught.value.errors()
    assert [error["loc"] for error in errors] == [("child",), ("child", "agency")]
    assert {error["input"] for error in errors} == {"(not shown)"}
    assert "Canary" not in str(caught.value)


def test_a_value_that_is_not_a_record_is_reported_at_the_field() -> None:
    """A value that is not a record is reported at the record's location."""
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(Child).validate_python(5)
    assert [error["loc"] for error in caught.value.errors()] == [()]


@pytest.mark.parametrize("mode", ["validation", "serialization"])
def test_the_schema_of_pydantic_describes_the_record(mode: str) -> None:
    """A model's JSON Schema includes the record's schema, and accepts the JSON that it writes."""
    schema = Case.model_json_schema(mode=mode)  # type: ignore[arg-type]
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(json.loads(Case(child=CHILD).model_dump_json()))
    assert not Draft202012Validator(schema).is_valid({"child": {"id": 5}})


def test_records_work_without_pydantic() -> None:
    """Records can be created, written and read without pydantic."""
    code = (
        "import sys; sys.modules.update(pydantic=None, pydantic_core=None)\n"
        "import jtai; from jtai.children.records import Child\n"
        "print(jtai.from_json(Child, jtai.to_json(Child(id='A', agencies=['schools']))).agencies)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "schools" in done.stdout
