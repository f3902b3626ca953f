"""The official wording of the guidance, read from the user's own copy.

The library's tables use its own words and do not contain the published text. Anyone who needs the
published words supplies the text of a copy, made from the PDF or the Word edition. Entries that the
copy does not have word for word are listed, which also shows whether it is a copy of the edition
that the library models.

Invariant: no error shows the text of a copy.
"""

from __future__ import annotations

import re
from enum import StrEnum

import attrs

from jtai.core.citation import Reference
from jtai.core.notebook import Displayable, Table
from jtai.core.tables import html_table
from jtai.errors import InvalidValueError, UnknownKeyError
from jtai.guidance.lookup import look_up
from jtai.guidance.wording.fingerprint import PublishedEdition, PublishedEntry, WordingKind
from jtai.guidance.wording.fingerprints import GUIDANCE_190035
from jtai.guidance.wording.matching import Copy, FoundPart

_NUMBERED = (WordingKind.PARAGRAPH, WordingKind.CRITERION)
"""The kinds whose keys are whole numbers."""

_OWN_NUMBER = {
    WordingKind.CRITERION: re.compile(r" ?\(ESN ?\d+\).?\Z"),
    WordingKind.INFORMATION: re.compile(r"\A\d+\.\d+ ?[-\u2010-\u2014\u2212]? ?"),
}
"""How an entry's number appears in its line."""


class WordingStatus(StrEnum):
    """Whether a copy has an entry's official words."""

    FOUND = "found"
    """Word for word."""
    ALTERED = "altered"
    """Other words are in their place."""
    MISSING = "missing"
    """They are not there, and no other words are clearly in their place."""


@attrs.frozen(kw_only=True)
class WordingEntry(Displayable):
    """The words of a copy for one entry.

    Attributes:
        kind: What the entry belongs to.
        key: Its key there.
        status: Whether it was found, is altered or is missing.
        text: The words of the copy with single spaces, a line for each item of a list; empty if
            it is missing.
        why: Why it counts as altered or missing, or empty.
        reference: Where the guidance has it.
    """

    kind: WordingKind
    key: int | str
    status: WordingStatus
    text: str = attrs.field(default="", repr=False)
    why: str = ""
    reference: Reference

    def __str__(self) -> str:
        reason = f": {self.why}" if self.why else ""
        return f"{self.kind} {self.key}: {self.status}{reason} ({self.reference})"


