from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from jtai.guidance.columns import AUGUST_2019
from tests.check_workbook import main


def workbook(path: Path, *, without: str = "", **changed: str | None) -> Path:
    """Write a workbook with the library's titles, except for the cells of list 8 in `changed`."""
    book = Workbook()
    for layout in AUGUST_2019.lists:
        if layout.sheet == without:
            continue
        sheet = book.create_sheet(layout.sheet)
        sheet["A1"] = layout.title
        for number, column in enumerate(layout.columns, start=1):
            if not column.added:
                sheet.cell(2, number, column.title)
    for cell, value in changed.items():
        book["List_8"][cell] = value
    book.save(path)
    return path


def test_a_workbook_with_the_librarys_titles_passes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A workbook with all titles in place exits with 0, and the titles of each list are counted."""
    assert main([str(workbook(tmp_path / "a.xlsx"))]) == 0
    out = capsys.readouterr().out
    assert "List_8: 34 titles, every one in its place" in out
    assert out.count("every one in its place") == 7


def test_other_titles_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A workbook with wrong, missing or extra titles exits with 1 and names their cells."""
    file = workbook(
        tmp_path / "a.xlsx",
        without="List_1",
        A1="List 8",
        T2="Date Ceased to be Looked After",
        AH2=None,
        AI2="One more",
    )
    assert main([str(file)]) == 1
    faults = [line for line in capsys.readouterr().out.splitlines() if line.startswith("!")]
    assert faults == [
        "! List_1: no such sheet",
        "! List_8 A1: 'List 8' instead of 'List 8: Children in care'",
        (
            "! List_8 T2: 'Date Ceased to be Looked After' instead of "
            "'Date Ceased to be Looked After '"
        ),
        "! List_8 AH2: None instead of 'Allocated Worker'",
        "! List_8 AI2: 'One more' instead of None",
    ]


def test_empty_sheets_fail(tmp_path: Path) -> None:
    """A workbook whose sheets are empty exits with 1."""
    book = Workbook()
    for layout in AUGUST_2019.lists:
        book.create_sheet(layout.sheet)
    book.save(tmp_path / "a.xlsx")
    assert main([str(tmp_path / "a.xlsx")]) == 1


def test_unreadable_files_exit_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """If the file is missing or not a workbook, the command exits with 2 and a one-line error."""
    (tmp_path / "a.xlsx").write_bytes(b"no workbook")
    (tmp_path / "a.csv").write_bytes(b"no workbook")
    for name in ("a.xlsx", "a.csv", "b.xlsx"):
        assert main([str(tmp_path / name)]) == 2
    assert capsys.readouterr().err.count("\n") == 3
