"""CSV files, as sheets of raw cells.

Invariant: a file has one encoding: UTF-8 if all of it is valid UTF-8, UTF-16 if it has that byte
order mark, code page 850 or Mac Roman if that makes words of it and Windows-1252 does not, and
otherwise Windows-1252. A choice that is not certain is reported. A file that mixes encodings is
refused. Cells are kept as they are, except for the guard before formulas, for a formula of only a
text, such as ``="001"``, and for NUL at their ends, which some programs write for an empty string
or pad cells with. Lines end in CR, LF or both, or in a rarer sign if the file has none of these
between two rows.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from itertools import chain, islice
from os import PathLike
from pathlib import Path
from typing import BinaryIO, Final

import attrs

from jtai.core.progress import OnProgress, ProgressCounter
from jtai.core.validation import file_path, whole
from jtai.errors import LimitError, UnreadableFileError
from jtai.formats.formula_guard import unguarded
from jtai.formats.reading.limits import Limits, exceeded
from jtai.formats.reading.one_byte_encodings import Evidence
from jtai.formats.reading.regular_files import file_bytes, open_regular, printable_name
from jtai.lists.reading.cells import read_date
from jtai.lists.reading.sheets import RawSheet, cell_name

DELIMITERS: Final = (",", ";", "\t", "|")
"""The characters that can separate cells, unless a line such as ``sep=:`` specifies another."""

Known = Callable[[str], bool]
"""Whether a cell's text is a column title."""

_DEFAULT: Final = Limits()
_MARKS_16: Final = (b"\xff\xfe", b"\xfe\xff")
_MARK_8: Final = b"\xef\xbb\xbf"
# Windows-1252 has no characters for these bytes.
_UNDEFINED: Final = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
# Some programs quote this line, or pad it with separators.
_SEPARATOR: Final = re.compile(r"(?i)(\"?)sep=([^\r\n\"])\2*+\1\2*+[\r\n]*")
_SAMPLE: Final = 50
_SOME_LINES: Final = 500
# From this number of characters on, a row is looked at before it is read.
_LARGE: Final = 2**18
_LARGEST_PART: Final = 2**26
_UTF_8_ANEW: Final = "save it again as CSV UTF-8"
_TOO_LONG: Final = "field larger than field limit"


def read_csv(
    source: str | PathLike[str] | bytes,
    *,
    name: str | None = None,
    limits: Limits = _DEFAULT,
    known: Known | None = None,
    progress: OnProgress | None = None,
) -> RawSheet:
    r"""Read a CSV file.

    Rows are numbered as a spreadsheet shows them: a record over several lines is one row, a blank
    line is a row without cells, and a first line such as ``sep=;`` is not a row. Messages give line
    numbers as a text editor shows them. Every cell is a string, with `unguarded` applied, or the
    text that a formula of only a text shows.

    Args:
        source: A path, or the bytes of a file.
        name: What to call the sheet; by default the file's name without its extension.
        limits: How much is read.
        known: Returns whether text is a column title. The delimiter that puts the most known titles
            in one row is used. Without this function, or in a tie, it is the one with which rows
            usually have the most columns.
        progress: Called with a `Progress` at most once for every 1,000 rows.

    Raises:
        DateTypeError: If the source is neither.
        LimitError: If it is larger than the limits allow.
        UnreadableFileError: If it is not text in one encoding, or its quotation marks are invalid.

    Examples:
        >>> sheet = read_csv(b"sep=;\r\nA;B\r\n1;'=2\r\n", name="list")
        >>> sheet.rows
        [('A', 'B'), ('1', '=2')]
    """
    data, where = file_bytes(source, limits=limits)
    rows: list[tuple[str, ...]] = []
    widest = 1
    most_rows, most_cells = limits.rows, limits.cells
    counter = ProgressCounter(progress, "reading")
    file = io.BytesIO(data)
    encoding, guessed = _encoding(file, limits=limits, where=where)
    sheet = _sheet(where, name, guessed)
    padded: set[str] = set()
    records = _records(file, encoding, padded, limits=limits, known=known, where=where)
    for row in counter.over(records):
        rows.append(row)
        widest = max(widest, len(row))
        if len(rows) > most_rows:
            raise exceeded(limits, "rows", found=len(rows), where=where)
        if len(rows) * widest > most_cells:
            raise exceeded(limits, "cells", found=len(rows) * widest, where=where)
    counter.end()
    return attrs.evolve(sheet, rows=rows, padded=bool(padded))


