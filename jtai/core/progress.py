"""Progress reports for callers who are waiting for a long piece of work.

Invariant: the caller's function is called at certain counts, never by a clock, and in the caller's
thread. An exception that it raises ends the work and reaches the caller.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeAlias, TypeVar

import attrs

from jtai.core.errors import InvalidValueError
from jtai.core.notebook import Displayable

EVERY: Final = 1_000
"""The number of rows between one progress report and the next."""


@attrs.frozen(kw_only=True)
class Progress(Displayable):
    """How far a step has got.

    Attributes:
        step: What is being done: ``"reading"``, ``"checking"`` or ``"writing"``.
        done: How many are done.
        total: How many there are, or None if that is unknown.
        unit: What is counted: ``"rows"``, or ``"rules"`` while checking.

    Examples:
        >>> print(Progress(step="writing", done=2_000, total=100_000, unit="rows"))
        writing: 2,000 of 100,000 rows
        >>> print(Progress(step="reading", done=2_000, total=None, unit="rows"))
        reading: 2,000 rows
    """

    step: str
    done: int
    total: int | None
    unit: str

    def __str__(self) -> str:
        of = "" if self.total is None else f" of {self.total:,}"
        return f"{self.step}: {self.done:,}{of} {self.unit}"


OnProgress: TypeAlias = Callable[[Progress], object]
"""A caller's function that is called with each `Progress`; its return value is ignored."""


def check_function(progress: object) -> None:
    """Refuse what cannot be called with a `Progress`.

    Raises:
        InvalidValueError: If it is neither a function nor None.
    """
    if progress is not None and not callable(progress):
        raise InvalidValueError(
            f"not a function ({type(progress).__name__})",
            where="progress",
            expected="a function that accepts a jtai.core.Progress, or None",
        )


_T = TypeVar("_T")


class ProgressCounter:
    """Counts what is done in a step, and calls the caller's function, if there is one.

    The function is called at the start, at regular intervals, and at the end.
    """

    def __init__(
        self,
        progress: OnProgress | None,
        step: str,
        *,
        total: int | None = None,
        unit: str = "rows",
        every: int = EVERY,
    ) -> None:
        check_function(progress)
        self._progress = progress
        self._step, self._total, self._unit, self._every = step, total, unit, every
        self._done = self._told = 0
        self._tell()

    def add(self) -> None:
        """Count one more as done."""
        self.reach(self._done + 1)

    def over(self, items: Iterable[_T]) -> Iterator[_T]:
        """Yield items, and count each one when the next is requested."""
        for item in items:
            yield item
            self.add()

    def reach(self, done: int) -> None:
        """Set how many are done."""
        self._done = done
        if done >= self._told + self._every:
            self._tell()

    def end(self) -> None:
        """Report the final count, unless it has already been reported."""
        if self._done > self._told:
            self._tell()

    def _tell(self) -> None:
        self._told = self._done
        if self._progress is not None:
            self._progress(
                Progress(step=self._step, done=self._done, total=self._total, unit=self._unit)
            )


SILENT: Final = ProgressCounter(None, "")
"""A counter for work that is not reported."""
