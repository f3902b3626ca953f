"""Where files go: whole or not at all.

Invariant: what stood there is left as it was until everything new is written, and comes back if
anything goes wrong. What is written can be read by its owner only, since lists hold children's
data, unless the caller knows that it holds none; give others access on purpose. No temporary file
is left behind, and no message names a folder. A link stays: what it stands for is written, and
where a file of several should go, a link is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from os import PathLike
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from jtai.core.validation import file_path
from jtai.errors import InvalidValueError, TargetError

WORKBOOK_SUFFIX: Final = ".xlsx"
_PRIVATE: Final = 0o600
_PRIVATE_FOLDER: Final = 0o700


def is_workbook(path: str | PathLike[str], *, folder: bool = True) -> bool:
    """Tell by its ending whether a path asks for a workbook, or for a folder of CSV files.

    Args:
        path: The path.
        folder: Whether a folder may be asked for.

    Raises:
        InvalidValueError: If it asks for anything else, or is no path.
        TargetError: If nothing can be written there.

    Examples:
        >>> is_workbook("lists.xlsx"), is_workbook("lists")
        (True, False)
    """
    place = _place(path)
    if place.suffix.lower() == WORKBOOK_SUFFIX:
        return True
    if folder and (not place.suffix or place.is_dir()):
        return False
    raise InvalidValueError(
        "no file with this ending is written",
        where=place.name,
        expected=f"a file that ends in {WORKBOOK_SUFFIX}"
        + (", or a folder for CSV files: a path without an ending" if folder else ""),
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
        write: Writes it to the path that it is given. Beside it, it may use a folder, which is
            given as well and goes away.
        overwrite: Whether a file that is there may be replaced.
        private: Whether its owner only can read it; else whoever may read other new files.

    Raises:
        InvalidValueError: If it is no path.
        TargetError: If it cannot be written there, or is there already.
    """
    place = _place(path)
    if place.is_dir():
        raise TargetError("there is a folder of this name", where=place.name)
    _refuse_there(place, [place], overwrite=overwrite)
    target = place.resolve()
    with _aside(target.parent, place.name) as aside:
        new = aside / "new"
        with _told(place.name):
            write(new, aside)
            if private:
                new.chmod(_PRIVATE & new.stat().st_mode)
        _put(place.name, [(new, target)], aside)


def write_folder(
    path: str | PathLike[str],
    files: Sequence[tuple[str, Callable[[Path], None]]],
    *,
    overwrite: bool,
    never_beside: Sequence[str] = (),
) -> None:
    """Write files to a folder, all of them or none.

    Args:
        path: The folder; it is made if it is not there.
        files: The name of each file, and what writes it to the path that it is given.
        overwrite: Whether files that are there may be replaced.
        never_beside: Names of files that may not stay beside these, as they would be taken for a
            part of them.

    Raises:
        InvalidValueError: If it is no path.
        TargetError: If they cannot be written there, or one of them is there already.
    """
    place = _place(path)
    if _is_taken(place) and not place.is_dir():
        raise TargetError("there is a file of this name, and no folder", where=place.name)
    names = [name for name, _ in files]
    if any((place / name).is_symlink() for name in names):
        raise TargetError(
            "a link stands where a file should go",
            where=place.name,
            remedy="take it out, or name another folder",
        )
    _refuse_there(place, [place / name for name in names], overwrite=overwrite)
    left = [name for name in never_beside if name not in names and _is_taken(place / name)]
    if left:
        raise TargetError(
            f"the folder holds {', '.join(left)} of other lists",
            where=place.name,
            remedy="take it out, or name another folder",
        )
    with _aside(place if place.is_dir() else place.parent, place.name) as aside:
        with _told(place.name):
            for name, write in files:
                new = aside / name
                write(new)
                new.chmod(_PRIVATE & new.stat().st_mode)
        made = not place.is_dir()
        with _told(place.name):
            if made:
                place.mkdir(mode=_PRIVATE_FOLDER)
        try:
            _put(place.name, [(aside / name, place / name) for name in names], aside)
        except TargetError:
            if made:
                place.rmdir()
            raise


def _place(path: str | PathLike[str]) -> Path:
    """Give the path if the system can look there, so that every later look is safe."""
    place = file_path(path, "path")
    try:
        with _told(place.name), suppress(FileNotFoundError, NotADirectoryError):
            place.stat()
    except ValueError:  # it holds a null character, or half of another
        raise TargetError("no file can have this name", where=place.name) from None
    return place


def _is_taken(place: Path) -> bool:
    """Tell whether anything has this name, and be it a link to what is not there."""
    return place.exists() or place.is_symlink()


def _refuse_there(place: Path, targets: Sequence[Path], *, overwrite: bool) -> None:
    there = [target for target in targets if _is_taken(target)]
    if any(target.is_dir() for target in there):
        raise TargetError("a folder stands where a file should go", where=place.name)
    if there and not overwrite:
        names = ", ".join(target.name for target in there if target != place)
        raise TargetError(
            f"the folder holds {names} already" if names else "the file is there already",
            where=place.name,
            remedy="name another place, or write over it with overwrite=True (--overwrite)",
        )


@contextmanager
def _told(name: str) -> Iterator[None]:
    """Turn what the system says into a refusal that names no folder."""
    try:
        yield
    except OSError as error:
        # The system's own error names the whole path, and is no part of what is shown.
        raise TargetError(f"it cannot be written there: {_why(error)}", where=name) from None


def _why(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()


@contextmanager
def _aside(folder: Path, name: str) -> Iterator[Path]:
    """Give a private folder on the same disk, which goes away with all that is in it."""
    if not folder.exists():
        raise TargetError(
            "the folder that it should go to is not there", where=name, remedy="make it first"
        )
    with _told(name):
        aside = TemporaryDirectory(prefix=".jtai-", dir=folder)
    with aside as inside:
        yield Path(inside)


def _put(name: str, moves: Sequence[tuple[Path, Path]], aside: Path) -> None:
    """Move new files into place; if one cannot be, put everything back."""
    done: list[tuple[Path, Path | None]] = []
    try:
        for at, (new, target) in enumerate(moves):
            old = aside / f"old-{at}" if len(moves) > 1 and target.exists() else None
            if old is not None:
                target.replace(old)
                done.append((target, old))
                new.replace(target)
            else:
                new.replace(target)
                done.append((target, None))
    except OSError as error:
        for target, old in reversed(done):
            target.unlink(missing_ok=True)
            if old is not None:
                old.replace(target)
        raise TargetError(f"it cannot be written there: {_why(error)}", where=name) from None