def csv_parts(
    path: str | PathLike[str],
    *,
    rows: int = 10_000,
    name: str | None = None,
    limits: Limits = _DEFAULT,
    known: Known | None = None,
) -> Iterator[RawSheet]:
    """Read a CSV file in parts, so that it may be larger than memory.

    The first part starts with the first row of the file, and each later part with the row after the
    last one of the part before. The file is read through once before the first part to determine
    its encoding, and is closed after the last part or when the iterator is closed.

    Args:
        path: Where the file is.
        rows: The number of rows in a part. The last may have fewer, and so may parts with more than
            64 million characters.
        name: What to call the sheet; by default the file's name without its extension.
        limits: Only `columns` and `cell_length` apply. The others protect memory, which does not
            fill up here.
        known: As in `read_csv`.

    Raises:
        InvalidValueError: If `rows` is less than 1, or there is no path.
        LimitError: If a row or a cell is larger than the limits allow.
        UnreadableFileError: As in `read_csv`, when the row at fault is reached.
    """
    rows = whole(rows, "rows", least=1)
    return _parts(file_path(path, "path"), rows=rows, name=name, limits=limits, known=known)


def _parts(
    path: Path, *, rows: int, name: str | None, limits: Limits, known: Known | None
) -> Iterator[RawSheet]:
    where = name or printable_name(path)
    with open_regular(path, where) as file:
        first_row = 1
        found = None
        with suppress(OSError):
            if file.read(1) is not None:  # None: an empty queue
                found = _encoding(file, limits=limits, where=where)
        if found is None:
            raise _unreadable(where)
        encoding, guessed = found
        padded: set[str] = set()
        records = _records(file, encoding, padded, limits=limits, known=known, where=where)
        sheet = _sheet(where, name, guessed)
        while part := _next(records, rows, where):
            yield attrs.evolve(sheet, rows=part, first_row=first_row, padded=bool(padded))
            first_row += len(part)


def _next(records: Iterator[tuple[str, ...]], rows: int, where: str) -> list[tuple[str, ...]]:
    part: list[tuple[str, ...]] = []
    size = 0
    try:
        for row in islice(records, min(rows, sys.maxsize)):
            part.append(row)
            size += sum(map(len, row))
            if size > _LARGEST_PART:
                break
    except OSError:
        pass
    else:
        return part
    # Outside the handler, because the system's own error contains the full path.
    raise _unreadable(where)


def _unreadable(where: str) -> UnreadableFileError:
    return UnreadableFileError("the file could not be read to the end", where=where)


def _sheet(where: str, name: str | None, guessed: str | None) -> RawSheet:
    return RawSheet(
        name=Path(where).stem if name is None else name,
        rows=(),
        guessed=guessed,
        delimited=True,
    )


def _records(
    file: BinaryIO,
    encoding: str,
    padded: set[str],
    *,
    limits: Limits,
    known: Known | None,
    where: str,
) -> Iterator[tuple[str, ...]]:
    """Yield the rows, and note in `padded` with what cells are padded."""
    file.seek(0)
    lines = _lines(file, encoding, limits=limits, where=where)
    sample = _sample(lines)
    separator = _SEPARATOR.fullmatch(sample[0]) if sample else None
    if separator is None:
        delimiter, skipped = _delimiter(sample, known), 0
    else:
        delimiter, skipped = separator[2], 1
    _, usual, _ = _fit(sample[skipped:], delimiter, None)
    # Hardly any line contains one of these, so hardly any cell is examined.
    noted: set[str] = set()
    # The lines of the row that is being read.
    begun: list[str] = []
    rest = _noting(chain(sample[skipped:], lines), noted, limits.cell_length)
    rest = _bounded(rest, begun, delimiter, limits=limits, where=where)
    most_columns = limits.columns
    for number, (line, last_line, row) in enumerate(
        _rows(rest, delimiter, skipped, where=where), 1
    ):
        begun.clear()
        if len(row) > most_columns:
            raise exceeded(limits, "columns", found=len(row), where=f"{where}, row {number}")
        if not noted and line == last_line:
            yield tuple(row)
            continue
        if _LONG in noted or line != last_line:
            _check_lengths(row, number, limits, where)
            if any(_contains_a_row(cell, delimiter, usual) for cell in row):
                raise _joined(line, where)
        if _NUL in noted:
            if any(cell.strip(_NUL) and cell.endswith(_NUL) for cell in row):
                padded.add(_NUL)
            row = [cell.rstrip(_NUL) for cell in row]  # noqa: PLW2901 - the same row
            if any(_NUL in cell for cell in row):
                raise _no_text(encoding, line, where, nul=True)
        noted.clear()
        yield tuple(map(_text_of, row))


