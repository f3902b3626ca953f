"""Writing and reading polars data frames.

Invariant: no other module imports polars. A frame has real types and never ``Object``; missing
values stay missing. Cells that are read become plain values.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Iterator, Mapping
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

from jtai.core.errors import extra
from jtai.core.validation import LONDON
from jtai.formats.frames.columns import (
    A_DAY,
    DAYS,
    ColumnType,
    FrameColumn,
    exact,
    frame_columns,
    in_library,
)

if TYPE_CHECKING:
    import polars as pl


def to_polars(x: object, *, values: bool = False) -> pl.DataFrame:
    """Return a result, a list or a guidance table as a polars data frame.

    Columns have the names of attributes and the same types whatever they contain: dates ``Date``,
    times ``Time``, timestamps ``Datetime`` in Europe/London, text ``String``, whole numbers
    ``Int64``, true or false ``Boolean``, enumerations, codes and answers ``Enum``, several strings
    in a cell ``List(String)``; several parties are one string. An answer is ``"yes"``, ``"no"`` or
    ``"unknown"``, never true or false.

    Args:
        x: As for `jtai.to_pandas`.
        values: As for `jtai.to_pandas`.

    Raises:
        InvalidValueError: If it cannot become a data frame, or polars does not accept a string.
        MissingExtraError: If polars is not installed.

    Examples:
        >>> import jtai
        >>> frame = to_polars(jtai.Timetable.from_notification(date(2019, 9, 9)))
        >>> frame.row(1, named=True)["date"]
        datetime.date(2019, 9, 12)
    """
    polars = _polars()
    frame: pl.DataFrame = polars.DataFrame(
        [
            in_library("polars", _MAKERS[column.layout.type], polars, column)
            for column in frame_columns(x, values=values)
        ]
    )
    return frame


def _polars() -> ModuleType:
    with extra("polars", package="polars", needed="polars is not installed"):
        # Deferred, as only its frames need it.
        import polars as pl  # noqa: PLC0415
    return pl


def _categories(polars: Any, column: FrameColumn) -> Any:
    layout = column.layout
    categories = list(layout.categories)
    places = polars.Series(column.cells, dtype=polars.UInt32)
    return polars.Series(layout.name, categories, dtype=polars.Enum(categories)).gather(places)


def _moments(polars: Any, column: FrameColumn) -> Any:
    plain = [
        None if moment is None else moment.astimezone(dt.UTC).replace(tzinfo=None)
        for moment in column.cells
    ]
    series = polars.Series(column.layout.name, plain, dtype=polars.Datetime("us"))
    return series.dt.replace_time_zone("UTC").dt.convert_time_zone(LONDON.key)


def _of(name: str) -> Callable[[Any, FrameColumn], Any]:
    return lambda polars, column: polars.Series(
        column.layout.name, column.cells, dtype=getattr(polars, name)
    )


def _lists(name: str) -> Callable[[Any, FrameColumn], Any]:
    return lambda polars, column: polars.Series(
        column.layout.name, column.cells, dtype=polars.List(getattr(polars, name))
    )


_MAKERS: Final[Mapping[ColumnType, Callable[[Any, FrameColumn], Any]]] = {
    ColumnType.TEXT: _of("String"),
    ColumnType.CATEGORY: _categories,
    ColumnType.WHOLE_NUMBER: _of("Int64"),
    ColumnType.NUMBER: _of("Float64"),
    ColumnType.TRUTH: _of("Boolean"),
    ColumnType.DATE: _of("Date"),
    ColumnType.TIME: _of("Time"),
    ColumnType.MOMENT: _moments,
    ColumnType.TEXTS: _lists("String"),
    ColumnType.WHOLE_NUMBERS: _lists("Int64"),
}


# --- reading ---------------------------------------------------------------------------------


def is_polars(x: object) -> bool:
    """Return whether a value is a polars data frame; always False without polars."""
    polars = sys.modules.get("polars")
    return polars is not None and isinstance(x, polars.DataFrame)


def series_of(frame: Any) -> Iterator[tuple[str, object, Any]]:
    """Yield the columns of a frame, each with its place and its title.

    Args:
        frame: The frame.
    """
    for at, series in enumerate(frame):
        yield f"column {at}", series.name, series


def cells_of(series: Any) -> list[Any]:
    """Return a column's cells as Python values, None where missing.

    Moments that are all at midnight, in their own zone or in London, are dates. Others are
    converted to London time. A number that has too many digits for its type is unread.

    Args:
        series: The column.

    Raises:
        OverflowError: If it contains a moment outside Python's range.
    """
    polars = _polars()
    if series.dtype == polars.Date:
        _check_days(series, 1)
    elif series.dtype == polars.Datetime:
        _check_days(series, A_DAY[series.dtype.time_unit])
        if series.dtype.time_zone is not None:
            own = series.dt.replace_time_zone(None)
            london = series.dt.convert_time_zone(LONDON.key).dt.replace_time_zone(None)
            series = own if _are_dates(polars, own) else london
        if _are_dates(polars, series):
            series = series.cast(polars.Date)
    cells: list[Any] = series.to_list()
    return exact(cells, _SIZES.get(str(series.dtype), 8)) if series.dtype.is_float() else cells


def _are_dates(polars: Any, moments: Any) -> bool:
    return bool((moments.cast(polars.Date).cast(moments.dtype) == moments).all())


_SIZES: Final = {"Float16": 2, "Float32": 4}


def _check_days(series: Any, each: int) -> None:
    """Refuse moments outside Python's range, because polars would panic and end the process."""
    numbers = series.to_physical().drop_nulls()
    if len(numbers) and not (numbers.min() // each in DAYS and numbers.max() // each in DAYS):
        raise OverflowError("moments outside the years 1 to 9999")
