from __future__ import annotations

import datetime as dt

import pytest

import jtai
from jtai.core.answers import Answer
from jtai.core.citation import Reference
from jtai.lists.problem import NotChecked, Problem
from jtai.lists.report import Report, summary_of
from jtai.lists.report_summary import cell_ranges
from jtai.lists.rules.rule import Severity

AS_OF = dt.date(2019, 9, 9)


def problem(
    rule: str = "r",
    severity: str = "error",
    cell: str | None = "A2",
    *,
    number: int | None = 6,
    sheet: str | None = "List_6",
    column: str | None = "Age",
    blank: bool = False,
    message: str = "wrong",
) -> Problem:
    """Return a problem of a cell, or of a whole list if `cell` is None."""
    return Problem(
        rule=rule,
        severity=Severity(severity),
        list=number,
        sheet=sheet,
        cell=cell,
        column=column,
        blank=blank,
        message=message,
        remedy="correct it",
        reference=Reference.para(32),
    )


def report(*problems: Problem, not_checked: tuple[NotChecked, ...] = ()) -> Report:
    """Return a report with these problems."""
    return Report(
        as_of=AS_OF,
        edition="August 2019",
        rows=((6, 1200), (99, 1)),
        titles=("Children in need",),
        problems=problems,
        not_checked=not_checked,
    )


LEFT_OUT = NotChecked(rule="r", list=6, reason="the list was not found")


@pytest.mark.parametrize(
    ("given", "answer", "verdict"),
    [
        (report(), Answer.YES, "Fit to send: 0 errors, 0 warnings, and everything was checked"),
        (
            report(problem(severity="note")),
            Answer.YES,
            "Fit to send: 0 errors, 0 warnings, 1 note, and everything was checked",
        ),
        (
            report(problem(severity="warning")),
            Answer.UNKNOWN,
            "Check before sending: 0 errors, 1 warning",
        ),
        (
            report(not_checked=(LEFT_OUT,)),
            Answer.UNKNOWN,
            "Check before sending: 0 errors, 0 warnings, and not everything was checked",
        ),
        (
            report(problem(), problem(severity="warning"), not_checked=(LEFT_OUT,)),
            Answer.NO,
            "Not fit to send: 1 error, 1 warning",
        ),
    ],
)
def test_lists_are_fit_to_send_without_errors_and_warnings(
    given: Report, answer: Answer, verdict: str
) -> None:
    """Lists with an error are not fit to send; a warning or unfinished check leaves it unknown."""
    assert given.fit_to_send is answer
    assert summary_of(given).verdict == verdict


def test_the_summary_says_what_to_do() -> None:
    """The summary explains what to do about errors, warnings and unchecked rules."""
    assert "Correct the errors" in summary_of(report(problem())).meaning
    assert summary_of(report(problem(severity="warning"))).meaning == (
        "The data behind a warning may be right, so someone has to look at each one."
    )
    assert "not checked may be wrong" in summary_of(report(not_checked=(LEFT_OUT,))).meaning
    assert "No check can say whether what they record is true" in summary_of(report()).meaning


def test_lists_have_their_titles() -> None:
    """The summary has each list's title and number of rows; an unknown list has no title."""
    assert summary_of(report()).lists == (
        (6, "Children in need", 1200, 0),
        (99, "", 1, 0),
    )


def test_blank_cells_come_last_and_whole_lists_first() -> None:
    """Groups of a severity are sorted: whole lists, cells by number of problems, blank cells."""
    groups = summary_of(
        report(
            *(problem("blank", cell=f"A{row}", blank=True) for row in range(2, 9)),
            problem("warns", "warning"),
            problem("one", cell="B2"),
            *(problem("two", cell=f"C{row}") for row in (2, 4)),
            problem("whole", cell=None),
        )
    ).groups
    assert [group.rule for group in groups] == ["whole", "two", "one", "blank", "warns"]
    assert [len(group.problems) for group in groups] == [1, 2, 1, 7, 1]


def test_a_rule_with_two_severities_is_two_groups() -> None:
    """A rule that reports errors and warnings has a group for each severity."""
    summary = summary_of(report(problem("a", "warning"), problem("a", "error")))
    assert [(one.rule, one.severity.value) for one in summary.groups] == [
        ("a", "error"),
        ("a", "warning"),
    ]
    assert [one.severity for one in summary.of(Severity.WARNING)] == [Severity.WARNING]


