"""The tables on the pages of the docs.

A page has the template of a simple table: ``<!-- begin PLAN_KINDS | Kind: {kind} -->`` shows this
column of `jtai.guidance.PLAN_KINDS`. Other tables are in `TABLES`.

A template names each column and fills its cell from the attributes of an entry. ``{note:, %}``
shows the text behind the colon only if there is a note, with the note in place of the ``%``.
`COMPUTED` has what is not an attribute.
"""

from __future__ import annotations

import re
import runpy
from collections.abc import Callable, Iterable
from operator import attrgetter
from pathlib import Path
from typing import Any, Final

from jtai import guidance
from jtai.core.citation import GUIDANCE, Reference
from jtai.formats.frames.columns import layout_of
from jtai.guidance import (
    AGENCIES,
    CRITERIA,
    FORMS_OF_ILL_HEALTH,
    INFORMATION_ITEMS,
    LOCAL_AGENCIES,
    MILESTONES,
    PREVALENCE,
    QUESTIONS,
    SCHOOL_CONTACT,
    STAFF_MEETINGS,
)
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
    """Return how a cell shows a value."""
    if isinstance(value, Reference):
        return str(value).removeprefix(f"{GUIDANCE}, ")
    if isinstance(value, Party):
        return value.short
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return "all agencies" if value == LOCAL_AGENCIES else ", ".join(map(shown, value))
    return "" if value is None else str(value).strip()


def fill(template: str, entry: Any) -> str:
    """Return a template with the attributes of an entry in it."""

    def one(field: re.Match[str]) -> str:
        name, text = field.groups()
        value = COMPUTED[name](entry) if name in COMPUTED else attrgetter(name)(entry)
        if text is None:
            return shown(value)
        joined = "; ".join(map(shown, value)) if isinstance(value, tuple) else shown(value)
        return text.replace("%", joined) if value else ""

    return _FIELD.sub(one, template)


def table(entries: Iterable[Any], columns: str) -> str:
    """Return a Markdown table of entries; a vertical bar in a cell is escaped."""
    names, cells = zip(*(one.split(": ", 1) for one in columns.split(" | ")), strict=True)
    rows = [[fill(cell, entry).replace("|", r"\|") for cell in cells] for entry in entries]
    return "\n".join(f"| {' | '.join(row)} |" for row in [names, ["---"] * len(names), *rows])


def of_guidance(name: str, columns: str) -> str:
    """Return a table of `jtai.guidance`; a single entry as a list of named facts."""
    entries = getattr(guidance, name)
    if isinstance(entries, tuple):
        return table(entries, columns)
    named = (column.split(": ", 1) for column in columns.split(" | "))
    return "\n".join(f"- **{heading}:** {fill(cell, entries)}" for heading, cell in named)


def paragraphs(*texts: str) -> str:
    """Return paragraphs, without the empty ones."""
    return "\n\n".join(text for text in texts if text)


def once(values: Iterable[Any]) -> list[Any]:
    """Return each value once, in order, without None."""
    return list(dict.fromkeys(value for value in values if value is not None))


def _item_note(entry: Any) -> str:
    notes = (
        fill("{months:the % months before}", entry),
        fill("{most_recent:the latest % sets}", entry),
        fill("{asked_by:requested by the %}", entry),
        "" if entry.is_document else "not a document",
        "" if entry.milestone == "supporting_information" else f"due at `{entry.milestone}`",
    )
    return "; ".join(note for note in notes if note)


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
        return f"[{_codes_name(column.codes)}](#codes-{column.codes.key})"
    return f"{column.kind}" + ("" if column.minimum is None else f", {column.minimum} or more")


def _document_dates(entry: Any) -> str:
    months = "" if entry.months is None else f"{entry.months} months before"
    return months or fill("{most_recent:the latest}", entry)


