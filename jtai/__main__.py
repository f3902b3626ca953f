"""The command line: the library's answers in a terminal.

Invariant: thin. It parses words, calls one function and prints; it computes nothing. Exit status 0
is fine, 1 means that problems were found, 2 that the input was refused, with one line on standard
error and no traceback.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence

from jtai.cli.arguments import REFUSED, one_line, parser, refuse_dashes
from jtai.errors import JtaiError

__all__ = ["main"]


def _run(parsed: argparse.Namespace) -> tuple[str | bytes, int]:
    """Run a command; its room is opened only if it is asked for."""
    if parsed.command in {"check", "template"}:
        from jtai.cli.list_commands import check, template  # noqa: PLC0415 - as above

        return check(parsed) if parsed.command == "check" else template(parsed)
    from jtai.cli.timetable_commands import plan, timetable  # noqa: PLC0415 - as above

    return plan(parsed) if parsed.command == "plan" else timetable(parsed)


def _show(printed: str | bytes) -> None:
    """Print a text; bytes as they are, where the output takes them."""
    if isinstance(printed, str):
        print(printed)
    elif hasattr(sys.stdout, "buffer"):
        sys.stdout.buffer.write(printed)
        sys.stdout.flush()
    else:  # an output that only takes text, such as a notebook's
        sys.stdout.write(printed.decode())


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        arguments: The words after the program's name; those of the process by default.

    Returns:
        The exit status: 0 fine, 1 problems found, 2 refused.

    Examples:
        >>> main(["timetable", "2019-09-09", "--format", "csv"])  # doctest: +ELLIPSIS
        key,title,date,time,...
        0
    """
    # A terminal or pipe that lacks a character gets another one, and no traceback; even one that
    # has them all lacks half of one, as names of files can have.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and (
            "utf" not in stream.encoding.lower() or stream.errors == "strict"
        ):
            stream.reconfigure(errors="replace")
    words = sys.argv[1:] if arguments is None else arguments
    known = parser()
    refuse_dashes(known, words)
    parsed = known.parse_args(words)
    status = 0
    try:
        text, status = _run(parsed)
        _show(text)
    except JtaiError as error:
        print(one_line("; ".join(map(str, error.faults))), file=sys.stderr)
        return REFUSED
    except BrokenPipeError:
        # The reader has what it wanted, as in `... | head`. Python would complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return status


if __name__ == "__main__":
    sys.exit(main())
