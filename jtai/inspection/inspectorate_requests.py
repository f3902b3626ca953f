"""What the CQC and HMI Probation request separately (paras 45, 48 item 5.5).

Each asks one kind of agency. What has not been requested yet is expected, but not owed. No `repr`
shows a child's identifier, a date or a text.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final, NamedTuple

import attrs

from jtai.core.citation import Reference
from jtai.core.records import Record, hidden
from jtai.core.validation import plain_date
from jtai.errors import Fault
from jtai.guidance.information import information_item
from jtai.guidance.terms import Agency, Inspectorate


class InspectorateStep(NamedTuple):
    """A step in which an inspectorate requests something from one kind of agency.

    Attributes:
        agency: Who is asked.
        key: A stable name for what is requested.
        title: What is requested.
        milestone: The key of the milestone at which it is assumed to be due.
        assumed: Why that milestone is assumed.
        reference: Where the guidance says that it will be requested.
    """

    agency: Agency
    key: str
    title: str
    milestone: str
    assumed: str | None
    reference: Reference


_CASES: Final = information_item("5.5")

STEPS: Final = {
    Inspectorate.HMI_PROBATION: InspectorateStep(
        agency=Agency.YOT,
        key="yot_cases",
        title="Cases for HMI Probation to sample during fieldwork",
        milestone=_CASES.milestone,
        assumed=_CASES.assumed,
        reference=_CASES.reference,
    ),
    Inspectorate.CQC: InspectorateStep(
        agency=Agency.HEALTH,
        key="cqc_documents",
        title="Health documents that the CQC requests about the tracked children",
        milestone="fieldwork_end",
        assumed=(
            "no deadline is stated for the documents that the CQC requests; the last day of "
            "fieldwork is assumed"
        ),
        reference=Reference.para(45),
    ),
}
"""The two steps, by who asks."""


@attrs.frozen(kw_only=True)
class InspectorateRequest(Record):
    """A separate request by the CQC or HMI Probation, and its outcome.

    Source: paras 45, 48 (item 5.5).

    Attributes:
        inspectorate: CQC, for health documents about tracked children; HMI Probation, for cases to
            sample.
        requested_on: The day on which it was requested.
        asked: The organisation that was asked, such as a health provider; may be empty.
        children: The identifiers of the children whom the CQC's request is about.
        text: What was requested, in the caller's own words; may be empty.
        answered_on: The day on which it was answered in full, or None while it is open.
        cases: The case identifiers that the YOT named.
        reason: Why there are none, if it was answered without a case.

    Raises:
        InvalidRecordError: If it is another inspectorate, the answer is dated before the request,
            an identifier is blank, that inspectorate does not name children or cases, or a reason
            is missing or does not apply.

    Examples:
        >>> request = InspectorateRequest(
        ...     inspectorate="HMI Probation", requested_on=date(2019, 9, 23)
        ... )
        >>> request.agency, request.is_open(date(2019, 9, 24))
        (<Agency.YOT: 'youth offending team'>, True)
    """

    inspectorate: Inspectorate
    requested_on: dt.date = hidden()
    asked: str = hidden("")
    children: frozenset[str] = hidden(frozenset())
    text: str = hidden("")
    answered_on: dt.date | None = hidden(None)
    cases: tuple[str, ...] = hidden(())
    reason: str | None = hidden(None)

    def _impossible(self) -> Iterator[Fault]:
        if self.inspectorate not in STEPS:
            yield Fault(
                message="this inspectorate does not make a separate request",
                where="inspectorate",
                expected=f"one of {', '.join(STEPS)}",
                reference=Reference.para(45, 48, part="item 5.5"),
            )
            return
        if self.answered_on is not None and self.answered_on < self.requested_on:
            yield Fault(
                message="the answer is dated before the request",
                where="answered_on",
                expected="the day on which it was requested, or a later day",
            )
        of_cqc = self.inspectorate is Inspectorate.CQC
        wrong = "cases" if of_cqc else "children"
        if getattr(self, wrong):
            yield Fault(
                message=f"a request from {self.inspectorate} cannot include {wrong}",
                where=wrong,
                expected="none",
                reference=self.reference,
            )
        named = self.cases or (self.reason or "").strip()
        if not of_cqc and self.answered_on is not None and not named:
            yield Fault(
                message="it was answered, but no case is named and no reason is given",
                where="cases",
                expected="the cases that were named, or the reason why there are none",
                reference=self.reference,
            )
        if self.reason is not None and (self.answered_on is None or self.cases):
            yield Fault(
                message="a reason applies only to an answer without a case",
                where="reason",
                expected="None, or an answer without cases",
                reference=self.reference,
            )
        for name in ("children", "cases"):
            if any(not each.strip() for each in getattr(self, name)):
                yield Fault(
                    message="an identifier is blank", where=name, expected="non-blank strings"
                )

    @property
    def agency(self) -> Agency:
        """Who is asked."""
        return STEPS[self.inspectorate].agency

    @property
    def title(self) -> str:
        """What is requested, in the library's own words."""
        return STEPS[self.inspectorate].title

    @property
    def reference(self) -> Reference:
        """Where the guidance says that it will be requested."""
        return STEPS[self.inspectorate].reference

    def is_open(self, on: dt.date) -> bool:
        """Return whether it was requested by a day, and not answered by then.

        Raises:
            DateTypeError: If the day is not a date.
        """
        day = plain_date(on, "on")
        return self.requested_on <= day and (self.answered_on is None or self.answered_on > day)
