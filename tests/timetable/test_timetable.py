from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import attrs
import pytest

from jtai.core.notebook import Table
from jtai.core.validation import LONDON
from jtai.errors import (
    CoverageError,
    DateTypeError,
    InvalidValueError,
    NotificationError,
    UnknownKeyError,
)
from jtai.guidance.milestones import MILESTONES
from jtai.timetable.milestone_dates import Reading, timetable_dates
from jtai.timetable.statement import written_statement_due
from jtai.timetable.timetable import InspectionDate, Timetable
from jtai.timetable.working_days import WorkingCalendar
from jtai.timetable.year_plan import plan_year
from tests.timetable.fixed_days import FIXED
from tests.timetable.worked_examples import BEFORE_PROCLAMATION, ENGLAND, FUNERAL, OFFSETS, as_dates

ORDINARY = Timetable.from_notification(date(2019, 9, 9))
ON_FIXED_DAYS = Timetable.from_notification(date(2019, 9, 9), milestones=FIXED)
KEYS = [row.key for row in MILESTONES]


@pytest.mark.guidance(
    "para 23", "milestone joint_evaluations", "milestone fieldwork_start", "milestone fieldwork_end"
)
@pytest.mark.parametrize(("notification", "days"), ENGLAND.items())
def test_worked_examples(notification: str, days: str) -> None:
    """A timetable has the dates of the worked examples, also when it is made from fieldwork."""
    timetable = Timetable.from_notification(date.fromisoformat(notification))
    by_offset = {milestone.entry.offset: milestone.date for milestone in timetable}
    assert [by_offset[offset] for offset in OFFSETS] == as_dates(days)
    assert Timetable.from_fieldwork(timetable.fieldwork_start) == timetable
    assert timetable.fieldwork_start == as_dates(days)[5]
    assert timetable.fieldwork_end == as_dates(days)[6]


def test_a_timetable_has_fifteen_milestones_in_order() -> None:
    """A timetable has fifteen milestones in order, and each is found by its key."""
    assert [milestone.key for milestone in ORDINARY] == KEYS
    assert len(ORDINARY) == len(ORDINARY.milestones) == 15
    for key in KEYS:
        assert key in ORDINARY
        assert ORDINARY[key].key == key
    assert "lunch" not in ORDINARY
    assert [milestone.date for milestone in ORDINARY] == list(ORDINARY.dates)


@pytest.mark.parametrize("key", ["lunch", "", 0, None, ("child_lists",), []])
def test_an_unknown_key_lists_the_keys(key: Any) -> None:
    """An unknown key is refused, and the error lists the keys."""
    assert key not in ORDINARY
    with pytest.raises(UnknownKeyError, match="no such milestone; .*xpected one of notification, "):
        ORDINARY[key]


def test_milestones_are_in_order_of_time() -> None:
    """Within a day, milestones with a time come first, in order of time, and then the others."""
    # Thursday and Friday of week one are Christmas and Boxing Day, so all moves to Monday 29th.
    timetable = Timetable.from_notification(
        date(2025, 12, 22), reading=Reading.NAMED_DAYS, milestones=FIXED
    )
    monday = [milestone.key for milestone in timetable if milestone.date == date(2025, 12, 29)]
    assert monday == [
        "child_lists",
        "contextual_issues",
        "case_selection",
        "selection_call",
        "meeting_details",
        "activity_lists",
    ]
    assert [milestone.date for milestone in timetable] == list(timetable.dates)


@pytest.mark.parametrize(
    "value",
    ["2019-09-09", None, True, 43717, datetime(2019, 9, 9, 9)],  # noqa: DTZ001
)
def test_a_value_that_is_not_a_date_is_refused(value: Any) -> None:
    """A notification or start of fieldwork that is not a date is refused."""
    with pytest.raises(DateTypeError, match="^notification: "):
        Timetable.from_notification(value)
    with pytest.raises(DateTypeError, match="^fieldwork_start: "):
        Timetable.from_fieldwork(value)


def test_an_aware_moment_counts_as_its_london_day() -> None:
    """Notification at 23:30 UTC on a Sunday in summer counts as Monday, the day in London."""
    timetable = Timetable.from_notification(datetime(2019, 9, 8, 23, 30, tzinfo=UTC))
    assert timetable == ORDINARY
    assert type(timetable.notification) is date


