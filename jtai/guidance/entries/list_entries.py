"""The shapes of the rows about child-level lists: codes, columns, lists, editions.

Invariant: shapes only; the rows are in `codes` and `columns`. An edition is a value, so that
another can stand beside it.
"""

from __future__ import annotations

from enum import StrEnum

import attrs

from jtai.core.citation import Reference
from jtai.core.results import Result


class CellKind(StrEnum):
    """What the cells of a column hold."""

    IDENTIFIER = "identifier"
    TEXT = "text"
    DATE = "date"
    NUMBER = "whole number"
    CODE = "code"
    ANSWER = "answer"


@attrs.frozen(kw_only=True)
class Code(Result):
    """One of the values that a column may hold.

    Attributes:
        text: The value as published, and as it is written.
        code: Its code, such as ``"1A"`` or ``"N1"``; for an answer ``"yes"``, ``"no"`` or
            ``"unknown"``; the letter in front of it where there is nothing else.
        label: What the code stands for, as published.
        prefix: The letter in front of it, such as ``"a)"``, or empty.
        group: The group that it belongs to, as published, or empty.
        aliases: Other forms that stand for it, beside those made of its parts.
    """

    text: str
    code: str
    label: str
    prefix: str = ""
    group: str = ""
    aliases: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.text


@attrs.frozen(kw_only=True)
class CodeSet(Result):
    """The values that a column may hold.

    Attributes:
        key: Stable name.
        title: What they tell, in the library's own words.
        codes: The values in published order.
        is_open: Whether other texts may stand there too.
        reference: Where.
    """

    key: str
    title: str
    codes: tuple[Code, ...]
    is_open: bool = False
    reference: Reference


@attrs.frozen(kw_only=True)
class ColumnEntry(Result):
    """A column of a list. Its position is its place in the list's columns.

    Attributes:
        key: Stable name; the name of the field of a typed row.
        title: The title, exactly as published.
        kind: What its cells hold.
        codes: The values that it may hold, where it holds codes or answers.
        minimum: The least number, where it holds numbers.
        required: Whether a blank cell is always a gap.
        blank_when: When a cell stays blank, in the library's own words, or empty.
        note: What belongs into it, in the library's own words, or empty.
        aliases: Other titles that mean this column; case, spaces and quotes do not matter.
        added: Whether the inspection adds it to the published workbook.
        reference: Where.
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


@attrs.frozen(kw_only=True)
class ListLayout(Result):
    """A list of an edition: its columns in order, and what makes a row of it.

    Attributes:
        number: The number of the list.
        title: The title, as published in the first row of its sheet.
        sheet: The name of its sheet, as published.
        sheet_aliases: Other names of sheets or files that mean this list.
        covers: Whom or what it lists, in the library's own words.
        columns: Its columns in order, those that the inspection adds last.
        natural_key: The keys of the columns that tell one row from another.
        reference: Where.
    """

    number: int
    title: str
    sheet: str
    sheet_aliases: tuple[str, ...] = ()
    covers: str
    columns: tuple[ColumnEntry, ...]
    natural_key: tuple[str, ...]
    reference: Reference

    def __str__(self) -> str:
        return self.title

    @property
    def one_row_per_child(self) -> bool:
        """Whether a child stands on it once at most."""
        return len(self.natural_key) == 1


@attrs.frozen(kw_only=True)
class OtherList(Result):
    """A list that an edition has and this inspection does not ask for.

    Attributes:
        number: The number of the list.
        title: The title, as published.
        sheet_aliases: Names of sheets or files that mean this list.
    """

    number: int
    title: str
    sheet_aliases: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.title


@attrs.frozen(kw_only=True)
class ListEdition(Result):
    """An edition of the lists: which there are, and how each is laid out.

    Attributes:
        name: Its name, such as ``"August 2019"``.
        lists: The lists that this inspection asks for.
        others: The lists that it has besides.
        other_sheets: The names of sheets that its workbook has beside all lists, as published.
        reference: Where.
    """

    name: str
    lists: tuple[ListLayout, ...]
    others: tuple[OtherList, ...] = ()
    other_sheets: tuple[str, ...] = ()
    reference: Reference
