"""Run rules over lists.

Invariant: every rule runs, or the report says why not. A rule that raises an exception is reported,
and the other rules still run. A row with a cell that could not be read is reported as not checked,
by every rule that needs the cell.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain
from operator import index, itemgetter
from typing import Any, Final, cast

import attrs

from jtai.core.citation import Reference
from jtai.core.english_dates import long_date
from jtai.core.progress import OnProgress, ProgressCounter
from jtai.core.validation import (
    did_you_mean,
    instances,
    key_text,
    listed,
    mapping,
    member,
    plain_date,
    several,
    type_name,
)
from jtai.errors import Fault, InvalidValueError
from jtai.guidance.entries.list_entries import ListEdition
from jtai.lists.problem import NotChecked, Problem
from jtai.lists.reading.cells import as_written
from jtai.lists.reading.folding import is_blank
from jtai.lists.reading.rows import MOST_DAYS_BETWEEN, ListRow
from jtai.lists.reading.sheets import Remark
from jtai.lists.reading.table import ListTable
from jtai.lists.reading.titles import no_such_list
from jtai.lists.report import Report
from jtai.lists.rules.catalogue import LIST_RULES, rules_for
from jtai.lists.rules.rule import (
    CROWDED,
    UNREAD_CELL,
    Find,
    ListView,
    ProblemAt,
    Rule,
    Severity,
    Span,
    UnknownAt,
)
from jtai.timetable.ages import LeapBirthday


@attrs.frozen(kw_only=True)
class Checks:
    """What to check and how: the arguments of `jtai.Submission.check`, validated.

    Attributes:
        edition: The lists and their columns.
        as_of: The day of the check.
        drawn_on: The day on which the lists were drawn, if it was given.
        rules: The rules, with the caller's severities.
        lists: The numbers of the lists to check, if they were given.
        skip: The names of rules to skip.
        leap_birthday: When a child born on 29 February has a birthday in a common year.
    """

    edition: ListEdition
    as_of: dt.date
    drawn_on: dt.date | None
    rules: tuple[Rule, ...]
    lists: frozenset[int] | None
    skip: frozenset[str]
    leap_birthday: LeapBirthday


def checks_of(
    edition: ListEdition,
    *,
    as_of: dt.date,
    drawn_on: dt.date | None,
    rules: Iterable[Rule] | None,
    skip: Iterable[str],
    severities: Mapping[str, Severity | str] | None,
    leap_birthday: LeapBirthday,
    lists: Iterable[int] | None = None,
) -> Checks:
    """Return what to check, after refusing invalid arguments of `jtai.Submission.check`."""
    day = plain_date(as_of, "as_of")
    if day.year == dt.MINYEAR:
        raise InvalidValueError(
            "the date is too early for a look-back period",
            where="as_of",
            expected="the day of the inspection",
        )
    given = _own_rules(rules_for(edition) if rules is None else rules, edition)
    skipped = tuple(several(skip, "skip"))
    by_rule = mapping({} if severities is None else severities, "severities", of="rule names")
    return Checks(
        edition=edition,
        as_of=day,
        drawn_on=None if drawn_on is None else _drawn(drawn_on, day),
        rules=_chosen(given, skipped, by_rule),
        lists=None if lists is None else _only(lists, edition),
        skip=frozenset(skipped),
        leap_birthday=member(LeapBirthday, leap_birthday, "leap_birthday"),
    )


def check_lists(
    tables: Iterable[ListTable[ListRow]],
    found: Iterable[Remark],
    checks: Checks,
    progress: OnProgress | None = None,
) -> Report:
    """Run rules over lists. See `jtai.Submission.check`."""
    every = frozenset(layout.number for layout in checks.edition.lists)
    only = every if checks.lists is None else checks.lists
    drawn = checks.as_of if checks.drawn_on is None else checks.drawn_on
    run = _Run(checks.as_of, checks.edition)
    by_name = {rule.id: rule for rule in checks.rules}
    for finding in found:
        asked = checks.lists is None or finding.list is None or finding.list in only
        if asked and finding.rule in by_name and finding.rule not in checks.skip:
            run.take(finding, by_name[finding.rule])
    views: dict[int, ListView] = {}
    shared: dict[str, Any] = {}
    for table in tables:
        views[table.number] = ListView(
            table=table,
            as_of=checks.as_of,
            drawn_on=drawn,
            leap_birthday=checks.leap_birthday,
            others=views,
            shared=shared,
        )
        if table.number in only:
            run.leave_out(table)
    counter = ProgressCounter(progress, "checking", total=len(by_name), unit="rules", every=1)
    for rule in checks.rules:
        if rule.id in checks.skip:
            run.skip(rule)
        elif rule.find is not None:
            columns = tuple(pair for pair in rule.columns if pair[0] in only)
            run.look(attrs.evolve(rule, columns=columns), views)
        counter.add()
    checked = [view.table for number, view in views.items() if number in only]
    was_drawn = _assumed_day(drawn, given=checks.drawn_on is not None)
    assumptions = _assumptions(was_drawn, checks.leap_birthday, None if only == every else only)
    return run.report(checked, drawn, assumptions)


def _drawn(drawn_on: dt.date, as_of: dt.date) -> dt.date:
    """Return the day on which the lists were drawn, after refusing an impossible one."""
    drawn = plain_date(drawn_on, "drawn_on")
    if abs((drawn - as_of).days) > MOST_DAYS_BETWEEN:
        raise InvalidValueError(
            f"the day is more than {MOST_DAYS_BETWEEN} days from the day of the check",
            where="drawn_on",
            remedy="lists are drawn shortly before or after notification, so check both days",
            reference=_FRONT_SHEET,
        )
    return drawn


_FRONT_SHEET: Final = Reference.workbook("Front_Sheet")


def _only(lists: Iterable[int], edition: ListEdition) -> frozenset[int]:
    """Return the numbers of the lists to check.

    Raises:
        InvalidValueError: If a list does not exist, or there are none.
    """
    asked = list(several(lists, "lists"))
    if not asked:
        raise InvalidValueError(
            "without lists, nothing would be checked",
            where="lists",
            expected="the number of at least one list, or None for all",
        )
    faults = [
        fault
        for at, number in enumerate(asked)
        for fault in no_such_list(number, f"lists[{at}]", edition)
    ]
    if faults:
        raise InvalidValueError(faults)
    return frozenset(asked)


def _own_rules(rules: Iterable[Rule], edition: ListEdition) -> tuple[Rule, ...]:
    """Return the rules. Refuse own rules that need a list or column which the edition lacks.

    Such a rule would never run, and the report would look as if nothing was wrong. A published rule
    is written for August 2019; what it cannot check on another edition is reported.

    Raises:
        InvalidValueError: If there are no rules, something is not a rule, or a rule has no columns,
            or a list or column that does not exist.
    """
    given = instances(Rule, rules, "rules", expected="a jtai.Rule")
    if not given:
        raise InvalidValueError(
            "without rules, nothing would be checked",
            where="rules",
            expected="at least one rule, or None for those of the edition",
        )
    known = {layout.number: [column.key for column in layout.columns] for layout in edition.lists}
    published = {(rule.id, rule.columns, rule.needs) for rule in (*LIST_RULES, *rules_for(edition))}
    faults = []
    for rule in given:
        if rule.find is None or (rule.id, rule.columns, rule.needs) in published:
            continue
        where = f"rules[{rule.id!r}]"
        if not rule.columns:
            faults.append(
                Fault(
                    message="the rule has no columns, so it would never run",
                    where=f"{where}.columns",
                    expected='a list and its columns, such as ((7, ("plan_start",)),)',
                )
            )
        for name, pairs in (("columns", rule.columns), ("needs", rule.needs)):
            for at, (number, keys) in enumerate(pairs):
                place = f"{where}.{name}[{at}]"
                if unknown := no_such_list(number, place, edition):
                    faults += unknown
                    continue
                faults += [
                    Fault(
                        message=f"list {number} has no such column",
                        where=f"{place}[1][{index}]",
                        expected=f"one of {', '.join(known[number])}",
                        remedy=did_you_mean(key, known[number]),
                        reference=edition.reference,
                    )
                    for index, key in enumerate(keys)
                    if key not in known[number]
                ]
    if faults:
        raise InvalidValueError(faults)
    return given


def _chosen(
    rules: tuple[Rule, ...], skip: tuple[str, ...], severities: Mapping[str, Severity | str]
) -> tuple[Rule, ...]:
    """Return the rules with their severities, after checking the caller's choices."""
    names = [rule.id for rule in rules]
    faults = [
        Fault(
            message="another rule has this name",
            where=f"rules[{at}]",
            expected="a different name for each rule",
        )
        for at, name in enumerate(names)
        if name in names[:at]
    ]
    faults += [
        Fault(
            message="unknown rule",
            where=f"{where}[{key_text(name)}]",
            expected="the name of a rule",
            remedy=did_you_mean(name, names)
            or "use a name from jtai.LIST_RULES or from the rules passed in",
        )
        for where, given in (("skip", skip), ("severities", tuple(severities)))
        for name in given
        if name not in names
    ]
    faults += [
        Fault(
            message="unknown severity",
            where=f"severities[{key_text(name)}]",
            expected=f"one of {listed(Severity)}",
        )
        for name, severity in severities.items()
        if severity not in tuple(Severity)
    ]
    if faults:
        raise InvalidValueError(faults)
    return tuple(
        attrs.evolve(rule, severity=Severity(severities.get(rule.id, rule.severity)))
        for rule in rules
    )


