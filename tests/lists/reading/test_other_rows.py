from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest

from jtai.guidance.columns import AUGUST_2019
from jtai.lists.reading.other_rows import looks_like_no_child
from jtai.lists.reading.sheets import MERGED, RawSheet
from jtai.lists.submission import Submission
from tests.lists.areas import AS_OF

TITLES = [column.title for column in AUGUST_2019.lists[0].columns]
CHILD = ["A1", "b) Female", "a) WBRI", "01/05/2007", 12, "03/06/2019", "q) 6: Police"]


def read(*rows: Sequence[object]) -> Submission:
    """Read list 1 with the row of a child, followed by these rows."""
    sheet = RawSheet(name="List_1", rows=[TITLES, CHILD, *rows])
    return Submission.from_sheets([sheet])


@pytest.mark.parametrize(
    "row",
    [
        ["Total", None, None, None, None, 45],
        ["Total", "45", "1,045", "45.0", "45 %", "45"],
        ["Grand total: 45"],
        [None, "Total", None, None, 45],
        ["Sub-total"],
        ["Count", 45],
        ["(1 rows affected)"],
        ["45 records"],
        ["Page 1 of 3"],
        ["*** End of report ***"],
        ["Report run on 09/09/2019"],
        ["Run by the data team"],
        ["Extracted yesterday"],
        ["Source: case system"],
        ["-----", "------", "---"],
        ["====="],
        ["Key"],
        ["Text", "Code"],
        ["Legend:"],
        ["Text", "Code", "Code", "DD/MM/YYYY", "Integer", "dd-mm-yy", "Code"],
        ["e.g. 12345", "e.g. Male", None, "e.g. 01/05/2007", "e.g. 12", "e.g. 03/06/2019"],
        ["Enter the ID", "Choose one", "Choose one", "Enter a date", "Number", "(date)", "Select"],
        ["<text>", "a) Male, b) Female", "Drop-down", None, "0-17", "YYYY-MM-DD", "Y/N"],
        [None, "Y/N", "Y/N", None, None, None, "Y/N"],
        TITLES,
        [title.upper() for title in TITLES],
        ["OFFICIAL"],
        ["OFFICIAL-SENSITIVE"],
        ["Private and confidential"],
        ["Records: 2"],
        ["Rows", 2],
        ["East Total", 2],
        ["Average", None, None, None, 11.5],
        ["Avg", None, None, None, 11.5],
        ["Maximum", None, None, None, 17],
        [None, None, None, None, "Avg: 12"],
        ["Sum"],
        ["09/09/2019 09:00"],
        ["TRAILER", 2],
        ["EOF"],
        ["Query OK"],
        ["a) Male"],
        ["This report contains personal data", "handle with care"],
        ["Lists of children for the inspection"],
        ["Figures are provisional"],
        ["Testshire County Council"],
        ["Produced by", "jsmith", "on", "09/09/2019"],
        ["Notes: unborn", "unborn", "and closed children are excluded"],
        ["Mandatory", "Optional", "Mandatory"],
        ["Text", "List"],
        [None, None, None, None, None, "DD/MM/YYYY", "Y/N"],
        ["No further records"],
        ["No children to report", None, None, None, 0],
        ["Nil return"],
        ["N/A", "N/A"],
        ["Not applicable"],
        ["None"],
        ["Please note", "provisional"],
        ["*See notes"],
        ["Checked by J Smith"],
        ["Signed off"],
        ["All children included"],
        ["Completion time: 2019-09-09T09:00:00.1234567+01:00"],
        ["List 1 (continued)"],
        ["N = 45"],
        ["Execution time: 09/09/2019 10:22:11"],
        ["User: jsmith"],
        ["No filters applied"],
        ["Red = overdue"],
        ["Completed by J Smith", None, None, "09/09/2019"],
        ["Example"],
    ],
)
def test_rows_that_are_not_about_a_child_are_left_out(row: list[object]) -> None:
    """Totals, separators and other rows that are not about a child are left out and reported."""
    lists = read(row, CHILD, row)
    assert [one.child_id for one in lists[1]] == ["A1", "A1"]
    assert list(lists[1].row_numbers) == [2, 4]
    (remark,) = [one for one in lists.remarks if one.rule == "not-a-child"]
    assert remark.row == 3
    assert "rows 3, 5" in remark.message
    assert set(lists[1].cells_outside(3).values()) == {cell for cell in row if cell is not None}
    assert len(lists.cohort(as_of=AS_OF)) == 0
    problems = lists.check(as_of=AS_OF, lists=[1]).problems
    assert [one.rule for one in problems if one.row in {3, 5}] == ["not-a-child"]


