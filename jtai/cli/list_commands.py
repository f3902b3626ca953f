"""The commands about child-level lists.

Nothing about a child is printed unless ``--values`` requests it.
"""

from __future__ import annotations

import argparse
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import Final, TypeVar

import attrs

from jtai.cli.console import one_line, progress, write_error
from jtai.cli.output import as_json, check_options, deliver, format_of, was_written, width_for
from jtai.core.english import counted
from jtai.core.errors import moved
from jtai.core.validation import did_you_mean
from jtai.errors import Fault, InvalidValueError, LimitError, TargetError
from jtai.guidance.columns import AUGUST_2019
from jtai.lists.reading.folding import fold
from jtai.lists.reading.titles import Aliases
from jtai.lists.report import Report, summary_of
from jtai.lists.report_text import report_text
from jtai.lists.rules.catalogue import LIST_RULES
from jtai.lists.rules.rule import Severity
from jtai.lists.submission import Submission

_Value = TypeVar("_Value")

PROBLEMS: Final = 1
"""The exit status if there are errors or warnings, or something could not be checked."""

_FEW: Final = 10
_NO_LIST: Final = "the guidance does not request a child-level list of this number"
_LONGEST_TITLE: Final = 200


def check(arguments: argparse.Namespace) -> tuple[str | bytes, int]:
    """Read lists, check them, and write a marked copy if requested."""
    from jtai.formats.reading.lists import read_lists  # noqa: PLC0415 - only for this command

    form = format_of(arguments)
    check_options(arguments, form)
    _check_names(arguments)
    _check_files(arguments)
    severities = _once("--severity", arguments.severity)
    sheets = _once("--sheet", arguments.sheet)
    aliases = _aliases(arguments.alias)
    with progress() as shown:
        lists = read_lists(arguments.path, sheet_names=sheets, aliases=aliases, progress=shown.show)
        _check_sheets(sheets, lists)
        report = lists.check(
            as_of=arguments.as_of,
            drawn_on=arguments.drawn_on,
            lists=arguments.lists,
            skip=arguments.skip,
            severities=severities,
            progress=shown.show,
        )
        if arguments.marked is not None:
            from jtai.formats.writing.marked_copy import write_marked  # noqa: PLC0415 - as above

            write_marked(
                lists,
                report,
                arguments.marked,
                overwrite=arguments.overwrite,
                only_problems=arguments.only_problems,
                progress=shown.show,
            )
    if arguments.marked is not None:
        write_error(f"{was_written(arguments.marked)}; it contains children's data")
    made = deliver(arguments, _printed(arguments, form, report), private=arguments.values)
    return made, 0 if report.is_clear else PROBLEMS


def _printed(arguments: argparse.Namespace, form: str, report: Report) -> str | bytes:
    file = Path(arguments.path).name
    if form == "csv":
        from jtai.formats.csv import to_csv  # noqa: PLC0415 - as above

        if report.not_checked:
            number = len(report.not_checked)
            entries = counted(number, "entry", "entries")
            write_error(f"CSV leaves out what was not checked ({entries}); use JSON to include it")
        return to_csv(report, values=arguments.values).encode(errors="replace")
    if form == "json":
        return as_json(report, values=arguments.values)
    if form == "html":
        from jtai.formats.html import to_html  # noqa: PLC0415 - as above

        title = arguments.title or one_line(file)[:_LONGEST_TITLE]
        return to_html(report, title=title, values=arguments.values).encode()
    return report_text(
        summary_of(report),
        file=file,
        width=width_for(arguments),
        rules=arguments.rule,
        lists=arguments.list,
        everything=arguments.all,
    )


def template(arguments: argparse.Namespace) -> tuple[str | bytes, int]:
    """Write an empty workbook."""
    from jtai.formats.writing.template import write_template  # noqa: PLC0415 - only for this command

    write_template(arguments.path, overwrite=arguments.overwrite)
    return was_written(arguments.path), 0


def scrub(arguments: argparse.Namespace) -> tuple[str | bytes, int]:
    """Write a copy of a file without its children's data."""
    from jtai.cli.scrub import LIMITS, scrub_csv  # noqa: PLC0415 - only for this command
    from jtai.cli.scrub_workbook import scrub_workbook  # noqa: PLC0415 - as above
    from jtai.formats.reading.files import save_as_xlsx  # noqa: PLC0415 - as above
    from jtai.formats.reading.regular_files import file_bytes  # noqa: PLC0415 - as above

    path = Path(arguments.path)
    # The name of a CSV file says which list it is, so the copy needs the same name.
    folder = path.parent / _SCRUBBED if arguments.output is None else None
    if folder is not None:
        arguments.output = str(folder / path.name)
    if _is_same(arguments.output, arguments.path):
        raise _replaces_lists("--output")
    suffix = path.suffix.lower()
    if suffix not in {".csv", ".xlsx", ".xlsm"}:
        expected = "a file that ends in .csv, .xlsx or .xlsm"
        raise InvalidValueError(
            "cannot scrub this kind of file",
            where="FILE",
            expected=expected,
            remedy=save_as_xlsx(suffix),
        )
    scrubbed = scrub_csv if suffix == ".csv" else scrub_workbook
    try:
        copy = scrubbed(*file_bytes(path, limits=LIMITS), LIMITS)
    except LimitError as error:
        faults = [attrs.evolve(fault, remedy=_FEWER) for fault in error.faults]
        raise LimitError(faults) from None
    if folder is None:
        return deliver(arguments, copy, private=True), 0
    with suppress(OSError):  # writing says why the folder cannot be used
        folder.mkdir(mode=0o700, exist_ok=True)
    try:
        return f"{_SCRUBBED}/{deliver(arguments, copy, private=True)!s}", 0
    except TargetError as error:
        # Otherwise, the name would be that of the original.
        names = {path.name: f"{_SCRUBBED}/{path.name}"}
        raise moved(error, lambda where: names.get(where, where)) from None


