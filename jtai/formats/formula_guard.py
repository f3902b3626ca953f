"""A guard for text that a spreadsheet would run as a formula (CSV injection).

See https://owasp.org/www-community/attacks/CSV_Injection. The guard is an apostrophe. Text that
already has apostrophes before a formula gets one more, so that removing a guard never removes an
original apostrophe. Invariant: `unguarded` undoes `guarded`, whatever the text.
"""

from __future__ import annotations

import re
from typing import Final

# Spreadsheets ignore leading spaces and treat full-width characters as the plain ones.
_RISKY: Final = re.compile(r"'*(?:[\t\r\n]|\s*[=+\-@＝＋－＠])")  # noqa: RUF001
_GUARDED: Final = re.compile(r"'+(?:[\t\r\n]|\s*[=+\-@＝＋－＠])")  # noqa: RUF001


def guarded(text: str) -> str:
    r"""Return text with an apostrophe before it if a spreadsheet could run it as a formula.

    Args:
        text: Any text.

    Returns:
        The text, guarded if it begins with ``=``, ``+``, ``-``, ``@`` or their full-width forms,
        even after spaces or apostrophes, or with a tab or a line break.

    Examples:
        >>> guarded("=1+1"), guarded("Ash"), guarded("'=1+1")
        ("'=1+1", 'Ash', "''=1+1")
    """
    return f"'{text}" if _RISKY.match(text) else text


def unguarded(text: str) -> str:
    """Return text without the guard that `guarded` adds.

    Text from another program loses an apostrophe only if what follows could run as a formula; the
    apostrophe has the same meaning there.

    Examples:
        >>> unguarded("'=1+1"), unguarded("'Ash"), unguarded("''=1+1")
        ('=1+1', "'Ash", "'=1+1")
    """
    return text[1:] if _GUARDED.match(text) else text
