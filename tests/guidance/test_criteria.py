from __future__ import annotations

import pytest

from jtai.errors import InvalidValueError, UnknownKeyError
from jtai.guidance.agencies import LOCAL_AGENCIES
from jtai.guidance.criteria import CRITERIA, criteria_for, criterion, find_criteria
from jtai.guidance.terms import Agency


@pytest.mark.guidance("para 26", "every criterion")
def test_numbers() -> None:
    """The evaluation schedule numbers are exactly 23 to 41, in order."""
    assert [row.number for row in CRITERIA] == list(range(23, 42))


@pytest.mark.guidance("para 26", "every criterion")
@pytest.mark.parametrize("number", range(23, 42))
def test_look_up_and_reference(number: int) -> None:
    """Each criterion is found by its number, and cites paragraph 26 and that number."""
    row = criterion(number)
    assert row.number == number
    assert str(row.reference) == f"guidance 190035, para 26, ESN {number}"


@pytest.mark.parametrize("number", [0, 22, 42, True, 23.0, "23", None, [23]])
def test_unknown_number(number: object) -> None:
    """Anything but a whole number from 23 to 41 is refused, and the error says what is expected."""
    with pytest.raises(UnknownKeyError, match="xpected a whole number from 23 to 41"):
        criterion(number)  # type: ignore[arg-type]


@pytest.mark.guidance("every criterion")
def test_whom_they_address() -> None:
    """Criteria 34 and 35 are for the police, 36 for the YOT, and 37 and 38 for schools alone."""
    alone = {row.number: row.agencies for row in CRITERIA if row.agencies != LOCAL_AGENCIES}
    assert alone == {
        34: (Agency.POLICE,),
        35: (Agency.POLICE,),
        36: (Agency.YOT,),
        37: (Agency.SCHOOLS,),
        38: (Agency.SCHOOLS,),
    }


def test_leaders_and_support_staff() -> None:
    """Criteria 39 and 40 are about leaders and managers, and 41 is about support staff."""
    assert [criterion(number).people for number in (39, 40, 41)] == [
        "leaders and managers",
        "leaders and managers",
        "support staff",
    ]


@pytest.mark.guidance(
    "footnote 8",
    "footnote 10",
    "footnote 11",
    "footnote 12",
    "ESN 23",
    "ESN 25",
    "ESN 27",
    "ESN 39",
)
def test_footnotes() -> None:
    """Footnotes 8, 10, 11 and 12 extend criteria 23, 25, 27 and 39, and no others."""
    assert {row.number: row.footnote.number for row in CRITERIA if row.footnote is not None} == {
        23: 8,
        25: 10,
        27: 11,
        39: 12,
    }
    for row in CRITERIA:
        if row.footnote is not None:
            place = f"para 26, footnote {row.footnote.number}"
            assert str(row.footnote.reference).endswith(place)


def test_aspects() -> None:
    """Each criterion has at least two aspects, and no aspect is repeated."""
    for row in CRITERIA:
        assert len(row.aspects) > 1
        assert len(set(row.aspects)) == len(row.aspects)


@pytest.mark.parametrize(
    ("agency", "own"),
    [
        (Agency.POLICE, [34, 35]),
        (Agency.YOT, [36]),
        ("schools", [37, 38]),
        ("local authority", []),
        (Agency.HEALTH, []),
    ],
)
def test_criteria_for(agency: Agency | str, own: list[int]) -> None:
    """An agency has the criteria for all agencies and those that only it has to meet."""
    numbers = [row.number for row in criteria_for(agency)]
    assert numbers == [*range(23, 34), *own, 39, 40, 41]


@pytest.mark.guidance("para 22")
def test_criteria_for_agencies_left_out() -> None:
    """Agencies that the inspection does not cover have no criteria (para 22)."""
    assert criteria_for(Agency.NATIONAL_PROBATION_SERVICE) == ()
    assert criteria_for(Agency.COMMUNITY_REHABILITATION_COMPANIES) == ()


@pytest.mark.parametrize("agency", ["fire brigade", "", None, 34])
def test_criteria_for_unknown_agency(agency: object) -> None:
    """An unknown agency is refused, instead of having no criteria."""
    with pytest.raises(UnknownKeyError, match="no such agency; expected one of local authority"):
        criteria_for(agency)  # type: ignore[arg-type]


def test_find_criteria() -> None:
    """A search finds the criteria that contain every word, in any order and either case."""
    assert [row.number for row in find_criteria("POLICE suspected")] == [35]
    assert find_criteria("suspected Police") == find_criteria("police suspected")
    assert [row.number for row in find_criteria("foster")] == [31]
    assert [row.number for row in find_criteria("schools contributing")] == [38]
    assert find_criteria("police foster") == ()


@pytest.mark.parametrize("words", ["", "  ", None, 23])
def test_find_criteria_without_words(words: object) -> None:
    """A search without words is refused, because every criterion would match."""
    with pytest.raises(InvalidValueError, match="expected text with at least one word"):
        find_criteria(words)  # type: ignore[arg-type]


@pytest.mark.guidance("every criterion")
@pytest.mark.parametrize(
    ("number", "words"),
    [
        (23, ["knowledge", "confidence", "appropriate", "where to refer"]),
        (24, ["effectively", "right help", "needs are met"]),
        (25, ["right help", "where appropriate", "thresholds"]),
        (26, ["famil", "specialist therapeutic", "emotional well-being", "safe"]),
        (27, ["all professionals", "effectively", "appropriate", "history", "wider systems"]),
        (27, ["concerns", "clearly", "work with the family"]),
        (28, ["mental health", "regular"]),
        (29, ["commissioned for children's mental health services"]),
        (30, ["clear", "meet the needs", "closely"]),
        (31, ["mental ill health", "safely", "foster families", "residential placements"]),
        (32, ["appropriate", "good", "access to reflective", "where appropriate"]),
        (33, ["help and support"]),
        (34, ["partnership", "appropriately", "suitable", "advice and support"]),
        (35, ["appropriate", "full understanding"]),
        (
            36,
            ["appropriately", "advice and support", "relevant services", "vulnerable", "high risk"],
        ),
        (37, ["systems", "mental health specialists", "where appropriate", "needs"]),
        (38, ["outcomes", "coordinated", "range of"]),
        (39, ["understand", "effective", "early help", "needs are met", "help and support"]),
        (40, ["children's mental health needs", "effectively"]),
        (41, ["identified", "needs", "quality"]),
    ],
)
def test_a_summary_keeps_what_decides_whether_a_criterion_is_met(
    number: int, words: list[str]
) -> None:
    """The summary says how well, for whom and to what end, as paragraph 26 does."""
    summary = criterion(number).summary
    assert [word for word in words if word not in summary] == []
