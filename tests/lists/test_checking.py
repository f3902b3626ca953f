from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import traceback
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest

from jtai.core.citation import Reference
from jtai.errors import DateTypeError, InvalidValueError, JtaiError
from jtai.guidance.columns import AUGUST_2019
from jtai.guidance.entries.list_entries import CellKind
from jtai.lists import checking
from jtai.lists.reading.sheets import RawSheet
from jtai.lists.report import Report
from jtai.lists.rules.catalogue import LIST_RULES
from jtai.lists.rules.rule import ListView, ProblemAt, Rule, Severity, Span, UnknownAt
from jtai.lists.submission import Submission
from tests.lists.areas import AS_OF, area, submission


def rule(find: Any, *, columns: Any = ((6, ("age",)),), **more: Any) -> Rule:
    """Return a rule of the caller's."""
    return Rule(
        id=more.pop("name", "mine"),
        severity=Severity.WARNING,
        statement="It holds.",
        message="it does not hold",
        remedy="fix it",
        reference=Reference.para(33),
        columns=columns,
        find=find,
        **more,
    )


def check(*rules: Rule, lists: Submission | None = None, **more: Any) -> Report:
    """Return the report on the area from these rules only."""
    return (lists or submission()).check(as_of=AS_OF, rules=rules, **more)


def problem_in_every_row(view: ListView, key: str) -> Iterator[ProblemAt]:
    """Yield a problem in every row."""
    return (ProblemAt(at, key) for at in range(len(view)))


def test_a_rule_can_be_added() -> None:
    """A rule added by the caller runs beside the published rules, and its problems cite it."""
    report = submission().check(as_of=AS_OF, rules=(*LIST_RULES, rule(problem_in_every_row)))
    assert [(one.rule, one.cell, one.message) for one in report.problems] == [
        ("mine", f"E{row}", "it does not hold") for row in (3, 4, 5)
    ]
    assert report.counts("severity") == {Severity.WARNING: 3}
    assert str(report.problems[0].reference) == str(Reference.para(33))


def test_a_rule_for_each_column_cites_the_column() -> None:
    """A rule that checks each column separately cites the column's own reference."""
    (problem, *_) = check(rule(problem_in_every_row, each=True)).problems
    assert "Age of Child" in str(problem.reference)


def _raise(view: ListView, key: str) -> Iterator[ProblemAt]:
    yield ProblemAt(0, key)
    raise ValueError(view.table.raw["child_id"][0])


@pytest.mark.parametrize(
    ("find", "error"),
    [
        (_raise, "ValueError"),
        (lambda *_: None, "TypeError"),
        (list, "TypeError"),
        (lambda view, _: view["plan_start"], "UnknownKeyError"),
    ],
)
def test_a_rule_that_fails_is_reported(find: Any, error: str) -> None:
    """A rule that fails is reported with the type of its error, and other rules still run."""
    report = check(rule(find), rule(problem_in_every_row, name="other"))
    assert [(one.rule, one.list, one.error) for one in report.crashed] == [("mine", 6, error)]
    assert {one.rule for one in report.problems} == {"other"}
    assert not report.is_clear
    assert "A1" not in f"{report}{report.crashed!r}{report._repr_html_()}"
    (crashed,) = report.crashed
    assert (
        str(crashed)
        == f"list 6, column age: not checked, because the rule failed with {error} [mine]"
    )
    assert "not everything was checked" in str(report)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (ProblemAt(3, "age"), "the index of no row; the indices of this list are 0 to 2"),
        (ProblemAt(-1, "age"), "the index of no row; the indices"),
        (UnknownAt(3, "because"), "the index of no row; the indices"),
        (UnknownAt(-1, "because"), "the index of no row; the indices"),
        (ProblemAt(True, "age"), "bool as the index of a row"),
        (ProblemAt("A1", "age"), "str as the index of a row"),  # type: ignore[arg-type]
        (ProblemAt(0, "A1"), "a column that the list does not have"),
        (ProblemAt(0, []), "a column that the list does not have"),  # type: ignore[arg-type]
        (("a",), "tuple instead of a ProblemAt or an UnknownAt"),
        (0, "int instead of a ProblemAt or an UnknownAt"),
    ],
)
def test_a_rule_with_an_invalid_result_is_reported(found: Any, said: str) -> None:
    """A result about no row or column of the list fails, says why, and others still run."""
    report = check(rule(lambda *_: [found]), rule(problem_in_every_row, name="other"))
    (crashed,) = report.crashed
    assert (crashed.rule, crashed.list, crashed.error) == ("mine", 6, "WrongResultError")
    assert crashed.reason.startswith("the rule failed: it yielded ")
    assert "-1" not in crashed.reason
    assert "3" not in crashed.reason
    assert said in crashed.reason
    assert {one.rule for one in report.problems} == {"other"}
    assert "A1" not in f"{report}{report.crashed!r}{report._repr_html_()}"


