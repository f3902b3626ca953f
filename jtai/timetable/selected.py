"""The milestones of a timetable that concern some agencies, with the part that these play.

Invariant: what is shown says that it is not the whole timetable.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import attrs

from jtai.core.results import AsTable, Column
from jtai.core.validation import flag, several
from jtai.errors import InvalidValueError
from jtai.guidance.parties import Party, full_name
from jtai.guidance.terms import Responsibility
from jtai.timetable.assumptions import Assumption
from jtai.timetable.milestone import Milestone
from jtai.timetable.parties import party_words, roles_of
from jtai.timetable.timetable import Timetable

_RECEIVES: Final = "receives"
_PARTS: Final = {
    Responsibility.OWN: "provided by them",
    Responsibility.JOINT: "provided by the local agencies together",
    Responsibility.CONTRIBUTION: "provided by another agency, working with them",
    _RECEIVES: "provided to them",
}


@attrs.frozen(kw_only=True, repr=False)
class Selected(AsTable):
    """A selection of a timetable's milestones, to be displayed.

    Attributes:
        timetable: The whole timetable.
        names: Keys of milestones, agencies and parties, as for `Timetable.only`.
        provides: Whether to leave out what the agencies and parties only receive.

    Raises:
        InvalidValueError: If no milestone is selected.
        UnknownKeyError: If a name is unknown.

    Examples:
        >>> timetable = Timetable.from_notification(date(2019, 9, 9))
        >>> print(Selected(timetable=timetable, names=("police",)).note)
        only police force: 10 of 15 milestones; this is not the whole timetable
        >>> print(Selected(timetable=timetable, names=("police",), provides=True).note)
        only what comes wholly or partly from the police force: 6 of 15 milestones; this is not the
        whole timetable
    """

    timetable: Timetable
    names: tuple[str, ...]
    provides: bool = False
    milestones: tuple[Milestone, ...] = attrs.field(init=False)
    roles: frozenset[str] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        milestones = self.timetable.only(*self.names, provides=self.provides)
        object.__setattr__(self, "milestones", milestones)
        object.__setattr__(self, "roles", frozenset().union(*map(self._roles, self.names)))

    def _roles(self, name: str) -> frozenset[str]:
        if name in self.timetable:
            return frozenset()
        return roles_of(name, self.timetable.parties, where="only")

    def __iter__(self) -> Iterator[Milestone]:
        return iter(self.milestones)

    def part(self, milestone: Milestone) -> str:
        """Return the part that the agencies play, as readiness names it; empty if they play none.

        Examples:
            >>> timetable = Timetable.from_notification(date(2019, 9, 9))
            >>> yot = Selected(timetable=timetable, names=("YOT",))
            >>> [yot.part(timetable[key]) for key in ("child_lists", "case_documents")]
            ['contribution', 'joint']
        """
        parts: list[str] = []
        acting = self.roles.intersection(milestone.by)
        if acting:
            joint = acting == {Party.LOCAL_AGENCIES}
            parts.append(Responsibility.JOINT if joint else Responsibility.OWN)
        elif not self.roles.isdisjoint(milestone.contributors):
            parts.append(Responsibility.CONTRIBUTION)
        if not self.roles.isdisjoint(milestone.to):
            parts.append(_RECEIVES)
        return " and ".join(parts)

    @property
    def assumptions(self) -> tuple[Assumption, ...]:
        """The assumptions that concern these milestones."""
        keys = {milestone.key for milestone in self}
        return tuple(
            assumption
            for assumption in self.timetable.assumptions
            if not assumption.milestones or not keys.isdisjoint(assumption.milestones)
        )

    @property
    def note(self) -> str:
        """What is selected, and that there is more."""
        names = dict.fromkeys(full_name(name, self.timetable) for name in self.names)
        parties = [f"the {name}" for name in names if name not in self.timetable]
        if self.provides and parties:
            keys = [name for name in names if name in self.timetable]
            # Worded without a verb: a caller's party may be one or several.
            what = f"what comes wholly or partly from {party_words(parties)}"
            names = dict.fromkeys([what, *keys])
        number, total = len(self.milestones), len(self.timetable)
        if number == total:
            return f"only {', '.join(names)}: all {total} milestones"
        return (
            f"only {', '.join(names)}: {number} of {total} milestones; "
            "this is not the whole timetable"
        )

    def to_records(self) -> list[dict[str, Any]]:
        """Return the records of the milestones, with the part that the agencies play."""
        return [{**one.to_record(), "part": self.part(one)} for one in self]

    # Display

    def _described(self) -> Sequence[Column]:
        return [
            attrs.evolve(column, show=self._marked_title) if column.name == "title" else column
            for column in Milestone._columns  # noqa: SLF001 - the columns of the whole table
        ]

    def _marked_title(self, milestone: Milestone) -> str:
        marks = [*filter(None, [self.part(milestone)]), *milestone.marks]
        return f"{milestone.title} ({'; '.join(marks)})" if marks else milestone.title

    def _shown(self) -> Sequence[Milestone]:
        return self.milestones

    @property
    def _title(self) -> str:
        return f"{self.timetable._title}: {self.note}"  # noqa: SLF001 - with its title

    @property
    def _legend(self) -> str:
        parts = {word for one in self for word in self.part(one).split(" and ")}
        words = [f"{part}: {meaning}" for part, meaning in _PARTS.items() if part in parts]
        words += [words for one in self for words in one.marks_explained]
        return "; ".join(dict.fromkeys(words))

    @property
    def _notes(self) -> Sequence[str]:
        assumptions = [*map(str, self.timetable.assumptions)]
        others = [note for note in self.timetable._notes if note not in assumptions]  # noqa: SLF001
        return [*others, *map(str, self.assumptions)]


def selected(
    timetable: Timetable, only: Iterable[str] | None, *, provides: bool = False
) -> Selected | None:
    """Return the selection of an argument `only`, or None for the whole timetable.

    Raises:
        InvalidValueError: If `only` is not a list or selects nothing, or is missing although
            `provides` needs it.
        UnknownKeyError: If a name is unknown.

    Examples:
        >>> timetable = Timetable.from_notification(date(2019, 9, 9))
        >>> selected(timetable, None) is None
        True
    """
    provides = flag(provides, "provides")
    if only is not None:
        names = tuple(several(only, "only"))
        return Selected(timetable=timetable, names=names, provides=provides)
    if provides:
        raise InvalidValueError(
            "this has no effect without a selection",
            where="provides",
            remedy="name agencies or parties with only= (--only)",
        )
    return None


def refuse_selection(x: object, only: object, *, provides: bool) -> None:
    """Refuse to select milestones of something that is not a timetable, naming what to do instead.

    Raises:
        InvalidValueError: If there is a selection.
    """
    remedy = ""
    if callable(getattr(x, "of_agency", None)):
        remedy = f'use of_agency of the {type(x).__name__}, such as x.of_agency("YOT")'
    for name, given in (("only", only is not None), ("provides", provides)):
        if given:
            raise InvalidValueError("this applies only to a timetable", where=name, remedy=remedy)
