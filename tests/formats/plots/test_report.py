from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import attrs
import pytest
from matplotlib.axes import Axes

import jtai
from jtai.core.citation import Reference
from jtai.formats.plots.plot import plot
from jtai.lists.problem import NotChecked, Problem
from jtai.lists.report import Report
from jtai.lists.rules.rule import Severity
from jtai.testing.areas import DEFECTS, synthetic_lists
from tests.formats.pictures import SLIDE, blank, every_word, misplaced_texts, texts, tiles

pytestmark = pytest.mark.pictures

AS_OF = date(2019, 9, 9)
ERROR, WARNING, NOTE = Severity


def problems(
    rule: str,
    number: int,
    *,
    on: int | None = 6,
    severity: Severity = ERROR,
    children: int | None = None,
    known: bool = True,
) -> list[Problem]:
    """Return problems of a rule, by default each of a different child.

    Args:
        rule: The name of the rule.
        number: How many problems.
        on: The list.
        severity: Their severity.
        children: The number of children, or 0 for problems that are not about a row.
        known: Whether the children have an identifier.
    """
    many = number if children is None else children
    return [
        Problem(
            rule=rule,
            severity=severity,
            list=on,
            sheet=f"List_{on}",
            cell=None,
            column=None,
            message="wrong",
            remedy="fix it",
            reference=Reference.para(32),
            row=3 + at % many if many else None,
            child_id=f"SECRET{at % many}" if many and known else None,
        )
        for at in range(number)
    ]


def report(*found: Iterable[Problem], **more: Any) -> Report:
    """Return a report of problems."""
    every = tuple(problem for some in found for problem in some)
    return Report(as_of=AS_OF, edition="any", rows=((6, 40), (8, 40)), problems=every, **more)


def counts(ax: Axes, rule: str) -> list[str]:
    """Return the counts in a row of the plot as text."""
    return [words for key, words in texts(ax).items() if key.startswith(f"count {rule} ")]


def picture(ax: Axes) -> list[Any]:
    """Return everything that is in a plot."""
    return [
        every_word(ax),
        [(text.get_gid(), text.get_position()) for text in ax.texts],
        [(str(patch), patch.get_gid(), patch.get_hatch()) for patch in ax.patches],
        [(line.get_gid(), line.get_xydata().tolist()) for line in ax.lines],  # type: ignore[union-attr]
    ]


def test_problems_are_counted_by_rule_and_list() -> None:
    """Each rule has a row and each list a column, with totals for both."""
    found = report(
        problems("age-differs", 12),
        problems("age-differs", 30, on=8),
        problems("blank", 9, on=8, severity=WARNING),
    )
    ax = plot(found, ax=blank())
    assert counts(ax, "age-differs error") == ["12", "30", "42"]
    assert counts(ax, "blank warning") == ["0", "9", "9"]
    assert counts(ax, "all rules") == ["12", "39", "51"]
    words = texts(ax)
    assert [words[key] for key in words if key.startswith("column")] == [
        "list 6",
        "list 8",
        "total",
    ]
    assert words["severity age-differs error"] == "error"
    assert ax.get_title(loc="left") == "Problems by list and rule as of Monday 9 September 2019"
    assert words["notes"].startswith("Every count is shown")


def test_small_counts_and_totals_are_hidden_on_request() -> None:
    """With `hide_small`, counts from 1 to 5, totals and bars are hidden, and zeros are shown."""
    found = report(
        *(problems(f"rule-{number}", number) for number in (1, 5, 6)), problems("blank", 50, on=8)
    )
    ax = plot(found, ax=blank(), hide_small=True)
    assert counts(ax, "rule-1 error") == ["c", "0", "c"]
    assert counts(ax, "rule-5 error") == ["c", "0", "c"]
    assert counts(ax, "rule-6 error") == ["6", "0", "c"]
    assert counts(ax, "blank error") == ["0", "50", "c"]
    assert counts(ax, "all rules") == ["c", "c", "c"]
    assert not [name for name in tiles(ax) if str(name).startswith("bar")]
    assert texts(ax)["notes"] == (
        "c: a count from 1 to 5, or a total. This alone does not make the plot fit for publication."
    )


def test_every_count_is_shown_by_default() -> None:
    """By default every count is shown, and the plot says that it is not for publication."""
    ax = plot(report(problems("age-differs", 3)), ax=blank())
    assert counts(ax, "age-differs error") == ["3", "0", "3"]
    assert texts(ax)["notes"].startswith("Every count is shown, including small ones: not for")


def test_problems_of_the_whole_file_have_a_column() -> None:
    """Problems of a file as a whole are counted in a separate column."""
    found = report(problems("sheet-not-recognised", 8, children=0, on=None), problems("blank", 50))
    ax = plot(found, ax=blank())
    assert counts(ax, "sheet-not-recognised error") == ["0", "0", "8", "8"]
    assert texts(ax)["column no list"] == "no list"


@pytest.mark.promise("pictures")
@pytest.mark.parametrize("many", [2, 20])
def test_nothing_in_the_plot_depends_on_a_hidden_count(many: int) -> None:
    """With `hide_small`, the order and look of rules do not depend on their small counts."""
    pictures = []
    for step in (1, 3):
        small = (problems(f"rule-{at:02}", 1 + at * step % 5) for at in range(many))
        found = report(*small, problems("blank", 50), problems("too-old", 40, on=8))
        pictures.append(picture(plot(found, ax=blank(), hide_small=True)))
    assert many == 20 or pictures[0] == pictures[1]
    names = [[words for words in texts if str(words).startswith("rule")] for texts, *_ in pictures]
    assert names[0] == names[1]


