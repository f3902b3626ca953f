from __future__ import annotations

import datetime as dt
import io
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import jtai
from jtai.__main__ import main
from jtai.core.progress import Progress
from jtai.errors import InvalidValueError, UnreadableFileError
from jtai.formats.reading.csv import csv_parts
from jtai.formats.reading.files import read_files
from jtai.formats.writing.atomic_files import write_folder
from tests.formats.books import book, one_row, text_cell


def refused(path: Any) -> str:
    """Return the message that refuses a path."""
    with pytest.raises(UnreadableFileError) as caught:
        read_files(path)
    assert caught.value.__context__ is None
    return str(caught.value)


def test_a_folder_is_read_by_name(tmp_path: Path) -> None:
    """CSV files are read in order of name; others, except hidden and lock files, are reported."""
    for name in ("b.csv", "a.CSV", "notes.docx", ".hidden.csv", "~$b.csv", "~$notes.docx"):
        (tmp_path / name).write_text("A,B\n", encoding="utf-8")
    (tmp_path / "old.csv").mkdir()
    found = read_files(tmp_path)
    assert [sheet.name for sheet in found.sheets] == ["a", "b"]
    assert {remark.rule for remark in found.remarks} == {"file-not-read"}
    assert [remark.message.split()[0] for remark in found.remarks] == ["notes.docx", "old.csv"]


def test_a_file_that_the_system_does_not_describe_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file in a folder that may be listed but not entered, or a link into one, is refused."""
    look = Path.stat

    def closed(path: Path, **how: bool) -> os.stat_result:
        """Deny access to one file, even if the tests run as root."""
        if path.name == "List_6.csv":
            raise PermissionError(13, "Permission denied", str(path))
        return look(path, **how)

    for name in ("List_6.csv", "List_7.csv"):
        (tmp_path / name).write_text("A,B\n", encoding="utf-8")
    monkeypatch.setattr(Path, "stat", closed)
    assert refused(tmp_path).startswith("List_6.csv: the file cannot be read; ")


def test_a_folder_that_may_not_be_listed_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that may not be listed is refused as a folder, not as a file of another kind."""

    def closed(path: Path) -> Iterator[Path]:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "iterdir", closed)
    message = f"{tmp_path.name}: the folder cannot be read; ask for permission to read it"
    assert refused(tmp_path) == message


def test_a_single_csv_file_is_one_sheet(tmp_path: Path) -> None:
    """A single CSV file is one sheet, and known titles decide its delimiter."""
    path = tmp_path / "List 1.csv"
    path.write_text("A;B,C,D\n", encoding="utf-8")
    (sheet,) = read_files(path).sheets
    assert (sheet.name, sheet.rows) == ("List 1", [("A;B", "C", "D")])
    (sheet,) = read_files(str(path), known={"A"}.__contains__).sheets
    assert sheet.rows == [("A", "B,C,D")]


@pytest.mark.parametrize("ending", [".xlsx", ".XLSM"])
def test_a_workbook_is_read(tmp_path: Path, ending: str) -> None:
    """Files with the extension .xlsx or .xlsm, in either case, are read as workbooks."""
    path = tmp_path / f"lists{ending}"
    path.write_bytes(book(one_row(text_cell("A1"))))
    assert [sheet.name for sheet in read_files(path).sheets] == ["List 1"]


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252", "utf-8-sig"])
@pytest.mark.parametrize("ending", [".txt", ".tsv", ".TXT"])
def test_a_text_file_is_read_as_a_csv_file(tmp_path: Path, ending: str, encoding: str) -> None:
    """A text file with tabs, as Excel saves one, is read by the name of its list."""
    path = tmp_path / f"List_6{ending}"
    path.write_text('Child Unique ID\tAllocated Team\nA1\t"Zoë, ""North"""\n', encoding=encoding)
    (row,) = jtai.read_lists(path)[6]
    assert (row.child_id, row.allocated_team) == ("A1", 'Zoë, "North"')
    with pytest.raises(UnreadableFileError, match="no CSV file.*give the path of the file"):
        jtai.read_lists(tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="names of files are texts")
def test_a_file_name_that_is_not_text_is_shown_with_escapes(tmp_path: Path) -> None:
    """A file name that is not valid text is shown with escapes, in remarks and in JSON."""
    (tmp_path / "List_6.csv").write_text("Child Unique ID,Gender\nA1,b) Female\n")
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/Smith\xff.txt")).touch()
    lists = jtai.read_lists(tmp_path)
    assert any(one.message.startswith("Smith\\udcff.txt was not read") for one in lists.remarks)
    report = lists.check(as_of=dt.date(2019, 9, 9))
    jtai.write_marked(lists, report, tmp_path / "marked.xlsx")
    assert "Smith\\\\udcff.txt" in jtai.to_json(report)


def test_an_unreadable_path_is_refused_without_its_folder(tmp_path: Path) -> None:
    """A path that cannot be read is refused with the reason, and without its folder."""
    (tmp_path / "list.xls").write_bytes(b"")
    (tmp_path / "empty").mkdir()
    for name, program in (("a.XLS", "Excel"), ("a.numbers", "Numbers")):
        (tmp_path / name).touch()
        words = refused(tmp_path / name)
        assert words.startswith(f"{name}: cannot read {Path(name).suffix.lower()} files; expected")
        assert words.endswith(f"open the file in {program} and save it as .xlsx")
    assert refused(tmp_path / "no.txt").startswith("no.txt: there is no such file")
    assert refused(tmp_path / "no.csv").startswith("no.csv: there is no such file")
    assert ".csv, .xlsx or .xlsm" in refused(tmp_path / "list.xls")
    assert refused(tmp_path / "empty").startswith("empty: there is no CSV file")
    assert "no such file" in refused("a\0b")
    assert refused(tmp_path / "~$a.xlsx") == (
        "~$a.xlsx: a temporary file made by Excel or Word, not a list; use a.xlsx instead"
    )
    assert "no such file" in refused("x" * 5000)


