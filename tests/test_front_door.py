from __future__ import annotations

import ast
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

import jtai

SOURCE = Path(jtai.__file__)
DISPLAY = """
import jtai
from datetime import date
jtai.Timetable.from_notification(date(2019, 9, 9))._repr_html_()
"""


def test_every_name_opens() -> None:
    """Each name of the front door leads to the room that it belongs to."""
    for name in jtai.__all__:
        assert getattr(jtai, name) is not None
    for room, names in jtai._ROOMS.items():
        module = importlib.import_module(f"jtai.{room}")
        for name in names:
            assert getattr(jtai, name) is getattr(module, name)
            assert name in module.__all__


def test_names_are_sorted_and_complete() -> None:
    """The front door lists its names once, and lists each name that it can open."""
    assert jtai.__all__ == sorted(jtai.__all__)
    assert {*jtai.__all__} == {*jtai._HOMES, "__version__"}
    assert {*jtai.__all__} <= {*dir(jtai)}
    assert len(jtai.__all__) <= 107


def test_type_checkers_see_the_same_names() -> None:
    """What is imported for type checkers is what is opened when the program runs."""
    tree = ast.parse(SOURCE.read_text("utf-8"))
    seen = {
        (alias.name, statement.module.removeprefix("jtai."))
        for block in tree.body
        if isinstance(block, ast.If)
        for statement in block.body
        if isinstance(statement, ast.ImportFrom) and statement.module
        for alias in statement.names
    }
    rooms = {(room, "jtai") for room in jtai._ROOMS if "." not in room}
    assert seen == {*jtai._HOMES.items(), *rooms}


def test_every_room_can_be_opened_by_name() -> None:
    """No module of the package is missing from the front door."""
    modules = {path.stem for path in SOURCE.parent.glob("*.py")} - {"__init__", "__main__"}
    assert {room for room in jtai._ROOMS if "." not in room} == {
        *modules,
        "dirt",
        "formats",
        "guidance",
        "lists",
    }
    tables = {path.stem for path in (SOURCE.parent / "guidance").glob("*.py")} - {"__init__"}
    assert {*jtai.guidance.__all__} == tables
    with pytest.raises(AttributeError, match="module 'jtai.guidance' has no attribute 'lunch'"):
        jtai.guidance.lunch  # noqa: B018
    assert jtai.formats.__getattr__("json") is importlib.import_module("jtai.formats.json")
    with pytest.raises(AttributeError, match="module 'jtai.formats' has no attribute 'lunch'"):
        jtai.formats.lunch  # noqa: B018
    assert jtai.lists.__getattr__("cells") is importlib.import_module("jtai.lists.cells")
    with pytest.raises(AttributeError, match="module 'jtai.lists' has no attribute 'lunch'"):
        jtai.lists.lunch  # noqa: B018


def test_a_room_is_opened_on_first_use() -> None:
    """A room that nobody imported yet opens when it is named."""
    assert jtai.__getattr__("dates") is importlib.import_module("jtai.dates")
    assert jtai.guidance.__getattr__("rows") is importlib.import_module("jtai.guidance.rows")


def test_rooms_open_by_name() -> None:
    """Everything else is reached by its room's name."""
    code = "import jtai; print(jtai.guidance.milestones.MILESTONES[1].key, jtai.errors.__name__)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "child_lists jtai.errors\n"


def test_an_unknown_name_is_an_attribute_error() -> None:
    """The front door has no other names."""
    with pytest.raises(AttributeError, match="module 'jtai' has no attribute 'lunch'"):
        jtai.lunch  # noqa: B018


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
