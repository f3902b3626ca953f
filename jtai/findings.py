"""Findings, what of the criteria they cover, and the letter they go into (paras 3, 4, 19 to 26).

Law: findings are referred to criteria by their evaluation schedule numbers (ESN). Five to seven
children are tracked, so that any count of children may give one of them away: nothing about a
child, and no count that tells of children, is shown unless it is asked for by name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any, Final

import attrs

from jtai.citation import PRESS_RELEASE, Reference
from jtai.display import Shown
from jtai.errors import Fault, InvalidValueError
from jtai.guidance.agencies import LOCAL_AGENCIES
from jtai.guidance.criteria import CRITERIA, criterion
from jtai.guidance.terms import Agency
from jtai.records import Record, hidden
from jtai.tables import html_table, text_table

__all__ = [
    "AgencyCoverage",
    "Coverage",
    "CriterionCoverage",
    "Finding",
    "FindingKind",
    "FindingSource",
    "LetterOutline",
    "LetterSection",
    "coverage",
    "outline_letter",
]

_CRITERIA: Final = Reference.para(26, part="footnote 9")
_LETTER: Final = Reference(document=PRESS_RELEASE, part="on the findings")
_FIRST, _LAST = CRITERIA[0].number, CRITERIA[-1].number
_NUMBERS: Final = frozenset(row.number for row in CRITERIA)


class FindingKind(StrEnum):
    """Whether something goes well or has to improve: what the letter sets out (para 26).

    Examples:
        >>> [kind.value for kind in FindingKind]
        ['strength', 'area for improvement']
    """

    STRENGTH = "strength"
    AREA_FOR_IMPROVEMENT = "area for improvement"


class FindingSource(StrEnum):
    """What a finding rests on, as far as the guidance names it."""

    TRACKING = "tracking"
    SAMPLING = "sampling"
    FRONT_DOOR = "front door"
    STAFF_MEETING = "meeting with staff"
    SCHOOL_CONTACT = "contact with a school"
    CHILD_LIST = "child-level list"
    JOINT_EVALUATION = "joint evaluation"
    MULTI_AGENCY_MEETING = "multi-agency meeting"
    CASE_DOCUMENT = "case-file document"
    INFORMATION = "supporting information"
    CONVERSATION = "conversation with a child or family"
    OBSERVATION = "observation"

    @property
    def reference(self) -> Reference:
        """Where the guidance speaks of it.

        Examples:
            >>> print(FindingSource.OBSERVATION.reference)
            guidance 190035, para 51
        """
        return _SOURCES[self]


_SOURCES: Final = {
    FindingSource.TRACKING: Reference.para(3, 37, 38),
    FindingSource.SAMPLING: Reference.para(4),
    FindingSource.FRONT_DOOR: Reference.para(19),
    FindingSource.STAFF_MEETING: Reference.para(24),
    FindingSource.SCHOOL_CONTACT: Reference.para(25),
    FindingSource.CHILD_LIST: Reference.para(28, 32, 41),
    FindingSource.JOINT_EVALUATION: Reference.para(46, 39),
    FindingSource.MULTI_AGENCY_MEETING: Reference.para(40),
    FindingSource.CASE_DOCUMENT: Reference.para(44, 45),
    FindingSource.INFORMATION: Reference.para(48, 47),
    FindingSource.CONVERSATION: Reference.para(49, 51),
    FindingSource.OBSERVATION: Reference.para(51),
}


@attrs.frozen(kw_only=True)
class Finding(Record):
    """One thing that the inspection found, referred to one or more criteria (para 26, footnote 9).

    Attributes:
        text: What was found.
        esn: The numbers of the criteria that it is about, 23 to 41.
        kind: A strength or an area for improvement.
        source: What it rests on, None if that is not recorded.
        child: The identifier of the child that it is about, None where it is about the area.
        case_number: The case number of the tracking record that it goes back to; it makes a
            finding one about a child.
        agencies: The agencies concerned.

    Raises:
        InvalidRecordError: If the text is blank, no criterion is given, one is given twice or does
            not exist, an identifier is blank, or an agency is not covered by the inspection.

    Examples:
        >>> finding = Finding(
        ...     text="Custody staff know whom to ask for advice.",
        ...     esn=[34],
        ...     kind="strength",
        ...     source="front door",
        ...     agencies={"police force"},
        ... )
        >>> finding
        Finding(esn=(34,), kind=<FindingKind.STRENGTH: 'strength'>, ...)
        >>> finding.about_child
        False
    """

    text: str = hidden()
    esn: tuple[int, ...]
    kind: FindingKind
    source: FindingSource | None = None
    child: str | None = hidden(None)
    case_number: str | None = hidden(None)
    agencies: frozenset[Agency] = attrs.field(
        default=frozenset(),
        repr=lambda agencies: f"{{{', '.join(map(repr, _in_order(agencies)))}}}",
    )

    def _impossible(self) -> Iterator[Fault]:
        if not self.text.strip():
            yield Fault(message="the text is blank", where="text", expected="a text")
        for name in ("child", "case_number"):
            value = getattr(self, name)
            if value is not None and not value.strip():
                yield Fault(
                    message="the identifier is blank",
                    where=name,
                    expected="a text, or None where the finding is about the area",
                )
        yield from self._wrong_numbers()
        if not self.agencies <= {*LOCAL_AGENCIES}:
            yield Fault(
                message="the inspection does not cover such an agency",
                where="agencies",
                expected=f"of {', '.join(LOCAL_AGENCIES)}",
                reference=Reference.para(22),
            )

    def _wrong_numbers(self) -> Iterator[Fault]:
        expected = f"numbers from {_FIRST} to {_LAST}, each once"
        if not self.esn:
            yield Fault(
                message="no criterion is given",
                where="esn",
                expected=f"one or more {expected}",
                reference=_CRITERIA,
            )
        for place, number in enumerate(self.esn):
            if number not in _NUMBERS:
                message = "no such criterion"
            elif number in self.esn[:place]:
                message = "the criterion is given twice"
            else:
                continue
            yield Fault(
                message=message, where=f"esn[{place}]", expected=expected, reference=_CRITERIA
            )

    @property
    def about_child(self) -> bool:
        """Whether it is about a child, by identifier or case number, and not about the area."""
        return self.child is not None or self.case_number is not None


def _in_order(agencies: Collection[Agency]) -> tuple[Agency, ...]:
    return tuple(agency for agency in LOCAL_AGENCIES if agency in agencies)


def _checked(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Take findings in the order given, or refuse what is none."""
    given = tuple(findings) if isinstance(findings, Iterable) else (findings,)
    faults = [
        Fault(
            message=f"{type(each).__name__} is no finding",
            where=f"findings[{place}]",
            expected="a Finding",
        )
        for place, each in enumerate(given)
        if not isinstance(each, Finding)
    ]
    if faults:
        raise InvalidValueError(faults)
    return given


