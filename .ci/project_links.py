"""Links of the package's metadata into the docs; the build runs this.

The docs lie wherever somebody puts them, and their address stands once, in `pyproject.toml`. With
an address, the metadata names pages of the docs and the links of the README lead to them, so that
both work on a page of the package index. Without one there are none, and of a link to a file its
words stay: a made-up address would lead to nobody, or to whoever takes it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from hatchling.metadata.plugin.interface import MetadataHookInterface

__all__ = ["ProjectLinks", "readme", "urls"]

PAGES: Final = {
    "Homepage": "index.html",
    "Documentation": "tutorial/first-timetable.html",
    "API reference": "reference/api.html",
    "Conformance": "reference/conformance.html",
    "Security and privacy": "explanation/security-and-privacy.html",
    "Changelog": "changelog.html",
    "Contributing": "contributing.html",
    "Licence": "licence-and-attribution.html",
}
"""The pages that the metadata names, each with its label."""

# Files outside of the docs that have a page in them.
_AT_THE_TOP: Final = {
    "ARCHITECTURE.md": "architecture.html",
    "CHANGELOG.md": PAGES["Changelog"],
    "CONTRIBUTING.md": PAGES["Contributing"],
    "LICENSE": PAGES["Licence"],
    "NOTICE": PAGES["Licence"],
}
_LINK: Final = re.compile(r"\[([^\]]+)\]\((?!https://|#)([^)#\s]+)([^)\s]*)\)")
"""A link to a file: its words, the file and a place in it."""
_PAGE: Final = re.compile(r"docs/(.+)\.md")


def urls(address: str) -> dict[str, str]:
    """Give the links of the metadata.

    Args:
        address: Where the docs are served, which ends in a slash; empty where they are not.
    """
    return {label: address + page for label, page in PAGES.items()} if address else {}


def readme(text: str, address: str) -> str:
    """Let the links of the README lead to pages of the docs, or keep their words alone.

    Args:
        text: The README, whose links lead to files.
        address: Where the docs are served, which ends in a slash; empty where they are not.

    Raises:
        ValueError: If a link leads to a file that has no page.
    """
    return _LINK.sub(
        lambda link: f"[{link[1]}]({address}{_page(link[2])}{link[3]})" if address else link[1],
        text,
    )


def _page(path: str) -> str:
    found = _PAGE.fullmatch(path)
    page = f"{found[1]}.html" if found else _AT_THE_TOP.get(path)
    if page is None:
        raise ValueError(f"the README links to {path}, which has no page in the docs")
    return page


class ProjectLinks(MetadataHookInterface):
    """Puts the links into the metadata."""

    PLUGIN_NAME = "custom"

    def update(self, metadata: dict[str, Any]) -> None:
        """Add the links and the README to the metadata of the project."""
        address = self.config["docs"]
        parts = urlsplit(address)
        if address and not (parts.scheme == "https" and parts.netloc and address.endswith("/")):
            raise ValueError("the address of the docs starts with https:// and ends in a slash")
        text = Path(self.root, "README.md").read_text(encoding="utf-8")
        metadata["urls"] = urls(address)
        metadata["readme"] = {"content-type": "text/markdown", "text": readme(text, address)}
