"""Calendar files for Outlook and other programs (iCalendar, https://www.rfc-editor.org/rfc/rfc5545).

Invariant: a file contains the milestones of a timetable and no child, person or address. The same
arguments return the same bytes, because the caller supplies what identifies and dates an issue.
Only this module imports `icalendar`, and only when a file is written.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

import attrs

from jtai.core.citation import Document
from jtai.core.english import counted
from jtai.core.english_dates import long_date
from jtai.core.errors import extra
from jtai.core.validation import aware_moment, did_you_mean, is_line, several, whole
from jtai.errors import Fault, InvalidValueError, UnknownKeyError
from jtai.guidance.entries.time_entries import Qualifier
from jtai.timetable.comparison import Move
from jtai.timetable.milestone import Milestone
from jtai.timetable.parties import concerns, party_words
from jtai.timetable.selected import Selected, selected
from jtai.timetable.timetable import Timetable, checked_timetable

if TYPE_CHECKING:
    import icalendar

_ZONE: Final = "Europe/London"
_DOMAIN: Final = "milestones.jtai"
# From 1997 the clocks change on the last Sundays of March and October, which is the only rule in
# the file; `tests/formats/test_ical.py` compares it with the time zone database.
_FIRST_YEAR: Final = 1997
_SUMMER: Final = dt.datetime(1996, 3, 31, 1)  # noqa: DTZ001 - a time zone is stated in its own time
_WINTER: Final = dt.datetime(1996, 10, 27, 2)  # noqa: DTZ001 - likewise
_HOUR: Final = dt.timedelta(hours=1)
_NOUGHT: Final = dt.timedelta()
# Outlook draws an event of no length as if it started at its time, so that a deadline looks later
# than it is. A block that ends at the deadline does not.
_BLOCK: Final = dt.timedelta(minutes=30)
_DAY: Final = dt.timedelta(days=1)
# Every program must accept a UID of 255 octets (RFC 5545, section 3.8.4.7, as updated by RFC 7986);
# the milestone's key needs the rest.
_LONGEST_KEY: Final = 200
# Numbers of iCalendar have 32 bits (RFC 5545, section 3.3.8).
_LARGEST: Final = 2**31 - 1
_NOTIFICATION: Final = "notification"


def to_ics(
    timetable: Timetable,
    *,
    key: str,
    stamp: dt.datetime,
    sequence: int = 0,
    before: Timetable | None = None,
    cancelled: Iterable[str] = (),
    only: Iterable[str] | None = None,
    provides: bool = False,
    alarms: Iterable[int] = (),
    alarm_at: dt.time = dt.time(9),
) -> bytes:
    """Return the milestones of a timetable as a calendar file (paras 23, 29 to 50).

    A milestone with a clock time is an event in UK time. A deadline is shown as a half-hour event
    that ends at the deadline, so that it never looks later than it is; a milestone that takes place
    at a time is the start of its event. The title includes the time, and marks such as "optional"
    and "assumed". Other milestones are all-day events. No event is shown as busy. If a bank holiday
    that is not yet known could move a milestone, its event is tentative.

    The description says who owes what to whom, the paragraphs, and the reason for the day.

    The same `key` and milestone always have the same UID, so that a later issue of the file
    replaces the events of an earlier one. Every event in a file has the same `sequence`, even if it
    did not move: otherwise a milestone could have a lower number in a later issue, and calendar
    programs would ignore it.

    Nothing in the file comes from a child's record. The key is readable in the file, so use the
    name of an area or an inspection, never a child's.

    Args:
        timetable: The timetable.
        key: A name for the inspection, on one line, the same in every issue. Calendar programs show
            it after ``JTAI``, or after the name or label of other guidance.
        stamp: When the file is made, as a datetime with a time zone; the library reads no clock.
        sequence: The number of the issue: 0 for the first, then higher each time, up to
            2147483647; a date and time as one number, such as 201909091200, is too large.
        before: The timetable of the previous issue; moved milestones then say why they moved, and
            those that only it has are in the file as cancelled events. With `only`, these are those
            of the selected parties and agencies.
        cancelled: Keys of cancelled milestones, such as an optional one that was not requested.
            They stay in the file as cancelled events, because calendar programs do not remove an
            event that a later file leaves out.
        only: Keys of milestones, parties or agencies, or abbreviations such as YOT; by default all
            milestones. A milestone belongs to a party that acts or receives, including as one of
            several: the local authority is one of the local agencies.
        provides: With `only`, whether to leave out what the agencies or parties only receive.
        alarms: How many working days before the milestone to remind, such as ``(1, 3)``, but not
            before the notification. Outlook keeps one alarm for each event, so put the most
            important one first. The notification has no alarm if there are other milestones,
            because no one knows of it beforehand.
        alarm_at: The time of the reminders on those days, in UK time.

    Returns:
        The file: UTF-8 with the line endings that the format requires. Write it as bytes.

    Raises:
        DateTypeError: If `stamp` is not a datetime with a time zone.
        InvalidValueError: If `timetable` or `before` is not a timetable; if `key`, `sequence`,
            `alarms` or `alarm_at` is not valid; if an alarm would be before the notification; if
            `only` selects nothing; if a milestone is moved or cancelled in a first issue; or if the
            notification is before 1997.
        MissingExtraError: If `icalendar` is not installed.
        UnknownKeyError: If a milestone, party or agency does not exist.

    Examples:
        >>> timetable = Timetable.from_notification(date(2019, 9, 9))
        >>> stamp = datetime(2019, 9, 9, 9, tzinfo=london)
        >>> file = to_ics(timetable, key="Anytown 2019", stamp=stamp, only=["child_lists"])
        >>> lines = file.decode().splitlines()
        >>> begin = lines.index("BEGIN:VEVENT") + 1
        >>> for line in lines[begin:begin + 6]:
        ...     print(line)
        UID:child_lists.Anytown 2019@milestones.jtai
        DTSTAMP:20190909T080000Z
        SEQUENCE:0
        STATUS:CONFIRMED
        DTSTART;TZID=Europe/London:20190912T083000
        DTEND;TZID=Europe/London:20190912T090000
    """
    checked_timetable(timetable, "timetable")
    issue = _Issue(
        key=_checked_key(key),
        stamp=aware_moment(stamp, "stamp").astimezone(dt.UTC),
        sequence=whole(sequence, "sequence", least=0, most=_LARGEST),
    )
    selection = _selection(timetable, only, provides=provides)
    chosen = (timetable if selection is None else selection).milestones
    dropped = () if before is None else _dropped(timetable, checked_timetable(before, "before"))
    falling_away = _cancelled_keys(cancelled, (*chosen, *dropped))
    if issue.sequence == 0 and (before is not None or falling_away):
        raise InvalidValueError(
            "0 is for the first issue, in which nothing can be moved or cancelled",
            where="sequence",
            expected="a higher number than in any earlier issue",
        )
    moves = {} if before is None else {m.key: m for m in before.compare(timetable).moves}
    falling_away |= {
        milestone.key
        for milestone in dropped
        if selection is None or concerns(milestone.entry, selection.roles, provides=provides)
    }
    dropped = tuple(milestone for milestone in dropped if milestone.key in falling_away)
    clock = _clock(alarm_at)
    days = _alarm_days(alarms, clock, timetable, chosen)
    library = require_icalendar()
    calendar = _calendar(library, issue.key, timetable)
    for milestone in (*chosen, *dropped):
        off = milestone.key in falling_away
        event = _event(library, milestone, issue, moves.get(milestone.key), cancelled=off)
        if not off and milestone.key != _NOTIFICATION:
            _remind(library, event, milestone, days, clock)
        calendar.add_component(event)
    file: bytes = calendar.to_ical(sorted=False)
    return file


# Arguments


@attrs.frozen(kw_only=True)
class _Issue:
    """What identifies one issue of a file."""

    key: str
    stamp: dt.datetime
    sequence: int


def _checked_key(key: object) -> str:
    if not is_line(key) or key != key.strip() or len(key.encode()) > _LONGEST_KEY:
        raise InvalidValueError(
            "not a valid key of an inspection",
            where="key",
            expected=(
                "one line of text, without spaces at the start or end, of at most "
                f"{_LONGEST_KEY} bytes in UTF-8"
            ),
            remedy='use the area and the year, for example "Anytown 2019", and never name a child',
        )
    return key


def _selection(
    timetable: Timetable, only: Iterable[str] | None, *, provides: bool
) -> Selected | None:
    if timetable.notification.year < _FIRST_YEAR:
        raise InvalidValueError(
            "the file's rules for clock changes are not valid for this time",
            where="timetable",
            expected=f"a notification in {_FIRST_YEAR} or later",
        )
    return selected(timetable, only, provides=provides)


def _dropped(timetable: Timetable, before: Timetable) -> tuple[Milestone, ...]:
    """Return the milestones that only the previous issue has."""
    return tuple(milestone for milestone in before if milestone.key not in timetable)


def _cancelled_keys(cancelled: Iterable[str], chosen: tuple[Milestone, ...]) -> set[str]:
    keys = tuple(several(cancelled, "cancelled"))
    here = [milestone.key for milestone in chosen]
    unknown = [key for key in keys if key not in here]
    if unknown:
        raise UnknownKeyError(
            "this milestone is not in the file",
            where="cancelled",
            expected=f"one or more of {', '.join(here)}",
            remedy=did_you_mean(unknown[0], here),
        )
    return set(keys)


def _alarm_days(
    alarms: Iterable[int], clock: dt.time, timetable: Timetable, chosen: tuple[Milestone, ...]
) -> tuple[int, ...]:
    """Return the working days before a milestone, after checking them.

    A milestone on working day 3 can have an alarm at most 3 working days before, or 2 if the alarm
    on the notification day would be before the area is notified. The notification cannot have an
    alarm; requesting one is an error only if it is the only milestone.
    """
    numbers = [
        whole(number, "alarms", least=1, most=_LARGEST) for number in several(alarms, "alarms")
    ]
    days = tuple(dict.fromkeys(numbers))
    most = max(days, default=0)
    notified = timetable[_NOTIFICATION].time
    early = notified is not None and clock < notified
    most_days = {
        milestone.key: max(milestone.working_day - early, 0)
        for milestone in chosen
        if len(chosen) == 1 or milestone.key != _NOTIFICATION
    }
    at = f" at {clock:%H:%M}" if early else ""
    faults = [
        Fault(
            message=(
                f"an alarm {counted(most, 'working day')} before {key}{at} would come before the "
                f"notification{'' if early else ' day'}, when nobody knows of the inspection"
            ),
            where="alarms",
            expected=(f"at most {counted(number, 'working day')}" if number else "no alarm")
            + f" for it{at}",
            remedy="use fewer working days, or make a separate file with only=",
        )
        for key, number in most_days.items()
        if most > number
    ]
    if faults:
        raise InvalidValueError(faults)
    return days


def _clock(alarm_at: dt.time) -> dt.time:
    if (
        not isinstance(alarm_at, dt.time)
        or alarm_at.tzinfo is not None
        or alarm_at.second
        or alarm_at.microsecond
    ):
        raise InvalidValueError(
            "not a time of day in England",
            where="alarm_at",
            expected="a datetime.time of whole minutes without a time zone",
        )
    return alarm_at


def require_icalendar() -> ModuleType:
    """Return icalendar, imported.

    Raises:
        MissingExtraError: If it is not installed.
    """
    with extra("ical", package="icalendar", needed="writing calendar files needs icalendar"):
        # Deferred, as only calendar files need it.
        import icalendar  # noqa: PLC0415
    return icalendar


# The file


def _calendar(library: Any, key: str, timetable: Timetable) -> icalendar.Calendar:
    calendar: icalendar.Calendar = library.Calendar()
    calendar.add("prodid", f"-//jtai//Timetable of {timetable.document}//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    # Never REQUEST or CANCEL (RFC 5546, https://www.rfc-editor.org/rfc/rfc5546): no one is invited.
    # A cancelled event says so in its status.
    calendar.add("method", "PUBLISH")
    # As vText: icalendar 7.3 writes values of unknown type without escaping them.
    calendar.add("x-wr-calname", library.vText(f"{_name(timetable.document)} {key}"))
    calendar.add("x-wr-timezone", library.vText(_ZONE))
    calendar.add_component(_zone(library))
    return calendar


def _name(document: Document) -> str:
    return document.inspections or document.label


def _zone(library: Any) -> icalendar.Timezone:
    """Return the time zone with rules for clock changes, because Outlook ignores lists of dates."""
    zone: icalendar.Timezone = library.Timezone()
    zone.add("tzid", _ZONE)
    for kind, name, start, offset_before, offset in (
        (library.TimezoneDaylight, "BST", _SUMMER, _NOUGHT, _HOUR),
        (library.TimezoneStandard, "GMT", _WINTER, _HOUR, _NOUGHT),
    ):
        rule = kind()
        rule.add("dtstart", start)
        rule.add("rrule", {"freq": "yearly", "bymonth": start.month, "byday": "-1su"})
        rule.add("tzoffsetfrom", offset_before)
        rule.add("tzoffsetto", offset)
        rule.add("tzname", name)
        zone.add_component(rule)
    return zone


def _title(milestone: Milestone) -> str:
    # Programs show little more than the title: nobody has to wait for an optional call, or should
    # rely on an assumed day.
    marks = f" ({'; '.join(milestone.marks)})" if milestone.marks else ""
    return f"{milestone.title} ({milestone.when}){marks}"


def _event(
    library: Any, milestone: Milestone, issue: _Issue, move: Move | None, *, cancelled: bool
) -> icalendar.Event:
    title = _title(milestone)
    status = "TENTATIVE" if milestone.provisional else "CONFIRMED"
    start, end = _span(milestone)
    event: icalendar.Event = library.Event()
    event.add("uid", f"{milestone.key}.{issue.key}@{_DOMAIN}")
    event.add("dtstamp", issue.stamp)
    event.add("sequence", issue.sequence)
    event.add("status", "CANCELLED" if cancelled else status)
    event.add("dtstart", start)
    event.add("dtend", end)
    # Not every calendar program shows the status, so the title says it too.
    event.add("summary", f"Cancelled: {title}" if cancelled else title)
    paragraphs = _description(milestone, move, cancelled=cancelled)
    event.add("description", "\n\n".join(paragraphs))
    name = _name(milestone.reference.document)
    event.add("categories", [name, *milestone.by, *milestone.contributors])
    event.add("transp", "TRANSPARENT")
    return event


def _span(milestone: Milestone) -> tuple[dt.date, dt.date]:
    """Return the start and end of an event; an all-day event ends on the next day."""
    if milestone.time is None:
        return milestone.date, milestone.date + _DAY
    if milestone.qualifier is Qualifier.AT:
        return milestone.due, milestone.due + _BLOCK
    return milestone.due - _BLOCK, milestone.due


def _description(milestone: Milestone, move: Move | None, *, cancelled: bool) -> Iterator[str]:
    if cancelled:
        yield "Cancelled: this will not take place."
    if move is not None and move.before is not None and move.after is not None:
        yield (
            f"Moved from {long_date(move.before)} to {long_date(move.after)}. {' '.join(move.why)}"
        )
    yield (
        f"From: {party_words(milestone.by)}\n"
        + (f"With: {party_words(milestone.contributors)}\n" if milestone.contributors else "")
        + f"To: {party_words(milestone.to)}\n"
        f"Source: {milestone.reference}"
    )
    yield milestone.explain()


def _remind(
    library: Any,
    event: icalendar.Event,
    milestone: Milestone,
    days: tuple[int, ...],
    clock: dt.time,
) -> None:
    """Add the alarms, each as a duration before the start, which every program supports."""
    start, _ = _span(milestone)
    # Without time zones: the days of a duration are nominal (RFC 5545, section 3.3.6), and the
    # hours and minutes left over never span a Sunday, when the clocks change.
    begins = (
        start.replace(tzinfo=None)
        if isinstance(start, dt.datetime)
        else dt.datetime.combine(start, dt.time.min)
    )
    for number in days:
        day = milestone.calendar.add(milestone.date, -number)
        alarm = library.Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", dt.datetime.combine(day, clock) - begins)
        alarm.add("description", f"In {counted(number, 'working day')}: {_title(milestone)}")
        event.add_component(alarm)
