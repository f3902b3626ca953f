from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from jtai.errors import DateTypeError, LimitError, UnreadableFileError
from jtai.formats.reading import xlsx_sheet, xlsx_values
from jtai.formats.reading.limits import Limits
from jtai.formats.reading.xlsx import RawBook, read_workbook
from jtai.lists.reading.cells import is_error
from jtai.lists.reading.sheets import NOT_CALCULATED, RawSheet, cell_name, column_letters
from tests.formats.books import (
    CANARY,
    MAIN,
    OFFICE,
    STRICT,
    book,
    one_row,
    packed,
    parts,
    sheet_xml,
    text_cell,
)
from tests.little_time import is_below, little_time

FIRST = '<row r="1"><c r="A1"><v>1</v></c></row>'
"""The row before the one that is tested; only rows after the first take the fast path."""
ERRORS = ("#N/A", "#REF!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#VALUE!", "#SPILL!", "#CALC!")


def written(**options: Any) -> tuple[io.BytesIO, Any]:
    """Return a file in memory and a new workbook that is written to it."""
    file = io.BytesIO()
    return file, xlsxwriter.Workbook(file, options)


def only(data: bytes, **how: Any) -> RawSheet:
    """Return the only sheet of a workbook."""
    (sheet,) = read_workbook(data, **how).sheets
    return sheet


def refused(source: Any, **how: Any) -> UnreadableFileError:
    """Return the error that refuses a workbook, and check that it hides its cause and cells."""
    with pytest.raises(UnreadableFileError) as caught:
        read_workbook(source, **how)
    assert caught.value.__context__ is None
    assert "Canary" not in str(caught.value)
    return caught.value


@pytest.mark.parametrize(("row", "column"), [(1, 1), (1, 3), (5, 1), (7, 30)])
def test_cells_have_the_same_places_as_in_openpyxl(row: int, column: int) -> None:
    """Cells have the same rows and columns as in openpyxl, even after blank rows and columns."""
    file, made = written()
    sheet = made.add_worksheet("A list")
    sheet.write(row - 1, column - 1, "Title")
    sheet.write(row + 2, column + 1, 5)
    made.close()
    found = only(file.getvalue())
    other = openpyxl.load_workbook(file)["A list"]
    assert found.name == "A list"
    for number, cells in enumerate(found.rows, found.first_row):
        for place, value in enumerate(cells, found.first_column):
            assert (value or None) == other[cell_name(number, place)].value
    assert (found.first_row, found.first_column) == (1, 1)
    assert len(found.rows) == row + 3


def test_each_kind_of_cell_keeps_its_type() -> None:
    """Text, numbers, booleans, dates, times, durations and results of formulas keep their types."""
    file, made = written()
    sheet = made.add_worksheet()
    day, hour, span = (
        made.add_format({"num_format": form}) for form in ("dd/mm/yyyy", "hh:mm", "[h]:mm")
    )
    sheet.write_string(0, 0, "  untrimmed ")
    sheet.write_number(0, 1, 7)
    sheet.write_boolean(0, 2, boolean=True)
    sheet.write_number(0, 3, 43467, day)
    sheet.write_number(0, 4, 43467.5, day)
    sheet.write_number(0, 5, 0.5, hour)
    sheet.write_number(0, 6, 1.25, span)
    sheet.write_formula(0, 7, "=1+1", None, 2)
    sheet.write_formula(0, 8, '="a"', None, "a")
    sheet.write_rich_string(0, 9, made.add_format({"bold": True}), "rich", " text")
    sheet.write_blank(0, 10, None, day)
    sheet.write_string(0, 11, "end")
    made.close()
    (row,) = only(file.getvalue()).rows
    assert list(row) == [
        "  untrimmed ",
        7.0,
        True,
        dt.date(2019, 1, 2),
        dt.datetime(2019, 1, 2, 12),  # noqa: DTZ001
        dt.time(12),
        dt.timedelta(hours=30),
        2.0,
        "a",
        "rich text",
        "",
        "end",
    ]
    assert isinstance(row[1], float)


@pytest.mark.parametrize("error", ERRORS)
def test_an_error_is_read_as_its_text(error: str) -> None:
    """A cell with an error, with or without a formula, is read as the text of the error."""
    cells = f'<c r="A1" t="e"><v>{error}</v></c><c t=\'e\' r="B1"><f>x</f><v>{error}</v></c>'
    sheet = only(book(one_row(cells + text_cell("C1", "#N/A") + '<c r="D1"><v>4</v></c>')))
    assert sheet.rows == [(error, error, "#N/A", 4.0)]


@pytest.mark.parametrize("other", ["", "  "])
@pytest.mark.parametrize("error", ["<v>Err:508</v>", "<v>Ann</v>", "<v></v>", "<v/>", ""])
def test_an_unknown_error_is_not_text_or_blank(error: str, other: str) -> None:
    """A cell with an error is never text or blank, whatever it contains."""
    cells = f'<c r="A1" t="e"{other}>{error}</c><c r="B1"><v>4</v></c><c r="C1" t="e">{error}</c>'
    (row,) = only(book(one_row(cells))).rows
    assert [is_error(cell) for cell in row] == [True, False, True]


