"""Merge the rows of lists 6, 7 and 8 into children, each with the plans that the lists show.

How rows are merged:

1. Rows with the same identifier, as text, are one child (exact record linkage). Similar identifiers
   are never merged. Where they differ only in spelling, this is reported, and the child may have
   other plans, or mental ill health that an assessment found. The same holds if only some lists
   have a number format that shows other identifiers than are stored.
2. A fact about the child, such as the date of birth, is the value that all non-blank cells agree
   on. If they differ, no cell is preferred: the fact is unknown and the contradiction is reported.
   So is a date of birth that a stated age contradicts at a limit of age. Where one list says that
   the ethnicity or disability is unknown, another list's value is used.
3. Lists 7 and 8 each show one plan, with its start and end. A start after the day of the cohort
   may be mistyped, or hide an earlier plan, so the plans are unknown.
4. List 6 has a row for every child in need in the wide sense. By the workbook, its case status is
   the first that applies: in care, child protection plan, child in need plan, open assessment,
   closed. Only the third shows a child in need plan; the first two must agree with lists 8 and 7.
5. A child who is not on a list that was read has no plan of its kind. There may be plans that are
   unknown if one of the lists is missing or contradicts another, if the episode on list 6 is
   closed, because that does not say whether there was a plan, or if it is an open assessment that
   began in the six months: the list shows only the latest episode.
6. A row that was not used counts as its child's, if its identifier can be trusted: the child may
   have other plans. Rows that may be about any child are counted.

Invariant: a blank or unread cell is unknown, never no; no contradiction is resolved; no report
shows a cell's contents.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, Final, NamedTuple

import attrs

from jtai.children.departures import Departure
from jtai.children.mental_health import CamhsStatus, MentalHealth
from jtai.children.records import DATES_OF_PLANS, ONE_AT_A_TIME, Child, Plan
from jtai.core.answers import Answer
from jtai.core.citation import Reference
from jtai.core.english import counted
from jtai.guidance.codes import (
    ASSESSED,
    CASE_STATUS,
    CLOSED,
    IN_CARE,
    IN_NEED,
    NO_ETHNICITY,
    PROTECTED,
)
from jtai.guidance.definitions import ADULT, DEEP_DIVE
from jtai.guidance.entries.list_entries import Code
from jtai.guidance.lists import (
    ASSESSMENT_FIELD,
    CARE,
    FOLLOW_UP_FIELDS,
    GATE_FIELDS,
    NEED,
    PLAN_MONTHS,
    PROTECTION,
)
from jtai.lists.cohort.members import (
    ANSWER_PATHS,
    DEPARTURES,
    DISABILITY,
    PLAN_COLUMNS,
    ClosedEpisodes,
    ContradictionKind,
    ListContradiction,
    Member,
)
from jtai.lists.reading.cells import UNREAD
from jtai.lists.reading.identifiers import SPELLING, spelt_alike, without_spelling
from jtai.lists.reading.rows import (
    OWN_IDENTIFIERS,
    UNBORN,
    UNKNOWN_VALUES,
    ListRow,
    age_contradicts,
)
from jtai.lists.reading.table import ListTable, shown_differently
from jtai.lists.reading.unused_rows import ANYONE, unused_rows
from jtai.timetable.ages import is_possible_birth, lookback


class Merged(NamedTuple):
    """The result of merging.

    Attributes:
        members: The children, in the order in which the lists first name them.
        contradictions: The contradictions, and what could not be used.
        read: The numbers of those of the three lists that have the columns for plans.
        closed: Whether list 6 has a closed episode, for which it does not show the kind of plan.
        opened: Whether it has an open assessment of an episode that began in the six months before.
        unattributed: How many rows may be about any child, for each list with any.
    """

    members: tuple[Member, ...]
    contradictions: tuple[ListContradiction, ...]
    read: tuple[int, ...]
    closed: bool
    opened: bool
    unattributed: tuple[tuple[int, int], ...]


def merged(
    tables: Iterable[ListTable[ListRow]], *, as_of: dt.date, closed_episodes: ClosedEpisodes
) -> Merged:
    """Return the children merged from the rows of lists 6, 7 and 8.

    Args:
        tables: The lists. Lists other than these three are ignored, except for the field that the
            inspection adds to list 4.
        as_of: The date of the lists; a later date of birth is an expected one.
        closed_episodes: How to read closed episodes on list 6.
    """
    tables = [*tables]
    merger = _Merger(as_of, closed_episodes)
    if any(table.set_aside for table in tables):
        merger.known = {child for table in tables for child in identifiers(table)}
    for table in tables:
        if table.number in PLAN_COLUMNS:
            merger.take(table)
        elif table.number == _ASSESSMENTS and {"child_id", ASSESSMENT_FIELD.key} <= {*table.raw}:
            children, answers = table.values("child_id"), table.values(ASSESSMENT_FIELD.key)
            merger.assessed |= {
                child
                for child, answer in zip(children, answers, strict=True)
                if isinstance(child, str) and answer is Answer.YES
            }
    alike = spelt_alike(merger.rows.keys() | merger.assessed)
    merger.alike = spelt_alike(alike & merger.rows.keys())
    plain = set(map(without_spelling, alike & merger.assessed))
    merger.perhaps_assessed = {
        child
        for child in alike & merger.rows.keys() - merger.assessed
        if without_spelling(child) in plain
    }
    merger.compare_formats(tables)
    members = tuple(merger.member(child, rows) for child, rows in merger.rows.items())
    return Merged(
        members,
        tuple(merger.contradictions),
        tuple(sorted(merger.told)),
        merger.closed,
        merger.opened,
        tuple(sorted(merger.unattributed.items())),
    )


@attrs.frozen
class _Row:
    """A row of a list, as an index into its columns."""

    table: ListTable[ListRow]
    columns: Mapping[str, list[Any]]
    at: int

    def __getitem__(self, key: str) -> Any:
        """Return the value of a cell; `UNREAD` if the list does not have the column."""
        column = self.columns.get(key)
        return UNREAD if column is None else column[self.at]

    def place(self, key: str) -> str:
        return f"{self.table.sheet}!{self.table.place(self.at, key)}"


_ASSESSMENTS = 4
_IDENTITY = Reference.workbook("lists 1 to 8, Child Unique ID")
_STATUS = Reference.workbook("list 6, Case status")
_COVERS = Reference.workbook("list 6, whom the list covers")
_AGE = Reference.workbook("lists 1 to 8, Age of Child (Years)")
# The first ages of the deep dive, above it, and of adults.
_AGE_LIMITS: Final = (DEEP_DIVE.youngest, DEEP_DIVE.oldest + 1, ADULT)
_GATES: Final = tuple(field.key for field in GATE_FIELDS)
_SHOWING_BIRTH: Final = (
    *_GATES,
    *(key for key, path in ANSWER_PATHS.items() if path.startswith("camhs.")),
    "support_recent",
    "seen_alone",
    PLAN_COLUMNS[CARE].start,
)
_SAME_CHILD = {
    "date_of_birth": (
        ContradictionKind.BIRTH,
        "the date of birth",
        Reference.workbook("Date of Birth"),
    ),
    "ethnicity": (ContradictionKind.NEED, "the ethnic origin", Reference.workbook("Ethnicity")),
    "disability": (
        ContradictionKind.NEED,
        "the disability",
        Reference.workbook("Does the Child have a Disability"),
    ),
    **{
        field.key: (ContradictionKind.ANSWER, f"the answer on {field.key}", field.reference)
        for field in (*GATE_FIELDS, *FOLLOW_UP_FIELDS)
    },
}

# "Unknown" still contradicts the other answers: a no on one list must not rule a child out then.
_UNKNOWN_IN: Final = {"ethnicity": UNKNOWN_VALUES, "disability": UNKNOWN_VALUES}


class _Merger:
    """Collects the rows of each child, and merges them."""

    def __init__(self, as_of: dt.date, closed_episodes: ClosedEpisodes) -> None:
        self.as_of = as_of
        self.closed_episodes = closed_episodes
        self.rows: dict[str, list[_Row]] = {}
        self.told: set[int] = set()
        self.contradictions: list[ListContradiction] = []
        self.closed = False
        self.opened = False
        self.period = lookback(as_of, months=PLAN_MONTHS)
        self.assessed: set[str] = set()
        self.known: set[str] = set()
        self.alike: frozenset[str] = frozenset()
        self.perhaps_assessed: set[str] = set()
        # If only some lists show identifiers as others, the three lists that have any.
        self.formatted: set[int] = set()
        # The lists with rows of each child that were not used.
        self.unused: dict[str, set[int]] = {}
        self.unattributed: Counter[int] = Counter()

    def take(self, table: ListTable[ListRow]) -> None:
        """Add the rows of a list, each to its child."""
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
                        f"the list does not have {', '.join(missing)}, so it does not show whether "
                        "any child has a plan"
                    ),
                    reference=table.layout.reference,
                )
            )
        else:
            self.told.add(table.number)
        self.contradictions += [
            ListContradiction(
                kind=ContradictionKind.SHEET,
                lists=(table.number,),
                cells=(),
                fields=(),
                text=(
                    f"{counted(rows, 'row')} of the list in {name!r} were not read, so children "
                    "and plans may be missing"
                ),
                reference=table.layout.reference,
            )
            for name, rows in table.repeats
        ]
        if table.repeats:
            self.unattributed[table.number] += sum(rows for _, rows in table.repeats)
        unused = unused_rows(table, self.known.__contains__) if "child_id" in columns else {}
        for at, child in enumerate(columns.get("child_id", ())):
            row = _Row(table, columns, at)
            if isinstance(child, str):
                self.rows.setdefault(child, []).append(row)
            else:
                self._leave_out(row, unused[at])

    def compare_formats(self, tables: Iterable[ListTable[ListRow]]) -> None:
        """Report that only some lists show identifiers as others: one child may have two."""
        some = [table for table in tables if any(identifiers(table))]
        plans = [table for table in some if table.number in PLAN_COLUMNS]
        if shown_differently(plans):
            self.formatted = {table.number for table in plans}
            self.contradictions.append(
                ListContradiction(
                    kind=ContradictionKind.ALIKE,
                    lists=tuple(table.number for table in plans if table.shows_others),
                    cells=(),
                    fields=("child_id",),
                    text=(
                        "the number format shows identifiers that differ from those stored, unlike "
                        "on other lists; a child who is not on all lists may be on them under "
                        "another identifier, and have other plans"
                    ),
                    reference=_IDENTITY,
                )
            )
        plans += [table for table in some if table.number == _ASSESSMENTS]
        if self.assessed - self.rows.keys() and shown_differently(plans):
            self.perhaps_assessed = self.rows.keys() - self.assessed

    def _leave_out(self, row: _Row, child: str) -> None:
        """Report a row that cannot be merged with others, and note whose it may be."""
        number, set_aside = row.table.number, row.at in row.table.set_aside
        kind = ContradictionKind.UNUSED if set_aside else ContradictionKind.IDENTIFIER
        what = "was not used" if set_aside else "has no readable identifier"
        if child == ANYONE:
            self.unattributed[number] += 1
            follows = "it may be about any child"
        else:
            self.rows.setdefault(child, [])
            self.unused.setdefault(child, set()).add(number)
            follows = "the child may have other plans"
        text = f"the row {what}, so {follows}"
        self.report(kind, child, {"child_id": [row]}, text, _IDENTITY)

    def report(
        self,
        kind: ContradictionKind,
        child: str,
        rows: Mapping[str, Iterable[_Row]],
        text: str,
        reference: Reference,
    ) -> None:
        """Report a contradiction between cells, given as the rows of each column."""
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
        """Return the child merged from its rows."""
        before = len(self.contradictions)
        facts = {key: self._agreed(child, rows, key) for key in _SAME_CHILD}
        if child in self.perhaps_assessed and all(facts[key] is Answer.NO for key in _GATES):
            facts |= self._perhaps_found(child, rows)
        disputed = {key for found in self.contradictions[before:] for key in found.fields}
        born = facts.pop("date_of_birth")
        if born is not None and self._contradicts_birth(child, rows, born):
            disputed.add("date_of_birth")
            born = None
        before = len(self.contradictions)
        plans, complete = self._plans(child, rows)
        doubted = len(self.contradictions) > before or self._may_be_twice(child, rows)
        if doubted and len(self.told) == len(PLAN_COLUMNS):
            disputed.add("plans")
        # A birth further ahead than a pregnancy lasts is a mistake, not an expected birth.
        expected = born is not None and born > self.as_of and is_possible_birth(born, self.as_of)
        needs = _needs(facts.pop("ethnicity"), facts.pop("disability"))
        return Member(
            child=Child(
                id=child,
                date_of_birth=None if expected else born,
                expected_birth=born if expected else None,
                individual_needs=needs,
                plans=plans if plans or complete else None,
                plans_complete=complete,
                mental_health=_health(tuple(facts.values()), assessed=child in self.assessed),
                departed=_departed(rows),
            ),
            episode=_episode(rows),
            disputed=frozenset(disputed),
            unused=tuple(sorted(self.unused.get(child, ()))),
        )

    def _agreed(self, child: str, rows: list[_Row], key: str) -> Any:
        """Return the value on which all non-blank cells agree; None if there is none.

        A cell that could not be read could have any value, so it agrees with no other.
        """
        told: Any = None
        unknown = _UNKNOWN_IN.get(key, ())
        for row in rows:
            value = row.columns[key][row.at] if key in row.columns else None
            if value is None or value is told:
                continue
            if told is not None and value != told and told not in unknown:
                if value in unknown:
                    continue
                self._differs(child, rows, key)
                return None
            told = value
        return None if told is UNREAD else told

    def _perhaps_found(self, child: str, rows: list[_Row]) -> dict[str, None]:
        """Report two answers of no that another child's assessment may contradict; clear them."""
        text = (
            f"an assessment of a child whose identifier differs only in {SPELLING}, or in how it "
            "is displayed, found mental ill health; it may be the same child, so the answers are "
            "treated as unknown"
        )
        denied = {key: [row for row in rows if row[key] is Answer.NO] for key in _GATES}
        self.report(ContradictionKind.ALIKE, child, denied, text, _IDENTITY)
        return dict.fromkeys(_GATES)

    def _contradicts_birth(self, child: str, rows: list[_Row], born: dt.date) -> bool:
        """Report what speaks against a date of birth, so that a decision needs another."""
        unborn = born > self.as_of
        if not is_possible_birth(born, self.as_of):
            return False
        ages = [
            row
            for row in rows
            if isinstance(age := row["age"], int)
            and (
                age_contradicts(age, born, self.as_of, _AGE_LIMITS) or (unborn and age > UNBORN + 1)
            )
        ]
        shown = {
            key: found
            for key in _SHOWING_BIRTH
            if unborn and (found := [row for row in rows if self._shows_birth(row[key])])
        }
        assessed = unborn and child in self.assessed
        if not (ages or shown or assessed):
            return False
        births = [row for row in rows if isinstance(row["date_of_birth"], dt.date)]
        against = {**({"age": ages} if ages else {}), **shown}
        text = (
            "the age and the date of birth disagree"
            if ages
            else "the date of birth is in the future, but the lists show that the child was born"
        )
        self.report(
            ContradictionKind.AGE,
            child,
            {"date_of_birth": births, **against},
            f"{text}; confirm the date of birth, which is treated as unknown",
            _AGE,
        )
        return True

    def _shows_birth(self, value: Any) -> bool:
        return value is Answer.YES or (isinstance(value, dt.date) and value <= self.as_of)

    def _differs(self, child: str, rows: list[_Row], key: str) -> None:
        kind, what, reference = _SAME_CHILD[key]
        unstated = {None, *_UNKNOWN_IN.get(key, ())}
        stated = [row for row in rows if key in row.columns and row[key] not in unstated]
        text = f"rows of one child differ in {what}, which is treated as unknown"
        if kind is ContradictionKind.BIRTH:
            text = f"{text}; {OWN_IDENTIFIERS}"
        self.report(kind, child, {key: stated}, text, reference)

    def _plans(self, child: str, rows: list[_Row]) -> tuple[tuple[Plan, ...], bool]:
        """Return the plans that the rows show, and whether every kind is settled."""
        by_list: dict[int, list[_Row]] = {}
        for row in rows:
            by_list.setdefault(row.table.number, []).append(row)
        unused = self.unused.get(child, set())
        if child in self.alike and rows:
            text = (
                f"another identifier differs only in {SPELLING}; if it is the same child's, the "
                "child may have other plans"
            )
            self.report(ContradictionKind.ALIKE, child, {"child_id": rows}, text, _IDENTITY)
        alike = self._may_be_twice(child, rows)
        complete = len(self.told) == len(PLAN_COLUMNS) and not unused and not alike
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
        unclear = (by_list.keys() - plans.keys()) | unused
        if NEED in single:
            complete = self._need(child, single, plans, unclear) and complete
        elif (
            NEED in self.told and NEED not in {*by_list, *unused, *self.unattributed} and not alike
        ):
            self._not_in_need(child, single, plans)
        return tuple(plans[number] for number in sorted(plans)), complete

    def _may_be_twice(self, child: str, rows: list[_Row]) -> bool:
        """Return whether other rows may be the child's, under another identifier."""
        return child in self.alike or not self.formatted <= {row.table.number for row in rows}

    def _single(self, child: str, rows: list[_Row]) -> _Row | None:
        """Return the one row of a child on a list; None if there are several that differ."""
        first, *others = rows
        if not others:
            return first
        spec = PLAN_COLUMNS[first.table.number]
        keys = (spec.start, spec.end, *(key for key, *_ in spec.details), "case_status")
        same = all(row[key] == first[key] for row in others for key in keys)
        text = "the child is on the list more than once" + (
            "" if same else ", and the rows differ, so the plans are treated as unknown"
        )
        text = f"{text}; {OWN_IDENTIFIERS}"
        self.report(ContradictionKind.ROWS, child, {"child_id": rows}, text, ONE_AT_A_TIME)
        return first if same else None

    def _plan(self, child: str, row: _Row) -> Plan | None:
        """Return the plan of a row; None, with a report, if its dates are unusable."""
        spec = PLAN_COLUMNS[row.table.number]
        start, end = row[spec.start], row[spec.end]
        keys: tuple[str, ...]
        if start is None or start is UNREAD:
            keys, text = (spec.start,), "the start is blank or could not be read"
        elif end is UNREAD:
            keys, text = (spec.end,), "the end could not be read"
        elif end is not None and end < start:
            keys, text = (spec.start, spec.end), "the end date is before the start date"
        elif start > self.as_of:
            keys, text = (spec.start,), "the start is after the date of the lists"
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
            f"{text}, so the plans are treated as unknown",
            DATES_OF_PLANS,
        )
        return None

    def _need(
        self,
        child: str,
        single: Mapping[int, _Row],
        plans: dict[int, Plan],
        unclear: Iterable[int],
    ) -> bool:
        """Add the plan that a row of list 6 shows; return whether child in need is settled."""
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
                f"{text}, so the plans are treated as unknown",
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
            f"{text}, so the plans are treated as unknown",
            _STATUS,
        )
        return False

    def _odds(
        self, status: Any, plans: Mapping[int, Plan], unclear: Iterable[int]
    ) -> tuple[int, str] | None:
        """Return the list that a status contradicts, and how; None if it contradicts none.

        On the last day of a plan, the status can be recorded as current or as ended.
        """
        if status not in CASE_STATUS.codes:
            return None
        for number, shows in ((CARE, IN_CARE), (PROTECTION, PROTECTED)):
            plan = plans.get(number)
            holds = plan is not None and plan.is_current(self.as_of)
            if status == shows:
                if holds or number not in self.told or number in unclear:
                    return None
                return number, f"list {number} does not confirm the status"
            if plan is not None and holds and plan.end != self.as_of:
                return number, f"list {number} shows a different status"
        return None

    def _episode(self, child: str, row: _Row, status: Code, plans: dict[int, Plan]) -> bool:
        if status == CLOSED:
            self.closed = True
            if self.closed_episodes is ClosedEpisodes.UNKNOWN:
                return False
            wanted = self.closed_episodes is ClosedEpisodes.PLAN
        else:
            wanted = status == IN_NEED
        if status == ASSESSED and not self._covers_the_period(row):
            self.opened = True
            return False
        if not wanted:
            return True
        plan = self._plan(child, row)
        if plan is not None:
            plans[NEED] = plan
        return plan is not None

    def _covers_the_period(self, row: _Row) -> bool:
        """Return whether an episode of need began before the six months: none ended in them."""
        start = row[PLAN_COLUMNS[NEED].start]
        return isinstance(start, dt.date) and start < self.period.start

    def _not_in_need(
        self, child: str, single: Mapping[int, _Row], plans: Mapping[int, Plan]
    ) -> None:
        """Report current plans of a child who is not on list 6."""
        held = [single[number] for number, plan in plans.items() if plan.is_current(self.as_of)]
        if held:
            text = "the child has a plan or is in care, but is not on list 6"
            self.report(ContradictionKind.STATUS, child, {"child_id": held}, text, _COVERS)


