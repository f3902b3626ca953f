"""A correct submission of all lists, with unusual cases from practice (Annex A workbook).

It was written with the workbook and the guidance in view, before the rules that look across lists
and columns, so any error or warning about it is wrong. A comment names each child's case.
"""

from __future__ import annotations

import datetime as dt
from typing import TypeAlias

from jtai.guidance.columns import AUGUST_2019
from jtai.lists.reading.sheets import RawSheet

AS_OF = dt.date(2019, 9, 9)
YES, NO, UNKNOWN = "a) Yes", "b) No", "c) Unknown"

Cells: TypeAlias = dict[str, object]
Area: TypeAlias = dict[int, list[Cells]]


def day(text: str) -> dt.date:
    """Return the date that an ISO text names."""
    return dt.date.fromisoformat(text)


def _person(child: str, born: str, age: int, gender: str = "b) Female", **more: object) -> Cells:
    return {
        "child_id": child,
        "gender": gender,
        "ethnicity": "a) WBRI",
        "date_of_birth": day(born) if born else None,
        "age": age,
        **more,
    }


_WORK: Cells = {"allocated_team": "North", "allocated_worker": "Worker"}
_FIELDS = (
    "concern",
    "needs_support",
    "camhs_referred",
    "camhs_receiving",
    "camhs_waiting",
    "camhs_not_accepted",
    "support_recent",
    "multi_agency",
    "known_to_yot",
    "police_or_criminal",
)


def _health(answers: str) -> Cells:
    """Return the ten fields that the inspection adds: a letter each, or "-" for a blank cell."""
    return {
        key: None if letter == "-" else letter
        for key, letter in zip(_FIELDS, answers.ljust(10, "-"), strict=True)
    }


def _contact(who: Cells, when: str, source: str = "q) 6: Police") -> Cells:
    return {**who, "contact_date": day(when), "contact_source": source}


def _referral(
    who: Cells, when: str, nfa: str = NO, count: int = 0, source: str = "q) 6: Police"
) -> Cells:
    return {
        **who,
        "referral_date": day(when),
        "referral_source": source,
        "no_further_action": nfa,
        "referrals_in_year": count,
        **_WORK,
    }


def _assessment(
    who: Cells,
    start: str,
    end: str = "",
    needs: str | None = YES,
    ill: str | None = "N",
    *,
    disability: str = NO,
    seen: str = YES,
) -> Cells:
    return {
        **who,
        "disability": disability,
        "assessment_start": day(start),
        "child_seen": seen,
        "authorised": day(end) if end else None,
        "needs_social_care": needs if end else None,
        "mental_ill_health_identified": ill if end else None,
        **_WORK,
    }


def _enquiry(  # noqa: PLR0917 - a row of list 5
    who: Cells,
    when: str,
    unnecessary: str | None,
    conference: str = "",
    plan: str | None = None,
    enquiries: int = 0,
    conferences: int = 0,
    disability: str = NO,
) -> Cells:
    return {
        **who,
        "disability": disability,
        "strategy_discussion": day(when),
        "conference_unnecessary": unnecessary,
        "conference_date": day(conference) if conference else None,
        "conference_led_to_plan": plan,
        "enquiries_in_year": enquiries,
        "conferences_in_year": conferences,
        **_WORK,
    }


def _need(
    who: Cells,
    start: str,
    status: str,
    answers: str = "",
    *,
    need: str = "N1 - Abuse or neglect",
    seen: str = "2019-09-03",
    end: str = "",
    reason: str | None = None,
    disability: str = NO,
) -> Cells:
    return {
        **who,
        "disability": disability,
        "cin_start": day(start),
        "primary_need": need,
        "last_seen": day(seen) if seen else None,
        "cin_end": day(end) if end else None,
        "closure_reason": reason,
        "case_status": status,
        **_WORK,
        **_health(answers),
    }


def _plan(
    who: Cells,
    start: str,
    answers: str = "",
    *,
    visit: str = "2019-09-02",
    review: str = "",
    end: str = "",
    previous: int = 0,
    alone: str = YES,
    emergency: str = NO,
    disability: str = NO,
) -> Cells:
    return {
        **who,
        "disability": disability,
        "plan_start": day(start),
        "initial_category": "a) Neglect",
        "latest_category": "a) Neglect",
        "last_visit": day(visit),
        "seen_alone": alone,
        "latest_review": day(review) if review else None,
        "plan_end": day(end) if end else None,
        "emergency_protection": emergency,
        "previous_plans": previous,
        **_WORK,
        **_health(answers),
    }


