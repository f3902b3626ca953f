"""Compare records with pydantic and attrs: `python benchmarks/records.py`.

The alternatives are pydantic models with the same checks, and attrs classes without checks. All
take turns in one process for several rounds. The medians are printed, and the library's as a
multiple of each. Install the packages with ``pip install ".[bench]"``.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import tracemalloc
from collections.abc import Iterable
from typing import Any

import attrs
from pydantic import BaseModel, ConfigDict, TypeAdapter, field_validator, model_validator
from timing import compare

import jtai
from jtai.children.departures import Departure
from jtai.children.mental_health import CamhsStatus, MentalHealth
from jtai.children.records import Child, Plan
from jtai.children.scope import deep_dive
from jtai.core.answers import Answer
from jtai.guidance.terms import Agency, FormOfIllHealth, Identification, PlanKind, RelatedCondition

AS_OF = dt.date(2019, 9, 9)
STARTS = [dt.date(2019, 1, 1) + dt.timedelta(days=day) for day in range(200)]
BIRTHS = [dt.date(2003, 1, 1) + dt.timedelta(days=17 * day) for day in range(300)]
KINDS, ANSWERS = [*PlanKind], [*Answer]
OF_KIND = {
    "need_code": PlanKind.CHILD_IN_NEED,
    "abuse_category": PlanKind.CHILD_PROTECTION,
    "legal_status": PlanKind.LOOKED_AFTER,
    "placement_type": PlanKind.LOOKED_AFTER,
}


class Strict(BaseModel):
    """The settings of all pydantic models: as strict and as immutable as our records."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class PydanticPlan(Strict):
    """A plan with the checks of `jtai.Plan`."""

    kind: PlanKind
    start: dt.date | None = None
    end: dt.date | None = None
    need_code: str | None = None
    abuse_category: str | None = None
    legal_status: str | None = None
    placement_type: str | None = None

    @model_validator(mode="after")
    def possible(self) -> PydanticPlan:
        """Refuse facts that contradict each other."""
        if self.start is not None and self.end is not None and self.end < self.start:
            raise ValueError("the plan ends before it starts")
        for name, kind in OF_KIND.items():
            if kind is not self.kind and getattr(self, name) is not None:
                raise ValueError("this kind of plan has no such field")
        return self


class PydanticCamhs(Strict):
    """A CAMHS status."""

    referred: Answer = Answer.UNKNOWN
    receiving: Answer = Answer.UNKNOWN
    waiting: Answer = Answer.UNKNOWN
    not_accepted: Answer = Answer.UNKNOWN


class PydanticHealth(Strict):
    """What is known about a child's mental health."""

    concern: Answer = Answer.UNKNOWN
    needs_support: Answer = Answer.UNKNOWN
    identification: Identification | None = None
    forms: frozenset[FormOfIllHealth] = frozenset()
    related: frozenset[RelatedCondition] = frozenset()
    camhs: PydanticCamhs = PydanticCamhs()
    recent_support: Answer = Answer.UNKNOWN
    found_in_assessment: Answer = Answer.UNKNOWN
    multi_agency: Answer = Answer.UNKNOWN
    known_to_yot: Answer = Answer.UNKNOWN
    police_or_criminal: Answer = Answer.UNKNOWN


class PydanticChild(Strict):
    """A child with the checks of `jtai.Child`."""

    id: str
    date_of_birth: dt.date | None = None
    expected_birth: dt.date | None = None
    individual_needs: tuple[str, ...] = ()
    plans: tuple[PydanticPlan, ...] | None = None
    plans_complete: bool = True
    mental_health: PydanticHealth = PydanticHealth()
    agencies: frozenset[Agency] = frozenset()
    at_risk: Answer = Answer.UNKNOWN
    departed: frozenset[Departure] = frozenset()

    @field_validator("id")
    @classmethod
    def not_blank(cls, value: str) -> str:
        """Refuse a blank identifier."""
        if not value.strip():
            raise ValueError("the identifier is blank")
        return value

    @model_validator(mode="after")
    def possible(self) -> PydanticChild:
        """Refuse facts that contradict each other."""
        if self.date_of_birth is not None and self.expected_birth is not None:
            raise ValueError("there are both a date of birth and an expected one")
        return self


def unchecked(kind: type) -> Any:
    """Return a class with the same fields and no checks."""
    fields = {
        field.name: attrs.field(default=field.default) for field in attrs.fields(kind) if field.init
    }
    return attrs.make_class(f"Bare{kind.__name__}", fields, frozen=True, kw_only=True, slots=True)


BARE = {kind: unchecked(kind) for kind in (Child, Plan, MentalHealth)}


def build(number: int, child: Any, plan: Any, health: Any) -> list[Any]:
    """Return children that each have a plan and mental-health needs."""
    return [
        child(
            id=f"C{index}",
            date_of_birth=BIRTHS[index % 300],
            plans=(plan(kind=KINDS[index % 3], start=STARTS[index % 200]),),
            mental_health=health(
                concern=ANSWERS[index % 3],
                needs_support=ANSWERS[index // 3 % 3],
                recent_support=Answer.YES,
            ),
        )
        for index in range(number)
    ]


def memory(number: int, parts: Iterable[tuple[str, tuple[Any, Any, Any]]]) -> None:
    """Print the memory of one child."""
    print(f"\nMemory\n\n| {'what':44} | {'a child':>9} |\n|{'-' * 46}|{'-' * 10}:|")
    for name, kinds in parts:
        gc.collect()
        tracemalloc.start()
        kept = build(number, *kinds)
        used, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        print(f"| {name:44} | {used / len(kept):7,.0f} B |")


def main() -> None:
    """Run every comparison."""
    parser = argparse.ArgumentParser(description="Measure the records against their peers.")
    parser.add_argument("--number", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    number, rounds = given.number, given.rounds
    ours = (Child, Plan, MentalHealth)
    theirs = (PydanticChild, PydanticPlan, PydanticHealth)
    bare = (BARE[Child], BARE[Plan], BARE[MentalHealth])
    compare(
        "Building children, each with a plan and mental-health needs",
        {
            "jtai": lambda: build(number, *ours),
            "pydantic, equal checks": lambda: build(number, *theirs),
            "attrs, no checks": lambda: build(number, *bare),
        },
        number=number,
        rounds=rounds,
    )
    children = build(number, *ours)
    compare(
        "Deciding deep-dive scope",
        {"jtai": lambda: [deep_dive(child, as_of=AS_OF) for child in children]},
        number=number,
        rounds=rounds,
    )
    peers = build(number, *theirs)
    adapter = TypeAdapter(tuple[PydanticChild, ...])
    text = jtai.to_json(children, envelope=False)
    if text.encode() != adapter.dump_json(tuple(peers)):
        raise SystemExit("the two write different JSON")
    compare(
        "Reading JSON",
        {
            "jtai": lambda: jtai.from_json(tuple[Child, ...], text, envelope=False),
            "pydantic, equal checks": lambda: adapter.validate_json(text),
        },
        number=number,
        rounds=rounds,
    )
    compare(
        "Writing JSON",
        {
            "jtai": lambda: jtai.to_json(children, envelope=False),
            "pydantic": lambda: adapter.dump_json(tuple(peers)),
        },
        number=number,
        rounds=rounds,
    )
    memory(number, [("jtai", ours), ("attrs, no checks, slotted", bare), ("pydantic", theirs)])


if __name__ == "__main__":
    CamhsStatus()  # loaded before anything is measured
    main()
