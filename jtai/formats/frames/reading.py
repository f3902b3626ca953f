"""Child-level lists from data frames.

Invariant: a frame is read by column, as a sheet whose titles are known. A missing value is a blank
cell, and an unsupported value is refused. Two columns with the same title are reported by the
check, and neither is lost. A list that `to_pandas` or `to_polars` returned is read back unchanged:
an unread cell stays unread.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from jtai.core.validation import key_text
from jtai.errors import Fault, InvalidValueError
from jtai.formats.frames import pandas as pandas_frames
from jtai.formats.frames import polars as polars_frames
from jtai.guidance.columns import AUGUST_2019
from jtai.guidance.entries.list_entries import ListEdition, ListLayout
from jtai.lists.reading.cells import UNREAD, Unread
from jtai.lists.reading.folding import fold, is_blank
from jtai.lists.reading.plain_cells import NOT_FOUND, NOT_READ, has_other_zones, plain_cell
from jtai.lists.reading.sheets import RawSheet
from jtai.lists.reading.titles import Aliases, no_such_list, titles_of, with_keys
from jtai.lists.submission import Submission, submission_of

_Column = tuple[str, Sequence[Any]]

# Types of cells that are used as they are; a float may be NaN.
_PLAIN: Final = frozenset(
    (str, int, bool, Decimal, dt.date, dt.datetime, dt.time, dt.timedelta, type(None), Unread)
)
_TITLES: Final = "column titles or column keys, as strings"


def lists_from_frames(
    frames: Mapping[int, object],
    *,
    edition: ListEdition = AUGUST_2019,
    aliases: Aliases | None = None,
) -> Submission:
    """Make child-level lists (paras 32, 41) from pandas or polars data frames.

    Columns are named by their titles or their keys. A missing value (None, NaN, NaT, NA) is a blank
    cell, a category is read as its text, and timestamps that are all at midnight, in their own time
    zone or in London, are dates. A number with more digits than its type can represent exactly is
    treated as unreadable. The index of a pandas frame is ignored, unless it has a name: then it is
    a column.

    The columns `not_read` and `not_found`, which `to_pandas` and `to_polars` add, are recognised
    even if they have become strings in a CSV file. A blank cell that `not_read` lists is treated as
    unreadable; one that `not_found` lists, as being in a missing column.

    Args:
        frames: The frame for each list number.
        edition: The lists and their columns.
        aliases: Your own column titles: for each list number, the key of the column that each title
            names, as in ``{6: {"Person number": "child_id"}}``.

    Returns:
        The lists. Problems name cells as if each frame were a sheet with its titles in row 1, so
        the first row of the frame is row 2; blank rows count too.

    Raises:
        InvalidValueError: If there is no such list, a value is not a data frame, a title is not a
            string, a column has unsupported values, or `not_read` or `not_found` list anything
            other than columns of the list. All faults are reported together, without any values.

    Examples:
        >>> import pandas as pd
        >>> frame = pd.DataFrame({"Child Unique ID": ["A1"], "Age": [12]})
        >>> lists = lists_from_frames({6: frame})
        >>> lists[6][0].age
        12
    """
    titles = with_keys(aliases, edition)
    layouts = {layout.number: layout for layout in edition.lists}
    if not isinstance(frames, Mapping):
        raise InvalidValueError(
            f"expected frames by list number, got {type(frames).__name__}",
            where="frames",
            remedy="for example {6: frame}",
        )
    faults: list[Fault] = []
    sheets = []
    for number, frame in frames.items():
        where = f"frames[{key_text(number)}]" if isinstance(number, int) else "frames"
        if unknown := no_such_list(number, where, edition):
            faults += unknown
            continue
        columns = list(_columns(frame, layouts[number], f"frames[{number}]", faults))
        if not faults:
            sheets.append(_sheet(layouts[number], columns, titles.get(number, {})))
    if faults:
        raise InvalidValueError(faults)
    return submission_of(sheets, edition=edition, aliases=titles)


def _columns(
    frame: object, layout: ListLayout, where: str, faults: list[Fault]
) -> Iterator[_Column]:
    """Yield the columns of a frame, each with its title and plain cells."""
    if pandas_frames.is_pandas(frame):
        columns, cells_of = pandas_frames.series_of(frame), pandas_frames.cells_of
    elif polars_frames.is_polars(frame):
        columns, cells_of = polars_frames.series_of(frame), polars_frames.cells_of
    else:
        faults.append(
            Fault(
                message=f"expected a pandas or polars DataFrame, got {type(frame).__name__}",
                where=where,
                remedy="use .collect() on a LazyFrame" if "Lazy" in type(frame).__name__ else "",
            )
        )
        return
    for place, title, series in columns:
        if not isinstance(title, str):
            faults.append(_no_title(title, f"{where}, {place}"))
            continue
        named = f"{where}[{title!r}]"
        try:
            cells = cells_of(series)
        except OverflowError:
            faults.append(
                Fault(
                    message="the column contains dates or times outside the years 1 to 9999",
                    where=named,
                )
            )
            continue
        if title in _NAMES:
            yield title, _keys(cells, layout, named, faults)
        else:
            yield title, _plain(cells, named, faults)


def _no_title(title: object, where: str) -> Fault:
    if isinstance(title, tuple):
        message, remedy = "the column titles have several levels", "keep one level"
    else:
        message, remedy = f"expected a string as the title, got {type(title).__name__}", ""
    return Fault(message=message, where=where, expected=_TITLES, remedy=remedy)


def _plain(cells: list[Any], where: str, faults: list[Fault]) -> Sequence[object]:
    """Return the cells of a column as plain values; the first unsupported one is a fault."""
    kinds = set(map(type, cells))
    if kinds & {dt.datetime, dt.time} and has_other_zones(cells):
        kinds.add(object)
    if kinds <= _PLAIN:
        return cells
    if kinds - {float} <= _PLAIN:
        return [None if cell != cell else cell for cell in cells]  # noqa: PLR0124 - so is NaN
    found: list[Fault] = []
    plain = [plain_cell(cell, where, found) for cell in cells]
    faults.extend(found[:1])
    return plain


def _sheet(layout: ListLayout, columns: list[_Column], aliases: Mapping[str, str]) -> RawSheet:
    """Return columns as a sheet, without `not_read` and `not_found`, which are applied."""
    known = titles_of(layout, aliases)
    rest = [column for column in columns if column[0] not in _NAMES]
    for title, names in columns:
        if title in _NAMES:
            rest = _NAMES[title](rest, names, known)
    titles, cells = zip(*rest, strict=True) if rest else ((), ())
    return RawSheet(name=layout.sheet, rows=[titles, *zip(*cells, strict=True)], titled=True)


def _keys(
    cells: Sequence[object], layout: ListLayout, where: str, faults: list[Fault]
) -> list[frozenset[str]]:
    """Return the keys that each cell of `not_read` or `not_found` names.

    A string contains them as programs write them: joined by semicolons or commas, or as a list.
    """
    known = {column.key for column in layout.columns}
    named = []
    for cell in cells:
        if isinstance(cell, str):
            keys = frozenset(_KEY.findall(cell))
        else:
            keys = frozenset(map(str, cell)) if isinstance(cell, Iterable) else frozenset()
        if not keys <= known or not (cell is None or isinstance(cell, Iterable)):
            faults.append(
                Fault(
                    message="a cell lists something other than columns of the list",
                    where=where,
                    expected=f"keys from {', '.join(sorted(known))}",
                    remedy=(
                        "write the keys as jtai.to_pandas does, or rename the column if it is "
                        "your own"
                    ),
                )
            )
            return []
        named.append(keys)
    return named


_KEY: Final = re.compile(r"[^\s;,()\[\]'\"]+")


def _unread(
    columns: list[_Column], names: Sequence[frozenset[str]], known: Mapping[str, str]
) -> list[_Column]:
    """Mark blank cells as unread where their row lists them."""
    marked = []
    for title, cells in columns:
        key = known.get(fold(title))
        rows = {row for row, keys in enumerate(names) if key in keys and is_blank(cells[row])}
        if rows:
            cells = [UNREAD if row in rows else cell for row, cell in enumerate(cells)]  # noqa: PLW2901 - the same cells, marked
        marked.append((title, cells))
    return marked


def _found(
    columns: list[_Column], names: Sequence[frozenset[str]], known: Mapping[str, str]
) -> list[_Column]:
    """Leave out columns that are blank throughout and that every row lists as missing."""
    missing = frozenset.intersection(*names) if names else frozenset()
    return [
        (title, cells)
        for title, cells in columns
        if known.get(fold(title)) not in missing or not all(map(is_blank, cells))
    ]


_NAMES: Final = {NOT_READ: _unread, NOT_FOUND: _found}