@pytest.mark.parametrize(
    ("value", "style", "kind", "found"),
    [
        ("2019-09-09", "", "d", dt.date(2019, 9, 9)),
        ("2019-09-09T10:30:00", "", "d", dt.datetime(2019, 9, 9, 10, 30)),  # noqa: DTZ001
        ("the ninth", "", "d", "the ninth"),
        ("TRUE", "", "b", True),
        ("0", "", "b", False),
        ("1e3", "", "n", 1000.0),
        (" 5 ", "", "n", 5.0),
        (".5", "9", "n", 0.5),
        ("43467", "1", "n", dt.date(2019, 1, 2)),
        ("43467.999999999", "1", "n", dt.date(2019, 1, 3)),
        ("-1", "1", "n", -1.0),
        ("1e300", "1", "n", 1e300),
        ("0.5", "1", "n", dt.time(12)),
        ("1.5", "2", "n", dt.timedelta(days=1.5)),
        ("1e300", "2", "n", 1e300),
        ("43467", "3", "n", 43467.0),
        ("43467", "4", "n", 43467.0),
        ("43467", "5", "n", dt.date(2019, 1, 2)),
        ("43467", "6", "n", 43467.0),
        ("43467", "7", "n", 43467.0),
        ("43467", "8", "n", 43467.0),
        ("43467", "99999", "n", 43467.0),
    ],
)
@pytest.mark.parametrize("usual", [True, False])
def test_values_by_style_and_type(
    value: str, style: str, kind: str, found: object, *, usual: bool
) -> None:
    """The value of a cell depends on its type and its number format (ECMA-376)."""
    styles = (
        f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="200" formatCode="d/m/yyyy"/>'
        '<numFmt numFmtId="201" formatCode="0;d"/><numFmt numFmtId="202"/></numFmts>'
        '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>'
        '<xf numFmtId="14"/><xf numFmtId="46"/><xf numFmtId="x"/><xf/><xf numFmtId="200"/>'
        '<xf numFmtId="201"/><xf numFmtId="202"/></cellXfs></styleSheet>'
    )
    attributes = (f' s="{style}"' if style else "") + f' t="{kind}"'
    cell = f'<c r="A2"{attributes}><v>{value}</v></c>'
    xml = sheet_xml(f'{FIRST}<row r="2">{cell if usual else cell.replace(chr(34), chr(39))}</row>')
    contents = {**parts(xml), "xl/styles.xml": styles}
    assert only(packed(contents)).rows[1:] == [(found,)]


def test_more_values_than_the_cache_contains_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Values are read correctly when there are more than the cache can contain."""
    monkeypatch.setattr(xlsx_values, "_MOST_REMEMBERED", 2)
    cells = "".join(f'<c r="{letter}1"><v>{n}</v></c>' for n, letter in enumerate("ABCDEF"))
    assert only(book(one_row(cells))).rows == [(0.0, 1.0, 2.0, 3.0, 4.0, 5.0)]


def test_inline_text_is_decoded() -> None:
    """Inline text is joined without phonetic guides, and escapes are decoded."""
    inline = (
        '<c r="B1" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r><rPh><t>x</t></rPh></is></c>'
    )
    sheet = only(book(one_row(text_cell("A1", "&lt;\n_x0041_") + inline)))
    assert sheet.rows == [("<\nA", "ab")]


@pytest.mark.parametrize("content", ["", "<is/>", "<is><t/></is>", "<v/>", "<v></v>"])
@pytest.mark.parametrize("quote", ['"', "'"])
def test_inline_text_may_be_blank(content: str, quote: str) -> None:
    """A cell of inline text that has none is blank."""
    row = f'<row r="2"><c r="A2" t="inlineStr">{content}</c><c r="B2"><v>1</v></c></row>'
    assert only(book(sheet_xml(FIRST + row.replace('"', quote)))).rows == [(1.0,), ("", 1.0)]


def test_hidden_sheets_are_marked_and_chart_sheets_left_out() -> None:
    """Hidden sheets are read and marked as hidden; a chart sheet is left out with a remark."""
    file, made = written()
    first = made.add_worksheet("First")
    first.merge_range("A1:B2", "merged")
    chart = made.add_chart({"type": "line"})
    chart.add_series({"values": "=First!$A$1:$A$2"})
    made.add_chartsheet("Chart").set_chart(chart)
    made.add_worksheet("Hidden").hide()
    made.add_worksheet("Very").very_hidden()
    made.close()
    found = read_workbook(file.getvalue())
    assert [(sheet.name, sheet.hidden) for sheet in found.sheets] == [
        ("First", False),
        ("Hidden", True),
        ("Very", True),
    ]
    assert found.sheets[0].rows == [("merged",)]
    assert [(remark.rule, remark.sheet) for remark in found.remarks] == [("file-not-read", "Chart")]


def test_merged_cells_are_marked() -> None:
    """A sheet keeps the merged area that reaches furthest down, and ignores invalid areas."""
    areas = "".join(f'<mergeCell ref="{ref}"/>' for ref in ("A1:XFD1", "B2:B9", "A3:C3", "x"))
    areas += "<mergeCell/>"
    row = '<row r="1"><c r="A1"><v>1</v></c></row>'
    sheet = only(book(sheet_xml(row, after=f"<mergeCells>{areas}</mergeCells>")))
    assert sheet.merged == ((2, 2), (9, 2))
    assert only(book(sheet_xml(row))).merged is None


def test_rows_with_covered_cells_are_marked() -> None:
    """Values of cells that a merged area covers are read, and their rows marked.

    They are the values that openpyxl leaves out, apart from those in the first cell of an area.
    """
    rows = "".join(
        f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="C{n}"><v>0</v></c></row>'
        for n in range(1, 9)
    )

    def merging(*areas: str) -> bytes:
        after = "".join(f'<mergeCell ref="{area}"/>' for area in areas)
        return book(sheet_xml(rows, after=f"<mergeCells>{after}</mergeCells>"))

    assert only(merging("c6:C5")).covered_rows == {6}
    assert only(merging("A0:B0")).covered_rows == set()
    assert only(merging("B8:XFD1048576")).covered_rows == {8}
    data = merging("A1:B1", "A2:A3", "B3:C4", "C5:C6", "D1:D8")
    sheet = only(data)
    assert sheet.covered_rows == {3, 4, 6}
    assert sheet.merged == ((1, 4), (8, 4))
    other = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    assert sheet.covered_rows == {
        number
        for number, row in enumerate(sheet.rows, 1)
        for column, cell in enumerate(row, 1)
        if cell != "" and other.cell(number, column).value is None
    }


def test_merged_areas_with_a_value_are_kept() -> None:
    """A sheet keeps its merged areas of several cells with a value, as far as its cells reach."""
    rows = '<row r="1"><c r="C1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>'

    def areas(*refs: str) -> list[tuple[int, int, int, int]]:
        after = "".join(f'<mergeCell ref="{ref}"/>' for ref in refs)
        sheet = only(book(sheet_xml(rows, after=f"<mergeCells>{after}</mergeCells>")))
        return list(sheet.merged_areas)

    assert areas("A1:B1", "C2:C3", "E1:F2", "A9:B9") == []
    assert areas("A2:A2", "C1:C2", "A2:B9") == [(1, 3, 2, 3), (2, 1, 2, 2)]
    assert areas("C1:XFD1", "A2:A9") == []


@pytest.mark.promise("exhaustion")
def test_overlapping_merged_areas_take_linear_time() -> None:
    """Merged areas that together have more cells than the sheet overlap, and are refused."""
    rows = "".join(f'<row r="{n}"><c r="C{n}"><v>1</v></c></row>' for n in range(1, 20_001))
    areas = "<mergeCells>{}</mergeCells>"
    three = "".join(f'<mergeCell ref="{letter}1:{letter}20000"/>' for letter in "ABC")
    assert len(only(book(sheet_xml(rows, after=areas.format(three)))).covered_rows) == 19_999
    many = '<mergeCell ref="A1:B1048576"/>' * 20_000
    data = book(sheet_xml(rows, after=areas.format(many)))
    far = '<mergeCell ref="D1:XFD1048576"/>' * 20_000
    # A tenth of a second is usual; searching every area again would take a minute.
    with little_time():
        assert "merged areas overlap" in str(refused(data))
        assert not only(book(sheet_xml(rows, after=areas.format(far)))).covered_rows


@pytest.mark.promise("exhaustion")
def test_too_many_merged_areas_with_values_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Merged areas with values are kept, so a sheet with more than the limit is refused."""
    monkeypatch.setattr(xlsx_sheet, "_MOST_AREAS", 2)
    first = f'<row r="1">{text_cell("A1", "x")}<c r="B1"><v>1</v></c></row>'
    rows = first + "".join(f'<row r="{n}">{text_cell(f"A{n}", "x")}</row>' for n in (2, 3))
    one, two, three = (f'<mergeCell ref="A{n}:B{n}"/>' for n in (1, 2, 3))
    sheet = only(book(sheet_xml(rows, after=f"<mergeCells>{one}{two}</mergeCells>")))
    assert sheet.merged_areas == [(1, 1, 1, 2), (2, 1, 2, 2)]
    many = book(sheet_xml(rows, after=f"<mergeCells>{one}{two}{three}</mergeCells>"))
    assert "the part has more than 2 merged areas" in str(refused(many))


