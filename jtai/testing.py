"""Fictitious child-level lists, clean or with dirt in them, for tests, examples and measurements.

Law: the children are made up in `fictitious`; here they are laid out as sheets, and dirtied. Clean
lists have no problem by any rule. Each kind of dirt is a value that names the rules that have to
report it, and tells where it was put; where it cannot be put it is refused, never left out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any, Final, NamedTuple

import attrs

from jtai.ages import completed_years, latest_birth, lookback
from jtai.answers import Answer
from jtai.display import Shown
from jtai.edge import plain_date, whole
from jtai.errors import Fault, InvalidValueError
from jtai.fictitious import FEWEST_CHILDREN, FactRow, rows_of_children
from jtai.guidance.columns import AUGUST_2019
from jtai.guidance.definitions import DEEP_DIVE
from jtai.guidance.list_rows import CellKind, Code, ColumnRow, Edition, ListLayout
from jtai.guidance.lists import FOLLOW_UP_FIELDS, GATE_FIELDS
from jtai.lists.sheets import RawSheet
from jtai.lists.submission import Submission

__all__ = ["DIRT", "Dirt", "synthetic_lists", "synthetic_rows", "synthetic_sheets"]

_NOTIFIED: Final = dt.date(2019, 9, 9)
# Between them every date that is made up has a number in every spreadsheet.
_FIRST_YEAR, _LAST_YEAR = 1930, 2190


def synthetic_lists(
    children: int = 200,
    *,
    seed: int = 0,
    as_of: dt.date = _NOTIFIED,
    dirt: Iterable[str] = (),
    edition: Edition = AUGUST_2019,
) -> Submission:
    """Make up the child-level lists of an area, and read them.

    Nobody on them exists: identifiers begin with FICT, teams and workers are called fictitious, and
    no postcode or URN can be real. The same arguments give the same lists everywhere. With more
    children, the first ones stay the same.

    Args:
        children: How many children; with 25 or more, each list has rows.
        seed: Another number makes up other children.
        as_of: The day of the lists, and of the check that finds nothing wrong with them.
        dirt: The names of dirt to put into them, from `DIRT`.
        edition: The lists and their columns.

    Raises:
        DateTypeError: If the day is no date.
        InvalidValueError: If there is no such dirt, if it finds no row that it could be put in, or
            if a number makes no sense.

    Examples:
        >>> lists = synthetic_lists(100)
        >>> lists.check(as_of=date(2019, 9, 9)).problems
        ()
        >>> dirty = synthetic_lists(100, dirt=["age-wrong", "text-dates"])
        >>> [problem.rule for problem in dirty.check(as_of=date(2019, 9, 9)).problems]
        ['age-differs']
    """
    sheets = synthetic_sheets(children, seed=seed, as_of=as_of, dirt=dirt, edition=edition)
    return Submission.from_sheets(sheets, edition=edition)


def synthetic_rows(
    children: int = 200,
    *,
    seed: int = 0,
    as_of: dt.date = _NOTIFIED,
    dirt: Iterable[str] = (),
    edition: Edition = AUGUST_2019,
) -> dict[int, list[dict[str, object]]]:
    """Make up lists as rows, such as a query returns and `jtai.Submission.from_rows` takes.

    Each row maps the key of a column to its cell, and a title to the cell of any other column. What
    rows cannot hold is not in them: the titles themselves, and what stands above them.

    Args:
        children: How many children.
        seed: Another number makes up other children.
        as_of: The day of the lists.
        dirt: The names of dirt to put into them, from `DIRT`.
        edition: The lists and their columns.

    Raises:
        DateTypeError: If the day is no date.
        InvalidValueError: As for `synthetic_lists`.

    Examples:
        >>> rows = synthetic_rows(25)
        >>> rows[8][0]["child_id"], rows[8][0]["placement_postcode"]
        ('FICT-000003', 'ZZ99 3ZZ')
    """
    rows: dict[int, list[dict[str, object]]] = {}
    for page in _dirtied(children, seed, as_of, dirt, edition).pages:
        # Where a list stands on two sheets, its first counts, as it does for those who read it.
        if page.layout.number not in rows:
            names = [key or title for key, title in zip(page.keys, page.titles, strict=True)]
            rows[page.layout.number] = [dict(zip(names, row, strict=False)) for row in page.rows]
    return rows


def synthetic_sheets(
    children: int = 200,
    *,
    seed: int = 0,
    as_of: dt.date = _NOTIFIED,
    dirt: Iterable[str] = (),
    edition: Edition = AUGUST_2019,
) -> tuple[RawSheet, ...]:
    """Make up lists as sheets of the official workbook: title, titles of columns, rows.

    Args:
        children: How many children.
        seed: Another number makes up other children.
        as_of: The day of the lists.
        dirt: The names of dirt to put into them, from `DIRT`.
        edition: The lists and their columns.

    Raises:
        DateTypeError: If the day is no date.
        InvalidValueError: As for `synthetic_lists`.

    Examples:
        >>> sheets = synthetic_sheets(25)
        >>> [sheet.name for sheet in sheets]
        ['List_1', 'List_3', 'List_4', 'List_5', 'List_6', 'List_7', 'List_8']
        >>> sheets[0].rows[0]
        ['List 1: Contacts']
    """
    area = _dirtied(children, seed, as_of, dirt, edition)
    return (*(page.sheet() for page in area.pages), *area.others)


class _Place(NamedTuple):
    """Where dirt was put: the row by its index, the column by its key; None for no single one."""

    number: int | None
    row: int | None = None
    key: str | None = None


_Row = dict[str, Any]
_Apply = Callable[["_Area"], Iterable[_Place]]


@attrs.frozen(kw_only=True)
class Dirt(Shown):
    """A kind of dirt that lists come with.

    Attributes:
        name: Its name, by which it is switched on.
        summary: What it is, in one line.
        rules: The rules that have to report it, and no other; none where it is read silently.
    """

    name: str
    summary: str
    rules: tuple[str, ...] = ()
    _apply: _Apply = attrs.field(repr=False, eq=False)

    @property
    def silent(self) -> bool:
        """Whether it makes no difference to a reader, so that nothing has to be reported."""
        return not self.rules


class _Page:
    """A sheet that is still being written: the key of each column beside its title."""

    def __init__(self, layout: ListLayout) -> None:
        self.layout = layout
        self.name = layout.sheet
        self.hidden = False
        self.above: list[list[object]] = [[layout.title]]
        self.columns = {column.key: column for column in layout.columns}
        self.titles = [column.title for column in layout.columns]
        self.keys: list[str | None] = [column.key for column in layout.columns]
        self.rows: list[list[object]] = []

    def sheet(self) -> RawSheet:
        rows: list[list[object]] = [*self.above]
        if self.titles:
            rows.append([title or None for title in self.titles])
        return RawSheet(name=self.name, rows=[*rows, *self.rows], hidden=self.hidden)

    def row(self, at: int) -> _Row:
        """Give the cells of a row by the keys of their columns."""
        return {key: cell for key, cell in zip(self.keys, self.rows[at], strict=True) if key}

    def put(self, at: int, key: str, fact: Any) -> None:
        self.rows[at][self.keys.index(key)] = _cell(fact, self.columns[key])

    def insert(self, at: int, title: str, key: str | None, cells: Iterable[object]) -> None:
        self.titles.insert(at, title)
        self.keys.insert(at, key)
        for row, cell in zip(self.rows, cells, strict=True):
            row.insert(at, cell)

    def take(self, at: int) -> tuple[str, str | None, list[object]]:
        """Take a column out."""
        return self.titles.pop(at), self.keys.pop(at), [row.pop(at) for row in self.rows]

    def map(self, kinds: Iterable[CellKind], change: Callable[[Any, ColumnRow], object]) -> None:
        """Change each cell that is filled, of the columns of some kinds."""
        for at, key in enumerate(self.keys):
            if key is not None and self.columns[key].kind in kinds:
                column = self.columns[key]
                for row in self.rows:
                    if row[at] is not None:
                        row[at] = change(row[at], column)


def _cell(fact: Any, column: ColumnRow) -> object:
    """Write a fact into a cell: a code or an answer as the column has it."""
    name = fact.value if isinstance(fact, Answer) else fact.code if isinstance(fact, Code) else None
    if name is None or column.codes is None:
        return fact
    texts = {code.code: code.text for code in column.codes.codes}
    # Another edition may have dropped a code.
    return texts.get(name) or next(iter(texts.values()))


def _laid_out(row: FactRow, layout: ListLayout, as_of: dt.date) -> list[object]:
    return [
        _cell(row[column.key], column) if column.key in row else _filler(column, as_of)
        for column in layout.columns
    ]


def _filler(column: ColumnRow, as_of: dt.date) -> object:
    """Fill a column that another edition has and nothing is made up for: only where it must be."""
    if not column.required:
        return None
    if column.codes is not None:
        return column.codes.codes[0].text
    if column.kind is CellKind.DATE:
        return as_of
    return column.minimum or 0 if column.kind is CellKind.NUMBER else "Fictitious"


class _Area:
    """The sheets of an area while dirt is put into them."""

    def __init__(self, children: int, seed: int, as_of: dt.date, edition: Edition) -> None:
        self.as_of = as_of
        self.dirty: set[object] = set()
        facts = rows_of_children(children, seed=seed, as_of=as_of)
        self.pages: list[_Page] = []
        # Sheets that are none of the lists.
        self.others: list[RawSheet] = []
        for layout in edition.lists:
            page = _Page(layout)
            rows = facts.get(layout.number, [])
            page.rows = [_laid_out(row, layout, as_of) for row in rows]
            self.pages.append(page)

    def page(self, number: int) -> _Page:
        """Give the sheet of a list; a LookupError says that there is none."""
        for page in self.pages:
            if page.layout.number == number:
                return page
        raise LookupError

    def of(self, child: object) -> Iterator[tuple[int, _Page, int]]:
        """Give the list, the sheet and the index of each row of a child."""
        for page in self.pages:
            at_child = page.keys.index("child_id")
            for at, row in enumerate(page.rows):
                if row[at_child] == child:
                    yield page.layout.number, page, at

    def lists_of(self, child: object) -> list[int]:
        """Give the number of the list of each row of a child."""
        return [number for number, _, _ in self.of(child)]

    def pick(self, number: int, fits: Callable[[_Row], bool]) -> int:
        """Give the index of a row that fits, of a child without dirt; a LookupError if none."""
        page = self.page(number)
        for at in range(len(page.rows)):
            row = page.row(at)
            if row["child_id"] not in self.dirty and fits(row):
                self.dirty.add(row["child_id"])
                return at
        raise LookupError


def _dirtied(
    children: int, seed: int, as_of: dt.date, dirt: Iterable[str], edition: Edition
) -> _Area:
    return _planted(children, seed, as_of, dirt, edition)[0]


def _planted(
    children: int, seed: int, as_of: dt.date, dirt: Iterable[str], edition: Edition
) -> tuple[_Area, list[_Place]]:
    """Make up lists with dirt in them, and tell where it was put."""
    day = plain_date(as_of, "as_of")
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise InvalidValueError(
            "lists cannot be made up for so far a day",
            where="as_of",
            expected=f"a day of the years {_FIRST_YEAR} to {_LAST_YEAR}",
        )
    names = _known(dirt)
    area = _Area(whole(children, "children", least=0), whole(seed, "seed"), day, edition)
    places: list[_Place] = []
    faults = []
    # In the order of the catalogue: what depends on cells first, what changes all of them last.
    for name in (name for name in DIRT if name in names):
        try:
            places += DIRT[name]._apply(area)  # noqa: SLF001 - of this module
        except LookupError:
            faults.append(
                Fault(
                    message="there is no row that it could be put in",
                    where=f"dirt[{name!r}]",
                    expected=f"{FEWEST_CHILDREN} children or more for each row that is to be dirty",
                    remedy="ask for more children",
                )
            )
    if faults:
        raise InvalidValueError(faults)
    return area, places


def _known(dirt: Iterable[str]) -> frozenset[str]:
    """Refuse dirt that does not exist, and a text in place of names."""
    given = (dirt,) if isinstance(dirt, str) else tuple(dirt)
    faults = [
        Fault(
            message="there is no such dirt",
            where=f"dirt[{at}]",
            expected=f"one of {', '.join(DIRT)}",
            remedy="the names are those of jtai.testing.DIRT",
        )
        for at, name in enumerate(given)
        if name not in DIRT
    ]
    if faults:
        raise InvalidValueError(faults)
    return frozenset(given)


# --- Dirt in one row ------------------------------------------------------------------------------


def _anyone(_: _Row) -> bool:
    return True


def _born(row: _Row) -> bool:
    return bool(row["age"] >= 1)


def _asked(row: _Row) -> bool:
    return bool(DEEP_DIVE.youngest <= row["age"] <= DEEP_DIVE.oldest)


def _open(key: str) -> Callable[[_Row], bool]:
    return lambda row: row[key] is None


def _filled(key: str) -> Callable[[_Row], bool]:
    return lambda row: row[key] is not None


def _in_one_row(
    area: _Area,
    *,
    number: int,
    change: Callable[[_Row, _Area], _Row],
    fits: Callable[[_Row], bool],
    alone: bool,
    shown: tuple[str, ...],
) -> list[_Place]:
    """Change cells of one row, where `alone` of a child who is on no other list of plans."""

    def fitting(row: _Row) -> bool:
        return fits(row) and not (alone and {7, 8}.intersection(area.lists_of(row["child_id"])))

    page = area.page(number)
    at = area.pick(number, fitting)
    cells = change(page.row(at), area)
    for key, fact in cells.items():
        page.put(at, key, fact)
    # Whoever the row is of now, other dirt stays away from it.
    area.dirty.add(page.row(at)["child_id"])
    return [_Place(number, at, key) for key in shown or cells]


def _row_dirt(
    name: str,
    rule: str,
    summary: str,
    number: int,
    change: Callable[[_Row, _Area], _Row] | _Row,
    *,
    fits: Callable[[_Row], bool] = _anyone,
    alone: bool = False,
    shown: tuple[str, ...] = (),
) -> Dirt:
    """Give dirt in one row: what its cells say, and which of them the rule has to show."""
    return Dirt(
        name=name,
        summary=summary,
        rules=(rule,),
        apply=partial(
            _in_one_row,
            number=number,
            change=change if callable(change) else lambda _, __: change,
            fits=fits,
            alone=alone,
            shown=shown,
        ),
    )


_DAY: Final = dt.timedelta(days=1)
_YES, _NO, _UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN
_NO_GATE: Final[_Row] = {field.key: _NO for field in GATE_FIELDS} | {
    field.key: None for field in FOLLOW_UP_FIELDS
}
_ALL_NO: Final[_Row] = {field.key: _NO for field in (*GATE_FIELDS, *FOLLOW_UP_FIELDS)}
_RECEIVING: Final[_Row] = {
    **_ALL_NO,
    "concern": _YES,
    "needs_support": _YES,
    "camhs_referred": _YES,
    "camhs_receiving": _YES,
}


def _conference(unnecessary: object, held: bool, result: object) -> Callable[..., _Row]:  # noqa: FBT001 - a row of the table below
    """Give what a row of list 5 says of its conference."""
    return lambda row, _: {
        "conference_unnecessary": unnecessary,
        "conference_date": row["strategy_discussion"] if held else None,
        "conference_led_to_plan": result,
    }


def _interview(missing: int, offered: object, accepted: object) -> _Row:
    return {
        "missing_episodes": missing,
        "return_interview_offered": offered,
        "return_interview_accepted": accepted,
    }


_DIRT_IN_CELLS: Final = (
    _row_dirt("hash-n-a", "cell-error", "a failed formula, #N/A", 1, {"contact_source": "#N/A"}),
    _row_dirt(
        "child-id-blank", "child-id-blank", "a row without an identifier", 1, {"child_id": None}
    ),
    _row_dirt(
        "total-row", "not-a-child", "a row of totals below the children", 1, {"child_id": "Total"}
    ),
    _row_dirt(
        "birth-date-blank",
        "birth-date-blank",
        "a child of a known age without a date of birth",
        1,
        {"date_of_birth": None},
        fits=_born,
        shown=("date_of_birth",),
    ),
    _row_dirt(
        "id-with-fraction",
        "not-a-text",
        "an identifier that became a number with a fraction",
        1,
        {"child_id": 12.5},
    ),
    _row_dirt(
        "impossible-date",
        "not-a-date",
        "a date that no calendar has, 31/02/2019",
        1,
        {"contact_date": "31/02/2019"},
    ),
    _row_dirt(
        "number-in-words", "not-a-number", "a number in words", 8, {"absent_episodes": "none"}
    ),
    _row_dirt(
        "number-too-low",
        "number-too-low",
        "no placement for a child in care",
        8,
        {"placements_in_year": 0},
    ),
    _row_dirt(
        "unknown-code",
        "unknown-code",
        "a code of a system that is not a published one",
        1,
        {"contact_source": "z) 99: Out of hours"},
    ),
    _row_dirt(
        "blank-cell",
        "blank",
        "a cell left blank that always has something to say",
        7,
        {"initial_category": None},
    ),
)

_DIRT_IN_DATES: Final = (
    _row_dirt(
        "age-wrong",
        "age-differs",
        "an age that is not that of the date of birth",
        1,
        lambda row, _: {"age": row["age"] + 1},
        fits=_born,
    ),
    _row_dirt(
        "unborn-age-0",
        "age-differs",
        "an unborn child with age 0 in place of -1",
        6,
        {"age": 0},
        fits=lambda row: bool(row["age"] < 0),
    ),
    _row_dirt(
        "outside-period",
        "outside-period",
        "a contact from before the six months",
        1,
        lambda _, area: {"contact_date": lookback(area.as_of, months=6).start - _DAY},
        fits=_born,
    ),
    _row_dirt(
        "date-in-future",
        "date-in-future",
        "a contact that is still to come",
        1,
        lambda _, area: {"contact_date": area.as_of + _DAY},
    ),
    _row_dirt(
        "end-before-start",
        "end-before-start",
        "an episode that ends before it starts",
        6,
        lambda row, _: {"cin_start": row["cin_end"] + _DAY},
        fits=_filled("cin_end"),
        shown=("cin_end",),
    ),
    _row_dirt(
        "care-before-birth",
        "care-before-birth",
        "a child looked after before birth",
        8,
        lambda row, _: {"care_start": row["date_of_birth"] - _DAY},
    ),
    _row_dirt(
        "dates-out-of-order",
        "dates-out-of-order",
        "a review from before the plan",
        7,
        lambda row, _: {"latest_review": row["plan_start"] - _DAY},
    ),
    _row_dirt(
        "long-before-birth",
        "long-before-birth",
        "a child seen long before birth",
        6,
        lambda row, _: {"last_seen": row["date_of_birth"] - 400 * _DAY},
    ),
)

_DIRT_IN_PAIRS: Final = (
    _row_dirt(
        "closure-without-reason",
        "end-and-reason",
        "a closure date without its reason",
        6,
        {"closure_reason": None},
        fits=_filled("cin_end"),
    ),
    _row_dirt(
        "closed-and-in-need",
        "status-and-closure",
        "a closed episode whose status still says child in need",
        6,
        {"case_status": "c) Child in need plan"},
        fits=_filled("cin_end"),
    ),
    _row_dirt(
        "outcome-too-early",
        "outcome-too-early",
        "an outcome of an assessment that goes on",
        4,
        {"needs_social_care": _YES},
        fits=_open("authorised"),
    ),
    _row_dirt(
        "outcome-missing",
        "outcome-missing",
        "an authorised assessment without an outcome",
        4,
        {"needs_social_care": None},
        fits=_filled("authorised"),
    ),
    _row_dirt(
        "ill-health-missing",
        "ill-health-missing",
        "a completed assessment that does not say whether mental ill health was found",
        4,
        {"mental_ill_health_identified": None},
        fits=_filled("authorised"),
    ),
    _row_dirt(
        "ill-health-too-early",
        "ill-health-too-early",
        "mental ill health in an assessment that goes on",
        4,
        {"mental_ill_health_identified": _YES},
        fits=_open("authorised"),
    ),
    _row_dirt(
        "conference-unnecessary",
        "conference-unnecessary",
        "a date and a result of a conference that was not necessary",
        5,
        _conference(_YES, held=True, result=_NO),
        shown=("conference_date", "conference_led_to_plan"),
    ),
    _row_dirt(
        "conference-date-missing",
        "conference-date-missing",
        "a conference with a result and no date",
        5,
        _conference(_NO, held=False, result=_NO),
        shown=("conference_date",),
    ),
    _row_dirt(
        "conference-result-missing",
        "conference-result-missing",
        "a conference with a date and no result",
        5,
        _conference(_NO, held=True, result=None),
        shown=("conference_led_to_plan",),
    ),
    _row_dirt(
        "conference-undecided",
        "conference-undecided",
        "a conference that took place and was never thought necessary",
        5,
        _conference(None, held=True, result=_NO),
        shown=("conference_unnecessary",),
    ),
    _row_dirt(
        "blank-in-care",
        "blank-in-care",
        "a child in care of whom the list does not say where",
        8,
        {"placement_location": None},
        fits=_open("care_end"),
    ),
    _row_dirt(
        "interview-not-offered",
        "interview-not-offered",
        "a return interview accepted that was not offered",
        8,
        _interview(1, _NO, _YES),
        shown=("return_interview_accepted",),
    ),
    _row_dirt(
        "interview-answer-missing",
        "interview-answer-missing",
        "a return interview offered, and no word whether it was accepted",
        8,
        _interview(1, _YES, None),
        shown=("return_interview_accepted",),
    ),
    _row_dirt(
        "interview-offer-missing",
        "interview-offer-missing",
        "a missing child, and no word of a return interview",
        8,
        _interview(1, None, None),
        shown=("return_interview_offered",),
    ),
    _row_dirt(
        "interview-never-missing",
        "interview-never-missing",
        "a return interview for a child who was not missing",
        8,
        _interview(0, _YES, _NO),
        shown=("return_interview_offered",),
    ),
)

_DIRT_IN_ANSWERS: Final = (
    _row_dirt(
        "missing-gate",
        "gate-missing",
        "a gate field left blank for a child aged 10 to 15",
        6,
        {**_NO_GATE, "concern": None},
        fits=_asked,
        alone=True,
        shown=("concern",),
    ),
    _row_dirt(
        "gate-outside-ages",
        "gate-outside-ages",
        "a gate field answered for a younger child",
        6,
        {"concern": _NO},
        fits=lambda row: bool(row["age"] < DEEP_DIVE.youngest),
        alone=True,
    ),
    _row_dirt(
        "follow-up-missing",
        "follow-up-missing",
        "one of the eight fields left blank though a gate answer is yes",
        6,
        {**_RECEIVING, "multi_agency": None},
        fits=_asked,
        alone=True,
        shown=("multi_agency",),
    ),
    _row_dirt(
        "gate-contradicted",
        "gate-contradicted",
        "support for mental health though both gate answers are no",
        6,
        {**_NO_GATE, "support_recent": _YES},
        fits=_asked,
        alone=True,
        shown=("support_recent",),
    ),
    _row_dirt(
        "follow-up-unasked",
        "follow-up-unasked",
        "one of the eight fields answered though both gate answers are no",
        6,
        {**_NO_GATE, "multi_agency": _NO},
        fits=_asked,
        alone=True,
        shown=("multi_agency",),
    ),
    _row_dirt(
        "answer-unknown",
        "answer-unknown",
        "an answer of unknown where yes or no is asked for",
        6,
        {**_RECEIVING, "known_to_yot": "c) Unknown"},
        fits=_asked,
        alone=True,
        shown=("known_to_yot",),
    ),
    _row_dirt(
        "camhs-contradiction",
        "camhs-contradiction",
        "a child who receives a service from CAMHS and was not accepted by it",
        6,
        {**_RECEIVING, "camhs_not_accepted": _YES},
        fits=_asked,
        alone=True,
        shown=("camhs_not_accepted",),
    ),
)


# --- Dirt in several rows -------------------------------------------------------------------------


def _adult(area: _Area) -> list[_Place]:
    at = area.pick(1, lambda row: {1}.issuperset(area.lists_of(row["child_id"])))
    places = []
    for number, page, index in area.of(area.page(1).row(at)["child_id"]):
        # Adult on the day of the contact already, which is at most six months ago.
        page.put(index, "date_of_birth", latest_birth(19, area.as_of))
        page.put(index, "age", 19)
        places.append(_Place(number, index, "age"))
    return places


def _identifier_alike(area: _Area) -> list[_Place]:
    at = area.pick(1, lambda row: len(area.lists_of(row["child_id"])) > 1)
    name = area.page(1).row(at)["child_id"]
    places = [_Place(number, index, "child_id") for number, _, index in area.of(name)]
    area.page(1).put(at, "child_id", name.lower())
    return places


def _birth_dates_differ(area: _Area) -> list[_Place]:
    page = area.page(6)
    at = area.pick(6, lambda row: row["age"] >= 1 and len(area.lists_of(row["child_id"])) > 1)
    row = page.row(at)
    born = row["date_of_birth"]
    # A day less or more, whichever leaves the age as it is.
    other = next(
        day for day in (born - _DAY, born + _DAY) if completed_years(day, area.as_of) == row["age"]
    )
    page.put(at, "date_of_birth", other)
    return [_Place(number, at, "date_of_birth") for number, _, at in area.of(row["child_id"])]


def _answers_differ(area: _Area) -> list[_Place]:
    at = area.pick(7, lambda row: _asked(row) and 6 in area.lists_of(row["child_id"]))  # noqa: PLR2004 - the number of a list
    child = area.page(7).row(at)["child_id"]
    rows = [(number, page, at) for number, page, at in area.of(child) if number >= _FIRST_OF_PLANS]
    for _, page, index in rows:
        for key, fact in _RECEIVING.items():
            page.put(index, key, fact)
    area.page(7).put(at, "known_to_yot", _YES)
    return [_Place(number, index, "known_to_yot") for number, _, index in rows]


# Lists 6, 7 and 8 have the fields that the inspection adds, those before have none of them.
_FIRST_OF_PLANS: Final = 6


def _with_two_referrals(area: _Area) -> list[tuple[_Page, int]]:
    at = area.pick(3, lambda row: area.lists_of(row["child_id"]).count(3) > 1)
    child = area.page(3).row(at)["child_id"]
    return [(page, at) for number, page, at in area.of(child) if number == 3]  # noqa: PLR2004 - likewise


def _counts_differ(area: _Area) -> list[_Place]:
    rows = _with_two_referrals(area)
    page, at = rows[0]
    page.put(at, "referrals_in_year", page.row(at)["referrals_in_year"] + 1)
    return [_Place(3, at, "referrals_in_year") for _, at in rows]


def _count_too_low(area: _Area) -> list[_Place]:
    rows = _with_two_referrals(area)
    for page, at in rows:
        page.put(at, "referrals_in_year", 0)
    return [_Place(3, at, "referrals_in_year") for _, at in rows]


def _twice(area: _Area, number: int) -> list[_Place]:
    page = area.page(number)
    at = area.pick(number, _anyone)
    page.rows.append([*page.rows[at]])
    return [_Place(number, at, "child_id"), _Place(number, len(page.rows) - 1, "child_id")]


def _status_wrong(area: _Area) -> list[_Place]:
    at = area.pick(6, lambda row: row["case_status"] == "a) Looked after child")
    area.page(6).put(at, "case_status", "c) Child in need plan")
    return [_Place(6, at, "case_status")]


def _not_on_list_6(area: _Area) -> list[_Place]:
    at = area.pick(8, lambda row: row["care_end"] is None)
    child = area.page(8).row(at)["child_id"]
    in_need = area.page(6)
    in_need.rows = [row for row in in_need.rows if row[in_need.keys.index("child_id")] != child]
    return [_Place(number, at, "child_id") for number, _, at in area.of(child) if number in (7, 8)]


def _two_digit_years(area: _Area) -> list[_Place]:
    page, key = area.page(8), "last_dental_check"
    dated = [at for at in range(len(page.rows)) if page.row(at)[key] is not None]
    for at in dated:
        page.put(at, key, f"{page.row(at)[key]:%d/%m/%y}")
    return [_Place(8, at, key) for at in dated]


_DIRT_IN_ROWS: Final = (
    Dirt(
        name="adult",
        summary="somebody who is 18",
        rules=("adult",),
        apply=_adult,
    ),
    Dirt(
        name="identifier-alike",
        summary="an identifier in small letters on one list",
        rules=("identifier-alike",),
        apply=_identifier_alike,
    ),
    Dirt(
        name="birth-dates-differ",
        summary="a child with two dates of birth on different lists",
        rules=("child-differs",),
        apply=_birth_dates_differ,
    ),
    Dirt(
        name="answers-differ",
        summary="a child of whom two lists answer differently",
        rules=("answers-differ",),
        apply=_answers_differ,
    ),
    Dirt(
        name="counts-differ",
        summary="a number of referrals that differs between the rows of a child",
        rules=("counts-differ",),
        apply=_counts_differ,
    ),
    Dirt(
        name="count-too-low",
        summary="a number of referrals lower than the referrals on the list",
        rules=("count-too-low",),
        apply=_count_too_low,
    ),
    Dirt(
        name="status-wrong",
        summary="a child in care whose status says child in need",
        rules=("status-differs",),
        apply=_status_wrong,
    ),
    Dirt(
        name="child-twice",
        summary="a child twice on list 6, which has one row for each",
        rules=("child-repeated",),
        apply=partial(_twice, number=6),
    ),
    Dirt(
        name="contact-twice",
        summary="a contact twice on list 1",
        rules=("row-repeated",),
        apply=partial(_twice, number=1),
    ),
    # Rows move up here, so that this comes after everything that says where it was put.
    Dirt(
        name="not-on-list-6",
        summary="a child in care who is not on list 6",
        rules=("not-on-list-6",),
        apply=_not_on_list_6,
    ),
    Dirt(
        name="two-digit-years",
        summary="dates of dental checks with two digits for the year, whose century is a guess",
        rules=("not-a-date",),
        apply=_two_digit_years,
    ),
)


# --- Dirt in all cells of a kind ------------------------------------------------------------------

_DATES: Final = (CellKind.DATE,)
_CODES: Final = (CellKind.CODE,)
_ANSWERS: Final = (CellKind.ANSWER,)
_NUMBERS: Final = (CellKind.NUMBER,)
_IDENTIFIERS: Final = (CellKind.IDENTIFIER,)
_TEXTS: Final = (*_IDENTIFIERS, CellKind.TEXT, *_CODES, *_ANSWERS)
_DAY_0: Final = dt.date(1899, 12, 30)


def _cell_dirt(
    name: str, summary: str, kinds: Iterable[CellKind], change: Callable[[Any, ColumnRow], object]
) -> Dirt:
    """Give dirt in all cells of some kinds, which is read silently."""

    def apply(area: _Area) -> tuple[_Place, ...]:
        for page in area.pages:
            page.map(kinds, change)
        return ()

    return Dirt(name=name, summary=summary, apply=apply)


def _if_date(write: Callable[[dt.date], object]) -> Callable[[Any, ColumnRow], object]:
    return lambda cell, _: write(cell) if isinstance(cell, dt.date) else cell


def _if_number(write: Callable[[int], object]) -> Callable[[Any, ColumnRow], object]:
    return lambda cell, _: write(cell) if isinstance(cell, int) else cell


def _if_text(write: Callable[[str], object]) -> Callable[[Any, ColumnRow], object]:
    return lambda cell, _: write(cell) if isinstance(cell, str) else cell


def _number_in(identifier: str) -> object:
    digits = identifier.rpartition("-")[2]
    return float(f"9{digits}") if digits.isdigit() else identifier


def _texts_of(column: ColumnRow) -> dict[str, str]:
    """Give the code of each published text of a column."""
    return {} if column.codes is None else {code.text: code.code for code in column.codes.codes}


def _codes_alone(cell: Any, column: ColumnRow) -> object:
    return _texts_of(column).get(cell, cell)


def _capitals(cell: Any, column: ColumnRow) -> object:
    return cell.upper() if cell in _texts_of(column) else cell


def _yes_no_words() -> Callable[[Any, ColumnRow], object]:
    """Write answers in one form after the other."""
    forms = {
        "yes": ("Y", "Yes", "a) Yes", "yes", "YES", "y"),
        "no": ("N", "No", "b) No", "no", "NO", "n"),
        "unknown": ("U", "Unknown", "c) Unknown", "unknown"),
    }

    def write(cell: Any, column: ColumnRow) -> object:
        name = _codes_alone(cell, column)
        if name not in forms:
            return cell
        # Which form it is depends on the column alone, and is another in the next one.
        return forms[name][len(column.title) % len(forms[name])]

    return write


_DIRT_IN_KINDS: Final = (
    _cell_dirt(
        "text-dates",
        "dates as text, the day first: 09/09/2019",
        _DATES,
        _if_date(lambda day: f"{day:%d/%m/}{day.year:04}"),
    ),
    _cell_dirt("iso-dates", "dates as ISO text: 2019-09-09", _DATES, _if_date(dt.date.isoformat)),
    _cell_dirt(
        "serial-dates",
        "dates as the numbers that a spreadsheet counts: 43717.0",
        _DATES,
        _if_date(lambda day: float((day - _DAY_0).days)),
    ),
    _cell_dirt(
        "midnight-dates",
        "dates with a time of day, as databases and spreadsheets give them",
        _DATES,
        _if_date(lambda day: dt.datetime(day.year, day.month, day.day)),  # noqa: DTZ001 - as a sheet has it
    ),
    _cell_dirt(
        "float-ids",
        "identifiers that are numbers, and came as 9000123.0",
        _IDENTIFIERS,
        _if_text(_number_in),
    ),
    _cell_dirt("float-ages", "ages and numbers as 12.0", _NUMBERS, _if_number(float)),
    _cell_dirt("text-numbers", "ages and numbers as text", _NUMBERS, _if_number(str)),
    _cell_dirt(
        "yes-no-words", "answers as Y, Yes, a) Yes, yes by turns", _ANSWERS, _yes_no_words()
    ),
    _cell_dirt("codes-alone", "codes without their labels: 2A, U6", _CODES, _codes_alone),
    _cell_dirt("case-of-codes", "codes in capitals", _CODES, _capitals),
    _cell_dirt(
        "stray-spaces",
        "spaces before and after texts, some of them no-break spaces",
        _TEXTS,
        _if_text(lambda text: f" {text}\u00a0 "),
    ),
)


# --- Dirt in columns and sheets -------------------------------------------------------------------


def _nothing(area: _Area, *, change: Callable[[_Page], None]) -> tuple[_Place, ...]:
    for page in area.pages:
        change(page)
    return ()


def _page_dirt(name: str, summary: str, change: Callable[[_Page], None]) -> Dirt:
    """Give dirt of every sheet, which is read silently."""
    return Dirt(name=name, summary=summary, apply=partial(_nothing, change=change))


def _retitle(write: Callable[[str], str]) -> Callable[[_Page], None]:
    def change(page: _Page) -> None:
        page.titles = [write(title) for title in page.titles]

    return change


_CURLED = str.maketrans({"'": "\u2019", "\u2018": "'", "\u2019": "'"})


def _curl(page: _Page) -> None:
    """Put curly quotes in place of straight ones, and straight ones in place of curly ones."""
    page.titles = [title.translate(_CURLED) for title in page.titles]
    page.map(_CODES, _if_text(lambda text: text.translate(_CURLED)))


def _on_two_lines(title: str) -> str:
    words = title.split(" ")
    return " ".join(words[: len(words) // 2]) + "\n" + " ".join(words[len(words) // 2 :])


def _first_aliases(page: _Page) -> None:
    for at, key in enumerate(page.keys):
        aliases = page.columns[key].aliases if key is not None else ()
        page.titles[at] = aliases[0] if aliases else page.titles[at]


def _without_title(page: _Page) -> None:
    page.above = []


def _with_words_above(page: _Page) -> None:
    page.above += [[], ["Fictitious Borough", None, "made up"], []]


def _with_blank_rows_first(page: _Page) -> None:
    page.above = [[], [None, ""], *page.above]


def _with_blank_rows(page: _Page) -> None:
    blank: list[object] = [None, "", " "]
    blank += [None] * max(0, len(page.titles) - len(blank))
    rows = []
    for at, row in enumerate(page.rows):
        rows += [[*blank], row] if at % 5 == 0 else [row]
    page.rows = [*rows, [*blank], [*blank]]


def _cut_short(page: _Page) -> None:
    for row in page.rows:
        while row and row[-1] is None:
            row.pop()


def _empty_texts(page: _Page) -> None:
    page.rows = [["" if cell is None else cell for cell in row] for row in page.rows]


def _named_list_6(page: _Page) -> None:
    page.name = page.name.replace("_", " ")


def _named_by_topic(page: _Page) -> None:
    page.name = next(iter(page.layout.sheet_aliases), page.name)


def _shuffled(area: _Area) -> list[_Place]:
    for page in area.pages:
        width = len(page.titles)
        order = [*range(1, width, 2), *range(0, width, 2)]
        page.titles = [page.titles[at] for at in order]
        page.keys = [page.keys[at] for at in order]
        page.rows = [[row[at] for at in order] for row in page.rows]
    return [_Place(page.layout.number) for page in area.pages]


def _extra_column(area: _Area) -> list[_Place]:
    page = area.page(6)
    page.insert(3, "Case notes (fictitious)", None, ["made up"] * len(page.rows))
    return [_Place(6)]


def _untitled_column(area: _Area) -> list[_Place]:
    page = area.page(7)
    page.insert(len(page.titles), "", None, ["made up"] * len(page.rows))
    return [_Place(7)]


def _missing_column(area: _Area) -> list[_Place]:
    page = area.page(8)
    page.take(page.keys.index("placement_urn"))
    return [_Place(8)]


def _doubled_column(area: _Area) -> list[_Place]:
    page = area.page(5)
    title, _, cells = page.take(page.keys.index("gender"))
    at = page.keys.index("ethnicity")
    page.insert(at, title, "gender", cells)
    page.insert(len(page.titles), title, None, cells)
    return [_Place(5)]


def _hidden(area: _Area) -> list[_Place]:
    area.page(4).hidden = True
    return [_Place(4)]


def _titles_lost(area: _Area) -> list[_Place]:
    page = area.page(1)
    page.titles, page.keys = [], []
    return [_Place(1), _Place(1)]


def _list_empty(area: _Area) -> list[_Place]:
    area.page(5).rows = []
    return [_Place(5)]


def _list_missing(area: _Area) -> list[_Place]:
    area.pages.remove(area.page(3))
    return [_Place(3)]


def _list_twice(area: _Area) -> list[_Place]:
    page = area.page(7)
    again = _Page(page.layout)
    again.name = "List 7 (2)"
    again.titles, again.keys = [*page.titles], [*page.keys]
    again.rows = [[*row] for row in page.rows]
    area.pages.append(again)
    return [_Place(7)]


def _notes(area: _Area) -> list[_Place]:
    rows = [["Made up for a test", None], [None, "by nobody"]]
    area.others.append(RawSheet(name="Notes", rows=rows))
    return [_Place(None)]


def _help_sheet(area: _Area) -> list[_Place]:
    area.others.append(RawSheet(name="FAQ_and_changes", rows=[["Made up for a test"]]))
    return [_Place(None)]


def _early_help(area: _Area) -> list[_Place]:
    rows = [["List 2: Early Help"], ["Child Unique ID"], ["FICT-000001"]]
    area.others.append(RawSheet(name="List_2", rows=rows))
    return [_Place(2)]


_DIRT_IN_SHEETS: Final = (
    _page_dirt("case-of-titles", "titles in capitals", _retitle(str.upper)),
    _page_dirt("own-titles", "titles as other systems have them", _first_aliases),
    _page_dirt("titles-on-two-lines", "titles with a line break", _retitle(_on_two_lines)),
    _page_dirt(
        "y-n-behind-titles",
        "(Y/N) behind every title",
        _retitle(lambda title: f"{title} (Y/N)"),
    ),
    _page_dirt(
        "curly-quotes", "curly quotes in place of straight ones, and the other way round", _curl
    ),
    _page_dirt("empty-texts", "empty texts in place of blank cells", _empty_texts),
    _page_dirt("titles-in-row-1", "no name of the list above the titles", _without_title),
    _page_dirt(
        "words-above", "a few words between the list's name and the titles", _with_words_above
    ),
    _page_dirt("sheets-named-list-6", "sheets named List 6, not List_6", _named_list_6),
    _page_dirt(
        "sheets-named-by-topic", "sheets named Contacts, Children in need ...", _named_by_topic
    ),
    Dirt(
        name="columns-shuffled",
        summary="columns in another order than the published one",
        rules=("columns-reordered",),
        apply=_shuffled,
    ),
    Dirt(
        name="extra-column",
        summary="a column that is none of the list's",
        rules=("column-not-placed",),
        apply=_extra_column,
    ),
    Dirt(
        name="untitled-column",
        summary="filled cells below no title",
        rules=("column-not-placed",),
        apply=_untitled_column,
    ),
    Dirt(
        name="missing-column",
        summary="a column that was left out",
        rules=("column-missing",),
        apply=_missing_column,
    ),
    Dirt(
        name="doubled-column",
        summary="a column twice",
        rules=("column-doubled",),
        apply=_doubled_column,
    ),
    _page_dirt("blank-rows", "blank rows between the rows and below them", _with_blank_rows),
    _page_dirt("leading-blank-rows", "blank rows above everything", _with_blank_rows_first),
    _page_dirt("short-rows", "rows that end where their last filled cell is", _cut_short),
    Dirt(
        name="hidden-sheet",
        summary="a list on a hidden sheet",
        rules=("sheet-hidden",),
        apply=_hidden,
    ),
    Dirt(
        name="list-twice",
        summary="a list on two sheets",
        rules=("list-doubled",),
        apply=_list_twice,
    ),
    Dirt(
        name="list-empty",
        summary="a list with titles and no rows",
        rules=("list-empty",),
        apply=_list_empty,
    ),
    Dirt(
        name="list-missing",
        summary="a list that was left out",
        rules=("list-missing",),
        apply=_list_missing,
    ),
    Dirt(
        name="titles-lost",
        summary="a list without its row of titles, so that it cannot be read",
        rules=("titles-missing", "list-missing"),
        apply=_titles_lost,
    ),
    Dirt(
        name="other-sheet",
        summary="a sheet that is none of the lists",
        rules=("sheet-not-placed",),
        apply=_notes,
    ),
    Dirt(
        name="help-sheet",
        summary="a sheet of the published workbook that is no list",
        rules=("sheet-without-list",),
        apply=_help_sheet,
    ),
    Dirt(
        name="early-help",
        summary="list 2, which this inspection does not ask for",
        rules=("list-not-asked",),
        apply=_early_help,
    ),
)

DIRT: Final[Mapping[str, Dirt]] = MappingProxyType(
    {
        entry.name: entry
        for entry in (
            *_DIRT_IN_CELLS,
            *_DIRT_IN_DATES,
            *_DIRT_IN_PAIRS,
            *_DIRT_IN_ANSWERS,
            *_DIRT_IN_ROWS,
            *_DIRT_IN_KINDS,
            *_DIRT_IN_SHEETS,
        )
    }
)
"""Every kind of dirt, by its name, in the order in which it is put into lists."""
