"""Tests of how texts are compared, and of blank cells."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jtai.guidance import codes
from jtai.guidance.columns import AUGUST_2019
from jtai.lists.reading import folding
from jtai.lists.reading.cells import (
    read_date,
    read_number,
    read_text,
    says_nothing,
)
from jtai.lists.reading.code_cells import read_code
from jtai.lists.reading.folding import PLAIN_SIGNS, fold, is_blank, with_plain_signs
from jtai.lists.reading.identifiers import read_identifier
from jtai.lists.reading.sheets import RawSheet
from jtai.lists.submission import Submission

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


@given(st.text(st.sampled_from([*map(chr, PLAIN_SIGNS), "A", "\u00e9", " "]), max_size=40))
def test_signs_become_plain(text: str) -> None:
    """Signs become plain whether a text has few or many different ones."""
    assert with_plain_signs(text) == text.translate(PLAIN_SIGNS)


def test_words_for_no_value_may_have_spaces_around_them() -> None:
    """A word for no value may have spaces around it that fill a column, but no other text."""
    assert says_nothing("NULL" + " " * 400)
    assert says_nothing("\u00a0N/A\u200b")
    assert not says_nothing("NULL, because the form was blank")


@pytest.mark.promise("exhaustion")
@pytest.mark.parametrize("identifier", ["Zo\u00eb", None])
def test_titles_are_looked_for_once_in_each_text(
    identifier: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Texts that many cells of a small workbook share are compared with the titles once."""
    compared: list[str] = []

    def counting(text: str) -> str:
        compared.append(text)
        return fold(text)

    monkeypatch.setattr(folding, "fold", counting)
    layout = AUGUST_2019.lists[5]
    titles = [column.title for column in layout.columns]
    texts = [f"\u00e9{at:02}\u00e9" for at in range(20)]
    rows = [[identifier, *((texts * 2)[at % 20 :][: len(titles) - 1])] for at in range(500)]
    lists = Submission.from_sheets([RawSheet(name=layout.sheet, rows=[titles, *rows])])
    assert len(lists[layout.number]) == 500
    assert {text: compared.count(text) for text in texts} == dict.fromkeys(texts, 1)


def test_titles_are_found_below_more_texts_than_are_remembered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Titles in other places are found however many different texts are above them."""
    monkeypatch.setattr(folding, "_MOST_KEPT", 1)
    titles = ["Child Unique ID", "Gender", "Date of Birth"]
    rows = [["Child a", "a", "1/5/2007"], ["Child b", "b", "1/6/2007"], titles[::-1]]
    lists = Submission.from_sheets([RawSheet(name="List_7", rows=[titles, *rows, ["x"] * 3])])
    assert [remark.row for remark in lists.remarks if remark.rule == "rows-off-titles"] == [4]


def test_a_text_with_many_different_signs_is_folded() -> None:
    """Signs become plain ones, however many different ones a text has."""
    signs = "\u2018\u2019\u201c\u201d\u2010\u2011\u2013\u2014\u2212\u00a0\u00ad_"
    assert with_plain_signs(f"a{signs}b") == "a''\"\"-----  b"
