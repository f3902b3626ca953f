"""What is known of a published edition without its words: fingerprints and places.

A fingerprint is a short digest of a row's official words in a canonical form, letters and digits
only, and the number of them on each line. So a copy can be checked word for word, and the lines
of a list restored, although the words themselves are nowhere in the library.

Invariant: values only, and no prose of any document. How a copy is read stands in ``copies``.
"""

from __future__ import annotations

import hashlib
import unicodedata

import attrs

from jtai.core.citation import Reference

_DIGEST_LENGTH = 12
_ANCHOR_LENGTH = 48


def canonical(text: str) -> str:
    """Reduce a text to its letters and digits, in one case.

    Two copies of the same words agree in this form, however their lines, bullets, quotation
    marks, dashes and hyphens were set.

    Examples:
        >>> canonical("Multi-agency work: 'early help'")
        'multiagencyworkearlyhelp'
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in folded if character.isalnum())


def digest(letters: str) -> str:
    """Give the short digest of a text that is already in canonical form.

    Examples:
        >>> digest("earlyhelp")
        'a4cd1050229e'
    """
    return hashlib.sha256(letters.encode()).hexdigest()[:_DIGEST_LENGTH]


@attrs.frozen(kw_only=True)
class Fingerprint:
    """The words of a row, as far as it takes to recognise them.

    Attributes:
        digest: Digest of the words in canonical form.
        lines: How many letters and digits each of its lines has; a list has a line for each item.

    Examples:
        >>> Fingerprint.of("We look at:", "early help").lines
        (8, 9)
        >>> Fingerprint.of("Early help:", "plans") == Fingerprint.of("EARLY-HELP", "plans.")
        True
    """

    digest: str
    lines: tuple[int, ...]

    @classmethod
    def of(cls, *lines: str) -> Fingerprint:
        """Take the fingerprint of words given line by line."""
        letters = [canonical(line) for line in lines]
        return cls(digest=digest("".join(letters)), lines=tuple(map(len, letters)))

    @property
    def length(self) -> int:
        """How many letters and digits there are in all."""
        return sum(self.lines)


@attrs.frozen(kw_only=True)
class FootnotePrint:
    """Where a footnote is called and how its own text begins and ends.

    Only both ends are known, so that a footnote is still recognised, and taken out of the
    paragraph that it interrupts, where a copy has broken the web address within it.

    Attributes:
        number: Its number.
        paragraph: The paragraph that calls it.
        begins: Digest of its first letters and digits.
        ends: Digest of its last.
        length: How many there are in all.

    Examples:
        >>> note = FootnotePrint.of(1, 3, "See the page on early help.")
        >>> note.length, note.anchor
        (21, 21)
    """

    number: int
    paragraph: int
    begins: str
    ends: str
    length: int

    @classmethod
    def of(cls, number: int, paragraph: int, text: str) -> FootnotePrint:
        """Take the fingerprint of a footnote."""
        letters = canonical(text)
        return cls(
            number=number,
            paragraph=paragraph,
            begins=digest(letters[:_ANCHOR_LENGTH]),
            ends=digest(letters[-_ANCHOR_LENGTH:]),
            length=len(letters),
        )

    @property
    def anchor(self) -> int:
        """How many letters and digits each of the two digests covers."""
        return min(self.length, _ANCHOR_LENGTH)


@attrs.frozen(kw_only=True)
class EntryPrint:
    """A row whose official words a copy should hold.

    Attributes:
        key: The key of the row in its table.
        prints: Its fingerprint; several where the published copies differ, any of which will do.
        reference: Where the words stand.
        label: The exact words, for labels of the form in Annex B, which are interface facts;
            empty otherwise.
        lead_of: The key of the row before it with which it shares its lead-in, or None.
    """

    key: int | str
    prints: tuple[Fingerprint, ...]
    reference: Reference
    label: str = ""
    lead_of: int | None = None


@attrs.frozen(kw_only=True)
class Fingerprints:
    """What a published edition holds and where.

    Attributes:
        name: How to call it in a report.
        reference: Which document it is.
        paragraphs: Its numbered paragraphs; the keys are their numbers.
        criteria: The evaluation criteria; the keys are evaluation schedule numbers (ESN).
        criteria_in: The paragraph that lists them.
        information: The items of information; the keys are numbers such as ``"1.4"``.
        information_in: The paragraph that lists them.
        case_documents: The kinds of case-file document, in the order of the list.
        case_documents_in: The paragraph that lists them.
        questions: The questions of the form that follows the last paragraph, in order.
        headings: Headings that stand between paragraphs or within the form.
        page_lines: What stands at the top or foot of a page, without the page number.
        footnotes: The footnotes.
    """

    name: str
    reference: Reference
    paragraphs: tuple[EntryPrint, ...]
    criteria: tuple[EntryPrint, ...] = ()
    criteria_in: int = 0
    information: tuple[EntryPrint, ...] = ()
    information_in: int = 0
    case_documents: tuple[EntryPrint, ...] = ()
    case_documents_in: int = 0
    questions: tuple[EntryPrint, ...] = ()
    headings: tuple[Fingerprint, ...] = ()
    page_lines: tuple[Fingerprint, ...] = ()
    footnotes: tuple[FootnotePrint, ...] = ()

    @property
    def last_paragraph(self) -> int:
        """The number of its last paragraph."""
        return int(self.paragraphs[-1].key)