# Coverage


@attrs.frozen(kw_only=True)
class CriterionCoverage(Shown):
    """How many findings there are for one criterion.

    Attributes:
        esn: The criterion's number.
        title: What it is about.
        strengths: How many findings are strengths.
        areas_for_improvement: How many are areas for improvement.
        about_area: How many are about the area; None where suppressed, as the number about
            children follows from it.
        about_children: How many are about a child; None where suppressed.
        children: About how many different children; None where suppressed.
        reference: Where the criterion stands.
    """

    esn: int
    title: str
    strengths: int
    areas_for_improvement: int
    about_area: int | None = None
    about_children: int | None = None
    children: int | None = None
    reference: Reference

    @property
    def findings(self) -> int:
        """How many findings there are."""
        return self.strengths + self.areas_for_improvement

    @property
    def is_gap(self) -> bool:
        """Whether there is none."""
        return not self.findings

    def to_record(self) -> dict[str, Any]:
        """Give the counts as plain values; a suppressed one is None."""
        return {
            "esn": self.esn,
            "title": self.title,
            "findings": self.findings,
            "strengths": self.strengths,
            "areas_for_improvement": self.areas_for_improvement,
            "about_area": self.about_area,
            "about_children": self.about_children,
            "children": self.children,
            "is_gap": self.is_gap,
            "reference": str(self.reference),
        }


