"""Promises about children's data, tested for the whole library.

Packages also test their own displays. Here, a mark is planted wherever a child's data can be, and
must not appear in any output. An audit hook watches what the library opens, starts and writes.
"""

from __future__ import annotations

import ast
import logging
import subprocess
import sys
import traceback
import warnings
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

import jtai
from jtai.core.validation import LONDON
from jtai.formats.html import to_html
from jtai.lists.cohort.cohort import Cohort
from jtai.lists.from_children import lists_from
from jtai.lists.submission import Submission

MARK = "ZQX9"
"""Appears in identifiers, names and texts, and nowhere else."""
BORN, DAY = date(2007, 3, 29), date(2019, 9, 9)
BIRTHS = ("2007-03-29", "29/03/2007", "(2007, 3, 29)", "29 Mar", "29 March")

make: Any = jtai
"""The library without types, to pass plain or wrong values."""


def assert_no_marks(words: str) -> None:
    """Check that a text contains nothing that was planted."""
    for planted in (MARK, *BIRTHS):
        assert planted not in words, planted


def child(number: int = 1, **facts: Any) -> Any:
    """Return a child with a mark in every field that can have one."""
    return make.Child(
        id=f"{MARK}-{number}",
        date_of_birth=BORN,
        individual_needs=(f"{MARK} need",),
        plans=[{"kind": "child protection", "start": date(2019, 1, 7)}],
        mental_health={"concern": "yes", "needs_support": "yes"},
        **facts,
    )


def lists() -> Submission:
    """Return lists with a mark in each kind of cell, and many errors."""
    row = {
        "child_id": f"{MARK}-1",
        "date_of_birth": BORN,
        "age": f"{MARK} years",
        "gender": MARK,
        "ethnicity": f"{MARK} origin",
        "plan_start": f"{MARK} day",
        "concern": MARK,
        "Of no list": MARK,
    }
    return jtai.Submission.from_rows(
        {6: [{**row, "cin_start": BORN}], 7: [row, {**row, "date_of_birth": MARK}], 8: [row]}
    )


def inspection() -> Any:
    """Return an inspection with marks, of two children who have marks."""
    children = (child(1), child(2))
    return make.Inspection(
        local_area="Anytown",
        timetable=jtai.Timetable.from_notification(DAY),
        children=children,
        selected=[one.id for one in children],
        contextual_issues=[f"{MARK} issue"],
        meetings=[
            {"kind": "strategy discussion", "date": date(2019, 9, 24), "children": [f"{MARK}-1"]}
        ],
        requests=[
            {"document": "plan", "child": f"{MARK}-1", "state": "not held", "reason": MARK},
        ],
        engagements=[{"child": f"{MARK}-1", "participant": "child", "who": f"{MARK} name"}],
    )


def marked_results() -> Iterator[tuple[str, Any]]:
    """Yield results that a person may look at, made from marked data, with their names."""
    one, area, seen = child(), inspection(), lists()
    report = seen.check(as_of=DAY)
    cohort = seen.cohort(as_of=DAY)
    written = lists_from([one], as_of=DAY)
    tracking = jtai.TrackingRecord(inspector=MARK, case_number=MARK, age=12).with_summary(
        "referral_timely", f"{MARK} summary"
    )
    finding = make.Finding(
        esn=[34], kind="strength", source="tracking", text=MARK, child=f"{MARK}-1"
    )
    evaluation = jtai.inspection.JointEvaluation(child=f"{MARK}-1")
    found: dict[str, Any] = {
        "child": one,
        "plan": one.plans,
        "mental health": one.mental_health,
        "contradictions": one.contradictions,
        "deep dive": make.deep_dive(one, as_of=DAY),
        "gate fields": jtai.gate_fields_wanted(one, as_of=DAY),
        "follow-up fields": jtai.follow_up_fields_wanted(one, as_of=DAY),
        "front door": jtai.front_door_sample(one),
        "on list": jtai.on_list(one, 7, as_of=DAY),
        "inspection": area,
        "meetings": area.meetings,
        "requests": area.requests,
        "talks": area.engagements,
        "selection": area.selection_report(),
        "readiness": area.readiness(as_of=datetime(2019, 9, 20, tzinfo=LONDON)),
        "tracking": tracking,
        "completeness": tracking.completeness,
        "finding": finding,
        "evaluation": evaluation,
        "coverage": jtai.inspection.criteria_evidence([finding]),
        "outline": jtai.outline_letter([finding]),
        "lists": seen,
        "tables": seen.tables,
        "rows": [row for table in seen for row in table],
        "found": seen.remarks,
        "report": report,
        "problems": report.problems,
        "not checked": report.not_checked,
        "cohort": cohort,
        "members": cohort.members,
        "contradictions of cohort": cohort.contradictions,
        "scope of cohort": cohort.deep_dive(),
        "gates of cohort": cohort.gate_missing(),
        "candidates": cohort.candidates(),
        "written lists": written,
        "left out": written.left_out,
    }
    yield from found.items()