def test_the_first_cells_name_each_sheet_once() -> None:
    """A group names its first three cells, and a sheet's name once for consecutive cells."""

    def first_cells(*problems: Problem) -> str:
        (group,) = summary_of(report(*problems)).groups
        return group.first_cells

    other = problem(cell="C9", number=7, sheet="List_7")
    assert first_cells(problem(), problem(cell="B3"), other) == "List_6!A2, B3, List_7!C9"
    assert first_cells(*(problem(cell=f"A{row}") for row in range(2, 9))) == "List_6!A2, A3, A4"
    missing = [problem(cell=None, sheet=None, number=number) for number in (1, 3)]
    assert first_cells(*missing) == "list 1, list 3"
    columns = [problem(cell=None, column=column) for column in ("Age ", "Sex")]
    assert first_cells(*columns) == "List_6: Age, Sex"
    assert first_cells(problem(cell=None, column=None)) == "List_6"
    assert first_cells(problem(cell=None, sheet=None, number=None)) == "the whole file"


def test_consecutive_cells_are_a_range() -> None:
    """Consecutive cells of a column are shown as a range; problems without a cell are left out."""
    cells = ["A2", "A3", "A4", "A6", "B7", "B9", None]
    assert cell_ranges(problem(cell=cell) for cell in cells) == "A2:A4, A6, B7, B9"
    assert cell_ranges([]) == ""


def test_problems_of_a_rule_are_grouped_by_column_and_message() -> None:
    """The problems of a rule are grouped by sheet, column and message."""
    (group,) = summary_of(
        report(
            problem(),
            problem(cell="A3"),
            problem(cell="A4", message="other"),
            problem(cell="B2", column=" Sex "),
            problem(cell=None, sheet=None, column=None),
            problem(cell=None, sheet=None, column=None, number=None),
        )
    ).groups
    assert [*group.places] == [
        ("List_6: Age (wrong)", "A2:A3"),
        ("List_6: Age (other)", "A4"),
        ("List_6: Sex (wrong)", "B2"),
        ("list 6 (wrong)", "-"),
        ("the whole file (wrong)", "-"),
    ]


def test_what_was_not_checked_is_grouped_by_reason_and_rows() -> None:
    """Rules that did not check the same rows for the same reason are one entry."""

    def entry(rule: str, rows: tuple[int, ...], number: int | None = 6) -> NotChecked:
        return NotChecked(rule=rule, list=number, reason="why", rows=len(rows), row_numbers=rows)

    entries = (
        entry("a", (3,)),
        entry("b", (3,)),
        entry("a", (3,)),
        entry("c", (3, 5, 6)),
        entry("c", (3, 4, 5, 6), 7),
        NotChecked(rule="d", list=None, reason="off"),
        NotChecked(rule="d", list=6, reason="old", rows=2),
    )
    unchecked = summary_of(report(not_checked=entries)).unchecked
    assert [(one.where, one.reason, one.rules) for one in unchecked] == [
        ("list 6, row 3", "why", ("a", "b")),
        ("list 6, rows 3, 5 to 6", "why", ("c",)),
        ("list 7, rows 3 to 5 and 1 more", "why", ("c",)),
        ("all lists", "off", ("d",)),
        ("list 6, 2 rows", "old", ("d",)),
    ]
    assert [one.everywhere for one in unchecked[2:4]] == ["list 7, rows 3 to 6", "all lists"]


def test_what_was_not_checked_is_one_line_for_each_reason() -> None:
    """In short form, each reason has one line, with its lists or rows and number of rules."""

    def gone(rule: str, number: int, reason: str = "it is gone") -> NotChecked:
        return NotChecked(rule=rule, list=number, reason=reason)

    def unread(rule: str, *rows: int) -> NotChecked:
        return NotChecked(rule=rule, list=6, reason="unread", rows=len(rows), row_numbers=rows)

    entries = (
        gone("a", 3),
        gone("a", 1),
        gone("b", 1),
        *(
            NotChecked(rule=rule, list=6, reason=f"column {rule!r} is missing", columns=(rule,))
            for rule in "ab"
        ),
        unread("a", 3, 5),
        unread("b", 4),
        NotChecked(rule="c", list=6, reason="unread", rows=9),
    )
    short = summary_of(report(not_checked=entries)).unchecked_in_short
    assert [(one.where, one.reason, len(one.rules)) for one in short] == [
        ("lists 1, 3", "it is gone", 2),
        ("list 6", "columns that the rules need are missing", 2),
        ("list 6, rows 3 to 5 and 6 more", "unread", 3),
    ]


def test_rows_that_were_not_checked_are_numbered_as_in_the_sheet() -> None:
    """Rows that were not checked have the row numbers of the spreadsheet."""
    rows = [{"child_id": "A1"}, {"child_id": "A2", "date_of_birth": "soon"}, {"child_id": "A3"}]
    found = jtai.Submission.from_rows({6: rows}).check(as_of=AS_OF)
    left_out = [one for one in found.not_checked if one.rows is not None]
    assert len(left_out) > 0
    assert all(len(one.row_numbers) == one.rows for one in left_out)
    assert {one.row_numbers for one in left_out if "could not be read" in one.reason} == {(3,)}
