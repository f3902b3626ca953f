"""One inspection, from preparation to the outline of the letter. All data is synthetic.

Run it with ``python examples/inspection.py``.
"""

from datetime import date, datetime

import attrs

import jtai
from jtai import Agency, Answer, PlanKind
from jtai.core import LONDON
from jtai.inspection import EngagementResponse, FindingKind, Participant


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """Return a time in September 2019 in England."""
    return datetime(2019, 9, day, hour, minute, tzinfo=LONDON)


def heading(text: str) -> None:
    """Print a heading."""
    print(f"\n{text}\n{'=' * len(text)}")


heading("Before any notification: what does the area hold?")
prepared = jtai.inspection.area_preparedness(
    [
        jtai.inspection.Holding(
            item="1.4", agency=Agency.LOCAL_AUTHORITY, held=Answer.YES, latest=date(2019, 2, 1)
        ),
        jtai.inspection.Holding(item="4.6", agency=Agency.POLICE, held=Answer.NO),
        jtai.inspection.Holding(item="5.1", agency=Agency.YOT, held=Answer.YES, working_days=8),
    ],
    local_area="Exampleshire",
    as_of=date(2019, 9, 2),
    timetable=jtai.Timetable.from_notification(date(2019, 9, 9)),
)
for reason in prepared.assurance.reasons:
    print(f"{reason.answer}: {reason.text}")

heading("Monday, week one: notification")
timetable = jtai.Timetable.from_notification(date(2019, 9, 9))
inspection = jtai.Inspection(local_area="Exampleshire", timetable=timetable)
lists = timetable["child_lists"]
print(f"Lists 6, 7 and 8 are due {lists.when} on {lists.date:%a %d %b %Y}.")

heading("Thursday, week one: who is in the deep dive?")
in_need, protection, in_care = (
    PlanKind.CHILD_IN_NEED,
    PlanKind.CHILD_PROTECTION,
    PlanKind.LOOKED_AFTER,
)
known = jtai.MentalHealth(concern=Answer.YES, multi_agency=Answer.YES, recent_support=Answer.YES)
for name, born, kind, health in [
    ("SYN-01", date(2007, 5, 1), in_need, known),
    ("SYN-02", date(2005, 2, 11), protection, known),
    ("SYN-03", date(2003, 9, 9), in_care, known),  # turns sixteen today
    ("SYN-04", date(2008, 8, 30), in_care, attrs.evolve(known, recent_support=Answer.UNKNOWN)),
    ("SYN-05", date(2006, 12, 24), protection, known),
    ("SYN-06", date(2009, 9, 9), in_need, known),  # turns ten today
    ("SYN-07", date(2007, 3, 3), in_need, jtai.MentalHealth()),
]:
    plan = jtai.Plan(kind=kind, start=date(2019, 1, 7))
    child = jtai.Child(id=name, date_of_birth=born, plans=(plan,), mental_health=health)
    inspection = inspection.with_child(child)
    decision = jtai.deep_dive(child, as_of=timetable.notification)
    print(name, decision.answer, *decision.missing)

heading("Friday, week one: five children are selected")
inspection = inspection.with_selection(["SYN-01", "SYN-02", "SYN-04", "SYN-05", "SYN-06"])
print(inspection.selection_report())

heading("Week two: what is outstanding?")
inspection = inspection.with_done("child_lists", at(12, 8, 40)).with_requests()
of_child = inspection.requests_of(child="SYN-01")
print(f"{len(inspection.requests)} requests, {len(of_child)} about each child")

# The police have sent all but one item, which they do not hold.
for request in inspection.requests_of(agency=Agency.POLICE):
    answered = attrs.evolve(
        request, state=jtai.inspection.RequestState.SENT, sent_on=date(2019, 9, 17)
    )
    if request.item == "4.6":
        answered = attrs.evolve(
            request,
            state=jtai.inspection.RequestState.NOT_HELD,
            reason="no problem profile was made",
        )
    inspection = inspection.with_request(answered)

readiness = inspection.readiness(as_of=at(18, 9))
for row in readiness.rows:
    if row.key == "supporting_information":
        print(f"{row.agency}: {row.state}, {len(row.outstanding)} outstanding")

heading("Friday, week two: may inspectors talk to them?")
for name, response in [
    ("SYN-01", EngagementResponse.AGREED),
    ("SYN-02", EngagementResponse.DECLINED),
]:
    talk = jtai.inspection.Engagement(
        child=name,
        participant=Participant.CHILD,
        response=response,
        asked_by="the child's social worker",
    )
    inspection = inspection.with_engagement(talk)
    print(f"{name}: {talk.response}; {talk.to_do(date(2019, 9, 20))}; proceed: {talk.may_proceed}")

heading("Fieldwork: the tracking record of one child")
record = jtai.TrackingRecord(
    inspector="A. Nobody",
    inspectorate=jtai.guidance.Inspectorate.CQC,
    case_number="CASE-01",
    age=12,
    individual_needs=(),
    evaluation_took_place=Answer.YES,
)
record = record.with_part("evaluation_accurate", "accurate", Answer.YES)
record = record.with_summary("referral_timely", "The referral came within days.")
record = record.with_part("risk_understood", "safe", Answer.YES)
print("Complete:", record.completeness.complete)
questions = [item for item in record.completeness.items if item.kind == "question"]
print("Open:", *(item.key for item in questions if item.open is Answer.YES))
print("Open if it applies:", *(item.key for item in questions if item.open is Answer.UNKNOWN))

heading("Findings and the outline of the letter")
findings = [
    jtai.Finding(
        text="Custody staff know whom to ask for advice at night.",
        esn=(34,),
        kind=FindingKind.STRENGTH,
        agencies=frozenset({Agency.POLICE}),
    ),
    jtai.Finding(
        text="Schools often refer late.",
        esn=(37, 24),
        kind=FindingKind.AREA_FOR_IMPROVEMENT,
        agencies=frozenset({Agency.SCHOOLS}),
    ),
    jtai.Finding(
        text="The plan was reviewed on time.", esn=(28,), kind=FindingKind.STRENGTH, child="SYN-01"
    ),
]
evidence = jtai.inspection.criteria_evidence(findings)
print(f"Criteria without a finding: {len(evidence.gaps)} of {len(evidence)}\n")
print(jtai.outline_letter(findings, local_area="Exampleshire"))
