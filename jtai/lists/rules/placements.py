"""Rules about placements in list 8, and about unborn and disabled children (Annex A workbook).

Invariant: the tables here say which codes go together. The workbook has the codes, but what they
mean together is in the SSDA903 guidance to which it refers, so a breach of that is a warning unless
it is impossible (https://www.gov.uk/guidance/children-looked-after-return).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from jtai.core.citation import Reference
from jtai.guidance.codes import NOT_STATED, PLACEMENT_AUTHORITY, PLACEMENT_LOCATION
from jtai.guidance.definitions import ADULT
from jtai.guidance.lists import PROTECTION
from jtai.lists.reading.cells import UNREAD
from jtai.lists.reading.folding import fold
from jtai.lists.reading.rows import UNBORN
from jtai.lists.rules.rule import (
    AGE_IN_DOUBT,
    UNREAD_CELL,
    ListView,
    ProblemAt,
    Rule,
    Severity,
    Span,
    UnknownAt,
    has_code,
    is_no,
    is_yes,
    not_,
    where_all,
)
from jtai.timetable.ages import completed_years, lookback

_IN, _OUT = PLACEMENT_LOCATION.codes
# Countries outside England; a confidential placement can be anywhere.
_ELSEWHERE: Final = frozenset(code.code for code in PLACEMENT_AUTHORITY.codes if code.code != "CON")
_WITH_PARENTS, _PARENTS = "P1", "PR0"
# For each placement, the legal statuses that it needs, and those that exclude it.
_NEEDS_STATUS: Final = {"A5": ("E1", "D1"), "A6": ("E1", "D1")}
_EXCLUDES_STATUS: Final = {"P1": ("V2",), "R5": ("V2", "V3", "V4")}
# No child below this age can be guilty of an offence (Children and Young Persons Act 1933, section
# 50, https://www.legislation.gov.uk/ukpga/Geo5/23-24/12).
_RESPONSIBLE_FROM: Final = 10
# Codes that follow from an offence, and the column with their date: J1 remand, J2 detention under
# the Police and Criminal Evidence Act 1984, J3 a youth rehabilitation order, E9 custody.
_OF_JUSTICE: Final = {
    "legal_status": (("J1", "J2", "J3"), "legal_status_start"),
    "care_end_reason": (("E9",), "care_end"),
}


def _provider_does_not_fit(
    view: ListView, kind: str, provider: str
) -> Iterator[ProblemAt | UnknownAt]:
    with_parents, parents = has_code(_WITH_PARENTS), has_code(_PARENTS)
    yield from where_all(view, provider, {kind: with_parents, provider: not_(parents)})
    yield from where_all(view, provider, {provider: parents, kind: not_(with_parents)})


def _status_does_not_fit(view: ListView, kind: str, status: str) -> Iterator[ProblemAt | UnknownAt]:
    for placement, needed in _NEEDS_STATUS.items():
        yield from where_all(
            view,
            status,
            {kind: has_code(placement), status: not_(has_code(*needed))},
            "the placement needs a placement or freeing order",
        )
    for placement, excluded in _EXCLUDES_STATUS.items():
        yield from where_all(view, status, {kind: has_code(placement), status: has_code(*excluded)})


def _inside_elsewhere(
    view: ListView, location: str, authority: str
) -> Iterator[ProblemAt | UnknownAt]:
    return where_all(
        view, location, {authority: has_code(*_ELSEWHERE), location: lambda code: code == _IN}
    )


def _outside_at_home(
    view: ListView, location: str, authority: str
) -> Iterator[ProblemAt | UnknownAt]:
    """Find placements outside the border in what appears to be the area's own authority.

    That is the authority named by most placements inside the border; with a tie, none is reported.
    """
    authorities = view[authority]
    folded = {whose: fold(whose) for whose in set(authorities) if isinstance(whose, str)}
    names = list(map(folded.get, authorities))
    inside = Counter(names[at] for at in view.where(location, lambda code: code == _IN))
    del inside[None]
    ranked = inside.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return
    home = ranked[0][0]
    lead = ranked[0][1] - sum(number for _, number in ranked[1:])
    unread = {*view.table.unread(location), *view.table.unread(authority)}
    # Placements that could not be read may be inside, in another authority.
    unsure = sum(view[location][at] != _OUT for at in unread) >= lead
    for at in view.where(location, lambda code: code == _OUT):
        if names[at] == home:
            yield UnknownAt(at, UNREAD_CELL) if unsure else ProblemAt(at, location)


def _no_second_period(view: ListView, start: str, second: str) -> Iterator[ProblemAt | UnknownAt]:
    year = lookback(view.as_of, months=12)
    return where_all(view, second, {second: is_yes, start: lambda began: began < year.start})


def _placements_too_few(view: ListView, care: str, placed: str, count: str) -> Iterator[ProblemAt]:
    year = lookback(view.as_of, months=12)
    for at, (began, moved, number) in enumerate(
        zip(view[care], view[placed], view[count], strict=True)
    ):
        if began is None or moved is None or number != 1:
            continue
        if began < moved and year.start < moved <= view.latest:
            yield ProblemAt(at, count)


def _perhaps_unborn(view: ListView) -> list[int]:
    """Return the rows of unborn children, and of those whose age could not be read."""
    unread = view.ages_unread
    return [
        at for at, age in enumerate(view.ages) if age == UNBORN or (age is None and at in unread)
    ]


def _unborn(view: ListView, _: str) -> Iterator[ProblemAt | UnknownAt]:
    shown = "age" if view.has("age") else "date_of_birth"
    for at in _perhaps_unborn(view):
        yield _unless_in_doubt(view, at, shown)


def _unborn_seen(view: ListView, key: str) -> Iterator[ProblemAt | UnknownAt]:
    seen = view[key]
    for at in _perhaps_unborn(view):
        if is_yes(seen[at]):
            yield _unless_in_doubt(view, at, key)


def _unborn_with_gender(view: ListView, key: str) -> Iterator[ProblemAt | UnknownAt]:
    genders = view.table.values(key)
    for at in _perhaps_unborn(view):
        if genders[at] not in {None, NOT_STATED}:
            unread = genders[at] is UNREAD
            yield UnknownAt(at, UNREAD_CELL) if unread else _unless_in_doubt(view, at, key)


def _seen_missing(view: ListView, until: str, seen: str) -> Iterator[ProblemAt | UnknownAt]:
    """Find blank answers on whether a child was seen, unless the child was not born by then.

    While an assessment is open, what counts is whether the child is born on the day of the check.
    """
    rows = view.table.rows_where(seen, lambda value: value is None or value is UNREAD)
    if not rows:
        return
    answered, dated = view.filled(seen), view.filled(until)
    for at in rows:
        took_place = dated[at] if view.number == PROTECTION else True
        if answered[at] or took_place is False:
            continue
        age = _age_at(view, at, until)
        found = _unless_in_doubt(view, at, seen)
        if age is None or (age == 0 and _may_be_born_since(view, at, until)):
            yield UnknownAt(at, "the age is unknown")
        elif age != UNBORN or isinstance(found, UnknownAt):
            unread = answered[at] is None or took_place is None
            yield UnknownAt(at, UNREAD_CELL) if unread else found


def _unless_in_doubt(view: ListView, at: int, key: str) -> ProblemAt | UnknownAt:
    """Return a problem, unless it is unknown whether the child is unborn."""
    if at in view.ages_unread:
        return UnknownAt(at, UNREAD_CELL)
    in_doubt = at in view.ages_in_doubt(UNBORN + 1)
    return UnknownAt(at, AGE_IN_DOUBT) if in_doubt else ProblemAt(at, key)


def _age_at(view: ListView, at: int, key: str) -> int | None:
    """Return a child's age on the date in a column, or on the day of the check if it is blank."""
    age = view.ages[at]
    born = view["date_of_birth"][at] if view.has("date_of_birth") else None
    day = view[key][at] if view.has(key) else None
    if age is None or born is None or day is None:
        return age
    return completed_years(born, day, leap_birthday=view.leap_birthday)


