"""Read damaged and hostile files, and count the outcomes.

    python -m tests.fuzz_files 200000 [--seed 1]

Each input is made from a seed: bytes of a good file are changed, the XML of a part is changed and
packed again, a sheet or a CSV file is put together from odd pieces, or values in a JSON document
are changed. An input must give a result or raise a `JtaiError`. Inputs run in a child process, so
that one that kills it is counted too. The seed and the number of an input are enough to make it
again.
"""

from __future__ import annotations

import argparse
import datetime as dt
import io
import json
import multiprocessing
import random
import resource
import signal
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import deepcopy
from functools import cache
from typing import Any, Final

import xlsxwriter

import jtai
import jtai.testing
from jtai.formats import read_csv, read_workbook
from jtai.formats.reading.xlsx import RawBook
from tests.formats.books import book, packed, parts, sheet_xml, text_cell
from tests.inspection.inspections import SELECTED

SECONDS: Final = 2.0
MEGABYTES: Final = 100
_BATCH: Final = 1_000

Random = random.Random


def _workbook(*, constant_memory: bool) -> bytes:
    file = io.BytesIO()
    made = xlsxwriter.Workbook(file, {"constant_memory": constant_memory})
    day = made.add_format({"num_format": "dd/mm/yyyy"})
    for name in ("List_6", "List_7"):
        sheet = made.add_worksheet(name)
        sheet.write_row(0, 0, ["Child Unique ID", "Gender", "Date of Birth", "Age"])
        for row in range(1, 6):
            sheet.write_row(row, 0, [f"SYN-{row}", "b) Female"])
            sheet.write_number(row, 2, 39_000 + row, day)
            sheet.write_formula(row, 3, "=1+1", None, 12)
        sheet.set_row(3, None, None, {"hidden": True})
    made.close()
    return file.getvalue()


WORKBOOKS: Final = (
    _workbook(constant_memory=False),
    _workbook(constant_memory=True),
    book(sheet_xml("".join(f'<row r="{n}">{text_cell(f"A{n}")}</row>' for n in range(1, 5)))),
)
PIECES: Final = (
    *('<row r="2">', "<row>", "</row>", "<c>", '<c r="A2">', "</c>", "<v>", "</v>", "<is><t>"),
    *("</t></is>", "<f>1</f>", "<f/>", ' t="s"', ' t="e"', ' t="b"', ' t="x"', ' s="1"', ' s="-1"'),
    *(' r="XFD1048576"', ' r="A0"', ' r="1"', ' r="-1"', "0", "-1", "1e999", "99999999999", "NaN"),
    *("&amp;", "&x;", "&#0;", "&#x10FFFF;", "<![CDATA[", "]]>", "<!--", "-->", "<?x ?>"),
    *("<!DOCTYPE a>", "</sheetData>", "<sheetData>", "</worksheet>", "_xD800_", "\ufeff", "\0"),
    "x" * 40_000,
    *(' xmlns="urn:x"', "x:", "}", ' hidden="1"', '<col min="1" max="9" hidden="1"/>', "<rPh>"),
    *('Target="../x"', 'Target="/"', 'Target=""', ' count="4000000000" uniqueCount="4000000000"'),
)  # fmt: skip
FIRST: Final = f'<row r="1">{text_cell("A1", "Child Unique ID")}{text_cell("B1", "Gender")}</row>'
CELLS: Final = (
    *("SYN-01", "a) Male", "12", "09/09/2019", "", "\0", '"', '""', "\r", "\n", ",", ";", "\t"),
    *(
        "Child Unique ID",
        "Gender",
        "Date of Birth",
        "\x1a",
        "\ufeff",
        "sep=;",
        "'",
        "=1+1",
        "x" * 40_000,
    ),
)
# Values for any place of a JSON document.
VALUES: Final[tuple[Any, ...]] = (
    *(None, True, False, 0, -1, 1.5, -0.0, 10**30, float("nan"), float("inf")),
    *("", "yes", "unknown", "A1", "\ud800", "\0", "x" * 10_000, "9" * 5_000),
    *("2010-01-01", "2010-02-30", "0001-01-01", "9999-12-31", "2019-09-09T09:00:00+01:00"),
    *([], {}, [[]], {"": None}, [1] * 1_000, {"jtai": 2}),
)
# Text for any place of a JSON document.
JSON: Final = (
    *("}", "]", ":", ",", '"', "null", "1e999", "NaN", "-0", '"\\ud800"'),
    *("9" * 5_000, "[" * 5_000, '"id": "SYN-01", ', " " * 1_000),
)


@cache
def _documents() -> Mapping[type[object], str]:
    """Return a good document of each of some records and results."""
    lists = jtai.testing.synthetic_lists(20)
    timetable = jtai.Timetable.from_notification(dt.date(2020, 4, 6))
    values = (
        SELECTED.children[0],
        SELECTED,
        timetable,
        lists.check(as_of=dt.date(2019, 9, 9)),
        jtai.plan_year(2020),
    )
    return {type(value): jtai.to_json(value) for value in values}


