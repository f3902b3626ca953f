"""One inspection: its facts, changes to them, and questions about it (paras 24 to 51).

An inspection is a frozen value: a change returns a new one, which is checked like any other.
Impossible facts are refused with their path; contradictions are reported. The other modules of the
package answer questions about it. Its `repr` shows the name of the area, but no child's identifier,
date of a fact or text.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter
from typing import Any, Final

import attrs

from jtai.children.contradictions import Contradiction, contradictions_in
from jtai.children.records import Child
from jtai.children.scope import AGES
from jtai.core.answers import Answer
from jtai.core.citation import Reference
from jtai.core.notebook import Table
from jtai.core.records import Record, hidden
from jtai.core.validation import (
    LONDON,
    blank,
    did_you_mean,
    duplicates,
    instance,
    instances,
    is_line,
    member,
)
from jtai.errors import Fault, UnknownKeyError
from jtai.guidance.agencies import responsibility
from jtai.guidance.definitions import FRONT_DOOR_SAMPLE
from jtai.guidance.terms import Agency
from jtai.inspection.engagement import Engagement
from jtai.inspection.facts import Meeting, MilestoneDone
from jtai.inspection.inspectorate_requests import InspectorateRequest
from jtai.inspection.joint_evaluation import JointEvaluation
from jtai.inspection.obligations import assess
from jtai.inspection.readiness import Readiness
from jtai.inspection.requests import (
    Request,
    RequestState,
    case_document_requests,
    information_requests,
)
from jtai.inspection.sampling import Involvement, SamplingRecord
from jtai.inspection.selection import SelectionReport, check_selection, multi_agency_reason
from jtai.timetable.ages import LeapBirthday
from jtai.timetable.timetable import InspectionDate, Timetable, require_guidance_milestones

_IN_WEEK = Reference.para(40)
_TRACKED = Reference.para(37)
# What a sampling record says of a child, as the answer to a question about that child.
_AT_RISK: Final = {entry.key: Answer.of(entry.at_risk) for entry in FRONT_DOOR_SAMPLE}
_SEVERAL: Final = {Involvement.SINGLE_AGENCY: Answer.NO, Involvement.MULTI_AGENCY: Answer.YES}
# Two values are about the same thing if they agree in these attributes.
_SAME: Final[dict[str, tuple[type[Any], tuple[str, ...]]]] = {
    "children": (Child, ("id",)),
    "requests": (Request, ("topic", "agency")),
    "inspectorate_requests": (InspectorateRequest, ("inspectorate", "requested_on", "asked")),
    "evaluations": (JointEvaluation, ("child",)),
    "engagements": (Engagement, ("child", "participant", "who")),
    "done": (MilestoneDone, ("milestone", "agency")),
}
_ADD_CHILD: Final = "add the child by with_child; a child need not be selected"
_RECEIVED: Final = "the evaluation was received"
# What cannot happen before notification: the field, its date or moment, and what happened then.
_AFTER_NOTIFICATION: Final = (
    ("requests", "requested_on", "it was requested"),
    ("requests", "sent_on", "it was sent"),
    ("inspectorate_requests", "requested_on", "it was requested"),
    ("evaluations", "requested_on", "it was requested"),
    ("evaluations", "received", _RECEIVED),
    ("engagements", "requested_on", "the conversation was requested"),
    ("engagements", "confirmed_on", "the conversation was confirmed"),
    ("done", "at", "the milestone was done"),
)


@attrs.frozen(kw_only=True)
class Inspection(Record):
    """One inspection, from its notification to the fieldwork week (paras 29 to 51).

    Attributes:
        local_area: The name of the area.
        timetable: Its milestones.
        children: The children that are known.
        selected: The identifiers of the children whom inspectors track, in order.
        contextual_issues: Local context for the lead inspector to consider (para 36).
        meetings: Multi-agency meetings in the fieldwork week (para 40).
        requests: What agencies were asked to send, and its state (paras 44, 48).
        inspectorate_requests: What the CQC and HMI Probation requested separately (paras 45, 48).
        evaluations: The local agencies' evaluations of children's experiences (para 46).
        engagements: Conversations with children, parents and carers (paras 49 to 51).
        samples: What was recorded about sampled children (paras 4, 19).
        done: The milestones that are marked as done.

    Raises:
        InvalidRecordError: If there is a duplicate, something is about a child who is neither
            among the children nor selected, or a milestone is not in the timetable or not of that
            agency. It reports every fault, with a path such as ``children[2].plans[0].end``.

    Examples:
        >>> import jtai
        >>> inspection = Inspection(
        ...     local_area="Anywhere",
        ...     timetable=jtai.Timetable.from_notification(date(2019, 9, 9)),
        ...     children=[{"id": "A1"}, {"id": "A2"}],
        ... )
        >>> inspection = inspection.with_selection(["A2"]).with_requests()
        >>> len(inspection.requests), len(inspection.requests_of(child="A2"))
        (48, 9)
        >>> inspection.readiness(as_of=date(2019, 9, 13)).ready
        <Answer.NO: 'no'>
    """

    local_area: str
    timetable: Timetable
    children: tuple[Child, ...] = ()
    selected: tuple[str, ...] = hidden(())
    contextual_issues: tuple[str, ...] = hidden(())
    meetings: tuple[Meeting, ...] = ()
    requests: tuple[Request, ...] = ()
    inspectorate_requests: tuple[InspectorateRequest, ...] = ()
    evaluations: tuple[JointEvaluation, ...] = ()
    engagements: tuple[Engagement, ...] = ()
    samples: tuple[SamplingRecord, ...] = ()
    done: tuple[MilestoneDone, ...] = ()

    def _impossible(self) -> Iterator[Fault]:
        if not is_line(self.local_area):
            yield Fault(
                message="not a valid area name",
                where="local_area",
                expected="one line of printable text",
            )
        for position, name in enumerate(self.selected):
            yield from blank(name, f"selected[{position}]")
        yield from self._duplicates()
        yield from self._unknown_children()
        yield from self._wrong_marks()

    def _duplicates(self) -> Iterator[Fault]:
        yield from duplicates("selected", "", self.selected, str, _TRACKED)
        for name, (_, fields) in _SAME.items():
            field = f".{fields[0]}" if len(fields) == 1 else ""
            yield from duplicates(name, field, getattr(self, name), attrgetter(*fields))

    def _unknown_children(self) -> Iterator[Fault]:
        known = {*self.selected, *(child.id for child in self.children), None}
        for name in ("requests", "evaluations", "engagements"):
            for position, value in enumerate(getattr(self, name)):
                if value.child not in known:
                    yield Fault(
                        message="no such child",
                        where=f"{name}[{position}].child",
                        expected="the identifier of a child in the inspection",
                        remedy=_ADD_CHILD,
                    )
        for position, request in enumerate(self.inspectorate_requests):
            if not known.issuperset(request.children):
                yield Fault(
                    message="no such child",
                    where=f"inspectorate_requests[{position}].children",
                    expected="identifiers of children in the inspection",
                    remedy=_ADD_CHILD,
                    reference=request.reference,
                )

    def _wrong_marks(self) -> Iterator[Fault]:
        keys = [milestone.key for milestone in self.timetable]
        for position, done in enumerate(self.done):
            if done.milestone not in keys:
                hint = did_you_mean(done.milestone, keys)
                yield Fault(
                    message="no such milestone",
                    where=f"done[{position}].milestone",
                    expected="" if hint else f"one of {', '.join(keys)}",
                    remedy=hint,
                )
                continue
            milestone = self.timetable[done.milestone]
            if (
                done.agency is not None
                and responsibility(done.agency, milestone.by, milestone.contributors) is None
            ):
                yield Fault(
                    message="this agency is not involved in this milestone",
                    where=f"done[{position}].agency",
                    expected="None, or an agency that provides it or contributes to it",
                    reference=milestone.reference,
                )

    def __repr__(self) -> str:
        numbers = "".join(
            f", {field.name.replace('_', ' ')}: {len(value)}"
            for field in attrs.fields(Inspection)
            if isinstance(value := getattr(self, field.name), tuple) and value
        )
        return f"<Inspection of {self.local_area}, {self.timetable.notification}{numbers}>"

    @property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """Facts that contradict each other, each with its path.

        Meetings outside the fieldwork week, conversations noted as understood that were not,
        anything that was requested, sent, received, confirmed or done before notification, items of
        an agency that is not asked for them, and contradictions between facts about a child, also
        between the child's record and a sampling record.
        """
        return Table(self._contradictions())

    def _contradictions(self) -> Iterator[Contradiction]:
        for position, child in enumerate(self.children):
            yield from contradictions_in(f"children[{position}]", child.contradictions)
        yield from self._sampled_otherwise()
        first, last = self.timetable.fieldwork_start, self.timetable.fieldwork_end
        for position, meeting in enumerate(self.meetings):
            if not first <= meeting.date <= last:
                yield Contradiction(
                    facts=(f"meetings[{position}].date",),
                    text="the meeting is not in the fieldwork week",
                    reference=_IN_WEEK,
                )
        for position, engagement in enumerate(self.engagements):
            yield from contradictions_in(f"engagements[{position}]", engagement.contradictions)
        for position, request in enumerate(self.requests):
            if request.not_asked:
                yield Contradiction(
                    facts=(f"requests[{position}].item", f"requests[{position}].agency"),
                    text=request.not_asked,
                    reference=request.reference,
                )
        for name, field, text in _AFTER_NOTIFICATION:
            yield from self._too_early(name, getattr(self, name), field, text)
        for position, evaluation in enumerate(self.evaluations):
            own = f"evaluations[{position}].own"
            yield from self._too_early(own, evaluation.own or (), "received", _RECEIVED)

    def _sampled_otherwise(self) -> Iterator[Contradiction]:
        """Yield a contradiction for each answer of a sampling record that is not the child's."""
        places = {child.id: place for place, child in enumerate(self.children)}
        for position, sample in enumerate(self.samples):
            place = places.get(sample.child)
            if place is None:
                continue
            for field, fact, text, reference in _differences(sample, self.children[place]):
                yield Contradiction(
                    facts=(f"samples[{position}].{field}", f"children[{place}].{fact}"),
                    text=text,
                    reference=reference,
                )

    def _too_early(
        self, where: str, values: Iterable[object], field: str, text: str
    ) -> Iterator[Contradiction]:
        """Yield a contradiction for each value with a day or moment before notification."""
        notification = self.timetable["notification"]
        for position, value in enumerate(values):
            when = getattr(value, field)
            day = when.astimezone(LONDON).date() if isinstance(when, dt.datetime) else when
            if day is not None and day < notification.date:
                yield Contradiction(
                    facts=(f"{where}[{position}].{field}",),
                    text=f"{text} before the area was notified",
                    reference=notification.reference,
                )

    # Changes

    def with_child(self, *children: Child) -> Inspection:
        """Return an inspection with children added, replacing any with the same identifiers."""
        return self._with("children", *children)

    def with_selection(self, selected: Iterable[str]) -> Inspection:
        """Return an inspection in which these children are tracked, by identifier (para 37).

        Requests that were not started for the documents of a child who is no longer selected are
        left out. Everything else about such a child is kept; if the child is not in `children`,
        add the child first.

        Raises:
            InvalidRecordError: If an identifier is blank or a duplicate, or something is recorded
                about a child who would be neither selected nor among the children.

        Examples:
            >>> import jtai
            >>> timetable = jtai.Timetable.from_notification(date(2019, 9, 9))
            >>> inspection = Inspection(local_area="Anywhere", timetable=timetable)
            >>> inspection = inspection.with_selection(["A1", "A2"]).with_requests()
            >>> inspection = inspection.with_selection(["A1", "A3"]).with_requests()
            >>> [len(inspection.requests_of(child=name)) for name in ("A1", "A2", "A3")]
            [9, 0, 9]
        """
        # A text is refused with the other faults, not split into letters.
        single = isinstance(selected, str) or not isinstance(selected, Iterable)
        ids: Any = selected if single else tuple(selected)
        kept = tuple(
            request
            for request in self.requests
            if request.state is not RequestState.NOT_STARTED
            or request.child not in self.selected
            or single
            or request.child in ids
        )
        return attrs.evolve(self, selected=ids, requests=kept)

    def with_contextual_issue(self, *texts: str) -> Inspection:
        """Return an inspection with contextual issues added."""
        return attrs.evolve(self, contextual_issues=(*self.contextual_issues, *texts))

    def with_meeting(self, *meetings: Meeting) -> Inspection:
        """Return an inspection with meetings added."""
        return attrs.evolve(self, meetings=(*self.meetings, *meetings))

    def with_request(self, *requests: Request) -> Inspection:
        """Return an inspection with requests added.

        Each replaces an earlier one for the same document and agency. A request to one agency also
        replaces a request for the same document that is not yet assigned to an agency.

        Examples:
            >>> import jtai
            >>> timetable = jtai.Timetable.from_notification(date(2019, 9, 9))
            >>> inspection = Inspection(local_area="Anywhere", timetable=timetable)
            >>> several = [Request(item=item, agency="police force") for item in ("4.1", "4.2")]
            >>> len(inspection.with_request(*several).requests)
            2
        """
        return self._with("requests", *requests)

    def with_requests(self) -> Inspection:
        """Return an inspection with a request, not started, for every document that has none yet.

        The documents are the items of information that are documents, and the case documents of
        each selected child.

        Raises:
            InvalidValueError: If the milestones of the timetable are not those of guidance 190035.

        Examples:
            >>> import jtai
            >>> timetable = jtai.Timetable.from_notification(date(2019, 9, 9))
            >>> inspection = Inspection(local_area="Anywhere", timetable=timetable).with_requests()
            >>> len({request.item for request in inspection.requests})
            35
            >>> inspection.with_requests() == inspection
            True
        """
        require_guidance_milestones(self.timetable)
        known = {request.topic for request in self.requests if not request.not_asked}
        documents = (
            request for child in self.selected for request in case_document_requests(child)
        )
        new = [r for r in (*information_requests(), *documents) if r.topic not in known]
        return attrs.evolve(self, requests=(*self.requests, *new))

    def with_engagement(self, *engagements: Engagement) -> Inspection:
        """Return an inspection with conversations added, replacing any with the same person."""
        return self._with("engagements", *engagements)

    def with_inspectorate_request(self, *requests: InspectorateRequest) -> Inspection:
        """Return an inspection with requests from inspectorates added.

        Each replaces any that the inspectorate made on the same day to the same organisation.

        Examples:
            >>> import jtai
            >>> timetable = jtai.Timetable.from_notification(date(2019, 9, 9))
            >>> inspection = Inspection(local_area="Anywhere", timetable=timetable)
            >>> asked = InspectorateRequest(inspectorate="CQC", requested_on=date(2019, 9, 20))
            >>> len(inspection.with_inspectorate_request(asked).inspectorate_requests)
            1
        """
        return self._with("inspectorate_requests", *requests)

    def with_evaluation(self, *evaluations: JointEvaluation) -> Inspection:
        """Return an inspection with evaluations added, replacing any of the same child."""
        return self._with("evaluations", *evaluations)

    def with_sample(self, *samples: SamplingRecord) -> Inspection:
        """Return an inspection with sampling records added."""
        return attrs.evolve(self, samples=(*self.samples, *samples))

    def with_done(
        self, milestone: str, at: dt.datetime, *, agency: Agency | None = None
    ) -> Inspection:
        """Return an inspection with a milestone marked as done, or the mark corrected.

        Args:
            milestone: Its key.
            at: When it was done, with a time zone.
            agency: The agency that did its part; None if all of it was done.

        Raises:
            InvalidRecordError: If there is no such milestone, the agency takes no part in it, or
                the moment has no time zone.
        """
        return self._with("done", MilestoneDone(milestone=milestone, at=at, agency=agency))

    def _with(self, name: str, *added: Any) -> Inspection:
        """Return an inspection with each value replacing its first match, or added at the end."""
        kind, fields = _SAME[name]
        values = list(getattr(self, name))
        key = attrgetter(*fields)
        for value in instances(kind, added, name, expected=f"a {kind.__name__}"):
            same = [_replaces(value, other, key) for other in values]
            place = same.index(True) if True in same else len(values)
            values = [other for other, gone in zip(values, same, strict=True) if not gone]
            values.insert(place, value)
        changes: dict[str, Any] = {name: tuple(values)}
        return attrs.evolve(self, **changes)

    # Look-ups

    def child(self, id: str) -> Child:  # noqa: A002 - as the field is named
        """Return a child by identifier.

        Raises:
            UnknownKeyError: If there is no such child; the error does not show the identifier.
        """
        for child in self.children:
            if child.id == id:
                return child
        raise UnknownKeyError("no such child", expected="the identifier of a child")

    @property
    def selected_children(self) -> tuple[Child, ...]:
        """The selected children that are known, in the order of the selection."""
        known = {child.id: child for child in self.children}
        return Table(known[name] for name in self.selected if name in known)

    def requests_of(
        self,
        *,
        agency: Agency | None = None,
        child: str | None = None,
        state: RequestState | None = None,
    ) -> tuple[Request, ...]:
        """Return the requests that match an agency, a child and a state; None matches every one.

        Raises:
            InvalidValueError: If there is no such agency or state, or `child` is not a string.
        """
        known = None if child is None else _identifier(child)
        of = None if agency is None else member(Agency, agency, "agency")
        wanted = None if state is None else member(RequestState, state, "state")
        return Table(
            request
            for request in self.requests
            if of in {None, request.agency}
            and known in {None, request.child}
            and wanted in {None, request.state}
        )

    def engagements_of(self, child: str) -> tuple[Engagement, ...]:
        """Return the conversations about a child.

        Raises:
            InvalidValueError: If the identifier is not a string.
        """
        known = _identifier(child)
        return Table(talk for talk in self.engagements if talk.child == known)

    def meetings_of(self, child: str) -> tuple[Meeting, ...]:
        """Return the meetings about a child.

        Raises:
            InvalidValueError: If the identifier is not a string.
        """
        known = _identifier(child)
        return Table(meeting for meeting in self.meetings if known in meeting.children)

    # Questions

    def selection_report(
        self,
        *,
        inspection_date: InspectionDate = InspectionDate.NOTIFICATION,
        ages: tuple[int, int] = AGES,
        recent_plans: bool = True,
        leap_birthday: LeapBirthday = LeapBirthday.MARCH_1,
    ) -> SelectionReport:
        """Check the selection against paras 3 and 37.

        Args:
            inspection_date: The day on which ages and plans are checked; the guidance does not say
                whether "the inspection" is notification or fieldwork. The report says which.
            ages: The youngest and the oldest age in scope, as in `jtai.deep_dive`.
            recent_plans: Whether a plan that ended in the six months before counts.
            leap_birthday: The birthday, in a common year, of a child born on 29 February.

        Raises:
            InvalidValueError: If there is no such date, `ages` is not two whole numbers, youngest
                first, or the milestones of the timetable are not those of guidance 190035.
        """
        require_guidance_milestones(self.timetable)
        key = member(InspectionDate, inspection_date, "inspection_date")
        return check_selection(
            self.selected,
            self.children,
            as_of=self.timetable[key].date,
            inspection_date=str(key),
            ages=ages,
            recent_plans=recent_plans,
            leap_birthday=leap_birthday,
        )

    def readiness(self, *, as_of: dt.datetime | dt.date, agency: Agency | None = None) -> Readiness:
        """Return what each agency, or one of them, still has to provide at a moment, and by when.

        Args:
            as_of: A moment with a time zone; or a date, which means the beginning of that day in
                London, and the result says so.
            agency: Return only what this agency provides or contributes to, and what the agencies
                provide jointly; all agencies by default.

        Raises:
            CoverageError: If the calendar of the timetable does not cover that day.
            DateTypeError: If `as_of` is neither.
            InvalidValueError: If there is no such agency, or the milestones of the timetable are
                not those of guidance 190035.

        Examples:
            >>> import jtai
            >>> timetable = jtai.Timetable.from_notification(date(2019, 9, 9))
            >>> inspection = Inspection(local_area="Anywhere", timetable=timetable)
            >>> police = inspection.readiness(as_of=date(2019, 9, 16), agency="police force")
            >>> [(row.key, row.due_in) for row in police.rows if row.responsibility == "own"]
            [('supporting_information', 1), ('own_evaluations', 3)]
        """
        readiness = assess(
            as_of=as_of,
            local_area=self.local_area,
            timetable=self.timetable,
            selected=self.selected,
            requests=self.requests,
            inspectorate_requests=self.inspectorate_requests,
            evaluations=self.evaluations,
            engagements=self.engagements,
            done=self.done,
        )
        return readiness if agency is None else readiness.of_agency(agency)