def _may_be_born_since(view: ListView, at: int, key: str) -> bool:
    """Return whether a child under 1 may have been born after the date in a column."""
    if view.table.values(key)[at] is None:
        return False
    dated = view.has("date_of_birth") and view["date_of_birth"][at] is not None
    return not dated or view[key][at] is None


def _age_unread(view: ListView, at: int, key: str) -> bool:
    """Return whether the age on the date in a column depends on a cell that could not be read."""
    if at in view.ages_unread:
        return True
    undated = view.has(key) and view.table.values(key)[at] is UNREAD
    return undated and view.has("date_of_birth") and view["date_of_birth"][at] is not None


def _too_young_for_justice(view: ListView, key: str) -> Iterator[ProblemAt | UnknownAt]:
    codes, began = _OF_JUSTICE[key]
    for at in view.where(key, has_code(*codes)):
        age = _age_at(view, at, began)
        if age is not None and age < _RESPONSIBLE_FROM:
            yield ProblemAt(at, key)
        elif _age_unread(view, at, began):
            yield UnknownAt(at, UNREAD_CELL)


def _age_assessment_doubted(
    view: ListView, reason: str, unaccompanied: str
) -> Iterator[ProblemAt | UnknownAt]:
    for found in where_all(view, reason, {reason: has_code("E15"), unaccompanied: is_no}):
        age = _age_at(view, found.row, "care_end")
        if age is not None and age < ADULT:
            yield found
        elif _age_unread(view, found.row, "care_end"):
            yield UnknownAt(found.row, UNREAD_CELL)


