"""Compare reading and checking child-level lists: `python benchmarks/lists.py`.

There are three comparisons:

1. reading and checking list 8 from a file, with reading it by a package that checks nothing;
2. the checks of single columns, with the same checks by pandera and polars from a file, and by
   pydantic from cells in memory;
3. the time, memory and objects tracked by the garbage collector of a long list, with a short one.

In the first two, all take turns in one process for several rounds. In the third, each size runs in
separate processes. The medians of processor time are printed, because other work on the machine
affects it less. Install the packages with ``pip install ".[bench]"``.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import gc
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from types import GenericAlias
from typing import Annotated, Any, Literal

from timing import Job, compare

from jtai.formats import Limits, read_lists
from jtai.guidance.columns import AUGUST_2019
from jtai.guidance.entries.list_entries import CellKind, ColumnEntry
from jtai.lists.reading.sheets import RawSheet
from jtai.lists.report import Report
from jtai.lists.rules.catalogue import LIST_RULES
from jtai.lists.rules.rule import Rule
from jtai.lists.submission import Submission
from jtai.testing.areas import synthetic_sheets

AS_OF = dt.date(2019, 9, 9)
LIST_8 = next(layout for layout in AUGUST_2019.lists if layout.number == 8)  # noqa: PLR2004 - list 8
KEYS = [column.key for column in LIST_8.columns]
Row = list[object]
LIMITS = Limits(file_bytes=2**30)

# The rules that the other packages can check too: the kind of a column, its codes, its lowest
# number, and whether it may be blank.
OF_COLUMNS = frozenset(
    (
        "child-id-blank",
        "not-a-text",
        "not-a-date",
        "not-a-number",
        "number-too-low",
        "unknown-code",
        "blank",
    )
)
# An error in some rows, as in a list that was checked before.
FAULTS = ("number-too-low", "interview-never-missing", "care-before-birth")


def block() -> list[Row]:
    """Return some rows of list 8."""
    sheets = synthetic_sheets(2500, as_of=AS_OF, defects=FAULTS)
    (sheet,) = (sheet for sheet in sheets if sheet.name == LIST_8.sheet)
    return [list(row) for row in sheet.rows[2:]]


def cells(number: int) -> list[Row]:
    """Return a sheet with this many rows; each cell is a separate object, as from a reader."""
    some = block()
    rows: list[Row] = [[LIST_8.title], [column.title for column in LIST_8.columns]]
    for at in range(number):
        row = [fresh(cell) for cell in some[at % len(some)]]
        row[0] = f"FICT-{at:07}"
        rows.append(row)
    return rows


def fresh(cell: object) -> object:
    """Return an equal cell that is another object: an empty text if blank, a float if a number."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return f"{cell} "[:-1]
    if isinstance(cell, dt.date):
        return dt.date(cell.year, cell.month, cell.day)
    return float(cell) if isinstance(cell, int) else cell


def check(rows: Sequence[Row], rules: Sequence[Rule] = LIST_RULES) -> Report:
    """Check list 8, from its cells to the report."""
    sheet = RawSheet(name=LIST_8.sheet, rows=rows)
    return Submission.from_sheets([sheet]).check(as_of=AS_OF, rules=rules)


def write(rows: Sequence[Row], path: Path) -> None:
    """Write a workbook row by row."""
    import xlsxwriter  # noqa: PLC0415 - processes of the third comparison do not need it

    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet(LIST_8.sheet)
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for at, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, dt.date):
                    sheet.write_datetime(at, place, cell, day)
                elif cell != "":
                    sheet.write(at, place, cell)


def from_files(number: int, rounds: int) -> None:
    """Compare reading and checking a file with readers that check nothing."""
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - likewise

    with tempfile.TemporaryDirectory() as folder:
        book, text = Path(folder) / "list_8.xlsx", Path(folder) / f"{LIST_8.sheet}.csv"
        rows = cells(number)
        write(rows, book)
        write_csv(rows[1:], text)
        del rows

        def calamine() -> object:
            return CalamineWorkbook.from_path(book).get_sheet_by_name(LIST_8.sheet).to_python()

        def module_csv() -> object:
            with text.open(encoding="utf-8", newline="") as file:
                return list(csv.reader(file))

        report = read_lists(book).check(as_of=AS_OF)
        print(f"\n{report.rows[0][1]:,} rows, {len(KEYS)} columns, {len(report.problems)} problems")
        rivals: tuple[tuple[str, Path, str, Job], ...] = (
            ("A workbook", book, "python-calamine, reading only", calamine),
            ("A CSV file", text, "the csv module, reading only", module_csv),
        )
        for title, path, name, rival in rivals:
            compare(
                title,
                {
                    "jtai.read_lists": partial(read_lists, path),
                    "jtai.read_lists(...).check, every rule": partial(read_and_check, path),
                    name: rival,
                },
                number=number,
                rounds=rounds,
                clock=time.process_time,
            )
        single_columns(text, number, rounds)


