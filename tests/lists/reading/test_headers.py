from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from itertools import zip_longest
from typing import Any

import attrs
import pytest

from jtai.guidance.columns import AUGUST_2019
from jtai.lists.reading.folding import fold
from jtai.lists.reading.headers import names_of, tables_of
from jtai.lists.reading.sheets import OWN_SHEET, RawSheet, column_letters
from jtai.lists.reading.table import ListTable
from jtai.lists.reading.titles import titles_of
from jtai.lists.rules.rule import Severity
from jtai.lists.submission import Submission

CONTACTS = AUGUST_2019.lists[0]
TITLES = [column.title for column in CONTACTS.columns]
ROW = ["A1", "F", "WBRI", "01/05/2007", 12, "03/06/2019", "2A"]


def read(*sheets: RawSheet, aliases: Any = None) -> tuple[dict[int, ListTable[Any]], list[Any]]:
    """Return the lists of sheets, and the remarks other than on missing lists."""
    tables, found = tables_of(sheets, AUGUST_2019, aliases or {}, {})
    reported = [
        (one.rule, one.list, one.sheet, one.cell, one.column)
        for one in found
        if one.rule != "list-missing"
    ]
    return {table.number: table for table in tables}, reported


def contacts(*rows: list[Any], **more: Any) -> tuple[ListTable[Any], list[Any]]:
    """Return list 1 of one sheet, and the remarks."""
    tables, reported = read(RawSheet(name="List_1", rows=rows, **more))
    return tables[1], reported


GROUPED = [TITLES[0], "Facts", *[None] * 4, TITLES[6]]
BELOW = [None, *TITLES[1:6], None]


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        (GROUPED, BELOW),
        ([*TITLES[:4], "More", "", ""], ["", "", "", None, *TITLES[4:]]),
        ([None, None, *TITLES[2:]], TITLES[:2]),
        ([TITLES[0], "Facts"], [None, *TITLES[1:]]),
    ],
)
def test_titles_can_be_in_two_rows(upper: list[Any], lower: list[Any]) -> None:
    """Titles in two rows, each with those of other columns, are read as one row of titles."""
    more: dict[str, Any] = {"merged": ((1, 1), (2, 1))}
    table, reported = contacts(["List 1"], upper, lower, ROW, [], ROW, **more)
    assert reported == []
    assert (table.title_row, [*table.titles.values()]) == (3, TITLES)
    assert [*table.row_numbers] == [4, 6]
    assert table[0] == contacts(TITLES, ROW)[0][0]


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        (TITLES[:6], [None, *TITLES[1:3]]),
        (TITLES[:4], [None, None, None, None, TITLES[1], *TITLES[5:]]),
        (TITLES[:6], ["A2", "F", "WBRI", None, None, None, TITLES[6]]),
        (TITLES[:5], ["A2", "F", "WBRI", None, None, *TITLES[5:]]),
        (["Drawn on", "2 May"], TITLES),
        ([None] * 7 + [TITLES[1], "All", TITLES[2], "All"], [TITLES[0], *TITLES[3:]]),
    ],
)
def test_rows_that_are_not_titles_together(upper: list[Any], lower: list[Any]) -> None:
    """Rows with a title twice, content below a title or what was filtered are not one."""
    table, _ = contacts(upper, lower, ROW)
    is_upper = upper[0] == TITLES[0]
    titles = upper if is_upper else lower
    assert (table.title_row, len(table.titles)) == (1 if is_upper else 2, len(titles))


def test_the_rows_of_a_text_file_are_not_titles_together() -> None:
    """Titles in two rows of a CSV file, which may be read in parts, are not read as one."""
    table, reported = contacts(GROUPED, BELOW, ROW, delimited=True)
    assert len(table.titles) == 5
    assert ("column-missing", 1, "List_1", None, TITLES[0]) in reported


@pytest.mark.parametrize(
    ("rows", "first"),
    [
        ([["List 1: Contacts"], TITLES, ROW], "A3"),
        ([TITLES, ROW], "A2"),
        ([[None] * 7, [], TITLES, ROW], "A4"),
        ([["List 1: Contacts"], ["Drawn on", "2 May"], [""], TITLES, ROW], "A5"),
        ([["Age", "of words"], TITLES, ROW], "A3"),
        ([[]] * 29 + [TITLES, ROW], "A31"),
    ],
)
def test_titles_can_be_in_any_of_the_first_thirty_rows(rows: list[list[Any]], first: str) -> None:
    """Titles are found in any of the first thirty rows."""
    table, reported = contacts(*rows)
    assert reported == []
    assert table[0].child_id == "A1"
    assert table.place(0, "child_id") == first


def test_sheets_need_not_begin_in_a1() -> None:
    """Cells have the right names even if a sheet does not begin in A1."""
    table, reported = contacts(
        ["List 1: Contacts"], [None, *TITLES], [None, *ROW], first_row=4, first_column=3
    )
    assert reported == []
    assert table.place(0, "child_id") == "D6"
    assert table.cell(0, "contact_source").name == "J6"


def test_titles_below_the_thirtieth_row_are_not_found() -> None:
    """Titles below the thirtieth row are not found, and this is reported."""
    tables, reported = read(RawSheet(name="List_1", rows=[[]] * 30 + [TITLES, ROW]))
    assert tables == {}
    assert reported == [("titles-missing", 1, "List_1", None, None)]
    _, found = tables_of([RawSheet(name="List_1", rows=[["Gender", "words"]])], AUGUST_2019, {}, {})
    assert {one.rule for one in found if one.list == 1} == {"titles-missing", "list-missing"}


@pytest.mark.parametrize(
    "name",
    [
        "List_1",
        "List 1",
        "list1",
        "LIST 1:",
        "1",
        "L1",
        "List 1: Contacts",
        "List 1 Contacts",
        "List 1 - Contacts",
        "Contacts",
        "contact",
        "List 1 (Contacts)",
        "1 Contacts",
        "1. Contacts",
        "01 - Contacts",
        "1) Contacts",
        "List 01",
        "List_01",
        "list-1",
        "Annex A - List 1",
        "Annex A List 1: Contacts",
        "Annex_A_Contacts",
    ],
)
def test_sheets_are_recognised_by_number_or_title(name: str) -> None:
    """A sheet is recognised by its list's number or title, in any style."""
    tables, reported = read(RawSheet(name=name, rows=[TITLES, ROW]))
    assert list(tables) == [1]
    assert reported == []


