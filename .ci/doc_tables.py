"""The tables on the pages of the docs.

A simple table has its template on the page: ``<!-- begin PLAN_KINDS | Kind: {kind} -->`` shows this
column of `jtai.guidance.PLAN_KINDS`. All other tables are in `TABLES`.

A template has the title of each column, and the text of its cells with attributes of an entry.
``{note:, %}`` adds the text after the colon only if there is a note, which replaces the ``%``.
`COMPUTED` has values that are not attributes.
"""

from __future__ import annotations

import re
import runpy
from collections.abc import Callable, Iterable
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any, Final

from jtai import guidance
from jtai.core.citation import GUIDANCE, Reference
from jtai.formats.frames.columns import layout_of
from jtai.guidance.columns import AUGUST_2019
from jtai.guidance.parties import Party
from jtai.inspection.readiness import ReadinessRow
from jtai.lists.problem import Problem
from jtai.lists.reading.sheets import column_letters
from jtai.lists.rules.catalogue import LIST_RULES
from jtai.lists.rules.rule import Span
from jtai.testing.areas import DEFECTS
from jtai.timetable.comparison import Move
from jtai.timetable.explanation import when_words
from jtai.timetable.milestone import Milestone
from jtai.timetable.year_plan import PlannedMonday

_FIELD = re.compile(r"\{([\w.]+)(?::([^}]*))?\}")


def shown(value: object) -> str:
    """Return the text of a value in a cell."""
    if isinstance(value, Reference):
        return str(value).removeprefix(f"{GUIDANCE}, ")
    if isinstance(value, Party):
        return value.short
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return "all agencies" if value == guidance.LOCAL_AGENCIES else ", ".join(map(shown, value))
    return "" if value is None else str(value).strip()


def value_of(entry: Any, path: str) -> Any:
    """Return the value at a path of attributes, or None if an attribute on the path is None."""
    if path in COMPUTED:
        return COMPUTED[path](entry)
    for name in path.split("."):
        entry = None if entry is None else getattr(entry, name)
    return entry


def fill(template: str, entry: Any) -> str:
    """Return a template filled with the attributes of an entry."""

    def one(field: re.Match[str]) -> str:
        value, text = value_of(entry, field[1]), field[2]
        if text is None:
            return shown(value)
        joined = "; ".join(map(shown, value)) if isinstance(value, tuple) else shown(value)
        return text.replace("%", joined) if value else ""

    return _FIELD.sub(one, template)


def table(entries: Iterable[Any], columns: str) -> str:
    """Return a Markdown table of entries, with vertical bars in cells escaped."""
    names, cells = zip(*(one.split(": ", 1) for one in columns.split(" | ")), strict=True)
    rows = [[fill(cell, entry).replace("|", r"\|") for cell in cells] for entry in entries]
    return "\n".join(f"| {' | '.join(row)} |" for row in [names, ["---"] * len(names), *rows])


def of_guidance(name: str, columns: str) -> str:
    """Return a table of `jtai.guidance`; a single entry becomes a table of its attributes."""
    entries = getattr(guidance, name)
    if isinstance(entries, tuple):
        return table(entries, columns)
    named = (column.split(": ", 1) for column in columns.split(" | "))
    return "\n".join(f"- **{heading}:** {fill(cell, entries)}" for heading, cell in named)


def paragraphs(entries: Iterable[Any], *templates: str) -> str:
    """Return the paragraphs for all entries, without empty ones."""
    texts = (fill(template, entry).strip() for entry in entries for template in templates)
    return "\n\n".join(filter(None, texts))


def once(values: Iterable[Any]) -> list[Any]:
    """Return each value once, in order, without None."""
    return list(dict.fromkeys(value for value in values if value is not None))


def keys(entries: Iterable[Any], attribute: str, value: object) -> str:
    """Return the keys of the entries whose attribute has this value."""
    return ", ".join(f"`{one.key}`" for one in entries if getattr(one, attribute) == value)


def _item_note(entry: Any) -> str:
    notes = (
        fill("{months:the % months before}", entry),
        fill("{most_recent:the latest % sets}", entry),
        fill("{asked_by:requested by the %}", entry),
        "" if entry.is_document else "not a document",
        "" if entry.milestone == "supporting_information" else f"due at `{entry.milestone}`",
    )
    return "; ".join(filter(None, notes))


def _on_list(entry: Any) -> str:
    period = fill("{current:current, and }the {months} months before", entry)
    return f"not requested: {entry.why_not}" if entry.why_not else period