def _needs(ethnicity: Any, disability: Any) -> tuple[str, ...]:
    """Return ethnicity and disability as individual needs."""
    needs = []
    if ethnicity is not None and ethnicity.code not in NO_ETHNICITY:
        needs.append(ethnicity.label)
    if disability is Answer.YES:
        needs.append(DISABILITY)
    return tuple(needs)


def _episode(rows: list[_Row]) -> Plan | None:
    """Return the only episode of need of a child on list 6, whatever its status."""
    of_need = [row for row in rows if row.table.number == NEED]
    if len(of_need) != 1:
        return None
    spec = PLAN_COLUMNS[NEED]
    start, end = of_need[0][spec.start], of_need[0][spec.end]
    if not isinstance(start, dt.date):
        start = None
    if end is UNREAD or (start is not None and end is not None and end < start):
        return None
    return Plan(kind=spec.kind, start=start, end=end)


def _departed(rows: list[_Row]) -> frozenset[Departure]:
    """Return what the lists record of why a child left."""
    return frozenset(
        departures[code.code]
        for row in rows
        for key, departures in DEPARTURES.items()
        if isinstance(code := row[key], Code) and code.code in departures
    )


@lru_cache(maxsize=4096)
def _health(answers: tuple[Answer | None, ...], *, assessed: bool) -> MentalHealth:
    """Return the mental health record for the ten answers, in the order of the lists.

    A no of an assessment says nothing: another assessment, or a later one, may say yes.
    """
    given = dict(zip(ANSWER_PATHS.values(), answers, strict=True))
    camhs: dict[str, Any] = {}
    plain: dict[str, Any] = {}
    for path, answer in given.items():
        if answer is not None:
            name = path.removeprefix("camhs.")
            (plain if name == path else camhs)[name] = answer
    found = Answer.YES if assessed else Answer.UNKNOWN
    return MentalHealth(camhs=CamhsStatus(**camhs), found_in_assessment=found, **plain)


def identifiers(table: ListTable[ListRow]) -> Iterator[str]:
    """Yield the identifiers on a list."""
    if "child_id" in table.raw:
        yield from (child for child in table.values("child_id") if isinstance(child, str))
