"""A rule: a cited statement about the lists, and a function that looks for breaches of it.

Invariant: a rule is a value. Its function returns where the statement is not true, and where it
cannot decide; it changes nothing and shows no child's data. `checking` runs the rules; `catalogue`
lists them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import wraps
from typing import Any, ClassVar, Final, NamedTuple, TypeAlias, TypeVar

import attrs

from jtai.core.answers import Answer
from jtai.core.citation import Reference
from jtai.core.ordered import Ordered
from jtai.core.results import Column, Result
from jtai.core.validation import instance, member, type_name
from jtai.errors import Fault, InvalidValueError
from jtai.guidance.entries.list_entries import CellKind, Code, ListLayout
from jtai.lists.reading.cells import UNREAD, is_error, says_nothing
from jtai.lists.reading.identifiers import (
    SPELLING,
    is_placeholder,
    spelt_alike,
    without_spelling,
)
from jtai.lists.reading.rows import ListRow, age_contradicts
from jtai.lists.reading.table import ListTable, shown_differently
from jtai.lists.reading.unused_rows import ANYONE, unused_rows
from jtai.timetable.ages import LeapBirthday, Period, completed_years, is_possible_birth, lookback

_Made = TypeVar("_Made")


class Severity(Ordered):
    """How much a problem matters: a note least, an error most.

    Examples:
        >>> [severity.value for severity in Severity]
        ['error', 'warning', 'note']
        >>> Severity.ERROR > Severity.WARNING > Severity.NOTE
        True
    """

    ERROR = "error"
    """The list does not meet a requirement of the workbook or the guidance."""
    WARNING = "warning"
    """It may be right, but someone should look."""
    NOTE = "note"
    """For information; nothing needs to change."""

    @property
    def rank(self) -> int:
        """The order of severity: 0 for a note, 1 for a warning, 2 for an error."""
        return _RANKS[self]


_RANKS: Final = {severity: rank for rank, severity in enumerate(reversed(Severity))}


class Span(StrEnum):
    """How much of the lists a rule needs at a time."""

    ROW = "row"
    """One row at a time, so that a file can be checked in parts."""
    LIST = "list"
    """All rows of a list."""
    ALL = "all lists"
    """Several lists together."""
    READING = "reading"
    """Noticed while a file is being read; the rule has no function."""


class ProblemAt(NamedTuple):
    """A breach of a rule.

    Attributes:
        row: The index of the row in its list.
        column: The key of the column whose cell is reported.
        message: What is wrong, if it differs from the rule's own message; without any cell value.
        remedy: How to fix it, if it differs from the rule's own remedy.
    """

    row: int
    column: str
    message: str = ""
    remedy: str = ""


UNREAD_CELL: Final = "a cell that the rule needs could not be read"
"""Why a rule leaves out a row."""

CONFERENCE_UNREAD: Final = "the date or the outcome of a conference could not be read"
PLAN_UNREAD: Final = "a date of a plan or of care could not be read"
"""Why a rule leaves out a row whose child has this on another list."""


AGE_IN_DOUBT: Final = "the age and the date of birth disagree"
"""Why a rule that depends on the age leaves out a row."""

MOST_ROWS_OF_A_CHILD: Final = 100
"""An identifier with more rows on a list is not one child's; it may be that of a school."""

CROWDED: Final = (
    f"more than {MOST_ROWS_OF_A_CHILD} rows of a list have its identifier, so not all were compared"
)
"""Why a rule about several lists leaves out a row."""


class UnknownAt(NamedTuple):
    """A row for which a rule cannot decide.

    Attributes:
        row: The index of the row in its list.
        why: Which fact is missing.
    """

    row: int
    why: str


