from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import jtai
from jtai.core.progress import EVERY, Progress, ProgressCounter
from jtai.errors import InvalidValueError


def test_progress_is_reported_at_the_start_every_1000_rows_and_at_the_end() -> None:
    """The progress function is called at the start, after every 1,000 rows and once at the end."""
    reports: list[Progress] = []
    counter = ProgressCounter(reports.append, "writing", total=2 * EVERY + 1)
    assert list(counter.over("abc")) == ["a", "b", "c"]
    for _ in range(2 * EVERY - 2):
        counter.add()
    counter.end()
    counter.end()
    assert [each.done for each in reports] == [0, EVERY, 2 * EVERY, 2 * EVERY + 1]
    assert {(each.step, each.total, each.unit) for each in reports} == {
        ("writing", 2 * EVERY + 1, "rows")
    }


def test_many_rows_counted_together_are_one_call() -> None:
    """The progress function is called only once for many rows counted together."""
    reports: list[str] = []
    counter = ProgressCounter(lambda progress: reports.append(str(progress)), "reading")
    counter.reach(10 * EVERY)
    counter.end()
    assert reports == ["reading: 0 rows", "reading: 10,000 rows"]


def test_rows_are_counted_without_a_progress_function() -> None:
    """Rows can be counted without a progress function."""
    counter = ProgressCounter(None, "reading")
    counter.reach(EVERY)
    counter.end()


def test_what_cannot_be_called_is_refused(tmp_path: Path) -> None:
    """An argument `progress` that is not a function is refused wherever it is accepted."""
    lists = jtai.Submission.from_rows({7: [{"child_id": "A1"}]})
    progress: Any = 5
    calls: list[Callable[[], object]] = [
        lambda: jtai.read_lists(tmp_path, progress=progress),
        lambda: lists.check(as_of=dt.date(2019, 9, 9), progress=progress),
        lambda: jtai.write_lists(lists, tmp_path / "lists", progress=progress),
    ]
    for call in calls:
        with pytest.raises(InvalidValueError, match=r"progress: not a function \(int\)"):
            call()