@attrs.frozen(kw_only=True, repr=False)
class Wording:
    """The words of one copy of the guidance, entry by entry.

    Attributes:
        edition: What the copy was compared with.
        entries: Its words for each entry.

    Examples:
        >>> wording = Wording.from_text("1. This is not a copy of the guidance.")
        >>> wording
        <Wording of guidance 190035, July 2019: 0 found, 1 altered, 125 missing>
        >>> wording.complete
        False
        >>> print(wording.missing[1])
        paragraph 2: missing: no line with words begins with 2. (guidance
        190035, para 2)
        >>> wording.paragraph(1)
        'This is not a copy of the guidance.'
    """

    edition: PublishedEdition
    entries: tuple[WordingEntry, ...] = attrs.field(converter=Table[WordingEntry])

    @classmethod
    def from_text(cls, text: str, *, edition: PublishedEdition = GUIDANCE_190035) -> Wording:
        """Read the text of a copy.

        Lines may be broken anywhere and end in any way; page headers, page numbers, footnotes and
        the numbers of footnote calls may be between them; bullets, quotation marks and dashes may
        be of any kind or, for bullets, lost. A paragraph's number must be at the start of a line.

        Args:
            text: The text, such as ``Path("guidance.txt").read_text(encoding="utf-8")``.
            edition: What to compare it with.

        Raises:
            InvalidValueError: If it is not a `str`.

        Examples:
            >>> Wording.from_text(b"1. This guidance")
            Traceback (most recent call last):
            ...
            jtai.errors.InvalidValueError: text: expected the text of a copy of the guidance, got
            bytes; decode bytes first, as with text.decode("utf-8")
        """
        if not isinstance(text, str):
            raise InvalidValueError(
                f"expected the text of a copy of the guidance, got {type(text).__name__}",
                where="text",
                remedy='decode bytes first, as with text.decode("utf-8")',
            )
        copy = Copy.of(text, edition)
        parts: dict[int | None, FoundPart] = {None: copy.form()}
        parts |= {number: copy.paragraph(number) for number in edition.paragraphs}
        entries = (_entry(published, parts[published.paragraph]) for published in edition.entries)
        return cls(edition=edition, entries=tuple(entries))

    @property
    def missing(self) -> tuple[WordingEntry, ...]:
        """Every entry that the copy does not have word for word: missing or altered, and why."""
        return Table(entry for entry in self.entries if entry.status is not WordingStatus.FOUND)

    @property
    def complete(self) -> bool:
        """Whether the copy has every entry word for word, and so is of this edition."""
        return not self.missing

    def criterion(self, number: int) -> str:
        """Return the words of an evaluation criterion, without its number.

        Args:
            number: Its evaluation schedule number (ESN).

        Raises:
            UnknownKeyError: If there is no such criterion, or it is missing in this copy.
        """
        return self.entry(WordingKind.CRITERION, number).text

    def question(self, key: str) -> str:
        """Return the words of a question of the form in Annex B.

        Args:
            key: Its key in the table of questions.

        Raises:
            UnknownKeyError: If there is no such question, or it is missing in this copy.
        """
        return self.entry(WordingKind.QUESTION, key).text

    def information(self, number: str) -> str:
        """Return the words of an item of information, without its number.

        Args:
            number: Its number, such as ``"1.4"``.

        Raises:
            UnknownKeyError: If there is no such item, or it is missing in this copy.
        """
        return self.entry(WordingKind.INFORMATION, number).text

    def case_document(self, key: str) -> str:
        """Return the words on a kind of case-file document.

        Args:
            key: Its key in the table of case-file documents.

        Raises:
            UnknownKeyError: If there is no such kind, or it is missing in this copy.
        """
        return self.entry(WordingKind.CASE_DOCUMENT, key).text

    def paragraph(self, number: int) -> str:
        """Return the words of a paragraph without its number, with a line for each item of a list.

        Args:
            number: Its number.

        Raises:
            UnknownKeyError: If there is no such paragraph, or it is missing in this copy.
        """
        return self.entry(WordingKind.PARAGRAPH, number).text

    def entry(self, kind: WordingKind, key: int | str) -> WordingEntry:
        """Return an entry with its status.

        Args:
            kind: What it belongs to.
            key: Its key there.

        Raises:
            UnknownKeyError: If there is no such entry, or it is missing in this copy.
        """
        entries = {entry.key: entry for entry in self.entries if entry.kind is kind}
        entry = look_up(
            entries,
            key,
            int if kind in _NUMBERED else str,
            what=str(kind),
            expected=f"one of {', '.join(map(str, entries))}",
            reference=self.edition.reference,
        )
        if entry.status is WordingStatus.MISSING:
            raise UnknownKeyError(
                f"{kind} {key} is missing in this copy",
                remedy=f"{entry.why}; use the text of a complete copy",
                reference=entry.reference,
            )
        return entry

    def __repr__(self) -> str:
        statuses = [entry.status for entry in self.entries]
        counts = ", ".join(f"{statuses.count(status)} {status}" for status in WordingStatus)
        return f"<{type(self).__name__} of {self.edition.name}: {counts}>"

    def _repr_html_(self) -> str:
        rows = ((str(e.kind), str(e.key), str(e.status), e.why) for e in self.missing)
        return html_table(repr(self)[1:-1], ("Kind", "Key", "Status", "Why"), rows)


def _entry(published: PublishedEntry, part: FoundPart) -> WordingEntry:
    """Return an entry with the words of its lines."""
    kind, number = published.kind, published.paragraph
    lines = [part.lines[place] for place in published.lines]
    if kind is WordingKind.PARAGRAPH:
        lines = [part.whole]
    there = any(line.text for line in lines)
    if there and published.lead is not None:
        lines.insert(0, part.lines[published.lead])
    text = "\n".join(line.text for line in lines if line.text)
    if kind in _OWN_NUMBER:
        text = _OWN_NUMBER[kind].sub("", text)
    if all(line.exact for line in lines):
        status, why = WordingStatus.FOUND, ""
    elif there:
        status, why = WordingStatus.ALTERED, "the words differ from those published"
    elif kind is WordingKind.PARAGRAPH:
        status, why = WordingStatus.MISSING, f"no line with words begins with {number}."
    else:
        where = f"paragraph {number}" if number else "the form"
        status, why = WordingStatus.MISSING, f"the published words are not in {where}"
    return WordingEntry(
        kind=kind,
        key=published.key,
        status=status,
        text=text,
        why=why,
        reference=published.reference,
    )
