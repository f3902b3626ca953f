"""When a written statement of action is due (SI 2015/1792).

The number of working days is in `jtai.guidance.milestones`; this module counts them, and says what
the source leaves unclear. See https://www.legislation.gov.uk/uksi/2015/1792.
"""

from __future__ import annotations

import datetime as dt

import attrs

from jtai.core.citation import Reference
from jtai.core.english_dates import long_date
from jtai.core.notebook import Table
from jtai.core.results import Result
from jtai.core.tables import html_table
from jtai.core.validation import plain_date
from jtai.guidance.milestones import WRITTEN_STATEMENT
from jtai.timetable.bank_holidays import Holiday
from jtai.timetable.working_days import WorkingCalendar, calendar_or_england


@attrs.frozen(kw_only=True)
class StatementDeadline(Result):
    """The day by which a written statement of action is due (SI 2015/1792).

    Attributes:
        received: The day on which the area received the report.
        date: The last day for the statement.
        working_days: How many working days later that is.
        passed_over: The bank holidays and closures that do not count.
        restored: The bank holidays that the calendar counts as working days.
        provisional: Whether a bank holiday that is not yet known could still move it.
        assumed: What the source does not say, and what is assumed.
        reference: Where the deadline is set.

    Examples:
        >>> due = written_statement_due(date(2016, 5, 6))
        >>> print(due.date, due.working_days, due.reference)
        2016-08-15 70 SI 2015/1792, regulation 4 and its explanatory note
    """

    received: dt.date
    date: dt.date
    working_days: int
    passed_over: tuple[Holiday, ...] = attrs.field(converter=Table[Holiday])
    restored: tuple[Holiday, ...] = attrs.field(converter=Table[Holiday])
    provisional: bool
    assumed: str
    reference: Reference

    def explain(self) -> str:
        """Return in plain English when it is due, why, and what is assumed.

        Examples:
            >>> print(written_statement_due(date(2019, 11, 29)).explain())
            Written statement of action: by the end of Wednesday 11 March 2020. This is 70 working
            days after the report was received on Friday 29 November 2019. Passed over: Wednesday
            25 December 2019 (Christmas Day); Thursday 26 December 2019 (Boxing Day); Wednesday 1
            January 2020 (New Year...s Day). Assumed: the source does not say whether the day of
            receipt counts; the next working day is treated as day 1. Source: SI 2015/1792,
            regulation 4 and its explanatory note.
        """
        passed, restored = ("; ".join(map(str, days)) for days in (self.passed_over, self.restored))
        sentences = [
            f"{WRITTEN_STATEMENT.title}: by the end of {long_date(self.date)}.",
            f"This is {self.working_days} working days after the report was received on",
            f"{long_date(self.received)}.",
            *([f"Passed over: {passed}."] if passed else []),
            *([f"Counted as working days: {restored}."] if restored else []),
            *([] if passed or restored else ["No bank holiday is passed over."]),
            f"Assumed: {self.assumed}.",
        ]
        if self.provisional:
            sentences.append("Provisional: not all bank holidays of this period are known yet.")
        return " ".join([*sentences, f"Source: {self.reference}."])

    def _repr_html_(self) -> str:
        facts = [
            ("Received", long_date(self.received)),
            ("Due", f"{long_date(self.date)}, end of day"),
            ("Why", self.explain()),
        ]
        return html_table(WRITTEN_STATEMENT.title, ("Fact", "Value"), facts)


def written_statement_due(
    received: dt.date, *, calendar: WorkingCalendar | None = None
) -> StatementDeadline:
    """Return the day by which a written statement of action is due, where the report asks for one.

    Source: SI 2015/1792.

    Args:
        received: The day on which the area received the report; any day of the week.
        calendar: The working days; England's by default.

    Raises:
        CoverageError: If the calendar does not reach far enough.
        DateTypeError: If `received` is not a date.

    Examples:
        >>> written_statement_due(date(2019, 11, 29)).date
        datetime.date(2020, 3, 11)
    """
    calendar = calendar_or_england(calendar)
    received = plain_date(received, "received")
    due = calendar.add(received, WRITTEN_STATEMENT.working_days)
    # The day of receipt never counts, whether or not it is a day off.
    first = received + dt.timedelta(days=1)
    return StatementDeadline(
        received=received,
        date=due,
        working_days=WRITTEN_STATEMENT.working_days,
        passed_over=calendar.holidays(first, due),
        restored=calendar.restored_between(first, due),
        provisional=calendar.is_provisional(received, due),
        assumed=WRITTEN_STATEMENT.assumed,
        reference=WRITTEN_STATEMENT.reference,
    )