@attrs.frozen(kw_only=True, eq=False)
class ListView:
    """A list as a rule sees it: the values of its columns.

    ``view["cin_start"]`` is a column as a list, with one value for each row. The kind of the column
    says what the values are:

    - identifier and text: `str`;
    - date: `datetime.date`;
    - whole number: `int`; an age of -1 means unborn;
    - answer: `Answer`, compared as in ``value is Answer.YES``; "unknown" is `Answer.UNKNOWN`;
    - code: `Code`, with ``value.code`` such as ``"N1"`` and ``value.text`` as published; `str` for
      other text in a column that accepts it (``placement_authority``).

    Any of them is None if the cell is blank or could not be read, or if the row was not used. The
    report lists rows with an unread cell as not checked, unless the rule is `partial`;
    ``view.table.unread("cin_start")`` says which these are. ``view.table.raw`` has the cells
    themselves.

    Attributes:
        table: The list.
        as_of: The day on which ages are calculated and look-back periods end.
        drawn_on: The day on which the lists were drawn, by default `as_of`: ages on the lists are
            those of this day, and the lists show what was current on it.
        leap_birthday: When a child born on 29 February has a birthday in a common year.
        others: Every list that was read, by its number.
        shared: Results that the rules share while the lists are checked.

    Examples:
        >>> import jtai
        >>> row = {"child_id": "SYN-01", "gender": "F", "concern": "Y", "age": "twelve"}
        >>> lists = jtai.Submission.from_rows({7: [{**row, "plan_start": "1/4/2019"}]})
        >>> view = ListView(table=lists[7], as_of=date(2019, 9, 9))
        >>> view["plan_start"], view["concern"], view["age"], view["gender"][0].text
        ([datetime.date(2019, 4, 1)], [<Answer.YES: 'yes'>], [None], 'b) Female')
    """

    table: ListTable[ListRow]
    as_of: dt.date
    drawn_on: dt.date = attrs.field(default=attrs.Factory(lambda own: own.as_of, takes_self=True))
    leap_birthday: LeapBirthday = LeapBirthday.MARCH_1
    others: Mapping[int, ListView] = attrs.field(factory=dict, repr=False)
    shared: dict[str, Any] = attrs.field(factory=dict, repr=False)
    _made: dict[str, Any] = attrs.field(factory=dict, init=False, repr=False)

    def __len__(self) -> int:
        return len(self.table)

    def has(self, key: str) -> bool:
        """Return whether the sheet has a column."""
        return key in self.table.raw

    def __getitem__(self, key: str) -> list[Any]:
        if key not in self._made:
            values = self.table.values(key)
            if self.table.unread(key):
                values = [None if value is UNREAD else value for value in values]
            self._made[key] = values
        column: list[Any] = self._made[key]
        return column

    def filled(self, key: str) -> list[bool | None]:
        """Return for each row whether a cell is not blank, even if it could not be read.

        None for a cell that may say that there is no value: a word that programs or people write
        there, a formula error, a dash, a zero, words instead of a date or an answer, or a cell of a
        data frame that only says that it was not read.
        """
        filled: list[bool | None] = [value is not None for value in self.table.values(key)]
        unread = self.table.unread(key)
        if unread:
            raw, kind = self.table.raw[key], self.table.column(key).kind
            # In a column of codes, words may be a code that only the area has.
            in_words = kind in {CellKind.DATE, CellKind.ANSWER}
            for at in unread:
                if _may_say_none(raw[at], in_words=in_words):
                    filled[at] = None
        return filled

    def where(self, key: str, accepts: Callable[[Any], bool]) -> Sequence[int]:
        """Return the indexes of the rows whose value is accepted.

        Blank and unread cells are left out. Each different value is passed to `accepts` once.
        """
        return self.table.rows_where(
            key, lambda value: value is not None and value is not UNREAD and accepts(value)
        )

    def once(self, name: str, make: Callable[[], _Made]) -> _Made:
        """Return a result that is calculated once for all rules that check these lists."""
        if name not in self.shared:
            self.shared[name] = make()
        made: _Made = self.shared[name]
        return made

    @property
    def number(self) -> int:
        """The number of the list."""
        return self.table.number

    @property
    def latest(self) -> dt.date:
        """The later of `as_of` and `drawn_on`; what is dated after both is in the future."""
        return max(self.as_of, self.drawn_on)

    @property
    def period(self) -> Period:
        """The months before the inspection that the list covers (paras 32 and 41)."""
        if "period of the list" not in self._made:
            self._made["period of the list"] = lookback(self.as_of, months=self.table.layout.months)
        period: Period = self._made["period of the list"]
        return period

    @property
    def ages(self) -> list[int | None]:
        """The age of each row's child on the day, from the date of birth if given, else as stated.

        None where it is unknown, including where the date of birth is impossible.
        """
        return self.ages_on(self.as_of)

    def ages_on(self, day: dt.date) -> list[int | None]:
        """Return `ages` as they are on another day."""
        name = f"ages of the children on {day}"
        if name not in self._made:
            nothing = [None] * len(self)
            births = self["date_of_birth"] if self.has("date_of_birth") else nothing
            stated = self["age"] if self.has("age") else nothing
            age_of = {
                birth: completed_years(birth, day, leap_birthday=self.leap_birthday)
                for birth in set(births) - {None}
                if is_possible_birth(birth, self.as_of, leap_birthday=self.leap_birthday)
            }
            self._made[name] = [
                age if birth is None else age_of.get(birth)
                for birth, age in zip(births, stated, strict=True)
            ]
        ages: list[int | None] = self._made[name]
        return ages

    @property
    def ages_unread(self) -> frozenset[int]:
        """The indexes of the rows whose age is unknown because a cell could not be read."""
        if "ages unread" not in self._made:
            keys = [key for key in ("date_of_birth", "age") if self.has(key)]
            births = self["date_of_birth"] if "date_of_birth" in keys else [None] * len(self)
            self._made["ages unread"] = frozenset(
                at
                for key in keys
                for at in self.table.unread(key)
                if births[at] is None and self.ages[at] is None
            )
        unread: frozenset[int] = self._made["ages unread"]
        return unread

    def ages_in_doubt(self, *limits: int) -> frozenset[int]:
        """Return the indexes of the rows whose age and date of birth are on two sides of a limit.

        Args:
            limits: The first age on the upper side of each limit, in order.
        """
        name = f"ages in doubt at {limits}"
        if name not in self._made:
            has_both = self.has("date_of_birth") and self.has("age")
            rows = zip(self["date_of_birth"], self["age"], strict=True) if has_both else ()
            self._made[name] = frozenset(
                at
                for at, (born, age) in enumerate(rows)
                if born is not None
                and age is not None
                and age_contradicts(age, born, self.as_of, limits)
            )
        rows_in_doubt: frozenset[int] = self._made[name]
        return rows_in_doubt

    @property
    def children(self) -> Mapping[str, int]:
        """The index of each child's first row, by the child's identifier."""
        return self._children[0]

    @property
    def repeated(self) -> Mapping[str, Sequence[int]]:
        """The indexes of the rows of each child who has more than one, by the identifier."""
        return self._children[1]

    @property
    def _unused(self) -> frozenset[str]:
        """The children of rows that are not among those of any child; `ANYONE` if unknown."""
        if "children of unused rows" not in self._made:
            views = [view for view in self.others.values() if view.has("child_id")]
            rows = unused_rows(self.table, lambda child: any(child in v.children for v in views))
            others = (ANYONE,) if self.table.repeats else ()
            self._made["children of unused rows"] = frozenset((*rows.values(), *others))
        children: frozenset[str] = self._made["children of unused rows"]
        return children

    def if_absent(self, child: str, problem: ProblemAt) -> ProblemAt | UnknownAt:
        """Return a problem that exists if the list has no such row of a child.

        If a row may be the child's, because it was not used, has no readable identifier or has one
        that differs only in spelling, whether there is a problem is unknown.

        Args:
            child: The child's identifier.
            problem: The problem, perhaps in another list.
        """
        if ANYONE not in self._unused:
            return self.if_complete(child, problem)
        why = f"list {self.number} has rows whose child is unknown, and one may be about this child"
        return UnknownAt(problem.row, why)

    def if_complete(self, child: str, problem: ProblemAt) -> ProblemAt | UnknownAt:
        """Return a problem that exists if the list has no other rows of a child.

        If a row of the child was not used, or may be the child's because its identifier differs
        only in spelling or is displayed differently, whether there is a problem is unknown.

        Args:
            child: The child's identifier.
            problem: The problem, perhaps in another list.
        """
        if child in self._unused:
            why = f"a row of list {self.number} about the child was not used"
        elif child in self.alike and not self._spelt[without_spelling(child)] <= {child}:
            why = f"list {self.number} has an identifier that differs only in {SPELLING}"
        elif self._shown_differently and child not in self.children:
            why = "only some lists have identifiers whose number format shows them differently"
        else:
            return problem
        return UnknownAt(problem.row, why)

    @property
    def _shown_differently(self) -> bool:
        """Whether some lists show identifiers that differ from those stored, and others do not."""

        def several() -> bool:
            views = [view for view in self.others.values() if view.has("child_id")]
            return shown_differently(view.table for view in views if view.children)

        return self.once("identifiers displayed differently", several)

    @property
    def alike(self) -> frozenset[str]:
        """The identifiers of all lists that differ from another only in spelling."""
        return self.once(
            "identifiers alike",
            lambda: spelt_alike(
                child
                for view in self.others.values()
                if view.has("child_id")
                for child in view.children
            ),
        )

    @property
    def _spelt(self) -> Mapping[str, set[str]]:
        """The identifiers of the list among `alike`, by what they are without their spelling."""
        if "identifiers by spelling" not in self._made:
            spelt = defaultdict[str, set[str]](set)
            for child in self.alike & self.children.keys():
                spelt[without_spelling(child)].add(child)
            self._made["identifiers by spelling"] = spelt
        spellings: Mapping[str, set[str]] = self._made["identifiers by spelling"]
        return spellings

    @property
    def crowded(self) -> set[str]:
        """The identifiers of all lists that have more rows than one child can have."""
        return self.once(
            "crowded identifiers",
            lambda: {
                child
                for view in self.others.values()
                if view.has("child_id")
                for child, rows in view.repeated.items()
                if len(rows) > MOST_ROWS_OF_A_CHILD
            },
        )

    def rows_of(self, child: str) -> Sequence[int]:
        """Return the indexes of a child's rows, by the child's identifier.

        They are cut at `MOST_ROWS_OF_A_CHILD`: rules compare each with each.
        """
        first, repeated = self._children
        if child in repeated:
            return repeated[child][:MOST_ROWS_OF_A_CHILD]
        return (first[child],) if child in first else ()

    @property
    def _children(self) -> tuple[dict[str, int], dict[str, list[int]]]:
        # A list of rows for every child would be many objects, and most have one row.
        if "rows of the children" not in self._made:
            first: dict[str, int] = {}
            repeated: dict[str, list[int]] = {}
            for at, child in enumerate(self["child_id"]):
                if child is not None and (one := first.setdefault(child, at)) != at:
                    repeated.setdefault(child, [one]).append(at)
            self._made["rows of the children"] = first, repeated
        rows: tuple[dict[str, int], dict[str, list[int]]] = self._made["rows of the children"]
        return rows