@pytest.mark.parametrize("day", [date(2019, 8, 26), date(2019, 9, 10), date(2019, 9, 7)])
def test_a_day_that_is_not_a_working_monday_is_refused(day: date) -> None:
    """A notification that is not on a working Monday is refused, also by the constructor."""
    with pytest.raises(NotificationError):
        Timetable.from_notification(day)
    with pytest.raises(NotificationError):
        Timetable(notification=day)


def test_outside_of_the_calendar_there_is_no_timetable() -> None:
    """A Monday outside the dates of the calendar is refused."""
    for day in (date(2011, 12, 5), date(2051, 1, 2), date(1, 1, 1), date(9999, 12, 27)):
        with pytest.raises(CoverageError):
            Timetable.from_notification(day)
    with pytest.raises(CoverageError):
        Timetable.from_fieldwork(date(2012, 1, 6))


def test_another_weekday_is_flagged() -> None:
    """With `any_weekday`, notification on a Tuesday is allowed, and shown as displaced."""
    timetable = Timetable.from_notification(date(2019, 8, 27), any_weekday=True)
    assert timetable["notification"].displaced
    assert "is on Tuesday 27 August 2019 instead of a Monday" in timetable.assumptions[0].text
    back = Timetable.from_fieldwork(date(2019, 9, 10), any_weekday=True)
    assert back == timetable


def test_displaced_lists_the_milestones_after_good_friday() -> None:
    """Good Friday 2020 displaces every milestone after it, and none before it."""
    timetable = Timetable.from_notification(date(2020, 4, 6))
    assert timetable.displaced == tuple(m for m in timetable if m.date > date(2020, 4, 10))
    assert timetable.displaced
    assert ORDINARY.displaced == ()


def test_later_years_are_provisional() -> None:
    """A timetable that reaches a year without proclaimed bank holidays is provisional."""
    timetable = Timetable.from_notification(date(2028, 12, 18))
    assert timetable.provisional
    assert not ORDINARY.provisional
    assumption = timetable.assumptions[-1]
    assert "may not yet include every bank holiday of this period" in assumption.text
    assert assumption.milestones == tuple(m.key for m in timetable if m.date.year == 2029)


def test_an_agency_has_what_it_owes_and_contributes_to() -> None:
    """The YOT sees the lists that it contributes to (para 32); the police see only joint work."""
    at = ON_FIXED_DAYS["notification"].due
    joint = [
        "meeting_details",
        "case_documents",
        "supporting_information",
        "joint_evaluations",
        "engagement_arrangements",
        "printed_documents",
    ]
    police = ON_FIXED_DAYS.upcoming(at, agency="police force")
    assert [milestone.key for milestone in police] == joint
    yot = ON_FIXED_DAYS.upcoming(at, agency="youth offending team")
    assert [milestone.key for milestone in yot] == ["child_lists", *joint]
    due = ON_FIXED_DAYS.next_due(at, agency="schools")
    assert due is not None
    assert due.key == "meeting_details"
    late = ON_FIXED_DAYS.overdue(ON_FIXED_DAYS["case_selection"].due, agency="youth offending team")
    assert [milestone.key for milestone in late] == ["child_lists", "meeting_details"]
    with pytest.raises(UnknownKeyError, match="^agency: unknown agency or party; expected one of"):
        ON_FIXED_DAYS.upcoming(at, agency="fire brigade")


def test_a_comparison_names_both_sides() -> None:
    """If only the calendars of two timetables differ, a comparison says how they differ."""
    calendar = WorkingCalendar.england().without({FUNERAL})
    before = Timetable.from_notification(date(2022, 9, 5), calendar=calendar)
    comparison = before.compare(Timetable.from_notification(date(2022, 9, 5)))
    assert comparison.before == f"{comparison.after.removesuffix(')')}, without 1 bank holiday)"


def test_an_unknown_reading_is_refused() -> None:
    """A reading can be passed by its value; an unknown one is refused."""
    named = Timetable.from_notification(date(2020, 4, 6), reading="named-days")  # type: ignore[arg-type]
    assert named.reading is Reading.NAMED_DAYS
    with pytest.raises(
        InvalidValueError, match="^reading: .*expected one of working-days, named-days"
    ):
        Timetable.from_notification(date(2020, 4, 6), reading="both")  # type: ignore[arg-type]