def _codes_name(codes: Any) -> str:
    answers: dict[str, str] = {
        "y_n": "Y or N",
        "yes_no": "Yes or no",
        "yes_no_unknown": "Yes, no or unknown",
    }
    return answers.get(codes.key) or str(codes.key).replace("_", " ").capitalize()


def _contents(column: Any) -> str:
    if column.codes is not None:
        return fill("[{codes_name}](#codes-{key})", column.codes)
    return f"{column.kind}" + ("" if column.minimum is None else f", {column.minimum} or more")


def _numbers(text: str) -> str:
    return ", ".join(one.number for one in guidance.INFORMATION_ITEMS if one.assumed == text)


def _columns(layout: Any) -> str:
    columns = (
        "Title and key: {title}<br>`{key}`{added:<br>*added by this inspection*} | "
        "Contents: {contents} | Blank: {blank} | What belongs in it: {note}"
    )
    letters = map(column_letters, range(1, len(layout.columns) + 1))
    rows = zip(
        ("Column", "---", *letters), table(layout.columns, columns).splitlines(), strict=True
    )
    return "\n".join(f"| {letter} {row}" for letter, row in rows)


COMPUTED: Final[dict[str, Callable[[Any], Any]]] = {
    "anchor": lambda entry: str(entry.number).replace(".", "-"),
    "added_fields": lambda entry: len(entry.fields) or "",
    "answers_": lambda entry: " or ".join(entry.answers),
    "aspects_": lambda entry: "\n".join(f"- {aspect}" for aspect in entry.aspects),
    "assumed_for": _numbers,
    "blank": lambda entry: entry.blank_when or ("never" if entry.required else ""),
    "codes_": lambda codes: table(
        codes.codes, "As written: {text} | Code: `{code}` | Group: {group}"
    ),
    "codes_name": _codes_name,
    "columns_": _columns,
    "contents": _contents,
    "covers_": lambda layout: f"{layout.covers[0].upper()}{layout.covers[1:]}",
    "day": lambda entry: f"{entry.offset:+d}" if entry.offset else "0",
    "document_dates": lambda entry: fill(
        "{months:% months before}" if entry.months else "{most_recent:the latest}", entry
    ),
    "forms": lambda entry: tuple(
        fill("{form}{abbreviation: (%)}", form)
        for form in guidance.FORMS_OF_ILL_HEALTH
        if form.group is entry.group
    ),
    "item_note": _item_note,
    "lists_": lambda rule: rule.lists or "all",
    "of_source": lambda text: keys(guidance.PREVALENCE, "source", text),
    "of_conflict": lambda text: keys(guidance.PREVALENCE, "conflict", text),
    "on_list": _on_list,
    "parts_": lambda entry: table(entry.parts, "Part: `{key}` | What it asks: {text}"),
    "rules_": lambda defect: ", ".join(f"`{rule}`" for rule in defect.rules) or "not reported",
    "short": lambda entry: ", ".join(entry.abbreviations),
    "self": lambda entry: entry,
    "ssd_keys": lambda why: ", ".join(f"`{key}`" for key in _NOT_HELD if _NOT_HELD[key] == why),
    "ssd_entity": lambda layout: fill(
        "`{entity}`{one_of:, one row for each `%`}", _SSD["LISTS"][layout.number]
    ),
    "summary_": lambda kind: kind.__doc__.splitlines()[0],
    "whom": lambda entry: (*entry.bodies, *entry.topics),
    "when_": when_words,
    "which": lambda meeting: meeting.condition or "all",
    "year_": lambda figure: figure.year or "not stated",
}


def _information() -> str:
    columns = (
        'Item: <span id="item-{anchor}">{number}</span> | '
        "What is requested: {title}{includes:<br>*Includes* %} | Note: {item_note}"
    )
    parts = []
    for _, section in groupby(guidance.INFORMATION_ITEMS, attrgetter("section")):
        items = [*section]
        parts += [
            paragraphs(items[:1], "### {section}. {section_title} {#section-{section}}"),
            paragraphs(items[:1], "**Provided by:** {agencies}.", "**Due at:** `{milestone}`."),
            table(items, columns),
            *(
                fill("**Assumed for {assumed_for}:** {self}.", text)
                for text in once(one.assumed for one in items)
            ),
        ]
    return "\n\n".join(parts)


def _list_rules() -> str:
    columns = (
        "Rule: `{id}` | Severity: {severity} | Lists: {lists_} | "
        "True of correct lists: {statement} | How to correct it: {remedy} | Source: {reference}"
    )
    titles = {
        Span.READING: "Found while the files are read",
        Span.ROW: "Within one row",
        Span.LIST: "Within one list",
        Span.ALL: "Across lists",
    }
    return "\n\n".join(
        f"## {title}\n\n" + table([one for one in LIST_RULES if one.span is span], columns)
        for span, title in titles.items()
    )


