from __future__ import annotations

import os
import stat
import sys
from functools import partial
from pathlib import Path

import pytest

from jtai.errors import InvalidValueError, TargetError
from jtai.formats.writing.atomic_files import is_workbook, write_file, write_folder

posix = pytest.mark.skipif(sys.platform == "win32", reason="modes of files are those of POSIX")
links = pytest.mark.skipif(sys.platform == "win32", reason="links take a right on Windows")


def writes(text: str, path: Path, _: Path | None = None) -> None:
    """Write a text."""
    path.write_text(text, encoding="utf-8")


def new(path: Path, _: Path | None = None) -> None:
    """Write what is new, and leave something beside it."""
    if _ is not None:
        (_ / "beside").write_text("Canary", encoding="utf-8")
    writes("new", path)


def fails(path: Path, _: Path | None = None) -> None:
    """Write half of it, and fail as a full disk does."""
    writes("ha", path)
    raise OSError(28, "No space left on device", str(path))


def names(folder: Path) -> list[str]:
    """Give what is in a folder, hidden files too."""
    return sorted(entry.name for entry in folder.iterdir())


@pytest.mark.parametrize("ending", [".xlsx", ".XLSX"])
def test_the_ending_decides(ending: str, tmp_path: Path) -> None:
    """A path that ends in .xlsx is a workbook, one without an ending or a folder is a folder."""
    folder = tmp_path / "lists.2019"
    assert is_workbook(f"a{ending}")
    assert not is_workbook("a")
    with pytest.raises(InvalidValueError, match="path without an ending"):
        is_workbook(folder)
    folder.mkdir()
    assert not is_workbook(folder)
    for path in ("a.xls", "a.csv", "a"):
        with pytest.raises(InvalidValueError, match=".xlsx$"):
            is_workbook(path, folder=False)


@pytest.mark.promise("written files")
@posix
def test_a_file_is_for_its_owner_only(tmp_path: Path) -> None:
    """What is written has no more rights than its owner's, and no more than the umask leaves."""
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
def test_a_file_is_replaced_only_if_asked_for(tmp_path: Path) -> None:
    """What is there stays unless the caller says that it may go."""
    target = tmp_path / "a"
    writes("old", target)
    with pytest.raises(TargetError, match="there already.*overwrite=True"):
        write_file(target, new, overwrite=False)
    assert target.read_text() == "old"
    write_file(target, new, overwrite=True)
    assert target.read_text() == "new"
    assert names(tmp_path) == ["a"]


@pytest.mark.promise("written files")
def test_a_write_that_fails_leaves_everything_as_it_was(tmp_path: Path) -> None:
    """The old file is whole, nothing temporary is left, and the refusal names no folder."""
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


def test_an_error_of_another_kind_passes_and_leaves_nothing(tmp_path: Path) -> None:
    """What is no trouble with the target is raised as it is, and nothing is left behind."""

    def wrong(_: Path, __: Path) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_file(tmp_path / "a", wrong, overwrite=False)
    assert names(tmp_path) == []


def test_a_folder_that_is_not_there_or_closed_is_said(tmp_path: Path) -> None:
    """Where nothing can be written, the refusal says why."""
    with pytest.raises(
        TargetError, match="^a: the folder that it should go to is not there; make it first"
    ):
        write_file(tmp_path / "none" / "a", new, overwrite=False)
    with pytest.raises(
        TargetError, match="^a: the folder that it should go to is not there; make it first"
    ):
        write_folder(tmp_path / "none" / "a", [("c", new)], overwrite=False)


