"""Changes that do not matter leave a report unchanged, and planted defects are found."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from collections.abc import Sequence
from typing import Any

import attrs
import pytest

from jtai.guidance.columns import AUGUST_2019
from jtai.lists.reading.sheets import RawSheet
from jtai.lists.report import Report
from jtai.lists.rules.practice import RULES_OF_PRACTICE
from jtai.lists.rules.rule import Severity
from jtai.lists.submission import Submission
from jtai.testing.areas import DEFECTS, _planted, synthetic_lists, synthetic_sheets

pytestmark = pytest.mark.exhaustive

AS_OF = dt.date(2019, 9, 9)
SEEDS = (0, 1, 2)
NAMES = list(DEFECTS)
HARMLESS = [name for name, entry in DEFECTS.items() if entry.silent]
FAULTS = [name for name, entry in DEFECTS.items() if not entry.silent]
# Defects in cells, each for a different child, so that the lists have every kind of problem. The
# defect of a column is in the first row that shows it, and not in columns of text.
IN_CELLS = [
    name
    for name in FAULTS
    if NAMES.index(name) < NAMES.index("text-dates") and name != "us-settings"
]


def problems(report: Report, *, of: tuple[str, ...] = ("rule", "list", "child_id", "key")) -> Any:
    """Count the problems by fields that do not depend on the order of rows and columns."""
    return Counter(tuple(getattr(problem, name) for name in of) for problem in report.problems)


def not_checked(report: Report) -> Any:
    """Count what was not checked, without the numbers of rows."""
    return Counter(attrs.evolve(entry, row_numbers=()) for entry in report.not_checked)


def checked(sheets: Sequence[RawSheet]) -> Report:
    """Return the report on sheets."""
    return Submission.from_sheets(sheets).check(as_of=AS_OF)


@pytest.fixture(scope="module")
def with_defects() -> tuple[RawSheet, ...]:
    """Return sheets with every kind of defect in their cells."""
    return synthetic_sheets(500, seed=5, defects=IN_CELLS)


@pytest.fixture(scope="module")
def found(with_defects: tuple[RawSheet, ...]) -> Report:
    """Return the report on the sheets with defects."""
    report = checked(with_defects)
    assert not report.crashed
    assert set(report.counts("rule")) == {rule for name in IN_CELLS for rule in DEFECTS[name].rules}
    return report


def shuffle(things: list[Any], seed: int) -> None:
    """Shuffle a list in place."""
    random.Random(seed).shuffle(things)  # noqa: S311 - an order, not a secret


def split(sheet: RawSheet) -> tuple[list[Any], list[Any]]:
    """Return the two lines above the rows, and the rows."""
    return list(sheet.rows[:2]), list(sheet.rows[2:])


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_of_rows_makes_no_difference(
    seed: int, with_defects: tuple[RawSheet, ...], found: Report
) -> None:
    """Shuffling rows does not change the problems of each child."""
    moved = []
    for sheet in with_defects:
        head, rows = split(sheet)
        shuffle(rows, seed)
        moved.append(attrs.evolve(sheet, rows=[*head, *rows]))
    report = checked(moved)
    assert problems(report) == problems(found)
    assert not_checked(report) == not_checked(found)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_of_sheets_makes_no_difference(
    seed: int, with_defects: tuple[RawSheet, ...], found: Report
) -> None:
    """Shuffling sheets does not change the problems or their order."""
    moved = list(with_defects)
    shuffle(moved, seed)
    report = checked(moved)
    assert report.problems == found.problems
    assert not_checked(report) == not_checked(found)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_of_columns_makes_no_difference(
    seed: int, with_defects: tuple[RawSheet, ...], found: Report
) -> None:
    """Shuffling columns does not change the problems, except for the note on their order."""
    moved = []
    for sheet in with_defects:
        (title, titles), rows = split(sheet)
        order = list(range(len(titles)))
        shuffle(order, seed)
        lines = [[row[at] for at in order] for row in (titles, *rows)]
        moved.append(attrs.evolve(sheet, rows=[title, *lines]))
    report = checked(moved)
    expected = problems(found) + Counter(
        ("columns-reordered", layout.number, None, None) for layout in AUGUST_2019.lists
    )
    assert problems(report) == expected
    assert not_checked(report) == not_checked(found)


MOST_ALIASES = max(len(column.aliases) for each in AUGUST_2019.lists for column in each.columns)


@pytest.mark.parametrize("number", range(MOST_ALIASES))
def test_an_alias_of_a_title_makes_no_difference(
    number: int, with_defects: tuple[RawSheet, ...], found: Report
) -> None:
    """Replacing titles by their aliases does not change the problems."""
    renamed = []
    for sheet, layout in zip(with_defects, AUGUST_2019.lists, strict=True):
        (title, _), rows = split(sheet)
        titles = [
            column.aliases[number % len(column.aliases)] if column.aliases else column.title
            for column in layout.columns
        ]
        renamed.append(attrs.evolve(sheet, rows=[title, titles, *rows]))
    assert checked(renamed).problems == found.problems


@pytest.mark.parametrize("name", HARMLESS)
def test_a_harmless_defect_causes_no_problem(name: str) -> None:
    """A defect that can be read causes no problem and leaves nothing unchecked."""
    report = synthetic_lists(60, defects=[name]).check(as_of=AS_OF)
    assert report.problems == ()
    assert report.not_checked == ()


@pytest.mark.parametrize("name", HARMLESS)
def test_a_harmless_defect_changes_the_lists(name: str) -> None:
    """A defect that causes no problem still changes the lists."""
    assert drawn(synthetic_sheets(60, defects=[name])) != drawn(synthetic_sheets(60))


def drawn(sheets: Sequence[RawSheet]) -> list[tuple[str, str]]:
    """Return the names and contents of sheets as text, in which 12 and 12.0 differ."""
    return [(sheet.name, repr(sheet.rows)) for sheet in sheets]


@pytest.mark.parametrize("name", HARMLESS)
def test_a_harmless_defect_does_not_change_values(name: str) -> None:
    """A defect that causes no problem does not change the values that cells are read as."""
    ours, clean = synthetic_lists(60, defects=[name]), synthetic_lists(60)
    for table in clean:
        for column in table.layout.columns:
            if name != "float-ids" or column.key != "child_id":
                assert ours[table.number].values(column.key) == table.values(column.key)


@pytest.mark.parametrize("name", HARMLESS)
def test_a_harmless_defect_does_not_hide_others(name: str, found: Report) -> None:
    """A defect that causes no problem does not hide the problems of other defects."""
    report = checked(synthetic_sheets(500, seed=5, defects=[*IN_CELLS, name]))
    of = ("rule", "severity", "list", "key", "index", "message")
    expected = problems(found, of=of)
    if name == "float-ids":
        # A number has no lower-case letters and only one spelling.
        lost = {"identifier-alike", "identifier-spelling"}
        expected = Counter({one: n for one, n in expected.items() if one[0] not in lost})
    assert problems(report, of=of) == expected
    assert not_checked(report) == not_checked(found)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_defect_is_reported_by_its_own_rules_only(name: str, seed: int) -> None:
    """A defect planted in clean lists is reported in its cell, by its own rules and by no others.

    A wrong date may also be late, so the rules about usual practice may report it as well.
    """
    area, places = _planted(300, seed, AS_OF, [name], AUGUST_2019)
    report = checked([*(page.sheet() for page in area.pages), *area.others])
    assert report.crashed == ()
    late = {rule.id for rule in RULES_OF_PRACTICE} - set(DEFECTS[name].rules)
    kept = tuple(problem for problem in report.problems if problem.rule not in late)
    report = attrs.evolve(report, problems=kept)
    assert set(report.counts("rule")) == set(DEFECTS[name].rules)
    assert Counter(places) == problems(report, of=("list", "index", "key"))
    assert not report.is_clear or {p.severity for p in report.problems} == {Severity.NOTE}
