from __future__ import annotations

from datetime import date

import pytest

from jtai.guidance.milestones import MILESTONES
from jtai.timetable.comparison import Comparison, Move
from jtai.timetable.timetable import Timetable

MOVE = Move(
    key="case_documents",
    title="Case-file documents",
    before=date(2020, 4, 16),
    after=date(2020, 4, 14),
    why=("The reading is another.", "A day is off."),
    reference=MILESTONES[7].reference,
)
COMPARISON = Comparison(before="one", after="other", moves=(MOVE,))


def test_a_move_counts_calendar_days() -> None:
    """A move counts calendar days, and is negative if the new date is earlier."""
    assert MOVE.days == -2
    assert str(MOVE) == (
        "case_documents: Thu 16 Apr 2020 to Tue 14 Apr 2020 (-2 days): The reading is another. "
        "A day is off."
    )


def test_a_record_has_plain_values() -> None:
    """A comparison is exported as records of plain values."""
    assert COMPARISON.to_records() == [
        {
            "key": "case_documents",
            "title": "Case-file documents",
            "before": date(2020, 4, 16),
            "after": date(2020, 4, 14),
            "days": -2,
            "why": ["The reading is another.", "A day is off."],
            "reference": "guidance 190035, paras 39, 44",
        }
    ]


def test_a_comparison_is_readable() -> None:
    """The text of a comparison shows both dates, and its HTML shows the reasons."""
    text = str(COMPARISON)
    assert text.startswith("From one to other: 1 milestone moved\n\nWhat is due")
    assert "Thu 16 Apr 2020  Tue 14 Apr 2020  -2" in text
    html = COMPARISON._repr_html_()
    assert "From one to other: 1 milestone moved" in html
    assert "The reading is another." in html


@pytest.mark.parametrize("shown", [str, Comparison._repr_html_])
def test_an_empty_comparison_says_so(shown: type[str]) -> None:
    """If nothing moves, a sentence says so instead of an empty table."""
    empty = Comparison(before="one", after="other", moves=())
    assert "Nothing moves between one and other." in shown(empty)
    assert len(empty) == 0
    assert list(empty) == []


def test_a_comparison_without_moves_says_what_is_the_same() -> None:
    """A comparison without moves says what is the same, in text and in a notebook."""
    same = Timetable.from_notification(date(2019, 9, 9))
    words = "Nothing to report: every milestone in both timetables falls on the same day."
    assert words in same.compare(same).to_text(width=200)
    assert words in same.compare(same)._repr_html_()