def test_a_rule_can_give_rows_as_integers_of_any_library() -> None:
    """The index of a row can be an integer of another library, such as one of numpy."""

    class Int:
        def __index__(self) -> int:
            return 0

    found: list[Any] = [ProblemAt(Int(), "age"), UnknownAt(Int(), "why")]  # type: ignore[arg-type]
    report = check(rule(lambda *_: found))
    assert [one.index for one in report.problems] == [0]
    assert [one.row_numbers for one in report.not_checked if one.rule == "mine"] == [(3,)]


def test_a_rule_that_fails_on_one_list_runs_on_the_next() -> None:
    """A rule that fails on one list still runs on the next."""

    def find(view: ListView, key: str) -> Iterator[ProblemAt]:
        if view.number == 6:
            raise RuntimeError
        return problem_in_every_row(view, key)

    report = check(rule(find, columns=((6, ("age",)), (7, ("age",)))))
    assert [one.list for one in report.crashed] == [6]
    assert [one.list for one in report.problems] == [7]


def test_keyboard_interrupts_are_not_caught() -> None:
    """A `KeyboardInterrupt` in a rule stops the check."""

    def find(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        check(rule(find))


def test_rules_that_cannot_run() -> None:
    """A rule is reported as not checked if a list or column that it needs is missing."""
    lists = submission(without=[(6, "age"), (7, "child_id")], lists=[6, 7])
    asked = (
        ("no-list", ((8, ("age",)),), (), 8, "the list was not found"),
        ("no-column", ((6, ("age",)),), (), 6, "column 'Age of Child (Years)' is missing"),
        ("no-columns", ((7, ("child_id", "age")),), (), 7, "column 'Child Unique ID' is missing"),
        ("no-need", ((7, ("age",)),), ((8, ()),), 7, "the rule needs list 8, which was not found"),
        ("no-pair", ((6, ("gender",)),), ((7, ("child_id",)),), 6, "needs list 7, where column"),
    )
    report = check(
        *(
            rule(problem_in_every_row, name=name, columns=on, needs=needs)
            for name, on, needs, *_ in asked
        ),
        lists=lists,
    )
    assert report.problems == ()
    for (name, _, _, number, reason), entry in zip(asked, report.not_checked, strict=True):
        assert (entry.rule, entry.list) == (name, number)
        assert reason in entry.reason
        assert entry.rows is None
        assert "not checked, because" in str(entry)
    assert not report.is_clear


@pytest.mark.parametrize(
    ("fields", "where", "words"),
    [
        ({"columns": ()}, "columns", "the rule has no columns, so it would never run"),
        ({"columns": ((9, ("child_id",)),)}, "columns[0]", "no such list; expected a list number"),
        (
            {"columns": ((6, ("age",)), (7, ("age", "plan_strat")))},
            "columns[1][1][1]",
            "did you mean plan_start?",
        ),
        ({"needs": ((2, ()),)}, "needs[0]", "no such list"),
        ({"needs": ((8, ("plan_start",)),)}, "needs[0][1][0]", "list 8 has no such column"),
    ],
)
def test_a_rule_that_can_never_run_is_refused(
    fields: dict[str, Any], where: str, words: str
) -> None:
    """A rule that can never run is refused, and the error names the rule and the field."""
    with pytest.raises(InvalidValueError) as caught:
        check(rule(problem_in_every_row), rule(problem_in_every_row, name="local", **fields))
    (fault,) = caught.value.faults
    assert fault.where == f"rules['local'].{where}"
    assert words in str(fault)


@pytest.mark.parametrize("name", ["rules", "lists"])
def test_a_check_of_nothing_is_refused(name: str) -> None:
    """A check without rules or lists is refused, because it would look like a pass."""
    nothing: dict[str, Any] = {name: []}
    with pytest.raises(InvalidValueError, match=f"{name}: without {name}, nothing would be check"):
        submission().check(as_of=AS_OF, **nothing)


@pytest.mark.parametrize("rules", [rule(problem_in_every_row), "blank", [rule], [None]])
def test_rules_must_be_rule_objects(rules: Any) -> None:
    """`rules` must be a list of `Rule` objects."""
    with pytest.raises(InvalidValueError, match="rules"):
        submission().check(as_of=AS_OF, rules=rules)


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"columns": {6: ("age",)}}, "columns"),
        ({"columns": "age"}, "columns"),
        ({"columns": (7, ("plan_start",))}, "columns[0]"),
        ({"columns": ((6, ("age",)), (7, "plan_start"))}, "columns[1]"),
        ({"columns": (("7", ("plan_start",)),)}, "columns[0]"),
        ({"columns": ((True, ("plan_start",)),)}, "columns[0]"),
        ({"columns": ((7, (1,)),)}, "columns[0]"),
        ({"columns": ((7,),)}, "columns[0]"),
        ({"needs": ((7, "plan_start"),)}, "needs[0]"),
        ({"severity": "grave"}, "severity"),
        ({"span": "column"}, "span"),
        ({"reference": "para 33"}, "reference"),
        ({"message": None}, "message"),
        ({"id": "two\nlines"}, "id"),
        ({"id": "Local Rule"}, "id"),
        ({"id": "local_rule"}, "id"),
        ({"id": "-rule"}, "id"),
        ({"id": "rule,other"}, "id"),
        ({"id": ""}, "id"),
        ({"find": None}, "find"),
        ({"find": "hits", "span": Span.READING}, "find"),
    ],
)
def test_an_invalid_rule_is_refused_when_it_is_made(fields: dict[str, Any], where: str) -> None:
    """A rule with an invalid field is refused when it is made, not when it runs."""
    with pytest.raises(JtaiError) as caught:
        attrs.evolve(rule(problem_in_every_row), **fields)
    assert caught.value.faults[0].where == where


