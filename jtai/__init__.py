"""Joint targeted area inspections on children's mental health in England, computable and cited.

The front door: the names that most programs need. Everything else is reached by its room's name,
such as `jtai.guidance.milestones`. Rooms are opened when one of their names is first asked for, so
that ``import jtai`` costs next to nothing.

Examples:
    >>> from datetime import date
    >>> import jtai
    >>> timetable = jtai.Timetable.from_notification(date(2019, 9, 9))
    >>> timetable["child_lists"].due.isoformat()
    '2019-09-12T09:00:00+01:00'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    # The rooms, re-exported by name.
    from jtai import ages as ages
    from jtai import bank_holidays as bank_holidays
    from jtai import citation as citation
    from jtai import comparison as comparison
    from jtai import dates as dates
    from jtai import edge as edge
    from jtai import errors as errors
    from jtai import explanation as explanation
    from jtai import guidance as guidance
    from jtai import milestone as milestone
    from jtai import milestone_dates as milestone_dates
    from jtai import planner as planner
    from jtai import statement as statement
    from jtai import tables as tables
    from jtai import timetable as timetable
    from jtai import working_days as working_days
    from jtai.ages import LeapBirthday, Period, completed_years, lookback
    from jtai.bank_holidays import Holiday
    from jtai.citation import Document, Reference
    from jtai.comparison import Comparison, Move
    from jtai.errors import (
        CalendarError,
        CoverageError,
        DateTypeError,
        Fault,
        InvalidValueError,
        JtaiError,
        NotificationError,
        UnknownKeyError,
    )
    from jtai.guidance.agencies import AGENCIES, INSPECTORATES
    from jtai.guidance.case_documents import CASE_DOCUMENTS
    from jtai.guidance.criteria import CRITERIA, criteria_for, criterion, find_criteria
    from jtai.guidance.information import INFORMATION_ITEMS, information_item
    from jtai.guidance.milestones import MILESTONES
    from jtai.guidance.parties import Party
    from jtai.guidance.questions import QUESTIONS
    from jtai.guidance.rows import MilestoneRow, NamedDay, Qualifier
    from jtai.guidance.terms import Agency, Identification, Inspectorate, PlanKind
    from jtai.milestone import Milestone, Schedule
    from jtai.milestone_dates import Reading, timetable_dates
    from jtai.planner import PlannedMonday, YearPlan, plan_year
    from jtai.statement import StatementDeadline, written_statement_due
    from jtai.timetable import Assumption, InspectionDate, Timetable
    from jtai.working_days import WorkingCalendar

__version__ = "0.1.0"

# In plain alphabetical order, as a reader looks names up.
__all__ = [  # noqa: RUF022
    "AGENCIES",
    "Agency",
    "Assumption",
    "CASE_DOCUMENTS",
    "CRITERIA",
    "CalendarError",
    "Comparison",
    "CoverageError",
    "DateTypeError",
    "Document",
    "Fault",
    "Holiday",
    "INFORMATION_ITEMS",
    "INSPECTORATES",
    "Identification",
    "InspectionDate",
    "Inspectorate",
    "InvalidValueError",
    "JtaiError",
    "LeapBirthday",
    "MILESTONES",
    "Milestone",
    "MilestoneRow",
    "Move",
    "NamedDay",
    "NotificationError",
    "Party",
    "Period",
    "PlanKind",
    "PlannedMonday",
    "QUESTIONS",
    "Qualifier",
    "Reading",
    "Reference",
    "Schedule",
    "StatementDeadline",
    "Timetable",
    "UnknownKeyError",
    "WorkingCalendar",
    "YearPlan",
    "__version__",
    "completed_years",
    "criteria_for",
    "criterion",
    "find_criteria",
    "information_item",
    "lookback",
    "plan_year",
    "timetable_dates",
    "written_statement_due",
]

# Where each name is at home. Rooms without a name here are opened by their own.
_ROOMS: Final = {
    "ages": ("LeapBirthday", "Period", "completed_years", "lookback"),
    "bank_holidays": ("Holiday",),
    "citation": ("Document", "Reference"),
    "comparison": ("Comparison", "Move"),
    "dates": (),
    "edge": (),
    "errors": (
        "CalendarError",
        "CoverageError",
        "DateTypeError",
        "Fault",
        "InvalidValueError",
        "JtaiError",
        "NotificationError",
        "UnknownKeyError",
    ),
    "explanation": (),
    "guidance": (),
    "guidance.agencies": ("AGENCIES", "INSPECTORATES"),
    "guidance.case_documents": ("CASE_DOCUMENTS",),
    "guidance.criteria": ("CRITERIA", "criteria_for", "criterion", "find_criteria"),
    "guidance.information": ("INFORMATION_ITEMS", "information_item"),
    "guidance.milestones": ("MILESTONES",),
    "guidance.parties": ("Party",),
    "guidance.questions": ("QUESTIONS",),
    "guidance.rows": ("MilestoneRow", "NamedDay", "Qualifier"),
    "guidance.terms": ("Agency", "Identification", "Inspectorate", "PlanKind"),
    "milestone": ("Milestone", "Schedule"),
    "milestone_dates": ("Reading", "timetable_dates"),
    "planner": ("PlannedMonday", "YearPlan", "plan_year"),
    "statement": ("StatementDeadline", "written_statement_due"),
    "tables": (),
    "timetable": ("Assumption", "InspectionDate", "Timetable"),
    "working_days": ("WorkingCalendar",),
}
_HOMES: Final = {name: room for room, names in _ROOMS.items() for name in names}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    elif name in _ROOMS:
        value = import_module(f"{__name__}.{name}")
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__, *(room for room in _ROOMS if "." not in room)})