class BytesPath:
    """A path of bytes, as `os.scandir` returns them for a folder that is named in bytes."""

    def __fspath__(self) -> bytes:
        return b"SECRET"


@pytest.mark.parametrize(
    "what", [io.StringIO("SECRET"), io.BytesIO(b"SECRET"), b"SECRET", BytesPath(), None, 7]
)
def test_a_value_that_is_not_a_path_is_refused(what: Any) -> None:
    """Every reader and writer refuses a value that is not a path, without showing it."""
    lists = jtai.Submission.from_rows({6: []})
    timetable = jtai.Timetable.from_notification(dt.date(2019, 9, 9))
    uses: list[Callable[[], object]] = [
        lambda: jtai.read_lists(what),
        lambda: next(iter(csv_parts(what, rows=1))),
        lambda: jtai.write_lists(lists, what),
        lambda: jtai.write_template(what),
        lambda: jtai.write_timetable(timetable, what),
        lambda: write_folder(what, [], overwrite=False),
    ]
    for use in uses:
        with pytest.raises(
            InvalidValueError, match=r"path: expected a str or pathlib.Path, got \S+"
        ) as no:
            use()
        assert "SECRET" not in str(no.value)
    with pytest.raises(InvalidValueError, match=r"with jtai\.formats\.read_csv or"):
        jtai.read_lists(what)


def test_an_empty_path_is_not_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An empty path is refused, and is not treated as the current folder."""
    monkeypatch.chdir(tmp_path)
    lists = jtai.Submission.from_rows({6: [{"child_id": "A1"}]})
    (tmp_path / "List_6.csv").write_text("Child Unique ID\nA2\n")
    timetable = jtai.Timetable.from_notification(dt.date(2019, 9, 9))
    uses: list[Callable[[], object]] = [
        lambda: jtai.read_lists(""),
        lambda: next(iter(csv_parts("", rows=1))),
        lambda: jtai.write_lists(lists, "", overwrite=True),
        lambda: jtai.write_template(""),
        lambda: jtai.write_timetable(timetable, ""),
    ]
    for use in uses:
        with pytest.raises(InvalidValueError, match="^path: the path is empty; use"):
            use()
    assert main(["check", "", "--as-of", "2019-09-09"]) == 2
    assert [file.name for file in tmp_path.iterdir()] == ["List_6.csv"]
    assert [sheet.name for sheet in read_files(".").sheets] == ["List_6"]


def test_progress_counts_rows_of_all_files(tmp_path: Path) -> None:
    """Progress counts the rows read so far across all files of a folder."""
    for name in ("List_6.csv", "List_7.csv"):
        rows = "".join(f"A{at}\n" for at in range(1_500))
        (tmp_path / name).write_text(f"Child Unique ID\n{rows}", encoding="utf-8")
    reports: list[Progress] = []
    jtai.read_lists(tmp_path, progress=reports.append)
    assert {(one.step, one.total, one.unit) for one in reports} == {("reading", None, "rows")}
    assert sorted({one.done for one in reports}) == [0, 1_000, 1_501, 2_501, 3_002]
    assert [one.done for one in reports] == sorted(one.done for one in reports)


def test_progress_counts_rows_of_all_sheets(tmp_path: Path) -> None:
    """Progress counts the rows read so far across all sheets of a workbook."""
    rows = [{"child_id": f"A{at}"} for at in range(2_500)]
    jtai.write_lists(jtai.Submission.from_rows({6: rows, 7: rows}), tmp_path / "a.xlsx")
    reports: list[Progress] = []
    lists = jtai.read_lists(tmp_path / "a.xlsx", progress=reports.append)
    done = [one.done for one in reports]
    assert done == sorted(done)
    assert done[0] == 0
    assert done[-1] > 2 * 2_500
    assert len(done) > 3
    assert [len(table) for table in lists] == [2_500, 2_500]


def test_an_error_in_the_progress_function_reaches_the_caller(tmp_path: Path) -> None:
    """An error raised by the caller's progress function reaches the caller."""
    jtai.write_lists(jtai.Submission.from_rows({6: [{"child_id": "A"}]}), tmp_path / "a")
    jtai.write_lists(jtai.Submission.from_rows({6: [{"child_id": "A"}]}), tmp_path / "a.xlsx")

    def progress(_: Progress) -> None:
        raise BrokenPipeError

    for name in ("a", "a.xlsx", "a/List_6.csv"):
        with pytest.raises(BrokenPipeError):
            jtai.read_lists(tmp_path / name, progress=progress)


@pytest.mark.parametrize("name", ["list.csv", "lists", "lists.cvs"])
def test_a_mistyped_name_suggests_the_nearest(name: str, tmp_path: Path) -> None:
    """The error for a missing file names the file in its folder with the nearest name."""
    assert "did you mean" not in refused(tmp_path / name)
    (tmp_path / "lists.csv").write_text("Child Unique ID\n", encoding="utf-8")
    assert "did you mean lists.csv?" in refused(tmp_path / name)
    assert "did you mean" not in refused(tmp_path / "none" / name)
