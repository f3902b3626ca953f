"""Synthetic child-level lists, correct or with defects, for tests, examples and benchmarks.

Invariant: `synthetic_children` generates children, `defects` lays them out as sheets and plants
defects, and this module is the public way in. No rule finds a problem in lists without defects.
Each kind of defect names the rules that must report it, and records where it was planted; if it
cannot be planted, that is an error, and it is never left out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from jtai.core.validation import instances, plain_date, several, whole
from jtai.errors import Fault, InvalidValueError
from jtai.guidance.columns import AUGUST_2019
from jtai.guidance.entries.list_entries import ListEdition
from jtai.lists.reading.sheets import RawSheet
from jtai.lists.reading.titles import check_edition
from jtai.lists.submission import Submission, submission_of
from jtai.testing.defects.area import Area, Defect, Place
from jtai.testing.defects.in_all_cells import DEFECTS_IN_KINDS
from jtai.testing.defects.in_histories import DEFECTS_IN_HISTORIES
from jtai.testing.defects.in_one_row import (
    DEFECTS_IN_ANSWERS,
    DEFECTS_IN_CELLS,
    DEFECTS_IN_DATES,
    DEFECTS_IN_PAIRS,
)
from jtai.testing.defects.in_several_rows import DEFECTS_IN_ROWS
from jtai.testing.defects.in_sheets import DEFECTS_IN_SHEETS
from jtai.testing.synthetic_children import FEWEST_CHILDREN

_NOTIFIED: Final = dt.date(2019, 9, 9)
# Between these years, every spreadsheet has a number for every generated date.
_FIRST_YEAR, _LAST_YEAR = 1930, 2190
# No list has more rows than a sheet, and Python cannot write a number of thousands of digits.
_MOST_CHILDREN: Final = 1_000_000
_LARGEST_SEED: Final = 2**128


def synthetic_lists(
    children: int = 200,
    *,
    seed: int = 0,
    as_of: dt.date = _NOTIFIED,
    defects: Iterable[str] = (),
    edition: ListEdition = AUGUST_2019,
) -> Submission:
    """Return the synthetic child-level lists of an area.

    No one on them exists: identifiers start with FICT, teams and workers are called synthetic, and
    no postcode or URN can be real. The same arguments always produce the same lists. With more
    children, the first ones stay the same.

    Args:
        children: The number of children, at most a million; with 25 or more, every list has rows.
        seed: A different number generates different children.
        as_of: The date of the lists, on which a check finds nothing wrong with them.
        defects: The names of the defects to plant, from `DEFECTS`.
        edition: The lists and their columns.

    Raises:
        DateTypeError: If the day is not a date.
        InvalidValueError: If a defect is unknown, if no row is suitable for it, or if a number is
            invalid.

    Examples:
        >>> lists = synthetic_lists(100)
        >>> lists.check(as_of=date(2019, 9, 9)).problems
        ()
        >>> with_defects = synthetic_lists(100, defects=["age-wrong", "text-dates"])
        >>> [problem.rule for problem in with_defects.check(as_of=date(2019, 9, 9)).problems]
        ['age-differs']
    """
    sheets = synthetic_sheets(children, seed=seed, as_of=as_of, defects=defects, edition=edition)
    return submission_of(sheets, edition=edition)


def synthetic_rows(
    children: int = 200,
    *,
    seed: int = 0,
    as_of: dt.date = _NOTIFIED,
    defects: Iterable[str] = (),
    edition: ListEdition = AUGUST_2019,
) -> dict[int, list[dict[str, object]]]:
    """Return synthetic lists as rows, as a query would return them, for `Submission.from_rows`.

    Each row maps column keys to cells; columns without a key are mapped by their titles. The title
    row and anything above it are not included.

    Args:
        children: The number of children.
        seed: A different number generates different children.
        as_of: The date of the lists.
        defects: The names of the defects to plant, from `DEFECTS`.
        edition: The lists and their columns.

    Raises:
        DateTypeError: If the day is not a date.
        InvalidValueError: As for `synthetic_lists`.

    Examples:
        >>> rows = synthetic_rows(25)
        >>> rows[8][0]["child_id"], rows[8][0]["placement_postcode"]
        ('FICT-000003', 'ZZ99 3ZZ')
    """
    rows: dict[int, list[dict[str, object]]] = {}
    for page in _with_defects(children, seed, as_of, defects, edition).pages:
        # If a list is on two sheets, the first one is used, as it is when reading.
        if page.layout.number not in rows:
            names = [key or title for key, title in zip(page.keys, page.titles, strict=True)]
            rows[page.layout.number] = [dict(zip(names, row, strict=False)) for row in page.rows]
    return rows


def synthetic_sheets(
    children: int = 200,
    *,
    seed: int = 0,
    as_of: dt.date = _NOTIFIED,
    defects: Iterable[str] = (),
    edition: ListEdition = AUGUST_2019,
) -> tuple[RawSheet, ...]:
    """Return synthetic lists as sheets of the official workbook: title, column titles, rows.

    Args:
        children: The number of children.
        seed: A different number generates different children.
        as_of: The date of the lists.
        defects: The names of the defects to plant, from `DEFECTS`.
        edition: The lists and their columns.

    Raises:
        DateTypeError: If the day is not a date.
        InvalidValueError: As for `synthetic_lists`.

    Examples:
        >>> sheets = synthetic_sheets(25)
        >>> [sheet.name for sheet in sheets]
        ['List_1', 'List_3', 'List_4', 'List_5', 'List_6', 'List_7', 'List_8']
        >>> sheets[0].rows[0]
        ['List 1: Contacts']
    """
    area = _with_defects(children, seed, as_of, defects, edition)
    return (*(page.sheet() for page in area.pages), *area.others)


def _with_defects(
    children: int, seed: int, as_of: dt.date, defects: Iterable[str], edition: ListEdition
) -> Area:
    return _planted(children, seed, as_of, defects, edition)[0]


def _planted(
    children: int, seed: int, as_of: dt.date, defects: Iterable[str], edition: ListEdition
) -> tuple[Area, list[Place]]:
    """Return synthetic sheets with defects planted in them, and where each was planted."""
    check_edition(edition)
    day = plain_date(as_of, "as_of")
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise InvalidValueError(
            "no synthetic lists can be made for this day",
            where="as_of",
            expected=f"a day in the years {_FIRST_YEAR} to {_LAST_YEAR}",
        )
    names = _known(defects)
    children = whole(children, "children", least=0, most=_MOST_CHILDREN)
    seed = whole(seed, "seed", least=-_LARGEST_SEED, most=_LARGEST_SEED)
    area = Area(children, seed, day, edition)
    places: list[Place] = []
    faults = []
    # In the order of the catalogue: defects that depend on cells first, those that change all cells
    # last.
    for name in (name for name in DEFECTS if name in names):
        try:
            places += DEFECTS[name]._apply(area)  # noqa: SLF001 - only here
        except LookupError:
            faults.append(
                Fault(
                    message="no row is suitable for this defect",
                    where=f"defects[{name!r}]",
                    expected=f"at least {FEWEST_CHILDREN} children for each row that gets a defect",
                    remedy="use more children",
                )
            )
    if faults:
        raise InvalidValueError(faults)
    return area, places


def _known(defects: Iterable[str]) -> frozenset[str]:
    """Refuse the names of defects that do not exist, and a string instead of several names."""
    names = (defects,) if isinstance(defects, str) else several(defects, "defects")
    given = instances(str, names, "defects", expected="the name of a defect")
    faults = [
        Fault(
            message="unknown defect",
            where=f"defects[{at}]",
            expected=f"one of {', '.join(DEFECTS)}",
            remedy="use names from jtai.testing.DEFECTS",
        )
        for at, name in enumerate(given)
        if name not in DEFECTS
    ]
    if faults:
        raise InvalidValueError(faults)
    return frozenset(given)


DEFECTS: Final[Mapping[str, Defect]] = MappingProxyType(
    {
        entry.name: entry
        for entry in (
            *DEFECTS_IN_CELLS,
            *DEFECTS_IN_DATES,
            *DEFECTS_IN_PAIRS,
            *DEFECTS_IN_ANSWERS,
            *DEFECTS_IN_ROWS,
            *DEFECTS_IN_HISTORIES,
            *DEFECTS_IN_KINDS,
            *DEFECTS_IN_SHEETS,
        )
    }
)
"""Every kind of defect by its name, in the order in which they are planted."""
