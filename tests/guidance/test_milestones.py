from __future__ import annotations

import inspect
import pickle
from datetime import time

import pytest

import jtai
from jtai.guidance.entries.time_entries import Basis, MilestoneEntry, NamedDay, Qualifier
from jtai.guidance.milestones import LOOKBACKS, MILESTONES, WRITTEN_STATEMENT
from jtai.guidance.parties import Party

ROWS = {row.key: row for row in MILESTONES}

# From the published text: working day, weekday and week, time, qualifier, paragraph.
PUBLISHED = {
    "notification": (0, "Monday, week one", time(9), "at", 29),
    "child_lists": (3, "Thursday, week one", time(9), "by", 32),
    "contextual_issues": (3, "Thursday, week one", time(9), "by", 36),
    "meeting_details": (3, "Thursday, week one", None, "end of day", 40),
    "activity_lists": (3, "Thursday, week one", None, "end of day", 41),
    "case_selection": (4, "Friday, week one", time(10), "by", 37),
    "selection_call": (4, "Friday, week one", time(12), "before", 37),
    "case_documents": (6, "Tuesday, week two", None, "end of day", 44),
    "supporting_information": (6, "Tuesday, week two", None, "end of day", 47),
    "joint_evaluations": (8, "Thursday, week two", None, "end of day", 46),
    "cqc_documents_request": (9, "Friday, week two", None, "on", 45),
    "engagement_arrangements": (9, "Friday, week two", None, "end of day", 50),
    "fieldwork_start": (10, "Monday, week three", None, "on", 23),
    "printed_documents": (10, "Monday, week three", None, "on arrival", 46),
    "fieldwork_end": (14, "Friday, week three", None, "end of day", 40),
}


@pytest.mark.guidance(
    "para 23",
    "para 29",
    "para 30",
    "para 32",
    "para 36",
    "para 37",
    "para 39",
    "para 40",
    "para 41",
    "para 44",
    "para 45",
    "para 46",
    "para 47",
    "para 50",
    "every milestone",
)
def test_the_table_is_the_published_one() -> None:
    """The fifteen milestones have the days, times and paragraphs of the guidance."""
    assert {
        row.key: (row.offset, row.named_day, row.time, row.qualifier, row.reference.paragraph)
        for row in MILESTONES
    } == PUBLISHED
    assert len(MILESTONES) == 15


def test_milestones_are_in_order_of_time() -> None:
    """Milestones are in the order in which they fall due: timed ones first within a day."""
    order = [(row.offset, row.time or time.max) for row in MILESTONES]
    assert order == sorted(order)


@pytest.mark.parametrize("row", MILESTONES, ids=lambda row: row.key)
def test_offset_and_named_day_agree_without_bank_holidays(row: MilestoneEntry) -> None:
    """Without bank holidays, the named weekday and the count of working days are the same day."""
    week, weekday = divmod(row.offset, 5)
    assert row.named_day is not None
    assert row.named_day.days_after_monday == 7 * week + weekday


@pytest.mark.guidance("milestone activity_lists", "milestone fieldwork_end")
def test_days_that_the_guidance_does_not_name_are_assumed() -> None:
    """The days of five milestones are assumed: the text names none (paras 36, 40, 41, 46, 50)."""
    assert {row.key for row in MILESTONES if row.assumed} == {
        "contextual_issues",
        "activity_lists",
        "engagement_arrangements",
        "printed_documents",
        "fieldwork_end",
    }


@pytest.mark.guidance("every milestone")
def test_only_two_milestones_are_optional() -> None:
    """Only the contextual issues (para 36) and the selection call (para 37) are optional."""
    assert {row.key for row in MILESTONES if row.optional} == {
        "contextual_issues",
        "selection_call",
    }


@pytest.mark.guidance("every milestone")
def test_fieldwork_is_stated_in_working_days() -> None:
    """Only notification and the fieldwork milestones are stated in working days (paras 23, 29)."""
    assert {row.key for row in MILESTONES if row.basis is Basis.WORKING_DAYS} == {
        "notification",
        "fieldwork_start",
        "printed_documents",
        "fieldwork_end",
    }


