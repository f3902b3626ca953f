"""Fill the child-level lists from the Standard Safeguarding Dataset (SSD). Children are synthetic.

The mapping is a table, `LISTS`: each column comes from a field, or `NOT_HELD` says why it stays
blank. Something recorded in the extract can make an answer yes. Something missing from it never
makes an answer no, because it may be recorded elsewhere. Where several rows could fill a cell and
differ, the cell stays blank and is counted.

Entities and fields have their names in the data model as published in July 2026:
https://github.com/data-to-insight/ssd-data-model. The example writes a workbook. In the folder of a
clone, run ``pip install ".[excel]"`` and then ``python examples/from_ssd.py``.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import jtai
from jtai.guidance.columns import AUGUST_2019
from jtai.guidance.lists import CHILD_LISTS, FOLLOW_UP_FIELDS, GATE_FIELDS
from jtai.timetable import completed_years, lookback

Row = Mapping[str, object]
Extract = Mapping[str, list[Row]]


class Take(NamedTuple):
    """A column filled from a field. If several entries fill one column, the latest date counts.

    A field of the list's own entity is read from the row itself. A field of another entity is read
    from the rows joined to it: by the child, unless ``tie`` names a field on each side.
    """

    key: str
    field: str
    latest: str = ""  # the last joined row by this date counts; if empty, the rows must agree
    tie: tuple[str, str] = ("", "")
    only: tuple[str, frozenset[str]] = ("", frozenset())  # joined rows with one of these values
    still: str = ""  # joined rows whose end date is blank


class Flag(NamedTuple):
    """Yes if a joined row has one of the values; no only if a row says so explicitly."""

    key: str
    field: str
    yes: frozenset[str]
    no: frozenset[str] = frozenset()
    months: int = 1  # how long ago a row may have ended
    began: str = ""  # rows that begin after the inspection do not count
    ended: str = ""


class Made(NamedTuple):
    """A list: the entity that its rows come from, and where each column comes from."""

    entity: str
    begins: str
    ends: str
    columns: tuple[Take | Flag, ...]
    one_of: str = ""  # rows that share this become one row, the last to begin
    goes_on: tuple[str, str] = ("", "")  # a value which says that the row has not really ended


PERSON = {
    "ssd_person": "pers_person_id",
    "ssd_contacts": "cont_person_id",
    "ssd_cin_episodes": "cine_person_id",
    "ssd_cin_assessments": "cina_person_id",
    "ssd_cin_plans": "cinp_person_id",
    "ssd_cin_visits": "cinv_person_id",
    "ssd_s47_enquiry": "s47e_person_id",
    "ssd_initial_cp_conference": "icpc_person_id",
    "ssd_cp_plans": "cppl_person_id",
    "ssd_cp_visits": "cppv_person_id",
    "ssd_cp_reviews": "cppr_person_id",
    "ssd_cla_episodes": "clae_person_id",
    "ssd_cla_placement": "clap_person_id",
    "ssd_cla_visits": "clav_person_id",
    "ssd_cla_health": "clah_person_id",
    "ssd_legal_status": "lega_person_id",
    "ssd_missing": "miss_person_id",
    "ssd_disability": "disa_person_id",
    "ssd_immigration_status": "immi_person_id",
    "ssd_involvements": "invo_person_id",
}
"""The field of each entity that identifies the child. `ssd_cla_reviews` has none."""

# Change these to what your extract says. The SSD does not fix the first two.
HEALTH_ASSESSMENT = frozenset({"Health Assessment"})
DENTAL_CHECK = frozenset({"Dental Check"})
UNACCOMPANIED = frozenset({"Unaccompanied Asylum Seeking Child", "UASC"})
SEEN = frozenset({"Y"})
DISABILITIES = frozenset(
    ("MOB", "HAND", "PC", "INC", "COMM", "LD", "HEAR", "VIS", "BEH", "CON", "AUT", "DDA")
)
EMERGENCY = frozenset({"L1", "L2"})  # police protection, emergency protection order

CHILD = (
    # The lists ask for gender. Where an extract has both sex and gender, this is sex.
    Take("gender", "ssd_person.pers_sex"),
    Take("ethnicity", "ssd_person.pers_ethnicity"),
    Take("date_of_birth", "ssd_person.pers_dob"),
)
DISABILITY = Flag(
    "disability",
    "ssd_disability.disa_disability_code",
    DISABILITIES,
    no=frozenset({"NONE"}),
)
WORKER = (
    Take(
        "allocated_team",
        "ssd_involvements.invo_professional_team",
        still="invo_involvement_end_date",
    ),
    Take(
        "allocated_worker",
        "ssd_involvements.invo_professional_id",
        still="invo_involvement_end_date",
    ),
)
_ENQUIRY = ("icpc_s47_enquiry_id", "s47e_s47_enquiry_id")
_PLAN_OF_VISIT = ("cppv_cp_plan_id", "cppl_cp_plan_id")
_PLAN_OF_REVIEW = ("cppr_cp_plan_id", "cppl_cp_plan_id")
_CARE_OF_PLACEMENT = ("clap_cla_id", "clae_cla_id")
_CARE_OF_REVIEW = ("clar_cla_id", "clae_cla_id")
_CARE_OF_VISIT = ("clav_cla_id", "clae_cla_id")

LISTS: dict[int, Made] = {
    1: Made(
        "ssd_contacts",
        "cont_contact_date",
        "cont_contact_date",
        (
            *CHILD,
            Take("contact_date", "ssd_contacts.cont_contact_date"),
            Take("contact_source", "ssd_contacts.cont_contact_source_code"),
        ),
    ),
    3: Made(
        "ssd_cin_episodes",
        "cine_referral_date",
        "cine_referral_date",
        (
            *CHILD,
            Take("referral_date", "ssd_cin_episodes.cine_referral_date"),
            Take("referral_source", "ssd_cin_episodes.cine_referral_source_code"),
            Take("no_further_action", "ssd_cin_episodes.cine_referral_nfa"),
            Take("allocated_team", "ssd_cin_episodes.cine_referral_team"),
            Take("allocated_worker", "ssd_cin_episodes.cine_referral_worker_id"),
        ),
    ),
    4: Made(
        "ssd_cin_assessments",
        "cina_assessment_start_date",
        "cina_assessment_auth_date",
        (
            *CHILD,
            DISABILITY,
            Take("assessment_start", "ssd_cin_assessments.cina_assessment_start_date"),
            Take("child_seen", "ssd_cin_assessments.cina_assessment_child_seen"),
            Take("authorised", "ssd_cin_assessments.cina_assessment_auth_date"),
            Take("allocated_team", "ssd_cin_assessments.cina_assessment_team"),
            Take("allocated_worker", "ssd_cin_assessments.cina_assessment_worker_id"),
        ),
    ),
    5: Made(
        "ssd_s47_enquiry",
        "s47e_s47_start_date",
        "s47e_s47_start_date",
        (
            *CHILD,
            DISABILITY,
            *WORKER,
            Take("strategy_discussion", "ssd_s47_enquiry.s47e_s47_start_date"),
            Take("conference_date", "ssd_initial_cp_conference.icpc_icpc_date", tie=_ENQUIRY),
            Take(
                "conference_led_to_plan",
                "ssd_initial_cp_conference.icpc_icpc_outcome_cp_flag",
                tie=_ENQUIRY,
            ),
        ),
    ),
    6: Made(
        "ssd_cin_episodes",
        "cine_referral_date",
        "cine_close_date",
        (
            *CHILD,
            DISABILITY,
            *WORKER,
            Take("cin_start", "ssd_cin_episodes.cine_referral_date"),
            Take("primary_need", "ssd_cin_episodes.cine_cin_primary_need_code"),
            *(
                Take("last_seen", date_field, date_field.partition(".")[2], only=(seen, SEEN))
                for date_field, seen in (
                    ("ssd_cin_visits.cinv_cin_visit_date", "cinv_cin_visit_seen"),
                    ("ssd_cp_visits.cppv_cp_visit_date", "cppv_cp_visit_seen"),
                    ("ssd_cla_visits.clav_cla_visit_date", "clav_cla_visit_seen"),
                )
            ),
            Take("cin_end", "ssd_cin_episodes.cine_close_date"),
            Take("closure_reason", "ssd_cin_episodes.cine_close_reason"),
        ),
    ),
    7: Made(
        "ssd_cp_plans",
        "cppl_cp_plan_start_date",
        "cppl_cp_plan_end_date",
        (
            *CHILD,
            DISABILITY,
            *WORKER,
            Take("plan_start", "ssd_cp_plans.cppl_cp_plan_start_date"),
            Take("initial_category", "ssd_cp_plans.cppl_cp_plan_initial_category"),
            Take("latest_category", "ssd_cp_plans.cppl_cp_plan_latest_category"),
            Take(
                "last_visit",
                "ssd_cp_visits.cppv_cp_visit_date",
                "cppv_cp_visit_date",
                _PLAN_OF_VISIT,
            ),
            Take(
                "seen_alone",
                "ssd_cp_visits.cppv_cp_visit_seen_alone",
                "cppv_cp_visit_date",
                _PLAN_OF_VISIT,
            ),
            Take(
                "latest_review",
                "ssd_cp_reviews.cppr_cp_review_date",
                "cppr_cp_review_date",
                _PLAN_OF_REVIEW,
            ),
            Take("plan_end", "ssd_cp_plans.cppl_cp_plan_end_date"),
            Flag(
                "emergency_protection",
                "ssd_legal_status.lega_legal_status",
                EMERGENCY,
                months=6,
                began="lega_legal_status_start_date",
                ended="lega_legal_status_end_date",
            ),
        ),
    ),
    8: Made(
        "ssd_cla_episodes",
        "clae_cla_episode_start_date",
        "clae_cla_episode_ceased_date",
        (
            *CHILD,
            DISABILITY,
            *WORKER,
            Flag(
                "unaccompanied",
                "ssd_immigration_status.immi_immigration_status",
                UNACCOMPANIED,
                months=12,
                began="immi_immigration_status_start_date",
                ended="immi_immigration_status_end_date",
            ),
            Take("care_start", "ssd_cla_episodes.clae_entered_care_date"),
            Take("category_of_need", "ssd_cla_episodes.clae_cla_primary_need_code"),
            Take(
                "legal_status_start",
                "ssd_legal_status.lega_legal_status_start_date",
                "lega_legal_status_start_date",
            ),
            Take(
                "legal_status",
                "ssd_legal_status.lega_legal_status",
                "lega_legal_status_start_date",
            ),
            Take(
                "latest_review",
                "ssd_cla_reviews.clar_cla_review_date",
                "clar_cla_review_date",
                _CARE_OF_REVIEW,
            ),
            Take(
                "last_visit",
                "ssd_cla_visits.clav_cla_visit_date",
                "clav_cla_visit_date",
                _CARE_OF_VISIT,
            ),
            Take("last_iro_contact", "ssd_cla_episodes.clae_cla_last_iro_contact_date"),
            Take(
                "last_health_assessment",
                "ssd_cla_health.clah_health_check_date",
                "clah_health_check_date",
                only=("clah_health_check_type", HEALTH_ASSESSMENT),
            ),
            Take(
                "last_dental_check",
                "ssd_cla_health.clah_health_check_date",
                "clah_health_check_date",
                only=("clah_health_check_type", DENTAL_CHECK),
            ),
            Take("care_end", "ssd_cla_episodes.clae_cla_episode_ceased_date"),
            Take("care_end_reason", "ssd_cla_episodes.clae_cla_episode_ceased_reason"),
            *(
                Take(key, f"ssd_cla_placement.{field}", "clap_cla_placement_start_date", tie)
                for key, field, tie in (
                    ("placement_start", "clap_cla_placement_start_date", _CARE_OF_PLACEMENT),
                    ("placement_type", "clap_cla_placement_type", _CARE_OF_PLACEMENT),
                    ("placement_provider", "clap_cla_placement_provider", _CARE_OF_PLACEMENT),
                    ("placement_postcode", "clap_cla_placement_postcode", _CARE_OF_PLACEMENT),
                    ("placement_urn", "clap_cla_placement_urn", _CARE_OF_PLACEMENT),
                )
            ),
            Take(
                "return_interview_offered",
                "ssd_missing.miss_missing_rhi_offered",
                "miss_missing_episode_start_date",
            ),
            Take(
                "return_interview_accepted",
                "ssd_missing.miss_missing_rhi_accepted",
                "miss_missing_episode_start_date",
            ),
        ),
        one_of="clae_cla_id",
        goes_on=("clae_cla_episode_ceased_reason", "X1"),
    ),
}

# The case status is the first of these that is open on the day. If the extract lacks one of them,
# the status is unknown unless an earlier one is open.
STATUS = (
    (
        "Looked after child",
        "ssd_cla_episodes",
        "clae_cla_episode_start_date",
        "clae_cla_episode_ceased_date",
    ),
    (
        "Child Protection plan",
        "ssd_cp_plans",
        "cppl_cp_plan_start_date",
        "cppl_cp_plan_end_date",
    ),
    (
        "Child in need plan",
        "ssd_cin_plans",
        "cinp_cin_plan_start_date",
        "cinp_cin_plan_end_date",
    ),
    (
        "Open assessment",
        "ssd_cin_assessments",
        "cina_assessment_start_date",
        "cina_assessment_auth_date",
    ),
)

COLUMNS = {layout.number: [column.key for column in layout.columns] for layout in AUGUST_2019.lists}
COUNTED = {
    "child_id": "the child of the row, even if `ssd_person` does not have them",
    "age": "computed from the date of birth",
    "case_status": "the first of care, child protection plan, child in need plan and assessment"
    " that is open",
}

_COUNT = "the extract does not say how far back it goes, so a count may be too low"
NOT_HELD: dict[str, str] = {
    **dict.fromkeys(
        (field.key for field in (*GATE_FIELDS, *FOLLOW_UP_FIELDS)),
        "the SSD has no field for it; scores, factors and convictions are different facts",
    ),
    "mental_ill_health_identified": "assessment factors are JSON text, and do not answer it",
    "needs_social_care": "assessment outcomes are JSON text",
    "conference_unnecessary": "a missing conference does not mean that none was needed",
    "permanence_plan": "care plans are JSON text",
    "placement_location": "the SSD has a distance, not a place",
    "placement_authority": "the SSD has a postcode, not an authority",
    "second_period": "earlier periods of care may not be in the extract",
    **dict.fromkeys(
        (
            "referrals_in_year",
            "enquiries_in_year",
            "conferences_in_year",
            "previous_plans",
            "placements_in_year",
            "missing_episodes",
            "absent_episodes",
        ),
        _COUNT,
    ),
}
"""Columns that the SSD cannot fill and that stay blank, with the reason."""


def how(column: Take | Flag, entity: str) -> str:
    """Return how a column is filled if it is not simply a field of the row or the child."""
    if isinstance(column, Flag):
        yes = " or ".join(sorted(column.yes))
        within = f" in the last {column.months} months" if column.ended else ""
        no = f"no: {' or '.join(sorted(column.no))}; " if column.no else ""
        return f"yes: {yes}{within}; {no}otherwise blank"
    words = []
    if column.latest:
        words.append(f"latest by `{column.latest}`")
    if column.only[0]:
        words.append(f"where `{column.only[0]}` is {' or '.join(sorted(column.only[1]))}")
    if column.still:
        words.append(f"where `{column.still}` is blank, if there is only one")
    if column.tie[0] and not column.field.startswith(f"{entity}."):
        words.append(f"with the same `{column.tie[1]}`")
    return ", ".join(words)


def mapping() -> list[Row]:
    """Return how each column of each list is filled, or why it stays blank."""
    rows: list[Row] = []
    for number, made in LISTS.items():
        for key in COLUMNS[number]:
            used = [column for column in made.columns if column.key == key]
            fields = "; ".join(column.field for column in used)
            if used:
                filled = how(used[0], made.entity)
            else:
                filled = COUNTED.get(key) or f"left blank: {NOT_HELD[key]}"
            rows.append({"list": number, "column": key, "fields": fields, "how": filled})
    return rows


def day(value: object) -> date | None:
    """Return an SSD date, written with or without a time, or None if it is not a date."""
    text = str(value)
    if not re.match(r"\d{4}-\d{2}-\d{2}(?:$|[ T])", text):
        return None  # An identifier of eight digits is not a date, though it could be read as one.
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def plain(value: object) -> object:
    """Return a date as a date, a blank as None, and anything else unchanged."""
    return None if value in {None, ""} else day(value) or value


def unread(value: object) -> bool:
    """Return whether a value that should be a date cannot be read as one."""
    return plain(value) is not None and day(value) is None


UNDECIDED = object()
"""A value on which rows of the extract disagree."""


def agreed(rows: list[Row]) -> Row:
    """Merge rows: fields on which they agree keep their value, and the others are undecided."""
    first, *others = ({field: plain(value) for field, value in row.items()} for row in rows)
    return {
        field: value if all(row.get(field) == value for row in others) else UNDECIDED
        for field, value in first.items()
    }


class Mapper:
    """Makes the rows of the lists from an extract, as of a day."""

    def __init__(self, extract: Extract, as_of: date) -> None:
        self.extract = extract
        self.as_of = as_of
        self.undecided: Counter[tuple[int, str]] = Counter()
        self.indexes: dict[tuple[str, str], dict[object, list[Row]]] = {}

    def lists(self) -> dict[int, list[dict[str, object]]]:
        """Return the rows of every list whose entity is in the extract."""
        return {
            number: [self.row(number, made, base) for base in self.bases(number, made)]
            for number, made in LISTS.items()
            if made.entity in self.extract
        }

    def bases(self, number: int, made: Made) -> Iterator[Row]:
        """Yield the rows for the list: open, or ended within its look-back."""
        months = next(row.months for row in CHILD_LISTS if row.number == number)
        period = lookback(self.as_of, months=months or 0)
        # Rows with unreadable dates are kept so that the check reports them.
        rows = [
            row
            for row in self.extract[made.entity]
            if (day(row.get(made.begins)) or self.as_of) <= self.as_of
        ]
        groups: dict[object, list[Row]] = {}
        for row in rows:
            one = row.get(made.one_of) if made.one_of else None
            groups.setdefault(one or id(row), []).append(self.ended(made, row))
        for group in groups.values():
            last = self.last(made, group)
            ends = [day(row.get(made.ends)) for row in last]
            if any(end is None or end >= period.start for end in ends):
                yield agreed(last)

    def ended(self, made: Made, row: Row) -> Row:
        """Return the row, without its end date if it says that the case continues."""
        field, value = made.goes_on
        if field and row.get(field) == value:
            return {**row, made.ends: None, field: None}
        return row

    def last(self, made: Made, rows: list[Row]) -> list[Row]:
        """Return every row that may be the last to begin, such as one with an unreadable date."""
        begins = [plain(row.get(made.begins)) for row in rows]
        latest = max((when for when in begins if isinstance(when, date)), default=None)
        return [
            row
            for row, when in zip(rows, begins, strict=True)
            if when == latest or not (when is None or isinstance(when, date))
        ]

    def row(self, number: int, made: Made, base: Row) -> dict[str, object]:
        """Make a row of a list."""
        child = base.get(PERSON[made.entity])
        row: dict[str, object] = {"child_id": child}
        undecided: set[str] = set()
        for column in made.columns:
            if isinstance(column, Flag):
                row[column.key] = self.flag(column, child)
                continue
            value = self.taken(made.entity, column, base)
            known = row.get(column.key)
            if value is UNDECIDED:
                undecided.add(column.key)
            elif known is None or (isinstance(value, date) and value > day(known)):  # type: ignore[operator]
                row[column.key] = value
        row |= dict.fromkeys(undecided)
        self.undecided.update((number, key) for key in undecided)
        born = row.get("date_of_birth")
        if isinstance(born, date) and born <= self.as_of:
            row["age"] = completed_years(born, self.as_of)
        if "cin_end" in row:
            row["case_status"] = self.status(child, row["cin_end"])
        return {key: row.get(key) for key in COLUMNS[number]}

    def tied(self, entity: str, field: str, value: object) -> list[Row]:
        """Return the rows of an entity whose field has the value."""
        if value is None:
            return []
        index = self.indexes.get((entity, field))
        if index is None:
            index = self.indexes[entity, field] = {}
            for row in self.extract.get(entity, ()):
                index.setdefault(row.get(field), []).append(row)
        return index.get(value, [])

    def of_child(self, entity: str, child: object) -> list[Row]:
        """Return the rows of an entity about a child."""
        return self.tied(entity, PERSON[entity], child)

    def taken(self, base_entity: str, take: Take, base: Row) -> object:
        """Return the value of a column, None if there is none, or UNDECIDED if rows differ."""
        entity, _, field = take.field.partition(".")
        if entity == base_entity and not take.latest:
            return plain(base.get(field))
        theirs, ours = take.tie if take.tie[0] else (PERSON[entity], PERSON[base_entity])
        key, values = take.only
        rows = [
            row
            for row in self.tied(entity, theirs, base.get(ours))
            if (not key or row.get(key) in values)
            and (not take.still or plain(row.get(take.still)) is None)
        ]
        if take.latest:
            if any(unread(row.get(take.latest)) for row in rows):
                return UNDECIDED  # the row with the unreadable date may be the last
            dated = [(when, row) for row in rows if (when := day(row.get(take.latest)))]
            known = [(when, row) for when, row in dated if when <= self.as_of]
            last = max((when for when, _ in known), default=None)
            rows = [row for when, row in known if when == last]
        found = {plain(row.get(field)) for row in rows}
        if len(found) > 1:
            return UNDECIDED
        return found.pop() if found else None

    def flag(self, flag: Flag, child: object) -> str | None:
        """Return what the rows say, yes or no, or None if they say nothing."""
        entity, _, field = flag.field.partition(".")
        since = lookback(self.as_of, months=flag.months).start
        found = set()
        for row in self.of_child(entity, child):
            began, ended = day(row.get(flag.began)), day(row.get(flag.ended))
            outside = (began and began > self.as_of) or (ended and ended < since)
            if (value := row.get(field)) and not outside:
                # With an unreadable date, it is unknown whether the row counts.
                doubtful = unread(row.get(flag.began)) or unread(row.get(flag.ended))
                found.add("" if doubtful else str(value))
        if found & flag.yes:
            return "Yes"
        return "No" if found and found <= flag.no else None

    def status(self, child: object, closed: object) -> str | None:
        """Return the case status: closed, or the first that is open; None if it is unknown."""
        if isinstance(closed, date) and closed <= self.as_of:
            return "Closed episode"
        if unread(closed):
            return None
        for label, entity, begins, ends in STATUS:
            if entity not in self.extract:
                return None
            found = {self.is_open(row, begins, ends) for row in self.of_child(entity, child)}
            if True in found:
                return label
            if None in found:
                return None
        return None

    def is_open(self, row: Row, begins: str, ends: str) -> bool | None:
        """Return whether a row is open on the day; None if a date that decides it is missing."""
        begun, ended = day(row.get(begins)), day(row.get(ends))
        if (begun and begun > self.as_of) or (ended and ended <= self.as_of):
            return False
        return None if begun is None or unread(row.get(ends)) else True


def fields_used() -> set[str]:
    """Return every field that the mapping reads, as ``entity.field``."""
    used = {f"{entity}.{field}" for entity, field in PERSON.items()}
    for made in LISTS.values():
        own = (made.begins, made.ends, made.one_of, made.goes_on[0])
        used |= {f"{made.entity}.{field}" for field in own if field}
        for column in made.columns:
            used.add(column.field)
            entity = column.field.partition(".")[0]
            if isinstance(column, Flag):
                used |= {f"{entity}.{field}" for field in (column.began, column.ended) if field}
            else:
                beside = (column.latest, column.tie[0], column.only[0], column.still)
                used |= {f"{entity}.{field}" for field in beside if field}
                used |= {f"{made.entity}.{column.tie[1]}"} if column.tie[1] else set()
    for _, entity, begins, ends in STATUS:
        used |= {f"{entity}.{begins}", f"{entity}.{ends}"}
    return used


def not_there(extract: Extract) -> list[str]:
    """Return the entities and fields that the mapping reads but the extract lacks."""
    there = {entity: {*rows[0]} for entity, rows in extract.items() if rows}
    missing = set()
    for used in fields_used():
        entity, _, field = used.partition(".")
        if entity not in extract:
            missing.add(entity)
        elif entity in there and field not in there[entity]:
            missing.add(used)
    return sorted(missing)


def without_place(extract: Extract) -> list[str]:
    """Return the fields that have values but no column on a list, except identifiers."""
    held = {
        f"{entity}.{field}"
        for entity, rows in extract.items()
        for row in rows
        for field, value in row.items()
        if value not in {None, ""}
    }
    return sorted(field for field in held - fields_used() if not field.endswith("_id"))


def read_extract(database: sqlite3.Connection) -> Extract:
    """Read every entity of an extract from SQLite. Replace this to read your own database."""
    database.row_factory = sqlite3.Row
    tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    return {
        name: [dict(row) for row in database.execute(f'SELECT * FROM "{name}"')]  # noqa: S608 - names from the database itself
        for name in [table["name"] for table in tables]
    }


MADE_UP = {
    "ssd_person": """
