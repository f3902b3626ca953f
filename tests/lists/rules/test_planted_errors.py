from __future__ import annotations

from tests.lists.rules.correct_area import area
from tests.lists.rules.planted_errors import PLANTED, with_error


def test_every_planted_error_changes_the_lists() -> None:
    """Each error differs from the correct submission, and its columns are those of the list."""
    correct = area()
    for planted in PLANTED:
        lists = with_error(planted)
        assert lists != correct
        assert all(key in correct[number][0] for _, number, key in planted.shown)
    assert len({planted.text for planted in PLANTED}) == len(PLANTED) >= 60
