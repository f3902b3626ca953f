"""Tables as CSV: whatever has records, as text.

Invariant: a header also where there are no rows; days in ISO form, as machines read it; no text
that a spreadsheet could run. The lists themselves are written elsewhere.
"""

from __future__ import annotations

import csv as csv_library
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from inspect import signature
from typing import Any, Final

from jtai.errors import InvalidValueError
from jtai.formats.formula_guard import guarded
from jtai.inspection.selection import SelectionReport
from jtai.lists.report import PROBLEM_FIELDS, Report
from jtai.timetable.comparison import Comparison

# What can have no rows, and still has columns.
_COLUMNS: Final[dict[type, tuple[str, ...]]] = {
    Comparison: ("key", "title", "before", "after", "days", "why", "reference"),
    Report: PROBLEM_FIELDS,
    SelectionReport: ("check", "where", "answer", "text", "missing", "assumed", "reference"),
}
# How the things that have records name the choice to show a child's data, and what it adds.
_CHOICES: Final = {"values": ("child_id", "value"), "identifiers": ("child",)}


def to_csv(thing: object, *, values: bool = False) -> str:
    r"""Write the records of a thing as CSV.

    Args:
        thing: Anything that has ``to_records()``: a `Report`, a `Timetable`, a `YearPlan` and
            others.
        values: Whether to add what is a child's data, where the thing holds any: for a `Report`
            what stands in the cells and the children's identifiers.

    Returns:
        The text: a row of names, then a row a record, each ended by ``\r\n``. Days and moments are
        ISO 8601, yes and no are ``true`` and ``false``, several texts in a cell are parted by
        ``; ``, and what begins like a formula has an apostrophe before it.

    Raises:
        InvalidValueError: If it has no records, or none of a known kind.

    Examples:
        >>> from jtai.timetable.timetable import Timetable
        >>> print(to_csv(Timetable.from_notification(date(2019, 9, 9))).splitlines()[0][:19])
        key,title,date,time
    """
    ask = getattr(thing, "to_records", None)
    if not callable(ask) or isinstance(thing, type):
        raise InvalidValueError(
            f"a {type(thing).__name__} has no records", expected="something with to_records()"
        )
    choices = [name for name in _CHOICES if values and name in signature(ask).parameters]
    records: list[dict[str, Any]] = ask(**dict.fromkeys(choices, True))
    known = _COLUMNS.get(type(thing))
    if not records and known is None:
        raise InvalidValueError(
            f"this {type(thing).__name__} has no rows, and its columns are not known",
            expected="at least one record",
        )
    names = list(dict.fromkeys((*(known or ()), *(name for record in records for name in record))))
    if not records:
        names += [name for choice in choices for name in _CHOICES[choice]]
    return csv_lines([names, *([record.get(name) for name in names] for record in records)])


def csv_lines(rows: Iterable[Sequence[object]]) -> str:
    r"""Write rows of cells as lines that end in ``\r\n``, texts guarded.

    Examples:
        >>> csv_lines([["a", None, 1], ["=1", True, date(2019, 9, 9)]])
        "a,,1\r\n'=1,true,2019-09-09\r\n"
    """
    sink = io.StringIO(newline="")
    csv_library.writer(sink, lineterminator="\r\n").writerows(map(_texts, rows))
    return sink.getvalue()


def _texts(row: Sequence[object]) -> list[str]:
    return [_text(cell) for cell in row]


def _text(cell: object) -> str:
    if isinstance(cell, str):
        return guarded(cell)
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    if isinstance(cell, list | tuple):
        return guarded("; ".join(map(str, cell)))
    # A number is no formula, also if it is below zero.
    return str(cell) if isinstance(cell, int | float) else guarded(str(cell))
