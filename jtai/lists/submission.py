"""The child-level lists of an area, together.

Invariant: a submission keeps the lists as they were read, unrecognised columns included, and what
was noticed while reading them.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar, Final, Literal, overload

import attrs

from jtai.core.english import counted
from jtai.core.notebook import Table
from jtai.core.progress import OnProgress
from jtai.core.results import AsTable, Column
from jtai.core.validation import did_you_mean, key_text
from jtai.errors import Fault, InvalidValueError, UnknownKeyError
from jtai.guidance.columns import AUGUST_2019
from jtai.guidance.entries.list_entries import ListEdition
from jtai.lists.checking import check_lists, checks_of
from jtai.lists.cohort.cohort import Cohort
from jtai.lists.cohort.members import ClosedEpisodes
from jtai.lists.reading.cells import are_cells
from jtai.lists.reading.headers import tables_of
from jtai.lists.reading.plain_cells import plain_sheets, sheet_of_rows
from jtai.lists.reading.rows import (
    AssessmentRow,
    ChildInCareRow,
    ChildInNeedRow,
    ChildProtectionRow,
    ContactRow,
    EnquiryRow,
    ListRow,
    ReferralRow,
)
from jtai.lists.reading.sheets import RawSheet, Remark, column_letters
from jtai.lists.reading.table import INSTEAD_OF_RECORDS, ListTable
from jtai.lists.reading.titles import Aliases, SheetNames, no_such_list, own_names, with_keys
from jtai.lists.report import Report
from jtai.lists.report_summary import used_rows_in_words
from jtai.lists.rules.rule import Rule, Severity
from jtai.timetable.ages import LeapBirthday


def _numbers_of(tables: tuple[ListTable[ListRow], ...]) -> str:
    """Return each list's number and how many rows it has."""
    return ", ".join(f"list {table.number} ({counted(len(table), 'row')})" for table in tables)


