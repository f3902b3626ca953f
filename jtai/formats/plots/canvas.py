"""Drawing for every plot: colours, tiles, marks, lines, and text that fits its space.

Invariant: only this module imports matplotlib, and it has no knowledge of the subject. Colour is
never the only cue: what has a fill or a colour also has words, a pattern or a shape. Text has a
contrast of 4.5:1 with its background, lines and marks 3:1 (WCAG 2.2, https://www.w3.org/TR/WCAG22/).
Plots do not depend on the caller's styles and settings (`matplotlib.rcParams`) and never change
them, even temporarily, because they belong to the whole process and other threads may be drawing.
Every property is set explicitly instead.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

import attrs

from jtai.core.errors import extra
from jtai.errors import InvalidValueError

if TYPE_CHECKING:
    # Re-exported for the annotations of `plot`.
    from matplotlib.axes import Axes as Axes  # noqa: PLC0414
    from matplotlib.font_manager import FontProperties
    from matplotlib.text import Text

# Blue and vermilion can be distinguished with any kind of colour vision
# (https://jfly.uni-koeln.de/color/); in greyscale, words, shapes and patterns distinguish them.
PAPER: Final = "#ffffff"
INK: Final = "#1a1a1a"
QUIET: Final = "#595959"
"""For secondary text: 7:1 on white."""
ACCENT: Final = "#00558b"
ALARM: Final = "#a63c00"
FAINT: Final = "#8a8a8a"
"""For lines and outlines: 3.5:1 on white."""
BAND: Final = "#ebebeb"

_BODY: Final = 10.0
"""The size of text in points, on a slide."""
SMALL: Final = 9.0
_TITLE: Final = 13.5
_FONT: Final = "DejaVu Sans"  # comes with matplotlib
_LEADING: Final = 1.08
_MEASURED: Final = 100
_ROOM: Final = 0.98
"""The share of a width that text may take, as letters are drawn on whole pixels."""

_SLIDE: Final = (13.3, 7.5)
# The position of the axes in a new figure: left, right, bottom, top.
_BOX: Final = (0.016, 0.984, 0.02, 0.932)
_POINTS: Final = 72
WIDTH: Final = round(_SLIDE[0] * (_BOX[1] - _BOX[0]) * _POINTS)
"""The width of the axes in points, on a slide. Texts are laid out for it, and grow and shrink with
axes of another size."""
HEIGHT: Final = round(_SLIDE[1] * (_BOX[3] - _BOX[2]) * _POINTS)
"""The height of the axes in points, on a slide."""

_PLAIN: Final[dict[str, Any]] = {"path_effects": (), "sketch_params": None}
"""Properties that would otherwise come from the caller's style."""
# A "$" in the name of an area is a "$", not mathematics.
_WRITTEN: Final[dict[str, Any]] = {**_PLAIN, "parse_math": False, "usetex": False}
_DRAWN: Final[dict[str, Any]] = {**_PLAIN, "antialiased": True}
_HATCH_WIDTH: Final = 0.7


def require_matplotlib() -> ModuleType:
    """Return matplotlib, imported.

    Raises:
        MissingExtraError: If it is not installed.
    """
    with extra("plot", package="matplotlib", needed="plots need matplotlib"):
        # Deferred, as only pictures need it.
        import matplotlib as mpl  # noqa: PLC0415
    return mpl


def day_number(day: dt.date) -> int:
    """Return the number of a day on an axis of dates; the settings say which day is 0."""
    from matplotlib import dates  # noqa: PLC0415 - deferred as above

    untyped: Any = dates
    return day.toordinal() - dt.date.fromisoformat(untyped.get_epoch()[:10]).toordinal()


