"""Calendar files (iCalendar, RFC 5545), for Outlook and its like.

Invariant: a file shows the milestones of a timetable and nothing else: no child, no person, no
address. Equal input gives equal bytes: what identifies and dates an issue comes from the caller.
The only importer of `icalendar`, and only when a file is asked for.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

import attrs

from jtai.core.english_dates import long_date
from jtai.core.validation import aware_moment, did_you_mean, is_line, several, whole
from jtai.errors import Fault, InvalidValueError, MissingExtraError, UnknownKeyError
from jtai.guidance.entries.time_entries import Qualifier
from jtai.timetable.comparison import Move
from jtai.timetable.milestone import Milestone
from jtai.timetable.parties import party_words, roles_of
from jtai.timetable.timetable import Timetable, checked_timetable

if TYPE_CHECKING:
    import icalendar

_ZONE: Final = "Europe/London"
_DOMAIN: Final = "milestones.jtai"
_CATEGORY: Final = "JTAI"
# Since then the clocks change on the last Sundays of March and October, which is all that the
# file says about them; `tests/formats/test_ical.py` compares it with the time zone database.
_FIRST_YEAR: Final = 1997
_SUMMER: Final = dt.datetime(1996, 3, 31, 1)  # noqa: DTZ001 - a time zone is stated in its own time
_WINTER: Final = dt.datetime(1996, 10, 27, 2)  # noqa: DTZ001 - likewise
_HOUR: Final = dt.timedelta(hours=1)
_NOUGHT: Final = dt.timedelta()
# Outlook draws an event without length as if it began at its moment and went on. A block that
# ends there is seen to be over.
_BLOCK: Final = dt.timedelta(minutes=30)
_DAY: Final = dt.timedelta(days=1)
# Every reader has to take a UID of 255 octets (RFC 7986); the milestone's key needs the rest.
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
    agency: str | None = None,
    alarms: Iterable[int] = (),
    alarm_at: dt.time = dt.time(9),
) -> bytes:
    """Return the milestones of a timetable as a calendar file (paras 23, 29 to 50).

    A milestone with a clock time is an event in England's time. A deadline ends its event, which
    begins half an hour earlier, so that it never looks later than it is; what happens at a time
    begins its event. The title says the time as well. All other milestones last all day. No event
    marks anybody as busy. Where a bank holiday that is not yet known could move a milestone, its
    event is tentative.

    The description says from whom to whom, the paragraphs, and why the day is what it is.

    The same `key` and milestone always give the same UID, whatever the date, so that the file of a
    later issue replaces the events of an earlier one. Every event of a file carries `sequence`,
    also those that did not move: else a third issue could give a milestone a lower number than the
    second did, and readers would pass it by.

    Nothing in the file comes from a child's record. The key is readable in it: let it name an area
    or an inspection, never a child.

    Args:
        timetable: What to write.
        key: A name of the inspection, the same in every issue, on one line.
        stamp: When the file is made, as an aware moment; the library reads no clock.
        sequence: The number of the issue: 0 for the first, then higher, to 2147483647 at most; so
            not a moment written as one number.
        before: The timetable of the issue before, whose moved milestones say why they moved.
        cancelled: Keys of milestones that are cancelled, such as an optional one that nobody asks
            for. They stay in the file as cancelled events, as calendars never remove an event that
            a later file leaves out.
        only: Keys of milestones, parties or agencies; all milestones by default. A milestone
            belongs to a party that acts in it or receives, also as one of several, as the
            local authority is one of the local agencies.
        agency: Only what this agency or party owes or contributes to, as for
            `jtai.Timetable.upcoming`; not together with `only`.
        alarms: On which working days before the milestone to remind, such as ``(1, 3)``, but not
            before the notification. Outlook keeps one alarm an event, so put the one that matters
            first. The notification has none beside other milestones, as nobody knows of it before.
        alarm_at: When to remind on those days, on England's clocks.

    Returns:
        The file: UTF-8 with the line ends that the format asks for. Write it as bytes.

    Raises:
        DateTypeError: If `stamp` is not an aware moment.
        InvalidValueError: If `timetable` or `before` is not a timetable; if the key, `sequence`,
            `alarms` or `alarm_at` make no sense; if an alarm would be before the notification, or
            on its day before its time; if `only` leaves nothing; if something moves or is
            cancelled in a first issue; if the timetable is of a time before 1997.
        MissingExtraError: If `icalendar` is not installed.
        UnknownKeyError: If there is no such milestone, party or agency.

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
    chosen = _chosen(timetable, only, agency)
    falling_away = _cancelled_keys(cancelled, chosen)
    if issue.sequence == 0 and (before is not None or falling_away):
        raise InvalidValueError(
            "0 is the number of a first issue, in which nothing can move or be cancelled",
            where="sequence",
            expected="a higher number than that of any issue before",
        )
    moves = {}
    if before is not None:
        moves = {m.key: m for m in checked_timetable(before, "before").compare(timetable)}
    clock = _clock(alarm_at)
    days = _alarm_days(alarms, clock, timetable, chosen)
    library = _library()
    calendar = _calendar(library, issue.key, timetable)
    for milestone in chosen:
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
            "not a name for an inspection",
            where="key",
            expected=(
                "a text on one line, without spaces around it, of at most "
                f"{_LONGEST_KEY} octets of UTF-8"
            ),
            remedy='name the area and year, for example "Anytown 2019", and never a child',
        )
    return key


