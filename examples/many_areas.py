"""Check the lists of many areas in parallel. Every area and child is synthetic.

Each area's lists are a workbook; each is read and checked in a separate process, and only the
reports come back. Run it with ``python examples/many_areas.py``. Any `concurrent.futures.Executor`
works; where Dask is installed, ``distributed.Client().get_executor()`` is one, on many machines.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import jtai
from jtai.testing import synthetic_lists

AS_OF = dt.date(2019, 9, 9)
AREAS = 153


def check(file: Path) -> jtai.Report:
    """Return the report on the workbook of one area."""
    return jtai.read_lists(file).check(as_of=AS_OF)


def check_all(files: Iterable[Path], executor: Executor) -> Iterator[jtai.Report]:
    """Return the reports in the order of the files."""
    # One task for each file: Dask's executor ignores `chunksize`.
    return executor.map(check, files)


def main() -> None:
    """Write the synthetic workbooks, check all of them in parallel, and count the problems."""
    with TemporaryDirectory() as folder:
        files = [Path(folder, f"area-{number:03}.xlsx") for number in range(AREAS)]
        for number, file in enumerate(files):
            lists = synthetic_lists(30, seed=number, as_of=AS_OF, defects=("end-before-start",))
            jtai.write_lists(lists, file)
        with ProcessPoolExecutor() as executor:
            reports = [*check_all(files, executor)]
        totals: Counter[str] = Counter()
        for report in reports:
            totals.update(report.counts("rule"))
        print(f"{len(reports)} areas, {sum(rows for r in reports for _, rows in r.rows):,} rows")
        for rule, number in totals.most_common():
            print(f"{rule}: {number}")
        print(f"The same as one by one: {reports == [*map(check, files)]}")


if __name__ == "__main__":
    main()
