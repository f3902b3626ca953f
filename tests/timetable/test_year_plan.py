from __future__ import annotations

import pickle
from datetime import date
from typing import Any

import attrs
import pytest

import jtai
from jtai.errors import CoverageError, InvalidValueError, UnknownKeyError
from jtai.guidance.milestones import MILESTONES
from jtai.timetable.milestone_dates import Reading
from jtai.timetable.timetable import Timetable
from jtai.timetable.working_days import WorkingCalendar
from jtai.timetable.year_plan import plan_year

PLAN = plan_year(2027)
BY_DAY = {planned.monday: planned for planned in PLAN}


def test_every_monday_of_the_year_is_there() -> None:
    """A plan for 2027 has all 52 Mondays, from 4 January to 27 December."""
    mondays = [planned.monday for planned in PLAN]
    assert mondays[0] == date(2027, 1, 4)
    assert mondays[-1] == date(2027, 12, 27)
    assert len(PLAN) == len(mondays) == 52
    assert all(day.weekday() == 0 for day in mondays)


@pytest.mark.parametrize(("year", "number"), [(2018, 53), (2024, 53), (2019, 52), (2012, 53)])
def test_years_have_52_or_53_mondays(year: int, number: int) -> None:
    """A plan has 52 or 53 Mondays, as its year has."""
    assert len(plan_year(year)) == number


def test_bank_holiday_mondays_are_not_usable() -> None:
    """Bank-holiday Mondays are not usable, and the plan names the holiday."""
    unusable = {planned.monday: planned.why for planned in PLAN if not planned.usable}
    assert list(unusable) == [
        date(2027, 3, 29),
        date(2027, 5, 3),
        date(2027, 5, 31),
        date(2027, 8, 30),
        date(2027, 12, 27),
    ]
    assert "Easter Monday" in unusable[date(2027, 3, 29)]
    refused = BY_DAY[date(2027, 3, 29)]
    assert refused.fieldwork_start is None
    assert refused.displaced is None
    assert PLAN.usable == tuple(planned for planned in PLAN if planned.usable)
    assert len(PLAN.usable) == 47


def test_a_usable_monday_has_fieldwork_dates_and_displaced_milestones() -> None:
    """A usable Monday has fieldwork dates, a number of displaced milestones, and the reasons."""
    planned = BY_DAY[date(2027, 3, 22)]
    assert planned.usable
    assert planned.fieldwork_start == date(2027, 4, 7)
    assert planned.fieldwork_end == date(2027, 4, 13)
    milestones = Timetable.from_notification(date(2027, 3, 22))
    assert planned.displaced == sum(m.date > date(2027, 3, 26) for m in milestones)
    assert planned.provisional is False
    assert planned.why == (
        "Friday 26 March 2027 (Good Friday); Monday 29 March 2027 (Easter Monday)"
    )
    # After notification on 8 March they fall in the fieldwork week.
    assert BY_DAY[date(2027, 3, 8)].why == planned.why
    assert BY_DAY[date(2027, 1, 4)].why == ""
    assert BY_DAY[date(2027, 1, 4)].displaced == 0


def test_fewer_milestones_are_displaced_in_named_days() -> None:
    """Fewer milestones are displaced in the named-days reading."""
    named = {planned.monday: planned for planned in plan_year(2027, reading=Reading.NAMED_DAYS)}
    fewer, more = (plan[date(2027, 3, 22)].displaced for plan in (named, BY_DAY))
    assert fewer is not None
    assert more is not None
    assert 0 < fewer < more
    assert plan_year(2027, reading="named-days").reading is Reading.NAMED_DAYS  # type: ignore[arg-type]


