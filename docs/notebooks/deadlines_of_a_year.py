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
# An area may be notified on almost any Monday. This notebook looks at one notification, at what a
# bank holiday does to it, and then at all Mondays of a year: which of them bring an awkward
# fortnight, and when should nobody be on leave?
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
# The last lines say what the timetable takes for granted. Every milestone knows why it falls on its
# day:

# %%
print(timetable["joint_evaluations"].explain())

# %% [markdown]
# The same as a picture:

# %% alt="The milestones of the notification on 12 April 2027, a row for each party, along the days"
jtai.plot(timetable)

# %% [markdown]
# ## What is next?
#
# The library has no clock, so the moment is yours to give. What agencies owe counts as
# overdue once it has passed, until you say that it was done.

# %%
wednesday = datetime(2027, 4, 21, 9, 0, tzinfo=LONDON)
timetable.upcoming(wednesday)

# %%
done = {"child_lists", "meeting_details"}
timetable.overdue(wednesday, done=done)

# %% [markdown]
# ## When a bank holiday moves deadlines
#
# Two weeks later, the first Monday of May lies in the fortnight. The guidance names days such as
# "Thursday, week two" and counts working days as well, and does not say which of them wins. Here are
# both readings, and what moves from one to the other:

# %%
counted = jtai.Timetable.from_notification(date(2027, 4, 26))
named = jtai.Timetable.from_notification(
    date(2027, 4, 26), reading=jtai.Reading.NAMED_DAYS
)
counted.compare(named)

# %% [markdown]
# Ask the lead inspector which of them is meant. Until then, the earlier day is the safe one.

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
# As a data frame, the plan answers the questions that come up in a meeting. How many Mondays of each
# month bring a timetable that keeps to the days which the guidance names?

# %%
frame = jtai.to_pandas(plan)
frame["month"] = frame["monday"].dt.month
calm = frame[frame["displaced"] == 0]
calm.groupby("month").size().rename("calm Mondays").to_frame()

# %% [markdown]
# ## A bank holiday that nobody knew of
#
# A holiday can be proclaimed late, as in September 2022. Say what has changed, and see what moves:

# %%
before = jtai.WorkingCalendar.england().without({date(2022, 9, 19)})
first_issue = jtai.Timetable.from_notification(
    date(2022, 9, 5), calendar=before
)
first_issue.compare(jtai.Timetable.from_notification(date(2022, 9, 5)))

# %% [markdown]
# ## Into everybody's calendar
#
# The file can be opened in Outlook and its like. A later issue replaces these events instead of
# adding to them, because the key stays the same.

# %%
stamp = datetime(2027, 4, 12, 9, 30, tzinfo=LONDON)
file = jtai.to_ics(timetable, key="Anytown 2027", stamp=stamp, alarms=[1])
print(file.decode().count("BEGIN:VEVENT"), "events")
