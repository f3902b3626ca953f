"""Measure and print the times of benchmarks.

Jobs take turns in one process. The first round is a warm-up and is not counted. Medians are used,
because other work on the machine disturbs only a few rounds.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping

__all__ = ["Job", "compare", "medians", "show"]

Job = Callable[[], object]
_SMALL = 0.1
"""Multiples below this are printed with two significant digits."""


def medians(
    jobs: Mapping[str, Job], *, rounds: int, clock: Callable[[], float] = time.perf_counter
) -> dict[str, float]:
    """Return the median time of each job.

    Args:
        jobs: The jobs by name.
        rounds: How often each is timed.
        clock: The function that returns the time.

    Returns:
        Seconds, by name.
    """
    samples: dict[str, list[float]] = {name: [] for name in jobs}
    for turn in range(rounds + 1):
        for name, job in jobs.items():
            gc.collect()
            start = clock()
            kept = job()
            taken = clock() - start
            del kept
            if turn:
                samples[name].append(taken)
    return {name: statistics.median(times) for name, times in samples.items()}


def show(title: str, found: Mapping[str, float], *, number: int = 0) -> None:
    """Print the times, and the library's as a multiple of each. The first is the library's.

    Args:
        title: What was compared.
        found: Seconds, by name.
        number: How many items a job was about, to print the time of one too, or 0.
    """
    ours = next(iter(found.values()))
    rows = [["what", "median", "each", "ours takes"]]
    for name, seconds in found.items():
        each = _duration(seconds / number) if number else ""
        rows.append([name, _duration(seconds), each, _multiple(ours / seconds)])
    if not number:
        rows = [[name, median, multiple] for name, median, _, multiple in rows]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    rows.insert(1, ["-" * widths[0], *(f"{'-' * (width - 1)}:" for width in widths[1:])])
    print(f"\n{title}\n")
    for name, *cells in rows:
        right = [cell.rjust(width) for cell, width in zip(cells, widths[1:], strict=True)]
        print("| " + " | ".join([name.ljust(widths[0]), *right]) + " |")


def _duration(seconds: float) -> str:
    for unit, size in (("s", 1.0), ("ms", 1e-3)):
        if seconds >= size:
            return f"{seconds / size:.2f} {unit}"
    return f"{seconds * 1e6:.2f} µs"


def _multiple(number: float) -> str:
    return f"{number:.2f}x" if number >= _SMALL else f"{number:.2g}x"


def compare(
    title: str,
    jobs: Mapping[str, Job],
    *,
    rounds: int,
    number: int = 0,
    clock: Callable[[], float] = time.perf_counter,
) -> None:
    """Time the jobs and print the results."""
    show(title, medians(jobs, rounds=rounds, clock=clock), number=number)