def test_a_monday_beyond_the_calendar_is_unknown() -> None:
    """If the calendar ends before a timetable does, it is unknown whether the Monday is usable."""
    plan = plan_year(2050)
    # Boxing Day and the day after Christmas are off; from 12 December fieldwork ends in 2051.
    last = {planned.monday.day: planned for planned in plan if planned.monday.month == 12}
    assert {day: planned.usable for day, planned in last.items()} == {
        5: True,
        12: None,
        19: None,
        26: False,
    }
    assert "outside the dates that this calendar covers" in last[19].why
    assert plan.to_text(width=100).splitlines()[0].endswith("usable, 2 beyond the calendar")
    assert "Mon 19 Dec 2050  unknown" in str(plan)
    assert plan.mondays[1].provisional is True


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"year": 0}, "does not cover any day of 0"),
        ({"year": 10**30}, "does not cover any day of 10"),
        ({"year": 2026}, "not Mondays of 2026"),
        ({"entries": MILESTONES[1:]}, "missing entry: notification"),
    ],
)
def test_a_plan_of_another_year_is_refused(changed: dict[str, Any], said: str) -> None:
    """A plan, such as one from JSON, has only Mondays of its year, which its calendar covers."""
    with pytest.raises(jtai.JtaiError, match=said):
        attrs.evolve(PLAN, **changed)


def test_a_plan_of_another_year_is_refused_as_json() -> None:
    """A JSON document whose year was changed is refused with an error of the library."""
    text = jtai.to_json(PLAN).replace('"year":2027', '"year":0')
    with pytest.raises(jtai.JtaiError, match="does not cover any day of 0"):
        jtai.from_json(jtai.YearPlan, text)


@pytest.mark.parametrize("year", [2011, 2051, 1, 9999, 10_000])
def test_a_year_outside_of_the_calendar_is_refused(year: int) -> None:
    """A year that the calendar does not cover is refused."""
    with pytest.raises(
        CoverageError, match=f"does not cover any day of {year}; expected 2012 to 2050"
    ):
        plan_year(year)


@pytest.mark.parametrize("year", ["2027", 2027.0, True, None, 0])
def test_a_year_is_a_whole_number(year: Any) -> None:
    """A year must be a whole number, at least 1."""
    with pytest.raises(InvalidValueError, match="^year: "):
        plan_year(year)


def test_an_unknown_reading_is_refused() -> None:
    """A reading other than working-days and named-days is refused."""
    with pytest.raises(InvalidValueError, match="^reading: "):
        plan_year(2027, reading="both")  # type: ignore[arg-type]


def test_another_calendar_gives_another_plan() -> None:
    """A plan uses the given calendar: Easter Monday is usable in Scotland."""
    scotland = plan_year(2027, calendar=WorkingCalendar.from_holidays(subdiv="SCT"))
    assert {planned.monday: planned for planned in scotland}[date(2027, 3, 29)].usable


def test_a_plan_can_be_made_for_the_year_9999() -> None:
    """A plan can be made for the year 9999, the last that a date can have."""
    calendar = WorkingCalendar(
        name="Test", first=date(9999, 1, 1), last=date(9999, 12, 31), bank_holidays=()
    )
    assert plan_year(9999, calendar=calendar).mondays[-1].monday == date(9999, 12, 27)


def test_a_plan_says_what_is_provisional() -> None:
    """Mondays with dates that a new bank holiday could still move are marked as provisional."""
    for shown in (plan_year(2031).to_text(width=200), plan_year(2031)._repr_html_()):
        assert shown.count("; a new one could still move dates") == 1
    # From 7 January 2031 there is no day off until Good Friday, 11 April.
    assert "Mon 13 Jan 2031  yes     Mon 27 Jan 2031   0          provisional\n" in plan_year(
        2031
    ).to_text(width=200)
    # 2029 is not yet known, and fieldwork for 11 and 18 December 2028 ends in it.
    plan = plan_year(2028)
    assert [day.monday for day in plan if day.provisional] == [
        date(2028, 12, 11),
        date(2028, 12, 18),
    ]
    assert str(plan).count("provisional") == 3  # two Mondays, and the note
    assert "rovisional" not in str(PLAN) + PLAN._repr_html_()


