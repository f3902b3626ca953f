from __future__ import annotations

import csv
import datetime as dt
import io
import os
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest
from python_calamine import CalamineWorkbook

from jtai.core.progress import Progress
from jtai.errors import InvalidValueError, JtaiError, MissingExtraError, TargetError
from jtai.formats.formula_guard import unguarded
from jtai.formats.reading.lists import read_lists
from jtai.formats.reading.xlsx import read_workbook
from jtai.formats.writing import lists as list_writing
from jtai.formats.writing.lists import write_lists
from jtai.formats.writing.marked_copy import write_marked
from jtai.formats.writing.official_layout import CODES_SHEET
from jtai.formats.writing.xlsx import EXCEL_ROWS, Book, Style, lines_of, write_book
from jtai.guidance.columns import AUGUST_2019
from jtai.guidance.entries.list_entries import CellKind
from jtai.lists.reading.sheets import RawSheet
from jtai.lists.submission import Submission
from tests.formats.lists import AS_OF, LAYOUTS, RISKY, everything, opened, placed, some
from tests.formats.test_html import contrast

soffice = shutil.which("soffice")


def write(lists: Submission, path: Path, **options: Any) -> Path:
    """Write lists without unrecognised columns, and return the path."""
    write_lists(lists, path, leave_out_unrecognised=True, **options)
    return path


def sheets_of(path: Path) -> list[RawSheet]:
    """Return the sheets of a workbook as calamine reads them."""
    book = CalamineWorkbook.from_path(path)
    return [
        RawSheet(name=name, rows=book.get_sheet_by_name(name).to_python(skip_empty_area=False))
        for name in book.sheet_names
    ]


def csv_rows(path: Path) -> list[list[str]]:
    """Return the rows of a CSV file as the standard library reads them."""
    text = path.read_bytes().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def values(lists: Submission) -> dict[tuple[int, str], list[Any]]:
    """Return the values of every column, or None where a column is missing."""
    return {
        (table.number, column.key): table.values(column.key)
        if column.key in table.raw
        else [None] * len(table)
        for table in lists
        for column in table.layout.columns
    }


def unread(lists: Submission) -> list[tuple[int, str, object]]:
    """Return the raw cells that could not be read."""
    return [
        (table.number, key, table.raw[key][at])
        for table in lists
        for key in sorted(table.raw)
        for at in table.unread(key)
    ]


def test_a_workbook_has_the_official_layout(tmp_path: Path) -> None:
    """A workbook has the published sheets, titles and columns, and its rows begin in row 3."""
    book = opened(write(everything(), tmp_path / "a.xlsx"))
    assert book.sheetnames == ["List_6", "List_8", CODES_SHEET]
    for number in (6, 8):
        sheet, layout = book[f"List_{number}"], LAYOUTS[number]
        assert sheet["A1"].value == layout.title
        assert [cell.value for cell in sheet[2]] == [column.title for column in layout.columns]
        assert sheet.max_row == 2 + len(everything()[number])
    assert "Date Ceased to be Looked After " in [cell.value for cell in book["List_8"][2]]


def test_cells_have_the_right_types(tmp_path: Path) -> None:
    """Identifiers and codes are written as text, numbers as numbers, and dates as dd/mm/yyyy."""
    sheet = opened(write(everything(), tmp_path / "a.xlsx"))["List_6"]
    row = {column.key: cell for column, cell in zip(LAYOUTS[6].columns, sheet[3], strict=True)}
    assert (row["child_id"].value, row["child_id"].data_type) == ("001", "s")
    assert row["gender"].value == "a) Male"
    assert row["date_of_birth"].is_date
    assert row["date_of_birth"].value.date() == dt.date(2007, 1, 2)
    assert row["date_of_birth"].number_format == "dd/mm/yyyy"
    assert (row["age"].value, row["age"].data_type) == (12, "n")
    assert (row["concern"].value, row["needs_support"].value) == ("N", "unknown")
    assert row["disability"].value == "a) Yes"
    assert row["cin_start"].value is None


def test_unread_cells_are_written_unchanged(tmp_path: Path) -> None:
    """A cell that could not be read is written with its original contents."""
    sheet = opened(write(everything(), tmp_path / "a.xlsx"))["List_6"]
    row = {column.key: cell for column, cell in zip(LAYOUTS[6].columns, sheet[4], strict=True)}
    assert (row["child_id"].value, row["gender"].value) == ("2", "zz")
    assert (row["date_of_birth"].value, row["age"].value) == ("??", 12.5)


