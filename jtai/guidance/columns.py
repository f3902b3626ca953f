"""The columns of the child-level lists, as published in the workbook of August 2019.

Titles are exactly as published, including their mistakes, because columns in files are matched by
them. The fields that the inspection adds are defined in `lists`; this module places them among the
columns. What a row must satisfy is in `jtai.lists`.
"""

from __future__ import annotations

from jtai.core.citation import Reference
from jtai.guidance.codes import (
    ABUSE_CATEGORY,
    CASE_STATUS,
    CATEGORY_OF_NEED,
    CEASED_REASON,
    CLOSURE_REASON,
    ETHNICITY,
    GENDER,
    LEGAL_STATUS,
    PERMANENCE_PLAN,
    PLACEMENT_AUTHORITY,
    PLACEMENT_LOCATION,
    PLACEMENT_PROVIDER,
    PLACEMENT_TYPE,
    PRIMARY_NEED,
    SOURCE,
    Y_N,
    YES_NO,
    YES_NO_UNKNOWN,
)
from jtai.guidance.entries.list_entries import (
    CellKind,
    CodeSet,
    ColumnEntry,
    ListEdition,
    ListLayout,
    OtherList,
)
from jtai.guidance.entries.request_entries import FieldEntry
from jtai.guidance.lists import ASSESSMENT_FIELD, CHILD_LISTS, FOLLOW_UP_FIELDS, GATE_FIELDS

_DATE, _NUMBER, _TEXT = CellKind.DATE, CellKind.NUMBER, CellKind.TEXT
_CODE, _ANSWER = CellKind.CODE, CellKind.ANSWER


def _column(
    number: int,
    key: str,
    title: str,
    kind: CellKind,
    codes: CodeSet | None = None,
    *,
    minimum: int | None = None,
    required: bool = False,
    blank_when: str = "",
    note: str = "",
    aliases: tuple[str, ...] = (),
) -> ColumnEntry:
    """Return a column of a published list, cited by the list and its title."""
    return ColumnEntry(
        key=key,
        title=title,
        kind=kind,
        codes=codes,
        minimum=minimum,
        required=required,
        blank_when=blank_when,
        note=note,
        aliases=aliases,
        reference=Reference.workbook(f"list {number}, {title.strip()}"),
    )


def _added(field: FieldEntry) -> ColumnEntry:
    """Return the column for a field that the inspection adds."""
    return ColumnEntry(
        key=field.key,
        title=field.title,
        kind=_ANSWER,
        codes=Y_N,
        note=f"Answered {field.asked_when}.",
        added=True,
        reference=field.reference,
    )


def _child(number: int) -> tuple[ColumnEntry, ...]:
    """Return the columns that every list starts with."""
    return (
        _column(
            number,
            "child_id",
            "Child Unique ID",
            CellKind.IDENTIFIER,
            required=True,
            note=("The identifier of the child in the area's system, the same on every list."),
            aliases=(
                "Child ID",
                "Child Unique Identifier",
                "Unique ID",
                "Child UID",
                "Person ID",
                "Client ID",
                "LA Child ID",
            ),
        ),
        _column(
            number,
            "gender",
            "Gender",
            _CODE,
            GENDER,
            required=True,
            note="As the child wishes it to be recorded, where that is in doubt.",
            aliases=("Sex",),
        ),
        _column(
            number,
            "ethnicity",
            "Ethnicity",
            _CODE,
            ETHNICITY,
            required=True,
            note="One of the twenty groups, refused or not yet obtained.",
            aliases=("Ethnic origin", "Ethnic group", "Ethnicity code"),
        ),
        _column(
            number,
            "date_of_birth",
            "Date of Birth",
            _DATE,
            blank_when="if neither a date of birth nor an expected one is known",
            note="The date of birth, or the expected date for an unborn child.",
            aliases=("DOB", "D.O.B.", "Birth date", "Date of birth (or expected date of birth)"),
        ),
        _column(
            number,
            "age",
            "Age of Child (Years)",
            _NUMBER,
            minimum=-1,
            blank_when="if it is unknown because no date of birth is known",
            note="Age in completed years, or -1 for an unborn child.",
            aliases=("Age", "Age of child", "Age (years)", "Child age"),
        ),
    )


