from __future__ import annotations

import os
import re
import zipfile
from pathlib import Path

import attrs
import pytest
from openpyxl.utils import column_index_from_string, get_column_letter

from jtai.errors import InvalidValueError, TargetError
from jtai.formats.writing.official_layout import CODES_SHEET
from jtai.formats.writing.template import GUIDANCE_SHEET, write_template
from jtai.guidance.columns import AUGUST_2019
from jtai.guidance.entries.list_entries import CellKind
from jtai.guidance.lists import ASSESSMENT_FIELD, CHILD_LISTS, FOLLOW_UP_FIELDS, GATE_FIELDS
from jtai.guidance.milestones import MILESTONES
from jtai.lists.reading.sheets import OWN_SHEET
from jtai.lists.submission import Submission
from tests.formats.lists import LAYOUTS, opened
from tests.formats.writing.test_lists import csv_rows, sheets_of


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a template that is written once for all tests that only read it."""
    path = tmp_path_factory.mktemp("template") / "blank.xlsx"
    write_template(path)
    return path


@pytest.mark.guidance("para 35", "para 43")
def test_a_template_has_every_list_and_its_titles(blank: Path) -> None:
    """A template has the sheets and titles of the edition, between guidance and codes."""
    book = opened(blank)
    sheets = [layout.sheet for layout in AUGUST_2019.lists]
    assert book.sheetnames == [GUIDANCE_SHEET, *sheets, CODES_SHEET]
    for layout in AUGUST_2019.lists:
        sheet = book[layout.sheet]
        assert sheet["A1"].value == layout.title
        assert [cell.value for cell in sheet[2]] == [column.title for column in layout.columns]
        assert sheet.max_row == 2


OFFICIAL = os.environ.get("JTAI_OFFICIAL_WORKBOOK", "")


@pytest.mark.skipif(
    not OFFICIAL, reason="set JTAI_OFFICIAL_WORKBOOK to the path of the published workbook"
)
def test_a_template_has_the_titles_of_the_published_workbook(blank: Path) -> None:
    """The titles of a template begin with exactly those of the published workbook."""
    ours, theirs = opened(blank), opened(Path(OFFICIAL))
    for layout in AUGUST_2019.lists:
        published = [cell.value for cell in theirs[layout.sheet][2] if cell.value is not None]
        assert theirs[layout.sheet]["A1"].value == ours[layout.sheet]["A1"].value
        assert [cell.value for cell in ours[layout.sheet][2]][: len(published)] == published
        added = [column.title for column in layout.columns if column.added]
        assert len(published) + len(added) == len(layout.columns)


def test_a_template_reads_as_lists_without_rows(blank: Path) -> None:
    """A template that is not filled in is read as all lists, each without rows."""
    lists = Submission.from_sheets(sheets_of(blank))
    assert lists.numbers == tuple(LAYOUTS)
    assert {found.rule for found in lists.remarks} == {"list-empty"}


def words(blank: Path) -> list[tuple[str, ...]]:
    """Return the rows of the guidance sheet as text."""
    rows = opened(blank)[GUIDANCE_SHEET].iter_rows(values_only=True)
    return [tuple("" if cell is None else str(cell) for cell in row) for row in rows]


def test_the_guidance_says_when_each_list_is_due_and_whom_it_covers(blank: Path) -> None:
    """The guidance sheet gives each list's milestone, coverage and source, but no date or time."""
    titles = {row.key: row.title for row in MILESTONES}
    references = {row.number: str(row.reference) for row in CHILD_LISTS}
    for layout in AUGUST_2019.lists:
        row = next(row for row in words(blank) if row[0] == layout.sheet)
        key = "child_lists" if layout.number >= 6 else "activity_lists"
        assert (row[1], row[4], row[5]) == (layout.title, key, titles[key])
        assert row[3] == layout.covers[0].upper() + layout.covers[1:]
        assert row[6] == references[layout.number]
        assert not re.search(r"\d\d:\d\d|day", f"{row[4]} {row[5]}")


def test_the_guidance_says_who_needs_the_added_fields(blank: Path) -> None:
    """The guidance sheet says to which lists and children each added field applies."""
    fields = {row[4]: row for row in words(blank) if row[2] == "Y or N"}
    assert set(fields) == {
        field.key for field in (*GATE_FIELDS, *FOLLOW_UP_FIELDS, ASSESSMENT_FIELD)
    }
    assert fields["concern"][0] == "6, 7, 8"
    assert fields["concern"][3] == "For children aged 10 to 15"
    assert "yes in either or both" in fields["camhs_waiting"][3]
    assert fields["camhs_waiting"][6].endswith("para 34")
    assert fields[ASSESSMENT_FIELD.key][0] == "4"
    assert "no answers are published" in fields[ASSESSMENT_FIELD.key][5].casefold()