@pytest.mark.parametrize(
    "name",
    ["List (1)", "Annex A (1)", "Annex A", "List 1.2", "List 1-3", "1/3", "---", "Contacts 2"],
)
def test_other_numbers_are_not_those_of_lists(name: str) -> None:
    """The number of a copy, and one of several numbers, is not the number of a list."""
    tables, _ = read(RawSheet(name=name, rows=[TITLES, ROW]))
    assert tables == {}


@pytest.mark.parametrize("name", ["Sec 47 and ICPC", "5. Section 47 enquiries and ICP"])
def test_sector_names_of_list_5_are_recognised(name: str) -> None:
    """List 5 is recognised by short and cut names."""
    titles = [column.title for column in AUGUST_2019.lists[3].columns]
    tables, _ = read(RawSheet(name=name, rows=[titles, ["A1"]]))
    assert list(tables) == [5]


def test_no_name_means_two_lists() -> None:
    """No form of a sheet's name means two lists."""
    entries = [(attrs.evolve(AUGUST_2019, others=(), lists=(one,))) for one in AUGUST_2019.lists]
    entries += [attrs.evolve(AUGUST_2019, lists=(), others=(one,)) for one in AUGUST_2019.others]
    names = Counter(name for entry in entries for name in names_of(entry))
    assert max(names.values()) == 1
    assert "" not in names


def test_sheets_are_recognised_by_the_title_without_its_colon() -> None:
    """A sheet can have its list's title without the colon, which Excel does not allow in names."""
    names = [layout.title.replace(":", "")[:31] for layout in AUGUST_2019.lists]
    tables, _ = read(
        *(
            RawSheet(name=name, rows=[[column.title for column in layout.columns], ["A1"]])
            for name, layout in zip(names, AUGUST_2019.lists, strict=True)
        )
    )
    assert [(table.number, table.sheet) for table in tables.values()] == [
        (layout.number, name) for name, layout in zip(names, AUGUST_2019.lists, strict=True)
    ]


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("List 5: Section 47 enquiries an", 5),
        ("S47", 5),
        ("CLA", 8),
        ("Looked after children", 8),
        ("CIN", 6),
        ("CPP", 7),
        ("Referrals", 3),
        ("assessments", 4),
    ],
)
def test_local_and_shortened_sheet_names_are_recognised(name: str, number: int) -> None:
    """Sheet names that areas use, or that a spreadsheet cut short, are recognised."""
    layout = next(one for one in AUGUST_2019.lists if one.number == number)
    titles: list[object] = [column.title for column in layout.columns]
    tables, _ = read(RawSheet(name=name, rows=[titles]))
    assert list(tables) == [number]


def test_a_sheet_is_recognised_by_the_title_above_its_rows() -> None:
    """If its name is not recognised, a sheet is recognised by the list's title above its rows."""
    tables, reported = read(RawSheet(name="Sheet1", rows=[[None, "List 1: Contacts"], TITLES, ROW]))
    assert list(tables) == [1]
    assert reported == [("sheet-by-title", 1, "Sheet1", "B1", None)]
    for rows in ([["1"], TITLES], [["List 1: Contacts", "x"], TITLES]):
        tables, reported = read(RawSheet(name="Sheet1", rows=rows))
        assert tables == {}
        assert reported == [("sheet-not-recognised", None, "Sheet1", None, None)]


@pytest.mark.parametrize(
    ("name", "number", "use"),
    [
        ("List 2", None, "it was not read, as list 2 is not asked for"),
        ("List 6", 6, "the name was used"),
    ],
)
def test_a_sheet_name_counts_more_than_a_title(name: str, number: int | None, use: str) -> None:
    """If a sheet's name and title name different lists, the name counts, with a warning."""
    sheet = RawSheet(name=name, rows=[["List 7: Children with a plan"], TITLES, ROW])
    tables, remarks = tables_of([sheet], AUGUST_2019, {}, {})
    assert [table.number for table in tables] == [number] * (number is not None)
    (remark,) = [one for one in remarks if one.rule == "sheet-contradicted"]
    assert (remark.list, remark.sheet, remark.cell) == (None, name, "A1")
    said = f"the sheet's name says list {name[-1]}, but its title says list 7; {use}"
    assert remark.message == said
    report = Submission(tables=tables, remarks=remarks).check(as_of=date(2019, 9, 9), lists=[8])
    (problem,) = [one for one in report.problems if one.rule == "sheet-contradicted"]
    assert problem.severity is Severity.WARNING
    assert "--sheet" in problem.remedy


def test_the_callers_name_of_a_sheet_is_not_contradicted() -> None:
    """If the caller says which list a sheet is, its title does not matter."""
    sheet = RawSheet(name="List 2", rows=[["List 6: Children in need"], TITLES, ROW])
    tables, remarks = tables_of([sheet], AUGUST_2019, {}, {"List 2": 7})
    assert [table.number for table in tables] == [7]
    assert "sheet-contradicted" not in {one.rule for one in remarks}
    # A heading above some of the columns is not the title of a list.
    sheet = RawSheet(name="List 6", rows=[[None, "Assessments"], TITLES, ROW])
    assert "sheet-contradicted" not in {
        one.rule for one in tables_of([sheet], AUGUST_2019, {}, {})[1]
    }


def of_another(name: str, number: int, *keys: str, more: tuple[str, ...] = ()) -> RawSheet:
    """Return a sheet with the titles of a list, some or all, and a child."""
    layout = next(each for each in AUGUST_2019.lists if each.number == number)
    columns = [column for column in layout.columns if not keys or column.key in keys]
    cells = {"child_id": "A1", "date_of_birth": date(2007, 5, 1)}
    row = [cells.get(column.key) for column in columns]
    return RawSheet(name=name, rows=[[*(column.title for column in columns), *more], row])


def test_column_titles_of_another_list_than_the_name_says_are_one_remark() -> None:
    """If a sheet's column titles are those of another list, a remark names both lists."""
    sheets = [of_another("List_7", 8), of_another("List_6", 6)]
    tables, found = tables_of(sheets, AUGUST_2019, {}, {})
    assert [table.number for table in tables] == [6, 7]
    (told,) = [one for one in found if one.rule == "sheet-contradicted"]
    assert (told.sheet, told.list, told.cell) == ("List_7", None, None)
    assert told.message == (
        "the sheet's name says list 7, but it has the column titles of list 8; the name was used"
    )
    lost = [(one.list, one.sheet) for one in found if one.rule == "list-missing" and one.sheet]
    assert lost == [(8, "List_7")]
    # A column or two of another list, and the caller's own name.
    for number, other in ((6, 7), (7, 8)):
        (extra,) = [each for each in AUGUST_2019.lists if each.number == other]
        titles = [column.title for column in extra.columns[6:8]]
        _, found = tables_of(
            [of_another(f"List_{number}", number, *SHARED, more=tuple(titles))], AUGUST_2019, {}, {}
        )
        assert "sheet-contradicted" not in {one.rule for one in found}
    _, found = tables_of(sheets[:1], AUGUST_2019, {}, {"list_7": 7})
    assert "sheet-contradicted" not in {one.rule for one in found}


