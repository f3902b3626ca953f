"""What each agency still owes before an inspection, and whether the area is ready.

Invariant: a question asked of the facts of an inspection at one moment; it holds no facts of its
own and knows no clock. What is due when comes from the timetable, and who owes it from the tables.
Only what local agencies owe is here, not what inspectors do. Children are named by their place in
the selection, and by their identifiers only where the caller asks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

import attrs

from jtai.core.answers import Answer, Decision, Reason, decide
from jtai.core.citation import AREA_REPORT, Reference
from jtai.core.english_dates import short_date
from jtai.core.notebook import Displayable, Table, number_of
from jtai.core.tables import html_table, text_table
from jtai.core.validation import LONDON, aware_moment, member, plain_date
from jtai.guidance.agencies import LOCAL_AGENCIES
from jtai.guidance.definitions import TRACKED_CHILDREN
from jtai.guidance.information import information_item
from jtai.guidance.terms import Agency
from jtai.inspection.facts import InspectionRecord, agencies_owing
from jtai.inspection.requests import Request, case_document_requests, information_requests
from jtai.timetable.milestone import Milestone

_ASSURANCE = Reference(document=AREA_REPORT, part="section 4")
_SHOWN = 2
_INFORMATION = "supporting_information"
_DOCUMENTS = "case_documents"
_TALKS = "engagement_arrangements"
# What cannot be given before children are selected.
_AFTER_SELECTION = frozenset({_DOCUMENTS, "joint_evaluations", _TALKS, "printed_evaluations"})


class ReadinessState(StrEnum):
    """How an agency stands with a milestone."""

    DONE = "done"
    OUTSTANDING = "outstanding"
    """Something is still to do, and there is time."""
    OVERDUE = "overdue"
    """Something is still to do, and its moment has gone by."""
    NOT_DUE_YET = "not due yet"
    """It cannot be given yet: the notification, or the selection of children, is still to come."""
    OPTIONAL = "optional"
    """It was not given, and need not be."""


@attrs.frozen(kw_only=True)
class Outstanding(Displayable):
    """One thing that an agency has still to do.

    Attributes:
        text: What, without saying who a child is.
        child: The identifier of the child whom it is about; empty where it is about none.
        reference: Where the guidance asks for it.
    """

    text: str
    child: str = attrs.field(default="", repr=False)
    reference: Reference

    def __str__(self) -> str:
        return f"{self.text} ({self.reference})"


@attrs.frozen(kw_only=True)
class ReadinessRow(Displayable):
    """How one agency stands with one milestone.

    Attributes:
        agency: The agency.
        milestone: The milestone; it knows its title, its moment and its paragraph.
        state: How it stands.
        outstanding: Everything that is still to do; empty where it is done.
        due_in: Working days until it is due; 0 on the day, negative after it.
    """

    agency: Agency
    milestone: Milestone
    state: ReadinessState
    outstanding: tuple[Outstanding, ...] = attrs.field(default=(), converter=Table[Outstanding])
    due_in: int

    def to_record(self, *, identifiers: bool = False) -> dict[str, Any]:
        """Give it as plain values.

        Args:
            identifiers: Whether to show the children's identifiers.
        """
        return {
            "agency": str(self.agency),
            "milestone": self.milestone.key,
            "title": self.milestone.title,
            "due": self.milestone.due,
            "due_in": self.due_in,
            "state": str(self.state),
            "outstanding": [
                f"{thing.text} ({thing.child})" if identifiers and thing.child else thing.text
                for thing in self.outstanding
            ],
            "assumed": self.milestone.assumed,
            "reference": str(self.milestone.reference),
        }


@attrs.frozen(kw_only=True)
class Readiness:
    """How the agencies of an area stand at one moment, a row an agency and milestone.

    Source: paras 29 to 50.

    `jtai.Inspection.readiness` makes one. A row is there for each milestone that the guidance has
    an agency meet; an agency that is asked for no item of information has none for that.

    Attributes:
        as_of: The moment, in London.
        assumed: How `as_of` was read, where it was given as a date; else None.
        local_area: The name of the area.
        rows: The rows, by agency and then by time.

    Examples:
        >>> import jtai
        >>> timetable = jtai.Timetable.from_notification(date(2019, 9, 9))
        >>> inspection = jtai.Inspection(local_area="Anytown", timetable=timetable)
        >>> readiness = inspection.readiness(as_of=datetime(2019, 9, 12, 9, 1, tzinfo=london))
        >>> sorted({row.milestone.key for row in readiness.overdue})
        ['child_lists']
    """

    as_of: dt.datetime
    assumed: str | None = None
    local_area: str
    rows: tuple[ReadinessRow, ...] = attrs.field(converter=Table[ReadinessRow], repr=number_of)

    def of_agency(self, agency: Agency) -> Readiness:
        """Keep the rows of one agency.

        Raises:
            InvalidValueError: If there is no such agency.
        """
        wanted = member(Agency, agency, "agency")
        return attrs.evolve(self, rows=tuple(row for row in self.rows if row.agency is wanted))

    def in_state(self, state: ReadinessState) -> tuple[ReadinessRow, ...]:
        """Give the rows that are in a state.

        Raises:
            InvalidValueError: If there is no such state.
        """
        wanted = member(ReadinessState, state, "state")
        return Table(row for row in self.rows if row.state is wanted)

    @property
    def overdue(self) -> tuple[ReadinessRow, ...]:
        """The rows whose moment has gone by with something still to do."""
        return self.in_state(ReadinessState.OVERDUE)

    @property
    def next_due(self) -> tuple[ReadinessRow, ...]:
        """The rows that come next of those with something to do and time left."""
        waiting = [row for row in self.rows if row.state in _WAITING]
        soonest = min((row.milestone.due for row in waiting), default=None)
        return Table(row for row in waiting if row.milestone.due == soonest)

    @property
    def ready(self) -> Answer:
        """Whether everything that the agencies owe is done.

        No where something is overdue; unknown where nothing is, but something is still to do.
        `assurance` gives the reasons.
        """
        return self.assurance.answer

    @property
    def assurance(self) -> Decision:
        """The assurance that an area's executive group asks for, with a reason for each agency."""
        agencies = dict.fromkeys(row.agency for row in self.rows)
        reasons = [self._of_agency(agency) for agency in agencies]
        return decide("Are the agencies ready?", reasons or [_NOTHING_OWED])

    def _of_agency(self, agency: Agency) -> Reason:
        rows = [row for row in self.rows if row.agency is agency]
        late = [row.milestone.key for row in rows if row.state is ReadinessState.OVERDUE]
        if late:
            return Reason(
                answer=Answer.NO,
                text=f"{agency}: overdue: {', '.join(late)}",
                reference=_ASSURANCE,
            )
        waiting = ", ".join(row.milestone.key for row in rows if row.state in _WAITING)
        if waiting:
            return Reason(
                answer=Answer.UNKNOWN,
                text=f"{agency}: nothing is overdue, but not everything is done",
                missing=waiting,
                reference=_ASSURANCE,
            )
        return Reason(answer=Answer.YES, text=f"{agency}: everything is done", reference=_ASSURANCE)

    def to_records(self, *, identifiers: bool = False) -> list[dict[str, Any]]:
        """Give the rows as plain values, one mapping each.

        Args:
            identifiers: Whether to show the children's identifiers.
        """
        return [row.to_record(identifiers=identifiers) for row in self.rows]

    @property
    def _title(self) -> str:
        when = f"{short_date(self.as_of.date())}, {self.as_of:%H:%M}"
        return f"Readiness of {self.local_area} on {when}: {self.ready}"

    @property
    def _notes(self) -> list[str]:
        return [f"* {self.assumed}"] if self.assumed is not None else []

    def __str__(self) -> str:
        lines = [self._title, "", text_table(_COLUMNS, map(_cells, self.rows), widest=40)]
        return "\n".join([*lines, *(["", *self._notes] if self._notes else [])])

    def _repr_html_(self) -> str:
        return html_table(self._title, _COLUMNS, map(_cells, self.rows), notes=self._notes)


