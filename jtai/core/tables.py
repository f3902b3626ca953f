"""The accessible HTML table behind every rich display, and the same table as plain text.

All text from outside the library is escaped. Colours are inherited, so that the table is readable
in light and dark notebooks. There is no script, style sheet or external address. Nothing here
depends on what a table shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from itertools import zip_longest
from textwrap import fill, wrap

_GAP = "  "
# In a cell, a no-break space joins words that stay on one line; tables show it as a space.
_NO_BREAK = "\N{NO-BREAK SPACE}"
_UNBROKEN = re.compile(rf"(?<!\S)\S++(?:{_NO_BREAK}\S++)+")
# https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ud800-\udfff]"
)
_DATE = re.compile(
    r"\b(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)? )?[0-9]{1,2} "
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*(?: [0-9]{4})?\b"
)
_DIGIT = re.compile("[0-9]")
NOTHING_TO_REPORT = "Nothing to report."
"""What a table without rows says by default."""
_LINE_ENDS_AND_TABS = re.compile(r"[\t\n\r]")
# How many rows are measured to find the column widths.
_MEASURED = 100
_CELL = "padding:.3em .7em;text-align:left;vertical-align:top;border-bottom:1px solid"
_HEAD = f"{_CELL};border-bottom-width:2px"
# A caption may contain the answer, so it wraps at the width of the region, not of a wide table, and
# stays in place while the table is scrolled. A region with container-type (see
# https://developer.mozilla.org/docs/Web/CSS/container-type) takes no width from its content: the
# last rule gives it one where nothing else does.
_REGION = (
    "overflow-x:auto;color:inherit;container-type:inline-size;contain-intrinsic-inline-size:40em"
)
_CAPTION = (
    "text-align:left;font-weight:bold;color:inherit;padding:.3em 0;"
    "position:sticky;left:0;max-width:100cqw"
)


def html_table(
    caption: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    notes: Sequence[str] = (),
    legend: str = "",
    nothing: str = NOTHING_TO_REPORT,
) -> str:
    """Return an HTML table with a caption and with headers for its columns and rows.

    The first cell of each row is its header.

    Dates in cells never wrap. If there are no rows, a sentence says so instead of a table.

    Args:
        caption: What the table shows; also its name for assistive technology.
        columns: Column titles.
        rows: Cell texts, one for each column.
        notes: Sentences below the table.
        legend: What marks in the cells mean; part of the caption.
        nothing: The sentence to show if there are no rows.

    Examples:
        >>> html = html_table("Days", ["Day"], [["<b>Monday</b>"]])
        >>> "&lt;b&gt;Monday&lt;/b&gt;" in html, '<th scope="row"' in html
        (True, True)
    """
    head = "".join(f'<th scope="col" style="{_HEAD}">{escaped(title)}</th>' for title in columns)
    body = "".join(_row(cells) for cells in rows)
    foot = "".join(f"<p>{escaped(note)}</p>" for note in notes)
    # A focusable region can be scrolled by keyboard (WCAG 2.1.1), so a wide table is never cut off.
    words = escaped(caption)
    if legend:
        words += f'<span style="display:block;font-weight:normal">{_cell(legend)}</span>'
    table = (
        '<table style="border-collapse:collapse;color:inherit">'
        f'<caption style="{_CAPTION}">{words}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )
    if not body:
        table = f'<p style="font-weight:bold">{escaped(caption)}</p><p>{escaped(nothing)}</p>'
    return (
        f'<div role="region" aria-label="{escaped(caption)}" tabindex="0" style="{_REGION}">'
        f"{table}{foot}</div>"
    )


def _row(cells: Sequence[str]) -> str:
    first, *others = cells
    data = "".join(f'<td style="{_style(cell)}">{_cell(cell)}</td>' for cell in others)
    return f'<tr><th scope="row" style="{_CELL};font-weight:normal">{_cell(first)}</th>{data}</tr>'


def _style(cell: str) -> str:
    return f"{_CELL};white-space:pre-line" if "\n" in cell else _CELL


def _cell(cell: str) -> str:
    if _DIGIT.search(cell):  # most cells have no date
        cell = _DATE.sub(lambda date: unbroken(date[0]), cell)
    whole = escaped(cell)
    return _UNBROKEN.sub(_span, whole) if _NO_BREAK in whole else whole


def escaped(text: str) -> str:
    r"""Return text as HTML without markup or hidden characters.

    Control characters, bidirectional controls and other invisible characters are written as
    escapes, because they could change the order in which a line is read.

    Examples:
        >>> print(escaped("<b>\u202eabc</b>"))
        &lt;b&gt;\u202eabc&lt;/b&gt;
    """
    return escape(visible(text))


def visible(text: str) -> str:
    r"""Return text with hidden characters as escapes: a terminal would obey some of them.

    Examples:
        >>> print(visible("a\x1b[2Jb"))
        a\u001b[2Jb
    """
    if text.isascii() and text.isprintable():  # as most cells are
        return text
    return _HIDDEN.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)


def _span(words: re.Match[str]) -> str:
    return f'<span style="white-space:nowrap">{words[0].replace(_NO_BREAK, " ")}</span>'


def text_table(
    columns: Sequence[str], rows: Iterable[Sequence[str]], *, width: int | None = 80
) -> str:
    """Return a table as plain text whose cells wrap between words.

    If even the longest words do not fit side by side, each row becomes a paragraph.

    Args:
        columns: Column titles.
        rows: Cell texts, one for each column.
        width: The number of characters per line, or None for no wrapping.

    Examples:
        >>> print(text_table(["Day", "What"], [["0", "A long title"]], width=11))
        Day  What
        ---  ------
        0    A long
             title
        >>> print(text_table(["Day", "What"], [["0", "A long title"]], width=9))
        0
          What: A
          long
          title
    """
    table = [[*map(visible, row)] for row in ([*columns], *rows)]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    if width is not None:
        space = width - len(_GAP) * (len(widths) - 1)
        fitted = _fitted(table, widths, space)
        if fitted is None:
            return "\n".join(_paragraph(columns, row, width) for row in table[1:])
        widths = fitted
    cells = [[_wrap(cell, most) for cell, most in zip(row, widths, strict=True)] for row in table]
    cells.insert(1, [["-" * width] for width in widths])
    lines = (
        _GAP.join(line.ljust(width) for line, width in zip(lines, widths, strict=True)).rstrip()
        for row in cells
        for lines in zip_longest(*row, fillvalue="")
    )
    return "\n".join(lines).replace(_NO_BREAK, " ")


def _wrap(cell: str, width: int) -> list[str]:
    if len(cell) <= width and not _LINE_ENDS_AND_TABS.search(cell):
        return [cell]
    return wrap(cell, width, break_long_words=False, break_on_hyphens=False) or [""]


def _paragraph(columns: Sequence[str], row: Sequence[str], width: int) -> str:
    """Return a row's first cell as a heading, and the others below it with their titles.

    Short cells share a line; one that does not fit begins a new line.
    """
    lines: list[str] = []
    for title, cell in zip(columns[1:], row[1:], strict=True):
        named = f"{_GAP}{title}: {cell}"
        if lines and cell and len(lines[-1]) + len(named) <= width:
            lines[-1] += f"; {named.lstrip()}"
        elif cell:
            lines.append(named)
    others = (wrapped(line, width, indent=_GAP * 2) for line in lines)
    return "\n".join([wrapped(row[0], width), *others])


def _fitted(table: Sequence[Sequence[str]], widths: Sequence[int], space: int) -> list[int] | None:
    """Return column widths that make a table fit, or None if its words are too long.

    The widths shrink by one character at a time, in the column where that adds the fewest lines.
    """
    least = [
        max(len(word) for cell in column for word in cell.split(" "))
        for column in zip(*table, strict=True)
    ]
    if sum(least) > space:
        return None
    measured = [[*map(len, row)] for row in table[:_MEASURED]]
    columns = [*zip(*measured, strict=True)]
    fitted = [min(width, space) for width in widths]

    def lines(size: int, width: int) -> int:
        return -(-size // width)

    def added(column: int) -> tuple[int, int]:
        width = fitted[column] - 1
        taller = (
            lines(size, width) - height
            for size, height in zip(columns[column], heights, strict=True)
            if size > width * height
        )
        return sum(taller), -fitted[column]

    heights = [max(map(lines, row, fitted)) for row in measured]
    costs: dict[int, tuple[int, int]] = {}
    while sum(fitted) > space:
        costs = costs or {at: added(at) for at, width in enumerate(fitted) if width > least[at]}
        at = min(costs, key=costs.__getitem__)
        fitted[at] -= 1
        if costs[at][0]:
            # Taller rows change what the other columns would add.
            sizes = zip(columns[at], heights, strict=True)
            heights = [max(height, lines(size, fitted[at])) for size, height in sizes]
            costs = {}
        elif fitted[at] > least[at]:
            costs[at] = added(at)
        else:
            del costs[at]
    return fitted


def unbroken(text: str) -> str:
    """Return text that a table never wraps, such as a date.

    Examples:
        >>> print(text_table(["Day", "Time"], [[unbroken("9 Sep"), "at nine"]], width=11))
        Day    Time
        -----  ----
        9 Sep  at
               nine
    """
    return text.replace(" ", _NO_BREAK)


def wrapped(text: str, width: int, *, indent: str = "") -> str:
    """Return text wrapped between words, with hanging indents after bullets.

    Args:
        text: The text.
        width: The number of characters per line.
        indent: The indentation of continuation lines.

    Examples:
        >>> print(wrapped("* two words", 6))
        * two
          words
    """
    return "\n".join(
        fill(
            line,
            width,
            subsequent_indent="  " if line.startswith(("* ", "- ")) else indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
        for line in visible(text).splitlines()
    ).replace(_NO_BREAK, " ")
