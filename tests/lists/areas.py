"""A small area whose lists break no rule, so that tests can break one cell at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from jtai.guidance.columns import AUGUST_2019
from jtai.lists.reading.sheets import RawSheet
from jtai.lists.submission import Submission

AS_OF = dt.date(2019, 9, 9)
START = dt.date(2019, 3, 9)
"""The first day of the six months before `AS_OF`."""

Changes: TypeAlias = Mapping[Any, object]
"""New contents of cells: by column key for the list's first row, or by list, row and column
key."""

LAYOUTS = {layout.number: layout for layout in AUGUST_2019.lists}


def day(text: str) -> dt.date:
    """Return a date from its ISO text."""
    return dt.date.fromisoformat(text)


def _child(child: str, born: str = "2007-05-01", age: int = 12) -> dict[str, object]:
    return {
        "child_id": child,
        "gender": "b) Female",
        "ethnicity": "a) WBRI",
        "date_of_birth": day(born),
        "age": age,
    }


_WORK = {"allocated_team": "North", "allocated_worker": "Worker"}
_ANSWERS = {
    "concern": "Y",
    "needs_support": "Y",
    "camhs_referred": "Y",
    "camhs_receiving": "Y",
    "camhs_waiting": "N",
    "camhs_not_accepted": "N",
    "support_recent": "Y",
    "multi_agency": "Y",
    "known_to_yot": "N",
    "police_or_criminal": "N",
}


def _in_need(child: str, status: str, start: str = "2019-01-07") -> dict[str, object]:
    return {
        **_child(child),
        "disability": "b) No",
        "cin_start": day(start),
        "primary_need": "N1 - Abuse or neglect",
        "last_seen": day("2019-09-02"),
        "case_status": status,
        **_WORK,
        **_ANSWERS,
    }


def rows() -> dict[int, list[dict[str, object]]]:
    """Return the rows of three children: one in need, one with a protection plan, one in care."""
    return {
        1: [
            {
                **_child("A1"),
                "contact_date": day("2019-06-03"),
                "contact_source": "e) 2A: Schools",
            },
            {
                **_child("B2"),
                "contact_date": day("2019-06-04"),
                "contact_source": "q) 6: Police",
            },
        ],
        3: [
            {
                **_child(child),
                "referral_date": day(when),
                "referral_source": "e) 2A: Schools",
                "no_further_action": "b) No",
                "referrals_in_year": count,
                **_WORK,
            }
            for child, when, count in (("A1", "2019-06-05", 1), ("B2", "2019-06-06", 0))
        ],
        4: [
            {
                **_child(child),
                "disability": "b) No",
                "assessment_start": day("2019-06-10"),
                "child_seen": "a) Yes",
                "authorised": day("2019-07-10"),
                "needs_social_care": "a) Yes",
                **_WORK,
                "mental_ill_health_identified": "Y",
            }
            for child in ("A1", "B2")
        ],
        5: [
            {
                **_child(child),
                "disability": "b) No",
                "strategy_discussion": day("2019-06-12"),
                "conference_unnecessary": "b) No",
                "conference_date": day("2019-06-20"),
                "conference_led_to_plan": led,
                "enquiries_in_year": 1,
                "conferences_in_year": 0,
                **_WORK,
            }
            for child, led in (("A1", "b) No"), ("B2", "a) Yes"))
        ],
        6: [
            _in_need("A1", "c) Child in need plan"),
            _in_need("B2", "b) Child Protection plan"),
            _in_need("C3", "a) Looked after child", "2018-01-08"),
        ],
        7: [
            {
                **_child("B2"),
                "disability": "b) No",
                "plan_start": day("2019-06-20"),
                "initial_category": "a) Neglect",
                "latest_category": "a) Neglect",
                "last_visit": day("2019-09-02"),
                "seen_alone": "a) Yes",
                "latest_review": day("2019-09-01"),
                "emergency_protection": "b) No",
                "previous_plans": 0,
                **_WORK,
                **_ANSWERS,
            }
        ],
        8: [
            {
                **_child("C3"),
                "unaccompanied": "b) No",
                "disability": "b) No",
                "care_start": day("2018-02-01"),
                "category_of_need": "N1 - Abuse or neglect",
                "second_period": "b) No",
                "legal_status_start": day("2018-03-01"),
                "legal_status": "C2: FCO",
                "latest_review": day("2019-08-01"),
                "last_visit": day("2019-09-01"),
                "permanence_plan": "f) Long-term fostering",
                "last_iro_contact": day("2019-08-01"),
                "last_health_assessment": day("2019-02-01"),
                "last_dental_check": day("2019-02-02"),
                "placements_in_year": 1,
                "placement_start": day("2018-02-01"),
                "placement_type": "d) U4: Foster placement - long term",
                "placement_provider": "b) PR1: Own provision",
                "placement_postcode": "ZZ1 1ZZ",
                "placement_urn": "SC000000",
                "placement_location": "a) In",
                "placement_authority": "Somewhere",
                "missing_episodes": 0,
                "absent_episodes": 0,
                **_WORK,
                **_ANSWERS,
            }
        ],
    }


def area(
    number: int = 6,
    changes: Changes | None = None,
    *,
    without: Iterable[tuple[int, str]] = (),
    lists: Iterable[int] = tuple(LAYOUTS),
) -> list[RawSheet]:
    """Return the area's sheets, laid out as in the workbook, with some cells changed.

    Args:
        number: The list to which changes by column key apply.
        changes: The changes; the key ``"+"`` adds a changed copy of the list's first row.
        without: Columns to leave out, by list and key.
        lists: The numbers of the lists to include.
    """
    held = rows()
    for where, value in (changes or {}).items():
        at, row, key = (number, 0, where) if isinstance(where, str) else where
        if key == "+":
            held[at].append({**held[at][0], **_mapping(value)})
        else:
            held[at][row][key] = value
    gone = set(without)
    sheets = []
    for at in lists:
        layout = LAYOUTS[at]
        columns = [column for column in layout.columns if (at, column.key) not in gone]
        sheets.append(
            RawSheet(
                name=layout.sheet,
                rows=[
                    [layout.title],
                    [column.title for column in columns],
                    *([row.get(column.key) for column in columns] for row in held[at]),
                ],
            )
        )
    return sheets


def _mapping(value: object) -> Mapping[str, Any]:
    assert isinstance(value, Mapping)
    return value


def submission(*arguments: Any, **more: Any) -> Submission:
    """Read the area's lists, with the arguments of `area`."""
    return Submission.from_sheets(area(*arguments, **more))