@pytest.mark.parametrize(
    ("keys", "more", "lists"),
    [
        (("child_id", "date_of_birth", "age", "concern", "needs_support"), (), [7, 8]),
        (
            ("child_id", "gender", "date_of_birth", "age", "ethnicity"),
            ("Name",),
            [1, 3, 4, 5, 7, 8],
        ),
        # A lookup of children, with nothing of a list.
        (("child_id", "gender", "date_of_birth", "age", "ethnicity"), (), []),
    ],
)
def test_a_sheet_that_fits_several_lists_may_be_any_that_is_missing(
    keys: tuple[str, ...], more: tuple[str, ...], lists: list[int]
) -> None:
    """A missing list names a sheet whose column titles fit it and others equally well."""
    sheets = [of_another("List_6", 6), of_another("Children", 6, *keys, more=more)]
    _, found = tables_of(sheets, AUGUST_2019, {}, {})
    missing = [one for one in found if one.rule == "list-missing"]
    assert [one.list for one in missing] == [1, 3, 4, 5, 7, 8]
    assert [one.list for one in missing if one.sheet == "Children"] == lists


def test_sheets_that_are_not_lists_are_reported() -> None:
    """Blank sheets are ignored; other sheets that are not required lists are reported."""
    tables, reported = read(
        RawSheet(name="Sheet1", rows=[]),
        RawSheet(name="Sheet2", rows=[[None, " "], ["\u200b"]]),
        RawSheet(name="Notes", rows=[[], [1]]),
        RawSheet(name="codes used", rows=[["Gender", "Age"]]),
        RawSheet(name="List 2", rows=[TITLES, ROW]),
        RawSheet(name="Care leavers", rows=[]),
    )
    assert tables == {}
    assert reported == [
        ("sheet-not-recognised", None, "Notes", None, None),
        ("sheet-without-list", None, "codes used", None, None),
        ("list-not-asked", 2, "List 2", None, None),
        ("list-not-asked", 9, "Care leavers", None, None),
    ]


def test_a_second_sheet_of_a_list_is_reported() -> None:
    """If two sheets are the same list, one is read and the other is reported."""
    other = ["B2", *ROW[1:]]
    tables, reported = read(
        RawSheet(name="List_1", rows=[TITLES, ROW]),
        RawSheet(name="Contacts", rows=[TITLES, other]),
    )
    assert [row.child_id for row in tables[1]] == ["A1"]
    assert reported == [("list-repeated", 1, "Contacts", None, None)]
    _, found = tables_of(
        [RawSheet(name=name, rows=[TITLES]) for name in ("List_1", "Contacts")], AUGUST_2019, {}, {}
    )
    (doubled,) = [one for one in found if one.rule == "list-repeated"]
    assert "'List_1'" in doubled.message


@pytest.mark.parametrize("turn", [1, -1])
@pytest.mark.parametrize(
    ("better", "worse", "own"),
    [
        ("Mine", "List_1", {"Mine": 1}),
        ("List_1", "Contacts", {"List 1": 1}),
        ("Contacts", "List_1", {"contacts": 1}),
        ("List_1", "Contacts", {}),
        ("list 1", "1", {}),
        ("Contacts", "Sheet1", {}),
        ("List_1", "Sheet1", {}),
    ],
)
def test_of_two_sheets_the_one_named_for_the_list_is_read(
    better: str, worse: str, own: dict[str, int], turn: int
) -> None:
    """The caller's name goes before the published one, then other known names, then titles."""
    given = [
        RawSheet(name=better, rows=[["List 1: Contacts"], TITLES, ROW]),
        RawSheet(name=worse, rows=[["List 1: Contacts"], TITLES, ["B2", *ROW[1:]], ROW]),
    ][::turn]
    (table,), found = tables_of(given, AUGUST_2019, {}, own)
    assert [row.child_id for row in table] == ["A1"]
    assert table.repeats == ((worse, 2),)
    (repeated,) = [one for one in found if one.rule == "list-repeated"]
    assert (repeated.list, repeated.sheet) == (1, worse)
    assert repr(better) in repeated.message


@pytest.mark.parametrize(("first", "second"), [("Contacts", "1"), ("1", "Contacts")])
def test_of_two_sheets_with_names_of_a_kind_the_first_is_read(first: str, second: str) -> None:
    """The order in the workbook decides between sheets whose names are of the same kind."""
    tables, _ = read(*(RawSheet(name=name, rows=[TITLES, ROW]) for name in (first, second)))
    assert tables[1].sheet == first


def test_a_second_sheet_without_rows_hides_no_child() -> None:
    """A second sheet of a list that has no rows of children, or no titles, is only reported."""
    some: list[list[list[Any]]] = [[TITLES], [TITLES, [], ["Total", 0]], [["words"]]]
    for rows in some:
        tables, reported = read(
            RawSheet(name="Contacts", rows=rows), RawSheet(name="List_1", rows=[TITLES, ROW])
        )
        assert tables[1].repeats == ()
        assert reported == [("list-repeated", 1, "Contacts", None, None)]


IN_NEED = {
    "child_id": "A1",
    "gender": "F",
    "ethnicity": "WBRI",
    "date_of_birth": "01/05/2007",
    "age": 12,
    "cin_start": "03/06/2019",
}


def in_need(name: str, *keys: str) -> RawSheet:
    """Return a sheet with a row of list 6, with all of its columns or only some."""
    columns = [column for column in AUGUST_2019.lists[4].columns if column.key in (keys or IN_NEED)]
    titles = [column.title for column in columns]
    return RawSheet(name=name, rows=[titles, [IN_NEED.get(column.key) for column in columns]])


