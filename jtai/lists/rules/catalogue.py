"""The catalogue of rules: every check of the lists.

Invariant: a tuple of values. A caller can skip rules, change their severity and add more.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import attrs

from jtai.core.citation import Reference
from jtai.core.notebook import Table
from jtai.guidance.columns import AUGUST_2019
from jtai.guidance.entries.list_entries import ListEdition
from jtai.lists.reading.sheets import SAYS
from jtai.lists.rules.across_lists import RULES_ACROSS
from jtai.lists.rules.answers import RULES_OF_ANSWERS, RULES_OF_YES_OR_NO
from jtai.lists.rules.cell_pairs import RULES_OF_PAIRS
from jtai.lists.rules.dates import RULES_OF_DATES, RULES_OF_EVENTS
from jtai.lists.rules.histories import RULES_OF_HISTORIES
from jtai.lists.rules.placements import RULES_OF_PLACEMENTS
from jtai.lists.rules.practice import RULES_OF_PRACTICE
from jtai.lists.rules.rows_together import RULES_OF_COUNTS, RULES_OF_ROWS
from jtai.lists.rules.rule import Rule, Select, Severity, Span
from jtai.lists.rules.single_cells import RULES_OF_CELLS

_LAYOUT = Reference.workbook("lists 1 to 8, column titles")
_ASKED = Reference.para(32, 41, 42)


def _reading(
    name: str, severity: Severity, statement: str, remedy: str, reference: Reference
) -> Rule:
    return Rule(
        id=name,
        severity=severity,
        statement=statement,
        message=SAYS[name],
        remedy=remedy,
        reference=reference,
        span=Span.READING,
    )


_ERROR, _WARNING, _NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

RULES_OF_READING: tuple[Rule, ...] = (
    _reading(
        "list-missing",
        _ERROR,
        "Every list that the inspection asks for is included.",
        "add the list, or rename its sheet or file after its number, such as List 6 for list 6",
        _ASKED,
    ),
    _reading(
        "list-repeated",
        _ERROR,
        "Every list is on one sheet or in one file.",
        "if they have different children, put all rows on one sheet; if one is a copy, remove it",
        _ASKED,
    ),
    _reading(
        "list-not-asked",
        _NOTE,
        "Only lists that this inspection asks for are included.",
        "remove it; nothing was read from it",
        Reference.para(42, 33),
    ),
    _reading(
        "list-empty",
        _WARNING,
        "A list has rows.",
        "add its rows, unless there are no children to list",
        _ASKED,
    ),
    _reading(
        "titles-missing",
        _ERROR,
        "A list has a row of column titles.",
        "put the published titles in a row above the data, or say what your own titles mean: "
        "--alias TITLE=KEY on the command line, aliases= in Python",
        _LAYOUT,
    ),
    _reading(
        "sheet-not-recognised",
        _WARNING,
        "Every sheet that is not empty is one of the lists.",
        "remove it, or rename it after its list, such as List 6, or say which list it is: "
        "--sheet NAME=LIST on the command line, sheet_names= in Python; nothing was read from it",
        _LAYOUT,
    ),
    _reading(
        "sheet-contradicted",
        _WARNING,
        "The name of a sheet, the title above its columns and its column titles are of one list.",
        "correct one of them, or say which list it is: --sheet NAME=LIST on the command line, "
        "sheet_names= in Python",
        _LAYOUT,
    ),
    _reading(
        "sheet-by-title",
        _NOTE,
        "Every sheet is recognised by its name.",
        "check that it is this list; if not, say which it is: --sheet NAME=LIST on the command "
        "line, sheet_names= in Python",
        _LAYOUT,
    ),
    _reading(
        "sheet-without-list",
        _NOTE,
        "The published workbook's other sheets contain no rows.",
        "no action needed; nothing was read from it",
        _LAYOUT,
    ),
    _reading(
        "sheet-hidden",
        _WARNING,
        "No list is on a hidden sheet.",
        "unhide it, or delete it if it should not be sent",
        _LAYOUT,
    ),
    _reading(
        "rows-hidden",
        _WARNING,
        "No row of a list is hidden or filtered out.",
        "unhide them, or delete them if they should not be sent",
        _LAYOUT,
    ),
    _reading(
        "rows-struck",
        _WARNING,
        "No row of a list has cells that are struck through.",
        "delete what should not be sent, and remove the strikethrough from the rest",
        _LAYOUT,
    ),
    _reading(
        "columns-hidden",
        _WARNING,
        "No column of a list is hidden.",
        "unhide them, so that everyone who checks the list sees what is sent",
        _LAYOUT,
    ),
    _reading(
        "identifiers-shown-otherwise",
        _WARNING,
        "Identifiers are stored as they are shown.",
        "to send the identifiers that are shown, format the column as text and enter them again; "
        "to see the stored ones, which were read, format it as General",
        _LAYOUT,
    ),
    _reading(
        "formulas-volatile",
        _WARNING,
        "No column has formulas with the current date, the time or random numbers.",
        "replace the formulas with their values; for an age, use the date of the lists instead of "
        "TODAY()",
        _LAYOUT,
    ),
    _reading(
        "cells-merged",
        _WARNING,
        "A list contains no merged cells below its titles.",
        "unmerge the cells, and fill in each of them",
        _LAYOUT,
    ),
    _reading(
        "column-missing",
        _ERROR,
        "A list has all its columns.",
        "add the column with its published title, or say what your own title means: --alias "
        "TITLE=KEY on the command line, aliases= in Python",
        _LAYOUT,
    ),
    _reading(
        "column-repeated",
        _ERROR,
        "Every column of a list appears once.",
        "keep one of them",
        _LAYOUT,
    ),
    _reading(
        "column-not-recognised",
        _WARNING,
        "Every column is one of the list's published columns.",
        "remove it, or give it its published title; its cells were not checked",
        _LAYOUT,
    ),
    _reading(
        "rows-off-titles",
        _ERROR,
        "Every row is below the column titles that it belongs to.",
        "put all rows below one row of titles; if the sheet was sorted, move its titles back up",
        _LAYOUT,
    ),
    _reading(
        "row-too-wide",
        _ERROR,
        "No row has content beyond the column titles that a comma may have shifted.",
        "look for an extra comma or quotation mark; put cells that contain commas in quotes",
        _LAYOUT,
    ),
    _reading(
        "row-shifted",
        _ERROR,
        "A row's cells are below their own titles.",
        "look for an extra or missing comma, or a cell that was inserted or deleted, and move the "
        "cells back",
        _LAYOUT,
    ),
    _reading(
        "columns-reordered",
        _NOTE,
        "Columns are in the published order.",
        "no action needed; lists that jtai writes are in the published order",
        _LAYOUT,
    ),
    _reading(
        "names-not-published",
        _NOTE,
        "Column titles, sheets and files have their published names.",
        "send what jtai.write_lists (in Python) writes, which has the published titles and names",
        _LAYOUT,
    ),
    _reading(
        "file-macros",
        _WARNING,
        "A workbook contains no macros.",
        "save it as .xlsx",
        _LAYOUT,
    ),
    _reading(
        "file-external-links",
        _WARNING,
        "A workbook contains no links to other files.",
        "replace the links with their values",
        _LAYOUT,
    ),
    _reading(
        "file-formulas-pending",
        _WARNING,
        "The results of a workbook's formulas are up to date.",
        "open the workbook in Excel, which recalculates it, and save it",
        _LAYOUT,
    ),
    _reading(
        "file-encoding",
        _WARNING,
        "The encoding of a CSV file is certain.",
        "check letters with accents; if they are wrong, save the file as CSV UTF-8",
        _LAYOUT,
    ),
    _reading(
        "cells-padded",
        _NOTE,
        "No cell of a CSV file ends in NUL characters.",
        "no action needed; some programs pad cells to a fixed width with these characters",
        _LAYOUT,
    ),
    _reading(
        "file-not-read",
        _WARNING,
        "A folder of lists contains no other files.",
        "remove it, or save it as CSV",
        _LAYOUT,
    ),
)
"""The rules that are checked while files are read."""

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
    *RULES_OF_PRACTICE,
)


@cache
def rules_for(edition: ListEdition) -> tuple[Rule, ...]:
    """Return every rule, with the columns of an edition that each checks; some may check none.

    Args:
        edition: The lists and their columns.

    Examples:
        >>> from jtai.guidance.columns import AUGUST_2019
        >>> rules_for(AUGUST_2019) is LIST_RULES
        True
    """
    return Table((*RULES_OF_READING, *_selected(edition), *_fitting(edition)))


def _selected(edition: ListEdition) -> Iterator[Rule]:
    """Yield each rule for every list, with the columns that it selects."""
    for select, rule in _SELECTING:
        columns = tuple(
            (layout.number, keys) for layout in edition.lists for keys in select(layout)
        )
        yield attrs.evolve(rule, columns=columns)


def _fitting(edition: ListEdition) -> Iterator[Rule]:
    """Yield each rule for named columns, for those lists that the edition has.

    Columns that the edition lacks stay, so that the report says what the rule did not check.
    """
    numbers = {layout.number for layout in edition.lists}
    for rule in _FIXED:
        columns = tuple((number, keys) for number, keys in rule.columns if number in numbers)
        yield attrs.evolve(rule, columns=columns)


LIST_RULES: tuple[Rule, ...] = rules_for(AUGUST_2019)
"""Every rule for the lists of August 2019, with the fields that the inspection adds."""
