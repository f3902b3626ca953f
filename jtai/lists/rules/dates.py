"""Rules about ages and dates, nearly all within one row (paras 32, 33, 41; Annex A workbook).

Invariant: the tables of columns below say which date must come before which, and which dates must
be within a list's look-back period; the functions only compare. A blank date is not compared,
except that whoever has no date of an event or end must be a child on the day of the check.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, Final

from jtai.core.citation import Reference
from jtai.guidance.definitions import ADULT
from jtai.guidance.entries.list_entries import CellKind, ListLayout
from jtai.lists.reading.cells import UNREAD
from jtai.lists.reading.rows import UNBORN
from jtai.lists.rules.rule import (
    AGE_IN_DOUBT,
    UNREAD_CELL,
    ListView,
    ProblemAt,
    Rule,
    Select,
    Severity,
    UnknownAt,
    has_code,
)
from jtai.timetable.ages import BEFORE_BIRTH, OLDEST_KNOWN, completed_years

_BIRTH: Final = "date_of_birth"


def _age_differs(view: ListView, birth: str, stated: str) -> Iterator[ProblemAt | UnknownAt]:
    rows = zip(view[birth], view[stated], view.ages_on(view.drawn_on), strict=True)
    for at, (born, age, expected) in enumerate(rows):
        if born is None:
            if age is not None and age != UNBORN:
                yield UnknownAt(at, "the date of birth is blank")
        elif age is not None and expected is not None and age != expected:
            unborn = "the date of birth is in the future, but the age is not -1"
            remedy = _IF_DRAWN_THEN if _is_right_soon(view, born, age) else ""
            yield ProblemAt(at, stated, unborn if expected == UNBORN else "", remedy)


def _is_right_soon(view: ListView, born: dt.date, age: int) -> bool:
    """Return whether an age is right on a day within a week of the day of the check."""
    day, week = view.as_of, _WEEK.days
    days = (max(day.toordinal() - week, 1), min(day.toordinal() + week, dt.date.max.toordinal()))
    return any(
        completed_years(born, dt.date.fromordinal(on), leap_birthday=view.leap_birthday) == age
        for on in days
    )


_WEEK: Final = dt.timedelta(days=7)
_SAY_WHEN: Final = "say when: --drawn-on on the command line, drawn_on= in Python; if not, "
_AGE_REMEDY: Final = (
    "correct the age or the date of birth, whichever is wrong; the age is in completed years on "
    "the day on which the lists were drawn"
)
_IF_DRAWN_THEN: Final = (
    f"if the lists were drawn on a day on which the age is right, {_SAY_WHEN}{_AGE_REMEDY}"
)
_IF_DRAWN_LATER: Final = f"if the lists were drawn on that date or later, {_SAY_WHEN}check the date"


def _birth_blank(view: ListView, stated: str, birth: str) -> Iterator[ProblemAt | UnknownAt]:
    rows = zip(view.table.values(stated), view.filled(birth), strict=True)
    for at, (age, filled) in enumerate(rows):
        if not filled and age is not None and age != UNBORN:
            unread = age is UNREAD or filled is None
            yield UnknownAt(at, UNREAD_CELL) if unread else ProblemAt(at, birth)


def _birth_impossible(view: ListView, birth: str) -> Iterator[ProblemAt]:
    for at, (born, age) in enumerate(zip(view[birth], view.ages, strict=True)):
        if born is not None and age is None:
            yield ProblemAt(at, birth)


def _adult(view: ListView, event: str) -> Iterator[ProblemAt | UnknownAt]:
    # The stated age is not needed where the date of birth is known.
    shown = "age" if view.has("age") else "date_of_birth"
    nothing: list[Any] = [None] * len(view)
    births = view["date_of_birth"] if view.has("date_of_birth") else nothing
    reasons = view.table.values("closure_reason") if view.has("closure_reason") else nothing
    children = view.table.values("child_id") if view.has("child_id") else nothing
    assessed, perhaps = view.once(
        "assessed as adults", lambda: _assessed_as_adults(view.others.get(8))
    )
    # Whoever was a child when the lists were drawn is rightly listed, and may be 18 since.
    now = min(view.as_of, view.drawn_on)
    ages, unread = view.ages_on(now), view.ages_unread
    start = view.period.start
    for at, (age, born, day) in enumerate(zip(ages, births, view[event], strict=True)):
        child, reason = children[at], reasons[at]
        if (age is not None and age < ADULT) or child in assessed:
            continue
        if age is None:
            if at in unread:
                yield UnknownAt(at, UNREAD_CELL)
            continue
        if day is None or day > now or (day == now and event not in _ENDS):
            then = age
        elif born is not None:
            # A person who was a child on that day is rightly listed, and may have turned 18 since.
            # Plans and care end on the 18th birthday itself, which may be the day of the check.
            ends_before = event in _ENDS and day > dt.date.min
            last = day - dt.timedelta(days=ends_before)
            then = completed_years(born, last, leap_birthday=view.leap_birthday)
        else:
            # There was perhaps a birthday since, and more if the event was before the period.
            then = age - 1 - (day < start) - max(completed_years(day, start), 0)
        if then < ADULT + _TO_ADULT_CARE(reason):
            continue
        is_assessed = bool({child, None} & perhaps) or (child is UNREAD and (assessed or perhaps))
        unsure = is_assessed or (reason is UNREAD and then == ADULT)
        yield UnknownAt(at, UNREAD_CELL) if unsure else ProblemAt(at, shown)


_ENDS: Final = frozenset(("cin_end", "plan_end", "care_end"))
# Services for a disabled child go on until the authority has decided about adult care (Children Act
# 1989, section 17ZH); a year is generous.
_TO_ADULT_CARE: Final = has_code("RC6")


def _assessed_as_adults(care: ListView | None) -> tuple[set[str], set[str | None]]:
    """Return the identifiers of persons whom an age assessment found to be 18 or over.

    Apart from them, those of persons for whom that could not be read; None for any person.
    """
    if care is None or not (care.has("child_id") and care.has("care_end_reason")):
        return set(), set()
    names = care["child_id"]
    found = {names[at] for at in care.where("care_end_reason", has_code("E15"))}
    unread = {names[at] for at in care.table.unread("care_end_reason")}
    return found - {None}, unread | (found & {None})


def _in_future(view: ListView, key: str) -> Iterator[ProblemAt]:
    latest, days = view.latest, view[key]
    later = latest > view.as_of
    message = "the date is after the day on which the lists were drawn" if later else ""
    for at in view.where(key, lambda day: day > latest):
        yield ProblemAt(at, key, message, _IF_DRAWN_LATER if days[at] - view.as_of <= _WEEK else "")


def _long_before_birth(view: ListView, birth: str, key: str) -> Iterator[ProblemAt | UnknownAt]:
    earliest = view.once(f"earliest events of list {view.number}", lambda: _earliest(view, birth))
    births, unread = view[birth], set(view.table.unread(birth))
    for at, (first, value) in enumerate(zip(earliest, view.table.values(key), strict=True)):
        if value is None:
            continue
        if value is UNREAD or at in unread:
            yield UnknownAt(at, UNREAD_CELL)
        elif value < first:
            about = (_TOO_EARLY, "check the date") if births[at] is None else ()
            yield ProblemAt(at, key, *about)


def _earliest(view: ListView, birth: str) -> list[dt.date]:
    """Return the first day on which an event of each row is not long before the birth.

    Without a date of birth, it is that of the oldest person whom services know.
    """
    births = view[birth]
    # An impossible date of birth, which has no age, is reported by its own rule, once.
    possible = {born for born, age in zip(births, view.ages, strict=True) if age is not None}
    days = {born: max(born, _FIRST_BIRTH) - BEFORE_BIRTH for born in possible - {None}}
    days[None] = view.as_of - min(_OLDEST_IS_KNOWN_FOR, view.as_of - dt.date.min)
    return [days.get(born, dt.date.min) for born in births]


_FIRST_BIRTH: Final = dt.date.min + BEFORE_BIRTH
_TOO_EARLY: Final = "the date is too early for anyone who is known to children's services"
_OLDEST_IS_KNOWN_FOR: Final = dt.timedelta(days=366 * (OLDEST_KNOWN + 1)) + BEFORE_BIRTH


def _outside(view: ListView, key: str, *later: str) -> Iterator[ProblemAt | UnknownAt]:
    """Find dates before the period.

    `later` is empty, or names a decision and an event: a row is not reported while the decision is
    not made, or if the event took place in the period.
    """
    start, values = view.period.start, view.table.values(key)
    decision, event = later or (key, key)
    decided, events = view.filled(decision), view.table.values(event)

    def early(day: Any) -> bool:
        return day is UNREAD or (day is not None and day < start)

    for at in view.table.rows_where(key, early):
        day = events[at]
        if UNREAD in (values[at], day):
            yield UnknownAt(at, UNREAD_CELL)
        # What began before the period is undecided, or went on into it.
        elif day is not None:
            if day < start:
                yield ProblemAt(at, key)
        elif decided[at] is not False and values[at] + _DECIDED_WITHIN < start:
            yield ProblemAt(at, key) if decided[at] else UnknownAt(at, UNREAD_CELL)


# The list does not say when a conference was deemed unnecessary, which takes as long as to hold it.
_DECIDED_WITHIN: Final = dt.timedelta(days=28)


def _out_of_order(view: ListView, first: str, second: str) -> Iterator[ProblemAt | UnknownAt]:
    return _later(view, second, first, second)


def _after_end(view: ListView, end: str, key: str) -> Iterator[ProblemAt | UnknownAt]:
    return _later(view, key, key, end)


def _later(
    view: ListView, reported: str, first: str, second: str
) -> Iterator[ProblemAt | UnknownAt]:
    """Find rows where one date is later than another; no row with a blank one is undecided."""
    values = view.table.values
    for at, (before, after) in enumerate(zip(values(first), values(second), strict=True)):
        if before is None or after is None:
            continue
        if before is UNREAD or after is UNREAD:
            yield UnknownAt(at, UNREAD_CELL)
        elif after < before:
            yield ProblemAt(at, reported)


def _events(layout: ListLayout) -> Iterator[tuple[str, ...]]:
    """Select every date except the date of birth, which may be in the future."""
    for column in layout.columns:
        if column.kind is CellKind.DATE and column.key != _BIRTH:
            yield (column.key,)


def _events_with_birth(layout: ListLayout) -> Iterator[tuple[str, ...]]:
    if any(column.key == _BIRTH for column in layout.columns):
        for keys in _events(layout):
            yield (_BIRTH, *keys)


RULES_OF_DATES: tuple[Rule, ...] = (
    Rule(
        id="age-differs",
        severity=Severity.ERROR,
        statement=(
            "The age agrees with the date of birth on the day on which the lists were drawn, and "
            "is -1 for an unborn child."
        ),
        message=AGE_IN_DOUBT,
        remedy=_AGE_REMEDY,
        reference=Reference.workbook("lists 1 to 8, Age of Child (Years)"),
        columns=tuple((number, ("date_of_birth", "age")) for number in (1, 3, 4, 5, 6, 7, 8)),
        find=_age_differs,
    ),
    Rule(
        id="birth-date-blank",
        severity=Severity.WARNING,
        statement=(
            "A child whose age is given, and is not -1, has a date of birth, unless that date is "
            "unknown."
        ),
        message="the child has an age but no date of birth",
        remedy="enter the date of birth if it is known; the required fields depend on it",
        reference=Reference.workbook("lists 1 and 3 to 7, Date of Birth"),
        columns=tuple((number, ("age", "date_of_birth")) for number in (1, 3, 4, 5, 6, 7)),
        find=_birth_blank,
        partial=True,
    ),
    Rule(
        id="birth-impossible",
        severity=Severity.ERROR,
        statement=(
            f"A date of birth is at most {BEFORE_BIRTH.days} days after the day of the check, and "
            f"not so early that the person is older than {OLDEST_KNOWN} on that day."
        ),
        message="the date of birth is too early or too late for a child known to services",
        remedy=(
            "correct the date of birth; until then, the age is treated as unknown, and the "
            "required fields depend on it"
        ),
        reference=Reference.workbook("lists 1 to 8, Date of Birth"),
        columns=tuple((number, ("date_of_birth",)) for number in (1, 3, 4, 5, 6, 7, 8)),
        find=_birth_impossible,
    ),
    Rule(
        id="adult",
        severity=Severity.WARNING,
        statement=(
            "A person on a list was under 18 on the date of the event, or on the day of the check "
            "if that date is blank; an episode of need, plan or care ended by the 18th birthday, "
            "or by the 19th on transfer to adult services (RC6); persons whose care ended because "
            "an age assessment found an adult (E15) are not reported."
        ),
        message=(
            "the person was already 18 or older on the date of the event, or on the day of the "
            "check if that date is blank"
        ),
        remedy="check the date of birth, and whether the person belongs on the list",
        reference=Reference.workbook("lists 1 to 8"),
        columns=(
            (1, ("contact_date",)),
            (3, ("referral_date",)),
            (4, ("assessment_start",)),
            (5, ("strategy_discussion",)),
            (6, ("cin_end",)),
            (7, ("plan_end",)),
            (8, ("care_end",)),
        ),
        find=_adult,
    ),
    Rule(
        id="outside-period",
        severity=Severity.WARNING,
        statement=(
            "No contact, referral or enquiry, and no end of an assessment, episode of need, plan "
            "or care, is before the list's look-back period; an enquiry may have begun before it "
            "if its outcome is undecided or its conference took place in the period, and, if it "
            f"had no conference, up to {_DECIDED_WITHIN.days} days before."
        ),
        message="the date is before the list's look-back period",
        remedy="check the date and the day of the check; if both are right, remove the row",
        reference=Reference.para(32, 41),
        columns=(
            (1, ("contact_date",)),
            (3, ("referral_date",)),
            (4, ("authorised",)),
            (5, ("strategy_discussion", "conference_unnecessary", "conference_date")),
            (6, ("cin_end",)),
            (7, ("plan_end",)),
            (8, ("care_end",)),
        ),
        find=_outside,
        partial=True,
    ),
    Rule(
        id="end-before-start",
        severity=Severity.ERROR,
        statement="Nothing ends before it starts.",
        message="the end date is before the start date",
        remedy="check both dates",
        reference=Reference.workbook("lists 4, 6, 7 and 8, dates of start and end"),
        columns=(
            (4, ("assessment_start", "authorised")),
            (6, ("cin_start", "cin_end")),
            (7, ("plan_start", "plan_end")),
            (8, ("care_start", "care_end")),
        ),
        find=_out_of_order,
        partial=True,
    ),
    Rule(
        id="care-before-birth",
        severity=Severity.ERROR,
        statement=(
            "No care, legal status or placement of a child begins before birth, and no review, "
            "visit, contact or examination is before it."
        ),
        message="the date is before the child was born",
        remedy="check both dates",
        reference=Reference.workbook("list 8, dates"),
        columns=tuple(
            (8, ("date_of_birth", key))
            for key in (
                "care_start",
                "legal_status_start",
                "placement_start",
                "latest_review",
                "last_visit",
                "last_iro_contact",
                "last_health_assessment",
                "last_dental_check",
            )
        ),
        find=_out_of_order,
        partial=True,
    ),
    Rule(
        id="visit-before-start",
        severity=Severity.NOTE,
        statement="The last visit is not before the start of the episode, plan or care.",
        message="the visit is before the start",
        remedy="check both dates; a child can be visited before the start",
        reference=Reference.workbook("lists 6, 7 and 8, dates of visits"),
        columns=(
            (6, ("cin_start", "last_seen")),
            (7, ("plan_start", "last_visit")),
            (8, ("care_start", "last_visit")),
        ),
        find=_out_of_order,
        partial=True,
    ),
    Rule(
        id="visit-after-end",
        severity=Severity.NOTE,
        statement="The last visit is not after the end of the episode, plan or care.",
        message="the visit is after the end",
        remedy="check both dates; a child can be visited after the end",
        reference=Reference.workbook("lists 6, 7 and 8, dates of visits"),
        columns=(
            (6, ("cin_end", "last_seen")),
            (7, ("plan_end", "last_visit")),
            (8, ("care_end", "last_visit")),
        ),
        find=_after_end,
        partial=True,
    ),
    Rule(
        id="review-after-end",
        severity=Severity.WARNING,
        statement="The latest review is not after the end of the plan or care.",
        message="the review is after the end",
        remedy="check both dates",
        reference=Reference.workbook("lists 7 and 8, dates of reviews"),
        columns=((7, ("plan_end", "latest_review")), (8, ("care_end", "latest_review"))),
        find=_after_end,
        partial=True,
    ),
    Rule(
        id="dates-out-of-order",
        severity=Severity.WARNING,
        statement=(
            "No step is dated before the step that has to come first: an initial conference not "
            "before the strategy discussion; a review not before the plan or care began; contact "
            "with the reviewing officer, legal status and placement not before care began; the end "
            "of care not before the legal status or the placement began."
        ),
        message="the date is before that of the step that has to come first",
        remedy="check both dates",
        reference=Reference.workbook("lists 5, 7 and 8, dates"),
        columns=(
            (5, ("strategy_discussion", "conference_date")),
            (7, ("plan_start", "latest_review")),
            (8, ("care_start", "latest_review")),
            (8, ("care_start", "last_iro_contact")),
            (8, ("care_start", "legal_status_start")),
            (8, ("care_start", "placement_start")),
            (8, ("placement_start", "care_end")),
            (8, ("legal_status_start", "care_end")),
        ),
        find=_out_of_order,
        partial=True,
    ),
)
"""The rules about ages and dates."""

RULES_OF_EVENTS: tuple[tuple[Select, Rule], ...] = (
    (
        _events,
        Rule(
            id="date-in-future",
            severity=Severity.WARNING,
            statement=(
                "No event is dated after the day of the check, or the day on which the lists were "
                "drawn if that is later."
            ),
            message="the date is after the day of the check",
            remedy="check the date, and that the day of the check is right",
            reference=Reference.para(32, 41),
            find=_in_future,
            each=True,
        ),
    ),
    (
        _events_with_birth,
        Rule(
            id="long-before-birth",
            severity=Severity.WARNING,
            statement=(
                "No event is dated further before the birth than a pregnancy lasts; if the date of "
                f"birth is unknown, the person is assumed to be no older than {OLDEST_KNOWN}."
            ),
            message="the date is further before the birth than a pregnancy lasts",
            remedy="check both dates",
            reference=Reference.workbook("lists 1 to 8, Date of Birth"),
            find=_long_before_birth,
            partial=True,
        ),
    ),
)
"""The rules about every date of an event, each with the function that selects its columns."""