def _need_without_disability(
    view: ListView, disability: str, need: str
) -> Iterator[ProblemAt | UnknownAt]:
    return where_all(view, disability, {need: has_code("N2"), disability: is_no})


RULES_OF_PLACEMENTS: tuple[Rule, ...] = (
    Rule(
        id="placement-and-provider",
        severity=Severity.WARNING,
        statement="Parents are the provider of placements with parents, and only of those.",
        message="the placement type and the provider do not go together",
        remedy="check both codes; PR0 belongs with P1 only",
        reference=Reference.workbook("list 8, Placement Type and Placement Provider"),
        columns=((8, ("placement_type", "placement_provider")),),
        find=_provider_does_not_fit,
        partial=True,
    ),
    Rule(
        id="placement-and-status",
        severity=Severity.WARNING,
        statement=(
            "A child placed for adoption with an order has a placement or freeing order; a child "
            "accommodated under section 20 is not with parents or in a young offender institution."
        ),
        message="the placement type and the legal status do not go together",
        remedy="check both codes against the SSDA903 guidance",
        reference=Reference.workbook("list 8, Placement Type and Child's Legal Status"),
        columns=((8, ("placement_type", "legal_status")),),
        find=_status_does_not_fit,
        partial=True,
    ),
    Rule(
        id="inside-elsewhere",
        severity=Severity.ERROR,
        statement="If a placement is inside the area's border, its authority is in England.",
        message="the placement is inside the border, but its authority is outside England",
        remedy="correct the location or the authority of the placement",
        reference=Reference.workbook("list 8, Placement Location and LA of Placement"),
        columns=((8, ("placement_location", "placement_authority")),),
        find=_inside_elsewhere,
        partial=True,
    ),
    Rule(
        id="outside-at-home",
        severity=Severity.WARNING,
        statement=(
            "A placement outside the border is not in the area's own authority, which is that of "
            "most placements inside it."
        ),
        message="the placement is outside the border, but in the same authority as those inside it",
        remedy="correct the location or the authority of the placement",
        reference=Reference.workbook("list 8, Placement Location and LA of Placement"),
        columns=((8, ("placement_location", "placement_authority")),),
        span=Span.LIST,
        find=_outside_at_home,
    ),
    Rule(
        id="no-second-period",
        severity=Severity.WARNING,
        statement="A second period of care within 12 months began within those 12 months.",
        message=(
            "the answer says that this is a second period within 12 months, but care began more "
            "than 12 months ago"
        ),
        remedy="check the answer and the start of care",
        reference=Reference.workbook(
            "list 8, Is this a second or subsequent period of being a Looked After Child within "
            "the last 12 months (Y/N)"
        ),
        columns=((8, ("care_start", "second_period")),),
        find=_no_second_period,
        partial=True,
    ),
    Rule(
        id="placements-too-few",
        severity=Severity.WARNING,
        statement=(
            "A child whose placement began within the last 12 months, and after care did, had "
            "two placements or more."
        ),
        message="the child moved within the last 12 months, but the number of placements is 1",
        remedy="count all placements in the 12 months, and check the date of the last one",
        reference=Reference.workbook("list 8, Number of Placements in the Last 12 months"),
        columns=((8, ("care_start", "placement_start", "placements_in_year")),),
        find=_placements_too_few,
    ),
    Rule(
        id="unborn-in-care",
        severity=Severity.ERROR,
        statement="No unborn child is in care.",
        message="the child is unborn, but is on the list of children in care",
        remedy="check the date of birth and the age, or remove the row",
        reference=Reference.workbook(
            "list 8, Age of Child (Years) and Date Started to be Looked After"
        ),
        columns=((8, ("care_start",)),),
        find=_unborn,
    ),
    Rule(
        id="unborn-seen",
        severity=Severity.WARNING,
        statement="No unborn child is recorded as seen during an assessment, or as seen alone.",
        message="the child is unborn, but the answer says that the child was seen",
        remedy="check the date of birth, the age and the answer",
        reference=Reference.workbook("lists 4 and 7, Age of Child (Years)"),
        columns=((4, ("child_seen",)), (7, ("seen_alone",))),
        find=_unborn_seen,
    ),
    Rule(
        id="seen-missing",
        severity=Severity.ERROR,
        statement=(
            "Whether a child was seen during an assessment, or alone at the last visit if there "
            "was one, is answered, unless the child was not born by then."
        ),
        message="the field on whether the child was seen is blank",
        remedy="answer it; if that is unknown, enter c) Unknown",
        reference=Reference.workbook(
            "list 4, Child Seen During Continuous Assessment; list 7, Was the Child Seen Alone?"
        ),
        columns=((4, ("authorised", "child_seen")), (7, ("last_visit", "seen_alone"))),
        find=_seen_missing,
        partial=True,
    ),
    Rule(
        id="unborn-with-gender",
        severity=Severity.WARNING,
        statement="The gender of an unborn child is not stated, as the workbook requires.",
        message="the child is unborn, but a gender is recorded",
        remedy="enter c) Not stated/recorded, or correct the date of birth and the age",
        reference=Reference.workbook("lists 1 and 3 to 7, Gender"),
        columns=tuple((number, ("gender",)) for number in (1, 3, 4, 5, 6, 7)),
        find=_unborn_with_gender,
        partial=True,
    ),
    Rule(
        id="too-young-for-justice",
        severity=Severity.ERROR,
        statement=(
            f"A child on remand, detained by the police, under a youth rehabilitation order or "
            f"sentenced to custody was aged {_RESPONSIBLE_FROM} or over."
        ),
        message=(
            f"the code follows from an offence, but the child was under {_RESPONSIBLE_FROM}, the "
            "age of criminal responsibility"
        ),
        remedy="correct the code, its date or the date of birth",
        reference=Reference.workbook(
            "list 8, Child's Legal Status and Reason Ceased to be Looked After"
        ),
        columns=tuple((8, (key,)) for key in _OF_JUSTICE),
        find=_too_young_for_justice,
    ),
    Rule(
        id="age-assessment-doubted",
        severity=Severity.WARNING,
        statement=(
            "Where care ended because an age assessment found an adult (E15), the date of birth is "
            "an adult's, or the person was an unaccompanied asylum seeker."
        ),
        message=(
            "an age assessment found an adult, but the date of birth is a child's and the child "
            "was not an unaccompanied asylum seeker"
        ),
        remedy=(
            "check the reason; if it is right, enter the date of birth that the assessment found"
        ),
        reference=Reference.workbook("list 8, Reason Ceased to be Looked After"),
        columns=((8, ("care_end_reason", "unaccompanied")),),
        find=_age_assessment_doubted,
        partial=True,
    ),
    Rule(
        id="need-without-disability",
        severity=Severity.NOTE,
        statement="A child in need because of a disability is recorded as disabled.",
        message="the need is the child's disability, but the child is not recorded as disabled",
        remedy="check both; the need can arise from an illness that is not a disability",
        reference=Reference.workbook("list 6, Primary Need Code; list 8, Child's Category of Need"),
        columns=(
            (6, ("disability", "primary_need")),
            (8, ("disability", "category_of_need")),
        ),
        find=_need_without_disability,
        partial=True,
    ),
)
"""The rules about placements, and about facts that contradict a child's age or disability."""
