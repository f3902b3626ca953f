"""Facts about a child that cannot all be true; they are reported, never resolved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from jtai.core.citation import Reference
from jtai.core.results import Result


@attrs.frozen(kw_only=True)
class Contradiction(Result):
    """Facts that cannot all be true. People have to find out which of them is wrong.

    Attributes:
        facts: The fields that contradict each other.
        text: How they contradict each other.
        reference: Where the guidance, or the workbook of lists, speaks of these facts.

    Examples:
        >>> import jtai
        >>> print(*jtai.CamhsStatus(referred="no", not_accepted="yes").contradictions)
        a referral was not accepted, but the child was never referred (guidance 190035, para 34)
    """

    facts: tuple[str, ...]
    text: str
    reference: Reference

    def __str__(self) -> str:
        return f"{self.text} ({self.reference})"


def contradictions_in(where: str, found: Iterable[Contradiction]) -> Iterator[Contradiction]:
    """Yield the contradictions of an inner value, with paths to their fields.

    Args:
        where: The path of the inner value, such as ``"children[0]"``.
        found: The contradictions of the inner value.
    """
    for each in found:
        yield attrs.evolve(each, facts=tuple(f"{where}.{fact}" for fact in each.facts))
