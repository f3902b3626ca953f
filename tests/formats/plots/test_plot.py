from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Barrier
from typing import Any

import matplotlib as mpl
import pytest
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.patheffects import Stroke

import jtai
from jtai.formats.plots import canvas as drawing
from tests.formats.pictures import SLIDE, blank, every_word, misplaced_texts
from tests.formats.plots.test_readiness import LATE
from tests.formats.plots.test_report import problems, report

pytestmark = pytest.mark.pictures

TIMETABLE = jtai.Timetable.from_notification(date(2020, 4, 6))
WHOLES = {
    "timetable": TIMETABLE,
    "year": jtai.plan_year(2027),
    "readiness": LATE,
    "report": report(problems("blank", 50), problems("age-differs", 3)),
}
every_kind = pytest.mark.parametrize("x", WHOLES.values(), ids=WHOLES)
on_axes_of_mine = pytest.mark.parametrize("mine", [False, True])


@pytest.fixture(autouse=True)
def _no_figures() -> Iterator[None]:
    """Close all figures before and after a test."""
    plt.close("all")
    yield
    plt.close("all")


def settings_now() -> dict[str, Any]:
    """Return a copy of matplotlib's settings."""
    return {name: repr(value) for name, value in mpl.rcParams.items()}


@every_kind
def test_a_plot_is_a_pyplot_figure(x: Any) -> None:
    """Without axes, a plot is one new pyplot figure, as large as a slide."""
    other = plt.figure()
    before = settings_now()
    ax = jtai.plot(x)
    assert isinstance(ax, Axes)
    assert ax.figure is plt.gcf()
    assert plt.get_fignums() == [other.number, plt.gcf().number]
    assert tuple(plt.gcf().get_size_inches()) == SLIDE
    assert settings_now() == before
    assert other.axes == []
    assert misplaced_texts(ax) == []


@every_kind
def test_a_plot_can_be_drawn_on_the_callers_axes(x: Any) -> None:
    """A plot on the caller's axes makes no figure, and changes no setting of matplotlib."""
    mine = blank()
    before, current = settings_now(), plt.get_fignums()
    ax = jtai.plot(x, ax=mine)
    assert ax is mine
    assert plt.get_fignums() == current
    assert settings_now() == before
    assert every_word(ax) == every_word(jtai.plot(x))


def test_several_plots_can_share_a_figure() -> None:
    """Several plots can be in one figure, for example in subfigures."""
    figure = Figure(figsize=(13.3, 15))
    halves: Any = figure.subfigures(2, 1)
    upper, lower = halves
    one, other = upper.add_subplot(), lower.add_subplot()
    jtai.plot(TIMETABLE, ax=one)
    jtai.plot(jtai.plan_year(2027), ax=other)
    figure.canvas.draw()
    assert one.get_title(loc="left").startswith("Timetable")
    assert other.get_title(loc="left").startswith("Notification Mondays")


def test_texts_grow_with_the_axes() -> None:
    """On axes of twice the size, text is twice as large."""
    small, large = (
        jtai.plot(TIMETABLE, ax=blank(SLIDE[0] * times, SLIDE[1] * times)) for times in (1, 2)
    )
    for one, other in zip(small.texts, large.texts, strict=True):
        assert other.get_fontsize() == pytest.approx(2 * one.get_fontsize())


@every_kind
def test_texts_are_large_enough_on_a_slide(x: Any) -> None:
    """No text on a slide is smaller than 8.9 points, and the title is the largest."""
    ax = jtai.plot(x)
    sizes = [float(text.get_fontsize()) for text in ax.texts]
    assert min(sizes) >= 8.9
    title: Any = vars(ax)["_left_title"]
    assert title.get_fontsize() > max(sizes)


STYLE: Any = {
    "axes.facecolor": "black",
    "axes.grid": True,
    "axes.grid.which": "both",
    "axes.titlecolor": "yellow",
    "axes.titlelocation": "right",
    "axes.titley": 0.5,
    "figure.facecolor": "black",
    "figure.frameon": False,
    "font.family": "monospace",
    "font.size": 30,
    "font.stretch": "condensed",
    "font.style": "italic",
    "font.variant": "small-caps",
    "font.weight": "bold",
    "hatch.color": "red",
    "hatch.linewidth": 4,
    "lines.antialiased": False,
    "lines.marker": "v",
    "markers.fillstyle": "none",
    "patch.antialiased": False,
    "patch.linewidth": 9,
    "path.effects": [Stroke(linewidth=5, foreground="green")],
    "path.sketch": (1, 100, 2),
    "text.color": "white",
    "text.parse_math": True,
    "text.usetex": True,
    "xtick.minor.visible": True,
    "ytick.minor.visible": True,
}