def test_a_rule_accepts_values_for_members_and_lists_for_tuples() -> None:
    """A rule accepts text for enum members and lists for tuples."""
    given: dict[str, Any] = {"severity": "error", "span": "list", "columns": [[6, ["age"]]]}
    made = attrs.evolve(rule(problem_in_every_row), **given)
    assert (made.severity, made.span) == (Severity.ERROR, Span.LIST)
    assert made.columns == ((6, ("age",)),)


def test_published_rules_check_what_another_edition_has() -> None:
    """The published rules run on an edition that lacks some of their lists."""
    seventh = attrs.evolve(
        AUGUST_2019, lists=tuple(one for one in AUGUST_2019.lists if one.number == 7)
    )
    lists = Submission.from_rows({7: [{"child_id": "A1", "age": 12}]}, edition=seventh)
    assert lists.check(as_of=AS_OF, rules=LIST_RULES).crashed == ()


def test_rows_that_were_not_checked_are_counted_by_reason() -> None:
    """Rows that a rule cannot check are counted by reason, and unreadable cells separately."""

    def find(view: ListView, _: str) -> Iterator[ProblemAt | UnknownAt]:
        yield from (UnknownAt(at, "nobody knows") for at in range(len(view)))

    report = check(rule(find), lists=submission(6, {"age": "twelve"}))
    assert [(entry.reason, entry.rows, entry.columns) for entry in report.not_checked] == [
        ("nobody knows", 2, ("age",)),
        ("a cell that the rule needs could not be read", 1, ("age",)),
    ]
    assert str(report.not_checked[1]).startswith("list 6, 1 row, column age: not")
    assert str(report.not_checked[0]).startswith("list 6, 2 rows, column age: not")


