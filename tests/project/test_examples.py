from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from jtai.timetable.timetable import Timetable

EXAMPLES = Path(__file__).parents[2] / "examples"

PLANNED = Timetable.from_notification(date(2022, 9, 5))
LISTS = Timetable.from_notification(date(2019, 9, 9))["child_lists"]

# Lines that each example must print, derived from the guidance and the worked examples.
PRINTED = {
    "deadlines.py": [
        "Mon 19 Sep 2022  that day",  # fieldwork as planned
        f"Next: {PLANNED.milestones[1].title}",
        "Mon 19 Sep 2022  Tue 20 Sep 2022  +1",
        "Look back over Sat 5 Mar 2022 to Mon 5 Sep 2022, up to notification.",
    ],
    "inspection.py": [
        f"Lists 6, 7 and 8 are due by 09:00 on {LISTS.date:%a %d %b %Y}.",
        "SYN-03 no",  # sixteen on the day
        "SYN-06 yes",  # ten on the day
        "SYN-07 unknown mental_health",
        # 35 documents, four of them asked of two agencies, and nine for each of five children
        "84 requests, 9 about each child",
        "selected[2]  current   unknown  it is unknown whether there is",
        "local authority: overdue, 13 outstanding",  # sections 1 and 2
        "police force: done, 0 outstanding",  # eight sent, one not held
        "SYN-01: agreed; confirm the arrangement in writing; proceed: unknown",
        "SYN-02: declined; tell the lead inspector; proceed: no",
        "Open if it applies: assessment_clear",
        "Criteria without a finding: 15 of 19",  # ESN 24, 28, 34 and 37 have one
        "## ESN 34",
    ],
    "case_management.py": [
        "SYN-01: yes",
        "SYN-02: yes",  # the plan ended six months before to the day
        "SYN-03: unknown mental_health",  # one gate answer no, the other blank
        "SYN-04: no",  # ten on the next day
        "SYN-05: unknown plans",
        "SYN-03 again: yes",
        "Tuesday 17 September at 12:00",  # due at the end of that day
        "police force: outstanding, 9 to send",
        "youth offending team: done, 0 to send",  # 5.5 is not a document
        "Wednesday 18 September at 09:00",
        "police force: overdue, 9 to send",
        "health partners: overdue, 10 to send",  # sections 2 and 6
    ],
    "from_ssd.py": [
        "List 8: 1 rows",  # two episodes of one period of care
        "gate-missing: 8",  # both gate fields in four rows of children aged 10 to 15
        "concern, needs_support, camhs_referred",  # the SSD has no field for them
        "ssd_sdq_scores.csdq_sdq_score",  # a score is not an answer
        f"in scope{' ' * 66}0",  # the gate answers are missing, so nobody is known to be in scope
        "unknown: whether the child lives with mental ill health (missing:         2",
        "The workbook holds 5 rows.",
    ],
    "web_service.py": [
        f"{LISTS.date}T09:00:00+01:00",
        "422 notification: Tuesday 10 September 2019 is not a Monday",
        "In the deep dive: unknown plans",
        "422 ['body', 'team'] Field required",
        "422 ['body', 'child', 'plans', 0, 'start']",
        "Said back: False",
        "end-before-start D2",
        "A child in OpenAPI: id, date_of_birth",
    ],
    "untrusted_files.py": [
        "Not fit to send: ",
        "Refused: the workbook, xl/workbook.xml: at least 101 times its packed size",
        "Refused: the workbook: this is a text file",
    ],
    "many_areas.py": [
        "12 areas",
        "end-before-start: 12",  # one in each area
        "damaged.xlsx: damaged.xlsx: this is a text file",
    ],
}

NEEDED = {"case_management.py": "sqlalchemy", "web_service.py": "fastapi"}
NAMES = [
    pytest.param(name, marks=pytest.mark.needs(NEEDED[name])) if name in NEEDED else name
    for name in PRINTED
]


def test_every_example_has_expected_output() -> None:
    """Every example has expected output here, so none goes untested."""
    assert {path.name for path in EXAMPLES.glob("*.py")} == {*PRINTED}


@pytest.mark.parametrize("name", NAMES)
def test_the_example_runs(name: str) -> None:
    """Each example runs without warnings, and its output contains the expected lines."""
    done = subprocess.run(
        [sys.executable, "-W", "error", str(EXAMPLES / name)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    for words in PRINTED[name]:
        assert words in done.stdout
    assert "The plan was reviewed on time" not in done.stdout  # a finding about a child
    if name in {"from_ssd.py", "web_service.py"}:
        assert "SYN-" not in done.stdout  # the output identifies no child
