"""The commands about child-level lists."""

from __future__ import annotations

import csv
import io
import json
import os
import sys
from datetime import date
from pathlib import Path

import openpyxl
import pytest

import jtai
from jtai.__main__ import main
from jtai.formats.json import from_json
from jtai.formats.reading.lists import read_lists
from jtai.lists.report import Report
from jtai.testing import synthetic_lists

HEAD = "Child Unique ID,Date of Birth,Age,Child Protection Plan Start Date,CPP End Date\n"
FILE = HEAD + "SECRET-1,01/05/2007,12,01/04/2019,01/03/2019\n"
DAY = ("--as-of", "2019-09-09")

NO_LIST = (
    "the guidance does not request a child-level list of this number; "
    "expected one of 1, 3, 4, 5, 6, 7, 8"
)


@pytest.fixture(name="lists")
def _lists(tmp_path: Path) -> str:
    path = tmp_path / "List_7.csv"
    path.write_text(FILE, encoding="utf-8")
    return str(path)


@pytest.mark.promise("exports")
def test_check_prints_problems_without_values(
    lists: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """`check` prints the cell and rule of a problem but no child's data, and exits with 1."""
    assert main(["check", lists, *DAY]) == 1
    printed = capsys.readouterr()
    assert "List_7!E2" in printed.out
    assert "end-before-start" in printed.out
    assert "SECRET" not in printed.out
    assert "01/03/2019" not in printed.out
    assert printed.err == ""


def test_check_prints_json(lists: str, capsys: pytest.CaptureFixture[str]) -> None:
    """JSON has every problem, and contains identifiers only with `--values`."""
    assert main(["check", lists, *DAY, "--format", "json"]) == 1
    plain = capsys.readouterr().out
    assert "SECRET" not in plain
    problems = json.loads(plain)["value"]["problems"]
    (problem,) = [one for one in problems if one["rule"] == "end-before-start"]
    assert (problem["cell"], problem["severity"], problem["list"]) == ("E2", "error", 7)
    read = read_lists(lists).check(as_of=date(2019, 9, 9))
    assert main(["check", lists, *DAY, "--format", "json", "--values"]) == 1
    full = capsys.readouterr().out
    assert "SECRET-1" in full
    assert from_json(Report, full) == read


def test_check_prints_csv(lists: str, capsys: pytest.CaptureFixture[str]) -> None:
    """CSV has a row for a problem, with the cell value and identifier if `--values` is used."""
    assert main(["check", lists, *DAY, "--format", "csv", "--values"]) == 1
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    (row,) = [row for row in rows if row["rule"] == "end-before-start"]
    assert (row["cell"], row["value"], row["child_id"]) == ("E2", "01/03/2019", "SECRET-1")


def test_check_writes_an_html_page(
    lists: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An HTML page has the file's name or a title, and is private if it has values."""
    target = tmp_path / "report.html"
    words = ["check", lists, *DAY, "--output", str(target)]
    assert main(words) == 1
    assert capsys.readouterr().out == "report.html was written\n"
    plain = target.read_text(encoding="utf-8")
    assert "<title>List_7.csv, checked as of Monday 9 September 2019</title>" in plain
    assert "SECRET" not in plain
    assert main([*words, "--values", "--title", "Anytown"]) == 2
    assert "allow" not in capsys.readouterr().err
    assert main([*words, "--values", "--title", "Anytown", "--overwrite"]) == 1
    full = target.read_text(encoding="utf-8")
    assert "<title>Anytown, checked as of" in full
    assert "SECRET-1" in full
    if os.name == "posix":
        assert target.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "words",
    [
        ["--rule", "blank", "--format", "html"],
        ["--list", "6", "--format", "json"],
        ["--all", "--format", "csv"],
        ["--values"],
        ["--title", "A"],
        ["--title", "A", "--format", "csv"],
    ],
)
def test_an_option_without_effect_is_refused(
    words: list[str], lists: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """An option that the format does not use is refused, and the error names formats that do."""
    assert main(["check", lists, *DAY, *words]) == 2
    refusal = capsys.readouterr().err
    assert refusal.startswith(f"{words[0]}: this applies only to ")
    assert "xlsx" not in refusal


def test_details_are_shown_on_request(lists: str, capsys: pytest.CaptureFixture[str]) -> None:
    """`check` prints a summary, and details of a rule, a list or everything on request."""
    shown = {}
    for words in ("", "--rule end-before-start", "--list 7", "--list 7,8", "--all"):
        assert main(["check", lists, *DAY, *words.split()]) == 1
        shown[words] = capsys.readouterr().out
    assert len({*shown.values()}) == 5
    assert all(text.startswith("Not fit to send: ") for text in shown.values())
    assert ["How to fix it" in text for text in shown.values()] == [False, True, True, True, True]


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        (["--skip", "blnk"], "--skip blnk: unknown rule; did you mean blank?"),
        (["--rule", "blnk"], "--rule blnk: unknown rule; did you mean blank?"),
        (["--severity", "blnk=note"], "--severity blnk=note: unknown rule; did you mean blank?"),
        (
            ["--severity", "blank=eror"],
            (
                "--severity blank=eror: unknown severity; did you mean error? "
                "Expected one of error, warning, note"
            ),
        ),
        (["--list", "2"], f"--list 2: {NO_LIST}"),
        (["--sheet", "A=2"], f'--sheet "A=2": {NO_LIST}'),
        (
            ["--sheet", "Lst_7=7"],
            (
                '--sheet "Lst_7": there is no sheet or file with this name; '
                "did you mean List_7? Expected one of List_7"
            ),
        ),
        (
            ["--alias", "Person=chld_id"],
            '--alias "Person=chld_id": unknown column key; did you mean child_id?',
        ),
        (
            ["--alias", "1:Person=plan_start"],
            '--alias "1:Person=plan_start": unknown column key; expected one of child_id, gender',
        ),
        (["--alias", "?=child_id"], '--alias "?=child_id": not a column title'),
        (
            ["--alias", "2:Person=child_id"],
            f'--alias "2:Person=child_id": {NO_LIST}',
        ),
        (
            ["--alias", "7:Person=child_id", "--alias", "person?=gender"],
            '--alias "person?=gender": the title already means another column; expected one column',
        ),
        (["--skip", "a", "--lists", "9"], f"--skip a: unknown rule; --lists 9: {NO_LIST}"),
    ],
)
def test_a_mistyped_name_is_refused_with_its_option(
    words: list[str], refusal: str, lists: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """An invalid name is refused in one line that begins with the option and the name."""
    assert main(["check", lists, *DAY, *words]) == 2
    said = capsys.readouterr().err
    assert said.startswith(refusal)
    assert said.count("\n") == 1


def test_sheet_names_ignore_case_and_spaces(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Case and spaces in the name of a sheet do not matter; a mistyped name is refused."""
    for name in ("CIN extract", "Other"):
        (tmp_path / f"{name}.csv").write_text(FILE, encoding="utf-8")
    words = ["check", str(tmp_path), *DAY, "--sheet"]
    assert main([*words, "cin  EXTRACT=7"]) == 1
    assert "CIN extract!E2" in capsys.readouterr().out
    assert main([*words, "CIM extract=7"]) == 2
    assert "did you mean CIN extract? Expected one of CIN extract, Other" in (
        capsys.readouterr().err
    )


@pytest.mark.parametrize(
    ("option", "one", "other"),
    [
        ("--severity", "end-before-start=note", "end-before-start=warning"),
        ("--sheet", "List_7=7", "List_7=6"),
    ],
)
def test_conflicting_values_for_a_name_are_refused(
    option: str, one: str, other: str, lists: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two different values for one name are refused; the same value twice is allowed."""
    assert main(["check", lists, *DAY, option, one, option, other]) == 2
    refusal = capsys.readouterr().err
    assert refusal.startswith(f"{option}: two different values are given for ")
    assert refusal.count("\n") == 1
    assert main(["check", lists, *DAY, option, one, option, one]) == 1


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("a\0.xlsx", "not a valid file name"),
        (f"{'x' * 300}.xlsx", "file name too long"),
        ("\ud800.xlsx", "not a valid file name"),
    ],
)
def test_an_invalid_file_name_for_a_marked_copy_is_refused(
    name: str, words: str, lists: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """An invalid file name for a marked copy is refused in one line, with status 2."""
    assert main(["check", lists, *DAY, "--marked", name]) == 2
    refusal = capsys.readouterr().err
    assert words in refusal
    assert refusal.count("\n") == 1


def test_rules_are_chosen_by_name(lists: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A rule can be skipped or its severity changed; an unknown rule is refused."""
    words = ["check", lists, *DAY, "--skip", "end-before-start", "--severity", "list-missing=note"]
    assert main([*words, "--format", "json"]) == 1
    report = json.loads(capsys.readouterr().out)["value"]
    assert "end-before-start" not in {one["rule"] for one in report["problems"]}
    assert {one["severity"] for one in report["problems"] if one["rule"] == "list-missing"} == {
        "note"
    }
    assert main(["check", lists, *DAY, "--skip", "lunch"]) == 2
    refusal = capsys.readouterr().err
    assert refusal == "--skip lunch: unknown rule\n"
    assert refusal.count("\n") == 1


def test_sheet_option_says_which_list_a_file_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With `--sheet`, a file with any name is read as the given list."""
    path = tmp_path / "a=b.csv"
    path.write_text(FILE, encoding="utf-8")
    assert main(["check", str(path), *DAY, "--sheet", "a=b=7", "--format", "csv"]) == 1
    assert "a=b,E2" in capsys.readouterr().out


def test_alias_option_maps_titles(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With `--alias`, a title means a given column, on all lists or on one list only."""
    path = tmp_path / "List_7.csv"
    head = HEAD.replace("Child Unique ID", "Person number").replace("CPP End Date", "a=b: to")
    path.write_text(FILE.replace(HEAD, head), encoding="utf-8")
    words = ["check", str(path), *DAY, "--format", "csv", "--alias", "person  NUMBER=child_id"]
    assert main([*words, "--alias", "7:a=b: to=plan_end"]) == 1
    printed = capsys.readouterr().out
    assert "E2" in printed
    assert "column-not-recognised" not in printed
    assert main([*words, "--alias", "6: a=b: to = cin_end"]) == 1
    assert printed != (other := capsys.readouterr().out)
    assert other.count("column-not-recognised") == 1


@pytest.mark.parametrize(
    "words",
    [
        ["--sheet", "a"],
        ["--sheet", "a=b"],
        ["--severity", "a"],
        ["--alias", "a"],
        ["--alias", "7:=child_id"],
        ["--alias", "Person="],
    ],
)
def test_malformed_options_are_refused(
    lists: str, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """A malformed option is refused, and the error shows the expected form."""
    with pytest.raises(SystemExit) as refused:
        main(["check", lists, *DAY, *words])
    assert refused.value.code == 2
    assert "write it as" in capsys.readouterr().err


def test_a_missing_file_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """A missing file is refused with status 2, and the error begins with its name."""
    assert main(["check", "nowhere.xlsx", *DAY]) == 2
    assert capsys.readouterr().err.startswith("nowhere.xlsx: ")


def test_template_writes_a_workbook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`template` writes an empty workbook, and replaces a file only with `--overwrite`."""
    path = tmp_path / "lists.xlsx"
    assert main(["template", str(path)]) == 0
    assert capsys.readouterr().out == "lists.xlsx was written\n"
    assert "List_6" in openpyxl.load_workbook(path).sheetnames
    before = path.read_bytes()
    assert main(["template", str(path)]) == 2
    assert "overwrite" in capsys.readouterr().err
    assert main(["template", str(path), "--overwrite"]) == 0
    assert path.read_bytes() == before


def test_an_empty_template_has_no_errors(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The only problems in an empty template are that lists have no rows."""
    path = tmp_path / "lists.xlsx"
    main(["template", str(path)])
    capsys.readouterr()
    assert main(["check", str(path), *DAY, "--format", "csv"]) == 1
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert {row["rule"] for row in rows} == {"list-empty"}


def test_check_writes_a_marked_copy(
    lists: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A marked copy has each cell in its place, with a comment that names the rule."""
    target = tmp_path / "marked.xlsx"
    assert main(["check", lists, *DAY, "--marked", str(target)]) == 1
    assert capsys.readouterr().err == "marked.xlsx was written; it contains children's data\n"
    capsys.readouterr()
    cell = openpyxl.load_workbook(target)["List_7"]["E2"]
    assert cell.value == "01/03/2019"
    assert cell.comment is not None
    assert "end-before-start" in cell.comment.text


def test_a_marked_copy_can_have_only_the_rows_with_problems(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--only-problems` leaves other rows out of a marked copy, and requires `--marked`."""
    path = tmp_path / "List_7.csv"
    path.write_text(f"{FILE}SECRET-2,,,,\n", encoding="utf-8")
    words = ["check", str(path), *DAY, "--skip", "blank", "--skip", "child-repeated"]
    target = tmp_path / "marked.xlsx"
    for more in ([], ["--only-problems", "--overwrite"]):
        assert main([*words, "--skip", "birth-date-blank", "--marked", str(target), *more]) == 1
        ids = [cell.value for cell in openpyxl.load_workbook(target)["List_7"]["A"]]
        assert ("SECRET-2" in ids) is not bool(more)
    capsys.readouterr()
    assert main([*words, "--only-problems"]) == 2
    assert capsys.readouterr().err.startswith(
        "--only-problems: this option is only for a marked copy; add"
    )


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_shown_on_a_terminal_only(
    lists: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A terminal shows progress, which is cleared at the end; standard output does not."""
    terminal = _Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    main(["check", lists, *DAY])
    shown = terminal.getvalue()
    assert "reading: 0 rows" in shown
    assert "checking: 1 of" in shown
    # The line is cleared at the end.
    assert shown.endswith("\r\x1b[K")
    assert "\x1b" not in capsys.readouterr().out


def test_drawn_on_is_in_the_report(lists: str, capsys: pytest.CaptureFixture[str]) -> None:
    """`--drawn-on` is in the report; a day too far from `--as-of` is refused."""
    assert main(["check", lists, *DAY, "--drawn-on", "2019-09-11", "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out)["value"]["drawn_on"] == "2019-09-11"
    assert main(["check", lists, *DAY, "--drawn-on", "2018-09-11"]) == 2
    assert "--drawn-on: the day is more than 31 days" in capsys.readouterr().err


def test_some_lists_can_be_checked_alone(lists: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With `--lists`, other lists are reported neither as missing nor as unchecked."""
    assert main(["check", lists, *DAY, "--lists", "7", "--format", "json"]) == 1
    report = json.loads(capsys.readouterr().out)["value"]
    assert {one["list"] for one in report["problems"]} == {7}
    assert {one["list"] for one in report["not_checked"]} <= {7}
    assert report["assumptions"][0] == "Only list 7 was checked."
    assert main(["check", lists, *DAY, "--lists", "6,7"]) == 1
    assert "Only lists 6, 7 were checked." in capsys.readouterr().out
    assert main(["check", lists, *DAY, "--lists", "2"]) == 2
    assert "--lists 2: the guidance does not request a" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["check", lists, *DAY, "--lists", "six"])
    assert "list numbers" in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--marked", "--output"])
def test_checked_files_are_never_replaced(
    option: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A report or copy cannot replace the file that was checked, even with `--overwrite`."""
    path = tmp_path / "List_7.csv"
    path.write_text(FILE, encoding="utf-8")
    assert main(["check", str(path), *DAY, option, str(path), "--overwrite"]) == 2
    assert f"{option}: this would overwrite the input" in capsys.readouterr().err
    assert path.read_text(encoding="utf-8") == FILE


def test_no_file_with_rows_is_written_into_the_checked_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A table or a marked copy cannot be written into the folder that was checked; a page can."""
    path = tmp_path / "List_7.csv"
    path.write_text(FILE, encoding="utf-8")
    for option, name in (
        ("--output", "List_7.csv"),
        ("--output", "report.csv"),
        ("--output", "report.TXT"),
        ("--marked", "marked.xlsx"),
    ):
        words = ["check", str(tmp_path), *DAY, option, str(tmp_path / name), "--overwrite"]
        assert main(words) == 2
        assert f"{option}: this would overwrite the input" in capsys.readouterr().err
    page = tmp_path / "report.html"
    main(["check", str(tmp_path), *DAY, "--output", str(page)])
    assert page.is_file()
    assert path.read_text(encoding="utf-8") == FILE


def test_a_marked_copy_in_the_checked_folder_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Rows of a marked copy beside the lists are not read, as the report says with what to do."""
    folder = tmp_path / "lists"
    jtai.write_lists(synthetic_lists(40), folder)
    copy = tmp_path / "marked.xlsx"
    words = ["check", str(folder), *DAY, "--lists", "6,7", "--format", "json"]
    assert main([*words, "--marked", str(copy)]) == 0
    copy.rename(folder / copy.name)
    capsys.readouterr()
    assert main(words) == 1
    report = json.loads(capsys.readouterr().out)["value"]
    found = {(one["rule"], one["list"]): one for one in report["problems"]}
    assert found.keys() == {("file-not-read", None), ("list-repeated", 6), ("list-repeated", 7)}
    remark = found["file-not-read", None]
    assert remark["message"].startswith("marked.xlsx, which jtai wrote, was not read")
    assert remark["remedy"] == (
        "move it out of the folder, unless rows were corrected in it: then check it instead of "
        "the folder"
    )


def test_csv_warns_that_it_omits_unchecked_rules(
    lists: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """With CSV, standard error says that the output leaves out what was not checked."""
    main(["check", lists, *DAY, "--format", "csv"])
    assert "leaves out what was not checked" in capsys.readouterr().err


def test_an_unencodable_character_is_printed_as_a_question_mark(
    lists: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A character that the encoding of the output lacks is printed as a question mark."""
    output = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", output)
    assert main(["check", lists, *DAY, "--all"]) == 1
    output.flush()
    assert b"child?s mental health" in output.buffer.getvalue()
