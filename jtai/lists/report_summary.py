"""A report in the order in which a reader needs it: the answer, then the rules, then the cells.

Problems are grouped by rule, so that ten thousand blank cells are one line. Rules about whole
lists come first, as they explain others; rules about blank cells come last, as they are many.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Final

import attrs

from jtai.core.answers import Answer
from jtai.guidance.lists import CHILD_LISTS
from jtai.lists.reading.cells import is_blank
from jtai.lists.report import NotChecked, Problem, Report
from jtai.lists.rules.rule import Severity

_FIRST_CELLS: Final = 3
_FIRST_ROWS: Final = 3
_CELL: Final = re.compile(r"([A-Z]+)(\d+)")


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
        """What is wrong with the first of them."""
        return self.problems[0].message

    @property
    def first_cells(self) -> str:
        """Where the first of them are, such as ``"List_6!F12, F14"``."""
        shown = self.problems[:_FIRST_CELLS]
        sheets = [
            places if len(places) == 1 or sheet is None else [places[0], *_cells(places[1:], sheet)]
            for sheet, places in _by_sheet(shown)
        ]
        return ", ".join(place for places in sheets for place in places)

    def places(self) -> Iterator[tuple[str, str, tuple[Problem, ...]]]:
        """Yield each column or sheet, what is wrong there, and the problems in it."""
        found: dict[tuple[str, str], list[Problem]] = {}
        for problem in self.problems:
            sheet = problem.sheet or ("" if problem.list is None else f"list {problem.list}")
            column = (problem.column or "").strip()
            where = ": ".join(filter(None, (sheet, column))) or "the whole file"
            found.setdefault((where, problem.message), []).append(problem)
        for (where, message), problems in found.items():
            yield where, message, tuple(problems)


def _by_sheet(problems: Sequence[Problem]) -> Iterator[tuple[str | None, list[str]]]:
    for sheet, group in groupby(problems, key=lambda problem: problem.sheet):
        yield sheet, [problem.place or "the whole file" for problem in group]


def _cells(places: Sequence[str], sheet: str) -> list[str]:
    return [place.removeprefix(f"{sheet}!") for place in places]


def cell_ranges(problems: Iterable[Problem]) -> str:
    """Return the cells of problems in one column, those below each other as a range.

    Examples:
        >>> import jtai
        >>> rows = [{"child_id": "A1", "age": age} for age in ("x", "y", 12, "z")]
        >>> report = jtai.Submission.from_rows({7: rows}).check(as_of=date(2019, 9, 9))
        >>> cell_ranges(p for p in report.problems if p.rule == "not-a-number")
        'B2:B3, B5'
    """
    found = (_CELL.fullmatch(problem.cell or "") for problem in problems)
    cells = [(cell[1], int(cell[2])) for cell in found if cell is not None]
    return ", ".join(
        f"{column}{first}" if first == last else f"{column}{first}:{column}{last}"
        for column, group in groupby(cells, key=itemgetter(0))
        for first, last in _runs(row for _, row in group)
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
        list: The number of the list, None if it is all of them.
        reason: Why not.
        rows: How many rows, None if it is all of them.
        row_numbers: Which rows, as a spreadsheet counts, where they are known.
        rules: The names of the rules.
    """

    list: int | None
    reason: str
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
        words = "all lists" if self.list is None else f"list {self.list}"
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
        verdict: Whether the lists are fit to send, in one line.
        meaning: What that means and what to do next.
        lists: The number, the title and the rows of each list that was read.
        groups: The problems by rule, errors first.
        unchecked: What was not checked.
    """

    verdict: str
    meaning: str
    lists: tuple[tuple[int, str, int], ...]
    groups: tuple[RuleGroup, ...]
    unchecked: tuple[Unchecked, ...]

    def of(self, severity: Severity) -> list[RuleGroup]:
        """Return the groups of one severity."""
        return [group for group in self.groups if group.severity is severity]


def summary_of(report: Report) -> Summary:
    """Return the summary of a report.

    Examples:
        >>> import jtai
        >>> lists = jtai.Submission.from_rows({7: [{"child_id": "A1", "age": "twelve"}]})
        >>> summary = summary_of(lists.check(as_of=date(2019, 9, 9), lists=[7]))
        >>> print(summary.verdict)
        Not fit to send: 26 errors, 0 warnings
    """
    titles = {entry.number: entry.title for entry in CHILD_LISTS}
    verdict, meaning = _verdict(report)
    return Summary(
        verdict=verdict,
        meaning=meaning,
        lists=tuple((number, titles.get(number, ""), rows) for number, rows in report.rows),
        groups=tuple(_groups(report.problems)),
        unchecked=tuple(_unchecked(report.not_checked)),
    )


def _verdict(report: Report) -> tuple[str, str]:
    by = report.counts("severity")
    errors, warnings = by.get(Severity.ERROR, 0), by.get(Severity.WARNING, 0)
    counts = f"{counted(errors, 'error')}, {counted(warnings, 'warning')}"
    if report.fit_to_send is Answer.NO:
        return f"Not fit to send: {counts}", (
            "An error means that the lists do not meet a requirement of the workbook or the "
            "guidance. Correct the errors, look at the warnings, and check again."
        )
    if report.fit_to_send is Answer.YES:
        return f"Fit to send: {counts}, and everything was checked", (
            "The lists meet every rule. No check can say whether what they record is true."
        )
    left_out = ", and not everything was checked" if report.not_checked else ""
    return f"Check before sending: {counts}{left_out}", (
        "What a warning points to may be right: someone has to look. What was not checked may be "
        "wrong."
        if report.not_checked
        else "What a warning points to may be right: someone has to look at each."
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
    about_blanks = in_a_cell and is_blank(first.value)
    return -group.severity.rank, about_blanks, in_a_cell, -len(group.problems)


def _unchecked(entries: Iterable[NotChecked]) -> Iterator[Unchecked]:
    found: dict[tuple[int | None, str, int | None, tuple[int, ...]], list[str]] = {}
    for entry in entries:
        key = (entry.list, entry.reason, entry.rows, entry.row_numbers)
        found.setdefault(key, []).append(entry.rule)
    for (number, reason, rows, row_numbers), rules in found.items():
        yield Unchecked(
            list=number,
            reason=reason,
            rows=rows,
            row_numbers=row_numbers,
            rules=tuple(dict.fromkeys(rules)),
        )


def counted(number: int, what: str) -> str:
    """Return a number with what it counts.

    Examples:
        >>> counted(1, "row"), counted(1200, "row")
        ('1 row', '1,200 rows')
    """
    return f"{number:,} {what}{'' if number == 1 else 's'}"
