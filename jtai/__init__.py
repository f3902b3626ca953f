"""Joint targeted area inspections on children's mental health in England, computable and cited.

The top level holds the names that most programs need. Packages, each importing only from those
before it: `core`, `errors`, `guidance`, `timetable`, `children`, `inspection`, `lists`, `formats`,
`testing`, `cli`. Public are `jtai.__all__` and the `__all__` of each package, and nothing else.
Nothing is imported until it is used, so that ``import jtai`` costs next to nothing.

Examples:
    >>> from datetime import date
    >>> import jtai
    >>> timetable = jtai.Timetable.from_notification(date(2019, 9, 9))
    >>> timetable["child_lists"].due.isoformat()
    '2019-09-12T09:00:00+01:00'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jtai.core import lazy

if TYPE_CHECKING:
    from jtai import children as children
    from jtai import core as core
    from jtai import errors as errors
    from jtai import formats as formats
    from jtai import guidance as guidance
    from jtai import inspection as inspection
    from jtai import lists as lists
    from jtai import testing as testing
    from jtai import timetable as timetable
    from jtai.children.front_door import front_door_sample as front_door_sample
    from jtai.children.mental_health import CamhsStatus as CamhsStatus
    from jtai.children.mental_health import MentalHealth as MentalHealth
    from jtai.children.records import Child as Child
    from jtai.children.records import Plan as Plan
    from jtai.children.scope import deep_dive as deep_dive
    from jtai.children.scope import follow_up_fields_wanted as follow_up_fields_wanted
    from jtai.children.scope import gate_fields_wanted as gate_fields_wanted
    from jtai.children.scope import on_list as on_list
    from jtai.core.answers import Answer as Answer
    from jtai.core.answers import Decision as Decision
    from jtai.core.citation import Reference as Reference
    from jtai.core.progress import Progress as Progress
    from jtai.errors import CoverageError as CoverageError
    from jtai.errors import JtaiError as JtaiError
    from jtai.formats.csv import to_csv as to_csv
    from jtai.formats.frames.pandas import to_pandas as to_pandas
    from jtai.formats.frames.polars import to_polars as to_polars
    from jtai.formats.frames.reading import lists_from_frames as lists_from_frames
    from jtai.formats.html import to_html as to_html
    from jtai.formats.ical import to_ics as to_ics
    from jtai.formats.json import from_json as from_json
    from jtai.formats.json import json_schema as json_schema
    from jtai.formats.json import to_json as to_json
    from jtai.formats.paper.workbook import write_timetable as write_timetable
    from jtai.formats.plots.plot import plot as plot
    from jtai.formats.reading.lists import read_lists as read_lists
    from jtai.formats.writing.lists import write_lists as write_lists
    from jtai.formats.writing.marked_copy import write_marked as write_marked
    from jtai.formats.writing.template import write_template as write_template
    from jtai.guidance.case_documents import CASE_DOCUMENTS as CASE_DOCUMENTS
    from jtai.guidance.criteria import CRITERIA as CRITERIA
    from jtai.guidance.criteria import criterion as criterion
    from jtai.guidance.information import INFORMATION_ITEMS as INFORMATION_ITEMS
    from jtai.guidance.information import information_item as information_item
    from jtai.guidance.milestones import MILESTONES as MILESTONES
    from jtai.guidance.parties import Party as Party
    from jtai.guidance.questions import QUESTIONS as QUESTIONS
    from jtai.guidance.terms import Agency as Agency
    from jtai.guidance.terms import PlanKind as PlanKind
    from jtai.inspection.findings import Finding as Finding
    from jtai.inspection.inspection import Inspection as Inspection
    from jtai.inspection.letter import outline_letter as outline_letter
    from jtai.inspection.readiness import Readiness as Readiness
    from jtai.inspection.tracking import TrackingRecord as TrackingRecord
    from jtai.lists.problem import Problem as Problem
    from jtai.lists.report import Report as Report
    from jtai.lists.rules.catalogue import LIST_RULES as LIST_RULES
    from jtai.lists.rules.rule import Rule as Rule
    from jtai.lists.rules.rule import Severity as Severity
    from jtai.lists.submission import Submission as Submission
    from jtai.timetable.ages import lookback as lookback
    from jtai.timetable.milestone import Milestone as Milestone
    from jtai.timetable.milestone_dates import Reading as Reading
    from jtai.timetable.milestone_dates import timetable_dates as timetable_dates
    from jtai.timetable.statement import written_statement_due as written_statement_due
    from jtai.timetable.timetable import Timetable as Timetable
    from jtai.timetable.working_days import WorkingCalendar as WorkingCalendar
    from jtai.timetable.year_plan import YearPlan as YearPlan
    from jtai.timetable.year_plan import plan_year as plan_year

__version__ = "0.1.0"

# <public names: written by .ci/public_names.py>
_HOMES = {
    "Agency": "jtai.guidance.terms",
    "Answer": "jtai.core.answers",
    "CASE_DOCUMENTS": "jtai.guidance.case_documents",
    "CRITERIA": "jtai.guidance.criteria",
    "CamhsStatus": "jtai.children.mental_health",
    "Child": "jtai.children.records",
    "CoverageError": "jtai.errors",
    "Decision": "jtai.core.answers",
    "Finding": "jtai.inspection.findings",
    "INFORMATION_ITEMS": "jtai.guidance.information",
    "Inspection": "jtai.inspection.inspection",
    "JtaiError": "jtai.errors",
    "LIST_RULES": "jtai.lists.rules.catalogue",
    "MILESTONES": "jtai.guidance.milestones",
    "MentalHealth": "jtai.children.mental_health",
    "Milestone": "jtai.timetable.milestone",
    "Party": "jtai.guidance.parties",
    "Plan": "jtai.children.records",
    "PlanKind": "jtai.guidance.terms",
    "Problem": "jtai.lists.problem",
    "Progress": "jtai.core.progress",
    "QUESTIONS": "jtai.guidance.questions",
    "Readiness": "jtai.inspection.readiness",
    "Reading": "jtai.timetable.milestone_dates",
    "Reference": "jtai.core.citation",
    "Report": "jtai.lists.report",
    "Rule": "jtai.lists.rules.rule",
    "Severity": "jtai.lists.rules.rule",
    "Submission": "jtai.lists.submission",
    "Timetable": "jtai.timetable.timetable",
    "TrackingRecord": "jtai.inspection.tracking",
    "WorkingCalendar": "jtai.timetable.working_days",
    "YearPlan": "jtai.timetable.year_plan",
    "children": "jtai",
    "core": "jtai",
    "criterion": "jtai.guidance.criteria",
    "deep_dive": "jtai.children.scope",
    "errors": "jtai",
    "follow_up_fields_wanted": "jtai.children.scope",
    "formats": "jtai",
    "from_json": "jtai.formats.json",
    "front_door_sample": "jtai.children.front_door",
    "gate_fields_wanted": "jtai.children.scope",
    "guidance": "jtai",
    "information_item": "jtai.guidance.information",
    "inspection": "jtai",
    "json_schema": "jtai.formats.json",
    "lists": "jtai",
    "lists_from_frames": "jtai.formats.frames.reading",
    "lookback": "jtai.timetable.ages",
    "on_list": "jtai.children.scope",
    "outline_letter": "jtai.inspection.letter",
    "plan_year": "jtai.timetable.year_plan",
    "plot": "jtai.formats.plots.plot",
    "read_lists": "jtai.formats.reading.lists",
    "testing": "jtai",
    "timetable": "jtai",
    "timetable_dates": "jtai.timetable.milestone_dates",
    "to_csv": "jtai.formats.csv",
    "to_html": "jtai.formats.html",
    "to_ics": "jtai.formats.ical",
    "to_json": "jtai.formats.json",
    "to_pandas": "jtai.formats.frames.pandas",
    "to_polars": "jtai.formats.frames.polars",
    "write_lists": "jtai.formats.writing.lists",
    "write_marked": "jtai.formats.writing.marked_copy",
    "write_template": "jtai.formats.writing.template",
    "write_timetable": "jtai.formats.paper.workbook",
    "written_statement_due": "jtai.timetable.statement",
}
# </public names>
if not TYPE_CHECKING:  # so that type checkers know the names above and no others
    __getattr__, __dir__, __all__ = lazy.attach(__name__, {**_HOMES, "__version__": __name__})
