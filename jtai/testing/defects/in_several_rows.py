"""Defects across several rows or between lists.

Invariant: functions that change rows and return where, and the table that names them.
"""

from __future__ import annotations

from functools import partial
from typing import Final

from jtai.core.answers import Answer
from jtai.lists.reading.doubtful_dates import FEWEST_DATES
from jtai.testing.defects.area import Area, Defect, Page, Place
from jtai.testing.defects.in_one_row import DAY, MONTHS, RECEIVING, anyone, asked
from jtai.timetable.ages import completed_years, latest_birth

# Over this many days, leap years make no difference.
_CENTURY: Final = 36_525 * DAY


def _adult(area: Area) -> list[Place]:
    at = area.pick(1, lambda row: {1}.issuperset(area.lists_of(row["child_id"])))
    places = []
    for number, page, index in area.of(area.page(1).row(at)["child_id"]):
        # An adult on the day of the contact too, which is at most six months ago.
        page.put(index, "date_of_birth", latest_birth(19, area.as_of))
        page.put(index, "age", 19)
        places.append(Place(number, index, "age"))
    return places


def _birth_year_mistyped(area: Area) -> list[Place]:
    at = area.pick(1, lambda row: row["age"] >= 1 and area.lists_of(row["child_id"]) == [1])
    page = area.page(1)
    page.put(at, "date_of_birth", page.row(at)["date_of_birth"] + _CENTURY)
    return [Place(1, at, "date_of_birth")]


def _identifier_alike(area: Area) -> list[Place]:
    at = area.pick(1, lambda row: len(area.lists_of(row["child_id"])) > 1)
    name = area.page(1).row(at)["child_id"]
    places = [Place(number, index, "child_id") for number, _, index in area.of(name)]
    area.page(1).put(at, "child_id", name.lower())
    return places


def _birth_dates_differ(area: Area) -> list[Place]:
    page = area.page(6)
    at = area.pick(6, lambda row: row["age"] >= 1 and len(area.lists_of(row["child_id"])) > 1)
    row = page.row(at)
    born = row["date_of_birth"]
    # One day less or more, whichever does not change the age.
    other = next(
        day for day in (born - DAY, born + DAY) if completed_years(day, area.as_of) == row["age"]
    )
    page.put(at, "date_of_birth", other)
    return [Place(number, at, "date_of_birth") for number, _, at in area.of(row["child_id"])]


def _answers_differ(area: Area) -> list[Place]:
    at = area.pick(7, lambda row: asked(row) and 6 in area.lists_of(row["child_id"]))  # noqa: PLR2004 - the number of a list
    child = area.page(7).row(at)["child_id"]
    rows = [(number, page, at) for number, page, at in area.of(child) if number >= _FIRST_OF_PLANS]
    for _, page, index in rows:
        for key, fact in RECEIVING.items():
            page.put(index, key, fact)
    area.page(7).put(at, "known_to_yot", Answer.YES)
    return [Place(number, index, "known_to_yot") for number, _, index in rows]


# Lists 6, 7 and 8 have the fields that the inspection adds, the others do not.
_FIRST_OF_PLANS: Final = 6


def _with_two_referrals(area: Area) -> list[tuple[Page, int]]:
    at = area.pick(3, lambda row: area.lists_of(row["child_id"]).count(3) > 1)
    child = area.page(3).row(at)["child_id"]
    return [(page, at) for number, page, at in area.of(child) if number == 3]  # noqa: PLR2004 - likewise


def _counts_differ(area: Area) -> list[Place]:
    rows = _with_two_referrals(area)
    page, at = rows[0]
    page.put(at, "referrals_in_year", page.row(at)["referrals_in_year"] + 1)
    return [Place(3, at, "referrals_in_year") for _, at in rows]


def _count_too_low(area: Area) -> list[Place]:
    rows = _with_two_referrals(area)
    for page, at in rows:
        page.put(at, "referrals_in_year", 0)
    return [Place(3, at, "referrals_in_year") for _, at in rows]


def _twice(area: Area, number: int) -> list[Place]:
    page = area.page(number)
    at = area.pick(number, anyone)
    page.rows.append([*page.rows[at]])
    return [Place(number, at, "child_id"), Place(number, len(page.rows) - 1, "child_id")]


