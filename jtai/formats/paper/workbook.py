"""A timetable as a workbook: sheets for the wall, the reasons, each agency's part and details.

Invariant: dates and clock times are spreadsheet values, so that they can be sorted and filtered; no
cell is a formula. The workbook contains no children's data, so it has the ordinary permissions of a
new file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from os import PathLike
from typing import Any, Final

from jtai.core.citation import GUIDANCE
from jtai.core.english_dates import short_date
from jtai.core.validation import flag, heading
from jtai.formats.paper.words import about, facts_of, heading_of, notes_of
from jtai.formats.writing.atomic_files import check_target, write_file
from jtai.formats.writing.cells import EXCEL_TEXT, check_texts
from jtai.formats.writing.xlsx import Book, Page, Sheet, Style, write_book
from jtai.guidance.agencies import AGENCIES
from jtai.guidance.parties import Party
from jtai.timetable.milestone import Milestone
from jtai.timetable.parties import party_words, short_party_words
from jtai.timetable.selected import Selected, selected
from jtai.timetable.timetable import Timetable, checked_timetable

TIMETABLE_SHEET: Final = "Timetable"
"""The first sheet, which goes on the wall."""
REASONS_SHEET: Final = "Why these days"
"""The second sheet, with the full reason for each day."""
AGENCIES_SHEET: Final = "By agency"
"""The third sheet: what each agency owes and receives, including as one of several."""

ABOUT_SHEET: Final = "About"
"""The last sheet: guidance, calendar with its version, and the keys of the milestones."""

# In English, whatever the language of the spreadsheet.
_DATE: Final = {"num_format": "[$-809]ddd d mmm yyyy", "bold": True}
_TIME: Final = {"num_format": "hh:mm", "align": "left"}
_DAY: Final = {"num_format": "+0;-0;0", "align": "left"}
_MARKED: Final = {"bg_color": "#FFE9A8", "font_color": "#5C3A00", "italic": True}

# The title, width and format of a column.
_Column = tuple[str, float, Mapping[str, Any]]
_DUE: Final[tuple[_Column, ...]] = (
    ("Date", 16, _DATE),
    ("When", 11, {}),
    ("Time", 7, _TIME),
)
_WALL: Final[tuple[_Column, ...]] = (
    *_DUE,
    ("Working day", 9, _DAY),
    ("What is due", 43, {}),
    ("From", 15, {}),
    ("To", 15, {}),
    ("Marks", 17, {}),
    ("Passed over", 17, {}),
    ("Source", 22, {}),
)
_REASONS: Final[tuple[_Column, ...]] = (
    _DUE[0],
    ("What is due", 34, {}),
    ("Why that day", 122, {}),
)
_BY_AGENCY: Final[tuple[_Column, ...]] = (
    ("Agency", 24, {}),
    ("Role", 10, {}),
    *_DUE,
    ("What is due", 48, {}),
    ("Listed as", 30, {}),
    ("Marks", 20, {}),
)
_ABOUT: Final[tuple[_Column, ...]] = (("What", 16, {"bold": True}), ("Value", 122, {}))


def write_timetable(
    timetable: Timetable,
    path: str | PathLike[str],
    *,
    title: str | None = None,
    overwrite: bool = False,
    only: Iterable[str] | None = None,
    provides: bool = False,
) -> None:
    """Write a timetable as an Excel workbook (paras 23, 29 to 50).

    The first sheet is for the wall: it prints on landscape A4, one page wide. The second has the
    reason for the day of each milestone. The third lists what each agency owes and receives,
    including as one of the local agencies, followed by the caller's own parties. The last
    identifies the guidance and the calendar exactly. Dates and times are spreadsheet values; an
    all-day milestone has no time. The same timetable always produces the same bytes.

    Args:
        timetable: The timetable.
        path: A path that ends in ``.xlsx``. The file contains no children's data, so it has the
            ordinary permissions of a new file.
        title: The heading, such as the name of the area; by default it names the notification day.
        overwrite: Whether to replace an existing file.
        only: Write only the milestones that concern these agencies or parties, or have these keys,
            as `jtai.Timetable.only` selects them. Every sheet says so.
        provides: With `only`, whether to leave out what the agencies or parties only receive.

    Raises:
        InvalidValueError: If the path has another extension, the value is not a timetable, the
            title is not a line of text, `only` selects nothing, or the reason for a closure does
            not fit in a cell.
        MissingExtraError: If the package that writes workbooks is not installed.
        TargetError: If it cannot be written there, or exists already.
        UnknownKeyError: If a name in `only` is unknown.

    Examples:
        >>> import tempfile
        >>> from pathlib import Path
        >>> timetable = Timetable.from_notification(date(2019, 9, 9))
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     write_timetable(timetable, Path(folder, "timetable.xlsx"))
        ...     [file.name for file in Path(folder).iterdir()]
        ['timetable.xlsx']
    """
    overwrite = flag(overwrite, "overwrite")
    check_target(path, folder=False)
    checked_timetable(timetable, "timetable")
    above = heading_of(timetable) if title is None else heading(title, "title")
    chosen = selected(timetable, only, provides=provides)
    _check_reasons(chosen or timetable)
    write = partial(
        write_book,
        fill=partial(_fill, timetable, chosen, above),
        title=above,
        subject=heading_of(timetable),
        source=f"Milestones: {timetable.document.title}, {timetable.document.published}",
    )
    write_file(path, write, overwrite=overwrite, private=False)


def _check_reasons(milestones: Iterable[Milestone]) -> None:
    """Refuse text that is too long for a cell; only the reason for a closure can be."""
    reasons = [milestone.explain() for milestone in milestones]
    # Rows below the heading and the titles.
    rows = range(3, 3 + len(reasons))
    check_texts([(REASONS_SHEET, len(_REASONS), rows, reasons)], most=EXCEL_TEXT)


def _fill(timetable: Timetable, chosen: Selected | None, title: str, book: Book) -> None:
    shown = chosen or timetable
    note = [] if chosen is None else [f"Selection: {chosen.note}."]
    _write_wall(book.sheet(TIMETABLE_SHEET), timetable, chosen, title)
    _write_table(book.sheet(REASONS_SHEET), _REASONS, _reasons(shown), [title, *note])
    above = [title, *note, *_assumed(timetable)]
    _write_table(book.sheet(AGENCIES_SHEET), _BY_AGENCY, _by_agency(timetable, chosen), above)
    _write_table(book.sheet(ABOUT_SHEET), _ABOUT, about(timetable), [title, *note])


def _write_wall(sheet: Sheet, timetable: Timetable, chosen: Selected | None, title: str) -> None:
    above = [title, *facts_of(timetable, chosen)]
    page = _write_table(sheet, _WALL, map(_wall, chosen or timetable), above, pages=1)
    for section, lines in notes_of(timetable, chosen):
        page.section(section)
        for line in lines:
            page.words(line)


def _write_table(
    sheet: Sheet,
    columns: Sequence[_Column],
    rows: Iterator[Sequence[object]],
    above: Sequence[str],
    *,
    pages: int = 0,
) -> Page:
    """Write a sheet: text, then a table whose titles stay in view and repeat on each page."""
    titles, widths, looks = zip(*columns, strict=True)
    page = Page(sheet, widths)
    title, *facts = above
    sheet.height(1, 1, per_line=20)
    page.words(title, Style.TITLE)
    for fact in facts:
        page.words(fact)
    first = page.row
    page.line(*titles, style=Style.HEAD)
    before: object = None
    for cells in rows:
        # A line above the first row of each day or agency.
        line = Style.LINE if cells[0] == before else Style.FIRST
        before = cells[0]
        styles = [
            {**line, **look, **(_MARKED if name == "Marks" and cell else {})}
            for name, look, cell in zip(titles, looks, cells, strict=True)
        ]
        page.line(*cells, style=styles)
    sheet.freeze(first + 1, 2)
    sheet.filter(first, page.row - 1, len(columns))
    sheet.print_on(columns=len(columns), repeat=(first, first), pages=pages)
    return page


def _due(milestone: Milestone) -> tuple[object, ...]:
    timed = milestone.time is not None
    return (
        milestone.date,
        str(milestone.qualifier) if timed else milestone.when,
        milestone.time,
    )


def _wall(milestone: Milestone) -> tuple[object, ...]:
    return (
        *_due(milestone),
        milestone.working_day,
        milestone.title,
        short_party_words(milestone.by, milestone.contributors),
        short_party_words(milestone.to),
        "\n".join(milestone.marks),
        "\n".join(short_date(holiday.date) for holiday in milestone.passed_over),
        str(milestone.reference),
    )


def _reasons(milestones: Iterable[Milestone]) -> Iterator[tuple[object, ...]]:
    for milestone in milestones:
        yield milestone.date, milestone.title, milestone.explain()


def _by_agency(timetable: Timetable, chosen: Selected | None) -> Iterator[tuple[object, ...]]:
    agencies = [*_agencies(timetable)]
    if chosen is not None:
        # All of them are local agencies; what else they are tells them apart.
        own = [each for each in agencies if not chosen.roles.isdisjoint(_own(*each))]
        agencies = own or agencies
    for name, roles in agencies:
        for milestone in chosen or timetable:
            for verb, parties in (
                ("provides", milestone.by),
                ("contributes", milestone.contributors),
                ("receives", milestone.to),
            ):
                named = [party for party in parties if party in roles]
                if named:
                    yield (
                        name,
                        verb,
                        *_due(milestone),
                        milestone.title,
                        party_words(named),
                        "\n".join(milestone.marks),
                    )


def _assumed(timetable: Timetable) -> Iterable[str]:
    """Return what is assumed about which agencies the local agencies are."""
    if timetable.document == GUIDANCE:
        return dict.fromkeys(f"Assumed: {entry.assumed}." for entry in AGENCIES if entry.assumed)
    if Party.LOCAL_AGENCIES in timetable.parties:
        return [f"Assumed: the local agencies are those of {GUIDANCE}."]
    return []


def _own(name: str, roles: frozenset[str]) -> frozenset[str]:
    return (roles | {name}) - {Party.LOCAL_AGENCIES}


def _agencies(timetable: Timetable) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield each agency with its roles, then the caller's own parties."""
    known: set[str] = {*Party}
    for entry in AGENCIES:
        roles = frozenset({str(entry.agency), *map(str, entry.parties)})
        known |= roles
        yield str(entry.agency), roles
    for party in timetable.parties:
        if party not in known:
            yield party, frozenset({party})
