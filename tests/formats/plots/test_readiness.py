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
from tests.formats.pictures import SLIDE, blank, every_word, texts, tiles, untidy
from tests.inspection.inspections import EMPTY, IDS, SELECTED, at

pytestmark = pytest.mark.pictures

EARLY = EMPTY.readiness(as_of=at(10))
UNNAMED = EMPTY.readiness(as_of=at(18))
LATE = SELECTED.with_done("child_lists", at(12, 8)).readiness(as_of=at(18))


def look(tile: Rectangle) -> tuple[object, ...]:
    """Return all that tells a tile from others."""
    return (
        tile.get_facecolor(),
        tile.get_edgecolor(),
        tile.get_linewidth(),
        tile.get_linestyle(),
        tile.get_hatch(),
    )


def test_each_row_has_a_tile_with_its_state_in_words() -> None:
    """What an agency owes has its state where the milestone's row meets the agency's column."""
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


def test_what_is_not_asked_of_an_agency_has_a_dash() -> None:
    """Schools are asked for no item of information; that is neither done nor outstanding."""
    ax = plot(LATE, ax=blank())
    assert texts(ax)["state supporting_information schools"] == "-"
    assert "tile supporting_information schools" not in tiles(ax)
    assert "-: not required of this agency." in every_word(ax)


def test_states_are_told_apart_without_colour() -> None:
    """Each state has its own words, and its own pattern, outline or lightness."""
    looks = {}
    for readiness in (EARLY, UNNAMED, LATE):
        drawn = tiles(plot(readiness, ax=blank()))
        for row in readiness.rows:
            tile = drawn[f"tile {row.key} {row.who}"]
            light = sum(tile.get_facecolor()[:3]) > 1.5
            looks[row.state] = (tile.get_hatch(), tile.get_linestyle(), light)
    assert {*looks} == {*ReadinessState}
    assert len({*looks.values()}) == len(looks)


def test_the_legend_has_the_look_that_it_explains() -> None:
    """The tile beside the words of a state looks as the tiles of that state do."""
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


def test_titles_and_moments_stand_beside_the_rows() -> None:
    """Each milestone says what it is and by when, and whether its day is assumed."""
    found = texts(plot(LATE, ax=blank()))
    assert found["title child_lists"].startswith("Child-level lists 6, 7 and 8")
    assert found["when child_lists"] == "Thu 12 Sep 2019, by 09:00"
    assert found["when activity_lists"] == "Thu 12 Sep 2019, end of day (assumed)"
    assert found["agency police force"] == "police force"


def test_the_picture_says_whether_the_area_is_ready_and_as_of_when() -> None:
    """The title is that of the printed table; how the time was read is stated below."""
    ax = plot(EMPTY.readiness(as_of=date(2019, 9, 12)), ax=blank())
    assert ax.get_title(loc="left") == "Is Anywhere ready on Thu 12 Sep 2019, 00:00? unknown"
    assert "Assumed: the date means the beginning of that day in London." in every_word(ax)
    assert "Assumed" not in every_word(plot(LATE, ax=blank()))


def test_nothing_is_said_of_a_child() -> None:
    """No identifier and no number of what is open, which five children would be known by."""
    words = every_word(plot(LATE, ax=blank()))
    assert not any(name in words for name in IDS)
    assert "selected" not in words.replace("selected child", "")
    assert "45" not in words


@pytest.mark.parametrize("readiness", [LATE, LATE.of_agency(Agency.POLICE)])
@pytest.mark.parametrize("size", [SLIDE, (9, 7)])
def test_no_text_covers_another(readiness: Readiness, size: tuple[float, float]) -> None:
    """On a slide and in a notebook all texts are apart, for all agencies and for one."""
    assert untidy(plot(readiness, ax=blank(*size))) == []


def test_an_endless_name_of_an_area_is_cut() -> None:
    """A title has two lines at most, and is text, whatever is in it."""
    named = jtai.Inspection(local_area="Some$where$ " * 40, timetable=EMPTY.timetable)
    ax = plot(named.readiness(as_of=at(10)), ax=blank())
    title = ax.get_title(loc="left")
    assert title.count("\n") == 1
    assert title.endswith("…")
    assert untidy(ax) == []


def test_a_readiness_without_rows_says_so() -> None:
    """Whoever owes nothing is not shown as ready."""
    nobody = LATE.of_agency(Agency.NATIONAL_PROBATION_SERVICE)
    ax = plot(nobody, ax=blank())
    assert [text.get_text() for text in ax.texts] == [
        "Nothing is due from these agencies, so readiness is unknown."
    ]
    assert ax.get_title(loc="left").endswith("unknown")


@pytest.mark.guidance("item 3.3")
def test_a_row_has_the_earliest_of_its_deadlines() -> None:
    """An item that one agency is asked for later does not move the day of the others."""
    request = Request(item="3.3", agency=Agency.SAFEGUARDING_PARTNERS, asked_on=at(18).date())
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
