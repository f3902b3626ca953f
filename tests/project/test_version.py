"""The version number is the same everywhere."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest

import jtai
from jtai.__main__ import main

ROOT = Path(__file__).parents[2]


def test_the_version_is_written_once() -> None:
    """The version is written in `jtai/__init__.py` only, from which the build reads it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert "version" in project["project"]["dynamic"]
    assert project["tool"]["hatch"]["version"] == {"path": "jtai/__init__.py"}
    stated = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "jtai").rglob("*.py")
        if re.search(r"^__version__ *=", path.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert stated == ["jtai/__init__.py"]


def test_the_installed_package_has_this_version() -> None:
    """The metadata of the installed package has the same version."""
    assert version("jtai") == jtai.__version__


def test_the_command_line_prints_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    """`jtai --version` prints the version."""
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out == f"jtai {jtai.__version__}\n"


def test_the_changelog_begins_with_the_version() -> None:
    """The changelog begins with this version, and with what changes in computed dates."""
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    release = changes.partition("\n## ")[2]
    assert re.match(rf"{re.escape(jtai.__version__)}\b", release)
    assert release.partition("\n\n")[2].startswith("**Computed dates")
