from __future__ import annotations

import re
from typing import Any

import pytest

from jtai.errors import InvalidValueError
from jtai.guidance.columns import AUGUST_2019
from jtai.guidance.entries.list_entries import ListLayout
from jtai.lists.reading.folding import fold
from jtai.lists.reading.titles import known_titles, own_names, titles_of


def test_known_titles_include_the_callers() -> None:
    """A title of any list is known, the caller's own included, whatever its case and spaces."""
    knows = known_titles(AUGUST_2019, {3: {"Number": "child_id"}})
    assert knows("number")
    assert knows(" case_STATUS ")
    assert not knows("Number 2")


@pytest.mark.parametrize("layout", AUGUST_2019.lists, ids=str)
def test_titles_changed_by_r_are_known(layout: ListLayout) -> None:
    """A title in which R replaced every sign by a dot is known, and means one column."""
    known = titles_of(layout, {})
    for column in layout.columns:
        titles = (column.title, *column.aliases)
        changed = {re.sub("[^A-Za-z0-9]", ".", title) for title in titles}
        assert {known[fold(title)] for title in changed} == {column.key}


def test_refused_aliases() -> None:
    """Invalid aliases are refused, and all their errors are reported together."""
    wrong: Any = {
        2: {"a": "child_id"},
        1: {"b": "nothing", "Number": "child_id", "number:": "age", 3: "age", "?": "gender"},
        6: {"c": "contact_date"},
    }
    with pytest.raises(InvalidValueError) as caught:
        own_names(wrong, {"lunch": 2}, AUGUST_2019)
    assert [(fault.where, fault.message.split(",")[0]) for fault in caught.value.faults] == [
        ("aliases[2]", "no such list"),
        ("sheet_names['lunch']", "no such list"),
        ("aliases[1]['b']", "no such column"),
        ("aliases[1]['number:']", "the title already names another column"),
        ("aliases[1][3]", "the title is not text"),
        ("aliases[1]['?']", "the title is not text"),
        ("aliases[6]['c']", "no such column"),
    ]
    right = {1: {"Number": "child_id", "NUMBER": "child_id"}}
    own_names(right, {"lunch": 6}, AUGUST_2019)
