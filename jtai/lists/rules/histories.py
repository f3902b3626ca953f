"""Rules about a child's history across lists: what one list shows, another must show too.

Invariant: a rule compares rows of one child and reports no difference that can be ordinary, such as
a plan from an earlier episode. A breach of what the workbook states is an error; a breach of usual
practice is a warning.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator
from typing import Any, Final

from jtai.core.answers import Answer
from jtai.core.citation import Reference
from jtai.guidance.codes import ASSESSED, CLOSED, IN_NEED
from jtai.guidance.lists import CARE, NEED, PROTECTION
from jtai.lists.reading.cells import UNREAD, Unread
from jtai.lists.rules.rule import (
    CONFERENCE_UNREAD,
    PLAN_UNREAD,
    UNREAD_CELL,
    Find,
    ListView,
    ProblemAt,
    Rule,
    Severity,
    Span,
    UnknownAt,
    is_yes,
    problem_first,
)

_REFERRAL, _ASSESSMENT, _ENQUIRY = 3, 4, 5
_AUTHORISATION_UNREAD: Final = "the authorisation of an assessment could not be read"
_REFERRAL_UNREAD: Final = "the date of a referral could not be read"
_REASON_UNREAD: Final = "the reason for the end of care could not be read"
_IDENTIFIED_UNREAD: Final = "what an assessment identified could not be read"
_STATUS_UNREAD: Final = "the legal status or its first day could not be read"
_ASSESSMENT_UNREAD: Final = "a date of an assessment could not be read"
# A referral and the assessment that it led to are not further apart than this.
_FOLLOWS_WITHIN: Final = dt.timedelta(days=14)
# A plan begins at its conference; some systems record it some days later.
_PLAN_FOLLOWS_WITHIN: Final = dt.timedelta(days=14)
# An initial conference is held within 15 working days of the strategy discussion.
_CONFERENCE_FOLLOWS_WITHIN: Final = dt.timedelta(days=28)
# A plan that an assessment found unnecessary is not ended on the same day.
_ENDED_WITHIN: Final = dt.timedelta(days=28)


def _not_on(
    view: ListView,
    child: str,
    number: int,
    problem_at: Callable[[int], ProblemAt | UnknownAt | None],
) -> Iterator[ProblemAt | UnknownAt]:
    """Yield the problems of the rows whose child is not on another list."""
    other = view.others[number]
    there = other.children
    for at, name in enumerate(view.table.values(child)):
        if name is None or name in there or not (problem := problem_at(at)):
            continue
        if name is UNREAD:
            yield UnknownAt(at, UNREAD_CELL)
        else:
            yield problem if isinstance(problem, UnknownAt) else other.if_absent(name, problem)


def _not_in_need(view: ListView, child: str, end: str) -> Iterator[ProblemAt | UnknownAt]:
    ends, start = view.table.values(end), _STARTS[end]
    starts = view[start] if view.has(start) else [None] * len(view)

    def problem_at(at: int) -> ProblemAt | UnknownAt | None:
        ended, began = ends[at], starts[at]
        if ended is UNREAD:
            # What began in the six months did not end before them.
            since = began is not None and began >= view.period.start
            return ProblemAt(at, child) if since else UnknownAt(at, UNREAD_CELL)
        if ended is None or ended >= view.drawn_on:
            what = "the plan or care is current"
        elif ended >= view.period.start:
            what = "the plan or care ended in the last six months"
        else:
            return None
        return ProblemAt(at, child, f"{what}, but the child is not on list 6")

    return _not_on(view, child, NEED, problem_at)


_STARTS: Final = {"plan_end": "plan_start", "care_end": "care_start"}


def _open_assessment_not_in_need(
    view: ListView, child: str, end: str
) -> Iterator[ProblemAt | UnknownAt]:
    ends = view.filled(end)

    def problem_at(at: int) -> ProblemAt | UnknownAt | None:
        if ends[at]:
            return None
        return UnknownAt(at, UNREAD_CELL) if ends[at] is None else ProblemAt(at, child)

    return _not_on(view, child, NEED, problem_at)


def _need_not_in_need(view: ListView, child: str, needs: str) -> Iterator[ProblemAt | UnknownAt]:
    answers = view.table.values(needs)

    def problem_at(at: int) -> ProblemAt | UnknownAt | None:
        if answers[at] is UNREAD:
            return UnknownAt(at, UNREAD_CELL)
        return ProblemAt(at, child) if is_yes(answers[at]) else None

    return _not_on(view, child, NEED, problem_at)


def _status_and_assessment(
    view: ListView, child: str, status: str
) -> Iterator[ProblemAt | UnknownAt]:
    assessments = view.others[_ASSESSMENT]
    unread = set(assessments.table.unread("authorised"))
    authorised = assessments["authorised"]
    children, statuses = view[child], view[status]
    for at in view.where(status, {ASSESSED, CLOSED}.__contains__):
        if children[at] is None:
            continue
        given = assessments.rows_of(children[at])
        is_open = any(authorised[row] is None and row not in unread for row in given)
        if not is_open and any(row in unread for row in given):
            yield UnknownAt(at, _AUTHORISATION_UNREAD)
        elif is_open and statuses[at] == CLOSED:
            yield ProblemAt(at, status, "the episode is closed, but list 4 has an open assessment")
        elif not is_open and statuses[at] == ASSESSED:
            message = "list 4 does not have an open assessment of the child"
            yield assessments.if_absent(children[at], ProblemAt(at, status, message))


def _conference_without_plan(
    view: ListView, child: str, date: str, result: str
) -> Iterator[ProblemAt | UnknownAt]:
    days, results = view.table.values(date), view.table.values(result)

    def problem_at(at: int) -> ProblemAt | UnknownAt | None:
        day, led = days[at], results[at]
        if day is None or not (led is UNREAD or is_yes(led)):
            return None
        if day is not UNREAD and not view.period.start <= day <= view.latest:
            return None
        return UnknownAt(at, UNREAD_CELL) if UNREAD in (day, led) else ProblemAt(at, result)

    return _not_on(view, child, PROTECTION, problem_at)


def _closure_against_assessment(
    view: ListView, child: str, start: str, end: str, reason: str
) -> Iterator[ProblemAt | UnknownAt]:
    yield from _without_name(view, child, reason)
    for at, name, code, began, ended in _with_name(view, child, reason, start, end):
        if None in (began, ended) or (code is not UNREAD and code.code != "RC8"):
            continue
        found = _last_found(view, name, Answer.YES, began, ended)
        if found is not None:
            yield _of_last(view, name, (code, began, ended, found), ProblemAt(at, reason))


def _last_found(
    view: ListView, child: str, outcome: Answer, began: Any, ended: Any
) -> Answer | Unread | None:
    """Return an outcome if the last assessment of a child between two days had it, else None.

    Unread if that depends on a cell that could not be read.
    """
    table = view.others[_ASSESSMENT].table
    days, outcomes = table.values("authorised"), table.values("needs_social_care")
    within = [
        row
        for row in view.others[_ASSESSMENT].rows_of(child)
        if (day := days[row]) is not None
        and (UNREAD in (began, day) or began <= day)
        and (UNREAD in (day, ended) or day <= ended)
    ]
    if not any(outcomes[row] in (outcome, UNREAD) for row in within):
        return None
    if UNREAD in (began, ended) or any(days[row] is UNREAD for row in within):
        return UNREAD
    last: Answer | Unread | None = outcomes[max(within, key=days.__getitem__)]
    return last if last in (outcome, UNREAD) else None


def _of_last(
    view: ListView, child: str, cells: Collection[object], problem: ProblemAt
) -> ProblemAt | UnknownAt:
    """Return a problem about a child's last assessment, or that a cell for it is unread."""
    if UNREAD in cells:
        return UnknownAt(problem.row, UNREAD_CELL)
    return view.others[_ASSESSMENT].if_complete(child, problem)


