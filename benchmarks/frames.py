"""Compare making data frames with pandas and polars alone: `python benchmarks/frames.py`.

The alternatives make a frame with the same columns and types from columns that are ready: lists of
Python values, or columns that the library made beforehand. All take turns in one process for
several rounds. The medians are printed, and the library's as a multiple of each. Install the
packages with ``pip install ".[bench]"``.
"""

from __future__ import annotations

import argparse
import datetime as dt

import pandas as pd
import polars as pl
from timing import compare

import jtai
from jtai.formats.frames.columns import FrameColumn, frame_columns
from jtai.formats.frames.pandas import to_pandas
from jtai.formats.frames.polars import to_polars
from jtai.formats.frames.reading import lists_from_frames
from jtai.guidance.columns import AUGUST_2019
from jtai.lists.reading.sheets import cell_name

RULES = jtai.LIST_RULES
LAYOUTS = {layout.number: layout for layout in AUGUST_2019.lists}
NUMBERS = (6, 7, 8)


def problems(number: int) -> jtai.Report:
    """Return a report with synthetic problems of every rule, in the columns of three lists."""
    return jtai.Report(
        as_of=dt.date(2019, 9, 9),
        edition=AUGUST_2019.name,
        problems=tuple(problem(at) for at in range(number)),
    )


def problem(at: int) -> jtai.Problem:
    """Return a synthetic problem."""
    rule = RULES[at % len(RULES)]
    layout = LAYOUTS[NUMBERS[at % 3]]
    place = at % len(layout.columns)
    column = layout.columns[place]
    return jtai.Problem(
        rule=rule.id,
        severity=rule.severity,
        list=layout.number,
        sheet=layout.sheet,
        cell=cell_name(at + 2, place + 1),
        column=column.title,
        message=rule.message,
        remedy=rule.remedy,
        reference=column.reference,
        row=at + 2,
        index=at,
        key=column.key,
    )


def children(number: int) -> pd.DataFrame:
    """Return a list of synthetic children in need as a frame, as a system might export it."""
    first = pd.Timestamp("2019-01-01")
    count = pd.Series(range(number))
    frame = {
        column.title: ["Y" if at % 3 else "N" for at in range(number)]
        for column in LAYOUTS[6].columns
        if column.kind == "answer"
    }
    return pd.DataFrame(
        {
            "Child Unique ID": "C" + count.astype("string"),
            "Date of Birth": first - pd.to_timedelta(count % 6000, unit="D"),
            "Age": (count % 18).astype("Int64"),
            "CIN Start Date": first + pd.to_timedelta(count % 200, unit="D"),
            **frame,
        }
    )


def shown(column: FrameColumn) -> list[object]:
    """Return the cells of a column, with the texts of categories."""
    texts = column.layout.categories
    return [texts[cell] for cell in column.cells] if texts else [*column.cells]


def main() -> None:
    """Run every comparison."""
    parser = argparse.ArgumentParser(description="Measure data frames against bare ones.")
    parser.add_argument("--number", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=7)
    given = parser.parse_args()
    number, rounds = given.number, given.rounds
    report = problems(number)
    in_pandas, in_polars = to_pandas(report), to_polars(report)
    ready = {column.layout.name: shown(column) for column in frame_columns(report)}
    types, schema = in_pandas.dtypes.to_dict(), dict(in_polars.schema)
    made = {name: in_pandas[name].array for name in ready}

    def from_lists() -> pd.DataFrame:
        return pd.DataFrame(
            {name: pd.Series(cells, dtype=types[name]) for name, cells in ready.items()}
        )

    pd.testing.assert_frame_equal(from_lists(), in_pandas)
    compare(
        f"A pandas frame of {number:,} problems",
        {
            "jtai.to_pandas": lambda: to_pandas(report),
            "pandas, from lists of the same cells": from_lists,
            "pandas, from arrays that it made before": lambda: pd.DataFrame(made),
            "pandas, from to_records(), no types": lambda: pd.DataFrame(report.to_records()),
        },
        number=number,
        rounds=rounds,
    )
    if not pl.DataFrame(ready, schema=schema).equals(in_polars):
        raise SystemExit("the two frames differ")
    compare(
        f"A polars frame of {number:,} problems",
        {
            "jtai.to_polars": lambda: to_polars(report),
            "polars, from lists of the same cells": lambda: pl.DataFrame(ready, schema=schema),
            "polars, from to_records(), no types": lambda: pl.DataFrame(
                report.to_records(), infer_schema_length=None
            ),
        },
        number=number,
        rounds=rounds,
    )
    # Each row of the last comparison takes much longer.
    number, rounds = max(number // 5, 1), min(rounds, 3)
    frame = children(number)
    other = pl.DataFrame({name: frame[name].tolist() for name in frame})
    rows = frame.to_dict("records")
    compare(
        f"Reading a list of {number:,} rows and {len(frame.columns)} columns",
        {
            "jtai.lists_from_frames, pandas": lambda: lists_from_frames({6: frame}),
            "jtai.lists_from_frames, polars": lambda: lists_from_frames({6: other}),
            "jtai.Submission.from_rows, rows that are ready": lambda: jtai.Submission.from_rows(
                {6: rows}
            ),
        },
        number=number,
        rounds=rounds,
    )


if __name__ == "__main__":
    main()
