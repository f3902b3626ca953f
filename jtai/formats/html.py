"""Self-contained HTML pages: a report, a timetable, or the table of any other result.

Invariant: a page is one file without scripts, links to other files or anything external. It can be
printed, used with a keyboard, and read in light and dark mode. It shows children's data only on
request.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from jtai.core.notebook import name_of
from jtai.core.tables import escaped
from jtai.core.validation import flag, heading, type_name
from jtai.errors import InvalidValueError
from jtai.formats.paper.page import TIMETABLE_STYLE, timetable_html
from jtai.formats.paper.words import heading_of
from jtai.formats.report_html import REPORT_STYLE, report_body, report_title
from jtai.lists.report import Report
from jtai.timetable.selected import refuse_selection, selected
from jtai.timetable.timetable import Timetable

MOST_PROBLEMS: Final = 5_000
"""How many problems of each rule a page shows with values, so that browsers stay fast."""

_CAPTION: Final = re.compile(r"<caption[^>]*>(.*?)</caption>", re.DOTALL)
_STYLE: Final = """\
:root{color-scheme:light dark;--page:#fff;--text:#1b1b1b;--line:#767676;--band:#f4f4f4}
@media (prefers-color-scheme:dark){
:root{--page:#161616;--text:#ececec;--line:#9a9a9a;--band:#232323}}
html{font:100%/1.45 system-ui,"Segoe UI",Arial,sans-serif}
body{margin:0 auto;max-width:90rem;padding:1.5rem;background:var(--page);color:var(--text)}
h1{font-size:1.4rem;line-height:1.25;margin:0 0 1rem}
table{width:100%;font-size:.9rem;font-variant-numeric:tabular-nums}
caption{font-size:1rem}
th,td{border-color:var(--line)!important;overflow-wrap:break-word}
thead th{background:var(--band)}
tbody tr:nth-child(even){background:var(--band)}
p{max-width:60rem;margin:.6rem 0}
:focus-visible{outline:3px solid currentColor;outline-offset:2px}
@page{size:A4 landscape;margin:12mm}
@media print{
:root{color-scheme:light;--page:#fff;--text:#000;--line:#666;--band:#f0f0f0}
body{padding:0;max-width:none;font-size:9pt}
div[role=region]{overflow:visible!important}
thead{display:table-header-group}
tr{break-inside:avoid}}
"""


def to_html(
    x: object,
    *,
    title: str | None = None,
    values: bool = False,
    only: Iterable[str] | None = None,
    provides: bool = False,
) -> str:
    """Return a result as a self-contained HTML page.

    Args:
        x: Anything that shows a table in a notebook: a `Report`, a `Timetable` and others. A
            `Report` becomes a page to hand on or print: whether the lists are fit to send, the
            rows that were read, the problems by rule, what was not checked, and every cell. A
            `Timetable` is laid out for the wall, on one landscape sheet of A4, and for a phone;
            on a screen it has the reasons as well.
        title: The title and heading of the page, such as the name of the area or file, never about
            a child; the page of a `Report` adds the day of the check. By default the heading is
            the name of what is shown, and the title is the caption of its table.
        values: Whether to include children's data: for a `Report`, the contents of the cells and
            the children's identifiers, for up to `MOST_PROBLEMS` problems of each rule.
        only: For a `Timetable`, show only the milestones that concern these agencies or parties, or
            have these keys, as `Timetable.only` selects them. The page says so.
        provides: With `only`, whether to leave out what the agencies or parties only receive.

    Raises:
        InvalidValueError: If it has no table, the title is not a line of text, `values` is not for
            a report, or `only` selects nothing or is not for a timetable.
        UnknownKeyError: If a name in `only` is unknown.

    Examples:
        >>> from jtai.lists.submission import Submission
        >>> page = to_html(Submission.from_rows({}).check(as_of=date(2019, 9, 9)))
        >>> page.startswith("<!doctype html>"), "<script" in page, "http" in page
        (True, False, False)
        >>> report = Submission.from_rows({}).check(as_of=date(2019, 9, 9))
        >>> page = to_html(report, title="a.csv")
        >>> "<title>a.csv, checked as of Monday 9 September 2019</title>" in page
        True
    """
    values, provides = flag(values, "values"), flag(provides, "provides")
    draw = getattr(x, "_repr_html_", None)
    if not callable(draw) or isinstance(x, type):
        raise InvalidValueError(
            f"{type_name(x)} has no table",
            where="x",
            expected="a result that shows a table, such as a report or a timetable",
        )
    if title is not None:
        title = heading(title, "title")
    if values and not isinstance(x, Report):
        raise InvalidValueError("this applies only to a report", where="values")
    if not isinstance(x, Timetable):
        refuse_selection(x, only, provides=provides)
    if isinstance(x, Timetable):
        name = heading_of(x) if title is None else title
        body = timetable_html(x, selected(x, only, provides=provides))
        return _page(escaped(name), escaped(name), body, TIMETABLE_STYLE)
    if isinstance(x, Report):
        name = escaped(report_title(x, title))
        body = report_body(x, values=values, most=MOST_PROBLEMS)
        return _page(name, name, body, REPORT_STYLE)
    table = str(draw())
    found = _CAPTION.search(table)
    kind = name_of(type(x))
    # The table's own words are escaped already.
    name = escaped(title) if title is not None else found[1] if found else kind
    return _page(name, escaped(title) if title is not None else kind, table)


def _page(name: str, above: str, body: str, style: str = "") -> str:
    return (
        '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{name}</title>\n<style>\n{_STYLE}{style}</style>\n</head>\n"
        f"<body>\n<main>\n<h1>{above}</h1>\n{body}\n</main>\n</body>\n</html>\n"
    )
