"""Enumerations of published strings whose members have an order.

Strings compare by their letters, so that "error" would be less than "warning".
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from enum import StrEnum
from typing import Any


def _by_rank(compare: Callable[[int, int], bool]) -> Callable[[Any, str], bool]:
    def compared(self: Ordered, other: str) -> bool:
        kind = type(self)
        if other not in kind.__members__.values():
            raise TypeError(f"{kind.__name__} can only be compared with one of {', '.join(kind)}")
        return compare(self.rank, kind(other).rank)

    return compared


class Ordered(StrEnum):
    """An enumeration that is ordered by `rank`, by default as its members are declared."""

    @property
    def rank(self) -> int:
        """Its place in the order, 0 for the lowest."""
        return [*type(self)].index(self)

    __lt__ = _by_rank(operator.lt)
    __le__ = _by_rank(operator.le)
    __gt__ = _by_rank(operator.gt)
    __ge__ = _by_rank(operator.ge)