@pytest.mark.parametrize(
    "row",
    [
        ["1001"],
        [1001.0],
        ["Endersby"],
        ["A 12"],
        ["Total", *CHILD[1:]],
        ["Page 1 of 3", "b) Female"],
        [None, "b) Female", None, "01/05/2007"],
        [None, None, None, None, 45],
        [None, None, None, None, 10**5000],
        ["total-7", None, None, "01/05/2007"],
        ["Total", None, None, 10_000],
        ["Total", None, None, "39203"],
        ["Made Up", None, None, None, 12],
        [TITLES[0], *CHILD[1:]],
        [*TITLES[:2], "a) WBRI", "01/05/2007"],
        ["Text", *CHILD[1:]],
        ["Text", "Code", "Code", "01/05/2007", "Number", "Date", "Code"],
        ["A1", "Code", "Code", "DD/MM/YYYY", "Number", "Date", "Code"],
        ["E.g. 1", *CHILD[1:]],
        [None, "b) Female", "Y/N", "DD/MM/YYYY", "Y/N"],
        [None, None, None, None, 12, "DD/MM/YYYY", "Y/N"],
        ["Textor"],
        ["Keyes"],
        ["Page (unborn)", None, None, None, -1],
        ["Page (unborn)", None, None, None, "-1"],
        ["Page (unborn)"],
        ["End, J", None, None, None, None, "03/06/2019"],
        ["End, J", None, None, None, None, "3/6/19"],
        ["End, J"],
        ["Source", None, None, None, None, None, "q) 6: Police"],
        ["Total", None, None, None, None, dt.date(2019, 6, 3)],
        ["Confidential", None, None, None, -1],
        ["Smith John"],
        ["Nilsson"],
        ["Noone, A"],
        ["Not known"],
        ["Noah Check"],
        ["N/A", "b) Female"],
        ["None", None, None, None, -1],
        ["None", None, None, None, 12],
        ["Alliance Ann"],
        ["45"],
        ["Unborn of A Smith"],
        ["Maria de la Cruz"],
        ["Sum, J"],
        ["Text", "List", None, None, None, "03/06/2019"],
        [None, None, None, None, None, None, "Code"],
        ["Produced by", None, "a) WBRI", "09/09/2019"],
        [None, "b) Female", "-", "01/05/2007"],
        ["-", "b) Female", "-", "01/05/2007"],
        ["Text", "Unclear"],
        ["Case: Smith"],
        [99, 2, 3, 4, 5, 6, 7],
        [1, 2, 3, 4, 5, 6, 8],
        ["Example", *CHILD[1:]],
        ["Green"],
        ["N", None, None, None, 12],
    ],
)
def test_rows_that_may_be_about_a_child_are_kept(row: list[object]) -> None:
    """A row with only an identifier or name, or with any fact about a child, stays on the list."""
    lists = read(row)
    assert len(lists[1]) == 2
    assert not [one for one in lists.remarks if one.rule == "not-a-child"]


GROUPED = [CHILD, ["A2", *CHILD[1:]], [3.0, *CHILD[1:]]]


@pytest.mark.parametrize(
    "row",
    [
        ["Team A (2)"],
        ["Team: North"],
        ["North"],
        ["Assessment Team 1"],
        ["Refreshed 03/09/2019"],
        ["Author: J Smith"],
        ["Team", "All"],
        ["North", None, None, None, 12],
        [None, None, None, None, None, None, None, "Team A"],  # in an unknown column
        [*[None] * 7, None, "Worker: B"],
    ],
)
def test_headings_between_rows_of_children_are_left_out(row: list[object]) -> None:
    """A row without a fact about a child, and with a text unlike all identifiers, is a heading."""
    titles = [*TITLES, "Team", "Allocated Worker"]
    rows: list[list[object]] = [[*titles], row, *GROUPED, row]
    sheet = RawSheet(name="List_1", rows=rows)
    lists = Submission.from_sheets([sheet])
    assert [one.child_id for one in lists[1]] == ["A1", "A2", "3"]
    (remark,) = [one for one in lists.remarks if one.rule == "not-a-child"]
    assert "headings" in remark.message
    assert "rows 2, 6" in remark.message


