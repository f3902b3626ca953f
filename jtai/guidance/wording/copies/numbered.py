"""Finding paragraphs, criteria and items of information, which carry their numbers.

Invariant: the number tells where a row is, its fingerprint whether the words are the official ones;
one fault spoils no other row.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from jtai.guidance.wording.copies.entries import Copy, WordingEntry, WordingKind, wording_entry
from jtai.guidance.wording.copies.pages import without_headings
from jtai.guidance.wording.copies.words import (
    Doubt,
    Word,
    compare,
    compare_tail,
    longest_rise,
    opens_item,
)
from jtai.guidance.wording.fingerprint import EntryPrint


def paragraphs(copy: Copy) -> Iterator[WordingEntry]:
    """Find the paragraphs: from their number to the next, or to a heading before it."""
    for row in copy.edition.paragraphs:
        number = int(row.key)
        kind, where = WordingKind.PARAGRAPH, copy.where(number)
        if number not in copy.places:
            why = f"no line begins with {number}. there"
            yield wording_entry(kind, row, where, "", exact=False, why=why)
            continue
        words = without_headings(copy.words(number), copy.edition.headings, stop=True)
        text, exact = compare(words, row.prints)
        yield wording_entry(
            kind, row, where, text, exact=exact, why="nothing stands after its number"
        )


def criteria(copy: Copy) -> Iterator[WordingEntry]:
    """Find the criteria: each ends with its number, and the first follows a colon."""
    rows = copy.edition.criteria
    number = copy.edition.criteria_in
    words = without_headings(copy.words(number), copy.edition.headings, stop=False)
    marks = list(_schedule_numbers(words, [row.key for row in rows]))
    start = after_colon(words[: marks[0][1]]) if marks else 0
    parts: dict[int | str, list[Word]] = {}
    for key, first, end in marks:
        parts[key] = words[start:first]
        start = end
    for row in rows:
        text, exact = "", False
        if row.key in parts:
            text, exact = _criterion(row, parts)
        why = f"no (ESN {row.key}) there"
        yield wording_entry(
            WordingKind.CRITERION, row, copy.where(number), text, exact=exact, why=why
        )


def _criterion(row: EntryPrint, parts: dict[int | str, list[Word]]) -> tuple[str, bool]:
    """Give the words of a criterion, with the lead-in that it shares with the one before it."""
    own = parts[row.key]
    leader = parts.get(row.lead_of, []) if row.lead_of is not None else []
    text, exact = compare([*_lead(leader), *own], row.prints)
    if exact:
        return text, True
    tail = compare_tail(own, row.prints)
    return (text, False) if tail is None else (tail, True)


def _lead(words: Sequence[Word]) -> Sequence[Word]:
    """Give the words that lead to items of a list: from the item that has the colon up to it."""
    end = after_colon(words)
    opens = opens_item(words)
    start = next((place for place in range(end - 1, 0, -1) if opens[place]), 0)
    return words[start:end]


def _schedule_numbers(
    words: Sequence[Word], keys: Sequence[int | str]
) -> Iterator[tuple[int | str, int, int]]:
    """Find each ``(ESN 23)``, in rising order: the number, its first word and the word after.

    A page may end between the letters and the number.
    """
    wanted = {str(key): rank for rank, key in enumerate(keys)}
    places = [place for place, word in enumerate(words) if word.doubt is Doubt.NONE]
    marks: list[tuple[int, int, int]] = []
    for place, following in zip(places, (*places[1:], None), strict=False):
        if not words[place].letters.startswith("esn"):
            continue
        digits, end = words[place].letters.removeprefix("esn"), place + 1
        if not digits and following is not None:
            digits, end = words[following].letters, following + 1
        if digits in wanted:
            marks.append((wanted[digits], place, end))
    for index in longest_rise([rank for rank, _, _ in marks]):
        rank, first, end = marks[index]
        yield keys[rank], first, end


def after_colon(words: Sequence[Word]) -> int:
    """The place after the first word that ends in a colon, or 0."""
    return next((place for place, word in enumerate(words, 1) if word.text.endswith(":")), 0)


def information(copy: Copy) -> Iterator[WordingEntry]:
    """Find the items of information: from their number to the next number of an item or group."""
    rows = copy.edition.information
    number = copy.edition.information_in
    ranks = {row.key: rank for rank, row in enumerate(rows)}
    groups = {int(str(row.key).partition(".")[0]) for row in rows}
    start, end = copy.bounds(number)
    words = copy.words(number)
    at = [word.at for word in words]
    stops = [
        mark
        for mark in copy.numbers
        if start <= mark.start < end
        and (mark.key in ranks if mark.item is not None else mark.number in groups)
    ]
    items = [place for place, mark in enumerate(stops) if mark.item is not None]
    parts: dict[str, list[Word]] = {}
    for index in longest_rise([ranks[stops[place].key] for place in items]):
        place = items[index]
        after = stops[place + 1].start if place + 1 < len(stops) else end
        part = words[bisect_left(at, stops[place].end) : bisect_left(at, after)]
        parts[stops[place].key] = without_headings(part, copy.edition.headings, stop=True)
    for row in rows:
        text, exact = compare(parts.get(str(row.key), []), row.prints)
        why = f"no line with words begins with {row.key} there"
        yield wording_entry(
            WordingKind.INFORMATION, row, copy.where(number), text, exact=exact, why=why
        )