def _frame_columns() -> str:
    frames = {
        "Timetable": Milestone,
        "Plan of a year": PlannedMonday,
        "Comparison": Move,
        "Report": Problem,
        "Readiness": ReadinessRow,
    }
    columns = "Column: `{name}` | Kind: {type}{ordered:, ordered} | Categories: {categories}"
    return "\n\n".join(
        f"### {title}\n\n{table(layout_of(kind, values=True), columns)}"
        for title, kind in frames.items()
    )


_SSD: Final[dict[str, Any]] = runpy.run_path(
    str(Path(__file__).parents[1] / "examples" / "from_ssd.py")
)
_NOT_HELD: Final[dict[str, str]] = _SSD["NOT_HELD"]
_CODES: Final = once(column.codes for layout in AUGUST_2019.lists for column in layout.columns)
_STAFF_MEETINGS: Final = (*guidance.STAFF_MEETINGS, guidance.SCHOOL_CONTACT)

DOWNLOADS: Final[dict[str, Any]] = {
    "information": guidance.INFORMATION_ITEMS,
    "inspector-questions": guidance.QUESTIONS,
    "list-codes": [
        {"codes": codes.key, **code.to_record()} for codes in _CODES for code in codes.codes
    ],
    "list-columns": [
        {"list": layout.number, "letter": column_letters(at), **column.to_record()}
        for layout in AUGUST_2019.lists
        for at, column in enumerate(layout.columns, start=1)
    ],
    "list-rules": [rule.to_record() for rule in LIST_RULES],
    "ssd-mapping": _SSD["mapping"](),
    "staff-meetings": _STAFF_MEETINGS,
}
"""Downloads in addition to the tables of `jtai.guidance`."""

_QUESTION: Final = ("### `{key}`", "> {label}", "{condition:**Asked:** %.}", "{parts_}")

TABLES: Final[dict[str, Callable[[], str]]] = {
    "agency-assumptions": lambda: paragraphs(
        once(one.assumed for one in guidance.AGENCIES), "**Assumed:** {self}."
    ),
    "criteria-in-full": lambda: paragraphs(
        guidance.CRITERIA,
        "### ESN {number}: {title} {#esn-{number}}",
        "{summary}",
        "{aspects_}",
        "**Addresses:** {agencies} ({people}).",
        "{footnote.number:**Footnote %.**} {footnote.text:%.}",
        "**Source:** {reference}",
    ),
    "defects": lambda: table(
        DEFECTS.values(), "Name: `{name}` | What it is: {summary} | Reported by: {rules_}"
    ),
    "frame-columns": _frame_columns,
    "information": _information,
    "inspector-questions": lambda: paragraphs(
        [one for one in guidance.QUESTIONS if one.section.name == "INSPECTOR"], *_QUESTION
    ),
    "list-codes": lambda: paragraphs(
        _CODES,
        "### {codes_name} {#codes-{key}}",
        "For {title}.{is_open: Other texts are allowed too.}",
        "{codes_}",
    ),
    "list-columns": lambda: paragraphs(
        AUGUST_2019.lists,
        "### {title} {#list-{number}}",
        "{covers_}. Sheet `{sheet}`.",
        "{columns_}",
    ),
    "list-rules": _list_rules,
    "local-area-question": lambda: paragraphs(
        [one for one in guidance.QUESTIONS if one.section.name == "LOCAL_AREA"], *_QUESTION
    ),
    "milestone-assumptions": lambda: table(
        [one for one in guidance.MILESTONES if one.assumed],
        "Milestone: `{key}` | What is assumed, and why: {assumed} | Source: {reference}",
    ),
    "prevalence-conflicts": lambda: table(
        once(one.conflict for one in guidance.PREVALENCE),
        "Figures: {of_conflict} | What contradicts: {self}",
    ),
    "prevalence-sources": lambda: table(
        once(one.source for one in guidance.PREVALENCE),
        "Whose figures: {self} | Which: {of_source}",
    ),
    "ssd-blank": lambda: table(once(_NOT_HELD.values()), "Left blank: {ssd_keys} | Why: {self}"),
    "ssd-lists": lambda: table(
        AUGUST_2019.lists, "List: {title} | One row for each row of: {ssd_entity}"
    ),
    "staff-meetings": lambda: table(
        _STAFF_MEETINGS,
        "Who: `{key}`<br>{title}{whom:<br>*Includes* %} | By whom: {by}{optional: (may)} | "
        "Source: {reference}",
    ),
}