Accepts: TypeAlias = Callable[[Any], bool]
"""Whether a value that is neither blank nor unread is of the kind that a rule looks for."""


# As Excel shows a zero that is formatted as a date, such as what a look-up of a blank cell returns.
_ZERO_DAY: Final = "00/01/1900"
_VOID: Final = re.compile(r"[-_.,:/'\"\s0\u2010-\u2015\u2018\u2019\u2212]{1,99}|" + _ZERO_DAY)


_LONGEST_WORDS: Final = 99


def _may_say_none(cell: object, *, in_words: bool) -> bool:
    """Return whether an unread cell may say that there is none, as "ongoing" does for a date."""
    if isinstance(cell, bool):
        cell = str(cell).upper()  # as a CSV file has it
    if says_nothing(cell) or is_error(cell) or _is_void(cell):
        return True
    # Long texts take long, and say more.
    if not isinstance(cell, str) or len(cell) > _LONGEST_WORDS or not any(map(str.isalpha, cell)):
        return False
    return is_placeholder(cell) or (in_words and not any(map(str.isdigit, cell)))


def _is_void(cell: object) -> bool:
    """Return whether an unread cell only has dashes or zeros, which may stand for no value."""
    if isinstance(cell, str):
        return _VOID.fullmatch(cell) is not None
    return not cell or cell == dt.time() or cell is UNREAD


