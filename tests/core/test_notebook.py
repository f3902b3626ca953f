"""How values are displayed in a notebook, and that no display shows a child's data."""

from __future__ import annotations

import datetime as dt
import pickle
import subprocess
import sys
from collections.abc import Iterator
from enum import Enum
from html.parser import HTMLParser
from types import ModuleType
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pytest

import jtai
from jtai.core.notebook import Displayable, Table, name_of, words_of
from jtai.guidance.terms import Agency
from jtai.guidance.wording.wording import Wording
from jtai.inspection.readiness import ReadinessState
from jtai.inspection.requests import case_document_requests, information_requests
from tests.inspection.inspections import EMPTY, SELECTED, TIMETABLE

MONDAY = dt.date(2019, 9, 9)
USUAL = jtai.Timetable.from_notification(MONDAY)
PLAN = jtai.Plan(kind=jtai.PlanKind.CHILD_IN_NEED, start=dt.date(2019, 1, 7))
LISTS = jtai.Submission.from_rows(
    {
        6: [{"child_id": "SECRET-1", "date_of_birth": dt.date(2007, 5, 1), "cin_start": "soon"}],
        7: [{"child_id": "SECRET-2", "date_of_birth": "1/5/2007", "plan_start": MONDAY}],
    }
)
REPORT = LISTS.check(as_of=MONDAY)
COHORT = LISTS.cohort(as_of=MONDAY)
READY = SELECTED.readiness(as_of=dt.date(2019, 9, 20))
SELECTION = SELECTED.selection_report()
FINDING = jtai.Finding(esn=(34,), kind=jtai.inspection.FindingKind.STRENGTH, text="quick to refer")
VALUES = (
    USUAL,
    USUAL.compare(jtai.Timetable.from_notification(dt.date(2019, 9, 16))),
    jtai.written_statement_due(dt.date(2019, 11, 29)),
    LISTS,
    REPORT,
    COHORT,
    COHORT.deep_dive(),
    COHORT.gate_missing(),
    COHORT.candidates(),
    COHORT.deep_dive().unknown[0],
    COHORT.deep_dive().unknown[0].decision,
    COHORT.members[0],
    SELECTED.with_requests(),
    SELECTED.children[0],
    SELECTION,
    READY,
    READY.overdue[0],
    jtai.TrackingRecord(),
    jtai.TrackingRecord().completeness,
    jtai.inspection.criteria_evidence([FINDING]),
    jtai.outline_letter([FINDING]),
    jtai.outline_letter([FINDING]).sections[11],
    Wording.from_text("1. This is not a copy."),
)


class Cells(HTMLParser):
    """Collects the caption of an HTML table, and the text of its cells by row."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.caption = ""
        self._inside = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a row or a cell."""
        del attrs
        if tag == "tr":
            self.rows.append([])
        elif tag in {"th", "td"}:
            self.rows[-1].append("")
        if tag in {"th", "td", "caption"}:
            self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        """End a cell."""
        if tag == self._inside:
            self._inside = ""

    def handle_data(self, data: str) -> None:
        """Add the text to the caption or to the current cell."""
        if self._inside == "caption":
            self.caption += data
        elif self._inside:
            self.rows[-1][-1] += data


def shown(value: object) -> Cells:
    """Parse the HTML that a notebook displays for a value."""
    return Cells(value._repr_html_())  # type: ignore[attr-defined]


def attributes(card: Cells) -> dict[str, str]:
    """Return the attributes of a card, each with its text."""
    return {row[0]: row[1] for row in card.rows}


@pytest.mark.parametrize("name", dir(jtai))
def test_every_public_value_has_an_html_display(name: str) -> None:
    """Public classes except enums and errors have an HTML display; public constants are tables."""
    value = getattr(jtai, name)
    if isinstance(value, type):
        assert issubclass(value, Enum | BaseException) or hasattr(value, "_repr_html_")
    elif not callable(value) and not isinstance(value, ModuleType) and name != "__version__":
        assert isinstance(value, Table)


