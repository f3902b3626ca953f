"""Tables of the models and of the data frames."""

from __future__ import annotations

from jtai.formats.frames.columns import layout_of
from jtai.inspection.readiness import ReadinessRow
from jtai.lists.report import Problem
from jtai.timetable.comparison import Move
from jtai.timetable.milestone import Milestone
from jtai.timetable.year_plan import PlannedMonday
from rendering.drawing import (
    table,
)
from rendering.schemas import models

__all__ = [
    "frame_columns",
    "frame_types",
    "json_schemas",
]


def json_schemas() -> str:
    """Every model with the file of its schema."""
    return table(
        ("Model", "What it is", "Schema"),
        (
            (
                f"`{kind.__name__}`",
                (kind.__doc__ or "").splitlines()[0],
                f"[{kind.__name__}.json](schemas/{kind.__name__}.json)",
            )
            for kind in models()
        ),
    )


def frame_types() -> str:
    """What each kind of column is in either library."""
    return table(
        ("Kind", "pandas", "polars"),
        (
            ("text", "`string`", "`String`"),
            ("category", "`category`, ordered where marked", "`Enum`"),
            ("whole number", "`Int64`", "`Int64`"),
            ("number", "`Float64`", "`Float64`"),
            ("true or false", "`boolean`", "`Boolean`"),
            ("date", "`datetime64[s]`, at midnight", "`Date`"),
            ("time", "`object`, of `datetime.time`", "`Time`"),
            ("moment", "`datetime64[us, Europe/London]`", '`Datetime("us", "Europe/London")`'),
            ("texts", "`object`, of tuples", "`List(String)`"),
            ("whole numbers", "`object`, of tuples", "`List(Int64)`"),
        ),
    )


def frame_columns() -> str:
    """The columns of each frame."""
    return "\n\n".join(
        f"### {title}\n\n"
        + table(
            ("Column", "Kind", "Categories"),
            (
                (
                    f"`{column.name}`",
                    column.type + (", ordered" if column.ordered else ""),
                    ", ".join(column.categories),
                )
                for column in layout_of(row_class, values=True)
            ),
        )
        for title, row_class in _FRAMES.items()
    )


_FRAMES = {
    "Timetable": Milestone,
    "Plan of a year": PlannedMonday,
    "Comparison": Move,
    "Report": Problem,
    "Readiness": ReadinessRow,
}
