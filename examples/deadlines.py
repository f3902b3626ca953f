"""Deadlines of one inspection: what is due, why that day, and what a late bank holiday changes.

Run it with ``python examples/deadlines.py``.
"""

from datetime import date, datetime

import jtai
from jtai.core import LONDON

# An area was notified on Monday 5 September 2022.
monday = date(2022, 9, 5)

# The bank holiday for the state funeral on 19 September was not yet known.
known = jtai.WorkingCalendar.england().without(
    {date(2022, 9, 19): "proclaimed only on 9 September 2022"}
)
planned = jtai.Timetable.from_notification(monday, calendar=known)
print(planned)

# What is due next, on Wednesday afternoon?
now = datetime(2022, 9, 7, 15, tzinfo=LONDON)
due = planned.next_due(now)
if due is not None:
    print(f"\nNext: {due}\n\n{due.explain()}")

# Four days later, the bank holiday is proclaimed. Which milestones move?
actual = jtai.Timetable.from_notification(monday)
print(f"\n{planned.compare(actual)}")

# The six months before the inspection, with the day that is used for it.
period = actual.lookback(months=6)
print(f"\nLook back over {period}, up to {period.inspection_date}.")
