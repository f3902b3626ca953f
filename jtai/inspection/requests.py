"""Requests for information and for documents, and their state (paras 44, 47, 48).

A request is for one item of information, or for one kind of document from one child's case file.
What can be requested comes from the tables. No `repr` shows a child's identifier, a date or a text.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum
from typing import ClassVar

import attrs

from jtai.core.citation import Reference
from jtai.core.notebook import Table
from jtai.core.records import Record, hidden
from jtai.core.results import Column, Result
from jtai.errors import Fault
from jtai.guidance.agencies import not_covered
from jtai.guidance.case_documents import CASE_DOCUMENTS
from jtai.guidance.entries.request_entries import CaseDocumentEntry, InformationEntry
from jtai.guidance.information import INFORMATION_ITEMS, wrong_agency
from jtai.guidance.terms import Agency

_ITEMS = {entry.number: entry for entry in INFORMATION_ITEMS}
_DOCUMENTS = {entry.key: entry for entry in CASE_DOCUMENTS}
_ITEMS_ASKED = Reference.para(48)
_DOCUMENTS_ASKED = Reference.para(44)


class RequestState(StrEnum):
    """The state of a request (paras 44, 48).

    Examples:
        >>> [state.value for state in RequestState]
        ['not started', 'in hand', 'ready', 'sent', 'not held']
    """

    NOT_STARTED = "not started"
    IN_HAND = "in hand"
    READY = "ready"
    """Prepared, but not sent."""
    SENT = "sent"
    NOT_HELD = "not held"
    """There is no such document to send; the reason is kept with it."""


@attrs.frozen(kw_only=True)
class Request(Record, Result):
    """A request to an agency to send one item or document (paras 44, 47, 48).

    Attributes:
        item: The number of an item of information, such as ``"1.4"``; None for a case document.
        document: The key of a case document, such as ``"chronology"``; None for an item.
        child: For a case document, the child's identifier.
        agency: Who sends it. For a case document it may be None until the agencies decide, as the
            guidance asks them together.
        state: Its state.
        reason: Why it is not held.
        sent_on: The day on which it was sent.
        requested_on: The day of the request, for a case document or for an item that an inspector
            requests separately (2.3, 3.3); None if there was none, or that is unknown.

    Raises:
        InvalidRecordError: If it is not for exactly one item or document of the guidance, a child
            is missing or does not apply, the inspection does not cover the agency, or a reason or a
            day does not apply to the state or the item.

    Examples:
        >>> request = Request(item="1.4", agency="local authority")
        >>> request.title, request.state
        ('Practice audits on the focus of the inspection, with the plans that followed',
         <RequestState.NOT_STARTED: 'not started'>)
        >>> Request(document="chronology", child="A1", state="sent")
        Traceback (most recent call last):
        ...
        jtai.errors.InvalidRecordError: sent_on: the state is 'sent', but the date sent is missing;
        expected the day on which it was sent
    """

    item: str | None = None
    document: str | None = None
    child: str | None = hidden(None)
    agency: Agency | None = None
    state: RequestState = RequestState.NOT_STARTED
    reason: str | None = hidden(None)
    sent_on: dt.date | None = hidden(None)
    requested_on: dt.date | None = hidden(None)

    _columns: ClassVar = (
        *map(Column, ("item", "document")),
        Column("child", child=True),
        *map(Column, ("agency", "state")),
        Column("reason", child=True),
        *map(Column, ("sent_on", "requested_on")),
    )

    def _impossible(self) -> Iterator[Fault]:
        if (self.item is None) is (self.document is None):
            yield Fault(
                message="a request is for exactly one item or document",
                where="item",
                expected="either an item of information or a case document",
                reference=Reference.para(44, 48),
            )
        yield from self._wrong_item()
        yield from self._wrong_document()
        yield from not_covered(() if self.agency is None else {self.agency}, "agency")
        yield from self._wrong_state()
        if self.requested_on is not None and self.item is not None and not self.on_request:
            yield Fault(
                message="this is requested with everything else, not separately",
                where="requested_on",
                expected="None",
                reference=_ITEMS_ASKED,
            )

    def _wrong_item(self) -> Iterator[Fault]:
        if self.item is None:
            return
        yield from unsendable_item(self.item)
        if self.child is not None:
            yield Fault(
                message="an item of information is not about a single child",
                where="child",
                expected="None",
                reference=_ITEMS_ASKED,
            )
        if self.agency is None:
            yield Fault(
                message="an item of information needs an agency",
                where="agency",
                expected="the agency that sends it",
                reference=_ITEMS_ASKED,
            )

    def _wrong_document(self) -> Iterator[Fault]:
        if self.document is None:
            return
        if self.document not in _DOCUMENTS:
            yield Fault(
                message="no such case document",
                where="document",
                expected=f"one of {', '.join(_DOCUMENTS)}",
                reference=_DOCUMENTS_ASKED,
            )
        if self.item is None and (self.child is None or not self.child.strip()):
            yield Fault(
                message="a case document needs a child",
                where="child",
                expected="the child's identifier",
                reference=_DOCUMENTS_ASKED,
            )

    def _wrong_state(self) -> Iterator[Fault]:
        if self.state is RequestState.NOT_HELD and not (self.reason or "").strip():
            yield Fault(
                message="the state is 'not held', but no reason is given",
                where="reason",
                expected="the reason why it is not held",
            )
        if self.state is not RequestState.NOT_HELD and self.reason is not None:
            yield Fault(
                message=f"only a request in the state '{RequestState.NOT_HELD}' has a reason",
                where="reason",
                expected=f"None, or the state '{RequestState.NOT_HELD}'",
            )
        if self.state is RequestState.SENT and self.sent_on is None:
            yield Fault(
                message="the state is 'sent', but the date sent is missing",
                where="sent_on",
                expected="the day on which it was sent",
            )
        if self.state is not RequestState.SENT and self.sent_on is not None:
            yield Fault(
                message=f"only a request in the state '{RequestState.SENT}' has a sending date",
                where="sent_on",
                expected=f"None, or the state '{RequestState.SENT}'",
            )

    @property
    def on_request(self) -> bool:
        """Whether an inspector requests it separately (items 2.3 and 3.3)."""
        entry = _ITEMS.get(self.item or "")
        return entry is not None and entry.asked_by is not None

    def was_asked(self, on: dt.date) -> bool:
        """Return whether it was requested by a day, with everything else or separately."""
        return not self.on_request or (self.requested_on is not None and self.requested_on <= on)

    @property
    def entry(self) -> InformationEntry | CaseDocumentEntry:
        """The entry of the guidance that requires it."""
        return _DOCUMENTS[self.document or ""] if self.item is None else _ITEMS[self.item]

    @property
    def title(self) -> str:
        """What is requested, in the library's own words."""
        return self.entry.title

    @property
    def milestone(self) -> str:
        """The key of the milestone at which it is due."""
        return self.entry.milestone

    @property
    def reference(self) -> Reference:
        """Where the guidance requires it."""
        return self.entry.reference

    @property
    def topic(self) -> tuple[str | None, str | None, str | None]:
        """What it requests and about whom, regardless of who sends it."""
        return self.item, self.document, self.child

    @property
    def not_asked(self) -> str:
        """In words, that its item is not requested from its agency; empty if it may be."""
        if self.item is None or self.agency is None:
            return ""
        return wrong_agency(_ITEMS[self.item], self.agency)

    def settled(self, on: dt.date) -> bool:
        """Return whether it was sent, or is not held, at the end of a day.

        Examples:
            >>> request = Request(item="1.1", agency="local authority", state="sent",
            ...                   sent_on=date(2019, 9, 16))
            >>> request.settled(date(2019, 9, 15)), request.settled(date(2019, 9, 16))
            (False, True)
        """
        if self.sent_on is not None:
            return self.sent_on <= on
        return self.state is RequestState.NOT_HELD


