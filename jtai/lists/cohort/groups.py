"""Groups of children: who is in scope, for whom something is missing, and who is unknown.

Invariant: a group shows how many children it has, and says who they are only on request. Children
for whom a fact is missing are a separate group. What a decision assumed is shown with its group.
"""

from __future__ import annotations

import datetime as dt
from abc import abstractmethod
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, ClassVar, Final, Self

import attrs

from jtai.children.records import Child
from jtai.core.answers import Answer, Decision
from jtai.core.english import counted
from jtai.core.english_dates import long_date
from jtai.core.notebook import Table, number_of
from jtai.core.results import AsTable, Column, Result, Results, of_a_child
from jtai.errors import UnknownKeyError


class Counts(AsTable):
    """A value that shows as counts of children."""

    __slots__ = ()

    @abstractmethod
    def _shown(self) -> list[tuple[str, int]]:
        """Return which children are counted, and how many there are."""

    def _described(self) -> tuple[Column, ...]:
        return _COLUMNS


def _in_short(decision: Decision) -> str:
    return f"<{decision.question} {decision.answer}>"


@attrs.frozen(kw_only=True)
class Judged(Result):
    """A child, with a decision about the child.

    Attributes:
        child: The child; None only if read from JSON without children's data.
        decision: The decision, with its reasons.
        group: The name of the group that the child is in, such as ``"not in scope"``.
        fields: The keys of the fields that are required and missing, if the question was about
            fields.
    """

    child: Child | None = of_a_child(None)
    decision: Decision = attrs.field(repr=_in_short)
    group: str
    fields: tuple[str, ...] = ()

    _columns: ClassVar = (
        Column("group", "Group"),
        Column("child", path="child_id", child=True),
        Column("answer", "Answer", path="decision.answer"),
        Column("as_of", path="decision.as_of"),
        Column("fields", "Fields"),
        Column("missing", "Facts needed", path="decision.missing"),
        Column("reasons", path="why"),
        Column("assumed", path="decision.assumptions"),
    )

    @property
    def child_id(self) -> str | None:
        """The child's identifier."""
        return None if self.child is None else self.child.id

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts that would settle the decision, or that an assumed yes lacks."""
        return self.decision.missing

    @property
    def why(self) -> str:
        """The reasons with their answers, on one line."""
        return "; ".join(f"{reason.answer}: {reason.text}" for reason in self.decision.reasons)


class Groups(Counts, Results):
    """Groups of children, each child with a decision.

    ``groups["SYN-01"]`` is a child with the decision and the name of the group. Only that and
    `to_records` say who the children are.
    """

    __slots__ = ()
    _kind: ClassVar = Judged
    assumptions: tuple[str, ...]
    unattributed: tuple[tuple[int, int], ...]
    # For each `Decision.in_scope` the field of its children, and the name of that group.
    _groups: ClassVar[dict[bool | None, tuple[str, str]]]

    @classmethod
    def of(cls, decided: Iterable[tuple[Child, Decision, tuple[str, ...]]], **facts: Any) -> Self:
        """Return children, each with a decision and the missing fields, in their groups.

        Args:
            decided: The children; whose answer has no group is left out.
            **facts: The other fields.
        """
        found: dict[bool | None, list[Judged]] = {answer: [] for answer in cls._groups}
        for child, decision, fields in decided:
            if decision.in_scope in found:
                _, group = cls._groups[decision.in_scope]
                judged = Judged(child=child, decision=decision, group=group, fields=fields)
                found[decision.in_scope].append(judged)
        children = {cls._groups[answer][0]: tuple(judged) for answer, judged in found.items()}
        return cls(**children, **facts)

    def __iter__(self) -> Iterator[Judged]:
        return chain.from_iterable(getattr(self, field) for field, _ in self._groups.values())

    def __len__(self) -> int:
        return sum(len(getattr(self, field)) for field, _ in self._groups.values())

    def __contains__(self, child: object) -> bool:
        return any(judged.child_id == child for judged in self)

    def __getitem__(self, child: str) -> Judged:
        """Return a child by identifier, with the decision, its reasons and the group.

        Raises:
            UnknownKeyError: If the child is in none of the groups.
        """
        for judged in self:
            if judged.child_id == child:
                return judged
        # Messages go into logs, so the identifier is not shown.
        raise UnknownKeyError(
            "this child is in none of the groups",
            where="child",
            expected="an identifier as written on the lists",
        )

    def _results(self) -> tuple[Judged, ...]:
        return tuple(self)

    @property
    def _notes(self) -> list[str]:
        judged = [*self]
        missing = [*about_missing(self.unattributed)]
        if not judged:
            return missing
        confirm = any(reason.contradicted for one in judged for reason in one.decision.reasons)
        assumed = Counter(words for one in judged for words in one.decision.assumptions)
        return [
            *missing,
            *(
                f"Assumed for {counted(number, 'child', 'children')}: {words}."
                for words, number in assumed.items()
            ),
            *(f"Assumed: {words}." for words in self.assumptions),
            *([_CONFIRM] if confirm else []),
            "To see who they are, use to_records(values=True).",
        ]


_CONFIRM: Final = (
    "A fact that is missing is not on the lists; one to be confirmed is there, but something "
    "speaks against it."
)


def about_missing(unattributed: Iterable[tuple[int, int]]) -> Iterator[str]:
    """Yield for each list how many rows may be about children who are missing.

    Examples:
        >>> print(*about_missing([(6, 1)]))
        1 row of list 6 was not used or has no readable identifier; its child may be missing here.
    """
    for number, rows in unattributed:
        one = rows == 1
        yield (
            f"{counted(rows, 'row')} of list {number} {'was' if one else 'were'} not used or "
            f"{'has' if one else 'have'} no readable identifier; "
            f"{'its child' if one else 'their children'} may be missing here."
        )


def why_unknown(judged: Iterable[Judged]) -> list[tuple[str, int]]:
    """Return each reason for an unknown decision, with the number of children that have it."""
    # A child can have several reasons.
    why = Counter(
        reason.why
        for one in judged
        for reason in one.decision.reasons
        if reason.answer is Answer.UNKNOWN
    )
    return [
        (f"unknown: {words.removeprefix('it is unknown ')}", number)
        for words, number in why.items()
    ]


_COLUMNS: Final = (
    Column("children", "Children", lambda count: str(count[0])),
    Column("number", "Number", lambda count: f"{count[1]:,}"),
)


@attrs.frozen(kw_only=True)
class ScopeGroups(Groups):
    """The children of a cohort by whether they are in the deep dive.

    Attributes:
        as_of: The date of the inspection.
        in_scope: The children who are in scope.
        unknown: The children for whom this is unknown; `Judged.missing` has the missing facts.
        not_in_scope: The children who are not in scope.
        assumptions: How the lists were read; `Judged.decision` has what was assumed of a child.
        unattributed: How many rows may be about any child, for each list with any. They were not
            used or have no readable identifier, and change no decision.

    Examples:
        >>> from jtai.lists.submission import Submission
        >>> rows = [{"child_id": "SYN-01", "concern": "Y"}]
        >>> groups = Submission.from_rows({7: rows}).cohort(as_of=date(2019, 9, 9)).deep_dive()
        >>> record = groups.to_records(values=True)[0]
        >>> record["group"], record["child"], record["missing"]
        ('unknown', 'SYN-01', ['date_of_birth', 'plans'])
        >>> groups["SYN-01"].group, groups["SYN-01"].missing
        ('unknown', ('date_of_birth', 'plans'))
    """

    _groups: ClassVar = {
        True: ("in_scope", "in scope"),
        None: ("unknown", "unknown"),
        False: ("not_in_scope", "not in scope"),
    }

    as_of: dt.date
    in_scope: tuple[Judged, ...] = attrs.field(converter=Table[Judged], repr=number_of)
    unknown: tuple[Judged, ...] = attrs.field(converter=Table[Judged], repr=number_of)
    not_in_scope: tuple[Judged, ...] = attrs.field(converter=Table[Judged], repr=number_of)
    assumptions: tuple[str, ...] = attrs.field(default=(), repr=number_of)
    unattributed: tuple[tuple[int, int], ...] = ()

    @property
    def missing(self) -> dict[str, int]:
        """How many of the unknown children lack each fact."""
        return dict(Counter(fact for judged in self.unknown for fact in judged.missing))

    def _shown(self) -> list[tuple[str, int]]:
        return [
            ("in scope", len(self.in_scope)),
            ("unknown", len(self.unknown)),
            *why_unknown(self.unknown),
            ("not in scope", len(self.not_in_scope)),
        ]

    @property
    def _title(self) -> str:
        return f"In the deep dive on {long_date(self.as_of)}"


@attrs.frozen(kw_only=True)
class MissingFields(Groups):
    """The children for whom fields are missing; an answer of unknown counts as missing.

    Attributes:
        as_of: The date of the inspection.
        missing: The children for whom fields are required and missing, in `Judged.fields`.
        unknown: The children for whom it is unknown whether their missing fields are required.
        assumptions: How the lists were read.
        unattributed: How many rows may be about any child, for each list with any. They were not
            used or have no readable identifier, and change no decision.
    """

    _groups: ClassVar = {True: ("missing", "missing"), None: ("unknown", "unknown")}

    as_of: dt.date
    missing: tuple[Judged, ...] = attrs.field(converter=Table[Judged], repr=number_of)
    unknown: tuple[Judged, ...] = attrs.field(converter=Table[Judged], repr=number_of)
    assumptions: tuple[str, ...] = attrs.field(default=(), repr=number_of)
    unattributed: tuple[tuple[int, int], ...] = ()

    @property
    def fields(self) -> dict[str, int]:
        """The number of children for whom each field is required and missing."""
        return dict(Counter(key for judged in self.missing for key in judged.fields))

    def _shown(self) -> list[tuple[str, int]]:
        return [
            ("required and missing", len(self.missing)),
            *self.fields.items(),
            ("missing, unknown whether required", len(self.unknown)),
            *why_unknown(self.unknown),
        ]

    @property
    def _title(self) -> str:
        return f"Missing fields on {long_date(self.as_of)}"
