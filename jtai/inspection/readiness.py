"""What each agency still has to provide for an inspection, and whether the area is ready.

An obligation is provided by one agency, by one agency with contributions from others, or by the
local agencies jointly. A joint obligation is a single row, which each agency sees and totals count
once. A contribution is a separate row that never makes the contributor unready: "working with"
(para 32) is not "provided by". What inspectors may request separately is expected, but not owed,
until they request it. What agencies owe about selected children is unknown while no selection is
recorded. How many children are selected is for the lead inspector (para 37), and `check_selection`
checks it.

This computes from the facts of an inspection at one moment; it stores nothing and reads no clock.
The timetable says what is due when, and from whom. Only what local agencies provide is here, not
what inspectors do. Children are named by their place in the selection, and by their identifiers
only on request.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import groupby
from operator import attrgetter
from typing import Any, ClassVar, Final

import attrs

from jtai.core.answers import Answer, Decision, Reason, decide
from jtai.core.citation import AREA_REPORT, Reference
from jtai.core.english_dates import short_date, short_day
from jtai.core.notebook import Displayable, Table, number_of
from jtai.core.results import Column, Result, Results, of_a_child
from jtai.core.tables import escaped, text_table, unbroken, wrapped
from jtai.core.validation import LONDON, aware_moment, is_midnight, member, plain_date, whole
from jtai.guidance.agencies import LOCAL_AGENCIES, responsibility
from jtai.guidance.definitions import TRACKED_CHILDREN
from jtai.guidance.information import EXPECTED, ON_REQUEST, information_item
from jtai.guidance.terms import Agency, Responsibility
from jtai.inspection.engagement import Engagement
from jtai.inspection.facts import MilestoneDone
from jtai.inspection.inspectorate_requests import (
    STEPS,
    InspectorateRequest,
    InspectorateStep,
)
from jtai.inspection.joint_evaluation import JointEvaluation
from jtai.inspection.requests import Request, case_document_requests, information_requests
from jtai.timetable.milestone import Milestone
from jtai.timetable.timetable import Timetable, require_guidance_milestones

_ASSURANCE: Final = Reference(document=AREA_REPORT, part="section 4")
_SHOWN: Final = 2
_INFORMATION: Final = "supporting_information"
_DOCUMENTS: Final = "case_documents"
_EVALUATIONS: Final = "joint_evaluations"
_TALKS: Final = "engagement_arrangements"
_END: Final = "fieldwork_end"
_SELECTION: Final = "case_selection"
# What cannot be provided before children are selected.
_AFTER_SELECTION: Final = frozenset({_DOCUMENTS, _EVALUATIONS, _TALKS, "printed_documents"})

JOINTLY: Final = "local agencies jointly"
"""The name of the local agencies together, in place of an agency."""
_MAY_ASK: Final = (
    "the lead inspector may ask for conversations, so nothing is overdue until one is recorded "
    "(para 49)"
)
_SELECTED_LATE: Final = (
    "the children were selected after this was due, and no other deadline is stated; the last day "
    "of fieldwork is assumed"
)


# Of whom the safeguarding partners consist, which the guidance does not say: section 16E of
# https://www.legislation.gov.uk/ukpga/2004/31
_SAFEGUARDING: Final = frozenset({Agency.LOCAL_AUTHORITY, Agency.POLICE, Agency.HEALTH})
_PARTNERS: Final = (
    "the guidance does not say who provides the items of section 3; the safeguarding partners are "
    "assumed, of which this agency is one by section 16E of the Children Act 2004"
)


class ReadinessState(StrEnum):
    """The state of an obligation.

    Examples:
        >>> [state.value for state in ReadinessState]
        ['done', 'outstanding', 'overdue', 'not due yet', 'unknown', 'expected', 'optional']
    """

    DONE = "done"
    OUTSTANDING = "outstanding"
    """Something is still to do, and there is time left."""
    OVERDUE = "overdue"
    """Something is still to do, and the deadline has passed."""
    NOT_DUE_YET = "not due yet"
    """It cannot be provided yet, before the notification or the selection."""
    UNKNOWN = "unknown"
    """It depends on a step of the lead inspector that is not recorded, such as the selection."""
    EXPECTED = "expected"
    """An inspector may request it, but has not; it is not owed."""
    OPTIONAL = "optional"
    """It was not provided, and need not be."""


@attrs.frozen(kw_only=True)
class Outstanding(Displayable):
    """One thing that is still to do.

    Attributes:
        text: What it is, without identifying a child.
        item: The number of the item of information; empty if it is not one.
        child: The identifier of the child whom it is about; empty if it is not about a child.
        reference: Where the guidance requires it.
    """

    text: str
    item: str = ""
    child: str = of_a_child("")
    reference: Reference

    def __str__(self) -> str:
        return f"{self.text} ({self.reference})"


_NO_SELECTION: Final = Outstanding(
    text="no selection is recorded", reference=TRACKED_CHILDREN.reference
)
_NOT_ASKED: Final = Outstanding(
    text="it is not recorded whether the lead inspector asked for conversations",
    reference=Reference.para(49),
)


def _due_words(row: ReadinessRow) -> str:
    day, when = unbroken(short_date(row.milestone.date)), unbroken(row.milestone.when)
    return f"{day}, {when}"


def _to_do_words(row: ReadinessRow) -> str:
    """Return what is still to do, with items of information by number, such as 4.2 to 4.9."""
    numbers: dict[str, list[str]] = {}
    for thing in row.outstanding:
        if thing.item:
            numbers.setdefault(thing.text.removeprefix(f"item {thing.item}"), []).append(thing.item)
    items = [
        f"item{'s' if len(several) > 1 else ''} {_runs(several)}{words}"
        for words, several in numbers.items()
    ]
    return "; ".join([*items, *_others(row)])


def _to_do_titles(row: ReadinessRow) -> str:
    """Return what is still to do, with items of information by number and title."""
    items = [
        thing.text.replace(thing.item, f"{thing.item} ({information_item(thing.item).title})", 1)
        for thing in row.outstanding
        if thing.item
    ]
    return "; ".join([*items, *_others(row)])


def _others(row: ReadinessRow) -> list[str]:
    texts = [thing.text for thing in row.outstanding if not thing.item]
    more = len(texts) - _SHOWN
    return [*texts[:_SHOWN], *([f"and {more} more"] if more > 0 else [])]


def _runs(numbers: Sequence[str]) -> str:
    """Return numbers of items in order, such as "4.1, 4.3 to 4.9".

    Examples:
        >>> _runs(["1.1", "1.2", "1.4", "1.5", "1.6", "2.1"])
        '1.1, 1.2, 1.4 to 1.6, 2.1'
    """
    runs: list[list[str]] = []
    for number in numbers:
        section, _, position = number.partition(".")
        if runs and runs[-1][-1] == f"{section}.{int(position) - 1}":
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(
        f"{run[0]} to {run[-1]}" if len(run) > _SHOWN else ", ".join(run) for run in runs
    )


@attrs.frozen(kw_only=True)
class ReadinessRow(Result):
    """One obligation, and its state.

    Attributes:
        key: A stable name: that of the milestone, or of a separate request.
        agency: The agency; None if the local agencies provide it jointly.
        responsibility: Whether the agency provides it, contributes to it, or it is joint.
        title: What is due.
        milestone: The milestone at which it is due.
        state: Its state.
        outstanding: Everything that is still to do; empty if it is done.
        due_in: Working days until it is due; 0 on the day, negative after it.
        assumed: What the guidance does not say about it, and what is assumed, or None.
        reference: Where the guidance requires it.
    """

    key: str
    agency: Agency | None
    responsibility: Responsibility
    title: str
    milestone: Milestone
    state: ReadinessState
    outstanding: tuple[Outstanding, ...] = attrs.field(default=(), converter=Table[Outstanding])
    due_in: int
    assumed: str | None = None
    reference: Reference

    @property
    def who(self) -> str:
        """The name of the agency, or of the local agencies jointly."""
        return JOINTLY if self.agency is None else str(self.agency)

    @property
    def due(self) -> dt.datetime:
        """The moment at which it is due; 23:59:59 where the whole day counts."""
        return self.milestone.due

    _columns: ClassVar = (
        Column("key"),
        Column("agency", "Agency", attrgetter("who")),
        Column("responsibility", "Part"),
        Column("title", "What is due"),
        Column("milestone", path="milestone.key"),
        Column("due", "Due", _due_words),
        Column("due_in", "Working days"),
        Column("state", "State"),
        Column("outstanding", "Still to do", _to_do_titles),
        Column("outstanding", path="_outstanding_with_children", child=True),
        *map(Column, ("assumed", "reference")),
    )

    @property
    def _outstanding_with_children(self) -> tuple[str, ...]:
        return tuple(f"{o.text} ({o.child})" if o.child else o.text for o in self.outstanding)


@attrs.frozen(kw_only=True)
class Readiness(Results):
    """The state of every obligation of the agencies of an area at one moment.

    Source: paras 29 to 50.

    `jtai.Inspection.readiness` returns one.

    Attributes:
        as_of: The moment, in London.
        assumed: What `as_of` was assumed to mean if it was a date, else None.
        local_area: The name of the area.
        rows: The rows by agency and then by time; joint rows come last.

    Examples:
        >>> import jtai
        >>> timetable = jtai.Timetable.from_notification(date(2019, 9, 9))
        >>> inspection = jtai.Inspection(local_area="Anytown", timetable=timetable)
        >>> readiness = inspection.readiness(as_of=datetime(2019, 9, 12, 9, 1, tzinfo=london))
        >>> [(row.who, row.key) for row in readiness.overdue]
        [('local authority', 'child_lists')]
    """

    as_of: dt.datetime
    assumed: str | None = None
    local_area: str
    rows: tuple[ReadinessRow, ...] = attrs.field(converter=Table[ReadinessRow], repr=number_of)

    _kind: ClassVar = ReadinessRow
    _derived: ClassVar = ("ready",)
    _shares: ClassVar = ("rows", "milestone")

    def of_agency(self, agency: Agency) -> Readiness:
        """Return what one agency provides, what it contributes to, and what is joint.

        Raises:
            InvalidValueError: If there is no such agency.
        """
        wanted = member(Agency, agency, "agency")
        also_joint = wanted in LOCAL_AGENCIES
        rows = tuple(
            row for row in self.rows if row.agency is wanted or (also_joint and row.agency is None)
        )
        return attrs.evolve(self, rows=rows)

    def in_state(self, state: ReadinessState | str) -> tuple[ReadinessRow, ...]:
        """Return the rows that are in a state.

        Raises:
            InvalidValueError: If there is no such state.
        """
        wanted = member(ReadinessState, state, "state")
        return Table(row for row in self.rows if row.state is wanted)

    @property
    def overdue(self) -> tuple[ReadinessRow, ...]:
        """The rows whose deadline has passed with something still to do, earliest first."""
        return Table(sorted(self.in_state(ReadinessState.OVERDUE), key=_due))

    @property
    def upcoming(self) -> tuple[ReadinessRow, ...]:
        """The rows with something to do and time left, soonest first."""
        waiting = (row for row in self.rows if row.state in _WAITING)
        return Table(sorted((r for r in waiting if not r.milestone.is_past(self.as_of)), key=_due))

    @property
    def next_due(self) -> tuple[ReadinessRow, ...]:
        """The rows of `upcoming` that come first."""
        soonest = self.upcoming[0].milestone.due if self.upcoming else None
        return Table(row for row in self.upcoming if row.milestone.due == soonest)

    def counts(self) -> dict[ReadinessState, int]:
        """Return how many obligations are in each state; a joint one counts once.

        A contribution is not counted: the agency that provides the whole has the obligation.

        Examples:
            >>> import jtai
            >>> timetable = jtai.Timetable.from_notification(date(2019, 9, 9))
            >>> inspection = jtai.Inspection(local_area="Anytown", timetable=timetable)
            >>> counts = inspection.readiness(as_of=date(2019, 9, 13)).counts()
            >>> counts[ReadinessState.OVERDUE]
            3
        """
        found = Counter(row.state for row in self.rows if _is_owed(row))
        return {state: found[state] for state in ReadinessState}

    @property
    def ready(self) -> Answer:
        """Whether everything that the agencies owe is done.

        No if something is overdue; unknown if nothing is, but something is still to do or not
        known.
        Contributions, and what is expected or optional, do not count. `assurance` has the reasons.
        """
        return self.assurance.answer

    @property
    def assurance(self) -> Decision:
        """The assurance for an area's executive, with reasons for each agency and jointly."""
        owed = [row for row in self.rows if _is_owed(row)]
        reasons = [_reason(who, owed) for who in dict.fromkeys(row.who for row in owed)]
        day = self.as_of.date()
        return decide("Are the agencies ready?", reasons or [_NOTHING_OWED], as_of=day)

    def _results(self) -> tuple[ReadinessRow, ...]:
        return self.rows

    @property
    def _title(self) -> str:
        when = f"{short_date(self.as_of.date())}, {self.as_of:%H:%M}"
        return f"Is {self.local_area} ready on {when}? {self.ready}"

    @property
    def _summary(self) -> list[str]:
        """The verdict, then what is overdue and what is next."""
        lines = []
        if self.rows:
            numbers = self.counts()
            counted = [f"{numbers[state]} {state}" for state in _OWED if numbers[state]]
            lines.append(f"{_VERDICTS[self.ready]}: {', '.join(counted) or 'nothing is owed'}")
            if not all(map(_is_owed, self.rows)):
                lines[-1] += " (contributions are not counted)"
        lines += [f"Overdue: {_line(row)}" for row in self.overdue if _is_owed(row)]
        return lines + [f"Next: {_line(row)}" for row in self.next_due if _is_owed(row)]

    def _repr_html_(self) -> str:
        summary = "".join(f"<p>{escaped(line)}</p>" for line in self._summary)
        return summary + super()._repr_html_()

    def to_text(self, *, width: int = 80) -> str:
        """Return it as text: the verdict, what is overdue and next, then what each agency owes.

        Args:
            width: The number of characters per line.
        """
        width = whole(width, "width", least=1)
        lines = (self._title, *self._summary)
        blocks = ["\n".join(wrapped(line, width, indent="  ") for line in lines)]
        for who, rows in groupby(self.rows, key=attrgetter("who")):
            blocks.append(_group(who, [*rows], width))
        if not self.rows:
            blocks.append(wrapped(self._nothing, width))
        blocks.append("\n".join(wrapped(f"* {note}", width) for note in self._notes))
        return "\n\n".join(filter(None, blocks))

    @property
    def _nothing(self) -> str:
        return "Nothing to report: nothing is due from these agencies."

    @property
    def _legend(self) -> str:
        there = {*(row.state for row in self.rows), *(row.responsibility for row in self.rows)}
        return "; ".join(f"{mark}: {words}" for mark, words in _MEANINGS.items() if mark in there)

    @property
    def _notes(self) -> list[str]:
        assumed = dict.fromkeys(row.assumed for row in self.rows)
        return [f"Assumed: {words}." for words in (self.assumed, *assumed) if words is not None]


