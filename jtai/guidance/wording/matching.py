"""Finding the lines of a published document in a copy.

A paragraph is sought between its number and the next. Its lines are then sought in order, each by
its fingerprint, so that one altered line does not affect the others.

Invariant: what counts as found is found word for word. Other words are assigned to a line only if
nothing else can be in their place.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest

import attrs

from jtai.guidance.wording.fingerprint import Line, PublishedEdition
from jtai.guidance.wording.words import Letters, Word, opens_item, page_words, plain_text, written

_NUMBER = re.compile(
    r"^ *([1-9]\d?)\.(?:([1-9]\d?)(?!\d))?(?=[ \nA-Z\-\u2010-\u2014\u2212]|\Z)", re.MULTILINE
)
_SENTENCE_ENDS = tuple("?.:)|")

_Span = tuple[int, int]


@attrs.frozen
class Found:
    """Words of a copy, empty if there are none, and whether they are the published ones."""

    text: str
    exact: bool


_NOTHING = Found("", exact=False)


@attrs.frozen
class FoundPart:
    """A paragraph or the form in a copy: as a whole, and line by line."""

    whole: Found
    lines: tuple[Found, ...]


@attrs.frozen
class Copy:
    """The text of a copy, and where the numbers of its paragraphs are."""

    text: str
    edition: PublishedEdition
    places: dict[int, _Span]

    @classmethod
    def of(cls, text: str, edition: PublishedEdition) -> Copy:
        """Find the paragraph numbers."""
        text = plain_text(text)
        numbers = list(_NUMBER.finditer(text))
        alone = [
            number
            for number, after in zip_longest(numbers, numbers[1:])
            if number[2] is None
            and int(number[1]) in edition.paragraphs
            and not (after and after[2] and after[1] == number[1])  # 2. is the heading of 2.1
        ]
        rise = _longest_rise([int(number[1]) for number in alone])
        return cls(text, edition, {int(alone[at][1]): alone[at].span() for at in rise})

    def paragraph(self, number: int) -> FoundPart:
        """Find a paragraph and its lines."""
        numbered = number in self.places
        lines = self.edition.paragraphs[number]
        words, before_heading = self._words(number) if numbered or len(lines) > 1 else ([], 0)
        if numbered:
            words = words[:before_heading]
        opens = opens_item(words, len(lines) - 1)
        begins = [opening or word.starts_line for opening, word in zip(opens, words, strict=True)]
        spans = _whole(_spans(words, lines, begins), opens)
        if not numbered and not any(spans):
            return FoundPart(_NOTHING, tuple(_NOTHING for _ in lines))
        found, texts = _found_lines(words, opens, lines, spans)
        exact = all(line.exact for line in found) and len(texts) == len(lines)
        whole = Found("\n".join(texts), exact=exact) if numbered else _NOTHING
        return FoundPart(whole, tuple(found))

    def form(self) -> FoundPart:
        """Find the lines of the form, which follows the last paragraph, between other words."""
        words = self._words(max(self.edition.paragraphs))[0]
        before = ["", *(word.text for word in words)]
        begins = [
            text.endswith(_SENTENCE_ENDS) or (word.starts_line and word.text[0].isupper())
            for text, word in zip(before, words, strict=False)
        ]
        spans = _spans(words, self.edition.form, begins)
        found = (
            Found(written(words[slice(*span)], line), exact=True) if span else _NOTHING
            for span, line in zip(spans, self.edition.form, strict=True)
        )
        return FoundPart(_NOTHING, tuple(found))

    def _words(self, number: int) -> tuple[list[Word], int]:
        """Return the words from a paragraph's number, or the last number before it, to the next.

        The length is limited to that of the published words and of what belongs to the page, so
        that text that is not a copy is not read again for each paragraph.
        """
        before = max((place for place in self.places if place <= number), default=0)
        after = min((place for place in self.places if place > number), default=0)
        start = self.places[before][1] if before else 0
        end = self.places[after][0] if after else len(self.text)
        lines = [
            line
            for place, lines in self.edition.paragraphs.items()
            if before <= place <= number
            for line in lines
        ]
        if number == max(self.edition.paragraphs):
            lines += self.edition.form
        letters = sum(line[0].length for line in lines)
        text = self.text[start : min(end, start + 2 * letters + 3_000)]
        return page_words(text, self.edition, number)


def _longest_rise(values: Sequence[int]) -> list[int]:
    """Return the positions of a longest strictly rising run of values."""
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for position, value in enumerate(values):
        rank = bisect_left(tops, value)
        tops[rank : rank + 1] = [value]
        ends[rank : rank + 1] = [position]
        before.append(ends[rank - 1] if rank else -1)
    run: list[int] = []
    position = ends[-1] if ends else -1
    while position >= 0:
        run.append(position)
        position = before[position]
    return run[::-1]


def _spans(
    words: Sequence[Word], lines: Sequence[Line], begins: Sequence[bool]
) -> list[_Span | None]:
    """Find lines by their fingerprints, in order.

    A line begins after the line before it, or wherever a line can begin, and ends in the same way.
    """
    letters = Letters(words)
    spans: list[_Span | None] = []
    start = 0
    for line, following in zip(lines, [*lines[1:], ()], strict=True):
        span = None
        for first in (start, *(place for place in range(start + 1, len(words)) if begins[place])):
            end = letters.match(first, line)
            if end is not None and (
                end == len(words) or begins[end] or letters.match(end, following) is not None
            ):
                span = first, end
                start = end
                break
        spans.append(span)
    return spans


def _whole(spans: Sequence[_Span | None], opens: Sequence[bool]) -> list[_Span | None]:
    """Return the lines without those that have more words in the copy.

    Words after a line belong to it, unless they open an item or can be those of the next line.
    """
    whole: list[_Span | None] = []
    for span, following in zip(spans, [*spans[1:], (len(opens), len(opens))], strict=True):
        more = span and following and following[0] > span[1] and not opens[span[1]]
        whole.append(None if more else span)
    return whole


def _found_lines(
    words: Sequence[Word],
    opens: Sequence[bool],
    lines: Sequence[Line],
    spans: Sequence[_Span | None],
) -> tuple[list[Found], list[str]]:
    """Return the lines, and the texts of all items in the copy.

    The items between two lines are the altered words of the lines that should be there, if there
    are as many of them.
    """
    found = [_NOTHING] * len(spans)
    texts: list[str] = []
    lost: list[int] = []
    start = 0
    for place, span in enumerate([*spans, (len(words), len(words))]):
        if span is None:
            lost.append(place)
            continue
        items = list(_items(words[start : span[0]], opens[start : span[0]]))
        if len(items) == len(lost):
            for missed, text in zip(lost, items, strict=True):
                found[missed] = Found(text, exact=False)
        texts += items
        if place < len(spans):
            found[place] = Found(written(words[slice(*span)], lines[place]), exact=True)
            texts.append(found[place].text)
        lost = []
        start = span[1]
    return found, texts


def _items(words: Sequence[Word], opens: Sequence[bool]) -> Iterator[str]:
    """Return the texts of items, divided before each word that opens one."""
    starts = [0, *(place for place in range(1, len(words)) if opens[place]), len(words)]
    for start, end in pairwise(starts):
        if text := written(words[start:end]):
            yield text