def where_all(
    view: ListView, reported: str, accepts: Mapping[str, Accepts], message: str = ""
) -> Iterator[ProblemAt | UnknownAt]:
    """Yield a problem in a column for each row in which all the columns have accepted values.

    A row with an unread cell is undecided only if all its other values are accepted. It is fastest
    if the first of these columns has few.
    """
    (first, accepted), *others = accepts.items()
    unread = set(view.table.unread(first))
    rows: Sequence[int] = view.where(first, accepted)
    if unread:
        rows = sorted(unread.union(rows))
    for key, accepted in others:
        values = view.table.values(key)
        unread.update(view.table.unread(key))
        rows = [
            at
            for at in rows
            if values[at] is UNREAD or (values[at] is not None and accepted(values[at]))
        ]
    for at in rows:
        yield UnknownAt(at, UNREAD_CELL) if at in unread else ProblemAt(at, reported, message)


def is_yes(value: object) -> bool:
    """Return whether an answer is yes."""
    return value is Answer.YES


def is_no(value: object) -> bool:
    """Return whether an answer is no."""
    return value is Answer.NO


def has_code(*codes: str) -> Accepts:
    """Return a function that returns whether a value is one of some codes."""
    return lambda value: isinstance(value, Code) and value.code in codes


def not_(accepts: Accepts) -> Accepts:
    """Return a function that accepts what another does not."""
    return lambda value: not accepts(value)


