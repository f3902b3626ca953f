"""The outline of the letter that findings go into (press release of July 2019).

Findings are grouped by criterion, with their own text. Findings about a child are left out unless
the caller includes them, and the outline does not say whether there are any.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

import attrs

from jtai.core.citation import PRESS_RELEASE, Reference
from jtai.core.notebook import Displayable, Table
from jtai.core.tables import html_table
from jtai.core.validation import flag, heading, mapping, several, whole
from jtai.errors import InvalidValueError
from jtai.guidance.criteria import CRITERIA
from jtai.inspection.findings import (
    FRAMEWORK,
    OUTSIDE,
    Finding,
    FindingKind,
    agencies_in_order,
    checked_findings,
)

_LAST: Final = CRITERIA[-1].number
_LETTER: Final = Reference(document=PRESS_RELEASE, part="on the findings")


@attrs.frozen(kw_only=True)
class LetterSection(Displayable):
    """What the letter may say on one criterion, or on one subject that the caller named.

    Attributes:
        heading: The heading: number and title of the criterion, or the subject.
        esn: The numbers of the criteria.
        strengths: The strengths, in the order given.
        areas_for_improvement: The areas for improvement, likewise.
        areas_for_priority_action: The areas for priority action, likewise.
        reference: Where the guidance states the criteria, or None for the caller's subject.
    """

    heading: str
    esn: tuple[int, ...]
    strengths: tuple[Finding, ...] = attrs.field(converter=Table[Finding])
    areas_for_improvement: tuple[Finding, ...] = attrs.field(converter=Table[Finding])
    areas_for_priority_action: tuple[Finding, ...] = attrs.field(converter=Table[Finding])
    reference: Reference | None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The strengths, then the areas for improvement, then those for priority action."""
        return Table(
            (*self.strengths, *self.areas_for_improvement, *self.areas_for_priority_action)
        )


_LEFT_OUT: Final = (
    "Findings about a child are left out, and this note appears whether or not there are any; a "
    "criterion without a finding here may have one in the evidence."
)
_INCLUDED: Final = (
    "Findings about a child are included and marked; they must not appear unchanged in a published "
    "letter."
)
_ASSUMED: Final = (
    "Assumed: the sources do not say how the letter is arranged; here strengths come first, and "
    "each section is a criterion or a subject that you named."
)
_COUNTS: Final = (
    "Sections without findings are counted among the nineteen criteria of the deep dive, ESN 23 "
    "to 41. Criteria of the joint framework, ESN 1 to 22, appear where a finding cites them; their "
    "text is not in these documents."
)
_COUNTS_SUBJECTS: Final = (
    "Sections without findings are counted among the subjects that the caller named, not among the "
    "criteria."
)
_OTHER: Final = "Findings outside these subjects"
_KINDS: Final = (
    ("Strengths", "strengths"),
    ("Areas for improvement", "areas_for_improvement"),
    ("Areas for priority action", "areas_for_priority_action"),
)
_MARK: Final = "[about a child]"


@attrs.frozen(kw_only=True, repr=False)
class LetterOutline:
    """An outline from which to write the letter of findings to the local partnership (para 26).

    Printing it shows the texts of the findings.

    Attributes:
        local_area: The area whose partnership receives the letter, or None if it is not named.
        sections: One for each criterion, in the order of their numbers, or one for each subject.
        by_subject: Whether the sections are subjects that the caller named.
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
    sections: tuple[LetterSection, ...] = attrs.field(converter=Table[LetterSection])
    by_subject: bool = False
    children: bool
    reference: Reference = _LETTER

    def __iter__(self) -> Iterator[LetterSection]:
        return iter(self.sections)

    def __len__(self) -> int:
        return len(self.sections)

    @property
    def gaps(self) -> tuple[LetterSection, ...]:
        """The sections on which this outline has no finding."""
        return Table(section for section in self.sections if not section.findings)

    @property
    def notes(self) -> tuple[str, ...]:
        """What to know before the outline is used."""
        counts = _COUNTS_SUBJECTS if self.by_subject else _COUNTS
        left_out = _INCLUDED if self.children else _LEFT_OUT
        return (left_out, counts, _ASSUMED, f"Source: {self.reference}.")

    @property
    def title(self) -> str:
        """The outline's heading."""
        place = "" if self.local_area is None else f", {self.local_area}"
        return f"Outline of the letter of findings to the local partnership{place}"

    def __repr__(self) -> str:
        covered = len(self.sections) - len(self.gaps)
        what = "subjects" if self.by_subject else "criteria"
        return f"<LetterOutline: {covered} of {len(self.sections)} {what} with findings>"

    def __str__(self) -> str:
        return self.to_text()

    def to_text(self) -> str:
        """Return the outline as Markdown, with the texts of the findings, one per line.

        Examples:
            >>> print(outline_letter([]).to_text().splitlines()[0])
            # Outline of the letter of findings to the local partnership
        """
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
            what = "Subjects" if self.by_subject else "Criteria"
            blocks.append(f"## {what} without findings")
            blocks.append("\n".join(f"- {section.heading}" for section in self.gaps))
        return "\n\n".join([*blocks, "## Notes", "\n".join(f"- {note}" for note in self.notes)])

    def _repr_html_(self) -> str:
        rows = [
            (section.heading, str(each.kind), _said(each, section.esn))
            for section in self.sections
            for each in section.findings
        ]
        rows += [(section.heading, "gap", "no finding") for section in self.gaps]
        columns = ("Subject" if self.by_subject else "Criterion", "Kind", "Finding")
        return html_table(self.title, columns, rows, notes=self.notes)


