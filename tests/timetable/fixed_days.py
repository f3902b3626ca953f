"""The milestones of the guidance on fixed days, for tests of anything but those days.

If a milestone moves in `jtai.guidance.milestones`, these days stay as they are, so only tests that
state its published day fail.
"""

from __future__ import annotations

from datetime import time

import attrs

from jtai.guidance.entries.time_entries import MilestoneEntry, NamedDay, Qualifier
from jtai.guidance.milestones import MILESTONES

# Working day, weekday and week, time, qualifier.
_DAYS = {
    "notification": (0, "Monday, week one", time(9), "at"),
    "child_lists": (3, "Thursday, week one", time(9), "by"),
    "contextual_issues": (3, "Thursday, week one", time(9), "by"),
    "meeting_details": (3, "Thursday, week one", None, "end of day"),
    "activity_lists": (3, "Thursday, week one", None, "end of day"),
    "case_selection": (4, "Friday, week one", time(10), "by"),
    "selection_call": (4, "Friday, week one", time(12), "before"),
    "case_documents": (6, "Tuesday, week two", None, "end of day"),
    "supporting_information": (6, "Tuesday, week two", None, "end of day"),
    "joint_evaluations": (8, "Thursday, week two", None, "end of day"),
    "cqc_documents_request": (9, "Friday, week two", None, "on"),
    "engagement_arrangements": (9, "Friday, week two", None, "end of day"),
    "fieldwork_start": (10, "Monday, week three", None, "on"),
    "printed_documents": (10, "Monday, week three", None, "on arrival"),
    "fieldwork_end": (14, "Friday, week three", None, "end of day"),
}


def _on(key: str) -> MilestoneEntry:
    offset, day, at, qualifier = _DAYS[key]
    return attrs.evolve(
        _ENTRIES[key],
        offset=offset,
        named_day=NamedDay(day),
        time=at,
        qualifier=Qualifier(qualifier),
    )


_ENTRIES = {entry.key: entry for entry in MILESTONES}
FIXED = (
    *map(_on, _DAYS),
    *(entry for entry in MILESTONES if entry.key not in _DAYS),
)
