"""The words of a copy, without what belongs to its pages.

A copy contains more than the text: headers, footers, page numbers, footnotes in the middle of the
paragraph that calls them, and the numbers of those calls. Headers, footers, headings and footnotes
are recognised by fingerprint. A number that may be that of a page or a footnote is kept but marked
as `Word.stray`, and the fingerprint of the text decides.

Invariant: linear in the length of the text, and no expression that backtracks.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import accumulate, pairwise

import attrs

from jtai.guidance.wording.fingerprint import Fingerprint, PublishedEdition, canonical

_BULLETS = "•·●▪◦‣■□➢✓\u2219\uf0b7\uf0a7\uf0d8"
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2212"
_LINE_MARKS = f"{_DASHES}*"
_SPACES = "\t\v\x1c\x1d\x1e\x1f\u00a0\u1680\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_CHARACTERS = str.maketrans(
    {
        **{chr(code): " " for code in (*range(0x09), *range(0x0E, 0x20), *range(0x7F, 0xA0))},
        **dict.fromkeys(_SPACES, " "),
        **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff", None),
        **dict.fromkeys("\r\f\x85\u2028\u2029", "\n"),
        **{mark: str(value) for value, mark in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")},
    }
)
_SPACE_RUN = re.compile(r"  +")
_WORD = re.compile(r"[^ ]+")
_ITEM_NUMBER = re.compile(r"\d\d?\.(\d\d?)?\Z")
_CLOSING = ".,;:?!)'\"\u2019\u201d"
_ATTACHED_CALL = re.compile(
    rf"(?:[^\W\d_]|\d[)\u2019\u201d])[{_CLOSING}]*\[?(\d{{1,3}})\]?[{_CLOSING}]*\Z"
)
_SOFT_HYPHEN = "\u00ad"


def plain_text(text: str) -> str:
    r"""Replace every kind of line end, space and control character with newlines and spaces.

    Examples:
        >>> plain_text("23.\u00a0One\r\n\x0cTwo\x00¹")
        '23. One\n\nTwo 1'
    """
    return _SPACE_RUN.sub(" ", text.replace("\r\n", "\n").translate(_CHARACTERS))


@attrs.frozen(kw_only=True)
class Word:
    """One word of a copy.

    Attributes:
        text: As the copy has it.
        letters: In canonical form; empty for a dash.
        starts_line: Whether it is the first on its line.
        ends_line: Whether it is the last on its line.
        indented: Whether its line begins with a space.
        bullet: The bullet or dash before it, or empty.
        stray: Whether it may be the number of a page or footnote.
    """

    text: str
    letters: str
    starts_line: bool
    ends_line: bool
    indented: bool
    bullet: str
    stray: bool = False


def page_words(text: str, edition: PublishedEdition, paragraph: int) -> tuple[list[Word], int]:
    """Return the words of a part of a copy without those that belong to the page.

    Args:
        text: The part, in the form of `plain_text`.
        edition: What is known about the document.
        paragraph: The number of the paragraph sought; footnote calls depend on it.

    Returns:
        The words, and how many of them come before the first heading.
    """
    words = _without(list(_split(text)), ())
    words = _without(words, _places(words, edition.page_lines))
    words = _without(words, _places(words, [note.words for note in edition.footnotes]))
    calls = [str(note.number) for note in edition.footnotes if note.paragraph == paragraph]
    words = _mark_calls(words, calls)
    headings = _places(words, edition.headings)
    return _without(words, headings), min(headings, default=len(words))


def _split(text: str) -> Iterator[Word]:
    """Split a text into words; a bullet is stored with the word after it."""
    bullet = ""
    for line in text.split("\n"):
        found = [(match[0], canonical(match[0])) for match in _WORD.finditer(line)]
        lettered = [place for place, (_, letters) in enumerate(found) if letters]
        first, last = (lettered[0], lettered[-1]) if lettered else (0, 0)
        for place, (word, letters) in enumerate(found):
            if not letters and (word[0] in _BULLETS or (place <= first and word in _LINE_MARKS)):
                bullet = word
                continue
            attached = word[0] in _BULLETS
            yield Word(
                text=word[attached:],
                letters=letters,
                starts_line=place == first,
                ends_line=place == last,
                indented=line.startswith(" "),
                bullet=word[0] if attached else bullet,
            )
            bullet = ""


def _places(words: Sequence[Word], known: Collection[Fingerprint]) -> set[int]:
    """Return the positions of the words in known texts that have lines to themselves.

    The number of a page or footnote may come before or after them.
    """
    letters = Letters(words)
    found: set[int] = set()
    for first, word in enumerate(words):
        before = words[first - 1] if first else word
        opens = word.starts_line or (before.starts_line and before.text.isdigit())
        if not opens or word.text[0].islower() or first in found:
            continue
        end = letters.match(first, known)
        after = words[end : end + 1] if end and not words[end - 1].ends_line else ()
        if end and all(word.text.isdigit() for word in after):
            found.update(range(first, end))
    return found


def _without(words: list[Word], gone: Collection[int]) -> list[Word]:
    """Remove words, and mark the numbers that then have a line to themselves."""
    return [
        attrs.evolve(word, stray=True)
        if word.text.isdigit()
        and (word.starts_line or place - 1 in gone)
        and (word.ends_line or place + 1 in gone)
        else word
        for place, word in enumerate(words)
        if place not in gone
    ]


def _mark_calls(words: list[Word], calls: Sequence[str]) -> list[Word]:
    """Mark the number of each footnote call, and remove it from the word that it is attached to."""
    done = 0
    for call in calls:
        for place in range(done, len(words)):
            word = words[place]
            if word.stray:
                continue
            if word.text.strip("[]()") == call:
                words[place] = attrs.evolve(word, stray=True)
            elif (attached := _ATTACHED_CALL.search(word.text)) and attached[1] == call:
                before, after = word.text[: attached.start(1)], word.text[attached.end(1) :]
                whole = before.rstrip("[") + after.lstrip("]")
                words[place] = attrs.evolve(word, text=whole, letters=canonical(whole))
            else:
                continue
            done = place + 1
            break
    return words


class Letters:
    """The letters of words run together, with and without stray numbers."""

    __slots__ = ("_readings",)

    def __init__(self, words: Sequence[Word]) -> None:
        readings = [[word.letters for word in words]]
        if any(word.stray for word in words):
            readings.insert(0, ["" if word.stray else word.letters for word in words])
        self._readings = [
            ("".join(letters), list(accumulate(map(len, letters), initial=0)))
            for letters in readings
        ]

    def match(self, first: int, texts: Iterable[Fingerprint]) -> int | None:
        """Return the place after the words from `first` that match one of some texts, or None."""
        for run, starts in self._readings:
            for text in texts:
                start, end = starts[first], starts[first] + text.length
                place = bisect_right(starts, end) - 1
                if starts[place] == end and Fingerprint.of_letters(run[start:end]) == text:
                    return place
        return None


def opens_item(words: Sequence[Word], items: int) -> list[bool]:
    """Return for each word whether it opens an item of a list, all false if nothing shows it.

    A bullet or number shows it; in a copy that has lost its bullets, an indented line. There are
    about as many as the list has items; a dash that happens to begin a line shows nothing.
    """
    marked = [bool(w.bullet) or (w.starts_line and bool(_ITEM_NUMBER.match(w.text))) for w in words]
    indented = [word.starts_line and word.indented for word in words]
    for shown in (marked, indented):
        if 2 * sum(shown) > items:
            return shown
    return [False] * len(words)


def written(words: Sequence[Word], expected: Iterable[Fingerprint] = ()) -> str:
    """Write words as one line, with single spaces and broken words joined.

    Args:
        words: The words.
        expected: What they match. Stray numbers are left out unless they count there.
    """
    letters = sum(len(word.letters) for word in words)
    if not any(text.length == letters for text in expected):
        words = [word for word in words if not word.stray]
    lettered = [place for place, word in enumerate(words) if word.letters]
    words = words[lettered[0] : lettered[-1] + 1] if lettered else ()
    text = words[0].text if words else ""
    for before, word in pairwise(words):
        dash = f"{word.bullet} " if word.bullet and word.bullet in _DASHES else ""
        text += ("" if _broken(before, word) else " ") + dash + word.text
    return text.replace(_SOFT_HYPHEN, "")


def _broken(before: Word, word: Word) -> bool:
    """Return whether two words are one that was broken at the end of a line."""
    if not (before.ends_line and word.starts_line) or word.bullet:
        return False
    if before.text.endswith(_SOFT_HYPHEN):
        return True
    hyphenated = before.text[-1] in _DASHES and before.text[-2:-1].isalnum()
    return hyphenated and word.text[0].isalnum() and word.letters not in ("and", "or", "to")
