from __future__ import annotations

import pytest

from jtai.core.citation import AREA_REPORT, GUIDANCE, NEWS_REPORT, PRESS_RELEASE
from jtai.guidance.programme import PREVALENCE, PROGRAMME


def test_programme() -> None:
    """The programme has six inspections from September 2019, a letter each and an overview."""
    facts = {row.key: (row.count, row.when, row.reference.document) for row in PROGRAMME}
    assert facts == {
        "inspections": (6, "September 2019", PRESS_RELEASE),
        "readiness": (None, None, AREA_REPORT),
        "letter": (1, None, PRESS_RELEASE),
        "overview": (1, None, PRESS_RELEASE),
    }


@pytest.mark.guidance("para 5", "para 6", "para 7")
def test_prevalence() -> None:
    """Every prevalence figure has the value and the year that its document gives."""
    facts = {row.key: (row.value, row.year, row.reference.document) for row in PREVALENCE}
    assert facts == {
        "disorder_before": ("1 in 10", "2014", GUIDANCE),
        "disorder_2017": ("1 in 9", "2017", GUIDANCE),
        "disorder_to_19": ("12.8%", "2017", GUIDANCE),
        "emotional_2004": ("3.9%", "2004", GUIDANCE),
        "emotional_2017": ("5.8%", "2017", GUIDANCE),
        "emotional_to_19": ("8.1%", "2017", GUIDANCE),
        "specialist_services": ("1 in 4", "2017", GUIDANCE),
        "onset_before_14": ("around half", None, GUIDANCE),
        "disorder_announced": ("1 in 9", None, PRESS_RELEASE),
        "cases_2014": ("133,600", "2014/15", NEWS_REPORT),
        "cases_2017": ("205,720", "2017/18", NEWS_REPORT),
    }


@pytest.mark.guidance("para 5", "para 6", "para 7")
def test_paragraphs() -> None:
    """Six figures cite paragraph 5, one cites paragraph 6 and one paragraph 7."""
    paragraphs = [row.reference.paragraph for row in PREVALENCE]
    assert paragraphs == [5, 5, 5, 5, 5, 5, 6, 7, None, None, None]


def test_numbers_agree_with_the_words() -> None:
    """Each figure is either a share or a count, and its number agrees with its text."""
    for row in PREVALENCE:
        assert (row.share is None) is not (row.count is None)
        if row.count is not None:
            assert f"{row.count:,}" == row.value
        elif row.value.endswith("%"):
            assert row.share == pytest.approx(float(row.value.removesuffix("%")) / 100)
        elif row.value.startswith("1 in "):
            assert row.share == pytest.approx(1 / int(row.value.removeprefix("1 in ")))
        else:
            assert (row.value, row.share) == ("around half", 0.5)


def test_contradictory_years_are_stated() -> None:
    """The guidance gives both 2014 and 2004 for an earlier survey, and both figures say so."""
    conflicts = {row.key: row.conflict for row in PREVALENCE if row.conflict is not None}
    assert set(conflicts) == {"disorder_before", "emotional_2004"}
    for conflict in conflicts.values():
        assert "2014" in conflict
        assert "2004" in conflict
