"""Write the tables of the docs from the tables of the library.

Usage:
    python .ci/render_tables.py            rewrites what is stale
    python .ci/render_tables.py --check    exits 1 if a page is stale, and changes nothing

It also writes the JSON Schema of every model to ``docs/reference/schemas``.

A page holds a table between two comments, ``<!-- begin NAME -->`` and ``<!-- end NAME -->``.
NAME is a key of `TABLES`: to add a table, write a function, name it there, and add the two comments
to a page.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path

import jtai
from jtai.citation import GUIDANCE, Reference
from jtai.comparison import Move
from jtai.dates import short_date
from jtai.explanation import when_words
from jtai.formats.frame_columns import layout_of
from jtai.guidance.agencies import AGENCIES, INSPECTORATES, LOCAL_AGENCIES
from jtai.guidance.case_documents import CASE_DOCUMENTS, CHRONOLOGY_EVENTS
from jtai.guidance.columns import AUGUST_2019
from jtai.guidance.criteria import CRITERIA
from jtai.guidance.definitions import (
    CLASSIFICATIONS,
    DEEP_DIVE,
    DISORDER_GROUPS,
    FORMS_OF_ILL_HEALTH,
    FRONT_DOOR,
    FRONT_DOOR_SAMPLE,
    IDENTIFICATION_LEVELS,
    PLAN_KINDS,
    RELATED_CONDITIONS,
    TRACKED_CHILDREN,
)
from jtai.guidance.information import INFORMATION_ITEMS
from jtai.guidance.list_rows import CodeSet, ColumnRow
from jtai.guidance.lists import ASSESSMENT_FIELD, CHILD_LISTS, FOLLOW_UP_FIELDS, GATE_FIELDS
from jtai.guidance.meetings import MEETINGS, SCHOOL_CONTACT, STAFF_MEETINGS
from jtai.guidance.milestones import LOOKBACKS, MILESTONES
from jtai.guidance.parties import Party
from jtai.guidance.programme import PREVALENCE, PROGRAMME
from jtai.guidance.questions import HEADER_FIELDS, QUESTIONS
from jtai.guidance.request_rows import FieldRow, InformationRow
from jtai.guidance.terms import Agency, QuestionSection
from jtai.inspection_record import InspectionRecord
from jtai.lists.catalogue import LIST_RULES
from jtai.lists.report import Problem
from jtai.lists.rule import Span
from jtai.lists.sheets import column_letters
from jtai.milestone import Milestone
from jtai.planner import PlannedMonday
from jtai.readiness import ReadinessRow
from jtai.records import Record
from jtai.testing import DIRT
from jtai.timetable import Timetable
from jtai.working_days import WorkingCalendar

ROOT = Path(__file__).parent.parent
_MARKED = re.compile(
    r"(?P<begin><!-- begin (?P<name>[a-z-]+) -->\n).*?(?P<end><!-- end (?P=name) -->)", re.DOTALL
)
_BEGINNING = re.compile(r"<!-- begin ([a-z-]+) -->")


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Draw a Markdown table; a vertical bar in a cell is escaped."""
    lines = [columns, ["---"] * len(columns), *rows]
    cells = [[cell.replace("|", r"\|") for cell in line] for line in lines]
    return "\n".join(f"| {' | '.join(line)} |" for line in cells)


def _parties(parties: Iterable[Party]) -> str:
    return ", ".join(party.short for party in parties)


def _source(reference: Reference) -> str:
    """Name a place; the guidance itself goes without saying."""
    if reference.document is not GUIDANCE:
        return str(reference)
    return str(reference).removeprefix(f"{GUIDANCE}, ")


def _agencies(agencies: tuple[Agency, ...]) -> str:
    return "all agencies" if agencies == LOCAL_AGENCIES else ", ".join(agencies)


