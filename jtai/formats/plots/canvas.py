"""What every picture is drawn with: paper, inks, tiles, marks, and words that fit their place.

Invariant: the only room that knows matplotlib; it knows no meaning. Colour is never the only cue:
what has a fill or a colour has words, a pattern or a shape as well. Words have a contrast of 4.5:1
with what they stand on, lines and marks 3:1 with paper. Nothing depends on the style or the
settings of the caller, and none of them changes, not even for a moment: they belong to the whole
process, where other threads draw. Whatever is drawn has its own looks instead.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

import attrs

from jtai.errors import InvalidValueError, MissingExtraError

if TYPE_CHECKING:
    # Named again for the door to the pictures.
    from matplotlib.axes import Axes as Axes  # noqa: PLC0414
    from matplotlib.font_manager import FontProperties
    from matplotlib.text import Text

# Blue and vermilion are told apart with any kind of colour vision; in greyscale words, shapes and
# patterns do the same.
PAPER: Final = "#ffffff"
INK: Final = "#1a1a1a"
QUIET: Final = "#595959"
"""For what stands behind: 7:1 on paper."""
ACCENT: Final = "#00558b"
ALARM: Final = "#a63c00"
FAINT: Final = "#8a8a8a"
"""For lines and edges: 3.5:1 on paper."""
BAND: Final = "#ebebeb"

_BODY: Final = 10.0
"""The size of texts in points, on a slide."""
SMALL: Final = 9.0
_TITLE: Final = 13.5
_FONT: Final = "DejaVu Sans"  # comes with matplotlib
_LEADING: Final = 1.08
_MEASURED: Final = 100
_ROOM: Final = 0.98
"""How much of a width a text may take, as letters are drawn on whole pixels."""

_SLIDE: Final = (13.3, 7.5)
# Where the axes stand in a figure of their own: left, right, bottom, top.
_BOX: Final = (0.016, 0.984, 0.02, 0.932)
_POINTS: Final = 72
WIDTH: Final = round(_SLIDE[0] * (_BOX[1] - _BOX[0]) * _POINTS)
"""The width of the axes in points, on a slide. Texts are laid out for it, and grow and shrink with
axes of another size."""
HEIGHT: Final = round(_SLIDE[1] * (_BOX[3] - _BOX[2]) * _POINTS)
"""The height of the axes in points, on a slide."""

_PLAIN: Final[dict[str, Any]] = {"path_effects": (), "sketch_params": None}
"""What keeps a style of the caller from anything that is drawn."""
# A "$" in the name of an area is one.
_WRITTEN: Final[dict[str, Any]] = {**_PLAIN, "parse_math": False, "usetex": False}
_DRAWN: Final[dict[str, Any]] = {**_PLAIN, "antialiased": True}
_HATCH_WIDTH: Final = 0.7


def require_matplotlib() -> ModuleType:
    """Import matplotlib, or say how to get it.

    Raises:
        MissingExtraError: If it is not installed.
    """
    try:
        # Deferred, as only pictures need it.
        import matplotlib as mpl  # noqa: PLC0415
    except ImportError:
        raise MissingExtraError(
            "pictures need matplotlib", remedy='install it with: pip install "jtai[plot]"'
        ) from None
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
        """Say which numbers the sides of the axes have."""
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
        """Write the title, on two lines at most."""
        title = self.ax.set_title(
            fitted(words, WIDTH, size=_TITLE, lines=2, bold=True),
            loc="left",
            color=INK,
            font=_font(_TITLE * self.scale, bold=True),
            pad=4 * self.scale,
            y=1,
            **_WRITTEN,
        )
        # It stands beside the axes, on a figure that may be dark.
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
            x: Where.
            y: Where.
            words: The text, with its line ends.
            size: The size of the font.
            colour: Its ink.
            bold: Whether it is bold.
            align: Which side of it is at x.
            valign: Which side or line of it is at y.
            paper: Whether there is paper behind it, so that it reads on a pattern.
            name: What the text is, for whoever looks for it in the axes or in an SVG file.
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
        """Draw a rectangle from one corner; a pattern and the outline have the same ink."""
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
        # Releases before 3.11 have no ink for a pattern alone and use the edge's; those before
        # 3.10 have no width for it either and use that of the caller, when the figure is saved.
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
        """Draw a mark; `inside` is its fill, where that is not its colour."""
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
        """Say in the middle of the axes why there is nothing else to see."""
        self.frame(0, 1, 0, 1)
        lines = fitted(words, WIDTH * 0.8, size=_TITLE, lines=4)
        self.write(0.5, 0.5, lines, size=_TITLE, align="center")


def canvas(ax: Axes | None) -> Canvas:
    """Give axes to draw on, empty and white.

    Args:
        ax: The caller's axes; None makes a figure, by way of pyplot, so that notebooks show it.

    Raises:
        InvalidValueError: If they are no plain axes of matplotlib, empty and on their own.
        MissingExtraError: If it is not installed.
    """
    require_matplotlib()
    from matplotlib.axes import Axes as AnyAxes  # noqa: PLC0415 - deferred as above

    if ax is not None and (not isinstance(ax, AnyAxes) or ax.name != "rectilinear"):
        raise InvalidValueError(
            f"there is no drawing on that ({type(ax).__name__})",
            where="ax",
            expected="axes of matplotlib with straight sides, or None",
        )
    if ax is not None and (why := _why_not(ax)) is not None:
        raise InvalidValueError(
            f"the axes {why}",
            where="ax",
            expected="empty axes that share no axis with others",
            remedy="give new ones, or empty them with clear() if it is what they hold",
        )
    if ax is None:
        from matplotlib import pyplot as plt  # noqa: PLC0415 - only where nobody gives axes

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
    """Tell why axes cannot be drawn on: the picture, or what is there already, would be spoilt."""
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
        return "count in a way of their own"
    return None


def _font(size: float, *, bold: bool) -> FontProperties:
    """Give the font of every text, with nothing left to the settings."""
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
    """Measure how wide a line of text is, in points."""
    return sum(_advance(letter, bold) for letter in words) * size


# Letter by letter, as matplotlib takes its time for a text; letters alone are kept.
@lru_cache(maxsize=1024)
def _advance(letter: str, bold: bool) -> float:  # noqa: FBT001 - caches are by position
    """Measure how far a letter of size 1 moves the next one on."""
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
    """Break a text into lines of a width; what does not fit is cut off with an ellipsis.

    Args:
        words: The text.
        width: The width in points.
        size: The size of the font.
        lines: How many lines there may be.
        bold: Whether it is bold.
    """
    width *= _ROOM
    made = [""]
    # No letter is narrower than a point, so that nobody waits for a text that is endless.
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
