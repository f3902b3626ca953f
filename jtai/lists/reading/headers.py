"""Which list a sheet contains, where its titles are, and which column each title means.

Invariant: titles and names are matched exactly, ignoring only case, spaces and quotes; similarity
is never used. Whatever is not recognised is reported and kept. If two columns match, the first is
used and the other is reported; of two sheets, the one whose name is the caller's or published.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from itertools import islice
from typing import Any, Final

import attrs

from jtai.core.answers import Answer
from jtai.core.english import counted
from jtai.guidance.entries.list_entries import (
    CellKind,
    Code,
    ColumnEntry,
    ListEdition,
    ListLayout,
    OtherList,
)
from jtai.lists.reading.cells import fold, is_blank
from jtai.lists.reading.column_reading import read_columns
from jtai.lists.reading.other_rows import other_rows
from jtai.lists.reading.rows import ListRow
from jtai.lists.reading.sheets import (
    RawSheet,
    Remark,
    cell_name,
    column_letters,
    is_own,
    named_rows,
)
from jtai.lists.reading.shifted_rows import shifted_beyond, shifted_rows
from jtai.lists.reading.table import ListTable, RawColumns, UnrecognisedColumn
from jtai.lists.reading.titles import Aliases, SheetNames, folded_once, titles_of

# Above the titles there may be the list's name, blank rows, and a line or two of text.
_ROWS_SEARCHED: Final = 30
# A row with fewer titles is not a title row, but text that happens to contain a title.
_FEWEST_TITLES: Final = 2

# A title such as "List 7: children with a plan", whatever its words.
_NUMBERED: Final = re.compile(r"list [0-9]+(?=$| ?[:(\u2013-])")


@attrs.frozen
class _Head:
    """Where a sheet's titles are.

    Attributes:
        at: The index of their row.
        titles: The titles, None where a cell is blank.
        keys: The key of the column that each title means, None where it means none.
    """

    at: int
    titles: tuple[str | None, ...]
    keys: tuple[str | None, ...]

    @property
    def places(self) -> dict[str, int]:
        """The index of the first column of each key."""
        return {key: self.keys.index(key) for key in self.keys if key is not None}


def _text(cell: object) -> str | None:
    if is_blank(cell):
        return None
    try:
        return str(cell).strip()
    except ValueError:  # Python does not write an integer of thousands of digits
        return "a long number"


def _head_of(sheet: RawSheet, known: Mapping[str, str]) -> _Head | None:
    """Find the title row: among the first rows, the one with the most recognised titles."""
    best: _Head | None = None
    # If the first row is known to contain the titles, only that row is examined.
    searched, most = (1, -1) if sheet.titled else (_ROWS_SEARCHED, _FEWEST_TITLES - 1)
    for at, row in enumerate(sheet.rows[:searched]):
        if len(row) <= most:  # it cannot have more titles
            continue
        head = _head(at, row, known)
        placed = len(set(head.keys) - {None})
        if placed > most:
            best, most = head, placed
    return best


def _head(at: int, row: Sequence[object], known: Mapping[str, str]) -> _Head:
    titles = tuple(map(_text, row))
    # Keys of columns are titles where a data frame was saved; "concern" alone may mean anything.
    saved = frozenset(known.values()) if "child_id" in titles else frozenset[str]()
    keys = tuple(
        None if title is None else known.get(fold(title), title if title in saved else None)
        for title in titles
    )
    return _Head(at, titles, keys)


def _names_of(edition: ListEdition) -> dict[str, int]:
    """Return the list number that each sheet name means, by the name's folded form."""
    names: dict[str, int] = {}
    entries: tuple[ListLayout | OtherList, ...] = (*edition.others, *edition.lists)
    for entry in entries:
        number, title = entry.number, entry.title
        words = title.partition(":")[2].strip()
        forms = [
            str(number),
            f"list {number}",
            f"list{number}",
            f"l{number}",
            title,
            title.replace(":", ""),
            title.replace(":", " -"),
            words,
        ]
        if isinstance(entry, ListLayout):
            forms.append(entry.sheet)
        for alias in entry.sheet_aliases:
            forms += [alias, f"list {number} {alias}", f"list {number}: {alias}"]
            forms += [f"list {number} - {alias}", f"{number} {alias}", f"list {number} ({alias})"]
        # Spreadsheets cut sheet names to 31 characters.
        names |= {folded_once(form): number for form in forms} | {
            folded_once(form[:31]): number for form in forms
        }
    return names


