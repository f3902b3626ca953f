"""One accessible HTML table behind every rich display, and its plain-text twin.

Invariant: everything that came from outside is escaped; colours are inherited, so that the table
reads in light and dark notebooks; no script, no style sheet, no address. A table knows no meaning.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from itertools import zip_longest
from textwrap import fill, wrap

_GAP = "  "
# In a cell, the no-break space joins words that stay on one line; no table shows it as it is.
_NO_BREAK = "\N{NO-BREAK SPACE}"
_UNBROKEN = re.compile(rf"\S+(?:{_NO_BREAK}\S+)+")
# https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ud800-\udfff]"
)
_DATE = re.compile(
    r"\b(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)? )?[0-9]{1,2} "
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*(?: [0-9]{4})?\b"
)
NOTHING_TO_REPORT = "Nothing to report."
"""What a table without rows says, if it knows no more."""
# How many rows decide the widths of the columns.
_MEASURED = 100
_CELL = "padding:.3em .7em;text-align:left;vertical-align:top;border-bottom:1px solid"
_HEAD = f"{_CELL};border-bottom-width:2px"
# A caption may hold the answer, so it wraps where the region ends and not where a wide table does,
# and stays while the table is scrolled. A region that is measured has no width by its content: the
# last rule is for where nothing else gives it one.
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
    """Draw a table with a caption, column headers and the first cell of each row as its header.

    Dates in cells never wrap. Without rows, a sentence says so in place of the table.

    Args:
        caption: What the table shows; also its name for assistive technology.
        columns: Column titles.
        rows: Cell texts, as many a row as there are columns.
        notes: Sentences below the table.
        legend: What marks in the cells mean; part of the caption.
        nothing: What it means that there are no rows.

    Examples:
        >>> html = html_table("Days", ["Day"], [["<b>Monday</b>"]])
        >>> "&lt;b&gt;Monday&lt;/b&gt;" in html, '<th scope="row"' in html
        (True, True)
    """
    head = "".join(f'<th scope="col" style="{_HEAD}">{escaped(title)}</th>' for title in columns)
    body = "".join(_row(cells) for cells in rows)
    foot = "".join(f"<p>{escaped(note)}</p>" for note in notes)
    # The region can be scrolled by keyboard, so that a wide table is never cut off.
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
    data = "".join(f'<td style="{_CELL}">{_cell(cell)}</td>' for cell in others)
    return f'<tr><th scope="row" style="{_CELL};font-weight:normal">{_cell(first)}</th>{data}</tr>'


def _cell(cell: str) -> str:
    whole = _DATE.sub(lambda date: unbroken(date[0]), cell)
    return _UNBROKEN.sub(_span, escaped(whole))


def escaped(text: str) -> str:
    r"""Return a text as HTML, in which nothing is markup and no character is hidden.

    Control characters, bidirectional controls and other characters without a shape are written
    out, as they could change the order in which a line is read.

    Examples:
        >>> print(escaped("<b>\u202eabc</b>"))
        &lt;b&gt;\u202eabc&lt;/b&gt;
    """
    return escape(_HIDDEN.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text))


def _span(words: re.Match[str]) -> str:
    return f'<span style="white-space:nowrap">{words[0].replace(_NO_BREAK, " ")}</span>'


def text_table(
    columns: Sequence[str], rows: Iterable[Sequence[str]], *, width: int | None = 80
) -> str:
    """Draw a table in plain text whose cells wrap between words.

    Where even the longest words do not fit side by side, each row is a paragraph instead.

    Args:
        columns: Column titles.
        rows: Cell texts, as many a row as there are columns.
        width: The number of characters on a line, or None to wrap nothing.

    Examples:
        >>> print(text_table(["Day", "What"], [["0", "A long title"]], width=11))
        Day  What
        ---  ------
        0    A long
             title
        >>> print(text_table(["Day", "What"], [["0", "A long title"]], width=9))
        Day: 0;
          What: A
          long
          title
    """
    table = [[*columns], *map(list, rows)]
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
    return wrap(cell, width, break_long_words=False, break_on_hyphens=False) or [""]


def _paragraph(columns: Sequence[str], row: Sequence[str], width: int) -> str:
    named = (f"{title}: {cell}" for title, cell in zip(columns, row, strict=True) if cell)
    return wrapped("; ".join(named), width, indent="  ")


def _fitted(table: Sequence[Sequence[str]], widths: Sequence[int], space: int) -> list[int] | None:
    """Return widths with which a table fits, None if words are too long for any.

    One character after another is taken from the column whose loss makes the table grow least.
    """
    least = [
        max(len(word) for cell in column for word in cell.split(" "))
        for column in zip(*table, strict=True)
    ]
    if sum(least) > space:
        return None
    measured = [[*map(len, row)] for row in table[:_MEASURED]]
    fitted = [min(width, space) for width in widths]

    def height(shorter: int) -> tuple[int, int]:
        tried = [width - (at == shorter) for at, width in enumerate(fitted)]
        lines = (
            max(-(-size // width) for size, width in zip(row, tried, strict=True))
            for row in measured
        )
        return sum(lines), -fitted[shorter]

    while sum(fitted) > space:
        fitted[min((at for at, w in enumerate(fitted) if w > least[at]), key=height)] -= 1
    return fitted


def unbroken(text: str) -> str:
    """Return a text that a table never wraps, such as a date.

    Examples:
        >>> print(text_table(["Day", "Time"], [[unbroken("9 Sep"), "at nine"]], width=11))
        Day    Time
        -----  ----
        9 Sep  at
               nine
    """
    return text.replace(" ", _NO_BREAK)


def wrapped(text: str, width: int, *, indent: str = "") -> str:
    """Wrap each line of a text between words; what follows a bullet is indented.

    Args:
        text: The text.
        width: The number of characters on a line.
        indent: What the second and later lines of each begin with.

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
        for line in text.splitlines()
    ).replace(_NO_BREAK, " ")
