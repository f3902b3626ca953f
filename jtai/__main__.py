"""The command line: the library's answers in a terminal.

Invariant: thin. It parses words, calls one function and prints; it computes nothing. The exit
status is 0 if all is well, 1 if problems were found, 2 if the input was refused or the output
failed, with one line on standard error and no traceback, and 130 after Ctrl-C.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from jtai.errors import JtaiError

__all__ = ["main"]

_MODULES = {
    "timetable": "timetable_commands",
    "plan": "timetable_commands",
    "completion": "completion",
}
_REFUSED = 2
# 128 and the number of SIGINT, as shells report it.
_INTERRUPTED = 130


def _make(parsed: argparse.Namespace) -> tuple[str | bytes, int]:
    """Run a command, whose module is only imported now; return what to print, and the status."""
    commands = import_module(f"jtai.cli.{_MODULES.get(parsed.command, 'list_commands')}")
    make: Callable[[argparse.Namespace], tuple[str | bytes, int]]
    make = getattr(commands, parsed.command)
    return make(parsed)


def _run(words: Sequence[str]) -> int:
    # Most of the time of a short command goes into imports, which Ctrl-C ends like any other work.
    from jtai.cli.arguments import parser, refuse_dashes, with_explicit_values  # noqa: PLC0415
    from jtai.cli.console import replace_missing_characters, write_output  # noqa: PLC0415

    replace_missing_characters()
    known = parser()
    try:
        refuse_dashes(known, words)
        parsed = known.parse_args(with_explicit_values(words))
    except SystemExit:
        write_output("")  # argparse does not notice that a disk is full
        raise
    made, status = _make(parsed)
    write_output(made if isinstance(made, bytes) else f"{made}\n")
    return status


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        arguments: The words after the program's name; those of the process by default.

    Returns:
        The exit status: 0 if all is well, 1 if problems were found, 2 if the input was refused or
        the output failed, 130 after Ctrl-C.

    Examples:
        >>> main(["timetable", "2019-09-09", "--format", "csv"])  # doctest: +ELLIPSIS
        notification,reading,key,date,time,...
        0
    """
    from jtai.cli.console import in_options, reason, write_error  # noqa: PLC0415 - as above

    try:
        return _run(sys.argv[1:] if arguments is None else arguments)
    except JtaiError as error:
        write_error("; ".join(map(in_options, error.faults)))
    except KeyboardInterrupt:
        write_error("interrupted")
        return _INTERRUPTED
    except OSError as error:
        write_error(reason(error))
    return _REFUSED


if __name__ == "__main__":
    sys.exit(main())