@pytest.mark.promise("shown values")
def test_no_display_shows_a_child() -> None:
    """No repr, string, notebook display, page or record shows a mark or a date of birth."""
    for name, thing in marked_results():
        parts = thing if isinstance(thing, tuple | list) else [thing]
        shown = [name, repr(thing), str(thing), f"{thing}", *map(repr, parts), *map(str, parts)]
        for part in parts:
            if hasattr(part, "_repr_html_"):
                shown += [part._repr_html_(), to_html(part)]
            if hasattr(part, "to_records"):
                shown.append(repr(part.to_records()))
        assert_no_marks("\n".join(shown))


def test_exports_with_values_contain_the_mark() -> None:
    """Exports with `values=True` contain the mark, so its absence elsewhere means something."""
    report = lists().check(as_of=DAY)
    assert MARK in str(report.to_records(values=True))
    assert MARK in jtai.to_json(report, values=True)
    assert MARK in jtai.to_json(child())
    assert BIRTHS[0] in jtai.to_json(child())


@pytest.mark.promise("exports")
@pytest.mark.needs("polars")
def test_no_export_shows_a_child_by_default() -> None:
    """By default, JSON, CSV and data frames contain no identifier, date of birth or marked cell."""
    report = lists().check(as_of=DAY)
    shown = [jtai.to_json(report), jtai.to_csv(report)]
    shown += [str(jtai.to_pandas(report).to_dict()), str(jtai.to_polars(report).to_dicts())]
    readiness = inspection().readiness(as_of=datetime(2019, 9, 20, tzinfo=LONDON))
    shown += [str(jtai.to_pandas(readiness).to_dict()), jtai.to_csv(readiness)]
    assert_no_marks("\n".join(shown))


@pytest.mark.promise("calendar files")
def test_no_calendar_file_shows_a_child() -> None:
    """A calendar file of an inspection's timetable contains no children's data."""
    assert_no_marks(
        jtai.to_ics(
            inspection().timetable, key="area-1", stamp=datetime(2019, 9, 9, tzinfo=LONDON)
        ).decode()
    )


