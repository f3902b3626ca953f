"""Citations: where each statement comes from.

Every table entry, rule and result in the library has a `Reference`, as does every error about
something that a document requires. This module defines the published documents and how to cite
them, but contains nothing that they say. No other module turns references into words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, ClassVar

import attrs

from jtai.core.errors import Fault, InvalidRecordError
from jtai.core.notebook import Displayable
from jtai.core.validation import is_line, plain_date, plain_integer, several, type_name, whole


def _names(given: str | Iterable[str]) -> tuple[str, ...]:
    names = (given,) if isinstance(given, str) else several(given, "inspectors")
    return tuple(str(name) if isinstance(name, str) else name for name in names)


@attrs.frozen(kw_only=True)
class Document(Displayable):
    """A published document that the library models or relies on.

    Attributes:
        key: Stable short name, used in exports.
        label: What citations call the document.
        title: The document's title as published, or a description of it.
        publisher: Who published it.
        published: When, as precisely as the document says.
        paragraphs: The number of its last numbered paragraph, or 0 if paragraphs are not numbered.
        inspections: What calendars call its inspections; the label if empty.
        scope: Which inspections it is for, as a note on timetables outside its period.
        first_day: The first day on which notifications can follow it, or None.
        last_day: The last such day, or None.
        inspectors: The parties that inspect, in addition to those of guidance 190035. Steps
            that only they carry out are never overdue for the area.

    Raises:
        DateTypeError: If the first or last day is not a date.
        InvalidRecordError: If something is not a single line of text.
        InvalidValueError: If the number of paragraphs is not a whole number, or the inspectors are
            not a list.

    Examples:
        >>> print(GUIDANCE, GUIDANCE.paragraphs)
        guidance 190035 51
    """

    key: str
    label: str
    title: str
    publisher: str
    published: str
    paragraphs: int = 0
    inspections: str = ""
    scope: str = ""
    first_day: date | None = None
    last_day: date | None = None
    inspectors: tuple[str, ...] = attrs.field(default=(), converter=_names)

    def __attrs_post_init__(self) -> None:
        texts: dict[str, tuple[object, ...]] = {
            name: (getattr(self, name),)
            for name in ("key", "label", "title", "publisher", "published")
        }
        texts |= {name: (getattr(self, name) or "-",) for name in ("inspections", "scope")}
        texts["inspectors"] = self.inspectors
        faults = [
            Fault(message="not a single line of text", where=name, expected="printable text")
            for name, given in texts.items()
            if not all(map(is_line, given))
        ]
        if faults:
            raise InvalidRecordError(faults)
        object.__setattr__(self, "paragraphs", whole(self.paragraphs, "paragraphs", least=0))
        for name in ("first_day", "last_day"):
            day = getattr(self, name)
            object.__setattr__(self, name, None if day is None else plain_date(day, name))

    def __str__(self) -> str:
        return self.label


GUIDANCE = Document(
    key="guidance",
    label="guidance 190035",
    title=(
        "Guidance for joint targeted area inspections on the theme: children's mental health, "
        "No. 190035"
    ),
    publisher="Ofsted, CQC, HMICFRS and HMI Probation",
    published="July 2019",
    paragraphs=51,
    inspections="JTAI",
    scope=(
        "guidance 190035 (July 2019) applied to six inspections from September 2019; later themes "
        "have other guidance"
    ),
    first_day=date(2019, 7, 1),
    last_day=date(2020, 12, 31),  # the letters on the six inspections were published by then
)
"""The guidance that the library models."""

STATEMENT_REGULATIONS = Document(
    key="si-2015-1792",
    label="SI 2015/1792",
    title="Children Act 2004 (Joint Area Reviews) Regulations 2015",
    publisher="UK Statutory Instruments",
    published="2015",
)
"""The regulations on the written statement of action."""

CHILDREN_ACT = Document(
    key="children-act-1989",
    label="Children Act 1989",
    title="Children Act 1989, chapter 41",
    publisher="UK Public General Acts",
    published="1989",
)
"""The act that says who is a child, which the guidance does not."""

WORKBOOK = Document(
    key="annex-a-workbook",
    label="Annex A workbook",
    title="Annex A: child-level data, the workbook of lists with their guidance",
    publisher="Ofsted",
    published="August 2019",
)
"""The workbook of child-level lists that the guidance refers to (paras 33, 35, 42 and 43)."""

PRESS_RELEASE = Document(
    key="press-release",
    label="press release of July 2019",
    title="Joint inspections focusing on children's mental health",
    publisher="Ofsted, CQC, HMICFRS and HMI Probation",
    published="July 2019",
)
"""The announcement of the programme."""

AREA_REPORT = Document(
    key="area-report",
    label="report of one area (Barnsley) on its readiness, September 2019",
    title=(
        "Joint Targeted Area Inspections (JTAI) on how agencies are identifying and responding "
        "to children with mental ill health"
    ),
    publisher="Children and Young People's Trust Executive Group, Barnsley",
    published="12 September 2019",
)
"""One area's report on the programme to its partnership."""