@pytest.mark.guidance("para 35", "para 43")
@pytest.mark.parametrize("name", ["a.xlsx", "a"])
def test_written_lists_are_read_back(name: str, tmp_path: Path) -> None:
    """Written lists are read back with the same values, and no other sheet is read as a list."""
    lists = everything()
    path = write(lists, tmp_path / name)
    if path.is_dir():
        again = Submission.from_sheets(
            RawSheet(
                name=file.stem,
                rows=[[unguarded(text) for text in row] for row in csv_rows(file)],
            )
            for file in sorted(path.iterdir())
        )
    else:
        again = Submission.from_sheets(sheets_of(path))
        assert unread(again) == unread(lists)
    assert values(again) == values(lists)
    assert {found.rule for found in again.remarks} == {"list-missing"}


def test_the_sheet_of_codes_is_ignored_by_the_reader(tmp_path: Path) -> None:
    """The sheet of codes is ignored when a workbook is read."""
    again = Submission.from_sheets(sheets_of(write(everything(), tmp_path / "a.xlsx")))
    assert not [found for found in again.remarks if found.sheet == CODES_SHEET]


def risky() -> Submission:
    """Return lists with every text that a spreadsheet could misread."""
    rows = [{"child_id": text, "allocated_team": text} for text in RISKY]
    return Submission.from_rows({6: rows})


@pytest.mark.promise("formulas")
def test_text_stays_text_in_excel(tmp_path: Path) -> None:
    """Text that looks like a formula, link, number or escape stays text in Excel, unchanged."""
    path = write(risky(), tmp_path / "a.xlsx")
    at = [column.key for column in LAYOUTS[6].columns].index("allocated_team")
    said = [
        value if isinstance(value, str) else text
        for value, text in zip(risky()[6].values("allocated_team"), RISKY, strict=True)
    ]
    cells = [row[at] for row in opened(path)["List_6"].iter_rows(min_row=3)]
    assert [cell.data_type for cell in cells] == ["s"] * len(RISKY)
    assert not [cell for cell in cells if cell.hyperlink is not None]
    read = next(sheet for sheet in sheets_of(path) if sheet.name == "List_6")
    assert [row[at] for row in read.rows[2:]] == said


@pytest.mark.promise("formulas")
def test_risky_text_in_csv_is_guarded(tmp_path: Path) -> None:
    """In CSV, text that could run as a formula has a guard, and other text does not."""
    path = write(risky(), tmp_path / "a") / "List_6.csv"
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbfChild Unique ID,")
    assert data.endswith(b"\r\n")
    rows = csv_rows(path)
    signs = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\t", "\r", "\n")
    assert len(rows) == 1 + len(RISKY)
    assert not [cell for row in rows for cell in row if cell.startswith(signs)]
    assert "http://example.org/x" in [row[0] for row in rows]


# Commas, double quotes, UTF-8.
_AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76"