@attrs.frozen(kw_only=True)
class AgencyCoverage(Shown):
    """How many findings concern one agency; one that concerns several counts for each.

    Attributes:
        agency: The agency, None for findings that name none.
        strengths: How many are strengths.
        areas_for_improvement: How many are areas for improvement.
    """

    agency: Agency | None
    strengths: int
    areas_for_improvement: int

    @property
    def findings(self) -> int:
        """How many findings there are."""
        return self.strengths + self.areas_for_improvement

    def to_record(self) -> dict[str, Any]:
        """Give the counts as plain values."""
        return {
            "agency": None if self.agency is None else str(self.agency),
            "findings": self.findings,
            "strengths": self.strengths,
            "areas_for_improvement": self.areas_for_improvement,
        }


_SUPPRESSED: Final = (
    "Suppressed: counts that tell of children. Five to seven children are tracked, so that any "
    "such count may give one of them away (guidance 190035, paras 3, 37)."
)
_SHOWN: Final = (
    "With counts that tell of children: five to seven are tracked, so that any such count may give "
    "one of them away (guidance 190035, paras 3, 37)."
)
_SEVERAL: Final = "A finding on several criteria counts for each of them."


@attrs.frozen(kw_only=True, repr=False)
class Coverage:
    """How findings cover the criteria; print it, or show it in a notebook (para 26).

    Attributes:
        criteria: The counts for each criterion, in the order of their numbers.
        agencies: The counts for each agency that the inspection covers, then for none.
        suppressed: Whether counts that tell of children are left out.

    Examples:
        >>> quick = Finding(esn=[34], kind="strength", source="observation", text="quick to refer")
        >>> found = coverage([quick])
        >>> found[34].findings, len(found.gaps)
        (1, 18)
    """

    criteria: tuple[CriterionCoverage, ...]
    agencies: tuple[AgencyCoverage, ...]
    suppressed: bool

    def __getitem__(self, esn: int) -> CriterionCoverage:
        return self.criteria[criterion(esn).number - _FIRST]

    def __iter__(self) -> Iterator[CriterionCoverage]:
        return iter(self.criteria)

    def __len__(self) -> int:
        return len(self.criteria)

    @property
    def gaps(self) -> tuple[CriterionCoverage, ...]:
        """The criteria without any finding."""
        return tuple(row for row in self.criteria if row.is_gap)

    @property
    def notes(self) -> tuple[str, ...]:
        """What to know when reading the counts."""
        return (_SEVERAL, _SUPPRESSED if self.suppressed else _SHOWN)

    def to_records(self) -> list[dict[str, Any]]:
        """Give the counts for the criteria as plain values, one mapping each."""
        return [row.to_record() for row in self.criteria]

    @property
    def _title(self) -> str:
        covered = len(self.criteria) - len(self.gaps)
        return f"Findings cover {covered} of {len(self.criteria)} criteria"

    @property
    def _columns(self) -> tuple[str, ...]:
        columns = ("ESN", "Criterion", "Strengths", "Areas for improvement")
        about = () if self.suppressed else ("About the area", "About a child", "Children")
        return (*columns, *about, "Gap")

    def _rows(self) -> Iterator[tuple[str, ...]]:
        for row in self.criteria:
            about = (row.about_area, row.about_children, row.children)
            yield (
                str(row.esn),
                row.title,
                str(row.strengths),
                str(row.areas_for_improvement),
                *(() if self.suppressed else map(str, about)),
                "gap" if row.is_gap else "",
            )

    def _agency_rows(self) -> Iterator[tuple[str, ...]]:
        for row in self.agencies:
            name = "no agency named" if row.agency is None else str(row.agency)
            yield name, str(row.strengths), str(row.areas_for_improvement)

    def __repr__(self) -> str:
        return f"<Coverage: {self._title.lower()}>"

    def __str__(self) -> str:
        return "\n\n".join(
            [
                self._title,
                text_table(self._columns, self._rows(), widest=60),
                text_table(_AGENCY_COLUMNS, self._agency_rows()),
                *self.notes,
            ]
        )

    def _repr_html_(self) -> str:
        by_criterion = html_table(self._title, self._columns, self._rows(), notes=self.notes)
        return by_criterion + html_table("By agency", _AGENCY_COLUMNS, self._agency_rows())


_AGENCY_COLUMNS: Final = ("Agency", "Strengths", "Areas for improvement")


