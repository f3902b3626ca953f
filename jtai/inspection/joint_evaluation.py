"""The evaluation of a child's experiences by the local agencies themselves (paras 39, 46).

Invariant: who took part, what they sent and when; no representation shows the child or a date.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from typing import Final

import attrs

from jtai.core.answers import Answer
from jtai.core.citation import Reference
from jtai.core.records import Record, hidden
from jtai.core.validation import plain_date
from jtai.errors import Fault
from jtai.guidance.terms import Agency

_EVALUATIONS: Final = Reference.para(46, 39)


def _in_order(agencies: Collection[Agency]) -> tuple[Agency, ...]:
    return tuple(agency for agency in Agency if agency in agencies)


def _listed(agencies: Collection[Agency] | None) -> str:
    """Write agencies in one order: that of a set changes from run to run."""
    return "None" if agencies is None else f"{{{', '.join(map(repr, _in_order(agencies)))}}}"


@attrs.frozen(kw_only=True)
class JointEvaluation(Record):
    """The local area's own evaluation of a child's experiences (paras 37, 39 and 46).

    Agencies evaluate jointly and, if possible, each by itself as well. Whether inspectors find the
    joint evaluation accurate stands in the tracking record.

    Attributes:
        child: The child's identifier in the caller's system.
        agencies: The agencies that took part, None if that is not known.
        own: The agencies that gave an evaluation of their own, empty if none did, None if that is
            not known.
        received: The day on which the joint evaluation was received, None if it was not, or if
            that is not known.

    Raises:
        InvalidRecordError: If the identifier is blank.

    Examples:
        >>> evaluation = JointEvaluation(
        ...     child="A1",
        ...     agencies={"local authority", "police force"},
        ...     own={"police force"},
        ...     received=date(2019, 9, 19),
        ... )
        >>> evaluation.is_joint
        <Answer.YES: 'yes'>
        >>> evaluation.without_own
        (<Agency.LOCAL_AUTHORITY: 'local authority'>,)
    """

    child: str = hidden()
    agencies: frozenset[Agency] | None = attrs.field(default=None, repr=_listed)
    own: frozenset[Agency] | None = attrs.field(default=None, repr=_listed)
    received: dt.date | None = hidden(None)

    def _impossible(self) -> Iterator[Fault]:
        if not self.child.strip():
            yield Fault(
                message="the identifier is blank",
                where="child",
                expected="a text",
                reference=_EVALUATIONS,
            )

    @property
    def is_joint(self) -> Answer:
        """Whether several agencies took part."""
        return Answer.of(None if self.agencies is None else len(self.agencies) > 1)

    @property
    def without_own(self) -> tuple[Agency, ...] | None:
        """The agencies that took part and gave none of their own; None if that is not known.

        Their own evaluations are asked for only if possible, so that none of them is a failing.
        """
        if self.agencies is None or self.own is None:
            return None
        return _in_order(self.agencies - self.own)

    def received_by(self, day: dt.date) -> Answer:
        """Tell whether it was received by a day, such as its milestone's; unknown without a date.

        Raises:
            DateTypeError: If the day is no date.

        Examples:
            >>> import jtai
            >>> timetable = jtai.Timetable.from_notification(date(2019, 9, 9))
            >>> evaluation = JointEvaluation(child="A1", received=date(2019, 9, 20))
            >>> evaluation.received_by(timetable["joint_evaluations"].date)
            <Answer.NO: 'no'>
        """
        last = plain_date(day, "day")
        return Answer.of(None if self.received is None else self.received <= last)
