"""Check copies of the guidance against the edition that the library models.

    python -m tests.check_wording FILE...

For each file, this prints what was found, altered and missing, and for several files also which
entries differ between them. The exit status is 0 if every file has every entry word for word, 1 if
not, and 2 if a file cannot be read. The files are copies of the published PDF or Word edition, as
text in UTF-8. Their text is not printed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

from jtai.guidance.wording.fingerprint import PublishedEdition, WordingKind, canonical
from jtai.guidance.wording.fingerprints import GUIDANCE_190035
from jtai.guidance.wording.wording import Wording, WordingStatus


def report(wording: Wording) -> list[str]:
    """Return the number of entries of each kind by status, and those that are not as published."""
    lines: list[str] = []
    for kind in WordingKind:
        statuses = [entry.status for entry in wording.entries if entry.kind is kind]
        counts = [f"{statuses.count(status)} {status}" for status in WordingStatus]
        lines.append(f"  {kind}: {', '.join(counts)}, of {len(statuses)}")
    return [*lines, *(f"  ! {entry}" for entry in wording.missing)]


def differences(one: Wording, other: Wording) -> str:
    """Return the names of the entries that differ between two copies."""
    entries = [
        f"{entry.kind} {entry.key}"
        for entry, counterpart in zip(one.entries, other.entries, strict=True)
        if canonical(entry.text) != canonical(counterpart.text)
    ]
    return ", ".join(entries) or "no entry"


def main(
    arguments: Sequence[str] | None = None, *, edition: PublishedEdition = GUIDANCE_190035
) -> int:
    """Check the files, print the result and return the exit status."""
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
        lines.append(f"{one} and {other} differ in {differences(wordings[one], wordings[other])}")
    sys.stdout.write("\n".join(lines) + "\n")
    return 0 if all(wording.complete for wording in wordings.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
