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
# # Check a submission
#
# It is the evening before the lists are due. Are they fit to send? This notebook reads a workbook,
# finds what is wrong in it, mends it, and checks again. Nobody in it exists: the library makes up the
# area, with four slips of the kind that real lists have.
#
# Before you run it, in the folder of a clone: `pip install ".[all]" jupyterlab`.

# %%
from datetime import date
from pathlib import Path
from tempfile import mkdtemp

import jtai
from jtai.testing import synthetic_lists

folder = Path(mkdtemp())
slips = ["age-wrong", "impossible-date", "missing-gate", "camhs-contradiction"]
jtai.write_lists(synthetic_lists(120, seed=7, defects=slips), folder / "area.xlsx")

# %% [markdown]
# ## Read it

# %%
lists = jtai.read_lists(folder / "area.xlsx")
lists

# %% [markdown]
# One list is shown by its columns: where each is, how many cells are filled, blank, or hold something
# that could not be read. No cell is shown, as a notebook is passed on more easily than a workbook.

# %%
lists[7]

# %% [markdown]
# ## Check it
#
# Ages are taken, and six months counted back, at the day that you name.

# %%
report = lists.check(as_of=date(2019, 9, 9))
report

# %% [markdown]
# Below the problems stands what could not be checked, with the reason. That is no pass: a date that
# could not be read may hide more.
#
# ## Look at it from above

# %%
problems = jtai.to_pandas(report)
counted = problems.groupby(["list", "rule"], observed=True).size()
counted.rename("problems").reset_index()

# %% [markdown]
# A picture shows more where there is more to see. Lists grow old: here are these ones as if they
# were sent in three months later, when many of the ages in them are wrong.

# %% alt="Problems by list and rule: the ages that differ as bars, small counts as c"
later = lists.check(as_of=date(2019, 12, 9))
jtai.plot(later)

# %% [markdown]
# Pictures end up on slides. Small counts are hidden in them by default, and so is what would give
# them away.
#
# ## See the cell
#
# What stands in a cell is a child's data. It is shown only if you ask for it, here for one problem of
# made-up data:

# %%
problem = next(one for one in report.problems if one.rule == "not-a-date")
print(problem.place, "-", problem.message)
print(repr(problem.value))

# %% [markdown]
# For the colleague who mends the records, mark the cells in a copy of the workbook:

# %%
jtai.write_marked(lists, report, folder / "marked.xlsx")

# %% [markdown]
# ## Mend, and check again
#
# The slips were made on purpose, so that we know what belongs there. In life the right answer comes
# from the record of the child, and is corrected there.

# %%
mended = synthetic_lists(120, seed=7)
again = mended.check(as_of=date(2019, 9, 9))
again

# %%
again.is_clear

# %% [markdown]
# Every rule ran on everything and found nothing. That does not make the lists true. It means that
# they fit together, and that nothing that is asked for is missing.
#
# ## Who is in the deep dive?

# %%
cohort = mended.cohort(as_of=date(2019, 9, 9))
cohort
