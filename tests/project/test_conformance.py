"""What the conformance page says is so: nothing of the guidance is unmodelled or untested."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from conformance.altering import alter_cited
from conformance.paragraphs import ANNEX_B, FOOTNOTES, PARAGRAPHS
from conformance.places import ROWS, How, Place
from conformance.promises import PROMISES
from conformance.proof import Alteration, caught
from conformance.reading import alterations
from conformance.tables import TABLES
from jtai.core.citation import GUIDANCE
from jtai.guidance.milestones import MILESTONES
from tests.guidance.test_tables import TABLES as ALL_TABLES

ROOT = Path(__file__).parents[2]
PLACES = (*PARAGRAPHS, *FOOTNOTES, ANNEX_B)

# Tables that no place of the guidance is modelled by, each with the reason.
BESIDE_THE_GUIDANCE = {
    "milestones.WRITTEN_STATEMENT": "regulations set it",
    "programme.PROGRAMME": "the press release and the area's report announce it",
    "fingerprints.GUIDANCE_190035": "digests, which say nothing",
    "columns.AUGUST_2019": "named by its lists",
    "milestones.MILESTONES": "named one by one",
}


def plan() -> list[Alteration]:
    """Give what has to be proved, as the tables are now."""
    return alterations()


def collected_in(file: str) -> set[str]:
    """Give the tests that pytest would collect in a file."""
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return {
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
        and node.name.startswith("test_")
        and not any("skip" in ast.unparse(decorator) for decorator in node.decorator_list)
    }


def test_every_paragraph_and_footnote_is_there_once() -> None:
    """Paragraphs 1 to 51 and footnotes 1 to 17 have one entry each."""
    assert [place.number for place in PARAGRAPHS] == [*range(1, GUIDANCE.paragraphs + 1)]
    assert sorted(place.number for place in FOOTNOTES) == [*range(1, 18)]


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.about)
def test_every_place_is_modelled_or_left_out(place: Place) -> None:
    """A place has a model that tests hold, or a reason why it has none."""
    assert place.about
    assert place.models or place.left_out
    assert bool(place.models) == bool(place.tests)


def test_everything_is_held_by_a_test_that_was_seen_to_fail() -> None:
    """Each fact of each row and each model of each place has a test that notices its alteration."""
    proof = caught()
    assert [*proof] == [alteration.name for alteration in plan()]
    assert [name for name, tests in proof.items() if not tests] == []


def test_no_test_is_named_in_vain() -> None:
    """Each test that is named notices something, and each that noticed something is named."""
    proof = caught()
    named: dict[tuple[str, ...], set[str]] = {}
    for alteration in plan():
        assert {*proof[alteration.name]} <= {*alteration.tests}
        if not alteration.name.startswith("promise"):  # which rests on more than can be altered
            named.setdefault(alteration.tests, set()).update(proof[alteration.name])
    in_vain = [{*tests} - noticing for tests, noticing in named.items()]
    assert [tests for tests in in_vain if tests] == []


def test_every_test_that_is_named_is_there() -> None:
    """A test that is renamed, removed or skipped is missed."""
    named = {test for alteration in plan() for test in alteration.tests}
    for test in named | {test for promise in PROMISES for test in promise.tests}:
        file, _, name = test.partition("::")
        assert name in collected_in(file), test


def test_every_promise_is_held() -> None:
    """What is promised of children's data is promised once, and a test holds it."""
    assert len({promise.promise for promise in PROMISES}) == len(PROMISES)
    assert all(promise.tests for promise in PROMISES)


def test_every_table_of_the_guidance_is_named() -> None:
    """A table that is added to the guidance models some place, or there is a reason why not."""
    named = {model.name for place in PLACES for model in place.models if model.how is How.ROWS}
    known = {name.removeprefix("jtai.guidance.") for name in ALL_TABLES}
    codes = {name for name in known - named if name.startswith("codes.")}  # held by the columns
    assert known - codes - {*BESIDE_THE_GUIDANCE} == named - {"columns.AUGUST_2019.lists"}
    assert named == {*ROWS}
    assert {table.name for table in TABLES} - {*BESIDE_THE_GUIDANCE} <= named
    dates = {model.name for place in PLACES for model in place.models if model.how is How.DATES}
    assert dates == {row.key for row in MILESTONES}


def cited() -> Iterator[tuple[int, str]]:
    """Give each paragraph that a row of a table cites first, with the table or the milestone."""
    for name, rows in ALL_TABLES.items():
        short = name.removeprefix("jtai.guidance.")
        for row in rows:
            if row.reference.document is GUIDANCE and row.reference.paragraph:
                yield row.reference.paragraph, row.key if rows is MILESTONES else short


@pytest.mark.parametrize(("paragraph", "model"), sorted({*cited()}))
def test_what_a_row_cites_names_its_table(paragraph: int, model: str) -> None:
    """A row that models a paragraph is found in the entry of that paragraph."""
    assert model in {model.name for model in PARAGRAPHS[paragraph - 1].models}


SMALL = """
import json, sys
sys.path.insert(0, ".ci")
from conformance.promises import PROMISES
from conformance.proof import Alteration, prove
test = "tests/guidance/test_criteria.py::test_whom_they_address"
table = ("criteria.CRITERIA", "number", "34")
print(json.dumps(prove([
    Alteration(name="held", way="alter_fact", arguments=(*table, ("agencies",)), tests=(test,)),
    Alteration(name="not held", way="alter_fact", arguments=(*table, ("title",)), tests=(test,)),
])))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a proof forks")
def test_a_proof_tells_what_is_held_from_what_is_not() -> None:
    """A test counts only where it fails once the thing is altered."""
    done = subprocess.run(
        [sys.executable, "-c", SMALL], capture_output=True, text=True, check=True, cwd=ROOT
    )
    test = "tests/guidance/test_criteria.py::test_whom_they_address"
    assert done.stdout == f'{{"held": ["{test}"], "not held": []}}\n'


def test_a_place_that_no_row_cites_is_refused() -> None:
    """A paragraph cannot be said to be modelled by a table that does not cite it."""
    with pytest.raises(LookupError, match="no row of criteria.CRITERIA cites para 2"):
        alter_cited("criteria.CRITERIA", 2, "")
