"""How much of a file is read before it is refused.

Invariant: only numbers and counts. They protect the machine from files designed to exhaust it, such
as zip bombs (https://cwe.mitre.org/data/definitions/409.html); a caller who trusts a larger file
can raise them. No real list reaches a limit that a caller cannot change.
"""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

import attrs

from jtai.core.notebook import Displayable
from jtai.core.validation import whole
from jtai.errors import LimitError


def _positive(_: Any, attribute: attrs.Attribute[int], value: object) -> None:
    whole(value, attribute.name, least=1)


@attrs.frozen(kw_only=True)
class Limits(Displayable):
    """How much of a file is read before it is refused.

    Attributes:
        file_bytes: The size of a file.
        unpacked_bytes: The unpacked size of the parts of a workbook that are read. Each character
            of a text of more than 100 counts again in every cell that shares it.
        ratio: The unpacked size divided by the packed size, for each part of a workbook and for
            all. Real lists stay below 20; parts of less than a megabyte are not limited.
        rows: The number of the last row in use.
        columns: The number of the last column in use.
        cells: The number of cells in a file: in each row that is not blank as many as in the widest
            row of its sheet, and one for each blank row between others.
        cell_length: The number of characters in a cell.
        elements: The number of XML elements in a workbook that are read one at a time, because they
            are not written as Excel writes cells; four attributes count as one more. A cell usually
            has two or three, and a million of them take one or two seconds.

    Raises:
        InvalidValueError: If a limit is not a whole number, or is less than 1.

    Examples:
        >>> Limits(columns=2_000).columns
        2000
    """

    file_bytes: int = attrs.field(default=100 * 2**20, validator=_positive)
    unpacked_bytes: int = attrs.field(default=2 * 2**30, validator=_positive)
    ratio: int = attrs.field(default=100, validator=_positive)
    rows: int = attrs.field(default=1_048_576, validator=_positive)
    columns: int = attrs.field(default=1_024, validator=_positive)
    cells: int = attrs.field(default=50_000_000, validator=_positive)
    cell_length: int = attrs.field(default=32_767, validator=_positive)
    elements: int = attrs.field(default=25_000_000, validator=_positive)


LONG_TEXT: Final = 100
"""The longest text that counts once, however many cells share it; no code is longer."""

_MEANT: Final = {
    "file_bytes": "bytes in a file",
    "unpacked_bytes": "bytes unpacked",
    "ratio": "times its packed size",
    "rows": "rows",
    "columns": "columns",
    "cells": "cells, including blank cells between others",
    "cell_length": "characters in a cell",
    "elements": "XML elements that have to be read one at a time",
}


def exceeded(
    limits: Limits, field: str, *, found: int, where: str, least: bool = False
) -> LimitError:
    """Return the error for a file that exceeds a limit.

    Args:
        limits: The limits.
        field: The name of the limit that is exceeded.
        found: What was found.
        where: The name of the file, of a part of it, or of the cell.
        least: Whether there may be more, because reading stopped at that point.

    Examples:
        >>> print(exceeded(Limits(rows=10), "rows", found=11, where="a.csv"))
        a.csv: 11 rows; expected 10 or fewer; if you trust the file, allow more with Limits(rows=11)
    """
    allowed = getattr(limits, field)
    return LimitError(
        f"{'at least ' if least else ''}{found:,} {_MEANT[field]}",
        where=where,
        expected=f"{allowed:,} or fewer",
        remedy=f"if you trust the file, allow more with Limits({field}={found})",
    )


@attrs.define
class Budget:
    """How much of a file has been read.

    Attributes:
        limits: How much may be read.
    """

    limits: Limits
    _used: Counter[str] = attrs.field(init=False, factory=Counter)

    def take(self, field: str, number: int, where: str) -> None:
        """Count what a limit of the whole file applies to.

        Args:
            field: The name of the limit.
            number: How many more there are.
            where: The part of the file, for messages.

        Raises:
            LimitError: If there are too many now.
        """
        self._used[field] += number
        if (found := self._used[field]) > getattr(self.limits, field):
            raise exceeded(self.limits, field, found=found, where=where, least=True)
