from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest

from jtai.core.validation import LONDON
from jtai.errors import (
    DateTypeError,
    InvalidValueError,
    MissingExtraError,
    UnknownKeyError,
)
from jtai.formats.ical import to_ics
from jtai.guidance.parties import Party
from jtai.guidance.terms import Agency
from jtai.timetable.milestone_dates import Reading
from jtai.timetable.timetable import Timetable
from jtai.timetable.working_days import WorkingCalendar
from tests.timetable.fixed_days import FIXED

GOLDEN = Path(__file__).parent / "golden" / "second_issue.ics"
# Paras 36, 40 to 42, 50, 46 and 40 state no day.
ASSUMED = {
    "contextual_issues",
    "activity_lists",
    "engagement_arrangements",
    "printed_documents",
    "fieldwork_end",
}
STAMP = datetime(2027, 5, 4, 10, 30, 59, 999999, tzinfo=LONDON)
KEY = "Anytown 2027"
KEYS = [row.key for row in FIXED]
MONDAY = date(2027, 5, 10)
FIRST = Timetable.from_notification(MONDAY, milestones=FIXED)
SECOND = Timetable.from_notification(
    MONDAY,
    calendar=WorkingCalendar.england().with_closures({date(2027, 5, 17): "Königin; Krönung, spät"}),
    milestones=FIXED,
)


def ics(timetable: Timetable = FIRST, **options: Any) -> bytes:
    """Return a calendar file with the usual key and stamp."""
    return to_ics(timetable, **{"key": KEY, "stamp": STAMP, **options})


def events(file: bytes) -> dict[str, Any]:
    """Return the events of a file by the key of their milestone."""
    calendar = icalendar.Calendar.from_ical(file)
    found = calendar.walk("VEVENT")
    by_key = {str(event["uid"]).partition(".")[0]: event for event in found}
    assert len(by_key) == len(found)
    return by_key


def unfolded(file: bytes) -> list[str]:
    """Return the lines of a file without folding, which differs between releases of icalendar."""
    return file.replace(b"\r\n ", b"").decode().split("\r\n")


def alarms(event: Any) -> list[timedelta]:
    """Return when each alarm of an event rings, relative to its start."""
    return [alarm["trigger"].dt for alarm in event.walk("VALARM")]


def refused(**options: Any) -> str:
    """Return the message of the error that `to_ics` raises."""
    with pytest.raises(InvalidValueError) as caught:
        ics(**options)
    return str(caught.value)


def test_a_second_issue_is_the_golden_file() -> None:
    """A second issue with every kind of event has the same lines as the reviewed golden file."""
    file = ics(
        SECOND,
        sequence=1,
        before=FIRST,
        only=["notification", "child_lists", "selection_call", "case_documents", "fieldwork_start"],
        cancelled=["selection_call"],
        alarms=(1, 3),
    )
    assert unfolded(file) == unfolded(GOLDEN.read_bytes())


@pytest.mark.parametrize("monday", [date(2019, 10, 14), date(2020, 3, 16), date(2019, 12, 16)])
@pytest.mark.parametrize("reading", Reading)
def test_every_milestone_is_read_back(monday: date, reading: Reading) -> None:
    """Timed events end at their deadline (the notification starts then); the rest are all-day."""
    timetable = Timetable.from_notification(monday, reading=reading)
    found = events(ics(timetable))
    assert list(found) == [milestone.key for milestone in timetable]
    for milestone in timetable:
        event = found[milestone.key]
        start, end = event["dtstart"].dt, event["dtend"].dt
        if milestone.time is None:
            assert type(start) is type(end) is date
            assert (start, end) == (milestone.date, milestone.date + timedelta(days=1))
        else:
            assert (start if milestone.key == "notification" else end) == milestone.due
            assert end.astimezone(UTC) - start.astimezone(UTC) == timedelta(minutes=30)
            assert event["dtstart"].params["TZID"] == "Europe/London"
        title = f"{milestone.title} ({milestone.when})"
        marks = str(event["summary"]).removeprefix(title)
        assert ("optional" in marks) is (milestone.key in {"contextual_issues", "selection_call"})
        assert ("assumed" in marks) is (milestone.key in ASSUMED)
        assert ("provisional" in marks) is milestone.provisional
        assert ("named-days reading: " in marks) is (milestone.later_than is not None)
        assert bool(marks) is bool(milestone.marks)
        assert event["transp"] == "TRANSPARENT"
        assert not {"ATTENDEE", "ORGANIZER", "LOCATION", "URL", "RRULE"} & {*event}
        assert event["categories"].cats == [
            "JTAI",
            *milestone.by,
            *milestone.contributors,
        ]


