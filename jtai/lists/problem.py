"""A problem that a check found in the lists, and what a rule could not check.

Invariant: a problem says what is wrong, where, how to fix it, and which source requires it. The
cell's contents are kept, but shown only on request.
"""

from __future__ import annotations

from typing import ClassVar, Final

import attrs

from jtai.core.citation import Reference
from jtai.core.english import counted
from jtai.core.notebook import Displayable, number_of
from jtai.core.results import Column, Result, of_a_child
from jtai.core.tables import visible
from jtai.lists.rules.rule import Severity

_LONGEST_TITLE: Final = 200


def title_shown(problem: Problem) -> str:
    """Return the title of a problem's column as it is shown, empty if it is not about one.

    A long one is cut, because a small file can have thousands of titles that fill a page each.
    """
    title = (problem.column or "").strip()
    return title if len(title) <= _LONGEST_TITLE else f"{title[:_LONGEST_TITLE]}…"


def _where(problem: Problem) -> str:
    return visible(", ".join(filter(None, (problem.place, title_shown(problem)))))


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
        reference: Where the workbook or the guidance requires it.
        row: The number of the row in the spreadsheet; None if the problem is not about a row.
        index: The index of the row in the list as it was read, 0 for the first.
        key: The key of the column in the edition.
        blank: Whether the problem is about a blank cell.
        child_id: The child's identifier, which no representation shows.
        value: The cell's contents, which no representation shows; of an integer of more than 100
            digits, which Python may refuse to write, only that it is one.

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
    blank: bool = False
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

    _in_tables: ClassVar = ("rule", "list", "reason", "columns", "rows", "error")

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
            about += f", {counted(self.rows, 'row')}"
        if self.columns:
            about += f", column{'s' * (len(self.columns) > 1)} {', '.join(self.columns)}"
        return f"{about}: not checked, because {self.reason}"

    def __str__(self) -> str:
        return f"{self.words} [{self.rule}]"