def _disability(number: int) -> ColumnEntry:
    return _column(
        number,
        "disability",
        "Does the Child have a Disability",
        _ANSWER,
        YES_NO_UNKNOWN,
        required=True,
        note="Whether the child has a disability under the Disability Discrimination Act 2005.",
        aliases=("Disability", "Disabled"),
    )


_LIST_1 = (
    *_child(1),
    _column(
        1,
        "contact_date",
        "Date of Contact",
        _DATE,
        required=True,
        note="When the authority received the contact.",
        aliases=("Contact date",),
    ),
    _column(
        1,
        "contact_source",
        "Contact Source",
        _CODE,
        SOURCE,
        required=True,
        note="Who made the contact.",
        aliases=("Source of contact",),
    ),
)

_LIST_3 = (
    *_child(3),
    _column(
        3,
        "referral_date",
        "Date of referral",
        _DATE,
        required=True,
        note="When the authority's services were requested.",
        aliases=("Referral date",),
    ),
    _column(
        3,
        "referral_source",
        "Referral Source",
        _CODE,
        SOURCE,
        required=True,
        note="Who made the referral.",
        aliases=("Source of referral",),
    ),
    _column(
        3,
        "no_further_action",
        "Referral NFA?",
        _ANSWER,
        YES_NO,
        required=True,
        note="Whether nothing further was done after it was first considered.",
        aliases=("NFA", "Referral no further action"),
    ),
    _column(
        3,
        "referrals_in_year",
        "Number of Referrals in Last 12 Months",
        _NUMBER,
        minimum=0,
        required=True,
        note=(
            "How many referrals came in the twelve months before the latest one; the "
            "same on all rows of the child."
        ),
        aliases=("Number of referrals", "Referrals in last 12 months"),
    ),
    _column(
        3,
        "allocated_team",
        "Allocated Team",
        _TEXT,
        note="The team to which the referral was allocated.",
        aliases=("Team",),
    ),
    _column(
        3,
        "allocated_worker",
        "Allocated Worker",
        _TEXT,
        note="The social worker to whom the referral was allocated.",
        aliases=("Worker", "Allocated social worker"),
    ),
)

_LIST_4 = (
    *_child(4),
    _disability(4),
    _column(
        4,
        "assessment_start",
        "Continuous Assessment Start Date",
        _DATE,
        required=True,
        note="When the assessment began.",
        aliases=("Assessment start date",),
    ),
    _column(
        4,
        "child_seen",
        "Child Seen During Continuous Assessment",
        _ANSWER,
        YES_NO_UNKNOWN,
        blank_when="if the child was not born by the end of the assessment",
        note="Whether the child was seen during this assessment.",
        aliases=("Child seen during assessment", "Child seen"),
    ),
    _column(
        4,
        "authorised",
        "Continuous Assessment Date of Authorisation",
        _DATE,
        blank_when="while the assessment is open",
        note="When the assessment was completed and authorised.",
        aliases=(
            "Assessment date of authorisation",
            "Assessment authorisation date",
            "Date of authorisation",
        ),
    ),
    _column(
        4,
        "needs_social_care",
        ("Was the child assessed as requiring LA children\u2019s social care support"),
        _ANSWER,
        YES_NO,
        blank_when="while the assessment is open",
        note="Whether the assessment led to a social care service.",
        aliases=("Was the child assessed as being in need at assessment",),
    ),
    _column(
        4,
        "allocated_team",
        "Allocated Team",
        _TEXT,
        note="The team that held the case during this assessment.",
        aliases=("Team",),
    ),
    _column(
        4,
        "allocated_worker",
        "Allocated Worker",
        _TEXT,
        note="The social worker who completed this assessment.",
        aliases=("Worker", "Allocated social worker"),
    ),
)

