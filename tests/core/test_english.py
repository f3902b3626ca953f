from __future__ import annotations

import pytest

from jtai.core.english import counted


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "0 entries"), (1, "1 entry"), (2, "2 entries"), (1000, "1,000 entries")],
)
def test_numbers_have_the_right_plural(number: int, words: str) -> None:
    """Only one of something is in the singular."""
    assert counted(number, "entry", "entries") == words
    assert counted(number, "row") == words.replace("entries", "rows").replace("entry", "row")
