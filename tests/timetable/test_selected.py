"""A selection of a timetable has the right milestones, and says that it is a selection."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import jtai
from jtai.errors import InvalidValueError, UnknownKeyError
from jtai.timetable.selected import Selected, selected
from jtai.timetable.timetable import Timetable
from tests.timetable.fixed_days import FIXED

EASTER = Timetable.from_notification(date(2020, 4, 6), milestones=FIXED)


@pytest.mark.guidance("para 29", "para 40", "para 44", "para 46", "para 47", "para 50")
def test_an_agency_has_what_it_provides_and_receives() -> None:
    """The police have the milestones of all local agencies, but no lists (paras 29 to 50)."""
    police = EASTER.only("police")
    assert [milestone.key for milestone in police] == [
        "notification",
        "meeting_details",
        "case_selection",
        "case_documents",
        "supporting_information",
        "joint_evaluations",
        "engagement_arrangements",
        "fieldwork_start",
        "printed_documents",
        "fieldwork_end",
    ]
    assert police == EASTER.only("Police Force")
    assert "<table" in jtai.to_html(police)
    assert jtai.from_json(tuple[jtai.timetable.Milestone, ...], jtai.to_json(police)) == police


def test_names_and_keys_are_combined() -> None:
    """A selection by keys and parties has each milestone once, in order of time."""
    chosen = EASTER.only("fieldwork_end", "CQC", "case_selection")
    assert [milestone.key for milestone in chosen] == [
        "case_selection",
        "cqc_documents_request",
        "fieldwork_start",
        "printed_documents",
        "fieldwork_end",
    ]


@pytest.mark.guidance("para 30", "para 32", "para 36", "para 45")
@pytest.mark.parametrize(
    ("name", "key", "part"),
    [
        ("YOT", "child_lists", "contribution"),
        ("YOT", "case_documents", "joint"),
        ("YOT", "selection_call", "receives"),
        ("LA", "child_lists", "own"),
        ("DCS", "contextual_issues", "own"),
        ("health partners", "cqc_documents_request", "receives"),
        ("CQC", "cqc_documents_request", "own"),
        ("case_documents", "case_documents", ""),
    ],
)
def test_a_selection_states_the_part_of_an_agency(name: str, key: str, part: str) -> None:
    """A selection says whether an agency's part is own, joint, a contribution or receiving."""
    chosen = Selected(timetable=EASTER, names=(name,))
    assert chosen.part(EASTER[key]) == part
    records = {record["key"]: record["part"] for record in chosen.to_records()}
    assert records[key] == part


def test_text_says_that_it_is_a_selection() -> None:
    """The text of a selection says how many milestones it has, and omits notes on the others."""
    chosen = Selected(timetable=EASTER, names=("police", "notification"))
    text = " ".join(str(chosen).split())
    assert "only police force, notification: 10 of 15 milestones; this is not the whole" in text
    assert "joint: provided by the local agencies together" in text
    assert "(receives)" in Selected(timetable=EASTER, names=("police",))._repr_html_()
    assert "para 36" in str(EASTER)
    assert "para 36" not in text
    assert "para 46" in text
    everything = Selected(timetable=EASTER, names=("local agencies",))
    assert everything.note == "only local agencies: all 15 milestones"
    key = str(Selected(timetable=EASTER, names=("case_documents",)))
    assert "case_documents: 1 of 15" in " ".join(key.split())


@pytest.mark.guidance("para 29", "para 30", "para 40", "para 44", "para 46", "para 47", "para 50")
def test_what_an_agency_only_receives_can_be_left_out() -> None:
    """With `provides`, the police have joint work only, and the YOT the lists too (para 32)."""
    joint = [
        "meeting_details",
        "case_documents",
        "supporting_information",
        "joint_evaluations",
        "engagement_arrangements",
        "printed_documents",
    ]
    assert [each.key for each in EASTER.only("police", provides=True)] == joint
    assert [each.key for each in EASTER.only("YOT", provides=True)] == ["child_lists", *joint]
    named = EASTER.only("police", "notification", provides=True)
    assert [each.key for each in named] == ["notification", *joint]


