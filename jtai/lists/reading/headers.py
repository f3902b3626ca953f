"""Which list a sheet contains, where its titles are, and which column each title means.

Invariant: titles are matched exactly, ignoring only what `fold` leaves out, and names of sheets by
their words and numbers; similarity is never used. Whatever is not recognised is reported and kept.
If two columns match, the first with content is used and the other is reported; of two sheets, the
one whose name is the caller's or published.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Final

import attrs

from jtai.core.english import phrase
from jtai.guidance.entries.list_entries import CellKind, ListEdition, ListLayout, OtherList
from jtai.lists.reading.cells import are_cells
from jtai.lists.reading.children_rows import even, rows_of, with_merged, without_shifted
from jtai.lists.reading.column_reading import read_columns
from jtai.lists.reading.folding import fold, is_blank
from jtai.lists.reading.rows import ListRow
from jtai.lists.reading.sheet_remarks import (
    about_columns,
    about_hidden,
    about_identifiers,
    about_merged,
    about_own,
    about_sheet,
    about_volatile,
    found_in,
    unknown_titles,
)
from jtai.lists.reading.sheets import (
    RawSheet,
    Remark,
    cell_name,
    column_letters,
    is_own,
    named_rows,
)
from jtai.lists.reading.table import ListTable, RawColumns, UnrecognisedColumn
from jtai.lists.reading.title_row import ROWS_SEARCHED, Head, find_head, words_in
from jtai.lists.reading.titles import Aliases, SheetNames, titles_of

Names = Callable[[str], int | None]
"""The number of the list that the name of a sheet means."""

# A title such as "List 7: children with a plan", whatever its words.
_NUMBERED: Final = re.compile(r"(?:annex a\W+)?list\W?[0-9]+(?=$| ?[:(\u2013-])")
# A number alone in brackets is that of a copy.
_WORD: Final = re.compile(r"\([0-9]+\)|[0-9]+|[^\W\d_]+")


def _name(text: str) -> str:
    """Return the words and numbers of a sheet's name, as it is compared.

    Examples:
        >>> _name("List_06"), _name("list6"), _name("Annex A - List 6"), _name("List (6)")
        ('list 6', 'list 6', 'list 6', 'list (6)')
    """
    words = _WORD.findall(fold(text))
    if words[:2] == ["annex", "a"] and "".join(words[2:3]).isalpha():
        words = words[2:]
    return " ".join((word.lstrip("0") if len(words) > 1 else "") or word for word in words)


@lru_cache(maxsize=10)
def names_of(edition: ListEdition) -> Mapping[str, int]:
    """Return the list number that each sheet name means, by the name as it is compared."""
    names: dict[str, int] = {}
    entries: tuple[ListLayout | OtherList, ...] = (*edition.others, *edition.lists)
    for entry in entries:
        number, title = entry.number, entry.title
        words = title.partition(":")[2].strip()
        forms = [str(number), f"list {number}", f"l{number}", title]
        if isinstance(entry, ListLayout):
            forms.append(entry.sheet)
        for called in filter(None, (words, *entry.sheet_aliases)):
            forms.append(called)
            forms += (
                f"{start}{number}{sign}{called}"
                for start in ("list ", "", "annex a list ", "annex a - list ")
                for sign in (" ", ": ", " - ", ". ", " (")
            )
        # Spreadsheets cut sheet names to 31 characters.
        names |= {_name(form[:length]): number for form in forms for length in (31, None)}
    return names


def _titled(sheet: RawSheet, names: Names) -> tuple[int, str, str] | None:
    """Return which list a title above the columns of a sheet names, the title and its cell."""
    for at, row in enumerate(sheet.rows[:ROWS_SEARCHED]):
        texts = [(place, text) for place, text in enumerate(map(words_in, row)) if text is not None]
        # The list's name is the only cell in its row; a number there is an ordinary cell.
        if len(texts) != 1 or texts[0][1].isdigit():
            continue
        place, title = texts[0][0], fold(texts[0][1])
        numbered = _NUMBERED.match(title)
        number = names(numbered[0] if numbered else title)
        if number is not None:
            cell = cell_name(sheet.first_row + at, sheet.first_column + place)
            return number, title, cell
    return None


def _number_of(
    sheet: RawSheet,
    names: Names,
    own: Collection[str],
    titles: Mapping[int, Mapping[str, str]],
    found: list[Remark],
) -> int | None:
    """Return which list a sheet is: by its name, or by a title above its columns.

    The caller's own name decides alone; a published name that a title contradicts is reported.
    """
    number, titled = names(sheet.name), _titled(sheet, names)
    if titled is None or fold(sheet.name) in own:
        return number
    other, title, cell = titled
    if number is None:
        # On a contents page, it refers to a list on another sheet.
        if find_head(sheet, titles.get(other, {})) is None:
            return None
        message = f"the sheet was recognised as list {other} by its title, not by its name"
        found.append(found_in("sheet-by-title", sheet, other, cell=cell, message=message))
        return other
    # Words such as "Assessments" may be the heading of some columns.
    if number != other and title.startswith(("list", "annex a")):
        use = "the name was used"
        if number not in titles:
            use = f"it was not read, as list {number} is not asked for"
        message = f"the sheet's name says list {number}, but its title says list {other}; {use}"
        # About the whole file, so that it is seen whichever lists are checked.
        found.append(found_in("sheet-contradicted", sheet, cell=cell, message=message))
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
    published = names_of(edition)
    own = {fold(name): number for name, number in sheet_names.items()}
    titles = {
        number: titles_of(layout, aliases.get(number, {})) for number, layout in layouts.items()
    }
    not_lists = set(map(fold, edition.other_sheets)) - own.keys()

    def names(text: str) -> int | None:
        return own.get(fold(text), published.get(_name(text)))

    sheets_of: dict[int, list[RawSheet]] = {number: [] for number in layouts}
    # Sheets of another name that have the titles of a list.
    alike: dict[int, list[RawSheet]] = {number: [] for number in layouts}
    # Sheets with titles of several lists, or of another list than their name says.
    perhaps: dict[int, list[RawSheet]] = {number: [] for number in layouts}
    found: list[Remark] = []
    for sheet in sheets:
        skipped = sheet.beside or is_own(sheet) or fold(sheet.name) in not_lists
        number = None if skipped else _number_of(sheet, names, own, titles, found)
        if number in layouts:
            sheets_of[number].append(sheet)
            if fold(sheet.name) not in own:
                others = _other_lists(sheet, number, layouts, titles)
                found += _about_titles(sheet, number, others)
                _add(sheet, others, perhaps)
        elif number is not None:
            found.append(found_in("list-not-asked", sheet, number))
        elif len(like := _lists_like(sheet, layouts, titles)) == 1:
            alike[like[0]].append(sheet)
        else:
            found += _not_read(sheet, like, not_lists)
            # Titles that all lists have, and no others, are of a lookup.
            if like != [*layouts] or _has_unknown_titles(sheet, titles[like[0]]):
                _add(sheet, like, perhaps)
    tables: dict[int, ListTable[ListRow]] = {}
    for number, layout in layouts.items():
        kinds = own, {fold(layout.sheet)}
        # A sheet without a name of the list was recognised by its title.
        ranked = sorted(
            sheets_of[number],
            key=lambda sheet: [
                *(fold(sheet.name) not in kind for kind in kinds),
                names(sheet.name) is None,
            ],
        )
        read = _first_of(ranked, alike[number], layout, titles[number], found)
        if read is not None:
            sheet, tables[number] = read
            named = fold(sheet.name) in own and published.get(_name(sheet.name)) != number
            own_titles = {
                *map(fold, aliases.get(number, ())),
                *(fold(key) for key, title in tables[number].titles.items() if title == key),
            }
            own_titles -= titles_of(layout, {}).keys()
            found += about_own(sheet, tables[number], own_titles, named=named)
    found += [
        _missing(layout, sheets_of[number], alike[number] + perhaps[number], titles[number])
        for number, layout in layouts.items()
        if number not in tables
    ]
    return tuple(tables[number] for number in layouts if number in tables), tuple(found)


def _missing(
    layout: ListLayout,
    sheets: Iterable[RawSheet],
    alike: Iterable[RawSheet],
    known: Mapping[str, str],
) -> Remark:
    """Return the remark on a list that was not found, with the first sheet that may contain it.

    Args:
        layout: The list.
        sheets: The sheets that were recognised as the list, all without titles.
        alike: Sheets of another name with its titles, perhaps as many as of another list.
        known: The key of the column that each title means.
    """
    tables = ((sheet, _table(sheet, layout, known, [])) for sheet in alike)
    lost = [
        *(sheet for sheet in sheets if not _is_empty(sheet)),
        *(sheet for sheet, table in tables if table is not None and _has_a_child(table)),
    ]
    if not lost:
        return Remark(rule="list-missing", list=layout.number)
    message = f"the list was not found; {lost[0].name!r} may contain it, but was not read"
    return found_in("list-missing", lost[0], layout.number, message=message)


def _first_of(
    sheets: Iterable[RawSheet],
    alike: Iterable[RawSheet],
    layout: ListLayout,
    known: Mapping[str, str],
    found: list[Remark],
) -> tuple[RawSheet, ListTable[ListRow]] | None:
    """Return the first sheet of a list that has titles, and the list; report the other sheets.

    Args:
        sheets: The sheets that were recognised as the list.
        alike: Sheets of another name with its titles, none of which is the first.
        layout: The list.
        known: The key of the column that each title means.
        found: Where to add remarks.
    """
    others = iter(sheets)
    for sheet in others:
        table = _table(sheet, layout, known, found)
        if table is not None:
            repeats = (*_repeats(others, table, known, found), *_more(alike, table, known, found))
            return sheet, attrs.evolve(table, repeats=repeats)
    for sheet in alike:
        found += _not_read(sheet, [layout.number])
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
        found.append(found_in("list-repeated", sheet, table.number, message=message))
        rows = len(_table(sheet, table.layout, known, []) or ())
        if rows:
            yield sheet.name, rows


def _more(
    alike: Iterable[RawSheet],
    table: ListTable[ListRow],
    known: Mapping[str, str],
    found: list[Remark],
) -> Iterator[tuple[str, int]]:
    """Report sheets of another name with a list's titles; yield those with rows, as `_repeats`."""
    number = table.number
    for sheet in alike:
        more = _table(sheet, table.layout, known, [])
        if more is None or not _has_a_child(more):
            found += _not_read(sheet, [number])
            continue
        message = (
            f"the sheet has column titles and rows of list {number}, which was read from "
            f"{table.sheet!r}, so nothing was read from here"
        )
        found.append(found_in("list-repeated", sheet, number, message=message, remedy=_MOVE))
        yield sheet.name, len(more)