_LIST_5 = (
    *_child(5),
    _disability(5),
    _column(
        5,
        "strategy_discussion",
        "Strategy discussion initiating Section 47 Enquiry Start Date",
        _DATE,
        required=True,
        note="When the strategy discussion that began the enquiry took place.",
        aliases=(
            "Strategy discussion date",
            "Section 47 start date",
            "S47 start date",
            "Strategy discussion initiating Section 47 enquiry",
        ),
    ),
    _column(
        5,
        "conference_unnecessary",
        "Was an Initial Child Protection Conference deemed unnecessary?",
        _ANSWER,
        YES_NO,
        blank_when="while that is undecided",
        note=(
            "Yes if no initial conference was thought necessary; no if it was, or if "
            "the child has a child protection plan already."
        ),
        aliases=("ICPC deemed unnecessary", "Was an ICPC deemed unnecessary"),
    ),
    _column(
        5,
        "conference_date",
        "Date of Initial Child Protection Conference",
        _DATE,
        blank_when="if no conference has taken place, or none was necessary",
        note="When the initial conference took place.",
        aliases=("Date of ICPC", "ICPC date"),
    ),
    _column(
        5,
        "conference_led_to_plan",
        ("Did the Initial Child Protection Conference Result in a Child Protection Plan"),
        _ANSWER,
        YES_NO,
        blank_when="while that is undecided, or if no conference was necessary",
        note="Whether the initial conference led to a child protection plan.",
        aliases=("Did the ICPC result in a child protection plan", "ICPC resulted in CPP"),
    ),
    _column(
        5,
        "enquiries_in_year",
        "Number of Section 47 Enquiries in the last 12 months",
        _NUMBER,
        minimum=0,
        required=True,
        note=(
            "How many enquiries there were in the twelve months before the latest one; "
            "the same on all rows of the child."
        ),
        aliases=(
            "Number of S47s in the last 12 months",
            "Number of Section 47s in the last 12 months",
        ),
    ),
    _column(
        5,
        "conferences_in_year",
        "Number of ICPCs in the last 12 months",
        _NUMBER,
        minimum=0,
        required=True,
        note=(
            "How many initial conferences there were in the twelve months before the "
            "latest enquiry; the same on all rows of the child."
        ),
        aliases=("Number of Initial Child Protection Conferences in the last 12 months",),
    ),
    _column(
        5,
        "allocated_team",
        "Allocated Team",
        _TEXT,
        note="The team that held the case during the enquiry.",
        aliases=("Team",),
    ),
    _column(
        5,
        "allocated_worker",
        "Allocated Worker",
        _TEXT,
        note="The social worker who completed the enquiry.",
        aliases=("Worker", "Allocated social worker"),
    ),
)

_LIST_6 = (
    *_child(6),
    _disability(6),
    _column(
        6,
        "cin_start",
        "CIN Start Date",
        _DATE,
        required=True,
        note="When the latest episode of need began.",
        aliases=("CIN start", "Child in need start date"),
    ),
    _column(
        6,
        "primary_need",
        "Primary Need Code",
        _CODE,
        PRIMARY_NEED,
        required=True,
        note="The latest primary need; only one.",
        aliases=("Primary need",),
    ),
    _column(
        6,
        "last_seen",
        "Date Child Was Last Seen",
        _DATE,
        note="When a social worker last saw the child.",
        aliases=("Date last seen", "Date child last seen"),
    ),
    _column(
        6,
        "cin_end",
        "CIN Closure Date",
        _DATE,
        blank_when="while the episode is open",
        note="When the latest episode of need ended.",
        aliases=("CIN end date", "CIN close date"),
    ),
    _column(
        6,
        "closure_reason",
        "Reason for Closure",
        _CODE,
        CLOSURE_REASON,
        blank_when="while the episode is open",
        note="Why the latest episode of need ended.",
        aliases=("Closure reason",),
    ),
    _column(
        6,
        "case_status",
        "Case status",
        _CODE,
        CASE_STATUS,
        required=True,
        note=("The first of the statuses that applies, unless the episode is closed."),
        aliases=("Status",),
    ),
    _column(
        6,
        "allocated_team",
        "Allocated Team",
        _TEXT,
        note="The team that holds the case, or held it last.",
        aliases=("Team",),
    ),
    _column(
        6,
        "allocated_worker",
        "Allocated Worker",
        _TEXT,
        note="The social worker who holds the case, or held it last.",
        aliases=("Worker", "Allocated social worker"),
    ),
)

