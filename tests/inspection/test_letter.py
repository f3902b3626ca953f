from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest
from hypothesis import given

import jtai
from jtai.errors import InvalidValueError
from jtai.guidance.terms import Agency
from jtai.inspection.evidence import criteria_evidence
from jtai.inspection.findings import Finding, FindingKind, FindingSource
from jtai.inspection.letter import outline_letter
from tests.inspection.example_findings import FINDINGS, IMPROVE, NUMBERS, finding


def test_the_outline_follows_the_criteria() -> None:
    """Criteria are in order, with strengths first, and criteria without findings come last."""
    outline = outline_letter(
        [
            finding((37, 24), text="improve 37", kind=IMPROVE),
            finding(37, text="strong 37a"),
            finding(37, text="strong\n37b", agencies=frozenset({Agency.SCHOOLS, Agency.POLICE})),
        ],
        local_area="Exampleshire",
    )
    lines = [line for line in str(outline).splitlines() if line]
    assert lines[:10] == [
        "# Outline of the letter of findings to the local partnership, Exampleshire",
        f"## ESN 24: {jtai.criterion(24).title}",
        "### Areas for improvement",
        "- improve 37 (also ESN 37)",
        f"## ESN 37: {jtai.criterion(37).title}",
        "### Strengths",
        "- strong 37a",
        "- strong 37b (police force; schools)",
        "### Areas for improvement",
        "- improve 37 (also ESN 24)",
    ]
    assert lines[10] == "## Criteria without findings"
    gaps = [int(number) for number in re.findall(r"^- ESN (\d+): ", str(outline), re.MULTILINE)]
    assert gaps == [n for n in NUMBERS if n not in (24, 37)]
    assert [section.esn for section in outline.gaps] == [(n,) for n in gaps]
    assert [section.esn for section in outline] == [(n,) for n in NUMBERS]
    assert len(outline) == 19
    assert repr(outline) == "<LetterOutline: 2 of 19 criteria with findings>"
    assert lines[-1] == "- Source: press release of July 2019, on the findings."
    assert "Assumed: the sources do not say how the letter is arranged" in str(outline)


@pytest.mark.promise("counts")
def test_findings_about_children_are_left_out() -> None:
    """By default, an outline leaves out findings about children, whether or not there are any."""
    about_child = [finding(24, child="A1", text="SECRET"), finding(25, case_number="SECRET")]
    outline = outline_letter([finding(), *about_child])
    assert outline == outline_letter([finding()])
    assert [section.esn for section in outline.gaps] == [(n,) for n in NUMBERS[1:]]
    assert not outline.children
    for shown in (str(outline), outline._repr_html_(), repr(outline)):
        assert "SECRET" not in shown
    assert "this note appears whether or not there are any" in str(outline)


def test_findings_about_children_are_marked_on_request() -> None:
    """On request, findings about children are included and marked, without identifiers."""
    outline = outline_letter(
        [finding(child="SECRET", case_number="SECRET", text="late"), finding(text="early")],
        children=True,
    )
    for shown in (str(outline), outline._repr_html_()):
        assert "[about a child] late" in shown
        assert shown.count("[about a child]") == 1
        assert "SECRET" not in shown
        assert "must not appear unchanged in a published" in shown


def test_an_outline_without_gaps_names_none() -> None:
    """If every criterion has a finding, the outline has no list of gaps."""
    outline = outline_letter([finding(tuple(NUMBERS))])
    assert outline.gaps == ()
    assert "Criteria without findings" not in str(outline)
    assert outline.title.endswith("local partnership")


@pytest.mark.promise("HTML")
def test_the_table_of_the_outline_is_escaped() -> None:
    """In HTML, texts are escaped and criteria without findings come last."""
    html = outline_letter([finding(41, text="<script>")])._repr_html_()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert html.count("no finding") == 18
    assert html.index("ESN 41") < html.index("ESN 23")