def _assessed_after_no_action(
    view: ListView, child: str, date: str, result: str
) -> Iterator[ProblemAt | UnknownAt]:
    assessments = view.others[_ASSESSMENT]
    began = assessments.table.values("assessment_start")
    children, days = view[child], view[date]
    unread = set(view.table.unread(date))
    for at in view.where(result, lambda answer: answer is Answer.YES):
        name, day = children[at], days[at]
        if day is None or name not in assessments.children:
            continue
        given = [days[row] for row in view.rows_of(name)]
        later = [other for other in given if other is not None and other > day]
        starts = {began[row] for row in assessments.rows_of(name)} - {None}
        if any(
            dt.timedelta() <= start - day <= _FOLLOWS_WITHIN
            and all(start < other for other in later)
            for start in starts - {UNREAD}
        ):
            problem = view.if_complete(name, ProblemAt(at, result))
            # The assessment may have followed from a referral whose date is unknown.
            yield (
                problem
                if unread.isdisjoint(view.rows_of(name))
                else UnknownAt(at, _REFERRAL_UNREAD)
            )
        elif UNREAD in starts:
            yield UnknownAt(at, _ASSESSMENT_UNREAD)


# Which reasons for the end of care belong with which reason for the end of the episode of need.
_SAME_REASONS: Final = {
    "RC1": ("E11", "E12"),
    "RC2": ("E2",),
    "RC3": ("E41",),
    "RC4": ("E45", "E46", "E47", "E48"),
}
_NEED_REASON: Final = {care: need for need, all_ in _SAME_REASONS.items() for care in all_}
# Adoption and death end the episode too, on whatever date it was closed.
_FINAL: Final = frozenset(("E2", "E11", "E12"))


