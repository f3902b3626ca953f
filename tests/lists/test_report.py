from __future__ import annotations

from typing import Any

import attrs
import pytest

from jtai.core.citation import Reference
from jtai.errors import InvalidValueError
from jtai.lists.problem import NotChecked, Problem
from jtai.lists.report import Report
from jtai.lists.rules.rule import Severity
from tests.lists.areas import AS_OF, submission

PROBLEM = Problem(
    rule="blank",
    severity=Severity.ERROR,
    list=6,
    sheet="List_6",
    cell="F12",
    column="Date Ceased ",
    message="the cell is blank",
    remedy="fill it",
    reference=Reference.para(33),
    row=12,
    index=9,
    key="age",
    child_id="SECRET1",
    value="SECRET2",
)
REPORT = Report(as_of=AS_OF, edition="Small", rows=((6, 1234),), problems=(PROBLEM,))


def test_a_problem_is_written_with_all_its_details() -> None:
    """The text of a problem has its severity, place, message, remedy, source and rule."""
    assert str(PROBLEM) == (
        f"error: List_6!F12, Date Ceased: the cell is blank; fill it ({Reference.para(33)}) [blank]"
    )
    assert "SECRET" not in repr(PROBLEM)
    whole = attrs.evolve(PROBLEM, sheet=None, cell=None, column=None)
    assert whole.place == "list 6"
    assert str(whole).startswith("error: list 6: the cell")
    assert attrs.evolve(whole, list=None).place == ""
    assert attrs.evolve(PROBLEM, cell=None).place == "List_6"


def test_counts() -> None:
    """Problems can be counted by any field that is not a cell value, largest count first."""
    report = submission(6, {"age": 11, "gender": None, "ethnicity": None}).check(as_of=AS_OF)
    assert report.counts("rule") == {"blank": 2, "age-differs": 1}
    assert list(report.counts("rule")) == ["blank", "age-differs"]
    assert report.counts() == {
        (6, "blank", Severity.ERROR): 2,
        (6, "age-differs", Severity.ERROR): 1,
    }
    assert report.counts("key", "child_id")["age", "A1"] == 1
    for name in ("list", "severity", "sheet", "column", "child_id"):
        assert sum(report.counts(name).values()) == 3
    with pytest.raises(InvalidValueError, match="cannot count problems by"):
        report.counts("value")


def test_problems_of_a_child() -> None:
    """Problems in all rows of a child are found by its identifier."""
    report = submission(6, {"age": 11, (7, 0, "gender"): None}).check(as_of=AS_OF)
    assert [one.rule for one in report.of_child("A1")] == ["age-differs"]
    assert [one.list for one in report.of_child("B2")] == [7]
    assert report.of_child("nobody") == ()
    with pytest.raises(InvalidValueError, match="child_id: expected an identifier as a string"):
        report.of_child(5)  # type: ignore[arg-type]


def test_records() -> None:
    """Records have values and identifiers only on request."""
    (record,) = REPORT.to_records()
    assert record == {
        "rule": "blank",
        "severity": "error",
        "list": 6,
        "sheet": "List_6",
        "cell": "F12",
        "column": "Date Ceased ",
        "message": "the cell is blank",
        "remedy": "fill it",
        "reference": str(Reference.para(33)),
        "row": 12,
        "index": REPORT.problems[0].index,
        "key": "age",
    }
    assert type(record["severity"]) is str
    (full,) = REPORT.to_records(values=True)
    assert full == {**record, "child_id": "SECRET1", "value": "SECRET2"}


def test_a_report_without_problems() -> None:
    """A report without problems says that the lists are fit to send, and is clear."""
    report = submission().check(as_of=AS_OF)
    assert str(report).startswith(
        "Fit to send: 0 errors, 0 warnings, and everything was checked\n13"
    )
    nothing = "Nothing to report: no rule found a problem in 13 rows."
    assert nothing in report._repr_html_()
    assert report.is_clear
    assert report.to_records() == []
    assert report.counts() == {}


def test_a_report_with_errors_warnings_or_unchecked_rules_is_not_clear() -> None:
    """A report is clear unless it has an error, a warning, or a rule that did not run."""
    clear = attrs.evolve(REPORT, problems=())
    entry = NotChecked(rule="blank", list=6, reason="of a reason")
    failed = attrs.evolve(entry, error="ValueError")
    assert clear.is_clear
    assert attrs.evolve(clear, problems=(attrs.evolve(PROBLEM, severity=Severity.NOTE),)).is_clear
    for severity in (Severity.ERROR, Severity.WARNING):
        wrong = attrs.evolve(PROBLEM, severity=severity)
        assert not attrs.evolve(clear, problems=(wrong,)).is_clear
    assert not attrs.evolve(clear, not_checked=(entry,)).is_clear
    assert not attrs.evolve(clear, not_checked=(failed,)).is_clear


