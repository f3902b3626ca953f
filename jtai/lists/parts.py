"""Check a list in parts, each with the titles of the first.

Invariant: rules that need the whole list are reported as not checked, once; what is noticed about
the titles is reported once, by its place in the whole file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import attrs

from jtai.lists.checking import Checks, check_lists
from jtai.lists.problem import NotChecked
from jtai.lists.reading.sheets import RawSheet, Remark, cell_name, cell_place
from jtai.lists.reading.titles import Aliases, SheetNames
from jtai.lists.report import Report
from jtai.lists.rules.rule import Span
from jtai.lists.submission import submission_of

_OTHER_TITLES: Final = (
    "a row of other column titles is above the rows that follow in the file, so they were not read"
)
_WHOLE: Final = "it needs the whole list, but the file was checked in parts"


def check_parts(
    parts: Iterator[RawSheet],
    empty: RawSheet,
    checks: Checks,
    aliases: Aliases,
    sheet_names: SheetNames,
) -> Iterator[Report]:
    """Yield a report on each part of a list; see `jtai.check_in_parts`.

    Args:
        parts: The parts, in order, the first of which has the titles.
        empty: What stands for a file without rows, which is reported.
        checks: What to check.
        aliases: The caller's own titles, checked.
        sheet_names: The caller's own name of the file, checked.
    """
    alone = {rule.id for rule in checks.rules if rule.span in {Span.ROW, Span.READING}}
    others = [rule for rule in checks.rules if rule.id not in alone | checks.skip]
    # A rule without a function checks nothing, but can still be named in `skip`.
    none: Mapping[str, Any] = {"find": None, "span": Span.READING}
    run = [rule if rule.id in alone else attrs.evolve(rule, **none) for rule in checks.rules]
    checks = attrs.evolve(checks, rules=tuple(run))
    titles: tuple[object, ...] = ()
    title_row = 0
    said: set[tuple[object, ...]] = set()
    part: RawSheet | None = next(parts, empty)
    while part is not None:
        following = next(parts, None)
        sheet = _below(titles, part) if titles else part
        lists = submission_of(
            [sheet], edition=checks.edition, aliases=aliases, sheet_names=sheet_names
        )
        numbers = lists.numbers
        # The other lists are not missing, and a part without rows is not an empty list.
        besides = {"list-missing", "list-empty" if titles or following is not None else ""}
        found = []
        for one in lists.remarks:
            about = _about(one)
            if one.rule not in besides and about not in said:
                found.append(_in_title_row(one, title_row) if titles else one)
            if one.row is None:
                said.add(about)
        report = check_lists(lists.tables, found, checks)
        not_checked = [one for one in report.not_checked if one.list in {None, *numbers}]
        if not titles:
            not_checked += [
                NotChecked(rule=rule.id, list=number, reason=_WHOLE)
                for rule in others
                for number in numbers
                if number in rule.lists
            ]
        ended = any(
            one.rule == "rows-off-titles" and one.row is not None and one.row > table.title_row
            for table in lists.tables
            for one in found
        )
        if ended and following is not None:
            not_checked.append(
                NotChecked(rule="rows-off-titles", list=numbers[0], reason=_OTHER_TITLES)
            )
        yield attrs.evolve(report, not_checked=tuple(not_checked))
        if ended or not lists.tables:
            return
        sheet_names = {part.name: numbers[0]}
        if not titles:
            title_row = lists.tables[0].title_row
            titles = tuple(part.rows[title_row - part.first_row])
        part = following


def _about(remark: Remark) -> tuple[object, ...]:
    """Return what a remark is about; the titles are in another row above each part."""
    _, column = cell_place(remark.cell) or (0, 0)
    return remark.rule, remark.row, column, remark.column, "" if column else remark.message


def _in_title_row(remark: Remark, title_row: int) -> Remark:
    """Return a remark about titles with the cell in the file's title row."""
    place = cell_place(remark.cell)
    if remark.row is not None or place is None:
        return remark
    return attrs.evolve(remark, cell=cell_name(title_row, place[1]))


def _below(titles: tuple[object, ...], part: RawSheet) -> RawSheet:
    """Put titles above a part of a sheet, so that its rows keep their numbers."""
    rows = [titles, *part.rows]
    return attrs.evolve(part, rows=rows, first_row=part.first_row - 1, titled=True)