# Looking back


@pytest.mark.guidance("para 38")
@pytest.mark.parametrize(
    ("inspection_date", "months", "start", "end"),
    [
        (InspectionDate.NOTIFICATION, 6, date(2019, 3, 9), date(2019, 9, 9)),
        (InspectionDate.FIELDWORK_START, 6, date(2019, 3, 23), date(2019, 9, 23)),
        (InspectionDate.NOTIFICATION, 12, date(2018, 9, 9), date(2019, 9, 9)),
    ],
)
def test_a_lookback_says_at_which_date_it_ends(
    inspection_date: InspectionDate, months: int, start: date, end: date
) -> None:
    """A look-back ends at notification or at the start of fieldwork, and says which."""
    period = ORDINARY.lookback(months=months, inspection_date=inspection_date)
    assert (period.start, period.end) == (start, end)
    assert period.inspection_date == inspection_date.value


def test_the_default_lookback_ends_at_notification() -> None:
    """By default, a look-back ends at notification, and the result says so."""
    assert ORDINARY.lookback(months=6).inspection_date == "notification"


def test_an_unknown_inspection_date_is_refused() -> None:
    """An inspection date other than notification or start of fieldwork is refused."""
    with pytest.raises(InvalidValueError, match="expected one of notification, fieldwork_start"):
        ORDINARY.lookback(months=6, inspection_date="child_lists")  # type: ignore[arg-type]


# What is due


@pytest.mark.parametrize(
    ("moment", "key"),
    [
        (datetime(2019, 9, 1, tzinfo=LONDON), "notification"),
        (datetime(2019, 9, 9, 9, tzinfo=LONDON), "notification"),
        (datetime(2019, 9, 9, 9, 1, tzinfo=LONDON), "child_lists"),
        (datetime(2019, 9, 12, 9, 1, tzinfo=LONDON), "meeting_details"),
        (datetime(2019, 9, 13, 10, 1, tzinfo=LONDON), "selection_call"),
        (datetime(2019, 9, 13, 12, tzinfo=LONDON), "case_documents"),
        (datetime(2019, 9, 27, 23, 59, tzinfo=LONDON), "fieldwork_end"),
    ],
)
def test_next_due_is_the_first_still_to_come(moment: datetime, key: str) -> None:
    """The next milestone due is the first whose deadline has not passed."""
    milestone = ON_FIXED_DAYS.next_due(moment)
    assert milestone is not None
    assert milestone.key == key
    assert ON_FIXED_DAYS.upcoming(moment)[0] == milestone


def test_after_the_last_milestone_nothing_is_due() -> None:
    """After the last deadline, no milestone is upcoming, and whatever agencies owe is overdue."""
    after = datetime(2019, 9, 28, tzinfo=LONDON)
    assert ON_FIXED_DAYS.next_due(after) is None
    assert ON_FIXED_DAYS.upcoming(after) == ()
    assert [milestone.key for milestone in ON_FIXED_DAYS.overdue(after)] == [
        "child_lists",
        "meeting_details",
        "activity_lists",
        "case_documents",
        "supporting_information",
        "joint_evaluations",
        "engagement_arrangements",
        "printed_documents",
    ]
    by_inspectors = ON_FIXED_DAYS.overdue(after, agency="lead inspector")
    assert [milestone.key for milestone in by_inspectors] == [
        "case_selection",
        "fieldwork_start",
        "fieldwork_end",
    ]


def test_what_is_owed_is_upcoming_or_overdue() -> None:
    """At any moment, each milestone that an agency owes is either upcoming or overdue."""
    owed = ON_FIXED_DAYS.overdue(datetime(2019, 9, 28, tzinfo=LONDON))
    moment = datetime(2019, 9, 8, tzinfo=LONDON)
    while moment < datetime(2019, 9, 29, tzinfo=LONDON):
        upcoming, overdue = ON_FIXED_DAYS.upcoming(moment), ON_FIXED_DAYS.overdue(moment)
        assert sorted([*overdue, *(m for m in upcoming if m in owed)], key=owed.index) == [*owed]
        assert all(milestone.is_past(moment) for milestone in overdue)
        moment += timedelta(hours=3)


