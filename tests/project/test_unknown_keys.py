from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

import jtai
from jtai.errors import JtaiError

TIMETABLE: Any = jtai.Timetable.from_notification(date(2019, 9, 9))
STAMPED: Any = {"key": "test", "stamp": datetime(2019, 9, 9, 9, tzinfo=UTC)}
# Untyped, because the calls are wrong and type checkers would refuse them.
ANYTHING: Any = jtai
LISTS: Any = jtai.Submission.from_rows({6: [{"child_id": "SYN-01"}]})


@pytest.mark.parametrize(
    ("look_up", "nearest"),
    [
        (lambda: TIMETABLE["child_list"], "child_lists"),
        (lambda: ANYTHING.criterion("23"), "23"),
        (lambda: ANYTHING.information_item("1.1."), "1.1"),
        (lambda: jtai.guidance.milestone("child_list"), "child_lists"),
        (lambda: ANYTHING.guidance.question("risk_understod"), "risk_understood"),
        (lambda: ANYTHING.guidance.criteria_for("police team"), "police force"),
        (lambda: LISTS["6"], "6"),
        (lambda: LISTS[6].values("child_ids"), "child_id"),
        (lambda: LISTS.check(as_of=date(2019, 9, 9), skip=["blnk"]), "blank"),
        (lambda: ANYTHING.to_ics(TIMETABLE, only=["polce force"], **STAMPED), "police force"),
        (lambda: ANYTHING.to_ics(TIMETABLE, cancelled=["child_list"], **STAMPED), "child_lists"),
        (
            lambda: ANYTHING.Timetable.from_notification(date(2019, 9, 9), reading="named days"),
            "named-days",
        ),
    ],
)
def test_the_error_about_a_wrong_key_suggests_the_nearest(
    look_up: Callable[[], object], nearest: str
) -> None:
    """The error about a mistyped key suggests the nearest valid key."""
    with pytest.raises(JtaiError) as refused:
        look_up()
    assert f"did you mean {nearest}?" in str(refused.value)


def test_notebooks_complete_the_keys_of_milestones() -> None:
    """IPython offers the keys of milestones after `timetable["`."""
    assert TIMETABLE._ipython_key_completions_() == [milestone.key for milestone in TIMETABLE]
