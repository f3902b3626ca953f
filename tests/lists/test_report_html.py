from __future__ import annotations

import datetime as dt

from jtai.formats.html import to_html
from jtai.lists.submission import Submission

_RULE = "list-missing"


def test_a_shortened_table_says_where_the_rest_is() -> None:
    """If HTML shows only some problems, it says how many there are and where to find all."""
    many = [{"child_id": f"SYN-{number}", "date_of_birth": "soon"} for number in range(60)]
    report = Submission.from_rows({6: many}).check(as_of=dt.date(2019, 9, 9))
    table = report._repr_html_()
    assert table.count("<tr>") == 51
    assert f"The first 50 of {len(report.problems):,} problems are shown, errors first" in table
    assert "jtai.to_html, CSV, JSON and report.to_records() contain all of them." in table


def test_a_skipped_rule_is_described_in_words() -> None:
    """The note about a rule that was skipped says that it applies to all lists."""
    lists = Submission.from_rows({6: [{"child_id": "A1", "gender": "M"}]})
    table = lists.check(as_of=dt.date(2019, 9, 9), skip=[_RULE])._repr_html_()
    skipped = "All lists: not checked by 1 rule, because the rule was skipped on request"
    assert f"<p>{skipped}</p>" in table
    assert "<p>: not" not in table


def test_the_names_of_many_rules_that_could_not_run_are_folded() -> None:
    """A page shows the number of rules that could not run, and folds their names away."""
    report = Submission.from_rows({6: [{"child_id": "A1"}]}).check(as_of=dt.date(2019, 9, 9))
    page = to_html(report)
    (rules,) = {
        len({one.rule for one in report.not_checked if one.list == 1 and "was not" in one.reason})
    }
    assert rules > 5
    assert f"<details><summary>{rules} rules</summary>" in page
