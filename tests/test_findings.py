from __future__ import annotations

import pickle
import re
import traceback
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import jtai
from jtai.errors import InvalidRecordError, InvalidValueError, JtaiError, UnknownKeyError
from jtai.findings import (
    Coverage,
    Finding,
    FindingKind,
    FindingSource,
    LetterOutline,
    coverage,
    outline_letter,
)
from jtai.guidance.agencies import LOCAL_AGENCIES
from jtai.guidance.terms import Agency

STRENGTH, IMPROVE = FindingKind.STRENGTH, FindingKind.AREA_FOR_IMPROVEMENT
NUMBERS = list(range(23, 42))


def finding(esn: int | tuple[int, ...] = 23, **changes: Any) -> Finding:
    """Make a finding."""
    numbers = esn if isinstance(esn, tuple) else (esn,)
    return Finding(**{"text": "text", "esn": numbers, "kind": STRENGTH, **changes})


FINDINGS = st.lists(
    st.builds(
        Finding,
        text=st.just("text"),
        esn=st.lists(st.sampled_from(NUMBERS), min_size=1, unique=True).map(tuple),
        kind=st.sampled_from(FindingKind),
        source=st.none() | st.sampled_from(FindingSource),
        child=st.none() | st.sampled_from(["A", "B"]),
        case_number=st.none() | st.sampled_from(["1", "2"]),
        agencies=st.frozensets(st.sampled_from(LOCAL_AGENCIES)),
    ),
    max_size=8,
)


def test_the_numbers_are_23_to_41() -> None:
    """A finding can be referred to each of the nineteen criteria (para 26)."""
    assert len(NUMBERS) == 19
    assert finding(tuple(NUMBERS)).esn == tuple(NUMBERS)


@pytest.mark.parametrize(
    ("esn", "where"),
    [
        ((), "esn"),
        ((22,), "esn[0]"),
        ((23, 42), "esn[1]"),
        ((23, 24, 23), "esn[2]"),
        ((True,), "esn[0]"),
        ((23.0,), "esn[0]"),
        (("23",), "esn[0]"),
        (23, "esn"),
    ],
)
def test_other_numbers_are_refused(esn: Any, where: str) -> None:
    """No number, an unknown one, one given twice and what is no whole number are refused."""
    with pytest.raises(InvalidRecordError) as caught:
        Finding(text="text", esn=esn, kind=STRENGTH)
    assert [fault.where for fault in caught.value.faults] == [where]


def test_the_impossible_is_refused_at_once() -> None:
    """Every fault is reported with its place and what was expected."""
    with pytest.raises(InvalidRecordError) as caught:
        finding(
            (42,),
            text=" ",
            child="",
            case_number=" ",
            agencies=frozenset({Agency.NATIONAL_PROBATION_SERVICE}),
        )
    assert [fault.where for fault in caught.value.faults] == [
        "text",
        "child",
        "case_number",
        "esn[0]",
        "agencies",
    ]
    assert caught.value.faults[3].expected == "numbers from 23 to 41, each once"
    assert str(caught.value.faults[4].reference) == "guidance 190035, para 22"


def test_plain_values_will_do() -> None:
    """Published strings and lists become members and tuples."""
    made = Finding(
        text="text",
        esn=[34, 35],  # type: ignore[arg-type]
        kind="area for improvement",  # type: ignore[arg-type]
        source="meeting with staff",  # type: ignore[arg-type]
        agencies={"police force"},  # type: ignore[arg-type]
    )
    assert made.kind is IMPROVE
    assert made.esn == (34, 35)
    assert made.source is FindingSource.STAFF_MEETING
    assert made.agencies == {Agency.POLICE}


def test_a_case_number_makes_a_finding_one_about_a_child() -> None:
    """Only what names neither a child nor a case is about the area."""
    assert not finding().about_child
    assert finding(child="A1").about_child
    assert finding(case_number="1").about_child


@pytest.mark.parametrize(
    ("source", "paragraph"),
    [
        ("tracking", 3),
        ("sampling", 4),
        ("front door", 19),
        ("meeting with staff", 24),
        ("contact with a school", 25),
        ("child-level list", 28),
        ("joint evaluation", 46),
        ("multi-agency meeting", 40),
        ("case-file document", 44),
        ("supporting information", 48),
        ("conversation with a child or family", 49),
        ("observation", 51),
    ],
)
def test_every_source_is_cited(source: str, paragraph: int) -> None:
    """Each source has the paragraph that speaks of it."""
    assert FindingSource(source).reference.paragraph == paragraph


