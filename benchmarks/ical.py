"""Compare calendar files with `icalendar`: `python benchmarks/ical.py`.

The same events are built with `icalendar`, once with the library's descriptions and once with
descriptions that are ready. All take turns in one process for several rounds. The medians are
printed, and the library's as a multiple of each. Install the packages with ``pip install
".[bench]"``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import icalendar
from timing import compare

import jtai
from jtai.formats.ical import to_ics

MONDAY = date(2019, 9, 9)
STAMP = datetime(2019, 9, 9, 8, tzinfo=UTC)
KEY = "Anytown 2019"
HOUR = timedelta(hours=1)
TIMETABLE = jtai.Timetable.from_notification(MONDAY)


def words(milestone: jtai.Milestone) -> str:
    """Return the description of an event."""
    by, to = (" and ".join(parties) for parties in (milestone.by, milestone.to))
    return f"From: {by}\nTo: {to}\nSource: {milestone.reference}\n\n{milestone.explain()}"


READY = {milestone.key: words(milestone) for milestone in TIMETABLE}


def by_hand(describe: Callable[[jtai.Milestone], str]) -> bytes:
    """Build the same calendar with `icalendar`."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//by hand//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    zone = icalendar.Timezone()
    zone.add("tzid", "Europe/London")
    for kind, name, month, offset_before, offset in (
        (icalendar.TimezoneDaylight, "BST", 3, 0 * HOUR, HOUR),
        (icalendar.TimezoneStandard, "GMT", 10, HOUR, 0 * HOUR),
    ):
        rule = kind()
        rule.add("dtstart", datetime(1996, month, 27))  # noqa: DTZ001 - a time zone's own time
        rule.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        rule.add("tzoffsetfrom", offset_before)
        rule.add("tzoffsetto", offset)
        rule.add("tzname", name)
        zone.add_component(rule)
    calendar.add_component(zone)
    for milestone in TIMETABLE:
        event = icalendar.Event()
        event.add("uid", f"{milestone.key}@{KEY}")
        event.add("dtstamp", STAMP)
        event.add("sequence", 0)
        event.add("status", "CONFIRMED")
        if milestone.time is None:
            event.add("dtstart", milestone.date)
            event.add("dtend", milestone.date + timedelta(days=1))
        else:
            event.add("dtstart", milestone.due - timedelta(minutes=30))
            event.add("dtend", milestone.due)
        event.add("summary", milestone.title)
        event.add("description", describe(milestone))
        event.add("categories", ["JTAI", *milestone.by])
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    file: bytes = calendar.to_ical(sorted=False)
    return file


def main() -> None:
    """Print the comparison."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--number", type=int, default=20, help="files of each kind in a round")
    parser.add_argument("--rounds", type=int, default=25, help="rounds")
    arguments = parser.parse_args()
    number: int = arguments.number
    print(f"Python {sys.version.split()[0]}, icalendar {icalendar.__version__}")
    compare(
        f"{number} timetables as calendar files",
        {
            "jtai: to_ics": lambda: [
                to_ics(TIMETABLE, key=KEY, stamp=STAMP) for _ in range(number)
            ],
            "icalendar by hand, the same words": lambda: [by_hand(words) for _ in range(number)],
            "icalendar by hand, words ready": lambda: [
                by_hand(lambda milestone: READY[milestone.key]) for _ in range(number)
            ],
        },
        number=number,
        rounds=arguments.rounds,
    )


if __name__ == "__main__":
    main()