@pytest.mark.parametrize("row", [[4], ["4"], [4.0, None], [None, None, None, None, 4]])
def test_the_number_of_children_below_the_last_is_left_out(row: list[object]) -> None:
    """A row with only the number of the rows of children above it is a count."""
    assert len(read(*GROUPED, row)[1]) == 4
    assert len(read(*GROUPED, [None], row, ["Page 1"])[1]) == 4
    # Any other number may be an identifier, and so may it elsewhere, beside a fact, or among
    # numbers like it.
    assert len(read(*GROUPED, CHILD, row)[1]) == 6
    assert len(read(row, *GROUPED)[1]) == 5
    assert len(read(*GROUPED, [4, "b) Female"])[1]) == 5
    assert len(read(*GROUPED, [7], [5])[1]) == 6  # others have only an identifier, too
    assert len(read([2, *CHILD[1:]], ["2", *CHILD[1:]], [3])[1]) == 4
    assert len(Submission.from_sheets([RawSheet(name="List_1", rows=[TITLES, CHILD, [1]])])[1]) == 2


@pytest.mark.parametrize("name", ["TBC", "#N/A", None])
def test_a_child_without_an_identifier_has_no_name(name: str | None) -> None:
    """A heading is left out although a child's identifier is missing, as it is not a name."""
    lists = read(*GROUPED, [name, *CHILD[1:]], ["North"])
    assert [one.child_id for one in lists[1]] == ["A1", "A1", "A2", "3", None]


def test_names_are_found_in_any_column_of_identifiers() -> None:
    """A name alone is kept where names identify children, also below the second title."""
    titles = ["Team", *TITLES]
    rows = [["East", *row] for row in (*GROUPED, ["Smith, J", *CHILD[1:]])]
    sheet = RawSheet(name="List_1", rows=[titles, *rows, [None, "Textor"], ["West"], [7.0]])
    children = [one.child_id for one in Submission.from_sheets([sheet])[1]]
    assert children == ["A1", "A2", "3", "Smith, J", "Textor", None, None]


@pytest.mark.parametrize(
    "more",
    [
        [["A4"]],
        [["12B"]],
        [["A4-b", *[None] * 6, "Team A"]],
        [["North", None, None, None, -1]],
        [["North", None, None, "1/5/07"]],
        [["Unborn Smith"]],
        [["943 476 5919", *[None] * 6, "Team A"]],
        [["JS 4", *[None] * 6, "Team A"]],
        [["TBC", *[None] * 6, "Team A"]],
        [["awaiting ID"]],
        [["#REF!"]],
        [["North"], ["South"], ["East"], ["West"], ["Centre"]],  # more than other identifiers
        [["North"], ["Smith, J", *CHILD[1:]]],  # other identifiers are names
        [[None, "North"]],  # a gender that could not be read
        [["Unknown", "lady", "white", None, 12]],  # so are a gender and an ethnicity
        [["Smith J", "lady", MERGED, MERGED]],  # two texts, the second across three cells
    ],
)
def test_a_text_alone_in_a_row_may_be_a_child(more: list[list[object]]) -> None:
    """A row is kept if its text is like an identifier, or could be a fact about a child."""
    lists = read(*GROUPED, *more)
    assert len(lists[1]) == 4 + len(more)


@pytest.mark.parametrize(
    "row",
    [
        [1, 2, 3, 4, 5, 6, 7],
        list("1234567"),
        list("ABCDEFG"),
        [1, 2, 3],
    ],
)
def test_numbers_of_columns_are_left_out(row: list[object]) -> None:
    """A row with the numbers or letters of the columns, just below the titles, is left out."""
    width = len(row)
    sheet = RawSheet(name="List_1", rows=[TITLES[:width], row, CHILD[:width]])
    lists = Submission.from_sheets([sheet])
    assert [one.child_id for one in lists[1]] == ["A1"]
    assert [one.row for one in lists.remarks if one.rule == "not-a-child"] == [2]