@pytest.mark.guidance("para 30", "every milestone")
def test_who_owes_what_to_whom() -> None:
    """Providers, contributors and recipients are those that the paragraphs name."""
    lists = ROWS["child_lists"]
    assert lists.by == (Party.LOCAL_AUTHORITY,)
    assert lists.contributors == (Party.CCG, Party.CAMHS, Party.YOT)
    assert lists.to == (Party.LEAD_INSPECTOR,)
    assert ROWS["contextual_issues"].by == (Party.DIRECTOR_OF_CHILDRENS_SERVICES,)
    assert ROWS["activity_lists"].by == (Party.LOCAL_AUTHORITY,)
    assert ROWS["selection_call"].to == (*lists.by, *lists.contributors)
    assert (ROWS["cqc_documents_request"].by, ROWS["cqc_documents_request"].to) == (
        (Party.CQC,),
        (Party.HEALTH_AGENCIES,),
    )
    assert ROWS["printed_documents"].to == (Party.INSPECTORS,)
    assert all(row.by and row.to for row in MILESTONES)


def test_a_milestone_has_a_time_if_its_qualifier_says_so() -> None:
    """A milestone has a time exactly if its qualifier is at, by or before."""
    timed = {Qualifier.AT, Qualifier.BY, Qualifier.BEFORE}
    assert all((row.time is not None) == (row.qualifier in timed) for row in MILESTONES)


def test_named_days_are_weekdays_of_six_weeks() -> None:
    """The named days are Monday to Friday of weeks one to six; the guidance uses three of them."""
    days = [day.days_after_monday for day in NamedDay]
    assert days == [7 * week + weekday for week in range(6) for weekday in range(5)]
    assert str(NamedDay.TUESDAY_WEEK_TWO) == "Tuesday, week two"


@pytest.mark.guidance("para 32", "para 34", "para 38", "para 41", "para 48")
def test_lookbacks_and_statement_are_cited() -> None:
    """Look-backs are six and twelve months, and a statement is due in 70 working days."""
    assert [row.months for row in LOOKBACKS] == [6, 12]
    assert WRITTEN_STATEMENT.working_days == 70
    assert str(WRITTEN_STATEMENT.reference).startswith("SI 2015/1792")


@pytest.mark.parametrize("row", [*MILESTONES, *LOOKBACKS, WRITTEN_STATEMENT])
def test_entries_are_values(row: object) -> None:
    """Every entry can be hashed, pickled and compared."""
    assert pickle.loads(pickle.dumps(row)) == row  # noqa: S301
    assert isinstance(hash(row), int)


def test_parties_have_short_names() -> None:
    """The short name of a party is its usual abbreviation, if it has one."""
    assert [party.short for party in (Party.CQC, Party.CCG, Party.LEAD_INSPECTOR)] == [
        "CQC",
        "CCG",
        "lead inspector",
    ]


@pytest.mark.parametrize(
    ("key", "other"),
    [
        pytest.param(
            "contextual_issues", "child_lists", marks=pytest.mark.guidance("para 36", "para 32")
        ),
        pytest.param(
            "activity_lists", "meeting_details", marks=pytest.mark.guidance("para 41", "para 40")
        ),
        pytest.param(
            "printed_documents", "fieldwork_start", marks=pytest.mark.guidance("para 46", "para 29")
        ),
    ],
)
def test_an_assumed_day_is_that_of_the_milestone_it_follows(key: str, other: str) -> None:
    """A milestone whose day is assumed has the same day as the milestone that it follows."""
    entries = {entry.key: entry for entry in MILESTONES}
    assert entries[key].offset == entries[other].offset
    assert entries[key].named_day is entries[other].named_day
    assert entries[key].assumed


def test_a_signature_shows_only_the_length_of_the_default_table() -> None:
    """The default table of milestones is a tuple, but a signature shows only its length."""
    assert "milestones: 'Iterable[MilestoneEntry]' = <Milestone: 15>" in str(
        inspect.signature(jtai.Timetable.from_notification)
    )
    assert pickle.loads(pickle.dumps(MILESTONES)) == MILESTONES  # noqa: S301 - its own
    assert isinstance(MILESTONES, tuple)
    assert isinstance(MILESTONES[:2], tuple)


@pytest.mark.guidance("para 49", "para 50")
def test_arrangements_for_conversations_depend_on_a_request() -> None:
    """The title says that the lead inspector may ask for conversations, and cites both paras."""
    entry = ROWS["engagement_arrangements"]
    assert entry.title == (
        "Written arrangements to talk to children and families, if the lead inspector asks"
    )
    assert str(entry.reference) == "guidance 190035, paras 49, 50"