def unsendable_item(number: str) -> Iterator[Fault]:
    """Yield why a text is not the number of an item that is sent; nothing if it is."""
    entry = _ITEMS.get(number)
    if entry is None:
        yield Fault(
            message="no such item of information",
            where="item",
            expected=f'an item number from "{INFORMATION_ITEMS[0].number}" to '
            f'"{INFORMATION_ITEMS[-1].number}", as a string',
            reference=_ITEMS_ASKED,
        )
    elif not entry.is_document:
        yield Fault(
            message=f"item {entry.number} is not a document to send",
            where="item",
            expected="an item that is a document",
            remedy=f"the {entry.asked_by} asks for it: record an InspectorateRequest",
            reference=entry.reference,
        )


def information_requests() -> tuple[Request, ...]:
    """Return a request for each item of information that is a document, and each of its agencies.

    Item 5.5, which is not a document, is left out. An item of several agencies has a request for
    each; one of them is enough.

    Examples:
        >>> requests = information_requests()
        >>> len({request.item for request in requests}), len(requests)
        (35, 39)
    """
    return Table(
        Request(item=entry.number, agency=agency)
        for entry in INFORMATION_ITEMS
        if entry.is_document
        for agency in entry.agencies
    )


def case_document_requests(child: str) -> tuple[Request, ...]:
    """Return a request for each kind of case document of one child, not yet of any agency.

    Args:
        child: The child's identifier.

    Raises:
        InvalidRecordError: If the identifier is blank or not a string.

    Examples:
        >>> len(case_document_requests("A1"))
        9
    """
    return Table(Request(document=entry.key, child=child) for entry in CASE_DOCUMENTS)