_VERDICTS: Final = {
    Answer.YES: "Ready",
    Answer.NO: "Not ready",
    Answer.UNKNOWN: "Nothing is overdue",
}


def _line(row: ReadinessRow) -> str:
    return f"{row.title} ({row.who}, {short_date(row.milestone.date)}, {row.milestone.when})"


def _group(who: str, rows: Sequence[ReadinessRow], width: int) -> str:
    """Return what one agency provides as text; what it need not provide is a line below."""
    cells = [
        (
            f"{unbroken(short_day(row.milestone.date))}, {unbroken(row.milestone.when)}",
            row.state,
            row.title if _is_owed(row) else f"{row.title} ({row.responsibility})",
            _to_do_words(row),
        )
        for row in rows
        if row.state not in _NOT_OWED
    ]
    others = "; ".join(f"{row.title} ({row.state})" for row in rows if row.state in _NOT_OWED)
    blocks = [wrapped(who, width)]
    if cells:
        blocks.append(
            text_table(("Due", "State", "What is due", "Still to do"), cells, width=width)
        )
    if others:
        blocks.append(wrapped(f"Not owed: {others}", width, indent="  "))
    return "\n".join(blocks)


def _due(row: ReadinessRow) -> dt.datetime:
    return row.milestone.due


def _is_owed(row: ReadinessRow) -> bool:
    return row.responsibility is not Responsibility.CONTRIBUTION


