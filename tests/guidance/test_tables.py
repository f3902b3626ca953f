from __future__ import annotations

import importlib
import pickle
from collections.abc import Iterator
from enum import EnumType, StrEnum
from typing import Any

import attrs
import pytest

from jtai import guidance
from jtai.core.citation import Reference
from jtai.guidance import codes, terms
from jtai.guidance.entries.list_entries import CodeSet
from jtai.guidance.milestones import MILESTONES

FINGERPRINTS = "jtai.guidance.wording.fingerprints"


def tables() -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Yield each table of the guidance with its name; a single entry counts as a table."""
    for name, module in {**guidance._HOMES, "GUIDANCE_190035": FINGERPRINTS}.items():
        value = getattr(importlib.import_module(module), name)
        rows = value if isinstance(value, tuple) else (value,)
        if name.isupper() and all(attrs.has(type(row)) for row in rows):
            yield f"{module}.{name}", rows


TABLES = dict(tables())
EVERY_TABLE = pytest.mark.parametrize("rows", TABLES.values(), ids=TABLES)


def test_all_tables_found() -> None:
    """Every table is found, so that the tests below cover them all."""
    assert {name.removeprefix("jtai.guidance.") for name in TABLES} == {
        "agencies.AGENCIES",
        "agencies.INSPECTORATES",
        "case_documents.CASE_DOCUMENTS",
        "case_documents.CHRONOLOGY_EVENTS",
        *(f"codes.{name}" for name, value in vars(codes).items() if isinstance(value, CodeSet)),
        "columns.AUGUST_2019",
        "criteria.CRITERIA",
        "definitions.CLASSIFICATIONS",
        "definitions.DEEP_DIVE",
        "definitions.DISORDER_GROUPS",
        "definitions.FORMS_OF_ILL_HEALTH",
        "definitions.FRONT_DOOR",
        "definitions.FRONT_DOOR_SAMPLE",
        "definitions.IDENTIFICATION_LEVELS",
        "definitions.PLAN_KINDS",
        "definitions.RELATED_CONDITIONS",
        "definitions.TRACKED_CHILDREN",
        "wording.fingerprints.GUIDANCE_190035",
        "information.INFORMATION_ITEMS",
        "lists.ASSESSMENT_FIELD",
        "lists.CHILD_LISTS",
        "lists.FOLLOW_UP_FIELDS",
        "lists.GATE_FIELDS",
        "meetings.MEETINGS",
        "meetings.SCHOOL_CONTACT",
        "meetings.STAFF_MEETINGS",
        "milestones.LOOKBACKS",
        "milestones.MILESTONES",
        "milestones.WRITTEN_STATEMENT",
        "programme.PREVALENCE",
        "programme.PROGRAMME",
        "questions.HEADER_FIELDS",
        "questions.QUESTIONS",
    }


@EVERY_TABLE
def test_every_entry_has_a_reference(rows: tuple[Any, ...]) -> None:
    """Every entry has a reference, and its class has no default for it."""
    assert rows
    for row in rows:
        assert type(row.reference) is Reference
        assert attrs.fields_dict(type(row))["reference"].default is attrs.NOTHING


@EVERY_TABLE
def test_keys_are_unique(rows: tuple[Any, ...]) -> None:
    """The first attribute of an entry is its key, which is unique in its table."""
    key = attrs.fields(type(rows[0]))[0].name
    assert len({getattr(row, key) for row in rows}) == len(rows)


@EVERY_TABLE
def test_entries_are_values(rows: tuple[Any, ...]) -> None:
    """The entries of a table have one class, are immutable and hashable, and survive pickling."""
    assert {type(row) for row in rows} == {type(rows[0])}
    assert len({hash(row) for row in rows}) == len(rows)
    assert pickle.loads(pickle.dumps(rows)) == rows  # noqa: S301
    field = attrs.fields(type(rows[0]))[0].name
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        setattr(rows[0], field, None)


@EVERY_TABLE
def test_texts_are_plain_ascii(rows: tuple[Any, ...]) -> None:
    """Texts other than published labels are not blank or padded, and contain only ASCII."""
    published = {"label", "title"} if hasattr(rows[0], "answers") else {"label"}
    for row in rows:
        for field in attrs.fields(type(row)):
            value = getattr(row, field.name)
            if isinstance(value, str) and field.name not in published:
                assert value.strip() == value != ""
                assert value.isascii()


def test_milestones_exist() -> None:
    """Every milestone that an entry names is in the table of milestones."""
    named = {
        row.milestone
        for rows in TABLES.values()
        for row in rows
        if getattr(row, "milestone", None) is not None
    }
    assert named == {
        "activity_lists",
        "case_documents",
        "child_lists",
        "fieldwork_start",
        "meeting_details",
        "supporting_information",
    }
    assert named <= {row.key for row in MILESTONES}


def test_periods_are_six_or_twelve_months() -> None:
    """Every period in the tables is six or twelve months."""
    months = {getattr(row, "months", None) for rows in TABLES.values() for row in rows}
    assert months == {None, 6, 12}


def test_every_kind_is_used() -> None:
    """Every enum member of the guidance's terms is used by an entry, except responsibilities."""
    used = {
        value
        for rows in TABLES.values()
        for row in rows
        for field in attrs.fields(type(row))
        for held in [getattr(row, field.name)]
        for value in (held if isinstance(held, tuple) else (held,))
        if isinstance(value, StrEnum)
    }
    for kind in vars(terms).values():
        # Results say who is responsible; no entry does.
        if not isinstance(kind, EnumType) or kind in {StrEnum, terms.Responsibility}:
            continue
        assert {value for value in used if type(value) is kind} == set(kind)
