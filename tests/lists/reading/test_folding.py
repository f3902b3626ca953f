"""Tests of how texts are compared, and of blank cells."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jtai.guidance import codes
from jtai.lists.reading.cells import (
    read_date,
    read_number,
    read_text,
)
from jtai.lists.reading.code_cells import read_code
from jtai.lists.reading.folding import fold, is_blank
from jtai.lists.reading.identifiers import read_identifier

BLANKS = ("", " ", "\t\n", "\u00a0", "\u200b", "\ufeff", "\u3000", "\u200b\u2003\u200b\u2003\u2060")


@pytest.mark.parametrize("cell", [None, *BLANKS])
def test_invisible_cells_are_blank(cell: object) -> None:
    """A cell without visible characters is blank for every reader."""
    assert is_blank(cell)
    for read in (read_date, read_number, read_text, read_identifier):
        assert read(cell) is None
    assert read_code(cell, codes.GENDER) is None


def test_cells_of_many_spaces_are_blank() -> None:
    """A cell that a database filled with spaces is blank; so many other signs are not ignored."""
    assert is_blank(" \u00a0" * 500)
    assert not is_blank("\u200b" * 500)
    assert read_text(f"{' ' * 400}A1\u200b{' ' * 400}") == "A1"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Child Unique ID", " child_unique  id "),
        ("Child\u2019s Legal Status", "Child's legal status"),
        ("Child\u00b4s Legal Status", "Child`s legal status"),
        ("Referral NFA?", "referral nfa"),
        ("Is there multi-agency involvement?", "Is there multi\u2011agency involvement (Y/N)?"),
        ("Date Ceased to be Looked After ", "Date Ceased to be Looked After"),
        ("Is it (Y/N)?", "Is it ( Y / N )"),
        ("Age*", "age :"),
        *(
            ("Is it (Y/N)?", f"Is it{end}")
            for end in ("? (Yes/No)", " [Y/N]", "? [ Yes / No ]", "? (Y/N", "?(Y/N))", " [Y/N]?")
        ),
        ("Child\uff3fUnique\u3000ID", "Child Unique ID"),
        ("\u200eGender\u200b", "GEN\u00adDER"),
        ("Stra\u00dfe", "STRASSE"),
    ],
)
def test_fold_ignores_style(one: str, other: str) -> None:
    """Folding ignores case, quotes, dashes, spaces, invisible characters and final signs."""
    assert fold(one) == fold(other)


def test_fold_keeps_different_words_different() -> None:
    """Folding keeps different words, numbers and inner signs different."""
    assert len(set(map(fold, ("a) Yes", "a Yes", "a) yes 2", "(Y/N) a", "a/b", "a-b")))) == 6
    assert fold("Is it y/n") == "is it y/n"


@given(st.text(max_size=30))
def test_fold_is_idempotent(text: str) -> None:
    """Folding a text twice changes nothing, and its Unicode composition does not matter."""
    assert fold(fold(text)) == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))
