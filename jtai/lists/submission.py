"""The child-level lists of an area, together.

Invariant: the lists as they came, what was noticed while they were read, and the ways to the
questions. What was not placed is kept and said.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, Literal, overload

import attrs

from jtai.core.notebook import Table
from jtai.core.progress import OnProgress
from jtai.core.results import AsTable, Column
from jtai.core.validation import did_you_mean
from jtai.errors import Fault, InvalidValueError, UnknownKeyError
from jtai.guidance.columns import AUGUST_2019
from jtai.guidance.entries.list_entries import Code, ListEdition, ListLayout
from jtai.lists.checking import check_lists
from jtai.lists.cohort.cohort import Cohort
from jtai.lists.cohort.members import ClosedEpisodes
from jtai.lists.reading.cells import fold
from jtai.lists.reading.headers import Aliases, SheetNames, check_names, no_such_list, tables_of
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
from jtai.lists.reading.sheets import RawSheet, Remark
from jtai.lists.reading.table import ListTable
from jtai.lists.report import Report
from jtai.lists.rules.catalogue import rules_for
from jtai.lists.rules.rule import Rule, Severity
from jtai.timetable.ages import LeapBirthday


@attrs.frozen(kw_only=True, eq=False)
class Submission(AsTable):
    """The child-level lists of an area, as they were read (paras 32 to 35, 41 to 43).

    Attributes:
        tables: The lists, in the order of the edition.
        remarks: What was noticed while they were read.
        edition: The lists and columns that they were held against.

    Examples:
        >>> lists = Submission.from_rows({7: [{"Child Unique ID": "A1", "Age": 12}]})
        >>> lists.numbers, len(lists[7])
        ((7,), 1)
        >>> lists[7][0].age
        12
    """

    tables: tuple[ListTable[ListRow], ...] = attrs.field(repr=False)
    remarks: tuple[Remark, ...] = attrs.field(default=(), converter=Table[Remark], repr=False)
    edition: ListEdition = attrs.field(default=AUGUST_2019, repr=False)

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
        """Make lists out of sheets: tell which list each is, and which column each title names.

        Args:
            sheets: The sheets, in any order.
            edition: The lists and their columns.
            aliases: The caller's own titles: for the number of a list, the key of the column that
                each title names, as in ``{6: {"Person number": "child_id"}}``.
            sheet_names: The caller's own names of sheets or files, each with the number of its
                list, as in ``{"CIN extract": 6}``.
            remarks: What was noticed about the file.

        Raises:
            InvalidValueError: If a name means a list or a column that does not exist, or two of a
                list are one title for two columns. Every fault is reported at once.
        """
        check_names(aliases or {}, sheet_names or {}, edition)
        tables, found = tables_of(sheets, edition, aliases or {}, sheet_names or {})
        return cls(tables=tables, remarks=(*remarks, *found), edition=edition)

    @classmethod
    def from_rows(
        cls,
        rows: Mapping[int, Iterable[Mapping[str, object]]],
        *,
        edition: ListEdition = AUGUST_2019,
        aliases: Aliases | None = None,
    ) -> Submission:
        """Make lists out of rows that a system holds in memory.

        Args:
            rows: For the number of a list, its rows; each maps a title, or the key of a column,
                to what stands in the cell.
            edition: The lists and their columns.
            aliases: The caller's own titles, as for `from_sheets`.

        Returns:
            The lists. Problems name cells as if each list were a sheet with its titles in the
            first row, so that ``rows[number][problem.row - 2]`` is the row as it was given.

        Raises:
            InvalidValueError: If there is no such list, or a row is no mapping, or a cell holds
                what no cell can hold; or if an alias is refused, as for `from_sheets`. Every fault
                is reported at once, none with its value.
        """
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
            if number not in layouts:
                where = f"rows[{number!r}]" if isinstance(number, int) else "rows"
                faults.append(no_such_list(where, edition))
                continue
            sheets.append(_sheet(layouts[number], given, f"rows[{number}]", faults))
        if faults:
            raise InvalidValueError(faults)
        titles = with_keys(aliases or {}, edition)
        return cls.from_sheets(sheets, edition=edition, aliases=titles)

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
        """Give a list by its number.

        Raises:
            UnknownKeyError: If it was not read.
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
        rules: Iterable[Rule] | None = None,
        lists: Iterable[int] | None = None,
        skip: Iterable[str] = (),
        severities: Mapping[str, Severity | str] | None = None,
        leap_birthday: LeapBirthday = LeapBirthday.MARCH_1,
        progress: OnProgress | None = None,
    ) -> Report:
        """Hold the lists against rules.

        Args:
            as_of: The day at which ages are taken and look-backs end: the date of notification
                or the first day of fieldwork, as the inspectorate wants it.
            rules: The rules, those of the edition if None. Give ``(*jtai.LIST_RULES, mine)`` to
                add one.
            lists: The numbers of the lists that are asked about, such as ``(6, 7, 8)`` for what
                is due first; all of them if None. The others are still held against them.
            skip: The names of rules that are switched off; the report says so.
            severities: Another severity for rules, by their names.
            leap_birthday: When a child born on 29 February has a birthday in a common year.
            progress: Called with a `Progress` after each rule.

        Raises:
            DateTypeError: If the day is no date.
            InvalidValueError: If a rule is named that does not exist, or two have the same name.

        Examples:
            >>> lists = Submission.from_rows({6: [{"child_id": "A1", "date_of_birth": "1/5/2007"}]})
            >>> report = lists.check(as_of=date(2019, 9, 9))
            >>> report.counts("list")[6] > 0, report.is_clear
            (True, False)
        """
        return check_lists(
            self.tables,
            self.remarks,
            edition=self.edition,
            as_of=as_of,
            rules=rules_for(self.edition) if rules is None else rules,
            lists=lists,
            skip=skip,
            severities=severities,
            leap_birthday=leap_birthday,
            progress=progress,
        )

    def cohort(
        self,
        *,
        as_of: dt.date,
        closed_episodes: ClosedEpisodes | str = ClosedEpisodes.UNKNOWN,
    ) -> Cohort:
        """Make children of lists 6, 7 and 8: one for each identifier, of all its rows.

        Args:
            as_of: The day at which the lists stand: a date of birth after it is an expected one.
            closed_episodes: How closed episodes of list 6 are read, which do not say whether there
                was a child in need plan: ``"unknown"``, ``"child in need plan"`` or ``"no plan"``.

        Raises:
            DateTypeError: If the day is no date.
            InvalidValueError: If there is no such way to read closed episodes.

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


_COLUMNS: Final = (
    Column("list", "List", lambda table: str(table.layout.title)),
    Column("sheet", "Sheet"),
    Column("rows", "Rows", lambda table: f"{len(table):,}"),
    Column("columns", "Columns", lambda t: f"{len(t.raw)} of {len(t.layout.columns)}"),
    Column(
        "unplaced",
        "Not recognised",
        lambda table: ", ".join(column.title or "(no title)" for column in table.unplaced),
    ),
)
# Types of cells that are taken as they are.
_PLAIN = frozenset((str, int, bool, dt.date, dt.datetime, dt.time, dt.timedelta, type(None)))


def with_keys(own: Aliases, edition: ListEdition) -> Aliases:
    """Add the keys of columns to the caller's own titles, which win over them.

    Args:
        own: The caller's own titles.
        edition: The lists and their columns.

    Raises:
        InvalidValueError: If the caller's own titles are refused, as for `Submission.from_sheets`.
    """
    check_names(own, {}, edition)
    known: dict[int, dict[str, str]] = {}
    for layout in edition.lists:
        titles = own.get(layout.number, {})
        folded = set(map(fold, titles))
        keys = (column.key for column in layout.columns if fold(column.key) not in folded)
        known[layout.number] = {**{key: key for key in keys}, **titles}
    return known


def _sheet(
    layout: ListLayout, rows: Iterable[Mapping[str, object]], where: str, faults: list[Fault]
) -> RawSheet:
    """Lay rows out as a sheet, with their keys as its titles; nobody lacks no column."""
    given: dict[int, Mapping[str, object]] = {}
    # A text or a single row can be iterated as well, and would be many odd rows.
    if isinstance(rows, str | bytes | Mapping) or not isinstance(rows, Iterable):
        faults.append(
            Fault(
                message=f"not a list of rows ({type(rows).__name__})",
                where=where,
                expected="a list of mappings of titles to cells; an empty list for no rows",
            )
        )
        rows = ()
    for at, row in enumerate(rows):
        if isinstance(row, Mapping) and all(isinstance(title, str) for title in row):
            given[at] = row
        else:
            faults.append(
                Fault(
                    message="the row is not a mapping of titles to cells",
                    where=f"{where}[{at}]",
                    expected="a mapping whose keys are titles or keys of columns",
                )
            )
    titles = tuple(dict.fromkeys(title for row in given.values() for title in row))
    if not given:
        titles = tuple(column.title for column in layout.columns)
    cells: list[Sequence[object]] = [titles]
    for at, row in given.items():
        line = tuple(map(row.get, titles))
        if not _PLAIN.issuperset(map(type, line)):
            line = tuple(
                plain_cell(cell, f"{where}[{at}][{title!r}]", faults)
                for title, cell in zip(titles, line, strict=True)
            )
        cells.append(line)
    return RawSheet(name=layout.sheet, rows=cells, titled=True)


def plain_cell(cell: object, where: str, faults: list[Fault]) -> object:
    """Give a cell of any library's type as a plain one; what is no value there is blank here.

    Args:
        cell: The cell.
        where: Its place, for a fault.
        faults: Where a fault is put if it holds what no cell can hold.
    """
    plain = _scalar(cell)
    try:
        # What is missing in a data frame differs from itself, or cannot tell.
        if plain != plain:  # noqa: PLR0124 - only what is missing does
            return None
    except (TypeError, ArithmeticError):
        return None
    except ValueError:  # an array says of each of its values whether it differs
        plain = cell
    if isinstance(plain, str):
        return str(plain)
    if isinstance(plain, dt.datetime):
        return dt.datetime.combine(plain.date(), plain.timetz())
    if isinstance(plain, _KINDS):
        return plain
    faults.append(
        Fault(
            message=f"the cell holds what no cell can hold ({type(cell).__name__})",
            where=where,
            expected="a text, a number, a date, yes or no, or None",
        )
    )
    return None


_KINDS = (int, float, Decimal, dt.date, dt.time, dt.timedelta, type(None))


def _scalar(cell: object) -> object:
    """Give the plain twin of a scalar of numpy and its relatives, and of a code."""
    if isinstance(cell, Code):
        return cell.text
    # What has a shape holds several values, or is one of those.
    if not hasattr(cell, "item") or getattr(cell, "shape", False):
        return cell
    # Their moments have more digits than a plain one, and would come as a bare number.
    if getattr(getattr(cell, "dtype", None), "kind", "") == "M":
        cell = cell.astype("datetime64[us]")  # type: ignore[attr-defined]
    return cell.item()
