from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import attrs
import pytest

from jtai.children.departures import Departure
from jtai.children.mental_health import CamhsStatus, MentalHealth
from jtai.children.records import Child, Plan
from jtai.core.answers import Answer, Reason
from jtai.errors import DateTypeError, InvalidValueError
from jtai.guidance.definitions import TRACKED_CHILDREN
from jtai.guidance.terms import Agency, PlanKind
from jtai.inspection.selection import (
    SelectionCheck,
    check_selection,
    multi_agency_reason,
    recent_work_reason,
)
from jtai.timetable.ages import LeapBirthday
from tests.inspection.inspections import IDS, NOTIFIED, SELECTED, fitting

YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN


def answers(child: Child) -> dict[SelectionCheck, Answer]:
    """Return the checks that a child does not meet, with their answers."""
    report = check_selection(["A1"], [child], as_of=NOTIFIED)
    return {finding.check: finding.answer for finding in report.unmet if finding.child}


@pytest.mark.guidance("para 3", "para 37")
@pytest.mark.parametrize(
    ("number", "fits"), [(0, UNKNOWN), (1, NO), (4, NO), (5, YES), (6, YES), (7, YES), (8, NO)]
)
def test_five_to_seven_children_are_selected(number: int, fits: Answer) -> None:
    """Five to seven children fit, more or fewer do not, and with none it is unknown (para 37)."""
    children = [fitting(f"A{position}") for position in range(number)]
    report = check_selection([child.id for child in children], children, as_of=NOTIFIED)
    assert report.fits is fits
    assert len(report.unmet) == (fits is not YES)
    assert (", not 5 to 7" in report.checks[0].reason.text) is (fits is NO)


def test_before_the_selection_the_answer_is_unknown() -> None:
    """If no selection is recorded, the answer is unknown and names what is missing."""
    report = check_selection([], [], as_of=NOTIFIED)
    assert report.inspection_date == ""
    (nobody,) = report.unmet
    assert (nobody.answer, nobody.reason.missing) == (UNKNOWN, "selected")
    assert nobody.reason.text == "no selection is recorded"


def test_a_selection_that_meets_every_check() -> None:
    """If every check is met, the report says so, with its date."""
    report = SELECTED.selection_report()
    assert (report.unmet, report.fits, report.as_of) == ((), YES, NOTIFIED)
    assert str(report) == (
        "Is the selection suitable on Monday 9 September 2019 (notification)? yes\n\n"
        "Nothing to report: all 31 checks are met."
    )
    assert len(report.about("A1")) == 6
    assert report.about("") == ()
    later = SELECTED.selection_report(inspection_date="fieldwork_start")  # type: ignore[arg-type]
    assert (later.as_of, later.inspection_date) == (date(2019, 9, 23), "fieldwork_start")


@pytest.mark.guidance("para 34")
@pytest.mark.parametrize(
    ("child", "expected"),
    [
        (fitting("A1"), {}),
        (fitting("A1", born=date(2009, 9, 10)), {SelectionCheck.SCOPE: NO}),
        (fitting("A1", born=date(2009, 9, 9)), {}),
        (fitting("A1", born=date(2003, 9, 9)), {SelectionCheck.SCOPE: NO}),
        (fitting("A1", born=None), {SelectionCheck.SCOPE: UNKNOWN}),
        (fitting("A1", multi_agency=NO), {SelectionCheck.MULTI_AGENCY: NO}),
        (fitting("A1", multi_agency=UNKNOWN), {SelectionCheck.MULTI_AGENCY: UNKNOWN}),
        (fitting("A1", recent_support=NO), {SelectionCheck.RECENT_WORK: NO}),
        (fitting("A1", recent_support=UNKNOWN), {SelectionCheck.RECENT_WORK: UNKNOWN}),
        (fitting("A1", recent_support=UNKNOWN, receiving=YES), {}),
        (
            fitting("A1", recent_support=NO, receiving=YES),
            {SelectionCheck.RECENT_WORK: UNKNOWN},
        ),
    ],
)
def test_each_child_is_checked(child: Child, expected: dict[SelectionCheck, Answer]) -> None:
    """A child is checked for scope, multi-agency involvement and recent work; unknown is not no."""
    assert answers(child) == expected