@pytest.mark.promise("exhaustion")
def test_rules_that_could_not_check_the_same_rows_share_their_numbers() -> None:
    """Hundreds of rules may not check the same rows, whose numbers are stored once."""
    rows = [["Child Unique ID", "Age", "Gender"], *([f"A{at}", "x", "x"] for at in range(300))]
    rows[9][2] = "b) Female"
    lists = Submission.from_sheets([RawSheet(name="List_1", rows=rows)])
    pairs = [(1, ("age",)), (1, ("gender",))]
    rules = [rule(lambda *_: [], columns=(pairs[at % 2],), name=f"mine-{at}") for at in range(6)]
    numbers = [entry.row_numbers for entry in lists.check(as_of=AS_OF, rules=rules).not_checked]
    assert [*map(len, numbers)] == [300, 299] * 3
    assert len({*map(id, numbers)}) == 2
    assert len({id(number) for each in numbers for number in each}) == 300


def test_rows_of_a_second_sheet_of_a_list_are_not_checked() -> None:
    """The rows of a sheet that was not read are not checked, whatever the severity of the rule."""
    rows = [[column.title for column in AUGUST_2019.lists[0].columns], ["A1"], ["A2"]]
    lists = Submission.from_sheets(
        [RawSheet(name=name, rows=rows) for name in ("Contacts", "List_1")]
    )
    report = lists.check(as_of=AS_OF, severities={"list-repeated": "note"}, lists=[1])
    (left,) = [entry for entry in report.not_checked if entry.rule == "list-repeated"]
    assert (left.list, left.rows) == (1, 2)
    assert str(left).startswith("list 1, 2 rows: not checked, because they are in 'Contacts'")
    assert not report.is_clear
    assert report.rows == ((1, 2),)
    others = lists.check(as_of=AS_OF, lists=[6]).not_checked
    assert "list-repeated" not in {entry.rule for entry in others}


def test_skipped_rules_are_listed_as_not_checked() -> None:
    """A skipped rule reports no problems and is listed as not checked."""
    report = check(rule(problem_in_every_row), skip=["mine"])
    assert report.problems == ()
    (entry,) = report.not_checked
    assert str(entry) == ("all lists: not checked, because the rule was skipped on request [mine]")
    lists = submission(lists=[1])
    skipped = lists.check(as_of=AS_OF, skip=["list-missing"])
    assert not any(one.rule == "list-missing" for one in skipped.problems)
    assert any(one.rule == "list-missing" for one in skipped.not_checked)


@pytest.mark.parametrize(
    "wrong",
    [{"skip": [10**5000]}, {"severities": {10**5000: "note"}}, {"severities": {10**5000: ""}}],
)
def test_a_number_that_python_cannot_write_is_refused_as_a_rule(wrong: Any) -> None:
    """A number with thousands of digits is refused as the name of a rule by the library."""
    with pytest.raises(InvalidValueError, match="a number with too many digits to show"):
        submission(lists=[1]).check(as_of=AS_OF, **wrong)


@pytest.mark.parametrize("name", ["skip", "lists", "rules"])
def test_a_string_instead_of_a_list_is_one_error(name: str) -> None:
    """A single string is refused once, with how to write a list."""
    wrong: dict[str, Any] = {name: "overdue"}
    with pytest.raises(InvalidValueError) as caught:
        submission(lists=[6]).check(as_of=AS_OF, **wrong)
    (fault,) = caught.value.faults
    assert (fault.where, fault.remedy) == (
        name,
        f"put a single value in a list, as in {name}=[...]",
    )


@pytest.mark.parametrize("wrong", ["overdue", ["overdue"]])
def test_severities_are_a_mapping(wrong: Any) -> None:
    """Severities that are not a mapping are refused."""
    with pytest.raises(InvalidValueError, match="severities: expected a mapping of rule names"):
        submission(lists=[6]).check(as_of=AS_OF, severities=wrong)


def test_severities() -> None:
    """The caller can change the severity of a rule."""
    for severity in (Severity.NOTE, "note"):
        report = check(rule(problem_in_every_row), severities={"mine": severity})
        assert {one.severity for one in report.problems} == {Severity.NOTE}
        assert report.is_clear


