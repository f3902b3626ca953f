"""Where the command line prints: standard output, standard error, and how wide they are.

An error is one line on standard error, so that a script or log can take it whole. A terminal shows
it wrapped between words. Errors of the library name Python's arguments; here they name options.
"""

from __future__ import annotations

import errno
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path
from typing import Final, TextIO

from jtai.core.tables import visible, wrapped
from jtai.errors import Fault, TargetError

USUAL_WIDTH: Final = 80
"""The number of columns where there is no terminal: in pipes and files."""

_NARROWEST: Final = 20

# What the command line calls the arguments of the library.
_OPTIONS: Final = {
    "notification": "DATE",
    "fieldwork_start": "DATE",
    "year": "YEAR",
    "closures": "--closure",
    "school_holidays": "--school-holiday",
    "as_of": "--as-of",
    "drawn_on": "--drawn-on",
    "key": "--key",
    "milestones": "--milestones",
    "only": "--only",
    "provides": "--provides",
    "sequence": "--sequence",
    "stamp": "--stamp",
    "title": "--title",
}
# A period of `plan`, such as school_holidays['Easter'].
_PERIOD: Final = re.compile(r"school_holidays\['(.*)'\]")
# An argument with its option, such as any_weekday=True (--any-weekday).
_BOTH: Final = re.compile(r"\b\w+=\w* \((--[\w-]+)\)")


def program_name() -> str:
    """Return what the program was called as: ``jtai`` or ``python -m jtai``."""
    # https://docs.python.org/3/library/sys.html#sys.argv: the path of the module, with -m
    return "python -m jtai" if Path(sys.argv[0]).name == "__main__.py" else "jtai"


def replace_missing_characters() -> None:
    """Print a question mark for a character that a terminal or pipe does not have."""
    for stream in (sys.stdout, sys.stderr):
        # Even UTF-8 lacks unpaired surrogates, which names of files can have (PEP 383).
        if isinstance(stream, TextIOWrapper) and (
            "utf" not in stream.encoding.lower() or stream.errors == "strict"
        ):
            stream.reconfigure(errors="replace")


def width_of(stream: TextIO | None) -> int:
    """Return how many columns a stream has: what ``COLUMNS`` says, its terminal's, or 80."""
    columns = 0
    with suppress(ValueError):
        columns = int(os.environ.get("COLUMNS", ""))
    if columns <= 0 and stream is not None:
        with suppress(OSError, ValueError):  # not a terminal
            columns = os.get_terminal_size(stream.fileno()).columns
    return max(columns, _NARROWEST) if columns > 0 else USUAL_WIDTH


def write_output(content: str | bytes) -> None:
    """Write text or bytes to standard output, and flush it.

    The reader of a pipe may have seen enough, as in ``jtai plan 2027 | head``: that is not an
    error.

    Raises:
        TargetError: If it cannot be written, for example because the disk is full.
    """
    stream = sys.stdout
    if stream is None:  # as under pythonw.exe, or after `>&-`
        raise TargetError("standard output is closed", remedy="write to a file with --output")
    if stream.isatty():  # what a file contains, such as titles of columns, must not control it
        content = visible(content if isinstance(content, str) else content.decode())
    try:
        if isinstance(content, str):
            stream.write(content)
        elif hasattr(stream, "buffer"):
            stream.flush()
            stream.buffer.write(content)
        else:  # an output that only takes text, such as a notebook's
            stream.write(content.decode())
        stream.flush()
    except OSError as error:
        # Python writes what is left when it exits, and would report the same error again.
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        # Windows reports a closed pipe as an invalid argument: https://bugs.python.org/issue35754
        if isinstance(error, BrokenPipeError) or (os.name, error.errno) == ("nt", errno.EINVAL):
            return
        raise TargetError(f"cannot write to standard output: {reason(error)}") from None


def reason(error: OSError) -> str:
    """Return why the system refused something, without the path that it names."""
    return (error.strerror or type(error).__name__).lower()


def write_error(text: str) -> None:
    """Write one line on standard error, which a terminal shows wrapped."""
    stream = sys.stderr
    line = one_line(text)
    if stream is not None:
        if stream.isatty():
            line = wrapped(line, width_of(stream), indent="  ")
        with suppress(OSError):  # there is nowhere left to say so
            stream.write(f"{line}\n")
            stream.flush()


def one_line(text: str) -> str:
    r"""Return text without characters that break a line or control the terminal.

    Examples:
        >>> print(one_line("a\nb"))
        a\nb
    """
    return "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text
    )


def in_options(fault: Fault) -> str:
    """Return an error detail with the options of the command line instead of Python's arguments.

    Examples:
        >>> in_options(Fault(message="too large", where="sequence"))
        '--sequence: too large'
        >>> in_options(Fault(message="it exists", remedy="allow overwrite=True (--overwrite)"))
        'it exists; allow --overwrite'
    """
    where = _PERIOD.sub(r"--school-holiday \1", fault.where)
    words = str(Fault(message=fault.message, where=_OPTIONS.get(where, where)))
    rest = str(fault).removeprefix(str(Fault(message=fault.message, where=fault.where)))
    return _BOTH.sub(r"\1", words + rest)


class Progress:
    """A line on standard error that shows how far the work is, on a terminal only."""

    def __init__(self) -> None:
        self._stream = sys.stderr if sys.stderr is not None and sys.stderr.isatty() else None

    def show(self, text: object) -> None:
        """Show text, or how far a step has got, instead of what was shown last."""
        if self._stream is not None:
            # To the first column, and clear to the end of the line (ECMA-48: CR, EL).
            with suppress(OSError):
                self._stream.write(f"\r\x1b[K{str(text)[: width_of(self._stream) - 1]}")
                self._stream.flush()


@contextmanager
def progress() -> Iterator[Progress]:
    """Show progress while something runs, and clear the line at its end, whatever ends it."""
    shown = Progress()
    try:
        yield shown
    finally:
        shown.show("")
