from __future__ import annotations

import datetime as dt
import itertools
import random
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

import attrs
import pytest
from openpyxl.utils.cell import coordinate_to_tuple

from jtai.children.mental_health import CamhsStatus
from jtai.core.answers import Answer
from jtai.guidance.entries.list_entries import CellKind
from jtai.guidance.lists import NEED
from jtai.lists.problem import Problem
from jtai.lists.reading.folding import is_blank
from jtai.lists.reading.identifiers import SPELLING
from jtai.lists.reading.rows import ListRow
from jtai.lists.reading.sheets import MERGED, NOT_CALCULATED, RawSheet
from jtai.lists.reading.table import ListTable
from jtai.lists.report import Report
from jtai.lists.rules.answers import RULES_OF_ANSWERS
from jtai.lists.rules.catalogue import LIST_RULES
from jtai.lists.rules.rule import Rule, Severity, Span
from jtai.lists.submission import Submission
from jtai.testing.areas import synthetic_rows
from jtai.timetable.ages import LeapBirthday, completed_years
from tests.lists.areas import AS_OF, LAYOUTS, START, Changes, area, day, submission

RULES = {rule.id: rule for rule in LIST_RULES}
DAY = dt.timedelta(days=1)
SHOWING_NEED = ("camhs_referred", "camhs_receiving", "support_recent")
NO_GATE = {"concern": "N", "needs_support": "N"}
NO_ANSWERS = dict.fromkeys(
    (
        "camhs_referred",
        "camhs_receiving",
        "camhs_waiting",
        "camhs_not_accepted",
        "support_recent",
        "multi_agency",
        "known_to_yot",
        "police_or_criminal",
    )
)
UNASKED = {"concern": None, "needs_support": None, **NO_ANSWERS}
CLOSED = {"cin_end": AS_OF, "closure_reason": "RC1", "case_status": "e) Closed episode"}
LEFT = {
    (8, 0, "care_end"): START,
    (8, 0, "care_end_reason"): "E3",
    (6, 2, "case_status"): "c) Child in need plan",
}
CARE_OVER = {"care_end": AS_OF - DAY, "care_end_reason": "E3"}
TO_ADULT_CARE = CLOSED | {"closure_reason": "RC6"}
ADULT_ON_6 = {(6, 2, "date_of_birth"): day("1999-05-01"), (6, 2, "age"): 20}


def born(text: str, age: int) -> dict[str, object]:
    """Return a date of birth, and the age on the day of the check."""
    return {"date_of_birth": day(text), "age": age}


SEEN_LONG_AGO: Changes = {"last_visit": day("2019-06-07")}
SHORT_BREAKS = {"legal_status": "V3", "placement_type": "K2", "last_health_assessment": None}


def assessed(start: str, end: str) -> dict[str, object]:
    """Return the dates of an assessment."""
    return {"assessment_start": day(start), "authorised": day(end)}


UNBORN: Changes = {"date_of_birth": None, "age": -1}
NO_AGE: Changes = {"date_of_birth": None, "age": "?"}
NOT_SAID: Changes = {"child_seen": None}
FOUND_ADULT: Changes = {**CARE_OVER, "care_end_reason": "E15"}
ASSESSING: Changes = {"case_status": "d) Open assessment"}
STILL_ASSESSED: Changes = {**CLOSED, (4, 0, "authorised"): None}
NO_SUPPORT: Changes = {(4, 0, "needs_social_care"): "b) No"}
BIRTH, BORN = "date_of_birth", day("2007-05-02")
ANOTHER = {BIRTH: BORN, (6, 2, BIRTH): BORN, (8, 0, BIRTH): BORN}
LED = {"conference_led_to_plan": "a) Yes"}
NOTHING_DONE = {"no_further_action": "a) Yes"}
ORDER = {"child_id": "B2", "legal_status": "L2"}


def ended(need: str, care: str) -> dict[object, object]:
    """Return changes that end the third child's episode and care on the same day."""
    return {
        (6, 2, "cin_end"): AS_OF - DAY,
        (6, 2, "closure_reason"): need,
        (6, 2, "case_status"): "e) Closed episode",
        (8, 0, "care_end"): AS_OF - DAY,
        (8, 0, "care_end_reason"): care,
    }


EARLY = ("05/05/2019", "05/04/2019", "06/05/2019", "07/06/2019")
LATE = ("13/05/2019", "23/05/2019", "31/03/2019", "30/04/2019")


def referrals(*cells: object) -> dict[object, object]:
    """Return changes that add referrals on these days, below those on 5 and 6 June."""
    return {(3, at, "+"): {"referral_date": cell} for at, cell in enumerate(cells)}


