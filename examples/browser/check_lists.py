"""The Python code of the page: it checks the lists in a folder and returns a report as HTML.

The worker puts the chosen files into a folder in its memory, and the page shows the report.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from html import escape
from pathlib import Path

import jtai
from jtai.formats.html import MOST_PROBLEMS
from jtai.formats.report_html import REPORT_STYLE, report_body


def empty(folder: str) -> None:
    """Remove every file from the folder."""
    for file in Path(folder).iterdir():
        file.unlink()


def check(
    folder: str,
    notification: str,
    lists: str,
    progress: Callable[[str, int, int | None], object],
) -> tuple[str, str]:
    """Check the lists in a folder, or the one workbook in it, and empty the folder.

    If they are refused, the reason is returned instead; it contains no child's data.

    Args:
        folder: The folder with the files.
        notification: The day of notification, as YYYY-MM-DD.
        lists: The numbers of the lists to check, such as ``"6,7,8"``; all if empty.
        progress: Called with the step, how much of it is done, and of how much if that is known.

    Returns:
        The report as HTML, and its problems as CSV, which is empty if there are none.
    """

    def tell(at: jtai.Progress) -> None:
        progress(at.step.capitalize(), at.done, at.total)

    files = sorted(Path(folder).iterdir())
    workbooks = [file for file in files if file.suffix.lower() != ".csv"]
    try:
        if workbooks and len(files) > 1:
            return refused("Choose one workbook, or CSV files only."), ""
        read = jtai.read_lists(workbooks[0] if workbooks else folder, progress=tell)
        asked = [int(number) for number in lists.split(",")] if lists else None
        day = date.fromisoformat(notification)
        report = read.check(as_of=day, lists=asked, progress=tell)
    except jtai.JtaiError as error:
        return refused(str(error)), ""
    finally:
        empty(folder)
    known = [layout.number for layout in read.edition.lists]
    table = f"<style>{REPORT_STYLE}</style>{report_body(report, values=False, most=MOST_PROBLEMS)}"
    saved = jtai.to_csv(report) if report.problems else ""
    return f"<p>{looked_at(report, known, asked or known)}</p>{table}", saved


def refused(why: str) -> str:
    """Return why nothing was checked, with the class by which the page recognises it."""
    return f"<p class=refused><strong>Not checked.</strong> {escape(why)}</p>"


def looked_at(report: jtai.Report, known: list[int], asked: list[int]) -> str:
    """Return as HTML which lists were checked, and which were not and why."""
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
    """Return the numbers of lists in words, such as "lists 6, 7 and 8"."""
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
    """Write synthetic lists with two defects into the folder."""
    from jtai.testing import synthetic_lists  # noqa: PLC0415 - so that the page is ready sooner

    lists = synthetic_lists(
        40, seed=1, as_of=date.fromisoformat(notification), defects=["end-before-start", "adult"]
    )
    jtai.write_lists(lists, folder)