def test_the_1904_date_system_is_read() -> None:
    """If a workbook uses the 1904 date system, its dates count from 1904 and its sheets say so."""
    file, made = written(date_1904=True)
    form = made.add_format({"num_format": "dd/mm/yyyy"})
    made.add_worksheet().write_datetime(0, 0, dt.datetime(2019, 9, 9), form)  # noqa: DTZ001
    made.close()
    sheet = only(file.getvalue())
    assert sheet.date_1904
    assert sheet.rows == [(dt.date(2019, 9, 9),)]


def test_formatted_rows_without_content_are_dropped() -> None:
    """Formatted rows without content are dropped quickly."""
    # Less than a second is usual; storing every row up to the last would take minutes.
    blank = "".join(f'<row r="{n}"><c r="A{n}" s="0"/></row>' for n in range(2, 1_048_577, 25))
    data = book(sheet_xml(f'<row r="1">{text_cell("A1")}</row>{blank}'))
    with little_time():
        assert len(only(data).rows) == 1


def test_rows_of_empty_texts_at_the_end_are_dropped() -> None:
    """Final rows in which formulas return only empty text are dropped."""
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="9"><c r="B9" t="str"><v></v></c></row>'
    assert only(book(sheet_xml(rows))).rows == [(1.0,)]
    assert list(only(book(sheet_xml(""))).rows) == []


def test_a_long_cell_is_refused_by_its_name() -> None:
    """A cell longer than the limit is refused, and the error names its sheet and cell."""
    cells = text_cell("A2", "x") + text_cell("C2")
    data = book(sheet_xml(f'{FIRST}<row r="2">{cells}</row>'))
    error = refused(data, limits=Limits(cell_length=9))
    assert isinstance(error, LimitError)
    assert "sheet 'List 1', cell C2: at least 22 characters" in str(error)


@pytest.mark.parametrize("quote", ['"', "'"])
def test_a_limit_is_the_most_that_is_read(quote: str) -> None:
    """What is exactly as large as a limit is read, and what is larger by one is refused."""
    row = f'<row r="2">{text_cell("A2", "x" * 9)}<c r="C2"><v>1</v></c></row>'
    data = book(sheet_xml(FIRST + row.replace('r="2"', f"r={quote}2{quote}")))
    for field, size in {"cell_length": 9, "columns": 3, "rows": 2}.items():
        assert only(data, limits=Limits(**{field: size})).rows == [(1.0,), ("x" * 9, "", 1.0)]
        refused(data, limits=Limits(**{field: size - 1}))


