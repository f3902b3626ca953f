"""Spellings that areas send in columns of codes, from public schemas of the sector.

The spellings are facts, collected from the cleaning tables of regional pipelines, the code sets of
the censuses of children in need and of children looked after, and extracts for inspections. For
each set and code they are separated by a bar. A spelling under `UNKNOWN` is not read as a code:
two sources disagree about it, it names two codes, or it says less or more than a code.
"""

from __future__ import annotations

from itertools import product

from jtai.guidance import codes
from jtai.guidance.entries.list_entries import CodeSet

UNKNOWN = ""

# How areas combine the code, the group and the name of an ethnicity.
_WITH_CODE = (
    "{code} - {name}|{code}: {name}|{code} {name}|{code}-{name}|{code}:{name}|{code}  [{name}]|"
    "{code} \u2013 {name}|{code}\u00a0 {name}|{code} - {name} (101)|{name} [{code}]|"
    "{prefix} {code} {name}|{code} - {group} - {name}|{code}: {group}: {name}|"
    "{code} {group} - {name}"
)
_WITH_GROUP = "{group} - {name}|{group} / {name}|{group}/{name}|{group} > {name}|{group} ({name})"
_LOCAL = "(A.A1) {name}|A.A12){name}|B1 - {name}|C4 {name}|A4.2 {name}|{name} (D3)"

# The code of each ethnicity with the names of its group, and the names of the ethnicity.
_ETHNICITIES = {
    ("a)", "WBRI", "White"): "White British",
    ("b)", "WIRI", "White"): "White Irish|Irish",
    ("c)", "WIRT", "White"): "Traveller of Irish Heritage",
    ("d)", "WOTH", "White"): "Any other White background|Other White|White Other",
    ("e)", "WROM", "White"): "Gypsy/Roma|Gypsy / Roma|Gypsy or Roma",
    ("f)", "MWBC", "Mixed|Mixed / Multiple Ethnic Groups"): (
        "White and Black Caribbean|White & Black Caribbean|White/Black Caribbean"
    ),
    ("g)", "MWBA", "Mixed|Mixed/Multiple ethnic groups"): (
        "White and Black African|White + Black African|White/ Black African"
    ),
    ("h)", "MWAS", "Mixed|Mixed / Dual Heritage"): "White and Asian|White & Asian|White/Asian",
    ("i)", "MOTH", "Mixed|Mixed / multiple"): "Any other mixed background|Other mixed background",
    ("j)", "AIND", "Asian|Asian or Asian British|Asian/Asian British"): "Indian",
    ("k)", "APKN", "Asian|Asian or Asian British|Asian / Asian British"): "Pakistani",
    ("l)", "ABAN", "Asian|Asian or Asian British"): "Bangladeshi",
    ("m)", "AOTH", "Asian or Asian British|Asian/Asian British"): (
        "Any other Asian background|Other Asian|Other Asian background"
    ),
    ("n)", "BCRB", "Black|Black or Black British|Black/Black British"): "Caribbean|Black Caribbean",
    ("o)", "BAFR", "Black|Black / African / Caribbean / Black British"): "African|Black African",
    ("p)", "BOTH", "Black|Black or Black British"): "Any other Black background|Other Black",
    ("q)", "CHNE", "Other Ethnic Group|Chinese or other ethnic group"): "Chinese",
    ("r)", "OOTH", "Other Ethnic Groups"): "Any other ethnic group|Other Ethnic Group",
    ("s)", "REFU", ""): "Refused|Refused to provide",
    ("s)", "NOBT", ""): "Information not yet obtained|Not yet obtained|Information not obtained",
}


def ethnicities() -> dict[str, str]:
    """Return the code for each spelling of an ethnicity in these combinations."""
    found = {}
    for (prefix, code, groups), names in _ETHNICITIES.items():
        frames = f"{_WITH_CODE}|{_LOCAL}|{_WITH_GROUP}" if groups else f"{_WITH_CODE}|{_LOCAL}"
        for frame, group, name in product(frames.split("|"), groups.split("|"), names.split("|")):
            if group or "{group}" not in frame:
                text = frame.format(prefix=prefix, code=code, group=group, name=name)
                found[text] = code
        found |= dict.fromkeys((code, f"{prefix} {code}", *names.split("|")), code)
    return found


