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
    """Return every table of the guidance by name; a single entry counts as a table of one."""
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
def test_every_row_has_a_reference(rows: tuple[Any, ...]) -> None:
    """Every row says where it comes from, and its class does not let it be left out."""
    assert rows
    for row in rows:
        assert type(row.reference) is Reference
        assert attrs.fields_dict(type(row))["reference"].default is attrs.NOTHING


@EVERY_TABLE
def test_keys_are_unique(rows: tuple[Any, ...]) -> None:
    """The first attribute of a row is its key, and no two rows of a table share it."""
    key = attrs.fields(type(rows[0]))[0].name
    assert len({getattr(row, key) for row in rows}) == len(rows)


@EVERY_TABLE
def test_rows_are_values(rows: tuple[Any, ...]) -> None:
    """Rows are of one kind, cannot be changed, can be hashed, and survive pickling whole."""
    assert {type(row) for row in rows} == {type(rows[0])}
    assert len({hash(row) for row in rows}) == len(rows)
    assert pickle.loads(pickle.dumps(rows)) == rows  # noqa: S301
    field = attrs.fields(type(rows[0]))[0].name
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        setattr(rows[0], field, None)


@EVERY_TABLE
def test_own_prose_is_plain(rows: tuple[Any, ...]) -> None:
    """The library's own words are not empty and use plain apostrophes; labels are published."""
    published = {"label", "title"} if hasattr(rows[0], "answers") else {"label"}
    for row in rows:
        for field in attrs.fields(type(row)):
            value = getattr(row, field.name)
            if isinstance(value, str) and field.name not in published:
                assert value.strip() == value != ""
                assert value.isascii()


def test_milestones_exist() -> None:
    """Whatever is due at a milestone names one that the timetable has."""
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


def test_months_are_those_looked_back() -> None:
    """The guidance looks back over six or twelve months and nothing else."""
    months = {getattr(row, "months", None) for rows in TABLES.values() for row in rows}
    assert months == {None, 6, 12}


def test_every_kind_is_used() -> None:
    """Every name that the guidance distinguishes occurs in a table."""
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