def _care(who: Cells, start: str, answers: str = "", **cells: object) -> Cells:
    row: Cells = {
        **who,
        "unaccompanied": NO,
        "disability": NO,
        "care_start": day(start),
        "category_of_need": "N1 - Abuse or neglect",
        "second_period": NO,
        "legal_status_start": day(start),
        "legal_status": "C2: FCO",
        "latest_review": day("2019-07-20"),
        "last_visit": day("2019-08-28"),
        "permanence_plan": "f) Long-term fostering",
        "last_iro_contact": day("2019-07-20"),
        "last_health_assessment": day("2019-06-12"),
        "last_dental_check": day("2019-05-16"),
        "placements_in_year": 1,
        "care_end": None,
        "care_end_reason": None,
        "placement_start": day(start),
        "placement_type": "d) U4: Foster placement - long term",
        "placement_provider": "b) PR1: Own provision",
        "placement_postcode": "ZZ1 1ZZ",
        "placement_urn": "SC000000",
        "placement_location": "a) In",
        "placement_authority": "Ourtown",
        "missing_episodes": 0,
        "absent_episodes": 0,
        "return_interview_offered": None,
        "return_interview_accepted": None,
        **_WORK,
        **_health(answers),
    }
    return row | cells


def area() -> Area:  # noqa: PLR0915 - one child after another
    """Return new rows for each list."""
    lists: Area = {number: [] for number in (1, 3, 4, 5, 6, 7, 8)}

    def put(**rows: Cells) -> None:
        for name, row in rows.items():
            lists[int(name[1])].append(row)

    # A contact, a referral and an assessment that led to a child in need plan.
    who = _person("A01", "2007-05-01", 12)
    put(
        l1=_contact(who, "2019-05-01"),
        l3=_referral(who, "2019-05-02"),
        l4=_assessment(who, "2019-05-03", "2019-06-10", YES, "Y"),
        l6=_need(who, "2019-05-02", "c) Child in need plan", "YYYYNNYYNN"),
    )
    # A referral without further action, referred again, assessed and closed.
    who = _person("A02", "2005-02-11", 14, "a) Male")
    put(
        l1=_contact(who, "2019-03-20"),
        l3=_referral(who, "2019-03-20", YES, 1),
        l4=_assessment(who, "2019-07-16", "2019-08-20", NO),
        l6=_need(
            who,
            "2019-07-15",
            "e) Closed episode",
            "NN",
            seen="2019-08-12",
            end="2019-08-20",
            reason="RC8 - Case closed after assessment, no further action",
        ),
    )
    put(l1=_contact(who, "2019-07-15"), l3=_referral(who, "2019-07-15", NO, 1))
    # A plan after a conference; CAMHS sees the child after an earlier refusal.
    who = _person("A03", "2008-01-30", 11)
    put(
        l3=_referral(who, "2019-03-15"),
        l4=_assessment(who, "2019-03-16", "2019-04-25", YES, "Y"),
        l5=_enquiry(who, "2019-03-18", NO, "2019-03-29", YES),
        l6=_need(who, "2019-03-15", "b) Child Protection plan", "YYYYNYYYNN"),
        l7=_plan(who, "2019-03-29", "YYYYNYYYNN", review="2019-06-20"),
    )
    # A second plan, and an enquiry while it runs, which goes to no initial conference.
    who = _person("A04", "2003-10-02", 15, "a) Male")
    put(
        l5=_enquiry(who, "2019-06-03", NO),
        l6=_need(who, "2018-09-01", "b) Child Protection plan", "YNYNYNNYNN"),
        l7=_plan(who, "2018-11-20", "YNYNYNNYNN", review="2019-08-01", previous=1),
    )
    # In care in Wales with a fostering agency; CAMHS sees the child for ADHD, no concern.
    who = _person("A05", "2006-04-14", 13, "a) Male")
    put(
        l6=_need(who, "2017-01-09", "a) Looked after child", "NNYYNNNYNN"),
        l8=_care(
            who,
            "2017-02-01",
            "NNYYNNNYNN",
            placement_provider="e) PR4: Private provision",
            placement_location="b) Out",
            placement_authority="WAL",
        ),
    )
    # Placed with an aunt abroad.
    who = _person("A06", "2010-12-24", 8)
    put(
        l6=_need(who, "2016-05-05", "a) Looked after child"),
        l8=_care(
            who,
            "2016-06-06",
            placement_type="c) U3: Foster placement - relative - not FFA",
            placement_location="b) Out",
            placement_authority="NUK",
            placement_postcode=None,
            placement_urn=None,
        ),
    )
    # Twins: alike in everything but the identifier.
    for child in ("A07", "A08"):
        who = _person(child, "2011-03-03", 8)
        put(
            l1=_contact(who, "2019-04-01", "e) 2A: Schools"),
            l3=_referral(who, "2019-04-01", source="e) 2A: Schools"),
            l4=_assessment(who, "2019-04-02", "2019-05-14"),
            l6=_need(who, "2019-04-01", "c) Child in need plan"),
        )
    # Adopted: care and the episode ended with the order.
    who = _person("A09", "2015-03-12", 4)
    put(
        l6=_need(
            who,
            "2015-11-02",
            "e) Closed episode",
            seen="2019-05-02",
            end="2019-05-14",
            reason="RC1 - Adopted",
        ),
        l8=_care(
            who,
            "2015-12-01",
            care_end=day("2019-05-14"),
            care_end_reason="a) E11: Adopted - application unopposed",
            legal_status="E1: Placement order",
            legal_status_start=day("2018-03-01"),
            permanence_plan="b) Adoption",
            placement_type="i) A5: Placed for adoption - order - foster",
            placement_start=day("2018-05-01"),
            latest_review=day("2019-04-01"),
            last_iro_contact=day("2019-04-01"),
            last_visit=day("2019-05-02"),
            last_health_assessment=day("2019-01-15"),
            last_dental_check=day("2018-11-20"),
        ),
    )
    # Unaccompanied, in supported lodgings, came and entered care on one day.
    who = _person("A10", "2003-01-01", 16, "a) Male", ethnicity="r) OOTH")
    put(
        l1=_contact(who, "2019-06-01"),
        l3=_referral(who, "2019-06-01"),
        l4=_assessment(who, "2019-06-02", "2019-07-12"),
        l6=_need(who, "2019-06-01", "a) Looked after child", need="N8 - Absent parenting"),
        l8=_care(
            who,
            "2019-06-01",
            unaccompanied=YES,
            category_of_need="N8 - Absent parenting",
            legal_status="V2: Single period under S20",
            placement_type="n) H5: Residential accommodation",
            placement_provider="e) PR4: Private provision",
            permanence_plan=None,
            latest_review=day("2019-06-27"),
            last_iro_contact=day("2019-06-27"),
            last_health_assessment=day("2019-06-28"),
            last_dental_check=None,
        ),
    )
    # Care ended on the 18th birthday.
    who = _person("A11", "2001-07-10", 18)
    put(
        l6=_need(
            who,
            "2012-01-04",
            "e) Closed episode",
            seen="2019-07-02",
            end="2019-07-10",
            reason="RC7 - Services ceased for any other reason, including child no longer in need",
        ),
        l8=_care(
            who,
            "2012-02-01",
            care_end=day("2019-07-10"),
            care_end_reason="m) E5: Moved into independent living - supported",
            latest_review=day("2019-05-02"),
            last_iro_contact=day("2019-05-02"),
            last_visit=day("2019-07-02"),
            permanence_plan="d) Supported living in the community",
        ),
    )
    # A plan that ended on the 18th birthday.
    who = _person("A12", "2001-08-01", 18, "a) Male")
    put(
        l6=_need(
            who,
            "2018-08-06",
            "e) Closed episode",
            seen="2019-07-25",
            end="2019-08-01",
            reason="RC7 - Services ceased for any other reason, including child no longer in need",
        ),
        l7=_plan(who, "2018-09-10", visit="2019-07-25", review="2019-05-30", end="2019-08-01"),
    )
    # Unborn, with a plan: the pre-birth conference came before the birth.
    who = _person("A13", "2019-10-20", -1, "c) Not stated/recorded", ethnicity="s) NOBT")
    put(
        l1=_contact(who, "2019-07-01", "g) 3A: Health services"),
        l3=_referral(who, "2019-07-01", source="g) 3A: Health services"),
        l4=_assessment(who, "2019-07-02", "2019-08-12", disability=UNKNOWN, seen=NO),
        l5=_enquiry(who, "2019-07-18", NO, "2019-07-31", YES, disability=UNKNOWN),
        l6=_need(who, "2019-07-01", "b) Child Protection plan", disability=UNKNOWN, seen=""),
        l7=_plan(who, "2019-07-31", alone=NO, disability=UNKNOWN),
    )
    # Unborn, no expected date yet, being assessed.
    who = _person("A14", "", -1, "c) Not stated/recorded", ethnicity="s) NOBT")
    put(
        l3=_referral(who, "2019-08-19", source="g) 3A: Health services"),
        l4=_assessment(who, "2019-08-20", disability=UNKNOWN, seen=NO),
        l6=_need(who, "2019-08-19", "d) Open assessment", disability=UNKNOWN, seen=""),
    )
    # A child in need plan and an open assessment: the first status applies.
    who = _person("A15", "2004-06-30", 15)
    put(
        l4=_assessment(who, "2019-08-25"),
        l6=_need(who, "2018-03-01", "c) Child in need plan", "YYNYNNYNNN"),
    )
    # A protection plan and care at the same time: the status is looked after.
    who = _person("A16", "2009-02-28", 10)
    put(
        l5=_enquiry(who, "2019-05-20", NO, "2019-06-03", YES),
        l6=_need(who, "2019-05-01", "a) Looked after child", "NN"),
        l7=_plan(who, "2019-06-03", "NN", review="2019-08-29", emergency=YES),
        l8=_care(
            who,
            "2019-08-10",
            "NN",
            legal_status="C1: ICO",
            legal_status_start=day("2019-08-14"),
            placement_type="f) U6: Foster placement - not FFA",
            permanence_plan=None,
            latest_review=day("2019-09-05"),
            last_iro_contact=day("2019-09-05"),
            last_health_assessment=day("2019-08-30"),
            last_dental_check=day("2019-02-11"),
        ),
    )
    # An enquiry that needed no conference.
    who = _person("A17", "2006-09-10", 12, "a) Male")
    put(
        l3=_referral(who, "2019-04-08"),
        l4=_assessment(who, "2019-04-09", "2019-05-20"),
        l5=_enquiry(who, "2019-04-10", YES),
        l6=_need(who, "2019-04-08", "c) Child in need plan", "NN"),
    )
    # A conference that did not lead to a plan.
    who = _person("A18", "2012-07-07", 7)
    put(
        l4=_assessment(who, "2019-06-12", "2019-07-20"),
        l5=_enquiry(who, "2019-06-14", NO, "2019-06-27", NO),
        l6=_need(who, "2019-06-11", "c) Child in need plan"),
    )
    # A contact and nothing else.
    put(l1=_contact(_person("A19", "2002-03-04", 17), "2019-08-08"))
    # On remand in a secure home.
    who = _person("A20", "2004-01-15", 15, "a) Male")
    put(
        l6=_need(
            who,
            "2019-07-28",
            "a) Looked after child",
            "YYYNYNYYYY",
            need="N6 - Socially unacceptable behaviour",
        ),
        l8=_care(
            who,
            "2019-08-01",
            "YYYNYNYYYY",
            category_of_need="N6 - Socially unacceptable behaviour",
            legal_status="J1: Remanded to LA or youth detention",
            placement_type="o) K1: Secure Children\u2019s Homes",
            placement_provider="d) PR3: Other public provision",
            placement_location="b) Out",
            placement_authority="Fartown",
            permanence_plan="a) Return to family",
            latest_review=day("2019-08-26"),
            last_iro_contact=day("2019-08-26"),
            last_health_assessment=day("2019-08-20"),
            last_dental_check=None,
        ),
    )
    # A second period within the year, and three placements.
    who = _person("A21", "2013-11-11", 5)
    put(
        l6=_need(who, "2018-02-02", "a) Looked after child"),
        l8=_care(
            who,
            "2019-06-20",
            second_period=YES,
            placements_in_year=3,
            placement_start=day("2019-07-10"),
            legal_status="V2: Single period under S20",
            latest_review=day("2019-07-16"),
            last_iro_contact=day("2019-07-16"),
            last_health_assessment=day("2019-07-03"),
            last_dental_check=day("2019-02-20"),
        ),
    )
    # With the parents, on a care order.
    who = _person("A22", "2010-08-08", 9)
    put(
        l6=_need(who, "2014-04-01", "a) Looked after child"),
        l8=_care(
            who,
            "2014-05-01",
            placement_type="k) P1: Placed with parents",
            placement_provider="a) PR0: Parents/Parental responsibility",
            placement_start=day("2017-05-01"),
            permanence_plan="a) Return to family",
            placement_urn=None,
        ),
    )
    # A disabled child with short breaks.
    who = _person("A23", "2008-08-18", 11, "a) Male")
    put(
        l6=_need(
            who,
            "2015-09-01",
            "a) Looked after child",
            "NN",
            need="N2 - Child\u2019s disability",
            disability=YES,
        ),
        l8=_care(
            who,
            "2016-01-11",
            "NN",
            disability=YES,
            category_of_need="N2 - Child\u2019s disability",
            legal_status="V4: Short term breaks, agreements recorded",
            placement_type="p) K2: Children\u2019s Homes",
            permanence_plan="a) Return to family",
        ),
    )
    # Home from care, still in need.
    who = _person("A24", "2007-01-20", 12)
    put(
        l6=_need(who, "2018-01-10", "c) Child in need plan", "NYYNNYYYNN"),
        l8=_care(
            who,
            "2018-03-05",
            "NYYNNYYYNN",
            care_end=day("2019-04-02"),
            care_end_reason=(
                "e) E4A: Returned home to live with parents or relatives - part of planning"
            ),
            latest_review=day("2019-02-11"),
            last_iro_contact=day("2019-02-11"),
            last_visit=day("2019-03-25"),
            last_health_assessment=day("2019-01-10"),
            last_dental_check=day("2018-12-03"),
            permanence_plan="a) Return to family",
        ),
    )
    # A plan that ended, stepped down to a child in need plan.
    who = _person("A25", "2009-09-09", 10, "a) Male")
    put(
        l6=_need(who, "2018-06-01", "c) Child in need plan", "NN"),
        l7=_plan(
            who, "2018-07-02", "NN", visit="2019-05-20", review="2019-05-28", end="2019-06-01"
        ),
    )
    # Seventeen at the contact, eighteen since.
    put(l1=_contact(_person("A26", "2001-05-05", 18), "2019-04-01"))
    # An enquiry from before the six months whose conference was held in them.
    who = _person("A27", "2014-10-10", 4)
    put(
        l5=_enquiry(who, "2019-02-25", NO, "2019-03-12", YES),
        l6=_need(who, "2019-02-18", "b) Child Protection plan"),
        l7=_plan(who, "2019-03-12", review="2019-06-03"),
    )
    # Referred last week, nothing decided yet.
    put(l3=_referral(_person("A28", "2005-12-01", 13), "2019-09-05"))
    # Missing twice, offered an interview and declined it.
    who = _person("A29", "2003-11-30", 15)
    put(
        l6=_need(who, "2018-08-01", "a) Looked after child", "YYYYNNYYNY"),
        l8=_care(
            who,
            "2018-08-20",
            "YYYYNNYYNY",
            missing_episodes=2,
            absent_episodes=1,
            return_interview_offered=YES,
            return_interview_accepted=NO,
            placements_in_year=2,
            placement_start=day("2019-03-01"),
            placement_type="p) K2: Children\u2019s Homes",
            placement_provider="e) PR4: Private provision",
            permanence_plan="e) Long-term residential placement",
        ),
    )
    # A baby taken into care days after the birth.
    who = _person("A30", "2018-12-01", 0)
    put(
        l6=_need(who, "2018-10-01", "a) Looked after child"),
        l8=_care(
            who,
            "2018-12-04",
            legal_status="C1: ICO",
            legal_status_start=day("2018-12-06"),
            placement_type="e) U5: Foster placement - FFA",
            last_dental_check=None,
            permanence_plan="b) Adoption",
            placements_in_year=1,
        ),
    )
    return lists


def sheets(lists: Area) -> list[RawSheet]:
    """Return sheets of the published workbook with these rows."""
    return [
        RawSheet(
            name=layout.sheet,
            rows=[
                [column.title for column in layout.columns],
                *(
                    [row.get(column.key) for column in layout.columns]
                    for row in lists[layout.number]
                ),
            ],
        )
        for layout in AUGUST_2019.lists
    ]