def _said(finding: Finding, esn: tuple[int, ...]) -> str:
    """Return a finding as one line, with the agencies and other criteria it concerns."""
    words = [_MARK] if finding.about_child else []
    words.append(" ".join(finding.text.split()))
    more = [
        *agencies_in_order(finding.agencies),
        *(f"also ESN {n}" for n in finding.esn if n not in esn),
    ]
    if more:
        words.append(f"({'; '.join(more)})")
    return " ".join(words)


def outline_letter(
    findings: Iterable[Finding],
    *,
    local_area: str | None = None,
    subjects: Mapping[str, Collection[int]] | None = None,
    children: bool = False,
) -> LetterOutline:
    """Return findings grouped as an outline of the letter to the local partnership (para 26).

    A finding on several criteria is in each section. Identifiers and case numbers are never shown.
    The text of a finding about the area is assumed to contain no child's data.

    Args:
        findings: The findings; within a criterion and kind they keep this order.
        local_area: The name of the area, for the heading.
        subjects: Subjects to group by instead of criteria, each with the numbers (ESN) that belong
            to it. Findings in none of them are in a last section.
        children: Whether to include findings about a child, marked as such.

    Raises:
        InvalidValueError: If something is not a finding, a subject has no valid criteria, or the
            area's name is not a line of text.

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
    children = flag(children, "children")
    if local_area is not None:
        local_area = heading(local_area, "local_area")
    shown = [each for each in checked_findings(findings) if children or not each.about_child]
    by_subject = subjects is not None
    sections = _by_criterion(shown) if subjects is None else _by_subject(shown, subjects)
    return LetterOutline(
        local_area=local_area, sections=tuple(sections), by_subject=by_subject, children=children
    )


def _by_criterion(shown: list[Finding]) -> Iterator[LetterSection]:
    for entry in CRITERIA:
        title = f"ESN {entry.number}: {entry.title}"
        yield _section(title, (entry.number,), shown, entry.reference)
    for number in sorted({number for each in shown for number in each.framework_esn}):
        yield _section(f"ESN {number}: {OUTSIDE}", (number,), shown, FRAMEWORK)


def _by_subject(
    shown: list[Finding], subjects: Mapping[str, Collection[int]]
) -> Iterator[LetterSection]:
    placed: set[int] = set()
    for name, numbers in mapping(subjects, "subjects", of="numbers of criteria by subject").items():
        each = (whole(n, "subjects", least=1, most=_LAST) for n in several(numbers, "subjects"))
        esn = tuple(sorted({*each}))
        if not esn:
            raise InvalidValueError(
                "a subject has no criteria",
                where="subjects",
                expected=f"numbers from 1 to {_LAST} for each subject",
            )
        placed.update(esn)
        yield _section(heading(name, "subjects"), esn, shown, None)
    others = [each for each in shown if not placed.intersection(each.esn)]
    if others:
        numbers = sorted({number for each in others for number in each.esn})
        yield _section(_OTHER, tuple(numbers), others, None)


def _section(
    title: str, esn: tuple[int, ...], shown: list[Finding], reference: Reference | None
) -> LetterSection:
    mine = [each for each in shown if not {*esn}.isdisjoint(each.esn)]
    return LetterSection(
        heading=title,
        esn=esn,
        strengths=tuple(e for e in mine if e.kind is FindingKind.STRENGTH),
        areas_for_improvement=tuple(e for e in mine if e.kind is FindingKind.AREA_FOR_IMPROVEMENT),
        areas_for_priority_action=tuple(
            e for e in mine if e.kind is FindingKind.AREA_FOR_PRIORITY_ACTION
        ),
        reference=reference,
    )
