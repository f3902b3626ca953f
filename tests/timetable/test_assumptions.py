from __future__ import annotations

from datetime import date, timedelta

import pytest

import jtai
from jtai.timetable.milestone_dates import Reading
from jtai.timetable.timetable import Timetable
from jtai.timetable.working_days import WorkingCalendar
from tests.timetable.fixed_days import FIXED
from tests.timetable.official_feed import working_mondays

ORDINARY = Timetable.from_notification(date(2019, 9, 9), milestones=FIXED)
ASSUMED = [
    ("contextual_issues",),
    ("activity_lists",),
    ("engagement_arrangements",),
    ("printed_documents",),
    ("fieldwork_end",),
]
KEYS = [row.key for row in FIXED]


def test_assumptions_list_the_assumed_days() -> None:
    """Assumptions list the milestones with an assumed day, and those that the reading moves."""
    assert [a.milestones for a in ORDINARY.assumptions] == ASSUMED
    easter = Timetable.from_notification(date(2020, 4, 6), milestones=FIXED)
    first = easter.assumptions[0]
    assert first.milestones == tuple(KEYS[7:12])
    assert str(first) == (
        "5 milestones would fall 2 to 4 days earlier in the named-days reading; the guidance does "
        "not say whether the weekday or the count takes precedence, and the working-days "
        "reading is used "
        "(guidance 190035, paras 23, 29)"
    )


def test_the_named_days_reading_is_assumed_too() -> None:
    """A named-days timetable says how much later dates are in the working-days reading."""
    named = Timetable.from_notification(
        date(2020, 4, 6), reading=Reading.NAMED_DAYS, milestones=FIXED
    )
    assert "2 to 4 days later in the working-days reading" in named.assumptions[0].text


def test_the_reading_is_assumed_only_where_it_matters() -> None:
    """The reading is not an assumption if both readings give the same dates."""
    funeral = Timetable.from_notification(date(2022, 9, 5), milestones=FIXED)
    assert len(funeral.displaced) == 3
    assert [a.milestones for a in funeral.assumptions] == ASSUMED


def test_a_thursday_has_no_named_days_reading() -> None:
    """With notification on a Thursday, assumptions name the milestones that leave their week."""
    timetable = Timetable.from_notification(date(2019, 9, 12), any_weekday=True, milestones=FIXED)
    left = (*KEYS[1:7], *KEYS[9:11])
    assert [a.milestones for a in timetable.assumptions] == [(), left, *ASSUMED]


def test_milestones_that_fall_on_one_day_are_named() -> None:
    """An assumption names milestones of different named days that fall on the same day."""
    for monday, day, keys in (
        (date(2019, 12, 23), "Friday 27 December 2019", {"child_lists", "case_selection"}),
        (date(2020, 4, 6), "Tuesday 14 April 2020", {"case_selection", "case_documents"}),
    ):
        timetable = Timetable.from_notification(
            monday, reading=Reading.NAMED_DAYS, milestones=FIXED
        )
        (met,) = (a for a in timetable.assumptions if "different days all fall on" in a.text)
        assert day in met.text
        assert keys <= {*met.milestones}
        counted = Timetable.from_notification(monday, milestones=FIXED)
        assert not any("different days all fall on" in a.text for a in counted.assumptions)


def test_milestones_that_leave_their_week_are_named() -> None:
    """An assumption names the milestones that bank holidays move out of their week."""
    timetable = Timetable.from_notification(
        date(2022, 5, 23), reading=Reading.NAMED_DAYS, milestones=FIXED
    )
    (left,) = (a for a in timetable.assumptions if "outside the week" in a.text)
    assert left.milestones == ("joint_evaluations", "cqc_documents_request")
    assert str(left.reference) == "guidance 190035, paras 39, 45, 46"
    assert "Monday 6 June 2022" in left.text


