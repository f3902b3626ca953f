"""Output and errors of the command line, including output that cannot be written."""

from __future__ import annotations

import errno
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from jtai import __main__ as program
from jtai.__main__ import main
from jtai.cli import console
from jtai.cli.console import in_options, one_line, program_name, progress, width_of
from jtai.errors import Fault, JtaiError, TargetError
from tests.little_time import little_time

FULL = Path("/dev/full")
needs_full_disk = pytest.mark.skipif(not FULL.exists(), reason="the system has no /dev/full")


class Terminal(io.StringIO):
    """A stream that is a terminal."""

    def isatty(self) -> bool:
        """Return True, because this is a terminal."""
        return True

    def fileno(self) -> int:
        """Return a file descriptor, for which tests set the size of the terminal."""
        return 77


def run(
    *words: str, stdout: int | None = None, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run the command line in a separate process."""
    return subprocess.run(
        [sys.executable, "-m", "jtai", *words],
        stdout=subprocess.PIPE if stdout is None else stdout,
        stderr=subprocess.PIPE,
        check=False,
        text=True,
        encoding="latin-1",
        env={**os.environ, **variables},
    )


@needs_full_disk
@pytest.mark.parametrize(
    "words",
    [
        ("timetable", "2019-09-09"),
        ("timetable", "2019-09-09", "--format", "csv"),
        ("plan", "2027"),
        ("--help",),
        ("--version",),
    ],
)
def test_a_full_disk_is_reported_in_one_line(words: tuple[str, ...]) -> None:
    """If the output cannot be written, the exit status is 2 and the error is one line."""
    with FULL.open("wb") as full:
        ended = run(*words, stdout=full.fileno())
    assert ended.returncode == 2
    assert ended.stderr == "cannot write to standard output: no space left on device\n"


@needs_full_disk
def test_an_error_that_cannot_be_written_keeps_its_status() -> None:
    """The exit status is 2 even if the error message cannot be written."""
    with FULL.open("wb") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "jtai", "plan", "1999"], stderr=full, check=False
        )
    assert ended.returncode == 2


def test_a_closed_standard_output_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """If standard output is closed, the error suggests `--output`."""
    monkeypatch.setattr(sys, "stdout", None)
    assert main(["plan", "2027"]) == 2
    assert capsys.readouterr().err == "standard output is closed; write to a file with --output\n"


def test_without_standard_error_nothing_is_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """If standard error is closed, errors are not printed to standard output instead."""
    monkeypatch.setattr(sys, "stderr", None)
    assert main(["plan", "1999"]) == 2
    assert capsys.readouterr().out == ""


class Failing(io.StringIO):
    """A stream that raises an error when it is written to."""

    def __init__(self, error: OSError, descriptor: int | None = None) -> None:
        super().__init__()
        self.error = error
        self.descriptor = descriptor

    def write(self, _: str, /) -> int:
        """Raise the error."""
        raise self.error

    def fileno(self) -> int:
        """Return the file descriptor, if one was set."""
        if self.descriptor is None:
            return super().fileno()
        return self.descriptor


@pytest.mark.parametrize(
    ("error", "system", "is_quiet"),
    [
        (BrokenPipeError(), "posix", True),
        (OSError(errno.EINVAL, "Invalid argument"), "nt", True),
        (OSError(errno.EINVAL, "Invalid argument"), "posix", False),
        (OSError(errno.EIO, "Input/output error"), "nt", False),
    ],
)
def test_only_a_closed_pipe_is_not_an_error(
    error: OSError, system: str, *, is_quiet: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A closed pipe is not an error, including EINVAL on Windows; other failed writes are."""
    monkeypatch.setattr(sys, "stdout", Failing(error))
    monkeypatch.setattr(os, "name", system)
    if is_quiet:
        console.write_output("text")
        return
    with pytest.raises(TargetError, match=f"standard output: {str(error.strerror).lower()}"):
        console.write_output("text")


def test_output_after_a_closed_pipe_is_discarded(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """After a pipe is closed, later output to its file descriptor is discarded."""
    with (tmp_path / "out").open("wb") as out:
        monkeypatch.setattr(sys, "stdout", Failing(BrokenPipeError(), out.fileno()))
        assert main(["plan", "2027"]) == 0
        out.write(b"late words")
    assert (tmp_path / "out").read_bytes() == b""


def test_ctrl_c_is_reported_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ctrl-C prints "interrupted" and exits with 130."""

    def interrupted(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(program, "_make", interrupted)
    assert main(["plan", "2027"]) == 130
    assert capsys.readouterr() == ("", "interrupted\n")


@pytest.mark.skipif(os.name == "nt", reason="Windows has other signals")
def test_ctrl_c_in_a_long_check_writes_nothing(tmp_path: Path) -> None:
    """Ctrl-C during a check exits with 130 and leaves no partly written file."""
    lists = tmp_path / "List_7.csv"
    rows = "".join(f"SYN-{at},01/05/2007,12\n" for at in range(100_000))
    lists.write_text(f"Child Unique ID,Date of Birth,Age\n{rows}", encoding="utf-8")
    words = ["check", str(lists), "--as-of", "2019-09-09", "--marked", str(tmp_path / "a.xlsx")]
    code = (
        "import os, signal, sys, threading\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell may ignore it\n"
        "from jtai.__main__ import main\n"
        "import jtai.lists.checking\n"
        "threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGINT)).start()\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, "", "interrupted\n")
    assert [path.name for path in tmp_path.iterdir()] == ["List_7.csv"]


def test_an_unexpected_system_error_is_reported_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An unexpected OSError is printed in one line, without the path."""

    def refused(_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", "/home/SECRET/lists.xlsx")

    monkeypatch.setattr(program, "_make", refused)
    assert main(["plan", "2027"]) == 2
    assert capsys.readouterr().err == "permission denied\n"


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "cp437", "utf-8"])
def test_characters_that_the_console_lacks_cause_no_traceback(
    encoding: str, tmp_path: Path
) -> None:
    """Characters that the encoding of the console lacks do not cause a traceback."""
    (tmp_path / "List_7.csv").write_text("Child Unique ID,Age\nSYN-01,12\n", encoding="utf-8")
    for words, status in (
        (("plan", "2027", "--school-holiday", "P\u0101ques \u2192=2027-03-29/2027-04-09"), 0),
        (("check", str(tmp_path / "List_7.csv"), "--as-of", "2019-09-09", "--all"), 1),
        (("check", str(tmp_path / "List_7.csv"), "--as-of", "2019-09-09", "--skip", "\u0101"), 2),
    ):
        ended = run(*words, PYTHONIOENCODING=f"{encoding}:strict", PYTHONUTF8="0")
        assert ended.returncode == status, ended.stderr
        assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    ("called", "name"),
    [("/x/jtai/__main__.py", "python -m jtai"), ("/bin/jtai", "jtai"), ("", "jtai")],
)
def test_help_uses_the_name_of_the_program_as_started(
    called: str, name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Help uses the name by which the program was started: `jtai` or `python -m jtai`."""
    monkeypatch.setattr(sys, "argv", [called])
    assert program_name() == name
    with pytest.raises(SystemExit):
        main(["plan", "--help"])
    shown = capsys.readouterr().out
    assert shown.startswith(f"usage: {name} plan [-h]")
    assert shown.endswith(f"Example: {name} plan 2027\n")


@pytest.mark.parametrize(
    ("columns", "terminal", "width"),
    [
        ("", 100, 100),
        ("60", 100, 60),
        ("1", 100, 20),
        ("0", 100, 100),
        ("-5", 100, 100),
        ("wide", 100, 100),
        ("", 0, 80),
        ("", 3, 20),
    ],
)
def test_the_width_is_that_of_the_terminal(
    columns: str, terminal: int, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The width is COLUMNS, or the terminal's, or 80 if neither is known, and at least 20."""
    sizes = {77: os.terminal_size((terminal, 24))}
    with monkeypatch.context() as patch:  # pytest -v asks for the width before the test's teardown
        patch.setenv("COLUMNS", columns)
        patch.setattr(os, "get_terminal_size", sizes.__getitem__)
        assert width_of(Terminal()) == width


def test_a_pipe_or_file_has_80_columns() -> None:
    """Output that is not a terminal is 80 columns wide."""
    assert width_of(io.StringIO()) == width_of(None) == 80


def test_an_error_wraps_on_a_terminal_only(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An error is wrapped between words on a terminal, and is one line elsewhere."""
    words = ["timetable", "2019-09-10"]
    assert main(words) == 2
    line = capsys.readouterr().err
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("COLUMNS", "60")
    assert main(words) == 2
    lines = terminal.getvalue().splitlines()
    assert len(lines) > 3
    assert max(map(len, lines)) <= 60
    assert " ".join(each.strip() for each in lines) == line.strip()
    assert all(each.startswith("  ") for each in lines[1:])


@pytest.mark.parametrize(
    ("fault", "line"),
    [
        (Fault(message="bad", where="notification"), "DATE: bad"),
        (Fault(message="bad", where="year", expected="2012"), "YEAR: bad; expected 2012"),
        (Fault(message="bad", where="closures"), "--closure: bad"),
        (
            Fault(message="bad", where="school_holidays['Half term']"),
            "--school-holiday Half term: bad",
        ),
        (Fault(message="bad", where="a.csv", remedy="x=True (--x) allows it"), "a.csv: bad; --x"),
        (Fault(message="bad"), "bad"),
    ],
)
def test_errors_name_command_line_options(fault: Fault, line: str) -> None:
    """Errors name the option or argument of the command line, not the Python parameter."""
    assert in_options(fault).startswith(line)
    assert "True" not in in_options(fault)


def test_a_long_argument_is_refused_in_linear_time() -> None:
    """The time to prepare an error grows in proportion to the argument that it repeats."""
    fault = Fault(message="bad", where="x" * 100_000)
    with little_time():
        assert in_options(fault).endswith(": bad")


def test_several_errors_are_joined_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Several errors are joined in one line, with control characters escaped."""

    def refused(_: object) -> None:
        raise JtaiError([Fault(message="a\nb"), Fault(message="c", where="stamp")])

    monkeypatch.setattr(program, "_make", refused)
    assert main(["plan", "2027"]) == 2
    assert capsys.readouterr().err == "a\\nb; --stamp: c\n"
    assert one_line("\x1b[2J\u202e\ud800 \u2019") == "\\x1b[2J\\u202e\\ud800 \u2019"


def test_progress_is_cleared_whatever_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    """Progress is cut to the width of the terminal, and cleared even after an error."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("COLUMNS", "20")

    def work() -> None:
        with progress() as shown:
            shown.show("reading a file with a long name")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        work()
    assert terminal.getvalue() == "\r\x1b[Kreading a file with\r\x1b[K"


def test_progress_is_not_shown_in_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    """Progress is not shown in a pipe or without standard error."""
    for stream in (io.StringIO(), None):
        monkeypatch.setattr(sys, "stderr", stream)
        with progress() as shown:
            shown.show("reading")
        assert stream is None or stream.getvalue() == ""


@pytest.mark.parametrize("content", ["a\x1b[2J\n", b"a\x1b[2J\r\n"])
def test_escape_sequences_are_escaped_on_a_terminal(
    content: str | bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Escape sequences in output are escaped on a terminal, and unchanged in a pipe."""
    stream: io.StringIO = Terminal()
    monkeypatch.setattr(sys, "stdout", stream)
    console.write_output(content)
    assert stream.getvalue().rstrip() == "a\\u001b[2J"
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stdout", stream)
    console.write_output(content)
    assert stream.getvalue().rstrip() == "a\x1b[2J"


def test_progress_that_cannot_be_written_does_not_stop_the_work(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """If progress cannot be written, the command continues."""
    stream = Failing(OSError(errno.EIO, "Input/output error"))
    monkeypatch.setattr(stream, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stderr", stream)
    with progress() as shown:
        shown.show("reading")
