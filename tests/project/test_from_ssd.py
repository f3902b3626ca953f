"""The mapping of `examples/from_ssd.py`. Expected values follow from the rows in each test."""

from __future__ import annotations

import runpy
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import pytest

from jtai.guidance.columns import AUGUST_2019
from jtai.guidance.lists import FOLLOW_UP_FIELDS, GATE_FIELDS
from tests.project.test_examples import EXAMPLES

AS_OF = date(2019, 9, 9)

# The field names as published in the data model, not copied from the example.
SSD_FIELDS = {
    "ssd_cin_assessments": "cina_assessment_auth_date cina_assessment_child_seen"
    " cina_assessment_start_date cina_assessment_team cina_assessment_worker_id cina_person_id",
    "ssd_cin_episodes": "cine_cin_primary_need_code cine_close_date cine_close_reason"
    " cine_person_id cine_referral_date cine_referral_nfa cine_referral_source_code"
    " cine_referral_team cine_referral_worker_id",
    "ssd_cin_plans": "cinp_cin_plan_end_date cinp_cin_plan_start_date cinp_person_id",
    "ssd_cin_visits": "cinv_cin_visit_date cinv_cin_visit_seen cinv_person_id",
    "ssd_cla_episodes": "clae_cla_episode_ceased_date clae_cla_episode_ceased_reason"
    " clae_cla_episode_start_date clae_cla_id clae_cla_last_iro_contact_date"
    " clae_cla_primary_need_code clae_entered_care_date clae_person_id",
    "ssd_cla_health": "clah_health_check_date clah_health_check_type clah_person_id",
    "ssd_cla_placement": "clap_cla_id clap_cla_placement_postcode clap_cla_placement_provider"
    " clap_cla_placement_start_date clap_cla_placement_type clap_cla_placement_urn clap_person_id",
    "ssd_cla_reviews": "clar_cla_id clar_cla_review_date",
    "ssd_cla_visits": "clav_cla_id clav_cla_visit_date clav_cla_visit_seen clav_person_id",
    "ssd_contacts": "cont_contact_date cont_contact_source_code cont_person_id",
    "ssd_cp_plans": "cppl_cp_plan_end_date cppl_cp_plan_id cppl_cp_plan_initial_category"
    " cppl_cp_plan_latest_category cppl_cp_plan_start_date cppl_person_id",
    "ssd_cp_reviews": "cppr_cp_plan_id cppr_cp_review_date cppr_person_id",
    "ssd_cp_visits": "cppv_cp_plan_id cppv_cp_visit_date cppv_cp_visit_seen"
    " cppv_cp_visit_seen_alone cppv_person_id",
    "ssd_disability": "disa_disability_code disa_person_id",
    "ssd_immigration_status": "immi_immigration_status immi_immigration_status_end_date"
    " immi_immigration_status_start_date immi_person_id",
    "ssd_initial_cp_conference": "icpc_icpc_date icpc_icpc_outcome_cp_flag icpc_person_id"
    " icpc_s47_enquiry_id",
    "ssd_involvements": "invo_involvement_end_date invo_person_id invo_professional_id"
    " invo_professional_team",
    "ssd_legal_status": "lega_legal_status lega_legal_status_end_date"
    " lega_legal_status_start_date lega_person_id",
    "ssd_missing": "miss_missing_episode_start_date miss_missing_rhi_accepted"
    " miss_missing_rhi_offered miss_person_id",
    "ssd_person": "pers_dob pers_ethnicity pers_person_id pers_sex",
    "ssd_s47_enquiry": "s47e_person_id s47e_s47_enquiry_id s47e_s47_start_date",
}


@pytest.fixture(scope="module")
def ssd() -> dict[str, Any]:
    """Return the names of the example."""
    return runpy.run_path(str(EXAMPLES / "from_ssd.py"))


def mapped(ssd: dict[str, Any], extract: Mapping[str, Sequence[Mapping[str, object]]]) -> Any:
    """Map an extract with one child who has an episode, and the given entities."""
    person = {"pers_person_id": "SYN-01", "pers_sex": "F", "pers_dob": "2007-05-01 00:00:00"}
    episode = {"cine_person_id": "SYN-01", "cine_referral_date": "2019-04-15"}
    whole = {"ssd_person": [person], "ssd_cin_episodes": [episode], **extract}
    return ssd["Mapper"](whole, AS_OF)