def test_a_description_has_sender_recipients_and_source() -> None:
    """A description has sender, recipients and source on separate lines, then the explanation."""
    description = str(events(ics())["selection_call"]["description"])
    assert description == (
        "From: lead inspector\n"
        "To: local authority, clinical commissioning group, child and adolescent mental health "
        "services and youth offending team\n"
        "Source: guidance 190035, para 37\n\n"
        f"{FIRST['selection_call'].explain()}"
    )


def test_a_file_states_its_product_and_time_zone() -> None:
    """A calendar file states its product, time zone and name, and is not an invitation."""
    calendar = icalendar.Calendar.from_ical(ics(key="Süd, \\ 2027; b"))
    assert calendar["prodid"] == "-//jtai//Timetable of guidance 190035//EN"
    assert (calendar["version"], calendar["calscale"]) == ("2.0", "GREGORIAN")
    assert calendar["method"] == "PUBLISH"
    assert calendar["x-wr-timezone"] == "Europe/London"
    assert "X-WR-CALNAME:JTAI Süd\\, \\\\ 2027\\; b" in unfolded(ics(key="Süd, \\ 2027; b"))


def test_the_stamp_is_the_callers() -> None:
    """The stamp in the file is the caller's, in UTC and cut to whole seconds."""
    stamps = {line for line in unfolded(ics()) if line.startswith("DTSTAMP")}
    assert stamps == {"DTSTAMP:20270504T093059Z"}


def test_the_clocks_change_as_in_the_time_zone_database() -> None:
    """From 1996 to 2100, the clock changes in the file match those of the time zone database."""
    zone: Any
    (zone,) = icalendar.Calendar.from_ical(ics(only=["meeting_details"])).walk("VTIMEZONE")
    assert not any("RDATE" in rule for rule in zone.subcomponents)
    rules = {
        (str(rule["dtstart"].dt), rule["rrule"].to_ical(), rule["tzoffsetto"].td)
        for rule in zone.subcomponents
    }
    assert rules == {
        ("1996-03-31 01:00:00", b"FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3", timedelta(hours=1)),
        ("1996-10-27 02:00:00", b"FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10", timedelta(0)),
    }
    for year in range(1996, 2101):
        for month, before, after in ((3, 0, 1), (10, 1, 0)):
            last = date(year, month, 31)
            sunday = last - timedelta(days=(last.weekday() + 1) % 7)
            change = datetime.combine(sunday, time(1), UTC)
            offsets = [
                (change + timedelta(minutes=minutes)).astimezone(LONDON).utcoffset()
                for minutes in (-1, 0)
            ]
            assert offsets == [timedelta(hours=before), timedelta(hours=after)], sunday


def test_a_timetable_before_1997_is_refused() -> None:
    """A timetable before 1997 is refused, because the clocks then changed by other rules."""
    calendar = WorkingCalendar.from_holidays("ENG", first_year=1990, last_year=2000)
    old, new = (
        Timetable.from_notification(monday, calendar=calendar)
        for monday in (date(1996, 9, 9), date(1997, 1, 6))
    )
    assert "1997 or later" in refused(timetable=old)
    assert len(events(ics(new))) == 15