# A file of a few megabytes can have a problem in each of its cells. So many take half a gigabyte.
_MOST_PROBLEMS: Final = 500_000
_FULL: Final = (
    f"the report already has {_MOST_PROBLEMS:,} problems; fix what most of them have in common, "
    "and check again"
)


# Why none of the cells of a row were used, by the rule that finds such rows.
_NOT_USED: Final = {
    "rows-off-titles": "the rows are above or beside the column titles, or below other titles, so "
    "their cells were not used",
    "row-too-wide": "the cells do not fit the column titles, so none of them were used",
    "row-shifted": "the cells are in the columns beside their own, so none of them were used",
}


class _Run:
    """The problems found, and what was not checked, while rules run."""

    def __init__(self, as_of: dt.date, edition: ListEdition) -> None:
        self.as_of = as_of
        self.edition = edition
        self.not_checked: list[NotChecked] = []
        self.crashed: list[NotChecked] = []
        # Each problem with its sort key.
        self.problems: list[tuple[tuple[int, int, int], Problem]] = []
        # The row numbers of each list, and those of rows that rules did not check, by themselves.
        self.numbers: dict[int, tuple[int, ...]] = {}
        self.shared: dict[tuple[int, ...], tuple[int, ...]] = {}

    def take(self, finding: Remark, rule: Rule) -> None:
        """Add a problem that was noticed while reading the lists."""
        problem = Problem(
            rule=rule.id,
            severity=rule.severity,
            list=finding.list,
            sheet=finding.sheet,
            cell=finding.cell,
            column=finding.column,
            row=finding.row,
            message=finding.message,
            remedy=finding.remedy or rule.remedy,
            reference=rule.reference,
        )
        self.problems.append(((finding.list or 0, -1, 0), problem))

    def skip(self, rule: Rule) -> None:
        """Report a rule that the caller skipped."""
        self.not_checked.append(
            NotChecked(rule=rule.id, list=None, reason="the rule was skipped on request")
        )

    def leave_out(self, table: ListTable[ListRow]) -> None:
        """Report the rows whose cells were not used or not read: no rule checks them."""
        self.not_checked += [
            NotChecked(
                rule="list-repeated",
                list=table.number,
                reason=f"they are in {name!r}, which was not read",
                rows=rows,
            )
            for name, rows in table.repeats
        ]
        for rule, reason in _NOT_USED.items():
            rows = [at for at, name in table.set_aside.items() if name == rule]
            if rows:
                self.not_checked.append(
                    NotChecked(
                        rule=rule,
                        list=table.number,
                        reason=reason,
                        rows=len(rows),
                        row_numbers=self._numbers(table, rows),
                    )
                )

    def look(self, rule: Rule, views: Mapping[int, ListView]) -> None:
        """Run a rule over every list that it checks."""
        lacking = _lacking(rule.needs, views)
        gone: dict[int, list[str]] = {}
        for number, keys in rule.columns:
            view = views.get(number)
            if view is None or lacking:
                gone.setdefault(number, [])
            elif missing := [key for key in keys if not view.has(key)]:
                gone.setdefault(number, []).extend(missing)
            else:
                self._run(rule, view, keys)
        for number, missing in gone.items():
            keys = tuple(dict.fromkeys(missing))
            if keys:
                reason = _without(views[number], keys)
            else:
                reason = lacking if number in views else "the list was not found"
            self.not_checked.append(
                NotChecked(rule=rule.id, list=number, reason=reason, columns=keys)
            )

    def _run(self, rule: Rule, view: ListView, keys: tuple[str, ...]) -> None:
        find = cast("Find", rule.find)
        found: dict[ProblemAt, None] = {}  # each once, in order
        open_rows: dict[str, set[int]] = {}
        try:
            needed = () if rule.reads_raw or rule.partial else keys
            unread = set(chain.from_iterable(map(view.table.unread, needed)))
            if rule.span is Span.ALL and "child_id" in keys and view.crowded:
                children = enumerate(view["child_id"])
                rows = {at for at, child in children if child in view.crowded}
                open_rows |= {CROWDED: rows} if rows else {}
            for result in map(partial(_checked, view), find(view, *keys)):
                if len(self.problems) + len(found) >= _MOST_PROBLEMS:
                    self.not_checked.append(
                        NotChecked(rule=rule.id, list=view.number, reason=_FULL, columns=keys)
                    )
                    break
                if result.row in unread or result.row in view.table.set_aside:
                    continue
                if isinstance(result, UnknownAt):
                    open_rows.setdefault(result.why, set()).add(result.row)
                else:
                    found[result] = None
            made = [*_problems(rule, view, found)]
        except Exception as error:  # noqa: BLE001 - any failure means not checked
            kind = type(error).__name__
            told = f": {error}" if isinstance(error, WrongResultError) else f" with {kind}"
            reason = f"the rule failed{told}"
            self.crashed.append(
                NotChecked(rule=rule.id, list=view.number, reason=reason, columns=keys, error=kind)
            )
            return
        self.problems += made
        if unread:
            open_rows.setdefault(UNREAD_CELL, set()).update(unread)
        self.not_checked += [
            NotChecked(
                rule=rule.id,
                list=view.number,
                reason=why,
                columns=keys,
                rows=len(rows),
                row_numbers=self._numbers(view.table, rows),
            )
            for why, rows in open_rows.items()
        ]

    def _numbers(self, table: ListTable[ListRow], rows: Collection[int]) -> tuple[int, ...]:
        """Return the numbers of rows in order; equal ones are one object.

        Hundreds of rules may not check the same hundred thousand rows.
        """
        if table.number not in self.numbers:
            self.numbers[table.number] = tuple(table.row_numbers)
        every = self.numbers[table.number]
        numbers = tuple(every[at] for at in sorted(rows))
        return self.shared.setdefault(numbers, numbers)

    def report(
        self,
        tables: Iterable[ListTable[ListRow]],
        drawn_on: dt.date,
        assumptions: tuple[str, ...],
    ) -> Report:
        """Return the report, in order."""
        checked = [*tables]
        return Report(
            as_of=self.as_of,
            drawn_on=drawn_on,
            edition=self.edition.name,
            rows=tuple((table.number, len(table)) for table in checked),
            titles=tuple(table.layout.request.title for table in checked),
            not_used=tuple(
                (table.number, len(table.set_aside)) for table in checked if table.set_aside
            ),
            problems=tuple(problem for _, problem in sorted(self.problems, key=itemgetter(0))),
            not_checked=(*self.crashed, *self.not_checked),
            assumptions=assumptions,
        )


