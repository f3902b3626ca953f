from __future__ import annotations

import pickle
from datetime import UTC, date, datetime, time, timedelta

import attrs
import pytest

import jtai
from jtai.core.validation import LONDON
from jtai.timetable.milestone import Milestone
from jtai.timetable.milestone_dates import Reading
from jtai.timetable.timetable import Timetable
from jtai.timetable.working_days import WorkingCalendar
from tests.timetable.fixed_days import FIXED

ORDINARY = Timetable.from_notification(date(2019, 9, 9), milestones=FIXED)
EASTER = Timetable.from_notification(date(2020, 4, 6), milestones=FIXED)


def test_a_milestone_has_the_attributes_of_its_entry() -> None:
    """A milestone has the key, title, parties, time and reference of its entry."""
    milestone = ORDINARY["child_lists"]
    row = milestone.entry
    assert (milestone.key, milestone.title, milestone.time) == (row.key, row.title, row.time)
    assert (milestone.by, milestone.to) == (row.by, row.to)
    assert (milestone.qualifier, milestone.named_day) == (row.qualifier, row.named_day)
    assert (milestone.reference, milestone.optional) == (row.reference, False)
    assert milestone.assumed is None
    assert ORDINARY["activity_lists"].assumed is not None


def test_a_timed_milestone_is_due_at_its_time_in_london() -> None:
    """Child-level lists are due by 09:00 on Thursday, London time (para 32)."""
    milestone = ORDINARY["child_lists"]
    assert milestone.date == date(2019, 9, 12)
    assert milestone.due == datetime(2019, 9, 12, 9, tzinfo=LONDON)
    assert milestone.due.astimezone(UTC) == datetime(2019, 9, 12, 8, tzinfo=UTC)


def test_an_untimed_milestone_is_due_at_the_end_of_the_day() -> None:
    """A milestone without a time is due at the last second of its day, London time."""
    milestone = ORDINARY["case_documents"]
    assert milestone.time is None
    assert milestone.due == datetime(2019, 9, 17, 23, 59, 59, tzinfo=LONDON)
    assert milestone.due.tzinfo is LONDON


@pytest.mark.parametrize(
    ("notification", "before", "after"),
    [
        # The clocks went forward on 29 March 2020 and back on 27 October 2019.
        (date(2020, 3, 23), 0, 1),
        (date(2019, 10, 21), 1, 0),
    ],
)
def test_times_are_local_when_the_clocks_change(
    notification: date, before: int, after: int
) -> None:
    """The time of a milestone is local clock time before and after the clocks change."""
    timetable = Timetable.from_notification(notification)
    start, selection = timetable["notification"].due, timetable["fieldwork_end"].due
    assert start.time() == time(9)
    assert start.utcoffset() == timedelta(hours=before)
    assert selection.time() == time(23, 59, 59)
    assert selection.utcoffset() == timedelta(hours=after)
    for milestone in timetable:
        assert milestone.due.timetz().replace(tzinfo=None) == (milestone.time or time(23, 59, 59))


def test_a_displaced_milestone_names_the_days_passed_over() -> None:
    """A displaced milestone gives its named date and the bank holidays passed over."""
    milestone = EASTER["case_selection"]
    assert milestone.date == date(2020, 4, 14)
    assert milestone.named_date == date(2020, 4, 10)
    assert milestone.displaced
    assert milestone.working_day == 4
    assert [holiday.date for holiday in milestone.passed_over] == [
        date(2020, 4, 10),
        date(2020, 4, 13),
    ]
    # Counted past Easter, though the named Thursday comes after it.
    assert len(EASTER["joint_evaluations"].passed_over) == 2
    lists = EASTER["child_lists"]
    assert not lists.displaced
    assert lists.passed_over == ()


def test_named_days_pass_over_only_holidays_that_moved_them() -> None:
    """In the named-days reading, a milestone on its named weekday passes over no bank holiday."""
    named = attrs.evolve(EASTER, reading=Reading.NAMED_DAYS)
    assert len(named["case_selection"].passed_over) == 2
    documents = named["case_documents"]
    assert documents.passed_over == ()
    assert documents.working_day == 4
    assert not documents.displaced
    assert len(named["fieldwork_start"].passed_over) == 2


@pytest.mark.parametrize(
    ("key", "moment", "past"),
    [
        # by 09:00: at nine it is still in time
        ("child_lists", datetime(2019, 9, 12, 9, tzinfo=LONDON), False),
        ("child_lists", datetime(2019, 9, 12, 9, 0, 0, 1, tzinfo=LONDON), True),
        # before 12:00: at noon it is too late
        ("selection_call", datetime(2019, 9, 13, 11, 59, 59, tzinfo=LONDON), False),
        ("selection_call", datetime(2019, 9, 13, 12, tzinfo=LONDON), True),
        # end of day: until the day is over
        ("case_documents", datetime(2019, 9, 17, 23, 59, 59, 999999, tzinfo=LONDON), False),
        ("case_documents", datetime(2019, 9, 18, tzinfo=LONDON), True),
        # the day is London's, whatever the clock's time zone
        ("case_documents", datetime(2019, 9, 17, 22, 59, tzinfo=UTC), False),
        ("case_documents", datetime(2019, 9, 17, 23, 0, tzinfo=UTC), True),
        ("child_lists", datetime(2019, 9, 12, 8, 0, tzinfo=UTC), False),
        ("child_lists", datetime(2019, 9, 12, 8, 1, tzinfo=UTC), True),
    ],
)
def test_whether_a_deadline_has_passed_depends_on_its_wording(
    key: str, moment: datetime, *, past: bool
) -> None:
    """A deadline "by" a time includes that time, "before" does not, and a day ends at midnight."""
    assert ORDINARY[key].is_past(moment) is past


