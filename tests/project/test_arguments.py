"""Arguments of other types are refused by their names, not by an error of Python."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

import jtai
import jtai.formats
import jtai.lists
import jtai.testing
from jtai.lists.reading.titles import known_titles

DAY = dt.date(2019, 9, 9)
HUGE = 10**5_000
"""An integer with more digits than Python writes."""

CALLS: list[tuple[Callable[..., Any], str, Any]] = [
    (partial(jtai.formats.read_csv, b"A,B"), "limits", 5),
    (partial(jtai.formats.read_workbook, b""), "limits", None),
    (partial(jtai.formats.check_in_parts, "List_6.csv", as_of=DAY), "edition", "August 2019"),
    (partial(known_titles, aliases={}), "edition", 5),
    (partial(known_titles, jtai.guidance.AUGUST_2019), "aliases", [6]),
    (partial(jtai.to_json, jtai.Child(id="A1")), "indent", "  "),
    (partial(jtai.to_json, jtai.Child(id="A1")), "indent", {}),
    (partial(jtai.to_json, jtai.Child(id="A1")), "indent", 10**9),
    (jtai.plan_year, "year", HUGE),
    (jtai.WorkingCalendar.from_holidays, "first_year", HUGE),
    (jtai.WorkingCalendar.from_holidays, "last_year", HUGE),
    (jtai.testing.synthetic_rows, "edition", "August 2019"),
    (jtai.testing.synthetic_rows, "defects", 5),
    (jtai.testing.synthetic_rows, "defects", [{}]),
]


@pytest.mark.parametrize(
    ("call", "name", "value"), CALLS, ids=[f"{name}-{at}" for at, (_, name, _) in enumerate(CALLS)]
)
def test_an_argument_of_another_type_is_refused_by_its_name(
    call: Callable[..., Any], name: str, value: Any
) -> None:
    """An argument of another type, or far too large, is refused by its name."""
    with pytest.raises(jtai.JtaiError, match=rf"^{name}(\[0\])?: "):
        call(**{name: value})


def test_a_missing_moment_of_pandas_is_refused() -> None:
    """NaT, which is an instance of datetime without an offset, is not a moment."""
    pandas = pytest.importorskip("pandas")
    timetable = jtai.Timetable.from_notification(DAY)
    inspection = jtai.Inspection(local_area="Anytown", timetable=timetable)
    with pytest.raises(jtai.JtaiError, match="^as_of: "):
        inspection.readiness(as_of=pandas.NaT)