_MOVE: Final = (
    "move any rows of the list that are not copies to the sheet or file that was read, and then "
    "remove this one"
)


def _has_a_child(table: ListTable[ListRow]) -> bool:
    """Return whether a row has an identifier and a date, unlike pivots and explanations."""
    kinds = {column.key: column.kind for column in table.layout.columns}
    dates = [table.values(key) for key in table.raw if kinds[key] is CellKind.DATE]
    return "child_id" in table.raw and any(
        isinstance(child, str) and any(isinstance(day, date) for day in days)
        for child, *days in zip(table.values("child_id"), *dates, strict=True)
    )


def _not_read(
    sheet: RawSheet, like: Sequence[int], others: Collection[str] = ()
) -> Iterator[Remark]:
    """Return a remark on a sheet that is not recognised as a list.

    Args:
        sheet: The sheet.
        like: The lists whose titles it has.
        others: The names of published sheets that are not lists.
    """
    if sheet.beside:  # there is a remark on its file
        return
    if like:
        message = f"the sheet has column titles of {_named(like)}, but was not read"
        yield found_in("sheet-not-recognised", sheet, message=message)
    elif is_own(sheet):
        return
    elif fold(sheet.name) in others:
        yield found_in("sheet-without-list", sheet)
    elif not _is_empty(sheet):
        yield found_in("sheet-not-recognised", sheet)