Find: TypeAlias = Callable[..., Iterable[ProblemAt | UnknownAt]]
"""Looks for breaches, given a `ListView` and the keys of the rule's columns in that list."""


def problem_first(find: Find) -> Find:
    """Make a function leave out that a row is unknown if it finds a problem in the row.

    For rules that compare a row with several others, one of which is enough for the problem.
    """

    @wraps(find)
    def first(view: ListView, *keys: str) -> list[ProblemAt | UnknownAt]:
        results = dict.fromkeys(find(view, *keys))
        rows = {each.row for each in results if isinstance(each, ProblemAt)}
        return [each for each in results if isinstance(each, ProblemAt) or each.row not in rows]

    return first


Needed: TypeAlias = Iterable[tuple[int, Iterable[str]]]
"""Numbers of lists, each with the keys of columns there."""


_NAME: Final = re.compile("[a-z0-9]+(-[a-z0-9]+)*")


def _as_severity(value: Severity | str) -> Severity:
    return member(Severity, value, "severity")


def _as_span(value: Span | str) -> Span:
    return member(Span, value, "span")


def _as_columns(value: Needed) -> tuple[tuple[int, tuple[str, ...]], ...]:
    return _pairs(value, "columns")


def _as_needs(value: Needed) -> tuple[tuple[int, tuple[str, ...]], ...]:
    return _pairs(value, "needs")


def _pairs(value: Any, name: str) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """Return lists and their columns as tuples; a missing comma would run the rule on nothing."""
    pairs = value if isinstance(value, tuple | list) else (value,)
    faults = [
        Fault(
            message="not the number of a list and the keys of its columns",
            where=name if pairs is not value else f"{name}[{at}]",
            expected='pairs such as ((7, ("plan_start",)), (8, ("care_start",)))',
            remedy="a tuple of one item needs a comma before its closing bracket",
        )
        for at, pair in enumerate(pairs)
        if not _is_pair(pair) or pairs is not value
    ]
    if faults:
        raise InvalidValueError(faults)
    return tuple((number, tuple(keys)) for number, keys in pairs)


