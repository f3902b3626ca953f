from __future__ import annotations

from typing import Any

import attrs
import numpy as np
import pytest

from jtai.core.citation import GUIDANCE, STATEMENT_REGULATIONS, Document, Reference, cited_together
from jtai.core.errors import InvalidRecordError, InvalidValueError, JtaiError


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ((37,), "guidance 190035, para 37"),
        ((29, 23), "guidance 190035, paras 23, 29"),
        ((41, 40, 42), "guidance 190035, paras 40 to 42"),
        ((32, 30, 33, 34, 35), "guidance 190035, paras 30, 32 to 35"),
        ((1, 2, 5, 6, 7, 7), "guidance 190035, paras 1, 2, 5 to 7"),
    ],
)
def test_paragraphs_are_written_in_order(numbers: tuple[int, ...], words: str) -> None:
    """A citation sorts its paragraphs and shortens three or more in a row to a range."""
    assert str(Reference.para(*numbers)) == words


def test_a_part_follows_the_paragraph() -> None:
    """A citation names the part, such as an item, after the paragraph."""
    assert str(Reference.para(48, part="item 1.4")) == "guidance 190035, para 48, item 1.4"


def test_a_document_without_paragraph_numbers_is_cited_by_part() -> None:
    """A document without numbered paragraphs is cited by part."""
    reference = Reference(document=STATEMENT_REGULATIONS, part="regulation 4")
    assert str(reference) == "SI 2015/1792, regulation 4"
    assert reference.paragraph is None


def test_the_main_paragraph_is_the_first_one_given() -> None:
    """The main paragraph of a reference is the one given first."""
    assert Reference.para(32, 30).paragraph == 32


def test_several_references_are_cited_as_one() -> None:
    """Several references become one to the same document, with each place once."""
    tuesday, documents = Reference.para(47, 48), Reference.para(44, 39)
    item = Reference.para(48, part="item 5.5")
    regulation = Reference(document=STATEMENT_REGULATIONS, part="regulation 4")
    together = cited_together([documents, tuesday, item, item, regulation])
    assert together == Reference.para(44, 39, 47, 48, part="item 5.5")
    assert cited_together([regulation, item]) == regulation


def test_a_reference_without_paragraph_or_part_is_refused() -> None:
    """A reference without a paragraph or a part is refused."""
    with pytest.raises(ValueError, match="must cite a paragraph or a part"):
        Reference()


@pytest.mark.parametrize("number", [0, 52, -1])
def test_a_reference_cannot_point_beyond_the_document(number: int) -> None:
    """A reference to a paragraph outside 1 to 51, the guidance's range, is refused."""
    with pytest.raises(ValueError, match="paragraphs 1 to 51"):
        Reference.para(number)


@pytest.mark.parametrize(
    ("fields", "wheres"),
    [
        ({"paragraphs": (True,)}, ["paragraphs[0]"]),
        ({"paragraphs": ("1",)}, ["paragraphs[0]"]),
        ({"paragraphs": (52, None, 1, 2.0)}, ["paragraphs[0]", "paragraphs[1]", "paragraphs[3]"]),
        ({"paragraphs": "1"}, ["paragraphs"]),
        ({"paragraphs": 1}, ["paragraphs"]),
        ({"paragraphs": (1,), "part": 5}, ["part"]),
        ({"paragraphs": ("1",), "part": "a\nb"}, ["part", "paragraphs[0]"]),
        ({"paragraphs": (1,), "document": "guidance"}, ["document"]),
        ({"paragraphs": (1,), "document": STATEMENT_REGULATIONS}, ["paragraphs[0]"]),
        ({}, [""]),
    ],
)
def test_an_impossible_reference_is_refused(fields: Any, wheres: list[str]) -> None:
    """A reference is refused like a record, with the place of each fault."""
    with pytest.raises(InvalidRecordError) as refused:
        Reference(**fields)
    assert [fault.where for fault in refused.value.faults] == wheres


def test_paragraphs_may_be_a_list_or_numbers_of_numpy() -> None:
    """Paragraphs may be a list or integers of numpy; the reference is hashable and equal."""
    numbers: Any = [np.int64(32), 30]
    reference = Reference(paragraphs=numbers)
    assert reference == Reference.para(32, 30)
    assert hash(reference) == hash(Reference.para(32, 30))
    assert {type(number) for number in reference.paragraphs} == {int}


def test_an_impossible_document_is_refused() -> None:
    """The texts of a document are single lines, and its paragraphs a whole number."""
    fields: Any = {"key": "play", "label": "", "title": 5, "publisher": "Us", "published": "2031"}
    with pytest.raises(InvalidRecordError) as refused:
        Document(**fields)
    assert [fault.where for fault in refused.value.faults] == ["label", "title"]
    with pytest.raises(InvalidValueError, match="paragraphs: expected a whole number"):
        Document(**{**fields, "label": "Play", "title": "Play", "paragraphs": "51"})


def test_a_document_is_named_by_its_label() -> None:
    """A document prints as the label that citations use."""
    assert str(GUIDANCE) == "guidance 190035"
    assert isinstance(GUIDANCE, Document)


def test_a_reference_prints_as_its_citation() -> None:
    """The repr of a reference is its citation, because every reason and problem has one."""
    assert repr(Reference.para(29, 23)) == "<guidance 190035, paras 23, 29>"


@pytest.mark.parametrize(
    "change",
    [
        {"inspectors": 7},
        {"inspectors": [7]},
        {"inspectors": [""]},
        {"scope": 7},
        {"inspections": "two\nlines"},
        {"first_day": "2031-03-03"},
        {"last_day": 2031},
    ],
)
def test_further_facts_of_a_document_are_checked(change: dict[str, Any]) -> None:
    """A document refuses inspectors, notes and days of another type, by their names."""
    with pytest.raises(JtaiError) as caught:
        attrs.evolve(GUIDANCE, **change)
    assert caught.value.faults[0].where == next(iter(change))
