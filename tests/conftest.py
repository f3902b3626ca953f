"""What holds for every test: how long an example takes is no matter of right or wrong."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile("jtai", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("jtai")
