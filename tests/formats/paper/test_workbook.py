"""A timetable as a workbook: real dates and times, which match the worked examples."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

import jtai
from jtai.errors import InvalidValueError, MissingExtraError, TargetError
from jtai.formats.paper.workbook import (
    AGENCIES_SHEET,
    REASONS_SHEET,
    TIMETABLE_SHEET,
    write_timetable,
)
from jtai.timetable.milestone_dates import Reading
from jtai.timetable.timetable import Timetable
from jtai.timetable.working_days import WorkingCalendar
from tests.formats.lists import RISKY, opened
from tests.formats.test_html import contrast
from tests.timetable.fixed_days import FIXED
from tests.timetable.worked_examples import BEFORE_PROCLAMATION, ENGLAND, FUNERAL, OFFSETS, as_dates

EASTER = Timetable.from_notification(dt.date(2020, 4, 6), milestones=FIXED)
TITLES = [
    *("Date", "When", "Time", "Working day", "What is due", "From", "To", "Marks", "Passed over"),
    "Source",
]


def write(timetable: Timetable, path: Path, **options: Any) -> Path:
    """Write a timetable and return its path."""
    write_timetable(timetable, path, **options)
    return path


def rows_of(book: Any, name: str) -> list[dict[str, Any]]:
    """Return the rows of a sheet's table, each as a mapping of titles to cells."""
    sheet = book[name]
    first, last = (
        int("".join(filter(str.isdigit, end))) for end in sheet.auto_filter.ref.split(":")
    )
    titles = [cell.value for cell in sheet[first]]
    return [dict(zip(titles, sheet[row], strict=True)) for row in range(first + 1, last + 1)]


def words_of(book: Any, name: str) -> list[str]:
    """Return the texts in a sheet's first column."""
    return [cell.value for cell in book[name]["A"] if isinstance(cell.value, str)]


def days_of(path: Path) -> dict[int, set[dt.date]]:
    """Return the dates in a workbook by their working day."""
    days: dict[int, set[dt.date]] = {}
    for row in rows_of(opened(path), TIMETABLE_SHEET):
        days.setdefault(row["Working day"].value, set()).add(row["Date"].value.date())
    return days


@pytest.mark.parametrize(("notification", "dates"), ENGLAND.items())
def test_dates_are_those_of_the_worked_examples(
    notification: str, dates: str, tmp_path: Path
) -> None:
    """The dates in the workbook are those of the worked examples."""
    day = dt.date.fromisoformat(notification)
    timetable = Timetable.from_notification(day, milestones=FIXED)
    found = days_of(write(timetable, tmp_path / "a.xlsx"))
    assert found == {0: {day}, **dict(zip(OFFSETS, map(_only, as_dates(dates)), strict=True))}


def _only(day: dt.date) -> set[dt.date]:
    return {day}


def test_a_removed_bank_holiday_is_named(tmp_path: Path) -> None:
    """A bank holiday that the caller removes counts as a working day, and the sheet says so."""
    calendar = WorkingCalendar.england().without({FUNERAL: "As seen before"})
    timetable = Timetable.from_notification(
        dt.date(2022, 9, 5), calendar=calendar, milestones=FIXED
    )
    path = write(timetable, tmp_path / "a.xlsx")
    (dates,) = BEFORE_PROCLAMATION.values()
    assert [day for (day,) in days_of(path).values()][1:] == as_dates(dates)
    words = words_of(opened(path), TIMETABLE_SHEET)
    assert (
        "Monday 19 September 2022 (Bank Holiday for the State Funeral of Queen Elizabeth II: "
        "As seen before): counted as a working day."
    ) in words


