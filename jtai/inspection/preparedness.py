"""What an area's agencies hold now, before any notification (paras 47, 48; area report).

An area's executive asks for assurance before an inspection is announced: which agency holds which
item of information, what is missing or too old, and what could not be sent in time if notification
came on a given Monday.

An item of several agencies is held if one of them holds it, and missing only if each of them says
so. If nobody says, it is unknown: neither held nor missing. What an agency says about an item that
is not requested from it is reported as a contradiction, and does not count. As after notification,
an item can be "not held" for a reason, and what the lead inspector requests is "expected" and not
owed.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import groupby
from typing import ClassVar, Final

import attrs

from jtai.children.contradictions import Contradiction
from jtai.core.answers import Answer, Decision, Reason, assumed_together, decide
from jtai.core.citation import Reference
from jtai.core.english import counted
from jtai.core.english_dates import long_date
from jtai.core.notebook import Table, number_of
from jtai.core.records import Record, hidden
from jtai.core.results import Column, Result, Results, of_a_child
from jtai.core.validation import heading, instances, member, plain_date
from jtai.errors import Fault, InvalidValueError
from jtai.guidance.agencies import LOCAL_AGENCIES, not_covered
from jtai.guidance.entries.request_entries import InformationEntry
from jtai.guidance.information import EXPECTED, INFORMATION_ITEMS, ON_REQUEST, wrong_agency
from jtai.guidance.terms import Agency
from jtai.inspection.requests import unsendable_item
from jtai.timetable.ages import lookback
from jtai.timetable.timetable import Timetable, require_guidance_milestones

# The texts of reasons name the items.
_ASKED: Final = Reference.para(48, 47)
_ITEMS: Final = {entry.number: entry for entry in INFORMATION_ITEMS if entry.is_document}


_IN_SETS: Final = ", ".join(number for number, entry in _ITEMS.items() if entry.most_recent)


class HoldingState(StrEnum):
    """Whether an item of information is available as the guidance requires it (para 48)."""

    HELD = "held"
    TOO_FEW = "too few sets"
    OUT_OF_DATE = "older than the period requested"
    UNKNOWN = "unknown"
    EXPECTED = "expected"
    """The lead inspector may request it, and nobody has said whether it is held."""
    MISSING = "missing"
    """No agency holds it, and no reason is recorded."""
    NOT_HELD = "not held"
    """There is none to send; the reason is kept with it."""


# What an agency does not have as requested; a reason settles it.
_SHORT: Final = frozenset({HoldingState.TOO_FEW, HoldingState.OUT_OF_DATE, HoldingState.MISSING})
# One agency is enough for an item of several, so the best state counts.
_BEST: Final = {state: rank for rank, state in enumerate(HoldingState)}


@attrs.frozen(kw_only=True)
class Holding(Record, Result):
    """Whether one agency holds one item of information (para 48).

    Attributes:
        item: The number of the item, such as ``"1.4"``.
        agency: The agency.
        held: Whether it holds the item.
        latest: The date of the newest part of it, None if that is unknown.
        sets: How many sets it holds, if several are requested (4.7).
        reason: Why there is none, as for a request that is "not held"; or, if it is held, why there
            are no more sets, or nothing newer than `latest`.
        working_days: How many working days it needs to send the item, None if that is unknown.

    Raises:
        InvalidRecordError: If there is no such item to send, the inspection does not cover the
            agency, a number is negative, a reason is blank, or a reason, a date or a number of sets
            does not apply.

    Examples:
        >>> Holding(item="1.4", agency="local authority", held="yes", latest=date(2019, 5, 1))
        Holding(item='1.4', agency=<Agency.LOCAL_AUTHORITY: 'local authority'>, ...)
        >>> none = Holding(item="4.8", agency="police force", held="no", reason="no audit was made")
        >>> found = area_preparedness([none], local_area="Anytown", as_of=date(2019, 9, 2))
        >>> [row.item for row in found.in_state("not held")], found.missing
        (['4.8'], ())
    """

    item: str
    agency: Agency
    held: Answer = Answer.UNKNOWN
    latest: dt.date | None = None
    sets: int | None = None
    working_days: int | None = None
    reason: str | None = hidden(None)

    _columns: ClassVar = (
        *map(Column, ("item", "agency", "held", "latest", "sets", "working_days")),
        Column("reason", child=True),
    )

    def _impossible(self) -> Iterator[Fault]:
        yield from unsendable_item(self.item)
        yield from not_covered({self.agency}, "agency")
        entry = _ITEMS.get(self.item)
        if (self.sets or 0) > 0 and entry is not None and entry.most_recent is None:
            yield Fault(
                message=f"item {self.item} is not requested as a number of sets",
                where="sets",
                expected=f"None; only item {_IN_SETS} is requested in sets",
                reference=entry.reference,
            )
        for name in ("sets", "working_days"):
            value = getattr(self, name)
            if value is not None and value < 0:
                yield Fault(message="the number is negative", where=name, expected="0 or more")
        if self.held is Answer.NO and self.latest is not None:
            yield Fault(
                message="a date of the newest part does not apply to the answer no",
                where="latest",
                expected="None, or the answer yes",
            )
        yield from self._wrong_reason()

    def _wrong_reason(self) -> Iterator[Fault]:
        if self.reason is None:
            return
        limited = self.sets is not None or self.latest is not None
        if not self.reason.strip():
            yield Fault(
                message="the reason is blank",
                where="reason",
                expected="why it is not held, or None",
            )
        elif self.held is Answer.UNKNOWN or (self.held is Answer.YES and not limited):
            yield Fault(
                message=f"a reason for not holding it does not apply to the answer {self.held}",
                where="reason",
                expected="None, the answer no, or what is held in `sets` or `latest`",
            )


def _asked(row: PreparednessRow) -> tuple[Agency, ...]:
    """Return the agencies whose holdings of an item count."""
    return tuple(agency for agency in row.agencies if not wrong_agency(_ITEMS[row.item], agency))


@attrs.frozen(kw_only=True)
class PreparednessRow(Result):
    """One item of information, and whether the area could send it.

    Attributes:
        item: The number of the item.
        title: What it is, in the library's own words.
        agencies: Who may provide it, and any other agency with a holding of it.
        held_by: The agency whose holding counts, or None if nobody has said anything.
        reason: Why there is none, no more or nothing newer; empty if that is not recorded.
        state: Whether it is available.
        latest: The date of its newest part, None if that is unknown.
        window_start: The first day that its window covers, None if it has no window.
        working_days: How many working days it needs, None if that is unknown.
        due: The day on which it is due, None without a timetable.
        available: Working days from notification until it is due, None without a timetable.
        assumed: What the guidance does not say about who provides it or when, or None.
        contradictions: What cannot be true of its holdings. They do not count, and may be mistakes.
        reference: Where the guidance asks for it.
    """

    item: str
    title: str
    agencies: tuple[Agency, ...]
    held_by: Agency | None
    reason: str = of_a_child("")
    state: HoldingState
    latest: dt.date | None
    window_start: dt.date | None
    working_days: int | None
    due: dt.date | None
    available: int | None
    assumed: str | None
    contradictions: tuple[Contradiction, ...] = attrs.field(
        default=(), converter=Table[Contradiction]
    )
    reference: Reference

    @property
    def in_time(self) -> Answer:
        """Whether there are enough working days to send it; unknown without either number.

        No for an item that is missing and for which no number of days is given. Yes for one that is
        not held: there is nothing to send.
        """
        if self.available is None:
            return Answer.UNKNOWN
        if self.state is HoldingState.NOT_HELD:
            return Answer.YES
        if self.working_days is None:
            return Answer.NO if self.state is HoldingState.MISSING else Answer.UNKNOWN
        return Answer.YES if self.working_days <= self.available else Answer.NO

    @property
    def on_request(self) -> bool:
        """Whether the lead inspector requests it separately (items 2.3 and 3.3)."""
        return _ITEMS[self.item].asked_by is not None

    _columns: ClassVar = (
        Column("item", "Item"),
        Column("title", "What"),
        Column("agencies"),
        Column("held_by", "Agency", lambda row: row.who),
        Column("state", "State"),
        Column("reason", child=True),
        Column(
            "latest",
            "Newest part",
            lambda row: long_date(row.latest) if row.latest else "",
            wide=True,
        ),
        Column("window_start"),
        Column("working_days", "Needs", lambda row: row.needs),
        *map(Column, ("due", "available")),
        Column("in_time", "In time"),
        Column("assumed"),
        Column(
            "contradictions", "Check", lambda row: "; ".join(c.text for c in row.contradictions)
        ),
        Column("reference"),
    )

    @property
    def who(self) -> str:
        """The agency whose holding counts, or those that may provide the item."""
        return self.held_by or " or ".join(_asked(self))

    @property
    def needs(self) -> str:
        """The working days that it needs, and how many are available, as text."""
        if self.working_days is None:
            return ""
        days = f"{counted(self.working_days, 'working day')} needed"
        return days if self.available is None else f"{days}, {self.available} available"


@attrs.frozen(kw_only=True)
class Preparedness(Results):
    """Which items of information an area could send, before any notification.

    `area_preparedness` returns one. Printed, it shows what is missing, out of date or too late, and
    the numbers of the other items; `jtai.to_html` makes a page of all items.

    Attributes:
        local_area: The name of the area.
        as_of: The day on which holdings are checked, and from which windows reach back.
        notification: The hypothetical notification Monday, or None.
        rows: One row for each item that is a document, in the order of the guidance.
    """

    local_area: str
    as_of: dt.date
    notification: dt.date | None
    rows: tuple[PreparednessRow, ...] = attrs.field(
        converter=Table[PreparednessRow], repr=number_of
    )

    def of_agency(self, agency: Agency) -> Preparedness:
        """Return the items that one agency may provide.

        Raises:
            InvalidValueError: If there is no such agency.
        """
        wanted = member(Agency, agency, "agency")
        return attrs.evolve(self, rows=tuple(row for row in self.rows if wanted in row.agencies))

    def in_state(self, state: HoldingState | str) -> tuple[PreparednessRow, ...]:
        """Return the rows in a state.

        Raises:
            InvalidValueError: If there is no such state.
        """
        wanted = member(HoldingState, state, "state")
        return Table(row for row in self.rows if row.state is wanted)

    @property
    def missing(self) -> tuple[PreparednessRow, ...]:
        """The items that no one holds, without a reason."""
        return self.in_state(HoldingState.MISSING)

    @property
    def out_of_date(self) -> tuple[PreparednessRow, ...]:
        """The items whose newest part is older than their window."""
        return self.in_state(HoldingState.OUT_OF_DATE)

    @property
    def too_late(self) -> tuple[PreparednessRow, ...] | None:
        """The items that could not be sent in time after the hypothetical notification.

        None if there is no such notification. An item that is missing is among them, unless the
        days that it needs are given and are enough.
        """
        if self.notification is None:
            return None
        return Table(row for row in self.rows if row.in_time is Answer.NO)

    @property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """Holdings that may be a mistake, and do not count.

        They are of an agency that is not asked for the item, or have a newest part dated after the
        day of the check.

        Examples:
            >>> holding = Holding(item="5.1", agency="police force", held="yes")
            >>> found = area_preparedness(
            ...     [holding], local_area="Anytown", as_of=date(2019, 9, 2)
            ... )
            >>> print(*found.contradictions)
            item 5.1 is requested from the youth offending team, not the police force (guidance
            190035, para 48, item 5.1)
        """
        return Table(each for row in self.rows for each in row.contradictions)

    @property
    def assurance(self) -> Decision:
        """The assurance for an area's executive, with a reason for each agency."""
        # What the lead inspector requests is not owed before.
        owed = [row for row in self.rows if not row.on_request]
        agencies = [a for a in LOCAL_AGENCIES if any(a in _asked(row) for row in owed)]
        reasons = [_reason(a, [row for row in owed if a in _asked(row)]) for a in agencies]
        return decide(
            "Could the area send what would be requested?", reasons or [_NOTHING], as_of=self.as_of
        )

    @property
    def ready(self) -> Answer:
        """Whether everything is held, in its window and in time; unknown if facts are missing.

        What is not held for a reason, and what the lead inspector requests separately, do not count
        against it.
        """
        return self.assurance.answer

    def _in_text(self) -> list[PreparednessRow]:
        return [row for row in self.rows if _needs_work(row)]

    @property
    def _nothing(self) -> str:
        return "" if self.rows else "Nothing to report: nothing is requested from these agencies."

    @property
    def _below(self) -> list[str]:
        """The items that need no work: a line for each state, with their numbers by agency."""
        items: dict[HoldingState, dict[str, list[str]]] = {state: {} for state in HoldingState}
        for (state, who, _, needs_work), run in groupby(
            self.rows, key=lambda row: (row.state, row.who, row.item[0], _needs_work(row))
        ):
            first, *others = [row.item for row in run]
            if not needs_work:
                numbers = f"{first} to {others[-1]}" if others else first
                items[state].setdefault(who, []).append(numbers)
        listed = {
            state: [f"{who} {', '.join(numbers)}" for who, numbers in by_agency.items()]
            for state, by_agency in items.items()
        }
        return [f"{state}: {'; '.join(of_state)}" for state, of_state in listed.items() if of_state]

    _kind: ClassVar = PreparednessRow
    _keys: ClassVar = (Column("local_area"), Column("as_of"), Column("notification"))

    def _results(self) -> tuple[PreparednessRow, ...]:
        return self.rows

    def _described(self) -> list[Column]:
        empty = {"in_time"} if self.notification is None else set()
        if not self.contradictions:
            empty.add("contradictions")
        return [column for column in super()._described() if column.name not in empty]

    @property
    def _title(self) -> str:
        tried = self.notification
        after = "" if tried is None else f", if notified on {long_date(tried)}"
        numbers = Counter(row.state for row in self.rows)
        counted = [f"{numbers[state]} {state}" for state in HoldingState if numbers[state]]
        answer = f"{self.ready} ({', '.join(counted)})" if counted else self.ready
        return f"Is {self.local_area} prepared on {long_date(self.as_of)}{after}? {answer}"

    @property
    def _legend(self) -> str:
        there = {row.state for row in self.rows}
        return "; ".join(
            f"{state}: {words}" for state, words in _MEANINGS.items() if state in there
        )

    @property
    def _notes(self) -> list[str]:
        assumed = dict.fromkeys(row.assumed for row in self.rows if row.assumed is not None)
        # What is assumed of a section is part of what is assumed of its items on request.
        full = [a for a in assumed if not any(a != b and a in b for b in assumed)]
        return [f"Assumed: {words}." for words in full]