def _differences(sample: SamplingRecord, child: Child) -> Iterator[tuple[str, str, str, Reference]]:
    """Yield the field of a sampling record, that of the child, how they differ, and the source."""
    health, opposites = child.mental_health, {Answer.YES, Answer.NO}
    if {_AT_RISK.get(sample.category or ""), child.at_risk} == opposites:
        text = "the category and the child's record differ on whether the child is at risk"
        yield "category", "at_risk", text, Reference.para(19)
    if sample.category is not None and health.ill_health is Answer.NO:
        text = "the category is for mental ill health, but the child's record says there is none"
        yield "category", "mental_health", text, Reference.para(19)
    several = multi_agency_reason(child).answer
    if sample.involvement is not None and {_SEVERAL[sample.involvement], several} == opposites:
        said = health.multi_agency is not Answer.UNKNOWN
        fact = "mental_health.multi_agency" if said else "agencies"
        text = "the two records differ on whether several agencies are involved with the child"
        yield "involvement", fact, text, Reference.para(4, 34)


def _identifier(child: object) -> str:
    return instance(str, child, "child", expected="an identifier as a string")


def _replaces(value: Any, other: Any, key: Callable[[Any], Any]) -> bool:
    if isinstance(value, Request) and other.agency is None and other.topic == value.topic:
        return True
    return bool(key(other) == key(value))
