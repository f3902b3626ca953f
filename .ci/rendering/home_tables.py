"""What the landing page shows."""

from __future__ import annotations

from datetime import date, timedelta

from jtai.core.english_dates import short_date
from jtai.timetable.timetable import Timetable
from rendering.drawing import cited, parties, table

__all__ = ["first_week"]


def first_week() -> str:
    """The first week of the timetable that the landing page makes."""
    timetable = Timetable.from_notification(date(2019, 9, 9))
    return table(
        ("When", "What is due", "From → to", "Source"),
        (
            (
                f"**{_without_year(milestone.date)}**<br>{milestone.when}",
                milestone.title
                + (" (optional)" if milestone.optional else "")
                + (" (assumed)" if milestone.assumed else ""),
                f"{parties(milestone.row.by)} → {parties(milestone.row.to)}",
                cited(milestone.reference),
            )
            for milestone in timetable
            if milestone.date < timetable.notification + timedelta(weeks=1)
        ),
    )


def _without_year(day: date) -> str:
    """A date of a year that is known, which stays on one line."""
    return short_date(day).removesuffix(f" {day.year}").replace(" ", "&nbsp;")