_MEANINGS: Final = {
    HoldingState.EXPECTED: EXPECTED,
    HoldingState.MISSING: "no agency holds it, and no reason is recorded",
    HoldingState.NOT_HELD: "there is none to send, for a reason that is recorded",
}
_NOTHING: Final = Reason(
    answer=Answer.UNKNOWN,
    text="nothing is requested from these agencies, so preparedness is unknown",
    reference=_ASKED,
)


def _needs_work(row: PreparednessRow) -> bool:
    return row.state in _SHORT or row.in_time is Answer.NO or bool(row.contradictions)


def _reason(agency: Agency, rows: Sequence[PreparednessRow]) -> Reason:
    wrong = [f"{row.item} {row.state}" for row in rows if row.state in _SHORT]
    # Without a number of days, what is missing is not in time for that reason alone.
    wrong += [
        f"{row.item} not in time"
        for row in rows
        if row.in_time is Answer.NO and row.working_days is not None
    ]
    if wrong:
        short = [row for row in rows if row.state in _SHORT or row.in_time is Answer.NO]
        return Reason(
            answer=Answer.NO,
            text=f"{agency}: {'; '.join(wrong)}",
            assumed=assumed_together(row.assumed for row in short),
            reference=_ASKED,
        )
    tried = any(row.available is not None for row in rows)
    unknown = [
        row.item
        for row in rows
        if row.state is HoldingState.UNKNOWN or (tried and row.in_time is Answer.UNKNOWN)
    ]
    if unknown:
        return Reason(
            answer=Answer.UNKNOWN,
            text=f"{agency}: nothing is missing; unknown: {', '.join(unknown)}",
            reference=_ASKED,
        )
    none = [row.item for row in rows if row.state is HoldingState.NOT_HELD]
    words = f", or not held for a reason: {', '.join(none)}" if none else ""
    return Reason(answer=Answer.YES, text=f"{agency}: everything is held{words}", reference=_ASKED)