def _lists_like(
    sheet: RawSheet, layouts: Mapping[int, ListLayout], titles: Mapping[int, Mapping[str, str]]
) -> list[int]:
    """Return the lists that share most titles with a sheet, if it has rows of children."""
    heads = {number: find_head(sheet, known) for number, known in titles.items()}
    likes = {number: head for number, head in heads.items() if head is not None}
    most = max((len(head.places) for head in likes.values()), default=0)
    if most < _FEWEST_OF_A_LIST:
        return []
    return [
        number
        for number, head in likes.items()
        if len(head.places) == most
        and _has_children(sheet.rows[head.at + 1 :], layouts[number], head)
    ]


def _other_lists(
    sheet: RawSheet,
    number: int,
    layouts: Mapping[int, ListLayout],
    titles: Mapping[int, Mapping[str, str]],
) -> list[int]:
    """Return the lists whose titles a sheet has, if not those of the list that its name says."""
    like = _lists_like(sheet, layouts, titles)
    if not like or number in like:
        return []
    heads = find_head(sheet, titles[like[0]]), find_head(sheet, titles[number])
    keys, own = (frozenset(head.places if head is not None else ()) for head in heads)
    return like if len(keys - own) >= _FEWEST_OF_ANOTHER > len(own - keys) else []


def _about_titles(sheet: RawSheet, number: int, others: Sequence[int]) -> Iterator[Remark]:
    """Return a remark on a sheet with the column titles of other lists than its name says."""
    if others:
        message = (
            f"the sheet's name says list {number}, but it has the column titles of {_named(others)}"
            "; the name was used"
        )
        yield found_in("sheet-contradicted", sheet, message=message)