def _list(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def _with_parts(title: str, includes: Iterable[str]) -> str:
    """A title, and below it what belongs to it."""
    parts = "; ".join(includes)
    return f"{title}<br>*Includes* {parts}" if parts else title


def _yes_no(value: bool) -> str:  # noqa: FBT001 - it is what is written
    return "yes" if value else "no"


def first_week() -> str:
    """The first week of the timetable that the landing page makes."""
    timetable = Timetable.from_notification(date(2019, 9, 9))
    return table(
        ("When", "What is due", "From → to", "Source"),
        (
            (
                f"**{_without_year(milestone.date)}**<br>{milestone.when}",
                milestone.title
                + (" (optional)" if milestone.optional else "")
                + (" (assumed)" if milestone.assumed else ""),
                f"{_parties(milestone.row.by)} → {_parties(milestone.row.to)}",
                _source(milestone.reference),
            )
            for milestone in timetable
            if milestone.date < timetable.notification + timedelta(weeks=1)
        ),
    )


def _without_year(day: date) -> str:
    """A date of a year that is known, which stays on one line."""
    return short_date(day).removesuffix(f" {day.year}").replace(" ", "&nbsp;")


def milestones() -> str:
    """Every milestone in the order of the guidance's table."""
    return table(
        ("Milestone", "Day", "Named day", "When", "From → to", "Source"),
        (
            (
                f"`{row.key}`<br>{row.title}{' (optional)' if row.optional else ''}",
                f"{row.offset:+d}" if row.offset else "0",
                row.named_day,
                when_words(row) + (" (assumed)" if row.assumed else ""),
                f"{_parties(row.by)} → {_parties(row.to)}",
                _source(row.reference),
            )
            for row in MILESTONES
        ),
    )


def milestone_assumptions() -> str:
    """The milestones whose day the guidance does not state, with the reason."""
    return table(
        ("Milestone", "What is assumed, and why", "Source"),
        ((f"`{row.key}`", row.assumed, str(row.reference)) for row in MILESTONES if row.assumed),
    )


def lookbacks() -> str:
    """How far back the guidance looks."""
    return table(
        ("Months", "Asked for", "Source"),
        ((str(row.months), row.asked_for, str(row.reference)) for row in LOOKBACKS),
    )


def criteria() -> str:
    """The criteria at a glance."""
    return table(
        ("ESN", "Title", "Addresses"),
        (
            (f"[{row.number}](#esn-{row.number})", row.title, _agencies(row.agencies))
            for row in CRITERIA
        ),
    )


def criteria_in_full() -> str:
    """A section for each criterion."""
    return "\n\n".join(
        "\n\n".join(
            [
                f"### ESN {row.number}: {row.title} {{#esn-{row.number}}}",
                row.summary,
                _list(row.aspects),
                f"**Addresses:** {_agencies(row.agencies)} ({row.people}).",
                *(
                    [f"**Footnote {row.footnote.number}.** {row.footnote.text}."]
                    if row.footnote
                    else []
                ),
                f"**Source:** {_source(row.reference)}",
            ]
        )
        for row in CRITERIA
    )


def tracking_form_header() -> str:
    """The fields at the head of the tracking form."""
    return table(
        ("Key", "Label on the form"), ((f"`{row.key}`", row.label) for row in HEADER_FIELDS)
    )


def _questions(section: QuestionSection) -> str:
    return "\n\n".join(
        "\n\n".join(
            [
                f"### `{row.key}`",
                f"> {row.label}",
                *([f"**Asked:** {row.condition}."] if row.condition else []),
                table(
                    ("Part", "What it asks"), ((f"`{part.key}`", part.text) for part in row.parts)
                ),
            ]
        )
        for row in QUESTIONS
        if row.section is section
    )


def local_area_question() -> str:
    """The question on the local area's own evaluation."""
    return _questions(QuestionSection.LOCAL_AREA)


def inspector_questions() -> str:
    """The questions of the inspector's evaluation."""
    return _questions(QuestionSection.INSPECTOR)


def information() -> str:
    """The items of information, a table for each section."""
    sections: dict[int, list[InformationRow]] = {}
    for row in INFORMATION_ITEMS:
        sections.setdefault(row.section, []).append(row)
    return "\n\n".join(
        "\n\n".join(
            [
                f"### {number}. {rows[0].section_title} {{#section-{number}}}",
                f"**Provided by:** {_agencies(rows[0].agencies)}.",
                f"**Due at:** `{rows[0].milestone}`.",
                table(
                    ("Item", "What is asked for", "Note"),
                    (
                        (row.number, _with_parts(row.title, row.includes), _note(row, rows[0]))
                        for row in rows
                    ),
                ),
                *(
                    f"**Assumed for {_numbers(rows, text)}:** {text}."
                    for text in _once(row.assumed for row in rows)
                ),
            ]
        )
        for number, rows in sections.items()
    )


def _note(row: InformationRow, first: InformationRow) -> str:
    notes = [
        row.months is not None and f"the {row.months} months before",
        row.most_recent is not None and f"the latest {row.most_recent} sets",
        row.asked_by is not None and f"asked for by the {row.asked_by}",
        not row.is_document and "no document to send",
        row.milestone != first.milestone and f"due at `{row.milestone}`",
    ]
    return "; ".join(note for note in notes if note)


def _numbers(rows: Iterable[InformationRow], assumed: str) -> str:
    return ", ".join(row.number for row in rows if row.assumed == assumed)


def case_documents() -> str:
    """The documents from a child's case file."""
    return table(
        ("Document", "Asked for", "Which"),
        (
            (
                f"`{row.key}`<br>{_with_parts(row.title, row.includes)}",
                ", ".join(row.conditions),
                f"{row.months} months before"
                if row.months is not None
                else "the latest"
                if row.most_recent
                else "",
            )
            for row in CASE_DOCUMENTS
        ),
    )


def chronology_events() -> str:
    """What a chronology may hold."""
    return table(
        ("Event", "When"),
        (
            (
                f"`{row.key}`<br>{_with_parts(row.title, row.includes)}",
                "before the six months" if row.earlier else "in the six months",
            )
            for row in CHRONOLOGY_EVENTS
        ),
    )


def identification() -> str:
    """How far mental ill health may be established."""
    return table(
        ("Level", "What it takes", "Source"),
        ((row.level, row.summary, _source(row.reference)) for row in IDENTIFICATION_LEVELS),
    )


def disorder_groups() -> str:
    """The groups of forms, each with its forms."""
    return table(
        ("Group", "Forms that are named", "What is said"),
        (
            (
                row.group,
                ", ".join(
                    f"{form.form} ({form.abbreviation})" if form.abbreviation else form.form
                    for form in FORMS_OF_ILL_HEALTH
                    if form.group is row.group
                ),
                row.summary,
            )
            for row in DISORDER_GROUPS
        ),
    )


def related_conditions() -> str:
    """What goes with mental ill health."""
    return table(
        ("Condition", "In scope by itself", "Childhood disorder", "What is said", "Source"),
        (
            (
                row.condition + (f" ({', '.join(row.abbreviations)})" if row.abbreviations else ""),
                _yes_no(row.in_scope),
                _yes_no(row.childhood_disorder),
                row.summary,
                _source(row.reference),
            )
            for row in RELATED_CONDITIONS
        ),
    )


def classifications() -> str:
    """The classifications of disorders."""
    return table(
        ("Short", "Name", "Source"),
        ((row.classification, row.name, _source(row.reference)) for row in CLASSIFICATIONS),
    )


def front_door() -> str:
    """What the front door is."""
    return _facts(
        ("What it is", FRONT_DOOR.title),
        ("What happens there", "; ".join(FRONT_DOOR.tasks)),
        ("Counts as one too", "; ".join(FRONT_DOOR.includes)),
        ("Source", _source(FRONT_DOOR.reference)),
    )


def _facts(*facts: tuple[str, str]) -> str:
    return _list(f"**{name}:** {fact}" for name, fact in facts)


def front_door_sample() -> str:
    """Which children belong in the sample at the front door."""
    return table(
        ("Category", "Who they are", "Source"),
        ((f"`{row.key}`", row.title, _source(row.reference)) for row in FRONT_DOOR_SAMPLE),
    )


def deep_dive() -> str:
    """Whom the deep dive is about."""
    return _facts(
        ("Who", DEEP_DIVE.title),
        ("Age", f"{DEEP_DIVE.youngest} to {DEEP_DIVE.oldest} completed years"),
        ("One of these", ", ".join(DEEP_DIVE.plans)),
        ("Mental ill health at any of these levels", ", ".join(DEEP_DIVE.identification)),
        ("Assumed", DEEP_DIVE.assumed),
        ("Source", _source(DEEP_DIVE.reference)),
    )


def tracked_children() -> str:
    """How many children are tracked, and what each needs."""
    return _facts(
        ("Who", TRACKED_CHILDREN.title),
        ("How many", f"{TRACKED_CHILDREN.least} to {TRACKED_CHILDREN.most}"),
        ("What the selection ensures for each", "; ".join(TRACKED_CHILDREN.needs)),
        ("Source", _source(TRACKED_CHILDREN.reference)),
    )


def plan_kinds() -> str:
    """The kinds of plan, each with its list."""
    return table(
        ("Kind", "Who", "List", "Source"),
        ((row.kind, row.title, str(row.list_number), _source(row.reference)) for row in PLAN_KINDS),
    )


def inspectorates() -> str:
    """Who inspects."""
    return table(
        ("Inspectorate", "In a step of its own", "Source"),
        (
            (
                f"**{row.inspectorate}**<br>{row.name}",
                (row.role or "") + (f"<br>*Assumed:* {row.assumed}" if row.assumed else ""),
                _source(row.reference),
            )
            for row in INSPECTORATES
        ),
    )


def agencies() -> str:
    """Who is inspected, and who is not."""
    return table(
        ("Agency", "Covered", "Notified", "Source"),
        (
            (
                row.agency,
                _yes_no(row.in_scope),
                _yes_no(row.notified) + (" (assumed)" if row.assumed else ""),
                _source(row.reference),
            )
            for row in AGENCIES
        ),
    )


def agency_assumptions() -> str:
    """What is assumed about agencies, once for all of them."""
    return _list(f"**Assumed:** {text}." for text in _once(row.assumed for row in AGENCIES))


def _once(texts: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(text for text in texts if text))


def meetings() -> str:
    """Which meetings of the fieldwork week inspectors ask about."""
    return table(
        ("Meeting", "Which of them count", "Source"),
        (
            (f"`{row.key}`<br>{row.title}", row.condition or "all", _source(row.reference))
            for row in MEETINGS
        ),
    )


def staff_meetings() -> str:
    """Whom inspectors speak to."""
    return table(
        ("Who", "By whom", "Source"),
        (
            (
                f"`{row.key}`<br>{_with_parts(row.title, (*row.bodies, *row.topics))}",
                row.by + (" (may)" if row.optional else ""),
                _source(row.reference),
            )
            for row in (*STAFF_MEETINGS, SCHOOL_CONTACT)
        ),
    )


def child_lists() -> str:
    """The child-level lists."""
    return table(
        ("List", "What it lists", "Who is on it", "Due at", "Added fields", "Source"),
        (
            (
                str(row.number),
                row.title,
                f"not asked for: {row.why_not}"
                if row.why_not
                else f"{'current, and ' if row.current else ''}the {row.months} months before",
                (row.milestone or "").replace("_", " "),
                str(len(row.fields) or ""),
                _source(row.reference),
            )
            for row in CHILD_LISTS
        ),
    )


def _fields(fields: Iterable[FieldRow]) -> str:
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


def _lists_named(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers))


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