def test_lines_are_folded_between_characters() -> None:
    """Lines have at most 75 octets and are never folded within a character."""
    reason = "Schließung \N{EN DASH} " + "é€😀" * 60
    calendar = WorkingCalendar.england().with_closures({date(2027, 5, 12): reason})
    file = ics(Timetable.from_notification(MONDAY, calendar=calendar))
    assert file.endswith(b"END:VCALENDAR\r\n")
    for line in file.removesuffix(b"\r\n").split(b"\r\n"):
        assert len(line) <= 75
        assert "\n" not in line.decode()
    assert reason in str(events(file)["child_lists"]["description"])


@pytest.mark.promise("calendar files")
def test_a_reason_cannot_break_out_of_its_line() -> None:
    """Special characters in the reason for a closure are escaped, so they start no new line."""
    reason = "a:END:VEVENT;b,c\\l"
    calendar = WorkingCalendar.england().with_closures({date(2027, 5, 12): reason})
    file = ics(Timetable.from_notification(MONDAY, calendar=calendar), only=["child_lists"])
    assert file.count(b"\r") == file.count(b"\n") == file.count(b"\r\n")
    description = str(events(file)["child_lists"]["description"])
    assert f"({reason})" in description
    assert len(file.decode().splitlines()) == file.count(b"\n")


# Issues


def test_an_event_keeps_its_identity_when_it_moves() -> None:
    """UIDs are made from key and milestone, so they stay the same when dates move."""
    uids = [
        [str(event["uid"]) for event in events(ics(timetable, sequence=number)).values()]
        for number, timetable in enumerate((FIRST, SECOND))
    ]
    assert uids[0] == uids[1] == [f"{key}.Anytown 2027@milestones.jtai" for key in KEYS]


def test_a_second_issue_says_what_moved_and_why() -> None:
    """In a second issue, moved events state the reason, and all have the higher sequence number."""
    found = events(ics(SECOND, sequence=2, before=FIRST))
    moved = {move.key: move for move in FIRST.compare(SECOND)}
    assert "case_documents" in moved
    for milestone in SECOND:
        event = found[milestone.key]
        assert event["sequence"] == 2
        description = str(event["description"])
        assert description.startswith("Moved from ") is (milestone.key in moved)
    assert str(found["case_documents"]["description"]).startswith(
        "Moved from Tuesday 18 May 2027 to Wednesday 19 May 2027. Monday 17 May 2027 (Königin; "
        "Krönung, spät) is no longer a working day.\n\nFrom: local agencies\n"
    )
    assert found["case_documents"]["dtstart"].dt == date(2027, 5, 19)


def test_a_cancelled_milestone_stays_as_a_cancelled_event() -> None:
    """A cancelled milestone stays in the file, marked as cancelled and without alarms."""
    found = events(ics(SECOND, sequence=1, cancelled=["contextual_issues"], alarms=(1,)))
    assert {key for key, event in found.items() if event["status"] == "CANCELLED"} == {
        "contextual_issues"
    }
    event = found["contextual_issues"]
    assert str(event["summary"]).startswith("Cancelled: Local context")
    assert str(event["description"]).startswith("Cancelled: this will not take place.\n\nFrom: ")
    assert alarms(event) == []


def _before_a_step_was_dropped(dropped: str) -> tuple[Timetable, Timetable]:
    """Return a timetable, and a later one without one of its milestones."""
    table = [entry for entry in FIXED if entry.key != dropped]
    return FIRST, Timetable.from_notification(MONDAY, milestones=table)


