"""The commands about dates: a timetable, and the Mondays of a year.

No date is computed here. This is the only module of the library that reads the clock.
"""

from __future__ import annotations

import argparse
from datetime import UTC, date, datetime
from typing import Any

from jtai.cli.console import write_error
from jtai.cli.output import (
    as_csv,
    as_json,
    check_options,
    deliver,
    format_of,
    was_written,
    width_for,
)
from jtai.core.errors import moved
from jtai.core.tables import wrapped
from jtai.core.validation import did_you_mean
from jtai.errors import InvalidRecordError, InvalidValueError, UnknownKeyError
from jtai.guidance.entries.time_entries import MilestoneEntry
from jtai.guidance.milestones import MILESTONES
from jtai.timetable.milestone_dates import Reading
from jtai.timetable.selected import Selected, selected
from jtai.timetable.timetable import Timetable
from jtai.timetable.working_days import WorkingCalendar


def _calendar(arguments: argparse.Namespace) -> WorkingCalendar:
    calendar = WorkingCalendar.england()
    reasons: dict[date, list[str]] = {}
    for day, reason in arguments.closure:
        reasons.setdefault(day, []).append(reason)
    # A day that is closed twice keeps both reasons.
    closures = {day: "; ".join(dict.fromkeys(given)) for day, given in reasons.items()}
    return calendar.with_closures(closures) if closures else calendar


def _milestones(arguments: argparse.Namespace) -> tuple[MilestoneEntry, ...]:
    """Return the entries of a file, or those of guidance 190035 if no file is named."""
    if arguments.milestones is None:
        return MILESTONES
    from jtai.formats.json import from_json  # noqa: PLC0415 - most runs use the default
    from jtai.formats.reading.limits import Limits  # noqa: PLC0415
    from jtai.formats.reading.regular_files import file_bytes  # noqa: PLC0415

    try:
        text = file_bytes(arguments.milestones, limits=Limits())[0].decode("utf-8-sig")
    except ValueError as error:
        raise InvalidValueError(
            "cannot read this milestones file",
            where="--milestones",
            remedy="use a JSON file of milestone entries, as written by jtai.to_json",
        ) from error
    try:
        return from_json(tuple[MilestoneEntry, ...], text, envelope=text.lstrip()[:1] == "{")
    except InvalidRecordError as error:
        raise moved(error, lambda where: f"--milestones {where}".strip()) from error


def _report_unused_closures(arguments: argparse.Namespace, first: date, last: date) -> None:
    """Report a closure outside the dates in question, most often with a mistyped year."""
    for day, _ in arguments.closure:
        if not first <= day <= last:
            write_error(f"--closure {day}: not between {first} and {last}, so it has no effect")


def timetable(arguments: argparse.Namespace) -> tuple[str | bytes, int]:
    """Return a timetable in the requested format."""
    make = Timetable.from_fieldwork if arguments.fieldwork else Timetable.from_notification
    form = format_of(arguments)
    timetable = make(
        arguments.day,
        calendar=_calendar(arguments),
        reading=Reading(arguments.reading),
        any_weekday=arguments.any_weekday,
        milestones=_milestones(arguments),
    )
    check_options(arguments, form)
    _report_unused_closures(arguments, timetable.notification, max(timetable.dates))
    chosen = _selected(arguments, timetable)
    if form == "xlsx":
        return _workbook(arguments, timetable), 0
    if form == "ics":
        return deliver(arguments, _calendar_file(arguments, timetable)), 0
    if form == "html":
        return deliver(arguments, _page(arguments, timetable, **_selection(arguments))), 0
    if form in {"json", "csv"} and chosen is not None:
        write_error(chosen.note)
    if form == "json":
        return deliver(arguments, as_json(chosen.milestones if chosen else timetable)), 0
    shown = chosen or timetable
    explained = _explained(arguments, shown)
    if form == "csv":
        records = shown.to_records()
        if explained:
            records = [{**one, "explanation": explained.get(one["key"])} for one in records]
        return deliver(arguments, as_csv(records)), 0
    width = width_for(arguments)
    blocks = [] if any(arguments.explain) else [shown.to_text(width=width)]
    blocks += [wrapped(words, width) for words in explained.values()]
    return deliver(arguments, "\n\n".join(blocks)), 0


