"""The guard before texts that a spreadsheet would take for a formula.

Invariant: `unguarded` undoes `guarded`, for every text. A guard is an apostrophe. What already
begins with apostrophes before such a text gets one more, so that nothing is ever taken off that was
not put on by us.
"""

from __future__ import annotations

import re
from typing import Final

# Spreadsheets trim before they look, and take the full-width forms for the plain ones.
_RISKY: Final = re.compile(r"'*(?:[\t\r\n]|\s*[=+\-@＝＋－＠])")  # noqa: RUF001
_GUARDED: Final = re.compile(r"'+(?:[\t\r\n]|\s*[=+\-@＝＋－＠])")  # noqa: RUF001


def guarded(text: str) -> str:
    r"""Put an apostrophe before a text that a spreadsheet could run.

    Args:
        text: Any text.

    Returns:
        The text, with the guard where it begins with ``=``, ``+``, ``-``, ``@`` or their
        full-width forms, also after spaces or apostrophes, or with a tab or a line break.

    Examples:
        >>> guarded("=1+1"), guarded("Ash"), guarded("'=1+1")
        ("'=1+1", 'Ash', "''=1+1")
    """
    return f"'{text}" if _RISKY.match(text) else text


def unguarded(text: str) -> str:
    """Take off the guard that `guarded` puts on.

    A text that was written by another program loses an apostrophe only where it stands before
    what a spreadsheet could run, which is what the apostrophe means there as well.

    Examples:
        >>> unguarded("'=1+1"), unguarded("'Ash"), unguarded("''=1+1")
        ('=1+1', "'Ash", "'=1+1")
    """
    return text[1:] if _GUARDED.match(text) else text