_NUL: Final = "\0"
_GUARD: Final = "'"
_FORMULA: Final = '="'
# How programs stop a spreadsheet from reading a text as a number or date.
_OF_TEXT: Final = re.compile(r'="((?:[^"]|"")*+)"')
_LONG: Final = "a cell may be too long"


def _text_of(cell: str) -> str:
    found = _OF_TEXT.fullmatch(cell)
    return unguarded(cell) if found is None else found[1].replace('""', '"')


def _noting(lines: Iterable[str], noted: set[str], longest: int) -> Iterator[str]:
    """Yield lines, and note what the row made from them has to be searched for."""
    for line in lines:
        if _GUARD in line:
            noted.add(_GUARD)
        if _FORMULA in line:
            noted.add(_FORMULA)
        if _NUL in line:
            noted.add(_NUL)
        if len(line) > longest:
            noted.add(_LONG)
        yield line


def _sample(lines: Iterator[str]) -> list[str]:
    """Return the first lines, by which the delimiter is chosen."""
    sample: list[str] = []
    size = 0
    for line in islice(lines, _SAMPLE):
        sample.append(line)
        size += len(line)
        if size > _LARGE:
            break
    if len(sample) == 1:
        sample += islice(lines, 1)
    return sample if len(sample) != 1 else _by_rare_endings(sample[0])


# Next line, line and paragraph separator, vertical tab and form feed.
_RARE_ENDINGS: Final = ("\x85", "\u2028", "\u2029", "\v", "\f")


def _by_rare_endings(line: str) -> list[str]:
    """Return the rows of a file of one line, if rare signs separate them and most are as wide."""
    for ending in _RARE_ENDINGS:
        lines: list[str] = []
        parts: list[str] = []
        quotes = 0
        for piece in line.rstrip("\r\n").removesuffix(ending).split(ending):
            parts.append(piece)
            quotes += piece.count('"')
            if quotes % 2 == 0:  # otherwise, it is within a cell
                lines.append(ending.join(parts))
                parts.clear()
        some = [text for text in lines[:_SAMPLE] if text and not _SEPARATOR.fullmatch(text)]
        for delimiter in DELIMITERS if len(some) > 1 and not parts else ():
            _, width, count = _fit(some, delimiter, None)
            if width > 1 and count * 2 > len(some):
                return [f"{text}\n" for text in lines]
    return [line]


def _bounded(
    lines: Iterable[str], begun: list[str], delimiter: str, *, limits: Limits, where: str
) -> Iterator[str]:
    """Yield lines, and refuse a row of many characters before all of its cells are in memory.

    Args:
        lines: The lines.
        begun: The lines of the row that is being read, which the caller clears after it.
        delimiter: What separates cells.
        limits: How many columns there may be; the module `csv` limits how long cells may be.
        where: The file, for messages.
    """
    size = due = 0
    for line in lines:
        if not begun:
            size, due = 0, _LARGE
        begun.append(line)
        size += len(line)
        if size > due:
            _check_begun("".join(begun), delimiter, limits, where)
            due = 2 * size
        yield line