def test_the_used_area_is_limited() -> None:
    """The caller can allow fewer rows, columns or cells than Excel does."""
    data = book(sheet_xml('<row r="3"><c r="D3"><v>1</v></c></row>'))
    for field in ("rows", "columns", "cells"):
        assert f"Limits({field}=" in str(refused(data, limits=Limits(**{field: 2})))


@pytest.mark.promise("refused values")
@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ('<c r="B2" t="s"><v>0</v></c>', "cell B2 does not contain a value of its type"),
        ('<c r="B2" t="s"><v>-1</v></c>', "cell B2 does not contain a value of its type"),
        ('<c r="B2" t="b"><v>Canary</v></c>', "cell B2 does not contain a value of its type"),
        ('<c r="B2"><v>Canary</v></c>', "cell B2 does not contain a value of its type"),
        ("<c r='B2'><v>Canary</v></c>", "cell B2 does not contain a value of its type"),
        ('<c r="B2"><v>1e400</v></c>', "cell B2 does not contain a value of its type"),
        (f"<c r='B2'><v>-{'9' * 310}</v></c>", "cell B2 does not contain a value of its type"),
        ('<c r="B2" t="x"><v>Canary</v></c>', "cell B2 does not contain a value of its type"),
        ("<c r='B2' t='x'><v>Canary</v></c>", "cell B2 does not contain a value of its type"),
        ('<c r="A2"><v>1</v></c>', "cell A2 appears twice"),
        ("<c r='A2'><v>1</v></c>", "cell A2 appears twice"),
        ('<c r="B3"><v>1</v></c>', "a cell in row 2 has a reference that is not in that row"),
        ('<c r="$B$2"><v>1</v></c>', "a cell in row 2 has a reference that is not in that row"),
        ('<c r="B2"><c r="C2"/></c>', "a cell is not where it should be"),
        ("<row/>", "a row is not where it should be"),
        ('</row><row r="2">', "row 2 comes after row 2"),
        ('</row><row r="0">', "row 0 comes after row 2"),
        ('</row><row r="x">', "a row has an invalid row number"),
        ('</row><c r="B2"/><row>', "a cell is not where it should be"),
        ("<c", "the part is not well-formed XML: invalid token"),
        ("</x>", "the part is not well-formed XML: mismatched tag"),
        ("&x;", "not well-formed"),
        ("<!DOCTYPE x>", "not well-formed"),
    ],
)
def test_a_damaged_cell_is_refused_by_its_name(cells: str, said: str) -> None:
    """A cell with an invalid value, type or place is refused, and the error names the sheet."""
    xml = sheet_xml(f'{FIRST}<row r="2">{text_cell("A2")}{cells}</row>')
    error = refused(book(xml, texts=f'<sst xmlns="{MAIN}"/>'))
    assert said in str(error)
    assert "sheet 'List 1'" in str(error)


def test_every_kind_of_source_gives_the_same_rows(tmp_path: Path) -> None:
    """A `Path`, a string, bytes and an open file give the same rows, and the file stays open."""
    data = book(one_row(text_cell("A1")))
    path = tmp_path / "list.xlsx"
    path.write_bytes(data)
    with path.open("rb") as file:
        found = [read_workbook(source).sheets[0].rows for source in (path, str(path), data, file)]
        assert not file.closed
    assert found == [[(CANARY,)]] * 4


@pytest.mark.parametrize("source", [None, 5, io.StringIO("a"), []])
def test_an_unreadable_source_is_refused(source: Any) -> None:
    """A source from which no bytes can be read is refused."""
    with pytest.raises(DateTypeError, match="cannot read bytes from"):
        read_workbook(source)


@pytest.mark.promise("file names")
def test_unreadable_paths_are_refused(tmp_path: Path) -> None:
    """A missing file (named without its folder), a folder and an impossible path are refused."""
    assert str(refused(tmp_path / "no.xlsx")).startswith("no.xlsx: there is no such file")
    assert "folder" in str(refused(tmp_path))
    assert "cannot be read" in str(refused("\0.xlsx"))
    assert "cannot be read" in str(refused("x" * 5000 + "/a.xlsx"))


def test_a_source_larger_than_the_limit_is_refused(tmp_path: Path) -> None:
    """A path, bytes or an open file with more bytes than the limit allows is refused."""
    path = tmp_path / "list.xlsx"
    path.write_bytes(b"x" * 100)
    for source in (path, b"x" * 100, io.BytesIO(b"x" * 100)):
        assert "Limits(file_bytes=" in str(refused(source, limits=Limits(file_bytes=10)))


def test_the_repr_of_a_workbook_hides_its_cells() -> None:
    """The `repr` of a workbook does not show its cells."""
    found = read_workbook(book(one_row(text_cell("A1"))))
    assert isinstance(found, RawBook)
    assert "Canary" not in repr(found)


# Comparisons with other readers


STYLES = (
    "General", "0.00", "dd/mm/yyyy", "yyyy-mm-dd hh:mm:ss", "hh:mm", "[h]:mm:ss", '0 "days"',
    "[Red]0.0;[Blue]-0.0", "[$-409]d mmm yyyy;@", "@", "#,##0\\d", "_-* #,##0.00_-", "mm:ss.0",
)  # fmt: skip