def drawn(ax: Axes) -> bytes:
    """Return the pixels of a plot."""
    figure = ax.figure
    assert isinstance(figure, Figure)
    canvas: Any = FigureCanvasAgg(figure)
    canvas.draw()
    return bytes(canvas.buffer_rgba())


@pytest.mark.exhaustive
@every_kind
@on_axes_of_mine
def test_the_callers_style_does_not_change_a_plot(x: Any, *, mine: bool) -> None:
    """The caller's matplotlib style does not change a single pixel of a plot."""
    plain = jtai.plot(x, ax=blank() if mine else None)
    figure = Figure(figsize=SLIDE, dpi=100)
    with mpl.rc_context(STYLE):
        # Text is measured again under these settings.
        drawing._advance.cache_clear()
        styled = jtai.plot(x, ax=figure.add_subplot() if mine else None)
        assert misplaced_texts(styled) == []
    assert every_word(styled) == every_word(plain)
    assert drawn(styled) == drawn(plain)


SETTINGS: Any = {
    "axes.autolimit_mode": "round_numbers",
    "axes.formatter.limits": (0, 0),
    "axes.formatter.use_locale": True,
    "axes.labelsize": 40,
    "axes.xmargin": 0.5,
    "date.converter": "concise",
    "date.interval_multiples": False,
    "savefig.bbox": "tight",
    "timezone": "Pacific/Kiritimati",
    "xtick.labelsize": 40,
    "xtick.minor.visible": True,
}


@pytest.mark.no_cover
@every_kind
def test_settings_do_not_change_a_plot(x: Any) -> None:
    """Settings that apply while a plot is made and drawn do not change it."""
    plain = drawn(jtai.plot(x, ax=blank()))
    with mpl.rc_context(SETTINGS):
        assert drawn(jtai.plot(x, ax=blank())) == plain


@every_kind
@on_axes_of_mine
def test_no_text_is_parsed_as_mathematics_or_styled(x: Any, *, mine: bool) -> None:
    """No text is parsed as mathematics or uses a font of the caller."""
    with mpl.rc_context(STYLE):
        ax = jtai.plot(x, ax=blank() if mine else None)
    for text in (vars(ax)["_left_title"], *ax.texts):
        assert text.get_parse_math() is False
        assert text.get_usetex() is False
        assert text.get_sketch_params() is None
        assert text.get_fontfamily() == ["DejaVu Sans"]
        assert text.get_fontstyle() == text.get_fontvariant() == text.get_stretch() == "normal"


@pytest.mark.no_cover
@pytest.mark.parametrize("style", ["figure.autolayout", "figure.constrained_layout.use"])
def test_automatic_layouts_do_not_move_a_plot(style: Any) -> None:
    """Automatic layouts in the caller's settings do not move a plot."""
    plain = jtai.plot(TIMETABLE)
    with mpl.rc_context({style: True}):
        styled = jtai.plot(TIMETABLE)
        assert misplaced_texts(styled) == []
    assert plain.get_position().bounds == styled.get_position().bounds


def test_dollar_signs_are_not_read_as_mathematics(tmp_path: Path) -> None:
    """Dollar signs in the reason for a closure are not read as mathematics."""
    reason = "Paid $5 and $\\nothing$"
    calendar = jtai.WorkingCalendar.england().with_closures({date(2020, 4, 8): reason})
    timetable = jtai.Timetable.from_notification(date(2020, 4, 6), calendar=calendar)
    pictures: list[Any] = [timetable, jtai.plan_year(2020, calendar=calendar)]
    for number, x in enumerate(pictures):
        ax = jtai.plot(x, ax=blank())
        assert reason in every_word(ax)
        assert isinstance(ax.figure, Figure)
        ax.figure.savefig(tmp_path / f"{number}.svg")


@pytest.mark.no_cover
def test_threads_change_no_settings() -> None:
    """Threads that draw at the same time make the same plot and change no setting."""
    before = settings_now()
    begin = Barrier(3)

    def draw(number: int) -> bytes:
        begin.wait()
        # Each takes a different time, so that they do not end in the order in which they began.
        return [drawn(jtai.plot(TIMETABLE, ax=blank())) for _ in range(1 + number)][-1]

    with ThreadPoolExecutor(3) as pool:
        pictures = {*pool.map(draw, range(3))}
    assert settings_now() == before
    assert pictures == {drawn(jtai.plot(TIMETABLE, ax=blank()))}


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("x", "form"), [*((x, "svg") for x in WHOLES.values()), (TIMETABLE, "png"), (TIMETABLE, "pdf")]
)
def test_plots_can_be_saved(x: Any, form: str, tmp_path: Path) -> None:
    """Plots can be saved as SVG, PNG and PDF, and marks keep their names in SVG."""
    ax = jtai.plot(x, ax=blank())
    path = tmp_path / f"picture.{form}"
    figure = ax.figure
    assert isinstance(figure, Figure)
    figure.savefig(path)
    assert path.stat().st_size > 5_000
    if form == "svg" and x is TIMETABLE:
        assert 'id="child_lists"' in path.read_text("utf-8")


