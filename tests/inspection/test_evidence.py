from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given

import jtai
from jtai.errors import UnknownKeyError
from jtai.guidance.agencies import LOCAL_AGENCIES
from jtai.guidance.terms import Agency
from jtai.inspection.evidence import criteria_evidence
from jtai.inspection.findings import Finding, FindingKind, FindingSource
from tests.inspection.example_findings import FINDINGS, IMPROVE, NUMBERS, finding


@pytest.mark.guidance("para 26")
def test_no_findings_leave_nineteen_gaps() -> None:
    """Without findings, all nineteen criteria are gaps."""
    result = criteria_evidence([])
    assert [row.esn for row in result.gaps] == NUMBERS
    assert len(result) == 19
    assert [*result] == [*result.criteria]
    assert repr(result) == "<CriteriaEvidence: findings cover 0 of 19 criteria>"


def test_findings_are_counted_by_criterion_and_kind() -> None:
    """A finding on two criteria is counted under both, by its kind."""
    result = criteria_evidence(
        [finding((23, 37)), finding(37, kind=IMPROVE), finding(37, child="A1")]
    )
    assert (result[23].strengths, result[23].areas_for_improvement) == (1, 0)
    assert (result[37].strengths, result[37].areas_for_improvement) == (2, 1)
    assert result[37].findings == 3
    assert [row.esn for row in result.gaps] == [n for n in NUMBERS if n not in (23, 37)]
    assert str(result[37].reference) == "guidance 190035, para 26, ESN 37"
    with pytest.raises(UnknownKeyError, match="a whole number from 23 to 41"):
        result[42]


def test_findings_are_counted_by_agency() -> None:
    """A finding counts once for each agency that it concerns, or in the row without an agency."""
    both = frozenset({Agency.POLICE, Agency.SCHOOLS})
    result = criteria_evidence([finding(agencies=both), finding(kind=IMPROVE)])
    counts = {
        row.agency: (row.findings, row.strengths, row.areas_for_improvement)
        for row in result.agencies
    }
    assert [*counts] == [*LOCAL_AGENCIES, None]
    assert counts[Agency.POLICE] == counts[Agency.SCHOOLS] == (1, 1, 0)
    assert counts[None] == (1, 0, 1)
    assert counts[Agency.HEALTH] == (0, 0, 0)
    assert result.agencies[1].to_record() == {
        "agency": "police force",
        "findings": 1,
        "strengths": 1,
        "areas_for_improvement": 0,
        "areas_for_priority_action": 0,
    }
    assert result.agencies[-1].to_record()["agency"] is None


@pytest.mark.promise("counts")
def test_findings_about_children_are_not_distinguished_by_default() -> None:
    """By default, results do not distinguish findings about children from other findings."""
    result = criteria_evidence([finding(child="A1"), finding()])
    assert result.suppressed
    for row in result:
        assert row.about_area is row.about_children is row.children is None
    for shown in (str(result), result._repr_html_()):
        assert "Suppressed" in shown
        assert "About a child" not in shown
    assert all(record["children"] is None for record in result.to_records())
    assert criteria_evidence([finding(child="A1"), finding()]) == criteria_evidence(
        [finding(), finding()]
    )


@pytest.mark.parametrize(
    ("elsewhere", "here", "number"),
    [
        ([], [finding(case_number="1"), finding(case_number="1")], 1),
        ([], [finding(case_number="1"), finding(case_number="2")], 2),
        (["A1"], [finding(child="A1"), finding(case_number="1")], 1),
        # The child of the case number is one of two.
        (["A1", "A2"], [finding(case_number="1")], 1),
        (["A1", "A2"], [finding(child="A1"), finding(case_number="1")], 1),
        (["A1", "A2"], [finding(child="A3"), finding(case_number="1")], 2),
        ([], [finding(child=name, case_number="1") for name in ("A1", "A2")], 2),
    ],
)
def test_the_order_of_findings_does_not_change_the_number_of_children(
    elsewhere: list[str], here: list[Finding], number: int
) -> None:
    """A case number adds a child only if none of its children is counted, in any order."""
    others = [finding(24, child=name, case_number="1") for name in elsewhere]
    for order in permutations([*others, *here]):
        assert criteria_evidence(order, children=True)[23].children == number


def test_findings_about_children_are_counted_on_request() -> None:
    """On request, findings about children are counted separately, and each child counts once."""
    result = criteria_evidence(
        [
            finding(child="A1"),
            finding(child="A1", case_number="1"),
            finding(case_number="1"),
            finding(case_number="2"),
            finding(child="2"),
            finding(),
        ],
        children=True,
    )
    assert (result[23].about_area, result[23].about_children, result[23].children) == (1, 5, 3)
    assert not result.suppressed
    for shown in (result.to_text(width=200), result._repr_html_()):
        assert "Suppressed" not in shown
        assert "About a child" in shown
        assert "Five to seven" not in shown
        assert "five to seven" in shown
    assert result.to_records()[0] == {
        "esn": 23,
        "title": jtai.criterion(23).title,
        "findings": 6,
        "strengths": 6,
        "areas_for_improvement": 0,
        "areas_for_priority_action": 0,
        "about_area": 1,
        "about_children": 5,
        "children": 3,
        "is_gap": False,
        "reference": "guidance 190035, para 26, ESN 23",
    }


@given(FINDINGS)
def test_counts_add_up(findings: list[Finding]) -> None:
    """A finding counts once for each criterion; those about area and children add up."""
    result = criteria_evidence(iter(findings), children=True)
    assert sum(row.findings for row in result) == sum(len(each.esn) for each in findings)
    for row in result:
        assert row.about_area is not None
        assert row.about_children is not None
        assert row.children is not None
        assert row.about_area + row.about_children == row.findings
        assert row.children <= row.about_children
    assert {row.esn for row in result.gaps} == {*NUMBERS} - {n for f in findings for n in f.esn}
    hidden = criteria_evidence(findings)
    assert [(row.esn, row.strengths) for row in hidden] == [
        (row.esn, row.strengths) for row in result
    ]


@pytest.mark.guidance("para 19", "footnote 9")
def test_the_joint_framework_is_counted_separately() -> None:
    """Criteria of the joint framework are counted separately from the nineteen and their gaps."""
    priority = FindingKind.AREA_FOR_PRIORITY_ACTION
    result = criteria_evidence(
        [finding((5, 34), source=FindingSource.FRONT_DOOR, kind=priority)], children=True
    )
    assert [(each.esn, each.findings) for each in result.framework] == [(5, 1)]
    assert result.framework[0].title.endswith("whose text is not in these documents")
    assert result[34].areas_for_priority_action == 1
    assert (len(result), len(result.gaps)) == (19, 18)
    assert any("joint framework" in note for note in result.notes)
    assert not any("joint framework" in note for note in criteria_evidence([]).notes)
    for shown in (str(result), result._repr_html_()):
        assert "Criteria of the joint framework that findings cite" in shown