@given(FINDINGS)
def test_no_finding_about_the_area_is_lost(findings: list[Finding]) -> None:
    """Each finding that may be shown appears under each of its criteria."""
    for children in (False, True):
        outline = outline_letter(findings, children=children)
        for section in outline:
            expected = [
                each
                for kind in FindingKind
                for each in findings
                if section.esn[0] in each.esn
                and each.kind is kind
                and (children or not each.about_child)
            ]
            assert [*section.findings] == expected


@pytest.mark.parametrize("use", [criteria_evidence, outline_letter])
def test_only_findings_are_accepted(use: Any) -> None:
    """Each item that is not a Finding is reported by its position and type."""
    with pytest.raises(InvalidValueError) as caught:
        use([finding(), "SECRET", {"text": "SECRET"}])
    assert [fault.where for fault in caught.value.faults] == ["findings[1]", "findings[2]"]
    for single in (7, "SECRET", finding()):
        with pytest.raises(InvalidValueError, match="findings: expected a list, got") as caught:
            use(single)
        assert len(caught.value.faults) == 1
    assert use([finding()]) == use((finding(),))


FRONT_DOOR = FindingSource.FRONT_DOOR
PRIORITY = FindingKind.AREA_FOR_PRIORITY_ACTION


def test_a_letter_names_areas_for_priority_action() -> None:
    """The outline has a section for areas for priority action."""
    outline = outline_letter([finding(37, kind=PRIORITY, text="act now")])
    assert "### Areas for priority action\n\n- act now" in str(outline)
    assert len(outline.gaps) == 18


@pytest.mark.guidance("para 19", "footnote 9")
def test_criteria_of_the_joint_framework_come_after_the_others() -> None:
    """Criteria of the joint framework come after the nineteen, and are shown without text."""
    outline = outline_letter([finding((5, 34), source=FRONT_DOOR)])
    assert [section.esn for section in outline][-2:] == [(41,), (5,)]
    assert outline.sections[-1].heading == (
        "ESN 5: a criterion of the joint framework, whose text is not in these documents"
    )
    assert str(outline.sections[-1].reference) == "guidance 190035, para 1, footnote 3"
    assert any("ESN 23 to 41" in note for note in outline.notes)


def test_a_letter_can_be_grouped_by_the_callers_subjects() -> None:
    """Findings can be grouped by the caller's subjects, and the rest are listed separately."""
    findings = [finding(34, text="quick"), finding(37, text="late"), finding(28, text="reviewed")]
    outline = outline_letter(findings, subjects={"Police": [34, 35], "Leaders": {39, 40}})
    assert [(section.heading, section.esn) for section in outline] == [
        ("Police", (34, 35)),
        ("Leaders", (39, 40)),
        ("Findings outside these subjects", (28, 37)),
    ]
    assert [section.heading for section in outline.gaps] == ["Leaders"]
    assert "## Subjects without findings\n\n- Leaders" in str(outline)
    assert "among the subjects that the caller named" in str(outline)
    assert repr(outline) == "<LetterOutline: 2 of 3 subjects with findings>"
    assert '<th scope="col"' in outline._repr_html_()
    assert ">Subject<" in outline._repr_html_()
    assert len(outline_letter(findings[:1], subjects={"Police": [34]})) == 1
    numbers: Any = [np.int64(34)]
    assert outline_letter(findings, subjects={"Police": numbers}).sections[0].esn == (34,)
    refused: list[Any] = [
        {"Police": []},
        {"Police": [42]},
        {"Police": ["34"]},
        {"Police": [True]},
        {"Police": 34},
        {" ": [34]},
        ["Police"],
        34,
    ]
    for wrong in refused:
        with pytest.raises(InvalidValueError, match="subjects"):
            outline_letter(findings, subjects=wrong)


def test_the_name_of_the_area_is_one_line() -> None:
    """The name of the area must be one line of text that is not blank."""
    for name in (7, "", " ", "Any\ntown", "Any\x1b[2Jtown"):
        with pytest.raises(InvalidValueError, match="local_area: not a valid title"):
            outline_letter([], local_area=name)  # type: ignore[arg-type]