@settings(max_examples=60)
@given(
    cells=st.lists(
        st.tuples(
            st.sampled_from(STYLES),
            st.integers(61, 109_573) | st.floats(61, 109_573, width=32) | st.integers(0, 20),
        ),
        min_size=1,
        max_size=30,
    ),
    date_1904=st.booleans(),
)
def test_numbers_and_dates_agree_with_calamine(
    cells: list[tuple[str, float]], *, date_1904: bool
) -> None:
    """Numbers and dates are the same as in calamine, whatever their number format."""
    file, made = written(date_1904=date_1904)
    sheet = made.add_worksheet()
    for at, (style, value) in enumerate(cells):
        sheet.write_number(at, 0, value, made.add_format({"num_format": style}))
    made.close()
    ours = [row[0] for row in only(file.getvalue()).rows]
    other = CalamineWorkbook.from_filelike(io.BytesIO(file.getvalue()))
    theirs = other.get_sheet_by_index(0).to_python()
    assert ours == [row[0] for row in theirs]


def test_the_first_serial_dates_are_read() -> None:
    """Day 1 is 1 January 1900, day 61 is 1 March 1900, and a value below 1 is a time.

    Day 60 is a 29 February that never existed; openpyxl too reads the day before it.
    """
    file, made = written(date_1904=False)
    sheet = made.add_worksheet()
    for at, value in enumerate((0.25, 1, 59, 60, 61)):
        sheet.write_number(at, 0, value, made.add_format({"num_format": "dd/mm/yyyy"}))
    made.close()
    assert [row[0] for row in only(file.getvalue()).rows] == [
        dt.time(6),
        dt.date(1900, 1, 1),
        dt.date(1900, 2, 28),
        dt.date(1900, 2, 28),
        dt.date(1900, 3, 1),
    ]


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=20)


@settings(max_examples=100)
@given(
    rows=st.lists(
        st.lists(TEXTS | st.booleans() | st.integers(-(10**9), 10**9), max_size=6), max_size=8
    ),
    shared=st.booleans(),
)
def test_texts_agree_with_openpyxl(rows: list[list[Any]], *, shared: bool) -> None:
    """Shared and inline text, numbers and booleans are the same as in openpyxl."""
    file, made = written(constant_memory=not shared, strings_to_formulas=False)
    sheet = made.add_worksheet()
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, bool):
                sheet.write_boolean(at, column, value)
            elif isinstance(value, int):
                sheet.write_number(at, column, value)
            else:
                sheet.write_string(at, column, value)
    made.close()
    ours = {
        (at, column): value
        for at, row in enumerate(only(file.getvalue()).rows)
        for column, value in enumerate(row)
        if value != ""
    }
    other = openpyxl.load_workbook(file).worksheets[0]
    theirs = {
        (cell.row - 1, cell.column - 1): cell.value
        for row in other.iter_rows()
        for cell in row
        if cell.value not in {None, ""}
    }
    assert ours == theirs


def prefixed(xml: str) -> str:
    """Return XML with a prefix before the name of each element."""
    return re.sub(r"(</?)(?=[a-z])", r"\1x:", xml).replace("xmlns=", "xmlns:x=")


SPELLINGS: dict[str, Callable[[str], str]] = {
    "usual": lambda xml: xml,
    "prefixed": prefixed,
    "strict": lambda xml: xml.replace(MAIN, STRICT),
    "single quotes": lambda xml: xml.replace('"', "'"),
    "comments": lambda xml: xml.replace("<c ", "<!-- <c> --><c ").replace(
        "</row>", "<!-- </row> --></row>"
    ),
    "CDATA": lambda xml: re.sub(r"<t>([^<]*)</t>", r"<t><![CDATA[\1]]></t>", xml),
    "without places": lambda xml: re.sub(r' r="[^"]*"', "", xml),
    "lower case": lambda xml: re.sub(r'r="([AB])', lambda found: found[0].lower(), xml),
    "white space": lambda xml: xml.replace("<c ", "\n  <c\n").replace("</row>", "\n</row>\n"),
    "preserved": lambda xml: xml.replace("<t>", '<t xml:space="preserve">'),
    "own namespace": lambda xml: xml.replace("<row", f'<row xmlns="{MAIN}"'),
}


@pytest.mark.parametrize("how", SPELLINGS)
def test_every_spelling_of_the_xml_gives_the_same_cells(how: str) -> None:
    """A sheet has the same cells in every spelling of its XML."""
    row = f'<row r="2">{text_cell("A2", "one")}<c r="B2"><v>2</v></c></row>'
    xml = SPELLINGS[how](sheet_xml(FIRST + row + row.replace('2"', '3"')))
    assert only(book(xml)).rows == [(1.0,), ("one", 2.0), ("one", 2.0)]


def test_unusual_rows_do_not_affect_others() -> None:
    """A row in unusual XML does not affect the rows before and after it."""
    usual = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in (1, 2))
    odd = "<row r='3'><c r='A3'><v>3</v></c></row>"
    after = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in (5, 6))
    rows = only(book(sheet_xml(usual + odd + after))).rows
    assert rows == [(1.0,), (2.0,), (3.0,), (), (5.0,), (6.0,)]


@pytest.mark.parametrize("opening", ["<!--", "<?x "])
def test_rows_in_comments_are_ignored(opening: str) -> None:
    """Rows in a comment or a processing instruction are ignored."""
    closing = {"<!--": "-->", "<?x ": "?>"}[opening]
    row = '<row r="{0}"><c r="A{0}"><v>{0}</v></c></row>'
    xml = row.format(1) + opening + row.format(2) + row.format(3) + closing + row.format(4)
    assert only(book(sheet_xml(xml))).rows == [(1.0,), (), (), (4.0,)]


def test_a_row_of_megabytes_is_read() -> None:
    """A row of several megabytes is read in full."""
    cells = "".join(text_cell(f"{column_letters(n)}1", "x" * 30_000) for n in range(1, 101))
    row = '<row r="2"><c r="A2"><v>2</v></c></row>'
    xml = sheet_xml(f'<row r="1">{cells}</row>{row}')
    (first, second) = only(book(xml), limits=Limits(ratio=2_000)).rows
    assert [len(str(cell)) for cell in first] == [30_000] * 100
    assert second == (2.0,)


