"""Writing and reading pandas data frames.

Invariant: no other module imports pandas. A frame has real types, and never the type "object" where
pandas has a better one; missing values stay missing. Cells that are read become plain values.
"""

from __future__ import annotations

import datetime as dt
import sys
from array import array
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

from jtai.core.errors import extra
from jtai.core.validation import LONDON
from jtai.formats.frames.columns import (
    A_DAY,
    DAYS,
    EPOCH,
    ColumnType,
    FrameColumn,
    exact,
    frame_columns,
    in_library,
)

if TYPE_CHECKING:
    import pandas as pd


def to_pandas(x: object, *, values: bool = False) -> pd.DataFrame:
    """Return a result, a list or a guidance table as a pandas data frame.

    Columns have the names of attributes and the same types whatever they contain: dates
    ``datetime64[s]``, timestamps ``datetime64[us, Europe/London]``, text ``string``, whole numbers
    ``Int64``, true or false ``boolean``, enumerations, codes and answers ``category``. An answer is
    ``"yes"``, ``"no"`` or ``"unknown"``, never true or false. Times of day are objects, as are
    cells with several strings, which are tuples; several parties are one string.

    Args:
        x: A timetable, year plan, report, readiness, comparison or other result; a tuple or list of
            several, or of their parts; requests, findings, holdings, contradictions or holidays;
            a list from a submission, such as ``lists[6]``; guidance entries, such as
            `jtai.CRITERIA`; or anything else that has a ``to_records`` method. The column
            `notification` distinguishes several timetables. For several other results, the first
            column, `result`, has the index of the one that a row is from, and the next ones what
            distinguishes them, such as `local_area` and `as_of`.
        values: Whether to include children's data: for a report, cell contents and identifiers; for
            readiness or a selection, identifiers. A list from a submission is children's data
            throughout.

    Raises:
        InvalidValueError: If it cannot become a data frame, or pandas does not accept a string.
        MissingExtraError: If pandas is not installed.

    Examples:
        >>> import jtai
        >>> frame = to_pandas(jtai.Timetable.from_notification(date(2019, 9, 9)))
        >>> frame.loc[1, ["key", "date"]].tolist()
        ['child_lists', Timestamp('2019-09-12 00:00:00')]
    """
    pandas = _pandas()
    columns = frame_columns(x, values=values)
    return pandas.DataFrame(
        {
            column.layout.name: in_library("pandas", _MAKERS[column.layout.type], pandas, column)
            for column in columns
        }
    )


def _pandas() -> ModuleType:
    with extra("pandas", package="pandas", needed="pandas is not installed"):
        # Deferred, as only its frames need it.
        import pandas as pd  # noqa: PLC0415
    module: ModuleType = pd
    return module


def _texts(pandas: Any, column: FrameColumn) -> Any:
    return pandas.array(column.cells, dtype="string")


def _categories(pandas: Any, column: FrameColumn) -> Any:
    layout = column.layout
    # -1 is missing in pandas. A Python array is used as it is; a list would be read twice.
    numbers = array("q", (-1 if place is None else place for place in column.cells))
    return pandas.Categorical.from_codes(
        numbers, categories=list(layout.categories), ordered=layout.ordered
    )


_NO_DATE: Final = -(2**63)


def _dates(pandas: Any, column: FrameColumn) -> Any:
    # By day numbers: pandas and numpy take many times as long for dates one by one.
    days = [_NO_DATE if day is None else day.toordinal() - EPOCH for day in column.cells]
    numbers = pandas.array(days, dtype="int64").to_numpy()
    return numbers.view("datetime64[D]").astype("datetime64[s]")


def _moments(pandas: Any, column: FrameColumn) -> Any:
    # Through naive moments in UTC, which no release of pandas reads as nanoseconds.
    plain = [
        None if moment is None else moment.astimezone(dt.UTC).replace(tzinfo=None)
        for moment in column.cells
    ]
    return pandas.Series(plain, dtype="datetime64[us]").dt.tz_localize("UTC").dt.tz_convert(LONDON)


def _objects(pandas: Any, column: FrameColumn) -> Any:
    return pandas.Series(column.cells, dtype="object")


def _tuples(pandas: Any, column: FrameColumn) -> Any:
    # Tuples, unlike lists, can be counted, compared and grouped by.
    cells = [None if cell is None else tuple(cell) for cell in column.cells]
    return pandas.Series(cells, dtype="object")


def _of(dtype: str) -> Callable[[Any, FrameColumn], Any]:
    return lambda pandas, column: pandas.array(column.cells, dtype=dtype)