def test_all_unknown_names_are_refused_together() -> None:
    """Unknown rules, invalid severities and duplicate rule names are all refused together."""
    wrong: dict[str, Any] = {"mine": "grave", "nothing": "note", "other": ["note"]}
    with pytest.raises(InvalidValueError) as caught:
        check(
            rule(problem_in_every_row),
            rule(problem_in_every_row, name="other"),
            rule(problem_in_every_row),
            skip=["mine", "gone"],
            severities=wrong,
        )
    assert [fault.where for fault in caught.value.faults] == [
        "rules[2]",
        "skip['gone']",
        "severities['nothing']",
        "severities['mine']",
        "severities['other']",
    ]


def test_the_day_and_the_convention_are_checked() -> None:
    """An invalid day and an unknown leap-day convention are refused."""
    with pytest.raises(DateTypeError):
        submission().check(as_of="2019-09-09")  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match="leap_birthday"):
        submission().check(as_of=AS_OF, leap_birthday="sometime")  # type: ignore[arg-type]
    report = submission().check(as_of=AS_OF, leap_birthday="28 February")  # type: ignore[arg-type]
    assert any("28 February in a common year" in words for words in report.assumptions)


def test_progress() -> None:
    """The progress callback is called with the number of rules that have run."""
    reports: list[str] = []
    check(
        rule(problem_in_every_row),
        rule(problem_in_every_row, name="b"),
        progress=lambda one: reports.append(str(one)),
    )
    assert reports == [f"checking: {done} of 2 rules" for done in (0, 1, 2)]


def test_order_of_problems() -> None:
    """Problems are sorted by list, row and cell, and do not depend on the order of rules."""
    lists = Submission.from_sheets(
        area(6, {"age": 11, "gender": None, (1, 1, "gender"): "X", (6, 1, "age"): 3})[:-1]
    )
    report = lists.check(as_of=AS_OF)
    places = [(one.list, one.row or 0, one.cell or "") for one in report.problems]
    assert places == sorted(places)
    shuffled = lists.check(as_of=AS_OF, rules=reversed(LIST_RULES))
    assert {*map(str, shuffled.problems)} == {*map(str, report.problems)}


def test_a_report_without_lists_is_not_clear() -> None:
    """Without lists, every rule is listed as not checked and the report is not clear."""
    report = Submission.from_rows({}).check(as_of=AS_OF)
    assert report.rows == ()
    assert report.counts("rule") == {"list-missing": 7}
    looking = {one.id for one in LIST_RULES if one.find is not None}
    assert {entry.rule for entry in report.not_checked} == looking
    assert not report.is_clear


def test_lists_without_rows() -> None:
    """Lists without rows are checked, and each is reported as empty."""
    sheets = [attrs.evolve(sheet, rows=sheet.rows[:2]) for sheet in area()]
    report = Submission.from_sheets(sheets).check(as_of=AS_OF)
    assert {one.rule for one in report.problems} == {"list-empty"}
    assert report.not_checked == ()
    assert sum(number for _, number in report.rows) == 0


MARK = "Zq7Zq"


def _secrets(kind: CellKind, at: int) -> list[object]:
    """Return cells of several types whose contents must not be shown."""
    marked: list[object] = [f"{MARK}{at}", f" {MARK}/07/19", f"#{MARK}!"]
    if kind is CellKind.DATE:
        return [*marked, dt.date(1771, 7, 17), dt.date(2991, 9, 19), "17/07/1771"]
    if kind is CellKind.NUMBER:
        return [*marked, 77_177, -77_177, "77177.5"]
    return [*marked, 77_177, 77_177.5]