def _with_name(view: ListView, child: str, key: str, *others: str) -> Iterator[tuple[Any, ...]]:
    """Yield each row with an identifier and with a cell in a column: its index and these cells."""
    columns = map(view.table.values, (child, key, *others))
    for at, (name, cell, *more) in enumerate(zip(*columns, strict=True)):
        if isinstance(name, str) and cell is not None:
            yield at, name, cell, *more


def _without_name(view: ListView, child: str, key: str) -> Iterator[UnknownAt]:
    """Yield the rows with a cell in a column whose identifier could not be read."""
    cells = view.table.values(key)
    for at in view.table.unread(child):
        if cells[at] is not None:
            yield UnknownAt(at, UNREAD_CELL)


@problem_first
def _reasons_differ(
    view: ListView, child: str, end: str, reason: str
) -> Iterator[ProblemAt | UnknownAt]:
    care = view.others[CARE]
    lefts, whys = care.table.values("care_end"), care.table.values("care_end_reason")
    yield from _without_name(view, child, reason)
    for at, name, code, ended in _with_name(view, child, reason, end):
        for row in care.rows_of(name):
            why, left = whys[row], lefts[row]
            if why is None:
                continue
            if why is UNREAD:
                # Some reasons end the episode too, on whatever date it was closed.
                yield UnknownAt(at, _REASON_UNREAD)
                continue
            unread = why.code not in _FINAL and UNREAD in (left, ended)
            if left != ended and why.code not in _FINAL and not unread:
                continue
            if code is UNREAD:
                yield UnknownAt(at, UNREAD_CELL)
                continue
            expected = _NEED_REASON.get(why.code)
            if code.code in _SAME_REASONS if expected is None else code.code != expected:
                yield UnknownAt(at, UNREAD_CELL) if unread else ProblemAt(at, reason)


