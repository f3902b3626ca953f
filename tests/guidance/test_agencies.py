from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import jtai
from jtai.guidance.agencies import AGENCIES, INSPECTORATES, LOCAL_AGENCIES
from jtai.guidance.milestones import MILESTONES
from jtai.guidance.parties import Party
from jtai.guidance.terms import Agency, Inspectorate
from jtai.timetable.parties import roles_of

INSPECTING = {
    Party.LEAD_INSPECTOR,
    Party.INSPECTORS,
    Party.CQC,
    Party.HMI_PROBATION_LEAD,
}


@pytest.mark.guidance("para 1", "para 22", "para 45")
def test_inspectorates() -> None:
    """Four inspectorates inspect together (para 1)."""
    assert [row.inspectorate for row in INSPECTORATES] == list(Inspectorate)
    assert [str(row.inspectorate) for row in INSPECTORATES] == [
        "Ofsted",
        "CQC",
        "HMICFRS",
        "HMI Probation",
    ]


@pytest.mark.guidance("para 45")
def test_roles_of_inspectorates() -> None:
    """Ofsted, the CQC and HMI Probation have separate roles; that of Ofsted is assumed."""
    places = {row.inspectorate: str(row.reference) for row in INSPECTORATES if row.role is not None}
    assert places == {
        Inspectorate.OFSTED: "guidance 190035, paras 1, 25",
        Inspectorate.CQC: "guidance 190035, paras 1, 45",
        Inspectorate.HMI_PROBATION: "guidance 190035, paras 1, 22, 48, item 5.5",
    }
    assert [row.inspectorate for row in INSPECTORATES if row.assumed] == [Inspectorate.OFSTED]


@pytest.mark.guidance("para 18", "para 22", "para 24", "para 25", "para 32", "para 48")
def test_agencies() -> None:
    """The inspection covers seven kinds of local agency."""
    assert [row.agency for row in AGENCIES] == list(Agency)
    assert LOCAL_AGENCIES == (
        Agency.LOCAL_AUTHORITY,
        Agency.POLICE,
        Agency.YOT,
        Agency.HEALTH,
        Agency.SCHOOLS,
        Agency.SAFEGUARDING_PARTNERS,
        Agency.VOLUNTARY_SECTOR,
    )


@pytest.mark.guidance("para 22")
def test_probation_services_left_out() -> None:
    """The two probation services are outside the scope and are not notified (para 22)."""
    out = [row for row in AGENCIES if not row.in_scope]
    assert [str(row.agency) for row in out] == [
        "National Probation Service",
        "Community Rehabilitation Companies",
    ]
    for row in out:
        assert not row.notified
        assert row.parties == ()
        assert str(row.reference) == "guidance 190035, para 22"


@pytest.mark.guidance("para 18", "para 30")
def test_agencies_covered_are_notified() -> None:
    """Agencies in scope are notified as local agencies, which is marked as an assumption."""
    for row in AGENCIES:
        if row.in_scope:
            assert row.notified
            assert Party.LOCAL_AGENCIES in row.parties
        assert row.in_scope is (row.assumed is not None)


def test_every_party_of_the_area_is_an_agency() -> None:
    """Every party that owes or receives something, except inspectors, belongs to an agency."""
    acting = {party for row in AGENCIES for party in row.parties}
    assert acting == set(Party) - INSPECTING
    owing = {party for row in MILESTONES for party in (*row.by, *row.contributors, *row.to)}
    assert owing - INSPECTING <= acting


@pytest.mark.guidance("para 30")
def test_parties_that_act_alone() -> None:
    """Only the local authority, the YOT and health act as parties other than the local agencies."""
    own = {
        row.agency: row.parties[1:]
        for row in AGENCIES
        if row.parties[:1] == (Party.LOCAL_AGENCIES,)
    }
    assert {agency: parties for agency, parties in own.items() if parties} == {
        Agency.LOCAL_AUTHORITY: (Party.LOCAL_AUTHORITY, Party.DIRECTOR_OF_CHILDRENS_SERVICES),
        Agency.YOT: (Party.YOT,),
        Agency.HEALTH: (Party.CCG, Party.CAMHS, Party.HEALTH_AGENCIES),
    }


def test_a_party_has_every_milestone_of_its_agency_in_the_published_table() -> None:
    """In the published table, a party of an agency owes and receives what the agency does."""
    timetable = jtai.Timetable.from_notification(date(2019, 9, 9))
    for row in AGENCIES:
        for party in row.parties:
            # What all agencies provide together is that of every agency.
            agencies = LOCAL_AGENCIES if party is Party.LOCAL_AGENCIES else (row.agency,)
            for provides in (False, True):
                assert timetable.only(party, provides=provides) == timetable.only(
                    *agencies, provides=provides
                )


@pytest.mark.parametrize("name", ["YOS", "yjs", "youth justice service", "Youth Offending Service"])
def test_a_youth_offending_team_has_other_names(name: str) -> None:
    """The names youth offending service and youth justice service mean the youth offending team."""
    assert Agency(name) is Agency.YOT
    assert roles_of(name, (), where="only") == roles_of("YOT", (), where="only")


@pytest.mark.parametrize(
    ("name", "agency"),
    [
        ("police", Agency.POLICE),
        ("Police  Force", Agency.POLICE),
        ("la", Agency.LOCAL_AUTHORITY),
        ("Council", Agency.LOCAL_AUTHORITY),
        ("DCS", Agency.LOCAL_AUTHORITY),
        ("youth offending", Agency.YOT),
        ("Camhs", Agency.HEALTH),
        ("ccg", Agency.HEALTH),
        ("Voluntary sector", Agency.VOLUNTARY_SECTOR),
        ("safeguarding partners", Agency.SAFEGUARDING_PARTNERS),
        ("School", Agency.SCHOOLS),
    ],
)
def test_a_short_name_means_its_agency_everywhere(name: str, agency: Agency) -> None:
    """A short name of one agency is accepted in any case, in records and in questions."""
    plain: Any = name
    assert Agency(name) is agency
    assert {*roles_of(name, (), where="only")} >= {
        party
        for row in AGENCIES
        if row.agency is agency
        for party in row.parties
        if party not in {Party.CCG, Party.CAMHS}  # neither is the other
    }
    assert jtai.guidance.criteria_for(name) == jtai.guidance.criteria_for(agency)
    holding = jtai.inspection.AgencyEvaluation(agency=plain, text="Contacts were shared late.")
    assert holding.agency is agency
    assert jtai.inspection.AgencyEvaluation.from_plain({"agency": name}).agency is agency


@pytest.mark.parametrize(
    ("name", "candidates"),
    [
        ("health", "health partners"),
        ("probation", "National Probation Service"),
    ],
)
def test_a_name_that_several_parties_share_is_refused_with_the_candidates(
    name: str, candidates: str
) -> None:
    """A name that could mean several parties is refused, and the error suggests them."""
    plain: Any = name
    with pytest.raises(jtai.errors.InvalidRecordError, match=f"string; did you mean {candidates}"):
        jtai.inspection.AgencyEvaluation(agency=plain, text="Contacts were shared late.")
    with pytest.raises(jtai.errors.UnknownKeyError, match=f"party; did you mean {candidates}.* or"):
        roles_of(name, (), where="only")


def test_json_has_the_published_name_of_an_agency() -> None:
    """JSON must contain the published name of an agency; a short name is refused."""
    text = '{"agency": "police", "text": "Contacts were shared late."}'
    with pytest.raises(jtai.errors.InvalidRecordError, match="did you mean police force"):
        jtai.from_json(jtai.inspection.AgencyEvaluation, text, envelope=False)
