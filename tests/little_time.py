"""Whether hostile input takes little time, told from minutes and from growth, not from a stopwatch.

A machine that runs other programs, or a browser, can take ten times as long as usual, so no limit
is near the usual time.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def little_time() -> Iterator[None]:
    """Fail if a block that usually takes less than a second takes half a minute."""
    begun = time.process_time()
    yield
    assert time.process_time() - begun < 30


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time of a call."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def is_below(work: Callable[[], object], times: float, other: Callable[[], object]) -> bool:
    """Return whether a call takes less than some times as long as another, in one of ten tries."""
    return any(seconds(work) < times * seconds(other) for _ in range(10))