def test_a_plan_names_removed_bank_holidays() -> None:
    """A plan names the bank holidays in its range that count as working days."""
    worked = WorkingCalendar.england().without(
        {date(2019, 12, 26), date(2020, 4, 10), date(2021, 1, 1), date(2021, 4, 2)}, reason="worked"
    )
    plan = plan_year(2020, calendar=worked)
    words = (
        "counted as working days: Friday 10 April 2020 (Good Friday: worked); Friday 1 January "
        "2021 (New Year’s Day: worked)"
    )
    assert plan.to_text(width=200).endswith(f"\n* {words}")
    assert f"<p>{words.replace(chr(39), '&#x27;')}</p>" in plan._repr_html_()


def test_days_off_in_the_fieldwork_week_are_named() -> None:
    """A plan names the bank holidays that fall in the fieldwork week."""
    (planned,) = [day for day in plan_year(2020) if day.monday == date(2020, 3, 23)]
    assert (planned.fieldwork_start, planned.fieldwork_end) == (date(2020, 4, 6), date(2020, 4, 14))
    assert planned.why == (
        "Friday 10 April 2020 (Good Friday); Monday 13 April 2020 (Easter Monday)"
    )


def test_a_plan_is_a_readable_value() -> None:
    """A plan has text, HTML and records, and can be hashed and pickled."""
    assert repr(PLAN) == "<YearPlan 2027, working-days, 47 usable Mondays>"
    text = str(PLAN)
    assert text.startswith(
        "Notification Mondays of 2027 (working-days, England): 47 of 52 usable\n\nNotification"
    )
    assert "applied to six inspections from September 2019" in " ".join(text.split())
    assert PLAN._repr_html_().count("<tr>") == 53
    record = PLAN.to_records()[0]
    assert record["monday"] == date(2027, 1, 4)
    assert record["reference"] == "guidance 190035, paras 23, 29"
    assert pickle.loads(pickle.dumps(PLAN)) == PLAN  # noqa: S301
    assert hash(PLAN) == hash(plan_year(2027))


def test_school_holidays_are_shown_and_move_nothing() -> None:
    """A school holiday is named for each Monday whose timetable it overlaps, but moves no date."""
    easter = {"Easter holiday": (date(2027, 3, 29), date(2027, 4, 9))}
    plan = plan_year(2027, school_holidays=easter)
    named = [monday.monday for monday in plan if monday.school_holidays]
    # The timetable of 1 March ends on Friday 19 March, that of 8 March on Tuesday 30 March.
    assert named[0] == date(2027, 3, 8)
    assert named[-1] == date(2027, 4, 5)
    assert "Easter holiday (Mon 29 Mar to Fri 9 Apr)" in plan.to_text(width=200)
    # Easter Monday cannot be used, and is in the holiday too.
    assert next(m for m in plan if m.monday == date(2027, 3, 29)).school_holidays
    plain = plan_year(2027)
    assert [m.fieldwork_start for m in plan] == [m.fieldwork_start for m in plain]


def test_a_school_holiday_can_have_several_periods() -> None:
    """A name with several periods is shown beside the Mondays of each."""
    terms = [(date(2027, 2, 15), date(2027, 2, 19)), (date(2027, 10, 25), date(2027, 10, 29))]
    plan = plan_year(2027, school_holidays={"Half term": terms})
    assert plan[date(2027, 2, 15)].school_holidays == ("Half term (Mon 15 Feb to Fri 19 Feb)",)
    assert plan[date(2027, 10, 25)].school_holidays == ("Half term (Mon 25 Oct to Fri 29 Oct)",)
    with pytest.raises(InvalidValueError, match="not a school holiday"):
        plan_year(2027, school_holidays={"Half term": [terms[0], 1]})  # type: ignore[list-item]


def test_a_plan_is_a_sequence_of_mondays() -> None:
    """A Monday of a plan is found by its place or its date, and leads to its timetable."""
    plan = plan_year(2020, reading=Reading.NAMED_DAYS)
    monday = plan[date(2020, 4, 6)]
    assert plan[13] == plan[-39] == monday
    assert list(plan) == [plan[place] for place in range(len(plan))]
    timetable = plan.timetable(monday)
    assert timetable == plan.timetable(date(2020, 4, 6))
    assert timetable.reading is Reading.NAMED_DAYS
    assert timetable.fieldwork_start == monday.fieldwork_start
    with pytest.raises(UnknownKeyError, match="Tuesday 7 April 2020 is not in the plan"):
        plan[date(2020, 4, 7)]
    with pytest.raises(IndexError):
        plan[52]


