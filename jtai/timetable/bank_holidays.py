"""Bank holidays, from the `holidays` library or GOV.UK's feed.

A source is read completely, or refused with every fault reported. Nothing is fetched: the caller
passes the feed (https://www.gov.uk/bank-holidays.json). This is the only importer of `holidays`
(https://holidays.readthedocs.io), which it imports when it is first needed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import attrs

from jtai.core.english_dates import long_date
from jtai.core.results import Result
from jtai.core.validation import is_line, plain_date, whole
from jtai.errors import CalendarError, Fault, InvalidValueError

SUBDIVISIONS: Final = {
    "ENG": "England",
    "NIR": "Northern Ireland",
    "SCT": "Scotland",
    "WLS": "Wales",
}
"""The parts of the United Kingdom, by the codes of the `holidays` library."""

DIVISIONS: Final = {
    "england-and-wales": "England and Wales",
    "northern-ireland": "Northern Ireland",
    "scotland": "Scotland",
}
"""The divisions of GOV.UK's feed, with their names."""

FEWEST_A_YEAR: Final = {"england-and-wales": 8, "northern-ireland": 10, "scotland": 9}
"""How many bank holidays each division has every year, by statute and yearly proclamation.

See https://www.gov.uk/bank-holidays. A feed with fewer is incomplete.
"""

_SATURDAY: Final = 5
_EARLIEST_YEAR: Final = 1980
_LATEST_YEAR: Final = 2100
_ISO_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _date(value: object) -> dt.date:
    return plain_date(value, "date")


@attrs.frozen(kw_only=True)
class Holiday(Result):
    """A bank holiday or closure, or a bank holiday that is worked.

    Attributes:
        date: The day.
        name: The name of the bank holiday, or the caller's reason.

    Raises:
        DateTypeError: If the day is not a date.

    Examples:
        >>> print(Holiday(date=date(2019, 8, 26), name="Summer bank holiday"))
        Monday 26 August 2019 (Summer bank holiday)
    """

    date: dt.date = attrs.field(converter=_date)
    name: str

    @property
    def on_weekend(self) -> bool:
        """Whether the day is a Saturday or Sunday and so not a working day anyway."""
        return self.date.weekday() >= _SATURDAY

    def __str__(self) -> str:
        return f"{long_date(self.date)} ({self.name})"


def library_days(subdiv: str, first_year: int, last_year: int) -> tuple[dict[dt.date, str], str]:
    """Return the bank holidays of whole years from the `holidays` library.

    Returns:
        The name of each day, and the release of the library.

    Raises:
        InvalidValueError: If there is no such part of the United Kingdom, or the years are not a
            range within 1980 to 2100.

    Examples:
        >>> days, source = library_days("SCT", 2019, 2019)
        >>> days[date(2019, 1, 2)]
        '2nd January'
    """
    if not isinstance(subdiv, str) or subdiv not in SUBDIVISIONS:
        raise InvalidValueError(
            "unknown part of the United Kingdom",
            where="subdiv",
            expected=f"one of {', '.join(SUBDIVISIONS)}",
        )
    first_year = whole(first_year, "first_year", least=_EARLIEST_YEAR, most=_LATEST_YEAR)
    last_year = whole(last_year, "last_year", least=first_year, most=_LATEST_YEAR)
    # Deferred, as this import takes longer than all others together. Without a subdivision the
    # library leaves out Easter Monday, and without a language it follows the variable LANGUAGE; it
    # reports neither. The result is copied, as such objects grow when they are read.
    import holidays  # noqa: PLC0415

    listed = holidays.country_holidays(
        "GB",
        subdiv=subdiv,
        years=range(first_year, last_year + 1),
        expand=False,
        language="en_GB",
    )
    days = {dt.date(day.year, day.month, day.day): str(name) for day, name in listed.items()}
    named = {day: _govuk_name(day, name) for day, name in days.items()}
    return named, f"holidays {vars(holidays)['__version__']}"


# The library's names on the left, the titles of https://www.gov.uk/bank-holidays.json on the right;
# the notes of a substitute day say so there.
_GOVUK_NAMES: Final = {
    "New Year's Day": "New Year\N{RIGHT SINGLE QUOTATION MARK}s Day",
    "New Year Holiday": "2nd January",
    "Saint Patrick's Day": "St Patrick\N{RIGHT SINGLE QUOTATION MARK}s Day",
    "May Day": "Early May bank holiday",
    "Spring Bank Holiday": "Spring bank holiday",
    "Battle of the Boyne": ("Battle of the Boyne (Orangemen\N{RIGHT SINGLE QUOTATION MARK}s Day)"),
    "Summer Bank Holiday": "Summer bank holiday",
    "Late Summer Bank Holiday": "Summer bank holiday",
    "Saint Andrew's Day": "St Andrew\N{RIGHT SINGLE QUOTATION MARK}s Day",
    "Diamond Jubilee of Elizabeth II": "Queen\N{RIGHT SINGLE QUOTATION MARK}s Diamond Jubilee",
    "Platinum Jubilee of Elizabeth II": "Platinum Jubilee bank holiday",
    "State Funeral of Queen Elizabeth II": (
        "Bank Holiday for the State Funeral of Queen Elizabeth II"
    ),
    "Coronation of Charles III": "Bank holiday for the coronation of King Charles III",
}
_VE_DAY: Final = dt.date(2020, 5, 8)
_OBSERVED: Final = " (observed)"
_SUBSTITUTE: Final = " (substitute day)"
_SUBSTITUTE_NOTES: Final = "Substitute day"


