"""Which rows of a sheet are about children, and which of them can be used.

Invariant: a row that is not about a child is removed, and its cells are kept; a row that is too
wide, shifted, or above or below titles stays in its place without cells. Each is reported.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain

from jtai.core.answers import Answer
from jtai.guidance.entries.list_entries import Code, ColumnEntry, ListLayout
from jtai.lists.reading.cells import are_cells
from jtai.lists.reading.column_reading import read_columns
from jtai.lists.reading.folding import TitlesFolded, fold, is_blank
from jtai.lists.reading.other_rows import is_plain, other_rows
from jtai.lists.reading.sheet_remarks import about_row
from jtai.lists.reading.sheets import MERGED, RawSheet, Remark, named_rows
from jtai.lists.reading.shifted_rows import (
    FEW,
    broken_lines,
    shifted_beyond,
    shifted_in_lines,
    shifted_rows,
    uneven_lines,
)
from jtai.lists.reading.title_row import FEWEST_TITLES, Head, head_of, words_in


def _readers(layout: ListLayout, places: Mapping[str, int]) -> dict[int, ColumnEntry]:
    """Return the columns of a list by their places."""
    return {places[column.key]: column for column in layout.columns if column.key in places}


def without_shifted(
    sheet: RawSheet,
    layout: ListLayout,
    *,
    rows: Sequence[Sequence[object]],
    row_numbers: Sequence[int],
    places: Mapping[str, int],
    width: int,
    found: list[Remark],
) -> tuple[Sequence[Sequence[object]], dict[int, Sequence[object]]]:
    """Return the rows, with those that are shifted as blank ones, and these by their index."""
    at = {key: place - sheet.first_column for key, place in places.items()}
    readers = _readers(layout, at)
    shifts = shifted_rows(rows, readers, date_1904=sheet.date_1904)
    if sheet.delimited:
        shifts = _uneven(sheet, rows, row_numbers, width, readers) | shifts
    if not shifts:
        return rows, {}
    for index, shift in sorted(shifts.items()):
        columns = "one column" if abs(shift) == 1 else f"{abs(shift)} columns"
        message = (
            f"cells of the row are {columns} too far to the {'right' if shift > 0 else 'left'}; "
            "none of its cells were used"
        )
        found.append(
            about_row("row-shifted", sheet, layout.number, row_numbers[index], message=message)
        )
    blank = (None,) * len(rows[0])
    kept = [blank if index in shifts else row for index, row in enumerate(rows)]
    return kept, {index: rows[index] for index in shifts}


def with_merged(
    sheet: RawSheet,
    *,
    rows: Sequence[Sequence[object]],
    row_numbers: Sequence[int],
    places: Collection[int],
    title_row: int,
    set_aside: Collection[int],
) -> Sequence[Sequence[object]]:
    """Return the rows, with `MERGED` in blank cells of their merged areas.

    Excel shows the value of an area's first cell over the whole area, so a blank cell in it does
    not mean that there is no value.

    Args:
        sheet: The sheet.
        rows: The rows that are used, all of the same length.
        row_numbers: Their numbers in the sheet, in order.
        places: The numbers of the columns that are read.
        title_row: The number of the row of titles; areas that begin there or above are ignored.
        set_aside: The indexes of rows without cells.
    """
    changed: dict[int, list[object]] = {}
    for top, left, bottom, right in sheet.merged_areas:
        across = [place - sheet.first_column for place in places if left <= place <= right]
        if not across or top <= title_row:
            continue
        for index in range(bisect_left(row_numbers, top), bisect_right(row_numbers, bottom)):
            for at in across if index not in set_aside else ():
                if is_blank(rows[index][at]):
                    if index not in changed:
                        changed[index] = [*rows[index]]
                    changed[index][at] = MERGED
    return [changed.get(index, row) for index, row in enumerate(rows)] if changed else rows


def _uneven(
    sheet: RawSheet,
    rows: Sequence[Sequence[object]],
    row_numbers: Sequence[int],
    width: int,
    readers: Mapping[int, ColumnEntry],
) -> dict[int, int]:
    """Return the rows of a CSV file that are shifted according to the lengths of its lines."""
    lines = [sheet.rows[number - sheet.first_row] for number in row_numbers]
    if len(set(map(len, lines))) <= 1:
        return {}
    uneven = uneven_lines(dict(zip(row_numbers, lines, strict=True)), width)
    some = {
        index: uneven[number]
        for index, number in enumerate(row_numbers)
        if number in uneven and not _is_blank_row(rows[index])
    }
    shifts: dict[int, int] = {}
    for shift in set(some.values()):
        alike = {index: rows[index] for index, by in some.items() if by == shift}
        found = shifted_in_lines(alike, readers, shift, date_1904=sheet.date_1904)
        shifts |= dict.fromkeys(found, shift)
    return shifts


def _rows_above(
    sheet: RawSheet, layout: ListLayout, head: Head, known: Mapping[str, str]
) -> list[int]:
    """Return the numbers of rows of children above the titles: sorting a sheet may put them there.

    What is usually there are words, headings of groups of columns, and numbers of columns.
    """
    readers = _readers(layout, head.places)
    rows: list[int] = []
    titled = False
    for at, row in enumerate(sheet.rows[: head.at]):
        if len(set(head_of(at, row, known).keys) - {None}) >= FEWEST_TITLES:
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
    filled = {at: text for at, text in enumerate(map(words_in, row)) if text is not None}
    if titled or len(filled) < FEWEST_TITLES:
        return len(filled) >= FEWEST_TITLES
    if all(len(text) <= len("A1") for text in filled.values()):
        return False
    here = {at: column for at, column in columns.items() if at in filled}
    values = [values[0] for values, *_ in read_columns([row], here)]
    read = sum(isinstance(value, date | Answer | Code) for value in values)
    return read > 1 or (read == 1 and len(filled) > FEWEST_TITLES)


def _other_titles(
    rows: Sequence[Sequence[object]],
    head: Head,
    known: Mapping[str, str],
    titles_folded: TitlesFolded,
) -> int | None:
    """Return the index of the first row below the titles with titles in other places.

    Two extracts in one sheet may have their columns in different orders. Nearly every row begins
    with an identifier, which ends in a digit.
    """
    for at, row in enumerate(rows):
        first = row[0] if row else None
        if first is None:
            first = next((cell for cell in row if cell is not None), None)
        if not isinstance(first, str) or first[-1:].isdecimal():
            continue
        keys = head_of(at, row, known, titles_folded.__getitem__).keys
        places = {(place, key) for place, key in enumerate(keys) if key is not None}
        filled = sum(not is_blank(cell) for cell in row)
        are_titles = len(places) >= FEWEST_TITLES and len(places) * 2 > filled
        if are_titles and not places <= set(enumerate(head.keys)):
            return at
    return None


def _beside_titles(
    rows: Sequence[Sequence[object]], head: Head, titles_folded: TitlesFolded
) -> list[int]:
    """Return the indexes of rows with the recognised titles again, and other cells beside them.

    Some programs write a report's titles and the values of a row into one line.
    """
    name = head.places.get("child_id")
    unknown = _unknown(head)
    if name is None or not unknown:
        return []
    folded = [None if title is None else titles_folded[title] for title in head.titles]

    def are_titles(row: Sequence[object], places: Iterable[int]) -> list[bool]:
        """Return whether each filled cell at some places is the title of its column."""
        cells = [(row[at], folded[at]) for at in places if at < len(row) and not is_blank(row[at])]
        return [isinstance(cell, str) and titles_folded[cell] == title for cell, title in cells]

    return [
        at
        for at, row in enumerate(rows)
        if name < len(row)
        and not is_plain(row[name])
        and any(are_titles(row, [name]))
        and sum(are_titles(row, head.places.values())) >= FEWEST_TITLES
        and are_titles(row, unknown).count(False) >= FEWEST_TITLES
    ]


def _unknown(head: Head) -> dict[int, str]:
    """Return the unknown titles by their places, if they are enough to be the cells of a child.

    The number and time of a page may be beside its titles.
    """
    fewest = max(FEWEST_TITLES, len(head.places) / 2)
    return head.unknown if len(head.unknown) >= fewest else {}


def rows_of(
    sheet: RawSheet, layout: ListLayout, head: Head, known: Mapping[str, str], found: list[Remark]
) -> tuple[Sequence[Sequence[object]], Sequence[int], dict[int, Sequence[object]], dict[int, str]]:
    """Return the rows about children, their numbers, the other rows and the rows cleared.

    Rows that are not about a child are removed. Rows that are too wide, above the titles or below
    other titles are kept without cells, with the name of the rule that says why.
    """
    number = layout.number
    rows = sheet.rows[head.at + 1 :]
    first = sheet.first_row + head.at + 1
    blank = {at for at, row in enumerate(rows) if _is_blank_row(row)}
    beyond = set(_too_wide(rows, len(head.titles)))
    wide, beside = (beyond, set[int]()) if sheet.delimited else (set[int](), beyond)
    readers = _readers(layout, head.places)
    titles = filter(None, head.titles)
    titles_folded = TitlesFolded({*known, *map(fold, titles)})
    others = other_rows(rows, head.titles, readers, blank, titles_folded)
    lines = _merged_lines(sheet, rows, first, readers)
    others |= lines.keys()
    untitled = (
        set(_too_wide(rows, head.width)) - beyond if head.width < len(head.titles) else set[int]()
    )
    if len(untitled) <= max(1, len(rows) // FEW):  # otherwise, a column lacks its title
        beside = beside | untitled
    if beside:
        # A pivot or notes beside the list may go on below it.
        others |= {at for at in beside if all(map(is_blank, rows[at][: head.width]))}
        about_children = {at: rows[at] for at in beside - others}
        wide = wide | shifted_beyond(about_children, readers, head.width, date_1904=sheet.date_1904)
    above = _rows_above(sheet, layout, head, known)
    if above:
        message = (
            "rows above the column titles look like those of children, and were not read: "
            f"{named_rows(above)}"
        )
        found.append(about_row("rows-off-titles", sheet, number, above[0], message=message))
    unused = dict.fromkeys(wide, "row-too-wide") | _broken(sheet, number, rows, head, found)
    has_titles = len(head.places) >= FEWEST_TITLES
    again = _other_titles(rows, head, known, titles_folded) if has_titles else None
    if again is not None:
        message = (
            f"row {first + again} contains column titles in different places from row "
            f"{sheet.first_row + head.at}; the rows below row {first + again} were not used"
        )
        found.append(about_row("rows-off-titles", sheet, number, first + again, message=message))
        others.add(again)
        unused = dict.fromkeys(range(again + 1, len(rows)), "rows-off-titles") | unused
    others -= blank | unused.keys()
    beside_titles = _beside_titles(rows, head, titles_folded)
    has_values = are_cells(_unknown(head).values())
    if beside_titles or (len(blank) == len(rows) and has_values):
        # The titles that were found are beside those of the first child.
        above.append(first - 1)
        numbers = [first - 1, *(first + at for at in beside_titles)]
        message = f"rows with column titles beside other cells were not read: {named_rows(numbers)}"
        found.append(about_row("rows-off-titles", sheet, number, numbers[:2][-1], message=message))
        unused |= dict.fromkeys(beside_titles, "rows-off-titles")
        others.difference_update(beside_titles)
    found += [
        about_row("row-too-wide", sheet, number, first + at, **_wide(sheet)) for at in sorted(wide)
    ]
    if others:
        found.append(_about_others(sheet, number, [first + at for at in sorted(others)]))
    outside = {
        first + at: lines.get(at, rows[at]) for at in sorted((unused.keys() - blank) | others)
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


def _broken(
    sheet: RawSheet, number: int, rows: Sequence[Sequence[object]], head: Head, found: list[Remark]
) -> dict[int, str]:
    """Return the rule for each line that is a part of a row, by its index."""
    first = sheet.first_row + head.at + 1
    broken = broken_lines(rows, len(head.titles)) if sheet.delimited else []
    for parts in broken:
        numbers = [first + at for at in parts]
        message = (
            f"a line break without quotation marks divides the row into {named_rows(numbers)}; "
            "none of its cells were used"
        )
        found.append(about_row("row-shifted", sheet, number, numbers[0], message=message))
    return dict.fromkeys(chain.from_iterable(broken), "row-shifted")


def _merged_lines(
    sheet: RawSheet,
    rows: Sequence[Sequence[object]],
    first: int,
    readers: Mapping[int, ColumnEntry],
) -> dict[int, Sequence[object]]:
    """Return rows with only a text that is merged across columns of the list, by their indexes.

    These are headings of groups of rows, such as teams, and notes. The other columns of the list in
    the area have `MERGED`, by which a marked copy, which has no merged cells, is read alike.
    """
    lines: dict[int, Sequence[object]] = {}
    for top, left, _, right in sheet.merged_areas:
        at = top - first
        across = [
            place
            for place in range(left - sheet.first_column, max(readers, default=-1) + 1)
            if place in readers and sheet.first_column + place <= right
        ]
        if 0 <= at < len(rows) and len(across) > FEWEST_TITLES:
            filled = [cell for cell in rows[at] if not is_blank(cell)]
            if len(filled) == 1 and not is_plain(filled[0]):
                line = [*rows[at], *(None,) * (across[-1] + 1 - len(rows[at]))]
                for place in range(across[0], across[-1] + 1):
                    if is_blank(line[place]):
                        line[place] = MERGED
                lines[at] = line
    return lines


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
    """Return the rows with content beyond the titles, because their cells may be shifted.

    Some programs end lines of a CSV file with separators, so blank cells beyond the titles do not
    count here. `shifted_rows` finds rows that are shifted although they do not end in content.
    """
    if not any(length > width for length in set(map(len, rows))):
        return
    for at, row in enumerate(rows):
        if len(row) > width and not all(map(is_blank, row[width:])):
            yield at


def _about_others(sheet: RawSheet, number: int, rows: Sequence[int]) -> Remark:
    message = (
        "totals, report lines, headings, hints or repeated titles, which are not about a child, "
        "were not used: "
        f"{named_rows(rows)}"
    )
    return about_row("not-a-child", sheet, number, rows[0], message=message)


def _is_blank_row(row: Sequence[object]) -> bool:
    first = row[0] if row else None
    # Nearly every row starts with an identifier, and an identifier with a visible character.
    if isinstance(first, str) and "!" <= first < "\x7f":
        return False
    return all(map(is_blank, row))


def even(rows: Sequence[Sequence[object]], width: int) -> tuple[Sequence[Sequence[object]], int]:
    """Return rows of equal length, padded with blank cells, and that length."""
    widths = set(map(len, rows)) | {width}
    width = max(widths)
    if len(widths) > 1:
        rows = [(*row, *(None,) * (width - len(row))) for row in rows]
    return rows, width
