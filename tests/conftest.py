"""Settings of Hypothesis, without a limit on the time of an example."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "few", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=20
)
# `.ci/run` tries more examples for the exhaustive tests, and the weekly workflow for all.
settings.register_profile("many", settings.get_profile("few"), max_examples=100)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "few"))