_LIST_7 = (
    *_child(7),
    _disability(7),
    _column(
        7,
        "plan_start",
        "Child Protection Plan Start Date",
        _DATE,
        required=True,
        note="When the plan began.",
        aliases=("CPP start date", "CP plan start date"),
    ),
    _column(
        7,
        "initial_category",
        "Initial Category of Abuse",
        _CODE,
        ABUSE_CATEGORY,
        required=True,
        note="The category when the plan began.",
    ),
    _column(
        7,
        "latest_category",
        "Latest Category of Abuse",
        _CODE,
        ABUSE_CATEGORY,
        required=True,
        note="The latest category of the plan.",
    ),
    _column(
        7,
        "last_visit",
        "Date of the Last Statutory Visit",
        _DATE,
        note="When the lead social worker last visited.",
        aliases=("Date of last statutory visit",),
    ),
    _column(
        7,
        "seen_alone",
        "Was the Child Seen Alone?",
        _ANSWER,
        YES_NO_UNKNOWN,
        blank_when="if there was no visit yet, or the child was not born by then",
        note="Whether the child was seen alone at that visit.",
        aliases=("Child seen alone", "Seen alone"),
    ),
    _column(
        7,
        "latest_review",
        "Date of latest review conference",
        _DATE,
        note="When the latest review conference took place.",
        aliases=("Date of the latest review conference", "Latest review conference"),
    ),
    _column(
        7,
        "plan_end",
        "Child Protection Plan End Date",
        _DATE,
        blank_when="while the plan is open",
        note="When the plan ended.",
        aliases=("CPP end date", "CP plan end date"),
    ),
    _column(
        7,
        "emergency_protection",
        (
            "Subject to Emergency Protection Order or Protected Under Police Powers in "
            "Last Six Months (Y/N)"
        ),
        _ANSWER,
        YES_NO,
        required=True,
        note=(
            "Whether there was an emergency protection order or police protection in the six "
            "months before."
        ),
        aliases=(("Subject to emergency protection order or protected under police powers"),),
    ),
    _column(
        7,
        "previous_plans",
        "Number of Previous Child Protection Plans",
        _NUMBER,
        minimum=0,
        required=True,
        note="How many plans the child had with this authority before this one.",
        aliases=("Previous child protection plans",),
    ),
    _column(
        7,
        "allocated_team",
        "Allocated Team",
        _TEXT,
        note="The team that holds the case, or held it last.",
        aliases=("Team",),
    ),
    _column(
        7,
        "allocated_worker",
        "Allocated Worker",
        _TEXT,
        note="The social worker who holds the case, or held it last.",
        aliases=("Worker", "Allocated social worker"),
    ),
)