COMPUTED: Final[dict[str, Callable[[Any], Any]]] = {
    "anchor": lambda entry: str(entry.number).replace(".", "-"),
    "added_fields": lambda entry: len(entry.fields) or "",
    "answers_": lambda entry: " or ".join(entry.answers),
    "blank": lambda entry: entry.blank_when or ("never" if entry.required else ""),
    "codes_name": _codes_name,
    "contents": _contents,
    "day": lambda entry: f"{entry.offset:+d}" if entry.offset else "0",
    "document_dates": _document_dates,
    "forms": lambda entry: tuple(
        fill("{form}{abbreviation: (%)}", form)
        for form in FORMS_OF_ILL_HEALTH
        if form.group is entry.group
    ),
    "item_note": _item_note,
    "lists_": lambda rule: rule.lists or "all",
    "on_list": _on_list,
    "rules_": lambda defect: ", ".join(f"`{rule}`" for rule in defect.rules) or "not reported",
    "short": lambda entry: ", ".join(entry.abbreviations),
    "self": lambda entry: entry,
    "whom": lambda entry: (*entry.bodies, *entry.topics),
    "when_": when_words,
    "which": lambda meeting: meeting.condition or "all",
    "year_": lambda figure: figure.year or "not stated",
    "of_source": lambda text: _figures("source", text),
    "of_conflict": lambda text: _figures("conflict", text),
}


def _figures(attribute: str, text: str) -> str:
    return ", ".join(f"`{one.key}`" for one in PREVALENCE if getattr(one, attribute) == text)


def _criteria_in_full() -> str:
    return paragraphs(
        *(
            paragraphs(
                fill("### ESN {number}: {title} {#esn-", one) + f"{one.number}}}",
                one.summary,
                "\n".join(f"- {aspect}" for aspect in one.aspects),
                fill("**Addresses:** {agencies} ({people}).", one),
                fill("**Footnote {number}.** {text}.", one.footnote) if one.footnote else "",
                fill("**Source:** {reference}", one),
            )
            for one in CRITERIA
        )
    )


def _questions(section: str) -> str:
    return paragraphs(
        *(
            paragraphs(
                fill("### `{key}`\n\n> {label}", one),
                fill("{condition:**Asked:** %.}", one),
                table(one.parts, "Part: `{key}` | What it asks: {text}"),
            )
            for one in QUESTIONS
            if one.section.name == section
        )
    )


def _information() -> str:
    columns = (
        'Item: <span id="item-{anchor}">{number}</span> | '
        "What is requested: {title}{includes:<br>*Includes* %} | Note: {item_note}"
    )
    parts = []
    for section in once(one.section for one in INFORMATION_ITEMS):
        items = [one for one in INFORMATION_ITEMS if one.section == section]
        parts.append(f"### {section}. {items[0].section_title} {{#section-{section}}}")
        parts.append(fill("**Provided by:** {agencies}.\n\n**Due at:** `{milestone}`.", items[0]))
        parts.append(table(items, columns))
        for text in once(one.assumed for one in items):
            numbers = ", ".join(one.number for one in items if one.assumed == text)
            parts.append(f"**Assumed for {numbers}:** {text}.")
    return paragraphs(*parts)


def _list_columns() -> str:
    columns = (
        "Title and key: {title}<br>`{key}`{added:<br>*added by this inspection*} | "
        "Contents: {contents} | Blank: {blank} | What belongs in it: {note}"
    )
    parts = []
    for layout in AUGUST_2019.lists:
        letters = map(column_letters, range(1, len(layout.columns) + 1))
        rows = zip(
            ("Column", "---", *letters), table(layout.columns, columns).splitlines(), strict=True
        )
        parts.append(f"### {layout.title} {{#list-{layout.number}}}")
        parts.append(f"{layout.covers[0].upper()}{layout.covers[1:]}. Sheet `{layout.sheet}`.")
        parts.append("\n".join(f"| {letter} {row}" for letter, row in rows))
    return paragraphs(*parts)


