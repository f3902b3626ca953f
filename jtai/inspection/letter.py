"""The outline of the letter that findings go into (press release of July 2019).

Invariant: findings by criterion, in their own words. What is about a child is left out unless it is
asked for by name, and it is not said whether there is any.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import attrs

from jtai.core.citation import PRESS_RELEASE, Reference
from jtai.core.notebook import Displayable, Table
from jtai.core.tables import html_table
from jtai.core.validation import heading
from jtai.guidance.criteria import CRITERIA
from jtai.inspection.findings import Finding, FindingKind, agencies_in_order, checked_findings

_LETTER: Final = Reference(document=PRESS_RELEASE, part="on the findings")


@attrs.frozen(kw_only=True)
class LetterSection(Displayable):
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
    strengths: tuple[Finding, ...] = attrs.field(converter=Table[Finding])
    areas_for_improvement: tuple[Finding, ...] = attrs.field(converter=Table[Finding])
    reference: Reference

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The strengths, then the areas for improvement."""
        return Table((*self.strengths, *self.areas_for_improvement))

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
    sections: tuple[LetterSection, ...] = attrs.field(converter=Table[LetterSection])
    children: bool
    reference: Reference = _LETTER

    def __iter__(self) -> Iterator[LetterSection]:
        return iter(self.sections)

    def __len__(self) -> int:
        return len(self.sections)

    @property
    def gaps(self) -> tuple[LetterSection, ...]:
        """The criteria on which this outline has no finding."""
        return Table(section for section in self.sections if not section.findings)

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
    more = [
        *agencies_in_order(finding.agencies),
        *(f"also ESN {n}" for n in finding.esn if n != esn),
    ]
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
        InvalidValueError: If something is no finding, or the area's name is no
            line of text.

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
    if local_area is not None:
        local_area = heading(local_area, "local_area")
    shown = [each for each in checked_findings(findings) if children or not each.about_child]
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