@pytest.mark.promise("file names")
def test_no_file_name_shows_a_child(tmp_path: Path) -> None:
    """The names of written files contain no children's data."""
    written = lists_from([child()], as_of=DAY).submission
    jtai.write_lists(written, tmp_path / "lists")
    jtai.write_lists(written, tmp_path / "lists.xlsx")
    jtai.write_marked(lists(), lists().check(as_of=DAY), tmp_path / "marked.xlsx")
    assert_no_marks(" ".join(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*")))


REFUSED: dict[str, Callable[[Any], Any]] = {
    "identifier": lambda mark: make.Child(id=["", mark]),
    "birth": lambda mark: make.Child(id=mark, date_of_birth=mark),
    "birth as text": lambda _mark: make.Child(id="SYN-1", date_of_birth=BIRTHS[0]),
    "plan": lambda mark: make.Child(id=mark, plans=[{"kind": mark, "start": BORN, mark: mark}]),
    "answer": lambda mark: make.MentalHealth(concern=mark),
    "json": lambda mark: jtai.from_json(jtai.Child, f'{{"{mark}": "{mark}"'),
    "json value": lambda mark: jtai.from_json(
        jtai.Child, jtai.to_json(child()).replace("2007-03-29", mark)
    ),
    "cell": lambda mark: jtai.Submission.from_rows({7: [{"child_id": [mark]}]}),
    "cohort": lambda mark: lists().cohort(as_of=DAY).candidates(plans=mark),
    "inspection": lambda mark: inspection().child(f"{mark}!"),
    "selection": lambda mark: inspection().with_selection([mark, mark]),
    "day": lambda _mark: make.deep_dive(child(), as_of=BIRTHS[0]),
}


@pytest.mark.promise("refused values")
@pytest.mark.parametrize("wrong", REFUSED.values(), ids=REFUSED)
def test_no_refusal_shows_a_child(
    wrong: Callable[[str], Any], caplog: pytest.LogCaptureFixture
) -> None:
    """No error, note, cause, traceback, warning or log message contains the refused value."""
    with caplog.at_level(logging.DEBUG), warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        with pytest.raises(jtai.JtaiError) as caught:
            wrong(MARK)
    error: BaseException | None = caught.value
    shown = [str(one.message) for one in warned] + [
        record.getMessage() for record in caplog.records
    ]
    while error is not None:
        shown += [str(error), repr(error), *getattr(error, "__notes__", ())]
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    assert_no_marks("\n".join(shown))
    # A traceback quotes lines of source; lines of this file contain what was planted.
    own = {line.strip() for line in Path(__file__).read_text(encoding="utf-8").splitlines()}
    lines = "".join(traceback.format_exception(caught.value)).splitlines()
    assert_no_marks("\n".join(line for line in lines if line.strip() not in own))


FORBIDDEN = {
    *("socket", "ssl", "http", "urllib", "ftplib", "smtplib", "asyncio", "requests", "httpx"),
    *("subprocess", "multiprocessing", "pty", "ctypes"),
    *("logging", "sqlite3", "dbm", "shelve"),
}


SOURCES = sorted(Path(jtai.__file__).parent.rglob("*.py"))


@pytest.mark.promise("no connection")
@pytest.mark.parametrize("source", SOURCES, ids=str)
def test_no_module_imports_networking_or_logging(source: Path) -> None:
    """No module imports networking, processes, logging or databases."""
    imported = {
        name.partition(".")[0]
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8")))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert not imported & FORBIDDEN


WATCHED = """
import os, sys
sys.dont_write_bytecode = True
allowed, begun = [], False
WAYS_OUT = ("socket.", "subprocess.", "os.exec", "os.fork", "os.spawn", "os.posix_spawn", "pty.",
            "os.system", "urllib.", "ftplib.", "smtplib.", "sqlite3.", "webbrowser.")
CHANGES = ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.chmod",
           "os.truncate", "shutil.")
def hook(event, details):
    if event.startswith(WAYS_OUT):
        raise SystemExit(f"forbidden: {event}")
    writes = event == "open" and (
        set(str(details[1] or "")) & set("wax+")
        or (isinstance(details[2], int) and details[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
    )
    if writes or event.startswith(CHANGES):
        place = os.path.abspath(os.fsdecode(details[0])) if not isinstance(details[0], int) else ""
        if not (allowed and (place == "" or place.startswith(allowed[0]))):
            raise SystemExit(f"forbidden: {event}")
sys.addaudithook(hook)
"""

COMPUTING = """
from datetime import date, datetime, timezone
import jtai
from jtai.formats.html import to_html
from jtai.lists.from_children import lists_from
from jtai.testing.areas import synthetic_lists
day = date(2019, 9, 9)
timetable = jtai.Timetable.from_notification(day)
timetable.explain(); timetable._repr_html_(); to_html(timetable); jtai.plan_year(2027)
jtai.from_json(jtai.Timetable, jtai.to_json(timetable)); jtai.json_schema(jtai.Child)
jtai.to_ics(timetable, key="a", stamp=datetime(2019, 9, 9, tzinfo=timezone.utc))
jtai.to_csv(timetable); jtai.to_pandas(timetable)
lists = synthetic_lists(30, defects=["age-wrong"])
report = lists.check(as_of=day)
to_html(report); jtai.to_json(report); jtai.to_csv(report); jtai.to_pandas(report); str(report)
cohort = lists.cohort(as_of=day); cohort._repr_html_(); cohort.deep_dive(); cohort.candidates()
area = jtai.Inspection(local_area="Anytown", timetable=timetable, children=cohort.children)
area.readiness(as_of=day); area.with_requests(); lists_from(cohort.children, as_of=day)
"""

WRITING = """
allowed.append(sys.argv[1])
jtai.write_lists(lists, sys.argv[1] + "/lists.xlsx")
jtai.write_lists(lists, sys.argv[1] + "/lists")
jtai.write_template(sys.argv[1] + "/blank.xlsx")
jtai.write_timetable(timetable, sys.argv[1] + "/timetable.xlsx")
jtai.write_marked(lists, report, sys.argv[1] + "/marked.xlsx")
allowed.clear()
jtai.read_lists(sys.argv[1] + "/lists.xlsx"); jtai.read_lists(sys.argv[1] + "/lists")
"""


def watched(code: str, *arguments: str) -> str:
    """Run code in a process that stops at forbidden events, and return its output."""
    done = subprocess.run(
        [sys.executable, "-c", WATCHED + code, *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr


@pytest.mark.promise("no connection")
def test_computing_opens_no_connection_or_file() -> None:
    """Computing and exporting open no connection, start no process and write no file."""
    assert watched(COMPUTING) == ""


@pytest.mark.needs("polars")
def test_a_polars_frame_opens_no_connection_or_file() -> None:
    """Making a polars frame opens no connection, starts no process and writes no file."""
    assert watched(COMPUTING + "jtai.to_polars(timetable)") == ""


@pytest.mark.promise("written files")
def test_only_the_requested_files_are_written(tmp_path: Path) -> None:
    """Only the requested files are written, and no temporary files are left."""
    assert watched(COMPUTING + WRITING, str(tmp_path)) == ""
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "blank.xlsx",
        "lists",
        "lists.xlsx",
        "marked.xlsx",
        "timetable.xlsx",
    ]


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.create_connection(('localhost', 1))",
        "import subprocess; subprocess.run(['true'])",
        "open('nowhere.txt', 'w')",
        "import os; os.mkdir('nowhere')",
    ],
)
def test_the_watched_process_stops_at_forbidden_events(code: str) -> None:
    """The watched process stops at a connection, a process or a written file."""
    assert watched(code).startswith("forbidden: ")


def test_a_cohort_shows_only_counts() -> None:
    """A cohort contains the children, but its displays do not show who they are."""
    cohort = Cohort.from_lists(lists(), as_of=DAY)
    assert {one.id for one in cohort.children} == {f"{MARK}-1"}
    assert_no_marks(f"{cohort}{cohort!r}{cohort._repr_html_()}")