def _holds(column: ColumnRow) -> str:
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
                    _lists_named(rule.lists) or "all",
                    rule.statement,
                    rule.remedy,
                    _source(rule.reference),
                )
                for rule in LIST_RULES
                if rule.span is span
            ),
        )
        for span, title in titles.items()
    )


def dirt() -> str:
    """The dirt that fictitious lists can have."""
    return table(
        ("Name", "What it is", "Reported by"),
        (
            (
                f"`{entry.name}`",
                entry.summary,
                ", ".join(f"`{rule}`" for rule in entry.rules) or "read silently",
            )
            for entry in DIRT.values()
        ),
    )


def programme() -> str:
    """What the inspectorates announced."""
    return table(
        ("What", "Source"),
        ((f"`{row.key}`<br>{row.statement}", _source(row.reference)) for row in PROGRAMME),
    )


def prevalence() -> str:
    """The figures, those in conflict marked."""
    return table(
        ("Figure", "What", "Whom it is about", "Year", "Reported in"),
        (
            (
                f"**{row.value}**" + (" (in conflict)" if row.conflict else ""),
                f"`{row.key}`<br>{row.statement}",
                row.population,
                row.year or "not said",
                _source(row.reference),
            )
            for row in PREVALENCE
        ),
    )


def prevalence_conflicts() -> str:
    """Which figures contradict each other, and how."""
    conflicts = _once(row.conflict for row in PREVALENCE)
    return table(
        ("Figures", "What contradicts"),
        (
            (", ".join(f"`{row.key}`" for row in PREVALENCE if row.conflict == text), text)
            for text in conflicts
        ),
    )


