"""Rules that look at one cell at a time (Annex A workbook, every column).

Invariant: the edition's entry for a column says what it accepts; these rules check each cell
against it. A message says what kind of value was expected, never what the cell contains.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from jtai.core.citation import Reference
from jtai.guidance.entries.list_entries import CellKind, ColumnEntry
from jtai.lists.reading.cells import DateOrder, date_order, is_error, is_no_date, says_nothing
from jtai.lists.reading.code_cells import is_code_with_words
from jtai.lists.reading.doubtful_dates import Doubt, doubts_of
from jtai.lists.reading.folding import fold
from jtai.lists.reading.identifiers import is_placeholder
from jtai.lists.reading.other_rows import is_plain, looks_like_no_child
from jtai.lists.reading.sheets import MERGED, NOT_CALCULATED
from jtai.lists.rules.rule import ListView, ProblemAt, Rule, Select, Severity, Span

_ALL_LISTS = Reference.workbook("lists 1 and 3 to 8, notes on each column")
_SHORT_YEAR = re.compile(r"\d{1,2}[/.\- ]\w{1,9}[/.\- ]\d{1,2}(?!\d).*")


def _errors(view: ListView, key: str) -> Iterator[ProblemAt]:
    raw = view.table.raw[key]
    for at in view.table.unread(key):
        if raw[at] == MERGED:
            yield ProblemAt(at, key, _MERGED, _UNMERGE)
        elif raw[at] == NOT_CALCULATED:
            yield ProblemAt(at, key, _WITHOUT_RESULT, _SAVE_AGAIN)
        elif is_error(raw[at]):
            yield ProblemAt(at, key)


_MERGED = "the cell is blank, but merged with one that has content; it counts as unread"
_UNMERGE = "unmerge the cells, and fill in each of them"
# As programs other than Excel leave formulas that they write.
_WITHOUT_RESULT = "the file has no result of the formula in the cell"
_SAVE_AGAIN = "open the file in Excel and save it; if the cell shows an error there, correct it"


def _unread(view: ListView, key: str) -> Iterator[ProblemAt]:
    """Find cells that are neither formula errors nor words for no value, which other rules find."""
    raw = view.table.raw[key]
    for at in view.table.unread(key):
        if not (is_error(raw[at]) or says_nothing(raw[at])):
            yield ProblemAt(at, key)


def _unread_texts(view: ListView, key: str) -> Iterator[ProblemAt]:
    raw = view.table.raw[key]
    for hit in _unread(view, key):
        nobody = is_placeholder(raw[hit.row])
        yield hit._replace(message=_PLACEHOLDER, remedy=_GIVE_EACH) if nobody else hit
    for at in _unread_words(view, key):
        yield ProblemAt(at, key, f"the identifier is {_WORD}", _ENTER_IDENTIFIER)


def _unread_words(view: ListView, key: str) -> list[int]:
    """Return the rows whose cell has a word for no value, such as NULL."""
    raw = view.table.raw[key]
    return [at for at in view.table.unread(key) if says_nothing(raw[at])]


def _blank_in_words(view: ListView, key: str) -> Iterator[ProblemAt]:
    """Find the first word for no value in a column; exports have many."""
    if found := _unread_words(view, key):
        they = "they count" if len(found) > 1 else "it counts"
        message = f"{_cells(len(found))} {_WORD}; {they} as unread"
        column = view.table.column(key)
        remedy = _FILL_IN if column.required else ""
        yield ProblemAt(
            found[0], key, message, _DIGITS if column.kind is CellKind.NUMBER else remedy
        )


_WORD = "a word for no value, such as NULL"
_ENTER_IDENTIFIER = "enter the child's identifier from the area's system"
_PLACEHOLDER = "the identifier is a placeholder, such as Unknown or 0, so it names no child"
_GIVE_EACH = "enter each child's identifier from the area's system, the same way on every list"
_DIGITS = "enter the numbers in digits, 0 for none"
_FILL_IN = "fill these cells in; if a fact is unknown, use the code for that if there is one"


def _unread_dates(view: ListView, key: str) -> Iterator[ProblemAt]:
    raw = view.table.raw[key]
    for hit in _unread(view, key):
        cell = raw[hit.row]
        order = date_order(cell)
        if order in _SAYS_OF_ORDER:
            yield hit._replace(message=_SAYS_OF_ORDER[order], remedy=_EXPORT_AGAIN)
        elif isinstance(cell, str) and _SHORT_YEAR.fullmatch(cell.strip()):
            yield hit._replace(message="the year does not have four digits")
        elif is_no_date(cell):
            yield hit._replace(message="there is no such date", remedy=_CHECK_DATE)
        else:
            yield hit


_SWAPPED = "so day and month may be swapped in this one"
_SAYS_OF_ORDER = {
    DateOrder.MONTH_FIRST: "the date has the month first",
    DateOrder.EITHER: f"another date on this list has the month first, {_SWAPPED}",
    DateOrder.YEAR_DAY: "the date has the day between the year and the month",
    DateOrder.YEAR_EITHER: (
        f"another date on this list has the day between the year and the month, {_SWAPPED}"
    ),
}
_CHECK_DATE = "check the day, the month and the year"
_EXPORT_AGAIN = "correct the export, so that it writes dates as DD/MM/YYYY or YYYY-MM-DD"


def _no_child(view: ListView, key: str) -> Iterator[ProblemAt]:
    column = view.table.column(key)
    titles = {fold(title) for title in (column.title, *column.aliases)}
    for child in view.children:
        if not is_plain(child) and (looks_like_no_child(child) or fold(child) in titles):
            yield from (ProblemAt(at, key) for at in view.rows_of(child))


def _spelt_differently(view: ListView, key: str) -> Iterator[ProblemAt]:
    """Find the first identifier that the file writes with characters that are not part of it."""
    raw, values = view.table.raw[key], view.table.values(key)
    # Reading keeps the same object where the text already is the identifier, so `is` is a quick
    # first test.
    found = [
        at
        for at, (cell, value) in enumerate(zip(raw, values, strict=True))
        if cell is not value
        and isinstance(cell, str)
        and isinstance(value, str)
        and cell.strip() != value
    ]
    if found:
        message = f"{_cells(len(found))} an identifier with characters that are not part of it"
        yield ProblemAt(found[0], key, message)


def _cells(number: int) -> str:
    if number == 1:
        return "this cell contains"
    return f"{number:,} cells, of which this is the first, contain"


def _in_universal_time(view: ListView, key: str) -> Iterator[ProblemAt]:
    return _doubtful(view, key, Doubt.AT_23)


def _month_first(view: ListView, key: str) -> Iterator[ProblemAt]:
    return _doubtful(view, key, Doubt.MONTH_FIRST, Doubt.MONTH_FIRST_ELSEWHERE)


def _day_and_month_swapped(view: ListView, key: str) -> Iterator[ProblemAt]:
    return _doubtful(view, key, Doubt.LATER_ARE_TEXT, Doubt.LATER_ARE_TEXT_ELSEWHERE)


def _doubtful(view: ListView, key: str, *doubts: Doubt) -> Iterator[ProblemAt]:
    """Find the first date of a column that may mean another day."""
    found = view.once(f"doubtful dates of list {view.number}", lambda: doubts_of(view.table))
    for doubt in doubts:
        if rows := found.get((key, doubt)):
            yield ProblemAt(rows[0], key, _DOUBTS[doubt](len(rows)))


def _swapped_because(why: str) -> Callable[[int], str]:
    return lambda number: f"{_dates(number)} may have day and month swapped: {why}"


def _dates(number: int) -> str:
    return "this date" if number == 1 else f"{number:,} dates, of which this is the first,"


_NEXT_DAY = "in summer, 23:00 UTC is midnight at the start of the next day in the UK"
_OTHERS_SWAPPED = "other dates in this column may have day and month swapped"
_US_SETTINGS = "as in a CSV file opened with US settings"
_LATER_ARE_TEXT = f"days after the 12th are all text here, {_US_SETTINGS}"
# What is said of a number of dates.
_DOUBTS: dict[Doubt, Callable[[int], str]] = {
    # Midnight in British Summer Time is 23:00 UTC on the day before
    # (https://www.legislation.gov.uk/ukpga/1972/6).
    Doubt.AT_23: lambda number: f"{_cells(number)} a time of 23:00 with no UTC offset; {_NEXT_DAY}",
    # Excel with British settings reads 07/02/2019 as 7 February, but leaves 07/13/2019 as text.
    Doubt.MONTH_FIRST: lambda number: (
        f"{_dates(number)} {'has' if number == 1 else 'have'} the month first; {_OTHERS_SWAPPED}"
    ),
    Doubt.MONTH_FIRST_ELSEWHERE: _swapped_because(
        "dates in another column have the month first, and none in this one has a day after the "
        "12th"
    ),
    Doubt.LATER_ARE_TEXT: _swapped_because(_LATER_ARE_TEXT),
    Doubt.LATER_ARE_TEXT_ELSEWHERE: _swapped_because(
        f"days after the 12th are all text in another column, {_US_SETTINGS}"
    ),
}


def _with_words(view: ListView, key: str) -> Iterator[ProblemAt]:
    """Find the first code that is followed by an area's own words."""
    codes = view.table.column(key).codes
    with_words = {
        cell
        for cell, value in view.table.different(key).items()
        if codes is not None and is_code_with_words(cell, value, codes)
    }
    found = view.table.rows_where(key, with_words.__contains__, raw=True)
    if found:
        yield ProblemAt(
            found[0], key, f"{_cells(len(found))} a published code with different words"
        )


