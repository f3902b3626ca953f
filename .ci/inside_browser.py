"""What the library does inside of the browser's Python, told as plain facts.

Run by check_browser.mjs within Pyodide, and by check_browser.py on this machine: both must say the
same.
"""

from __future__ import annotations

import contextlib
import io
import json
import tempfile
from datetime import date, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import jtai
from jtai.__main__ import main
from jtai.testing.areas import synthetic_lists

AS_OF = date(2019, 9, 9)
# A plan that ends before it starts, and a day that does not exist; one answer is blank.
LIST_7 = """\
Child Unique ID,Date of Birth,Child Protection Plan Start Date,Child Protection Plan End Date
SYN-01,01/05/2007,01/04/2019,
SYN-02,20/11/2006,04/06/2019,30/05/2019
SYN-03,30/02/2008,07/01/2019,
"""
DEFECTS = ("adult", "end-before-start", "identifier-alike", "birth-dates-differ", "answers-differ")


def due(monday: date) -> dict[str, str]:
    """Give the moment of every milestone, on the clock of its day in England."""
    timetable = jtai.Timetable.from_notification(monday)
    return {milestone.key: milestone.due.isoformat() for milestone in timetable}


def found(report: jtai.Report) -> list[list[str]]:
    """Give the problems of a report, each as its rule, its sheet and its cell."""
    return [[p.rule, str(p.sheet), str(p.cell)] for p in report.problems]


def from_csv(folder: Path) -> list[list[str]]:
    """Read and check a folder of CSV files."""
    folder.mkdir()
    (folder / "List_7.csv").write_text(LIST_7, encoding="utf-8")
    return found(jtai.read_lists(folder).check(as_of=AS_OF))


def there_and_back(target: Path) -> Any:
    """Write made-up lists with faults, read them again and give what their check found."""
    jtai.write_lists(synthetic_lists(60, seed=5, as_of=AS_OF, defects=DEFECTS), target)
    report = jtai.read_lists(target).check(as_of=AS_OF)
    return [found(report), [str(entry) for entry in report.not_checked]]


def command(*words: str) -> list[Any]:
    """Run the command line."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        status = main([*words])
    return [status, printed.getvalue()]


def facts() -> str:
    """Tell all facts as JSON."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        return json.dumps(
            {
                "2019-09-09": due(AS_OF),
                # Three weeks around both changes of the clocks.
                "clocks": [
                    due(change + timedelta(days=1, weeks=weeks))
                    for change in (date(2019, 10, 27), date(2026, 3, 29))
                    for weeks in (-2, -1, 0)
                ],
                "csv": from_csv(folder / "by hand"),
                "lists": there_and_back(folder / "lists"),
                "workbook": there_and_back(folder / "lists.xlsx")
                if find_spec("python_calamine")
                else None,
                "timetable": command("timetable", "2019-09-09", "--explain"),
                "check": command("check", str(folder / "by hand"), "--as-of", "2019-09-09"),
            }
        )