def _reason(who: str, owed: Sequence[ReadinessRow]) -> Reason:
    rows = [row for row in owed if row.who == who]
    late = [row.key for row in rows if row.state is ReadinessState.OVERDUE]
    if late:
        return Reason(
            answer=Answer.NO, text=f"{who}: overdue: {', '.join(late)}", reference=_ASSURANCE
        )
    waiting = ", ".join(row.key for row in rows if row.state in _WAITING)
    if waiting:
        unknown = dict.fromkeys(
            row.outstanding[0].text for row in rows if row.state is ReadinessState.UNKNOWN
        )
        why = "; ".join(unknown) or "not everything is done"
        return Reason(
            answer=Answer.UNKNOWN,
            text=f"{who}: nothing is overdue, but {why}",
            missing=waiting,
            reference=_ASSURANCE,
        )
    return Reason(answer=Answer.YES, text=f"{who}: everything is done", reference=_ASSURANCE)


_NOTHING_OWED: Final = Reason(
    answer=Answer.UNKNOWN,
    text="nothing is due from these agencies, so readiness is unknown",
    reference=_ASSURANCE,
)
_MEANINGS: Final = {
    Responsibility.JOINT: "owed by the local agencies together, and counted once",
    Responsibility.CONTRIBUTION: "the agency contributes; another agency owes it",
    ReadinessState.OUTSTANDING: "still to do, and there is time left",
    ReadinessState.OVERDUE: "still to do, and the deadline has passed",
    ReadinessState.NOT_DUE_YET: "cannot be provided yet",
    ReadinessState.UNKNOWN: "depends on a step of the lead inspector that is not recorded",
    ReadinessState.EXPECTED: EXPECTED,
    ReadinessState.OPTIONAL: "was not provided, and need not be",
}
_OWED: Final = (
    ReadinessState.OVERDUE,
    ReadinessState.OUTSTANDING,
    ReadinessState.NOT_DUE_YET,
    ReadinessState.UNKNOWN,
    ReadinessState.DONE,
)
_NOT_OWED: Final = (ReadinessState.EXPECTED, ReadinessState.OPTIONAL)
_WAITING: Final = (
    ReadinessState.OUTSTANDING,
    ReadinessState.NOT_DUE_YET,
    ReadinessState.UNKNOWN,
)


