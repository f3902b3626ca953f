"""The titles of list 1 and a correct row of it, for tests of rows that are shifted or not used."""

from __future__ import annotations

import datetime as dt

from jtai.guidance.columns import AUGUST_2019

TITLES = [column.title for column in AUGUST_2019.lists[0].columns]
ROW: list[object] = [
    "A1",
    "b) Female",
    "a) WBRI",
    dt.date(2007, 5, 1),
    12,
    dt.date(2019, 6, 3),
    "q) 6: Police",
]
