"""What a check of the lists found, and what it could not check.

Invariant: what was not checked has not passed.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from operator import attrgetter
from typing import Any, ClassVar, Final

import attrs

from jtai.core.answers import Answer
from jtai.core.english import counted
from jtai.core.english_dates import long_date
from jtai.core.notebook import Table, number_of
from jtai.core.results import Column, Results
from jtai.core.validation import instance
from jtai.errors import InvalidValueError
from jtai.lists.problem import NotChecked, Problem
from jtai.lists.report_summary import VERDICTS, Summary, summarise
from jtai.lists.report_text import report_text
from jtai.lists.rules.rule import Severity

_MOST_SHOWN: Final = 50


@attrs.frozen(kw_only=True)
class Report(Results):
    """What a check found (paras 32 to 34, 41, 42).

    Attributes:
        as_of: The day on which ages are calculated and look-back periods end.
        drawn_on: The day on which the lists were drawn; if none was given, `as_of`.
        edition: The name of the edition that the lists were checked against.
        rows: How many rows each list has, by its number, including those that were not used.
        not_used: How many rows were not used, for each list with any: no rule checked them, and
            `not_checked` says why.
        titles: What each list in `rows` contains, in the same order.
        problems: What is wrong, by list, row, column and rule.
        not_checked: What was not checked: rules that failed, then rules that could not check
            something or were skipped.
        assumptions: What the report assumes, beyond what the lists contain.

    Examples:
        >>> import jtai
        >>> report = jtai.Submission.from_rows({6: []}).check(as_of=date(2019, 9, 9))
        >>> report.is_clear, report.rows
        (False, ((6, 0),))
    """

    as_of: dt.date
    drawn_on: dt.date = attrs.field(default=attrs.Factory(lambda own: own.as_of, takes_self=True))
    edition: str
    rows: tuple[tuple[int, int], ...] = ()
    not_used: tuple[tuple[int, int], ...] = ()
    titles: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = attrs.field(
        default=(), converter=Table[Problem], repr=number_of
    )
    not_checked: tuple[NotChecked, ...] = attrs.field(
        default=(), converter=Table[NotChecked], repr=number_of
    )
    assumptions: tuple[str, ...] = attrs.field(default=(), repr=False)

    _kind: ClassVar = Problem
    _keys: ClassVar = (Column("as_of"), Column("drawn_on"))
    _derived: ClassVar = (
        "is_clear",
        "fit_to_send",
        "error_count",
        "warning_count",
        "note_count",
    )

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

    @property
    def error_count(self) -> int:
        """The number of errors among the problems."""
        return self._number_of(Severity.ERROR)

    @property
    def warning_count(self) -> int:
        """The number of warnings among the problems."""
        return self._number_of(Severity.WARNING)

    @property
    def note_count(self) -> int:
        """The number of notes among the problems."""
        return self._number_of(Severity.NOTE)

    def _number_of(self, severity: Severity) -> int:
        return sum(problem.severity is severity for problem in self.problems)

    @property
    def days_in_words(self) -> str:
        """The day of the check, and the day on which the lists were drawn if it is another."""
        words = f"as of {long_date(self.as_of)}"
        if self.drawn_on == self.as_of:
            return words
        return f"{words}, drawn on {long_date(self.drawn_on)}"

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
        counts: Counter[Any] = Counter(map(attrgetter(*names), self.problems))
        return dict(counts.most_common())

    def of_child(self, child_id: str) -> tuple[Problem, ...]:
        """Return the problems on the rows of one child.

        There are also none for a child who is not on the lists, which a report does not know.

        Args:
            child_id: The identifier as written on the lists.

        Raises:
            InvalidValueError: If it is not a string.
        """
        known = instance(str, child_id, "child_id", expected="an identifier as a string")
        return Table(problem for problem in self.problems if problem.child_id == known)

    def to_records(self, *, values: bool = False) -> list[dict[str, Any]]:
        """Return the problems as plain mappings, for tables and data frames.

        For JSON, use `jtai.to_json`.

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

    def _text(self, width: int) -> str:
        return report_text(summary_of(self), width=width)

    @property
    def _nothing(self) -> str:
        rows = counted(used_rows(self), "row")
        return f"Nothing to report: no rule found a problem in {rows}."

    @property
    def _title(self) -> str:
        found = ", ".join(counted(self._number_of(severity), severity) for severity in Severity)
        return f"{VERDICTS[self.fit_to_send]}: {found}; {summary_of(self).checked}"

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
                "first; jtai.to_html, CSV, JSON and report.to_records() contain all of them."
            )
        unchecked = summary_of(self).unchecked_in_short
        # Capitalise only the first letter: column titles stay as published.
        lines = [
            f"{one.where}: not checked by {counted(len(one.rules), 'rule')}, because {one.reason}"
            for one in unchecked
        ]
        notes += [f"{line[:1].upper()}{line[1:]}" for line in lines[:_MOST_SHOWN]]
        if len(lines) > _MOST_SHOWN:
            notes.append(f"{len(self.not_checked):,} entries in total were not checked.")
        return [*notes, *self.assumptions]


_COUNTED: Final = ("rule", "severity", "list", "sheet", "column", "key", "child_id")


def used_rows(report: Report) -> int:
    """Return how many rows of a report's lists were used, and so checked."""
    return sum(rows for _, rows in report.rows) - sum(rows for _, rows in report.not_used)


def summary_of(report: Report) -> Summary:
    """Return the summary of a report.

    Examples:
        >>> import jtai
        >>> lists = jtai.Submission.from_rows({7: [{"child_id": "A1", "age": "twelve"}]})
        >>> summary = summary_of(lists.check(as_of=date(2019, 9, 9), lists=[7]))
        >>> print(summary.verdict)
        Not fit to send: 26 errors, 0 warnings
    """
    not_used = dict(report.not_used)
    blank = [""] * len(report.rows)
    return summarise(
        days=report.days_in_words,
        fit_to_send=report.fit_to_send,
        lists=tuple(
            (number, title, rows, not_used.get(number, 0))
            # A report made by hand may have no titles.
            for (number, rows), title in zip(report.rows, (*report.titles, *blank), strict=False)
        ),
        problems=report.problems,
        not_checked=report.not_checked,
        assumptions=report.assumptions,
    )