def _selection(arguments: argparse.Namespace) -> dict[str, Any]:
    return {"only": arguments.only or None, "provides": arguments.provides}


def _selected(arguments: argparse.Namespace, timetable: Timetable) -> Selected | None:
    """Return the selection, or None for the whole timetable; an error quotes the unknown name."""
    options = {f"only[{number}]": f"--only {name}" for number, name in enumerate(arguments.only)}
    try:
        return selected(timetable, **_selection(arguments))
    except UnknownKeyError as error:
        raise moved(error, options.__getitem__) from None


def _explained(arguments: argparse.Namespace, shown: Timetable | Selected) -> dict[str, str]:
    """Return the explanations of the milestones that are named, or of all if none is named."""
    words = {milestone.key: milestone.explain() for milestone in shown}
    titles = {milestone.entry.title.casefold(): milestone.key for milestone in shown}
    named = [titles.get(name.casefold(), name) for name in arguments.explain if name]
    for key in named:
        if key not in words:
            hint = did_you_mean(key, [*words, *(milestone.entry.title for milestone in shown)])
            raise UnknownKeyError(
                "unknown, or not selected" if arguments.only else "unknown milestone",
                where=f"--explain {key}",
                expected="" if hint else f"one of {', '.join(words)}",
                remedy=hint,
            )
    chosen = named or (words if arguments.explain else [])
    return {key: words[key] for key in chosen}


def _workbook(arguments: argparse.Namespace, timetable: Timetable) -> str:
    from jtai.formats.paper.workbook import write_timetable  # noqa: PLC0415 - most print

    if arguments.output is None:
        raise InvalidValueError(
            "a workbook cannot be printed",
            where="--format",
            remedy="say where to write it, for example --output timetable.xlsx",
        )
    write_timetable(
        timetable,
        arguments.output,
        title=arguments.title,
        overwrite=arguments.overwrite,
        **_selection(arguments),
    )
    return was_written(arguments.output)


def _page(arguments: argparse.Namespace, thing: object, **selection: Any) -> bytes:
    from jtai.formats.html import to_html  # noqa: PLC0415 - most runs print a table

    # As bytes, since the page names its own encoding.
    return to_html(thing, title=arguments.title, **selection).encode(errors="replace")


def _calendar_file(arguments: argparse.Namespace, timetable: Timetable) -> bytes:
    from jtai.formats.ical import require_icalendar, to_ics  # noqa: PLC0415 - most runs print a table

    require_icalendar()  # before the key, so that the name is only asked for if it can be used
    if arguments.key is None:
        raise InvalidValueError(
            "a calendar file needs a name for the inspection",
            where="--key",
            remedy='for example --key "Anytown 2019"',
        )
    # The only place that reads the clock: the library never does.
    stamp = datetime.now(UTC) if arguments.stamp is None else arguments.stamp
    return to_ics(
        timetable,
        key=arguments.key,
        stamp=stamp,
        sequence=arguments.sequence or 0,
        **_selection(arguments),
    )


def plan(arguments: argparse.Namespace) -> tuple[str | bytes, int]:
    """Return every Monday of a year as a notification day."""
    from jtai.timetable.year_plan import (  # noqa: PLC0415 - the other command starts without it
        AffectedMondays,
        plan_year,
    )

    form = format_of(arguments)
    periods: dict[str, list[tuple[date, date]]] = {}
    for name, period in arguments.school_holiday:
        periods.setdefault(name, []).append(period)
    plan = plan_year(
        arguments.year,
        calendar=_calendar(arguments),
        reading=Reading(arguments.reading),
        milestones=_milestones(arguments),
        school_holidays=periods,
    )
    check_options(arguments, form)
    ends = (monday.fieldwork_end for monday in plan if monday.fieldwork_end is not None)
    last = max(ends, default=date(plan.year, 12, 31))
    _report_unused_closures(arguments, date(plan.year, 1, 1), last)
    shown = AffectedMondays(plan=plan) if arguments.affected else plan
    mondays = plan.affected if arguments.affected else plan
    if form == "html":
        return deliver(arguments, _page(arguments, shown)), 0
    if form == "json":
        return deliver(arguments, as_json(mondays)), 0
    if form == "csv":
        return deliver(arguments, as_csv([monday.to_record() for monday in mondays])), 0
    return deliver(arguments, shown.to_text(width=width_for(arguments))), 0