# For each rule: the list, the changes that break it, the cells it reports (by key in the first
# row of the list, or by list, row and key), and changes that only just comply with it.
TABLE: Mapping[str, tuple[tuple[int, Changes, tuple[object, ...], tuple[Changes, ...]], ...]] = {
    "cell-error": (
        (6, {"allocated_team": "#N/A"}, ("allocated_team",), ({"allocated_team": "N/A"},)),
        (1, {"date_of_birth": "#VALUE!"}, ("date_of_birth",), ({"date_of_birth": None},)),
        (8, {"placement_authority": "#REF!"}, ("placement_authority",), ()),
    ),
    "child-id-blank": (
        (1, {"child_id": " "}, ("child_id",), ({"child_id": "0"},)),
        (8, {"child_id": None}, ("child_id",), ()),
    ),
    "identifier-spelling": (
        (
            1,
            {"child_id": "'A1", (1, 1, "child_id"): '="B2"'},
            ("child_id",),
            ({"child_id": " A1 "}, {"child_id": 1001.0}, {"child_id": dt.time(9)}),
        ),
        (6, {"child_id": "A\u200b1"}, ("child_id",), ()),
    ),
    "code-with-words": (
        (
            8,
            {"placement_provider": "b) PR1 - Own provision (in house)"},
            ("placement_provider",),
            ({"placement_provider": "PR1"}, {"placement_provider": None}),
        ),
        (
            6,
            {"ethnicity": "WBRI - White, English", (6, 1, "ethnicity"): "WBRI: as recorded"},
            ("ethnicity",),
            ({"ethnicity": "WBRI - Pakistani"},),
        ),
    ),
    "date-at-23": (
        (
            6,
            {
                "date_of_birth": "30/04/2007 23:00",
                (6, 1, "date_of_birth"): "2007-04-30 23:00:00",
            },
            ("date_of_birth",),
            (
                {"date_of_birth": "2007-04-30T23:00:00Z"},
                {"date_of_birth": dt.datetime(2007, 4, 30, 22)},  # noqa: DTZ001 - likewise
                {"date_of_birth": "2007-04-30 23:00:01"},
                {"date_of_birth": "soon 23:00"},
            ),
        ),
        # How a cell in the format General has it.
        (
            6,
            {"date_of_birth": 39202.9583333, (6, 1, "last_seen"): Decimal("43709.958333")},
            ("date_of_birth", (6, 1, "last_seen")),
            ({"date_of_birth": 39202.9583217}, {"date_of_birth": 39203}),
        ),
    ),
    "date-month-first": (
        (
            1,
            {"contact_date": "08/13/2019"},
            ("contact_date", "date_of_birth"),
            ({"contact_date": "13/08/2019"}, {"contact_date": "08/32/2019"}),
        ),
        (
            6,
            {(6, 1, "last_seen"): "08-13-2019 12:00:00 AM", (6, 2, "cin_start"): "13/08/2019"},
            ((6, 1, "last_seen"), "date_of_birth"),
            (),
        ),
    ),
    "date-day-and-month-swapped": (
        (
            3,
            referrals(day("2019-05-04"), day("2019-07-08"), *LATE),
            ("referral_date", "date_of_birth"),
            (
                referrals(day("2019-05-04"), *LATE),
                referrals(day("2019-05-04"), day("2019-07-13"), *LATE),
            ),
        ),
    ),
    "blank-in-words": (
        (6, {"cin_end": "NULL"}, ("cin_end",), ({"allocated_team": "NULL"}, {"age": "#N/A"})),
        (1, {"contact_source": "N/A"}, ("contact_source",), ({"child_id": "N/A"},)),
        (7, {"previous_plans": "None"}, ("previous_plans",), ({"previous_plans": "no"},)),
        (8, {(8, 0, "unaccompanied"): "<NA>"}, ("unaccompanied",), ()),
    ),
    "not-a-child": (
        (1, {"child_id": "Grand Total"}, ("child_id",), ({"child_id": "Total1"},)),
        (6, {"child_id": "child unique  ID"}, ("child_id",), ({"child_id": "Notebook 1"},)),
        (8, {"child_id": "Note: made up"}, ("child_id",), ()),
    ),
    "birth-date-blank": (
        (
            6,
            {"date_of_birth": None},
            ("date_of_birth",),
            ({"date_of_birth": None, "age": -1}, {"date_of_birth": None, "age": None}),
        ),
        (1, {"date_of_birth": None, "age": 0}, ("date_of_birth",), ()),
    ),
    "birth-impossible": (
        (
            6,
            {"date_of_birth": AS_OF + 302 * DAY, "age": -1},
            ("date_of_birth",),
            ({"date_of_birth": AS_OF + 301 * DAY, "age": -1}, {"date_of_birth": None}),
        ),
        (
            1,
            born("1993-09-09", 26),
            ("date_of_birth",),
            (born("1993-09-10", 25),),
        ),
        *(
            (
                number,
                {"date_of_birth": AS_OF + 302 * DAY, "age": -1},
                ("date_of_birth",),
                ({"date_of_birth": AS_OF + 301 * DAY, "age": -1},),
            )
            for number in (3, 4, 5, 7, 8)
        ),
    ),
    "identifier-alike": (
        (
            1,
            {"child_id": "a1"},
            ("child_id", *((number, 0, "child_id") for number in (3, 4, 5, 6))),
            ({"child_id": "A01"},),
        ),
        (8, {"child_id": "0C3"}, ("child_id", (6, 2, "child_id")), ({"child_id": "C30"},)),
        *(
            (8, {"child_id": spelt}, ("child_id", (6, 2, "child_id")), ({"child_id": "C3-1"},))
            for spelt in ("C 3", "C-3", "C / 3", "c_3", "{C3}", '"C3"')
        ),
    ),
    "not-a-text": (
        (1, {"child_id": 12.5}, ("child_id",), ({"child_id": 12.0}, {"child_id": " "})),
        (1, {"child_id": "NULL"}, ("child_id",), ({"child_id": "NULL1"}, {"child_id": "#N/A"})),
        (3, {"allocated_team": dt.time(9)}, ("allocated_team",), ({"allocated_team": 9},)),
        (8, {"placement_authority": dt.time(9)}, ("placement_authority",), ()),
    ),
    "not-a-date": (
        (1, {"contact_date": "31/06/2019"}, ("contact_date",), ({"contact_date": "30/06/2019"},)),
        (6, {"last_seen": "1/9/19"}, ("last_seen",), ({"last_seen": "1/9/2019"},)),
        (6, {"last_seen": 60}, ("last_seen",), ({"last_seen": 43700},)),
    ),
    "not-a-number": (
        (7, {"previous_plans": "two"}, ("previous_plans",), ({"previous_plans": "none"},)),
        (6, {"age": 12.5}, ("age",), ({"age": 12.0}, {"age": "#N/A"})),
    ),
    "number-too-low": (
        (7, {"previous_plans": -1}, ("previous_plans",), ({"previous_plans": 0},)),
        (6, {"age": -2}, ("age",), ({"age": -1},)),
        (8, {"placements_in_year": 0}, ("placements_in_year",), ({"placements_in_year": 1},)),
    ),
    "unknown-code": (
        (1, {"contact_source": "Individual"}, ("contact_source",), ({"contact_source": "1A"},)),
        (6, {"concern": "maybe"}, ("concern",), ({"concern": "a) Yes"},)),
        (6, {"gender": "X"}, ("gender",), ({"gender": "d) Neither"}, {"gender": "#N/A"})),
    ),
    "blank": (
        (6, {"primary_need": None}, ("primary_need",), ({"primary_need": "N0"},)),
        (7, {"previous_plans": ""}, ("previous_plans",), ({"previous_plans": 0},)),
        (8, {"date_of_birth": None}, ("date_of_birth",), ()),
        (8, {"date_of_birth": None, "age": None}, ("date_of_birth", "age"), ()),
        (7, {"disability": None}, ("disability",), ({"disability": "c) Unknown"},)),
        (6, {"gender": None}, ("gender",), ({"last_seen": None}, {"gender": "?!"})),
    ),
    "age-differs": (
        (6, {"age": 11}, ("age",), ({"age": "12"}, {"age": None})),
        (1, born("2009-09-09", 9), ("age",), (born("2009-09-09", 10),)),
        (1, born("2009-09-10", 10), ("age",), (born("2009-09-10", 9),)),
        (6, born("2019-09-10", 0), ("age",), (born("2019-09-10", -1),)),
        (6, born("2019-09-09", -1), ("age",), (born("2019-09-09", 0),)),
        (6, born("2008-02-29", 10), ("age",), (born("2008-02-29", 11),)),
        (6, born("2019-09-10", 12), ("age",), ({"date_of_birth": None, "age": -1},)),
    ),
    "adult": (
        (6, born("2001-09-09", 18), ("age",), (born("2001-09-10", 17),)),
        (6, {"date_of_birth": None, "age": 18}, ("age",), ({"date_of_birth": None, "age": 17},)),
        (
            8,
            {**born("2001-07-01", 18), "care_end": day("2019-07-02")},
            ("age",),
            ({**born("2001-07-01", 18), "care_end": day("2019-07-01")},),
        ),
        (
            1,
            {"date_of_birth": None, "age": 19, "contact_date": START},
            ("age",),
            ({"date_of_birth": None, "age": 18, "contact_date": START},),
        ),
        (
            1,
            {"date_of_birth": None, "age": 20, "contact_date": START - DAY},
            ("age",),
            ({"date_of_birth": None, "age": 19, "contact_date": START - DAY},),
        ),
        (1, {**born("2001-01-01", 18), "contact_date": AS_OF}, ("age",), ()),
        # Plans and care end on the 18th birthday itself, but no other event of a child is then.
        (
            1,
            {**born("2001-07-02", 18), "contact_date": day("2019-07-02")},
            ("age",),
            ({**born("2001-07-02", 18), "contact_date": day("2019-07-01")},),
        ),
        # That may be the day on which the lists are drawn.
        (
            8,
            {**born("2001-09-08", 18), **CARE_OVER, "care_end": AS_OF},
            ("age",),
            (
                {**born("2001-09-09", 18), **CARE_OVER, "care_end": AS_OF},
                {**CARE_OVER, "care_end": AS_OF, "date_of_birth": None, "age": 18},
            ),
        ),
        (
            7,
            {"plan_end": AS_OF, "date_of_birth": None, "age": 19},
            ("age",),
            ({"plan_end": AS_OF, **born("2001-09-09", 18)},),
        ),
        # Services for a disabled child go on until adult services take over, for a year at most.
        (
            6,
            {**born("2001-07-01", 18), **CLOSED, "cin_end": day("2019-07-10")},
            ("age",),
            ({**born("2001-07-01", 18), **TO_ADULT_CARE, "cin_end": day("2019-07-10")},),
        ),
        (
            6,
            {**born("2000-07-01", 19), **TO_ADULT_CARE, "cin_end": day("2019-07-02")},
            ("age",),
            ({**born("2000-07-01", 19), **TO_ADULT_CARE, "cin_end": day("2019-07-01")},),
        ),
        # Without a date of birth, the age at the event was perhaps a year lower than it is now.
        (
            6,
            {**TO_ADULT_CARE, "cin_end": day("2019-07-10"), "date_of_birth": None, "age": 20},
            ("age",),
            ({**TO_ADULT_CARE, "cin_end": day("2019-07-10"), "date_of_birth": None, "age": 19},),
        ),
        (
            1,
            {"date_of_birth": None, "age": 22, "contact_date": day("2016-06-03")},
            ("age",),
            ({"date_of_birth": None, "age": 21, "contact_date": day("2016-06-03")},),
        ),
        # A person found to be an adult by an age assessment has an adult's date of birth.
        (
            8,
            {**born("1999-05-01", 20), **CARE_OVER},
            ("age",),
            ({**born("1999-05-01", 20), **CARE_OVER, "care_end_reason": "E15"},),
        ),
        (
            6,
            {**ADULT_ON_6, (8, 0, "care_end_reason"): "E3"},
            ((6, 2, "age"),),
            ({**ADULT_ON_6, (8, 0, "care_end_reason"): "E15"},),
        ),
    ),
    "outside-period": (
        (1, {"contact_date": START - DAY}, ("contact_date",), ({"contact_date": START},)),
        (3, {"referral_date": START - DAY}, ("referral_date",), ({"referral_date": None},)),
        (
            4,
            {"authorised": START - DAY},
            ("authorised",),
            ({"authorised": START}, {"assessment_start": START - DAY, "authorised": None}),
        ),
        (
            5,
            {
                "strategy_discussion": START - 29 * DAY,
                "conference_unnecessary": "a) Yes",
                "conference_date": None,
            },
            ("strategy_discussion",),
            (
                {"strategy_discussion": START},
                # The list does not say when the decision was made.
                {
                    "strategy_discussion": START - 28 * DAY,
                    "conference_unnecessary": "a) Yes",
                    "conference_date": None,
                },
                {"strategy_discussion": START - DAY, "conference_date": START},
                {
                    "strategy_discussion": START - DAY,
                    "conference_unnecessary": None,
                    "conference_date": None,
                },
            ),
        ),
        (
            5,
            {"strategy_discussion": START - 2 * DAY, "conference_date": START - DAY},
            ("strategy_discussion",),
            (),
        ),
        (6, {"cin_end": START - DAY}, ("cin_end",), ({"cin_end": START}, {"cin_end": None})),
        (7, {"plan_end": START - DAY}, ("plan_end",), ({"plan_end": START},)),
        (8, {"care_end": START - DAY}, ("care_end",), ({"care_end": START},)),
    ),
    "end-before-start": (
        (
            4,
            {"authorised": day("2019-06-09")},
            ("authorised",),
            ({"authorised": day("2019-06-10")},),
        ),
        (6, {"cin_end": day("2019-01-06")}, ("cin_end",), ({"cin_end": day("2019-01-07")},)),
        (7, {"plan_end": day("2019-06-19")}, ("plan_end",), ({"plan_end": day("2019-06-20")},)),
        (8, {"care_end": day("2018-01-31")}, ("care_end",), ({"care_end": day("2018-02-01")},)),
    ),
    "care-before-birth": (
        (
            8,
            {"date_of_birth": day("2018-02-02")},
            ("care_start", "placement_start"),
            ({"date_of_birth": day("2018-02-01")},),
        ),
    ),
    "dates-out-of-order": (
        (
            5,
            {"conference_date": day("2019-06-11")},
            ("conference_date",),
            ({"conference_date": day("2019-06-12")},),
        ),
        (7, {"latest_review": day("2019-06-19")}, ("latest_review",), ({"latest_review": None},)),
        (8, {"placement_start": day("2018-01-31")}, ("placement_start",), ()),
        (8, {"legal_status_start": day("2018-01-31")}, ("legal_status_start",), ()),
        (
            8,
            {"care_end": day("2018-02-28")},
            ("care_end",),
            ({"care_end": day("2018-03-01")},),
        ),
    ),
    "date-in-future": (
        (1, {"contact_date": AS_OF + DAY}, ("contact_date",), ({"contact_date": AS_OF},)),
        (8, {"last_dental_check": AS_OF + DAY}, ("last_dental_check",), ()),
        (6, {"cin_end": AS_OF + DAY}, ("cin_end",), ({"date_of_birth": AS_OF + DAY},)),
    ),
    "long-before-birth": (
        (
            1,
            {"date_of_birth": day("2020-04-01"), "contact_date": day("2019-06-04")},
            ("contact_date",),
            ({"date_of_birth": day("2020-04-01"), "contact_date": day("2019-06-05")},),
        ),
        # Nobody who was known before 1992 is younger than 26 in September 2019.
        (
            6,
            {"date_of_birth": None, "age": None, "cin_start": day("1900-01-01")},
            ("cin_start",),
            ({"date_of_birth": None, "age": None, "cin_start": day("1993-12-01")},),
        ),
    ),
    "end-and-reason": (
        (6, {"cin_end": AS_OF}, ("closure_reason",), (CLOSED,)),
        (6, {"closure_reason": "RC1"}, ("cin_end",), ({"closure_reason": None},)),
        (8, {"care_end": AS_OF}, ("care_end_reason",), (CARE_OVER,)),
        (8, {"care_end_reason": "E2"}, ("care_end",), ()),
    ),
    "status-and-closure": (
        (
            6,
            {"cin_end": AS_OF},
            ("case_status",),
            (CLOSED, {"cin_end": AS_OF, "case_status": None}),
        ),
        (6, {"case_status": "Closed"}, ("case_status",), ({"case_status": "d) Open assessment"},)),
    ),
    "age-missing": (
        *(
            (number, {"age": None}, ("age",), ({"age": None, "date_of_birth": None},))
            for number in (1, 3, 4, 5, 6, 7)
        ),
        # An unborn child with an expected date of birth is "-1".
        (6, {**born("2019-09-10", -1), "age": ""}, ("age",), (born("2019-09-10", -1),)),
        (6, {"date_of_birth": "1/5/07", "age": None}, ("age",), ()),
    ),
    "outcome-too-early": (
        (4, {"authorised": None}, ("needs_social_care",), ({"authorised": AS_OF},)),
    ),
    "outcome-missing": (
        (
            4,
            {"needs_social_care": None},
            ("needs_social_care",),
            ({"needs_social_care": None, "authorised": None},),
        ),
    ),
    "ill-health-missing": (
        (
            4,
            {"mental_ill_health_identified": None},
            ("mental_ill_health_identified",),
            ({"mental_ill_health_identified": None, "authorised": None},),
        ),
    ),
    "ill-health-too-early": (
        (
            4,
            {"authorised": None},
            ("mental_ill_health_identified",),
            ({"mental_ill_health_identified": None, "authorised": None},),
        ),
    ),
    "conference-unnecessary": (
        (
            5,
            {"conference_unnecessary": "a) Yes"},
            ("conference_date", "conference_led_to_plan"),
            (
                {"conference_unnecessary": "b) No"},
                {
                    "conference_unnecessary": "a) Yes",
                    "conference_date": None,
                    "conference_led_to_plan": None,
                },
            ),
        ),
    ),
    "conference-date-missing": (
        (
            5,
            {"conference_date": None},
            ("conference_date",),
            (
                {"conference_date": None, "conference_led_to_plan": None},
                {"conference_date": None, "conference_unnecessary": "a) Yes"},
            ),
        ),
    ),
    "conference-result-missing": (
        (
            5,
            {"conference_led_to_plan": None},
            ("conference_led_to_plan",),
            (
                {"conference_date": None, "conference_led_to_plan": None},
                {"conference_led_to_plan": None, "conference_unnecessary": "a) Yes"},
            ),
        ),
    ),
    "conference-undecided": (
        (
            5,
            {"conference_unnecessary": None},
            ("conference_unnecessary",),
            ({"conference_unnecessary": None, "conference_date": None},),
        ),
    ),
    "conferences-without-enquiries": (
        (
            5,
            {"conferences_in_year": 3},
            ("conferences_in_year",),
            (
                {"conferences_in_year": 2},
                {"conferences_in_year": 3, "enquiries_in_year": None},
                {"conferences_in_year": None, "enquiries_in_year": 0},
            ),
        ),
    ),
    "conference-without-enquiry": (
        (
            5,
            {"conferences_in_year": 2},
            ("conferences_in_year",),
            ({"conferences_in_year": 1}, {"conferences_in_year": 3}),
        ),
    ),
    "interview-not-offered": (
        (
            8,
            {"return_interview_offered": "b) No", "return_interview_accepted": "b) No"},
            ("return_interview_accepted",),
            (
                {"return_interview_offered": "b) No"},
                {"return_interview_offered": "a) Yes", "return_interview_accepted": "b) No"},
                {"return_interview_offered": "c) Unknown", "return_interview_accepted": "U"},
            ),
        ),
        (8, {"return_interview_accepted": "U"}, ("return_interview_accepted",), ()),
        (
            8,
            {"return_interview_offered": "U", "return_interview_accepted": "Y"},
            ("return_interview_accepted",),
            (),
        ),
    ),
    "interview-answer-missing": (
        (
            8,
            {"return_interview_offered": "a) Yes"},
            ("return_interview_accepted",),
            ({"return_interview_offered": "c) Unknown"}, {"return_interview_offered": "b) No"}),
        ),
    ),
    "interview-offer-missing": (
        (
            8,
            {"missing_episodes": 1},
            ("return_interview_offered",),
            (
                {"missing_episodes": 0},
                {"missing_episodes": None},
                {"missing_episodes": 1, "return_interview_offered": "b) No"},
            ),
        ),
    ),
    "interview-never-missing": (
        (
            8,
            {"return_interview_offered": "a) Yes"},
            ("return_interview_offered",),
            (
                {"return_interview_offered": "b) No"},
                {"return_interview_offered": "a) Yes", "missing_episodes": 1},
            ),
        ),
    ),
    "blank-in-care": (
        (8, {"legal_status": None}, ("legal_status",), ({**CARE_OVER, "legal_status": None},)),
        (
            8,
            {"legal_status_start": None, "category_of_need": " "},
            ("legal_status_start", "category_of_need"),
            (),
        ),
        (
            8,
            {"placement_location": None, "placement_authority": None},
            ("placement_location", "placement_authority"),
            ({"care_end": AS_OF, "placement_location": None, "placement_authority": None},),
        ),
    ),
    "gate-missing": (
        (6, {"concern": None}, ("concern",), ({"concern": "U"}, {"concern": "N"})),
        (
            6,
            {**born("2009-09-09", 10), **UNASKED},
            ("concern", "needs_support"),
            ({**born("2009-09-10", 9), **UNASKED},),
        ),
        (
            6,
            {**born("2003-09-10", 15), **UNASKED},
            ("concern", "needs_support"),
            ({**born("2003-09-09", 16), **UNASKED},),
        ),
        (
            7,
            {"date_of_birth": None, "age": 10, "concern": None},
            ("concern",),
            (
                {"date_of_birth": None, "age": 9, "concern": None},
                {"date_of_birth": day("2019-12-01"), "age": -1, "concern": None},
                {"date_of_birth": None, "age": -1, "concern": None},
            ),
        ),
    ),
    "gate-outside-ages": (
        (6, born("2009-09-10", 9), ("concern", "needs_support"), (born("2009-09-09", 10),)),
        (6, born("2003-09-09", 16), ("concern", "needs_support"), (born("2003-09-10", 15),)),
        (6, born("2019-09-10", -1), ("concern", "needs_support"), ()),
    ),
    "follow-up-missing": (
        (
            6,
            {"multi_agency": None},
            ("multi_agency",),
            (
                {**NO_GATE, "multi_agency": None},
                {**born("2009-09-10", 9), "multi_agency": None},
                {"concern": None, "needs_support": "N", "multi_agency": None},
            ),
        ),
        (
            8,
            {**NO_ANSWERS, "concern": "N", "needs_support": "Y"},
            tuple(NO_ANSWERS),
            ({**NO_ANSWERS, **NO_GATE},),
        ),
        (7, {"concern": "U", "needs_support": "Y", "known_to_yot": None}, ("known_to_yot",), ()),
    ),
    "follow-up-unasked": (
        (
            6,
            NO_GATE,
            # A yes that shows a need contradicts the gate, which another rule reports. The other
            # answers of a row are one note.
            ("camhs_waiting",),
            ({**NO_GATE, **NO_ANSWERS}, {"concern": "U"}),
        ),
        (6, born("2009-09-10", 9), ("camhs_referred",), ()),
    ),
    "support-without-need": (
        (
            6,
            {"needs_support": "N", "support_recent": "Y"},
            ("needs_support",),
            (
                {"needs_support": "N", "support_recent": "N"},
                {"needs_support": "U", "support_recent": "Y"},
                {"concern": "N", "needs_support": "N", "support_recent": "Y"},
            ),
        ),
        (8, {"concern": None, "needs_support": "N", "support_recent": "Y"}, ("needs_support",), ()),
    ),
    "answer-unknown": (
        (6, {"concern": "Unknown"}, ("concern",), ({"concern": "N"},)),
        (4, {"mental_ill_health_identified": "U"}, ("mental_ill_health_identified",), ()),
        (7, {"emergency_protection": "c) Unknown"}, ("emergency_protection",), ()),
        (3, {"no_further_action": "U"}, ("no_further_action",), ()),
        (8, {"second_period": "U"}, ("second_period",), ({"disability": "c) Unknown"},)),
    ),
    "gate-contradicted": (
        (
            6,
            NO_GATE,
            ("support_recent",),
            (
                {**NO_GATE, "support_recent": "N"},
                {**NO_GATE, **NO_ANSWERS, "multi_agency": "Y", "camhs_waiting": "N"},
                {**NO_GATE, "concern": "U"},
                {**NO_GATE, **born("2009-09-10", 9)},
            ),
        ),
        (
            7,
            {
                **NO_GATE,
                "date_of_birth": None,
                "age": None,
                "camhs_referred": "N",
                "camhs_receiving": "N",
                "camhs_waiting": "Y",
            },
            ("support_recent",),
            (),
        ),
    ),
    "camhs-contradiction": (
        (
            6,
            {"camhs_referred": "N", "camhs_not_accepted": "Y"},
            ("camhs_not_accepted",),
            (
                {"camhs_referred": "U", "camhs_not_accepted": "Y"},
                {"camhs_referred": "N"},
                {"camhs_waiting": "Y", "camhs_not_accepted": "Y"},
                {"camhs_receiving": "N"},
            ),
        ),
    ),
    "child-repeated": (
        (
            6,
            {(6, 0, "+"): {"cin_start": day("2019-02-01")}},
            ("child_id", (6, 3, "child_id")),
            ({(6, 0, "+"): {"child_id": "a1"}},),
        ),
    ),
    "contact-repeated": (
        (
            1,
            {(1, 0, "+"): {}},
            ("child_id", (1, 2, "child_id")),
            (
                {(1, 0, "+"): {"contact_source": "6"}},
                {(1, 0, "+"): {}, (1, 1, "+"): {}},
            ),
        ),
    ),
    "row-repeated": (
        (
            1,
            {(1, 0, "+"): {}, (1, 1, "+"): {}},
            ("child_id", (1, 2, "child_id"), (1, 3, "child_id")),
            (
                {(1, 0, "+"): {"contact_source": "6"}},
                {(1, 0, "+"): {"child_id": None}},
                {(1, 0, "+"): {"contact_date": None}, "contact_date": None},
            ),
        ),
        (
            5,
            {(5, 0, "+"): {"conference_date": None}},
            ("child_id", (5, 2, "child_id")),
            ({(5, 0, "+"): {"strategy_discussion": day("2019-06-13")}},),
        ),
    ),
    "counts-differ": (
        (
            3,
            {(3, 0, "+"): {"referrals_in_year": 2, "referral_date": day("2019-06-04")}},
            ("referrals_in_year", (3, 2, "referrals_in_year")),
            (
                {(3, 0, "+"): {"referrals_in_year": 1}},
                {(3, 0, "+"): {"referrals_in_year": None}},
                {"referrals_in_year": 5},
            ),
        ),
        (
            5,
            {(5, 0, "+"): {"conferences_in_year": 1}},
            ("conferences_in_year", (5, 2, "conferences_in_year")),
            (),
        ),
    ),
    "count-too-low": (
        (
            3,
            {
                (3, 0, "+"): {"referral_date": day("2019-06-04"), "referrals_in_year": 0},
                "referrals_in_year": 0,
            },
            ("referrals_in_year", (3, 2, "referrals_in_year")),
            (
                {(3, 0, "+"): {"referral_date": day("2019-06-04")}},
                {(3, 0, "+"): {}, "referrals_in_year": 0},
                {
                    (3, 0, "+"): {"referral_date": day("2018-06-04"), "referrals_in_year": 0},
                    "referrals_in_year": 0,
                },
                {(3, 0, "+"): {"referral_date": None}, "referral_date": None},
            ),
        ),
        (
            3,
            {
                (3, 0, "+"): {"referral_date": day("2018-06-05"), "referrals_in_year": None},
                "referrals_in_year": 0,
            },
            ("referrals_in_year",),
            (),
        ),
    ),
    "not-on-list-6": (
        (
            7,
            {(6, 1, "child_id"): "Z9"},
            ("child_id",),
            ({"plan_end": START - DAY, (6, 1, "child_id"): "Z9"},),
        ),
        (7, {"plan_end": START, (6, 1, "child_id"): "Z9"}, ("child_id",), ()),
        (
            8,
            {(6, 2, "child_id"): "Z9"},
            ("child_id",),
            ({**CARE_OVER, "care_end": START - DAY, (6, 2, "child_id"): "Z9"},),
        ),
        (8, {**CARE_OVER, (6, 2, "child_id"): "Z9"}, ("child_id",), ()),
        (8, {(6, 2, "child_id"): "Z9", "care_end": AS_OF}, ("child_id",), ()),
        (
            8,
            {"child_id": "1123", (6, 2, "child_id"): 123},
            ("child_id",),
            (
                {"child_id": "00123", (6, 2, "child_id"): 123},
                {"child_id": 123.0, (6, 2, "child_id"): "123"},
                {"child_id": "123", (6, 2, "child_id"): 123.0},
                {"child_id": None, (6, 2, "child_id"): "Z9"},
            ),
        ),
    ),
    "gate-doubted": (
        (
            6,
            {**NO_GATE, "support_recent": "N"},
            ("camhs_referred",),
            (
                {**NO_GATE, **NO_ANSWERS},
                {**NO_GATE, **born("2009-09-10", 9)},
                {"concern": "U", "needs_support": "N"},
            ),
        ),
        (
            7,
            {**NO_GATE, **NO_ANSWERS, "date_of_birth": None, "age": None, "camhs_waiting": "Y"},
            ("camhs_waiting",),
            (),
        ),
    ),
    "camhs-without-referral": (
        (
            6,
            {"camhs_referred": "N"},
            ("camhs_referred",),
            ({"camhs_referred": "N", "camhs_receiving": "N"}, {"camhs_referred": "U"}),
        ),
    ),
    "service-without-support": (
        (
            6,
            {"support_recent": "N"},
            ("support_recent",),
            ({"support_recent": "U"}, {"support_recent": "N", "camhs_receiving": "N"}),
        ),
    ),
    "multi-agency-denied": (
        (
            6,
            {"multi_agency": "N"},
            ("multi_agency",),
            ({"multi_agency": "N", "camhs_receiving": "N"}, {"multi_agency": "U"}),
        ),
    ),
    "multi-agency-with-plan": (
        (
            7,
            {"multi_agency": "N", "plan_end": AS_OF},
            ("multi_agency",),
            ({"multi_agency": "N", "plan_end": AS_OF - DAY},),
        ),
    ),
    "justice-denied": (
        (
            8,
            {"legal_status": "J1"},
            ("known_to_yot", "police_or_criminal"),
            ({"legal_status": "J1", "known_to_yot": "Y", "police_or_criminal": "U"},),
        ),
        (8, {"legal_status": "J3"}, ("known_to_yot",), ({"legal_status": None},)),
    ),
    "visit-before-start": (
        (
            6,
            {"last_seen": day("2019-01-06")},
            ("last_seen",),
            ({"last_seen": day("2019-01-07")}, {"last_seen": None}),
        ),
        (7, {"last_visit": day("2019-06-19")}, ("last_visit",), ()),
        (8, {"last_visit": day("2018-01-31")}, ("last_visit",), ()),
    ),
    "visit-after-end": (
        (
            6,
            {**CLOSED, "cin_end": day("2019-09-01")},
            ("last_seen",),
            ({**CLOSED, "cin_end": day("2019-09-02")}, {**CLOSED, "last_seen": None}),
        ),
        (7, {"plan_end": day("2019-09-01")}, ("last_visit",), ()),
        (8, {**CARE_OVER, "care_end": day("2019-08-31")}, ("last_visit",), ()),
    ),
    "review-after-end": (
        (
            7,
            {"plan_end": day("2019-08-31")},
            ("latest_review",),
            ({"plan_end": day("2019-09-01")},),
        ),
        (8, {**CARE_OVER, "care_end": day("2019-07-31")}, ("latest_review",), ()),
    ),
    "placement-and-provider": (
        (
            8,
            {"placement_type": "P1"},
            ("placement_provider",),
            ({"placement_type": "P1", "placement_provider": "PR0"}, {"placement_type": None}),
        ),
        (8, {"placement_provider": "PR0"}, ("placement_provider",), ()),
    ),
    "placement-and-status": (
        (
            8,
            {"placement_type": "A5"},
            ("legal_status",),
            (
                {"placement_type": "A5", "legal_status": "E1"},
                {"placement_type": "A5", "legal_status": None},
            ),
        ),
        (
            8,
            {"placement_type": "R5", "legal_status": "V2"},
            ("legal_status",),
            ({"placement_type": "R5", "legal_status": "J1"},),
        ),
    ),
    "inside-elsewhere": (
        (
            8,
            {"placement_authority": "WAL"},
            ("placement_location",),
            (
                {"placement_authority": "CON"},
                {"placement_authority": "WAL", "placement_location": "b) Out"},
            ),
        ),
    ),
    "outside-at-home": (
        (
            8,
            {(8, 0, "+"): {"child_id": "D4", "placement_location": "b) Out"}},
            ((8, 1, "placement_location"),),
            (
                {
                    (8, 0, "+"): {
                        "child_id": "D4",
                        "placement_location": "b) Out",
                        "placement_authority": "Fartown",
                    }
                },
                {"placement_location": "b) Out"},
                {
                    (8, 0, "+"): {"child_id": "D4", "placement_location": "b) Out"},
                    (8, 1, "+"): {"child_id": "E5", "placement_authority": "Fartown"},
                },
            ),
        ),
        # More placements inside the border are in the area's own authority than in another.
        (
            8,
            {
                (8, 0, "+"): {"child_id": "D4", "placement_location": "b) Out"},
                (8, 1, "+"): {"child_id": "E5", "placement_authority": "Fartown"},
                (8, 2, "+"): {"child_id": "F6"},
            },
            ((8, 1, "placement_location"),),
            (),
        ),
    ),
    "no-second-period": (
        (
            8,
            {"second_period": "a) Yes", "care_start": day("2018-09-08")},
            ("second_period",),
            (
                {"second_period": "a) Yes", "care_start": day("2018-09-09")},
                {"second_period": "a) Yes", "care_start": None},
            ),
        ),
    ),
    "placements-too-few": (
        (
            8,
            {"placement_start": day("2018-09-10")},
            ("placements_in_year",),
            (
                {"placement_start": day("2018-09-09")},
                {"placement_start": day("2018-09-10"), "care_start": day("2018-09-10")},
                {"placement_start": day("2018-09-10"), "placements_in_year": 2},
                {"placement_start": None},
            ),
        ),
        (
            8,
            {"placement_start": AS_OF},
            ("placements_in_year",),
            ({"placement_start": AS_OF + DAY},),
        ),
    ),
    "unborn-in-care": ((8, born("2019-09-10", -1), ("age",), (born("2019-09-09", 0),)),),
    "unborn-seen": (
        (
            7,
            born("2019-09-10", -1),
            ("seen_alone",),
            (
                {**born("2019-09-10", -1), "seen_alone": "b) No"},
                {"date_of_birth": None, "age": None},
            ),
        ),
        (4, {"date_of_birth": None, "age": -1}, ("child_seen",), ()),
    ),
    "seen-missing": (
        # No one can see a child before birth: the assessment was authorised on 10 July.
        (
            4,
            NOT_SAID,
            ("child_seen",),
            (
                {"child_seen": "c) Unknown"},
                {**NOT_SAID, **UNBORN},
                {**NOT_SAID, **born("2019-07-11", 0)},
                {**NOT_SAID, **born("2019-09-10", -1), "authorised": None},
            ),
        ),
        (4, {**NOT_SAID, **born("2019-07-10", 0)}, ("child_seen",), ()),
        (4, {**NOT_SAID, **born("2019-09-09", 0), "authorised": None}, ("child_seen",), ()),
        (4, {**NOT_SAID, "date_of_birth": None}, ("child_seen",), ()),
        # The column is about the last visit, which was on 2 September.
        (
            7,
            {"seen_alone": None},
            ("seen_alone",),
            (
                {"seen_alone": "c) Unknown"},
                {"seen_alone": None, "last_visit": None},
                {"seen_alone": None, **born("2019-09-03", 0)},
                {"seen_alone": None, **UNBORN},
            ),
        ),
        (7, {"seen_alone": None, **born("2019-09-02", 0)}, ("seen_alone",), ()),
        (7, {"seen_alone": None, "last_visit": "2/9/19"}, ("seen_alone",), ()),
    ),
    "unborn-with-gender": (
        (
            4,
            UNBORN,
            ("gender",),
            (
                {**UNBORN, "gender": "c) Not stated/recorded"},
                {**UNBORN, "gender": None},
                born("2019-09-09", 0),
            ),
        ),
        (7, born("2019-09-10", -1), ("gender",), ()),
        (6, {**UNBORN, "gender": "d) Neither"}, ("gender",), ()),
    ),
    "too-young-for-justice": (
        (
            8,
            {"legal_status": "J1", **born("2008-03-02", 11)},
            ("legal_status",),
            (
                {"legal_status": "J1", **born("2008-03-01", 11)},
                {"legal_status": "L2", **born("2013-03-01", 6)},
                {"legal_status": "J1", **born("2107-05-01", 9)},
            ),
        ),
        (
            8,
            {"legal_status": "J2", "legal_status_start": None, **born("2009-09-10", 9)},
            ("legal_status",),
            ({"legal_status": "J2", "legal_status_start": None, **born("2009-09-09", 10)},),
        ),
        (
            8,
            {"legal_status": "J3", "date_of_birth": None, "age": 9},
            ("legal_status",),
            ({"legal_status": "J3", "date_of_birth": None, "age": 10},),
        ),
        (
            8,
            {**CARE_OVER, "care_end_reason": "E9", **born("2009-09-09", 10)},
            ("care_end_reason",),
            ({**CARE_OVER, "care_end_reason": "E9", **born("2009-09-08", 10)},),
        ),
    ),
    "age-assessment-doubted": (
        (
            8,
            FOUND_ADULT,
            ("care_end_reason",),
            (
                {**FOUND_ADULT, "unaccompanied": "a) Yes"},
                {**FOUND_ADULT, "unaccompanied": None},
                {**FOUND_ADULT, **born("2001-09-08", 18)},
                {**FOUND_ADULT, **born("2107-05-01", 12)},
                {**FOUND_ADULT, "care_end_reason": "E4A"},
            ),
        ),
        (8, {**FOUND_ADULT, **born("2001-09-09", 18)}, ("care_end_reason",), ()),
    ),
    "need-without-disability": (
        (
            6,
            {"primary_need": "N2"},
            ("disability",),
            (
                {"primary_need": "N2", "disability": "a) Yes"},
                {"primary_need": "N2", "disability": "c) Unknown"},
                {"primary_need": None},
            ),
        ),
        (8, {"category_of_need": "N2"}, ("disability",), ()),
    ),
    "disability-differs": (
        (
            8,
            {"disability": "a) Yes"},
            ("disability", (6, 2, "disability")),
            (
                {"disability": "c) Unknown"},
                {"disability": "a) Yes", "child_id": None},
            ),
        ),
    ),
    "two-identifiers": (
        (
            1,
            {**ANOTHER, "child_id": "Z9"},
            ("child_id",),
            (
                {**ANOTHER, "child_id": "Z9", "gender": "a) Male"},
                {**ANOTHER, "child_id": "Z9", "ethnicity": None},
                {**ANOTHER, "child_id": None},
                {**ANOTHER, "child_id": "Z9", (6, 0, "child_id"): "Z9", (6, 0, BIRTH): BORN},
            ),
        ),
        # The other identifier is on list 1 too, but with another date of birth.
        (
            1,
            {**ANOTHER, "child_id": "Z9", (1, 1, "child_id"): "C3"},
            ("child_id",),
            (),
        ),
        # An identifier on several lists is reported on the first of them.
        (
            1,
            {**ANOTHER, "child_id": "Z9", (3, 0, "child_id"): "Z9", (3, 0, BIRTH): BORN},
            ("child_id",),
            (),
        ),
    ),
    "open-assessment-not-on-list-6": (
        (
            4,
            {"child_id": "Z9", "authorised": None},
            ("child_id",),
            ({"child_id": "Z9"}, {"authorised": None}, {"child_id": None, "authorised": None}),
        ),
    ),
    "need-not-on-list-6": (
        (
            4,
            {"child_id": "Z9"},
            ("child_id",),
            ({"child_id": "Z9", "needs_social_care": "b) No"}, {"child_id": None}),
        ),
    ),
    "status-and-assessment": (
        (
            6,
            {"case_status": "d) Open assessment"},
            ("case_status",),
            (
                {"case_status": "d) Open assessment", (4, 0, "authorised"): None},
                {"case_status": "d) Open assessment", "child_id": None},
            ),
        ),
        (6, {**CLOSED, (4, 0, "authorised"): None}, ("case_status",), (CLOSED,)),
    ),
    "conference-without-plan": (
        (
            5,
            LED,
            ("conference_led_to_plan",),
            (
                {**LED, "conference_date": START - DAY},
                {**LED, "conference_date": None},
                {**LED, "child_id": None},
                {**LED, "child_id": "B2"},
            ),
        ),
        (5, {**LED, "conference_date": START}, ("conference_led_to_plan",), ()),
        (5, {**LED, "conference_date": AS_OF}, ("conference_led_to_plan",), ()),
    ),
    "closure-against-assessment": (
        (
            6,
            {**CLOSED, "closure_reason": "RC8"},
            ("closure_reason",),
            (
                CLOSED,
                {**CLOSED, "closure_reason": "RC8", (4, 0, "needs_social_care"): "b) No"},
                {**CLOSED, "closure_reason": "RC8", (4, 0, "authorised"): None},
                {**CLOSED, "closure_reason": "RC8", "cin_start": None},
                {
                    **CLOSED,
                    "closure_reason": "RC8",
                    (4, 0, "+"): {"authorised": AS_OF, "needs_social_care": "b) No"},
                },
            ),
        ),
        (
            6,
            {**CLOSED, "closure_reason": "RC8", (4, 0, "authorised"): AS_OF},
            ("closure_reason",),
            (),
        ),
        (
            6,
            {**CLOSED, "closure_reason": "RC8", "cin_start": day("2019-07-10")},
            ("closure_reason",),
            ({**CLOSED, "closure_reason": "RC8", "cin_start": day("2019-07-11")},),
        ),
    ),
    "assessed-after-no-action": (
        (
            3,
            NOTHING_DONE,
            ("no_further_action",),
            (
                {**NOTHING_DONE, (4, 0, "assessment_start"): day("2019-06-20")},
                {**NOTHING_DONE, (4, 0, "assessment_start"): None},
                {**NOTHING_DONE, "referral_date": None},
                {
                    **NOTHING_DONE,
                    (3, 0, "+"): {"referral_date": day("2019-06-10"), "no_further_action": "No"},
                },
            ),
        ),
        (
            3,
            {**NOTHING_DONE, (4, 0, "assessment_start"): day("2019-06-19")},
            ("no_further_action",),
            (),
        ),
        # One of two assessments followed, on the day of the referral.
        (
            3,
            {
                **NOTHING_DONE,
                (4, 0, "assessment_start"): day("2019-06-05"),
                (4, 0, "+"): {"assessment_start": day("2019-06-20")},
            },
            ("no_further_action",),
            ({**NOTHING_DONE, (4, 0, "assessment_start"): day("2019-06-04")},),
        ),
    ),
    "closure-reasons-differ": (
        (
            6,
            ended("RC1", "E4A"),
            ((6, 2, "closure_reason"),),
            (
                ended("RC1", "E11"),
                ended("RC7", "E4A"),
                {**ended("RC1", "E4A"), (8, 0, "care_end"): START},
                {**ended("RC1", "E4A"), (8, 0, "care_end_reason"): None},
                {**ended("RC1", "E4A"), (6, 2, "closure_reason"): None},
            ),
        ),
        (
            6,
            {**ended("RC7", "E2"), (8, 0, "care_end"): START},
            ((6, 2, "closure_reason"),),
            (),
        ),
        # An earlier period of care, and one that ended with the episode.
        (
            6,
            {
                **ended("RC1", "E4A"),
                (8, 0, "+"): {"care_end": AS_OF - DAY, "care_end_reason": "E4A"},
                (8, 0, "care_end"): START,
            },
            ((6, 2, "closure_reason"),),
            (),
        ),
        # Periods of care whose reason is blank or cannot be read, before one that contradicts.
        *(
            (
                6,
                {
                    **ended("RC1", "E4A"),
                    (8, 0, "+"): {"care_end": AS_OF - DAY, "care_end_reason": "E4A"},
                    (8, 0, "care_end_reason"): reason,
                },
                ((6, 2, "closure_reason"),),
                (),
            )
            for reason in (None, "?")
        ),
    ),
    "episode-too-short": (
        (
            6,
            {(6, 2, "cin_start"): day("2018-02-02")},
            ((6, 2, "cin_start"),),
            (
                {(6, 2, "cin_start"): day("2018-02-01")},
                {(6, 2, "cin_start"): None},
                # The plan ended with an earlier episode, at the latest on the day of the change.
                {(6, 1, "cin_start"): day("2019-08-01"), (7, 0, "plan_end"): day("2019-07-31")},
                {(6, 1, "cin_start"): day("2019-08-01"), (7, 0, "plan_end"): day("2019-08-01")},
                {(6, 1, "cin_start"): day("2019-08-01"), (7, 0, "plan_end"): "soon"},
            ),
        ),
        (
            6,
            {(6, 1, "cin_start"): day("2019-08-01"), (7, 0, "plan_end"): day("2019-08-02")},
            ((6, 1, "cin_start"),),
            (),
        ),
        # An earlier plan, and one that began before the episode.
        (
            6,
            {
                (6, 1, "cin_start"): day("2019-08-01"),
                (7, 0, "plan_end"): day("2019-07-31"),
                (7, 0, "+"): {"plan_start": day("2019-07-31"), "plan_end": None},
            },
            ((6, 1, "cin_start"),),
            (),
        ),
        (
            6,
            {**ended("RC7", "E4A"), (6, 2, "cin_end"): AS_OF - 2 * DAY},
            ((6, 2, "cin_end"),),
            (ended("RC7", "E4A"),),
        ),
    ),
    "plan-before-conference": (
        (
            7,
            {"plan_start": day("2019-06-19")},
            ("plan_start",),
            (
                {"plan_start": day("2019-06-19"), (5, 1, "conference_led_to_plan"): "b) No"},
                {"plan_start": day("2019-06-19"), "plan_end": day("2019-06-19")},
                {"plan_start": day("2019-06-19"), (5, 1, "conference_date"): None},
                {"plan_start": None},
            ),
        ),
        # A conference on the last day of a plan can lead to the next one.
        (
            7,
            {"plan_start": day("2019-06-19"), "plan_end": day("2019-06-21")},
            ("plan_start",),
            ({"plan_start": day("2019-06-19"), "plan_end": day("2019-06-20")},),
        ),
    ),
    "previous-plans-too-few": (
        (
            7,
            {"plan_start": day("2019-07-05")},
            ("previous_plans",),
            (
                {"plan_start": day("2019-07-04")},
                {"plan_start": day("2019-07-05"), "previous_plans": 1},
                {"plan_start": day("2019-07-05"), "previous_plans": None},
            ),
        ),
    ),
    "ill-health-against-gates": (
        (
            6,
            {**NO_GATE, **NO_ANSWERS},
            ("concern",),
            (
                {**NO_GATE, **NO_ANSWERS, (4, 0, "mental_ill_health_identified"): "N"},
                {**NO_GATE, **NO_ANSWERS, "needs_support": "U"},
                {**NO_GATE, **NO_ANSWERS, "child_id": None},
            ),
        ),
    ),
    "plan-without-conference": (
        (
            7,
            {"plan_start": START + 42 * DAY, (5, 1, "conference_date"): None},
            ("plan_start",),
            (
                {"plan_start": START + 41 * DAY, (5, 1, "conference_date"): None},
                {"plan_start": AS_OF + DAY, (5, 1, "conference_date"): None},
                {"plan_start": START + 42 * DAY, (5, 1, "conference_date"): "?"},
                {"child_id": None, (5, 1, "conference_date"): None},
                {(5, 1, "conference_date"): None, (5, 0, "child_id"): "B2"},
            ),
        ),
        (7, {(5, 1, "child_id"): "Z9"}, ("plan_start",), ()),
        (7, {"plan_start": AS_OF, (5, 1, "conference_date"): None}, ("plan_start",), ()),
    ),
    "episode-without-referral": (
        (
            6,
            {**ASSESSING, "cin_start": day("2019-06-04")},
            ("cin_start",),
            (
                {**ASSESSING, "cin_start": day("2019-06-05")},
                {**ASSESSING, "cin_start": START - DAY},
                {**ASSESSING, "cin_start": AS_OF + DAY},
                {**ASSESSING, "cin_start": None},
                {"cin_start": day("2019-06-04")},
            ),
        ),
        (6, {**ASSESSING, "cin_start": START, (3, 0, "child_id"): "Z9"}, ("cin_start",), ()),
        (6, {**ASSESSING, "cin_start": AS_OF}, ("cin_start",), ()),
        # Below an episode that began too early for list 3.
        (
            6,
            {
                **ASSESSING,
                "cin_start": START - DAY,
                (6, 2, "case_status"): "d) Open assessment",
                (6, 2, "cin_start"): START,
            },
            ((6, 2, "cin_start"),),
            (),
        ),
    ),
    "assessment-before-episode": (
        (
            6,
            {"cin_start": day("2019-06-11")},
            ("cin_start",),
            (
                {"cin_start": day("2019-06-10")},
                {"cin_start": day("2019-07-10")},
                {"cin_start": day("2019-06-11"), (4, 0, "authorised"): "?"},
                {"cin_start": day("2019-06-11"), (4, 0, "assessment_start"): None},
                {"cin_start": day("2019-06-11"), "child_id": None},
                {"cin_start": None},
            ),
        ),
        (6, {"cin_start": day("2019-07-11"), (4, 0, "authorised"): None}, ("cin_start",), ()),
        # Two were in progress, below one whose start is unknown.
        (
            6,
            {
                "cin_start": day("2019-06-11"),
                (4, 0, "+"): {},
                (4, 1, "+"): {"child_id": "A1"},
                (4, 0, "assessment_start"): None,
            },
            ("cin_start",),
            (),
        ),
    ),
    "plan-despite-assessment": (
        (
            6,
            NO_SUPPORT,
            ("case_status",),
            (
                {**NO_SUPPORT, (4, 0, "authorised"): AS_OF - 27 * DAY},
                {**NO_SUPPORT, (4, 0, "authorised"): "?"},
                {**NO_SUPPORT, (4, 0, "child_id"): "Z9"},
                {**NO_SUPPORT, (4, 0, "+"): {"authorised": None}},
                {**NO_SUPPORT, (4, 1, "child_id"): "A1", (4, 1, "authorised"): day("2019-07-11")},
                {**NO_SUPPORT, "cin_start": day("2019-07-11")},
                {**NO_SUPPORT, "cin_start": None},
                {**NO_SUPPORT, **ASSESSING},
                {(4, 0, "needs_social_care"): None},
            ),
        ),
        (6, {**NO_SUPPORT, (4, 0, "authorised"): AS_OF - 28 * DAY}, ("case_status",), ()),
        (6, {**NO_SUPPORT, "cin_start": day("2019-07-10")}, ("case_status",), ()),
    ),
    "emergency-denied": (
        (
            7,
            {(8, 0, "+"): {**ORDER, "legal_status_start": START}},
            ("emergency_protection",),
            (
                {(8, 0, "+"): {**ORDER, "legal_status_start": START - DAY}},
                {(8, 0, "+"): {**ORDER, "legal_status_start": None}},
                {(8, 0, "+"): {"child_id": "B2", "legal_status_start": START}},
                {(8, 0, "+"): {**ORDER, "legal_status_start": START}, "child_id": None},
                {(8, 0, "+"): {**ORDER, "legal_status_start": START}, "emergency_protection": "Y"},
            ),
        ),
        (
            7,
            {
                (8, 0, "+"): {"child_id": "B2", "legal_status": None},
                (8, 1, "+"): {**ORDER, "legal_status_start": START},
            },
            ("emergency_protection",),
            (),
        ),
    ),
    "status-differs": (
        (
            6,
            {(6, 2, "case_status"): "c) Child in need plan"},
            ((6, 2, "case_status"),),
            (
                {**LEFT},
                {(8, 0, "care_end"): AS_OF, (6, 2, "case_status"): "c) Child in need plan"},
                {(8, 0, "care_end"): AS_OF, (6, 2, "case_status"): "e) Closed episode"},
                {(8, 0, "care_end"): AS_OF},
                {(6, 2, "case_status"): None},
                {(6, 2, "child_id"): None},
            ),
        ),
        (
            6,
            {(6, 1, "case_status"): "d) Open assessment"},
            ((6, 1, "case_status"),),
            (
                {(7, 0, "plan_end"): AS_OF, (6, 1, "case_status"): "d) Open assessment"},
                {(7, 0, "plan_end"): AS_OF},
                # In care and with a plan: the first status that applies counts.
                {(8, 0, "+"): {"child_id": "B2"}, (6, 1, "case_status"): "a) Looked after child"},
                {(8, 0, "+"): {"child_id": "B2", "care_end": AS_OF}},
            ),
        ),
        (6, {(8, 0, "+"): {"child_id": "B2"}}, ((6, 1, "case_status"),), ()),
        (6, {(8, 0, "care_end"): AS_OF - DAY}, ((6, 2, "case_status"),), ()),
        # One of two rows shows care today, so it does not matter that the other was not read.
        (
            6,
            {(8, 0, "+"): {"care_end": "soon"}, (6, 2, "case_status"): "c) Child in need plan"},
            ((6, 2, "case_status"),),
            (),
        ),
        (6, {(7, 0, "plan_end"): AS_OF - DAY}, ((6, 1, "case_status"),), ()),
        (
            6,
            {(8, 0, "care_end"): AS_OF, (6, 2, "case_status"): "b) Child Protection plan"},
            ((6, 2, "case_status"),),
            (),
        ),
        (6, {"case_status": "a) Looked after child"}, ("case_status",), ()),
        (
            6,
            {(8, 0, "+"): {"care_end": START}, (6, 2, "case_status"): "c) Child in need plan"},
            ((6, 2, "case_status"),),
            (),
        ),
    ),
    "child-differs": (
        (
            1,
            {"gender": "M"},
            ("gender", *((number, 0, "gender") for number in (3, 4, 5, 6))),
            (
                {"gender": "F"},
                {"gender": None},
                {"gender": "c) Not stated/recorded (or unborn)"},
                {"gender": "M", "child_id": "Z9"},
                {"gender": "M", "child_id": None, (3, 0, "child_id"): None},
            ),
        ),
        # A row that does not state the gender, above two that differ, is not reported.
        (
            1,
            {"gender": "c) Not stated/recorded", (6, 0, "gender"): "M"},
            tuple((number, 0, "gender") for number in (3, 4, 5, 6)),
            (),
        ),
        (
            7,
            {"date_of_birth": day("2007-05-02")},
            (
                "date_of_birth",
                *((number, 1, "date_of_birth") for number in (1, 3, 4, 5, 6)),
            ),
            ({"date_of_birth": "01/05/2007"},),
        ),
        (
            8,
            {"ethnicity": "b) WIRI"},
            ("ethnicity", (6, 2, "ethnicity")),
            ({"ethnicity": "s) NOBT"}, {"ethnicity": "s) REFU"}),
        ),
    ),
    "answers-differ": (
        (
            7,
            {"multi_agency": "N"},
            ("multi_agency", (6, 1, "multi_agency")),
            ({"multi_agency": "a) Yes"}, {"multi_agency": None}),
        ),
        (8, {"concern": "U"}, ("concern", (6, 2, "concern")), ()),
    ),
    "overdue": (
        (
            7,
            {"latest_review": day("2019-03-08")},
            ("latest_review",),
            (
                {"latest_review": day("2019-03-09")},
                {"latest_review": None},
                {"latest_review": None, "plan_start": None},
                {"latest_review": day("2018-01-01"), "plan_end": AS_OF},
            ),
        ),
        (
            8,
            {"latest_review": None, "last_health_assessment": day("2018-08-07")},
            ("latest_review", "last_health_assessment"),
            ({"last_health_assessment": day("2018-08-08")},),
        ),
        # If a long-term foster placement has lasted a year, visits may be six months apart.
        (
            8,
            {"last_visit": day("2019-03-08")},
            ("last_visit",),
            ({"last_visit": day("2019-03-09")},),
        ),
        (
            8,
            {**SEEN_LONG_AGO, "placement_start": day("2018-09-10")},
            ("last_visit",),
            (
                {**SEEN_LONG_AGO, "placement_start": day("2018-09-09")},
                {**SEEN_LONG_AGO, "placement_start": day("2018-09-09"), "placement_type": "U1"},
            ),
        ),
        (8, {**SEEN_LONG_AGO, "placement_start": None}, ("last_visit",), ()),
        (
            8,
            {**SEEN_LONG_AGO, "placement_type": "U6"},
            ("last_visit",),
            ({"last_visit": day("2019-06-08"), "placement_type": "U6"},),
        ),
        (8, {"last_visit": None}, ("last_visit",), ()),
        # Each review decides how often a child placed for adoption is visited.
        (
            8,
            {"placement_type": "A6", "last_visit": day("2019-03-08")},
            ("last_visit",),
            ({"placement_type": "A6", **SEEN_LONG_AGO},),
        ),
        # In short breaks, visits may be six months apart, and no health assessment is required.
        (
            8,
            {**SHORT_BREAKS, "last_visit": day("2019-03-08")},
            ("last_visit",),
            (
                {**SHORT_BREAKS, **SEEN_LONG_AGO},
                {**SHORT_BREAKS, "legal_status": "V4", **SEEN_LONG_AGO},
            ),
        ),
        (8, {**SHORT_BREAKS, "legal_status": "V2"}, ("last_health_assessment",), ()),
        (
            6,
            {"last_seen": day("2019-03-08")},
            ("last_seen",),
            ({"last_seen": None, "cin_start": day("2019-06-08")},),
        ),
        (7, {"last_visit": day("2019-06-07")}, ("last_visit",), ()),
    ),
    "assessment-long": (
        (
            4,
            {"authorised": day("2019-08-20")},
            ("authorised",),
            ({"authorised": day("2019-08-19")}, {"assessment_start": None}),
        ),
        (4, {"authorised": None}, ("authorised",), ()),
    ),
    "outlasted": (
        (
            8,
            {"legal_status": "L1", "legal_status_start": day("2019-09-05")},
            ("legal_status_start",),
            (
                {"legal_status": "L1", "legal_status_start": day("2019-09-06")},
                {"legal_status": "L1", "legal_status_start": None},
                {"legal_status": "L1", "care_end": AS_OF},
                {"legal_status": None},
            ),
        ),
        (
            8,
            {"placement_type": "T4", "placement_start": day("2019-09-01")},
            ("placement_start",),
            ({"placement_type": "T4", "placement_start": day("2019-09-02")},),
        ),
    ),
    "unaccompanied-with-parents": (
        (
            8,
            {"unaccompanied": "a) Yes", "placement_type": "P1"},
            ("placement_type",),
            (
                {"unaccompanied": "a) Yes"},
                {"unaccompanied": "a) Yes", "placement_type": None},
                {"placement_type": "P1"},
            ),
        ),
    ),
    "adoption-doubted": (
        (
            8,
            {"legal_status": "E1", "permanence_plan": "a) Return to family"},
            ("permanence_plan",),
            (
                {"legal_status": "E1"},
                {"permanence_plan": "a) Return to family"},
                {"legal_status": None, "permanence_plan": None},
            ),
        ),
        (
            8,
            {"care_end_reason": "E11", "placement_type": "K2"},
            ("placement_type",),
            (
                {"care_end_reason": "E12", "placement_type": "A5"},
                # Foster carers may adopt the child for whom they care.
                {"care_end_reason": "E11", "placement_type": "U4"},
                {"care_end_reason": "E12", "placement_type": "U1"},
                {"care_end_reason": "E11", "placement_type": None},
            ),
        ),
    ),
    "adopted-by-carers": (
        (
            8,
            {"care_end_reason": "E11"},
            ("placement_type",),
            (
                {"care_end_reason": "E11", "placement_type": "A5"},
                {"care_end_reason": "E11", "placement_type": "K2"},
                {"care_end_reason": "E3"},
            ),
        ),
        (8, {"care_end_reason": "E12", "placement_type": "U1"}, ("placement_type",), ()),
    ),
    "count-unlikely": (
        (
            3,
            {"referrals_in_year": 13},
            ("referrals_in_year",),
            ({"referrals_in_year": 12}, {"referrals_in_year": None}),
        ),
        (7, {"previous_plans": 13}, ("previous_plans",), ()),
        (
            5,
            {"enquiries_in_year": 13, "conferences_in_year": 13},
            ("enquiries_in_year", "conferences_in_year"),
            (),
        ),
        *(
            (8, {key: 367}, (key,), ({key: 366}, {key: 13}))
            for key in ("placements_in_year", "missing_episodes", "absent_episodes")
        ),
    ),
    "conference-late": (
        (
            5,
            {"conference_date": day("2019-07-11")},
            ("conference_date",),
            (
                {"conference_date": day("2019-07-10")},
                {"conference_date": day("2019-07-11"), "strategy_discussion": None},
                {"conference_date": day("2019-07-11"), "conference_unnecessary": "a) Yes"},
                {"conference_date": None, "child_id": None},
            ),
        ),
        (5, {"conference_date": None}, ("conference_date",), ()),
        # A plan that began before the strategy discussion, or on its day.
        (
            5,
            {"conference_date": None, (7, 0, "child_id"): "A1", (7, 0, "plan_start"): "2019-06-12"},
            ("conference_date",),
            (
                {
                    "conference_date": None,
                    (7, 0, "child_id"): "A1",
                    (7, 0, "plan_start"): "2019-06-11",
                },
            ),
        ),
        # A pre-birth conference may be later than usual, but not the usual time after the birth.
        (
            5,
            {**born("2019-07-01", 0), "conference_date": day("2019-07-30")},
            ("conference_date",),
            (
                {**born("2019-07-01", 0), "conference_date": day("2019-07-29")},
                {**born("2019-11-01", -1), "conference_date": day("2019-07-30")},
                {"date_of_birth": None, "age": -1, "conference_date": day("2019-07-30")},
                {**born("2019-11-01", -1), "conference_date": None},
            ),
        ),
        (
            5,
            {
                **born("2019-07-01", 0),
                "strategy_discussion": day("2018-06-12"),
                "conference_date": day("2019-07-10"),
            },
            ("conference_date",),
            # As long before the birth as a child can be expected, 301 days.
            (
                {
                    **born("2019-07-01", 0),
                    "strategy_discussion": day("2018-09-03"),
                    "conference_date": day("2019-07-29"),
                },
            ),
        ),
        (
            5,
            {
                **born("2019-07-01", 0),
                "strategy_discussion": day("2018-09-02"),
                "conference_date": day("2019-07-29"),
            },
            ("conference_date",),
            (),
        ),
        (
            5,
            {"conference_date": None, "conference_unnecessary": None},
            ("conference_unnecessary",),
            (),
        ),
        (
            5,
            {(5, 1, "conference_date"): None},
            ((5, 1, "conference_date"),),
            (
                {(5, 1, "conference_date"): None, (7, 0, "plan_start"): day("2019-06-11")},
                {(5, 1, "conference_date"): None, (7, 0, "plan_start"): None},
            ),
        ),
    ),
    "plan-against-conference": (
        (
            7,
            {"plan_start": day("2019-07-05")},
            ("plan_start",),
            (
                {"plan_start": day("2019-07-04")},
                {"plan_start": day("2019-09-19")},
                {"plan_start": None},
                {(5, 1, "conference_date"): None},
                {(5, 1, "conference_led_to_plan"): None},
            ),
        ),
        (7, {(5, 1, "conference_led_to_plan"): "b) No"}, ("plan_start",), ()),
    ),
    "conference-of-child-on-plan": (
        (
            5,
            {(5, 1, "conference_unnecessary"): "a) Yes", (7, 0, "plan_start"): day("2019-06-11")},
            ((5, 1, "conference_unnecessary"),),
            (
                {
                    (5, 1, "conference_unnecessary"): "a) Yes",
                    (7, 0, "plan_start"): day("2019-06-12"),
                },
                {(5, 1, "conference_unnecessary"): "a) Yes", (7, 0, "plan_start"): None},
                {
                    (5, 1, "conference_unnecessary"): "a) Yes",
                    (7, 0, "plan_start"): day("2019-05-11"),
                    (7, 0, "plan_end"): day("2019-06-12"),
                },
                {(7, 0, "plan_start"): day("2019-06-11")},
                {(5, 1, "strategy_discussion"): None},
            ),
        ),
    ),
    "assessments-overlap": (
        (
            4,
            {(4, 0, "+"): assessed("2019-06-11", "2019-08-01")},
            ((4, 2, "assessment_start"),),
            (
                {(4, 0, "+"): assessed("2019-07-10", "2019-08-01")},
                {(4, 0, "+"): {}},
                {(4, 0, "+"): {**assessed("2019-06-11", "2019-08-01"), "child_id": None}},
                {(4, 0, "+"): {"assessment_start": None}},
                {"authorised": None, (4, 0, "+"): {"assessment_start": day("2019-06-11")}},
                {"authorised": "?", (4, 0, "+"): assessed("2019-06-11", "2019-07-01")},
            ),
        ),
        (
            4,
            {"authorised": None, (4, 0, "+"): assessed("2019-06-11", "2019-07-01")},
            ((4, 2, "assessment_start"),),
            (),
        ),
        (
            4,
            {(4, 0, "+"): {"assessment_start": day("2019-07-09"), "authorised": None}},
            ((4, 2, "assessment_start"),),
            (),
        ),
        # The second is over before the third begins, but the first is not.
        (
            4,
            {
                (4, 0, "+"): assessed("2019-06-12", "2019-06-20"),
                (4, 1, "child_id"): "A1",
                (4, 1, "assessment_start"): day("2019-06-21"),
            },
            ((4, 1, "assessment_start"), (4, 2, "assessment_start")),
            (),
        ),
    ),
    "several-open-assessments": (
        (
            4,
            {"authorised": None, (4, 1, "authorised"): None, (4, 1, "child_id"): "A1"},
            ("authorised", (4, 1, "authorised")),
            (
                {"authorised": None, (4, 1, "authorised"): None},
                {"authorised": None, (4, 1, "child_id"): "A1"},
                {
                    "authorised": None,
                    "assessment_start": None,
                    (4, 1, "authorised"): None,
                    (4, 1, "child_id"): "A1",
                },
            ),
        ),
    ),
}

