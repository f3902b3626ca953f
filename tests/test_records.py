from __future__ import annotations

from datetime import UTC, date, time
from typing import Any

import attrs
import pytest

from jtai.errors import InvalidRecordError
from jtai.guidance.terms import Agency
from jtai.records import Record, hidden
from jtai.timetable import Timetable

TIMETABLE = Timetable.from_notification(date(2019, 9, 9))


@attrs.frozen(kw_only=True)
class Inner(Record):
    name: str
    day: date | None = hidden(None)


@attrs.frozen(kw_only=True)
class Outer(Record):
    inner: tuple[Inner, ...] = ()
    note: str | None = None
    open: bool = False
    agency: Agency | None = None
    at: time | None = None
    timetable: Timetable | None = None


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"note": 1.5}, "note"),
        ({"note": Agency.POLICE}, "note"),
        ({"open": 1}, "open"),
        ({"open": "yes"}, "open"),
        ({"agency": "lunch"}, "agency"),
        ({"agency": 1}, "agency"),
        ({"at": "9:00"}, "at"),
        ({"timetable": "September"}, "timetable"),
        ({"timetable": {"notification": date(2019, 9, 9)}}, "timetable"),
        ({"inner": [{"name": 1}]}, "inner[0].name"),
        ({"inner": [{"name": "A"}, {"name": "B", "day": "Monday"}]}, "inner[1].day"),
        ({"inner": [{}]}, "inner[0].name"),
    ],
)
def test_nothing_is_turned_into_something_else(fields: dict[str, Any], where: str) -> None:
    """A number is no text, a text no truth, and a refusal says where it stands."""
    with pytest.raises(InvalidRecordError) as caught:
        Outer(**fields)
    assert [fault.where for fault in caught.value.faults] == [where]


def test_what_fits_is_taken_as_it_is() -> None:
    """Times, timetables and members are taken, beside values that have to be converted."""
    made = Outer(
        inner=[{"name": "A"}],  # type: ignore[arg-type]
        agency="police force",  # type: ignore[arg-type]
        at=time(9, tzinfo=UTC),
        timetable=TIMETABLE,
    )
    assert made.inner == (Inner(name="A"),)
    assert made.agency is Agency.POLICE
    assert made.timetable is TIMETABLE
    assert made.at == time(9, tzinfo=UTC)
