"""The links of the package's metadata lead into the docs, wherever these are served."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Final

import pytest
from hatchling.metadata.core import ProjectMetadata
from hatchling.plugin.manager import PluginManager
from project_links import PAGES, readme

ROOT = Path(__file__).parents[2]
ADDRESS: Final = "https://docs.example/jtai/"
NEEDED: Final = (
    *("pyproject.toml", "README.md", "LICENSE", "NOTICE"),
    *(".ci/project_links.py", "jtai/__init__.py"),
)


def metadata(folder: Path, address: str) -> ProjectMetadata[PluginManager]:
    """Give the metadata as the build would, with an address in `pyproject.toml`."""
    for name in NEEDED:
        (folder / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    project = folder / "pyproject.toml"
    lines = project.read_text(encoding="utf-8")
    changed, number = re.subn(r'(?m)^docs = ".*"$', f'docs = "{address}"', lines)
    assert number == 1
    project.write_text(changed, encoding="utf-8")
    return ProjectMetadata(str(folder), PluginManager())


def source_of(url: str) -> Path:
    """Give the page of the docs from which an address is built."""
    page = url.removeprefix(ADDRESS)
    assert page != url
    return ROOT / "docs" / page.replace(".html", ".md")


def test_every_link_of_the_metadata_is_a_page_of_the_docs(tmp_path: Path) -> None:
    """With an address, what an index shows beside the package leads to its docs."""
    links = metadata(tmp_path, ADDRESS).core.urls
    assert [*links] == [*PAGES]
    for url in links.values():
        assert source_of(url).is_file()


def test_every_link_of_the_description_is_a_page_of_the_docs(tmp_path: Path) -> None:
    """A page of an index has none of the files that the README's links name in a clone."""
    text = metadata(tmp_path, ADDRESS).core.readme
    links = re.findall(r"\]\(([^)\s]+)\)", text)
    own = [link for link in links if link.startswith(ADDRESS)]
    assert len(own) > len(PAGES)
    for url in own:
        assert source_of(url.partition("#")[0]).is_file()
    others = {link for link in links if not link.startswith(ADDRESS)}
    assert others
    assert all(link.startswith("https://www.nationalarchives.gov.uk/") for link in others)


def test_without_an_address_nothing_is_made_up(tmp_path: Path) -> None:
    """The metadata names no page, and of the README's links to files the words stay."""
    made = metadata(tmp_path, "")
    assert made.core.urls == {}
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"\]\((?!https://)", text)
    assert not re.findall(r"\]\((?!https://)", made.core.readme)
    assert re.findall(r"\]\(https://", made.core.readme) == re.findall(r"\]\(https://", text)
    assert readme("see [a `b`](docs/c.md#d), [e](https://f.example/)", "") == (
        "see a `b`, [e](https://f.example/)"
    )
    assert made.core.readme_content_type == "text/markdown"


@pytest.mark.parametrize(
    "address",
    ["docs.example/", "http://docs.example/", "https://docs.example", "https:///jtai/", "docs/"],
)
def test_an_address_that_is_none_stops_the_build(tmp_path: Path, address: str) -> None:
    """A link that is put together from it would lead nowhere, or be read on the way."""
    with pytest.raises(ValueError, match="starts with https:// and ends in a slash"):
        _ = metadata(tmp_path, address).core.urls


def test_a_link_to_a_file_without_a_page_stops_the_build() -> None:
    """It would be dead on the index."""
    with pytest.raises(ValueError, match=r"links to pyproject\.toml, which has no page"):
        readme("See [it](pyproject.toml).", ADDRESS)


def test_anchors_stay() -> None:
    """A link may name a place on a page."""
    text = "[a](docs/how-to/cohort.md#some-place) and [b](https://other.example/docs/c.md)"
    assert readme(text, ADDRESS) == (
        f"[a]({ADDRESS}how-to/cohort.html#some-place) and [b](https://other.example/docs/c.md)"
    )