@pytest.mark.skipif(soffice is None, reason="LibreOffice is not installed")
def test_text_stays_text_in_libreoffice(tmp_path: Path) -> None:
    """LibreOffice shows text that looks like a formula or number, and does not run it."""
    path = write(risky(), tmp_path / "a.xlsx")
    home = (tmp_path / "home").as_uri()
    options = ["--headless", f"-env:UserInstallation={home}", "--convert-to"]
    subprocess.run(
        [str(soffice), *options, _AS_CSV, "--outdir", str(tmp_path), str(path)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    rows = csv_rows(tmp_path / "a.csv")
    at = [column.key for column in LAYOUTS[6].columns].index("allocated_team")
    shown = [row[at] for row in rows[2:]]
    for text in ("=cmd|' /C calc'!A0", "+1", "-1+2", "@SUM(A1)", "\uff1d1+1", "{=1}", "00123"):
        assert text in shown


def test_drop_downs_offer_the_published_codes(tmp_path: Path) -> None:
    """A column of codes has a drop-down of its published codes, which warns but never blocks."""
    book = opened(write(everything(), tmp_path / "a.xlsx"))
    codes = book[CODES_SHEET]
    for number in (6, 8):
        asked = {
            str(rule.sqref).split(":")[0]: rule
            for rule in book[f"List_{number}"].data_validations.dataValidation
        }
        for at, column in enumerate(LAYOUTS[number].columns, start=1):
            name = f"{book[f'List_{number}'].cell(row=3, column=at).coordinate}"
            rule = asked.pop(name, None)
            if column.kind in {CellKind.IDENTIFIER, CellKind.TEXT}:
                assert rule is None
                continue
            assert rule is not None
            assert rule.errorStyle == "warning"
            assert str(rule.sqref).endswith(f"{EXCEL_ROWS}")
            if column.codes is None:
                kind = "date" if column.kind is CellKind.DATE else "whole"
                assert rule.type == kind
                continue
            assert rule.type == "list"
            area = rule.formula1.removeprefix(f"{CODES_SHEET}!").replace("$", "")
            offered = [line[0].value for line in codes[area]]
            assert offered == [code.text for code in column.codes.codes]
            assert bool(rule.showErrorMessage) is not column.codes.is_open
        assert not asked


def test_numbers_from_minus_one_are_accepted(tmp_path: Path) -> None:
    """Excel accepts whole numbers from -1, the age of an unborn child, without a warning."""
    book = opened(write(some(age=3), tmp_path / "a.xlsx"))
    rules = book["List_6"].data_validations.dataValidation
    assert [rule.formula1 for rule in rules if rule.type == "whole"] == ["-1"]


def test_the_sheet_is_easy_to_work_on_and_to_print(tmp_path: Path) -> None:
    """A sheet has frozen and repeated titles and a filter, and prints one page wide."""
    sheet = opened(write(everything(), tmp_path / "a.xlsx"))["List_6"]
    assert sheet.freeze_panes == "B3"
    assert sheet.auto_filter.ref == "A2:X4"
    assert sheet.page_setup.orientation == "landscape"
    # If the width is missing, it is one page.
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$2"
    assert (sheet.oddFooter.left.text, sheet.oddFooter.right.text) == ("&A", "Page &P of &N")


def test_added_columns_differ_in_style_and_fill(tmp_path: Path) -> None:
    """Added columns have italic titles and another fill, and all titles wrap and are readable."""
    sheet = opened(write(everything(), tmp_path / "a.xlsx"))["List_6"]
    fills: dict[bool, set[str]] = {True: set(), False: set()}
    for column, cell in zip(LAYOUTS[6].columns, sheet[2], strict=True):
        assert cell.alignment.wrap_text
        assert cell.font.italic is column.added
        fills[column.added].add(cell.fill.fgColor.rgb)
        assert contrast(cell.font.color.rgb[2:], cell.fill.fgColor.rgb[2:]) >= 4.5
    assert len(fills[True]) == len(fills[False]) == 1
    assert fills[True] != fills[False]


@pytest.mark.parametrize(
    "style", [Style.HEAD, Style.ADDED, Style.SECTION, Style.ERROR, Style.WARNING, Style.NOTE]
)
def test_every_filled_cell_can_be_read(style: dict[str, str]) -> None:
    """Text in a filled cell has a contrast of at least 4.5 (WCAG AA)."""
    assert contrast(style["font_color"], style["bg_color"]) >= 4.5


def test_a_title_gets_as_many_lines_as_it_needs() -> None:
    """The lines of a title are counted with its line breaks, and long words are broken."""
    assert lines_of("a" * 30, 11) == 3
    assert lines_of("aa bb cc", 6) == 2
    assert lines_of("a", 0) == 1
    assert lines_of("aa\nbb", 20) == 2


def test_document_properties_describe_the_workbook(tmp_path: Path) -> None:
    """A workbook's properties have a title, the source, the licence and a fixed date."""
    properties = opened(write(everything(), tmp_path / "a.xlsx")).properties
    assert properties.title == "Child-level lists, August 2019"
    assert "Ofsted, August 2019, Open Government Licence v3.0" in properties.description
    assert properties.creator == "jtai"
    assert properties.created == dt.datetime(2019, 8, 1)  # noqa: DTZ001 - as the file has it


_SCRIPT = """
import sys
from tests.formats.lists import AS_OF, everything
from jtai.formats.writing.lists import write_lists
from jtai.formats.writing.marked_copy import write_marked
from jtai.formats.writing.marked_copy import write_marked
from jtai.formats.writing.template import write_template
lists = everything()
write_lists(lists, sys.argv[1] + ".xlsx", leave_out_unrecognised=True)
write_lists(lists, sys.argv[1], leave_out_unrecognised=True)
write_marked(lists, lists.check(as_of=AS_OF), sys.argv[1] + "-marked.xlsx")
write_template(sys.argv[1] + "-blank.xlsx")
"""


def test_the_same_lists_give_the_same_bytes(tmp_path: Path) -> None:
    """The same lists give the same bytes, whatever the hash seed and the time zone."""
    made = []
    for seed, zone in (("1", "UTC"), ("77", "Asia/Tokyo")):
        folder = tmp_path / seed
        folder.mkdir()
        subprocess.run(
            [sys.executable, "-c", _SCRIPT, str(folder / "a")],
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
        )
        files = sorted(file for file in folder.rglob("*") if file.is_file())
        made.append({file.relative_to(folder): file.read_bytes() for file in files})
    assert len(made[0]) == 5
    assert made[0] == made[1]


def test_columns_outside_the_layout_are_refused_or_left_out(tmp_path: Path) -> None:
    """A column that is not in the official layout is refused, unless the caller leaves it out."""
    path = tmp_path / "a.xlsx"
    with pytest.raises(InvalidValueError, match="list 6.*'Mine'.*leave_out_unrecognised"):
        write_lists(everything(), path)
    assert not path.exists()
    write_lists(everything(), path, leave_out_unrecognised=True)
    assert "kept" not in [cell.value for row in opened(path)["List_6"] for cell in row]


@pytest.mark.parametrize("place", [0, 2])
def test_lists_with_unused_rows_are_refused(tmp_path: Path, place: int) -> None:
    """Lists are refused if a row above the titles, or one that is too wide, would be lost."""
    titles = ["Child Unique ID", "Date of Birth", "Child Protection Plan Start Date"]
    child = ["SYN-1", "01/05/2007", "01/05/2019"]
    rows = [titles, child, child]
    rows.insert(place, child if place == 0 else [*child, "01/05/2019"])
    lists = Submission.from_sheets([RawSheet(name="List_7", rows=rows)])
    with pytest.raises(InvalidValueError, match=f"list 7.*row {place + 1} would be lost"):
        write_lists(lists, tmp_path / "lists")
    assert not [*tmp_path.iterdir()]


def test_lists_with_rows_on_another_sheet_are_refused(tmp_path: Path) -> None:
    """Lists are refused if rows of a sheet that was not read would be lost."""
    rows: list[list[object]] = [["Child Unique ID", "Age"], ["SYN-1", 12], ["SYN-2", 13]]
    lists = Submission.from_sheets([RawSheet(name=name, rows=rows) for name in ("CP", "List_7")])
    with pytest.raises(InvalidValueError, match="list 7: 2 rows in 'CP' would be lost"):
        write_lists(lists, tmp_path / "lists")
    assert not [*tmp_path.iterdir()]


@pytest.mark.parametrize("name", ["Extract", "List_7"])
def test_a_list_that_was_not_read_is_not_lost(name: str, tmp_path: Path) -> None:
    """Lists are refused if the only sheet that may be a missing list was not read."""
    child = {"child_id": "A1", "plan_start": "1/4/2019"}
    columns = [column for column in AUGUST_2019.lists[5].columns if name == "Extract"]
    titles = [column.title for column in columns] or ["A", "B"]
    row = [child.get(column.key) for column in columns] or ["A1", "1/4/2019"]
    lists = Submission.from_sheets(
        [
            RawSheet(name="List_6", rows=[["Child Unique ID", "Age"], ["A1", 12]]),
            RawSheet(name=name, rows=[titles, row]),
        ]
    )
    assert lists.numbers == (6,)
    with pytest.raises(
        InvalidValueError, match=f"list 7: the list would be lost: '{name}' may contain"
    ):
        write(lists, tmp_path / "lists")
    assert not (tmp_path / "lists").exists()


@pytest.mark.parametrize("name", ["a.xlsx", "a"])
def test_a_submission_without_lists_is_refused(name: str, tmp_path: Path) -> None:
    """Writing a submission without lists is refused, and nothing is created."""
    with pytest.raises(InvalidValueError, match="no list to write.*write_template"):
        write_lists(Submission.from_rows({}), tmp_path / name)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["a.xlsx", "a"])
def test_a_list_without_rows_is_written_with_its_titles(name: str, tmp_path: Path) -> None:
    """A list without rows is written with its titles."""
    titles = [column.title for column in LAYOUTS[1].columns]
    lists = Submission.from_sheets([RawSheet(name="List 1", rows=[titles])])
    path = write(lists, tmp_path / name)
    if path.is_dir():
        text = (path / "List_1.csv").read_text(encoding="utf-8-sig")
        assert text.splitlines() == [",".join(titles)]
    else:
        sheet = opened(path)["List_1"]
        assert sheet.max_row == 2
        assert sheet.auto_filter.ref == "A2:G3"


@pytest.mark.parametrize("name", ["a.xls", "a.csv", "a.xlsm"])
def test_other_extensions_are_refused(name: str, tmp_path: Path) -> None:
    """A path with another extension is refused, and the error names what is supported."""
    with pytest.raises(InvalidValueError, match=r"\.xlsx; for CSV files, the name of a folder"):
        write_lists(some(), tmp_path / name)


@pytest.mark.parametrize("name", ["a.xlsx", "a"])
def test_existing_lists_are_replaced_only_with_overwrite(name: str, tmp_path: Path) -> None:
    """Existing lists are replaced only with `overwrite=True`."""
    path = write(some(age=3), tmp_path / name)
    with pytest.raises(TargetError, match="already"):
        write(some(age=4), path)
    write(some(age=4), path, overwrite=True)
    with pytest.raises(TargetError, match="from other lists|already"):
        write(Submission.from_rows({7: [{"child_id": "A1", "age": 3}]}), path)


def test_a_folder_with_another_list_is_refused(tmp_path: Path) -> None:
    """A folder with another list is refused, as both would be read as one submission."""
    write(everything(), tmp_path / "a")
    with pytest.raises(TargetError, match=r"a: the folder contains List_8\.csv from other lists"):
        write(some(), tmp_path / "a", overwrite=True)


@pytest.mark.parametrize("name", ["a.xlsx", "a"])
def test_a_write_that_fails_leaves_the_old_lists(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If writing fails, the old lists are unchanged and nothing else is left."""
    path = write(everything(), tmp_path / name)
    files = [path] if path.is_file() else sorted(path.iterdir())
    before = [file.read_bytes() for file in files]

    def fails(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(list_writing, "write_codes", fails)
    monkeypatch.setattr("jtai.formats.writing.csv._text", fails)
    with pytest.raises(TargetError, match="no space left on device"):
        write(everything(), path, overwrite=True)
    assert [file.read_bytes() for file in files] == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_disk_that_fills_while_the_workbook_is_packed_is_a_target_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that is full while a workbook is packed raises `TargetError`."""

    def fails(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("xlsxwriter.workbook.ZipFile", fails)
    with pytest.raises(TargetError, match="no space left on device"):
        write(some(), tmp_path / "a.xlsx")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["a.xlsx", "a"])
def test_text_that_a_file_cannot_contain_is_refused_by_its_cell(name: str, tmp_path: Path) -> None:
    """The error for text that is too long or broken names the cell from which it was read."""
    long = {"allocated_team": "Canary" * 6_000}
    broken = {"allocated_team": "Canary\ud800"}
    if name == "a":
        write(some(**long), tmp_path / "long")
    else:
        with pytest.raises(InvalidValueError, match=r"^List_6!C2: the text is too long"):
            write(some(**long), tmp_path / name)
    with pytest.raises(
        InvalidValueError, match=r"^List_6!C2: the text contains an unpaired"
    ) as caught:
        write(some(**broken), tmp_path / name)
    assert "Canary" not in str(caught.value)
    assert not (tmp_path / name).exists()


CANARY = 1230984567891234.0
IN_LONDON = dt.timezone(dt.timedelta(hours=1))


@pytest.mark.parametrize("name", ["a.xlsx", "a"])
@pytest.mark.parametrize(
    ("key", "cell", "refused"),
    [
        # A number that lost its last digits is not one in text either.
        ("child_id", CANARY, ""),
        # A date or a number is not a child.
        ("child_id", dt.date(2019, 5, 12), "a"),
        ("child_id", 12.5, "a"),
        ("child_id", True, "a"),
        ("child_id", dt.timedelta(hours=-1), "a.xlsx a"),
        ("child_id", dt.datetime(2019, 5, 12, 8, tzinfo=IN_LONDON), "a.xlsx a"),
        ("allocated_team", dt.time(8, 30), "a"),
        ("allocated_team", float("inf"), "a.xlsx a"),
        ("age", 12.5, ""),
        ("age", True, ""),
        ("age", dt.date(2019, 5, 12), ""),
        ("date_of_birth", 12, ""),
        ("date_of_birth", dt.time(8, 30), ""),
        ("date_of_birth", Decimal("Infinity"), ""),
        ("gender", dt.date(2019, 5, 12), ""),
        ("gender", dt.time(8, 30), ""),
        ("disability", 12.5, ""),
    ],
)
def test_a_cell_that_would_become_a_value_is_refused(
    name: str, key: str, cell: object, refused: str, tmp_path: Path
) -> None:
    """A cell that could not be read is refused if it would be read as a value from the file."""
    lists = Submission.from_rows({6: [{"child_id": "A1"}, {"child_id": "A2", key: cell}]})
    assert key in lists[6][1].not_read
    if name not in refused.split():
        again = read_lists(write(lists, tmp_path / name))
        assert key in again[6][1].not_read
        return
    place = lists[6].place(1, key)
    title = LAYOUTS[6].columns[0].title if key == "child_id" else "Allocated Team"
    expected = f"List_6!{place}: '{title}' could not be read, but would be read as a value from"
    with pytest.raises(InvalidValueError, match=f"^{expected} the written file; correct") as caught:
        write(lists, tmp_path / name)
    assert ("write a workbook" in str(caught.value)) is (name == "a")
    assert "12" not in str(caught.value).replace(place, "")
    assert not list(tmp_path.iterdir())


def test_dates_that_would_be_read_in_another_order_are_refused(tmp_path: Path) -> None:
    """As text, a date can look as if day and month were swapped like those of its column."""
    swapped = {"child_id": "A1", "date_of_birth": "07/13/2007"}
    day = {"child_id": "A2", "date_of_birth": dt.date(2007, 2, 7)}
    lists = Submission.from_rows({6: [swapped, day]})
    assert lists[6].values("date_of_birth")[1] == dt.date(2007, 2, 7)
    with pytest.raises(InvalidValueError, match=r"^List_6!B3: .*would not be read as the same"):
        write(lists, tmp_path / "a")
    assert values(read_lists(write(lists, tmp_path / "a.xlsx"))) == values(lists)


def test_dates_that_would_be_unread_beside_another_column_are_refused(tmp_path: Path) -> None:
    """As text, a date can look as if day and month were swapped like those of other columns."""
    row = {"child_id": "A1", "cin_start": "07/13/2018", "cin_end": dt.date(2019, 2, 7)}
    lists = Submission.from_rows({6: [row]})
    with pytest.raises(InvalidValueError, match=r"^List_6!C2: .*would not be read as the same"):
        write(lists, tmp_path / "a")
    assert values(read_lists(write(lists, tmp_path / "a.xlsx"))) == values(lists)


@pytest.mark.parametrize("name", ["a.xlsx", "a"])
@pytest.mark.parametrize(
    "cell",
    [
        "2009-09-09 23:00:00",
        "9/9/2009 11:00 PM",
        dt.datetime(2009, 9, 9, 23),  # noqa: DTZ001 - that it has no time zone is the point
        40065.9583333,
    ],
)
def test_dates_at_23_are_written_with_their_time(cell: object, name: str, tmp_path: Path) -> None:
    """A date that may be a day early is still reported when the written lists are checked."""
    rows = [{"child_id": "A1", "date_of_birth": cell}, {"child_id": "A2", "date_of_birth": BORN}]
    again = read_lists(write(Submission.from_rows({6: rows}), tmp_path / name))
    assert again[6].values("date_of_birth") == [dt.date(2009, 9, 9), BORN]
    assert again[6].raw["date_of_birth"][1] in {BORN, "01/05/2007"}
    problems = again.check(as_of=AS_OF).problems
    (problem,) = [one for one in problems if one.rule == "date-at-23"]
    assert (problem.index, problem.key) == (0, "date_of_birth")


BORN = dt.date(2007, 5, 1)


def test_dates_that_may_be_swapped_stay_texts_and_dates(tmp_path: Path) -> None:
    """Where it matters which dates are text, they stay so in a workbook; CSV is refused."""
    late = ["13/05/2019", "23/05/2019", "31/03/2019", "30/04/2019"]
    seen = [*late, *(dt.date(2019, month, month + 1) for month in range(1, 5))]
    rows = [{"child_id": f"A{at}", "last_seen": cell} for at, cell in enumerate(seen)]
    rows[5]["cin_end"] = dt.date(2019, 3, 2)
    rows[6] |= {"date_of_birth": "2007-05-13"}
    lists = Submission.from_rows({6: rows})
    again = read_lists(write(lists, tmp_path / "a.xlsx"))
    assert values(again) == values(lists)
    assert list(again[6].raw["last_seen"]) == seen
    assert again[6].raw["date_of_birth"][6] == "2007-05-13"
    assert doubts(again) == doubts(lists) == {"last_seen", "cin_end"}
    with pytest.raises(InvalidValueError) as caught:
        write(lists, tmp_path / "a")
    assert [fault.where for fault in caught.value.faults] == ["List_6!B6", "List_6!C7"]
    assert "would not show; correct the cell, or write a workbook" in str(caught.value)


def doubts(lists: Submission) -> set[str | None]:
    """Return the columns whose dates Excel may have swapped."""
    problems = lists.check(as_of=AS_OF).problems
    return {one.key for one in problems if one.rule == "date-day-and-month-swapped"}


def test_serial_numbers_of_1904_are_not_written_as_dates(tmp_path: Path) -> None:
    """A number that is not a date where days count from 1904 does not become one in a workbook."""
    rows: list[list[object]] = [["Child Unique ID", "Date of Birth"], ["A1", 109_000]]
    lists = Submission.from_sheets([RawSheet(name="List_6", rows=rows, date_1904=True)])
    assert lists[6].unread("date_of_birth") == (0,)
    with pytest.raises(InvalidValueError, match="^List_6!B2: 'Date of Birth' could not be read"):
        write(lists, tmp_path / "a.xlsx")
    assert read_lists(write(lists, tmp_path / "a"))[6].unread("date_of_birth") == (0,)


@pytest.mark.parametrize("name", ["a.xlsx", "a"])
def test_a_number_of_thousands_of_digits_is_refused(name: str, tmp_path: Path) -> None:
    """Python writes no integer of thousands of digits, so that a list with one is refused."""
    for number in (10**5_000, -(10**700)):
        with pytest.raises(InvalidValueError, match="^List_6!C2: the number is too long.*600 dig"):
            write(some(age=number), tmp_path / name)
    assert not list(tmp_path.iterdir())
    assert read_lists(write(some(age=10**500), tmp_path / name))[6].unread("age") == (0,)


def test_a_list_that_is_longer_than_a_sheet_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A list with more rows than an Excel sheet is refused, but can be written as CSV."""
    monkeypatch.setattr(list_writing, "_ROOM", 1)
    with pytest.raises(InvalidValueError, match="^list 6: .*more rows.*at most 1; write CSV"):
        write(everything(), tmp_path / "a.xlsx")
    write(everything(), tmp_path / "a")


@pytest.mark.parametrize("text", ["<r>\x01</r>", "\x01_x0041_x0042_"])
def test_text_that_the_writer_would_change_is_refused_by_its_cell(
    text: str, tmp_path: Path
) -> None:
    """Control characters beside what looks like XML or an escape are refused, not changed."""
    lists = some(allocated_team=text)
    place = lists[6].place(0, "allocated_team")
    with pytest.raises(InvalidValueError, match=f"^List_6!{place}: .*control characters beside"):
        write(lists, tmp_path / "a.xlsx")
    with pytest.raises(InvalidValueError, match=f"^List_6!{place}: .*control characters beside"):
        write_marked(lists, lists.check(as_of=AS_OF), tmp_path / "a.xlsx")
    assert not (tmp_path / "a.xlsx").exists()
    read = read_lists(write(lists, tmp_path / "a"))
    assert [*read[6].raw["allocated_team"]] == [text]


def test_a_message_that_the_writer_would_change_loses_its_control_characters(
    tmp_path: Path,
) -> None:
    """In a message of a rule, control characters that cannot be written become U+FFFD."""

    def fill(book: Book) -> None:
        book.sheet("made up").put(1, 1, "\x01_x0041_x0042_")

    write_book(tmp_path / "a.xlsx", tmp_path, fill, title="", subject="", source="")
    (sheet,) = read_workbook(tmp_path / "a.xlsx").sheets
    assert sheet.rows == [("\ufffd_x0041_x0042_",)]


def test_a_cell_that_the_writer_skips_is_an_error(tmp_path: Path) -> None:
    """If xlsxwriter does not write a cell, an error is raised."""

    def fill(book: Book) -> None:
        sheet = book.sheet("made up")
        for row in (1, 3, 2):
            sheet.put(row, 1, "x")

    with pytest.raises(JtaiError, match="did not write a cell"):
        write_book(tmp_path / "a.xlsx", tmp_path, fill, title="", subject="", source="")


def test_without_the_package_the_extra_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without xlsxwriter, the error says what to install, and CSV can still be written."""
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(MissingExtraError, match="pip install xlsxwriter"):
        write(some(), tmp_path / "a.xlsx")
    assert not list(tmp_path.iterdir())
    write(some(), tmp_path / "a")


def test_another_edition_is_written_in_its_own_layout(tmp_path: Path) -> None:
    """The titles that are written are those of the submission's edition."""
    layout = LAYOUTS[6]
    columns = (attrs.evolve(layout.columns[0], title="Made up"), *layout.columns[1:])
    other = attrs.evolve(AUGUST_2019, lists=(attrs.evolve(layout, columns=columns),))
    rows = {6: [{"child_id": "A1", "age": 3}]}
    lists = Submission.from_rows(rows, edition=other)
    assert opened(write(lists, tmp_path / "a.xlsx"))["List_6"]["A2"].value == "Made up"


def test_lists_are_written_in_their_official_place(tmp_path: Path) -> None:
    """A list is written in its official place, wherever it was in the sheet that was read."""
    sheet = opened(write(placed(), tmp_path / "a.xlsx"))["List_7"]
    assert [sheet[name].value for name in ("A3", "E3", "A4", "E4")] == ["A1", "many", "A2", 300]
    assert placed().check(as_of=AS_OF).rows == ((7, 2),)


@pytest.mark.parametrize("name", ["a.xlsx", "a"])
def test_progress_counts_the_rows_of_all_lists(name: str, tmp_path: Path) -> None:
    """Progress is reported at the start, every 1,000 rows and at the end, across all lists."""
    rows = {number: [{"child_id": f"A{at}"} for at in range(700)] for number in (6, 7, 8)}
    reports: list[str] = []
    lists = Submission.from_rows(rows)
    write(lists, tmp_path / name, progress=lambda one: reports.append(str(one)))
    assert reports == [
        f"writing: {done} of 2,100 rows" for done in ("0", "1,000", "2,000", "2,100")
    ]


@pytest.mark.parametrize("name", ["a.xlsx", "a"])
@pytest.mark.parametrize("error", [ZeroDivisionError, KeyboardInterrupt, BrokenPipeError])
@pytest.mark.parametrize("last", [0, 3])
def test_an_error_in_the_progress_function_ends_the_write(
    last: int, error: type[BaseException], name: str, tmp_path: Path
) -> None:
    """An error in the caller's progress function reaches the caller, and no workspace is left."""
    raised = error("mine")

    def progress(one: Progress) -> None:
        if one.done >= last:
            raise raised

    with pytest.raises(error) as caught:
        write(everything(), tmp_path / name, progress=progress)
    assert caught.value is raised
    files = {path.name for path in tmp_path.iterdir()}
    assert files <= {name}
    assert not [path for path in tmp_path.rglob("*") if path.name.startswith(".jtai-")]


# Control characters, characters that are invisible or change the direction of text, and others at
# the limits of Unicode.
ODD = [*map(chr, (*range(1, 33), *range(127, 161))), *"\xad\u200b\u200e\u2028\u202e\u2066\ufeff"]
ODD += ["\ufdd0", "\ufffd", "\ufffe", "\uffff", "\U0001f600", "\U0010ffff"]


@pytest.mark.parametrize("name", ["a.xlsx", "a"])
def test_every_text_is_read_back(name: str, tmp_path: Path) -> None:
    """Text with any character has the same value when the written lists are read."""
    texts = [text for odd in ODD for text in (odd, f"{odd}b", f"a{odd}b", f"a{odd}")]
    rows = [{"child_id": f"A{at}", "allocated_team": text} for at, text in enumerate(texts)]
    lists = Submission.from_rows({6: rows})
    read = read_lists(write(lists, tmp_path / name))
    assert read[6].values("allocated_team") == lists[6].values("allocated_team")


def test_a_nul_character_is_refused_in_csv(tmp_path: Path) -> None:
    """Text with a NUL character is refused in CSV, which could not be read back."""
    lists = some(allocated_team="Canary\0")
    with pytest.raises(InvalidValueError, match=r"^List_6!C2: the text contains a NUL") as caught:
        write(lists, tmp_path / "a")
    assert "Canary" not in str(caught.value)
    assert not list(tmp_path.iterdir())
    write(lists, tmp_path / "a.xlsx")
    assert "Canary\0" in sheets_of(tmp_path / "a.xlsx")[0].rows[2]
