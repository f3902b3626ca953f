from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jtai.formats.formula_guard import guarded, unguarded

RISKY = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
texts = st.text(max_size=5) | st.text(alphabet="'=+-@\t\r\n \u00a0\uff1da", max_size=6)


@given(text=texts)
def test_removing_the_guard_restores_the_text(text: str) -> None:
    """Removing the guard from guarded text returns the original text."""
    assert unguarded(guarded(text)) == text


@pytest.mark.promise("formulas")
@given(text=texts)
def test_guarded_text_is_never_a_formula(text: str) -> None:
    """Guarded text never begins with characters that a spreadsheet treats as a formula."""
    written = guarded(text)
    assert not written.startswith(("\t", "\r", "\n"))
    assert not written.lstrip().startswith(RISKY)


@given(text=texts)
def test_text_that_is_not_risky_is_unchanged(text: str) -> None:
    """Text that is not risky is unchanged by adding or removing the guard."""
    if not text.strip("' \u00a0").startswith((*RISKY, "\t", "\r", "\n")) and text.isprintable():
        assert guarded(text) == text
        assert unguarded(text) == text


@pytest.mark.parametrize("begin", [*RISKY, "\t", "\r", "\n", "  =", "\u3000@"])
def test_every_risky_beginning_is_guarded(begin: str) -> None:
    """Text that begins with a formula sign (even after spaces) or control character is guarded."""
    assert guarded(f"{begin}1") == f"'{begin}1"
    assert guarded(f"'{begin}1") == f"''{begin}1"