def _chosen(
    timetable: Timetable, only: Iterable[str] | None, agency: str | None
) -> tuple[Milestone, ...]:
    if timetable.notification.year < _FIRST_YEAR:
        raise InvalidValueError(
            "the clocks changed by other rules then than the file states",
            where="timetable",
            expected=f"a notification in {_FIRST_YEAR} or later",
        )
    if only is None and agency is None:
        return timetable.milestones
    if only is not None and agency is not None:
        raise InvalidValueError(
            "only= and agency= exclude each other", where="agency", expected="one of them"
        )
    keys: set[str] = set()
    owed: frozenset[str] = frozenset()
    roles: set[str] = set()
    if agency is not None:
        owed = roles_of(agency, timetable.parties, where="agency")
    for name in several(only or (), "only"):
        if name in timetable:
            keys.add(name)
        else:
            roles |= _roles(name, timetable)
    chosen = tuple(
        milestone
        for milestone in timetable
        if milestone.key in keys
        or not (owed | roles).isdisjoint((*milestone.by, *milestone.contributors))
        or not roles.isdisjoint(milestone.to)
    )
    if not chosen:
        raise InvalidValueError(
            "no milestone is left, and an empty file would look like no deadlines",
            where="only" if agency is None else "agency",
            expected="a milestone, or a party or agency that has one",
        )
    return chosen


def _roles(name: str, timetable: Timetable) -> frozenset[str]:
    try:
        return roles_of(name, timetable.parties, where="only")
    except UnknownKeyError as error:
        keys = [entry.key for entry in timetable.entries]
        raise UnknownKeyError(
            "no such milestone, party or agency",
            where="only",
            expected=f"milestones ({', '.join(keys)}), or {error.faults[0].expected}",
            remedy=did_you_mean(name, keys) or error.faults[0].remedy,
        ) from None


def _cancelled_keys(cancelled: Iterable[str], chosen: tuple[Milestone, ...]) -> set[str]:
    keys = tuple(several(cancelled, "cancelled"))
    here = [milestone.key for milestone in chosen]
    unknown = [key for key in keys if key not in here]
    if unknown:
        raise UnknownKeyError(
            "no such milestone is in this file",
            where="cancelled",
            expected=f"keys among {', '.join(here)}",
            remedy=did_you_mean(unknown[0], here),
        )
    return set(keys)


