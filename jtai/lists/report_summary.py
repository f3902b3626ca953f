"""A report in the order in which a reader needs it: the answer, then the rules, then the cells.

Problems are grouped by rule, so that ten thousand blank cells are one line. Rules about whole lists
come first, because they explain others; rules about blank cells come last, because there are many
such cells.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby
from operator import itemgetter
from typing import Final

import attrs

from jtai.core.answers import Answer
from jtai.core.english import counted
from jtai.lists.problem import NotChecked, Problem, title_shown
from jtai.lists.reading.sheets import cell_name, cell_place
from jtai.lists.rules.rule import Severity

VERDICTS: Final = {
    Answer.YES: "Fit to send",
    Answer.NO: "Not fit to send",
    Answer.UNKNOWN: "Check before sending",
}
"""Whether lists can be sent, in words."""

_FIRST_CELLS: Final = 3
_FIRST_ROWS: Final = 3
_FIRST_SOURCES: Final = 3


@attrs.frozen(kw_only=True)
class RuleGroup:
    """The problems that one rule found with one severity.

    Attributes:
        rule: The name of the rule.
        severity: How much it matters.
        problems: The problems, by list and row.
    """

    rule: str
    severity: Severity
    problems: tuple[Problem, ...]

    @property
    def message(self) -> str:
        """What is wrong, if several things are with the first two."""
        return "; or ".join([*dict.fromkeys(one.message for one in self.problems)][:2])

    @property
    def remedy(self) -> str:
        """How to fix it, if there are several ways the first two."""
        return "; or ".join([*dict.fromkeys(one.remedy for one in self.problems)][:2])

    @property
    def source(self) -> str:
        """What requires it, if several places do with the first of them."""
        found = [*dict.fromkeys(str(one.reference) for one in self.problems)]
        more = len(found) - _FIRST_SOURCES
        return "; ".join(found[:_FIRST_SOURCES]) + (f"; and {more:,} more" if more > 0 else "")

    @property
    def first_cells(self) -> str:
        """Where the first of them are, such as ``"List_6!F12, F14"``."""
        shown = self.problems[:_FIRST_CELLS]
        return ", ".join(dict.fromkeys(chain.from_iterable(map(_in_words, _by_sheet(shown)))))

    @property
    def facts(self) -> Iterator[tuple[str, str]]:
        """What the problems have in common, each with its heading."""
        yield "What is wrong", self.message
        yield "How to fix it", self.remedy
        yield "Source", self.source

    @property
    def places(self) -> Iterator[tuple[str, str]]:
        """Each column or sheet, with what is wrong there if that differs, and its cells."""
        found: dict[tuple[str, str], list[Problem]] = {}
        for problem in self.problems:
            sheet = problem.sheet or ("" if problem.list is None else f"list {problem.list}")
            column = title_shown(problem)
            where = ": ".join(filter(None, (sheet, column))) or "the whole file"
            found.setdefault((where, problem.message), []).append(problem)
        for (where, message), problems in found.items():
            words = where if message == self.message else f"{where} ({message})"
            yield words, cell_ranges(problems) or "-"


def _by_sheet(problems: Sequence[Problem]) -> Iterator[list[Problem]]:
    for _, group in groupby(problems, key=lambda problem: problem.sheet):
        yield [*group]


def _in_words(problems: Sequence[Problem]) -> Iterator[str]:
    """Yield the cells or columns of problems on one sheet, which only the first of them names."""
    for at, problem in enumerate(problems):
        column = title_shown(problem)
        if problem.sheet is None:
            yield problem.place or "the whole file"
        elif problem.cell is not None:
            yield problem.cell if at else problem.place
        elif column:
            yield column if at else f"{problem.sheet}: {column}"
        else:
            yield problem.sheet


def cell_ranges(problems: Iterable[Problem]) -> str:
    """Return the cells of problems in one column, those below each other as a range.

    Examples:
        >>> import jtai
        >>> rows = [{"child_id": "A1", "age": age} for age in ("x", "y", 12, "z")]
        >>> report = jtai.Submission.from_rows({7: rows}).check(as_of=date(2019, 9, 9))
        >>> cell_ranges(p for p in report.problems if p.rule == "not-a-number")
        'B2:B3, B5'
    """
    cells = filter(None, (cell_place(problem.cell) for problem in problems))
    return ", ".join(
        ":".join(cell_name(row, column) for row in sorted({first, last}))
        for column, group in groupby(cells, key=itemgetter(1))
        for first, last in _runs(row for row, _ in group)
    )


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and last of numbers that follow each other."""
    for _, group in groupby(enumerate(numbers), key=lambda each: each[1] - each[0]):
        run = [number for _, number in group]
        yield run[0], run[-1]


