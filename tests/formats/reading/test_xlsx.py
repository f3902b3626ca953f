from __future__ import annotations

import datetime as dt
import io
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from jtai.errors import DateTypeError, LimitError, MissingExtraError, UnreadableFileError
from jtai.formats.reading import xlsx as workbook_reading
from jtai.formats.reading.limits import Limits
from jtai.formats.reading.xlsx import RawBook, read_workbook
from jtai.lists.reading.sheets import RawSheet, cell_name
from tests.formats.books import CANARY, book, one_row, sheet_xml, text_cell

ERRORS = ("#N/A", "#REF!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#VALUE!", "#SPILL!", "#CALC!")


def written(**options: Any) -> tuple[io.BytesIO, Any]:
    """Begin a workbook."""
    file = io.BytesIO()
    return file, xlsxwriter.Workbook(file, options)


def only(data: bytes, **how: Any) -> RawSheet:
    """Read a workbook of one sheet."""
    (sheet,) = read_workbook(data, **how).sheets
    return sheet


def refused(source: Any, **how: Any) -> UnreadableFileError:
    """Give the error with which a workbook is refused; nothing is behind it."""
    with pytest.raises(UnreadableFileError) as caught:
        read_workbook(source, **how)
    assert caught.value.__context__ is None
    assert "Canary" not in str(caught.value)
    return caught.value


@pytest.mark.parametrize(("row", "column"), [(1, 1), (1, 3), (5, 1), (7, 30)])
def test_cells_have_the_places_that_excel_shows(row: int, column: int) -> None:
    """Leading blank rows and columns count, as in another reader."""
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
    assert (found.first_row, found.first_column) == (row, column)
    assert len(found.rows) == 4