_THE_DAY = (
    "Ages and look-back periods are calculated for the day of the check; the guidance does not say "
    "whether to use the date of notification or of fieldwork."
)


def _assumed_day(drawn_on: dt.date, *, given: bool) -> str:
    if given:
        return (
            f"The lists were drawn on {long_date(drawn_on)}: ages on them are those of this day, "
            "and they show what was current on it."
        )
    return (
        "The lists are assumed to have been drawn on the day of the check, because no other day "
        "was given."
    )


def _assumptions(
    was_drawn: str, leap_birthday: LeapBirthday, only: frozenset[int] | None
) -> tuple[str, ...]:
    numbers = ", ".join(map(str, sorted(only or ())))
    lists = (
        f"list {numbers} was" if only is not None and len(only) == 1 else f"lists {numbers} were"
    )
    return (
        *(() if only is None else (f"Only {lists} checked.",)),
        _THE_DAY,
        was_drawn,
        f"A child born on 29 February has a birthday on {leap_birthday} in a common year.",
    )


def _lacking(needs: Iterable[tuple[int, tuple[str, ...]]], views: Mapping[int, ListView]) -> str:
    """Return what is missing from the other lists that a rule needs, or an empty string."""
    for number, keys in needs:
        if number not in views:
            return f"the rule needs list {number}, which was not found"
        missing = tuple(key for key in keys if not views[number].has(key))
        if missing:
            return f"the rule also needs list {number}, where {_without(views[number], missing)}"
    return ""