def _list_codes() -> str:
    every = once(column.codes for layout in AUGUST_2019.lists for column in layout.columns)
    return paragraphs(
        *(
            paragraphs(
                f"### {_codes_name(codes)} {{#codes-{codes.key}}}",
                fill("For {title}.{is_open: Other texts are allowed too.}", codes),
                table(codes.codes, "As written: {text} | Code: `{code}` | Group: {group}"),
            )
            for codes in every
        )
    )


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
    return paragraphs(
        *(
            f"## {title}\n\n" + table([one for one in LIST_RULES if one.span is span], columns)
            for span, title in titles.items()
        )
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
    return paragraphs(
        *(
            f"### {title}\n\n{table(layout_of(kind, values=True), columns)}"
            for title, kind in frames.items()
        )
    )


class Records:
    """Rows that are made for a page, as `jtai.to_csv` accepts them."""

    def __init__(self, records: list[dict[str, Any]]) -> None:
        self._records = records

    def to_records(self) -> list[dict[str, Any]]:
        """Return the rows."""
        return self._records


_SSD: Final = runpy.run_path(str(Path(__file__).parents[1] / "examples" / "from_ssd.py"))


def _ssd_mapping() -> Records:
    return Records(
        [
            {
                "list": layout.number,
                "column": column.key,
                "fields": "; ".join(
                    made.field
                    for made in _SSD["LISTS"][layout.number].columns
                    if made.key == column.key
                ),
                "how": _ssd_how(column.key, _SSD["LISTS"][layout.number]),
            }
            for layout in AUGUST_2019.lists
            for column in layout.columns
        ]
    )


def _ssd_how(key: str, made: Any) -> str:
    """Return how the mapping fills a column of a list, or why it leaves it blank."""
    if key in _SSD["NOT_HELD"]:
        return f"left blank: {_SSD['NOT_HELD'][key]}"
    used = next((column for column in made.columns if column.key == key), None)
    return str(_SSD["how"](used, made.entity) if used else _SSD["COUNTED"][key])


def _ssd_lists() -> str:
    """Return which entity each list comes from."""
    rows = (
        f"| {layout.title} | `{made.entity}`"
        f"{f', one row for each `{made.one_of}`' if made.one_of else ''} |"
        for layout in AUGUST_2019.lists
        for made in (_SSD["LISTS"][layout.number],)
    )
    return "\n".join(["| List | One row for each row of |", "| --- | --- |", *rows])


def _ssd_blank() -> str:
    """Return which columns stay blank, those with the same reason together."""
    reasons: dict[str, list[str]] = {}
    for key, why in _SSD["NOT_HELD"].items():
        reasons.setdefault(why, []).append(f"`{key}`")
    rows = (f"| {', '.join(keys)} | {why} |" for why, keys in reasons.items())
    return "\n".join(["| Left blank | Why |", "| --- | --- |", *rows])


DOWNLOADS: Final[dict[str, Any]] = {
    "information": INFORMATION_ITEMS,
    "inspector-questions": QUESTIONS,
    "list-codes": Records(
        [
            {"codes": codes.key, **code.to_record()}
            for codes in once(column.codes for one in AUGUST_2019.lists for column in one.columns)
            for code in codes.codes
        ]
    ),
    "list-columns": Records(
        [
            {"list": layout.number, "letter": column_letters(at), **column.to_record()}
            for layout in AUGUST_2019.lists
            for at, column in enumerate(layout.columns, start=1)
        ]
    ),
    "list-rules": Records([rule.to_record() for rule in LIST_RULES]),
    "ssd-mapping": _ssd_mapping(),
    "staff-meetings": (*STAFF_MEETINGS, SCHOOL_CONTACT),
}
"""What can be downloaded in addition to the tables of `jtai.guidance`."""

TABLES: Final[dict[str, Callable[[], str]]] = {
    "agency-assumptions": lambda: paragraphs(
        *(f"**Assumed:** {text}." for text in once(one.assumed for one in AGENCIES))
    ),
    "criteria-in-full": _criteria_in_full,
    "defects": lambda: table(
        DEFECTS.values(), "Name: `{name}` | What it is: {summary} | Reported by: {rules_}"
    ),
    "frame-columns": _frame_columns,
    "information": _information,
    "inspector-questions": lambda: _questions("INSPECTOR"),
    "list-codes": _list_codes,
    "list-columns": _list_columns,
    "list-rules": _list_rules,
    "local-area-question": lambda: _questions("LOCAL_AREA"),
    "milestone-assumptions": lambda: table(
        [one for one in MILESTONES if one.assumed],
        "Milestone: `{key}` | What is assumed, and why: {assumed} | Source: {reference}",
    ),
    "prevalence-conflicts": lambda: table(
        once(one.conflict for one in PREVALENCE),
        "Figures: {of_conflict} | What contradicts: {self}",
    ),
    "prevalence-sources": lambda: table(
        once(one.source for one in PREVALENCE),
        "Whose figures: {self} | Which: {of_source}",
    ),
    "ssd-blank": _ssd_blank,
    "ssd-lists": _ssd_lists,
    "staff-meetings": lambda: table(
        (*STAFF_MEETINGS, SCHOOL_CONTACT),
        "Who: `{key}`<br>{title}{whom:<br>*Includes* %} | By whom: {by}{optional: (may)} | "
        "Source: {reference}",
    ),
}