BREAKS = [
    pytest.param(name, number, changes, shown, id=f"{name}-{at}")
    for name, cases in TABLE.items()
    for at, (number, changes, shown, _) in enumerate(cases)
]
KEEPS = [
    pytest.param(name, number, changes, id=f"{name}-{at}-{which}")
    for name, cases in TABLE.items()
    for at, (number, _, _, kept) in enumerate(cases)
    for which, changes in enumerate(kept)
]


def check(sheets: list[RawSheet]) -> Report:
    """Return the report on sheets, as of the area's day; no rule may fail."""
    report = Submission.from_sheets(sheets).check(as_of=AS_OF)
    assert [one for one in report.not_checked if one.error is not None] == []
    return report


def places(number: int, shown: tuple[Any, ...], *, below: int = 0) -> set[tuple[int, int, str]]:
    """Return the list, row and key of cells, if as many rows were added to the list above them."""
    cells = [(number, 0, one) if isinstance(one, str) else one for one in shown]
    return {(at, row + below if at == number else row, key) for at, row, key in cells}


def of_rule(report: Report, name: str) -> list[Problem]:
    """Return the problems of one rule."""
    return [problem for problem in report.problems if problem.rule == name]


def test_the_unchanged_area_has_no_problems() -> None:
    """The unchanged area has no problems, and everything in it is checked."""
    report = submission().check(as_of=AS_OF)
    assert report.problems == ()
    assert report.not_checked == ()
    assert report.is_clear


