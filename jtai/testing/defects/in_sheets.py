"""Defects in columns and sheets: titles, their order, sheet names, lists left out.

Invariant: functions that change sheets and return which, and the table that names them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from jtai.guidance.entries.list_entries import CellKind
from jtai.lists.reading.sheets import RawSheet
from jtai.testing.defects.area import Area, Defect, Page, Place
from jtai.testing.defects.in_all_cells import if_text


def _nothing(area: Area, *, change: Callable[[Page], None]) -> tuple[Place, ...]:
    for page in area.pages:
        change(page)
    return ()


def _page_defect(name: str, summary: str, change: Callable[[Page], None]) -> Defect:
    """Return a defect in every sheet that is read without a problem."""
    return Defect(name=name, summary=summary, apply=partial(_nothing, change=change))


def _retitle(write: Callable[[str], str]) -> Callable[[Page], None]:
    def change(page: Page) -> None:
        page.titles = [write(title) for title in page.titles]

    return change


_CURLED = str.maketrans({"'": "\u2019", "\u2018": "'", "\u2019": "'"})


def _curl(page: Page) -> None:
    """Swap curly and straight quotes."""
    page.titles = [title.translate(_CURLED) for title in page.titles]
    page.map((CellKind.CODE,), if_text(lambda text: text.translate(_CURLED)))


def _on_two_lines(title: str) -> str:
    words = title.split(" ")
    return " ".join(words[: len(words) // 2]) + "\n" + " ".join(words[len(words) // 2 :])


def _first_aliases(page: Page) -> None:
    for at, key in enumerate(page.keys):
        aliases = page.columns[key].aliases if key is not None else ()
        page.titles[at] = aliases[0] if aliases else page.titles[at]


def _without_title(page: Page) -> None:
    page.above = []


def _with_words_above(page: Page) -> None:
    page.above += [[], ["Synthetic Borough", None, "synthetic"], []]


def _with_blank_rows_first(page: Page) -> None:
    page.above = [[], [None, ""], *page.above]


def _with_blank_rows(page: Page) -> None:
    blank: list[object] = [None, "", " "]
    blank += [None] * max(0, len(page.titles) - len(blank))
    rows = []
    for at, row in enumerate(page.rows):
        rows += [[*blank], row] if at % 5 == 0 else [row]
    page.rows = [*rows, [*blank], [*blank]]


def _cut_short(page: Page) -> None:
    for row in page.rows:
        while row and row[-1] is None:
            row.pop()


def _empty_texts(page: Page) -> None:
    page.rows = [["" if cell is None else cell for cell in row] for row in page.rows]


def _named_list_6(page: Page) -> None:
    page.name = page.name.replace("_", " ")


def _named_by_topic(page: Page) -> None:
    page.name = next(iter(page.layout.sheet_aliases), page.name)


def _shuffled(area: Area) -> list[Place]:
    for page in area.pages:
        width = len(page.titles)
        order = [*range(1, width, 2), *range(0, width, 2)]
        page.titles = [page.titles[at] for at in order]
        page.keys = [page.keys[at] for at in order]
        page.rows = [[row[at] for at in order] for row in page.rows]
    return [Place(page.layout.number) for page in area.pages]


def _extra_column(area: Area) -> list[Place]:
    page = area.page(6)
    page.insert(3, "Case notes (synthetic)", None, ["synthetic"] * len(page.rows))
    return [Place(6)]


def _untitled_column(area: Area) -> list[Place]:
    page = area.page(7)
    page.insert(len(page.titles), "", None, ["synthetic"] * len(page.rows))
    return [Place(7)]


def _missing_column(area: Area) -> list[Place]:
    page = area.page(8)
    page.take(page.keys.index("placement_urn"))
    return [Place(8)]


def _doubled_column(area: Area) -> list[Place]:
    page = area.page(5)
    title, _, cells = page.take(page.keys.index("gender"))
    at = page.keys.index("ethnicity")
    page.insert(at, title, "gender", cells)
    page.insert(len(page.titles), title, None, cells)
    return [Place(5)]


def _hidden(area: Area) -> list[Place]:
    area.page(4).hidden = True
    return [Place(4)]


def _titles_lost(area: Area) -> list[Place]:
    page = area.page(1)
    page.titles, page.keys = [], []
    return [Place(1), Place(1)]


def _list_empty(area: Area) -> list[Place]:
    area.page(5).rows = []
    return [Place(5)]


def _list_missing(area: Area) -> list[Place]:
    area.pages.remove(area.page(3))
    return [Place(3)]


def _list_twice(area: Area) -> list[Place]:
    page = area.page(7)
    again = Page(page.layout)
    again.name = "List 7 (2)"
    again.titles, again.keys = [*page.titles], [*page.keys]
    again.rows = [[*row] for row in page.rows]
    area.pages.append(again)
    return [Place(7), Place(7)]


def _notes(area: Area) -> list[Place]:
    rows = [["Synthetic, for a test", None], [None, "by nobody"]]
    area.others.append(RawSheet(name="Notes", rows=rows))
    return [Place(None)]


def _help_sheet(area: Area) -> list[Place]:
    area.others.append(RawSheet(name="FAQ_and_changes", rows=[["Synthetic, for a test"]]))
    return [Place(None)]


def _early_help(area: Area) -> list[Place]:
    rows = [["List 2: Early Help"], ["Child Unique ID"], ["FICT-000001"]]
    area.others.append(RawSheet(name="List_2", rows=rows))
    return [Place(2)]


def _title_of_another_list(area: Area) -> list[Place]:
    area.page(4).above = [["List 3: Referrals"]]
    return [Place(None)]


def _name_of_no_list(area: Area) -> list[Place]:
    page = area.page(8)
    page.name, page.above = "Sheet1", [[page.layout.title]]
    return [Place(8)]


def _report_line(area: Area) -> list[Place]:
    area.page(1).rows.append(["Page 1 of 1"])
    return [Place(1, None, None)]


def _stray_comma(area: Area) -> list[Place]:
    rows = area.page(1).rows
    rows[-1].insert(1, "stray")
    return [Place(1, None, None)]


def _shifted_row(area: Area) -> list[Place]:
    row = area.page(1).rows[-2]
    row.insert(1, "stray")
    row.pop()
    return [Place(1, None, None)]


def _sorted_with_titles(area: Area) -> list[Place]:
    page = area.page(1)
    page.above.append(page.rows.pop(0))
    return [Place(1, None, None)]


DEFECTS_IN_SHEETS: Final = (
    _page_defect("case-of-titles", "titles in capitals", _retitle(str.upper)),
    _page_defect("own-titles", "titles as in other systems", _first_aliases),
    _page_defect("titles-on-two-lines", "titles with line breaks", _retitle(_on_two_lines)),
    _page_defect(
        "y-n-behind-titles",
        "(Y/N) after every title",
        _retitle(lambda title: f"{title} (Y/N)"),
    ),
    _page_defect(
        "curly-quotes", "curly quotes instead of straight ones, and the other way round", _curl
    ),
    _page_defect("empty-texts", "empty strings instead of blank cells", _empty_texts),
    _page_defect("titles-in-row-1", "no list name above the titles", _without_title),
    _page_defect(
        "words-above", "a few words between the list's name and the titles", _with_words_above
    ),
    _page_defect("sheets-named-list-6", "sheets named List 6, not List_6", _named_list_6),
    _page_defect(
        "sheets-named-by-topic", "sheets named Contacts, Children in need ...", _named_by_topic
    ),
    Defect(
        name="columns-shuffled",
        summary="columns in a different order from the published one",
        rules=("columns-reordered",),
        apply=_shuffled,
    ),
    Defect(
        name="extra-column",
        summary="a column that the list does not have",
        rules=("column-not-recognised",),
        apply=_extra_column,
    ),
    Defect(
        name="untitled-column",
        summary="filled cells in a column without a title",
        rules=("column-not-recognised",),
        apply=_untitled_column,
    ),
    Defect(
        name="missing-column",
        summary="a column that was left out",
        rules=("column-missing",),
        apply=_missing_column,
    ),
    Defect(
        name="doubled-column",
        summary="a column twice",
        rules=("column-repeated",),
        apply=_doubled_column,
    ),
    _page_defect("blank-rows", "blank rows between the rows and below them", _with_blank_rows),
    _page_defect("leading-blank-rows", "blank rows above everything", _with_blank_rows_first),
    _page_defect("short-rows", "rows that end where their last filled cell is", _cut_short),
    Defect(
        name="report-line",
        summary="a report line below the rows",
        rules=("not-a-child",),
        apply=_report_line,
    ),
    Defect(
        name="stray-comma",
        summary="a row with an extra comma, whose cells are shifted",
        rules=("row-too-wide",),
        apply=_stray_comma,
    ),
    Defect(
        name="shifted-row",
        summary="a row whose cells are one column too far to the right",
        rules=("row-shifted",),
        apply=_shifted_row,
    ),
    Defect(
        name="row-above-titles",
        summary="a list that was sorted together with its titles, so that a row is above them",
        rules=("rows-off-titles",),
        apply=_sorted_with_titles,
    ),
    Defect(
        name="hidden-sheet",
        summary="a list on a hidden sheet",
        rules=("sheet-hidden",),
        apply=_hidden,
    ),
    Defect(
        name="list-twice",
        summary="a list on two sheets",
        rules=("list-repeated", "sheet-by-title"),
        apply=_list_twice,
    ),
    Defect(
        name="list-empty",
        summary="a list with titles and no rows",
        rules=("list-empty",),
        apply=_list_empty,
    ),
    Defect(
        name="list-missing",
        summary="a list that was left out",
        rules=("list-missing",),
        apply=_list_missing,
    ),
    Defect(
        name="titles-lost",
        summary="a list without its row of titles, so that it cannot be read",
        rules=("titles-missing", "list-missing"),
        apply=_titles_lost,
    ),
    Defect(
        name="other-sheet",
        summary="a sheet that is not one of the lists",
        rules=("sheet-not-recognised",),
        apply=_notes,
    ),
    Defect(
        name="help-sheet",
        summary="a sheet from the published workbook that is not a list",
        rules=("sheet-without-list",),
        apply=_help_sheet,
    ),
    Defect(
        name="early-help",
        summary="list 2, which this inspection does not request",
        rules=("list-not-asked",),
        apply=_early_help,
    ),
    Defect(
        name="title-of-another-list",
        summary="a sheet whose title is that of another list",
        rules=("sheet-contradicted",),
        apply=_title_of_another_list,
    ),
    Defect(
        name="name-of-no-list",
        summary="a sheet that is recognised as a list only by its title",
        rules=("sheet-by-title",),
        apply=_name_of_no_list,
    ),
)
