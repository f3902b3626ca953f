"""Collect the wheels that the fast tests need in a release of Pyodide.

    python .ci/pyodide_wheels.py PYODIDE FOLDER

PYODIDE is the package `pyodide` as npm installs it. numpy, pandas, pydantic and jsonschema are not
collected, as the package index has no current wheel of them for both releases; tests that import
them are reported as skipped.
"""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

TESTS = (
    *("hypothesis", "openpyxl", "pytest", "sybil", "govuk-bank-holidays", "icalendar"),
    *("python-calamine", "xlsxwriter"),
)
ASSEMBLE = Path(__file__).parent.parent / "examples" / "browser" / "assemble.py"

if __name__ == "__main__":
    pyodide, folder = map(Path, sys.argv[1:])
    runpy.run_path(str(ASSEMBLE))["add_wheels"](folder, None, pyodide, more=TESTS)
