"""A caller's own edition works everywhere: it is one value, and nothing else has to be changed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import attrs
import openpyxl
import pytest

import jtai
from jtai.core.citation import Document, Reference
from jtai.errors import InvalidValueError
from jtai.guidance import AUGUST_2019, CellKind, ChildListEntry, ColumnEntry, ListEdition
from jtai.guidance.entries.list_entries import ListLayout
from jtai.lists.rules.catalogue import LIST_RULES, rules_for

AS_OF = dt.date(2019, 9, 9)
HERE = Reference(
    document=Document(
        key="own", label="own workbook", title="Own", publisher="Anytown", published="May 2020"
    ),
    part="all lists",
)
SCHOOL = ColumnEntry(key="school", title="School", kind=CellKind.TEXT, reference=HERE)
FIRST, *REST = AUGUST_2019.lists
LEAVERS = ListLayout(
    number=9,
    title="List 9: Care leavers",
    sheet="List_9",
    covers="every care leaver",
    columns=(FIRST.columns[0], SCHOOL),
    natural_key=("child_id",),
    request=ChildListEntry(
        number=9, title="Care leavers", months=12, milestone="child_lists", reference=HERE
    ),
    reference=HERE,
)


def own(*lists: ListLayout) -> ListEdition:
    """Return an edition with these lists."""
    return attrs.evolve(AUGUST_2019, name="Own", lists=lists, others=(), reference=HERE)


EDITIONS = {
    "one more column": own(attrs.evolve(FIRST, columns=(*FIRST.columns, SCHOOL)), *REST),
    "one more list": own(*AUGUST_2019.lists, LEAVERS),
    "one list fewer": own(*AUGUST_2019.lists[:-1]),
    "one column fewer": own(
        *AUGUST_2019.lists[:-1],
        attrs.evolve(
            REST[-1],
            columns=tuple(column for column in REST[-1].columns if column.key != "care_end"),
        ),
    ),
}


@pytest.mark.no_cover
@pytest.mark.parametrize("edition", EDITIONS.values(), ids=EDITIONS)
def test_an_own_edition_works_from_template_to_marked_copy(
    edition: ListEdition, tmp_path: Path
) -> None:
    """Templates, reading, checks, reports, written lists, marked copies and JSON follow it."""
    numbers = tuple(layout.number for layout in edition.lists)
    for name in ("blank.xlsx", "blank"):
        jtai.write_template(tmp_path / name, edition=edition)
        blank = jtai.read_lists(tmp_path / name, edition=edition)
        assert blank.numbers == numbers
        assert {remark.rule for remark in blank.remarks} == {"list-empty"}
    rows: dict[int, Any] = {
        layout.number: [
            {column.title: None for column in layout.columns} | {"Child Unique ID": "SYN-01"}
        ]
        for layout in edition.lists
    }
    lists = jtai.Submission.from_rows(rows, edition=edition)
    assert [table[0].child_id for table in lists] == ["SYN-01"] * len(numbers)
    report = lists.check(as_of=AS_OF)
    assert not report.crashed
    for layout in edition.lists:
        assert layout.request.title in " ".join(report.to_text(width=200).split())
    shown = jtai.from_json(jtai.Report, jtai.to_json(report, values=True))
    assert shown == report
    assert jtai.to_html(report, values=True)
    jtai.write_lists(lists, tmp_path / "lists.xlsx")
    jtai.write_marked(lists, report, tmp_path / "marked.xlsx")
    for name in ("lists.xlsx", "marked.xlsx"):
        again = jtai.read_lists(tmp_path / name, edition=edition)
        assert [(table.number, len(table)) for table in again] == [(at, 1) for at in numbers]
        assert not again.remarks
        source = openpyxl.load_workbook(tmp_path / name).properties.description
        assert source is not None
        assert "own workbook, Anytown, May 2020" in source
    assert len(lists.cohort(as_of=AS_OF)) == 1


@pytest.mark.parametrize("edition", EDITIONS.values(), ids=EDITIONS)
def test_an_own_edition_keeps_every_rule(edition: ListEdition) -> None:
    """Every published rule can be named, and one that cannot check is reported with its columns."""
    assert [rule.id for rule in rules_for(edition)] == [rule.id for rule in LIST_RULES]
    lists = jtai.Submission.from_rows({6: [{"child_id": "SYN-01"}]}, edition=edition)
    report = lists.check(as_of=AS_OF, skip=["status-differs"], rules=LIST_RULES[:-1])
    assert "status-differs" in {entry.rule for entry in report.not_checked}


def test_a_rule_says_which_of_its_columns_an_edition_lacks() -> None:
    """A rule for a column that the edition lacks is not checked, and says why."""
    edition = EDITIONS["one column fewer"]
    rows: Any = {
        layout.number: [
            {column.title: None for column in layout.columns} | {"Child Unique ID": "SYN-01"}
        ]
        for layout in edition.lists
    }
    report = jtai.Submission.from_rows(rows, edition=edition).check(as_of=AS_OF)
    lacking = {entry.rule for entry in report.not_checked if "care_end" in entry.reason}
    expected = {
        rule.id
        for rule in LIST_RULES
        for number, keys in (*rule.columns, *rule.needs)
        if number == 8 and "care_end" in keys and not rule.each and rule.find is not None
    }
    assert "status-differs" in lacking
    assert lacking <= expected


def test_a_list_needs_a_request_for_it() -> None:
    """A list with another list's request, or with one that is not for lists, is refused."""
    for request in (FIRST.request, attrs.evolve(LEAVERS.request, months=None)):
        with pytest.raises(InvalidValueError, match="not a request for this list"):
            attrs.evolve(LEAVERS, request=request)


def test_an_edition_with_an_unknown_milestone_is_refused(tmp_path: Path) -> None:
    """A list that is due with an unknown milestone is refused when the edition is used."""
    wrong = attrs.evolve(LEAVERS, request=attrs.evolve(LEAVERS.request, milestone="child_list"))
    with pytest.raises(InvalidValueError, match=r"lists\[0\].request.milestone.*child_lists"):
        jtai.write_template(tmp_path / "a.xlsx", edition=own(wrong))


def test_the_period_of_a_list_follows_its_edition() -> None:
    """The months that a list covers are those of its edition."""
    assert (FIRST.months, LEAVERS.months) == (6, 12)
