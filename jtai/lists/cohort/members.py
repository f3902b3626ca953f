"""The types for children from the lists: which columns they come from, and contradictions.

Invariant: only types and tables of columns; rows are read elsewhere. A contradiction names cells
and never identifies a child.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import ClassVar, Final, NamedTuple

import attrs

from jtai.children.departures import Departure
from jtai.children.records import Child, Plan
from jtai.core.answers import Decision, Reason
from jtai.core.citation import Reference
from jtai.core.english import phrase
from jtai.core.notebook import Displayable
from jtai.core.results import Column, Result, of_a_child
from jtai.guidance.lists import CARE, FOLLOW_UP_FIELDS, GATE_FIELDS, NEED, PROTECTION
from jtai.guidance.terms import PlanKind

ANSWER_PATHS: Final = {
    field.key: {"support_recent": "recent_support"}.get(
        field.key, field.key.replace("camhs_", "camhs.")
    )
    for field in (*GATE_FIELDS, *FOLLOW_UP_FIELDS)
}
"""The place in `MentalHealth` of each field of the lists."""

DISABILITY: Final = "disability"
"""How a disability is written among the individual needs of a child."""


class PlanColumns(NamedTuple):
    """The columns in which a list records a child's plan.

    Attributes:
        kind: The kind of plan.
        start: The column of its start.
        end: The column of its end.
        details: The columns of codes, each with the field of the plan and the part of the code.
    """

    kind: PlanKind
    start: str
    end: str
    details: tuple[tuple[str, str, str], ...]


PLAN_COLUMNS: Final = {
    NEED: PlanColumns(
        PlanKind.CHILD_IN_NEED, "cin_start", "cin_end", (("primary_need", "need_code", "code"),)
    ),
    PROTECTION: PlanColumns(
        PlanKind.CHILD_PROTECTION,
        "plan_start",
        "plan_end",
        (("latest_category", "abuse_category", "label"),),
    ),
    CARE: PlanColumns(
        PlanKind.LOOKED_AFTER,
        "care_start",
        "care_end",
        (
            ("legal_status", "legal_status", "code"),
            ("placement_type", "placement_type", "code"),
        ),
    ),
}
"""The columns in which each of the three lists records the plan."""


class ClosedEpisodes(StrEnum):
    """How to read closed episodes on list 6, which does not say whether there was a plan."""

    UNKNOWN = "unknown"
    """It is unknown whether there was a child in need plan."""
    PLAN = "child in need plan"
    """Assume a child in need plan in each."""
    NO_PLAN = "no plan"
    """Assume a child in need plan in none."""


DEPARTURES: Final = {
    "closure_reason": {
        "RC1": Departure.ADOPTED,
        "RC2": Departure.DIED,
        "RC5": Departure.TRANSFERRED,
    },
    "care_end_reason": {
        "E11": Departure.ADOPTED,
        "E12": Departure.ADOPTED,
        "E2": Departure.DIED,
        "E3": Departure.TRANSFERRED,
        "E15": Departure.ADULT,
        "E16": Departure.ABROAD,
    },
}
"""What the codes of two columns record, by the keys of the columns."""


class ContradictionKind(StrEnum):
    """What a contradiction is about, or what could not be used."""

    BIRTH = "date of birth"
    AGE = "age against date of birth"
    ANSWER = "answer"
    NEED = "individual need"
    ROWS = "several rows of a child"
    PLAN = "dates of a plan"
    STATUS = "case status"
    IDENTIFIER = "no identifier"
    ALIKE = "identifiers alike"
    UNUSED = "row not used"
    COLUMN = "missing column"
    SHEET = "sheet not read"


@attrs.frozen(kw_only=True)
class ListContradiction(Result):
    """A contradiction in the lists, or something in them that could not be used.

    Attributes:
        kind: What it is about.
        child: The child's identifier; empty if it is not about one child or the row has none.
        lists: The numbers of the lists involved.
        cells: The names of the cells, such as ``"List_6!F12"``.
        fields: The keys of their columns.
        text: What is wrong and what follows from it, without any cell value.
        reference: Where the guidance or the workbook says so.
    """

    kind: ContradictionKind
    child: str = of_a_child("")
    lists: tuple[int, ...]
    cells: tuple[str, ...]
    fields: tuple[str, ...]
    text: str
    reference: Reference

    _columns: ClassVar = (
        Column("kind"),
        Column("child", child=True),
        *map(Column, ("lists", "cells", "fields", "text", "reference")),
    )

    def __str__(self) -> str:
        where = ", ".join(self.cells) or "list " + ", ".join(map(str, self.lists))
        return f"{where}: {self.text} ({self.reference})"


@attrs.frozen(kw_only=True)
class Member(Displayable):
    """A child on the lists, with what they show beside plans.

    Attributes:
        child: The child, with the plans that the lists show; `Child.plans_complete` is False if the
            lists do not settle every kind of plan.
        episode: The child's episode of need on list 6, whatever its status, or None if there is
            none or its dates could not be used. It puts the child on the list, but is not a plan.
        disputed: The facts on which the lists differ, so that they are unknown until somebody
            confirms them, such as ``"date_of_birth"``.
        unused: The numbers of the lists with a row about the child that was not used.
    """

    child: Child
    episode: Plan | None = None
    disputed: frozenset[str] = frozenset()
    unused: tuple[int, ...] = ()
    _in_tables: ClassVar = ("episode", "disputed", "unused")

    def ask(self, question: Callable[[Child], Decision]) -> Decision:
        """Return the answer to a question about the child.

        Args:
            question: A function that decides for a child.
        """
        return self._confirmed(question(self.child))

    def ask_as_listed(self, question: Callable[[Child], Decision]) -> Decision:
        """Return the answer to a question that depends on being on a list, not on having a plan.

        List 6 also has children with an open assessment, and closed episodes without a plan. Where
        its row does not say yes, the question is answered as `ask` does.
        """
        if self.episode is not None:
            plans = (*(self.child.plans or ()), self.episode)
            decision = question(attrs.evolve(self.child, plans=plans))
            if decision.in_scope is not False:
                return self._confirmed(decision)
        return self.ask(question)

    def _confirmed(self, decision: Decision) -> Decision:
        """Return a decision that says which facts have to be confirmed, and what was not used."""
        if not self.disputed and not self.unused:
            return decision
        return attrs.evolve(decision, reasons=tuple(map(self._explained, decision.reasons)))

    def _explained(self, reason: Reason) -> Reason:
        if self._in_dispute(reason.missing):
            reason = attrs.evolve(reason, contradicted=True)
        if self.unused and reason.missing == "plans":
            rows = phrase(f"a row of list {number}" for number in self.unused)
            were = "was" if len(self.unused) == 1 else "were"
            text = f"{reason.text}; {rows} about the child {were} not used"
            reason = attrs.evolve(reason, text=text)
        return reason

    def _in_dispute(self, missing: str) -> bool:
        return any(fact.rpartition(".")[2] in self.disputed for fact in missing.split(" or "))