@pytest.mark.guidance("para 36")
def test_what_may_be_requested_is_never_overdue() -> None:
    """Contextual issues are presented only if requested (para 36), so they are never overdue."""
    after = datetime(2019, 9, 28, tzinfo=LONDON)
    overdue = ORDINARY.overdue(after, agency="director of children's services")
    assert "contextual_issues" not in [milestone.key for milestone in overdue]


def test_a_milestone_that_is_done_is_not_overdue() -> None:
    """A milestone is not overdue if its key is given as done."""
    at = datetime(2019, 9, 12, 10, tzinfo=LONDON)
    assert [m.key for m in ON_FIXED_DAYS.overdue(at)] == ["child_lists"]
    assert ON_FIXED_DAYS.overdue(at, done=["notification", "child_lists"]) == ()
    with pytest.raises(UnknownKeyError):
        ON_FIXED_DAYS.overdue(at, done=["lists"])


@pytest.mark.parametrize("at", [datetime(2019, 9, 9), date(2019, 9, 9), "now", None])  # noqa: DTZ001
def test_questions_about_due_milestones_need_a_time_zone(at: Any) -> None:
    """Questions about what is due need a datetime with a time zone."""
    for question in (ORDINARY.next_due, ORDINARY.overdue, ORDINARY.upcoming):
        with pytest.raises(DateTypeError, match="^at: "):
            question(at)


# Comparing


def test_comparing_readings_lists_the_moved_milestones() -> None:
    """Over Easter, named days are two or four days earlier, and fieldwork does not move."""
    counted = Timetable.from_notification(date(2020, 4, 6), milestones=FIXED)
    named = attrs.evolve(counted, reading=Reading.NAMED_DAYS)
    comparison = counted.compare(named)
    assert {move.key: (move.before, move.after, move.days) for move in comparison} == {
        "case_documents": (date(2020, 4, 16), date(2020, 4, 14), -2),
        "supporting_information": (date(2020, 4, 16), date(2020, 4, 14), -2),
        "joint_evaluations": (date(2020, 4, 20), date(2020, 4, 16), -4),
        "cqc_documents_request": (date(2020, 4, 21), date(2020, 4, 17), -4),
        "engagement_arrangements": (date(2020, 4, 21), date(2020, 4, 17), -4),
    }
    assert {(move.title, move.reference) for move in comparison} == {
        (counted[move.key].title, counted[move.key].reference) for move in comparison
    }
    assert {move.why for move in comparison} == {
        ("The reading is named-days instead of working-days.",)
    }


def test_a_late_bank_holiday_moves_only_later_milestones() -> None:
    """The bank holiday on 19 September 2022 moved fieldwork and nothing before it."""
    calendar = WorkingCalendar.england().without({FUNERAL}, reason="not proclaimed yet")
    before = Timetable.from_notification(date(2022, 9, 5), calendar=calendar)
    after = Timetable.from_notification(date(2022, 9, 5))
    (text,) = BEFORE_PROCLAMATION.values()
    assert [before.fieldwork_start, before.fieldwork_end] == as_dates(text)[5:]
    comparison = before.compare(after)
    assert [(move.key, move.days) for move in comparison] == [
        ("fieldwork_start", 1),
        ("printed_documents", 1),
        ("fieldwork_end", 3),
    ]
    (why,) = comparison.moves[0].why
    assert why == (
        "Monday 19 September 2022 (Bank Holiday for the State Funeral of Queen Elizabeth II) is "
        "no longer a working day."
    )
    back = after.compare(before)
    assert back.moves[0].why == (
        (
            "Monday 19 September 2022 (Bank Holiday for the State Funeral of Queen Elizabeth "
            "II) is now a working day."
        ),
    )


def test_a_later_notification_moves_everything() -> None:
    """A notification a week later moves every milestone by seven days, and is the reason given."""
    later = Timetable.from_notification(date(2019, 9, 16))
    comparison = ORDINARY.compare(later)
    assert len(comparison) == 15
    assert {move.days for move in comparison} == {7}
    assert comparison.moves[0].why == (
        "Notification is on Monday 16 September 2019 instead of Monday 9 September 2019.",
    )


def _why(before: Timetable, after: Timetable, key: str) -> tuple[str, ...]:
    """Return the reasons for the move of one milestone."""
    (why,) = [move.why for move in before.compare(after) if move.key == key]
    return why