@pytest.mark.parametrize("turn", [1, -1])
@pytest.mark.parametrize(
    ("name", "above"),
    [
        ("List 6 (2)", []),
        ("CIN part 2", []),
        ("List_6_part2", []),
        ("Closed cases", [["Children in need until August"]]),
        ("Codes_used", []),
        ("Problems", [[OWN_SHEET]]),
    ],
)
def test_rows_of_a_list_on_a_sheet_of_another_name_are_counted(
    name: str, above: list[list[Any]], turn: int
) -> None:
    """A sheet with titles and rows of a list is a second sheet of it, whatever its name."""
    other = in_need(name)
    given = [attrs.evolve(other, rows=[*above, *other.rows]), in_need("List_6")]
    tables, found = tables_of(given[::turn], AUGUST_2019, {}, {})
    (table,) = tables
    assert (table.sheet, table.repeats) == ("List_6", ((name, 1),))
    (remark,) = [one for one in found if one.sheet == name]
    assert (remark.rule, remark.list) == ("list-repeated", 6)
    assert "'List_6'" in remark.message
    assert remark.remedy.startswith("move any rows of the list that are not copies to the sheet")


def test_a_sheet_of_another_name_never_replaces_a_list() -> None:
    """Without a sheet that is recognised as the list, the list is missing, not guessed."""
    for name in ("CIN part 1", "Guidance"):
        tables, found = tables_of([in_need(name)], AUGUST_2019, {}, {})
        assert tables == ()
        remark, missing = [one for one in found if one.sheet == name]
        assert (remark.rule, remark.list) == ("sheet-not-recognised", None)
        assert remark.message == "the sheet has column titles of list 6, but was not read"
        assert (missing.rule, missing.list) == ("list-missing", 6)
        assert (
            missing.message == f"the list was not found; '{name}' may contain it, but was not read"
        )


def test_a_sheet_without_children_is_not_a_missing_list() -> None:
    """A list is only missing if sheets with its titles or name have nothing of a child."""
    titles = in_need("Explanations").rows[0]
    sheets = [
        RawSheet(name="Explanations", rows=[titles, ["words", None, None, None, 12]]),
        RawSheet(name="List_7", rows=[[None, " "]]),
    ]
    tables, found = tables_of(sheets, AUGUST_2019, {}, {})
    assert tables == ()
    assert {one.sheet for one in found if one.rule == "list-missing"} == {None}


def test_the_callers_name_of_a_published_sheet_is_used() -> None:
    """If the caller says which list a sheet is, it is read, even if it usually is not a list."""
    (table,), _ = tables_of([in_need("Codes_used")], AUGUST_2019, {}, {"codes used": 6})
    assert (table.number, table.sheet, len(table)) == (6, "Codes_used", 1)


SHARED = ("child_id", "gender", "ethnicity", "date_of_birth", "age")


@pytest.mark.parametrize(
    "sheet",
    [
        # A lookup of children, with titles that every list has.
        in_need("Children", *SHARED),
        in_need("Guidance", *SHARED),
        # A pivot, with numbers and dates but no identifiers.
        in_need("Pivot", *SHARED[1:], "cin_start"),
        # An explanation of the columns: words and types of data below their titles.
        RawSheet(
            name="Explanation",
            rows=[
                in_need("List_6").rows[0],
                ["Number in the system"] * 6,
                ["varchar(20)", *["DATE"] * 5],
            ],
        ),
        # Titles without rows.
        RawSheet(name="Blank", rows=in_need("List_6").rows[:1]),
    ],
)
def test_other_sheets_are_not_part_of_a_list(sheet: RawSheet) -> None:
    """A sheet without the titles of exactly one list, or without children, is only a warning."""
    tables, reported = read(in_need("List_6"), sheet)
    assert tables[6].repeats == ()
    rules = [(one[0], one[1]) for one in reported if one[2] == sheet.name]
    assert rules == [("sheet-not-recognised", None)]


def test_titles_of_several_lists_are_named_as_such() -> None:
    """If a sheet has as many titles of one list as of another, the message names both."""
    _, found = tables_of([in_need("Guidance", *SHARED)], AUGUST_2019, {}, {})
    (remark,) = [one for one in found if one.rule == "sheet-not-recognised"]
    assert remark.message == (
        "the sheet has column titles of lists 1, 3, 4, 5, 6, 7 and 8, but was not read"
    )


def test_a_sheet_without_titles_does_not_replace_another() -> None:
    """If a sheet has no titles, another sheet of the same list is read."""
    tables, reported = read(
        RawSheet(name="List_1", rows=[["words"]]), RawSheet(name="Contacts", rows=[TITLES, ROW])
    )
    assert list(tables) == [1]
    assert [one[0] for one in reported] == ["titles-missing"]


def test_hidden_sheets_are_read_and_reported() -> None:
    """A hidden sheet is read and reported."""
    table, reported = contacts(TITLES, ROW, hidden=True)
    assert len(table) == 1
    assert reported == [("sheet-hidden", 1, "List_1", None, None)]


def test_remarks_name_their_list_cell_column_and_row() -> None:
    """What was noticed about rows and columns names the first of them, for a correction."""
    above: list[list[Any]] = [["Team", "A1", "F", "WBRI", "01/05/2007", 12, "03/06/2019", "2A"]]
    rows = [*above, [None, *TITLES], [None, *ROW], [None, *ROW, "2A"]]
    sheet = RawSheet(
        name="List_1",
        rows=rows,
        hidden_rows=frozenset({3, 4}),
        struck_rows=frozenset({2, 4}),
        hidden_columns=((3, 3), (7, 8)),
        shown_otherwise={2: 3},
        volatile={6: (4,)},
    )
    _, found = tables_of([sheet], AUGUST_2019, {}, {})
    told = {one.rule: (one.list, one.cell, one.column, one.row) for one in found if one.list == 1}
    assert told == {
        "rows-off-titles": (1, "A1", None, 1),
        "row-too-wide": (1, "A4", None, 4),
        "rows-hidden": (1, "A3", None, 3),
        "rows-struck": (1, "A4", None, 4),
        "columns-hidden": (1, "C1", None, None),
        "identifiers-shown-otherwise": (1, "B3", TITLES[0], None),
        "formulas-volatile": (1, "F4", TITLES[4], 4),
    }
    assert {one.message for one in found if one.rule == "columns-hidden"} == {
        "hidden columns were read: C, G, H"
    }


