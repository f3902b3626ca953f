from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from typing import Any

import pytest

import jtai
from jtai.core.answers import Answer
from jtai.errors import InvalidRecordError
from jtai.guidance.terms import Agency
from jtai.inspection.joint_evaluation import AgencyEvaluation, JointEvaluation


def test_an_evaluation_is_joint_if_several_agencies_took_part() -> None:
    """An evaluation is joint if two agencies took part, and unknown if none is recorded."""
    two = frozenset({Agency.POLICE, Agency.HEALTH})
    assert JointEvaluation(child="A1").is_joint is Answer.UNKNOWN
    assert JointEvaluation(child="A1", agencies=frozenset({Agency.YOT})).is_joint is Answer.NO
    assert JointEvaluation(child="A1", agencies=two).is_joint is Answer.YES
    # These partners are several agencies.
    partners = frozenset({Agency.SAFEGUARDING_PARTNERS})
    assert JointEvaluation(child="A1", agencies=partners).is_joint is Answer.YES


@pytest.mark.guidance("para 46")
def test_agencies_without_an_own_evaluation_are_listed() -> None:
    """`without_own` lists agencies that took part but have no evaluation of their own."""
    three = frozenset({Agency.SCHOOLS, Agency.POLICE, Agency.HEALTH})
    own = (AgencyEvaluation(agency=Agency.HEALTH), AgencyEvaluation(agency=Agency.YOT))
    assert JointEvaluation(child="A1", agencies=three, own=own).without_own == (
        Agency.POLICE,
        Agency.SCHOOLS,
    )
    assert JointEvaluation(child="A1", agencies=three).without_own is None
    assert JointEvaluation(child="A1", own=own).without_own is None


@pytest.mark.guidance("para 46")
@pytest.mark.parametrize(
    ("received", "in_time"),
    [(date(2019, 9, 19), "yes"), (date(2019, 9, 20), "no"), (None, "unknown")],
)
def test_joint_evaluations_are_due_on_thursday_of_week_two(
    received: date | None, in_time: str
) -> None:
    """A joint evaluation is in time if it is received by Thursday of week two (para 46)."""
    due = jtai.Timetable.from_notification(date(2019, 9, 9))["joint_evaluations"].date
    assert JointEvaluation(child="A1", received=received).received_by(due) is Answer(in_time)
    with pytest.raises(jtai.errors.DateTypeError):
        JointEvaluation(child="A1").received_by("2019-09-19")  # type: ignore[arg-type]


@pytest.mark.guidance("para 46")
def test_an_evaluation_keeps_its_conclusions() -> None:
    """The joint conclusions and those of each agency are kept, but not shown."""
    own = AgencyEvaluation(agency=Agency.POLICE, text="SECRET own", received=date(2019, 9, 19))
    made = JointEvaluation(child="A1", text="SECRET joint", own=(own,))
    assert made.own is not None
    assert (made.text, made.own[0].text) == ("SECRET joint", "SECRET own")
    assert "SECRET" not in f"{made!r}{made._repr_html_()}{made.own._repr_html_()}"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"text": " "}, ["text"]),
        ({"own": [{"agency": "police force", "text": ""}]}, ["own[0].text"]),
        ({"own": [{"agency": "National Probation Service"}]}, ["own[0].agency"]),
        ({"own": [{"agency": "schools"}, {"agency": "schools"}]}, ["own[1].agency"]),
    ],
)
def test_an_impossible_evaluation_is_refused(fields: dict[str, Any], where: list[str]) -> None:
    """Blank texts, agencies that are not inspected and repeated agencies are refused."""
    with pytest.raises(InvalidRecordError) as caught:
        JointEvaluation(child="A1", **fields)
    assert [fault.where for fault in caught.value.faults] == where


def test_a_blank_child_identifier_is_refused() -> None:
    """A blank child identifier is refused, and the error cites the paragraphs."""
    with pytest.raises(InvalidRecordError, match="paras 39, 46"):
        JointEvaluation(child=" ")


@pytest.mark.parametrize("seed", ["0", "1", "2"])
def test_representations_do_not_depend_on_the_hash_seed(seed: str) -> None:
    """Agencies are printed in the same order whatever the hash seed."""
    code = (
        "import jtai\n"
        "two = {'schools', 'police force', 'health partners'}\n"
        "print(jtai.inspection.JointEvaluation(child='a', agencies=two))\n"
        "print(jtai.Finding(text='a', esn=[23], kind='strength', agencies=two))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    in_order = "{<Agency.POLICE: 'police force'>, <Agency.HEALTH: 'health partners'>, "
    assert done.stdout.count(f"agencies={in_order}<Agency.SCHOOLS: 'schools'>}}") == 2
    assert "own=None" in done.stdout