def assess(*, as_of: dt.datetime | dt.date, local_area: str, **facts: Any) -> Readiness:
    """Return what the agencies still have to provide at a moment.

    Anything that the guidance requires counts as not started if there is no request for it. A
    milestone that is marked as done counts as done from the moment of its mark, except for
    requests, evaluations and talks that are known to be open. Before the moment at which the
    selection is marked as done, no child is selected.

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
    """Return the facts without what was marked as done later, such as the selection."""
    done = tuple(mark for mark in facts["done"] if mark.at <= moment)
    selections = [mark in done for mark in facts["done"] if mark.milestone == _SELECTION]
    selected = facts["selected"] if not selections or any(selections) else ()
    return {**facts, "done": done, "selected": selected}


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
            yield from sorted(self._of_agency(agency), key=_due)
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
            **{**given, **changes},
        )

    def _is_done(self, milestone: Milestone, agency: Agency | None) -> bool:
        """Return whether a milestone was marked as done, by an agency or as a whole."""
        return any(
            mark.milestone == milestone.key and mark.agency in {None, agency} for mark in self.done
        )

    # What an agency provides, and what the agencies provide jointly

    def _provided(
        self, milestone: Milestone, agency: Agency | None, part: Responsibility
    ) -> ReadinessRow:
        things = tuple(self._outstanding(milestone, marked=self._is_done(milestone, agency)))
        if things and milestone.key in _AFTER_SELECTION:
            return self._after_selection(milestone, agency, part, things)
        return self._row(milestone, agency, part, self._state(milestone, things), things)

    def _after_selection(
        self,
        milestone: Milestone,
        agency: Agency | None,
        part: Responsibility,
        things: Sequence[Outstanding],
    ) -> ReadinessRow:
        """Return what is owed about selected children, who are named by the lead inspector."""
        if not self.selected:
            too_early = not self.timetable[_SELECTION].is_past(self.at)
            state = ReadinessState.NOT_DUE_YET if too_early else ReadinessState.UNKNOWN
            return self._row(milestone, agency, part, state, things)
        due, assumed = milestone, milestone.assumed
        if self._was_selected_after(milestone):
            due, assumed = self.timetable[_END], _SELECTED_LATE
        state = self._state(due, things)
        if milestone.key == _TALKS:
            assumed = "; ".join(filter(None, (assumed, _MAY_ASK)))
            asked = any(talk.to_do(self.day) for talk in self._talks_of_selected())
            if state is ReadinessState.OVERDUE and not asked:
                state, things = ReadinessState.UNKNOWN, (_NOT_ASKED, *things)
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

    def _was_selected_after(self, milestone: Milestone) -> bool:
        return any(
            mark.milestone == _SELECTION and milestone.is_past(mark.at) for mark in self.done
        )

    def _talks_of_selected(self) -> Iterator[Engagement]:
        return (talk for talk in self.engagements if talk.child in self.selected)

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

    def _outstanding(self, milestone: Milestone, *, marked: bool) -> Iterator[Outstanding]:
        if not marked and not self.selected and milestone.key in _AFTER_SELECTION:
            yield _NO_SELECTION
        if milestone.key == _DOCUMENTS:
            yield from self._documents(marked=marked)
        elif milestone.key == _TALKS:
            yield from self._talks(marked=marked)
        elif milestone.key == _EVALUATIONS and self.evaluations:
            yield from self._joint_evaluations(milestone, marked=marked)
        elif not marked:
            parts = [mark.agency for mark in self.done if mark.milestone == milestone.key]
            given = ", ".join(agency for agency in LOCAL_AGENCIES if agency in parts)
            text = (
                f"not marked as done; done in part by: {given}" if given else "not marked as done"
            )
            yield Outstanding(text=text, reference=milestone.reference)

    def _documents(self, *, marked: bool) -> Iterator[Outstanding]:
        for position, child in enumerate(self.selected):
            recorded = [r for r in self.requests if r.child == child]
            known = {request.document for request in recorded}
            rest = [r for r in case_document_requests(child) if r.document not in known]
            for request in (*recorded, *([] if marked else rest)):
                if not request.settled(self.day):
                    by = "" if request.agency is None else f" from {request.agency}"
                    words = f"{request.document} of selected[{position}]{by}"
                    yield Outstanding(
                        text=f"{words}: {_state_words(request)}",
                        child=child,
                        reference=request.reference,
                    )

    def _joint_evaluations(self, milestone: Milestone, *, marked: bool) -> Iterator[Outstanding]:
        received = {e.child: e.received for e in self.evaluations}
        for position, child in enumerate(self.selected):
            day = received.get(child)
            if (child in received or not marked) and (day is None or day > self.day):
                yield Outstanding(
                    text=f"joint evaluation of selected[{position}]: not received",
                    child=child,
                    reference=milestone.reference,
                )

    def _talks(self, *, marked: bool) -> Iterator[Outstanding]:
        reference = Reference.para(50, 49)
        for position, child in enumerate(self.selected):
            talks = [talk for talk in self.engagements if talk.child == child]
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
        known = [request for request in asked if request.asked_on <= self.day]
        unanswered = [request for request in known if request.is_open(self.day)]
        things = [
            Outstanding(text="requested, but not answered", reference=step.reference)
            for _ in unanswered
        ]
        milestone = self.timetable[step.milestone]
        # What is requested after the assumed deadline cannot be late by it.
        if unanswered and all(request.asked_on > milestone.date for request in unanswered):
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

        An item that the guidance does not request from the agency is not owed, and is a
        contradiction of the inspection.
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
        # What is requested after the deadline cannot be late by it.
        late = bool(owed) and all(
            request.asked_on is not None and request.asked_on > milestone.date for request in owed
        )
        due = self.timetable[_END] if late else milestone
        state = self._state(due, things)
        if state is ReadinessState.OVERDUE and not owed:
            state = ReadinessState.EXPECTED
        on_request = any(request.on_request for request in requests)
        return self._row(
            due,
            agency,
            Responsibility.OWN,
            state,
            things,
            key=milestone.key,
            title=milestone.title,
            reference=milestone.reference,
            assumed=ON_REQUEST if on_request else milestone.assumed,
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


def _state_words(request: Request) -> str:
    # At this moment, something sent later is not yet sent.
    return "not sent" if request.sent_on is not None else str(request.state)