def test_a_report_shows_counts_problems_and_unchecked_rules() -> None:
    """Text and HTML show counts, problems, failed rules and what was not checked."""
    entry = NotChecked(rule="blank", list=6, reason="the list lacks 'CIN Start Date'", rows=1200)
    reason = "the rule failed with ValueError"
    failed = NotChecked(rule="blank", list=6, reason=reason, error="ValueError")
    report = attrs.evolve(
        REPORT,
        not_checked=(failed, entry),
        assumptions=("It rests on this.",),
    )
    text, html = str(report), report._repr_html_().replace("&#x27;", "'")
    assert max(map(len, text.splitlines())) <= 80
    assert text.startswith(
        "Not fit to send: 1 error, 0 warnings\n1,234 rows checked as of Monday 9"
    )
    assert "Not fit to send: 1 error, 0 warnings, 0 notes; 1,234 rows checked as of Mon" in html
    assert "List 6, 1,200 rows: not checked by 1 rule, because the list lacks 'CIN Start" in html
    for shown in (text, html):
        assert "List_6!F12" in shown
        assert "the list lacks 'CIN Start Date'" in shown
        assert "the rule failed with ValueError" in shown
        assert report.crashed == (failed,)
        assert "It rests on this." in shown
        assert "SECRET" not in shown
    assert repr(report) == (
        "Report(as_of=datetime.date(2019, 9, 9), drawn_on=datetime.date(2019, 9, 9), "
        "edition='Small', rows=((6, 1234),), not_used=(), titles=(), problems=<1>, not_checked=<2>)"
    )


def test_html_shows_the_first_fifty_problems() -> None:
    """HTML shows the first 50 of very many problems, with the total number."""
    many = tuple(NotChecked(rule="blank", list=6, reason=f"of reason {at}") for at in range(60))
    report = attrs.evolve(REPORT, problems=(PROBLEM,) * 1_000, not_checked=many)
    shown = report._repr_html_()
    assert shown.count("List_6!F12") == 50
    assert "The first 50 of 1,000 problems are shown, errors first" in shown
    assert "60 entries in total were not checked." in shown
    assert len(shown) < 60_000
    assert len(str(report)) < 3_000
    assert len(report.to_records()) == 1_000
    few = attrs.evolve(report, problems=(PROBLEM,) * 50, not_checked=many[:50])
    assert "are shown" not in few._repr_html_()
    assert "in total" not in few._repr_html_()


def test_errors_are_shown_before_the_rest() -> None:
    """Errors are shown before warnings."""
    warning = attrs.evolve(PROBLEM, severity=Severity.WARNING, cell="A1")
    report = attrs.evolve(REPORT, problems=(*(warning,) * 60, PROBLEM))
    assert "List_6!F12" in report._repr_html_()
    assert report.problems[-1] is PROBLEM
    assert str(report).index("List_6!F12") < str(report).index("List_6!A1")


def test_rules_with_the_same_reason_share_a_line() -> None:
    """Rules that could not run for the same reason share a line."""
    entries = tuple(NotChecked(rule=name, list=6, reason="of rain") for name in ("a", "b", "a"))
    assert str(entries[0]) == "list 6: not checked, because of rain [a]"
    several = attrs.evolve(entries[0], list=None, rows=2)
    columned = attrs.evolve(several, columns=("age", "gender"))
    assert str(columned) == (
        "all lists, 2 rows, columns age, gender: not checked, because of rain [a]"
    )
    assert "2 rows, column age: not" in str(attrs.evolve(several, columns=("age",)))
    assert str(several) == "all lists, 2 rows: not checked, because of rain [a]"
    as_html = attrs.evolve(REPORT, not_checked=entries)._repr_html_()
    assert "List 6: not checked by 2 rules, because of rain" in as_html
    assert as_html.count("of rain") == 1


@pytest.mark.parametrize("width", [0, "80", None, 2.5])
def test_a_report_refuses_an_invalid_width(width: Any) -> None:
    """An invalid width is refused with an error of the library, as by every other result."""
    report = submission().check(as_of=AS_OF)
    with pytest.raises(InvalidValueError, match="width: "):
        report.to_text(width=width)
