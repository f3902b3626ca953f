"""Check copies of the guidance against the edition that the library models.

    python -m tests.check_wording FILE...

Prints for each file what was found, altered and missing, and between several files which rows
differ. Ends with 0 if every file has every row word for word, with 1 if not, with 2 if a file
cannot be read. The files are copies of the published PDF or Word edition as text in UTF-8; no
words of theirs are printed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

from jtai.guidance.wording.copies.entries import WordingKind, WordingStatus
from jtai.guidance.wording.fingerprint import Fingerprints, canonical
from jtai.guidance.wording.fingerprints import GUIDANCE_190035
from jtai.guidance.wording.wording import Wording


def report(wording: Wording) -> list[str]:
    """Count the rows of each kind and name those that are not as published."""
    lines: list[str] = []
    for kind in WordingKind:
        rows = [row for row in wording.rows if row.kind is kind]
        counts = [
            f"{sum(row.status is status for row in rows)} {status}" for status in WordingStatus
        ]
        lines.append(f"  {kind}: {', '.join(counts)}, of {len(rows)}")
    return [*lines, *(f"  ! {row}" for row in wording.missing)]


def differences(one: Wording, other: Wording) -> str:
    """Name the rows that two copies word differently."""
    rows = [
        f"{row.kind} {row.key}"
        for row, twin in zip(one.rows, other.rows, strict=True)
        if canonical(row.text) != canonical(twin.text)
    ]
    return ", ".join(rows) or "no row"


def main(arguments: Sequence[str] | None = None, *, edition: Fingerprints = GUIDANCE_190035) -> int:
    """Check the files and say how it went."""
    parser = argparse.ArgumentParser(prog="python -m tests.check_wording", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    files: list[Path] = parser.parse_args(arguments).files
    wordings: dict[Path, Wording] = {}
    for file in files:
        try:
            text = file.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            sys.stderr.write(f"{file}: {type(error).__name__}\n")
            return 2
        wordings[file] = Wording.from_text(text, edition=edition)
    lines: list[str] = []
    for file, wording in wordings.items():
        lines += [f"{file}: {wording!r}", *report(wording)]
    for one, other in combinations(wordings, 2):
        rows = differences(wordings[one], wordings[other])
        lines.append(f"{one} and {other} differ in {rows}")
    sys.stdout.write("\n".join(lines) + "\n")
    return 0 if all(wording.complete for wording in wordings.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
