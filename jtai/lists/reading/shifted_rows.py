"""Rows whose cells are in the columns beside their own, after an unquoted comma or a deleted cell.

Invariant: a row counts as shifted only if several of its cells do not fit their columns, and all
its cells from there on would fit if they were moved back by the same number of columns. A row with
single errors is left to the rules for cells. One cell is enough if it is an answer or a code in a
column of text, or if a line of a CSV file is longer or shorter than the others. A row that goes
beyond the titles counts as shifted unless what is there cannot come from the last columns.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Final, TypeVar

from jtai.guidance.entries.list_entries import CellKind, ColumnEntry
from jtai.lists.reading.cells import is_error, says_nothing
from jtai.lists.reading.column_reading import read_columns
from jtai.lists.reading.folding import is_blank
from jtai.lists.reading.identifiers import is_placeholder
from jtai.lists.reading.other_rows import is_plain

_Key = TypeVar("_Key")

# One or two extra commas, or as many cells too few.
_SHIFTS: Final = (1, -1, 2, -2)
# Fewer cells that fit the next columns may be chance.
_FEWEST: Final = 3
FEW: Final = 10
"""Of this many rows, one may be shifted; if more of them look so, a program wrote them so."""
# Excel writes CSV files in blocks of 16 rows, whose lines all have as many cells as the longest.
_BLOCK: Final = 16
# In more rows, dates are written in a form that is not read; looking at all would take long.
_MOST: Final = 10_000
_TYPED: Final = frozenset((CellKind.DATE, CellKind.NUMBER, CellKind.CODE, CellKind.ANSWER))


def shifted_rows(
    rows: Sequence[Sequence[object]], columns: Mapping[int, ColumnEntry], *, date_1904: bool
) -> dict[int, int]:
    """Return by how many columns rows are shifted, to the right or (negative) left, by their index.

    Args:
        rows: The raw cells of each row; every row has the same number.
        columns: The recognised columns, by the index of their cells in a row.
        date_1904: Whether serial numbers of dates count from 1904.
    """
    typed = _typed(columns)
    dates = {at: column for at, column in typed.items() if column.kind is CellKind.DATE}
    texts = {
        at: typed[at + 1]
        for at, column in columns.items()
        if column.kind is CellKind.TEXT and at + 1 in typed
    }
    after_texts = {at + 1: column for at, column in texts.items()}
    cells_of_dates, cells_of_texts, cells_after = _different(rows, dates, texts, after_texts)
    some = _without_a_date(rows, dates, cells_of_dates, date_1904=date_1904)
    answers = _with_an_answer_for_text(rows, typed, texts, cells_of_texts, date_1904=date_1904)
    beside = _with_a_text_aside(rows, columns, after_texts, cells_after, date_1904=date_1904)
    shifted = dict.fromkeys(answers, -1) | dict.fromkeys(beside, 1)
    misplaced = _unread([rows[at] for at in some], typed, date_1904=date_1904)
    some, misfits = (
        [at for at, found in zip(some, misplaced, strict=True) if len(found) >= _FEWEST],
        [found for found in misplaced if len(found) >= _FEWEST],
    )
    for shift in _SHIFTS:
        aside = {
            at + shift: column
            for at, column in typed.items()
            if rows and 0 <= at + shift < len(rows[0])
        }
        unfit = _unread([rows[at] for at in some], aside, date_1904=date_1904)
        for at, before, after in zip(some, misfits, unfit, strict=True):
            if at not in shifted and _is_shifted(
                rows[at], before, after, typed=typed, aside=aside, shift=shift
            ):
                shifted[at] = shift
    return shifted


def uneven_lines(lines: Mapping[int, Sequence[object]], width: int) -> dict[int, int]:
    """Return by how many cells lines of a CSV file are longer or (negative) shorter than usual.

    Lines may be shorter because a program leaves out blank cells at their ends. So they count only
    if such cells are in other lines, or if a single line is shorter than all others. Which of the
    lines are shifted is for `shifted_in_lines` to decide.

    Args:
        lines: The cells of each row as they are in the file, by its number.
        width: The number of titles.
    """
    lengths = Counter(map(len, lines.values()))
    # Of equally common lengths, the shortest.
    usual = max(lengths, key=lambda length: (lengths[length], -length))
    uneven = {
        number: len(line) - max(usual, width)
        for number, line in lines.items()
        if 0 < len(line) - max(usual, width) <= max(_SHIFTS) and _is_longer(number, lines)
    }
    short = {number: len(line) - usual for number, line in lines.items() if len(line) < usual}
    is_padded = any(is_blank(line[-1]) for line in lines.values() if len(line) == usual)
    most = max(1, lengths[usual] // FEW) if is_padded else 1
    if usual >= width and len(short) <= most:
        uneven |= {
            number: by
            for number, by in short.items()
            if by in _SHORTER
            and all(map(is_blank, lines[number][width + by : width]))
            and any(len(line) >= usual for line in _block(number, lines))
        }
    return uneven


_SHORTER: Final = (-1, -2)


def _block(number: int, lines: Mapping[int, Sequence[object]]) -> Iterator[Sequence[object]]:
    """Return the lines that Excel writes together with a line."""
    first = number - (number - 1) % _BLOCK
    return (lines[other] for other in range(first, first + _BLOCK) if other in lines)


def _is_longer(number: int, lines: Mapping[int, Sequence[object]]) -> bool:
    """Return whether a line is longer than others of its block, or alone in it."""
    lengths = [*map(len, _block(number, lines))]
    return len(lengths) == 1 or min(lengths) < len(lines[number])


def broken_lines(lines: Sequence[Sequence[object]], width: int) -> list[list[int]]:
    """Return the indexes of lines of a CSV file that are parts of one row, for each such row.

    A line break in a cell without quotation marks divides a row into lines that together have one
    cell more than it for each break. Lines may also be short because a program leaves out blank
    cells at their ends. So they count only if all short lines are such parts, as many lines are
    whole, and none but the first begins like an identifier. A line of one cell is a part only below
    the first one; otherwise, it is a heading.

    Args:
        lines: The cells of each row below the titles as they are in the file.
        width: The number of titles.
    """
    found: list[list[int]] = []
    begun: list[int] = []
    whole = cells = 0
    for at, line in enumerate(lines):
        if not line or (len(line) == 1 and not begun):
            continue
        if len(line) >= width and not begun:
            whole += 1
            continue
        cells += len(line) - bool(begun)
        begun.append(at)
        if len(line) >= width or cells > width or (len(begun) > 1 and is_plain(line[0])):
            return []
        if cells == width:
            found.append(begun)
            begun, cells = [], 0
    return found if whole >= len(found) and not begun else []


def shifted_in_lines(
    rows: Mapping[int, Sequence[object]],
    columns: Mapping[int, ColumnEntry],
    shift: int,
    *,
    date_1904: bool,
) -> set[int]:
    """Return the indexes of the rows that an extra or missing comma may have shifted.

    If there is an extra comma, all cells after it would fit if they were moved back. The cell right
    after it does not fit its own column, begins with a space, or is blank; or it is a letter after
    a text, and the last cell of the row, such as the N of "Smith,N". If a comma is missing, the
    last cell would fit if it were moved back; where that puts it in a column of text, which it
    always fits, another cell must be in a wrong column. Otherwise, nothing but blank cells at the
    end of the line was left out.

    Args:
        rows: The rows of a CSV file that are longer or shorter than usual, by their indexes.
        columns: The recognised columns, by the index of their cells in a row.
        shift: How many columns the cells may be too far right or (negative) left.
        date_1904: Whether serial numbers of dates count from 1904.
    """
    typed = _typed(columns)
    some = [*rows.values()]
    aside = {at + shift: each for at, each in typed.items() if at + shift >= 0}
    before = _unread(some, typed, date_1904=date_1904)
    after = _unread(some, aside, date_1904=date_1904)
    texts = {at for at, column in columns.items() if column.kind is CellKind.TEXT}
    shifted = set()
    for (index, row), unread, unfit in zip(rows.items(), before, after, strict=True):
        last = max(at for at, cell in enumerate(row) if not is_blank(cell))
        odd = unread | {at for at in typed if at <= last and _may_be_split(row[at])}
        if last - 1 in texts and len(str(row[last])) == 1:
            odd.add(last)
        if shift < 0:
            is_shifted = last not in unfit and (last in aside or bool(unread))
        else:
            is_shifted = any(at > max(unfit - {at}, default=-1) for at in odd)
        if is_shifted:
            shifted.add(index)
    return shifted


def _may_be_split(cell: object) -> bool:
    """Return whether a cell may be what two commas, or a comma and a space, enclose."""
    return is_blank(cell) or (isinstance(cell, str) and cell.startswith(" "))


def shifted_beyond(
    rows: Mapping[int, Sequence[object]],
    columns: Mapping[int, ColumnEntry],
    width: int,
    *,
    date_1904: bool,
) -> set[int]:
    """Return the indexes of the rows whose cells beyond the titles may be shifted ones.

    The furthest cell of such a row fits the last column, which free text always does. Where notes
    are beside the shifted cells, or the last cell is blank, the first cell beyond the titles fits
    one of the last two columns. A text that was split is then in a column that it does not fit.

    Args:
        rows: The rows of a workbook that have content beyond the titles, by their indexes.
        columns: The recognised columns, by the index of their cells in a row.
        width: The number of titles.
        date_1904: Whether serial numbers of dates count from 1904.
    """
    typed = _typed(columns)
    doubted, shifted = set(rows), set[int]()
    if width - 1 in typed:
        furthest = {
            at: next(cell for cell in reversed(row) if not is_blank(cell))
            for at, row in rows.items()
        }
        shifted = _fitting(furthest, typed[width - 1], date_1904=date_1904)
        first = {at: row[width] for at, row in rows.items() if not is_blank(row[width])}
        last_two = [typed[at] for at in (width - 1, width - 2) if at in typed]
        doubted = set().union(
            *(_fitting(first, column, date_1904=date_1904) for column in last_two)
        )
    some = sorted(doubted - shifted)
    unread = _unread([rows[at][:width] for at in some], typed, date_1904=date_1904)
    return shifted | {at for at, found in zip(some, unread, strict=True) if found}


def _fitting(cells: Mapping[_Key, object], column: ColumnEntry, *, date_1904: bool) -> set[_Key]:
    """Return the keys of the cells that a column can contain."""
    (read,) = read_columns([(cell,) for cell in cells.values()], {0: column}, date_1904=date_1904)
    keys = [*cells]
    return set(keys) - {keys[index] for index in read.unread}


def _typed(columns: Mapping[int, ColumnEntry]) -> dict[int, ColumnEntry]:
    """Return the columns that do not accept any text."""
    return {
        at: column
        for at, column in columns.items()
        if column.kind in _TYPED and not (column.codes is not None and column.codes.is_open)
    }


def _different(rows: Sequence[Sequence[object]], *places: Collection[int]) -> Iterator[set[object]]:
    """Return the different cells of some columns, and of others.

    This has to be fast, because nearly all rows are right: each different cell is read once, and
    rows are looked at in batches that fit in the processor's cache.
    """
    different = [set[object]() for _ in places]
    # At least two places, for which it returns a tuple.
    getters = [itemgetter(*some, next(iter(some))) if some else None for some in places]
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        part = rows[start : start + _ROWS_AT_ONCE]
        for cells, getter in zip(different, getters, strict=True):
            if getter is not None:
                cells.update(*map(getter, part))
    return iter(different)


_ROWS_AT_ONCE: Final = 256


def _without_a_date(
    rows: Sequence[Sequence[object]],
    dates: Mapping[int, ColumnEntry],
    different: Collection[object],
    *,
    date_1904: bool,
) -> list[int]:
    """Return the rows in which a cell of a column of dates is not a date."""
    if not dates:
        return []
    cells = {cell: cell for cell in different if not says_nothing(cell)}
    wrong = cells.keys() - _fitting(cells, next(iter(dates.values())), date_1904=date_1904)
    if not wrong:
        return []
    getter = itemgetter(*dates, next(iter(dates)))  # at least two, for which it returns a tuple
    found = [index for index, row in enumerate(rows) if not wrong.isdisjoint(getter(row))]
    return found if len(found) <= _MOST else []


def _with_an_answer_for_text(
    rows: Sequence[Sequence[object]],
    typed: Mapping[int, ColumnEntry],
    texts: Mapping[int, ColumnEntry],
    different: Collection[object],
    *,
    date_1904: bool,
) -> set[int]:
    """Return the rows in which an answer or a code is in a column of text, beside its own.

    A cell of such a row was deleted: all cells from there on fit the next columns, and the last
    cell is blank.

    Args:
        rows: The rows.
        typed: The columns that do not accept any text, by the places of the cells.
        texts: The columns that follow those of text, by the places of the texts.
        different: The different cells of the columns of text.
        date_1904: Whether serial numbers of dates count from 1904.
    """
    short = {
        cell: cell
        for cell in different
        if isinstance(cell, bool) or (isinstance(cell, str) and len(cell) <= _SHORT)
    }
    found: set[int] = set()
    for at, following in texts.items():
        fitting = _fitting(short, following, date_1904=date_1904)
        words = {cell for cell in fitting if not is_blank(cell)}
        some = [
            index
            for index, row in enumerate(rows if words else ())
            if row[at] in words and is_blank(row[-1])
        ]
        right = {place - 1: each for place, each in typed.items() if place > at}
        unread = _unread([rows[index] for index in some], right, date_1904=date_1904)
        found |= {index for index, cells in zip(some, unread, strict=True) if not cells}
    return found


# As long as "a) Yes".
_SHORT: Final = 6


def _with_a_text_aside(
    rows: Sequence[Sequence[object]],
    columns: Mapping[int, ColumnEntry],
    after_texts: Mapping[int, ColumnEntry],
    different: Collection[object],
    *,
    date_1904: bool,
) -> set[int]:
    """Return the rows in which a text is one column too far to the right.

    A cell was inserted, or a text was split. The first column of text has the answer or code of the
    column before it, or the text in the wrong column begins with a space, as after a comma, or is
    also in the column of text of a row; and all cells to the right fit the columns before theirs.

    Args:
        rows: The rows.
        columns: The recognised columns, by the places of the cells.
        after_texts: The columns that follow those of text and do not accept any text.
        different: The different cells of these.
        date_1904: Whether serial numbers of dates count from 1904.
    """
    typed = _typed(columns)
    cells = {cell: cell for cell in different if not says_nothing(cell)}
    found: set[int] = set()
    for at, following in after_texts.items():
        wrong = cells.keys() - _fitting(cells, following, date_1904=date_1904)
        some = [index for index, row in enumerate(rows if wrong else ()) if row[at] in wrong]
        first = at - 1
        while first - 1 in columns and columns[first - 1].kind is CellKind.TEXT:
            first -= 1
        moved = _moved({index: rows[index] for index in some}, first, typed, date_1904=date_1904)
        workers = Counter(row[at - 1] for row in (rows if some else ()))
        some = [
            index
            for index in some
            if index in moved
            or _is_split(rows[index][first - 1 : at + 2])
            or _has_worker_aside(rows[index][at - 1 : at + 1], workers)
        ]
        right = {place + 1: each for place, each in typed.items() if at <= place < max(columns)}
        unread = _unread([rows[index] for index in some], right, date_1904=date_1904)
        found |= {index for index, others in zip(some, unread, strict=True) if not others}
    return found


def _has_worker_aside(cells: Sequence[object], workers: Mapping[object, int]) -> bool:
    """Return whether the last cell is a worker of a row, and the one before it is nobody else's."""
    before, cell = cells
    is_name = isinstance(cell, str) and any(map(str.isalpha, cell))
    if not is_name or cell not in workers or workers[before] > 1:
        return False
    return not (is_error(cell) or is_placeholder(cell))


