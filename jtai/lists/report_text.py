"""A report as text for a terminal: the answer first, then as many details as requested."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Final

from jtai.core.english import counted
from jtai.core.tables import text_table, wrapped
from jtai.lists.report_summary import (
    RuleGroup,
    Summary,
    Unchecked,
    found_by,
)
from jtai.lists.rules.rule import Severity

_ENTRIES: Final = 10
_INDENT: Final = "  "
_TITLES: Final = ("Number", "Rule, and what is wrong", "First cells")


def report_text(
    summary: Summary,
    *,
    width: int,
    file: str | None = None,
    rules: Collection[str] = (),
    lists: Collection[int] = (),
    everything: bool = False,
) -> str:
    """Return a report as text.

    Args:
        summary: What the report says.
        width: The number of characters per line.
        file: The name of what was checked, on the command line; None in Python.
        rules: Show every cell of these rules instead of the summary.
        lists: Show every cell in these lists instead of the summary.
        everything: Show every cell of all rules after the summary.
    """
    blocks = [*_answer(summary, file, width)]
    if rules or lists:
        blocks.append(wrapped(_OF_EVERYTHING, width))
        blocks += _chosen(summary, width, rules, lists)
    else:
        blocks += _tables(summary, width)
        if everything:
            blocks += [_details(group, width) for group in summary.groups]
            blocks += _not_checked(summary.unchecked, width)
        else:
            blocks += _not_checked_in_short(summary, width)
        blocks.append("\n".join(wrapped(f"* {text}", width) for text in summary.assumptions))
        if not everything and (summary.groups or summary.unchecked):
            blocks.append(wrapped(_more(summary, file), width))
    return "\n\n".join(filter(None, blocks))


_OF_EVERYTHING: Final = (
    "These numbers are of everything that was checked; what follows is only what you chose."
)


def _more(summary: Summary, file: str | None) -> str:
    """Return how to see more."""
    if file is None:
        return "For details: report.problems, report.not_checked or jtai.to_html(report)"
    # A rule about a whole list has no cells.
    rules = [group.rule for group in summary.groups if group.problems[0].cell is not None]
    return f"For details: {f'--rule {rules[0]}, ' if rules else ''}--list NUMBER or --all"


def _answer(summary: Summary, file: str | None, width: int) -> Iterator[str]:
    checked = summary.checked if file is None else f"{file}: {summary.checked}"
    texts = (summary.verdict, checked, summary.meaning)
    yield "\n".join(wrapped(text, width) for text in texts)


def _tables(summary: Summary, width: int) -> Iterator[str]:
    if summary.lists:
        yield text_table(("List", "What it lists", "Rows"), summary.rows_of_lists, width=width)
    for severity in Severity:
        if groups := summary.of(severity):
            number = sum(len(group.problems) for group in groups)
            rows = (
                (f"{len(group.problems):,}", f"{group.rule}: {_what(group)}", group.first_cells)
                for group in groups
            )
            table = text_table(_TITLES, rows, width=width)
            yield f"{found_by(number, severity, len(groups))}\n\n{table}"


def _what(group: RuleGroup) -> str:
    """Return what is wrong; with how to fix it if it is about a whole list, sheet or column."""
    first = group.problems[0]
    return group.message if first.row is not None else f"{group.message}; {first.remedy}"


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
    yield from _not_checked(summary.unchecked, width, is_chosen)


def _details(group: RuleGroup, width: int) -> str:
    head = [
        f"{group.rule}: {counted(len(group.problems), group.severity)}",
        *(
            wrapped(f"{_INDENT}{label}: {text}", width, indent=_INDENT * 2)
            for label, text in group.facts
        ),
    ]
    return "\n".join([*head, "", text_table(("Where", "Cells"), group.places, width=width)])


def _not_checked(
    entries: Iterable[Unchecked],
    width: int,
    is_chosen: Callable[[str, int | None], bool] = lambda _, __: True,
) -> Iterator[str]:
    lines = []
    for entry in entries:
        number = entry.lists[0] if entry.lists else None
        if rules := [rule for rule in entry.rules if is_chosen(rule, number)]:
            lines.append((entry.everywhere, entry.reason, ", ".join(rules)))
    if lines:
        yield f"Not checked\n\n{text_table(('Where', 'Why', 'Rules'), lines, width=width)}"


def _not_checked_in_short(summary: Summary, width: int) -> Iterator[str]:
    """Yield one line for each reason, with the number of rules."""
    entries = summary.unchecked_in_short
    lines = [(one.where, one.reason, f"{len(one.rules)}") for one in entries[:_ENTRIES]]
    if lines:
        table = text_table(("Where", "Why", "Rules"), lines, width=width)
        more = len(entries) - len(lines)
        yield f"Not checked\n\n{table}" + (f"\n... and {more:,} more" if more else "")
