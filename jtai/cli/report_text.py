"""A report as text for a terminal: the answer first, then as many details as requested."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Final

from jtai.core.english_dates import long_date
from jtai.core.tables import text_table, wrapped
from jtai.lists.report import Report
from jtai.lists.report_summary import (
    RuleGroup,
    Summary,
    Unchecked,
    cell_ranges,
    counted,
    summary_of,
)
from jtai.lists.rules.rule import Severity

_RULES_NAMED: Final = 3
_ENTRIES: Final = 10
_INDENT: Final = "  "
_TITLES: Final = ("Number", "Rule, and what is wrong", "First cells")


def report_text(
    report: Report,
    *,
    file: str,
    width: int,
    rules: Collection[str],
    lists: Collection[int],
    everything: bool,
) -> str:
    """Return a report as text.

    Args:
        report: The report.
        file: The name of what was checked.
        width: The number of characters on a line.
        rules: Show every cell of these rules instead of the summary.
        lists: Show every cell in these lists instead of the summary.
        everything: Show every cell of all rules after the summary.
    """
    summary = summary_of(report)
    blocks = [*_answer(summary, report, file, width)]
    if rules or lists:
        blocks += _chosen(summary, width, rules, lists)
    else:
        blocks += _tables(summary, width)
        if everything:
            blocks += [_details(group, width) for group in summary.groups]
        blocks += _not_checked(summary.unchecked, width, everything=everything)
        blocks.append("\n".join(wrapped(f"* {text}", width) for text in report.assumptions))
        if summary.groups and not everything:
            rule = summary.groups[0].rule
            blocks.append(wrapped(f"For every cell: --rule {rule}, --list NUMBER or --all", width))
    return "\n\n".join(blocks)


def _answer(summary: Summary, report: Report, file: str, width: int) -> Iterator[str]:
    day = long_date(report.as_of)
    rows = counted(sum(rows for _, _, rows in summary.lists), "row")
    yield "\n".join(
        wrapped(text, width)
        for text in (summary.verdict, f"{file}, {rows}, checked as of {day}", summary.meaning)
    )


def _tables(summary: Summary, width: int) -> Iterator[str]:
    if summary.lists:
        lists = ((str(number), title, f"{rows:,}") for number, title, rows in summary.lists)
        yield text_table(("List", "What it lists", "Rows"), lists, width=width)
    for severity in Severity:
        if groups := summary.of(severity):
            number = sum(len(group.problems) for group in groups)
            rows = (
                (f"{len(group.problems):,}", f"{group.rule}: {group.message}", group.first_cells)
                for group in groups
            )
            table = text_table(_TITLES, rows, width=width)
            yield f"{counted(number, severity)} by {counted(len(groups), 'rule')}\n\n{table}"


def _chosen(
    summary: Summary, width: int, rules: Collection[str], lists: Collection[int]
) -> Iterator[str]:
    def is_chosen(rule: str, number: int | None) -> bool:
        return (not rules or rule in rules) and (not lists or number is None or number in lists)

    shown = 0
    for group in summary.groups:
        problems = [one for one in group.problems if is_chosen(one.rule, one.list)]
        if problems:
            shown += 1
            few = RuleGroup(rule=group.rule, severity=group.severity, problems=tuple(problems))
            yield _details(few, width)
    if not shown:
        about = [f"rule {rule}" for rule in rules] + [f"list {number}" for number in lists]
        yield wrapped(f"No problems: {', '.join(about)}", width)
    yield from _not_checked(summary.unchecked, width, everything=True, is_chosen=is_chosen)


def _details(group: RuleGroup, width: int) -> str:
    first = group.problems[0]
    head = [
        f"{group.rule}: {counted(len(group.problems), group.severity)}",
        *(
            wrapped(f"{_INDENT}{label}: {text}", width, indent=_INDENT * 2)
            for label, text in (
                ("What is wrong", group.message),
                ("How to fix it", first.remedy),
                ("Source", str(first.reference)),
            )
        ),
    ]
    places = [*group.places()]
    rows = [
        (
            where if message == group.message else f"{where} ({message})",
            cell_ranges(problems) or "all",
        )
        for where, message, problems in places
    ]
    return "\n".join([*head, "", text_table(("Where", "Cells"), rows, width=width)])


def _not_checked(
    entries: Iterable[Unchecked],
    width: int,
    *,
    everything: bool,
    is_chosen: Callable[[str, int | None], bool] = lambda _, __: True,
) -> Iterator[str]:
    lines = []
    for entry in entries:
        rules = [rule for rule in entry.rules if is_chosen(rule, entry.list)]
        if rules:
            named = rules if everything else rules[:_RULES_NAMED]
            more = len(rules) - len(named)
            names = ", ".join(named) + (f" and {more} more" if more else "")
            where = entry.everywhere if everything else entry.where
            lines.append((where, entry.reason, names))
    if lines:
        shown = lines if everything else lines[:_ENTRIES]
        table = text_table(("Where", "Why", "Rules"), shown, width=width)
        more = len(lines) - len(shown)
        yield f"Not checked\n\n{table}" + (f"\n... and {more:,} more: --all" if more else "")
