"""The day on which lists were drawn, which may differ from the day of the check."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest

from jtai.errors import DateTypeError, InvalidValueError
from jtai.formats.html import to_html
from jtai.formats.json import from_json, to_json
from jtai.lists.report import Report
from tests.lists.areas import AS_OF, day, submission

BEFORE, AFTER = day("2019-09-04"), day("2019-09-11")
"""The Wednesdays of the week before a notification on Monday 9 September, and of week one."""


def check(number: int, changes: Mapping[Any, object], drawn_on: dt.date | None = None) -> Report:
    """Return the report on the area as of Monday 9 September 2019."""
    return submission(number, changes).check(as_of=AS_OF, drawn_on=drawn_on)


def born(text: str, age: int) -> dict[object, object]:
    """Return changes that give a child on list 6 alone a date of birth and an age."""
    return {(6, 0, "child_id"): "Z9", (6, 0, "date_of_birth"): day(text), (6, 0, "age"): age}


def found(report: Report, rule: str) -> list[str]:
    """Return the keys of the columns in which a rule found a problem."""
    return [str(one.key) for one in report.problems if one.rule == rule]


@pytest.mark.parametrize(
    ("born_on", "age", "drawn_on", "wrong"),
    [
        # The birthday is between the day on which the lists were drawn and the day of the check.
        ("2007-09-06", 11, BEFORE, False),
        ("2007-09-06", 12, BEFORE, True),
        ("2007-09-06", 11, None, True),
        ("2007-09-06", 12, None, False),
        ("2007-09-11", 12, AFTER, False),
        ("2007-09-11", 12, None, True),
        ("2019-09-06", -1, BEFORE, False),
        ("2019-09-06", 0, BEFORE, True),
        ("2019-09-10", 0, AFTER, False),
    ],
)
def test_ages_are_checked_on_the_day_the_lists_were_drawn(
    born_on: str, age: int, drawn_on: dt.date | None, *, wrong: bool
) -> None:
    """An age is right if it was the child's age on the day on which the lists were drawn."""
    report = check(6, born(born_on, age), drawn_on)
    assert found(report, "age-differs") == ["age"] * wrong


@pytest.mark.parametrize(
    ("contact", "drawn_on", "wrong"),
    [
        ("2019-09-11", None, True),
        ("2019-09-11", AFTER, False),
        ("2019-09-12", AFTER, True),
        ("2019-09-09", BEFORE, False),
        ("2019-09-10", BEFORE, True),
    ],
)
def test_no_event_is_later_than_both_days(
    contact: str, drawn_on: dt.date | None, *, wrong: bool
) -> None:
    """A date is in the future only if it is after the check and after the lists were drawn."""
    report = check(1, {"contact_date": day(contact)}, drawn_on)
    assert found(report, "date-in-future") == ["contact_date"] * wrong
    named = ["lists were drawn" in p.message for p in report.problems if p.rule == "date-in-future"]
    assert named == [drawn_on is AFTER] * wrong


@pytest.mark.parametrize("drawn_on", [None, BEFORE, AFTER])
@pytest.mark.parametrize(("contact", "wrong"), [("2019-03-08", True), ("2019-03-09", False)])
def test_look_back_periods_end_on_the_day_of_the_check(
    contact: str, drawn_on: dt.date | None, *, wrong: bool
) -> None:
    """The six months end on the day of the check, whenever the lists were drawn."""
    report = check(1, {"contact_date": day(contact)}, drawn_on)
    assert found(report, "outside-period") == ["contact_date"] * wrong