def test_a_child_in_camhs_is_not_ruled_out_of_a_selection() -> None:
    """A service from CAMHS leaves the scope unknown if both gate answers are no (paras 17, 34)."""
    doubtful = MentalHealth(
        concern=NO,
        needs_support=NO,
        multi_agency=YES,
        recent_support=YES,
        camhs=CamhsStatus(receiving=YES),
    )
    assert answers(attrs.evolve(fitting("A1"), mental_health=doubtful)) == {
        SelectionCheck.SCOPE: UNKNOWN
    }
    adhd = attrs.evolve(doubtful, recent_support=NO)
    assert answers(attrs.evolve(fitting("A1"), mental_health=adhd)) == {
        SelectionCheck.SCOPE: UNKNOWN,
        SelectionCheck.RECENT_WORK: UNKNOWN,
    }


def test_a_camhs_service_is_assumed_to_be_recent_work() -> None:
    """If recent support is unknown, a service from CAMHS is assumed to be recent work."""
    report = check_selection(
        ["A1"],
        [fitting("A1", recent_support=UNKNOWN, receiving=YES)],
        as_of=NOTIFIED,
    )
    (work,) = (each for each in report.checks if each.check is SelectionCheck.RECENT_WORK)
    assert work.answer is YES
    assert work.reason.assumed is not None


@pytest.mark.guidance("para 37")
@pytest.mark.parametrize(
    ("camhs", "words"),
    [
        ({"waiting": YES}, "the child is on a waiting list for CAMHS"),
        ({"referred": YES}, "the child was referred to CAMHS"),
        ({"not_accepted": YES}, "CAMHS did not accept a referral"),
    ],
)
@pytest.mark.parametrize("said", [NO, UNKNOWN])
def test_recent_work_is_unknown_for_a_child_waiting_for_camhs(
    said: Answer, camhs: dict[str, Answer], words: str
) -> None:
    """After a referral to CAMHS or while waiting, recent work is unknown, not no (para 9)."""
    health = MentalHealth(
        concern=YES, multi_agency=YES, recent_support=said, camhs=CamhsStatus(**camhs)
    )
    reason = recent_work_reason(attrs.evolve(fitting("A1"), mental_health=health))
    assert reason.answer is UNKNOWN
    assert words in reason.text
    assert 9 in reason.reference.paragraphs


@pytest.mark.guidance("para 37")
@pytest.mark.parametrize(
    ("support", "each", "fits"),
    [
        ((NO, YES, YES, YES, YES), {UNKNOWN}, UNKNOWN),
        ((NO, NO, NO, NO, YES), {UNKNOWN}, UNKNOWN),
        ((NO, NO, NO, NO, UNKNOWN), {UNKNOWN}, UNKNOWN),
        ((NO, NO, NO, NO, NO), {NO}, NO),
    ],
)
def test_the_selection_and_not_each_child_includes_recent_work(
    support: tuple[Answer, ...], each: set[Answer], fits: Answer
) -> None:
    """Recent work for some children leaves the answer unknown; without any, the answer is no."""
    children = [fitting(f"A{at}", recent_support=said) for at, said in enumerate(support)]
    report = check_selection([child.id for child in children], children, as_of=NOTIFIED)
    assert report.fits is fits
    assert {result.check for result in report.unmet} == {SelectionCheck.RECENT_WORK}
    assert {result.answer for result in report.unmet} == each
    assert all(result.reason.assumed == TRACKED_CHILDREN.assumed for result in report.unmet)
    assert all(37 in result.reason.reference.paragraphs for result in report.unmet)


@pytest.mark.guidance("para 37")
@pytest.mark.parametrize("departed", ["died", "found to be an adult by an age assessment"])
def test_a_selected_child_who_died_does_not_pass(departed: str) -> None:
    """Selecting a child who is recorded as having died or as an adult is unknown, not suitable."""
    gone = attrs.evolve(fitting("A1"), departed=frozenset({Departure(departed)}))
    assert answers(gone) == {SelectionCheck.SCOPE: UNKNOWN}


def test_an_unrecorded_child_may_have_recent_work() -> None:
    """If a selected child is not recorded, it is unknown whether no child has recent work."""
    children = [fitting(f"A{at}", recent_support=NO) for at in range(4)]
    report = check_selection(["A0", "A1", "A2", "A3", "B9"], children, as_of=NOTIFIED)
    assert report.fits is UNKNOWN


def test_how_many_children_need_recent_work_is_assumed() -> None:
    """How many children need recent work is assumed; multi-agency help is stated in para 3."""
    for said in (NO, UNKNOWN):
        child = fitting("A1", recent_support=said, multi_agency=said)
        assert recent_work_reason(child).assumed == TRACKED_CHILDREN.assumed
        several = multi_agency_reason(child)
        assert (several.assumed, several.reference.paragraph) == (None, 3)
    assert recent_work_reason(fitting("A1")).assumed is None
    report = check_selection(["A1"], [fitting("A1", recent_support=NO)], as_of=NOTIFIED)
    assert "Assumed: para 37 asks that the selection includes" in str(report).replace("\n", " ")
    assert "Assumed: para 37" in report._repr_html_()


