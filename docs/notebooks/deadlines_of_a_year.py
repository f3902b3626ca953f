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
# # Deadlines of a year
#
# An area may be notified on almost any Monday. This notebook looks at one notification, at what a bank
# holiday changes, and at all Mondays of a year: which ones lead to an awkward fortnight?
#
# Before you run it, in the folder of a clone: `pip install ".[all]" jupyterlab`.

# %%
from datetime import date, datetime

import jtai
from jtai.core import LONDON

# %% [markdown]
# ## One notification
#
# Everything follows from the Monday of notification, which is day 0.

# %%
timetable = jtai.Timetable.from_notification(date(2027, 4, 12))
timetable

# %% [markdown]
# The last lines are what the timetable assumes. Every milestone explains its day:

# %%
print(timetable["joint_evaluations"].explain())

# %% [markdown]
# As a picture:

# %% alt="The milestones of the notification on 12 April 2027, a row for each party, along the days"
jtai.plot(timetable)

# %% [markdown]
# ## What is next?
#
# The library has no clock, so you pass the time. What agencies owe is overdue once its deadline has
# passed, until you say that it was done.

# %%
wednesday = datetime(2027, 4, 21, 9, 0, tzinfo=LONDON)
timetable.upcoming(wednesday)

# %%
done = {"child_lists", "meeting_details"}
timetable.overdue(wednesday, done=done)

# %% [markdown]
# ## When a bank holiday moves deadlines
#
# Two weeks later, the May bank holiday is in the fortnight. The guidance names days such as "Thursday,
# week two" and also counts working days, and does not say which takes precedence. Here are both
# readings, and what moves:

# %%
counted = jtai.Timetable.from_notification(date(2027, 4, 26))
named = jtai.Timetable.from_notification(
    date(2027, 4, 26), reading=jtai.Reading.NAMED_DAYS
)
counted.compare(named)

# %% [markdown]
# Ask the lead inspector which one applies. Until then, plan for the earlier day.

# %% alt="The milestones of the notification on 26 April 2027, with the bank holiday on 3 May marked"
jtai.plot(counted)

# %% [markdown]
# ## All Mondays of the year

# %%
plan = jtai.plan_year(2027)
plan

# %% alt="The Mondays of 2027: which can be notification days, and how many milestones move"
jtai.plot(plan)

# %% [markdown]
# As a data frame: on how many Mondays of each month is every milestone on its usual weekday?

# %%
frame = jtai.to_pandas(plan)
frame["month"] = frame["monday"].dt.month
calm = frame[frame["displaced"] == 0]
calm.groupby("month").size().rename("calm Mondays").to_frame()

# %% [markdown]
# ## A late bank holiday
#
# A holiday can be proclaimed late, as in September 2022. Add it, and see what moves:

# %%
before = jtai.WorkingCalendar.england().without({date(2022, 9, 19)})
first_issue = jtai.Timetable.from_notification(
    date(2022, 9, 5), calendar=before
)
first_issue.compare(jtai.Timetable.from_notification(date(2022, 9, 5)))

# %% [markdown]
# ## A calendar file
#
# Open the file in Outlook or another calendar. A later file with the same key replaces these events.

# %%
stamp = datetime(2027, 4, 12, 9, 30, tzinfo=LONDON)
file = jtai.to_ics(timetable, key="Anytown 2027", stamp=stamp, alarms=[1])
print(file.decode().count("BEGIN:VEVENT"), "events")
