"""What moved between two timetables, and why."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from datetime import date
from typing import ClassVar

import attrs

from jtai.core.citation import Reference
from jtai.core.english import counted
from jtai.core.english_dates import long_date, short_date
from jtai.core.notebook import Table
from jtai.core.results import Column, Result, Results
from jtai.guidance.entries.time_entries import MilestoneEntry
from jtai.timetable.milestone import Milestone
from jtai.timetable.milestone_dates import Reading, counted_from, is_counted, placed_date


@attrs.frozen(kw_only=True)
class Move(Result):
    """One milestone that falls on different days in two timetables, or that only one of them has.

    Attributes:
        key: The milestone's key.
        title: What is due.
        before: Its date in the first timetable, or None if it is not in that.
        after: Its date in the second, likewise.
        why: The reasons, one sentence each.
        reference: Where the guidance sets the milestone.

    Examples:
        >>> import jtai
        >>> easter = jtai.Timetable.from_notification(date(2020, 4, 6))
        >>> named = jtai.Timetable.from_notification(easter.notification, reading="named-days")
        >>> move = easter.compare(named).moves[0]
        >>> print(move.key, move.before, move.after)
        case_documents 2020-04-16 2020-04-14
    """

    key: str
    title: str
    before: date | None
    after: date | None
    why: tuple[str, ...]
    reference: Reference

    _columns: ClassVar = (
        Column("key"),
        Column("title", "What is due"),
        Column("before", "Before"),
        Column("after", "After"),
        Column("days", "Days", lambda move: "" if move.days is None else f"{move.days:+d}"),
        Column("why", "Why", lambda move: " ".join(move.why)),
        Column("reference"),
    )

    @property
    def days(self) -> int | None:
        """Calendar days from the first date to the second; negative where it is earlier."""
        if self.before is None or self.after is None:
            return None
        return (self.after - self.before).days

    def __str__(self) -> str:
        days = [short_date(day) for day in (self.before, self.after) if day is not None]
        moved = "" if self.days is None else f" ({self.days:+d} days)"
        return f"{self.key}: {' to '.join(days)}{moved}: {' '.join(self.why)}"


@attrs.frozen(kw_only=True)
class Comparison(Results):
    """The milestones that differ between two timetables.

    Iterate over it or take its length; it is false if empty. First come the milestones that moved,
    in the order of the first timetable, and then those that only one of the timetables has.

    Attributes:
        before: A description of the first timetable.
        after: A description of the second.
        moves: The milestones of both that moved.
        only_before: The milestones that only the first timetable has.
        only_after: The milestones that only the second has.

    Examples:
        >>> import jtai
        >>> easter = jtai.Timetable.from_notification(date(2020, 4, 6))
        >>> named = jtai.Timetable.from_notification(easter.notification, reading="named-days")
        >>> len(easter.compare(named)), bool(easter.compare(easter))
        (5, False)
    """

    before: str
    after: str
    moves: tuple[Move, ...] = attrs.field(converter=Table[Move])
    only_before: tuple[Move, ...] = attrs.field(default=(), converter=Table[Move])
    only_after: tuple[Move, ...] = attrs.field(default=(), converter=Table[Move])

    _kind: ClassVar = Move
    _keys: ClassVar = (Column("first", path="before"), Column("second", path="after"))

    def __iter__(self) -> Iterator[Move]:
        return iter(self._results())

    def __len__(self) -> int:
        return len(self._results())

    def _results(self) -> tuple[Move, ...]:
        return Table((*self.moves, *self.only_before, *self.only_after))

    @property
    def _nothing(self) -> str:
        return "Nothing to report: both have the same milestones, each on the same day."

    @property
    def _title(self) -> str:
        if not self:
            return f"Nothing moves between {self.before} and {self.after}."
        parts = [
            f"{counted(len(results), 'milestone')} {what}"
            for results, what in (
                (self.moves, "moved"),
                (self.only_before, "only in the first"),
                (self.only_after, "only in the second"),
            )
            if results
        ]
        return f"From {self.before} to {self.after}: {', '.join(parts)}"


def moves_between(before: Iterable[Milestone], after: Iterable[Milestone]) -> tuple[Move, ...]:
    """Return what moves from the milestones of one timetable to those of another.

    Examples:
        >>> import jtai
        >>> monday = date(2020, 4, 6)
        >>> named = jtai.Timetable.from_notification(monday, reading="named-days")
        >>> len(moves_between(jtai.Timetable.from_notification(monday), named))
        5
    """
    others = {milestone.key: milestone for milestone in after}
    return tuple(
        Move(
            key=one.key,
            title=one.title,
            before=one.date,
            after=other.date,
            why=tuple(_reasons(one, other)),
            reference=one.reference,
        )
        for one in before
        if (other := others.get(one.key)) is not None and other.date != one.date
    )


def only_in(
    milestones: Iterable[Milestone], others: Container[str], *, before: bool
) -> tuple[Move, ...]:
    """Return the milestones that only the first, or only the second, of two timetables has."""
    return tuple(_one_sided(one, before=before) for one in milestones if one.key not in others)


def _one_sided(milestone: Milestone, *, before: bool) -> Move:
    return Move(
        key=milestone.key,
        title=milestone.title,
        before=milestone.date if before else None,
        after=None if before else milestone.date,
        why=(f"Only the {'first' if before else 'second'} timetable has it.",),
        reference=milestone.reference,
    )


def _reasons(before: Milestone, after: Milestone) -> Iterator[str]:
    """Yield what moved a milestone; other differences between its timetables are not reasons.

    There is always one. With the same reading, notification day and entry, two dates differ only
    if a day up to the later one is off in one of the calendars.
    """
    if _rule(before.entry) != _rule(after.entry):
        yield "The two tables of milestones have different entries for it."
    if any(
        counted_from(before.notification, before.entry, reading)
        != counted_from(after.notification, before.entry, reading)
        for reading in (before.reading, after.reading)
    ):
        yield (
            f"Notification is on {long_date(after.notification)} instead of "
            f"{long_date(before.notification)}."
        )
    if before.reading is not after.reading and (
        _reading_decides(before) or _reading_decides(after)
    ):
        yield f"The reading is {after.reading} instead of {before.reading}."
    for holiday in after.passed_over:
        if not before.calendar.covers(holiday.date):
            yield f"{holiday} is not a working day, and the first calendar does not cover it."
        elif before.calendar.holiday(holiday.date) is None:
            yield f"{holiday} is no longer a working day."
    for holiday in before.passed_over:
        if not after.calendar.covers(holiday.date):
            yield f"{holiday} was not a working day, and the second calendar does not cover it."
        elif after.calendar.holiday(holiday.date) is None:
            yield f"{holiday} is now a working day."


def _rule(entry: MilestoneEntry) -> tuple[object, ...]:
    return entry.offset, entry.named_day, entry.basis


def _reading_decides(milestone: Milestone) -> bool:
    """Return whether the other reading would move a milestone, or could not place it."""
    if is_counted(milestone.entry, Reading.NAMED_DAYS):
        return False  # both readings count it
    if milestone.reading is Reading.NAMED_DAYS:
        return milestone.working_day != milestone.entry.offset
    return (
        milestone.named_date <= milestone.notification
        or placed_date(milestone.notification, milestone.entry, milestone.calendar)
        != milestone.date
    )
