"""Numbers and names in English, with the right plural and "and"."""

from __future__ import annotations

from collections.abc import Iterable


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return a number with what it counts.

    Args:
        number: The number.
        noun: What is counted, in the singular.
        plural: The plural, if it does not end in s.

    Examples:
        >>> counted(1, "row"), counted(1200, "row"), counted(0, "child", "children")
        ('1 row', '1,200 rows', '0 children')
    """
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"


def phrase(names: Iterable[object]) -> str:
    """Return names as a phrase, with "and" before the last.

    Examples:
        >>> phrase(["html"]), phrase(["html", "json", "csv"])
        ('html', 'html, json and csv')
    """
    *others, last = map(str, names)
    return f"{', '.join(others)} and {last}" if others else last
