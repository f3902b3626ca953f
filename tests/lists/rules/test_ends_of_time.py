from __future__ import annotations

import datetime as dt
import random

import pytest

from jtai.lists.submission import Submission
from tests.lists.rules.correct_area import AS_OF, area, sheets

ENDS = (
    dt.date.min,
    dt.date.min + dt.timedelta(1),
    dt.date(1, 12, 31),
    dt.date.max - dt.timedelta(1),
    dt.date.max,
    dt.datetime.min.replace(tzinfo=dt.UTC),
    dt.datetime.max.replace(tzinfo=dt.UTC),
    dt.datetime.min.replace(tzinfo=dt.timezone(dt.timedelta(hours=14))),
    dt.datetime.max.replace(tzinfo=dt.timezone(-dt.timedelta(hours=14))),
    "0001-01-01T00:00+14:00",
    "9999-12-31T23:59-14:00",
    "31/12/9999",
)


@pytest.mark.no_cover
@pytest.mark.parametrize("end", ENDS, ids=str)
@pytest.mark.parametrize("share", [1.0, 0.5, 0.1])
@pytest.mark.parametrize("as_of", [AS_OF, dt.date(2, 1, 1), dt.date(9998, 12, 31)])
def test_no_rule_fails_at_the_ends_of_the_calendar(
    end: object, share: float, as_of: dt.date
) -> None:
    """No rule fails on the first or last days of the calendar, which systems use for "no date"."""
    chance = random.Random(f"{end} {share}")  # noqa: S311 - not a secret
    lists = area()
    for rows in lists.values():
        for row in rows:
            for key, cell in row.items():
                if isinstance(cell, dt.date) and chance.random() <= share:
                    row[key] = end
    submission = Submission.from_sheets(sheets(lists))
    assert submission.check(as_of=as_of).crashed == ()
    submission.cohort(as_of=as_of)