def test_a_value_is_displayed_as_a_table_of_attributes() -> None:
    """A value is displayed as a table of its attributes, under their Python names."""
    period = jtai.timetable.Period(start=dt.date(2019, 3, 9), end=MONDAY, months=6)
    card = shown(period)
    assert card.caption == "Period"
    assert card.rows[:4] == [
        ["Attribute", "Value"],
        ["start", "Sat 9 Mar 2019"],
        ["end", "Mon 9 Sep 2019"],
        ["months", "6"],
    ]


def test_nested_attributes_are_displayed_with_their_path() -> None:
    """The attributes of a nested value are displayed with their path, such as `camhs.waiting`."""
    card = shown(
        jtai.MentalHealth(concern=jtai.Answer.YES, camhs=jtai.CamhsStatus(waiting=jtai.Answer.NO))
    )
    rows = attributes(card)
    assert rows["concern"] == "yes"
    assert rows["camhs.waiting"] == "no"
    assert rows["camhs.referred"] == "unknown"


def test_a_childs_data_is_not_shown() -> None:
    """A child's identifier and date of birth are displayed only as recorded or blank."""
    child = jtai.Child(
        id="SECRET-1",
        date_of_birth=dt.date(2007, 5, 1),
        plans=(jtai.Plan(kind=jtai.PlanKind.LOOKED_AFTER, start=dt.date(2019, 1, 7)),),
    )
    html = child._repr_html_()
    assert not [text for text in ("SECRET", "2007", "1 May") if text in html]
    rows = attributes(shown(child))
    assert rows["id"] == "recorded, not shown"
    assert rows["date_of_birth"] == "recorded, not shown"
    assert attributes(shown(jtai.Child(id="A1")))["date_of_birth"] == "-"


def test_an_inspection_displays_counts_only() -> None:
    """An inspection displays how many children it has, and none of their identifiers."""
    rows = attributes(shown(SELECTED))
    assert rows["children"] == "5"
    assert rows["local_area"] == "Anywhere"
    assert rows["requests"] == "-"
    assert rows["selected"] == "recorded, not shown"
    assert attributes(shown(EMPTY))["selected"] == attributes(shown(EMPTY))["children"] == "-"
    assert not [name for name in SELECTED.selected if name in SELECTED._repr_html_()]


def test_a_field_with_a_repr_function_is_displayed_by_it() -> None:
    """A field with a `repr` function is displayed by that function."""

    @attrs.frozen(kw_only=True)
    class Pile(Displayable):
        things: tuple[str, ...] = attrs.field(repr=lambda things: f"<{len(things)}>")

    assert ["things", "<2>"] in shown(Pile(things=("a", "b"))).rows


def test_a_hidden_field_shows_only_recorded_or_blank() -> None:
    """A field with `repr=False` is displayed as recorded or blank, whatever its type."""

    @attrs.frozen(kw_only=True)
    class File(Displayable):
        health: jtai.MentalHealth = attrs.field(repr=False)
        notes: tuple[str, ...] = attrs.field(default=(), repr=False)
        number: int = attrs.field(default=0, repr=False)

    assert shown(File(health=jtai.MentalHealth(concern=jtai.Answer.YES))).rows[1:] == [
        ["health", "recorded, not shown"],
        ["notes", "-"],
        ["number", "recorded, not shown"],
    ]


def test_a_table_of_the_guidance_is_shown_whole() -> None:
    """A guidance table displays a row for each entry, and their number in its caption."""
    table = shown(jtai.CRITERIA)
    assert table.caption == "Criterion: 19"
    assert table.rows[0] == ["number", "title", "summary", "agencies", "reference"]
    assert [row[0] for row in table.rows[1:]] == [str(number) for number in range(23, 42)]
    assert shown(jtai.guidance.AGENCIES).rows[0][0] == "agency"


def test_overdue_and_displaced_milestones_are_displayed_as_tables() -> None:
    """Overdue milestones are displayed as a table; if none is displaced, a sentence says so."""
    late = TIMETABLE.overdue(dt.datetime(2019, 9, 12, 9, 30, tzinfo=ZoneInfo("Europe/London")))
    assert shown(late).rows[1][:3] == ["Thu 12 Sep 2019", "by 09:00", "+3"]
    assert "<p>Nothing to report.</p>" in TIMETABLE.displaced._repr_html_()  # type: ignore[attr-defined]


