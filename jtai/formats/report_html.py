"""The body of an HTML page about a report: the answer first, then rules, then cells.

Everything that came from a file is escaped, bidirectional controls included, so that a cell can
neither add markup nor reorder what is read: https://www.unicode.org/reports/tr36/
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from jtai.core.answers import Answer
from jtai.core.english import counted
from jtai.core.tables import escaped
from jtai.lists.problem import Problem, title_shown
from jtai.lists.report import Report, summary_of
from jtai.lists.report_summary import RuleGroup, Summary, found_by
from jtai.lists.rules.rule import Severity

# Colour only repeats what the words say. The contrast of the text is above 7:1.
REPORT_STYLE: Final = """\
h2{font-size:1.15rem;margin:2rem 0 .5rem}
h3{font-size:1rem;margin:1.5rem 0 .3rem}
main>p,dl{max-width:60rem}
.verdict{font-size:1.15rem;font-weight:bold;border-left:.5rem solid;padding:.3rem .8rem}
.no{border-color:#b3261e}.unknown{border-color:#9a6700}.yes{border-color:#1a7f37}
table{border-collapse:collapse;margin:.5rem 0 1rem}
caption{text-align:left;font-weight:bold;padding:.3rem 0}
th,td{padding:.3em .7em;text-align:left;vertical-align:top;border-bottom:1px solid}
tbody th{font-weight:normal}
.number{text-align:right}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem;margin:.3rem 0}
dt{font-weight:bold}
dd{margin:0}
a{color:inherit}
footer{border-top:1px solid;margin-top:2rem}
@media print{h2,h3,caption{break-after:avoid}a{text-decoration:none}}
"""

_RULE_TITLES: Final = ("Rule", "Number", "What is wrong", "First cells")


def report_title(report: Report, title: str | None) -> str:
    """Return the heading of a page: what was checked, such as a file, and the day of the check."""
    return f"{title or 'Child-level lists'}, checked {report.days_in_words}"


def report_body(report: Report, *, values: bool, most: int) -> str:
    """Return what is below the heading of a page about a report.

    Args:
        report: The report.
        values: Whether to show the contents of cells and the children's identifiers.
        most: How many problems of each rule are shown with values.
    """
    summary = summary_of(report)
    return "".join(
        (
            *_answer(report, summary),
            *_read(summary),
            *_rules(summary),
            *_not_checked(summary),
            *_cells(summary, values=values, most=most),
            "<h2>Assumptions</h2>\n<ul>\n",
            *(f"<li>{escaped(text)}</li>\n" for text in report.assumptions),
            "</ul>\n",
            f"<footer><p>{_WITH_VALUES if values else _WITHOUT_VALUES}</p></footer>",
        )
    )


_WITH_VALUES: Final = "This page contains children's data. Keep it as you keep the lists."
_WITHOUT_VALUES: Final = (
    "This page shows where problems are, not the contents of the cells or the children's "
    "identifiers."
)


def _answer(report: Report, summary: Summary) -> Iterator[str]:
    answer: Answer = report.fit_to_send
    yield f'<p class="verdict {answer}">{escaped(summary.verdict)}</p>\n'
    yield f"<p>{escaped(summary.meaning)}</p>\n"


def _read(summary: Summary) -> Iterator[str]:
    lines = [(number, escaped(title), rows) for number, title, rows in summary.rows_of_lists]
    yield "<h2>What was read</h2>\n"
    yield _table(summary.rows, ("List", "What it lists", "Rows"), lines, number=2)


def _rules(summary: Summary) -> Iterator[str]:
    for severity in Severity:
        groups = summary.of(severity)
        number = sum(len(group.problems) for group in groups)
        yield f"<h2>{severity.capitalize()}s</h2>\n"
        if not groups:
            yield f"<p>No {severity}s.</p>\n"
            continue
        lines = [
            (
                f'<a href="#{_anchor(group)}">{escaped(group.rule)}</a>',
                f"{len(group.problems):,}",
                escaped(group.message),
                escaped(group.first_cells),
            )
            for group in groups
        ]
        caption = found_by(number, severity, len(groups))
        yield _table(caption, _RULE_TITLES, lines, number=1)


def _anchor(group: RuleGroup) -> str:
    # A report that was read from JSON may name its rules in any way.
    return escaped(f"rule-{group.severity}-{group.rule}").replace(" ", "-")


def _not_checked(summary: Summary) -> Iterator[str]:
    yield "<h2>Not checked</h2>\n"
    if not summary.unchecked:
        yield "<p>Every rule checked every row.</p>\n"
        return
    lines = [
        (
            escaped(entry.everywhere.capitalize()),
            escaped(entry.reason),
            _named(entry.rules),
        )
        for entry in summary.unchecked
    ]
    caption = "What was not checked may be wrong"
    yield _table(caption, ("Where", "Why", "Rules"), lines)


# A list that is missing is not checked by more than a hundred rules.
_MOST_RULES_NAMED: Final = 5


def _named(rules: Sequence[str]) -> str:
    names = escaped(", ".join(rules))
    if len(rules) <= _MOST_RULES_NAMED:
        return names
    return f"<details><summary>{len(rules):,} rules</summary>{names}</details>"


def _cells(summary: Summary, *, values: bool, most: int) -> Iterator[str]:
    if summary.groups:
        yield "<h2>Cells by rule</h2>\n"
    for group in summary.groups:
        yield f'<section>\n<h3 id="{_anchor(group)}">{escaped(group.rule)}</h3>\n<dl>\n'
        yield "".join(f"<dt>{name}</dt><dd>{escaped(text)}</dd>\n" for name, text in group.facts)
        yield "</dl>\n"
        yield _with_values(group, most) if values else _without_values(group)
        yield "</section>\n"


def _counted(group: RuleGroup) -> str:
    return escaped(f"{group.rule}: {counted(len(group.problems), group.severity)}")


def _without_values(group: RuleGroup) -> str:
    lines = [(escaped(where), escaped(cells)) for where, cells in group.places]
    return _table(_counted(group), ("Where", "Cells"), lines)


def _with_values(group: RuleGroup, most: int) -> str:
    shown = group.problems[:most]
    caption = _counted(group)
    if len(shown) < len(group.problems):
        caption += f", of which the first {most:,} are shown"
    return _table(
        caption, ("Where", "Column", "Child", "Contents"), [[*_row(problem)] for problem in shown]
    )


def _row(problem: Problem) -> Iterator[str]:
    value = "" if problem.value is None else str(problem.value)
    for text in (problem.place, title_shown(problem), problem.child_id or "", value):
        yield escaped(text.strip())


def _table(
    caption: str,
    titles: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    number: int | None = None,
) -> str:
    """Return a table of cells that are HTML already; those of one column are numbers."""
    marks = [' class="number"' if at == number else "" for at in range(len(titles))]
    head = "".join(
        f'<th scope="col"{mark}>{title}</th>' for mark, title in zip(marks, titles, strict=True)
    )
    body = "".join(
        f'<tr><th scope="row">{first}</th>'
        + "".join(f"<td{mark}>{cell}</td>" for mark, cell in zip(marks[1:], others, strict=True))
        + "</tr>\n"
        for first, *others in rows
    )
    # A wide table can be scrolled by keyboard, which needs a region with a name and a tab stop.
    return (
        f'<div role="region" aria-label="{caption}" tabindex="0" style="overflow-x:auto">\n'
        f"<table>\n<caption>{caption}</caption>\n<thead><tr>{head}</tr></thead>\n"
        f"<tbody>\n{body}</tbody>\n</table>\n</div>\n"
    )