def area_preparedness(
    holdings: Iterable[Holding],
    *,
    local_area: str,
    as_of: dt.date,
    timetable: Timetable | None = None,
) -> Preparedness:
    """Return which items of information an area could send, before any notification (para 48).

    Args:
        holdings: What agencies hold, at most one for each item and agency; anything else is
            unknown.
        local_area: The name of the area.
        as_of: The day of the check. Windows, such as twelve months of minutes (2.2, 3.2), reach
            back from here, or from the notification of the timetable if there is one.
        timetable: The timetable of a notification to try: is there time to send each item?

    Raises:
        DateTypeError: If `as_of` is not a date.
        InvalidValueError: If something in `holdings` is not a `Holding` or is a duplicate, the name
            of the area is not a single line of text, or the milestones of the timetable are not
            those of guidance 190035.

    Examples:
        >>> import jtai
        >>> audits = Holding(item="1.4", agency="local authority", held="yes",
        ...                  latest=date(2019, 2, 1), working_days=8)
        >>> found = area_preparedness([audits], local_area="Anytown", as_of=date(2019, 9, 2),
        ...     timetable=jtai.Timetable.from_notification(date(2019, 9, 9)))
        >>> [row.item for row in found.out_of_date], [row.item for row in found.too_late]
        (['1.4'], ['1.4'])
        >>> found.ready
        <Answer.NO: 'no'>
    """
    day = plain_date(as_of, "as_of")
    given = _checked(holdings)
    if timetable is not None:
        require_guidance_milestones(timetable)
    notification = None if timetable is None else timetable.notification
    rows = tuple(
        _row(entry, {n: h for n, h in enumerate(given) if h.item == entry.number}, day, timetable)
        for entry in _ITEMS.values()
    )
    return Preparedness(
        local_area=heading(local_area, "local_area"),
        as_of=day,
        notification=notification,
        rows=rows,
    )


