"""The words of a copy, and whether they are those of a row.

A word keeps what the copy shows of its line: whether it begins or ends one, and which bullet it
stands after. Where a bare number may be a page number or a word, it is doubted but kept, and the
fingerprint of the row decides between the `readings`.

Invariant: linear in the length of the text, and no expression that backtracks. Nothing here knows
what the document says, or which rows it has.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from enum import IntEnum
from itertools import accumulate
from typing import NamedTuple

import attrs

from jtai.guidance.wording.fingerprint import Fingerprint, canonical, digest

_BULLETS = "•·●▪◦‣■□➢✓\u2219\uf0b7\uf0a7\uf0d8"
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2212"
_LINE_MARKS = f"{_DASHES}*"
_SPACES = "\t\v\x1c\x1d\x1e\x1f\u00a0\u1680\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"
_CHARACTERS = str.maketrans(
    {
        **{chr(code): " " for code in (*range(0x09), *range(0x0E, 0x20), *range(0x7F, 0xA0))},
        **dict.fromkeys(_SPACES, " "),
        **dict.fromkeys(_INVISIBLE, None),
        **dict.fromkeys("\r\f\x85\u2028\u2029", "\n"),
        **{mark: str(value) for value, mark in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")},
    }
)

_LINE_NUMBER = re.compile(
    rf"^ *([1-9]\d?)\.(?:([1-9]\d?)(?!\d))?(?=[ \nA-Z{_DASHES}]|\Z)", re.MULTILINE
)
_SPACE_RUN = re.compile(r"  +")
_SOFT_HYPHEN = "\u00ad"
_SUSPENDED = frozenset({"and", "or", "to"})


def plain_text(text: str) -> str:
    r"""Bring every kind of line end and space and all control characters to newlines and spaces.

    Examples:
        >>> plain_text("23.\u00a0One\r\n\x0cTwo\x00¹")
        '23. One\n\nTwo 1'
    """
    return _SPACE_RUN.sub(" ", text.replace("\r\n", "\n").translate(_CHARACTERS))


class LineNumber(NamedTuple):
    """A number such as ``23.`` or ``1.4`` at the beginning of a line.

    A tuple, as a text that is no copy at all can have millions of them.

    Attributes:
        number: The number, or its part before the dot.
        item: Its part after the dot, or None.
        start: Where it begins in the text.
        end: Where it ends.
    """

    number: int
    item: int | None
    start: int
    end: int

    @property
    def key(self) -> str:
        """The number as it is written for an item.

        Examples:
            >>> LineNumber(number=1, item=4, start=0, end=3).key
            '1.4'
        """
        return f"{self.number}.{self.item}"


def line_numbers(text: str) -> list[LineNumber]:
    r"""Find the numbers at the beginning of lines.

    Examples:
        >>> [(n.number, n.item) for n in line_numbers("1.\n\nWe\n 2. You\n2.1 - in 2014.\n5.8% of")]
        [(1, None), (2, None), (2, 1)]
    """
    return [
        LineNumber(
            number=int(match[1]),
            item=int(match[2]) if match[2] else None,
            start=match.start(),
            end=match.end(),
        )
        for match in _LINE_NUMBER.finditer(text)
    ]


def longest_rise(values: Sequence[int]) -> list[int]:
    """Give the positions of a longest strictly rising run of values, others left out.

    Examples:
        >>> longest_rise([7, 1, 2, 1, 3])
        [1, 2, 4]
    """
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for position, value in enumerate(values):
        rank = bisect_left(tops, value)
        if rank == len(tops):
            tops.append(value)
            ends.append(position)
        else:
            tops[rank], ends[rank] = value, position
        before.append(ends[rank - 1] if rank else -1)
    run: list[int] = []
    position = ends[-1] if ends else -1
    while position >= 0:
        run.append(position)
        position = before[position]
    return run[::-1]


class Doubt(IntEnum):
    """How likely something is the number of a page or footnote rather than a word."""

    NONE = 0
    """It is a word."""
    LONE = 1
    """It is a number with a line to itself."""
    BESIDE = 2
    """It is a number where one of a page or footnote is expected."""


@attrs.frozen(kw_only=True)
class Word:
    """One word of a copy.

    Attributes:
        text: As the copy has it.
        letters: In canonical form; empty for a dash.
        at: Where it stands in the text.
        starts_line: Whether it is the first on its line.
        ends_line: Whether it is the last.
        indented: Whether its line begins with a space, if it is the first.
        bullet: The bullet or dash before it, or empty.
        after_cut: Whether something was taken out just before it.
        doubt: How likely it is no word of the text.
    """

    text: str
    letters: str
    at: int
    starts_line: bool = False
    ends_line: bool = False
    indented: bool = False
    bullet: str = ""
    after_cut: bool = False
    doubt: Doubt = Doubt.NONE


def split_words(text: str, start: int, end: int) -> Iterator[Word]:
    """Give the words of a stretch of text; a bullet goes with the word after it."""
    bullet = ""
    at = start
    for line in text[start:end].split("\n"):
        found = list(re.finditer(r"[^ ]+", line))
        lettered = [place for place, match in enumerate(found) if canonical(match[0])]
        first, last = (lettered[0], lettered[-1]) if lettered else (-1, -1)
        for place, match in enumerate(found):
            mark = match[0]
            if mark[0] in _BULLETS and not canonical(mark):
                bullet = mark
                continue
            if mark in _LINE_MARKS and place < max(first, 1):
                bullet = mark
                continue
            if mark[0] in _BULLETS:
                bullet, mark = mark[0], mark[1:]
            yield Word(
                text=mark,
                letters=canonical(mark),
                at=at + match.start(),
                starts_line=place == first,
                ends_line=place == last,
                indented=line.startswith(" "),
                bullet=bullet,
            )
            bullet = ""
        at += len(line) + 1


class Letters:
    """The words of a stretch run together in canonical form, and where each of them begins."""

    __slots__ = ("run", "starts")

    run: str
    starts: list[int]

    def __init__(self, words: Sequence[Word]) -> None:
        self.run = "".join(word.letters for word in words)
        self.starts = list(accumulate((len(word.letters) for word in words), initial=0))

    def end_of(self, first: int, length: int) -> int | None:
        """The word before which `length` letters from a word end, if they end before a word."""
        target = self.starts[first] + length
        place = bisect_left(self.starts, target)
        return place if place < len(self.starts) and self.starts[place] == target else None

    def match(self, first: int, fingerprint: Fingerprint) -> int | None:
        """The word after those that match a fingerprint from a word on, or None."""
        end = self.end_of(first, fingerprint.length)
        start = self.starts[first]
        if end is None or digest(self.run[start : self.starts[end]]) != fingerprint.digest:
            return None
        return end


def find(
    words: Sequence[Word], fingerprint: Fingerprint, *, start: int = 0
) -> Iterator[tuple[int, int]]:
    """Give each stretch of words that matches a fingerprint, as first word and word after."""
    letters = Letters(words)
    for first in range(start, len(words)):
        end = letters.match(first, fingerprint) if words[first].letters else None
        if end is not None:
            yield first, end


def readings(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Give the words without all doubtful numbers, without the most doubtful, and with all."""
    for doubt in sorted({Doubt.NONE, *(word.doubt for word in words)}):
        yield [word for word in words if word.doubt <= doubt]


