"""What moved between two timetables.

Invariant: plain results to read, show and export. Finding them is the timetable's work.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from html import escape
from typing import Any

import attrs

from jtai.core.citation import Reference
from jtai.core.english_dates import short_date
from jtai.core.notebook import Displayable, Table
from jtai.core.tables import html_table, text_table


@attrs.frozen(kw_only=True)
class Move(Displayable):
    """One milestone that falls on different days in two timetables.

    Attributes:
        key: The milestone's key.
        title: What is due.
        before: Its date in the first timetable.
        after: Its date in the second.
        why: What makes the difference, one sentence each.
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

    @property
    def days(self) -> int:
        """Calendar days from the first date to the second; negative where it is earlier."""
        return (self.after - self.before).days

    def to_record(self) -> dict[str, Any]:
        """Give the move as plain values, one key an attribute."""
        return {
            "key": self.key,
            "title": self.title,
            "before": self.before,
            "after": self.after,
            "days": self.days,
            "why": list(self.why),
            "reference": str(self.reference),
        }

    def __str__(self) -> str:
        return (
            f"{self.key}: {short_date(self.before)} to {short_date(self.after)} "
            f"({self.days:+d} days): {' '.join(self.why)}"
        )


@attrs.frozen(kw_only=True)
class Comparison:
    """The milestones that differ between two timetables, in the order of the first.

    Iterate over it or ask for its length; an empty one is false.

    Attributes:
        before: What the first timetable is.
        after: What the second is.
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

    def __iter__(self) -> Iterator[Move]:
        return iter(self.moves)

    def __len__(self) -> int:
        return len(self.moves)

    def to_records(self) -> list[dict[str, Any]]:
        """Give the moves as plain values, one mapping each."""
        return [move.to_record() for move in self.moves]

    @property
    def _nothing(self) -> str:
        return f"Nothing moves between {self.before} and {self.after}."

    def __str__(self) -> str:
        if not self.moves:
            return self._nothing
        return f"From {self.before}\nto {self.after}:\n\n" + text_table(
            _COLUMNS, map(_cells, self.moves), widest=44
        )

    def _repr_html_(self) -> str:
        if not self.moves:
            return f"<p>{escape(self._nothing)}</p>"
        moved = f"{len(self.moves)} milestone{'' if len(self.moves) == 1 else 's'} moved"
        caption = f"From {self.before} to {self.after}: {moved}"
        return html_table(caption, _COLUMNS, map(_cells, self.moves))


_COLUMNS = ("What is due", "Before", "After", "Days", "Why")


def _cells(move: Move) -> tuple[str, ...]:
    return (
        move.title,
        short_date(move.before),
        short_date(move.after),
        f"{move.days:+d}",
        " ".join(move.why),
    )
