"""The bytes of a source: a path, bytes or an open file.

Invariant: only a regular file is read from a path, or a link to one. A pipe, a device or a socket
is refused without waiting for it. No message names a folder.
"""

from __future__ import annotations

import os
import stat
from os import PathLike
from pathlib import Path
from typing import BinaryIO, Final

from jtai.core.validation import did_you_mean, file_path, instance
from jtai.errors import DateTypeError, UnreadableFileError
from jtai.formats.reading.limits import Limits, exceeded

_NO_NAME: Final = "the workbook"
# Without O_NONBLOCK, opening a pipe waits for a writer. No system has all of these flags.
_FLAGS: Final = os.O_RDONLY | sum(
    getattr(os, flag, 0) for flag in ("O_BINARY", "O_CLOEXEC", "O_NOCTTY", "O_NONBLOCK")
)


def printable_name(path: Path) -> str:
    r"""Return a file's name, with escapes for bytes that are not text in the system's encoding.

    Examples:
        >>> print(printable_name(Path("Smith\udcff.csv")))
        Smith\udcff.csv
    """
    return path.name.encode(errors="backslashreplace").decode()


def open_regular(path: Path, name: str) -> BinaryIO:
    """Open a regular file, or a link to one, for reading bytes.

    Args:
        path: Where the file is.
        name: What messages call it.

    Raises:
        UnreadableFileError: If it is not a regular file or cannot be opened.
    """
    problem, remedy = "not a regular file", ""
    try:
        # Opening a device can do something to it, so look first.
        if _is_regular(path.stat()):
            descriptor = os.open(path, _FLAGS)
            # Look again, because another file may have taken the name meanwhile.
            if _is_regular(os.fstat(descriptor)):
                return os.fdopen(descriptor, "rb")
            os.close(descriptor)
        elif path.is_dir():
            problem = "this is a folder, not a file"
    except FileNotFoundError:
        problem, remedy = "there is no such file", nearest_name(path)
    except PermissionError:
        problem = "the file cannot be read"
        remedy = "close it in other programs, or ask for permission to read it"
    except (OSError, ValueError):
        problem = "the file cannot be read"
    # Outside the handlers, because the system's own error contains the full path.
    raise UnreadableFileError(problem, where=name, remedy=remedy)


def is_folder(path: Path) -> bool:
    """Return whether a path is a folder; it is not if the system refuses to say."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def nearest_name(path: Path) -> str:
    """Return a question that suggests the nearest name in the folder of a missing file."""
    try:
        # A link that leads nowhere has the name itself.
        names = [
            entry.name
            for entry in path.parent.iterdir()
            if entry.name.isprintable() and entry.name != path.name
        ]
    except (OSError, ValueError):
        return ""
    return did_you_mean(path.name, names)


def _is_regular(status: os.stat_result) -> bool:
    return stat.S_ISREG(status.st_mode)


def read_at_most(path: Path, count: int, name: str) -> bytes:
    """Return the first bytes of a regular file, or of a link to one.

    Args:
        path: Where the file is.
        count: How many bytes to read at most.
        name: What messages call it.

    Raises:
        UnreadableFileError: If it is not a regular file or cannot be read.
    """
    with open_regular(path, name) as file:
        try:
            data: bytes | None = file.read(count)
        except OSError:
            data = None
    if data is not None:  # as if nothing is there yet, in a file that is in fact a queue
        return data
    raise UnreadableFileError("the file cannot be read", where=name)


def file_bytes(
    source: str | PathLike[str] | bytes | BinaryIO, *, limits: Limits, name: str | None = None
) -> tuple[bytes, str]:
    """Return all bytes of a source, and its name.

    Args:
        source: A path, the bytes, or a file that is open for reading bytes.
        limits: How many bytes are read.
        name: What messages call it, instead of the name of its file.

    Raises:
        DateTypeError: If it is none of these.
        InvalidValueError: If a path is empty, or not text.
        LimitError: If there are too many bytes.
        UnreadableFileError: If it is not a regular file or cannot be read.
    """
    most = instance(Limits, limits, "limits", expected="a jtai.Limits").file_bytes + 1
    if isinstance(source, str | PathLike):
        path = file_path(source, "source")
        name = printable_name(path) if name is None else name
        data: object = read_at_most(path, most, name)
    else:
        name = _NO_NAME if name is None else name
        read = getattr(source, "read", None)
        data = read(most) if callable(read) else source
    if not isinstance(data, bytes):
        raise DateTypeError(
            f"cannot read bytes from {type(source).__name__}",
            expected="a path, bytes, or a file that is open for reading bytes",
        )
    if len(data) > limits.file_bytes:
        raise exceeded(limits, "file_bytes", found=len(data), where=name, least=True)
    return data, name
