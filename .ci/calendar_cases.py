"""Write calendar files, and what a reader must see in them, for read_calendars.mjs to compare.

The cases are timetables around changes of the clocks, in both readings, each once as it is and once
moved by a closure with one event cancelled. What is expected comes from the timetables.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from jtai import Milestone, Reading, Timetable, WorkingCalendar, to_ics

LONDON = ZoneInfo("Europe/London")
BLOCK = timedelta(minutes=30)
ALARMS = (1, 2)
KEY = "Ågård, north; 2019"
REASON = "Fermeture « générale »; a, b\\c \N{EN DASH} " + "é" * 80
CHANGES = (date(2019, 10, 28), date(2020, 3, 30), date(2026, 10, 26), date(2027, 3, 29))


def instant(moment: datetime) -> str:
    """Return a moment as JavaScript writes it."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.000Z"


def expected(
    milestone: Milestone, calendar: WorkingCalendar, *, sequence: int, cancelled: bool
) -> dict[str, Any]:
    """Return what a reader must see of a milestone."""
    title = f"{milestone.title} ({milestone.when})"
    start, end = str(milestone.date), str(milestone.date + timedelta(days=1))
    if milestone.time is not None:
        first = milestone.due if milestone.key == "notification" else milestone.due - BLOCK
        start, end = instant(first), instant(first + BLOCK)
    alarms = [
        instant(datetime.combine(calendar.add(milestone.date, -days), time(9), LONDON))
        for days in ALARMS
        if milestone.key != "notification" and not cancelled
    ]
    status = "TENTATIVE" if milestone.provisional else "CONFIRMED"
    return {
        "uid": f"{milestone.key}.{KEY}@milestones.jtai",
        "sequence": sequence,
        "status": "CANCELLED" if cancelled else status,
        "summary": f"Cancelled: {title}" if cancelled else title,
        "explanation": milestone.explain(),
        "categories": ["JTAI", *milestone.by, *milestone.contributors],
        "start": start,
        "end": end,
        "alarms": alarms,
    }


def case(timetable: Timetable, calendar: WorkingCalendar, **issue: Any) -> dict[str, Any]:
    """Return a calendar file and what is expected of it."""
    off, sequence = issue.get("cancelled", ()), issue.get("sequence", 0)
    return {
        "name": f"{timetable!r} {sequence}",
        "text": to_ics(
            timetable, key=KEY, stamp=datetime(2019, 9, 9, 8, tzinfo=UTC), alarms=ALARMS, **issue
        ).decode(),
        "expected": [
            expected(one, calendar, sequence=sequence, cancelled=one.key in off)
            for one in timetable
        ],
    }


def cases() -> Iterator[dict[str, Any]]:
    """Return every case."""
    england = WorkingCalendar.england()
    around = [change + timedelta(weeks=weeks) for change in CHANGES for weeks in range(-3, 2)]
    for monday in filter(england.is_working_day, [*around, date(2019, 12, 16), date(2040, 6, 4)]):
        closed = england.with_closures({monday + timedelta(days=2): REASON})
        for reading in Reading:
            first = Timetable.from_notification(monday, reading=reading)
            second = Timetable.from_notification(monday, reading=reading, calendar=closed)
            yield case(first, england)
            yield case(second, closed, sequence=1, before=first, cancelled=("selection_call",))


if __name__ == "__main__":
    json.dump([*cases()], sys.stdout)
