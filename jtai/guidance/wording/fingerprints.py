"""The fingerprints of guidance No. 190035, July 2019, taken from its two published copies.

A line is the digest of its words and the number of their letters and digits. The copies differ in
one line, which has both.

Invariant: a table. The words are the inspectorates' and are not here; the keys, references and the
labels of the form come from the tables that they belong to.
"""

from __future__ import annotations

from collections.abc import Iterator

from jtai.core.citation import GUIDANCE, Reference
from jtai.guidance.case_documents import CASE_DOCUMENTS
from jtai.guidance.criteria import CRITERIA
from jtai.guidance.information import INFORMATION_ITEMS
from jtai.guidance.questions import QUESTIONS
from jtai.guidance.wording.fingerprint import (
    Fingerprint,
    Footnote,
    PublishedEdition,
    PublishedEntry,
    WordingKind,
)

_PARAGRAPHS = {
    1: "b65d781a1e81:507",
    2: "c6f324a28854:66",
    3: "cfb980032ed6:140",
    4: "abe7f2909cee:293",
    5: "06fbc0a94816:90 b2a8eecfff9b:153 10157ea31b0f:76 d4f9f4015e99:135 5da1d57f7a28:72",
    6: "2cc0a5a2fb01:302",
    7: "6a1b46de46f0:125",
    8: "376f572a4d1d:176",
    9: "2789277c3a8f:420",
    10: "63057e722a52:158",
    11: "a475956d6446:257",
    12: "17a021aa029d:220",
    13: "295605e28362:207",
    14: "028e7f037890:423",
    15: "1550dce709bd:72 076dc65a164f:187 f2582a0e6eb1:77 76304c5d4f56:111",
    16: "26e64a52f925:155",
    17: "928d926bec57:270",
    18: (
        "e0f93a4110a1:47 07ea9ed36fe0:81 18e124f74d00:93 bd7382d3b655:212 460d353dd1cd:36 "
        "579865b3943a:83"
    ),
    19: "091ed95ef845:204 276e70a57604:157 532b9b43fde7:152",
    20: "031826572bd9:275",
    21: "fd9c5de8c6e9:159",
    22: "2a3c688ddaed:221",
    23: "efb7147e96d4:80",
    24: (
        "0d1a6bf8c24e:195 4add6796687a:114 b1eaa8c0fc02:26 c26d2a92fd24:25 eefa9a9f257e:121 "
        "942fc0a1f5c8:47 39c4e7f54532:72"
    ),
    25: "2fdc1b60f0bb:209",
    26: (
        "644e8bedbb5a:65 f594a3cb4658:349 45687c3295c9:219 181d8d609fa8:244 2a3132980596:199 "
        "91e6d6becf64:471 c3631e4e631a:146 95b06a9e44c6:232 90352a0da0ef:451 2c02dc4bfc0f:186 "
        "53f77f6a6c70:147 b9caa32c225b:120 9b725f50aca7:277 0f5eb69a4318:146 42df2d1eee63:280 "
        "befecb7d5c87:302 b8fbea6de44a:265 d71ff9bc6442:18 d69c061242f3:224 78aa6f2021ea:177 "
        "c22e47c22ae5:158"
    ),
    27: "ac528f4107ed:354",
    28: "d2976e02b17e:157",
    29: "f286604c3d01:129",
    30: "00a8b0f5df56:200",
    31: "757b27314309:130",
    32: "eb66f6fa0244:143 0b5fe5b9b828:98 a0a98e73fa98:160 3c2c8752d0e3:121",
    33: "12faf401048f:264 a5a5423e3b1e:43 b0f823962879:68",
    34: (
        "19780dc22c46:106 bb85ffd64ba8:32 9cee48c3dfb7:38 6d25db68e307:34 cb414d9930b8:57 "
        "a6c7c670d87e:108 4d296b04e8ea:31 3563eee90ea5:38 881cce8026d4:60"
    ),
    35: "378c863a1374:107",
    36: "04fcb8d21daa:322",
    37: "0bd95c3c6696:499",
    38: "25cdf8155a97:306",
    39: "adcce96d55a8:199",
    40: "44ea81e9ef40:383",
    41: "ec4cb9867d25:122 ba5f90d52a53:58 f92f4c13201a:53 e2bba6339ddf:111 71d1d83feee5:54",
    42: "37d8b0e3e751:194 b650ad3490f2:60",
    43: "378c863a1374:107",
    44: (
        "28edbc4d7479:178 43bc00e95d5c:46 16363efd4581:57 f010d985a289:48 05d42889f1f6:74 "
        "a582f4a27ba9:72 671828295f8f:69 f25a3d8e0074:50 e456cdc84783:78 4ae3fb19d46d:90 "
        "e01c2caf3340:48 983e873a6009:167 b880d19b6454:123"
    ),
    45: "090de012dde3:305",
    46: "8fcf6cb227c2:292",
    47: "f69cbaeb8add:309|7bc6eb36eb7f:305",
    48: (
        "4a83888e212e:186 5b428883ce36:18 10016ca412be:66 db49ade3e77c:101 de7ecec94c15:84 "
        "5d407780d820:139 0ba5545d21d9:158 6ac140a35650:82 ce5aba8e23aa:67 700dde59c61b:129 "
        "b02af28ade27:36 8eaeff183e33:45 7ab78f79e68e:166 9741f8ef4678:71 d31b9c742e2a:79 "
        "54acb562b77a:166 04b77b942bf7:36 6178057076c5:66 a12339385831:126 412f676b4ba7:81 "
        "edcc9fbdc039:15 1a58b1524c6a:66 0d591c8a74f5:143 276ed8cfc14e:237 f26142c324fc:212 "
        "b4414af44f96:201 8a37380ed64e:238 9cf014d4d692:121 e629da18f8cf:79 7793c329b958:85 "
        "978be0d02653:19 b1ce1f2316d6:66 8fe4be51eb6a:57 5b7a105339b2:54 4a4a01355871:113 "
        "a681101b9853:125 9d577f0e7686:15 d11b03777ec3:129 cc5ea039c33c:197 147175a98389:144 "
        "db8321d7e63f:95 2cb133e8fadf:100 c55180274048:83"
    ),
    49: "61b100d3a633:629",
    50: "9003f785a1ed:119",
    51: "507ff3d4dce4:437",
}

