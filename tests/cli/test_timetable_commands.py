from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from jtai.__main__ import main
from jtai.formats.html import to_html
from jtai.formats.ical import to_ics
from jtai.formats.json import from_json, to_json
from jtai.formats.paper.workbook import write_timetable
from jtai.timetable.milestone import Milestone
from jtai.timetable.timetable import Timetable
from jtai.timetable.working_days import WorkingCalendar
from jtai.timetable.year_plan import PlannedMonday, YearPlan, plan_year
from tests.timetable.fixed_days import FIXED

ICS = ["timetable", "2019-09-09", "--format", "ics", "--key", "A"]


def _refusal(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """Run arguments that are refused, and return the one line on standard error."""
    try:
        status = main(arguments)
    except SystemExit as stop:
        status = stop.code  # type: ignore[assignment]
    printed = capsys.readouterr()
    assert status == 2
    assert printed.out == ""
    assert printed.err.endswith("\n")
    assert printed.err.count("\n") == 1
    return printed.err


@pytest.fixture
def fixed_days(tmp_path: Path) -> list[str]:
    """Return the arguments for a table of milestones on fixed days."""
    table = tmp_path / "milestones.json"
    table.write_text(to_json(FIXED), encoding="utf-8")
    return ["--milestones", str(table)]


def _dates_printed(words: list[str], capsys: pytest.CaptureFixture[str]) -> list[tuple[str, str]]:
    """Return the dates and times in the table that a command prints for a day in 2019."""
    assert main(words) == 0
    printed = capsys.readouterr().out
    return re.findall(r"^(\w{3} \d+ \w{3}) 2019 +(\S+(?: \S+)*)  ", printed, re.MULTILINE)


def test_timetable_prints_the_dates(
    fixed_days: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """`timetable DATE` prints the date of each milestone, in order, and when it is due."""
    words = ["timetable", "2019-09-09"]
    assert _dates_printed(words, capsys) == [
        (f"{milestone.date:%a} {milestone.date.day} {milestone.date:%b}", milestone.when)
        for milestone in Timetable.from_notification(date(2019, 9, 9))
    ]
    assert _dates_printed([*words, *fixed_days], capsys) == [
        ("Mon 9 Sep", "at 09:00"),  # notification
        ("Thu 12 Sep", "by 09:00"),  # lists 6, 7 and 8
        ("Thu 12 Sep", "by 09:00"),  # local context
        ("Thu 12 Sep", "end of day"),  # meetings
        ("Thu 12 Sep", "end of day"),  # lists 1, 3, 4 and 5
        ("Fri 13 Sep", "by 10:00"),  # selection
        ("Fri 13 Sep", "before 12:00"),  # call about the selection
        ("Tue 17 Sep", "end of day"),  # case documents
        ("Tue 17 Sep", "end of day"),  # supporting information
        ("Thu 19 Sep", "end of day"),  # joint evaluations
        ("Fri 20 Sep", "that day"),  # request of the CQC
        ("Fri 20 Sep", "end of day"),  # engagement
        ("Mon 23 Sep", "that day"),  # fieldwork
        ("Mon 23 Sep", "on arrival"),  # printed copies
        ("Fri 27 Sep", "end of day"),  # end of fieldwork
    ]


def test_explanations_are_printed_on_request(capsys: pytest.CaptureFixture[str]) -> None:
    """`--explain` explains all milestones, before or after the date and in CSV."""
    assert main(["timetable", "2020-04-06", "--explain"]) == 0
    printed = capsys.readouterr().out
    assert "Passed over: Friday 10 April 2020 (Good Friday)" in printed
    assert main(["timetable", "--explain", "2020-04-06"]) == 0
    assert capsys.readouterr().out == printed
    assert main(["timetable", "2020-04-06", "--explain", "--format", "csv"]) == 0
    rows = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert all("Source: guidance 190035" in row["explanation"] for row in rows)


def test_one_milestone_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    """`--explain KEY` explains only that milestone."""
    words = ["timetable", "2020-04-06", "--explain", "case_selection"]
    assert main(words) == 0
    easter = Timetable.from_notification(date(2020, 4, 6))
    printed = capsys.readouterr().out
    assert printed.split() == easter["case_selection"].explain().split()
    assert main([*words, "--format", "csv"]) == 0
    rows = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert [row["key"] for row in rows if row["explanation"]] == ["case_selection"]


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        (["chek", "a.csv"], "jtai: unknown command chek; did you mean check? (see jtai --help)"),
        (["dance"], "jtai: unknown command dance; expected one of timetable, plan, check, "),
        (
            ["check", "a.csv", "--asof", "2019-09-09"],
            "jtai check: unknown option --asof; did you mean --as-of? (see jtai check --help)",
        ),
        (
            ["timetable", "2019-09-09", "--agency", "YOT"],
            "jtai timetable: unknown option --agency; did you mean --only? (see jtai timetable",
        ),
        (
            ["timetable", "2019-09-09", "--inspectorate", "YOT"],
            "jtai timetable: unknown option --inspectorate; expected one of -h, --help, --field",
        ),
        (["plan", "2027", "--", "--x"], "jtai plan: unrecognized arguments: --x (see jtai plan"),
        (["timetable", "2019-09-09", "--explain", "child_list"], "did you mean child_lists?"),
        (["timetable", "2019-09-09", "--explain", "x"], "--explain x: unknown milestone; expected"),
    ],
)
def test_a_mistyped_word_suggests_the_nearest(
    words: list[str],
    refusal: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An error about an unknown command, option or milestone suggests a valid one or `--help`."""
    monkeypatch.setattr(sys, "argv", ["jtai"])
    assert refusal in _refusal(words, capsys)


@pytest.mark.parametrize("name", ["", "-"])
@pytest.mark.parametrize("words", [["plan", "2027", "--format", "csv"], ["scrub", "List_7.csv"]])
def test_a_dash_is_not_the_name_of_a_file(
    words: list[str], name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A dash, which often means standard output, is refused as the name of a file."""
    refusal = _refusal([*words, "--output", name], capsys)
    assert "argument --output: not the name of a file; without this option, the" in refusal


def test_json_has_the_attribute_names(capsys: pytest.CaptureFixture[str]) -> None:
    """`from_json` reads the JSON; its keys are attribute names and its dates ISO 8601."""
    assert main(["timetable", "2019-09-09", "--format", "json"]) == 0
    text = capsys.readouterr().out
    assert from_json(Timetable, text) == Timetable.from_notification(date(2019, 9, 9))
    answer = json.loads(text)["value"]
    assert answer["notification"] == "2019-09-09"
    first = answer["milestones"][0]
    assert first["key"] == "notification"
    assert first["date"] == "2019-09-09"
    assert first["time"] == "09:00:00"
    assert first["due"] == "2019-09-09T09:00:00+01:00"
    assert first["by"] == ["lead inspector"]
    assert first["assumed"] is None
    assert answer["calendar"]["name"] == "England"


def test_csv_has_a_row_for_each_milestone(capsys: pytest.CaptureFixture[str]) -> None:
    """CSV has one row for each milestone, with attribute names as titles."""
    assert main(["timetable", "2020-04-06", "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert len(rows) == 15
    selection = rows[5]
    assert selection["date"] == "2020-04-14"
    assert selection["displaced"] == "true"
    assert selection["passed_over"] == (
        "Friday 10 April 2020 (Good Friday); Monday 13 April 2020 (Easter Monday)"
    )
    assert selection["assumed"] == ""
    assert rows[7]["time"] == ""


def test_reading_and_closure_change_the_dates(
    fixed_days: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """`--reading` and `--closure` change the dates."""
    words = ["timetable", "2020-04-06", "--reading", "named-days", "--format", "json"]
    assert main([*words, *fixed_days, "--closure", "2020-04-16=Local closure"]) == 0
    answer = json.loads(capsys.readouterr().out)["value"]
    assert answer["reading"] == "named-days"
    dates = {row["key"]: row["date"] for row in answer["milestones"]}
    assert dates["case_documents"] == "2020-04-14"
    assert dates["joint_evaluations"] == "2020-04-17"
    assert dates["fieldwork_start"] == "2020-04-23"


def test_a_calendar_file_is_printed_as_it_is(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """`--format ics` prints exactly the bytes of the calendar file."""
    words = ["timetable", "2020-04-06", "--closure", "2020-04-16=Fête", "--format", "ics"]
    issue = ["--key", "Anytown", "--sequence", "2", "--stamp", "2020-04-01T08:00:00+01:00"]
    assert main([*words, *issue]) == 0
    calendar = WorkingCalendar.england().with_closures({date(2020, 4, 16): "Fête"})
    assert capfdbinary.readouterr().out == to_ics(
        Timetable.from_notification(date(2020, 4, 6), calendar=calendar),
        key="Anytown",
        sequence=2,
        stamp=datetime(2020, 4, 1, 7, tzinfo=UTC),
    )


def test_a_calendar_file_has_the_chosen_milestones(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    """`--only` accepts milestones, and parties by their short names."""
    issue = ["--stamp", "2020-04-01T08:00:00+01:00"]
    assert main([*ICS, *issue, "--only", "fieldwork_start", "--only", "CCG"]) == 0
    assert capfdbinary.readouterr().out == to_ics(
        Timetable.from_notification(date(2019, 9, 9)),
        key="A",
        stamp=datetime(2020, 4, 1, 7, tzinfo=UTC),
        only=["fieldwork_start", "clinical commissioning group"],
    )


def test_every_format_has_the_selection_only(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--only police` selects milestones in every format, with a note that there are more."""
    words = ["timetable", "2019-09-09", "--only", "Police"]
    note = "only police force: 10 of 15 milestones; this is not the whole timetable"
    assert main(words) == 0
    printed = " ".join(capsys.readouterr().out.split())
    assert note in printed
    assert "lists 6, 7 and 8" not in printed
    assert main([*words, "--explain"]) == 0
    printed = " ".join(capsys.readouterr().out.split())
    assert note in printed
    assert "Source: guidance 190035, paras 47, 48." in printed
    assert "Source: guidance 190035, paras 30, 32 to 35." not in printed
    assert main([*words, "--explain", "child_lists"]) == 2
    assert "--explain child_lists: unknown, or not selected" in capsys.readouterr().err
    assert main([*words, "--format", "csv"]) == 0
    printed, said = capsys.readouterr()
    rows = [*csv.DictReader(io.StringIO(printed))]
    assert (len(rows), rows[0]["part"], said) == (10, "receives", f"{note}\n")
    assert main([*words, "--format", "json"]) == 0
    printed, said = capsys.readouterr()
    read = from_json(tuple[Milestone, ...], printed)
    assert (read, said) == (
        Timetable.from_notification(date(2019, 9, 9)).only("police"),
        f"{note}\n",
    )
    assert main([*words, "--format", "html"]) == 0
    assert f"Selection: {note}." in capsys.readouterr().out
    target = tmp_path / "police.xlsx"
    assert main([*words, "--output", str(target)]) == 0
    write_timetable(
        Timetable.from_notification(date(2019, 9, 9)), tmp_path / "b.xlsx", only=["police force"]
    )
    assert target.read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_every_format_can_leave_out_what_is_only_received(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--provides` leaves out in every format what the agencies of `--only` only receive."""
    words = ["timetable", "2020-04-06", "--only", "police", "--provides"]
    note = "only what comes wholly or partly from the police force: 6 of 15 milestones"
    assert main(words) == 0
    assert note in " ".join(capsys.readouterr().out.split())
    for form in ("csv", "json"):
        assert main([*words, "--format", form]) == 0
        printed, said = capsys.readouterr()
        assert note in said
        assert "fieldwork_end" not in printed
    assert main([*words, "--format", "html"]) == 0
    assert f"Selection: {note}" in capsys.readouterr().out
    assert main([*words, "--format", "ics", "--key", "A"]) == 0
    assert capsys.readouterr().out.count("BEGIN:VEVENT") == 6
    assert main([*words, "--output", str(tmp_path / "a.xlsx")]) == 0
    easter = Timetable.from_notification(date(2020, 4, 6))
    write_timetable(easter, tmp_path / "b.xlsx", only=["police"], provides=True)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    assert main(["timetable", "2020-04-06", "--provides"]) == 2
    assert capsys.readouterr().err.endswith(
        "--provides: this has no effect without a selection; name agencies or parties with --only\n"
    )


def test_an_unknown_selection_is_quoted(capsys: pytest.CaptureFixture[str]) -> None:
    """The error about an unknown name of several in `--only` quotes that name."""
    words = ["timetable", "2020-04-06", "--only", "LA", "--only", "ambulance"]
    assert _refusal(words, capsys).startswith(
        "--only ambulance: unknown milestone, party or agency; "
    )


def test_a_pdf_is_printed_from_a_browser(capsys: pytest.CaptureFixture[str]) -> None:
    """The error about a PDF says how to make one."""
    refusal = _refusal(["timetable", "2020-04-06", "--output", "wall.pdf"], capsys)
    assert refusal.endswith("; write .html, and print it to PDF from a browser\n")


def test_without_icalendar_no_key_is_asked_for(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """If icalendar is not installed, the error says so before it asks for `--key`."""
    monkeypatch.setitem(sys.modules, "icalendar", None)
    refusal = _refusal(["timetable", "2020-04-06", "--format", "ics"], capsys)
    assert "pip install icalendar" in refusal


def test_a_day_that_does_not_exist_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    """The error about a date in the right form that does not exist says so."""
    assert "argument DATE: there is no such day: 2026-02-30" in _refusal(
        ["timetable", "2026-02-30"], capsys
    )


def test_a_calendar_file_has_the_current_time_by_default(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Without `--stamp`, a calendar file has the current time in UTC."""
    before = datetime.now(UTC).replace(microsecond=0)
    assert main(["timetable", "2019-09-09", "--format", "ics", "--key", "Anytown"]) == 0
    found = re.findall(r"DTSTAMP:(\w+)", capsys.readouterr().out)
    moments = {datetime.strptime(stamp, "%Y%m%dT%H%M%S%z") for stamp in found}
    assert len(moments) == 1
    assert before <= moments.pop() <= datetime.now(UTC)


def test_a_calendar_file_can_be_printed_to_a_text_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    """A calendar file can be printed to an output that accepts only text."""
    output = io.StringIO(newline="")
    monkeypatch.setattr(sys, "stdout", output)
    assert main(["timetable", "2019-09-09", "--format", "ics", "--key", "Ångby"]) == 0
    assert "X-WR-CALNAME:JTAI Ångby\r\n" in output.getvalue()


def test_a_page_is_printed_as_utf_8(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """`--format html` prints the page with its title in UTF-8, as it declares."""
    words = ["timetable", "2019-09-09", "--closure", "2019-09-11=Fête", "--format", "html"]
    assert main([*words, "--title", "Ångby 2019"]) == 0
    calendar = WorkingCalendar.england().with_closures({date(2019, 9, 11): "Fête"})
    timetable = Timetable.from_notification(date(2019, 9, 9), calendar=calendar)
    page = capfdbinary.readouterr().out
    assert page == to_html(timetable, title="Ångby 2019").encode("utf-8")
    assert b'<meta charset="utf-8">' in page
    assert main(["plan", "2027", "--format", "html"]) == 0
    assert capfdbinary.readouterr().out == to_html(plan_year(2027)).encode("utf-8")


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("a.txt", []),
        ("a.json", []),
        ("a.csv", []),
        ("a.HTML", []),
        ("a.ics", ["--key", "Anytown", "--stamp", "2019-09-01T08:00:00Z"]),
        ("a", ["--format", "csv"]),
    ],
)
def test_output_writes_what_would_be_printed(
    name: str, options: list[str], tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """`--output` writes the same bytes that would be printed in that format."""
    target = tmp_path / name
    words = ["timetable", "2020-04-06", *options]
    assert main([*words, "--output", str(target)]) == 0
    assert capfdbinary.readouterr().out.split() == [name.encode(), b"was", b"written"]
    form = {"txt": "table"}.get(target.suffix[1:].lower(), target.suffix[1:].lower())
    assert main([*words, *(["--format", form] if form else [])]) == 0
    assert target.read_bytes() == capfdbinary.readouterr().out


def test_a_workbook_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--output NAME.xlsx` writes the same workbook as `write_timetable`."""
    for name in ("a.xlsx", "b.xlsx"):
        words = ["timetable", "2020-04-06", "--title", "Anytown"]
        assert main([*words, "--output", str(tmp_path / name)]) == 0
        assert capsys.readouterr().out == f"{name} was written\n"
    timetable = Timetable.from_notification(date(2020, 4, 6))
    write_timetable(timetable, tmp_path / "c.xlsx", title="Anytown")
    assert len({path.read_bytes() for path in tmp_path.iterdir()}) == 1


def test_a_plan_is_written(tmp_path: Path) -> None:
    """`plan --output` writes a CSV file."""
    assert main(["plan", "2027", "--output", str(tmp_path / "a.csv")]) == 0
    assert (tmp_path / "a.csv").read_bytes().startswith(b"monday,usable,")


def test_an_existing_file_is_not_replaced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An existing file is replaced only with `--overwrite`."""
    for name in ("a.csv", "a.xlsx"):
        target = tmp_path / name
        target.write_bytes(b"old")
        words = ["timetable", "2019-09-09", "--output", str(target)]
        assert "the file already exists" in _refusal(words, capsys)
        assert target.read_bytes() == b"old"
        assert main([*words, "--overwrite"]) == 0
        assert target.read_bytes() != b"old"
        assert capsys.readouterr().out == f"{name} was written\n"


@pytest.mark.parametrize("reason", ["F\udcea", "Flood\u202e", "Bell\x07", "a\nb"])
def test_a_reason_that_cannot_be_printed_is_refused(
    reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A reason with unprintable characters is refused in one line."""
    assert main(["timetable", "2019-09-09", "--closure", f"2019-09-11={reason}"]) == 2
    error = capsys.readouterr().err
    assert "11 September 2019 has a reason that contains unprintable characters" in error
    assert len(error.splitlines()) == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["timetable", "2027-04-26", "--closure", "2026-05-05=Flood"], "2027-04-26 and 2027-05-17"),
        (["timetable", "2027-04-26", "--closure", "2027-05-18=Flood"], "2027-04-26 and 2027-05-17"),
        (["plan", "2027", "--closure", "2026-05-05=Flood"], "2027-01-01 and 2028-01-12"),
    ],
)
def test_a_closure_outside_the_period_is_reported(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A closure outside the period of the timetable or plan is reported."""
    assert main(words) == 0
    assert f"not between {said}, so it has no effect" in capsys.readouterr().err


def test_the_extension_must_agree_with_the_format(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file extension that contradicts `--format` is refused; an unknown one is allowed."""
    words = ["timetable", "2019-09-09", "--format", "csv", "--output"]
    assert main([*words, str(tmp_path / "a.xlsx")]) == 2
    assert "this extension means xlsx, but --format says csv" in capsys.readouterr().err
    assert main([*words, str(tmp_path / "a.dat")]) == 0


@pytest.mark.parametrize(
    "option",
    [("--title", "A"), ("--key", "A"), ("--sequence", "1"), ("--stamp", "2019-09-09T08:00Z")],
)
def test_an_option_without_effect_is_refused(
    option: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    """An option that applies only to other formats is refused."""
    assert main(["timetable", "2019-09-09", *option]) == 2
    assert f"{option[0]}: this applies only to" in capsys.readouterr().err


def test_a_missing_folder_is_to_be_created_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The error about a missing folder says to create it first."""
    assert main(["timetable", "2019-09-09", "--output", str(tmp_path / "no" / "a.csv")]) == 2
    assert "the folder does not exist; create it first" in capsys.readouterr().err


def test_fieldwork_and_any_weekday_options(capsys: pytest.CaptureFixture[str]) -> None:
    """`--fieldwork` counts back to the notification; `--any-weekday` allows other weekdays."""
    assert main(["timetable", "2019-09-23", "--fieldwork"]) == 0
    assert "notification on Monday 9 September 2019" in capsys.readouterr().out
    assert main(["timetable", "2019-08-27", "--any-weekday"]) == 0
    assert "notification on Tuesday 27 August 2019" in capsys.readouterr().out


def test_plan_prints_a_year(capsys: pytest.CaptureFixture[str]) -> None:
    """`plan YEAR` prints every Monday as text, JSON and CSV."""
    assert main(["plan", "2027"]) == 0
    assert "47 of 52 usable" in capsys.readouterr().out
    assert main(["plan", "2027", "--format", "json"]) == 0
    text = capsys.readouterr().out
    assert from_json(YearPlan, text) == plan_year(2027)
    answer = json.loads(text)["value"]
    assert answer["mondays"][12]["usable"] is False
    assert answer["mondays"][12]["fieldwork_start"] is None
    assert main(["plan", "2027", "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert rows[0]["fieldwork_start"] == "2027-01-18"
    assert rows[12]["displaced"] == ""


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["timetable", "2019-08-26"], "the next working day is Tuesday 27 August 2019"),
        (["timetable", "2019-09-10"], "; --any-weekday allows this day"),
        (
            ["timetable", "2019-09-24", "--fieldwork"],
            "Monday 23 September 2019 (notification on Monday 9 ",
        ),
        (["timetable", "2500-01-01"], "outside the dates that this calendar covers"),
        (["timetable", "9 September"], "write it as YYYY-MM-DD"),
        (["timetable"], "the following arguments are required: DATE"),
        (["timetable", "2019-09-09", "--format", "pdf"], "invalid choice"),
        (["timetable", "2019-09-09", "--closure", "2019-09-12"], "YYYY-MM-DD=REASON"),
        (["timetable", "2019-09-09", "--closure", "2019-09-12= "], "YYYY-MM-DD=REASON"),
        (["timetable", "2019-09-09", "--closure", "tomorrow=x"], "write it as YYYY-MM-DD"),
        (["timetable", "2019-09-09", "--closure", "2019-09-14=x"], "not a working day anyway"),
        (["timetable", "2019-09-09", "--format", "ics"], "--key: a calendar file needs a name"),
        (
            ["timetable", "2019-09-09", "--format", "ics", "--key", " "],
            "not a valid key of an inspection",
        ),
        (
            ["timetable", "2019-09-09", "--stamp", "2019-09-09T09:00"],
            "a date and time with a UTC offset",
        ),
        (["timetable", "2019-09-09", "--stamp", "now"], "write it as 2019-09-09T08:00:00+00:00"),
        (["timetable", "2019-09-09", "--sequence", "x"], "invalid int value"),
        (["timetable", "2019-09-09", "--format", "xlsx"], "for example --output timetable.xlsx"),
        (["timetable", "2019-09-09", "--output", "a.pdf"], "one of .txt, .json, .csv, .html, .ics"),
        (["timetable", "2019-09-09", "--output", "a"], "give the format with --format"),
        (
            ["timetable", "2019-09-09", "--output", "a.xls", "--format", "xlsx"],
            "a file that ends in .xlsx",
        ),
        (["timetable", "2019-09-09", "--output", "no/a.csv"], "create it first"),
        (["timetable", "2019-09-09", "--output", "a.ics"], "--key: a calendar file needs a name"),
        (["plan", "2027", "--output", "a.xlsx"], "expected one of .txt, .json, .csv, .html;"),
        (["plan", "2027", "--format", "ics"], "invalid choice"),
        (["plan", "next"], "YEAR: not a year; write it with four digits, for example 2027"),
        (["plan", "1999"], "YEAR: the calendar does not cover any day of 1999"),
        (
            [*ICS, "--sequence", "202705100900"],
            "--sequence: 202705100900 is too large; expected a whole number, 0 or more, 2147483647",
        ),
        (
            [*ICS, "--stamp", "9999-12-31T23:00:00-05:00"],
            "--stamp: this moment is outside the years 1 to 9999",
        ),
        (
            [*ICS, "--stamp", "0001-01-01T00:00:00+05:00"],
            "--stamp: this moment is outside the years",
        ),
        (["timetable", "2019-09-09", "--closure=--"], "argument --closure: -- is not a value"),
        (["timetable", "2019-09-09", "--reading=--"], "argument --reading: -- is not a value"),
        (["plan", "2027", "--output=--"], "argument --output: -- is not a value"),
        (["timetable", "2019-09-09", "--output", "a\0.csv"], ": not a valid file name"),
        (["timetable", "2019-09-09", "--output", "\ud800.csv"], ": not a valid file name"),
        (
            ["timetable", "2019-09-09", "--output", f"{'x' * 300}.csv"],
            "it cannot be written there: file name too long",
        ),
        (["template", "a\0.xlsx"], ": not a valid file name"),
        (["template", f"{'x' * 300}"], "it cannot be written there: file name too long"),
        (
            ["template", "a\nb\x1b[2J.doc"],
            "a\\nb\\x1b[2J.doc: cannot write a file",
        ),
        (["timetable", "2019-09-09", "a\nb"], "unrecognized arguments: a\\nb"),
        ([], "required: COMMAND"),
    ],
)
def test_invalid_input_is_refused_in_one_line(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Invalid input exits with 2, and prints one line that explains it."""
    assert words in _refusal(arguments, capsys)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[", "--milestones: not valid JSON"),
        ('[{"key": "a"}]', "--milestones /0/title: "),
        ("[]", "--milestones: missing entries: notification, fieldwork_start"),
    ],
)
def test_a_file_of_milestones_is_named_by_its_option(
    text: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An error in a file of milestones names `--milestones` and the place in the file."""
    path = tmp_path / "milestones.json"
    path.write_text(text, encoding="utf-8")
    refusal = _refusal(["timetable", "2019-09-09", "--milestones", str(path)], capsys)
    assert refusal.startswith(words)


def test_a_day_closed_twice_keeps_both_reasons(
    fixed_days: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """A day closed for several reasons shows each reason once."""
    closures = [f"--closure=2027-05-17={reason}" for reason in ("Flood", "Snow", "Flood")]
    assert main(["timetable", "2027-05-10", *closures, *fixed_days, "--format", "json"]) == 0
    milestones = json.loads(capsys.readouterr().out)["value"]["milestones"]
    # Due on Tuesday of week two, or a working day later because of the closure.
    documents = next(row for row in milestones if row["key"] == "case_documents")
    assert documents["date"] == "2027-05-19"
    assert documents["passed_over"] == [{"date": "2027-05-17", "name": "Flood; Snow"}]


def test_an_unpaired_surrogate_is_printed_as_a_question_mark(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An unpaired surrogate in a file name is printed as a question mark."""
    output = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="strict")
    monkeypatch.setattr(sys, "stdout", output)
    monkeypatch.chdir(tmp_path)
    assert main(["timetable", "2019-09-09", "--output", "\udcff.csv"]) == 0
    output.flush()
    assert output.buffer.getvalue().split() == [b"?.csv", b"was", b"written"]


def test_several_faults_are_joined_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    """Several errors are reported together in one line."""
    words = ["--closure", "2019-09-14=x", "--closure", "2019-09-15=y"]
    refusal = _refusal(["timetable", "2019-09-09", *words], capsys)
    assert "Saturday 14" in refusal
    assert "Sunday 15" in refusal


def test_help_shows_commands_options_statuses_and_examples(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Help has commands, options, exit statuses and examples."""
    for words, expected in (
        (["--help"], ["timetable", "plan", "190035", "2 invalid input"]),
        (["timetable", "--help"], ["notification Monday", "--reading", "Example:"]),
        (["plan", "--help"], ["YEAR", "Example:"]),
    ):
        with pytest.raises(SystemExit) as stop:
            main(words)
        assert stop.value.code == 0
        printed = capsys.readouterr().out
        assert all(word in printed for word in expected)


def test_a_pipe_closed_early_is_not_an_error() -> None:
    """If a pipe is closed early, the command exits with 0 and prints no error."""
    with subprocess.Popen(
        [sys.executable, "-X", "utf8", "-m", "jtai", "plan", "2027", "--format", "json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        errors = process.stderr.read()
    assert errors == b""
    assert process.returncode == 0


def test_it_runs_as_a_module() -> None:
    """`python -m jtai` prints only ASCII if the output is ASCII."""
    done = subprocess.run(
        [sys.executable, "-m", "jtai", "timetable", "2019-09-09"],
        capture_output=True,
        check=True,
        env={"PYTHONIOENCODING": "ascii:strict"},
    )
    assert done.stdout.isascii()
    assert done.stderr == b""


def test_a_school_holiday_needs_a_name_and_two_days(capsys: pytest.CaptureFixture[str]) -> None:
    """A school holiday without its days is refused, and the error shows the form."""
    with pytest.raises(SystemExit) as ended:
        main(["plan", "2027", "--school-holiday", "Half term"])
    assert ended.value.code == 2
    assert "NAME=YYYY-MM-DD/YYYY-MM-DD" in capsys.readouterr().err


def test_a_name_can_have_several_school_holidays(capsys: pytest.CaptureFixture[str]) -> None:
    """Two periods of one name are both shown."""
    periods = ("Half term=2027-02-15/2027-02-19", "Half term=2027-10-25/2027-10-29")
    options = [word for period in periods for word in ("--school-holiday", period)]
    assert main(["plan", "2027", *options, "--format", "csv"]) == 0
    shown = capsys.readouterr().out
    assert "Half term (Mon 15 Feb to Fri 19 Feb)" in shown
    assert "Half term (Mon 25 Oct to Fri 29 Oct)" in shown


def test_a_school_holiday_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    """The plan shows a school holiday by its name."""
    assert main(["plan", "2027", "--school-holiday", "Half term=2027-02-15/2027-02-19"]) == 0
    assert "Half term" in capsys.readouterr().out


def test_a_milestone_is_explained_by_its_title(capsys: pytest.CaptureFixture[str]) -> None:
    """A milestone can be named by its title in any case, and a mistyped title is corrected."""
    title = Timetable.from_notification(date(2019, 9, 9))["child_lists"].title
    assert main(["timetable", "2019-09-09", "--explain", "child_lists"]) == 0
    by_key = capsys.readouterr().out
    assert main(["timetable", "2019-09-09", "--explain", title.upper()]) == 0
    assert capsys.readouterr().out == by_key
    refused = _refusal(["timetable", "2019-09-09", "--explain", f"{title}s"], capsys)
    assert f"did you mean {title}?" in refused


def test_a_plan_can_be_of_the_affected_mondays_only(capsys: pytest.CaptureFixture[str]) -> None:
    """Every format of the command has the Mondays of `YearPlan.affected` only."""
    affected = plan_year(2027).affected
    words = ["plan", "2027", "--affected", "--format"]
    for form in ("json", "csv", "table", "html"):
        assert main([*words, form]) == 0
        printed = capsys.readouterr().out
        if form == "json":
            assert from_json(tuple[PlannedMonday, ...], printed) == affected
        elif form == "csv":
            rows = csv.DictReader(io.StringIO(printed))
            assert [row["monday"] for row in rows] == [str(one.monday) for one in affected]
        else:
            assert f"only the {len(affected)} affected" in " ".join(printed.split())
            assert ("Mon 4 Jan 2027" in printed) is any(
                one.monday == date(2027, 1, 4) for one in affected
            )