def test_cells_have_the_right_types(tmp_path: Path) -> None:
    """Dates, times and working days are stored as such, in English formats, without formulas."""
    book = opened(write(EASTER, tmp_path / "a.xlsx"))
    for name in (TIMETABLE_SHEET, REASONS_SHEET, AGENCIES_SHEET):
        rows = rows_of(book, name)
        assert rows
        for row in rows:
            assert row["Date"].is_date
            assert row["Date"].number_format == "[$-809]ddd d mmm yyyy"
            assert row["What is due"].alignment.wrap_text
        assert not [cell for line in book[name] for cell in line if cell.data_type in "fe"]
    lists, *_ = (row for row in rows_of(book, TIMETABLE_SHEET) if row["Working day"].value == 3)
    assert [cell.value for cell in lists.values()] == [
        dt.datetime(2020, 4, 9),  # noqa: DTZ001 - as the file has it
        "by",
        dt.time(9),
        3,
        "Child-level lists 6, 7 and 8 with the extra mental health fields",
        "LA with CCG, CAMHS, YOT",
        "lead inspector",
        None,
        None,
        "guidance 190035, paras 30, 32 to 35",
    ]
    assert lists["Working day"].number_format == "+0;-0;0"


def test_calamine_reads_the_same_cells(tmp_path: Path) -> None:
    """The dates, times and working days are the same when they are read with calamine."""
    path = write(EASTER, tmp_path / "a.xlsx")
    rows: list[Any] = (
        CalamineWorkbook.from_path(path).get_sheet_by_name(TIMETABLE_SHEET).to_python()
    )
    table = rows[rows.index(TITLES) + 1 :][: len(EASTER)]
    assert [row[0] for row in table] == [milestone.date for milestone in EASTER]
    assert [row[2] or None for row in table] == [milestone.time for milestone in EASTER]
    assert [row[3] for row in table] == [milestone.working_day for milestone in EASTER]


def test_marks_are_words(tmp_path: Path) -> None:
    """Optional, assumed, displaced and provisional milestones are marked in words."""
    book = opened(write(EASTER, tmp_path / "a.xlsx"))
    marks = {row["What is due"].value: row["Marks"] for row in rows_of(book, TIMETABLE_SHEET)}
    call = marks["Telephone call to confirm the selection"]
    assert call.value == "optional\nnot Friday, week one"
    assert contrast(call.font.color.rgb[2:], call.fill.fgColor.rgb[2:]) >= 4.5
    assert marks["Child-level lists 1, 3, 4 and 5"].value == "assumed"
    later = Timetable.from_notification(dt.date(2040, 1, 9))
    book = opened(write(later, tmp_path / "b.xlsx"))
    assert {row["Marks"].value for row in rows_of(book, TIMETABLE_SHEET)} >= {"provisional"}


def test_bank_holidays_passed_over_are_named(tmp_path: Path) -> None:
    """A row has the dates of the days that it passes over, and their names are below the table."""
    book = opened(write(EASTER, tmp_path / "a.xlsx"))
    passed = {
        row["Working day"].value: row["Passed over"].value for row in rows_of(book, TIMETABLE_SHEET)
    }
    assert passed[3] is None
    assert passed[4] == "Fri 10 Apr 2020\nMon 13 Apr 2020"
    words = words_of(book, TIMETABLE_SHEET)
    assert "Friday 10 April 2020 (Good Friday); Monday 13 April 2020 (Easter Monday)." in words


def test_the_sheet_states_reading_and_assumptions(tmp_path: Path) -> None:
    """Notification and reading are stated above the table, and assumptions and names below."""
    timetable = Timetable.from_notification(dt.date(2020, 4, 6), reading=Reading.NAMED_DAYS)
    book = opened(write(timetable, tmp_path / "a.xlsx"))
    words = words_of(book, TIMETABLE_SHEET)
    assert words[0] == "Timetable for notification on Monday 6 April 2020"
    above = " ".join(words[: words.index("Date")])
    assert "Fieldwork from Wednesday 22 April 2020 to Tuesday 28 April 2020." in above
    # Fieldwork is counted in this reading too.
    assert (
        "Dates: named-days reading, by named weekday or number of working days (England)." in above
    )
    assert timetable.calendar.fingerprint not in " ".join(words)
    about = [str(cell.value) for row in book["About"] for cell in row]
    assert timetable.calendar.version in about
    below = " ".join(words[words.index("Date") :])
    for assumption in map(str, timetable.assumptions):
        # Each in one row, as a sentence.
        assert f"{assumption[:1].upper()}{assumption[1:]}." in words
    assert "DCS: director of children's services" in below
    assert "What the marks mean" in words
    assert "not (day): it is normally on that day" in below
    assert "HMI Probation" not in below


