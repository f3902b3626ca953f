"""Reading child-level lists from files, and checking a file in parts.

Invariant: files become sheets, sheets become lists; what each step noticed is kept. `files` decides
how each extension is read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from os import PathLike
from pathlib import Path
from typing import Final

from jtai.core.progress import OnProgress
from jtai.core.validation import instance
from jtai.formats.reading.csv import csv_parts
from jtai.formats.reading.files import read_files
from jtai.formats.reading.limits import Limits
from jtai.guidance.columns import AUGUST_2019
from jtai.guidance.entries.list_entries import ListEdition
from jtai.lists.checking import checks_of
from jtai.lists.parts import check_parts
from jtai.lists.reading.sheets import RawSheet
from jtai.lists.reading.titles import Aliases, SheetNames, known_titles, own_names
from jtai.lists.report import Report
from jtai.lists.rules.rule import Rule, Severity
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
            ``List_6.csv``, or a folder of such files. A single ``.txt`` or ``.tsv`` file, as Excel
            names text with tabs, is read as a CSV file.
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
    aliases, sheet_names = own_names(aliases, sheet_names, edition)
    instance(Limits, limits, "limits", expected="a jtai.Limits")
    known = known_titles(edition, aliases)
    book = read_files(path, limits=limits, known=known, progress=progress)
    return submission_of(
        book.sheets,
        edition=edition,
        aliases=aliases,
        sheet_names=sheet_names,
        remarks=book.remarks,
    )


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
    its report is the last. Whether there are dates with the month first, so that others are not
    read, is decided for each part separately, and words such as NULL are reported once in each.

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

    Returns:
        An iterator over the reports, one for each part. Their problems name cells by their place in
        the whole file; their `index` counts within the part.

    Raises:
        DateTypeError: If a day is not a date.
        InvalidValueError: If a rule, severity, list or column does not exist, or `drawn_on` is more
            than 31 days from `as_of`.
        UnreadableFileError: If the file cannot be read, when the row at fault is reached.
    """
    aliases, sheet_names = own_names(aliases, sheet_names, edition)
    checks = checks_of(
        edition,
        as_of=as_of,
        drawn_on=drawn_on,
        rules=rules,
        skip=skip,
        severities=severities,
        leap_birthday=leap_birthday,
    )
    instance(Limits, limits, "limits", expected="a jtai.Limits")
    known = known_titles(edition, aliases)
    parts = csv_parts(path, rows=rows, limits=limits, known=known)
    empty = RawSheet(name=Path(path).stem, rows=())
    return check_parts(parts, empty, checks, aliases, sheet_names)
