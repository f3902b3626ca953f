from __future__ import annotations

from datetime import date

import pytest

from jtai.guidance.parties import Party
from jtai.timetable.milestone_dates import Reading
from jtai.timetable.parties import party_words, short_party_words
from jtai.timetable.timetable import Timetable
from jtai.timetable.working_days import WorkingCalendar
from tests.timetable.fixed_days import FIXED
from tests.timetable.official_feed import days_off, working_mondays
from tests.timetable.worked_examples import FUNERAL


def test_the_counted_days_are_listed() -> None:
    """An explanation shows each working day that was counted, with its number."""
    timetable = Timetable.from_notification(date(2019, 9, 9), milestones=FIXED)
    text = timetable["child_lists"].explain()
    assert "by 09:00 on Thursday 12 September 2019" in text
    assert (
        "from the local authority, working with the clinical commissioning group, child and "
        "adolescent mental health services and youth offending team, to the lead inspector"
    ) in text
    assert "This is 3 working days after notification on Monday 9 September 2019" in text
    assert "Tue 10 Sep 2019 (1), Wed 11 Sep 2019 (2), Thu 12 Sep 2019 (3)." in text
    assert "The guidance names Thursday, week one, which is the same day." in text
    assert "No bank holiday falls between notification and this date." in text
    assert text.endswith("Source: guidance 190035, paras 30, 32 to 35.")


def test_bank_holidays_passed_over_are_named() -> None:
    """An explanation names the bank holidays passed over, and the date of the named weekday."""
    timetable = Timetable.from_notification(date(2020, 4, 6), milestones=FIXED)
    text = timetable["case_selection"].explain()
    assert "Passed over: Friday 10 April 2020 (Good Friday); Monday 13 April 2020 (Easter" in text
    # Both readings give the next working day, so neither decides.
    assert "which is Friday 10 April 2020; that is not a working day, so the next one" in text
    text = timetable["joint_evaluations"].explain()
    assert "names Thursday, week two, which is Thursday 16 April 2020; here the count" in text


def test_the_named_days_reading_says_so() -> None:
    """Named-days explanations say if a date is the named weekday or the working day after it."""
    timetable = Timetable.from_notification(
        date(2020, 4, 6), reading=Reading.NAMED_DAYS, milestones=FIXED
    )
    moved = timetable["case_selection"].explain()
    assert "Friday 10 April 2020; that is not a working day, so the next one counts." in moved
    assert "It is 4 working days after notification." in moved
    kept = timetable["case_documents"].explain()
    assert "The guidance names Tuesday, week two, which is this day." in kept
    # Good Friday and Easter Monday do fall in between, so it is 4 working days and not 6.
    assert "No bank holiday" not in kept
    assert "It is 4 working days after notification." in kept
    counted = timetable["fieldwork_start"].explain()
    assert "This is 10 working days after notification" in counted
    assert "Normally this is Monday, week three, which here is Monday 20 April 2020;" in counted


def test_fieldwork_on_the_usual_monday_needs_no_explanation() -> None:
    """If fieldwork starts on the usual Monday, its explanation does not discuss the weekday."""
    text = Timetable.from_notification(date(2019, 9, 9))["fieldwork_start"].explain()
    assert "Normally this is" not in text
    assert "The guidance names" not in text


def test_day_0_is_where_counting_begins() -> None:
    """The explanation of notification says that it is day 0, where counting begins."""
    text = Timetable.from_notification(date(2019, 9, 9))["notification"].explain()
    assert "at 09:00 on Monday 9 September 2019" in text
    assert "This is day 0, from which working days are counted." in text
    assert "bank holiday" not in text


def test_notification_on_another_weekday_is_not_explained_by_a_count() -> None:
    """Day 0 on another weekday is the day of notification; a Monday that was off is named."""
    usual = "Normally this is a Monday; notification was given on this day."
    ordinary = Timetable.from_notification(date(2019, 9, 10), any_weekday=True)["notification"]
    assert f"are counted. {usual} Source:" in ordinary.explain()
    after = Timetable.from_notification(date(2026, 5, 28), any_weekday=True)["notification"]
    off = "Monday 25 May 2026 is not a working day (Spring bank holiday)."
    assert f"are counted. {usual} {off} Source:" in after.explain()
    # What a calendar does not cover is unknown.
    short = WorkingCalendar(
        name="Test", first=date(2026, 5, 26), last=date(2026, 12, 31), bank_holidays=()
    )
    begun = Timetable.from_notification(date(2026, 5, 28), calendar=short, any_weekday=True)
    assert f"are counted. {usual} Source:" in begun["notification"].explain()