pers_person_id,pers_sex,pers_ethnicity,pers_dob,pers_send_flag
SYN-01,F,WBRI,2007-05-01 00:00:00,N
SYN-02,M,AIND,2006-11-20 00:00:00,N
SYN-03,F,WBRI,2008-02-29 00:00:00,Y""",
    "ssd_cin_episodes": """
cine_referral_id,cine_person_id,cine_referral_date,cine_cin_primary_need_code,cine_referral_source_code,cine_referral_nfa,cine_close_date,cine_close_reason,cine_referral_team,cine_referral_worker_id
R1,SYN-01,2019-03-18,N1,1A,N,,,North,W1
R2,SYN-02,2018-06-11,N5,2A,N,2019-02-01,RC7,North,W1
R3,SYN-03,2017-09-25,N1,3A,N,,,South,W2""",
    "ssd_cin_plans": """
cinp_cin_plan_id,cinp_person_id,cinp_cin_plan_start_date,cinp_cin_plan_end_date
P1,SYN-01,2019-03-25,2019-04-01""",
    "ssd_cp_plans": """
cppl_cp_plan_id,cppl_person_id,cppl_cp_plan_start_date,cppl_cp_plan_end_date,cppl_cp_plan_initial_category,cppl_cp_plan_latest_category
C1,SYN-01,2019-04-01,,Neglect,Neglect""",
    "ssd_cp_visits": """
