"""Lists with synthetic children, laid out as an area would fill them in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from jtai.guidance.columns import AUGUST_2019
from jtai.lists.cohort.cohort import Cohort
from jtai.lists.reading.sheets import RawSheet
from jtai.lists.submission import Submission

AS_OF = date(2019, 9, 9)
SIX_MONTHS_BEFORE = date(2019, 3, 9)

Rows = Iterable[Mapping[str, object]]


def submission(
    lists: Mapping[int, Rows], *, without: Mapping[int, Iterable[str]] | None = None
) -> Submission:
    """Return lists with all published columns, except for those named in `without`."""
    sheets = []
    for layout in AUGUST_2019.lists:
        if layout.number not in lists:
            continue
        gone = set((without or {}).get(layout.number, ()))
        columns = [column for column in layout.columns if column.key not in gone]
        rows = [[row.get(column.key) for column in columns] for row in lists[layout.number]]
        sheets.append(
            RawSheet(name=layout.sheet, rows=[[column.title for column in columns], *rows])
        )
    return Submission.from_sheets(sheets)


def cohort(
    six: Rows = (),
    seven: Rows = (),
    eight: Rows = (),
    *,
    closed_episodes: str = "unknown",
    more: Mapping[int, Rows] | None = None,
) -> Cohort:
    """Return the cohort of lists 6, 7 and 8, with more lists if given."""
    lists = {6: six, 7: seven, 8: eight, **(more or {})}
    return submission(lists).cohort(as_of=AS_OF, closed_episodes=closed_episodes)


def need(child: object = "A1", **cells: object) -> dict[str, object]:
    """Return a row of list 6, with a current child in need plan by default."""
    return {
        "child_id": child,
        "date_of_birth": date(2007, 5, 1),
        "cin_start": date(2019, 1, 7),
        "case_status": "c) Child in need plan",
        **cells,
    }


def protection(child: object = "A1", **cells: object) -> dict[str, object]:
    """Return a row of list 7, with a current plan by default."""
    return {
        "child_id": child,
        "date_of_birth": date(2007, 5, 1),
        "plan_start": date(2019, 2, 4),
        **cells,
    }


def care(child: object = "A1", **cells: object) -> dict[str, object]:
    """Return a row of list 8, with a child currently in care by default."""
    return {
        "child_id": child,
        "date_of_birth": date(2007, 5, 1),
        "care_start": date(2018, 6, 4),
        **cells,
    }
