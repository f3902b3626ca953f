"""Entry classes for child-level lists: codes, columns, lists and editions.

The entries are in `codes` and `columns`. An edition is a value, so that there can be several.
"""

from __future__ import annotations

from enum import StrEnum
from typing import cast

import attrs

from jtai.core.citation import Reference
from jtai.core.english import counted
from jtai.core.errors import InvalidValueError
from jtai.core.results import Result
from jtai.guidance.entries.request_entries import ChildListEntry


class CellKind(StrEnum):
    """What the cells of a column contain."""

    IDENTIFIER = "identifier"
    TEXT = "text"
    DATE = "date"
    NUMBER = "whole number"
    CODE = "code"
    ANSWER = "answer"


# Lists have many codes in dictionaries and sets, so the hash is kept.
@attrs.frozen(kw_only=True, cache_hash=True)
class Code(Result):
    """One of the values that a column may contain.

    Attributes:
        text: The value as published, which is also what is written to files.
        code: Its code, such as ``"1A"`` or ``"N1"``; for an answer ``"yes"``, ``"no"`` or
            ``"unknown"``; the letter before it if there is nothing else.
        label: The meaning of the code, as published.
        prefix: The letter before it, such as ``"a)"``, or empty.
        group: The group that it belongs to, as published, or empty.
        aliases: Other accepted spellings, in addition to those made of its parts.
    """

    text: str
    code: str
    label: str
    prefix: str = ""
    group: str = ""
    aliases: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.text


@attrs.frozen(kw_only=True, cache_hash=True)
class CodeSet(Result):
    """The values that a column may contain.

    Attributes:
        key: Stable name.
        title: What they describe, in the library's own words.
        codes: The values in published order.
        is_open: Whether other text is allowed too.
        has_other_codes: Whether areas write codes from other publications beside the names.
        reference: The source.
    """

    key: str
    title: str
    codes: tuple[Code, ...]
    is_open: bool = False
    has_other_codes: bool = False
    reference: Reference


@attrs.frozen(kw_only=True, cache_hash=True)
class ColumnEntry(Result):
    """A column of a list. Its position is its place in the list's columns.

    Attributes:
        key: Stable name; the name of the field of a typed row.
        title: The title, exactly as published.
        kind: What its cells contain.
        codes: The values that it may contain, if they are codes or answers.
        minimum: The lowest number allowed, if it contains numbers.
        required: Whether a blank cell is always a gap.
        blank_when: When a cell stays blank, in the library's own words, or empty.
        note: What to enter, in the library's own words, or empty.
        aliases: Other titles that mean this column; case, spaces and quotes do not matter.
        added: Whether the inspection adds it to the published workbook.
        reference: The source.
    """

    key: str
    title: str
    kind: CellKind
    codes: CodeSet | None = None
    minimum: int | None = None
    required: bool = False
    blank_when: str = ""
    note: str = ""
    aliases: tuple[str, ...] = ()
    added: bool = False
    reference: Reference


@attrs.frozen(kw_only=True, cache_hash=True)
class ListLayout(Result):
    """A list of an edition: its columns in order, and what identifies a row.

    Attributes:
        number: The number of the list.
        title: The title, as published in the first row of its sheet.
        sheet: The name of its sheet, as published.
        sheet_aliases: Other accepted names for its sheet or file.
        covers: Whom or what it lists, in the library's own words.
        columns: Its columns in order, those that the inspection adds last.
        natural_key: The keys of the columns that identify a row.
        request: What the inspection asks for: how many months, and with which milestone.
        reference: The source.

    Raises:
        InvalidValueError: If the request is for another list, or says that it is not requested.
    """

    number: int
    title: str
    sheet: str
    sheet_aliases: tuple[str, ...] = ()
    covers: str
    columns: tuple[ColumnEntry, ...]
    natural_key: tuple[str, ...]
    request: ChildListEntry
    reference: Reference

    def __attrs_post_init__(self) -> None:
        if (
            self.request.number != self.number
            or self.request.months is None
            or self.request.milestone is None
        ):
            raise InvalidValueError(
                "not a request for this list",
                where="request",
                expected="an entry with the list's number, its months and its milestone",
                reference=self.reference,
            )

    def __str__(self) -> str:
        return self.title

    @property
    def months(self) -> int:
        """How many months before the inspection it covers."""
        return cast("int", self.request.months)

    @property
    def one_row_per_child(self) -> bool:
        """Whether it has at most one row for a child."""
        return len(self.natural_key) == 1


@attrs.frozen(kw_only=True)
class OtherList(Result):
    """A list of an edition that this inspection does not request.

    Attributes:
        number: The number of the list.
        title: The title, as published.
        sheet_aliases: Accepted names for its sheet or file.
    """

    number: int
    title: str
    sheet_aliases: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.title


@attrs.frozen(kw_only=True, repr=False, cache_hash=True)
class ListEdition(Result):
    """An edition of the lists: which lists it has, and their columns.

    Attributes:
        name: Its name, such as ``"August 2019"``.
        lists: The lists that this inspection requests.
        others: Its other lists.
        other_sheets: The names of its workbook's sheets that are not lists, as published.
        reference: The source.
    """

    name: str
    lists: tuple[ListLayout, ...]
    others: tuple[OtherList, ...] = ()
    other_sheets: tuple[str, ...] = ()
    reference: Reference

    def __repr__(self) -> str:
        # `help` shows it wherever the edition is a default.
        return f"<ListEdition {self.name}, {counted(len(self.lists), 'list')}>"
