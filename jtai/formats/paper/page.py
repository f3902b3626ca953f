"""A timetable as HTML for one sheet of paper, and for a screen of any width.

Invariant: the table has explicit ARIA roles, because ``display: block`` on a narrow screen removes
table semantics (https://adrianroselli.com/2018/02/tables-css-display-properties-and-aria.html);
nothing depends on colour alone. Printed, it is one landscape page of A4, without the reasons.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from jtai.core.citation import Document
from jtai.core.english_dates import short_date, short_day
from jtai.core.tables import escaped
from jtai.formats.paper.words import facts_of, notes_of
from jtai.timetable.bank_holidays import Holiday
from jtai.timetable.milestone import Milestone
from jtai.timetable.parties import short_party_words
from jtai.timetable.selected import Selected
from jtai.timetable.timetable import Timetable

TIMETABLE_STYLE: Final = """\
h2{font-size:1.1rem;line-height:1.25;margin:1.2rem 0 .4rem}
ul{margin:.4rem 0;padding-left:1.2rem;max-width:80rem}
table{border-collapse:collapse;margin:1rem 0}
caption{text-align:left;font-weight:bold;padding:.3rem 0}
th,td{padding:.35rem .6rem;text-align:left;vertical-align:top;font-weight:normal;
border-bottom:1px solid var(--line)}
thead th{font-weight:bold}
tr.day>*{border-top:2px solid var(--text)}
tbody tr:nth-child(even){background:none}
time,.mark,td[data-title=When]{white-space:nowrap}
time{font-weight:bold}
.mark{border:1px solid var(--line);border-radius:.3em;padding:0 .3em;background:var(--band)}
summary{padding:.3rem 0;cursor:pointer}
@media screen and (max-width:56rem){
body{padding:1rem}
thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
table,caption,tbody,tr,th,td{display:block}
table{font-size:1rem}
tbody tr{border:1px solid var(--line);border-radius:.4rem;margin:0 0 .8rem;padding:.5rem .8rem}
tbody tr>*,tr.day>*{border:0;padding:.1rem 0}
tbody tr.day{border-top:4px solid var(--text)}
td[data-title]::before{content:attr(data-title) ": ";font-weight:bold}
tbody th{font-weight:bold}
td:empty{display:none}
.mark{white-space:normal}}
@media print{
@page{margin:7mm}
html{font-size:8pt;line-height:1.15}
h1{font-size:13pt;margin:0 0 .3rem}
h2{font-size:8pt;margin:0}
section{margin:.4rem 0 0}
section h2,section p{display:inline}
p,ul{font-size:6.8pt;margin:0;max-width:none}
section ul{columns:2;column-gap:1.5rem}
table{font-size:7.5pt;margin:.2rem 0}
caption{padding:0}
th,td{padding:.05rem .4rem}
.why{display:none}}
"""
"""The style of a timetable page, added to that of every page."""

_TITLES: Final = ("Date", "When", "Day", "What is due", "From", "To", "Remarks", "Source")

_MOST_DAYS: Final = 3
"""How many skipped days a row names."""


def timetable_html(timetable: Timetable, selected: Selected | None = None) -> str:
    """Return the body of the page, below its heading.

    Args:
        timetable: The timetable.
        selected: The milestones to show; by default all.

    Examples:
        >>> html = timetable_html(Timetable.from_notification(date(2019, 9, 9)))
        >>> '<time datetime="2019-09-12">Thu 12 Sep 2019</time>' in html
        True
    """
    facts = "".join(f"<p>{escaped(fact)}</p>\n" for fact in facts_of(timetable, selected))
    head = "".join(f'<th role="columnheader" scope="col">{title}</th>' for title in _TITLES)
    notes = "".join(
        f"<section>\n<h2>{escaped(title)}</h2>\n{_list(lines)}</section>\n"
        for title, lines in notes_of(timetable, selected)
    )
    why = "".join(
        f"<details>\n<summary>{escaped(str(milestone))}</summary>\n"
        f"<p>{escaped(milestone.explain())}</p>\n</details>\n"
        for milestone in selected or timetable
    )
    return (
        f'{facts}<table role="table">\n<caption>What is due, in order of time</caption>\n'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>\n'
        f'<tbody role="rowgroup">\n{"".join(_rows(timetable, selected))}</tbody>\n</table>\n{notes}'
        f'<section class="why">\n<h2>Why these days</h2>\n{why}</section>'
    )


def _list(lines: Sequence[str]) -> str:
    if len(lines) == 1:
        return f"<p>{escaped(lines[0])}</p>\n"
    items = "".join(f"<li>{escaped(line)}</li>\n" for line in lines)
    return f"<ul>\n{items}</ul>\n"


def _rows(timetable: Timetable, selected: Selected | None) -> Iterator[str]:
    day = None
    for milestone in selected or timetable:
        # A line above the first of each day.
        new = ' class="day"' if milestone.date != day else ""
        day = milestone.date
        part = "" if selected is None else selected.part(milestone)
        cells = _cells(milestone, timetable.document, part)
        yield f'<tr role="row"{new}>{"".join(cells)}</tr>\n'


def _cells(milestone: Milestone, document: Document, part: str) -> Iterator[str]:
    day = milestone.date
    number = milestone.working_day
    yield f'<td role="cell"><time datetime="{day}">{short_date(day)}</time></td>'
    yield _cell("When", milestone.when)
    yield _cell("Working day", f"+{number}" if number else "0")
    yield f'<th role="rowheader" scope="row">{escaped(milestone.title)}</th>'
    yield _cell("From", short_party_words(milestone.by, milestone.contributors))
    yield _cell("To", short_party_words(milestone.to))
    remarks = [f'<span class="mark">{escaped(mark)}</span>' for mark in milestone.marks]
    if part:
        remarks.insert(0, escaped(part))
    if milestone.passed_over:
        remarks.append(f"passes over {_days(milestone.passed_over)}")
    yield f'<td role="cell">{"; ".join(remarks)}</td>'
    # The page names the guidance above; any other document is named here.
    yield _cell("Source", str(milestone.reference).removeprefix(f"{document}, "))


def _days(holidays: Sequence[Holiday]) -> str:
    """Return days without the year, or their number if many; all are listed below the table."""
    if len(holidays) > _MOST_DAYS:
        first, last = (short_day(holiday.date) for holiday in (holidays[0], holidays[-1]))
        return f"{len(holidays)} days, from {first} to {last}"
    return ", ".join(short_day(holiday.date) for holiday in holidays)


def _cell(title: str, text: str) -> str:
    return f'<td role="cell" data-title="{title}">{escaped(text)}</td>'
