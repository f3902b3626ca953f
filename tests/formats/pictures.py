"""Helpers that inspect the axes of plots."""

from __future__ import annotations

from datetime import date, datetime
from itertools import combinations
from typing import Any

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.dates import date2num, num2date
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from matplotlib.transforms import Bbox

SLIDE = (13.3, 7.5)


def blank(width: float = SLIDE[0], height: float = SLIDE[1], *, dpi: float = 100) -> Axes:
    """Return empty axes on a figure that was created without pyplot."""
    return Figure(figsize=(width, height), dpi=dpi).add_subplot()


def texts(ax: Axes) -> dict[str, str]:
    """Return the named texts of a plot by their names, each on one line."""
    return {
        str(text.get_gid()): " ".join(text.get_text().split())
        for text in ax.texts
        if text.get_gid() is not None
    }


def every_word(ax: Axes) -> str:
    """Return all text of a plot, including its title."""
    return "\n".join([ax.get_title(loc="left"), *(text.get_text() for text in ax.texts)])


def tiles(ax: Axes) -> dict[str, Any]:
    """Return the named rectangles of a plot by their names."""
    return {
        str(patch.get_gid()): patch
        for patch in ax.patches
        if isinstance(patch, Rectangle) and patch.get_gid() is not None
    }


def marks(ax: Axes) -> dict[str, Any]:
    """Return the named lines of a plot by their names."""
    return {str(line.get_gid()): line for line in ax.lines if line.get_gid() is not None}


def boxes(ax: Axes) -> dict[Text, Bbox]:
    """Return the bounding box of each text as it is drawn on the figure."""
    figure = ax.figure
    assert isinstance(figure, Figure)
    canvas: Any = FigureCanvasAgg(figure)
    canvas.draw()
    renderer = canvas.get_renderer()
    title: Any = vars(ax)["_left_title"]
    return {
        text: text.get_window_extent(renderer)
        for text in (title, *ax.texts)
        if text.get_text().strip()
    }


def number_of(day: date) -> float:
    """Return a day as a date number of matplotlib."""
    to_number: Any = date2num
    return float(to_number(day))


def day_of(mark: Any) -> date:
    """Return the day at which a mark is drawn."""
    to_moment: Any = num2date
    moment: datetime = to_moment(mark.get_xdata()[0])
    return moment.date()


def misplaced_texts(ax: Axes) -> list[tuple[str, ...]]:
    """Return the pairs of texts that overlap, and the texts that are cut off.

    Both are measured on the drawn figure. An overlap of up to one pixel is ignored.
    """
    placed = boxes(ax)
    width, height = ax.figure.bbox.width, ax.figure.bbox.height
    found: list[tuple[str, ...]] = [
        (text.get_text(), "is cut off")
        for text, box in placed.items()
        if box.x0 < 0 or box.y0 < 0 or box.x1 > width or box.y1 > height
    ]
    found += [
        (one.get_text(), other.get_text())
        for (one, box), (other, other_box) in combinations(placed.items(), 2)
        if min(box.x1, other_box.x1) - max(box.x0, other_box.x0) > 1
        and min(box.y1, other_box.y1) - max(box.y0, other_box.y0) > 1
    ]
    return found


def contrast(one: Any, other: Any) -> float:
    """Return the contrast ratio of two colours as WCAG 2 defines it."""

    def luminance(colour: Any) -> float:
        parts = [
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
            for part in to_rgb(colour)
        ]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)