def _blank(view: ListView, key: str) -> Iterator[ProblemAt]:
    for at in view.table.rows_where(key, lambda value: value is None):
        yield ProblemAt(at, key)


def _too_low(view: ListView, key: str) -> Iterator[ProblemAt]:
    least = view.table.column(key).minimum or 0
    for at in view.where(key, lambda number: number < least):
        yield ProblemAt(at, key, f"the number is lower than {least}")


def _where(fits: Callable[[ColumnEntry], bool]) -> Select:
    """Select the columns that fit, each separately."""
    return lambda layout: ((column.key,) for column in layout.columns if fits(column))


def _of_kind(kind: CellKind) -> Select:
    return _where(lambda column: column.kind is kind)


def _takes_texts(column: ColumnEntry) -> bool:
    if column.codes is not None:
        return column.codes.is_open
    return column.kind in {CellKind.IDENTIFIER, CellKind.TEXT}


RULES_OF_CELLS: tuple[tuple[Select, Rule], ...] = (
    (
        _where(lambda _: True),
        Rule(
            id="cell-error",
            severity=Severity.ERROR,
            statement=(
                "No cell shows a formula error, such as #N/A, no formula is without a result in "
                "the file, and no blank cell is merged with one that has content."
            ),
            message="the cell shows a formula error",
            remedy="correct the formula, or replace it with the value",
            reference=_ALL_LISTS,
            find=_errors,
            each=True,
            reads_raw=True,
        ),
    ),
    (
        _of_kind(CellKind.IDENTIFIER),
        Rule(
            id="child-id-blank",
            severity=Severity.ERROR,
            statement="Every row has the child's identifier.",
            message="the child's identifier is blank",
            remedy=_ENTER_IDENTIFIER,
            reference=_ALL_LISTS,
            find=_blank,
            each=True,
            reads_raw=True,
        ),
    ),
    (
        _where(_takes_texts),
        Rule(
            id="not-a-text",
            severity=Severity.ERROR,
            statement=(
                "An identifier is a whole number of at most 15 digits, or text other than a "
                "placeholder such as Unknown; a text column contains text."
            ),
            message="the cell cannot be read as text or an identifier",
            remedy="enter it as text, in full",
            reference=_ALL_LISTS,
            find=_unread_texts,
            each=True,
            reads_raw=True,
        ),
    ),
    (
        _of_kind(CellKind.IDENTIFIER),
        Rule(
            id="not-a-child",
            severity=Severity.WARNING,
            statement=(
                "Every row is about a child; none is a total, a note, a heading, an example or "
                "repeated titles."
            ),
            message="the row looks like a total, a note, an example or a row of titles",
            remedy=(
                "remove the row; if it is about a child, enter the child's identifier from the "
                "area's system"
            ),
            reference=_ALL_LISTS,
            find=_no_child,
            each=True,
        ),
    ),
    (
        _of_kind(CellKind.IDENTIFIER),
        Rule(
            id="identifier-spelling",
            severity=Severity.NOTE,
            statement='An identifier is written plainly, not as 1001.0 or ="1001".',
            message="the identifier contains characters that are not part of it",
            remedy="no action needed; it was read as the plain identifier",
            reference=_ALL_LISTS,
            span=Span.LIST,
            find=_spelt_differently,
            each=True,
            reads_raw=True,
        ),
    ),
    (
        _of_kind(CellKind.CODE),
        Rule(
            id="code-with-words",
            severity=Severity.NOTE,
            statement="If words follow a code, they are the published ones.",
            message="a published code is written with different words",
            remedy=(
                "no action needed, unless the words say that it no longer applies; it was read as "
                "that code"
            ),
            reference=_ALL_LISTS,
            span=Span.LIST,
            find=_with_words,
            each=True,
            reads_raw=True,
        ),
    ),
    (
        _of_kind(CellKind.DATE),
        Rule(
            id="date-at-23",
            severity=Severity.WARNING,
            statement=(
                "No date has a time of 23:00 without a UTC offset, which in summer may be UTC "
                "for midnight at the start of the next day."
            ),
            message=f"the time is 23:00 with no UTC offset; {_NEXT_DAY}",
            remedy="export dates without times, and check whether these dates are a day early",
            reference=_ALL_LISTS,
            span=Span.LIST,
            find=_in_universal_time,
            each=True,
            reads_raw=True,
        ),
    ),
    (
        _where(lambda column: not _takes_texts(column)),
        Rule(
            id="blank-in-words",
            severity=Severity.ERROR,
            statement=(
                "A cell without a date, number, code or answer is blank, and does not contain "
                "NULL or another word."
            ),
            message=f"the cell contains {_WORD}",
            remedy="leave these cells blank",
            reference=_ALL_LISTS,
            # Once for each part of a file too, so that no part is without it.
            find=_blank_in_words,
            each=True,
            reads_raw=True,
        ),
    ),
    (
        _of_kind(CellKind.DATE),
        Rule(
            id="date-month-first",
            severity=Severity.WARNING,
            statement="No date on a list has the month first.",
            message=f"the date has the month first; {_OTHERS_SWAPPED}",
            remedy=f"{_EXPORT_AGAIN}, and check any other dates in the column",
            reference=_ALL_LISTS,
            span=Span.LIST,
            find=_month_first,
            each=True,
            reads_raw=True,
        ),
    ),
    (
        _of_kind(CellKind.DATE),
        Rule(
            id="date-day-and-month-swapped",
            severity=Severity.WARNING,
            statement=(
                "No column has spreadsheet dates only up to the 12th of a month, and text for all "
                "later days."
            ),
            message=f"the date may have day and month swapped: {_LATER_ARE_TEXT}",
            remedy=(
                "import the original CSV file again, with UK settings or its dates as text, and "
                "save the lists from that; do not just convert the text to dates"
            ),
            reference=_ALL_LISTS,
            span=Span.LIST,
            find=_day_and_month_swapped,
            each=True,
            reads_raw=True,
        ),
    ),
    (
        _of_kind(CellKind.DATE),
        Rule(
            id="not-a-date",
            severity=Severity.ERROR,
            statement="A date is written as DD/MM/YYYY, or is a spreadsheet date.",
            message="the cell cannot be read as a date",
            remedy="enter the date as DD/MM/YYYY, with four digits for the year",
            reference=_ALL_LISTS,
            find=_unread_dates,
            each=True,
            reads_raw=True,
        ),
    ),
    (
        _of_kind(CellKind.NUMBER),
        Rule(
            id="not-a-number",
            severity=Severity.ERROR,
            statement="A number is a whole number.",
            message="the cell cannot be read as a whole number",
            remedy="enter the number in digits, without a fraction or words",
            reference=_ALL_LISTS,
            find=_unread,
            each=True,
            reads_raw=True,
        ),
    ),
    (
        _where(lambda column: column.minimum is not None),
        Rule(
            id="number-too-low",
            severity=Severity.ERROR,
            statement="A number is not lower than the minimum for its column.",
            message="the number is lower than the column allows",
            remedy="check the number; the notes on the column say what the minimum is",
            reference=_ALL_LISTS,
            find=_too_low,
            each=True,
        ),
    ),
    (
        _where(lambda column: column.codes is not None and not column.codes.is_open),
        Rule(
            id="unknown-code",
            severity=Severity.WARNING,
            statement="A cell in a column of codes contains one of the edition's codes.",
            message="the cell does not contain one of the column's codes",
            remedy="use one of the published codes, unless the inspectorate has agreed to another",
            reference=_ALL_LISTS,
            find=_unread,
            each=True,
            reads_raw=True,
        ),
    ),
    (
        _where(lambda column: column.required and column.kind is not CellKind.IDENTIFIER),
        Rule(
            id="blank",
            severity=Severity.ERROR,
            statement="A column that applies to every row has no blank cells.",
            message="the cell is blank",
            remedy="fill it in; if the fact is unknown, use the code for that if there is one",
            reference=_ALL_LISTS,
            find=_blank,
            each=True,
            reads_raw=True,
        ),
    ),
)
"""The rules, each with the function that selects its columns from the lists of an edition."""
