"""Who acts and who receives (paras 1, 22, 25, 30, 32, 36, 37, 40, 45, 48).

These are names only; what each party does is in the tables that refer to it.
"""

from __future__ import annotations

from collections.abc import Container
from enum import StrEnum
from typing import Final

from jtai.guidance.terms import Agency


class Party(StrEnum):
    """A party to the exchange of information around an inspection (paras 29 to 50).

    Examples:
        >>> Party.YOT.value, Party.YOT.short
        ('youth offending team', 'YOT')
    """

    LEAD_INSPECTOR = "lead inspector"
    """Leads the inspection; receives what the area provides."""
    INSPECTORS = "inspectors"
    """The joint inspection team of the four inspectorates."""
    CQC = "Care Quality Commission"
    """Asks health agencies for documents (para 45)."""
    HMI_PROBATION_LEAD = "HMI Probation lead inspector"
    """Asks the youth offending service for cases to sample (para 48, item 5.5)."""
    LOCAL_AGENCIES = "local agencies"
    """All agencies in the area that were notified."""
    LOCAL_AUTHORITY = "local authority"
    """The council with children's services responsibilities."""
    DIRECTOR_OF_CHILDRENS_SERVICES = "director of children's services"
    """The local authority's statutory director (para 36)."""
    CCG = "clinical commissioning group"
    """The nominated representative of the clinical commissioning group."""
    CAMHS = "child and adolescent mental health services"
    """The nominated representative of these services."""
    YOT = "youth offending team"
    """The nominated representative of the team."""
    HEALTH_AGENCIES = "health agencies"
    """The health agencies that the CQC decides to ask (para 45)."""

    @property
    def short(self) -> str:
        """The usual abbreviation, for tables.

        Examples:
            >>> Party.YOT.short, Party.INSPECTORS.short
            ('YOT', 'inspectors')
        """
        return short_name(self)


def short_name(party: str) -> str:
    """Return the usual abbreviation of a party, or its name if it has none.

    Examples:
        >>> short_name(Party.YOT), short_name("youth offending team"), short_name("head teachers")
        ('YOT', 'YOT', 'head teachers')
    """
    return _SHORT.get(party, str(party))


_SHORT: dict[str, str] = {
    Party.CQC: "CQC",
    Party.LOCAL_AUTHORITY: "LA",
    Party.DIRECTOR_OF_CHILDRENS_SERVICES: "DCS",
    Party.CCG: "CCG",
    Party.CAMHS: "CAMHS",
    Party.YOT: "YOT",
}
_PARTIES: Final = {name.casefold(): str(party) for party in Party for name in (party, party.short)}


def full_name(name: str, known: Container[object] = ()) -> str:
    """Return the name of the party or agency that a short name means, or the name itself.

    Args:
        name: The name.
        known: The names that are right as they are.

    Examples:
        >>> full_name("yot"), full_name("Police"), full_name("head teachers")
        ('youth offending team', 'police force', 'head teachers')
    """
    if not isinstance(name, str) or name in known:
        return name
    party = _PARTIES.get(" ".join(name.split()).casefold())
    try:
        return party or str(Agency(name))
    except ValueError:
        return name