def test_every_rule_is_in_the_table() -> None:
    """Every rule that checks lists has cases in the table."""
    assert {rule.id for rule in LIST_RULES if rule.find is not None} == set(TABLE)


@pytest.mark.parametrize(("name", "number", "changes", "shown"), BREAKS)
def test_a_rule_reports_the_cells_that_break_it(
    name: str, number: int, changes: Changes, shown: tuple[object, ...]
) -> None:
    """A rule reports exactly the cells that break it, with their sheet, cell name and title."""
    sheets = area(number, changes)
    problems = of_rule(check(sheets), name)
    expected = places(number, shown)
    assert {(one.list, one.index, one.key) for one in problems} == expected
    assert len(problems) == len(expected)
    rows = {sheet.name: sheet.rows for sheet in sheets}
    for problem in problems:
        assert problem.sheet is not None
        assert problem.cell is not None
        assert problem.index is not None
        assert problem.list is not None
        row, column = coordinate_to_tuple(problem.cell)
        keys = [column.key for column in LAYOUTS[problem.list].columns]
        assert (row, keys[column - 1]) == (3 + problem.index, problem.key)
        assert rows[problem.sheet][1][column - 1] == problem.column
        assert problem.row == row
        assert problem.severity is RULES[name].severity


# These report a column once, at its first such cell.
ONCE_A_COLUMN = {
    "blank-in-words",
    "code-with-words",
    "date-at-23",
    "date-day-and-month-swapped",
    "date-month-first",
}


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("name", "number", "changes", "shown"),
    [case for case in BREAKS if case.values[0] not in ONCE_A_COLUMN],
)
def test_rows_that_lack_a_fact_hide_no_problem_below(
    name: str, number: int, changes: Changes, shown: tuple[object, ...]
) -> None:
    """A rule that cannot judge a row, because a cell is blank, still reports the rows below it."""
    sheets = area(number, changes)
    sheet = next(sheet for sheet in sheets if sheet.name == LAYOUTS[number].sheet)
    keys = [column.key for column in LAYOUTS[number].columns]
    above = []
    for at, key in enumerate(dict(RULES[name].columns)[number]):
        row = [*sheet.rows[2]]
        row[keys.index("child_id")] = f"N{at}"
        row[keys.index(key)] = None
        above.append(row)
    longer = attrs.evolve(sheet, rows=[*sheet.rows[:2], *above, *sheet.rows[2:]])
    sheets[sheets.index(sheet)] = longer
    report = Submission.from_sheets(sheets).check(as_of=AS_OF, rules=[RULES[name]])
    expected = places(number, shown, below=len(above))
    assert expected <= {(one.list, one.index, one.key) for one in report.problems}


@pytest.mark.parametrize(("name", "number", "changes"), KEEPS)
def test_values_that_just_comply_are_not_reported(name: str, number: int, changes: Changes) -> None:
    """A rule reports nothing for values that only just comply."""
    report = Submission.from_sheets(area(number, changes)).check(as_of=AS_OF, rules=[RULES[name]])
    assert of_rule(report, name) == []
    assert report.crashed == ()


def needed_columns() -> Iterator[tuple[Rule, int, str]]:
    """Yield each rule that checks lists, with each list and column that it needs."""
    for rule in LIST_RULES:
        if rule.find is not None:
            pairs = {(number, key) for number, keys in rule.columns for key in keys}
            yield from ((rule, number, key) for number, key in sorted(pairs))


@pytest.mark.exhaustive
@pytest.mark.parametrize("number", LAYOUTS)
def test_a_rule_without_its_column_is_not_checked(number: int) -> None:
    """A rule whose column is missing is reported as not checked, naming the column."""
    for column in LAYOUTS[number].columns:
        report = check(area(without=[(number, column.key)]))
        expected = {
            rule.id for rule, at, key in needed_columns() if (at, key) == (number, column.key)
        }
        stopped = {
            entry.rule
            for entry in report.not_checked
            if entry.list == number and column.key in entry.columns and entry.rows is None
        }
        assert stopped == expected
        assert report.crashed == ()
        for entry in report.not_checked:
            assert repr(column.title.strip()) in entry.reason
        assert not report.is_clear


@pytest.mark.parametrize("number", LAYOUTS)
def test_a_rule_without_its_list_is_not_checked(number: int) -> None:
    """A rule is reported as not checked if its list, or another that it needs, is missing."""
    report = check(area(lists=[one for one in LAYOUTS if one != number]))
    gone = {entry.rule for entry in report.not_checked if entry.list == number}
    assert gone == {rule.id for rule in LIST_RULES if number in rule.lists}
    lacking = {entry.rule for entry in report.not_checked if entry.list != number}
    assert lacking == {
        rule.id for rule in LIST_RULES if number in {needed for needed, _ in rule.needs}
    }


@pytest.mark.no_cover
@pytest.mark.parametrize("number", LAYOUTS)
def test_unread_cells_are_not_checked(number: int) -> None:
    """A row is not checked by a rule that needs one of its unreadable cells."""
    for column in LAYOUTS[number].columns:
        report = check(area(number, {column.key: dt.time(9)}))
        expected = {
            rule.id
            for rule, at, key in needed_columns()
            if (at, key) == (number, column.key) and not (rule.reads_raw or rule.partial)
        }
        partial = {rule.id for rule in LIST_RULES if rule.partial}
        unread = {
            entry.rule
            for entry in report.not_checked
            if entry.list == number and column.key in entry.columns and entry.rows == 1
        } - partial
        assert unread == expected
        assert report.crashed == ()
        for problem in report.problems:
            if problem.rule in expected and problem.list == number:
                assert problem.index != 0 or problem.key != column.key


@pytest.mark.parametrize(
    ("rule", "number", "cells", "outcome"),
    [
        # A row is checked if its other cells decide the result.
        ("service-without-support", 6, {"camhs_receiving": "?", "support_recent": "Y"}, ""),
        ("service-without-support", 6, {"camhs_receiving": "N", "support_recent": "?"}, ""),
        ("service-without-support", 6, {"camhs_receiving": "?", "support_recent": "N"}, "open"),
        ("support-without-need", 6, {"concern": "N", "needs_support": "?"}, ""),
        ("support-without-need", 6, {"needs_support": "Y", "support_recent": "?"}, ""),
        ("support-without-need", 6, {"needs_support": "N", "support_recent": "?"}, "open"),
        ("support-without-need", 6, {"needs_support": "?", "support_recent": "Y"}, "open"),
        ("multi-agency-denied", 6, {"multi_agency": "Y", "known_to_yot": "?"}, ""),
        (
            "multi-agency-denied",
            6,
            {"multi_agency": "N", "known_to_yot": "?", "camhs_receiving": "Y"},
            "problem",
        ),
        (
            "multi-agency-denied",
            6,
            {"multi_agency": "N", "known_to_yot": "?", "camhs_receiving": "N"},
            "open",
        ),
        (
            "multi-agency-denied",
            6,
            {"multi_agency": "?", "known_to_yot": "N", "camhs_receiving": "N"},
            "",
        ),
        ("multi-agency-denied", 6, {"multi_agency": "?", "camhs_receiving": "Y"}, "open"),
        ("end-before-start", 6, {"cin_start": "?", "cin_end": None}, ""),
        ("end-before-start", 6, {"cin_start": "?", "cin_end": "01/08/2019"}, "open"),
        ("visit-after-end", 7, {"last_visit": "?", "plan_end": None}, ""),
        ("visit-after-end", 7, {"last_visit": "?", "plan_end": "01/08/2019"}, "open"),
        ("placement-and-provider", 8, {"placement_type": "?"}, "open"),
        ("unborn-with-gender", 4, {"gender": "?"}, ""),
        ("unborn-with-gender", 4, {**UNBORN, "gender": "?"}, "open"),
        # An age that could not be read matters only if an unborn child would be a problem.
        ("unborn-with-gender", 4, {**NO_AGE, "gender": "c) Not stated/recorded"}, ""),
        ("unborn-with-gender", 4, {"age": "?"}, ""),
        ("unborn-with-gender", 4, {"date_of_birth": None, "age": None}, ""),
        ("unborn-seen", 4, {**NO_AGE, "child_seen": "b) No"}, ""),
        ("unborn-in-care", 8, {"date_of_birth": "?"}, ""),
        ("too-young-for-justice", 8, NO_AGE, ""),
        ("too-young-for-justice", 8, {"legal_status": "J1", "care_end": "?"}, ""),
        ("age-assessment-doubted", 8, {**FOUND_ADULT, **NO_AGE, "unaccompanied": "Y"}, ""),
        ("gate-outside-ages", 6, {**NO_AGE, **UNASKED}, ""),
        ("follow-up-unasked", 6, {**NO_AGE, "concern": "Y", **NO_ANSWERS}, ""),
        ("age-assessment-doubted", 8, {"care_end_reason": "?"}, "open"),
        ("age-assessment-doubted", 8, {"care_end_reason": "?", "unaccompanied": "Y"}, ""),
        ("placement-and-status", 8, {"placement_type": "?", "legal_status": None}, ""),
    ],
)
def test_an_unread_cell_leaves_a_row_unchecked_only_if_it_could_be_a_problem(
    rule: str, number: int, cells: Mapping[str, object], outcome: str
) -> None:
    """An unreadable cell leaves a row unchecked only if its contents could make a problem."""
    report = check(area(number, cells))
    found = [one for one in of_rule(report, rule) if (one.list, one.index) == (number, 0)]
    left = [
        entry
        for entry in report.not_checked
        if (entry.rule, entry.list, entry.rows) == (rule, number, 1)
        and "could not be read" in entry.reason
    ]
    assert ("problem" if found else "open" if left else "") == outcome


OLD: Changes = {"date_of_birth": day("1999-05-01"), "age": 20}
NEITHER = {"concern": "N", "needs_support": "N"}
HALF = {"concern": "N", "needs_support": "?"}
BEFORE = START - dt.timedelta(30)
REFUSED: Changes = {"camhs_referred": "N", "camhs_not_accepted": "Y"}
WAITING: Changes = {"camhs_waiting": "Y"}
LONG_AGO: Changes = {"plan_start": BEFORE}
HELD_BEFORE: Changes = {"conference_date": BEFORE}
PLAN_OVER: Changes = {(7, 0, "child_id"): "A1", (7, 0, "plan_end"): AS_OF - DAY}
HELD_IN_AUGUST: Changes = {"conference_date": day("2019-08-01")}
EIGHTEEN: Changes = {**CLOSED, **born("2001-07-01", 18)}
INSIDE: Changes = {"placement_location": "a) In"}
OUT: Changes = {(8, 0, "+"): {}, "placement_location": "b) Out"}


def both_over(reason: str) -> dict[object, object]:
    """Return changes that end the first child's episode, and care, on the day of the check."""
    return {
        "cin_end": AS_OF,
        "closure_reason": "RC1",
        (8, 0, "child_id"): "A1",
        (8, 0, "care_end"): AS_OF,
        (8, 0, "care_end_reason"): reason,
    }