# Formulas


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<c r="A1"><f>1+1</f><v>2</v></c>', 2.0),
        ('<c r="A1" t="str"><f t="shared" si="0"/><v>a</v></c>', "a"),
        ('<c r="A1"><f>1+1</f></c>', NOT_CALCULATED),
        ('<c r="A1"><f>1+1</f><v></v></c>', NOT_CALCULATED),
        ('<c r="A1"><f>1+1</f><v/></c>', NOT_CALCULATED),
        ('<c r="A1" t="str"><f>""</f></c>', NOT_CALCULATED),
        ('<c r="A1" t="b"><f>A2</f><v/></c>', NOT_CALCULATED),
    ],
)
def test_a_formula_without_a_result_is_not_blank(cell: str, value: object) -> None:
    """The stored result of a formula is read; a formula without one is marked as not calculated."""
    assert only(book(one_row(cell))).rows == [(value,)]


def test_a_formula_with_an_empty_result_is_blank() -> None:
    """A formula whose result is empty text gives a blank cell."""
    row = '<c r="A1" t="str"><f>""</f><v></v></c><c r="B1"><v>1</v></c>'
    assert only(book(one_row(row))).rows == [("", 1.0)]


@pytest.mark.parametrize(
    ("settings", "formula", "is_old"),
    [
        ('<calcPr fullCalcOnLoad="1"/>', True, True),
        ('<calcPr fullCalcOnLoad="0"/>', True, False),
        ("<calcPr/>", True, False),
        ("", True, True),
        ('<calcPr fullCalcOnLoad="1"/>', False, False),
        ("", False, False),
    ],
)
def test_results_that_may_be_out_of_date_are_reported(
    settings: str, *, formula: bool, is_old: bool
) -> None:
    """A remark says that stored results may be out of date if Excel would recalculate formulas."""
    contents = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="List 1" sheetId="1" '
        f'r:id="rId1"/></sheets>{settings}</workbook>'
    )
    for before, at in ("", 1), (FIRST, 2):
        row = f'<row r="{at}"><c r="A{at}">{"<f>1</f>" * formula}<v>1</v></c></row>'
        found = read_workbook(book(sheet_xml(before + row), book=contents))
        assert [one.rule for one in found.remarks] == ["file-formulas-pending"] * is_old


# What is hidden


@pytest.mark.parametrize(
    "flag",
    [
        'hidden="1"',
        'hidden="true"',
        "hidden='1'",
        'ht="0" width="0"',
        "customHeight='1' ht='0.0' width='0.0'",
        'hidden=" 1"',
        'hidden="true "',
        'ht="0E0" width="0E0"',
        'ht=" -0 " width=" -0 "',
        'ht="+.0e-5" width="+.0e-5"',
        'ht=".01" width=".01"',
        'ht="0.74" width="0.14"',
        'ht="7.4e-1" width="14E-2"',
        "hidden='&#49;'",
    ],
)
def test_hidden_rows_and_columns_are_marked(flag: str) -> None:
    """Rows and columns that are hidden or smaller than a pixel are read and marked as hidden.

    A pixel is 0.75 points, and a seventh of a character in Excel's usual font. Booleans and numbers
    have all forms of XML Schema (part 2, 3.2.2 and 3.2.5).
    """
    rows = f'<row r="1"><c r="A1"><v>1</v></c></row><row r="2" {flag}><c r="A2"><v>2</v></c></row>'
    blank = f'<row r="3" {flag}/><row r="4" hidden="0"><c r="A4"><v>4</v></c></row>'
    columns = (
        f'<cols><col min="1" max="1"/><col min=" 3" max="+5" {flag}/><col {flag} min="x"/>'
        f'<col min="2" {flag}/></cols>'
    )
    sheet = only(book(sheet_xml(rows + blank, before=columns)))
    assert sheet.rows == [(1.0,), (2.0,), (), (4.0,)]
    assert sheet.hidden_rows == {2}
    assert sheet.hidden_columns == ((3, 5),)


@pytest.mark.parametrize(
    "flag",
    [
        'hidden=" 0"',
        'ht="1E0" width="10"',
        'ht=".75" width=".143"',
        'ht="-.1" width="-1"',
        'ht="NaN" width="INF"',
        'ht="" width=""',
        'ht="none" width="0 1"',
    ],
)
def test_rows_and_columns_with_a_size_are_not_hidden(flag: str) -> None:
    """Rows and columns that have a size and are not hidden are not marked."""
    row = f'<row r="2" {flag}><c r="A2"><v>2</v></c></row>'
    columns = f'<cols><col min="1" max="1" {flag}/></cols>'
    sheet = only(book(sheet_xml(FIRST + row, before=columns)))
    assert (sheet.hidden_rows, sheet.hidden_columns) == (frozenset(), ())


@pytest.mark.parametrize(
    ("width", "columns", "hidden"),
    [
        ("0", '<col min="2" max="3" width="9"/><col min="5" max="5" width="9"/>', [1, 4, 6]),
        (" 0.0", '<col min="1" max="16384" width="9"/>', []),
        ("0.1", '<col min="1" max="2" width="9"/>', [3]),
        ("0", "", [1]),
        ("9", '<col min="2" max="3" width="9"/>', []),
    ],
)
def test_columns_without_a_visible_width_by_default_are_marked(
    width: str, columns: str, hidden: list[int]
) -> None:
    """If columns are narrower than a pixel by default, those without a definition are hidden."""
    before = f'<sheetFormatPr defaultColWidth="{width}" defaultRowHeight="15"/>'
    before += f"<cols>{columns}</cols>" if columns else ""
    found = only(book(sheet_xml(FIRST, before=before))).hidden_columns
    assert [first for first, _ in found] == hidden
    assert not found or found[-1][1] == 16_384


