"""A pytest plugin that leaves some tests to ``.ci/run``, and reports which.

``pip install -e ".[test]" && python -m pytest`` is the command that people run while they work, so
it leaves out the exhaustive tests and those that need packages which only the extra
``integrations`` installs. The last lines of a run say what was left out and how to run it.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
EVERYTHING = 'pip install -e ".[test,integrations]" && python -m pytest -m ""'

# Files and folders that need more than the extra `test`, each with the modules that it imports.
# A single test names them in a marker instead: @pytest.mark.needs("polars").
NEEDS = {
    "docs/how-to/data-frames.md": ("polars",),
    "docs/how-to/sqlalchemy.md": ("sqlalchemy",),
    "jtai/formats/frames/polars.py": ("polars",),
    "tests/formats/frames": ("polars", "pyarrow"),
    "tests/integrations": ("django", "fastapi", "httpx", "ipykernel", "jupytext", "nbclient"),
}

_left_by_workers: dict[str, int] = {}


def missing(modules: tuple[str, ...]) -> list[str]:
    """Return the modules that are not installed."""
    return [module for module in modules if find_spec(module) is None]


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Ignore a file or folder whose modules are not installed."""
    if not collection_path.is_relative_to(ROOT):
        return None
    needed = NEEDS.get(collection_path.relative_to(ROOT).as_posix(), ())
    return True if missing(needed) else None


# Last, so that `-m` and `-k` have already deselected their tests.
@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect tests whose modules are not installed."""
    kept: list[pytest.Item] = []
    left: list[pytest.Item] = []
    for item in items:
        needed = {name for marker in item.iter_markers("needs") for name in marker.args}
        (left if missing(tuple(needed)) else kept).append(item)
    if left:
        config.hook.pytest_deselected(items=left)
    items[:] = kept


def pytest_deselected(items: list[pytest.Item]) -> None:
    """Count each deselected test under the reason for it."""
    for item in items:
        needed = {name for marker in item.iter_markers("needs") for name in marker.args}
        lost = missing(tuple(sorted(needed)))
        if lost:
            reason = f"need {', '.join(lost)}"
        elif item.get_closest_marker("exhaustive"):
            reason = "are exhaustive"
        else:
            continue
        _left_by_workers[reason] = _left_by_workers.get(reason, 0) + 1


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Send the counts of a pytest-xdist worker to the main process; all workers collect alike."""
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["left out"] = dict(_left_by_workers)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Receive the counts of a worker."""
    _left_by_workers.update(getattr(node, "workeroutput", {}).get("left out", {}))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Report what was left out, and how to run it."""
    lines = [f"tests that {why}: {number}" for why, number in sorted(_left_by_workers.items())]
    lines += [
        f"{place}, which needs {', '.join(lost)}"
        for place, modules in NEEDS.items()
        if (lost := missing(modules))
    ]
    if lines:
        terminalreporter.section("left to .ci/run")
        terminalreporter.write_line("\n".join([*lines, f"Run everything: {EVERYTHING}"]))