def _titled(sheet: RawSheet, names: Mapping[str, int]) -> tuple[int, str, str] | None:
    """Return which list a title above the columns of a sheet names, the title and its cell."""
    for at, row in enumerate(sheet.rows[:_ROWS_SEARCHED]):
        texts = [(place, text) for place, text in enumerate(map(_text, row)) if text is not None]
        # The list's name is the only cell in its row; a number there is an ordinary cell.
        if len(texts) != 1 or texts[0][1].isdigit():
            continue
        place, title = texts[0][0], fold(texts[0][1])
        numbered = _NUMBERED.match(title)
        number = names.get(numbered[0] if numbered else title)
        if number is not None:
            cell = cell_name(sheet.first_row + at, sheet.first_column + place)
            return number, title, cell
    return None


def _number_of(
    sheet: RawSheet,
    names: Mapping[str, int],
    own: Collection[str],
    titles: Mapping[int, Mapping[str, str]],
    found: list[Remark],
) -> int | None:
    """Return which list a sheet is: by its name, or by a title above its columns.

    The caller's own name decides alone; a published name that a title contradicts is reported.
    """
    number, titled = names.get(fold(sheet.name)), _titled(sheet, names)
    if titled is None or fold(sheet.name) in own:
        return number
    other, title, cell = titled
    if number is None:
        # On a contents page, it refers to a list on another sheet.
        if _head_of(sheet, titles.get(other, {})) is None:
            return None
        message = f"the sheet was recognised as list {other} by its title, not by its name"
        found.append(_found("sheet-by-title", sheet, other, cell=cell, message=message))
        return other
    # Words such as "Assessments" may be the heading of some columns.
    if number != other and title.startswith("list"):
        use = "the name was used"
        if number not in titles:
            use = f"it was not read, as list {number} is not asked for"
        message = f"the sheet's name says list {number}, but its title says list {other}; {use}"
        # About the whole file, so that it is seen whichever lists are checked.
        found.append(_found("sheet-contradicted", sheet, cell=cell, message=message))
    return number


def tables_of(
    sheets: Iterable[RawSheet], edition: ListEdition, aliases: Aliases, sheet_names: SheetNames
) -> tuple[tuple[ListTable[ListRow], ...], tuple[Remark, ...]]:
    """Make the lists of an edition from sheets.

    Args:
        sheets: The sheets, in any order.
        edition: The lists and their columns.
        aliases: The caller's own titles, checked.
        sheet_names: The caller's own names of sheets, checked.

    Returns:
        The lists in the order of the edition, and remarks on what was noticed.
    """
    layouts = {layout.number: layout for layout in edition.lists}
    published = _names_of(edition)
    names = published | {fold(name): number for name, number in sheet_names.items()}
    titles = {
        number: titles_of(layout, aliases.get(number, {})) for number, layout in layouts.items()
    }
    own = set(map(fold, sheet_names))
    besides = set(map(fold, edition.other_sheets))
    sheets_of: dict[int, list[RawSheet]] = {number: [] for number in layouts}
    found: list[Remark] = []
    for sheet in sheets:
        if is_own(sheet) or fold(sheet.name) in besides:
            like = _list_like(sheet, layouts, titles)
            if like is not None:
                message = f"the sheet has the column titles of list {like}, but was not read"
                found.append(_found("sheet-not-recognised", sheet, message=message))
            elif not is_own(sheet):
                found.append(_found("sheet-without-list", sheet))
            continue
        number = _number_of(sheet, names, own, titles, found)
        if number is None:
            if not _is_empty(sheet):
                found.append(_found("sheet-not-recognised", sheet))
        elif number not in layouts:
            found.append(_found("list-not-asked", sheet, number))
        else:
            sheets_of[number].append(sheet)
    tables: dict[int, ListTable[ListRow]] = {}
    for number, layout in layouts.items():
        # A sheet with none of these names was recognised by its title.
        kinds = own, {fold(layout.sheet)}, names
        ranked = sorted(
            sheets_of[number], key=lambda sheet: [fold(sheet.name) not in kind for kind in kinds]
        )
        read = _first_of(ranked, layout, titles[number], found)
        if read is not None:
            sheet, tables[number] = read
            named = fold(sheet.name) in own and published.get(fold(sheet.name)) != number
            own_titles = {
                *map(fold, aliases.get(number, ())),
                *(fold(key) for key, title in tables[number].titles.items() if title == key),
            }
            own_titles -= titles_of(layout, {}).keys()
            found += _about_own(sheet, tables[number], own_titles, named=named)
    found += [
        Remark(rule="list-missing", list=number) for number in layouts if number not in tables
    ]
    return tuple(tables[number] for number in layouts if number in tables), tuple(found)


