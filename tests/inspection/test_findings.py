from __future__ import annotations

import pickle
import traceback
from typing import Any

import pytest

from jtai.errors import InvalidRecordError, JtaiError
from jtai.guidance.terms import Agency
from jtai.inspection.evidence import CriteriaEvidence, criteria_evidence
from jtai.inspection.findings import Finding, FindingKind, FindingSource
from jtai.inspection.letter import LetterOutline, outline_letter
from tests.inspection.example_findings import IMPROVE, STRENGTH, finding


@pytest.mark.guidance("para 26", "footnote 9")
def test_a_finding_can_cite_each_criterion() -> None:
    """A finding can cite each of the nineteen criteria, ESN 23 to 41 (para 26)."""
    numbers = (23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41)
    assert finding(numbers).esn == numbers


@pytest.mark.parametrize(
    ("esn", "where"),
    [
        ((), "esn"),
        ((0,), "esn[0]"),
        ((23, 42), "esn[1]"),
        ((23, 24, 23), "esn[2]"),
        ((True,), "esn[0]"),
        ((23.0,), "esn[0]"),
        (("23",), "esn[0]"),
        (23, "esn"),
    ],
)
def test_invalid_criterion_numbers_are_refused(esn: Any, where: str) -> None:
    """Criterion numbers must be known, whole and unique, and there must be at least one."""
    with pytest.raises(InvalidRecordError) as caught:
        Finding(text="text", esn=esn, kind=STRENGTH)
    assert [fault.where for fault in caught.value.faults] == [where]


def test_all_errors_in_a_finding_are_reported_together() -> None:
    """All errors in a finding are reported together, with what was expected."""
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
    assert caught.value.faults[3].expected == (
        "numbers from 23 to 41, or below 23 for a criterion of the joint framework, whose text is "
        "not in these documents, without duplicates"
    )
    assert str(caught.value.faults[4].reference) == "guidance 190035, para 22"


def test_plain_values_are_converted() -> None:
    """Strings and lists are converted to enum members, tuples and sets."""
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


def test_a_case_number_makes_a_finding_about_a_child() -> None:
    """A finding with a child or a case number is about a child."""
    assert not finding().about_child
    assert finding(child="A1").about_child
    assert finding(case_number="1").about_child


@pytest.mark.guidance("para 4", "para 24", "para 25", "para 28")
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
    """Each source of findings cites the paragraph that describes it."""
    assert FindingSource(source).reference.paragraph == paragraph


def test_there_are_twelve_sources() -> None:
    """The guidance names twelve sources of findings."""
    assert len(FindingSource) == 12


@pytest.mark.parametrize(
    "value",
    [
        finding(child="A1", source="tracking", agencies=frozenset({Agency.YOT})),
        criteria_evidence([finding()]),
        criteria_evidence([finding()], children=True),
        outline_letter([finding()]),
    ],
)
def test_values_can_be_pickled_hashed_and_compared(value: Any) -> None:
    """A pickled copy of a value is equal to it and has the same hash."""
    copy = pickle.loads(pickle.dumps(value))  # noqa: S301 - made here
    assert copy == value
    assert hash(copy) == hash(value)


def shown(value: Finding | CriteriaEvidence | LetterOutline) -> str:
    """Return everything that a value shows by default."""
    html = "" if isinstance(value, Finding) else value._repr_html_()
    return f"{value!r}{value!s}{html}"


@pytest.mark.promise("shown values")
def test_no_representation_shows_a_secret() -> None:
    """By default, no representation shows an identifier or a text about a child."""
    secret = finding(text="SECRET", child="SECRET", case_number="SECRET")
    for value in (secret, criteria_evidence([secret]), criteria_evidence([secret], children=True)):
        assert "SECRET" not in shown(value)
    assert "SECRET" not in shown(outline_letter([secret]))
    assert "SECRET" not in repr(outline_letter([secret], children=True))
    assert "SECRET" not in repr(outline_letter([secret], children=True).sections)


@pytest.mark.promise("refused values")
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
        lambda secret: criteria_evidence(iter([secret])),
        lambda secret: outline_letter([secret]),
        lambda secret: outline_letter([], local_area=[secret]),  # type: ignore[arg-type]
    ],
)
def test_no_refusal_shows_a_secret(build: Any) -> None:
    """The refused value is not in any message, traceback, cause or context."""
    with pytest.raises(JtaiError) as caught:
        build("Secret 777")
    words, error = "", caught.value
    seen: BaseException | None = error
    while seen is not None:
        words += f"{seen!s}{seen!r}{seen.args!r}{getattr(seen, '__notes__', '')!r}"
        words += "".join(traceback.format_exception(seen)).replace('build("Secret 777")', "")
        seen = seen.__cause__ or seen.__context__
    assert "Secret 777" not in words


@pytest.mark.guidance("para 1", "footnote 9")
@pytest.mark.parametrize("source", [FindingSource.FRONT_DOOR, FindingSource.TRACKING, None])
def test_findings_can_cite_the_joint_framework(source: FindingSource | None) -> None:
    """Any finding can cite ESN 1 to 22 of the joint framework, and none can cite 0 or 42."""
    made = finding((5, 34), source=source)
    assert made.framework_esn == (5,)
    assert finding(34).framework_esn == ()
    for esn in (0, 42):
        with pytest.raises(InvalidRecordError, match=r"^esn\[0\]: no such criterion"):
            finding(esn, source=source)


def test_there_are_three_kinds_of_findings() -> None:
    """A finding is a strength, an area for improvement or an area for priority action."""
    assert [*FindingKind] == ["strength", "area for improvement", "area for priority action"]
