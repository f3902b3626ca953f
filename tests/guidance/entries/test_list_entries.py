from __future__ import annotations

import pickle

import attrs
import pytest

from jtai.guidance.columns import AUGUST_2019
from jtai.guidance.entries.list_entries import CellKind


def test_kinds_of_cells_are_named_in_words() -> None:
    """The kinds of cell are named in plain words."""
    assert [str(kind) for kind in CellKind] == [
        "identifier",
        "text",
        "date",
        "whole number",
        "code",
        "answer",
    ]


def test_an_edition_is_a_value() -> None:
    """Editions are compared by content, hashable and immutable, and survive pickling."""
    unpickled = pickle.loads(pickle.dumps(AUGUST_2019))  # noqa: S301 - pickled here
    assert unpickled == AUGUST_2019
    assert hash(unpickled) == hash(AUGUST_2019)
    other = attrs.evolve(AUGUST_2019, lists=AUGUST_2019.lists[:1])
    assert other != AUGUST_2019
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        unpickled.name = "another"


def test_one_row_per_child() -> None:
    """A list has one row for each child if the identifier alone identifies a row."""
    first = AUGUST_2019.lists[0]
    assert not first.one_row_per_child
    assert attrs.evolve(first, natural_key=("child_id",)).one_row_per_child


def test_the_string_of_a_list_is_its_title() -> None:
    """The string of a list is its published title, whether or not the list is requested."""
    assert str(AUGUST_2019.lists[0]) == AUGUST_2019.lists[0].title
    assert str(AUGUST_2019.others[0]) == AUGUST_2019.others[0].title