def test_the_mapping_reads_only_published_fields(ssd: dict[str, Any]) -> None:
    """The mapping reads all the published fields listed above, and no others."""
    real = {f"{entity}.{name}" for entity, names in SSD_FIELDS.items() for name in names.split()}
    assert ssd["fields_used"]() == real


def test_every_column_has_a_source_or_a_reason(ssd: dict[str, Any]) -> None:
    """Each column of a list is mapped, computed, or named as not held in the SSD."""
    layouts = {layout.number: layout for layout in AUGUST_2019.lists}
    assert {*ssd["LISTS"]} == {*layouts}
    for number, made in ssd["LISTS"].items():
        columns = {column.key for column in layouts[number].columns}
        taken = {column.key for column in made.columns}
        assert taken <= columns
        assert not taken & {*ssd["NOT_HELD"], *ssd["COUNTED"]}
        assert columns <= taken | {*ssd["NOT_HELD"]} | {*ssd["COUNTED"]}, number
    everything = {column.key for layout in layouts.values() for column in layout.columns}
    assert {*ssd["NOT_HELD"]} <= everything
    assert {field.key for field in (*GATE_FIELDS, *FOLLOW_UP_FIELDS)} <= {*ssd["NOT_HELD"]}


def test_the_mapping_is_a_readable_table(ssd: dict[str, Any]) -> None:
    """The mapping as a table says for each column which fields fill it, or why it is blank."""
    rows = {(row["list"], row["column"]): (row["fields"], row["how"]) for row in ssd["mapping"]()}
    assert len(rows) == sum(len(layout.columns) for layout in AUGUST_2019.lists)
    assert rows[1, "gender"] == ("ssd_person.pers_sex", "")
    assert rows[1, "age"] == ("", "computed from the date of birth")
    assert rows[8, "permanence_plan"] == ("", "left blank: care plans are JSON text")
    assert rows[6, "allocated_team"] == (
        "ssd_involvements.invo_professional_team",
        "where `invo_involvement_end_date` is blank, if there is only one",
    )


def test_unrecorded_facts_are_blank(ssd: dict[str, Any]) -> None:
    """Columns for which the extract has no data are blank, and never "no"."""
    (row,) = mapped(ssd, {}).lists()[6]
    assert row == {
        **dict.fromkeys(ssd["COLUMNS"][6]),
        "child_id": "SYN-01",
        "gender": "F",
        "date_of_birth": date(2007, 5, 1),
        "age": 12,
        "cin_start": date(2019, 4, 15),
    }


@pytest.mark.parametrize(
    ("codes", "answer"),
    [
        ([], None),
        ([None], None),
        (["NONE"], "No"),
        (["NONE", "NONE"], "No"),
        (["LD"], "Yes"),
        (["NONE", "LD"], "Yes"),
        (["not asked"], None),  # not a code, so neither yes nor no
        (["NONE", "not asked"], None),
    ],
)
def test_disability_is_no_only_if_every_row_says_so(
    ssd: dict[str, Any], codes: list[str | None], answer: str | None
) -> None:
    """Disability is "No" only if every row says so, and "Yes" if any row names one."""
    rows = [{"disa_person_id": "SYN-01", "disa_disability_code": code} for code in codes]
    (row,) = mapped(ssd, {"ssd_disability": rows}).lists()[6]
    assert row["disability"] == answer


@pytest.mark.parametrize("began", ["01/03/2019", "2018-01-01"])
def test_the_end_of_care_is_blank_if_the_last_episode_is_unclear(
    ssd: dict[str, Any], began: str
) -> None:
    """The end of care is blank if it is unclear which episode is the last and they differ."""
    mapper = mapped(
        ssd,
        {
            "ssd_cla_episodes": [
                care("2018-01-01", "2019-02-28", "X1", "L1"),
                care(began, "2019-05-01", "E4", "L1"),
            ]
        },
    )
    (row,) = mapper.lists()[8]
    assert row["care_start"] == date(2017, 10, 2)
    assert (row["care_end"], row["care_end_reason"]) == (None, None)
    assert mapper.undecided == {(8, "care_end"): 1, (8, "care_end_reason"): 1}


