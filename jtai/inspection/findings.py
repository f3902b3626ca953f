"""Findings, referred to the criteria (paras 3, 4, 19 to 26).

Findings cite criteria by their evaluation schedule numbers (ESN). What a finding says about a child
is shown only on request.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from enum import StrEnum
from typing import ClassVar, Final

import attrs

from jtai.core.citation import Reference
from jtai.core.records import Record, hidden
from jtai.core.results import Column, Result
from jtai.core.validation import blank, instances
from jtai.errors import Fault
from jtai.guidance.agencies import LOCAL_AGENCIES, not_covered
from jtai.guidance.criteria import CRITERIA
from jtai.guidance.terms import Agency

_CRITERIA: Final = Reference.para(26, part="footnote 9")
_FIRST, _LAST = CRITERIA[0].number, CRITERIA[-1].number
FRAMEWORK: Final = Reference.para(1, part="footnote 3")
"""Where the guidance says that it is read together with the joint framework."""
OUTSIDE: Final = "a criterion of the joint framework, whose text is not in these documents"
"""What is known about a criterion below 23."""
_NUMBERS: Final = frozenset(row.number for row in CRITERIA)


class FindingKind(StrEnum):
    """Whether something is good or has to improve, as the letter presents it (para 26).

    Examples:
        >>> [kind.value for kind in FindingKind]
        ['strength', 'area for improvement', 'area for priority action']
    """

    STRENGTH = "strength"
    AREA_FOR_IMPROVEMENT = "area for improvement"
    AREA_FOR_PRIORITY_ACTION = "area for priority action"
    """Used in published letters of this series, not in the guidance."""


class FindingSource(StrEnum):
    """What a finding is based on, as far as the guidance says."""

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
        """Where the guidance mentions it.

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
class Finding(Record, Result):
    """One finding of the inspection, with the criteria that it cites (para 26, footnote 9).

    Attributes:
        text: What was found.
        esn: The numbers of the criteria that it is about: 23 to 41, or 1 to 22, which are criteria
            of the joint framework. Their text is not in the documents that this library models.
        kind: A strength, an area for improvement or an area for priority action.
        source: What it is based on, or None if that is not recorded.
        child: The identifier of the child that it is about, or None if it is about the area.
        case_number: The case number of the tracking record that it is based on; such a finding is
            about a child.
        agencies: The agencies concerned.

    Raises:
        InvalidRecordError: If the text is blank, there is no criterion, one is duplicated or does
            not exist, an identifier is blank, or the inspection does not cover an agency.

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
        repr=lambda agencies: f"{{{', '.join(map(repr, agencies_in_order(agencies)))}}}",
    )

    _columns: ClassVar = (
        Column("text", child=True),
        *map(Column, ("esn", "kind", "source")),
        Column("child", child=True),
        Column("case_number", child=True),
        Column("agencies", path="_agencies"),
    )

    @property
    def _agencies(self) -> tuple[Agency, ...]:
        return agencies_in_order(self.agencies)

    def _impossible(self) -> Iterator[Fault]:
        yield from blank(self.text, "text", what="text")
        for name in ("child", "case_number"):
            otherwise = ", or None if the finding is about the area"
            yield from blank(getattr(self, name), name, otherwise=otherwise)
        yield from self._wrong_numbers()
        yield from not_covered(self.agencies, "agencies")

    def _wrong_numbers(self) -> Iterator[Fault]:
        expected = (
            f"numbers from {_FIRST} to {_LAST}, or below {_FIRST} for {OUTSIDE}, without duplicates"
        )
        if not self.esn:
            yield Fault(
                message="no criterion is cited",
                where="esn",
                expected=f"one or more {expected}",
                reference=_CRITERIA,
            )
        for place, number in enumerate(self.esn):
            if number not in _NUMBERS and not 0 < number < _FIRST:
                message = "no such criterion"
            elif number in self.esn[:place]:
                message = "duplicate criterion"
            else:
                continue
            yield Fault(
                message=message, where=f"esn[{place}]", expected=expected, reference=_CRITERIA
            )

    @property
    def framework_esn(self) -> tuple[int, ...]:
        """Its numbers below 23, which belong to the joint framework."""
        return tuple(number for number in self.esn if number < _FIRST)

    @property
    def about_child(self) -> bool:
        """Whether it is about a child, by identifier or case number, rather than the area."""
        return self.child is not None or self.case_number is not None


def agencies_in_order(agencies: Collection[Agency]) -> tuple[Agency, ...]:
    """Return agencies in the order of the guidance, because the order of a set is not fixed."""
    return tuple(agency for agency in LOCAL_AGENCIES if agency in agencies)


def checked_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings in the order given, or refuse other values."""
    return instances(Finding, findings, "findings", expected="a Finding")
