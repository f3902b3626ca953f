from __future__ import annotations

import datetime as dt
import pickle
from concurrent.futures import ThreadPoolExecutor

import pytest

from jtai.errors import UnknownKeyError
from jtai.lists.reading import column_reading
from jtai.lists.reading.cells import UNREAD
from jtai.lists.reading.rows import ListRow
from jtai.lists.reading.table import ListTable
from jtai.lists.submission import Submission
from tests.lists.areas import AS_OF, submission

LISTS = submission(6, {"age": "twelve", "gender": None}, without=[(6, "ethnicity")])
TABLE = LISTS[6]


def test_rows_by_index() -> None:
    """A list is a sequence of rows, and accepts negative indexes."""
    assert len(TABLE) == 3
    assert [row.child_id for row in TABLE] == ["A1", "B2", "C3"]
    assert TABLE[-1] == TABLE[2]
    for index in (3, -4):
        with pytest.raises(IndexError):
            TABLE[index]


def test_a_row_names_missing_and_unreadable_columns() -> None:
    """A row names the columns that are missing or unreadable, but not those that are blank."""
    first, second, _ = TABLE
    assert first.gender is None
    assert first.not_read == ("ethnicity", "age")
    assert second.not_read == ("ethnicity",)


def test_values_and_unread_cells() -> None:
    """Values of a column distinguish unreadable cells from blank ones."""
    assert TABLE.values("age") == [UNREAD, 12, 12]
    assert TABLE.unread("age") == (0,)
    assert TABLE.unread("gender") == ()


def test_what_different_cells_were_read_as() -> None:
    """Each different cell of a column is listed once, also where cells are not remembered."""
    assert TABLE.different("age") == {"twelve": UNREAD, 12: 12}
    assert TABLE.different("child_id") == {"A1": "A1", "B2": "B2", "C3": "C3"}
    with pytest.raises(UnknownKeyError, match="'Ethnicity' was not found"):
        TABLE.different("ethnicity")


def test_cells_keep_value_raw_contents_and_place() -> None:
    """A cell has its value, its raw contents and its place."""
    cell = TABLE.cell(0, "age")
    assert (cell.value, cell.raw, cell.sheet, cell.name) == (UNREAD, "twelve", "List_6", "D3")
    assert cell.column.title == "Age of Child (Years)"
    last = TABLE.cell(-1, "child_id")
    assert (last.value, last.name) == ("C3", "A5")


def test_columns_and_rows_that_do_not_exist_are_refused() -> None:
    """Columns and rows that do not exist are refused."""
    with pytest.raises(UnknownKeyError, match="list 6 has no such column"):
        TABLE.values("plan_start")
    with pytest.raises(UnknownKeyError, match="'Ethnicity' was not found"):
        TABLE.unread("ethnicity")
    with pytest.raises(UnknownKeyError, match="no such row; expected 0 to 2"):
        TABLE.cell(3, "age")
    with pytest.raises(UnknownKeyError, match="no such row"):
        TABLE.cell("0", "age")  # type: ignore[arg-type]
    with pytest.raises(UnknownKeyError, match="no such column"):
        TABLE.column("nothing")


def test_representations_show_no_cell() -> None:
    """The `repr` of a list or cell shows no contents."""
    assert repr(TABLE) == "ListTable(layout='List 6: Children in Need', sheet='List_6')"
    assert repr(TABLE.cell(0, "age")) == "Cell(sheet='List_6', name='D3')"


def test_pickling_before_and_after_reading() -> None:
    """A pickled copy of a list has the same rows and places."""
    for table in (submission()[8], TABLE):
        before = list(table)
        unpickled = pickle.loads(pickle.dumps(table))  # noqa: S301 - pickled here
        assert list(unpickled) == before
        assert unpickled.place(0, "age") == table.place(0, "age")
        assert repr(unpickled) == repr(table)


@pytest.mark.exhaustive
def test_threads_check_lists_with_the_same_result() -> None:
    """Several threads can check the same lists at once, with the same result."""
    lists = submission(6, {"age": "twelve"})
    expected = submission(6, {"age": "twelve"}).check(as_of=AS_OF)
    with ThreadPoolExecutor(8) as pool:
        reports = list(pool.map(lambda _: lists.check(as_of=AS_OF), range(16)))
    assert all(report == expected for report in reports)


def table_of(*dates: object) -> ListTable[ListRow]:
    """Return a list 1 whose contacts have these dates."""
    rows = [
        {"child_id": f"A{at}", "contact_date": cell, "date_of_birth": dt.date(2007, 2, 7)}
        for at, cell in enumerate(dates)
    ]
    return Submission.from_rows({1: rows})[1]


MONTH_FIRST = (
    "10/15/2018",
    "10-15-2018",
    "10.15.2018",
    "10/15/2018 12:00:00 AM",
    " 10/15/2018 ",
    # In forms in which no date is read.
    "10/15/18",
    "10/15/18 09:00",
    "10/15/2018 00:00:00 +01:00",
    "Mon 10/15/2018",
    "10/15/2018 (expected)",
    "10 / 15 / 2018",
)


