"""What a sheet of paper says around the milestones of a timetable, whatever file it comes from.

Invariant: words only, the same in every form. Each is said once: a bank holiday that many
milestones pass over stands in the table by its day, and below it by its name.
"""

from __future__ import annotations

from collections.abc import Iterator

from jtai.core.citation import GUIDANCE
from jtai.core.english_dates import long_date
from jtai.guidance.milestones import MILESTONES
from jtai.guidance.parties import Party
from jtai.timetable.timetable import Timetable

SHORT_NAMES: tuple[tuple[str, str], ...] = tuple(
    (party.short, str(party))
    for party in Party
    if party.short != party and any(party in (*row.by, *row.to) for row in MILESTONES)
)
"""The abbreviations of the parties that give or receive something, with what they stand for."""


def heading_of(timetable: Timetable) -> str:
    """Name a timetable.

    Examples:
        >>> heading_of(Timetable.from_notification(date(2019, 9, 9)))
        'Timetable for notification on Monday 9 September 2019'
    """
    return f"Timetable for notification on {long_date(timetable.notification)}"


def facts_of(timetable: Timetable) -> Iterator[str]:
    """Give the facts that stand below the heading, one line each.

    Examples:
        >>> for line in facts_of(Timetable.from_notification(date(2019, 9, 9))):
        ...     print(line)
        Joint targeted area inspection, children's mental health (guidance 190035, July 2019).
        Fieldwork from Monday 23 September 2019 to Friday 27 September 2019.
        Reading: working-days. Calendar: England 2012-01-01 to 2050-12-31, ...
    """
    yield (
        "Joint targeted area inspection, children's mental health "
        f"({GUIDANCE}, {GUIDANCE.published})."
    )
    yield (
        f"Fieldwork from {long_date(timetable.fieldwork_start)} to "
        f"{long_date(timetable.fieldwork_end)}."
    )
    yield f"Reading: {timetable.reading}. Calendar: {timetable.calendar.version}."


def restored(timetable: Timetable) -> tuple[str, ...]:
    """Say which bank holidays the caller made working days, as far as the timetable goes.

    Examples:
        >>> from jtai.timetable.working_days import WorkingCalendar
        >>> calendar = WorkingCalendar.england().without({date(2020, 4, 10): "worked"})
        >>> print(*restored(Timetable.from_notification(date(2020, 4, 6), calendar=calendar)))
        Friday 10 April 2020 (Good Friday: worked): counted as a working day
    """
    return tuple(f"{holiday}: counted as a working day" for holiday in timetable.restored)


def notes_of(timetable: Timetable) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give what stands below the table: titles, each with its lines; none without a line.

    Examples:
        >>> [title for title, _ in notes_of(Timetable.from_notification(date(2019, 9, 9)))]
        ['What is assumed', 'Short names']
    """
    days = (*map(str, timetable.passed_over), *restored(timetable))
    assumed = tuple(f"{assumption}." for assumption in timetable.assumptions)
    names = "; ".join(f"{short}: {name}" for short, name in SHORT_NAMES)
    for title, lines in (
        ("Bank holidays and closures", (f"{'; '.join(days)}.",) if days else ()),
        ("What is assumed", assumed),
        ("Short names", (f"{names}.",)),
    ):
        if lines:
            yield title, lines