def _first_of(
    sheets: Iterable[RawSheet], layout: ListLayout, known: Mapping[str, str], found: list[Remark]
) -> tuple[RawSheet, ListTable[ListRow]] | None:
    """Return the first sheet of a list that has titles, and the list; report those after it."""
    others = iter(sheets)
    for sheet in others:
        table = _table(sheet, layout, known, found)
        if table is not None:
            repeats = tuple(_repeats(others, table, known, found))
            return sheet, attrs.evolve(table, repeats=repeats)
    return None


def _repeats(
    others: Iterable[RawSheet],
    table: ListTable[ListRow],
    known: Mapping[str, str],
    found: list[Remark],
) -> Iterator[tuple[str, int]]:
    """Report the other sheets of a list; yield the names of those with rows, and how many."""
    for sheet in others:
        message = f"the list was read from {table.sheet!r}, so nothing was read from here"
        found.append(_found("list-repeated", sheet, table.number, message=message))
        rows = len(_table(sheet, table.layout, known, []) or ())
        if rows:
            yield sheet.name, rows


def _list_like(
    sheet: RawSheet, layouts: Mapping[int, ListLayout], titles: Mapping[int, Mapping[str, str]]
) -> int | None:
    """Return the list whose titles a sheet has, with rows of children below them."""
    for number, known in titles.items():
        head = _head_of(sheet, known)
        if (
            head is not None
            and len(head.places) >= _FEWEST_OF_A_LIST
            and _has_children(sheet.rows[head.at + 1 :], layouts[number], head)
        ):
            return number
    return None


def _has_children(rows: Sequence[Sequence[object]], layout: ListLayout, head: _Head) -> bool:
    """Return whether rows have an identifier, a date or a number below its title, or any date.

    The published sheet Codes_used has the titles of lists, with only codes and words below them.
    """
    kinds = {column.key: column.kind for column in layout.columns}
    told = [place for key, place in head.places.items() if kinds[key] in _OF_ONE_CHILD]
    dates = [column for column in layout.columns if column.kind is CellKind.DATE][:1]
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        block = rows[start : start + _ROWS_AT_ONCE]
        if any(place < len(row) and not is_blank(row[place]) for row in block for place in told):
            return True
        # A number alone may be a date's serial number or anything else.
        cells = {cell for row in block for cell in row if isinstance(cell, date | str)}
        read = read_columns([(cell,) for cell in cells], dict(enumerate(dates)))
        if any(isinstance(value, date) for values, *_ in read for value in values):
            return True
    return False


_ROWS_AT_ONCE: Final = 1_000
_OF_ONE_CHILD: Final = frozenset((CellKind.IDENTIFIER, CellKind.DATE, CellKind.NUMBER))
# Lists share the titles of the child's facts, and a page of explanations may mention some.
_FEWEST_OF_A_LIST: Final = 5


def _is_empty(sheet: RawSheet) -> bool:
    return all(is_blank(cell) for row in sheet.rows for cell in row)


def _found(rule: str, sheet: RawSheet, number: int | None = None, **more: Any) -> Remark:
    return Remark(rule=rule, list=number, sheet=sheet.name, **more)


def _about_row(rule: str, sheet: RawSheet, number: int, row: int, **more: Any) -> Remark:
    """Return a remark on a row, or on the first of several, by its first cell."""
    return _found(rule, sheet, number, cell=cell_name(row, sheet.first_column), row=row, **more)


