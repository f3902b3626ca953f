"""Writes that are interrupted at each system call for which Python raises an audit event."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

import jtai
from jtai.__main__ import main
from jtai.errors import JtaiError
from jtai.formats.writing import atomic_files
from jtai.formats.writing.atomic_files import WORKSPACE, write_file, write_folder


class Interruptions:
    """Runs an action at one of the calls that open, move, copy or remove a file."""

    def __init__(self) -> None:
        self.events: tuple[str, ...] = ()
        self.left, self.action = 0, stopped
        sys.addaudithook(self._heard)

    def at(self, number: int, action: Callable[[], None]) -> None:
        """Run the action before the call with this number."""
        self.left, self.action = number, action

    def _heard(self, event: str, _: tuple[object, ...]) -> None:
        if self.left and event.startswith(self.events):
            self.left -= 1
            if not self.left:
                self.action()


def text_file(name: str, path: Path) -> None:
    def write(new: Path, _: Path) -> None:
        new.write_text(name, encoding="utf-8")

    write_file(path, write, overwrite=True)


def text_files(name: str, path: Path) -> None:
    def write(new: Path) -> None:
        new.write_text(name, encoding="utf-8")

    write_folder(path, [(f"{file}.csv", write) for file in "abc"], overwrite=True)


def lists(name: str, path: Path) -> None:
    rows = {number: [{"child_id": name}] for number in (1, 3, 4, 5, 6, 7, 8)}
    jtai.write_lists(jtai.Submission.from_rows(rows), path, overwrite=True)


def template(name: str, path: Path) -> None:
    if name == "OLD":
        lists(name, path)
    else:
        jtai.write_template(path, overwrite=True)


def marked(name: str, path: Path) -> None:
    submission = jtai.Submission.from_rows({6: [{"child_id": name}]})
    report = submission.check(as_of=date(2019, 9, 9))
    jtai.write_marked(submission, report, path, overwrite=True)


def paper(name: str, path: Path) -> None:
    day = date(2019, 9, 9 if name == "OLD" else 16)
    jtai.write_timetable(jtai.Timetable.from_notification(day), path, overwrite=True)


def command(name: str, path: Path) -> None:
    words = ["timetable", "2019-09-09" if name == "OLD" else "2019-09-16"]
    if path.suffix == ".ics":
        words += ["--key", "Anytown 2019", "--stamp", "2019-09-09T09:00:00+01:00"]
    if main([*words, "--output", str(path), "--overwrite"]):
        raise KeyboardInterrupt  # which the command line turns into an exit status


WRITERS: dict[str, Callable[[str, Path], None]] = {
    "lists.xlsx": lists,
    "lists": lists,
    "template.xlsx": template,
    "template": template,
    "marked.xlsx": marked,
    "paper.xlsx": paper,
    "dates.ics": command,
    "dates.html": command,
    "dates.json": command,
}


def contents(path: Path) -> dict[str, bytes]:
    """Return the files at a path or in a folder, without the workspace of a write."""
    files = [path] if path.is_file() else sorted(path.iterdir()) if path.is_dir() else []
    return {file.name: file.read_bytes() for file in files if not file.name.startswith(".jtai-")}


def leftovers(path: Path) -> list[str]:
    return [entry.name for entry in path.parent.rglob("*") if ".jtai-" in str(entry)]


@pytest.fixture(scope="module")
def interruptions() -> Interruptions:
    return Interruptions()


def stopped() -> None:
    raise KeyboardInterrupt


def full() -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def open_elsewhere() -> None:
    raise PermissionError(errno.EACCES, "Permission denied")


def without_memory() -> None:
    raise MemoryError


def interrupt_each_call(
    write: Callable[[str, Path], None],
    target: Path,
    *,
    before: str,
    action: Callable[[], None],
    interruptions: Interruptions,
) -> None:
    """Interrupt a write at its first call, then (in another folder) at its second, and so on."""
    top, name = target.parent, target.name
    old, new = top / "old" / name, top / "new" / name
    for text, path in (("OLD", old), ("NEW", new)):
        path.parent.mkdir()
        write(text, path)
    expected = [contents(old) if before == "old" else {}, contents(new)]
    number, reached = 0, True
    while reached:
        number += 1
        path = top / str(number) / name
        path.parent.mkdir()
        if before == "old":
            write("OLD", path)
        interruptions.at(number, action)
        with suppress(JtaiError, KeyboardInterrupt, MemoryError):
            write("NEW", path)
        reached, interruptions.left = interruptions.left == 0, 0
        assert contents(path) in expected
        write("NEW", path)
        assert contents(path) == expected[1]
        assert not leftovers(path)
    assert number > 3


@pytest.mark.promise("written files")
@pytest.mark.parametrize("before", ["old", "nothing"])
@pytest.mark.parametrize("action", [stopped, full, open_elsewhere, without_memory])
@pytest.mark.parametrize("write", [text_file, text_files])
def test_an_interrupted_write_leaves_all_old_or_all_new(
    write: Callable[[str, Path], None],
    action: Callable[[], None],
    before: str,
    tmp_path: Path,
    interruptions: Interruptions,
) -> None:
    """After Ctrl-C or an error at any call, either all files are old or all are new."""
    interruptions.events = ("open", "os.", "shutil.")
    interrupt_each_call(
        write, tmp_path / "target", before=before, action=action, interruptions=interruptions
    )


def raised_at_line(number: int, error: type[BaseException], write: Callable[[], None]) -> bool:
    """Raise an error at a line of the module, counted as they run; return whether it is reached."""
    count = 0

    def trace(frame: FrameType, event: str, _: object) -> Any:
        nonlocal count
        if frame.f_code.co_filename != atomic_files.__file__:
            return None
        count += event != "call"
        if count == number:
            sys.settrace(None)
            raise error
        return trace

    def traced() -> None:
        sys.settrace(trace)
        with suppress(error, JtaiError):
            write()

    # In another thread, because an error from a trace stays the context of later ones.
    with ThreadPoolExecutor(max_workers=1) as thread:
        thread.submit(traced).result()
    return count >= number


@pytest.mark.skipif(sys.platform == "emscripten", reason="a browser has no threads")
@pytest.mark.no_cover  # as only one trace can run
@pytest.mark.promise("written files")
@pytest.mark.parametrize("before", ["old", "nothing"])
@pytest.mark.parametrize("error", [KeyboardInterrupt, TimeoutError])
@pytest.mark.parametrize("write", [text_file, text_files])
def test_an_error_at_any_line_leaves_all_old_or_all_new(
    write: Callable[[str, Path], None], error: type[BaseException], before: str, tmp_path: Path
) -> None:
    """An error at any line, as from a signal's handler, leaves all old or all new.

    No more is left than an empty workspace, which the next write removes.
    """
    for text in ("OLD", "NEW"):
        (tmp_path / text.lower()).mkdir()
        write(text, tmp_path / text.lower() / "target")
    expected = [contents(tmp_path / name / "target") for name in (before, "new")]
    number, reached, path = 0, True, tmp_path
    while reached:
        number += 1
        path = tmp_path / str(number) / "target"
        path.parent.mkdir()
        if before == "old":
            write("OLD", path)
        reached = raised_at_line(number, error, partial(write, "NEW", path))
        assert contents(path) in expected
        assert leftovers(path) in ([], [f"{WORKSPACE}target"])
    assert contents(path) == expected[1]
    assert number > 50


@pytest.mark.promise("written files")
def test_a_time_limit_is_raised_unchanged(tmp_path: Path) -> None:
    """A `TimeoutError` from a caller's signal handler during a write reaches the caller."""

    def too_slow(path: Path, _: Path | None = None) -> None:
        path.write_text("half", encoding="utf-8")
        raise TimeoutError

    with pytest.raises(TimeoutError):
        write_file(tmp_path / "a", too_slow, overwrite=False)
    assert not list(tmp_path.iterdir())


