"""What moved between two timetables; `Timetable.compare` computes it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

import attrs

from jtai.core.citation import Reference
from jtai.core.english import counted
from jtai.core.english_dates import short_date
from jtai.core.notebook import Table
from jtai.core.results import Column, Result, Results


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
                (self.only_before, "only before"),
                (self.only_after, "only after"),
            )
            if results
        ]
        return f"From {self.before} to {self.after}: {', '.join(parts)}"
