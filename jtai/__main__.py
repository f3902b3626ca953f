"""The command line: the library's answers in a terminal.

Law: thin. It parses words, calls one function and prints; it computes nothing. Exit status 0 is
fine, 1 means that problems were found, 2 that the input was refused, with one line on standard
error and no traceback.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, NoReturn, TextIO

from jtai import __version__
from jtai.errors import InvalidValueError, JtaiError, TargetError
from jtai.milestone_dates import Reading
from jtai.timetable import Timetable
from jtai.working_days import WorkingCalendar

__all__ = ["main"]

_PROBLEMS = 1
_REFUSED = 2
# What each ending of a file asks for, where no format is given.
_ENDINGS = {
    ".txt": "table",
    ".json": "json",
    ".csv": "csv",
    ".html": "html",
    ".ics": "ics",
    ".xlsx": "xlsx",
}
_FORMATS = ("table", "json", "csv", "html")


class _Parser(argparse.ArgumentParser):
    """An argument parser whose refusal is one line, as the library's own are."""

    def error(self, message: str) -> NoReturn:
        self.exit(_REFUSED, f"{self.prog}: {message} (see {self.prog} --help)\n")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            "not a date; write it as YYYY-MM-DD, for example 2019-09-09"
        ) from None


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise argparse.ArgumentTypeError(
            "not a moment with its offset; write it as 2019-09-09T08:00:00+00:00"
        )
    return moment


def _closure(text: str) -> tuple[date, str]:
    day, separator, reason = text.partition("=")
    if not separator or not reason.strip():
        raise argparse.ArgumentTypeError("write it as YYYY-MM-DD=REASON")
    return _day(day), reason.strip()


def _arguments() -> _Parser:
    parser = _Parser(
        prog="python -m jtai",
        description=(
            "Dates and child-level lists of joint targeted area inspections on children's mental "
            "health (guidance No. 190035, July 2019)."
        ),
        epilog="Exit status: 0 fine, 1 problems found, 2 input refused.",
    )
    parser.add_argument("--version", action="version", version=f"jtai {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    timetable = commands.add_parser(
        "timetable",
        help="every milestone from a notification Monday",
        description="Print what is due, when, from whom and to whom, from a notification Monday.",
        epilog="Example: python -m jtai timetable 2019-09-09 --explain",
    )
    timetable.add_argument(
        "day", type=_day, metavar="DATE", help="the notification Monday, as YYYY-MM-DD"
    )
    timetable.add_argument(
        "--fieldwork",
        action="store_true",
        help="DATE is the first day of fieldwork; go back ten working days to notification",
    )
    timetable.add_argument(
        "--any-weekday",
        action="store_true",
        help="allow notification on another working day than a Monday",
    )
    timetable.add_argument(
        "--explain", action="store_true", help="say for each milestone why it falls on its day"
    )
    timetable.add_argument(
        "--key",
        metavar="NAME",
        help="with ics: the name of the inspection, the same in every issue; never a child's",
    )
    timetable.add_argument(
        "--sequence",
        type=int,
        default=0,
        metavar="NUMBER",
        help="with ics: the number of the issue, higher each time (default: 0)",
    )
    timetable.add_argument(
        "--stamp",
        type=_moment,
        metavar="MOMENT",
        help="with ics: when the file is made, as 2019-09-09T08:00:00+00:00 (default: now)",
    )
    timetable.set_defaults(run=_timetable, formats=(*_FORMATS, "ics", "xlsx"))

    plan = commands.add_parser(
        "plan",
        help="every Monday of a year as a notification day",
        description=(
            "Print for each Monday of a year whether it can be a notification day, when fieldwork "
            "would start, and how many milestones leave the weekday that the guidance names."
        ),
        epilog="Example: python -m jtai plan 2027",
    )
    plan.add_argument("year", type=int, metavar="YEAR", help="the year, for example 2027")
    plan.set_defaults(run=_plan, formats=_FORMATS)

    _list_commands(commands)

    for command in (timetable, plan):
        command.add_argument(
            "--reading",
            choices=[str(reading) for reading in Reading],
            default=str(Reading.WORKING_DAYS),
            help=(
                "what decides where a bank holiday falls in between: the number of working days "
                "(default) or the weekday that the guidance names"
            ),
        )
        command.add_argument(
            "--closure",
            type=_closure,
            action="append",
            default=[],
            metavar="DATE=REASON",
            help="one more day off, such as a late bank holiday; may be given several times",
        )
        command.add_argument(
            "--format",
            choices=command.get_default("formats"),
            help="how to print or write it (default: as the ending of FILE says, else table)",
        )
        command.add_argument(
            "--title", metavar="TEXT", help="with html and xlsx: the heading, never about a child"
        )
        command.add_argument(
            "--output", metavar="FILE", help="write it to a file, whole or not at all"
        )
        command.add_argument(
            "--overwrite", action="store_true", help="write over a file that is already there"
        )
    return parser


