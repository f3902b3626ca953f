"""Tests of what cells in columns of codes and answers are read as."""

import datetime as dt
from typing import Any

import pytest

from jtai.core.answers import Answer
from jtai.guidance import codes
from jtai.guidance.entries.list_entries import CellKind, CodeSet
from jtai.lists.reading import code_cells
from jtai.lists.reading.cells import (
    UNREAD,
)
from jtai.lists.reading.code_cells import read_code
from tests.lists.reading.one_column import column, read_column

DAY = dt.date(2019, 7, 9)


def _code(key: str, text: str) -> Any:
    code_set = next(
        value for value in vars(codes).values() if isinstance(value, CodeSet) and value.key == key
    )
    return read_code(text, code_set)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("a) 1A: Individual", "a) 1A: Individual"),
        ("1A", "a) 1A: Individual"),
        (" 1a ", "a) 1A: Individual"),
        ("1A: Individual", "a) 1A: Individual"),
        ("1A - Individual", "a) 1A: Individual"),
        ("1A:Individual", "a) 1A: Individual"),
        ("1A-Individual", "a) 1A: Individual"),
        ("a) 1A", "a) 1A: Individual"),
        (4, "m) 4: Housing"),
        (4.0, "m) 4: Housing"),
        ("housing", "m) 4: Housing"),
        ("Unknown", "u) 10: Unknown"),
        (10, "u) 10: Unknown"),
    ],
)
def test_codes_of_sources(cell: object, text: str) -> None:
    """A code is read from its full text, its label, its letters or its number."""
    found = read_code(cell, codes.SOURCE)
    assert str(found) == text


@pytest.mark.parametrize(
    "cell",
    [
        "Individual",
        "Health services",
        "LA services",
        "a)",
        "1",
        "11",
        4.5,
        "a) 1B: Individual",
        "Housing estate",
        "4 Housing x",
        DAY,
        dt.time(1),
        True,
        "N/A",
    ],
)
def test_codes_that_are_ambiguous_or_unknown(cell: object) -> None:
    """A label that several codes share, or a text that only resembles a code, is unreadable."""
    assert read_code(cell, codes.SOURCE) is UNREAD


@pytest.mark.parametrize(
    ("key", "cell", "text"),
    [
        ("ethnicity", "s) REFU", "s) REFU"),
        ("ethnicity", "s) NOBT", "s) NOBT"),
        ("ethnicity", "nobt", "s) NOBT"),
        ("ethnicity", "s) Refused", "s) REFU"),
        ("ethnicity", "White British", "a) WBRI"),
        ("gender", "M", "a) Male"),
        ("gender", "f", "b) Female"),
        ("gender", "c) Not stated/recorded (or unborn)", "c) Not stated/recorded"),
        ("case-status", "A) LOOKED AFTER CHILD", "a) Looked after child"),
        ("case-status", "Closed", "e) Closed episode"),
        ("primary-need", "N3 - Parental illness or disability", None),
        ("primary-need", "N2 - Child's disability", "N2 - Child\u2019s disability"),
        ("primary-need", "N2 \u2013 Child\u00b4s disability", "N2 - Child\u2019s disability"),
        ("primary-need", "n0", "N0 - Not stated"),
        ("category-of-need", "N3 - Parental disability or illness", None),
        ("ceased-reason", "E4A", None),
        ("legal-status", "c2", "C2: FCO"),
    ],
)
def test_codes_by_every_form(key: str, cell: str, text: str | None) -> None:
    """Codes are read by text, label, code or alias, in any case and style of quotes."""
    found = _code(key.replace("-", "_"), cell)
    assert found is not UNREAD
    assert found is not None
    assert text is None or str(found) == text


def test_the_letter_s_alone_is_not_an_ethnicity() -> None:
    """The letter "s" is not read as an ethnicity, because two codes begin with it."""
    assert read_code("s)", codes.ETHNICITY) is UNREAD
    assert read_code("s", codes.ETHNICITY) is UNREAD


