"""Rules that hold several lists against each other (para 32; Annex A workbook).

Invariant: a child is the same where the identifier is the same text. Which of two lists is right is
for people to find out; every row that takes part shows the problem.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from jtai.core.citation import WORKBOOK, Reference
from jtai.guidance.lists import FOLLOW_UP_FIELDS, GATE_FIELDS
from jtai.lists.reading.cells import without_spelling
from jtai.lists.rules.cell_pairs import IN_CARE, PROTECTED
from jtai.lists.rules.rule import ListView, ProblemAt, Rule, Severity, Span, UnknownAt

_NEED, _PROTECTION, _CARE = 6, 7, 8
_ALL = (1, 3, 4, 5, 6, 7, 8)


def _standing(view: ListView, end: str) -> Mapping[str, str]:
    """Tell of the children of a list whether their plan or care holds on the day.

    On its last day it holds, and those who say that it has ended are right too; where the end was
    not read, nobody can say.
    """

    def tell() -> dict[str, str]:
        unread = set(view.table.unread(end))
        standing: dict[str, str] = {}
        for at, (child, ended) in enumerate(zip(view["child_id"], view[end], strict=True)):
            if child is not None and (at in unread or _is_current(ended, view.as_of)):
                now = _OPEN if at in unread else _LAST_DAY if ended == view.as_of else _NOW
                standing[child] = min(now, standing.get(child, now))
        return standing

    return view.once(f"standing of list {view.number}", tell)


# In this order: of a child who stands there twice, what says the most counts.
_NOW, _LAST_DAY, _OPEN = "1 now", "2 last day", "3 open"


def _is_current(ended: dt.date | None, as_of: dt.date) -> bool:
    return ended is None or ended >= as_of


def _not_in_need(view: ListView, child: str, end: str) -> Iterator[ProblemAt]:
    in_need = view.others[_NEED].rows_of_children()
    rows = zip(view[child], view[end], strict=True)
    for at, (name, ended) in enumerate(rows):
        if name is not None and name not in in_need and _is_current(ended, view.as_of):
            yield ProblemAt(at, child)


def _status_differs(view: ListView, child: str, status: str) -> Iterator[ProblemAt | UnknownAt]:
    care = _standing(view.others[_CARE], "care_end")
    plan = _standing(view.others[_PROTECTION], "plan_end")
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
            yield ProblemAt(at, status, "the child is in care on list 8, and the status is another")
        elif protected == _NOW:
            yield ProblemAt(at, status, "the child has a plan on list 7, and the status is another")
        elif code in {IN_CARE, PROTECTED}:
            message = "lists 7 and 8 do not show the child's plan or care as current"
            yield ProblemAt(at, status, message)


def _at_odds(views: Iterable[ListView], key: str) -> frozenset[str]:
    """Give the identifiers of the children of whom rows say different things."""
    first: dict[str, Any] = {}
    at_odds = set()
    for view in views:
        if not (view.has("child_id") and view.has(key)):
            continue
        for child, value in zip(view["child_id"], view[key], strict=True):
            if value is None or child is None:
                continue
            told = first.setdefault(child, value)
            if told is not value and told != value:
                at_odds.add(child)
    return frozenset(at_odds)


def _differs(view: ListView, child: str, key: str) -> Iterator[ProblemAt]:
    at_odds = view.once(f"at odds in {key}", lambda: _at_odds(view.others.values(), key))
    if not at_odds:
        return
    for at, (name, value) in enumerate(zip(view[child], view[key], strict=True)):
        if name in at_odds and value is not None:
            yield ProblemAt(at, key)


def _alike(views: Iterable[ListView]) -> frozenset[str]:
    """Give the identifiers that another one is like, but for its case or zeros in front."""
    texts: dict[str, set[str]] = {}
    for view in views:
        if view.has("child_id"):
            for child in view.rows_of_children():
                texts.setdefault(without_spelling(child), set()).add(child)
    return frozenset(child for alike in texts.values() if len(alike) > 1 for child in alike)


def _identifier_alike(view: ListView, key: str) -> Iterator[ProblemAt]:
    alike = view.once("identifiers alike", lambda: _alike(view.others.values()))
    if alike:
        for at, child in enumerate(view[key]):
            if child in alike:
                yield ProblemAt(at, key)


RULES_ACROSS: tuple[Rule, ...] = (
    Rule(
        id="identifier-alike",
        severity=Severity.WARNING,
        statement="A child has the same identifier, letter by letter, on every list.",
        message="another identifier differs only in its case or in zeros in front",
        remedy="if it is the same child, write the identifier alike everywhere",
        reference=Reference(document=WORKBOOK, part="lists 1 to 8, Child Unique ID"),
        columns=tuple((number, ("child_id",)) for number in _ALL),
        span=Span.ALL,
        find=_identifier_alike,
    ),
    Rule(
        id="not-on-list-6",
        severity=Severity.ERROR,
        statement="A child with a current protection plan or in care stands on list 6 too.",
        message="the child is current on this list and does not stand on list 6",
        remedy="add the child to list 6, or write the identifier as it stands there",
        reference=Reference(document=WORKBOOK, part="list 6, whom the list covers"),
        columns=(
            (_PROTECTION, ("child_id", "plan_end")),
            (_CARE, ("child_id", "care_end")),
        ),
        needs=((_NEED, ("child_id",)),),
        span=Span.ALL,
        find=_not_in_need,
    ),
    Rule(
        id="status-differs",
        severity=Severity.ERROR,
        statement=(
            "The case status is looked after for a child in care on list 8, else child protection "
            "plan for a child with a plan on list 7, and neither of the two for others."
        ),
        message="the case status does not fit lists 7 and 8",
        remedy="take the first status that applies, or correct list 7 or 8",
        reference=Reference(document=WORKBOOK, part="list 6, Case status"),
        columns=((_NEED, ("child_id", "case_status")),),
        needs=((_PROTECTION, ("child_id", "plan_end")), (_CARE, ("child_id", "care_end"))),
        span=Span.ALL,
        find=_status_differs,
    ),
    Rule(
        id="child-differs",
        severity=Severity.ERROR,
        statement="A child has the same birth date, gender and ethnicity on every row.",
        message="another row says otherwise of the child",
        remedy="find out which is right, and correct the others",
        reference=Reference(document=WORKBOOK, part="lists 1 to 8, Child Unique ID"),
        columns=tuple(
            (number, ("child_id", key))
            for number in _ALL
            for key in ("gender", "ethnicity", "date_of_birth")
        ),
        span=Span.ALL,
        find=_differs,
    ),
    Rule(
        id="answers-differ",
        severity=Severity.WARNING,
        statement="The fields that the inspection adds say the same of a child on every list.",
        message="another list answers otherwise for the child",
        remedy="find out which is right, and correct the others",
        reference=Reference.para(33, 34),
        columns=tuple(
            (number, ("child_id", field.key))
            for number in (_NEED, _PROTECTION, _CARE)
            for field in (*GATE_FIELDS, *FOLLOW_UP_FIELDS)
        ),
        span=Span.ALL,
        find=_differs,
    ),
)
"""The rules about several lists."""