@pytest.mark.parametrize(
    ("name", "number", "changes", "expected"),
    [
        # If one gate answer is yes, the other fields are required, whatever the other answer is.
        ("follow-up-missing", 6, {"concern": "Y", "needs_support": "?", "multi_agency": None}, "P"),
        ("follow-up-missing", 6, {**HALF, "multi_agency": None}, "U"),
        ("follow-up-missing", 6, {**NEITHER, "multi_agency": None}, ""),
        ("follow-up-missing", 6, {"multi_agency": "?"}, ""),
        ("follow-up-missing", 6, {**HALF, **OLD, "multi_agency": None}, ""),
        ("follow-up-unasked", 6, {**HALF, **OLD}, "P"),
        ("follow-up-unasked", 6, {**HALF, "multi_agency": "?"}, "UUUUU"),
        ("follow-up-unasked", 6, {"concern": "Y", "needs_support": "?"}, ""),
        # Whether an unreadable cell is an answer is unknown, so leaving it blank is not advised.
        ("follow-up-unasked", 6, {**NEITHER, "multi_agency": "?"}, "UP"),
        ("follow-up-unasked", 6, {**OLD, **UNASKED, "multi_agency": "?"}, "U"),
        ("follow-up-unasked", 6, {**NEITHER, **NO_ANSWERS, "multi_agency": "?"}, "U"),
        ("follow-up-unasked", 6, {**UNASKED, "multi_agency": "NULL"}, ""),
        ("follow-up-unasked", 6, {**NEITHER, "support_recent": "?"}, "UP"),
        # An unreadable cell is not blank.
        ("gate-missing", 6, {"concern": "?"}, ""),
        ("gate-outside-ages", 6, {"concern": "?", "needs_support": None, **OLD}, "U"),
        # A dash, a zero instead of a date and the error of a failed look-up may be blank.
        ("gate-missing", 6, {"concern": "\u2013"}, "U"),
        ("gate-missing", 6, {"concern": "#N/A"}, "U"),
        ("follow-up-missing", 6, {"multi_agency": "-"}, "U"),
        ("end-and-reason", 6, {"cin_end": "-", "closure_reason": None}, "U"),
        ("end-and-reason", 6, {"cin_end": 0.0, "closure_reason": None}, "U"),
        ("end-and-reason", 6, {"cin_end": dt.time(0), "closure_reason": None}, "U"),
        ("end-and-reason", 6, {"cin_end": "#N/A", "closure_reason": None}, "U"),
        ("end-and-reason", 6, {"cin_end": MERGED, "closure_reason": None}, "U"),
        ("end-and-reason", 6, {"cin_end": 60_000_000, "closure_reason": None}, "P"),
        ("end-and-reason", 6, {"cin_end": "31/02/2019", "closure_reason": None}, "P"),
        ("status-and-closure", 6, {"cin_end": "00/01/1900"}, "U"),
        ("status-and-closure", 6, {"cin_end": "00/00/0000"}, "U"),
        ("status-and-closure", 6, {"cin_end": "__/__/____"}, "U"),
        ("status-and-closure", 6, {**CLOSED, "cin_end": "-"}, "U"),
        ("blank-in-care", 8, {"care_end": "-", "legal_status": None}, "U"),
        # Words instead of a date, and placeholders, may say that there is none yet.
        ("end-and-reason", 6, {"cin_end": "tbc", "closure_reason": None}, "U"),
        # A CSV file has truth values as words.
        *(
            ("end-and-reason", 6, {"cin_end": cell, "closure_reason": None}, "U")
            for cell in (True, False, "TRUE", "FALSE")
        ),
        ("end-and-reason", 6, {"closure_reason": "N/K"}, "U"),
        ("end-and-reason", 6, {"closure_reason": "Moved away"}, "P"),
        ("status-and-closure", 6, {"cin_end": "ongoing"}, "U"),
        ("outcome-missing", 4, {"authorised": "not yet", "needs_social_care": None}, "U"),
        ("ill-health-too-early", 4, {"authorised": "With manager"}, "U"),
        (
            "open-assessment-not-on-list-6",
            4,
            {(6, 0, "child_id"): "Z9", "authorised": "ongoing"},
            "U",
        ),
        (
            "conference-date-missing",
            5,
            {"conference_date": None, "conference_led_to_plan": "pending"},
            "U",
        ),
        # So may words in place of an answer; those in place of a code are the area's own code.
        (
            "conference-date-missing",
            5,
            {"conference_date": None, "conference_led_to_plan": "not held"},
            "U",
        ),
        ("outcome-too-early", 4, {"authorised": None, "needs_social_care": "ask team"}, "U"),
        ("gate-missing", 6, {"concern": "ask team"}, "U"),
        (
            "outside-period",
            5,
            {
                "strategy_discussion": BEFORE,
                "conference_date": None,
                "conference_unnecessary": "ask team",
            },
            "U",
        ),
        ("end-and-reason", 8, {"care_end_reason": "ask team"}, "P"),
        # What a conference lacks depends on whether it was deemed unnecessary.
        (
            "conference-date-missing",
            5,
            {"conference_date": None, "conference_unnecessary": "?"},
            "U",
        ),
        ("conference-date-missing", 5, {"conference_unnecessary": "?"}, ""),
        # A date that does not exist, or is unlikely, was still entered as one.
        ("status-and-closure", 6, {"cin_end": "May 20019"}, "P"),
        # NULL may be blank.
        ("gate-missing", 6, {"concern": "NULL"}, "U"),
        ("follow-up-missing", 6, {"multi_agency": "NULL"}, "U"),
        ("follow-up-missing", 6, {**OLD, "multi_agency": "NULL"}, ""),
        ("gate-missing", 6, {"concern": "NULL", **OLD}, ""),
        ("end-and-reason", 6, {"cin_end": "NULL", "closure_reason": None}, "U"),
        ("end-and-reason", 6, {"cin_end": AS_OF, "closure_reason": "NULL"}, "U"),
        ("outcome-missing", 4, {"authorised": "NULL", "needs_social_care": None}, "U"),
        ("outcome-missing", 4, {"authorised": "NULL"}, ""),
        ("outcome-missing", 4, {"authorised": None, "needs_social_care": "NULL"}, ""),
        ("outcome-too-early", 4, {"authorised": None, "needs_social_care": "NULL"}, "U"),
        ("outcome-too-early", 4, {"needs_social_care": "NULL"}, ""),
        ("age-missing", 6, {"date_of_birth": "NULL", "age": None}, "U"),
        ("age-missing", 6, {"age": "NULL"}, "U"),
        ("age-missing", 6, {"date_of_birth": None, "age": "NULL"}, ""),
        ("seen-missing", 4, {"child_seen": "NULL"}, "U"),
        ("seen-missing", 4, {**UNBORN, "child_seen": "NULL"}, ""),
        ("seen-missing", 4, {**NOT_SAID, "authorised": "NULL"}, "P"),
        ("seen-missing", 4, {"child_seen": "?"}, ""),
        ("seen-missing", 7, {"seen_alone": None, "last_visit": "NULL"}, "U"),
        ("seen-missing", 7, {"seen_alone": "a) Yes", "last_visit": "NULL"}, ""),
        ("blank-in-care", 8, {"care_end": "NULL", "legal_status": None}, "U"),
        ("blank-in-care", 8, {"care_end": "NULL"}, ""),
        ("gate-contradicted", 6, HALF, "U"),
        ("gate-contradicted", 6, {**NEITHER, "support_recent": "?"}, "U"),
        ("gate-contradicted", 6, {"concern": "Y", "needs_support": "?"}, ""),
        ("gate-contradicted", 6, {**HALF, "support_recent": "N"}, ""),
        ("gate-doubted", 6, {**NEITHER, "camhs_waiting": "?"}, "P"),
        ("gate-doubted", 6, HALF, "U"),
        ("end-and-reason", 6, {"cin_end": "?", "closure_reason": None}, "P"),
        ("end-and-reason", 6, {"cin_end": "?", "closure_reason": "RC1"}, ""),
        ("outcome-missing", 4, {"authorised": "?", "needs_social_care": None}, "P"),
        ("outcome-too-early", 4, {"authorised": None, "needs_social_care": "?"}, "P"),
        ("blank-in-care", 8, {"care_end": "?", "legal_status": None}, ""),
        # An enquiry in the period needs neither a decision nor a conference.
        ("outside-period", 5, {"conference_date": "?", "conference_unnecessary": "?"}, ""),
        ("outside-period", 5, {"strategy_discussion": "?"}, "U"),
        ("outside-period", 5, {"strategy_discussion": BEFORE, "conference_date": "?"}, "U"),
        (
            "outside-period",
            5,
            {"strategy_discussion": BEFORE, "conference_date": None, "conference_unnecessary": "?"},
            "P",
        ),
        ("outside-period", 7, {"plan_end": "?"}, "U"),
        ("overdue", 8, {"last_visit": "?"}, "U"),
        ("overdue", 8, {"placement_type": "?"}, ""),
        ("overdue", 8, {**SEEN_LONG_AGO, "placement_type": "?"}, "U"),
        ("overdue", 8, {**SEEN_LONG_AGO, "placement_start": "?"}, "U"),
        ("overdue", 8, {**SEEN_LONG_AGO, "legal_status": "?"}, ""),
        ("overdue", 8, {"last_visit": day("2019-03-08"), "placement_type": "?"}, "P"),
        ("overdue", 8, {"last_health_assessment": None, "legal_status": "?"}, "U"),
        ("adult", 6, {**OLD, "age": "20 years"}, "P"),
        ("adult", 6, {**OLD, "date_of_birth": "?"}, "P"),
        ("camhs-contradiction", 6, {**REFUSED, "camhs_waiting": "?"}, "P"),
        ("camhs-contradiction", 6, {**REFUSED, "camhs_referred": "?"}, "U"),
        ("camhs-contradiction", 6, {**REFUSED, "camhs_not_accepted": "?"}, "U"),
        ("camhs-contradiction", 6, {"camhs_referred": "?"}, ""),
        ("camhs-without-referral", 6, {"camhs_referred": "?", "camhs_waiting": "Y"}, "U"),
        ("camhs-without-referral", 6, {"camhs_referred": "N", "camhs_waiting": "?"}, "P"),
        ("camhs-without-referral", 6, {"camhs_referred": "N", "camhs_waiting": "Y"}, "P"),
        ("camhs-without-referral", 6, {"camhs_referred": "N", "camhs_receiving": "?"}, "U"),
        ("camhs-without-referral", 6, {**REFUSED, **WAITING, "camhs_receiving": "?"}, "P"),
        ("camhs-without-referral", 6, {"camhs_receiving": "?", "camhs_not_accepted": "?"}, ""),
        # A plan that began in the period did not end before it.
        ("not-on-list-6", 7, {(6, 1, "child_id"): "Z9", "plan_end": "?"}, "P"),
        ("not-on-list-6", 7, {(6, 1, "child_id"): "Z9", "plan_end": "?", "plan_start": START}, "P"),
        ("not-on-list-6", 7, {(6, 1, "child_id"): "Z9", "plan_end": "?", **LONG_AGO}, "U"),
        ("not-on-list-6", 7, {(6, 1, "child_id"): "Z9", "plan_end": "?", "plan_start": "?"}, "U"),
        ("not-on-list-6", 8, {(6, 2, "child_id"): "Z9", "care_end": "?"}, "U"),
        ("not-on-list-6", 7, {"plan_end": "?"}, ""),
        ("not-on-list-6", 7, {"child_id": "#N/A"}, "U"),
        ("not-on-list-6", 7, {"child_id": "#N/A", "plan_end": BEFORE}, ""),
        ("open-assessment-not-on-list-6", 4, {(6, 0, "child_id"): "Z9", "authorised": "?"}, ""),
        ("open-assessment-not-on-list-6", 4, {(6, 0, "child_id"): "Z9", "authorised": "NULL"}, "U"),
        ("need-not-on-list-6", 4, {(6, 0, "child_id"): "Z9", "needs_social_care": "?"}, "U"),
        ("need-not-on-list-6", 4, {"needs_social_care": "?"}, ""),
        ("conference-without-plan", 5, {"conference_date": "?"}, ""),
        ("conference-without-plan", 5, {"conference_led_to_plan": "?"}, "U"),
        ("conference-without-plan", 5, {**LED, "conference_date": "?"}, "U"),
        ("conference-without-plan", 5, {"conference_led_to_plan": "?", **HELD_BEFORE}, ""),
        # Adoption and death end the episode on whatever date it was closed.
        ("closure-reasons-differ", 6, {**both_over("E2"), "cin_end": "?"}, "P"),
        ("closure-reasons-differ", 6, {**both_over("E41"), "cin_end": "?"}, "U"),
        ("closure-reasons-differ", 6, {**both_over("E11"), "cin_end": "?"}, ""),
        ("closure-reasons-differ", 6, {**both_over("E41"), "closure_reason": "?"}, "U"),
        ("closure-reasons-differ", 6, {**CLOSED, "closure_reason": "?"}, ""),
        ("closure-reasons-differ", 6, {**CLOSED, "child_id": "#N/A"}, "U"),
        ("episode-too-short", 6, {(7, 0, "child_id"): "A1", "cin_end": "?"}, ""),
        ("episode-too-short", 6, {**PLAN_OVER, "cin_end": "?"}, "U"),
        (
            "episode-too-short",
            6,
            {**PLAN_OVER, "cin_end": "?", "cin_start": day("2019-07-01")},
            "PU",
        ),
        ("episode-too-short", 6, {**PLAN_OVER, "cin_end": "?", "cin_start": AS_OF}, ""),
        ("episode-too-short", 6, {**PLAN_OVER, "cin_start": "?"}, "U"),
        (
            "episode-too-short",
            6,
            {**PLAN_OVER, "cin_start": "?", "cin_end": day("2019-09-01")},
            "PU",
        ),
        ("episode-too-short", 6, {"cin_start": "?", "cin_end": "?"}, ""),
        ("episode-too-short", 6, {"child_id": "#N/A"}, "U"),
        ("plan-before-conference", 7, {"plan_end": "?"}, ""),
        ("plan-before-conference", 7, {"plan_end": "?", "plan_start": day("2019-06-01")}, "U"),
        ("plan-before-conference", 7, {"plan_start": "?"}, "U"),
        ("plan-before-conference", 7, {"plan_start": "?", "plan_end": day("2019-06-20")}, ""),
        ("plan-before-conference", 7, {"child_id": "#N/A"}, "U"),
        ("overdue", 7, {"plan_start": "?"}, ""),
        ("overdue", 7, {"plan_start": "?", "last_visit": None}, "U"),
        ("overdue", 7, {"plan_end": "?"}, ""),
        ("overdue", 7, {"plan_end": "?", "last_visit": START}, "U"),
        ("overdue", 7, {"plan_end": AS_OF - DAY, "last_visit": "?"}, ""),
        # An unborn child needs only reviews.
        ("overdue", 7, {**NO_AGE, "last_visit": START}, "U"),
        ("overdue", 7, {**NO_AGE, "latest_review": START - DAY}, "P"),
        ("overdue", 7, {"age": "?", "last_visit": START}, "P"),
        ("overdue", 7, NO_AGE, ""),
        ("gate-contradicted", 6, {**NEITHER, **NO_AGE}, "U"),
        ("gate-contradicted", 6, {**NEITHER, "age": "?"}, "P"),
        ("gate-contradicted", 6, {**NEITHER, "date_of_birth": None, "age": None}, "P"),
        ("gate-contradicted", 6, {**NEITHER, **NO_ANSWERS, **NO_AGE}, ""),
        ("gate-doubted", 6, {**NEITHER, **NO_AGE}, "U"),
        # The weeks are counted from the birth if that is later.
        ("conference-late", 5, {**HELD_IN_AUGUST, **NO_AGE}, "U"),
        ("conference-late", 5, {**HELD_IN_AUGUST, "date_of_birth": "?"}, "P"),
        ("conference-late", 5, {**HELD_IN_AUGUST, "date_of_birth": "?", "age": 0}, "U"),
        ("conference-late", 5, {**HELD_IN_AUGUST, "date_of_birth": None, "age": 0}, "P"),
        # A child under 1 may have been born after the assessment.
        ("seen-missing", 4, {**NOT_SAID, "authorised": "?"}, "P"),
        ("seen-missing", 7, {"seen_alone": None, "last_visit": "?"}, "P"),
        ("adult", 6, {**EIGHTEEN, "closure_reason": "?"}, "U"),
        ("adult", 6, {**EIGHTEEN, **OLD, "closure_reason": "?"}, "P"),
        ("adult", 6, {**OLD, "closure_reason": "?"}, "P"),
        ("adult", 8, {**OLD, "care_end_reason": "?"}, "U"),
        ("adult", 8, {**OLD, "care_end_reason": "E15", "child_id": "#N/A"}, "U"),
        ("adult", 6, {**OLD, (8, 0, "child_id"): "A1", (8, 0, "care_end_reason"): "?"}, "U"),
        ("adult", 6, {**OLD, (8, 0, "care_end_reason"): "?"}, "P"),
        ("adult", 6, {**OLD, (8, 0, "care_end_reason"): "E15", "child_id": "#N/A"}, "U"),
        ("adult", 6, {**OLD, (8, 0, "care_end_reason"): "E15", (8, 0, "child_id"): "#N/A"}, "U"),
        ("adult", 6, {**OLD, (8, 0, "care_end_reason"): "?", (8, 0, "child_id"): None}, "U"),
        # A placement that could not be read may be inside the border, in another authority.
        ("outside-at-home", 8, {**OUT, (8, 1, "+"): {**INSIDE, "placement_authority": "?!"}}, ""),
        (
            "outside-at-home",
            8,
            {**OUT, (8, 1, "+"): {**INSIDE, "placement_authority": "#N/A"}},
            "U",
        ),
        ("outside-at-home", 8, {**OUT, (8, 1, "+"): {"placement_location": "?"}}, "U"),
        (
            "outside-at-home",
            8,
            {**OUT, (8, 1, "+"): INSIDE, (8, 2, "+"): {"placement_location": "?"}},
            "P",
        ),
        ("status-and-closure", 6, {"cin_end": "?"}, "P"),
        ("status-and-closure", 6, {**CLOSED, "cin_end": "?"}, ""),
        ("status-and-closure", 6, {"cin_end": "NULL"}, "U"),
        ("status-and-closure", 6, {"case_status": "?"}, "U"),
        ("birth-date-blank", 6, {"date_of_birth": "?"}, ""),
        ("birth-date-blank", 6, {"date_of_birth": "NULL"}, "U"),
        ("birth-date-blank", 6, {"age": "?"}, ""),
        ("birth-date-blank", 6, {"date_of_birth": None, "age": "?"}, "U"),
        ("long-before-birth", 3, {"date_of_birth": "?"}, "U"),
        ("long-before-birth", 3, {"date_of_birth": "?", "referral_date": None}, ""),
        ("long-before-birth", 3, {"referral_date": "?"}, "U"),
        ("conference-unnecessary", 5, {"conference_date": "?"}, ""),
        (
            "conference-unnecessary",
            5,
            {"conference_unnecessary": "?", "conference_date": None},
            "U",
        ),
    ],
)
def test_an_unread_cell_leaves_a_row_unchecked_only_if_it_could_matter(
    name: str, number: int, changes: Changes, expected: str
) -> None:
    """An unreadable cell leaves a row unchecked only if it could change the rule's result."""
    report = check(area(number, changes))
    found = ["P" for each in of_rule(report, name) if (each.list, each.index) == (number, 0)]
    unknown = [
        "U"
        for entry in report.not_checked
        if (entry.rule, entry.list) == (name, number)
        and entry.reason == "a cell that the rule needs could not be read"
        and entry.row_numbers[:1] == (3,)
    ]
    assert sorted([*found, *unknown]) == sorted(expected)


# Rules about blank cells: one that could not be read is not blank, and there is no problem.
OF_BLANK_CELLS = {
    "age-missing",
    "birth-date-blank",
    "blank-in-care",
    "conference-date-missing",
    "conference-result-missing",
    "conference-undecided",
    "end-and-reason",
    "follow-up-missing",
    "gate-missing",
    "ill-health-missing",
    "ill-health-too-early",
    "open-assessment-not-on-list-6",
    "outcome-missing",
    "outcome-too-early",
    "plan-without-conference",
    "seen-missing",
    "status-and-closure",
}
# Cells that rules also read, though they run without these columns.
READ_TOO = {
    "adult": {(6, "closure_reason"), (8, "care_end_reason")},
    "age-assessment-doubted": {(8, "care_end")},
    "not-on-list-6": {(7, "plan_start"), (8, "care_start")},
    "too-young-for-justice": {(8, "legal_status_start"), (8, "care_end")},
}
AGE = ("age", "date_of_birth")


Cells = dict[tuple[int, int, str], object]


def unread_cells(name: str, at: int, changes: Changes) -> Iterator[tuple[Cells, bool]]:
    """Yield unreadable cells for a case of a rule, and whether such a cell was blank."""
    rule = RULES[name]
    number, broken, shown, _ = TABLE[name][at]
    rows = {
        *((one[0], one[1]) for one in places(number, shown)),
        *((number, 0) if isinstance(one, str) else one[:2] for one in (*broken, *changes)),
    }
    own = {(one, key) for one, keys in rule.columns for key in keys}
    # A row of another list whose child is unknown is reported, and compared with no other.
    others = {(one, key) for one, keys in rule.needs for key in keys if key != "child_id"}
    sheets = {sheet.name: sheet.rows[2:] for sheet in area(number, changes)}
    for one, layout in LAYOUTS.items():
        columns = {column.key: column for column in layout.columns}
        unread = {
            key: "31/02/2019"
            if column.kind is CellKind.DATE
            else "#N/A"
            if column.kind in {CellKind.IDENTIFIER, CellKind.TEXT}
            or (column.codes is not None and column.codes.is_open)
            else "?"
            for key, column in columns.items()
        }
        for row, cells in enumerate(sheets[layout.sheet]):
            blank = {key for key, cell in zip(columns, cells, strict=True) if is_blank(cell)}
            for key in columns:
                if (one, key) in others or (
                    ((one, row) in rows or rule.span is Span.LIST)
                    and (one, key) in own | READ_TOO.get(name, set())
                ):
                    yield {(one, row, key): unread[key]}, key in blank
            if (one, row) in rows and one in rule.lists:
                yield {(one, row, key): unread[key] for key in AGE}, not blank.isdisjoint(AGE)


# A cell does not say what breaks one of these rules.
IMPOSSIBLE = ("age-differs", "end-before-start", "long-before-birth")


@lru_cache(maxsize=100)
def tables_of(name: str, rows: tuple[tuple[object, ...], ...]) -> tuple[ListTable[ListRow], ...]:
    """Read a sheet, once: most of the lists are the same each time."""
    below = RawSheet(name=name, rows=rows[1:], titled=True, first_row=2)
    return Submission.from_sheets([below]).tables


def rows_found(name: str, number: int, changes: Changes) -> tuple[set[Any], ...]:
    """Return the rows in which a rule finds a problem, those not checked, and impossible ones."""
    rule = RULES[name]
    lists = {number, *(place[0] for place in changes if isinstance(place, tuple))}
    lists.update(one for one, _ in (*rule.needs, *READ_TOO.get(name, ())))
    lists.update(rule.lists if rule.span is Span.ALL else ())
    sheets = area(number, changes, lists=sorted(lists))
    tables = [tables_of(sheet.name, tuple(map(tuple, sheet.rows))) for sheet in sheets]
    rules = [rule, *(RULES[one] for one in IMPOSSIBLE if one != name)]
    together = Submission(tables=tuple(itertools.chain.from_iterable(tables)))
    report = together.check(as_of=AS_OF, rules=rules)
    own = {(one.list, one.row) for one in report.problems if one.rule == name}
    entries = [one for one in report.not_checked if one.rule == name]
    left = {(one.list, row) for one in entries for row in one.row_numbers}
    return own - left, left, {(one.list, one.row) for one in report.problems if one.rule != name}


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", [name for name in TABLE if not RULES[name].reads_raw])
def test_no_unread_cell_hides_a_problem_in_silence(name: str) -> None:
    """A rule still finds a problem, or lists a row as not checked, if one of its cells is unread.

    That is so for each cell of its columns, and for the age, in the areas that break the rule.
    """
    silent = []
    for at, (number, changes, _, _) in enumerate(TABLE[name]):
        for cells, blank in unread_cells(name, at, changes):
            if blank and name in OF_BLANK_CELLS:
                continue
            found, left, _ = rows_found(name, number, {**changes, **cells})
            if not found | left:
                silent.append((at, *cells))
    assert silent == []


# What a cell may say, by the kind of its column, if it has no codes.
DAYS = tuple(AS_OF - DAY * n for n in (1, 10, 29, 60, 100, 184, 200, 300, 500, 4_000, 6_900))
MAY_SAY: Mapping[CellKind, tuple[object, ...]] = {
    CellKind.DATE: DAYS,
    CellKind.NUMBER: (-1, 0, 1, 9, 12, 17, 18, 20),
}
# Rules that compare all children or contacts, which another that is the same does not explain.
OF_ALL_ROWS = {"contact-repeated", "two-identifiers"}


def contents(unread: Cells) -> Iterator[Cells]:
    """Yield what unreadable cells of a row may say."""
    (number, row, key), *others = unread
    if others:
        for born in (AS_OF + 20 * DAY, *DAYS):
            yield {(number, row, BIRTH): born, (number, row, "age"): completed_years(born, AS_OF)}
        return
    (column,) = (each for each in LAYOUTS[number].columns if each.key == key)
    codes = [code.text for code in column.codes.codes] if column.codes is not None else ()
    for said in (*codes, *MAY_SAY.get(column.kind, ())):
        yield {(number, row, key): said}


@pytest.mark.exhaustive
@pytest.mark.parametrize(
    "name", [name for name in TABLE if not RULES[name].reads_raw and name not in OF_ALL_ROWS]
)
def test_no_unread_cell_leaves_a_problem_that_its_contents_could_explain(name: str) -> None:
    """A rule finds no problem in a row if an unread cell may say what makes the row correct.

    That is so for each cell of its columns, and for the age, in the areas that break the rule and
    in those that just comply with it.
    """
    accused = []
    for at, (number, changes, _, complying) in enumerate(TABLE[name]):
        for given in (changes, *complying):
            for cells, _ in unread_cells(name, at, given):
                ((one, row, _), *_) = cells
                for unread, may_say in (
                    (cells, contents(cells)),
                    (dict.fromkeys(cells, "#N/A"), [dict.fromkeys(cells)]),
                ):
                    problems, _, _ = rows_found(name, number, {**given, **unread})
                    for said in may_say if problems else ():
                        still, left, impossible = rows_found(name, number, {**given, **said})
                        if (one, row + 3) not in impossible and not problems <= still | left:
                            accused.append((at, said))
                            break
    assert accused == []


def test_rules_on_camhs_need_only_the_columns_that_decide() -> None:
    """Without the column on waiting lists, a service or a refusal without a referral is found."""
    cells = {"camhs_referred": "N", "camhs_not_accepted": "Y"}
    report = check(area(6, cells, without=[(6, "camhs_waiting")]))
    assert [one.key for one in of_rule(report, "camhs-contradiction")] == ["camhs_not_accepted"]
    assert [one.key for one in of_rule(report, "camhs-without-referral")] == ["camhs_referred"]


def test_rules_on_camhs_find_what_its_status_finds() -> None:
    """The two rules find the contradictions and notes of `CamhsStatus`, for all its answers."""
    keys = ("camhs_referred", "camhs_receiving", "camhs_waiting", "camhs_not_accepted")
    answers = {"Y": Answer.YES, "N": Answer.NO, "U": Answer.UNKNOWN, "": Answer.UNKNOWN}
    cells = [*itertools.product(answers, repeat=len(keys))]
    rows = [
        {"child_id": f"A{at}", **dict(zip(keys, some, strict=True))}
        for at, some in enumerate(cells)
    ]
    report = Submission.from_rows({6: rows}).check(as_of=AS_OF)
    for at, some in enumerate(cells):
        referred, receiving, waiting, refused = (answers[cell] for cell in some)
        status = CamhsStatus(
            referred=referred, receiving=receiving, waiting=waiting, not_accepted=refused
        )
        found = [one.rule for one in report.problems if one.index == at]
        assert found.count("camhs-contradiction") == len(status.contradictions)
        assert found.count("camhs-without-referral") == len(status.notes)


@pytest.mark.parametrize(
    ("end", "what"),
    [
        (None, "is current"),
        (AS_OF, "is current"),
        (AS_OF - DAY, "ended in the last six months"),
        (START, "ended in the last six months"),
    ],
)
def test_the_message_says_whether_a_plan_that_list_6_lacks_is_current(
    end: dt.date | None, what: str
) -> None:
    """A plan is called current up to its last day, and ended from the next."""
    report = check(area(7, {(6, 1, "child_id"): "Z9", "plan_end": end}))
    (problem,) = of_rule(report, "not-on-list-6")
    assert problem.message == f"the plan or care {what}, but the child is not on list 6"


def test_identifiers_that_one_list_shows_differently_may_be_the_same() -> None:
    """Where only some lists show identifiers that differ from those stored, none is called absent.

    Excel shows 1234567 as 123-4567 on one list, and that may be the text on another.
    """
    sheets = area(7, {"child_id": "123-4567"})
    shown = [
        attrs.evolve(sheet, shown_otherwise={1: 3}) if sheet.name == "List_6" else sheet
        for sheet in sheets
    ]
    assert of_rule(check(sheets), "not-on-list-6")
    report = check(shown)
    assert not of_rule(report, "not-on-list-6")
    assert "not-on-list-6" in {one.rule for one in report.not_checked if one.list == 7}
    shown = [attrs.evolve(sheet, shown_otherwise={1: 3}) for sheet in sheets]
    assert of_rule(check(shown), "not-on-list-6")


def test_a_cell_that_is_merged_with_another_is_called_that() -> None:
    """The problem of a blank cell that is merged with a value does not call it a formula error."""
    report = submission(6, {"cin_end": MERGED}).check(as_of=AS_OF, lists=[6])
    told = {one.message for one in report.problems if one.rule == "cell-error"}
    assert told == {"the cell is blank, but merged with one that has content; it counts as unread"}


