"""The words of the command line: commands, options, and how each is read.

What a command does is in the other modules.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, Final, NoReturn

from jtai import __version__
from jtai.cli.console import program_name, write_error
from jtai.core.validation import did_you_mean
from jtai.timetable.milestone_dates import Reading

REFUSED: Final = 2
"""The exit status if the input is refused."""
_SHELLS: Final = ("bash", "fish", "powershell", "tcsh", "zsh")
_ISO_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FORMATS: Final = ("table", "json", "csv", "html")


class _Parser(argparse.ArgumentParser):
    """An argument parser whose errors are one line, as the library's are.

    It looks for mistyped words before argparse does: argparse would report that a required option
    is missing, or would point to the help of another command.
    """

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Return what the words mean; refuse words that mean nothing."""
        for word in args or ():
            option = word.partition("=")[0]
            if word == "--":
                break
            if not word.startswith("-") and self._subparsers is not None:
                (commands,) = self._subparsers._group_actions  # noqa: SLF001 - has no other name
                self._refuse_mistyped(word, [*map(str, commands.choices or ())], "command")
                break  # the rest belongs to the command
            if option.startswith("--"):
                self._refuse_mistyped(option, self._option_string_actions, "option")
        parsed, unknown = super().parse_known_args(args, namespace)
        if unknown:
            self.error(f"unrecognized arguments: {' '.join(unknown)}")
        return parsed, unknown

    def _refuse_mistyped(self, word: str, known: Collection[str], what: str) -> None:
        # argparse allows an option to be shortened.
        if word in known or (what == "option" and any(each.startswith(word) for each in known)):
            return
        hint = did_you_mean(word, known) or self._with_help_on(word.lstrip("-"))
        expected = f"expected one of {', '.join(known)}"
        self.error(f"unknown {what} {word}; {hint or expected}")

    def _with_help_on(self, word: str) -> str:
        """Return a question that suggests the only option whose help has a word, or nothing."""
        asked = re.compile(rf"\b{re.escape(word)}\b")
        about = [each.option_strings for each in self._actions if asked.search(each.help or "")]
        return f"did you mean {about[0][-1]}?" if len(about) == 1 and about[0] else ""

    def error(self, message: str) -> NoReturn:
        write_error(f"{self.prog}: {message} (see {self.prog} --help)")
        self.exit(REFUSED)


def with_explicit_values(words: Sequence[str]) -> list[str]:
    """Return the words, with ``--explain`` on its own as ``--explain=``.

    Otherwise argparse would read the date in ``--explain 2019-09-09`` as the key of a milestone.
    """
    following = (*words[1:], "")
    return [
        "--explain=" if word == "--explain" and after[:1].isdigit() else word
        for word, after in zip(words, following, strict=False)
    ]


def refuse_dashes(parser: argparse.ArgumentParser, words: Sequence[str]) -> None:
    """Refuse two dashes as the value of an option, which argparse would ignore."""
    for word in words:
        option, separator, value = word.partition("=")
        if separator and value == "--" and option.startswith("--"):
            parser.error(f"argument {option}: -- is not a value")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        if _ISO_DAY.fullmatch(text):
            raise argparse.ArgumentTypeError(f"there is no such day: {text}") from None
        raise argparse.ArgumentTypeError(
            "not a date; write it as YYYY-MM-DD, for example 2019-09-09"
        ) from None


def _year(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            "not a year; write it with four digits, for example 2027"
        ) from None


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise argparse.ArgumentTypeError(
            "not a date and time with a UTC offset; write it as 2019-09-09T08:00:00+00:00"
        )
    return moment


def _target(text: str) -> str:
    if text in {"", "-"}:
        raise argparse.ArgumentTypeError(
            "not the name of a file; without this option, the result is printed, or a scrubbed "
            "copy has its usual name"
        )
    return text


def _closure(text: str) -> tuple[date, str]:
    day, separator, reason = text.partition("=")
    if not separator or not reason.strip():
        raise argparse.ArgumentTypeError("write it as YYYY-MM-DD=REASON")
    return _day(day), reason.strip()


def _period(text: str) -> tuple[str, tuple[date, date]]:
    name, separator, days = text.partition("=")
    first, slash, last = days.partition("/")
    if not separator or not slash or not name.strip():
        raise argparse.ArgumentTypeError("write it as NAME=YYYY-MM-DD/YYYY-MM-DD")
    return name.strip(), (_day(first), _day(last))