def test_every_day_is_explained(tmp_path: Path) -> None:
    """The second sheet has the full explanation of each milestone."""
    rows = rows_of(opened(write(EASTER, tmp_path / "a.xlsx")), REASONS_SHEET)
    assert [row["Why that day"].value for row in rows] == [m.explain() for m in EASTER]


def test_an_agencys_rows_include_joint_milestones(tmp_path: Path) -> None:
    """The rows of each agency include what the local agencies provide together (para 40)."""
    book = opened(write(EASTER, tmp_path / "a.xlsx"))
    rows = rows_of(book, AGENCIES_SHEET)
    agencies = {row["Agency"].value for row in rows}
    assert agencies == {str(row.agency) for row in jtai.guidance.AGENCIES if row.in_scope}
    for agency in agencies:
        (found,) = (
            row
            for row in rows
            if row["Agency"].value == agency
            and row["What is due"].value.startswith("Details of multi-agency meetings")
        )
        assert found["Role"].value == "provides"
        assert found["Listed as"].value == "local agencies"
    health = [row for row in rows if row["Agency"].value == "health partners"]
    assert [(row["Role"].value, row["Listed as"].value) for row in health][1] == (
        "contributes",
        "clinical commissioning group and child and adolescent mental health services",
    )
    assert (
        "every agency that it covers is assumed to be included" in words_of(book, AGENCIES_SHEET)[1]
    )


def test_a_selection_has_only_its_milestones_and_says_so(tmp_path: Path) -> None:
    """A selection has only its milestones and agencies, and every sheet says that it is one."""
    book = opened(write(EASTER, tmp_path / "a.xlsx", only=["police"]))
    note = "Selection: only police force: 10 of 15 milestones; this is not the whole timetable."
    assert all(note in words_of(book, sheet) for sheet in book.sheetnames)
    assert len(rows_of(book, "Timetable")) == 10
    rows = rows_of(book, "By agency")
    assert {row["Agency"].value for row in rows} == {"police force"}
    assert {row["Role"].value for row in rows} == {"provides", "receives"}
    book = opened(write(EASTER, tmp_path / "b.xlsx", only=["child_lists"]))
    assert {row["Agency"].value for row in rows_of(book, "By agency")} == {
        "local authority",
        "youth offending team",
        "health partners",
    }


def test_it_is_easy_to_read_and_to_print(tmp_path: Path) -> None:
    """Sheets have frozen and repeated titles and a filter, and print on landscape A4."""
    book = opened(write(EASTER, tmp_path / "a.xlsx"))
    for name, pages in ((TIMETABLE_SHEET, None), (REASONS_SHEET, 0), (AGENCIES_SHEET, 0)):
        sheet = book[name]
        (title,) = {cell.row for cell in sheet["A"] if cell.value in {"Date", "Agency"}}
        assert sheet.freeze_panes == f"B{title + 1}"
        assert sheet.auto_filter.ref.startswith(f"A{title}:")
        assert sheet.print_title_rows == f"${title}:${title}"
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        # If a number of pages is missing, it is one.
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, pages)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_document_properties_describe_the_workbook(tmp_path: Path) -> None:
    """The properties have the source, the licence and the title, which the caller can choose."""
    book = opened(write(EASTER, tmp_path / "a.xlsx", title="Anytown 2020"))
    assert book.properties.title == book[TIMETABLE_SHEET]["A1"].value == "Anytown 2020"
    assert book.properties.subject == "Timetable for notification on Monday 6 April 2020"
    assert "No. 190035, July 2019, Open Government Licence v3.0" in book.properties.description
    assert "Annex A workbook" not in book.properties.description


