"""Write each package's table of public names from its imports.

A package's `__init__` declares its public names once, as imports under `TYPE_CHECKING`, for type
checkers, editors and freezers. This script writes the table of them that is used at run time.

    python .ci/public_names.py            # rewrite what is out of date
    python .ci/public_names.py --check    # only report it
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "jtai"
BEGIN, END = "# <public names: written by .ci/public_names.py>\n", "# </public names>\n"


def declared(source: str) -> dict[str, str]:
    """Return the module of each name that is imported under `TYPE_CHECKING`."""
    names: dict[str, str] = {}
    for node in ast.parse(source).body:
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            for part in node.body:
                if isinstance(part, ast.ImportFrom) and part.module is not None:
                    names |= {alias.asname or alias.name: part.module for alias in part.names}
    return names


def rewritten(source: str) -> str:
    """Return the source of a package with its table up to date."""
    before, begin, rest = source.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        return source
    names = declared(source)
    table = "".join(f'    "{name}": "{names[name]}",\n' for name in sorted(names))
    return f"{before}{BEGIN}_HOMES = {{\n{table}}}\n{END}{after}"


def main() -> int:
    """Rewrite or check every package, and return the exit status."""
    stale = False
    for path in sorted(PACKAGE.rglob("__init__.py")):
        source = path.read_text(encoding="utf-8")
        if (new := rewritten(source)) != source:
            stale = True
            print(f"{path}: out of date" if "--check" in sys.argv else f"{path}: written")
            if "--check" not in sys.argv:
                path.write_text(new, encoding="utf-8")
    return int(stale and "--check" in sys.argv)


if __name__ == "__main__":
    sys.exit(main())
