"""Plots of a timetable, a year plan, readiness and problems, for slides, notebooks and reports.

No plot shows a child. matplotlib is imported when the first one is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from jtai.core.validation import flag, type_name
from jtai.errors import InvalidValueError
from jtai.formats.plots.canvas import canvas, require_matplotlib
from jtai.formats.plots.readiness import draw_readiness
from jtai.formats.plots.report import draw_report
from jtai.formats.plots.timetable import draw_timetable
from jtai.formats.plots.year import draw_year
from jtai.inspection.readiness import Readiness
from jtai.lists.report import Report
from jtai.timetable.selected import refuse_selection, selected
from jtai.timetable.timetable import Timetable
from jtai.timetable.year_plan import YearPlan

if TYPE_CHECKING:
    from jtai.formats.plots.canvas import Axes


def plot(
    x: Timetable | YearPlan | Readiness | Report,
    *,
    ax: Axes | None = None,
    hide_small: bool = False,
    only: Iterable[str] | None = None,
    provides: bool = False,
) -> Axes:
    """Draw a result with matplotlib, and return the axes.

    A timetable is a chart of who owes what to whom on which day, with weekends and bank holidays.
    A year plan is a planner with a tile for each Monday, readiness a grid of milestones and
    agencies, and a report a table of problems by rule and list, with bars. If there is nothing to
    show, the plot says so in words.

    Without `ax`, the plot is a new pyplot figure of 13.3 by 7.5 inches, which notebooks and
    ``pyplot.show()`` show, as with pandas and seaborn; close figures if you make many. With `ax`,
    pyplot is not used. Text scales with the axes, which look best in the proportions of a slide.
    The plot does not depend on matplotlib styles or settings, and does not change them.

    Args:
        x: The result to draw.
        ax: Empty axes to draw on, which do not share an axis with others, because the plot sets
            their limits. For example, ``matplotlib.figure.Figure().add_subplot()``.
        hide_small: For a report, whether to hide counts of 1 to 5 and every total. This alone
            does not make a plot fit for publication.
        only: For a timetable, draw only the milestones that concern these agencies or parties, or
            have these keys, as `jtai.Timetable.only` selects them. The title says so.
        provides: With `only`, whether to leave out what the agencies or parties only receive.

    Returns:
        The axes. Their texts and shapes have names (``get_gid()``), such as the key of a
        milestone.

    Raises:
        InvalidValueError: If there is no plot for `x`, `ax` is not suitable and empty,
            `hide_small` is not a bool, or `only` selects nothing or is not for a timetable.
        MissingExtraError: If matplotlib is not installed.
        UnknownKeyError: If a name in `only` is unknown.

    Examples:
        >>> import jtai
        >>> from matplotlib.figure import Figure
        >>> figure = Figure(figsize=(13.3, 7.5))
        >>> timetable = jtai.Timetable.from_notification(date(2020, 4, 6))
        >>> axes = plot(timetable, ax=figure.add_subplot())
        >>> axes.get_title(loc="left")
        'Timetable for notification on Monday 6 April 2020 (working-days, England)'
        >>> figure.savefig("timetable.svg")  # doctest: +SKIP
    """
    require_matplotlib()
    hide_small, provides = flag(hide_small, "hide_small"), flag(provides, "provides")
    if not isinstance(x, Timetable | YearPlan | Readiness | Report):
        raise InvalidValueError(
            f"{type_name(x)} cannot be plotted",
            where="x",
            expected="a Timetable, YearPlan, Readiness or Report",
        )
    if not isinstance(x, Timetable):
        refuse_selection(x, only, provides=provides)
    chosen = selected(x, only, provides=provides) if isinstance(x, Timetable) else None
    paper = canvas(ax)
    if isinstance(x, Timetable):
        draw_timetable(paper, x, chosen)
    elif isinstance(x, YearPlan):
        draw_year(paper, x)
    elif isinstance(x, Readiness):
        draw_readiness(paper, x)
    else:
        draw_report(paper, x, hide_small=hide_small)
    return paper.ax