def _checked(holdings: Iterable[Holding]) -> tuple[Holding, ...]:
    given = instances(Holding, holdings, "holdings", expected="a Holding")
    seen: set[tuple[str, Agency]] = set()
    for position, holding in enumerate(given):
        where = f"holdings[{position}]"
        if (holding.item, holding.agency) in seen:
            raise InvalidValueError(
                "duplicate item for this agency", where=where, expected="each item and agency once"
            )
        seen.add((holding.item, holding.agency))
    return given


def _row(
    entry: InformationEntry,
    given: Mapping[int, Holding],
    day: dt.date,
    timetable: Timetable | None,
) -> PreparednessRow:
    holdings = [*given.values()]
    window_end = day if timetable is None else timetable.notification
    start = None if entry.months is None else lookback(window_end, months=entry.months).start
    agencies = tuple(dict.fromkeys((*entry.agencies, *(h.agency for h in holdings))))
    states = [
        (_state(entry, holding, start, day), holding)
        for holding in holdings
        if not wrong_agency(entry, holding.agency)
    ]
    best = min(states, key=lambda pair: _BEST[pair[0]], default=None)
    state, holding = best if best is not None else (HoldingState.UNKNOWN, None)
    everyone = {h.agency for h in holdings}.issuperset(entry.agencies)
    if state in {HoldingState.MISSING, HoldingState.NOT_HELD} and not everyone:
        state, holding = HoldingState.UNKNOWN, None
    if state is HoldingState.UNKNOWN and entry.asked_by is not None:
        state = HoldingState.EXPECTED
    due = available = None
    if timetable is not None:
        due = timetable[entry.milestone].date
        available = timetable.calendar.count(timetable.notification, due)
    return PreparednessRow(
        item=entry.number,
        title=entry.title,
        agencies=agencies,
        held_by=None if holding is None else holding.agency,
        reason=(None if holding is None else holding.reason) or "",
        state=state,
        latest=None if holding is None else holding.latest,
        window_start=start,
        working_days=None if holding is None else holding.working_days,
        due=due,
        available=available,
        assumed=assumed_together(
            (entry.assumed, ON_REQUEST if state is HoldingState.EXPECTED else None)
        ),
        contradictions=tuple(_contradictions(entry, given, day)),
        reference=entry.reference,
    )


