"""Defects between columns and lists: one cell contradicts another.

Invariant: each entry names the rule that must report it, and is planted in the rows of one child.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Final

from jtai.core.answers import Answer
from jtai.guidance.lists import FOLLOW_UP_FIELDS, GATE_FIELDS
from jtai.testing.defects.area import Area, Defect, Place, Row
from jtai.testing.defects.in_one_row import DAY, NO_GATE, RECEIVING, asked, row_defect

_YES, _NO = Answer.YES, Answer.NO
_ASSESSMENTS, _ENQUIRIES, _NEED, _PROTECTION, _CARE = 4, 5, 6, 7, 8
_ALONE: Final[Row] = {
    **{field.key: _NO for field in (*GATE_FIELDS, *FOLLOW_UP_FIELDS)},
    "concern": _YES,
}
_DIED = "c) E2: Died"


def _several_open(area: Area) -> list[Place]:
    places = _assessed_again(area, lambda row: row["authorised"] is None)
    return [Place(_ASSESSMENTS, at, "authorised") for at in places]


def _overlapping(area: Area) -> list[Place]:
    _, at = _assessed_again(area, lambda row: row["authorised"] is not None)
    return [Place(_ASSESSMENTS, at, "assessment_start")]


def _assessed_again(area: Area, fits: Callable[[Row], bool]) -> tuple[int, int]:
    """Add an assessment that began a day after another one, and return the rows of both."""
    at = area.pick(
        _ASSESSMENTS, lambda row: fits(row) and bool(row["assessment_start"] < area.as_of)
    )
    page = area.page(_ASSESSMENTS)
    page.rows.append(list(page.rows[at]))
    last = len(page.rows) - 1
    page.put(last, "assessment_start", page.row(at)["assessment_start"] + DAY)
    return at, last


Change = Callable[[Row, dict[int, Row], Area], dict[int, Row]]


def _planted(
    area: Area,
    *,
    number: int,
    lists: Iterable[int],
    without: Iterable[int],
    fits: Callable[[Row, dict[int, Row]], bool],
    change: Change,
    shown: tuple[tuple[int, str], ...],
) -> list[Place]:
    """Change the rows of a child who is on certain lists once each, and not on others."""

    def rows_of(row: Row) -> dict[int, Row]:
        return {at: page.row(index) for at, page, index in area.of(row["child_id"])}

    def fitting(row: Row) -> bool:
        given = area.lists_of(row["child_id"])
        return (
            all(given.count(one) == 1 for one in lists)
            and not set(without).intersection(given)
            and fits(row, rows_of(row))
        )

    at = area.pick(number, fitting)
    row = area.page(number).row(at)
    child, places = row["child_id"], []
    changes = change(row, rows_of(row), area)
    for where, page, index in area.of(child):
        places += [Place(where, index, key) for one, key in shown if one == where]
        for key, fact in changes.get(where, {}).items():
            page.put(index, key, fact)
    return places


def _defect(
    rule: str,
    summary: str,
    number: int,
    change: Change | dict[int, Row],
    *shown: tuple[int, str],
    lists: Iterable[int] = (),
    without: Iterable[int] = (),
    fits: Callable[[Row, dict[int, Row]], bool] = lambda *_: True,
    name: str = "",
    rules: tuple[str, ...] = (),
) -> Defect:
    return Defect(
        name=name or rule,
        summary=summary,
        rules=rules or (rule,),
        apply=partial(
            _planted,
            number=number,
            lists=(number, *lists),
            without=without,
            fits=fits,
            change=change if callable(change) else lambda *_: change,
            shown=shown,
        ),
    )


def _not_on_6(area: Area, *, number: int, fits: Callable[[Row, list[int]], bool]) -> list[Place]:
    """Remove the list 6 row of a child who is on another list."""
    at = area.pick(number, lambda row: fits(row, area.lists_of(row["child_id"])))
    child = area.page(number).row(at)["child_id"]
    page = area.page(_NEED)
    page.rows = [row for row in page.rows if row[page.keys.index("child_id")] != child]
    return [Place(number, at, "child_id")]


def _is_led(rows: dict[int, Row]) -> bool:
    return bool(rows[_ENQUIRIES]["conference_led_to_plan"] == "a) Yes")


DEFECTS_IN_HISTORIES: Final = (
    row_defect(
        "gate-doubted",
        "a child referred to CAMHS although both gate answers are no",
        _NEED,
        {**NO_GATE, "camhs_referred": _YES},
        fits=asked,
        alone=True,
        shown=("camhs_referred",),
    ),
    row_defect(
        "camhs-without-referral",
        "a child who receives a service from CAMHS without a referral",
        _NEED,
        {**RECEIVING, "camhs_referred": _NO},
        fits=asked,
        alone=True,
        shown=("camhs_referred",),
    ),
    row_defect(
        "service-without-support",
        "a service from CAMHS and no recent support",
        _NEED,
        {**RECEIVING, "support_recent": _NO},
        fits=asked,
        alone=True,
        shown=("support_recent",),
    ),
    row_defect(
        "multi-agency-denied",
        "multi-agency involvement answered no although CAMHS sees the child",
        _NEED,
        {**RECEIVING, "multi_agency": _NO},
        fits=asked,
        alone=True,
        shown=("multi_agency",),
    ),
    row_defect(
        "visit-before-start",
        "a child last seen before the episode of need",
        _NEED,
        lambda row, _: {"last_seen": row["cin_start"] - DAY},
        fits=lambda row: bool(row["age"] >= 1),
    ),
    row_defect(
        "visit-after-end",
        "a child last seen after the episode of need",
        _NEED,
        lambda _, area: {"cin_end": area.as_of - DAY, "last_seen": area.as_of},
        fits=lambda row: row["cin_end"] is not None,
        alone=True,
        shown=("last_seen",),
    ),
    row_defect(
        "review-after-end",
        "a review conference after the plan ended",
        _PROTECTION,
        lambda row, _: {"latest_review": row["plan_end"] + DAY},
        fits=lambda row: row["plan_end"] is not None,
    ),
    row_defect(
        "placement-and-provider",
        "a children's home whose provider is the parents",
        _CARE,
        {
            "placement_type": "p) K2: Children\u2019s Homes",
            "placement_provider": "a) PR0: Parents/Parental responsibility",
        },
        shown=("placement_provider",),
    ),
    row_defect(
        "placement-and-status",
        "a child in a young offender institution under section 20",
        _CARE,
        {
            "placement_type": "t) R5: Young Offender Institution",
            "placement_provider": "d) PR3: Other public provision",
            "legal_status": "V2: Single period under S20",
        },
        shown=("legal_status",),
    ),
    row_defect(
        "inside-elsewhere",
        "a placement recorded as inside the border, but in Wales",
        _CARE,
        {"placement_location": "a) In", "placement_authority": "WAL"},
        shown=("placement_location",),
    ),
    row_defect(
        "outside-at-home",
        "a placement recorded as outside the border, but in the area's own authority",
        _CARE,
        {"placement_location": "b) Out", "placement_authority": "Synthetic Borough"},
        shown=("placement_location",),
    ),
    row_defect(
        "no-second-period",
        "a second period within the year for a child who has been in care for years",
        _CARE,
        {"second_period": _YES},
        fits=lambda row: bool(row["placement_start"] - row["care_start"] > 500 * DAY),
    ),
    row_defect(
        "placements-too-few",
        "one placement in the year despite a move",
        _CARE,
        lambda _, area: {"placement_start": area.as_of - 50 * DAY, "placements_in_year": 1},
        fits=lambda row: row["care_end"] is None,
        shown=("placements_in_year",),
    ),
    row_defect(
        "unborn-seen",
        "an unborn child who was seen",
        _ASSESSMENTS,
        {"child_seen": _YES},
        fits=lambda row: bool(row["age"] < 0),
    ),
    row_defect(
        "seen-missing",
        "a visit without an answer on whether the child was seen alone",
        _PROTECTION,
        {"seen_alone": None},
        fits=lambda row: bool(row["age"] > 0),
    ),
    row_defect(
        "too-young-for-justice",
        "a child under 10 who is on remand",
        _CARE,
        {"legal_status": "J1: Remanded to LA or youth detention"},
        fits=lambda row: "A5" not in row["placement_type"] and bool(row["age"] < 10),  # noqa: PLR2004 - the age of responsibility
        shown=("legal_status",),
    ),
    row_defect(
        "age-assessment-doubted",
        "an age assessment that found a child who was not an asylum seeker to be an adult",
        _CARE,
        {"care_end_reason": "r) E15: Age assessment determined child was 18 or over"},
        fits=lambda row: "E4A" in str(row["care_end_reason"]) and row["unaccompanied"] == "b) No",
        shown=("care_end_reason",),
    ),
    row_defect(
        "need-without-disability",
        "a need that is a disability for a child who is not disabled",
        _NEED,
        {"primary_need": "N2 - Child\u2019s disability"},
        fits=lambda row: bool(row["disability"] == "b) No"),
        shown=("disability",),
    ),
    _defect(
        "unborn-with-gender",
        "an unborn child with a gender",
        _ASSESSMENTS,
        {number: {"gender": "b) Female"} for number in (1, 3, _ASSESSMENTS, _NEED)},
        *((number, "gender") for number in (1, 3, _ASSESSMENTS, _NEED)),
        lists=(1, 3, _NEED),
        fits=lambda row, _: bool(row["age"] < 0),
    ),
    _defect(
        "unborn-in-care",
        "an unborn child in care",
        _CARE,
        {_CARE: {"date_of_birth": None, "age": -1}},
        (_CARE, "age"),
        (_CARE, "date_of_birth"),
        fits=lambda row, _: row["concern"] is None,
        rules=("unborn-in-care", "blank"),
    ),
    _defect(
        "multi-agency-with-plan",
        "multi-agency involvement answered no for a child with a plan",
        _PROTECTION,
        {_NEED: _ALONE, _PROTECTION: _ALONE},
        (_PROTECTION, "multi_agency"),
        lists=(_NEED,),
        without=(_ASSESSMENTS, _CARE),
        fits=lambda row, _: asked(row) and row["plan_end"] is None,
    ),
    _defect(
        "justice-denied",
        "a child on remand who is not known to the youth offending team and has no proceedings",
        _CARE,
        {
            _NEED: RECEIVING,
            _CARE: {**RECEIVING, "legal_status": "J1: Remanded to LA or youth detention"},
        },
        (_CARE, "known_to_yot"),
        (_CARE, "police_or_criminal"),
        lists=(_NEED,),
        without=(_ASSESSMENTS, _PROTECTION),
        fits=lambda row, _: (
            asked(row) and row["legal_status_start"] - row["date_of_birth"] > 4000 * DAY
        ),
    ),
    _defect(
        "disability-differs",
        "a disability shown only on list 6",
        _PROTECTION,
        {_NEED: {"disability": _YES}, _PROTECTION: {"disability": _NO}},
        (_NEED, "disability"),
        (_PROTECTION, "disability"),
        lists=(_NEED,),
        without=(_ASSESSMENTS, _ENQUIRIES, _CARE),
        fits=lambda _, rows: rows[_NEED]["primary_need"] != "N2 - Child\u2019s disability",
    ),
    _defect(
        "two-identifiers",
        "a contact with a different identifier from the referral",
        1,
        lambda row, *_: {1: {"child_id": f"{row['child_id']}-2"}},
        (1, "child_id"),
        lists=(3,),
    ),
    _defect(
        "status-and-assessment",
        "a status of open assessment without an open assessment",
        _NEED,
        {_NEED: {"case_status": "d) Open assessment"}},
        (_NEED, "case_status"),
        without=(_ASSESSMENTS, _PROTECTION, _CARE),
        fits=lambda row, _: (
            row["case_status"] == "c) Child in need plan"
            and row["last_seen"] - row["cin_start"] > 200 * DAY
        ),
    ),
    _defect(
        "conference-without-plan",
        "a conference that led to a plan which list 7 does not have",
        _ENQUIRIES,
        lambda row, *_: {
            _ENQUIRIES: {
                "conference_unnecessary": _NO,
                "conference_date": row["strategy_discussion"],
                "conference_led_to_plan": _YES,
            }
        },
        (_ENQUIRIES, "conference_led_to_plan"),
        without=(_PROTECTION,),
    ),
    _defect(
        "closure-against-assessment",
        "a case closed without further action after an assessment that found a need",
        _NEED,
        {_ASSESSMENTS: {"needs_social_care": _YES}},
        (_NEED, "closure_reason"),
        lists=(_ASSESSMENTS,),
        fits=lambda row, _: str(row["closure_reason"]).startswith("RC8"),
    ),
    _defect(
        "plan-despite-assessment",
        "a child in need plan although the assessment found that no support is required",
        _NEED,
        {_ASSESSMENTS: {"needs_social_care": _NO}},
        (_NEED, "case_status"),
        lists=(_ASSESSMENTS,),
        fits=lambda row, rows: (
            row["case_status"] == "c) Child in need plan"
            and row["last_seen"] is not None
            and row["last_seen"] - rows[_ASSESSMENTS]["authorised"] > 28 * DAY
        ),
    ),
    _defect(
        "episode-without-referral",
        "an open assessment whose episode began before the referral",
        _NEED,
        lambda row, *_: {_NEED: {"cin_start": row["cin_start"] - DAY}},
        (_NEED, "cin_start"),
        lists=(3, _ASSESSMENTS),
        fits=lambda row, _: row["case_status"] == "d) Open assessment",
    ),
    _defect(
        "assessment-before-episode",
        "an assessment that began before the episode of need",
        _NEED,
        lambda _, rows, __: {_NEED: {"cin_start": rows[_ASSESSMENTS]["assessment_start"] + DAY}},
        (_NEED, "cin_start"),
        lists=(_ASSESSMENTS,),
        without=(_ENQUIRIES, _PROTECTION, _CARE),
        fits=lambda row, rows: (
            row["case_status"] == "c) Child in need plan"
            and row["last_seen"] is not None
            and row["last_seen"] > rows[_ASSESSMENTS]["assessment_start"]
        ),
    ),
    _defect(
        "assessed-after-no-action",
        "a referral without further action that led to an assessment",
        3,
        {3: {"no_further_action": _YES}},
        (3, "no_further_action"),
        lists=(_ASSESSMENTS,),
    ),
    _defect(
        "closure-reasons-differ",
        "a child who died according to list 8, but is no longer in need according to list 6",
        _NEED,
        {_CARE: {"care_end_reason": _DIED}},
        (_NEED, "closure_reason"),
        lists=(_CARE,),
        fits=lambda row, _: row["cin_end"] is not None,
    ),
    _defect(
        "episode-too-short",
        "an episode of need that began after the care",
        _NEED,
        lambda _, rows, __: {_NEED: {"cin_start": rows[_CARE]["care_start"] + DAY}},
        (_NEED, "cin_start"),
        lists=(_CARE,),
        without=(_PROTECTION,),
        fits=lambda row, _: row["cin_end"] is None,
    ),
    _defect(
        "plan-before-conference",
        "a plan that began before its conference",
        _PROTECTION,
        lambda _, rows, __: {
            _PROTECTION: {"plan_start": rows[_ENQUIRIES]["conference_date"] - DAY}
        },
        (_PROTECTION, "plan_start"),
        lists=(_ENQUIRIES,),
        fits=lambda _, rows: _is_led(rows),
    ),
    _defect(
        "plan-without-conference",
        "a plan without the date of its conference",
        _PROTECTION,
        {_ENQUIRIES: {"conference_date": None, "conference_led_to_plan": None}},
        (_PROTECTION, "plan_start"),
        lists=(_ENQUIRIES,),
        fits=lambda row, _: (
            row["plan_end"] is None and row["last_visit"] - row["plan_start"] <= 100 * DAY
        ),
    ),
    _defect(
        "previous-plans-too-few",
        "no earlier plan, although a conference led to one weeks before this one",
        _PROTECTION,
        lambda _, rows, __: {
            _PROTECTION: {
                "plan_start": rows[_ENQUIRIES]["conference_date"] + 15 * DAY,
                "previous_plans": 0,
            }
        },
        (_PROTECTION, "previous_plans"),
        lists=(_ENQUIRIES,),
        fits=lambda row, rows: _is_led(rows) and row["last_visit"] - row["plan_start"] >= 15 * DAY,
    ),
    _defect(
        "ill-health-against-gates",
        "mental ill health in an assessment although both gate answers are no",
        _NEED,
        {_NEED: NO_GATE, _ASSESSMENTS: {"mental_ill_health_identified": _YES}},
        (_NEED, "concern"),
        lists=(_ASSESSMENTS,),
        without=(_PROTECTION, _CARE),
        fits=lambda row, rows: asked(row) and rows[_ASSESSMENTS]["authorised"] is not None,
    ),
    _defect(
        "emergency-denied",
        "an emergency protection order on list 8, but no on list 7",
        _PROTECTION,
        lambda _, __, area: {
            _PROTECTION: {"emergency_protection": _NO},
            _CARE: {"legal_status": "L2: EPO", "legal_status_start": area.as_of},
        },
        (_PROTECTION, "emergency_protection"),
        lists=(_CARE,),
    ),
    # These remove rows, so they come after everything that records its place.
    Defect(
        name="ended-and-not-on-list-6",
        summary="a plan that ended in the six months for a child who is not on list 6",
        rules=("not-on-list-6",),
        apply=partial(
            _not_on_6,
            number=_PROTECTION,
            fits=lambda row, lists: row["plan_end"] is not None and _CARE not in lists,
        ),
    ),
    Defect(
        name="open-assessment-not-on-list-6",
        summary="an open assessment for a child who is not on list 6",
        rules=("open-assessment-not-on-list-6",),
        apply=partial(
            _not_on_6,
            number=_ASSESSMENTS,
            fits=lambda row, lists: row["authorised"] is None and lists.count(_ASSESSMENTS) == 1,
        ),
    ),
    Defect(
        name="need-not-on-list-6",
        summary="an assessment that found a need for a child who is not on list 6",
        rules=("need-not-on-list-6",),
        apply=partial(
            _not_on_6,
            number=_ASSESSMENTS,
            fits=lambda row, lists: (
                row["needs_social_care"] == "a) Yes"
                and not {_PROTECTION, _CARE}.intersection(lists)
            ),
        ),
    ),
    row_defect(
        "overdue",
        "a review of a protection plan nine months ago",
        _PROTECTION,
        lambda _, area: {"latest_review": area.as_of - 270 * DAY},
        fits=lambda row: (
            row["plan_end"] is None and bool(row["last_visit"] - row["plan_start"] > 300 * DAY)
        ),
        shown=("latest_review",),
    ),
    _defect(
        "assessment-long",
        "an assessment that took half a year",
        _ASSESSMENTS,
        lambda row, *_: {
            _ASSESSMENTS: {"assessment_start": row["authorised"] - 180 * DAY},
            _NEED: {"cin_start": row["authorised"] - 180 * DAY},
        },
        (_ASSESSMENTS, "authorised"),
        lists=(_NEED,),
        fits=lambda row, _: row["authorised"] is not None and bool(row["age"] > 1),
    ),
    row_defect(
        "outlasted",
        "a placement of seven days or less that has lasted for months",
        _CARE,
        {
            "placement_type": "zz) T4: Temporary placement - seven days or less",
            "placement_provider": "b) PR1: Own provision",
        },
        fits=lambda row: row["care_end"] is None,
        shown=("placement_start",),
    ),
    row_defect(
        "unaccompanied-with-parents",
        "an unaccompanied child placed with parents",
        _CARE,
        {
            "unaccompanied": _YES,
            "placement_type": "k) P1: Placed with parents",
            "placement_provider": "a) PR0: Parents/Parental responsibility",
            "legal_status": "C2: FCO",
        },
        fits=lambda row: row["care_end"] is None,
        shown=("placement_type",),
    ),
    row_defect(
        "adoption-doubted",
        "a return to family as the plan under a placement order",
        _CARE,
        {"legal_status": "E1: Placement order", "permanence_plan": "a) Return to family"},
        fits=lambda row: row["care_end"] is None,
        shown=("permanence_plan",),
    ),
    _defect(
        "adopted-by-carers",
        "an adopted child whose placement is still with foster carers",
        _CARE,
        {
            _CARE: {
                "placement_type": "f) U6: Foster placement - not FFA",
                "placement_provider": "b) PR1: Own provision",
                "care_end_reason": "a) E11: Adopted - application unopposed",
            }
        },
        (_CARE, "placement_type"),
        lists=(_NEED,),
        fits=lambda row, rows: row["care_end"] is not None and rows[_NEED]["cin_end"] is None,
    ),
    row_defect(
        "count-unlikely",
        "a number of earlier plans that is too high to be right",
        _PROTECTION,
        {"previous_plans": 25},
        shown=("previous_plans",),
    ),
    _defect(
        "conference-late",
        "a strategy discussion long before its conference",
        _ENQUIRIES,
        lambda row, *_: {_ENQUIRIES: {"strategy_discussion": row["conference_date"] - 40 * DAY}},
        (_ENQUIRIES, "conference_date"),
        fits=lambda row, _: row["conference_date"] is not None and bool(row["age"] > 1),
    ),
    _defect(
        "plan-against-conference",
        "a plan that began on the day of a conference that did not lead to one",
        _PROTECTION,
        {_ENQUIRIES: {"conference_led_to_plan": _NO}},
        (_PROTECTION, "plan_start"),
        lists=(_ENQUIRIES,),
        fits=lambda row, rows: row["plan_start"] == rows[_ENQUIRIES]["conference_date"],
    ),
    _defect(
        "conference-of-child-on-plan",
        "a conference deemed unnecessary for a child who already had a plan",
        _PROTECTION,
        lambda row, *_: {
            _ENQUIRIES: {
                "strategy_discussion": row["last_visit"],
                "conference_unnecessary": _YES,
                "conference_date": None,
                "conference_led_to_plan": None,
            }
        },
        (_ENQUIRIES, "conference_unnecessary"),
        (_PROTECTION, "plan_start"),
        lists=(_ENQUIRIES,),
        fits=lambda row, _: (
            row["plan_end"] is None and DAY <= row["last_visit"] - row["plan_start"] <= 100 * DAY
        ),
        rules=("conference-of-child-on-plan", "plan-without-conference"),
    ),
    row_defect(
        "conferences-without-enquiries",
        "two earlier conferences but no earlier enquiry",
        _ENQUIRIES,
        {"conferences_in_year": 2},
        fits=lambda row: row["conference_date"] is not None and row["enquiries_in_year"] == 0,
    ),
    row_defect(
        "conference-without-enquiry",
        "an earlier conference but no earlier enquiry",
        _ENQUIRIES,
        {"conferences_in_year": 1},
        fits=lambda row: row["conference_date"] is not None and row["enquiries_in_year"] == 0,
    ),
    Defect(
        name="assessments-overlap",
        summary="a child with two assessments in one period",
        rules=("assessments-overlap",),
        apply=_overlapping,
    ),
    Defect(
        name="several-open-assessments",
        summary="a child with two open assessments",
        rules=("several-open-assessments",),
        apply=_several_open,
    ),
)
"""The defects between columns and lists."""