def test_a_milestone_that_only_the_issue_before_has_is_cancelled() -> None:
    """A milestone that is only in the timetable before is a cancelled event without alarms."""
    old, new = _before_a_step_was_dropped("meeting_details")
    found = events(ics(new, sequence=1, before=old, alarms=(1,)))
    assert {key for key, event in found.items() if event["status"] == "CANCELLED"} == {
        "meeting_details"
    }
    event = found["meeting_details"]
    assert event["dtstart"].dt == date(2027, 5, 13)
    assert str(event["summary"]).startswith("Cancelled: Details of multi-agency meetings")
    assert str(event["description"]).startswith("Cancelled: this will not take place.\n\nFrom: ")
    assert event["sequence"] == 1
    assert alarms(event) == []
    # Naming it says no more.
    assert ics(new, sequence=1, before=old, cancelled=["meeting_details"]) == ics(
        new, sequence=1, before=old
    )


@pytest.mark.parametrize(
    ("dropped", "options", "there"),
    [
        ("meeting_details", {"only": ["police"]}, True),
        ("activity_lists", {"only": ["police"]}, False),
        ("case_selection", {"only": ["police"]}, True),
        ("case_selection", {"only": ["police"], "provides": True}, False),
        ("activity_lists", {"only": ["child_lists"]}, False),
        ("activity_lists", {"only": ["child_lists"], "cancelled": ["activity_lists"]}, True),
    ],
)
def test_a_selection_has_its_own_cancelled_milestones(
    dropped: str, options: dict[str, Any], *, there: bool
) -> None:
    """A dropped milestone is cancelled where its party is selected, or where it is named."""
    old, new = _before_a_step_was_dropped(dropped)
    found = events(ics(new, sequence=1, before=old, **options))
    assert (dropped in found) is there


def test_a_first_issue_moves_and_cancels_nothing() -> None:
    """A first issue (sequence 0) cannot have moved or cancelled events."""
    for options in ({"before": FIRST}, {"cancelled": ["contextual_issues"]}):
        assert "sequence: 0 is for the first issue" in refused(**options)


def test_only_milestones_in_the_file_can_be_cancelled() -> None:
    """Cancelling a milestone that is not in the file raises an error."""
    for cancelled in (["fieldwork"], ["fieldwork_end"]):
        with pytest.raises(UnknownKeyError, match="one or more of child_lists"):
            ics(sequence=1, only=["child_lists"], cancelled=cancelled)


def test_provisional_events_are_tentative() -> None:
    """Events are tentative if bank holidays that are not yet known could move them."""
    known, open_ = (
        {str(event["status"]) for event in events(ics(timetable)).values()}
        for timetable in (FIRST, Timetable.from_notification(date(2040, 6, 4)))
    )
    assert (known, open_) == ({"CONFIRMED"}, {"TENTATIVE"})


# The selection


@pytest.mark.parametrize(
    ("only", "left_out"),
    [
        (["local agencies"], set()),
        ([Party.LOCAL_AUTHORITY], {"cqc_documents_request"}),
        ([Party.DIRECTOR_OF_CHILDRENS_SERVICES], {"cqc_documents_request"}),
        ([Agency.HEALTH], {"contextual_issues", "activity_lists"}),
        ([Party.CAMHS], {"contextual_issues", "activity_lists"}),
        ({Party.YOT}, {"contextual_issues", "activity_lists", "cqc_documents_request"}),
        (
            [Agency.POLICE],
            {
                "child_lists",
                "contextual_issues",
                "activity_lists",
                "selection_call",
                "cqc_documents_request",
            },
        ),
        ([Party.YOT, Party.CQC], {"contextual_issues", "activity_lists"}),
        ([Party.CQC, Party.YOT], {"contextual_issues", "activity_lists"}),
        ([Party.INSPECTORS], set()),
        ([Party.LEAD_INSPECTOR], {"cqc_documents_request"}),
    ],
)
def test_a_partys_file_has_what_it_owes_and_receives(
    only: Iterable[str], left_out: set[str]
) -> None:
    """A party's file has every milestone for which the party acts or is a recipient."""
    assert [*events(ics(only=only))] == [key for key in KEYS if key not in left_out]