def _episode_too_short(
    view: ListView, child: str, start: str, end: str
) -> Iterator[ProblemAt | UnknownAt]:
    """Find episodes of need that began after the plan or care, or ended before it."""
    lists = (
        (PROTECTION, "plan_start", "plan_end", "the plan on list 7"),
        (CARE, "care_start", "care_end", "the care on list 8"),
    )
    others = [
        (
            view.others[number],
            view.others[number].table.values(first),
            view.others[number].table.values(last),
            what,
        )
        for number, first, last, what in lists
    ]
    yield from _without_name(view, child, start)
    for at, name, began, ended in _with_name(view, child, start, end):
        for other, firsts, lasts, what in others:
            for row in other.rows_of(name):
                first, last = firsts[row], lasts[row]
                # A plan that ended by the first day of the episode belongs to an earlier one.
                if None not in (last, began) and UNREAD not in (last, began) and last <= began:
                    continue
                if first is not None and (UNREAD in (first, began) or first < began):
                    problem = ProblemAt(at, start, f"the episode of need began after {what}")
                    yield _unless_unread(problem, began, first, last)
                if None not in (last, ended) and (UNREAD in (last, ended) or ended < last):
                    problem = ProblemAt(at, end, f"the episode of need ended before {what}")
                    yield _unless_unread(problem, ended, last)


def _unless_unread(problem: ProblemAt, cell: object, *others: object) -> ProblemAt | UnknownAt:
    """Return a problem, or that it is unknown because of an unread cell of its row or of others."""
    if cell is UNREAD:
        return UnknownAt(problem.row, UNREAD_CELL)
    return UnknownAt(problem.row, PLAN_UNREAD) if UNREAD in others else problem


def _plan_before_conference(
    view: ListView, child: str, start: str, end: str
) -> Iterator[ProblemAt | UnknownAt]:
    conferences = _conferences_with_plan(view)
    yield from _without_name(view, child, start)
    for at, name, began, ended in _with_name(view, child, start, end):
        if name not in conferences:
            continue
        # A conference on the last day of a plan can lead to the next one.
        sure, unsure = (
            any(
                day is UNREAD
                or ((began is UNREAD or began < day) and (ended in (None, UNREAD) or day < ended))
                for day in days
            )
            for days in conferences[name]
        )
        if (sure or unsure) and UNREAD in (began, ended):
            yield UnknownAt(at, UNREAD_CELL)
        elif sure:
            yield ProblemAt(at, start)
        elif unsure:
            yield UnknownAt(at, CONFERENCE_UNREAD)


def _conferences_with_plan(view: ListView) -> dict[str, tuple[set[dt.date], list[Any]]]:
    """Return for each child the dates of initial conferences that led to a plan.

    Apart from them, those of conferences with an unread date or outcome that may have led to one.
    """

    def conferences() -> dict[str, tuple[set[dt.date], list[Any]]]:
        enquiries = view.others[_ENQUIRY]
        days = enquiries.table.values("conference_date")
        results = enquiries.table.values("conference_led_to_plan")
        found: dict[str, tuple[set[dt.date], list[Any]]] = {}
        for name in enquiries.children:
            held = [
                (days[row], results[row])
                for row in enquiries.rows_of(name)
                if days[row] is not None and results[row] in (Answer.YES, UNREAD)
            ]
            if held:
                sure = {day for day, led in held if UNREAD not in (day, led)}
                found[name] = sure, [day for day, led in held if UNREAD in (day, led)]
        return found

    return view.once("conferences that led to a plan", conferences)


def _previous_plans_too_few(
    view: ListView, child: str, start: str, count: str
) -> Iterator[ProblemAt | UnknownAt]:
    conferences = _conferences_with_plan(view)
    for at, (name, began, number) in enumerate(
        zip(view[child], view[start], view[count], strict=True)
    ):
        if began is None or number is None or name not in conferences:
            continue
        sure, unsure = (
            sum(day is UNREAD or began - day > _PLAN_FOLLOWS_WITHIN for day in days)
            for days in conferences[name]
        )
        if sure > number:
            yield ProblemAt(at, count)
        elif sure + unsure > number:
            yield UnknownAt(at, CONFERENCE_UNREAD)


