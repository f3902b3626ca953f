"""What the library knows about a published edition: fingerprints of its words, not the words.

A fingerprint is a short digest of a text in canonical form (letters and digits only), with its
length. It is enough to find the text in a copy and to check it word for word.

Invariant: values only. `words` and `matching` read a copy.
"""

from __future__ import annotations

import hashlib
import unicodedata
from enum import StrEnum

import attrs

from jtai.core.citation import Reference


def canonical(text: str) -> str:
    """Reduce text to its letters and digits, in lower case.

    Two copies of the same words agree in this form, whatever their line breaks, bullets, quotation
    marks, dashes and hyphens.

    Examples:
        >>> canonical("Multi-agency work: 'early help'")
        'multiagencyworkearlyhelp'
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in folded if character.isalnum())


@attrs.frozen
class Fingerprint:
    r"""Enough about a text to recognise it.

    Attributes:
        digest: Digest of the text in canonical form.
        length: Number of its letters and digits.

    Examples:
        >>> Fingerprint.of("Early help: plans")
        Fingerprint(digest='320c517bacc4', length=14)
        >>> Fingerprint.of("Early help: plans") == Fingerprint.of("EARLY-HELP\nplans.")
        True
    """

    digest: str
    length: int

    @classmethod
    def of(cls, text: str) -> Fingerprint:
        """Return the fingerprint of a text."""
        return cls.of_letters(canonical(text))

    @classmethod
    def of_letters(cls, letters: str) -> Fingerprint:
        """Return the fingerprint of a text that is already in canonical form."""
        return cls(hashlib.sha256(letters.encode()).hexdigest()[:12], len(letters))


Line = tuple[Fingerprint, ...]
"""A line of the document: its fingerprint, or one for each wording where the copies differ."""


class WordingKind(StrEnum):
    """What an entry of official wording belongs to."""

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


@attrs.frozen
class PublishedEntry:
    """Where an entry's official words are in the document.

    Attributes:
        kind: What it belongs to.
        key: Its key there.
        reference: Where the guidance has it.
        paragraph: The number of its paragraph, or None for a question of the form.
        lines: Which lines of the paragraph or form it has, counted from 0.
        lead: The line that introduces it and others, if there is one.
    """

    kind: WordingKind
    key: int | str
    reference: Reference
    paragraph: int | None
    lines: tuple[int, ...]
    lead: int | None = None


@attrs.frozen
class Footnote:
    """A footnote: its number, the paragraph that refers to it, and its words."""

    number: int
    paragraph: int
    words: Fingerprint


@attrs.frozen(kw_only=True)
class PublishedEdition:
    """What is in a published document, and where.

    Attributes:
        name: Its name in a report.
        reference: Which document it is.
        paragraphs: The lines of its numbered paragraphs, by number.
        form: The lines of the form that follows the last paragraph; other words may come between
            them.
        entries: Its entries, in the order in which they are reported.
        headings: Headings between paragraphs or in the form.
        page_lines: What is at the top or foot of a page, without the page number.
        footnotes: The footnotes.
    """

    name: str
    reference: Reference
    paragraphs: dict[int, tuple[Line, ...]] = attrs.field(hash=False)
    form: tuple[Line, ...]
    entries: tuple[PublishedEntry, ...]
    headings: tuple[Fingerprint, ...]
    page_lines: tuple[Fingerprint, ...]
    footnotes: tuple[Footnote, ...]
