"""Rows below the titles that are not about a child: totals, report lines, hints, repeated titles.

Invariant: a row is set aside only if nothing in it is about a child. A row with a date, a code, an
answer or an age of -1 in a column for one is kept, whatever else it says, as is a row with only an
identifier, or with only a name where names identify children. A hint on what to enter, a title or
a number of a column is not one of these, nor is the date in a line on who produced a report.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import filterfalse, islice
from typing import Final

from jtai.core.answers import Answer
from jtai.guidance.entries.list_entries import CellKind, Code, ColumnEntry
from jtai.lists.reading.cells import FIRST_SERIAL, read_date, read_number, says_nothing
from jtai.lists.reading.column_reading import read_columns
from jtai.lists.reading.folding import TitlesFolded, fold, is_blank
from jtai.lists.reading.identifiers import read_identifier
from jtai.lists.reading.rows import UNBORN
from jtai.lists.reading.sheets import MERGED, column_letters

_ABOUT_A_CHILD: Final = frozenset(("date_of_birth", "gender", "ethnicity"))
# How rows begin that are not about a child, by the reason. Page, Key and End are also surnames, and
# a comma after the first word is that of a name.
_NO_CHILD: Final = {
    "a total or another figure": r"""
        (?:(?:grand|sub)[ -]?)?totals?\b.* | .{1,60}\btotals? | (?:row|distinct)?[ ]?counts?\b.*
        | \(?\d+[ ](?:rows?|records?|children)\b.* | (?:rows?|records?|children)\W*\d*
        | (?:number|no\.)[ ]of[ ].* | n[ ]?=[ ]?\d+
        | (?:average|avg|mean|median|minimum|maximum|sum)(?![ ]*,)(?:\W.*)?""",
    "a line of a report": r"""
        (?:notes?|legend|source|data|report|printed|filters?|extract(?:ed)?|query)\b(?![ ]*,).*
        | (?:this|these)[ ].*[ ].* | .*\b(?:borough|council|department|services)\b.*
        | (?:please|see)[ ](?:also|above|below|notes?)\b.*
        | (?:checked|approved|signed)[ ](?:by|off)\b.* | all[ ](?:children|records|data|cases)\b.*
        | (?:completion|execution)[ ]time\b.* | user(?:name|[ ]id)?[ ]*:.*
        | (?:red|amber|green)[ ]*[=:].* | .*\(cont(?:inued|\.|'?d)?\)
        | page\W*(?:\d.*)? | (?:key|run|end)(?:\W*|[ ]*[:=].*) | end[ ]of[ ].*""",
    "that there are none": r"""
        nil(?:[ ]returns?)?
        | no[ ](?:further|more|other|data|filters|records?|children|cases|entries)\b.*
        | no[ ](?:contacts|referrals)\b.*""",
    "the first or last line of an export": r"(?:header|trailer|footer|eof)\b(?![ ]*,).*|textbox\d+",
    "a protective marking": r"""
        official\b(?![ ]*,).* | (?:\w+[ ](?:and|&)[ ])?confidential | restricted | unclassified
        | not[ ]protectively[ ]marked""",
    "an example": r"""
        (?:an?[ ])?examples?\b(?![ ]*,).* | e\.g\b.* | for[ ]example\b.*
        | (?:sample|dummy|test)[ ](?:child|record|row|data|case|entry)\b.*""",
    "a code and what it means": r"[a-z]{1,2}\d{0,2}\)[ ].*",
}
_CODE: Final = re.compile(_NO_CHILD["a code and what it means"], re.IGNORECASE | re.DOTALL)
_BEGINNING: Final = re.compile("|".join(_NO_CHILD.values()), re.IGNORECASE | re.DOTALL | re.VERBOSE)
# Lines whose commas or tabs may put their date, or the word unborn, into columns for these.
_CERTAIN: Final = re.compile(
    r"(?:produced|prepared|completed|printed|created|generated|extracted|exported|run) "
    r"(?:by|on|at|from)\b.*"
    r"|(?:report|run|print|extract) (?:date|time)\b.*|notes? ?:.*",
    re.IGNORECASE | re.DOTALL,
)
# What a template says below its titles about what to enter.
_HINT: Final = re.compile(
    r"\W*(?:(?:e\.?g|for example|enter|select|choose|format)\b.*"
    r"|dd?\W?mm?\W?yy(?:yy)?|yyyy\W?mm?\W?dd?|y(?:es)? ?/ ?no?"
    r"|(?:free )?text|codes?|list|date|integer|numeric|(?:whole )?number|drop[- ]?down"
    r"|mandatory|optional|required|conditional)\W*",
    re.IGNORECASE | re.DOTALL,
)
# No hint or beginning is longer.
_LONGEST: Final = 100
_AROUND: Final = " *-=#:"
# sqlcmd and other programs draw a line below the titles.
_LINE: Final = re.compile(r"[-=_*~.\s\u2013\u2014]+")
# A name has none of the first, unless it is that of a child without one, such as "Baby of A Smith".
_IN_SENTENCES: Final = re.compile(
    r"\b(?:are|at|by|for|from|has|have|is|not|of|the|this|to|was|were|with)\b"
)
_UNNAMED: Final = re.compile(
    r"\b(?:unborn|baby|child|twin|infant|newborn|boy|girl|son|daughter|sibling)\b", re.IGNORECASE
)
_FEWEST_SPACES: Final = 2
# Fewer identifiers do not show that none is a name.
_FEWEST_PLAIN: Final = 3
# A label, and what it is about.
_LABEL: Final = 2
# A text across three columns.
_FEWEST_MERGED: Final = 2
# Shorter ones are also prefixes of identifiers, such as "AB 1234".
_WORD: Final = re.compile(r"[^\W\d_]{3}")
_WITHOUT_DIGITS: Final = re.compile(r"\D*|textbox\d+", re.IGNORECASE)
_NUMBER: Final = re.compile(r" *[0-9][0-9,]{0,12}(?:\.[0-9]{1,6})? *%? *")
_DATED: Final = re.compile(r"\s*\d{1,4}[/. -]\w{1,9}[/. -]\d{1,4}(?!\d).*", re.DOTALL)
# Numbers of columns are just below the titles.
_NUMBERED_ROWS: Final = 3
_FEWEST_NUMBERS: Final = 3


def looks_like_no_child(text: str) -> bool:
    """Return whether an identifier is really a word from a total, a note or a report."""
    text = text[:_LONGEST].strip(_AROUND)
    return not is_plain(text) and any(
        beginning.fullmatch(text) for beginning in (_BEGINNING, _CERTAIN)
    )


def other_rows(
    rows: Sequence[Sequence[object]],
    titles: Sequence[str | None],
    columns: Mapping[int, ColumnEntry],
    blank: Collection[int],
    titles_folded: TitlesFolded,
) -> set[int]:
    """Return the indexes of the rows that are not about a child.

    Args:
        rows: The rows below the titles.
        titles: The titles, None where a cell is blank.
        columns: The recognised columns, by their places.
        blank: The indexes of the blank rows.
        titles_folded: Texts folded, if they are one of the titles.
    """
    names = [at for at, column in columns.items() if column.kind is CellKind.IDENTIFIER]
    if not names or _ABOUT_A_CHILD.isdisjoint(column.key for column in columns.values()):
        return set()
    name = names[0]
    folded = [None if title is None else titles_folded[title] for title in titles]
    unsure = {
        at
        for at, column in columns.items()
        if column.kind is CellKind.DATE or column.key == "gender"
    }
    # The rows in doubt, each with the places whose cells say nothing about a child.
    doubted: dict[int, Collection[int]] = {}
    unlike: list[int] = []
    plain = 0
    for index in filterfalse(blank.__contains__, range(len(rows))):
        row = rows[index]
        cell = row[name] if name < len(row) else None
        if is_plain(cell):
            plain += 1
            continue
        first = next((one for one in row if not is_blank(one)), None)
        text = first[:_LONGEST].strip(_AROUND) if isinstance(first, str) else ""
        if said := _said(row, folded, name, titles_folded):
            doubted[index] = said
        elif _CERTAIN.fullmatch(text):
            doubted[index] = unsure
        elif (
            (looks_like_no_child(text) and not _lacks_identifier(text, row))
            or _is_line_of_text(text, row)
            or _is_merged_line(row)
            or all(map(_says_none, row))
        ):
            doubted[index] = ()
        elif _is_heading(row, columns) if is_blank(cell) else _is_words(cell):
            unlike.append(index)
    if plain < max(_FEWEST_PLAIN, len(unlike)):
        unlike = []
    tables = [*_tables_below(rows, columns, name, blank)]
    some = sorted({*doubted, *unlike, *(at for table in tables for at in table)})
    shown = dict(zip(some, _showing([rows[at] for at in some], columns), strict=True))
    others = {at for at, ignored in doubted.items() if not shown[at].difference(ignored)}
    others.update(blank)
    if not any(map(shown.get, unlike)):
        others.update(at for at in unlike if not (shown[at] or _may_be_a_child(rows[at])))
    others.update(at for table in tables if not any(map(shown.get, table)) for at in table)
    numbered = enumerate(rows[:_NUMBERED_ROWS])
    others |= {at for at, row in numbered if _are_numbers(row, len(titles))}
    return others | _count_below(rows, others, name)


def _count_below(rows: Sequence[Sequence[object]], others: Collection[int], name: int) -> set[int]:
    """Return the last row about a child if its only cell is the number of those above it.

    If most identifiers are numbers from 1 to this one, it may be an identifier.
    """
    children = len(rows) - len(others) - 1
    if children < _FEWEST_PLAIN:
        return set()
    last, before = islice((at for at in reversed(range(len(rows))) if at not in others), 2)
    cells, more = ([cell for cell in rows[at] if not is_blank(cell)] for at in (last, before))
    if len(cells) != 1 or len(more) == 1 or read_number(cells[0]) != children:
        return set()
    possible = range(1, children + 1)
    alike = sum(read_number(row[name]) in possible for row in rows if name < len(row))
    return {last} if alike * 2 <= children else set()


def _is_heading(row: Sequence[object], columns: Mapping[int, ColumnEntry]) -> bool:
    """Return whether a row has only a text, in a column of text or in an unknown one."""
    filled = [at for at, cell in enumerate(row) if not is_blank(cell)]
    column = columns.get(filled[0])
    is_text = column is None or column.kind is CellKind.TEXT
    return len(filled) == 1 and is_text and isinstance(row[filled[0]], str)


def _lacks_identifier(text: str, row: Sequence[object]) -> bool:
    """Return whether a row begins with a code because the identifier of its child is missing."""
    return _CODE.fullmatch(text) is not None and any(
        isinstance(read_date(cell), dt.date) for cell in row
    )


def _is_words(cell: object) -> bool:
    """Return whether an identifier is a name or a heading, not a number or a placeholder."""
    text = read_identifier(cell)
    if not isinstance(text, str):
        return False
    return _is_word(text) or (" " in text.strip() and _WORD.search(text) is not None)


def _may_be_a_child(row: Sequence[object]) -> bool:
    """Return whether a row may be of a child without a name, or has more texts than a label."""
    texts = [cell for cell in row if isinstance(cell, str) and not is_blank(cell)]
    return len(texts) > _LABEL or any(_UNNAMED.search(text[:_LONGEST]) for text in texts)


def is_plain(cell: object) -> bool:
    """Return whether a cell is as nearly every identifier: a number, or text that ends in one."""
    if isinstance(cell, str):
        return cell[-1:].isdecimal() and " " not in cell and not cell.startswith(_TEXT_BOXES)
    return isinstance(cell, int | float)


# SQL Server Reporting Services names a column without a title so.
_TEXT_BOXES: Final = ("textbox", "Textbox")


def _says_none(cell: object) -> bool:
    return (
        is_blank(cell)
        or says_nothing(cell)
        or (isinstance(cell, str) and fold(cell[:_LONGEST]) == _NOT_APPLICABLE)
    )


_NOT_APPLICABLE: Final = fold("Not applicable")


def _said(
    row: Sequence[object],
    titles: Sequence[str | None],
    name: int,
    titles_folded: TitlesFolded,
) -> set[int]:
    """Return the places of the titles, hints or lines that a row consists of, or no place."""
    identifier = row[name] if name < len(row) else None
    has_line = _is_line(identifier)
    if not (is_blank(identifier) or has_line or _is_said(identifier, titles[name], titles_folded)):
        return set()
    filled = [at for at, cell in enumerate(row) if not is_blank(cell)]
    if all(_is_line(row[at]) for at in filled):
        return set(filled)
    said = {
        at
        for at in filled
        if _is_said(row[at], titles[at] if at < len(titles) else None, titles_folded)
    }
    if name in said:
        return said if len(said) * 2 > len(filled) else set()
    return said if len(said) == len(filled) > 1 else set()


def _is_said(cell: object, title: str | None, titles_folded: TitlesFolded) -> bool:
    """Return whether a cell has the column's title, or a hint."""
    if not isinstance(cell, str):
        return False
    is_hint = len(cell) <= _LONGEST and _HINT.fullmatch(cell) is not None
    return is_hint or (title is not None and titles_folded[cell] == title)


def _is_line(cell: object) -> bool:
    return isinstance(cell, str) and _LINE.fullmatch(cell) is not None


def _is_line_of_text(text: str, row: Sequence[object]) -> bool:
    """Return whether the text that a row begins with is a sentence, or a time that is alone."""
    if ":" in text and isinstance(read_date(text), dt.date):
        return sum(not is_blank(cell) for cell in row) == 1
    return (
        text.count(" ") >= _FEWEST_SPACES
        and _IN_SENTENCES.search(text) is not None
        and _UNNAMED.search(text) is None
    )


def _is_merged_line(row: Sequence[object]) -> bool:
    """Return whether a row of a marked copy has a text that was merged with cells beside it."""
    if row.count(MERGED) < _FEWEST_MERGED:
        return False
    filled = [cell for cell in row if not is_blank(cell)]
    return filled[0] != MERGED and all(cell == MERGED for cell in filled[1:])


def _tables_below(
    rows: Sequence[Sequence[object]],
    columns: Mapping[int, ColumnEntry],
    name: int,
    blank: Collection[int],
) -> Iterator[range]:
    """Yield the rows of what may be other tables: each below a blank row, with titles in words."""
    for at in sorted(blank):
        start = end = at + 1
        if start in blank or start >= len(rows) or not _are_words(rows[start], columns, name):
            continue
        while end < len(rows) and end not in blank:
            end += 1
        identifiers = [row[name] for row in rows[start:end] if name < len(row)]
        if end - start > 1 and not any(map(is_plain, identifiers)):
            yield range(start, end)


def _are_words(row: Sequence[object], columns: Mapping[int, ColumnEntry], name: int) -> bool:
    """Return whether a row has words in the first column, and in one for other contents."""
    filled = [at for at, cell in enumerate(row) if not is_blank(cell)]
    return (
        filled[0] == name
        and all(map(_is_word, map(row.__getitem__, filled)))
        and any(at in columns and columns[at].kind is not CellKind.TEXT for at in filled[1:])
    )


def _is_word(cell: object) -> bool:
    return isinstance(cell, str) and _WITHOUT_DIGITS.fullmatch(cell) is not None


def _showing(
    rows: Sequence[Sequence[object]], columns: Mapping[int, ColumnEntry]
) -> Iterator[set[int]]:
    """Yield for each row the places whose cells are about a child."""
    # Cut as well: a single row of many cells would make all others as long.
    width = max(columns) + 1
    even = [(*row[:width], *(None,) * (width - len(row))) for row in rows]
    read = dict(zip(columns, read_columns(even, columns), strict=True))
    for index, row in enumerate(even):
        yield {
            at
            for at, column in columns.items()
            if _is_about_a_child(row[at], column.kind, read[at].values[index])
        }


def _is_about_a_child(cell: object, kind: CellKind, value: object) -> bool:
    """Return whether a cell is a date, a code, an answer or an age of -1, and not a total."""
    if isinstance(cell, str) and _NUMBER.fullmatch(cell):
        # In a CSV file, every number is text.
        cell = float(cell.replace(",", "").rstrip("% "))
    if isinstance(cell, int | float) and not isinstance(cell, bool) and cell >= 0:
        return kind is CellKind.DATE and cell >= FIRST_SERIAL
    if kind is CellKind.DATE and isinstance(cell, str) and _DATED.fullmatch(cell):
        return True
    return isinstance(value, Answer | Code | dt.date) or value == UNBORN


def _are_numbers(row: Sequence[object], width: int) -> bool:
    """Return whether a row has the number or letter of each column, from 1 or A."""
    return _FEWEST_NUMBERS <= width <= len(row) and all(
        row[number - 1] in (number, str(number), column_letters(number))
        for number in range(1, width + 1)
    )
