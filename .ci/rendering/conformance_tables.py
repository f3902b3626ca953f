"""Tables of what is modelled where and which tests hold it, from what was proved."""

from __future__ import annotations

import string
from collections.abc import Iterable
from importlib import import_module

import jtai
from conformance.altering import facts_of, rows_of
from conformance.paragraphs import ANNEX_B, FOOTNOTES, PARAGRAPHS
from conformance.places import ROWS, How, Model, Place
from conformance.promises import PROMISES, Promise
from conformance.proof import caught
from conformance.reading import place_name, row_name
from conformance.tables import TABLES, Table
from rendering.drawing import bullets, placed, table

__all__ = [
    "conformance_annex_b",
    "conformance_footnotes",
    "conformance_paragraphs",
    "conformance_rows",
    "promises",
]


def _model(model: Model) -> str:
    """Name what models something, with a link to where it is told."""
    if model.how is How.DATES:
        return f"[`{model.name}`](milestones.md#milestone-{model.name})"
    if model.how is How.ROWS:
        return f"[`{model.name.removesuffix('.lists')}`]({ROWS[model.name]})"
    path, _, member = model.name.partition(":")
    home, _, name = path.rpartition(".")
    shown = f"{name}.{member}" if member else name
    target = f"jtai.{name}" if name in jtai.__all__ else f"jtai.{path}"
    if member and _is_told(getattr(import_module(f"jtai.{home}"), name), member):
        target += f".{member}"
    return f"[`{shown}`][{target}]"


def _is_told(owner: type, member: str) -> bool:
    """Whether a member has a place of its own in the API; a field stands with its class."""
    inner = vars(owner)[member]
    return isinstance(inner, property | classmethod) or callable(inner)


def _told(place: Place, proof: dict[str, tuple[str, ...]]) -> str:
    """Say what models a place and what holds that, a line each."""
    ways = {
        how: ", ".join(_model(model) for model in place.models if model.how is how) for how in How
    }
    told = [f"*{how}:* {names}" for how, names in ways.items() if names]
    if place.left_out:
        told.append(f"*left out:* {place.left_out}")
    held = dict.fromkeys(
        test for model in place.models for test in proof.get(place_name(place, model), ())
    )
    if held:
        told.append(f"*tested:* {_tests(held)}")
    return "<br>".join(told)


def _tests(names: Iterable[str]) -> str:
    """Name tests, those of a file together."""
    files: dict[str, list[str]] = {}
    for name in names:
        file, _, test = name.partition("::")
        files.setdefault(file.removeprefix("tests/"), []).append(f"`{test}`")
    return "<br>".join(f"`{file}` {', '.join(tests)}" for file, tests in files.items())


def _places(places: Iterable[Place], name: str) -> str:
    proof = caught()
    return table(
        (name, "About", "Where it is modelled, and where it is tested"),
        ((_placed(place), place.about, _told(place, proof)) for place in places),
    )


def _placed(place: Place) -> str:
    if place in PARAGRAPHS:
        return placed(f"para-{place.number}", str(place.number))
    return placed("annex-b", "Annex B") if place is ANNEX_B else str(place.number)


def conformance_paragraphs() -> str:
    """Every paragraph, with what models it and what tests hold that."""
    return _places(PARAGRAPHS, "Para")


def conformance_footnotes() -> str:
    """Every footnote likewise."""
    return _places(sorted(FOOTNOTES, key=lambda place: place.number), "Footnote")


def conformance_annex_b() -> str:
    """The form for tracking a child likewise."""
    return _places([ANNEX_B], "Annex")


def conformance_rows() -> str:
    """A section for each table: which tests notice when a fact of a row is altered."""
    proof = caught()
    return "\n\n".join(_section(one, proof) for one in TABLES)


def _section(one: Table, proof: dict[str, tuple[str, ...]]) -> str:
    rows = rows_of(one.name)
    facts = list(dict.fromkeys(fact for row in rows for fact in facts_of(row, one.prose)))
    tests = [
        test
        for test in one.tests
        if any(test in proof.get(row_name(one, row, fact), ()) for row in rows for fact in facts)
    ]
    letters = dict(zip(tests, string.ascii_lowercase, strict=False))
    return "\n\n".join(
        [
            f"### {one.title}",
            f"`jtai.guidance.{one.name}`",
            bullets(f"**{letter}** {_tests([test])}" for test, letter in letters.items()),
            table(
                ("Row", *(fact.replace("_", " ") for fact in facts)),
                (
                    (
                        f"[{one.shown(row)}]({one.page}#{one.anchor(row)})",
                        *(
                            _letters(proof.get(row_name(one, row, fact), ()), letters)
                            for fact in facts
                        ),
                    )
                    for row in rows
                ),
            ),
        ]
    )


def _letters(tests: Iterable[str], letters: dict[str, str]) -> str:
    return " ".join(letters[test] for test in tests if test in letters)


def promises() -> str:
    """What is promised about children's data, and what holds each promise."""
    return table(("Promise", "Held by"), ((one.promise, _held(one)) for one in PROMISES))


def _held(promise: Promise) -> str:
    """Name the tests of a promise, and what was altered to see them fail."""
    altered = (*promise.shows, *promise.passes, *(name for name, _ in promise.sets))
    names = ", ".join(f"`{name}`" for name in altered)
    return _tests(promise.tests) + (f"<br>*seen to fail with* {names}" if names else "")