def _status_wrong(area: Area) -> list[Place]:
    at = area.pick(6, lambda row: row["case_status"] == "a) Looked after child")
    area.page(6).put(at, "case_status", "c) Child in need plan")
    return [Place(6, at, "case_status")]


def _not_on_list_6(area: Area) -> list[Place]:
    at = area.pick(8, lambda row: row["care_end"] is None)
    child = area.page(8).row(at)["child_id"]
    in_need = area.page(6)
    in_need.rows = [row for row in in_need.rows if row[in_need.keys.index("child_id")] != child]
    return [Place(number, at, "child_id") for number, _, at in area.of(child) if number in (7, 8)]


def _two_digit_years(area: Area) -> list[Place]:
    page, key = area.page(8), "last_dental_check"
    dated = [at for at in range(len(page.rows)) if page.row(at)[key] is not None]
    for at in dated:
        page.put(at, key, f"{page.row(at)[key]:%d/%m/%y}")
    return [Place(8, at, key) for at in dated]


def _us_settings(area: Area) -> list[Place]:
    page, key = area.page(3), "referral_date"
    days = [page.row(at)[key] for at in range(len(page.rows))]
    late = [at for at, day in enumerate(days) if day.day > MONTHS]
    early = [at for at, day in enumerate(days) if day.day <= MONTHS and day.day != day.month]
    if min(len({days[at] for at in group}) for group in (late, early)) < FEWEST_DATES:
        raise LookupError
    for at in late:
        page.put(at, key, f"{days[at]:%d/%m/%Y}")
    return [Place(3, early[0], key)]


DEFECTS_IN_ROWS: Final = (
    Defect(
        name="adult",
        summary="a person who is 18",
        rules=("adult",),
        apply=_adult,
    ),
    Defect(
        name="birth-year-mistyped",
        summary="a date of birth that is a century late",
        rules=("birth-impossible",),
        apply=_birth_year_mistyped,
    ),
    Defect(
        name="identifier-alike",
        summary="an identifier in lower case on one list",
        rules=("identifier-alike",),
        apply=_identifier_alike,
    ),
    Defect(
        name="birth-dates-differ",
        summary="a child with two dates of birth on different lists",
        rules=("child-differs",),
        apply=_birth_dates_differ,
    ),
    Defect(
        name="answers-differ",
        summary="a child with different answers on two lists",
        rules=("answers-differ",),
        apply=_answers_differ,
    ),
    Defect(
        name="counts-differ",
        summary="a number of referrals that differs between the rows of a child",
        rules=("counts-differ",),
        apply=_counts_differ,
    ),
    Defect(
        name="count-too-low",
        summary="a number of referrals that is lower than the referrals on the list",
        rules=("count-too-low",),
        apply=_count_too_low,
    ),
    Defect(
        name="status-wrong",
        summary="a child in care whose status is child in need",
        rules=("status-differs",),
        apply=_status_wrong,
    ),
    Defect(
        name="child-twice",
        summary="a child who is on list 6 twice",
        rules=("child-repeated",),
        apply=partial(_twice, number=6),
    ),
    Defect(
        name="contact-twice",
        summary="a contact twice on list 1",
        rules=("contact-repeated",),
        apply=partial(_twice, number=1),
    ),
    Defect(
        name="referral-twice",
        summary="a referral twice on list 3",
        rules=("row-repeated",),
        apply=partial(_twice, number=3),
    ),
    # This removes rows, so it comes after everything that records its place.
    Defect(
        name="not-on-list-6",
        summary="a child in care who is not on list 6",
        rules=("not-on-list-6",),
        apply=_not_on_list_6,
    ),
    Defect(
        name="two-digit-years",
        summary="dental check dates with a two-digit year, whose century would be a guess",
        rules=("not-a-date",),
        apply=_two_digit_years,
    ),
    Defect(
        name="us-settings",
        summary="a CSV file opened with US settings: only days up to 12 became dates",
        rules=("date-day-and-month-swapped",),
        apply=_us_settings,
    ),
)