def test_keys_and_parties_add_up() -> None:
    """Keys and parties can be combined; each milestone appears once, in order of time."""
    assert ics(only=["YOT", "la"]) == ics(only=[Party.YOT, Party.LOCAL_AUTHORITY])
    chosen = events(ics(only=["fieldwork_end", "case_selection", Party.CQC, "case_selection"]))
    assert [*chosen] == [
        "case_selection",
        "cqc_documents_request",
        "fieldwork_start",
        "printed_documents",
        "fieldwork_end",
    ]


@pytest.mark.parametrize("only", [[], iter([]), [Agency.NATIONAL_PROBATION_SERVICE]])
def test_an_empty_file_is_refused(only: Iterable[str]) -> None:
    """A selection without milestones is refused, as an empty file would suggest no deadlines."""
    assert "would look as if there were no deadlines" in refused(only=only)


def test_an_unknown_name_is_refused() -> None:
    """The error for a name that is not a milestone, party or agency does not show the name."""
    with pytest.raises(UnknownKeyError, match="youth offending team") as caught:
        ics(only=["child_lists", "Canary"])
    assert "Canary" not in str(caught.value)


@pytest.mark.parametrize("name", ["only", "cancelled", "alarms"])
@pytest.mark.parametrize("value", ["child_lists", 1])
def test_a_single_value_instead_of_a_list_is_refused(name: str, value: object) -> None:
    """A single string or number is refused where a list is expected."""
    assert f"{name}: expected a list, got " in refused(**{name: value, "sequence": 1})


# Alarms


def test_alarms_ring_on_working_days() -> None:
    """An alarm rings at 09:00, the given number of working days before the milestone."""
    timetable = Timetable.from_notification(date(2020, 3, 30))
    found = events(ics(timetable, alarms=(1, 3, 1)))
    for milestone in timetable:
        event = found[milestone.key]
        start = event["dtstart"].dt
        start = start if isinstance(start, datetime) else datetime.combine(start, time.min)
        rings = [start.replace(tzinfo=None) + span for span in alarms(event)]
        days = [timetable.calendar.add(milestone.date, -number) for number in (1, 3)]
        assert rings == (
            []
            if milestone.key == "notification"
            else [datetime.combine(day, time(9)) for day in days]
        ), milestone
    fieldwork = found["fieldwork_start"]
    assert fieldwork["dtstart"].dt == date(2020, 4, 15)
    assert alarms(fieldwork) == [-timedelta(hours=15), -timedelta(days=6, hours=15)]
    first, _ = fieldwork.walk("VALARM")
    assert first["action"] == "DISPLAY"
    assert str(first["description"]) == (
        "In 1 working day: Fieldwork begins (that day) (not Monday, week three)"
    )
    # Every version of Outlook reads durations.
    assert b"TRIGGER:-P6DT15H\r\n" in ics(timetable, alarms=(3,), only=["fieldwork_start"])


def test_alarms_may_ring_at_another_time() -> None:
    """The caller can choose the time of day at which alarms ring."""
    (event,) = events(ics(only=["child_lists"], alarms=[1], alarm_at=time(16, 45))).values()
    assert alarms(event) == [-timedelta(hours=15, minutes=45)]


def test_an_alarm_before_the_notification_is_refused() -> None:
    """An alarm before the notification day is refused, with an error for each such milestone."""
    message = refused(alarms=(1, 4))
    early = sum(0 < entry.offset < 4 for entry in FIXED)
    assert f"{early} errors" in message
    assert "4 working days before child_lists would come before the notification day" in message
    assert "expected at most 3 working days for it" in message
    assert len(events(ics(alarms=(3,)))) == 15
    assert len(events(ics(alarms=(4,), only=["case_selection", "notification"]))) == 2
    alone = refused(alarms=(1,), only=["notification"])
    assert "1 working day before notification" in alone
    assert "expected no alarm for it" in alone