def attributes_of(value: object) -> Iterator[tuple[str, object]]:
    """Return the public attributes of a value that are not methods."""
    for name in dir(type(value)):
        if not name.startswith("_") and not callable(member := getattr(value, name)):
            yield f"{type(value).__name__}.{name}", member


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_an_attribute_with_several_values_is_a_table(value: object) -> None:
    """An attribute with several displayable values is a table."""
    for name, member in attributes_of(value):
        if isinstance(member, tuple) and member and isinstance(member[0], Displayable):
            assert isinstance(member, Table), name


@pytest.mark.parametrize(
    "rows",
    [
        READY.in_state(ReadinessState.OVERDUE),
        READY.of_agency(Agency.POLICE).rows,
        SELECTION.about(SELECTED.selected[0]),
        SELECTED.with_requests().requests_of(child=SELECTED.selected[0]),
        SELECTED.engagements_of("A0"),
        SELECTED.meetings_of("A0"),
        REPORT.of_child("SECRET-1"),
        COHORT.plans_shown("SECRET-1"),
        COHORT.contradictions_of("SECRET-1"),
        SELECTED.children[0].current_plans(MONDAY),
        SELECTED.children[0].active_plans(TIMETABLE.lookback(months=6)),
        information_requests(),
        case_document_requests("A0"),
        TIMETABLE.calendar.holidays(MONDAY, dt.date(2020, 1, 1)),
        TIMETABLE.calendar.restored_between(MONDAY, dt.date(2020, 1, 1)),
    ],
    ids=lambda rows: type(rows[0]).__name__ if rows else "none",
)
def test_a_method_that_returns_several_values_returns_a_table(rows: object) -> None:
    """A method that returns several displayable values returns a table."""
    assert isinstance(rows, Table)


@pytest.mark.promise("shown values")
def test_no_table_shows_a_child() -> None:
    """Tables of lists and inspections show no child's identifier, date of birth or raw cell.

    Nor does their text.
    """
    tables = [
        member
        for value in VALUES
        for _, member in attributes_of(value)
        if isinstance(member, Table)
    ]
    seen = "".join(f"{table._repr_html_()}{table}" for table in tables)
    assert not [text for text in ("SECRET", "May 2007", "soon", *SELECTED.selected) if text in seen]


@pytest.mark.parametrize("number", [0, 1, 100, 101, 30_000])
def test_a_long_table_is_cut_and_its_caption_gives_the_total(number: int) -> None:
    """A table displays at most 100 rows, and its caption gives the total."""
    rows = Table([jtai.Child(id="SECRET")] * number)
    table = shown(rows)
    assert len(table.rows) == (1 + min(number, 100) if number else 0)
    if number > 100:
        assert table.caption == f"Child: {number:,}, of which the first 100 are shown"
        assert repr(rows) == f"<Child: {number:,}>"
    else:
        assert table.caption == (f"Child: {number}" if number else "")
        assert number or ">No entries</p><p>Nothing to report.</p>" in rows._repr_html_()
        assert repr(rows) == repr(tuple(rows))


def test_the_text_of_a_table_has_a_line_for_each_value() -> None:
    """A table prints its values as each of them prints, one below the other."""
    days = jtai.Timetable.from_notification(dt.date(2020, 4, 6)).passed_over
    assert str(days) == "Friday 10 April 2020 (Good Friday)\nMonday 13 April 2020 (Easter Monday)"
    assert str(days[:0]) == "No entries"


def test_a_slice_of_rows_is_a_table() -> None:
    """A slice of a table is a table, and an index returns the row itself."""
    assert isinstance(jtai.CRITERIA[:2], Table)
    assert jtai.CRITERIA[:2] == tuple(jtai.CRITERIA)[:2]
    assert jtai.CRITERIA[-1] is tuple(jtai.CRITERIA)[-1]