def test_an_end_on_which_episodes_agree_is_used(ssd: dict[str, Any]) -> None:
    """If all episodes that may be the last have the same end, that end is used."""
    mapper = mapped(
        ssd,
        {
            "ssd_cla_episodes": [
                care("01/01/2018", "2019-04-28", "E4", "L1"),
                care("2018-01-01", "2019-04-28 00:00:00", "E4", "L1"),
            ]
        },
    )
    (row,) = mapper.lists()[8]
    assert (row["care_end"], row["care_end_reason"]) == (date(2019, 4, 28), "E4")
    assert not mapper.undecided


def test_care_that_ended_before_the_look_back_is_not_listed(ssd: dict[str, Any]) -> None:
    """Care that ended before the look-back, whichever episode was the last, is not listed."""
    first = care("2018-01-01", "2018-05-01", "E4", "L1")
    episodes = [first, care("01/03/2018", "2018-06-01", "E4", "L1")]
    assert mapped(ssd, {"ssd_cla_episodes": episodes}).lists()[8] == []


@pytest.mark.parametrize(
    ("status", "began", "ended", "answer"),
    [
        ("L2", "2019-09-09", None, "Yes"),
        ("L2", "2019-09-10", None, None),  # tomorrow
        ("L1", "2019-03-07", "2019-03-09", "Yes"),  # six months before, to the day
        ("L1", "2019-03-07", "2019-03-08", None),
        ("C2", "2019-03-07", None, None),  # another legal status is not an answer
        ("L2", "2016-03-07", "01/04/2016", None),  # the end cannot be read
        ("L2", "07/03/2019", None, None),
        ("L2", None, None, "Yes"),
    ],
)
def test_emergency_protection_needs_a_recent_order(
    ssd: dict[str, Any], status: str, began: str | None, ended: str | None, answer: str | None
) -> None:
    """Emergency protection is "Yes" for an order in the last six months, and otherwise blank."""
    plan = {"cppl_person_id": "SYN-01", "cppl_cp_plan_start_date": "2019-04-01"}
    legal = {
        "lega_person_id": "SYN-01",
        "lega_legal_status": status,
        "lega_legal_status_start_date": began,
        "lega_legal_status_end_date": ended,
    }
    (row,) = mapped(ssd, {"ssd_cp_plans": [plan], "ssd_legal_status": [legal]}).lists()[7]
    assert row["emergency_protection"] == answer


def visit(day: str, alone: str, plan: str = "C1") -> dict[str, object]:
    """Return a visit under a child protection plan."""
    return {
        "cppv_person_id": "SYN-01",
        "cppv_cp_plan_id": plan,
        "cppv_cp_visit_date": day,
        "cppv_cp_visit_seen": "Y",
        "cppv_cp_visit_seen_alone": alone,
    }


def test_the_last_visit_is_the_latest_of_the_plan_up_to_the_day(ssd: dict[str, Any]) -> None:
    """The last visit is the latest under this plan up to the day; differing answers are blank."""
    plan: dict[str, object] = {
        "cppl_person_id": "SYN-01",
        "cppl_cp_plan_id": "C1",
        "cppl_cp_plan_start_date": "2019-04-01T00:00:00",
    }
    visits = [
        visit("2019-08-12", "Y"),
        visit("2019-09-02", "N"),
        visit("2019-09-04", "Y", plan="C0"),
        visit("2019-09-10", "Y"),
    ]
    extract: dict[str, list[dict[str, object]]] = {
        "ssd_cp_plans": [plan],
        "ssd_cp_visits": visits,
    }
    (row,) = mapped(ssd, extract).lists()[7]
    assert (row["last_visit"], row["seen_alone"]) == (date(2019, 9, 2), "N")
    assert row["plan_start"] == date(2019, 4, 1)

    mapper = mapped(ssd, {**extract, "ssd_cp_visits": [*visits, visit("2019-09-02", "Y")]})
    (row,) = mapper.lists()[7]
    assert (row["last_visit"], row["seen_alone"]) == (date(2019, 9, 2), None)
    assert dict(mapper.undecided) == {(7, "seen_alone"): 1}


