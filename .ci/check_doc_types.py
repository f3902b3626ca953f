"""Check the types of the Python in the docs, as `mypy --strict` and `pyright` see a user's program.

    python .ci/check_doc_types.py

The blocks of a page marked ``python`` or ``pycon`` become one file, in which every line keeps its
number, so that an error names the place on the page. Lines of a session that show an error on
purpose are left out, as a type checker refuses some of them too.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
FENCE = re.compile(r"^ *```(.*)$")
# What a session may do and a program should not: give a name a value of another type, use a library
# without types, use a value that could be None and is not on this page, or show a value. Pages made
# from notebooks and that on data frames are left to mypy: pyright knows pandas only in part.
LENIENT = (
    "--config-file=",
    "--allow-redefinition-new",
    "--local-partial-types",
    "--disable-error-code=import-untyped",
    "--disable-error-code=union-attr",
    "--allow-untyped-calls",
)
PYRIGHT = {
    "extraPaths": [str(ROOT)],
    "exclude": ["docs_notebooks_*", "docs_how_to_data_frames.py"],
    "reportOptionalMemberAccess": False,
    "reportUnusedExpression": False,
}


def python_of(page: str) -> str:
    r"""Return a page's Python, with an empty line for each line that is none.

    Examples:
        >>> python_of("Text\n```pycon\n>>> 1 + 1\n2\n```\n")
        '\n\n1 + 1\n\n'
    """
    lines: list[str] = []
    kind = ""
    for line in page.splitlines():
        if fence := FENCE.match(line):
            kind = "" if kind else fence[1].strip() or "text"
            lines.append("")
        elif kind == "python":
            lines.append(line)
        elif kind == "pycon":
            lines.append(line[4:] if line.startswith((">>> ", "... ")) else "")
        else:
            lines.append("")
    return "\n".join([*_without_refusals(lines, page.splitlines()), ""][: len(lines)])


def _without_refusals(lines: list[str], page: list[str]) -> Iterator[str]:
    """Yield the lines, and an empty one for each of a statement that ends in a traceback."""
    refused: set[int] = set()
    for at, line in enumerate(page):
        if line.startswith("Traceback (most recent call last):"):
            for before in range(at - 1, -1, -1):
                refused.add(before)
                if page[before].startswith(">>> "):
                    break
    return ("" if at in refused else line for at, line in enumerate(lines))


def write(pages: Iterable[Path], folder: Path) -> list[Path]:
    """Write one file for each page with Python, and return the files."""
    files = []
    for page in pages:
        python = python_of(page.read_text(encoding="utf-8"))
        if python.strip():
            name = re.sub(r"\W", "_", str(page.relative_to(ROOT).with_suffix("")))
            files.append(folder / f"{name}.py")
            files[-1].write_text(python, encoding="utf-8")
    return files


def main() -> int:
    """Check every page; return the exit status."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = write([ROOT / "README.md", *sorted(ROOT.glob("docs/**/*.md"))], folder)
        (folder / "pyrightconfig.json").write_text(json.dumps(PYRIGHT), encoding="utf-8")
        commands = [
            [sys.executable, "-m", "mypy", "--strict", *LENIENT, *map(str, files)],
            ["pyright", "--pythonpath", sys.executable, "--project", str(folder)],
        ]
        statuses = [
            subprocess.run(command, cwd=ROOT, check=False).returncode  # noqa: S603
            for command in commands
        ]
    return int(any(statuses))


if __name__ == "__main__":
    sys.exit(main())
