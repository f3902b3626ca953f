"""One inspection: selection, requests, meetings, readiness, tracking and findings.

Modules, each importing only from those before it: `engagement`, `facts`, `findings`,
`form_completeness`, `inspectorate_requests`, `joint_evaluation`, `requests`, `sampling`,
`selection`, `evidence`, `letter`, `preparedness`, `readiness`, `tracking`, `obligations`,
`inspection`.

Public: the records of what was agreed, sent, seen and found, and the results that follow from them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jtai.core import lazy

if TYPE_CHECKING:
    from jtai.inspection.engagement import Engagement as Engagement
    from jtai.inspection.engagement import EngagementResponse as EngagementResponse
    from jtai.inspection.engagement import Notice as Notice
    from jtai.inspection.engagement import Participant as Participant
    from jtai.inspection.evidence import AgencyEvidence as AgencyEvidence
    from jtai.inspection.evidence import CriteriaEvidence as CriteriaEvidence
    from jtai.inspection.evidence import CriterionEvidence as CriterionEvidence
    from jtai.inspection.evidence import criteria_evidence as criteria_evidence
    from jtai.inspection.facts import Meeting as Meeting
    from jtai.inspection.facts import MilestoneDone as MilestoneDone
    from jtai.inspection.findings import Finding as Finding
    from jtai.inspection.findings import FindingKind as FindingKind
    from jtai.inspection.findings import FindingSource as FindingSource
    from jtai.inspection.form_completeness import Completeness as Completeness
    from jtai.inspection.form_completeness import FormItem as FormItem
    from jtai.inspection.form_completeness import FormItemKind as FormItemKind
    from jtai.inspection.inspection import Inspection as Inspection
    from jtai.inspection.inspectorate_requests import InspectorateRequest as InspectorateRequest
    from jtai.inspection.joint_evaluation import AgencyEvaluation as AgencyEvaluation
    from jtai.inspection.joint_evaluation import JointEvaluation as JointEvaluation
    from jtai.inspection.letter import LetterOutline as LetterOutline
    from jtai.inspection.letter import LetterSection as LetterSection
    from jtai.inspection.letter import outline_letter as outline_letter
    from jtai.inspection.preparedness import Holding as Holding
    from jtai.inspection.preparedness import HoldingState as HoldingState
    from jtai.inspection.preparedness import Preparedness as Preparedness
    from jtai.inspection.preparedness import PreparednessRow as PreparednessRow
    from jtai.inspection.preparedness import area_preparedness as area_preparedness
    from jtai.inspection.readiness import Outstanding as Outstanding
    from jtai.inspection.readiness import Readiness as Readiness
    from jtai.inspection.readiness import ReadinessRow as ReadinessRow
    from jtai.inspection.readiness import ReadinessState as ReadinessState
    from jtai.inspection.requests import Request as Request
    from jtai.inspection.requests import RequestState as RequestState
    from jtai.inspection.sampling import Involvement as Involvement
    from jtai.inspection.sampling import SamplingRecord as SamplingRecord
    from jtai.inspection.selection import SelectionCheck as SelectionCheck
    from jtai.inspection.selection import SelectionReport as SelectionReport
    from jtai.inspection.selection import SelectionResult as SelectionResult
    from jtai.inspection.selection import check_selection as check_selection
    from jtai.inspection.tracking import PartAnswer as PartAnswer
    from jtai.inspection.tracking import Summary as Summary
    from jtai.inspection.tracking import TrackingRecord as TrackingRecord

# <public names: written by .ci/public_names.py>
_HOMES = {
    "AgencyEvaluation": "jtai.inspection.joint_evaluation",
    "AgencyEvidence": "jtai.inspection.evidence",
    "Completeness": "jtai.inspection.form_completeness",
    "CriteriaEvidence": "jtai.inspection.evidence",
    "CriterionEvidence": "jtai.inspection.evidence",
    "Engagement": "jtai.inspection.engagement",
    "EngagementResponse": "jtai.inspection.engagement",
    "Finding": "jtai.inspection.findings",
    "FindingKind": "jtai.inspection.findings",
    "FindingSource": "jtai.inspection.findings",
    "FormItem": "jtai.inspection.form_completeness",
    "FormItemKind": "jtai.inspection.form_completeness",
    "Holding": "jtai.inspection.preparedness",
    "HoldingState": "jtai.inspection.preparedness",
    "Inspection": "jtai.inspection.inspection",
    "InspectorateRequest": "jtai.inspection.inspectorate_requests",
    "Involvement": "jtai.inspection.sampling",
    "JointEvaluation": "jtai.inspection.joint_evaluation",
    "LetterOutline": "jtai.inspection.letter",
    "LetterSection": "jtai.inspection.letter",
    "Meeting": "jtai.inspection.facts",
    "MilestoneDone": "jtai.inspection.facts",
    "Notice": "jtai.inspection.engagement",
    "Outstanding": "jtai.inspection.readiness",
    "PartAnswer": "jtai.inspection.tracking",
    "Participant": "jtai.inspection.engagement",
    "Preparedness": "jtai.inspection.preparedness",
    "PreparednessRow": "jtai.inspection.preparedness",
    "Readiness": "jtai.inspection.readiness",
    "ReadinessRow": "jtai.inspection.readiness",
    "ReadinessState": "jtai.inspection.readiness",
    "Request": "jtai.inspection.requests",
    "RequestState": "jtai.inspection.requests",
    "SamplingRecord": "jtai.inspection.sampling",
    "SelectionCheck": "jtai.inspection.selection",
    "SelectionReport": "jtai.inspection.selection",
    "SelectionResult": "jtai.inspection.selection",
    "Summary": "jtai.inspection.tracking",
    "TrackingRecord": "jtai.inspection.tracking",
    "area_preparedness": "jtai.inspection.preparedness",
    "check_selection": "jtai.inspection.selection",
    "criteria_evidence": "jtai.inspection.evidence",
    "outline_letter": "jtai.inspection.letter",
}
# </public names>
if not TYPE_CHECKING:  # so that type checkers know the names above and no others
    __getattr__, __dir__, __all__ = lazy.attach(__name__, _HOMES)