# Criteria 39 and 40 are the items of a list within the list; the line before them belongs to both.
_LEAD = 17
_LED = (39, 40)

# The last case-file document has a separate list.
_CHRONOLOGY = (9, 10, 11, 12)

_HEADINGS = (
    "4c4ed1afbfda:10 b3d68e1cbfd9:20 22d4f311f824:24 b79f15cb7269:18 5531344ad2a1:44 "
    "ebc25272f3b1:15 ff607bb2b874:49 96caabe7559f:26 112bce1f7f4f:38 29d6555ccd90:63 "
    "b78c7afb761d:49 8e2e6037d2f9:36 f400e3713c79:41 4d343b1a50f9:24 6acefa999eee:20 "
    "1f4143511da3:46"
)

_PAGE_LINES = "6e884ee3eeca:70 d3c6b04f0cd0:16"

# Its number, the paragraph that refers to it, and its words.
_FOOTNOTES = (
    (1, 1, "dd0fd17441d4:246"),
    (2, 1, "4c8fbe863b14:106"),
    (3, 1, "ac9982a1619a:318"),
    (4, 5, "a8c8703cd1d5:174"),
    (5, 6, "a8c8703cd1d5:174"),
    (6, 7, "de816124990c:149"),
    (7, 19, "32f1f00fa57f:388"),
    (8, 26, "7555292c86d3:181"),
    (9, 26, "92f935cf697c:115"),
    (10, 26, "ce60a0dd4665:168"),
    (11, 26, "9b752408a980:168"),
    (12, 26, "a62302605927:66"),
    (13, 27, "a0a4953a1eeb:202"),
    (14, 33, "13606b19ddf0:186"),
    (15, 42, "13606b19ddf0:186"),
    (16, 44, "6cd9eccf30f9:152"),
    (17, 48, "e529f9a5b3c1:167"),
)


def _fingerprints(texts: str, separator: str | None = None) -> tuple[Fingerprint, ...]:
    pairs = (text.split(":") for text in texts.split(separator))
    return tuple(Fingerprint(digest, int(length)) for digest, length in pairs)


def _entries() -> Iterator[PublishedEntry]:
    """Return where the words of each entry are."""
    for number, lines in _PARAGRAPHS.items():
        reference, size = Reference.para(number), len(lines.split())
        yield PublishedEntry(WordingKind.PARAGRAPH, number, reference, number, tuple(range(size)))
    for place, one in enumerate(CRITERIA, 1):
        line, lead = place + (place >= _LEAD), _LEAD if one.number in _LED else None
        yield PublishedEntry(WordingKind.CRITERION, one.number, one.reference, 26, (line,), lead)
    for place, question in enumerate(QUESTIONS):
        yield PublishedEntry(WordingKind.QUESTION, question.key, question.reference, None, (place,))
    for place, item in enumerate(INFORMATION_ITEMS, 1):
        line = place + int(item.number[0])  # each group has a heading
        yield PublishedEntry(WordingKind.INFORMATION, item.number, item.reference, 48, (line,))
    for place, document in enumerate(CASE_DOCUMENTS, 1):
        own = _CHRONOLOGY if document is CASE_DOCUMENTS[-1] else (place,)
        yield PublishedEntry(WordingKind.CASE_DOCUMENT, document.key, document.reference, 44, own)


GUIDANCE_190035 = PublishedEdition(
    name=f"{GUIDANCE.label}, {GUIDANCE.published}",
    reference=Reference(document=GUIDANCE, part="No. 190035"),
    paragraphs={
        number: tuple(_fingerprints(line, "|") for line in lines.split())
        for number, lines in _PARAGRAPHS.items()
    },
    form=tuple((Fingerprint.of(question.label),) for question in QUESTIONS),
    entries=tuple(_entries()),
    headings=_fingerprints(_HEADINGS),
    page_lines=_fingerprints(_PAGE_LINES),
    footnotes=tuple(
        Footnote(number, paragraph, *_fingerprints(words))
        for number, paragraph, words in _FOOTNOTES
    ),
)