def _plan_without_conference(
    view: ListView, child: str, start: str
) -> Iterator[ProblemAt | UnknownAt]:
    enquiries = view.others[_ENQUIRY]
    held = enquiries.filled("conference_date")
    if not held:  # an empty list is one problem
        return
    # The enquiry that led to an earlier plan may be too early for list 5.
    first = view.period.start + _CONFERENCE_FOLLOWS_WITHIN + _PLAN_FOLLOWS_WITHIN
    children = view[child]
    for at in view.where(start, lambda day: first <= day <= view.as_of):
        name = children[at]
        if name is None:
            continue
        on_list_5 = {held[row] for row in enquiries.rows_of(name)}
        if None in on_list_5 and True not in on_list_5:
            yield UnknownAt(at, CONFERENCE_UNREAD)
        elif True not in on_list_5:
            yield enquiries.if_absent(name, ProblemAt(at, start))


def _episode_without_referral(
    view: ListView, child: str, start: str, status: str
) -> Iterator[ProblemAt | UnknownAt]:
    referrals = view.others[_REFERRAL]
    days = referrals.table.values("referral_date")
    if not days:  # likewise
        return
    yield from _without_name(view, child, status)
    for at, name, code, began in _with_name(view, child, status, start):
        if began is None or code not in (ASSESSED, UNREAD):
            continue
        if began is not UNREAD and not view.period.start <= began <= view.as_of:
            continue
        given = [days[row] for row in referrals.rows_of(name)]
        if began is not UNREAD and began in given:
            continue
        if UNREAD in (code, began):
            yield UnknownAt(at, UNREAD_CELL)
        elif UNREAD in given:
            yield UnknownAt(at, _REFERRAL_UNREAD)
        else:
            yield referrals.if_absent(name, ProblemAt(at, start))


def _assessment_before_episode(
    view: ListView, child: str, start: str
) -> Iterator[ProblemAt | UnknownAt]:
    assessments = view.others[_ASSESSMENT]
    starts = assessments.table.values("assessment_start")
    ends = assessments.table.values("authorised")
    for at, (name, began) in enumerate(zip(view[child], view[start], strict=True)):
        if began is None:
            continue
        # The children in need census refuses an assessment before its referral (its rule 1103).
        found = {
            UNREAD not in (first, last)
            for first, last in ((starts[row], ends[row]) for row in assessments.rows_of(name))
            if first is not None
            and (first is UNREAD or first < began)
            and (last in (None, UNREAD) or last > began)
        }
        if found:
            yield ProblemAt(at, start) if True in found else UnknownAt(at, _ASSESSMENT_UNREAD)


def _plan_despite_assessment(
    view: ListView, child: str, start: str, status: str
) -> Iterator[ProblemAt | UnknownAt]:
    assessments = view.others[_ASSESSMENT]
    days = assessments.table.values("authorised")
    latest = view.as_of - _ENDED_WITHIN
    yield from _without_name(view, child, status)
    for at, name, code, began in _with_name(view, child, status, start):
        if began is None or code not in (IN_NEED, UNREAD):
            continue
        # A later assessment is open, or was authorised too recently for the plan to have ended.
        given = [days[row] for row in assessments.rows_of(name)]
        if any(day is None or (day is not UNREAD and day > latest) for day in given):
            continue
        found = _last_found(view, name, Answer.NO, began, latest)
        if found is not None:
            yield _of_last(view, name, (code, began, found), ProblemAt(at, status))


def _ill_health_against_gates(
    view: ListView, child: str, concern: str, needs: str
) -> Iterator[ProblemAt | UnknownAt]:
    assessments = view.others[_ASSESSMENT]
    identified = assessments.table.values("mental_ill_health_identified")
    rows = zip(view[child], view[concern], view[needs], strict=True)
    for at, (name, first, second) in enumerate(rows):
        if first is not Answer.NO or second is not Answer.NO:
            continue
        found = {identified[row] for row in assessments.rows_of(name)}
        if Answer.YES in found:
            yield ProblemAt(at, concern)
        elif UNREAD in found:
            yield UnknownAt(at, _IDENTIFIED_UNREAD)


# L1 police protection, L2 an emergency protection order.
_EMERGENCY: Final = frozenset(("L1", "L2"))


