from __future__ import annotations

import os
import signal
import stat
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from jtai.errors import InvalidValueError, TargetError
from jtai.formats.writing.atomic_files import check_target, is_workbook, write_file, write_folder
from jtai.formats.writing.lists import write_lists
from jtai.formats.writing.template import write_template
from jtai.lists.submission import Submission

posix = pytest.mark.skipif(sys.platform == "win32", reason="file modes are those of POSIX")
a_disk = pytest.mark.skipif(
    sys.platform == "emscripten", reason="a browser has no other programs, links or locks"
)
links = pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")


HINT = "close it in Excel, or ask for permission to write there"


def writes(text: str, path: Path, _: Path | None = None) -> None:
    """Write text to a path."""
    path.write_text(text, encoding="utf-8")


def new(path: Path, _: Path | None = None) -> None:
    """Write the text "new", and another file to the workspace if there is one."""
    if _ is not None:
        (_ / "beside").write_text("Canary", encoding="utf-8")
    writes("new", path)


def fails(path: Path, _: Path | None = None) -> None:
    """Write half of the text, then fail as on a full disk."""
    writes("ha", path)
    raise OSError(28, "No space left on device", str(path))


def names(folder: Path) -> list[str]:
    """Return the names in a folder, including hidden ones."""
    return sorted(entry.name for entry in folder.iterdir())


@pytest.mark.parametrize("ending", [".xlsx", ".XLSX"])
def test_the_extension_decides_between_workbook_and_folder(ending: str, tmp_path: Path) -> None:
    """A path that ends in .xlsx is a workbook; one without an extension is a folder."""
    folder = tmp_path / "lists.2019"
    assert is_workbook(f"a{ending}")
    assert not is_workbook("a")
    with pytest.raises(InvalidValueError, match="folder, without an extension"):
        check_target(folder)
    folder.mkdir()
    check_target(folder)
    for path in ("a.xls", "a.csv", "a"):
        with pytest.raises(InvalidValueError, match=".xlsx$"):
            check_target(path, folder=False)


@pytest.mark.parametrize("name", ["a.xlsx.", "a.xlsx ", "lists.", "lists ", "lists. ."])
@pytest.mark.parametrize("folder", [True, False])
def test_a_name_that_ends_in_a_space_or_full_stop_is_refused(
    name: str, tmp_path: Path, *, folder: bool
) -> None:
    """A name that Windows would shorten to another one is refused, unless it is a folder's."""
    with pytest.raises(InvalidValueError, match="the name ends in a space or a full stop") as found:
        check_target(tmp_path / name, folder=folder)
    plain = "a.xlsx" if name.startswith("a") else "lists"
    assert f"such as {plain}" in str(found.value)
    if folder and sys.platform != "win32":
        (tmp_path / name).mkdir()
        check_target(tmp_path / name)
    check_target(tmp_path / "..")


@pytest.mark.parametrize("name", [".xlsx", ".XLSX"])
def test_an_extension_alone_is_refused(name: str, tmp_path: Path) -> None:
    """A path whose name is only .xlsx is neither a workbook nor a folder of CSV files."""
    lists = Submission.from_rows({7: [{"child_id": "A1"}]})
    with pytest.raises(InvalidValueError, match="no name before its extension") as caught:
        write_lists(lists, tmp_path / name)
    assert str(tmp_path) not in str(caught.value)
    with pytest.raises(InvalidValueError, match="no name before its extension"):
        write_template(tmp_path / name)
    assert names(tmp_path) == []


@pytest.mark.promise("written files")
@posix
def test_a_file_is_for_its_owner_only(tmp_path: Path) -> None:
    """Only the owner can read written files and folders, and a stricter umask is respected."""
    before = os.umask(0o000)
    try:
        write_file(tmp_path / "a", new, overwrite=False)
        write_folder(tmp_path / "b", [("c", new)], overwrite=False)
        os.umask(0o277)
        write_file(tmp_path / "d", new, overwrite=False)
    finally:
        os.umask(before)
    modes = {name: stat.S_IMODE((tmp_path / name).stat().st_mode) for name in names(tmp_path)}
    assert modes == {"a": 0o600, "b": 0o700, "d": 0o400}
    assert stat.S_IMODE((tmp_path / "b" / "c").stat().st_mode) == 0o600