def _list_commands(commands: Any) -> None:
    """Add the commands about child-level lists."""
    check = commands.add_parser(
        "check",
        help="child-level lists: what is wrong, and where",
        description=(
            "Check child-level lists: a workbook, a CSV file named after its list (List_6.csv), or "
            "a folder of such files. Exit status 1 says that there are errors or warnings, or that "
            "something could not be checked."
        ),
        epilog="Example: python -m jtai check lists.xlsx --as-of 2019-09-09",
    )
    check.add_argument("path", metavar="LISTS", help="a workbook, a CSV file, or a folder of them")
    check.add_argument(
        "--as-of",
        type=_day,
        required=True,
        metavar="DATE",
        help="the day at which ages are taken and look-backs end, as YYYY-MM-DD",
    )
    check.add_argument(
        "--lists",
        type=_numbers,
        metavar="6,7,8",
        help="check these lists only; the others are still held against them",
    )
    check.add_argument(
        "--skip",
        action="append",
        default=[],
        metavar="RULE",
        help="switch a rule off; may be given several times",
    )
    check.add_argument(
        "--severity",
        type=_severity,
        action="append",
        default=[],
        metavar="RULE=SEVERITY",
        help="give a rule another severity: error, warning or note",
    )
    check.add_argument(
        "--sheet",
        type=_sheet_name,
        action="append",
        default=[],
        metavar="NAME=LIST",
        help="say which list a sheet or file of yours is, as in 'CIN extract=6'",
    )
    check.add_argument(
        "--values",
        action="store_true",
        help="with json and csv: add what stands in the cells and the children's identifiers",
    )
    check.add_argument(
        "--marked",
        metavar="FILE.xlsx",
        help="also write a copy of the lists with the cells marked",
    )
    check.add_argument(
        "--format",
        choices=["table", "json", "csv"],
        default="table",
        help="how to print it (default: table)",
    )
    check.set_defaults(run=_check)

    template = commands.add_parser(
        "template",
        help="an empty workbook of child-level lists",
        description="Write an empty workbook of child-level lists with a sheet that explains it.",
        epilog="Example: python -m jtai template lists.xlsx",
    )
    template.add_argument("path", metavar="LISTS.xlsx", help="where to write it")
    template.set_defaults(run=_template)
    for command in (check, template):
        command.add_argument(
            "--overwrite", action="store_true", help="write over a file that is already there"
        )


def _numbers(text: str) -> list[int]:
    parts = text.split(",")
    if not all(part.strip().isdecimal() for part in parts):
        raise argparse.ArgumentTypeError("write it as numbers of lists, for example 6,7,8")
    return [int(part) for part in parts]


def _severity(text: str) -> tuple[str, str]:
    rule, separator, severity = text.partition("=")
    if not separator:
        raise argparse.ArgumentTypeError("write it as RULE=SEVERITY")
    return rule, severity


def _sheet_name(text: str) -> tuple[str, int]:
    name, separator, number = text.rpartition("=")
    if not separator or not number.isdecimal():
        raise argparse.ArgumentTypeError("write it as NAME=LIST, for example 'CIN extract=6'")
    return name, int(number)