def coverage(findings: Iterable[Finding], *, children: bool = False) -> Coverage:
    """Count findings by criterion and by agency, and name the criteria without any (para 26).

    Strengths and areas for improvement count all findings, whether about a child or the area. How
    they divide between the two, and how many children there are, is suppressed by default.

    Args:
        findings: The findings.
        children: Whether to give the counts that tell of children.

    Raises:
        InvalidValueError: If something is no finding.

    Examples:
        >>> late = Finding(text="Referrals come late.", esn=[37], kind="area for improvement")
        >>> result = coverage([late])
        >>> result[37].areas_for_improvement, len(result.gaps), result.suppressed
        (1, 18, True)
        >>> result[37].about_area is None
        True
        >>> coverage([late], children=True)[37].about_area
        1
    """
    given = _checked(findings)
    known = {each.case_number: each.child for each in given if each.child and each.case_number}
    return Coverage(
        criteria=tuple(
            CriterionCoverage(
                esn=row.number,
                title=row.title,
                **_by_kind(mine := [each for each in given if row.number in each.esn]),
                **(_by_subject(mine, known) if children else {}),
                reference=row.reference,
            )
            for row in CRITERIA
        ),
        agencies=tuple(
            AgencyCoverage(
                agency=agency,
                **_by_kind(
                    each
                    for each in given
                    if (agency in each.agencies if agency is not None else not each.agencies)
                ),
            )
            for agency in (*LOCAL_AGENCIES, None)
        ),
        suppressed=not children,
    )


def _by_kind(findings: Iterable[Finding]) -> dict[str, int]:
    kinds = Counter(each.kind for each in findings)
    return {
        "strengths": kinds[FindingKind.STRENGTH],
        "areas_for_improvement": kinds[FindingKind.AREA_FOR_IMPROVEMENT],
    }


def _by_subject(findings: list[Finding], known: Mapping[str, str]) -> dict[str, int]:
    about = [each for each in findings if each.about_child]
    # A case number stands for a child unless another finding says which child it is.
    who = {
        ("child", child) if child else ("case", each.case_number)
        for each in about
        for child in [each.child or known.get(each.case_number or "")]
    }
    return {
        "about_area": len(findings) - len(about),
        "about_children": len(about),
        "children": len(who),
    }


# The letter


@attrs.frozen(kw_only=True)
class LetterSection(Shown):
    """What the letter may say on one criterion.

    Attributes:
        esn: The criterion's number.
        title: What it is about, in the library's own words.
        strengths: The strengths, in the order given.
        areas_for_improvement: The areas for improvement, likewise.
        reference: Where the criterion stands.
    """

    esn: int
    title: str
    strengths: tuple[Finding, ...]
    areas_for_improvement: tuple[Finding, ...]
    reference: Reference

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The strengths, then the areas for improvement."""
        return self.strengths + self.areas_for_improvement

    @property
    def heading(self) -> str:
        """Number and title."""
        return f"ESN {self.esn}: {self.title}"


_LEFT_OUT: Final = (
    "Findings about a child are left out, and it is not said whether there are any; a criterion "
    "without a finding here may have one in the evidence."
)
_INCLUDED: Final = (
    "Findings about a child are included and marked; they must not reach a published letter as "
    "they stand."
)
_ASSUMED: Final = (
    "Assumed: the sources do not say how the letter is set out; here it follows the criteria, with "
    "strengths first."
)
_KINDS: Final = (("Strengths", "strengths"), ("Areas for improvement", "areas_for_improvement"))
_MARK: Final = "[about a child]"


@attrs.frozen(kw_only=True, repr=False)
class LetterOutline:
    """What a letter of findings to the local partnership may be written from (para 26).

    The texts of the findings in it are what it is for: printing it shows them.

    Attributes:
        local_area: The area to whose partnership the letter goes, None if it is not named.
        sections: One for each criterion, in the order of their numbers.
        children: Whether findings about a child are included.
        reference: Where the letter is announced.

    Examples:
        >>> outline = outline_letter(
        ...     [Finding(esn=[34], kind="strength", source="observation", text="quick to refer")],
        ...     local_area="Anytown",
        ... )
        >>> len(outline), len(outline.gaps)
        (19, 18)
    """

    local_area: str | None
    sections: tuple[LetterSection, ...]
    children: bool
    reference: Reference = _LETTER

    def __iter__(self) -> Iterator[LetterSection]:
        return iter(self.sections)

    def __len__(self) -> int:
        return len(self.sections)

    @property
    def gaps(self) -> tuple[LetterSection, ...]:
        """The criteria on which this outline has no finding."""
        return tuple(section for section in self.sections if not section.findings)

    @property
    def notes(self) -> tuple[str, ...]:
        """What to know before the outline is used."""
        return (_INCLUDED if self.children else _LEFT_OUT, _ASSUMED, f"Source: {self.reference}.")

    @property
    def title(self) -> str:
        """The outline's heading."""
        place = "" if self.local_area is None else f", {self.local_area}"
        return f"Outline of the letter of findings to the local partnership{place}"

    def __repr__(self) -> str:
        covered = len(self.sections) - len(self.gaps)
        return f"<LetterOutline: {covered} of {len(self.sections)} criteria with findings>"

    def __str__(self) -> str:
        blocks = [f"# {self.title}"]
        for section in self.sections:
            if section.findings:
                blocks.append(f"## {section.heading}")
            for words, name in _KINDS:
                found: tuple[Finding, ...] = getattr(section, name)
                if found:
                    items = (f"- {_said(each, section.esn)}" for each in found)
                    blocks += [f"### {words}", "\n".join(items)]
        if self.gaps:
            blocks.append("## Criteria without findings")
            blocks.append("\n".join(f"- {section.heading}" for section in self.gaps))
        return "\n\n".join([*blocks, "## Notes", "\n".join(f"- {note}" for note in self.notes)])

    def _repr_html_(self) -> str:
        rows = [
            (section.heading, str(each.kind), _said(each, section.esn))
            for section in self.sections
            for each in section.findings
        ]
        rows += [(section.heading, "gap", "no finding") for section in self.gaps]
        columns = ("Criterion", "Kind", "Finding")
        return html_table(self.title, columns, rows, notes=self.notes)


