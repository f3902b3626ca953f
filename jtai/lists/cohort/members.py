"""What the children of the lists are made of: where lists hold what, and what did not fit.

Invariant: shapes and tables of columns; rows are read elsewhere. A report of something that does
not fit shows cells by name and a child by nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import ClassVar, Final, NamedTuple

import attrs

from jtai.children.records import Child, Plan
from jtai.core.answers import Decision
from jtai.core.citation import Reference
from jtai.core.notebook import Displayable, Table
from jtai.guidance.codes import CASE_STATUS
from jtai.guidance.definitions import PLAN_KINDS
from jtai.guidance.lists import FOLLOW_UP_FIELDS, GATE_FIELDS
from jtai.guidance.terms import PlanKind

ANSWER_PATHS: Final = {
    field.key: {"support_recent": "recent_support"}.get(
        field.key, field.key.replace("camhs_", "camhs.")
    )
    for field in (*GATE_FIELDS, *FOLLOW_UP_FIELDS)
}
"""Where each field of the lists stands in `MentalHealth`."""

DISABILITY: Final = "disability"
"""How a disability is written among the individual needs of a child."""

# An answer to the question for the ethnic origin that tells none.
NO_ETHNICITY: Final = frozenset(("REFU", "NOBT"))

IN_CARE, PROTECTED, IN_NEED, ASSESSED, CLOSED = CASE_STATUS.codes


class PlanColumns(NamedTuple):
    """Where a list holds the plan of a child.

    Attributes:
        kind: The kind of plan.
        start: The column of its start.
        end: The column of its end.
        details: The columns of codes, with the field of the plan and the part of the code.
    """

    kind: PlanKind
    start: str
    end: str
    details: tuple[tuple[str, str, str], ...]


_KINDS = {row.list_number: row.kind for row in PLAN_KINDS}
NEED, PROTECTION, CARE = sorted(_KINDS)
PLAN_COLUMNS: Final = {
    NEED: PlanColumns(
        _KINDS[NEED], "cin_start", "cin_end", (("primary_need", "need_code", "code"),)
    ),
    PROTECTION: PlanColumns(
        _KINDS[PROTECTION],
        "plan_start",
        "plan_end",
        (("latest_category", "abuse_category", "label"),),
    ),
    CARE: PlanColumns(
        _KINDS[CARE],
        "care_start",
        "care_end",
        (
            ("legal_status", "legal_status", "code"),
            ("placement_type", "placement_type", "code"),
        ),
    ),
}
"""Where each of the three lists holds the plan."""


class ClosedEpisodes(StrEnum):
    """How closed episodes of list 6 are read: the list does not say what they were."""

    UNKNOWN = "unknown"
    """Whether there was a child in need plan is not known."""
    PLAN = "child in need plan"
    """Each was a child in need plan."""
    NO_PLAN = "no plan"
    """None was a child in need plan."""


class ContradictionKind(StrEnum):
    """What contradicts itself, or cannot be placed."""

    BIRTH = "date of birth"
    ANSWER = "answer"
    NEED = "individual need"
    ROWS = "several rows of a child"
    PLAN = "dates of a plan"
    STATUS = "case status"
    IDENTIFIER = "no identifier"
    COLUMN = "missing column"


@attrs.frozen(kw_only=True)
class ListContradiction(Displayable):
    """Something in the lists that contradicts itself, or that could not be placed.

    Attributes:
        kind: What it is about.
        child: The identifier of the child, empty where it is about none or the row has none.
        lists: The numbers of the lists that take part.
        cells: The names of the cells, such as ``"List_6!F12"``.
        fields: The keys of their columns.
        text: What is wrong and what follows, without any value.
        reference: Where the guidance or the workbook says so.
    """

    kind: ContradictionKind
    child: str = attrs.field(default="", repr=False)
    lists: tuple[int, ...]
    cells: tuple[str, ...]
    fields: tuple[str, ...]
    text: str
    reference: Reference

    def __str__(self) -> str:
        where = ", ".join(self.cells) or "list " + ", ".join(map(str, self.lists))
        return f"{where}: {self.text} ({self.reference})"


@attrs.frozen(kw_only=True)
class Member(Displayable):
    """A child of the lists, with the plans that the lists show.

    Attributes:
        child: The child. Its plans are None where the lists do not tell of every kind.
        shown: The plans that the lists show, also where there may be more.
    """

    child: Child
    shown: tuple[Plan, ...] = attrs.field(converter=Table[Plan])
    _shown: ClassVar = ("shown",)

    def ask(self, question: Callable[[Child], Decision]) -> Decision:
        """Answer a question about the child: by the plans that are shown, if they settle it.

        A plan more can turn a no into a yes, but not a yes into a no. So what the plans that are
        shown do not settle stays open where there may be others.

        Args:
            question: Decides for a child.
        """
        if self.child.plans is None and self.shown:
            decision = question(attrs.evolve(self.child, plans=self.shown))
            if decision.in_scope is not False:
                return decision
        return question(self.child)
