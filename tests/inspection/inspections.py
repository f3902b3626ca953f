"""Inspections with synthetic children, shared by the tests."""

from __future__ import annotations

from datetime import date, datetime

from jtai.children.mental_health import CamhsStatus, MentalHealth
from jtai.children.records import Child, Plan
from jtai.core.answers import Answer
from jtai.core.validation import LONDON
from jtai.guidance.terms import PlanKind
from jtai.inspection.inspection import Inspection
from jtai.timetable.timetable import Timetable
from tests.timetable.fixed_days import FIXED

NOTIFIED = date(2019, 9, 9)
TIMETABLE = Timetable.from_notification(NOTIFIED, milestones=FIXED)
IDS = ("A0", "A1", "A2", "A3", "A4")


def at(day: int, hour: int = 12, minute: int = 0) -> datetime:
    """Return this time in September 2019, in London."""
    return datetime(2019, 9, day, hour, minute, tzinfo=LONDON)


def fitting(
    name: str,
    *,
    born: date | None = date(2007, 5, 1),
    multi_agency: Answer = Answer.YES,
    recent_support: Answer = Answer.YES,
    receiving: Answer = Answer.UNKNOWN,
) -> Child:
    """Return a child that meets every check of a selection, unless the arguments prevent it."""
    return Child(
        id=name,
        date_of_birth=born,
        plans=(Plan(kind=PlanKind.CHILD_IN_NEED, start=date(2019, 1, 7)),),
        mental_health=MentalHealth(
            concern=Answer.YES,
            multi_agency=multi_agency,
            recent_support=recent_support,
            camhs=CamhsStatus(receiving=receiving),
        ),
    )


EMPTY = Inspection(local_area="Anywhere", timetable=TIMETABLE)
SELECTED = Inspection(
    local_area="Anywhere",
    timetable=TIMETABLE,
    children=tuple(map(fitting, IDS)),
    selected=IDS,
)