cppv_cp_visit_id,cppv_person_id,cppv_cp_plan_id,cppv_cp_visit_date,cppv_cp_visit_seen,cppv_cp_visit_seen_alone
V1,SYN-01,C1,2019-08-12,Y,Y
V2,SYN-01,C1,2019-09-02,Y,N
V3,SYN-01,C1,2019-09-16,Y,Y""",
    "ssd_cla_episodes": """
clae_cla_episode_id,clae_person_id,clae_cla_id,clae_entered_care_date,clae_cla_episode_start_date,clae_cla_primary_need_code,clae_cla_episode_ceased_date,clae_cla_episode_ceased_reason,clae_cla_last_iro_contact_date
E1,SYN-03,L1,2017-10-02,2017-10-02,N1,2018-05-14,X1,
E2,SYN-03,L1,2017-10-02,2018-05-14,N1,,,2019-07-30""",
    "ssd_legal_status": """
lega_legal_status_id,lega_person_id,lega_legal_status,lega_legal_status_start_date,lega_legal_status_end_date
S1,SYN-03,C1,2017-10-02,2018-05-14
S2,SYN-03,C2,2018-05-14,""",
    "ssd_disability": """
disa_table_id,disa_person_id,disa_disability_code
D1,SYN-01,NONE
D2,SYN-03,LD""",
    "ssd_sdq_scores": """
