"""A small edition that is not the workbook's, with one list."""

from __future__ import annotations

from jtai.core.citation import WORKBOOK, Reference
from jtai.guidance.codes import YES_NO
from jtai.guidance.entries.list_entries import CellKind, ColumnEntry, ListEdition, ListLayout
from jtai.guidance.entries.request_entries import ChildListEntry

_HERE = Reference(document=WORKBOOK, part="a small list")

SMALL = ListEdition(
    name="Small",
    lists=(
        ListLayout(
            number=20,
            title="List 20: Gardens",
            sheet="Gardens",
            covers="every garden of a child",
            columns=(
                ColumnEntry(
                    key="child_id",
                    title="Child",
                    kind=CellKind.IDENTIFIER,
                    required=True,
                    reference=_HERE,
                ),
                ColumnEntry(
                    key="planted",
                    title="Planted on",
                    kind=CellKind.DATE,
                    required=True,
                    reference=_HERE,
                ),
                ColumnEntry(
                    key="flowers",
                    title="Has flowers",
                    kind=CellKind.ANSWER,
                    codes=YES_NO,
                    reference=_HERE,
                ),
            ),
            natural_key=("child_id",),
            request=ChildListEntry(
                number=20, title="Gardens", months=12, milestone="child_lists", reference=_HERE
            ),
            reference=_HERE,
        ),
    ),
    reference=_HERE,
)
