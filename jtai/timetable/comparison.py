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
    """One milestone that falls on different days in two timetables.

    Attributes:
        key: The milestone's key.
        title: What is due.
        before: Its date in the first timetable.
        after: Its date in the second.
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
    before: date
    after: date
    why: tuple[str, ...]
    reference: Reference

    _columns: ClassVar = (
        Column("key"),
        Column("title", "What is due"),
        Column("before", "Before"),
        Column("after", "After"),
        Column("days", "Days", lambda move: f"{move.days:+d}"),
        Column("why", "Why", lambda move: " ".join(move.why)),
        Column("reference"),
    )

    @property
    def days(self) -> int:
        """Calendar days from the first date to the second; negative where it is earlier."""
        return (self.after - self.before).days

    def __str__(self) -> str:
        return (
            f"{self.key}: {short_date(self.before)} to {short_date(self.after)} "
            f"({self.days:+d} days): {' '.join(self.why)}"
        )


@attrs.frozen(kw_only=True)
class Comparison(Results):
    """The milestones that differ between two timetables, in the order of the first.

    Iterate over it or take its length; it is false if empty.

    Attributes:
        before: A description of the first timetable.
        after: A description of the second.
        moves: The milestones that moved.

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

    _kind: ClassVar = Move
    _keys: ClassVar = (Column("first", path="before"), Column("second", path="after"))

    def __iter__(self) -> Iterator[Move]:
        return iter(self.moves)

    def __len__(self) -> int:
        return len(self.moves)

    def _results(self) -> tuple[Move, ...]:
        return self.moves

    @property
    def _nothing(self) -> str:
        return "Nothing to report: every milestone in both timetables falls on the same day."

    @property
    def _title(self) -> str:
        if not self.moves:
            return f"Nothing moves between {self.before} and {self.after}."
        moved = f"{counted(len(self.moves), 'milestone')} moved"
        return f"From {self.before} to {self.after}: {moved}"