def _contradictions(
    entry: InformationEntry, given: Mapping[int, Holding], day: dt.date
) -> Iterator[Contradiction]:
    """Yield what cannot be true of the holdings of one item, given by their places."""
    for place, holding in given.items():
        found = {"agency": wrong_agency(entry, holding.agency)}
        if holding.latest is not None and holding.latest > day:
            found["latest"] = (
                f"the newest part of item {entry.number} is dated {long_date(holding.latest)}, "
                "after the day of the check"
            )
        for field, text in found.items():
            if text:
                yield Contradiction(
                    facts=(f"holdings[{place}].{field}",), text=text, reference=entry.reference
                )


def _state(
    entry: InformationEntry, holding: Holding, start: dt.date | None, day: dt.date
) -> HoldingState:
    if holding.latest is not None and holding.latest > day:
        return HoldingState.UNKNOWN
    if holding.held is Answer.YES:
        state = _held_state(entry, holding, start)
    else:
        state = HoldingState.MISSING if holding.held is Answer.NO else HoldingState.UNKNOWN
    if holding.reason is None or state not in _SHORT:
        return state
    some = state is HoldingState.TOO_FEW and holding.sets
    return HoldingState.HELD if some else HoldingState.NOT_HELD


def _held_state(entry: InformationEntry, holding: Holding, start: dt.date | None) -> HoldingState:
    if start is not None:
        if holding.latest is None:
            return HoldingState.UNKNOWN
        if holding.latest < start:
            return HoldingState.OUT_OF_DATE
    if entry.most_recent is not None:
        if holding.sets is None:
            return HoldingState.UNKNOWN
        if holding.sets < entry.most_recent:
            return HoldingState.TOO_FEW
    return HoldingState.HELD
