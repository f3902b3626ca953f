"""One inspection: changes to what is known of it, and questions about it (paras 24 to 51).

Invariant: an inspection is a value. A change gives a new one and is checked like a new one. It
looks up and passes on; what is asked is answered in the rooms to the left.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

import attrs

from jtai.children.records import Child
from jtai.core.notebook import Table
from jtai.core.validation import member
from jtai.errors import UnknownKeyError
from jtai.guidance.terms import Agency
from jtai.inspection.engagement import Engagement
from jtai.inspection.facts import Done, InspectionRecord, Meeting
from jtai.inspection.readiness import Readiness, assess
from jtai.inspection.requests import (
    Request,
    RequestState,
    case_document_requests,
    information_requests,
)
from jtai.inspection.selection import SelectionReport, check_selection
from jtai.timetable.timetable import InspectionDate


@attrs.frozen(kw_only=True)
class Inspection(InspectionRecord):
    """One inspection, from its notification to the fieldwork week (paras 29 to 51).

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

    Examples:
        >>> import jtai
        >>> inspection = Inspection(
        ...     local_area="Anywhere",
        ...     timetable=jtai.Timetable.from_notification(date(2019, 9, 9)),
        ...     children=[{"id": "A1"}, {"id": "A2"}],
        ... )
        >>> inspection = inspection.with_selection(["A2"]).with_requests()
        >>> len(inspection.requests), len(inspection.requests_of(child="A2"))
        (48, 9)
        >>> inspection.readiness(as_of=date(2019, 9, 13)).ready
        <Answer.NO: 'no'>
    """

    # Changes

    def with_child(self, child: Child) -> Inspection:
        """Add a child, or replace the one with the same identifier."""
        return self._with("children", child, lambda other: other.id == child.id)

    def with_selection(self, selected: Iterable[str]) -> Inspection:
        """Set which children are tracked, by identifier.

        Requests and talks are kept, also those about children who are not selected any more.
        """
        # A text is refused with the other faults, and not taken for its letters.
        ids: Any = selected if isinstance(selected, str) else tuple(selected)
        return attrs.evolve(self, selected=ids)

    def with_contextual_issue(self, text: str) -> Inspection:
        """Add a piece of local context."""
        return attrs.evolve(self, contextual_issues=(*self.contextual_issues, text))

    def with_meeting(self, meeting: Meeting) -> Inspection:
        """Add a meeting."""
        return attrs.evolve(self, meetings=(*self.meetings, meeting))

    def with_request(self, request: Request) -> Inspection:
        """Add a request, or replace the one for the same thing and agency.

        A case document of an agency also takes the place of one of no agency in particular.
        """
        return self._with(
            "requests",
            request,
            lambda other: other.topic == request.topic and other.agency in {None, request.agency},
        )

    def with_requests(self) -> Inspection:
        """Add a request, not started, for everything the guidance asks for that has none yet.

        These are the items of information that are documents, and the case documents of each
        selected child.

        Examples:
            >>> import jtai
            >>> timetable = jtai.Timetable.from_notification(date(2019, 9, 9))
            >>> inspection = Inspection(local_area="Anywhere", timetable=timetable).with_requests()
            >>> len({request.item for request in inspection.requests})
            35
            >>> inspection.with_requests() == inspection
            True
        """
        known = {request.topic for request in self.requests}
        documents = (
            request for child in self.selected for request in case_document_requests(child)
        )
        new = [r for r in (*information_requests(), *documents) if r.topic not in known]
        return attrs.evolve(self, requests=(*self.requests, *new))

    def with_engagement(self, engagement: Engagement) -> Inspection:
        """Add a talk, or replace the one with the same person."""
        return self._with(
            "engagements",
            engagement,
            lambda other: (
                (other.child, other.participant, other.who)
                == (engagement.child, engagement.participant, engagement.who)
            ),
        )

    def with_done(
        self, milestone: str, at: dt.datetime, *, agency: Agency | None = None
    ) -> Inspection:
        """Mark a milestone as met, or correct the mark.

        Args:
            milestone: Its key.
            at: When it was met, with a time zone.
            agency: The agency that met it; None if all who owe it did.

        Raises:
            InvalidRecordError: If there is no such milestone, the agency does not owe it, or the
                moment has no time zone.
        """
        done = Done(milestone=milestone, at=at, agency=agency)
        return self._with(
            "done",
            done,
            lambda other: (other.milestone, other.agency) == (done.milestone, done.agency),
        )

    def _with(self, name: str, value: Any, same: Callable[[Any], bool]) -> Inspection:
        """Put a value in the place of the first that is the same, or at the end."""
        values = list(getattr(self, name))
        places = [position for position, other in enumerate(values) if same(other)]
        kept = [other for other in values if not same(other)]
        kept.insert(places[0] if places else len(kept), value)
        changes: dict[str, Any] = {name: tuple(kept)}
        return attrs.evolve(self, **changes)

    # Look-ups

    def child(self, id: str) -> Child:  # noqa: A002 - as the field is named
        """Give a child by identifier.

        Raises:
            UnknownKeyError: If there is none; the error does not show the identifier.
        """
        for child in self.children:
            if child.id == id:
                return child
        raise UnknownKeyError("no such child", expected="the identifier of a child")

    @property
    def selected_children(self) -> tuple[Child, ...]:
        """The selected children that are known, in the order of the selection."""
        known = {child.id: child for child in self.children}
        return Table(known[name] for name in self.selected if name in known)

    def requests_of(
        self,
        *,
        agency: Agency | None = None,
        child: str | None = None,
        state: RequestState | None = None,
    ) -> tuple[Request, ...]:
        """Give the requests to an agency, about a child, or in a state; all that is given counts.

        Raises:
            InvalidValueError: If there is no such agency or state.
        """
        of = None if agency is None else member(Agency, agency, "agency")
        wanted = None if state is None else member(RequestState, state, "state")
        return Table(
            request
            for request in self.requests
            if of in {None, request.agency}
            and child in {None, request.child}
            and wanted in {None, request.state}
        )

    def engagements_of(self, child: str) -> tuple[Engagement, ...]:
        """Give the talks about a child, by identifier."""
        return Table(talk for talk in self.engagements if talk.child == child)

    def meetings_of(self, child: str) -> tuple[Meeting, ...]:
        """Give the meetings about a child, by identifier."""
        return Table(meeting for meeting in self.meetings if child in meeting.children)

    # Questions

    def selection_report(
        self, *, inspection_date: InspectionDate = InspectionDate.NOTIFICATION
    ) -> SelectionReport:
        """Check the selection against paras 3 and 37.

        Args:
            inspection_date: The date at which ages and plans are judged; the guidance does not say
                whether "the inspection" is notification or fieldwork. The report says which.

        Raises:
            InvalidValueError: If there is no such date.
        """
        key = member(InspectionDate, inspection_date, "inspection_date")
        return check_selection(
            self.selected,
            self.children,
            as_of=self.timetable[key].date,
            inspection_date=str(key),
        )

    def readiness(self, *, as_of: dt.datetime | dt.date) -> Readiness:
        """Say how the agencies stand at a moment.

        Args:
            as_of: A moment with a time zone; or a date, read as the beginning of that day in
                London, which the result then says.

        Raises:
            CoverageError: If the calendar of the timetable does not cover that day.
            DateTypeError: If `as_of` is neither.
        """
        return assess(self, as_of=as_of)
