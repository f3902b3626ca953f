from __future__ import annotations

import pytest

pytest.importorskip("resource", reason="memory is measured on Linux and macOS only")
pytest.importorskip("_multiprocessing", reason="inputs run in separate processes")

from tests.fuzz_files import KINDS, main, tried


@pytest.mark.no_cover
@pytest.mark.promise("damaged files")
@pytest.mark.parametrize("kind", KINDS)
def test_odd_files_are_read_or_refused(kind: str) -> None:
    """A file with random contents is read or is refused with an error of the library."""
    assert {tried(kind, 1, number) for number in range(60)} <= {"read", "refused"}


def test_the_command_prints_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    """The command that tries random files prints one line for each kind of file."""
    assert main(["12"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("  ")[0] for line in lines] == ["input", *KINDS]
    assert all(" 2 " in line for line in lines[1:])
