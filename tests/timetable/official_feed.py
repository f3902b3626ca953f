"""GOV.UK's published bank holidays, from a package that contains the feed, as a test oracle."""

from __future__ import annotations

import json
from datetime import date, timedelta
from importlib.resources import files
from typing import Any


def feed() -> dict[str, Any]:
    """Return the feed as published, read from the package's file and never from the network."""
    text = files("govuk_bank_holidays").joinpath("bank-holidays.json").read_text("utf-8")
    parsed: dict[str, Any] = json.loads(text)
    return parsed


def days_off(division: str = "england-and-wales") -> set[date]:
    """Return the bank holidays of a division."""
    return {date.fromisoformat(event["date"]) for event in feed()[division]["events"]}


def working_mondays() -> list[date]:
    """Return every Monday of the feed's years that is a working day."""
    off = days_off()
    first, last = date(min(off).year, 1, 1), date(max(off).year, 12, 31)
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return [day for day in days if day.weekday() == 0 and day not in off]