def _said(finding: Finding, esn: int) -> str:
    """Write a finding on one line, with what it concerns besides this criterion."""
    words = [_MARK] if finding.about_child else []
    words.append(" ".join(finding.text.split()))
    more = [*_in_order(finding.agencies), *(f"also ESN {n}" for n in finding.esn if n != esn)]
    if more:
        words.append(f"({'; '.join(more)})")
    return " ".join(words)


def outline_letter(
    findings: Iterable[Finding], *, local_area: str | None = None, children: bool = False
) -> LetterOutline:
    """Group findings by criterion as an outline of the letter to the local partnership (para 26).

    A finding on several criteria stands under each. No identifier or case number is shown in any
    case. The text of a finding about the area is taken to hold nothing of a child.

    Args:
        findings: The findings; within a criterion and kind they keep this order.
        local_area: The name of the area, for the heading.
        children: Whether to include findings about a child, marked as such.

    Raises:
        InvalidValueError: If something is no finding, or the area's name is no text.

    Examples:
        >>> late = Finding(text="Referrals come late.", esn=[37], kind="area for improvement")
        >>> print(outline_letter([late], local_area="Exampleshire"))
        # Outline of the letter of findings to the local partnership, Exampleshire
        <BLANKLINE>
        ## ESN 37: Schools identifying, referring and supporting children
        <BLANKLINE>
        ### Areas for improvement
        <BLANKLINE>
        - Referrals come late.
        ...
    """
    if local_area is not None and not isinstance(local_area, str):
        raise InvalidValueError(
            f"a {type(local_area).__name__} is no name", where="local_area", expected="a text"
        )
    shown = [each for each in _checked(findings) if children or not each.about_child]
    return LetterOutline(
        local_area=local_area,
        sections=tuple(
            LetterSection(
                esn=row.number,
                title=row.title,
                strengths=_of(shown, row.number, FindingKind.STRENGTH),
                areas_for_improvement=_of(shown, row.number, FindingKind.AREA_FOR_IMPROVEMENT),
                reference=row.reference,
            )
            for row in CRITERIA
        ),
        children=children,
    )


def _of(findings: list[Finding], esn: int, kind: FindingKind) -> tuple[Finding, ...]:
    return tuple(each for each in findings if esn in each.esn and each.kind is kind)
