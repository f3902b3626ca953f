"""What has to be proved, and what the proof says of it.

Invariant: what is to be altered is found from the tables of the library as they are now, so that a
row that is added without a test is missing here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from conformance.altering import facts_of, rows_of
from conformance.paragraphs import ANNEX_B, FOOTNOTES, PARAGRAPHS
from conformance.places import How, Model, Place
from conformance.promises import PROMISES
from conformance.proof import Alteration
from conformance.tables import TABLES, Table

__all__ = ["alterations", "place_name", "promise_name", "row_name"]

_MILESTONES: Final = "milestones.MILESTONES"


def row_name(table: Table, row: Any, fact: str) -> str:
    """Name a fact of a row as the proof does."""
    return f"{table.name}[{getattr(row, table.key)}].{fact}"


def place_name(place: Place, model: Model) -> str:
    """Name what models a place as the proof does."""
    kind = "paragraph" if place.number and not place.part else place.part.split()[0]
    return f"{kind} {place.number or 'B'}: {model.name}"


def alterations() -> list[Alteration]:
    """Give everything that has to be altered, in the order of the pages."""
    return [*_of_tables(), *_of_places(), *_of_promises()]


def _of_tables() -> Iterator[Alteration]:
    for table in TABLES:
        for row in rows_of(table.name):
            key = str(getattr(row, table.key))
            for fact in facts_of(row, table.prose):
                yield Alteration(
                    name=row_name(table, row, fact),
                    way="alter_fact",
                    arguments=(table.name, table.key, key, (fact,)),
                    tests=table.tests,
                )


def _of_places() -> Iterator[Alteration]:
    for place in (*PARAGRAPHS, *FOOTNOTES, ANNEX_B):
        for model in place.models:
            way, arguments = _alteration(place, model)
            yield Alteration(
                name=place_name(place, model), way=way, arguments=arguments, tests=place.tests
            )


def _of_promises() -> Iterator[Alteration]:
    for promise in PROMISES:
        for way, arguments in (
            *(("let_show", (name,)) for name in promise.shows),
            *(("let_pass", (name,)) for name in promise.passes),
            *(("let_be", setting) for setting in promise.sets),
        ):
            yield Alteration(
                name=promise_name(arguments[0]), way=way, arguments=arguments, tests=promise.tests
            )


def promise_name(name: str) -> str:
    """Name what a promise rests on as the proof does."""
    return f"promise: {name}"


def _alteration(place: Place, model: Model) -> tuple[str, tuple[Any, ...]]:
    if model.how is How.DATES:
        return "alter_fact", (_MILESTONES, "key", model.name, ("offset", "by"))
    if model.how is How.ROWS:
        return "alter_cited", (model.name, place.number, place.part)
    return "break_name", (model.name,)
