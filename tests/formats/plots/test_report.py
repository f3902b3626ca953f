from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from matplotlib.axes import Axes

import jtai
from jtai.core.citation import Reference
from jtai.formats.plots.plot import plot
from jtai.lists.report import NotChecked, Problem, Report
from jtai.lists.rules.rule import Severity
from jtai.testing.areas import DEFECTS, synthetic_lists
from tests.formats.pictures import SLIDE, blank, every_word, texts, tiles, untidy

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
    """Make problems of a rule, of as many children as there are problems unless told otherwise.

    Args:
        rule: The name of the rule.
        number: How many problems.
        on: The list.
        severity: How much they matter.
        children: Of how many children; 0 is for those about no row.
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
            remedy="mend it",
            reference=Reference.para(32),
            row=3 + at % many if many else None,
            child_id=f"SECRET{at % many}" if many and known else None,
        )
        for at in range(number)
    ]


def report(*found: Iterable[Problem], **more: Any) -> Report:
    """Make a report of problems."""
    every = tuple(problem for some in found for problem in some)
    return Report(as_of=AS_OF, edition="any", rows=((6, 40), (8, 40)), problems=every, **more)


def counts(ax: Axes, rule: str) -> list[str]:
    """Give the counts of a row, as they are shown."""
    return [words for key, words in texts(ax).items() if key.startswith(f"count {rule} ")]


def picture(ax: Axes) -> list[Any]:
    """Give all that is in a picture."""
    return [
        every_word(ax),
        [(text.get_gid(), text.get_position()) for text in ax.texts],
        [(str(patch), patch.get_gid(), patch.get_hatch()) for patch in ax.patches],
        [(line.get_gid(), line.get_xydata().tolist()) for line in ax.lines],  # type: ignore[union-attr]
    ]


def test_problems_are_counted_by_rule_and_list() -> None:
    """A row a rule, a column a list, with totals of both."""
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
    assert words["notes"] == "No count but 0 is smaller than 6, or of fewer than 6 children."


def test_small_counts_are_hidden_with_what_would_give_them_away() -> None:
    """A count of 3 takes its total with it where it is alone, and other counts where it is not."""
    found = report(
        problems("age-differs", 3),
        problems("blank", 50),
        problems("blank", 60, on=8),
        problems("too-old", 20),
        problems("too-old", 7, on=8),
    )
    ax = plot(found, ax=blank())
    assert counts(ax, "age-differs error") == ["c", "0", "c"]
    assert texts(ax)["notes"].startswith(
        "c: fewer than 6 problems, or problems that may be of fewer than 6 children; or a count "
        "that would give one of these away."
    )
    assert len([words for words in texts(ax).values() if words == "c"]) >= 4


def test_many_problems_of_few_children_are_hidden() -> None:
    """Ten problems of two children are as telling as two problems."""
    others = problems("blank", 50) + problems("blank", 50, on=8)
    few = report(problems("age-differs", 10, children=2), others)
    assert counts(plot(few, ax=blank()), "age-differs error")[0] == "c"
    many = report(problems("age-differs", 10, children=6), others)
    assert counts(plot(many, ax=blank()), "age-differs error")[0] == "10"


@pytest.mark.parametrize(("known", "shown"), [(0, "c"), (1, "c"), (5, "c"), (6, "16")])
def test_rows_without_an_identifier_may_be_of_one_child(known: int, shown: str) -> None:
    """Ten such rows are of one child or of any that is known, so that only known ones count."""
    others = problems("blank", 50) + problems("blank", 50, on=8)
    unknown = problems("age-differs", 10, known=False)
    found = report(unknown, problems("age-differs", known), others)
    assert counts(plot(found, ax=blank()), "age-differs error")[0] == shown


def test_contacts_without_an_identifier_are_hidden() -> None:
    """Eight contacts may be about one child; the picture makes no fact of what it cannot know."""
    rows = [{"child_id": None, "contact_date": "soon"} for _ in range(8)]
    ax = plot(jtai.Submission.from_rows({1: rows}).check(as_of=AS_OF), ax=blank())
    hidden = [words for key, words in texts(ax).items() if key.startswith("count ")]
    assert {*hidden} <= {"c", "x", "0"}
    assert "may be of fewer than 6 children" in texts(ax)["notes"]


@pytest.mark.promise("pictures")
def test_spellings_of_an_identifier_may_be_of_one_child() -> None:
    """Six spellings that differ in case and zeros in front may be one child, and are not six."""
    spelt = ("AB1", "ab1", "0AB1", "Ab1", "00ab1", "aB1")
    one = [
        attrs.evolve(problem, child_id=child)
        for problem, child in zip(problems("age-differs", 6), spelt, strict=True)
    ]
    others = problems("blank", 50) + problems("blank", 50, on=8)
    assert counts(plot(report(one, others), ax=blank()), "age-differs error")[0] == "c"


def test_a_public_total_does_not_hold_hidden_ones_tight() -> None:
    """Twelve ones and a two below a total that is shown would each be known to be no 3."""
    found = report(
        problems("many", 75),
        *(problems(f"rare-{at:02}", 1 + (at == 5), on=8 if at % 2 else 6) for at in range(13)),
        problems("some", 39, on=8),
    )
    ax = plot(found, ax=blank())
    left, right, total = (words.replace(",", "") for words in counts(ax, "all rules"))
    shown = {
        rule: counts(ax, f"{rule} error")
        for rule in ["many", "some", *(f"rare-{at:02}" for at in range(13))]
    }
    for column, whole in enumerate((left, right, total)):
        cells = [row[column] for row in shown.values() if len(row) > column]
        rest = cells.count("c")
        if whole != "c" and rest:
            hidden = int(whole) - sum(int(cell) for cell in cells if cell != "c")
            assert hidden - (rest - 1) >= 5


def test_an_unknown_child_of_two_lists_is_one() -> None:
    """Rows without an identifier on each of eight lists do not make many children together."""
    found = report(*(problems("blank", 20, on=number, known=False) for number in range(1, 9)))
    ax = plot(found, ax=blank())
    assert {*counts(ax, "blank error"), *counts(ax, "all rules")} == {"c"}


def test_problems_of_no_child_are_counted_by_themselves() -> None:
    """What is wrong with a file is nobody's; only the number counts."""
    found = report(problems("sheet-not-recognised", 8, children=0, on=None), problems("blank", 50))
    ax = plot(found, ax=blank())
    assert counts(ax, "sheet-not-recognised error") == ["0", "0", "8", "8"]
    assert texts(ax)["column no list"] == "no list"