def _about_sheet(sheet: RawSheet, number: int) -> Iterator[Remark]:
    if sheet.guessed is not None:
        message = f"the file does not state its encoding; it was read as {sheet.guessed}"
        yield _found("file-encoding", sheet, number, message=message)
    if sheet.hidden:
        yield _found("sheet-hidden", sheet, number)


def _table(
    sheet: RawSheet, layout: ListLayout, known: Mapping[str, str], found: list[Remark]
) -> ListTable[ListRow] | None:
    number = layout.number
    found.extend(_about_sheet(sheet, number))
    head = _head_of(sheet, known)
    if head is None:
        found.append(
            _found(
                "titles-missing",
                sheet,
                number,
                message=f"none of the first {_ROWS_SEARCHED} rows contains the column titles",
            )
        )
        return None
    rows, row_numbers, outside, set_aside = _rows_of(sheet, layout, head, known, found)
    rows, width = _even(rows, len(head.titles))
    places: dict[str, int] = {}
    unrecognised = []
    title_row = sheet.first_row + head.at
    for at in range(width):
        title = head.titles[at] if at < len(head.titles) else None
        key = head.keys[at] if at < len(head.keys) else None
        place = sheet.first_column + at
        where: dict[str, Any] = {"cell": cell_name(title_row, place), "column": title}
        if key is not None and key not in places:
            places[key] = place
            continue
        cells = [row[at] for row in rows]
        if key is not None:
            message = (
                "the column appears more than once; the first, in column "
                f"{column_letters(places[key])}, was read"
            )
            found.append(_found("column-repeated", sheet, number, **where, message=message))
        elif title is not None:
            message = "unknown column title"
            found.append(_found("column-not-recognised", sheet, number, **where, message=message))
        elif cells.count(None) == len(cells) or all(map(is_blank, cells)):
            continue
        else:
            message = "the column contains data but has no title"
            found.append(_found("column-not-recognised", sheet, number, **where, message=message))
        unrecognised.append(UnrecognisedColumn(title=title or "", number=place, cells=cells))
    rows, shifted = _without_shifted(
        sheet, layout, rows=rows, row_numbers=row_numbers, places=places, found=found
    )
    set_aside |= dict.fromkeys(shifted, "row-shifted")
    found.extend(_about_hidden(sheet, number, row_numbers, places))
    found.extend(_about_identifiers(sheet, layout, places))
    found.extend(_about_volatile(sheet, layout, row_numbers, places))
    # Titles above groups of columns are often merged, which shifts nothing.
    covered = sorted(row for row in sheet.covered_rows if row >= title_row)
    if sheet.merged is not None and (covered or sheet.merged[1][0] > title_row):
        first, last = (cell_name(*place) for place in sheet.merged)
        what = (
            f"they cover values in {named_rows(covered)}, which were read although Excel does not "
            "show them"
            if covered
            else "only the first cell of each merged range has content"
        )
        message = f"merged cells, such as {first}:{last}; {what}"
        cell = cell_name(covered[0], sheet.first_column) if covered else first
        found.append(_found("cells-merged", sheet, number, cell=cell, message=message))
    raw = RawColumns(rows, {key: place - sheet.first_column for key, place in places.items()})
    found.extend(_about_columns(sheet, layout, places, _unknown_titles(title_row, unrecognised)))
    if not rows:
        found.append(_found("list-empty", sheet, number))
    return ListTable(
        layout=layout,
        sheet=sheet.name,
        raw=raw,
        places=places,
        row_numbers=row_numbers,
        unplaced=tuple(unrecognised),
        date_1904=sheet.date_1904,
        set_aside=set_aside,
        title_row=title_row,
        titles={key: str(sheet.rows[head.at][head.keys.index(key)]) for key in places},
        outside={
            (sheet.first_row + at, sheet.first_column + place): cell
            for at, row in enumerate(sheet.rows[: head.at])
            for place, cell in enumerate(row)
            if not is_blank(cell)
        }
        | outside
        | {
            (row_numbers[index], at): cell
            for index, row in shifted.items()
            for at, cell in enumerate(row, sheet.first_column)
            if not is_blank(cell)
        },
    )


