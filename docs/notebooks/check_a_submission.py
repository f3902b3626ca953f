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
# Are the lists fit to send? This notebook reads a workbook, finds the problems, corrects them and
# checks again. The children are synthetic, and the lists have four defects.
#
# Before you run it, in the folder of a clone: `pip install ".[all]" jupyterlab`.

# %%
from datetime import date
from pathlib import Path
from tempfile import mkdtemp

import jtai
from jtai.testing import synthetic_lists

folder = Path(mkdtemp())
defects = [
    "age-wrong",
    "impossible-date",
    "missing-gate",
    "camhs-contradiction",
]
jtai.write_lists(
    synthetic_lists(120, seed=7, defects=defects), folder / "area.xlsx"
)

# %% [markdown]
# ## Read it

# %%
lists = jtai.read_lists(folder / "area.xlsx")
lists

# %% [markdown]
# A list displays its columns: where each is, and how many cells are filled, blank or unreadable. Cells
# are not shown, because notebooks are often shared.

# %%
lists[7]

# %% [markdown]
# ## Check it
#
# Ages, and the six months before, are computed at the date that you pass.

# %%
report = lists.check(as_of=date(2019, 9, 9))
report

# %% [markdown]
# Below the problems is what could not be checked, and why: an unreadable date may hide more problems.
#
# ## Count the problems

# %%
problems = jtai.to_pandas(report)
counted = problems.groupby(["list", "rule"], observed=True).size()
counted.rename("problems").reset_index()

# %% [markdown]
# A picture is clearer when there are many problems. Here the same lists are checked for three months
# later, when many of the ages are wrong.

# %% alt="Problems by list and rule: the ages that differ as bars, small counts as c"
later = lists.check(as_of=date(2019, 12, 9))
jtai.plot(later)

# %% [markdown]
# ## See the cell
#
# The contents of a cell are shown only if you ask for them:

# %%
problem = next(one for one in report.problems if one.rule == "not-a-date")
print(problem.place, "-", problem.message)
print(repr(problem.value))

# %% [markdown]
# For the colleague who corrects the records, mark the cells in a copy of the workbook:

# %%
jtai.write_marked(lists, report, folder / "marked.xlsx")

# %% [markdown]
# ## Correct, and check again
#
# Here the correct lists are known. Otherwise, find the right answer in the child's record, and correct
# it there.

# %%
corrected = synthetic_lists(120, seed=7)
again = corrected.check(as_of=date(2019, 9, 9))
again

# %%
again.is_clear

# %% [markdown]
# Every rule ran on every row and reported nothing: the lists agree with each other, and nothing required
# is missing. No rule can say whether they are true.
#
# ## Who is in the deep dive?

# %%
cohort = corrected.cohort(as_of=date(2019, 9, 9))
cohort