def test_last_seen_is_the_latest_of_all_visits(ssd: dict[str, Any]) -> None:
    """The date last seen is the latest visit of any kind at which the child was seen."""
    extract: dict[str, list[dict[str, object]]] = {
        "ssd_cp_visits": [visit("2019-08-12", "Y")],
        "ssd_cla_visits": [
            {
                "clav_person_id": "SYN-01",
                "clav_cla_visit_date": "2019-08-20",
                "clav_cla_visit_seen": "Y",
            }
        ],
        "ssd_cin_visits": [
            {
                "cinv_person_id": "SYN-01",
                "cinv_cin_visit_date": "2019-09-01",
                "cinv_cin_visit_seen": "N",
            }
        ],
    }
    (row,) = mapped(ssd, extract).lists()[6]
    assert row["last_seen"] == date(2019, 8, 20)


def test_an_unreadable_visit_date_makes_the_last_visit_unknown(ssd: dict[str, Any]) -> None:
    """If the date of a visit cannot be read, the last visit is unknown."""
    unread, planned = visit("02/09/2019", "N"), visit("", "N")
    plan: dict[str, object] = {"cppl_person_id": "SYN-01", "cppl_cp_plan_id": "C1"}
    for visits, last in (
        ([visit("2019-08-12", "Y"), planned], date(2019, 8, 12)),
        ([visit("2019-08-12", "Y"), unread], None),
        ([unread], None),
    ):
        extract: dict[str, list[dict[str, object]]] = {
            "ssd_cp_visits": visits,
            "ssd_cla_visits": [
                {
                    "clav_person_id": "SYN-01",
                    "clav_cla_visit_date": "2019-08-01",
                    "clav_cla_visit_seen": "Y",
                }
            ],
            "ssd_cp_plans": [plan],
        }
        mapper = mapped(ssd, extract)
        rows = mapper.lists()
        assert [row["last_seen"] for row in rows[6]] == [last]
        assert [row["last_visit"] for row in rows[7]] == [last]
        assert [row["seen_alone"] for row in rows[7]] == ["Y" if last else None]
        assert mapper.undecided == (
            {} if last else {(6, "last_seen"): 1, (7, "last_visit"): 1, (7, "seen_alone"): 1}
        )


def care(
    begins: str | None, ends: str | None, reason: str | None, period: str
) -> dict[str, object]:
    """Return an episode of care."""
    return {
        "clae_person_id": "SYN-01",
        "clae_cla_id": period,
        "clae_entered_care_date": "2017-10-02",
        "clae_cla_episode_start_date": begins,
        "clae_cla_episode_ceased_date": ends,
        "clae_cla_episode_ceased_reason": reason,
    }


def test_a_period_of_care_is_one_row(ssd: dict[str, Any]) -> None:
    """A period of care is one row of list 8, and a change of placement does not end it."""
    first = care("2017-10-02", "2018-05-14", "X1", "L1")
    for last, expected in (
        (care("2018-05-14", None, None, "L1"), (None, None)),
        (care("2018-05-14", "2019-09-02", "X1", "L1"), (None, None)),
        (care("2018-05-14", "2019-09-02", "E4A", "L1"), (date(2019, 9, 2), "E4A")),
        # An end that cannot be read is kept, so that the check reports it.
        (care("2018-05-14", "02/09/2019", "E4A", "L1"), ("02/09/2019", "E4A")),
        (care("2018-05-14", None, "E4A", "L1"), (None, "E4A")),
        (care("2018-05-14", "02/09/2019", "X1", "L1"), (None, None)),
    ):
        (row,) = mapped(ssd, {"ssd_cla_episodes": [last, first]}).lists()[8]
        assert row["care_start"] == date(2017, 10, 2)
        assert (row["care_end"], row["care_end_reason"]) == expected
    # An episode without a start is not the last one.
    last = care("2018-05-14", "2019-09-02", "E4A", "L1")
    blank = {**first, "clae_cla_episode_start_date": None}
    (row,) = mapped(ssd, {"ssd_cla_episodes": [last, blank]}).lists()[8]
    assert row["care_end_reason"] == "E4A"
    # Nor is one that begins after the day.
    later = care("2019-09-10", None, None, "L1")
    current = care("2018-05-14", None, None, "L1")
    assert len(mapped(ssd, {"ssd_cla_episodes": [current, later]}).lists()[8]) == 1
    # Care that ended before the look-back is not listed; episodes without a period are rows.
    gone = care("2018-05-14", "2019-03-08", "E4A", "L1")
    assert not mapped(ssd, {"ssd_cla_episodes": [first, gone]}).lists()[8]
    unnamed = [care("2018-05-14", None, None, ""), care("2019-05-14", None, None, "")]
    assert len(mapped(ssd, {"ssd_cla_episodes": unnamed}).lists()[8]) == 2


