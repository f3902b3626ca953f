from __future__ import annotations

import operator
from typing import Any

import pytest

from jtai.core.answers import Answer
from jtai.guidance.entries.time_entries import NamedDay
from jtai.lists.rules.rule import Severity


def test_severities_are_ordered_by_how_much_they_matter() -> None:
    """An error is more than a warning, and a warning more than a note."""
    note, warning, error = Severity.NOTE, Severity.WARNING, Severity.ERROR
    assert sorted(Severity) == [note, warning, error]
    assert max(Severity) is error
    assert [one for one in Severity if one >= warning] == [error, warning]
    assert error > "warning"
    assert note <= "note" < warning
    assert sorted(NamedDay) == list(NamedDay)


@pytest.mark.parametrize("other", ["fatal", 1, None, Answer.YES])
def test_a_severity_is_compared_only_with_severities(other: Any) -> None:
    """A severity has no order with anything that is not one."""
    with pytest.raises(TypeError, match="one of error, warning, note|has no order"):
        operator.lt(Severity.NOTE, other)


@pytest.mark.parametrize("other", [*Answer, "no"])
@pytest.mark.parametrize("compare", [operator.lt, operator.le, operator.gt, operator.ge])
def test_answers_have_no_order(compare: Any, other: Any) -> None:
    """An answer is neither more nor less than another."""
    with pytest.raises(TypeError, match="Answer is yes, no or unknown and has no order"):
        compare(Answer.YES, other)
