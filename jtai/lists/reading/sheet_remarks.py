"""Remarks on the sheet of a list, whose words show no contents of its cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from itertools import islice
from typing import Any, Final

from jtai.core.english import counted
from jtai.guidance.entries.list_entries import CellKind, ColumnEntry, ListLayout
from jtai.lists.reading.folding import fold
from jtai.lists.reading.rows import ListRow
from jtai.lists.reading.sheets import SAYS, RawSheet, Remark, cell_name, column_letters, named_rows
from jtai.lists.reading.table import ListTable, UnrecognisedColumn


def found_in(rule: str, sheet: RawSheet, number: int | None = None, **more: Any) -> Remark:
    """Return a remark on a sheet."""
    return Remark(rule=rule, list=number, sheet=sheet.name, **more)


def about_row(rule: str, sheet: RawSheet, number: int, row: int, **more: Any) -> Remark:
    """Return a remark on a row, or on the first of several, by its first cell."""
    return found_in(rule, sheet, number, cell=cell_name(row, sheet.first_column), row=row, **more)


def about_sheet(sheet: RawSheet, number: int) -> Iterator[Remark]:
    """Return remarks on a guessed encoding, padded cells and a hidden sheet."""
    if sheet.guessed is not None:
        message = f"the file does not state its encoding; it was read as {sheet.guessed}"
        yield found_in("file-encoding", sheet, number, message=message)
    if sheet.padded:
        yield found_in("cells-padded", sheet, number)
    if sheet.hidden:
        yield found_in("sheet-hidden", sheet, number)


def about_hidden(
    sheet: RawSheet, number: int, row_numbers: Sequence[int], places: Mapping[str, int]
) -> Iterator[Remark]:
    """Return remarks on what people may think is not sent: hidden rows and columns, struck text."""
    for rule, some in (("rows-hidden", sheet.hidden_rows), ("rows-struck", sheet.struck_rows)):
        if rows := sorted(set(some).intersection(row_numbers)):
            message = f"{SAYS[rule]}: {named_rows(rows)}"
            yield about_row(rule, sheet, number, rows[0], message=message)
    columns = sorted(
        place
        for place in places.values()
        if any(first <= place <= last for first, last in sheet.hidden_columns)
    )
    if columns:
        letters = ", ".join(map(column_letters, columns))
        yield found_in(
            "columns-hidden",
            sheet,
            number,
            message=f"hidden columns were read: {letters}",
            cell=cell_name(sheet.first_row, columns[0]),
        )


def about_merged(sheet: RawSheet, number: int, title_row: int) -> Iterator[Remark]:
    """Return a remark on merged cells, except those above the titles, which shift nothing."""
    covered = sorted(row for row in sheet.covered_rows if row >= title_row)
    if sheet.merged is None or not (covered or sheet.merged[1][0] > title_row):
        return
    first, last = (cell_name(*place) for place in sheet.merged)
    what = (
        f"they cover values in {named_rows(covered)}, which were read although Excel does not "
        "show them"
        if covered
        else "only the first cell of each merged range has content"
    )
    message = f"merged cells, such as {first}:{last}; {what}"
    cell = cell_name(covered[0], sheet.first_column) if covered else first
    yield found_in("cells-merged", sheet, number, cell=cell, message=message)


def about_identifiers(
    sheet: RawSheet, layout: ListLayout, places: Mapping[str, int]
) -> Iterator[Remark]:
    """Return remarks on identifiers that are shown as others than the numbers that are stored."""
    for column in layout.columns:
        place = places.get(column.key, 0)
        if column.kind is CellKind.IDENTIFIER and place in sheet.shown_otherwise:
            row = sheet.shown_otherwise[place]
            yield found_in(
                "identifiers-shown-otherwise",
                sheet,
                layout.number,
                cell=cell_name(row, place),
                column=column.title,
            )


def about_volatile(
    sheet: RawSheet, layout: ListLayout, row_numbers: Sequence[int], places: Mapping[str, int]
) -> Iterator[Remark]:
    """Return remarks on columns whose stored results depend on the day of the last save."""
    known = set(row_numbers) if sheet.volatile else ()
    for column in layout.columns:
        place = places.get(column.key, 0)
        for row in sheet.volatile.get(place, ()):
            if row in known:
                yield found_in(
                    "formulas-volatile",
                    sheet,
                    layout.number,
                    cell=cell_name(row, place),
                    column=column.title,
                    row=row,
                )
                break


def unknown_titles(row: int, unrecognised: Iterable[UnrecognisedColumn]) -> dict[str, str]:
    """Return the cell of each unknown title, as far as it may be a misspelt one."""
    cells = {fold(each.title): cell_name(row, each.number) for each in unrecognised}
    few = islice(cells.items(), _MOST_TITLES_COMPARED)
    return {title: cell for title, cell in few if len(title) <= _LONGEST_TITLE_COMPARED}


_MOST_TITLES_COMPARED: Final = 50

_LONGEST_TITLE_COMPARED: Final = 200


def about_columns(
    sheet: RawSheet,
    layout: ListLayout,
    places: Mapping[str, int],
    unknown: Mapping[str, str],
) -> Iterator[Remark]:
    """Return remarks on missing columns, and on columns that are not in the published order."""
    for column in layout.columns:
        if column.key not in places:
            message = _missing(column, unknown)
            yield found_in(
                "column-missing", sheet, layout.number, column=column.title, message=message
            )
    order = [places[column.key] for column in layout.columns if column.key in places]
    if order != sorted(order):
        yield found_in("columns-reordered", sheet, layout.number)


def about_own(
    sheet: RawSheet, table: ListTable[ListRow], aliases: Iterable[str], *, named: bool
) -> Iterator[Remark]:
    """Return a remark on titles and a name that only the caller's own settings explain.

    Other known spellings count only beside these: alone, whoever receives the file knows them too.
    """
    if sheet.titled:  # in memory, or below a part of a file whose titles were read before
        return
    own = set(map(fold, aliases))
    titles = [
        fold(title)
        for key, title in table.titles.items()
        if fold(title) != fold(table.column(key).title)
    ]
    if not named and own.isdisjoint(titles):
        return
    number = len(titles)
    parts = [counted(number, "column title")] if titles else []
    parts += ["the name of the sheet or file"] if named else []
    verb = "is not the published one" if len(parts) == 1 >= number else "are not the published ones"
    message = f"{' and '.join(parts)} {verb}"
    yield found_in("names-not-published", sheet, table.number, message=message)


def _missing(column: ColumnEntry, unknown: Mapping[str, str]) -> str:
    """Return that a column is missing, and which unknown title may be a misspelling of its title.

    The title itself is not shown, as a misread one can be a child's data.
    """
    added = ", which this inspection adds," if column.added else ""
    near = get_close_matches(fold(column.title), unknown, n=1, cutoff=0.75)
    asked = f" (is the unknown title in {unknown[near[0]]} meant?)" if near else ""
    return f"the column{added} was not found{asked}"
