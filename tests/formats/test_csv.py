from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any

import pytest

import jtai
from jtai.errors import InvalidValueError
from jtai.formats.csv import csv_lines, to_csv
from jtai.inspection.selection import SelectionReport, check_selection
from jtai.lists.report import Report
from jtai.timetable.comparison import Comparison
from jtai.timetable.milestone_dates import Reading
from jtai.timetable.timetable import Timetable
from tests.formats.lists import AS_OF, everything


def table(text: str) -> list[list[str]]:
    """Read CSV with the standard library."""
    return list(csv.reader(io.StringIO(text, newline="")))


def test_records_become_rows_below_a_header() -> None:
    """CSV has a header of field names, then one row for each record, with dates in ISO form."""
    timetable = Timetable.from_notification(dt.date(2022, 5, 23))
    names, *rows = table(to_csv(timetable))
    records = timetable.to_records()
    assert names == list(records[0])
    assert len(rows) == len(records)
    first = dict(zip(names, rows[0], strict=True))
    assert first["date"] == "2022-05-23"
    assert first["key"] == "notification"
    assert to_csv(timetable).endswith("\r\n")


def test_a_report_shows_values_only_on_request() -> None:
    """The CSV of a report omits cell contents and children's identifiers unless requested."""
    report = everything().check(as_of=AS_OF)
    without, with_values = to_csv(report), to_csv(report, values=True)
    assert "??" not in without
    assert "??" in with_values
    assert table(with_values)[0] == [*table(without)[0], "child_id", "value"]
    assert table(without)[0] == list(report.to_records()[0])


def test_a_result_without_rows_has_the_same_header() -> None:
    """A result without rows has the same CSV header as one with rows."""
    full = everything().check(as_of=AS_OF)
    empty = Report(as_of=AS_OF, edition="made up")
    assert table(to_csv(empty)) == table(to_csv(full))[:1]
    assert table(to_csv(empty, values=True)) == table(to_csv(full, values=True))[:1]
    monday = dt.date(2022, 5, 23)
    days = Timetable.from_notification(monday)
    named = Timetable.from_notification(monday, reading=Reading.NAMED_DAYS)
    moved, same = days.compare(named), days.compare(days)
    assert len(moved)
    assert not len(same)
    assert isinstance(same, Comparison)
    assert table(to_csv(same)) == table(to_csv(moved))[:1]


def test_the_columns_of_a_selection_are_those_of_its_records() -> None:
    """A selection report without checks has the same CSV header as one with checks."""
    found = check_selection([], [], as_of=AS_OF)
    assert isinstance(found, SelectionReport)
    clear = SelectionReport(as_of=AS_OF, inspection_date="", checks=())
    assert table(to_csv(clear)) == table(to_csv(found))[:1]


class Made:
    """A result with given records, of a class that the library does not know."""

    def __init__(self, *records: dict[str, Any]) -> None:
        self.records = records

    def to_records(self) -> list[dict[str, Any]]:
        """Return the records."""
        return list(self.records)


def test_records_with_different_fields_share_a_table() -> None:
    """Records with different fields share one table, in which missing fields are blank."""
    text = to_csv(Made({"a": 1, "b": ["x", "y"]}, {"a": None, "c": True, "b": []}), values=True)
    assert table(text) == [["a", "b", "c"], ["1", "x; y", ""], ["", "", "true"]]


@pytest.mark.parametrize("thing", [3, Made(), Timetable])
def test_a_value_without_records_is_refused(thing: object) -> None:
    """A value with neither records nor known columns cannot be written as CSV."""
    with pytest.raises(InvalidValueError):
        to_csv(thing)


def test_risky_text_is_guarded() -> None:
    """Text that a spreadsheet could run as a formula is guarded; negative numbers are not."""
    cells = ["=1", ("=1", "b"), -1, -1.5, dt.time(9), dt.timedelta(days=-1), None, "a,b"]
    assert csv_lines([cells]) == '\'=1,\'=1; b,-1,-1.5,09:00:00,"\'-1 day, 0:00:00",,"a,b"\r\n'


def test_a_single_milestone_is_one_row() -> None:
    """A single milestone is written as a table with one row."""
    milestone = Timetable.from_notification(dt.date(2019, 9, 9))["child_lists"]
    (row,) = csv.DictReader(io.StringIO(to_csv(milestone)))
    assert (row["key"], row["date"]) == ("child_lists", milestone.date.isoformat())


def test_several_timetables_are_one_table() -> None:
    """Several timetables share one table, in which each row has its notification day."""
    timetables = [
        Timetable.from_notification(dt.date(2019, 9, 9)),
        Timetable.from_notification(dt.date(2019, 11, 4)),
    ]
    rows = list(csv.DictReader(io.StringIO(to_csv(timetables))))
    assert [row["notification"] for row in rows] == ["2019-09-09"] * 15 + ["2019-11-04"] * 15


def test_a_list_is_written_by_write_lists() -> None:
    """A list from a submission is refused, and the error names what writes it."""
    lists = jtai.Submission.from_rows({6: [{"child_id": "SECRET"}]})
    for thing in (lists, lists[6]):
        with pytest.raises(InvalidValueError, match="children's data throughout; use jtai.write_l"):
            to_csv(thing)