def test_affected_mondays_have_something_to_know() -> None:
    """Affected Mondays are not usable, pass over a day off, or touch a school holiday."""
    plan = plan_year(2027, school_holidays={"Half term": (date(2027, 2, 15), date(2027, 2, 19))})
    affected = [monday.monday for monday in plan.affected]
    assert affected[:4] == [
        date(2027, 2, 1),
        date(2027, 2, 8),
        date(2027, 2, 15),
        date(2027, 3, 8),
    ]
    assert not any(monday.displaced for monday in plan if monday not in plan.affected)


@pytest.mark.parametrize(
    "holidays", [{"": (date(2027, 1, 1), date(2027, 1, 2))}, {"x": 1}, {"x": (date(2027, 1, 1),)}]
)
def test_a_school_holiday_has_a_name_and_two_days(holidays: Any) -> None:
    """A school holiday must have a name, a first day, and a last day not before the first."""
    with pytest.raises(InvalidValueError, match="school_holidays: not a school holiday"):
        plan_year(2027, school_holidays=holidays)
    with pytest.raises(InvalidValueError, match="before it begins"):
        plan_year(2027, school_holidays={"x": (date(2027, 1, 2), date(2027, 1, 1))})


def test_the_caption_explains_the_word_unknown() -> None:
    """The HTML caption of a plan explains the word unknown only if the table contains it."""
    assert "displaced: how many milestones do not fall on their named day" in PLAN._repr_html_()
    unknown = "unknown: the calendar does not reach every day of the timetable"
    assert unknown not in PLAN._repr_html_()
    assert unknown in plan_year(2050)._repr_html_()
    # A calendar that begins on a Wednesday in May does not end too early.
    begins = WorkingCalendar(
        name="Test", first=date(2019, 5, 1), last=date(2020, 12, 31), bank_holidays=()
    )
    plan = plan_year(2019, calendar=begins)
    assert [monday.usable for monday in plan][16:18] == [None, True]
    assert unknown in plan._repr_html_()


@pytest.mark.parametrize(("year", "noted"), [(2018, True), (2019, True), (2020, False)])
def test_dates_before_the_guidance_are_noted(year: int, *, noted: bool) -> None:
    """A plan or timetable with dates before July 2019 says when the guidance was published."""
    words = "guidance 190035 was published in July 2019"
    assert (words in " ".join(str(plan_year(year)).split())) is noted
    monday = next(each.monday for each in plan_year(year) if each.usable)
    timetable = Timetable.from_notification(monday)
    assert (words in " ".join(str(timetable).split())) is noted
    assert (f"{words[1:]}, after this notification." in jtai.to_html(timetable)) is noted


def test_a_plan_names_every_day_off_of_the_timetable() -> None:
    """The remarks are what the timetable passes over, also for milestones after fieldwork."""
    last = attrs.evolve(MILESTONES[-1], key="letter", offset=24, named_day=None)
    entries = (*MILESTONES, last)
    planned = plan_year(2027, milestones=entries).mondays[14]  # 12 April, letter after 3 May
    timetable = Timetable.from_notification(planned.monday, milestones=entries)
    assert timetable.fieldwork_end < date(2027, 5, 3) < timetable["letter"].date
    assert planned.passed_over == timetable.passed_over
    assert planned.why == "Monday 3 May 2027 (Early May bank holiday)"


@pytest.mark.parametrize("given", [["Easter"], "Easter", 7])
def test_school_holidays_are_a_mapping(given: Any) -> None:
    """School holidays that are not a mapping of names to days are refused."""
    with pytest.raises(InvalidValueError, match="school_holidays: expected a mapping"):
        plan_year(2027, school_holidays=given)
