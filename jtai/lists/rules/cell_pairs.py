"""Rules about two cells of a row that go together or exclude each other (para 42; workbook).

Invariant: there is one function for each relation between two cells; the table of rules names the
cells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from jtai.core.answers import Answer
from jtai.core.citation import Reference
from jtai.guidance.codes import CLOSED
from jtai.lists.reading.cells import UNREAD
from jtai.lists.rules.rule import (
    UNREAD_CELL,
    ListView,
    ProblemAt,
    Rule,
    Severity,
    UnknownAt,
    is_yes,
    where_all,
)


def _only_one(view: ListView, one: str, other: str) -> Iterator[ProblemAt | UnknownAt]:
    """Find rows where one of two cells is filled in and the other is blank."""
    for at, (first, second) in enumerate(zip(view.filled(one), view.filled(other), strict=True)):
        if first is None or second is None:
            yield UnknownAt(at, UNREAD_CELL)
        elif first is not second:
            yield ProblemAt(
                at, other if first else one, "the cell is blank, but the matching cell is filled in"
            )


def _filled_without(view: ListView, condition: str, key: str) -> Iterator[ProblemAt | UnknownAt]:
    """Find rows where a cell is filled in but the one that it depends on is blank."""
    return _where_filled(view, condition, key, needed=False, given=True)


def _blank_despite(view: ListView, condition: str, key: str) -> Iterator[ProblemAt | UnknownAt]:
    """Find rows where a cell is blank but another one requires it."""
    return _where_filled(view, condition, key, needed=True, given=False)


def _blank_unless_unnecessary(
    view: ListView, unnecessary: str, condition: str, key: str
) -> Iterator[ProblemAt | UnknownAt]:
    """Find blank cells about a conference that was not deemed unnecessary."""
    answers = view.table.values(unnecessary)
    for found in _blank_despite(view, condition, key):
        if answers[found.row] is UNREAD:
            yield UnknownAt(found.row, UNREAD_CELL)
        # Otherwise `conference-unnecessary` says that these cells are blank.
        elif not is_yes(answers[found.row]):
            yield found


def _blank_while_open(view: ListView, end: str, key: str) -> Iterator[ProblemAt | UnknownAt]:
    """Find rows where a cell is blank and the end date is too."""
    return _where_filled(view, end, key, needed=False, given=False)


def _where_filled(
    view: ListView, condition: str, key: str, *, needed: bool, given: bool
) -> Iterator[ProblemAt | UnknownAt]:
    """Find rows by whether two cells are filled in; the second is reported."""
    rows = view.table.rows_where(key, lambda value: value is UNREAD or (value is not None) is given)
    if not rows:
        return
    conditions, filled = view.filled(condition), view.filled(key)
    for at in rows:
        if conditions[at] is (not needed) or filled[at] is (not given):
            continue
        unknown = conditions[at] is None or filled[at] is None
        yield UnknownAt(at, UNREAD_CELL) if unknown else ProblemAt(at, key)


def _closed_without_end(view: ListView, end: str, status: str) -> Iterator[ProblemAt | UnknownAt]:
    rows = zip(view.filled(end), view.table.values(status), strict=True)
    for at, (ended, code) in enumerate(rows):
        if code is None:
            continue
        if code is UNREAD or ended is None:
            yield UnknownAt(at, UNREAD_CELL)
        elif (code is CLOSED or code == CLOSED) is not ended:
            yield ProblemAt(at, status)


def _filled_despite_yes(
    view: ListView, condition: str, key: str
) -> Iterator[ProblemAt | UnknownAt]:
    return where_all(view, key, {condition: is_yes, key: lambda _: True})


def _filled_without_yes(view: ListView, condition: str, key: str) -> Iterator[ProblemAt]:
    for at, (answer, value) in enumerate(zip(view[condition], view[key], strict=True)):
        # If the first is unknown, unknown is the only possible answer to the second.
        both_unknown = answer is Answer.UNKNOWN and value is Answer.UNKNOWN
        if value is not None and answer is not Answer.YES and not both_unknown:
            yield ProblemAt(at, key)


def _blank_despite_yes(view: ListView, condition: str, key: str) -> Iterator[ProblemAt]:
    for at, (answer, value) in enumerate(zip(view[condition], view[key], strict=True)):
        if value is None and answer is Answer.YES:
            yield ProblemAt(at, key)


def _blank_despite_count(view: ListView, count: str, key: str) -> Iterator[ProblemAt]:
    for at, (number, value) in enumerate(zip(view[count], view[key], strict=True)):
        if value is None and number is not None and number > 0:
            yield ProblemAt(at, key)


def _yes_despite_none(view: ListView, count: str, key: str) -> Iterator[ProblemAt | UnknownAt]:
    return where_all(view, key, {key: is_yes, count: lambda number: number == 0})


def _several_more(view: ListView, fewer: str, key: str) -> Iterator[ProblemAt]:
    return _more(view, fewer, key, lambda excess: excess > 1)


def _one_more(view: ListView, fewer: str, key: str) -> Iterator[ProblemAt]:
    return _more(view, fewer, key, lambda excess: excess == 1)


def _more(
    view: ListView, fewer: str, key: str, accepts: Callable[[int], bool]
) -> Iterator[ProblemAt]:
    for at, (number, more) in enumerate(zip(view[fewer], view[key], strict=True)):
        if more and number is not None and accepts(more - number):
            yield ProblemAt(at, key)


_CONFERENCE = Reference.workbook("list 5, notes on the initial conference")
_INTERVIEW = Reference.workbook("list 8, notes on the return interview")
_EARLIER = Reference.workbook("list 5, numbers in the last 12 months")

RULES_OF_PAIRS: tuple[Rule, ...] = (
    Rule(
        id="age-missing",
        severity=Severity.ERROR,
        statement="Where the date of birth is given, so is the age.",
        message="the date of birth is given, but the age is blank",
        remedy="enter the age in completed years, or -1 for an unborn child",
        reference=Reference.workbook("lists 1 and 3 to 7, Age of Child (Years)"),
        columns=tuple((number, ("date_of_birth", "age")) for number in (1, 3, 4, 5, 6, 7)),
        find=_blank_despite,
        partial=True,
    ),
    Rule(
        id="end-and-reason",
        severity=Severity.ERROR,
        statement=(
            "The end date and its reason are both given, or both are blank while the episode or "
            "period of care is open."
        ),
        message="only one of the end date and its reason is given",
        remedy="enter both, or leave both blank while the episode or period of care is open",
        reference=Reference.workbook(
            "list 6, Reason for Closure; list 8, Reason Ceased to be Looked After"
        ),
        columns=((6, ("cin_end", "closure_reason")), (8, ("care_end", "care_end_reason"))),
        find=_only_one,
        partial=True,
    ),
    Rule(
        id="status-and-closure",
        severity=Severity.ERROR,
        statement="The status is closed if, and only if, there is a closure date.",
        message="the status and the closure date do not agree",
        remedy="correct the status or the closure date",
        reference=Reference.workbook("list 6, Case status"),
        columns=((6, ("cin_end", "case_status")),),
        find=_closed_without_end,
        partial=True,
    ),
    Rule(
        id="outcome-too-early",
        severity=Severity.WARNING,
        statement="The outcome of an assessment is given only once the assessment is authorised.",
        message="an outcome is given, but the assessment is not authorised",
        remedy="enter the date of authorisation, or leave the outcome blank",
        reference=Reference.workbook(
            "list 4, Was the child assessed as requiring LA children\u2019s social care support"
        ),
        columns=((4, ("authorised", "needs_social_care")),),
        find=_filled_without,
        partial=True,
    ),
    Rule(
        id="outcome-missing",
        severity=Severity.ERROR,
        statement="An authorised assessment has an outcome.",
        message="the assessment is authorised but has no outcome",
        remedy="enter whether the child was assessed as requiring support",
        reference=Reference.workbook(
            "list 4, Was the child assessed as requiring LA children\u2019s social care support"
        ),
        columns=((4, ("authorised", "needs_social_care")),),
        find=_blank_despite,
        partial=True,
    ),
    Rule(
        id="ill-health-missing",
        severity=Severity.ERROR,
        statement="A completed assessment says whether it identified mental ill health.",
        message=(
            "the assessment is completed, but the field on whether it identified mental ill health "
            "is blank"
        ),
        remedy="answer Y or N",
        reference=Reference.para(42),
        columns=((4, ("authorised", "mental_ill_health_identified")),),
        find=_blank_despite,
        partial=True,
    ),
    Rule(
        id="ill-health-too-early",
        severity=Severity.WARNING,
        statement="Only a completed assessment says whether it identified mental ill health.",
        message="the answer is given, but the assessment is not completed",
        remedy="enter the date of authorisation, or leave the answer blank",
        reference=Reference.para(42),
        columns=((4, ("authorised", "mental_ill_health_identified")),),
        find=_filled_without,
        partial=True,
    ),
    Rule(
        id="conference-unnecessary",
        severity=Severity.ERROR,
        statement="Where no initial conference was necessary, its date and result are blank.",
        message="no initial conference was necessary, but the cell is filled in",
        remedy="correct the answer, or leave the cell blank",
        reference=_CONFERENCE,
        columns=(
            (5, ("conference_unnecessary", "conference_date")),
            (5, ("conference_unnecessary", "conference_led_to_plan")),
        ),
        find=_filled_despite_yes,
        partial=True,
    ),
    Rule(
        id="conference-date-missing",
        severity=Severity.ERROR,
        statement=(
            "An initial conference that had a result has a date, unless it was deemed unnecessary."
        ),
        message="the initial conference has a result but no date",
        remedy="enter the date of the conference",
        reference=_CONFERENCE,
        columns=((5, ("conference_unnecessary", "conference_led_to_plan", "conference_date")),),
        find=_blank_unless_unnecessary,
        partial=True,
    ),
    Rule(
        id="conference-result-missing",
        severity=Severity.WARNING,
        statement=(
            "An initial conference that has a date has a result, unless that is undecided or the "
            "conference was deemed unnecessary."
        ),
        message="the initial conference has a date but no result",
        remedy="enter whether it led to a child protection plan, unless that is undecided",
        reference=_CONFERENCE,
        columns=((5, ("conference_unnecessary", "conference_date", "conference_led_to_plan")),),
        find=_blank_unless_unnecessary,
        partial=True,
    ),
    Rule(
        id="conference-undecided",
        severity=Severity.WARNING,
        statement=(
            "Where an initial conference has a date, whether it was deemed unnecessary is answered."
        ),
        message=(
            "the initial conference has a date, but the field on whether it was deemed unnecessary "
            "is blank"
        ),
        remedy="answer b) No: a conference that has a date was not deemed unnecessary",
        reference=_CONFERENCE,
        columns=((5, ("conference_date", "conference_unnecessary")),),
        find=_blank_despite,
        partial=True,
    ),
    Rule(
        id="conferences-without-enquiries",
        severity=Severity.WARNING,
        statement=(
            "The number of a child's earlier initial conferences exceeds the number of earlier "
            "enquiries by at most one."
        ),
        message="the child has several more earlier conferences than earlier enquiries",
        remedy="count the enquiries and conferences in the 12 months before the latest enquiry",
        reference=_EARLIER,
        columns=((5, ("enquiries_in_year", "conferences_in_year")),),
        find=_several_more,
    ),
    Rule(
        id="conference-without-enquiry",
        severity=Severity.NOTE,
        statement=(
            "The number of a child's earlier initial conferences is not one higher than the "
            "number of earlier enquiries."
        ),
        message=(
            "the child has one more earlier conference than earlier enquiries; perhaps the "
            "conference of the latest enquiry was counted"
        ),
        remedy=(
            "do not count the conference of the latest enquiry; the number is right if an enquiry "
            "was too early to be counted, or after a transfer from another area"
        ),
        reference=_EARLIER,
        columns=((5, ("enquiries_in_year", "conferences_in_year")),),
        find=_one_more,
    ),
    Rule(
        id="interview-not-offered",
        severity=Severity.ERROR,
        statement=(
            "Whether a return interview was accepted is answered only if one was offered; if "
            "that is unknown, the answer is blank or unknown."
        ),
        message="an answer is given, but no return interview was offered",
        remedy="leave it blank, or correct whether an interview was offered",
        reference=_INTERVIEW,
        columns=((8, ("return_interview_offered", "return_interview_accepted")),),
        find=_filled_without_yes,
    ),
    Rule(
        id="interview-answer-missing",
        severity=Severity.WARNING,
        statement="Where a return interview was offered, whether it was accepted is answered.",
        message="a return interview was offered, but the field on whether it was accepted is blank",
        remedy="enter whether the child accepted it",
        reference=_INTERVIEW,
        columns=((8, ("return_interview_offered", "return_interview_accepted")),),
        find=_blank_despite_yes,
    ),
    Rule(
        id="interview-offer-missing",
        severity=Severity.WARNING,
        statement="Where a child was missing, whether a return interview was offered is answered.",
        message="the child was missing, but the field on whether an interview was offered is blank",
        remedy="enter whether one was offered",
        reference=_INTERVIEW,
        columns=((8, ("missing_episodes", "return_interview_offered")),),
        find=_blank_despite_count,
    ),
    Rule(
        id="interview-never-missing",
        severity=Severity.WARNING,
        statement="Return interviews are offered only to children who were missing.",
        message="an interview was offered, but the child was not missing",
        remedy="check the answer and the number of missing episodes",
        reference=_INTERVIEW,
        columns=((8, ("missing_episodes", "return_interview_offered")),),
        find=_yes_despite_none,
    ),
    Rule(
        id="blank-in-care",
        severity=Severity.ERROR,
        statement=(
            "The current need, the legal status and its start, and the location and authority of "
            "the placement are given until care ends."
        ),
        message="the cell is blank, but care has not ended",
        remedy="fill it in, or enter the date on which care ended",
        reference=Reference.workbook(
            "list 8, notes on the current need, legal status and placement"
        ),
        columns=tuple(
            (8, ("care_end", key))
            for key in (
                "category_of_need",
                "legal_status_start",
                "legal_status",
                "placement_location",
                "placement_authority",
            )
        ),
        find=_blank_while_open,
        partial=True,
    ),
)
"""The rules about cells that go together."""
