"""Measure marked copies: `python benchmarks/marked.py`, or with `--rows 20000` for a shorter list.

A list 8 in which every tenth row has a problem is written as a marked copy, completely and with
only the rows that have problems. `write_lists` shows how much of the time writing a workbook takes.
All take turns in one process, and the medians of processor time are printed.
"""

from __future__ import annotations

import argparse
import datetime as dt
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from timing import compare

from jtai.formats.writing.lists import write_lists
from jtai.formats.writing.marked_copy import write_marked
from jtai.guidance.columns import AUGUST_2019
from jtai.lists.reading.sheets import RawSheet
from jtai.lists.submission import Submission
from jtai.testing.areas import synthetic_sheets

AS_OF = dt.date(2019, 9, 9)
LIST_8 = next(layout for layout in AUGUST_2019.lists if layout.number == 8)  # noqa: PLR2004 - list 8
GENDER = next(at for at, column in enumerate(LIST_8.columns) if column.key == "gender")


def one_in_ten(number: int) -> RawSheet:
    """Return list 8 with this many rows; every tenth has an unknown code of gender."""
    (sheet,) = (one for one in synthetic_sheets(2_500) if one.name == LIST_8.sheet)
    titles, some = list(sheet.rows[:2]), sheet.rows[2:]
    rows = []
    for at in range(number):
        row = list(some[at % len(some)])
        row[0] = f"FICT-{at:07}"
        if at % 10 == 0:
            row[GENDER] = "q) None of these"
        rows.append(row)
    return RawSheet(name=LIST_8.sheet, rows=[*titles, *rows])


def main() -> None:
    """Print the measurements as a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    lists = Submission.from_sheets([one_in_ten(arguments.rows)])
    report = lists.check(as_of=AS_OF)
    bad = len({problem.row for problem in report.problems if problem.row is not None})
    print(f"{arguments.rows:,} rows, {bad:,} of them with {len(report.problems):,} problems")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "copy.xlsx"
        ways: dict[str, Callable[[], None]] = {
            "write_marked, only_problems": lambda: write_marked(
                lists, report, path, overwrite=True, only_problems=True
            ),
            "write_marked": lambda: write_marked(lists, report, path, overwrite=True),
            "write_lists": lambda: write_lists(lists, path, overwrite=True),
        }
        compare(
            "A list as a workbook",
            ways,
            number=arguments.rows,
            rounds=arguments.rounds,
            clock=time.process_time,
        )


if __name__ == "__main__":
    main()
