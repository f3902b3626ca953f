from __future__ import annotations

from datetime import date

import attrs
import pytest

import jtai
from jtai.guidance.milestones import milestone
from jtai.timetable.comparison import Comparison, Move
from jtai.timetable.timetable import Timetable
from tests.timetable.fixed_days import FIXED

MOVE = Move(
    key="case_documents",
    title="Case-file documents",
    before=date(2020, 4, 16),
    after=date(2020, 4, 14),
    why=("The reading is another.", "A day is off."),
    reference=milestone("case_documents").reference,
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
    words = "Nothing to report: both have the same milestones, each on the same day."
    assert words in same.compare(same).to_text(width=200)
    assert words in same.compare(same)._repr_html_()


def test_milestones_of_only_one_timetable_are_shown() -> None:
    """A milestone that one timetable lacks, or that has another key there, is not left out."""
    usual = Timetable.from_notification(date(2019, 9, 9), milestones=FIXED)
    entries = tuple(
        attrs.evolve(entry, key="renamed") if entry.key == "joint_evaluations" else entry
        for entry in FIXED
        if entry.key != "child_lists"
    )
    other = attrs.evolve(usual, entries=entries)
    found = usual.compare(other)
    assert found.moves == ()
    assert bool(found)
    assert [(each.key, each.before, each.after) for each in found.only_before] == [
        ("child_lists", date(2019, 9, 12), None),
        ("joint_evaluations", date(2019, 9, 19), None),
    ]
    (new,) = found.only_after
    assert (new.key, new.before, new.after, new.days) == ("renamed", None, date(2019, 9, 19), None)
    assert str(new) == "renamed: Thu 19 Sep 2019: Only the second timetable has it."
    assert [record["key"] for record in found.to_records()] == [each.key for each in found]
    for shown in (str(found), found._repr_html_()):
        assert "2 milestones only in the first, 1 milestone only in the second" in " ".join(
            shown.split()
        )
        assert "Thu 12 Sep 2019" in shown
    assert jtai.from_json(Comparison, jtai.to_json(found)) == found
    assert {record["days"] for record in found.to_records()} == {None}
    reversed_ = other.compare(usual)
    assert [each.key for each in reversed_.only_after] == ["child_lists", "joint_evaluations"]