@problem_first
def _emergency_denied(view: ListView, child: str, key: str) -> Iterator[ProblemAt | UnknownAt]:
    care = view.others[CARE]
    statuses = care.table.values("legal_status")
    starts = care.table.values("legal_status_start")
    for at, (name, answer) in enumerate(zip(view[child], view[key], strict=True)):
        if answer is not Answer.NO:
            continue
        for row in care.rows_of(name):
            status, began = statuses[row], starts[row]
            if None in (status, began) or (began is not UNREAD and began < view.period.start):
                continue
            if status is UNREAD or status.code in _EMERGENCY:
                unread = UNREAD in (status, began)
                yield UnknownAt(at, _STATUS_UNREAD) if unread else ProblemAt(at, key)


_COVERS: Final = Reference.workbook("list 6, whom the list covers")


def _rule(
    name: str,
    severity: Severity,
    statement: str,
    message: str,
    remedy: str,
    *,
    reference: Reference,
    columns: tuple[tuple[int, tuple[str, ...]], ...],
    needs: tuple[tuple[int, tuple[str, ...]], ...],
    find: Find,
    partial: bool = False,
) -> Rule:
    """Return a rule that compares several lists."""
    return Rule(
        id=name,
        severity=severity,
        statement=statement,
        message=message,
        remedy=remedy,
        reference=reference,
        columns=columns,
        needs=needs,
        span=Span.ALL,
        find=find,
        partial=partial,
    )


_ERROR, _WARNING = Severity.ERROR, Severity.WARNING

