"""Facts about an inspection: meetings, and milestones that were done (para 40).

No `repr` shows a child's identifier, a date, a place or a name.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import attrs

from jtai.core.records import Record, hidden
from jtai.core.validation import KEY, blank, is_key
from jtai.errors import Fault
from jtai.guidance.terms import Agency, MeetingKind


@attrs.frozen(kw_only=True)
class Meeting(Record):
    """One multi-agency meeting that inspectors are informed about (para 40).

    Attributes:
        kind: Which of the five kinds it is.
        date: The day on which it takes place.
        time: The clock time in England, or None if unknown.
        place: Where it takes place, None if unknown.
        chair: Who chairs it, None if unknown.
        children: The identifiers of the children it is about, whether they are tracked or not.

    Raises:
        InvalidRecordError: If the time has a time zone (it is always England's), or the place or
            the chair is blank.

    Examples:
        >>> Meeting(kind="strategy discussion", date=date(2019, 9, 24), children=["A1"])
        Meeting(kind=<MeetingKind.STRATEGY_DISCUSSION: 'strategy discussion'>)
    """

    kind: MeetingKind
    date: dt.date = hidden()
    time: dt.time | None = hidden(None)
    place: str | None = hidden(None)
    chair: str | None = hidden(None)
    children: frozenset[str] = hidden(frozenset())

    def _impossible(self) -> Iterator[Fault]:
        for name in ("place", "chair"):
            value = getattr(self, name)
            yield from blank(value, name, what="text", otherwise=", or None if unknown")


@attrs.frozen(kw_only=True)
class MilestoneDone(Record):
    """A record that a milestone was done, when, and by whom.

    Attributes:
        milestone: The key of the milestone.
        at: The moment, with a time zone.
        agency: The agency that did its part; None where all of it was done.

    Raises:
        InvalidRecordError: If the moment has no time zone, or `milestone` is not a valid key.
            Whether there is such a milestone, and whether the agency takes part in it, is checked
            by the inspection.

    Examples:
        >>> MilestoneDone(milestone="child_lists", at=datetime(2019, 9, 12, 8, tzinfo=london))
        MilestoneDone(milestone='child_lists', agency=None)
    """

    milestone: str
    at: dt.datetime = hidden()
    agency: Agency | None = None

    def _impossible(self) -> Iterator[Fault]:
        if not is_key(self.milestone):
            yield Fault(message="not a valid milestone key", where="milestone", expected=KEY)
