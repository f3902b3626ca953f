"""Numbers in English, with the right plural."""

from __future__ import annotations


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
