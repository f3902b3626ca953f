"""The tables of the guidance whose every row has to be held by a test, each with its candidates.

Invariant: data only. To hold a new table, add an entry; its rows and their facts are found from the
code.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import attrs

__all__ = ["TABLES", "Table"]


@attrs.frozen(kw_only=True)
class Table:
    """A table of the guidance, as the conformance page shows it.

    Attributes:
        name: Module and name within `jtai.guidance`; ``.lists`` behind it for the lists of an
            edition.
        title: The heading on the page.
        key: The attribute that names a row.
        shown: What a row is called.
        page: The page of the reference.
        anchor: Where a row stands on it.
        prose: Attributes in the library's own words, which no test could hold against anything.
        tests: The tests of which at least one has to fail for every fact that is altered.
    """

    name: str
    title: str
    key: str = "key"
    shown: Callable[[Any], str] = lambda row: f"`{row.key}`"
    page: str
    anchor: Callable[[Any], str]
    prose: frozenset[str] = frozenset()
    tests: tuple[str, ...]


def _tests(file: str, *names: str) -> tuple[str, ...]:
    return tuple(f"tests/{file}.py::test_{name}" for name in names)


_CITED: Final = "guidance/test_citations"

TABLES: Final = (
    Table(
        name="milestones.MILESTONES",
        title="Milestones",
        page="milestones.md",
        anchor=lambda row: f"milestone-{row.key}",
        prose=frozenset({"title"}),
        tests=_tests(
            "guidance/test_milestones",
            "the_table_is_the_published_one",
            "fieldwork_is_stated_in_working_days",
            "who_owes_what_to_whom",
            "only_two_days_are_assumed",
            "only_two_milestones_are_optional",
        )
        + _tests("test_timetable", "worked_examples"),
    ),
    Table(
        name="milestones.LOOKBACKS",
        title="Looking back",
        key="months",
        shown=lambda row: f"{row.months} months",
        page="milestones.md",
        anchor=lambda _row: "looking-back",
        prose=frozenset({"asked_for"}),
        tests=_tests("guidance/test_milestones", "lookbacks_and_statement_are_cited")
        + _tests(_CITED, "lookbacks"),
    ),
    Table(
        name="criteria.CRITERIA",
        title="Criteria, ESN 23 to 41",
        key="number",
        shown=lambda row: f"ESN {row.number}",
        page="criteria.md",
        anchor=lambda row: f"esn-{row.number}",
        prose=frozenset({"title", "summary", "aspects", "people"}),
        tests=_tests(
            "guidance/test_criteria",
            "numbers",
            "look_up_and_reference",
            "whom_they_address",
            "footnotes",
        )
        + _tests(_CITED, "criteria"),
    ),
    Table(
        name="questions.HEADER_FIELDS",
        title="Head of the form of Annex B",
        page="questions.md",
        anchor=lambda _row: "the-head-of-the-form",
        tests=_tests("guidance/test_questions", "header")
        + _tests(_CITED, "the_form")
        + _tests("test_tracking", "the_form_has_five_header_fields_and_eleven_questions"),
    ),
    Table(
        name="questions.QUESTIONS",
        title="Questions of Annex B",
        page="questions.md",
        anchor=lambda row: row.key,
        tests=_tests("guidance/test_questions", "labels", "sections", "conditions", "parts")
        + _tests(_CITED, "the_form")
        + _tests("test_tracking", "the_form_has_five_header_fields_and_eleven_questions"),
    ),
    Table(
        name="information.INFORMATION_ITEMS",
        title="Items of information, 1.1 to 6.6",
        key="number",
        shown=lambda row: row.number,
        page="information.md",
        anchor=lambda row: f"item-{row.number.replace('.', '-')}",
        prose=frozenset({"title", "includes", "section_title"}),
        tests=_tests(
            "guidance/test_information",
            "numbers",
            "look_up_and_reference",
            "sections",
            "windows",
            "who_asks",
            "cases_to_sample_are_no_document",
            "assumptions_are_visible",
        )
        + _tests(_CITED, "items_of_information"),
    ),
    Table(
        name="case_documents.CASE_DOCUMENTS",
        title="Case-file documents",
        page="case-documents.md",
        anchor=lambda row: f"document-{row.key}",
        prose=frozenset({"title", "includes"}),
        tests=_tests(
            "guidance/test_case_documents",
            "kinds",
            "conditions",
            "most_recent",
            "chronology",
            "milestone",
        )
        + _tests(_CITED, "case_documents"),
    ),
    Table(
        name="case_documents.CHRONOLOGY_EVENTS",
        title="What a chronology may hold",
        page="case-documents.md",
        anchor=lambda _row: "the-chronology",
        prose=frozenset({"title", "includes"}),
        tests=_tests("guidance/test_case_documents", "chronology_events")
        + _tests(_CITED, "case_documents"),
    ),
    Table(
        name="lists.CHILD_LISTS",
        title="Child-level lists",
        key="number",
        shown=lambda row: f"list {row.number}",
        page="child-lists.md",
        anchor=lambda row: f"list-{row.number}",
        prose=frozenset({"title", "why_not"}),
        tests=_tests(
            "guidance/test_lists", "lists_asked_for", "periods", "milestones", "fields_of_lists"
        )
        + _tests("guidance/test_definitions", "plan_kinds_agree_with_the_lists")
        + _tests(_CITED, "child_lists"),
    ),
    Table(
        name="lists.GATE_FIELDS",
        title="Two gate fields of lists 6, 7 and 8",
        page="child-lists.md",
        anchor=lambda _row: "two-gate-fields",
        prose=frozenset({"asked_when"}),
        tests=_tests("guidance/test_lists", "gate_fields", "answers")
        + _tests(_CITED, "added_fields"),
    ),
    Table(
        name="lists.FOLLOW_UP_FIELDS",
        title="Eight further fields of lists 6, 7 and 8",
        page="child-lists.md",
        anchor=lambda _row: "eight-further-fields",
        prose=frozenset({"asked_when"}),
        tests=_tests("guidance/test_lists", "follow_up_fields", "answers")
        + _tests(_CITED, "added_fields"),
    ),
    Table(
        name="lists.ASSESSMENT_FIELD",
        title="One field of list 4",
        page="child-lists.md",
        anchor=lambda _row: "one-field-on-list-4",
        prose=frozenset({"asked_when"}),
        tests=_tests("guidance/test_lists", "assessment_field", "answers")
        + _tests(_CITED, "added_fields"),
    ),
    Table(
        name="columns.AUGUST_2019.lists",
        title="Columns of each list",
        key="number",
        shown=lambda row: f"list {row.number}, {len(row.columns)} columns",
        page="list-columns.md",
        anchor=lambda row: f"list-{row.number}",
        prose=frozenset({"covers", "sheet_aliases"}),
        tests=_tests(
            "guidance/test_columns",
            "columns_as_published",
            "lists_of_the_edition",
            "natural_keys",
            "aliases_of_titles",
            "added_columns_come_last",
        )
        + _tests(_CITED, "layouts"),
    ),
)
