"""Print calendar files and the records of their milestones, which read_calendars.mjs compares.

The cases are timetables around clock changes, in both readings: as first issued, and as issued
again after a closure, with one event cancelled.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from jtai import Reading, Timetable, WorkingCalendar, to_ics

KEY = "Ågård, north; 2019"
REASON = "Fermeture « générale »; a, b\\c \N{EN DASH} " + "é" * 80
STAMP = datetime(2019, 9, 9, 8, tzinfo=UTC)
CHANGES = (date(2019, 10, 28), date(2020, 3, 30), date(2026, 10, 26), date(2027, 3, 29))


def case(timetable: Timetable, *, sequence: int, cancelled: str = "", **issue: Any) -> Any:
    """Return a calendar file with a description and the records of its milestones."""
    issue |= {"sequence": sequence, "cancelled": [cancelled] if cancelled else ()}
    records = [
        {
            **milestone.to_record(),
            "uid": f"{milestone.key}.{KEY}@milestones.jtai",
            "when": milestone.when,
            "marks": f" ({'; '.join(milestone.marks)})" if milestone.marks else "",
            "explanation": milestone.explain(),
            "alarms": [f"{timetable.calendar.add(milestone.date, -days)} 09:00" for days in (1, 2)],
        }
        for milestone in timetable
    ]
    text = to_ics(timetable, key=KEY, stamp=STAMP, alarms=(1, 2), **issue).decode()
    return {"text": text, "records": records, "sequence": sequence, "cancelled": cancelled}


def cases() -> Iterator[Any]:
    """Return all cases."""
    england = WorkingCalendar.england()
    around = [change + timedelta(weeks=weeks) for change in CHANGES for weeks in range(-3, 2)]
    for monday in filter(england.is_working_day, [*around, date(2019, 12, 16), date(2040, 6, 4)]):
        closed = england.with_closures({monday + timedelta(days=2): REASON})
        for reading in Reading:
            first = Timetable.from_notification(monday, reading=reading)
            second = Timetable.from_notification(monday, reading=reading, calendar=closed)
            yield case(first, sequence=0)
            yield case(second, sequence=1, cancelled="selection_call", before=first)


if __name__ == "__main__":
    print(json.dumps([*cases()], default=str))