def test_there_are_no_other_sources() -> None:
    """Twelve sources are named in the guidance."""
    assert len(FindingSource) == 12


# Coverage


def test_no_findings_leave_nineteen_gaps() -> None:
    """Every criterion without a finding is a gap."""
    result = coverage([])
    assert [row.esn for row in result.gaps] == NUMBERS
    assert len(result) == 19
    assert [*result] == [*result.criteria]
    assert repr(result) == "<Coverage: findings cover 0 of 19 criteria>"


def test_findings_are_counted_by_criterion_and_kind() -> None:
    """A finding on two criteria counts for both, once as what it is."""
    result = coverage([finding((23, 37)), finding(37, kind=IMPROVE), finding(37, child="A1")])
    assert (result[23].strengths, result[23].areas_for_improvement) == (1, 0)
    assert (result[37].strengths, result[37].areas_for_improvement) == (2, 1)
    assert result[37].findings == 3
    assert [row.esn for row in result.gaps] == [n for n in NUMBERS if n not in (23, 37)]
    assert str(result[37].reference) == "guidance 190035, para 26, ESN 37"
    with pytest.raises(UnknownKeyError, match="a whole number from 23 to 41"):
        result[42]


def test_findings_are_counted_by_agency() -> None:
    """A finding counts for each agency that it concerns, or for none."""
    both = frozenset({Agency.POLICE, Agency.SCHOOLS})
    result = coverage([finding(agencies=both), finding(kind=IMPROVE)])
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
    }
    assert result.agencies[-1].to_record()["agency"] is None


def test_counts_that_tell_of_children_are_suppressed() -> None:
    """By default neither children, nor findings about them, nor the rest, are counted apart."""
    result = coverage([finding(child="A1"), finding()])
    assert result.suppressed
    for row in result:
        assert row.about_area is row.about_children is row.children is None
    for shown in (str(result), result._repr_html_()):
        assert "Suppressed" in shown
        assert "About a child" not in shown
    assert all(record["children"] is None for record in result.to_records())
    assert coverage([finding(child="A1"), finding()]) == coverage([finding(), finding()])


def test_counts_that_tell_of_children_are_given_on_request() -> None:
    """Asked for, they divide the findings, and a child counts once however it is named."""
    result = coverage(
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
    for shown in (str(result), result._repr_html_()):
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
        "about_area": 1,
        "about_children": 5,
        "children": 3,
        "is_gap": False,
        "reference": "guidance 190035, para 26, ESN 23",
    }


@given(FINDINGS)
def test_counts_add_up(findings: list[Finding]) -> None:
    """Every finding counts once for each of its criteria, and the two ways to divide agree."""
    result = coverage(iter(findings), children=True)
    assert sum(row.findings for row in result) == sum(len(each.esn) for each in findings)
    for row in result:
        assert row.about_area is not None
        assert row.about_children is not None
        assert row.children is not None
        assert row.about_area + row.about_children == row.findings
        assert row.children <= row.about_children
    assert {row.esn for row in result.gaps} == {*NUMBERS} - {n for f in findings for n in f.esn}
    hidden = coverage(findings)
    assert [(row.esn, row.strengths) for row in hidden] == [
        (row.esn, row.strengths) for row in result
    ]


# The letter


def test_the_outline_follows_the_criteria() -> None:
    """Criteria come in the order of their numbers, strengths first, then the gaps."""
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
    assert [section.esn for section in outline.gaps] == gaps
    assert [section.esn for section in outline] == NUMBERS
    assert len(outline) == 19
    assert repr(outline) == "<LetterOutline: 2 of 19 criteria with findings>"
    assert lines[-1] == "- Source: press release of July 2019, on the findings."
    assert "Assumed: the sources do not say how the letter is set out" in str(outline)


def test_findings_about_children_are_left_out() -> None:
    """By default an outline does not even tell whether there are any."""
    about_child = [finding(24, child="A1", text="SECRET"), finding(25, case_number="SECRET")]
    outline = outline_letter([finding(), *about_child])
    assert outline == outline_letter([finding()])
    assert [section.esn for section in outline.gaps] == NUMBERS[1:]
    assert not outline.children
    for shown in (str(outline), outline._repr_html_(), repr(outline)):
        assert "SECRET" not in shown
    assert "it is not said whether there are any" in str(outline)


def test_findings_about_children_are_marked_on_request() -> None:
    """Asked for, they are included with a mark, and without identifier or case number."""
    outline = outline_letter(
        [finding(child="SECRET", case_number="SECRET", text="late"), finding(text="early")],
        children=True,
    )
    for shown in (str(outline), outline._repr_html_()):
        assert "[about a child] late" in shown
        assert shown.count("[about a child]") == 1
        assert "SECRET" not in shown
        assert "must not reach a published letter" in shown