def _changed(data: bytes, rng: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 5, 20))):
        at = rng.randrange(len(changed)) if changed else 0
        how = rng.randrange(5)
        if how == 0 and changed:
            changed[at] = rng.randrange(256)
        elif how == 1:
            del changed[at : at + rng.randrange(1, 60)]
        elif how == 2:
            changed[at:at] = rng.randbytes(rng.randrange(1, 9))
        elif how == 3:
            changed[at:at] = changed[at : at + rng.randrange(200)] * rng.randrange(1, 9)
        else:
            changed[at : at + 4] = rng.choice((b"\xff" * 4, b"\0" * 4, b"\1\0\0\0"))
    return bytes(changed)


def _rewritten(text: str, rng: Random) -> str:
    for _ in range(rng.choice((1, 1, 2, 4))):
        at, end = sorted(rng.randrange(len(text) + 1) for _ in range(2))
        piece = rng.choice(PIECES)
        piece *= rng.choice((1, 1, 1, 2, max(1, 10_000 // len(piece))))
        text = text[:at] + piece + text[at if rng.random() < 0.7 else end :]
    return text


def archive_bytes(rng: Random) -> bytes:
    """Return a workbook with bytes of its archive changed."""
    return _changed(rng.choice(WORKBOOKS), rng)


def parts_of_xml(rng: Random) -> bytes:
    """Return a workbook with the XML of one of its parts changed, packed properly."""
    with zipfile.ZipFile(io.BytesIO(rng.choice(WORKBOOKS))) as archive:
        contents = {name: archive.read(name).decode() for name in archive.namelist()}
    name = rng.choice(sorted(contents))
    contents[name] = _rewritten(contents[name], rng)
    if rng.random() < 0.1:
        contents["x" + rng.choice(PIECES)[:200].replace("\0", "")] = contents.pop(
            rng.choice(sorted(contents))
        )
    return packed(dict(contents), method=zipfile.ZIP_STORED)


def _odd_cell(rng: Random, letter: str, row: int) -> str:
    if rng.random() < 0.85:
        return text_cell(f"{letter}{row}", rng.choice(CELLS[:4]))
    place = rng.choice((f' r="{letter}{row}"', f' r="{letter}{row}"', "", f" r='{letter}{row}'"))
    style = rng.choice(("", "", ' s="0"', ' s="7"', ' s="x"'))
    kind = rng.choice(("", ' t="n"', ' t="str"', ' t="b"', ' t="e"', ' t="d"', ' t="s"'))
    value = rng.choice(
        ("1", "0", "39000", "-1", "0.5", "1e308", "2019-09-09", "SYN-01", "a&amp;b", "")
    )
    formula = rng.choice(("", "", "<f>A1</f>", '<f t="shared" si="0"/>'))
    body = rng.choice(
        (f"<v>{value}</v>", f"<is><t>{value}</t></is>", f"<v><![CDATA[{value}]]></v>")
    )
    return f"<c{place}{style}{kind}>{formula}{body}</c>"


def odd_cells(rng: Random) -> bytes:
    """Return a workbook of well-formed rows whose cells have odd types, styles and values."""
    rows = ""
    for number in sorted(rng.sample(range(2, 40), 4)):
        cells = "".join(_odd_cell(rng, letter, number) for letter in "ABCD" if rng.random() < 0.8)
        rows += f'<row r="{number}">{cells}</row>'
    return packed(dict(parts(sheet_xml(FIRST + rows))), method=zipfile.ZIP_STORED)


def _in_a_cell(piece: str) -> str:
    if piece.startswith("<"):
        return piece
    return f"<c{piece}><v>1</v></c>" if piece.startswith(" ") else f"<c><v>{piece}</v></c>"


def pieced_sheet(rng: Random) -> bytes:
    """Return a workbook whose sheet is put together from pieces."""
    pieces = [rng.choice(PIECES) for _ in range(rng.randrange(1, rng.choice((4, 40))))]
    # Text and attributes outside of a cell are refused at once, so mostly they are in one.
    if rng.random() < 0.2:
        rows = "".join(pieces)
    else:
        rows = f'<row r="2">{"".join(map(_in_a_cell, pieces))}</row>'
    return packed(dict(parts(sheet_xml(FIRST + rows))), method=zipfile.ZIP_STORED)


def csv_file(rng: Random) -> bytes:
    """Return a CSV file of odd cells in one of several encodings."""
    separator = rng.choice((",", ",", ";", "\t", "|"))
    lines = (
        separator.join(rng.choice(CELLS) for _ in range(rng.randrange(1, 6)))
        for _ in range(rng.randrange(1, 12))
    )
    text = rng.choice(("\n", "\r\n", "\r")).join(lines)
    data = text.encode(
        rng.choice(("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252")), "replace"
    )
    return _changed(data, rng) if rng.random() < 0.5 else data


def json_document(rng: Random) -> bytes:
    """Return a good JSON document with values, text or bytes changed."""
    text = rng.choice(list(_documents().values()))
    how = rng.random()
    if how < 0.2:
        return _changed(text.encode(), rng)
    if how < 0.4:
        at = rng.randrange(len(text))
        return f"{text[:at]}{rng.choice(JSON)}{text[at:]}".encode()
    document = json.loads(text)
    for _ in range(rng.choice((1, 1, 2, 5))):
        _change_a_value(document, rng)
    return json.dumps(document, indent=rng.choice((None, 1))).encode()


def _change_a_value(inside: Any, rng: Random) -> None:
    if not inside:
        return
    place = rng.choice(list(inside) if isinstance(inside, dict) else range(len(inside)))
    value = inside[place]
    how = rng.random()
    if isinstance(value, dict | list) and rng.random() < 0.9:
        _change_a_value(value, rng)
    elif how < 0.5:
        inside[place] = deepcopy(rng.choice(VALUES))
    elif how < 0.7:
        del inside[place]
    elif isinstance(inside, list):
        inside[place:place] = [deepcopy(value) for _ in range(rng.choice((1, 2, 100)))]
    else:
        inside[rng.choice(("", "id", "kind", "date_of_birth", f"{place}s"))] = deepcopy(value)


def _read_lists(data: bytes) -> None:
    _submitted(read_workbook(data))


def _read_csv(data: bytes) -> None:
    _submitted(RawBook(sheets=(read_csv(data, name="List_6"),)))


def _submitted(found: RawBook) -> None:
    lists = jtai.Submission.from_sheets(found.sheets, remarks=found.remarks)
    report = lists.check(as_of=dt.date(2019, 9, 9))
    if report.crashed:
        raise AssertionError(report.crashed)


def _read_json(data: bytes) -> None:
    for kind in _documents():
        if f'"{kind.__name__}"'.encode() in data[:100]:
            jtai.to_json(jtai.from_json(kind, data))
            return
    jtai.from_json(jtai.Child, data)


KINDS: Final[Mapping[str, tuple[Callable[[Random], bytes], Callable[[bytes], None]]]] = {
    "bytes of the archive": (archive_bytes, _read_lists),
    "XML of a part": (parts_of_xml, _read_lists),
    "pieces of a sheet": (pieced_sheet, _read_lists),
    "odd cells": (odd_cells, _read_lists),
    "CSV": (csv_file, _read_csv),
    "JSON": (json_document, _read_json),
}


def made(kind: str, seed: int, number: int) -> bytes:
    """Return an input by its kind, seed and number."""
    return KINDS[kind][0](Random(f"{kind} {seed} {number}"))


@contextmanager
def _stopped_after(seconds: float) -> Iterator[None]:
    def stop(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def tried(kind: str, seed: int, number: int) -> str:
    """Return the outcome of an input: read, refused, slow, large or the name of an exception."""
    data = made(kind, seed, number)
    before, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    try:
        with _stopped_after(30 * SECONDS):
            KINDS[kind][1](data)
        result = "read"
    except jtai.JtaiError:
        result = "refused"
    except Exception as error:  # noqa: BLE001 - every other one is counted
        result = f"foreign: {type(error).__name__}"
    if time.process_time() - begun > SECONDS:
        result = "slow"
    if resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before > MEGABYTES * 1024:
        result = "large"
    return result


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _batch(
    kind: str, seed: int, numbers: Sequence[int], results: multiprocessing.Queue[str]
) -> None:
    for number in numbers:
        results.put(tried(kind, seed, number))


def run(count: int, seed: int) -> dict[str, Counter[str]]:
    """Try a number of inputs, divided equally between the kinds, and count the outcomes."""
    found: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    for kind, counts in found.items():
        numbers = range(count // len(KINDS))
        while numbers:
            results: multiprocessing.Queue[str] = multiprocessing.Queue()
            batch = numbers[:_BATCH]
            child = multiprocessing.Process(target=_batch, args=(kind, seed, batch, results))
            child.start()
            done = 0
            while done < len(batch) and (child.is_alive() or not results.empty()):
                try:
                    result = results.get(timeout=1)
                except Exception:  # noqa: BLE001, S112 - still at work, or dead
                    continue
                if result not in {"read", "refused"}:
                    _say(f"{kind}, number {numbers[done]}: {result}")
                counts[result.partition(":")[0]] += 1
                done += 1
            child.join()
            if done < len(batch):
                _say(f"{kind}, number {numbers[done]}: killed the process")
                counts["killed"] += 1
                done += 1
            numbers = numbers[done:]
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Try inputs and print a table; return 1 if one of them was not handled."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz_files", description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    found = run(options.count, options.seed)
    columns = ("read", "refused", "foreign", "slow", "large", "killed")
    _say(f"{'input':22}{'tried':>9}" + "".join(f"{column:>9}" for column in columns))
    for kind, counts in found.items():
        numbers = (counts.total(), *(counts[column] for column in columns))
        _say(f"{kind:22}" + "".join(f"{number:>9,}" for number in numbers))
    return 1 if any(counts[column] for counts in found.values() for column in columns[2:]) else 0


if __name__ == "__main__":
    sys.exit(main())