def _named(lists: Sequence[int]) -> str:
    return f"list{'s' if len(lists) > 1 else ''} {phrase(lists)}"


def _add(sheet: RawSheet, numbers: Iterable[int], sheets: Mapping[int, list[RawSheet]]) -> None:
    for number in numbers:
        sheets[number].append(sheet)


def _has_unknown_titles(sheet: RawSheet, known: Mapping[str, str]) -> bool:
    """Return whether a sheet has unknown titles beside known ones; they may be misspelt."""
    head = find_head(sheet, known)
    return head is not None and bool(head.unknown)


def _has_children(rows: Sequence[Sequence[object]], layout: ListLayout, head: Head) -> bool:
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
# Somebody may add a column or two from another list.
_FEWEST_OF_ANOTHER: Final = 3


def _is_empty(sheet: RawSheet) -> bool:
    return all(is_blank(cell) for row in sheet.rows for cell in row)


def _table(
    sheet: RawSheet, layout: ListLayout, known: Mapping[str, str], found: list[Remark]
) -> ListTable[ListRow] | None:
    number = layout.number
    found.extend(about_sheet(sheet, number))
    head = find_head(sheet, known)
    if head is None:
        found.append(
            found_in(
                "titles-missing",
                sheet,
                number,
                message=f"none of the first {ROWS_SEARCHED} rows contains the column titles",
            )
        )
        return None
    all_keys, hidden = head.keys, are_cells(head.unknown.values())
    head = _without_blank_copies(sheet, head)
    used = head.places
    rows, row_numbers, outside, set_aside = rows_of(sheet, layout, head, known, found)
    rows, width = even(rows, len(head.titles))
    places: dict[str, int] = {}
    unrecognised = []
    title_row = sheet.first_row + head.at
    for at in range(width):
        title = head.titles[at] if at < len(head.titles) else None
        key = all_keys[at] if at < len(all_keys) else None
        place = sheet.first_column + at
        where: dict[str, Any] = {"cell": cell_name(title_row, place), "column": title}
        if key is not None and used[key] == at:
            places[key] = place
            continue
        cells = [row[at] for row in rows]
        if key is not None:
            read = [row[used[key]] for row in rows]
            letters = column_letters(sheet.first_column + used[key])
            message = _about_copy(cells, read, letters, row_numbers)
            found.append(found_in("column-repeated", sheet, number, **where, message=message))
        elif title is not None:
            message = "unknown column title"
            if hidden:
                where["column"] = None
            found.append(found_in("column-not-recognised", sheet, number, **where, message=message))
        elif cells.count(None) == len(cells) or all(map(is_blank, cells)):
            continue
        else:
            message = "the column contains data but has no title"
            found.append(found_in("column-not-recognised", sheet, number, **where, message=message))
        unrecognised.append(UnrecognisedColumn(title=title or "", number=place, cells=cells))
    rows, shifted = without_shifted(
        sheet,
        layout,
        rows=rows,
        row_numbers=row_numbers,
        places=places,
        width=head.width,
        found=found,
    )
    set_aside |= dict.fromkeys(shifted, "row-shifted")
    rows = with_merged(
        sheet,
        rows=rows,
        row_numbers=row_numbers,
        places=places.values(),
        title_row=title_row,
        set_aside=set_aside,
    )
    found.extend(about_hidden(sheet, number, row_numbers, places))
    found.extend(about_identifiers(sheet, layout, places))
    found.extend(about_volatile(sheet, layout, row_numbers, places))
    found.extend(about_merged(sheet, number, title_row))
    raw = RawColumns(rows, {key: place - sheet.first_column for key, place in places.items()})
    found.extend(about_columns(sheet, layout, places, unknown_titles(title_row, unrecognised)))
    if not rows:
        found.append(found_in("list-empty", sheet, number))
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
        titles={key: _title_of(sheet, head, head.keys.index(key)) for key in places},
        outside=dict(enumerate(sheet.rows[: head.at], sheet.first_row))
        | outside
        | {row_numbers[index]: row for index, row in shifted.items()},
        first_column=sheet.first_column,
        shows_others=places.get("child_id") in sheet.shown_otherwise,
    )