def test_an_outline_without_gaps_names_none() -> None:
    """Where every criterion has a finding, there is no list of gaps."""
    outline = outline_letter([finding(tuple(NUMBERS))])
    assert outline.gaps == ()
    assert "Criteria without findings" not in str(outline)
    assert outline.title.endswith("local partnership")


def test_the_table_of_the_outline_is_escaped() -> None:
    """Texts from outside stay texts, and gaps stand below the findings."""
    html = outline_letter([finding(41, text="<script>")])._repr_html_()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert html.count("no finding") == 18
    assert html.index("ESN 41") < html.index("ESN 23")


@given(FINDINGS)
def test_no_finding_about_the_area_is_lost(findings: list[Finding]) -> None:
    """Each finding stands under each of its criteria, if it is one to show."""
    for children in (False, True):
        outline = outline_letter(findings, children=children)
        for section in outline:
            expected = [
                each
                for kind in FindingKind
                for each in findings
                if section.esn in each.esn
                and each.kind is kind
                and (children or not each.about_child)
            ]
            assert [*section.findings] == expected


@pytest.mark.parametrize("use", [coverage, outline_letter])
def test_what_is_no_finding_is_refused(use: Any) -> None:
    """Each place that holds no finding is named, by type only."""
    with pytest.raises(InvalidValueError) as caught:
        use([finding(), "SECRET", {"text": "SECRET"}])
    assert [fault.where for fault in caught.value.faults] == ["findings[1]", "findings[2]"]
    with pytest.raises(InvalidValueError, match="int is no finding"):
        use(7)
    assert use([finding()]) == use((finding(),))


def test_the_area_has_a_name() -> None:
    """The area's name is a text, or is left out."""
    with pytest.raises(InvalidValueError, match="a int is no name"):
        outline_letter([], local_area=7)  # type: ignore[arg-type]


# Values


@pytest.mark.parametrize(
    "value",
    [
        finding(child="A1", source="tracking", agencies=frozenset({Agency.YOT})),
        coverage([finding()]),
        coverage([finding()], children=True),
        outline_letter([finding()]),
    ],
)
def test_values_can_be_pickled_hashed_and_compared(value: Any) -> None:
    """A copy is equal and hashes alike."""
    copy = pickle.loads(pickle.dumps(value))  # noqa: S301 - made here
    assert copy == value
    assert hash(copy) == hash(value)


def shown(value: Finding | Coverage | LetterOutline) -> str:
    """Give everything that a value shows by itself."""
    html = "" if isinstance(value, Finding) else value._repr_html_()
    return f"{value!r}{value!s}{html}"


def test_no_representation_shows_a_secret() -> None:
    """No identifier and no text about a child appears by default, and no finding shows its text."""
    secret = finding(text="SECRET", child="SECRET", case_number="SECRET")
    for value in (secret, coverage([secret]), coverage([secret], children=True)):
        assert "SECRET" not in shown(value)
    assert "SECRET" not in shown(outline_letter([secret]))
    assert "SECRET" not in repr(outline_letter([secret], children=True))
    assert "SECRET" not in repr(outline_letter([secret], children=True).sections)


@pytest.mark.parametrize(
    "build",
    [
        lambda secret: finding(text=[secret]),
        lambda secret: finding((secret,)),
        lambda secret: finding(kind=secret),
        lambda secret: finding(source=secret),
        lambda secret: finding(child=[secret]),
        lambda secret: finding(case_number={secret}),
        lambda secret: finding(agencies=[secret]),
        lambda secret: finding(99, text=secret, child=secret, case_number=secret),
        lambda secret: coverage(iter([secret])),
        lambda secret: outline_letter([secret]),
        lambda secret: outline_letter([], local_area=[secret]),  # type: ignore[arg-type]
    ],
)
def test_no_refusal_shows_a_secret(build: Any) -> None:
    """Whatever is refused, its value is in no message, traceback, cause or context."""
    with pytest.raises(JtaiError) as caught:
        build("Secret 777")
    words, error = "", caught.value
    seen: BaseException | None = error
    while seen is not None:
        words += f"{seen!s}{seen!r}{seen.args!r}{getattr(seen, '__notes__', '')!r}"
        words += "".join(traceback.format_exception(seen)).replace('build("Secret 777")', "")
        seen = seen.__cause__ or seen.__context__
    assert "Secret 777" not in words
