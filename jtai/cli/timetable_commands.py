"""The commands about dates: a timetable, and the Mondays of a year.

Invariant: it calls and words; no date is computed here. The one place of the library that reads a
clock.
"""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, date, datetime

from jtai.cli.output import check_options, delivered, form_of, printed, written
from jtai.errors import InvalidValueError
from jtai.guidance.entries.time_entries import MilestoneEntry
from jtai.guidance.milestones import MILESTONES
from jtai.timetable.milestone_dates import Reading
from jtai.timetable.timetable import Timetable
from jtai.timetable.working_days import WorkingCalendar


def _calendar(arguments: argparse.Namespace) -> WorkingCalendar:
    calendar = WorkingCalendar.england()
    reasons: dict[date, list[str]] = {}
    for day, reason in arguments.closure:
        reasons.setdefault(day, []).append(reason)
    # A day that is closed twice keeps both reasons, as a bank holiday keeps its name.
    closures = {day: "; ".join(dict.fromkeys(given)) for day, given in reasons.items()}
    return calendar.with_closures(closures) if closures else calendar


def _milestones(arguments: argparse.Namespace) -> tuple[MilestoneEntry, ...]:
    """Read the entries of a file; those of guidance 190035 where none is named."""
    if arguments.milestones is None:
        return MILESTONES
    from jtai.formats.json import from_json  # noqa: PLC0415 - most runs use the default
    from jtai.formats.reading.limits import Limits  # noqa: PLC0415
    from jtai.formats.reading.regular_files import file_bytes  # noqa: PLC0415

    try:
        text = file_bytes(arguments.milestones, limits=Limits())[0].decode("utf-8-sig")
    except ValueError as error:
        raise InvalidValueError(
            "cannot read this file of milestones",
            where="--milestones",
            remedy="name a JSON file, as jtai.to_json writes a list of milestone entries",
        ) from error
    return from_json(tuple[MilestoneEntry, ...], text, envelope=text.lstrip()[:1] == "{")


def _tell_of_idle_closures(arguments: argparse.Namespace, first: date, last: date) -> None:
    """Say of a closure beside the dates in question, most often a slip in its year, that it is."""
    for day, _ in arguments.closure:
        if not first <= day <= last:
            print(
                f"--closure {day}: not between {first} and {last}, and so it moves nothing",
                file=sys.stderr,
            )


def timetable(arguments: argparse.Namespace) -> tuple[str | bytes, int]:
    """Make a timetable in the form that is wanted."""
    make = Timetable.from_fieldwork if arguments.fieldwork else Timetable.from_notification
    form = form_of(arguments)
    timetable = make(
        arguments.day,
        calendar=_calendar(arguments),
        reading=Reading(arguments.reading),
        any_weekday=arguments.any_weekday,
        milestones=_milestones(arguments),
    )
    check_options(arguments, form)
    _tell_of_idle_closures(arguments, timetable.notification, max(timetable.dates))
    if form == "xlsx":
        return _workbook(arguments, timetable), 0
    if form == "ics":
        return delivered(arguments, _calendar_file(arguments, timetable)), 0
    if form == "html":
        return delivered(arguments, _page(arguments, timetable)), 0
    records = timetable.to_records()
    if arguments.explain:
        for record, milestone in zip(records, timetable, strict=True):
            record["explanation"] = milestone.explain()
    facts = {
        "notification": timetable.notification,
        "reading": timetable.reading,
        "calendar": timetable.calendar.version,
        "provisional": timetable.provisional,
        "assumptions": [str(assumption) for assumption in timetable.assumptions],
    }
    table = f"{timetable}\n\n{timetable.explain()}" if arguments.explain else str(timetable)
    return delivered(arguments, printed(form, table, facts, "milestones", records)), 0


def _workbook(arguments: argparse.Namespace, timetable: Timetable) -> str:
    from jtai.formats.paper.workbook import write_timetable  # noqa: PLC0415 - most print

    if arguments.output is None:
        raise InvalidValueError(
            "a workbook is not printed",
            where="--format",
            remedy="say where to write it, for example --output timetable.xlsx",
        )
    write_timetable(
        timetable, arguments.output, title=arguments.title, overwrite=arguments.overwrite
    )
    return written(arguments.output)


def _page(arguments: argparse.Namespace, thing: object) -> bytes:
    from jtai.formats.html import to_html  # noqa: PLC0415 - most runs print a table

    # As bytes, since the page says itself in which encoding it is.
    return to_html(thing, title=arguments.title).encode(errors="replace")


def _calendar_file(arguments: argparse.Namespace, timetable: Timetable) -> bytes:
    from jtai.formats.ical import to_ics  # noqa: PLC0415 - most runs print a table

    if arguments.key is None:
        raise InvalidValueError(
            "a calendar file needs a name of the inspection",
            where="--key",
            remedy='for example --key "Anytown 2019"',
        )
    # The one place that reads the clock: the library itself never does.
    stamp = datetime.now(UTC) if arguments.stamp is None else arguments.stamp
    return to_ics(timetable, key=arguments.key, stamp=stamp, sequence=arguments.sequence or 0)


def plan(arguments: argparse.Namespace) -> tuple[str | bytes, int]:
    """Look at every Monday of a year."""
    from jtai.timetable.year_plan import plan_year  # noqa: PLC0415 - the other command starts without it

    form = form_of(arguments)
    plan = plan_year(
        arguments.year,
        calendar=_calendar(arguments),
        reading=Reading(arguments.reading),
        milestones=_milestones(arguments),
        closures=dict(arguments.school_holiday),
    )
    check_options(arguments, form)
    ends = (monday.fieldwork_end for monday in plan if monday.fieldwork_end is not None)
    last = max(ends, default=date(plan.year, 12, 31))
    _tell_of_idle_closures(arguments, date(plan.year, 1, 1), last)
    if form == "html":
        return delivered(arguments, _page(arguments, plan)), 0
    facts = {
        "year": plan.year,
        "reading": plan.reading,
        "calendar": plan.calendar.version,
    }
    return delivered(arguments, printed(form, str(plan), facts, "mondays", plan.to_records())), 0
