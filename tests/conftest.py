"""Settings of Hypothesis: how long an example takes does not matter."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

settings.register_profile("jtai", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# Elsewhere than in the main run of the gates, fewer examples do.
settings.register_profile("few", settings.get_profile("jtai"), max_examples=20)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "jtai"))
