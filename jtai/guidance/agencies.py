"""Inspectorates and local agencies: who inspects whom (paras 1, 22, 23, 25, 29 to 32, 45, 48).

This module has the entries, and works out how an agency takes part in what the parties provide.
What each agency provides, and when, is in the tables that refer to it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from jtai.core.citation import Reference
from jtai.core.errors import Fault
from jtai.core.notebook import Table
from jtai.guidance.entries.term_entries import AgencyEntry, InspectorateEntry
from jtai.guidance.parties import Party
from jtai.guidance.terms import Agency, Inspectorate, Responsibility

INSPECTORATES: tuple[InspectorateEntry, ...] = Table.of(
    InspectorateEntry(
        inspectorate=Inspectorate.OFSTED,
        name="Office for Standards in Education, Children's Services and Skills",
        role="An education inspector contacts the schools of the tracked children",
        assumed=(
            "the guidance does not say which inspectorate the education inspector comes from; "
            "Ofsted, which inspects schools, is assumed"
        ),
        reference=Reference.para(1, 25),
    ),
    InspectorateEntry(
        inspectorate=Inspectorate.CQC,
        name="Care Quality Commission",
        role="Decides which health agencies to ask for documents, and asks them",
        reference=Reference.para(1, 45),
    ),
    InspectorateEntry(
        inspectorate=Inspectorate.HMICFRS,
        name="Her Majesty's Inspectorate of Constabulary, Fire and Rescue Services",
        reference=Reference.para(1),
    ),
    InspectorateEntry(
        inspectorate=Inspectorate.HMI_PROBATION,
        name="Her Majesty's Inspectorate of Probation",
        role="Looks at youth offending teams; its lead inspector asks them for cases to sample",
        reference=Reference.para(1, 22, 48, part="item 5.5"),
    ),
)
"""The four inspectorates in the order of the guidance."""

_NOT_LISTED = (
    "the guidance says that the local area and its agencies are notified, without listing them; "
    "every agency that it covers is assumed to be included"
)

AGENCIES: tuple[AgencyEntry, ...] = Table.of(
    AgencyEntry(
        agency=Agency.LOCAL_AUTHORITY,
        parties=(
            Party.LOCAL_AGENCIES,
            Party.LOCAL_AUTHORITY,
            Party.DIRECTOR_OF_CHILDRENS_SERVICES,
        ),
        assumed=_NOT_LISTED,
        reference=Reference.para(32, 23, 29, 30, 36, 41, 48),
    ),
    AgencyEntry(
        agency=Agency.POLICE,
        parties=(Party.LOCAL_AGENCIES,),
        assumed=_NOT_LISTED,
        reference=Reference.para(48, 23, 26, 29),
    ),
    AgencyEntry(
        agency=Agency.YOT,
        parties=(Party.LOCAL_AGENCIES, Party.YOT),
        assumed=_NOT_LISTED,
        reference=Reference.para(22, 23, 29, 30, 32, 48),
    ),
    AgencyEntry(
        agency=Agency.HEALTH,
        parties=(Party.LOCAL_AGENCIES, Party.CCG, Party.CAMHS, Party.HEALTH_AGENCIES),
        assumed=_NOT_LISTED,
        reference=Reference.para(30, 23, 29, 32, 45, 48),
    ),
    AgencyEntry(
        agency=Agency.SCHOOLS,
        parties=(Party.LOCAL_AGENCIES,),
        assumed=_NOT_LISTED,
        reference=Reference.para(25, 23, 26, 29),
    ),
    AgencyEntry(
        agency=Agency.SAFEGUARDING_PARTNERS,
        parties=(Party.LOCAL_AGENCIES,),
        assumed=_NOT_LISTED,
        reference=Reference.para(18, 23, 24, 29, 48),
    ),
    AgencyEntry(
        agency=Agency.VOLUNTARY_SECTOR,
        parties=(Party.LOCAL_AGENCIES,),
        assumed=_NOT_LISTED,
        reference=Reference.para(24, 23, 26, 29),
    ),
    AgencyEntry(
        agency=Agency.NATIONAL_PROBATION_SERVICE,
        parties=(),
        in_scope=False,
        notified=False,
        reference=Reference.para(22),
    ),
    AgencyEntry(
        agency=Agency.COMMUNITY_REHABILITATION_COMPANIES,
        parties=(),
        in_scope=False,
        notified=False,
        reference=Reference.para(22),
    ),
)
"""The kinds of agency in an area: seven that the inspection covers, and two that it does not."""

LOCAL_AGENCIES: tuple[Agency, ...] = tuple(entry.agency for entry in AGENCIES if entry.in_scope)
"""The agencies that the inspection covers."""


def not_covered(agencies: Collection[Agency], where: str) -> Iterator[Fault]:
    """Yield an error detail if the inspection does not cover all of some agencies (para 22)."""
    if not set(agencies).issubset(LOCAL_AGENCIES):
        yield Fault(
            message="the inspection does not cover this agency",
            where=where,
            expected=f"one of {', '.join(LOCAL_AGENCIES)}",
            reference=Reference.para(22),
        )


def are_several(agencies: Collection[Agency]) -> bool:
    """Return whether there are several agencies; the safeguarding partners are several.

    Examples:
        >>> are_several([Agency.SAFEGUARDING_PARTNERS]), are_several([Agency.YOT])
        (True, False)
    """
    return len(agencies) > 1 or Agency.SAFEGUARDING_PARTNERS in agencies


_PARTIES = {entry.agency: entry.parties for entry in AGENCIES}


def responsibility(
    agency: Agency, by: Collection[str], contributors: Collection[str] = ()
) -> Responsibility | None:
    """Return how an agency takes part in what parties provide, or None if it does not.

    What all local agencies provide is joint. Otherwise `by` provides it, and the contributors work
    on it: the local authority provides lists 6, 7 and 8, "working with" the others (para 32).

    Args:
        agency: The agency.
        by: The parties that act, as a milestone names them.
        contributors: The parties that work with them, in the same form.

    Examples:
        >>> import jtai
        >>> timetable = jtai.Timetable.from_notification(date(2019, 9, 9))
        >>> lists, documents = timetable["child_lists"], timetable["case_documents"]
        >>> print(responsibility(Agency.HEALTH, lists.by, lists.contributors))
        contribution
        >>> print(responsibility(Agency.HEALTH, documents.by, documents.contributors))
        joint
    """
    parties = {*map(str, _PARTIES[agency])}
    if Party.LOCAL_AGENCIES in by:
        return Responsibility.JOINT if Party.LOCAL_AGENCIES in parties else None
    if not parties.isdisjoint(by):
        return Responsibility.OWN
    return None if parties.isdisjoint(contributors) else Responsibility.CONTRIBUTION
