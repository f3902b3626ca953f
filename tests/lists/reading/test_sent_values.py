from __future__ import annotations

import pytest

from jtai.core.answers import Answer
from jtai.guidance import codes
from jtai.guidance.columns import AUGUST_2019
from jtai.guidance.entries.list_entries import CellKind, Code, CodeSet, ColumnEntry
from jtai.lists.reading.cells import UNREAD
from tests.lists.reading.one_column import read_column
from tests.lists.reading.sent_values import SENT, UNKNOWN, contradictions, ethnicities


def _read(codes_: CodeSet, cells: list[str]) -> dict[str, str]:
    """Return the code that each text is read as, in the first column with this set of codes."""
    column: ColumnEntry = next(
        one for layout in AUGUST_2019.lists for one in layout.columns if one.codes is codes_
    )
    assert column.kind in {CellKind.CODE, CellKind.ANSWER}
    values, _ = read_column(cells, column)
    return {text: _name(value) for text, value in zip(cells, values, strict=True)}


def _name(value: object) -> str:
    if value is UNREAD:
        return UNKNOWN
    if isinstance(value, Answer):
        return value.value
    assert isinstance(value, Code)
    return value.code


@pytest.mark.parametrize(
    ("codes_", "code"), SENT, ids=[f"{one.key}-{code or 'unknown'}" for one, code in SENT]
)
def test_spellings_that_areas_use_are_read_as_their_code(codes_: CodeSet, code: str) -> None:
    """A spelling from a public schema is read as its code, or unknown if it is not certain."""
    sent = SENT[codes_, code].split("|")
    assert _read(codes_, sent) == dict.fromkeys(sent, code)


def test_ethnicities_are_read_in_every_combination() -> None:
    """An ethnicity is read from its code, group and name in all combinations that areas use."""
    expected = ethnicities()
    assert len(expected) > 1_000
    assert _read(codes.ETHNICITY, list(expected)) == expected


def test_contradictory_ethnicities_are_unknown() -> None:
    """The code of one ethnicity with the name of another is unknown."""
    sent = contradictions()
    assert len(sent) > 1_000
    assert {text: code for text, code in _read(codes.ETHNICITY, sent).items() if code} == {}