# Whoever owes nothing is not ready for that.
_NOTHING_OWED = Reason(
    answer=Answer.UNKNOWN,
    text="no milestone is owed, so that nothing says whether there is readiness",
    reference=_ASSURANCE,
)
_WAITING = (ReadinessState.OUTSTANDING, ReadinessState.NOT_DUE_YET)
_COLUMNS = ("Agency", "What is due", "Due", "Working days", "State", "Still to do")


def _cells(row: ReadinessRow) -> tuple[str, ...]:
    things = [thing.text for thing in row.outstanding[:_SHOWN]]
    more = len(row.outstanding) - len(things)
    return (
        str(row.agency),
        row.milestone.title,
        f"{short_date(row.milestone.date)}, {row.milestone.when}",
        str(row.due_in),
        str(row.state),
        "; ".join([*things, *([f"and {more} more"] if more else [])]),
    )


def assess(record: InspectionRecord, *, as_of: dt.datetime | dt.date) -> Readiness:
    """Say how the agencies stand at a moment.

    Whatever the guidance asks for counts as not started while there is no request for it. A
    milestone that was marked as met counts as met, except for requests and talks that are known to
    be open.

    Args:
        record: The facts of the inspection.
        as_of: A moment with a time zone; or a date, read as the beginning of that day in London.

    Raises:
        CoverageError: If the calendar of the timetable does not cover that day.
        DateTypeError: If `as_of` is neither.
    """
    if isinstance(as_of, dt.datetime):
        moment, assumed = aware_moment(as_of, "as_of").astimezone(LONDON), None
    else:
        day = plain_date(as_of, "as_of")
        moment = dt.datetime.combine(day, dt.time(), tzinfo=LONDON)
        assumed = "the date is read as the beginning of that day in London"
    facts = _Facts(record, moment)
    rows = (
        facts.row(agency, milestone)
        for agency in LOCAL_AGENCIES
        for milestone in record.timetable
        if agency in agencies_owing(milestone.key)
        and (milestone.key != _INFORMATION or facts.asked_of(agency))
    )
    return Readiness(as_of=moment, assumed=assumed, local_area=record.local_area, rows=tuple(rows))