@attrs.frozen
class Canvas:
    """Axes to draw on. Sizes are in points on a slide, places in the axes' own numbers.

    Attributes:
        ax: The axes.
        scale: How much larger they are than on a slide.
    """

    ax: Axes
    scale: float

    def frame(self, left: float, right: float, bottom: float, top: float) -> None:
        """Set the limits of the axes."""
        self.ax.set_xlim(left, right)
        self.ax.set_ylim(bottom, top)

    def count_days(self) -> None:
        """Let x count days, so that a caller can draw at dates on the same axes."""
        from matplotlib import dates  # noqa: PLC0415 - deferred as above

        untyped: Any = dates
        self.ax.xaxis.axis_date("UTC")
        self.ax.set_xticks([])
        # The settings name the formatter otherwise, and one of them fails without ticks.
        self.ax.xaxis.set_major_formatter(untyped.DateFormatter("%Y-%m-%d", tz="UTC"))

    def title(self, words: str) -> None:
        """Write the title, on at most two lines."""
        title = self.ax.set_title(
            fitted(words, WIDTH, size=_TITLE, lines=2, bold=True),
            loc="left",
            color=INK,
            font=_font(_TITLE * self.scale, bold=True),
            pad=4 * self.scale,
            y=1,
            **_WRITTEN,
        )
        # The title is outside the axes, on a figure that may be dark.
        self._put_on_paper(title)

    def _put_on_paper(self, text: Text) -> None:
        behind = {"facecolor": PAPER, "edgecolor": "none", "pad": 1.2 * self.scale}
        text.set_bbox({**behind, **_DRAWN})

    def write(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float = _BODY,
        colour: str = INK,
        bold: bool = False,
        align: str = "left",
        valign: str = "center_baseline",
        paper: bool = False,
        name: str | None = None,
    ) -> None:
        """Write a text.

        Args:
            x: The horizontal position.
            y: The vertical position.
            words: The text, with line breaks.
            size: The font size.
            colour: The colour.
            bold: Whether it is bold.
            align: Which side of the text is at `x`.
            valign: Which side or line of the text is at `y`.
            paper: Whether to put a white background behind it, so that it is readable on a pattern.
            name: A name by which to find the text in the axes or in an SVG file.
        """
        text = self.ax.text(
            x,
            y,
            words,
            font=_font(size * self.scale, bold=bold),
            color=colour,
            horizontalalignment=align,
            verticalalignment=valign,
            linespacing=_LEADING,
            zorder=5,
            gid=name,
            **_WRITTEN,
        )
        if paper:
            self._put_on_paper(text)

    def tile(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str = PAPER,
        edge: str = FAINT,
        line: float = 0.8,
        style: str = "-",
        hatch: str = "",
        name: str | None = None,
        zorder: float = 1,
    ) -> None:
        """Draw a rectangle from one corner; its pattern and outline have the same colour."""
        from matplotlib.patches import Rectangle  # noqa: PLC0415 - deferred as above

        tile = Rectangle(
            (x, y),
            width,
            height,
            facecolor=fill,
            edgecolor=edge,
            linewidth=line * self.scale,
            linestyle=style,
            hatch=hatch or None,
            zorder=zorder,
            gid=name,
            **_DRAWN,
        )
        # matplotlib before 3.11 has no separate pattern colour and uses that of the edge; before
        # 3.10 it has no pattern width either, and uses rcParams when the figure is saved.
        pattern = {"hatchcolor": edge, "hatch_linewidth": _HATCH_WIDTH}
        tile.set(**{key: pattern[key] for key in pattern if hasattr(tile, f"set_{key}")})
        self.ax.add_patch(tile)

    def line(
        self,
        xs: Sequence[float],
        ys: Sequence[float],
        *,
        colour: str = FAINT,
        width: float = 0.8,
        style: str = "-",
        name: str | None = None,
        zorder: float = 2,
    ) -> None:
        """Draw a line."""
        self.ax.plot(
            xs,
            ys,
            color=colour,
            linewidth=width * self.scale,
            linestyle=style,
            marker="",
            zorder=zorder,
            gid=name,
            **_DRAWN,
        )

    def mark(
        self,
        x: float,
        y: float,
        shape: str,
        *,
        size: float,
        colour: str,
        inside: str | None = None,
        width: float = 1.6,
        name: str | None = None,
    ) -> None:
        """Draw a mark; `inside` is its fill colour if it differs from `colour`."""
        self.ax.plot(
            [x],
            [y],
            marker=shape,
            markersize=size * self.scale,
            markerfacecolor=inside or colour,
            markeredgecolor=colour,
            markeredgewidth=width * self.scale,
            fillstyle="full",
            linestyle="none",
            zorder=4,
            gid=name,
            **_DRAWN,
        )

    def message(self, words: str) -> None:
        """Write in the middle of the axes why there is nothing to show."""
        self.frame(0, 1, 0, 1)
        lines = fitted(words, WIDTH * 0.8, size=_TITLE, lines=4)
        self.write(0.5, 0.5, lines, size=_TITLE, align="center")


