"""Run the library in Pyodide, the Python of browsers, and hold what it says against CPython.

Needs Node.js with npm, the npm registry and the package index:

    python .ci/check_browser.py                   # builds the wheel of this repository
    python .ci/check_browser.py --wheel FILE      # takes it from there

For each release of Pyodide, the page of ``examples/browser`` is put together as its how-to says.
What is expected comes from the worked examples, from faults that were planted by hand, and from the
same program on this machine. Whoever asks for a network is refused and named.
"""

from __future__ import annotations

import argparse
import json
import os
import runpy
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parent
# Each release, and whether python-calamine is on the package index for it.
RELEASES = {"314.0.7": True, "0.29.5": False}

# Tests take these from the worked examples, too.
ON_PAPER = {
    "notification": "2019-09-09T09:00:00+01:00",
    "child_lists": "2019-09-12T09:00:00+01:00",
    "contextual_issues": "2019-09-12T09:00:00+01:00",
    "meeting_details": "2019-09-12T23:59:59+01:00",
    "activity_lists": "2019-09-12T23:59:59+01:00",
    "case_selection": "2019-09-13T10:00:00+01:00",
    "selection_call": "2019-09-13T12:00:00+01:00",
    "case_documents": "2019-09-17T23:59:59+01:00",
    "supporting_information": "2019-09-17T23:59:59+01:00",
    "joint_evaluations": "2019-09-19T23:59:59+01:00",
    "fieldwork_start": "2019-09-23T23:59:59+01:00",
    "fieldwork_end": "2019-09-27T23:59:59+01:00",
}
# Notified two weeks before a change of the clocks, one week before, and after it: when lists are
# due, and the first day of fieldwork ends.
CLOCKS = (
    ("2019-10-17T09:00:00+01:00", "2019-10-28T23:59:59+00:00"),
    ("2019-10-24T09:00:00+01:00", "2019-11-04T23:59:59+00:00"),
    ("2019-10-31T09:00:00+00:00", "2019-11-11T23:59:59+00:00"),
    ("2026-03-19T09:00:00+00:00", "2026-03-30T23:59:59+01:00"),
    ("2026-03-26T09:00:00+00:00", "2026-04-08T23:59:59+01:00"),  # over Easter
    ("2026-04-02T09:00:00+01:00", "2026-04-15T23:59:59+01:00"),
)
PLANTED = (["end-before-start", "List_7", "D3"], ["not-a-date", "List_7", "B4"])

# What the page shows of made-up lists, of a CSV file, and of a workbook that is none.
SHOWN = {"made": "end-before-start", "csv": "not-a-date", "broken": "Not checked"}


def faults(seen: dict[str, Any], here: dict[str, Any], *, excel: bool) -> Iterator[str]:
    """Name everything that is not as it should be."""
    facts = seen["facts"]
    for key, moment in ON_PAPER.items():
        if facts["2019-09-09"].get(key) != moment:
            yield f"{key} is due {facts['2019-09-09'].get(key)} instead of {moment}"
    for found, expected in zip(facts["clocks"], CLOCKS, strict=True):
        if (found["child_lists"], found["fieldwork_start"]) != expected:
            yield f"the clocks: {found['child_lists']} instead of {expected[0]}"
    for planted in PLANTED:
        if planted not in facts["csv"]:
            yield f"{planted} was not found among {facts['csv']}"
    for name, fact in facts.items():
        wanted = here[name] if excel or name != "workbook" else None
        if fact != wanted:
            yield f"{name} is not as on this machine: {fact} instead of {wanted}"
    yield from faults_of_page(seen["shown"])
    yield from (f"a network was asked for: {words}" for words in seen["asked"])


def faults_of_page(shown: dict[str, Any]) -> Iterator[str]:
    """Name what the page does not show, or should not."""
    if "Thu 12 Sep 2019" not in shown["deadlines"] or "Monday" not in shown["tuesday"]:
        yield "the page does not show the deadlines, or does not refuse a Tuesday"
    for name, word in SHOWN.items():
        text, left = shown[name]
        if word not in text or left:
            yield f"the page shows for {name}: {text}, and leaves {left} files"
        if "SYN-" in text:
            yield f"the page shows an identifier for {name}"


def main() -> int:
    """Check every release."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wheel", type=Path, help="the wheel of the library")
    wheel: Path | None = parser.parse_args().wheel
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        sys.exit("Node.js with npm is needed")
    tools = runpy.run_path(str(ROOT / "examples" / "browser" / "assemble.py"))
    here = json.loads(runpy.run_path(str(HERE / "inside_browser.py"))["facts"]())
    status = 0
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        if wheel is None:
            tools["pip"]("wheel", "--no-deps", "--wheel-dir", str(work), str(ROOT))
            (wheel,) = work.glob("*.whl")
        for release, excel in RELEASES.items():
            folder, site = work / f"npm-{release}", work / f"site-{release}"
            install = [npm, "install", "--silent", "--prefix", str(folder), f"pyodide@{release}"]
            subprocess.run(install, check=True)  # noqa: S603 - the command above
            pyodide = folder / "node_modules" / "pyodide"
            tools["assemble"](site, pyodide, wheel=str(wheel), excel=excel)
            done = subprocess.run(  # noqa: S603 - likewise
                [node, str(HERE / "check_browser.mjs"), str(site), str(HERE / "inside_browser.py")],
                check=True,
                stdout=subprocess.PIPE,
                env={**os.environ, "TZ": "Pacific/Auckland"},
            )
            seen = json.loads(done.stdout)
            wrong = [*faults(seen, here, excel=excel)]
            for words in wrong:
                print(f"Pyodide {release}: {words}")
            reads = "CSV files and workbooks" if excel else "CSV files"
            print(f"Pyodide {release}, Python {seen['python']}, {reads}: {len(wrong)} faults")
            status |= bool(wrong)
    return status


if __name__ == "__main__":
    sys.exit(main())
