from __future__ import annotations

import datetime as dt

from jtai.lists.report import report_html
from jtai.lists.submission import Submission

_RULE = "list-missing"


def test_a_report_shows_as_many_problems_as_asked_for() -> None:
    """A table of problems has no more rows than asked for, and says so where there are more."""
    report = Submission.from_rows({}).check(as_of=dt.date(2019, 9, 9))
    assert len(report.problems) > 2
    few, all_of_them = report_html(report, most=2), report_html(report, most=500)
    assert few.count("<tr>") == 3
    assert f"The first 2 of {len(report.problems)} problems are shown, errors first" in few
    assert all_of_them.count("<tr>") == len(report.problems) + 1
    assert "are shown" not in all_of_them
    assert report._repr_html_() == report_html(report, most=50)


def test_a_table_that_is_cut_says_where_the_rest_is() -> None:
    """What a notebook leaves out is on a page and in the records; a page names the latter."""
    many = [{"child_id": f"SYN-{number}", "date_of_birth": "soon"} for number in range(60)]
    report = Submission.from_rows({6: many}).check(as_of=dt.date(2019, 9, 9))
    everything = "the records of the report, and its CSV and JSON, have all."
    assert f"errors first; jtai.to_html shows more, and {everything}" in report._repr_html_()
    assert f"errors first; {everything}" in report_html(report, most=55)


def test_what_was_not_checked_is_said_in_whole_words() -> None:
    """A note names columns with their published titles, and all lists where it means them."""
    lists = Submission.from_rows({6: [{"child_id": "A1", "gender": "M"}]})
    report = lists.check(as_of=dt.date(2019, 9, 9), skip=[_RULE])
    page = report_html(report, most=500)
    switched_off = "All lists: not checked, because the caller switched the rule off"
    assert f"<p>{switched_off} [{_RULE}]</p>" in page
    assert "Date of Birth" in page
    assert "date of birth&#x27;" not in page
    assert "<p>: not" not in page