def test_an_alarm_before_the_notification_on_its_day_is_refused() -> None:
    """On the notification day, an alarm before the notification at 09:00 is refused."""
    # Lists are due on working day 3, so an alarm 3 working days before is on the notification day.
    early: dict[str, Any] = {"alarms": (3,), "only": ["child_lists"]}
    for clock in (time(0, 30), time(8, 59)):
        assert refused(alarm_at=clock, **early) == (
            f"alarms: an alarm 3 working days before child_lists at {clock:%H:%M} would come "
            f"before the notification, when nobody knows of the inspection; expected at most 2 "
            "working days for it "
            f"at {clock:%H:%M}; use fewer working days, or make a separate file with only="
        )
    (event,) = events(ics(alarm_at=time(9), **early)).values()
    assert alarms(event) == [-timedelta(days=2, hours=23, minutes=30)]
    assert len(events(ics(alarm_at=time(0, 30), alarms=(2,), only=["child_lists"]))) == 1
    # A milestone on the day after cannot have an alarm.
    day_after = Timetable.from_notification(
        date(2019, 9, 11), any_weekday=True, reading=Reading.NAMED_DAYS, milestones=FIXED
    )
    message = refused(timetable=day_after, alarm_at=time(8), alarms=(1,), only=["child_lists"])
    assert "expected no alarm for it at 08:00" in message


def test_the_earliest_alarm_depends_on_working_days() -> None:
    """A milestone on the day after notification can have an alarm 1 working day before, not 2."""
    timetable = Timetable.from_notification(
        date(2019, 9, 11), any_weekday=True, reading=Reading.NAMED_DAYS, milestones=FIXED
    )
    lists = ["child_lists"]
    (event,) = events(ics(timetable, alarms=(1,), only=lists)).values()
    assert alarms(event) == [-timedelta(hours=23, minutes=30)]
    assert "at most 1 working day for it" in refused(timetable=timetable, alarms=(2,), only=lists)


# What is refused


@pytest.mark.parametrize("other", [None, "2019-09-09", date(2019, 9, 9)])
def test_only_a_timetable_is_written(other: Any) -> None:
    """A value that is not a timetable is refused, as the timetable and as `before`."""
    assert "expected a Timetable, such as Timetable.from_notification" in refused(timetable=other)
    if other is not None:
        said = refused(before=other, sequence=1)
        assert said.startswith("before: ")
        assert "expected a Timetable, such as Timetable.from_notification" in said


@pytest.mark.parametrize("name", ["only", "cancelled"])
@pytest.mark.parametrize("value", [["child_lists"], {}, 7, None, b"child_lists"])
def test_a_name_that_is_not_a_string_is_refused(name: str, value: Any) -> None:
    """A name that is not a string is refused like any other unknown name."""
    options: dict[str, Any] = {name: [value], "sequence": 1}
    with pytest.raises(
        UnknownKeyError, match="^(only.0.: unknown milestone|cancelled: this milestone is not)"
    ):
        ics(**options)


@pytest.mark.parametrize("sequence", [2**31, 202705100900])
def test_a_sequence_above_the_limit_is_refused(sequence: int) -> None:
    """A sequence number above 2147483647, the limit of the format, is refused."""
    message = refused(sequence=sequence)
    assert message.startswith("sequence: ")
    assert "too large; expected a whole number, 0 or more, 2147483647 or less" in message


def test_the_largest_sequence_is_written() -> None:
    """The largest sequence number of the format, 2147483647, is accepted."""
    (event,) = events(ics(sequence=2147483647, only=["child_lists"])).values()
    assert event["sequence"] == 2147483647


def test_a_stamp_after_the_year_9999_in_utc_is_refused() -> None:
    """A stamp that is after the year 9999 in UTC is refused."""
    west = datetime(9999, 12, 31, 23, tzinfo=dt.timezone(timedelta(hours=-5)))
    with pytest.raises(DateTypeError, match="stamp: this moment is outside the years"):
        ics(stamp=west)


