from __future__ import annotations

import errno
import io
import os
import socket
import sys
import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from jtai.__main__ import main
from jtai.errors import InvalidValueError, UnreadableFileError
from jtai.formats.reading import regular_files
from jtai.formats.reading.csv import csv_parts, read_csv
from jtai.formats.reading.files import read_files
from jtai.formats.reading.lists import read_lists
from jtai.formats.reading.regular_files import open_regular, read_at_most
from jtai.formats.reading.xlsx import read_workbook

POSIX = pytest.mark.skipif(
    os.name != "posix" or sys.platform == "emscripten", reason="needs pipes, sockets and devices"
)


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def a_socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the path of a socket must be short
    try:
        with socket.socket(socket.AF_UNIX) as one:
            one.bind(path.name)
    finally:
        os.chdir(here)


def zeros(path: Path) -> None:
    path.symlink_to("/dev/zero")


def a_terminal(path: Path) -> None:
    path.symlink_to("/dev/ptmx")


def a_link_to_a_pipe(path: Path) -> None:
    os.mkfifo(path.parent / "pipe")
    path.symlink_to("pipe")


def in_parts(path: Path) -> object:
    return list(csv_parts(path))


READERS: tuple[tuple[str, Callable[[Path], object]], ...] = (
    ("List_6.csv", read_lists),
    ("List_6.csv", read_files),
    ("List_6.csv", read_csv),
    ("List_6.csv", in_parts),
    ("List_6.xlsx", read_lists),
    ("List_6.xlsx", read_workbook),
    ("List_6.xlsm", read_lists),
)


@POSIX
@pytest.mark.parametrize("make", [a_pipe, a_socket, zeros, a_terminal, a_link_to_a_pipe])
@pytest.mark.parametrize(("name", "read"), READERS)
def test_only_regular_files_are_read(
    tmp_path: Path, name: str, read: Callable[[Path], object], make: Callable[[Path], None]
) -> None:
    """A pipe, socket or device, or a link to one, is refused without waiting for it."""
    make(tmp_path / name)
    began = time.monotonic()
    with pytest.raises(UnreadableFileError, match=f"^{name}: not a regular file$") as caught:
        read(tmp_path / name)
    assert time.monotonic() - began < 30
    assert caught.value.__context__ is None


@POSIX
def test_a_pipe_in_a_folder_is_refused(tmp_path: Path) -> None:
    """A folder that contains a pipe named as a list is refused."""
    (tmp_path / "List_1.csv").write_text("A,B\n", encoding="utf-8")
    os.mkfifo(tmp_path / "List_6.csv")
    with pytest.raises(UnreadableFileError, match="List_6.csv: not a regular file"):
        read_lists(tmp_path)


@POSIX
def test_the_command_line_reads_milestones_from_a_regular_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command line refuses a pipe as a milestones file, without waiting for a writer."""
    os.mkfifo(tmp_path / "milestones.json")
    arguments = ["timetable", "2019-09-09", "--milestones", str(tmp_path / "milestones.json")]
    assert main(arguments) == 2
    assert "cannot read this milestones file" in capsys.readouterr().err


def test_a_link_to_a_regular_file_is_read(tmp_path: Path) -> None:
    """A link to a regular file is followed, and at most the requested number of bytes is read."""
    (tmp_path / "real").write_bytes(b"abcdef")
    (tmp_path / "link").symlink_to("real")
    assert read_at_most(tmp_path / "link", 4, "link") == b"abcd"


@POSIX
def test_a_file_that_is_replaced_by_a_pipe_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that a pipe replaces before it is opened is refused."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "file").write_bytes(b"")
    status = (tmp_path / "file").stat()
    monkeypatch.setattr(Path, "stat", lambda _: status)
    with pytest.raises(UnreadableFileError, match="not a regular file"):
        open_regular(tmp_path / "pipe", "pipe")


@pytest.mark.promise("file names")
def test_refusals_do_not_show_the_folder(tmp_path: Path) -> None:
    """A missing file, a folder and an impossible path are refused without showing the path."""
    for path, words in (
        (tmp_path / "none", "there is no such file"),
        (tmp_path, "this is a folder, not a file"),
        (Path("a\0b"), "the file cannot be read"),
        (Path("x" * 5000), "the file cannot be read"),
    ):
        with pytest.raises(UnreadableFileError, match=f"^here: {words}$") as caught:
            read_at_most(path, 1, "here")
        assert caught.value.__context__ is None


def test_a_locked_file_is_refused_with_advice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that another program has locked is refused with advice to close it there."""

    def locked(*_: Any) -> int:
        raise PermissionError(errno.EACCES, "Permission denied", str(tmp_path))

    (tmp_path / "a.xlsx").write_bytes(b"")
    monkeypatch.setattr(os, "open", locked)
    with pytest.raises(UnreadableFileError, match="close it in other programs") as caught:
        read_lists(tmp_path / "a.xlsx")
    assert str(tmp_path) not in str(caught.value)
    assert caught.value.__context__ is None


def test_a_disk_error_while_reading_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk error while a file is read is reported as an unreadable file."""

    class Broken:
        def read(self, _: int) -> bytes:
            raise OSError(errno.EIO, "Input/output error", str(tmp_path))

    monkeypatch.setattr(regular_files, "open_regular", lambda *_: nullcontext(Broken()))
    with pytest.raises(UnreadableFileError, match="^here: the file cannot be read$") as caught:
        read_at_most(tmp_path, 1, "here")
    assert caught.value.__context__ is None


def test_a_disk_error_while_reading_in_parts_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk error while a file is read in parts is reported as an unreadable file."""

    class Broken(io.BytesIO):
        reads = 0

        def read1(self, size: int | None = -1, /) -> bytes:
            self.reads += 1
            if self.reads > 4:
                raise OSError(errno.EIO, "Input/output error", str(tmp_path))
            return super().read1(size)

    rows = Broken(b"A,B\n" * 20_000)
    monkeypatch.setattr("jtai.formats.reading.csv.open_regular", lambda *_: rows)
    with pytest.raises(UnreadableFileError, match="^here: the file could not be read to") as caught:
        list(csv_parts(tmp_path, rows=10, name="here"))
    assert caught.value.__context__ is None


@POSIX
def test_a_link_that_leads_nowhere_does_not_suggest_itself(tmp_path: Path) -> None:
    """The error about a missing file never suggests the name that it has."""
    (tmp_path / "List_7.csv").symlink_to(tmp_path / "gone.csv")
    with pytest.raises(UnreadableFileError) as caught:
        read_csv(tmp_path / "List_7.csv")
    assert str(caught.value) == "List_7.csv: there is no such file"


def test_a_path_of_bytes_is_refused() -> None:
    """An object that stands for a path of bytes is refused, as bytes would be the contents."""

    class Place(os.PathLike[bytes]):
        def __fspath__(self) -> bytes:
            return b"List_7.csv"

    place: Any = Place()
    for read in (read_csv, read_workbook, read_lists):
        with pytest.raises(
            InvalidValueError, match=r"expected a str or pathlib\.Path, got .*Place"
        ):
            read(place)


def test_a_part_can_have_any_number_of_rows(tmp_path: Path) -> None:
    """A number of rows beyond what the system can count means all rows."""
    (tmp_path / "a.csv").write_text("A\n1\n", encoding="utf-8")
    assert [len(part.rows) for part in csv_parts(tmp_path / "a.csv", rows=10**30)] == [2]
