from __future__ import annotations

from collections import Counter

import pytest

from jtai.lists.rules.rule import Severity
from jtai.lists.submission import Submission
from tests.lists.rules.correct_area import AS_OF, Area, area, sheets
from tests.lists.rules.planted_errors import PLANTED, is_shown, with_error


def records(lists: Area) -> list[dict[str, object]]:
    """Return the problems of lists as records, with the child's identifier."""
    report = Submission.from_sheets(sheets(lists)).check(as_of=AS_OF)
    assert report.not_checked == ()
    return report.to_records(values=True)


def test_every_planted_error_changes_the_lists() -> None:
    """Each planted error changes the correct submission, and names columns of its list."""
    correct = area()
    for planted in PLANTED:
        lists = with_error(planted)
        assert lists != correct
        assert all(key in correct[number][0] for _, number, key in planted.shown)
    assert len({planted.text for planted in PLANTED}) == len(PLANTED) >= 60


def test_a_correct_submission_has_no_error_and_no_warning() -> None:
    """The correct submission, with its unusual cases, has only notes."""
    assert {record["severity"] for record in records(area())} == {Severity.NOTE}


@pytest.mark.no_cover
def test_every_planted_error_is_found() -> None:
    """Every planted error causes a new problem on a cell where a reader would look."""
    known = [{**record, "value": None} for record in records(area())]
    missed = []
    for planted in PLANTED:
        lists = Submission.from_sheets(sheets(with_error(planted))).check(as_of=AS_OF)
        found = [{**record, "value": None} for record in lists.to_records(values=True)]
        places = [(one["rule"], one["child_id"], one["list"], one["key"]) for one in known]
        new = [
            one
            for one in found
            if (one["rule"], one["child_id"], one["list"], one["key"]) not in places
        ]
        if not is_shown(planted, new):
            missed.append(planted.text)
    assert missed == []


@pytest.mark.no_cover
def test_planted_errors_are_found_in_any_order_of_rows() -> None:
    """Reversing the rows of every list changes no problem that a planted error causes."""
    for planted in PLANTED:
        lists = with_error(planted)
        upside_down = {number: rows[::-1] for number, rows in lists.items()}
        assert problems(upside_down) == problems(lists), planted.text


def problems(lists: Area) -> Counter[tuple[object, ...]]:
    """Count the problems of lists by what does not depend on the order of rows."""
    report = Submission.from_sheets(sheets(lists)).check(as_of=AS_OF)
    return Counter(
        (problem.rule, problem.list, problem.child_id, problem.key, problem.message)
        for problem in report.problems
    )