def test_a_day_off_before_the_named_day_is_not_a_reason() -> None:
    """In the named-days reading, a day off before the named weekday is not a reason for a move."""
    closed = WorkingCalendar.england().with_closures(
        {date(2020, 4, 8): "Snow", date(2020, 4, 16): "Flood"}
    )
    before = Timetable.from_notification(
        date(2020, 4, 6), reading=Reading.NAMED_DAYS, milestones=FIXED
    )
    after = attrs.evolve(before, calendar=closed)
    snow, flood = (
        f"{day} April 2020 ({name})"
        for day, name in (("Wednesday 8", "Snow"), ("Thursday 16", "Flood"))
    )
    # Only the flood moves Thursday of week two to Friday; the count to fieldwork passes both.
    assert (before["joint_evaluations"].date, after["joint_evaluations"].date) == (
        date(2020, 4, 16),
        date(2020, 4, 17),
    )
    assert _why(before, after, "joint_evaluations") == (f"{flood} is no longer a working day.",)
    assert _why(after, before, "joint_evaluations") == (f"{flood} is now a working day.",)
    assert (before.fieldwork_start, after.fieldwork_start) == (
        date(2020, 4, 22),
        date(2020, 4, 24),
    )
    assert _why(before, after, "fieldwork_start") == (
        f"{snow} is no longer a working day.",
        f"{flood} is no longer a working day.",
    )


def test_a_reading_that_gives_the_same_day_is_not_a_reason() -> None:
    """The reading is a reason for a move only if it changes the date of the milestone."""
    later = Timetable.from_notification(date(2019, 9, 16), reading=Reading.NAMED_DAYS)
    for one, other in ((ORDINARY, later), (later, ORDINARY)):
        assert {len(move.why) for move in one.compare(other)} == {1}
        assert _why(one, other, "case_documents")[0].startswith("Notification is on Monday ")
    # Over Easter the readings differ, but fieldwork is counted in both.
    counted = Timetable.from_notification(date(2020, 4, 6))
    flood = counted.calendar.with_closures({date(2020, 4, 16): "Flood"})
    named = attrs.evolve(counted, reading=Reading.NAMED_DAYS, calendar=flood)
    assert _why(counted, named, "case_documents") == (
        "The reading is named-days instead of working-days.",
    )
    assert _why(counted, named, "fieldwork_start") == (
        "Thursday 16 April 2020 (Flood) is no longer a working day.",
    )


def test_a_reading_that_was_impossible_before_is_a_reason() -> None:
    """The new reading is a reason for a move if it is impossible for the old notification."""
    friday = Timetable.from_notification(date(2019, 9, 13), any_weekday=True, milestones=FIXED)
    named = Timetable.from_notification(
        date(2019, 9, 16), reading=Reading.NAMED_DAYS, milestones=FIXED
    )
    # Three working days after Friday 13 September, and Thursday of the week after.
    assert (friday["child_lists"].date, named["child_lists"].date) == (
        date(2019, 9, 18),
        date(2019, 9, 19),
    )
    assert _why(friday, named, "child_lists") == (
        "Notification is on Monday 16 September 2019 instead of Friday 13 September 2019.",
        "The reading is named-days instead of working-days.",
    )


def test_a_notification_in_the_same_week_is_not_a_reason() -> None:
    """In the named-days reading, a notification in the same week is not a reason for a move."""
    monday = Timetable.from_notification(date(2019, 9, 9), reading=Reading.NAMED_DAYS)
    flood = monday.calendar.with_closures({date(2019, 9, 13): "Flood"})
    tuesday = attrs.evolve(monday, notification=date(2019, 9, 10), any_weekday=True, calendar=flood)
    moved = "Notification is on Tuesday 10 September 2019 instead of Monday 9 September 2019."
    closed = "Friday 13 September 2019 (Flood) is no longer a working day."
    assert _why(monday, tuesday, "case_selection") == (closed,)
    assert _why(monday, tuesday, "fieldwork_start") == (moved, closed)


