"""Check that a wheel holds the package, its typing marker and its licences, and nothing else."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path


def main() -> None:
    """Check the wheel that is named on the command line."""
    names = zipfile.ZipFile(sys.argv[1]).namelist()
    source = {str(path) for path in Path("jtai").rglob("*.py")} | {"jtai/py.typed"}
    package = {name for name in names if name.startswith("jtai/")}
    other = {name.partition("/")[2] for name in names if not name.startswith("jtai/")}
    expected = {"METADATA", "WHEEL", "RECORD", "entry_points.txt"}
    licences = {"licenses/LICENSE", "licenses/NOTICE"}
    if package != source:
        sys.exit(f"the wheel's package differs from the source: {sorted(package ^ source)}")
    if other != expected | licences:
        sys.exit(f"the wheel holds other files than expected: {sorted(other)}")
    print(f"{len(package)} files of the package, nothing else")


if __name__ == "__main__":
    main()
