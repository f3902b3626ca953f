"""What becomes of a command's result: printed, or written to a file, in the requested format.

Files are written completely or not at all, with the same bytes on every system.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any, Final

from jtai.cli.console import width_of
from jtai.core.english import phrase
from jtai.errors import InvalidValueError

# The format that an extension means where no format is given. The first format of a command is
# plain text.
_TEXT: Final = ".txt"
_EXTENSIONS: Final = {
    ".json": "json",
    ".csv": "csv",
    ".html": "html",
    ".ics": "ics",
    ".xlsx": "xlsx",
}


def format_of(arguments: argparse.Namespace) -> str:
    """Return the format that the option or the file's extension requests.

    Raises:
        InvalidValueError: If they disagree, or neither says a format.
    """
    text = str(arguments.formats[0])
    if arguments.output is None:
        return str(arguments.format or text)
    formats = {_TEXT: text, **_EXTENSIONS}
    form = formats.get(Path(arguments.output).suffix.lower())
    if arguments.format is not None:
        if form not in {None, arguments.format}:
            raise InvalidValueError(
                f"this extension means {form}, but --format says {arguments.format}",
                where="--output",
                remedy="use another extension, or leave --format out",
            )
        return str(arguments.format)
    if form is None or form not in arguments.formats:
        known = [extension for extension, name in formats.items() if name in arguments.formats]
        raise InvalidValueError(
            "cannot tell the format from this extension",
            where="--output",
            expected=f"one of {', '.join(known)}",
            remedy=(
                "write .html, and print it to PDF from a browser"
                if Path(arguments.output).suffix.lower() == ".pdf" and "html" in arguments.formats
                else "use another name, or give the format with --format"
            ),
        )
    return form


# Options that only some formats use, and their value if they are left out.
_OPTIONS: Final[dict[str, tuple[tuple[str, ...], object]]] = {
    "title": (("html", "xlsx"), None),
    "explain": (("table", "csv"), []),
    "key": (("ics",), None),
    "sequence": (("ics",), None),
    "stamp": (("ics",), None),
    "values": (("html", "json", "csv"), False),
    "rule": (("text",), []),
    "list": (("text",), []),
    "all": (("text",), False),
}


def check_options(arguments: argparse.Namespace, form: str) -> None:
    """Refuse an option that would change nothing.

    Raises:
        InvalidValueError: If the format does not use it.
    """
    for name, (formats, left_out) in _OPTIONS.items():
        if getattr(arguments, name, left_out) != left_out and form not in formats:
            usable = [each for each in formats if each in arguments.formats]
            raise InvalidValueError(
                f"this applies only to {phrase(usable)}, but the format is {form}",
                where=f"--{name}",
                remedy="leave it out, or choose another format with --format",
            )


def deliver(
    arguments: argparse.Namespace, made: str | bytes, *, private: bool = False
) -> str | bytes:
    """Return what to print: the result, or that it was written to a file.

    Args:
        arguments: The words of the command line.
        made: The result.
        private: Whether a file can be read by its owner only.
    """
    if arguments.output is None:
        return made
    from jtai.formats.writing.atomic_files import write_file  # noqa: PLC0415 - most runs print

    # UTF-8 on every system. It has no unpaired surrogates, which become question marks.
    content = made if isinstance(made, bytes) else f"{made}\n".encode(errors="replace")

    def write(new: Path, _: Path) -> None:
        new.write_bytes(content)

    write_file(arguments.output, write, overwrite=arguments.overwrite, private=private)
    return was_written(arguments.output)


def width_for(arguments: argparse.Namespace) -> int:
    """Return the width of the terminal; a file does not depend on it."""
    return width_of(sys.stdout if arguments.output is None else None)


def was_written(path: str) -> str:
    """Return that a file was written, without its folder."""
    return f"{Path(path).name} was written"


def as_json(thing: object, *, values: bool = False) -> bytes:
    """Return a result as the JSON that `jtai.from_json` reads."""
    from jtai.formats.json import to_json  # noqa: PLC0415 - most runs print a table

    return f"{to_json(thing, values=values, indent=2)}\n".encode()


def as_csv(records: list[dict[str, Any]]) -> bytes:
    """Return at least one record as CSV; as bytes, since CSV has its own line endings."""
    from jtai.formats.csv import csv_lines  # noqa: PLC0415 - most runs print a table

    lines = csv_lines([list(records[0]), *(list(record.values()) for record in records)])
    return lines.encode(errors="replace")