def canvas(ax: Axes | None) -> Canvas:
    """Return a canvas on empty, white axes.

    Args:
        ax: The caller's axes; None makes a pyplot figure, so that notebooks show it.

    Raises:
        InvalidValueError: If they are not empty rectangular axes that share no axis.
        MissingExtraError: If matplotlib is not installed.
    """
    require_matplotlib()
    from matplotlib.axes import Axes as AnyAxes  # noqa: PLC0415 - deferred as above

    if ax is not None and (not isinstance(ax, AnyAxes) or ax.name != "rectilinear"):
        raise InvalidValueError(
            f"unsupported axes type ({type(ax).__name__})",
            where="ax",
            expected="rectangular matplotlib axes, or None",
        )
    if ax is not None and (why := _why_not(ax)) is not None:
        raise InvalidValueError(
            f"the axes {why}",
            where="ax",
            expected="empty axes that share no axis with others",
            remedy="pass new axes, or empty these with clear()",
        )
    if ax is None:
        from matplotlib import pyplot as plt  # noqa: PLC0415 - only if no axes are passed

        figure = plt.figure(figsize=_SLIDE, facecolor=PAPER, frameon=True, layout="none")
        figure.patch.set(**_DRAWN)
        left, right, bottom, top = _BOX
        figure.subplots_adjust(left=left, right=right, bottom=bottom, top=top)
        ax = figure.add_subplot()
    ax.patch.set(facecolor=PAPER, **_DRAWN)
    ax.grid(visible=False)
    ax.set_xticks([])
    ax.set_yticks([])
    ax.spines[:].set_visible(False)
    inches = ax.bbox.width / ax.figure.dpi, ax.bbox.height / ax.figure.dpi
    return Canvas(ax, min(inches[0] * _POINTS / WIDTH, inches[1] * _POINTS / HEIGHT))


def _why_not(ax: Axes) -> str | None:
    """Return why axes are unsuitable, because the plot or their contents would be spoilt."""
    figure: object = ax.figure
    if figure is None:
        return "were removed from their figure"
    if any(
        len(way.get_siblings(ax)) > 1 for way in (ax.get_shared_x_axes(), ax.get_shared_y_axes())
    ):
        return "share an axis with others"
    if ax.has_data() or ax.texts or ax.child_axes:
        return "are not empty"
    if any(axis.get_scale() != "linear" or axis.have_units() for axis in (ax.xaxis, ax.yaxis)):
        return "have a scale or units already"
    return None


def _font(size: float, *, bold: bool) -> FontProperties:
    """Return the font of every text, with nothing left to the settings."""
    from matplotlib.font_manager import FontProperties  # noqa: PLC0415 - deferred as above

    return FontProperties(
        family=_FONT,
        style="normal",
        variant="normal",
        weight="bold" if bold else "normal",
        stretch="normal",
        size=size,
    )


def width_of(words: str, *, size: float = _BODY, bold: bool = False) -> float:
    """Return the width of a line of text, in points."""
    return sum(_advance(letter, bold) for letter in words) * size


# By letter, because measuring text with matplotlib is slow and letters can be cached.
@lru_cache(maxsize=1024)
def _advance(letter: str, bold: bool) -> float:  # noqa: FBT001 - caches are by position
    """Return the advance width of a letter of size 1."""
    from matplotlib.textpath import text_to_path  # noqa: PLC0415 - deferred as above

    font = _font(_MEASURED, bold=bold)
    with_it, without = (
        text_to_path.get_text_width_height_descent(text, font, ismath=False)[0]
        for text in (f"x{letter}x", "xx")
    )
    return float(with_it - without) / _MEASURED


def fitted(
    words: str, width: float, *, size: float = _BODY, lines: int = 1, bold: bool = False
) -> str:
    """Return text broken into lines; what does not fit is cut off with an ellipsis.

    Args:
        words: The text.
        width: The width in points.
        size: The font size.
        lines: The maximum number of lines.
        bold: Whether it is bold.
    """
    width *= _ROOM
    made = [""]
    # No letter is narrower than a point, so a very long text is cut before it is measured.
    for word in words[: int(width * lines) + 1].split():
        longer = f"{made[-1]} {word}".strip()
        if width_of(longer, size=size, bold=bold) <= width or not made[-1]:
            made[-1] = longer
        else:
            made.append(word)
    if len(made) > lines:
        made = [*made[: lines - 1], " ".join(made[lines - 1 :])]
    return "\n".join(_cut(line, width, size=size, bold=bold) for line in made)


def _cut(line: str, width: float, *, size: float, bold: bool) -> str:
    if width_of(line, size=size, bold=bold) <= width:
        return line
    while line and width_of(f"{line}…", size=size, bold=bold) > width:
        line = line[:-1]
    return f"{line.rstrip()}…"
