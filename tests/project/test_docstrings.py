"""Every public name shows how it is used, and says which paragraph it models."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import jtai

API = Path(__file__).parents[2] / "docs" / "reference" / "api.md"
CONSTANTS = [name for name in jtai.__all__ if name.isupper() or name == "__version__"]
OTHERS = [name for name in jtai.__all__ if name not in CONSTANTS]

# What says nothing that a paragraph could be named for.
OF_NO_PARAGRAPH = {
    *("Answer", "Contradiction", "Decision", "Reason"),  # each holds the reference it rests on
    *("Assumption", "Comparison", "Move", "Problem"),  # likewise
    *("Document", "Reference"),  # they are what names one
    "Holiday",  # an Act and proclamations set it
    "Severity",
    *("from_json", "json_schema", "plot", "to_csv", "to_html", "to_json"),  # forms
    *("to_pandas", "to_polars"),  # likewise
    *(name for name in OTHERS if name.endswith("Error") or name == "Fault"),
}
CITATION = re.compile(r"\bparas? \d|\bAnnex B\b|\bSI 2015/1792\b")


def own_docstring(name: str) -> str:
    """Give the docstring of a function, or of a class and no other."""
    value = getattr(jtai, name)
    text = vars(value).get("__doc__") if isinstance(value, type) else value.__doc__
    return inspect.cleandoc(text or "")


def docstrings(name: str) -> Iterator[str]:
    """Give the docstring of a name, for a class those of its constructors too."""
    yield own_docstring(name)
    value = getattr(jtai, name)
    if isinstance(value, type):
        for inner, member in vars(value).items():
            if isinstance(member, classmethod) and not inner.startswith("_"):
                yield member.__func__.__doc__ or ""


@pytest.mark.parametrize("name", OTHERS)
def test_every_public_name_has_an_example(name: str) -> None:
    """A class or function shows a session, which the tests run."""
    assert any(re.search(r"^ *>>> ", text, re.MULTILINE) for text in docstrings(name))


@pytest.mark.parametrize("name", CONSTANTS)
def test_every_table_has_an_example(name: str) -> None:
    """A table cannot hold an example, so that the page has one, which the tests run."""
    page = API.read_text(encoding="utf-8")
    blocks = re.findall(r"^```pycon\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    assert any(re.search(rf"^>>> .*\bjtai\.{name}\b", block, re.MULTILINE) for block in blocks)


@pytest.mark.parametrize("name", OTHERS)
def test_every_public_name_cites_what_it_models(name: str) -> None:
    """What models the guidance names its paragraphs; what models none is listed here."""
    cites = CITATION.search(own_docstring(name).partition("Examples:")[0]) is not None
    assert cites or name in OF_NO_PARAGRAPH


def test_nothing_is_excused_that_does_not_exist() -> None:
    """The list of excuses names public names only."""
    assert {*OTHERS} >= OF_NO_PARAGRAPH


def test_every_section_leads_to_its_paragraphs() -> None:
    """Each section of the API page about the guidance links to where its paragraphs are told."""
    page = API.read_text(encoding="utf-8")
    sections = re.split(r"^## ", page, flags=re.MULTILINE)[1:]
    beside = {"JSON", "Errors", "Version", "Fictitious lists"}
    for section in sections:
        title = section.partition("\n")[0]
        leads = "conformance.md#" in section or "coverage.md#" in section
        assert leads or title in beside, title