def test_the_threshold_is_the_callers() -> None:
    """Another threshold hides more, and says so; None hides nothing, and says that as well."""
    found = report(problems("age-differs", 3), problems("blank", 9), problems("too-old", 40))
    ten = plot(found, ax=blank(), suppress_below=10)
    assert counts(ten, "blank error")[0] == "c"
    assert texts(ten)["notes"].startswith("c: fewer than 10 problems, or")
    every = plot(found, ax=blank(), suppress_below=None)
    assert counts(every, "age-differs error") == ["3", "0", "3"]
    assert texts(every)["notes"] == "Every count is shown, small ones too: not for publication."
    assert counts(plot(found, ax=blank(), suppress_below=1), "age-differs error")[0] == "3"


@pytest.mark.promise("pictures")
def test_nothing_in_the_picture_depends_on_a_hidden_count() -> None:
    """Reports that differ only in what is hidden give the same picture: no length, no order."""
    pictures = []
    for first, second in ((1, 5), (2, 4), (5, 1)):
        found = report(
            problems("age-differs", first),
            problems("late", second),
            problems("blank", 50),
            problems("too-old", 40, on=8),
        )
        ax = plot(found, ax=blank())
        assert counts(ax, "age-differs error") == ["c", "0", "c"]
        pictures.append(picture(ax))
    assert pictures[0] == pictures[1] == pictures[2]


@pytest.mark.parametrize("children", [None, 1])
def test_which_rules_have_a_row_does_not_depend_on_a_hidden_count(children: int | None) -> None:
    """Where there are more rules than rows, hidden ones stand by name, and not by their number."""
    pictures = []
    for step in (1, 3):
        numbers = [1 + at * step % 4 for at in range(20)]
        found = report(
            problems("many", 80),
            *(
                problems(f"rule-{at:02}", number * (10 if children else 1), children=children)
                for at, number in enumerate(numbers)
            ),
        )
        ax = plot(found, ax=blank())
        assert counts(ax, "rule-11 error")[0] == "c"
        assert "rule rule-12 error" not in texts(ax)
        pictures.append(picture(ax))
    assert pictures[0] == pictures[1]


def test_bars_are_as_long_as_what_is_shown() -> None:
    """A bar is to another as their totals; hidden ones have one length and a pattern."""
    found = report(
        problems("age-differs", 1),
        problems("late", 5),
        problems("blank", 50),
        problems("too-old", 100),
    )
    drawn = tiles(plot(found, ax=blank()))
    assert drawn["bar too-old error"].get_width() == pytest.approx(
        2 * drawn["bar blank error"].get_width()
    )
    hidden = drawn["bar age-differs error"], drawn["bar late error"]
    assert hidden[0].get_width() == hidden[1].get_width()
    assert all(bar.get_hatch() for bar in hidden)
    assert not drawn["bar blank error"].get_hatch()


def test_errors_come_first_and_then_the_most() -> None:
    """Rules stand by severity, then by what is shown of their number, then by name."""
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


