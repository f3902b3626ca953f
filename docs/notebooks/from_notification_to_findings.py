# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # From notification to findings
#
# One synthetic inspection, week by week: who is in the deep dive, what each agency still owes, what is
# missing from a tracking record, and which criteria have findings.
#
# Before you run it, in the folder of a clone: `pip install ".[all]" jupyterlab`.

# %%
from datetime import date, datetime

import attrs

import jtai
from jtai import Agency, Answer, PlanKind
from jtai.core import LONDON
from jtai.inspection import (
    EngagementResponse,
    FindingKind,
    Participant,
    RequestState,
)

# %% [markdown]
# ## Monday, week one: notification
#
# Each change of an inspection returns a new one.

# %%
inspection = jtai.Inspection(
    local_area="Exampleshire",
    timetable=jtai.Timetable.from_notification(date(2019, 9, 9)),
)
notified = inspection.timetable.notification
inspection

# %% [markdown]
# ## Thursday, week one: who is in the deep dive?
#
# Aged 10 to 15, living with mental ill health, and on a plan. What nobody recorded is unknown, not no.

# %%
needs = jtai.MentalHealth(
    concern=Answer.YES, multi_agency=Answer.YES, recent_support=Answer.YES
)
children = [
    ("SYN-01", date(2007, 5, 1), PlanKind.CHILD_IN_NEED, needs),
    ("SYN-02", date(2005, 2, 11), PlanKind.CHILD_PROTECTION, needs),
    ("SYN-03", date(2003, 9, 9), PlanKind.LOOKED_AFTER, needs),
    ("SYN-04", date(2008, 8, 30), PlanKind.LOOKED_AFTER, needs),
    ("SYN-05", date(2006, 12, 24), PlanKind.CHILD_PROTECTION, needs),
    ("SYN-06", date(2009, 9, 9), PlanKind.CHILD_IN_NEED, needs),
    (
        "SYN-07",
        date(2007, 3, 3),
        PlanKind.CHILD_IN_NEED,
        jtai.MentalHealth(),
    ),
]
for name, born, kind, health in children:
    plan = jtai.Plan(kind=kind, start=date(2019, 1, 7))
    child = jtai.Child(
        id=name, date_of_birth=born, plans=(plan,), mental_health=health
    )
    inspection = inspection.with_child(child)
    print(name, jtai.deep_dive(child, as_of=notified).answer)

# %% [markdown]
# SYN-03 is sixteen today. Nobody has said whether there is a concern about SYN-07:

# %%
jtai.deep_dive(inspection.child("SYN-07"), as_of=notified)

# %% [markdown]
# A child is shown without anything that identifies it:

# %%
inspection.child("SYN-01")

# %% [markdown]
# ## Friday, week one: five children are selected

# %%
names = ["SYN-01", "SYN-02", "SYN-04", "SYN-05", "SYN-06"]
inspection = inspection.with_selection(names)
inspection.selection_report()

# %% [markdown]
# ## Week two: what is outstanding?
#
# The lists were sent in time, and so was everything from the police, except for one item that they do
# not hold.

# %%
thursday = datetime(2019, 9, 12, 8, 40, tzinfo=LONDON)
inspection = inspection.with_done("child_lists", thursday).with_requests()
sent = {"state": RequestState.SENT, "sent_on": date(2019, 9, 17)}
not_held = {"state": RequestState.NOT_HELD, "reason": "no profile was made"}
for request in inspection.requests_of(agency=Agency.POLICE):
    answer = not_held if request.item == "4.6" else sent
    inspection = inspection.with_request(attrs.evolve(request, **answer))

wednesday = datetime(2019, 9, 18, 9, 0, tzinfo=LONDON)
readiness = inspection.readiness(as_of=wednesday)
readiness.of_agency(Agency.POLICE)

# %% alt="For each agency and milestone, whether it is done, outstanding or overdue on 18 September"
jtai.plot(readiness)

# %% [markdown]
# Is the area ready? Each reason cites its paragraph:

# %%
readiness.assurance

# %% [markdown]
# ## Friday, week two: conversations with children and families
#
# Taking part is voluntary. Agencies tell the lead inspector who declined.

# %%
talk = jtai.inspection.Engagement(
    child="SYN-02",
    participant=Participant.CHILD,
    response=EngagementResponse.DECLINED,
    asked_by="the child's social worker",
)
inspection = inspection.with_engagement(talk)
print(talk.must_tell)
print("May an inspector talk with the child?", talk.may_proceed)

# %% [markdown]
# ## Fieldwork: a tracking record
#
# The questions are those of the form in Annex B.

# %%
record = jtai.TrackingRecord(
    inspector="A. Nobody",
    inspectorate=jtai.guidance.Inspectorate.CQC,
    case_number="CASE-01",
    age=12,
    individual_needs=(),
    evaluation_took_place=Answer.YES,
)
record = record.with_part("evaluation_accurate", "accurate", Answer.YES)
record = record.with_summary(
    "referral_timely", "The referral came within days."
)
record

# %% [markdown]
# ## Findings

# %%
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
]
jtai.inspection.criteria_evidence(findings)

# %% [markdown]
# The outline of the letter leaves out findings about one child:

# %%
print(jtai.outline_letter(findings, local_area="Exampleshire"))