@pytest.mark.promise("written files")
def test_a_file_is_replaced_only_with_overwrite(tmp_path: Path) -> None:
    """An existing file is replaced only with `overwrite=True`."""
    target = tmp_path / "a"
    writes("old", target)
    with pytest.raises(TargetError, match="already exists.*overwrite=True"):
        write_file(target, new, overwrite=False)
    assert target.read_text() == "old"
    write_file(target, new, overwrite=True)
    assert target.read_text() == "new"
    assert names(tmp_path) == ["a"]


@pytest.mark.promise("written files")
def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    """A failed write leaves only the old file, unchanged, and the error shows no folder."""
    target = tmp_path / "a"
    writes("old", target)
    with pytest.raises(TargetError) as caught:
        write_file(target, fails, overwrite=True)
    assert str(caught.value) == "a: it cannot be written there: no space left on device"
    assert caught.value.__suppress_context__
    assert target.read_text() == "old"
    with pytest.raises(TargetError, match="no space left"):
        write_folder(tmp_path / "b", [("c", new), ("d", fails)], overwrite=False)
    assert names(tmp_path) == ["a"]


def test_other_errors_are_raised_unchanged(tmp_path: Path) -> None:
    """An error that does not come from the disk is raised unchanged, and no file is left behind."""

    def wrong(_: Path, __: Path) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_file(tmp_path / "a", wrong, overwrite=False)
    assert names(tmp_path) == []


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    """A missing folder is not created; the error names it, without the path to it."""
    with pytest.raises(TargetError, match="^none: the folder does not exist; create it first"):
        write_file(tmp_path / "none" / "a", new, overwrite=False)
    with pytest.raises(TargetError, match="^none: the folder does not exist; create it first"):
        write_folder(tmp_path / "none" / "a", [("c", new)], overwrite=False)


def test_a_file_in_the_place_of_a_folder_is_named(tmp_path: Path) -> None:
    """If the folder to write to is a file, the error names it, and it stays as it is."""
    (tmp_path / "file").write_text("old")
    with pytest.raises(TargetError, match="^file: a file already has this name"):
        write_file(tmp_path / "file" / "a", new, overwrite=False)
    with pytest.raises(TargetError, match="^file: a file already has this name"):
        write_folder(tmp_path / "file" / "a", [("c", new)], overwrite=False)
    assert (tmp_path / "file").read_text() == "old"


