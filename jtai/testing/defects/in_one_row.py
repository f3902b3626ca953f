"""Defects in one row: its cells, and which of them a rule must report.

Invariant: a table; each defect is put in a row of another child.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Final

from jtai.core.answers import Answer
from jtai.guidance.definitions import DEEP_DIVE
from jtai.guidance.lists import FOLLOW_UP_FIELDS, GATE_FIELDS
from jtai.testing.defects.area import Area, Defect, Place, Row
from jtai.timetable.ages import lookback


def anyone(_: Row) -> bool:
    """Accept any row."""
    return True


def _born(row: Row) -> bool:
    return bool(row["age"] >= 1)


def asked(row: Row) -> bool:
    """Return whether the added fields are required for the child of a row."""
    return bool(DEEP_DIVE.youngest <= row["age"] <= DEEP_DIVE.oldest)


def _open(key: str) -> Callable[[Row], bool]:
    return lambda row: row[key] is None


def _filled(key: str) -> Callable[[Row], bool]:
    return lambda row: row[key] is not None


def _in_one_row(
    area: Area,
    *,
    number: int,
    change: Callable[[Row, Area], Row],
    fits: Callable[[Row], bool],
    alone: bool,
    shown: tuple[str, ...],
) -> list[Place]:
    """Change cells in one row; if `alone`, of a child who is on no other list of plans."""

    def fitting(row: Row) -> bool:
        return fits(row) and not (alone and {4, 7, 8}.intersection(area.lists_of(row["child_id"])))

    page = area.page(number)
    at = area.pick(number, fitting)
    cells = change(page.row(at), area)
    for key, fact in cells.items():
        page.put(at, key, fact)
    # Whichever child the row now belongs to, other defects stay away from it.
    area.with_defect.add(page.row(at)["child_id"])
    return [Place(number, at, key) for key in shown or cells]


def row_defect(
    name: str,
    summary: str,
    number: int,
    change: Callable[[Row, Area], Row] | Row,
    *,
    fits: Callable[[Row], bool] = anyone,
    alone: bool = False,
    shown: tuple[str, ...] = (),
    rules: tuple[str, ...] = (),
) -> Defect:
    """Return a defect in one row, which the rule of its name reports unless others are given."""
    return Defect(
        name=name,
        summary=summary,
        rules=rules or (name,),
        apply=partial(
            _in_one_row,
            number=number,
            change=change if callable(change) else lambda _, __: change,
            fits=fits,
            alone=alone,
            shown=shown,
        ),
    )


DAY: Final = dt.timedelta(days=1)
MONTHS: Final = 12
_YES, _NO, _UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN
NO_GATE: Final[Row] = {field.key: _NO for field in GATE_FIELDS} | {
    field.key: None for field in FOLLOW_UP_FIELDS
}
_ALL_NO: Final[Row] = {field.key: _NO for field in (*GATE_FIELDS, *FOLLOW_UP_FIELDS)}
RECEIVING: Final[Row] = {
    **_ALL_NO,
    "concern": _YES,
    "needs_support": _YES,
    "camhs_referred": _YES,
    "camhs_receiving": _YES,
    "support_recent": _YES,
    "multi_agency": _YES,
}


def _conference(unnecessary: object, held: bool, result: object) -> Callable[..., Row]:  # noqa: FBT001 - a row of the table below
    """Return the cells of list 5 about a conference."""
    return lambda row, _: {
        "conference_unnecessary": unnecessary,
        "conference_date": row["strategy_discussion"] if held else None,
        "conference_led_to_plan": result,
    }


def _single_enquiry(row: Row) -> bool:
    return bool(row["enquiries_in_year"] == 0)


def _interview(missing: int, offered: object, accepted: object) -> Row:
    return {
        "missing_episodes": missing,
        "return_interview_offered": offered,
        "return_interview_accepted": accepted,
    }


DEFECTS_IN_CELLS: Final = (
    row_defect(
        "hash-n-a", "a failed formula, #N/A", 1, {"contact_source": "#N/A"}, rules=("cell-error",)
    ),
    row_defect("child-id-blank", "a row without an identifier", 1, {"child_id": None}),
    row_defect(
        "total-row",
        "a totals row below the children",
        1,
        {"child_id": "Total"},
        rules=("not-a-child",),
    ),
    row_defect(
        "birth-date-blank",
        "a child with a known age but no date of birth",
        1,
        {"date_of_birth": None},
        fits=_born,
        shown=("date_of_birth",),
    ),
    row_defect(
        "id-with-fraction",
        "an identifier that became a number with a fraction",
        1,
        {"child_id": 12.5},
        rules=("not-a-text",),
    ),
    row_defect(
        "guarded-id",
        "an identifier with an apostrophe before it, as typed in a spreadsheet",
        1,
        lambda row, _: {"child_id": f"'{row['child_id']}"},
        rules=("identifier-spelling",),
    ),
    row_defect(
        "code-with-words",
        "a published code with a dash instead of its colon, and the area's own words",
        8,
        lambda row, _: {
            "placement_provider": f"{row['placement_provider']} (as agreed)".replace(":", " -")
        },
    ),
    row_defect(
        "date-at-23",
        "a date at 23:00 of the day before, as exports in UTC write it in summer",
        1,
        lambda row, _: {"contact_date": f"{row['contact_date']:%Y-%m-%d} 23:00:00"},
    ),
    row_defect(
        "month-first-date",
        "a date with the month first, 07/13/2019",
        1,
        lambda row, _: {"contact_date": f"{row['contact_date']:%m/%d/%Y}"},
        fits=lambda row: bool(row["contact_date"].day > MONTHS),
        shown=("contact_date", "contact_date"),  # by each of the two rules
        rules=("date-month-first", "not-a-date"),
    ),
    row_defect(
        "impossible-date",
        "a date that does not exist, 31/02/2019",
        1,
        {"contact_date": "31/02/2019"},
        rules=("not-a-date",),
    ),
    row_defect(
        "number-in-words",
        "a number in words",
        8,
        {"absent_episodes": "two"},
        rules=("not-a-number",),
    ),
    row_defect(
        "number-too-low",
        "no placement for a child in care",
        8,
        {"placements_in_year": 0},
    ),
    row_defect(
        "null",
        "NULL for no value, as databases write it",
        1,
        {"contact_source": "NULL"},
        rules=("blank-in-words",),
    ),
    row_defect(
        "unknown-code",
        "a system's own code that is not published",
        1,
        {"contact_source": "z) 99: Out of hours"},
    ),
    row_defect(
        "blank-cell",
        "a blank cell in a column that is always required",
        7,
        {"initial_category": None},
        rules=("blank",),
    ),
)

DEFECTS_IN_DATES: Final = (
    row_defect(
        "age-wrong",
        "an age that does not agree with the date of birth",
        1,
        lambda row, _: {"age": row["age"] + 1},
        fits=_born,
        rules=("age-differs",),
    ),
    row_defect(
        "unborn-age-0",
        "an unborn child with age 0 instead of -1",
        6,
        {"age": 0},
        fits=lambda row: bool(row["age"] < 0),
        rules=("age-differs",),
    ),
    row_defect(
        "outside-period",
        "a contact before the six months",
        1,
        lambda _, area: {"contact_date": lookback(area.as_of, months=6).start - DAY},
        fits=_born,
    ),
    row_defect(
        "date-in-future",
        "a contact in the future",
        1,
        lambda _, area: {"contact_date": area.as_of + DAY},
    ),
    row_defect(
        "end-before-start",
        "an episode that ends before it starts",
        6,
        lambda row, _: {"cin_start": row["cin_end"] + DAY, "last_seen": None},
        fits=_filled("cin_end"),
        shown=("cin_end",),
    ),
    row_defect(
        "care-before-birth",
        "a health assessment before birth",
        8,
        lambda row, _: {"last_health_assessment": row["date_of_birth"] - DAY},
    ),
    row_defect(
        "dates-out-of-order",
        "a review before the plan",
        7,
        lambda row, _: {"latest_review": row["plan_start"] - DAY},
    ),
    row_defect(
        "long-before-birth",
        "an episode of need that began long before birth",
        6,
        lambda row, _: {"cin_start": row["date_of_birth"] - 400 * DAY},
    ),
)

DEFECTS_IN_PAIRS: Final = (
    row_defect("age-missing", "a date of birth without an age", 1, {"age": None}),
    row_defect(
        "closure-without-reason",
        "a closure date without a reason",
        6,
        {"closure_reason": None},
        fits=_filled("cin_end"),
        rules=("end-and-reason",),
    ),
    row_defect(
        "closed-and-in-need",
        "a closed episode whose status is still child in need",
        6,
        {"case_status": "c) Child in need plan"},
        fits=_filled("cin_end"),
        rules=("status-and-closure",),
    ),
    row_defect(
        "outcome-too-early",
        "an outcome for an open assessment",
        4,
        {"needs_social_care": _YES},
        fits=_open("authorised"),
    ),
    row_defect(
        "outcome-missing",
        "an authorised assessment without an outcome",
        4,
        {"needs_social_care": None},
        fits=_filled("authorised"),
    ),
    row_defect(
        "ill-health-missing",
        "a completed assessment that does not say whether mental ill health was found",
        4,
        {"mental_ill_health_identified": None},
        fits=_filled("authorised"),
    ),
    row_defect(
        "ill-health-too-early",
        "mental ill health in an open assessment",
        4,
        {"mental_ill_health_identified": _YES},
        fits=_open("authorised"),
    ),
    row_defect(
        "conference-unnecessary",
        "a date and a result of a conference that was not necessary",
        5,
        _conference(_YES, held=True, result=_NO),
        fits=_single_enquiry,
        shown=("conference_date", "conference_led_to_plan"),
    ),
    row_defect(
        "conference-date-missing",
        "a conference with a result but no date",
        5,
        _conference(_NO, held=False, result=_NO),
        fits=lambda row: _single_enquiry(row) and row["conference_date"] is None,
        shown=("conference_date",),
    ),
    row_defect(
        "conference-result-missing",
        "a conference with a date but no result",
        5,
        _conference(_NO, held=True, result=None),
        fits=_single_enquiry,
        shown=("conference_led_to_plan",),
    ),
    row_defect(
        "conference-undecided",
        "a conference that took place without a decision that it was necessary",
        5,
        _conference(None, held=True, result=_NO),
        fits=_single_enquiry,
        shown=("conference_unnecessary",),
    ),
    row_defect(
        "blank-in-care",
        "a child in care whose placement location is not given",
        8,
        {"placement_location": None},
        fits=_open("care_end"),
    ),
    row_defect(
        "interview-not-offered",
        "a return interview accepted that was not offered",
        8,
        _interview(1, _NO, _YES),
        shown=("return_interview_accepted",),
    ),
    row_defect(
        "interview-answer-missing",
        "a return interview that was offered, but not whether it was accepted",
        8,
        _interview(1, _YES, None),
        shown=("return_interview_accepted",),
    ),
    row_defect(
        "interview-offer-missing",
        "a child who was missing, without an answer on whether a return interview was offered",
        8,
        _interview(1, None, None),
        shown=("return_interview_offered",),
    ),
    row_defect(
        "interview-never-missing",
        "a return interview for a child who was not missing",
        8,
        _interview(0, _YES, _NO),
        shown=("return_interview_offered",),
    ),
)

DEFECTS_IN_ANSWERS: Final = (
    row_defect(
        "missing-gate",
        "a gate field left blank for a child aged 10 to 15",
        6,
        {**NO_GATE, "concern": None},
        fits=asked,
        alone=True,
        shown=("concern",),
        rules=("gate-missing",),
    ),
    row_defect(
        "gate-outside-ages",
        "a gate field answered for a younger child",
        6,
        {"concern": _NO},
        fits=lambda row: bool(row["age"] < DEEP_DIVE.youngest),
        alone=True,
    ),
    row_defect(
        "follow-up-missing",
        "one of the eight fields left blank although a gate answer is yes",
        6,
        {**RECEIVING, "multi_agency": None},
        fits=asked,
        alone=True,
        shown=("multi_agency",),
    ),
    row_defect(
        "gate-contradicted",
        "support for mental health although both gate answers are no",
        6,
        {**NO_GATE, "support_recent": _YES},
        fits=asked,
        alone=True,
        shown=("support_recent",),
    ),
    row_defect(
        "support-without-need",
        "support for mental health although no need for it was identified",
        6,
        {**RECEIVING, "needs_support": _NO},
        fits=asked,
        alone=True,
        shown=("needs_support",),
    ),
    row_defect(
        "follow-up-unasked",
        "one of the eight fields answered although both gate answers are no",
        6,
        {**NO_GATE, "multi_agency": _NO},
        fits=asked,
        alone=True,
        shown=("multi_agency",),
    ),
    row_defect(
        "answer-unknown",
        "an answer of unknown where yes or no is required",
        6,
        {**RECEIVING, "known_to_yot": "c) Unknown"},
        fits=asked,
        alone=True,
        shown=("known_to_yot",),
    ),
    row_defect(
        "camhs-contradiction",
        "a child who was never referred, but whose referral was not accepted",
        6,
        {
            **RECEIVING,
            "camhs_referred": _NO,
            "camhs_receiving": _NO,
            "camhs_not_accepted": _YES,
        },
        fits=asked,
        alone=True,
        shown=("camhs_not_accepted",),
    ),
)