def _alarm_days(
    alarms: Iterable[int], clock: dt.time, timetable: Timetable, chosen: tuple[Milestone, ...]
) -> tuple[int, ...]:
    """Check the working days before: a milestone on day 3 can have an alarm 3 of them earlier.

    Only 2 where the alarm would ring on the notification day before the area is notified. The
    notification can have none, which is an error only where it is alone.
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
                f"{_working_days(most)} before {key}{at} is before the notification"
                f"{'' if early else ' day'}, when nobody knows of it"
            ),
            where="alarms",
            expected=(f"at most {_working_days(number)}" if number else "no alarm")
            + f" for it{at}",
            remedy="remind later, or make a separate file with only=",
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


def _library() -> ModuleType:
    try:
        # Deferred, as only calendar files need it.
        import icalendar  # noqa: PLC0415
    except ImportError:
        raise MissingExtraError(
            "writing calendar files needs icalendar",
            remedy='install it with: pip install "jtai[ical]"',
        ) from None
    return icalendar


# The file


def _calendar(library: Any, key: str, timetable: Timetable) -> icalendar.Calendar:
    calendar: icalendar.Calendar = library.Calendar()
    calendar.add("prodid", f"-//jtai//Timetable of {timetable.document}//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    # Never REQUEST or CANCEL: nobody is invited. A cancelled event says so in its status.
    calendar.add("method", "PUBLISH")
    # As text: icalendar 7.3 writes values of unknown type without escapes.
    calendar.add("x-wr-calname", library.vText(f"JTAI {key}"))
    calendar.add("x-wr-timezone", library.vText(_ZONE))
    calendar.add_component(_zone(library))
    return calendar


def _zone(library: Any) -> icalendar.Timezone:
    """State when the clocks change, as rules: Outlook ignores lists of dates."""
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


def _event(
    library: Any, milestone: Milestone, issue: _Issue, move: Move | None, *, cancelled: bool
) -> icalendar.Event:
    title = f"{milestone.title} ({milestone.when})"
    status = "TENTATIVE" if milestone.provisional else "CONFIRMED"
    start, end = _span(milestone)
    event: icalendar.Event = library.Event()
    event.add("uid", f"{milestone.key}.{issue.key}@{_DOMAIN}")
    event.add("dtstamp", issue.stamp)
    event.add("sequence", issue.sequence)
    event.add("status", "CANCELLED" if cancelled else status)
    event.add("dtstart", start)
    event.add("dtend", end)
    # Not every calendar program shows the status.
    event.add("summary", f"Cancelled: {title}" if cancelled else title)
    paragraphs = _description(milestone, move, cancelled=cancelled)
    event.add("description", "\n\n".join(paragraphs))
    event.add("categories", [_CATEGORY, *milestone.by, *milestone.contributors])
    event.add("transp", "TRANSPARENT")
    return event


def _span(milestone: Milestone) -> tuple[dt.date, dt.date]:
    """Return the first and the last moment of an event; for one of all day, the day after it."""
    if milestone.time is None:
        return milestone.date, milestone.date + _DAY
    if milestone.qualifier is Qualifier.AT:
        return milestone.due, milestone.due + _BLOCK
    return milestone.due - _BLOCK, milestone.due


def _description(milestone: Milestone, move: Move | None, *, cancelled: bool) -> Iterator[str]:
    if cancelled:
        yield "Cancelled: this will not take place."
    if move is not None:
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
    """Add the alarms, each as a span before the event begins, which every reader takes."""
    start, _ = _span(milestone)
    # Without time zones: in iCalendar, the days of a span are those of the wall calendar. What is
    # left beside them never reaches into a Sunday, when the clocks change.
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
        alarm.add(
            "description", f"In {_working_days(number)}: {milestone.title} ({milestone.when})"
        )
        event.add_component(alarm)


def _working_days(number: int) -> str:
    return f"{number} working day{'' if number == 1 else 's'}"
