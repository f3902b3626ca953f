"""Entry classes for time: milestones, look-back periods and the written statement.

They are frozen values with a required `Reference`. An entry contains no calendar date and no
child's data.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any, ClassVar, Final

import attrs

from jtai.core.citation import Reference
from jtai.core.errors import Fault
from jtai.core.ordered import Ordered
from jtai.core.records import Record
from jtai.core.results import Result
from jtai.core.validation import KEY, is_key, is_line
from jtai.guidance.parties import full_name


class Qualifier(StrEnum):
    """How a deadline relates to its time (paras 29 to 50).

    Examples:
        >>> import jtai
        >>> timetable = jtai.Timetable.from_notification(date(2019, 9, 9))
        >>> timetable["child_lists"].qualifier, timetable["selection_call"].qualifier
        (<Qualifier.BY: 'by'>, <Qualifier.BEFORE: 'before'>)
    """

    AT = "at"
    """At the clock time."""
    BY = "by"
    """At the clock time or earlier."""
    BEFORE = "before"
    """Earlier than the clock time; the clock time itself is too late."""
    END_OF_DAY = "end of day"
    """At any time that day."""
    ON = "on"
    """Something that happens that day."""
    ON_ARRIVAL = "on arrival"
    """When inspectors arrive on site that day."""


class Basis(StrEnum):
    """How the guidance itself states when something happens."""

    NAMED_DAY = "named day"
    """As a weekday in a particular week."""
    END_OF_WEEK = "end of week"
    """As the end of a week, with no weekday; its last working day is the latest possible one."""
    WORKING_DAYS = "working days"
    """As a number of working days from notification."""
    NOT_STATED = "not stated"
    """Not at all; `MilestoneEntry.assumed` says which day is used, and why."""


class NamedDay(Ordered):
    """A weekday in one of six weeks; week one is the week of the notification.

    Source: paras 32 to 50. The guidance uses three weeks; other guidance may use more. A later day
    has no name, only an offset in working days.

    Examples:
        >>> NamedDay("Tuesday, week two") is NamedDay.TUESDAY_WEEK_TWO
        True
        >>> NamedDay.FRIDAY_WEEK_ONE < NamedDay.TUESDAY_WEEK_TWO
        True
    """

    MONDAY_WEEK_ONE = "Monday, week one"
    TUESDAY_WEEK_ONE = "Tuesday, week one"
    WEDNESDAY_WEEK_ONE = "Wednesday, week one"
    THURSDAY_WEEK_ONE = "Thursday, week one"
    FRIDAY_WEEK_ONE = "Friday, week one"
    MONDAY_WEEK_TWO = "Monday, week two"
    TUESDAY_WEEK_TWO = "Tuesday, week two"
    WEDNESDAY_WEEK_TWO = "Wednesday, week two"
    THURSDAY_WEEK_TWO = "Thursday, week two"
    FRIDAY_WEEK_TWO = "Friday, week two"
    MONDAY_WEEK_THREE = "Monday, week three"
    TUESDAY_WEEK_THREE = "Tuesday, week three"
    WEDNESDAY_WEEK_THREE = "Wednesday, week three"
    THURSDAY_WEEK_THREE = "Thursday, week three"
    FRIDAY_WEEK_THREE = "Friday, week three"
    MONDAY_WEEK_FOUR = "Monday, week four"
    TUESDAY_WEEK_FOUR = "Tuesday, week four"
    WEDNESDAY_WEEK_FOUR = "Wednesday, week four"
    THURSDAY_WEEK_FOUR = "Thursday, week four"
    FRIDAY_WEEK_FOUR = "Friday, week four"
    MONDAY_WEEK_FIVE = "Monday, week five"
    TUESDAY_WEEK_FIVE = "Tuesday, week five"
    WEDNESDAY_WEEK_FIVE = "Wednesday, week five"
    THURSDAY_WEEK_FIVE = "Thursday, week five"
    FRIDAY_WEEK_FIVE = "Friday, week five"
    MONDAY_WEEK_SIX = "Monday, week six"
    TUESDAY_WEEK_SIX = "Tuesday, week six"
    WEDNESDAY_WEEK_SIX = "Wednesday, week six"
    THURSDAY_WEEK_SIX = "Thursday, week six"
    FRIDAY_WEEK_SIX = "Friday, week six"

    @property
    def days_after_monday(self) -> int:
        """Calendar days from the Monday of week one to this day.

        Examples:
            >>> NamedDay.TUESDAY_WEEK_TWO.days_after_monday
            8
        """
        return _AFTER_MONDAY[self]


# Five working days a week, counted once: a timetable asks for every milestone it shows.
_AFTER_MONDAY: Final = {day: at + at // 5 * 2 for at, day in enumerate(NamedDay)}


def _plain(parties: Any) -> Any:
    """Return parties as plain strings in full, so that YOT is the youth offending team."""
    if isinstance(parties, str) or not isinstance(parties, Iterable):
        return parties  # `Record` refuses it
    return tuple(str(full_name(party)) if isinstance(party, str) else party for party in parties)


@attrs.frozen(kw_only=True)
class MilestoneEntry(Record, Result):
    """One event or deadline that the guidance sets (paras 23, 29 to 50).

    Entries for another theme's guidance make another timetable: pass them as `milestones=` to
    `jtai.Timetable.from_notification`, each with a `Reference` to its own `Document`.

    Attributes:
        key: Stable name, such as ``"child_lists"``.
        title: What is due, in the library's own words.
        offset: Working days after notification, which is day 0.
        named_day: The weekday and week that the guidance gives or implies, such as the Friday of
            the week that ends, or None if it only counts working days.
        basis: How the guidance states it.
        time: The clock time in England, or None if the whole day counts.
        qualifier: How the deadline relates to its moment.
        by: Who acts: members of `jtai.guidance.Party`, or the caller's own names. A usual short
            name, such as YOT or police, becomes the full one.
        to: Who receives it, in the same form.
        contributors: Parties that work on it with `by`; they do not owe it themselves.
        optional: Whether it may happen, but need not.
        assumed: Why this day is the library's assumption, or None if the guidance states it.
        reference: Where the guidance says so.

    Raises:
        InvalidRecordError: If the key is not valid, a name is not a single line of text,
            nobody acts or receives, the offset is negative, the time and the qualifier disagree, or
            a named day or an assumption that the basis needs is missing, or the named day of the
            end of a week is not its Friday.

    Examples:
        >>> import jtai
        >>> entry = jtai.MILESTONES[1]
        >>> print(entry.key, entry.offset, entry.named_day, entry.time, entry.reference, sep="; ")
        child_lists; 3; Thursday, week one; 09:00:00; guidance 190035, paras 30, 32 to 35
    """

    _in_tables: ClassVar = (
        "key",
        "title",
        "offset",
        "named_day",
        "time",
        "qualifier",
        "by",
        "to",
        "reference",
    )

    key: str
    title: str
    offset: int
    named_day: NamedDay | None = None
    basis: Basis = Basis.NAMED_DAY
    time: dt.time | None = None
    qualifier: Qualifier = Qualifier.END_OF_DAY
    by: tuple[str, ...] = attrs.field(converter=_plain)
    to: tuple[str, ...] = attrs.field(converter=_plain)
    contributors: tuple[str, ...] = attrs.field(default=(), converter=_plain)
    optional: bool = False
    assumed: str | None = None
    reference: Reference

    @property
    def named_words(self) -> str:
        """Its named day in words, or an empty text; the end of a week has no weekday.

        Examples:
            >>> import jtai
            >>> [entry.named_words for entry in jtai.MILESTONES[10:12]]
            ['Friday, week two', 'the end of week two']
        """
        words = self.named_day or ""
        if self.basis is Basis.END_OF_WEEK:
            return f"the end of {words.partition(', ')[2]}"
        return str(words)

    def _impossible(self) -> Iterator[Fault]:
        if not is_key(self.key):
            yield Fault(message="not a valid milestone key", where="key", expected=KEY)
        names = {
            "title": (self.title,),
            "by": self.by,
            "to": self.to,
            "contributors": self.contributors,
            "assumed": () if self.assumed is None else (self.assumed,),
        }
        for where, texts in names.items():
            if not all(map(is_line, texts)):
                yield Fault(
                    message="not a single line of text", where=where, expected="printable text"
                )
        for where in ("by", "to"):
            if not names[where]:
                yield Fault(message="no party is named", where=where, expected="one or more")
        if self.offset < 0:
            yield Fault(
                message="the milestone is before notification", where="offset", expected="0 or more"
            )
        if (self.time is not None) != (self.qualifier in _CLOCK):
            yield Fault(
                message="the time and the qualifier disagree",
                where="qualifier",
                expected=f"{', '.join(_CLOCK)} with a time; any other without one",
            )
        if self.basis is Basis.END_OF_WEEK and not str(self.named_day).startswith("Friday"):
            yield Fault(
                message=(
                    "the week is missing"
                    if self.named_day is None
                    else f"{self.named_day} is not the end of a week"
                ),
                where="named_day",
                expected="the Friday of the week that ends",
            )
        if self.basis is Basis.NOT_STATED and self.assumed is None:
            yield Fault(
                message="a reason is missing for a day that the guidance does not state",
                where="assumed",
                expected="the reason, as text",
            )


_CLOCK = (Qualifier.AT, Qualifier.BY, Qualifier.BEFORE)


@attrs.frozen(kw_only=True)
class LookbackEntry(Result):
    """A period before the inspection for which the guidance requests something.

    Attributes:
        months: Its length in calendar months.
        asked_for: What it covers.
        reference: The source.
    """

    months: int
    asked_for: str
    reference: Reference


@attrs.frozen(kw_only=True)
class StatementEntry(Result):
    """The deadline of a written statement of action.

    Attributes:
        working_days: Working days after the report is received.
        title: What is due.
        assumed: What the source does not say, and what the library assumes.
        reference: The source.
    """

    working_days: int
    title: str
    assumed: str
    reference: Reference
