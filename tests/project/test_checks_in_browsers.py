"""The checks of `.ci` that need Node.js: where they cannot be made, they say so and fail nobody."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NOT_CHECKED = 3


@pytest.mark.parametrize("check", ["check_browser", "check_calendar", "check_pages"])
@pytest.mark.skipif(os.name != "posix", reason="the tools are stood in for by scripts of a shell")
def test_without_the_registry_nothing_is_checked(tmp_path: Path, check: str) -> None:
    """Where npm cannot install what a check needs, it exits 3 with a line that says so."""
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("node", "npm", "chromium"):
        (tools / name).write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
        (tools / name).chmod(0o755)
    (tmp_path / "index.html").touch()
    arguments = [str(tmp_path)] if check == "check_pages" else []
    done = subprocess.run(
        [sys.executable, str(ROOT / ".ci" / f"{check}.py"), *arguments],
        env={**os.environ, "PATH": str(tools)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == NOT_CHECKED, done.stderr
    assert "not checked" in done.stdout
    assert "npm cannot install" in done.stdout
    assert not done.stderr
