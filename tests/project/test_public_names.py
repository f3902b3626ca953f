from __future__ import annotations

import importlib
import pickle
import runpy
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import jtai

ROOT = Path(__file__).parents[2]
PACKAGES = [
    jtai,
    *(value for name in jtai.__all__ if isinstance(value := getattr(jtai, name), ModuleType)),
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
    """Each name of `__all__` exists, and `dir` shows those names and no others."""
    assert all(getattr(package, name) is not None for name in package.__all__)
    if package is not jtai.errors:
        assert dir(package) == sorted(package.__all__)


def test_tables_of_public_names_are_up_to_date() -> None:
    """What packages declare for type checkers is what they import when a program runs."""
    script = runpy.run_path(str(ROOT / ".ci" / "public_names.py"))
    for path in (ROOT / "jtai").rglob("__init__.py"):
        source = path.read_text("utf-8")
        assert script["rewritten"](source) == source, path


def test_the_top_level_is_small() -> None:
    """What most programs need is about sixty names; the packages have the rest."""
    assert len(jtai.__all__) <= 70


@EACH_PACKAGE
def test_an_unknown_name_is_an_attribute_error(package: ModuleType) -> None:
    """A package has no other names."""
    with pytest.raises(AttributeError, match=f"module '{package.__name__}' has no attribute 'x'"):
        getattr(package, "x")  # noqa: B009


def test_packages_are_reached_by_name() -> None:
    """What the top level does not have is reached through its package."""
    code = "import jtai; print(jtai.guidance.MILESTONES[1].key, jtai.errors.__name__)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "child_lists jtai.errors\n"


def test_public_values_survive_pickling_by_name() -> None:
    """A class is pickled by the place that defines it."""
    assert pickle.loads(pickle.dumps(jtai.Timetable)) is jtai.Timetable


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
def test_importing_brings_nothing_heavy(code: str, absent: list[str]) -> None:
    """Rooms open when first needed, and the bank-holiday data when first asked for."""
    # What the start of Python itself brings in is another's.
    code = f"import sys; before = {{*sys.modules}}\n{code}\nprint(*({{*sys.modules}} - before))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {*absent} & {*done.stdout.split()}


@pytest.mark.parametrize("seed", ["0", "1", "2"])
def test_answers_do_not_depend_on_the_hash_seed(seed: str) -> None:
    """Everything printed is the same under any hash seed."""
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
