"""Who owes what to whom: parties and agencies of a timetable, in words and as roles.

An agency acts under several names: the youth offending team is a party itself and also one of the
local agencies. `roles_of` returns all of these names, so that an agency's milestones include those
of each of its roles. A party that is only a part of an agency, such as CAMHS, does not act under
the names of the other parts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from jtai.core.english import phrase
from jtai.core.validation import did_you_mean
from jtai.errors import UnknownKeyError
from jtai.guidance.agencies import AGENCIES
from jtai.guidance.entries.time_entries import MilestoneEntry
from jtai.guidance.parties import Party, full_name, short_name

INSPECTION_TEAM: Final = frozenset(
    {Party.INSPECTORS, Party.LEAD_INSPECTOR, Party.CQC, Party.HMI_PROBATION_LEAD}
)
"""The parties that inspect, rather than being inspected."""

# The parts of an agency act under these names too; the director acts for the local authority.
_COLLECTIVE: Final = frozenset({Party.LOCAL_AGENCIES, Party.LOCAL_AUTHORITY, Party.HEALTH_AGENCIES})


def party_words(parties: Iterable[str]) -> str:
    """Return the names of parties as a phrase.

    Examples:
        >>> party_words([Party.LOCAL_AUTHORITY, Party.CCG, Party.YOT])
        'local authority, clinical commissioning group and youth offending team'
    """
    return phrase(parties)


def short_party_words(parties: Iterable[str], contributors: Iterable[str] = ()) -> str:
    """Return the short names of parties as a phrase, for the cells of a table.

    Examples:
        >>> short_party_words([Party.LOCAL_AUTHORITY], [Party.CCG, Party.YOT])
        'LA with CCG, YOT'
    """
    words = ", ".join(map(short_name, parties))
    helpers = ", ".join(map(short_name, contributors))
    return f"{words} with {helpers}" if helpers else words


def roles_of(name: str, known: Collection[str], *, where: str) -> frozenset[str]:
    """Return every name under which an agency or party acts or receives.

    Args:
        name: An agency, or a party, or the usual short name of one, such as police or YOT, in any
            case.
        known: The parties of the timetable, which may be the caller's own.
        where: The argument's name, for the error.

    Raises:
        UnknownKeyError: If it is neither an agency nor a party.

    Examples:
        >>> sorted(roles_of("youth offending team", (), where="agency"))
        ['local agencies', 'youth offending team']
        >>> roles_of("YOS", (), where="agency") == roles_of(Party.YOT, (), where="agency")
        True
        >>> sorted(roles_of("CCG", (), where="agency"))
        ['clinical commissioning group', 'health agencies', 'local agencies']
    """
    name = full_name(name, known)
    agencies = [entry for entry in AGENCIES if name == entry.agency or name in entry.parties]
    roles = {
        str(party)
        for entry in agencies
        for party in entry.parties
        if name == entry.agency or not _COLLECTIVE.isdisjoint((name, party))
    }
    if name in [*INSPECTION_TEAM]:  # a list, as an unhashable name is refused below
        # Each of them is an inspector, and "inspectors" means all of them.
        roles |= INSPECTION_TEAM if name == Party.INSPECTORS else {Party.INSPECTORS}
    if not agencies and name not in [*INSPECTION_TEAM, *known]:
        own = [party for party in known if party not in [*Party]]
        names = dict.fromkeys([*(str(entry.agency) for entry in AGENCIES), *Party, *own])
        raise UnknownKeyError(
            "unknown agency or party",
            where=where,
            expected=f"one of {', '.join(names)}",
            remedy=did_you_mean(name, names),
        )
    return frozenset(map(str, {name, *roles}))


def concerns(entry: MilestoneEntry, roles: frozenset[str], *, provides: bool) -> bool:
    """Return whether a milestone is provided or, unless `provides`, received in one of the roles.

    Examples:
        >>> import jtai
        >>> notification = jtai.MILESTONES[0]
        >>> police = roles_of("police", (), where="agency")
        >>> [concerns(notification, police, provides=provides) for provides in (False, True)]
        [True, False]
    """
    if not roles.isdisjoint((*entry.by, *entry.contributors)):
        return True
    return not (provides or roles.isdisjoint(entry.to))