@pytest.mark.parametrize(
    ("merged", "covered", "cell", "said"),
    [
        (((1, 1), (1, 9)), {1}, None, None),
        (((1, 1), (2, 1)), set(), None, None),
        (
            ((3, 2), (4, 2)),
            set(),
            "B3",
            "B3:B4; only the first cell of each merged range has content",
        ),
        (((3, 1), (4, 1)), {1, 4}, "A4", "A3:A4; they cover values in row 4, {}"),
        (((2, 1), (2, 2)), {2}, "A2", "A2:B2; they cover values in row 2, {}"),
        (((3, 1), (4, 1)), {4, 3}, "A3", "A3:A4; they cover values in rows 3, 4, {}"),
    ],
)
def test_merged_cells_are_reported(
    merged: tuple[tuple[int, int], tuple[int, int]],
    covered: set[int],
    cell: str | None,
    said: str | None,
) -> None:
    """Cells merged below the titles are reported, and the rows whose values merged cells cover."""
    sheet = RawSheet(
        name="List_1", rows=[["List 1"], TITLES, ROW, ROW], merged=merged, covered_rows=covered
    )
    _, found = tables_of([sheet], AUGUST_2019, {}, {})
    told = [(one.cell, one.message) for one in found if one.rule == "cells-merged"]
    end = "which were read although Excel does not show them"
    expected = [] if said is None else [(cell, f"merged cells, such as {said.format(end)}")]
    assert told == expected


def test_blank_cells_merged_with_a_value_are_unread() -> None:
    """A blank cell in a row of a child is unread if it is merged with a cell that has a value."""
    second = ["A2", "", None, *ROW[3:6], ""]
    areas = [(1, 7, 3, 7), (2, 2, 3, 3), (4, 1, 4, 2)]
    table, reported = contacts(TITLES, ROW, second, ["A3"], merged_areas=areas)
    assert [row.not_read for row in table] == [(), ("gender", "ethnicity"), ("gender",)]
    assert table.values("contact_source")[1:] == [None, None]
    assert reported == []


def test_merged_lines_are_not_children() -> None:
    """A row with only a text that is merged across columns of the list is not about a child."""
    rows: list[list[Any]] = [
        TITLES,
        ["Team A"],
        ROW,
        ["A2"],
        ["North", "", "M"],
        ["South"],
        ["* see note"],
    ]
    areas = [(2, 1, 2, 7), (4, 1, 4, 7), (5, 1, 5, 2), (6, 1, 6, 2), (7, 1, 7, 3)]
    table, reported = contacts(*rows, merged_areas=areas)
    assert table.values("child_id") == ["A1", "A2", "North", "South"]
    assert reported == [("not-a-child", 1, "List_1", "A2", None)]


def test_all_lists_that_are_missing() -> None:
    """Each required list that is missing is reported, in order."""
    tables, found = tables_of([], AUGUST_2019, {}, {})
    assert tables == ()
    assert [(one.rule, one.list) for one in found] == [
        ("list-missing", layout.number) for layout in AUGUST_2019.lists
    ]


def test_missing_columns_are_reported() -> None:
    """Each missing column is reported with its published title."""
    _, reported = contacts(TITLES[:5], ROW[:5])
    assert reported == [
        ("column-missing", 1, "List_1", None, "Date of Contact"),
        ("column-missing", 1, "List_1", None, "Contact Source"),
    ]
    layout = AUGUST_2019.lists[2]
    rows: list[list[object]] = [[column.title for column in layout.columns if not column.added]]
    _, found = tables_of([RawSheet(name="List_4", rows=rows)], AUGUST_2019, {}, {})
    (added,) = [one for one in found if one.rule == "column-missing"]
    assert "this inspection adds" in added.message


def test_a_similar_title_is_named_for_a_missing_column() -> None:
    """The message about a missing column names the cell of a similar title."""
    titles = ["Gendr" if title == "Gender" else title for title in TITLES]
    layout = AUGUST_2019.lists[0]
    rows: list[list[object]] = [[*titles, "Notes"], [*ROW, "x"]]
    (table,), found = tables_of([RawSheet(name="List_1", rows=rows)], AUGUST_2019, {}, {})
    (missing,) = [one for one in found if one.rule == "column-missing"]
    cell = f"{'ABCDEFG'[titles.index('Gendr')]}1"
    assert missing.message == f"the column was not found (is the unknown title in {cell} meant?)"
    assert "gender" not in table.places
    rows = [[*(title for title in TITLES if title != "Gender"), "Notes"]]
    _, found = tables_of([RawSheet(name=layout.sheet, rows=rows)], AUGUST_2019, {}, {})
    (missing,) = [one for one in found if one.rule == "column-missing"]
    assert missing.message == "the column was not found"


def test_repeated_unknown_and_untitled_columns_are_reported() -> None:
    """Unknown, untitled and repeated columns are reported; the first of a repeated one is used."""
    table, reported = contacts(
        [*TITLES, "Sex", "Notes", None, "", None],
        [*ROW, "M", "note", "loose", None],
        [*ROW, "M", "note", "loose", None, None, None],
        [*ROW, "M", "note", "loose", None, None, "far"],
        delimited=True,
    )
    assert reported == [
        ("row-too-wide", 1, "List_1", "A4", None),
        ("column-repeated", 1, "List_1", "H1", "Sex"),
        ("column-not-recognised", 1, "List_1", "I1", "Notes"),
        ("column-not-recognised", 1, "List_1", "J1", None),
    ]
    assert [(one.title, one.number, tuple(one.cells)) for one in table.unplaced] == [
        ("Sex", 8, ("M", "M", None)),
        ("Notes", 9, ("note", "note", None)),
        ("", 10, ("loose", "loose", None)),
    ]
    assert str(table[0].gender) == "b) Female"


@pytest.mark.parametrize(
    ("first", "second", "cell", "says"),
    [
        ((None, ""), ("M", None), "B1", "this one is blank, so column H was read"),
        (("M", "F"), (None, None), "H1", "this one is blank, so column B was read"),
        (("M", None), ("M", ""), "H1", "column B was read, and this one has the same cells"),
        (("M", "F"), ("M", None), "H1", "column B was read, but this one differs in row 3"),
        (("M", None), ("M", "F"), "H1", "column B was read, but this one differs in row 3"),
        ((None, None), (None, None), "H1", "this one is blank, so column B was read"),
    ],
)
def test_of_a_repeated_column_the_first_with_content_is_read(
    first: tuple[object, ...], second: tuple[object, ...], cell: str, says: str
) -> None:
    """A blank copy of a column is not read if another copy has content; it is said how they differ.

    Otherwise, a date in the second copy would count as blank.
    """
    at = TITLES.index("Gender")
    rows = [[*ROW[:at], one, *ROW[at + 1 :], two] for one, two in zip(first, second, strict=True)]
    sheet = RawSheet(name="List_1", rows=[[*TITLES, "Sex"], *rows])
    (table,), found = tables_of([sheet], AUGUST_2019, {}, {})
    (told,) = [one for one in found if one.rule == "column-repeated"]
    assert (told.cell, told.message) == (cell, f"the column appears more than once; {says}")
    read, other = (second, first) if cell == "B1" else (first, second)
    assert tuple(table.raw["gender"]) == read
    assert table.titles["gender"] == ("Sex" if cell == "B1" else "Gender")
    assert [tuple(one.cells) for one in table.unplaced] == [other]