@pytest.mark.parametrize(
    "key",
    ["", " ", " a", "a ", "a\nb", "a\x00", "a\x85", "a\u2028", "a\ud800", "é" * 101, 7, None],
)
def test_a_key_is_one_line_of_text(key: object) -> None:
    """A key is one line of at most 200 bytes without outer spaces; a refused key is not shown."""
    message = refused(key=key)
    assert message == (
        "key: not a valid key of an inspection; expected one line of text, without spaces at the "
        "start or end, of at most 200 bytes in UTF-8; use the area and the year, for example "
        '"Anytown 2019", and never name a child'
    )


def test_the_longest_key_makes_a_uid_of_at_most_255_octets() -> None:
    """Even with the longest key, no UID is longer than 255 octets."""
    found = events(ics(key="é" * 100))
    assert max(len(str(event["uid"]).encode()) for event in found.values()) <= 255


@pytest.mark.parametrize(
    "options",
    [
        {"sequence": -1},
        {"sequence": True},
        {"sequence": "1"},
        {"alarms": [0]},
        {"alarms": [-1]},
        {"alarms": [1.0]},
        {"alarms": [2**31]},
        {"alarm_at": "09:00"},
        {"alarm_at": time(9, tzinfo=UTC)},
        {"alarm_at": time(9, 0, 1)},
        {"alarm_at": time(9, 0, 0, 1)},
    ],
)
def test_numbers_and_times_are_checked(options: dict[str, object]) -> None:
    """An invalid sequence, alarm or alarm time is refused, and the error names the argument."""
    (name,) = options
    assert refused(**options).startswith(f"{name}: ")


@pytest.mark.parametrize("stamp", [datetime(2019, 9, 9), date(2019, 9, 9), None, "2019-09-09"])  # noqa: DTZ001 - refused for that
def test_a_stamp_has_a_time_zone(stamp: object) -> None:
    """The stamp must be a datetime with a time zone."""
    with pytest.raises(DateTypeError, match="stamp"):
        ics(stamp=stamp)


def test_without_icalendar_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """If icalendar is not installed, the error says what to install."""
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(MissingExtraError, match="pip install icalendar"):
        ics()


SCRIPT = """
import sys
from datetime import UTC, date, datetime
from jtai.formats.ical import to_ics
from jtai.timetable.timetable import Timetable
timetable = Timetable.from_notification(date(2027, 5, 10))
only = {"fieldwork_end", "child_lists", "youth offending team", "health partners", "notification"}
file = to_ics(
    timetable,
    key="A",
    stamp=datetime(2027, 5, 4, tzinfo=UTC),
    only=only,
    cancelled={"selection_call", "case_selection"},
    sequence=1,
    alarms=[3, 1],
)
sys.stdout.buffer.write(file)
"""


def test_equal_input_gives_equal_bytes() -> None:
    """The same input gives the same bytes, whatever the hash seed and the system's time zone."""
    files = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            check=True,
            capture_output=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "America/New_York"))
    }
    assert len(files) == 1
    assert files != {b""}


def test_the_time_zone_of_the_stamp_does_not_matter() -> None:
    """The same moment in another time zone gives the same file."""
    east = STAMP.astimezone(dt.timezone(timedelta(hours=9)))
    assert ics(stamp=east) == ics()


def test_a_file_can_leave_out_what_an_agency_only_receives() -> None:
    """With `provides`, a file has the six milestones that the police provide jointly."""
    assert ics(only=["police"], provides=True).count(b"BEGIN:VEVENT") == 6


@pytest.mark.guidance("para 22")
def test_a_file_for_an_agency_without_milestones_is_refused() -> None:
    """A calendar file for an agency without milestones is refused."""
    with pytest.raises(InvalidValueError, match="no milestone is selected"):
        ics(only=["NPS"])