def _readers(layout: ListLayout, places: Mapping[str, int]) -> dict[int, ColumnEntry]:
    """Return the columns of a list by their places."""
    return {places[column.key]: column for column in layout.columns if column.key in places}


def _without_shifted(
    sheet: RawSheet,
    layout: ListLayout,
    *,
    rows: Sequence[Sequence[object]],
    row_numbers: Sequence[int],
    places: Mapping[str, int],
    found: list[Remark],
) -> tuple[Sequence[Sequence[object]], dict[int, Sequence[object]]]:
    """Return the rows, with those that are shifted as blank ones, and these by their index."""
    at = {key: place - sheet.first_column for key, place in places.items()}
    shifts = shifted_rows(rows, _readers(layout, at), date_1904=sheet.date_1904)
    if not shifts:
        return rows, {}
    for index, shift in sorted(shifts.items()):
        columns = "one column" if abs(shift) == 1 else f"{abs(shift)} columns"
        message = (
            f"cells of the row are {columns} too far to the {'right' if shift > 0 else 'left'}; "
            "none of its cells were used"
        )
        found.append(
            _about_row("row-shifted", sheet, layout.number, row_numbers[index], message=message)
        )
    blank = (None,) * len(rows[0])
    kept = [blank if index in shifts else row for index, row in enumerate(rows)]
    return kept, {index: rows[index] for index in shifts}


def _about_hidden(
    sheet: RawSheet, number: int, row_numbers: Sequence[int], places: Mapping[str, int]
) -> Iterator[Remark]:
    """Return remarks on hidden rows and columns, because people may think they are not sent."""
    rows = sorted(set(sheet.hidden_rows).intersection(row_numbers))
    if rows:
        message = f"hidden or filtered rows were read: {named_rows(rows)}"
        yield _about_row("rows-hidden", sheet, number, rows[0], message=message)
    columns = sorted(
        place
        for place in places.values()
        if any(first <= place <= last for first, last in sheet.hidden_columns)
    )
    if columns:
        letters = ", ".join(map(column_letters, columns))
        yield _found(
            "columns-hidden",
            sheet,
            number,
            message=f"hidden columns were read: {letters}",
            cell=cell_name(sheet.first_row, columns[0]),
        )


def _about_identifiers(
    sheet: RawSheet, layout: ListLayout, places: Mapping[str, int]
) -> Iterator[Remark]:
    """Return remarks on identifiers that are shown as others than the numbers that are stored."""
    for column in layout.columns:
        place = places.get(column.key, 0)
        if column.kind is CellKind.IDENTIFIER and place in sheet.shown_otherwise:
            row = sheet.shown_otherwise[place]
            yield _found(
                "identifiers-shown-otherwise",
                sheet,
                layout.number,
                cell=cell_name(row, place),
                column=column.title,
            )


def _about_volatile(
    sheet: RawSheet, layout: ListLayout, row_numbers: Sequence[int], places: Mapping[str, int]
) -> Iterator[Remark]:
    """Return remarks on columns whose stored results depend on the day of the last save."""
    known = set(row_numbers) if sheet.volatile else ()
    for column in layout.columns:
        place = places.get(column.key, 0)
        for row in sheet.volatile.get(place, ()):
            if row in known:
                yield _found(
                    "formulas-volatile",
                    sheet,
                    layout.number,
                    cell=cell_name(row, place),
                    column=column.title,
                    row=row,
                )
                break


def _rows_above(
    sheet: RawSheet, layout: ListLayout, head: _Head, known: Mapping[str, str]
) -> list[int]:
    """Return the numbers of rows of children above the titles: sorting a sheet may put them there.

    What is usually there are words, headings of groups of columns, and numbers of columns.
    """
    readers = _readers(layout, head.places)
    rows: list[int] = []
    titled = False
    for at, row in enumerate(sheet.rows[: head.at]):
        if len(set(_head(at, row, known).keys) - {None}) >= _FEWEST_TITLES:
            titled = True
        elif _is_entry(row, readers, titled=titled):
            rows.append(sheet.first_row + at)
    return rows


