"""Which criteria have findings, and where there are gaps (paras 3, 26, 37).

Only five to seven children are tracked, so any count of children may identify one of them. Such
counts are suppressed unless the caller requests them (primary suppression; suppressing counts from
which they could be computed is secondary suppression, see
https://analysisfunction.civilservice.gov.uk/policy-store/guidance-on-statistical-disclosure-control/).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import ClassVar, Final

import attrs

from jtai.core.citation import Reference
from jtai.core.notebook import Table
from jtai.core.results import Column, Result, Results, columns_of, table_of
from jtai.core.tables import html_table, text_table
from jtai.core.validation import flag
from jtai.guidance.agencies import LOCAL_AGENCIES
from jtai.guidance.criteria import CRITERIA, criterion
from jtai.guidance.terms import Agency
from jtai.inspection.findings import (
    FRAMEWORK,
    OUTSIDE,
    Finding,
    FindingKind,
    checked_findings,
)


@attrs.frozen(kw_only=True)
class CriterionEvidence(Result):
    """How many findings there are for one criterion.

    Attributes:
        esn: The criterion's number.
        title: What it is about.
        strengths: How many findings are strengths.
        areas_for_improvement: How many are areas for improvement.
        areas_for_priority_action: How many are areas for priority action.
        about_area: How many are about the area; None if suppressed, because the number about
            children could be computed from it.
        about_children: How many are about a child; None if suppressed.
        children: How many different children they are about, at least; None if suppressed. A case
            number counts as a child unless other findings say which children it belongs to.
        reference: Where the guidance states the criterion.
    """

    esn: int
    title: str
    strengths: int
    areas_for_improvement: int
    areas_for_priority_action: int
    about_area: int | None = None
    about_children: int | None = None
    children: int | None = None
    reference: Reference

    @property
    def findings(self) -> int:
        """How many findings there are."""
        return self.strengths + self.areas_for_improvement + self.areas_for_priority_action

    @property
    def is_gap(self) -> bool:
        """Whether there are no findings."""
        return not self.findings

    _columns: ClassVar = (
        Column("esn", "ESN"),
        Column("title", "Criterion"),
        Column("findings"),
        Column("strengths", "Strengths"),
        Column("areas_for_improvement", "Areas for improvement"),
        Column("areas_for_priority_action", "Areas for priority action"),
        Column("about_area", "About the area"),
        Column("about_children", "About a child"),
        Column("children", "Children"),
        Column("is_gap", "Gap", lambda row: "gap" if row.is_gap else ""),
        Column("reference"),
    )


@attrs.frozen(kw_only=True)
class AgencyEvidence(Result):
    """How many findings concern one agency; one that concerns several counts for each.

    Attributes:
        agency: The agency, or None for findings that do not name one.
        strengths: How many are strengths.
        areas_for_improvement: How many are areas for improvement.
        areas_for_priority_action: How many are areas for priority action.
    """

    agency: Agency | None
    strengths: int
    areas_for_improvement: int
    areas_for_priority_action: int

    @property
    def findings(self) -> int:
        """How many findings there are."""
        return self.strengths + self.areas_for_improvement + self.areas_for_priority_action

    _columns: ClassVar = (
        Column("agency", "Agency", lambda row: row.agency or "no agency named"),
        Column("findings"),
        Column("strengths", "Strengths"),
        Column("areas_for_improvement", "Areas for improvement"),
        Column("areas_for_priority_action", "Areas for priority action"),
    )


_SUPPRESSED: Final = (
    "Suppressed: counts about children. Five to seven children are tracked, so any such count may "
    "identify one of them (guidance 190035, paras 3, 37)."
)
_SHOWN: Final = (
    "With counts about children: five to seven children are tracked, so any such count may "
    "identify one of them (guidance 190035, paras 3, 37)."
)
_OUTSIDE: Final = (
    "Criteria below 23 belong to the joint framework. Their text is not in these documents, and "
    "the number of criteria covered does not include them."
)
_SEVERAL: Final = "A finding on several criteria counts for each of them."


@attrs.frozen(kw_only=True, repr=False)
class CriteriaEvidence(Results):
    """How findings cover the criteria; print it, or show it in a notebook (para 26).

    Attributes:
        criteria: The counts for each criterion, in the order of their numbers.
        framework: The counts for each criterion of the joint framework (ESN 1 to 22) that a finding
            cites; these are never gaps, because their text is not in these documents.
        agencies: The counts for each agency that the inspection covers, then for no agency.
        suppressed: Whether counts about children are left out.

    Examples:
        >>> quick = Finding(esn=[34], kind="strength", source="observation", text="quick to refer")
        >>> found = criteria_evidence([quick])
        >>> found[34].findings, len(found.gaps)
        (1, 18)
    """

    criteria: tuple[CriterionEvidence, ...] = attrs.field(converter=Table[CriterionEvidence])
    framework: tuple[CriterionEvidence, ...] = attrs.field(converter=Table[CriterionEvidence])
    agencies: tuple[AgencyEvidence, ...] = attrs.field(converter=Table[AgencyEvidence])
    suppressed: bool

    _kind: ClassVar = CriterionEvidence

    def __getitem__(self, esn: int) -> CriterionEvidence:
        return self.criteria[criterion(esn).number - CRITERIA[0].number]

    def __iter__(self) -> Iterator[CriterionEvidence]:
        return iter(self.criteria)

    def __len__(self) -> int:
        return len(self.criteria)

    @property
    def gaps(self) -> tuple[CriterionEvidence, ...]:
        """The criteria without any finding."""
        return Table(row for row in self.criteria if row.is_gap)

    @property
    def notes(self) -> tuple[str, ...]:
        """What to know when reading the counts."""
        framework = (_OUTSIDE,) if self.framework else ()
        return (_SEVERAL, *framework, _SUPPRESSED if self.suppressed else _SHOWN)

    def _results(self) -> tuple[CriterionEvidence, ...]:
        return self.criteria

    @property
    def _title(self) -> str:
        covered = len(self.criteria) - len(self.gaps)
        return f"Findings cover {covered} of {len(self.criteria)} criteria"

    @property
    def _notes(self) -> tuple[str, ...]:
        return self.notes

    def _described(self) -> list[Column]:
        hidden = _OF_CHILDREN if self.suppressed else ()
        return [column for column in super()._described() if column.name not in hidden]

    def __repr__(self) -> str:
        return f"<CriteriaEvidence: {self._title.lower()}>"

    def _text(self, width: int) -> str:
        blocks = [super()._text(width)]
        blocks.append(text_table(*table_of(columns_of(AgencyEvidence), self.agencies), width=width))
        if self.framework:
            framework = text_table(*table_of(self._described(), self.framework), width=width)
            blocks.insert(1, f"{_FRAMEWORK_TITLE}\n\n{framework}")
        return "\n\n".join(blocks)

    def _repr_html_(self) -> str:
        by_agency = table_of(columns_of(AgencyEvidence), self.agencies)
        tables = [super()._repr_html_(), html_table("By agency", *by_agency)]
        if self.framework:
            framework = table_of(self._described(), self.framework)
            tables.insert(1, html_table(_FRAMEWORK_TITLE, *framework))
        return "".join(tables)


_FRAMEWORK_TITLE: Final = "Criteria of the joint framework that findings cite"
_OF_CHILDREN: Final = ("about_area", "about_children", "children")


def criteria_evidence(findings: Iterable[Finding], *, children: bool = False) -> CriteriaEvidence:
    """Return counts of findings by criterion and by agency, and the criteria without any (para 26).

    Strengths and areas for improvement count all findings, whether about a child or the area. How
    many are about each, and how many children there are, is suppressed by default.

    Args:
        findings: The findings.
        children: Whether to include counts about children.

    Raises:
        InvalidValueError: If something is not a finding.

    Examples:
        >>> late = Finding(text="Referrals come late.", esn=[37], kind="area for improvement")
        >>> result = criteria_evidence([late])
        >>> result[37].areas_for_improvement, len(result.gaps), result.suppressed
        (1, 18, True)
        >>> result[37].about_area is None
        True
        >>> criteria_evidence([late], children=True)[37].about_area
        1
    """
    children = flag(children, "children")
    given = checked_findings(findings)
    known: dict[str, set[str]] = defaultdict(set)
    for each in given:
        if each.child and each.case_number:
            known[each.case_number].add(each.child)
    cited = sorted({number for each in given for number in each.framework_esn})

    def counted(esn: int, title: str, reference: Reference) -> CriterionEvidence:
        mine = [each for each in given if esn in each.esn]
        about = _by_subject(mine, known) if children else {}
        return CriterionEvidence(
            esn=esn, title=title, reference=reference, **_by_kind(mine), **about
        )

    return CriteriaEvidence(
        criteria=tuple(counted(e.number, e.title, e.reference) for e in CRITERIA),
        framework=tuple(counted(number, OUTSIDE, FRAMEWORK) for number in cited),
        agencies=tuple(
            AgencyEvidence(
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
        "areas_for_priority_action": kinds[FindingKind.AREA_FOR_PRIORITY_ACTION],
    }


def _by_subject(findings: list[Finding], known: Mapping[str, AbstractSet[str]]) -> dict[str, int]:
    about = [each for each in findings if each.about_child]
    children, cases = set[str](), dict[str, AbstractSet[str]]()
    for each in about:
        perhaps = {each.child} if each.child else known.get(each.case_number or "", frozenset())
        if len(perhaps) == 1:
            children |= perhaps
        else:
            cases[each.case_number or ""] = perhaps
    # A case number stands for a child unless other findings say which children it may be.
    others = [perhaps for perhaps in cases.values() if children.isdisjoint(perhaps)]
    return {
        "about_area": len(findings) - len(about),
        "about_children": len(about),
        "children": len(children) + len(others),
    }
