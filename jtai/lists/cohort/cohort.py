"""The children on lists 6, 7 and 8, and what an area needs to know about them (paras 32 to 34, 37).

Invariant: `scope` decides; nothing is decided again here. What the lists do not settle is unknown,
and is named. Assumptions are on the result, and contradictions are reported. A cohort shows counts
only.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from operator import attrgetter
from typing import Any, Final

import attrs

from jtai.children.mental_health import CamhsPathway, MentalHealth
from jtai.children.records import Child, Plan
from jtai.children.scope import (
    AGES,
    deep_dive_of,
    follow_up_fields_wanted,
    gate_fields_wanted,
)
from jtai.core.answers import Answer
from jtai.core.english_dates import long_date
from jtai.core.notebook import Table
from jtai.core.validation import instances, plain_date
from jtai.core.validation import member as choice
from jtai.errors import UnknownKeyError
from jtai.guidance.lists import FOLLOW_UP_FIELDS, GATE_FIELDS
from jtai.guidance.terms import PlanKind
from jtai.lists.cohort.candidates import Candidates, Day, candidates_of, filters_of
from jtai.lists.cohort.groups import Counts, MissingFields, ScopeGroups, about_missing
from jtai.lists.cohort.members import (
    ANSWER_PATHS,
    PLAN_COLUMNS,
    ClosedEpisodes,
    ContradictionKind,
    ListContradiction,
    Member,
)
from jtai.lists.cohort.merging import Merged, identifiers, merged
from jtai.lists.reading.rows import ListRow
from jtai.lists.reading.table import ListTable
from jtai.timetable.ages import LeapBirthday

_LISTS: Final = tuple(PLAN_COLUMNS)
_GATES: Final = {field.key: attrgetter(ANSWER_PATHS[field.key]) for field in GATE_FIELDS}
_FOLLOW_UPS: Final = {field.key: attrgetter(ANSWER_PATHS[field.key]) for field in FOLLOW_UP_FIELDS}

_ASSUMED: Final = (
    (
        "a row of list 6 shows a child in need plan only where its case status is c) Child in "
        "need plan; the plan is assumed to begin with the episode of need, because the list has no "
        "other date"
    ),
    (
        "the case status is the first that applies, and each list has only the latest plan: a "
        "looked after child, or one with a child protection plan, is assumed not to have a child "
        "in need plan as well, and no earlier plans are known"
    ),
    (
        "a child who is not on a list that was read has no plan of its kind, and had none in the "
        "six months before"
    ),
    (
        "ages are calculated from dates of birth; where the stated age leads to another answer, "
        "the date of birth is unknown until it is confirmed"
    ),
)
_CLOSED: Final = {
    ClosedEpisodes.UNKNOWN: (
        "a closed episode on list 6 does not say what it was: whether there was a child in need "
        "plan is unknown"
    ),
    ClosedEpisodes.PLAN: (
        "each closed episode on list 6 is treated as a child in need plan from its start to its "
        "end, as requested"
    ),
    ClosedEpisodes.NO_PLAN: (
        "no closed episode on list 6 is treated as a child in need plan, as requested"
    ),
}


_OPENED: Final = (
    "list 6 shows only the latest episode of need: where that is an open assessment that began in "
    "the six months before, it is unknown whether a child in need plan of an earlier episode ended "
    "in them"
)


@attrs.frozen(kw_only=True)
class Cohort(Counts):
    """The children on lists 6, 7 and 8: one for each identifier, merged from its rows.

    A child's plans are those that the lists show. `Child.plans_complete` is False if the lists do
    not settle every kind of plan: a list is missing, rows contradict each other, a row of the child
    was not used, or an episode of need does not say whether there was a plan. Such a child without
    a plan on the lists has None.

    Attributes:
        as_of: The date of the lists.
        closed_episodes: How closed episodes on list 6 were read.
        members: The children with the plans that the lists show, in the order in which the lists
            first name them.
        contradictions: The contradictions, and what could not be used.
        assumptions: How the lists were read where they are not conclusive.
        lists_read: The numbers of those of lists 6, 7 and 8 that have the columns for plans.
        elsewhere: The number of children who are only on other lists, which show no plans.
        unattributed: How many rows of lists 6, 7 and 8 may be about any child, for each list with
            any. They were not used or have no readable identifier, and change no decision.

    Examples:
        >>> from jtai.lists.submission import Submission
        >>> row = {"child_id": "A1", "care_start": date(2018, 5, 1), "care_end": None}
        >>> cohort = Submission.from_rows({8: [row]}).cohort(as_of=date(2019, 9, 9))
        >>> len(cohort), [plan.kind for plan in cohort["A1"].plans], cohort["A1"].plans_complete
        (1, [<PlanKind.LOOKED_AFTER: 'looked after'>], False)
    """

    as_of: dt.date
    closed_episodes: ClosedEpisodes = ClosedEpisodes.UNKNOWN
    members: tuple[Member, ...] = attrs.field(converter=Table[Member], repr=False)
    contradictions: tuple[ListContradiction, ...] = attrs.field(
        default=(), converter=Table[ListContradiction], repr=False
    )
    assumptions: tuple[str, ...] = attrs.field(default=(), repr=False)
    lists_read: tuple[int, ...] = ()
    elsewhere: int = 0
    unattributed: tuple[tuple[int, int], ...] = ()
    _places: dict[str, Member] = attrs.field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "_places", {one.child.id: one for one in self.members})

    @classmethod
    def from_lists(
        cls,
        lists: Iterable[ListTable[ListRow]],
        *,
        as_of: dt.date,
        closed_episodes: ClosedEpisodes | str = ClosedEpisodes.UNKNOWN,
    ) -> Cohort:
        """Return the cohort of some lists, such as a `Submission`.

        Args:
            lists: The lists. The children come from lists 6, 7 and 8; on others they are counted.
                List 4 also says in whom an assessment identified mental ill health (para 42).
            as_of: The date of the lists; a later date of birth is an expected one.
            closed_episodes: How to read closed episodes on list 6, which do not say whether there
                was a child in need plan: ``"unknown"``, ``"child in need plan"`` or ``"no plan"``.

        Raises:
            DateTypeError: If the day is not a date.
            InvalidValueError: If `closed_episodes` is not one of these.
        """
        expected = "a list, such as those of a jtai.Submission"
        tables = instances(ListTable, lists, "lists", expected=expected)
        day = plain_date(as_of, "as_of")
        closed = choice(ClosedEpisodes, closed_episodes, "closed_episodes")
        found = merged(tables, as_of=day, closed_episodes=closed)
        known = {one.child.id for one in found.members}
        others = {
            child
            for table in tables
            if table.number not in _LISTS
            for child in identifiers(table)
            if child not in known
        }
        return cls(
            as_of=day,
            closed_episodes=closed,
            members=found.members,
            contradictions=found.contradictions,
            assumptions=tuple(_assumptions(closed, found)),
            lists_read=found.read,
            elsewhere=len(others),
            unattributed=found.unattributed,
        )

    @property
    def children(self) -> tuple[Child, ...]:
        """The children, in the order in which the lists first name them."""
        return Table(member.child for member in self.members)

    def __len__(self) -> int:
        return len(self.members)

    def __iter__(self) -> Iterator[Child]:
        return iter(self.children)

    def __contains__(self, child: object) -> bool:
        return isinstance(child, str) and child in self._places

    def __getitem__(self, child: str) -> Child:
        """Return a child by identifier.

        Raises:
            UnknownKeyError: If the child is not on lists 6, 7 and 8.
        """
        return self._member(child).child

    def _member(self, child: str) -> Member:
        if not isinstance(child, str) or child not in self._places:
            # Messages go into logs, so the identifier is not shown.
            raise UnknownKeyError(
                "this child is not on lists 6, 7 and 8",
                where="child",
                expected="an identifier as written on the lists",
            )
        return self._places[child]

    def plans_shown(self, child: str) -> tuple[Plan, ...]:
        """Return a child's plans as the lists show them; there may be more.

        Args:
            child: The identifier.

        Raises:
            UnknownKeyError: If the child is not on lists 6, 7 and 8.
        """
        return Table(self._member(child).child.plans or ())

    def contradictions_of(self, child: str) -> tuple[ListContradiction, ...]:
        """Return the contradictions about one child.

        Args:
            child: The identifier.

        Raises:
            UnknownKeyError: If the child is not on lists 6, 7 and 8.
        """
        known = self._member(child).child.id
        return Table(found for found in self.contradictions if found.child == known)

    def _day(self, as_of: dt.date | None) -> dt.date:
        return self.as_of if as_of is None else plain_date(as_of, "as_of")

    def deep_dive(
        self,
        *,
        as_of: dt.date | None = None,
        ages: tuple[int, int] = AGES,
        recent_plans: bool = True,
        leap_birthday: LeapBirthday = LeapBirthday.MARCH_1,
    ) -> ScopeGroups:
        """Return the children grouped by whether they are in scope, as `jtai.deep_dive` decides.

        Args:
            as_of: The date of the inspection; by default, the date of the cohort.
            ages: The youngest and the oldest age in scope, as in `jtai.deep_dive`.
            recent_plans: Whether a plan that ended in the six months before counts.
            leap_birthday: When a child born on 29 February has a birthday in a common year.

        Raises:
            DateTypeError: If the day is not a date.
            InvalidValueError: If `ages` is not two whole numbers, youngest first.

        Examples:
            >>> from jtai.lists.submission import Submission
            >>> row = {"child_id": "A1", "date_of_birth": "1/5/2007", "concern": "Y"}
            >>> lists = Submission.from_rows({7: [row]})
            >>> lists.cohort(as_of=date(2019, 9, 9)).deep_dive().missing
            {'plans': 1}
        """
        day = self._day(as_of)
        question = deep_dive_of(
            as_of=day, ages=ages, recent_plans=recent_plans, leap_birthday=leap_birthday
        )
        decided = ((one.child, one.ask(question), ()) for one in self.members)
        return ScopeGroups.of(
            decided, as_of=day, assumptions=self.assumptions, unattributed=self.unattributed
        )

    def gate_missing(
        self,
        *,
        as_of: dt.date | None = None,
        leap_birthday: LeapBirthday = LeapBirthday.MARCH_1,
    ) -> MissingFields:
        """Return the children for whom a gate field is required and missing (para 33).

        Args:
            as_of: The date of the inspection; by default, the date of the cohort.
            leap_birthday: When a child born on 29 February has a birthday in a common year.

        Raises:
            DateTypeError: If the day is not a date.
        """
        return self._missing(gate_fields_wanted, _GATES, as_of, leap_birthday)

    def follow_up_missing(
        self,
        *,
        as_of: dt.date | None = None,
        leap_birthday: LeapBirthday = LeapBirthday.MARCH_1,
    ) -> MissingFields:
        """Return the children for whom follow-up fields are required and missing (para 34).

        Args:
            as_of: The date of the inspection; by default, the date of the cohort.
            leap_birthday: When a child born on 29 February has a birthday in a common year.

        Raises:
            DateTypeError: If the day is not a date.
        """
        return self._missing(follow_up_fields_wanted, _FOLLOW_UPS, as_of, leap_birthday)

    def _missing(
        self,
        wanted: Any,
        fields: dict[str, attrgetter[Answer]],
        as_of: dt.date | None,
        leap_birthday: LeapBirthday,
    ) -> MissingFields:
        day = self._day(as_of)
        birthday = choice(LeapBirthday, leap_birthday, "leap_birthday")
        question = partial(wanted, as_of=day, leap_birthday=birthday)

        def blank(health: MentalHealth) -> tuple[str, ...]:
            return tuple(key for key, get in fields.items() if get(health) is Answer.UNKNOWN)

        gone = ((one, blank(one.child.mental_health)) for one in self.members)
        decided = ((one.child, one.ask_as_listed(question), keys) for one, keys in gone if keys)
        return MissingFields.of(
            decided, as_of=day, assumptions=self.assumptions, unattributed=self.unattributed
        )

    def candidates(
        self,
        *,
        as_of: dt.date | None = None,
        youngest: int | None = None,
        oldest: int | None = None,
        plans: PlanKind | str | Iterable[PlanKind | str] = (),
        camhs: CamhsPathway | str | Iterable[CamhsPathway | str] = (),
        multi_agency: Answer | str | None = None,
        recent_support: Answer | str | None = None,
        known_to_yot: Answer | str | None = None,
        police_or_criminal: Answer | str | None = None,
        order_by: Sequence[str] = ("multi_agency", "recent_support"),
        ages: tuple[int, int] = AGES,
        recent_plans: bool = True,
        leap_birthday: LeapBirthday = LeapBirthday.MARCH_1,
    ) -> Candidates:
        """Return the children from whom the lead inspector may select (para 37).

        This does not select anyone: only the lead inspector decides that. The candidates are in the
        scope of the deep dive and meet the criteria; children for whom a fact is unknown are in
        `Candidates.unknown`, with that fact, and `Candidates.others` says why each of the others is
        not a candidate.

        Args:
            as_of: The date of the inspection; by default, the date of the cohort.
            youngest: The lowest age.
            oldest: The highest age.
            plans: Kinds of plan, of which the child has at least one.
            camhs: Pathways, of which the child is on one.
            multi_agency: Whether several agencies are involved.
            recent_support: Whether there is current or recent support.
            known_to_yot: Whether the youth offending team knows the child.
            police_or_criminal: Whether there is an investigation or criminal proceeding.
            order_by: The facts to sort by, most important first: ``"multi_agency"``,
                ``"recent_support"``, ``"known_to_yot"``, ``"police_or_criminal"`` (yes, unknown,
                no), ``"age"`` (youngest first), ``"plan"`` (looked after, child protection, child
                in need) and ``"camhs"`` (in the order of `CamhsPathway`). Ties are sorted by
                identifier, as text.
            ages: The youngest and the oldest age in scope, as in `jtai.deep_dive`; `youngest` and
                `oldest` narrow them down.
            recent_plans: Whether a plan that ended in the six months before counts.
            leap_birthday: When a child born on 29 February has a birthday in a common year.

        Raises:
            DateTypeError: If the day is not a date.
            InvalidValueError: If an argument is not one of its values, or an age is not a whole
                number.
        """
        day = Day(
            as_of=self._day(as_of),
            ages=ages,
            recent_plans=recent_plans,
            leap_birthday=leap_birthday,
        )
        answers = {
            "multi_agency": multi_agency,
            "recent_support": recent_support,
            "known_to_yot": known_to_yot,
            "police_or_criminal": police_or_criminal,
        }
        return candidates_of(
            self.members,
            day,
            filters_of(
                day, youngest=youngest, oldest=oldest, plans=plans, camhs=camhs, answers=answers
            ),
            order_by,
            assumptions=self.assumptions,
            unattributed=self.unattributed,
        )

    def _shown(self) -> list[tuple[str, int]]:
        children = self.children
        kinds = Counter(contradiction.kind for contradiction in self.contradictions)
        return [
            ("children", len(children)),
            ("plans known", sum(child.plans_complete for child in children)),
            ("plans not fully known", sum(not child.plans_complete for child in children)),
            ("unborn", sum(child.expected_birth is not None for child in children)),
            ("birth date unknown", sum(_birth(child) is None for child in children)),
            ("on other lists only", self.elsewhere),
            *(
                (f"contradictions: {kind}", kinds[kind])
                for kind in ContradictionKind
                if kinds[kind]
            ),
        ]

    @property
    def _title(self) -> str:
        return f"Children of lists 6, 7 and 8 on {long_date(self.as_of)}"

    @property
    def _notes(self) -> list[str]:
        return [
            *about_missing(self.unattributed),
            *(f"Assumed: {assumed}." for assumed in self.assumptions),
        ]


def _birth(child: Child) -> dt.date | None:
    return child.date_of_birth or child.expected_birth


def _assumptions(closed: ClosedEpisodes, found: Merged) -> Iterator[str]:
    yield from _ASSUMED
    if found.closed:
        yield _CLOSED[closed]
    if found.opened:
        yield _OPENED
    for number in _LISTS:
        if number not in found.read:
            kind = PLAN_COLUMNS[number].kind
            yield (
                f"list {number} was not read, or does not have the columns for plans: it is "
                f"unknown whether any child has a plan of the kind {kind}"
            )