def test_the_case_status_is_the_first_that_is_open(ssd: dict[str, Any]) -> None:
    """The case status is the first that applies; it is blank if an entity is not in the extract."""
    plan = {"cppl_person_id": "SYN-01", "cppl_cp_plan_start_date": "2019-04-01"}
    ended = care("2017-10-02", "2019-04-01", "E4A", "L1")
    current = care("2017-10-02", None, None, "L1")
    cases: tuple[tuple[dict[str, list[Any]], str | None], ...] = (
        ({"ssd_cla_episodes": [current], "ssd_cp_plans": [plan]}, "Looked after child"),
        ({"ssd_cla_episodes": [ended], "ssd_cp_plans": [plan]}, "Child Protection plan"),
        ({"ssd_cp_plans": [plan]}, None),
        ({"ssd_cla_episodes": [], "ssd_cp_plans": []}, None),
    )
    for extract, expected in cases:
        (row,) = mapped(ssd, extract).lists()[6]
        assert row["case_status"] == expected
    closed = {
        "cine_person_id": "SYN-01",
        "cine_referral_date": "2018-04-15",
        "cine_close_date": "2019-06-28",
    }
    (row,) = mapped(ssd, {"ssd_cin_episodes": [closed], "ssd_cp_plans": [plan]}).lists()[6]
    assert row["case_status"] == "Closed episode"


@pytest.mark.parametrize(
    ("begins", "ends", "status"),
    [
        # Without care, the next status is a child protection plan, which is open.
        ("2019-09-09", None, "Looked after child"),
        ("2019-09-10", None, "Child Protection plan"),
        ("2017-10-02", "2019-09-10", "Looked after child"),
        ("2017-10-02", "2019-09-09", "Child Protection plan"),  # it ended on the day
        # If a date cannot be read, it is unknown whether the child is in care,
        ("02/10/2017", None, None),
        (None, None, None),
        ("2017-10-02", "14/05/2018", None),
        # unless the other date settles it.
        ("2019-09-10", "some day", "Child Protection plan"),
        ("some day", "2019-09-09", "Child Protection plan"),
    ],
)
def test_an_unreadable_care_date_leaves_the_status_blank(
    ssd: dict[str, Any], begins: str | None, ends: str | None, status: str | None
) -> None:
    """The case status is blank if it depends on a date of care that cannot be read."""
    plan = {"cppl_person_id": "SYN-01", "cppl_cp_plan_start_date": "2019-04-01"}
    doubtful = care(begins, ends, None, "L1")
    (row,) = mapped(ssd, {"ssd_cla_episodes": [doubtful], "ssd_cp_plans": [plan]}).lists()[6]
    assert row["case_status"] == status
    # Another episode that is certainly open settles it, before or after this one.
    both = [care("2018-05-14", None, None, "L2"), doubtful]
    for rows in (both, both[::-1]):
        (row,) = mapped(ssd, {"ssd_cla_episodes": rows, "ssd_cp_plans": [plan]}).lists()[6]
        assert row["case_status"] == "Looked after child"


