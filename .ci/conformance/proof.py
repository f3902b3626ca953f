"""Alter one thing at a time, run the tests that should hold it, and keep which of them fail.

Invariant: first everything is altered and put back in one process, which is quick. What no test
noticed there is altered in a process of its own, forked before the library is opened, so that it
comes before everything else. A test counts only if it failed in one of the two.
"""

from __future__ import annotations

import contextlib
import json
import multiprocessing
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import attrs

__all__ = ["PROOF", "Alteration", "caught", "planned", "prove"]

ROOT: Final = Path(__file__).parents[2]
PROOF: Final = Path(__file__).parent / "proof.json"

Found = dict[str, tuple[str, ...]]
"""What was altered, each with the tests that noticed it."""

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


def _alter(alteration: Alteration) -> Any:
    return getattr(import_module("conformance.altering"), alteration.way)(*alteration.arguments)


class _Loop:
    """A plugin that runs the collected tests again and again, a thing altered each time."""

    def __init__(self, plan: Sequence[Alteration]) -> None:
        self.plan = plan
        self.found: Found = {}

    def pytest_runtestloop(self, session: Any) -> bool:
        """Run the tests of each alteration, after all of them have passed unaltered."""
        items: dict[str, list[Any]] = {}
        for item in session.items:
            items.setdefault(item.nodeid.partition("[")[0], []).append(item)
        holders = import_module("conformance.altering").HOLDERS
        holders += [item.callspec.params for item in session.items if hasattr(item, "callspec")]
        broken = [name for name in items if _fails(items[name])]
        if broken:
            raise RuntimeError(f"these fail although nothing is altered: {', '.join(broken)}")
        for alteration in self.plan:
            changes = _alter(alteration)
            try:
                failed = tuple(test for test in alteration.tests if _fails(items.get(test, [])))
            finally:
                import_module("conformance.altering").put_back(changes)
            self.found[alteration.name] = failed
        return True


def _fails(items: Sequence[Any]) -> bool:
    run = import_module("_pytest.runner").runtestprotocol
    return any(report.failed for item in items for report in run(item, log=False, nextitem=None))


class _Watcher:
    """A plugin that notes which tests failed."""

    def __init__(self) -> None:
        self.failed: set[str] = set()

    def pytest_runtest_logreport(self, report: Any) -> None:
        """Note a test that failed, without its parameters."""
        if report.failed:
            self.failed.add(report.nodeid.partition("[")[0])


def _pytest(tests: Sequence[str], plugin: Any) -> None:
    """Run tests in silence."""
    os.chdir(ROOT)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # no plugin is needed, and some are slow
    os.environ.pop("PYTEST_ADDOPTS", None)  # which may be about such plugins
    with (
        Path(os.devnull).open("w", encoding="utf-8") as nowhere,
        contextlib.redirect_stdout(nowhere),
        contextlib.redirect_stderr(nowhere),
    ):
        import_module("pytest").main([*_OPTIONS, *tests], plugins=[plugin])


def _together(plan: Sequence[Alteration]) -> Found:
    """Alter one thing after the other in this process."""
    loop = _Loop(plan)
    _pytest(sorted({test for alteration in plan for test in alteration.tests}), loop)
    if len(loop.found) < len(plan):
        raise RuntimeError("the tests could not be run; run them by themselves to see why")
    return loop.found


def _alone(alteration: Alteration) -> tuple[str, ...]:
    """Alter in a process that has not opened the library yet."""
    watcher = _Watcher()
    _alter(alteration)
    _pytest(alteration.tests, watcher)
    return tuple(test for test in alteration.tests if test in watcher.failed)


def _plan() -> list[Alteration]:
    plan: list[Alteration] = import_module("conformance.reading").alterations()
    return plan


def _apart(way: str, task: Callable[..., Any], *arguments: Any) -> Any:
    """Run something in a process of its own, without a thread in this one that a fork could meet.

    Args:
        way: How the process starts: ``"spawn"`` for one that knows nothing, or ``"fork"``.
        task: What to run.
        arguments: Its arguments.

    Raises:
        RuntimeError: If the process ends without an answer.
    """
    context: Any = multiprocessing.get_context(way)
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(theirs, task, arguments))
    process.start()
    theirs.close()
    try:
        return ours.recv()
    except EOFError:
        raise RuntimeError("a process ended without an answer; it said why above") from None
    finally:
        process.join()


def _answer(pipe: Any, task: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    pipe.send(task(*arguments))
    pipe.close()


def planned() -> list[Alteration]:
    """Give everything that has to be altered."""
    plan: list[Alteration] = _apart("spawn", _plan)
    return plan


def prove(plan: Sequence[Alteration]) -> Found:
    """Give for each alteration the tests that noticed it.

    Raises:
        RuntimeError: If the library is open already, so that alterations would come too late; or if
            a test fails although nothing is altered.
    """
    if "jtai" in sys.modules:
        raise RuntimeError("the library is open already; alterations would come too late")
    found: Found = _apart("spawn", _together, plan)
    for name in _HEAVY:
        import_module(name)
    alone = [one for one in plan if not found[one.name]]
    return found | {one.name: _apart("fork", _alone, one) for one in alone}


def caught() -> Found:
    """Give the proof that is kept: each alteration with the tests that noticed it."""
    kept = json.loads(PROOF.read_text(encoding="utf-8")) if PROOF.exists() else {}
    return {name: tuple(tests) for name, tests in kept.items()}
