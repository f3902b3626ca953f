"""The text of a report, as `check` and `print` show it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

import attrs
import pytest

import jtai
from jtai.guidance.columns import AUGUST_2019
from jtai.lists.problem import NotChecked
from jtai.lists.reading.sheets import RawSheet
from jtai.lists.report import Report, summary_of
from jtai.lists.report_text import report_text
from jtai.testing import synthetic_lists

AS_OF = dt.date(2019, 9, 9)
DEFECTS = ("impossible-date", "age-wrong", "missing-gate", "blank-cell", "not-on-list-6")


@pytest.fixture(name="report", scope="module")
def _report() -> Report:
    return synthetic_lists(150, seed=7, defects=DEFECTS).check(as_of=AS_OF)


def text_of(
    report: Report,
    width: int = 80,
    *,
    rules: Collection[str] = (),
    lists: Collection[int] = (),
    everything: bool = False,
) -> str:
    """Return the text of a report on the file `a.xlsx`."""
    return report_text(
        summary_of(report),
        file="a.xlsx",
        width=width,
        rules=rules,
        lists=lists,
        everything=everything,
    )


def test_the_verdict_comes_first(report: Report) -> None:
    """Text has the verdict, the file and day, the lists, the problems and what was not checked."""
    text = text_of(report)
    first, second, *_ = text.splitlines()
    assert first == "Not fit to send: 5 errors, 0 warnings"
    rows = sum(rows for _, rows in report.rows)
    assert second == f"a.xlsx: {rows} rows checked as of Monday 9 September 2019"
    order = (
        "What it lists",
        "Children in need",
        "5 errors, found by 5 rules",
        "Not checked",
        "* Ages",
    )
    places = [text.index(words) for words in order]
    assert places == sorted(places)
    assert text.index("gate-missing") > text.index("not-on-list-6")
    assert text.splitlines()[-1].startswith("For details: --rule ")
    assert "How to fix it" not in text


def test_many_blank_cells_are_one_line() -> None:
    """Each rule has one line however many cells it found, and blank cells come last."""
    rows = [{"child_id": f"A{at}", "gender": "", "date_of_birth": "1/5/2015"} for at in range(999)]
    rows[5]["date_of_birth"] = "soon"
    report = jtai.Submission.from_rows({6: rows}).check(as_of=AS_OF, lists=[6])
    text = text_of(report)
    assert text.count("the cell is blank") == 1
    assert text.index("not-a-date") < text.index("999     blank: the cell is blank")
    assert text.count("\n") < 100


def test_only_ten_reasons_are_shown() -> None:
    """Ten reasons for not checking are shown, with the number of others."""
    entries = [
        NotChecked(rule="r", list=6, reason=f"of reason {at}", rows=1, row_numbers=(at,))
        for at in range(12)
    ]
    text = text_of(attrs.evolve(synthetic_lists(40).check(as_of=AS_OF), not_checked=entries))
    assert text.count("of reason") == 10
    assert "\n... and 2 more\n" in text


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("everything", [False, True])
def test_no_line_is_wider_than_the_terminal(
    report: Report, width: int, *, everything: bool
) -> None:
    """Lines wrap between words to fit the width."""
    text = text_of(report, width, everything=everything)
    assert max(map(len, text.splitlines())) <= width
    plain = text_of(report, 300, everything=everything)
    assert set(text.replace("-", " ").split()) == set(plain.replace("-", " ").split())


def test_everything_shows_every_cell(report: Report) -> None:
    """With `everything`, text has each rule's remedy, source and cells."""
    text = text_of(report, everything=True)
    assert text.count("How to fix it: ") == 5
    assert "Source: guidance 190035, para 33" in text
    assert text.startswith(text_of(report).partition("\n\nNot checked")[0])
    assert "For details" not in text
    for problem in report.problems:
        assert f"{problem.rule}: 1 error\n" in text
        assert f" {problem.cell}\n" in text


def test_rules_and_lists_can_be_chosen(report: Report) -> None:
    """Only the chosen rules and lists are shown, below the verdict."""
    chosen = text_of(report, rules=["gate-missing", "age-differs"])
    assert chosen.startswith("Not fit to send: 5 errors")
    assert "These numbers are of everything that was checked" in chosen
    assert "These numbers" not in text_of(report)
    assert "gate-missing: 1 error" in chosen
    assert "age-differs: 1 error" in chosen
    assert "not-on-list-6" not in chosen
    assert "What it lists" not in chosen
    (problem,) = [one for one in report.problems if one.rule == "gate-missing"]
    assert problem.list is not None
    both = text_of(report, rules=["gate-missing"], lists=[problem.list])
    assert "gate-missing: 1 error" in both
    other = next(number for number, _ in report.rows if number != problem.list)
    none = text_of(report, rules=["gate-missing"], lists=[other])
    assert "No problems: rule gate-missing, list" in none


