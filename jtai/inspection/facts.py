"""What is known of one inspection: the facts that every question about it rests on.

Invariant: facts only, from paras 24 to 51; what follows from them is in the rooms to the right. The
impossible is refused with its path; what does not fit is reported as a contradiction. The name of
the area is shown; no representation shows a child's identifier, a date of a fact or a text.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import TypeVar

import attrs

from jtai.children.records import Child, Contradiction, contradictions_in
from jtai.core.citation import Reference
from jtai.core.notebook import Table
from jtai.core.records import Record, hidden
from jtai.core.validation import LONDON, is_line
from jtai.errors import Fault
from jtai.guidance.agencies import AGENCIES
from jtai.guidance.milestones import MILESTONES
from jtai.guidance.terms import Agency, MeetingKind
from jtai.inspection.engagement import Engagement
from jtai.inspection.requests import Request
from jtai.timetable.timetable import Timetable

_Value = TypeVar("_Value")
_ROWS = {row.key: row for row in MILESTONES}
_IN_WEEK = Reference.para(40)
_TRACKED = Reference.para(37)


def agencies_owing(milestone: str) -> tuple[Agency, ...]:
    """Give the agencies of the area that owe a milestone; none where inspectors act.

    Args:
        milestone: The key of the milestone.

    Raises:
        KeyError: If there is no such milestone.

    Examples:
        >>> [str(agency) for agency in agencies_owing("child_lists")]
        ['local authority', 'youth offending team', 'health partners']
        >>> agencies_owing("case_selection")
        ()
    """
    by = {*_ROWS[milestone].by}
    return tuple(row.agency for row in AGENCIES if row.in_scope and by & {*row.parties})


@attrs.frozen(kw_only=True)
class Meeting(Record):
    """One multi-agency meeting of which inspectors are told (para 40).

    Attributes:
        kind: Which of the five kinds.
        date: The day on which it takes place.
        time: The time on the clock in England, None if unknown.
        children: The identifiers of the children it is about, whether they are tracked or not.

    Raises:
        InvalidRecordError: If the time has a time zone: it is always England's.

    Examples:
        >>> Meeting(kind="strategy discussion", date=date(2019, 9, 24), children=["A1"])
        Meeting(kind=<MeetingKind.STRATEGY_DISCUSSION: 'strategy discussion'>)
    """

    kind: MeetingKind
    date: dt.date = hidden()
    time: dt.time | None = hidden(None)
    children: frozenset[str] = hidden(frozenset())


@attrs.frozen(kw_only=True)
class Done(Record):
    """That a milestone was met, when, and by whom.

    Attributes:
        milestone: The key of the milestone.
        at: The moment, with a time zone.
        agency: The agency that met it; None where it was met by all who owe it.

    Raises:
        InvalidRecordError: If there is no such milestone, the agency does not owe it, or the
            moment has no time zone.

    Examples:
        >>> Done(milestone="child_lists", at=datetime(2019, 9, 12, 8, tzinfo=london))
        Done(milestone='child_lists', agency=None)
    """

    milestone: str
    at: dt.datetime = hidden()
    agency: Agency | None = None

    def _impossible(self) -> Iterator[Fault]:
        if self.milestone not in _ROWS:
            yield Fault(
                message="no such milestone",
                where="milestone",
                expected=f"one of {', '.join(_ROWS)}",
            )
        elif self.agency is not None and self.agency not in agencies_owing(self.milestone):
            yield Fault(
                message="this agency does not owe the milestone",
                where="agency",
                expected="None, or one that does",
                reference=_ROWS[self.milestone].reference,
            )


@attrs.frozen(kw_only=True)
class InspectionRecord(Record):
    """The facts of one inspection; `jtai.Inspection` is made of them.

    Attributes:
        local_area: The name of the area.
        timetable: Its milestones.
        children: The children that are known.
        selected: The identifiers of the children whom inspectors track, in order.
        contextual_issues: Local context for the lead inspector to consider (para 36).
        meetings: Multi-agency meetings in the fieldwork week (para 40).
        requests: What agencies were asked to send, and how far it is (paras 44, 48).
        engagements: Talks with children, parents and carers (paras 49 to 51).
        done: The milestones that were met.

    Raises:
        InvalidRecordError: If something is there twice, or is about a child who is neither among
            the children nor selected. Every fault is reported at once, with a path such as
            ``children[2].plans[0].end``.
    """

    local_area: str
    timetable: Timetable
    children: tuple[Child, ...] = ()
    selected: tuple[str, ...] = hidden(())
    contextual_issues: tuple[str, ...] = hidden(())
    meetings: tuple[Meeting, ...] = ()
    requests: tuple[Request, ...] = ()
    engagements: tuple[Engagement, ...] = ()
    done: tuple[Done, ...] = ()

    def _impossible(self) -> Iterator[Fault]:
        if not is_line(self.local_area):
            yield Fault(
                message="this is no name of an area",
                where="local_area",
                expected="a text on one line, of printable characters",
            )
        yield from _twice("children", ".id", self.children, lambda child: child.id)
        for position, name in enumerate(self.selected):
            if not name.strip():
                yield Fault(
                    message="the identifier is blank",
                    where=f"selected[{position}]",
                    expected="a text",
                )
        yield from _twice("selected", "", self.selected, lambda name: name, _TRACKED)
        yield from _twice("requests", "", self.requests, lambda r: (r.topic, r.agency))
        yield from _twice(
            "engagements", "", self.engagements, lambda e: (e.child, e.participant, e.who)
        )
        yield from _twice("done", "", self.done, lambda d: (d.milestone, d.agency))
        known = {*self.selected, *(child.id for child in self.children)}
        about: dict[str, list[str | None]] = {
            "requests": [request.child for request in self.requests],
            "engagements": [engagement.child for engagement in self.engagements],
        }
        for name, ids in about.items():
            for position, child in enumerate(ids):
                if child is not None and child not in known:
                    yield Fault(
                        message="no such child",
                        where=f"{name}[{position}].child",
                        expected="the identifier of a child of the inspection",
                    )

    @property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """Facts that do not fit together, each with its path.

        Meetings outside of the fieldwork week, talks that are not known to have been in order,
        milestones met before notification, and contradictions between facts of a child.
        """
        return Table(self._contradictions())

    def _contradictions(self) -> Iterator[Contradiction]:
        for position, child in enumerate(self.children):
            yield from contradictions_in(f"children[{position}]", child.contradictions)
        first, last = self.timetable.fieldwork_start, self.timetable.fieldwork_end
        for position, meeting in enumerate(self.meetings):
            if not first <= meeting.date <= last:
                yield Contradiction(
                    facts=(f"meetings[{position}].date",),
                    text="the meeting is not in the fieldwork week",
                    reference=_IN_WEEK,
                )
        for position, engagement in enumerate(self.engagements):
            yield from contradictions_in(f"engagements[{position}]", engagement.contradictions)
        start = self.timetable.notification
        for position, done in enumerate(self.done):
            if done.at.astimezone(LONDON).date() < start:
                yield Contradiction(
                    facts=(f"done[{position}].at",),
                    text="the milestone was met before the area was notified",
                    reference=self.timetable["notification"].reference,
                )

    def is_done(self, milestone: str, *, at: dt.datetime, agency: Agency | None = None) -> bool:
        """Tell whether a milestone was marked as met by a moment, by an agency or by all.

        Args:
            milestone: Its key.
            at: The moment, with a time zone.
            agency: The agency in question; None asks for a mark that is for all.
        """
        return any(
            done.milestone == milestone and done.agency in {None, agency} and done.at <= at
            for done in self.done
        )


def _twice(
    name: str,
    field: str,
    values: Iterable[_Value],
    key: Callable[[_Value], Hashable],
    reference: Reference | None = None,
) -> Iterator[Fault]:
    """Report whatever has the same key as something before it."""
    seen: dict[Hashable, int] = {}
    for position, value in enumerate(values):
        before = seen.setdefault(key(value), position)
        if before != position:
            yield Fault(
                message=f"the same as {name}[{before}]{field}",
                where=f"{name}[{position}]{field}",
                expected="each only once",
                reference=reference,
            )
