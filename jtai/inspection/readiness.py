"""Whether an area is ready: the state of each obligation of its agencies at one moment.

A joint obligation is a single row, which each agency sees and totals count once. A contribution is
a separate row that never makes the contributor unready: "working with" (para 32) is not "provided
by". Children are named by their place in the selection, and by their identifiers only on request.
What the agencies owe is computed in `obligations`.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from itertools import groupby
from operator import attrgetter
from typing import ClassVar, Final

import attrs

from jtai.core.answers import Answer, Decision, Reason, assumed_together, decide
from jtai.core.citation import Reference, cited_together
from jtai.core.english import counted
from jtai.core.english_dates import short_date, short_day
from jtai.core.notebook import Displayable, Table, number_of
from jtai.core.results import Column, Result, Results, of_a_child
from jtai.core.tables import escaped, text_table, unbroken, wrapped
from jtai.core.validation import member
from jtai.guidance.agencies import LOCAL_AGENCIES
from jtai.guidance.information import EXPECTED, information_item
from jtai.guidance.terms import Agency, Responsibility
from jtai.timetable.milestone import Milestone

_SHOWN: Final = 2
JOINTLY: Final = "local agencies jointly"
"""The name of the local agencies together, in place of an agency."""


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
        late_by: Working days between the day on which it was due and the later moment at which it
            was marked as done, 0 within the day; None if it was not late or has no such mark.
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
    late_by: int | None = None
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

    @property
    def state_words(self) -> str:
        """Its state, and by how much it was late."""
        if self.late_by is None:
            return str(self.state)
        days = f"{counted(self.late_by, 'working day')} " if self.late_by else ""
        return f"{self.state}, {days}late"

    _columns: ClassVar = (
        Column("key"),
        Column("agency", "Agency", attrgetter("who")),
        Column("responsibility", "Part"),
        Column("title", "What is due"),
        Column("milestone", path="milestone.key"),
        Column("due", "Due", _due_words),
        Column("due_in", "Working days"),
        Column("late_by"),
        Column("state", "State", attrgetter("state_words")),
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
    _keys: ClassVar = (Column("local_area"), Column("as_of"))
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
        return Table(sorted(self.in_state(ReadinessState.OVERDUE), key=attrgetter("due")))

    @property
    def upcoming(self) -> tuple[ReadinessRow, ...]:
        """The rows with something to do and time left, soonest first."""
        waiting = (row for row in self.rows if row.state in _WAITING)
        return Table(
            sorted(
                (r for r in waiting if not r.milestone.is_past(self.as_of)), key=attrgetter("due")
            )
        )

    @property
    def next_due(self) -> tuple[ReadinessRow, ...]:
        """All rows of `upcoming` that come first; empty if there are none.

        `Timetable.next_due` is a method, as a timetable has no moment, and returns one milestone.
        """
        upcoming = self.upcoming
        return Table(row for row in upcoming if row.due == upcoming[0].due)

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
            parts = [f"{numbers[state]} {state}" for state in _OWED if numbers[state]]
            lines.append(f"{_VERDICTS[self.ready]}: {', '.join(parts) or 'nothing is owed'}")
            if not all(map(_is_owed, self.rows)):
                lines[-1] += " (contributions are not counted)"
        lines += [f"Overdue: {_line(row)}" for row in self.overdue if _is_owed(row)]
        return lines + [f"Next: {_line(row)}" for row in self.next_due if _is_owed(row)]

    def _repr_html_(self) -> str:
        summary = "".join(f"<p>{escaped(line)}</p>" for line in self._summary)
        return summary + super()._repr_html_()

    def _text(self, width: int) -> str:
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
            row.state_words,
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


def _is_owed(row: ReadinessRow) -> bool:
    return row.responsibility is not Responsibility.CONTRIBUTION


def _reason(who: str, owed: Sequence[ReadinessRow]) -> Reason:
    rows = [row for row in owed if row.who == who]
    late = [row for row in rows if row.state is ReadinessState.OVERDUE]
    if late:
        return Reason(
            answer=Answer.NO,
            text=f"{who}: overdue: {', '.join(row.key for row in late)}",
            assumed=assumed_together(row.assumed for row in late),
            reference=cited_together(row.reference for row in late),
        )
    waiting = [row for row in rows if row.state in _WAITING]
    if waiting:
        unknown = dict.fromkeys(
            row.outstanding[0].text for row in rows if row.state is ReadinessState.UNKNOWN
        )
        why = "; ".join(unknown) or "not everything is done"
        return Reason(
            answer=Answer.UNKNOWN,
            text=f"{who}: nothing is overdue, but {why}",
            missing=", ".join(row.key for row in waiting),
            reference=cited_together(row.reference for row in waiting),
        )
    return Reason(
        answer=Answer.YES,
        text=f"{who}: everything is done",
        reference=cited_together(row.reference for row in rows),
    )


_NOTHING_OWED: Final = Reason(
    answer=Answer.UNKNOWN,
    text="nothing is due from these agencies, so readiness is unknown",
    reference=Reference.para(22),
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