def test_bar_lengths_are_proportional_to_totals() -> None:
    """The length of a bar is proportional to the total of its rule."""
    drawn = tiles(plot(report(problems("blank", 50), problems("too-old", 100)), ax=blank()))
    assert drawn["bar too-old error"].get_width() == pytest.approx(
        2 * drawn["bar blank error"].get_width()
    )


def test_rules_are_sorted_by_severity_and_count() -> None:
    """Rules are in order of severity and then of count, and each severity has its own marker."""
    found = report(
        problems("a-note", 70, severity=NOTE),
        problems("a-warning", 60, severity=WARNING),
        problems("few", 2),
        problems("b-few", 4),
        problems("some", 20),
        problems("more", 30),
    )
    ax = plot(found, ax=blank())
    rows = [words for key, words in texts(ax).items() if key.startswith("rule")]
    assert rows == ["more", "some", "b-few", "few", "a-warning", "a-note"]
    shapes = [line.get_marker() for line in ax.lines if line.get_marker() not in {"", "None"}]
    assert shapes == ["s", "s", "s", "s", "^", "o"]


def test_a_rule_that_did_not_run_has_an_x() -> None:
    """A rule that did not run on a list has an x instead of a count, and a note explains it."""
    found = attrs.evolve(
        report(problems("late", 50), problems("early", 50), problems("odd", 50)),
        not_checked=(
            NotChecked(rule="late", list=8, reason="it was not there"),
            NotChecked(rule="early", list=8, reason="two rows say nothing", rows=2),
            NotChecked(rule="odd", list=8, reason="the rule failed", error="ValueError"),
        ),
    )
    found = attrs.evolve(
        found,
        problems=(*found.problems, *problems("lost", 50)),
        not_checked=(*found.not_checked, NotChecked(rule="lost", list=None, reason="no list")),
    )
    ax = plot(found, ax=blank())
    assert counts(ax, "late error") == ["50", "x", "50"]
    assert counts(ax, "odd error") == ["50", "x", "50"]
    assert counts(ax, "early error") == ["50", "0", "50"]
    # A rule that was not checked at all was not checked on any list.
    assert counts(ax, "lost error") == ["50", "x", "50"]
    assert texts(ax)["notes"].endswith(
        "4 rules could not check everything; what was not checked has not passed. x: not checked."
    )


@pytest.mark.no_cover
def test_rules_that_do_not_fit_are_counted_together() -> None:
    """Rules that do not fit on a page are counted together in one row."""
    found = report(*(problems(f"rule-{at:03}", 1000 - at, on=6 + at % 3) for at in range(100)))
    ax = plot(found, ax=blank())
    rows = [words for key, words in texts(ax).items() if key.startswith("rule ")]
    assert rows == [*(f"rule-{at:03}" for at in range(13)), "87 more rules"]
    assert counts(ax, "all rules")[-1] == f"{sum(1000 - at for at in range(100)):,}"
    assert counts(ax, "87 more rules")[-1] == f"{sum(1000 - at for at in range(13, 100)):,}"
    assert "13 of 100 rules have a separate row, errors first." in texts(ax)["notes"]
    assert misplaced_texts(ax) == []


@pytest.mark.exhaustive
def test_a_hundred_thousand_problems_fit_on_a_page() -> None:
    """A report of 100,000 problems is drawn without overlapping or cut text."""
    found = report(*(problems(f"rule-{at:02}", 2_500, on=6 + at % 2) for at in range(40)))
    assert len(found.problems) == 100_000
    ax = plot(found, ax=blank())
    assert counts(ax, "all rules") == ["50,000", "50,000", "0", "100,000"]
    assert misplaced_texts(ax) == []


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (report(), "No problems were found."),
        (attrs.evolve(report(), rows=()), "No rows were checked. No problems were found."),
        (
            report(not_checked=(NotChecked(rule="late", list=8, reason="why not"),)),
            (
                "No problems were found. 1 rule could not check everything; "
                "what was not checked has not passed."
            ),
        ),
    ],
)
def test_a_report_without_problems_says_so(found: Report, words: str) -> None:
    """A report without problems is shown as a message, which also says what was not checked."""
    ax = plot(found, ax=blank())
    assert " ".join(ax.texts[0].get_text().split()) == words
    assert len(ax.texts) == 1


@pytest.mark.no_cover
@pytest.mark.parametrize("hide_small", [True, False])
@pytest.mark.parametrize("size", [SLIDE, (9, 7)])
def test_no_text_covers_another(*, hide_small: bool, size: tuple[float, float]) -> None:
    """With every kind of defect, no text overlaps another, on a slide and in a notebook."""
    found = synthetic_lists(400, defects=[*DEFECTS]).check(as_of=AS_OF)
    ax = plot(found, ax=blank(*size), hide_small=hide_small)
    assert misplaced_texts(ax) == []


def test_a_long_name_of_a_rule_is_cut() -> None:
    """A long name of a rule is cut with an ellipsis, and does not overlap other text."""
    ax = plot(report(problems("endless-" * 40, 50), problems("$a$", 9)), ax=blank())
    name = next(words for key, words in texts(ax).items() if key.startswith("rule endless"))
    assert name.endswith("…")
    assert misplaced_texts(ax) == []


@pytest.mark.promise("pictures")
def test_the_plot_contains_no_childs_data() -> None:
    """The plot contains no child's identifier and no contents of cells."""
    lists = jtai.Submission.from_rows(
        {6: [{"child_id": "SECRET", "age": "thirteen", "gender": "a) Male"}] * 8}
    )
    ax = plot(lists.check(as_of=AS_OF), ax=blank(), hide_small=False)
    everything = str(picture(ax))
    assert "SECRET" not in everything
    assert "thirteen" not in everything
