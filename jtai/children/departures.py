"""Why a child can no longer be selected, or not without asking first, and what follows from it."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from enum import StrEnum
from typing import Final

from jtai.core.answers import Answer, Reason
from jtai.core.citation import Reference


class Departure(StrEnum):
    """What is recorded of a child who left, as by two columns of the lists.

    Examples:
        >>> [departure.value for departure in Departure][:2]
        ['died', 'found to be an adult by an age assessment']
    """

    DIED = "died"
    ADULT = "found to be an adult by an age assessment"
    ADOPTED = "adopted"
    TRANSFERRED = "transferred to another local authority"
    ABROAD = "moved abroad"


_ENDINGS = Reference.workbook(
    "list 6, Reason for Closure, and list 8, Reason Ceased to be Looked After"
)
_SELECTION = Reference.para(37)
_REASONS: Final = {
    Departure.DIED: Reason(
        answer=Answer.UNKNOWN,
        text="it is recorded that the child died; make sure before anybody is contacted",
        missing="departed",
        contradicted=True,
        reference=_ENDINGS,
    ),
    Departure.ADULT: Reason(
        answer=Answer.UNKNOWN,
        text="it is recorded that an age assessment found the person to be an adult",
        missing="date_of_birth or departed",
        contradicted=True,
        reference=_ENDINGS,
    ),
    **{
        departure: Reason(
            answer=Answer.YES,
            text=f"it is recorded that the child {verb} {departure}, which excludes nobody",
            assumed=(
                f"a child who {verb} {departure} can be selected, although the guidance does not "
                "say so; find out whether the child can still be met, and under this identifier"
            ),
            reference=_SELECTION,
        )
        for departure, verb in (
            (Departure.ADOPTED, "was"),
            (Departure.TRANSFERRED, "was"),
            (Departure.ABROAD, "has"),
        )
    },
}


def departure_reasons(departed: AbstractSet[Departure]) -> tuple[Reason, ...]:
    """Return what follows for a selection: unknown where no one may be contacted unchecked."""
    # Almost nobody has left, and thousands are decided.
    return tuple(_REASONS[each] for each in Departure if each in departed) if departed else ()
