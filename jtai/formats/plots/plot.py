"""Pictures: a timetable, a year, readiness and problems, for slides, notebooks and reports.

No plot shows a child. matplotlib is imported when one is drawn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jtai.core.validation import instance
from jtai.errors import InvalidValueError
from jtai.formats.plots.canvas import canvas, require_matplotlib
from jtai.formats.plots.readiness import draw_readiness
from jtai.formats.plots.report import draw_report
from jtai.formats.plots.timetable import draw_timetable
from jtai.formats.plots.year import draw_year
from jtai.inspection.readiness import Readiness
from jtai.lists.report import Report
from jtai.timetable.timetable import Timetable
from jtai.timetable.year_plan import YearPlan

if TYPE_CHECKING:
    from jtai.formats.plots.canvas import Axes


def plot(
    x: Timetable | YearPlan | Readiness | Report,
    *,
    ax: Axes | None = None,
    hide_small: bool = False,
) -> Axes:
    """Draw something with matplotlib.

    A timetable is a chart by who owes what to whom, along the days, with weekends and bank
    holidays; a plan of a year a planner with a tile for each Monday; a readiness a grid of
    milestones and agencies; a report a table of problems by rule and list, with bars. Where there
    is nothing to show, the picture says so in words.

    Without `ax` the picture is a new figure of pyplot, 13.3 by 7.5 inches, which notebooks and
    ``pyplot.show()`` show, as with pandas and seaborn; close it when many are made. With `ax`
    pyplot is not used at all. Texts grow and shrink with the size of the axes; the proportions of
    a slide suit them best. The style and the settings of the caller change nothing, and are not
    changed.

    Args:
        x: What to draw.
        ax: Empty axes to draw on, which share none with others: what is drawn sets their limits.
            Those of ``matplotlib.figure.Figure().add_subplot()`` will do.
        hide_small: For a report, whether to hide counts of 1 to 5 and every total. This alone
            does not make a plot fit for publication.

    Returns:
        The axes. Their texts and shapes have names (``get_gid()``), such as the key of a
        milestone.

    Raises:
        InvalidValueError: If there is no picture of it, `ax` is no plain, empty axes, or
            `hide_small` is not a bool.
        MissingExtraError: If matplotlib is not installed.

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
    instance(bool, hide_small, "hide_small", expected="True or False")
    if not isinstance(x, Timetable | YearPlan | Readiness | Report):
        raise InvalidValueError(
            f"there is no picture of that ({type(x).__name__})",
            where="x",
            expected="a timetable, a plan of a year, a readiness or a report",
        )
    paper = canvas(ax)
    if isinstance(x, Timetable):
        draw_timetable(paper, x)
    elif isinstance(x, YearPlan):
        draw_year(paper, x)
    elif isinstance(x, Readiness):
        draw_readiness(paper, x)
    else:
        draw_report(paper, x, hide_small=hide_small)
    return paper.ax
