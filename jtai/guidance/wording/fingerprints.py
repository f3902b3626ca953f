"""The fingerprints of guidance No. 190035, July 2019, taken from its two published copies.

Each row is a digest of the official words, then how many letters and digits stand on each of
their lines. The copies differ in one paragraph, which has a row for each of them.

Invariant: a table. The words are the inspectorates' and are not here; the keys, references and the
labels of the form are those of the tables that they belong to.
"""

from __future__ import annotations

from jtai.core.citation import GUIDANCE, Reference
from jtai.guidance.case_documents import CASE_DOCUMENTS
from jtai.guidance.criteria import CRITERIA
from jtai.guidance.entries.request_entries import CriterionEntry, QuestionEntry
from jtai.guidance.information import INFORMATION_ITEMS
from jtai.guidance.questions import QUESTIONS
from jtai.guidance.wording.fingerprint import EntryPrint, Fingerprint, Fingerprints, FootnotePrint

_PARAGRAPHS = {
    1: ("b65d781a1e81 507",),
    2: ("c6f324a28854 66",),
    3: ("cfb980032ed6 140",),
    4: ("abe7f2909cee 293",),
    5: ("6c9bc46d1b4e 90 153 76 135 72",),
    6: ("2cc0a5a2fb01 302",),
    7: ("6a1b46de46f0 125",),
    8: ("376f572a4d1d 176",),
    9: ("2789277c3a8f 420",),
    10: ("63057e722a52 158",),
    11: ("a475956d6446 257",),
    12: ("17a021aa029d 220",),
    13: ("295605e28362 207",),
    14: ("028e7f037890 423",),
    15: ("376858e63cb0 72 187 77 111",),
    16: ("26e64a52f925 155",),
    17: ("928d926bec57 270",),
    18: ("843914f434e7 47 81 93 212 36 83",),
    19: ("99d6f55f5738 204 157 152",),
    20: ("031826572bd9 275",),
    21: ("fd9c5de8c6e9 159",),
    22: ("2a3c688ddaed 221",),
    23: ("efb7147e96d4 80",),
    24: ("c7cfe2a5f16b 195 114 26 25 121 47 72",),
    25: ("2fdc1b60f0bb 209",),
    26: (
        (
            "16c7e9fe41b5 65 349 219 244 199 471 146 232 451 186 147 120 277 146 "
            "280 302 265 18 224 177 158"
        ),
    ),
    27: ("ac528f4107ed 354",),
    28: ("d2976e02b17e 157",),
    29: ("f286604c3d01 129",),
    30: ("00a8b0f5df56 200",),
    31: ("757b27314309 130",),
    32: ("36de4b58e14d 143 98 160 121",),
    33: ("1181dbe5b9fe 264 43 68",),
    34: ("96b2a0048f37 106 32 38 34 57 108 31 38 60",),
    35: ("378c863a1374 107",),
    36: ("04fcb8d21daa 322",),
    37: ("0bd95c3c6696 499",),
    38: ("25cdf8155a97 306",),
    39: ("adcce96d55a8 199",),
    40: ("44ea81e9ef40 383",),
    41: ("eb7d6a1ceb3a 122 58 53 111 54",),
    42: ("4bb3ecbf5749 194 60",),
    43: ("378c863a1374 107",),
    44: ("53ae8eb7f841 178 46 57 48 74 72 69 50 78 90 48 167 123",),
    45: ("090de012dde3 305",),
    46: ("8fcf6cb227c2 292",),
    47: (
        "7bc6eb36eb7f 305",
        "f69cbaeb8add 309",
    ),
    48: (
        (
            "71f6f402fa42 186 18 66 101 84 139 158 82 67 129 36 45 166 71 79 166 36 66 126 81 "
            "15 66 143 237 212 201 238 121 79 85 19 66 57 54 113 125 15 129 197 144 95 100 83"
        ),
    ),
    49: ("61b100d3a633 629",),
    50: ("9003f785a1ed 119",),
    51: ("507ff3d4dce4 437",),
}

_CRITERIA = {
    23: "3b09ed27d126 344",
    24: "c0772bd62229 214",
    25: "65b94045bd94 239",
    26: "59d622349c93 194",
    27: "5162931f69cb 466",
    28: "3131a4ecc1dc 141",
    29: "3482ed5e0a60 227",
    30: "76a17cbf6ef5 446",
    31: "5a2d42ea1cbb 181",
    32: "8d86fa8e9204 142",
    33: "eedb4c2d7599 115",
    34: "797506942306 272",
    35: "a56111d5e985 141",
    36: "c27c188c7dd9 275",
    37: "45569768a324 297",
    38: "4e7595013b34 260",
    39: "804a89db8819 18 219",
    40: "d6434e546fd7 18 172",
    41: "292e6b1d41bb 153",
}

# The lead-in of a list stands once and belongs to both of its criteria.
_SHARED_LEADS = {40: 39}

