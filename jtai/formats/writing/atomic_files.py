"""Write files whole or not at all.

Invariant: everything new is written to a workspace first, a private folder on the same disk. A file
is then moved into place in one step and, without `overwrite`, only if no file has its name. The
files of a folder are either all replaced or all left as they were, whatever error is raised and
wherever, unless the process is killed between two of them. Lists contain children's data, so only
their owner can read what is written, unless the caller knows that it contains none. No message says
where a folder is. A link to a file is kept, and the file it points to is written; in a folder, a
link where a file is to be written is refused.
"""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from os import PathLike
from pathlib import Path
from typing import Any, Final

from jtai.core.progress import OnProgress, Progress, check_function
from jtai.core.validation import file_path
from jtai.errors import InvalidValueError, TargetError

WORKBOOK_SUFFIX: Final = ".xlsx"
_CUT_ON_WINDOWS: Final = ". "
WORKSPACE: Final = ".jtai-"
"""The start of a workspace's name, which is followed by the name of the file or folder."""

_PRIVATE: Final = 0o600
_PRIVATE_FOLDER: Final = 0o700
_LONGEST: Final = 50  # of a name in the name of its workspace, which has a limit in bytes
_NOT_A_FOLDER: Final = "a file already has this name, so it cannot be a folder"
_SIGNALS: Final = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")


def is_workbook(path: str | PathLike[str]) -> bool:
    """Return whether a path is that of a workbook, by its extension.

    Examples:
        >>> is_workbook("lists.xlsx"), is_workbook("lists")
        (True, False)
    """
    return Path(path).suffix.lower() == WORKBOOK_SUFFIX


def check_target(path: str | PathLike[str], *, folder: bool = True) -> None:
    """Refuse a path that is neither that of a workbook nor that of a folder of CSV files.

    Args:
        path: The path.
        folder: Whether a folder is allowed.

    Raises:
        InvalidValueError: If it has another extension or nothing before it, ends in a space or a
            full stop, or is not a path.
        TargetError: If nothing can be written there.

    Examples:
        >>> check_target("lists.xlsx")
    """
    place = _place(path)
    if place.name.lower() == WORKBOOK_SUFFIX:  # to the system a name, without an extension
        raise InvalidValueError(
            "the file has no name before its extension",
            where=place.name,
            expected=f"a name such as lists{WORKBOOK_SUFFIX}",
        )
    plain = place.name.rstrip(_CUT_ON_WINDOWS)
    if plain not in {"", place.name} and not place.is_dir():
        raise InvalidValueError(
            "the name ends in a space or a full stop, which Windows leaves out",
            where=place.name,
            expected=f"a name such as {plain}",
        )
    if is_workbook(place) or (folder and (not place.suffix or place.is_dir())):
        return
    raise InvalidValueError(
        "cannot write a file with this extension",
        where=place.name,
        expected=f"a file that ends in {WORKBOOK_SUFFIX}"
        + ("; for CSV files, the name of a folder, without an extension" if folder else ""),
    )


def write_file(
    path: str | PathLike[str],
    write: Callable[[Path, Path], None],
    *,
    overwrite: bool,
    private: bool = True,
) -> None:
    """Write a file, whole or not at all.

    Args:
        path: Where it goes.
        write: Writes it to the path in its first argument. The second argument is the workspace,
            which it may use, and which is removed afterwards.
        overwrite: Whether an existing file may be replaced.
        private: Whether only its owner can read it, rather than anyone who may read other new
            files.

    Raises:
        InvalidValueError: If it is not a path.
        TargetError: If it cannot be written there, or exists already.
    """
    place = _place(path)
    with _reported(place.name):
        if place.is_dir():
            raise TargetError("a folder already has this name", where=place.name)
        _refuse_existing(place, [place], overwrite=overwrite)
        target = place.resolve()
        with _workspace(target, place.name) as space:
            new = space / "new"
            write(new, space)
            if private:
                new.chmod(_PRIVATE & new.stat().st_mode)
            _move(new, target, overwrite=overwrite)