@pytest.mark.parametrize(
    ("rule", "number", "changes", "clear_if_drawn"),
    [
        # A person aged 17 on the Wednesday was rightly listed, but is 18 on the Monday.
        ("adult", 6, born("2001-09-06", 17), BEFORE),
        # A placement of this type lasts at most seven days.
        ("outlasted", 8, {"placement_type": "T4", "placement_start": day("2019-08-30")}, BEFORE),
        ("overdue", 7, {"last_visit": day("2019-06-04")}, BEFORE),
        ("assessment-long", 4, {"assessment_start": day("2019-06-30"), "authorised": None}, BEFORE),
        (
            "conference-late",
            5,
            {"strategy_discussion": day("2019-08-09"), "conference_date": None},
            BEFORE,
        ),
        # Care had ended by the day on which the lists were drawn.
        (
            "status-differs",
            6,
            {
                (8, 0, "care_end"): day("2019-09-10"),
                (8, 0, "care_end_reason"): "E3",
                (6, 2, "case_status"): "c) Child in need plan",
            },
            AFTER,
        ),
        ("multi-agency-with-plan", 7, {"multi_agency": "N", "plan_end": day("2019-09-10")}, AFTER),
    ],
)
def test_what_is_current_depends_on_the_day_the_lists_were_drawn(
    rule: str, number: int, changes: Mapping[Any, object], clear_if_drawn: dt.date
) -> None:
    """What is current, and how long ago events were, depends on the day the lists were drawn."""
    assert found(check(number, changes), rule) != []
    assert found(check(number, changes, clear_if_drawn), rule) == []


def test_moves_and_plans_up_to_the_later_day_count() -> None:
    """A move or conference after the check counts if the lists were drawn later."""
    moved = {"placement_start": day("2019-09-10"), "placements_in_year": 1}
    assert found(check(8, moved), "placements-too-few") == []
    assert found(check(8, moved, AFTER), "placements-too-few") == ["placements_in_year"]
    planned = {"conference_date": day("2019-09-10"), "conference_led_to_plan": "a) Yes"}
    rule = "conference-without-plan"
    assert found(check(5, planned), rule) == []
    assert found(check(5, planned, AFTER), rule) == ["conference_led_to_plan"]


@pytest.mark.parametrize(
    ("number", "changes", "rule", "hint"),
    [
        (1, {"contact_date": day("2019-09-16")}, "date-in-future", True),
        (1, {"contact_date": day("2019-09-17")}, "date-in-future", False),
        (6, born("2007-09-02", 11), "age-differs", False),
        (6, born("2007-09-03", 11), "age-differs", True),
        (6, born("2007-09-16", 12), "age-differs", True),
        (6, born("2007-09-17", 12), "age-differs", False),
        (6, born("2007-09-06", 10), "age-differs", False),
    ],
)
def test_remedies_mention_the_day_where_it_would_help(
    number: int, changes: Mapping[Any, object], rule: str, *, hint: bool
) -> None:
    """The remedy mentions `drawn_on` if a day within a week would make the value right."""
    (problem,) = (one for one in check(number, changes).problems if one.rule == rule)
    assert ("--drawn-on" in problem.remedy) is hint
    assert ("drawn_on=" in problem.remedy) is hint


@pytest.mark.parametrize("days", [-31, 31])
def test_a_day_too_far_from_the_check_is_refused(days: int) -> None:
    """A day more than 31 days before or after the day of the check is refused."""
    lists, near = submission(), AS_OF + dt.timedelta(days)
    assert lists.check(as_of=AS_OF, drawn_on=near).drawn_on == near
    with pytest.raises(InvalidValueError) as caught:
        lists.check(as_of=AS_OF, drawn_on=near + dt.timedelta(days // 31))
    (fault,) = caught.value.faults
    assert (fault.where, fault.message) == (
        "drawn_on",
        "the day is more than 31 days from the day of the check",
    )
    assert fault.reference is not None
    assert fault.reference.part == "Front_Sheet"
    with pytest.raises(DateTypeError, match="drawn_on"):
        lists.check(as_of=AS_OF, drawn_on="2019-09-04")  # type: ignore[arg-type]


def test_a_report_says_which_day_was_used() -> None:
    """A report states the day on which lists were drawn, whether given or assumed."""
    assumed, given = check(6, {}), check(6, {}, BEFORE)
    assert (assumed.drawn_on, given.drawn_on) == (AS_OF, BEFORE)
    assert any("no other day was given" in text for text in assumed.assumptions)
    words = "drawn on Wednesday 4 September 2019"
    assert any(words in text for text in given.assumptions)
    heading = f"checked as of Monday 9 September 2019, {words}"
    assert heading in " ".join(str(given).split())
    assert heading in given._repr_html_()
    assert heading in to_html(given)
    assert ", drawn on" not in to_html(assumed)
    read = from_json(Report, to_json(given))
    assert (read.as_of, read.drawn_on) == (AS_OF, BEFORE)
