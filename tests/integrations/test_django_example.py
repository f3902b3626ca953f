from __future__ import annotations

import subprocess
import sys

from tests.project.test_examples import EXAMPLES


def test_the_project_passes_its_own_tests() -> None:
    """The 18 tests of the Django example pass, with warnings as errors."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "manage.py", "test", "inspections"],
        cwd=EXAMPLES / "django_app",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Ran 18 tests" in done.stderr
    assert "OK" in done.stderr
