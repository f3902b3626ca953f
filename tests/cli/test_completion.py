"""Shell completion."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys

import pytest

from jtai.__main__ import main
from jtai.cli.arguments import _SHELLS

BASH = shutil.which("bash")


def completed(line: str, script: str) -> list[str]:
    """Return the completions that bash offers for the last word of a line."""
    words = line.split(" ")
    program = (
        f"{script}\nCOMP_WORDS=({' '.join(map(repr, words))})\nCOMP_CWORD={len(words) - 1}\n"
        f"COMP_LINE={line!r}\nCOMP_POINT={len(line)}\n"
        "$(complete -p jtai | sed 's/.*-F \\([^ ]*\\) .*/\\1/') jtai\n"
        "printf '%s\\n' \"${COMPREPLY[@]}\"\n"
    )
    assert BASH is not None
    done = subprocess.run([BASH, "-c", program], capture_output=True, text=True, check=True)
    return done.stdout.split()


@pytest.mark.skipif(BASH is None or sys.platform == "win32", reason="there is no bash")
@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("jtai ti", ["timetable"]),
        ("jtai timetable --expl", ["--explain"]),
        ("jtai check a.xlsx --format ht", ["html"]),
        ("jtai check a.xlsx --skip gate-m", ["gate-missing"]),
        ("jtai completion fi", ["fish"]),
    ],
)
def test_bash_completes_commands_options_and_rules(
    line: str, offered: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Bash completes commands, options, formats, rules and shells."""
    assert main(["completion", "bash"]) == 0
    assert completed(line, capsys.readouterr().out) == offered


has_shtab = pytest.mark.skipif(
    sys.platform == "emscripten", reason="a browser has no shell and no shtab"
)


@has_shtab
@pytest.mark.parametrize("shell", _SHELLS)
def test_every_shell_has_a_script(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The script for each shell has the commands, rules and milestones, and completes `jtai`."""
    assert main(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert "timetable" in script
    assert "gate-missing" in script
    assert "case_selection" in script  # with --explain and --only
    assert "__main__" not in script
    assert script.endswith("\n")
    assert not script.endswith("\n\n")


@has_shtab
def test_file_names_are_completed(capsys: pytest.CaptureFixture[str]) -> None:
    """The script for zsh completes file names for options that take a file."""
    main(["completion", "zsh"])
    script = capsys.readouterr().out
    for word in ("--output", "--marked", "--milestones"):
        assert re.search(rf'"{word}\[[^"]*:_files', script)


def test_without_shtab_the_extra_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without shtab, the error names the extra to install."""
    monkeypatch.setitem(sys.modules, "shtab", None)
    assert main(["completion", "bash"]) == 2
    assert "pip install shtab (extra: completion)" in capsys.readouterr().err
