"""The codes in the child-level lists, as published in the workbook of August 2019.

The text of each code is exactly as published, including any mistake, because that is how it appears
in files.
"""

from __future__ import annotations

from jtai.core.citation import Reference
from jtai.guidance.entries.list_entries import Code, CodeSet

# How areas and censuses name the groups of ethnicity, before the name of one of them.
_WHITE = ("White",)
_MIXED = ("Mixed", "Mixed / multiple", "Mixed / multiple ethnic groups", "Mixed / dual heritage")
_ASIAN = ("Asian", "Asian or Asian British", "Asian / Asian British")
_BLACK = (
    "Black",
    "Black or Black British",
    "Black / Black British",
    "Black / African / Caribbean / Black British",
)
_OTHER = ("Other ethnic group", "Other ethnic groups", "Chinese or other ethnic group")


def _in(groups: tuple[str, ...], *names: str, short: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the names of an ethnicity, alone and after the name of its group.

    Short names, such as "any other", mean one ethnicity only after the name of its group.
    """
    return (*names, *(f"{group} - {name}" for group in groups for name in (*names, *short)))


GENDER = CodeSet(
    key="gender",
    title="the gender of a child",
    codes=(
        Code(
            text="a) Male",
            code="a",
            label="Male",
            prefix="a)",
            aliases=(
                "M",
                "1",
                "1 - Male",
            ),
        ),
        Code(
            text="b) Female",
            code="b",
            label="Female",
            prefix="b)",
            aliases=(
                "F",
                "2",
                "2 - Female",
            ),
        ),
        Code(
            text="c) Not stated/recorded",
            code="c",
            label="Not stated/recorded",
            prefix="c)",
            aliases=(
                "Not stated/recorded (or unborn)",
                "c) Not stated/recorded (or unborn)",
                "Unknown",
                "Not stated",
                "Not recorded",
                "U",
                "Unborn",
                "0",
                "0 - Not known",
                "0 - Not recorded",
                "0 - Not stated",
                "Not known",
                "Not specified",
                "Unspecified",
                "Unborn/unknown",
                "Not recorded/unborn",
            ),
        ),
        Code(
            text="d) Neither",
            code="d",
            label="Neither",
            prefix="d)",
        ),
    ),
    reference=Reference.workbook("lists 1 to 8, Gender"),
)

NOT_STATED = GENDER.codes[2]
"""The code for a gender that is not stated or recorded, or of an unborn child."""

ETHNICITY = CodeSet(
    key="ethnicity",
    title="the ethnic origin of a child",
    codes=(
        Code(
            text="a) WBRI",
            code="WBRI",
            label="White British",
            prefix="a)",
            group="White",
            aliases=_in(
                _WHITE,
                "White British",
                "English/Welsh/Scottish/Northern Irish/British",
                short=("British",),
            ),
        ),
        Code(
            text="b) WIRI",
            code="WIRI",
            label="White Irish",
            prefix="b)",
            group="White",
            aliases=_in(_WHITE, "Irish", "White Irish"),
        ),
        Code(
            text="c) WIRT",
            code="WIRT",
            label="Traveller of Irish heritage",
            prefix="c)",
            group="White",
            aliases=(
                *_in(_WHITE, "Traveller of Irish heritage", "Traveller - Irish heritage"),
                "Irish Traveller",  # with "White" before it, it begins as another code's words do
            ),
        ),
        Code(
            text="d) WOTH",
            code="WOTH",
            label="Any other White background",
            prefix="d)",
            group="White",
            aliases=_in(
                _WHITE,
                "Any other White background",
                "Any other White",
                "Other White background",
                "White other",
                "Other White",
                short=("Any other",),
            ),
        ),
        Code(
            text="e) WROM",
            code="WROM",
            label="Gypsy/Roma",
            prefix="e)",
            group="White",
            aliases=_in(_WHITE, "Gypsy/Roma", "Gypsy or Roma", "Roma"),
        ),
        Code(
            text="f) MWBC",
            code="MWBC",
            label="White and Black Caribbean",
            prefix="f)",
            group="Mixed",
            aliases=_in(
                _MIXED, "White and Black Caribbean", "White/Black Caribbean", "White/Caribbean"
            ),
        ),
        Code(
            text="g) MWBA",
            code="MWBA",
            label="White and Black African",
            prefix="g)",
            group="Mixed",
            aliases=_in(_MIXED, "White and Black African", "White/Black African"),
        ),
        Code(
            text="h) MWAS",
            code="MWAS",
            label="White and Asian",
            prefix="h)",
            group="Mixed",
            aliases=_in(_MIXED, "White and Asian", "White/Asian"),
        ),
        Code(
            text="i) MOTH",
            code="MOTH",
            label="Any other Mixed background",
            prefix="i)",
            group="Mixed",
            aliases=_in(
                _MIXED,
                "Any other Mixed background",
                "Any other Mixed",
                "Other Mixed background",
                "Mixed other",
                "Other Mixed",
                short=("Any other background",),
            ),
        ),
        Code(
            text="j) AIND",
            code="AIND",
            label="Indian",
            prefix="j)",
            group="Asian",
            aliases=_in(_ASIAN, "Indian"),
        ),
        Code(
            text="k) APKN",
            code="APKN",
            label="Pakistani",
            prefix="k)",
            group="Asian",
            aliases=_in(_ASIAN, "Pakistani"),
        ),
        Code(
            text="l) ABAN",
            code="ABAN",
            label="Bangladeshi",
            prefix="l)",
            group="Asian",
            aliases=_in(_ASIAN, "Bangladeshi"),
        ),
        Code(
            text="m) AOTH",
            code="AOTH",
            label="Any other Asian background",
            prefix="m)",
            group="Asian",
            aliases=_in(
                _ASIAN,
                "Any other Asian background",
                "Any other Asian",
                "Other Asian background",
                "Other Asian",
                short=("Any other",),
            ),
        ),
        Code(
            text="n) BCRB",
            code="BCRB",
            label="Caribbean",
            prefix="n)",
            group="Black",
            aliases=_in(_BLACK, "Caribbean", "Black Caribbean"),
        ),
        Code(
            text="o) BAFR",
            code="BAFR",
            label="African",
            prefix="o)",
            group="Black",
            aliases=_in(_BLACK, "African", "Black African"),
        ),
        Code(
            text="p) BOTH",
            code="BOTH",
            label="Any other Black background",
            prefix="p)",
            group="Black",
            aliases=_in(
                _BLACK,
                "Any other Black background",
                "Any other Black",
                "Other Black background",
                "Other Black",
                short=("Any other",),
            ),
        ),
        Code(
            text="q) CHNE",
            code="CHNE",
            label="Chinese",
            prefix="q)",
            group="Chinese",
            aliases=_in(_OTHER, "Chinese"),
        ),
        Code(
            text="r) OOTH",
            code="OOTH",
            label="Any other ethnic group",
            prefix="r)",
            group="Other",
            aliases=_in(
                _OTHER,
                "Any other ethnic group",
                "Any other ethnic background",
                "Other ethnic group",
                "Other ethnic groups",
                short=("Any other group",),
            ),
        ),
        Code(
            text="s) REFU",
            code="REFU",
            label="Refused",
            prefix="s)",
            group="Refused",
            aliases=(
                "Refused to provide",
                "Refused to say",
                "Refused to disclose",
                "Declined to say",
                "Prefer not to say",
            ),
        ),
        Code(
            text="s) NOBT",
            code="NOBT",
            label="Information not yet obtained",
            prefix="s)",
            group="Unknown",
            aliases=(
                "t) NOBT",
                "Not yet obtained",
                "Not obtained",
                "Information not obtained",
            ),
        ),
    ),
    has_other_codes=True,
    reference=Reference.workbook("lists 1 to 8, Ethnicity"),
)

NO_ETHNICITY = frozenset(("REFU", "NOBT"))
"""The codes that name no ethnicity: refused, and not yet obtained."""

SOURCE = CodeSet(
    key="source",
    title="who made a contact or referral",
    codes=(
        Code(
            text="a) 1A: Individual",
            code="1A",
            label="Individual",
            prefix="a)",
            group="Individual",
            aliases=(
                "Individual - family member, relative or carer",
                "Individual - family member/relative/carer",
            ),
        ),
        Code(
            text="b) 1B: Individual",
            code="1B",
            label="Individual",
            prefix="b)",
            group="Individual",
            aliases=(
                "Individual - acquaintance",
                "Individual - acquaintance (including neighbours and child minders)",
            ),
        ),
        Code(
            text="c) 1C: Individual",
            code="1C",
            label="Individual",
            prefix="c)",
            group="Individual",
            aliases=("Individual - self",),
        ),
        Code(
            text="d) 1D: Individual",
            code="1D",
            label="Individual",
            prefix="d)",
            group="Individual",
            aliases=(
                "Individual - other",
                "Individual - other (including strangers)",
                "Individual - other (including strangers or MPs)",
            ),
        ),
        Code(
            text="e) 2A: Schools",
            code="2A",
            label="Schools",
            prefix="e)",
            group="Schools",
        ),
        Code(
            text="f) 2B: Education services",
            code="2B",
            label="Education services",
            prefix="f)",
            group="Education services",
        ),
        Code(
            text="g) 3A: Health services",
            code="3A",
            label="Health services",
            prefix="g)",
            group="Health services",
            aliases=(
                "Health services - GP",
                "Health services - general practitioner (GP)",
            ),
        ),
        Code(
            text="h) 3B: Health services",
            code="3B",
            label="Health services",
            prefix="h)",
            group="Health services",
            aliases=("Health services - health visitor",),
        ),
        Code(
            text="i) 3C: Health services",
            code="3C",
            label="Health services",
            prefix="i)",
            group="Health services",
            aliases=("Health services - school nurse",),
        ),
        Code(
            text="j) 3D: Health services",
            code="3D",
            label="Health services",
            prefix="j)",
            group="Health services",
            aliases=("Health services - other primary health services",),
        ),
        Code(
            text="k) 3E: Health services",
            code="3E",
            label="Health services",
            prefix="k)",
            group="Health services",
            aliases=(
                "Health services - A&E",
                "Health services - A&E (emergency department)",
            ),
        ),
        Code(
            text="l) 3F: Health services",
            code="3F",
            label="Health services",
            prefix="l)",
            group="Health services",
            aliases=(
                "Health services - other",
                "Health services - other (for example hospice)",
                "Health services - other (e.g. hospice)",
            ),
        ),
        Code(
            text="m) 4: Housing",
            code="4",
            label="Housing",
            prefix="m)",
            group="Housing",
            aliases=(
                "Housing - local authority housing or housing association",
                "Housing - LA housing or housing association",
            ),
        ),
        Code(
            text="n) 5A: LA services",
            code="5A",
            label="LA services",
            prefix="n)",
            group="LA services",
            aliases=(
                "LA services - social care",
                "LA services - social care e.g. adults social care",
            ),
        ),
        Code(
            text="o) 5B: LA services",
            code="5B",
            label="LA services",
            prefix="o)",
            group="LA services",
            aliases=("LA services - other internal",),
        ),
        Code(
            text="p) 5C: LA services",
            code="5C",
            label="LA services",
            prefix="p)",
            group="LA services",
            aliases=("LA services - external", "Other local authority"),
        ),
        Code(
            text="q) 6: Police",
            code="6",
            label="Police",
            prefix="q)",
            group="Police",
        ),
        Code(
            text="r) 7: Other legal agency",
            code="7",
            label="Other legal agency",
            prefix="r)",
            group="Other legal agency",
        ),
        Code(
            text="s) 8: Other",
            code="8",
            label="Other",
            prefix="s)",
            group="Other",
        ),
        Code(
            text="t) 9: Anonymous",
            code="9",
            label="Anonymous",
            prefix="t)",
            group="Anonymous",
        ),
        Code(
            text="u) 10: Unknown",
            code="10",
            label="Unknown",
            prefix="u)",
            group="Unknown",
        ),
    ),
    reference=Reference.workbook("lists 1 and 3, Contact Source"),
)

PRIMARY_NEED = CodeSet(
    key="primary_need",
    title="the primary need of a child in need",
    codes=(
        Code(
            text="N1 - Abuse or neglect",
            code="N1",
            label="Abuse or neglect",
        ),
        Code(
            text="N2 - Child\u2019s disability",
            code="N2",
            label="Child\u2019s disability",
        ),
        Code(
            text="N3 - Parental disability or illness",
            code="N3",
            label="Parental disability or illness",
            aliases=(
                "N3 - Parental illness or disability",
                "Parental illness or disability",
            ),
        ),
        Code(
            text="N4 - Family in acute stress",
            code="N4",
            label="Family in acute stress",
        ),
        Code(
            text="N5 - Family dysfunction",
            code="N5",
            label="Family dysfunction",
        ),
        Code(
            text="N6 - Socially unacceptable behaviour",
            code="N6",
            label="Socially unacceptable behaviour",
        ),
        Code(
            text="N7 - Low income",
            code="N7",
            label="Low income",
        ),
        Code(
            text="N8 - Absent parenting",
            code="N8",
            label="Absent parenting",
        ),
        Code(
            text="N9 - Cases other than children in need",
            code="N9",
            label="Cases other than children in need",
        ),
        Code(
            text="N0 - Not stated",
            code="N0",
            label="Not stated",
        ),
    ),
    reference=Reference.workbook("list 6, Primary Need Code"),
)

CLOSURE_REASON = CodeSet(
    key="closure_reason",
    title="why an episode of need ended",
    codes=(
        Code(
            text="RC1 - Adopted",
            code="RC1",
            label="Adopted",
        ),
        Code(
            text="RC2 - Died",
            code="RC2",
            label="Died",
        ),
        Code(
            text="RC3 - Child arrangements order",
            code="RC3",
            label="Child arrangements order",
        ),
        Code(
            text="RC4 - Special guardianship order",
            code="RC4",
            label="Special guardianship order",
        ),
        Code(
            text="RC5 - Transferred to services of another local authority",
            code="RC5",
            label="Transferred to services of another local authority",
            aliases=("Transferred to services of another LA",),
        ),
        Code(
            text="RC6 - Transferred to adult social care services",
            code="RC6",
            label="Transferred to adult social care services",
            aliases=(
                "Transferred to adult social services",
                "Transferred to adult social care",
            ),
        ),
        Code(
            text="RC7 - Services ceased for any other reason, including child no longer in need",
            code="RC7",
            label="Services ceased for any other reason, including child no longer in need",
            aliases=("Services ceased for any other reason",),
        ),
        Code(
            text="RC8 - Case closed after assessment, no further action",
            code="RC8",
            label="Case closed after assessment, no further action",
        ),
    ),
    reference=Reference.workbook("list 6, Reason for Closure"),
)

CASE_STATUS = CodeSet(
    key="case_status",
    title="the status of a case",
    codes=(
        Code(
            text="a) Looked after child",
            code="a",
            label="Looked after child",
            prefix="a)",
            aliases=(
                "CLA",
                "LAC",
                "Looked after",
                "Child looked after",
            ),
        ),
        Code(
            text="b) Child Protection plan",
            code="b",
            label="Child Protection plan",
            prefix="b)",
            aliases=(
                "CP",
                "CPP",
                "CP plan",
                "Child protection",
            ),
        ),
        Code(
            text="c) Child in need plan",
            code="c",
            label="Child in need plan",
            prefix="c)",
            aliases=(
                "CIN",
                "CIN plan",
                "Child in need",
            ),
        ),
        Code(
            text="d) Open assessment",
            code="d",
            label="Open assessment",
            prefix="d)",
        ),
        Code(
            text="e) Closed episode",
            code="e",
            label="Closed episode",
            prefix="e)",
            aliases=("Closed",),
        ),
    ),
    reference=Reference.workbook("list 6, Case status"),
)

IN_CARE, PROTECTED, IN_NEED, ASSESSED, CLOSED = CASE_STATUS.codes
"""Each status of a case."""

ABUSE_CATEGORY = CodeSet(
    key="abuse_category",
    title="the category of abuse of a child protection plan",
    codes=(
        Code(
            text="a) Neglect",
            code="a",
            label="Neglect",
            prefix="a)",
            aliases=("NEG",),
        ),
        Code(
            text="b) Physical abuse",
            code="b",
            label="Physical abuse",
            prefix="b)",
            aliases=("PHY",),
        ),
        Code(
            text="c) Sexual abuse",
            code="c",
            label="Sexual abuse",
            prefix="c)",
            aliases=("SAB",),
        ),
        Code(
            text="d) Emotional abuse",
            code="d",
            label="Emotional abuse",
            prefix="d)",
            aliases=("EMO",),
        ),
        Code(
            text="e) Multiple/not recommended",
            code="e",
            label="Multiple/not recommended",
            prefix="e)",
            aliases=(
                "Multiple",
                "Not recommended",
                "MUL",
            ),
        ),
    ),
    reference=Reference.workbook("list 7, Initial Category of Abuse"),
)

CATEGORY_OF_NEED = CodeSet(
    key="category_of_need",
    title="the category of need of a looked after child",
    codes=(
        Code(
            text="N1 - Abuse or neglect",
            code="N1",
            label="Abuse or neglect",
        ),
        Code(
            text="N2 - Child\u2019s disability",
            code="N2",
            label="Child\u2019s disability",
        ),
        Code(
            text="N3 - Parental illness or disability",
            code="N3",
            label="Parental illness or disability",
            aliases=(
                "N3 - Parental disability or illness",
                "Parental disability or illness",
            ),
        ),
        Code(
            text="N4 - Family in acute stress",
            code="N4",
            label="Family in acute stress",
        ),
        Code(
            text="N5 - Family dysfunction",
            code="N5",
            label="Family dysfunction",
        ),
        Code(
            text="N6 - Socially unacceptable behaviour",
            code="N6",
            label="Socially unacceptable behaviour",
        ),
        Code(
            text="N7 - Low income",
            code="N7",
            label="Low income",
        ),
        Code(
            text="N8 - Absent parenting",
            code="N8",
            label="Absent parenting",
        ),
    ),
    reference=Reference.workbook("list 8, Child's Category of Need"),
)

LEGAL_STATUS = CodeSet(
    key="legal_status",
    title="the legal status of a looked after child",
    codes=(
        Code(
            text="C1: ICO",
            code="C1",
            label="ICO",
            group="Interim care orders",
            aliases=("Interim care order",),
        ),
        Code(
            text="C2: FCO",
            code="C2",
            label="FCO",
            group="Full care orders",
            aliases=("Full care order",),
        ),
        Code(
            text="D1: Freeing order",
            code="D1",
            label="Freeing order",
            group="Freed for Adoption",
            aliases=("Freeing order granted",),
        ),
        Code(
            text="E1: Placement order",
            code="E1",
            label="Placement order",
            group="Placement order granted",
            aliases=("Placement order granted",),
        ),
        Code(
            text="V2: Single period under S20",
            code="V2",
            label="Single period under S20",
            group="Accommodated under S20",
            aliases=(
                "Single period of accommodation under section 20",
                "Single period of accommodation under S20",
            ),
        ),
        Code(
            text="L1: Police protection LA accommodation",
            code="L1",
            label="Police protection LA accommodation",
            group="Detained on child protection grounds in LA accommodation",
            aliases=(
                "Under police protection and in local authority accommodation",
                "Under police protection and in LA accommodation",
            ),
        ),
        Code(
            text="L2: EPO",
            code="L2",
            label="EPO",
            group="Detained on child protection grounds in LA accommodation",
            aliases=(
                "Emergency protection order",
                "Emergency protection order (EPO)",
            ),
        ),
        Code(
            text="L3: Child assessment order LA accommodation",
            code="L3",
            label="Child assessment order LA accommodation",
            group="Detained on child protection grounds in LA accommodation",
            aliases=("Under child assessment order and in local authority accommodation",),
        ),
        Code(
            text="J1: Remanded to LA or youth detention",
            code="J1",
            label="Remanded to LA or youth detention",
            group="Youth justice legal Statuses",
            aliases=(
                "Remanded to local authority accommodation or to youth detention accommodation",
                "On remand, or committed for trial or sentence, and accommodated by LA",
            ),
        ),
        Code(
            text="J2: LA accommodation under PACE",
            code="J2",
            label="LA accommodation under PACE",
            group="Youth justice legal Statuses",
            aliases=("Detained in LA accommodation under PACE",),
        ),
        Code(
            text="J3: Youth rehabilitation order",
            code="J3",
            label="Youth rehabilitation order",
            group="Youth justice legal Statuses",
            aliases=("Sentenced to Youth Rehabilitation Order",),
        ),
        Code(
            text="V3: Short term breaks, episodes recorded",
            code="V3",
            label="Short term breaks, episodes recorded",
        ),
        Code(
            text="V4: Short term breaks, agreements recorded",
            code="V4",
            label="Short term breaks, agreements recorded",
        ),
    ),
    reference=Reference.workbook("list 8, Child's Legal Status"),
)

PERMANENCE_PLAN = CodeSet(
    key="permanence_plan",
    title="the permanence plan of a looked after child",
    codes=(
        Code(
            text="a) Return to family",
            code="a",
            label="Return to family",
            prefix="a)",
        ),
        Code(
            text="b) Adoption",
            code="b",
            label="Adoption",
            prefix="b)",
        ),
        Code(
            text="c) SGO/CAO",
            code="c",
            label="SGO/CAO",
            prefix="c)",
            aliases=(
                "SGO",
                "CAO",
                "Special guardianship order",
                "Child arrangements order",
            ),
        ),
        Code(
            text="d) Supported living in the community",
            code="d",
            label="Supported living in the community",
            prefix="d)",
        ),
        Code(
            text="e) Long-term residential placement",
            code="e",
            label="Long-term residential placement",
            prefix="e)",
        ),
        Code(
            text="f) Long-term fostering",
            code="f",
            label="Long-term fostering",
            prefix="f)",
        ),
        Code(
            text="g) other",
            code="g",
            label="other",
            prefix="g)",
        ),
    ),
    reference=Reference.workbook("list 8, What is the permanence plan for this child?"),
)

CEASED_REASON = CodeSet(
    key="ceased_reason",
    title="why a child ceased to be looked after",
    codes=(
        Code(
            text="a) E11: Adopted - application unopposed",
            code="E11",
            label="Adopted - application unopposed",
            prefix="a)",
            group="Adopted",
            aliases=("Adopted - application for an adoption order unopposed",),
        ),
        Code(
            text="b) E12: Adopted - consent dispensed",
            code="E12",
            label="Adopted - consent dispensed",
            prefix="b)",
            group="Adopted",
            aliases=(
                "Adopted - consent dispensed with",
                "Adopted - consent dispensed with by the court",
                "Adopted - consent dispensed with by court",
            ),
        ),
        Code(
            text="c) E2: Died",
            code="E2",
            label="Died",
            prefix="c)",
            group="Died",
            aliases=("Child died",),
        ),
        Code(
            text="d) E3: Care taken by another LA",
            code="E3",
            label="Care taken by another LA",
            prefix="d)",
            group="Care taken by another LA",
            aliases=(
                "Care taken over by another local authority in the UK",
                "Care taken over by another LA in the UK",
            ),
        ),
        Code(
            text="e) E4A: Returned home to live with parents or relatives - part of planning",
            code="E4A",
            label="Returned home to live with parents or relatives - part of planning",
            prefix="e)",
            group="Returned home to live with parents or relatives",
        ),
        Code(
            text="f) E4B: Returned home to live with parents or relatives - not part of planning",
            code="E4B",
            label="Returned home to live with parents or relatives - not part of planning",
            prefix="f)",
            group="Returned home to live with parents or relatives",
        ),
        Code(
            text="g) E13: Parents, relatives or other with no parental responsibility",
            code="E13",
            label="Parents, relatives or other with no parental responsibility",
            prefix="g)",
            group=(
                "Left care to live with parents, relatives or other person with no parental "
                "responsibility"
            ),
        ),
        Code(
            text="h) E41: Residence order granted",
            code="E41",
            label="Residence order granted",
            prefix="h)",
            group="Residence order granted",
            aliases=(
                "Child arrangements order granted",
                "Residence order or child arrangements order granted",
            ),
        ),
        Code(
            text="i) E45: Special Guardianship Orders - former carer relative/friend",
            code="E45",
            label="Special Guardianship Orders - former carer relative/friend",
            prefix="i)",
            group="Special Guardianship Orders",
        ),
        Code(
            text="j) E46: Special Guardianship Orders - former carer other",
            code="E46",
            label="Special Guardianship Orders - former carer other",
            prefix="j)",
            group="Special Guardianship Orders",
        ),
        Code(
            text="k) E47: Special Guardianship Orders - relative/friend",
            code="E47",
            label="Special Guardianship Orders - relative/friend",
            prefix="k)",
            group="Special Guardianship Orders",
        ),
        Code(
            text="l) E48: Special Guardianship Orders - other",
            code="E48",
            label="Special Guardianship Orders - other",
            prefix="l)",
            group="Special Guardianship Orders",
        ),
        Code(
            text="m) E5: Moved into independent living - supported",
            code="E5",
            label="Moved into independent living - supported",
            prefix="m)",
            group="Moved into independent living",
        ),
        Code(
            text="n) E6: Moved into independent living - no support",
            code="E6",
            label="Moved into independent living - no support",
            prefix="n)",
            group="Moved into independent living",
        ),
        Code(
            text="o) E7: Transferred to residential care funded by adult social services",
            code="E7",
            label="Transferred to residential care funded by adult social services",
            prefix="o)",
            group="Transferred to residential care funded by adult social services",
        ),
        Code(
            text="p) E9: Sentenced to custody",
            code="E9",
            label="Sentenced to custody",
            prefix="p)",
            group="Sentenced to custody",
        ),
        Code(
            text="q) E14: Accommodation on remand ended",
            code="E14",
            label="Accommodation on remand ended",
            prefix="q)",
            group="Accommodation on remand ended",
        ),
        Code(
            text="r) E15: Age assessment determined child was 18 or over",
            code="E15",
            label="Age assessment determined child was 18 or over",
            prefix="r)",
            group="Age assessment determined child was 18 or over",
        ),
        Code(
            text="s) E16: Child moved abroad",
            code="E16",
            label="Child moved abroad",
            prefix="s)",
            group="Child moved abroad",
        ),
        Code(
            text="t) E8: Care ceased for any other reason",
            code="E8",
            label="Care ceased for any other reason",
            prefix="t)",
            group="Care ceased for any other reason",
        ),
        Code(
            text="u) X1:CodeError",
            code="X1",
            label="CodeError",
            prefix="u)",
            aliases=("Episode ceases, and new episode begins on same day, for any reason",),
        ),
    ),
    reference=Reference.workbook("list 8, Reason Ceased to be Looked After"),
)

PLACEMENT_TYPE = CodeSet(
    key="placement_type",
    title="the type of a placement",
    codes=(
        Code(
            text="a) U1: Foster placement - relatives - long term",
            code="U1",
            label="Foster placement - relatives - long term",
            prefix="a)",
            group="Foster placement",
            aliases=("Foster placement with relative or friend - long term fostering",),
        ),
        Code(
            text="b) U2: Foster placement - relative - FFA",
            code="U2",
            label="Foster placement - relative - FFA",
            prefix="b)",
            group="Foster placement",
            aliases=(
                "Foster placement with relative or friend who is also an approved adopter - FFA",
            ),
        ),
        Code(
            text="c) U3: Foster placement - relative - not FFA",
            code="U3",
            label="Foster placement - relative - not FFA",
            prefix="c)",
            group="Foster placement",
            aliases=(
                "Foster placement with relative or friend who is not long term or FFA",
                "Foster placement with relative or friend - not long term or FFA",
            ),
        ),
        Code(
            text="d) U4: Foster placement - long term",
            code="U4",
            label="Foster placement - long term",
            prefix="d)",
            group="Foster placement",
            aliases=("Placement with other foster carer - long term fostering",),
        ),
        Code(
            text="e) U5: Foster placement - FFA",
            code="U5",
            label="Foster placement - FFA",
            prefix="e)",
            group="Foster placement",
            aliases=("Placement with other foster carer who is also an approved adopter - FFA",),
        ),
        Code(
            text="f) U6: Foster placement - not FFA",
            code="U6",
            label="Foster placement - not FFA",
            prefix="f)",
            group="Foster placement",
            aliases=(
                "Placement with other foster carer who is not long term or FFA",
                "Placement with other foster carer - not long term or FFA",
            ),
        ),
        Code(
            text="g) A3: Placed for adoption - consent - current foster",
            code="A3",
            label="Placed for adoption - consent - current foster",
            prefix="g)",
            group="Placed for adoption",
        ),
        Code(
            text="h) A4: Placed for adoption - consent - not foster",
            code="A4",
            label="Placed for adoption - consent - not foster",
            prefix="h)",
            group="Placed for adoption",
        ),
        Code(
            text="i) A5: Placed for adoption - order - foster",
            code="A5",
            label="Placed for adoption - order - foster",
            prefix="i)",
            group="Placed for adoption",
        ),
        Code(
            text="j) A6: Placed for adoption - order - not foster",
            code="A6",
            label="Placed for adoption - order - not foster",
            prefix="j)",
            group="Placed for adoption",
        ),
        Code(
            text="k) P1: Placed with parents",
            code="P1",
            label="Placed with parents",
            prefix="k)",
            group="Placed with parents",
            aliases=(
                "Placed with own parents or other person with parental responsibility",
                "Placed with own parents",
            ),
        ),
        Code(
            text="l) P2: Independent living",
            code="P2",
            label="Independent living",
            prefix="l)",
            group="Independent living",
        ),
        Code(
            text="m) P3: Residential employment",
            code="P3",
            label="Residential employment",
            prefix="m)",
            group="Residential employment",
        ),
        Code(
            text="n) H5: Residential accommodation",
            code="H5",
            label="Residential accommodation",
            prefix="n)",
            group="Residential accommodation",
            aliases=(
                "Residential accommodation not subject to children's homes regulations",
                "Homes and hostels not subject to children's homes regulations",
                "Semi-independent living accommodation not subject to children's homes regulations",
            ),
        ),
        Code(
            text="o) K1: Secure Children\u2019s Homes",
            code="K1",
            label="Secure Children\u2019s Homes",
            prefix="o)",
            group="Secure Children\u2019s Homes",
            aliases=("Secure unit",),
        ),
        Code(
            text="p) K2: Children\u2019s Homes",
            code="K2",
            label="Children\u2019s Homes",
            prefix="p)",
            group="Children\u2019s Homes",
            aliases=(
                "Homes and hostels",
                "Children's home",
                "Homes and hostels subject to children's homes regulations",
            ),
        ),
        Code(
            text="q) R1: Residential Care Home",
            code="R1",
            label="Residential Care Home",
            prefix="q)",
            group="Residential Care Home",
        ),
        Code(
            text="r) R2: NHS/Health Trust",
            code="R2",
            label="NHS/Health Trust",
            prefix="r)",
            group="NHS/Health Trust",
            aliases=("NHS/Health Trust or other establishment providing medical or nursing care",),
        ),
        Code(
            text="s) R3: Family Centre or Mother and Baby Unit",
            code="R3",
            label="Family Centre or Mother and Baby Unit",
            prefix="s)",
            group="Family Centre or Mother and Baby Unit",
        ),
        Code(
            text="t) R5: Young Offender Institution",
            code="R5",
            label="Young Offender Institution",
            prefix="t)",
            group="Young Offender Institution",
            aliases=("Young offender institution or prison",),
        ),
        Code(
            text="u) S1: Residential school",
            code="S1",
            label="Residential school",
            prefix="u)",
            group="Residential school",
        ),
        Code(
            text="v) Z1: Other placements",
            code="Z1",
            label="Other placements",
            prefix="v)",
            group="Other placements",
        ),
        Code(
            text="w) T0: Temporary placement",
            code="T0",
            label="Temporary placement",
            prefix="w)",
            group="Temporary placement",
        ),
        Code(
            text="x) T1: Temporary placement - hospital",
            code="T1",
            label="Temporary placement - hospital",
            prefix="x)",
            group="Temporary placement",
            aliases=("Temporary periods in hospital",),
        ),
        Code(
            text="y) T2: Temporary placement - holiday",
            code="T2",
            label="Temporary placement - holiday",
            prefix="y)",
            group="Temporary placement",
            aliases=("Temporary absences of the child on holiday",),
        ),
        Code(
            text="z) T3: Temporary placement - carer holiday",
            code="T3",
            label="Temporary placement - carer holiday",
            prefix="z)",
            group="Temporary placement",
            aliases=("Temporary accommodation whilst normal foster carer is on holiday",),
        ),
        Code(
            text="zz) T4: Temporary placement - seven days or less",
            code="T4",
            label="Temporary placement - seven days or less",
            prefix="zz)",
            group="Temporary placement",
        ),
    ),
    reference=Reference.workbook("list 8, Placement Type"),
)

PLACEMENT_PROVIDER = CodeSet(
    key="placement_provider",
    title="who provides a placement",
    codes=(
        Code(
            text="a) PR0: Parents/Parental responsibility",
            code="PR0",
            label="Parents/Parental responsibility",
            prefix="a)",
            group="Other",
            aliases=(
                "Parents or other person with parental responsibility",
                "Parents or other person with PR",
            ),
        ),
        Code(
            text="b) PR1: Own provision",
            code="PR1",
            label="Own provision",
            prefix="b)",
            group="Own LA",
            aliases=(
                "Own provision (by the local authority)",
                "Own provision (by the LA)",
                "Own provision by LA",
                "Own LA provision",
            ),
        ),
        Code(
            text="c) PR2: Other LA provision",
            code="PR2",
            label="Other LA provision",
            prefix="c)",
            group="Other",
            aliases=("Other local authority provision",),
        ),
        Code(
            text="d) PR3: Other public provision",
            code="PR3",
            label="Other public provision",
            prefix="d)",
            group="Other",
            aliases=("Other public provision (for example, a PCT)",),
        ),
        Code(
            text="e) PR4: Private provision",
            code="PR4",
            label="Private provision",
            prefix="e)",
            group="Private",
        ),
        Code(
            text="f) PR5: Voluntary/third sector",
            code="PR5",
            label="Voluntary/third sector",
            prefix="f)",
            group="Other",
            aliases=("Voluntary/third sector provision",),
        ),
    ),
    reference=Reference.workbook("list 8, Placement Provider"),
)

PLACEMENT_LOCATION = CodeSet(
    key="placement_location",
    title="whether a placement is within the area",
    codes=(
        Code(
            text="a) In",
            code="a",
            label="In",
            prefix="a)",
            aliases=(
                "In LA",
                "Inside",
                "Inside LA boundary",
            ),
        ),
        Code(
            text="b) Out",
            code="b",
            label="Out",
            prefix="b)",
            aliases=(
                "Out of LA",
                "Outside",
                "Outside LA boundary",
            ),
        ),
    ),
    reference=Reference.workbook("list 8, Placement Location"),
)

PLACEMENT_AUTHORITY = CodeSet(
    key="placement_authority",
    title="where a child is placed, if not in an English authority",
    codes=(
        Code(
            text="NIR - Child placed in Northern Ireland",
            code="NIR",
            label="Child placed in Northern Ireland",
        ),
        Code(
            text="WAL - Child placed in Wales",
            code="WAL",
            label="Child placed in Wales",
        ),
        Code(
            text="SCO - Child placed in Scotland",
            code="SCO",
            label="Child placed in Scotland",
        ),
        Code(
            text="NUK - Child placed outside the UK",
            code="NUK",
            label="Child placed outside the UK",
        ),
        Code(
            text="CON - Child placed in confidential placement",
            code="CON",
            label="Child placed in confidential placement",
        ),
    ),
    is_open=True,
    reference=Reference.workbook("list 8, LA of Placement"),
)

YES_NO = CodeSet(
    key="yes_no",
    title="yes or no, in the convention of the workbook",
    codes=(
        Code(
            text="a) Yes",
            code="yes",
            label="Yes",
            prefix="a)",
            aliases=(
                "Y",
                "1 - Yes",
            ),
        ),
        Code(
            text="b) No",
            code="no",
            label="No",
            prefix="b)",
            aliases=(
                "N",
                "0 - No",
            ),
        ),
    ),
    reference=Reference.workbook("lists 3 to 8, columns that are answered by a) Yes or b) No"),
)

YES_NO_UNKNOWN = CodeSet(
    key="yes_no_unknown",
    title="yes, no or unknown, in the convention of the workbook",
    codes=(
        Code(
            text="a) Yes",
            code="yes",
            label="Yes",
            prefix="a)",
            aliases=(
                "Y",
                "1 - Yes",
            ),
        ),
        Code(
            text="b) No",
            code="no",
            label="No",
            prefix="b)",
            aliases=(
                "N",
                "0 - No",
            ),
        ),
        Code(
            text="c) Unknown",
            code="unknown",
            label="Unknown",
            prefix="c)",
            aliases=("U",),
        ),
    ),
    reference=Reference.workbook(
        "lists 4 to 8, columns that are answered by a) Yes, b) No or c) Unknown",
    ),
)

Y_N = CodeSet(
    key="y_n",
    title="yes or no, in the convention of the fields that the inspection adds",
    codes=(
        Code(text="Y", code="yes", label="Yes", aliases=("a) Yes", "1 - Yes")),
        Code(text="N", code="no", label="No", aliases=("b) No", "0 - No")),
    ),
    reference=Reference.para(33, 34),
)
