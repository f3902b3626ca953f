"""What each agency still has to provide for an inspection at one moment (paras 29 to 50).

An obligation is provided by one agency, by one agency with contributions from others, or by the
local agencies jointly. What inspectors may request separately is expected, but not owed, until they
request it. What agencies owe about selected children is unknown while no selection is recorded. How
many children are selected is for the lead inspector (para 37), and `check_selection` checks it.

This computes from the facts of an inspection; it stores nothing and reads no clock. The timetable
says what is due when, and from whom. Only what local agencies provide is here, not what inspectors
do.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import Any, Final

import attrs

from jtai.core.answers import Answer, assumed_together
from jtai.core.citation import Reference
from jtai.core.validation import LONDON, aware_moment, is_midnight, plain_date
from jtai.guidance.agencies import LOCAL_AGENCIES, responsibility
from jtai.guidance.definitions import TRACKED_CHILDREN
from jtai.guidance.information import ON_REQUEST, information_item
from jtai.guidance.terms import Agency, Responsibility
from jtai.inspection.engagement import Engagement
from jtai.inspection.facts import MilestoneDone
from jtai.inspection.inspectorate_requests import (
    STEPS,
    InspectorateRequest,
    InspectorateStep,
)
from jtai.inspection.joint_evaluation import JointEvaluation
from jtai.inspection.readiness import Outstanding, Readiness, ReadinessRow, ReadinessState
from jtai.inspection.requests import Request, case_document_requests, information_requests
from jtai.timetable.milestone import Milestone
from jtai.timetable.timetable import Timetable, require_guidance_milestones

_INFORMATION: Final = "supporting_information"
_DOCUMENTS: Final = "case_documents"
_EVALUATIONS: Final = "joint_evaluations"
_TALKS: Final = "engagement_arrangements"
_END: Final = "fieldwork_end"
_SELECTION: Final = "case_selection"
# What cannot be provided before children are selected.
_AFTER_SELECTION: Final = frozenset({_DOCUMENTS, _EVALUATIONS, _TALKS, "printed_documents"})
_MAY_ASK: Final = (
    "the lead inspector may ask for conversations; nothing is owed until a request is recorded, "
    "and nothing is overdue until the day of the request is recorded (para 49); no deadline is "
    "stated for a request made after the usual one, so the last day of fieldwork is assumed; nor "
    "is one stated for saying that a conversation will not take place, which is never overdue"
)
_ASKED_LATE: Final = (
    "the lead inspector named the children, or asked for what is still to do, after this was due, "
    "and no other deadline is stated; the last day of fieldwork is assumed"
)


# Who the safeguarding partners are, which the guidance does not say: section 16E of
# https://www.legislation.gov.uk/ukpga/2004/31
_SAFEGUARDING: Final = frozenset({Agency.LOCAL_AUTHORITY, Agency.POLICE, Agency.HEALTH})
_PARTNERS: Final = (
    "the guidance does not say who provides the items of section 3; the safeguarding partners are "
    "assumed, of which this agency is one by section 16E of the Children Act 2004"
)
_NO_SELECTION: Final = Outstanding(
    text="no selection is recorded", reference=TRACKED_CHILDREN.reference
)
_NOT_ASKED: Final = Outstanding(
    text="it is not recorded whether the lead inspector asked for conversations",
    reference=Reference.para(49),
)
_NOT_DATED: Final = Outstanding(
    text="it is not recorded when the lead inspector asked for conversations",
    reference=Reference.para(49),
)


def assess(*, as_of: dt.datetime | dt.date, local_area: str, **facts: Any) -> Readiness:
    """Return what the agencies still have to provide at a moment.

    Anything that the guidance requires counts as not started if there is no request for it. A
    milestone that is marked as done counts as done from the moment of its mark, except for
    requests, evaluations and conversations that are recorded as not finished. Before the moment at
    which the selection is marked as done, no child is selected.

    Args:
        as_of: A moment with a time zone; or a date, read as the beginning of that day in London.
        local_area: The name of the area.
        **facts: The facts of the inspection, as fields of `jtai.Inspection`.

    Raises:
        CoverageError: If the calendar of the timetable does not cover that day.
        DateTypeError: If `as_of` is neither.
        InvalidValueError: If the milestones of the timetable are not those of guidance 190035.
    """
    require_guidance_milestones(facts["timetable"])
    if isinstance(as_of, dt.datetime) and not is_midnight(as_of):
        moment, assumed = aware_moment(as_of, "as_of").astimezone(LONDON), None
    else:
        day = plain_date(as_of, "as_of")
        moment = dt.datetime.combine(day, dt.time(), tzinfo=LONDON)
        assumed = "the date means the beginning of that day in London"
    rows = tuple(_Facts(**_known_at(moment, facts), at=moment).rows())
    return Readiness(as_of=moment, assumed=assumed, local_area=local_area, rows=rows)


def _known_at(moment: dt.datetime, facts: dict[str, Any]) -> dict[str, Any]:
    """Return the facts without what was marked as done or requested later."""
    talks = tuple(
        t for t in facts["engagements"] if not t.requested_on or t.requested_on <= moment.date()
    )
    done = tuple(mark for mark in facts["done"] if mark.at <= moment)
    selections = [mark in done for mark in facts["done"] if mark.milestone == _SELECTION]
    selected = facts["selected"] if not selections or any(selections) else ()
    return {**facts, "done": done, "selected": selected, "engagements": talks}


@attrs.frozen(kw_only=True)
class _Facts:
    """The facts of an inspection as they were at one moment."""

    at: dt.datetime
    timetable: Timetable
    selected: tuple[str, ...]
    requests: tuple[Request, ...]
    inspectorate_requests: tuple[InspectorateRequest, ...]
    evaluations: tuple[JointEvaluation, ...]
    engagements: tuple[Engagement, ...]
    done: tuple[MilestoneDone, ...]

    @property
    def day(self) -> dt.date:
        return self.at.date()

    def rows(self) -> Iterator[ReadinessRow]:
        """Yield the rows of each agency by time, then joint rows."""
        for agency in LOCAL_AGENCIES:
            yield from sorted(self._of_agency(agency), key=attrgetter("due"))
        for milestone in self.timetable:
            joint = (
                responsibility(LOCAL_AGENCIES[0], milestone.by, milestone.contributors)
                is Responsibility.JOINT
            )
            if joint and milestone.key != _INFORMATION:
                yield self._provided(milestone, None, Responsibility.JOINT)

    def _of_agency(self, agency: Agency) -> Iterator[ReadinessRow]:
        for milestone in self.timetable:
            part = responsibility(agency, milestone.by, milestone.contributors)
            if part is Responsibility.OWN:
                yield self._provided(milestone, agency, part)
            elif part is Responsibility.CONTRIBUTION:
                yield self._contribution(milestone, agency)
            elif milestone.key == _INFORMATION:
                if self._asked_of(agency):
                    yield self._information(milestone, agency)
                if agency in _SAFEGUARDING:
                    yield self._safeguarding(milestone, agency)
            elif milestone.key == _EVALUATIONS:
                yield self._own_evaluations(milestone, agency)
        for inspectorate, step in STEPS.items():
            if step.agency is agency:
                asked = [r for r in self.inspectorate_requests if r.inspectorate is inspectorate]
                yield self._asked_in_particular(step, asked)

    def _row(
        self,
        milestone: Milestone,
        agency: Agency | None,
        part: Responsibility,
        state: ReadinessState,
        things: Sequence[Outstanding] = (),
        **changes: Any,
    ) -> ReadinessRow:
        given: dict[str, Any] = {
            "key": milestone.key,
            "title": milestone.title,
            "assumed": milestone.assumed,
            "reference": milestone.reference,
        }
        return ReadinessRow(
            agency=agency,
            responsibility=part,
            milestone=milestone,
            state=state,
            outstanding=tuple(things),
            due_in=self.timetable.calendar.count(self.day, milestone.date),
            late_by=self._late_by(milestone, agency) if state is ReadinessState.DONE else None,
            **{**given, **changes},
        )

    def _late_by(self, milestone: Milestone, agency: Agency | None) -> int | None:
        """Return how many working days late a milestone was done, None if it was not late."""
        first = min(self._moments(milestone, agency), default=None)
        due = milestone
        asked = [self._selected_on, *map(self._named_on, self.selected)]
        if milestone.key == _TALKS:
            asked += [talk.requested_on for talk in self.engagements]
        # A mark covers all children, so a late request about one of them counts.
        if milestone.key in _AFTER_SELECTION and any(_is_after(milestone, day) for day in asked):
            due = self.timetable[_END]
        if first is None or not due.is_past(first):
            return None
        return self.timetable.calendar.count(due.date, first.astimezone(LONDON).date())

    def _is_done(self, milestone: Milestone, agency: Agency | None) -> bool:
        return any(self._moments(milestone, agency))

    def _moments(self, milestone: Milestone, agency: Agency | None) -> Iterator[dt.datetime]:
        """Yield when a milestone was marked as done, by an agency or as a whole."""
        for mark in self.done:
            if mark.milestone == milestone.key and mark.agency in {None, agency}:
                yield mark.at

    @property
    def _selected_on(self) -> dt.date | None:
        """The day on which the selection was marked as made, or None."""
        days = [mark.at for mark in self.done if mark.milestone == _SELECTION]
        return days[0].astimezone(LONDON).date() if days else None

    def _named_on(self, child: str) -> dt.date | None:
        """Return the day on which a child was named by the lead inspector, None if unknown.

        Documents are owed for each child whom the agencies are asked to evaluate (paras 37, 44), so
        the first request about the child is enough.
        """
        requests = [each.requested_on for each in self.requests if each.child == child]
        evaluations = [each.requested_on for each in self.evaluations if each.child == child]
        return min(filter(None, (*requests, *evaluations)), default=self._selected_on)

    # What an agency provides, and what the agencies provide jointly

    def _provided(
        self, milestone: Milestone, agency: Agency | None, part: Responsibility
    ) -> ReadinessRow:
        owed = [*self._outstanding(milestone, marked=self._is_done(milestone, agency))]
        if owed and milestone.key in _AFTER_SELECTION:
            return self._after_selection(milestone, agency, part, owed)
        things = [thing for thing, _ in owed]
        return self._row(milestone, agency, part, self._state(milestone, things), things)

    def _after_selection(
        self,
        milestone: Milestone,
        agency: Agency | None,
        part: Responsibility,
        owed: Sequence[tuple[Outstanding, dt.date | None]],
    ) -> ReadinessRow:
        """Return what is owed about selected children, who are named by the lead inspector."""
        things: Sequence[Outstanding] = [thing for thing, _ in owed]
        if not self.selected:
            too_early = not self.timetable[_SELECTION].is_past(self.at)
            state = ReadinessState.NOT_DUE_YET if too_early else ReadinessState.UNKNOWN
            return self._row(milestone, agency, part, state, things)
        due, assumed = milestone, milestone.assumed
        if _all_after(milestone, [day for _, day in owed]):
            due, assumed = self.timetable[_END], _ASKED_LATE
        else:
            things = [
                attrs.evolve(thing, text=f"{thing.text}, requested after this was due")
                if _is_after(milestone, day)
                else thing
                for thing, day in owed
            ]
        state = self._state(due, things)
        if milestone.key == _TALKS:
            assumed = assumed_together((assumed, _MAY_ASK))
            due, state, things = self._asked_talks(due, state, things)
        return self._row(
            due,
            agency,
            part,
            state,
            things,
            key=milestone.key,
            title=milestone.title,
            assumed=assumed,
            reference=milestone.reference,
        )

    def _asked_talks(
        self, due: Milestone, state: ReadinessState, things: Sequence[Outstanding]
    ) -> tuple[Milestone, ReadinessState, Sequence[Outstanding]]:
        """Return when conversations are due, and their state, by what was requested and when."""
        end = self.timetable[_END]
        left = [t for t in self.engagements if t.child in self.selected and t.to_do(self.day)]
        asked = [talk.requested_on for talk in left if talk.must_tell is None]
        if not left and state is not ReadinessState.NOT_DUE_YET:
            return due, ReadinessState.UNKNOWN, (_NOT_ASKED, *things)
        if state is not ReadinessState.OVERDUE:
            return due, state, things
        if not asked:  # only the lead inspector is still to be told
            return end, ReadinessState.OUTSTANDING, things
        if _all_after(due, asked):
            return end, self._state(end, things), things
        if end.is_past(self.at) or any(day is not None and day <= due.date for day in asked):
            return due, ReadinessState.OVERDUE, things
        return due, ReadinessState.UNKNOWN, (_NOT_DATED, *things)

    def _state(self, milestone: Milestone, things: Sequence[Outstanding]) -> ReadinessState:
        if not things:
            return ReadinessState.DONE
        if milestone.optional:
            return ReadinessState.OPTIONAL
        if milestone.is_past(self.at):
            return ReadinessState.OVERDUE
        return ReadinessState.NOT_DUE_YET if self._too_early else ReadinessState.OUTSTANDING

    @property
    def _too_early(self) -> bool:
        return self.at < self.timetable["notification"].due

    def _outstanding(
        self, milestone: Milestone, *, marked: bool
    ) -> Iterator[tuple[Outstanding, dt.date | None]]:
        """Yield what is still to do, each with the day of its request if that is known."""
        if not marked and not self.selected and milestone.key in _AFTER_SELECTION:
            yield _NO_SELECTION, None
        if milestone.key == _DOCUMENTS:
            yield from self._documents(marked=marked)
        elif milestone.key == _TALKS:
            for thing in self._talks(marked=marked):
                yield thing, self._selected_on
        elif milestone.key == _EVALUATIONS and self.evaluations:
            yield from self._joint_evaluations(milestone, marked=marked)
        elif not marked:
            parts = [mark.agency for mark in self.done if mark.milestone == milestone.key]
            given = ", ".join(agency for agency in LOCAL_AGENCIES if agency in parts)
            text = (
                f"not marked as done; done in part by: {given}" if given else "not marked as done"
            )
            yield Outstanding(text=text, reference=milestone.reference), self._selected_on

    def _documents(self, *, marked: bool) -> Iterator[tuple[Outstanding, dt.date | None]]:
        for position, child in enumerate(self.selected):
            recorded = [r for r in self.requests if r.child == child]
            known = {request.document for request in recorded}
            rest = [r for r in case_document_requests(child) if r.document not in known]
            named = self._named_on(child)
            for request in (*recorded, *([] if marked else rest)):
                if not request.settled(self.day):
                    by = "" if request.agency is None else f" from {request.agency}"
                    words = f"{request.document} of selected[{position}]{by}"
                    thing = Outstanding(
                        text=f"{words}: {_state_words(request)}",
                        child=child,
                        reference=request.reference,
                    )
                    yield thing, request.requested_on or named

    def _joint_evaluations(
        self, milestone: Milestone, *, marked: bool
    ) -> Iterator[tuple[Outstanding, dt.date | None]]:
        recorded = {evaluation.child: evaluation for evaluation in self.evaluations}
        for position, child in enumerate(self.selected):
            if marked and child not in recorded:
                continue
            evaluation = recorded.get(child) or JointEvaluation(child=child)
            if missing := _missing_words(evaluation, self.day):
                thing = Outstanding(
                    text=f"joint evaluation of selected[{position}]: {missing}",
                    child=child,
                    reference=milestone.reference,
                )
                yield thing, evaluation.requested_on or self._named_on(child)

    def _talks(self, *, marked: bool) -> Iterator[Outstanding]:
        asked, arranged = Reference.para(49), Reference.para(50, 49)
        for position, child in enumerate(self.selected):
            talks = [talk for talk in self.engagements if talk.child == child]
            place = f"selected[{position}]"
            if not talks and not marked:
                yield Outstanding(
                    text=f"no request recorded for {place}", child=child, reference=asked
                )
            for talk in talks:
                if to_do := talk.to_do(self.day):
                    yield Outstanding(
                        text=f"{talk.participant} of {place}: {to_do}",
                        child=child,
                        reference=arranged,
                    )

    # What an agency contributes, provides if possible, or is asked for separately

    def _contribution(self, milestone: Milestone, agency: Agency) -> ReadinessRow:
        owner = next(
            (
                a
                for a in LOCAL_AGENCIES
                if responsibility(a, milestone.by, milestone.contributors) is Responsibility.OWN
            ),
            None,
        )
        part = Responsibility.CONTRIBUTION
        if self._is_done(milestone, agency) or self._is_done(milestone, owner):
            return self._row(milestone, agency, part, ReadinessState.DONE)
        state = ReadinessState.NOT_DUE_YET if self._too_early else ReadinessState.OUTSTANDING
        thing = Outstanding(text=f"contribute; {owner} provides it", reference=milestone.reference)
        return self._row(milestone, agency, part, state, [thing])

    def _own_evaluations(self, milestone: Milestone, agency: Agency) -> ReadinessRow:
        given = {
            evaluation.child
            for evaluation in self.evaluations
            for own in evaluation.own or ()
            if own.agency is agency and own.received is not None and own.received <= self.day
        }
        marked = any(
            mark.milestone == milestone.key and mark.agency is agency for mark in self.done
        )
        complete = marked or (bool(self.selected) and given.issuperset(self.selected))
        state = ReadinessState.DONE if complete else ReadinessState.OPTIONAL
        return self._row(
            milestone,
            agency,
            Responsibility.OWN,
            state,
            key="own_evaluations",
            title="The agency's own evaluations, if possible",
        )

    def _asked_in_particular(
        self, step: InspectorateStep, asked: Sequence[InspectorateRequest]
    ) -> ReadinessRow:
        known = [request for request in asked if request.requested_on <= self.day]
        unanswered = [request for request in known if request.is_open(self.day)]
        things = [
            Outstanding(text="requested, but not answered", reference=step.reference)
            for _ in unanswered
        ]
        milestone = self.timetable[step.milestone]
        if _all_after(milestone, [request.requested_on for request in unanswered]):
            milestone = self.timetable[_END]
        state = self._state(milestone, things) if known else ReadinessState.EXPECTED
        return self._row(
            milestone,
            step.agency,
            Responsibility.OWN,
            state,
            things,
            key=step.key,
            title=step.title,
            assumed=step.assumed,
            reference=step.reference,
        )

    # Information

    def _asked_of(self, agency: Agency) -> tuple[Request, ...]:
        """Return the requests for information of an agency, recorded or not.

        An item that the guidance does not request from the agency is not owed, and is
        reported as a contradiction.
        """
        recorded = [r for r in self.requests if r.item is not None and not r.not_asked]
        known = {request.item for request in recorded}
        rest = [request for request in information_requests() if request.item not in known]
        wanted = (request for request in (*recorded, *rest) if request.agency is agency)
        return tuple(sorted(wanted, key=lambda request: request.item or ""))

    def _information(self, milestone: Milestone, agency: Agency) -> ReadinessRow:
        marked = self._is_done(milestone, agency)
        # One agency is enough for an item that several are asked for.
        sent = {
            request.item
            for request in self.requests
            if request.sent_on is not None and request.sent_on <= self.day and not request.not_asked
        }
        requests = self._asked_of(agency)
        open_requests = [
            request
            for request in requests
            if not request.settled(self.day)
            and request.item not in sent
            and (request in self.requests or not marked)
        ]
        things = [
            Outstanding(
                text=self._item_words(request), item=request.item or "", reference=request.reference
            )
            for request in open_requests
        ]
        owed = [request for request in open_requests if request.was_asked(self.day)]
        late = _all_after(milestone, [request.requested_on for request in owed])
        due = self.timetable[_END] if late else milestone
        state = self._state(due, things)
        if state is ReadinessState.OVERDUE and not owed:
            state = ReadinessState.EXPECTED
        items = [information_item(request.item) for request in requests if request.item]
        assumed = [milestone.assumed, *(item.assumed for item in items)]
        if any(request.on_request for request in requests):
            assumed.append(ON_REQUEST)
        return self._row(
            due,
            agency,
            Responsibility.OWN,
            state,
            things,
            key=milestone.key,
            title=milestone.title,
            reference=milestone.reference,
            assumed=assumed_together(assumed),
        )

    def _safeguarding(self, milestone: Milestone, agency: Agency) -> ReadinessRow:
        """Return the items of section 3 as a contribution of one of the safeguarding partners."""
        partners = Agency.SAFEGUARDING_PARTNERS
        state = self._information(milestone, partners).state
        if state is ReadinessState.OVERDUE:
            state = ReadinessState.OUTSTANDING
        thing = Outstanding(
            text=f"contribute; {partners} provide it", reference=milestone.reference
        )
        return self._row(
            milestone,
            agency,
            Responsibility.CONTRIBUTION,
            state,
            [] if state is ReadinessState.DONE else [thing],
            key="safeguarding_information",
            title="Items 3.1 to 3.3, on multi-agency safeguarding arrangements",
            assumed=_PARTNERS,
            reference=Reference.para(48, part="items 3.1 to 3.3"),
        )

    def _item_words(self, request: Request) -> str:
        asked = "" if request.was_asked(self.day) else ", once the lead inspector asks"
        return f"item {request.item}{asked}: {_state_words(request)}"


def _all_after(milestone: Milestone, asked: Sequence[dt.date | None]) -> bool:
    """Return whether all requests were made after a deadline, so that none can be late by it."""
    return bool(asked) and all(_is_after(milestone, day) for day in asked)


def _is_after(milestone: Milestone, asked: dt.date | None) -> bool:
    return asked is not None and asked > milestone.date


def _missing_words(evaluation: JointEvaluation, on: dt.date) -> str:
    """Return what a joint evaluation lacks at the end of a day; empty if nothing."""
    if evaluation.received_by(on) is not Answer.YES:
        return "not received"
    joint = evaluation.is_joint is not Answer.NO
    return "" if joint else "received, but not from several agencies"


def _state_words(request: Request) -> str:
    # At this moment, something sent later is not yet sent.
    return "not sent" if request.sent_on is not None else str(request.state)
