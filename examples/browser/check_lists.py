"""What the page runs in the browser: lists from a folder in its memory, and a report on them.

The page puts the chosen files into a folder that exists in the tab only, and shows what comes back.
"""

from __future__ import annotations

from datetime import date
from html import escape
from pathlib import Path

import jtai
from jtai.formats.html import MOST_PROBLEMS
from jtai.formats.report_html import REPORT_STYLE, report_body
from jtai.testing import synthetic_lists


def empty(folder: str) -> None:
    """Take every file out of the folder."""
    for file in Path(folder).iterdir():
        file.unlink()


def check(folder: str, notification: str, lists: str) -> tuple[str, str]:
    """Check the lists of a folder, or the one workbook in it.

    What is refused is said in words, and they hold nothing of a child. The folder is empty then.

    Args:
        folder: Where the files are.
        notification: The day, as the page has it.
        lists: The numbers of the lists that are asked about, such as ``"6,7,8"``; all if empty.

    Returns:
        The report as HTML, and its problems as CSV, or nothing where there are none.
    """
    files = sorted(Path(folder).iterdir())
    workbooks = [file for file in files if file.suffix.lower() != ".csv"]
    try:
        if workbooks and len(files) > 1:
            return refused("They are read apart: choose one workbook, or CSV files only."), ""
        read = jtai.read_lists(workbooks[0] if workbooks else folder)
        asked = [int(number) for number in lists.split(",")] if lists else None
        report = read.check(as_of=date.fromisoformat(notification), lists=asked)
    except jtai.JtaiError as error:
        return refused(str(error)), ""
    finally:
        empty(folder)
    known = [layout.number for layout in read.edition.lists]
    table = f"<style>{REPORT_STYLE}</style>{report_body(report, values=False, most=MOST_PROBLEMS)}"
    saved = jtai.to_csv(report) if report.problems else ""
    return f"<p>{looked_at(report, known, asked or known)}</p>{table}", saved


def refused(why: str) -> str:
    """Return why nothing was checked, with the mark by which the page recognises it."""
    return f"<p class=refused><strong>Not checked.</strong> {escape(why)}</p>"


def looked_at(report: jtai.Report, known: list[int], asked: list[int]) -> str:
    """Return which lists were checked and which were not, so that none passes unseen."""
    found = [number for number, _ in report.rows]
    lost = [number for number in asked if number not in found]
    besides = [number for number in known if number not in asked]
    reasons = ((lost, "not found"), (besides, "not asked for"))
    left = [f"{numbered(numbers)}, {why}" for numbers, why in reasons if numbers]
    said = f"Checked: {numbered(found)}."
    if left:
        said += f" Not checked: {'; '.join(left)}."
    if report.crashed or any(entry.list not in lost for entry in report.not_checked):
        said += " The table under Not checked says what else could not be checked."
    return said


def numbered(lists: list[int]) -> str:
    """Name lists by their numbers."""
    if not lists:
        return "no list"
    *others, last = map(str, lists)
    return f"lists {', '.join(others)} and {last}" if others else f"list {last}"


def deadlines(notification: str) -> str:
    """Return the timetable as HTML."""
    try:
        timetable = jtai.Timetable.from_notification(date.fromisoformat(notification))
    except jtai.JtaiError as error:
        return f"<p><strong>No timetable.</strong> {escape(str(error))}</p>"
    return timetable._repr_html_()


def try_out(folder: str, notification: str) -> None:
    """Put lists about children who do not exist into the folder, with two faults in them."""
    lists = synthetic_lists(
        40, seed=1, as_of=date.fromisoformat(notification), defects=["end-before-start", "adult"]
    )
    jtai.write_lists(lists, folder)
