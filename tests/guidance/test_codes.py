from __future__ import annotations

from collections import Counter
from hashlib import sha256

import pytest

from jtai.guidance import codes
from jtai.guidance.columns import AUGUST_2019
from jtai.guidance.entries.list_entries import Code, CodeSet
from jtai.lists.reading.code_cells import read_code
from jtai.lists.reading.folding import fold

SETS: tuple[CodeSet, ...] = tuple(
    value for value in vars(codes).values() if isinstance(value, CodeSet)
)

# For each published set: its number of codes, and the digest of their texts in order.
PUBLISHED = {
    "abuse_category": (5, "8ff10f3d1e2bc38c861aee3cbeaa4b6e"),
    "case_status": (5, "c3409252f334142131e6d177d66ee39b"),
    "category_of_need": (8, "7e0c74c3183064c17b676b7211a9a711"),
    "ceased_reason": (21, "37b40d7b6af8b0e3b717a0c5eaa09853"),
    "closure_reason": (8, "91fd66c90655f0bc7f276227c949a858"),
    "ethnicity": (20, "996218538416fc8de4633e8bf90e328e"),
    "gender": (4, "5a5f236537adea9a3c466b149f031bc2"),
    "legal_status": (13, "dd22594e8339b92dffaad0a9f9378e63"),
    "permanence_plan": (7, "08d29985b031166b2bf045d4f00f10c1"),
    "placement_authority": (5, "fb82a19df7425e6260d0b962a65de26a"),
    "placement_location": (2, "0e0807fa8b7bc672cb7de950d1116150"),
    "placement_provider": (6, "0922bf2975ffb73ae6b4be030cd600a1"),
    "placement_type": (27, "e5d2ce3daa287dc82d2fd0440cf0e9a1"),
    "primary_need": (10, "481f851e56ba5970b8303c2b7e978bf4"),
    "source": (21, "fcdff5428f91fe84525c3b9a7b0ca596"),
    "yes_no": (2, "288e9fe6f1b9ab0ee1157a1e9962b2e4"),
    "yes_no_unknown": (3, "90616f8f8128633a69426de194b3e7c6"),
    "y_n": (2, "f103e983d88aee14520e38f78906ae97"),
}


def digest(texts: list[str]) -> str:
    """Return the first half of the SHA-256 digest of texts, one per line."""
    return sha256("\n".join(texts).encode()).hexdigest()[:32]


@pytest.mark.guidance("para 33")
@pytest.mark.parametrize("codes_", SETS, ids=lambda codes_: codes_.key)
def test_codes_as_published(codes_: CodeSet) -> None:
    """Each set has the published codes in order, letter for letter."""
    texts = [code.text for code in codes_.codes]
    assert (len(texts), digest(texts)) == PUBLISHED[codes_.key]


def test_every_set_is_tested_and_used() -> None:
    """Every set of codes is tested here and used by a column of the August 2019 edition."""
    used = {
        column.codes.key
        for layout in AUGUST_2019.lists
        for column in layout.columns
        if column.codes is not None
    }
    assert used == set(PUBLISHED) == {one.key for one in SETS}


def test_mistakes_of_the_workbook_are_kept() -> None:
    """Codes keep the workbook's mistakes, because files contain them."""
    texts = {code.text for one in SETS for code in one.codes}
    assert texts >= {
        "s) REFU",
        "s) NOBT",
        "g) other",
        "u) X1:CodeError",
        "e) Multiple/not recommended",
        "b) Child Protection plan",
        "o) K1: Secure Children\u2019s Homes",
        "N2 - Child\u2019s disability",
        "zz) T4: Temporary placement - seven days or less",
    }


def test_the_third_need_is_worded_in_two_ways() -> None:
    """Lists 6 and 8 word code N3 differently, and each list accepts both wordings."""
    one, other = codes.PRIMARY_NEED.codes[2], codes.CATEGORY_OF_NEED.codes[2]
    assert one.text == "N3 - Parental disability or illness"
    assert other.text == "N3 - Parental illness or disability"
    assert read_code(other.text, codes.PRIMARY_NEED) == one
    assert read_code(one.text, codes.CATEGORY_OF_NEED) == other


def test_both_wordings_of_a_gender_are_read() -> None:
    """Both published wordings of the third gender are read as the same code."""
    for text in ("c) Not stated/recorded", "c) Not stated/recorded (or unborn)"):
        assert read_code(text, codes.GENDER) == codes.GENDER.codes[2]


@pytest.mark.parametrize("codes_", SETS, ids=lambda codes_: codes_.key)
def test_codes_are_distinguished(codes_: CodeSet) -> None:
    """No two codes of a set share a text, code or alias, and each of these is read as its code."""
    forms = Counter(
        form
        for code in codes_.codes
        for form in {fold(text) for text in (code.text, code.code, *code.aliases)}
    )
    assert set(forms.values()) == {1}
    for code in codes_.codes:
        for text in (code.text, code.code, *code.aliases):
            assert read_code(text, codes_) is code


@pytest.mark.parametrize("codes_", SETS, ids=lambda codes_: codes_.key)
def test_parts_of_codes(codes_: CodeSet) -> None:
    """A code's text begins with its prefix and contains its code; its set has a title."""
    for code in codes_.codes:
        assert code.text.startswith(code.prefix)
        assert code.label
        assert str(code) == code.text
        answers = {"yes", "no", "unknown"}
        assert code.code in answers or code.code in code.text.replace(")", " ) ")
    assert codes_.title
    assert str(codes_.reference)


def test_labels_that_several_codes_share() -> None:
    """Only three labels, all in the set of sources, belong to more than one code."""
    shared = {
        (one.key, label)
        for one in SETS
        for label, times in Counter(code.label for code in one.codes).items()
        if times > 1
    }
    assert shared == {
        ("source", "Individual"),
        ("source", "Health services"),
        ("source", "LA services"),
    }


def test_only_placement_authorities_accept_other_texts() -> None:
    """Only the set of placement authorities accepts texts other than its codes."""
    assert [one.key for one in SETS if one.is_open] == ["placement_authority"]
    assert isinstance(codes.PLACEMENT_AUTHORITY.codes[0], Code)
