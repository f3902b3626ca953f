from __future__ import annotations

from datetime import date

import attrs
import pytest
from matplotlib.patches import Rectangle

import jtai
from jtai.formats.plots.plot import plot
from jtai.guidance.terms import Agency
from jtai.inspection.readiness import Readiness, ReadinessState
from jtai.inspection.requests import Request, RequestState
from tests.formats.pictures import SLIDE, blank, every_word, misplaced_texts, texts, tiles
from tests.inspection.inspections import EMPTY, IDS, SELECTED, at

pytestmark = pytest.mark.pictures

EARLY = EMPTY.readiness(as_of=at(10))
UNNAMED = EMPTY.readiness(as_of=at(18))
LATE = SELECTED.with_done("child_lists", at(12, 8)).readiness(as_of=at(18))


def look(tile: Rectangle) -> tuple[object, ...]:
    """Return everything that distinguishes one tile from another."""
    return (
        tile.get_facecolor(),
        tile.get_edgecolor(),
        tile.get_linewidth(),
        tile.get_linestyle(),
        tile.get_hatch(),
    )


def test_each_row_has_a_tile_with_its_state_in_words() -> None:
    """Each row has a tile with its state, in its agency's column, and rows are in order of time."""
    ax = plot(LATE, ax=blank())
    found, drawn = texts(ax), tiles(ax)
    states = {name for name in drawn if name.startswith("tile")}
    assert states == {f"tile {row.key} {row.who}" for row in LATE.rows}
    for row in LATE.rows:
        assert found[f"state {row.key} {row.who}"].startswith(str(row.state))
    columns = {row.who: drawn[f"tile {row.key} {row.who}"].get_x() for row in LATE.rows}
    assert [*columns.values()] == sorted(columns.values())
    heights = {row.key: drawn[f"tile {row.key} {row.who}"].get_y() for row in LATE.rows}
    by_time = sorted(heights, key=heights.__getitem__)
    due = {row.key: row.milestone.due for row in LATE.rows}
    assert by_time == sorted(by_time, key=due.__getitem__)


def test_an_item_not_required_of_an_agency_has_a_dash() -> None:
    """An item that is not required of an agency has a dash and no tile."""
    ax = plot(LATE, ax=blank())
    assert texts(ax)["state supporting_information schools"] == "-"
    assert "tile supporting_information schools" not in tiles(ax)
    assert "-: not required of this agency." in every_word(ax)


def test_states_are_distinguished_without_colour() -> None:
    """The tiles of any two states differ in pattern, outline or lightness, not only in colour."""
    looks = {}
    for readiness in (EARLY, UNNAMED, LATE):
        drawn = tiles(plot(readiness, ax=blank()))
        for row in readiness.rows:
            tile = drawn[f"tile {row.key} {row.who}"]
            light = sum(tile.get_facecolor()[:3]) > 1.5
            looks[row.state] = (tile.get_hatch(), tile.get_linestyle(), light)
    assert {*looks} == {*ReadinessState}
    assert len({*looks.values()}) == len(looks)


def test_the_legend_looks_like_the_tiles() -> None:
    """A state in the legend looks like the tiles of that state."""
    seen = set()
    for readiness in (EARLY, UNNAMED, LATE):
        ax = plot(readiness, ax=blank())
        named = tiles(ax)
        for row in readiness.rows:
            tile = named[f"tile {row.key} {row.who}"]
            (text,) = (t for t in ax.texts if t.get_text().startswith(f"{row.state}: "))
            x, y = text.get_position()
            nearest = max(
                (
                    patch
                    for patch in ax.patches
                    if isinstance(patch, Rectangle)
                    and patch.get_gid() is None
                    and patch.get_y() < y < patch.get_y() + patch.get_height()
                    and patch.get_x() < x
                ),
                key=Rectangle.get_x,
            )
            assert look(nearest) == look(tile)
            seen.add(row.state)
    assert seen == {*ReadinessState}


def test_titles_and_deadlines_are_beside_the_rows() -> None:
    """Each milestone has its title, date and time, and says if its day is assumed."""
    found = texts(plot(LATE, ax=blank()))
    assert found["title child_lists"].startswith("Child-level lists 6, 7 and 8")
    assert found["when child_lists"] == "Thu 12 Sep 2019, by 09:00"
    assert found["when activity_lists"] == "Thu 12 Sep 2019, end of day (assumed)"
    assert found["agency police force"] == "police force"


def test_the_title_says_whether_the_area_is_ready_and_when() -> None:
    """The title says whether the area is ready and when; an assumed time is stated below."""
    ax = plot(EMPTY.readiness(as_of=date(2019, 9, 12)), ax=blank())
    assert ax.get_title(loc="left") == "Is Anywhere ready on Thu 12 Sep 2019, 00:00? unknown"
    assert "Assumed: the date means the beginning of that day in London." in every_word(ax)
    assert "Assumed" not in every_word(plot(LATE, ax=blank()))


def test_the_plot_shows_nothing_about_children() -> None:
    """The plot shows neither children's identifiers nor the number of outstanding items."""
    words = every_word(plot(LATE, ax=blank()))
    assert not any(name in words for name in IDS)
    assert "selected" not in words.replace("selected child", "")
    assert "45" not in words


@pytest.mark.no_cover
@pytest.mark.parametrize("readiness", [LATE, LATE.of_agency(Agency.POLICE)])
@pytest.mark.parametrize("size", [SLIDE, (9, 7)])
def test_no_text_covers_another(readiness: Readiness, size: tuple[float, float]) -> None:
    """No text overlaps another or is cut off, on a slide and in a notebook."""
    assert misplaced_texts(plot(readiness, ax=blank(*size))) == []


def test_a_long_name_of_an_area_is_cut() -> None:
    """A long name of an area is cut, so that the title has two lines of plain text."""
    named = jtai.Inspection(local_area="Some$where$ " * 40, timetable=EMPTY.timetable)
    ax = plot(named.readiness(as_of=at(10)), ax=blank())
    title = ax.get_title(loc="left")
    assert title.count("\n") == 1
    assert title.endswith("…")
    assert misplaced_texts(ax) == []


def test_a_readiness_without_rows_says_so() -> None:
    """If nothing is due from an agency, the plot says that readiness is unknown."""
    nobody = LATE.of_agency(Agency.NATIONAL_PROBATION_SERVICE)
    ax = plot(nobody, ax=blank())
    assert [text.get_text() for text in ax.texts] == [
        "Nothing is due from these agencies, so readiness is unknown."
    ]
    assert ax.get_title(loc="left").endswith("unknown")


@pytest.mark.guidance("item 3.3")
def test_a_row_shows_its_earliest_deadline() -> None:
    """A row shows its earliest deadline, even if one agency is asked for an item later."""
    request = Request(item="3.3", agency=Agency.SAFEGUARDING_PARTNERS, requested_on=at(18).date())
    sent = [
        Request(
            item=item,
            agency=Agency.SAFEGUARDING_PARTNERS,
            state=RequestState.SENT,
            sent_on=at(16).date(),
        )
        for item in ("3.1", "3.2")
    ]
    made = attrs.evolve(EMPTY, requests=(request, *sent))
    found = texts(plot(made.readiness(as_of=at(18)), ax=blank()))
    assert found["when supporting_information"].startswith("Tue 17 Sep 2019")
