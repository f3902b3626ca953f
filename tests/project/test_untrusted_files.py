from __future__ import annotations

import datetime as dt
import runpy
from pathlib import Path

import pytest

from tests.formats.books import book, one_row, text_cell
from tests.project.test_examples import EXAMPLES

AS_OF = dt.date(2019, 9, 9)
WORKBOOK = book(one_row(text_cell("A1", "Child Unique ID")))
pytest.importorskip("resource", reason="a process can be limited on Linux and macOS only")


def refusal(folder: Path, old: str, new: str) -> str:
    """Change one line of the example, and return its error about a valid workbook."""
    text = (EXAMPLES / "untrusted_files.py").read_text(encoding="utf-8")
    assert old in text
    path = folder / "untrusted_files.py"
    path.write_text(text.replace(old, new), encoding="utf-8")
    example = runpy.run_path(str(path))
    with pytest.raises(example["RefusedError"]) as caught:
        example["checked"](WORKBOOK, as_of=AS_OF)
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
    return str(caught.value)


@pytest.mark.promise("exhaustion")
@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("MEMORY = 2**30", "MEMORY = 2**20", "reading the file took too much memory"),
        (
            "(SECONDS, SECONDS))",
            "(0, 0))\n    while True: pass",
            "the system stopped the process that read the file",
        ),
        (
            "book = read_workbook(",
            "raise SystemError('Canary')\n        book = read_workbook(",
            "the file was not checked because of an error in the program",
        ),
    ],
    ids=["memory", "time", "crash"],
)
def test_a_process_that_ends_early_is_reported(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    """The error says if a process was out of memory, was stopped or crashed, and no more."""
    assert refusal(tmp_path, old, new) == said


def test_a_process_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    """A process that does not end in time is stopped and reported."""
    assert refusal(tmp_path, "SECONDS = 60", "SECONDS = 0.005") == "reading the file took too long"