def _without_blank_copies(sheet: RawSheet, head: Head) -> Head:
    """Return titles without the keys of columns without content, if a copy of them has some."""
    repeated = {key for key, times in Counter(head.keys).items() if times > 1} - {None}
    filled = {
        at: any(at < len(row) and not is_blank(row[at]) for row in sheet.rows[head.at + 1 :])
        for at, key in enumerate(head.keys)
        if key in repeated
    }
    has_content = {head.keys[at] for at, is_filled in filled.items() if is_filled}
    keys = (
        None if key in has_content and not filled[at] else key for at, key in enumerate(head.keys)
    )
    return attrs.evolve(head, keys=tuple(keys)) if repeated else head


def _about_copy(
    cells: Sequence[object], read: Sequence[object], letters: str, row_numbers: Sequence[int]
) -> str:
    """Return how a column that appears more than once differs from the one that was read.

    Args:
        cells: Its cells.
        read: Those of the column that was read.
        letters: The letters of that column.
        row_numbers: The numbers of the rows.
    """
    if all(map(is_blank, cells)):
        how = f"this one is blank, so column {letters} was read"
    elif different := [
        number
        for number, cell, other in zip(row_numbers, cells, read, strict=True)
        if cell != other and not (is_blank(cell) and is_blank(other))
    ]:
        how = f"column {letters} was read, but this one differs in {named_rows(different)}"
    else:
        how = f"column {letters} was read, and this one has the same cells"
    return f"the column appears more than once; {how}"


def _title_of(sheet: RawSheet, head: Head, at: int) -> str:
    """Return a title as in the file; it may be in the row above the last one of the titles."""
    row = sheet.rows[head.at]
    is_above = at >= len(row) or is_blank(row[at])
    return str(sheet.rows[head.at - 1][at] if is_above else row[at])