@pytest.mark.parametrize("x", [None, 12, "SECRET", jtai.MILESTONES, TIMETABLE["child_lists"]])
def test_values_that_cannot_be_plotted_are_refused(x: Any) -> None:
    """The error for a value that cannot be plotted names its type, and no figure is left open."""
    with pytest.raises(
        jtai.errors.InvalidValueError,
        match=r"^x: \w+ cannot be plotted; expected a Timetable, YearPlan, Readiness or Report$",
    ) as caught:
        jtai.plot(x)
    assert "SECRET" not in str(caught.value)
    assert plt.get_fignums() == []


@pytest.mark.parametrize("ax", ["ax", Figure(), Figure().add_subplot(projection="polar")])
def test_unsupported_axes_are_refused(ax: Any) -> None:
    """Anything but plain matplotlib axes is refused."""
    with pytest.raises(jtai.errors.InvalidValueError, match="^ax: unsupported axes type"):
        jtai.plot(TIMETABLE, ax=ax)
    assert plt.get_fignums() == []


def _shared(*, x: bool = False, y: bool = False) -> Any:
    return Figure().subplots(2, 1, sharex=x, sharey=y)[0]


def _with(change: Callable[[Any], object]) -> Any:
    ax = Figure().add_subplot()
    change(ax)
    return ax


@pytest.mark.parametrize(
    ("ax", "why"),
    [
        (_shared(x=True), "share an axis with others"),
        (_shared(y=True), "share an axis with others"),
        (_with(lambda ax: ax.twinx()), "share an axis with others"),
        (_with(lambda ax: ax.remove()), "were removed from their figure"),
        (_with(lambda ax: ax.plot([1, 2], [1, 2])), "are not empty"),
        (_with(lambda ax: ax.text(0, 0, "a")), "are not empty"),
        (_with(lambda ax: ax.inset_axes([0, 0, 1, 1])), "are not empty"),
        (_with(lambda ax: jtai.plot(TIMETABLE, ax=ax)), "are not empty"),
        (_with(lambda ax: ax.set_yscale("log")), "have a scale or units already"),
        (_with(lambda ax: ax.xaxis.update_units(["a"])), "have a scale or units already"),
    ],
)
def test_axes_in_use_are_refused(ax: Any, why: str) -> None:
    """Axes are refused if they are in use, were removed or share an axis with others."""
    with pytest.raises(
        jtai.errors.InvalidValueError,
        match=f"^ax: the axes {why}; expected empty axes that share no axis with others; ",
    ):
        jtai.plot(TIMETABLE, ax=ax)


def test_axes_can_be_drawn_on_again_after_clear() -> None:
    """Axes can be drawn on again after `clear()`."""
    ax = jtai.plot(TIMETABLE, ax=Figure(figsize=SLIDE).add_subplot())
    ax.clear()
    assert jtai.plot(TIMETABLE, ax=ax) is ax


@pytest.mark.parametrize("hide_small", [1, "yes", None])
def test_a_choice_that_is_not_a_bool_is_refused(hide_small: Any) -> None:
    """A `hide_small` that is not a bool is refused, and no figure is left open."""
    with pytest.raises(jtai.errors.InvalidValueError, match="hide_small: "):
        jtai.plot(WHOLES["report"], hide_small=hide_small)  # type: ignore[arg-type]
    assert plt.get_fignums() == []


def test_without_matplotlib_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """If matplotlib is not installed, the error says what to install."""
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(jtai.errors.MissingExtraError, match="pip install matplotlib"):
        jtai.plot(TIMETABLE)


ON_AXES = """
import jtai
from datetime import date
from matplotlib.figure import Figure

ax = Figure().add_subplot()
jtai.plot(jtai.Timetable.from_notification(date(2019, 9, 9)), ax=ax)
"""


@pytest.mark.parametrize(
    ("code", "absent"),
    [
        ("import jtai; jtai.plot", "matplotlib"),
        (ON_AXES, "matplotlib.pyplot"),
    ],
)
def test_matplotlib_is_imported_only_to_plot(code: str, absent: str) -> None:
    """Matplotlib is imported only to plot, and pyplot only to make a figure."""
    code += f"\nimport sys; print({absent!r} in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


@every_kind
def test_a_title_can_be_read_on_a_dark_figure(x: Any) -> None:
    """The title has a white background, so it can be read on a dark figure."""
    figure = Figure(figsize=SLIDE, facecolor="black")
    title: Any = vars(jtai.plot(x, ax=figure.add_subplot()))["_left_title"]
    assert to_rgb(title.get_bbox_patch().get_facecolor()[:3]) == (1, 1, 1)
    assert sum(to_rgb(title.get_color())) < 1
