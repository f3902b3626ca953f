"""Write children as rows of lists 6, 7 and 8.

Invariant: a row contains what the child's record contains and is otherwise blank, so that a check
of the lists reports what is missing. Facts for which the lists have no column are reported as left
out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from operator import attrgetter
from typing import Any, Final, cast

import attrs

from jtai.children.records import Child, Plan
from jtai.children.scope import follow_up_fields_wanted, gate_fields_wanted, on_list
from jtai.core.answers import Answer
from jtai.core.citation import Reference
from jtai.core.notebook import Displayable
from jtai.core.records import Record
from jtai.core.validation import instances, plain_date
from jtai.errors import Fault, InvalidValueError
from jtai.guidance.codes import CLOSED, ETHNICITY, IN_CARE, IN_NEED, NO_ETHNICITY, PROTECTED
from jtai.guidance.columns import AUGUST_2019
from jtai.guidance.entries.list_entries import Code, ColumnEntry
from jtai.guidance.lists import CARE, FOLLOW_UP_FIELDS, GATE_FIELDS, NEED, PLAN_MONTHS, PROTECTION
from jtai.guidance.terms import PlanKind
from jtai.lists.cohort.members import ANSWER_PATHS, DISABILITY, PLAN_COLUMNS
from jtai.lists.reading.code_cells import read_code
from jtai.lists.reading.identifiers import read_identifier
from jtai.lists.reading.sheets import RawSheet
from jtai.lists.submission import Submission, submission_of
from jtai.timetable.ages import LeapBirthday, Period, lookback

_COLUMNS: Final = {
    layout.number: {column.key: column for column in layout.columns}
    for layout in AUGUST_2019.lists
    if layout.number in PLAN_COLUMNS
}
_LISTS = Reference.workbook("lists 6, 7 and 8")
_STATUS = Reference.workbook("list 6, Case status")
_BIRTH = Reference.workbook("lists 6 and 7, Date of Birth")
_ETHNICITIES: Final = {
    code.label: code for code in ETHNICITY.codes if code.code not in NO_ETHNICITY
}
_ASKED: Final = (
    (gate_fields_wanted, tuple(field.key for field in GATE_FIELDS), Reference.para(33)),
    (follow_up_fields_wanted, tuple(field.key for field in FOLLOW_UP_FIELDS), Reference.para(34)),
)
_ANSWERS: Final = {key: attrgetter(path) for key, path in ANSWER_PATHS.items()}
# What `_Writer` writes; every other field of a child has no column and is reported as left out.
_WRITTEN: Final = frozenset(
    (
        "id",
        "date_of_birth",
        "expected_birth",
        "individual_needs",
        "plans",
        "departed",
        *(f"mental_health.{path}" for path in ANSWER_PATHS.values()),
    )
)


@attrs.frozen(kw_only=True)
class LeftOut(Displayable):
    """Facts about a child that the lists do not show.

    Attributes:
        child: The child's identifier, which is never printed.
        fields: The facts by their names in Python, such as ``"plans[1]"``; ``("id",)`` if the child
            is not on any list.
        text: Why they are left out, without any value.
        reference: Where the guidance or the workbook says so.
    """

    child: str = attrs.field(repr=False)
    fields: tuple[str, ...]
    text: str
    reference: Reference

    def __str__(self) -> str:
        subject = "a child" if self.fields == ("id",) else ", ".join(self.fields)
        return f"{subject}: {self.text} ({self.reference})"


@attrs.frozen(kw_only=True)
class WrittenLists(Displayable):
    """Lists 6, 7 and 8 written from children, and what they do not show.

    Attributes:
        submission: The lists.
        left_out: The facts about the children that the lists do not show.
    """

    submission: Submission
    left_out: tuple[LeftOut, ...] = attrs.field(repr=False)

    def __repr__(self) -> str:
        rows = {table.number: len(table) for table in self.submission}
        return f"WrittenLists(rows={rows}, left_out={len(self.left_out)})"


def lists_from(
    children: Iterable[Child],
    *,
    as_of: dt.date,
    leap_birthday: LeapBirthday = LeapBirthday.MARCH_1,
) -> WrittenLists:
    """Return lists 6, 7 and 8 written from children, with the columns of August 2019.

    `jtai.on_list` decides which children are on the lists. Each list shows the latest plan of its
    kind; list 6 shows a child in need plan only if no other status comes first. The episode of
    need is assumed to have the dates of the child in need plan. If there is no current plan or
    care, and the child in need plan was not the last to end, the case status is blank, because the
    plans do not say whether the episode is closed. The ten answers are written if known, unless
    they are known not to be required.

    Problems name the cells of the workbook that `jtai.write_lists` makes; in a CSV file, they are
    one row higher.

    Args:
        children: The children.
        as_of: The date of the inspection, on which ages and plans are judged.
        leap_birthday: When a child born on 29 February has a birthday in a common year.

    Raises:
        DateTypeError: If the day is not a date.
        InvalidValueError: If two children have the same identifier, or an identifier cannot be
            written in a cell.

    Examples:
        >>> child = Child(id="A1", plans=[Plan(kind="looked after", start=date(2019, 1, 7))])
        >>> written = lists_from([child], as_of=date(2019, 9, 9))
        >>> [len(written.submission[number]) for number in (6, 7, 8)]
        [1, 0, 1]
        >>> written.submission[6][0].case_status.text
        'a) Looked after child'
    """
    day = plain_date(as_of, "as_of")
    given = _distinct(children)
    writer = _Writer(day, leap_birthday)
    for child in given:
        writer.write(child)
    sheets = [
        RawSheet(
            name=layout.sheet,
            # Where `write_lists` writes the titles in a workbook, so that problems name its cells.
            first_row=2,
            rows=[
                [column.title for column in layout.columns],
                *([row.get(column.key) for column in layout.columns] for row in rows),
            ],
        )
        for layout in AUGUST_2019.lists
        if (rows := writer.rows.get(layout.number)) is not None
    ]
    return WrittenLists(submission=submission_of(sheets), left_out=tuple(writer.left_out))


def _distinct(children: Iterable[Child]) -> list[Child]:
    """Return the children, after refusing identifiers that would not be distinct in cells."""
    given = list(instances(Child, children, "children", expected="a jtai.Child"))
    faults = []
    seen = set()
    for at, child in enumerate(given):
        identifier = read_identifier(child.id)
        if not isinstance(identifier, str) or identifier in seen:
            faults.append(
                Fault(
                    message="the identifier cannot be read from a cell, or another child has it",
                    where=f"children[{at}].id",
                    expected="an identifier that no other child has",
                    reference=Reference.workbook("lists 1 to 8, Child Unique ID"),
                )
            )
        seen.add(identifier)
    if faults:
        raise InvalidValueError(faults)
    return given


class _Writer:
    """The lists while they are being written, child by child."""

    def __init__(self, day: dt.date, leap_birthday: LeapBirthday) -> None:
        self.day = day
        self.leap_birthday = leap_birthday
        self.period: Period = lookback(day, months=PLAN_MONTHS)
        self.rows: dict[int, list[dict[str, object]]] = {number: [] for number in _COLUMNS}
        self.left_out: list[LeftOut] = []

    def leave_out(self, child: Child, fields: Iterable[str], text: str, why: Reference) -> None:
        """Report facts that the lists do not show, if there are any."""
        names = tuple(fields)
        if names:
            self.left_out.append(LeftOut(child=child.id, fields=names, text=text, reference=why))

    def write(self, child: Child) -> None:
        """Write a child on each list that it belongs on."""
        listed = on_list(child, NEED, as_of=self.day).in_scope
        if listed is not True:
            unknown = "it is unknown whether the child belongs on the lists"
            none = "the child does not belong on any of the lists"
            text = unknown if listed is None else none
            self.leave_out(child, ("id",), text, Reference.para(32))
            return
        latest = self._latest(child.plans or ())
        # The first day of these is unknown, and may be after the day. Others may be missing.
        perhaps = {plan.kind for plan in child.plans or () if plan.is_active(self.period) is None}
        perhaps |= set(() if child.plans_complete else PlanKind)
        facts = self._facts(child)
        facts |= self._answers(child)
        self.rows[NEED].append(facts | self._need(latest, perhaps))
        for number in (PROTECTION, CARE):
            if number in latest:
                self.rows[number].append(facts | _plan_cells(number, latest[number]))
        self._other_plans(child, latest)
        text = "several reasons for closing can mean this, so none is written"
        self.leave_out(child, ("departed",) if child.departed else (), text, _LISTS)
        fields = tuple(_known(child, _WRITTEN))
        self.leave_out(child, fields, _no_column("the lists have", fields), _LISTS)

    def _latest(self, plans: Iterable[Plan]) -> dict[int, Plan]:
        """Return the latest plan of each kind in the period; a current plan comes first."""
        latest: dict[int, Plan] = {}
        for number, columns in PLAN_COLUMNS.items():
            of_kind = [
                plan for plan in plans if plan.kind is columns.kind and plan.is_active(self.period)
            ]
            if of_kind:
                latest[number] = max(of_kind, key=self._rank)
        return latest

    def _rank(self, plan: Plan) -> tuple[bool, dt.date, dt.date]:
        current = plan.is_current(self.day) is True
        return current, plan.start or dt.date.min, plan.end or dt.date.max

    def _facts(self, child: Child) -> dict[str, object]:
        """Return the cells about who the child is."""
        expected = child.expected_birth
        if expected is not None and expected <= self.day:
            text = "the expected date has passed, so the lists would show it as a date of birth"
            self.leave_out(child, ("expected_birth",), text, _BIRTH)
            expected = None
        needs = list(child.individual_needs)
        facts: dict[str, object] = {
            "child_id": child.id,
            "date_of_birth": child.date_of_birth or expected,
            "age": child.age(self.day, leap_birthday=self.leap_birthday),
        }
        if DISABILITY in needs:
            needs.remove(DISABILITY)
            facts["disability"] = _answer(_COLUMNS[NEED]["disability"], Answer.YES)
        origins = [need for need in needs if need in _ETHNICITIES]
        if len(origins) == 1:
            needs.remove(origins[0])
            facts["ethnicity"] = _ETHNICITIES[origins[0]].text
        text = "the lists have no column for this need"
        self.leave_out(child, ("individual_needs",) if needs else (), text, _LISTS)
        return facts

    def _answers(self, child: Child) -> dict[str, object]:
        """Return the cells of the ten answers, unless they are known not to be required."""
        cells: dict[str, object] = {}
        for wanted, keys, reference in _ASKED:
            known = {
                key: answer
                for key in keys
                if (answer := _ANSWERS[key](child.mental_health)) is not Answer.UNKNOWN
            }
            asked = wanted(child, as_of=self.day, leap_birthday=self.leap_birthday)
            if asked.in_scope is False:
                paths = (f"mental_health.{ANSWER_PATHS[key]}" for key in known)
                self.leave_out(child, paths, "the answer is not required for this child", reference)
            else:
                columns = _COLUMNS[NEED]
                cells |= {key: _answer(columns[key], answer) for key, answer in known.items()}
        return cells

    def _need(
        self, latest: Mapping[int, Plan], perhaps: AbstractSet[PlanKind]
    ) -> dict[str, object]:
        """Return the other cells of list 6: the status, and the child in need plan if shown."""
        plan = latest.get(NEED)
        runs = plan is not None and plan.is_current(self.day) is True and plan.end != self.day
        status = self._status(latest, perhaps, runs=runs)
        cells: dict[str, object] = {"case_status": None if status is None else status.text}
        if plan is not None and (runs or status == CLOSED):
            cells |= _plan_cells(NEED, plan)
        if runs:
            cells["cin_end"] = None
        return cells

    def _status(
        self, latest: Mapping[int, Plan], perhaps: AbstractSet[PlanKind], *, runs: bool
    ) -> Code | None:
        """Return the first status that applies; None if the plans do not settle it."""
        for number, status in ((CARE, IN_CARE), (PROTECTION, PROTECTED)):
            if number in latest and latest[number].is_current(self.day):
                return status
            if PLAN_COLUMNS[number].kind in perhaps:
                return None
        if runs:
            return IN_NEED
        if PLAN_COLUMNS[NEED].kind in perhaps:
            return None
        ends = [plan.end for plan in latest.values() if plan.end is not None]
        return CLOSED if NEED in latest and latest[NEED].end == max(ends) else None

    def _other_plans(self, child: Child, latest: dict[int, Plan]) -> None:
        """Report the plans that no list shows."""
        row = self.rows[NEED][-1]
        shown = {
            number: plan
            for number, plan in latest.items()
            if number != NEED or row["case_status"] in {IN_NEED.text, CLOSED.text}
        }
        numbers = {columns.kind: number for number, columns in PLAN_COLUMNS.items()}
        written = set()
        for at, plan in enumerate(child.plans or ()):
            number = numbers[plan.kind]
            if plan is shown.get(number) and number not in written:
                written.add(number)
                self._details(child, at, number)
                if number == NEED and plan.end is not None and row["cin_end"] is None:
                    text = "the plan is current on the day, so the list does not show its end"
                    self.leave_out(child, (f"plans[{at}].end",), text, _STATUS)
                continue
            self.leave_out(child, (f"plans[{at}]",), *self._why(plan, latest.get(number)))

    def _details(self, child: Child, at: int, number: int) -> None:
        """Report the fields of a plan that the list does not show."""
        columns = PLAN_COLUMNS[number]
        shown = {"kind", "start", "end", *(name for _, name, _ in columns.details)}
        plan = (child.plans or ())[at]
        fields = tuple(f"plans[{at}].{name}" for name in _known(plan, shown))
        self.leave_out(child, fields, _no_column("the list has", fields), _LISTS)

    def _why(self, plan: Plan, latest: Plan | None) -> tuple[str, Reference]:
        active = plan.is_active(self.period)
        if active is None:
            return "it is unknown whether the plan has begun", Reference.para(32)
        if plan.start is not None and plan.start > self.day:
            return "the plan starts after the day", Reference.para(32)
        if not active:
            text = f"the plan ended more than {PLAN_MONTHS} months before the day"
            return text, Reference.para(32)
        if plan is latest:
            return "the case status is a different one, so the list does not show the plan", _STATUS
        return "the list shows only the latest plan of each kind", _LISTS


def _no_column(who: str, fields: tuple[str, ...]) -> str:
    return f"{who} no {'column for it' if len(fields) == 1 else 'columns for them'}"


def _known(record: Record, written: Container[str], where: str = "") -> Iterator[str]:
    """Yield the known fields that are not written, of a record and of the records in it."""
    fields: tuple[attrs.Attribute[Any], ...] = attrs.fields(cast("Any", type(record)))
    for field in fields:
        name, value = f"{where}{field.name}", getattr(record, field.name)
        if isinstance(value, Record):
            yield from _known(value, written, f"{name}.")
        elif name not in written and value != field.default:
            yield name


def _plan_cells(number: int, plan: Plan) -> dict[str, object]:
    """Return the cells of a plan; a code that is not in the edition is written as it is."""
    columns = PLAN_COLUMNS[number]
    cells: dict[str, object] = {columns.start: plan.start, columns.end: plan.end}
    for key, name, _ in columns.details:
        value = getattr(plan, name)
        codes: Any = _COLUMNS[number][key].codes
        code = read_code(value, codes)
        cells[key] = code.text if isinstance(code, Code) else value
    return cells


def _answer(column: ColumnEntry, answer: Answer) -> str:
    """Return the published text of an answer in a column."""
    codes: Any = column.codes
    text: str = next(code.text for code in codes.codes if code.code == answer.value)
    return text