@pytest.mark.promise("written files")
def test_old_files_are_kept_if_restoring_them_is_interrupted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If Ctrl-C comes while old files are restored after an error, the old ones are kept."""
    place = tmp_path / "lists"
    text_files("OLD", place)
    move = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if self.parent.name == "old":
            raise KeyboardInterrupt
        if self.name == "b.csv":
            raise OSError(errno.EIO, "Input/output error")
        return move(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(KeyboardInterrupt):
        text_files("NEW", place)
    kept = place / f"{WORKSPACE}lists-old"
    assert contents(kept) == dict.fromkeys(("a.csv", "b.csv", "c.csv"), b"OLD")


# If it is interrupted, xlsxwriter leaves a file open until Python collects it.
@pytest.mark.no_cover
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.promise("written files")
@pytest.mark.parametrize("before", ["old", "nothing"])
@pytest.mark.parametrize("name", WRITERS)
def test_every_writer_leaves_all_old_or_all_new(
    name: str, before: str, tmp_path: Path, interruptions: Interruptions
) -> None:
    """After Ctrl-C at any move, every writer leaves either all old files or all new ones."""
    interruptions.events = ("os.rename", "os.link", "os.mkdir", "os.rmdir")
    interrupt_each_call(
        WRITERS[name], tmp_path / name, before=before, action=stopped, interruptions=interruptions
    )


SIGNALLED = """
import os, signal, sys
from functools import partial
from pathlib import Path
from jtai.formats.writing.atomic_files import write_folder

top, sent = Path(sys.argv[1]), int(sys.argv[2])
signal.signal(signal.SIGINT, signal.default_int_handler)
left = 0