def test_calendars_of_other_ranges_are_compared() -> None:
    """If only one of the calendars covers a day off, the reason says so."""
    short = WorkingCalendar.from_holidays(first_year=2026, last_year=2028)
    before = Timetable.from_notification(date(2028, 12, 4), calendar=short, milestones=FIXED)
    after = Timetable.from_notification(date(2029, 1, 8), milestones=FIXED)
    comparison = before.compare(after)
    assert len(comparison) == 15
    assert {move.days for move in comparison} == {35}
    assert {move.why for move in comparison} == {
        ("Notification is on Monday 8 January 2029 instead of Monday 4 December 2028.",)
    }
    # Good Friday of 2029 is 30 March. Selection is on the fourth working day, past Easter Monday.
    easter = Timetable.from_notification(date(2029, 3, 26), milestones=FIXED)
    assert easter["case_selection"].date == date(2029, 4, 3)
    assert _why(before, easter, "child_lists") == (
        "Notification is on Monday 26 March 2029 instead of Monday 4 December 2028.",
    )
    days = ("Friday 30 March 2029 (Good Friday)", "Monday 2 April 2029 (Easter Monday)")
    assert _why(before, easter, "case_selection")[1:] == tuple(
        f"{day} is not a working day, and the first calendar does not cover it." for day in days
    )
    assert _why(easter, before, "case_selection")[1:] == tuple(
        f"{day} was not a working day, and the second calendar does not cover it." for day in days
    )


@pytest.mark.parametrize("other", [None, "2019-09-09", date(2019, 9, 9), [ORDINARY]])
def test_only_a_timetable_is_compared(other: Any) -> None:
    """A value that is not a timetable is refused, and the error names its type."""
    with pytest.raises(InvalidValueError, match=r"other: expected a Timetable, .*, got [\w.]+$"):
        ORDINARY.compare(other)


def test_a_comparison_of_equal_timetables_is_empty() -> None:
    """A comparison of equal timetables is empty and false."""
    comparison = ORDINARY.compare(Timetable.from_notification(date(2019, 9, 9)))
    assert not comparison
    assert comparison.moves == ()


# Values and display


def test_a_timetable_is_a_value() -> None:
    """Timetables of equal inputs are equal, and can be hashed, pickled, copied and evolved."""
    again = Timetable.from_notification(date(2019, 9, 9))
    assert again == ORDINARY
    assert len({again, ORDINARY}) == 1
    assert pickle.loads(pickle.dumps(ORDINARY)) == ORDINARY  # noqa: S301
    assert len(pickle.dumps(ORDINARY)) < 50_000
    assert copy.deepcopy(ORDINARY).dates == ORDINARY.dates
    named = attrs.evolve(ORDINARY, reading=Reading.NAMED_DAYS)
    assert named != ORDINARY
    with pytest.raises(NotificationError):
        attrs.evolve(ORDINARY, notification=date(2019, 9, 10))
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        ORDINARY.notification = date(2019, 9, 16)  # type: ignore[misc]


def test_a_timetable_is_readable() -> None:
    """A timetable's `repr` is short, and its text shows every milestone and its assumptions."""
    assert repr(ORDINARY) == "<Timetable 2019-09-09 to 2019-09-27, working-days>"
    text = str(ORDINARY)
    lines = text.splitlines()
    assert lines[0] == (
        "Timetable for notification on Monday 9 September 2019 (working-days, England)"
    )
    assert sum(line.startswith(("Mon ", "Tue ", "Wed ", "Thu ", "Fri ")) for line in lines) == 15
    assert "(optional)" in text
    assert "* Child-level lists 1, 3, 4 and 5: no deadline is stated" in text
    assert text.isascii()
    assert "not Friday, week" in Timetable.from_notification(date(2020, 4, 6)).to_text(width=200)


def test_a_timetable_shows_in_notebooks() -> None:
    """The notebook table has every milestone, the days passed over and the sources."""
    html = Timetable.from_notification(date(2020, 4, 6))._repr_html_()
    assert html.count("<tr>") == 16
    assert "Good Friday" in html
    assert "guidance 190035, para 37" in html
    assert "working-days reading is used" in html


def test_records_and_explanations_cover_every_milestone() -> None:
    """A timetable has a record and an explanation for each milestone, in order."""
    assert [record["key"] for record in ORDINARY.to_records()] == KEYS
    assert ORDINARY.explain().count("Source: guidance 190035") == 15
    assert ORDINARY.explain().split("\n\n")[1] == ORDINARY.milestones[1].explain()


