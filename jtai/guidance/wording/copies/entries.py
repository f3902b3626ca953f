"""Rows as a copy has them, and the copy in which they are looked for.

Invariant: a row is found, altered or missing, and says where it was looked for and why it counts
so. Its text is hidden from `repr`.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

import attrs

from jtai.core.citation import Reference
from jtai.core.notebook import Displayable
from jtai.guidance.wording.copies.pages import clean_words
from jtai.guidance.wording.copies.words import (
    LineNumber,
    Word,
    line_numbers,
    longest_rise,
    plain_text,
)
from jtai.guidance.wording.fingerprint import EntryPrint, Fingerprints

_SLACK = 2
_EXTRA = 3_000
"""A stretch is read over twice the letters expected in it and this many characters more."""


class WordingKind(StrEnum):
    """What a row of official wording belongs to."""

    PARAGRAPH = "paragraph"
    """A numbered paragraph."""
    CRITERION = "criterion"
    """An evaluation criterion, by its evaluation schedule number (ESN)."""
    QUESTION = "question"
    """A question of the form in Annex B."""
    INFORMATION = "information item"
    """An item of the information that supports the inspection."""
    CASE_DOCUMENT = "case document"
    """A kind of case-file document."""


class WordingStatus(StrEnum):
    """How a row was met with in a copy."""

    FOUND = "found"
    """With the official words."""
    ALTERED = "altered"
    """In its place, with other words."""
    MISSING = "missing"
    """Not at all."""


@attrs.frozen(kw_only=True)
class WordingEntry(Displayable):
    """What a copy of the guidance has for one row.

    Attributes:
        kind: What the row belongs to.
        key: Its key there.
        status: Whether it was found, is altered or is missing.
        text: The words of the copy with single spaces, a line for each item of a list; empty if
            it is missing.
        where: Where it was looked for.
        why: Why it counts as altered or missing, or empty.
        reference: Where the guidance has it.
    """

    kind: WordingKind
    key: int | str
    status: WordingStatus
    text: str = attrs.field(default="", repr=False)
    where: str
    why: str = ""
    reference: Reference

    def __str__(self) -> str:
        reason = f": {self.why}" if self.why else ""
        return f"{self.kind} {self.key}: {self.status} in {self.where}{reason} ({self.reference})"


_NOT_OFFICIAL = "the words are not those published"


def wording_entry(
    kind: WordingKind, row: EntryPrint, where: str, text: str, *, exact: bool, why: str = ""
) -> WordingEntry:
    """Report a row: exact or altered, or missing if there is no text."""
    if exact:
        status, why = WordingStatus.FOUND, ""
    elif text:
        status, why = WordingStatus.ALTERED, _NOT_OFFICIAL
    else:
        status = WordingStatus.MISSING
    return WordingEntry(
        kind=kind,
        key=row.key,
        status=status,
        text=text,
        where=where,
        why=why,
        reference=row.reference,
    )


@attrs.frozen(kw_only=True)
class Copy:
    """A copy and where its paragraphs begin."""

    text: str
    edition: Fingerprints
    numbers: list[LineNumber]
    places: dict[int, LineNumber]

    @classmethod
    def of(cls, text: str, edition: Fingerprints) -> Copy:
        """Find the paragraphs of a copy by their numbers."""
        text = plain_text(text)
        numbers = line_numbers(text)
        wanted = {row.key for row in edition.paragraphs}
        following: Iterable[LineNumber | None] = [*numbers[1:], None]
        alone = [
            number
            for number, after in zip(numbers, following, strict=False)
            if number.item is None and number.number in wanted and not _heads_items(number, after)
        ]
        run = longest_rise([number.number for number in alone])
        places = {alone[place].number: alone[place] for place in run}
        return cls(text=text, edition=edition, numbers=numbers, places=places)

    def around(self, number: int) -> tuple[int | None, int | None]:
        """The paragraph found at or before a number, and the one found after it."""
        before = max((place for place in self.places if place <= number), default=None)
        after = min((place for place in self.places if place > number), default=None)
        return before, after

    def bounds(self, number: int) -> tuple[int, int]:
        """Where in the text the words of a paragraph can stand.

        That is no further from its number than they could reach with all that belongs to the page,
        so that a text which is no copy is not read in vain.
        """
        before, after = self.around(number)
        start = 0 if before is None else self.places[before].end
        end = len(self.text) if after is None else self.places[after].start
        rows = [row for row in self.edition.paragraphs if (before or 0) <= int(row.key) <= number]
        if number == self.edition.last_paragraph:
            rows += self.edition.questions
        letters = sum(row.prints[0].length for row in rows)
        return start, min(end, start + _SLACK * letters + _EXTRA)

    def words(self, number: int) -> list[Word]:
        """The words that stand where a paragraph should."""
        start, end = self.bounds(number)
        return clean_words(self.text, start, end, edition=self.edition, paragraph=number)

    def where(self, number: int) -> str:
        """Name the place where a paragraph is looked for."""
        if number in self.places:
            return f"paragraph {number}"
        before, after = self.around(number)
        if before is not None and after is not None:
            return f"the text between the numbers of paragraphs {before} and {after}"
        if before is not None:
            return f"the text after the number of paragraph {before}"
        if after is not None:
            return f"the text before the number of paragraph {after}"
        return "the text, which has no numbers of paragraphs"


def _heads_items(number: LineNumber, after: LineNumber | None) -> bool:
    """Tell whether a number such as ``2.`` heads the items ``2.1`` and on."""
    return after is not None and after.item is not None and after.number == number.number