def contradictions() -> list[str]:
    """Return the code of each ethnicity combined with the names of all others."""
    return [
        frame.format(code=code, prefix=prefix, name=name)
        for (prefix, code, _), (other, names) in product(
            _ETHNICITIES, ((key[1], value) for key, value in _ETHNICITIES.items())
        )
        for name in names.split("|")
        for frame in ("{code} - {name}", "{name} [{code}]", "{prefix} {name}")
        if code != other and not (prefix == "s)" and other in {"REFU", "NOBT"})
    ]


SENT: dict[tuple[CodeSet, str], str] = {
    (codes.ETHNICITY, "WBRI"): (
        "WBRI - British|White - British|White: British|WBRI White - White British|"
        "WBRI - A1 - White - British|White/English/ Welsh/ Scottish/ Northern Irish/ British"
    ),
    (codes.ETHNICITY, "WOTH"): "WOTH - White - Any other|WOTH - Any Oth White b'ground",
    (codes.ETHNICITY, "WIRT"): (
        "Irish Traveller|WIRT - Irish Traveller|Irish Traveller [WIRT]|"
        "WIRT - Travellers of Irish Heritage|WIRT: White Irish Traveller"
    ),
    (codes.ETHNICITY, "WROM"): "WROM: Gypsy Romany|Roma|White - Gypsy / Roma",
    (codes.ETHNICITY, "MWBC"): "MWBC - Mixed: White/Caribbean|MWBC - White and black Carribean",
    (codes.ETHNICITY, "MOTH"): "MOTH Mixed white & other|MOTH - Any Other Mixed / Multiple Eth",
    (codes.ETHNICITY, "AIND"): "AIND - Asian/Brit.Asian-Indian",
    (codes.ETHNICITY, "ABAN"): "ABAN: Bangaldeshi|ABAN - Asian / Asian British - Bangladesh",
    (codes.ETHNICITY, "BOTH"): "BOTH - Black/Black Brit-Other|BOTH Black or Black-British Other",
    (codes.ETHNICITY, "CHNE"): "CHNE - Other Eth. Grp-Chinese",
    (codes.ETHNICITY, "OOTH"): "OOTH - Arab|OOTH: Other: Any Other Ethnic Group",
    (codes.ETHNICITY, "NOBT"): "t) NOBT|NOBT - Not Stated|NOBT - Info not obtained",
    (codes.ETHNICITY, UNKNOWN): (
        "A|A1|A.A2|A3|B4|C4|E1|E4|White|Mixed|Asian|Black|Other|Unknown|u) UNKNOWN|Not Stated|"
        "0|N|nan|British|English|European|White Romanian|White (Romanian)|White - Not yet obtained|"
        "White Irish Traveller|White European|White - Mixed|"
        "Gypsy or Irish Traveller|Mixed Black and White|Mixed Asian|"
        "Asian Caribbean|Black and White|British Asian|Black British|White British/Irish|Polish|"
        "Somali|WENG|WTUK Turkish|MWAP|BSOM Black Somali|OARA|A.A11 : White|A: A1|#MULTIVALUE|"
        "WBRI / WIRI|a) Pakistani|j) APKN|A5 - British-Pakistani|Any other|DO NOT USE"
    ),
    (codes.GENDER, "a"): "a) Male|1|1 - Male|M|Male|a. Male",
    (codes.GENDER, "b"): "b) Female|2|2 - Female|F|Female|FEMALE",
    (codes.GENDER, "c"): (
        "0|0 - Not known|0 - Not Recorded|0 - Not stated|U|Unborn|Unborn/Unknown|Unknown|"
        "Not Stated / Recorded|c) Not stated / recorded (or unborn)|Not recorded/Unborn|"
        "Not specified|Unspecified"
    ),
    (codes.GENDER, "d"): "d) Neither|Neither",
    (codes.GENDER, UNKNOWN): (
        "9|I|Indeterminate|Transgender|Transgender Male|Transgender female|Non-binary|Withheld|"
        "Gender Dysphoria|1 - Female|2 - Male|a) Female|M/F|3|M - Female|Male?"
    ),
    (codes.YES_NO, "yes"): "a) Yes|1 - Yes|Y|Yes|YES|a. Yes|True",
    (codes.YES_NO, "no"): "b) No|0 - No|N|No|b. No|False",
    (codes.YES_NO, "unknown"): "c) Unknown|U|Not known",
    (codes.YES_NO, UNKNOWN): (
        "1|0|NFA|No further action|FA|Further action|UASC|Non-UASC|a) No|b) Yes|1 - No|0 - Yes|"
        "Y?|No:|Y/N|Yes-See care notes for details|CLA|N/A|Yes - N|NO YES"
    ),
    (codes.YES_NO_UNKNOWN, "yes"): "a) Yes|1 - Yes|Y",
    (codes.YES_NO_UNKNOWN, "no"): "b) No|0 - No|N",
    (codes.YES_NO_UNKNOWN, "unknown"): "c) Unknown|Unknown|U",
    (codes.YES_NO_UNKNOWN, UNKNOWN): (
        "NOBT|NOBT - Information not yet obtained|REFU|Refused|NONE|No Disability|AUT|HAND|CON|LD|"
        "Learning|Seen alone|Child not seen|Not seen|Offered and Accepted|Not Offered (Other)|1|0|"
        "No Visit - new in last month"
    ),
    (codes.CASE_STATUS, "a"): "a) Looked after child|CLA|LAC|Looked after child",
    (codes.CASE_STATUS, "b"): "b) Child Protection plan|CP|CPP|Child Protection",
    (codes.CASE_STATUS, "c"): "c) Child in need plan|CIN|CiN|CiN Plan|Child in Need",
    (codes.CASE_STATUS, "d"): "d) Open assessment|Open assessment",
    (codes.CASE_STATUS, "e"): "e) Closed episode|Closed|Closed episode",
    (codes.CASE_STATUS, UNKNOWN): (
        "CLA&CP|CP/CLA|CLA&CPP|Care leaver|CP Ext|Assessment|Closed - stepdown|CIN/CP|a) Closed"
    ),
    (codes.ABUSE_CATEGORY, "a"): "a) Neglect|NEG|Neglect|NEGLECT",
    (codes.ABUSE_CATEGORY, "b"): "b) Physical abuse|PHY|Physical abuse",
    (codes.ABUSE_CATEGORY, "c"): "c) Sexual abuse|SAB|Sexual abuse",
    (codes.ABUSE_CATEGORY, "d"): "d) Emotional abuse|EMO|EMOTIONAL ABUSE",
    (codes.ABUSE_CATEGORY, "e"): "MUL|Multiple|Multiple / not recommended",
    (codes.ABUSE_CATEGORY, UNKNOWN): (
        "Neglect, Physical|Neglect Sexual|Emotional abuse; Neglect|NEGLECT/EMOTIONAL ABUSE|YNNN|"
        "NYYN|Multiple: Neglect, Physical Abuse|Likelihood of Neglect|Physical and Emotional abuse|"
        "a) Physical abuse|Neglect Abuse|NEG/PHY"
    ),
    (codes.PRIMARY_NEED, "N1"): (
        "N1|N1 - Abuse or neglect|N1: Abuse/Neglect|N1 Abuse or Neglect - Emotional Abuse|"
        "Abuse or neglect [N1]|n1 - abuse or neglect"
    ),
    (
        codes.PRIMARY_NEED,
        "N2",
    ): "N2 Disability|N2 - Child's Disability or illness|Childs Disability [N2]",
    (codes.PRIMARY_NEED, "N3"): (
        "N3 - Parental illness/disability|Parental illness / disability [N3]|"
        "Parental illness or disability"
    ),
    (
        codes.PRIMARY_NEED,
        "N5",
    ): "N5 - Family dysfunction|N5: Family Dysfunction - Domestic violence",
    (codes.PRIMARY_NEED, "N8"): "N8 Absent parenting - UASC|Absent Parenting -",
    (codes.PRIMARY_NEED, "N9"): "N9|Cases other than Children in Need [N9]",
    (codes.PRIMARY_NEED, "N0"): "N0 - Not stated|N0 - Need Code not yet determined",
    (codes.PRIMARY_NEED, UNKNOWN): (
        "N1; N2|N1, N2|N1a|N1e - Physical Abuse|N2SB : Sensory|N4.HOME25|1a Physical Abuse|Other|"
        "Neglect|Domestic Violence|A5|9NOTCIN - Obsolete|N1 - Low income|N7 - Absent parenting|"
        "CIN-FAMILY IN ACUTE DISTRESS|nan|No|N2 - Family in acute stress (N4)"
    ),
    (codes.CLOSURE_REASON, "RC5"): (
        "RC5 - Transfer to another LA|Transferred to services of another LA|"
        "RC5  Transferred to services of another LA"
    ),
    (
        codes.CLOSURE_REASON,
        "RC6",
    ): "RC6:Transferred to adult social services|RC6 - Transfer to Adult",
    (codes.CLOSURE_REASON, "RC7"): (
        "RC7 - 'Other' incl. Child no longer in need|"
        "Services ceased for any other reason, including child no longer in need."
    ),
    (codes.CLOSURE_REASON, "RC8"): (
        "RC8:Case closed after assessment, no further action|"
        "Case closed after assessment, no further action."
    ),
    (codes.CLOSURE_REASON, UNKNOWN): (
        "RC9|RC9 - Case closed after assessment, referred to early help|RC5a - Transferred|"
        "RC0|RC8a|"
        "RC7:Case closed after assessment, no further action|Case Closed|Other|Unknown|"
        "RC1 - Died|Step down to Early Help|C2 - Changed Status to CP|Sentenced to custody"
    ),
    (codes.LEGAL_STATUS, "C1"): (
        "C1  [Interim Care Order]|C1:Care Orders:- Interim care order|INTERIM CARE ORDER [C1]|"
        "Interim Care Order|C1 - Section 38.6 Interim Care Order"
    ),
    (codes.LEGAL_STATUS, "C2"): "C2 - Care Order|Full care order|C2:Care Orders:-Full care order",
    (codes.LEGAL_STATUS, "E1"): "E1 Placement order granted|Placement order granted [E1]",
    (codes.LEGAL_STATUS, "V2"): (
        "V2 - section 20 accommodation|V2 - S20 - Single Placement|"
        "SINGLE PERIOD OF ACCOMMODATION UNDER SECTION 20 [V2]"
    ),
    (codes.LEGAL_STATUS, "L1"): "L1 - PPO|L1 - Police protection",
    (codes.LEGAL_STATUS, "L2"): "L2 - Emergency protection order (EPO)|Emergency Protection Order",
    (codes.LEGAL_STATUS, "J1"): "J1 - On remand, or committed for trial or sentence|J1 - Remanded",
    (codes.LEGAL_STATUS, UNKNOWN): (
        "Care Order|J4|PO|Ward of Court|S20|Code 'C1' is not mapped|Interim Supervision Order|"
        "Placement Order and Care Order Concurrent|C2 - Interim care order|C1 - Placement order|"
        "CLA - E1 - Placement order granted AND C2 - Full Care Order|L2 - ICO"
    ),
    (codes.PERMANENCE_PLAN, "c"): "SGO|CAO|SGO / CAO|Special Guardianship Order",
    (codes.PERMANENCE_PLAN, "e"): "Long term residential placement",
    (codes.PERMANENCE_PLAN, "f"): "f) Long term fostering|Long term fostering",
    (codes.PERMANENCE_PLAN, UNKNOWN): (
        "Fostering|Fostering for Adoption|Long term fostering/SGO|Independent Living|Residential"
    ),
    (codes.CEASED_REASON, "E11"): "Adopted - application unopposed (E11)|e11",
    (codes.CEASED_REASON, "E3"): "Care taken over by another LA in the UK [E3]",
    (codes.CEASED_REASON, "E4A"): (
        "E4A Return home with parents/rels/other with PR - part of care planning process|"
        "E4a - Planned returned home to live with parents (no order)"
    ),
    (codes.CEASED_REASON, "E4B"): "E4b - Unplanned returned home to live with parents (no order)",
    (codes.CEASED_REASON, "E41"): "E41 - Child Arrangements Order granted",
    (codes.CEASED_REASON, "X1"): (
        "X1 - Episode ceases, and new episode begins on same day, for any reason"
    ),
    (codes.CEASED_REASON, UNKNOWN): (
        "E1|E4|E43|E44 Special guardianship order made to carers|E17|Adopted|E1 - Adopted|"
        "E4 A - Return home|SE3 - Care taken over by another LA|E11 - Died|Special guardianship|"
        "Period ceased [E9]|v) E17: Aged 18 and remained with current carers|E5 - Died|"
        "E3 - Sentenced to custody"
    ),
    (codes.PLACEMENT_TYPE, "U4"): (
        "U4: Foster placement - long term|"
        "U4 Placement with other foster carer - long term fostering|"
        "Placement with other foster carer - long term fostering [U4]"
    ),
    (codes.PLACEMENT_TYPE, "U6"): "Placement with other foster carer - not long term or FFA",
    (codes.PLACEMENT_TYPE, "A4"): "A4 Placed for adoption w. consent not w. current foster carer",
    (codes.PLACEMENT_TYPE, "P1"): "P1 - Placed with own parents or other person with PR",
    (codes.PLACEMENT_TYPE, "P2"): "P2 - Independent living, e.g. in flat or lodgings",
    (codes.PLACEMENT_TYPE, "H5"): (
        "H5 IN - Residential accommodation not subject to Children's Homes Regulations (in LA)|"
        "H5 Hostels & other supported res setting"
    ),
    (
        codes.PLACEMENT_TYPE,
        "K2",
    ): "K2 - Homes and Hostels|K2 - Children's Home|Homes and hostels [K2]",
    (codes.PLACEMENT_TYPE, "R5"): "R5 - Young Offender Institution or Prison",
    (codes.PLACEMENT_TYPE, "T3"): "T3 - Temporary accommodation whilst foster carer is on holiday",
    (codes.PLACEMENT_TYPE, UNKNOWN): (
        "A1|Q1|Q2 - Placement with other foster carer|H3|H4 - HOME / HOSTEL|M1|R4|F5|L01|K2OUT|"
        "H5 - Placement with other foster carer, arranged through agency, outside LA boundary|"
        "H5 - Placed with own parents or other person with parental responsibility|"
        "H5 - Young Offender Institution or Prison|"
        "R5 - Independent living, eg. in flat or lodgings|"
        "U6 - Residential Accommodation not subject to children's homes regulations|"
        "R3 - NHS/Health Trust or other establishment|K2 - All Residential Schools, except dual|"
        "j) A6: Placed for adoption - order - foster|Placed for adoption|Supported Accommodation|"
        "T4 - 7 days or less, not covered by codes T1 to T3|U6A Placement with other foster carer"
    ),
    (codes.PLACEMENT_PROVIDER, "PR0"): "PR0 - PLACED WITH PARENTS|Parents or other person with PR",
    (codes.PLACEMENT_PROVIDER, "PR1"): (
        "[PR1] Own provision (by local authority)|PR1 : Own provision [PR1]|Own Provision by LA|"
        "PR1 - OWN PROVISION LOCAL AUTHORITY"
    ),
    (
        codes.PLACEMENT_PROVIDER,
        "PR2",
    ): "Other local authority provision|PR2 - OTHER LOCAL AUTH PROVISION",
    (
        codes.PLACEMENT_PROVIDER,
        "PR4",
    ): "PR4: Private Provision (e.g. IFA)|e) PR4 - Private provision",
    (
        codes.PLACEMENT_PROVIDER,
        "PR5",
    ): "Voluntary / third sector provision|PR5 - VOLUNTARY/3RD SECTOR",
    (codes.PLACEMENT_PROVIDER, UNKNOWN): (
        "Local Authority|Private|Voluntary|-|Not Recorded|NOT REQUIRED|PR6|PR1 - Private provision|"
        "PR4 - Voluntary/third sector|b) Private provision"
    ),
    (codes.PLACEMENT_LOCATION, "a"): "a) In|In|In LA|Inside LA Boundary",
    (codes.PLACEMENT_LOCATION, "b"): "b) Out|Out|Out of LA|Outside",
    (codes.PLACEMENT_LOCATION, UNKNOWN): "Yes|No|Y|N|a) Out|In borough",
    (
        codes.SOURCE,
        "1A",
    ): "1A - Individual (family member)|Individual - Family member, relative or carer",
    (codes.SOURCE, "1C"): "Self [1C]|1C - Self referral|c) 1C: Individual|Individual - Self",
    (codes.SOURCE, "2A"): "2A - Schools|2A: Schools (primary)|e) 2A - Schools",
    (
        codes.SOURCE,
        "3A",
    ): "3A Health services - GP|3a: Health services \u2013 GP|Health services - GP",
    (codes.SOURCE, "3C"): "3C - School Nurse|School Nurse [3C]|Health services \u2013 School Nurse",
    (codes.SOURCE, "3E"): "3E - A&E (Emergency Department)|Health services - A&E",
    (codes.SOURCE, "4"): "4: Housing|4 - Housing|Housing - LA housing or housing association",
    (codes.SOURCE, "5B"): "5B - LA services - Other internal (department other than social care)",
    (codes.SOURCE, "5C"): "5C - Other Local Authority - Adults|LA SERVICES \u2013 external",
    (codes.SOURCE, "6"): "Police|6: Police|6 - Police|q) 6",
    (codes.SOURCE, "10"): "10 - Unknown|Unknown|10: Unknown",
    (codes.SOURCE, UNKNOWN): (
        "Individual|Health services|LA services|7 - Police|5D|5D - LA services \u2013 early help|"
        "p1) 5D: LA services|Other Ethnic Group|Mother|School|Education|4 Housing x|14 - Housing|"
        "2A - Education - College (16+)|OTHER LEGAL AGENCY: courts|3A - Schools|1A - Police|64"
    ),
}