@pytest.mark.guidance("para 50")
def test_a_counted_date_after_the_end_of_week_two_says_so() -> None:
    """An assumption says so if the ninth working day is after the end of week two (para 50)."""
    counted = Timetable.from_notification(date(2020, 4, 27))
    assert counted["engagement_arrangements"].date == date(2020, 5, 11)
    (late,) = (a for a in counted.assumptions if "is after the end of week two" in a.text)
    assert late.milestones == ("engagement_arrangements",)
    assert "Monday 11 May 2020 is after the end of week two" in late.text
    assert "last working day is Thursday 7 May 2020; the earlier day is the safe one" in late.text
    assert str(late.reference) == "guidance 190035, paras 49, 50"
    named = Timetable.from_notification(date(2020, 4, 27), reading=Reading.NAMED_DAYS)
    assert named["engagement_arrangements"].date == date(2020, 5, 7)
    assert not any("after the end of week two" in a.text for a in named.assumptions)


@pytest.mark.guidance("para 50")
def test_an_assumed_day_names_the_reading_that_leads_to_it() -> None:
    """What is assumed about the end of week two is true in both readings, with and without Easter.

    Week two ends on Friday 17 April 2020. Good Friday and Easter Monday move working day 9 to the
    Tuesday after it.
    """
    easter = Timetable.from_notification(date(2020, 4, 6))["engagement_arrangements"]
    (assumed,) = (a for a in _easter(easter.calendar).assumptions if easter.key in a.milestones[:1])
    assert easter.assumed is not None
    assert "the working-days reading counts nine working days" in easter.assumed
    assert "the named-days reading uses the last working day of that week" in easter.assumed
    assert easter.assumed.endswith(
        "; Tuesday 21 April 2020 is after the end of week two, whose last working day is Friday "
        "17 April 2020; the earlier day is the safe one"
    )
    assert assumed.text == f"{easter.title}: {easter.assumed}"
    for timetable in (
        Timetable.from_notification(date(2020, 4, 6), reading=Reading.NAMED_DAYS),
        Timetable.from_notification(date(2019, 9, 9)),
    ):
        assert easter.assumed.startswith(f"{timetable[easter.key].assumed}; Tuesday 21 April")


def test_every_counted_date_after_the_end_of_its_week_is_named() -> None:
    """For each Monday, a note says if engagement arrangements are after week two, and only then."""
    for monday in working_mondays()[:-4]:
        timetable = Timetable.from_notification(monday)
        after = timetable["engagement_arrangements"].date > monday + timedelta(days=11)
        assert after is any("is after the end of" in a.text for a in timetable.assumptions)


def test_a_closure_that_is_counted_as_a_day_off_is_an_assumption() -> None:
    """A closure within the count is an assumption; a later closure or a bank holiday is not."""
    england = WorkingCalendar.england()
    closed = england.with_closures({date(2019, 9, 16): "Council closed"})
    timetable = Timetable.from_notification(date(2019, 9, 9), calendar=closed)
    (made,) = (a for a in timetable.assumptions if "Council closed" in a.text)
    assert made.text == (
        "Monday 16 September 2019 (Council closed): counted as a day off, which the guidance does "
        "not mention; other agencies and inspectors may work then"
    )
    assert (made.milestones[0], made.milestones[-1]) == ("case_documents", "fieldwork_end")
    assert "case_selection" not in made.milestones
    assert made.text in " ".join(str(timetable).split())
    assert made in jtai.from_json(Timetable, jtai.to_json(timetable)).assumptions
    later = Timetable.from_notification(date(2019, 10, 7), calendar=closed)
    assert later.assumptions == Timetable.from_notification(date(2019, 10, 7)).assumptions
    # The Monday after Easter is off anyway, and a closure can be undone.
    easter = england.with_closures({date(2020, 4, 13): "Easter"})
    assert easter.closures == closed.without({date(2019, 9, 16)}).closures == ()
    assert not any("Easter" in a.text for a in _easter(easter).assumptions)


def _easter(calendar: WorkingCalendar) -> Timetable:
    return Timetable.from_notification(date(2020, 4, 6), calendar=calendar)


def test_many_closures_are_one_short_assumption() -> None:
    """More than two closures are counted, with the first and the last day."""
    week = {date(2019, 9, 16) + timedelta(days=number): "Closed" for number in range(3)}
    closed = WorkingCalendar.england().with_closures(week)
    timetable = Timetable.from_notification(date(2019, 9, 9), calendar=closed)
    (made,) = (a for a in timetable.assumptions if "closures" in a.text)
    assert made.text.startswith(
        "3 closures from Mon 16 Sep 2019 to Wed 18 Sep 2019: counted as days off, which the "
    )
