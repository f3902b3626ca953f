"""What is recorded when a child's experiences are sampled (paras 4, 19).

Sampling looks at points in a child's journey; tracking looks at all of it. No `repr` shows an
identifier, a point or a note.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

import attrs

from jtai.core.citation import Reference
from jtai.core.records import Record, hidden
from jtai.core.validation import blank
from jtai.errors import Fault
from jtai.guidance.definitions import FRONT_DOOR_SAMPLE

_CATEGORIES = tuple(entry.key for entry in FRONT_DOOR_SAMPLE)


class Involvement(StrEnum):
    """Whether one agency or several are involved with a sampled child (para 4)."""

    SINGLE_AGENCY = "single-agency"
    MULTI_AGENCY = "multi-agency"


@attrs.frozen(kw_only=True)
class SamplingRecord(Record):
    """What inspectors record about one sampled child (paras 4, 19).

    Attributes:
        child: The child's identifier in the caller's system.
        category: The key of the category in `FRONT_DOOR_SAMPLE`, such as ``"at_risk"``; None if
            unknown, or if the child was not sampled at the front door.
        involvement: Whether one agency or several are involved, or None if unknown.
        points: The points in the child's journey that were looked at, in the caller's own words.
        notes: What was noted.

    Raises:
        InvalidRecordError: If the identifier, a point or a note is blank, or there is no such
            category.

    Examples:
        >>> sample = SamplingRecord(
        ...     child="A1",
        ...     category="at_risk",
        ...     involvement="multi-agency",
        ...     points=["contact", "strategy discussion"],
        ...     notes=["The contact was passed on the same day."],
        ... )
        >>> sample
        SamplingRecord(category='at_risk', involvement=<Involvement.MULTI_AGENCY: 'multi-agency'>)
    """

    child: str = hidden()
    category: str | None = None
    involvement: Involvement | None = None
    points: tuple[str, ...] = hidden(())
    notes: tuple[str, ...] = hidden(())

    def _impossible(self) -> Iterator[Fault]:
        yield from blank(self.child, "child")
        if self.category is not None and self.category not in _CATEGORIES:
            yield Fault(
                message="no such category",
                where="category",
                expected=f"None, or one of {', '.join(_CATEGORIES)}",
                reference=Reference.para(19),
            )
        for name in ("points", "notes"):
            for position, text in enumerate(getattr(self, name)):
                yield from blank(text, f"{name}[{position}]", what="text")
