"""Entry classes for what inspectors ask, request and look at.

They are frozen values with a required `Reference`, and contain no dates or children's data.
"""

from __future__ import annotations

from typing import ClassVar

import attrs

from jtai.core.citation import Reference
from jtai.core.results import Result
from jtai.guidance.parties import Party
from jtai.guidance.terms import Agency, DocumentCondition, MeetingKind, QuestionSection


@attrs.frozen(kw_only=True)
class FootnoteEntry(Result):
    """A footnote that widens the text it belongs to.

    Attributes:
        number: Its number in the guidance.
        text: What it adds, in the library's own words.
        reference: The source.
    """

    number: int
    text: str
    reference: Reference


@attrs.frozen(kw_only=True)
class CriterionEntry(Result):
    """One evaluation criterion of the deep dive.

    Attributes:
        number: Its evaluation schedule number (ESN), by which findings cite it.
        title: What it is about, in the library's own words.
        summary: What it requires, in the library's own words.
        aspects: Its separate points.
        agencies: The agencies that it applies to.
        people: Whose practice in these agencies it is about.
        footnote: What a footnote adds, or None.
        reference: The source.
    """

    _in_tables: ClassVar = ("number", "title", "summary", "agencies", "reference")

    number: int
    title: str
    summary: str
    aspects: tuple[str, ...]
    agencies: tuple[Agency, ...]
    people: str
    footnote: FootnoteEntry | None = None
    reference: Reference


@attrs.frozen(kw_only=True)
class HeaderFieldEntry(Result):
    """One field at the head of the tracking form.

    Attributes:
        key: Stable name.
        label: The label on the form, as published.
        reference: The source.
    """

    key: str
    label: str
    reference: Reference


@attrs.frozen(kw_only=True)
class QuestionPart(Result):
    """One part of a question of the tracking form.

    Attributes:
        key: Stable name, unique within its question.
        text: What it asks, in the library's own words.
    """

    key: str
    text: str


@attrs.frozen(kw_only=True)
class QuestionEntry(Result):
    """One question of the tracking form.

    Attributes:
        key: Stable name.
        label: The label on the form, as published.
        section: The section of the form that it is in.
        parts: Each separate point that it asks about.
        condition: When it applies, or None if it always does.
        reference: The source.
    """

    _in_tables: ClassVar = ("key", "label", "section", "condition", "reference")

    key: str
    label: str
    section: QuestionSection
    parts: tuple[QuestionPart, ...]
    condition: str | None = None
    reference: Reference


@attrs.frozen(kw_only=True)
class InformationEntry(Result):
    """One item of the information that supports the inspection.

    Attributes:
        number: Its number, such as ``"1.4"``.
        section: The number of its section.
        section_title: What the section is about.
        title: What is requested, in the library's own words.
        includes: What it should or may contain.
        agencies: Who provides it.
        months: How many months before the inspection it covers, or None.
        most_recent: How many of the most recent sets are requested, or None.
        asked_by: Who requests it specifically, or None if the general request does.
        is_document: Whether it is something to send.
        milestone: The key of the milestone at which it is due.
        assumed: What the library assumes that the guidance does not say, or None.
        reference: The source.
    """

    _in_tables: ClassVar = ("number", "section_title", "title", "agencies", "months", "reference")

    number: str
    section: int
    section_title: str
    title: str
    includes: tuple[str, ...] = ()
    agencies: tuple[Agency, ...]
    months: int | None = None
    most_recent: int | None = None
    asked_by: Party | None = None
    is_document: bool = True
    milestone: str = "supporting_information"
    assumed: str | None = None
    reference: Reference


@attrs.frozen(kw_only=True)
class CaseDocumentEntry(Result):
    """One kind of document from the case file of a selected child.

    Attributes:
        key: Stable name.
        title: What is requested, in the library's own words.
        includes: What counts as such a document.
        conditions: The conditions under which it is required; all must be met.
        most_recent: Whether only the latest is requested.
        months: How many months before the inspection it covers, or None.
        milestone: The key of the milestone at which it is due.
        reference: The source.
    """

    _in_tables: ClassVar = ("key", "title", "conditions", "months", "reference")

    key: str
    title: str
    includes: tuple[str, ...] = ()
    conditions: tuple[DocumentCondition, ...] = (DocumentCondition.IF_RECENT,)
    most_recent: bool = False
    months: int | None = None
    milestone: str = "case_documents"
    reference: Reference


@attrs.frozen(kw_only=True)
class ChronologyEventEntry(Result):
    """Something that a chronology may contain.

    Attributes:
        key: Stable name.
        title: What it is, in the library's own words.
        includes: What counts as such an event.
        earlier: Whether it is before the months that the chronology covers.
        reference: The source.
    """

    key: str
    title: str
    includes: tuple[str, ...] = ()
    earlier: bool = False
    reference: Reference


@attrs.frozen(kw_only=True)
class MeetingEntry(Result):
    """One kind of multi-agency meeting in the fieldwork week.

    Attributes:
        key: Stable name.
        kind: Which kind.
        title: What is meant, in the library's own words.
        condition: Which of these meetings count, or None if all do.
        milestone: The key of the milestone at which its details are due.
        reference: The source.
    """

    key: str
    kind: MeetingKind
    title: str
    condition: str | None = None
    milestone: str = "meeting_details"
    reference: Reference


@attrs.frozen(kw_only=True)
class StaffMeetingEntry(Result):
    """A group of people whom inspectors speak to.

    Attributes:
        key: Stable name.
        title: Who they are, in the library's own words.
        bodies: The bodies they act for, if the guidance says so.
        topics: What is discussed, if the guidance says so.
        by: Who speaks to them.
        optional: Whether it may happen, rather than will.
        reference: The source.
    """

    key: str
    title: str
    bodies: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    by: str = "inspectors"
    optional: bool = True
    reference: Reference


@attrs.frozen(kw_only=True)
class FieldEntry(Result):
    """A field that the inspection adds to a child-level list.

    Attributes:
        key: Stable name.
        title: The column's title, as published.
        answers: The possible answers.
        asked_when: For whom it is required, in the library's own words.
        assumed: What the library assumes that the guidance does not say, or None.
        reference: The source.
    """

    key: str
    title: str
    answers: tuple[str, ...] = ("Y", "N")
    asked_when: str
    assumed: str | None = None
    reference: Reference


@attrs.frozen(kw_only=True)
class ChildListEntry(Result):
    """One of the first eight child-level lists of the workbook.

    Attributes:
        number: Its number in the inspectorate's framework and workbook.
        title: What it lists, in the library's own words.
        asked_for: Whether this inspection requests it.
        why_not: Why not, or None.
        months: How many months before the inspection it covers, or None if not requested.
        current: Whether it also includes everyone current at the point of inspection.
        fields: The fields that the inspection adds.
        milestone: The key of the milestone at which it is due, or None if not requested.
        reference: The source.
    """

    number: int
    title: str
    asked_for: bool = True
    why_not: str | None = None
    months: int | None = 6
    current: bool = False
    fields: tuple[FieldEntry, ...] = ()
    milestone: str | None
    reference: Reference

    def __str__(self) -> str:
        return self.title