NEWS_REPORT = Document(
    key="news-report",
    label="Community Care, July 2019",
    title=(
        "A news report on Local Government Association figures for cases in which a child was "
        "identified as having a mental health issue"
    ),
    publisher="Community Care",
    published="July 2019",
)
"""A press report. Its figures are quoted without sight of the report itself."""


DOCUMENTS = {
    document.key: document
    for document in (
        GUIDANCE,
        STATEMENT_REGULATIONS,
        CHILDREN_ACT,
        WORKBOOK,
        PRESS_RELEASE,
        AREA_REPORT,
        NEWS_REPORT,
    )
}
"""The documents above by their keys."""


def _paragraph_words(numbers: tuple[int, ...]) -> str:
    """Return paragraph numbers in order, with runs of three or more as 'a to b'."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    words = [f"{run[0]} to {run[-1]}" if run[2:] else ", ".join(map(str, run)) for run in runs]
    plural = "s" if len(set(numbers)) > 1 else ""
    return f"para{plural} {', '.join(words)}"


@attrs.frozen(kw_only=True)
class Reference(Displayable):
    """A place in a published document: paragraphs, or a named part, or both.

    Attributes:
        document: The document.
        paragraphs: Paragraph numbers, the most relevant first.
        part: A part within the document that has its own label, such as ``"ESN 23"``,
            ``"item 1.4"``, ``"footnote 7"`` or ``"Annex B"``.
        words: The citation in words, as printed. It is built once, because a report may cite the
            same place many times.

    Raises:
        InvalidRecordError: If it cites nothing, or a paragraph that the document does not have.

    Examples:
        >>> print(Reference.para(32, 30, 33, 34, 35))
        guidance 190035, paras 30, 32 to 35
        >>> print(Reference.para(26, part="ESN 23"))
        guidance 190035, para 26, ESN 23
        >>> Reference.para(32, 30).paragraph
        32
    """

    document: Document = GUIDANCE
    paragraphs: tuple[int, ...] = ()
    part: str = ""
    words: str = attrs.field(init=False, repr=False, eq=False)

    _derived: ClassVar = ("words",)
    _reworded: ClassVar = ("words",)

    def __attrs_post_init__(self) -> None:
        if faults := [*self._impossible()]:
            raise InvalidRecordError(faults)
        object.__setattr__(self, "paragraphs", tuple(map(plain_integer, self.paragraphs)))
        object.__setattr__(self, "words", _in_words(self))

    def _impossible(self) -> Iterator[Fault]:
        # A caller may pass anything.
        document: Any = self.document
        given: Any = self.paragraphs
        if not isinstance(document, Document):
            yield _wrong(document, "document", "a Document")
            return
        if not is_line(self.part) and (not isinstance(self.part, str) or self.part):
            yield Fault(
                message="not a single line of text", where="part", expected="printable text"
            )
        if not isinstance(given, tuple | list):
            yield _wrong(given, "paragraphs", "a tuple of paragraph numbers")
            return
        if not given and not self.part:
            yield Fault(message="a reference must cite a paragraph or a part of its document")
        last = document.paragraphs
        for position, number in enumerate(map(plain_integer, given)):
            where = f"paragraphs[{position}]"
            if type(number) is not int:
                yield _wrong(number, where, "a paragraph number")
            elif not 1 <= number <= last:
                has = f"has paragraphs 1 to {last}" if last else "has no numbered paragraphs"
                yield Fault(message=f"{document.label} {has}", where=where)

    def __repr__(self) -> str:
        return f"<{self.words}>"

    @classmethod
    def para(cls, *numbers: int, part: str = "") -> Reference:
        """Return a reference to paragraphs of the guidance, given with the most relevant first.

        Examples:
            >>> str(Reference.para(37))
            'guidance 190035, para 37'
        """
        return cls(paragraphs=numbers, part=part)

    @classmethod
    def workbook(cls, part: str) -> Reference:
        """Return a reference to a part of the workbook of child-level lists.

        Examples:
            >>> str(Reference.workbook("list 6"))
            'Annex A workbook, list 6'
        """
        return cls(document=WORKBOOK, part=part)

    @property
    def paragraph(self) -> int | None:
        """The most relevant paragraph, or None if the reference cites no paragraph number."""
        return self.paragraphs[0] if self.paragraphs else None

    def __str__(self) -> str:
        return self.words


def cited_together(references: Iterable[Reference]) -> Reference:
    """Return one reference to several places, without those outside the document of the first.

    Examples:
        >>> print(cited_together([Reference.para(44, 39), Reference.para(48, part="item 5.5")]))
        guidance 190035, paras 39, 44, 48, item 5.5
    """
    first, *others = references
    cited = (first, *(other for other in others if other.document == first.document))
    return Reference(
        document=first.document,
        paragraphs=tuple(dict.fromkeys(number for one in cited for number in one.paragraphs)),
        part=", ".join(dict.fromkeys(one.part for one in cited if one.part)),
    )


def _wrong(value: object, where: str, expected: str) -> Fault:
    return Fault(message=f"expected {expected}, got {type_name(value)}", where=where)


def _in_words(reference: Reference) -> str:
    places = [reference.document.label]
    if reference.paragraphs:
        places.append(_paragraph_words(reference.paragraphs))
    if reference.part:
        places.append(reference.part)
    return ", ".join(places)
