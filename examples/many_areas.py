"""Check the lists of many areas side by side, on Dask. Every area and child is made up.

Lists and rules pickle, so that any engine can hand them to other processes. Each area's report is
the same as if it were checked alone. Run it with ``python examples/many_areas.py``; it needs
``pip install dask``.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter

from dask.base import compute
from dask.delayed import delayed

import jtai
from jtai.testing import synthetic_lists

AS_OF = dt.date(2019, 9, 9)
AREAS = 153


def check(area: int) -> jtai.Report:
    """Check the lists of one area; here they are made, elsewhere they would be read."""
    lists = synthetic_lists(30, seed=area, as_of=AS_OF, defects=("end-before-start",))
    return lists.check(as_of=AS_OF)


def main() -> None:
    """Check all areas twice, side by side and one by one, and count what was found."""
    work = [delayed(check)(area) for area in range(AREAS)]
    reports: tuple[jtai.Report, ...]
    reports = compute(*work, scheduler="processes", num_workers=2)  # type: ignore[no-untyped-call]

    totals: Counter[str] = Counter()
    for report in reports:
        totals.update(report.counts("rule"))
    print(f"{len(reports)} areas, {sum(rows for r in reports for _, rows in r.rows):,} rows")
    for rule, number in totals.most_common():
        print(f"{rule}: {number}")
    alone = [check(area) for area in range(AREAS)]
    print(f"The same as one by one: {list(reports) == alone}")


if __name__ == "__main__":
    main()
