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
    from jtai import answers as answers
    from jtai import bank_holidays as bank_holidays
    from jtai import children as children
    from jtai import citation as citation
    from jtai import comparison as comparison
    from jtai import completeness as completeness
    from jtai import conversion as conversion
    from jtai import criterion_coverage as criterion_coverage
    from jtai import dates as dates
    from jtai import dirt as dirt
    from jtai import display as display
    from jtai import edge as edge
    from jtai import engagement as engagement
    from jtai import errors as errors
    from jtai import explanation as explanation
    from jtai import fictitious as fictitious
    from jtai import findings as findings
    from jtai import formats as formats
    from jtai import guidance as guidance
    from jtai import inspection as inspection
    from jtai import inspection_record as inspection_record
    from jtai import joint_evaluation as joint_evaluation
    from jtai import letter as letter
    from jtai import lists as lists
    from jtai import milestone as milestone
    from jtai import milestone_dates as milestone_dates
    from jtai import planner as planner
    from jtai import pydantic_fields as pydantic_fields
    from jtai import readiness as readiness
    from jtai import records as records
    from jtai import requests as requests
    from jtai import schema as schema
    from jtai import scope as scope
    from jtai import selection as selection
    from jtai import small_numbers as small_numbers
    from jtai import statement as statement
    from jtai import tables as tables
    from jtai import testing as testing
    from jtai import timetable as timetable
    from jtai import tracking as tracking
    from jtai import working_days as working_days
    from jtai.ages import LeapBirthday, Period, completed_years, lookback
    from jtai.answers import Answer, Decision, Reason
    from jtai.bank_holidays import Holiday
    from jtai.children import CamhsPathway, CamhsStatus, Child, Contradiction, MentalHealth, Plan
    from jtai.citation import Document, Reference
    from jtai.comparison import Comparison, Move
    from jtai.criterion_coverage import Coverage, coverage
    from jtai.engagement import Engagement
    from jtai.errors import (
        CalendarError,
        CoverageError,
        DateTypeError,
        Fault,
        InvalidRecordError,
        InvalidValueError,
        JtaiError,
        LimitError,
        MissingExtraError,
        NotificationError,
        TargetError,
        UnknownKeyError,
        UnreadableFileError,
    )
    from jtai.findings import Finding, FindingKind
    from jtai.formats.csv import to_csv
    from jtai.formats.frame_reading import lists_from_frames
    from jtai.formats.html import to_html
    from jtai.formats.ical import to_ics
    from jtai.formats.json import from_json, json_schema, to_json
    from jtai.formats.list_reading import read_lists
    from jtai.formats.list_writing import write_lists
    from jtai.formats.marked import write_marked
    from jtai.formats.pandas_frames import to_pandas
    from jtai.formats.plot import plot
    from jtai.formats.polars_frames import to_polars
    from jtai.formats.template import write_template
    from jtai.formats.timetable_workbook import write_timetable
    from jtai.guidance.agencies import AGENCIES, INSPECTORATES
    from jtai.guidance.case_documents import CASE_DOCUMENTS
    from jtai.guidance.criteria import CRITERIA, criteria_for, criterion, find_criteria
    from jtai.guidance.information import INFORMATION_ITEMS, information_item
    from jtai.guidance.milestones import MILESTONES
    from jtai.guidance.parties import Party
    from jtai.guidance.questions import QUESTIONS
    from jtai.guidance.rows import MilestoneRow, NamedDay, Qualifier
    from jtai.guidance.terms import (
        Agency,
        FormOfIllHealth,
        Identification,
        Inspectorate,
        MeetingKind,
        PlanKind,
        RelatedCondition,
    )
    from jtai.inspection import Inspection
    from jtai.inspection_record import Meeting
    from jtai.joint_evaluation import JointEvaluation
    from jtai.letter import LetterOutline, outline_letter
    from jtai.lists.catalogue import LIST_RULES
    from jtai.lists.report import Problem, Report
    from jtai.lists.rule import Rule, Severity
    from jtai.lists.submission import Submission
    from jtai.milestone import Milestone, Schedule
    from jtai.milestone_dates import Reading, timetable_dates
    from jtai.planner import PlannedMonday, YearPlan, plan_year
    from jtai.readiness import Readiness
    from jtai.requests import Request, RequestState
    from jtai.scope import (
        deep_dive,
        follow_up_fields_wanted,
        front_door_sample,
        gate_fields_wanted,
        on_list,
    )
    from jtai.statement import StatementDeadline, written_statement_due
    from jtai.timetable import Assumption, InspectionDate, Timetable
    from jtai.tracking import TrackingRecord
    from jtai.working_days import WorkingCalendar

__version__ = "0.1.0"

