"""The shapes of the rows that the tables of the guidance are made of.

Invariant: frozen values with a required `Reference`; a row knows nothing about dates or children.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import ClassVar

import attrs

from jtai.core.citation import Reference
from jtai.core.results import Result
from jtai.guidance.parties import Party


class Qualifier(StrEnum):
    """How a deadline relates to its moment (paras 29 to 50).

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
    """Earlier than the clock time; at that time it is too late."""
    END_OF_DAY = "end of day"
    """At any time that day."""
    ON = "on"
    """Something that happens that day."""
    ON_ARRIVAL = "on arrival"
    """When inspectors arrive on site that day."""


class Basis(StrEnum):
    """In which terms the guidance itself states when something happens."""

    NAMED_DAY = "named day"
    """As a weekday of week one or two."""
    WORKING_DAYS = "working days"
    """As a number of working days from notification."""


class NamedDay(StrEnum):
    """A weekday of one of the three weeks; week one is the week of the notification.

    Source: paras 32 to 50.

    Examples:
        >>> NamedDay("Tuesday, week two") is NamedDay.TUESDAY_WEEK_TWO
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

    @property
    def days_after_monday(self) -> int:
        """Calendar days from the Monday of week one to this day.

        Examples:
            >>> NamedDay.TUESDAY_WEEK_TWO.days_after_monday
            8
        """
        week, weekday = divmod(list(NamedDay).index(self), 5)
        return 7 * week + weekday


@attrs.frozen(kw_only=True)
class MilestoneEntry(Result):
    """One thing that the guidance sets a day for (paras 23, 29 to 50).

    Attributes:
        key: Stable name.
        title: What is due, in the library's own words.
        offset: Working days after notification, which is day 0.
        named_day: The weekday and week that the guidance names.
        basis: In which of these two terms the guidance states it.
        time: The clock time in England, or None where the whole day counts.
        qualifier: How the deadline relates to its moment.
        by: Who acts.
        to: Who receives.
        optional: Whether it happens only if somebody wants it.
        assumed: Why this day is a reading of the library rather than a statement of the
            guidance, or None.
        reference: Where the guidance says so.

    Examples:
        >>> import jtai
        >>> row = jtai.MILESTONES[1]
        >>> print(row.key, row.offset, row.named_day, row.time, row.reference, sep="; ")
        child_lists; 3; Thursday, week one; 09:00:00; guidance 190035, paras 30, 32 to 35
    """

    _shown: ClassVar = (
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
    named_day: NamedDay
    basis: Basis = Basis.NAMED_DAY
    time: dt.time | None = None
    qualifier: Qualifier
    by: tuple[Party, ...]
    to: tuple[Party, ...]
    optional: bool = False
    assumed: str | None = None
    reference: Reference


@attrs.frozen(kw_only=True)
class LookbackEntry(Result):
    """A period before the inspection for which the guidance asks something.

    Attributes:
        months: Its length in calendar months.
        asked_for: What is asked for over it.
        reference: Where.
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
        assumed: What the source leaves open and how the library reads it.
        reference: Where.
    """

    working_days: int
    title: str
    assumed: str
    reference: Reference
