"""Open every page of the built site in Chromium, as readers do, and check what they meet.

Needs Chromium, Node.js with npm, and the npm registry unless the tools are installed already:

    python .ci/check_pages.py SITE                   # installs them into a temporary folder
    npm install --prefix FOLDER axe-core playwright-core
    python .ci/check_pages.py SITE --tools FOLDER    # takes them from there

Each page is opened wide and narrow, light and dark. It must have no violation of WCAG 2.2 AA or of
a best practice that axe-core finds, ask nobody else for anything, report no error, not scroll
sideways, and cut off no caption. On two pages the copy button, on one the search and the menu of a
phone are tried, and an address that does not exist must show the page that says so.

Exits 0 if all is well, 1 if not, 3 if a tool is missing, so that nothing was checked.
"""

from __future__ import annotations

import argparse
import functools
import json
import os
import subprocess
import sys
import tempfile
import threading
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from javascript import NOT_CHECKED, chromium, install, node_and_npm

HERE = Path(__file__).parent
TOOLS = ("axe-core@4.14.1", "playwright-core@1.65.1")


class Handler(SimpleHTTPRequestHandler):
    """Serves a folder as web hosts do, with the site's own page for what is not there."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the site's own page where something is not there."""
        own = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not own.exists():
            super().send_error(code, message, explain)
            return
        body = own.read_bytes()
        self.send_response(HTTPStatus.NOT_FOUND)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def check(site: Path, tools: Path, node: str, browser: str) -> int:
    """Serve the site on this machine only, and let the browser at it."""
    handler = functools.partial(Handler, directory=str(site))
    # The longest first, so that no tab is left with them at the end.
    files = sorted(site.rglob("*.html"), key=lambda path: path.stat().st_size, reverse=True)
    pages = [path.relative_to(site).as_posix() for path in files]
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            return subprocess.run(  # noqa: S603 - the script beside this one
                [node, str(HERE / "check_pages.mjs"), str(tools)],
                input=json.dumps(
                    {
                        "origin": f"http://127.0.0.1:{server.server_port}",
                        "browser": browser,
                        "pages": pages,
                        "tabs": os.cpu_count() or 1,
                    }
                ),
                text=True,
                check=False,
            ).returncode
        finally:
            server.shutdown()


def main() -> int:
    """Find the tools, install what npm has, and check."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("site", type=Path, help="the folder of the built site")
    parser.add_argument("--tools", type=Path, help="the folder where npm installed the tools")
    arguments = parser.parse_args()
    tools: Path | None = arguments.tools
    if not (arguments.site / "index.html").is_file():
        parser.error(f"{arguments.site} holds no built site; build it with mkdocs build")
    browser = chromium()
    node, npm = node_and_npm()
    if browser is None or node is None or not (npm or tools):
        missing = "Chromium" if browser is None else "Node.js with npm"
        print(f"pages not checked in a browser: no {missing}")
        return NOT_CHECKED
    with tempfile.TemporaryDirectory() as temporary:
        if tools is None:
            tools = Path(temporary)
            if not install(npm, tools, *TOOLS):
                print("pages not checked in a browser: npm cannot install axe-core")
                return NOT_CHECKED
        return check(arguments.site.resolve(), tools, node, browser)


if __name__ == "__main__":
    sys.exit(main())
