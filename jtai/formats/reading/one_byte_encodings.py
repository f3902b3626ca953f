"""Which encoding of one byte a character a text is in: Windows-1252, code page 850 or Mac Roman.

Invariant: it is Windows-1252 unless the words of a title or of cells say otherwise. A choice that
is not certain has a name, which is reported.
"""

from __future__ import annotations

import re
from typing import Final

import attrs

# Encodings of one byte a character differ in accented letters and curly quotes. In the wrong one, a
# word has a capital letter or a symbol in the middle, or an accented letter is alone.
_UPPER: Final = "\xc0-\xd6\xd8-\xde\u0152\u0160\u0178\u017d"
_LOWER: Final = "\xdf-\xf6\xf8-\xff\u0153\u0161\u017e"
_LETTER: Final = f"[A-Za-z{_UPPER}{_LOWER}]"
# Not spaces, hyphens, dashes and apostrophes.
_SIGN: Final = "[^\\w\\x00-\\x7f\xa0\xad\xb4\u2013\u2014\u2018\u2019\u2026]"
_ODD: Final = re.compile(
    # Irish surnames have a capital letter after an h.
    rf"(?<=[a-z])(?!(?<=h)[\xc1\xc9\xcd\xd3\xda])[{_UPPER}]|(?<=[A-Z])[{_UPPER}](?=[A-Z]?[a-z])"
    rf"|(?<=[A-Za-z])[{_LOWER}](?=[A-Z])|(?<=[A-Z]{{2}})[{_LOWER}]|O\xd3|(?<=[aeiou])\xe1(?=e)"
    rf"|(?<!{_LETTER})(?:(?!\xe0)[{_LOWER}](?![{_LOWER}a-z])|[\xd0-\xd2\xd4\xd5](?!{_LETTER}))"
    rf"|(?<={_LETTER})(?:{_SIGN}(?={_LETTER})|\u2018(?!{_LETTER})|[\xb5\xb7\u201a\u201c\u201e\u2021\u2030])"
    rf"|[\u201d\u2122](?={_LETTER})|[\xfe\xff](?=\d)"
    # Marks without a letter, Greek letters, mathematics, lines of a table, and no character.
    "|[\xa8\xaf\xb8\u0131\u0192\u02c6-\u02dd\u0391-\u03c9\u2017\u2044\u2202-\u25ff\uf8ff-\ufb02\ufffd]"
)
# Words in capitals; in Windows-1252, these letters are small ones.
_CAPITALS: Final = "(?<=[A-Z])[\xc8\xca\xcb\xcd\xcf\xd4\xda](?:(?<=[A-Z]{2}.)|(?=[A-Z]))"
# What words and amounts have, in encodings other than Windows-1252. Of the letters, only those that
# names often have; some at the end of a word may be a space or a mark.
_LIKELY: Final = {
    codec: re.compile(
        f"(?<={_LETTER})(?:[\xe4\xe8-\xeb\xed\xf1\xf3\xf6\xf8\xfa\xfc]"
        f"|[\xe1\xe5\xf4](?={_LETTER})|\xe3(?=[eo])|\xe7(?=[aou]))|(?<=[aeou])\xef"
        "|(?<=[A-Z])[\xc1\xc7\xc9\xd1\xd3\xdc]|(?<![A-Za-z])[\xc1\xc7\xc9\xd1\xd3\xdc](?=[a-z])"
        # German words, and identifiers.
        "|(?<=[aeiou])\xdf(?![a-df-z])"
        rf"|(?<={_LETTER})[\xc0-\xcf\xd1-\xd6\xd9-\xdc](?=[-_/]?\d)"
        f"|{own}"
    )
    for codec, own in (
        ("cp850", r"\xa3(?=\d)|(?<=[AO])\xcb"),
        ("mac_roman", f"(?<={_LETTER})\u2019(?={_LETTER})|{_CAPITALS}"),
    )
}
_NAMES: Final = {
    "cp1252": "Windows-1252",
    "cp850": "code page 850",
    "mac_roman": "Mac Roman",
}
_NOT_ASCII: Final = re.compile(rb"[\x80-\xff]+[\x00-\x7f]{0,2}")
_BEFORE: Final = 2
# An apostrophe in an English word, such as those of published titles. The byte comes first, because
# that is much faster.
_WORDS: Final = ("hild", "hildren", "ther", "arent", "ister", "arer", "amily", "orker", "chool")
_OF_WORDS: Final = "|".join(f"(?<={word}.)" for word in _WORDS).encode()
_APOSTROPHE: Final = re.compile(
    rb"([\x92\xd5])(?:(?:" + _OF_WORDS + rb")s|(?<=[a-z]n.)t)(?![a-z])", re.DOTALL
)


@attrs.define
class Evidence:
    """What speaks for the encodings of one byte a character.

    Attributes:
        odd: Those in which something is where it should not be.
        likely: Those other than Windows-1252 that make words.
        apostrophe: The byte of an apostrophe in an English word.
    """

    odd: set[str] = attrs.field(factory=set)
    likely: set[str] = attrs.field(factory=set)
    apostrophe: bytes | None = None

    def add(self, data: bytes) -> None:
        """Take more bytes of the file into account."""
        if self.apostrophe is None and (found := _APOSTROPHE.search(data)):
            self.apostrophe = found[1]
        around = {
            data[max(found.start() - _BEFORE, 0) : found.end()]
            for found in _NOT_ASCII.finditer(data)
        }
        together = b"\n".join(around)
        for codec in _NAMES:
            text = together.decode(codec, "replace")
            if codec not in self.odd and _ODD.search(text):
                self.odd.add(codec)
            if codec in _LIKELY and codec not in self.likely and _LIKELY[codec].search(text):
                self.likely.add(codec)

    def choice(self) -> tuple[str, str | None]:
        """Return the encoding, and its name if another fits as well or this one does not."""
        if self.apostrophe == b"\xd5":
            return "mac_roman", _NAMES["mac_roman"]
        if self.apostrophe is not None:
            return "cp1252", None
        fitting = [codec for codec in _LIKELY if codec in self.likely - self.odd]
        codec = fitting[0] if fitting and "cp1252" in self.odd else "cp1252"
        return codec, _NAMES[codec] if fitting or codec in self.odd else None


def encoding_of_one_byte(data: bytes) -> tuple[str, str | None]:
    """Return the encoding of text in one byte a character, and its name if it is not certain."""
    evidence = Evidence()
    evidence.add(data)
    return evidence.choice()