@pytest.mark.parametrize("key", ["concern", "disability", "no_further_action"])
@pytest.mark.parametrize(
    ("cell", "answer"),
    [
        *((cell, Answer.YES) for cell in ("Y", "y", "Yes", "YES", "a) Yes", True, "TRUE", "true ")),
        *((cell, Answer.NO) for cell in ("N", "No", "b) No", " no\u00a0", False, "FALSE")),
        *((cell, Answer.UNKNOWN) for cell in ("c) Unknown", "Unknown", "U")),
        *((cell, None) for cell in (None, "", " ")),
        *((cell, UNREAD) for cell in (1, 0, "1", "maybe", "a) No", "c) Yes", DAY, "#N/A", "-")),
    ],
)
def test_answers(key: str, cell: object, answer: object) -> None:
    """Both styles of answers are read in every column of answers, and numbers are not."""
    values, unread = read_column([cell], column(CellKind.ANSWER, key))
    assert values == [answer]
    assert unread == ((0,) if answer is UNREAD else ())


def test_other_texts_are_kept_if_a_column_allows_them() -> None:
    """If a column allows other texts, a code is read as a code and other text as text."""
    where = column(CellKind.CODE, "placement_authority")
    values, unread = read_column(["wal", "Kent ", None, "#N/A", 12.0, dt.time(1)], where)
    assert values == [codes.PLACEMENT_AUTHORITY.codes[1], "Kent", None, UNREAD, "12", UNREAD]
    assert unread == (3, 5)


@pytest.mark.parametrize("doubt", ["Y?", "N?", "yes ?", "NO:", "Y*", "a) Yes?", "Y (Y/N)"])
def test_a_doubtful_answer_is_unreadable(doubt: str) -> None:
    """An answer followed by a question mark or other sign is unreadable."""
    where = column(CellKind.ANSWER)
    assert read_column([doubt], where)[0] == [UNREAD]


# Cells that areas send, with their code, or None if it is not certain.
WITH_WORDS: tuple[tuple[CodeSet, str, str | None], ...] = (
    (codes.ETHNICITY, "WBRI - White - British", "WBRI"),
    (codes.ETHNICITY, "a) WBRI - White British", "WBRI"),
    (codes.ETHNICITY, "WBRI: White, English", "WBRI"),
    (codes.ETHNICITY, "WOTH (Polish)", "WOTH"),
    (codes.ETHNICITY, "MWBC White and Black Caribbean", "MWBC"),
    (codes.ETHNICITY, "WBRI and Polish", "WBRI"),  # other labels have "and" too
    (codes.ETHNICITY, "BOTH - Any other Black background", "BOTH"),
    (codes.ETHNICITY, "s) NOBT - not yet asked", "NOBT"),
    (codes.ETHNICITY, "MWBC - White and Black African", None),
    (codes.ETHNICITY, "WBRI ?", None),
    (codes.ETHNICITY, "WBRI (?)", None),
    (codes.ETHNICITY, "WBRI - not confirmed", None),
    (codes.ETHNICITY, "WBRI (to be confirmed)", None),
    (codes.ETHNICITY, "Unconfirmed (WBRI)", None),
    (codes.ETHNICITY, "NOBT - not known", "NOBT"),
    (codes.ETHNICITY, "WBRI / WIRI", None),
    (codes.ETHNICITY, "b) WBRI - White British", None),
    (codes.ETHNICITY, "Both parents", None),
    (codes.ETHNICITY, "wbri white", None),
    (codes.PRIMARY_NEED, "N2 Disability", "N2"),
    (codes.PRIMARY_NEED, "N1 - Abuse or neglect (both)", "N1"),
    (codes.PRIMARY_NEED, "N1, N2", None),
    (codes.PRIMARY_NEED, "N1 - ruled out", None),
    (codes.PRIMARY_NEED, "N9 - Child's disability", None),
    (codes.PLACEMENT_PROVIDER, "e) PR4 - Private provision", "PR4"),
    (codes.PLACEMENT_PROVIDER, "PR4 - Own provision", None),
    (codes.LEGAL_STATUS, "V2 - single period of accommodation", "V2"),
    (codes.LEGAL_STATUS, "C1 - S20 agreed", None),
    (codes.LEGAL_STATUS, "J1 - held under PACE", None),
    (codes.SOURCE, "10 - unknown person", "10"),
    (codes.CEASED_REASON, "E4A - not part of planning", None),  # words of E4B
    (codes.CEASED_REASON, "E4B - part of planning", None),
    (codes.CEASED_REASON, "E4B - not part of planning", "E4B"),
    (codes.CEASED_REASON, "E5: no support", None),
    (codes.CEASED_REASON, "E5: supported", "E5"),
    (codes.CEASED_REASON, "E45 - former carer", "E45"),  # also words of E46
    (codes.PLACEMENT_TYPE, "T2 carer holiday", None),
    (codes.PLACEMENT_TYPE, "U3: FFA", None),
    (codes.PLACEMENT_TYPE, "U6 - long term", None),
    (codes.PLACEMENT_TYPE, "U4 - long-term", "U4"),
    (codes.SOURCE, "10 - unknown, 4 calls", "10"),
    (codes.SOURCE, "10 unknown people", None),
    (codes.SOURCE, "6 - Police force", None),
    (codes.GENDER, "b - girl", None),
)


