"""From a notification day to every milestone, explained.

A timetable combines a notification day, a calendar, a reading and a table of milestones, and
answers questions about the milestones that follow. `milestone_dates` explains how their dates are
computed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from enum import StrEnum
from functools import partial
from itertools import repeat
from typing import Any, ClassVar

import attrs

from jtai.core.citation import GUIDANCE, Document
from jtai.core.english_dates import long_date
from jtai.core.notebook import Table
from jtai.core.results import Results
from jtai.core.validation import (
    aware_moment,
    did_you_mean,
    flag,
    instance,
    member,
    several,
)
from jtai.errors import InvalidValueError, NotificationError, UnknownKeyError
from jtai.guidance.entries.time_entries import MilestoneEntry
from jtai.guidance.milestones import MILESTONES
from jtai.guidance.parties import full_name
from jtai.timetable.ages import Period, lookback
from jtai.timetable.assumptions import Assumption, assumptions_of, passed_over
from jtai.timetable.bank_holidays import Holiday
from jtai.timetable.comparison import Comparison, Move, moves_between, only_in
from jtai.timetable.milestone import Milestone
from jtai.timetable.milestone_dates import (
    MilestoneTable,
    Reading,
    milestone_dates,
    milestone_table,
    notification_before_fieldwork,
)
from jtai.timetable.parties import INSPECTION_TEAM, concerns, roles_of
from jtai.timetable.working_days import WorkingCalendar, a_calendar, calendar_or_england


class InspectionDate(StrEnum):
    """Which day "the inspection" means where the guidance looks back from it.

    Source: paras 32, 38, 41, 44, 48.

    Examples:
        >>> timetable = Timetable.from_notification(date(2019, 9, 9))
        >>> print(timetable.lookback(months=6, inspection_date=InspectionDate.FIELDWORK_START).end)
        2019-09-23
    """

    NOTIFICATION = "notification"
    """The notification day. The default."""
    FIELDWORK_START = "fieldwork_start"
    """The first day of fieldwork."""


@attrs.frozen(kw_only=True, repr=False)
class Timetable(Results):
    """Every milestone of one inspection, from its notification day (paras 23, 29 to 50).

    Make one with `from_notification` or `from_fieldwork`. Iterate over it, get a milestone by its
    key, ask whether a key or a milestone is in it, and display it with ``print(timetable)`` or in a
    notebook cell.

    Attributes:
        notification: The notification day, working day 0.
        calendar: The working days that were counted.
        reading: How weekdays and counts are read where they disagree.
        any_weekday: Whether notification is allowed on a working day other than Monday.
        entries: The table of milestones; that of guidance 190035 by default.
        dates: The date of each milestone, in the order of `entries`.

    Raises:
        CoverageError: If the calendar does not reach from notification to the last milestone.
        DateTypeError: If the notification is not a date.
        InvalidValueError: If the table of milestones is not valid.
        NotificationError: If it is not a working Monday.

    Examples:
        >>> timetable = Timetable.from_notification(date(2019, 9, 9))
        >>> timetable.fieldwork_start
        datetime.date(2019, 9, 23)
        >>> timetable["joint_evaluations"]
        <Milestone joint_evaluations 2019-09-19 end of day>
    """

    _kind: ClassVar = Milestone
    _keys: ClassVar = None
    _derived: ClassVar = (
        "fieldwork_start",
        "fieldwork_end",
        "provisional",
        "milestones",
        "assumptions",
    )
    _reworded: ClassVar = ("assumptions",)

    notification: dt.date
    calendar: WorkingCalendar = attrs.field(factory=WorkingCalendar.england)
    reading: Reading = Reading.WORKING_DAYS
    any_weekday: bool = False
    entries: tuple[MilestoneEntry, ...] = MILESTONES
    dates: tuple[dt.date, ...] = attrs.field(init=False, eq=False)
    _table: MilestoneTable = attrs.field(init=False, eq=False)

    def __attrs_post_init__(self) -> None:
        a_calendar(self.calendar)
        if type(self.reading) is not Reading:
            object.__setattr__(self, "reading", member(Reading, self.reading, "reading"))
        if self.any_weekday is not False:
            object.__setattr__(self, "any_weekday", flag(self.any_weekday, "any_weekday"))
        table = milestone_table(self.entries)
        dates = milestone_dates(
            self.notification,
            self.calendar,
            self.reading,
            any_weekday=self.any_weekday,
            table=table,
        )
        object.__setattr__(self, "_table", table)
        object.__setattr__(self, "dates", dates)
        if self.entries is not table.entries:
            object.__setattr__(self, "entries", table.entries)
        notification = dates[table.positions["notification"]]
        if self.notification is not notification:
            # It is a plain date by now.
            object.__setattr__(self, "notification", notification)

    def __reduce__(self) -> tuple[Any, ...]:
        # Unpickling indexes the table again.
        given = {
            field.name: getattr(self, field.name) for field in attrs.fields(Timetable) if field.init
        }
        if self.entries is MILESTONES:
            del given["entries"]
        return partial(Timetable, **given), ()

    # Construction

    @classmethod
    def from_notification(
        cls,
        notification: dt.date,
        *,
        calendar: WorkingCalendar | None = None,
        reading: Reading = Reading.WORKING_DAYS,
        any_weekday: bool = False,
        milestones: Iterable[MilestoneEntry] = MILESTONES,
    ) -> Timetable:
        """Return the timetable that begins with a notification Monday.

        Args:
            notification: The Monday of week one.
            calendar: The working days; England's by default.
            reading: How weekdays and counts are read where they disagree.
            any_weekday: Whether to allow notification on a working day other than Monday (para 23
                says "usually").
            milestones: The table of milestones; another theme's guidance has another one.

        Raises:
            CoverageError: If the calendar does not reach from that day to the last milestone.
            DateTypeError: If it is not a date.
            InvalidValueError: If the table of milestones is not valid.
            NotificationError: If an area cannot be notified on it; the error names nearby days.

        Examples:
            >>> Timetable.from_notification(date(2019, 8, 26))
            Traceback (most recent call last):
            ...
            jtai.errors.NotificationError: notification: Monday 26 August 2019 is not a working day
            (Summer bank holiday); expected a working Monday; the next working day is Tuesday
            27 August 2019, and the next working Monday is Monday 2 September 2019;
            any_weekday=True (--any-weekday) allows a working day other than Monday (guidance
            190035, paras 23, 29)
        """
        return cls(
            notification=notification,
            calendar=calendar_or_england(calendar),
            reading=reading,
            any_weekday=any_weekday,
            entries=milestone_table(milestones).entries,
        )

    @classmethod
    def from_fieldwork(
        cls,
        fieldwork_start: dt.date,
        *,
        calendar: WorkingCalendar | None = None,
        reading: Reading = Reading.WORKING_DAYS,
        any_weekday: bool = False,
        milestones: Iterable[MilestoneEntry] = MILESTONES,
    ) -> Timetable:
        """Return the timetable whose fieldwork begins on a given day.

        Args:
            fieldwork_start: The first day of fieldwork.
            calendar: The working days; England's by default.
            reading: How weekdays and counts are read where they disagree.
            any_weekday: Whether to allow notification on a working day other than Monday; its
                milestone is then marked as displaced.
            milestones: The table of milestones; another theme's guidance has another one.

        Raises:
            CoverageError: If the calendar does not reach far enough.
            DateTypeError: If it is not a date.
            InvalidValueError: If the table of milestones is not valid.
            NotificationError: If it is not a working day, or no Monday leads to it; the error says
                where the nearest Mondays lead.

        Examples:
            >>> Timetable.from_fieldwork(date(2019, 9, 23)).notification
            datetime.date(2019, 9, 9)
        """
        calendar = calendar_or_england(calendar)
        table = milestone_table(milestones)
        return cls(
            notification=notification_before_fieldwork(
                fieldwork_start,
                calendar,
                member(Reading, reading, "reading"),
                any_weekday=flag(any_weekday, "any_weekday"),
                table=table,
            ),
            calendar=calendar,
            reading=reading,
            any_weekday=any_weekday,
            entries=table.entries,
        )

    # Milestones

    @property
    def milestones(self) -> tuple[Milestone, ...]:
        """Every milestone in order: by date, then timed ones by their time, then the others."""
        same = map(repeat, (self.notification, self.calendar, self.reading))
        made = Table(map(Milestone, self.entries, self.dates, *same))
        if self.reading is Reading.WORKING_DAYS and self._table.in_order:
            return made
        return Table(sorted(made, key=lambda milestone: (milestone.due, milestone.time is None)))

    def _milestone(self, position: int) -> Milestone:
        return Milestone(
            self.entries[position],
            self.dates[position],
            self.notification,
            self.calendar,
            self.reading,
        )

    @property
    def document(self) -> Document:
        """The guidance that sets the milestones, cited by the entry of the notification.

        Examples:
            >>> print(Timetable.from_notification(date(2019, 9, 9)).document)
            guidance 190035
        """
        return self._table.notification.reference.document

    def __iter__(self) -> Iterator[Milestone]:
        return iter(self.milestones)

    def __len__(self) -> int:
        return len(self.dates)

    def __contains__(self, key: object) -> bool:
        if isinstance(key, Milestone):
            return key.key in self._table.positions and self[key.key] == key
        return isinstance(key, str) and key in self._table.positions

    def __getitem__(self, key: str) -> Milestone:
        """Return the milestone with a key.

        Raises:
            UnknownKeyError: If there is no such milestone; the error lists the keys.
        """
        positions = self._table.positions
        if not isinstance(key, str) or key not in positions:
            raise UnknownKeyError(
                "no such milestone",
                expected=f"one of {', '.join(positions)}",
                remedy=did_you_mean(key, positions),
            )
        return self._milestone(positions[key])

    def _ipython_key_completions_(self) -> list[str]:
        return list(self._table.positions)

    @property
    def fieldwork_start(self) -> dt.date:
        """The first day of fieldwork."""
        return self["fieldwork_start"].date

    @property
    def fieldwork_end(self) -> dt.date:
        """The last day of fieldwork, which is assumed to last five working days."""
        return self["fieldwork_end"].date

    @property
    def displaced(self) -> tuple[Milestone, ...]:
        """The milestones that do not fall on their named day."""
        return Table(milestone for milestone in self if milestone.displaced)

    @property
    def passed_over(self) -> tuple[Holiday, ...]:
        """The bank holidays and closures that any milestone passes over, in order.

        Examples:
            >>> print(*Timetable.from_notification(date(2020, 4, 6)).passed_over, sep="; ")
            Friday 10 April 2020 (Good Friday); Monday 13 April 2020 (Easter Monday)
        """
        return passed_over(self)

    @property
    def restored(self) -> tuple[Holiday, ...]:
        """The bank holidays that the calendar counts as working days, up to the last milestone.

        Examples:
            >>> worked = WorkingCalendar.england().without({date(2020, 4, 10): "worked"})
            >>> print(*Timetable.from_notification(date(2020, 4, 6), calendar=worked).restored)
            Friday 10 April 2020 (Good Friday: worked)
        """
        return Table(self.calendar.restored_between(self.notification, max(self.dates)))

    @property
    def provisional(self) -> bool:
        """Whether a bank holiday that is not yet known could still move a milestone."""
        return self.calendar.is_provisional(self.notification, max(self.dates))

    @property
    def assumptions(self) -> tuple[Assumption, ...]:
        """The assumptions behind the dates, and remarks on the order of steps, with sources.

        Each is a value with its text, milestones and source; `str` writes it as one text.

        Examples:
            >>> print(Timetable.from_notification(date(2019, 9, 9)).assumptions[-1].text)
            Fieldwork week ends: the guidance mentions the fieldwork week but not its last day; in
            published inspections, it lasted five working days
        """
        return Table(assumptions_of(self.milestones, self._moves_of_other_reading()))

    def _moves_of_other_reading(self) -> tuple[Move, ...]:
        try:
            return moves_between(self, attrs.evolve(self, reading=self.reading.other))
        except NotificationError:  # a named day is not after the notification
            return ()

    # Questions

    def lookback(
        self,
        *,
        months: int,
        inspection_date: InspectionDate = InspectionDate.NOTIFICATION,
    ) -> Period:
        """Return the calendar months before the inspection, both ends included.

        The guidance looks back from "the inspection" without saying whether that means notification
        or fieldwork (paras 32, 38, 41 and 44, items 2.2 and 3.2). The result says which was used.

        Args:
            months: Calendar months; the guidance uses 6 and 12.
            inspection_date: Which day to look back from.

        Raises:
            InvalidValueError: If `months` is not a whole number from 1, or there is no such date.

        Examples:
            >>> period = Timetable.from_notification(date(2019, 9, 9)).lookback(months=6)
            >>> period.start, period.end, period.inspection_date
            (datetime.date(2019, 3, 9), datetime.date(2019, 9, 9), 'notification')
        """
        key = member(InspectionDate, inspection_date, "inspection_date")
        period = lookback(self[key].date, months=months, inspection_date=str(key))
        # What other guidance asks for is unknown.
        return period if self.document == GUIDANCE else attrs.evolve(period, reference=None)

    def upcoming(self, at: dt.datetime, *, agency: str | None = None) -> tuple[Milestone, ...]:
        """Return the milestones whose moment is still to come, soonest first.

        Args:
            at: A datetime with a time zone.
            agency: Return only what this agency or party owes or contributes to, including as one
                of the local agencies; all milestones by default.

        Raises:
            DateTypeError: If `at` is not a datetime with a time zone.
            UnknownKeyError: If there is no such agency or party.

        Examples:
            >>> timetable = Timetable.from_notification(date(2019, 9, 9))
            >>> at = datetime(2019, 9, 17, 12, tzinfo=london)
            >>> for milestone in timetable.upcoming(at, agency="police force"):
            ...     print(milestone.key, milestone.date)
            case_documents 2019-09-17
            supporting_information 2019-09-17
            joint_evaluations 2019-09-19
            engagement_arrangements 2019-09-20
            printed_documents 2019-09-23
        """
        moment = aware_moment(at, "at")
        return Table(m for m in self._owed_by(agency) if not m.is_past(moment))

    def next_due(self, at: dt.datetime, *, agency: str | None = None) -> Milestone | None:
        """Return the next milestone, or None when all have passed.

        If several are due at the same time, this returns the first; `upcoming` returns them all.
        `Readiness.next_due`, a property at the moment of the readiness, has all rows that are next.

        Args:
            at: A datetime with a time zone.
            agency: As in `upcoming`.

        Raises:
            DateTypeError: If `at` is not a datetime with a time zone.
            UnknownKeyError: If there is no such agency or party.

        Examples:
            >>> timetable = Timetable.from_notification(date(2019, 9, 9))
            >>> timetable.next_due(datetime(2019, 9, 13, 12, tzinfo=london))
            <Milestone case_documents 2019-09-17 end of day>
        """
        upcoming = self.upcoming(at, agency=agency)
        return upcoming[0] if upcoming else None

    def overdue(
        self, at: dt.datetime, *, done: Collection[str] = (), agency: str | None = None
    ) -> tuple[Milestone, ...]:
        """Return the milestones that are owed, have passed and are not done, in order.

        The notification has happened, and an optional milestone is not owed. A milestone that
        depends on a request is returned whether or not there was one. What only the inspectors do,
        such as the selection of cases, is returned if `agency` names them; other guidance names its
        own as `jtai.core.Document.inspectors`. A timetable does not know what was done: without
        `done`, everything owed that has passed is returned.

        Args:
            at: A datetime with a time zone.
            done: Keys of milestones that were met.
            agency: As in `upcoming`.

        Raises:
            DateTypeError: If `at` is not a datetime with a time zone.
            UnknownKeyError: If a key of `done` is unknown, or there is no such agency or party.

        Examples:
            >>> timetable = Timetable.from_notification(date(2019, 9, 9))
            >>> at = datetime(2019, 9, 12, 9, 30, tzinfo=london)
            >>> timetable.overdue(at)
            (<Milestone child_lists 2019-09-12 by 09:00>,)
        """
        moment = aware_moment(at, "at")
        inspectors = INSPECTION_TEAM.union(
            *(map(full_name, entry.reference.document.inspectors) for entry in self.entries)
        )
        met = {"notification", *(self[key].key for key in several(done, "done"))}
        return Table(
            m
            for m in self._owed_by(agency)
            if m.is_past(moment)
            and m.key not in met
            and not m.optional
            and (agency is not None or not inspectors.issuperset(m.by))
        )

    def only(self, *names: str, provides: bool = False) -> tuple[Milestone, ...]:
        """Return the milestones that agencies or parties provide, contribute to or receive.

        This includes their part as one of several: the local authority is one of the local
        agencies. The result is a table, which `jtai.to_html`, `jtai.to_csv`, `jtai.to_json` and
        data frames accept.

        Args:
            *names: Agencies or parties, also by short names such as police or YOT; or keys of
                milestones.
            provides: Whether to leave out what the agencies or parties only receive.

        Raises:
            InvalidValueError: If no milestone is selected.
            UnknownKeyError: If a name is neither a milestone nor an agency or party.

        Examples:
            >>> timetable = Timetable.from_notification(date(2019, 9, 9))
            >>> for milestone in timetable.only("CQC", "fieldwork_end"):
            ...     print(milestone)
            Request for health documents about the tracked children: Fri 20 Sep 2019, that day
            Fieldwork begins: Mon 23 Sep 2019, that day
            Printed copies of documents about the evaluated children, on site: Mon 23 Sep 2019, on
            arrival
            Fieldwork week ends: Fri 27 Sep 2019, end of day
            >>> [milestone.key for milestone in timetable.only("CQC", provides=True)]
            ['cqc_documents_request', 'fieldwork_start', 'fieldwork_end']
        """
        provides = flag(provides, "provides")
        roles = frozenset[str]().union(
            *(
                self._roles(name, f"only[{position}]")
                for position, name in enumerate(names)
                if name not in self
            )
        )
        chosen = Table(
            milestone
            for milestone in self
            if milestone.key in names or concerns(milestone.entry, roles, provides=provides)
        )
        if not chosen:
            raise InvalidValueError(
                "no milestone is selected, and an empty result would look as if there were no "
                "deadlines",
                where="only",
                expected="a milestone, or a party or agency that has one",
            )
        return chosen

    def _roles(self, name: Any, where: str) -> frozenset[str]:
        try:
            return roles_of(name, self.parties, where=where)
        except UnknownKeyError as error:
            keys = [entry.key for entry in self.entries]
            known = f"milestones ({', '.join(keys)}), or {error.faults[0].expected}"
            hint = did_you_mean(name, keys) or error.faults[0].remedy
            if isinstance(name, list | tuple | set):
                hint = 'pass the names separately, such as only("police", "YOT")'
            raise UnknownKeyError(
                "unknown milestone, party or agency",
                where=where,
                expected="" if hint else known,  # the list is long
                remedy=hint,
            ) from None

    @property
    def parties(self) -> tuple[str, ...]:
        """Every party that acts, contributes or receives, in the order of the table."""
        return tuple(
            dict.fromkeys(
                party
                for entry in self.entries
                for party in (*entry.by, *entry.contributors, *entry.to)
            )
        )

    def _owed_by(self, agency: str | None) -> Iterator[Milestone]:
        """Yield the milestones that an agency owes or contributes to, or all milestones."""
        if agency is None:
            yield from self
            return
        roles = roles_of(agency, self.parties, where="agency")
        for milestone in self:
            if concerns(milestone.entry, roles, provides=True):
                yield milestone

    def compare(self, other: Timetable) -> Comparison:
        """Return what moves from this timetable to another: from which day, to which, and why.

        The reasons for a move are only those that caused it. A day off that the milestone's date
        does not pass over is not a reason, and nor is a different reading that gives the same day.
        Where only one of the calendars covers a day off, the reason says so. Milestones that only
        one of the timetables has are in `only_before` and `only_after`.

        Args:
            other: A timetable with another reading, calendar, table or notification day.

        Raises:
            InvalidValueError: If it is not a timetable.

        Examples:
            >>> counted = Timetable.from_notification(date(2020, 4, 6))
            >>> named = Timetable.from_notification(date(2020, 4, 6), reading=Reading.NAMED_DAYS)
            >>> [move.key for move in counted.compare(named)]
            ['case_documents', 'supporting_information', 'joint_evaluations',
             'cqc_documents_request', 'engagement_arrangements']
        """
        checked_timetable(other, "other")
        return Comparison(
            before=_origin(self),
            after=_origin(other),
            moves=moves_between(self, other),
            only_before=only_in(self, other, before=True),
            only_after=only_in(other, self, before=False),
        )

    # Display

    def _results(self) -> tuple[Milestone, ...]:
        return self.milestones

    def explain(self) -> str:
        """Return the explanation of every milestone, one paragraph each."""
        return "\n\n".join(milestone.explain() for milestone in self)

    def __repr__(self) -> str:
        return f"<Timetable {self.notification} to {self.fieldwork_end}, {self.reading}>"

    @property
    def _title(self) -> str:
        return (
            f"Timetable for notification on {long_date(self.notification)} "
            f"({self.reading}, {self.calendar.label})"
        )

    @property
    def about_guidance(self) -> tuple[str, ...]:
        """Notes for a notification when the guidance did not apply; otherwise empty.

        Examples:
            >>> print(*Timetable.from_notification(date(2019, 1, 7)).about_guidance)
            guidance 190035 was published in July 2019, after this notification
        """
        document = self.document
        if document.first_day is not None and self.notification < document.first_day:
            return (f"{document} was published in {document.published}, after this notification",)
        if document.last_day is not None and self.notification > document.last_day:
            return (document.scope or f"{document} no longer applied on this day",)
        return ()

    @property
    def _legend(self) -> str:
        return "; ".join(dict.fromkeys(words for one in self for words in one.marks_explained))

    @property
    def _notes(self) -> list[str]:
        passed, restored = ("; ".join(map(str, days)) for days in (self.passed_over, self.restored))
        return [
            *self.about_guidance,
            *([f"passed over: {passed}"] if passed else []),
            *([f"counted as working days: {restored}"] if restored else []),
            *map(str, self.assumptions),
        ]


def checked_timetable(value: object, name: str) -> Timetable:
    """Return a timetable, or refuse anything else, naming its type.

    Args:
        value: The argument.
        name: The argument's name, for the error.

    Raises:
        InvalidValueError: If it is not a timetable.

    Examples:
        >>> timetable = Timetable.from_notification(date(2019, 9, 9))
        >>> checked_timetable(timetable, "timetable") is timetable
        True
    """
    return instance(
        Timetable,
        value,
        name,
        expected="a Timetable, such as Timetable.from_notification(date(2019, 9, 9))",
    )


def _origin(timetable: Timetable) -> str:
    return (
        f"notification on {long_date(timetable.notification)} ({timetable.reading}, "
        f"{timetable.calendar.name} by {timetable.calendar.source})"
    )


def _obligations(entries: Iterable[MilestoneEntry]) -> set[tuple[object, ...]]:
    """Return who owes what to whom, in whatever order."""
    return {
        (entry.key, frozenset(entry.by), frozenset(entry.contributors), frozenset(entry.to))
        for entry in entries
    }


def require_guidance_milestones(timetable: Timetable) -> None:
    """Refuse a timetable of other guidance: what its agencies owe is unknown here.

    Raises:
        InvalidValueError: If its milestones or their parties are not those of guidance 190035.
    """
    # A known key with other parties would be owed by no agency, or by the wrong one.
    known, given = map(_obligations, (MILESTONES, timetable.entries))
    other = sorted({str(key) for key, *_ in known ^ given})
    if other:
        raise InvalidValueError(
            f"the milestones are not those of guidance 190035 (different: {', '.join(other)})",
            where="timetable",
            expected="the keys and parties of the guidance, on whatever days",
            remedy="for other guidance, use Timetable.overdue, upcoming and next_due",
        )
