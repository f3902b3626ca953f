from __future__ import annotations

import datetime as dt
from inspect import cleandoc

import attrs
import pytest

from jtai.guidance.columns import AUGUST_2019
from jtai.guidance.entries.list_entries import CellKind, ListLayout
from jtai.lists.reading.rows import ListRow, row_class
from jtai.lists.submission import Submission
from tests.lists.areas import submission
from tests.lists.small import SMALL

EACH = pytest.mark.parametrize("layout", AUGUST_2019.lists, ids=lambda layout: layout.sheet)
KINDS = {
    CellKind.IDENTIFIER: {"str | None"},
    CellKind.TEXT: {"str | None"},
    CellKind.DATE: {"dt.date | None"},
    CellKind.NUMBER: {"int | None"},
    CellKind.CODE: {"Code | None", "Code | str | None"},
    CellKind.ANSWER: {"Answer | None"},
}


@EACH
def test_each_class_of_rows_has_a_field_for_each_column(layout: ListLayout) -> None:
    """Each class of rows has a field for each column, with the type of its values."""
    fields = {field.name: field for field in attrs.fields(row_class(layout))}
    assert set(fields) == {column.key for column in layout.columns} | {"not_read"}
    for column in layout.columns:
        open_ = column.codes is not None and column.codes.is_open
        kind = str(fields[column.key].type)
        assert kind in KINDS[column.kind]
        assert ("str" in kind) is (open_ or column.kind in {CellKind.IDENTIFIER, CellKind.TEXT})


@EACH
def test_docstrings_describe_every_field(layout: ListLayout) -> None:
    """The docstring of each class of rows describes every field."""
    kinds = row_class(layout).__mro__
    # Python 3.13 removes the indentation of docstrings, so it is removed here too.
    docstrings = "\n".join(cleandoc(kind.__doc__ or "") for kind in kinds)
    for column in layout.columns:
        assert f"\n    {column.key}: " in docstrings


def test_a_class_for_each_list() -> None:
    """Each list has its own class of rows."""
    assert [row_class(layout).__name__ for layout in AUGUST_2019.lists] == [
        "ContactRow",
        "ReferralRow",
        "AssessmentRow",
        "EnquiryRow",
        "ChildInNeedRow",
        "ChildProtectionRow",
        "ChildInCareRow",
    ]


def test_rows_are_immutable_and_show_no_values() -> None:
    """Rows are immutable, and their `repr` shows no values."""
    for table in submission():
        for row in table:
            assert repr(row) == f"{type(row).__name__}(not_read=())"
            with pytest.raises(attrs.exceptions.FrozenInstanceError):
                setattr(row, "child_id", "other")  # noqa: B010 - type checkers refuse it


def test_a_class_for_another_edition() -> None:
    """A list of another edition has a class of rows with that edition's columns."""
    (layout,) = SMALL.lists
    kind = row_class(layout)
    assert issubclass(kind, ListRow)
    assert kind is row_class(layout)
    assert kind.__name__ == "List20Row"
    lists = Submission.from_rows(
        {20: [{"Child": 7.0, "Planted on": "1/5/2019", "Has flowers": "maybe"}]}, edition=SMALL
    )
    (row,) = lists[20]
    assert (row.child_id, row.planted, row.flowers) == ("7", dt.date(2019, 5, 1), None)
    assert row.not_read == ("flowers",)
    assert repr(row) == "List20Row(not_read=('flowers',))"


def test_rules_for_another_edition() -> None:
    """A list of another edition is checked by the rules that apply to its columns."""
    given: list[dict[str, object]] = [
        {"Child": "A", "Planted on": "1/5/2019", "Has flowers": "Y"},
        {"Child": "A", "Planted on": "1/5/2020", "Has flowers": "U"},
        {"Child": None, "Planted on": "1/5/19", "Has flowers": "maybe"},
        {"Child": "B", "Planted on": None},
    ]
    report = Submission.from_rows({20: given}, edition=SMALL).check(as_of=dt.date(2019, 9, 9))
    assert report.edition == "Small"
    assert [(one.rule, one.cell) for one in report.problems] == [
        ("child-repeated", "A2"),
        ("child-repeated", "A3"),
        ("date-in-future", "B3"),
        ("answer-unknown", "C3"),
        ("child-id-blank", "A4"),
        ("not-a-date", "B4"),
        ("unknown-code", "C4"),
        ("blank", "B5"),
    ]
    assert report.crashed == ()