@posix
@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("x" * 300, "it cannot be written there: file name too long"),
        ("a\0b", "no file can have this name"),
        ("a\ud800b", "no file can have this name"),
        ("closed/a", "it cannot be written there: permission denied"),
    ],
)
@pytest.mark.parametrize("ending", ["", ".xlsx"])
def test_a_name_that_the_system_refuses_is_said(
    name: str, why: str, ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the system says of a name becomes a refusal, before anything is written or named."""
    look = Path.stat

    def closed(path: Path, **how: bool) -> os.stat_result:
        """Look, but not into a folder that is closed, as it may be open to whoever tests."""
        if path.parent.name == "closed":
            raise PermissionError(13, "Permission denied", str(path))
        return look(path, **how)

    monkeypatch.setattr(Path, "stat", closed)
    path = tmp_path / f"{name}{ending}"
    for attempt in (
        partial(is_workbook, path),
        partial(write_file, path, new, overwrite=True),
        partial(write_folder, path, [("c", new)], overwrite=True),
    ):
        with pytest.raises(TargetError) as caught:
            attempt()
        assert str(caught.value) == f"{path.name}: {why}"
        assert caught.value.__cause__ is None
        assert caught.value.__suppress_context__
    assert names(tmp_path) == []


def test_folders_and_files_do_not_take_each_others_place(tmp_path: Path) -> None:
    """A folder is never replaced by a file, nor a file by a folder."""
    (tmp_path / "folder" / "c").mkdir(parents=True)
    writes("old", tmp_path / "file")
    for overwrite in (True, False):
        with pytest.raises(TargetError, match="a folder of this name"):
            write_file(tmp_path / "folder", new, overwrite=overwrite)
        with pytest.raises(TargetError, match="a file of this name"):
            write_folder(tmp_path / "file", [("c", new)], overwrite=overwrite)
        with pytest.raises(TargetError, match="a folder stands where a file should go"):
            write_folder(tmp_path / "folder", [("c", new)], overwrite=overwrite)


def test_files_in_a_folder_are_replaced_together(tmp_path: Path) -> None:
    """Files go into a folder beside what is there, and replace others only if asked for."""
    writes("mine", tmp_path / "notes")
    writes("old", tmp_path / "c")
    files = [("c", new), ("d", new)]
    with pytest.raises(TargetError, match="the folder holds c already"):
        write_folder(tmp_path, files, overwrite=False)
    write_folder(tmp_path, files, overwrite=True)
    assert {name: (tmp_path / name).read_text() for name in names(tmp_path)} == {
        "c": "new",
        "d": "new",
        "notes": "mine",
    }


def test_files_that_would_be_taken_for_a_part_may_not_stay(tmp_path: Path) -> None:
    """A list of before is never left beside the new ones; the caller takes it out."""
    writes("old", tmp_path / "e")
    with pytest.raises(TargetError, match="the folder holds e of other lists"):
        write_folder(tmp_path, [("c", new)], overwrite=True, never_beside=["c", "d", "e"])
    assert names(tmp_path) == ["e"]


@pytest.mark.parametrize("made", [True, False])
def test_if_one_file_cannot_take_its_place_all_go_back(
    *, made: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder of files holds all that is new, or all that was there before."""
    folder = tmp_path / "lists"
    if not made:
        folder.mkdir()
        writes("old", folder / "a")
        writes("old", folder / "c")
    replace = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if self.name == "c" and target.parent == folder and self.parent.name.startswith(".jtai-"):
            raise PermissionError(13, "Permission denied", str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(TargetError, match="lists: it cannot be written there: permission denied"):
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
    """What a link stands for is replaced, if asked for; nothing new is left beside the link."""
    shared, secure = tmp_path / "shared", tmp_path / "secure"
    for folder in (shared, secure):
        folder.mkdir()
    writes("old", secure / "a")
    link = shared / "link"
    link.symlink_to(Path("..", "secure", "a"))
    with pytest.raises(TargetError, match="^link: the file is there already"):
        write_file(link, new, overwrite=False)
    assert (secure / "a").read_text() == "old"
    write_file(link, new, overwrite=True)
    assert (secure / "a").read_text() == "new"
    assert link.is_symlink()
    assert (names(shared), names(secure)) == (["link"], ["a"])


@pytest.mark.promise("written files")
@links
def test_a_link_to_nothing_is_something(tmp_path: Path) -> None:
    """A link whose file is not there yet stands in the way too; if asked for, the file is made."""
    link = tmp_path / "link"
    link.symlink_to("a")
    with pytest.raises(TargetError, match="^link: the file is there already"):
        write_file(link, new, overwrite=False)
    with pytest.raises(TargetError, match="^link: there is a file of this name, and no folder"):
        write_folder(link, [("c", new)], overwrite=True)
    assert names(tmp_path) == ["link"]
    write_file(link, new, overwrite=True)
    assert link.is_symlink()
    assert (tmp_path / "a").read_text() == "new"


@links
def test_a_link_that_goes_round_is_refused(tmp_path: Path) -> None:
    """Where a link leads nowhere at all, the refusal says so."""
    link = tmp_path / "link"
    link.symlink_to("link")
    with pytest.raises(TargetError, match="^link: it cannot be written there: "):
        write_file(link, new, overwrite=True)


@links
def test_files_go_into_the_folder_that_a_link_stands_for(tmp_path: Path) -> None:
    """A link to a folder is followed; a link in the place of a file is never written through."""
    folder, link = tmp_path / "folder", tmp_path / "link"
    folder.mkdir()
    link.symlink_to("folder")
    write_folder(link, [("c", new)], overwrite=False)
    assert names(folder) == ["c"]
    (folder / "d").symlink_to("c")
    for overwrite in (True, False):
        with pytest.raises(TargetError, match="^link: a link stands where a file should go"):
            write_folder(link, [("d", new)], overwrite=overwrite)
    (folder / "e").symlink_to("none")
    with pytest.raises(TargetError, match="the folder holds e of other lists"):
        write_folder(link, [("c", new)], overwrite=True, never_beside=["e"])