def read_and_check(path: Path) -> Report:
    """Read a file and check it by every rule."""
    return read_lists(path, limits=LIMITS).check(as_of=AS_OF)


def write_csv(rows: Sequence[Row], path: Path) -> None:
    """Write a CSV file with dates as usual in England."""
    with path.open("w", encoding="utf-8", newline="") as file:
        for row in rows:
            csv.writer(file).writerow(
                [f"{cell:%d/%m/%Y}" if isinstance(cell, dt.date) else cell for cell in row]
            )


def single_columns(path: Path, number: int, rounds: int) -> None:
    """Compare checking the single columns of a CSV file with pandera and polars."""
    rules = [rule for rule in LIST_RULES if rule.id in OF_COLUMNS]
    by_pandera, by_polars = pandera_check(), polars_check()

    def ours() -> int:
        problems = read_lists(path).check(as_of=AS_OF, rules=rules).problems
        return sum(problem.rule in OF_COLUMNS for problem in problems)

    counts = {"jtai": ours(), "pandera": by_pandera(path), "polars": by_polars(path)}
    if len(set(counts.values())) > 1:
        raise SystemExit(f"they find different faults: {counts}")
    compare(
        "A CSV file and the checks of single columns: kinds, codes, least numbers, blanks",
        {
            "jtai": ours,
            "pandera on pandas": lambda: by_pandera(path),
            "polars, expressions by hand": lambda: by_polars(path),
        },
        number=number,
        rounds=rounds,
        clock=time.process_time,
    )


def pydantic_check() -> Callable[[Sequence[Row]], int]:
    """Return the same checks of columns as a pydantic model of rows that counts errors."""
    from pydantic import Field, TypeAdapter, ValidationError, create_model  # noqa: PLC0415 - likewise

    fields: dict[str, Any] = {}
    for column in LIST_8.columns:
        kind = _kind_for_pydantic(column, Field)
        fields[column.key] = (kind if column.required else kind | Literal[""], ...)
    model = create_model("Row", **fields)
    model_of_rows: Any = GenericAlias(list, (model,))
    adapter: TypeAdapter[Any] = TypeAdapter(model_of_rows)

    def run(rows: Sequence[Row]) -> int:
        try:
            adapter.validate_python([dict(zip(KEYS, row, strict=True)) for row in rows])
        except ValidationError as error:
            return len(error.errors(include_url=False, include_context=False))
        return 0

    return run


def _kind_for_pydantic(column: ColumnEntry, field: Any) -> Any:
    if column.codes is not None and not column.codes.is_open:
        return Literal[tuple(code.text for code in column.codes.codes)]
    if column.kind is CellKind.DATE:
        return dt.date
    if column.kind is CellKind.NUMBER:
        return Annotated[int, field(ge=column.minimum)]
    return Annotated[str, field(min_length=1)]


def pandera_check() -> Callable[[Path], int]:
    """Return the same checks of columns as a pandera schema of frames that counts errors."""
    import pandas as pd  # noqa: PLC0415 - likewise
    import pandera.pandas as pa  # noqa: PLC0415 - likewise

    schema = pa.DataFrameSchema(
        {column.key: _column_for_pandera(column, pa) for column in LIST_8.columns}
    )
    dates = [column.key for column in LIST_8.columns if column.kind is CellKind.DATE]

    def run(path: Path) -> int:
        frame = pd.read_csv(path, names=KEYS, skiprows=1, dtype=str)
        for key in dates:
            frame[key] = pd.to_datetime(frame[key], format="%d/%m/%Y")
        try:
            schema.validate(frame, lazy=True, inplace=True)
        except pa.errors.SchemaErrors as error:
            return len(error.failure_cases)
        return 0

    return run


def _column_for_pandera(column: ColumnEntry, pa: Any) -> Any:
    nullable = not column.required
    if column.codes is not None and not column.codes.is_open:
        texts = [code.text for code in column.codes.codes]
        return pa.Column(str, pa.Check.isin(texts), nullable=nullable)
    if column.kind is CellKind.DATE:
        return pa.Column("datetime64[ns]", nullable=nullable, coerce=True)
    if column.kind is CellKind.NUMBER:
        return pa.Column(
            float,
            [pa.Check.ge(column.minimum), pa.Check(lambda cells: cells % 1 == 0)],
            nullable=nullable,
            coerce=True,
        )
    return pa.Column(str, nullable=nullable)