def _is_entry(row: Sequence[object], columns: Mapping[int, ColumnEntry], *, titled: bool) -> bool:
    """Return whether a row above the titles has what columns contain.

    Args:
        row: The row.
        columns: The columns that the titles below it name, by their places.
        titled: Whether other titles are above it.
    """
    filled = {at: text for at, text in enumerate(map(_text, row)) if text is not None}
    if titled or len(filled) < _FEWEST_TITLES:
        return len(filled) >= _FEWEST_TITLES
    if all(len(text) <= len("A1") for text in filled.values()):
        return False
    here = {at: column for at, column in columns.items() if at in filled}
    values = [values[0] for values, *_ in read_columns([row], here)]
    read = sum(isinstance(value, date | Answer | Code) for value in values)
    return read > 1 or (read == 1 and len(filled) > _FEWEST_TITLES)


def _other_titles(
    rows: Sequence[Sequence[object]], head: _Head, known: Mapping[str, str]
) -> int | None:
    """Return the index of the first row below the titles with titles in other places.

    Two extracts in one sheet may have their columns in different orders. Nearly every row begins
    with an identifier, which ends in a digit.
    """
    for at, row in enumerate(rows):
        first = row[0] if row else None
        if not isinstance(first, str) or first[-1:].isdecimal():
            continue
        keys = _head(at, row, known).keys
        places = {(place, key) for place, key in enumerate(keys) if key is not None}
        filled = sum(not is_blank(cell) for cell in row)
        are_titles = len(places) >= _FEWEST_TITLES and len(places) * 2 > filled
        if are_titles and not places <= set(enumerate(head.keys)):
            return at
    return None


def _rows_of(
    sheet: RawSheet, layout: ListLayout, head: _Head, known: Mapping[str, str], found: list[Remark]
) -> tuple[
    Sequence[Sequence[object]], Sequence[int], dict[tuple[int, int], object], dict[int, str]
]:
    """Return the rows about children, their numbers, the cells outside them and the rows cleared.

    Rows that are not about a child are removed. Rows that are too wide, above the titles or below
    other titles are kept without cells, with the name of the rule that says why.
    """
    number = layout.number
    rows = sheet.rows[head.at + 1 :]
    first = sheet.first_row + head.at + 1
    blank = {at for at, row in enumerate(rows) if _is_blank_row(row)}
    width = len(head.titles)
    wide = set(_too_wide(rows, width))
    others = set(other_rows(rows, head.titles, head.places))
    if wide and not sheet.delimited:
        beside = {at: rows[at] for at in wide if not all(map(is_blank, rows[at][width:]))}
        # A pivot or notes beside the list may go on below it.
        others |= {at for at, row in beside.items() if all(map(is_blank, row[:width]))}
        about_children = {at: row for at, row in beside.items() if at not in others}
        readers = _readers(layout, head.places)
        wide = shifted_beyond(about_children, readers, width, date_1904=sheet.date_1904)
    above = _rows_above(sheet, layout, head, known)
    if above:
        message = (
            "rows above the column titles look like those of children, and were not read: "
            f"{named_rows(above)}"
        )
        found.append(_about_row("rows-off-titles", sheet, number, above[0], message=message))
    unused = dict.fromkeys(wide, "row-too-wide")
    again = _other_titles(rows, head, known) if len(head.places) >= _FEWEST_TITLES else None
    if again is not None:
        message = (
            f"row {first + again} contains column titles in different places from row "
            f"{sheet.first_row + head.at}; the rows below row {first + again} were not used"
        )
        found.append(_about_row("rows-off-titles", sheet, number, first + again, message=message))
        others.add(again)
        unused = dict.fromkeys(range(again + 1, len(rows)), "rows-off-titles") | unused
    others -= blank | unused.keys()
    found += [
        _about_row("row-too-wide", sheet, number, first + at, **_wide(sheet)) for at in sorted(wide)
    ]
    if others:
        found.append(_about_others(sheet, number, [first + at for at in sorted(others)]))
    outside = {
        (first + at, sheet.first_column + place): cell
        for at in sorted((unused.keys() - blank) | others)
        for place, cell in enumerate(rows[at])
        if not is_blank(cell)
    }
    if not (blank or others or unused or above):
        return rows, range(first, first + len(rows)), outside, {}
    kept = [at for at in range(len(rows)) if at not in blank and at not in others]
    set_aside = dict.fromkeys(range(len(above)), "rows-off-titles") | {
        index: unused[at] for index, at in enumerate(kept, len(above)) if at in unused
    }
    used = [() if at in unused else rows[at] for at in kept]
    return (
        [*((),) * len(above), *used],
        [*above, *(first + at for at in kept)],
        outside,
        set_aside,
    )


