"""The guidance, place by place: what models it, or why nothing does, and what tests hold it.

Invariant: data only, in the library's own words; every paragraph once, then the footnotes and Annex
B. What is named here is broken by `proof`, and one of the tests beside it has to fail.
"""

from __future__ import annotations

from typing import Final

from conformance.places import Place, computed, dates, decided, recorded, rows, written

__all__ = ["ANNEX_B", "FOOTNOTES", "PARAGRAPHS"]


def _in(file: str, *names: str) -> tuple[str, ...]:
    return tuple(f"tests/{file}.py::test_{name}" for name in names)


_TABLE = _in("guidance/test_milestones", "the_table_is_the_published_one")
_AGENCIES = "guidance/test_agencies"
_DEFINITIONS = "guidance/test_definitions"
_LISTS = "guidance/test_lists"
_DIVE = _in("test_scope", "the_deep_dive_truth_table")
_DEEP_DIVE = _in(_DEFINITIONS, "deep_dive")
_ILL_HEALTH = _in("test_children", "every_level_of_identification_counts")
_FORM = _in("test_tracking", "the_form_has_five_header_fields_and_eleven_questions")
_SELECTED = _in("test_selection", "five_to_seven_children_are_selected")
_TEMPLATE = _in("formats/test_template", "a_template_has_every_list_and_its_titles")
_ROUND = _in("formats/test_list_writing", "what_is_written_reads_the_same")
_SOURCES = _in("test_findings", "every_source_is_cited")
_CITED_FORMS = _in("guidance/test_citations", "forms_and_the_front_door")
_LOOKBACKS = _in("guidance/test_citations", "lookbacks")
_READING = _in("formats/test_list_reading", "a_workbook_and_csv_give_the_same_problems")
_AIM = "an aim; the criteria (para 26) say what is evaluated"