def _is_pair(pair: object) -> bool:
    match pair:
        case (number, (*keys,)):  # a string is not a sequence here
            return type(number) is int and all(isinstance(key, str) for key in keys)
    return False


@attrs.frozen(kw_only=True)
class Rule(Result):
    """A rule for the lists (paras 32 to 34, 41, 42).

    Attributes:
        id: Its stable name, of lower-case words joined by hyphens, such as ``"local-visits"``.
        severity: How much a breach matters.
        statement: What is true of correct lists, in the library's own words.
        message: What is wrong where it is not.
        remedy: How to fix it.
        reference: Where the workbook or the guidance asks for it.
        columns: The number of each list that it checks, and the keys of the columns that it
            needs there.
        needs: The other lists and columns that it needs, in the same form.
        span: How much of the lists it needs at a time.
        find: The function that looks for breaches; None for a rule that is checked while the file
            is read.
        each: Whether each column is checked separately, so that a missing one does not stop the
            others; the problem then cites the column.
        reads_raw: Whether the rule also checks cells that could not be read.
        partial: Whether the rule decides for each row which of its cells it needs. Other rules
            leave out every row with an unread cell.

    Raises:
        InvalidValueError: If the name is not of this form, a field has the wrong type, the severity
            or span does not exist, or there is no function. `Submission.check` also refuses lists
            and columns that the edition does not have.

    Examples:
        >>> import jtai
        >>> rule = next(rule for rule in jtai.LIST_RULES if rule.id == "end-before-start")
        >>> rule.severity, rule.lists
        (<Severity.ERROR: 'error'>, (4, 6, 7, 8))
    """

    _columns: ClassVar = (
        Column("id", "Rule"),
        Column("severity", "Severity"),
        Column("lists", "Lists"),
        Column("statement", "True of correct lists"),
        Column("message"),
        Column("remedy", "How to fix it"),
        Column("reference", "Source"),
        *map(Column, ("span", "each", "reads_raw", "partial")),
    )

    id: str
    severity: Severity = attrs.field(converter=_as_severity)
    statement: str
    message: str
    remedy: str
    reference: Reference
    columns: tuple[tuple[int, tuple[str, ...]], ...] = attrs.field(
        default=(), converter=_as_columns
    )
    needs: tuple[tuple[int, tuple[str, ...]], ...] = attrs.field(default=(), converter=_as_needs)
    span: Span = attrs.field(default=Span.ROW, converter=_as_span)
    find: Find | None = attrs.field(default=None, repr=False)
    each: bool = False
    reads_raw: bool = False
    partial: bool = False

    def __attrs_post_init__(self) -> None:
        for name in ("id", "statement", "message", "remedy"):
            instance(str, getattr(self, name), name, expected="text")
        if not _NAME.fullmatch(self.id):
            raise InvalidValueError(
                "not a valid name",
                where="id",
                expected="lower-case words and numbers joined by hyphens, such as local-visits",
            )
        instance(Reference, self.reference, "reference", expected="a jtai.core.Reference")
        if not callable(self.find) and (self.find is not None or self.span is not Span.READING):
            raise InvalidValueError(
                f"expected a function, got {type_name(self.find)}",
                where="find",
                remedy="without a function, the rule would never run",
            )

    @property
    def lists(self) -> tuple[int, ...]:
        """The numbers of the lists that it checks."""
        return tuple(dict.fromkeys(number for number, _ in self.columns))


Select: TypeAlias = Callable[[ListLayout], Iterable[tuple[str, ...]]]
"""Selects the columns that a rule checks in a list, one tuple of keys for each check."""