def _moved(
    rows: Mapping[int, Sequence[object]],
    at: int,
    typed: Mapping[int, ColumnEntry],
    *,
    date_1904: bool,
) -> set[int]:
    """Return the keys of the rows in which a cell fits the column before its own.

    A number may be a text as well, so the cell before it must also be in a wrong column then.
    """
    if at - 1 not in typed:
        return set()
    before = typed[at - 1]
    moved = _fitting(
        {index: row[at] for index, row in rows.items() if not is_blank(row[at])},
        before,
        date_1904=date_1904,
    )
    if before.kind is CellKind.NUMBER:
        moved -= _fitting(
            {index: rows[index][at - 1] for index in moved}, before, date_1904=date_1904
        )
    return moved


def _is_split(cells: Sequence[object]) -> bool:
    """Return whether a single cell, not the first, begins with a space, as after a comma."""
    spaced = [isinstance(cell, str) and cell.startswith(" ") for cell in cells]
    return sum(spaced) == 1 and not spaced[0] and not spaced[-1]


def _unread(
    rows: Sequence[Sequence[object]], columns: Mapping[int, ColumnEntry], *, date_1904: bool
) -> list[set[int]]:
    """Return for each row the places of the cells that their columns cannot contain.

    What programs write for no value fits any column, as a blank cell does.
    """
    unread: list[set[int]] = [set() for _ in rows]
    for at, read in zip(columns, read_columns(rows, columns, date_1904=date_1904), strict=True):
        for index in read.unread:
            if not says_nothing(rows[index][at]):
                unread[index].add(at)
    return unread


def _is_shifted(
    row: Sequence[object],
    before: set[int],
    after: set[int],
    *,
    typed: Mapping[int, ColumnEntry],
    aside: Mapping[int, ColumnEntry],
    shift: int,
) -> bool:
    """Return whether a row's cells do not fit their columns, but would if they were moved back.

    Args:
        row: The row.
        before: The places of the cells that do not fit their own columns.
        after: The places of those that would not fit if they were moved back.
        typed: The columns that do not accept any text, by the places of the cells.
        aside: Such columns, by the places of the cells that belong in them if the row is shifted.
        shift: How many columns the cells may be too far right.
    """
    if not all(map(is_blank, row[len(row) + min(shift, 0) :])):
        return False
    first = max(after, default=-1) + 1
    fitting = [at for at in before if at >= first and at in aside]
    kinds = {aside[at].kind for at in fitting} | {typed[at].kind for at in fitting}
    return len(fitting) >= _FEWEST and CellKind.DATE in kinds
