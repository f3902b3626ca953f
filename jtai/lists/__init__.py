"""The child-level lists: their cells and rows, the rules that check them, and the children on them.

Modules, each importing only from those before it: `reading`, `cohort`, `rules`, `problem`,
`report_summary`, `report_text`, `report`, `checking`, `submission`, `parts`, `from_children`.

Public: submissions, typed rows, rules, reports, the cohort, and the types for writing a rule.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jtai.core import lazy

if TYPE_CHECKING:
    from jtai.lists.cohort.candidates import Candidates as Candidates
    from jtai.lists.cohort.cohort import Cohort as Cohort
    from jtai.lists.cohort.groups import Judged as Judged
    from jtai.lists.cohort.groups import MissingFields as MissingFields
    from jtai.lists.cohort.groups import ScopeGroups as ScopeGroups
    from jtai.lists.cohort.members import ContradictionKind as ContradictionKind
    from jtai.lists.cohort.members import ListContradiction as ListContradiction
    from jtai.lists.cohort.members import Member as Member
    from jtai.lists.from_children import LeftOut as LeftOut
    from jtai.lists.from_children import WrittenLists as WrittenLists
    from jtai.lists.from_children import lists_from as lists_from
    from jtai.lists.problem import NotChecked as NotChecked
    from jtai.lists.problem import Problem as Problem
    from jtai.lists.reading.cells import Unread as Unread
    from jtai.lists.reading.rows import AssessmentRow as AssessmentRow
    from jtai.lists.reading.rows import ChildInCareRow as ChildInCareRow
    from jtai.lists.reading.rows import ChildInNeedRow as ChildInNeedRow
    from jtai.lists.reading.rows import ChildProtectionRow as ChildProtectionRow
    from jtai.lists.reading.rows import ContactRow as ContactRow
    from jtai.lists.reading.rows import EnquiryRow as EnquiryRow
    from jtai.lists.reading.rows import ListRow as ListRow
    from jtai.lists.reading.rows import ReferralRow as ReferralRow
    from jtai.lists.reading.sheets import RawSheet as RawSheet
    from jtai.lists.reading.sheets import Remark as Remark
    from jtai.lists.reading.table import Cell as Cell
    from jtai.lists.reading.table import ListTable as ListTable
    from jtai.lists.reading.table import UnrecognisedColumn as UnrecognisedColumn
    from jtai.lists.reading.titles import Aliases as Aliases
    from jtai.lists.reading.titles import SheetNames as SheetNames
    from jtai.lists.reading.titles import known_titles as known_titles
    from jtai.lists.report import Report as Report
    from jtai.lists.rules.catalogue import LIST_RULES as LIST_RULES
    from jtai.lists.rules.rule import ListView as ListView
    from jtai.lists.rules.rule import ProblemAt as ProblemAt
    from jtai.lists.rules.rule import Rule as Rule
    from jtai.lists.rules.rule import Severity as Severity
    from jtai.lists.rules.rule import Span as Span
    from jtai.lists.rules.rule import UnknownAt as UnknownAt
    from jtai.lists.submission import Submission as Submission

# <public names: written by .ci/public_names.py>
_HOMES = {
    "Aliases": "jtai.lists.reading.titles",
    "AssessmentRow": "jtai.lists.reading.rows",
    "Candidates": "jtai.lists.cohort.candidates",
    "Cell": "jtai.lists.reading.table",
    "ChildInCareRow": "jtai.lists.reading.rows",
    "ChildInNeedRow": "jtai.lists.reading.rows",
    "ChildProtectionRow": "jtai.lists.reading.rows",
    "Cohort": "jtai.lists.cohort.cohort",
    "ContactRow": "jtai.lists.reading.rows",
    "ContradictionKind": "jtai.lists.cohort.members",
    "EnquiryRow": "jtai.lists.reading.rows",
    "Judged": "jtai.lists.cohort.groups",
    "LIST_RULES": "jtai.lists.rules.catalogue",
    "LeftOut": "jtai.lists.from_children",
    "ListContradiction": "jtai.lists.cohort.members",
    "ListRow": "jtai.lists.reading.rows",
    "ListTable": "jtai.lists.reading.table",
    "ListView": "jtai.lists.rules.rule",
    "Member": "jtai.lists.cohort.members",
    "MissingFields": "jtai.lists.cohort.groups",
    "NotChecked": "jtai.lists.problem",
    "Problem": "jtai.lists.problem",
    "ProblemAt": "jtai.lists.rules.rule",
    "RawSheet": "jtai.lists.reading.sheets",
    "ReferralRow": "jtai.lists.reading.rows",
    "Remark": "jtai.lists.reading.sheets",
    "Report": "jtai.lists.report",
    "Rule": "jtai.lists.rules.rule",
    "ScopeGroups": "jtai.lists.cohort.groups",
    "Severity": "jtai.lists.rules.rule",
    "SheetNames": "jtai.lists.reading.titles",
    "Span": "jtai.lists.rules.rule",
    "Submission": "jtai.lists.submission",
    "UnknownAt": "jtai.lists.rules.rule",
    "Unread": "jtai.lists.reading.cells",
    "UnrecognisedColumn": "jtai.lists.reading.table",
    "WrittenLists": "jtai.lists.from_children",
    "known_titles": "jtai.lists.reading.titles",
    "lists_from": "jtai.lists.from_children",
}
# </public names>
if not TYPE_CHECKING:  # so that type checkers know the names above and no others
    __getattr__, __dir__, __all__ = lazy.attach(__name__, _HOMES)