_MAKERS: Final[Mapping[ColumnType, Callable[[Any, FrameColumn], Any]]] = {
    ColumnType.TEXT: _texts,
    ColumnType.CATEGORY: _categories,
    ColumnType.WHOLE_NUMBER: _of("Int64"),
    ColumnType.NUMBER: _of("Float64"),
    ColumnType.TRUTH: _of("boolean"),
    ColumnType.DATE: _dates,
    ColumnType.TIME: _objects,
    ColumnType.MOMENT: _moments,
    ColumnType.TEXTS: _tuples,
    ColumnType.WHOLE_NUMBERS: _tuples,
}


# --- reading ---------------------------------------------------------------------------------


def is_pandas(x: object) -> bool:
    """Return whether a value is a pandas data frame; always False without pandas."""
    pandas = sys.modules.get("pandas")
    return pandas is not None and isinstance(x, pandas.DataFrame)


def series_of(frame: Any) -> Iterator[tuple[str, object, Any]]:
    """Yield the columns of a frame, each with its place and its title; titles may repeat.

    A level of the index that has a name is a column too, and comes first. An index without a name
    only counts rows.

    Args:
        frame: The frame.
    """
    for level, title in enumerate(frame.index.names):
        if title is not None:
            yield (
                f"level {level} of the index",
                title,
                frame.index.get_level_values(level).to_series(),
            )
    for at, title in enumerate(frame.columns):
        yield f"column {at}", title, frame.iloc[:, at]


def cells_of(series: Any) -> list[Any]:
    """Return a column's cells as Python values, None where missing.

    Moments that are all at midnight, in their own zone or in London, are dates. Others are
    converted to London time. A number that has too many digits for its type is unread.

    Args:
        series: The column.

    Raises:
        OverflowError: If it contains a moment outside Python's range.
    """
    pandas = _pandas()
    if isinstance(series.dtype, pandas.CategoricalDtype):
        # Each category once, then by its index; the last is for missing values.
        texts = [*cells_of(series.cat.categories.to_series()), None]
        return list(map(texts.__getitem__, series.cat.codes.tolist()))
    if isinstance(series.dtype, pandas.SparseDtype):
        series = series.sparse.to_dense()
    if series.dtype.kind == "M" and series.dtype.type is not dt.date:
        return _cells_of_moments(pandas, series)
    try:
        cells: list[Any] = series.to_numpy(dtype=object, na_value=None).tolist()
    except ArithmeticError:
        # pandas compares a Decimal with itself, which a signalling NaN refuses.
        plain = [None if isinstance(cell, Decimal) and cell.is_snan() else cell for cell in series]
        return cells_of(pandas.Series(plain, dtype=object))
    return exact(cells, series.dtype.itemsize) if series.dtype.kind == "f" else cells


def _cells_of_moments(pandas: Any, series: Any) -> list[Any]:
    zone = series.dt.tz
    if isinstance(series.dtype, pandas.ArrowDtype):
        # Arrow's moments have fewer methods, some of which are wrong. Through numbers, in UTC where
        # there is a zone: `astype` wraps years outside the range of Python.
        there = f"datetime64[{series.dt.unit}]"
        series = pandas.Series(series.to_numpy(dtype=there, na_value=pandas.NaT.to_datetime64()))
        if zone is not None:
            series = series.dt.tz_localize("UTC").dt.tz_convert(zone)
    if zone is None:
        days = _days(series)
    else:
        # Nanoseconds end in 2262, and the same moment in another time zone may be later.
        series = series.dt.as_unit("us") if series.dt.unit == "ns" else series
        _days(series.dt.tz_convert("UTC").dt.tz_localize(None))
        days = _days(series.dt.tz_localize(None))
        if days is None:
            series = series.dt.tz_convert(LONDON).dt.tz_localize(None)
            days = _days(series)
    moments = series.to_numpy().astype("datetime64[us]") if days is None else days
    cells: list[Any] = moments.astype(object).tolist()
    return cells


def _days(moments: Any) -> Any:
    """Return the day of each moment if all are at midnight, else None."""
    # By numbers: numpy is slow to find the day of a moment.
    days, rest = divmod(moments.to_numpy().view("int64"), A_DAY[moments.dt.unit])
    there = ~moments.isna().to_numpy()
    numbers = days[there]
    if len(numbers) and not (numbers.min() in DAYS and numbers.max() in DAYS):
        raise OverflowError("moments outside the years 1 to 9999")
    if rest[there].any():
        return None
    days[~there] = _NO_DATE
    return days.view("datetime64[D]")