def write_folder(
    path: str | PathLike[str],
    files: Sequence[tuple[str, Callable[[Path], None]]],
    *,
    overwrite: bool,
    never_beside: Sequence[str] = (),
) -> None:
    """Write files to a folder, all of them or none.

    Args:
        path: The folder, which is created if it does not exist.
        files: The name of each file, and the function that writes it to the path in its argument.
        overwrite: Whether existing files may be replaced.
        never_beside: Names of files that must not be left beside these, because they would be read
            with them.

    Raises:
        InvalidValueError: If it is not a path.
        TargetError: If they cannot be written there, or one of them exists already.
    """
    place = _place(path)
    with _reported(place.name):
        exists = place.is_dir()
        if _is_taken(place) and not exists:
            raise TargetError(_NOT_A_FOLDER, where=place.name)
        names = [name for name, _ in files]
        if any((place / name).is_symlink() for name in names):
            raise TargetError(
                "there is a link where a file is to be written",
                where=place.name,
                remedy="remove it, or choose another folder",
            )
        _refuse_existing(place, [place / name for name in names], overwrite=overwrite)
        left = [name for name in never_beside if name not in names and _is_taken(place / name)]
        if left:
            raise TargetError(
                f"the folder contains {', '.join(left)} from other lists",
                where=place.name,
                remedy="remove it, or choose another folder",
            )
        if exists:
            # The write that made this folder had its workspace beside it.
            with suppress(OSError):
                _remove_unused(_workspace_of(place))
        with _workspace(place / place.name if exists else place, place.name) as space:
            made = space / "new"
            made.mkdir(mode=_PRIVATE_FOLDER)
            for name, write in files:
                write(made / name)
                (made / name).chmod(_PRIVATE & (made / name).stat().st_mode)
            if exists:
                _move_all(made, place, names, space / "old", overwrite=overwrite)
            else:
                made.rename(place)


def _place(path: str | PathLike[str]) -> Path:
    """Return the path if the system can check it, so that every later check is safe."""
    place = file_path(path, "path")
    try:
        with _reported(place.name), suppress(FileNotFoundError, NotADirectoryError):
            place.stat()
    except ValueError:  # it contains a null character or an unpaired surrogate
        raise TargetError("not a valid file name", where=place.name) from None
    return place


def _is_taken(place: Path) -> bool:
    """Return whether anything has this name, including a link to nothing."""
    return place.exists() or place.is_symlink()


def _refuse_existing(place: Path, targets: Sequence[Path], *, overwrite: bool) -> None:
    existing = [target for target in targets if _is_taken(target)]
    if any(target.exists() and not target.is_file() for target in existing):
        raise TargetError(
            "there is a folder or device where a file is to be written", where=place.name
        )
    if existing and not overwrite:
        names = ", ".join(target.name for target in existing if target != place)
        raise TargetError(
            f"the folder already contains {names}" if names else "the file already exists",
            where=place.name,
            remedy="choose another name, or replace it with overwrite=True (--overwrite)",
        )


class _FromCaller(Exception):  # noqa: N818 - it carries an error, but is not one
    """Carries an error from the caller's function, so that it is not mistaken for a disk error."""

    def __init__(self, error: OSError) -> None:
        super().__init__()
        self.error = error


@contextmanager
def shielded(progress: OnProgress | None) -> Iterator[OnProgress | None]:
    """Provide the caller's function for use in a write, and raise its errors unchanged."""
    check_function(progress)
    if progress is None:
        yield None
        return

    def call(one: Progress) -> None:
        try:
            progress(one)
        except OSError as error:
            raise _FromCaller(error) from None

    try:
        yield call
    except _FromCaller as from_caller:
        carried = from_caller.error
    else:
        return
    raise carried


@contextmanager
def _reported(name: str) -> Iterator[None]:
    """Turn a system error into a `TargetError` that does not name a folder."""
    remedy = ""
    try:
        yield
    except TargetError:
        raise
    except OSError as error:
        if isinstance(error, TimeoutError) and error.errno is None:
            raise  # by the caller's handler of a signal, as a time limit
        problem = f"it cannot be written there: {(error.strerror or type(error).__name__).lower()}"
        if isinstance(error, FileExistsError):
            problem = "another program has created the file in the meantime"
            remedy = "choose another name"
        elif isinstance(error, PermissionError):
            remedy = "close it in Excel, or ask for permission to write there"
        # The system's own error names the whole path, and is not shown.
        raise TargetError(problem, where=name, remedy=remedy) from None


# The workspace


@contextmanager
def _workspace(target: Path, name: str) -> Iterator[Path]:
    """Make a private folder on the same disk, and remove it with everything in it.

    The name depends on the target, so that the next write finds what a killed process has left
    behind.
    """
    if not target.parent.exists():
        missing = target.parent.name
        raise TargetError("the folder does not exist", where=missing, remedy="create it first")
    if not target.parent.is_dir():
        raise TargetError(_NOT_A_FOLDER, where=target.parent.name)
    space = _workspace_of(target)
    stack = ExitStack()
    with _reported(name):
        try:
            with stack:
                try:
                    _remove_unused(space)
                    _make(space, name)
                    stack.enter_context(_locked(space))
                except (BlockingIOError, FileExistsError, FileNotFoundError):
                    raise TargetError(
                        "another program is writing it",
                        where=name,
                        remedy=(
                            f"wait until it has finished, or delete the folder {space.name} if no "
                            "program is writing"
                        ),
                    ) from None
                stack.callback(shutil.rmtree, space, ignore_errors=True)
                yield space
        except TargetError:
            raise  # it has been removed, or is that of another program
        except BaseException:
            # A signal can raise an error as soon as it is made, or while it is being removed.
            with suppress(OSError):
                stack.close()
                _remove_unused(space)
            raise