@pytest.mark.parametrize("first", MONTH_FIRST)
def test_dates_that_may_be_swapped_are_not_read(first: str) -> None:
    """Beside a date with the month first, text is read only if it can mean one day."""
    swapped = ("07/02/2019", "7-2-2019", "07.02.2019 00:00")
    same = dt.date(2019, 5, 5)
    clear = ("2019-02-07", "7 Feb 2019", dt.date(2019, 2, 7), 43503)
    table = table_of(first, *swapped, "05/05/2019", "5/05/2019", *clear)
    assert table.values("contact_date") == [*[UNREAD] * 4, same, same, *[dt.date(2019, 2, 7)] * 4]
    assert table.unread("contact_date") == (0, 1, 2, 3)
    assert table.rows_where("contact_date", lambda value: value is UNREAD) == [0, 1, 2, 3]
    assert table.cell(1, "contact_date").raw == "07/02/2019"
    assert "contact_date" in table[1].not_read
    assert set(table.values("date_of_birth")) == {dt.date(2007, 2, 7)}


@pytest.mark.parametrize(
    "others",
    [
        ("10/15/2018", "15/10/2018"),  # both orders
        ("15/10/2018",),
        ("10/32/2018",),
        ("00/15/2018",),
        ("15/15/2018",),
        ("10/15-2018",),
        ("15/10/18",),
        ("01/07/2018 10.15.18",),  # a time
        ("110/15/2018",),
        ("10/15/20181",),
        ("1.10/15/2018",),
        ("2018-15-10",),
        ("10/15/2018" * 40,),
        (43503,),
    ],
)
def test_without_evidence_the_day_comes_first(others: tuple[object, ...]) -> None:
    """The day comes first unless a date has the month first, and none has the day first."""
    assert table_of("07/02/2019", *others).values("contact_date")[0] == dt.date(2019, 2, 7)


@pytest.mark.parametrize(
    ("others", "end"),
    [
        (("05/14/2018", "01/06/2019"), UNREAD),
        (("05/14/2018", dt.date(2019, 6, 13), "2019-06-13"), UNREAD),
        (("01/06/2019", "1-31-2018"), UNREAD),
        (("05/14/2018", "14/06/2019"), dt.date(2019, 8, 3)),
        (("05/14/2018", "14/05/2018"), dt.date(2019, 8, 3)),
        ((dt.date(2018, 5, 14), "01/06/2019"), dt.date(2019, 8, 3)),
    ],
)
def test_other_columns_decide_where_no_date_of_a_column_does(
    others: tuple[object, ...], end: object
) -> None:
    """If a column has no date of one order only, those of the sheet decide: the day, if both."""
    keys = ("plan_start", "last_visit", "last_review")
    row = {"child_id": "A1", "plan_end": "03/08/2019", **dict(zip(keys, others, strict=False))}
    table = Submission.from_rows({7: [row]})[7]
    assert table.values("plan_end") == [end]


def test_the_dates_of_a_column_come_before_those_of_others() -> None:
    """A column with a date of one order only is read as if it were alone."""
    rows = [
        {"child_id": "A1", "plan_start": "05/14/2018", "plan_end": "14/03/2019"},
        {"child_id": "A2", "plan_start": "01/06/2018", "plan_end": "03/08/2019"},
    ]
    table = Submission.from_rows({7: rows})[7]
    assert table.values("plan_start") == [UNREAD, UNREAD]
    assert table.values("plan_end") == [dt.date(2019, 3, 14), dt.date(2019, 8, 3)]


@pytest.mark.parametrize("swapped", ["2019-13-07", "2019/13/07 00:00:00"])
def test_dates_with_the_day_after_the_year_are_not_read(swapped: str) -> None:
    """Beside a date with the day after the year, text with the year first may mean two days."""
    clear = ("07/02/2019", "7 Feb 2019", dt.date(2019, 2, 7), 43503)
    same = dt.date(2019, 5, 5)
    table = table_of(swapped, "2019-02-07", "2019/2/7 00:00", "2019-05-05", *clear)
    assert table.values("contact_date") == [*[UNREAD] * 3, same, *[dt.date(2019, 2, 7)] * 4]
    for other in ("2019-02-13", "2019-13-13", "13/07/2019"):
        is_usual = other == "2019-02-13"
        read = table_of(swapped, "2019-02-07", other).values("contact_date")[1]
        assert read == (dt.date(2019, 2, 7) if is_usual else UNREAD)


def test_both_forms_of_date_may_be_swapped() -> None:
    """A column with the month first, and the day after the year, has no date of two numbers."""
    dates = ("07/13/2019", "2019-13-07", "07/02/2019", "2019-02-07", "07/02/2019")
    assert table_of(*dates).values("contact_date") == [UNREAD] * 5


def test_other_columns_decide_where_the_day_after_the_year_is() -> None:
    """If a column has no date of one order only, those of the sheet's other columns decide."""
    row = {"child_id": "A1", "plan_start": "2019-13-07", "plan_end": "2019-02-07"}
    assert Submission.from_rows({7: [row]})[7].values("plan_end") == [UNREAD]
    row["last_visit"] = "2019-02-13"
    assert Submission.from_rows({7: [row]})[7].values("plan_end") == [dt.date(2019, 2, 7)]


def test_dates_may_be_swapped_in_a_column_of_very_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """A date with the month first counts wherever it is in a column of many different dates."""
    monkeypatch.setattr(column_reading, "_MOST_KEPT", 2)
    table = table_of("07/02/2019", "08/02/2019", "09/02/2019", "2019-02-07", "10/15/2018")
    assert table.values("contact_date") == [*[UNREAD] * 3, dt.date(2019, 2, 7), UNREAD]
    assert table.unread("contact_date") == (0, 1, 2, 4)