@attrs.frozen(kw_only=True)
class Unchecked:
    """Rules that could not check the same rows for the same reason.

    Attributes:
        lists: The numbers of the lists; empty if it is all of them.
        reason: Why not.
        short: The reason without the titles of columns.
        rows: How many rows, None if it is all of them.
        row_numbers: Which rows, as a spreadsheet counts, where they are known.
        rules: The names of the rules.
    """

    lists: tuple[int, ...]
    reason: str
    short: str
    rows: int | None
    row_numbers: tuple[int, ...]
    rules: tuple[str, ...]

    @property
    def where(self) -> str:
        """The list and the first of its rows."""
        return self._where(self.row_numbers[:_FIRST_ROWS])

    @property
    def everywhere(self) -> str:
        """The list and all of its rows."""
        return self._where(self.row_numbers)

    def _where(self, numbers: tuple[int, ...]) -> str:
        named = ", ".join(map(str, self.lists))
        words = f"list{'s' * (len(self.lists) > 1)} {named}" if named else "all lists"
        if self.rows is None:
            return words
        if not numbers:
            return f"{words}, {counted(self.rows, 'row')}"
        first = ", ".join(
            f"{first}" if first == last else f"{first} to {last}" for first, last in _runs(numbers)
        )
        more = self.rows - len(numbers)
        rows = "row" if self.rows == 1 else "rows"
        return f"{words}, {rows} {first}" + (f" and {more:,} more" if more else "")


@attrs.frozen(kw_only=True)
class Summary:
    """What a report says, in the order in which a reader needs it.

    Attributes:
        days: The day of the check, and the day on which the lists were drawn if it is another.
        verdict: Whether the lists are fit to send, in one line.
        meaning: What that means and what to do next.
        lists: The number and the title of each list that was read, its rows, and how many of these
            were not used.
        groups: The problems by rule, errors first.
        unchecked: What was not checked.
        assumptions: What the report assumes in addition to the lists.
    """

    days: str
    verdict: str
    meaning: str
    lists: tuple[tuple[int, str, int, int], ...]
    groups: tuple[RuleGroup, ...]
    unchecked: tuple[Unchecked, ...]
    assumptions: tuple[str, ...]

    @property
    def rows(self) -> str:
        """How many rows were read, in words."""
        used, unused = self._rows
        return f"{counted(used, 'row')}{_besides(unused)}"

    @property
    def checked(self) -> str:
        """How many rows were checked, and for which day."""
        used, unused = self._rows
        return f"{counted(used, 'row')} checked{_besides(unused, end=',')} {self.days}"

    @property
    def rows_of_lists(self) -> Iterator[tuple[str, str, str]]:
        """The number, the title and the rows of each list, in words."""
        for number, title, rows, unused in self.lists:
            yield str(number), title, used_rows_in_words(rows, unused)

    @property
    def _rows(self) -> tuple[int, int]:
        unused = sum(number for *_, number in self.lists)
        return sum(rows for *_, rows, _ in self.lists) - unused, unused

    @property
    def unchecked_in_short(self) -> tuple[Unchecked, ...]:
        """What was not checked, once for each reason: whole lists, or the rows of a list."""
        found: dict[tuple[str, tuple[int, ...] | None], list[Unchecked]] = {}
        for entry in self.unchecked:
            key = entry.short, None if entry.rows is None else entry.lists
            found.setdefault(key, []).append(entry)
        return tuple(map(_merged, found.values()))

    def of(self, severity: Severity) -> list[RuleGroup]:
        """Return the groups of one severity."""
        return [group for group in self.groups if group.severity is severity]


def summarise(
    *,
    days: str,
    fit_to_send: Answer,
    lists: tuple[tuple[int, str, int, int], ...],
    problems: Sequence[Problem],
    not_checked: Sequence[NotChecked],
    assumptions: tuple[str, ...],
) -> Summary:
    """Return the summary of a report with these contents."""
    verdict, meaning = _verdict(fit_to_send, problems, not_checked)
    return Summary(
        days=days,
        verdict=verdict,
        meaning=meaning,
        lists=lists,
        groups=tuple(_groups(problems)),
        unchecked=tuple(_unchecked(not_checked)),
        assumptions=assumptions,
    )