def test_each_kind_of_cell() -> None:
    """Texts, numbers, dates, times, durations and formulas come as the docstring says."""
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
    assert row == [
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
def test_an_error_stays_visible(error: str) -> None:
    """A cell that shows an error, by itself or from a formula, comes as the error's text."""
    cells = f'<c r="A1" t="e"><v>{error}</v></c><c t=\'e\' r="B1"><f>x</f><v>{error}</v></c>'
    sheet = only(book(one_row(cells + text_cell("C1", "#N/A") + '<c r="D1"><v>4</v></c>')))
    assert sheet.rows == [[error, error, "#N/A", 4.0]]


def test_texts_within_the_sheet() -> None:
    """Inline texts are joined without phonetic guides, and escapes are undone."""
    inline = (
        '<c r="B1" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r><rPh><t>x</t></rPh></is></c>'
    )
    sheet = only(book(one_row(text_cell("A1", "&lt;\n_x0041_") + inline)))
    assert sheet.rows == [["<\nA", "ab"]]


def test_sheets_without_cells_and_hidden_ones() -> None:
    """Hidden sheets are marked, chart sheets are left out with a remark, merged cells remarked."""
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
    assert list(found.sheets[0].rows) == [["merged"]] or found.sheets[0].rows[0][0] == "merged"
    assert {(remark.rule, remark.sheet) for remark in found.remarks} == {
        ("file-not-read", "Chart"),
        ("file-merged-cells", "First"),
    }


def test_the_epoch_of_1904() -> None:
    """Dates count from 1904 where the workbook says so, and the sheet says it again."""
    file, made = written(date_1904=True)
    form = made.add_format({"num_format": "dd/mm/yyyy"})
    made.add_worksheet().write_datetime(0, 0, dt.datetime(2019, 9, 9), form)  # noqa: DTZ001
    made.close()
    sheet = only(file.getvalue())
    assert sheet.date_1904
    assert sheet.rows == [[dt.date(2019, 9, 9)]]


def test_blank_rows_to_the_end_of_a_sheet_cost_nothing() -> None:
    """Formatted rows without content are dropped, and soon."""
    blank = "".join(f'<row r="{n}"><c r="A{n}" s="0"/></row>' for n in range(2, 1_048_577, 25))
    data = book(sheet_xml(f'<row r="1">{text_cell("A1")}</row>{blank}'))
    begun = time.process_time()
    assert len(only(data).rows) == 1
    assert time.process_time() - begun < 20


def test_rows_of_empty_texts_at_the_end_are_dropped() -> None:
    """A formula that shows nothing is no content."""
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="9"><c r="B9" t="str"><v></v></c></row>'
    assert only(book(sheet_xml(rows))).rows == [[1.0, ""]]
    assert list(only(book(sheet_xml(""))).rows) == []


def test_a_long_cell_is_named_and_not_shown() -> None:
    """A cell beyond the limit is refused by its sheet and its name."""
    data = book(one_row(text_cell("A1", "x") + text_cell("C1")))
    error = refused(data, limits=Limits(cell_length=9))
    assert isinstance(error, LimitError)
    assert "sheet 'List 1', cell C1: 22 characters" in str(error)


def test_the_used_area_is_limited() -> None:
    """Fewer rows, columns or cells may be allowed than Excel has."""
    data = book(sheet_xml('<row r="3"><c r="D3"><v>1</v></c></row>'))
    for field in ("rows", "columns", "cells"):
        assert f"Limits({field}=" in str(refused(data, limits=Limits(**{field: 2})))


@pytest.mark.promise("refused values")
@pytest.mark.parametrize(
    "sheet",
    [
        one_row('<c r="A1" t="s"><v>99</v></c>'),
        one_row(text_cell("A1"))[:-30],
        one_row(text_cell("A1", "\udce9")).encode("utf-8", "surrogateescape"),
    ],
)
def test_what_the_parser_cannot_read_is_refused(sheet: str | bytes) -> None:
    """Whatever the parser says of a cell is not repeated."""
    assert "the parser found something" in str(refused(book(sheet)))


def test_what_only_some_parsers_read_is_not_repeated() -> None:
    """A truth that is none is refused by newer parsers, without its text, or read as no text."""
    data = book(one_row(text_cell("A1") + '<c r="B1" t="b"><v>Canary</v></c>'))
    shown = ""
    try:
        shown = str(read_workbook(data).sheets[0].rows[0][1:])
    except UnreadableFileError as error:
        shown = str(error)
    assert "Canary" not in shown


def test_a_panic_of_the_parser_is_a_refusal() -> None:
    """What is no ordinary exception becomes an ordinary error, but a key press does not."""

    class PanicError(BaseException):
        pass

    def fails(with_what: type[BaseException]) -> Any:
        def step() -> None:
            raise with_what(CANARY)

        return step

    with pytest.raises(UnreadableFileError) as caught:
        workbook_reading._parsed(fails(PanicError), "x")
    assert caught.value.__context__ is None
    with pytest.raises(KeyboardInterrupt):
        workbook_reading._parsed(fails(KeyboardInterrupt), "x")


def test_every_source_gives_the_same(tmp_path: Path) -> None:
    """A path, a text, bytes and an open file are read alike; only the name differs."""
    data = book(one_row(text_cell("A1")))
    path = tmp_path / "list.xlsx"
    path.write_bytes(data)
    with path.open("rb") as file:
        found = [read_workbook(source).sheets[0].rows for source in (path, str(path), data, file)]
        assert not file.closed
    assert found == [[[CANARY]]] * 4


@pytest.mark.parametrize("source", [None, 5, io.StringIO("a"), []])
def test_another_source_is_refused(source: Any) -> None:
    """What gives no bytes is refused by its type."""
    with pytest.raises(DateTypeError, match="not a source of bytes"):
        read_workbook(source)


@pytest.mark.promise("file names")
def test_paths_that_cannot_be_read(tmp_path: Path) -> None:
    """A missing file, a folder and an impossible name are refused, without the folder's name."""
    assert str(refused(tmp_path / "no.xlsx")).startswith("no.xlsx: there is no such file")
    assert "folder" in str(refused(tmp_path))
    assert "cannot be read" in str(refused("\0.xlsx"))
    assert "cannot be read" in str(refused("x" * 5000 + "/a.xlsx"))


def test_a_large_source_is_not_read_whole(tmp_path: Path) -> None:
    """No more bytes are taken in than one beyond the limit."""
    path = tmp_path / "list.xlsx"
    path.write_bytes(b"x" * 100)
    for source in (path, b"x" * 100, io.BytesIO(b"x" * 100)):
        assert "Limits(file_bytes=" in str(refused(source, limits=Limits(file_bytes=10)))


def test_the_parser_is_an_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the parser, the error says what to install."""
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(MissingExtraError, match=r"jtai\[excel\]"):
        read_workbook(book(one_row("")))


def test_a_book_hides_its_cells() -> None:
    """No cell is in the representation of what was read."""
    found = read_workbook(book(one_row(text_cell("A1"))))
    assert isinstance(found, RawBook)
    assert "Canary" not in repr(found)


def test_errors_are_found_beside_other_parts() -> None:
    """A workbook that is packed again for its errors keeps all else."""
    file, made = written()
    sheet = made.add_worksheet("One")
    sheet.write_formula(0, 0, "=NA()", None, "#N/A")
    other = made.add_worksheet("Two")
    other.write(2, 2, "kept")
    made.close()
    assert zipfile.is_zipfile(file)
    found = read_workbook(file.getvalue())
    assert found.sheets[0].rows == [["#N/A"]]
    assert found.sheets[1].rows == [["kept"]]