@pytest.mark.guidance("para 50")
def test_the_end_of_week_two_is_explained_without_contradiction() -> None:
    """Each reading explains how its date relates to the last working day of week two."""
    monday, key = date(2020, 4, 27), "engagement_arrangements"
    counted = Timetable.from_notification(monday)[key].explain()
    assert "Monday 11 May 2020" in counted
    assert "The last working day of that week is Thursday 7 May 2020, but the count" in counted
    assert "leads to a later date" in counted
    named = Timetable.from_notification(monday, reading=Reading.NAMED_DAYS)[key].explain()
    assert "This is the last working day of that week" in named
    assert "later date" not in named


def test_one_working_day_is_singular() -> None:
    """An explanation says "1 working day" in the singular."""
    timetable = Timetable.from_notification(
        date(2019, 8, 28), reading=Reading.NAMED_DAYS, any_weekday=True, milestones=FIXED
    )
    assert "It is 1 working day after notification." in timetable["child_lists"].explain()


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("meeting_details", "by the end of Thursday 12 September 2019"),
        ("cqc_documents_request", ": on Friday 20 September 2019, from the Care Quality"),
        ("printed_documents", "on arrival on Monday 23 September 2019"),
        ("selection_call", "before 12:00 on Friday 13 September 2019"),
        ("selection_call", "It is optional. This is 4"),
        ("activity_lists", "Assumed: no deadline is stated"),
    ],
)
def test_deadlines_are_worded_as_in_the_guidance(key: str, words: str) -> None:
    """An explanation words each kind of deadline as the guidance does: by, before, on or end of."""
    timetable = Timetable.from_notification(date(2019, 9, 9), milestones=FIXED)
    assert words in timetable[key].explain()


def test_the_callers_reasons_are_shown() -> None:
    """An explanation gives the caller's reasons for a closure and for a removed bank holiday."""
    calendar = (
        WorkingCalendar.england()
        .with_closures({date(2022, 9, 13): "Local closure"})
        .without({FUNERAL: "not proclaimed yet"})
    )
    timetable = Timetable.from_notification(date(2022, 9, 5), calendar=calendar)
    text = timetable["fieldwork_end"].explain()
    assert "Passed over: Tuesday 13 September 2022 (Local closure)." in text
    assert (
        "Counted as working days: Monday 19 September 2022 (Bank Holiday for the State Funeral of "
        "Queen Elizabeth II: "
        "not proclaimed yet)."
    ) in text


GOOD_FRIDAY, EASTER_MONDAY = date(2020, 4, 10), date(2020, 4, 13)


def test_a_removed_bank_holiday_is_not_denied() -> None:
    """An explanation does not say that there is no bank holiday if one counts as a working day."""
    calendar = WorkingCalendar.england().without({GOOD_FRIDAY, EASTER_MONDAY}, reason="worked")
    text = Timetable.from_notification(date(2020, 4, 6), calendar=calendar)[
        "case_documents"
    ].explain()
    assert "Counted as working days: Friday 10 April 2020 (Good Friday: worked); Monday" in text
    assert "No bank holiday" not in text


@pytest.mark.no_cover
@pytest.mark.parametrize("reading", Reading)
def test_an_explanation_denies_bank_holidays_only_if_there_are_none(reading: Reading) -> None:
    """An explanation says that there is no bank holiday only if GOV.UK's feed has none.

    The explanation of a counted date always says so.
    """
    off = {day.toordinal() for day in days_off()}
    for monday in working_mondays()[:-4]:  # the feed ends with the year
        for milestone in Timetable.from_notification(monday, reading=reading):
            between = range(monday.toordinal(), milestone.date.toordinal() + 1)
            none = off.isdisjoint(between)
            text = milestone.explain()
            said = "No bank holiday falls between" in text
            assert none or not said
            assert said == (none and "working days after notification on" in text)


def test_provisional_dates_say_so() -> None:
    """The explanation of a provisional date says so, and names the source of bank holidays."""
    text = Timetable.from_notification(date(2030, 9, 9))["child_lists"].explain()
    assert "Provisional: not all bank holidays of this period are known yet (holidays " in text


def test_parties_are_joined_as_in_a_sentence() -> None:
    """One party is named alone, two are joined by "and"."""
    assert party_words([Party.YOT]) == "youth offending team"
    assert party_words([Party.CAMHS, Party.YOT]) == (
        "child and adolescent mental health services and youth offending team"
    )


def test_parties_are_abbreviated_in_order() -> None:
    """Parties keep their order, and are abbreviated if they have an abbreviation."""
    parties = [Party.LEAD_INSPECTOR, Party.CAMHS, Party.DIRECTOR_OF_CHILDRENS_SERVICES]
    assert short_party_words(parties) == "lead inspector, CAMHS, DCS"
    assert short_party_words(parties[:1]) == "lead inspector"


