"""The evaluation of a child's experiences by the local agencies themselves (paras 39, 46).

A record says who took part, what they evaluated and when it was received. No `repr` shows the
child, a date or a text.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from typing import Final

import attrs

from jtai.core.answers import Answer
from jtai.core.citation import Reference
from jtai.core.records import Record, hidden
from jtai.core.validation import blank, plain_date
from jtai.errors import Fault
from jtai.guidance.agencies import are_several, not_covered
from jtai.guidance.terms import Agency

_EVALUATIONS: Final = Reference.para(46, 39)


def _in_order(agencies: Collection[Agency]) -> tuple[Agency, ...]:
    return tuple(agency for agency in Agency if agency in agencies)


def _listed(agencies: Collection[Agency] | None) -> str:
    """Return agencies as text in a fixed order, because the order of a set is not fixed."""
    return "None" if agencies is None else f"{{{', '.join(map(repr, _in_order(agencies)))}}}"


@attrs.frozen(kw_only=True)
class AgencyEvaluation(Record):
    """One agency's own evaluation of a child's experiences (para 46: "if possible").

    Attributes:
        agency: The agency.
        text: What it evaluated and concluded, in its own words; None if only its receipt is known.
        received: The day on which it was received, or None if it was not, or that is unknown.

    Raises:
        InvalidRecordError: If the text is blank, or the inspection does not cover the agency.

    Examples:
        >>> AgencyEvaluation(agency="police force", text="Contacts were shared late.")
        AgencyEvaluation(agency=<Agency.POLICE: 'police force'>)
    """

    agency: Agency
    text: str | None = hidden(None)
    received: dt.date | None = hidden(None)

    def _impossible(self) -> Iterator[Fault]:
        yield from blank(self.text, "text", what="text", otherwise=", or None")
        yield from not_covered({self.agency}, "agency")


@attrs.frozen(kw_only=True)
class JointEvaluation(Record):
    """The local area's own evaluation of a child's experiences (paras 37, 39 and 46).

    Agencies evaluate jointly and, if possible, each separately as well. Whether inspectors find the
    joint evaluation accurate is in the tracking record.

    Attributes:
        child: The child's identifier in the caller's system.
        agencies: The agencies that took part, None if that is unknown.
        text: What they evaluated and concluded together, None if only its receipt is known.
        own: Evaluations by single agencies, empty if there are none, None if that is unknown.
        requested_on: The day on which the lead inspector named the child, and so asked for the
            evaluation; None if unknown.
        received: The day on which the joint evaluation was received, None if it was not, or if
            that is unknown.

    Raises:
        InvalidRecordError: If the identifier or the text is blank, or an agency has two
            separate evaluations.

    Examples:
        >>> evaluation = JointEvaluation(
        ...     child="A1",
        ...     agencies={"local authority", "police force"},
        ...     own=[{"agency": "police force", "text": "Contacts were shared late."}],
        ...     received=date(2019, 9, 19),
        ... )
        >>> evaluation.is_joint
        <Answer.YES: 'yes'>
        >>> evaluation.without_own
        (<Agency.LOCAL_AUTHORITY: 'local authority'>,)
    """

    child: str = hidden()
    agencies: frozenset[Agency] | None = attrs.field(default=None, repr=_listed)
    text: str | None = hidden(None)
    own: tuple[AgencyEvaluation, ...] | None = None
    requested_on: dt.date | None = hidden(None)
    received: dt.date | None = hidden(None)

    def _impossible(self) -> Iterator[Fault]:
        yield from blank(self.child, "child", reference=_EVALUATIONS)
        yield from blank(self.text, "text", what="text", otherwise=", or None")
        agencies = [each.agency for each in self.own or ()]
        for position, agency in enumerate(agencies):
            if agency in agencies[:position]:
                yield Fault(
                    message="the agency has two separate evaluations",
                    where=f"own[{position}].agency",
                    expected="one for each agency",
                    reference=_EVALUATIONS,
                )

    @property
    def is_joint(self) -> Answer:
        """Whether several agencies took part; the safeguarding partners are several."""
        return Answer.of(None if self.agencies is None else are_several(self.agencies))

    @property
    def without_own(self) -> tuple[Agency, ...] | None:
        """The agencies that took part without a separate evaluation; None if unknown.

        The guidance asks for separate evaluations only if possible, so a missing one is allowed.
        """
        if self.agencies is None or self.own is None:
            return None
        return _in_order(self.agencies - {each.agency for each in self.own})

    def received_by(self, day: dt.date) -> Answer:
        """Return whether it was received by a day, such as its milestone's; unknown without a date.

        Raises:
            DateTypeError: If the day is not a date.

        Examples:
            >>> import jtai
            >>> timetable = jtai.Timetable.from_notification(date(2019, 9, 9))
            >>> evaluation = JointEvaluation(child="A1", received=date(2019, 9, 20))
            >>> evaluation.received_by(timetable["joint_evaluations"].date)
            <Answer.NO: 'no'>
        """
        last = plain_date(day, "day")
        return Answer.of(None if self.received is None else self.received <= last)
