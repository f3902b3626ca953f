"""How the benchmarks take and print times.

Jobs run in turn, in one process, in rounds of which the first only warms. Medians count, as other
work on the machine disturbs a few rounds and not most.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping

__all__ = ["Job", "compare", "medians", "show"]

Job = Callable[[], object]
_SMALL = 0.1
"""Multiples below it are written by their first two digits."""


def medians(
    jobs: Mapping[str, Job], *, rounds: int, clock: Callable[[], float] = time.perf_counter
) -> dict[str, float]:
    """Return the median time of each job.

    Args:
        jobs: The jobs by their names.
        rounds: How often each is timed.
        clock: What tells the time.

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
    """Print times, the first of which is ours, and ours as a multiple of each.

    Args:
        title: What was compared.
        found: Seconds, by name.
        number: How many things a job was about, if the time of one is to be printed as well.
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
    """Time jobs and print what came out."""
    show(title, medians(jobs, rounds=rounds, clock=clock), number=number)