PARAGRAPHS: Final = (
    Place(
        number=1,
        about="who inspects, and what the theme is",
        models=rows("agencies.INSPECTORATES", "definitions.DEEP_DIVE"),
        tests=_in(_AGENCIES, "inspectorates") + _DEEP_DIVE,
    ),
    Place(
        number=2,
        about="that children are tracked and sampled",
        left_out="says only that both happen",
    ),
    Place(
        number=3,
        about="tracking five to seven children from end to end",
        models=rows("definitions.TRACKED_CHILDREN")
        + decided("inspection.Inspection:selection_report"),
        tests=_in(_DEFINITIONS, "tracked_children")
        + _in("test_inspection", "nothing_shows_a_secret")
        + _SELECTED,
    ),
    Place(
        number=4,
        about="sampling points in the journeys of more children",
        models=recorded("findings.FindingSource:reference"),
        left_out="how to sample stands in the framework; a finding can name sampling as its source",
        tests=_SOURCES,
    ),
    Place(
        number=5,
        about="how many children have a mental disorder",
        models=rows("programme.PREVALENCE"),
        tests=_in("guidance/test_programme", "prevalence", "paragraphs"),
    ),
    Place(
        number=6,
        about="how many were seen by specialist services",
        models=rows("programme.PREVALENCE"),
        tests=_in("guidance/test_programme", "prevalence", "paragraphs"),
    ),
    Place(
        number=7,
        about="how early problems begin",
        models=rows("programme.PREVALENCE"),
        tests=_in("guidance/test_programme", "prevalence", "paragraphs"),
    ),
    Place(
        number=8,
        about="the deep dive: plans, and ages 10 to 15",
        models=rows("definitions.DEEP_DIVE") + decided("scope.deep_dive"),
        tests=_DEEP_DIVE + _DIVE,
    ),
    Place(number=9, about="agencies that work together, early help, delays", left_out=_AIM),
    Place(number=10, about="good practice", left_out=_AIM),
    Place(number=11, about="leaders who know local need and commission for it", left_out=_AIM),
    Place(
        number=12,
        about="from when mental ill health is in scope",
        models=rows("definitions.IDENTIFICATION_LEVELS")
        + decided("children.MentalHealth:ill_health"),
        tests=_in(_DEFINITIONS, "identification") + _ILL_HEALTH,
    ),
    Place(
        number=13,
        about="what a formal diagnosis takes",
        models=rows("definitions.IDENTIFICATION_LEVELS")
        + recorded("children.MentalHealth:identification"),
        left_out="whether there is a diagnosis is for clinicians",
        tests=_in(_DEFINITIONS, "identification") + _ILL_HEALTH,
    ),
    Place(
        number=14,
        about="classifications of disorders",
        models=rows("definitions.CLASSIFICATIONS"),
        tests=_in(_DEFINITIONS, "classifications"),
    ),
    Place(
        number=15,
        about="forms of mental ill health",
        models=rows("definitions.DISORDER_GROUPS", "definitions.FORMS_OF_ILL_HEALTH")
        + recorded("children.MentalHealth:forms"),
        tests=_in(_DEFINITIONS, "forms")
        + _CITED_FORMS
        + _in("test_children", "plain_values_make_a_child"),
    ),
    Place(
        number=16,
        about="several disorders at once, and self-harm",
        models=rows("definitions.RELATED_CONDITIONS") + decided("children.MentalHealth:ill_health"),
        tests=_in(_DEFINITIONS, "self_harm_and_childhood_disorders") + _ILL_HEALTH,
    ),
    Place(
        number=17,
        about="childhood disorders that are no mental ill health",
        models=rows("definitions.RELATED_CONDITIONS") + decided("children.MentalHealth:ill_health"),
        tests=_in(_DEFINITIONS, "self_harm_and_childhood_disorders")
        + _in("test_children", "childhood_disorders_are_no_mental_ill_health"),
    ),
    Place(
        number=18,
        about="what such inspections look at in every theme",
        models=rows("agencies.AGENCIES"),
        left_out="names of arrangements, which the framework defines, but for the partners",
        tests=_in(_AGENCIES, "agencies", "agencies_covered_are_notified"),
    ),
    Place(
        number=19,
        about="scope at the front door",
        models=rows("definitions.FRONT_DOOR", "definitions.FRONT_DOOR_SAMPLE")
        + decided("scope.front_door_sample"),
        tests=_in(_DEFINITIONS, "front_door_sample")
        + _CITED_FORMS
        + _in("test_scope", "the_front_door_sample_has_two_categories"),
    ),
    Place(
        number=20,
        about="what is expected of staff at the front line",
        left_out="a matter of judgement; ESN 23 asks about it",
    ),
    Place(
        number=21,
        about="the deep dive: child in need, child protection plan, care",
        models=rows("definitions.DEEP_DIVE", "definitions.PLAN_KINDS")
        + recorded("children.Plan")
        + decided("scope.deep_dive"),
        tests=_DEEP_DIVE
        + _in(_DEFINITIONS, "plan_kinds")
        + _in("test_children", "a_plan_holds_from_its_first_to_its_last_day")
        + _DIVE,
    ),
    Place(
        number=22,
        about="agencies outside the scope, and whose work HMI Probation looks at",
        models=rows("agencies.AGENCIES", "agencies.INSPECTORATES")
        + computed("guidance.criteria.criteria_for"),
        tests=_in(_AGENCIES, "probation_services_left_out", "agencies", "inspectorates")
        + _in("guidance/test_criteria", "criteria_for_agencies_left_out"),
    ),
    Place(
        number=23,
        about="notification ten working days before fieldwork, usually on a Monday",
        models=dates("notification", "fieldwork_start")
        + computed("timetable.Timetable:from_fieldwork"),
        tests=_TABLE + _in("test_timetable", "worked_examples"),
    ),
    Place(
        number=24,
        about="whom inspectors may also speak to",
        models=rows("meetings.STAFF_MEETINGS", "agencies.AGENCIES")
        + recorded("findings.FindingSource:reference"),
        left_out="whom inspectors usually speak to stands in the framework",
        tests=_in("guidance/test_meetings", "staff_meetings")
        + _in(_AGENCIES, "agencies")
        + _SOURCES,
    ),
    Place(
        number=25,
        about="schools of the tracked children",
        models=rows("meetings.SCHOOL_CONTACT", "agencies.AGENCIES")
        + recorded("findings.FindingSource:reference"),
        tests=_in("guidance/test_meetings", "schools") + _in(_AGENCIES, "agencies") + _SOURCES,
    ),
    Place(
        number=26,
        about="the nineteen criteria, ESN 23 to 41",
        models=rows("criteria.CRITERIA")
        + recorded("findings.Finding")
        + computed("criterion_coverage.coverage"),
        tests=_in("guidance/test_criteria", "numbers", "look_up_and_reference")
        + _in("test_findings", "the_numbers_are_23_to_41")
        + _in("test_criterion_coverage", "no_findings_leave_nineteen_gaps"),
    ),
    Place(
        number=27,
        about="what Annex A is for, and how to share information",
        left_out="an introduction; how to reach the online system is told by inspectors",
    ),
    Place(
        number=28,
        about="that children are selected from the lists",
        models=recorded("findings.FindingSource:reference")
        + decided("lists.submission.Submission:cohort", "lists.cohort.Cohort:candidates"),
        tests=_SOURCES
        + _in(
            "lists/test_cohort",
            "the_door_of_a_submission_leads_to_the_same",
            "candidates_are_in_scope_and_fit",
        ),
    ),
    Place(
        number=29,
        about="notification at nine on Monday, with the request for information",
        models=dates("notification", "fieldwork_start"),
        tests=_TABLE,
    ),
    Place(
        number=30,
        about="who works together on the selection of cases",
        models=dates("child_lists") + rows("agencies.AGENCIES"),
        tests=_in("guidance/test_milestones", "who_owes_what_to_whom")
        + _TABLE
        + _in(_AGENCIES, "own_parties", "agencies_covered_are_notified"),
    ),
    Place(
        number=31,
        about="that lists may need what professionals know",
        left_out="advice on working",
    ),
    Place(
        number=32,
        about="lists 6, 7 and 8 by nine on Thursday, week one; six months",
        models=dates("child_lists")
        + rows(
            "lists.CHILD_LISTS",
            "definitions.PLAN_KINDS",
            "milestones.LOOKBACKS",
            "agencies.AGENCIES",
        )
        + decided("scope.on_list"),
        tests=_TABLE
        + _in(_LISTS, "periods", "milestones")
        + _in(_DEFINITIONS, "plan_kinds")
        + _in("guidance/test_milestones", "lookbacks_and_statement_are_cited")
        + _in(_AGENCIES, "agencies")
        + _in("test_scope", "each_plan_has_its_list_and_list_6_has_all"),
    ),
    Place(
        number=33,
        about="two gate fields for children aged 10 to 15",
        models=rows("lists.GATE_FIELDS", "codes.Y_N")
        + recorded("children.MentalHealth:concern", "children.MentalHealth:needs_support")
        + decided("scope.gate_fields_wanted"),
        tests=_in(_LISTS, "gate_fields")
        + _in("guidance/test_codes", "codes_as_published")
        + _in("test_children", "one_yes_opens_the_gate")
        + _in("test_scope", "gate_fields_are_wanted_for_ages_10_to_15_on_the_lists"),
    ),
    Place(
        number=34,
        about="eight further fields",
        models=rows("lists.FOLLOW_UP_FIELDS", "milestones.LOOKBACKS")
        + recorded("children.MentalHealth:recent_support", "children.CamhsStatus:pathway")
        + decided("scope.follow_up_fields_wanted"),
        tests=_in(_LISTS, "follow_up_fields")
        + _in("guidance/test_milestones", "lookbacks_and_statement_are_cited")
        + _in("test_children", "four_camhs_answers_mean_one_pathway")
        + _in("test_selection", "each_child_is_checked")
        + _in("test_scope", "the_eight_fields_follow_a_yes"),
    ),
    Place(
        number=35,
        about="the template for lists 6, 7 and 8",
        models=rows("columns.AUGUST_2019.lists")
        + written(
            "formats.template.write_template",
            "formats.list_reading.read_lists",
            "formats.list_writing.write_lists",
        ),
        tests=_in("guidance/test_columns", "columns_as_published") + _TEMPLATE + _READING + _ROUND,
    ),
    Place(
        number=36,
        about="local context from the director of children's services",
        models=dates("contextual_issues") + recorded("inspection.Inspection:with_contextual_issue"),
        left_out="taking it into account is for the lead inspector",
        tests=_TABLE + _in("test_inspection", "a_change_gives_a_new_value"),
    ),
    Place(
        number=37,
        about="selection by ten on Friday, week one, and a call before noon",
        models=dates("case_selection", "selection_call")
        + rows("definitions.TRACKED_CHILDREN")
        + decided("selection.check_selection"),
        left_out="reviewing cases on a recording system is for agencies",
        tests=_TABLE + _in(_DEFINITIONS, "tracked_children") + _SELECTED,
    ),
    Place(
        number=38,
        about="focus on the tracked children and the six months before",
        models=rows("milestones.LOOKBACKS") + computed("timetable.Timetable:lookback"),
        left_out="brothers and sisters, who are not evaluated in detail",
        tests=_in("guidance/test_milestones", "lookbacks_and_statement_are_cited")
        + _in("test_timetable", "lookbacks_say_what_they_look_back_from"),
    ),
    Place(
        number=39,
        about="case-file documents and joint evaluations in week two",
        models=dates("case_documents", "joint_evaluations"),
        tests=_TABLE,
    ),
    Place(
        number=40,
        about="meetings in the fieldwork week, by the end of Thursday, week one",
        models=dates("meeting_details", "fieldwork_end")
        + rows("meetings.MEETINGS")
        + recorded("inspection_record.Meeting"),
        tests=_TABLE
        + _in("guidance/test_meetings", "meetings")
        + _in("test_inspection_record", "the_time_of_a_meeting_is_englands"),
    ),
    Place(
        number=41,
        about="lists 1, 3, 4 and 5; six months",
        models=dates("activity_lists") + rows("lists.CHILD_LISTS", "milestones.LOOKBACKS"),
        tests=_TABLE
        + _in(_LISTS, "periods", "milestones")
        + _in("guidance/test_milestones", "lookbacks_and_statement_are_cited"),
    ),
    Place(
        number=42,
        about="which lists these are, and the extra field of list 4",
        models=rows("lists.CHILD_LISTS", "lists.ASSESSMENT_FIELD"),
        tests=_in(_LISTS, "lists_asked_for", "assessment_field"),
    ),
    Place(
        number=43,
        about="the template for lists 1, 3, 4 and 5",
        models=rows("columns.AUGUST_2019.lists")
        + written(
            "formats.template.write_template",
            "formats.list_reading.read_lists",
            "formats.list_writing.write_lists",
        ),
        tests=_in("guidance/test_columns", "columns_as_published") + _TEMPLATE + _READING + _ROUND,
    ),
    Place(
        number=44,
        about="case-file documents by the end of Tuesday, week two",
        models=dates("case_documents")
        + rows("case_documents.CASE_DOCUMENTS", "case_documents.CHRONOLOGY_EVENTS")
        + recorded("requests.Request")
        + decided("inspection.Inspection:readiness"),
        left_out="that copies are electronic",
        tests=_TABLE
        + _in("guidance/test_case_documents", "kinds", "conditions", "chronology_events")
        + _in("test_requests", "nine_documents_are_requested_for_a_child")
        + _in("test_readiness", "case_documents_are_owed_by_all_until_one_is_named"),
    ),
    Place(
        number=45,
        about="the Care Quality Commission's request on Friday, week two",
        models=dates("cqc_documents_request") + rows("agencies.INSPECTORATES"),
        left_out="which health agencies are asked, which the commission decides",
        tests=_TABLE + _in(_AGENCIES, "steps_of_their_own", "inspectorates"),
    ),
    Place(
        number=46,
        about="joint evaluations by the end of Thursday, week two; printed copies on arrival",
        models=dates("joint_evaluations", "printed_evaluations")
        + recorded(
            "joint_evaluation.JointEvaluation", "joint_evaluation.JointEvaluation:without_own"
        )
        + decided("joint_evaluation.JointEvaluation:received_by"),
        left_out="that evaluations are sent electronically",
        tests=_TABLE
        + _in(
            "test_joint_evaluation",
            "joint_evaluations_are_due_on_thursday_of_week_two",
            "own_evaluations_are_wanted_if_possible",
        ),
    ),
    Place(
        number=47,
        about="supporting information by the end of Tuesday, week two",
        models=dates("supporting_information") + decided("inspection.Inspection:readiness"),
        left_out="which examples are best is for the area; that they are sent electronically",
        tests=_TABLE + _in("test_readiness", "information_is_outstanding_until_it_is_sent"),
    ),
    Place(
        number=48,
        about="the 36 items of information",
        models=rows("information.INFORMATION_ITEMS", "milestones.LOOKBACKS", "agencies.AGENCIES")
        + recorded("requests.Request"),
        tests=_in("guidance/test_information", "numbers", "sections")
        + _in("guidance/test_milestones", "lookbacks_and_statement_are_cited")
        + _in(_AGENCIES, "agencies")
        + _in("test_requests", "the_thirty_five_documents_are_requested"),
    ),
    Place(
        number=49,
        about="talking with children, parents and carers is voluntary",
        models=recorded("engagement.Engagement") + decided("engagement.Engagement:must_tell"),
        left_out="leaflets, which inspectors hand out",
        tests=_in("test_engagement", "refusals_and_reasons_are_told"),
    ),
    Place(
        number=50,
        about="arrangements in writing by the end of week two",
        models=dates("engagement_arrangements") + decided("engagement.Engagement:to_do"),
        tests=_TABLE + _in("test_engagement", "what_is_to_do_follows_from_the_response"),
    ),
    Place(
        number=51,
        about="a practitioner explains, and the inspector checks understanding",
        models=recorded("engagement.Engagement") + decided("engagement.Engagement:may_proceed"),
        tests=_in("test_engagement", "a_talk_begins_when_it_is_agreed_explained_and_understood"),
    ),
)
"""The 51 paragraphs in order."""