@attrs.frozen
class _Facts:
    """The facts of an inspection as they were at one moment."""

    record: InspectionRecord
    at: dt.datetime

    @property
    def day(self) -> dt.date:
        return self.at.date()

    def row(self, agency: Agency, milestone: Milestone) -> ReadinessRow:
        marked = self.record.is_done(milestone.key, at=self.at, agency=agency)
        things = tuple(self._outstanding(agency, milestone, marked=marked))
        return ReadinessRow(
            agency=agency,
            milestone=milestone,
            state=self._state(milestone, done=not things),
            outstanding=things,
            due_in=self.record.timetable.calendar.count(self.day, milestone.date),
        )

    def _state(self, milestone: Milestone, *, done: bool) -> ReadinessState:
        if done:
            return ReadinessState.DONE
        if milestone.optional:
            return ReadinessState.OPTIONAL
        if milestone.is_past(self.at):
            return ReadinessState.OVERDUE
        early = self._too_early(milestone)
        return ReadinessState.NOT_DUE_YET if early else ReadinessState.OUTSTANDING

    def _too_early(self, milestone: Milestone) -> bool:
        timetable = self.record.timetable
        if self.at < timetable["notification"].due:
            return True
        return (
            milestone.key in _AFTER_SELECTION
            and not self.record.selected
            and not timetable["case_selection"].is_past(self.at)
        )

    def _outstanding(
        self, agency: Agency, milestone: Milestone, *, marked: bool
    ) -> Iterator[Outstanding]:
        if not marked:
            yield from self._selection(milestone)
        if milestone.key == _INFORMATION:
            yield from self._information(agency, marked=marked)
        elif milestone.key == _DOCUMENTS:
            yield from self._documents(agency, marked=marked)
        elif milestone.key == _TALKS:
            yield from self._talks(marked=marked)
        elif not marked:
            yield Outstanding(text="not marked as done", reference=milestone.reference)

    def _selection(self, milestone: Milestone) -> Iterator[Outstanding]:
        number = len(self.record.selected)
        least, most = TRACKED_CHILDREN.least, TRACKED_CHILDREN.most
        if milestone.key in _AFTER_SELECTION and not least <= number <= most:
            yield Outstanding(
                text=f"the selection is not complete: {number}, not {least} to {most}",
                reference=TRACKED_CHILDREN.reference,
            )

    def asked_of(self, agency: Agency) -> tuple[Request, ...]:
        """Give the requests for information of an agency, recorded or not."""
        recorded = [request for request in self.record.requests if request.item is not None]
        known = {request.item for request in recorded}
        rest = [request for request in information_requests() if request.item not in known]
        wanted = (request for request in (*recorded, *rest) if request.agency is agency)
        return tuple(sorted(wanted, key=lambda request: request.item or ""))

    def _information(self, agency: Agency, *, marked: bool) -> Iterator[Outstanding]:
        recorded = self.record.requests
        # One agency is enough for an item that is asked of several.
        sent = {r.item for r in recorded if r.sent_on is not None and r.sent_on <= self.day}
        for request in self.asked_of(agency):
            known = request in recorded
            if request.settled(self.day) or request.item in sent or (marked and not known):
                continue
            row = information_item(request.item or "")
            asked = f", if the {row.asked_by} asks" if row.asked_by is not None else ""
            yield Outstanding(
                text=f"item {row.number}{asked}: {_state_words(request)}", reference=row.reference
            )

    def _documents(self, agency: Agency, *, marked: bool) -> Iterator[Outstanding]:
        for position, child in enumerate(self.record.selected):
            recorded = [r for r in self.record.requests if r.child == child]
            known = {request.document for request in recorded}
            rest = [r for r in case_document_requests(child) if r.document not in known]
            for request in (*recorded, *([] if marked else rest)):
                if request.agency in {None, agency} and not request.settled(self.day):
                    yield Outstanding(
                        text=f"{request.document} of selected[{position}]: {_state_words(request)}",
                        child=child,
                        reference=request.reference,
                    )

    def _talks(self, *, marked: bool) -> Iterator[Outstanding]:
        reference = Reference.para(50, 49)
        for position, child in enumerate(self.record.selected):
            talks = [talk for talk in self.record.engagements if talk.child == child]
            place = f"selected[{position}]"
            if not talks and not marked:
                yield Outstanding(
                    text=f"nothing arranged for {place}", child=child, reference=reference
                )
            for talk in talks:
                if to_do := talk.to_do(self.day):
                    yield Outstanding(
                        text=f"{talk.participant} of {place}: {to_do}",
                        child=child,
                        reference=reference,
                    )


def _state_words(request: Request) -> str:
    # What was sent later than the moment in question was not sent then.
    return "not sent" if request.sent_on is not None else str(request.state)