def polars_check() -> Callable[[Path], int]:
    """Return the same checks of columns as polars expressions that count errors."""
    import polars as pl  # noqa: PLC0415 - likewise

    def faults(column: ColumnEntry) -> Any:
        cell = pl.col(column.key)
        blank = cell.is_null() if column.required else pl.lit(value=False)
        if column.codes is not None and not column.codes.is_open:
            bad = ~cell.is_in([code.text for code in column.codes.codes])
        elif column.kind is CellKind.DATE:
            bad = cell.str.to_date("%d/%m/%Y", strict=False).is_null()
        elif column.kind is CellKind.NUMBER:
            number = cell.cast(pl.Float64, strict=False)
            bad = number.is_null() | (number < column.minimum) | (number % 1 != 0)
        else:
            bad = pl.lit(value=False)
        return (blank | (cell.is_not_null() & bad)).sum().alias(column.key)

    found = [faults(column) for column in LIST_8.columns]

    def run(path: Path) -> int:
        frame = pl.read_csv(path, new_columns=KEYS, infer_schema=False)
        return sum(frame.select(found).row(0))

    return run


def beside_pydantic(number: int, rounds: int) -> None:
    """Compare checking the single columns of cells in memory with a pydantic model."""
    rows = cells(number)
    rules = [rule for rule in LIST_RULES if rule.id in OF_COLUMNS]
    by_pydantic = pydantic_check()
    ours = sum(problem.rule in OF_COLUMNS for problem in check(rows, rules).problems)
    if by_pydantic(rows[2:]) != ours:
        raise SystemExit("the two find different faults")
    compare(
        "Checks of single columns, from cells in memory",
        {
            "jtai": lambda: check(rows, rules),
            "pydantic, a model of rows": lambda: by_pydantic(rows[2:]),
        },
        number=number,
        rounds=rounds,
        clock=time.process_time,
    )


def one(path: Path, what: str) -> None:
    """Read or check a CSV file; print seconds, peak memory and tracked objects.

    Tracked objects are those that Python's cyclic garbage collector visits in a full collection.
    """
    gc.collect()
    before = len(gc.get_objects())
    start = time.process_time()
    kept: list[object] = []
    if what == "check":
        lists = read_lists(path, limits=LIMITS)
        kept += lists, lists.check(as_of=AS_OF)
    else:
        with path.open(encoding="utf-8", newline="") as file:
            kept += csv.reader(file)
    seconds = time.process_time() - start
    gc.collect()
    tracked = len(gc.get_objects()) - before
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, tracked)


def alone(path: Path, what: str, number: int = 0) -> list[float]:
    """Run `one` in a separate process, or write the file there, and return what it prints."""
    command = [sys.executable, __file__, "--one", str(path), "--what", what, "--rows", str(number)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - itself
    return [float(figure) for figure in done.stdout.split()]


def growth(sizes: Sequence[int], rounds: int) -> None:
    """Show how the time, memory and tracked objects of reading and checking grow."""
    print("\nGrowth: a CSV file read and checked by every rule, in separate processes\n")
    print("| rows | a row | peak memory | that of the csv module alone | tracked objects a row |")
    print("| --- | --- | --- | --- | --- |")
    each = []
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / str(size) / f"{LIST_8.sheet}.csv" for size in sizes]
        for path, size in zip(paths, sizes, strict=True):
            alone(path, "write", size)
        # The sizes take turns, because the speed of the machine varies.
        rounds_of = [[alone(path, "check") for path in paths] for _ in range(rounds)]
        for at, (path, size) in enumerate(zip(paths, sizes, strict=True)):
            seconds, memory, tracked = map(
                statistics.median, zip(*(found[at] for found in rounds_of), strict=True)
            )
            _, raw, _ = alone(path, "read")
            each.append(seconds / size * 1e6)
            print(
                f"| {size:,} | {each[-1]:.2f} µs | {memory:,.0f} MB | {raw:,.0f} MB | "
                f"{tracked / size:.3f} |"
            )
    print(f"\nA row of the longest takes {each[-1] / each[0]:.2f} times one of the shortest.")


def main() -> None:
    """Run every comparison."""
    parser = argparse.ArgumentParser(description="Measure the lists against their peers.")
    parser.add_argument("--rows", type=int, default=100_000, help="rows of list 8")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of each comparison")
    parser.add_argument("--most", type=int, default=300_000, help="rows of the largest growth")
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--what", choices=["write", "read", "check"], help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.what == "write":
        given.one.parent.mkdir()
        write_csv(cells(given.rows)[1:], given.one)
        return
    if given.one is not None:
        one(given.one, given.what)
        return
    print(f"Python {sys.version.split()[0]}, {given.rounds} rounds")
    # This comes first, because a new process inherits the peak memory of the one that starts it.
    growth([given.most // 10, given.most], given.rounds)
    for number in sorted({given.rows // 5, given.rows}):
        from_files(number, given.rounds)
    beside_pydantic(given.rows, given.rounds)


if __name__ == "__main__":
    main()
