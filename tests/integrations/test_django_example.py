from __future__ import annotations

import re
import subprocess
import sys

from tests.project.test_examples import EXAMPLES


def test_the_project_passes_its_own_tests() -> None:
    """The tests of the Django example are found and pass, with warnings as errors."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "manage.py", "test", "inspections"],
        cwd=EXAMPLES / "django_app",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    ran = re.search(r"^Ran (\d+) tests", done.stderr, re.MULTILINE)
    tests = EXAMPLES / "django_app" / "inspections" / "tests.py"
    written = tests.read_text(encoding="utf-8").count("    def test_")
    assert ran
    assert int(ran[1]) == written > 0
    assert re.search(r"^OK$", done.stderr, re.MULTILINE)