def _verdict(
    fit_to_send: Answer, problems: Iterable[Problem], not_checked: Sequence[NotChecked]
) -> tuple[str, str]:
    by = Counter(problem.severity for problem in problems)
    errors, warnings = by[Severity.ERROR], by[Severity.WARNING]
    counts = f"{counted(errors, 'error')}, {counted(warnings, 'warning')}"
    if fit_to_send is Answer.NO:
        return f"{VERDICTS[fit_to_send]}: {counts}", (
            "An error means that the lists do not meet a requirement of the workbook or the "
            "guidance. Correct the errors, look at the warnings, and check again."
        )
    if fit_to_send is Answer.YES:
        notes = by[Severity.NOTE]
        if notes:
            counts = f"{counts}, {counted(notes, 'note')}"
        met = "Look at each note" if notes else "The lists meet every rule"
        return f"{VERDICTS[fit_to_send]}: {counts}, and everything was checked", (
            f"{met}. No check can say whether what they record is true."
        )
    left_out = ", and not everything was checked" if not_checked else ""
    return f"{VERDICTS[fit_to_send]}: {counts}{left_out}", (
        "The data behind a warning may be right, so someone has to look at it. What was not "
        "checked may be wrong."
        if not_checked
        else "The data behind a warning may be right, so someone has to look at each one."
    )


def _groups(problems: Iterable[Problem]) -> list[RuleGroup]:
    found: dict[tuple[str, Severity], list[Problem]] = {}
    for problem in problems:
        found.setdefault((problem.rule, problem.severity), []).append(problem)
    groups = [
        RuleGroup(rule=rule, severity=severity, problems=tuple(several))
        for (rule, severity), several in found.items()
    ]
    return sorted(groups, key=_place)


def _place(group: RuleGroup) -> tuple[int, bool, bool, int]:
    first = group.problems[0]
    in_a_cell = first.cell is not None
    return -group.severity.rank, first.blank, in_a_cell, -len(group.problems)


def _unchecked(entries: Iterable[NotChecked]) -> Iterator[Unchecked]:
    found: dict[tuple[int | None, str, str, int | None, tuple[int, ...]], list[str]] = {}
    for entry in entries:
        lacks = entry.columns and entry.rows is None and entry.error is None
        short = "columns that the rules need are missing" if lacks else entry.reason
        key = (entry.list, entry.reason, short, entry.rows, entry.row_numbers)
        found.setdefault(key, []).append(entry.rule)
    for (number, reason, short, rows, row_numbers), rules in found.items():
        yield Unchecked(
            lists=() if number is None else (number,),
            reason=reason,
            short=short,
            rows=rows,
            row_numbers=row_numbers,
            rules=tuple(dict.fromkeys(rules)),
        )


def _merged(entries: Sequence[Unchecked]) -> Unchecked:
    """Return entries with one reason as one."""
    numbers = {number for entry in entries for number in entry.row_numbers}
    rows = [entry.rows for entry in entries if entry.rows is not None]
    return Unchecked(
        lists=tuple(sorted({number for entry in entries for number in entry.lists})),
        reason=entries[0].short,
        short=entries[0].short,
        rows=max([*rows, len(numbers)]) if rows else None,
        row_numbers=tuple(sorted(numbers)),
        rules=tuple(dict.fromkeys(rule for entry in entries for rule in entry.rules)),
    )


def found_by(number: int, severity: Severity, rules: int) -> str:
    """Return how many problems of a severity were found by how many rules.

    Examples:
        >>> found_by(2, Severity.ERROR, 1)
        '2 errors, found by 1 rule'
    """
    return f"{counted(number, severity)}, found by {counted(rules, 'rule')}"


def used_rows_in_words(rows: int, unused: int) -> str:
    """Return how many of some rows were used, and how many were not.

    Examples:
        >>> used_rows_in_words(13, 2), used_rows_in_words(1200, 0)
        ('11, and 2 not used', '1,200')
    """
    return f"{rows - unused:,}{_besides(unused)}"


def _besides(unused: int, end: str = "") -> str:
    return f", and {unused:,} not used{end}" if unused else ""
