"""Rules that compare several lists (para 32; Annex A workbook).

Invariant: rows belong to one child if their identifiers are the same text. A rule does not decide
which of two lists is right; it reports every row that is involved.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, TypeAlias

from jtai.core.citation import Reference
from jtai.guidance.codes import IN_CARE, PROTECTED
from jtai.guidance.lists import CARE, FOLLOW_UP_FIELDS, GATE_FIELDS, NEED, PROTECTION
from jtai.lists.reading.identifiers import SPELLING
from jtai.lists.reading.rows import OWN_IDENTIFIERS, UNKNOWN_VALUES
from jtai.lists.rules.rule import ListView, ProblemAt, Rule, Severity, Span, UnknownAt

_ALL = (1, 3, 4, 5, 6, 7, 8)


def _current(view: ListView, end: str) -> Mapping[str, str]:
    """Return whether the plan or care of each child on a list is current on the day.

    On its last day it may be recorded as current or as ended; if the end could not be read, it is
    unknown.
    """

    def states() -> dict[str, str]:
        unread = set(view.table.unread(end))
        current: dict[str, str] = {}
        for at, (child, ended) in enumerate(zip(view["child_id"], view[end], strict=True)):
            if child is not None and (at in unread or _is_current(ended, view.drawn_on)):
                now = _OPEN if at in unread else _LAST_DAY if ended == view.drawn_on else _NOW
                current[child] = min(now, current.get(child, now))
        return current

    return view.once(f"current on list {view.number}", states)


# They sort so that `min` picks the most certain state of a child who is on the list twice.
_NOW, _LAST_DAY, _OPEN = "1 now", "2 last day", "3 open"


def _is_current(ended: dt.date | None, day: dt.date) -> bool:
    return ended is None or ended >= day


def _status_differs(view: ListView, child: str, status: str) -> Iterator[ProblemAt | UnknownAt]:
    care = _current(view.others[CARE], "care_end")
    plan = _current(view.others[PROTECTION], "plan_end")
    for at, (name, code) in enumerate(zip(view[child], view[status], strict=True)):
        if name is None or code is None:
            continue
        in_care, protected = care.get(name), plan.get(name)
        if in_care == _OPEN or (protected == _OPEN and in_care != _NOW):
            yield UnknownAt(at, "the end of the child's plan or care could not be read")
        elif (in_care is not None and code == IN_CARE) or (
            protected is not None and code == PROTECTED and in_care != _NOW
        ):
            continue
        elif in_care == _NOW:
            yield ProblemAt(at, status, "the child is in care on list 8, but the status differs")
        elif protected == _NOW:
            message = "the child has a plan on list 7, but the status differs"
            problem = ProblemAt(at, status, message)
            yield view.others[CARE].if_absent(name, problem) if code == IN_CARE else problem
        elif code in (IN_CARE, PROTECTED):
            message = "lists 7 and 8 do not show a current plan or current care for the child"
            shown_by = view.others[CARE if code == IN_CARE else PROTECTION]
            yield shown_by.if_absent(name, ProblemAt(at, status, message))


def _to_compare(view: ListView, key: str) -> Iterator[tuple[str, Any]]:
    """Yield the child and the value of a column, where not blank, on all lists that have it.

    Children with one row only are left out.
    """
    views = [other for other in view.others.values() if other.has("child_id") and other.has(key)]

    def several() -> list[list[int]]:
        counts = Counter(chain.from_iterable(other["child_id"] for other in views))
        return [
            [
                at
                for at, child in enumerate(other["child_id"])
                if child is not None and counts[child] > 1
            ]
            for other in views
        ]

    numbers = [other.number for other in views]
    rows = view.once(f"rows of children with several on lists {numbers}", several)
    for other, some in zip(views, rows, strict=True):
        children, values = other["child_id"], other[key]
        for at in some:
            if values[at] is not None:
                yield children[at], values[at]


def _at_odds(view: ListView, key: str, ignored: Collection[object]) -> frozenset[str]:
    """Return the identifiers of the children whose rows differ in a column."""
    first: dict[str, Any] = {}
    at_odds = set()
    for child, value in _to_compare(view, key):
        told = first.setdefault(child, value)
        if told is not value and told != value:
            if told in ignored:
                first[child] = value
            elif value not in ignored:
                at_odds.add(child)
    return frozenset(at_odds)


def _differs(
    view: ListView, child: str, key: str, ignored: Collection[object] = ()
) -> Iterator[ProblemAt]:
    at_odds = view.once(f"at odds in {key}", lambda: _at_odds(view, key, ignored))
    if not at_odds:
        return
    for at, (name, value) in enumerate(zip(view[child], view[key], strict=True)):
        if name in at_odds and value is not None and value not in ignored:
            yield ProblemAt(at, key)


def _differs_where_known(view: ListView, child: str, key: str) -> Iterator[ProblemAt]:
    return _differs(view, child, key, UNKNOWN_VALUES)


_PERSON = ("date_of_birth", "gender", "ethnicity")


_Person: TypeAlias = tuple[Any, ...]


def _people(views: Iterable[ListView]) -> Iterator[tuple[_Person, tuple[str, ...]]]:
    """Yield the birth date, gender and ethnicity that identifiers share, and these identifiers."""
    first: dict[_Person, str] = {}
    several: dict[_Person, dict[str, None]] = {}
    for view in views:
        people = zip(*(view[key] for key in _PERSON), strict=True)
        for child, person in zip(view["child_id"], people, strict=True):
            if child is not None and (one := first.setdefault(person, child)) != child:
                several.setdefault(person, {one: None})[child] = None
    if several:
        for person in first:
            if person in several and None not in person:
                yield person, tuple(several[person])


def _lists_of(person: _Person, child: str, views: Iterable[ListView]) -> set[int]:
    """Return the lists on which an identifier is of a person."""
    return {
        view.number
        for view in views
        for at in view.rows_of(child)
        if person == tuple(view[key][at] for key in _PERSON)
    }


def _doubled(views: Iterable[ListView]) -> dict[str, int]:
    """Return identifiers of children who may have a second one, and the list to report each on.

    Twins are usually on the same lists; one child with two identifiers is on different lists. Of
    the two identifiers, the one on fewer lists is reported, once.
    """
    views = [view for view in views if all(map(view.has, ("child_id", *_PERSON)))]
    doubled = {}
    for person, children in _people(views):
        if len(children) == 2:  # noqa: PLR2004 - more than two are likely to be different children
            on = {child: _lists_of(person, child, views) for child in children}
            one, other = sorted(children, key=lambda child: len(on[child]))
            if on[one].isdisjoint(on[other]):
                doubled[one] = min(on[one])
    return doubled


def _two_identifiers(view: ListView, child: str, *_: str) -> Iterator[ProblemAt]:
    doubled = view.once("one child, two identifiers", lambda: _doubled(view.others.values()))
    for name, number in doubled.items():
        if number == view.number:
            yield ProblemAt(view.children[name], child)


def _identifier_alike(view: ListView, key: str) -> Iterator[ProblemAt]:
    if alike := view.alike:
        for at, child in enumerate(view[key]):
            if child in alike:
                yield ProblemAt(at, key)


RULES_ACROSS: tuple[Rule, ...] = (
    Rule(
        id="identifier-alike",
        severity=Severity.WARNING,
        statement="A child's identifier is written in the same way on every list.",
        message=f"another identifier differs only in {SPELLING}",
        remedy="if it is the same child, write the identifier in the same way everywhere",
        reference=Reference.workbook("lists 1 to 8, Child Unique ID"),
        columns=tuple((number, ("child_id",)) for number in _ALL),
        span=Span.ALL,
        find=_identifier_alike,
    ),
    Rule(
        id="status-differs",
        severity=Severity.ERROR,
        statement=(
            'The case status is "looked after" for a child in care on list 8, "child protection '
            'plan" for any other child with a plan on list 7, and neither of these for other '
            "children; on its last day, a plan or care may count as current or as ended."
        ),
        message="the case status does not agree with lists 7 and 8",
        remedy="use the first status that applies, or correct list 7 or 8",
        reference=Reference.workbook("list 6, Case status"),
        columns=((NEED, ("child_id", "case_status")),),
        needs=((PROTECTION, ("child_id", "plan_end")), (CARE, ("child_id", "care_end"))),
        span=Span.ALL,
        find=_status_differs,
    ),
    Rule(
        id="child-differs",
        severity=Severity.ERROR,
        statement=(
            "A child has the same birth date, gender and ethnicity on every row, where these are "
            "known."
        ),
        message="another row of the child has a different value",
        remedy=(
            f"{OWN_IDENTIFIERS}; if it is one child, find out which value is right, and correct "
            "the others"
        ),
        reference=Reference.workbook("lists 1 to 8, Child Unique ID"),
        columns=tuple(
            (number, ("child_id", key))
            for number in _ALL
            for key in ("gender", "ethnicity", "date_of_birth")
        ),
        span=Span.ALL,
        find=_differs_where_known,
    ),
    Rule(
        id="disability-differs",
        severity=Severity.WARNING,
        statement="Lists agree on whether a child is disabled, where that is known.",
        message="another row has a different answer about the child's disability",
        remedy="find out which is right, and correct the others; an older row may be out of date",
        reference=Reference.workbook("lists 4 to 8, Does the Child have a Disability"),
        columns=tuple((number, ("child_id", "disability")) for number in (4, 5, 6, 7, 8)),
        span=Span.ALL,
        find=_differs_where_known,
    ),
    Rule(
        id="two-identifiers",
        severity=Severity.NOTE,
        statement=(
            "A child has one identifier on all lists: no two that are never on the same list "
            "have the same birth date, gender and ethnicity, unless a third has them too."
        ),
        message=(
            "another identifier, on other lists only, has the same birth date, gender and "
            "ethnicity; it may be the same child, a twin or a coincidence"
        ),
        remedy="check whether it is the same child; if so, use one identifier",
        reference=Reference.workbook("lists 1 to 8, Child Unique ID"),
        columns=tuple(
            (number, ("child_id", "date_of_birth", "gender", "ethnicity")) for number in _ALL
        ),
        span=Span.ALL,
        find=_two_identifiers,
    ),
    Rule(
        id="answers-differ",
        severity=Severity.WARNING,
        statement=(
            "The fields that the inspection adds have the same answers on every row of a child."
        ),
        message="another row of the child has a different answer",
        remedy="find out which is right, and correct the others",
        reference=Reference.para(33, 34),
        columns=tuple(
            (number, ("child_id", field.key))
            for number in (NEED, PROTECTION, CARE)
            for field in (*GATE_FIELDS, *FOLLOW_UP_FIELDS)
        ),
        span=Span.ALL,
        find=_differs,
    ),
)
"""The rules about several lists."""