def prevalence_sources() -> str:
    """Whose figures they are."""
    return table(
        ("Whose figures", "Which"),
        (
            (source, ", ".join(f"`{row.key}`" for row in PREVALENCE if row.source == source))
            for source in _once(row.source for row in PREVALENCE)
        ),
    )


def models() -> list[type]:
    """Every model that has a form in JSON, by name."""
    for room in jtai._ROOMS:  # noqa: SLF001 - a model is known once its room is open
        import_module(f"jtai.{room}")
    found: list[type] = [Timetable, WorkingCalendar]
    waiting: list[type] = [Record]
    while waiting:
        inner: list[type] = waiting.pop().__subclasses__()
        waiting += inner
        found += filter(_is_current, inner)
    return sorted({*found} - {InspectionRecord}, key=lambda kind: kind.__name__)


def _is_current(kind: type) -> bool:
    # attrs leaves behind the class that it was given; the module has the one it made. Others may
    # have models of their own.
    ours = kind.__module__.startswith("jtai.")
    return ours and vars(sys.modules[kind.__module__]).get(kind.__name__) is kind


def json_schemas() -> str:
    """Every model with the file of its schema."""
    return table(
        ("Model", "What it is", "Schema"),
        (
            (
                f"`{kind.__name__}`",
                (kind.__doc__ or "").splitlines()[0],
                f"[{kind.__name__}.json](schemas/{kind.__name__}.json)",
            )
            for kind in models()
        ),
    )