def heard(event, _):
    global left
    if left and event in ("os.rename", "os.link"):
        left -= 1
        if not left:
            os.kill(os.getpid(), sent)

sys.addaudithook(heard)

def write(name, place, files="abc"):
    texts = [(file, partial(Path.write_text, data=name)) for file in files]
    write_folder(place, texts, overwrite=True)

number, status = 0, None
while status != 0:
    number += 1
    place = top / str(number)
    write("OLD", place, "ab")
    pid = os.fork()
    if not pid:
        left = number
        try:
            write("NEW", place)
        except KeyboardInterrupt:
            os._exit(3)
        os._exit(0)
    status = os.waitpid(pid, 0)[1]
    print(number, *(f"{file.name}={file.read_text()}" for file in sorted(place.glob("[abc]"))))
    write("NEXT", place)
    assert sorted(os.listdir(place)) == ["a", "b", "c"], os.listdir(place)
"""


def signalled(number: int, tmp_path: Path) -> list[str]:
    """Return the files in a folder after a signal before its first move, its second, and so on."""
    command = [sys.executable, "-c", SIGNALLED, str(tmp_path), str(number)]
    ended = subprocess.run(command, check=True, capture_output=True, text=True)
    return [line.partition(" ")[2] for line in ended.stdout.splitlines()]


@pytest.mark.promise("written files")
@pytest.mark.skipif(os.name != "posix", reason="needs fork")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_leaves_all_old_or_all_new(name: str, tmp_path: Path) -> None:
    """A signal before any move leaves either all old files of a folder or all new ones."""
    found = signalled(getattr(signal, name), tmp_path)
    assert len(found) == 4
    assert set(found) <= {"a=OLD b=OLD", "a=NEW b=NEW c=NEW"}


@pytest.mark.promise("written files")
@pytest.mark.skipif(os.name != "posix", reason="needs fork")
def test_a_killed_process_leaves_whole_files(tmp_path: Path) -> None:
    """After `kill -9` before any move, each file is old or new; the next write removes the rest."""
    found = signalled(9, tmp_path)
    assert found == ["a=OLD b=OLD", "a=NEW b=OLD", "a=NEW b=NEW", "a=NEW b=NEW c=NEW"]


@pytest.mark.promise("written files")
def test_a_folder_with_a_workspace_is_read_with_a_warning(tmp_path: Path) -> None:
    """Checking a folder reports a workspace that an interrupted write left in it."""
    lists("OLD", tmp_path / "lists")
    (tmp_path / "lists" / f"{WORKSPACE}lists").mkdir()
    report = jtai.read_lists(tmp_path / "lists").check(as_of=date(2019, 9, 9))
    messages = [each.message for each in report.problems if each.rule == "file-not-read"]
    assert messages == [
        (
            ".jtai-lists is left over from an interrupted write, "
            "so the lists may be from different days"
        )
    ]


FULL = """
import resource, signal, sys
from datetime import date
from pathlib import Path
import jtai
from jtai.testing.areas import synthetic_lists

top = Path(sys.argv[1])
day = jtai.Timetable.from_notification(date(2019, 9, 9))
lists = synthetic_lists(100)
report = lists.check(as_of=day.notification)
writers = {
    "lists": lambda path: jtai.write_lists(lists, path, overwrite=True),
    "lists.xlsx": lambda path: jtai.write_lists(lists, path, overwrite=True),
    "template.xlsx": lambda path: jtai.write_template(path, overwrite=True),
    "marked.xlsx": lambda path: jtai.write_marked(lists, report, path, overwrite=True),
    "paper.xlsx": lambda path: jtai.write_timetable(day, path, overwrite=True),
}
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
for name, write in writers.items():
    write(top / name)
    before = {path: path.read_bytes() for path in top.rglob("*") if path.is_file()}
    for size in (0, 1_000, 5_000):
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, -1))
        try:
            write(top / name)
        except jtai.errors.TargetError as error:
            print(error)
        resource.setrlimit(resource.RLIMIT_FSIZE, (-1, -1))
        assert before == {path: path.read_bytes() for path in top.rglob("*") if path.is_file()}
"""


@pytest.mark.promise("written files")
@pytest.mark.skipif(os.name != "posix", reason="needs resource limits")
def test_a_full_disk_leaves_the_old_files(tmp_path: Path) -> None:
    """If the disk is full, every writer raises an error and leaves the old files unchanged."""
    command = [sys.executable, "-c", FULL, str(tmp_path)]
    ended = subprocess.run(command, check=True, capture_output=True, text=True)
    problem = "it cannot be written there: file too large"
    names = ("lists", "lists.xlsx", "template.xlsx", "marked.xlsx", "paper.xlsx")
    assert ended.stdout.splitlines() == [f"{name}: {problem}" for name in names for _ in range(3)]
