from __future__ import annotations

import ast
import importlib
import os
import pickle
import re
import runpy
import subprocess
import sys
import tomllib
import zipfile
from datetime import date
from pathlib import Path
from pydoc import render_doc
from types import FunctionType, ModuleType
from typing import Any

import pytest

import jtai
from jtai.core import lazy
from jtai.core.records import Record

ROOT = Path(__file__).parents[2]
PACKAGES = [
    jtai,
    *(value for name in dir(jtai) if isinstance(value := getattr(jtai, name), ModuleType)),
    importlib.import_module("jtai.guidance.wording"),
]
EACH_PACKAGE = pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.__name__)
DISPLAY = """
import jtai
from datetime import date
jtai.Timetable.from_notification(date(2019, 9, 9))._repr_html_()
"""


@EACH_PACKAGE
def test_every_public_name_can_be_imported(package: ModuleType) -> None:
    """Every name in `__all__` can be imported, and `dir` shows only these names."""
    assert all(getattr(package, name) is not None for name in package.__all__)
    if package is not jtai.errors:
        assert dir(package) == sorted(package.__all__)


def test_tables_of_public_names_are_up_to_date() -> None:
    """The tables that `.ci/public_names.py` writes are up to date."""
    script = runpy.run_path(str(ROOT / ".ci" / "public_names.py"))
    for path in (ROOT / "jtai").rglob("__init__.py"):
        source = path.read_text("utf-8")
        assert script["rewritten"](source) == source, path


LAYERS = {
    contract["containers"][0]: re.findall(r"\w+", " ".join(reversed(contract["layers"])))
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"][
        "importlinter"
    ]["contracts"]
    if "containers" in contract
}


@pytest.mark.parametrize(
    "package", [package for package in PACKAGES if package not in {jtai, jtai.errors}], ids=str
)
def test_each_package_names_its_modules_in_the_order_of_import(package: ModuleType) -> None:
    """A package's docstring lists its modules in the order that import-linter checks."""
    order = (package.__doc__ or "").partition("those before it: ")[2].partition(".\n")[0]
    assert re.findall(r"`(\w+)`", order) == LAYERS[package.__name__]


def test_the_typing_test_constructs_every_public_model() -> None:
    """The typing test, which mypy and pyright check, constructs every public model."""
    tree = ast.parse((ROOT / "tests/typing/public_api.py").read_text(encoding="utf-8"))
    called = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    constructed = {name.rpartition(".")[2] for name in called}
    public = [getattr(package, name) for package in PACKAGES for name in package.__all__]
    models = {
        value.__name__ for value in public if isinstance(value, type) and issubclass(value, Record)
    }
    assert len(models) > 15
    assert models <= constructed


def test_the_top_level_has_at_most_70_names() -> None:
    """The top level has at most 70 names."""
    assert len(dir(jtai)) <= 70


@EACH_PACKAGE
def test_an_unknown_name_is_an_attribute_error(package: ModuleType) -> None:
    """An unknown name of a package raises an AttributeError that names both."""
    with pytest.raises(AttributeError, match=f"module '{package.__name__}' has no attribute 'x'"):
        getattr(package, "x")  # noqa: B009


def test_packages_can_be_used_after_one_import() -> None:
    """Packages and their names can be used after `import jtai` alone."""
    code = "import jtai; print(jtai.guidance.wording.Wording.__name__, jtai.errors.__name__)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "Wording jtai.errors\n"


ZIPPED = """
import jtai
from datetime import date
print(jtai.__file__)
print(jtai.Timetable.from_notification(date(2019, 9, 9))["child_lists"].date, dir(jtai))
print(*(getattr(jtai, name) is not None for name in dir(jtai)))
"""


