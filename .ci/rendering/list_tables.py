"""Tables of the child-level lists: columns, codes, rules, defects."""

from __future__ import annotations

from collections.abc import Iterable

from jtai.guidance.columns import AUGUST_2019
from jtai.guidance.entries.list_entries import CodeSet, ColumnEntry
from jtai.guidance.entries.request_entries import FieldEntry
from jtai.guidance.lists import ASSESSMENT_FIELD, CHILD_LISTS, FOLLOW_UP_FIELDS, GATE_FIELDS
from jtai.lists.reading.sheets import column_letters
from jtai.lists.rules.catalogue import LIST_RULES
from jtai.lists.rules.rule import Span
from jtai.testing.areas import DEFECTS
from rendering.drawing import (
    cited,
    lists_named,
    placed,
    table,
)

__all__ = [
    "assessment_field",
    "child_lists",
    "defects",
    "follow_up_fields",
    "gate_fields",
    "list_codes",
    "list_columns",
    "list_rules",
]


def child_lists() -> str:
    """The child-level lists."""
    return table(
        ("List", "What it lists", "Who is on it", "Due at", "Added fields", "Source"),
        (
            (
                placed(f"list-{row.number}", str(row.number)),
                row.title,
                f"not asked for: {row.why_not}"
                if row.why_not
                else f"{'current, and ' if row.current else ''}the {row.months} months before",
                (row.milestone or "").replace("_", " "),
                str(len(row.fields) or ""),
                cited(row.reference),
            )
            for row in CHILD_LISTS
        ),
    )


def _fields(fields: Iterable[FieldEntry]) -> str:
    return table(
        ("Key", "Column title", "Answers"),
        ((f"`{row.key}`", row.title, " or ".join(row.answers)) for row in fields),
    )


def gate_fields() -> str:
    """The two fields that are asked first."""
    return _fields(GATE_FIELDS)


def follow_up_fields() -> str:
    """The eight fields that follow."""
    return _fields(FOLLOW_UP_FIELDS)


def assessment_field() -> str:
    """The field that is added to list 4."""
    return _fields([ASSESSMENT_FIELD]) + f"\n\n**Assumed:** {ASSESSMENT_FIELD.assumed}."


def list_columns() -> str:
    """A section for each list, with its columns."""
    return "\n\n".join(
        "\n\n".join(
            [
                f"### {layout.title} {{#list-{layout.number}}}",
                f"{layout.covers[0].upper()}{layout.covers[1:]}. Sheet `{layout.sheet}`.",
                table(
                    ("Column", "Title and key", "What it holds", "Blank", "What belongs into it"),
                    (
                        (
                            column_letters(place),
                            f"{column.title.strip()}<br>`{column.key}`"
                            + ("<br>*added by this inspection*" if column.added else ""),
                            _holds(column),
                            column.blank_when or ("never" if column.required else ""),
                            column.note,
                        )
                        for place, column in enumerate(layout.columns, start=1)
                    ),
                ),
            ]
        )
        for layout in AUGUST_2019.lists
    )


_ANSWERS = {"y_n": "Y or N", "yes_no": "Yes or no", "yes_no_unknown": "Yes, no or unknown"}


def _name_of(codes: CodeSet) -> str:
    return _ANSWERS.get(codes.key, codes.key.replace("_", " ").capitalize())


def _holds(column: ColumnEntry) -> str:
    if column.codes is not None:
        return f"[{_name_of(column.codes)}](#codes-{column.codes.key})"
    least = "" if column.minimum is None else f", {column.minimum} or more"
    return f"{column.kind}{least}"


def list_codes() -> str:
    """A section for each set of codes."""
    sets = dict.fromkeys(
        column.codes for layout in AUGUST_2019.lists for column in layout.columns if column.codes
    )
    return "\n\n".join(
        "\n\n".join(
            [
                f"### {_name_of(codes)} {{#codes-{codes.key}}}",
                f"For {codes.title}."
                + (" Other texts may stand there too." if codes.is_open else ""),
                table(
                    ("As written", "Code", "Group"),
                    ((code.text, f"`{code.code}`", code.group) for code in codes.codes),
                ),
            ]
        )
        for codes in sets
    )


def list_rules() -> str:
    """Every rule, by how much of the lists it has to see."""
    titles = {
        Span.READING: "Found while the files are read",
        Span.ROW: "Within one row",
        Span.LIST: "Within one list",
        Span.ALL: "Across lists",
    }
    return "\n\n".join(
        f"## {title}\n\n"
        + table(
            (
                "Rule",
                "Severity",
                "Lists",
                "What holds where all is well",
                "How to mend it",
                "Source",
            ),
            (
                (
                    f"`{rule.id}`",
                    rule.severity,
                    lists_named(rule.lists) or "all",
                    rule.statement,
                    rule.remedy,
                    cited(rule.reference),
                )
                for rule in LIST_RULES
                if rule.span is span
            ),
        )
        for span, title in titles.items()
    )


def defects() -> str:
    """The defects that fictitious lists can have."""
    return table(
        ("Name", "What it is", "Reported by"),
        (
            (
                f"`{entry.name}`",
                entry.summary,
                ", ".join(f"`{rule}`" for rule in entry.rules) or "read silently",
            )
            for entry in DEFECTS.values()
        ),
    )
