"""How texts are compared: without case, style of signs, and characters that cannot be seen.

Invariant: two texts are the same only if they differ in nothing but that; similarity is never used.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

# Characters without width: soft hyphens, joiners, variation selectors, direction marks, byte order
# marks, fillers and tags. https://www.unicode.org/reports/tr36/#Invisible_Characters
INVISIBLE: Final[dict[int, str]] = dict.fromkeys(
    (
        *(0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x3164, 0xFEFF, 0xFFA0),
        *range(0x180B, 0x1810),
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        *range(0xFE00, 0xFE10),
        *range(0xE0000, 0xE01F0),
    ),
    "",
)
# Quotes and dashes that programs use instead of the plain ones, and characters that look blank.
PLAIN_SIGNS = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u201b": "'",
        "\u0060": "'",
        "\u00b4": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u2010": "-",
        "\u2011": "-",
        "\u2012": "-",
        "\u2013": "-",
        "\u2014": "-",
        "\u2212": "-",
        "\u00a0": " ",
        "_": " ",
    }
    | {chr(sign): "" for sign in INVISIBLE}
)
_PLAIN: Final = {chr(sign): str(plain) for sign, plain in PLAIN_SIGNS.items()}
_FEW: Final = 8
SPACES = re.compile(r"\s+")
# No title or code has half as many characters; comparing longer text from a hostile file would take
# too long.
LONGEST: Final = 300


def fold(text: str) -> str:
    """Return a title or name in the form in which it is compared.

    Case, the style of quotes and dashes, underscores, repeated spaces, and a question mark, colon,
    ``(Y/N)`` or ``[Yes/No]`` at the end make no difference.

    Examples:
        >>> fold("  Is there multi-agency  involvement? (Y/N)")
        'is there multi-agency involvement'
        >>> fold("Child\u2019s_Legal Status") == fold("child's legal status")
        True
    """
    text = level(text).rstrip(_AFTER_A_TITLE)
    while "/" in text[-_YES_OR_NO_LENGTH:] and len(text) <= LONGEST:
        found = _YES_OR_NO.search(text)
        if found is None:
            break
        text = text[: found.start()].rstrip(_AFTER_A_TITLE)
    return text


_AFTER_A_TITLE: Final = " ?.:*"


class TitlesFolded(dict[str, str]):
    """Each text of a sheet as `fold` returns it if that is a title, and `NO_TITLE` otherwise.

    A small workbook can have the same thousands of texts in millions of cells.

    Args:
        titles: The titles, folded.
    """

    def __init__(self, titles: Iterable[str]) -> None:
        super().__init__()
        self.titles: frozenset[str] = frozenset(titles)

    def __missing__(self, text: str) -> str:
        folded = fold(text)
        title = folded if folded in self.titles else NO_TITLE
        if len(self) < _MOST_KEPT:
            self[text] = title
        return title


NO_TITLE: Final = "?"  # no folded text ends like that
_MOST_KEPT: Final = 500_000
# Some systems write the closing bracket twice, or cut it off.
_YES_OR_NO: Final = re.compile(r"[(\[] ?y(?:es)? ?/ ?no? ?[)\]]*\Z")
_YES_OR_NO_LENGTH: Final = len("/ no ]]]")


def level(text: str) -> str:
    """Return a code in the form in which it is compared.

    This is like `fold`, but the end is kept: a question mark after an answer means doubt. Text that
    is too long to be a title or a code is returned unchanged.

    Examples:
        >>> level(" A)  Yes"), level("Y?")
        ('a) yes', 'y?')
    """
    if len(text) > LONGEST:
        return text
    if text.isascii():  # as most are, so that only these steps change anything
        return " ".join(text.replace("_", " ").replace("`", "'").casefold().split())
    return _level_with_signs(text)


# Cells that share a text in a workbook can be many more than its bytes.
@lru_cache(maxsize=4_096)
def _level_with_signs(text: str) -> str:
    # Levelled before compatibility normalisation (NFKC), in which an acute accent becomes a space
    # and a mark, and again after it, because a full-width underscore becomes a plain one.
    plain = compatible(with_plain_signs(text))
    if len(plain) > LONGEST:  # one character can become eighteen
        return text
    plain = with_plain_signs(plain)
    return " ".join(compatible(plain.casefold()).split())


def with_plain_signs(text: str) -> str:
    """Return text with plain quotes, dashes and spaces, and without invisible characters.

    `str.translate` is slow for the many characters that it leaves unchanged.
    """
    signs = _PLAIN.keys() & set(text)
    if len(signs) > _FEW:
        return text.translate(PLAIN_SIGNS)
    for sign in signs:
        text = text.replace(sign, _PLAIN[sign])
    return text


def compatible(text: str) -> str:
    """Return text with characters that only look different as the same (NFKC)."""
    return text if _MANY_MARKS.search(text) else unicodedata.normalize("NFKC", text)


# Marks on one letter, which are put in order in quadratic time. No text in a language has more
# than 30: https://www.unicode.org/reports/tr15/#Stream_Safe_Text_Format
_MANY_MARKS: Final = re.compile(r"[^\w\s\x00-\x7f]{31}")


# What cannot be seen: every kind of space, and characters without width.
UNSEEN: Final = "".join(filter(str.isspace, map(chr, range(0x3001)))) + "".join(map(chr, INVISIBLE))


def is_blank(cell: object) -> bool:
    """Return whether a raw cell is empty, or contains nothing visible."""
    if isinstance(cell, str):
        return not cell or cell.isspace() or not (cell.isascii() or without_unseen(cell))
    return cell is None


def without_unseen(text: str) -> str:
    """Return text without what cannot be seen at its ends; from a long one, only spaces.

    Removing characters without width takes milliseconds from a long text, and a small workbook can
    have the same one in a million cells.
    """
    text = text.strip()
    return text if text.isascii() or len(text) > LONGEST else text.strip(UNSEEN)