RULES_OF_HISTORIES: tuple[Rule, ...] = (
    _rule(
        "not-on-list-6",
        _ERROR,
        "A child with a protection plan or in care, now or in the six months before, is on list 6.",
        "the plan or care is current or ended in the last six months, but the child is not on "
        "list 6",
        "add the child to list 6, or write the identifier as it is on list 6",
        reference=_COVERS,
        columns=((PROTECTION, ("child_id", "plan_end")), (CARE, ("child_id", "care_end"))),
        needs=((NEED, ("child_id",)),),
        find=_not_in_need,
        partial=True,
    ),
    _rule(
        "open-assessment-not-on-list-6",
        _ERROR,
        "A child with an open assessment is on list 6.",
        "the assessment is open, but the child is not on list 6",
        "add the child to list 6, or enter the date of authorisation",
        reference=_COVERS,
        columns=((_ASSESSMENT, ("child_id", "authorised")),),
        needs=((NEED, ("child_id",)),),
        find=_open_assessment_not_in_need,
        partial=True,
    ),
    _rule(
        "need-not-on-list-6",
        _WARNING,
        "A child who was assessed as requiring social care support is on list 6.",
        "the assessment found that the child requires support, but the child is not on list 6",
        "add the child to list 6, or check the outcome of the assessment",
        reference=_COVERS,
        columns=((_ASSESSMENT, ("child_id", "needs_social_care")),),
        needs=((NEED, ("child_id",)),),
        find=_need_not_in_need,
        partial=True,
    ),
    _rule(
        "status-and-assessment",
        _WARNING,
        (
            "A child whose case status is open assessment has one on list 4; a child whose episode "
            "is closed does not."
        ),
        "the case status and list 4 do not agree",
        "correct the case status, or the dates of the assessment on list 4",
        reference=Reference.workbook("list 6, Case status"),
        columns=((NEED, ("child_id", "case_status")),),
        needs=((_ASSESSMENT, ("child_id", "authorised")),),
        find=_status_and_assessment,
    ),
    _rule(
        "conference-without-plan",
        _ERROR,
        "A child whose initial conference led to a plan in the last six months is on list 7.",
        "the conference led to a plan, but the child is not on list 7",
        "add the plan to list 7, or correct the result of the conference",
        reference=Reference.workbook("list 7, whom the list covers"),
        columns=((_ENQUIRY, ("child_id", "conference_date", "conference_led_to_plan")),),
        needs=((PROTECTION, ("child_id",)),),
        find=_conference_without_plan,
        partial=True,
    ),
    _rule(
        "closure-against-assessment",
        _WARNING,
        (
            "If a case was closed without further action after an assessment, the last "
            "assessment in the episode of need did not find that the child requires support."
        ),
        "the case was closed without further action, but the assessment found that the child "
        "requires support",
        "check the reason for closure and the outcome of the assessment",
        reference=Reference.workbook(
            "list 4, Was the child assessed as requiring LA children\u2019s social care support"
        ),
        columns=((NEED, ("child_id", "cin_start", "cin_end", "closure_reason")),),
        needs=((_ASSESSMENT, ("child_id", "authorised", "needs_social_care")),),
        find=_closure_against_assessment,
        partial=True,
    ),
    _rule(
        "plan-despite-assessment",
        _WARNING,
        (
            "For a child with a child in need plan, the latest assessment since the episode of "
            "need began found that the child requires support, unless an assessment is open or "
            f"was authorised less than {_ENDED_WITHIN.days} days ago."
        ),
        "the latest assessment found that the child does not require support, but the child has a "
        "child in need plan",
        "check the outcome of the assessment and the case status; enter the closure, if there was "
        "one",
        reference=Reference.workbook(
            "list 4, Was the child assessed as requiring LA children\u2019s social care support"
        ),
        columns=((NEED, ("child_id", "cin_start", "case_status")),),
        needs=((_ASSESSMENT, ("child_id", "authorised", "needs_social_care")),),
        find=_plan_despite_assessment,
        partial=True,
    ),
    _rule(
        "episode-without-referral",
        _WARNING,
        (
            "If the case status is open assessment, the episode of need began on the day of a "
            "referral, which is on list 3 if it was in the last six months."
        ),
        "list 3 has no referral of the child on the day on which the episode of need began",
        "check the start of the episode and the date of the referral that led to it",
        reference=Reference.workbook(
            "FAQ and changes, list 6, CIN start date for open assessments"
        ),
        columns=((NEED, ("child_id", "cin_start", "case_status")),),
        needs=((_REFERRAL, ("child_id", "referral_date")),),
        find=_episode_without_referral,
        partial=True,
    ),
    _rule(
        "assessment-before-episode",
        _WARNING,
        "No assessment of a child is in progress when the episode of need begins.",
        "an assessment of the child was already in progress when the episode of need began",
        "check the start of the episode, which is that of the referral, and of the assessment",
        reference=Reference.workbook(
            "FAQ and changes, list 6, CIN start date for open assessments"
        ),
        columns=((NEED, ("child_id", "cin_start")),),
        needs=((_ASSESSMENT, ("child_id", "assessment_start", "authorised")),),
        find=_assessment_before_episode,
    ),
    _rule(
        "assessed-after-no-action",
        _WARNING,
        (
            f"No assessment begins within {_FOLLOWS_WITHIN.days} days of a referral that is "
            "marked no further action, unless a later referral came first."
        ),
        "the referral is marked no further action, but an assessment followed it",
        "check the answer, and whether the assessment followed from another referral",
        reference=Reference.workbook("list 3, Referral NFA?"),
        columns=((_REFERRAL, ("child_id", "referral_date", "no_further_action")),),
        needs=((_ASSESSMENT, ("child_id", "assessment_start")),),
        find=_assessed_after_no_action,
    ),
    _rule(
        "closure-reasons-differ",
        _WARNING,
        (
            "Lists 6 and 8 agree on adoption and death as a reason; if the episode of need and "
            "care ended on the same day, also on orders."
        ),
        "list 8 gives a different reason for closure",
        "find out which reason is right, and correct the other",
        reference=Reference.workbook(
            "list 6, Reason for Closure; list 8, Reason Ceased to be Looked After"
        ),
        columns=((NEED, ("child_id", "cin_end", "closure_reason")),),
        needs=((CARE, ("child_id", "care_end", "care_end_reason")),),
        find=_reasons_differ,
        partial=True,
    ),
    _rule(
        "episode-too-short",
        _WARNING,
        (
            "An episode of need spans the plan or care: it does not begin after it or end before "
            "it; a plan or care that ended by the day on which the episode began is not "
            "compared."
        ),
        "the episode of need does not cover the plan or care",
        "check the dates on list 6 and on list 7 or 8",
        reference=Reference.workbook(
            "list 6, CIN Start Date, CIN Closure Date and whom the list covers"
        ),
        columns=((NEED, ("child_id", "cin_start", "cin_end")),),
        needs=(
            (PROTECTION, ("child_id", "plan_start", "plan_end")),
            (CARE, ("child_id", "care_start", "care_end")),
        ),
        find=_episode_too_short,
        partial=True,
    ),
    _rule(
        "plan-before-conference",
        _WARNING,
        (
            "A child protection plan does not begin before the initial conference that led to "
            "it; a conference on the day on which the plan ended, or later, is not compared."
        ),
        "the plan began before the initial conference that led to it",
        "check the start of the plan and the date of the conference on list 5",
        reference=Reference.workbook(
            "list 5, Did the Initial Child Protection Conference Result in a Child Protection Plan"
        ),
        columns=((PROTECTION, ("child_id", "plan_start", "plan_end")),),
        needs=((_ENQUIRY, ("child_id", "conference_date", "conference_led_to_plan")),),
        find=_plan_before_conference,
        partial=True,
    ),
    _rule(
        "plan-without-conference",
        Severity.NOTE,
        (
            "A child whose plan began in the last six months, but not in the first six weeks of "
            "that period, has an initial conference on list 5."
        ),
        "the plan began in the last six months, but list 5 has no initial conference of the child",
        "add the enquiry and its conference to list 5; there may be none if the child moved here "
        "with a plan",
        reference=Reference.workbook("list 5, whom the list covers"),
        columns=((PROTECTION, ("child_id", "plan_start")),),
        needs=((_ENQUIRY, ("child_id", "conference_date")),),
        find=_plan_without_conference,
    ),
    _rule(
        "previous-plans-too-few",
        _WARNING,
        (
            "The number of earlier plans is not lower than the number of initial conferences on "
            f"list 5 that led to a plan more than {_PLAN_FOLLOWS_WITHIN.days} days before this "
            "plan began."
        ),
        "list 5 shows more earlier plans for the child than this number",
        "count the earlier plans, and check the start of this one",
        reference=Reference.workbook("list 7, Number of Previous Child Protection Plans"),
        columns=((PROTECTION, ("child_id", "plan_start", "previous_plans")),),
        needs=((_ENQUIRY, ("child_id", "conference_date", "conference_led_to_plan")),),
        find=_previous_plans_too_few,
    ),
    _rule(
        "ill-health-against-gates",
        _WARNING,
        (
            "For a child whose assessment identified mental ill health, the gate answers are not "
            "both no."
        ),
        "the assessment identified mental ill health, but both gate answers are no",
        "check the gate answers; they decide whether the child is in the deep dive",
        reference=Reference.para(42, 33),
        columns=tuple(
            (number, ("child_id", "concern", "needs_support"))
            for number in (NEED, PROTECTION, CARE)
        ),
        needs=((_ASSESSMENT, ("child_id", "mental_ill_health_identified")),),
        find=_ill_health_against_gates,
    ),
    _rule(
        "emergency-denied",
        _WARNING,
        (
            "Police protection or an emergency protection order that list 8 shows in the last "
            "six months is also recorded on list 7."
        ),
        "list 8 shows police protection or an emergency protection order in the last six months, "
        "but the answer is no",
        "check the answer and the legal status on list 8",
        reference=Reference.workbook(
            "list 7, Subject to Emergency Protection Order or Protected Under Police Powers in "
            "Last Six Months (Y/N)"
        ),
        columns=((PROTECTION, ("child_id", "emergency_protection")),),
        needs=((CARE, ("child_id", "legal_status", "legal_status_start")),),
        find=_emergency_denied,
    ),
)
"""The rules about a child's history across lists."""
