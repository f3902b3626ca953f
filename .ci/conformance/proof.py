"""Alter one thing at a time, run the tests that should hold it, and keep which of them fail.

Law: every alteration has a process of its own, forked before the library is opened, so that no
alteration meets another.
"""

from __future__ import annotations

import contextlib
import json
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import attrs

__all__ = ["PROOF", "Alteration", "caught", "planned", "prove"]

ROOT: Final = Path(__file__).parents[2]
PROOF: Final = Path(__file__).parent / "proof.json"

_HEAVY = ("cattrs", "dateutil.relativedelta", "holidays", "hypothesis", "pytest", "sybil")
"""What every run needs and what knows nothing of the library: opened once, before forking."""

_OPTIONS: Final = ("-q", "-p", "no:cacheprovider", "--assert=plain")


@attrs.frozen(kw_only=True)
class Alteration:
    """One thing to alter, and the tests that are to notice.

    Attributes:
        name: What is altered, as the proof names it.
        way: The function of `altering` to call.
        arguments: Its arguments.
        tests: The tests to run.
    """

    name: str
    way: str
    arguments: tuple[Any, ...]
    tests: tuple[str, ...]


class _Watcher:
    """A plugin that notes which tests failed."""

    def __init__(self) -> None:
        self.failed: set[str] = set()

    def pytest_runtest_logreport(self, report: Any) -> None:
        """Note a test that failed, without its parameters."""
        if report.failed:
            self.failed.add(report.nodeid.partition("[")[0])


def _run(alteration: Alteration) -> tuple[str, tuple[str, ...]]:
    """Alter, run the tests, and give those that failed, in the order in which they were named."""
    os.chdir(ROOT)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # no plugin is needed, and some are slow
    watcher = _Watcher()
    with (
        Path(os.devnull).open("w", encoding="utf-8") as nowhere,
        contextlib.redirect_stdout(nowhere),
        contextlib.redirect_stderr(nowhere),
    ):
        way: Callable[..., None] = getattr(import_module("conformance.altering"), alteration.way)
        way(*alteration.arguments)
        import_module("pytest").main(
            [*_OPTIONS, *alteration.tests],
            plugins=[watcher],
        )
    return alteration.name, tuple(test for test in alteration.tests if test in watcher.failed)


def planned() -> list[Alteration]:
    """Give everything that has to be altered, worked out in a process that may open the library."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        plan: list[Alteration] = pool.apply(_plan)
    return plan


def _plan() -> list[Alteration]:
    plan: list[Alteration] = import_module("conformance.reading").alterations()
    return plan


def prove(alterations: Iterable[Alteration]) -> dict[str, tuple[str, ...]]:
    """Give for each alteration the tests that noticed it.

    Raises:
        RuntimeError: If the library is open already, so that alterations would come too late.
    """
    for name in _HEAVY:
        import_module(name)
    if "jtai" in sys.modules:
        raise RuntimeError("the library is open already; alterations would come too late")
    context = multiprocessing.get_context("fork")
    with context.Pool(os.cpu_count(), maxtasksperchild=1) as pool:
        return dict(pool.imap(_run, list(alterations), chunksize=1))


def caught() -> dict[str, tuple[str, ...]]:
    """Give the proof that is kept: each alteration with the tests that noticed it."""
    kept = json.loads(PROOF.read_text(encoding="utf-8")) if PROOF.exists() else {}
    return {name: tuple(tests) for name, tests in kept.items()}
