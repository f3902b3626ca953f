"""One accessible HTML table behind every rich display, and its plain-text twin.

Invariant: everything that came from outside is escaped; colours are inherited, so that the table
reads in light and dark notebooks; no script, no style sheet, no address. A table knows no meaning.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from itertools import zip_longest
from textwrap import wrap

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
) -> str:
    """Draw a table with a caption, column headers and the first cell of each row as its header.

    Args:
        caption: What the table shows; also its name for assistive technology.
        columns: Column titles.
        rows: Cell texts, as many a row as there are columns.
        notes: Sentences below the table.

    Examples:
        >>> html = html_table("Days", ["Day"], [["<b>Monday</b>"]])
        >>> "&lt;b&gt;Monday&lt;/b&gt;" in html, '<th scope="row"' in html
        (True, True)
    """
    head = "".join(f'<th scope="col" style="{_HEAD}">{escape(title)}</th>' for title in columns)
    body = "".join(_row(cells) for cells in rows)
    foot = "".join(f"<p>{escape(note)}</p>" for note in notes)
    # The region can be scrolled by keyboard, so that a wide table is never cut off.
    return (
        f'<div role="region" aria-label="{escape(caption)}" tabindex="0" style="{_REGION}">'
        '<table style="border-collapse:collapse;color:inherit">'
        f'<caption style="{_CAPTION}">{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{foot}</div>"
    )


def _row(cells: Sequence[str]) -> str:
    first, *others = cells
    data = "".join(f'<td style="{_CELL}">{escape(cell)}</td>' for cell in others)
    return f'<tr><th scope="row" style="{_CELL};font-weight:normal">{escape(first)}</th>{data}</tr>'


def text_table(
    columns: Sequence[str], rows: Iterable[Sequence[str]], *, widest: int | None = None
) -> str:
    """Draw a table in plain text, with long cells wrapped.

    Args:
        columns: Column titles.
        rows: Cell texts, as many a row as there are columns.
        widest: The greatest width of a column, or None to wrap nothing.

    Examples:
        >>> print(text_table(["Day", "What"], [["0", "A long title"]], widest=6))
        Day  What
        ---  ------
        0    A long
             title
    """
    cells = [
        [
            wrap(cell, widest) if widest is not None and len(cell) > widest else [cell]
            for cell in row
        ]
        for row in [columns, *rows]
    ]
    widths = [
        max(len(line) for cell in column for line in cell) for column in zip(*cells, strict=True)
    ]
    cells.insert(1, [["-" * width] for width in widths])
    return "\n".join(
        "  ".join(line.ljust(width) for line, width in zip(lines, widths, strict=True)).rstrip()
        for row in cells
        for lines in zip_longest(*row, fillvalue="")
    )