def test_what_was_not_checked_follows_the_choice() -> None:
    """What was not checked is shown for the chosen rules and lists only, with rule names."""
    report = jtai.Submission.from_rows({6: [{"child_id": "A1"}]}).check(as_of=AS_OF)
    short = text_of(report).partition("Not checked")[2]
    assert "lists 1, 3, 4, 5, 7, 8  the list was not found " in short
    assert short.count("columns that the rules need are missing") == 1
    assert "adult" not in short
    chosen = text_of(report, rules=["adult"], lists=[7])
    rest = " ".join(chosen.partition("Not checked")[2].split())
    assert rest.endswith("- list 7 the list was not found adult")


def test_all_unchecked_rows_are_named_on_request() -> None:
    """The summary names the first three unchecked rows, and the details name all of them."""
    rows = [{"child_id": f"A{at}", "date_of_birth": "soon"} for at in range(5)]
    report = jtai.Submission.from_rows({6: rows}).check(as_of=AS_OF, lists=[6])
    assert "rows 2 to 4 and 2 more" in " ".join(text_of(report, width=120).split())
    for text in (text_of(report, everything=True), text_of(report, lists=[6])):
        assert "rows 2 to 6" in " ".join(text.split())


def test_a_message_of_a_cell_is_shown_where_it_differs() -> None:
    """A cell's own message is shown if it differs from that of other cells of the rule."""
    rows = [
        {"child_id": "A1", "date_of_birth": "soon"},
        {"child_id": "A2", "date_of_birth": "1/5/07"},
    ]
    report = jtai.Submission.from_rows({6: rows}).check(as_of=AS_OF)
    text = " ".join(text_of(report, rules=["not-a-date"]).split())
    assert "Date of Birth (the cell cannot be read as a date) B2" in text
    assert "Date of Birth (the year does not have four digits) B3" in text


@pytest.mark.parametrize("stray", [1, 2])
def test_rows_that_were_not_used_do_not_count_as_checked(stray: int) -> None:
    """Text and HTML show how many rows were checked and how many were not used."""
    titles = [column.title for column in AUGUST_2019.lists[0].columns]
    row: list[object] = ["A1", "F", "WBRI", "01/05/2007", 12, "03/06/2019", "2A"]
    rows: list[list[object]] = [[*titles], *[row] * 11, *[[*row, "stray"]] * stray]
    lists = jtai.Submission.from_sheets([RawSheet(name="List_1", rows=rows, delimited=True)])
    report = lists.check(as_of=AS_OF)
    # `write_marked` compares this number with the rows of the list.
    assert report.rows == ((1, len(lists[1])),) == ((1, 11 + stray),)
    assert report.not_used == ((1, stray),)
    day = "Monday 9 September 2019"
    words = f"11 rows checked, and {stray} not used, as of {day}"
    assert words in text_of(report)
    assert f"11, and {stray} not used" in str(lists)
    assert words in report._repr_html_()
    assert f"11, and {stray} not used\n" in text_of(report)
    page = jtai.to_html(report)
    assert f"<caption>11 rows, and {stray} not used</caption>" in page
    assert f"<td>11, and {stray} not used</td>" in page.replace(' class="number"', "")
    assert jtai.from_json(Report, jtai.to_json(report)).not_used == report.not_used


def test_lists_without_problems_are_fit_to_send() -> None:
    """Without problems, the text says that the lists are fit to send and lists nothing else."""
    text = text_of(synthetic_lists(40, seed=7).check(as_of=AS_OF))
    assert text.startswith("Fit to send: 0 errors, 0 warnings, and everything was checked\n")
    assert "Not checked" not in text
    assert "For details" not in text
    assert "found by" not in text


def test_without_a_list_there_is_no_table_of_lists() -> None:
    """For a file without lists, the text has no table of lists."""
    text = text_of(jtai.Submission.from_rows({}).check(as_of=AS_OF))
    assert "a.xlsx: 0 rows checked" in text
    assert "What it lists" not in text
    assert "7 errors, found by 1 rule\n" in text