def test_plans_become_a_table_however_they_are_given() -> None:
    """A child's plans become a table, and the record is the same, however the plans are given."""
    child = jtai.Child(id="A1", plans=(PLAN,))
    assert isinstance(child.plans, Table)
    given: tuple[Any, ...] = ([PLAN], [{"kind": PLAN.kind, "start": PLAN.start}], Table([PLAN]))
    for same in (
        *(jtai.Child(id="A1", plans=plans) for plans in given),
        attrs.evolve(child, at_risk=jtai.Answer.UNKNOWN),
        pickle.loads(pickle.dumps(child)),  # noqa: S301 - our own
        jtai.from_json(jtai.Child, jtai.to_json(child)),
    ):
        assert isinstance(same.plans, Table)
        assert (same, hash(same), repr(same)) == (child, hash(child), repr(child))
    assert jtai.Child(id="A1").plans is None


def test_the_repr_of_readiness_counts_its_rows() -> None:
    """The `repr` of a readiness report gives the number of its rows, not the rows themselves."""
    assert repr(READY).endswith(", rows=<27>)")


def test_a_table_otherwise_behaves_like_a_tuple() -> None:
    """A table equals the plain tuple, has the same hash and `repr`, and can be pickled."""
    plain = tuple(jtai.CRITERIA)
    assert plain == jtai.CRITERIA
    assert hash(jtai.CRITERIA) == hash(plain)
    assert repr(jtai.CRITERIA) == repr(plain)
    copy = pickle.loads(pickle.dumps(jtai.CRITERIA))  # noqa: S301 - our own
    assert copy == plain
    assert type(copy) is Table


def test_a_list_is_shown_by_its_columns() -> None:
    """A list is displayed as its columns with a count of their cells, without any contents."""
    rows: list[dict[str, object]] = [
        {"child_id": "SECRET-1", "date_of_birth": "1/5/2007"},
        {"child_id": "SECRET-2", "date_of_birth": "soon"},
        {"child_id": "SECRET-3", "date_of_birth": None},
    ]
    table = jtai.Submission.from_rows({7: rows})[7]
    card = shown(table)
    assert ["Date of Birth", "B", "1", "1", "1"] in card.rows
    assert ["Child Unique ID", "A", "3", "0", "0"] in card.rows
    assert ["Gender", "not found", "-", "-", "-"] in card.rows
    assert not [text for text in ("SECRET", "2007", "soon") if text in table._repr_html_()]


def test_a_copy_of_the_guidance_displays_its_altered_and_missing_entries() -> None:
    """A copy of the guidance displays its altered and missing entries, without its words."""
    table = shown(Wording.from_text("1. This is not a copy."))
    assert table.caption.endswith("0 found, 1 altered, 125 missing")
    assert table.rows[1][:3] == ["paragraph", "1", "altered"]
    assert len(table.rows) == 1 + 126
    assert "not a copy" not in str(table.rows)


def test_a_class_name_is_written_in_words() -> None:
    """The name of a class is written in words, without "Entry" at its end."""
    assert name_of(type(jtai.MILESTONES[0])) == "Milestone"
    assert name_of(jtai.TrackingRecord) == "Tracking record"


@pytest.mark.parametrize("seed", ["0", "1", "2"])
def test_displays_do_not_depend_on_the_hash_seed(seed: str) -> None:
    """Values are displayed in the same order whatever the hash seed."""
    code = (
        "import jtai\n"
        "print(jtai.MentalHealth(forms=['anxiety', 'depression'])._repr_html_())\n"
        "print(jtai.WorkingCalendar.england()._repr_html_())\n"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": other},
        ).stdout
        for other in (seed, "99")
    }
    assert len(outputs) == 1


def test_a_moment_is_displayed_with_its_time_zone() -> None:
    """A moment is displayed with its date, time and time zone."""
    moment = dt.datetime(2019, 9, 9, 9, 0, tzinfo=dt.UTC)
    assert words_of(moment) == "Mon 9 Sep 2019 09:00 UTC"