@attrs.frozen(kw_only=True, eq=False)
class Submission(AsTable):
    """The child-level lists of an area, as they were read (paras 32 to 35, 41 to 43).

    Each list is in it once: check the files of two agencies separately. For a cohort of both, pass
    their lists to `Cohort.from_lists`. Like its lists, it is equal only to itself; to compare two,
    compare their rows.

    Attributes:
        tables: The lists, in the order of the edition.
        remarks: What was noticed while they were read.
        edition: The published lists and columns by which they were read.

    Raises:
        InvalidValueError: If a list is in it more than once.

    Examples:
        >>> lists = Submission.from_rows({7: [{"Child Unique ID": "A1", "Age": 12}]})
        >>> lists.numbers, len(lists[7])
        ((7,), 1)
        >>> lists[7][0].age
        12
    """

    tables: tuple[ListTable[ListRow], ...] = attrs.field(repr=_numbers_of)
    remarks: tuple[Remark, ...] = attrs.field(default=(), converter=Table[Remark], repr=False)
    edition: ListEdition = attrs.field(default=AUGUST_2019, repr=False)

    _instead_of_records: ClassVar = INSTEAD_OF_RECORDS

    def __attrs_post_init__(self) -> None:
        faults = [
            Fault(
                message=f"list {number} is there {times} times",
                where="tables",
                expected="each list once",
                remedy=(
                    "check each agency's file separately; for a cohort of several, use "
                    "jtai.lists.Cohort.from_lists([*a, *b], as_of=...)"
                ),
            )
            for number, times in Counter(self.numbers).items()
            if times > 1
        ]
        if faults:
            raise InvalidValueError(faults)

    @classmethod
    def from_sheets(
        cls,
        sheets: Iterable[RawSheet],
        *,
        edition: ListEdition = AUGUST_2019,
        aliases: Aliases | None = None,
        sheet_names: SheetNames | None = None,
        remarks: Iterable[Remark] = (),
    ) -> Submission:
        """Return the lists in sheets, after recognising each list and each column title.

        Args:
            sheets: The sheets, in any order.
            edition: The lists and their columns.
            aliases: Your own column titles: for each list number, the key of the column that each
                title names, as in ``{6: {"Person number": "child_id"}}``.
            sheet_names: Your own names of sheets or files, each with the number of its list, as in
                ``{"CIN extract": 6}``.
            remarks: What was noticed about the file.

        Raises:
            InvalidValueError: If a name is for a list or column that does not exist, one title
                of a list is for two columns, or a cell has an unsupported value. All errors of a
                kind are reported together.
        """
        return submission_of(
            plain_sheets(sheets),
            edition=edition,
            aliases=aliases,
            sheet_names=sheet_names,
            remarks=remarks,
        )

    @classmethod
    def from_rows(
        cls,
        rows: Mapping[int, Iterable[Mapping[str, object]]],
        *,
        edition: ListEdition = AUGUST_2019,
        aliases: Aliases | None = None,
    ) -> Submission:
        """Return the lists in rows in memory.

        Args:
            rows: The rows of each list, by its number; each row maps column titles or keys to the
                contents of the cells.
            edition: The lists and their columns.
            aliases: Your own column titles, as for `from_sheets`.

        Returns:
            The lists. Problems name cells as if each list were a sheet with its titles in the
            first row, so that ``rows[number][problem.row - 2]`` is the row as it was passed.

        Raises:
            InvalidValueError: If a list does not exist, a row is not a mapping, a cell has an
                unsupported value, or an alias is refused, as for `from_sheets`. All errors are
                reported together, without the values.
        """
        titles = with_keys(aliases, edition)
        if not isinstance(rows, Mapping):
            raise InvalidValueError(
                f"not a mapping of list numbers to rows ({type(rows).__name__})",
                where="rows",
                expected='each list number with its rows, as in {6: [{"child_id": "A1"}]}',
            )
        layouts = {layout.number: layout for layout in edition.lists}
        faults: list[Fault] = []
        sheets = []
        for number, given in rows.items():
            where = f"rows[{key_text(number)}]" if isinstance(number, int) else "rows"
            if unknown := no_such_list(number, where, edition):
                faults += unknown
                continue
            sheets.append(sheet_of_rows(layouts[number], given, f"rows[{number}]", faults))
        if faults:
            raise InvalidValueError(faults)
        return submission_of(sheets, edition=edition, aliases=titles)

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of the lists that were read."""
        return tuple(table.number for table in self.tables)

    def __contains__(self, number: object) -> bool:
        return number in self.numbers

    def __iter__(self) -> Iterator[ListTable[ListRow]]:
        return iter(self.tables)

    def __len__(self) -> int:
        return len(self.tables)

    @overload
    def __getitem__(self, number: Literal[1]) -> ListTable[ContactRow]: ...
    @overload
    def __getitem__(self, number: Literal[3]) -> ListTable[ReferralRow]: ...
    @overload
    def __getitem__(self, number: Literal[4]) -> ListTable[AssessmentRow]: ...
    @overload
    def __getitem__(self, number: Literal[5]) -> ListTable[EnquiryRow]: ...
    @overload
    def __getitem__(self, number: Literal[6]) -> ListTable[ChildInNeedRow]: ...
    @overload
    def __getitem__(self, number: Literal[7]) -> ListTable[ChildProtectionRow]: ...
    @overload
    def __getitem__(self, number: Literal[8]) -> ListTable[ChildInCareRow]: ...
    @overload
    def __getitem__(self, number: int) -> ListTable[Any]: ...
    def __getitem__(self, number: int) -> ListTable[Any]:
        """Return a list by its number.

        Raises:
            UnknownKeyError: If the list was not read.
        """
        for table in self.tables:
            if table.number == number:
                return table
        raise UnknownKeyError(
            "the list was not read",
            where="number",
            expected=f"one of {', '.join(map(str, self.numbers)) or 'none'}",
            remedy=did_you_mean(number, self.numbers),
            reference=self.edition.reference,
        )

    def check(
        self,
        *,
        as_of: dt.date,
        drawn_on: dt.date | None = None,
        rules: Iterable[Rule] | None = None,
        lists: Iterable[int] | None = None,
        skip: Iterable[str] = (),
        severities: Mapping[str, Severity | str] | None = None,
        leap_birthday: LeapBirthday = LeapBirthday.MARCH_1,
        progress: OnProgress | None = None,
    ) -> Report:
        """Check the lists by rules.

        Args:
            as_of: The day on which ages are calculated and look-back periods end: the date of
                notification or the first day of fieldwork, whichever the inspectorate uses.
            drawn_on: The day on which the lists were drawn, by default `as_of`. Ages on the lists
                have to be right on this day, the lists show what was current on it, and no date
                may be after the later of the two days. The workbook accepts lists drawn from the
                Wednesday of the week before the inspection on.
            rules: The rules, by default those of the edition. Pass ``(*jtai.LIST_RULES, mine)`` to
                add one.
            lists: The numbers of the lists to check, such as ``(6, 7, 8)`` for those due first; by
                default all. They are still compared with the other lists.
            skip: The names of rules to skip; the report lists them as not checked.
            severities: A different severity for rules, by name.
            leap_birthday: When a child born on 29 February has a birthday in a common year.
            progress: Called with a `Progress` after each rule.

        Raises:
            DateTypeError: If a day is not a date.
            InvalidValueError: If `drawn_on` is more than 31 days from `as_of`; if a rule, severity
                or list does not exist; if there are no rules or lists to check; if two rules have
                the same name; or if a rule of your own has no columns, or has a list or column that
                the edition does not have.

        Examples:
            >>> lists = Submission.from_rows({6: [{"child_id": "A1", "date_of_birth": "1/5/2007"}]})
            >>> report = lists.check(as_of=date(2019, 9, 9))
            >>> report.counts("list")[6] > 0, report.is_clear
            (True, False)
        """
        checks = checks_of(
            self.edition,
            as_of=as_of,
            drawn_on=drawn_on,
            rules=rules,
            lists=lists,
            skip=skip,
            severities=severities,
            leap_birthday=leap_birthday,
        )
        return check_lists(self.tables, self.remarks, checks, progress)

    def cohort(
        self,
        *,
        as_of: dt.date,
        closed_episodes: ClosedEpisodes | str = ClosedEpisodes.UNKNOWN,
    ) -> Cohort:
        """Return the children on lists 6, 7 and 8: one for each identifier, merged from its rows.

        Args:
            as_of: The date of the lists; a later date of birth is treated as the expected date.
            closed_episodes: How to read closed episodes on list 6, which do not say whether there
                was a child in need plan: ``"unknown"``, ``"child in need plan"`` or ``"no plan"``.

        Raises:
            DateTypeError: If the day is not a date.
            InvalidValueError: If `closed_episodes` is not one of these.

        Examples:
            >>> lists = Submission.from_rows({7: [{"child_id": "A1", "date_of_birth": "1/5/2007"}]})
            >>> lists.cohort(as_of=date(2019, 9, 9))["A1"].age(date(2019, 9, 9))
            12
        """
        return Cohort.from_lists(self, as_of=as_of, closed_episodes=closed_episodes)

    def _described(self) -> tuple[Column, ...]:
        return _COLUMNS

    def _shown(self) -> tuple[ListTable[ListRow], ...]:
        return self.tables

    @property
    def _title(self) -> str:
        return f"Child-level lists, {self.edition.name}"

    @property
    def _nothing(self) -> str:
        return "No list was read."


def _unplaced(table: ListTable[ListRow]) -> str:
    hidden = are_cells(column.title for column in table.unplaced)
    return ", ".join(
        f"column {column_letters(column.number)}" if hidden else column.title or "(no title)"
        for column in table.unplaced
    )


_COLUMNS: Final = (
    Column("list", "List", lambda table: str(table.layout.title)),
    Column("sheet", "Sheet"),
    Column("rows", "Rows", lambda table: used_rows_in_words(len(table), len(table.set_aside))),
    Column("columns", "Columns", lambda t: f"{len(t.raw)} of {len(t.layout.columns)}"),
    Column(
        "unplaced",
        "Not recognised",
        _unplaced,
    ),
)


def submission_of(
    sheets: Iterable[RawSheet],
    *,
    edition: ListEdition = AUGUST_2019,
    aliases: Aliases | None = None,
    sheet_names: SheetNames | None = None,
    remarks: Iterable[Remark] = (),
) -> Submission:
    """Return the lists in sheets whose cells are known to be plain, as readers make them.

    The arguments and errors are those of `Submission.from_sheets`.
    """
    aliases, sheet_names = own_names(aliases, sheet_names, edition)
    tables, found = tables_of(sheets, edition, aliases, sheet_names)
    return Submission(tables=tables, remarks=(*remarks, *found), edition=edition)
