"""Telling the text of a copy from what belongs to its pages.

A copy carries more than the text: what stands at the top and foot of each page, the numbers of
pages, footnotes in the middle of the paragraph that calls them, and the numbers of their calls.
All of it is known by fingerprint or by place.

Invariant: what is taken out is known, not guessed; what is only likely is doubted and kept.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

import attrs

from jtai.guidance.wording.copies.words import Doubt, Letters, Word, split_words
from jtai.guidance.wording.fingerprint import (
    Fingerprint,
    Fingerprints,
    FootnotePrint,
    canonical,
    digest,
)

_CLOSING = ".,;:?!)'\"\u2019\u201d"
_GLUED_CALL = re.compile(
    rf"(?:[^\W\d_]|\d[)\u2019\u201d])[{_CLOSING}]*\[?(\d{{1,3}})\]?[{_CLOSING}]*\Z"
)


def clean_words(
    text: str, start: int, end: int, *, edition: Fingerprints, paragraph: int
) -> list[Word]:
    """Read the words of a stretch of text without what belongs to the page.

    Args:
        text: The whole copy, as `plain_text` gives it.
        start: Where the stretch begins.
        end: Where it ends.
        edition: What is known of the edition.
        paragraph: The number of the paragraph that is looked for, for its footnote calls.

    Returns:
        The words, headings among them.
    """
    words = list(split_words(text, start, end))
    words = _cut(words, _page_line_stretches(words, edition.page_lines))
    words = _doubt_lone_numbers(words)
    words = _cut(words, _footnote_stretches(words, edition.footnotes))
    calls = [note.number for note in edition.footnotes if note.paragraph == paragraph]
    return _doubt_calls(words, calls)


def without_headings(
    words: list[Word], headings: Sequence[Fingerprint], *, stop: bool
) -> list[Word]:
    """Take the headings out, or with `stop` everything from the first of them on."""
    if stop:
        first = next(_heading_stretches(words, headings), (len(words), 0))[0]
        return words[:first]
    return _cut(words, _heading_stretches(words, headings))


def _page_line_stretches(
    words: Sequence[Word], page_lines: Sequence[Fingerprint]
) -> Iterator[tuple[int, int]]:
    """Find what stands at the top or foot of pages; a page number may come first."""
    letters = Letters(words)
    for first, word in enumerate(words):
        after_number = (
            first > 0 and words[first - 1].starts_line and words[first - 1].text.isdigit()
        )
        if word.starts_line or after_number:
            ends = (letters.match(first, page_line) for page_line in page_lines)
            yield from ((first, end) for end in ends if end is not None)


def _heading_stretches(
    words: Sequence[Word], headings: Sequence[Fingerprint]
) -> Iterator[tuple[int, int]]:
    """Find headings: they have whole lines to themselves and begin with a capital."""
    letters = Letters(words)
    for first, word in enumerate(words):
        if not word.starts_line or not word.text[:1].isupper():
            continue
        ends = (letters.match(first, heading) for heading in headings)
        yield from ((first, end) for end in ends if end is not None and words[end - 1].ends_line)


def _footnote_stretches(
    words: Sequence[Word], footnotes: Sequence[FootnotePrint]
) -> Iterator[tuple[int, int]]:
    """Find the text of footnotes, each at most once, by how they begin and end.

    A page may end within one, so that what may be the number of a page is passed over.
    """
    places = [place for place, word in enumerate(words) if word.doubt is Doubt.NONE]
    letters = Letters([words[place] for place in places])
    left: dict[tuple[int, str], list[FootnotePrint]] = {}
    for note in footnotes:
        left.setdefault((note.anchor, note.begins), []).append(note)
    sizes = {size for size, _ in left}
    done = 0
    for first, place in enumerate(places):
        if first < done or not words[place].letters:
            continue
        start = letters.starts[first]
        for size in sizes:
            notes = left.get((size, digest(letters.run[start : start + size])))
            if notes:
                done = _footnote_end(letters, first, notes.pop(0))
                yield place, places[done - 1] + 1
                break


def _footnote_end(letters: Letters, first: int, note: FootnotePrint) -> int:
    """Find the word after a footnote; where its end was altered, go by its length."""
    start = letters.starts[first]
    for place in range(
        bisect_left(letters.starts, start + note.anchor),
        bisect_left(letters.starts, start + 2 * note.length + 1),
    ):
        end = letters.starts[place]
        if digest(letters.run[end - note.anchor : end]) == note.ends:
            return place
    return min(bisect_left(letters.starts, start + note.length), len(letters.starts) - 1)


def _cut(words: list[Word], stretches: Iterable[tuple[int, int]]) -> list[Word]:
    """Take stretches of words out, and doubt the bare numbers beside them."""
    gone: set[int] = set()
    for first, end in stretches:
        gone.update(range(first, end))
    if not gone:
        return words
    doubted: set[int] = set()
    for order in (range(len(words)), range(len(words) - 1, -1, -1)):
        beside = False
        for place in order:
            word = words[place]
            lone = word.text.isdigit() and (word.ends_line if order.step > 0 else word.starts_line)
            beside = place in gone or (beside and lone)
            if beside and place not in gone:
                doubted.add(place)
    kept: list[Word] = []
    for place, word in enumerate(words):
        if place in gone:
            continue
        kept.append(
            attrs.evolve(
                word,
                after_cut=word.after_cut or place - 1 in gone,
                doubt=Doubt.BESIDE if place in doubted else word.doubt,
            )
        )
    return kept


def _doubt_lone_numbers(words: list[Word]) -> list[Word]:
    """Doubt the numbers that have a line to themselves: they may number a page."""
    return [
        attrs.evolve(word, doubt=max(word.doubt, Doubt.LONE))
        if word.text.isdigit() and word.starts_line and word.ends_line
        else word
        for word in words
    ]


def _doubt_calls(words: list[Word], calls: Sequence[int]) -> list[Word]:
    """Doubt the number of each footnote call, and part it from the word that it is glued to."""
    done = 0
    for call in calls:
        for place in range(done, len(words)):
            word = words[place]
            if word.doubt is not Doubt.NONE:
                continue
            if word.text.strip("[]()") == str(call):
                words[place] = attrs.evolve(word, doubt=Doubt.BESIDE)
            elif (glued := _GLUED_CALL.search(word.text)) and glued[1] == str(call):
                before, after = word.text[: glued.start(1)], word.text[glued.end(1) :]
                text = before.rstrip("[") + after.lstrip("]")
                words[place] = attrs.evolve(word, text=text, letters=canonical(text))
            else:
                continue
            done = place + 1
            break
    return words
