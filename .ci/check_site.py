"""Check that the built pages fetch nothing from elsewhere and that their links lead somewhere."""

from __future__ import annotations

import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

# Attributes whose address a browser fetches by itself.
FETCHED = {
    ("script", "src"),
    ("img", "src"),
    ("iframe", "src"),
    ("source", "src"),
    ("link", "href"),
}
# A link that only names an address, such as the canonical one, is not fetched.
NAMES_ONLY = {"canonical", "edit", "next", "prev", "alternate"}


class Page(HTMLParser):
    """Collect what a page fetches, what it links to and what can be linked to on it."""

    def __init__(self) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.links: list[str] = []
        self.anchors: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Sort the addresses of a tag."""
        values = {key: value or "" for key, value in attrs}
        self.anchors.update(values[key] for key in ("id", "name") if key in values)
        for key, value in values.items():
            if (tag, key) in FETCHED and values.get("rel") not in NAMES_ONLY:
                self.fetched.append(value)
        if tag == "a" and "href" in values:
            self.links.append(values["href"])


def link_fault(path: Path, link: str, pages: dict[Path, Page]) -> str | None:
    """Say what is wrong with a link of a page, if anything."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return None
    target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
    if target.is_dir():
        target /= "index.html"
    if not target.exists():
        return f"{path} links to {link}, which is not there"
    anchor = unquote(parts.fragment)
    if anchor and not anchor.startswith("__") and anchor not in pages[target].anchors:
        return f"{path} links to {link}, which has no such anchor"
    return None


def main() -> None:
    """Check the site whose folder is named on the command line."""
    pages = {}
    for path in Path(sys.argv[1]).resolve().rglob("*.html"):
        pages[path] = Page()
        pages[path].feed(path.read_text("utf-8"))
    faults = [
        f"{path} fetches {url}"
        for path, page in pages.items()
        for url in page.fetched
        if urlsplit(url).netloc
    ]
    faults += [
        fault
        for path, page in pages.items()
        if path.name != "404.html"  # its links start at the site's root
        for link in page.links
        if (fault := link_fault(path, link, pages))
    ]
    if faults:
        sys.exit("\n".join(faults))
    print(f"{len(pages)} pages, nothing fetched from elsewhere, every link leads somewhere")


if __name__ == "__main__":
    main()