_SCRUBBED: Final = "scrubbed"
_FEWER: Final = "keep only rows that are misread"


def _replaces_lists(option: str) -> TargetError:
    return TargetError(
        "this would overwrite the input, or add a file to its folder",
        where=option,
        remedy="choose another name or folder",
    )


def _check_names(arguments: argparse.Namespace) -> None:
    """Refuse names of rules, severities and lists that do not exist, all of them in one error."""
    rules = [rule.id for rule in LIST_RULES]
    severities = [str(severity) for severity in Severity]
    numbers = {number for rule in LIST_RULES for number in rule.lists}
    asked = [(f"--lists {number}", number) for number in arguments.lists or ()]
    asked += [(f"--list {number}", number) for number in arguments.list]
    asked += [(f'--sheet "{name}={number}"', number) for name, number in arguments.sheet]
    faults = [
        *_unknown("--skip", arguments.skip, rules, "rule"),
        *_unknown("--rule", arguments.rule, rules, "rule"),
    ]
    for name, severity in arguments.severity:
        typed = f"--severity {name}={severity}"
        faults += _unknown("--severity", [name], rules, "rule", typed)
        faults += _unknown("--severity", [severity], severities, "severity", typed)
    for option, number in asked:
        if number not in numbers:
            expected = f"one of {', '.join(map(str, sorted(numbers)))}"
            faults.append(
                Fault(
                    message=_NO_LIST,
                    where=option,
                    expected=expected,
                )
            )
    if faults:
        raise InvalidValueError(faults)


def _unknown(
    option: str, names: Iterable[str], known: Collection[str], what: str, typed: str = ""
) -> Iterator[Fault]:
    for name in names:
        if name not in known:
            expected = f"one of {', '.join(known)}" if len(known) <= _FEW else ""
            yield Fault(
                message=f"unknown {what}",
                where=typed or f"{option} {name}",
                expected=expected,
                remedy=did_you_mean(name, known),
            )


def _aliases(given: Iterable[tuple[int | None, str, str]]) -> Aliases:
    """Return the key of the column that each title means, by list.

    Raises:
        InvalidValueError: If there is no such list or column, or a title means two columns.
    """
    keys = {
        layout.number: [column.key for column in layout.columns] for layout in AUGUST_2019.lists
    }
    aliases: dict[int, dict[str, str]] = {}
    faults: dict[Fault, None] = {}
    for number, title, key in given:
        where = (
            f'--alias "{title}={key}"' if number is None else f'--alias "{number}:{title}={key}"'
        )
        if number not in {None, *keys}:
            expected = f"one of {', '.join(map(str, keys))}"
            faults[Fault(message=_NO_LIST, where=where, expected=expected)] = None
            continue
        lists = keys if number is None else {number: keys[number]}
        if not fold(title):
            faults[Fault(message="not a column title", where=where)] = None
        known = list(dict.fromkeys(chain.from_iterable(lists.values())))
        if key not in known:
            remedy = did_you_mean(key, known)
            expected = "" if remedy else f"one of {', '.join(known)}"
            fault = Fault(
                message="unknown column key", where=where, expected=expected, remedy=remedy
            )
            faults[fault] = None
        for each in (each for each, columns in lists.items() if key in columns):
            titles = aliases.setdefault(each, {})
            if titles.setdefault(fold(title), key) != key:
                message = "the title already means another column"
                expected = "one column for each title of a list"
                faults[Fault(message=message, where=where, expected=expected)] = None
    if faults:
        raise InvalidValueError([*faults])
    return aliases


def _check_files(arguments: argparse.Namespace) -> None:
    """Refuse to replace the lists, and an option without the file that it is about."""
    if arguments.only_problems and arguments.marked is None:
        raise InvalidValueError(
            "this option is only for a marked copy",
            where="--only-problems",
            remedy="add --marked FILE.xlsx",
        )
    for option in ("marked", "output"):
        target = getattr(arguments, option)
        if target is not None and _would_be_read(target, arguments.path):
            raise _replaces_lists(f"--{option}")


def _check_sheets(sheets: Iterable[str], lists: Submission) -> None:
    """Refuse a name that no sheet has, most often a mistyped one."""
    names = {table.sheet for table in lists} | {remark.sheet or "" for remark in lists.remarks}
    folded = {fold(name) for name in names}
    faults = [
        Fault(
            message="there is no sheet or file with this name",
            where=f'--sheet "{name}"',
            expected=f"one of {', '.join(sorted(filter(None, names)))}",
            remedy=did_you_mean(name, names),
        )
        for name in sheets
        if fold(name) not in folded
    ]
    if faults:
        raise InvalidValueError(faults)


def _would_be_read(target: str, path: str) -> bool:
    """Return whether a file is the lists themselves, or one in their folder that may have rows."""
    from jtai.formats.reading.files import READABLE  # noqa: PLC0415 - as above

    is_readable = Path(target).suffix.lower() in READABLE
    return _is_same(target, path) or (is_readable and _is_same(str(Path(target).parent), path))


def _is_same(one: str, other: str) -> bool:
    try:
        return Path(one).resolve() == Path(other).resolve()
    except (OSError, RuntimeError, ValueError):
        return False  # no file can have such a name, as opening it will say


def _once(option: str, pairs: list[tuple[str, _Value]]) -> dict[str, _Value]:
    """Return what an option says of each name, which cannot be two different values."""
    given: dict[str, _Value] = {}
    for name, value in pairs:
        if given.setdefault(name, value) != value:
            raise InvalidValueError(
                f"two different values are given for {name}",
                where=option,
                expected="one for each name",
            )
    return given
