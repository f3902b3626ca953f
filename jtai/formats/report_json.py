"""A report on lists as JSON, for other programs to read.

Invariant: a report is a result and is not read back, so it has a room beside `json`, whose law is
that everything comes back. It says what was not checked. Without being asked it holds no child's
data.
"""

from __future__ import annotations

import datetime as dt
import json as json_library
from math import isfinite
from typing import Any

import attrs

from jtai.errors import InvalidRecordError
from jtai.formats.json import JSON_VERSION
from jtai.lists.report import Report
from jtai.lists.rules.rule import Severity


def report_to_json(
    report: Report, *, values: bool = False, envelope: bool = True, indent: int | None = None
) -> str:
    """Write a report as JSON.

    Args:
        report: The report.
        values: Whether to add what stands in the cells, and the children's identifiers. Both are
            a child's data.
        envelope: Whether to write version and type around it, as `to_json` does.
        indent: How far to indent; all on one line by default.

    Returns:
        An object with ``as_of``, ``edition``, ``is_clear``, ``rows`` by number of the list,
        ``counts`` by severity, ``problems``, ``not_checked`` and ``assumptions``.

    Raises:
        InvalidRecordError: If a text has half a surrogate pair, which is no Unicode.

    Examples:
        >>> from jtai.lists.submission import Submission
        >>> report = Submission.from_rows({}).check(as_of=date(2019, 9, 9))
        >>> report_to_json(report)[:57]
        '{"jtai":2,"type":"Report","value":{"as_of":"2019-09-09","'
    """
    by = report.counts("severity")
    value: dict[str, Any] = {
        "as_of": report.as_of.isoformat(),
        "edition": report.edition,
        "is_clear": report.is_clear,
        "rows": {str(number): rows for number, rows in report.rows},
        "counts": {str(severity): by.get(severity, 0) for severity in Severity},
        "problems": [_plain(record) for record in report.to_records(values=values)],
        "not_checked": [attrs.asdict(entry) for entry in report.not_checked],
        "assumptions": list(report.assumptions),
    }
    document = {"jtai": JSON_VERSION, "type": "Report", "value": value} if envelope else value
    text = json_library.dumps(
        document,
        ensure_ascii=False,
        allow_nan=False,
        indent=indent,
        separators=(",", ":") if indent is None else None,
    )
    if not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text):
        raise InvalidRecordError("a text has half a character", expected="valid Unicode")
    return text


def _plain(record: dict[str, Any]) -> dict[str, Any]:
    """Give a cell that JSON has no type for as a text."""
    if "value" in record:
        record["value"] = _plain_cell(record["value"])
    return record


def _plain_cell(cell: object) -> object:
    if cell is None or isinstance(cell, str | bool | int):
        return cell
    if isinstance(cell, float) and isfinite(cell):
        return cell
    return cell.isoformat() if isinstance(cell, dt.date | dt.time) else str(cell)