def _check_begun(text: str, delimiter: str, limits: Limits, where: str) -> None:
    """Refuse a row that is too wide, by ever more of its characters."""
    length = _LARGE
    while length < 2 * len(text):
        row = _row(csv.reader([text[:length]], delimiter=delimiter))
        if not isinstance(row, list):
            return  # it is refused when it is read
        if len(row) > limits.columns:
            raise exceeded(limits, "columns", found=len(row), where=where, least=True)
        length *= 2


def _check_lengths(row: list[str], number: int, limits: Limits, where: str) -> None:
    for column, text in enumerate(row, 1):
        if len(text) > limits.cell_length:
            place = f"{where}, cell {cell_name(number, column)}"
            raise exceeded(limits, "cell_length", found=len(text), where=place)


def _contains_a_row(text: str, delimiter: str, width: int) -> bool:
    """Return whether a cell contains a row, because of quotation marks in other cells.

    A note over several lines may have as many commas, but not a date right between two of them.
    """
    if not 1 < width <= text.count(delimiter) + 1 or len(text.splitlines()) <= 1:
        return False
    return any(
        not part.isdecimal() and part == part.strip() and isinstance(read_date(part), date)
        for line in text.splitlines()
        for part in line.split(delimiter)[1:-1]
    )


def _joined(line: int, where: str) -> UnreadableFileError:
    return UnreadableFileError(
        "a cell in the row that starts here contains a line break and what looks like another row",
        where=f"{where}, line {line}",
        expected="cells in quotation marks, with any quotation mark within them doubled",
        remedy="find the stray quotation marks, at the start of one cell and the end of another",
    )


# Bytes to lines


def _encoding(file: BinaryIO, *, limits: Limits, where: str) -> tuple[str, str | None]:
    """Return the encoding of a file, and its name if it is not certain, reading it in pieces."""
    file.seek(0)
    mark = file.read(len(_MARK_8))
    file.seek(0)
    if mark.startswith(_MARKS_16):
        return "utf-16", None
    if _is_all_utf_8(file, _most_characters(limits)):
        return "utf-8", None
    file.seek(0)
    wide = 1 if mark == _MARK_8 else None
    broken = undefined = None
    evidence = Evidence()
    # Latin-1 has a character for every byte, and text mode recognises all three line endings.
    lines = enumerate(_lines(file, "latin-1", limits=limits, where=where), 1)
    accented = ((number, text.encode("latin-1")) for number, text in lines if not text.isascii())
    while (wide is None or broken is None) and (some := [*islice(accented, _SOME_LINES)]):
        others = []
        for number, line in some:
            if _is_utf_8(line):
                wide = wide or number
            else:
                broken = broken or number
                others.append(line)
                if undefined is None and _UNDEFINED.search(line):
                    undefined = number
        # A hostile file has millions of lines, and one search of many is much faster than many.
        evidence.add(b"".join(others))
    if wide is not None:
        raise UnreadableFileError(
            f"the file mixes encodings: line {wide} is UTF-8, but line {broken} is not",
            where=where,
            remedy=f"find out which program wrote which part, or {_UTF_8_ANEW} from its source",
        )
    codec, guessed = evidence.choice()
    if codec == "cp1252" and undefined is not None:
        raise UnreadableFileError(
            f"line {undefined} is neither UTF-8 nor Windows-1252", where=where, remedy=_UTF_8_ANEW
        )
    return codec, guessed


def _is_all_utf_8(file: BinaryIO, most: int) -> bool:
    """Return whether a file is UTF-8, and no line is so long that reading it line by line fails."""
    longest = most * _MOST_BYTES
    size = 0
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while piece := file.read(_PIECE):
            decoder.decode(piece)
            end = max(piece.rfind(b"\n"), piece.rfind(b"\r"))
            size = len(piece) - end + (size if end < 0 else 0)
            if size > longest:
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


_PIECE: Final = 2**18
_MOST_BYTES: Final = 4  # of a character in UTF-8


def _is_utf_8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _most_characters(limits: Limits) -> int:
    """Return how many characters the cells of a line can have, with their quotation marks."""
    return limits.columns * (2 * limits.cell_length + 3)