@pytest.mark.promise("shown values")
def test_no_secret_is_shown() -> None:
    """No representation, record, error or warning shows the contents of a cell."""
    sheets = []
    for layout in AUGUST_2019.lists:
        columns = [_secrets(column.kind, at) for at, column in enumerate(layout.columns)]
        rows = [[cells[row % len(cells)] for cells in columns] for row in range(12)]
        titles = [column.title for column in layout.columns]
        sheets.append(area(lists=[layout.number])[0])
        sheets[-1] = attrs.evolve(
            sheets[-1],
            rows=[
                [layout.title],
                [*titles, "Extra", None],
                *([*row, MARK, f"{MARK}x"] for row in rows),
                *([*cells, None, None] for cells in sheets[-1].rows[2:]),
            ],
        )
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        lists = Submission.from_sheets(sheets)
        report = lists.check(as_of=AS_OF, rules=(*LIST_RULES, rule(_raise)))
        shown = [str(lists), repr(lists), lists._repr_html_(), str(lists.remarks)]
        shown += [str(report), repr(report), report._repr_html_(), str(report.counts())]
        for part in (report.problems, report.not_checked):
            shown += [*map(str, part), *map(repr, part)]
        shown += [str(report.to_records()), str(report.assumptions)]
        for table in lists:
            shown += [repr(table), repr(table.unplaced), *map(repr, table)]
            for key in table.raw:
                shown.append(repr(table.cell(0, key)))
            for index, key in ((99, "age"), (0, "x")):
                with pytest.raises(KeyError) as refused:
                    table.cell(index, key)
                shown += ["".join(traceback.format_exception(refused.value))]
    shown += [str(one.message) for one in caught]
    assert len(report.problems) > 500
    for words in shown:
        for secret in (MARK, "77177", "77,177", "1771", "2991"):
            assert secret not in words
    assert MARK in str(report.to_records(values=True))


_CODE = """
from tests.lists.areas import AS_OF, submission
changes = {"gender": "M", "concern": None, "age": 3, (7, 0, "multi_agency"): "N",
           (8, 0, "ethnicity"): "s) NOBT", (6, 0, "+"): {"cin_start": "x"}}
report = submission(6, changes).check(as_of=AS_OF)
print([str(one) for one in (*report.problems, *report.not_checked)])
"""


def test_a_report_does_not_depend_on_the_hash_seed() -> None:
    """A report does not depend on the hash seed of the process."""
    outs = set()
    for seed in ("0", "1", "42"):
        root = Path(__file__).parents[2]
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root)}
        done = subprocess.run(
            [sys.executable, "-c", _CODE],
            env=environment,
            cwd=root,
            capture_output=True,
            text=True,
            check=True,
        )
        outs.add(done.stdout)
    (out,) = outs
    assert "child-repeated" in out


def test_views_of_lists() -> None:
    """A rule's view has columns, ages, the period, the children and cached values."""
    seen: list[ListView] = []

    def find(view: ListView, _: str) -> Iterator[ProblemAt]:
        seen.append(view)
        return iter(())

    check(rule(find, span=Span.LIST), lists=submission(6, {"age": "twelve"}, lists=[6]))
    (view,) = seen
    assert view["age"] == [None, 12, 12]
    assert view["age"] is view["age"]
    assert view.ages == [12, 12, 12]
    assert view.period.start == dt.date(2019, 3, 9)
    assert view.children == {"A1": 0, "B2": 1, "C3": 2}
    assert view.repeated == {}
    assert [*view.rows_of("B2"), *view.rows_of("D4")] == [1]
    passed: list[int] = []

    def accepts(age: int) -> bool:
        passed.append(age)
        return age > 11

    assert view.where("age", accepts) == [1, 2]
    assert passed == [12]
    assert view.once("a", lambda: 1) == view.once("a", lambda: 2) == 1
    assert view.has("age")
    assert not view.has("plan_start")
    assert "A1" not in repr(view)


def test_lists_that_do_not_exist_are_refused() -> None:
    """The error for unknown lists names each of them."""
    with pytest.raises(InvalidValueError) as caught:
        submission().check(as_of=AS_OF, lists=[6, 2, 99])
    assert [fault.where for fault in caught.value.faults] == ["lists[1]", "lists[2]"]


def test_the_number_of_problems_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    """The check stops at a limit of problems and lists what was not checked."""
    rows = [{"child_id": f"SYN-{number}", "age": 12} for number in range(8)]
    lists = Submission.from_rows({6: rows})
    monkeypatch.setattr(checking, "_MOST_PROBLEMS", 10)
    report = check(
        rule(problem_in_every_row), rule(problem_in_every_row, name="another"), lists=lists
    )
    assert report.counts("rule") == {"mine": 8, "another": 2}
    (left,) = report.not_checked
    assert (left.rule, left.list, left.rows) == ("another", 6, None)
    assert "already has 500,000 problems" in left.reason
    assert not report.is_clear
