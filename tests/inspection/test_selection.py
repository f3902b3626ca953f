from __future__ import annotations

from datetime import date

import attrs
import pytest

from jtai.children.records import CamhsStatus, Child, MentalHealth
from jtai.core.answers import Answer
from jtai.errors import DateTypeError
from jtai.guidance.terms import Agency
from jtai.inspection.selection import SelectionCheck, check_selection
from tests.inspection.inspections import IDS, NOTIFIED, SELECTED, fitting

YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN


def answers(child: Child) -> dict[SelectionCheck, Answer]:
    """Return the checks that a child does not meet."""
    report = check_selection(["A1"], [child], as_of=NOTIFIED)
    return {finding.check: finding.answer for finding in report.unmet if finding.child}


@pytest.mark.guidance("para 3", "para 37")
@pytest.mark.parametrize(
    ("number", "fits"), [(0, NO), (4, NO), (5, YES), (6, YES), (7, YES), (8, NO)]
)
def test_five_to_seven_children_are_selected(number: int, fits: Answer) -> None:
    """The lead inspector selects between five and seven children (para 37)."""
    children = [fitting(f"A{position}") for position in range(number)]
    report = check_selection([child.id for child in children], children, as_of=NOTIFIED)
    assert report.fits is fits
    assert len(report.unmet) == (fits is NO)


def test_a_selection_that_fits_has_no_findings() -> None:
    """Nothing is reported where everything is known to fit, and the report says its date."""
    report = SELECTED.selection_report()
    assert (report.unmet, report.fits, report.as_of) == ((), YES, NOTIFIED)
    assert str(report) == (
        "Does the selection fit on Monday 9 September 2019 (notification)? yes\n\n"
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
    """Scope, multi-agency involvement, recent work (paras 3, 37); unknown is not no."""
    assert answers(child) == expected


def test_a_child_in_camhs_is_not_ruled_out_of_a_selection() -> None:
    """Both gate answers no and a service from CAMHS leave the scope unknown (paras 17, 34)."""
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


def test_a_service_alone_is_assumed_to_be_work_on_mental_health() -> None:
    """Where recent support is not known, a service from CAMHS counts and is marked as assumed."""
    report = check_selection(
        ["A1"],
        [fitting("A1", recent_support=UNKNOWN, receiving=YES)],
        as_of=NOTIFIED,
    )
    (work,) = (each for each in report.checks if each.check is SelectionCheck.RECENT_WORK)
    assert work.answer is YES
    assert work.reason.assumed is not None


def test_several_agencies_are_multi_agency_involvement() -> None:
    """Two named agencies answer what is unknown, and contradict a no instead of overruling it."""
    both = frozenset({Agency.HEALTH, Agency.YOT})
    unknown = attrs.evolve(fitting("A1", multi_agency=UNKNOWN), agencies=both)
    assert answers(unknown) == {}
    denied = attrs.evolve(fitting("A1", multi_agency=NO), agencies=both)
    assert answers(denied) == {SelectionCheck.MULTI_AGENCY: UNKNOWN}


def test_a_child_of_whom_nothing_is_known_is_unknown() -> None:
    """A selected child who is not among the children is reported, and never fits."""
    report = check_selection([*IDS[:4], "B9"], SELECTED.children, as_of=NOTIFIED)
    (finding,) = report.unmet
    assert (finding.where, finding.check, finding.answer) == (
        "selected[4]",
        SelectionCheck.KNOWN,
        UNKNOWN,
    )
    assert report.fits is UNKNOWN


def test_every_check_is_cited_and_names_no_child() -> None:
    """Records, text and table show identifiers only where the caller asks."""
    report = check_selection(["SECRET"], [fitting("SECRET", born=None)], as_of=NOTIFIED)
    shown = f"{report!r}{report}{report._repr_html_()}{report.to_records()}{report.checks}"
    shown += "".join(map(str, report.checks))
    assert "SECRET" not in shown
    assert "the age is not known (missing:" in report.to_text(width=200)
    assert all("child" not in record for record in report.to_records())
    records = report.to_records(values=True)
    assert [record["child"] for record in records] == ["", "SECRET"]
    assert records[1]["missing"] == "date_of_birth"
    assert all(record["reference"].startswith("guidance 190035, para") for record in records)
    with pytest.raises(DateTypeError):
        check_selection([], [], as_of="2019-09-09")  # type: ignore[arg-type]
