from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import icalendar
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from jtai.core.validation import LONDON
from jtai.formats.ical import to_ics
from jtai.guidance.milestones import MILESTONES
from jtai.timetable.milestone_dates import Reading
from jtai.timetable.timetable import Timetable
from jtai.timetable.working_days import WorkingCalendar
from tests.timetable.strategies import calendars, mondays

STAMP = datetime(2019, 9, 9, 8, tzinfo=UTC)
readings = st.sampled_from(Reading)
# Reading a file back takes much longer than writing it.
few = settings(max_examples=20)


def _events(timetable: Timetable, **options: Any) -> dict[str, Any]:
    file = to_ics(timetable, key="A", stamp=STAMP, **options)
    found = icalendar.Calendar.from_ical(file).walk("VEVENT")
    by_uid = {str(event["uid"]): event for event in found}
    assert len(by_uid) == len(found)
    return by_uid


@few
@given(mondays, calendars, readings)
def test_every_milestone_is_one_event(
    monday: date, calendar: WorkingCalendar, reading: Reading
) -> None:
    """Each milestone is exactly one event, with the right date, time and alarm."""
    assume(calendar.is_working_day(monday))
    timetable = Timetable.from_notification(monday, calendar=calendar, reading=reading)
    found = _events(timetable, alarms=(1,))
    assert len(found) == len(MILESTONES)
    starts = []
    for milestone in timetable:
        event = found[f"{milestone.key}.A@milestones.jtai"]
        start, end = event["dtstart"].dt, event["dtend"].dt
        if milestone.time is None:
            assert (start, end) == (milestone.date, milestone.date + timedelta(days=1))
            start = datetime.combine(start, time.min)
        else:
            moment = start if milestone.key == "notification" else end
            assert moment.astimezone(UTC) == milestone.due.astimezone(UTC)
            assert moment.utcoffset() == milestone.due.utcoffset()
        starts.append(start.date())
        rings = [start.replace(tzinfo=None) + alarm["trigger"].dt for alarm in event.walk("VALARM")]
        if milestone.key == "notification":
            assert rings == []
        else:
            assert rings == [datetime.combine(calendar.add(milestone.date, -1), time(9))]
    assert starts == sorted(starts)


@pytest.mark.exhaustive
@few
@given(mondays, mondays, calendars, readings, readings)
def test_a_second_issue_replaces_the_first(
    monday: date, later: date, calendar: WorkingCalendar, reading: Reading, other: Reading
) -> None:
    """A second issue has the same UIDs, the next number and the new dates, and says what moved."""
    assume(calendar.is_working_day(monday) and calendar.is_working_day(later))
    first = Timetable.from_notification(monday, calendar=calendar, reading=reading)
    second = Timetable.from_notification(later, calendar=calendar, reading=other)
    before, after = _events(first), _events(second, sequence=1, before=first)
    assert {*before} == {*after}
    moved = {move.key for move in first.compare(second)}
    for milestone in second:
        event = after[f"{milestone.key}.A@milestones.jtai"]
        assert event["sequence"] == 1
        start = event["dtstart"].dt
        day = start.astimezone(LONDON).date() if isinstance(start, datetime) else start
        assert day == milestone.date
        assert ("Moved from" in str(event["description"])) is (milestone.key in moved)