def schema_files(root: Path) -> dict[Path, str]:
    """The text of each published schema, by its file."""
    folder = root / "docs" / "reference" / "schemas"
    return {
        folder / f"{kind.__name__}.json": json.dumps(jtai.json_schema(kind), indent=2) + "\n"
        for kind in models()
    }


def frame_types() -> str:
    """What each kind of column is in either library."""
    return table(
        ("Kind", "pandas", "polars"),
        (
            ("text", "`string`", "`String`"),
            ("category", "`category`, ordered where marked", "`Enum`"),
            ("whole number", "`Int64`", "`Int64`"),
            ("number", "`Float64`", "`Float64`"),
            ("true or false", "`boolean`", "`Boolean`"),
            ("date", "`datetime64[s]`, at midnight", "`Date`"),
            ("time", "`object`, of `datetime.time`", "`Time`"),
            ("moment", "`datetime64[us, Europe/London]`", '`Datetime("us", "Europe/London")`'),
            ("texts", "`object`, of tuples", "`List(String)`"),
            ("whole numbers", "`object`, of tuples", "`List(Int64)`"),
        ),
    )


def frame_columns() -> str:
    """The columns of each frame."""
    return "\n\n".join(
        f"### {title}\n\n"
        + table(
            ("Column", "Kind", "Categories"),
            (
                (
                    f"`{column.name}`",
                    column.type + (", ordered" if column.ordered else ""),
                    ", ".join(column.categories),
                )
                for column in layout_of(row_class, values=True)
            ),
        )
        for title, row_class in _FRAMES.items()
    )


_FRAMES = {
    "Timetable": Milestone,
    "Plan of a year": PlannedMonday,
    "Comparison": Move,
    "Report": Problem,
    "Readiness": ReadinessRow,
}

TABLES: dict[str, Callable[[], str]] = {
    draw.__name__.replace("_", "-"): draw
    for draw in (
        first_week,
        milestones,
        milestone_assumptions,
        lookbacks,
        criteria,
        criteria_in_full,
        tracking_form_header,
        local_area_question,
        inspector_questions,
        information,
        case_documents,
        chronology_events,
        identification,
        disorder_groups,
        related_conditions,
        classifications,
        deep_dive,
        tracked_children,
        plan_kinds,
        front_door,
        front_door_sample,
        inspectorates,
        agencies,
        agency_assumptions,
        meetings,
        staff_meetings,
        child_lists,
        list_columns,
        list_codes,
        list_rules,
        gate_fields,
        follow_up_fields,
        assessment_field,
        dirt,
        programme,
        prevalence,
        prevalence_conflicts,
        prevalence_sources,
        json_schemas,
        frame_types,
        frame_columns,
    )
}


def rendered(page: str) -> str:
    """Give a page with every table as the library has it now.

    Raises:
        ValueError: If a table is begun and not ended, or is none of `TABLES`.
    """
    begun = _BEGINNING.findall(page)
    whole = [match["name"] for match in _MARKED.finditer(page)]
    for name in begun:
        if name not in TABLES:
            raise ValueError(f"there is no table {name!r}, only {', '.join(TABLES)}")
        if name not in whole:
            raise ValueError(f"the table {name!r} is begun and not ended")
    return _MARKED.sub(
        lambda match: f"{match['begin']}\n{TABLES[match['name']]()}\n\n{match['end']}", page
    )


def main(arguments: Sequence[str], root: Path = ROOT) -> int:
    """Rewrite the pages, or with ``--check`` name those that are stale.

    Returns:
        0 if all is well or was mended, 1 if a page is stale, 2 if the words are not understood.
    """
    if [*arguments] not in ([], ["--check"]):
        print(__doc__, file=sys.stderr)
        return 2
    status = 0
    pages = {path: rendered(path.read_text(encoding="utf-8")) for path in root.glob("docs/**/*.md")}
    listed = any("begin json-schemas" in page for page in pages.values())
    schemas = schema_files(root) if listed else {}
    for path, fresh in sorted({**pages, **schemas}.items()):
        if path.exists() and path.read_text(encoding="utf-8") == fresh:
            continue
        if arguments:
            print(f"{path.relative_to(root)} is stale; run python .ci/render_tables.py")
            status = 1
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(fresh, encoding="utf-8", newline="\n")
            print(f"{path.relative_to(root)} rewritten")
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
