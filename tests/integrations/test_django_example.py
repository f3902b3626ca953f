from __future__ import annotations

import subprocess
import sys

from tests.project.test_examples import EXAMPLES


def test_the_project_passes_its_own_tests() -> None:
    """Django's test runner, on SQLite, finds children, answers and dates as they were stored."""
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
