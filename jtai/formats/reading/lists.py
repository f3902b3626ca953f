"""Reading child-level lists from files, and checking a file in parts.

Invariant: files become sheets, sheets become lists; what each step noticed is kept. `files` decides
how each extension is read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from os import PathLike
from pathlib import Path
from typing import Any, Final

import attrs

from jtai.core.progress import OnProgress
from jtai.core.validation import several
from jtai.formats.reading.csv import csv_parts
from jtai.formats.reading.files import read_files
from jtai.formats.reading.limits import Limits
from jtai.guidance.columns import AUGUST_2019
from jtai.guidance.entries.list_entries import ListEdition
from jtai.lists.checking import own_rules
from jtai.lists.problem import NotChecked
from jtai.lists.reading.headers import Aliases, SheetNames, known_titles
from jtai.lists.reading.rows import ListRow
from jtai.lists.reading.sheets import RawSheet
from jtai.lists.reading.table import ListTable
from jtai.lists.report import Report
from jtai.lists.rules.catalogue import rules_for
from jtai.lists.rules.rule import Rule, Severity, Span
from jtai.lists.submission import Submission, submission_of
from jtai.timetable.ages import LeapBirthday

_LIMITS: Final = Limits()


def read_lists(
    path: str | PathLike[str],
    *,
    edition: ListEdition = AUGUST_2019,
    aliases: Aliases | None = None,
    sheet_names: SheetNames | None = None,
    limits: Limits = _LIMITS,
    progress: OnProgress | None = None,
) -> Submission:
    r"""Read child-level lists from a workbook, a CSV file, or a folder of CSV files (paras 35, 43).

    Titles can be in any of the first rows, in any order; sheets and files can have the published
    names or other known ones. What is not recognised is kept, and reported by `Submission.check`.

    Args:
        path: An ``.xlsx`` or ``.xlsm`` file, a ``.csv`` file named after its list, such as
            ``List_6.csv``, or a folder of such files.
        edition: The lists and their columns.
        aliases: Your own column titles: for each list number, the key of the column that each title
            names, as in ``{6: {"Person number": "child_id"}}``.
        sheet_names: Your own names of sheets or files, each with the number of its list, as in
            ``{"CIN extract": 6}``.
        limits: How large a file may be.
        progress: Called with a `Progress` at most once for every 1,000 rows.

    Raises:
        InvalidValueError: If an alias or a name means a list or a column that does not exist, or
            there is no path.
        LimitError: If a file is larger than the limits allow.
        UnreadableFileError: If it is not such a file, or cannot be read.

    Examples:
        >>> import tempfile
        >>> from pathlib import Path
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = Path(folder, "List_7.csv")
        ...     _ = path.write_text("Child Unique ID,Age of Child (Years)\nSYN-01,12\n")
        ...     lists = read_lists(path)
        >>> lists[7][0].age
        12
    """
    known = known_titles(edition, aliases or {})
    book = read_files(path, limits=limits, known=known, progress=progress)
    return submission_of(
        book.sheets,
        edition=edition,
        aliases=aliases,
        sheet_names=sheet_names,
        remarks=book.remarks,
    )


_OTHER_TITLES: Final = (
    "a row of other column titles is above the rows that follow in the file, so they were not read"
)
_WHOLE: Final = "it needs the whole list, but the file was checked in parts"


def check_in_parts(
    path: str | PathLike[str],
    *,
    as_of: dt.date,
    drawn_on: dt.date | None = None,
    rows: int = 10_000,
    edition: ListEdition = AUGUST_2019,
    aliases: Aliases | None = None,
    sheet_names: SheetNames | None = None,
    limits: Limits = _LIMITS,
    rules: Iterable[Rule] | None = None,
    skip: Iterable[str] = (),
    severities: Mapping[str, Severity | str] | None = None,
    leap_birthday: LeapBirthday = LeapBirthday.MARCH_1,
) -> Iterator[Report]:
    """Check a CSV file of any length in parts.

    Rules that check one row run on each part. Those that need the whole list, or several lists, are
    listed in `not_checked` of the first report. If a part contains column titles in other places,
    its report is the last.

    Args:
        path: The file, named after its list, such as ``List_6.csv``.
        as_of: The day on which ages are calculated and look-back periods end.
        drawn_on: The day on which the list was drawn, as for `Submission.check`.
        rows: The number of rows in a part.
        edition: The lists and their columns.
        aliases: Your own titles, as for `read_lists`.
        sheet_names: Your own name of the file, as for `read_lists`.
        limits: How many columns the file may have, and how long its cells may be. Its size is
            not limited.
        rules: The rules, by default those of the edition.
        skip: The names of rules to skip.
        severities: A different severity for rules, by name.
        leap_birthday: When a child born on 29 February has a birthday in a common year.

    Yields:
        A report on each part. Its problems name cells by their place in the whole file; their
        `index` counts within the part.

    Raises:
        DateTypeError: If a day is not a date.
        InvalidValueError: If a rule, severity, list or column does not exist, or `drawn_on` is more
            than 31 days from `as_of`.
        UnreadableFileError: If the file cannot be read.
    """
    chosen = own_rules(rules_for(edition) if rules is None else rules, edition)
    skipped = tuple(several(skip, "skip"))
    alone = {rule.id for rule in chosen if rule.span in {Span.ROW, Span.READING}}
    others = [rule for rule in chosen if rule.id not in alone and rule.id not in skipped]
    # A rule without a function checks nothing, but can still be named in `skip` and `severities`.
    none: Mapping[str, Any] = {"find": None, "span": Span.READING}
    run = [rule if rule.id in alone else attrs.evolve(rule, **none) for rule in chosen]
    known = known_titles(edition, aliases or {})
    names = dict(sheet_names or {})
    titles: tuple[str, ...] = ()
    parts = csv_parts(path, rows=rows, limits=limits, known=known)
    # An empty file is a sheet without rows, so that it is reported.
    part: RawSheet | None = next(parts, RawSheet(name=Path(path).stem, rows=()))
    while part is not None:
        following = next(parts, None)
        sheet = _below(titles, part) if titles else part
        lists = submission_of([sheet], edition=edition, aliases=aliases, sheet_names=names)
        # The other lists are not missing, and a part without rows is not an empty list.
        besides = {"list-missing", "" if following is None else "list-empty"}
        found = tuple(
            one
            for one in lists.remarks
            if one.rule not in besides and (not titles or one.row is not None)
        )
        report = attrs.evolve(lists, remarks=found).check(
            as_of=as_of,
            drawn_on=drawn_on,
            rules=run,
            skip=skipped,
            severities=severities,
            leap_birthday=leap_birthday,
        )
        numbers = lists.numbers
        not_checked = [one for one in report.not_checked if one.list in {None, *numbers}]
        if not titles:
            not_checked += [
                NotChecked(rule=rule.id, list=number, reason=_WHOLE)
                for rule in others
                for number in numbers
                if number in rule.lists
            ]
        ended = any(
            one.rule == "rows-off-titles" and one.row is not None and one.row > table.title_row
            for table in lists.tables
            for one in found
        )
        if ended and following is not None:
            not_checked.append(
                NotChecked(rule="rows-off-titles", list=numbers[0], reason=_OTHER_TITLES)
            )
        yield attrs.evolve(report, not_checked=tuple(not_checked))
        if ended or not lists.tables:
            return
        names = {part.name: lists.tables[0].number}
        titles = titles or _titles(lists.tables[0])
        part = following


def _titles(table: ListTable[ListRow]) -> tuple[str, ...]:
    """Return a list's titles by position, with unrecognised ones unchanged."""
    titles = {place: table.column(key).title for key, place in table.places.items()}
    titles |= {column.number: column.title for column in table.unplaced}
    return tuple(titles.get(place, "") for place in range(1, max(titles) + 1))


def _below(titles: tuple[str, ...], part: RawSheet) -> RawSheet:
    """Put titles above a part of a sheet, so that its rows keep their numbers."""
    rows = [titles, *part.rows]
    return attrs.evolve(part, rows=rows, first_row=part.first_row - 1, titled=True)