def test_a_row_with_more_cells_than_titles_is_not_used() -> None:
    """A row with more cells than there are titles is kept and reported, but not used."""
    table, reported = contacts(TITLES, ROW, [*ROW[:2], "stray", *ROW[2:]], ROW)
    assert reported == [("row-too-wide", 1, "List_1", "A3", None)]
    assert len(table) == 3
    assert table[0] == table[2] != table[1]
    assert table[1].child_id is None
    assert set(table[1].not_read) == {column.key for column in table.layout.columns}
    assert table.cells_outside(3)[3] == "stray"


@pytest.mark.parametrize(
    "rows",
    [
        [ROW, TITLES, ROW],  # sorted by a program that treated the titles as a row
        [["List 1: Contacts"], ROW, ROW, TITLES, ROW],
        [["A1", None, None, None, None, "03/06/2019", "2A"], TITLES, ROW],
        # Another extract above, whose titles are not all known; "x" is not a date.
        [[*TITLES[:4], "?", "?", "?"], ["A1", "x", "x"], TITLES, ROW],
        [[*TITLES[:4], "?", "?", "?"], ["A1", "x"], TITLES, ROW],
        [[*TITLES[:2], "?", "?", "?"], ["A1", "x"], TITLES, ROW],
        # One date in its column, beside more than one other cell.
        [["A1", "words", None, None, None, "03/06/2019"], TITLES, ROW],
    ],
)
def test_children_above_the_titles_are_an_error(rows: list[list[Any]]) -> None:
    """Rows of children above the titles are reported as an error and not checked."""
    table, reported = contacts(*rows)
    assert [one[0] for one in reported] == ["rows-off-titles"]
    titles = rows.index(TITLES, 1)
    above = [at for at, row in enumerate(rows[:titles], 1) if row[0] == "A1"]
    assert [row.child_id for row in table] == [None] * len(above) + ["A1"]
    assert list(table.row_numbers) == [*above, titles + 2]
    lists = Submission.from_sheets([RawSheet(name="List_1", rows=rows)])
    for severity in (Severity.ERROR, Severity.NOTE):
        report = lists.check(as_of=date(2019, 9, 9), severities={"rows-off-titles": severity})
        (problem,) = (one for one in report.problems if one.rule == "rows-off-titles")
        assert problem.severity is severity
        assert problem.row == above[0]
        (left,) = (one for one in report.not_checked if one.rule == "rows-off-titles")
        assert left.row_numbers == tuple(above)


@pytest.mark.parametrize(
    "above",
    [
        [1, 2, 3, 4, 5, 6, 7],
        ["A", "B", "C", "D", "E", "F", "G"],
        ["1a", "1b", "1c", "2a", "2b", "2c", "2A"],
        ["Child", None, None, None, "Contact", "Dates"],
        ["Drawn on", None, None, "02/05/2019"],
        [10**5000, "words"],
    ],
)
def test_usual_lines_above_the_titles_are_not_children(above: list[Any]) -> None:
    """Column numbers, headings and dates above the titles are not rows of children."""
    assert contacts(above, TITLES, ROW)[1] == []


def test_titles_known_to_come_first_are_not_searched_for() -> None:
    """If the first row is known to be the titles, no other row is used as titles."""
    (table,) = Submission.from_sheets([RawSheet(name="List_1", rows=[["?"], TITLES], titled=True)])
    assert (table.title_row, len(table)) == (1, 1)
    (table,) = Submission.from_sheets(
        [RawSheet(name="List_1", rows=[["Gender"], ["Child Unique ID"]], titled=True)]
    )
    assert [row.gender for row in table] == [None]


@pytest.mark.guidance("para 33")
def test_a_missing_added_column_is_described_as_added() -> None:
    """The message about a missing column says if it is one that this inspection adds."""
    report = Submission.from_rows({7: [{"child_id": "A1"}]}).check(as_of=date(2019, 9, 9))
    reported = {one.column: one.message for one in report.problems if one.rule == "column-missing"}
    added = {
        title for title, message in reported.items() if "which this inspection adds" in message
    }
    assert added == {column.title for column in AUGUST_2019.lists[5].columns if column.added}
    assert reported["Gender"] == "the column was not found"


@pytest.mark.parametrize(
    "sheet",
    [
        RawSheet(name="Guidance", rows=[TITLES, ROW]),
        RawSheet(name="List_1 (2)", rows=[[OWN_SHEET], TITLES, ROW]),
    ],
)
def test_a_list_on_a_skipped_sheet_is_reported(sheet: RawSheet) -> None:
    """A sheet that would be skipped is reported if it contains rows of a list."""
    tables, reported = read(sheet)
    assert tables == {}
    assert reported == [("sheet-not-recognised", None, sheet.name, None, None)]


def codes_used(*below: list[Any], name: str = "Codes_used") -> RawSheet:
    """Return a sheet with each title of list 8 that has codes, above its codes."""
    columns = [column for column in AUGUST_2019.lists[-1].columns if column.codes is not None]
    codes = ([code.text for code in column.codes.codes] for column in columns if column.codes)
    titles = [column.title for column in columns]
    return RawSheet(name=name, rows=[titles, *map(list, zip_longest(*codes)), *below])


@pytest.mark.parametrize("mark", [(), ([OWN_SHEET],)])
def test_a_table_of_codes_is_not_a_list(mark: tuple[list[str], ...]) -> None:
    """A table of codes below the titles of a list is not read as a list."""
    sheet = codes_used()
    if mark:
        sheet = attrs.evolve(sheet, name="Codes", rows=[*mark, *sheet.rows])
    tables, reported = read(sheet)
    assert tables == {}
    assert reported == ([] if mark else [("sheet-without-list", None, "Codes_used", None, None)])


