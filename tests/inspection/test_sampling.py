from __future__ import annotations

from typing import Any

import pytest

from jtai.errors import InvalidRecordError
from jtai.inspection.sampling import Involvement, SamplingRecord


@pytest.mark.guidance("para 4", "para 19")
def test_a_sample_keeps_category_involvement_and_points() -> None:
    """A sampling record keeps a child's category and involvement, with points and notes."""
    made = SamplingRecord(
        child="A1",
        category="not_at_risk",
        involvement=Involvement.SINGLE_AGENCY,
        points=("contact",),
        notes=("timely",),
    )
    assert (made.category, made.involvement) == ("not_at_risk", "single-agency")
    assert (made.points, made.notes) == (("contact",), ("timely",))
    unknown = SamplingRecord(child="A1")
    assert (unknown.category, unknown.involvement) == (None, None)


def test_a_sample_shows_nothing_of_a_child() -> None:
    """A sampling record does not show the child's identifier, points or notes."""
    made = SamplingRecord(child="SECRET", points=("SECRET",), notes=("SECRET",))
    assert "SECRET" not in f"{made!r}{made}{made._repr_html_()}"


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"child": " "}, "child"),
        ({"category": "maybe"}, "category"),
        ({"involvement": "none"}, "involvement"),
        ({"points": ["contact", " "]}, "points[1]"),
        ({"notes": [""]}, "notes[0]"),
    ],
)
def test_an_impossible_sample_is_refused(fields: dict[str, Any], where: str) -> None:
    """Blank texts and unknown values are refused, and the error names the field."""
    with pytest.raises(InvalidRecordError) as caught:
        SamplingRecord(**{"child": "A1", **fields})
    assert [fault.where for fault in caught.value.faults] == [where]
