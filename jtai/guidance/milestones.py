"""Every event and deadline that the guidance sets (paras 23, 29 to 42, 44 to 47, 49, 50).

This table is the only place that states an offset, a weekday or a clock time. To move a milestone,
change its entry. `jtai.timetable.milestone_dates` turns entries into dates.
"""

from __future__ import annotations

from datetime import time

from jtai.core.citation import STATEMENT_REGULATIONS, Reference
from jtai.core.notebook import Table
from jtai.guidance.entries.time_entries import (
    Basis,
    LookbackEntry,
    MilestoneEntry,
    NamedDay,
    Qualifier,
    StatementEntry,
)
from jtai.guidance.lookup import look_up
from jtai.guidance.parties import Party

_SELECTION_PARTNERS = (Party.CCG, Party.CAMHS, Party.YOT)


class _Milestones(Table[MilestoneEntry]):
    """A table with a short `repr`, which `help` shows wherever the table is a default."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<{self._counted}>"


def _milestones(*entries: MilestoneEntry) -> _Milestones:
    return _Milestones(entries)


MILESTONES: tuple[MilestoneEntry, ...] = _milestones(
    MilestoneEntry(
        key="notification",
        title="Notification of the inspection and request for Annex A information",
        offset=0,
        named_day=NamedDay.MONDAY_WEEK_ONE,
        basis=Basis.WORKING_DAYS,
        time=time(9),
        qualifier=Qualifier.AT,
        by=(Party.LEAD_INSPECTOR,),
        to=(Party.LOCAL_AGENCIES,),
        reference=Reference.para(29, 23),
    ),
    MilestoneEntry(
        key="child_lists",
        title="Child-level lists 6, 7 and 8 with the extra mental health fields",
        offset=3,
        named_day=NamedDay.THURSDAY_WEEK_ONE,
        time=time(9),
        qualifier=Qualifier.BY,
        by=(Party.LOCAL_AUTHORITY,),
        contributors=_SELECTION_PARTNERS,
        to=(Party.LEAD_INSPECTOR,),
        reference=Reference.para(32, 30, 33, 34, 35),
    ),
    MilestoneEntry(
        key="contextual_issues",
        title="Local context for the lead inspector to consider alongside lists 6, 7 and 8",
        offset=3,
        named_day=NamedDay.THURSDAY_WEEK_ONE,
        basis=Basis.NOT_STATED,
        time=time(9),
        qualifier=Qualifier.BY,
        by=(Party.DIRECTOR_OF_CHILDRENS_SERVICES,),
        to=(Party.LEAD_INSPECTOR,),
        optional=True,
        assumed=(
            "no day is stated for this; the director can raise it when lists 6, 7 and 8 are "
            "provided, so their deadline is used"
        ),
        reference=Reference.para(36),
    ),
    MilestoneEntry(
        key="meeting_details",
        title="Details of multi-agency meetings in the fieldwork week",
        offset=3,
        named_day=NamedDay.THURSDAY_WEEK_ONE,
        qualifier=Qualifier.END_OF_DAY,
        by=(Party.LOCAL_AGENCIES,),
        to=(Party.LEAD_INSPECTOR,),
        reference=Reference.para(40),
    ),
    MilestoneEntry(
        key="activity_lists",
        title="Child-level lists 1, 3, 4 and 5",
        offset=3,
        named_day=NamedDay.THURSDAY_WEEK_ONE,
        basis=Basis.NOT_STATED,
        qualifier=Qualifier.END_OF_DAY,
        by=(Party.LOCAL_AUTHORITY,),
        to=(Party.LEAD_INSPECTOR,),
        assumed=(
            "no deadline is stated for these lists, so the only deadline in their section, for the "
            "meeting details, is used"
        ),
        reference=Reference.para(41, 40, 42),
    ),
    MilestoneEntry(
        key="case_selection",
        title="Selection of five to seven children to evaluate jointly and to track",
        offset=4,
        named_day=NamedDay.FRIDAY_WEEK_ONE,
        time=time(10),
        qualifier=Qualifier.BY,
        by=(Party.LEAD_INSPECTOR,),
        to=(Party.LOCAL_AGENCIES,),
        reference=Reference.para(37),
    ),
    MilestoneEntry(
        key="selection_call",
        title="Telephone call to confirm the selection",
        offset=4,
        named_day=NamedDay.FRIDAY_WEEK_ONE,
        time=time(12),
        qualifier=Qualifier.BEFORE,
        by=(Party.LEAD_INSPECTOR,),
        to=(Party.LOCAL_AUTHORITY, *_SELECTION_PARTNERS),
        optional=True,
        reference=Reference.para(37),
    ),
    MilestoneEntry(
        key="case_documents",
        title="Case-file documents for each selected child",
        offset=6,
        named_day=NamedDay.TUESDAY_WEEK_TWO,
        qualifier=Qualifier.END_OF_DAY,
        by=(Party.LOCAL_AGENCIES,),
        to=(Party.LEAD_INSPECTOR,),
        reference=Reference.para(44, 39),
    ),
    MilestoneEntry(
        key="supporting_information",
        title="Information from each agency to support the inspection",
        offset=6,
        named_day=NamedDay.TUESDAY_WEEK_TWO,
        qualifier=Qualifier.END_OF_DAY,
        by=(Party.LOCAL_AGENCIES,),
        to=(Party.LEAD_INSPECTOR,),
        reference=Reference.para(47, 48),
    ),
    MilestoneEntry(
        key="joint_evaluations",
        title="Joint evaluations of the selected children and, if possible, each agency's own",
        offset=8,
        named_day=NamedDay.THURSDAY_WEEK_TWO,
        qualifier=Qualifier.END_OF_DAY,
        by=(Party.LOCAL_AGENCIES,),
        to=(Party.LEAD_INSPECTOR,),
        reference=Reference.para(46, 39),
    ),
    MilestoneEntry(
        key="cqc_documents_request",
        title="Request for health documents about the tracked children",
        offset=9,
        named_day=NamedDay.FRIDAY_WEEK_TWO,
        qualifier=Qualifier.ON,
        by=(Party.CQC,),
        to=(Party.HEALTH_AGENCIES,),
        reference=Reference.para(45),
    ),
    MilestoneEntry(
        key="engagement_arrangements",
        title="Written arrangements to talk to children and families, if the lead inspector asks",
        offset=9,
        named_day=NamedDay.FRIDAY_WEEK_TWO,
        basis=Basis.END_OF_WEEK,
        qualifier=Qualifier.END_OF_DAY,
        by=(Party.LOCAL_AGENCIES,),
        to=(Party.LEAD_INSPECTOR,),
        assumed=(
            "the guidance names no weekday, only the end of week two, or earlier if possible; the "
            "working-days reading counts nine working days, and the named-days reading uses the "
            "last working day of that week; from a Monday without bank holidays, these are the same"
        ),
        reference=Reference.para(50, 49),
    ),
    MilestoneEntry(
        key="fieldwork_start",
        title="Fieldwork begins",
        offset=10,
        named_day=NamedDay.MONDAY_WEEK_THREE,
        basis=Basis.WORKING_DAYS,
        qualifier=Qualifier.ON,
        by=(Party.INSPECTORS,),
        to=(Party.LOCAL_AGENCIES,),
        reference=Reference.para(23, 29),
    ),
    MilestoneEntry(
        key="printed_documents",
        title="Printed copies of documents about the evaluated children, on site",
        offset=10,
        named_day=NamedDay.MONDAY_WEEK_THREE,
        basis=Basis.WORKING_DAYS,
        qualifier=Qualifier.ON_ARRIVAL,
        by=(Party.LOCAL_AGENCIES,),
        to=(Party.INSPECTORS,),
        assumed=(
            "no day is stated, only that they are there when inspectors arrive on site; the first "
            "day of fieldwork is used"
        ),
        reference=Reference.para(46),
    ),
    MilestoneEntry(
        key="fieldwork_end",
        title="Fieldwork week ends",
        offset=14,
        named_day=NamedDay.FRIDAY_WEEK_THREE,
        basis=Basis.WORKING_DAYS,
        qualifier=Qualifier.END_OF_DAY,
        by=(Party.INSPECTORS,),
        to=(Party.LOCAL_AGENCIES,),
        assumed=(
            "the guidance mentions the fieldwork week but not its last day; in published "
            "inspections, it lasted five working days"
        ),
        reference=Reference.para(40),
    ),
)
"""The fifteen milestones in the order in which they fall due."""

LOOKBACKS: tuple[LookbackEntry, ...] = Table.of(
    LookbackEntry(
        months=6,
        asked_for=(
            "child-level lists, support for mental health, practice in focus, chronologies and "
            "practice audits"
        ),
        reference=Reference.para(32, 34, 38, 41, 44, 48),
    ),
    LookbackEntry(
        months=12,
        asked_for="minutes of the health and well-being board and of the safeguarding partners",
        reference=Reference.para(48, part="items 2.2 and 3.2"),
    ),
)
"""How far back the guidance looks."""

WRITTEN_STATEMENT = StatementEntry(
    working_days=70,
    title="Written statement of action",
    assumed=(
        "the source does not say whether the day of receipt counts; the next working day is "
        "treated as day 1"
    ),
    reference=Reference(
        document=STATEMENT_REGULATIONS, part="regulation 4 and its explanatory note"
    ),
)
"""The statement that an area must make if the report requires one."""

_BY_KEY = {entry.key: entry for entry in MILESTONES}


def milestone(key: str) -> MilestoneEntry:
    """Return the entry of a milestone (paras 23, 29 to 50); a `Timetable` has its dates.

    Args:
        key: The key of the milestone.

    Raises:
        UnknownKeyError: If there is no such milestone.

    Examples:
        >>> milestone("child_lists").offset
        3
    """
    return look_up(
        _BY_KEY,
        key,
        str,
        what="milestone",
        expected=f"one of {', '.join(_BY_KEY)}",
        reference=Reference.para(29),
    )