csdq_table_id,csdq_person_id,csdq_sdq_completed_date,csdq_sdq_score
Q1,SYN-03,2019-05-20,21""",
}
"""A very small extract about three synthetic children."""


def fill(database: sqlite3.Connection) -> None:
    """Put the synthetic extract into a database."""
    for entity, text in MADE_UP.items():
        titles, *rows = [line.split(",") for line in text.strip().splitlines()]
        database.execute(f"CREATE TABLE {entity} ({', '.join(titles)})")
        marks = ", ".join("?" for _ in titles)
        values = [[cell or None for cell in row] for row in rows]
        database.executemany(f"INSERT INTO {entity} VALUES ({marks})", values)  # noqa: S608 - the table above


def main() -> None:
    """Map the extract, check and write the lists, and print what is missing on either side."""
    as_of = date(2019, 9, 9)
    database = sqlite3.connect(":memory:")
    fill(database)
    extract = read_extract(database)
    database.close()

    mapper = Mapper(extract, as_of)
    lists = jtai.Submission.from_rows(mapper.lists())
    for table in lists.tables:
        print(f"List {table.number}: {len(table)} rows")

    print("\nProblems found by the check")
    for rule, number in lists.check(as_of=as_of).counts("rule").items():
        print(f"  {rule}: {number}")

    print("\nLeft blank, and why")
    for why in dict.fromkeys(NOT_HELD.values()):
        print(f"  {', '.join(key for key in NOT_HELD if NOT_HELD[key] == why)}: {why}")
    for (number, key), times in mapper.undecided.items():
        print(f"  list {number}, {key}: left blank because rows differ, {times} times")

    print("\nMissing from this extract\n ", *not_there(extract))

    print("\nIn the extract, but not on any list")
    for field in without_place(extract):
        print(f"  {field}")

    print("\nWho is in the deep dive?", lists.cohort(as_of=as_of).deep_dive(), sep="\n")

    with TemporaryDirectory() as folder:
        path = Path(folder) / "lists.xlsx"
        jtai.write_lists(lists, path)
        again = jtai.read_lists(path)
        print(f"\nThe workbook holds {sum(len(table) for table in again.tables)} rows.")


if __name__ == "__main__":
    main()