def compare(words: Sequence[Word], prints: Sequence[Fingerprint]) -> tuple[str, bool]:
    """Give the words of a row as text, and whether they match one of its fingerprints."""
    for reading in readings(words):
        letters = Letters(reading)
        for fingerprint in prints:
            if len(letters.run) == fingerprint.length and digest(letters.run) == fingerprint.digest:
                return render(reading, fingerprint), True
    return render(next(readings(words))), False


def compare_tail(words: Sequence[Word], prints: Sequence[Fingerprint]) -> str | None:
    """Give the text of the last items of a list if they match a fingerprint, or None."""
    for reading in readings(words):
        letters = Letters(reading)
        opens = opens_item(reading)
        for fingerprint in prints:
            start = len(letters.run) - fingerprint.length
            # Of the words that begin there, all but the last are dashes and the like.
            place = bisect_right(letters.starts, start) - 1
            tail = reading[place:] if place >= 0 and letters.starts[place] == start else []
            if tail and opens[place] and letters.match(place, fingerprint) is not None:
                return render(tail, fingerprint)
    return None


def opens_item(words: Sequence[Word]) -> list[bool]:
    """Tell for each word whether it opens an item of a list.

    A bullet or dash tells; in a copy that has lost its bullets, also an indented line.
    """
    round_bullets = any(word.bullet and word.bullet not in _DASHES for word in words)
    return [
        bool(word.bullet) or (word.starts_line and word.indented and not round_bullets)
        for word in words
    ]


def render(words: Sequence[Word], fingerprint: Fingerprint | None = None) -> str:
    """Write words as text: single spaces, and a line for each item of a list.

    Args:
        words: The words.
        fingerprint: The fingerprint that they match, whose lines they then have; without it, the
            bullets of the copy decide.
    """
    if fingerprint is None:
        opens = opens_item(words)
    else:
        ends = set(accumulate(fingerprint.lines, initial=0))
        starts = Letters(words).starts
        opens = [
            bool(word.letters) and start in ends for word, start in zip(words, starts, strict=False)
        ]
    lines: list[list[Word]] = [[]]
    for word, opening in zip(words, opens, strict=True):
        if opening and lines[-1]:
            lines.append([])
        lines[-1].append(word)
    return "\n".join(filter(None, map(_line_text, lines)))


def _line_text(words: Sequence[Word]) -> str:
    """Write the words of one line; a word broken at the end of a line of the copy is mended."""
    lettered = next((place for place, word in enumerate(words) if word.letters), len(words))
    text = ""
    for place, word in enumerate(words[lettered:], lettered):
        before = words[place - 1] if text else None
        dash = f"{word.bullet} " if before and word.bullet in _DASHES and word.bullet else ""
        gap = "" if before is None or _broken(before, word) else " "
        text += gap + dash + word.text.replace(_SOFT_HYPHEN, "")
    return text


def _broken(before: Word, word: Word) -> bool:
    """Tell whether two words are one that was broken at the end of a line."""
    if not (before.ends_line and word.starts_line) or word.bullet:
        return False
    if before.text.endswith(_SOFT_HYPHEN):
        return True
    hyphened = before.text[-1:] in _DASHES and before.text[-2:-1].isalnum()
    return hyphened and word.text[:1].isalnum() and word.letters not in _SUSPENDED
