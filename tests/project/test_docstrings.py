"""Public names are documented with an example and the paragraph that they model."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import jtai

PAGES = sorted((Path(__file__).parents[2] / "docs" / "reference" / "api").glob("*.md"))
CONSTANTS = [name for name in dir(jtai) if name.isupper() or name == "__version__"]
PACKAGES = [name for name in dir(jtai) if isinstance(getattr(jtai, name), ModuleType)]
OTHERS = [name for name in dir(jtai) if name not in (*CONSTANTS, *PACKAGES)]

# Public names that do not model a paragraph.
OF_NO_PARAGRAPH = {
    *("Answer", "Decision", "Problem"),  # each has a `reference`
    "Progress",
    "Reference",  # it cites a paragraph
    "Severity",
    *("from_json", "json_schema", "plot", "to_csv", "to_html", "to_json"),  # formats
    *("to_pandas", "to_polars"),  # likewise
    *(name for name in OTHERS if name.endswith("Error")),
}
CITATION = re.compile(r"\bparas? \d|\bAnnex B\b|\bSI 2015/1792\b")


def own_docstring(name: str) -> str:
    """Return the docstring of a function or class, without inheriting one."""
    value = getattr(jtai, name)
    text = vars(value).get("__doc__") if isinstance(value, type) else value.__doc__
    return inspect.cleandoc(text or "")


def docstrings(name: str) -> Iterator[str]:
    """Yield the docstring of a name, and for a class those of its constructors too."""
    yield own_docstring(name)
    value = getattr(jtai, name)
    if isinstance(value, type):
        for inner, member in vars(value).items():
            if isinstance(member, classmethod) and not inner.startswith("_"):
                yield member.__func__.__doc__ or ""


@pytest.mark.parametrize("name", OTHERS)
def test_every_public_name_has_an_example(name: str) -> None:
    """The docstring of each public class or function has an example, which the tests run."""
    assert any(re.search(r"^ *>>> ", text, re.MULTILINE) for text in docstrings(name))


@pytest.mark.parametrize("name", CONSTANTS)
def test_every_table_has_an_example(name: str) -> None:
    """Each public constant is used in an example on the API pages, which the tests run."""
    page = "".join(path.read_text(encoding="utf-8") for path in PAGES)
    blocks = re.findall(r"^```pycon\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    assert any(re.search(rf"^>>> .*\bjtai\.{name}\b", block, re.MULTILINE) for block in blocks)


@pytest.mark.parametrize("name", OTHERS)
def test_every_public_name_cites_its_source(name: str) -> None:
    """The docstring of each public name cites its source, unless the name is excepted above."""
    cites = CITATION.search(own_docstring(name).partition("Examples:")[0]) is not None
    assert cites or name in OF_NO_PARAGRAPH


@pytest.mark.parametrize("package", PACKAGES)
def test_every_public_class_and_function_of_a_package_has_a_docstring(package: str) -> None:
    """Every public class and function of a package has a docstring."""
    module = getattr(jtai, package)
    for name in module.__all__:
        value = getattr(module, name)
        if inspect.isclass(value) or inspect.isfunction(value):
            assert vars(value).get("__doc__") if inspect.isclass(value) else value.__doc__, name


def test_only_existing_names_are_excepted() -> None:
    """Only existing public names are excepted from citing a source."""
    assert {*OTHERS} >= OF_NO_PARAGRAPH


def test_every_section_links_to_its_paragraphs() -> None:
    """Each section of the API pages links to the conformance or coverage page, unless excepted."""
    beside = {"JSON", "Errors", "Version", "Frozen programs", "Synthetic lists", "Defects"}
    beside |= {"Answers and decisions", "Other programs", "Progress"}
    for path in PAGES:
        for section in re.split(r"^## ", path.read_text("utf-8"), flags=re.MULTILINE)[1:]:
            title = section.partition("\n")[0]
            leads = "conformance.md#" in section or "coverage.md#" in section
            assert leads or title in beside, title
