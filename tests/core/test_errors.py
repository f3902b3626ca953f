from __future__ import annotations

import pickle

import pytest

from jtai import errors
from jtai.core.citation import Reference
from jtai.errors import Fault, JtaiError

LEAVES = [getattr(errors, name) for name in errors.__all__ if name not in {"Fault", "JtaiError"}]


def test_a_fault_is_written_with_all_its_details() -> None:
    """A fault is written as its place, message, expected value, remedy and source."""
    fault = Fault(
        message="not a date",
        where="events[3].date",
        expected="YYYY-MM-DD",
        remedy="write it as 2019-09-09",
        reference=Reference.para(29),
    )
    assert str(fault) == (
        "events[3].date: not a date; expected YYYY-MM-DD; write it as 2019-09-09 "
        "(guidance 190035, para 29)"
    )


def test_several_faults_are_listed_on_separate_lines() -> None:
    """An error with several faults lists each of them on a separate line."""
    error = JtaiError([Fault(message="one"), Fault(message="two", where="b")])
    assert str(error) == "2 errors:\n- one\n- b: two"
    assert [fault.message for fault in error.faults] == ["one", "two"]


@pytest.mark.parametrize("leaf", LEAVES)
def test_every_error_is_a_jtai_error(leaf: type[JtaiError]) -> None:
    """Code that catches `JtaiError` catches every error of the library."""
    with pytest.raises(JtaiError, match="wrong"):
        raise leaf("wrong")


@pytest.mark.parametrize("leaf", [JtaiError, *LEAVES])
def test_an_error_survives_pickling(leaf: type[JtaiError]) -> None:
    """An error that is pickled, as between processes, keeps its class, faults and message."""
    error = leaf("wrong", where="here", remedy="fix it", reference=Reference.para(1))
    again = pickle.loads(pickle.dumps(error))  # noqa: S301
    assert type(again) is leaf
    assert again.faults == error.faults
    assert str(again) == str(error)


def test_the_representation_is_readable() -> None:
    """The `repr` of an error gives its class and its message."""
    assert repr(errors.CalendarError("wrong")) == "CalendarError('wrong')"


def test_errors_are_also_builtin_ones() -> None:
    """The library's errors are also built-in ones, such as `TypeError` for a wrong type of date."""
    assert issubclass(errors.DateTypeError, TypeError)
    assert issubclass(errors.NotificationError, ValueError)
    assert issubclass(errors.UnknownKeyError, KeyError)
    assert str(errors.UnknownKeyError("no such milestone")) == "no such milestone"


def test_every_error_can_be_printed() -> None:
    """An unpaired surrogate, as in a file name, is shown as an escape, which UTF-8 can contain."""
    error = JtaiError("not a valid file name", where="a\ud800.csv")
    assert str(error) == "a\\ud800.csv: not a valid file name"
