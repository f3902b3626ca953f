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
    ("old", "new"),
    [
        ("MEMORY = 2**30", "MEMORY = 2**20"),
        ("(SECONDS, SECONDS))", "(0, 0))\n    while True: pass"),
        ("book = read_workbook(", "raise SystemError('Canary')\n        book = read_workbook("),
    ],
)
def test_a_file_that_takes_too_much_ends_its_own_process(
    tmp_path: Path, old: str, new: str
) -> None:
    """A process that exceeds its memory or time, or crashes, raises the same error."""
    assert refusal(tmp_path, old, new) == "reading the file took too much memory or time"


def test_a_file_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    """A process that does not end in time is stopped and reported."""
    assert refusal(tmp_path, "SECONDS = 60", "SECONDS = 0.005") == "reading the file took too long"