def test_the_caller_can_choose_the_checks_of_a_selection() -> None:
    """Callers choose the ages, whether ended plans count, and when leap-day birthdays fall."""
    older = fitting("A1", born=date(2002, 9, 9))
    assert answers(older) == {SelectionCheck.SCOPE: NO}
    report = check_selection(["A1"], [older], as_of=NOTIFIED, ages=(10, 17))
    assert {each.answer for each in report.about("A1")} == {YES}
    with pytest.raises(InvalidValueError, match="ages"):
        check_selection(["A1"], [older], as_of=NOTIFIED, ages=(17, 10))
    inspection = SELECTED.with_child(attrs.evolve(older, id="A0"))
    assert inspection.selection_report().fits is NO
    assert inspection.selection_report(ages=(10, 17)).fits is YES
    ended = (Plan(kind=PlanKind.CHILD_IN_NEED, start=date(2018, 1, 1), end=date(2019, 9, 1)),)
    assert answers(attrs.evolve(fitting("A1"), plans=ended)) == {}
    closed = SELECTED.with_child(attrs.evolve(fitting("A0"), plans=ended))
    assert closed.selection_report().fits is YES
    assert closed.selection_report(recent_plans=False).fits is NO
    monday, leap = date(2022, 2, 28), fitting("A1", born=date(2012, 2, 29))
    for convention, answer in ((LeapBirthday.MARCH_1, NO), (LeapBirthday.FEBRUARY_28, YES)):
        report = check_selection(["A1"], [leap], as_of=monday, leap_birthday=convention)
        assert report.about("A1")[1].answer is answer


SERVED = CamhsStatus(receiving=YES)
SUPPORT, AGENCIES = "mental_health.recent_support", "mental_health.multi_agency"


@pytest.mark.guidance("para 3", "para 9", "para 17", "para 34", "para 37")
@pytest.mark.parametrize(
    ("reason", "facts", "answer", "missing", "paragraphs"),
    [
        # Several agencies help each tracked child (para 3); the lists have a field on it (para 34).
        (multi_agency_reason, {"multi_agency": YES}, YES, "", {3, 37}),
        (multi_agency_reason, {"multi_agency": NO}, NO, "", {3, 37}),
        (multi_agency_reason, {}, UNKNOWN, AGENCIES, {3, 37}),
        (
            multi_agency_reason,
            {"multi_agency": NO, "known_to_yot": YES},
            UNKNOWN,
            AGENCIES,
            {3, 34, 37},
        ),
        # Current or recent work (para 37): CAMHS may be for ADHD or autism (para 17), and partners
        # support children who wait for it (para 9).
        (recent_work_reason, {"recent_support": YES}, YES, "", {3, 37}),
        (recent_work_reason, {"recent_support": NO}, NO, "", {3, 37}),
        (recent_work_reason, {"camhs": SERVED}, YES, SUPPORT, {17, 34, 37}),
        (recent_work_reason, {}, UNKNOWN, SUPPORT, {9, 17, 34, 37}),
        (
            recent_work_reason,
            {"recent_support": NO, "camhs": SERVED},
            UNKNOWN,
            f"{SUPPORT} or mental_health.camhs",
            {9, 17, 34, 37},
        ),
    ],
)
def test_an_answer_names_what_is_missing_and_its_source(
    reason: Callable[[Child], Reason],
    facts: dict[str, Any],
    answer: Answer,
    missing: str,
    paragraphs: set[int],
) -> None:
    """An answer cites its paragraphs, and names the fact that would settle it."""
    found = reason(Child(id="A1", mental_health=MentalHealth(**facts)))
    assert (found.answer, found.missing) == (answer, missing)
    assert set(found.reference.paragraphs) == paragraphs


