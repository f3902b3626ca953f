"""What the page runs in the browser: lists from a folder in its memory, and a report on them.

The page puts the chosen files into a folder that exists in the tab only, and shows what comes back.
"""

from __future__ import annotations

from datetime import date
from html import escape
from pathlib import Path

import jtai
from jtai.testing import synthetic_lists


def empty(folder: str) -> None:
    """Take every file out of the folder."""
    for file in Path(folder).iterdir():
        file.unlink()


def check(folder: str, notification: str) -> str:
    """Check the lists of a folder, or the one workbook in it; give the report as HTML.

    What is refused is said in words, and they hold nothing of a child. The folder is empty then.
    """
    files = sorted(Path(folder).iterdir())
    workbook = len(files) == 1 and files[0].suffix.lower() != ".csv"
    try:
        lists = jtai.read_lists(files[0] if workbook else folder)
        report = lists.check(as_of=date.fromisoformat(notification))
    except jtai.JtaiError as error:
        return f"<p class=refused><strong>Not checked.</strong> {escape(str(error))}</p>"
    finally:
        empty(folder)
    return report._repr_html_()


def deadlines(notification: str) -> str:
    """Give the timetable as HTML."""
    try:
        timetable = jtai.Timetable.from_notification(date.fromisoformat(notification))
    except jtai.JtaiError as error:
        return f"<p><strong>No timetable.</strong> {escape(str(error))}</p>"
    return timetable._repr_html_()


def try_out(folder: str, notification: str) -> None:
    """Put lists about children who do not exist into the folder, with two faults in them."""
    lists = synthetic_lists(
        40, seed=1, as_of=date.fromisoformat(notification), dirt=["end-before-start", "adult"]
    )
    jtai.write_lists(lists, folder)