@pytest.mark.parametrize(
    "table",
    [
        [["Team", "Count"], ["Team A", 3], ["Team B", "2"]],
        [["textbox9", "textbox10"], ["Total", 3]],
        [["Team", "Count"], ["Team A", 3]],
        [["Team", None, "Count"], ["Team A", None, 3]],
    ],
)
def test_a_second_table_below_the_rows_is_left_out(table: list[list[object]]) -> None:
    """A second table, below a blank row, is not read as children."""
    lists = read([None], *table, [None])
    assert [one.child_id for one in lists[1]] == ["A1"]
    lists = read([None], CHILD, [None], *table)
    assert [one.child_id for one in lists[1]] == ["A1", "A1"]


def test_a_second_table_starts_in_the_column_of_identifiers() -> None:
    """A second table is found where identifiers are in the second column, with a line below it."""
    rows: list[list[object]] = [
        [None, *CHILD],
        [],
        [None, "Team", "Count"],
        [None, "Team A", 3],
        ["East"],
    ]
    lists = Submission.from_sheets([RawSheet(name="List_1", rows=[["Notes", *TITLES], *rows])])
    assert [one.child_id for one in lists[1]] == ["A1"]


def test_words_in_an_unknown_column_are_not_the_titles_of_a_table() -> None:
    """Names below a blank row, with notes in a column of the area's own, are children."""
    rows: list[list[object]] = [CHILD, [], ["Endersby", *[None] * 6, "see file"], ["Textor"]]
    lists = Submission.from_sheets([RawSheet(name="List_1", rows=[[*TITLES, "Notes"], *rows])])
    assert [one.child_id for one in lists[1]] == ["A1", "Endersby", "Textor"]


@pytest.mark.parametrize(
    "rows",
    [
        [["Endersby", "Unclear"]],
        [["Endersby", "Unclear"], ["A2", "Unclear"]],
        [["Endersby", "Unclear"], ["Textor", "Female"]],
        [["Endersby", None, None, None, "12"], ["Textor"]],
        [["Endersby"], ["Textor"]],
    ],
)
def test_children_below_a_blank_row_are_kept(rows: list[list[object]]) -> None:
    """Rows below a blank row that may be about children stay on the list."""
    assert len(read([None], *rows)[1]) == 1 + len(rows)


def test_an_unborn_child_named_as_a_page_is_in_the_cohort() -> None:
    """A child with a plan is in the cohort, whatever word the identifier begins with."""
    for name in ("Page (unborn)", "Total"):
        row = {
            "child_id": name,
            "gender": None,
            "ethnicity": None,
            "date_of_birth": None,
            "age": -1,
            "case_status": "b) Child Protection plan",
            "cin_start": "01/07/2019",
        }
        assert [child.id for child in Submission.from_rows({6: [row]}).cohort(as_of=AS_OF)] == [
            name
        ]


def test_many_rows_are_named_by_the_first() -> None:
    """If many rows are left out, the message names the first five and counts the others."""
    lists = read(*[["Page 1 of 9"]] * 7)
    (remark,) = [one for one in lists.remarks if one.rule == "not-a-child"]
    assert remark.message.endswith("rows 3, 4, 5, 6, 7 and 2 more")


def test_without_personal_columns_every_row_is_kept() -> None:
    """Without identifiers or columns of personal data, every row stays."""
    for titles in (TITLES[:1] + TITLES[5:], TITLES[1:]):
        sheet = RawSheet(name="List_1", rows=[titles, ["Total"]])
        assert len(Submission.from_sheets([sheet])[1]) == 1


@pytest.mark.parametrize("name", ["EXAMPLE", "e.g. 12345", "Example 1:", "Dummy record"])
def test_a_row_with_an_example_is_reported(name: str) -> None:
    """A row that a template fills in as an example stays, with a warning."""
    problems = read([name, *CHILD[1:]]).check(as_of=AS_OF, lists=[1]).problems
    assert [(one.rule, one.row) for one in problems if one.key == "child_id"] == [
        ("not-a-child", 3)
    ]


def test_words_of_a_total_are_not_an_identifier() -> None:
    """The words of a total, such as "Grand Total", are not an identifier."""
    assert looks_like_no_child("Grand Total")
    assert not looks_like_no_child("Notebook 1")


def test_a_child_whose_identifier_is_missing_is_not_a_code() -> None:
    """A row that begins with a code and contains a date is about a child, whose cells moved."""
    lists = read(CHILD[1:], CHILD)
    assert [one.rule for one in lists.remarks if one.cell is not None] == ["row-shifted"]
    assert lists[1].values("child_id") == ["A1", None, "A1"]
