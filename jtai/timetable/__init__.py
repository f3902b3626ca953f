"""Working days, milestone dates, and the timetable of an inspection.

Modules, each importing only from those before it: `ages`, `bank_holidays`, `working_days`,
`milestone_dates`, `parties`, `statement`, `explanation`, `milestone`, `comparison`, `assumptions`,
`timetable`, `selected`, `year_plan`.

Public: timetables, milestones and comparisons, working calendars, ages and look-backs, the plan of
a year, and the deadline of a written statement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jtai.core import lazy

if TYPE_CHECKING:
    from jtai.timetable.ages import LeapBirthday as LeapBirthday
    from jtai.timetable.ages import Period as Period
    from jtai.timetable.ages import completed_years as completed_years
    from jtai.timetable.ages import lookback as lookback
    from jtai.timetable.assumptions import Assumption as Assumption
    from jtai.timetable.bank_holidays import Holiday as Holiday
    from jtai.timetable.comparison import Comparison as Comparison
    from jtai.timetable.comparison import Move as Move
    from jtai.timetable.milestone import Milestone as Milestone
    from jtai.timetable.milestone_dates import Reading as Reading
    from jtai.timetable.milestone_dates import timetable_dates as timetable_dates
    from jtai.timetable.statement import StatementDeadline as StatementDeadline
    from jtai.timetable.statement import written_statement_due as written_statement_due
    from jtai.timetable.timetable import InspectionDate as InspectionDate
    from jtai.timetable.timetable import Timetable as Timetable
    from jtai.timetable.working_days import WorkingCalendar as WorkingCalendar
    from jtai.timetable.year_plan import PlannedMonday as PlannedMonday
    from jtai.timetable.year_plan import YearPlan as YearPlan
    from jtai.timetable.year_plan import plan_year as plan_year

# <public names: written by .ci/public_names.py>
_HOMES = {
    "Assumption": "jtai.timetable.assumptions",
    "Comparison": "jtai.timetable.comparison",
    "Holiday": "jtai.timetable.bank_holidays",
    "InspectionDate": "jtai.timetable.timetable",
    "LeapBirthday": "jtai.timetable.ages",
    "Milestone": "jtai.timetable.milestone",
    "Move": "jtai.timetable.comparison",
    "Period": "jtai.timetable.ages",
    "PlannedMonday": "jtai.timetable.year_plan",
    "Reading": "jtai.timetable.milestone_dates",
    "StatementDeadline": "jtai.timetable.statement",
    "Timetable": "jtai.timetable.timetable",
    "WorkingCalendar": "jtai.timetable.working_days",
    "YearPlan": "jtai.timetable.year_plan",
    "completed_years": "jtai.timetable.ages",
    "lookback": "jtai.timetable.ages",
    "plan_year": "jtai.timetable.year_plan",
    "timetable_dates": "jtai.timetable.milestone_dates",
    "written_statement_due": "jtai.timetable.statement",
}
# </public names>
if not TYPE_CHECKING:  # so that type checkers know the names above and no others
    __getattr__, __dir__, __all__ = lazy.attach(__name__, _HOMES)
