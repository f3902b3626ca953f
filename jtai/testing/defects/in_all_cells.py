"""Defects in all cells of a kind, as some systems write them; they are read without problems.

Invariant: ways to write a cell, and the table that names them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any, Final

from jtai.guidance.entries.list_entries import CellKind, ColumnEntry
from jtai.testing.defects.area import Area, Defect, Place

_DATES: Final = (CellKind.DATE,)
_CODES: Final = (CellKind.CODE,)
_ANSWERS: Final = (CellKind.ANSWER,)
_NUMBERS: Final = (CellKind.NUMBER,)
_IDENTIFIERS: Final = (CellKind.IDENTIFIER,)
_TEXTS: Final = (*_IDENTIFIERS, CellKind.TEXT, *_CODES, *_ANSWERS)
_DAY_0: Final = dt.date(1899, 12, 30)


def _cell_defect(
    name: str, summary: str, kinds: Iterable[CellKind], change: Callable[[Any, ColumnEntry], object]
) -> Defect:
    """Return a defect in all cells of certain kinds that is read without a problem."""

    def apply(area: Area) -> tuple[Place, ...]:
        for page in area.pages:
            page.map(kinds, change)
        return ()

    return Defect(name=name, summary=summary, apply=apply)


def _if_date(write: Callable[[dt.date], object]) -> Callable[[Any, ColumnEntry], object]:
    return lambda cell, _: write(cell) if isinstance(cell, dt.date) else cell


def _if_number(write: Callable[[int], object]) -> Callable[[Any, ColumnEntry], object]:
    return lambda cell, _: write(cell) if isinstance(cell, int) else cell


def if_text(write: Callable[[str], object]) -> Callable[[Any, ColumnEntry], object]:
    """Change a cell that contains text, and leave any other unchanged."""
    return lambda cell, _: write(cell) if isinstance(cell, str) else cell


def _number_in(identifier: str) -> object:
    digits = identifier.rpartition("-")[2]
    return float(f"9{digits}") if digits.isdigit() else identifier


def _texts_of(column: ColumnEntry) -> dict[str, str]:
    """Return the code for each published text of a column."""
    return {} if column.codes is None else {code.text: code.code for code in column.codes.codes}


def _codes_alone(cell: Any, column: ColumnEntry) -> object:
    return _texts_of(column).get(cell, cell)


def _capitals(cell: Any, column: ColumnEntry) -> object:
    return cell.upper() if cell in _texts_of(column) else cell


def _yes_no_words() -> Callable[[Any, ColumnEntry], object]:
    """Write answers in each form in turn."""
    forms = {
        "yes": ("Y", "Yes", "a) Yes", "yes", "YES", "y"),
        "no": ("N", "No", "b) No", "no", "NO", "n"),
        "unknown": ("U", "Unknown", "c) Unknown", "unknown"),
    }

    def write(cell: Any, column: ColumnEntry) -> object:
        name = _codes_alone(cell, column)
        if name not in forms:
            return cell
        # The form depends only on the column, and changes from one column to the next.
        return forms[name][len(column.title) % len(forms[name])]

    return write


DEFECTS_IN_KINDS: Final = (
    _cell_defect(
        "text-dates",
        "dates as text with the day first: 09/09/2019",
        _DATES,
        _if_date(lambda day: f"{day:%d/%m/}{day.year:04}"),
    ),
    _cell_defect("iso-dates", "dates as ISO text: 2019-09-09", _DATES, _if_date(dt.date.isoformat)),
    _cell_defect(
        "serial-dates",
        "dates as spreadsheet serial numbers: 43717.0",
        _DATES,
        _if_date(lambda day: float((day - _DAY_0).days)),
    ),
    _cell_defect(
        "midnight-dates",
        "dates with a time of day, as databases and spreadsheets write them",
        _DATES,
        _if_date(lambda day: dt.datetime(day.year, day.month, day.day)),  # noqa: DTZ001 - as in a sheet
    ),
    _cell_defect(
        "float-ids",
        "numeric identifiers written as 9000123.0",
        _IDENTIFIERS,
        if_text(_number_in),
    ),
    _cell_defect("float-ages", "ages and numbers as 12.0", _NUMBERS, _if_number(float)),
    _cell_defect("text-numbers", "ages and numbers as text", _NUMBERS, _if_number(str)),
    _cell_defect(
        "yes-no-words", "answers as Y, Yes, a) Yes and yes in turn", _ANSWERS, _yes_no_words()
    ),
    _cell_defect("codes-alone", "codes without their labels: 2A, U6", _CODES, _codes_alone),
    _cell_defect("case-of-codes", "codes in capitals", _CODES, _capitals),
    _cell_defect(
        "stray-spaces",
        "spaces before and after text, some of them no-break spaces",
        _TEXTS,
        if_text(lambda text: f" {text}\u00a0 "),
    ),
)
