"""Rows of lists 6, 7 and 8 become children, each with the plans that the lists show.

Invariant: a child is the same where the identifier is the same text. A blank or unread cell is
unknown, never no. Where rows contradict each other the fact is unknown and the contradiction is
reported; none is resolved. What a row cannot show is not made up, and no report shows what a cell
holds.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

import attrs

from jtai.children.records import CamhsStatus, Child, MentalHealth, Plan
from jtai.core.answers import Answer
from jtai.core.citation import WORKBOOK, Reference
from jtai.guidance.codes import CASE_STATUS
from jtai.guidance.entries.list_entries import Code
from jtai.guidance.lists import FOLLOW_UP_FIELDS, GATE_FIELDS
from jtai.lists.cohort.members import (
    ANSWER_PATHS,
    CARE,
    CLOSED,
    DISABILITY,
    IN_CARE,
    IN_NEED,
    NEED,
    NO_ETHNICITY,
    PLAN_COLUMNS,
    PROTECTED,
    PROTECTION,
    ClosedEpisodes,
    ContradictionKind,
    ListContradiction,
    Member,
)
from jtai.lists.reading.cells import UNREAD
from jtai.lists.reading.rows import ListRow
from jtai.lists.reading.table import ListTable
from jtai.timetable.ages import is_possible_birth


class Merged(NamedTuple):
    """What the lists gave.

    Attributes:
        members: The children, in the order in which the lists first name them.
        contradictions: What contradicts itself or could not be placed.
        read: The numbers of those of the three lists that tell of plans.
        closed: How many closed episodes there are whose kind of plan the list does not say.
    """

    members: tuple[Member, ...]
    contradictions: tuple[ListContradiction, ...]
    read: tuple[int, ...]
    closed: int


def merged(
    tables: Iterable[ListTable[ListRow]], *, as_of: dt.date, closed_episodes: ClosedEpisodes
) -> Merged:
    """Make children of the rows of lists 6, 7 and 8.

    Args:
        tables: Lists; others than the three are left aside.
        as_of: The day at which the lists stand; a birth after it is an expected one.
        closed_episodes: How closed episodes of list 6 are read.
    """
    merger = _Merger(as_of, closed_episodes)
    for table in tables:
        if table.number in PLAN_COLUMNS:
            merger.take(table)
    members = tuple(merger.member(child, rows) for child, rows in merger.rows.items())
    return Merged(members, tuple(merger.contradictions), tuple(sorted(merger.told)), merger.closed)


@attrs.frozen
class _Row:
    """A row of a list, by its index, with the columns of the list."""

    table: ListTable[ListRow]
    columns: Mapping[str, list[Any]]
    at: int

    def __getitem__(self, key: str) -> Any:
        """Give what a cell says, `UNREAD` where the list has no such column."""
        column = self.columns.get(key)
        return UNREAD if column is None else column[self.at]

    def place(self, key: str) -> str:
        return f"{self.table.sheet}!{self.table.place(self.at, key)}"


def _workbook(part: str) -> Reference:
    return Reference(document=WORKBOOK, part=part)


_ONE_ROW = _workbook("lists 6, 7 and 8, whom each list covers")
_IDENTITY = _workbook("lists 1 to 8, Child Unique ID")
_STATUS = _workbook("list 6, Case status")
_COVERS = _workbook("list 6, whom the list covers")
_SAME_CHILD = {
    "date_of_birth": (ContradictionKind.BIRTH, "the date of birth", _workbook("Date of Birth")),
    "ethnicity": (ContradictionKind.NEED, "the ethnic origin", _workbook("Ethnicity")),
    "disability": (
        ContradictionKind.NEED,
        "the disability",
        _workbook("Does the Child have a Disability"),
    ),
    **{
        field.key: (ContradictionKind.ANSWER, f"the answer on {field.key}", field.reference)
        for field in (*GATE_FIELDS, *FOLLOW_UP_FIELDS)
    },
}


class _Merger:
    """Takes rows, and makes children of them."""

    def __init__(self, as_of: dt.date, closed_episodes: ClosedEpisodes) -> None:
        self.as_of = as_of
        self.closed_episodes = closed_episodes
        self.rows: dict[str, list[_Row]] = {}
        self.told: set[int] = set()
        self.contradictions: list[ListContradiction] = []
        self.closed = 0

    def take(self, table: ListTable[ListRow]) -> None:
        """Take the rows of a list, each to its child."""
        columns = {key: table.values(key) for key in table.raw}
        spec = PLAN_COLUMNS[table.number]
        needed = ["child_id", spec.start, spec.end]
        if table.number == NEED:
            needed.append("case_status")
        missing = tuple(key for key in needed if key not in columns)
        if missing:
            self.contradictions.append(
                ListContradiction(
                    kind=ContradictionKind.COLUMN,
                    lists=(table.number,),
                    cells=(),
                    fields=missing,
                    text=(
                        f"the list lacks {', '.join(missing)}, so that it does not tell of plans "
                        "of any child"
                    ),
                    reference=table.layout.reference,
                )
            )
        else:
            self.told.add(table.number)
        for at, child in enumerate(columns.get("child_id", ())):
            row = _Row(table, columns, at)
            if isinstance(child, str):
                self.rows.setdefault(child, []).append(row)
            else:
                text = "the row has no identifier that can be read, and may be of any child"
                self.report(ContradictionKind.IDENTIFIER, "", {"child_id": [row]}, text, _IDENTITY)

    def report(
        self,
        kind: ContradictionKind,
        child: str,
        rows: Mapping[str, Iterable[_Row]],
        text: str,
        reference: Reference,
    ) -> None:
        """Report a contradiction between cells: the rows of each column that takes part."""
        cells = [(row, key) for key, given in rows.items() for row in given]
        self.contradictions.append(
            ListContradiction(
                kind=kind,
                child=child,
                lists=tuple(dict.fromkeys(row.table.number for row, _ in cells)),
                cells=tuple(row.place(key) for row, key in cells),
                fields=tuple(rows),
                text=text,
                reference=reference,
            )
        )

    def member(self, child: str, rows: list[_Row]) -> Member:
        """Make a child of its rows."""
        facts = {key: self._agreed(child, rows, key) for key in _SAME_CHILD}
        born = facts.pop("date_of_birth")
        plans, complete = self._plans(child, rows)
        # A birth that is further ahead than a pregnancy lasts is not expected but mistyped.
        expected = born is not None and born > self.as_of and is_possible_birth(born, self.as_of)
        needs = _needs(facts.pop("ethnicity"), facts.pop("disability"))
        return Member(
            child=Child(
                id=child,
                date_of_birth=None if expected else born,
                expected_birth=born if expected else None,
                individual_needs=needs,
                plans=plans if complete else None,
                mental_health=_health(tuple(facts.values())),
            ),
            shown=plans,
        )

    def _agreed(self, child: str, rows: list[_Row], key: str) -> Any:
        """Give what all rows say that say anything; None where none does, or they differ.

        A cell that could not be read may say anything, so that it agrees with no other.
        """
        told: Any = None
        for row in rows:
            value = row.columns[key][row.at] if key in row.columns else None
            if value is None or value is told:
                continue
            if told is not None and value != told:
                self._differs(child, rows, key)
                return None
            told = value
        return None if told is UNREAD else told

    def _differs(self, child: str, rows: list[_Row], key: str) -> None:
        kind, what, reference = _SAME_CHILD[key]
        stated = [row for row in rows if key in row.columns and row[key] is not None]
        text = f"rows of one child differ in {what}, which is taken as unknown"
        self.report(kind, child, {key: stated}, text, reference)

    def _plans(self, child: str, rows: list[_Row]) -> tuple[tuple[Plan, ...], bool]:
        """Give the plans that the rows show, and whether they tell of every kind."""
        by_list: dict[int, list[_Row]] = {}
        for row in rows:
            by_list.setdefault(row.table.number, []).append(row)
        complete = len(self.told) == len(PLAN_COLUMNS)
        plans: dict[int, Plan] = {}
        single: dict[int, _Row] = {}
        for number, given in by_list.items():
            one = self._single(child, given)
            if one is None or number not in self.told:
                complete = False
                continue
            single[number] = one
            if number != NEED:
                plan = self._plan(child, one)
                if plan is None:
                    complete = False
                else:
                    plans[number] = plan
        unclear = by_list.keys() - plans.keys()
        if NEED in single:
            complete = self._need(child, single, plans, unclear) and complete
        elif NEED in self.told and NEED not in by_list:
            self._not_in_need(child, single, plans)
        return tuple(plans[number] for number in sorted(plans)), complete

    def _single(self, child: str, rows: list[_Row]) -> _Row | None:
        """Give the one row of a child on a list; None where there are several that differ."""
        first, *others = rows
        if not others:
            return first
        spec = PLAN_COLUMNS[first.table.number]
        keys = (spec.start, spec.end, *(key for key, *_ in spec.details), "case_status")
        same = all(row[key] == first[key] for row in others for key in keys)
        text = "the child stands on the list more than once" + (
            "" if same else ", and the rows differ, so that the plans are taken as unknown"
        )
        self.report(ContradictionKind.ROWS, child, {"child_id": rows}, text, _ONE_ROW)
        return first if same else None

    def _plan(self, child: str, row: _Row) -> Plan | None:
        """Give the plan of a row; None, and a report, where its dates cannot be of one."""
        spec = PLAN_COLUMNS[row.table.number]
        start, end = row[spec.start], row[spec.end]
        keys: tuple[str, ...]
        if start is None or start is UNREAD:
            keys, text = (spec.start,), "the start is blank or could not be read"
        elif end is UNREAD:
            keys, text = (spec.end,), "the end could not be read"
        elif end is not None and end < start:
            keys, text = (spec.start, spec.end), "the end is before the start"
        else:
            details = {
                name: getattr(code, part)
                for key, name, part in spec.details
                if isinstance(code := row[key], Code)
            }
            return Plan(kind=spec.kind, start=start, end=end, **details)
        self.report(
            ContradictionKind.PLAN,
            child,
            {key: [row] for key in keys},
            f"{text}, so that the plans are taken as unknown",
            Reference.para(32),
        )
        return None

    def _need(
        self,
        child: str,
        single: Mapping[int, _Row],
        plans: dict[int, Plan],
        unclear: Iterable[int],
    ) -> bool:
        """Add what a row of list 6 shows; tell whether that is all there is to know."""
        row = single[NEED]
        status, end = row["case_status"], row["cin_end"]
        odds = self._odds(status, plans, unclear)
        if odds:
            number, text = odds
            others = [single[number]] if number in single else []
            plans.pop(number, None)
            self.report(
                ContradictionKind.STATUS,
                child,
                {"case_status": [row], **({"child_id": others} if others else {})},
                f"{text}, so that the plans are taken as unknown",
                _STATUS,
            )
            return False
        if status not in CASE_STATUS.codes:
            text = "the status is blank or could not be read"
        elif end is UNREAD and status != CLOSED:
            text = "the closure date could not be read"
        elif (status == CLOSED) is (end is None):
            text = "the status and the closure date contradict each other"
        else:
            return self._episode(child, row, status, plans)
        self.report(
            ContradictionKind.STATUS,
            child,
            {"case_status": [row], "cin_end": [row]},
            f"{text}, so that the plans are taken as unknown",
            _STATUS,
        )
        return False

    def _odds(
        self, status: Any, plans: Mapping[int, Plan], unclear: Iterable[int]
    ) -> tuple[int, str] | None:
        """Tell which list a status contradicts, and how; None where it contradicts none.

        On the last day of a plan both statuses fit: that it holds, and that it has ended.
        """
        if status not in CASE_STATUS.codes:
            return None
        for number, shows in ((CARE, IN_CARE), (PROTECTION, PROTECTED)):
            plan = plans.get(number)
            holds = plan is not None and plan.is_current(self.as_of)
            if status == shows:
                if holds or number not in self.told or number in unclear:
                    return None
                return number, f"the status is one that list {number} does not show"
            if plan is not None and holds and plan.end != self.as_of:
                return number, f"list {number} shows another status"
        return None

    def _episode(self, child: str, row: _Row, status: Code, plans: dict[int, Plan]) -> bool:
        if status == CLOSED and self.closed_episodes is ClosedEpisodes.UNKNOWN:
            self.closed += 1
            return False
        if status == CLOSED:
            self.closed += 1
            wanted = self.closed_episodes is ClosedEpisodes.PLAN
        else:
            wanted = status == IN_NEED
        if not wanted:
            return True
        plan = self._plan(child, row)
        if plan is not None:
            plans[NEED] = plan
        return plan is not None

    def _not_in_need(
        self, child: str, single: Mapping[int, _Row], plans: Mapping[int, Plan]
    ) -> None:
        """Report plans that hold of a child who does not stand on list 6."""
        held = [single[number] for number, plan in plans.items() if plan.is_current(self.as_of)]
        if held:
            text = "the child has a plan or is in care, and does not stand on list 6"
            self.report(ContradictionKind.STATUS, child, {"child_id": held}, text, _COVERS)


def _needs(ethnicity: Any, disability: Any) -> tuple[str, ...]:
    """Write what a row says of a child's circumstances as individual needs."""
    needs = []
    if ethnicity is not None and ethnicity.code not in NO_ETHNICITY:
        needs.append(ethnicity.label)
    if disability is Answer.YES:
        needs.append(DISABILITY)
    return tuple(needs)


@lru_cache(maxsize=4096)
def _health(answers: tuple[Answer | None, ...]) -> MentalHealth:
    """Make the mental health of the ten answers, in the order of the lists."""
    given = dict(zip(ANSWER_PATHS.values(), answers, strict=True))
    camhs: dict[str, Any] = {}
    plain: dict[str, Any] = {}
    for path, answer in given.items():
        if answer is not None:
            name = path.removeprefix("camhs.")
            (plain if name == path else camhs)[name] = answer
    return MentalHealth(camhs=CamhsStatus(**camhs), **plain)


def identifiers(table: ListTable[ListRow]) -> Iterator[str]:
    """Give the identifiers of a list."""
    if "child_id" in table.raw:
        yield from (child for child in table.values("child_id") if isinstance(child, str))
