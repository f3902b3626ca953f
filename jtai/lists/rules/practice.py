"""Rules of usual practice: steps that are late, codes that do not go together, unlikely counts.

The workbook and the guidance require none of this as it is stated here, so a breach is a warning.
The limits come from elsewhere, and allow for weekends and bank holidays: Working Together to
Safeguard Children (July 2018) for assessments (45 working days), initial conferences (15) and
reviews of plans; the Care Planning, Placement and Case Review (England) Regulations 2010,
regulations 7, 28, 33 and 48, for health assessments, visits and reviews in care
(https://www.legislation.gov.uk/uksi/2010/959); and sections 43 to 46 of the Children Act 1989 for
short orders (https://www.legislation.gov.uk/ukpga/1989/41).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, Final

from jtai.core.answers import Answer
from jtai.core.citation import Reference
from jtai.guidance.codes import PLACEMENT_TYPE
from jtai.guidance.lists import CARE
from jtai.lists.reading.cells import UNREAD
from jtai.lists.reading.rows import UNBORN
from jtai.lists.rules.rule import (
    CONFERENCE_UNREAD,
    PLAN_UNREAD,
    UNREAD_CELL,
    ListView,
    ProblemAt,
    Rule,
    Severity,
    Span,
    UnknownAt,
    has_code,
    is_yes,
    problem_first,
    where_all,
)
from jtai.timetable.ages import BEFORE_BIRTH

_DAY: Final = dt.timedelta(days=1)
_FIRST_WITHIN: Final = 93 * _DAY
# For each date of what happens regularly, the longest time since the last one.
_AGAIN_WITHIN: Final = {
    (6, "last_seen"): 184 * _DAY,
    (7, "last_visit"): 93 * _DAY,
    (7, "latest_review"): 184 * _DAY,
    (8, "last_visit"): 93 * _DAY,
    (8, "latest_review"): 184 * _DAY,
    (8, "last_health_assessment"): 397 * _DAY,
}
# Visits may be six months apart where the child agrees and a long-term foster placement has lasted
# a year (regulation 28 as amended, https://www.legislation.gov.uk/uksi/2015/495), and in short
# breaks (regulation 48). How often a child placed for adoption is visited is decided at each review
# (Adoption Agencies Regulations 2005, regulation 36, https://www.legislation.gov.uk/uksi/2005/389).
_RARE_VISIT_WITHIN: Final = 184 * _DAY
_LONG_TERM_FOSTERING: Final = frozenset(("U1", "U4"))
_LONG_TERM_AFTER: Final = 365 * _DAY
# In short breaks, regulation 48 disapplies regulation 7, on health assessments.
_SHORT_BREAKS: Final = frozenset(("V3", "V4"))
_ASSESSED_WITHIN: Final = 70 * _DAY
_CONFERENCE_WITHIN: Final = 28 * _DAY
_PLAN_WITHIN: Final = 14 * _DAY
_SAME_CONFERENCE: Final = 90 * _DAY
_MANY: Final = 12
# A child in care is rarely missing, or moved, more than once a day.
_DAYS_OF_A_YEAR: Final = 366
# Legal statuses and a placement that statute or their definition ends after some days.
_SHORT: Final = {
    "L1": 3 * _DAY,
    "L2": 15 * _DAY,
    "L3": 7 * _DAY,
    "J2": 7 * _DAY,
    "T4": 7 * _DAY,
}
_ADOPTED: Final = frozenset(("E11", "E12"))
_FOR_ADOPTION: Final = frozenset(("A3", "A4", "A5", "A6"))
_FOSTERING: Final = frozenset(
    code.code for code in PLACEMENT_TYPE.codes if code.code.startswith("U")
)
_NOT_ADOPTING: Final = (
    frozenset(code.code for code in PLACEMENT_TYPE.codes) - _FOR_ADOPTION - _FOSTERING
)


def _overdue(view: ListView, *keys: str) -> Iterator[ProblemAt | UnknownAt]:
    """Find cases whose last visit, review or health assessment is long ago.

    The keys are those of the start, the end and the last time, then those of the facts on which it
    depends whether that may be longer ago than usual.
    """
    last = keys[2]
    within = _AGAIN_WITHIN[view.number, last]
    rows = zip(*map(view.table.values, keys), strict=True)
    for at, (start, end, when, *facts) in enumerate(rows):
        if isinstance(end, dt.date):
            continue
        # Nobody can see an unborn child; the plan of one is reviewed anyway.
        if view.ages[at] == UNBORN and last != "latest_review":
            continue
        since, limit = (start, _FIRST_WITHIN) if when is None else (when, within)
        if since is UNREAD:
            yield UnknownAt(at, UNREAD_CELL)
            continue
        if since is None or view.drawn_on - since <= limit:
            continue
        if end is UNREAD or (at in view.ages_unread and last != "latest_review"):
            yield UnknownAt(at, UNREAD_CELL)
            continue
        health = last == "last_health_assessment"
        allowed = health or (when is not None and view.drawn_on - when <= _RARE_VISIT_WITHIN)
        if not (facts and allowed):
            yield ProblemAt(at, last)
        elif not _may_be_rare(view.drawn_on, *facts):
            yield UnknownAt(at, UNREAD_CELL) if UNREAD in facts else ProblemAt(at, last)


def _may_be_rare(day: dt.date, status: Any, placement: Any = None, placed: Any = None) -> bool:
    """Return whether visits may be rare; with only a status, whether health is not assessed."""
    if has_code(*_SHORT_BREAKS)(status) or has_code(*_FOR_ADOPTION)(placement):
        return True
    return (
        has_code(*_LONG_TERM_FOSTERING)(placement)
        and isinstance(placed, dt.date)
        and day - placed >= _LONG_TERM_AFTER
    )


def _assessment_long(view: ListView, started: str, finished: str) -> Iterator[ProblemAt]:
    for at, (start, end) in enumerate(zip(view[started], view[finished], strict=True)):
        if start is not None and (end or view.drawn_on) - start > _ASSESSED_WITHIN:
            yield ProblemAt(at, finished)


def _outlasted(view: ListView, ended: str, kind: str, began: str) -> Iterator[ProblemAt]:
    ends, codes, starts = view[ended], view[kind], view[began]
    for at in view.where(kind, has_code(*_SHORT)):
        if ends[at] is not None or starts[at] is None:
            continue
        if view.drawn_on - starts[at] > _SHORT[codes[at].code]:
            yield ProblemAt(at, began)


def _parents_of_unaccompanied(
    view: ListView, alone: str, placed: str
) -> Iterator[ProblemAt | UnknownAt]:
    return where_all(view, placed, {alone: is_yes, placed: has_code("P1")})


def _adoption_doubted(view: ListView, *keys: str) -> Iterator[ProblemAt | UnknownAt]:
    status, plan, placed, reason = keys
    yield from where_all(
        view,
        plan,
        {status: has_code("E1"), plan: has_code("a")},
        "the plan is a return to family, under a placement order",
    )
    yield from where_all(
        view,
        placed,
        {reason: has_code(*_ADOPTED), placed: has_code(*_NOT_ADOPTING)},
        "the child was adopted, but the placement was neither for adoption nor with foster carers",
    )


def _adopted_by_carers(view: ListView, placed: str, reason: str) -> Iterator[ProblemAt | UnknownAt]:
    return where_all(view, placed, {reason: has_code(*_ADOPTED), placed: has_code(*_FOSTERING)})


def _count_unlikely(view: ListView, key: str) -> Iterator[ProblemAt | UnknownAt]:
    most = _DAYS_OF_A_YEAR if view.number == CARE else _MANY
    return where_all(view, key, {key: lambda number: number > most})


def _conference_late(view: ListView, *keys: str) -> Iterator[ProblemAt | UnknownAt]:
    plans = view.others[7]
    begun = plans.table.values("plan_start")
    _, _, unnecessary, held = keys
    has_births = view.has("date_of_birth")
    births = view.table.values("date_of_birth") if has_births else [None] * len(view)
    for at, (child, start, answer, date) in enumerate(
        zip(*(view[key] for key in keys), strict=True)
    ):
        if child is None or start is None or answer is Answer.YES:
            continue
        born, age = births[at], view.ages[at]
        # A conference about an unborn child is often planned for a later week of the pregnancy.
        if age == UNBORN:
            continue
        if isinstance(born, dt.date) and born - start <= BEFORE_BIRTH:
            start = max(start, born)  # noqa: PLW2901 - counted from the birth
        if (date or view.drawn_on) - start <= _CONFERENCE_WITHIN:
            continue
        # A child who already has a plan needs no initial conference.
        days = {begun[row] for row in plans.rows_of(child)}
        if None in days or any(day < start for day in days - {UNREAD}):
            continue
        if UNREAD in days:
            yield UnknownAt(at, PLAN_UNREAD)
        # Perhaps the child is unborn, or was born after the strategy discussion.
        elif at in view.ages_unread or (
            born is UNREAD and (view.drawn_on - start).days >= (age or 0) * 365
        ):
            yield UnknownAt(at, UNREAD_CELL)
        else:
            key = unnecessary if date is None and answer is None else held
            yield plans.if_complete(child, ProblemAt(at, key))


@problem_first
def _conference_of_child_on_plan(
    view: ListView, child: str, started: str, key: str
) -> Iterator[ProblemAt | UnknownAt]:
    plans = view.others[7]
    starts, ends = plans.table.values("plan_start"), plans.table.values("plan_end")
    for at, (name, day, answer) in enumerate(
        zip(view[child], view[started], view[key], strict=True)
    ):
        if day is None or answer is not Answer.YES:
            continue
        for row in plans.rows_of(name):
            start, end = starts[row], ends[row]
            if start is None or (start is not UNREAD and start >= day):
                continue
            if end in (None, UNREAD) or end > day:
                unread = UNREAD in (start, end)
                yield UnknownAt(at, PLAN_UNREAD) if unread else ProblemAt(at, key)


def _several_open(view: ListView, _: str, started: str, finished: str) -> Iterator[ProblemAt]:
    starts, filled = view[started], view.filled(finished)
    for rows in view.repeated.values():
        still = [at for at in rows if starts[at] is not None and filled[at] is False]
        if len(still) > 1:
            yield from (ProblemAt(at, finished) for at in still)


def _overlapping(view: ListView, _: str, started: str, finished: str) -> Iterator[ProblemAt]:
    """Find assessments that began while another was in progress, unless both are still open.

    The children in need census makes the same check (its validation rule 8863).
    """
    starts, ends = view[started], view[finished]
    unread = set(view.table.unread(finished))
    for rows in view.repeated.values():
        dated = sorted(
            (starts[at], ends[at] or dt.date.max, at)
            for at in rows
            if starts[at] is not None and at not in unread
        )
        until, begun = dt.date.min, None
        for start, end, at in dated:
            # Two rows with the same start are perhaps the same assessment, which is another rule's.
            if start < until and start != begun and not end == until == dt.date.max:
                yield ProblemAt(at, started)
            until, begun = max(until, end), start


def _plan_against_conference(
    view: ListView, child: str, started: str
) -> Iterator[ProblemAt | UnknownAt]:
    enquiries = view.others[5]
    days = enquiries.table.values("conference_date")
    results = enquiries.table.values("conference_led_to_plan")
    for at, (name, start) in enumerate(zip(view[child], view[started], strict=True)):
        held = [row for row in enquiries.rows_of(name) if days[row] is not None]
        if start is None or not held:
            continue
        if any(days[row] is UNREAD for row in held):
            yield UnknownAt(at, CONFERENCE_UNREAD)
            continue
        last = max(held, key=days.__getitem__)
        date, led = days[last], results[last]
        same, next_ = date == start, _PLAN_WITHIN < start - date <= _SAME_CONFERENCE
        if led is UNREAD and (same or next_):
            yield UnknownAt(at, CONFERENCE_UNREAD)
        elif led is Answer.NO and same:
            message = "the conference on that date did not lead to a plan"
            yield enquiries.if_complete(name, ProblemAt(at, started, message))
        elif led is Answer.YES and next_:
            yield enquiries.if_complete(name, ProblemAt(at, started))


RULES_OF_PRACTICE: tuple[Rule, ...] = (
    Rule(
        id="overdue",
        severity=Severity.WARNING,
        statement=(
            "Where a case is open, the last visit was at most "
            f"{_AGAIN_WITHIN[7, 'last_visit'].days} days ago ({_RARE_VISIT_WITHIN.days} on list 6, "
            "in long-term fostering that has lasted a year, in placements for adoption and in "
            f"short breaks), the last review {_AGAIN_WITHIN[7, 'latest_review'].days} and the last "
            f"health assessment {_AGAIN_WITHIN[8, 'last_health_assessment'].days}; the first of "
            f"each is within {_FIRST_WITHIN.days} days; an unborn child needs only reviews, and a "
            "child in short breaks no health assessment."
        ),
        message=(
            "the visit, review or health assessment is long overdue, or its date was not entered"
        ),
        remedy="enter the latest date; if the date is right, be ready to explain the delay",
        reference=Reference.workbook(
            "list 7, Date of latest review conference; lists 6 to 8, dates of visits, reviews and "
            "health assessments"
        ),
        columns=(
            (6, ("cin_start", "cin_end", "last_seen")),
            (7, ("plan_start", "plan_end", "last_visit")),
            (7, ("plan_start", "plan_end", "latest_review")),
            (
                8,
                (
                    "care_start",
                    "care_end",
                    "last_visit",
                    "legal_status",
                    "placement_type",
                    "placement_start",
                ),
            ),
            (8, ("care_start", "care_end", "latest_review")),
            (8, ("care_start", "care_end", "last_health_assessment", "legal_status")),
        ),
        find=_overdue,
        partial=True,
    ),
    Rule(
        id="assessment-long",
        severity=Severity.WARNING,
        statement=(
            f"An assessment takes no longer than {_ASSESSED_WITHIN.days} days, including one that "
            "is open."
        ),
        message="the assessment took, or has taken, much longer than 45 working days",
        remedy="check both dates, and whether the assessment was authorised",
        reference=Reference.workbook(
            "list 4, Continuous Assessment Start Date and Continuous Assessment Date of "
            "Authorisation"
        ),
        columns=((4, ("assessment_start", "authorised")),),
        find=_assessment_long,
    ),
    Rule(
        id="outlasted",
        severity=Severity.WARNING,
        statement=(
            "A legal status or placement that can last only a few days (L1, L2, L3, J2 and T4) "
            "is not shown as current after that, unless care has ended."
        ),
        message="the legal status or placement can last only a few days, but is shown as current",
        remedy="enter the current legal status or placement and its start date",
        reference=Reference.workbook(
            "list 8, Child's Legal Status and Placement Type, with their start"
        ),
        columns=(
            (8, ("care_end", "legal_status", "legal_status_start")),
            (8, ("care_end", "placement_type", "placement_start")),
        ),
        find=_outlasted,
    ),
    Rule(
        id="unaccompanied-with-parents",
        severity=Severity.NOTE,
        statement=(
            "A child who is placed with parents was not an unaccompanied asylum-seeking child, or "
            "was one only earlier in the last 12 months."
        ),
        message="the answer is that the child was unaccompanied, but the placement is with parents",
        remedy=(
            "check both; Yes is right if the child was unaccompanied at any time in the last 12 "
            "months"
        ),
        reference=Reference.workbook(
            "list 8, Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N) and "
            "Placement Type"
        ),
        columns=((8, ("unaccompanied", "placement_type")),),
        find=_parents_of_unaccompanied,
        partial=True,
    ),
    Rule(
        id="adoption-doubted",
        severity=Severity.WARNING,
        statement=(
            "The plan under a placement order is not a return to family; a child who was adopted "
            "was placed for adoption or with foster carers."
        ),
        message="the codes about adoption do not go together",
        remedy="check the legal status, permanence plan, placement type and reason",
        reference=Reference.workbook(
            "list 8, What is the permanence plan for this child? and Placement Type"
        ),
        columns=((8, ("legal_status", "permanence_plan", "placement_type", "care_end_reason")),),
        find=_adoption_doubted,
        partial=True,
    ),
    Rule(
        id="adopted-by-carers",
        severity=Severity.NOTE,
        statement="A child who was adopted from a foster placement was adopted by the carers.",
        message="the child was adopted, but the placement is with foster carers, not for adoption",
        remedy=(
            "if the foster carers adopted the child, no action needed; if not, enter the placement "
            "for adoption"
        ),
        reference=Reference.workbook("list 8, Placement Type and Reason Ceased to be Looked After"),
        columns=((8, ("placement_type", "care_end_reason")),),
        find=_adopted_by_carers,
        partial=True,
    ),
    Rule(
        id="count-unlikely",
        severity=Severity.WARNING,
        statement=(
            f"No count of earlier events is above {_MANY}, and none of placements, or of missing "
            f"or absent episodes, is above {_DAYS_OF_A_YEAR}."
        ),
        message="the number is unusually high",
        remedy="check that the number covers only the period that the column names",
        reference=Reference.workbook(
            "lists 3, 5, 7 and 8, numbers of referrals, enquiries, conferences, plans, placements "
            "and episodes"
        ),
        columns=(
            (3, ("referrals_in_year",)),
            (5, ("enquiries_in_year",)),
            (5, ("conferences_in_year",)),
            (7, ("previous_plans",)),
            (8, ("placements_in_year",)),
            (8, ("missing_episodes",)),
            (8, ("absent_episodes",)),
        ),
        find=_count_unlikely,
        each=True,
    ),
    Rule(
        id="conference-late",
        severity=Severity.WARNING,
        statement=(
            f"Within {_CONFERENCE_WITHIN.days} days of the strategy discussion, or of the birth "
            "if that is later, the initial conference is held or deemed unnecessary, unless the "
            "child is unborn or already has a plan."
        ),
        message="the conference, or the decision about it, is much later than 15 working days",
        remedy="check the dates; enter the decision or the conference, if there was one",
        reference=Reference.workbook(
            "list 5, Was an Initial Child Protection Conference deemed unnecessary? and Date of "
            "Initial Child Protection Conference"
        ),
        columns=(
            (5, ("child_id", "strategy_discussion", "conference_unnecessary", "conference_date")),
        ),
        needs=((7, ("child_id", "plan_start")),),
        span=Span.ALL,
        find=_conference_late,
    ),
    Rule(
        id="plan-against-conference",
        severity=Severity.WARNING,
        statement=(
            f"A plan begins at most {_PLAN_WITHIN.days} days after the child's latest conference "
            f"if that led to a plan in the {_SAME_CONFERENCE.days} days before, and not on the "
            "date of one that did not lead to a plan."
        ),
        message="the plan began long after the conference that led to it",
        remedy="check the start of the plan, and the date and outcome of the conference on list 5",
        reference=Reference.workbook(
            "list 5, Did the Initial Child Protection Conference Result in a Child Protection Plan"
        ),
        columns=((7, ("child_id", "plan_start")),),
        needs=((5, ("child_id", "conference_date", "conference_led_to_plan")),),
        span=Span.ALL,
        find=_plan_against_conference,
    ),
    Rule(
        id="conference-of-child-on-plan",
        severity=Severity.WARNING,
        statement=(
            "For a child who already has a plan, the answer on whether a conference was deemed "
            "unnecessary is No, as the workbook requires."
        ),
        message="the child already had a child protection plan, so the workbook requires No here",
        remedy="answer No, or check the dates of the plan on list 7",
        reference=Reference.workbook(
            "list 5, Was an Initial Child Protection Conference deemed unnecessary?"
        ),
        columns=((5, ("child_id", "strategy_discussion", "conference_unnecessary")),),
        needs=((7, ("child_id", "plan_start", "plan_end")),),
        span=Span.ALL,
        find=_conference_of_child_on_plan,
    ),
    Rule(
        id="several-open-assessments",
        severity=Severity.WARNING,
        statement="A child has no more than one open assessment.",
        message="the child has more than one assessment without a date of authorisation",
        remedy="enter the date on which the earlier assessment was authorised",
        reference=Reference.workbook("list 4, Continuous Assessment Date of Authorisation"),
        columns=((4, ("child_id", "assessment_start", "authorised")),),
        span=Span.LIST,
        find=_several_open,
    ),
    Rule(
        id="assessments-overlap",
        severity=Severity.WARNING,
        statement=(
            "An assessment of a child begins once the one before is authorised; two that are "
            "open, or began on the same day, are not compared."
        ),
        message="the assessment began while another one of the child was in progress",
        remedy=(
            "check the dates, and whether both are the same assessment; two can be right if one is "
            "under section 47"
        ),
        reference=Reference.workbook(
            "list 4, Continuous Assessment Start Date and Continuous Assessment Date of "
            "Authorisation"
        ),
        columns=((4, ("child_id", "assessment_start", "authorised")),),
        span=Span.LIST,
        find=_overlapping,
    ),
)
"""The rules of usual practice."""
