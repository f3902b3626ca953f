"""The text around the milestones of a printed timetable, in HTML, workbooks and plots.

Invariant: the text is for readers of the wall and the same in every format, without keys and
versions of calendars. Nothing is repeated: a bank holiday that many milestones pass over is dated
in the table and named once below it.
"""

from __future__ import annotations

from collections.abc import Iterator

from jtai.core.english_dates import long_date
from jtai.guidance.parties import short_name
from jtai.timetable.milestone_dates import Reading
from jtai.timetable.selected import Selected
from jtai.timetable.timetable import Timetable

_READINGS = {
    Reading.WORKING_DAYS: "counted from notification",
    Reading.NAMED_DAYS: "by named weekday or number of working days",
}


def heading_of(timetable: Timetable) -> str:
    """Return the heading of a timetable.

    Examples:
        >>> heading_of(Timetable.from_notification(date(2019, 9, 9)))
        'Timetable for notification on Monday 9 September 2019'
    """
    return f"Timetable for notification on {long_date(timetable.notification)}"


def facts_of(timetable: Timetable, selected: Selected | None = None) -> Iterator[str]:
    """Return the facts below the heading, one line each.

    Examples:
        >>> for line in facts_of(Timetable.from_notification(date(2019, 9, 9))):
        ...     print(line)
        Guidance for joint targeted area inspections on the theme: children's mental health, ...
        Fieldwork from Monday 23 September 2019 to Friday 27 September 2019.
        Dates: working-days reading, counted from notification (England).
    """
    document = timetable.document
    if selected is not None:
        yield f"Selection: {selected.note}."
    yield f"{document.title} ({document.published})."
    yield (
        f"Fieldwork from {long_date(timetable.fieldwork_start)} to "
        f"{long_date(timetable.fieldwork_end)}."
    )
    yield (
        f"Dates: {timetable.reading} reading, {_READINGS[timetable.reading]} "
        f"({timetable.calendar.label})."
    )


def about(timetable: Timetable) -> Iterator[tuple[str, str]]:
    """Yield what identifies the dates exactly, for checking them later.

    Examples:
        >>> for name, _ in about(Timetable.from_notification(date(2019, 9, 9))):
        ...     print(name)
        Guidance
        Publisher
        Reading
        Calendar
        Milestones
    """
    document = timetable.document
    yield "Guidance", f"{document.title} ({document}, {document.published})"
    yield "Publisher", document.publisher
    yield "Reading", str(timetable.reading)
    yield "Calendar", timetable.calendar.version
    yield "Milestones", ", ".join(milestone.key for milestone in timetable)


def restored(timetable: Timetable) -> tuple[str, ...]:
    """Return the bank holidays that the caller made working days, up to the last milestone.

    Examples:
        >>> from jtai.timetable.working_days import WorkingCalendar
        >>> calendar = WorkingCalendar.england().without({date(2020, 4, 10): "worked"})
        >>> print(*restored(Timetable.from_notification(date(2020, 4, 6), calendar=calendar)))
        Friday 10 April 2020 (Good Friday: worked): counted as a working day
    """
    return tuple(f"{holiday}: counted as a working day" for holiday in timetable.restored)


def notes_of(
    timetable: Timetable, selected: Selected | None = None
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the notes below the table: titles, each with its lines.

    Examples:
        >>> [title for title, _ in notes_of(Timetable.from_notification(date(2019, 9, 9)))]
        ['Assumptions', 'What the marks mean', 'Short names']
    """
    days = (*map(str, timetable.passed_over), *restored(timetable))
    shown = timetable if selected is None else selected
    assumed = tuple(f"{assumption}." for assumption in shown.assumptions)
    names = "; ".join(
        f"{short_name(party)}: {party}" for party in timetable.parties if short_name(party) != party
    )
    marks = shown._legend  # noqa: SLF001 - as in the text of a timetable
    theme = tuple(f"{note}." for note in timetable.about_guidance)
    for title, lines in (
        ("Which guidance", theme),
        ("Bank holidays and closures", (f"{'; '.join(days)}.",) if days else ()),
        ("Assumptions", assumed),
        ("What the marks mean", (f"{marks}.",) if marks else ()),
        ("Short names", (f"{names}.",) if names else ()),
    ):
        if lines:
            yield title, tuple(line[:1].upper() + line[1:] for line in lines)
