"""The catalogue of rules: every check of the lists there is.

Invariant: a tuple of values. A caller may leave some out, change their severity, and add more.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import attrs

from jtai.core.citation import WORKBOOK, Reference
from jtai.core.notebook import Table
from jtai.guidance.columns import AUGUST_2019
from jtai.guidance.entries.list_entries import ListEdition
from jtai.lists.rules.across_lists import RULES_ACROSS
from jtai.lists.rules.answers import RULES_OF_ANSWERS, RULES_OF_YES_OR_NO
from jtai.lists.rules.cell_pairs import RULES_OF_PAIRS
from jtai.lists.rules.dates import RULES_OF_DATES, RULES_OF_EVENTS
from jtai.lists.rules.histories import RULES_OF_HISTORIES
from jtai.lists.rules.placements import RULES_OF_PLACEMENTS
from jtai.lists.rules.rows_together import RULES_OF_COUNTS, RULES_OF_ROWS
from jtai.lists.rules.rule import Rule, Select, Severity, Span
from jtai.lists.rules.single_cells import RULES_OF_CELLS

_LAYOUT = Reference(document=WORKBOOK, part="lists 1 to 8, titles of columns")
_ASKED = Reference.para(32, 41, 42)


def _reading(  # noqa: PLR0917 - a row of the table below
    name: str, severity: Severity, statement: str, message: str, remedy: str, reference: Reference
) -> Rule:
    return Rule(
        id=name,
        severity=severity,
        statement=statement,
        message=message,
        remedy=remedy,
        reference=reference,
        span=Span.READING,
    )


_ERROR, _WARNING, _NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

RULES_OF_READING: tuple[Rule, ...] = (
    _reading(
        "list-missing",
        _ERROR,
        "Every list that is asked for is there.",
        "the list was not found",
        "add the list, or name its sheet or file after its number, such as List 6 for list 6",
        _ASKED,
    ),
    _reading(
        "list-repeated",
        _ERROR,
        "Every list stands on one sheet or file.",
        "the list stands on more than one sheet",
        "keep one of them",
        _ASKED,
    ),
    _reading(
        "list-not-asked",
        _NOTE,
        "Only lists that this inspection asks for are sent.",
        "this inspection does not ask for the list",
        "leave it out; nothing was read from it",
        Reference.para(42, 33),
    ),
    _reading(
        "list-empty",
        _WARNING,
        "A list has rows.",
        "the list has titles and no rows",
        "add its rows, unless there is nobody to list",
        _ASKED,
    ),
    _reading(
        "titles-missing",
        _ERROR,
        "A list has a row of titles.",
        "the titles of the columns were not found",
        "put the published titles above the rows",
        _LAYOUT,
    ),
    _reading(
        "sheet-not-recognised",
        _WARNING,
        "Every sheet that holds something is one of the lists.",
        "the sheet is none of the lists",
        "leave it out, or name it after its list, such as List 6; nothing was read from it",
        _LAYOUT,
    ),
    _reading(
        "sheet-without-list",
        _NOTE,
        "A sheet that the published workbook has beside its lists holds no rows.",
        "the sheet is one of the published workbook's own and none of its lists",
        "nothing needs to be done; nothing was read from it",
        _LAYOUT,
    ),
    _reading(
        "sheet-hidden",
        _WARNING,
        "No list is on a hidden sheet.",
        "the sheet is hidden",
        "show it, or take it out if it is not meant to be sent",
        _LAYOUT,
    ),
    _reading(
        "rows-hidden",
        _WARNING,
        "No row of a list is hidden or filtered out.",
        "hidden or filtered rows were read",
        "show them, or delete them if they are not meant to be sent",
        _LAYOUT,
    ),
    _reading(
        "columns-hidden",
        _WARNING,
        "No column of a list is hidden.",
        "hidden columns were read",
        "show them, so that everyone who checks the list sees what is sent",
        _LAYOUT,
    ),
    _reading(
        "cells-merged",
        _WARNING,
        "A list has no merged cells below its titles.",
        "cells are merged; all but the first of them were read as blank",
        "unmerge the cells, and fill in each of them",
        _LAYOUT,
    ),
    _reading(
        "column-missing",
        _ERROR,
        "Every column of a list is there.",
        "the column was not found",
        "add the column with its published title, or tell which of yours it is",
        _LAYOUT,
    ),
    _reading(
        "column-repeated",
        _ERROR,
        "Every column of a list stands there once.",
        "the column stands there twice",
        "keep one of them",
        _LAYOUT,
    ),
    _reading(
        "column-not-recognised",
        _WARNING,
        "Every column is one of the list's.",
        "the column is none of the list's",
        "take it out, or give it its published title; its cells were not checked",
        _LAYOUT,
    ),
    _reading(
        "row-too-wide",
        _ERROR,
        "A row has no more cells than there are titles.",
        "the row has cells beyond the last title",
        "look for a comma or quotation mark too many, and write cells with commas in quotes",
        _LAYOUT,
    ),
    _reading(
        "columns-reordered",
        _NOTE,
        "Columns stand in the published order.",
        "the columns stand in another order",
        "nothing needs to be done; a list that is written anew has the published order",
        _LAYOUT,
    ),
    _reading(
        "file-macros",
        _WARNING,
        "A workbook has no macros.",
        "the workbook holds macros; they were not run",
        "save it as .xlsx",
        _LAYOUT,
    ),
    _reading(
        "file-external-links",
        _WARNING,
        "A workbook has no links to other files.",
        "the workbook links to other files; they were not followed",
        "replace the links by their values",
        _LAYOUT,
    ),
    _reading(
        "file-formulas-pending",
        _WARNING,
        "The results of a workbook's formulas are up to date.",
        "the workbook asks to be calculated when it is opened; stored results were read",
        "open it in Excel, which calculates it, and save it",
        _LAYOUT,
    ),
    _reading(
        "file-not-read",
        _WARNING,
        "A folder of lists holds nothing else.",
        "the file was not read",
        "take it out, or save it as CSV",
        _LAYOUT,
    ),
)
"""What is found out while files are read."""

_SELECTING: tuple[tuple[Select, Rule], ...] = (
    *RULES_OF_CELLS,
    *RULES_OF_YES_OR_NO,
    *RULES_OF_EVENTS,
    *RULES_OF_ROWS,
)
_FIXED: tuple[Rule, ...] = (
    *RULES_OF_DATES,
    *RULES_OF_PAIRS,
    *RULES_OF_ANSWERS,
    *RULES_OF_COUNTS,
    *RULES_OF_PLACEMENTS,
    *RULES_ACROSS,
    *RULES_OF_HISTORIES,
)


@cache
def rules_for(edition: ListEdition) -> tuple[Rule, ...]:
    """Give the rules for an edition, with the columns that each looks at there.

    Args:
        edition: The lists and their columns.

    Examples:
        >>> from jtai.guidance.columns import AUGUST_2019
        >>> rules_for(AUGUST_2019) is LIST_RULES
        True
    """
    return Table((*RULES_OF_READING, *_selected(edition), *_fitting(edition)))


def _selected(edition: ListEdition) -> Iterator[Rule]:
    """Give each rule for every list the columns that it selects."""
    for select, rule in _SELECTING:
        columns = tuple(
            (layout.number, keys) for layout in edition.lists for keys in select(layout)
        )
        if columns:
            yield attrs.evolve(rule, columns=columns)


def _fitting(edition: ListEdition) -> Iterator[Rule]:
    """Keep of each rule for named columns those that the edition has."""
    keys = {layout.number: {column.key for column in layout.columns} for layout in edition.lists}
    for rule in _FIXED:
        columns = tuple(
            (number, names)
            for number, names in rule.columns
            if keys.get(number, set()).issuperset(names)
        )
        if columns and all(keys.get(number, set()).issuperset(one) for number, one in rule.needs):
            yield attrs.evolve(rule, columns=columns)


LIST_RULES: tuple[Rule, ...] = rules_for(AUGUST_2019)
"""Every rule for the lists of August 2019, with the fields that the inspection adds."""