@pytest.mark.parametrize(
    ("closes", "status"),
    [
        ("2019-09-09", "Closed episode"),  # on the day
        ("2019-09-10", "Child Protection plan"),
        ("28/06/2019", None),
        ("", "Child Protection plan"),
    ],
)
def test_an_unreadable_closing_date_leaves_the_status_blank(
    ssd: dict[str, Any], closes: str, status: str | None
) -> None:
    """An episode is closed from its closing date on; an unreadable date leaves the status blank."""
    episode = {
        "cine_person_id": "SYN-01",
        "cine_referral_date": "2018-04-15",
        "cine_close_date": closes,
    }
    plan = {"cppl_person_id": "SYN-01", "cppl_cp_plan_start_date": "2019-04-01"}
    extract = {
        "ssd_cin_episodes": [episode],
        "ssd_cla_episodes": [],
        "ssd_cp_plans": [plan],
    }
    (row,) = mapped(ssd, extract).lists()[6]
    assert row["case_status"] == status


def test_rows_outside_the_look_back_are_left_out(ssd: dict[str, Any]) -> None:
    """List 6 has episodes open in the last six months, and those with unreadable dates."""
    for begins, ends, number in (
        ("2010-01-04", None, 1),
        ("2010-01-04", "2019-03-09", 1),
        ("2010-01-04", "2019-03-08", 0),
        ("2019-09-10", None, 0),
        ("some day", "another", 1),  # kept, for the check to report
    ):
        row = {
            "cine_person_id": "SYN-01",
            "cine_referral_date": begins,
            "cine_close_date": ends,
        }
        assert len(mapped(ssd, {"ssd_cin_episodes": [row]}).lists()[6]) == number


def test_an_identifier_is_not_read_as_a_date(ssd: dict[str, Any]) -> None:
    """ISO dates are read, with a time or as objects; eight digits are not read as a date."""
    assert ssd["plain"]("20190401") == "20190401"
    assert ssd["plain"](20190401) == 20190401
    assert ssd["plain"]("2019-04-31") == "2019-04-31"
    assert ssd["plain"]("2019-04-01 00:00:00.000") == date(2019, 4, 1)
    assert ssd["plain"](date(2019, 4, 1)) == date(2019, 4, 1)
    assert ssd["plain"](datetime(2019, 4, 1, 12)) == date(2019, 4, 1)  # noqa: DTZ001 - as a database gives it
    assert ssd["plain"]("") is None


def test_a_child_without_a_person_keeps_its_identifier(ssd: dict[str, Any]) -> None:
    """A row is kept even if its child is not in `ssd_person`."""
    (row,) = mapped(ssd, {"ssd_person": []}).lists()[6]
    assert (row["child_id"], row["date_of_birth"]) == ("SYN-01", None)


def test_the_worker_is_blank_if_two_are_open(ssd: dict[str, Any]) -> None:
    """The worker is blank if two involvements are open; one that has ended does not count."""
    worker = {"invo_person_id": "SYN-01", "invo_professional_id": "W1"}
    other = {"invo_person_id": "SYN-01", "invo_professional_id": "W2"}
    mapper = mapped(ssd, {"ssd_involvements": [worker, other]})
    assert mapper.lists()[6][0]["allocated_worker"] is None
    assert mapper.undecided[6, "allocated_worker"] == 1
    ended = {**other, "invo_involvement_end_date": "2019-01-07"}
    assert mapped(ssd, {"ssd_involvements": [worker, ended]}).lists()[6][0]["allocated_worker"] == (
        "W1"
    )


def test_missing_and_unmapped_fields_are_named(ssd: dict[str, Any]) -> None:
    """Missing entities and fields of an extract are named, and fields that are not mapped."""
    extract = {"ssd_person": [{"pers_person_id": "SYN-01", "pers_nationality": "GB"}]}
    missing = ssd["not_there"](extract)
    assert "ssd_person.pers_dob" in missing
    assert "ssd_cp_plans" in missing
    assert "ssd_person.pers_person_id" not in missing
    assert ssd["without_place"](extract) == ["ssd_person.pers_nationality"]


def test_the_page_says_what_to_install_and_run(ssd: Mapping[str, Any]) -> None:
    """The page and the example name the extra to install and the command to run."""
    page = (EXAMPLES.parent / "docs/how-to/from-ssd.md").read_text(encoding="utf-8")
    for text in (page, ssd["__doc__"]):
        assert 'pip install ".[excel]"' in text
        assert "python examples/from_ssd.py" in text
