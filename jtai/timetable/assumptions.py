"""What the dates of a timetable assume, and remarks on the order of its steps.

Each is an `Assumption` with its source. No date is computed here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

import attrs

from jtai.core.citation import GUIDANCE, Reference, cited_together
from jtai.core.english import counted
from jtai.core.english_dates import long_date, short_date
from jtai.core.notebook import Table
from jtai.core.results import Result
from jtai.guidance.entries.time_entries import Basis
from jtai.timetable.bank_holidays import Holiday
from jtai.timetable.comparison import Move
from jtai.timetable.milestone import Milestone


@attrs.frozen(kw_only=True)
class Assumption(Result):
    """Something that a timetable assumes, or that is worth knowing about its dates.

    Attributes:
        text: What is assumed or worth knowing, and why.
        milestones: Keys of the milestones that depend on it; empty where all do.
        reference: The part of the guidance that it is about.

    Examples:
        >>> import jtai
        >>> timetable = jtai.Timetable.from_notification(date(2019, 9, 9))
        >>> for made in timetable.assumptions:
        ...     print(*made.milestones, made.reference, sep="; ")
        contextual_issues; guidance 190035, para 36
        activity_lists; guidance 190035, paras 40 to 42
        engagement_arrangements; guidance 190035, paras 49, 50
        printed_documents; guidance 190035, para 46
        fieldwork_end; guidance 190035, para 40
    """

    text: str
    milestones: tuple[str, ...] = ()
    reference: Reference

    def __str__(self) -> str:
        return f"{self.text} ({self.reference})"


def assumptions_of(
    milestones: Sequence[Milestone], other_reading: Sequence[Move]
) -> Iterator[Assumption]:
    """Yield what the dates depend on, from the notification day to future bank holidays.

    Args:
        milestones: The milestones of a timetable, in order.
        other_reading: Which of them the other reading would move.

    Examples:
        >>> import jtai
        >>> milestones = jtai.Timetable.from_notification(date(2019, 9, 9)).milestones
        >>> [*assumptions_of(milestones, ())][0].milestones
        ('contextual_issues',)
    """
    notification = next(one for one in milestones if one.key == "notification")
    reference, calendar = notification.reference, notification.calendar
    if notification.date.weekday():
        yield Assumption(
            text=(
                f"notification is on {long_date(notification.date)} instead of a Monday; week "
                "one is assumed to be the week of that day"
            ),
            reference=reference,
        )
    if other_reading:
        yield _of_reading(notification, other_reading)
    yield from _out_of_week(milestones)
    yield from _meeting(milestones)
    if calendar.closures:
        yield from _closures(notification, milestones)
    for milestone in milestones:
        if milestone.assumed is not None:
            yield Assumption(
                text=f"{milestone.title}: {milestone.assumed}",
                milestones=(milestone.key,),
                reference=milestone.reference,
            )
    provisional = tuple(milestone.key for milestone in milestones if milestone.provisional)
    if provisional:
        yield Assumption(
            text=(
                f"{calendar.source} may not yet include every bank holiday of this "
                "period; a new one could still move dates"
            ),
            milestones=provisional,
            reference=reference,
        )


def _of_reading(notification: Milestone, moves: Sequence[Move]) -> Assumption:
    """Return which milestones the other reading would move, and by how much."""
    reading, reference = notification.reading, notification.reference
    days = {move.days or 0 for move in moves}
    lengths = sorted(set(map(abs, days)))
    by = f"{lengths[0]} to {lengths[-1]} days" if len(lengths) > 1 else counted(lengths[0], "day")
    ways = {number < 0 for number in days}
    way = f"{by} {'earlier' if True in ways else 'later'}" if len(ways) == 1 else "on another day"
    unclear = (
        "the guidance does not say whether the weekday or the count takes precedence"
        if reference.document == GUIDANCE
        else "the two readings differ"  # what other guidance says of them is unknown
    )
    return Assumption(
        text=(
            f"{counted(len(moves), 'milestone')} would fall {way} in the {reading.other} reading; "
            f"{unclear}, and the {reading} reading is used"
        ),
        milestones=tuple(move.key for move in moves),
        reference=reference,
    )


def _out_of_week(milestones: Sequence[Milestone]) -> Iterator[Assumption]:
    """Yield which milestones fall outside the week in which the table places them.

    A milestone that is later than the end of its week says so in what it assumes.
    """
    left = [
        milestone
        for milestone in milestones
        if milestone.entry.basis is not Basis.WORKING_DAYS
        and (milestone.entry.basis is not Basis.END_OF_WEEK or milestone.later_than is None)
        and milestone.date.isocalendar()[:2] != milestone.named_date.isocalendar()[:2]
    ]
    if left:
        words = "; ".join(f"{one.title} ({long_date(one.date)})" for one in left)
        yield _about(left, f"outside the week in which they are normally due: {words}")


def _meeting(milestones: Sequence[Milestone]) -> Iterator[Assumption]:
    """Yield the steps that share a day, although the table keeps them on different days."""
    for day, of_day in groupby(milestones, key=lambda milestone: milestone.date):
        steps = [*of_day]
        if len({milestone.entry.offset for milestone in steps}) > 1:
            words = "; ".join(f"{milestone.title} ({milestone.when})" for milestone in steps)
            yield _about(
                steps, f"steps planned for different days all fall on {long_date(day)}: {words}"
            )


_MOST_CLOSURES_NAMED: Final = 2  # the days that are passed over are listed anyway


def _closures(notification: Milestone, milestones: Sequence[Milestone]) -> Iterator[Assumption]:
    """Yield which closures are passed over, as other agencies may be open on them."""
    closures = notification.calendar.closures
    days = [day for day in passed_over(milestones) if day.date in closures]
    if days:
        named = "; ".join(map(str, days))
        if len(days) > _MOST_CLOSURES_NAMED:
            first, last = short_date(days[0].date), short_date(days[-1].date)
            named = f"{len(days)} closures from {first} to {last}"
        moved = [milestone for milestone in milestones if {*days} & {*milestone.passed_over}]
        guidance = notification.reference.document == GUIDANCE
        unmentioned = ", which the guidance does not mention" if guidance else ""
        yield Assumption(
            text=(
                f"{named}: counted as {'a day' if len(days) == 1 else 'days'} off{unmentioned}; "
                "other agencies and inspectors may work then"
            ),
            milestones=tuple(milestone.key for milestone in moved),
            reference=notification.reference,
        )


def passed_over(milestones: Iterable[Milestone]) -> Table[Holiday]:
    """Return the bank holidays and closures that any milestone passes over, in order.

    Examples:
        >>> import jtai
        >>> [day.name for day in passed_over(jtai.Timetable.from_notification(date(2020, 4, 6)))]
        ['Good Friday', 'Easter Monday']
    """
    days = {holiday for milestone in milestones for holiday in milestone.passed_over}
    return Table(sorted(days, key=lambda holiday: holiday.date))


def _about(milestones: Sequence[Milestone], text: str) -> Assumption:
    """Return a note on milestones that cites what sets them, in the document of the first."""
    return Assumption(
        text=text,
        milestones=tuple(milestone.key for milestone in milestones),
        reference=cited_together(one.reference for one in milestones),
    )
