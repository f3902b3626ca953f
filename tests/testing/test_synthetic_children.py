from __future__ import annotations

import datetime as dt
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jtai.core.answers import Answer
from jtai.testing.synthetic_children import FEWEST_CHILDREN, FactRow, rows_of_children
from jtai.timetable.ages import completed_years, lookback

AS_OF = dt.date(2019, 9, 9)


@pytest.fixture(scope="module")
def lists() -> dict[int, list[FactRow]]:
    """Return the rows of an area with 1,000 children."""
    return rows_of_children(1000, seed=1, as_of=AS_OF)


def children_of(lists: dict[int, list[FactRow]]) -> dict[object, FactRow]:
    """Return the last row of each child."""
    return {row["child_id"]: row for rows in lists.values() for row in rows}


def digest() -> str:
    """Return a hash of everything that is drawn for one seed."""
    rows = rows_of_children(200, seed=7, as_of=AS_OF)
    drawn_values = {
        number: [{key: str(fact) for key, fact in row.items()} for row in given]
        for number, given in rows.items()
    }
    return hashlib.sha256(repr(drawn_values).encode()).hexdigest()


def test_a_seed_gives_the_same_children_in_every_version() -> None:
    """A seed gives the same children in every version of Python.

    If the library is to give others, change this hash on purpose.
    """
    assert digest() == "fa096f0032ee91082407fb6d955a2eba43001a40308ddc9c2ea9f16e2b0b2841"


@pytest.mark.parametrize("hash_seed", ["1", "2"])
def test_a_seed_gives_the_same_children_in_every_process(hash_seed: str) -> None:
    """A seed gives the same children in every process, whatever its hash seed."""
    script = "from tests.testing.test_synthetic_children import digest; print(digest())"
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        check=True,
        text=True,
    )
    assert done.stdout.strip() == digest()


def test_another_seed_gives_other_children() -> None:
    """A different seed produces different children, even if only its sign differs."""
    areas = [rows_of_children(30, seed=seed, as_of=AS_OF) for seed in (0, 1, -1)]
    assert areas[0] != areas[1] != areas[2] != areas[0]


@given(st.integers(0, 60), st.integers(0, 60), st.integers())
@settings(max_examples=20)
def test_the_first_children_stay_the_same(fewer: int, more: int, seed: int) -> None:
    """Requesting more children does not change the first ones."""
    few = rows_of_children(fewer, seed=seed, as_of=AS_OF)
    many = rows_of_children(fewer + more, seed=seed, as_of=AS_OF)
    for number, rows in few.items():
        assert many[number][: len(rows)] == rows


@given(st.integers(), st.dates(dt.date(1930, 1, 1), dt.date(2190, 12, 31)))
@settings(max_examples=20)
def test_every_list_has_rows(seed: int, as_of: dt.date) -> None:
    """With at least `FEWEST_CHILDREN` children, every list has rows."""
    assert all(rows_of_children(FEWEST_CHILDREN, seed=seed, as_of=as_of).values())


@pytest.mark.promise("synthetic people")
def test_values_are_recognisably_synthetic(lists: dict[int, list[FactRow]]) -> None:
    """Identifiers, teams, workers, postcodes, URNs and authorities are recognisably synthetic."""
    begins = {
        "child_id": "FICT-",
        "allocated_team": "Synthetic Team ",
        "allocated_worker": "Worker ",
        "placement_postcode": "ZZ99 ",
        "placement_urn": "ZZ",
    }
    for rows in lists.values():
        for row in rows:
            for key, beginning in begins.items():
                assert str(row.get(key, beginning)).startswith(beginning)
            assert str(row.get("allocated_worker", "(synthetic)")).endswith("(synthetic)")
    places = {str(row["placement_authority"]) for row in lists[8]}
    assert all("Synthetic" in place or place.startswith("WAL") for place in places)


def test_ages_match_dates_of_birth_and_are_plausible(lists: dict[int, list[FactRow]]) -> None:
    """Ages match the dates of birth and are from unborn to 17, and 30% to 50% are 10 to 15."""
    children = children_of(lists)
    ages = []
    for row in children.values():
        birth = row["date_of_birth"]
        assert isinstance(birth, dt.date)
        assert row["age"] == completed_years(birth, AS_OF)
        ages.append(row["age"])
    assert set(ages) == set(range(-1, 18))
    share = sum(age in range(10, 16) for age in ages) / len(ages)
    assert 0.3 < share < 0.5


def test_lists_overlap_as_the_workbook_requires(lists: dict[int, list[FactRow]]) -> None:
    """Current children of lists 7 and 8 are on list 6; some are on both, and some only on 6."""
    on = {number: {row["child_id"] for row in lists[number]} for number in lists}
    current = {row["child_id"] for row in lists[7] if row["plan_end"] is None} | {
        row["child_id"] for row in lists[8] if row["care_end"] is None
    }
    assert current <= on[6]
    assert on[7] & on[8]
    assert on[6] - on[7] - on[8]
    for events in (1, 3, 4, 5):
        assert on[events]
        assert len(on[events]) <= len(lists[events])


def test_closed_episodes_ended_in_the_months_before(lists: dict[int, list[FactRow]]) -> None:
    """Closed episodes ended before the date of the lists, and within six months of it."""
    period = lookback(AS_OF, months=6)
    for number, key in ((6, "cin_end"), (7, "plan_end"), (8, "care_end")):
        ends = [end for row in lists[number] if isinstance(end := row[key], dt.date)]
        assert 0.05 < len(ends) / len(lists[number]) < 0.4
        assert all(end in period and end < AS_OF for end in ends)


def test_answers_have_plausible_shares(lists: dict[int, list[FactRow]]) -> None:
    """Between 25% and 55% of the children asked about have a concern, and every pathway occurs."""
    asked = [row for row in children_of(lists).values() if "concern" in row]
    concerns = sum(row["concern"] is Answer.YES for row in asked)
    assert 0.25 < concerns / len(asked) < 0.55
    pathways = {
        tuple(row.get(f"camhs_{name}") for name in ("referred", "receiving", "waiting"))
        for row in asked
    }
    yes, no = Answer.YES, Answer.NO
    assert pathways == {
        (None, None, None),
        (no, no, no),
        (yes, yes, no),
        (yes, no, yes),
        (yes, no, no),
    }


def test_missing_children_have_return_interviews(lists: dict[int, list[FactRow]]) -> None:
    """Only children who were missing have an answer about return interviews."""
    offered = {
        (row["missing_episodes"] != 0, row["return_interview_offered"] is not None)
        for row in lists[8]
    }
    assert offered == {(True, True), (False, False)}
