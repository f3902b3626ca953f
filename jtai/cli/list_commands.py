"""The commands about child-level lists.

Invariant: it calls and words; nothing of a child is printed unless ``--values`` asks for it.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Final, TextIO, TypeVar

from jtai.cli.output import written
from jtai.errors import InvalidValueError, TargetError

_Value = TypeVar("_Value")
PROBLEMS: Final = 1
"""The exit status where problems were found."""


def check(arguments: argparse.Namespace) -> tuple[str | bytes, int]:
    """Read lists, check them, and mark a copy if one is asked for."""
    from jtai.formats.reading.lists import read_lists  # noqa: PLC0415 - other commands need none

    marked = arguments.marked
    if marked is not None and _is_same(marked, arguments.path):
        raise TargetError(
            "the marked copy would take the place of the lists themselves",
            where="--marked",
            remedy="give it another name",
        )
    severities = _once("--severity", arguments.severity)
    progress = _Progress(sys.stderr)
    progress.say(f"reading {Path(arguments.path).name}")
    lists = read_lists(arguments.path, sheet_names=_once("--sheet", arguments.sheet))
    report = lists.check(
        as_of=arguments.as_of,
        lists=arguments.lists,
        skip=arguments.skip,
        severities=severities,
        progress=lambda done, of: progress.say(f"checking, rule {done} of {of}"),
    )
    if marked is not None:
        from jtai.formats.writing.marked_copy import write_marked  # noqa: PLC0415 - likewise

        progress.say("writing the marked copy")
        write_marked(lists, report, marked, overwrite=arguments.overwrite)
    progress.say("")
    status = 0 if report.is_clear else PROBLEMS
    if arguments.format == "csv":
        from jtai.formats.csv import to_csv  # noqa: PLC0415 - likewise

        if report.not_checked:
            number = len(report.not_checked)
            print(f"{number} entries of rules were not checked; JSON has them", file=sys.stderr)
        return to_csv(report, values=arguments.values).encode(errors="replace"), status
    if arguments.format == "json":
        from jtai.formats.json import to_json  # noqa: PLC0415 - likewise

        return to_json(report, values=arguments.values, envelope=False, indent=2), status
    return str(report), status


def template(arguments: argparse.Namespace) -> tuple[str | bytes, int]:
    """Write an empty workbook."""
    from jtai.formats.writing.template import write_template  # noqa: PLC0415 - other commands need none

    write_template(arguments.path, overwrite=arguments.overwrite)
    return written(arguments.path), 0


def _is_same(one: str, other: str) -> bool:
    try:
        return Path(one).resolve() == Path(other).resolve()
    except (OSError, RuntimeError, ValueError):
        return False  # no file has such a name, which who opens it will say


def _once(option: str, pairs: list[tuple[str, _Value]]) -> dict[str, _Value]:
    """Give what an option says of each name; it cannot say two things of one."""
    told: dict[str, _Value] = {}
    for name, value in pairs:
        if told.setdefault(name, value) != value:
            raise InvalidValueError(
                f"two different values are given for {name}",
                where=option,
                expected="one for each name",
            )
    return told


class _Progress:
    """A line that says how far the work is, on a terminal only."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.shown = stream.isatty()

    def say(self, text: str) -> None:
        """Put a text in place of the last one."""
        if self.shown:
            # To the first column, and clear to the end of the line.
            self.stream.write(f"\r\x1b[K{text}")
            self.stream.flush()
