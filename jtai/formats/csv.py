"""Results as CSV text (RFC 4180, https://www.rfc-editor.org/rfc/rfc4180).

Invariant: there is a header even without rows; dates are ISO 8601; no text can run as a formula.
The child-level lists are written by `writing`.
"""

from __future__ import annotations

import csv as csv_library
import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from jtai.core.results import columns_of, foreign_records, results_of
from jtai.core.validation import flag
from jtai.errors import InvalidValueError
from jtai.formats.formula_guard import guarded


def to_csv(x: object, *, values: bool = False) -> str:
    r"""Return the records of a result as CSV.

    Args:
        x: Anything that has ``to_records()``: a `Report`, a `Timetable`, a `YearPlan` and
            others; several of one kind; or entries of the guidance, such as `jtai.CRITERIA`.
        values: Whether to include children's data: for a `Report`, the contents of the cells and
            the children's identifiers.

    Returns:
        The text: a line of column names, then a line for each record, each ending in ``\r\n``.
        Dates and timestamps are ISO 8601, booleans are ``true`` and ``false``, several values in a
        cell are separated by ``; ``, and text that starts like a formula has an apostrophe before
        it.

    Raises:
        InvalidValueError: If there are no records that show what the columns are, or it is a list
            from a submission, which `jtai.write_lists` writes.

    Examples:
        >>> from jtai.timetable.timetable import Timetable
        >>> print(to_csv(Timetable.from_notification(date(2019, 9, 9))).splitlines()[0][:26])
        notification,reading,key,d
    """
    values = flag(values, "values")
    found = results_of(x)
    if found is not None:
        kind, results = found
        names = [column.name for column in columns_of(kind, values=values)]
        records: Sequence[Mapping[str, Any]] = [
            result.to_record(values=values) for result in results
        ]
    else:
        records = foreign_records(x, values=values)
        names = list(dict.fromkeys(name for record in records for name in record))
        if not records:
            raise InvalidValueError(
                f"this {type(x).__name__} has no records, so its columns are unknown",
                where="x",
                expected="at least one record",
            )
    return csv_lines([names, *([record.get(name) for name in names] for record in records)])


def csv_lines(rows: Iterable[Sequence[object]]) -> str:
    r"""Return rows of cells as lines that end in ``\r\n``, with text guarded.

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
    # A negative number is not a formula, so numbers need no guard.
    return str(cell) if isinstance(cell, int | float) else guarded(str(cell))
