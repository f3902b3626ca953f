"""Which parts of the form of Annex B are filled in, open, or do not apply.

This shows whether something is filled in, and never with what. Unknown is not complete.
"""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import ClassVar, Final

import attrs

from jtai.core.answers import Answer, any_of
from jtai.core.citation import Reference
from jtai.core.notebook import Table
from jtai.core.results import Column, Result, Results

_ANNEX_B: Final = Reference(part="Annex B")


class FormItemKind(StrEnum):
    """The kind of an item to fill in."""

    HEADER = "header field"
    QUESTION = "question"
    PART = "part of a question"


_STATES: Final = {
    Answer.YES: "open",
    Answer.NO: "does not apply",
    Answer.UNKNOWN: "open if it applies",
}


@attrs.frozen(kw_only=True)
class FormItem(Result):
    """One item to fill in on the form, and whether it is filled in.

    Attributes:
        kind: A header field, a question, or a part of a question.
        key: Its key; that of a part follows the question's, as in ``"plan_effective.risk"``. A
            header field and a question may share one; `where` does not.
        label: Its label on the form as published, or what a part asks in the library's own words.
        applies: Whether it applies to this child.
        answered: Whether it is filled in.
        missing: The fact that would settle whether it applies, or empty.
        assumed: What the form does not say about when it applies, and what is assumed, or None.
        reference: The source.
    """

    kind: FormItemKind
    key: str
    label: str
    applies: Answer
    answered: bool
    missing: str = ""
    assumed: str | None = None
    reference: Reference

    _columns: ClassVar = (
        Column("kind", "Kind", wide=True),
        *map(Column, ("key", "where")),
        Column("label", "Label", lambda item: item.indented),
        Column("state", "State"),
        Column("applies"),
        Column("answered"),
        Column("missing", "Missing fact"),
        Column("assumed", "Assumed", wide=True),
        Column("reference"),
    )

    @property
    def where(self) -> str:
        """Its place on the form, which no other item has.

        Examples:
            >>> from jtai.inspection import TrackingRecord
            >>> needs = [item for item in TrackingRecord().completeness.open
            ...          if item.key == "individual_needs"]
            >>> [item.where for item in needs]
            ['header.individual_needs', 'questions.individual_needs']
        """
        part = "header" if self.kind is FormItemKind.HEADER else "questions"
        return f"{part}.{self.key}"

    @property
    def indented(self) -> str:
        """Its label, after a dash if it is a part of the question above."""
        return f"- {self.label}" if self.kind is FormItemKind.PART else self.label

    def __str__(self) -> str:
        return f"{self.where}: {self.state}"

    @property
    def open(self) -> Answer:
        """Whether it still has to be filled in; unknown where it is unclear whether it applies."""
        return Answer.NO if self.answered else self.applies

    @property
    def state(self) -> str:
        """Its state, in words."""
        return "answered" if self.answered else _STATES[self.applies]


_COMPLETE: Final = {
    Answer.YES: Answer.NO,
    Answer.NO: Answer.YES,
    Answer.UNKNOWN: Answer.UNKNOWN,
}


@attrs.frozen(kw_only=True)
class Completeness(Results):
    """Which parts of a tracking record are filled in, open or do not apply, without their contents.

    Attributes:
        items: Header fields, then each question with its parts, in the order of the form.
    """

    items: tuple[FormItem, ...] = attrs.field(converter=Table[FormItem])

    _kind: ClassVar = FormItem

    @property
    def complete(self) -> Answer:
        """Whether all header fields and all questions that apply are filled in.

        Unknown if only questions that might not apply are left. Single parts of questions are
        optional and do not count.
        """
        return _COMPLETE[
            any_of(item.open for item in self.items if item.kind is not FormItemKind.PART)
        ]

    @property
    def open(self) -> tuple[FormItem, ...]:
        """Items that apply and are not filled in, including parts."""
        return Table(item for item in self.items if item.open is Answer.YES)

    @property
    def undecided(self) -> tuple[FormItem, ...]:
        """Items that are not filled in and might not apply; each names the missing fact."""
        return Table(item for item in self.items if item.open is Answer.UNKNOWN)

    @property
    def not_applicable(self) -> tuple[FormItem, ...]:
        """Items that do not apply to this child."""
        return Table(item for item in self.items if item.applies is Answer.NO)

    def _results(self) -> tuple[FormItem, ...]:
        return self.items

    @property
    def _title(self) -> str:
        numbers = Counter(item.state for item in self.items)
        counted = ", ".join(f"{number} {state}" for state, number in numbers.items())
        return f"Is the tracking record complete? {self.complete} ({counted})"

    @property
    def _notes(self) -> tuple[str, ...]:
        assumed = dict.fromkeys(item.assumed for item in self.items if item.assumed is not None)
        return (*(f"Assumed: {words}." for words in assumed), f"Source: {_ANNEX_B}.")