# In plain alphabetical order, as a reader looks names up.
__all__ = [  # noqa: RUF022
    "AGENCIES",
    "Agency",
    "Answer",
    "Assumption",
    "CASE_DOCUMENTS",
    "CRITERIA",
    "CalendarError",
    "CamhsPathway",
    "CamhsStatus",
    "Child",
    "Comparison",
    "Contradiction",
    "Coverage",
    "CoverageError",
    "DateTypeError",
    "Decision",
    "Document",
    "Engagement",
    "Fault",
    "Finding",
    "FindingKind",
    "FormOfIllHealth",
    "Holiday",
    "INFORMATION_ITEMS",
    "INSPECTORATES",
    "Identification",
    "Inspection",
    "InspectionDate",
    "Inspectorate",
    "InvalidRecordError",
    "InvalidValueError",
    "JointEvaluation",
    "JtaiError",
    "LIST_RULES",
    "LeapBirthday",
    "LetterOutline",
    "LimitError",
    "MILESTONES",
    "Meeting",
    "MeetingKind",
    "MentalHealth",
    "Milestone",
    "MilestoneRow",
    "MissingExtraError",
    "Move",
    "NamedDay",
    "NotificationError",
    "Party",
    "Period",
    "Plan",
    "PlanKind",
    "PlannedMonday",
    "Problem",
    "QUESTIONS",
    "Qualifier",
    "Readiness",
    "Reading",
    "Reason",
    "Reference",
    "RelatedCondition",
    "Report",
    "Request",
    "RequestState",
    "Rule",
    "Schedule",
    "Severity",
    "StatementDeadline",
    "Submission",
    "TargetError",
    "Timetable",
    "TrackingRecord",
    "UnknownKeyError",
    "UnreadableFileError",
    "WorkingCalendar",
    "YearPlan",
    "__version__",
    "completed_years",
    "coverage",
    "criteria_for",
    "criterion",
    "deep_dive",
    "find_criteria",
    "follow_up_fields_wanted",
    "from_json",
    "front_door_sample",
    "gate_fields_wanted",
    "information_item",
    "json_schema",
    "lists_from_frames",
    "lookback",
    "on_list",
    "outline_letter",
    "plan_year",
    "plot",
    "read_lists",
    "timetable_dates",
    "to_csv",
    "to_html",
    "to_ics",
    "to_json",
    "to_pandas",
    "to_polars",
    "write_lists",
    "write_marked",
    "write_template",
    "write_timetable",
    "written_statement_due",
]

# Where each name is at home. Rooms without a name here are opened by their own.
_ROOMS: Final = {
    "ages": (
        "LeapBirthday",
        "Period",
        "completed_years",
        "lookback",
    ),
    "answers": (
        "Answer",
        "Decision",
        "Reason",
    ),
    "bank_holidays": ("Holiday",),
    "children": (
        "CamhsPathway",
        "CamhsStatus",
        "Child",
        "Contradiction",
        "MentalHealth",
        "Plan",
    ),
    "citation": (
        "Document",
        "Reference",
    ),
    "comparison": (
        "Comparison",
        "Move",
    ),
    "completeness": (),
    "conversion": (),
    "criterion_coverage": (
        "Coverage",
        "coverage",
    ),
    "dates": (),
    "dirt": (),
    "display": (),
    "edge": (),
    "engagement": ("Engagement",),
    "errors": (
        "CalendarError",
        "CoverageError",
        "DateTypeError",
        "Fault",
        "InvalidRecordError",
        "InvalidValueError",
        "JtaiError",
        "LimitError",
        "MissingExtraError",
        "NotificationError",
        "TargetError",
        "UnknownKeyError",
        "UnreadableFileError",
    ),
    "explanation": (),
    "fictitious": (),
    "findings": (
        "Finding",
        "FindingKind",
    ),
    "formats": (),
    "formats.csv": ("to_csv",),
    "formats.frame_reading": ("lists_from_frames",),
    "formats.html": ("to_html",),
    "formats.ical": ("to_ics",),
    "formats.json": (
        "from_json",
        "json_schema",
        "to_json",
    ),
    "formats.list_reading": ("read_lists",),
    "formats.list_writing": ("write_lists",),
    "formats.marked": ("write_marked",),
    "formats.pandas_frames": ("to_pandas",),
    "formats.plot": ("plot",),
    "formats.polars_frames": ("to_polars",),
    "formats.template": ("write_template",),
    "formats.timetable_workbook": ("write_timetable",),
    "guidance": (),
    "guidance.agencies": (
        "AGENCIES",
        "INSPECTORATES",
    ),
    "guidance.case_documents": ("CASE_DOCUMENTS",),
    "guidance.criteria": (
        "CRITERIA",
        "criteria_for",
        "criterion",
        "find_criteria",
    ),
    "guidance.information": (
        "INFORMATION_ITEMS",
        "information_item",
    ),
    "guidance.milestones": ("MILESTONES",),
    "guidance.parties": ("Party",),
    "guidance.questions": ("QUESTIONS",),
    "guidance.rows": (
        "MilestoneRow",
        "NamedDay",
        "Qualifier",
    ),
    "guidance.terms": (
        "Agency",
        "FormOfIllHealth",
        "Identification",
        "Inspectorate",
        "MeetingKind",
        "PlanKind",
        "RelatedCondition",
    ),
    "inspection": ("Inspection",),
    "inspection_record": ("Meeting",),
    "joint_evaluation": ("JointEvaluation",),
    "letter": (
        "LetterOutline",
        "outline_letter",
    ),
    "lists": (),
    "lists.catalogue": ("LIST_RULES",),
    "lists.report": (
        "Problem",
        "Report",
    ),
    "lists.rule": (
        "Rule",
        "Severity",
    ),
    "lists.submission": ("Submission",),
    "milestone": (
        "Milestone",
        "Schedule",
    ),
    "milestone_dates": (
        "Reading",
        "timetable_dates",
    ),
    "planner": (
        "PlannedMonday",
        "YearPlan",
        "plan_year",
    ),
    "pydantic_fields": (),
    "readiness": ("Readiness",),
    "records": (),
    "requests": (
        "Request",
        "RequestState",
    ),
    "schema": (),
    "scope": (
        "deep_dive",
        "follow_up_fields_wanted",
        "front_door_sample",
        "gate_fields_wanted",
        "on_list",
    ),
    "selection": (),
    "small_numbers": (),
    "statement": (
        "StatementDeadline",
        "written_statement_due",
    ),
    "tables": (),
    "testing": (),
    "timetable": (
        "Assumption",
        "InspectionDate",
        "Timetable",
    ),
    "tracking": ("TrackingRecord",),
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