def _check(arguments: argparse.Namespace) -> tuple[str, int]:
    from jtai.formats.list_reading import read_lists  # noqa: PLC0415 - other commands need none

    marked = arguments.marked
    if marked is not None and Path(marked).resolve() == Path(arguments.path).resolve():
        raise TargetError(
            "the marked copy would take the place of the lists themselves",
            where="--marked",
            remedy="give it another name",
        )
    progress = _Progress(sys.stderr)
    progress.say(f"reading {Path(arguments.path).name}")
    lists = read_lists(arguments.path, sheet_names=dict(arguments.sheet))
    report = lists.check(
        as_of=arguments.as_of,
        lists=arguments.lists,
        skip=arguments.skip,
        severities=dict(arguments.severity),
        progress=lambda done, of: progress.say(f"checking, rule {done} of {of}"),
    )
    if marked is not None:
        from jtai.formats.marked import write_marked  # noqa: PLC0415 - likewise

        progress.say("writing the marked copy")
        write_marked(lists, report, marked, overwrite=arguments.overwrite)
    progress.say("")
    status = 0 if report.is_clear else _PROBLEMS
    if arguments.format == "csv":
        from jtai.formats.csv import to_csv  # noqa: PLC0415 - likewise

        if report.not_checked or report.crashed:
            number = len(report.not_checked) + len(report.crashed)
            print(f"{number} entries of rules were not checked; JSON has them", file=sys.stderr)
        return to_csv(report, values=arguments.values).removesuffix("\n"), status
    if arguments.format == "json":
        from jtai.formats.report_json import report_to_json  # noqa: PLC0415 - likewise

        return report_to_json(report, values=arguments.values, envelope=False, indent=2), status
    return str(report), status


def _template(arguments: argparse.Namespace) -> tuple[str, int]:
    from jtai.formats.template import write_template  # noqa: PLC0415 - other commands need none

    write_template(arguments.path, overwrite=arguments.overwrite)
    return _written(arguments.path), 0


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


def _calendar(arguments: argparse.Namespace) -> WorkingCalendar:
    calendar = WorkingCalendar.england()
    return calendar.with_closures(dict(arguments.closure)) if arguments.closure else calendar


def _timetable(arguments: argparse.Namespace) -> tuple[str | bytes, int]:
    make = Timetable.from_fieldwork if arguments.fieldwork else Timetable.from_notification
    form = _format(arguments)
    timetable = make(
        arguments.day,
        calendar=_calendar(arguments),
        reading=Reading(arguments.reading),
        any_weekday=arguments.any_weekday,
    )
    if form == "xlsx":
        return _workbook(arguments, timetable), 0
    if form == "ics":
        return _delivered(arguments, _calendar_file(arguments, timetable)), 0
    if form == "html":
        return _delivered(arguments, _page(arguments, timetable)), 0
    records = timetable.to_records()
    if arguments.explain:
        for record, milestone in zip(records, timetable, strict=True):
            record["explanation"] = milestone.explain()
    facts = {
        "notification": timetable.notification,
        "reading": timetable.reading,
        "calendar": timetable.calendar.version,
        "provisional": timetable.provisional,
        "assumptions": [str(assumption) for assumption in timetable.assumptions],
    }
    table = f"{timetable}\n\n{timetable.explain()}" if arguments.explain else str(timetable)
    return _delivered(arguments, _printed(form, table, facts, "milestones", records)), 0


def _format(arguments: argparse.Namespace) -> str:
    """Tell in which format something is wanted, by the option or the ending of the file."""
    if arguments.format is not None:
        return str(arguments.format)
    if arguments.output is None:
        return "table"
    form = _ENDINGS.get(Path(arguments.output).suffix.lower())
    if form is None or form not in arguments.formats:
        endings = [ending for ending, name in _ENDINGS.items() if name in arguments.formats]
        raise InvalidValueError(
            "the ending of this file tells no format",
            where="--output",
            expected=f"one of {', '.join(endings)}",
            remedy="give another name, or say the format with --format",
        )
    return form


