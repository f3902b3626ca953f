"""Check the lists of many areas in parallel.

Run ``python examples/many_areas.py FOLDER`` to check every workbook in a folder. Without a folder,
it uses synthetic areas. Each file is read and checked in a separate process, which returns only the
report, without the contents of cells.

Any `concurrent.futures.Executor` works without change. With Dask, that is
``distributed.Client().get_executor()``, on one machine or many.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import jtai
from jtai.testing import synthetic_lists

AS_OF = dt.date(2019, 9, 9)
AREAS = 12


def check(file: Path) -> jtai.Report | str:
    """Return the report on the workbook of one area, or why it could not be read."""
    try:
        return jtai.read_lists(file).check(as_of=AS_OF)
    except jtai.JtaiError as error:
        # A damaged file does not stop the others. The error contains no children's data.
        return str(error)


def check_all(
    files: Iterable[Path], executor: Executor
) -> Iterator[tuple[Path, jtai.Report | str]]:
    """Yield each file with its report, in the order of the files."""
    files = [*files]
    # One task for each file: Dask's executor ignores `chunksize`.
    return zip(files, executor.map(check, files), strict=True)


def write_areas(folder: Path) -> None:
    """Write the workbooks of synthetic areas, and one file that is not a workbook."""
    for number in range(AREAS):
        lists = synthetic_lists(30, seed=number, as_of=AS_OF, defects=("end-before-start",))
        jtai.write_lists(lists, folder / f"area-{number:03}.xlsx")
    (folder / "damaged.xlsx").write_text("not a workbook", encoding="utf-8")


def check_folder(folder: Path, executor: Executor) -> None:
    """Print the number of problems by rule, and the files that could not be read."""
    totals: Counter[str] = Counter()
    areas = rows = 0
    for file, report in check_all(sorted(folder.glob("*.xlsx")), executor):
        if isinstance(report, str):
            print(f"{file.name}: {report}")
            continue
        areas += 1
        rows += sum(number for _, number in report.rows)
        totals.update(report.counts("rule"))
    print(f"{areas} areas, {rows:,} rows")
    for rule, number in totals.most_common():
        print(f"{rule}: {number}")


def main(arguments: list[str]) -> None:
    """Check a folder, or synthetic areas."""
    with ProcessPoolExecutor() as executor:
        if arguments:
            check_folder(Path(arguments[0]), executor)
            return
        with TemporaryDirectory() as folder:
            write_areas(Path(folder))
            check_folder(Path(folder), executor)


if __name__ == "__main__":
    main(sys.argv[1:])
