"""How much of a file is taken in.

Invariant: numbers only. They protect the machine from files made to exhaust it; whoever trusts a
larger file raises them. No reader has a limit of its own that a caller could reach with a real
list.
"""

from __future__ import annotations

from typing import Any, Final

import attrs

from jtai.core.notebook import Displayable
from jtai.core.validation import whole
from jtai.errors import LimitError


def _positive(_: Any, attribute: attrs.Attribute[int], value: object) -> None:
    whole(value, attribute.name, least=1)


@attrs.frozen(kw_only=True)
class Limits(Displayable):
    """How much of a file is taken in before it is refused.

    Attributes:
        file_bytes: The size of a file.
        unpacked_bytes: What a workbook holds when it is unpacked, and the texts that its cells
            share, counted at every cell.
        ratio: How many times larger than packed a part of a workbook may be, and the whole. Real
            lists keep below 20; a part of less than a megabyte is not asked.
        rows: The number of the last row that is used.
        columns: The number of the last column that is used.
        cells: Rows times columns, from A1 to the last cell that is used, in each sheet. A reader
            holds all of them, blank ones too.
        cell_length: The characters of one cell.

    Raises:
        InvalidValueError: If one of them is no whole number, or less than 1.

    Examples:
        >>> Limits(columns=2_000).columns
        2000
    """

    file_bytes: int = attrs.field(default=100 * 2**20, validator=_positive)
    unpacked_bytes: int = attrs.field(default=2 * 2**30, validator=_positive)
    ratio: int = attrs.field(default=200, validator=_positive)
    rows: int = attrs.field(default=1_048_576, validator=_positive)
    columns: int = attrs.field(default=1_024, validator=_positive)
    cells: int = attrs.field(default=50_000_000, validator=_positive)
    cell_length: int = attrs.field(default=32_767, validator=_positive)


_MEANT: Final = {
    "file_bytes": "bytes in a file",
    "unpacked_bytes": "bytes unpacked",
    "ratio": "times its packed size",
    "rows": "rows",
    "columns": "columns",
    "cells": "cells from A1 to the last one in use",
    "cell_length": "characters in a cell",
}


def exceeded(
    limits: Limits, field: str, *, found: int, where: str, least: bool = False
) -> LimitError:
    """Make the refusal of a file that is beyond a limit.

    Args:
        limits: The limits.
        field: The name of the one that is exceeded.
        found: What was found.
        where: The file, the part of it or the cell, by name only.
        least: Whether there may be more, as nobody looked further.

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