def test_different_answers_on_two_rows_of_one_list_are_not_those_of_two_lists() -> None:
    """The problem of answers that differ names another row, which may be on the same list."""
    rows = [{"child_id": "A1", "concern": answer} for answer in "YN"]
    report = Submission.from_rows({6: rows}).check(as_of=AS_OF)
    assert {one.message for one in of_rule(report, "answers-differ")} == {
        "another row of the child has a different answer"
    }


def test_a_formula_without_a_result_is_called_that() -> None:
    """The problem of a formula without a stored result does not say that the cell shows an error.

    Excel calculates the formula when it opens the file, and shows its result.
    """
    report = submission(6, {"cin_end": NOT_CALCULATED}).check(as_of=AS_OF, lists=[6])
    told = {(one.message, one.remedy) for one in report.problems if one.rule == "cell-error"}
    ((message, remedy),) = told
    assert message == "the file has no result of the formula in the cell"
    assert remedy.startswith("open the file in Excel and save it")


@pytest.mark.exhaustive
@pytest.mark.parametrize("cell", [dt.time(9), "#N/A", float("inf")])
def test_every_unread_cell_is_one_problem(cell: object) -> None:
    """An unreadable cell is reported by exactly one of the rules for cells."""
    rules = [rule for rule in LIST_RULES if rule.reads_raw]
    for number, layout in LAYOUTS.items():
        for column in layout.columns:
            report = submission(number, {column.key: cell}).check(as_of=AS_OF, rules=rules)
            outcome = [
                problem.rule
                for problem in report.problems
                if (problem.list, problem.index, problem.key) == (number, 0, column.key)
            ]
            if cell == "#N/A":
                assert outcome == ["cell-error"]
            else:
                kinds = {
                    CellKind.DATE: "not-a-date",
                    CellKind.NUMBER: "not-a-number",
                    CellKind.CODE: "unknown-code",
                    CellKind.ANSWER: "unknown-code",
                }
                expected = kinds.get(column.kind, "not-a-text")
                if column.codes is not None and column.codes.is_open:
                    expected = "not-a-text"
                assert outcome == [expected]


@pytest.mark.parametrize(
    ("name", "number", "changes", "reason"),
    [
        ("age-differs", 6, {"date_of_birth": None}, "the date of birth is blank"),
        ("gate-missing", 6, {"date_of_birth": None, "age": None, "concern": None}, "age"),
        # The age of a birth in 2012 is 7, to which the fields do not apply.
        ("gate-missing", 6, {**born("2012-05-01", 12), "concern": None}, "disagree"),
        ("gate-outside-ages", 6, {**born("2012-05-01", 12), "concern": None}, "disagree"),
        (
            "follow-up-missing",
            6,
            {**born("2012-05-01", 12), "multi_agency": None},
            "disagree",
        ),
        (
            "follow-up-unasked",
            6,
            {**NO_ANSWERS, **born("2012-05-01", 12), "multi_agency": "Y"},
            "disagree",
        ),
        ("unborn-with-gender", 7, born("2019-12-01", 10), "disagree"),
        ("unborn-seen", 7, born("2019-12-01", 10), "disagree"),
        # An age that could not be read may be that of an unborn child.
        ("unborn-with-gender", 7, NO_AGE, "could not be read"),
        ("unborn-seen", 7, NO_AGE, "could not be read"),
        ("unborn-seen", 7, {"date_of_birth": "?", "age": None}, "could not be read"),
        ("unborn-in-care", 8, NO_AGE, "could not be read"),
        ("too-young-for-justice", 8, {**NO_AGE, "legal_status": "J1"}, "could not be read"),
        (
            "too-young-for-justice",
            8,
            {"legal_status": "J1", "legal_status_start": "?"},
            "could not be read",
        ),
        ("age-assessment-doubted", 8, {**FOUND_ADULT, **NO_AGE}, "could not be read"),
        (
            "age-assessment-doubted",
            8,
            {**FOUND_ADULT, **born("2001-05-01", 18), "care_end": "?"},
            "could not be read",
        ),
        ("adult", 7, NO_AGE, "could not be read"),
        ("gate-outside-ages", 6, {**NO_AGE, "needs_support": None}, "age is unknown"),
        ("follow-up-unasked", 6, {**NO_AGE, **NO_ANSWERS, "multi_agency": "Y"}, "age is unknown"),
        ("unborn-in-care", 8, born("2019-12-01", 10), "disagree"),
        ("seen-missing", 4, {**born("2019-12-01", 10), **NOT_SAID}, "disagree"),
        ("seen-missing", 4, {**born("2007-05-01", -1), **NOT_SAID}, "disagree"),
        ("seen-missing", 4, {"date_of_birth": None, "age": None, **NOT_SAID}, "age is unknown"),
        ("follow-up-missing", 6, {"date_of_birth": None, "age": None, "multi_agency": None}, "age"),
        (
            "follow-up-missing",
            6,
            {"concern": "U", "needs_support": "N", "multi_agency": None},
            "gate answer is unknown",
        ),
        (
            "follow-up-missing",
            6,
            {
                "concern": "U",
                "needs_support": "N",
                "multi_agency": None,
                "date_of_birth": None,
                "age": None,
            },
            "gate answer is unknown",
        ),
        ("plan-without-conference", 7, {(5, 1, "conference_date"): "NULL"}, "could not be read"),
        ("status-differs", 6, {(8, 0, "care_end"): "soon"}, "could not be read"),
        ("status-differs", 6, {(7, 0, "plan_end"): "soon"}, "could not be read"),
        (
            "status-and-assessment",
            6,
            {"case_status": "d) Open assessment", (4, 0, "authorised"): "soon"},
            "could not be read",
        ),
        (
            "episode-without-referral",
            6,
            {**ASSESSING, "cin_start": START, (3, 0, "referral_date"): "soon"},
            "could not be read",
        ),
    ],
)
def test_rows_without_a_needed_fact_are_not_checked(
    name: str, number: int, changes: Changes, reason: str
) -> None:
    """If a rule lacks a fact, it reports the row as not checked, once, and no problem."""
    report = check(area(number, changes))
    assert of_rule(report, name) == []
    open_ = [one for one in report.not_checked if one.rule == name and one.list == number]
    assert [(reason in one.reason, one.rows) for one in open_] == [(True, 1)]


def with_unused(sheets: list[RawSheet], number: int, child: str) -> list[RawSheet]:
    """Return sheets with a row of a child that is not used: it has a cell too many."""
    name = LAYOUTS[number].sheet
    return [
        attrs.evolve(sheet, rows=[*sheet.rows, [child, "stray", *sheet.rows[2][1:-1], "N", "N"]])
        if sheet.name == name
        else sheet
        for sheet in sheets
    ]


# For each rule about what another list does not have: the list, changes that break it, the child
# reported, and the other list.
ABSENT: tuple[tuple[str, int, Changes, str, int], ...] = (
    ("not-on-list-6", 7, {(6, 1, "child_id"): "Z9"}, "B2", 6),
    ("not-on-list-6", 8, {**CARE_OVER, (6, 2, "child_id"): "Z9"}, "C3", 6),
    ("open-assessment-not-on-list-6", 4, {"child_id": "Z9", "authorised": None}, "Z9", 6),
    ("need-not-on-list-6", 4, {"child_id": "Z9"}, "Z9", 6),
    ("status-and-assessment", 6, ASSESSING, "A1", 4),
    ("conference-without-plan", 5, LED, "A1", 7),
    ("plan-without-conference", 7, {(5, 1, "child_id"): "Z9"}, "B2", 5),
    ("episode-without-referral", 6, {**ASSESSING, "cin_start": day("2019-06-04")}, "A1", 3),
    ("status-differs", 6, {"case_status": "a) Looked after child"}, "A1", 8),
    ("status-differs", 6, {"case_status": "b) Child Protection plan"}, "A1", 7),
    ("status-differs", 6, {(6, 1, "case_status"): "a) Looked after child"}, "B2", 8),
)


@pytest.mark.parametrize(("name", "number", "changes", "child", "other"), ABSENT)
def test_what_a_list_lacks_is_unknown_if_a_row_may_be_the_childs(
    name: str, number: int, changes: Changes, child: str, other: int
) -> None:
    """Whether a list lacks a row is unknown if a row there may be the child's."""
    sheets = area(number, changes)
    assert [one.child_id for one in of_rule(check(sheets), name)] == [child]
    assert [one.child_id for one in of_rule(check(with_unused(sheets, other, "Y8")), name)] == [
        child
    ]
    for given, reason in (
        (with_unused(sheets, other, child), f"a row of list {other} about the child was not used"),
        *(
            (
                area(number, {**changes, (other, 0, "+"): {"child_id": identifier}}),
                f"list {other} has rows whose child is unknown, and one may be about this child",
            )
            for identifier in (None, "#N/A", "Err:508")
        ),
        (
            area(number, {**changes, (other, 0, "+"): {"child_id": f"0{child.lower()}"}}),
            f"list {other} has an identifier that differs only in {SPELLING}",
        ),
        (
            [*sheets, attrs.evolve(sheets[[*LAYOUTS].index(other)], name=str(other))],
            f"list {other} has rows whose child is unknown, and one may be about this child",
        ),
    ):
        report = check(given)
        assert of_rule(report, name) == []
        (left,) = [
            one
            for one in report.not_checked
            if (one.rule, one.list, one.reason) == (name, number, reason)
        ]
        assert left.rows == 1


@pytest.mark.parametrize(
    ("name", "number", "changes", "child", "other"),
    [
        ("closure-against-assessment", 6, {**CLOSED, "closure_reason": "RC8"}, "A1", 4),
        ("plan-despite-assessment", 6, NO_SUPPORT, "A1", 4),
        ("assessed-after-no-action", 3, NOTHING_DONE, "A1", 3),
        ("conference-late", 5, {"conference_date": day("2019-07-11")}, "A1", 7),
        (
            "count-too-low",
            3,
            {
                (3, 0, "+"): {"referral_date": day("2019-06-04"), "referrals_in_year": None},
                "referrals_in_year": 0,
            },
            "A1",
            3,
        ),
        ("plan-against-conference", 7, {"plan_start": day("2019-07-05")}, "B2", 5),
        ("plan-against-conference", 7, {(5, 1, "conference_led_to_plan"): "b) No"}, "B2", 5),
    ],
)
def test_what_another_row_could_explain_is_unknown_if_it_was_not_used(
    name: str, number: int, changes: Changes, child: str, other: int
) -> None:
    """If another row of the child could explain a difference, and was not used, it is unknown."""
    assert [one.child_id for one in of_rule(check(area(number, changes)), name)] == [child]
    unknown = area(number, {**changes, (other, 9, "+"): {"child_id": None}})
    assert child in [one.child_id for one in of_rule(check(unknown), name)]
    report = check(with_unused(area(number, changes), other, child))
    assert of_rule(report, name) == []
    (left,) = [one for one in report.not_checked if (one.rule, one.list) == (name, number)]
    assert (left.rows, left.reason) == (1, f"a row of list {other} about the child was not used")


@pytest.mark.parametrize(
    ("name", "number", "changes", "other"),
    [
        ("status-and-assessment", 6, STILL_ASSESSED, 4),
        ("status-differs", 6, {(6, 2, "case_status"): "c) Child in need plan"}, 7),
        ("status-differs", 6, {(6, 1, "case_status"): "d) Open assessment"}, 8),
        ("episode-too-short", 6, {(6, 2, "cin_start"): day("2018-02-02")}, 8),
    ],
)
def test_what_a_row_shows_is_a_problem_whatever_was_not_used(
    name: str, number: int, changes: Changes, other: int
) -> None:
    """A problem that follows from rows that were used does not depend on others."""
    sheets = area(number, {**changes, (other, 0, "+"): {"child_id": None}})
    (problem,) = of_rule(check(sheets), name)
    assert problem.child_id is not None
    assert len(of_rule(check(with_unused(sheets, other, problem.child_id)), name)) == 1


def test_an_age_in_doubt_leads_to_no_advice_to_delete_answers() -> None:
    """If the age and the date of birth disagree, no rule says to leave answers blank."""
    report = check(area(6, born("2019-12-01", 10)))
    row = [one for one in report.problems if (one.list, one.index) == (6, 0)]
    assert "age-differs" in {one.rule for one in row}
    assert not [one for one in row if "blank" in one.remedy]


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        (rule.id, {**TABLE[rule.id][0][1], **OLD})
        for rule in RULES_OF_ANSWERS
        if TABLE[rule.id][0][0] == NEED
        # These find answers outside the ages.
        and rule.id not in {"gate-outside-ages", "follow-up-unasked"}
    ],
)
def test_a_statement_says_for_which_ages_it_is(name: str, changes: Changes) -> None:
    """If a rule about answers checks only children aged 10 to 15, its statement says so."""
    at_any_age = {one.index for one in of_rule(check(area(6, changes)), name)} >= {0}
    assert ("10 to 15" in RULES[name].statement) is not at_any_age


@pytest.mark.parametrize("blank", ["conference_date", "conference_led_to_plan"])
def test_an_unnecessary_conference_leads_to_one_piece_of_advice(blank: str) -> None:
    """If a conference was deemed unnecessary, no rule says to enter its date or its result."""
    report = check(area(5, {"conference_unnecessary": "a) Yes", blank: None}))
    row = [one for one in report.problems if (one.list, one.index) == (5, 0)]
    assert {one.rule for one in row} == {"conference-unnecessary"}


def test_an_empty_list_is_one_problem() -> None:
    """An empty list 3 or 5 is one problem, not one for each child on other lists."""
    sheets = area(6, {**ASSESSING, "cin_start": START})
    emptied = [
        RawSheet(name=sheet.name, rows=sheet.rows[:2])
        if sheet.name in {"List_3", "List_5"}
        else sheet
        for sheet in sheets
    ]
    report = check(emptied)
    assert len(of_rule(report, "list-empty")) == 2
    assert of_rule(report, "episode-without-referral") == []
    assert of_rule(report, "plan-without-conference") == []
    left = {one.rule for one in report.not_checked if one.rows is None}
    assert left.isdisjoint({"episode-without-referral", "plan-without-conference"})


def test_a_child_in_care_needs_no_readable_plan() -> None:
    """The status of a child in care is checked even if the end of its plan cannot be read."""
    changes: Changes = {
        (8, 0, "+"): {"child_id": "B2"},
        (7, 0, "plan_end"): "soon",
        (6, 1, "case_status"): "a) Looked after child",
    }
    report = check(area(6, changes))
    assert of_rule(report, "status-differs") == []
    entries = [one for one in report.not_checked if one.rule == "status-differs"]
    assert entries == []


@pytest.mark.parametrize(("pairs", "rule"), [(5, "contact-repeated"), (6, "row-repeated")])
def test_many_repeated_contacts_are_a_warning(pairs: int, rule: str) -> None:
    """Five pairs of equal contacts are notes, and six pairs are warnings about repeated rows."""
    contact = {"contact_date": day("2019-06-03"), "contact_source": "6"}
    rows = [{"child_id": f"A{at}", **contact} for at in range(pairs) for _ in range(2)]
    report = Submission.from_rows({1: rows}).check(as_of=AS_OF)
    found = [one.rule for one in report.problems if "repeated" in one.rule]
    assert found == [rule] * 2 * pairs


def test_two_lists_are_enough_to_find_a_second_identifier() -> None:
    """Identifiers are compared between lists even if there are no more than two."""
    child = {"date_of_birth": BORN, "gender": "F", "ethnicity": "WBRI"}
    rows = {1: [{"child_id": "Z9", **child}], 8: [{"child_id": "C3", **child}]}
    found = of_rule(Submission.from_rows(rows).check(as_of=AS_OF), "two-identifiers")
    assert [(problem.list, problem.child_id) for problem in found] == [(1, "Z9")]


def test_an_adult_is_reported_without_list_8() -> None:
    """An adult is reported where there is no list 8 to say that an assessment found an adult."""
    row = {"child_id": "A1", "age": 18, "cin_end": None}
    report = Submission.from_rows({6: [row]}).check(as_of=AS_OF)
    assert [problem.column for problem in of_rule(report, "adult")] == ["Age of Child (Years)"]


def test_without_a_birth_date_an_early_event_is_not_compared_with_it() -> None:
    """An event in 1900 is too early for anybody, and is called so if the birth date is blank."""
    report = check(area(6, {"date_of_birth": None, "age": None, "cin_start": day("1900-01-01")}))
    (problem,) = of_rule(report, "long-before-birth")
    assert problem.message.startswith("the date is too early for anyone")
    assert problem.remedy == "check the date"


def test_an_impossible_birth_is_reported_once() -> None:
    """A date of birth far in the future is one problem, not one more for each event before it."""
    report = check(area(6, {"date_of_birth": day("2090-01-01")}))
    assert of_rule(report, "birth-impossible")
    assert not of_rule(report, "long-before-birth")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (born("2019-09-10", 3), "the date of birth is in the future, but the age is not -1"),
        (born("2007-05-01", 11), RULES["age-differs"].message),
    ],
)
def test_a_birth_in_the_future_is_named(changes: Changes, message: str) -> None:
    """If the date of birth is in the future, the problem says so; otherwise the two differ."""
    (problem,) = of_rule(check(area(6, changes)), "age-differs")
    assert problem.message == message


def test_leap_birthdays() -> None:
    """The age of a child born on 29 February depends on the chosen leap-day convention."""
    changes = {"date_of_birth": day("2008-02-29"), "age": 11}
    for convention, days in ((LeapBirthday.MARCH_1, 1), (LeapBirthday.FEBRUARY_28, 28)):
        lists = submission(6, changes)
        before = dt.date(2019, 3, 1) - DAY
        report = lists.check(as_of=before, leap_birthday=convention)
        found = any(one.index == 0 for one in of_rule(report, "age-differs") if one.list == 6)
        assert found is (days == 1)


def test_naive_moments_at_23_are_reported_once() -> None:
    """Times of 23:00 without an offset are one warning for a column, with their number."""
    moment = dt.datetime(2007, 4, 30, 23)  # noqa: DTZ001 - as exports write it
    changes = {(6, row, "date_of_birth"): moment for row in range(3)}
    (problem,) = of_rule(check(area(6, changes)), "date-at-23")
    assert (problem.cell, "3 cells" in problem.message) == ("D3", True)


@pytest.mark.parametrize(
    ("cell", "times"),
    [
        ("30/04/2007 11:00:00 PM", 1),
        ("Apr 30 2007 11:00PM", 1),
        ("30/04/2007 11:00:00 AM", 0),
        ("30/04/2007 11:00", 0),
        ("30/04/2007 11:00:01 PM", 0),
    ],
)
def test_eleven_in_the_evening_is_23(cell: str, times: int) -> None:
    """A time of 11 PM is 23:00, and one of 11 AM is not."""
    report = check(area(6, {"date_of_birth": cell}))
    assert len(of_rule(report, "date-at-23")) == times
    assert not of_rule(report, "not-a-date")


def test_the_date_of_birth_takes_precedence_over_the_age() -> None:
    """Whether a field is required depends on the date of birth, or else on the age."""
    wrong = check(area(6, {"age": 9, "concern": None}))
    assert [one.key for one in of_rule(wrong, "gate-missing")] == ["concern"]
    alone = check(area(without=[(6, "date_of_birth")], number=6, changes={"concern": None}))
    assert [one.key for one in of_rule(alone, "gate-missing")] == ["concern"]
    unread = check(area(6, {"date_of_birth": "1/5/07", "concern": None}))
    assert [one.key for one in of_rule(unread, "gate-missing")] == ["concern"]
    neither = check(area(without=[(6, "date_of_birth"), (6, "age")], number=6))
    assert of_rule(neither, "gate-missing") == []


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("1/5/07", "the year does not have four digits"),
        ("7-May-07 10:00", "the year does not have four digits"),
        ("2019-02-30", "there is no such date"),
        ("31/02/2019", "there is no such date"),
        ("32/01/2019 00:00:00", "there is no such date"),
        ("13/14/2019", "there is no such date"),
        ("00/00/0000", "there is no such date"),
        ("31 June 2019", "there is no such date"),
        ("29/02/19", "the year does not have four digits"),
        ("07/13/2019", "the date has the month first"),
        ("last week", "the cell cannot be read as a date"),
        (12, "the cell cannot be read as a date"),
        (2019, "the cell cannot be read as a date"),
    ],
)
def test_what_is_wrong_with_a_date_is_named(cell: object, message: str) -> None:
    """The message says if the year is short, the month is first or there is no such day."""
    (problem,) = of_rule(check(area(6, {"last_seen": cell})), "not-a-date")
    assert problem.message == message


@pytest.mark.parametrize(
    "rule", ["child-repeated", "row-repeated", "contact-repeated", "child-differs"]
)
def test_siblings_under_one_identifier_are_kept(rule: str) -> None:
    """Before a row is removed or corrected, each of different children gets an identifier."""
    first, then = RULES[rule].remedy.split("; if it is one child")
    assert first == "if these are different children, enter each child's own identifier"
    assert then


def test_a_remedy_puts_a_check_before_a_removal() -> None:
    """A row whose date may be mistyped is removed only once the date has been checked."""
    assert RULES["outside-period"].remedy.startswith("check the date")


def test_an_unaccompanied_child_placed_with_parents_can_be_right() -> None:
    """The column covers 12 months, so Yes may be right for a child who is now with parents."""
    rule = RULES["unaccompanied-with-parents"]
    assert rule.severity is Severity.NOTE
    assert "at any time in the last 12 months" in rule.remedy


def test_a_blank_last_answer_may_be_due_to_a_deleted_cell() -> None:
    """If only the last answer of a row is blank, the advice is to look for a deleted cell."""
    last = {"police_or_criminal": None}
    for changes, deleted in (
        (last, True),
        ({"multi_agency": None}, False),
        ({**last, "known_to_yot": None}, False),
    ):
        found = of_rule(check(area(6, {"concern": "Y", **changes})), "follow-up-missing")
        assert ["deleted" in one.remedy for one in found] == [deleted] * len(changes)


def test_dates_that_may_be_swapped_are_errors_of_their_own() -> None:
    """A date that is not read because of others says so, and advises correcting the export."""
    days = ["07/13/2019", "07/02/2019", "08/02/2019"]
    changes = {(6, row, "cin_start"): text for row, text in enumerate(days)}
    report = check(area(6, changes))
    first, *others = of_rule(report, "not-a-date")
    assert (first.cell, first.message) == ("G3", "the date has the month first")
    assert [one.cell for one in others] == ["G4", "G5"]
    for one in others:
        assert "another date on this list has the month first" in one.message
        assert "DD/MM/YYYY" in one.remedy
        assert "export" in one.remedy
    # No date of the column was read, so none can have been read wrongly.
    assert "cin_start" not in {one.key for one in of_rule(report, "date-month-first")}