def test_provisional_is_flagged_for_each_milestone() -> None:
    """Only a milestone whose count reaches a year without proclaimed holidays is provisional."""
    timetable = Timetable.from_notification(date(2028, 12, 18))
    assert not timetable["child_lists"].provisional
    assert timetable["fieldwork_end"].provisional
    # A day in a year that is known can still move, as days before it are counted.
    unknown = attrs.evolve(WorkingCalendar.england(), provisional_years=frozenset({2019}))
    over_the_turn = Timetable.from_notification(date(2019, 12, 30), calendar=unknown)
    assert over_the_turn["fieldwork_end"].date.year == 2020
    assert over_the_turn["fieldwork_end"].provisional


def test_a_milestone_is_a_value() -> None:
    """Milestones of equal timetables are equal; they can be hashed and pickled, but not changed."""
    milestone = ORDINARY["child_lists"]
    again = Timetable.from_notification(date(2019, 9, 9), milestones=FIXED)["child_lists"]
    assert milestone == again
    assert hash(milestone) == hash(again)
    assert milestone != ORDINARY["meeting_details"]
    assert milestone != EASTER["child_lists"]
    assert pickle.loads(pickle.dumps(milestone)) == milestone  # noqa: S301
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        milestone.date = date(2019, 9, 9)  # type: ignore[misc]


def test_a_milestone_is_readable() -> None:
    """A milestone has a short `repr`, a string of one line, and HTML with its paragraphs."""
    milestone = ORDINARY["child_lists"]
    assert repr(milestone) == "<Milestone child_lists 2019-09-12 by 09:00>"
    assert str(milestone) == (
        "Child-level lists 6, 7 and 8 with the extra mental health fields: "
        "Thu 12 Sep 2019, by 09:00"
    )
    html = milestone._repr_html_()
    assert "Thursday 12 September 2019,</span> by 09:00" in html
    assert "paras 30, 32 to 35" in html
    assert isinstance(milestone, Milestone)
    assert jtai.Milestone is Milestone


def test_a_record_has_plain_values() -> None:
    """A record has the attributes of the milestone as plain values."""
    record = EASTER["case_selection"].to_record()
    assert record == {
        "notification": date(2020, 4, 6),
        "reading": "working-days",
        "key": "case_selection",
        "title": "Selection of five to seven children to evaluate jointly and to track",
        "date": date(2020, 4, 14),
        "time": time(10),
        "due": datetime(2020, 4, 14, 10, tzinfo=LONDON),
        "qualifier": "by",
        "working_day": 4,
        "named_day": "Friday, week one",
        "named_date": date(2020, 4, 10),
        "displaced": True,
        "later_than": None,
        "passed_over": [
            "Friday 10 April 2020 (Good Friday)",
            "Monday 13 April 2020 (Easter Monday)",
        ],
        "assumed": None,
        "optional": False,
        "provisional": False,
        "by": ["lead inspector"],
        "contributors": [],
        "to": ["local agencies"],
        "reference": "guidance 190035, para 37",
    }
    assert {type(record[key]) for key in ("qualifier", "named_day")} == {str}
    for key in record:
        assert hasattr(EASTER["case_selection"], key)


@pytest.mark.parametrize(
    ("monday", "key", "reading"),
    [
        # A count, a day that is not stated, and a weekday that the guidance names.
        (date(2020, 4, 6), "fieldwork_start", Reading.WORKING_DAYS),
        (date(2019, 12, 23), "contextual_issues", Reading.NAMED_DAYS),
        (date(2019, 12, 23), "activity_lists", Reading.NAMED_DAYS),
        (date(2020, 4, 6), "case_selection", Reading.NAMED_DAYS),
    ],
)
def test_the_meaning_of_a_mark_attributes_no_day_to_the_guidance(
    monday: date, key: str, reading: Reading
) -> None:
    """A milestone off its usual day is "normally on that day", whether or not guidance names it."""
    milestone = Timetable.from_notification(monday, reading=reading, milestones=FIXED)[key]
    assert milestone.marks[-1].startswith("not ")
    *others, meaning = milestone.marks_explained
    assert meaning == "not (day): it is normally on that day"
    assert bool(others) is (milestone.assumed is not None)
    later = EASTER["case_documents"]
    assert later.marks == ("named-days reading: Tue 14 Apr",)
    assert [*later.marks_explained] == [
        "named-days reading: the earlier day that this reading gives"
    ]


def test_a_named_day_before_the_calendar_is_not_asked_for() -> None:
    """A calendar may begin on the notification day, after the named days of that week."""
    calendar = WorkingCalendar(
        name="Test", first=date(2019, 9, 13), last=date(2019, 12, 31), bank_holidays=()
    )
    timetable = Timetable.from_notification(
        date(2019, 9, 13), calendar=calendar, any_weekday=True, milestones=FIXED
    )
    lists = timetable["child_lists"]  # named for Thursday 12 September
    assert lists.later_than is None
    assert lists.marks == ("not Thursday, week one",)
    assert "which is Thursday 12 September 2019; here the count decides" in lists.explain()
    later = Timetable.from_notification(date(2019, 9, 16), calendar=calendar, milestones=FIXED)
    assert "child_lists" in {move.key for move in timetable.compare(later)}
    named = attrs.evolve(later, reading=Reading.NAMED_DAYS)
    assert "child_lists" in {move.key for move in timetable.compare(named)}
