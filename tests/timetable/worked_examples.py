"""Worked examples of the two readings, as a practitioner would write them on paper.

Each row: the notification Monday, then the dates of working days +3, +4, +6, +8, +9, +10 and +14
in the working-days reading. The first two are inspections that took place, with their published
fieldwork weeks.
"""

from __future__ import annotations

from datetime import date

OFFSETS = (3, 4, 6, 8, 9, 10, 14)

ENGLAND = {
    # Fieldwork in the week of 23 September 2019.
    "2019-09-09": "2019-09-12 2019-09-13 2019-09-17 2019-09-19 2019-09-20 2019-09-23 2019-09-27",
    # Fieldwork from 18 to 22 November 2019.
    "2019-11-04": "2019-11-07 2019-11-08 2019-11-12 2019-11-14 2019-11-15 2019-11-18 2019-11-22",
    # Over Christmas and New Year.
    "2019-12-16": "2019-12-19 2019-12-20 2019-12-24 2019-12-30 2019-12-31 2020-01-02 2020-01-08",
    # Over Easter.
    "2020-04-06": "2020-04-09 2020-04-14 2020-04-16 2020-04-20 2020-04-21 2020-04-22 2020-04-28",
    # Over the Platinum Jubilee.
    "2022-05-23": "2022-05-26 2022-05-27 2022-05-31 2022-06-06 2022-06-07 2022-06-08 2022-06-14",
    # With the state funeral on 19 September 2022.
    "2022-09-05": "2022-09-08 2022-09-09 2022-09-13 2022-09-15 2022-09-16 2022-09-20 2022-09-26",
}

# The same notification before 9 September 2022, when the funeral was proclaimed.
BEFORE_PROCLAMATION = {
    "2022-09-05": "2022-09-08 2022-09-09 2022-09-13 2022-09-15 2022-09-16 2022-09-19 2022-09-23",
}
FUNERAL = date(2022, 9, 19)

# Dates in the named-days reading, where the readings differ: lists, selection, case documents,
# joint evaluations and engagement arrangements, then the first day of fieldwork.
NAMED = {
    "2019-12-16": "2019-12-19 2019-12-20 2019-12-24 2019-12-27 2019-12-27 2020-01-02",
    # Lists and selection on one day.
    "2019-12-23": "2019-12-27 2019-12-27 2019-12-31 2020-01-02 2020-01-03 2020-01-09",
    # Selection and case documents on one day.
    "2020-04-06": "2020-04-09 2020-04-14 2020-04-14 2020-04-16 2020-04-17 2020-04-22",
    # Thursday and Friday of week two are bank holidays.
    "2022-05-23": "2022-05-26 2022-05-27 2022-05-31 2022-06-06 2022-06-01 2022-06-08",
}
NAMED_KEYS = (
    "child_lists",
    "case_selection",
    "case_documents",
    "joint_evaluations",
    "engagement_arrangements",
    "fieldwork_start",
)


def as_dates(text: str) -> list[date]:
    """Read the dates of a row."""
    return [date.fromisoformat(day) for day in text.split()]