def test_dates_with_the_day_after_the_year_are_errors_of_their_own() -> None:
    """A date with the day after the year says so, and so does each that may be another."""
    days = ["2019-13-07", "2019-02-07", "2019-02-08"]
    changes = {(6, row, "cin_start"): text for row, text in enumerate(days)}
    first, *others = of_rule(check(area(6, changes)), "not-a-date")
    assert first.message == "the date has the day between the year and the month"
    assert [one.cell for one in others] == ["G4", "G5"]
    for one in others:
        assert one.message.startswith(f"another date on this list {first.message[9:]}, so day and")
        assert "export" in one.remedy


@pytest.mark.parametrize(
    ("days", "message"),
    [
        (["08/13/2019", "08/14/2019", "13/08/2019", "05/02/2019"], "2 dates, of which this is the"),
        (["08/13/2019", day("2019-02-05"), None, "08/14/2019"], "2 dates, of which this is the"),
        (["08/13/2019", day("2019-02-05")], "this date has the month first"),
        (["08/13/2019", 43501], "this date has the month first"),
        (["08/13/2019", "13/08/2019", day("2019-08-13"), "05/05/2019"], ""),
        (["08/13/2019", "05/02/2019"], ""),
        (["08/13/2019", "5/2/19", None], ""),
    ],
)
def test_a_column_with_dates_that_may_be_swapped_is_one_warning(
    days: list[object], message: str
) -> None:
    """Dates with the month first are a warning only beside others that may be read wrongly."""
    rows = [{"child_id": f"A{at}", "last_seen": cell} for at, cell in enumerate(days)]
    report = Submission.from_rows({6: rows}).check(as_of=AS_OF)
    problems = of_rule(report, "date-month-first")
    assert [one.row for one in problems] == [2] * bool(message)
    for one in problems:
        assert one.message.startswith(message)
        assert "may have day and month swapped" in one.message


@pytest.mark.parametrize(
    ("ends", "number"),
    [
        # Two orders on the list, so these are read with the day first.
        (["13/04/2019", "03/08/2019", "03/05/2019"], 0),
        (["03/03/2019", "03/08/2019", "03/05/2019"], 2),
        # Excel with British settings reads those up to the 12th, and leaves the others as text.
        (["", day("2019-08-03"), day("2019-03-03")], 1),
        ([None, 43680, None], 1),
        (["", day("2019-08-03"), day("2019-03-13")], 0),
        (["", day("2019-03-03"), None], 0),
    ],
)
def test_dates_beside_a_column_with_the_month_first_are_a_warning(
    ends: list[object], number: int
) -> None:
    """Dates up to the 12th are a warning if none is later and another column has months first."""
    starts = ["05/14/2018", "14/05/2018", "06/15/2018"]
    rows = [
        {"child_id": f"A{at}", "plan_start": start, "plan_end": end}
        for at, (start, end) in enumerate(zip(starts, ends, strict=True))
    ]
    report = Submission.from_rows({7: rows}).check(as_of=AS_OF)
    problems = [one for one in of_rule(report, "date-month-first") if one.key == "plan_end"]
    assert [one.index for one in problems] == [1] * bool(number)
    for one in problems:
        dates = "this date" if number == 1 else f"{number} dates, of which this is the first,"
        assert one.message.startswith(f"{dates} may have day and month swapped: dates in another")
        assert "check any other dates in the column" in one.remedy


def test_a_date_left_unread_because_of_another_column_is_an_error() -> None:
    """A date that is unread because another column has the month first says so."""
    row = {"child_id": "A1", "plan_start": "05/14/2018", "plan_end": "03/08/2019"}
    report = Submission.from_rows({7: [row]}).check(as_of=AS_OF)
    messages = {one.key: one.message for one in of_rule(report, "not-a-date")}
    assert messages["plan_start"] == "the date has the month first"
    assert messages["plan_end"].startswith("another date on this list has the month first")


def halves(*texts: str) -> list[object]:
    """Return days as Excel with US settings reads them: those it can swap, and the rest as text."""
    cells: list[object] = []
    for text in texts:
        number, month, year = map(int, text.split("/"))
        is_month = number <= 12
        cells.append(dt.date(year, number, month) if is_month else text)
    return cells


@pytest.mark.parametrize(
    ("cells", "first", "number"),
    [
        (halves(*EARLY, *LATE), 1, 3),
        (halves(*LATE, *EARLY), 5, 3),
        # Unread and blank cells, other times of a day, and other separators change nothing.
        ([*halves(*EARLY, *LATE), None, "", "NULL", "31/02/2019"], 1, 3),
        ([*halves(*EARLY), *(f"{text} 00:00".replace("/", "-") for text in LATE)], 1, 3),
        ([43560, *halves(*EARLY[1:], *LATE)], 0, 4),
        # 12 May, which may be 5 December.
        (halves("05/12/2018", *EARLY[1:], *LATE), 0, 4),
    ],
)
def test_dates_that_excel_may_have_swapped_are_one_warning(
    cells: list[object], first: int, number: int
) -> None:
    """If only days up to 12 are spreadsheet dates, those that can be swapped are a warning."""
    rows = [{"child_id": f"A{at}", "last_seen": cell} for at, cell in enumerate(cells)]
    report = Submission.from_rows({6: rows}).check(as_of=AS_OF)
    (problem,) = of_rule(report, "date-day-and-month-swapped")
    assert (problem.index, problem.key) == (first, "last_seen")
    assert problem.message.startswith(f"{number} dates, of which this is the first, may have day")
    assert "UK settings" in problem.remedy
    assert not of_rule(report, "date-month-first")


@pytest.mark.parametrize(
    "cells",
    [
        # A spreadsheet date that cannot be swapped, or a text that could have been.
        [*halves(*EARLY, *LATE), day("2019-05-13")],
        [*halves(*EARLY, *LATE), "05/04/2019"],
        [*halves(*EARLY, *LATE), "05/05/2019"],
        [*halves(*EARLY, *LATE), "2019-05-23"],
        [*halves(*EARLY, *LATE), "23 May 2019"],
        [*halves(*EARLY, *LATE), "05/23/2019"],
        # Too few different days of one kind to tell.
        halves(*EARLY[1:], *LATE),
        halves(*EARLY[1:], *EARLY[1:], *LATE),
        halves(*EARLY, *LATE[1:], *LATE[1:]),
        # Only days that are the same when swapped.
        halves("05/05/2019", "06/06/2019", "07/07/2019", "08/08/2019", *LATE),
        # All of one kind.
        list(EARLY + LATE),
        [day(f"2019-0{month}-0{month + 1}") for month in range(1, 9)],
    ],
)
def test_other_columns_of_dates_and_texts_are_not_suspected(cells: list[object]) -> None:
    """A column in which the day does not decide which dates are text has no such warning."""
    rows = [{"child_id": f"A{at}", "last_seen": cell} for at, cell in enumerate(cells)]
    report = Submission.from_rows({6: rows}).check(as_of=AS_OF)
    assert not of_rule(report, "date-day-and-month-swapped")


@pytest.mark.parametrize(
    ("ends", "number"),
    [
        ([day("2019-05-04"), day("2019-06-06")], 1),
        ([day("2019-05-04"), "23/05/2019", day("2019-07-04")], 2),
        ([day("2019-05-05"), "23/05/2019"], 0),
        ([day("2019-05-04"), day("2019-05-23")], 0),
        ([day("2019-05-04"), "04/05/2019"], 0),
        (["23/05/2019"], 0),
    ],
)
def test_few_dates_beside_swapped_ones_are_a_warning(ends: list[object], number: int) -> None:
    """Where one column shows that Excel may have swapped dates, those of other columns may be."""
    cells = halves(*EARLY, *LATE)
    rows = [
        {"child_id": f"A{at}", "last_seen": cell, "cin_end": end}
        for at, (cell, end) in enumerate(zip(cells, ends + [None] * 8, strict=False))
    ]
    report = Submission.from_rows({6: rows}).check(as_of=AS_OF)
    problems = {one.key: one for one in of_rule(report, "date-day-and-month-swapped")}
    assert problems.keys() == {"last_seen"} | ({"cin_end"} if number else set())
    assert "all text here" in problems["last_seen"].message
    if number:
        assert problems["cin_end"].index == 0
        assert "all text in another column" in problems["cin_end"].message
        assert problems["cin_end"].message.startswith("this date" if number == 1 else "2 dates")


def test_dates_that_excel_may_have_swapped_are_still_read() -> None:
    """Spreadsheet dates that may be swapped stay as they are, and only the warning says so."""
    rows = [
        {"child_id": f"A{at}", "last_seen": cell} for at, cell in enumerate(halves(*EARLY, *LATE))
    ]
    lists = Submission.from_rows({6: rows})
    assert lists[6][1].last_seen == day("2019-05-04")
    assert lists[6].unread("last_seen") == ()


def test_a_warning_about_a_column_is_at_a_row_that_is_used() -> None:
    """A problem that is reported once for a column is not lost with a row that is set aside."""
    rows: list[list[object]] = [
        ["Child Unique ID", "Date of Birth", "Date of Contact"],
        ["Printed on", None, "08/13/2019"],
        ["A1", "05/02/2007", "08/14/2019"],
        ["A2", "06/02/2007", day("2019-02-05")],
    ]
    report = check([RawSheet(name="List_1", rows=rows)])
    (problem,) = of_rule(report, "date-month-first")
    assert (problem.row, problem.message[:9]) == (3, "this date")


OF_CELLS = ("not-a-date", "not-a-number", "unknown-code")


def test_words_for_nothing_are_one_problem_for_a_column() -> None:
    """NULL is one problem for a column, with the number of cells, and not one for each."""
    keys = ("cin_end", "last_seen", "age", "closure_reason", "disability", "concern")
    changes = {(6, row, key): "NULL" for row in range(3) for key in keys}
    report = check(area(6, changes))
    problems = {one.key: one for one in of_rule(report, "blank-in-words")}
    assert problems.keys() == set(keys)
    for one in problems.values():
        assert (one.row, one.value) == (3, "NULL")
        assert one.message.startswith("3 cells, of which this is the first, contain a word for no")
        assert one.message.endswith("they count as unread")
    assert not [one for one in report.problems if one.rule in OF_CELLS]
    assert problems["cin_end"].remedy == "leave these cells blank"
    # Blank cells of these columns would be problems.
    assert "0 for none" in problems["age"].remedy
    assert "fill these cells in" in problems["disability"].remedy


def test_words_for_nothing_do_not_hide_other_unread_cells() -> None:
    """Beside NULL, other unread cells of the column are reported each."""
    report = check(area(6, {"last_seen": "1/9/19", (6, 1, "last_seen"): "(null)"}))
    (one,) = of_rule(report, "not-a-date")
    (other,) = of_rule(report, "blank-in-words")
    assert (one.row, other.row) == (3, 4)
    assert other.message.startswith("this cell contains")
    assert other.message.endswith("it counts as unread")


def test_a_placeholder_is_not_an_identifier_that_children_share() -> None:
    """Each row with a placeholder is an error that asks for identifiers, and joins no children."""
    rows = [{"child_id": cell, "contact_date": day("2019-06-03")} for cell in ("TBC", "tbc", 0)]
    lists = Submission.from_rows({1: rows, 6: [{"child_id": "Unborn"}] * 2})
    problems = of_rule(lists.check(as_of=AS_OF), "not-a-text")
    assert [(one.list, one.row) for one in problems] == [(1, 2), (1, 3), (1, 4), (6, 2), (6, 3)]
    for one in problems:
        assert "placeholder" in one.message
        assert one.remedy.startswith("enter each child's identifier from the area's system")
    cohort = lists.cohort(as_of=AS_OF)
    assert (len(cohort), cohort.unattributed) == (0, ((6, 2),))


def test_an_identifier_that_is_a_word_for_nothing_is_asked_for() -> None:
    """Every row needs an identifier, so each that is NULL is an error, and is asked for."""
    rows: list[Changes] = [{"child_id": "NULL"}, {"child_id": "(null)"}, {"child_id": 12.5}]
    report = Submission.from_rows({1: rows}).check(as_of=AS_OF)
    problems = of_rule(report, "not-a-text")
    assert ["enter the child's identifier" in one.remedy for one in problems] == [True, True, False]


def test_severities_of_rules() -> None:
    """The rules that are notes, and those that are warnings, are exactly the ones listed here."""
    notes = {rule.id for rule in LIST_RULES if rule.severity is Severity.NOTE}
    assert notes == {
        "list-not-asked",
        "sheet-by-title",
        "sheet-without-list",
        "columns-reordered",
        "cells-padded",
        "names-not-published",
        "gate-outside-ages",
        "follow-up-unasked",
        "gate-doubted",
        "camhs-without-referral",
        "support-without-need",
        "service-without-support",
        "multi-agency-denied",
        "multi-agency-with-plan",
        "justice-denied",
        "conference-without-enquiry",
        "plan-without-conference",
        "visit-before-start",
        "visit-after-end",
        "need-without-disability",
        "two-identifiers",
        "identifier-spelling",
        "code-with-words",
        "contact-repeated",
        "adopted-by-carers",
        "unaccompanied-with-parents",
    }
    warnings = {
        rule.id
        for rule in LIST_RULES
        if rule.severity is Severity.WARNING and rule.span is not Span.READING
    }
    assert warnings == {
        "unknown-code",
        "answer-unknown",
        "not-a-child",
        "birth-date-blank",
        "identifier-alike",
        "adult",
        "outside-period",
        "dates-out-of-order",
        "date-in-future",
        "long-before-birth",
        "outcome-too-early",
        "ill-health-too-early",
        "conference-result-missing",
        "conference-undecided",
        "interview-answer-missing",
        "interview-offer-missing",
        "interview-never-missing",
        "gate-contradicted",
        "camhs-contradiction",
        "row-repeated",
        "count-too-low",
        "answers-differ",
        "date-at-23",
        "date-day-and-month-swapped",
        "date-month-first",
        "review-after-end",
        "placement-and-provider",
        "placement-and-status",
        "outside-at-home",
        "no-second-period",
        "overdue",
        "assessment-long",
        "outlasted",
        "adoption-doubted",
        "count-unlikely",
        "conference-late",
        "plan-against-conference",
        "conference-of-child-on-plan",
        "several-open-assessments",
        "placements-too-few",
        "unborn-seen",
        "disability-differs",
        "need-not-on-list-6",
        "status-and-assessment",
        "closure-against-assessment",
        "assessed-after-no-action",
        "closure-reasons-differ",
        "episode-too-short",
        "plan-before-conference",
        "previous-plans-too-few",
        "ill-health-against-gates",
        "emergency-denied",
        "unborn-with-gender",
        "age-assessment-doubted",
        "conferences-without-enquiries",
        "assessments-overlap",
        "plan-despite-assessment",
        "episode-without-referral",
        "assessment-before-episode",
    }


READING: Mapping[str, list[RawSheet]] = {
    "list-missing": area(lists=[1, 3, 4, 5, 6, 7]),
    "list-repeated": [*area(), RawSheet(name="List 6", rows=area()[4].rows)],
    "list-not-asked": [*area(), RawSheet(name="List_2", rows=[["Gender"]])],
    "list-empty": [*area()[1:], RawSheet(name="List_1", rows=area()[0].rows[:2])],
    "titles-missing": [*area()[1:], RawSheet(name="List_1", rows=area()[0].rows[2:])],
    "sheet-not-recognised": [*area(), RawSheet(name="Notes", rows=[["Words"]])],
    "sheet-contradicted": [
        *area()[1:],
        RawSheet(name="List_1", rows=[["List 7"], *area()[0].rows[1:]]),
    ],
    "sheet-by-title": [*area()[1:], RawSheet(name="Sheet1", rows=area()[0].rows)],
    "sheet-without-list": [*area(), RawSheet(name="Guidance", rows=[["Words"]])],
    "sheet-hidden": [
        *area()[1:],
        RawSheet(name="List_1", rows=area()[0].rows, hidden=True),
    ],
    "rows-hidden": [
        *area()[1:],
        RawSheet(name="List_1", rows=area()[0].rows, hidden_rows={3, 999}),
    ],
    "rows-struck": [
        *area()[1:],
        RawSheet(name="List_1", rows=area()[0].rows, struck_rows={1, 3, 999}),
    ],
    "columns-hidden": [
        *area()[1:],
        RawSheet(name="List_1", rows=area()[0].rows, hidden_columns=((2, 3), (900, 999))),
    ],
    "identifiers-shown-otherwise": [
        *area()[1:],
        RawSheet(name="List_1", rows=area()[0].rows, shown_otherwise={1: 3}),
    ],
    "formulas-volatile": [
        *area()[1:],
        RawSheet(name="List_1", rows=area()[0].rows, volatile={2: [1, 3, 4], 5: [1, 2, 999]}),
    ],
    "cells-merged": [
        *area()[1:],
        RawSheet(name="List_1", rows=area()[0].rows, merged=((3, 1), (4, 1)), covered_rows={4}),
    ],
    "column-missing": area(without=[(1, "gender")]),
    "column-repeated": [
        *area()[1:],
        RawSheet(name="List_1", rows=[[*row, "Gender"] for row in area()[0].rows]),
    ],
    "column-not-recognised": [
        *area()[1:],
        RawSheet(name="List_1", rows=[[*row, "More"] for row in area()[0].rows]),
    ],
    "rows-off-titles": [
        *area()[1:],
        RawSheet(
            name="List_1",
            rows=[area()[0].rows[0], area()[0].rows[2], area()[0].rows[1], *area()[0].rows[3:]],
        ),
    ],
    "row-too-wide": [
        *area()[1:],
        RawSheet(
            name="List_1",
            rows=[*area()[0].rows[:2], [*area()[0].rows[2], "stray"], *area()[0].rows[3:]],
            delimited=True,
        ),
    ],
    "row-shifted": [
        *area()[1:],
        RawSheet(
            name="List_1",
            rows=[
                *area()[0].rows[:2],
                [area()[0].rows[2][0], "stray", *area()[0].rows[2][1:-1]],
                *area()[0].rows[3:],
            ],
        ),
    ],
    "columns-reordered": [
        *area()[1:],
        RawSheet(name="List_1", rows=[[*reversed(row)] for row in area()[0].rows]),
    ],
}


@pytest.mark.parametrize("name", READING)
def test_each_rule_about_reading_reports_its_defect(name: str) -> None:
    """Each rule about reading reports its own defect once, with its severity and remedy."""
    report = check(READING[name])
    (problem,) = of_rule(report, name)
    rule = RULES[name]
    assert (problem.severity, problem.remedy) == (rule.severity, rule.remedy)
    others = {one.rule for one in report.problems} - {name}
    assert others <= ({"list-missing"} if name == "titles-missing" else set())
    assert of_rule(submission().check(as_of=AS_OF), name) == []


def test_every_rule_about_reading_is_in_the_table() -> None:
    """The rules about reading that have no case here are those about files."""
    reading = {rule.id for rule in LIST_RULES if rule.span is Span.READING}
    assert reading - set(READING) == {
        "names-not-published",
        "file-formulas-pending",
        "file-macros",
        "file-external-links",
        "file-encoding",
        "cells-padded",
        "file-not-read",
    }
    assert all(rule.find is None for rule in LIST_RULES if rule.id in reading)


def test_spans_of_rules() -> None:
    """The rules that look across lists, or across rows of a list, are exactly those listed here."""
    across = {rule.id for rule in LIST_RULES if rule.span is Span.ALL}
    assert across == {
        "identifier-alike",
        "not-on-list-6",
        "status-differs",
        "child-differs",
        "answers-differ",
        "disability-differs",
        "two-identifiers",
        "open-assessment-not-on-list-6",
        "need-not-on-list-6",
        "status-and-assessment",
        "conference-without-plan",
        "closure-against-assessment",
        "assessed-after-no-action",
        "closure-reasons-differ",
        "episode-too-short",
        "plan-before-conference",
        "previous-plans-too-few",
        "ill-health-against-gates",
        "emergency-denied",
        "plan-despite-assessment",
        "episode-without-referral",
        "assessment-before-episode",
        "plan-without-conference",
        "conference-late",
        "plan-against-conference",
        "conference-of-child-on-plan",
    }
    of_lists = {rule.id for rule in LIST_RULES if rule.span is Span.LIST}
    assert of_lists == {
        "child-repeated",
        "contact-repeated",
        "row-repeated",
        "counts-differ",
        "count-too-low",
        "outside-at-home",
        "identifier-spelling",
        "code-with-words",
        "date-at-23",
        "date-day-and-month-swapped",
        "date-month-first",
        "several-open-assessments",
        "assessments-overlap",
    }
    assert all(rule.needs == () for rule in LIST_RULES if rule.id not in across)


def test_an_identifier_with_very_many_rows_is_partly_checked() -> None:
    """An identifier with hundreds of rows is only partly checked, and this is reported."""
    number = 300
    episode = {"child_id": "School 1", "cin_start": "01/05/2019", "cin_end": "02/05/2019"}
    care = {"child_id": "School 1", "care_start": "01/01/2019", "care_end": "01/06/2019"}
    rows: dict[int, list[dict[str, object]]] = {6: [{**episode}] * number, 8: [{**care}] * number}
    (rule,) = (rule for rule in LIST_RULES if rule.id == "episode-too-short")
    report = Submission.from_rows({**rows, 7: []}).check(as_of=AS_OF, rules=[rule])
    places = [(problem.cell, problem.message) for problem in report.problems]
    assert len(places) == len(set(places)) == 2 * number
    (left,) = (one for one in report.not_checked if one.rows is not None)
    assert (left.list, left.rows) == (6, number)
    assert "more than 100 rows" in left.reason


COUNTED: dict[str, object] = {
    "child_id": "A1",
    "referral_date": "01/03/2019",
    "referrals_in_year": 0,
}
EPISODE_OF_NEED: dict[str, object] = {"child_id": "A1", "cin_start": "01/04/2019"}
ENDED: dict[str, object] = {**EPISODE_OF_NEED, "cin_end": "01/08/2019", "closure_reason": "RC8"}
PLAN: dict[str, object] = {**EPISODE_OF_NEED, "case_status": "c) Child in need plan"}
FOUND: dict[str, object] = {
    "child_id": "A1",
    "authorised": "03/06/2019",
    "needs_social_care": "a) Yes",
}
NOT_FOUND: dict[str, object] = {**FOUND, "needs_social_care": "b) No"}
UNDER_WAY: dict[str, object] = {**EPISODE_OF_NEED, "case_status": "d) Open assessment"}
REFERRED: dict[str, object] = {"child_id": "A1", "referral_date": "02/05/2019"}
PLAN_OF_MAY: dict[str, object] = {"child_id": "A1", "plan_start": "02/05/2019"}
STARTED: dict[str, object] = {
    "child_id": "A1",
    "assessment_start": "03/06/2019",
    "authorised": None,
}
UNNECESSARY: dict[str, object] = {
    "child_id": "A1",
    "strategy_discussion": "03/06/2019",
    "conference_unnecessary": "a) Yes",
}
NO_ACTION: dict[str, object] = {**REFERRED, "no_further_action": "a) Yes"}
LATER: dict[str, object] = {**STARTED, "assessment_start": "06/05/2019"}
NEXT: dict[str, object] = {
    "child_id": "A1",
    "conference_date": "03/04/2019",
    "conference_led_to_plan": "a) Yes",
}
NOT_HELD: dict[str, object] = {**NEXT, "conference_date": None}