@pytest.mark.parametrize(
    ("code_set", "text", "code"),
    [
        (codes.GENDER, "F - Female", "b"),
        (codes.GENDER, "Male (M)", "a"),
        (codes.GENDER, "1=Male", "a"),
        (codes.CASE_STATUS, "CIN - Child in Need", "c"),
        (codes.CASE_STATUS, "Child Protection (CP)", "b"),
        (codes.SOURCE, "Police | 6", "6"),
        (codes.LEGAL_STATUS, "Interim Care Order - C1", "C1"),
        (codes.LEGAL_STATUS, "Interim Care Order: C2", None),
        (codes.GENDER, "M - Female", None),
        (codes.CASE_STATUS, "Child in need / CP", None),
        (codes.CASE_STATUS, "CIN - Child in need - Closed", None),
    ],
)
def test_two_texts_of_one_code(code_set: CodeSet, text: str, code: str | None) -> None:
    """Two texts that mean the same code are read as it, in either order and with any sign."""
    read = read_code(text, code_set)
    assert (None if read is UNREAD else read.code) == code  # type: ignore[union-attr]
    assert not code_cells.is_code_with_words(text, read, code_set)


def test_numbers_of_codes_that_were_saved_as_floating_point_numbers() -> None:
    """A number of a code is read with the decimal part that pandas adds in a column with blanks."""
    assert read_code("2.0", codes.GENDER) is read_code("2", codes.GENDER) is codes.GENDER.codes[1]
    assert str(read_code("10.0", codes.SOURCE)) == "u) 10: Unknown"
    assert read_code("2.5", codes.GENDER) is UNREAD


@pytest.mark.parametrize(
    ("cell", "answer"),
    [
        ("Y - Yes", Answer.YES),
        ("No (N)", Answer.NO),
        ("U: Unknown", Answer.UNKNOWN),
        ("Y - No", UNREAD),
        ("Yes - Y?", UNREAD),
    ],
)
def test_an_answer_that_is_given_twice(cell: str, answer: object) -> None:
    """A letter beside the answer that it stands for is that answer."""
    assert code_cells.read_answer(cell, codes.YES_NO_UNKNOWN) is answer


@pytest.mark.parametrize(("code_set", "text", "code"), WITH_WORDS)
def test_words_after_a_code_are_ignored(code_set: CodeSet, text: str, code: str | None) -> None:
    """Words after a code are ignored, unless they name another code or express a doubt."""
    read = read_code(text, code_set)
    assert (None if read is UNREAD else read.code) == code  # type: ignore[union-attr]


def test_a_published_text_is_not_marked() -> None:
    """Only a code followed by words that are not published is marked as such."""
    unmarked = ("a) WBRI", "WBRI", "WBRI - White - British", "Spanish", None, 5)
    for cell in ("WBRI - White, English", *unmarked):
        value = read_code(cell, codes.ETHNICITY)
        marked = code_cells.is_code_with_words(cell, value, codes.ETHNICITY)
        assert marked is (cell not in unmarked)
