from __future__ import annotations

from itertools import groupby

import pytest

from jtai.errors import UnknownKeyError
from jtai.guidance.information import INFORMATION_ITEMS, information_item
from jtai.guidance.parties import Party
from jtai.guidance.terms import Agency

SECTION_LENGTHS = {1: 9, 2: 4, 3: 3, 4: 9, 5: 5, 6: 6}
NUMBERS = [
    f"{section}.{place}"
    for section, length in SECTION_LENGTHS.items()
    for place in range(1, length + 1)
]


@pytest.mark.guidance("para 48", "every item")
def test_numbers() -> None:
    """There are 36 items: 9, 4, 3, 9, 5 and 6 in the six sections, in order."""
    assert [row.number for row in INFORMATION_ITEMS] == NUMBERS
    assert len(NUMBERS) == 36


@pytest.mark.guidance("every item")
@pytest.mark.parametrize("number", NUMBERS)
def test_look_up_and_reference(number: str) -> None:
    """Each item is found by its number, and cites paragraph 48 and that number."""
    row = information_item(number)
    assert (row.number, row.section) == (number, int(number[0]))
    assert str(row.reference) == f"guidance 190035, para 48, item {number}"


@pytest.mark.parametrize("number", ["1.0", "1.10", "7.1", "1", "", 1.1, None])
def test_unknown_number(number: object) -> None:
    """Anything but the number of an item, as a string, is refused."""
    with pytest.raises(UnknownKeyError, match=r"xpected text from '1\.1' to '6\.6'"):
        information_item(number)  # type: ignore[arg-type]


@pytest.mark.guidance("para 48", "every item")
def test_sections() -> None:
    """All items of a section have the same section title and the same providers."""
    sections = {
        section: {(row.section_title, row.agencies) for row in rows}
        for section, rows in groupby(INFORMATION_ITEMS, key=lambda row: row.section)
    }
    assert sections == {
        1: {("Local authority", (Agency.LOCAL_AUTHORITY,))},
        2: {
            (
                "Multi-agency arrangements for children's mental health",
                (Agency.LOCAL_AUTHORITY, Agency.HEALTH),
            )
        },
        3: {("Multi-agency safeguarding arrangements", (Agency.SAFEGUARDING_PARTNERS,))},
        4: {("Police force", (Agency.POLICE,))},
        5: {("Youth offending team", (Agency.YOT,))},
        6: {("Health partners", (Agency.HEALTH,))},
    }


@pytest.mark.guidance("item 1.4", "item 2.2", "item 3.2", "item 4.7")
def test_windows() -> None:
    """Item 1.4 covers six months, 2.2 and 3.2 cover twelve, and 4.7 is the three latest sets."""
    months = {row.number: row.months for row in INFORMATION_ITEMS if row.months is not None}
    assert months == {"1.4": 6, "2.2": 12, "3.2": 12}
    sets = {row.number: row.most_recent for row in INFORMATION_ITEMS if row.most_recent is not None}
    assert sets == {"4.7": 3}


@pytest.mark.guidance("item 2.3", "item 3.3", "item 5.5")
def test_who_asks() -> None:
    """The lead inspector asks for items 2.3 and 3.3, and HMI Probation's lead for item 5.5."""
    asked = {row.number: row.asked_by for row in INFORMATION_ITEMS if row.asked_by is not None}
    assert asked == {
        "2.3": Party.LEAD_INSPECTOR,
        "3.3": Party.LEAD_INSPECTOR,
        "5.5": Party.HMI_PROBATION_LEAD,
    }


@pytest.mark.guidance("every item")
def test_cases_to_sample_are_not_a_document() -> None:
    """Item 5.5 is not a document and is due at fieldwork, not with the supporting information."""
    others = {row.number for row in INFORMATION_ITEMS if row.is_document}
    assert others == {*NUMBERS} - {"5.5"}
    due = {row.number: row.milestone for row in INFORMATION_ITEMS}
    assert due.pop("5.5") == "fieldwork_start"
    assert set(due.values()) == {"supporting_information"}


@pytest.mark.guidance("item 2.1", "item 2.2", "item 2.3", "item 2.4", "item 5.5")
@pytest.mark.guidance("item 3.1", "item 3.2", "item 3.3")
def test_assumptions_are_visible() -> None:
    """Items with an assumed provider (sections 2 and 3) or due date (item 5.5) say so."""
    assumed = {item.number for item in INFORMATION_ITEMS if item.assumed is not None}
    assert assumed == {"2.1", "2.2", "2.3", "2.4", "3.1", "3.2", "3.3", "5.5"}


# Words that a title must keep, because they say what its item is about.
MEANT = {
    "1.2": ("reports", "in scope"),
    "1.5": ("Details", "emotional well-being", "voluntary", "commissioned"),
    "1.9": ("Processes", "assesses", "intervenes"),
    "2.4": ("commission", "national directives", "local need", "emotional health"),
    "3.2": ("meetings", "safeguarding partners"),
    "4.3": ("Learning and development", "vulnerability", "child protection"),
    "4.6": ("problem profile", "engages with", "may have been"),
    "4.7": ("any", "strategic governance"),
    "4.8": ("Any audits",),
    "4.9": ("Performance management", "data"),
    "5.4": ("identifying", "responding", "children who have offended"),
    "6.2": ("Details", "CCG", "providers"),
    "6.6": ("Any audits", "commissioners or providers", "mental ill health"),
}


@pytest.mark.guidance("every item")
@pytest.mark.parametrize("number", MEANT)
def test_a_title_keeps_what_its_item_is_about(number: str) -> None:
    """A reworded title keeps the words that say what its item is about."""
    title = information_item(number).title
    assert [words for words in MEANT[number] if words not in title] == []


def test_a_wider_area_is_named_with_its_examples() -> None:
    """Item 2.4 names the wider partnerships of footnote 17, and item 6.1 both kinds of service."""
    (wider,) = information_item("2.4").includes
    assert "sustainability and transformation partnerships" in wider
    assert "integrated care systems" in wider
    (health,) = information_item("6.1").includes
    assert "commissioning or provider services, or both" in health


@pytest.mark.guidance("item 4.4", "item 4.6", "item 4.7", "item 4.8", "item 4.9")
@pytest.mark.parametrize("number", ["4.2", "4.4", "4.5", "4.6", "4.7", "4.8", "4.9"])
def test_police_items_name_the_children_they_are_about(number: str) -> None:
    """Seven items from the police mention children at risk of mental ill health."""
    item = information_item(number)
    assert any("risk of mental ill health" in text for text in (item.title, *item.includes))
