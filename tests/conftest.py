"""What is the same for all tests: the settings of Hypothesis, and what counts as covered.

Coverage counts the tests that try the same input in each run. A property reaches a line in one run
and not in the next, so properties do not count. Nor do examples in docs and docstrings, nor tests
marked ``no_cover``: they go through whole areas or files, or draw, and would take up to ten times
as long.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes does not matter.
settings.register_profile(
    "few", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=20
)
# `.ci/run` tries more examples for the exhaustive tests, and the weekly workflow for all. In other
# environments, properties find what depends on the environment, which a few examples show.
settings.register_profile("many", settings.get_profile("few"), max_examples=100)
settings.register_profile("fewest", settings.get_profile("few"), max_examples=5)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "few"))


_TESTS = Path(__file__).parent


# Last, so that Hypothesis has already marked its tests.
@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave properties and examples in docs out of the count of covered lines."""
    for item in items:
        if item.get_closest_marker("hypothesis") or not item.path.is_relative_to(_TESTS):
            item.add_marker("no_cover")


# Within pytest-cov's own wrapper, which in a worker process stops one of two tracers.
@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Run a test that does not count without the tracer of coverage."""
    if not item.get_closest_marker("no_cover"):
        return (yield)
    tracer = sys.gettrace()
    sys.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(tracer)