@pytest.mark.parametrize(
    ("name", "given", "outcome"),
    [
        ("closure-against-assessment", {6: [ENDED], 4: [FOUND]}, "problem"),
        ("closure-against-assessment", {6: [{**ENDED, "closure_reason": "?!"}], 4: [FOUND]}, "?"),
        ("closure-against-assessment", {6: [{**ENDED, "cin_start": "?!"}], 4: [FOUND]}, "?"),
        ("closure-against-assessment", {6: [{**ENDED, "cin_start": "?!"}], 4: [NOT_FOUND]}, ""),
        ("closure-against-assessment", {6: [{**ENDED, "cin_end": "?!"}], 4: []}, ""),
        (
            "closure-against-assessment",
            {6: [{**ENDED, "cin_end": "?!", "closure_reason": "RC1"}], 4: [FOUND]},
            "",
        ),
        ("closure-against-assessment", {6: [ENDED], 4: [{**FOUND, "authorised": "?!"}]}, "?"),
        (
            "closure-against-assessment",
            {6: [ENDED], 4: [{**FOUND, "needs_social_care": "?!"}]},
            "?",
        ),
        (
            "closure-against-assessment",
            {6: [ENDED], 4: [FOUND, {**NOT_FOUND, "authorised": "?!"}]},
            "?",
        ),
        ("plan-despite-assessment", {6: [PLAN], 4: [NOT_FOUND]}, "problem"),
        ("plan-despite-assessment", {6: [{**PLAN, "cin_start": "?!"}], 4: [NOT_FOUND]}, "?"),
        ("plan-despite-assessment", {6: [{**PLAN, "cin_start": "?!"}], 4: [FOUND]}, ""),
        ("plan-despite-assessment", {6: [{**PLAN, "case_status": "?!"}], 4: [FOUND]}, ""),
        ("plan-despite-assessment", {6: [{**UNDER_WAY, "cin_start": "?!"}], 4: [NOT_FOUND]}, ""),
        (
            "plan-despite-assessment",
            {6: [PLAN], 4: [NOT_FOUND, {**FOUND, "authorised": "?!"}]},
            "?",
        ),
        ("plan-despite-assessment", {6: [PLAN], 4: [NOT_FOUND, {**FOUND, "authorised": None}]}, ""),
        ("plan-despite-assessment", {6: [PLAN], 4: [{**NOT_FOUND, "authorised": "?!"}]}, "?"),
        ("episode-without-referral", {6: [UNDER_WAY], 3: [REFERRED]}, "problem"),
        ("episode-without-referral", {6: [{**UNDER_WAY, "cin_start": "?!"}], 3: [REFERRED]}, "?"),
        ("episode-without-referral", {6: [{**UNDER_WAY, "case_status": "?!"}], 3: [REFERRED]}, "?"),
        ("episode-without-referral", {6: [{**PLAN, "cin_start": "?!"}], 3: [REFERRED]}, ""),
        (
            "episode-without-referral",
            {
                6: [{**UNDER_WAY, "case_status": "?!"}],
                3: [{**REFERRED, "referral_date": "01/04/2019"}],
            },
            "",
        ),
        (
            "conference-of-child-on-plan",
            {5: [UNNECESSARY], 7: [{**PLAN_OF_MAY, "plan_end": None}]},
            "problem",
        ),
        (
            "conference-of-child-on-plan",
            {5: [UNNECESSARY], 7: [{**PLAN_OF_MAY, "plan_end": "?!"}]},
            "?",
        ),
        ("several-open-assessments", {4: [STARTED, STARTED]}, "problem"),
        ("several-open-assessments", {4: [STARTED, {**STARTED, "authorised": "?!"}]}, "?"),
        (
            "several-open-assessments",
            {4: [STARTED, {**STARTED, "authorised": "04/06/2019"}]},
            "",
        ),
        ("assessed-after-no-action", {3: [NO_ACTION], 4: [LATER]}, "problem"),
        (
            "assessed-after-no-action",
            {3: [NO_ACTION, {**NO_ACTION, "referral_date": "?!"}], 4: [LATER]},
            "?",
        ),
        ("previous-plans-too-few", {7: [{**PLAN_OF_MAY, "previous_plans": 1}], 5: [NEXT]}, ""),
        ("plan-without-conference", {7: [PLAN_OF_MAY], 5: [NEXT, NOT_HELD]}, ""),
        ("plan-without-conference", {7: [PLAN_OF_MAY], 5: [NOT_HELD]}, "problem"),
        (
            "plan-without-conference",
            {7: [PLAN_OF_MAY], 5: [NEXT, {**NEXT, "conference_date": "NULL"}]},
            "",
        ),
        (
            "plan-without-conference",
            {7: [PLAN_OF_MAY], 5: [NOT_HELD, {**NEXT, "conference_date": "NULL"}]},
            "?",
        ),
        ("plan-against-conference", {7: [PLAN_OF_MAY], 5: [NEXT]}, "problem"),
        # The plan began at a later conference.
        (
            "plan-against-conference",
            {7: [PLAN_OF_MAY], 5: [NEXT, {**NEXT, "conference_date": "02/05/2019"}]},
            "",
        ),
        # 90 days before the plan, and 91.
        (
            "plan-against-conference",
            {7: [PLAN_OF_MAY], 5: [{**NEXT, "conference_date": "01/02/2019"}]},
            "problem",
        ),
        (
            "plan-against-conference",
            {7: [PLAN_OF_MAY], 5: [{**NEXT, "conference_date": "31/01/2019"}]},
            "",
        ),
        (
            "plan-against-conference",
            {7: [PLAN_OF_MAY], 5: [NEXT, {**NEXT, "conference_date": "?!"}]},
            "?",
        ),
        ("count-too-low", {3: [COUNTED, {**COUNTED, "referral_date": "02/03/2019"}]}, "problem"),
        # A later referral would begin the twelve months later.
        (
            "count-too-low",
            {
                3: [
                    COUNTED,
                    {**COUNTED, "referral_date": "02/03/2019"},
                    {**COUNTED, "referral_date": "?!"},
                ]
            },
            "?",
        ),
    ],
)
def test_an_unread_cell_matters_only_where_it_could_change_the_result(
    name: str, given: dict[int, list[dict[str, object]]], outcome: str
) -> None:
    """A rule leaves out a row, or a child with an unread cell elsewhere, only if it must."""
    (rule,) = (rule for rule in LIST_RULES if rule.id == name)
    report = Submission.from_rows(given).check(as_of=AS_OF, rules=[rule])
    assert [one for one in report.not_checked if one.error is not None] == []
    found = "problem" if report.problems else "?" if report.not_checked else ""
    assert found == outcome


GATES_NO: dict[str, object] = {"child_id": "A1", "concern": "N", "needs_support": "N"}
ILL: dict[str, object] = {"child_id": "A1", "mental_ill_health_identified": "a) Yes"}
NOT_ILL: dict[str, object] = {"child_id": "A1", "mental_ill_health_identified": "b) No"}
DENIED: dict[str, object] = {"child_id": "A1", "emergency_protection": "b) No"}
PROTECTED: dict[str, object] = {
    "child_id": "A1",
    "legal_status": "L1",
    "legal_status_start": "03/06/2019",
}
FIRST_PLAN: dict[str, object] = {
    "child_id": "A1",
    "plan_start": "01/08/2019",
    "previous_plans": 0,
}
CONFERENCE: dict[str, object] = {**NEXT, "conference_date": "03/05/2019"}
SPRING_PLAN: dict[str, object] = {**PLAN_OF_MAY, "plan_end": "01/08/2019"}
SUMMER_CONFERENCE: dict[str, object] = {**NEXT, "conference_date": "03/06/2019"}
ADOPTED: dict[str, object] = {**ENDED, "closure_reason": "RC1"}
LEFT_CARE: dict[str, object] = {
    "child_id": "A1",
    "care_start": "01/05/2019",
    "care_end": "01/08/2019",
    "care_end_reason": "E41",
}
IN_CARE_BEFORE: dict[str, object] = {
    "child_id": "A1",
    "care_start": "04/03/2019",
    "care_end": "03/06/2019",
}
IN_CARE_AFTER: dict[str, object] = {**LEFT_CARE, "care_end": "05/08/2019"}
NO_PLAN: list[dict[str, object]] = [
    {"child_id": "B2", "plan_start": "01/05/2019", "plan_end": "01/06/2019"}
]
ASSESSED_BEFORE: dict[str, object] = {
    "child_id": "A1",
    "assessment_start": "04/03/2019",
    "authorised": "03/06/2019",
}
LATE_CONFERENCE: dict[str, object] = {
    "child_id": "A1",
    "strategy_discussion": "01/04/2019",
    "conference_unnecessary": "b) No",
    "conference_date": "01/08/2019",
}


@pytest.mark.parametrize(
    ("name", "given", "outcome"),
    [
        ("ill-health-against-gates", {6: [GATES_NO], 4: [ILL]}, "problem"),
        ("ill-health-against-gates", {6: [GATES_NO], 4: [NOT_ILL]}, ""),
        (
            "ill-health-against-gates",
            {6: [GATES_NO], 4: [NOT_ILL, {**ILL, "mental_ill_health_identified": "?!"}]},
            "?",
        ),
        (
            "ill-health-against-gates",
            {6: [GATES_NO], 4: [ILL, {**ILL, "mental_ill_health_identified": "?!"}]},
            "problem",
        ),
        (
            "closure-reasons-differ",
            {
                6: [{"child_id": "A1", "cin_end": "?!", "closure_reason": "RC1"}],
                8: [
                    {"child_id": "A1", "care_end": "09/09/2019", "care_end_reason": reason}
                    for reason in ("E41", "E2")
                ],
            },
            "problem",
        ),
        ("emergency-denied", {7: [DENIED], 8: [PROTECTED]}, "problem"),
        ("emergency-denied", {7: [DENIED], 8: [{**PROTECTED, "legal_status": "?!"}]}, "?"),
        (
            "emergency-denied",
            {7: [DENIED], 8: [{**PROTECTED, "legal_status": "?!"}, PROTECTED]},
            "problem",
        ),
        ("emergency-denied", {7: [DENIED], 8: [{**PROTECTED, "legal_status_start": "?!"}]}, "?"),
        (
            "emergency-denied",
            {7: [DENIED], 8: [{**PROTECTED, "legal_status": "C2", "legal_status_start": "?!"}]},
            "",
        ),
        (
            "emergency-denied",
            {
                7: [DENIED],
                8: [{**PROTECTED, "legal_status": "?!", "legal_status_start": "1/2/2018"}],
            },
            "",
        ),
        ("previous-plans-too-few", {7: [FIRST_PLAN], 5: [CONFERENCE]}, "problem"),
        (
            "previous-plans-too-few",
            {7: [FIRST_PLAN], 5: [{**CONFERENCE, "conference_date": "?!"}]},
            "?",
        ),
        (
            "previous-plans-too-few",
            {7: [FIRST_PLAN], 5: [{**CONFERENCE, "conference_led_to_plan": "?!"}]},
            "?",
        ),
        (
            "previous-plans-too-few",
            {
                7: [{**FIRST_PLAN, "previous_plans": 1}],
                5: [{**CONFERENCE, "conference_date": "?!"}],
            },
            "",
        ),
        (
            "previous-plans-too-few",
            {
                7: [FIRST_PLAN],
                5: [{**CONFERENCE, "conference_date": "?!", "conference_led_to_plan": "b) No"}],
            },
            "",
        ),
        ("plan-before-conference", {7: [SPRING_PLAN], 5: [SUMMER_CONFERENCE]}, "problem"),
        (
            "plan-before-conference",
            {7: [SPRING_PLAN], 5: [{**SUMMER_CONFERENCE, "conference_led_to_plan": "?!"}]},
            "?",
        ),
        (
            "plan-before-conference",
            {7: [SPRING_PLAN], 5: [{**SUMMER_CONFERENCE, "conference_date": "?!"}]},
            "?",
        ),
        (
            "plan-before-conference",
            {7: [SPRING_PLAN], 5: [{**NEXT, "conference_led_to_plan": "?!"}]},
            "",
        ),
        (
            "plan-against-conference",
            {7: [PLAN_OF_MAY], 5: [{**NEXT, "conference_date": "?!"}]},
            "?",
        ),
        (
            "plan-against-conference",
            {7: [PLAN_OF_MAY], 5: [{**NEXT, "conference_led_to_plan": "?!"}]},
            "?",
        ),
        (
            "assessed-after-no-action",
            {3: [NO_ACTION], 4: [{**LATER, "assessment_start": "?!"}]},
            "?",
        ),
        ("closure-reasons-differ", {6: [ADOPTED], 8: [LEFT_CARE]}, "problem"),
        (
            "closure-reasons-differ",
            {6: [ADOPTED], 8: [{**LEFT_CARE, "care_end_reason": "?!"}]},
            "?",
        ),
        ("episode-too-short", {6: [ENDED], 7: NO_PLAN, 8: [IN_CARE_BEFORE]}, "problem"),
        ("episode-too-short", {6: [ENDED], 7: NO_PLAN, 8: [LEFT_CARE]}, ""),
        ("episode-too-short", {6: [ENDED], 7: NO_PLAN, 8: [IN_CARE_AFTER]}, "problem"),
        (
            "episode-too-short",
            {6: [ENDED], 7: NO_PLAN, 8: [{**IN_CARE_BEFORE, "care_start": "?!"}]},
            "?",
        ),
        (
            "episode-too-short",
            {6: [ENDED], 7: NO_PLAN, 8: [{**IN_CARE_BEFORE, "care_end": "?!"}]},
            "?",
        ),
        ("episode-too-short", {6: [ENDED], 7: NO_PLAN, 8: [{**LEFT_CARE, "care_end": "?!"}]}, "?"),
        (
            "episode-too-short",
            {
                6: [ENDED],
                7: NO_PLAN,
                8: [{**IN_CARE_BEFORE, "care_start": "?!", "care_end": "1/4/2019"}],
            },
            "",
        ),
        ("assessment-before-episode", {6: [EPISODE_OF_NEED], 4: [ASSESSED_BEFORE]}, "problem"),
        (
            "assessment-before-episode",
            {6: [EPISODE_OF_NEED], 4: [{**ASSESSED_BEFORE, "assessment_start": "?!"}]},
            "?",
        ),
        (
            "assessment-before-episode",
            {6: [EPISODE_OF_NEED], 4: [{**ASSESSED_BEFORE, "authorised": "?!"}]},
            "?",
        ),
        (
            "assessment-before-episode",
            {6: [EPISODE_OF_NEED], 4: [{**LATER, "authorised": "?!"}]},
            "",
        ),
        ("conference-late", {5: [LATE_CONFERENCE], 7: NO_PLAN}, "problem"),
        ("conference-late", {5: [LATE_CONFERENCE], 7: [{**PLAN_OF_MAY, "plan_start": "?!"}]}, "?"),
        (
            "conference-of-child-on-plan",
            {5: [UNNECESSARY], 7: [{**PLAN_OF_MAY, "plan_start": "?!", "plan_end": None}]},
            "?",
        ),
        (
            "conference-of-child-on-plan",
            {5: [UNNECESSARY], 7: [{**PLAN_OF_MAY, "plan_start": "?!", "plan_end": "01/05/2019"}]},
            "",
        ),
        (
            "conference-of-child-on-plan",
            {5: [UNNECESSARY], 7: [{**PLAN_OF_MAY, "plan_end": end} for end in (None, "?!")]},
            "problem",
        ),
    ],
)
def test_a_child_with_an_unread_cell_on_another_list_does_not_pass(
    name: str, given: dict[int, list[dict[str, object]]], outcome: str
) -> None:
    """A row is not checked if nothing is found, but an unread cell elsewhere could change that."""
    (rule,) = (rule for rule in LIST_RULES if rule.id == name)
    report = Submission.from_rows(given).check(as_of=AS_OF, rules=[rule])
    assert [one for one in report.not_checked if one.error is not None] == []
    unknown = any(entry.rows for entry in report.not_checked)
    found = "problem" * bool(report.problems) + "?" * unknown
    assert found == outcome


SEEN_IN_MAY: dict[str, object] = {**PLAN_OF_MAY, "plan_end": None, "last_visit": "03/05/2019"}
OF_B2: dict[str, object] = {"child_id": "B2"}


@pytest.mark.parametrize(
    ("name", "given", "number"),
    [
        ("overdue", {7: [{**SEEN_IN_MAY, "plan_end": "04/06/2019"}, SEEN_IN_MAY]}, 7),
        ("overdue", {7: [{**SEEN_IN_MAY, "plan_end": "?!"}, SEEN_IN_MAY]}, 7),
        ("overdue", {7: [{**SEEN_IN_MAY, "last_visit": "?!"}, SEEN_IN_MAY]}, 7),
        (
            "episode-without-referral",
            {6: [{**UNDER_WAY, "cin_start": "02/05/2019"}, {**UNDER_WAY, **OF_B2}], 3: [REFERRED]},
            6,
        ),
        (
            "plan-against-conference",
            {
                7: [PLAN_OF_MAY, {**PLAN_OF_MAY, **OF_B2}],
                5: [{**NEXT, "conference_date": "?!"}, {**NEXT, **OF_B2}],
            },
            7,
        ),
    ],
)
def test_rows_below_one_that_a_rule_passes_over_are_checked(
    name: str, given: dict[int, list[dict[str, object]]], number: int
) -> None:
    """A row that is not a problem, or not certainly, does not hide one in the next row."""
    (rule,) = (rule for rule in LIST_RULES if rule.id == name)
    report = Submission.from_rows(given).check(as_of=AS_OF, rules=[rule])
    assert [(one.list, one.index) for one in report.problems] == [(number, 1)]


def test_an_unread_cell_of_a_column_hides_no_other_row_that_is_not_checked() -> None:
    """A row whose age could not be read is not checked, also beside one whose event could not."""
    changes = {**NO_AGE, (6, 1, "cin_end"): "?!", **{(6, 1, key): OLD[key] for key in OLD}}
    report = Submission.from_sheets(area(6, changes)).check(as_of=AS_OF, rules=[RULES["adult"]])
    (left,) = (entry for entry in report.not_checked if entry.list == 6)
    assert (left.rows, left.row_numbers) == (2, (3, 4))


def test_an_earlier_plan_without_a_date_does_not_hide_a_current_one() -> None:
    """A child's plan without a date, or that began later, does not hide one that is current."""
    (rule,) = (rule for rule in LIST_RULES if rule.id == "conference-of-child-on-plan")
    for start in (None, "01/08/2019"):
        plans = [{**PLAN_OF_MAY, "plan_start": start}, {**PLAN_OF_MAY, "plan_end": None}]
        report = Submission.from_rows({5: [UNNECESSARY], 7: plans}).check(as_of=AS_OF, rules=[rule])
        assert len(report.problems) == 1


# They find several problems in a row, of which some can be unknown.
FINDS_SEVERAL = {"episode-too-short"}


@pytest.mark.parametrize("seed", range(6))
def test_a_row_is_a_problem_or_not_checked(seed: int) -> None:
    """A rule that finds one problem in a row does not say that the row was not checked too."""
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    rows = synthetic_rows(120, seed=seed, as_of=AS_OF)
    children = [row["child_id"] for row in rows[6][:8]]
    for row in itertools.chain.from_iterable(rows.values()):
        if chance.random() < 1 / 2:  # so that several rows are about one child
            row["child_id"] = chance.choice(children)
        row.update(dict.fromkeys([key for key in row if chance.random() < 1 / 16], "?!"))
    # A rule that checks several columns separately can find a problem in one of them.
    rules = [
        attrs.evolve(rule, id=f"{rule.id}-{at}", columns=(pair,))
        for rule in LIST_RULES
        if rule.find is not None and rule.id not in FINDS_SEVERAL
        for at, pair in enumerate(rule.columns)
    ]
    report = Submission.from_rows(rows).check(as_of=AS_OF, rules=rules)
    left = {(entry.rule, row) for entry in report.not_checked for row in entry.row_numbers}
    found = {(each.rule, each.row) for each in report.problems if each.row is not None}
    assert left & found == set()
    assert left
    assert found


def test_a_child_without_dates_hides_no_count_of_another_child() -> None:
    """Counts are compared with the events of every child, also below a child without dates."""
    number, changes, shown, _ = TABLE["count-too-low"][0]
    sheets = area(number, changes)
    (sheet,) = (sheet for sheet in sheets if sheet.name == LAYOUTS[number].sheet)
    keys = [column.key for column in LAYOUTS[number].columns]
    undated = [{"child_id": "N1"}.get(key) for key in keys]
    above = attrs.evolve(sheet, rows=[*sheet.rows[:2], undated, undated, *sheet.rows[2:]])
    sheets[sheets.index(sheet)] = above
    problems = of_rule(check(sheets), "count-too-low")
    assert {(one.list, one.index, one.key) for one in problems} == places(number, shown, below=2)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"known_to_yot": "N"}, "the field is answered"),
        ({"known_to_yot": "N", "multi_agency": "N"}, "2 of the follow-up fields are answered"),
    ],
)
def test_answers_that_are_not_required_are_counted(answers: Changes, expected: str) -> None:
    """One answer that is not required is named; of several, the number is said."""
    changes = {**NO_GATE, **NO_ANSWERS, **answers}
    (problem,) = of_rule(check(area(6, changes)), "follow-up-unasked")
    assert problem.message.startswith(expected)


@pytest.mark.parametrize(
    ("birth", "age", "result"),
    [
        ("2010-05-01", 8, "P"),  # 9 by the date of birth
        ("2010-05-01", 10, "U"),
        ("2009-05-01", 9, ""),  # 10, so an answer is required
        ("2006-05-01", 14, ""),  # 13
        ("2004-05-01", 14, ""),  # 15
        ("2004-05-01", 16, ""),  # 15
        ("2003-05-01", 15, "U"),  # 16
        ("2003-05-01", 17, "P"),
    ],
)
def test_an_age_is_in_doubt_only_if_the_date_of_birth_decides_otherwise(
    birth: str, age: int, result: str
) -> None:
    """If a date of birth outside the ages contradicts a stated age within them, that is unknown."""
    report = check(area(6, born(birth, age)))
    name = "gate-outside-ages"
    problems = [one for one in of_rule(report, name) if one.index == 0]
    entries = [one for one in report.not_checked if one.rule == name and one.list == 6]
    assert "P" * bool(problems) + "U" * bool(entries) == result
