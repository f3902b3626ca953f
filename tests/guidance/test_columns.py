from __future__ import annotations

from collections import Counter
from hashlib import sha256
from pathlib import Path

import pytest

from jtai.guidance.columns import AUGUST_2019
from jtai.guidance.entries.list_entries import CellKind, ListLayout
from jtai.guidance.lists import ASSESSMENT_FIELD, FOLLOW_UP_FIELDS, GATE_FIELDS
from jtai.lists.reading.folding import fold

LISTS = {layout.number: layout for layout in AUGUST_2019.lists}

# For each published list: its title, its number of columns, and the digest of the columns' titles
# in order.
PUBLISHED = {
    1: ("List 1: Contacts", 7, "fa607db7c8f913a40bcd2e45f3838256"),
    3: ("List 3: Referral", 11, "af6acd972c08a88e2b7696788b2469fe"),
    4: ("List 4: Assessments", 12, "5fdaf4037eb1ab6a56d5bc03df6c14a9"),
    5: (
        "List 5: Section 47 enquiries and Initial Child Protection Conferences",
        14,
        "8b70217f3a53df6c100be322bd553fb2",
    ),
    6: ("List 6: Children in Need", 14, "f1c3886e356e72dd2810b345a083d6e9"),
    7: ("List 7: Child protection", 17, "c8a1f1c440ac8de170d16008ff249ef7"),
    8: ("List 8: Children in care", 34, "2bf80d63a50496b92b60ecf09f234b28"),
}

EACH = pytest.mark.parametrize("layout", AUGUST_2019.lists, ids=lambda layout: layout.sheet)


def published(layout: ListLayout) -> list[str]:
    """Return the titles of the workbook's own columns."""
    return [column.title for column in layout.columns if not column.added]


@pytest.mark.guidance("para 35", "para 43")
@EACH
def test_columns_as_published(layout: ListLayout) -> None:
    """Each list has the published title and columns in order, letter for letter."""
    titles = published(layout)
    found = sha256("\n".join(titles).encode()).hexdigest()[:32]
    assert (layout.title, len(titles), found) == PUBLISHED[layout.number]


def test_lists_of_the_edition() -> None:
    """The edition has seven requested lists, four others, and four sheets that are not lists."""
    assert list(LISTS) == [1, 3, 4, 5, 6, 7, 8]
    assert [layout.sheet for layout in AUGUST_2019.lists] == [f"List_{n}" for n in LISTS]
    assert {other.number: other.title for other in AUGUST_2019.others} == {
        2: "List 2: Early Help",
        9: "List 9: Care leavers",
        10: "List 10: Adoption",
        11: "List 11: Adopters",
    }
    assert AUGUST_2019.other_sheets == (
        "Front_Sheet",
        "FAQ_and_changes",
        "Guidance",
        "Codes_used",
    )


def test_titles_keep_published_mistakes() -> None:
    """Column titles keep the published trailing spaces, quotes, capitals and mistakes."""
    assert LISTS[8].columns[19].title == "Date Ceased to be Looked After "
    assert LISTS[6].columns[11].title == "Case status"
    assert LISTS[8].columns[8].title == "Child's Category of Need"
    assert "LA children\u2019s social care" in LISTS[4].columns[9].title
    assert "\u2018Missing\u2019" in LISTS[8].columns[28].title
    assert "\u2018Absent\u2019" in LISTS[8].columns[29].title
    assert LISTS[3].columns[5].title == "Date of referral"
    assert LISTS[7].columns[13].title.endswith("in Last Six Months (Y/N)")


def test_added_columns_come_last() -> None:
    """The inspection's own fields are added after the published columns of four lists."""
    added = {
        number: [column.title for column in layout.columns if column.added]
        for number, layout in LISTS.items()
    }
    plans = [field.title for field in (*GATE_FIELDS, *FOLLOW_UP_FIELDS)]
    assert added == {
        1: [],
        3: [],
        4: [ASSESSMENT_FIELD.title],
        5: [],
        6: plans,
        7: plans,
        8: plans,
    }
    for layout in AUGUST_2019.lists:
        flags = [column.added for column in layout.columns]
        assert flags == sorted(flags)


@EACH
def test_every_list_begins_with_the_child(layout: ListLayout) -> None:
    """The first five columns are the same on every list."""
    assert [column.key for column in layout.columns[:5]] == [
        "child_id",
        "gender",
        "ethnicity",
        "date_of_birth",
        "age",
    ]


@EACH
def test_keys_of_columns(layout: ListLayout) -> None:
    """Column keys are valid identifiers, unique within a list, and include the natural key."""
    keys = [column.key for column in layout.columns]
    assert len(set(keys)) == len(keys)
    assert set(layout.natural_key) <= set(keys)
    assert all(key.isidentifier() for key in keys)