@pytest.mark.parametrize("text", [text for text in RISKY if text.isprintable()])
def test_the_reason_of_a_closure_is_a_text(text: str, tmp_path: Path) -> None:
    """The reason for a closure stays text even if it looks like a formula or a link."""
    calendar = WorkingCalendar.england().with_closures({dt.date(2020, 4, 7): text})
    timetable = Timetable.from_notification(dt.date(2020, 4, 6), calendar=calendar)
    book = opened(write(timetable, tmp_path / "a.xlsx"))
    for sheet in book:
        assert not [cell for line in sheet for cell in line if cell.data_type == "f"]
        assert not [cell for line in sheet for cell in line if cell.hyperlink]


_SCRIPT = """
import sys
from datetime import date
import jtai
timetable = jtai.Timetable.from_notification(date(2022, 9, 5))
jtai.write_timetable(timetable, sys.argv[1])
"""


def test_the_same_timetable_gives_the_same_bytes(tmp_path: Path) -> None:
    """The same timetable gives the same bytes, whatever the hash seed and the time zone."""
    made = set()
    for seed, zone in (("1", "UTC"), ("77", "Asia/Tokyo")):
        path = tmp_path / f"{seed}.xlsx"
        subprocess.run(
            [sys.executable, "-c", _SCRIPT, str(path)],
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
        )
        made.add(path.read_bytes())
    assert len(made) == 1


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX file modes")
def test_a_timetable_file_has_the_usual_permissions(tmp_path: Path) -> None:
    """A timetable contains no child's data, so its file has the usual permissions."""
    path = write(EASTER, tmp_path / "a.xlsx")
    other = tmp_path / "other"
    other.touch()
    assert path.stat().st_mode == other.stat().st_mode


def test_an_existing_file_is_replaced_only_with_overwrite(tmp_path: Path) -> None:
    """An existing file is replaced only with `overwrite=True`."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    with pytest.raises(TargetError, match="the file already exists"):
        write_timetable(EASTER, path)
    assert path.read_bytes() == b"old"
    write_timetable(EASTER, path, overwrite=True)
    assert opened(path).sheetnames == [
        TIMETABLE_SHEET,
        REASONS_SHEET,
        AGENCIES_SHEET,
        "About",
    ]


@pytest.mark.parametrize("title", ["", " ", "a\nb", "a\ud800", "a" * 201, 5])
def test_an_invalid_title_is_refused(title: Any, tmp_path: Path) -> None:
    """An invalid title is refused, and nothing is written."""
    with pytest.raises(InvalidValueError, match="title: not a valid title"):
        write_timetable(EASTER, tmp_path / "a.xlsx", title=title)
    assert not list(tmp_path.iterdir())


def test_a_reason_too_long_for_a_cell_is_refused(tmp_path: Path) -> None:
    """The error for a reason that is too long for a cell names the cell. Nothing is written."""
    calendar = WorkingCalendar.england().with_closures({dt.date(2020, 4, 7): "SECRET " * 5_000})
    timetable = Timetable.from_notification(dt.date(2020, 4, 6), calendar=calendar)
    with pytest.raises(InvalidValueError, match="Why these days!C4: .*long") as caught:
        write_timetable(timetable, tmp_path / "a.xlsx")
    assert "SECRET" not in str(caught.value)
    assert not list(tmp_path.iterdir())


def test_other_values_and_extensions_are_refused(tmp_path: Path) -> None:
    """A path that does not end in .xlsx, and a value that is not a timetable, are refused."""
    with pytest.raises(InvalidValueError, match=r"a file that ends in \.xlsx"):
        write_timetable(EASTER, tmp_path / "a.xls")
    with pytest.raises(InvalidValueError, match="expected a Timetable, .* got YearPlan"):
        write_timetable(jtai.plan_year(2027), tmp_path / "a.xlsx")  # type: ignore[arg-type]


def test_without_the_package_the_extra_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If xlsxwriter is not installed, the error says what to install."""
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(MissingExtraError, match="pip install xlsxwriter"):
        write_timetable(EASTER, tmp_path / "a.xlsx")
    assert not list(tmp_path.iterdir())