_LIST_8 = (
    *_child(8)[:3],
    _column(
        8,
        "date_of_birth",
        "Date of Birth",
        _DATE,
        required=True,
        note="The date of birth.",
        aliases=("DOB", "D.O.B.", "Birth date", "Date of birth (or expected date of birth)"),
    ),
    _column(
        8,
        "age",
        "Age of Child (Years)",
        _NUMBER,
        minimum=-1,
        required=True,
        note="Age in completed years.",
        aliases=("Age", "Age of child", "Age (years)", "Child age"),
    ),
    _column(
        8,
        "unaccompanied",
        ("Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)"),
        _ANSWER,
        YES_NO,
        required=True,
        note=(
            "Whether the child was an unaccompanied asylum-seeking child in the twelve "
            "months before."
        ),
        aliases=(
            "UASC",
            "Unaccompanied asylum seeking child",
            "Unaccompanied asylum seeking child (UASC)",
            "UASC within the last 12 months",
        ),
    ),
    _disability(8),
    _column(
        8,
        "care_start",
        "Date Started to be Looked After",
        _DATE,
        required=True,
        note="When the latest period of care began.",
        aliases=("Date became looked after", "Care start date"),
    ),
    _column(
        8,
        "category_of_need",
        "Child's Category of Need",
        _CODE,
        CATEGORY_OF_NEED,
        blank_when="if the care has ended and none is current",
        note="The category in the latest episode.",
        aliases=("Category of need",),
    ),
    _column(
        8,
        "second_period",
        (
            "Is this a second or subsequent period of being a Looked After Child "
            "within the last 12 months (Y/N)"
        ),
        _ANSWER,
        YES_NO,
        required=True,
        note=("Whether there was another period of care in the twelve months before."),
        aliases=(
            (
                "Is this a second or subsequent episode of being a Looked After Child "
                "within the last 12 months"
            ),
        ),
    ),
    _column(
        8,
        "legal_status_start",
        "Start date of current legal status",
        _DATE,
        blank_when="if the care has ended and none is current",
        note="When the latest legal status began.",
        aliases=("Legal status start date",),
    ),
    _column(
        8,
        "legal_status",
        "Child's Legal Status",
        _CODE,
        LEGAL_STATUS,
        blank_when="if the care has ended and none is current",
        note="The latest legal status.",
        aliases=("Legal status",),
    ),
    _column(
        8,
        "latest_review",
        "Date of Latest Statutory Review",
        _DATE,
        blank_when="if there has been no review yet",
        note="When the latest statutory review took place.",
        aliases=("Date of last statutory review",),
    ),
    _column(
        8,
        "last_visit",
        "Date of Last Social Work Visit",
        _DATE,
        note="When a social worker last visited.",
        aliases=("Date of the last social work visit", "Date of last visit"),
    ),
    _column(
        8,
        "permanence_plan",
        "What is the permanence plan for this child?",
        _CODE,
        PERMANENCE_PLAN,
        blank_when="if none has been agreed",
        note="The main plan for a permanent home.",
        aliases=("Permanence plan",),
    ),
    _column(
        8,
        "last_iro_contact",
        "Date of Last IRO Visit / Contact to the Child",
        _DATE,
        note=(
            "When the independent reviewing officer last visited or was in touch; this "
            "may be the day of the latest review."
        ),
        aliases=("Date of last IRO visit", "Date of last IRO visit/contact to the child"),
    ),
    _column(
        8,
        "last_health_assessment",
        "Date of Last Health Assessment",
        _DATE,
        blank_when="if there has been none",
        note="When the child last had a health assessment.",
    ),
    _column(
        8,
        "last_dental_check",
        "Date of Last Dental Check",
        _DATE,
        blank_when="if there has been none",
        note="When the child last had a dental check.",
    ),
    _column(
        8,
        "placements_in_year",
        "Number of Placements in the Last 12 months",
        _NUMBER,
        minimum=1,
        required=True,
        note=("How many placements there were in the twelve months before, including this one."),
        aliases=("Number of placements",),
    ),
    _column(
        8,
        "care_end",
        "Date Ceased to be Looked After ",
        _DATE,
        blank_when="while the child is looked after",
        note="When the latest period of care ended.",
        aliases=("Care end date",),
    ),
    _column(
        8,
        "care_end_reason",
        "Reason Ceased to be Looked After",
        _CODE,
        CEASED_REASON,
        blank_when="while the child is looked after",
        note="Why the latest period of care ended.",
        aliases=("Reason ceased",),
    ),
    _column(
        8,
        "placement_start",
        "Start Date of Most Recent Placement",
        _DATE,
        required=True,
        note="When the latest placement began.",
        aliases=("Placement start date",),
    ),
    _column(
        8,
        "placement_type",
        "Placement Type",
        _CODE,
        PLACEMENT_TYPE,
        required=True,
        note="The type of the latest placement.",
    ),
    _column(
        8,
        "placement_provider",
        "Placement Provider",
        _CODE,
        PLACEMENT_PROVIDER,
        required=True,
        note="Who provides the latest placement.",
    ),
    _column(
        8,
        "placement_postcode",
        "Placement postcode",
        _TEXT,
        note=(
            "The postcode of the home; for fostering, the carer's postcode and not the agency's."
        ),
    ),
    _column(
        8,
        "placement_urn",
        "URN of Placement",
        _TEXT,
        note="The unique reference number of the latest placement.",
        aliases=("Placement URN",),
    ),
    _column(
        8,
        "placement_location",
        "Placement Location",
        _CODE,
        PLACEMENT_LOCATION,
        blank_when="if the care has ended and none is current",
        note="Whether the child lives within the area of the authority.",
    ),
    _column(
        8,
        "placement_authority",
        "LA of Placement",
        _CODE,
        PLACEMENT_AUTHORITY,
        blank_when="if the care has ended and none is current",
        note=(
            "The name of the authority where the child lives, or a code for places outside England."
        ),
        aliases=("Placement LA",),
    ),
    _column(
        8,
        "missing_episodes",
        (
            "Number of Episodes the Child has been \u2018Missing\u2019 from their "
            "Placement in the last 12 months"
        ),
        _NUMBER,
        minimum=0,
        required=True,
        note=(
            "How many times the child was missing in this period of care, in the last twelve "
            "months at most; 0 if never."
        ),
        aliases=("Number of missing episodes", "Missing episodes"),
    ),
    _column(
        8,
        "absent_episodes",
        (
            "Number of Episodes the Child has been \u2018Absent\u2019 from their "
            "Placement in the last 12 months"
        ),
        _NUMBER,
        minimum=0,
        required=True,
        note=(
            "How many times the child was away without authorisation, but at a known place; 0 "
            "if never."
        ),
        aliases=("Number of absent episodes", "Absent episodes"),
    ),
    _column(
        8,
        "return_interview_offered",
        ("Was the child offered a Return Interview after their last missing episode (Y/N)?"),
        _ANSWER,
        YES_NO_UNKNOWN,
        note=(
            "Whether an interview was offered after the last time the child was missing; no, or "
            "blank, if the child was never missing."
        ),
        aliases=("Return interview offered",),
    ),
    _column(
        8,
        "return_interview_accepted",
        ("Did the child accept a Return Interview after their last missing episode (Y/N)?"),
        _ANSWER,
        YES_NO_UNKNOWN,
        blank_when="if none was offered, or the child was never missing",
        note="Whether the child accepted it.",
        aliases=("Return interview accepted",),
    ),
    _column(
        8,
        "allocated_team",
        "Allocated Team",
        _TEXT,
        note="The team that holds the case, or held it last.",
        aliases=("Team",),
    ),
    _column(
        8,
        "allocated_worker",
        "Allocated Worker",
        _TEXT,
        note="The social worker who holds the case, or held it last.",
        aliases=("Worker", "Allocated social worker"),
    ),
)

