"""Synthetic lists for the tests of the writers."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl

from jtai.guidance.columns import AUGUST_2019
from jtai.lists.reading.sheets import RawSheet
from jtai.lists.submission import Submission

AS_OF = dt.date(2019, 9, 9)
RISKY = (
    "=cmd|' /C calc'!A0",
    "+1",
    "-1+2",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "\uff1d1+1",
    "\uff0b1",
    "{=1}",
    "http://example.org/x",
    "mailto:a@example.org",
    "internal:Codes!A1",
    "00123",
    "1e5",
    "TRUE",
    "_x0041_",
    "_x005F_x0041_",
    "<r><t>=1</t></r>",
    '<r><t>a</t></r></is></c><c r="XFD9"><f>1+1</f><v>2</v></c><c><is><r></r>',
    "a\x01b",
    "'=1",
    "#N/A",
)
"""Text that a spreadsheet could read as a formula, link, number, escape, error or rich text."""


def some(**cells: object) -> Submission:
    """Return list 6 with one row: a child's identifier, a gender and the given cells."""
    return Submission.from_rows({6: [{"child_id": "Canary", "gender": "M", **cells}]})


def everything() -> Submission:
    """Return lists with cells of many kinds, including unreadable and unrecognised ones."""
    rows: dict[int, list[dict[str, object]]] = {
        8: [{"child_id": "007", "age": 3, "gender": "F", "Date Ceased to be Looked After": ""}],
        6: [
            {
                "child_id": "001",
                "gender": "male",
                "date_of_birth": "2/1/2007",
                "age": 12.0,
                "concern": "b) no",
                "needs_support": "unknown",
                "disability": "y",
                "allocated_team": RISKY[0],
                "Mine": "kept",
            },
            {"child_id": 2.0, "gender": "zz", "date_of_birth": "??", "age": 12.5, "Mine": None},
        ],
    }
    return Submission.from_rows(rows)


def placed() -> Submission:
    """Return a list that starts in C2, with a heading above its titles and an untitled cell."""
    rows: list[tuple[object, ...]] = [
        ("List 7: Child protection", None, None, None),
        ("child unique id", "My own", "AGE", None),
        ("A1", "x", "many", None),
        (None, None, None, None),
        ("A2", 4.5, 300, "below no title"),
    ]
    sheet = RawSheet(name="it's [all]: of them", rows=rows, first_row=2, first_column=3)
    return Submission.from_sheets([sheet])


def opened(path: Path) -> Any:
    """Open a workbook with openpyxl."""
    return openpyxl.load_workbook(path)


LAYOUTS = {layout.number: layout for layout in AUGUST_2019.lists}