_SOURCE_ONLY = "names a publication; nothing follows from it"

FOOTNOTES: Final = (
    Place(
        number=1,
        about="what living with mental ill health includes",
        models=rows("definitions.IDENTIFICATION_LEVELS")
        + decided("children.MentalHealth:ill_health"),
        tests=_in(_DEFINITIONS, "identification") + _ILL_HEALTH,
        part="footnote 1",
    ),
    Place(
        number=2,
        about="the plans that the focus is on",
        models=rows("definitions.DEEP_DIVE"),
        tests=_DEEP_DIVE,
        part="footnote",
    ),
    Place(number=3, about="the framework", left_out=_SOURCE_ONLY),
    Place(
        number=4,
        about="the source of the figures of para 5",
        left_out="stands with the figures as their source",
    ),
    Place(
        number=5,
        about="the source of the figures of para 6",
        left_out="stands with the figures as their source",
    ),
    Place(
        number=6,
        about="the source of the figure of para 7",
        left_out="stands with the figure as its source",
    ),
    Place(
        number=7,
        about="what the front door is",
        models=rows("definitions.FRONT_DOOR"),
        tests=_CITED_FORMS,
        part="footnote 7",
    ),
    *(
        Place(
            number=number,
            about=about,
            models=rows("criteria.CRITERIA"),
            tests=_in("guidance/test_criteria", "footnotes"),
            part=f"footnote {number}",
        )
        for number, about in (
            (8, "who counts as a professional (ESN 23)"),
            (10, "which thresholds are meant (ESN 25)"),
            (11, "which wider needs are meant (ESN 27)"),
            (12, "which leaders are meant (ESN 39)"),
        )
    ),
    Place(
        number=9,
        about="what evaluation schedule numbers are for",
        models=recorded("findings.Finding"),
        tests=_in("test_findings", "the_numbers_are_23_to_41"),
        part="footnote 9",
    ),
    Place(
        number=13,
        about="that the online system was assessed",
        left_out="the library shares nothing, online or otherwise",
    ),
    Place(number=14, about="the framework of lists 6, 7 and 8", left_out=_SOURCE_ONLY),
    Place(number=15, about="the framework of lists 1, 3, 4 and 5", left_out=_SOURCE_ONLY),
    Place(
        number=16,
        about="which multi-agency meetings have minutes to send",
        models=rows("case_documents.CASE_DOCUMENTS"),
        tests=_in("guidance/test_case_documents", "kinds", "conditions"),
        part="footnote 16",
    ),
    Place(
        number=17,
        about="that local plans may be those of a wider area (item 2.4)",
        left_out="stands in words with item 2.4; nothing is computed from it",
    ),
)
"""The 17 footnotes."""

ANNEX_B: Final = Place(
    number=0,
    about="the form for tracking a child: five fields and eleven questions",
    models=rows("questions.HEADER_FIELDS", "questions.QUESTIONS")
    + recorded("tracking.TrackingRecord")
    + decided("tracking.TrackingRecord:completeness"),
    tests=_in("guidance/test_questions", "header", "labels") + _FORM,
    part="Annex B",
)
"""Annex B. The overview at the end of Annex A repeats paragraphs, in a picture."""