_ON_PLANS = tuple(map(_added, (*GATE_FIELDS, *FOLLOW_UP_FIELDS)))

_REQUESTS = {entry.number: entry for entry in CHILD_LISTS}

AUGUST_2019 = ListEdition(
    name="August 2019",
    lists=(
        ListLayout(
            number=1,
            title="List 1: Contacts",
            sheet="List_1",
            sheet_aliases=("Contacts", "Contact"),
            covers=(
                "every contact received in the six months before the inspection; one row "
                "for each contact"
            ),
            columns=_LIST_1,
            natural_key=("child_id", "contact_date", "contact_source"),
            request=_REQUESTS[1],
            reference=Reference.workbook("list 1"),
        ),
        ListLayout(
            number=3,
            title="List 3: Referral",
            sheet="List_3",
            sheet_aliases=("Referrals", "Referral"),
            covers=(
                "every referral received in the six months before the inspection; one row "
                "for each referral"
            ),
            columns=_LIST_3,
            natural_key=("child_id", "referral_date", "referral_source"),
            request=_REQUESTS[3],
            reference=Reference.workbook("list 3"),
        ),
        ListLayout(
            number=4,
            title="List 4: Assessments",
            sheet="List_4",
            sheet_aliases=("Assessments", "Assessment"),
            covers=(
                "every statutory assessment (section 17 or 47) in the six months before the "
                "inspection, including open ones; one row for each assessment"
            ),
            columns=(*_LIST_4, _added(ASSESSMENT_FIELD)),
            natural_key=("child_id", "assessment_start"),
            request=_REQUESTS[4],
            reference=Reference.workbook("list 4"),
        ),
        ListLayout(
            number=5,
            title="List 5: Section 47 enquiries and Initial Child Protection Conferences",
            sheet="List_5",
            sheet_aliases=(
                "Section 47 enquiries",
                "Section 47",
                "Sec47 and ICPC",
                "Section 47 and ICPC",
                "Section 47s",
                "S47",
                "S47 enquiries",
                "S47s",
                "S47 and ICPC",
                "Section 47 enquiries and ICPCs",
            ),
            covers=(
                "every section 47 enquiry in the six months before the inspection, including "
                "open ones where possible; one row for each enquiry"
            ),
            columns=_LIST_5,
            natural_key=("child_id", "strategy_discussion"),
            request=_REQUESTS[5],
            reference=Reference.workbook("list 5"),
        ),
        ListLayout(
            number=6,
            title="List 6: Children in Need",
            sheet="List_6",
            sheet_aliases=("Children in need", "Child in need", "CIN"),
            covers=(
                "every child in receipt of services as a child in need at the point of "
                "inspection or in the six months before: with a child in need plan, a "
                "child protection plan, looked after, or in an open assessment; one row "
                "for the latest episode of need"
            ),
            columns=(*_LIST_6, *_ON_PLANS),
            natural_key=("child_id",),
            request=_REQUESTS[6],
            reference=Reference.workbook("list 6"),
        ),
        ListLayout(
            number=7,
            title="List 7: Child protection",
            sheet="List_7",
            sheet_aliases=("Child protection", "Child protection plans", "CP", "CPP"),
            covers=(
                "every child with a child protection plan at the point of inspection or in "
                "the six months before; one row for the latest plan"
            ),
            columns=(*_LIST_7, *_ON_PLANS),
            natural_key=("child_id",),
            request=_REQUESTS[7],
            reference=Reference.workbook("list 7"),
        ),
        ListLayout(
            number=8,
            title="List 8: Children in care",
            sheet="List_8",
            sheet_aliases=(
                "Children in care",
                "Looked after children",
                "Children looked after",
                "LAC",
                "CLA",
                "CIC",
            ),
            covers=(
                "every child in care at the point of inspection or in the six months "
                "before; one row for the latest period of care"
            ),
            columns=(*_LIST_8, *_ON_PLANS),
            natural_key=("child_id",),
            request=_REQUESTS[8],
            reference=Reference.workbook("list 8"),
        ),
    ),
    others=(
        OtherList(number=2, title="List 2: Early Help", sheet_aliases=("Early help",)),
        OtherList(
            number=9, title="List 9: Care leavers", sheet_aliases=("Care leavers", "Leaving care")
        ),
        OtherList(number=10, title="List 10: Adoption", sheet_aliases=("Adoption",)),
        OtherList(number=11, title="List 11: Adopters", sheet_aliases=("Adopters",)),
    ),
    other_sheets=("Front_Sheet", "FAQ_and_changes", "Guidance", "Codes_used"),
    reference=Reference.workbook("lists 1 to 11"),
)
"""The edition that the guidance of July 2019 refers to, with the fields that it adds."""