def _make(space: Path, name: str) -> None:
    try:
        space.mkdir(mode=_PRIVATE_FOLDER)
    except FileNotFoundError as error:  # a folder in which nothing can be made, such as /proc
        reason = (error.strerror or type(error).__name__).lower()
        raise TargetError(f"it cannot be written there: {reason}", where=name) from None


def _workspace_of(target: Path) -> Path:
    name = target.name
    if len(name) > _LONGEST:
        from hashlib import sha256  # noqa: PLC0415 - rarely needed, and start-up counts

        # Two long names that begin alike are different files.
        rest = sha256(name.encode("utf-8", "surrogateescape")).hexdigest()[:8]
        name = f"{name[:_LONGEST]}-{rest}"
    return target.parent / f"{WORKSPACE}{name}"


def _remove_unused(space: Path) -> None:
    """Remove what a killed process has left behind, or raise an error if that is not possible."""
    try:
        with suppress(FileNotFoundError), _locked(space):
            shutil.rmtree(space)
    except OSError:
        raise BlockingIOError from None


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Lock a folder, at most while this process lives, or fail if another one has locked it."""
    try:
        # Windows has no such module. It does not remove files that are open.
        import fcntl  # noqa: PLC0415
    except ImportError:
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise
        except OSError:
            pass  # this disk does not support locks
        # Until it was locked, another process could remove and recreate it.
        if not os.path.samestat(os.fstat(descriptor), folder.stat()):
            raise BlockingIOError
        yield
    finally:
        os.close(descriptor)


# Moving files into place


def _move(new: Path, target: Path, *, overwrite: bool) -> None:
    """Move a file into place in one step; without `overwrite` only if nothing has its name."""
    if overwrite:
        new.replace(target)
        return
    try:
        # Unlike a rename, this fails on every system if the name is taken.
        os.link(new, target)
    except (FileExistsError, TimeoutError):
        raise
    except (OSError, AttributeError):
        # This disk or system has no hard links.
        try:
            target.touch(exist_ok=False)
            new.replace(target)
        except FileExistsError:
            raise
        except BaseException:
            target.unlink(missing_ok=True)
            raise
    else:
        new.unlink()


def _move_all(new: Path, place: Path, names: Sequence[str], old: Path, *, overwrite: bool) -> None:
    """Move files into a folder; if one cannot be moved, restore everything."""
    old.mkdir(mode=_PRIVATE_FOLDER)
    for name in names:
        if (place / name).exists():
            shutil.copy2(place / name, old / name)
    with _signals_deferred():
        try:
            for name in names:
                _move(new / name, place / name, overwrite=overwrite)
        except BaseException:
            _restore(new, place, names, old)
            raise


def _restore(new: Path, place: Path, names: Sequence[str], old: Path) -> None:
    kept = old.parent.with_name(f"{old.parent.name}-old")
    try:
        for name in names:
            if not _is_moved(new / name, place / name):
                continue
            if (old / name).exists():
                (old / name).replace(place / name)
            else:
                (place / name).unlink()
    except BaseException as error:
        old.rename(kept)
        if not isinstance(error, OSError):
            raise
        raise TargetError(
            "only some files could be replaced",
            where=place.name,
            remedy=f"move the old ones back from the folder {kept.name}, and write again",
        ) from None


def _is_moved(new: Path, target: Path) -> bool:
    """Return whether a file is in place, judged by the disk, as a signal can come at any line."""
    return not new.exists() or (target.exists() and new.samefile(target))


@contextmanager
def _signals_deferred() -> Iterator[None]:
    """Defer Ctrl-C and requests to stop until the files are in place, which takes a moment."""
    received: list[int] = []
    replaced: list[tuple[int, Any]] = []
    try:
        for name in _SIGNALS:
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) is not None:
                handler = signal.signal(number, lambda number, _: received.append(number))
                replaced.append((number, handler))
    except ValueError:
        pass  # only the main thread receives signals
    try:
        yield
    finally:
        # Ctrl-C was replaced first and comes last, because it can interrupt this loop.
        for number, handler in reversed(replaced):
            signal.signal(number, handler)
        for number in received:
            signal.raise_signal(number)