@pytest.mark.parametrize(
    ("names", "note"),
    [
        (("police",), "only what comes wholly or partly from the police force: 6 of 15"),
        (
            ("LA", "health agencies"),
            (
                "only what comes wholly or partly from the local authority and the health "
                "agencies: 9 of 15"
            ),
        ),
        (
            ("YOT", "fieldwork_end"),
            (
                "only what comes wholly or partly from the youth offending team, fieldwork_end: "
                "8 of 15"
            ),
        ),
        (("case_documents",), "only case_documents: 1 of 15"),
    ],
)
def test_the_note_says_that_received_milestones_are_left_out(
    names: tuple[str, ...], note: str
) -> None:
    """The note of a selection with `provides` says that it is what the parties provide."""
    chosen = Selected(timetable=EASTER, names=names, provides=True)
    assert chosen.note == f"{note} milestones; this is not the whole timetable"
    assert note in jtai.to_html(EASTER, only=names, provides=True)


def test_provides_needs_a_selection() -> None:
    """`provides` without `only`, or for anything but a timetable, is refused."""
    with pytest.raises(InvalidValueError, match="provides: this has no effect without a selection"):
        jtai.to_html(EASTER, provides=True)
    with pytest.raises(InvalidValueError, match="provides: this applies only to a timetable"):
        jtai.to_html(EASTER.milestones, provides=True)
    with pytest.raises(InvalidValueError, match="no milestone is selected"):
        EASTER.only("NPS", provides=True)


@pytest.mark.parametrize("names", [(), ("NPS",)])
def test_an_empty_selection_is_refused(names: tuple[str, ...]) -> None:
    """An empty selection is refused, because it would look as if nothing were due."""
    with pytest.raises(InvalidValueError, match="would look as if there were no deadlines"):
        EASTER.only(*names)


def test_an_unknown_name_is_refused_with_the_nearest() -> None:
    """An unknown name is refused, and the error suggests similar names."""
    with pytest.raises(UnknownKeyError, match=r"^only\[0\]: .*; did you mean child_lists\?$"):
        EASTER.only("child_list")
    with pytest.raises(UnknownKeyError, match=r"^only\[1\]: .*; did you mean police force\?$"):
        EASTER.only("LA", "polise")
    with pytest.raises(UnknownKeyError, match="; expected milestones .notification, child_lists"):
        EASTER.only("weather")
    with pytest.raises(UnknownKeyError, match="did you mean health partners, .* or health agenc"):
        EASTER.only("health")


def test_only_must_be_a_list_of_names() -> None:
    """Without names there is no selection, and a single string instead of a list is refused."""
    name: Any = "police"
    assert selected(EASTER, None) is None
    with pytest.raises(InvalidValueError, match="only: expected a list, got str"):
        selected(EASTER, name)


def test_a_page_says_that_it_is_a_selection() -> None:
    """A page of a selection says so, and `only` is refused for anything but a timetable."""
    page = jtai.to_html(EASTER, only=["police"], title="Anytown")
    assert "Selection: only police force: 10 of 15 milestones" in page
    assert page.count("<tr ") == 11
    assert "lists 6, 7 and 8" not in page
    assert "joint; " in page
    assert "Selection:" not in jtai.to_html(EASTER)
    with pytest.raises(InvalidValueError, match="only: this applies only to a timetable"):
        jtai.to_html(EASTER.milestones, only=["police"])


@pytest.mark.parametrize("show", [jtai.to_html, jtai.plot])
def test_what_an_agency_owes_is_selected_by_of_agency(show: Any) -> None:
    """`only` for readiness is refused with the name of the method that selects there."""
    if show is jtai.plot:
        pytest.importorskip("matplotlib")
    inspection = jtai.Inspection(local_area="Anytown", timetable=EASTER)
    readiness = inspection.readiness(as_of=EASTER.notification)
    with pytest.raises(InvalidValueError, match="only: .*; use of_agency of the Readiness"):
        show(readiness, only=["YOT"])


def test_names_are_passed_separately() -> None:
    """A list of names in place of a name is refused, and the error says what to do."""
    names: Any = ["YOT"]
    with pytest.raises(UnknownKeyError, match=r"only\[0\]: .*; pass the names separately, such as"):
        EASTER.only(names)
