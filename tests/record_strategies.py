"""Strategies and documents for every model, made from its annotations."""

from __future__ import annotations

import datetime as dt
import pkgutil
import sys
from collections.abc import Iterator
from importlib import import_module
from typing import Any, cast, get_args, get_origin, get_type_hints

import attrs
from hypothesis import reject
from hypothesis import strategies as st

import jtai
from jtai.core.conversion import is_collection, is_enumeration
from jtai.core.records import Record
from jtai.errors import InvalidRecordError
from jtai.formats.json import from_json
from jtai.guidance.criteria import CRITERIA
from jtai.guidance.entries.time_entries import MilestoneEntry
from jtai.guidance.information import INFORMATION_ITEMS
from jtai.guidance.questions import QUESTIONS, question
from jtai.guidance.terms import Agency, Inspectorate
from jtai.timetable.milestone_dates import Reading
from jtai.timetable.timetable import Timetable
from tests.timetable.strategies import calendars, mondays


def _models() -> Iterator[type[Record]]:
    waiting: list[type[Record]] = [Record]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        # Other classes are left over from examples, or from how attrs makes slotted classes.
        if getattr(sys.modules.get(kind.__module__), kind.__name__, None) is kind:
            yield kind


for _module in pkgutil.walk_packages(jtai.__path__, "jtai."):
    if not _module.name.endswith("__main__"):
        import_module(_module.name)
MODELS = sorted(
    (
        kind
        for kind in _models()
        # Callers may write entries of the guidance, but these have no child's data.
        if attrs.has(kind) and kind.__module__.startswith("jtai.") and kind is not MilestoneEntry
    ),
    key=lambda kind: kind.__name__,
)
"""Every model of the library that is a record."""


@st.composite
def _timetables(draw: st.DrawFn) -> Timetable:
    calendar, monday = draw(calendars), draw(mondays)
    if not calendar.is_working_day(monday):
        reject()
    return Timetable.from_notification(
        monday, calendar=calendar, reading=draw(st.sampled_from(Reading))
    )


_SCALARS: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(max_size=8),
    bool: st.booleans(),
    int: st.integers(),
    type(None): st.none(),
    dt.date: st.dates(),
    dt.datetime: st.datetimes(
        dt.datetime(1900, 1, 1),  # noqa: DTZ001 - the zone is drawn
        timezones=st.timedeltas(dt.timedelta(hours=-14), dt.timedelta(hours=14)).map(dt.timezone),
    ),
    dt.time: st.times(),
    Timetable: _timetables(),
}


# Fields whose values are keys of the guidance's tables, and fields that depend on these.
_ESN = st.sampled_from([row.number for row in CRITERIA])
_WORDS = st.text("abc", min_size=1, max_size=8)
# Required text that must be visible; most random text would be refused.
_NAMES = st.text(st.characters(categories=("L", "N", "P", "S")), min_size=1, max_size=8)
_FIELDS: dict[tuple[str, str], st.SearchStrategy[Any]] = {
    ("Child", "id"): _NAMES,
    ("MilestoneDone", "agency"): st.none(),
    ("MilestoneDone", "milestone"): st.just("child_lists"),
    ("Engagement", "child"): _NAMES,
    ("Engagement", "reason"): _NAMES,
    ("Finding", "esn"): st.lists(_ESN, min_size=1, max_size=3, unique=True).map(tuple),
    ("Finding", "text"): _WORDS,
    ("Inspection", "local_area"): _NAMES,
    ("AgencyEvaluation", "agency"): st.just(Agency.LOCAL_AUTHORITY),
    ("InspectorateRequest", "inspectorate"): st.sampled_from(
        [Inspectorate.CQC, Inspectorate.HMI_PROBATION]
    ),
    ("Holding", "agency"): st.just(Agency.LOCAL_AUTHORITY),
    ("Holding", "item"): st.just("1.4"),
    ("JointEvaluation", "child"): _NAMES,
    ("SamplingRecord", "child"): _NAMES,
    ("PartAnswer", "part"): st.sampled_from([p.key for p in question("risk_understood").parts]),
    ("PartAnswer", "question"): st.just("risk_understood"),
    ("Request", "agency"): st.just(Agency.LOCAL_AUTHORITY),
    ("Request", "child"): st.none(),
    ("Request", "document"): st.none(),
    ("Request", "item"): st.sampled_from([row.number for row in INFORMATION_ITEMS[:9]]),
    ("Request", "reason"): _WORDS,
    ("Summary", "question"): st.sampled_from([row.key for row in QUESTIONS]),
    ("Summary", "text"): _WORDS,
}


def drawn(hint: Any) -> st.SearchStrategy[Any]:
    """Return a strategy for the values of an annotation."""
    if hint in _SCALARS:
        return _SCALARS[hint]
    if is_enumeration(hint):
        return st.sampled_from([*hint])
    if is_collection(hint):
        make: Any = st.frozensets if get_origin(hint) is frozenset else st.lists
        items: st.SearchStrategy[Any] = make(drawn(get_args(hint)[0]), max_size=3)
        return items.map(get_origin(hint))
    if get_args(hint):
        return st.one_of(*map(drawn, get_args(hint)))
    return st.deferred(lambda: records(hint))


@st.composite
def records(draw: st.DrawFn, kind: type[Record]) -> Record:
    """Draw a record, without optional fields that contradict others."""
    hints = get_type_hints(kind)
    fields = {field.name: field for field in attrs.fields(cast("Any", kind)) if field.init}
    given = {name: draw(_FIELDS.get((kind.__name__, name), drawn(hints[name]))) for name in fields}
    while True:
        try:
            return kind(**given)
        except InvalidRecordError as error:
            wrong = {fault.where.partition(".")[0].partition("[")[0] for fault in error.faults}
        removable = [n for n in wrong & given.keys() if fields[n].default is not attrs.NOTHING]
        if not removable:
            reject()
        for name in removable:
            del given[name]


def written(hint: Any, text: str, day: str) -> Any:
    """Return a document for an annotation, with the given text and date in every field."""
    if hint is Timetable:
        return {"notification": "2019-09-09"}
    moment = f"{day}T09:00:00+00:00"
    known = {str: text, bool: True, int: 1, dt.date: day, dt.time: "09:00", dt.datetime: moment}
    if hint in known:
        return known[hint]
    if is_enumeration(hint):
        return str(next(iter(hint)))
    if is_collection(hint):
        return [written(get_args(hint)[0], text, day)]
    if get_args(hint):
        return written(get_args(hint)[0], text, day)
    hints = get_type_hints(hint)
    return {field.name: written(hints[field.name], text, day) for field in attrs.fields(hint)}


def without_contradictions(kind: type[Record], document: Any) -> Any:
    """Return a document without the fields that contradict others, as far as possible."""
    import json  # noqa: PLC0415

    for _ in range(20):
        try:
            from_json(kind, json.dumps(document), envelope=False)
        except InvalidRecordError as error:
            for fault in error.faults:
                _delete(document, fault.where.split("/")[1:])
        else:
            break
    return document


def _delete(document: Any, steps: list[str]) -> None:
    for step in steps[:-1]:
        document = document[int(step)] if isinstance(document, list) else document.get(step, {})
    if isinstance(document, dict) and steps:
        document.pop(steps[-1], None)