def _lines(file: BinaryIO, encoding: str, *, limits: Limits, where: str) -> Iterator[str]:
    """Yield the lines of a text file, none of them longer than its cells could make it.

    Byte order marks are left out, because joined files have several, and so is the Ctrl-Z that old
    programs put at the end of a file.
    """
    most = _most_characters(limits)
    text = io.TextIOWrapper(file, encoding=encoding, newline="")
    try:
        number = 0
        line = _line(text, most)
        while line:
            number += 1
            if line is _NO_TEXT:
                raise _no_text(encoding, number, where, nul=False)
            if len(line) == most:
                place = f"{where}, line {number}"
                raise exceeded(limits, "cell_length", found=len(line), where=place, least=True)
            following = _line(text, most)
            if not following and _CTRL_Z in line:
                line = line.rstrip("\r\n" + _CTRL_Z)
            if _MARK in line:
                line = line.lstrip(_MARK)
            if line:
                yield line
            line = following
    finally:
        # The file belongs to the caller, and a discarded wrapper would close it. If the caller has
        # already closed it, there is nothing left to keep open.
        with suppress(ValueError):
            text.detach()


_MARK: Final = "\ufeff"
_CTRL_Z: Final = "\x1a"
_NO_TEXT: Final = "\0" * 2
"""Stands for a line that cannot be decoded; the error itself contains bytes from the file."""


def _line(text: io.TextIOWrapper, most: int) -> str:
    try:
        return text.readline(most)
    except UnicodeError:
        return _NO_TEXT


def _no_text(encoding: str, number: int, where: str, *, nul: bool) -> UnreadableFileError:
    if nul:
        return UnreadableFileError(
            f"line {number} contains a NUL character",
            where=where,
            expected="text",
            remedy=(
                f"if it is UTF-16 without a byte order mark, {_UTF_8_ANEW}; it may not be a text "
                "file at all"
            ),
        )
    return UnreadableFileError(
        f"line {number} or a later line is not valid {encoding.upper()}",
        where=where,
        remedy=_UTF_8_ANEW,
    )


# Lines to rows


def _rows(
    lines: Iterable[str], delimiter: str, skipped: int, *, where: str
) -> Iterator[tuple[int, int, list[str]]]:
    """Return each row after the numbers of its first and last line."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        begins = reader.line_num + skipped + 1
        row = _row(reader)
        if row is None:
            return
        if isinstance(row, str):
            raise _broken(row, begins, where)
        yield begins, reader.line_num + skipped, row


def _row(reader: Iterator[list[str]]) -> list[str] | str | None:
    try:
        return next(reader, None)
    except csv.Error as error:
        return str(error)


def _broken(problem: str, line: int, where: str) -> UnreadableFileError:
    place = f"{where}, line {line}"
    if problem.startswith(_TOO_LONG):
        return LimitError(
            "a cell in the row that starts here is longer than Python's csv module allows, "
            "perhaps because a quotation mark is never closed",
            where=place,
            expected=f"{csv.field_size_limit():,} characters or fewer",
            remedy="close the quotation mark, or raise csv.field_size_limit",
        )
    return UnreadableFileError(
        "the quotation marks in the row that starts here are invalid",
        where=place,
        expected=(
            "a closing quotation mark for each quoted cell, and any quotation mark within it "
            "doubled"
        ),
    )


# The delimiter


def _delimiter(sample: Sequence[str], known: Known | None) -> str:
    return max(DELIMITERS, key=lambda delimiter: _fit(sample, delimiter, known))


def _fit(sample: Sequence[str], delimiter: str, known: Known | None) -> tuple[int, int, int]:
    """Return how well a delimiter fits: titles in a row, the usual width, rows of that width."""
    rows: list[list[str]] = []
    reader = csv.reader([line[:_LARGE] for line in sample], delimiter=delimiter, strict=True)
    # The sample may end in the middle of a record; what has been read by then is enough.
    while isinstance(row := _row(reader), list):
        rows.append(row)
    titles = 0
    for row in rows:
        # A shorter row cannot have more titles.
        if known is not None and len(row) > titles:
            titles = max(titles, sum(known(unguarded(text.rstrip(_NUL))) for text in row))
    widths = Counter(len(row) for row in rows if row)
    if not widths:
        return titles, 0, 0
    usual, count = min(widths.items(), key=lambda item: (-item[1], item[0]))
    return titles, usual, count
