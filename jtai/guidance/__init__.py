"""What the guidance and its workbook say, as tables of frozen entries in document order.

Modules, each importing only from those before it: `lookup`, `terms`, `parties`, `entries`,
`agencies`, `case_documents`, `codes`, `definitions`, `information`, `meetings`, `milestones`,
`programme`, `questions`, `lists`, `columns`, `criteria`, `wording`.

Public: the tables (in capitals), the classes of their entries, the vocabulary enumerations, and
functions that look entries up. `wording` attaches the official text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jtai.core import lazy

if TYPE_CHECKING:
    from jtai.guidance import wording as wording
    from jtai.guidance.agencies import AGENCIES as AGENCIES
    from jtai.guidance.agencies import INSPECTORATES as INSPECTORATES
    from jtai.guidance.agencies import LOCAL_AGENCIES as LOCAL_AGENCIES
    from jtai.guidance.case_documents import CASE_DOCUMENTS as CASE_DOCUMENTS
    from jtai.guidance.case_documents import CHRONOLOGY_EVENTS as CHRONOLOGY_EVENTS
    from jtai.guidance.codes import ABUSE_CATEGORY as ABUSE_CATEGORY
    from jtai.guidance.codes import CASE_STATUS as CASE_STATUS
    from jtai.guidance.codes import CATEGORY_OF_NEED as CATEGORY_OF_NEED
    from jtai.guidance.codes import CEASED_REASON as CEASED_REASON
    from jtai.guidance.codes import CLOSURE_REASON as CLOSURE_REASON
    from jtai.guidance.codes import ETHNICITY as ETHNICITY
    from jtai.guidance.codes import GENDER as GENDER
    from jtai.guidance.codes import LEGAL_STATUS as LEGAL_STATUS
    from jtai.guidance.codes import PERMANENCE_PLAN as PERMANENCE_PLAN
    from jtai.guidance.codes import PLACEMENT_AUTHORITY as PLACEMENT_AUTHORITY
    from jtai.guidance.codes import PLACEMENT_LOCATION as PLACEMENT_LOCATION
    from jtai.guidance.codes import PLACEMENT_PROVIDER as PLACEMENT_PROVIDER
    from jtai.guidance.codes import PLACEMENT_TYPE as PLACEMENT_TYPE
    from jtai.guidance.codes import PRIMARY_NEED as PRIMARY_NEED
    from jtai.guidance.codes import SOURCE as SOURCE
    from jtai.guidance.codes import Y_N as Y_N
    from jtai.guidance.codes import YES_NO as YES_NO
    from jtai.guidance.codes import YES_NO_UNKNOWN as YES_NO_UNKNOWN
    from jtai.guidance.columns import AUGUST_2019 as AUGUST_2019
    from jtai.guidance.criteria import CRITERIA as CRITERIA
    from jtai.guidance.criteria import criteria_for as criteria_for
    from jtai.guidance.criteria import criterion as criterion
    from jtai.guidance.criteria import find_criteria as find_criteria
    from jtai.guidance.definitions import CLASSIFICATIONS as CLASSIFICATIONS
    from jtai.guidance.definitions import DEEP_DIVE as DEEP_DIVE
    from jtai.guidance.definitions import DISORDER_GROUPS as DISORDER_GROUPS
    from jtai.guidance.definitions import FORMS_OF_ILL_HEALTH as FORMS_OF_ILL_HEALTH
    from jtai.guidance.definitions import FRONT_DOOR as FRONT_DOOR
    from jtai.guidance.definitions import FRONT_DOOR_SAMPLE as FRONT_DOOR_SAMPLE
    from jtai.guidance.definitions import IDENTIFICATION_LEVELS as IDENTIFICATION_LEVELS
    from jtai.guidance.definitions import PLAN_KINDS as PLAN_KINDS
    from jtai.guidance.definitions import RELATED_CONDITIONS as RELATED_CONDITIONS
    from jtai.guidance.definitions import TRACKED_CHILDREN as TRACKED_CHILDREN
    from jtai.guidance.entries.list_entries import CellKind as CellKind
    from jtai.guidance.entries.list_entries import Code as Code
    from jtai.guidance.entries.list_entries import CodeSet as CodeSet
    from jtai.guidance.entries.list_entries import ColumnEntry as ColumnEntry
    from jtai.guidance.entries.list_entries import ListEdition as ListEdition
    from jtai.guidance.entries.list_entries import ListLayout as ListLayout
    from jtai.guidance.entries.request_entries import CaseDocumentEntry as CaseDocumentEntry
    from jtai.guidance.entries.request_entries import ChildListEntry as ChildListEntry
    from jtai.guidance.entries.request_entries import ChronologyEventEntry as ChronologyEventEntry
    from jtai.guidance.entries.request_entries import CriterionEntry as CriterionEntry
    from jtai.guidance.entries.request_entries import FieldEntry as FieldEntry
    from jtai.guidance.entries.request_entries import FootnoteEntry as FootnoteEntry
    from jtai.guidance.entries.request_entries import HeaderFieldEntry as HeaderFieldEntry
    from jtai.guidance.entries.request_entries import InformationEntry as InformationEntry
    from jtai.guidance.entries.request_entries import MeetingEntry as MeetingEntry
    from jtai.guidance.entries.request_entries import QuestionEntry as QuestionEntry
    from jtai.guidance.entries.request_entries import QuestionPart as QuestionPart
    from jtai.guidance.entries.request_entries import StaffMeetingEntry as StaffMeetingEntry
    from jtai.guidance.entries.term_entries import AgencyEntry as AgencyEntry
    from jtai.guidance.entries.term_entries import ClassificationEntry as ClassificationEntry
    from jtai.guidance.entries.term_entries import DeepDiveEntry as DeepDiveEntry
    from jtai.guidance.entries.term_entries import DisorderGroupEntry as DisorderGroupEntry
    from jtai.guidance.entries.term_entries import FormEntry as FormEntry
    from jtai.guidance.entries.term_entries import FrontDoorEntry as FrontDoorEntry
    from jtai.guidance.entries.term_entries import FrontDoorSampleEntry as FrontDoorSampleEntry
    from jtai.guidance.entries.term_entries import IdentificationEntry as IdentificationEntry
    from jtai.guidance.entries.term_entries import InspectorateEntry as InspectorateEntry
    from jtai.guidance.entries.term_entries import PlanKindEntry as PlanKindEntry
    from jtai.guidance.entries.term_entries import PrevalenceEntry as PrevalenceEntry
    from jtai.guidance.entries.term_entries import ProgrammeEntry as ProgrammeEntry
    from jtai.guidance.entries.term_entries import RelatedConditionEntry as RelatedConditionEntry
    from jtai.guidance.entries.term_entries import TrackedChildrenEntry as TrackedChildrenEntry
    from jtai.guidance.entries.time_entries import Basis as Basis
    from jtai.guidance.entries.time_entries import LookbackEntry as LookbackEntry
    from jtai.guidance.entries.time_entries import MilestoneEntry as MilestoneEntry
    from jtai.guidance.entries.time_entries import NamedDay as NamedDay
    from jtai.guidance.entries.time_entries import Qualifier as Qualifier
    from jtai.guidance.entries.time_entries import StatementEntry as StatementEntry
    from jtai.guidance.information import INFORMATION_ITEMS as INFORMATION_ITEMS
    from jtai.guidance.information import information_item as information_item
    from jtai.guidance.lists import ASSESSMENT_FIELD as ASSESSMENT_FIELD
    from jtai.guidance.lists import CHILD_LISTS as CHILD_LISTS
    from jtai.guidance.lists import FOLLOW_UP_FIELDS as FOLLOW_UP_FIELDS
    from jtai.guidance.lists import GATE_FIELDS as GATE_FIELDS
    from jtai.guidance.meetings import MEETINGS as MEETINGS
    from jtai.guidance.meetings import SCHOOL_CONTACT as SCHOOL_CONTACT
    from jtai.guidance.meetings import STAFF_MEETINGS as STAFF_MEETINGS
    from jtai.guidance.milestones import LOOKBACKS as LOOKBACKS
    from jtai.guidance.milestones import MILESTONES as MILESTONES
    from jtai.guidance.milestones import WRITTEN_STATEMENT as WRITTEN_STATEMENT
    from jtai.guidance.milestones import milestone as milestone
    from jtai.guidance.parties import Party as Party
    from jtai.guidance.programme import PREVALENCE as PREVALENCE
    from jtai.guidance.programme import PROGRAMME as PROGRAMME
    from jtai.guidance.questions import HEADER_FIELDS as HEADER_FIELDS
    from jtai.guidance.questions import QUESTIONS as QUESTIONS
    from jtai.guidance.questions import question as question
    from jtai.guidance.terms import Agency as Agency
    from jtai.guidance.terms import Classification as Classification
    from jtai.guidance.terms import DisorderGroup as DisorderGroup
    from jtai.guidance.terms import DocumentCondition as DocumentCondition
    from jtai.guidance.terms import FormOfIllHealth as FormOfIllHealth
    from jtai.guidance.terms import Identification as Identification
    from jtai.guidance.terms import Inspectorate as Inspectorate
    from jtai.guidance.terms import MeetingKind as MeetingKind
    from jtai.guidance.terms import PlanKind as PlanKind
    from jtai.guidance.terms import QuestionSection as QuestionSection
    from jtai.guidance.terms import RelatedCondition as RelatedCondition
    from jtai.guidance.terms import Responsibility as Responsibility

# <public names: written by .ci/public_names.py>
_HOMES = {
    "ABUSE_CATEGORY": "jtai.guidance.codes",
    "AGENCIES": "jtai.guidance.agencies",
    "ASSESSMENT_FIELD": "jtai.guidance.lists",
    "AUGUST_2019": "jtai.guidance.columns",
    "Agency": "jtai.guidance.terms",
    "AgencyEntry": "jtai.guidance.entries.term_entries",
    "Basis": "jtai.guidance.entries.time_entries",
    "CASE_DOCUMENTS": "jtai.guidance.case_documents",
    "CASE_STATUS": "jtai.guidance.codes",
    "CATEGORY_OF_NEED": "jtai.guidance.codes",
    "CEASED_REASON": "jtai.guidance.codes",
    "CHILD_LISTS": "jtai.guidance.lists",
    "CHRONOLOGY_EVENTS": "jtai.guidance.case_documents",
    "CLASSIFICATIONS": "jtai.guidance.definitions",
    "CLOSURE_REASON": "jtai.guidance.codes",
    "CRITERIA": "jtai.guidance.criteria",
    "CaseDocumentEntry": "jtai.guidance.entries.request_entries",
    "CellKind": "jtai.guidance.entries.list_entries",
    "ChildListEntry": "jtai.guidance.entries.request_entries",
    "ChronologyEventEntry": "jtai.guidance.entries.request_entries",
    "Classification": "jtai.guidance.terms",
    "ClassificationEntry": "jtai.guidance.entries.term_entries",
    "Code": "jtai.guidance.entries.list_entries",
    "CodeSet": "jtai.guidance.entries.list_entries",
    "ColumnEntry": "jtai.guidance.entries.list_entries",
    "CriterionEntry": "jtai.guidance.entries.request_entries",
    "DEEP_DIVE": "jtai.guidance.definitions",
    "DISORDER_GROUPS": "jtai.guidance.definitions",
    "DeepDiveEntry": "jtai.guidance.entries.term_entries",
    "DisorderGroup": "jtai.guidance.terms",
    "DisorderGroupEntry": "jtai.guidance.entries.term_entries",
    "DocumentCondition": "jtai.guidance.terms",
    "ETHNICITY": "jtai.guidance.codes",
    "FOLLOW_UP_FIELDS": "jtai.guidance.lists",
    "FORMS_OF_ILL_HEALTH": "jtai.guidance.definitions",
    "FRONT_DOOR": "jtai.guidance.definitions",
    "FRONT_DOOR_SAMPLE": "jtai.guidance.definitions",
    "FieldEntry": "jtai.guidance.entries.request_entries",
    "FootnoteEntry": "jtai.guidance.entries.request_entries",
    "FormEntry": "jtai.guidance.entries.term_entries",
    "FormOfIllHealth": "jtai.guidance.terms",
    "FrontDoorEntry": "jtai.guidance.entries.term_entries",
    "FrontDoorSampleEntry": "jtai.guidance.entries.term_entries",
    "GATE_FIELDS": "jtai.guidance.lists",
    "GENDER": "jtai.guidance.codes",
    "HEADER_FIELDS": "jtai.guidance.questions",
    "HeaderFieldEntry": "jtai.guidance.entries.request_entries",
    "IDENTIFICATION_LEVELS": "jtai.guidance.definitions",
    "INFORMATION_ITEMS": "jtai.guidance.information",
    "INSPECTORATES": "jtai.guidance.agencies",
    "Identification": "jtai.guidance.terms",
    "IdentificationEntry": "jtai.guidance.entries.term_entries",
    "InformationEntry": "jtai.guidance.entries.request_entries",
    "Inspectorate": "jtai.guidance.terms",
    "InspectorateEntry": "jtai.guidance.entries.term_entries",
    "LEGAL_STATUS": "jtai.guidance.codes",
    "LOCAL_AGENCIES": "jtai.guidance.agencies",
    "LOOKBACKS": "jtai.guidance.milestones",
    "ListEdition": "jtai.guidance.entries.list_entries",
    "ListLayout": "jtai.guidance.entries.list_entries",
    "LookbackEntry": "jtai.guidance.entries.time_entries",
    "MEETINGS": "jtai.guidance.meetings",
    "MILESTONES": "jtai.guidance.milestones",
    "MeetingEntry": "jtai.guidance.entries.request_entries",
    "MeetingKind": "jtai.guidance.terms",
    "MilestoneEntry": "jtai.guidance.entries.time_entries",
    "NamedDay": "jtai.guidance.entries.time_entries",
    "PERMANENCE_PLAN": "jtai.guidance.codes",
    "PLACEMENT_AUTHORITY": "jtai.guidance.codes",
    "PLACEMENT_LOCATION": "jtai.guidance.codes",
    "PLACEMENT_PROVIDER": "jtai.guidance.codes",
    "PLACEMENT_TYPE": "jtai.guidance.codes",
    "PLAN_KINDS": "jtai.guidance.definitions",
    "PREVALENCE": "jtai.guidance.programme",
    "PRIMARY_NEED": "jtai.guidance.codes",
    "PROGRAMME": "jtai.guidance.programme",
    "Party": "jtai.guidance.parties",
    "PlanKind": "jtai.guidance.terms",
    "PlanKindEntry": "jtai.guidance.entries.term_entries",
    "PrevalenceEntry": "jtai.guidance.entries.term_entries",
    "ProgrammeEntry": "jtai.guidance.entries.term_entries",
    "QUESTIONS": "jtai.guidance.questions",
    "Qualifier": "jtai.guidance.entries.time_entries",
    "QuestionEntry": "jtai.guidance.entries.request_entries",
    "QuestionPart": "jtai.guidance.entries.request_entries",
    "QuestionSection": "jtai.guidance.terms",
    "RELATED_CONDITIONS": "jtai.guidance.definitions",
    "RelatedCondition": "jtai.guidance.terms",
    "RelatedConditionEntry": "jtai.guidance.entries.term_entries",
    "Responsibility": "jtai.guidance.terms",
    "SCHOOL_CONTACT": "jtai.guidance.meetings",
    "SOURCE": "jtai.guidance.codes",
    "STAFF_MEETINGS": "jtai.guidance.meetings",
    "StaffMeetingEntry": "jtai.guidance.entries.request_entries",
    "StatementEntry": "jtai.guidance.entries.time_entries",
    "TRACKED_CHILDREN": "jtai.guidance.definitions",
    "TrackedChildrenEntry": "jtai.guidance.entries.term_entries",
    "WRITTEN_STATEMENT": "jtai.guidance.milestones",
    "YES_NO": "jtai.guidance.codes",
    "YES_NO_UNKNOWN": "jtai.guidance.codes",
    "Y_N": "jtai.guidance.codes",
    "criteria_for": "jtai.guidance.criteria",
    "criterion": "jtai.guidance.criteria",
    "find_criteria": "jtai.guidance.criteria",
    "information_item": "jtai.guidance.information",
    "milestone": "jtai.guidance.milestones",
    "question": "jtai.guidance.questions",
    "wording": "jtai.guidance",
}
# </public names>
if not TYPE_CHECKING:  # so that type checkers know the names above and no others
    __getattr__, __dir__, __all__ = lazy.attach(__name__, _HOMES)