@pytest.mark.parametrize(
    "below",
    [
        ["SYN-01", "b) Female", "a) WBRI", datetime(2007, 5, 1)],  # noqa: DTZ001 - as in a workbook
        ["SYN-01", "b) Female", "a) WBRI", "01/05/2007"],
    ],
)
def test_children_below_a_table_of_codes_are_reported(below: list[Any]) -> None:
    """A sheet of codes is reported if a row of a child is below them."""
    reported = read(codes_used([None], below))[1]
    assert reported == [("sheet-not-recognised", None, "Codes_used", None, None)]


@pytest.mark.parametrize("key", ["child_id", "date_of_birth", "age"])
def test_one_cell_about_a_child_is_enough(key: str) -> None:
    """One identifier, date of birth or age below its title is enough to report the sheet."""
    at = [column.key for column in CONTACTS.columns].index(key)
    row = [cell if place == at else None for place, cell in enumerate(ROW)]
    reported = read(RawSheet(name="Codes_used", rows=[TITLES, row]))[1]
    assert reported == [("sheet-not-recognised", None, "Codes_used", None, None)]


def test_titles_in_another_order_further_down_are_an_error() -> None:
    """Rows below a second row of titles, in another order, are reported and not used."""
    table, reported = contacts(TITLES, ROW, TITLES[::-1], ROW[::-1], ROW[::-1])
    assert reported[0] == ("rows-off-titles", 1, "List_1", "A3", None)
    assert [row.child_id for row in table] == ["A1", None, None]
    assert table.cells_outside(4)[7] == "A1"
    assert table.set_aside == {1: "rows-off-titles", 2: "rows-off-titles"}


def test_rows_are_named_as_in_the_file() -> None:
    """Messages name rows as the spreadsheet numbers them, wherever the sheet begins."""
    rows: list[list[Any]] = [["List 1: Contacts"], TITLES, ROW, ROW, TITLES[::-1], ROW[::-1]]
    lists = Submission.from_sheets(
        [RawSheet(name="Export", rows=rows, first_row=5, first_column=3)]
    )
    by_title, off = (
        one for one in lists.remarks if one.rule in {"sheet-by-title", "rows-off-titles"}
    )
    assert by_title.cell == "C5"
    assert (off.cell, off.row) == ("C9", 9)
    assert off.message == (
        "row 9 contains column titles in different places from row 6; the rows below row 9 were "
        "not used"
    )


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4, 5), (0, 3, 1, 4, 2, 5)])
def test_children_beside_titles_repeated_in_each_row_are_an_error(order: list[int]) -> None:
    """Rows with the titles again and a child's cells beside them are not used, nor left out."""
    titles = ["Child Unique ID", "Date of Birth", "Age of Child (Years)"]
    children: list[list[Any]] = [
        ["A1", "01/05/2007", 12],
        ["A2", "02/06/2008", 11],
        ["A3", None, 10],
    ]
    rows = [[[*titles, *child][at] for at in order] for child in children]
    table, told = contacts(*rows)
    off = [one for one in told if one[0] in {"rows-off-titles", "not-a-child"}]
    assert off == [("rows-off-titles", 1, "List_1", "A2", None)]
    assert [row.child_id for row in table] == [None, None, None]
    assert list(table.row_numbers) == [1, 2, 3]
    assert set(table.set_aside) == {0, 1, 2}


def test_one_child_beside_the_titles_is_an_error() -> None:
    """Titles with the cells of a child beside them, and no row below, are not an empty list."""
    titles: list[Any] = ["Child Unique ID", "Date of Birth", "Age of Child (Years)"]
    table, told = contacts([*titles, "A1", "01/05/2007", "12"], [""])
    assert ("rows-off-titles", 1, "List_1", "A1", None) in told
    assert [row.child_id for row in table] == [None]
    table, told = contacts([*titles, "Week", "Month", "Year"])
    assert [row.child_id for row in table] == []


@pytest.mark.parametrize("born", ["01/05/2007", date(2007, 5, 1)])
def test_cells_of_a_child_are_not_shown_as_titles(born: object) -> None:
    """No unknown title is shown if one of them is a date: they may be a child's cells."""
    row = [*TITLES, "Smith", born, "Notes", None]
    lists = Submission.from_sheets([RawSheet(name="List_1", rows=[row, [*ROW, 1, 2, 3, 4]])])
    assert [each.title for each in lists[1].unplaced] == ["Smith", str(born), "Notes", ""]
    problems = [
        problem
        for problem in lists.check(as_of=date(2019, 9, 9)).problems
        if problem.rule == "column-not-recognised"
    ]
    letters = [column_letters(at) for at in range(len(TITLES) + 1, len(row) + 1)]
    assert [problem.cell for problem in problems] == [f"{each}1" for each in letters]
    assert {problem.column for problem in problems} == {None}
    table = lists._repr_html_()
    for text in (repr(lists), str(lists), table):
        assert "Smith" not in text
        assert "2007" not in text
    assert all(f"column {each}" in table for each in letters)


def test_titles_repeated_on_each_page_are_left_out() -> None:
    """Titles repeated with another page and time in columns of their own are left out."""
    pages = [[*TITLES, f"Page {page}", f"09:0{page}"] for page in (1, 2)]
    table, told = contacts(pages[0], [*ROW, "", ""], pages[1], ROW)
    assert [row.child_id for row in table] == ["A1", "A1"]
    assert ("not-a-child", 1, "List_1", "A3", None) in told


def test_two_titles_in_another_order_further_down_are_an_error() -> None:
    """A list with two titles is checked for a second row of titles too."""
    titles, row = TITLES[:2], ROW[:2]
    table, told = contacts(titles, row, titles[::-1], row[::-1])
    assert told[0] == ("rows-off-titles", 1, "List_1", "A3", None)
    assert [one.child_id for one in table] == ["A1", None]


def test_remarks_on_a_column_are_not_of_one_that_is_missing() -> None:
    """A remark on the first column names only its own title, once, if other columns are missing."""
    rows: list[list[Any]] = [TITLES[1:], ROW[1:], ROW[1:]]
    _, told = contacts(*rows, volatile={1: [2, 3]}, shown_otherwise={1: 2})
    assert [one for one in told if one[0] != "column-missing"] == [
        ("formulas-volatile", 1, "List_1", "A2", "Gender")
    ]


def test_other_titles_are_found_below_a_blank_first_column() -> None:
    """A second row of titles is found also if the cell in the first column is blank."""
    table, told = contacts(
        ["Notes", *TITLES], [None, *ROW], [None, *TITLES[::-1]], [None, *ROW[::-1]], [None]
    )
    assert told[0] == ("rows-off-titles", 1, "List_1", "A3", None)
    assert [one.child_id for one in table] == ["A1", None]