@pytest.mark.parametrize("reading", Reading)
@pytest.mark.parametrize("monday", [date(2019, 9, 9), date(2020, 4, 6), date(2022, 5, 23)])
def test_assumed_days_are_not_attributed_to_the_guidance(monday: date, reading: Reading) -> None:
    """Explanations do not claim a named day where the guidance has none (paras 36, 41, 46, 50)."""
    timetable = Timetable.from_notification(monday, reading=reading)
    for key in (
        "contextual_issues",
        "activity_lists",
        "engagement_arrangements",
        "printed_documents",
        "fieldwork_start",
        "fieldwork_end",
    ):
        assert "The guidance names" not in timetable[key].explain()
    weekly = timetable["engagement_arrangements"].explain()
    assert "The guidance says the end of week two, without naming a weekday" in weekly
    # Only if the count leads past Friday 17 April 2020, or Wednesday 1 June 2022, is a day safer.
    later = reading is Reading.WORKING_DAYS and monday != date(2019, 9, 9)
    count = "but the count of 9 working days, which this reading uses, leads to a later date; "
    assert (f"{count}the earlier day is the safe one." in weekly) is later
    assert ("This is the last working day of that week." in weekly) is not later
    assert "of that week is used" not in weekly


CHRISTMAS = date(2023, 12, 18)
"""Week two has Christmas Day and Boxing Day on its Monday and Tuesday."""


def _closed(*days: int) -> WorkingCalendar:
    return WorkingCalendar.england().with_closures(
        {date(2023, 12, day): "Council closed" for day in days}
    )


@pytest.mark.guidance("para 50")
def test_a_week_without_a_working_day_is_not_claimed_to_have_one() -> None:
    """If all of week two is off, each reading names the last working day before that week."""
    calendar, key = _closed(27, 28, 29), "engagement_arrangements"
    named = Timetable.from_notification(CHRISTMAS, calendar=calendar, reading=Reading.NAMED_DAYS)
    before = "no working day; the last one before it is Friday 22 December 2023"
    milestone = named[key]
    assert milestone.date == date(2023, 12, 22)
    assert milestone.named_date == date(2023, 12, 29)
    assert milestone.displaced
    assert milestone.marks == ("assumed", "not the end of week two")
    text = milestone.explain()
    assert f"without naming a weekday. Week two has {before}. Passed over: Monday 25 Dec" in text
    assert "Friday 29 December 2023 (Council closed)" in text
    assert "This is the last working day" not in text
    assert milestone.assumed is not None
    assert milestone.assumed.endswith(f"; week two has {before}")
    (left,) = (made for made in named.assumptions if "outside the week" in made.text)
    assert key in left.milestones
    # 19, 20, 21 and 22 December, then 2, 3, 4, 5 and 8 January.
    counted = Timetable.from_notification(CHRISTMAS, calendar=calendar)[key]
    assert counted.date == date(2024, 1, 8)
    assert counted.later_than == date(2023, 12, 22)
    assert counted.assumed is not None
    assert counted.assumed.endswith(
        f"; Monday 8 January 2024 is after the end of week two; week two has {before}; the earlier "
        "day is the safe one"
    )
    assert (
        f"Week two has {before}, but the count of 9 working days, which this reading uses, leads "
        "to a later date; the earlier day is the safe one."
    ) in counted.explain()


def test_a_week_with_one_working_day_ends_on_it() -> None:
    """If only the Wednesday of week two is a working day, it is the end of that week."""
    timetable = Timetable.from_notification(
        CHRISTMAS, calendar=_closed(28, 29), reading=Reading.NAMED_DAYS
    )
    milestone = timetable["engagement_arrangements"]
    assert milestone.date == milestone.named_date == date(2023, 12, 27)
    assert not milestone.displaced
    assert "This is the last working day of that week." in milestone.explain()


def test_without_a_working_day_after_notification_no_earlier_day_is_safe() -> None:
    """If every day until the end of week two is off, the count decides, and no day is earlier."""
    calendar = _closed(*range(19, 23), 27, 28, 29)
    timetable = Timetable.from_notification(CHRISTMAS, calendar=calendar)
    milestone = timetable["engagement_arrangements"]
    (left,) = (made for made in timetable.assumptions if "outside the week" in made.text)
    assert milestone.key in left.milestones
    assert milestone.later_than is None
    assert milestone.marks == ("assumed", "not the end of week two")
    text = milestone.explain()
    assert "No working day is between notification and then; here the count decides." in text
    assert "safe" not in text
    assert "safe" not in str(milestone.assumed)