def test_the_package_works_from_a_zip_file(tmp_path: Path) -> None:
    """The library can be imported from a zip file, and every public name works."""
    archive = tmp_path / "jtai.zip"
    with zipfile.ZipFile(archive, "w") as files:
        for path in (ROOT / "jtai").rglob("*.py"):
            files.write(path, path.relative_to(ROOT))
    done = subprocess.run(
        [sys.executable, "-c", ZIPPED],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(archive)},
    )
    where, works, every = done.stdout.splitlines()
    assert where == str(archive / "jtai" / "__init__.py")
    lists = jtai.Timetable.from_notification(date(2019, 9, 9))["child_lists"]
    assert works == f"{lists.date} {dir(jtai)}"
    assert {*every.split()} == {"True"}


def test_help_shows_the_public_names() -> None:
    """`help(jtai)` shows every public class and function, although they are imported lazily."""
    code = "import jtai, pydoc; print(pydoc.plain(pydoc.render_doc(jtai)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    for name in dir(jtai):
        value = getattr(jtai, name)
        if isinstance(value, type | FunctionType):
            kind = "class " if isinstance(value, type) else ""
            assert re.search(rf"^    {kind}{name}\(", done.stdout, re.MULTILINE), name


def test_help_does_not_show_the_contents_of_defaults() -> None:
    """In the help of functions and classes, no default argument fills a screen."""
    helped = [one for name in dir(jtai) if callable(one := getattr(jtai, name))]
    lines = "\n".join(map(render_doc, helped)).splitlines()
    assert max(map(len, lines)) < 24 * 80


@pytest.mark.needs("IPython")
def test_notebooks_complete_the_public_names() -> None:
    """In IPython, completing `jtai.` offers exactly the public names."""
    # Imported here, as IPython is slow to import. It has no types for these.
    completer: Any = importlib.import_module("IPython.core.completer").Completer
    completed = completer(namespace={"jtai": jtai}).attr_matches("jtai.")
    names = {name.rpartition(".")[2] for name in completed}
    assert {name for name in names if not name.startswith("_")} == {*dir(jtai)} - {"__version__"}


def test_public_values_survive_pickling_by_name() -> None:
    """A public class can be pickled and unpickled."""
    assert pickle.loads(pickle.dumps(jtai.Timetable)) is jtai.Timetable  # noqa: S301


@pytest.mark.promise("packages")
@pytest.mark.parametrize(
    ("code", "absent"),
    [
        ("import jtai", ["attrs", "cattrs", "dateutil", "holidays", "zoneinfo"]),
        ("import jtai; jtai.to_json", ["cattrs", "holidays", "pydantic", "pydantic_core"]),
        ("import jtai; jtai.Timetable", ["holidays", "argparse", "csv", "pathlib"]),
        (DISPLAY, ["numpy", "pandas", "matplotlib", "argparse"]),
    ],
)
def test_importing_loads_no_slow_modules(code: str, absent: list[str]) -> None:
    """Imports and simple uses do not import slow modules that they do not need."""
    # Modules that Python itself imports at its start do not count.
    code = f"import sys; before = {{*sys.modules}}\n{code}\nprint(*({{*sys.modules}} - before))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {*absent} & {*done.stdout.split()}


@pytest.mark.parametrize("seed", ["0", "1", "2"])
def test_answers_do_not_depend_on_the_hash_seed(seed: str) -> None:
    """Results do not depend on the hash seed."""
    code = (
        "from datetime import date\n"
        "import jtai, hashlib\n"
        "c = jtai.WorkingCalendar.england().without({date(2022, 9, 19), date(2022, 6, 3)})\n"
        "t = jtai.Timetable.from_notification(date(2022, 9, 5), calendar=c)\n"
        "text = f'{t}{t.explain()}{t.calendar.version}{jtai.plan_year(2027)}{t._repr_html_()}'\n"
        "print(hashlib.sha256(text.encode()).hexdigest())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONHASHSEED": seed},
    )
    reference = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONHASHSEED": "99"},
    )
    assert done.stdout == reference.stdout


def test_a_subpackage_is_imported_when_it_is_named() -> None:
    """A lazily imported public name can be a package."""
    find, _, _ = lazy.attach("jtai", {"guidance": "jtai"})
    assert find("guidance") is importlib.import_module("jtai.guidance")
