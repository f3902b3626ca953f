"""Realistic errors in a correct submission, fixed before the rules that look for them were written.

Each was written with the workbook and the guidance in view, and says where a reader of the report
would look: it counts as found if a problem is on one of these cells of one of these children.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from tests.lists.rules.correct_area import NO, YES, Area, Cells, area, day


class Change(NamedTuple):
    """A change to a row of a list; `cells` of None removes the row.

    Attributes:
        number: The number of the list.
        child: The identifier on the row; the last such row of the list is changed.
        cells: The new contents of cells by key.
        added: Whether a copy of the row is added with these contents, instead of changing it.
    """

    number: int
    child: str
    cells: Cells | None
    added: bool = False


class Planted(NamedTuple):
    """An error, and the cells of which at least one must be reported.

    Attributes:
        text: What went wrong, in the words of those who look after the data.
        changes: The changes to the correct submission.
        shown: The identifiers of the children, and the number of a list with a column of it.
    """

    text: str
    changes: tuple[Change, ...]
    shown: frozenset[tuple[str, int, str]]


def _error(text: str, changes: Iterable[Change], **shown: Iterable[tuple[int, str]]) -> Planted:
    places = ((child, *place) for child, given in shown.items() for place in given)
    return Planted(text, tuple(changes), frozenset(places))


def _set(number: int, child: str, **cells: object) -> Change:
    return Change(number, child, cells)


def _drop(number: int, child: str) -> Change:
    return Change(number, child, None)


def _add(number: int, child: str, **cells: object) -> Change:
    return Change(number, child, cells, added=True)


def _both(numbers: Iterable[int], child: str, **cells: object) -> list[Change]:
    return [_set(number, child, **cells) for number in numbers]


def _on(numbers: Iterable[int], *keys: str) -> list[tuple[int, str]]:
    return [(number, key) for number in numbers for key in keys]


_CLOSED: Cells = {"case_status": "e) Closed episode", "last_seen": day("2019-08-01")}
_NO_ANSWERS: Cells = dict.fromkeys(
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
_GATES_NO: Cells = {"concern": "N", "needs_support": "N", **_NO_ANSWERS}
_NO_LONGER = "RC7 - Services ceased for any other reason, including child no longer in need"
_NFA = "RC8 - Case closed after assessment, no further action"

PLANTED: tuple[Planted, ...] = (
    # Children who are missing from list 6, or whose status there is wrong.
    _error(
        "a plan that ended in the six months, and no row on list 6",
        [_drop(6, "A25")],
        A25=_on((7,), "child_id", "plan_end"),
    ),
    _error(
        "care that ended in the six months, and no row on list 6",
        [_drop(6, "A09")],
        A09=_on((8,), "child_id", "care_end"),
    ),
    _error(
        "an open assessment, and no row on list 6",
        [_drop(6, "A14")],
        A14=_on((4,), "child_id", "assessment_start", "authorised"),
    ),
    _error("a current plan, and no row on list 6", [_drop(6, "A03")], A03=_on((7,), "child_id")),
    _error("a child in care, and no row on list 6", [_drop(6, "A05")], A05=_on((8,), "child_id")),
    _error(
        "an assessment that found a need, and no row on list 6",
        [_drop(6, "A01")],
        A01=_on((4,), "child_id", "needs_social_care"),
    ),
    _error(
        "status open assessment, and the assessment is authorised",
        [
            _set(6, "A15", case_status="d) Open assessment"),
            _set(
                4,
                "A15",
                authorised=day("2019-09-05"),
                needs_social_care=YES,
                mental_ill_health_identified="Y",
            ),
        ],
        A15=[*_on((6,), "case_status"), *_on((4,), "authorised")],
    ),
    _error(
        "status open assessment, and no assessment on list 4",
        [_drop(4, "A14")],
        A14=_on((6,), "case_status", "child_id"),
    ),
    _error(
        "a closed episode, and a current plan on list 7",
        [_set(6, "A03", **_CLOSED, cin_end=day("2019-08-02"), closure_reason=_NO_LONGER)],
        A03=[*_on((6,), "case_status", "cin_end"), *_on((7,), "plan_end")],
    ),
    _error(
        "a closed episode, and an open assessment on list 4",
        [_set(6, "A15", **_CLOSED, cin_end=day("2019-09-02"), closure_reason=_NO_LONGER)],
        A15=[*_on((6,), "case_status", "cin_end"), *_on((4,), "authorised", "assessment_start")],
    ),
    _error(
        "status looked after, and no row on list 8",
        [_drop(8, "A05")],
        A05=_on((6,), "case_status"),
    ),
    _error(
        "status child in need plan, and in care",
        [_set(6, "A05", case_status="c) Child in need plan")],
        A05=_on((6,), "case_status"),
    ),
    _error(
        "status still looked after, and care ended in April",
        [_set(6, "A24", case_status="a) Looked after child")],
        A24=_on((6,), "case_status"),
    ),
    _error(
        "status protection plan where the child is looked after too",
        [_set(6, "A16", case_status="b) Child Protection plan")],
        A16=_on((6,), "case_status"),
    ),
    # Outcomes on one list that another list does not show.
    _error(
        "a conference led to a plan, and no row on list 7",
        [_drop(7, "A03"), _set(6, "A03", case_status="c) Child in need plan")],
        A03=_on((5,), "child_id", "conference_led_to_plan", "conference_date"),
    ),
    _error(
        "a conference is said to have led to a plan that there is not",
        [_set(5, "A18", conference_led_to_plan=YES)],
        A18=_on((5,), "child_id", "conference_led_to_plan", "conference_date"),
    ),
    _error(
        "closed as no further action after an assessment that found a need",
        [_set(6, "A01", **_CLOSED, cin_end=day("2019-08-02"), closure_reason=_NFA)],
        A01=[*_on((6,), "closure_reason"), *_on((4,), "needs_social_care")],
    ),
    _error(
        "adopted by list 6, home to the parents by list 8",
        [
            _set(
                6,
                "A24",
                case_status="e) Closed episode",
                last_seen=day("2019-03-25"),
                cin_end=day("2019-04-02"),
                closure_reason="RC1 - Adopted",
            )
        ],
        A24=[*_on((6,), "closure_reason"), *_on((8,), "care_end_reason")],
    ),
    _error(
        "died by list 8, no longer in need by list 6",
        [_set(8, "A11", care_end_reason="c) E2: Died")],
        A11=[*_on((6,), "closure_reason"), *_on((8,), "care_end_reason")],
    ),
    _error(
        "special guardianship by list 8, adopted by list 6",
        [_set(8, "A09", care_end_reason="k) E47: Special Guardianship Orders - relative/friend")],
        A09=[*_on((6,), "closure_reason"), *_on((8,), "care_end_reason")],
    ),
    _error(
        "no further action on a referral that went to an assessment the next day",
        [_set(3, "A01", no_further_action=YES)],
        A01=[*_on((3,), "no_further_action"), *_on((4,), "assessment_start")],
    ),
    # Dates of one row.
    _error(
        "the last visit before the plan began",
        [_set(7, "A03", last_visit=day("2019-03-01"))],
        A03=_on((7,), "last_visit"),
    ),
    _error(
        "the last visit after the plan ended",
        [_set(7, "A25", last_visit=day("2019-07-20"))],
        A25=_on((7,), "last_visit", "plan_end"),
    ),
    _error(
        "the review conference after the plan ended",
        [_set(7, "A12", latest_review=day("2019-08-20"))],
        A12=_on((7,), "latest_review", "plan_end"),
    ),
    _error(
        "the review conference before the plan began",
        [_set(7, "A03", latest_review=day("2019-03-20"))],
        A03=_on((7,), "latest_review"),
    ),
    _error(
        "the statutory review before care began",
        [_set(8, "A10", latest_review=day("2019-05-02"))],
        A10=_on((8,), "latest_review"),
    ),
    _error(
        "the contact of the reviewing officer before care began",
        [_set(8, "A10", last_iro_contact=day("2018-06-27"))],
        A10=_on((8,), "last_iro_contact"),
    ),
    _error(
        "the last visit after care ended",
        [_set(8, "A24", last_visit=day("2019-08-25"))],
        A24=_on((8,), "last_visit", "care_end"),
    ),
    _error(
        "the statutory review after care ended",
        [_set(8, "A09", latest_review=day("2019-08-01"))],
        A09=_on((8,), "latest_review", "care_end"),
    ),
    _error(
        "the last visit before care began",
        [_set(8, "A20", last_visit=day("2019-07-20"))],
        A20=_on((8,), "last_visit"),
    ),
    _error(
        "a health assessment before the birth",
        [_set(8, "A30", last_health_assessment=day("2018-10-15"))],
        A30=_on((8,), "last_health_assessment"),
    ),
    _error(
        "a dental check before the birth",
        [_set(8, "A30", last_dental_check=day("2018-11-16"))],
        A30=_on((8,), "last_dental_check"),
    ),
    _error(
        "the placement before care began",
        [_set(8, "A10", placement_start=day("2019-05-01"))],
        A10=_on((8,), "placement_start"),
    ),
    _error(
        "the placement after care ended",
        [_set(8, "A24", placement_start=day("2019-05-03"))],
        A24=_on((8,), "placement_start", "care_end"),
    ),
    _error(
        "the legal status before care began",
        [_set(8, "A05", legal_status_start=day("2016-02-01"))],
        A05=_on((8,), "legal_status_start"),
    ),
    _error(
        "last seen before the episode of need, by a year mistyped",
        [_set(6, "A01", last_seen=day("2018-09-03"))],
        A01=_on((6,), "last_seen"),
    ),
    _error(
        "last seen after the episode was closed",
        [_set(6, "A02", last_seen=day("2019-09-01"))],
        A02=_on((6,), "last_seen", "cin_end"),
    ),
    _error(
        "an assessment authorised before it started",
        [_set(4, "A01", authorised=day("2019-05-01"))],
        A01=_on((4,), "authorised"),
    ),
    _error(
        "the last visit is still to come",
        [_set(8, "A05", last_visit=day("2019-10-01"))],
        A05=_on((8,), "last_visit"),
    ),
    _error(
        "a contact of the year before",
        [_set(1, "A19", contact_date=day("2018-08-08"))],
        A19=_on((1,), "contact_date"),
    ),
    _error(
        "the century of a birth mistyped",
        [_set(1, "A19", date_of_birth=day("1902-03-04"))],
        A19=_on((1,), "date_of_birth", "age"),
    ),
    _error("an age a year too high", [_set(1, "A19", age=18)], A19=_on((1,), "age")),
    _error("an unborn child of age 0", [_set(6, "A13", age=0)], A13=_on((6,), "age")),
    _error("a child of eleven given as unborn", [_set(7, "A03", age=-1)], A03=_on((7,), "age")),
    # Dates of several lists.
    _error(
        "the plan before the conference that led to it",
        [_set(7, "A03", plan_start=day("2019-03-20"))],
        A03=[*_on((7,), "plan_start"), *_on((5,), "conference_date")],
    ),
    _error(
        "the conference before the strategy discussion",
        [_set(5, "A18", conference_date=day("2019-05-27"))],
        A18=_on((5,), "conference_date"),
    ),
    _error(
        "the episode of need after the plan",
        [_set(6, "A04", cin_start=day("2019-03-01"))],
        A04=[*_on((6,), "cin_start"), *_on((7,), "plan_start")],
    ),
    _error(
        "the episode of need after care began",
        [_set(6, "A22", cin_start=day("2014-06-01"))],
        A22=[*_on((6,), "cin_start"), *_on((8,), "care_start")],
    ),
    _error(
        "the episode closed before care ended",
        [_set(6, "A11", cin_end=day("2019-06-10"), last_seen=day("2019-06-01"))],
        A11=[*_on((6,), "cin_end"), *_on((8,), "care_end")],
    ),
    # Numbers.
    _error(
        "a second period within the year, and in care since 2017",
        [_set(8, "A05", second_period=YES)],
        A05=_on((8,), "second_period", "care_start"),
    ),
    _error(
        "one placement, and a move two months after care began",
        [_set(8, "A10", placement_start=day("2019-08-01"))],
        A10=_on((8,), "placements_in_year", "placement_start"),
    ),
    _error(
        "one placement, and a move in the year after years in care",
        [_set(8, "A29", placements_in_year=1)],
        A29=_on((8,), "placements_in_year", "placement_start"),
    ),
    _error(
        "no earlier referral, and one on the list",
        [
            Change(3, "A02", {"referrals_in_year": 0}),
            _add(3, "A02", referral_date=day("2019-08-30"), referrals_in_year=0),
        ],
        A02=_on((3,), "referrals_in_year"),
    ),
    _error(
        "no earlier enquiry, and one on the list",
        [_add(5, "A18", strategy_discussion=day("2019-08-14"), conference_date=day("2019-08-27"))],
        A18=_on((5,), "enquiries_in_year"),
    ),
    _error(
        "no earlier conference, and one on the list",
        [
            _set(5, "A18", enquiries_in_year=1),
            _add(
                5,
                "A18",
                strategy_discussion=day("2019-08-14"),
                conference_date=day("2019-08-27"),
            ),
        ],
        A18=_on((5,), "conferences_in_year"),
    ),
    _error(
        "no earlier plan, and a conference that led to one before this one began",
        [
            _set(7, "A16", plan_start=day("2019-08-20")),
            _add(
                5,
                "A16",
                strategy_discussion=day("2019-08-05"),
                conference_date=day("2019-08-20"),
                enquiries_in_year=1,
                conferences_in_year=1,
            ),
        ],
        A16=[*_on((7,), "previous_plans", "plan_start"), *_on((5,), "enquiries_in_year")],
    ),
    _error(
        "the number of earlier plans in words",
        [_set(7, "A03", previous_plans="none")],
        A03=_on((7,), "previous_plans"),
    ),
    # The fields that the inspection adds.
    _error(
        "mental ill health in the assessment, and no concern on list 6",
        [_set(6, "A01", **_GATES_NO)],
        A01=[*_on((6,), "concern", "needs_support"), *_on((4,), "mental_ill_health_identified")],
    ),
    _error(
        "a concern on list 6, none on list 7",
        [_set(7, "A03", **_GATES_NO)],
        A03=_on((6, 7), "concern", "needs_support"),
    ),
    _error(
        "CAMHS sees the child by list 6, not by list 8",
        [_set(8, "A05", camhs_receiving="N")],
        A05=_on((6, 8), "camhs_receiving"),
    ),
    _error(
        "no recent support, and a service from CAMHS now",
        [_set(6, "A01", support_recent="N")],
        A01=_on((6,), "support_recent", "camhs_receiving"),
    ),
    _error(
        "a referral not accepted, and never referred",
        _both((6, 8), "A24", camhs_referred="N"),
        A24=_on((6, 8), "camhs_referred", "camhs_not_accepted"),
    ),
    _error(
        "no agencies together for a child with a protection plan",
        _both((6, 7), "A03", multi_agency="N"),
        A03=_on((6, 7), "multi_agency"),
    ),
    _error(
        "on remand, and not known to the YOT",
        _both((6, 8), "A20", known_to_yot="N"),
        A20=_on((6, 8), "known_to_yot"),
    ),
    _error(
        "on remand, and no proceedings",
        _both((6, 8), "A20", police_or_criminal="N"),
        A20=_on((6, 8), "police_or_criminal"),
    ),
    _error(
        "a concern, and a field that follows left blank",
        [_set(6, "A01", multi_agency=None)],
        A01=_on((6,), "multi_agency"),
    ),
    _error(
        "a child of twelve without an answer on concern",
        [_set(6, "A17", concern=None)],
        A17=_on((6,), "concern"),
    ),
    _error(
        "both gates no, and support in the last six months",
        [_set(6, "A17", support_recent="Y")],
        A17=_on((6,), "support_recent"),
    ),
    # Facts of one row that contradict each other.
    _error(
        "placed with the parents by a private provider",
        [_set(8, "A22", placement_provider="e) PR4: Private provision")],
        A22=_on((8,), "placement_provider", "placement_type"),
    ),
    _error(
        "foster care provided by the parents",
        [_set(8, "A06", placement_provider="a) PR0: Parents/Parental responsibility")],
        A06=_on((8,), "placement_provider", "placement_type"),
    ),
    _error(
        "placed for adoption with an order, and accommodated under section 20",
        [_set(8, "A09", legal_status="V2: Single period under S20")],
        A09=_on((8,), "legal_status", "placement_type"),
    ),
    _error(
        "placed inside the border, and in Wales",
        [_set(8, "A05", placement_location="a) In")],
        A05=_on((8,), "placement_location", "placement_authority"),
    ),
    _error(
        "placed outside the border, and in the authority itself",
        [_set(8, "A20", placement_authority="Ourtown")],
        A20=_on((8,), "placement_location", "placement_authority"),
    ),
    _error(
        "an unborn child seen alone",
        [_set(7, "A13", seen_alone=YES)],
        A13=_on((7,), "seen_alone"),
    ),
    _error(
        "an unborn child seen in the assessment",
        [_set(4, "A14", child_seen=YES)],
        A14=_on((4,), "child_seen"),
    ),
    _error(
        "an unborn child in care",
        [
            _add(
                8,
                "A30",
                child_id="A13",
                date_of_birth=day("2019-10-20"),
                age=-1,
                gender="c) Not stated/recorded",
                ethnicity="s) NOBT",
                disability="c) Unknown",
                care_start=day("2019-08-20"),
                legal_status_start=day("2019-08-20"),
                placement_start=day("2019-08-20"),
                latest_review=None,
                last_iro_contact=None,
                last_health_assessment=None,
            ),
            _set(6, "A13", case_status="a) Looked after child"),
        ],
        A13=_on((8,), "child_id", "age", "date_of_birth", "care_start"),
    ),
    _error(
        "disabled by list 6, not by list 8",
        [_set(8, "A23", disability=NO, category_of_need="N1 - Abuse or neglect")],
        A23=_on((6, 8), "disability"),
    ),
    _error(
        "in care for a disability that the child does not have",
        _both((6, 8), "A23", disability=NO),
        A23=[
            *_on((6,), "disability", "primary_need"),
            *_on((8,), "disability", "category_of_need"),
        ],
    ),
    _error(
        "a girl by list 6, a boy by list 3",
        [_set(3, "A01", gender="a) Male")],
        A01=_on((3, 6), "gender"),
    ),
    _error(
        "day and month of a birth swapped on one list",
        [_set(7, "A16", date_of_birth=day("2009-02-20"))],
        A16=_on((6, 7, 8), "date_of_birth"),
    ),
    _error(
        "one child under two identifiers",
        [_set(1, "A01", child_id="X77")],
        X77=_on((1,), "child_id"),
        A01=_on((3, 4, 6), "child_id"),
    ),
    _error(
        "an emergency protection order by list 8, none by list 7",
        [
            _set(8, "A16", legal_status="L2: EPO", legal_status_start=day("2019-08-10")),
            _set(7, "A16", emergency_protection=NO),
        ],
        A16=[*_on((7,), "emergency_protection"), *_on((8,), "legal_status")],
    ),
    _error(
        "in a young offender institution and accommodated under section 20",
        [
            _set(
                8,
                "A29",
                placement_type="t) R5: Young Offender Institution",
                legal_status="V2: Single period under S20",
            )
        ],
        A29=_on((8,), "placement_type", "legal_status"),
    ),
    # Cells that belong together, codes and rows.
    _error(
        "a reason for closure without a closure",
        [_set(6, "A01", closure_reason=_NO_LONGER)],
        A01=_on((6,), "closure_reason", "cin_end"),
    ),
    _error(
        "a result of a conference without its date",
        [_set(5, "A18", conference_date=None)],
        A18=_on((5,), "conference_date"),
    ),
    _error(
        "a return interview for a child who was not missing",
        [_set(8, "A29", missing_episodes=0)],
        A29=_on((8,), "return_interview_offered", "missing_episodes"),
    ),
    _error(
        "only the letter of a code that the workbook uses twice",
        [_set(6, "A14", ethnicity="s)")],
        A14=_on((6,), "ethnicity"),
    ),
    _error("a child twice on list 6", [_add(6, "A22")], A22=_on((6,), "child_id")),
    _error(
        "a care leaver of nineteen on list 6",
        [_set(6, "A17", date_of_birth=day("2000-09-10"), age=18)],
        A17=_on((6,), "age", "date_of_birth"),
    ),
    _error(
        "an identifier in small letters on one list",
        [_set(8, "A05", child_id="a05")],
        a05=_on((8,), "child_id"),
        A05=_on((6,), "child_id"),
    ),
)
"""The errors, in the order in which they were written."""


def with_error(planted: Planted) -> Area:
    """Return the rows of the correct submission with this error."""
    lists = area()
    for change in planted.changes:
        rows = lists[change.number]
        at = max(at for at, row in enumerate(rows) if row["child_id"] == change.child)
        if change.cells is None:
            del rows[at]
        elif change.added:
            rows.append(rows[at] | change.cells)
        else:
            rows[at] |= change.cells
    return lists


def is_shown(planted: Planted, problems: Iterable[Mapping[str, object]]) -> bool:
    """Return whether a problem is on one of the cells where a reader would look."""
    return any(
        (problem["child_id"], problem["list"], problem["key"]) in planted.shown
        for problem in problems
    )