def _without(view: ListView, keys: tuple[str, ...]) -> str:
    # A published rule can refer to a column that another edition does not have.
    known = {column.key: column.title.strip() for column in view.table.layout.columns}
    titles = ", ".join(repr(known.get(key, key)) for key in keys)
    return f"column {titles} is missing" if len(keys) == 1 else f"columns {titles} are missing"


class WrongResultError(Exception):
    """A rule yielded something that is not about a row of its list; the text has no cell."""


def _checked(view: ListView, result: ProblemAt | UnknownAt) -> ProblemAt | UnknownAt:
    """Return a result of a rule.

    Raises:
        WrongResultError: If it is not about a row and column of the list.
    """
    if not isinstance(result, ProblemAt | UnknownAt):
        raise WrongResultError(
            f"it yielded {type_name(result)} instead of a ProblemAt or an UnknownAt"
        )
    row, last = result.row, len(view.table) - 1
    if type(row) is not int:
        if isinstance(row, bool) or not hasattr(row, "__index__"):
            raise WrongResultError(f"it yielded {type_name(row)} as the index of a row")
        row = index(row)
        result = result._replace(row=row)
    if not 0 <= row <= last:
        # The number itself could be a cell of a child that the rule passed by mistake.
        raise WrongResultError(
            f"it yielded the index of no row; the indices of this list are 0 to {last}"
        )
    if isinstance(result, ProblemAt) and not (
        isinstance(result.column, str) and view.has(result.column)
    ):
        raise WrongResultError("it yielded a column that the list does not have")
    return result


def _problems(
    rule: Rule, view: ListView, found: Collection[ProblemAt]
) -> Iterator[tuple[tuple[int, int, int], Problem]]:
    """Yield each problem after its sort key."""
    table = view.table
    children = view["child_id"] if view.has("child_id") else None
    columns = {key: table.column(key) for key in {problem_at.column for problem_at in found}}
    raw = {key: table.raw[key] for key in columns}
    for row, key, message, remedy in found:
        problem = Problem(
            rule=rule.id,
            severity=rule.severity,
            list=table.number,
            sheet=table.sheet,
            cell=table.place(row, key),
            column=columns[key].title,
            message=message or rule.message,
            remedy=remedy or rule.remedy,
            reference=columns[key].reference if rule.each else rule.reference,
            row=table.row_numbers[row],
            index=row,
            key=key,
            blank=is_blank(raw[key][row]),
            child_id=None if children is None else children[row],
            value=as_written(raw[key][row]),
        )
        yield (table.number, row, table.places[key]), problem
