"""Rules about several rows of a list: repeated rows, and counts (Annex A workbook).

Invariant: rows belong to one child if their identifiers are the same text. The layout of the list
says which columns distinguish its rows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from jtai.core.citation import Reference
from jtai.guidance.entries.list_entries import ListLayout
from jtai.lists.reading.rows import OWN_IDENTIFIERS
from jtai.lists.rules.rule import (
    UNREAD_CELL,
    ListView,
    ProblemAt,
    Rule,
    Select,
    Severity,
    Span,
    UnknownAt,
)
from jtai.timetable.ages import lookback

_LISTS = Reference.workbook("lists 1 to 8, whom each list covers")


def _child_repeated(view: ListView, key: str) -> Iterator[ProblemAt]:
    for rows in view.repeated.values():
        yield from (ProblemAt(at, key) for at in rows)


def _row_repeated(view: ListView, *keys: str) -> Iterator[ProblemAt]:
    pairs = _ordinary_pairs(view, keys)
    for same in _same_events(view, keys):
        if same not in pairs:
            yield from (ProblemAt(at, keys[0]) for at in same)


def _contact_repeated(view: ListView, *keys: str) -> Iterator[ProblemAt]:
    pairs = _ordinary_pairs(view, keys)
    for same in _same_events(view, keys):
        if same in pairs:
            yield from (ProblemAt(at, keys[0]) for at in same)


def _same_events(view: ListView, keys: tuple[str, ...]) -> list[tuple[int, ...]]:
    """Return the indexes of rows with the same child and event, for each event on several."""
    return view.once(f"repeated events of list {view.number}", lambda: [*_repeats(view, keys)])


def _repeats(view: ListView, keys: tuple[str, ...]) -> Iterator[tuple[int, ...]]:
    columns = [view[key] for key in keys]
    for rows in view.repeated.values():
        events: dict[tuple[object, ...], list[int]] = {}
        for at in rows:
            event = tuple(column[at] for column in columns)
            if None not in event:
                events.setdefault(event, []).append(at)
        yield from (tuple(same) for same in events.values() if len(same) > 1)


# A few children have two contacts from the same source on a day, such as two calls of the police.
_FEW_PAIRS: Final = 5
_PAIRS_PER_ROW: Final = 1 / 20


def _ordinary_pairs(view: ListView, keys: tuple[str, ...]) -> set[tuple[int, ...]]:
    """Return pairs of equal contacts, if they are so few that each can be two contacts."""
    if "contact_date" not in keys:
        return set()
    pairs = {same for same in _same_events(view, keys) if not same[2:]}
    return pairs if len(pairs) <= max(_FEW_PAIRS, len(view) * _PAIRS_PER_ROW) else set()


def _one_row_each(layout: ListLayout) -> Iterator[tuple[str, ...]]:
    if layout.natural_key == ("child_id",):
        yield layout.natural_key


def _several_rows(layout: ListLayout) -> Iterator[tuple[str, ...]]:
    if "child_id" in layout.natural_key and not layout.one_row_per_child:
        yield layout.natural_key


def _contacts(layout: ListLayout) -> Iterator[tuple[str, ...]]:
    if "contact_date" in layout.natural_key:
        yield from _several_rows(layout)


def _counts_differ(view: ListView, _: str, key: str) -> Iterator[ProblemAt]:
    counts = view[key]
    for rows in view.repeated.values():
        given = [at for at in rows if counts[at] is not None]
        if len({counts[at] for at in given}) > 1:
            yield from (ProblemAt(at, key) for at in given)


def _count_too_low(
    view: ListView, _: str, date: str, key: str, event: str = ""
) -> Iterator[ProblemAt | UnknownAt]:
    """Find counts lower than the number of events in the year before the latest `date`.

    The events are dated by `event` if it is given, and otherwise by `date`.
    """
    dates, counts = view[date], view[key]
    events = view[event] if event else dates
    unread = set(view.table.unread(date))
    starts: dict[dt.date, dt.date] = {}
    for child, rows in view.repeated.items():
        days = [dates[at] for at in rows if dates[at] is not None]
        latest = max(days, default=None)
        if latest is None:
            continue
        if latest not in starts:
            # A placeholder date in the year 1 has no date twelve months before it.
            first = latest.year == dt.MINYEAR
            starts[latest] = dt.date.min if first else lookback(latest, months=12).start
        counted = (events[at] for at in rows if events[at] is not None)
        least = sum(starts[latest] <= day < latest for day in counted)
        for at in rows:
            if counts[at] is not None and counts[at] < least:
                # A later event would begin the twelve months later.
                problem = view.if_complete(child, ProblemAt(at, key))
                yield problem if unread.isdisjoint(rows) else UnknownAt(at, UNREAD_CELL)


RULES_OF_ROWS: tuple[tuple[Select, Rule], ...] = (
    (
        _one_row_each,
        Rule(
            id="child-repeated",
            severity=Severity.ERROR,
            statement="A list with one row for each child does not contain a child twice.",
            message="the child is on the list more than once",
            remedy=(
                f"{OWN_IDENTIFIERS}; if it is one child, keep only the row of the latest episode, "
                "plan or period"
            ),
            reference=_LISTS,
            span=Span.LIST,
            find=_child_repeated,
        ),
    ),
    (
        _several_rows,
        Rule(
            id="row-repeated",
            severity=Severity.WARNING,
            statement=(
                "A list of events does not contain an event twice; contact-repeated says when "
                "two contacts can be correct."
            ),
            message="another row has the same child and event",
            remedy=f"{OWN_IDENTIFIERS}; if it is one child and the same event, keep one row",
            reference=_LISTS,
            span=Span.LIST,
            find=_row_repeated,
        ),
    ),
    (
        _contacts,
        Rule(
            id="contact-repeated",
            severity=Severity.NOTE,
            statement=(
                "No child has two contacts from the same source on one day; two can be correct, so "
                "this is a note, and row-repeated reports three or more, or many pairs (more than "
                f"{_FEW_PAIRS}, and more than one for every {round(1 / _PAIRS_PER_ROW)} rows)."
            ),
            message=(
                "another row has a contact for the same child, from the same source, on the same "
                "date"
            ),
            remedy=f"{OWN_IDENTIFIERS}; if it is one child and the same contact, keep one row",
            reference=_LISTS,
            span=Span.LIST,
            find=_contact_repeated,
        ),
    ),
)
"""The rules about repeated rows, each with the function that selects its columns."""

RULES_OF_COUNTS: tuple[Rule, ...] = (
    Rule(
        id="counts-differ",
        severity=Severity.ERROR,
        statement="A count up to the latest event is the same on all rows of a child.",
        message="the number differs from the one on another row of the child",
        remedy="count up to the latest event, and enter that number on all rows of the child",
        reference=Reference.workbook("lists 3 and 5, numbers in the last 12 months"),
        columns=(
            (3, ("child_id", "referrals_in_year")),
            (5, ("child_id", "enquiries_in_year")),
            (5, ("child_id", "conferences_in_year")),
        ),
        span=Span.LIST,
        find=_counts_differ,
    ),
    Rule(
        id="count-too-low",
        severity=Severity.WARNING,
        statement=(
            "A count of earlier events is not lower than the number that the list shows in the "
            "12 months before the latest one."
        ),
        message="the list shows more earlier events for the child than this number",
        remedy="count the events in the 12 months before the latest one",
        reference=Reference.workbook("lists 3 and 5, numbers in the last 12 months"),
        columns=(
            (3, ("child_id", "referral_date", "referrals_in_year")),
            (5, ("child_id", "strategy_discussion", "enquiries_in_year")),
            (5, ("child_id", "strategy_discussion", "conferences_in_year", "conference_date")),
        ),
        span=Span.LIST,
        find=_count_too_low,
    ),
)
"""The rules about numbers of events."""
