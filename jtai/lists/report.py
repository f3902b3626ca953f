"""What a check of the lists found, and what it could not check.

Invariant: a problem says what is wrong, where, how to fix it, and which source requires it. The
cell's contents are kept, but shown only on request. What was not checked has not passed.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any, ClassVar, Final

import attrs

from jtai.core.answers import Answer
from jtai.core.citation import Reference
from jtai.core.notebook import Displayable, Table, number_of
from jtai.core.results import Column, Result, Results, of_a_child
from jtai.errors import InvalidValueError
from jtai.lists.rules.rule import Severity


def _where(problem: Problem) -> str:
    return ", ".join(filter(None, (problem.place, (problem.column or "").strip())))


@attrs.frozen(kw_only=True)
class Problem(Result):
    """Something that is wrong, or that someone should look at.

    Attributes:
        rule: The name of the rule, as in `jtai.LIST_RULES`.
        severity: How much it matters.
        list: The number of the list; None if the problem is about the whole file.
        sheet: The name of the sheet or file; None if there is none.
        cell: The name of the cell, such as ``"F12"``; None if the problem is not about one cell.
        column: The title of the column, as published or as in the file; None if the problem is not
            about a column.
        message: What is wrong, without any cell value.
        remedy: How to fix it.
        reference: Where the workbook or the guidance asks for it.
        row: The number of the row in the spreadsheet; None if the problem is not about a row.
        index: The index of the row in the list as it was read, 0 for the first.
        key: The key of the column in the edition.
        child_id: The child's identifier, which no representation shows.
        value: The cell's contents, which no representation shows.

    Examples:
        >>> import jtai
        >>> lists = jtai.Submission.from_rows({7: [{"child_id": "SYN-01", "plan_start": "soon"}]})
        >>> report = lists.check(as_of=date(2019, 9, 9))
        >>> problem = next(problem for problem in report.problems if problem.rule == "not-a-date")
        >>> problem.list, problem.cell, problem.severity.value
        (7, 'B2', 'error')
    """

    rule: str
    severity: Severity
    list: int | None
    sheet: str | None
    cell: str | None
    column: str | None
    message: str
    remedy: str
    reference: Reference
    row: int | None = None
    index: int | None = None
    key: str | None = None
    child_id: str | None = of_a_child(None)
    value: object = of_a_child(None)

    _columns: ClassVar = (
        Column("rule", "Rule"),
        Column("severity", "Severity"),
        Column("list"),
        Column("sheet"),
        Column("cell", "Where", _where),
        Column("column"),
        Column("message", "What is wrong"),
        Column("remedy", "How to fix it"),
        *map(Column, ("reference", "row", "index", "key")),
        Column("child_id", child=True),
        Column("value", child=True),
    )

    @property
    def place(self) -> str:
        """Where it is, such as ``"List_6!F12"``."""
        if self.sheet is None:
            return "" if self.list is None else f"list {self.list}"
        return self.sheet if self.cell is None else f"{self.sheet}!{self.cell}"

    def __str__(self) -> str:
        return (
            f"{self.severity}: {_where(self)}: {self.message}; {self.remedy} "
            f"({self.reference}) [{self.rule}]"
        )


@attrs.frozen(kw_only=True)
class NotChecked(Displayable):
    """Something that a rule could not check, and that has therefore not passed.

    Attributes:
        rule: The name of the rule.
        list: The number of the list; None for all of them.
        reason: Why it was not checked.
        columns: The keys of the columns that would have been checked.
        rows: How many rows were not checked; None for all of them.
        row_numbers: The numbers of these rows in the spreadsheet; empty for all of them.
        error: The type of the exception if the rule itself failed. Its text could contain a child's
            data and is left out.
    """

    rule: str
    list: int | None
    reason: str
    columns: tuple[str, ...] = ()
    rows: int | None = None
    row_numbers: tuple[int, ...] = attrs.field(default=(), repr=number_of)
    error: str | None = None

    @property
    def words(self) -> str:
        """What was not checked and why, without the rule."""
        about = "all lists" if self.list is None else f"list {self.list}"
        if self.rows is not None:
            about += f", {self.rows:,} {'row' if self.rows == 1 else 'rows'}"
        return f"{about}: not checked, because {self.reason}"

    def __str__(self) -> str:
        return f"{self.words} [{self.rule}]"


_MOST_SHOWN: Final = 50


@attrs.frozen(kw_only=True)
class Report(Results):
    """What a check found (paras 32 to 34, 41, 42).

    Attributes:
        as_of: The day on which ages are calculated and look-back periods end.
        edition: The name of the edition that the lists were checked against.
        rows: How many rows each list has, by its number.
        problems: What is wrong, by list, row, column and rule.
        not_checked: What was not checked: rules that failed, then rules that could not check
            something or were skipped.
        assumptions: What the report assumes in addition to the lists.

    Examples:
        >>> import jtai
        >>> report = jtai.Submission.from_rows({6: []}).check(as_of=date(2019, 9, 9))
        >>> report.is_clear, report.rows
        (False, ((6, 0),))
    """

    as_of: dt.date
    edition: str
    rows: tuple[tuple[int, int], ...] = ()
    problems: tuple[Problem, ...] = attrs.field(
        default=(), converter=Table[Problem], repr=number_of
    )
    not_checked: tuple[NotChecked, ...] = attrs.field(
        default=(), converter=Table[NotChecked], repr=number_of
    )
    assumptions: tuple[str, ...] = attrs.field(default=(), repr=False)

    _kind: ClassVar = Problem
    _derived: ClassVar = ("is_clear",)

    @property
    def crashed(self) -> tuple[NotChecked, ...]:
        """The entries of `not_checked` whose rule raised an exception."""
        return Table(entry for entry in self.not_checked if entry.error is not None)

    @property
    def is_clear(self) -> bool:
        """Whether every rule checked everything and found no error or warning."""
        return not (
            self.not_checked
            or any(problem.severity is not Severity.NOTE for problem in self.problems)
        )

    @property
    def fit_to_send(self) -> Answer:
        """Whether the lists can be sent.

        No where there is an error; yes where `is_clear`; unknown where someone has to look at a
        warning, or at what was not checked.

        Examples:
            >>> import jtai
            >>> jtai.Submission.from_rows({}).check(as_of=date(2019, 9, 9)).fit_to_send
            <Answer.NO: 'no'>
        """
        if any(problem.severity is Severity.ERROR for problem in self.problems):
            return Answer.NO
        return Answer.YES if self.is_clear else Answer.UNKNOWN

    def counts(self, *by: str) -> dict[Any, int]:
        """Return the number of problems of each kind.

        Args:
            by: What to count by: any of ``rule``, ``severity``, ``list``, ``sheet``, ``column``,
                ``key`` and ``child_id``. Without any, by list, rule and severity.

        Returns:
            The counts, largest first; the key is a tuple if several names are given.

        Raises:
            InvalidValueError: If a name is not one of these.
        """
        names = by or ("list", "rule", "severity")
        wrong = [name for name in names if name not in _COUNTED]
        if wrong:
            raise InvalidValueError(
                f"cannot count problems by {', '.join(map(repr, wrong))}",
                where="by",
                expected=f"any of {', '.join(_COUNTED)}",
            )
        if len(names) == 1:
            (name,) = names
            counted: Counter[Any] = Counter(getattr(problem, name) for problem in self.problems)
        else:
            counted = Counter(
                tuple(getattr(problem, name) for name in names) for problem in self.problems
            )
        return dict(counted.most_common())

    def for_child(self, child_id: str) -> tuple[Problem, ...]:
        """Return the problems on the rows of one child."""
        return Table(problem for problem in self.problems if problem.child_id == child_id)

    def to_records(self, *, values: bool = False) -> list[dict[str, Any]]:
        """Return the problems as plain mappings, for tables, JSON and data frames.

        Args:
            values: Whether to add the cell's contents and the child's identifier. Both are a
                child's data.

        Examples:
            >>> import jtai
            >>> report = jtai.Submission.from_rows({}).check(as_of=date(2019, 9, 9))
            >>> report.to_records()[0]["rule"]
            'list-missing'
        """
        return super().to_records(values=values)

    def _results(self) -> tuple[Problem, ...]:
        return self.problems

    @property
    def _nothing(self) -> str:
        rows = sum(number for _, number in self.rows)
        return (
            f"Nothing to report: no rule found a problem in {rows:,} row{'' if rows == 1 else 's'}."
        )

    @property
    def _title(self) -> str:
        by = Counter(problem.severity for problem in self.problems)
        counted = [
            f"{by[severity]:,} {severity}{'' if by[severity] == 1 else 's'}"
            for severity in Severity
        ]
        rows = sum(number for _, number in self.rows)
        return f"{rows:,} {_rows(rows)} checked as of {self.as_of}: {', '.join(counted)}"

    def _shown(self) -> list[Problem]:
        """Return the first problems, and if there are more, the errors among them first."""
        if len(self.problems) <= _MOST_SHOWN:
            return [*self.problems]
        return sorted(self.problems, key=lambda problem: -problem.severity.rank)[:_MOST_SHOWN]

    @property
    def _notes(self) -> list[str]:
        notes = []
        if len(self.problems) > _MOST_SHOWN:
            notes.append(
                f"The first {_MOST_SHOWN} of {len(self.problems):,} problems are shown, errors "
                "first; jtai.to_html, CSV, JSON and the records of the report have all."
            )
        # Rules with the same reason share a line.
        told: dict[str, list[str]] = {}
        for entry in self.not_checked:
            told.setdefault(entry.words, []).append(entry.rule)
        # Capitalise only the first letter: column titles stay as published.
        lines = [
            f"{words[:1].upper()}{words[1:]} [{', '.join(dict.fromkeys(rules))}]"
            for words, rules in told.items()
        ]
        notes += lines[:_MOST_SHOWN]
        if len(lines) > _MOST_SHOWN:
            notes.append(f"{len(self.not_checked):,} entries in total were not checked.")
        return [*notes, *self.assumptions]


_COUNTED: Final = ("rule", "severity", "list", "sheet", "column", "key", "child_id")


def _rows(number: int) -> str:
    return "row" if number == 1 else "rows"
