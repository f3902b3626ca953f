"""Check the types of the Python code in the docs with `mypy --strict` and `pyright`.

    python .ci/check_doc_types.py

The ``python`` and ``pycon`` blocks of a page become one file, in which each line keeps its number,
so that errors name the line of the page. Statements that show an error on purpose are left out,
because type checkers refuse some of them.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
_BLOCK = re.compile(r"^ *```(python|pycon)\n(.*?)^ *```$", re.DOTALL | re.MULTILINE)
_REFUSED = re.compile(r"^>>> (?:(?!^>>> ).)*?^Traceback ", re.DOTALL | re.MULTILINE)
# These are allowed in a session: assigning a value of another type to a name, importing a package
# without types, using a value that could be None but is not on this page, and showing a value.
# Pages made from notebooks and the page on data frames are checked by mypy only, because pyright
# knows only part of pandas.
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
    """Return the Python code of a page, with a blank line for every other line."""
    lines = [""] * len(page.splitlines())
    for block in _BLOCK.finditer(page):
        code = _REFUSED.sub(lambda refused: "\n" * refused[0].count("\n"), block[2])
        for at, line in enumerate(code.splitlines(), start=page.count("\n", 0, block.start(2))):
            if block[1] == "python":
                lines[at] = line
            elif line.startswith((">>> ", "... ")):
                lines[at] = line[4:]
    return "\n".join(lines)


def main() -> int:
    """Check every page, and return the exit status."""
    with tempfile.TemporaryDirectory() as folder:
        for page in (ROOT / "README.md", *ROOT.glob("docs/**/*.md")):
            if python := python_of(page.read_text(encoding="utf-8")).rstrip():
                name = re.sub(r"\W", "_", str(page.relative_to(ROOT).with_suffix("")))
                Path(folder, f"{name}.py").write_text(f"{python}\n", encoding="utf-8")
        Path(folder, "pyrightconfig.json").write_text(json.dumps(PYRIGHT), encoding="utf-8")
        commands = (
            [sys.executable, "-m", "mypy", "--strict", *LENIENT, folder],
            ["pyright", "--pythonpath", sys.executable, "--project", folder],
        )
        results = (subprocess.run(one, cwd=ROOT, check=False) for one in commands)  # noqa: S603
        return int(any(result.returncode for result in results))


if __name__ == "__main__":
    sys.exit(main())
