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
# finds the problems, corrects them and checks again. The data is synthetic: nobody in it exists, and
# it has four defects of the kind that real lists have.
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
# A list displays its columns: where each is, and how many cells are filled, blank or unreadable. No cell
# is shown, because notebooks are often shared.

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
# Below the problems is what could not be checked, with the reason. That does not count as passed: an
# unreadable date may hide more problems.
#
# ## Count the problems

# %%
problems = jtai.to_pandas(report)
counted = problems.groupby(["list", "rule"], observed=True).size()
counted.rename("problems").reset_index()

# %% [markdown]
# A picture shows more when there are many problems. Here are the same lists, checked as if they were
# sent three months later, when many of the ages are wrong.

# %% alt="Problems by list and rule: the ages that differ as bars, small counts as c"
later = lists.check(as_of=date(2019, 12, 9))
jtai.plot(later)

# %% [markdown]
# ## See the cell
#
# The contents of a cell are a child's data, and are shown only if you ask for them. Here is one problem
# of the synthetic data:

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
# Here the correct lists are known. In reality the right answer comes from the child's record, and is
# corrected there.

# %%
corrected = synthetic_lists(120, seed=7)
again = corrected.check(as_of=date(2019, 9, 9))
again

# %%
again.is_clear

# %% [markdown]
# Every rule ran on every row and reported nothing. That does not make the lists true. It means that they
# agree with each other, and that nothing required is missing.
#
# ## Who is in the deep dive?

# %%
cohort = corrected.cohort(as_of=date(2019, 9, 9))
cohort