@pytest.mark.parametrize("calendar", ["Scotland", 5, WorkingCalendar])
@pytest.mark.parametrize(
    "ask",
    [
        lambda calendar: Timetable.from_notification(date(2019, 9, 9), calendar=calendar),
        lambda calendar: Timetable.from_fieldwork(date(2019, 9, 23), calendar=calendar),
        lambda calendar: timetable_dates([date(2019, 9, 9)], calendar=calendar),
        lambda calendar: plan_year(2019, calendar=calendar),
        lambda calendar: written_statement_due(date(2019, 11, 29), calendar=calendar),
    ],
)
def test_a_value_that_is_not_a_calendar_is_refused(
    calendar: Any, ask: Callable[[Any], Any]
) -> None:
    """Every function refuses a calendar that is not a `WorkingCalendar`, and names its type."""
    with pytest.raises(
        InvalidValueError, match=r"calendar: expected a WorkingCalendar, .*, got [a-z]+$"
    ):
        ask(calendar)


@pytest.mark.parametrize("mondays", [date(2019, 9, 9), "2019-09-09"])
def test_timetable_dates_refuses_a_single_day(mondays: Any) -> None:
    """`timetable_dates` refuses a single day instead of a list."""
    with pytest.raises(InvalidValueError, match="mondays: expected a list, got "):
        timetable_dates(mondays)


def test_bank_holidays_passed_over_are_named_below_the_table() -> None:
    """Below the table, the text of a timetable names the bank holidays that were passed over."""
    text = Timetable.from_notification(date(2020, 4, 6)).to_text(width=100)
    line = "* passed over: Friday 10 April 2020 (Good Friday); Monday 13 April 2020 (Easter Monday)"
    assert text.count(line) == 1
    assert "passed over" not in str(Timetable.from_notification(date(2019, 9, 9)))


def test_removed_bank_holidays_are_named() -> None:
    """The text and HTML of a timetable name bank holidays that count as working days."""
    days = {date(2020, 4, 10), date(2020, 4, 13), date(2020, 5, 8)}
    worked = WorkingCalendar.england().without(days, reason="worked")
    timetable = Timetable.from_notification(date(2020, 4, 6), calendar=worked)
    words = (
        "counted as working days: Friday 10 April 2020 (Good Friday: worked); Monday 13 April 2020 "
        "(Easter Monday: worked)"
    )
    assert timetable.dates[-1] == date(2020, 4, 24)
    assert f"\n* {words}\n" in timetable.to_text(width=200)
    assert f"<p>{words}</p>" in timetable._repr_html_()


def test_the_caption_explains_the_marks_in_the_table() -> None:
    """The HTML caption explains the marks that are in the table, and no others."""
    ordinary = Timetable.from_notification(date(2019, 9, 9))._repr_html_()
    caption = ordinary.partition("<caption")[2].partition("</caption>")[0]
    assert "assumed: the guidance does not state the day" in caption
    assert "optional: may happen, but need not" in caption
    assert "named-days reading" not in caption
    assert "provisional" not in caption
    easter = Timetable.from_notification(date(2020, 4, 6))._repr_html_()
    caption = easter.partition("<caption")[2].partition("</caption>")[0]
    assert "named-days reading: the earlier day that this reading gives" in caption
    named = Timetable.from_notification(date(2020, 4, 6), reading=Reading.NAMED_DAYS)
    caption = named._repr_html_().partition("<caption")[2].partition("</caption>")[0]
    assert "not (day): it is normally on that day" in caption
    late = Timetable.from_notification(date(2030, 9, 9))._repr_html_()
    assert "provisional: a bank holiday" in late.partition("</caption>")[0]


def test_a_timetable_contains_its_milestones() -> None:
    """A key or a milestone is in a timetable; a milestone of another timetable is not."""
    assert all(milestone in ORDINARY and milestone.key in ORDINARY for milestone in ORDINARY)
    later = Timetable.from_notification(date(2019, 9, 16))
    assert not any(milestone in ORDINARY for milestone in later)
    assert 3 not in ORDINARY


def test_the_callers_table_of_milestones_is_displayed_as_a_table() -> None:
    """Milestones of other guidance show as a table, as those of guidance 190035 do."""
    fewer = [entry for entry in FIXED if entry.key != "contextual_issues"]
    timetable = Timetable.from_notification(date(2019, 9, 9), milestones=fewer)
    assert isinstance(timetable.entries, Table)