def test_the_guidance_describes_every_column(blank: Path) -> None:
    """The guidance sheet gives each column's title, kind, note and source, and when it is blank."""
    rows = words(blank)
    for layout in AUGUST_2019.lists:
        start = next(
            at for at, row in enumerate(rows) if row[0].endswith(f"(sheet {layout.sheet})")
        )
        for at, (row, column) in enumerate(zip(rows[start + 2 :], layout.columns, strict=False)):
            assert row[0] == get_column_letter(at + 1)
            assert (row[1], row[3]) == (column.title, column.note)
            assert row[2] == f"{column.kind}{', added' if column.added else ''}"
            assert row[6] == str(column.reference)
            if column.added:
                assert row[4] == "Where it is not required"
            elif column.required:
                assert row[4] == "Never"
            else:
                assert row[4] == column.blank_when[:1].upper() + column.blank_when[1:]


def test_the_guidance_says_where_the_codes_are(blank: Path) -> None:
    """The guidance sheet lists up to four codes, and refers to the sheet of codes for more."""
    codes = opened(blank)[CODES_SHEET]
    rows = words(blank)
    start = next(at for at, row in enumerate(rows) if row[0].endswith("(sheet List_8)"))
    for row, column in zip(rows[start + 2 :], LAYOUTS[8].columns, strict=False):
        if column.codes is None:
            assert not row[5]
            continue
        texts = [code.text for code in column.codes.codes]
        found = re.match(r"(\d+) codes: sheet Codes, rows (\d+) to (\d+)", row[5])
        if found is None:
            other = "; other text is allowed" if column.codes.is_open else ""
            assert row[5] == f"{', '.join(texts)}{other}"
        else:
            assert int(found[1]) == len(texts) > 4
            area = codes[f"B{found[2]}:B{found[3]}"]
            assert [line[0].value for line in area] == texts
        assert row[5].endswith("other text is allowed") is column.codes.is_open


def test_the_sheet_of_codes_explains_each_code(blank: Path) -> None:
    """Each row of the sheet of codes gives the set, the code as published, its label and group."""
    rows = list(opened(blank)[CODES_SHEET].iter_rows(min_row=2, values_only=True))
    assert rows[0][0] == OWN_SHEET
    assert rows[2][:4] == ("Meaning", "Code", "Stands for", "Group")
    sets = {column.codes for layout in AUGUST_2019.lists for column in layout.columns}
    by_title: dict[str, list[tuple[object, ...]]] = {}
    for row in rows[3:]:
        by_title.setdefault(str(row[0]), []).append(row[1:4])
    expected: dict[str, list[tuple[object, ...]]] = {}
    for entry in sets - {None}:
        assert entry is not None
        title = entry.title[0].upper() + entry.title[1:]
        title += "; other text is allowed" if entry.is_open else ""
        lines = [(code.text, code.label or None, code.group or None) for code in entry.codes]
        expected.setdefault(title, []).extend(lines)
    assert {title: set(lines) for title, lines in by_title.items()} == {
        title: set(lines) for title, lines in expected.items()
    }


def test_digits_in_text_columns_are_not_marked_as_errors(blank: Path) -> None:
    """Excel shows no warning of numbers as text in text columns, and shows it in other columns."""
    sheets = [GUIDANCE_SHEET, *(layout.sheet for layout in AUGUST_2019.lists)]
    for layout in AUGUST_2019.lists:
        number = sheets.index(layout.sheet) + 1
        with zipfile.ZipFile(blank) as book:
            text = book.read(f"xl/worksheets/sheet{number}.xml").decode()
        (areas,) = re.findall(r'<ignoredError sqref="([^"]*)" numberStoredAsText="1"', text)
        marked = {
            letter
            for first, last in re.findall(r"([A-Z]+)\d+:([A-Z]+)\d+", areas)
            for letter in letters_between(first, last)
        }
        numbers = (CellKind.DATE, CellKind.NUMBER)
        assert marked == {
            get_column_letter(at)
            for at, column in enumerate(layout.columns, start=1)
            if column.kind not in numbers
        }


def letters_between(first: str, last: str) -> list[str]:
    """Return the letters of the columns from the first to the last."""
    places = range(column_index_from_string(first), column_index_from_string(last) + 1)
    return [get_column_letter(at) for at in places]


def test_a_template_can_be_a_folder(tmp_path: Path) -> None:
    """A template in a folder has, for each list, a CSV file with its titles."""
    write_template(tmp_path / "blank")
    for layout in AUGUST_2019.lists:
        rows = csv_rows(tmp_path / "blank" / f"{layout.sheet}.csv")
        assert rows == [[column.title for column in layout.columns]]
    with pytest.raises(TargetError, match="already"):
        write_template(tmp_path / "blank")
    write_template(tmp_path / "blank", overwrite=True)


def test_a_template_has_the_requested_edition(tmp_path: Path) -> None:
    """A template has the lists of the requested edition, and only their added fields."""
    edition = attrs.evolve(AUGUST_2019, name="Mine", lists=(LAYOUTS[4],))
    write_template(tmp_path / "a.xlsx", edition=edition)
    assert opened(tmp_path / "a.xlsx").sheetnames == [GUIDANCE_SHEET, "List_4", CODES_SHEET]
    fields = [row for row in words(tmp_path / "a.xlsx") if row[2] == "Y or N"]
    assert [row[0] for row in fields] == ["4"]
    with pytest.raises(InvalidValueError):
        write_template(tmp_path / "a.docx")