def test_what_was_not_checked_is_no_zero() -> None:
    """A rule that did not run on a list has no count there, and the picture says so."""
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
    # Not checked at all is not checked on any list.
    assert counts(ax, "lost error") == ["50", "x", "50"]
    assert texts(ax)["notes"].endswith(
        "4 rules could not look at everything, which is no pass. x: not checked."
    )


def test_rules_beyond_a_page_are_counted_together() -> None:
    """Of a hundred thousand problems there is a page, with what it leaves out counted on it."""
    found = report(*(problems(f"rule-{at:03}", 1000 - at, on=6 + at % 3) for at in range(100)))
    ax = plot(found, ax=blank())
    rows = [words for key, words in texts(ax).items() if key.startswith("rule ")]
    assert rows == [*(f"rule-{at:03}" for at in range(13)), "87 more rules"]
    assert counts(ax, "all rules")[-1] == f"{sum(1000 - at for at in range(100)):,}"
    assert counts(ax, "87 more rules")[-1] == f"{sum(1000 - at for at in range(13, 100)):,}"
    assert "13 of 100 rules have a row of their own, errors first." in texts(ax)["notes"]
    assert untidy(ax) == []


@pytest.mark.exhaustive
def test_a_hundred_thousand_problems_are_a_page() -> None:
    """The size of a report changes its numbers, and neither its rows nor their places."""
    found = report(*(problems(f"rule-{at:02}", 2_500, on=6 + at % 2) for at in range(40)))
    assert len(found.problems) == 100_000
    ax = plot(found, ax=blank())
    assert counts(ax, "all rules") == ["50,000", "50,000", "0", "100,000"]
    assert untidy(ax) == []


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (report(), "No problem was found."),
        (attrs.evolve(report(), rows=()), "No row was checked. No problem was found."),
        (
            report(not_checked=(NotChecked(rule="late", list=8, reason="why not"),)),
            "No problem was found. 1 rule could not look at everything, which is no pass.",
        ),
    ],
)
def test_a_report_without_problems_says_so(found: Report, words: str) -> None:
    """Nothing to count is said in words, and what was not checked is no pass."""
    ax = plot(found, ax=blank())
    assert " ".join(ax.texts[0].get_text().split()) == words
    assert len(ax.texts) == 1


@pytest.mark.parametrize("below", [6, None])
@pytest.mark.parametrize("size", [SLIDE, (9, 7)])
def test_no_text_covers_another(below: int | None, size: tuple[float, float]) -> None:
    """A report on lists with every kind of defects is readable on a slide and in a notebook."""
    found = synthetic_lists(400, defects=[*DEFECTS]).check(as_of=AS_OF)
    ax = plot(found, ax=blank(*size), suppress_below=below)
    assert untidy(ax) == []


def test_a_rule_of_an_endless_name_is_cut() -> None:
    """A rule of the caller's own may have any name, and has one line."""
    ax = plot(report(problems("endless-" * 40, 50), problems("$a$", 9)), ax=blank())
    name = next(words for key, words in texts(ax).items() if key.startswith("rule endless"))
    assert name.endswith("…")
    assert untidy(ax) == []


@pytest.mark.promise("pictures")
@settings(max_examples=20, deadline=None)
@example({("a", 6): (10, 1), ("b", 6): (10, 1)})
@given(
    st.dictionaries(
        st.tuples(st.sampled_from("abcd"), st.sampled_from([6, 7, 8])),
        st.tuples(st.integers(1, 20), st.integers(1, 20)),
        min_size=1,
    )
)
def test_no_small_count_is_in_the_picture(cells: dict[tuple[str, int], tuple[int, int]]) -> None:
    """Whatever the report, each number shown is 0 or true, of six problems and children or more."""
    found = report(
        *(
            problems(rule, number, on=at, children=min(number, children))
            for (rule, at), (number, children) in cells.items()
        )
    )
    ax = plot(found, ax=blank())
    for rule in ("a error", "b error", "c error", "d error", "all rules"):
        for number in ("6", "7", "8", "total"):
            words = texts(ax).get(f"count {rule} {number}")
            if words not in {None, "c", "0"}:
                mine = [
                    p
                    for p in found.problems
                    if rule in {f"{p.rule} error", "all rules"} and number in {str(p.list), "total"}
                ]
                assert len(mine) == int(words or 0) >= 6
                assert len({p.child_id for p in mine}) >= 6
    assert "SECRET" not in every_word(ax)


@pytest.mark.promise("pictures")
def test_nothing_of_a_child_is_in_the_picture() -> None:
    """Neither words nor names of shapes hold an identifier, a cell or a place."""
    lists = jtai.Submission.from_rows(
        {6: [{"child_id": "SECRET", "age": "thirteen", "gender": "a) Male"}] * 8}
    )
    ax = plot(lists.check(as_of=AS_OF), ax=blank(), suppress_below=None)
    everything = str(picture(ax))
    assert "SECRET" not in everything
    assert "thirteen" not in everything