def _govuk_name(day: dt.date, name: str) -> str:
    """Return the name by which GOV.UK lists a bank holiday of the library."""
    # Where two share a day, as in Scotland on 2 January 2012, GOV.UK lists the day's own first.
    listed = name.partition("; ")[0]
    first = listed.removesuffix(_OBSERVED)
    title = _GOVUK_NAMES.get(first, first)
    if first != listed:
        return f"{title}{_SUBSTITUTE}"
    return f"{title} (VE day)" if day == _VE_DAY and first == "May Day" else title


def feed_days(feed: Mapping[str, Any] | str | bytes, division: str) -> dict[dt.date, str]:
    """Read the events of one division of GOV.UK's feed (``bank-holidays.json``).

    Args:
        feed: The official JSON, as text or already parsed.
        division: One of `DIVISIONS`.

    Returns:
        The title of each day, in the feed's order. That of a substitute day ends in
        ``"(substitute day)"``.

    Raises:
        CalendarError: If the feed does not have the official form; every fault is reported.
        InvalidValueError: If the division is unknown.

    Examples:
        >>> feed_days(
        ...     '{"scotland": {"events": [{"title": "2nd January", "date": "2012-01-02"}]}}',
        ...     "scotland",
        ... )
        {datetime.date(2012, 1, 2): '2nd January'}
    """
    if not isinstance(division, str) or division not in DIVISIONS:
        raise InvalidValueError(
            "unknown division", where="division", expected=f"one of {', '.join(DIVISIONS)}"
        )
    days: dict[dt.date, str] = {}
    faults: list[Fault] = []
    for number, event in enumerate(_events(feed, division)):
        where = f"{division}.events[{number}]"
        title, day = _title(event), _day(event)
        if title is None:
            faults.append(Fault(message="not a title", where=f"{where}.title", expected="a string"))
        if day is None:
            faults.append(
                Fault(message="not a date", where=f"{where}.date", expected="a date as YYYY-MM-DD")
            )
        elif day in days:
            message = f"{long_date(day)} is listed twice"
            faults.append(Fault(message=message, where=f"{where}.date", expected="each day once"))
        elif title is not None:
            days[day] = title
    if faults:
        raise CalendarError(faults)
    return days


def _events(feed: Mapping[str, Any] | str | bytes, division: str) -> list[Any]:
    if isinstance(feed, str | bytes):
        import json  # noqa: PLC0415 - only a feed needs it, and start-up counts

        try:
            # Bytes may begin with a byte-order mark; text must not.
            feed = json.loads(feed.removeprefix("\ufeff") if isinstance(feed, str) else feed)
        except (ValueError, RecursionError):
            raise CalendarError(
                "the feed is not JSON",
                expected="the text of GOV.UK's bank-holidays.json",
                remedy="pass the response unchanged",
            ) from None
    entry = feed.get(division) if isinstance(feed, Mapping) else None
    if not isinstance(entry, Mapping):
        raise CalendarError(
            "this division is missing from the feed",
            where=division,
            expected="an object with events",
        )
    events = entry.get("events")
    if not isinstance(events, list) or not events:
        raise CalendarError(
            "not a list of events", where=f"{division}.events", expected="a list of bank holidays"
        )
    return events


def _title(event: object) -> str | None:
    if not isinstance(event, Mapping):
        return None
    title = event.get("title")
    if not isinstance(title, str) or not title.strip():
        return None
    return f"{title}{_SUBSTITUTE}" if event.get("notes") == _SUBSTITUTE_NOTES else title


def _day(event: object) -> dt.date | None:
    """Return the date of an event, or None if it is not in the feed's official format."""
    text = event.get("date") if isinstance(event, Mapping) else None
    if not isinstance(text, str) or not _ISO_DAY.fullmatch(text):
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def day_faults(
    days: Iterable[Holiday], where: str, first: dt.date, last: dt.date
) -> Iterator[Fault]:
    """Yield what is wrong with named days of a calendar that covers `first` to `last`.

    Examples:
        >>> saturday = Holiday(date=date(2019, 9, 14), name="Shut")
        >>> [fault.message for fault in day_faults(
        ...     [saturday], "closures", date(2019, 1, 1), date(2019, 12, 31)
        ... )]
        ['Saturday 14 September 2019 is not a working day anyway']
    """
    previous = None
    for holiday in days:
        day = holiday.date
        if not first <= day <= last:
            yield Fault(
                message=f"{long_date(day)} is outside the dates that the calendar covers",
                where=where,
                expected=f"{long_date(first)} to {long_date(last)}",
            )
        if holiday.on_weekend:
            yield Fault(
                message=f"{long_date(day)} is not a working day anyway",
                where=where,
                expected="a day from Monday to Friday",
                remedy="check the year, or leave the day out",
            )
        if not is_line(holiday.name):
            blank = not isinstance(holiday.name, str) or not holiday.name.strip()
            yield Fault(
                message=f"{long_date(day)} has "
                + ("no reason" if blank else "a reason that contains unprintable characters"),
                where=where,
                expected="one line of printable characters and plain spaces",
            )
        if previous is not None and day <= previous:
            yield Fault(
                message=f"{long_date(day)} is a duplicate or out of order",
                where=where,
                expected="ascending dates, each once",
            )
        previous = day