@posix
@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("x" * 300, "it cannot be written there: file name too long"),
        ("a\0b", "not a valid file name"),
        ("a\ud800b", "not a valid file name"),
        (
            "closed/a",
            f"it cannot be written there: permission denied; {HINT}",
        ),
    ],
)
@pytest.mark.parametrize("ending", ["", ".xlsx"])
def test_a_path_that_the_system_refuses_is_an_error(
    name: str, why: str, ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A path that the system refuses raises an error before anything is written."""
    look = Path.stat

    def closed(path: Path, **how: bool) -> os.stat_result:
        """Deny access to the folder `closed`, even if the tests run as root."""
        if path.parent.name == "closed":
            raise PermissionError(13, "Permission denied", str(path))
        return look(path, **how)

    monkeypatch.setattr(Path, "stat", closed)
    path = tmp_path / f"{name}{ending}"
    for attempt in (
        partial(check_target, path),
        partial(write_file, path, new, overwrite=True),
        partial(write_folder, path, [("c", new)], overwrite=True),
    ):
        with pytest.raises(TargetError) as caught:
            attempt()
        shown = path.name.replace("\ud800", r"\ud800")  # which could not be printed
        assert str(caught.value) == f"{shown}: {why}"
        assert caught.value.__cause__ is None
        assert caught.value.__suppress_context__
    assert names(tmp_path) == []


@pytest.mark.parametrize("asked", ["exists", "is_symlink"])
def test_a_folder_whose_files_the_system_does_not_describe_is_refused(
    asked: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is written into a folder that may be listed but not entered."""
    look = getattr(Path, asked)

    def closed(path: Path, **how: bool) -> object:
        """Deny access to what is in the folder, even if the tests run as root."""
        if path.parent == tmp_path:
            raise PermissionError(13, "Permission denied", str(path))
        return look(path, **how)

    monkeypatch.setattr(Path, asked, closed)
    with pytest.raises(TargetError, match="permission denied") as caught:
        write_folder(tmp_path, [("c", new)], overwrite=True)
    assert str(tmp_path) not in str(caught.value)
    assert names(tmp_path) == []


def test_a_relative_path_in_a_folder_that_was_removed_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A relative path is refused if the current folder does not exist any more."""

    def gone(*_: object, **__: object) -> Path:
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr(Path, "resolve", gone)
    with pytest.raises(TargetError, match="^a: it cannot be written there: no such file"):
        write_file(tmp_path / "a", new, overwrite=False)


def test_folders_and_files_do_not_replace_each_other(tmp_path: Path) -> None:
    """A folder is never replaced by a file, nor a file by a folder."""
    (tmp_path / "folder" / "c").mkdir(parents=True)
    writes("old", tmp_path / "file")
    for overwrite in (True, False):
        with pytest.raises(TargetError, match="a folder already has this name"):
            write_file(tmp_path / "folder", new, overwrite=overwrite)
        with pytest.raises(TargetError, match="a file already has this name"):
            write_folder(tmp_path / "file", [("c", new)], overwrite=overwrite)
        with pytest.raises(TargetError, match="a folder or device where a file is to be written"):
            write_folder(tmp_path / "folder", [("c", new)], overwrite=overwrite)


def test_files_in_a_folder_are_replaced_together(tmp_path: Path) -> None:
    """Files in a folder are replaced only with `overwrite=True`, and other files stay."""
    writes("mine", tmp_path / "notes")
    writes("old", tmp_path / "c")
    files = [("c", new), ("d", new)]
    with pytest.raises(TargetError, match="the folder already contains c"):
        write_folder(tmp_path, files, overwrite=False)
    write_folder(tmp_path, files, overwrite=True)
    assert {name: (tmp_path / name).read_text() for name in names(tmp_path)} == {
        "c": "new",
        "d": "new",
        "notes": "mine",
    }


def test_a_folder_in_which_nothing_can_be_made_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If nothing can be made in a folder, as in /proc, the error has the system's reason."""

    def refuse(*_: object, **__: object) -> None:
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(TargetError, match="^x: it cannot be written there: no such file or dir"):
        write_file(tmp_path / "x", new, overwrite=False)


def test_a_folder_with_files_of_other_lists_is_refused(tmp_path: Path) -> None:
    """A folder that contains files of other lists is refused and left unchanged."""
    writes("old", tmp_path / "e")
    with pytest.raises(TargetError, match="the folder contains e from other lists"):
        write_folder(tmp_path, [("c", new)], overwrite=True, never_beside=["c", "d", "e"])
    assert names(tmp_path) == ["e"]


@pytest.mark.parametrize("made", [True, False])
def test_if_one_file_cannot_be_moved_all_are_restored(
    *, made: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If one file cannot be moved into a folder, the folder is left as it was."""
    folder = tmp_path / "lists"
    if not made:
        folder.mkdir()
        writes("old", folder / "a")
        writes("old", folder / "c")
    move = Path.rename if made else Path.replace

    def failing(self: Path, target: Path) -> Path:
        if self.name == "new" or (self.name == "c" and self.parent.name == "new"):
            raise OSError(5, "Input/output error", str(target))
        return move(self, target)

    monkeypatch.setattr(Path, "rename" if made else "replace", failing)
    with pytest.raises(TargetError, match="lists: it cannot be written there: "):
        write_folder(folder, [(name, new) for name in "abc"], overwrite=True)
    if made:
        assert names(tmp_path) == []
    else:
        assert {name: (folder / name).read_text() for name in names(folder)} == {
            "a": "old",
            "c": "old",
        }


@pytest.mark.promise("written files")
@links
def test_a_link_is_followed_and_stays(tmp_path: Path) -> None:
    """With `overwrite`, the file that a link points to is replaced, and the link stays."""
    shared, secure = tmp_path / "shared", tmp_path / "secure"
    for folder in (shared, secure):
        folder.mkdir()
    writes("old", secure / "a")
    link = shared / "link"
    link.symlink_to(Path("..", "secure", "a"))
    with pytest.raises(TargetError, match="^link: the file already exists"):
        write_file(link, new, overwrite=False)
    assert (secure / "a").read_text() == "old"
    write_file(link, new, overwrite=True)
    assert (secure / "a").read_text() == "new"
    assert link.is_symlink()
    assert (names(shared), names(secure)) == (["link"], ["a"])


@pytest.mark.promise("written files")
@links
def test_a_broken_link_counts_as_an_existing_file(tmp_path: Path) -> None:
    """A broken link counts as an existing file; with `overwrite`, its target is created."""
    link = tmp_path / "link"
    link.symlink_to("a")
    with pytest.raises(TargetError, match="^link: the file already exists"):
        write_file(link, new, overwrite=False)
    with pytest.raises(
        TargetError, match="^link: a file already has this name, so it cannot be a folder"
    ):
        write_folder(link, [("c", new)], overwrite=True)
    assert names(tmp_path) == ["link"]
    write_file(link, new, overwrite=True)
    assert link.is_symlink()
    assert (tmp_path / "a").read_text() == "new"


@links
def test_a_link_to_itself_is_refused(tmp_path: Path) -> None:
    """A link to itself is refused."""
    link = tmp_path / "link"
    link.symlink_to("link")
    with pytest.raises(TargetError, match="^link: it cannot be written there: "):
        write_file(link, new, overwrite=True)


@links
def test_files_go_into_the_folder_that_a_link_points_to(tmp_path: Path) -> None:
    """A link to a folder is followed, but a link in place of a file in it is refused."""
    folder, link = tmp_path / "folder", tmp_path / "link"
    folder.mkdir()
    link.symlink_to("folder")
    write_folder(link, [("c", new)], overwrite=False)
    assert names(folder) == ["c"]
    (folder / "d").symlink_to("c")
    for overwrite in (True, False):
        with pytest.raises(
            TargetError, match="^link: there is a link where a file is to be written"
        ):
            write_folder(link, [("d", new)], overwrite=overwrite)
    (folder / "e").symlink_to("none")
    with pytest.raises(TargetError, match="the folder contains e from other lists"):
        write_folder(link, [("c", new)], overwrite=True, never_beside=["e"])


def other(path: Path) -> None:
    """Write as another program would, without checking what exists."""
    path.parent.mkdir(exist_ok=True)
    writes("other", path)


@pytest.mark.promise("written files")
@a_disk
@pytest.mark.parametrize("has_links", [True, False])
def test_a_file_that_appears_meanwhile_is_not_replaced(
    *, has_links: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without `overwrite`, a file that another program creates during the write is kept."""
    if not has_links:
        monkeypatch.delattr(os, "link")

    def late(path: Path, _: Path | None = None) -> None:
        new(path, _)
        other(tmp_path / "lists" / "c")

    (tmp_path / "lists").mkdir()
    words = "another program has created the file in the meantime; choose another name"
    with pytest.raises(TargetError, match=f"^c: {words}"):
        write_file(tmp_path / "lists" / "c", late, overwrite=False)
    (tmp_path / "lists" / "c").unlink()
    with pytest.raises(TargetError, match=f"^lists: {words}"):
        write_folder(tmp_path / "lists", [("a", late), ("c", new)], overwrite=False)
    assert {
        name: (tmp_path / "lists" / name).read_text() for name in names(tmp_path / "lists")
    } == {"c": "other"}


@pytest.mark.promise("written files")
def test_a_folder_that_appears_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    """A folder that another program creates during the write is not replaced."""

    def late(path: Path) -> None:
        new(path)
        other(tmp_path / "lists" / "a")

    with pytest.raises(TargetError, match="^lists: "):
        write_folder(tmp_path / "lists", [("c", late)], overwrite=True)
    assert names(tmp_path) == ["lists"]
    assert names(tmp_path / "lists") == ["a"]


@a_disk
@pytest.mark.parametrize("why", [95, 38])
def test_a_disk_without_links_is_written_to(
    why: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files are also written to a disk without hard links, and a failed write leaves nothing."""

    def unsupported(*_: object) -> None:
        raise OSError(why, "Operation not supported")

    def failing(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "link", unsupported)
    write_file(tmp_path / "a", new, overwrite=False)
    assert (tmp_path / "a").read_text() == "new"
    with monkeypatch.context() as context:
        context.setattr(Path, "replace", failing)
        with pytest.raises(TargetError, match="^b: it cannot be written there: input/output error"):
            write_file(tmp_path / "b", new, overwrite=False)
    assert names(tmp_path) == ["a"]


def test_a_file_that_excel_has_open_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If a file cannot be replaced because Excel has it open, the error says to close it there."""

    def held(*_: object) -> None:
        raise PermissionError(13, "Access is denied", str(tmp_path))

    writes("old", tmp_path / "a")
    writes("old", tmp_path / "lists")
    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(TargetError, match="^a: .*; close it in Excel") as caught:
        write_file(tmp_path / "a", new, overwrite=True)
    assert "\n" not in str(caught.value)
    assert str(tmp_path) not in str(caught.value)
    with pytest.raises(TargetError, match="close it in Excel"):
        write_folder(tmp_path, [("a", new)], overwrite=True)
    assert (tmp_path / "a").read_text() == "old"


@posix
@a_disk
def test_a_device_is_not_replaced(tmp_path: Path) -> None:
    """A pipe is not replaced by a file, even with `overwrite`."""
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(TargetError, match="^pipe: there is a folder or device where a file"):
        write_file(tmp_path / "pipe", new, overwrite=True)


@pytest.mark.promise("written files")
@posix
@a_disk
def test_two_programs_cannot_write_one_file_together(tmp_path: Path) -> None:
    """While a file is being written, another write of it is refused with advice."""
    refused: list[str] = []

    def nested(path: Path, _: Path) -> None:
        with pytest.raises(TargetError) as caught:
            write_file(tmp_path / "a", new, overwrite=True)
        refused.append(str(caught.value))
        write_file(tmp_path / "b", new, overwrite=True)
        new(path)

    write_file(tmp_path / "a", nested, overwrite=True)
    remedy = "wait until it has finished, or delete the folder .jtai-a if no program is writing"
    assert refused == [f"a: another program is writing it; {remedy}"]
    assert names(tmp_path) == ["a", "b"]


@pytest.mark.promise("written files")
@a_disk
def test_files_whose_long_names_begin_alike_can_be_written_together(tmp_path: Path) -> None:
    """Two names that differ only after many characters are two files, each with a workspace."""
    start = "\U0001f4c4" * 55

    def nested(path: Path, _: Path) -> None:
        write_file(tmp_path / f"{start}7", new, overwrite=False)
        new(path)

    write_file(tmp_path / f"{start}6", nested, overwrite=False)
    assert names(tmp_path) == [f"{start}6", f"{start}7"]


@pytest.mark.promise("written files")
@pytest.mark.parametrize("has_locks", [True, False])
def test_the_workspace_of_a_killed_write_is_removed(
    *, has_locks: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next write removes the workspace of a killed process, with or without file locks."""
    if not has_locks:
        monkeypatch.setitem(sys.modules, "fcntl", None)
    for left in (
        tmp_path / ".jtai-a",
        tmp_path / ".jtai-lists",
        tmp_path / "lists" / ".jtai-lists",
    ):
        (left / "new").mkdir(parents=True)
        writes("Canary", left / "new" / "c")
    (tmp_path / ".jtai-other").mkdir()
    write_file(tmp_path / "a", new, overwrite=False)
    write_folder(tmp_path / "lists", [("c", new)], overwrite=False)
    assert names(tmp_path) == [".jtai-other", "a", "lists"]
    assert names(tmp_path / "lists") == ["c"]


@posix
@pytest.mark.parametrize("anew", [True, False])
def test_a_write_is_refused_if_its_workspace_is_taken(
    *, anew: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A write is refused if another program removes or replaces its new workspace."""
    fcntl = pytest.importorskip("fcntl")
    lock = fcntl.flock

    def late(descriptor: int, how: int) -> None:
        (tmp_path / ".jtai-a").rmdir()
        if anew:
            (tmp_path / "other").mkdir()
            (tmp_path / "other").rename(tmp_path / ".jtai-a")
        lock(descriptor, how)

    monkeypatch.setattr(fcntl, "flock", late)
    with pytest.raises(TargetError, match="^a: another program is writing it"):
        write_file(tmp_path / "a", new, overwrite=False)
    assert names(tmp_path) == ([".jtai-a"] if anew else [])


@links
def test_a_link_in_place_of_a_workspace_is_not_removed(tmp_path: Path) -> None:
    """A link that has the name of a workspace is not removed, and the error names it."""
    (tmp_path / "secure").mkdir()
    (tmp_path / ".jtai-a").symlink_to("secure")
    with pytest.raises(TargetError, match=r"delete the folder \.jtai-a if no program is writing$"):
        write_file(tmp_path / "a", new, overwrite=False)
    assert names(tmp_path) == [".jtai-a", "secure"]


@posix
def test_a_disk_without_locks_is_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files are also written to a disk without locks, such as some network drives."""
    fcntl = pytest.importorskip("fcntl")

    def unsupported(*_: object) -> None:
        raise OSError(37, "No locks available")

    monkeypatch.setattr(fcntl, "flock", unsupported)
    (tmp_path / ".jtai-a").mkdir()
    write_file(tmp_path / "a", new, overwrite=False)
    assert names(tmp_path) == ["a"]


def test_if_the_old_files_cannot_be_restored_they_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If old files cannot be restored after a disk error, the error names the folder with them."""
    for name in "ab":
        writes("old", tmp_path / name)
    move = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if self.name == "b" or self.parent.name == "old":
            raise OSError(5, "Input/output error", str(target))
        return move(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(
        TargetError, match="^lists: only some files could be replaced; move"
    ) as caught:
        write_folder(
            tmp_path.rename(tmp_path.parent / "lists"), [("a", new), ("b", new)], overwrite=True
        )
    folder = tmp_path.parent / "lists"
    assert "folder .jtai-lists-old," in str(caught.value)
    assert names(folder) == [".jtai-lists-old", "a", "b"]
    kept = folder / ".jtai-lists-old"
    assert {name: (kept / name).read_text() for name in names(kept)} == {"a": "old", "b": "old"}


def test_files_are_written_from_any_thread(tmp_path: Path) -> None:
    """A folder can be written from a thread other than the main one, which cannot defer signals."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        for _ in range(2):
            pool.submit(write_folder, tmp_path, [("a", new)], overwrite=True).result()
    assert names(tmp_path) == ["a"]


def test_ctrl_c_is_deferred_while_files_are_moved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C while the files of a folder are moved is raised only when all are in place."""
    move = Path.replace

    def interrupted(self: Path, target: Path) -> Path:
        signal.raise_signal(signal.SIGINT)
        return move(self, target)

    for name in "ab":
        writes("old", tmp_path / name)
    monkeypatch.setattr(Path, "replace", interrupted)
    # A shell that runs the tests in the background makes them ignore the signal.
    handler = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            write_folder(tmp_path, [("a", new), ("b", new)], overwrite=True)
    finally:
        signal.signal(signal.SIGINT, handler)
    assert {name: (tmp_path / name).read_text() for name in names(tmp_path)} == {
        "a": "new",
        "b": "new",
    }


def test_signal_handlers_are_restored(tmp_path: Path) -> None:
    """After a write, the signal handlers are the same as before."""
    numbers = [signal.SIGINT, signal.SIGTERM]
    before = [signal.getsignal(number) for number in numbers]
    write_folder(tmp_path, [("a", new)], overwrite=True)
    assert [signal.getsignal(number) for number in numbers] == before


@pytest.mark.parametrize("place", [".", ".."])
def test_the_current_folder_is_written_to(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files can be written to the current folder and to its parent, as `.` and `..`."""
    (tmp_path / "in").mkdir()
    monkeypatch.chdir(tmp_path / "in")
    write_folder(place, [("a", new)], overwrite=True)
    assert names(Path(place)) == (["a"] if place == "." else ["a", "in"])
