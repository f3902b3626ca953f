from __future__ import annotations

from typing import Any

import pytest

from jtai.errors import InvalidValueError
from jtai.guidance.columns import AUGUST_2019
from jtai.lists.reading.titles import known_titles, own_names


def test_known_titles_include_the_callers() -> None:
    """A title of any list is known, the caller's own included, whatever its case and spaces."""
    knows = known_titles(AUGUST_2019, {3: {"Number": "child_id"}})
    assert knows("number")
    assert knows(" case_STATUS ")
    assert not knows("Number 2")


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
