"""Assemble a folder with a page that checks lists in the browser, for an intranet server.

    python examples/browser/assemble.py SITE --pyodide FOLDER

FOLDER is the ``pyodide`` package as npm installs it, or an unpacked release of Pyodide. The library
is built from this repository, unless ``--wheel`` names its wheel. pip downloads its dependencies as
wheels. This script needs ``pip install packaging``.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from email import message_from_bytes
from pathlib import Path
from zipfile import ZipFile

from packaging.requirements import Requirement

HERE = Path(__file__).parent
PAGE = ("index.html", "page.mjs", "worker.mjs", "check_lists.py")
# The files of Pyodide that a page loads. Older releases have pyodide.asm.js, not pyodide.asm.mjs.
CORE = (
    "pyodide.mjs",
    "pyodide.asm.mjs",
    "pyodide.asm.js",
    "pyodide.asm.wasm",
    "python_stdlib.zip",
    "pyodide-lock.json",
)


def pip(*arguments: str) -> None:
    """Run pip, quietly."""
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments]
    subprocess.run(command, check=True)  # noqa: S603 - the command above


def needed(wheel: Path) -> list[str]:
    """Return what a wheel needs in the browser, which can differ from what it needs here."""
    with ZipFile(wheel) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        lines = message_from_bytes(archive.read(name)).get_all("Requires-Dist", [])
    there = {"sys_platform": "emscripten", "extra": ""}
    found = [Requirement(line) for line in lines]
    return [
        f"{requirement.name}{requirement.specifier}"
        for requirement in found
        if requirement.marker is None or requirement.marker.evaluate(there)
    ]


def add_wheels(
    folder: Path, wheel: Path | None, pyodide: Path, *, more: Sequence[str] = ()
) -> None:
    """Build the wheel of the library and download those that it needs for this Pyodide."""
    folder.mkdir()
    if wheel is None:
        pip("wheel", "--no-deps", "--wheel-dir", str(folder), str(HERE.parent.parent))
    else:
        shutil.copy(wheel, folder)
    (own,) = folder.glob("jtai-*.whl")
    lock = json.loads((pyodide / "pyodide-lock.json").read_text(encoding="utf-8"))["info"]
    python = ".".join(lock["python"].split(".")[:2])
    there = (
        *("--only-binary=:all:", "--implementation", "cp", "--python-version", python),
        *("--platform", f"pyemscripten_{lock['abi_version']}_wasm32"),
    )
    packages = (*needed(own), *more)
    pip("download", *there, "--dest", str(folder), *packages)
    names = sorted(path.name for path in folder.glob("*.whl"))
    (folder / "wheels.json").write_text(json.dumps(names, indent=2) + "\n", encoding="utf-8")


def assemble(site: Path, pyodide: Path, *, wheel: Path | None = None) -> None:
    """Put the page, Pyodide and the wheels into a new folder."""
    site.mkdir(parents=True)
    for name in PAGE:
        shutil.copy(HERE / name, site)
    (site / "pyodide").mkdir()
    for name in CORE:
        if (pyodide / name).exists():
            shutil.copy(pyodide / name, site / "pyodide")
    add_wheels(site / "wheels", wheel, pyodide)


def main() -> None:
    """Assemble the folder that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path, help="the new folder")
    parser.add_argument("--pyodide", type=Path, required=True, help="where pyodide.mjs is")
    parser.add_argument("--wheel", type=Path, help="a wheel of the library")
    options = parser.parse_args()
    assemble(options.site, options.pyodide, wheel=options.wheel)
    print(f"python -m http.server --directory {options.site} --bind 127.0.0.1")


if __name__ == "__main__":
    main()
