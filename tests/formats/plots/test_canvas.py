from __future__ import annotations

import pytest
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from jtai.formats.plots import year as plot_year
from jtai.formats.plots.canvas import (
    ACCENT,
    ALARM,
    BAND,
    FAINT,
    INK,
    PAPER,
    QUIET,
    fitted,
    width_of,
)
from tests.formats.pictures import contrast


def test_colours_have_enough_contrast() -> None:
    """Text has a contrast above 4.5 with its background, and lines and marks above 3."""
    for ground in (PAPER, BAND, *plot_year._FILLS):
        assert contrast(INK, ground) > 4.5
    assert contrast(QUIET, PAPER) > 4.5
    assert contrast(QUIET, BAND) > 4.5
    assert contrast(ALARM, PAPER) > 4.5
    assert contrast(PAPER, ACCENT) > 4.5
    for ink in (ACCENT, ALARM, FAINT, QUIET):
        assert contrast(ink, PAPER) > 3
    assert contrast(ACCENT, BAND) > 3
    assert contrast(ALARM, BAND) > 3
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_text_is_wrapped_to_the_width() -> None:
    """Text is wrapped to the width, and cut with an ellipsis after the last allowed line."""
    words = "a text of some words that are too long for a line"
    lines = fitted(words, 100, lines=9).split("\n")
    assert " ".join(lines) == words
    assert all(width_of(line) <= 100 for line in lines)
    cut = fitted(words, 100, lines=2)
    assert cut.split("\n")[0] == lines[0]
    assert cut.endswith("…")
    assert all(width_of(line) <= 100 for line in cut.split("\n"))
    assert fitted("short", 100, lines=2) == "short"
    assert fitted("", 100) == ""
    assert fitted("word" * 90, 100).endswith("…")
    assert fitted("wide", 1) == "…"


def test_text_widths_agree_with_matplotlib() -> None:
    """The width of a text is within 2% of the width that matplotlib measures."""
    words = "Arrangements to talk to children, parents and carers; LA, AVA, 12:00"
    for bold in (False, True):
        weight = "bold" if bold else "normal"
        font = FontProperties(family="DejaVu Sans", weight=weight, size=10)
        whole = text_to_path.get_text_width_height_descent(words, font, ismath=False)[0]
        assert width_of(words, bold=bold) == pytest.approx(whole, rel=0.02)