def test_natural_keys() -> None:
    """Lists 6 to 8 have one row per child, and the others have one row per event."""
    assert {number: layout.natural_key for number, layout in LISTS.items()} == {
        1: ("child_id", "contact_date", "contact_source"),
        3: ("child_id", "referral_date", "referral_source"),
        4: ("child_id", "assessment_start"),
        5: ("child_id", "strategy_discussion"),
        6: ("child_id",),
        7: ("child_id",),
        8: ("child_id",),
    }
    assert [n for n, layout in LISTS.items() if layout.one_row_per_child] == [6, 7, 8]


@EACH
def test_titles_are_distinguished(layout: ListLayout) -> None:
    """No title, alias or key matches two columns of a list when case and style are ignored."""
    titles = [fold(title) for column in layout.columns for title in (column.title, *column.aliases)]
    assert [title for title, times in Counter(titles).items() if times > 1] == []
    owners = {
        fold(title): column.key
        for column in layout.columns
        for title in (column.title, *column.aliases)
    }
    for column in layout.columns:
        assert owners.get(fold(column.key), column.key) == column.key


def test_sheet_names_are_distinguished() -> None:
    """No name of a sheet means two lists, or a list and another sheet."""
    entries = [
        *((one.title, one.sheet_aliases) for one in AUGUST_2019.lists),
        *((one.title, one.sheet_aliases) for one in AUGUST_2019.others),
    ]
    names = [fold(name) for title, aliases in entries for name in (title, *aliases)]
    assert len(set(names)) == len(names)
    assert not set(names) & set(map(fold, AUGUST_2019.other_sheets))


@EACH
def test_kinds_of_columns(layout: ListLayout) -> None:
    """Only columns of codes and answers have a set of codes, and only numbers have a minimum."""
    for column in layout.columns:
        coded = column.kind in {CellKind.CODE, CellKind.ANSWER}
        assert (column.codes is not None) is coded
        assert (column.minimum is not None) is (column.kind is CellKind.NUMBER)
        assert not (column.required and column.blank_when)


def test_minimum_numbers() -> None:
    """The minimum is -1 for ages (unborn), 1 for placements in the year and otherwise 0."""
    least = {
        (number, column.key): column.minimum
        for number, layout in LISTS.items()
        for column in layout.columns
        if column.minimum not in {None, 0}
    }
    assert least == {**{(number, "age"): -1 for number in LISTS}, (8, "placements_in_year"): 1}


def test_columns_that_may_be_blank() -> None:
    """Only the published columns listed here may be blank."""
    free = {
        number: [column.key for column in layout.columns if not (column.required or column.added)]
        for number, layout in LISTS.items()
    }
    assert free == {
        1: ["date_of_birth", "age"],
        3: ["date_of_birth", "age", "allocated_team", "allocated_worker"],
        4: [
            "date_of_birth",
            "age",
            "child_seen",
            "authorised",
            "needs_social_care",
            "allocated_team",
            "allocated_worker",
        ],
        5: [
            "date_of_birth",
            "age",
            "conference_unnecessary",
            "conference_date",
            "conference_led_to_plan",
            "allocated_team",
            "allocated_worker",
        ],
        6: [
            "date_of_birth",
            "age",
            "last_seen",
            "cin_end",
            "closure_reason",
            "allocated_team",
            "allocated_worker",
        ],
        7: [
            "date_of_birth",
            "age",
            "last_visit",
            "seen_alone",
            "latest_review",
            "plan_end",
            "allocated_team",
            "allocated_worker",
        ],
        8: [
            "category_of_need",
            "legal_status_start",
            "legal_status",
            "latest_review",
            "last_visit",
            "permanence_plan",
            "last_iro_contact",
            "last_health_assessment",
            "last_dental_check",
            "care_end",
            "care_end_reason",
            "placement_postcode",
            "placement_urn",
            "placement_location",
            "placement_authority",
            "return_interview_offered",
            "return_interview_accepted",
            "allocated_team",
            "allocated_worker",
        ],
    }


@EACH
def test_columns_cite_their_source(layout: ListLayout) -> None:
    """Every column cites its list and title, or the paragraph that adds it, and has a note."""
    assert layout.reference.part == f"list {layout.number}"
    for column in layout.columns:
        cited = str(column.reference)
        assert ("para" in cited) if column.added else (column.title.strip() in cited)
        assert column.note


def test_aliases_of_titles() -> None:
    """The accepted aliases of column titles are exactly those in `column_aliases.txt`."""
    expected = Path(__file__).with_name("column_aliases.txt").read_text(encoding="utf-8")
    assert expected.splitlines() == [
        f"{layout.number} {column.key}: {alias}"
        for layout in AUGUST_2019.lists
        for column in layout.columns
        for alias in column.aliases
    ]