@pytest.mark.parametrize(
    ("reason", "facts", "needed"),
    [
        (
            multi_agency_reason,
            {"multi_agency": NO, "known_to_yot": YES},
            f"to be confirmed: {AGENCIES}",
        ),
        (multi_agency_reason, {}, f"missing: {AGENCIES}"),
        (
            recent_work_reason,
            {"recent_support": NO, "camhs": SERVED},
            f"to be confirmed: {SUPPORT} or mental_health.camhs",
        ),
        (recent_work_reason, {}, f"missing: {SUPPORT}"),
        (recent_work_reason, {"camhs": SERVED}, f"missing: {SUPPORT}"),
    ],
)
def test_a_fact_at_odds_with_another_is_to_be_confirmed(
    reason: Callable[[Child], Reason], facts: dict[str, Any], needed: str
) -> None:
    """A given fact that another contradicts has to be confirmed; it is not missing."""
    assert reason(Child(id="A1", mental_health=MentalHealth(**facts))).needed == needed


def test_several_agencies_are_multi_agency_involvement() -> None:
    """Several agencies turn unknown into yes; facts that contradict a no turn it into unknown."""
    both = frozenset({Agency.HEALTH, Agency.YOT})
    unknown = attrs.evolve(fitting("A1", multi_agency=UNKNOWN), agencies=both)
    assert answers(unknown) == {}
    partners = frozenset({Agency.SAFEGUARDING_PARTNERS})
    assert answers(attrs.evolve(unknown, agencies=partners)) == {}
    for known in ({"known_to_yot": YES}, {"police_or_criminal": YES}, {"camhs": SERVED}):
        health = attrs.evolve(fitting("A1", multi_agency=NO).mental_health, **known)
        child = attrs.evolve(fitting("A1"), mental_health=health)
        assert answers(child) == {SelectionCheck.MULTI_AGENCY: UNKNOWN}
        assert "the answer is no, but" in multi_agency_reason(child).text
    denied = attrs.evolve(fitting("A1", multi_agency=NO), agencies=both)
    assert answers(denied) == {SelectionCheck.MULTI_AGENCY: UNKNOWN}
    assert multi_agency_reason(denied).needed == f"to be confirmed: {AGENCIES} or agencies"


def test_a_child_who_is_not_recorded_is_unknown() -> None:
    """If a selected child is not among the recorded children, the report is unknown."""
    report = check_selection([*IDS[:4], "B9"], SELECTED.children, as_of=NOTIFIED)
    (finding,) = report.unmet
    assert (finding.where, finding.check, finding.answer) == (
        "selected[4]",
        SelectionCheck.KNOWN,
        UNKNOWN,
    )
    assert report.fits is UNKNOWN


def test_every_check_is_cited_and_names_no_child() -> None:
    """Every check cites a paragraph, and identifiers are shown only on request."""
    report = check_selection(["SECRET"], [fitting("SECRET", born=None)], as_of=NOTIFIED)
    shown = f"{report!r}{report}{report._repr_html_()}{report.to_records()}{report.checks}"
    shown += "".join(map(str, report.checks))
    assert "SECRET" not in shown
    assert "the age is unknown (missing:" in report.to_text(width=200)
    assert all("child" not in record for record in report.to_records())
    records = report.to_records(values=True)
    assert [record["child"] for record in records] == ["", "SECRET"]
    assert records[1]["missing"] == "date_of_birth"
    assert all(record["reference"].startswith("guidance 190035, para") for record in records)
    with pytest.raises(DateTypeError, match="^as_of: "):
        check_selection([], [], as_of="2019-09-09")  # type: ignore[arg-type]


@pytest.mark.guidance("para 37")
@pytest.mark.parametrize(
    ("selected", "children", "where"),
    [
        (["SECRET", "SECRET", "A2", "A3", "A4"], IDS, "selected[1]"),
        (["A0"], ["SECRET", "SECRET"], "children[1].id"),
        ("SECRET", IDS, "selected"),
        (["A0", " "], IDS, "selected[1]"),
        (["A0", 5], IDS, "selected[1]"),
    ],
)
def test_duplicate_identifiers_are_refused(
    selected: list[str], children: list[str], where: str
) -> None:
    """Duplicate and invalid identifiers are refused, and the error does not show them."""
    known = [fitting(name) for name in children]
    with pytest.raises(InvalidValueError) as caught:
        check_selection(selected, known, as_of=NOTIFIED)
    assert [fault.where for fault in caught.value.faults] == [where]
    assert "SECRET" not in str(caught.value)


def test_only_children_are_accepted_as_children() -> None:
    """Only `Child` objects are accepted as children; identifiers may be any iterable."""
    with pytest.raises(InvalidValueError, match=r"children\[0\]"):
        check_selection(["A0"], ["SECRET"], as_of=NOTIFIED)  # type: ignore[list-item]
    report = check_selection(iter(IDS), SELECTED.children, as_of=NOTIFIED)
    assert report == check_selection(IDS, SELECTED.children, as_of=NOTIFIED)