def _wide(sheet: RawSheet) -> dict[str, str]:
    """Return what to say of a row that is too wide, where it differs from what the rule says."""
    if sheet.delimited:
        return {}
    return {
        "message": (
            "the row has content to the right of the last titled column, and its cells may be "
            "shifted; none of them were used"
        ),
        "remedy": (
            "give the column of that content a title, move the content to another sheet, or check "
            "whether the cells of the row are shifted"
        ),
    }


def _too_wide(rows: Sequence[Sequence[object]], width: int) -> Iterator[int]:
    """Return the rows with more cells than there are titles, because their cells may be shifted.

    Some programs end every line of a CSV file with a separator. So blank cells count only if most
    rows are as wide as the titles.
    """
    widths = Counter(map(len, rows))
    if not any(length > width for length in widths):
        return
    most = max(widths.values())
    usual = min(length for length, number in widths.items() if number == most)
    for at, row in enumerate(rows):
        if len(row) > width and (usual == width or not all(map(is_blank, row[width:]))):
            yield at


def _about_others(sheet: RawSheet, number: int, rows: Sequence[int]) -> Remark:
    message = (
        "totals, report lines or repeated titles, which are not about a child, were not used: "
        f"{named_rows(rows)}"
    )
    return _about_row("not-a-child", sheet, number, rows[0], message=message)


def _is_blank_row(row: Sequence[object]) -> bool:
    first = row[0] if row else None
    # Nearly every row starts with an identifier, and an identifier with a visible character.
    if isinstance(first, str) and "!" <= first < "\x7f":
        return False
    return all(map(is_blank, row))


def _even(rows: Sequence[Sequence[object]], width: int) -> tuple[Sequence[Sequence[object]], int]:
    """Return rows of equal length, padded with blank cells, and that length."""
    widths = set(map(len, rows)) | {width}
    width = max(widths)
    if len(widths) > 1:
        rows = [(*row, *(None,) * (width - len(row))) for row in rows]
    return rows, width


def _unknown_titles(row: int, unrecognised: Iterable[UnrecognisedColumn]) -> dict[str, str]:
    """Return the cell of each unknown title, as far as it may be a misspelt one."""
    cells = {fold(each.title): cell_name(row, each.number) for each in unrecognised if each.title}
    few = islice(cells.items(), _MOST_TITLES_COMPARED)
    return {title: cell for title, cell in few if len(title) <= _LONGEST_TITLE_COMPARED}


_MOST_TITLES_COMPARED: Final = 50
_LONGEST_TITLE_COMPARED: Final = 200


def _about_columns(
    sheet: RawSheet,
    layout: ListLayout,
    places: Mapping[str, int],
    unknown: Mapping[str, str],
) -> Iterator[Remark]:
    """Return remarks on missing columns, and on columns that are not in the published order."""
    for column in layout.columns:
        if column.key not in places:
            message = _missing(column, unknown)
            yield _found(
                "column-missing", sheet, layout.number, column=column.title, message=message
            )
    order = [places[column.key] for column in layout.columns if column.key in places]
    if order != sorted(order):
        yield _found("columns-reordered", sheet, layout.number)


def _about_own(
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
    yield _found("names-not-published", sheet, table.number, message=message)


def _missing(column: ColumnEntry, unknown: Mapping[str, str]) -> str:
    """Return that a column is missing, and which unknown title may be a misspelling of its title.

    The title itself is not shown, as a misread one can be a child's data.
    """
    added = ", which this inspection adds," if column.added else ""
    near = get_close_matches(fold(column.title), unknown, n=1, cutoff=0.75)
    asked = f" (is the unknown title in {unknown[near[0]]} meant?)" if near else ""
    return f"the column{added} was not found{asked}"
