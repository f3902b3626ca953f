"""What becomes of what a command made: printed, or written to a file, in the form that is wanted.

Invariant: files whole or not at all, the same on every system.
"""

from __future__ import annotations

import argparse
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Final

from jtai.errors import InvalidValueError

# What each ending of a file asks for, where no format is given.
_ENDINGS: Final = {
    ".txt": "table",
    ".json": "json",
    ".csv": "csv",
    ".html": "html",
    ".ics": "ics",
    ".xlsx": "xlsx",
}


def form_of(arguments: argparse.Namespace) -> str:
    """Tell in which format something is wanted, by the option or the ending of the file."""
    if arguments.output is None:
        return str(arguments.format or "table")
    form = _ENDINGS.get(Path(arguments.output).suffix.lower())
    if arguments.format is not None:
        if form not in {None, arguments.format}:
            raise InvalidValueError(
                f"a file of this ending is taken for {form}, and {arguments.format} is asked for",
                where="--output",
                remedy="give it another ending, or leave --format out",
            )
        return str(arguments.format)
    if form is None or form not in arguments.formats:
        endings = [ending for ending, name in _ENDINGS.items() if name in arguments.formats]
        raise InvalidValueError(
            "the ending of this file tells no format",
            where="--output",
            expected=f"one of {', '.join(endings)}",
            remedy="give another name, or say the format with --format",
        )
    return form


# The options that one form or another has for itself.
_OPTIONS: Final = {
    "title": ("html", "xlsx"),
    "key": ("ics",),
    "sequence": ("ics",),
    "stamp": ("ics",),
}


def check_options(arguments: argparse.Namespace, form: str) -> None:
    """Refuse an option that would change nothing, rather than pass it by."""
    for name, forms in _OPTIONS.items():
        if getattr(arguments, name, None) is not None and form not in forms:
            raise InvalidValueError(
                f"this is for {' and '.join(forms)}, and the format is {form}",
                where=f"--{name}",
                remedy="leave it out, or ask for another format",
            )


def delivered(arguments: argparse.Namespace, made: str | bytes) -> str | bytes:
    """Give what is printed: what was made, or that it was written to a file."""
    if arguments.output is None:
        return made
    from jtai.formats.writing.atomic_files import write_file  # noqa: PLC0415 - most runs print

    # The same on every system; half a character, which no file holds, becomes a question mark.
    content = made if isinstance(made, bytes) else f"{made}\n".encode(errors="replace")

    def write(new: Path, _: Path) -> None:
        new.write_bytes(content)

    write_file(arguments.output, write, overwrite=arguments.overwrite, private=False)
    return written(arguments.output)


def written(path: str) -> str:
    """Say that a file was written, without its folder."""
    return f"{Path(path).name} was written"


def printed(
    form: str, table: str, facts: dict[str, Any], name: str, records: list[dict[str, Any]]
) -> str | bytes:
    """Give records as a table, JSON or CSV.

    Args:
        form: Which of them.
        table: The table.
        facts: What JSON says besides the records.
        name: How JSON names the records.
        records: At least one.
    """
    if form == "json":
        import json  # noqa: PLC0415 - most runs print a table

        return json.dumps({**facts, name: records}, indent=2, default=_plain)
    if form == "csv":
        from jtai.formats.csv import csv_lines  # noqa: PLC0415 - likewise

        # As bytes, since its line ends are its own.
        lines = csv_lines([list(records[0]), *(list(record.values()) for record in records)])
        return lines.encode(errors="replace")
    return table


def _plain(value: date | time | datetime) -> str:
    return value.isoformat()