@pytest.mark.parametrize(
    ("default", "hidden"),
    [
        ('defaultRowHeight="0" customHeight="1"', {1, 3}),
        ('customHeight=" true" defaultRowHeight="0.7"', {1, 3}),
        ('defaultRowHeight="0"', {3}),
        ('defaultRowHeight="0" customHeight="0"', {3}),
        ('defaultRowHeight="15" customHeight="1"', {3}),
        ('customHeight="1"', {3}),
    ],
)
@pytest.mark.parametrize("quote", ['"', "'"])
def test_rows_without_a_visible_height_by_default_are_marked(
    default: str, hidden: set[int], quote: str
) -> None:
    """A custom default height of less than a pixel hides the rows without a height of their own.

    Some programs state a default height of 0 that is not custom, and rows have their usual height.
    """
    row = '<row r="{0}" {1}><c r="A{0}"><v>1</v></c></row>'
    rows = row.format(1, 'spans="1:1"') + row.format(2, 'ht="15"') + row.format(3, 'ht="0"')
    xml = sheet_xml(rows.replace('"', quote), before=f"<sheetFormatPr {default}/>")
    assert only(book(xml)).hidden_rows == hidden


@pytest.mark.parametrize(
    ("code", "is_other"),
    [
        ("&quot;SYN-&quot;0000", True),
        ("0&quot;01&quot;", True),
        ("00000", True),
        ("000-000", True),
        ("\\A0", True),
        (";;;", True),
        ("0%", True),
        ("[&gt;9]&quot;a&quot;;0", True),
        ("[$LL-809]0", True),
        ("0[$/A]", True),
        ("[$-809]0", False),
        ("0", False),
        ("General", False),
        ("@", False),
        ("#,##0.00_);[Red]\\(#,##0.00\\)", False),
        ("_-* #,##0_-;\\-* #,##0_-", False),
        ("[$-809]dd/mm/yyyy", False),
        ("[" * 200_000, True),
    ],
)
def test_numbers_that_are_shown_as_something_else_are_marked(code: str, *, is_other: bool) -> None:
    """In each column, the first number whose format shows something else is marked."""
    styles = (
        f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="200" formatCode="{code}"/>'
        '</numFmts><cellXfs><xf numFmtId="200"/><xf numFmtId="10"/></cellXfs></styleSheet>'
    )
    row = (
        '<row r="{0}"><c r="B{0}" s="0"><v>12</v></c><c r="C{0}" s="0" t="str"><v>12</v></c></row>'
    )
    for xml in (FIRST + row.format(2), FIRST + row.format(2).replace('"', "'")):
        data = packed({**parts(sheet_xml(xml + row.format(3))), "xl/styles.xml": styles})
        # Milliseconds are usual; a pattern that backtracks would need minutes for 200,000 brackets.
        with little_time():
            found = only(data, limits=Limits(ratio=2_000)).shown_otherwise
        assert found == ({2: 2} if is_other else {})
    percent = row.format(1).replace('"0"', '"1"', 1)
    data = packed({**parts(sheet_xml(percent)), "xl/styles.xml": styles})
    assert only(data, limits=Limits(ratio=2_000)).shown_otherwise == {2: 1}


@pytest.mark.parametrize("quote", ['"', "'"])
@pytest.mark.parametrize(
    ("font", "struck"),
    [
        ("<font><b/><strike/></font>", True),
        ('<font><strike val="true"/></font>', True),
        ('<font><strike val="0"/></font>', False),
        ("<font/>", False),
        ("<font/><font><strike/></font>", False),
    ],
)
def test_rows_with_cells_that_are_struck_through_are_marked(
    font: str, quote: str, *, struck: bool
) -> None:
    """A row is marked if the font of a cell that is not blank is struck through."""
    styles = (
        f'<styleSheet xmlns="{MAIN}"><fonts><font/>{font}</fonts>'
        '<cellXfs><xf fontId="0"/><xf fontId="1"/><xf fontId="9"/><xf/></cellXfs>'
        "<dxfs><dxf><font><strike/></font></dxf></dxfs></styleSheet>"
    )
    rows = "".join(
        f'<row r="{at}"><c r="A{at}" s="{style}"{kind}>{value}</c><c r="B{at}"><v>1</v></c></row>'
        for at, (style, kind, value) in enumerate(
            [
                ("1", "", "<v>12</v>"),
                ("1", "", ""),
                ("0", "", "<v>12</v>"),
                ("2", "", "<v>12</v>"),
                ("3", "", "<v>12</v>"),
                ("x", ' t="str"', "<v>12</v>"),
                ("1", ' t="str"', "<v>12</v>"),
            ],
            1,
        )
    )
    xml = sheet_xml(rows.replace('"', quote))
    found = only(packed({**parts(xml), "xl/styles.xml": styles})).struck_rows
    assert found == ({1, 7} if struck else frozenset())


def test_rows_that_excel_strikes_through_are_marked() -> None:
    """A row is marked by the strikethrough that another library writes, also for dates."""
    file, made = written()
    sheet = made.add_worksheet()
    struck = made.add_format({"font_strikeout": True, "num_format": "dd/mm/yyyy"})
    sheet.write_row("A1", [1, 2])
    sheet.write_datetime("B2", dt.date(2019, 9, 9), struck)
    sheet.write_blank("A3", None, struck)
    made.close()
    found = only(file.getvalue())
    assert (found.rows[1][1], found.struck_rows) == (dt.date(2019, 9, 9), {2})