def _delivered(arguments: argparse.Namespace, made: str | bytes) -> str | bytes:
    """Give what is printed: what was made, or that it was written to a file."""
    if arguments.output is None:
        return made
    from jtai.formats.targets import write_file  # noqa: PLC0415 - most runs print

    # The same on every system; half a character, which no file holds, becomes a question mark.
    content = made if isinstance(made, bytes) else f"{made}\n".encode(errors="replace")

    def write(new: Path, _: Path) -> None:
        new.write_bytes(content)

    write_file(arguments.output, write, overwrite=arguments.overwrite, private=False)
    return _written(arguments.output)


def _written(path: str) -> str:
    return f"{Path(path).name} was written"


def _workbook(arguments: argparse.Namespace, timetable: Timetable) -> str:
    from jtai.formats.timetable_workbook import write_timetable  # noqa: PLC0415 - most print

    if arguments.output is None:
        raise InvalidValueError(
            "a workbook is not printed",
            where="--format",
            remedy="say where to write it, for example --output timetable.xlsx",
        )
    write_timetable(
        timetable, arguments.output, title=arguments.title, overwrite=arguments.overwrite
    )
    return _written(arguments.output)


def _page(arguments: argparse.Namespace, thing: object) -> bytes:
    from jtai.formats.html import to_html  # noqa: PLC0415 - most runs print a table

    # As bytes, since the page says itself in which encoding it is.
    return to_html(thing, title=arguments.title).encode(errors="replace")


def _calendar_file(arguments: argparse.Namespace, timetable: Timetable) -> bytes:
    from jtai.formats.ical import to_ics  # noqa: PLC0415 - most runs print a table

    if arguments.key is None:
        raise InvalidValueError(
            "a calendar file needs a name of the inspection",
            where="--key",
            remedy='for example --key "Anytown 2019"',
        )
    # The one place that reads the clock: the library itself never does.
    stamp = datetime.now(UTC) if arguments.stamp is None else arguments.stamp
    return to_ics(timetable, key=arguments.key, stamp=stamp, sequence=arguments.sequence)


def _plan(arguments: argparse.Namespace) -> tuple[str | bytes, int]:
    from jtai.planner import plan_year  # noqa: PLC0415 - the other command starts without it

    form = _format(arguments)
    plan = plan_year(
        arguments.year, calendar=_calendar(arguments), reading=Reading(arguments.reading)
    )
    if form == "html":
        return _delivered(arguments, _page(arguments, plan)), 0
    facts = {
        "year": plan.year,
        "reading": plan.reading,
        "calendar": plan.calendar.version,
    }
    return _delivered(arguments, _printed(form, str(plan), facts, "mondays", plan.to_records())), 0


def _printed(
    form: str, table: str, facts: dict[str, Any], name: str, records: list[dict[str, Any]]
) -> str:
    if form == "json":
        import json  # noqa: PLC0415 - most runs print a table

        return json.dumps({**facts, name: records}, indent=2, default=_plain)
    if form == "csv":
        import csv  # noqa: PLC0415 - likewise
        import io  # noqa: PLC0415

        text = io.StringIO()
        writer = csv.DictWriter(text, fieldnames=list(records[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows({key: _cell(value) for key, value in row.items()} for row in records)
        return text.getvalue().removesuffix("\n")
    return table


def _plain(value: date | time | datetime) -> str:
    return value.isoformat()


def _cell(value: object) -> object:
    """Write a value for a cell: ISO dates, lists joined, nothing for None."""
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, list):
        return "; ".join(value)
    if isinstance(value, bool):
        return str(value).lower()
    return value


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
    # A terminal or pipe that lacks a character gets another one, and no traceback.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and "utf" not in stream.encoding.lower():
            stream.reconfigure(errors="replace")
    parsed = _arguments().parse_args(arguments)
    run: Callable[[argparse.Namespace], tuple[str | bytes, int]] = parsed.run
    status = 0
    try:
        text, status = run(parsed)
        _show(text)
    except JtaiError as error:
        print("; ".join(map(str, error.faults)), file=sys.stderr)
        return _REFUSED
    except BrokenPipeError:
        # The reader has what it wanted, as in `... | head`. Python would complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return status


if __name__ == "__main__":
    sys.exit(main())
