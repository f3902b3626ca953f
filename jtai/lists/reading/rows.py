"""The rows of the child-level lists, one frozen class for each list (Annex A workbook).

Invariant: a row contains what its cells say, and no representation shows any of it. None means a
blank cell, except in the fields listed in `not_read`, whose cell could not be read or whose column
is missing.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect
from functools import cache, lru_cache
from typing import Any, Final

import attrs

from jtai.core.answers import Answer
from jtai.core.notebook import Displayable
from jtai.guidance.codes import ETHNICITY, NO_ETHNICITY, NOT_STATED
from jtai.guidance.columns import AUGUST_2019
from jtai.guidance.entries.list_entries import Code, ListLayout
from jtai.timetable.ages import completed_years

# Lists are drawn from the Wednesday of the week before notification (Front_Sheet) to the Thursday
# after it, when the last are due. The day of the check may be the first of fieldwork, two weeks
# later. More than a month is a mistyped day, with which dates in the future would not be reported.
MOST_DAYS_BETWEEN: Final = 31
"""How many days the day on which lists were drawn can be from that of the check."""

UNBORN: Final = -1
"""The age of an unborn child."""

OWN_IDENTIFIERS: Final = "if these are different children, enter each child's own identifier"
"""What to do first where rows with one identifier differ: they may be those of siblings."""

UNKNOWN_VALUES: Final = frozenset(
    (
        Answer.UNKNOWN,
        NOT_STATED,
        *(code for code in ETHNICITY.codes if code.code in NO_ETHNICITY),
    )
)
"""The values that say that a fact about a child is unknown."""


@lru_cache(maxsize=4096)
def age_contradicts(stated: int, born: dt.date, on: dt.date, limits: tuple[int, ...]) -> bool:
    """Return whether a stated age and a date of birth are on two sides of a limit.

    Lists may have been drawn on another day, so they are so on every day near the given one.

    Args:
        stated: The age as a list states it.
        born: The date of birth.
        on: The day of the check.
        limits: The first age on the upper side of each limit, in order.
    """
    around = dt.timedelta(days=MOST_DAYS_BETWEEN)
    # There is at most one birthday between these two days.
    days = on - around, on + min(around, dt.date.max - on)
    side = bisect(limits, stated)
    return all(bisect(limits, completed_years(born, day)) != side for day in days)


def _blank() -> Any:
    return attrs.field(default=None, repr=False)


@attrs.frozen(kw_only=True)
class ListRow(Displayable):
    """The fields that the rows of all lists have.

    Attributes:
        child_id: The child's identifier.
        gender: The code for gender.
        ethnicity: The code for ethnic origin.
        date_of_birth: The date of birth, or the expected date for an unborn child.
        age: Age in completed years, or -1 for an unborn child.
        not_read: The fields that are None because the cell could not be read or is missing.
    """

    child_id: str | None = _blank()
    gender: Code | None = _blank()
    ethnicity: Code | None = _blank()
    date_of_birth: dt.date | None = _blank()
    age: int | None = _blank()
    not_read: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class PlanRow(ListRow):
    """The fields that the inspection adds to the rows of lists 6, 7 and 8.

    Attributes:
        concern: Whether there is a concern about the child's mental health.
        needs_support: Whether the child was identified as needing support for their mental health.
        camhs_referred: Whether the child was referred to CAMHS.
        camhs_receiving: Whether the child receives a service from CAMHS.
        camhs_waiting: Whether the child is on a waiting list for CAMHS.
        camhs_not_accepted: Whether CAMHS did not accept a referral.
        support_recent: Whether the child has support, or had in the last six months.
        multi_agency: Whether several agencies are involved.
        known_to_yot: Whether the youth offending team knows the child.
        police_or_criminal: Whether there is a current police investigation or criminal proceeding.
    """

    concern: Answer | None = _blank()
    needs_support: Answer | None = _blank()
    camhs_referred: Answer | None = _blank()
    camhs_receiving: Answer | None = _blank()
    camhs_waiting: Answer | None = _blank()
    camhs_not_accepted: Answer | None = _blank()
    support_recent: Answer | None = _blank()
    multi_agency: Answer | None = _blank()
    known_to_yot: Answer | None = _blank()
    police_or_criminal: Answer | None = _blank()


@attrs.frozen(kw_only=True)
class ContactRow(ListRow):
    """A row of list 1: a contact.

    Attributes:
        contact_date: When the authority received the contact.
        contact_source: Who made the contact.
    """

    contact_date: dt.date | None = _blank()
    contact_source: Code | None = _blank()


@attrs.frozen(kw_only=True)
class ReferralRow(ListRow):
    """A row of list 3: a referral.

    Attributes:
        referral_date: When the authority's services were requested.
        referral_source: Who made the referral.
        no_further_action: Whether nothing further was done after it was first considered.
        referrals_in_year: How many referrals came in the twelve months before the latest one; the
            same on all rows of the child.
        allocated_team: The team to which the referral was allocated.
        allocated_worker: The social worker to whom the referral was allocated.
    """

    referral_date: dt.date | None = _blank()
    referral_source: Code | None = _blank()
    no_further_action: Answer | None = _blank()
    referrals_in_year: int | None = _blank()
    allocated_team: str | None = _blank()
    allocated_worker: str | None = _blank()


@attrs.frozen(kw_only=True)
class AssessmentRow(ListRow):
    """A row of list 4: an assessment.

    Attributes:
        disability: Whether the child has a disability under the Disability Discrimination Act 2005.
        assessment_start: When the assessment began.
        child_seen: Whether the child was seen during this assessment.
        authorised: When the assessment was completed and authorised.
        needs_social_care: Whether the assessment led to a social care service.
        allocated_team: The team that held the case during this assessment.
        allocated_worker: The social worker who completed this assessment.
        mental_ill_health_identified: For a completed assessment, whether it identified mental ill
            health.
    """

    disability: Answer | None = _blank()
    assessment_start: dt.date | None = _blank()
    child_seen: Answer | None = _blank()
    authorised: dt.date | None = _blank()
    needs_social_care: Answer | None = _blank()
    allocated_team: str | None = _blank()
    allocated_worker: str | None = _blank()
    mental_ill_health_identified: Answer | None = _blank()


@attrs.frozen(kw_only=True)
class EnquiryRow(ListRow):
    """A row of list 5: a section 47 enquiry.

    Attributes:
        disability: Whether the child has a disability under the Disability Discrimination Act 2005.
        strategy_discussion: When the strategy discussion that began the enquiry took place.
        conference_unnecessary: Yes if no initial conference was thought necessary; no if it was, or
            if the child has a child protection plan already.
        conference_date: When the initial conference took place.
        conference_led_to_plan: Whether the initial conference led to a child protection plan.
        enquiries_in_year: How many enquiries there were in the twelve months before the latest one;
            the same on all rows of the child.
        conferences_in_year: How many initial conferences there were in the twelve months before the
            latest enquiry; the same on all rows of the child.
        allocated_team: The team that held the case during the enquiry.
        allocated_worker: The social worker who completed the enquiry.
    """

    disability: Answer | None = _blank()
    strategy_discussion: dt.date | None = _blank()
    conference_unnecessary: Answer | None = _blank()
    conference_date: dt.date | None = _blank()
    conference_led_to_plan: Answer | None = _blank()
    enquiries_in_year: int | None = _blank()
    conferences_in_year: int | None = _blank()
    allocated_team: str | None = _blank()
    allocated_worker: str | None = _blank()


@attrs.frozen(kw_only=True)
class ChildInNeedRow(PlanRow):
    """A row of list 6: a child in need.

    Attributes:
        disability: Whether the child has a disability under the Disability Discrimination Act 2005.
        cin_start: When the latest episode of need began.
        primary_need: The latest primary need; only one.
        last_seen: When a social worker last saw the child.
        cin_end: When the latest episode of need ended.
        closure_reason: Why the latest episode of need ended.
        case_status: The first of the statuses that applies, unless the episode is closed.
        allocated_team: The team that holds the case, or held it last.
        allocated_worker: The social worker who holds the case, or held it last.
    """

    disability: Answer | None = _blank()
    cin_start: dt.date | None = _blank()
    primary_need: Code | None = _blank()
    last_seen: dt.date | None = _blank()
    cin_end: dt.date | None = _blank()
    closure_reason: Code | None = _blank()
    case_status: Code | None = _blank()
    allocated_team: str | None = _blank()
    allocated_worker: str | None = _blank()


@attrs.frozen(kw_only=True)
class ChildProtectionRow(PlanRow):
    """A row of list 7: a child with a child protection plan.

    Attributes:
        disability: Whether the child has a disability under the Disability Discrimination Act 2005.
        plan_start: When the plan began.
        initial_category: The category when the plan began.
        latest_category: The latest category of the plan.
        last_visit: When the lead social worker last visited.
        seen_alone: Whether the child was seen alone at that visit.
        latest_review: When the latest review conference took place.
        plan_end: When the plan ended.
        emergency_protection: Whether there was an emergency protection order or police protection
            in the six months before.
        previous_plans: How many plans the child had with this authority before this one.
        allocated_team: The team that holds the case, or held it last.
        allocated_worker: The social worker who holds the case, or held it last.
    """

    disability: Answer | None = _blank()
    plan_start: dt.date | None = _blank()
    initial_category: Code | None = _blank()
    latest_category: Code | None = _blank()
    last_visit: dt.date | None = _blank()
    seen_alone: Answer | None = _blank()
    latest_review: dt.date | None = _blank()
    plan_end: dt.date | None = _blank()
    emergency_protection: Answer | None = _blank()
    previous_plans: int | None = _blank()
    allocated_team: str | None = _blank()
    allocated_worker: str | None = _blank()


@attrs.frozen(kw_only=True)
class ChildInCareRow(PlanRow):
    """A row of list 8: a child in care.

    Attributes:
        unaccompanied: Whether the child was an unaccompanied asylum-seeking child in the twelve
            months before.
        disability: Whether the child has a disability under the Disability Discrimination Act 2005.
        care_start: When the latest period of care began.
        category_of_need: The category in the latest episode.
        second_period: Whether there was another period of care in the twelve months before.
        legal_status_start: When the latest legal status began.
        legal_status: The latest legal status.
        latest_review: When the latest statutory review took place.
        last_visit: When a social worker last visited.
        permanence_plan: The main plan for a permanent home.
        last_iro_contact: When the independent reviewing officer last visited or was in touch; this
            may be the day of the latest review.
        last_health_assessment: When the child last had a health assessment.
        last_dental_check: When the child last had a dental check.
        placements_in_year: How many placements there were in the twelve months before, including
            this one.
        care_end: When the latest period of care ended.
        care_end_reason: Why the latest period of care ended.
        placement_start: When the latest placement began.
        placement_type: The type of the latest placement.
        placement_provider: Who provides the latest placement.
        placement_postcode: The postcode of the home; for fostering, the carer's postcode and not
            the agency's.
        placement_urn: The unique reference number of the latest placement.
        placement_location: Whether the child lives within the area of the authority.
        placement_authority: The name of the authority where the child lives, or a code for places
            outside England.
        missing_episodes: How many times the child was missing in this period of care, in the last
            twelve months at most; 0 if never.
        absent_episodes: How many times the child was away without authorisation, but at a known
            place; 0 if never.
        return_interview_offered: Whether an interview was offered after the last time the child was
            missing.
        return_interview_accepted: Whether the child accepted it.
        allocated_team: The team that holds the case, or held it last.
        allocated_worker: The social worker who holds the case, or held it last.
    """

    unaccompanied: Answer | None = _blank()
    disability: Answer | None = _blank()
    care_start: dt.date | None = _blank()
    category_of_need: Code | None = _blank()
    second_period: Answer | None = _blank()
    legal_status_start: dt.date | None = _blank()
    legal_status: Code | None = _blank()
    latest_review: dt.date | None = _blank()
    last_visit: dt.date | None = _blank()
    permanence_plan: Code | None = _blank()
    last_iro_contact: dt.date | None = _blank()
    last_health_assessment: dt.date | None = _blank()
    last_dental_check: dt.date | None = _blank()
    placements_in_year: int | None = _blank()
    care_end: dt.date | None = _blank()
    care_end_reason: Code | None = _blank()
    placement_start: dt.date | None = _blank()
    placement_type: Code | None = _blank()
    placement_provider: Code | None = _blank()
    placement_postcode: str | None = _blank()
    placement_urn: str | None = _blank()
    placement_location: Code | None = _blank()
    placement_authority: Code | str | None = _blank()
    missing_episodes: int | None = _blank()
    absent_episodes: int | None = _blank()
    return_interview_offered: Answer | None = _blank()
    return_interview_accepted: Answer | None = _blank()
    allocated_team: str | None = _blank()
    allocated_worker: str | None = _blank()


_CLASSES: dict[int, type[ListRow]] = {
    1: ContactRow,
    3: ReferralRow,
    4: AssessmentRow,
    5: EnquiryRow,
    6: ChildInNeedRow,
    7: ChildProtectionRow,
    8: ChildInCareRow,
}


@cache
def row_class(layout: ListLayout) -> type[ListRow]:
    """Return the class of a list's rows, which is made from the columns for any other edition.

    Args:
        layout: The list.

    Examples:
        >>> row_class(AUGUST_2019.lists[0]).__name__
        'ContactRow'
    """
    if layout in AUGUST_2019.lists:
        return _CLASSES[layout.number]
    fields = {column.key: _blank() for column in layout.columns}
    return attrs.make_class(
        f"List{layout.number}Row",
        {**fields, "not_read": attrs.field(default=())},
        bases=(ListRow,),
        frozen=True,
        slots=True,
        kw_only=True,
    )