def test_zero_height_hides_only_rows_without_data() -> None:
    """The attribute `zeroHeight` hides only rows without data ([MS-XLS] 2.4.87, fDyZero)."""
    file, made = written()
    sheet = made.add_worksheet()
    sheet.set_default_row(hide_unused_rows=True)
    sheet.write_row("A1", [1])
    sheet.write_row("A3", [2])
    made.close()
    assert only(file.getvalue()).hidden_rows == frozenset()


@pytest.mark.parametrize(
    ("formula", "is_volatile"),
    [
        ('DATEDIF(D2,TODAY(),"Y")', True),
        ("INT((NOW()-D2)/365.25)", True),
        ("1+RAND()", True),
        ("RANDBETWEEN(1,9)", True),
        ("_xlfn.RANDARRAY(2)", True),
        ("DATEDIF(D2,$Z$1,&quot;Y&quot;)", False),
        ('IF(D2="TODAY()",1,2)', False),
        ("IF(D2=&quot;TODAY()&quot;,1,2)", False),
        ("NOTNOW(1)+TODAY2(1)", False),
        ("SUM(A2:A9)", False),
    ],
)
@pytest.mark.parametrize("quote", ['"', "'"])
def test_formulas_that_depend_on_the_day_are_marked(
    formula: str, quote: str, *, is_volatile: bool
) -> None:
    """Formulas that use the current date, the time or random numbers are marked as volatile."""
    cells = f'<c r="B2"><f>{formula}</f><v>1</v></c><c r="C2"><v>2</v></c>'
    row = f'<row r="2">{cells}</row>'.replace('r="2"', f"r={quote}2{quote}")
    assert only(book(sheet_xml(FIRST + row))).volatile == ({2: [2]} if is_volatile else {})


@pytest.mark.parametrize("quote", ['"', "'"])
def test_cells_that_share_a_volatile_formula_are_marked(quote: str) -> None:
    """Cells that share a volatile formula are all marked, up to 40 in each column."""
    shared = '<row r="{0}"><c r="B{0}"><f t="shared" si="{1}"/><v>1</v></c></row>'
    rows = (
        '<row r="2"><c r="B2"><f t="shared" ref="B2:C4" si="3">TODAY()-A2</f><v>1</v></c>'
        '<c r="C2"><f t="shared" si="3"/><v>1</v></c></row>'
        + shared.format(3, 3)
        + shared.format(4, 2)
        + "".join(shared.format(n, 3) for n in range(5, 60))
    )
    sheet = only(book(sheet_xml(FIRST + rows.replace('"', quote))))
    assert sheet.volatile == {2: [2, 3, *range(5, 43)], 3: [2]}


@pytest.mark.parametrize("quote", ['"', "'"])
def test_an_empty_formula_is_not_volatile(quote: str) -> None:
    """A formula without text that is not shared is not volatile, even below one that is."""
    cells = '<c r="B{0}"><f>{1}</f><v>1</v></c><c r="C{0}"><f>TODAY()</f><v>1</v></c>'
    rows = f'<row r="2">{cells.format(2, "NOW()")}</row><row r="3">{cells.format(3, "")}</row>'
    sheet = only(book(sheet_xml(FIRST + rows.replace('"', quote))))
    assert sheet.volatile == {2: [2], 3: [2, 3]}


@pytest.mark.parametrize("quote", ['"', "'"])
def test_the_first_rows_with_a_volatile_formula_are_marked(quote: str) -> None:
    """Only the first 40 cells with a volatile formula are marked in each column."""
    row = '<row r="{0}"><c r="B{0}"><f>TODAY()-A{0}</f><v>1</v></c></row>'
    rows = "".join(map(row.format, range(2, 60)))
    assert only(book(sheet_xml(FIRST + rows.replace('"', quote)))).volatile == {2: [*range(2, 42)]}


def test_only_merged_cells_are_merged() -> None:
    """An area of other elements, such as a filter, is not taken for merged cells."""
    after = '<autoFilter ref="A1:C9"/>'
    assert only(book(sheet_xml(FIRST, after=after))).merged is None
    after += '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>'
    assert only(book(sheet_xml(FIRST, after=after))).merged == ((1, 1), (2, 2))


def test_a_formula_is_read_up_to_excels_limit() -> None:
    """A formula is read only up to the length that Excel allows, 8,192 characters."""
    formula = "<f>{}<!-- -->{}</f><v>1</v>".format("1+" * 5_000, "TODAY()")
    row = f"<row r='2'><c r='B2'>{formula}</c></row>"
    assert only(book(sheet_xml(FIRST + row))).volatile == {}


def test_many_short_texts_in_a_cell_take_linear_time() -> None:
    """The time to read a cell grows in proportion to the pieces of its text, up to 32,000."""

    def reading(pieces: int) -> Callable[[], object]:
        runs = "<r><t>x</t></r>" * pieces
        data = book(one_row(f'<c r="A1" t="inlineStr"><is>{runs}</is></c>'))
        assert only(data).rows == [("x" * pieces,)]
        return lambda: only(data)

    # Linear time grows eightfold, and quadratic time sixty-fourfold.
    assert is_below(reading(32_000), 25, reading(4_000))


def test_the_cell_limit_counts_every_row_as_wide_as_the_widest() -> None:
    """The limit on cells counts every row as if it were as wide as the widest one."""
    far = FIRST.replace('"A1"', '"Z1"')
    short = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(2, 40))
    data = book(sheet_xml(far + short))
    with pytest.raises(LimitError, match="cells, including blank"):
        read_workbook(data, limits=Limits(cells=1_013))
    assert len(only(data, limits=Limits(cells=1_014)).rows) == 39