_INFORMATION = {
    "1.1": "01af45d5b856 64",
    "1.2": "623d04fbaa67 99",
    "1.3": "36898ec593bf 82",
    "1.4": "0dcba7caeefe 137",
    "1.5": "7234cd7e201d 156",
    "1.6": "e7a0029025c9 80",
    "1.7": "06a8bab58e08 65",
    "1.8": "ff63f5d38a21 127",
    "1.9": "dbb99c96ca5d 34",
    "2.1": "60ed41a0d577 164",
    "2.2": "2b88fabd0805 69",
    "2.3": "d7a7b3447728 77",
    "2.4": "d80fb3897966 164",
    "3.1": "01af45d5b856 64",
    "3.2": "d0a17bc38112 124",
    "3.3": "36ddfc9adc03 79",
    "4.1": "01af45d5b856 64",
    "4.2": "d03f15783fc3 141",
    "4.3": "4b3d5ab855b4 235",
    "4.4": "7af990b090a3 210",
    "4.5": "f15719fb8435 199",
    "4.6": "48774a6944ed 236",
    "4.7": "fa35597923dd 119",
    "4.8": "8e5618a7f5d6 77",
    "4.9": "9ffa43960414 83",
    "5.1": "01af45d5b856 64",
    "5.2": "cb0ad3ca9055 55",
    "5.3": "f796d4a0f4f3 52",
    "5.4": "855e7dda59cf 111",
    "5.5": "0c14de6d042d 123",
    "6.1": "7be684573c68 127",
    "6.2": "26a0a1493cbc 195",
    "6.3": "9ba174155c56 142",
    "6.4": "50ad70699ba8 93",
    "6.5": "e1e93fbe817a 98",
    "6.6": "54c400046079 81",
}

_CASE_DOCUMENTS = {
    "referral": "43bc00e95d5c 46",
    "assessment": "16363efd4581 57",
    "strategy_discussion": "f010d985a289 48",
    "section_47": "05d42889f1f6 74",
    "plan": "a582f4a27ba9 72",
    "return_home_interview": "671828295f8f 69",
    "meeting_minutes": "f25a3d8e0074 50",
    "pre_sentence_report": "e456cdc84783 78",
    "chronology": "b3f44206dde2 90 48 167 123",
}

_HEADINGS = (
    "4c4ed1afbfda 10",
    "b3d68e1cbfd9 20",
    "22d4f311f824 24",
    "b79f15cb7269 18",
    "5531344ad2a1 44",
    "ebc25272f3b1 15",
    "ff607bb2b874 49",
    "96caabe7559f 26",
    "112bce1f7f4f 38",
    "29d6555ccd90 63",
    "b78c7afb761d 49",
    "8e2e6037d2f9 36",
    "f400e3713c79 41",
    "4d343b1a50f9 24",
    "6acefa999eee 20",
    "1f4143511da3 46",
)

_PAGE_LINES = (
    "6e884ee3eeca 70",
    "d3c6b04f0cd0 16",
)

# Number, paragraph that calls it, digests of how it begins and ends, length.
_FOOTNOTES = (
    (1, 1, "9bda57083cc5", "09f9e17a7fff", 246),
    (2, 1, "c13fba98c6c6", "8c96e9b216d9", 106),
    (3, 1, "1cfd91813b00", "39d517c98887", 318),
    (4, 5, "1513bd4d0ec0", "b5a6b80b8cda", 174),
    (5, 6, "1513bd4d0ec0", "b5a6b80b8cda", 174),
    (6, 7, "7d0fe1938a3f", "16512977dc39", 149),
    (7, 19, "6dd2fb3fa59c", "db6348c6abcf", 388),
    (8, 26, "c1f537c4154d", "21c63dcc6d0d", 181),
    (9, 26, "32dd120208f5", "472c28c8db53", 115),
    (10, 26, "3332ab5cc3b3", "fea8dcd9a178", 168),
    (11, 26, "b582ccbf92e0", "d2cd03cb529d", 168),
    (12, 26, "2ff7d65ebe01", "eb2de15fddfa", 66),
    (13, 27, "857886558def", "3e9075348b79", 202),
    (14, 33, "5d455d932d9d", "fee6804cf155", 186),
    (15, 42, "5d455d932d9d", "fee6804cf155", 186),
    (16, 44, "cf45c503ad43", "a1abaa3b85ca", 152),
    (17, 48, "f515b47ada63", "cc5f4af74cbc", 167),
)


def _fingerprint(row: str) -> Fingerprint:
    """Read a row: the digest, then the lines."""
    digest, *lines = row.split()
    return Fingerprint(digest=digest, lines=tuple(map(int, lines)))


def _prints(*rows: str) -> tuple[Fingerprint, ...]:
    return tuple(map(_fingerprint, rows))


def _criterion(row: CriterionEntry) -> EntryPrint:
    prints = _prints(_CRITERIA[row.number])
    leader = _SHARED_LEADS.get(row.number)
    return EntryPrint(key=row.number, prints=prints, reference=row.reference, lead_of=leader)


def _question(row: QuestionEntry) -> EntryPrint:
    prints = (Fingerprint.of(row.label),)
    return EntryPrint(key=row.key, prints=prints, reference=row.reference, label=row.label)


GUIDANCE_190035 = Fingerprints(
    name=f"{GUIDANCE.label}, {GUIDANCE.published}",
    reference=Reference(document=GUIDANCE, part="No. 190035"),
    paragraphs=tuple(
        EntryPrint(key=number, prints=_prints(*rows), reference=Reference.para(number))
        for number, rows in _PARAGRAPHS.items()
    ),
    criteria=tuple(map(_criterion, CRITERIA)),
    criteria_in=26,
    information=tuple(
        EntryPrint(
            key=row.number, prints=_prints(_INFORMATION[row.number]), reference=row.reference
        )
        for row in INFORMATION_ITEMS
    ),
    information_in=48,
    case_documents=tuple(
        EntryPrint(key=row.key, prints=_prints(_CASE_DOCUMENTS[row.key]), reference=row.reference)
        for row in CASE_DOCUMENTS
    ),
    case_documents_in=44,
    questions=tuple(map(_question, QUESTIONS)),
    headings=_prints(*_HEADINGS),
    page_lines=_prints(*_PAGE_LINES),
    footnotes=tuple(
        FootnotePrint(number=number, paragraph=paragraph, begins=begins, ends=ends, length=length)
        for number, paragraph, begins, ends, length in _FOOTNOTES
    ),
)
"""The edition that the library models, recognised in either published copy."""
