"""The official wording of the guidance, read from the user's own copy.

The titles of the library's tables are in its own words, and the published prose is not in it.
Whoever needs the words as published gives the text of a copy, made from the PDF or the Word
edition. The rows that the copy does not have word for word are named, which also proves whether
it is a copy of the edition that the library models.

Invariant: look-up only. How a copy is read stands in ``copies``, and what is known of the edition
in ``fingerprints``. No error shows the text of a copy.
"""

from __future__ import annotations

import attrs

from jtai.core.notebook import Table
from jtai.core.tables import html_table
from jtai.errors import InvalidValueError, UnknownKeyError
from jtai.guidance.lookup import look_up
from jtai.guidance.wording.copies.entries import Copy, WordingEntry, WordingKind, WordingStatus
from jtai.guidance.wording.copies.numbered import criteria, information, paragraphs
from jtai.guidance.wording.copies.unnumbered import case_documents, questions
from jtai.guidance.wording.fingerprint import Fingerprints
from jtai.guidance.wording.fingerprints import GUIDANCE_190035

_NUMBERED = (WordingKind.PARAGRAPH, WordingKind.CRITERION)
"""The kinds whose keys are whole numbers."""


@attrs.frozen(kw_only=True, repr=False)
class Wording:
    """The words of one copy of the guidance, row by row.

    Attributes:
        edition: What the copy was read against.
        rows: What it has for each row, found or not.

    Examples:
        >>> wording = Wording.from_text("1. This is no copy of the guidance.")
        >>> wording
        <Wording of guidance 190035, July 2019: 0 found, 1 altered, 125 missing>
        >>> wording.complete
        False
        >>> print(wording.missing[1])
        paragraph 2: missing in the text after the number of paragraph 1: no line begins with 2.
        there (guidance 190035, para 2)
        >>> wording.paragraph(1)
        'This is no copy of the guidance.'
    """

    edition: Fingerprints
    rows: tuple[WordingEntry, ...] = attrs.field(converter=Table[WordingEntry])

    @classmethod
    def from_text(cls, text: str, *, edition: Fingerprints = GUIDANCE_190035) -> Wording:
        """Read the text of a copy.

        Lines may be broken anywhere and end in any way; page headers, page numbers, footnotes and
        the numbers of their calls may stand between them; bullets, quotation marks and dashes may
        be of any kind or, for bullets, lost. The numbers of paragraphs and of items must begin a
        line.

        Args:
            text: The text, such as ``Path("guidance.txt").read_text(encoding="utf-8")``.
            edition: What to read it against.

        Raises:
            InvalidValueError: If it is no text.

        Examples:
            >>> Wording.from_text(b"1. This guidance")
            Traceback (most recent call last):
            ...
            jtai.errors.InvalidValueError: text: a bytes is no text; expected the text of a copy
            of the guidance, as str; decode bytes first, as with text.decode("utf-8")
        """
        copy = Copy.of(_text(text), edition)
        rows = (
            *paragraphs(copy),
            *criteria(copy),
            *questions(copy),
            *information(copy),
            *case_documents(copy),
        )
        return cls(edition=edition, rows=rows)

    @property
    def missing(self) -> tuple[WordingEntry, ...]:
        """Every row that the copy does not have word for word: missing or altered, and why."""
        return Table(row for row in self.rows if row.status is not WordingStatus.FOUND)

    @property
    def complete(self) -> bool:
        """Whether the copy has every row word for word, and so is of this edition."""
        return not self.missing

    def criterion(self, number: int) -> str:
        """Give the words of an evaluation criterion, without its number.

        Args:
            number: Its evaluation schedule number (ESN).

        Raises:
            UnknownKeyError: If there is no such criterion, or it is missing in this copy.
        """
        return self.row(WordingKind.CRITERION, number).text

    def question(self, key: str) -> str:
        """Give the words of a question of the form in Annex B.

        Args:
            key: Its key in the table of questions.

        Raises:
            UnknownKeyError: If there is no such question, or it is missing in this copy.
        """
        return self.row(WordingKind.QUESTION, key).text

    def information(self, number: str) -> str:
        """Give the words of an item of information, without its number.

        Args:
            number: Its number, such as ``"1.4"``.

        Raises:
            UnknownKeyError: If there is no such item, or it is missing in this copy.
        """
        return self.row(WordingKind.INFORMATION, number).text

    def case_document(self, key: str) -> str:
        """Give the words on a kind of case-file document.

        Args:
            key: Its key in the table of case-file documents.

        Raises:
            UnknownKeyError: If there is no such kind, or it is missing in this copy.
        """
        return self.row(WordingKind.CASE_DOCUMENT, key).text

    def paragraph(self, number: int) -> str:
        """Give the words of a paragraph without its number, with a line for each item of a list.

        Args:
            number: Its number.

        Raises:
            UnknownKeyError: If there is no such paragraph, or it is missing in this copy.
        """
        return self.row(WordingKind.PARAGRAPH, number).text

    def row(self, kind: WordingKind, key: int | str) -> WordingEntry:
        """Give a row with its status.

        Args:
            kind: What it belongs to.
            key: Its key there.

        Raises:
            UnknownKeyError: If there is no such row, or it is missing in this copy.
        """
        rows = {row.key: row for row in self.rows if row.kind is kind}
        row = look_up(
            rows,
            key,
            int if kind in _NUMBERED else str,
            what=str(kind),
            expected=f"one of {', '.join(map(str, rows))}",
            reference=self.edition.reference,
        )
        if row.status is WordingStatus.MISSING:
            raise _not_found(row)
        return row

    def __repr__(self) -> str:
        counts = ", ".join(
            f"{sum(row.status is status for row in self.rows)} {status}" for status in WordingStatus
        )
        return f"<{type(self).__name__} of {self.edition.name}: {counts}>"

    def _repr_html_(self) -> str:
        rows = ((str(r.kind), str(r.key), str(r.status), r.where, r.why) for r in self.missing)
        return html_table(repr(self)[1:-1], ("Kind", "Key", "Status", "Where", "Why"), rows)


def _not_found(row: WordingEntry) -> UnknownKeyError:
    """Say that this copy does not have a row."""
    return UnknownKeyError(
        f"{row.kind} {row.key} was not found in this copy",
        where=row.where,
        expected="the published wording",
        remedy=f"{row.why}; give the text of a whole copy",
        reference=row.reference,
    )


def _text(value: object) -> str:
    """Give back a text, or refuse anything else."""
    if isinstance(value, str):
        return value
    raise InvalidValueError(
        f"a {type(value).__name__} is no text",
        where="text",
        expected="the text of a copy of the guidance, as str",
        remedy='decode bytes first, as with text.decode("utf-8")',
    )