@pytest.mark.parametrize("row", [["Endersby", "Age", "Gender", "Unclear"], ["Gender"]])
def test_a_row_with_few_titles_is_not_a_row_of_titles(row: list[Any]) -> None:
    """A row is a second row of titles only if it has two, in more than half of its filled cells."""
    table, told = contacts(TITLES, ROW, row, ROW)
    assert told == []
    assert table.set_aside == {}


def test_blank_cells_beyond_the_titles_are_ignored() -> None:
    """Blank cells beyond the titles are ignored, whether every row has them or not."""
    table, reported = contacts(TITLES, [*ROW, ""], [*ROW, ""])
    assert reported == []
    assert table[0].child_id == "A1"
    rows: list[list[Any]] = [TITLES, ROW, ROW, [*ROW, ""]]
    assert contacts(*rows, delimited=True)[1] == []
    assert contacts(*rows)[1] == []


def test_padded_cells_are_noted() -> None:
    """NUL characters that were left out at the ends of cells are noted once for the sheet."""
    assert contacts(TITLES, ROW, padded=True)[1] == [("cells-padded", 1, "List_1", None, None)]


def test_reordered_columns_are_read_and_noted() -> None:
    """Columns in another order are read, and the order is noted."""
    table, reported = contacts(TITLES[::-1], ROW[::-1])
    assert reported == [("columns-reordered", 1, "List_1", None, None)]
    assert table[0].child_id == "A1"
    assert table.place(0, "child_id") == "G2"


def test_short_and_blank_rows_are_read() -> None:
    """Missing cells at the end of a row are blank, and blank rows are ignored."""
    table, reported = contacts(TITLES, ROW[:2], [], [None, " "], [*ROW, None, ""], ["\u200b"], ROW)
    assert reported == []
    assert len(table) == 3
    assert table[0].contact_source is None
    assert table[0].not_read == ()
    assert list(table.row_numbers) == [2, 5, 7]
    assert table.place(2, "gender") == "B7"


def test_a_list_without_rows_is_reported() -> None:
    """A list with titles and no rows is empty, and this is reported."""
    table, reported = contacts(["List 1: Contacts"], TITLES)
    assert len(table) == 0
    assert list(table) == []
    assert table.values("gender") == []
    assert reported == [("list-empty", 1, "List_1", None, None)]
    assert contacts(TITLES, [None], [""])[1] == reported


def test_titles_are_recognised_in_any_style() -> None:
    """Titles are recognised by their aliases and in any style."""
    titles = [
        "PERSON_ID",
        "sex",
        "ethnic  group",
        "DOB",
        "Age",
        "contact date?",
        "Source of contact:",
    ]
    table, reported = contacts(titles, ROW)
    assert reported == []
    assert len(table.raw) == 7


@pytest.mark.parametrize(
    ("name", "titles", "message"),
    [
        ("List_1", TITLES, None),
        ("Known", ["Child ID", *TITLES[1:]], None),
        ("List_1", ["Number", *TITLES[1:]], "1 column title is not the published one"),
        # Another known title is counted as well as the caller's own.
        ("List_1", ["Number", "Sex", *TITLES[2:]], "2 column titles are not the published ones"),
        ("CSC", TITLES, "the name of the sheet or file is not the published one"),
        (
            "CSC",
            ["Number", *TITLES[1:]],
            "1 column title and the name of the sheet or file are not the published ones",
        ),
        (
            "CSC",
            ["Number", "Sex", *TITLES[2:]],
            "2 column titles and the name of the sheet or file are not the published ones",
        ),
    ],
)
def test_a_file_with_own_names_is_not_as_published(
    name: str, titles: list[str], message: str | None
) -> None:
    """A file is noted once if only the caller's own titles or names make it recognisable."""
    aliases, names = {1: {"Number": "child_id"}}, {"CSC": 1, "List_1": 1}
    sheet = RawSheet(name="List 1" if name == "Known" else name, rows=[titles, ROW])
    for titled in (False, True):
        sheet = attrs.evolve(sheet, titled=titled)
        _, found = tables_of([sheet], AUGUST_2019, aliases, names)
        reported = [one for one in found if one.rule == "names-not-published"]
        # Rows given in Python are not a file that an area sends.
        assert [one.message for one in reported] == ([] if titled or message is None else [message])
        assert all((one.list, one.sheet) == (1, name) for one in reported)


def test_the_callers_titles_take_precedence() -> None:
    """The caller's titles take precedence over published ones, for their list only."""
    aliases = {1: {"Number": "child_id", "Gender": "ethnicity"}}
    tables, reported = read(
        RawSheet(name="List_1", rows=[["Number", "Gender"], ["A1", "WBRI"]]), aliases=aliases
    )
    assert tables[1][0].child_id == "A1"
    assert tables[1].values("ethnicity")[0].code == "WBRI"
    assert ("column-missing", 1, "List_1", None, "Gender") in reported


def test_a_page_of_contents_is_not_a_list() -> None:
    """A sheet that names a list but has no titles is not that list."""
    tables, reported = read(RawSheet(name="Contents", rows=[["List 6: Children in Need"]]))
    assert tables == {}
    assert reported == [("sheet-not-recognised", None, "Contents", None, None)]


def test_keys_of_columns_are_titles_where_a_frame_was_saved() -> None:
    """Keys of columns are titles beside an exact child_id, with a note; alone they may not be."""
    layout = AUGUST_2019.lists[4]
    keys = [column.key for column in layout.columns]
    (table,), found = tables_of([RawSheet(name="List_6", rows=[keys])], AUGUST_2019, {}, {})
    assert list(table.places) == keys
    messages = [one.message for one in found if one.rule == "names-not-published"]
    assert len(messages) == 1
    assert not [one for one in found if one.list == 6 and one.rule.startswith("column-")]
    titles = ["Child Unique ID", "Gender", "concern", "cin_end"]
    (table,), _ = tables_of([RawSheet(name="List_6", rows=[titles])], AUGUST_2019, {}, {})
    assert list(table.places) == ["child_id", "gender"]


def test_keys_of_columns_mean_nothing_else() -> None:
    """No key of a column is a title of another column of the list."""
    for layout in AUGUST_2019.lists:
        known = titles_of(layout, {})
        assert all(known.get(fold(c.key), c.key) == c.key for c in layout.columns)