def parser(name: str | None = None) -> argparse.ArgumentParser:
    """Return the parser of all commands; the result of parsing names the command.

    Args:
        name: The program's name; by default, the name under which it was run.
    """
    name = name or program_name()
    parser = _Parser(
        prog=name,
        description=(
            "Dates and child-level lists of joint targeted area inspections on children's mental "
            "health (guidance No. 190035, July 2019)."
        ),
        epilog=(
            "Exit status: 0 success, 1 problems found, 2 invalid input or output that could not be "
            "written, 130 interrupted."
        ),
    )
    parser.add_argument("--version", action="version", version=f"jtai {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    for add in (_timetable, _plan, _check, _template, _scrub, _completion):
        add(commands, name)
    return parser


def _timetable(commands: Any, name: str) -> None:
    """Add ``jtai timetable``."""
    timetable = commands.add_parser(
        "timetable",
        help="every milestone from a notification Monday",
        description="Print what is due when, who sends it and who receives it.",
        epilog=f"Example: {name} timetable 2019-09-09 --explain",
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
        help="allow notification on a working day other than Monday",
    )
    timetable.add_argument(
        "--explain",
        nargs="?",
        const="",
        action="append",
        default=[],
        metavar="KEY",
        help=(
            "explain the date of each milestone; with a KEY such as child_lists, or a title, "
            "explain only that milestone; may be given several times"
        ),
    )
    timetable.add_argument(
        "--only",
        action="append",
        default=[],
        metavar="NAME",
        help=(
            "only what concerns an agency or party, such as police or YOT, or a milestone by its "
            "key; may be given several times"
        ),
    )
    timetable.add_argument(
        "--provides",
        action="store_true",
        help="with --only: leave out what these agencies or parties only receive",
    )
    timetable.add_argument(
        "--key",
        metavar="NAME",
        help="with ics: the inspection's name, the same in every version; never a child's name",
    )
    timetable.add_argument(
        "--sequence",
        type=int,
        metavar="NUMBER",
        help="with ics: the version of the file, higher each time you reissue it (default: 0)",
    )
    timetable.add_argument(
        "--stamp",
        type=_moment,
        metavar="DATETIME",
        help="with ics: when the file was made, as 2019-09-09T08:00:00+00:00 (default: now)",
    )
    timetable.set_defaults(command="timetable", formats=(*_FORMATS, "ics", "xlsx"))
    _date_options(timetable)
    _output_options(timetable)


def _plan(commands: Any, name: str) -> None:
    """Add ``jtai plan``."""
    plan = commands.add_parser(
        "plan",
        help="every Monday of a year as a notification day",
        description=(
            "Print for each Monday of a year whether it can be a notification day, when fieldwork "
            "would start, and how many milestones do not fall on their usual weekday. "
            "Guidance 190035 applied to six inspections from September 2019; later themes "
            "have other guidance (see --milestones)."
        ),
        epilog=f"Example: {name} plan 2027",
    )
    plan.add_argument("year", type=_year, metavar="YEAR", help="the year, for example 2027")
    plan.add_argument(
        "--school-holiday",
        type=_period,
        action="append",
        default=[],
        metavar="NAME=FIRST/LAST",
        help=(
            "show a period beside the Mondays it affects, such as 'Easter=2027-03-29/2027-04-09'; "
            "it does not move any date; may be given several times"
        ),
    )
    plan.add_argument(
        "--affected",
        action="store_true",
        help="only Mondays that are not usable, or have days off or school holidays",
    )
    plan.set_defaults(command="plan", formats=_FORMATS)
    _date_options(plan)
    _output_options(plan)


def _check(commands: Any, name: str) -> None:
    """Add ``jtai check``."""
    check = commands.add_parser(
        "check",
        help="whether child-level lists are fit to send, and if not, what is wrong",
        description=(
            "Check whether child-level lists are fit to send, and show what is wrong and where. "
            "The lists can be in a workbook, a CSV file named after its list (List_6.csv), or a "
            "folder of such files. The exit status is 0 if the lists are fit to send, and 1 if "
            "there are errors or warnings, or something could not be checked."
        ),
        epilog=f"Example: {name} check lists.xlsx --as-of 2019-09-09",
    )
    check.add_argument(
        "path", metavar="LISTS", help="a workbook, a CSV file, or a folder of CSV files"
    )
    check.add_argument(
        "--as-of",
        type=_day,
        required=True,
        metavar="DATE",
        help="the day of the inspection, for ages and look-back periods, as YYYY-MM-DD",
    )
    check.add_argument(
        "--drawn-on",
        type=_day,
        metavar="DATE",
        help="the day on which the lists were drawn, if not that of --as-of",
    )
    check.add_argument(
        "--lists",
        type=_numbers,
        metavar="6,7,8",
        help="check only these lists; they are still compared with the others",
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
        help="change the severity of a rule: error, warning or note",
    )
    check.add_argument(
        "--sheet",
        type=_sheet_name,
        action="append",
        default=[],
        metavar="NAME=LIST",
        help="say which list one of your sheets or files contains, as in 'CIN extract=6'",
    )
    check.add_argument(
        "--alias",
        type=_alias,
        action="append",
        default=[],
        metavar="[LIST:]TITLE=KEY",
        help=(
            "say which column one of your titles means, on all lists or on one, as in 'Person "
            "number=child_id' or '7:Plan from=plan_start'; may be given several times"
        ),
    )
    check.add_argument(
        "--rule",
        action="append",
        default=[],
        metavar="RULE",
        help="show every cell that breaks a rule, not the summary; may be given several times",
    )
    check.add_argument(
        "--list",
        type=_numbers,
        action="extend",
        default=[],
        metavar="6",
        help="show every cell with a problem on a list instead of the summary",
    )
    check.add_argument(
        "--all", action="store_true", help="show the summary and every cell with a problem"
    )
    check.add_argument(
        "--values",
        action="store_true",
        help="with html, json and csv: add the contents of the cells and children's identifiers",
    )
    check.add_argument(
        "--marked",
        metavar="FILE.xlsx",
        help="also write a copy of the lists with the cells marked",
    )
    check.add_argument(
        "--only-problems",
        action="store_true",
        help="with --marked: write only the rows with problems, which is much faster",
    )
    check.set_defaults(command="check", formats=("text", "html", "json", "csv"))
    _output_options(check)


def _template(commands: Any, name: str) -> None:
    """Add ``jtai template``."""
    template = commands.add_parser(
        "template",
        help="an empty workbook of child-level lists",
        description="Write an empty workbook of child-level lists, with a sheet that explains it.",
        epilog=f"Example: {name} template lists.xlsx",
    )
    template.add_argument("path", metavar="LISTS.xlsx", help="where to write it")
    template.set_defaults(command="template")
    _overwrite_option(template)


def _scrub(commands: Any, name: str) -> None:
    """Add ``jtai scrub``."""
    scrub = commands.add_parser(
        "scrub",
        help="a copy of a misread file for a bug report, with its data replaced",
        description=(
            "Write a copy of a CSV file or workbook for a bug report. It keeps the structure and "
            "oddities of the file. Identifiers, dates, numbers and other texts are replaced. "
            "The codes and answers in each column are kept, but not which child had them or how "
            "often they occur. "
            "Look through the copy before you send it: sheet names are kept."
        ),
        epilog=f"Example: {name} scrub extract.xlsx",
    )
    scrub.add_argument("path", metavar="FILE", help="a CSV file or a workbook")
    scrub.add_argument(
        "--output",
        type=_target,
        metavar="COPY",
        help="where to write it (default: a file of the same name in a new folder called scrubbed)",
    )
    scrub.set_defaults(command="scrub")
    _overwrite_option(scrub)


def _completion(commands: Any, name: str) -> None:
    """Add ``jtai completion``."""
    completion = commands.add_parser(
        "completion",
        help="a script that lets a shell complete commands, options and rules",
        description=(
            "Print a script that lets a shell complete commands, options, rules and file "
            "names. The script needs a package: pip install shtab."
        ),
        epilog=f'Example: eval "$({name} completion bash)"',
    )
    completion.add_argument(
        "shell", metavar="SHELL", choices=_SHELLS, help=f"one of {', '.join(_SHELLS)}"
    )
    completion.set_defaults(command="completion")


def _date_options(command: argparse.ArgumentParser) -> None:
    """Add the options that decide the dates."""
    command.add_argument(
        "--reading",
        choices=[str(reading) for reading in Reading],
        default=str(Reading.WORKING_DAYS),
        help=(
            "what decides a date after a bank holiday: the number of working days (default) or "
            "the weekday that the guidance names"
        ),
    )
    command.add_argument(
        "--milestones",
        metavar="FILE.json",
        help="the milestones of other guidance, in a JSON file as written by jtai.to_json",
    )
    command.add_argument(
        "--closure",
        type=_closure,
        action="append",
        default=[],
        metavar="DATE=REASON",
        help=(
            "an additional non-working day, such as a bank holiday announced late; may be "
            "given several times"
        ),
    )


def _overwrite_option(command: argparse.ArgumentParser) -> None:
    command.add_argument("--overwrite", action="store_true", help="replace an existing file")


def _output_options(command: argparse.ArgumentParser) -> None:
    """Add the options that say what becomes of the result."""
    formats = command.get_default("formats")
    command.add_argument(
        "--format",
        choices=formats,
        help=f"the format (default: that of the extension of the output file, or {formats[0]})",
    )
    titled = " and ".join(form for form in ("html", "xlsx") if form in formats)
    command.add_argument(
        "--title", metavar="TEXT", help=f"with {titled}: the heading; it must not identify a child"
    )
    command.add_argument(
        "--output",
        type=_target,
        metavar="FILE",
        help="write to a file, completely or not at all",
    )
    _overwrite_option(command)


def _numbers(text: str) -> list[int]:
    parts = text.split(",")
    if not all(part.strip().isdecimal() for part in parts):
        raise argparse.ArgumentTypeError("write it as list numbers, for example 6,7,8")
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


def _alias(text: str) -> tuple[int | None, str, str]:
    title, separator, key = text.rpartition("=")
    number, colon, rest = title.partition(":")
    has_list = bool(colon) and number.isdecimal()
    title = rest if has_list else title
    if not separator or not title.strip() or not key.strip():
        raise argparse.ArgumentTypeError(
            "write it as TITLE=KEY or LIST:TITLE=KEY, for example 'Person number=child_id'"
        )
    return int(number) if has_list else None, title.strip(), key.strip()
